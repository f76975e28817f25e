//! The page on which findings are reviewed: one file that needs nothing beside it.
//!
//! Nothing of a document can run in it. What documents say stands in a block of JSON in which `<`, `>` and `&` are escaped, so that no markup can end it; the page's script puts
//! it into the page as text only; and the page's policy names that script and its style sheet by their digests and forbids all else.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use super::digest::{base64, sha256};
use super::{Effect, House, Ledger, Outcome, Quote, Record, State, VERSION, quotes};
use crate::diagnostic::{Diagnostic, Gate, Label, Passed, Question, Report, Severity};
use crate::render;
use crate::rule::RuleSet;
use crate::source::DateOrigin;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// It fetches nothing, and stores what is decided in the browser until it is exported.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("page/text.js"),
    include_str!("page/list.js"),
    include_str!("page/finding.js"),
    include_str!("page/decide.js"),
    include_str!("page/keys.js"),
    "})();\n"
);

/// What a page shows.
#[derive(Clone, Copy)]
pub struct Page<'a, 'h> {
    /// All findings, also the silent ones.
    pub report: &'a Report,
    /// What has been decided.
    pub ledger: &'a Ledger,
    /// What decisions are held against.
    pub house: House<'h>,
    /// The rules of the run.
    pub rules: &'a RuleSet,
    /// The lines that end a run.
    pub receipt: &'a [String],
}

#[derive(Serialize)]
struct Data<'a> {
    version: u32,
    tool: &'a str,
    /// Tells what was begun on this page from what was begun on another.
    key: String,
    second_sign_off: bool,
    receipt: &'a [String],
    outcomes: Vec<Choice>,
    rules: BTreeMap<&'a str, About<'a>>,
    documents: Vec<Document<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Choice {
    name: &'static str,
    words: &'static str,
    key: char,
    stays: bool,
}

#[derive(Serialize)]
struct About<'a> {
    name: &'a str,
    summary: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    title: Option<&'a str>,
    date: &'a (Option<String>, Option<String>),
    date_from: Option<DateOrigin>,
    judged: bool,
    text: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    id: &'a str,
    code: &'a str,
    severity: Severity,
    subject: String,
    message: &'a str,
    help: Option<&'a str>,
    notes: &'a [String],
    settled_by: Option<&'a str>,
    question: &'a Question,
    gates: &'a [Passed],
    labels: Vec<Place<'a>>,
    more: u32,
    quotes: Vec<Quote>,
    inferred: Vec<Gate>,
    standing: &'static str,
    signed: Vec<&'a str>,
    history: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    document: usize,
    /// In UTF-16 code units of the text, as scripts count.
    start: usize,
    end: usize,
    line: u32,
    column: u32,
    message: &'a str,
    value: Option<&'a str>,
    speaker: Option<&'a str>,
    valid: &'a Option<(Option<String>, Option<String>)>,
}

#[derive(Serialize)]
struct Said<'a> {
    outcome: Option<Outcome>,
    note: &'a str,
    by: &'a str,
    on: &'a str,
}

impl<'a> From<&'a Record> for Said<'a> {
    fn from(record: &'a Record) -> Self {
        Self { outcome: record.outcome, note: &record.note, by: &record.by, on: &record.on }
    }
}

/// Writes the page.
pub fn write_page(out: &mut dyn Write, page: &Page<'_, '_>) -> io::Result<()> {
    let mut json = Vec::new();
    render::write_line(&mut json, &data(page))?;
    let data = String::from_utf8_lossy(&json);
    // Readers of HTML take other line ends for line feeds before they look at the digest.
    let [style, script] = [STYLE, SCRIPT].map(|asset| asset.replace("\r\n", "\n"));
    let digest = |content: &str| format!("'sha256-{}'", base64(&sha256(content.as_bytes())));
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        digest(&script),
        digest(&style)
    );
    // Each mark stands once, and what is filled in is not looked at again.
    let parts = [
        ("{{policy}}", policy.as_str()),
        ("{{style}}", &style),
        ("{{data}}", &escaped(&data)),
        ("{{script}}", &script),
    ];
    let mut rest = TEMPLATE;
    for (mark, content) in parts {
        let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
        out.write_all(before.as_bytes())?;
        out.write_all(content.as_bytes())?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// JSON that no reader of HTML takes for markup: these characters stand in strings only, where they may be escaped. What would steer is escaped already.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out
}

