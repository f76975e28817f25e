//! Which of its kind an event was, told in two ways: "the ninth Harbour Games", "the tenth Harbour Games", of one year.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::findings::Draft;
use super::groups::joined;
use super::sides;
use crate::claim::Edition;
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::Rule;

/// An edition and the document that tells it.
#[derive(Clone, Copy)]
struct Side<'l> {
    document: usize,
    told: &'l Edition,
}

/// The findings of a rule on editions.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let told: Vec<Vec<&Edition>> =
        links.documents.iter().map(|linked| only(&linked.document.claims.editions)).collect();
    let mut hits = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) {
            continue;
        }
        for x in &told[i] {
            for y in &told[j] {
                let sides = [Side { document: i, told: x }, Side { document: j, told: y }];
                if differ(links, sides) {
                    hits.push(sides);
                }
            }
        }
    }
    let groups = joined(hits, |hit| hit.map(|side| (side.document, side.told.span)));
    groups.into_iter().map(|group| draft(links, rule, &group)).collect()
}

/// Most events of a document whose editions are compared.
const MOST: usize = 64;

/// Of each event of which a document tells one number alone, where it tells that first.
fn only(all: &[Edition]) -> Vec<&Edition> {
    let mut events: BTreeMap<&str, Option<&Edition>> = BTreeMap::new();
    for edition in all {
        let first = events.entry(&edition.event).or_insert(Some(edition));
        if first.is_some_and(|first| first.number != edition.number) {
            *first = None;
        }
    }
    events.into_values().flatten().take(MOST).collect()
}

/// Whether one event, in one year, has two numbers. Who tells no year speaks of that in which the document was written; documents that were put together and have none
/// speak of one.
fn differ(links: &Links<'_>, [a, b]: [Side<'_>; 2]) -> bool {
    let (x, y) = (a.told, b.told);
    let facts = !(x.context.distanced || y.context.distanced || x.another || y.another);
    if x.event != y.event || x.number == y.number || !facts {
        return false;
    }
    match (year(links, a), year(links, b)) {
        (Some(x), Some(y)) => x == y,
        _ => links.topics.grouping().together || links.topics.grouping().side_by_side,
    }
}

/// The year that an edition is told to be of.
fn year(links: &Links<'_>, side: Side<'_>) -> Option<i32> {
    let linked = &links.documents[side.document];
    let one = |days: Days| {
        let (low, high) = (days.low()?.year(), days.high()?.year());
        (low == high).then_some(low)
    };
    side.told.time.and_then(|time| one(linked.times[time as usize].extent)).or_else(|| one(linked.date.extent))
}

fn draft<'a>(links: &Links<'a>, rule: &'a Rule, group: &[[Side<'_>; 2]]) -> Draft<'a> {
    let all = group.iter().flatten().map(|side| (side.document, side.told.span, &side.told.context));
    let places = sides::places(links, all);
    let [a, b] = group[0];
    let severity = sides::severity(rule, [&a.told.context, &b.told.context]);
    let gates = vec![Passed {
        gate: Gate::Time,
        passed_by: PassedBy::Inference,
        detail: "one year, as far as it is told".to_owned(),
    }];
    let slots = BTreeMap::from([("event".to_owned(), a.told.event.clone())]);
    Draft::of_rule(rule, severity, slots, places, gates)
}
