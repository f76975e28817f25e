//! Times that only a figure tells apart: "$5.82 a share for the third quarter", "$5.82 a share for the second quarter".
//!
//! A report names each quarter many times, so that none of them is foreign to it. But a figure that each text tells once is of one time.

use super::{Exchanged, Pair, neighbours};
use crate::claim::{PassageItem, PassageValue};
use crate::conflict::lineup::Lined;
use crate::quantity::Quantity;
use crate::source::Span;

/// Digits that count in a figure which tells one thing from all others.
const DIGITS: usize = 3;
/// Words before a figure among which "than" tells that it is another one's.
const COMPARED: usize = 2;
/// Words around a figure of which one must be the same.
const BESIDE: usize = 6;
/// How much of two values of a figure reads as the same.
const PINNED: usize = 9;

impl Pair<'_, '_> {
    /// The time that two lined up sentences tell of one figure, where it is not the same.
    pub(super) fn pinned(&self, lined: Lined) -> Option<Exchanged> {
        let figures = |side: usize| {
            self.passage(side, lined).values.iter().filter_map(move |value| match value.told {
                PassageItem::Figure(index) => Some((index, self.figure(side, index))),
                PassageItem::Time(_) => None,
            })
        };
        let once = |side: usize, q: &Quantity| {
            let all = self.claims(side).mentions.quantities.iter();
            all.filter(|other| other.comparable(q) && other.agree(q)).count() == 1
        };
        figures(0).find_map(|(_, x)| {
            let (_, y) = figures(1).find(|(_, y)| is_telling(x) && same(x, y))?;
            let beside = [(0, x.span), (1, y.span)]
                .map(|(side, span)| neighbours(self.passage(side, lined), span, BESIDE).concat());
            if !once(0, x) || !once(1, y) || !beside[0].iter().any(|word| beside[1].contains(word)) {
                return None;
            }
            if self.is_compared(0, x.span) || self.is_compared(1, y.span) {
                return None;
            }
            let (a, b) = (self.time_of(0, lined, x.span)?, self.time_of(1, lined, y.span)?);
            let apart = a.bound == b.bound && self.is_like(0, a.told, b.told) && !self.agrees(0, a.told, b.told);
            let spans = [self.span(0, a.told), self.span(1, b.told)];
            apart.then_some(Exchanged { spans, is_time: true, plain: true, around: PINNED, lined })
        })
    }

    /// Whether a figure is told for comparison alone: "less than the $5.82 of the third".
    fn is_compared(&self, side: usize, figure: Span) -> bool {
        let source = &self.linked(side).document.source;
        let before = &source.text[..figure.start as usize];
        before.split_whitespace().rev().take(COMPARED).any(|word| matches!(word, "than" | "from" | "versus"))
    }

    /// The time nearest to a figure in a sentence, if it is nearer to no other figure.
    fn time_of(&self, side: usize, lined: Lined, figure: Span) -> Option<PassageValue> {
        let values = || self.passage(side, lined).values.iter();
        let is_time = |value: &&PassageValue| match value.told {
            PassageItem::Time(time) => !self.time(side, time).is_duration(),
            PassageItem::Figure(_) => false,
        };
        let near = values().filter(is_time).min_by_key(|value| gap(value.span, figure))?;
        let own = gap(near.span, figure);
        let others = values().filter(|value| matches!(value.told, PassageItem::Figure(_)) && value.span != figure);
        others.into_iter().all(|other| gap(near.span, other.span) > own).then_some(*near)
    }
}

/// Bytes between two spans.
fn gap(a: Span, b: Span) -> u32 {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

/// Whether a figure has so many digits that it hardly tells two things.
fn is_telling(q: &Quantity) -> bool {
    let count = |number: &str| number.trim_end_matches('0').chars().filter(char::is_ascii_digit).count();
    let digits = match (&q.number, &q.range) {
        (Some(number), _) => count(number),
        (None, Some((low, high))) => count(low) + count(high),
        (None, None) => 0,
    };
    digits >= DIGITS && !q.ordinal
}

fn same(a: &Quantity, b: &Quantity) -> bool {
    a.comparable(b) && a.number == b.number && a.range == b.range && a.bound == b.bound
}
