//! Counts of the dead and the hurt, and others that grow as they are reported.

use super::super::around::Around;
use super::super::{Compared, Reason, Verdict};
use super::when::RECURS;
use crate::align::Placed;
use crate::claim::Value;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::quantity::Quantity;

/// Whether a claim counts the dead or the hurt.
pub(super) fn is_toll(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(|frame| frame.toll)
}

/// Whether two tolls can be no two states of one count, that is if one of them is none or both are told long after; and neither document tells another of the
/// kind.
pub(super) fn is_firm(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let none = |p: &Placed<'_>| matches!(&p.claim.value, Value::Quantity(count) if count.value() == Some(0.0));
    // What is dated may be another event.
    let undated = |p: &Placed<'_>| p.claim.time.is_none() && !is_of_another_day(links, p);
    let none = (none(a) || none(b)) && undated(a) && undated(b);
    (none || is_settled(links, a, b)) && sole(links, a, b)
}

/// Days before a document from which what it dates is no news any more.
const NEWS: i64 = 10;

/// Whether the sentence of a claim names a day, a month or a year that is not of the document's own days: "on 20 April a quake shook the coast, but caused no casualties".
fn is_of_another_day(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let linked = &links.documents[placed.document];
    let sentence = Around::span(&linked.document.source, placed.claim.span);
    let times = &linked.document.claims.mentions.times;
    let first = times.partition_point(|time| time.span.end <= sentence.start);
    let date = linked.date.extent;
    times[first..].iter().zip(&linked.times[first..]).take_while(|(time, _)| time.span.start < sentence.end).any(
        |(time, resolved)| {
            let gap = date.hull(&resolved.extent);
            match date.is_bounded() && resolved.extent.is_bounded() {
                true => gap.low().zip(gap.high()).is_some_and(|(low, high)| (high - low).num_days() > NEWS),
                false => time.expression.year.is_some() || time.expression.month.is_some(),
            }
        },
    )
}

/// Whether the smaller of two tolls counts persons of a kind of their own ("fourteen children"), who may be a part of the others.
pub(super) fn is_part(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (Value::Quantity(x), Value::Quantity(y)) = (&a.claim.value, &b.claim.value) else { return true };
    let kind = |placed: &Placed<'_>, count: &Quantity| {
        let told = &links.documents[placed.document].document.claims.mentions.quantities;
        let noun = told.iter().find(|told| told.digits == count.digits).and_then(|told| told.measured.clone());
        noun.filter(|noun| noun != "person" && noun != "people" && count.value() != Some(0.0))
    };
    let (least, most) = if x.before(y) == Some(true) { (kind(a, x), kind(b, y)) } else { (kind(b, y), kind(a, x)) };
    least.is_some() && least != most
}

/// Whether each of two documents tells no other toll of the kind.
pub(super) fn sole(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    [a, b].into_iter().all(|placed| {
        let claims = &links.documents[placed.document].document.claims.claims;
        let (Some(frame), Value::Quantity(own)) = (&placed.claim.frame, &placed.claim.value) else { return false };
        claims.iter().all(|claim| match (&claim.frame, &claim.value) {
            (Some(other), Value::Quantity(count)) if other.toll && other.head == frame.head => count.agree(own),
            _ => true,
        })
    })
}

/// Whether a measure grows as it is reported: the dead, the missing, the cases.
pub(super) fn cumulative(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(|f| f.cumulative)
}

/// Days for which the dead of a day are still counted.
pub(super) const COUNTED: i64 = 7;

/// Whether a document is known to be written within days of the time that its claim tells of.
pub(super) fn is_fresh(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let both = links.documents[placed.document].date.extent.hull(&placed.valid.days);
    both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= COUNTED)
}

/// Days after which the dead and the hurt of an event are counted.
pub(super) const SETTLED: i64 = 60;

/// Whether two documents count the dead or the hurt of an event that one of them dates, both long after it.
pub(super) fn is_settled(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let event = [a, b].into_iter().filter(|p| p.valid.own).filter_map(|p| p.valid.days.high()).max();
    // Of two documents of one month, of which one dates what it counts, what the other tells is its news, unless it speaks of that time elsewhere.
    let speaks = |own: &Placed<'_>, other: &Placed<'_>| {
        let told = |days: &Days| days.is_bounded() && !days.disjoint(&own.valid.days);
        other.valid.own || links.documents[other.document].times.iter().any(|time| told(&time.extent))
    };
    let dated = [a, b].iter().all(|p| links.documents[p.document].date.extent.is_bounded());
    let one = dated && !links.within(a.document, b.document, RECURS)
        || (!a.valid.own || speaks(a, b)) && (!b.valid.own || speaks(b, a));
    let written = [a, b].map(|p| links.documents[p.document].date.extent.low());
    let long_after =
        |day: chrono::NaiveDate| written.iter().all(|low| low.is_some_and(|low| (low - day).num_days() > SETTLED));
    is_toll(a) && is_toll(b) && one && event.is_some_and(long_after)
}

/// A count that grows conflicts only if a later document has less; documents of one day may differ by the hour. Where no document is dated, nothing tells
/// which is later, and the two are taken to speak of one time.
pub(super) fn grown(
    first: Option<bool>,
    dated: bool,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let (Value::Quantity(x), Value::Quantity(y)) = (&a.claim.value, &b.claim.value) else {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    };
    let (earlier, later) = match first {
        Some(true) => (x, y),
        Some(false) => (y, x),
        None if dated => return Err(Verdict::Undecided(Reason::UnknownTime)),
        None => {
            compared.passed(Gate::Time, PassedBy::Inference, "neither text is dated");
            return Ok(());
        }
    };
    if later.before(earlier) != Some(true) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "the later document has less");
    Ok(())
}
