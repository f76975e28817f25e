//! Affairs of named things: where something was, who made it, who did what to whom, and how it ended.
//!
//! What is common to these: a thing is known by its name alone, so that two events of one name in different years are two; a document that elsewhere agrees with the other
//! side is in no conflict with it; and two names differ only if they cannot be forms of one.

use std::collections::BTreeSet;

use super::{Compared, Difference, Reason, Verdict, cases, frames, gates, likes, narrow, settlements, status};
use crate::align::Placed;
use crate::claim::{Claim, DECISION_ON, ITSELF, Polarity, Referent, SITE, SOMEBODY, UNTOLD, VENUE, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::EntityKind;
use crate::extent::Days;
use crate::link::Links;
use crate::predicate::{Kind, Predicate};
use crate::rule::RuleSet;

/// Where what has a name was signed.
const SIGNED: &str = "signed-in";
/// Days between documents that speak of one match, vote or sale without a date.
const FRESH: i64 = 4;
/// Days between two datings of one event without a name.
const SAME_EVENT: i64 = 60;
/// The least length of a word that makes two names alike.
const TELLING: usize = 3;
/// Letters by which two spellings of one name may differ.
const SPELLINGS: usize = 2;

/// Two places for one thing, neither of which can lie in the other.
pub(super) fn places(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if a.claim.predicate == SITE {
        return sites(rules, links, a, b, compared);
    }
    let predicate = question(rules, links, a, b, compared)?;
    if agree_elsewhere(links, a, b) {
        return Ok(Verdict::Agree);
    }
    if predicate.name == SIGNED && narrow::signings(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    apart(rules, links, a, b, compared)?;
    judged(predicate, links, a, b, Difference::Value, compared)
}

/// Where something without a name was signed or arrived. A document signed at its end is what another calls a letter, if the days are the same.
fn sites(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    let key = |p: &Placed<'_>| p.claim.slots.get("event").map(|r| r.key.clone()).unwrap_or_default();
    let (x, y) = (key(a), key(b));
    let alike = one_event(&x, &y) || (x == UNTOLD || y == UNTOLD) && sole_signing(links, a, b);
    if a.document == b.document || !alike && x != ITSELF && y != ITSELF {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    if narrow::signings(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let days = |p: &Placed<'_>| {
        let told = p.claim.time.map(|time| links.documents[p.document].times[time as usize].extent);
        told.filter(Days::is_bounded)
    };
    let (told, days) = match (days(a), days(b)) {
        (Some(p), Some(q)) => (true, gap(&p, &q).max(gap(&q, &p))),
        _ => (false, 0),
    };
    // What one text dates otherwise may still be the same, if the user put the texts together.
    let slack = if alike && links.topics.grouping().together { SAME_EVENT } else { 0 };
    if told && days > slack {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    if !told && (!alike || !links.topics.grouping().together) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if agree_elsewhere(links, a, b) {
        return Ok(Verdict::Agree);
    }
    apart(rules, links, a, b, compared)?;
    compared.passed(Gate::Referent, PassedBy::Inference, "the only one of its kind that is told of");
    Ok(Verdict::Conflict(Difference::Value))
}

/// Whether the documents of two claims tell of one thing that was signed at most, as far as they tell where.
fn sole_signing(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let events = [a, b].into_iter().flat_map(|p| claims(links, p.document)).filter(|c| c.predicate == SITE);
    let keys = events.filter_map(|c| c.slots.get("event")).map(|r| r.key.as_str());
    let nouns = keys
        .filter(|key| *key != UNTOLD && *key != ITSELF)
        .filter_map(|key| key.strip_prefix(ITSELF)?.split_whitespace().next());
    nouns.collect::<BTreeSet<_>>().len() <= 1
}

/// Whether two buildings cannot be one: both have names, and other ones. A hotel without one may be the old town hall, and a library a room of the palace.
fn are_two_buildings(rules: &RuleSet, x: &str, y: &str) -> bool {
    let (Some((p, named)), Some((q, other))) = (x.split_once('|'), y.split_once('|')) else { return false };
    let room = |kind: &str| rules.extractor.tables.sites.is_room(kind);
    let kinds = p == q || !room(p) && !room(q);
    kinds && !named.is_empty() && !other.is_empty() && !alike(named, other)
}

/// Whether two keys are of one event: "the letter" may be "the customs letter", but that is no trade letter.
fn one_event(x: &str, y: &str) -> bool {
    let signed = |key: &str| -> Option<(String, Vec<String>)> {
        let mut words = key.strip_prefix(ITSELF)?.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.collect()))
    };
    match (signed(x), signed(y)) {
        (Some((noun, few)), Some((other, more))) => {
            noun == other && (few.iter().all(|w| more.contains(w)) || more.iter().all(|w| few.contains(w)))
        }
        _ => x == y,
    }
}

/// Days from the end of one time to the beginning of another.
fn gap(a: &Days, b: &Days) -> i64 {
    a.high().zip(b.low()).map_or(0, |(high, low)| (low - high).num_days())
}

/// Whether the places of two answers exclude each other, as far as is known.
pub(super) fn apart(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let (x, y) = (answers(a), answers(b));
    let geography = rules.extractor.mentions.entities.geography();
    let mut told = false;
    for (x, y) in x.iter().flat_map(|x| y.iter().map(move |y| (x, y))) {
        if x.inferred || y.inferred || x.key == SOMEBODY || y.key == SOMEBODY {
            return Err(Verdict::Undecided(Reason::AmbiguousReferent));
        }
        if let [Some(p), Some(q)] = [x, y].map(|r| r.key.strip_prefix(VENUE)) {
            if !are_two_buildings(rules, p, q) {
                return Err(Verdict::Undecided(Reason::UnknownReferent));
            }
            continue;
        }
        if x.key.starts_with(VENUE) || y.key.starts_with(VENUE) {
            // A building stands in some town.
            return Err(Verdict::Undecided(Reason::UnknownReferent));
        }
        if !geography.exclude(&x.key, &y.key) {
            if geography.knows(&x.key)
                || geography.knows(&y.key)
                || !settlements::exclude(links, geography, [a.document, b.document], x, y)
            {
                return Err(Verdict::Undecided(Reason::UnknownReferent));
            }
            told = true;
        }
    }
    if told {
        compared.passed(Gate::Scope, PassedBy::Inference, "two towns, as the documents speak of them");
    }
    Ok(())
}

/// Two days of one foundation. What was founded "as" something, or anew, may have been founded once before.
pub(super) fn foundings(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (u32, u32),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    question(rules, links, a, b, compared)?;
    let one = |name: &str| {
        a.claim.slots.get(name).zip(b.claim.slots.get(name)).map(|p| [p.0, p.1].map(|r| links.key(&r.key).0))
    };
    if one("body").is_none_or(|[x, y]| x != y || x == SOMEBODY) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if likes::two(rules, links, a, b) || narrow::foundings(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let days = |document: usize, time: u32| links.documents[document].times[time as usize].extent;
    let told = |document: usize, other: &Placed<'_>, time: u32| {
        let same = claims(links, document).filter(|c| same_question(links, c, other.claim));
        same.filter_map(|c| match c.value {
            Value::Time(at) => Some(days(document, at)),
            _ => None,
        })
        .any(|own| !own.disjoint(&days(other.document, time)))
    };
    if told(a.document, b, y) || told(b.document, a, x) {
        return Ok(Verdict::Agree);
    }
    compared.passed(Gate::Referent, PassedBy::Inference, "what was founded may have been founded more than once");
    frames::days(links, a, b, (x, y), compared)
}

/// Two makers, founders, owners of one thing.
pub(super) fn doers(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let predicate = question(rules, links, a, b, compared)?;
    let (x, y) = (answers(a), answers(b));
    if agree_elsewhere(links, a, b) {
        return Ok(Verdict::Agree);
    }
    if x.iter().chain(y).any(|r| r.inferred || r.key == SOMEBODY) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    let two = |x: &Referent, y: &Referent| {
        let kinds = [kind(links, a, x), kind(links, b, y)];
        let same_kind = kinds[0] == kinds[1] || kinds.contains(&None);
        same_kind && links.key(&x.key).0 != links.key(&y.key).0 && !alike(&x.key, &y.key)
    };
    if !x.iter().all(|x| y.iter().all(|y| two(x, y))) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    judged(predicate, links, a, b, Difference::Holder, compared)
}

/// Who did it to whom, and the same the other way round; or asserted here, denied there.
pub(super) fn converse(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    gates::commitment(links, a, b, compared)?;
    let key = |r: &Referent| links.key(&r.key).0.to_owned();
    let straight = a.claim.slots.iter().all(|(name, r)| b.claim.slots.get(name).is_some_and(|o| key(o) == key(r)));
    let denied = |p: &Placed<'_>| p.claim.context.polarity == Polarity::Negative;
    if a.claim.slots.values().chain(b.claim.slots.values()).any(|r| r.inferred) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if straight && denied(a) == denied(b) {
        return Ok(Verdict::Agree);
    }
    if !straight && (denied(a) || denied(b)) {
        return Err(Verdict::Unrelated(Gate::Factuality));
    }
    // Told once each way in one document: two occasions.
    let tells = |document: usize, told: &Placed<'_>| {
        let same =
            |c: &Claim| c.slots.iter().all(|(name, r)| told.claim.slots.get(name).is_some_and(|s| key(s) == key(r)));
        claims(links, document).any(|c| c.predicate == told.claim.predicate && same(c))
    };
    if !straight && [a, b].iter().any(|p| tells(p.document, a) && tells(p.document, b)) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Referent, PassedBy::Explicit, "both named on both sides");
    occasion(links, a, b, compared)?;
    Ok(Verdict::Conflict(if straight { Difference::Polarity } else { Difference::Order }))
}

