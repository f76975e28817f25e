//! Which documents are about the same affairs: those the user put together, and those of one time that share rare names or most of their rare words.
//!
//! Rare are words that stand in no list of common words and in few of the documents. How much two documents share is the cosine of the angle between
//! their words, squared to stay in whole numbers. Measured on articles on 214 events, of which there are two of many kinds (two earthquakes, two robberies): 40 of 100 pairs on
//! one event share as much as [`ABOUT`] asks for, 2 of 100 on two events of one kind, one in 10,000 on others. With a cosine of .3 it were 83, 26 and 24.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{Document, Linked};
use crate::claim::DocumentClaims;
use crate::entity::{Entity, EntityKind};

/// Names that occur in more documents than this, or than the square root of their number, tie none together.
const COMMON: usize = 8;
/// Names that two documents must share.
const SHARED: usize = 2;
/// Rare words that two documents must share if their names do not tell.
const WORDS: usize = 3;
/// Documents in which a rare word may stand, if there are not many more of them.
const RARE: usize = 64;
/// The square of the least cosine of two documents on one affair, in hundredths.
const ABOUT: u64 = 25;
/// Days that the dates of two documents on one affair may lie apart.
const APART: i64 = 45;

/// How many documents are looked at for telling one story: a handful is put together by whoever names it, an archive tells many.
const SHELF: std::ops::RangeInclusive<usize> = 11..=24;
/// Rare words that most of them must have in common, and the share of all rare words that these must be, in hundredths.
const CORE: usize = 8;
const SHARE: usize = 20;

/// How the user put the documents together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// All documents are on one affair.
    pub together: bool,
    /// They are two texts laid side by side.
    pub side_by_side: bool,
}

/// Which documents are about the same affairs.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    grouping: Grouping,
    pairs: BTreeSet<(usize, usize)>,
}

/// How much two documents on one affair have in common, among so many documents.
#[derive(Clone, Copy, Debug)]
pub struct Affairs {
    common: usize,
    rare: usize,
}

impl Affairs {
    /// The measure among `count` documents.
    pub fn new(count: usize) -> Self {
        Self { common: COMMON.max(count.isqrt()), rare: RARE.max(count.isqrt()) }
    }

    /// Whether a name in so many documents ties some of them together.
    pub fn is_rare_name(&self, holders: usize) -> bool {
        holders > 1 && holders <= self.common
    }

    /// Whether a word in so many documents is rare.
    pub fn is_rare_word(&self, holders: usize) -> bool {
        holders <= self.rare
    }

    /// Whether so many rare names are enough.
    pub fn by_names(&self, shared: usize) -> bool {
        shared >= SHARED
    }

    /// Whether rare words are enough: the sum of the products of their weights, their number, and the [squares](Self::square) of both documents.
    pub fn by_words(&self, product: u64, words: usize, a: u64, b: u64) -> bool {
        words >= WORDS && product * product * 100 / (a * b).max(1) >= ABOUT
    }

    /// The square of the length of a document's words as a vector.
    pub fn square(claims: &DocumentClaims) -> u64 {
        claims.keywords.iter().map(|keyword| u64::from(keyword.weight).pow(2)).sum()
    }

    /// Whether two documents, dates apart, are on one affair, given which names and words are rare.
    pub fn same(&self, a: &Document, b: &Document, name: impl Fn(&str) -> bool, word: impl Fn(u32) -> bool) -> bool {
        let telling = |d: &'_ Document| -> BTreeSet<String> {
            let entities = d.claims.mentions.entities.entities.iter().filter(|entity| is_telling(entity));
            entities.map(|entity| entity.key.clone()).collect()
        };
        if self.by_names(telling(a).intersection(&telling(b)).filter(|shared| name(shared)).count()) {
            return true;
        }
        let weights: FxHashMap<u32, u8> = b.claims.keywords.iter().map(|k| (k.hash, k.weight)).collect();
        let rare = a.claims.keywords.iter().filter(|k| word(k.hash));
        let shared = rare.filter_map(|k| Some((k.weight, *weights.get(&k.hash)?)));
        let (product, words) =
            shared.fold((0, 0), |(product, words), (x, y)| (product + u64::from(x) * u64::from(y), words + 1));
        self.by_words(product, words, Self::square(&a.claims), Self::square(&b.claims))
    }
}

/// Whether a name may tie documents together: a name of several parts is rarely a coincidence; a place often is.
pub fn is_telling(entity: &Entity) -> bool {
    entity.proper && entity.kind != EntityKind::Place && entity.key.contains(' ')
}

