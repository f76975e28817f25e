//! What a run reports: findings with labels in several documents, and problems of the input. Data only; [`crate::render`] prints it.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How sure the text alone makes us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Sources disagree, or a matter of form.
    Note,
    /// A conflict that rests on an inference.
    Warning,
    /// A conflict on explicit words.
    Error,
}

impl Severity {
    /// One step down; a note stays a note.
    pub fn lowered(self) -> Self {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
        }
    }

    /// The lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One stretch of one document that bears on a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Path of the document.
    pub path: String,
    /// Where in its text.
    pub span: Span,
    /// Whether this is the side to look at first.
    pub primary: bool,
    /// What is said here, in a few words.
    pub message: String,
    /// The value that the words give to the question.
    pub value: Option<String>,
    /// Whose statement it is, if not the document's own.
    pub speaker: Option<String>,
    /// First and last day it holds for, ISO, where known.
    pub valid: Option<(Option<String>, Option<String>)>,
}

/// The gates that keep claims apart which answer different questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gate {
    /// Same person, body, agreement, event?
    Referent,
    /// Same quantity, unit, population, place?
    Measure,
    /// Overlapping valid time?
    Time,
    /// Same commitment?
    Factuality,
    /// Whole or part, exactly or at least?
    Scope,
    /// Documents that may be compared at all?
    Partition,
}

/// How a gate was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassedBy {
    /// On explicit words.
    Explicit,
    /// By inference; lowers the severity by one step.
    Inference,
}

/// One gate of a finding and how it was passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// Which gate.
    pub gate: Gate,
    /// On words or by inference.
    pub passed_by: PassedBy,
    /// Why, in a few words.
    pub detail: String,
}

/// The question that the labels of a finding answer differently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The predicate.
    pub predicate: String,
    /// The slots that agree, by name.
    pub slots: std::collections::BTreeMap<String, String>,
}

/// A finding: one question, its differing answers, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable fingerprint of rule, question and differing values.
    pub id: String,
    /// The rule's code, such as `MEM402`.
    pub code: String,
    /// The rule's name, such as `status-differs`.
    pub rule: String,
    /// Severity after all steps.
    pub severity: Severity,
    /// The message, lower case, without a full stop.
    pub message: String,
    /// Advice.
    pub help: Option<String>,
    /// Further remarks: cases, other places.
    pub notes: Vec<String>,
    /// What would settle the matter.
    pub settled_by: Option<String>,
    /// The question.
    pub question: Question,
    /// The gates and how they were passed.
    pub gates: Vec<Passed>,
    /// At most eight labels; the first is primary.
    pub labels: Vec<Label>,
    /// How many further places bear on the question.
    pub more: u32,
}

/// A fault of the input: a file, a page, a lexicon, the configuration. Never silent, never a panic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file concerned.
    pub path: String,
    /// Byte range in the file's contents (UTF-8), where the fault has a place.
    pub span: Option<Span>,
    /// Line from 1, where the fault has a place.
    pub line: Option<u32>,
    /// Column from 1, in Unicode scalar values.
    pub column: Option<u32>,
    /// A code of the `CFG` family.
    pub code: String,
    /// What is wrong, lower case, without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Whether what was asked for could not be done (exit status 2), rather than a remark.
    pub fatal: bool,
}

impl Problem {
    /// A fault of a whole file.
    pub fn file(path: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            span: None,
            line: None,
            column: None,
            code: code.to_owned(),
            message: message.into(),
            help: None,
            fatal: true,
        }
    }

    /// A fault at a byte range of a file's contents.
    pub fn at(path: impl Into<String>, contents: &str, span: Span, code: &str, message: impl Into<String>) -> Self {
        let start = (span.start as usize).min(contents.len());
        let before = contents.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Self {
            span: Some(span),
            line: Some(before.matches('\n').count() as u32 + 1),
            column: Some(before[line_start..].chars().count() as u32 + 1),
            ..Self::file(path, code, message)
        }
    }

    /// The same with advice.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same as a remark, which leaves the exit status alone.
    pub fn remark(mut self) -> Self {
        self.fatal = false;
        self
    }
}

/// A document as the report lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// Path as given.
    pub path: String,
    /// Title, where known.
    pub title: Option<String>,
    /// First and last day the document may date from, ISO.
    pub date: (Option<String>, Option<String>),
    /// Where the date was found; `None` if nothing is known.
    pub date_from: Option<crate::source::DateOrigin>,
    /// Kind.
    pub kind: crate::source::SourceKind,
    /// Topic, if configured.
    pub topic: Option<String>,
    /// Whether it is judged, or a reference only.
    pub judged: bool,
}

/// What comparing two claims came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VerdictName {
    /// They say the same, or can both stand.
    Agree,
    /// They cannot both stand.
    Conflict,
    /// They answer different questions.
    Unrelated,
    /// It cannot be told.
    Undecided,
}

/// One comparison of two claims, for `--explain-pairs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What it came to.
    pub verdict: VerdictName,
    /// The gate that failed, or the reason why it is undecided, or the kind of difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<String>,
    /// The reason, for an undecided one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The two claims.
    pub labels: Vec<Label>,
}

/// What was read, compared, and left out: a run without findings is only as good as this says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Documents read.
    pub documents: u64,
    /// Files found on the way and not read.
    pub skipped_files: u64,
    /// Words of the documents read.
    pub words: u64,
    /// Claims extracted.
    pub claims: u64,
    /// Pairs of claims that agree.
    pub agree: u64,
    /// Pairs that conflict.
    pub conflict: u64,
    /// Pairs that answer different questions.
    pub unrelated: u64,
    /// Pairs that could not be decided, by reason.
    pub undecided: std::collections::BTreeMap<String, u64>,
    /// What became of the claims of the judged documents.
    #[serde(default)]
    pub receipt: Receipt,
    /// The documents whose dates would decide some of these, by path.
    #[serde(default, skip_serializing_if = "std::collections::BTreeSet::is_empty")]
    pub undated: std::collections::BTreeSet<String>,
    /// Findings suppressed in the documents.
    pub suppressed: u64,
    /// Findings in the baseline.
    pub baselined: u64,
    /// Findings dismissed in review.
    pub dismissed: u64,
    /// Findings cut by `--max-findings`.
    pub cut: u64,
    /// Findings that the change does not touch, with `--new-from` and `--staged`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub untouched: u64,
}

/// What became of the claims of the judged documents: each is counted once, by the best that can be told of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// All of them.
    pub claims: u64,
    /// Told alike elsewhere.
    pub same: u64,
    /// Told otherwise elsewhere.
    pub differ: u64,
    /// Compared, and it cannot be told.
    pub undecided: u64,
    /// Those of the undecided that other documents tell in the same words, of which is not known whether they speak of one affair.
    pub apart: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// The outcome of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The documents, by path.
    pub documents: Vec<DocumentInfo>,
    /// The findings, by primary path, start, code, id.
    pub diagnostics: Vec<Diagnostic>,
    /// The account.
    pub account: Account,
    /// Faults of the input.
    pub problems: Vec<Problem>,
    /// Every comparison, if asked for.
    pub comparisons: Vec<Comparison>,
}
