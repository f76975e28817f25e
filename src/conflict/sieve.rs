//! What may stand more than once, told before anything is sorted: most words of most documents stand together only once.

/// A sieve for hashes: passes on all that were put in twice, and a few others.
pub(super) struct Sieve {
    once: Vec<u64>,
    twice: Vec<u64>,
    /// How far a mixed hash is shifted to number a bit.
    shift: u32,
}

impl Sieve {
    /// Puts in all hashes of which [`may_repeat`](Self::may_repeat) is asked later.
    pub fn of(hashes: impl Iterator<Item = u64> + Clone) -> Self {
        let bits = (hashes.clone().count() * 8).next_power_of_two().max(64);
        let mut sieve =
            Self { once: vec![0; bits / 64], twice: vec![0; bits / 64], shift: u64::BITS - bits.trailing_zeros() };
        for hash in hashes {
            let (word, bit) = sieve.place(hash);
            sieve.twice[word] |= sieve.once[word] & bit;
            sieve.once[word] |= bit;
        }
        sieve
    }

    /// Whether a hash may have been put in twice; never `false` for one that was.
    pub fn may_repeat(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.twice[word] & bit != 0
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let number = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        (number / 64, 1 << (number % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice_passes_and_most_else_does_not() {
        for count in [0u64, 1, 2, 7, 1000] {
            let hashes: Vec<u64> = (0..count).chain(0..count / 2).collect();
            let sieve = Sieve::of(hashes.iter().copied());
            assert!((0..count / 2).all(|hash| sieve.may_repeat(hash)), "{count}");
            let passed = (count / 2..count).filter(|&hash| sieve.may_repeat(hash)).count() as u64;
            assert!(passed <= count / 4, "{count}: {passed}");
        }
    }
}
