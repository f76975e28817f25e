//! Texts against facts files: offices outside of every term that is recorded, other holders, members before they joined, figures of the same day.
//!
//! A record says when something held, and a person, member or office may have several. So a statement conflicts only if *no* row of the file has room for it, which is why
//! these are no pairs of claims. What a file does not speak of is never in conflict with it, unless it says that its lists are complete.

mod figures;
mod members;
mod offices;
mod overlap;
mod told;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::findings::{Draft, Place};
use super::single;
use crate::claim::{Bearing, Claim, Modality, Polarity};
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::{Mechanism, Rule, RuleSet};
use crate::source::{Field, Record, Span};
use crate::time::{Anchor, Expression, Form};
use told::Told;

/// Days between being chosen for something and taking it up.
const TAKING_UP: i64 = 366;
/// Days by which two datings of one beginning or end may differ.
const SLACK: i64 = 31;

/// The findings of a rule that holds texts against records.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !links.documents.iter().any(|linked| linked.document.source.is_facts()) {
        return Vec::new();
    }
    match rule.mechanism {
        Mechanism::RecordOffice => offices::find(links, rules, rule),
        Mechanism::RecordMember => members::find(links, rule),
        Mechanism::RecordFigure => figures::find(links, rules, rule),
        _ => overlap::find(links, rules, rule),
    }
}

/// Takes out what rests on records where another rule has found the same words to differ from the same file.
pub(super) fn yield_to_others(links: &Links<'_>, drafts: &mut Vec<Draft<'_>>) {
    let rests = |draft: &Draft<'_>| draft.rule.mechanism.reads_records();
    let facts = |place: &Place| links.documents[place.document].document.source.is_facts();
    let others = drafts.iter().filter(|draft| !rests(draft) && draft.places.iter().any(facts));
    let mut spans: FxHashMap<usize, Vec<Span>> = FxHashMap::default();
    for place in others.flat_map(|draft| &draft.places).filter(|place| !facts(place)) {
        spans.entry(place.document).or_default().push(place.span);
    }
    let covered: FxHashMap<usize, Vec<Span>> =
        spans.into_iter().map(|(document, all)| (document, joined(all))).collect();
    let meets = |place: &Place| {
        let Some(covered) = covered.get(&place.document) else { return false };
        let next = covered.partition_point(|span| span.end <= place.span.start);
        covered.get(next).is_some_and(|span| span.overlaps(place.span))
    };
    drafts.retain(|draft| !rests(draft) || !draft.places.iter().any(meets));
}

/// Spans in order, those that overlap as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut().filter(|last| span.start < last.end) {
            Some(last) => *last = last.join(span),
            None => joined.push(span),
        }
    }
    joined
}

/// What a row of a facts file claims.
struct Recorded<'l> {
    document: usize,
    claim: &'l Claim,
    row: &'l Record,
    /// When it began and ended, as far as the row tells.
    began: Option<Days>,
    ended: Option<Days>,
    /// The last day of which the file knows, if it has a date.
    known: Option<NaiveDate>,
}

impl Recorded<'_> {
    /// Whether the row has room for a time, whatever days its dates leave open; with so many days before the beginning.
    fn admits(&self, told: &Told, before: i64) -> bool {
        let early = self.began.and_then(|days| days.low()).zip(told.high);
        let late = self.ended.and_then(|days| days.high()).zip(told.low);
        early.is_none_or(|(began, high)| (began - high).num_days() <= before)
            && late.is_none_or(|(ended, low)| low <= ended)
    }

    /// Whether a time lies before its beginning.
    fn follows(&self, told: &Told) -> bool {
        self.began.and_then(|days| days.low()).zip(told.high).is_some_and(|(began, high)| high < began)
    }

    /// Whether it held throughout a time for certain.
    fn holds_throughout(&self, told: &Told) -> bool {
        let (Some(low), Some(high)) = (told.low, told.high) else { return false };
        let began = self.began.and_then(|days| days.high()).is_some_and(|began| began <= low);
        let lasted = match self.ended {
            Some(ended) => ended.low().is_some_and(|ended| high <= ended),
            None => self.known.is_none_or(|known| high <= known),
        };
        began && lasted
    }

    /// Whether the file has all members or holders up to a time: of what came after its date it knows nothing.
    fn lists_all(&self, links: &Links<'_>, told: &Told) -> bool {
        let complete = links.documents[self.document].document.source.records.complete;
        complete && self.known.is_none_or(|known| told.high.is_some_and(|high| high <= known))
    }

    /// How far its days lie from a time.
    fn distance(&self, told: &Told) -> i64 {
        let days = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).map_or(0, |(a, b)| (a - b).num_days().max(0));
        days(self.began.and_then(|days| days.low()), told.high)
            + days(told.low, self.ended.and_then(|days| days.high()))
    }

    /// "from 2021-03-01 to 2023-05", "until 2019".
    fn term(&self) -> String {
        match (self.row.get(Field::From), self.row.get(Field::To)) {
            (Some(from), Some(to)) => format!("from {from} to {to}"),
            (Some(from), None) => format!("from {from} on"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => "without dates".to_owned(),
        }
    }

    /// The place of a field, for a label.
    fn place(&self, field: Field, value: String) -> Place {
        let iso = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let valid = (iso(self.began.and_then(|days| days.low())), iso(self.ended.and_then(|days| days.high())));
        Place {
            document: self.document,
            span: self.row.span_of(field),
            message: Some(format!("{value} here")),
            value,
            speaker: None,
            valid: Some(valid),
        }
    }
}

