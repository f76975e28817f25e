//! Which lines of a text an earlier version lacks. The answer hangs on the two texts alone, so it is bounded by work and not by time.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Most lines between the first and the last change, of both versions together, of which the order is held against each other: the work may grow with their
/// square. Of more, one that the earlier version holds anywhere is not changed.
const ORDERED: usize = 1 << 12;

/// The lines of `after` that `before` lacks, from 1.
pub(super) fn lines(before: &str, after: &str) -> Vec<RangeInclusive<u32>> {
    let mut numbers: BTreeMap<&str, u64> = BTreeMap::new();
    let mut number = |line| {
        let next = numbers.len() as u64;
        *numbers.entry(line).or_insert(next)
    };
    let old: Vec<u64> = before.lines().map(&mut number).collect();
    let new: Vec<u64> = after.lines().map(&mut number).collect();
    changed(&old, &new).into_iter().map(|lines| lines.start as u32 + 1..=lines.end as u32).collect()
}

/// The same of lines that have a number each, from 0.
fn changed(old: &[u64], new: &[u64]) -> Vec<Range<usize>> {
    let first = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let last = old[first..].iter().rev().zip(new[first..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[first..old.len() - last], &new[first..new.len() - last]);
    if old.len() + new.len() <= ORDERED {
        let changed = capture_diff_slices(Algorithm::Myers, old, new).into_iter();
        let lines = changed.filter(|change| !matches!(change, DiffOp::Equal { .. })).map(|change| change.new_range());
        let lines = lines.filter(|lines| !lines.is_empty());
        return lines.map(|lines| lines.start + first..lines.end + first).collect();
    }
    let mut left: BTreeMap<u64, usize> = BTreeMap::new();
    old.iter().for_each(|&line| *left.entry(line).or_default() += 1);
    let mut lines = Vec::new();
    for (at, line) in new.iter().enumerate() {
        match left.get_mut(line) {
            Some(left) if *left > 0 => *left -= 1,
            _ => lines.push(first + at..first + at + 1),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_changed_in_a_long_text_hangs_on_the_text_alone() {
        // All paragraphs stand elsewhere, and one of them is new: in order, that would take thousands of millions of steps.
        let count = 60_000_u64;
        let old: Vec<u64> = (0..count).collect();
        let new: Vec<u64> = (0..count).map(|n| if n == 7_001 { count } else { (n * 7_919 + 1) % count }).collect();
        let twice = [&new[..], &[3]].concat();
        let lines = |old: &[u64], new: &[u64]| changed(old, new).into_iter().flatten().collect::<Vec<usize>>();
        assert_eq!(lines(&old, &new), [7_001]);
        assert_eq!(lines(&old, &twice), [7_001, 60_000]);
        // What did not change at either end costs nothing.
        let end: Vec<u64> = old.iter().copied().map(|n| if n == 30_000 { count } else { n }).collect();
        assert_eq!(lines(&old, &end), [30_000]);
    }
}
