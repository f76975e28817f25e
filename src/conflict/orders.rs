//! Two events in one order here and in the other there, or in one that the days of both do not admit.
//!
//! An event is told by a frame: its verb, and what it happened to. All that the shorter frame tells must be told by the other one; "the vote" alone may be any vote on the
//! affair, so of the two events one at least must have more in common than its verb.

use std::collections::BTreeMap;

use super::findings::{Draft, Place};
use crate::claim::{Claim, Context, Frame, HAPPENED, Modality, Order, Polarity, Value};
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::link::{Linked, Links, Role};
use crate::rule::Rule;
use crate::source::Span;

/// What two frames of one event must share of the shorter, in per cent: beside each other, and between documents of a run.
const OF_FEWER: [usize; 2] = [67, 100];

/// Most dated events of one verb that an order is held against.
const DATED: usize = 64;

/// An order of a document; the heads of its events, sorted.
type Keyed<'l> = (&'l str, &'l str, &'l Order);

/// The findings of a rule on the order of events.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let orders: Vec<Vec<Keyed<'_>>> = links.documents.iter().map(|linked| keyed(linked)).collect();
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if orders[i].is_empty() && orders[j].is_empty() || !judged || !links.comparable(i, j) {
            continue;
        }
        reversed(links, rule, (i, &orders[i]), (j, &orders[j]), &mut found);
        against_dates(links, rule, (i, &orders[i]), j, &mut found);
        against_dates(links, rule, (j, &orders[j]), i, &mut found);
    }
    found
}

fn keyed<'l>(linked: &Linked<'l>) -> Vec<Keyed<'l>> {
    let key = |order: &'l Order| {
        let (a, b) = (order.earlier.head.as_str(), order.later.head.as_str());
        (a.min(b), a.max(b), order)
    };
    let mut all: Vec<Keyed<'l>> = linked.document.claims.orders.iter().map(key).collect();
    all.sort_unstable_by_key(|(a, b, order)| (*a, *b, order.span));
    all
}

/// How much two frames of one event have in common beside the verb, and whether that is all; `None` if they are two events.
pub(super) fn same(links: &Links<'_>, x: &Frame, y: &Frame) -> Option<(usize, bool)> {
    let likeness = x.likeness(y).filter(|_| x.head == y.head)?;
    let [shared, fewer, all] = [likeness.shared, likeness.fewer, likeness.all].map(|count| count.saturating_sub(1));
    let of_fewer = OF_FEWER[usize::from(!links.topics.grouping().side_by_side)];
    (shared * 100 >= fewer * of_fewer).then_some((shared, shared == all))
}

/// Whether two pairs of events are the same, and whether on explicit words.
fn both(links: &Links<'_>, first: [&Frame; 2], second: [&Frame; 2]) -> Option<bool> {
    let (a, b) = (same(links, first[0], second[0])?, same(links, first[1], second[1])?);
    let bare = |frame: &Frame| frame.words.is_empty() && frame.places.is_empty() && frame.actors.is_empty();
    // A verb alone on one side is enough for one of the two only.
    let weak = [(first, second, 0), (first, second, 1)].iter().filter(|(x, y, n)| bare(x[*n]) != bare(y[*n])).count();
    (a.0 + b.0 > 0 && weak < 2).then_some(a.1 && b.1)
}

