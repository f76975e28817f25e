//! Which way a measure went: whether two movements are of one measure at one time.

use super::super::{Compared, Reason, Verdict};
use super::kind::Kind;
use super::measure;
use super::when::when;
use crate::align::Placed;
use crate::claim::Frame;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;

/// Whether two movements are of one measure at one time.
pub(in crate::conflict) fn movement(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    agree: bool,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let (Some(x), Some(y)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let named = !(x.places.is_empty() && x.actors.is_empty());
    let same = named && x.rest == y.rest && x.places == y.places && x.actors == y.actors && x.words == y.words;
    if !same && counted_alike(links, a, b, x, y) {
        compared.passed(Gate::Measure, PassedBy::Inference, "what is counted in one affair, at one time");
        return Ok(());
    }
    measure(links, a, b, agree, || Kind::Plain, compared)?;
    when(links, a, b, Kind::Plain, compared)?;
    // What a movement is counted from, and of whom, is told anywhere in a sentence, or not at all: only sentences that tell the same of something named are sure.
    match links.topics.grouping().side_by_side || same && a.valid.own && b.valid.own {
        true => Ok(()),
        false => Err(Verdict::Undecided(Reason::UnknownMeasure)),
    }
}

/// Days of a stretch in which what is counted hardly goes both ways.
const FORTNIGHT: i64 = 14;

/// Whether two documents on one affair tell a movement of what is counted in it (the sick, the arrested) in so many words: both name its time, one within the other and no
/// longer than a fortnight if they differ, and neither says more of what is counted, or where.
fn counted_alike(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, x: &Frame, y: &Frame) -> bool {
    let told = a.valid.own && b.valid.own && (a.claim.time_near || b.claim.time_near);
    let (days, others) = (a.valid.days, b.valid.days);
    let short =
        |days: &Days| days.low().zip(days.high()).is_some_and(|(low, high)| (high - low).num_days() < FORTNIGHT);
    let within = |inner: &Days, outer: &Days| inner.intersect(outer).as_ref() == Some(inner);
    let one_time =
        days == others || short(&days) && short(&others) && (within(&days, &others) || within(&others, &days));
    told && one_time
        && links.topics.same(a.document, b.document)
        && x.cumulative
        && y.cumulative
        && x.head == y.head
        && x.beside.is_empty()
        && y.beside.is_empty()
        && x.restrictions == y.restrictions
        && x.places == y.places
        && x.words == y.words
}
