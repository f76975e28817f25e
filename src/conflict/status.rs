//! States of a closed list that exclude each other, and sets that the words close ("only in X", "between X and Y").

use super::{Compared, Difference, Reason, Verdict, cases, gates, narrow, since, succession};
use crate::align::Placed;
use crate::claim::{AGREEMENT_STATUS, Bearing, MEMBERSHIP, Polarity, Referent, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::EntityReader;
use crate::extent::Days;
use crate::link::Links;
use crate::predicate::{Kind, Predicate};
use crate::rule::RuleSet;

/// How long an undated statement in the present tense holds, if the predicate does not say.
const PERSISTS: u32 = 90;

/// Whether a site is open.
const OPERATION: &str = "operation";
/// Whether an agreement is binding.
const NATURE: &str = "agreement-nature";
/// What kind of instrument an agreement is.
const KIND: &str = "agreement-kind";
/// The states of a membership of which the one is the denial of the other.
const MEMBER: &str = "member";
/// See [`MEMBER`].
const OUTSIDE: &str = "outside";

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
    if predicate.name == AGREEMENT_STATUS {
        let [x, y] = [a, b].map(|p| narrow::territory(rules, links, p));
        // "Fully implemented only in Arvenne" leaves out a party that takes part, though not one that does so in part.
        let partial = &rules.extractor.tables.narrowing.partial;
        let differs =
            if only_a == only_b { x != y } else { (if only_a { y } else { x }).iter().any(|d| partial.contains(d)) };
        if differs {
            return Err(Verdict::Undecided(Reason::UnknownScope));
        }
    }
    if only_a != only_b {
        return if only_a {
            outside(predicate, links, b, a, compared)
        } else {
            outside(predicate, links, a, b, compared)
        };
    }
    if predicate.name == KIND {
        return kinds(rules, links, a, b, (x, y), compared);
    }
    let (x, y) = (stated(predicate, a, x), stated(predicate, b, y));
    let (Some(x), Some(y)) = (x, y) else { return Err(Verdict::Unrelated(Gate::Factuality)) };
    gates::commitment(links, a, b, compared)?;
    if predicate.name == MEMBERSHIP {
        members(rules, links, a, b, compared)?;
        if turns(links, a, b) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
    } else {
        gates::referents(links, a, b, compared)?;
    }
    if x == y {
        return Ok(Verdict::Agree);
    }
    if !excludes(predicate, x, y) {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    if predicate.name == OPERATION && narrow::sites(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownScope));
    }
    if predicate.name == NATURE && narrow::binding(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::Hedged));
    }
    if predicate.kind == Kind::Functional {
        return Ok(Verdict::Conflict(Difference::Status));
    }
    if since::is_undone(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    cases::clash(links, a, b, persists(Some(predicate)), Difference::Status, compared)
}

/// Two kinds of one instrument that exclude each other, or one kind asserted here and denied there: what it is not leaves open what it is.
fn kinds(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (&str, &str),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let predicate = rules.extractor.predicates.get(KIND).ok_or(Verdict::Unrelated(Gate::Referent))?;
    gates::commitment(links, a, b, compared)?;
    gates::referents(links, a, b, compared)?;
    if narrow::kinds(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::Hedged));
    }
    let denied = |p: &Placed<'_>| p.claim.context.polarity == Polarity::Negative;
    match (denied(a), denied(b)) {
        (false, false) if excludes(predicate, x, y) => Ok(Verdict::Conflict(Difference::Status)),
        (false, true) | (true, false) if x == y => Ok(Verdict::Conflict(Difference::Status)),
        (p, q) if p == q && x == y => Ok(Verdict::Agree),
        _ => Err(Verdict::Unrelated(Gate::Measure)),
    }
}

/// The member and the body of two claims: a body may be called by a part of its name, and "the consortium" is the one that the documents are about.
fn members(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let reader = &rules.extractor.mentions.entities;
    let same = |x: &Referent, y: &Referent| links.key(&x.key).0 == links.key(&y.key).0;
    let one =
        |x: &Referent, y: &Referent| same(x, y) || is_part(reader, &x.key, &y.key) || is_part(reader, &y.key, &x.key);
    // "Norland" is not the Norland Football Association, unless its own document calls that by its full name.
    let named = |part: &Referent, whole: &Referent, p: &Placed<'_>| {
        is_part(reader, &part.key, &whole.key) && !succession::sentences(links, &whole.key, p.document).is_empty()
    };
    let one_member = |m: &Referent, n: &Referent| same(m, n) || named(m, n, a) || named(n, m, b);
    let [x, y] = [a, b].map(|p| (p.claim.slots.get("member"), p.claim.slots.get("body")));
    let (Some(m), Some(n)) = (x.0, y.0) else { return Err(Verdict::Unrelated(Gate::Referent)) };
    let known = |r: &Referent| !r.inferred || r.named;
    if !one_member(m, n) || !known(m) || !known(n) || x.1.zip(y.1).is_some_and(|(p, q)| !one(p, q)) {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    for (placed, other) in [(a, y.1), (b, x.1)].into_iter().filter(|(placed, _)| is_of_any_party(links, placed)) {
        let limited = narrow::around(links, placed).behind.first().is_some_and(|word| limits_parties(rules, word));
        if limited || !other.is_some_and(|body| is_party(rules, body)) {
            return Err(Verdict::Unrelated(Gate::Referent));
        }
    }
    let whole = m.key == n.key && x.1.zip(y.1).is_some_and(|(p, q)| p.key == q.key);
    if !whole && !links.topics.same(a.document, b.document) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let by = if whole && !m.inferred && !n.inferred { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Referent, by, "one member of one body");
    Ok(())
}

