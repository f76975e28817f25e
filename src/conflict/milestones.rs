//! A story's only event of its kind, on two days.
//!
//! Among documents that the user put together an event may be known by less than its words: "the signing", "it was signed", "the treaty was signed" are one where no
//! document tells of another signing. The less is told of what it happened to, the more alike the two days must be: as by a slip of the hand.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::findings::{Draft, Place};
use crate::claim::{Context, Likeness, Milestone, Thing, Value};
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::Rule;

/// Days within which an event that may happen again is one.
const NEAR: i64 = 10;
/// Days within which an event that happens once to a thing without a name is one.
const SEASON: i64 = 100;

/// Events of one kind of which more tell nothing: a chronicle of openings.
const MOST: usize = 64;

/// What two milestones have in common beside the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// One of them tells nothing of what it happened to, or less than the other.
    Bare,
    /// The same noun.
    Noun,
    /// The same name.
    Name,
}

/// A milestone, its document and its days.
#[derive(Clone, Copy)]
struct Dated<'l> {
    document: usize,
    milestone: &'l Milestone,
    days: Days,
    explicit: bool,
}

/// The findings of a rule on milestones.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let grouping = links.topics.grouping();
    if !(grouping.together || grouping.side_by_side) {
        return Vec::new();
    }
    let mut by_event: BTreeMap<&str, Vec<Dated<'_>>> = BTreeMap::new();
    for (document, linked) in links.documents.iter().enumerate() {
        for milestone in &linked.document.claims.milestones {
            let resolved = &linked.times[milestone.time as usize];
            let dated = Dated { document, milestone, days: resolved.extent, explicit: resolved.explicit };
            by_event.entry(milestone.event.as_str()).or_default().push(dated);
        }
    }
    let mut found = Vec::new();
    for all in by_event.values().filter(|all| all.len() <= MOST) {
        for (n, a) in all.iter().enumerate() {
            for b in all[n + 1..].iter().filter(|b| b.document != a.document) {
                let judged = [a, b].iter().any(|d| links.documents[d.document].document.role == Role::Judged);
                let told = || told_by_claims(links, a, b);
                if judged && links.comparable(a.document, b.document) && differ(links, all, a, b) && !told() {
                    found.push(draft(links, rule, a, b));
                }
            }
        }
    }
    found
}

/// Whether two milestones are of one event, on days that cannot be one.
fn differ(links: &Links<'_>, all: &[Dated<'_>], a: &Dated<'_>, b: &Dated<'_>) -> bool {
    if !a.days.disjoint(&b.days) || apart(links, &a.milestone.agents, &b.milestone.agents) {
        return false;
    }
    if apart(links, &a.milestone.places, &b.milestone.places) {
        return false;
    }
    if a.milestone.capacity.is_some() && a.milestone.capacity != b.milestone.capacity {
        return false;
    }
    let Some(bond) = bond(links, a.milestone, b.milestone) else { return false };
    let once = a.milestone.once && b.milestone.once;
    let slip = is_slip(&a.days, &b.days);
    let gap = gap(&a.days, &b.days);
    let indefinite = [a, b].iter().any(|d| d.milestone.thing.as_ref().is_some_and(|thing| thing.indefinite));
    let enough = match bond {
        Bond::Name => slip || once && gap.is_some() || gap.is_some_and(|days| days <= NEAR),
        Bond::Noun => slip || !indefinite && gap.is_some_and(|days| days <= if once { SEASON } else { NEAR }),
        Bond::Bare => slip && once && !a.milestone.personal && a.explicit && b.explicit,
    };
    // Who tells both days, or another, tells of several events.
    let rival = |d: &&Dated<'_>| {
        let beside = |other: &Dated<'_>| d.document == other.document && d.days.disjoint(&other.days);
        (beside(a) || beside(b))
            && (self::bond(links, d.milestone, a.milestone).is_some()
                || self::bond(links, d.milestone, b.milestone).is_some())
    };
    enough && !all.iter().any(|d| rival(&d))
}

/// Words that the claims of two dates share at least to be compared as such.
const SHARED: usize = 2;

/// Whether claims of both dates are held against each other anyway: by a wording with the same slots, or by frames with words in common.
fn told_by_claims(links: &Links<'_>, a: &Dated<'_>, b: &Dated<'_>) -> bool {
    let of = |d: &Dated<'_>| {
        let claims = &links.documents[d.document].document.claims.claims;
        let time = d.milestone.time;
        claims.iter().filter(move |claim| matches!(claim.value, Value::Time(at) if at == time))
    };
    of(a).any(|x| {
        of(b).any(|y| match (&x.frame, &y.frame) {
            (Some(p), Some(q)) => {
                let shared = |likeness: Likeness| likeness.shared >= SHARED && likeness.of_fewer() >= 75;
                p.tells_of_head(q) && p.loosely(q).is_some_and(shared)
            }
            (None, None) => x.predicate == y.predicate && x.slots.keys().eq(y.slots.keys()),
            _ => false,
        })
    })
}

/// Whether both name somebody or something, and nothing that both name.
fn apart(links: &Links<'_>, x: &[String], y: &[String]) -> bool {
    !x.is_empty() && !y.is_empty() && !share(links, x, y)
}

