//! Lists of who took part in one thing, alike but for one name: "Arvenne, Solcombe and Norland", "Arvenne, Solcombe and Kelm".

use std::collections::{BTreeMap, BTreeSet};

use super::around::Around;
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
        if !judged || !links.comparable(i, j) || !sole::is_one_story(rules, links, i, j) {
            continue;
        }
        // A document with two like lists tells of two things.
        let mut pairs =
            told[i].iter().flat_map(|x| told[j].iter().map(move |y| (x, y))).filter(|(x, y)| shared(x, y) > 1);
        if let (Some((x, y)), None) = (pairs.next(), pairs.next())
            && differ(links, x, y)
            && of_one_kind(links, rules, x, y)
        {
            found.push(draft(rule, x, y));
        }
    }
    found
}

/// The lists of a document whose sentences tell that those in them take part, and that name no others.
fn rosters(links: &Links<'_>, rules: &RuleSet, document: usize) -> Vec<Roster> {
    let source = &links.documents[document].document.source;
    let tables = &rules.extractor.tables.sole;
    let whole = |roster: &Roster| {
        let around = Around::of(source, roster.span);
        let last = roster.names.last().map_or("", |name| name.1.as_str());
        let joined = source.words(roster.span).trim_end_matches(last).trim_end().ends_with("and");
        joined && !ways(tables, &around).is_empty() && !around.has(&tables.apart) && !around.has(&tables.open)
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
