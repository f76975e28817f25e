//! What came about at a time and has held since: "left the pact in 2018".

use super::cases::{ahead, back};
use super::succession;
use crate::align::Placed;
use crate::claim::{Bearing, Claim, Referent, Value};
use crate::extent::{Days, Extent};
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Bytes behind a claim in which a return is told of without a name: "It was renewed in 2020."
const BEHIND: u32 = 120;

/// The days on which it held: up to the document's date and as long after it as a statement in the present tense, or until what either document tells of the next change.
/// `None` if nothing came about, or if a change has no time.
pub(super) fn holds(links: &Links<'_>, placed: &Placed<'_>, other: &Placed<'_>, persists: u32) -> Option<Days> {
    let (claim, linked) = (placed.claim, &links.documents[placed.document]);
    let Value::Listed(_) = claim.value else { return None };
    let low = placed.valid.days.low().filter(|_| claim.bearing == Bearing::Begins)?;
    let known = linked.date.extent.low().filter(|date| *date > low)?;
    let mut until = ahead(known, persists.into());
    for document in [placed.document, other.document] {
        let linked = &links.documents[document];
        for change in linked.document.claims.claims.iter().filter(|c| is_change(links, claim, c)) {
            match change.time.map(|time| linked.times[time as usize].extent.low()) {
                Some(day) => until = day.filter(|day| *day > low).map_or(until, |day| until.min(back(day, 1))),
                None if document == placed.document || change.bearing == Bearing::Begins => return None,
                None => {}
            }
        }
    }
    Some(Extent::between(low, until))
}

/// Whether a claim answers the question of another otherwise.
fn is_change(links: &Links<'_>, claim: &Claim, other: &Claim) -> bool {
    let key = |r: &Referent| links.key(&r.key).0.to_owned();
    let apart = |(name, r): (&String, &Referent)| other.slots.get(name).is_some_and(|o| key(o) != key(r));
    other.predicate == claim.predicate && other.value != claim.value && !claim.slots.iter().any(apart)
}

/// Whether words near one of two statements, of which one tells what came about at a time, say that it was undone since: "rejoined", "renewed", "again". What the other tells to have
/// been so at that very time is not touched by it.
pub(super) fn is_undone(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let lists = &rules.extractor.tables.narrowing;
    let began = |p: &Placed<'_>| p.claim.bearing == Bearing::Begins && p.valid.own;
    if !began(a) && !began(b) || !a.valid.days.disjoint(&b.valid.days) {
        return false;
    }
    [a, b].iter().any(|placed| {
        let source = &links.documents[placed.document].document.source;
        let told = |span: Span| super::around::Around::of(source, span).has(&lists.returning);
        let reach = (placed.claim.span.end + BEHIND).min(source.text.len() as u32);
        let whole = |end: &u32| source.text.is_char_boundary(*end as usize);
        let end = (placed.claim.span.end..=reach).rev().find(whole).unwrap_or(reach);
        let behind = Span { start: placed.claim.span.end.min(end), end };
        let keys = placed.claim.slots.values().map(|slot| slot.key.as_str());
        let mut sentences = keys.flat_map(|key| succession::sentences(links, key, placed.document));
        sentences.any(told) || told(behind)
    })
}
