//! Which way a measure went: whether two movements are of one measure at one time.

use std::collections::BTreeSet;

use super::super::around::words_of;
use super::super::{Compared, Reason, Verdict, sides};
use super::kind::Kind;
use super::measure;
use super::narrowed::forms_of_one;
use super::sole::{is_of_one_time, set_apart};
use super::when::{RECURS, when};
use crate::align::Placed;
use crate::claim::{Frame, TREND};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::rule::RuleSet;

/// Whether two movements are of one measure at one time.
pub(in crate::conflict) fn movement(
    rules: &RuleSet,
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
    if !agree && is_sole(rules, links, [a, b], [x, y]) {
        compared.passed(Gate::Measure, PassedBy::Inference, "the one movement of that name on either side");
        compared.passed(Gate::Time, PassedBy::Inference, "told of one time");
        return Ok(());
    }
    measure(links, a, b, agree, || Kind::Plain, compared)?;
    when(rules, links, a, b, Kind::Plain, compared)?;
    // What a movement is counted from, and of whom, is told anywhere in a sentence, or not at all: only sentences that tell the same of something named are sure.
    match links.topics.grouping().side_by_side || same && a.valid.own && b.valid.own {
        true => Ok(()),
        false => Err(Verdict::Undecided(Reason::UnknownMeasure)),
    }
}

/// Whether each of two documents of the same weeks, which the user put together, tells one movement of what goes by one name, neither sets it against something else or counts
/// it in a way of its own, and no name or noun stands in the place of another.
fn is_sole(rules: &RuleSet, links: &Links<'_>, [a, b]: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let grouping = links.topics.grouping();
    if a.document == b.document || !sides::are_a_handful(links) {
        return false;
    }
    let counting = &rules.extractor.tables.narrowing.counting;
    let alone = |placed: &Placed<'_>, own: &Frame| {
        let claims = &links.documents[placed.document].document.claims.claims;
        let same = |frame: &Frame| frame.head == own.head;
        claims.iter().filter(|claim| claim.predicate == TREND && claim.frame.as_ref().is_some_and(same)).count() == 1
    };
    // "From 2019", "until March"; not "grew this autumn".
    let against = &rules.extractor.tables.narrowing.against;
    let bounds =
        |word: &String| word.split_once(' ').is_some_and(|(first, _)| against.iter().any(|word| word == first));
    let set_against =
        |frame: &Frame| -> BTreeSet<String> { frame.rest.iter().filter(|word| bounds(word)).cloned().collect() };
    let marks = |frame: &Frame| -> BTreeSet<String> {
        let words = frame.rest.iter().chain(&frame.beside).chain(&frame.words);
        words.filter(|word| counting.contains(word)).cloned().collect()
    };
    let kinds = |frame: &Frame, other: &Frame, document: usize| {
        let told = words_of(&links.documents[document].document.source);
        let lacks = |word: &&String| !told.iter().any(|told| forms_of_one(word, &told.to_lowercase()));
        frame.anchors.words.iter().filter(|word| !other.anchors.words.contains(word)).any(|word| lacks(&word))
    };
    grouping.together
        && !grouping.side_by_side
        && a.document != b.document
        && links.within(a.document, b.document, RECURS)
        && !(x.general || y.general || x.cumulative || y.cumulative)
        && x.loosely(y).is_some()
        && x.restrictions == y.restrictions
        && set_against(x) == set_against(y)
        && marks(x) == marks(y)
        && is_of_one_time(links, [a, b])
        && alone(a, x)
        && alone(b, y)
        && !(kinds(x, y, b.document) && kinds(y, x, a.document))
        && !set_apart(rules, links, [a, b], [x, y])
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
