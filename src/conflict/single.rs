//! Findings within one document: a weekday that does not fit its date, a count and its list, parties and their signatories.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::findings::{Draft, Place};
use crate::claim::Listing;
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::link::Role;
use crate::link::{Linked, Links};
use crate::rule::{Mechanism, Rule};
use crate::source::Span;
use crate::time::{Direction, Expression, Setting};

/// The findings of a rule that looks at one document at a time.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = links.documents.iter().enumerate().filter(|(_, l)| l.document.role == Role::Judged);
    judged
        .flat_map(|(i, linked)| match rule.mechanism {
            Mechanism::Calendar => weekdays(i, linked, rule),
            Mechanism::CountOfList => lists(i, linked, rule),
            _ => parties(i, linked, rule),
        })
        .collect()
}

fn at(document: usize, span: Span, value: impl Into<String>, message: Option<String>) -> Place {
    Place { document, span, value: value.into(), speaker: None, valid: None, message }
}

fn draft<'a>(
    rule: &'a Rule,
    severity: Severity,
    slots: &[(&str, String)],
    places: Vec<Place>,
    gates: Vec<Passed>,
) -> Draft<'a> {
    let slots: BTreeMap<String, String> = slots.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    Draft::of_rule(rule, severity, slots, places, gates)
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn weekdays<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let claims = &linked.document.claims;
    let mut found = Vec::new();
    for (mention, Setting { direction, .. }) in claims.mentions.times.iter().zip(&claims.settings) {
        let expression = &mention.expression;
        let Some(stated) = expression.weekday else { continue };
        let (day, told) = match expression.full_date() {
            Some(day) => (day, true),
            None => match year_by_document(linked, expression, *direction) {
                Some(day) => (day, false),
                None => continue,
            },
        };
        let truth = day.weekday().number_from_monday() as usize;
        if truth == usize::from(stated) || !(1..=7).contains(&stated) {
            continue;
        }
        let severity = if told { rule.severity } else { rule.severity.lowered() };
        let by = if told { PassedBy::Explicit } else { PassedBy::Inference };
        let detail =
            if told { "date as written".to_owned() } else { format!("year {} by the document's date", day.year()) };
        let gates = vec![Passed { gate: Gate::Time, passed_by: by, detail }];
        let slots = [("time", day.to_string()), ("value", WEEKDAYS[truth - 1].to_owned())];
        found.push(draft(rule, severity, &slots, vec![at(document, mention.span, WEEKDAYS[truth - 1], None)], gates));
    }
    found
}

/// The most a dated event without a year lies from the document that tells it, in days.
const WITHIN: i64 = 364;

/// Days by which a date may lie on the other side of the document than its clause seems to say.
const DOUBT: i64 = 60;

/// The day that a date without a year means in a dated document, if no other reading puts it on the weekday stated.
fn year_by_document(linked: &Linked<'_>, expression: &Expression, direction: Direction) -> Option<NaiveDate> {
    let (low, high) = (linked.date.extent.low()?, linked.date.extent.high()?);
    if linked.date.inferred || (high - low).num_days() > 31 {
        return None;
    }
    let (month, day, weekday) = (expression.month?, expression.day?, expression.weekday?);
    let near: Vec<NaiveDate> = (low.year() - 1..=low.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month.into(), day.into()))
        .filter(|d| (*d - low).num_days().abs() <= WITHIN)
        .filter(|d| match direction {
            Direction::Past => (*d - high).num_days() <= DOUBT,
            Direction::Future => (low - *d).num_days() <= DOUBT,
            Direction::Unknown => true,
        })
        .collect();
    let fits = near.iter().any(|d| d.weekday().number_from_monday() == u32::from(weekday));
    if fits { None } else { near.into_iter().min_by_key(|d| (*d - low).num_days().abs()) }
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
