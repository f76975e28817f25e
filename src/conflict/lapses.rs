//! How long something is to run from its start, held against the day on which it is said to end: "six months from the date of signature", signed in February, to expire in October.

use std::collections::BTreeMap;

use super::elapsed;
use super::findings::{Draft, Place};
use crate::claim::{Frame, HAPPENED, Lapse, Told, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::Rule;
use crate::source::Span;
use crate::time::{Anchor, Form};

/// Name of the predicate of the days on which agreements were signed.
const SIGNED: &str = "agreement-date";

/// The day from which something runs: its document, its words, the days.
#[derive(Clone, Copy)]
struct Start {
    document: usize,
    words: Span,
    days: Days,
}

/// The findings of a rule on how long things run.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let told = |document: usize| links.documents[document].document.claims.lapses.iter();
    let own = (0..links.documents.len()).filter(|&i| told(i).next().is_some()).map(|i| (i, i));
    let pairs = links.topics.pairs(links.documents.len());
    let mut found = Vec::new();
    for (i, j) in own.chain(pairs.iter().flat_map(|&(i, j)| [(i, j), (j, i)])) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) {
            continue;
        }
        for runs in told(i).filter(|lapse| !matches!(lapse.told, Told::Ends { .. })) {
            let is_end = |lapse: &&Lapse| matches!(lapse.told, Told::Ends { .. });
            let ends = told(j).filter(is_end).filter(|lapse| same(&runs.subject, &lapse.subject));
            found.extend(ends.filter_map(|ends| check(links, rule, (i, runs), (j, ends))));
        }
    }
    found
}

/// Whether both are of one thing: all that the shorter side tells of it is told by the other.
fn same(a: &Frame, b: &Frame) -> bool {
    // The head is the same in all of them, and tells nothing.
    a.likeness(b).is_some_and(|likeness| likeness.shared > 1 && likeness.shared == likeness.fewer)
}

fn check<'a>(
    links: &Links<'a>,
    rule: &'a Rule,
    (i, runs): (usize, &Lapse),
    (j, ends): (usize, &Lapse),
) -> Option<Draft<'a>> {
    let Told::Ends { day } = ends.told else { return None };
    let (there, linked) = (&links.documents[j], &links.documents[i]);
    let end = there.times[day as usize].extent;
    let (length, start, days) = match &runs.told {
        Told::Ends { .. } => return None,
        Told::Until { day } => {
            let until = on(links, i, *day);
            let within = linked.document.claims.mentions.times[*day as usize].expression.within.as_ref()?;
            let days = Some(within.resolve(&Anchor { document: linked.date.extent, ..Anchor::default() }).extent)
                .filter(Days::is_bounded)?;
            (*day, Start { days, ..until }, until.days.disjoint(&end).then(|| between(days, end))??)
        }
        Told::From { length, .. } | Told::After { length, .. } => {
            let Form::Length(amount) = linked.document.claims.mentions.times[*length as usize].expression.form else {
                return None;
            };
            let starts = match &runs.told {
                Told::From { day, .. } => vec![on(links, i, *day)],
                Told::After { event, .. } => happened(links, [i, j], event, &runs.subject),
                _ => Vec::new(),
            };
            // Of several days told for the start, none must fit.
            let clash = |start: &Start| clash(amount.days()?, start.days, end);
            let start = *starts.first()?;
            (*length, start, clash(&start).filter(|_| starts.iter().all(|start| clash(start).is_some()))?)
        }
    };
    let words = |document: usize, span: Span| links.documents[document].document.source.words(span).to_owned();
    let time =
        |document: usize, time: u32| links.documents[document].document.claims.mentions.times[time as usize].span;
    let place = |document: usize, span: Span, message: String| Place {
        document,
        span,
        value: words(document, span),
        speaker: None,
        valid: None,
        message: Some(message),
    };
    let stated = words(i, time(i, length));
    let shown = elapsed::between(start.days, end).unwrap_or_else(|| format!("about {days} days"));
    let places = vec![
        place(i, runs.span, format!("{stated} here")),
        place(j, ends.span, format!("ends on {}", words(j, time(j, day)))),
    ];
    let gates = vec![Passed {
        gate: Gate::Time,
        passed_by: PassedBy::Inference,
        detail: "from its start to its end".to_owned(),
    }];
    let slots = BTreeMap::from([("stated".to_owned(), stated), ("elapsed".to_owned(), shown.clone())]);
    let mut draft = Draft::of_rule(rule, rule.severity.lowered(), slots, places, gates);
    draft.notes.push(format!("from {} to {}: {shown}", words(start.document, start.words), words(j, time(j, day))));
    Some(draft)
}

/// The days from a start to an end, if a length does not admit them.
fn clash((least, most): (f64, Option<f64>), start: Days, end: Days) -> Option<i64> {
    let (low, high) = (between(start, end)?, (end.high()? - start.low()?).num_days());
    let fits = high as f64 >= least && most.is_none_or(|most| low as f64 <= most);
    (!fits && low > 0).then_some(low)
}

/// The fewest days from one time to another.
fn between(from: Days, to: Days) -> Option<i64> {
    Some((to.low()? - from.high()?).num_days())
}

fn on(links: &Links<'_>, document: usize, time: u32) -> Start {
    let linked = &links.documents[document];
    Start {
        document,
        words: linked.document.claims.mentions.times[time as usize].span,
        days: linked.times[time as usize].extent,
    }
}

/// The days that these documents tell for an event of something.
fn happened(links: &Links<'_>, documents: [usize; 2], event: &str, subject: &Frame) -> Vec<Start> {
    let mut found = Vec::new();
    for document in documents {
        for claim in &links.documents[document].document.claims.claims {
            let Value::Time(time) = claim.value else { continue };
            let named = || claim.slots.values().any(|referent| subject.actors.binary_search(&referent.key).is_ok());
            let framed = || {
                let frame = claim.frame.as_ref().filter(|frame| frame.head == event);
                let shared = |frame: &Frame| {
                    let own = subject.actors.iter().chain(&subject.words);
                    own.clone().count() > 0
                        && own.clone().all(|word| frame.actors.contains(word) || frame.words.contains(word))
                };
                frame.is_some_and(shared)
            };
            let fits = match claim.predicate.as_str() {
                SIGNED => event == "sign" && named(),
                HAPPENED => framed(),
                _ => false,
            };
            let start = on(links, document, time);
            if fits && start.days.is_bounded() {
                found.push(start);
            }
        }
    }
    found
}
