//! Within facts files: terms of one person in one office that overlap, and two holders of an office that has one.
//!
//! Terms that overlap one after the other are one finding: one wrong end may reach over many.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Recorded, draft, passed, recorded};
use crate::claim::{HOLDS, Value};
use crate::conflict::findings::Draft;
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::{Tenure, office_key};
use crate::link::Links;
use crate::rule::{Rule, RuleSet};
use crate::source::Field;

/// Days that the terms of two holders must have in common: a month is soon taken for the other at a change.
const COMMON: i64 = 62;

/// A row with the days on which it held for certain.
type Sure<'r, 'l> = (NaiveDate, Option<NaiveDate>, &'r Recorded<'l>);

pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let rows = recorded(links, HOLDS);
    let (mut terms, mut offices): (BTreeMap<_, Vec<Sure<'_, '_>>>, BTreeMap<_, Vec<Sure<'_, '_>>>) = Default::default();
    for row in &rows {
        let (Value::Office(office), Some(person)) = (&row.claim.value, row.claim.slots.get("person")) else { continue };
        let Some(from) = row.began.and_then(|began| began.high()) else { continue };
        let sure = (from, row.ended.map(|ended| ended.low().unwrap_or(from)), row);
        let key = office_key(office);
        let whose = office.body.is_some() || office.place.is_some() || office.to.is_some();
        if whose && office.tenure == Tenure::Full && rules.extractor.mentions.entities.is_sole(&office.role) {
            offices.entry(key.clone()).or_default().push(sure);
        }
        terms.entry((links.key(&person.key).0, key)).or_default().push(sure);
    }
    let two_terms = terms.into_values().flat_map(|rows| overlapping(rows, 0, |_, _| true));
    let person = |row: &Recorded<'_>| row.claim.slots.get("person").map(|person| links.key(&person.key).0.to_owned());
    let two_holders = offices.into_values().flat_map(|rows| overlapping(rows, COMMON, |a, b| person(a) != person(b)));
    two_terms.chain(two_holders).map(|rows| finding(rule, &rows)).collect()
}

/// Rows of which each overlaps one before it, that which lasts longest, by more than so many days; two or more in each list.
fn overlapping<'r, 'l>(
    mut rows: Vec<Sure<'r, 'l>>,
    common: i64,
    counts: impl Fn(&Recorded<'l>, &Recorded<'l>) -> bool,
) -> Vec<Vec<&'r Recorded<'l>>> {
    rows.sort_by_key(|(from, _, row)| (*from, row.document, row.row.span));
    let mut found: Vec<Vec<&'r Recorded<'l>>> = Vec::new();
    // Up to when the rows of the last list last.
    let mut until = NaiveDate::MIN;
    let mut last: Option<Sure<'_, '_>> = None;
    for row in rows {
        let end = |sure: &Sure<'_, '_>| sure.1.unwrap_or(NaiveDate::MAX);
        if let Some(before) = last.as_ref().filter(|before| (end(before).min(end(&row)) - row.0).num_days() > common)
            && counts(before.2, row.2)
        {
            match found.last_mut().filter(|_| row.0 < until) {
                Some(list) => list.push(row.2),
                None => found.push(vec![before.2, row.2]),
            }
            until = end(before).max(end(&row));
        }
        if last.is_none_or(|before| end(&before) < end(&row)) {
            last = Some(row);
        }
    }
    found
}

fn finding<'a>(rule: &'a Rule, rows: &[&Recorded<'_>]) -> Draft<'a> {
    let name = |row: &Recorded<'_>| row.row.get(Field::Person).unwrap_or_default().to_owned();
    let place = |row: &Recorded<'_>| {
        let field = if row.row.cells.contains_key(&Field::From) { Field::From } else { Field::To };
        row.place(field, format!("{} {}", name(row), row.term()))
    };
    let office = rows.first().and_then(|row| row.row.get(Field::Office)).unwrap_or_default();
    let gates = vec![passed(Gate::Time, PassedBy::Explicit, "terms that overlap")];
    // What the second row clashes with stands before it.
    let places = rows.iter().take(2).rev().chain(rows.iter().skip(2)).map(|row| place(row)).collect();
    draft(rule, &[("office", office.to_owned())], places, gates, false)
}
