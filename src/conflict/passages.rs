//! Whether two passages can differ in a few words amid equal ones, told without comparing them in full: most passages that stand in two documents are the same
//! to the letter, with other words before and behind them.

/// A pair of places where both passages have the same words in a row is looked at with at most so many others per word; what repeats itself more is compared in full.
const PAIRS: usize = 4;

/// Whether there may be up to `changed` words here and there that differ, with `frame` equal words on either side. `false` is certain.
pub(super) fn may_differ(a: &[u64], b: &[u64], frame: usize, changed: usize) -> bool {
    if a.len() < 2 * frame || b.len() < 2 * frame {
        return false;
    }
    let index = Index::of(b, frame);
    let mut left = PAIRS * (a.len() + b.len());
    for i in 0..=a.len() - frame {
        for j in index.places(&a[i..i + frame]) {
            if b[j..j + frame] != a[i..i + frame] {
                continue;
            }
            if left == 0 || goes_on(&a[i + frame..], &b[j + frame..], frame, changed) {
                return true;
            }
            left -= 1;
        }
    }
    false
}

/// Whether two passages that were equal up to here may go on with a few words that differ and then `frame` that are equal.
fn goes_on(a: &[u64], b: &[u64], frame: usize, changed: usize) -> bool {
    (0..=changed).any(|x| {
        let Some(here) = a.get(x..x + frame) else { return false };
        (0..=changed).any(|y| {
            let equal = x == y && a[..x] == b[..y.min(b.len())];
            !equal && b.get(y..y + frame) == Some(here)
        })
    })
}

/// Where rows of words stand in a passage, by their hash.
struct Index {
    /// By slot the last place, plus one.
    heads: Vec<u32>,
    /// By place the one before it in the same slot, plus one.
    before: Vec<u32>,
    shift: u32,
}

impl Index {
    fn of(words: &[u64], frame: usize) -> Self {
        let count = words.len() + 1 - frame;
        let slots = (2 * count).next_power_of_two().max(2);
        let mut index =
            Self { heads: vec![0; slots], before: vec![0; count], shift: u64::BITS - slots.trailing_zeros() };
        for (at, row) in words.windows(frame).enumerate() {
            let slot = index.slot(row);
            index.before[at] = std::mem::replace(&mut index.heads[slot], at as u32 + 1);
        }
        index
    }

    fn slot(&self, row: &[u64]) -> usize {
        let mixed =
            row.iter().fold(0, |hash: u64, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        (mixed >> self.shift) as usize
    }

    /// The places where a row may stand.
    fn places(&self, row: &[u64]) -> impl Iterator<Item = usize> {
        let first = self.heads[self.slot(row)].checked_sub(1);
        std::iter::successors(first, |&at| self.before[at as usize].checked_sub(1)).map(|at| at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        text.split(' ').map(|word| crate::claim::hash(word.bytes())).collect()
    }

    #[test]
    fn passages_differ_only_where_few_words_change_amid_equal_ones() {
        let one = "a b c d e f g h i j k l m n";
        for (other, want) in [
            (one, false),
            ("x y a b c d e f g h i j k l m n z", false),
            ("q a b c d e f g h i j k l r s t u", false),
            ("a b c d e f X h i j k l m n", true),
            ("a b c d e f h i j k l m n", true),
            ("a b c d e f g X Y Z h i j k l m n", true),
            ("a b c d e f g g h i j k l m n", true),
            ("a b c d e f g 1 2 3 4 5 h i j k l m n", false),
            ("a b c X e f g h i j k l m n", false),
            ("a b c", false),
        ] {
            assert_eq!(may_differ(&words(one), &words(other), 5, 4), want, "{other}");
        }
    }

    #[test]
    fn no_difference_of_a_full_comparison_is_denied() {
        use similar::{Algorithm, DiffOp, capture_diff_slices};
        let mut state = 1u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            (state >> 33) % below
        };
        let mut differ = 0;
        for case in 0..4000 {
            let (kinds, length) = (2 + case % 30, 10 + next(40));
            let a: Vec<u64> = (0..length).map(|_| next(kinds)).collect();
            let mut b = a.clone();
            for _ in 0..next(4) {
                let at = next(b.len() as u64) as usize;
                let until = (at + next(6) as usize).min(b.len());
                let new: Vec<u64> = (0..next(6)).map(|_| next(kinds)).collect();
                b.splice(at..until, new);
            }
            let ops = capture_diff_slices(Algorithm::Patience, &a, &b);
            let equal = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Equal { len, .. }) if *len >= 5);
            let framed = |n: usize| n > 0 && equal(ops.get(n - 1)) && equal(ops.get(n + 1));
            let few = |op: &DiffOp| op.old_range().len().max(op.new_range().len()) <= 4;
            let found = (0..ops.len()).any(|n| !equal(ops.get(n)) && framed(n) && few(&ops[n]));
            assert!(!found || may_differ(&a, &b, 5, 4), "{a:?} {b:?}");
            differ += usize::from(found);
        }
        assert!(differ > 100);
    }

    #[test]
    fn what_repeats_itself_is_left_to_the_full_comparison() {
        let (a, b) = ("u ".repeat(300), "u ".repeat(290));
        assert!(may_differ(&words(a.trim()), &words(b.trim()), 5, 4));
    }
}
