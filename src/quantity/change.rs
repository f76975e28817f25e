//! Bounding words before and after a number, and whether it is a change.

use super::context::Context;
use super::tables::{Bounding, UnitKind};
use super::{Bounds, Change};

/// How far back "by" looks for its verb.
const REACH: usize = 9;

/// The first token of the bounding words before a quantity, and what they do. The outermost words win ("up to about 20" → at most).
pub(super) fn bound_before(cx: &Context, start: usize) -> (usize, Bounding) {
    let mut best = (start, Bounding::As(Bounds::Exact));
    let mut at = start;
    for _ in 0..3 {
        let Some((from, what)) = longest_before(cx, at) else { break };
        if !(what == Bounding::Filler || what == Bounding::Exactly && best.0 != start) {
            best = (from, what);
        }
        at = from;
    }
    best
}

fn longest_before(cx: &Context, end: usize) -> Option<(usize, Bounding)> {
    let list = &cx.word(cx.back(end, 1)).before;
    let starts = list.iter().filter_map(|&p| {
        let phrase = &cx.tables.before[p as usize];
        Some((cx.phrase_to(end, phrase)?, phrase.what))
    });
    starts.min_by_key(|&(start, _)| start)
}

/// The end of bounding words after a number ("or more", "-odd"), and what they do.
pub(super) fn bound_after(cx: &Context, at: usize) -> Option<(usize, Bounding)> {
    let from = at + usize::from(cx.hyphen(at));
    let ends = cx.word(from).after.iter().filter_map(|&p| {
        let phrase = &cx.tables.after[p as usize];
        let end = cx.phrase_from(from, phrase)?;
        // "100 or more than 90", "three plus two": a further number follows.
        let further = cx.is(end, "than") || cx.is_number(end) || cx.word(end).number.is_some();
        (!further).then_some((end, phrase.what))
    });
    ends.max_by_key(|&(end, _)| end)
}

/// Whether the quantity between two tokens is a change, by the words before and after it. Where things are `counted`, a verb after them is what they do
/// ("40 boats sank").
pub(super) fn of(cx: &Context, start: usize, end: usize, counted: bool) -> Option<Change> {
    before(cx, start).or_else(|| after(cx, end, counted))
}

fn before(cx: &Context, start: usize) -> Option<Change> {
    let mut at = cx.back(start, 1);
    if cx.lower(at).ends_with("ly") {
        at = cx.back(at, 1);
    }
    if cx.is(at, "by") {
        return (1..REACH).map(|i| cx.word(cx.back(at, i))).find_map(|w| w.change.map(|(c, _)| c));
    }
    if cx.is(at, "of") {
        let nouns = (1..5).map(|i| cx.word(cx.back(at, i)));
        return nouns.take_while(|w| w.units.is_empty()).find_map(|w| w.change.filter(|&(_, by)| !by).map(|(c, _)| c));
    }
    cx.word(at).change.filter(|&(_, by)| !by).map(|(c, _)| c)
}

fn after(cx: &Context, end: usize, counted: bool) -> Option<Change> {
    let word = cx.word(end);
    if let Some(change) = word.compare {
        return Some(change);
    }
    word.change.filter(|&(_, by)| !by && !counted && !cx.any(end, &["up", "down"])).map(|(c, _)| c)
}

/// Whether a word of change stands shortly before a token, so that "from X to Y" tells a change.
pub(super) fn changes_before(cx: &Context, at: usize) -> bool {
    (1..13).any(|i| cx.word(cx.back(at, i)).change.is_some())
}

/// Whether two units are the same or one is missing.
pub(super) fn same_unit(a: Option<(&str, UnitKind)>, b: Option<(&str, UnitKind)>) -> bool {
    match (a, b) {
        (Some((a, _)), Some((b, _))) => a == b || a.ends_with(b) || b.ends_with(a),
        _ => true,
    }
}
