//! A table of weights: open addressing by a feature's hash, a few check bits, one small integer for each class.
//!
//! A row is `CHECK` bytes of check and then the weights. A feature lies in the slot its hash points at or in the next one, so that a look-up reads one
//! or two adjacent rows. Features that training left out are almost never found: the check bits tell them from those that are there.

use super::features::Scorer;
use super::model::Fault;

/// Rows are fetched this many at a time before any is added up: nearly all the time goes into waiting for memory, and many loads can wait together.
const AT_ONCE: usize = 64;

/// A table in a model file: `ROW` bytes a row, the first `CHECK` of them (one or two) check bits; the others are weights.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a, const ROW: usize, const CHECK: usize> {
    rows: &'a [[u8; ROW]],
    /// How many slots a hash may point at: one fewer than there are rows.
    slots: u64,
}

impl<'a, const ROW: usize, const CHECK: usize> Table<'a, ROW, CHECK> {
    /// A table in place.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        let (rows, rest) = bytes.as_chunks::<ROW>();
        if rows.len() < 2 || !rest.is_empty() {
            return Err(Fault::Size);
        }
        Ok(Self { rows, slots: rows.len() as u64 - 1 })
    }

    /// Which slot a hash points at, of some number, and its check; a check is never 0, which marks a free slot.
    #[inline]
    pub fn place(hash: u32, slots: u64) -> (usize, u16) {
        let slot = (u64::from(hash) * slots) >> 32;
        // The slot takes the upper bits of the hash; the check takes bits that the multiplication spreads from the lower ones.
        let check = hash.wrapping_mul(0x9e37_79b1);
        let check = if CHECK == 1 { (check >> 8) & 0xff } else { (check >> 8) & 0xffff };
        (slot as usize, (check as u16).max(1))
    }

    #[inline]
    fn check(row: &[u8; ROW]) -> u16 {
        if CHECK == 1 { u16::from(row[0]) } else { u16::from_le_bytes([row[0], row[1]]) }
    }

    /// The row of a feature.
    #[inline]
    pub fn find(&self, hash: u32) -> Option<&'a [u8; ROW]> {
        let (slot, check) = Self::place(hash, self.slots);
        let pair = self.rows.get(slot..slot + 2)?;
        if Self::check(&pair[0]) == check {
            Some(&pair[0])
        } else if Self::check(&pair[1]) == check {
            Some(&pair[1])
        } else {
            None
        }
    }
}

impl<const ROW: usize, const CHECK: usize, const C: usize> Scorer<C> for Table<'_, ROW, CHECK> {
    #[inline]
    fn score(&self, features: &[u32], scores: &mut [i32; C]) {
        for some in features.chunks(AT_ONCE) {
            let mut found = [None; AT_ONCE];
            for (row, &feature) in found.iter_mut().zip(some) {
                *row = self.find(feature);
            }
            for row in found.iter().take(some.len()).flatten() {
                for (score, &weight) in scores.iter_mut().zip(&row[CHECK..]) {
                    *score += i32::from(weight as i8);
                }
            }
        }
    }
}

/// The parser's table. It is asked some eighty features for each of two decisions a word, about half of which it does not know, so nothing here
/// hangs on a comparison: what is not found counts as a row of zeros, and three sums run in one number.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a>(Table<'a, 4, 1>);

impl<'a> Packed<'a> {
    /// A table in place.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        Table::new(bytes).map(Self)
    }
}

impl Scorer<3> for Packed<'_> {
    #[inline]
    fn score(&self, features: &[u32], scores: &mut [i32; 3]) {
        // Weights lie 128 above their value while they are summed, in 16 bits each: room for 257 features.
        for some in features.chunks(AT_ONCE) {
            let mut pairs = [0u64; AT_ONCE];
            for (pair, &feature) in pairs.iter_mut().zip(some) {
                let (slot, _) = Table::<4, 1>::place(feature, self.0.slots);
                if let Some([first, second]) = self.0.rows.get(slot..slot + 2).and_then(|rows| rows.first_chunk::<2>())
                {
                    *pair = u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*second)) << 32;
                }
            }
            let mut sums: u64 = 0;
            for (&pair, &feature) in pairs.iter().zip(some) {
                let (_, check) = Table::<4, 1>::place(feature, self.0.slots);
                let (first, second) = (pair as u32, (pair >> 32) as u32);
                let mask = |row: u32| u32::from(row & 0xff == u32::from(check)).wrapping_neg();
                let row = (first & mask(first)) | (second & mask(second) & !mask(first));
                let weights = u64::from((row ^ 0x8080_8000) >> 8);
                sums += (weights & 0xff) | (weights & 0xff00) << 8 | (weights & 0xff_0000) << 16;
            }
            let zero = 128 * some.len() as i32;
            for (at, score) in scores.iter_mut().enumerate() {
                *score += ((sums >> (16 * at)) & 0xffff) as i32 - zero;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of few rows that holds some features, each with weights of its own.
    fn rows(features: &[u32]) -> Vec<u8> {
        let mut rows = vec![[0u8; 4]; 64];
        for (number, &feature) in features.iter().enumerate() {
            let (slot, check) = Table::<4, 1>::place(feature, 63);
            let free = (slot..slot + 2).find(|&slot| rows[slot][0] == 0).expect("few features");
            rows[free] = [check as u8, number as u8, (-(number as i8)) as u8, 127];
        }
        rows.concat()
    }

    #[test]
    fn both_ways_to_sum_agree() {
        let features: Vec<u32> = (1..12u32).map(|n| n.wrapping_mul(0x9e37_79b1)).collect();
        let bytes = rows(&features);
        let unknown = features.iter().map(|f| f ^ 0x55);
        let asked: Vec<u32> = features.iter().copied().cycle().take(400).chain(unknown).collect();
        let (mut plain, mut packed) = ([0; 3], [0; 3]);
        Table::<4, 1>::new(&bytes).unwrap().score(&asked, &mut plain);
        Packed::new(&bytes).unwrap().score(&asked, &mut packed);
        assert_eq!(plain, packed);
        assert!(plain[0] > 0 && plain[0] == -plain[1]);
    }

    #[test]
    fn a_table_of_an_odd_size_is_refused() {
        for size in [0, 3, 4, 7, 9] {
            assert!(Table::<4, 1>::new(&vec![0; size]).is_err(), "{size}");
        }
    }
}
