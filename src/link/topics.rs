//! Which documents are about the same affairs: those the user put together, and those that share rare names and a time.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::Linked;
use crate::entity::EntityKind;

/// Names that occur in more documents than this, or than the square root of their number, tie none together.
const COMMON: usize = 8;
/// Names that two documents must share.
const SHARED: usize = 2;
/// Days that the dates of two documents on one affair may lie apart.
const APART: i64 = 45;

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

impl Topics {
    pub(super) fn new(documents: &[Linked<'_>], grouping: Grouping) -> Self {
        if grouping.together {
            return Self { grouping, pairs: BTreeSet::new() };
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let common = COMMON.max(documents.len().isqrt());
        for holders in names(documents).values().filter(|h| h.len() > 1 && h.len() <= common) {
            for (n, &i) in holders.iter().enumerate() {
                for &j in &holders[n + 1..] {
                    *shared.entry((i, j)).or_default() += 1;
                }
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = shared
            .into_iter()
            .filter(|&((i, j), n)| n >= SHARED && near(&documents[i], &documents[j]))
            .map(|(pair, _)| pair)
            .collect();
        pairs.extend(configured(documents));
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

/// Proper names of more than one word, with the documents they occur in. A name of several parts is rarely a coincidence; a place often is.
fn names<'d>(documents: &'d [Linked<'_>]) -> FxHashMap<&'d str, Vec<usize>> {
    let mut names: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, linked) in documents.iter().enumerate() {
        let entities = &linked.document.claims.mentions.entities.entities;
        for entity in entities.iter().filter(|e| e.proper && e.kind != EntityKind::Place && e.key.contains(' ')) {
            let holders: &mut Vec<usize> = names.entry(entity.key.as_str()).or_default();
            if holders.last() != Some(&i) {
                holders.push(i);
            }
        }
    }
    names
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