/// Two outcomes of one matter.
pub(super) fn outcome(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (&str, &str),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let predicate = rules.extractor.predicates.get(&a.claim.predicate).ok_or(Verdict::Unrelated(Gate::Referent))?;
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    if x == y {
        return Ok(Verdict::Agree);
    }
    let excluded = predicate.excludes.iter().any(|(p, q)| (p == x && q == y) || (p == y && q == x));
    if !excluded || a.document == b.document {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    if predicate.name == DECISION_ON {
        matters(links, a, b, compared)?;
    } else {
        subjects(links, a, b, compared)?;
    }
    if narrow::outcomes(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let told = |d: usize, value: &str| {
        claims(links, d).any(|c| same_question(links, c, a.claim) && matches!(&c.value, Value::Listed(v) if v == value))
    };
    // "Had pleaded not guilty": until the other came. Who had resigned before something else was not dismissed after it.
    let before = |p: &Placed<'_>| {
        let words = links.documents[p.document].document.source.words(p.claim.span);
        predicate.kind != Kind::Functional && words.split_whitespace().any(|word| word == "had")
    };
    if before(a) || before(b) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    // Of a dated outcome and one without a date the one may have followed the other, unless it comes but once in an affair.
    let once = predicate.name == DECISION_ON || predicate.kind == Kind::Functional;
    let loose = once && links.topics.grouping().together;
    if a.valid.own != b.valid.own && !loose && !links.within(a.document, b.document, FRESH) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    // Convicted and then acquitted: a document that tells both knows of two steps.
    if told(a.document, y) || told(b.document, x) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if predicate.kind == Kind::Functional {
        compared.passed(Gate::Referent, PassedBy::Inference, "it came but once, as far as is told");
    }
    judged(predicate, links, a, b, Difference::Status, compared)
}

/// What was decided on, where it has no name: the same noun, and half of the other words of the side that has fewer.
fn matters(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    let words = |p: &Placed<'_>| -> Vec<String> {
        p.claim.slots.get("matter").map_or_else(Vec::new, |r| r.key.split(' ').map(str::to_owned).collect())
    };
    let (x, y) = (words(a), words(b));
    if !links.topics.same(a.document, b.document) || x.first() != y.first() {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    let shared = x.iter().skip(1).filter(|word| y[1..].contains(word)).count();
    let fewer = x.len().min(y.len()).saturating_sub(1);
    if shared == 0 || 2 * shared < fewer {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let detail = format!("{shared} of {fewer} words of what was decided on");
    compared.passed(Gate::Referent, PassedBy::Inference, detail);
    Ok(())
}

/// The gates before values are looked at.
pub(super) fn question<'r>(
    rules: &'r RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<&'r Predicate, Verdict> {
    let predicate = rules.extractor.predicates.get(&a.claim.predicate).ok_or(Verdict::Unrelated(Gate::Referent))?;
    if a.claim.predicate != b.claim.predicate {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    subjects(links, a, b, compared)?;
    Ok(predicate)
}

/// The referents of the question. A name that no table knows is the same only where the user put the documents together, or in the same days. Of two texts laid side by side, the
/// one may use a pronoun, or a part of the name that the other gives.
fn subjects(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    let grouping = links.topics.grouping();
    if !grouping.side_by_side {
        gates::referents(links, a, b, compared)?;
        let near = a.document == b.document || grouping.together || links.within(a.document, b.document, FRESH);
        return if a.wide && b.wide || near { Ok(()) } else { Err(Verdict::Undecided(Reason::UnknownReferent)) };
    }
    let mut inferred = false;
    for (name, x) in &a.claim.slots {
        let Some(y) = b.claim.slots.get(name).filter(|y| same_subject(links, x, y)) else {
            return Err(Verdict::Unrelated(Gate::Referent));
        };
        inferred |= links.key(&x.key).0 != links.key(&y.key).0 || x.inferred || y.inferred;
    }
    let by = if inferred { PassedBy::Inference } else { PassedBy::Explicit };
    compared.passed(Gate::Referent, by, "of two texts laid side by side");
    Ok(())
}

/// Whether two subjects may be one: by key, or in texts laid side by side by a pronoun or a part of the name.
fn same_subject(links: &Links<'_>, x: &Referent, y: &Referent) -> bool {
    let part = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|other| other == word));
    let loose = || x.key == SOMEBODY || y.key == SOMEBODY || part(&x.key, &y.key) || part(&y.key, &x.key);
    links.key(&x.key).0 == links.key(&y.key).0 || links.topics.grouping().side_by_side && loose()
}

/// The time gate, and the verdict behind it: what happens once has no other time; what lasts must hold at one time; what happens now and then, on one occasion.
fn judged(
    predicate: &Predicate,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    difference: Difference,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if predicate.kind == Kind::FunctionalInTime {
        return cases::clash(links, a, b, status::persists(Some(predicate)), difference, compared);
    }
    if predicate.kind == Kind::Event {
        occasion(links, a, b, compared)?;
        return Ok(Verdict::Conflict(difference));
    }
    if a.valid.own && b.valid.own && a.valid.days.disjoint(&b.valid.days) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    Ok(Verdict::Conflict(difference))
}

/// Whether two tellings are of one occasion: at one time, or without a time in texts of the same days or laid side by side.
fn occasion(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    // A day of a year that only a bound of the document tells is no time of its own.
    let own = |p: &Placed<'_>| p.valid.own && p.valid.days.is_bounded();
    if own(a) && own(b) {
        if a.valid.days.disjoint(&b.valid.days) {
            return Err(Verdict::Unrelated(Gate::Time));
        }
        compared.passed(Gate::Time, PassedBy::Explicit, "at one time");
        return Ok(());
    }
    let side_by_side = links.topics.grouping().side_by_side;
    if a.claim.predicate == DECISION_ON && links.topics.grouping().together {
        compared.passed(Gate::Time, PassedBy::Inference, "one decision, as far as is told");
        return Ok(());
    }
    if side_by_side || a.document != b.document && links.within(a.document, b.document, FRESH) {
        compared.passed(Gate::Time, PassedBy::Inference, "told in the same days");
        return Ok(());
    }
    Err(Verdict::Undecided(Reason::UnknownTime))
}

pub(super) fn answers<'p>(placed: &Placed<'p>) -> &'p [Referent] {
    match &placed.claim.value {
        Value::Referents { all, .. } => all,
        _ => &[],
    }
}

