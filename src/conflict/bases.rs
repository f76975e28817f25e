//! Wholes that amounts and their shares imply: of one whole, at one time, they must come to one size.

use super::{Compared, Difference, Reason, Verdict, gates};
use crate::align::Placed;
use crate::diagnostic::{Gate, PassedBy};
use crate::link::Links;
use crate::quantity::Quantity;
use crate::source::Span;

/// Within how many days two documents speak of the same year's whole, where they name no time.
const DAYS: i64 = 183;

/// Compares the wholes that two amounts and their shares imply.
pub(super) fn bases(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &Quantity,
    y: &Quantity,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let (Some(first), Some(second)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let one = first.head == second.head && x.comparable(y) && first.places == second.places;
    // A country has one product; of what may be anybody's, all names of the sentence tell.
    let national = !first.general && !second.general && !first.places.is_empty();
    let same = national || first.actors == second.actors && first.rest == second.rest;
    if !(one && same) {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    if a.document == b.document && one_sentence(links, a, b) {
        return Err(Verdict::Unrelated(Gate::Scope));
    }
    // In different texts, a share of "the budget" is one of the same only if it is told whose.
    if a.document != b.document && first.places.is_empty() && first.actors.is_empty() && first.rest.is_empty() {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    compared.passed(Gate::Measure, PassedBy::Inference, "worked out from an amount and its share");
    when(links, a, b, compared)?;
    for (placed, quantity) in [(a, x), (b, y)] {
        let words = links.documents[placed.document].document.source.words(quantity.span);
        let (Some(low), Some(high)) = (quantity.extent.low(), quantity.extent.high()) else { continue };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        compared.notes.push(format!("\"{words}\" makes the whole {} to {}", short(low), short(high)));
    }
    compared.likeness = 100;
    Ok(if x.agree(y) { Verdict::Agree } else { Verdict::Conflict(Difference::Arithmetic) })
}

/// Whether both stand in one sentence, or nothing but marks between them.
fn one_sentence(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (first, second) = if a.claim.span <= b.claim.span { (a, b) } else { (b, a) };
    let between = Span { start: first.claim.span.end, end: second.claim.span.start.max(first.claim.span.end) };
    let words = links.documents[a.document].document.source.words(between);
    !words.contains(['.', '!', '?', '\n', ';'])
}

/// Both must name one time, or neither any, in one text or in texts of the same months.
fn when(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    let same = match (a.valid.own, b.valid.own) {
        (true, true) => a.valid.days == b.valid.days,
        (false, false) => a.document == b.document || links.within(a.document, b.document, DAYS),
        _ => false,
    };
    if !same {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "told of one time");
    Ok(())
}

/// A number with its thousands set apart.
fn short(value: f64) -> String {
    let (value, unit) = match value.abs() {
        x if x >= 1e9 => (value / 1e9, " billion"),
        x if x >= 1e6 => (value / 1e6, " million"),
        _ => (value, ""),
    };
    format!("{}{unit}", (value * 10.0).round() / 10.0)
}