fn share(links: &Links<'_>, x: &[String], y: &[String]) -> bool {
    x.iter().any(|a| y.iter().any(|b| links.key(a).0 == links.key(b).0))
}

/// What holds two milestones together; `None` if they happened to different things.
fn bond(links: &Links<'_>, a: &Milestone, b: &Milestone) -> Option<Bond> {
    let (Some(x), Some(y)) = (&a.thing, &b.thing) else { return Some(Bond::Bare) };
    let named = |thing: &Thing| !(thing.names.is_empty() && thing.called.is_empty());
    let takes_up = |named: &Thing, common: &Thing| common.body || named.called.contains(&common.noun);
    match (named(x), named(y)) {
        (true, true) => {
            let same = match x.names.is_empty() || y.names.is_empty() {
                true => x.called.iter().any(|word| y.called.contains(word)),
                false => share(links, &x.names, &y.names),
            };
            same.then_some(if x.noun == y.noun && fit(x, y) { Bond::Name } else { Bond::Bare })
        }
        (true, false) => takes_up(x, y).then_some(Bond::Bare),
        (false, true) => takes_up(y, x).then_some(Bond::Bare),
        (false, false) => {
            let same = x.noun == y.noun && fit(x, y);
            same.then_some(if x.modifiers == y.modifiers { Bond::Noun } else { Bond::Bare })
        }
    }
}

/// Whether no words of each side part it from the other: "the interim report" is not "the final report".
fn fit(x: &Thing, y: &Thing) -> bool {
    let more = |a: &Thing, b: &Thing| a.modifiers.iter().any(|word| !b.modifiers.contains(word));
    !(more(x, y) && more(y, x))
}

/// Days between two disjoint stretches that are both bounded.
fn gap(a: &Days, b: &Days) -> Option<i64> {
    let (low, high) = (a.low()?.max(b.low()?), a.high()?.min(b.high()?));
    Some((low - high).num_days())
}

/// Whether two days, or two years, differ as by a slip of the hand. Days are counted, not their digits, so that nothing hangs on where in a month they lie: 14 and 24
/// May lie ten days apart, 30 June and 30 July a month, and so on.
fn is_slip(a: &Days, b: &Days) -> bool {
    let day = |days: &Days| days.low().filter(|low| days.high() == Some(*low));
    if let (Some(x), Some(y)) = (day(a), day(b)) {
        return matches!((x - y).num_days().abs(), 10 | 20 | 28..=31 | 365 | 366);
    }
    let year = |days: &Days| {
        let (low, high) = (days.low()?, days.high()?);
        let whole = low.ordinal() == 1 && high.month() == 12 && high.day() == 31 && low.year() == high.year();
        whole.then(|| low.year())
    };
    year(a).zip(year(b)).is_some_and(|(x, y)| slipped(&x.to_string(), &y.to_string()))
}

/// Whether two numbers of as many digits differ in one of them, or in the order of two neighbours.
fn slipped(a: &str, b: &str) -> bool {
    let one = a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1;
    one || swapped(a, b)
}

/// Whether two neighbouring digits stand in the other order.
fn swapped(a: &str, b: &str) -> bool {
    let differing: Vec<usize> =
        a.bytes().zip(b.bytes()).enumerate().filter(|(_, (x, y))| x != y).map(|(n, _)| n).collect();
    let (a, b) = (a.as_bytes(), b.as_bytes());
    matches!(differing[..], [i, j] if a.len() == b.len() && j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// One step down for an inference or an attributed side; a note if two speakers differ.
fn draft<'a>(links: &Links<'a>, rule: &'a Rule, a: &Dated<'_>, b: &Dated<'_>) -> Draft<'a> {
    let place = |d: &Dated<'_>| {
        let linked = &links.documents[d.document];
        let time = linked.document.claims.mentions.times[d.milestone.time as usize].span;
        let value = linked.document.source.words(time).to_owned();
        let speaker = d.milestone.context.speaker.as_ref().map(|speaker| speaker.name.clone());
        let message = Some(format!("{value} here"));
        Place { document: d.document, span: d.milestone.span, value, speaker, valid: None, message }
    };
    let contexts: [&Context; 2] = [&a.milestone.context, &b.milestone.context];
    let attributed = contexts.iter().filter(|context| context.speaker.is_some()).count();
    let severity = match attributed {
        2 if contexts[0].speaker != contexts[1].speaker => Severity::Note,
        _ => rule.severity,
    };
    let dates = if a.explicit && b.explicit { PassedBy::Explicit } else { PassedBy::Inference };
    let gates = vec![
        Passed {
            gate: Gate::Referent,
            passed_by: PassedBy::Inference,
            detail: "the only event of its kind in both documents".to_owned(),
        },
        Passed { gate: Gate::Time, passed_by: dates, detail: "the days of both".to_owned() },
    ];
    let told = |d: &Dated<'_>| d.milestone.thing.as_ref().map(|thing| thing.noun.clone());
    let event = told(a)
        .or_else(|| told(b))
        .map_or_else(|| a.milestone.event.clone(), |noun| format!("{} ({noun})", a.milestone.event));
    let slots = BTreeMap::from([("event".to_owned(), event)]);
    Draft::of_rule(rule, severity, slots, vec![place(a), place(b)], gates)
}
