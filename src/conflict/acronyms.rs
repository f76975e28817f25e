//! One acronym with two expansions.
//!
//! Within one document any two are reported, among documents on one affair those that have words in common: else it is merely the acronym of two things.

use std::collections::BTreeMap;

use super::findings::Draft;
use super::single;
use crate::claim::Acronym;
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::{Links, Role};
use crate::rule::Rule;

/// Letters by which two words that begin alike are forms of one: "cooperative", "cooperation".
const STEM: usize = 4;

/// The findings of a rule on acronyms.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let told = |i: usize| links.documents[i].document.claims.acronyms.as_slice();
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let mut found = Vec::new();
    for i in (0..links.documents.len()).filter(|&i| judged(i)) {
        for group in by_short(told(i)).into_values() {
            let other = group[1..].iter().find(|other| differ(group[0], other));
            found.extend(other.map(|other| draft(rule, [i, i], [group[0], other])));
        }
    }
    for (i, j) in links.topics.pairs(links.documents.len()) {
        if told(i).is_empty() || told(j).is_empty() || !(judged(i) || judged(j)) || !links.comparable(i, j) {
            continue;
        }
        let theirs = by_short(told(j));
        for (short, group) in by_short(told(i)) {
            let other = theirs.get(short).map(|other| other[0]);
            let other = other.filter(|other| differ(group[0], other) && common(group[0], other) > 0);
            found.extend(other.map(|other| draft(rule, [i, j], [group[0], other])));
        }
    }
    found
}

fn by_short(all: &[Acronym]) -> BTreeMap<&str, Vec<&Acronym>> {
    let mut groups: BTreeMap<&str, Vec<&Acronym>> = BTreeMap::new();
    for acronym in all {
        groups.entry(&acronym.short).or_default().push(acronym);
    }
    groups
}

/// Whether a word stands where the other has another one, rather than another form of it.
fn differ(a: &Acronym, b: &Acronym) -> bool {
    a.words.len() == b.words.len() && a.words.iter().zip(&b.words).any(|(x, y)| stem(x) != stem(y))
}

fn common(a: &Acronym, b: &Acronym) -> usize {
    a.words.iter().zip(&b.words).filter(|(x, y)| stem(x) == stem(y)).count()
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}

fn draft<'a>(rule: &'a Rule, documents: [usize; 2], sides: [&Acronym; 2]) -> Draft<'a> {
    let one = documents[0] == documents[1];
    let severity = if one { rule.severity } else { rule.severity.lowered() };
    let places = [0, 1].map(|n| single::at(documents[n], sides[n].span, sides[n].words.join(" "), None)).into();
    let by = if one { PassedBy::Explicit } else { PassedBy::Inference };
    let gates = vec![Passed { gate: Gate::Referent, passed_by: by, detail: "one acronym".to_owned() }];
    single::draft(rule, severity, &[("acronym", sides[0].short.clone())], places, gates)
}
