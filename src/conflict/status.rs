//! States of a closed list that exclude each other, and sets that the words close ("only in X", "between X and Y").

use super::{Compared, Difference, Reason, Verdict, gates};
use crate::align::Placed;
use crate::claim::{Polarity, Referent, Value};
use crate::diagnostic::Gate;
use crate::link::Links;
use crate::predicate::Predicate;
use crate::rule::RuleSet;

/// How long an undated statement in the present tense holds, if the predicate does not say.
const PERSISTS: u32 = 90;

pub(super) fn persists(predicate: Option<&Predicate>) -> u32 {
    predicate.and_then(|p| p.persists).unwrap_or(PERSISTS)
}

/// Two values of a closed list.
pub(super) fn listed(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &str,
    y: &str,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let predicate = rules.extractor.predicates.get(&a.claim.predicate).ok_or(Verdict::Unrelated(Gate::Referent))?;
    let (only_a, only_b) = (!a.claim.only.is_empty(), !b.claim.only.is_empty());
    if only_a != only_b {
        return if only_a {
            outside(predicate, links, b, a, compared)
        } else {
            outside(predicate, links, a, b, compared)
        };
    }
    let (x, y) = (stated(predicate, a, x), stated(predicate, b, y));
    let (Some(x), Some(y)) = (x, y) else { return Err(Verdict::Unrelated(Gate::Factuality)) };
    gates::commitment(links, a, b, compared)?;
    gates::referents(links, a, b, compared)?;
    if x == y {
        return Ok(Verdict::Agree);
    }
    if !excludes(predicate, x, y) {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    gates::time(links, a, b, persists(Some(predicate)), compared)?;
    Ok(Verdict::Conflict(Difference::Status))
}

/// The value a claim comes to: a denied one is the only value that excludes it, if there is only one.
fn stated<'p>(predicate: &'p Predicate, placed: &Placed<'_>, value: &'p str) -> Option<&'p str> {
    if placed.claim.context.polarity == Polarity::Positive || placed.claim.presupposed {
        return Some(value);
    }
    predicate.excludes.iter().find_map(|(a, b)| {
        if a == value {
            Some(b.as_str())
        } else if b == value {
            Some(a.as_str())
        } else {
            None
        }
    })
}

fn excludes(predicate: &Predicate, x: &str, y: &str) -> bool {
    predicate.excludes.iter().any(|(a, b)| (a == x && b == y) || (a == y && b == x))
}

/// `only` says for whom alone a value holds; `open` asserts the same value for somebody.
fn outside(
    predicate: &Predicate,
    links: &Links<'_>,
    open: &Placed<'_>,
    only: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if open.claim.value != only.claim.value || open.claim.context.polarity != only.claim.context.polarity {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    gates::commitment(links, open, only, compared)?;
    let (name, others) = open
        .claim
        .slots
        .iter()
        .find(|(name, r)| {
            only.claim.slots.get(*name).is_some_and(|o| o.key != r.key)
                && !only.claim.only.iter().any(|o| o.key == r.key)
        })
        .map(|(name, r)| (name.clone(), r))
        .ok_or(Verdict::Agree)?;
    let same_else =
        open.claim.slots.iter().all(|(n, r)| {
            *n == name || only.claim.slots.get(n).is_none_or(|o| links.key(&o.key).0 == links.key(&r.key).0)
        });
    if !same_else {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    compared.passed(Gate::Scope, crate::diagnostic::PassedBy::Explicit, format!("\"only\" leaves out {}", others.name));
    let inferred = open.claim.slots.values().chain(only.claim.slots.values()).any(|r| r.inferred);
    let passed_by =
        if inferred { crate::diagnostic::PassedBy::Inference } else { crate::diagnostic::PassedBy::Explicit };
    compared.passed(Gate::Referent, passed_by, "the same agreement");
    gates::time(links, open, only, persists(Some(predicate)), compared)?;
    Ok(Verdict::Conflict(Difference::Status))
}

/// Sets of parties, persons or places: closed ones must be equal, an open one must lie within a closed one.
pub(super) fn referents(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    let (Value::Referents { all: x, closed: cx }, Value::Referents { all: y, closed: cy }) =
        (&a.claim.value, &b.claim.value)
    else {
        return Err(Verdict::Unrelated(Gate::Referent));
    };
    if subset(links, x, y) || subset(links, y, x) {
        return Ok(Verdict::Agree);
    }
    let predicate = rules.extractor.predicates.get(&a.claim.predicate);
    let functional = predicate.is_some_and(|p| {
        matches!(p.kind, crate::predicate::Kind::Functional | crate::predicate::Kind::FunctionalInTime)
    });
    if !(functional || *cx || *cy) {
        return Err(Verdict::Undecided(Reason::UnknownScope));
    }
    if predicate.is_some_and(|p| p.kind == crate::predicate::Kind::FunctionalInTime) {
        gates::time(links, a, b, persists(predicate), compared)?;
    }
    Ok(Verdict::Conflict(Difference::Value))
}

fn subset(links: &Links<'_>, a: &[Referent], b: &[Referent]) -> bool {
    a.iter().all(|x| b.iter().any(|y| links.key(&x.key).0 == links.key(&y.key).0))
}
