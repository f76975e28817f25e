//! Sentences of two documents that tell the same, lined up by the words that they share, rare ones first.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::claim::Passage;

/// Words in more passages of a document than this tell no sentence from another.
pub(super) const COMMON: usize = 50;

/// Texts of more sentences than this are not lined up: a book is no summary of another, and each sentence is held against all that share a word with it.
const MOST: usize = 5_000;

/// Whether two texts are short enough to be lined up.
pub(super) fn may_line_up(here: &[Passage], there: &[Passage]) -> bool {
    here.len().max(there.len()) <= MOST
}

/// What two sentences must have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needed {
    /// Different words.
    pub words: usize,
    /// Their weight in per cent of all the weight of the sentence that has less.
    pub of_fewer: u32,
}

/// Two sentences that tell the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lined {
    /// Which passages of the two documents they are.
    pub at: [usize; 2],
    /// How many words they share.
    pub shared: usize,
    /// How many words the one has that has fewer.
    pub fewer: usize,
}

/// For each word of two documents, how many of their passages hold it, and those of the second one.
struct Holders {
    of: FxHashMap<u32, (u32, Vec<u32>)>,
    passages: u32,
}

impl Holders {
    fn new(here: &[Vec<u32>], there: &[Vec<u32>]) -> Self {
        let mut of: FxHashMap<u32, (u32, Vec<u32>)> = FxHashMap::default();
        for (n, words) in there.iter().enumerate() {
            for &word in words {
                let (count, at) = of.entry(word).or_default();
                *count += 1;
                at.push(n as u32);
            }
        }
        for &word in here.iter().flatten() {
            of.entry(word).or_default().0 += 1;
        }
        Self { of, passages: (here.len() + there.len()) as u32 }
    }

    /// A rare word weighs more: one more for each halving of the passages that hold it.
    fn weight(&self, word: u32) -> u32 {
        self.of.get(&word).map_or(1, |(count, _)| ((self.passages + 1) / count).max(1).ilog2() + 1)
    }

    fn total(&self, words: &[u32]) -> u32 {
        words.iter().map(|&word| self.weight(word)).sum()
    }

    /// The passages of the second document that share words with these: their weight and number.
    fn common(&self, words: &[u32]) -> BTreeMap<usize, (u32, usize)> {
        let mut common: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        for word in words {
            let Some((_, at)) = self.of.get(word).filter(|(_, at)| at.len() <= COMMON) else { continue };
            for &n in at {
                let (weight, count) = common.entry(n as usize).or_default();
                *weight += self.weight(*word);
                *count += 1;
            }
        }
        common
    }
}

/// Lines up the passages of two documents: each of the first with that of the second which it has most in common with.
pub(super) fn line_up(here: &[Passage], there: &[Passage], needed: Needed) -> Vec<Lined> {
    let [here, there] = [here, there].map(|side| side.iter().map(distinct).collect::<Vec<_>>());
    let holders = Holders::new(&here, &there);
    let mut found = Vec::new();
    for (n, words) in here.iter().enumerate() {
        let common = holders.common(words);
        let Some((&m, &(weight, shared))) = common.iter().max_by_key(|(m, (weight, _))| (*weight, usize::MAX - **m))
        else {
            continue;
        };
        let least = holders.total(words).min(holders.total(&there[m]));
        if shared >= needed.words && 100 * weight >= needed.of_fewer * least {
            found.push(Lined { at: [n, m], shared, fewer: words.len().min(there[m].len()) });
        }
    }
    found
}

/// The different words of a passage, sorted.
pub(super) fn distinct(passage: &Passage) -> Vec<u32> {
    let mut words: Vec<u32> = passage.words.iter().map(|w| w.hash).collect();
    words.sort_unstable();
    words.dedup();
    words
}
