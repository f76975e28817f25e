//! One place in an order that two things are told to have: "Kelm is the largest port in Arvenne", "the largest port in Arvenne is Orsk".
//!
//! The order must be told alike: the noun, the words before it, what it is taken over, by what. An order changes, so both must hold in the present of documents of the same
//! months; and what may be one thing under two names is no second holder.

use super::around::Around;
use super::frames::RECURS;
use super::{Compared, Difference, Reason, Verdict, affairs, gates, sides, sole};
use crate::align::Placed;
use crate::claim::{Claim, EVENT, Frame, RANK, Referent, SOMEBODY, Tense};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::fold;
use crate::link::Links;
use crate::quantity::Quantity;
use crate::rule::RuleSet;

/// Compares the holders of two ranks.
pub(super) fn holders(
    rules: &RuleSet,
    links: &Links<'_>,
    [a, b]: [&Placed<'_>; 2],
    [x, y]: [&Quantity; 2],
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let (Some(first), Some(second)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let by_size = first.head.contains(' ');
    if !by_size || first.head != second.head || !x.agree(y) || !is_one_order(first, second) {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    let (Some(p), Some(q)) = (subject(a.claim), subject(b.claim)) else {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    };
    if a.document == b.document || !sides::are_a_handful(links) || !links.within(a.document, b.document, RECURS) {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    if !are_two(links, [(a, p), (b, q)]) {
        return Ok(Verdict::Agree);
    }
    if [(a, p), (b, q)].iter().any(|(placed, own)| tells_other_holder(links, placed, own)) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    if [a, b].iter().any(|placed| placed.valid.own || has_changed(rules, links, placed)) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if !sole::is_one_story(rules, links, a.document, b.document) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    compared.passed(Gate::Measure, PassedBy::Inference, "one place in one order");
    compared.passed(Gate::Time, PassedBy::Inference, "told of one time");
    Ok(Verdict::Conflict(Difference::Holder))
}

/// Whether a rank is told of another time than its document's own, or the sentence speaks of a change.
fn has_changed(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    let past = |word: &String| matches!(word.as_str(), "was" | "were" | "had" | "been");
    let tables = &rules.extractor.tables;
    let changes = around.has(&tables.narrowing.changing) || around.has(&tables.sole.formerly) || around.has(&["now"]);
    let ahead = !matches!(placed.claim.context.tense, Tense::Present) && !placed.claim.apposed;
    ahead || changes || around.inside.iter().any(past)
}

/// What has the rank, if it has a name.
fn subject(claim: &Claim) -> Option<&Referent> {
    claim.slots.values().next().filter(|own| own.named && own.key != EVENT && own.key != SOMEBODY)
}

/// Whether two ranks are taken over the same, which at least one word or name tells.
fn is_one_order(x: &Frame, y: &Frame) -> bool {
    let told = [&x.places, &x.actors, &x.words, &x.agents].iter().any(|list| !list.is_empty());
    told && x.places == y.places
        && x.actors == y.actors
        && x.words == y.words
        && x.agents == y.agents
        && x.restrictions == y.restrictions
}

/// Whether two names are of two things of one kind: what they do not have in common is no form of each other, and tells them apart from the first word on.
fn are_two(links: &Links<'_>, [(a, p), (b, q)]: [(&Placed<'_>, &Referent); 2]) -> bool {
    let (x, y) = (links.key(&p.key).0, links.key(&q.key).0);
    let kinds = affairs::kind(links, a, p).zip(affairs::kind(links, b, q)).is_none_or(|(x, y)| x == y);
    let other = |x: &str, y: &str| {
        let own = |name: &str, other: &str| -> Vec<String> {
            name.split(' ').filter(|word| !other.split(' ').any(|own| own == *word)).map(str::to_owned).collect()
        };
        let (v, w) = (own(x, y), own(y, x));
        let first = |name: &str, own: &[String]| own.first().is_some_and(|word| name.starts_with(word.as_str()));
        first(x, &v) && first(y, &w) && !affairs::alike(&v.join(" "), &w.join(" "))
    };
    kinds && x != y && other(x, y) && other(&fold(&p.name), &fold(&q.name))
}

/// Whether the document of a claim gives the same place to another thing as well.
fn tells_other_holder(links: &Links<'_>, placed: &Placed<'_>, own: &Referent) -> bool {
    let claims = &links.documents[placed.document].document.claims.claims;
    let head = |claim: &Claim| claim.frame.as_ref().map(|frame| frame.head.clone());
    let mut ranks = claims.iter().filter(|claim| claim.predicate == RANK && head(claim) == head(placed.claim));
    ranks.any(|claim| claim.slots.values().any(|subject| subject.key != own.key))
}
