//! What bears a name behind its noun, and has two: "Storm Delia" in the one document, "Storm Doreen" in the other.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::around::{Around, is_name, is_year, part};
use super::findings::{Draft, Place};
use super::{limits, sides, sole};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::fold;
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};
use crate::source::Span;

/// A name behind its noun.
struct Christened {
    document: usize,
    span: Span,
    name: String,
}

/// The findings of a rule on names behind nouns: each document tells of one storm, and neither knows the other's.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !sides::are_a_handful(links) {
        return Vec::new();
    }
    let told: Vec<BTreeMap<String, Vec<Christened>>> =
        (0..links.documents.len()).map(|document| christened(links, rules, document)).collect();
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) || !sole::is_one_story(rules, links, i, j) {
            continue;
        }
        for (noun, here) in &told[i] {
            let Some(there) = told[j].get(noun) else { continue };
            let one = |all: &[Christened]| all.iter().all(|own| own.name == all[0].name);
            let knows = |document: usize, name: &str| {
                let text = fold(&links.documents[document].document.source.text);
                text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
            };
            let (x, y) = (&here[0], &there[0]);
            let apart =
                || [x, y].iter().any(|own| is_one_of_several(links, rules, own)) || limits_part(links, rules, x, y);
            if one(here) && one(there) && !knows(j, &x.name) && !knows(i, &y.name) && !apart() {
                found.push(draft(rule, noun, x, y));
            }
        }
    }
    found
}

/// The names of a document that stand behind a noun of the lexicon, by that noun.
fn christened(links: &Links<'_>, rules: &RuleSet, document: usize) -> BTreeMap<String, Vec<Christened>> {
    let text: &str = &links.documents[document].document.source.text;
    let nouns = &rules.extractor.tables.sole.christened;
    let mut found: BTreeMap<String, Vec<Christened>> = BTreeMap::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let noun = pair[0].to_lowercase();
        let bare = pair[1].trim_end_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(bare);
        if !nouns.contains(&noun) || !is_name(bare) || !pair[0].starts_with(char::is_uppercase) {
            continue;
        }
        let offset = |part: &str| (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let span = Span { start: offset(pair[0]), end: offset(pair[1]) + bare.len() as u32 };
        found.entry(noun).or_default().push(Christened { document, span, name: fold(bare) });
    }
    found
}

/// Whether its sentence speaks of names, of another such thing, or of another year.
fn is_one_of_several(links: &Links<'_>, rules: &RuleSet, own: &Christened) -> bool {
    let linked = &links.documents[own.document];
    let around = Around::of(&linked.document.source, own.span);
    let lists = &rules.extractor.tables.sole;
    let written = linked.date.extent.low().map(|day| day.year().to_string());
    let year = |word: &String| is_year(word) && written.as_ref() != Some(word);
    [&lists.naming, &lists.bynames, &lists.apart].into_iter().any(|list| around.has(list)) || around.all().any(year)
}

fn limits_part(links: &Links<'_>, rules: &RuleSet, x: &Christened, y: &Christened) -> bool {
    let [x, y] = [x, y].map(|own| limits::Statement {
        document: own.document,
        span: own.span,
        answers: vec![own.name.clone()],
        asked: Vec::new(),
        state: false,
    });
    let days =
        |own: &limits::Statement| Around::of(&links.documents[own.document].document.source, own.span).weekdays();
    part(&days(&x), &days(&y)) || limits::part(rules, links, &x, &y)
}

fn draft<'a>(rule: &'a Rule, noun: &str, x: &Christened, y: &Christened) -> Draft<'a> {
    let place = |own: &Christened| Place {
        document: own.document,
        span: own.span,
        value: own.name.clone(),
        speaker: None,
        valid: None,
        message: None,
    };
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: format!("the only {noun} that either tells of"),
    }];
    let slots = BTreeMap::from([("what".to_owned(), noun.to_owned())]);
    Draft::of_rule(rule, rule.severity.lowered(), slots, vec![place(x), place(y)], gates)
}