/// Whether a claim is of no party in particular: "has never belonged to any party".
fn is_of_any_party(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let words = links.documents[placed.document].document.source.words(placed.claim.span).to_lowercase();
    !placed.claim.slots.contains_key("body") && words.ends_with("party")
}

/// Whether a word behind "any party" leaves some out: "but this", "of the left".
fn limits_parties(rules: &RuleSet, word: &str) -> bool {
    rules.extractor.tables.narrowing.excepting.iter().any(|own| own == word)
}

/// Whether a name is that of a party.
fn is_party(rules: &RuleSet, body: &Referent) -> bool {
    let parties = &rules.extractor.tables.narrowing.parties;
    body.key.split(' ').any(|word| parties.iter().any(|party| party == word))
}

/// Whether the one began or ended within the time that the other tells: "until 2014" and "not since 2014" meet in a year that holds both.
fn turns(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let days = |p: &Placed<'_>| match p.claim.time {
        Some(time) => Some(links.documents[p.document].times[time as usize].extent),
        // "Has never been a member", written in the month in which it became one.
        None => Some(links.documents[p.document].date.extent).filter(Days::is_bounded),
    };
    let bounds = [a, b].iter().any(|p| matches!(p.claim.bearing, Bearing::Until | Bearing::Since | Bearing::Begins));
    bounds && days(a).zip(days(b)).is_some_and(|(x, y)| !x.disjoint(&y))
}

/// Whether a name is a part of that of a body: "Solvane" of "Solvane University" or "University of Solvane".
fn is_part(reader: &EntityReader, part: &str, whole: &str) -> bool {
    let rest = whole.strip_prefix(part).and_then(|rest| rest.strip_prefix(' '));
    let rest = rest.or_else(|| whole.strip_suffix(part).and_then(|rest| rest.strip_suffix(" of ")));
    rest.is_some_and(|rest| rest.split(' ').any(|word| reader.is_body_noun(word)))
}

/// The value a claim comes to: a denied one is the only value that excludes it, if there is only one.
fn stated<'p>(predicate: &'p Predicate, placed: &Placed<'_>, value: &'p str) -> Option<&'p str> {
    if placed.claim.context.polarity == Polarity::Positive || placed.claim.presupposed {
        return Some(value);
    }
    if predicate.name == MEMBERSHIP {
        // Who was not expelled may have left.
        return predicate.values.iter().find(|v| value == MEMBER && *v == OUTSIDE).map(String::as_str);
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
    let key = |r: &Referent| links.key(&r.key).0.to_owned();
    let (name, left_out) = open
        .claim
        .slots
        .iter()
        .find(|(name, r)| {
            only.claim.slots.get(*name).is_some_and(|o| key(o) != key(r))
                && !only.claim.only.iter().any(|o| key(o) == key(r))
        })
        .ok_or(Verdict::Agree)?;
    compared.passed(Gate::Scope, PassedBy::Explicit, format!("\"only\" leaves out {}", left_out.name));
    gates::referents_but(Some(name), links, open, only, compared)?;
    // What only one ever had, and a text without a date says that another had as well.
    let told_as_past = |p: &Placed<'_>| p.claim.context.tense == Tense::Past && !p.valid.own;
    if told_as_past(open) && told_as_past(only) && links.documents[open.document].date.origin.is_none() {
        compared.passed(Gate::Time, PassedBy::Inference, "both told as past");
        let path = &links.documents[open.document].document.source.path;
        compared.settled_by = Some(format!("the publication date of {path} (give it with --date)"));
        return Ok(Verdict::Conflict(Difference::Status));
    }
    cases::clash(links, open, only, persists(Some(predicate)), Difference::Status, compared)
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
        return cases::clash(links, a, b, persists(predicate), Difference::Value, compared);
    }
    Ok(Verdict::Conflict(Difference::Value))
}

fn subset(links: &Links<'_>, a: &[Referent], b: &[Referent]) -> bool {
    a.iter().all(|x| b.iter().any(|y| links.key(&x.key).0 == links.key(&y.key).0))
}
