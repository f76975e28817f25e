//! Lists of who took part in one thing, alike but for one name: "Arvenne, Solcombe and Norland", "Arvenne, Solcombe and Kelm". Lists of those who founded something are
//! whole: there one name more is enough.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, is_date, is_name};
use super::findings::{Draft, Place};
use super::{affairs, limits, sides, sole};
use crate::claim::Sole;
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::{EntityKind, Reference, fold};
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};
use crate::source::Span;

/// Names that make a list.
const LEAST: usize = 3;
/// Words behind a list among which it is told to be that of founders.
const FOUNDERS: usize = 4;
/// Most lists of a document that are compared.
const MOST: usize = 32;

/// A list of names of one kind.
pub(super) struct Roster {
    pub document: usize,
    pub span: Span,
    /// Their keys, and what they are called.
    pub names: Vec<(String, String)>,
    kind: EntityKind,
}

/// The findings of a rule on lists of who took part.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !sides::are_a_handful(links) {
        return Vec::new();
    }
    let told: Vec<Vec<Roster>> = (0..links.documents.len()).map(|document| rosters(links, rules, document)).collect();
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) || !sole::share_a_story(rules, links, i, j) {
            continue;
        }
        let took_part = sides::of_one_time(links, i, j)
            .then(|| only_pair(&told[i], &told[j], |roster| !founds(rules, links, roster)))
            .flatten()
            .filter(|(x, y)| differ(links, x, y) && of_one_kind(links, rules, x, y));
        let founders = only_pair(&told[i], &told[j], |roster| founds(rules, links, roster))
            .filter(|(x, y)| are_other_founders(links, x, y));
        found.extend(took_part.into_iter().chain(founders).map(|(x, y)| draft(rule, x, y)));
    }
    found
}

/// The two lists of two documents that have names in common, if these are the only ones: a document with two like lists tells of two things.
fn only_pair<'r>(
    here: &'r [Roster],
    there: &'r [Roster],
    wanted: impl Fn(&Roster) -> bool,
) -> Option<(&'r Roster, &'r Roster)> {
    let pairs = here.iter().flat_map(|x| there.iter().map(move |y| (x, y)));
    let mut pairs = pairs.filter(|(x, y)| shared(x, y) > 1 && wanted(x) && wanted(y));
    pairs.next().filter(|_| pairs.next().is_none())
}

/// The lists of a document whose sentences tell that those in them take part, and that name no others.
fn rosters(links: &Links<'_>, rules: &RuleSet, document: usize) -> Vec<Roster> {
    let source = &links.documents[document].document.source;
    let tables = &rules.extractor.tables.sole;
    let whole = |roster: &Roster| {
        let around = Around::of(source, roster.span);
        let last = roster.names.last().map_or("", |name| name.1.as_str());
        let joined = source.words(roster.span).trim_end_matches(last).trim_end().ends_with("and");
        let told = !ways(tables, &around).is_empty() || founds(rules, links, roster);
        joined && told && !around.has(&tables.apart) && !around.has(&tables.open)
    };
    rows(links, document, &[]).into_iter().filter(whole).take(MOST).collect()
}

/// The names of one kind that stand in a row in a document: three or more, with commas, "and" and words of `passed` between them.
pub(super) fn rows(links: &Links<'_>, document: usize, passed: &[&str]) -> Vec<Roster> {
    let linked = &links.documents[document].document;
    let entities = &linked.claims.mentions.entities;
    let mut found: Vec<Roster> = Vec::new();
    let mut closed = true;
    for mention in entities.mentions.iter().filter(|m| m.reference == Reference::Name) {
        let Some(entity) = mention.entity.map(|entity| entities.get(entity)) else { continue };
        let name = (links.key(&entity.key).0.to_owned(), entity.name.clone());
        let between = |end: u32| {
            let words = linked.source.words(Span { start: end.min(mention.span.start), end: mention.span.start });
            let telling: Vec<&str> = words.split_whitespace().filter(|word| !passed.contains(word)).collect();
            telling.join(" ")
        };
        let join =
            found.last().filter(|last| !closed && last.kind == mention.kind && last.span.end <= mention.span.start);
        match join.map(|last| between(last.span.end)) {
            Some(mark) if matches!(mark.as_str(), "," | "and" | ", and") => {
                closed = mark != ",";
                if let Some(last) = found.last_mut() {
                    last.span = last.span.join(mention.span);
                    last.names.push(name);
                }
            }
            _ => {
                closed = false;
                found.push(Roster { document, span: mention.span, names: vec![name], kind: mention.kind });
            }
        }
    }
    found.retain(|roster| roster.names.len() >= LEAST);
    found
}

