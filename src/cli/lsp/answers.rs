//! What an editor asks about a place: what is claimed there, where the other side stands, what can be done.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Value, json};

use super::decide::action;
use super::position::Lines;
use super::project::Project;
use super::view::{View, visible};
use crate::align;
use crate::claim::{Claim, Modality, Polarity};
use crate::conflict::value_words;
use crate::diagnostic::{Diagnostic, Label, PassedBy};
use crate::link::Linked;
use crate::review::Outcome;
use crate::source::Span;
use crate::suppress::insertions;

/// Most claims that are told of one place.
const CLAIMS: usize = 4;
/// Most places that a claim is told to stand at.
const PLACES: usize = 8;

/// A question about places of one open document.
pub(super) struct Asked<'a> {
    pub project: &'a Project,
    pub view: &'a View,
    /// URIs of the open documents, by name.
    pub uris: &'a BTreeMap<String, String>,
    /// The document's name.
    pub name: &'a str,
}

impl<'a> Asked<'a> {
    /// The document's spans within a range that the client gives as two places.
    fn bytes(&self, range: &Value) -> Range<usize> {
        let text = self.project.desk.document(self.name).map_or("", |document| document.source.file());
        Lines::new(text, self.view.encoding).offsets(range)
    }

    fn at(&self, position: &Value) -> Range<usize> {
        self.bytes(&json!({"start": position, "end": position}))
    }

    /// Whether a span of the document meets bytes of its file; an empty range meets what it touches.
    fn meets(&self, span: Span, bytes: &Range<usize>) -> bool {
        let Some(document) = self.project.desk.document(self.name) else { return false };
        let own = document.source.in_file(span);
        own.start <= bytes.end && bytes.start <= own.end
    }

