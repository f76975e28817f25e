//! Counts of the dead and the hurt, and others that grow as they are reported.

use super::super::{Compared, Reason, Verdict};
use crate::align::Placed;
use crate::claim::Value;
use crate::diagnostic::{Gate, PassedBy};
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
    let none = (none(a) || none(b)) && a.claim.time.is_none() && b.claim.time.is_none();
    (none || is_settled(links, a, b)) && sole(links, a, b)
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
    let written = [a, b].map(|p| links.documents[p.document].date.extent.low());
    let long_after =
        |day: chrono::NaiveDate| written.iter().all(|low| low.is_some_and(|low| (low - day).num_days() > SETTLED));
    is_toll(a) && is_toll(b) && event.is_some_and(long_after)
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
