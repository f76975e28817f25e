//! One office, two holders at once.
//!
//! Whoever succeeds another holds the office after him, so that only what the words bound is compared: terms with a beginning, as far as a document knows that they lasted, and
//! those whom the record of one meeting names in one function.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::affairs::alike;
use super::around::Around;
use super::findings::{Draft, Place};
use super::{single, terms};
use crate::claim::{Claim, Listing, Modality, Polarity, Value};
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::entity::{OfficeMention, Tenure, office_key};
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};

/// Days that two terms must have in common: a month is soon taken for the other at a change.
const COMMON: i64 = 62;
/// Overlapping terms in one office that each is held against.
const PARTNERS: usize = 64;

/// Somebody in an office.
struct Held<'l> {
    document: usize,
    claim: &'l Claim,
    person: &'l str,
    name: &'l str,
    days: (NaiveDate, NaiveDate),
}

/// The findings of a rule on two holders of one office.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = meetings(links, rule);
    for (office, terms) in by_office(links, rules) {
        let Some((first, second)) = clash(links, &terms) else { continue };
        let gates = vec![
            Passed { gate: Gate::Referent, passed_by: PassedBy::Explicit, detail: "the office in full".to_owned() },
            Passed { gate: Gate::Time, passed_by: PassedBy::Explicit, detail: "terms that overlap".to_owned() },
        ];
        let places = [first, second].map(|held| place(links, held)).into();
        found.push(single::draft(rule, rule.severity, &[("office", office)], places, gates));
    }
    found
}

/// Terms by office, of offices that have one holder and are named in full.
fn by_office<'l>(links: &'l Links<'_>, rules: &RuleSet) -> BTreeMap<String, Vec<Held<'l>>> {
    let mut all: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for (document, linked) in links.documents.iter().enumerate() {
        for claim in linked.document.claims.claims.iter().filter(|c| c.time.is_some()) {
            let Value::Office(office) = &claim.value else { continue };
            let told = claim.context.polarity == Polarity::Positive
                && claim.context.modality == Modality::Actual
                && !claim.context.distanced;
            let Some(person) = claim.slots.get("person").filter(|p| told && !p.inferred) else { continue };
            let source = &linked.document.source;
            if !is_one(rules, office, source.words(office.span)) || is_several(rules, &Around::of(source, office.span))
            {
                continue;
            }
            let Some(days) = terms::term(links, document, claim).and_then(|term| term.certain()) else { continue };
            let held = Held { document, claim, person: links.key(&person.key).0, name: &person.name, days };
            all.entry(office_key(office)).or_default().push(held);
        }
    }
    all
}

/// Whether an office has one holder, and its words say which one it is.
fn is_one(rules: &RuleSet, office: &OfficeMention, words: &str) -> bool {
    let whose = [&office.body, &office.place, &office.to].into_iter().flatten().next();
    let shared = words.to_lowercase().starts_with("co-") || words.to_lowercase().starts_with("co ");
    let named = whose.is_some_and(|name| name.contains(' ') || office.body.is_none());
    named && !shared && office.tenure == Tenure::Full && rules.extractor.mentions.entities.is_sole(&office.role)
}

/// "A director", "an independent director": one of several.
pub(super) fn is_several(rules: &RuleSet, around: &Around) -> bool {
    let several = |word: &String| rules.extractor.tables.narrowing.several.contains(&word.to_lowercase());
    let article = |word: &String| matches!(word.to_lowercase().as_str(), "a" | "an");
    let near = around.before.iter().rev().take(3);
    let opening = around.inside.first().is_some_and(article);
    near.clone().next().is_some_and(article) || opening || near.chain(&around.inside).any(several)
}

/// The first two terms that two persons cannot have had.
fn clash<'h, 'l>(links: &Links<'_>, terms: &'h [Held<'l>]) -> Option<(&'h Held<'l>, &'h Held<'l>)> {
    let judged = |held: &Held| links.documents[held.document].document.role == Role::Judged;
    // By their first days, so that nobody meets those who came long after him.
    let mut order: Vec<usize> = (0..terms.len()).collect();
    order.sort_by_cached_key(|&n| terms[n].days.0);
    let ours: Vec<usize> = (0..order.len()).filter(|&at| judged(&terms[order[at]])).collect();
    let overlap = |a: &Held, b: &Held| (a.days.1.min(b.days.1) - a.days.0.max(b.days.0)).num_days() > COMMON;
    // Of two references nothing is told, so that each of those meets the judged ones alone.
    let later = |at: usize| -> Box<dyn Iterator<Item = usize>> {
        match judged(&terms[order[at]]) {
            true => Box::new(at + 1..order.len()),
            false => Box::new(ours[ours.partition_point(|&own| own <= at)..].iter().copied()),
        }
    };
    let mut first: Option<(usize, usize)> = None;
    for (at, &n) in order.iter().enumerate() {
        let a = &terms[n];
        let near = later(at).map(|at| order[at]);
        let near = near.take_while(|&m| (a.days.1 - terms[m].days.0).num_days() > COMMON);
        let partners = near.filter(|&m| a.person != terms[m].person && overlap(a, &terms[m]));
        for pair in partners.take(PARTNERS).map(|m| (n.min(m), n.max(m))) {
            let (x, y) = (&terms[pair.0], &terms[pair.1]);
            let earlier = first.is_none_or(|first| pair < first);
            if earlier && links.comparable(x.document, y.document) && !alike(x.person, y.person) {
                first = Some(pair);
            }
        }
    }
    first.map(|(n, m)| (&terms[n], &terms[m]))
}

fn place(links: &Links<'_>, held: &Held<'_>) -> Place {
    let linked = &links.documents[held.document];
    let time = held.claim.time.map(|t| linked.document.claims.mentions.times[t as usize].span);
    let span = time.map_or(held.claim.span, |time| held.claim.span.join(time));
    let valid = Some((Some(held.days.0.to_string()), Some(held.days.1.to_string())));
    Place {
        document: held.document,
        span,
        value: held.name.to_owned(),
        speaker: held.claim.context.speaker.as_ref().map(|s| s.name.clone()),
        valid,
        message: None,
    }
}

/// Two persons in one function of one meeting.
fn meetings<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for (document, linked) in links.documents.iter().enumerate() {
        if linked.document.role != Role::Judged {
            continue;
        }
        for listing in &linked.document.claims.listings {
            let Listing::Holders { office, holders } = listing else { continue };
            let places = holders.iter().map(|(span, name)| single::at(document, *span, name.clone(), None)).collect();
            let severity: Severity = rule.severity.lowered();
            let gates =
                vec![Passed { gate: Gate::Time, passed_by: PassedBy::Inference, detail: "one meeting".to_owned() }];
            found.push(single::draft(rule, severity, &[("office", office.clone())], places, gates));
        }
    }
    found
}
