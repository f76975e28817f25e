//! Findings within one document: what the calendar denies, a count and its list, parties and their signatories.

use std::collections::BTreeMap;

use super::calendar;
use super::findings::{Draft, Place};
use crate::claim::Listing;
use crate::diagnostic::{Passed, Severity};
use crate::link::Role;
use crate::link::{Linked, Links};
use crate::rule::{Mechanism, Rule};
use crate::source::Span;

/// The findings of a rule that looks at one document at a time.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = links.documents.iter().enumerate().filter(|(_, l)| l.document.role == Role::Judged);
    judged
        .flat_map(|(i, linked)| match rule.mechanism {
            Mechanism::Calendar => calendar::weekdays(i, linked, rule),
            Mechanism::NoSuchDay => calendar::no_such_days(i, linked, rule),
            Mechanism::Backwards => calendar::backwards(i, linked, rule),
            Mechanism::CountOfList => lists(i, linked, rule),
            Mechanism::People => people(i, linked, rule),
            _ => parties(i, linked, rule),
        })
        .collect()
}

pub(super) fn at(document: usize, span: Span, value: impl Into<String>, message: Option<String>) -> Place {
    Place { document, span, value: value.into(), speaker: None, valid: None, message }
}

pub(super) fn draft<'a>(
    rule: &'a Rule,
    severity: Severity,
    slots: &[(&str, String)],
    places: Vec<Place>,
    gates: Vec<Passed>,
) -> Draft<'a> {
    let slots: BTreeMap<String, String> = slots.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    Draft::of_rule(rule, severity, slots, places, gates)
}

fn lists<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for listing in &linked.document.claims.listings {
        let Listing::Count { announced, noun, span, items } = listing else { continue };
        if items.len() == *announced as usize {
            continue;
        }
        let mut places = vec![at(document, *span, announced.to_string(), Some(format!("{announced} announced here")))];
        let counted = format!("item {} of the list", items.len());
        places.extend(items.last().map(|s| at(document, *s, items.len().to_string(), Some(counted))));
        let slots = [("noun", noun.clone()), ("announced", announced.to_string()), ("count", items.len().to_string())];
        found.push(draft(rule, rule.severity, &slots, places, Vec::new()));
    }
    found
}

fn people<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for listing in &linked.document.claims.listings {
        let Listing::People { announced, noun, span, both } = listing else { continue };
        let places = vec![
            at(document, *span, announced.to_string(), Some(format!("{announced} announced here"))),
            at(document, *both, "2", Some("two here".to_owned())),
        ];
        let slots = [("noun", noun.clone()), ("announced", announced.to_string()), ("count", "2".to_owned())];
        found.push(draft(rule, rule.severity, &slots, places, Vec::new()));
    }
    found
}

fn parties<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for listing in &linked.document.claims.listings {
        let Listing::Parties { term, parties, both, signatories } = listing else { continue };
        if signatories.iter().all(|(_, known)| *known) && both.is_none() {
            continue;
        }
        let source = &linked.document.source;
        let mut places: Vec<Place> = Vec::new();
        let header = parties.iter().copied().reduce(Span::join).unwrap_or_default();
        places.push(at(document, header, source.words(header), Some(format!("{} named as {term}", parties.len()))));
        let unknown = signatories.iter().filter(|(_, known)| !known);
        places.extend(
            unknown.map(|(s, _)| at(document, *s, source.words(*s), Some("signs, but is not among them".to_owned()))),
        );
        places.extend(both.map(|s| at(document, s, source.words(s), Some("speaks of two".to_owned()))));
        let known = signatories.iter().filter(|(_, known)| *known);
        places.extend(known.map(|(s, _)| at(document, *s, source.words(*s), Some("signs".to_owned()))));
        let slots = [("term", term.clone()), ("count", signatories.len().to_string())];
        found.push(draft(rule, rule.severity, &slots, places, Vec::new()));
    }
    found
}