fn claims<'l>(links: &'l Links<'_>, document: usize) -> impl Iterator<Item = &'l Claim> {
    links.documents[document].document.claims.claims.iter()
}

fn same_question(links: &Links<'_>, a: &Claim, b: &Claim) -> bool {
    a.predicate == b.predicate
        && a.slots.iter().all(|(name, r)| b.slots.get(name).is_none_or(|other| same_subject(links, other, r)))
}

/// Whether one of the documents answers the question elsewhere as the other does.
fn agree_elsewhere(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let told = |document: usize, other: &Placed<'_>| {
        let theirs = answers(other);
        claims(links, document).filter(|c| same_question(links, c, other.claim)).any(|c| match &c.value {
            Value::Referents { all, .. } => all.iter().any(|x| theirs.iter().any(|y| alike(&x.key, &y.key))),
            _ => false,
        })
    };
    told(a.document, b) || told(b.document, a)
}

pub(super) fn kind(links: &Links<'_>, placed: &Placed<'_>, referent: &Referent) -> Option<EntityKind> {
    let entities = &links.documents[placed.document].document.claims.mentions.entities.entities;
    entities.iter().find(|e| e.key == referent.key).map(|e| e.kind)
}

/// Whether two names may be forms of one: a word in common, one the initials of the other, or a letter or two apart.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split([' ', '-', ',']).filter(|w| w.len() >= TELLING).map(str::to_owned).collect()
    };
    let (x, y) = (words(a), words(b));
    let near = |v: &String, w: &String| {
        v == w
            || v.len().min(w.len()) > 2 * SPELLINGS
                && v.len().abs_diff(w.len()) <= 4 * SPELLINGS
                && strsim::damerau_levenshtein(v, w) <= SPELLINGS
            || v.len().min(w.len()) > TELLING && (v.starts_with(w.as_str()) || w.starts_with(v.as_str()))
    };
    let initials = |name: &str| -> String { name.split([' ', '-']).filter_map(|w| w.chars().next()).collect() };
    let short = |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect() };
    let long = a.len().min(b.len()) > 3 * SPELLINGS;
    // Names of very different lengths are further apart than any spellings.
    let long = long && a.len().abs_diff(b.len()) <= 4 * SPELLINGS;
    a == b
        || long && strsim::damerau_levenshtein(a, b) <= SPELLINGS
        || x.iter().any(|v| y.iter().any(|w| near(v, w)))
        || initials(a) == short(b)
        || initials(b) == short(a)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn forms_of_one_name_are_alike() {
        for (a, b) in [
            ("tomas vell", "vell"),
            ("harbour players' guild", "hpg"),
            ("ana ruiz", "anna ruis"),
            ("bob dorrance", "robert dorrance"),
            ("norhaven", "norhafen"),
        ] {
            assert!(alike(a, b) && alike(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (a, b) in [("tomas vell", "ana ruiz"), ("norhaven", "solcombe"), ("erik sand", "mila okparo")] {
            assert!(!alike(a, b) && !alike(b, a), "{a} / {b}");
        }
    }
}