/// The rows of all facts files that claim something of a predicate.
fn recorded<'l>(links: &'l Links<'_>, predicate: &str) -> Vec<Recorded<'l>> {
    let mut found = Vec::new();
    for (document, linked) in links.documents.iter().enumerate() {
        let source = &linked.document.source;
        if !source.is_facts() {
            continue;
        }
        for claim in linked.document.claims.claims.iter().filter(|claim| claim.predicate == predicate) {
            let Some(row) = source.records.row_at(claim.span) else { continue };
            let (began, ended) = term(links, document, claim);
            found.push(Recorded { document, claim, row, began, ended, known: linked.date.extent.low() });
        }
    }
    found
}

/// The beginning and the end of a row's term.
fn term(links: &Links<'_>, document: usize, claim: &Claim) -> (Option<Days>, Option<Days>) {
    let linked = &links.documents[document];
    let Some(time) = claim.time else { return (None, None) };
    let days = linked.times[time as usize].extent;
    match (claim.bearing, &linked.document.claims.mentions.times[time as usize].expression.form) {
        (Bearing::Throughout, Form::Range(from, to)) => (Some(on_calendar(from)), Some(on_calendar(to))),
        (Bearing::Until, _) => (None, Some(days)),
        _ => (Some(days), None),
    }
}

fn on_calendar(expression: &Expression) -> Days {
    expression.resolve(&Anchor::default()).extent
}

/// The claims of judged documents that are told of a predicate as facts; those of facts files are none.
fn statements<'l>(links: &'l Links<'_>, predicate: &'static str) -> impl Iterator<Item = (usize, &'l Claim)> {
    let judged = links
        .documents
        .iter()
        .enumerate()
        .filter(|(_, linked)| linked.document.role == Role::Judged && !linked.document.source.is_facts());
    let claims =
        judged.flat_map(|(document, linked)| linked.document.claims.claims.iter().map(move |claim| (document, claim)));
    claims.filter(move |(_, claim)| {
        claim.predicate == predicate && claim.context.modality == Modality::Actual && !claim.context.distanced
    })
}

fn asserted(claim: &Claim) -> bool {
    claim.context.polarity == Polarity::Positive
}

/// A text's side of a finding.
fn stated(links: &Links<'_>, document: usize, claim: &Claim, told: &Told, message: String) -> Place {
    let linked = &links.documents[document];
    let time = claim.time.filter(|_| told.own).map(|time| linked.document.claims.mentions.times[time as usize].span);
    let span = time.map_or(claim.span, |time| claim.span.join(time));
    let iso = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    Place {
        document,
        span: if span.len() > 2 * claim.span.len() + 80 { claim.span } else { span },
        value: linked.document.source.words(claim.span).split_whitespace().collect::<Vec<_>>().join(" "),
        speaker: claim.context.speaker.as_ref().map(|speaker| speaker.name.clone()),
        valid: Some((iso(told.low), iso(told.high))),
        message: Some(message),
    }
}

/// A finding: one step lower, once, for any inference and for what somebody else said.
fn draft<'a>(
    rule: &'a Rule,
    slots: &[(&str, String)],
    places: Vec<Place>,
    gates: Vec<Passed>,
    note: bool,
) -> Draft<'a> {
    let attributed = places.iter().any(|place| place.speaker.is_some());
    let inferred = gates.iter().any(|passed| passed.passed_by == PassedBy::Inference);
    let severity = match (note, attributed || inferred) {
        (true, _) => Severity::Note,
        (false, true) => rule.severity.lowered(),
        (false, false) => rule.severity,
    };
    single::draft(rule, severity, slots, places, gates)
}

fn passed(gate: Gate, passed_by: PassedBy, detail: &str) -> Passed {
    Passed { gate, passed_by, detail: detail.to_owned() }
}

/// What a finding that rests on facts files says of them.
pub(super) fn notes(draft: &Draft<'_>, links: &Links<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for place in &draft.places {
        let source = &links.documents[place.document].document.source;
        if !source.is_facts() {
            continue;
        }
        let row = source.records.row_at(place.span);
        let note = match row.and_then(|row| row.get(Field::Source)) {
            Some(from) => format!("rests on the facts file {}, whose source is: {from}", source.path),
            None => format!("rests on the facts file {}", source.path),
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}
