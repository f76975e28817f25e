//! What was done before something else here, and after it there.
//!
//! Unlike the orders of events, a turn tells deeds of any kind; it is read among documents that the user put together alone.

use std::collections::BTreeMap;

use super::findings::Draft;
use super::moments::likeness;
use super::sides;
use crate::claim::{Context, Turn};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};

/// What two turns must have in common beside their verbs.
const SHARED: usize = 2;
/// Turns of one verb before another of which more tell nothing.
const MOST: usize = 48;

/// The findings of a rule on the order of events that turns yield.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let grouping = links.topics.grouping();
    if !(grouping.together || grouping.side_by_side) {
        return Vec::new();
    }
    let mut by_verbs: BTreeMap<[&str; 2], Vec<(usize, &Turn)>> = BTreeMap::new();
    for (document, linked) in links.documents.iter().enumerate() {
        for turn in &linked.document.claims.turns {
            let mut verbs = [turn.earlier.event.as_str(), turn.later.event.as_str()];
            verbs.sort_unstable();
            by_verbs.entry(verbs).or_default().push((document, turn));
        }
    }
    let mut found = Vec::new();
    for all in by_verbs.values().filter(|all| all.len() <= MOST) {
        for (n, &(i, a)) in all.iter().enumerate() {
            for &(j, b) in all[n + 1..].iter().filter(|(j, _)| *j != i) {
                let judged = [i, j].iter().any(|&at| links.documents[at].document.role == Role::Judged);
                let reversed = |x: (usize, &Turn), y: (usize, &Turn)| is_reversed(links, rules, x, y);
                // Who tells both orders tells of several events.
                let both = all
                    .iter()
                    .any(|&told| told.0 == i && reversed(told, (i, a)) || told.0 == j && reversed(told, (j, b)));
                if judged && links.comparable(i, j) && reversed((i, a), (j, b)) && !both {
                    found.push(draft(links, rule, [(i, a), (j, b)]));
                }
            }
        }
    }
    found
}

/// Whether what came first in one turn came later in the other.
fn is_reversed(links: &Links<'_>, rules: &RuleSet, (i, a): (usize, &Turn), (j, b): (usize, &Turn)) -> bool {
    let common = |x, y| likeness(links, rules, [(i, x), (j, y)]);
    common(&a.earlier, &b.later).zip(common(&a.later, &b.earlier)).is_some_and(|(x, y)| x + y >= SHARED)
}

/// One step down for an inference or an attributed side; a note if two speakers differ.
fn draft<'a>(links: &Links<'a>, rule: &'a Rule, turns: [(usize, &Turn); 2]) -> Draft<'a> {
    let contexts: [&Context; 2] = turns.map(|(_, turn)| &turn.context);
    let severity = sides::severity(rule, contexts);
    let detail = "both events by their words".to_owned();
    let gates = vec![Passed { gate: Gate::Referent, passed_by: PassedBy::Inference, detail }];
    let turn = turns[0].1;
    let slots = BTreeMap::from([
        ("first".to_owned(), turn.earlier.event.clone()),
        ("second".to_owned(), turn.later.event.clone()),
    ]);
    let places = sides::places(links, turns.into_iter().map(|(document, turn)| (document, turn.span, &turn.context)));
    Draft::of_rule(rule, severity.lowered(), slots, places, gates)
}
