//! A story's only event of its kind, on two days.
//!
//! Among documents that the user put together an event may be known by less than its words: "the signing", "it was signed", "the treaty was signed" are one where no
//! document tells of another signing. Where both tell what it happened to, their claims are compared instead; else the two days must lie apart as by a slip of the hand.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::findings::{Draft, Place};
use super::frames::same_day;
use super::sides;
use crate::claim::{Context, Likeness, Milestone, Thing, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::Rule;

/// Events of one kind of which more tell nothing: a chronicle of openings.
const MOST: usize = 64;

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
                let told = || told_by_claims(links, [(a.document, a.milestone.time), (b.document, b.milestone.time)]);
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
    if a.milestone.capacity != b.milestone.capacity {
        return false;
    }
    let named = [a, b].into_iter().filter_map(|d| d.milestone.thing.as_ref());
    let told: Vec<&Thing> = named.collect();
    // Where both tell what it happened to, their claims are compared, unless it goes by two nouns; and "a treaty" may be any.
    let one = match told[..] {
        [x, y] => x.bargain && y.bargain && x.noun != y.noun && !apart(links, &x.of, &y.of),
        _ => true,
    };
    let bare = one && !told.iter().any(|thing| thing.indefinite);
    // "30 June" and "30 July 2017" differ whatever the year of the one is.
    let told = |d: &Dated<'_>| {
        let expression =
            &links.documents[d.document].document.claims.mentions.times[d.milestone.time as usize].expression;
        d.explicit || expression.month.is_some() && expression.day.is_some()
    };
    let same = same_day(links, (a.document, a.milestone.time), (b.document, b.milestone.time));
    let sure = told(a) && told(b) && !same && !a.milestone.personal && is_slip(&a.days, &b.days);
    // Who tells both days, or another, tells of several events.
    let rival = |d: &&Dated<'_>| {
        let beside = |other: &Dated<'_>| d.document == other.document && d.days.disjoint(&other.days);
        beside(a) || beside(b)
    };
    bare && sure && !all.iter().any(|d| rival(&d))
}

/// Words that the claims of two dates share at least to be compared as such.
const SHARED: usize = 2;

/// Whether claims of both dates are held against each other anyway: by a wording with the same slots, or by frames with words in common.
pub(super) fn told_by_claims(links: &Links<'_>, [a, b]: [(usize, u32); 2]) -> bool {
    let of = |(document, time): (usize, u32)| {
        let claims = &links.documents[document].document.claims.claims;
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
    let severity = sides::severity(rule, contexts);
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