/// Whether a list is told right before or behind it as that of all who founded something: "was founded by …", "… were the founding members".
fn founds(rules: &RuleSet, links: &Links<'_>, roster: &Roster) -> bool {
    let words = &rules.extractor.tables.founding;
    let around = Around::of(&links.documents[roster.document].document.source, roster.span);
    let mut before = around.before.iter().rev().skip_while(|word| *word == "the");
    let by = before.next().is_some_and(|word| word == "by");
    let founded = by && before.next().is_some_and(|word| words.is_founding(&word.to_lowercase()));
    let behind = |at: usize, own: &[&str]| around.behind.get(at).is_some_and(|word| own.contains(&word.as_str()));
    let called = around.behind.iter().take(FOUNDERS).any(|word| words.calls_founders(&word.to_lowercase()));
    founded || called && behind(0, &["are", "were"]) && behind(1, &["its", "the"])
}

/// Whether one of two lists of founders has a name that the other leaves out, and no names beside the lists tell of two bodies.
fn are_other_founders(links: &Links<'_>, x: &Roster, y: &Roster) -> bool {
    let odd = |own: &Roster, other: &Roster| own.names.len() - shared(own, other);
    let beside = |own: &Roster| -> BTreeSet<String> {
        let around = Around::of(&links.documents[own.document].document.source, own.span);
        let words = around.before.iter().skip(1).chain(&around.behind);
        words.filter(|word| is_name(word) && !is_date(word)).map(|word| word.to_lowercase()).collect()
    };
    let (p, q) = (beside(x), beside(y));
    x.kind == y.kind && odd(x, y) + odd(y, x) == 1 && shared(x, y) >= LEAST && (p.is_subset(&q) || q.is_subset(&p))
}

/// In which ways a sentence tells of taking part.
fn ways(tables: &Sole, around: &Around) -> Vec<usize> {
    (0..tables.taking_part.len()).filter(|&way| around.has(&tables.taking_part[way])).collect()
}

/// Whether two lists are of those who took part in one way, through the same people, on no two days.
fn of_one_kind(links: &Links<'_>, rules: &RuleSet, x: &Roster, y: &Roster) -> bool {
    let tables = &rules.extractor.tables.sole;
    let [p, q] = [x, y].map(|own| Around::of(&links.documents[own.document].document.source, own.span));
    let contingents = |around: &Around| -> BTreeSet<String> {
        let told = around.all().map(|word| word.to_lowercase());
        told.filter(|word| tables.contingents.contains(word)).collect()
    };
    let statement = |own: &Roster| limits::Statement {
        document: own.document,
        span: own.span,
        answers: own.names.iter().map(|(_, name)| name.clone()).collect(),
        asked: Vec::new(),
        state: false,
    };
    ways(tables, &p).iter().any(|way| ways(tables, &q).contains(way))
        && contingents(&p) == contingents(&q)
        && !limits::part(rules, links, &statement(x), &statement(y))
}

/// How many names two lists have in common.
fn shared(x: &Roster, y: &Roster) -> usize {
    x.names.iter().filter(|(key, _)| y.names.iter().any(|(other, _)| other == key)).count()
}

/// Whether two lists are alike but for one name each, of which the other document knows nothing.
fn differ(links: &Links<'_>, x: &Roster, y: &Roster) -> bool {
    let odd = |own: &Roster, other: &Roster| -> Vec<String> {
        let left = own.names.iter().filter(|(key, _)| !other.names.iter().any(|(own, _)| own == key));
        left.map(|(key, _)| key.clone()).collect()
    };
    let (left, right) = (odd(x, y), odd(y, x));
    let ([p], [q]) = (left.as_slice(), right.as_slice()) else { return false };
    let unknown = |document: usize, key: &str| !fold(&links.documents[document].document.source.text).contains(key);
    x.kind == y.kind && !affairs::alike(p, q) && unknown(y.document, p) && unknown(x.document, q)
}

fn draft<'a>(rule: &'a Rule, x: &Roster, y: &Roster) -> Draft<'a> {
    let place = |roster: &Roster| {
        let names: Vec<&str> = roster.names.iter().map(|name| name.1.as_str()).collect();
        Place {
            document: roster.document,
            span: roster.span,
            value: names.join(", "),
            speaker: None,
            valid: None,
            message: None,
        }
    };
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: "one story, and all other names alike".to_owned(),
    }];
    Draft::of_rule(rule, rule.severity.lowered(), BTreeMap::new(), vec![place(x), place(y)], gates)
}
