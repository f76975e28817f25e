//! Where two quotations of the same words differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::claim::{Quote, Sense, Word, weight};
use crate::source::Span;

/// Words that two quotations must share.
const SHARED: usize = 4;
/// Equal words in a row that two persons hardly put in the same way by chance.
const ONE: usize = 6;
/// Words at an end of the shorter quotation that are held against those opposite.
const ENDS: usize = 2;
/// Words beyond those of the shorter quotation that are looked at in the longer one.
const SLACK: usize = 6;

/// A place where two quotations differ: the words here and there, each with a neighbour, so that an omission has a place too.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub here: Span,
    pub there: Span,
    pub words_here: Range<usize>,
    pub words_there: Range<usize>,
    /// Whether equal words stand on both sides.
    inner: bool,
    /// What the words are to the sense.
    pub sense: Sense,
}

/// Whether so many equal words are most of a quotation.
pub(super) fn is_most(equal: usize, words: usize) -> bool {
    equal >= SHARED && equal * 10 >= words * 7
}

/// The stretches of two quotations that may be the same words: of a much longer one no more than lies around the words of the other.
fn stretches(a: &Quote, b: &Quote) -> (Range<usize>, Range<usize>) {
    let whole = (0..a.words.len(), 0..b.words.len());
    if a.words.len() > b.words.len() + SLACK {
        (stretch(&a.words, b), whole.1)
    } else if b.words.len() > a.words.len() + SLACK {
        (whole.0, stretch(&b.words, a))
    } else {
        whole
    }
}

/// The stretch of a longer quotation around the words of a shorter one: from the first to the last window of three words that both have, with as much on either
/// side as the shorter one has there. Of windows that stand more than once the place in line with the others counts.
fn stretch(long: &[Word], short: &Quote) -> Range<usize> {
    let key = |w: &[Word]| [w[0].key, w[1].key, w[2].key];
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (i, here) in short.words.windows(3).enumerate() {
        let found = long.windows(3).enumerate().filter(|(_, there)| key(there) == key(here));
        places.extend(found.map(|(j, _)| (i, j)));
    }
    let mut lines: Vec<isize> = places.iter().map(|(i, j)| *j as isize - *i as isize).collect();
    lines.sort_unstable();
    let Some(&line) = lines.get(lines.len() / 2) else { return 0..long.len() };
    // What an editor left out may be of any length.
    let near =
        |(i, j): &&(usize, usize)| !short.gaps.is_empty() || (*j as isize - *i as isize - line).unsigned_abs() <= SLACK;
    let (first, last) = (places.iter().find(near), places.iter().rev().find(near));
    let (Some(&(i, j)), Some(&(m, n))) = (first, last) else { return 0..long.len() };
    let start = j.saturating_sub(i + SLACK);
    start..(n + (short.words.len() - m) + SLACK).min(long.len()).max(start)
}

fn ops(a: &[Word], b: &[Word]) -> Vec<DiffOp> {
    let [x, y] = [a, b].map(|words| words.iter().map(|word| word.key).collect::<Vec<u64>>());
    capture_diff_slices(Algorithm::Myers, &x, &y)
}

fn equal(op: &DiffOp) -> usize {
    if let DiffOp::Equal { len, .. } = op { *len } else { 0 }
}

/// Whether two quotations are the same words, one perhaps shortened.
pub(super) fn is_one(a: &Quote, b: &Quote) -> bool {
    let (here, there) = stretches(a, b);
    let equal: usize = ops(&a.words[here], &b.words[there]).iter().map(equal).sum();
    equal >= ONE && equal * 10 >= a.words.len().min(b.words.len()) * 9
}

/// Where two quotations that are otherwise the same differ. What one of them leaves out at its ends is no difference, nor is what an editor marked.
pub(super) fn changes(a: &Quote, b: &Quote) -> Vec<Change> {
    let (here, there) = stretches(a, b);
    let (x, y) = (&a.words[here.clone()], &b.words[there.clone()]);
    let ops = ops(x, y);
    let shared: usize = ops.iter().map(equal).sum();
    let in_a_row = ops.iter().map(equal).max().unwrap_or(0);
    let last = ops.len().saturating_sub(1);
    let marked = |quote: &Quote, range: &Range<usize>, from: usize| {
        quote.gaps.iter().any(|&gap| (range.start + from..=range.end + from).contains(&(gap as usize)))
    };
    let mut found = Vec::new();
    let mut changed = 0;
    for (n, op) in ops.iter().enumerate() {
        let (mut old, mut new) = (op.old_range(), op.new_range());
        let inner = n > 0 && n < last;
        if !inner {
            cut(&mut old, &mut new, n == 0);
        }
        let replaced = matches!(op, DiffOp::Replace { .. }) && old.len() == new.len();
        if matches!(op, DiffOp::Equal { .. }) || !(replaced || inner) {
            continue;
        }
        // What an editor cut may begin with words that stand behind the mark as well, so that the mark seems to lie elsewhere.
        let cut = (!a.gaps.is_empty() || !b.gaps.is_empty()) && old.len() != new.len();
        if cut || marked(a, &old, here.start) || marked(b, &new, there.start) {
            continue;
        }
        changed += old.len().max(new.len());
        found.push(Change {
            here: around(x, &old),
            there: around(y, &new),
            sense: if in_other_words(&x[old.clone()], &y[new.clone()]) {
                Sense::Light
            } else {
                weight(&x[old.clone()], &y[new.clone()])
            },
            inner,
            words_here: old.start + here.start..old.end + here.start,
            words_there: new.start + there.start..new.end + there.start,
        });
    }
    // Few words are alike by chance; that one person spoke them makes up for that.
    let one = in_a_row >= ONE || !(a.turn || b.turn) && same_speaker(a, b);
    // As many words on both sides are hardly two beginnings of one phrase.
    if !one && a.words.len() != b.words.len() {
        found.retain(|change| change.inner);
    }
    if !one && (a.turn || b.turn || a.speaker.is_none() && b.speaker.is_none()) {
        return Vec::new();
    }
    let share = if in_a_row >= ONE { 2 } else { 4 };
    let alike = is_most(shared, a.words.len().min(b.words.len())) && changed * share <= shared.max(SHARED);
    if alike { found } else { Vec::new() }
}

/// Whether one number is told in more words than the other: "twenty-five" and "25", "two million dollars" and "$2 million".
fn in_other_words(a: &[Word], b: &[Word]) -> bool {
    let number = |words: &[Word]| words.iter().any(|word| word.sense == Sense::Number);
    a.len() != b.len() && number(a) && number(b)
}

fn same_speaker(a: &Quote, b: &Quote) -> bool {
    let key = |quote: &Quote| quote.speaker.as_ref().and_then(|speaker| speaker.key.clone());
    key(a).zip(key(b)).is_some_and(|(x, y)| x == y)
}

/// Cuts what stands opposite to the last or first words of the shorter quotation to as many: it leaves words out there, but puts none of its own in.
fn cut(old: &mut Range<usize>, new: &mut Range<usize>, first: bool) {
    let words = old.len().min(new.len());
    if words == 0 || words > ENDS {
        return;
    }
    for range in [old, new] {
        *range = if first { range.end - words..range.end } else { range.start..range.start + words };
    }
}

/// The words of a range with one word on either side.
fn around(words: &[Word], range: &Range<usize>) -> Span {
    let first = range.start.saturating_sub(1);
    let last = range.end.min(words.len() - 1);
    words[first].span.join(words[last].span)
}