    /// The findings with a place within a range, each with that place.
    fn findings(&self, bytes: &Range<usize>) -> Vec<(&'a Diagnostic, &'a Label)> {
        let project = self.project;
        let all = project.report.diagnostics.iter().filter(|finding| finding.severity >= self.view.floor);
        let place = |finding: &'a Diagnostic| {
            let label = finding.labels.iter().find(|l| l.path == self.name && self.meets(l.span, bytes))?;
            Some((finding, label))
        };
        all.filter_map(place).collect()
    }

    /// The claims at a place, and the findings.
    pub(super) fn hover(&self, position: &Value) -> Option<Value> {
        let bytes = self.at(position);
        let near = self.project.desk.near();
        let links = near.links();
        let placed = align::place(&links, self.project.desk.rules());
        let own = links.documents.iter().position(|linked| linked.document.source.path == self.name)?;
        let linked = &links.documents[own];
        let mut claims: Vec<&Claim> =
            linked.document.claims.claims.iter().filter(|claim| self.meets(claim.span, &bytes)).collect();
        claims.sort_by_cached_key(|claim| claim.span.len());
        let mut words = String::new();
        let mut spans: Vec<Span> = Vec::new();
        for claim in claims.into_iter().take(CLAIMS) {
            spans.push(claim.span);
            self.claim(&mut words, linked, claim);
            let key = placed.iter().find(|p| p.document == own && std::ptr::eq(p.claim, claim));
            let same = |p: &&align::Placed<'_>| {
                let there = key.is_some_and(|key| key.key == p.key && key.index != p.index);
                there && (p.wide || links.topics.same(p.document, own)) && links.comparable(own, p.document)
            };
            for other in placed.iter().filter(same).take(PLACES) {
                let there = &links.documents[other.document];
                let at = there.document.source.positions(other.claim.span).0;
                let path = self.view.short(&there.document.source.path);
                let value = value_words(there, other.claim);
                line(&mut words, &format!("also asked at {path}:{}:{}: {value}", at.line, at.column));
            }
        }
        for (finding, label) in self.findings(&bytes) {
            spans.push(label.span);
            self.gates(&mut words, finding);
        }
        let span = spans.into_iter().reduce(Span::join)?;
        let range =
            Lines::new(linked.document.source.file(), self.view.encoding).range(linked.document.source.in_file(span));
        Some(json!({"contents": {"kind": "plaintext", "value": words.trim_end()}, "range": range}))
    }

    fn claim(&self, words: &mut String, linked: &Linked<'_>, claim: &Claim) {
        line(words, &format!("{}: {}", claim.predicate, value_words(linked, claim)));
        for (slot, referent) in &claim.slots {
            line(words, &format!("  {slot}: {}", referent.name));
        }
        if let Some(frame) = &claim.frame {
            line(words, &format!("  of: {}", frame.shown));
        }
        let context = &claim.context;
        let mut how: Vec<String> = Vec::new();
        if context.polarity == Polarity::Negative {
            how.push("denied".to_owned());
        }
        if context.modality != Modality::Actual {
            how.push(format!("{:?}", context.modality).to_lowercase());
        }
        if let Some(speaker) = &context.speaker {
            how.push(format!("says {}", speaker.name));
        }
        if context.distanced {
            how.push("the document keeps its distance".to_owned());
        }
        if !how.is_empty() {
            line(words, &format!("  {}", how.join("; ")));
        }
        let time = claim.time.and_then(|time| linked.document.claims.mentions.times.get(time as usize));
        match (time, linked.date.extent.low(), linked.date.extent.high()) {
            (Some(time), _, _) => line(words, &format!("  time: {}", linked.document.source.words(time.span))),
            (None, Some(low), Some(high)) if low == high => {
                line(words, &format!("  time: that of the document, {low}"))
            }
            (None, Some(low), Some(high)) => line(words, &format!("  time: that of the document, {low} to {high}")),
            (None, Some(low), None) => line(words, &format!("  time: that of the document, not before {low}")),
            _ => line(words, "  time: that of the document, which is not known"),
        }
    }

    fn gates(&self, words: &mut String, finding: &Diagnostic) {
        line(words, &format!("\n{} {}[{}]: {}", "finding", finding.severity.name(), finding.code, finding.message));
        for label in &finding.labels {
            line(words, &format!("  {}", self.view.place_words(self.project, label)));
        }
        for passed in &finding.gates {
            let how = if passed.passed_by == PassedBy::Inference { "by inference" } else { "on explicit words" };
            line(words, &format!("  gate {:?}, {how}: {}", passed.gate, passed.detail));
        }
        for note in &finding.notes {
            line(words, &format!("  {note}"));
        }
        if let Some(settled) = &finding.settled_by {
            line(words, &format!("  settled by: {settled}"));
        }
        line(words, &format!("  id: {}", finding.id));
    }

    /// Where the other sides of the findings at a place stand; with `own`, that place too.
    pub(super) fn others(&self, position: &Value, own: bool) -> Value {
        let mut found: Vec<Value> = Vec::new();
        for (finding, label) in self.findings(&self.at(position)) {
            let wanted = finding.labels.iter().filter(|other| own || !std::ptr::eq(*other, label));
            for place in wanted.filter_map(|other| self.view.location(self.project, self.uris, other)) {
                if !found.contains(&place) {
                    found.push(place);
                }
            }
        }
        Value::Array(found)
    }

    /// What can be done about the findings in a range.
    pub(super) fn actions(&self, range: &Value, reasons: &[String]) -> Value {
        let bytes = self.bytes(range);
        let mut actions = Vec::new();
        let Some(document) = self.project.desk.document(self.name) else { return json!([]) };
        let source = &document.source;
        let Some(uri) = self.uris.get(self.name) else { return json!([]) };
        let lines = Lines::new(source.file(), self.view.encoding);
        let newline = if source.file().contains("\r\n") { "\r\n" } else { "\n" };
        for (finding, label) in self.findings(&bytes) {
            let mut offer = |title: String, at: usize, text: String| {
                let edit = json!({"range": lines.range(at..at), "newText": text.replace('\n', newline)});
                let changes = BTreeMap::from([(uri.as_str(), json!([edit]))]);
                actions.push(json!({"title": visible(&title), "kind": "quickfix", "edit": {"changes": changes}}));
            };
            // Suppressions are written where the first label stands.
            let mut here = finding.clone();
            here.labels = vec![Label { primary: true, ..label.clone() }];
            for reason in reasons {
                for insertion in insertions(source, &[&here], reason) {
                    let title = format!("Suppress {} here: \"{reason}\"", finding.code);
                    offer(title, insertion.at, insertion.text);
                }
            }
            let end = source.in_file(label.span).end;
            offer("Mark as checked: [CQ]".to_owned(), end, " [CQ]".to_owned());
            if let Some(other) = finding.labels.iter().find(|other| !std::ptr::eq(*other, label)) {
                let (value, path) = (other.value.as_deref().unwrap_or("otherwise"), self.view.short(&other.path));
                let query = query(&format!("{path} has {value}"));
                offer(format!("Ask the author: {query}"), end, format!(" {query}"));
            }
            if self.project.decides() {
                actions.extend(Outcome::ALL.map(|outcome| action(uri, &finding.code, &finding.id, outcome)));
            }
        }
        Value::Array(actions)
    }
}

/// A query to the author, as copy editors write it; it is one line, and holds no bracket of its own.
fn query(words: &str) -> String {
    let plain: String =
        words.chars().map(|c| if matches!(c, '[' | ']' | '<' | '>') || c.is_control() { ' ' } else { c }).collect();
    format!("[AU: {}?]", plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn line(words: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(words, "{}", visible(line));
}
