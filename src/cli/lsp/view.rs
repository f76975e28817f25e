//! Findings as an editor shows them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::position::{Encoding, Lines};
use super::project::Project;
use super::uri;
use crate::config::normal;
use crate::diagnostic::{Diagnostic, Label, Problem, Severity};

/// What the client is able to show.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub encoding: Encoding,
    /// Whether it shows related places of its own; else they are told in the message.
    pub related: bool,
    /// The least severity that is shown.
    pub floor: Severity,
    /// The folder that paths in messages are relative to.
    pub folder: Option<PathBuf>,
}

/// A place that does not stand in a message in full.
const WORDS: usize = 80;

impl View {
    /// The diagnostics of a project, by URI.
    pub(super) fn diagnostics(
        &self,
        project: &Project,
        uris: &BTreeMap<String, String>,
    ) -> BTreeMap<String, Vec<Value>> {
        let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for finding in project.report.diagnostics.iter().filter(|finding| finding.severity >= self.floor) {
            // An open document comes first, so that somebody sees the finding.
            let opened = |label: &&Label| uris.contains_key(&label.path);
            let Some(first) = finding.labels.iter().find(opened) else { continue };
            for label in &finding.labels {
                let Some(range) = self.range(project, label) else { continue };
                let Some(uri) = self.uri(project, uris, &label.path) else { continue };
                let shown = if std::ptr::eq(label, first) {
                    self.finding(project, uris, finding, first, &range)
                } else {
                    self.mirrored(project, uris, finding, first, &range)
                };
                found.entry(uri).or_default().push(shown);
            }
        }
        for problem in project.report.problems.iter().chain(project.faults()) {
            if let Some((uri, shown)) = self.problem(project, uris, problem) {
                found.entry(uri).or_default().push(shown);
            }
        }
        found
    }

    fn finding(
        &self,
        project: &Project,
        uris: &BTreeMap<String, String>,
        finding: &Diagnostic,
        first: &Label,
        range: &Value,
    ) -> Value {
        let others: Vec<&Label> = finding.labels.iter().filter(|label| !std::ptr::eq(*label, first)).collect();
        let mut message = finding.message.clone();
        let mut tell = |line: &str| {
            message.push('\n');
            message.push_str(line);
        };
        if !first.message.is_empty() {
            tell(&format!("here: {}", first.message));
        }
        if !self.related {
            others.iter().for_each(|label| tell(&self.place_words(project, label)));
        }
        if finding.more > 0 {
            tell(&format!("and in {} more places", finding.more));
        }
        finding.notes.iter().for_each(|note| tell(&format!("note: {note}")));
        if let Some(settled) = &finding.settled_by {
            tell(&format!("settled by: {settled}"));
        }
        if let Some(help) = &finding.help {
            tell(&format!("help: {help}"));
        }
        let mut shown = self.shown(range, severity(finding.severity), &finding.code, &message);
        shown["data"] = json!({"id": finding.id});
        if self.related {
            shown["relatedInformation"] = others
                .iter()
                .filter_map(|label| {
                    let location = self.location(project, uris, label)?;
                    Some(json!({"location": location, "message": told(label)}))
                })
                .collect();
        }
        shown
    }

    /// A note at the other end.
    fn mirrored(
        &self,
        project: &Project,
        uris: &BTreeMap<String, String>,
        finding: &Diagnostic,
        first: &Label,
        range: &Value,
    ) -> Value {
        let mut message = format!("{} (the other side of a finding)", finding.message);
        if !self.related {
            message.push('\n');
            message.push_str(&self.place_words(project, first));
        }
        let mut shown = self.shown(range, 3, &finding.code, &message);
        shown["data"] = json!({"id": finding.id});
        if self.related {
            let location = self.location(project, uris, first).into_iter();
            shown["relatedInformation"] =
                location.map(|location| json!({"location": location, "message": told(first)})).collect();
        }
        shown
    }

    fn shown(&self, range: &Value, severity: u8, code: &str, message: &str) -> Value {
        json!({"range": range, "severity": severity, "code": code, "source": "claimlint", "message": visible(message)})
    }

    fn problem(
        &self,
        project: &Project,
        uris: &BTreeMap<String, String>,
        problem: &Problem,
    ) -> Option<(String, Value)> {
        let uri = match self.uri(project, uris, &problem.path) {
            Some(uri) => uri,
            // A configuration or a page; what came with the program lies nowhere.
            None => uri::uri(Some(normal(Path::new(&problem.path))).filter(|path| path.is_file()).as_deref()?),
        };
        let contents = project.contents(&problem.path).unwrap_or_default();
        let lines = Lines::new(&contents, self.encoding);
        let range = match (problem.span, problem.line) {
            (Some(span), _) => lines.range(span.range()),
            (None, Some(line)) => lines.rest(line, problem.column.unwrap_or(1)),
            (None, None) => lines.range(0..0),
        };
        let message = match &problem.help {
            Some(help) => format!("{}\nhelp: {help}", problem.message),
            None => problem.message.clone(),
        };
        Some((uri, self.shown(&range, if problem.fatal { 1 } else { 2 }, &problem.code, &message)))
    }

    /// The URI of a document: as the client calls it, if it is open.
    pub(super) fn uri(&self, project: &Project, uris: &BTreeMap<String, String>, name: &str) -> Option<String> {
        uris.get(name).cloned().or_else(|| Some(uri::uri(project.place(name)?)))
    }

    /// The range of a label.
    pub(super) fn range(&self, project: &Project, label: &Label) -> Option<Value> {
        let source = &project.desk.document(&label.path)?.source;
        Some(Lines::new(source.file(), self.encoding).range(source.in_file(label.span)))
    }

    /// The place of a label.
    pub(super) fn location(&self, project: &Project, uris: &BTreeMap<String, String>, label: &Label) -> Option<Value> {
        Some(json!({"uri": self.uri(project, uris, &label.path)?, "range": self.range(project, label)?}))
    }

    /// A place in words: path, line and column, and what stands there.
    pub(super) fn place_words(&self, project: &Project, label: &Label) -> String {
        let Some(document) = project.desk.document(&label.path) else { return told(label) };
        let start = document.source.positions(label.span).0;
        let words = document.source.words(label.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = words.chars().take(WORDS).collect();
        let dots = if short.len() < words.len() { "…" } else { "" };
        let path = self.short(&label.path);
        visible(&format!("{path}:{}:{}: \"{short}{dots}\" ({})", start.line, start.column, told(label)))
    }

    /// A path as somebody in the folder calls it.
    pub(super) fn short<'p>(&self, path: &'p str) -> &'p str {
        let below = self.folder.as_ref().and_then(|folder| path.strip_prefix(&*folder.to_string_lossy()));
        below.map_or(path, |below| below.trim_start_matches('/'))
    }
}

/// What is said at a place.
pub(super) fn told(label: &Label) -> String {
    let mut told =
        if label.message.is_empty() { label.value.clone().unwrap_or_default() } else { label.message.clone() };
    if let Some(speaker) = &label.speaker {
        told.push_str(&format!(", says {speaker}"));
    }
    visible(&told)
}

/// With hidden characters shown; lines stay.
pub(super) fn visible(text: &str) -> String {
    text.lines().map(crate::render::visible).collect::<Vec<_>>().join("\n")
}

fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    }
}
