//! Pairs that share an end belong together.

use std::collections::BTreeMap;

/// Groups pairs so that two with a common end are in one group, in the order of the smallest ends.
pub(super) fn joined<T, K: Ord + Copy>(pairs: Vec<T>, ends: impl Fn(&T) -> [K; 2]) -> Vec<Vec<T>> {
    let mut parent: BTreeMap<K, K> = BTreeMap::new();
    for pair in &pairs {
        let [a, b] = ends(pair).map(|end| root(&mut parent, end));
        let (low, high) = (a.min(b), a.max(b));
        parent.insert(low, low);
        parent.insert(high, low);
    }
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for pair in pairs {
        let [end, _] = ends(&pair);
        groups.entry(root(&mut parent, end)).or_default().push(pair);
    }
    groups.into_values().collect()
}

/// The end that stands for a group; the path to it is halved, so that the next walk is short.
fn root<K: Ord + Copy>(parent: &mut BTreeMap<K, K>, mut end: K) -> K {
    while let Some(&above) = parent.get(&end).filter(|&&above| above != end) {
        let next = parent.get(&above).copied().unwrap_or(above);
        parent.insert(end, next);
        end = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_pair_that_joins_two_groups_makes_them_one() {
        let pairs = vec![(1, 3), (2, 4), (7, 8), (3, 4)];
        assert_eq!(joined(pairs, |&(a, b)| [a, b]), [vec![(1, 3), (2, 4), (3, 4)], vec![(7, 8)]]);
    }
}
