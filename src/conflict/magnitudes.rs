//! How strong an earthquake was, told in two ways.
//!
//! Which quake is meant: the only one of which either document tells as its news; of several told together ("6.8 and 6.6", "6.8 and 6.7") the one that the other side lacks;
//! of several told one by one the strongest on one day, where the other document knows but one; and whichever one body is said to have measured, if that is one only. What the sentences
//! tell of day, hour, town, body and scale must not part them, and neither may be told as another quake, an old or imagined one, or a first figure.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::Draft;
use super::groups::joined;
use super::occasions;
use super::sides;
use crate::claim::Magnitude;
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::{Links, Role};
use crate::rule::Rule;

/// Tenths by which two measurements of one earthquake differ at most.
const NEAR: u32 = 8;
/// The same where one document tells of several.
const CLOSE: u32 = 3;

/// A magnitude and the document that tells it.
#[derive(Clone, Copy)]
struct Side<'l> {
    document: usize,
    told: &'l Magnitude,
}

/// The findings of a rule on magnitudes.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut hits = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if judged && links.comparable(i, j) && sides::of_one_time(links, i, j) {
            let [a, b] = [i, j].map(|document| told(links, document));
            let hit = listed(&a, &b).or_else(|| {
                let [a, b] = [a, b].map(|all| news(links, all));
                measured(&a, &b).or_else(|| {
                    strongest(&a, &b)
                        .filter(|[x, y]| tell_day(links, [*x, *y]) && !tells(links, i, *y) && !tells(links, j, *x))
                })
            });
            hits.extend(hit.filter(|sides| {
                occasions::of_one_event(links, sides.map(|side| (side.document, &side.told.occasion)))
            }));
        }
    }
    let groups = joined(hits, |hit| hit.map(|side| (side.document, side.told.span)));
    groups.into_iter().map(|group| draft(links, rule, &group)).collect()
}

/// The magnitudes that a document tells as facts, but those of aftershocks.
fn told<'l>(links: &Links<'l>, document: usize) -> Vec<Side<'l>> {
    let all = links.documents[document].document.claims.magnitudes.iter();
    let own = all.filter(|told| !told.bare && !told.after && sides::is_fact(&told.context));
    own.map(|told| Side { document, told }).collect()
}

/// Those that are the document's news.
fn news<'l>(links: &Links<'l>, mut all: Vec<Side<'l>>) -> Vec<Side<'l>> {
    all.retain(|side| sides::is_news(links, side.document, side.told.time));
    all
}

/// What one body measured, by either document.
fn measured<'l>(a: &[Side<'l>], b: &[Side<'l>]) -> Option<[Side<'l>; 2]> {
    let bodies: BTreeSet<&String> = a.iter().flat_map(|side| &side.told.sources).collect();
    bodies.into_iter().find_map(|body| {
        let of = |all: &[Side<'l>]| -> Option<Side<'l>> {
            let own: Vec<Side<'l>> = all.iter().copied().filter(|side| side.told.sources.contains(body)).collect();
            let first = *own.first()?;
            let one = own.iter().all(|side| side.told.tenths == first.told.tenths && !side.told.bounded);
            one.then_some(first)
        };
        of(a).zip(of(b)).filter(|(x, y)| apart(*x, *y, NEAR)).map(|(x, y)| [x, y])
    })
}

/// Two lists of which each tells one magnitude that the other lacks.
fn listed<'l>(a: &[Side<'l>], b: &[Side<'l>]) -> Option<[Side<'l>; 2]> {
    let lists = |all: &[Side<'l>]| -> Vec<Vec<Side<'l>>> {
        let mut by_group: BTreeMap<u32, Vec<Side<'l>>> = BTreeMap::new();
        all.iter().for_each(|&side| by_group.entry(side.told.group).or_default().push(side));
        by_group.into_values().filter(|list| list.len() > 1).collect()
    };
    let others = lists(b);
    lists(a).iter().flat_map(|x| others.iter().map(move |y| (x, y))).find_map(|(x, y)| {
        let lacking = |of: &[Side<'l>], there: &[Side<'l>]| -> Vec<Side<'l>> {
            of.iter().copied().filter(|side| there.iter().all(|other| other.told.tenths != side.told.tenths)).collect()
        };
        match (lacking(x, b).as_slice(), lacking(y, a).as_slice()) {
            (&[p], &[q]) if x.len() == y.len() && apart(p, q, CLOSE) => Some([p, q]),
            _ => None,
        }
    })
}

/// The strongest of either document, where one of them knows but one.
fn strongest<'l>(a: &[Side<'l>], b: &[Side<'l>]) -> Option<[Side<'l>; 2]> {
    let most = |all: &[Side<'l>]| all.iter().copied().max_by_key(|side| side.told.tenths);
    let alone = |all: &[Side<'l>]| all.iter().all(|side| side.told.tenths == all[0].told.tenths);
    let (x, y) = most(a).zip(most(b))?;
    let near = match (alone(a), alone(b)) {
        (true, true) => NEAR,
        (false, false) => return None,
        _ => CLOSE,
    };
    let ordered = x.told.ordinal.as_ref().zip(y.told.ordinal.as_ref()).is_some_and(|(x, y)| x != y);
    (!ordered && apart(x, y, near)).then_some([x, y])
}

/// Whether both tell the day of the earthquake: a town has had many, and the magnitude alone does not tell which is meant.
fn tell_day(links: &Links<'_>, sides: [Side<'_>; 2]) -> bool {
    sides.iter().all(|side| occasions::tells_day(&links.documents[side.document], &side.told.occasion))
}

/// Whether a document tells the magnitude of the other, in whatever words and of whatever quake.
fn tells(links: &Links<'_>, document: usize, other: Side<'_>) -> bool {
    links.documents[document].document.claims.magnitudes.iter().any(|own| own.tenths == other.told.tenths)
}

/// Whether two magnitudes differ, but not by more than two measurements of one earthquake do.
fn apart(x: Side<'_>, y: Side<'_>, near: u32) -> bool {
    let by = x.told.tenths.abs_diff(y.told.tenths);
    by > 0 && by <= near && !x.told.bounded && !y.told.bounded
}

fn draft<'a>(links: &Links<'a>, rule: &'a Rule, group: &[[Side<'_>; 2]]) -> Draft<'a> {
    let all = group.iter().flatten().map(|side| (side.document, side.told.span, &side.told.context));
    let places = sides::places(links, all);
    let [a, b] = group[0];
    let severity = sides::severity(rule, [&a.told.context, &b.told.context]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: "the earthquake of which both documents tell".to_owned(),
    }];
    Draft::of_rule(rule, severity, BTreeMap::new(), places, gates)
}
