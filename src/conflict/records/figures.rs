//! Figures: another value for the measure of a row, at its day.

use std::collections::BTreeMap;

use super::told::Told;
use super::{asserted, draft, passed, recorded, stated, statements};
use crate::claim::{Claim, Frame, STATISTIC, Value};
use crate::conflict::findings::Draft;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::quantity::Quantity;
use crate::rule::Rule;
use crate::source::Field;

/// What the words of a text must share with all words of both sides, in per cent: what more it says may narrow the measure.
const SHARED: usize = 75;

pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let rows = recorded(links, STATISTIC);
    let mut index: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some((frame, quantity)) = measured(row.claim) {
            index.entry((quantity.dimension().unwrap_or(""), &frame.head)).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (document, claim) in statements(links, STATISTIC).filter(|(_, claim)| asserted(claim)) {
        let Some((frame, quantity)) = measured(claim) else { continue };
        let Some(told) = Told::of_claim(links, document, claim) else { continue };
        let near = index.get(&(quantity.dimension().unwrap_or(""), frame.head.as_str())).into_iter().flatten();
        let near = near.map(|&at| &rows[at]).filter(|row| links.comparable(document, row.document));
        let same: Vec<_> = near
            .filter(|row| {
                measured(row.claim).is_some_and(|(own, figure)| is_measure(own, frame) && is_like(figure, quantity))
            })
            .filter(|row| row.began.is_some_and(|day| is_then(&told, &day)))
            .collect();
        let agrees = same.iter().any(|row| measured(row.claim).is_some_and(|(_, figure)| figure.agree(quantity)));
        let Some(row) = same.first().filter(|_| !agrees) else { continue };
        let value = row.row.get(Field::Value).unwrap_or_default();
        let day = row.row.get(Field::AsOf).unwrap_or_default();
        let text = stated(
            links,
            document,
            claim,
            &told,
            format!("{} here", links.documents[document].document.source.words(quantity.span)),
        );
        let by = if told.own && !told.inferred { PassedBy::Explicit } else { PassedBy::Inference };
        let gates = vec![
            passed(Gate::Measure, PassedBy::Explicit, "all words of the row"),
            passed(Gate::Time, by, "at the day of the row"),
        ];
        let slots = [("measure", row.row.get(Field::Measure).unwrap_or_default().to_owned())];
        let place = row.place(Field::Value, format!("{value} as of {day}"));
        found.push(draft(rule, &slots, vec![text, place], gates, false));
    }
    found
}

fn measured(claim: &Claim) -> Option<(&Frame, &Quantity)> {
    match (&claim.frame, &claim.value) {
        (Some(frame), Value::Quantity(quantity)) => Some((frame, quantity)),
        _ => None,
    }
}

fn is_like(recorded: &Quantity, told: &Quantity) -> bool {
    // "The population was 48,702": the words of the question say what is counted.
    let bare = |quantity: &Quantity| quantity.unit.is_none() && quantity.measured.is_none();
    let comparable = recorded.comparable(told) || bare(recorded) && bare(told);
    comparable && recorded.per == told.per && recorded.ordinal == told.ordinal && told.change.is_none()
}

/// Whether a text tells all words of a row, in the same place, and few more.
fn is_measure(recorded: &Frame, told: &Frame) -> bool {
    let Some(likeness) = recorded.likeness(told) else { return false };
    let whole = likeness.shared == likeness.fewer && recorded.words.iter().all(|word| told.words.contains(word));
    recorded.places == told.places && recorded.base == told.base && whole && likeness.of_all() >= SHARED
}

/// Whether what is told holds at the day, month or year of a row: a figure of a year is not that of one of its months.
fn is_then(told: &Told, day: &Days) -> bool {
    let (Some(low), Some(high)) = (told.low, told.high) else { return false };
    day.low().is_some_and(|first| first <= low) && day.high().is_some_and(|last| high <= last)
}