fn data<'a>(page: &'a Page<'_, '_>) -> Data<'a> {
    let report = page.report;
    let shown: BTreeSet<&str> =
        report.diagnostics.iter().flat_map(|finding| &finding.labels).map(|label| label.path.as_str()).collect();
    let documents: Vec<Document<'a>> = report
        .documents
        .iter()
        .filter(|document| shown.contains(document.path.as_str()))
        .map(|document| Document {
            path: &document.path,
            title: document.title.as_deref(),
            date: &document.date,
            date_from: document.date_from,
            judged: document.judged,
            text: (page.house.sources)(&document.path).map_or("", |source| &source.text),
        })
        .collect();
    let index: BTreeMap<&str, usize> = documents.iter().enumerate().map(|(i, document)| (document.path, i)).collect();
    let units = Units::of(report, page);
    let states = page.ledger.states(report, &page.house);
    let findings: Vec<Finding<'a>> = (report.diagnostics.iter().zip(states))
        .map(|(finding, state)| Finding {
            labels: finding.labels.iter().filter_map(|label| place(label, page, &index, &units)).collect(),
            quotes: quotes(finding, report, &page.house),
            ..self::finding(finding, state)
        })
        .collect();
    let rules = report.diagnostics.iter().filter_map(|finding| page.rules.find(&finding.code));
    Data {
        version: VERSION,
        tool: concat!("claimlint ", env!("CARGO_PKG_VERSION")),
        key: key(&findings),
        second_sign_off: page.house.second_sign_off,
        receipt: page.receipt,
        outcomes: Outcome::ALL.map(choice).into(),
        rules: rules.map(|rule| (&*rule.code, About { name: &rule.name, summary: &rule.summary })).collect(),
        documents,
        findings,
    }
}

fn choice(outcome: Outcome) -> Choice {
    let stays = outcome.effect() == Effect::Stays;
    Choice { name: outcome.name(), words: outcome.words(), key: outcome.key(), stays }
}

/// A digest of what there is to decide.
fn key(findings: &[Finding<'_>]) -> String {
    let mut all = String::new();
    for finding in findings {
        all.push_str(finding.id);
        finding.quotes.iter().for_each(|quote| all.push_str(&format!("{}{:?}", quote.hash, quote.valid)));
    }
    base64(&sha256(all.as_bytes())[..12])
}

fn finding<'a>(finding: &'a Diagnostic, state: State<'a>) -> Finding<'a> {
    let slots: Vec<&str> = finding.question.slots.values().map(String::as_str).filter(|v| !v.is_empty()).collect();
    Finding {
        id: &finding.id,
        code: &finding.code,
        severity: finding.severity,
        subject: if slots.is_empty() { finding.rule.clone() } else { slots.join(", ") },
        message: &finding.message,
        help: finding.help.as_deref(),
        notes: &finding.notes,
        settled_by: finding.settled_by.as_deref(),
        question: &finding.question,
        gates: &finding.gates,
        labels: Vec::new(),
        more: finding.more,
        quotes: Vec::new(),
        inferred: super::record::inferred(finding),
        standing: state.standing.name(),
        signed: state.signed,
        history: state.history.into_iter().map(Said::from).collect(),
    }
}

fn place<'a>(
    label: &'a Label,
    page: &Page<'_, '_>,
    index: &BTreeMap<&str, usize>,
    units: &Units<'_>,
) -> Option<Place<'a>> {
    let source = (page.house.sources)(&label.path)?;
    let at = source.positions(label.span).0;
    Some(Place {
        document: *index.get(label.path.as_str())?,
        start: units.at(&label.path, label.span.start),
        end: units.at(&label.path, label.span.end),
        line: at.line,
        column: at.column,
        message: &label.message,
        value: label.value.as_deref(),
        speaker: label.speaker.as_deref(),
        valid: &label.valid,
    })
}

/// Offsets of labels in UTF-16 code units, found in one walk through each document.
struct Units<'a>(BTreeMap<(&'a str, u32), usize>);

impl<'a> Units<'a> {
    fn of(report: &'a Report, page: &Page<'_, '_>) -> Self {
        let labels = report.diagnostics.iter().flat_map(|finding| &finding.labels);
        let mut units: BTreeMap<(&str, u32), usize> =
            labels.flat_map(|l| [l.span.start, l.span.end].map(|at| ((l.path.as_str(), at), 0))).collect();
        let (mut document, mut from, mut count) = ("", 0, 0);
        for (&(path, at), unit) in &mut units {
            if path != document {
                (document, from, count) = (path, 0, 0);
            }
            let text = (page.house.sources)(path).map_or("", |source| &source.text);
            count += text.get(from..at as usize).map_or(0, |part| part.encode_utf16().count());
            (from, *unit) = (at as usize, count);
        }
        Self(units)
    }

    fn at(&self, path: &str, byte: u32) -> usize {
        self.0.get(&(path, byte)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
