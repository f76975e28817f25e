//! Weights in training: an averaged perceptron over hashed features.
//!
//! It is trained twice. At first any feature gets weights once it has had a part in some errors. Then the best are chosen and get places in a
//! table of the size the model file will have, and all is trained again from nothing with those alone, so that the weights make up for the features that were
//! left out.

use claimlint::text::syntax::features::Scorer;
use claimlint::text::syntax::table::Table;

/// Which row a feature has.
enum Rows {
    /// Any feature, after it had a part in `after` errors: hashes by open addressing, and the number of errors by an approximate count.
    Any { keys: Vec<u32>, rows: Vec<u32>, taken: usize, errors: Vec<u8>, after: u8 },
    /// The features chosen, in the slots they will have in the file.
    Chosen { checks: Vec<u16>, place: fn(u32, u64) -> (usize, u16) },
}

/// Weights of `C` classes.
pub struct Weights<const C: usize> {
    rows: Rows,
    now: Vec<[i32; C]>,
    /// Each change times the moment of it; with it the average over all moments is known at the end.
    moments: Vec<[i64; C]>,
    clock: i64,
}

const NO_ROW: u32 = u32::MAX;

impl Rows {
    fn find(&self, feature: u32) -> Option<usize> {
        match self {
            Self::Any { keys, rows, .. } => {
                let mask = keys.len() - 1;
                let mut slot = feature as usize & mask;
                while rows[slot] != NO_ROW {
                    if keys[slot] == feature {
                        return Some(rows[slot] as usize);
                    }
                    slot = (slot + 1) & mask;
                }
                None
            }
            Self::Chosen { checks, place } => {
                let (slot, check) = place(feature, checks.len() as u64 - 1);
                (slot..slot + 2).find(|&slot| checks[slot] == check)
            }
        }
    }
}

impl<const C: usize> Weights<C> {
    /// Weights for any feature that had a part in `after` errors.
    pub fn any(after: u8) -> Self {
        let slots = 1 << 20;
        let rows =
            Rows::Any { keys: vec![0; slots], rows: vec![NO_ROW; slots], taken: 0, errors: vec![0; 1 << 26], after };
        Self { rows, now: Vec::new(), moments: Vec::new(), clock: 1 }
    }

    /// Moves on by one decision.
    pub fn tick(&mut self) {
        self.clock += 1;
    }

    /// Learns from an error. A class of `C` or more is one that always scores nothing.
    pub fn learn(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features {
            let Some(row) = self.row_to_learn(feature) else { continue };
            for (class, by) in [(right, 1), (wrong, -1)] {
                if class < C {
                    self.now[row][class] += by;
                    self.moments[row][class] += i64::from(by) * self.clock;
                }
            }
        }
    }

    fn row_to_learn(&mut self, feature: u32) -> Option<usize> {
        let found = self.rows.find(feature);
        let Rows::Any { keys, rows, taken, errors, after } = &mut self.rows else { return found };
        if found.is_some() {
            return found;
        }
        let count = &mut errors[(feature >> 6) as usize];
        *count = count.saturating_add(1);
        if *count < *after {
            return None;
        }
        if *taken * 2 > keys.len() {
            grow(keys, rows);
        }
        *taken += 1;
        insert(keys, rows, feature, self.now.len() as u32);
        self.now.push([0; C]);
        self.moments.push([0; C]);
        Some(self.now.len() - 1)
    }

    fn average(&self, row: usize) -> [f64; C] {
        std::array::from_fn(|class| {
            f64::from(self.now[row][class]) - self.moments[row][class] as f64 / self.clock as f64
        })
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.now.len()
    }

    /// Fresh weights for the best features, in a table of `rows` rows.
    pub fn choose<const ROW: usize, const CHECK: usize>(&self, rows: usize) -> Self {
        let Rows::Any { keys, rows: numbers, .. } = &self.rows else { unreachable!("chosen once") };
        let taken = keys.iter().zip(numbers).filter(|(_, row)| **row != NO_ROW);
        let worth = |row: usize| self.average(row).iter().fold(0.0f64, |most, weight| most.max(weight.abs()));
        let mut ranked: Vec<(f64, u32)> = taken.map(|(&key, &row)| (worth(row as usize), key)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut checks = vec![0u16; rows];
        let place = Table::<ROW, CHECK>::place;
        let mut left = rows;
        for (_, key) in ranked {
            let (slot, check) = place(key, rows as u64 - 1);
            let pair = &mut checks[slot..slot + 2];
            if pair.contains(&check) {
                continue;
            }
            if let Some(free) = pair.iter_mut().find(|check| **check == 0) {
                *free = check;
                left -= 1;
            }
        }
        eprintln!("  {} features, {} chosen for {rows} rows", self.len(), rows - left);
        Self { rows: Rows::Chosen { checks, place }, now: vec![[0; C]; rows], moments: vec![[0; C]; rows], clock: 1 }
    }

    /// The same features, with nothing learnt.
    pub fn fresh(&self) -> Self {
        let Rows::Chosen { checks, place } = &self.rows else { unreachable!("chosen before") };
        let rows = Rows::Chosen { checks: checks.clone(), place: *place };
        Self { rows, now: vec![[0; C]; self.len()], moments: vec![[0; C]; self.len()], clock: 1 }
    }

    /// The averages so far.
    pub fn averages(&self) -> Vec<[f64; C]> {
        (0..self.len()).map(|row| self.average(row)).collect()
    }

    /// Averaged weights as bytes of a table, scaled so that nearly all fit.
    pub fn quantise<const ROW: usize, const CHECK: usize>(&self, averages: &[[f64; C]]) -> Vec<u8> {
        let Rows::Chosen { checks, .. } = &self.rows else { unreachable!("chosen before") };
        let mut sizes: Vec<f64> = averages.iter().flatten().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
        let scale = 127.0 / largest;
        eprintln!("  {} weights, scale {scale:.3}", sizes.len());
        let mut bytes = Vec::with_capacity(ROW * self.len());
        for (average, check) in averages.iter().zip(checks) {
            bytes.extend_from_slice(&check.to_le_bytes()[..CHECK]);
            bytes.extend(average.iter().map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8 as u8));
        }
        bytes
    }
}

fn insert(keys: &mut [u32], rows: &mut [u32], key: u32, row: u32) {
    let mask = keys.len() - 1;
    let mut slot = key as usize & mask;
    while rows[slot] != NO_ROW {
        slot = (slot + 1) & mask;
    }
    (keys[slot], rows[slot]) = (key, row);
}

fn grow(keys: &mut Vec<u32>, rows: &mut Vec<u32>) {
    let (old_keys, old_rows) = (std::mem::take(keys), std::mem::take(rows));
    *keys = vec![0; old_keys.len() * 2];
    *rows = vec![NO_ROW; old_keys.len() * 2];
    for (key, row) in old_keys.into_iter().zip(old_rows) {
        if row != NO_ROW {
            insert(keys, rows, key, row);
        }
    }
}

impl<const C: usize> Scorer<C> for Weights<C> {
    fn score(&self, features: &[u32], scores: &mut [i32; C]) {
        for &feature in features {
            if let Some(row) = self.rows.find(feature) {
                for (score, weight) in scores.iter_mut().zip(&self.now[row]) {
                    *score += weight;
                }
            }
        }
    }
}

/// A small generator of random numbers, so that training yields the same model every time.
pub struct Random(pub u64);

impl Random {
    /// A number below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % below
    }

    /// The numbers below `len` in random order.
    pub fn order(&mut self, len: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..len).collect();
        for at in (1..len).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}
