//! Keys with the documents that hold them: those of an archive, sorted once, and those of documents that have changed since, which come and go.

use rustc_hash::{FxHashMap, FxHashSet};

/// What holds a key.
pub(super) trait Holder: Copy + Ord {
    /// The number of the document.
    fn number(self) -> u32;
}

impl Holder for u32 {
    fn number(self) -> u32 {
        self
    }
}

impl<T: Copy + Ord> Holder for (u32, T) {
    fn number(self) -> u32 {
        self.0
    }
}

/// Keys with their holders. It holds each document once: what a changed one held before goes, so that it does not grow while somebody works.
#[derive(Clone, Debug)]
pub(super) struct Postings<V> {
    sorted: Vec<(u64, V)>,
    /// Whether the archive is complete: what comes now is late.
    complete: bool,
    late: FxHashMap<u64, Vec<V>>,
    /// The keys of each late document.
    keys: FxHashMap<u32, Vec<u64>>,
}

impl<V> Default for Postings<V> {
    fn default() -> Self {
        Self { sorted: Vec::new(), complete: false, late: FxHashMap::default(), keys: FxHashMap::default() }
    }
}

impl<V: Holder> Postings<V> {
    /// Adds a holder. The keys of one document come together.
    pub fn push(&mut self, key: u64, holder: V) {
        if !self.complete {
            return self.sorted.push((key, holder));
        }
        let holders = self.late.entry(key).or_default();
        // A key that stands twice in a document has it as its last holder.
        if holders.last() != Some(&holder) {
            holders.push(holder);
            self.keys.entry(holder.number()).or_default().push(key);
        }
    }

    /// Ends the archive.
    pub fn complete(&mut self) {
        self.sorted.sort_unstable();
        self.sorted.dedup();
        self.sorted.shrink_to_fit();
        self.complete = true;
    }

    /// Takes out what a document that was added later holds.
    pub fn take_out(&mut self, number: u32) {
        for key in self.keys.remove(&number).unwrap_or_default() {
            if let Some(holders) = self.late.get_mut(&key) {
                holders.retain(|holder| holder.number() != number);
                if holders.is_empty() {
                    self.late.remove(&key);
                }
            }
        }
    }

    /// The holders of a key, none of them in `hidden`; nothing if there are so many that `few` says no. It says so of all larger numbers too.
    pub fn get(&self, key: u64, hidden: &FxHashSet<u32>, few: impl Fn(usize) -> bool) -> Option<Vec<V>> {
        let (sorted, late) = self.both(key);
        // What half of the archive holds is not looked through to be told that.
        if !few((sorted.len() + late.len()).saturating_sub(hidden.len())) {
            return None;
        }
        let all = sorted.iter().map(|entry| &entry.1).chain(late);
        let all: Vec<V> = all.copied().filter(|holder| !hidden.contains(&holder.number())).collect();
        few(all.len()).then_some(all)
    }

    /// Whether at least so many hold a key.
    pub fn is_held_by(&self, key: u64, hidden: &FxHashSet<u32>, least: usize) -> bool {
        let (sorted, late) = self.both(key);
        sorted.len() + late.len() >= least && self.get(key, hidden, |count| count < least).is_none()
    }

    fn both(&self, key: u64) -> (&[(u64, V)], &[V]) {
        let from = &self.sorted[self.sorted.partition_point(|entry| entry.0 < key)..];
        let sorted = &from[..from.partition_point(|entry| entry.0 == key)];
        (sorted, self.late.get(&key).map_or(&[], Vec::as_slice))
    }

    /// How many entries it holds.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.sorted.len() + self.late.values().map(Vec::len).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_come_and_go_and_each_is_held_once() {
        let mut postings = Postings::default();
        [(7, 1), (7, 0), (9, 1), (7, 1)].into_iter().for_each(|(key, holder)| postings.push(key, holder));
        postings.complete();
        let nobody = FxHashSet::default();
        let all = |postings: &Postings<u32>, key| postings.get(key, &nobody, |_| true);
        assert_eq!(
            (all(&postings, 7), all(&postings, 8), all(&postings, 9)),
            (Some(vec![0, 1]), Some(vec![]), Some(vec![1]))
        );
        for _ in 0..3 {
            [7, 7, 8].into_iter().for_each(|key| postings.push(key, 5));
            assert_eq!((all(&postings, 7), all(&postings, 8), postings.len()), (Some(vec![0, 1, 5]), Some(vec![5]), 5));
            postings.take_out(5);
            assert_eq!((all(&postings, 7), all(&postings, 8), postings.len()), (Some(vec![0, 1]), Some(vec![]), 3));
        }
        let hidden = FxHashSet::from_iter([0, 12]);
        assert_eq!(postings.get(7, &hidden, |count| count < 2), Some(vec![1]));
        assert_eq!(postings.get(7, &nobody, |count| count < 2), None);
        assert!(postings.is_held_by(7, &nobody, 2) && !postings.is_held_by(7, &hidden, 2));
    }
}
