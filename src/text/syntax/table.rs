//! A table of weights: open addressing by a feature's hash, a few check bits, one small integer for each class.
//!
//! A row is `CHECK` bytes of check and then the weights. A feature lies in the slot its hash points at or in the next one, so that a look-up reads one
//! or two adjacent rows. Features that training left out are almost never found: the check bits tell them from those that are there.

use std::borrow::Cow;

use super::features::Scorer;
use super::model::Fault;

/// Rows are sought this many at a time before any is added up: nearly all the time goes into waiting for memory, and many loads can wait together.
const AT_ONCE: usize = 64;

/// Sums of one decision, eight to a vector: room for the classes of any of our models. [`AT_ONCE`] weights of a byte fit sixteen bits.
type Sums = [[i16; 8]; 6];

/// A table in a model file: `ROW` bytes a row, the first `CHECK` of them (one or two) check bits; the others are weights.
#[derive(Clone, Debug)]
pub struct Table<'a, const ROW: usize, const CHECK: usize> {
    rows: Cow<'a, [[u8; ROW]]>,
    /// The check of each row once more, so close together that they stay in the processor's nearer cache: a row is fetched only if it is the one.
    checks: Box<[u16]>,
    slots: u64,
}

/// The rows of a table, and how many slots a hash may point at: one fewer than there are rows.
fn rows<const ROW: usize>(bytes: &[u8]) -> Result<(&[[u8; ROW]], u64), Fault> {
    let (rows, rest) = bytes.as_chunks::<ROW>();
    if rows.len() < 2 || !rest.is_empty() {
        return Err(Fault::Size);
    }
    Ok((rows, rows.len() as u64 - 1))
}

impl<'a, const ROW: usize, const CHECK: usize> Table<'a, ROW, CHECK> {
    /// A table in place, or one of its own where the bytes had to be unpacked.
    pub fn new(bytes: Cow<'a, [u8]>) -> Result<Self, Fault> {
        let (rows, slots) = match bytes {
            Cow::Borrowed(bytes) => rows(bytes).map(|(rows, slots)| (Cow::Borrowed(rows), slots))?,
            Cow::Owned(bytes) => rows(&bytes).map(|(rows, slots)| (Cow::Owned(rows.to_vec()), slots))?,
        };
        Ok(Self { checks: rows.iter().map(Self::check).collect(), rows, slots })
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
}

impl<const ROW: usize, const CHECK: usize> Table<'_, ROW, CHECK> {
    /// The sums of the weights of some rows. Stands alone because the compiler makes vectors of eight of it only while the sums stay sixteen bits wide.
    #[inline(never)]
    fn sums(&self, rows: &[u32]) -> Sums {
        let mut sums = Sums::default();
        let table: &[[u8; ROW]] = &self.rows;
        for &row in rows {
            let Some(row) = table.get(row as usize) else { continue };
            let (eights, rest) = row[CHECK..].as_chunks::<8>();
            for (sums, weights) in sums.iter_mut().zip(eights) {
                sums.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += i16::from(weight as i8));
            }
            if let Some(sums) = sums.get_mut(eights.len()) {
                sums.iter_mut().zip(rest).for_each(|(sum, &weight)| *sum += i16::from(weight as i8));
            }
        }
        sums
    }
}

impl<const ROW: usize, const CHECK: usize, const C: usize> Scorer<C> for Table<'_, ROW, CHECK> {
    #[inline]
    fn score(&self, features: &[u32], scores: &mut [i32; C]) {
        const { assert!(C <= size_of::<Sums>() / size_of::<i16>()) };
        for some in features.chunks(AT_ONCE) {
            // Whether a feature is known is anybody's guess, so nothing is made to hang on it but how far the list grows.
            let mut known = [0; AT_ONCE];
            let mut count = 0;
            for &feature in some {
                let (slot, check) = Self::place(feature, self.slots);
                let Some(&[first, second]) = self.checks.get(slot..).and_then(|checks| checks.first_chunk()) else {
                    continue;
                };
                let (first, second) = (first == check, second == check);
                known[count % AT_ONCE] = slot as u32 + u32::from(!first);
                count += usize::from(first | second);
            }
            let sums = self.sums(&known[..count.min(AT_ONCE)]);
            for (score, &sum) in scores.iter_mut().zip(sums.as_flattened()) {
                *score += i32::from(sum);
            }
        }
    }
}

/// The parser's table. It is asked some sixty features for each of two decisions a word, about half of which it does not know, so nothing here
/// hangs on a comparison: what is not found counts as a row of zeros, and the compiler compares and adds several rows at a time.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a> {
    rows: &'a [[u8; 4]],
    slots: u64,
}

impl<'a> Packed<'a> {
    /// A table in place.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        rows(bytes).map(|(rows, slots)| Self { rows, slots })
    }
}

impl Scorer<3> for Packed<'_> {
    #[inline]
    fn score(&self, features: &[u32], scores: &mut [i32; 3]) {
        for some in features.chunks(AT_ONCE) {
            let (mut firsts, mut seconds, mut hashes) = ([0u32; AT_ONCE], [0u32; AT_ONCE], [0u32; AT_ONCE]);
            hashes[..some.len()].copy_from_slice(some);
            for ((first, second), &feature) in firsts.iter_mut().zip(&mut seconds).zip(some) {
                let (slot, _) = Table::<4, 1>::place(feature, self.slots);
                if let Some([a, b]) = self.rows.get(slot..).and_then(|rows| rows.first_chunk()) {
                    (*first, *second) = (u32::from_le_bytes(*a), u32::from_le_bytes(*b));
                }
            }
            let mut sums = [0i32; 3];
            for ((&first, &second), &feature) in firsts.iter().zip(&seconds).zip(&hashes) {
                let (_, check) = Table::<4, 1>::place(feature, self.slots);
                let mask = |row: u32| u32::from(row & 0xff == u32::from(check)).wrapping_neg();
                let row = (first & mask(first)) | (second & mask(second) & !mask(first));
                // Each weight is brought to the upper end and back, which spreads its sign.
                sums[0] += row.cast_signed() << 16 >> 24;
                sums[1] += row.cast_signed() << 8 >> 24;
                sums[2] += row.cast_signed() >> 24;
            }
            scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += sum);
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
        Table::<4, 1>::new(Cow::Borrowed(&bytes)).unwrap().score(&asked, &mut plain);
        Packed::new(&bytes).unwrap().score(&asked, &mut packed);
        assert_eq!(plain, packed);
        assert!(plain[0] > 0 && plain[0] == -plain[1]);
    }

    #[test]
    fn a_table_of_an_odd_size_is_refused() {
        for size in [0, 3, 4, 7, 9] {
            assert!(Table::<4, 1>::new(vec![0; size].into()).is_err(), "{size}");
        }
    }
}
