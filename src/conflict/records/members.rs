//! Members: told to belong before the record has them, after they left, or not at all where the list is complete.

use rustc_hash::FxHashMap;

use super::told::Told;
use super::{Recorded, SLACK, TAKING_UP, asserted, draft, passed, recorded, stated, statements};
use crate::claim::{Bearing, Claim, MEMBERSHIP, Value};
use crate::conflict::findings::Draft;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::rule::Rule;
use crate::source::Field;

/// What a text tells of a member.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Inside,
    Outside,
    Left,
}

pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let rows = recorded(links, MEMBERSHIP);
    let mut pairs: FxHashMap<_, Vec<&Recorded<'_>>> = FxHashMap::default();
    // For each body the first row of each file that has all its members.
    let mut bodies: FxHashMap<_, Vec<&Recorded<'_>>> = FxHashMap::default();
    let mut members: FxHashMap<&str, Vec<(&str, &str)>> = FxHashMap::default();
    for row in &rows {
        let Some((member, body)) = ends(links, row.claim) else { continue };
        members.entry(member).or_default().push((body, row.row.get(Field::Body).unwrap_or_default()));
        pairs.entry((member, body)).or_default().push(row);
        if links.documents[row.document].document.source.records.complete {
            let lists = bodies.entry(body).or_default();
            // Rows come file by file.
            if lists.last().is_none_or(|last| last.document != row.document) {
                lists.push(row);
            }
        }
    }
    let held_against = |(document, claim): (usize, &Claim)| {
        let named = ends(links, claim);
        let (member, body) = named.or_else(|| body_behind(links, document, claim, &members))?;
        let both = if named.is_some() { PassedBy::Explicit } else { PassedBy::Inference };
        let comparable = |row: &&&Recorded<'_>| links.comparable(document, row.document);
        let own: Vec<&Recorded<'_>> =
            pairs.get(&(member, body)).into_iter().flatten().filter(comparable).copied().collect();
        let state = state(claim)?;
        let told = Told::of_claim(links, document, claim)?;
        let (field, value, row) = if own.is_empty() {
            let lists = bodies.get(body).filter(|_| state == State::Inside)?;
            let row = lists.iter().find(|row| comparable(row) && row.lists_all(links, &told))?;
            (Field::Body, "not in its complete list".to_owned(), *row)
        } else {
            let (row, field) = clash(links, document, claim, state, &told, &own)?;
            (field, row.term(), row)
        };
        let name = claim.slots.get("member").map(|referent| referent.name.clone()).unwrap_or_default();
        let slots = [("member", name), ("body", row.row.get(Field::Body).unwrap_or_default().to_owned())];
        let word = if state == State::Inside { "a member" } else { "none" };
        let text = stated(links, document, claim, &told, format!("{word} here, {}", told.words()));
        let by = if told.inferred { PassedBy::Inference } else { PassedBy::Explicit };
        let gates = vec![
            passed(Gate::Referent, both, "one member of one body"),
            passed(Gate::Time, by, "against every row of the member"),
        ];
        Some(draft(rule, &slots, vec![text, row.place(field, value)], gates, false))
    };
    statements(links, MEMBERSHIP).filter_map(held_against).collect()
}

/// The keys of member and body, both by name.
fn ends<'l>(links: &'l Links<'_>, claim: &'l Claim) -> Option<(&'l str, &'l str)> {
    let key = |slot: &str| claim.slots.get(slot).filter(|referent| !referent.inferred).map(|r| links.key(&r.key).0);
    key("member").zip(key("body"))
}

/// The body that stands behind words such as "joined the league", which name none themselves: the only one of the member's whose name stands there.
fn body_behind<'l>(
    links: &'l Links<'_>,
    document: usize,
    claim: &'l Claim,
    members: &FxHashMap<&'l str, Vec<(&'l str, &'l str)>>,
) -> Option<(&'l str, &'l str)> {
    let member = claim.slots.get("member").filter(|member| !member.inferred && !claim.slots.contains_key("body"))?;
    let member = links.key(&member.key).0;
    let source = &links.documents[document].document.source;
    let rest = source.text.get(claim.span.start as usize..).unwrap_or("");
    let sentence = &rest[..rest.find(['.', ';', '\n']).unwrap_or(rest.len())];
    let mut bodies = members.get(member)?.iter().filter(|(_, name)| holds(sentence, name));
    let (body, _) = bodies.next()?;
    bodies.all(|(other, _)| other == body).then_some((member, *body))
}

/// Whether a name stands in a sentence as words of their own.
fn holds(sentence: &str, name: &str) -> bool {
    let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut found = sentence.match_indices(name);
    found.any(|(at, _)| bound(sentence[..at].chars().next_back()) && bound(sentence[at + name.len()..].chars().next()))
}

fn state(claim: &Claim) -> Option<State> {
    let Value::Listed(value) = &claim.value else { return None };
    match (value.as_str(), asserted(claim)) {
        ("member", true) => Some(State::Inside),
        ("member", false) | ("outside" | "expelled", true) => Some(State::Outside),
        ("left", true) => Some(State::Left),
        _ => None,
    }
}

/// The row to show, and its field, if no row has room for what is told.
fn clash<'r, 'l>(
    links: &Links<'_>,
    document: usize,
    claim: &Claim,
    state: State,
    told: &Told,
    own: &[&'r Recorded<'l>],
) -> Option<(&'r Recorded<'l>, Field)> {
    let dated = claim.time.map(|time| links.documents[document].times[time as usize].extent).filter(Days::is_bounded);
    let nearest = || own.iter().copied().min_by_key(|row| row.distance(told));
    let apart = |told: &Days, recorded: &Option<Days>, slack: i64| {
        recorded.is_some_and(|recorded| far(told, &recorded) > slack)
    };
    match (state, claim.bearing) {
        (State::Inside, Bearing::Since | Bearing::HadSince | Bearing::Begins) => {
            let slack = if claim.bearing == Bearing::Begins { TAKING_UP } else { SLACK };
            let day = dated?;
            own.iter().all(|row| apart(&day, &row.began, slack)).then(nearest)?.map(|row| (row, Field::From))
        }
        (State::Inside, _) => {
            let row = own.iter().all(|row| !row.admits(told, 0)).then(nearest)??;
            Some((row, if row.follows(told) { Field::From } else { Field::To }))
        }
        (State::Left, _) => {
            let day = dated?;
            // Who left may have come back.
            if own.iter().any(|row| row.ended.is_some() && !apart(&day, &row.ended, SLACK)) {
                return None;
            }
            let before = |began: Days| matches!((began.high(), day.low()), (Some(high), Some(low)) if high < low);
            let lasts = |row: &&&Recorded<'_>| row.ended.is_none() && row.began.is_some_and(before);
            if let Some(row) =
                own.iter().find(lasts).filter(|row| row.known.is_none_or(|known| day.low() <= Some(known)))
            {
                return Some((row, Field::From));
            }
            own.iter().all(|row| apart(&day, &row.ended, SLACK)).then(nearest)?.map(|row| (row, Field::To))
        }
        (State::Outside, _) => {
            let row = own.iter().copied().find(|row| row.holds_throughout(told))?;
            Some((row, Field::From))
        }
    }
}

/// Days between two extents that do not meet.
fn far(a: &Days, b: &Days) -> i64 {
    let gap = |x: &Days, y: &Days| x.high().zip(y.low()).map_or(0, |(high, low)| (low - high).num_days());
    gap(a, b).max(gap(b, a))
}