fn reversed<'a>(
    links: &Links<'a>,
    rule: &'a Rule,
    (i, mine): (usize, &[Keyed<'_>]),
    (j, theirs): (usize, &[Keyed<'_>]),
    found: &mut Vec<Draft<'a>>,
) {
    for &(a, b, order) in mine {
        let from = theirs.partition_point(|(x, y, _)| (*x, *y) < (a, b));
        for (_, _, other) in theirs[from..].iter().take_while(|(x, y, _)| (*x, *y) == (a, b)) {
            let there = [&other.later, &other.earlier];
            let Some(explicit) = both(links, [&order.earlier, &order.later], there) else { continue };
            // Who tells both orders tells of several events.
            let agrees = |document: usize, told: &Order| {
                links.documents[document].document.claims.orders.iter().any(|more| {
                    more.span != told.span
                        && both(links, [&more.earlier, &more.later], [&told.later, &told.earlier]).is_some()
                })
            };
            if agrees(i, order) || agrees(j, other) {
                continue;
            }
            let places = vec![told(links, i, order), told(links, j, other)];
            found.push(draft(rule, order, [&order.context, &other.context], explicit, places, Vec::new()));
        }
    }
}

fn against_dates<'a>(
    links: &Links<'a>,
    rule: &'a Rule,
    (i, orders): (usize, &[Keyed<'_>]),
    j: usize,
    found: &mut Vec<Draft<'a>>,
) {
    if orders.is_empty() {
        return;
    }
    let linked = &links.documents[j];
    let mut dated: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in
        linked.document.claims.claims.iter().filter(|claim| claim.predicate == HAPPENED && is_fact(&claim.context))
    {
        if let Some(frame) = &claim.frame {
            let all = dated.entry(frame.head.as_str()).or_default();
            if all.len() < DATED {
                all.push(claim);
            }
        }
    }
    let of = |frame: &Frame| dated.get(frame.head.as_str()).cloned().unwrap_or_default();
    for (_, _, order) in orders {
        for first in of(&order.earlier) {
            for second in of(&order.later) {
                let (Some(x), Some(y)) = (&first.frame, &second.frame) else { continue };
                let Some(explicit) = both(links, [&order.earlier, &order.later], [x, y]) else { continue };
                let (Some(a), Some(b)) = (day(linked, first), day(linked, second)) else { continue };
                if a.1.after(&b.1) {
                    let places = vec![told(links, i, order), on(links, j, first, a.0), on(links, j, second, b.0)];
                    let words = |span: Span| linked.document.source.words(span).to_owned();
                    let note = format!("{} came before {}", words(b.0), words(a.0));
                    let contexts = [&order.context, &first.context];
                    found.push(draft(rule, order, contexts, explicit && a.2 && b.2, places, vec![note]));
                }
            }
        }
    }
}

fn is_fact(context: &Context) -> bool {
    context.polarity == Polarity::Positive && context.modality == Modality::Actual && !context.distanced
}

/// Days of an event.
struct OnDays(crate::extent::Days);

impl OnDays {
    /// Whether all of its days lie after those of the other.
    fn after(&self, other: &Self) -> bool {
        matches!((self.0.low(), other.0.high()), (Some(low), Some(high)) if low > high)
    }
}

/// When a dated event happened: the words, the days, and whether they are told in full.
fn day(linked: &Linked<'_>, claim: &Claim) -> Option<(Span, OnDays, bool)> {
    let Value::Time(time) = claim.value else { return None };
    let resolved = &linked.times[time as usize];
    resolved.extent.low()?;
    Some((linked.document.claims.mentions.times[time as usize].span, OnDays(resolved.extent), resolved.explicit))
}

fn told(links: &Links<'_>, document: usize, order: &Order) -> Place {
    let words =
        links.documents[document].document.source.words(order.told).split_whitespace().collect::<Vec<_>>().join(" ");
    place(document, order.span, &order.context, format!("{words} here"), words)
}

fn on(links: &Links<'_>, document: usize, claim: &Claim, time: Span) -> Place {
    let words = links.documents[document].document.source.words(time).to_owned();
    place(document, claim.span, &claim.context, format!("{words} here"), words)
}

fn place(document: usize, span: Span, context: &Context, message: String, value: String) -> Place {
    let speaker = context.speaker.as_ref().map(|speaker| speaker.name.clone());
    Place { document, span, value, speaker, valid: None, message: Some(message) }
}

/// One step down for an inference or an attributed side; a note if two speakers differ.
fn draft<'a>(
    rule: &'a Rule,
    order: &Order,
    contexts: [&Context; 2],
    explicit: bool,
    places: Vec<Place>,
    notes: Vec<String>,
) -> Draft<'a> {
    let attributed = contexts.iter().filter(|context| context.speaker.is_some()).count();
    let severity = match attributed {
        2 if contexts[0].speaker != contexts[1].speaker => Severity::Note,
        0 if explicit => rule.severity,
        _ => rule.severity.lowered(),
    };
    let by = if explicit { PassedBy::Explicit } else { PassedBy::Inference };
    let gates = vec![Passed { gate: Gate::Referent, passed_by: by, detail: "both events by their words".to_owned() }];
    let slots = BTreeMap::from([
        ("first".to_owned(), order.earlier.shown.clone()),
        ("second".to_owned(), order.later.shown.clone()),
    ]);
    let mut draft = Draft::of_rule(rule, severity, slots, places, gates);
    draft.notes = notes;
    draft
}
