//! "Only" these in one text, "only" others in the other, told in much the same words.

use super::affairs::alike;
use super::findings::Draft;
use super::{narrow, single};
use crate::claim::{Exclusive, Referent};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::{Days, Extent};
use crate::link::{Links, Role};
use crate::rule::Rule;

/// Content words that two sentences must share.
const SHARED: usize = 3;
/// The same in per cent of the sentence that has fewer; more where the two lists have nobody in common.
const OF_FEWER: usize = 45;
/// See [`OF_FEWER`].
const OF_FEWER_APART: usize = 60;
/// Days between two documents within which "only" is taken to hold.
const YEAR: i64 = 366;

/// The findings of a rule on lists that are told to be complete.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let told = |i: usize| &links.documents[i].document.claims.exclusives;
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        if told(i).is_empty() || told(j).is_empty() || !(judged(i) || judged(j)) || !links.comparable(i, j) {
            continue;
        }
        for (x, y) in told(i).iter().flat_map(|x| told(j).iter().map(move |y| (x, y))) {
            if let Some(shared) = differ(links, [i, j], x, y) {
                found.push(draft(rule, [i, j], [x, y], shared));
            }
        }
    }
    found
}

/// Whether two lists cannot both be complete; the number of words that their sentences share.
fn differ(links: &Links<'_>, documents: [usize; 2], x: &Exclusive, y: &Exclusive) -> Option<usize> {
    if x.kind != y.kind || x.denied != y.denied || !x.actual || !y.actual {
        return None;
    }
    let same = |r: &Referent, s: &Referent| links.key(&r.key).0 == links.key(&s.key).0 || alike(&r.key, &s.key);
    let left = x.all.iter().filter(|r| !y.all.iter().any(|s| same(r, s))).count();
    let right = y.all.iter().filter(|r| !x.all.iter().any(|s| same(r, s))).count();
    if left == 0 || right == 0 {
        return None;
    }
    let shared = x.words.iter().filter(|word| y.words.binary_search(word).is_ok()).count();
    let needed = if left < x.all.len() { OF_FEWER } else { OF_FEWER_APART };
    let enough = shared >= SHARED && 100 * shared >= needed * x.words.len().min(y.words.len());
    (enough && !narrow::lists(links, documents, x, y) && at_one_time(links, documents, x, y)).then_some(shared)
}

fn at_one_time(links: &Links<'_>, documents: [usize; 2], x: &Exclusive, y: &Exclusive) -> bool {
    let own = |document: usize, told: &Exclusive| -> Option<Days> {
        let days = links.documents[document].times[told.time? as usize].extent;
        Some(days).filter(|days| *days != Extent::all())
    };
    if let (Some(a), Some(b)) = (own(documents[0], x), own(documents[1], y)) {
        return !a.disjoint(&b);
    }
    let [a, b] = documents.map(|d| links.documents[d].date.extent);
    let gap = |a: &Days, b: &Days| a.high().zip(b.low()).map_or(0, |(high, low)| (low - high).num_days());
    gap(&a, &b) <= YEAR && gap(&b, &a) <= YEAR
}

fn draft<'a>(rule: &'a Rule, documents: [usize; 2], sides: [&Exclusive; 2], shared: usize) -> Draft<'a> {
    let names = sides.map(|told| told.all.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(" and "));
    let place = |n: usize| single::at(documents[n], sides[n].span, names[n].clone(), None);
    let gates = vec![Passed {
        gate: Gate::Measure,
        passed_by: PassedBy::Inference,
        detail: format!("{shared} words in common"),
    }];
    let slots = [("a", names[0].clone()), ("b", names[1].clone())];
    single::draft(rule, rule.severity.lowered(), &slots, vec![place(0), place(1)], gates)
}