impl Topics {
    /// The pairs that are known to be on one affair, as far as their dates allow, and those that the configuration gives.
    pub(super) fn known(documents: &[Linked<'_>], grouping: Grouping, known: &BTreeSet<(usize, usize)>) -> Self {
        let near = known.iter().copied().filter(|&(i, j)| near(&documents[i], &documents[j]));
        let mut pairs: BTreeSet<(usize, usize)> = near.collect();
        pairs.extend(configured(documents));
        Self { grouping, pairs }
    }

    pub(super) fn new(documents: &[Linked<'_>], grouping: Grouping) -> Self {
        if grouping.together {
            return Self { grouping, ..Self::default() };
        }
        if tell_one_story(documents) {
            return Self { grouping: Grouping { together: true, ..grouping }, ..Self::default() };
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let affairs = Affairs::new(documents.len());
        for holders in names(documents).values().filter(|h| affairs.is_rare_name(h.len())) {
            for (n, &i) in holders.iter().enumerate() {
                for &j in &holders[n + 1..] {
                    *shared.entry((i, j)).or_default() += 1;
                }
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = shared
            .into_iter()
            .filter(|&((i, j), n)| affairs.by_names(n) && near(&documents[i], &documents[j]))
            .map(|(pair, _)| pair)
            .collect();
        pairs.extend(configured(documents));
        pairs.extend(alike(documents, &affairs).into_iter().filter(|&(i, j)| near(&documents[i], &documents[j])));
        Self { grouping, pairs }
    }

    /// The pairs of different documents on one affair, of `count` documents in all.
    pub fn pairs(&self, count: usize) -> Vec<(usize, usize)> {
        if self.grouping.together {
            return (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j))).collect();
        }
        self.pairs.iter().copied().collect()
    }

    /// How the user put the documents together.
    pub fn grouping(&self) -> Grouping {
        self.grouping
    }

    /// Whether two documents, or one and itself, are about the same affairs.
    pub fn same(&self, a: usize, b: usize) -> bool {
        self.grouping.together || a == b || self.pairs.contains(&(a.min(b), a.max(b)))
    }
}

/// Whether each of a shelf of documents tells of what most of them tell of: then they are on one affair, as if the user had said so. Measured on articles on 70 events, and on speeches
/// and statements of one house: on one event the words that most have in common are 20 to 80 in 100 of all rare words, else 15 at most.
fn tell_one_story(documents: &[Linked<'_>]) -> bool {
    let texts = documents.iter().all(|linked| !linked.document.source.is_facts());
    if !SHELF.contains(&documents.len()) || !texts {
        return false;
    }
    let words = |linked: &Linked<'_>| linked.document.claims.keywords.len();
    let mut holders: FxHashMap<u32, usize> = FxHashMap::default();
    for keyword in documents.iter().flat_map(|linked| &linked.document.claims.keywords) {
        *holders.entry(keyword.hash).or_default() += 1;
    }
    holders.retain(|_, count| *count * 2 > documents.len());
    let core = holders.len();
    let told = |linked: &Linked<'_>| {
        linked.document.claims.keywords.iter().filter(|word| holders.contains_key(&word.hash)).count()
    };
    let share = documents.iter().map(told).sum::<usize>() * 100 >= documents.iter().map(words).sum::<usize>() * SHARE;
    core >= CORE
        && share
        && documents.iter().all(|linked| told(linked) * 4 >= core)
        && documents.iter().all(|a| documents.iter().all(|b| near(a, b)))
}

/// Telling names, with the documents they occur in.
fn names<'d>(documents: &'d [Linked<'_>]) -> FxHashMap<&'d str, Vec<usize>> {
    let mut names: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    // A list of names is about no affair.
    let texts = documents.iter().enumerate().filter(|(_, linked)| !linked.document.source.is_facts());
    for (i, linked) in texts {
        let entities = &linked.document.claims.mentions.entities.entities;
        for entity in entities.iter().filter(|entity| is_telling(entity)) {
            let holders: &mut Vec<usize> = names.entry(entity.key.as_str()).or_default();
            if holders.last() != Some(&i) {
                holders.push(i);
            }
        }
    }
    names
}

/// Pairs of documents that share most of their rare words.
fn alike(documents: &[Linked<'_>], affairs: &Affairs) -> Vec<(usize, usize)> {
    let mut holders: FxHashMap<u32, Vec<(usize, u64)>> = FxHashMap::default();
    for (i, linked) in documents.iter().enumerate() {
        for keyword in &linked.document.claims.keywords {
            holders.entry(keyword.hash).or_default().push((i, u64::from(keyword.weight)));
        }
    }
    let squares: Vec<u64> = documents.iter().map(|linked| Affairs::square(&linked.document.claims)).collect();
    let mut found = Vec::new();
    let mut shared: Vec<(u64, usize)> = vec![(0, 0); documents.len()];
    for (i, linked) in documents.iter().enumerate() {
        let mut touched = Vec::new();
        for keyword in &linked.document.claims.keywords {
            let others = holders.get(&keyword.hash).filter(|all| affairs.is_rare_word(all.len())).into_iter().flatten();
            for &(j, weight) in others.filter(|(j, _)| *j > i) {
                if shared[j].1 == 0 {
                    touched.push(j);
                }
                shared[j].0 += u64::from(keyword.weight) * weight;
                shared[j].1 += 1;
            }
        }
        touched.sort_unstable();
        for j in touched {
            let (product, words) = std::mem::take(&mut shared[j]);
            if affairs.by_words(product, words, squares[i], squares[j]) {
                found.push((i, j));
            }
        }
    }
    found
}

/// Whether the two may date from the same weeks; an unknown date may.
fn near(a: &Linked<'_>, b: &Linked<'_>) -> bool {
    let gap = |x: &Linked<'_>, y: &Linked<'_>| match (x.date.extent.high(), y.date.extent.low()) {
        (Some(high), Some(low)) => (low - high).num_days(),
        _ => 0,
    };
    gap(a, b) <= APART && gap(b, a) <= APART
}

/// Pairs that the configuration gives one topic.
fn configured(documents: &[Linked<'_>]) -> Vec<(usize, usize)> {
    let mut by_topic: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, linked) in documents.iter().enumerate() {
        if let Some(topic) = &linked.document.source.meta.topic {
            by_topic.entry(topic).or_default().push(i);
        }
    }
    let mut pairs = Vec::new();
    for members in by_topic.values() {
        for (n, &i) in members.iter().enumerate() {
            pairs.extend(members[n + 1..].iter().map(|&j| (i, j)));
        }
    }
    pairs
}
