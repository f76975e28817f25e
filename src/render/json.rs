//! Findings as JSON: the stable interface for scripts.
//!
//! Keys come in the order of the declarations below. Strings escape what would steer a terminal, which leaves their value as it is.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::{Lookup, floor, visible};
use crate::diagnostic::{
    Account, Comparison, Diagnostic, DocumentInfo, Label, Passed, Problem, Question, Report, Severity, VerdictName,
};
use crate::source::{Format, Position, Span};

/// Labels of a finding that are written; the others are counted.
const LABELS: usize = 8;
/// Bytes of a label's words.
const WORDS: usize = 300;

/// A whole report.
#[derive(Debug, Serialize)]
pub struct JsonReport<'a> {
    version: u32,
    documents: Vec<JsonDocument<'a>>,
    diagnostics: Vec<JsonDiagnostic<'a>>,
    account: &'a Account,
    problems: Vec<JsonProblem<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparisons: Option<Vec<JsonComparison<'a>>>,
}

#[derive(Debug, Serialize)]
struct JsonDocument<'a> {
    #[serde(flatten)]
    about: &'a DocumentInfo,
    /// What lines and bytes count where the file has none of its own: `paragraphs` of a Word file, and bytes of its plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    positions: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct JsonDiagnostic<'a> {
    id: &'a str,
    code: &'a str,
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    notes: &'a [String],
    settled_by: Option<&'a str>,
    question: &'a Question,
    gates: &'a [Passed],
    labels: Vec<JsonLabel<'a>>,
    more: u32,
}

#[derive(Debug, Serialize)]
struct JsonLabel<'a> {
    path: &'a str,
    start: JsonPosition,
    end: JsonPosition,
    text: &'a str,
    primary: bool,
    message: &'a str,
    value: Option<&'a str>,
    speaker: Option<&'a str>,
    valid: &'a Option<(Option<String>, Option<String>)>,
}

#[derive(Debug, Serialize)]
struct JsonPosition {
    byte: u32,
    line: u32,
    column: u32,
}

#[derive(Debug, Serialize)]
struct JsonProblem<'a> {
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    code: &'a str,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct JsonComparison<'a> {
    verdict: VerdictName,
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    labels: Vec<JsonLabel<'a>>,
}

impl<'a> JsonReport<'a> {
    /// The JSON view of a report; `comparisons` are written only if asked for.
    pub fn new(report: &'a Report, sources: &Lookup<'a>, comparisons: bool) -> Self {
        Self {
            version: 1,
            documents: report.documents.iter().map(|about| JsonDocument::new(about, sources)).collect(),
            diagnostics: report.diagnostics.iter().map(|d| JsonDiagnostic::new(d, sources)).collect(),
            account: &report.account,
            problems: report.problems.iter().map(JsonProblem::new).collect(),
            comparisons: comparisons
                .then(|| report.comparisons.iter().map(|c| JsonComparison::new(c, sources)).collect()),
        }
    }
}

impl<'a> JsonDocument<'a> {
    fn new(about: &'a DocumentInfo, sources: &Lookup<'a>) -> Self {
        let word = sources(&about.path).is_some_and(|source| source.format == Format::Docx);
        Self { about, positions: word.then_some("paragraphs") }
    }
}

impl<'a> JsonDiagnostic<'a> {
    fn new(finding: &'a Diagnostic, sources: &Lookup<'a>) -> Self {
        let cut = finding.labels.len().saturating_sub(LABELS);
        Self {
            id: &finding.id,
            code: &finding.code,
            rule: &finding.rule,
            severity: finding.severity,
            message: &finding.message,
            help: finding.help.as_deref(),
            notes: &finding.notes,
            settled_by: finding.settled_by.as_deref(),
            question: &finding.question,
            gates: &finding.gates,
            labels: finding.labels.iter().take(LABELS).map(|label| JsonLabel::new(label, sources)).collect(),
            more: finding.more.saturating_add(cut as u32),
        }
    }
}

impl<'a> JsonLabel<'a> {
    fn new(label: &'a Label, sources: &Lookup<'a>) -> Self {
        let (start, end, text) = match sources(&label.path) {
            Some(source) => {
                let words = source.words(label.span);
                let text = &words[..floor(words, WORDS)];
                let from = label.span.start as usize;
                let (start, end) = source.positions(Span::new(from, from + text.len()));
                (start, end, text)
            }
            None => {
                let at = |byte| Position { byte, line: 1, column: 1 };
                (at(label.span.start), at(label.span.end), "")
            }
        };
        Self {
            path: &label.path,
            start: JsonPosition::new(start),
            end: JsonPosition::new(end),
            text,
            primary: label.primary,
            message: &label.message,
            value: label.value.as_deref(),
            speaker: label.speaker.as_deref(),
            valid: &label.valid,
        }
    }
}

impl JsonPosition {
    fn new(position: Position) -> Self {
        Self { byte: position.byte, line: position.line, column: position.column }
    }
}

impl<'a> JsonProblem<'a> {
    fn new(problem: &'a Problem) -> Self {
        let Problem { path, line, column, code, message, .. } = problem;
        Self { path, line: *line, column: *column, code, message }
    }
}

impl<'a> JsonComparison<'a> {
    fn new(comparison: &'a Comparison, sources: &Lookup<'a>) -> Self {
        Self {
            verdict: comparison.verdict,
            gate: comparison.gate.as_deref(),
            reason: comparison.reason.as_deref(),
            labels: comparison.labels.iter().take(LABELS).map(|label| JsonLabel::new(label, sources)).collect(),
        }
    }
}

/// The JSON of a report's findings alone.
pub fn diagnostics<'a>(findings: &'a [Diagnostic], sources: &Lookup<'a>) -> impl Serialize + use<'a> {
    findings.iter().map(|finding| JsonDiagnostic::new(finding, sources)).collect::<Vec<_>>()
}

/// Writes a report, indented, with a line feed at its end.
pub fn write_report(out: &mut dyn Write, report: &JsonReport<'_>) -> io::Result<()> {
    write_with(out, report, PrettyFormatter::new())
}

/// Writes all findings of a report, one on a line.
pub fn json_lines<'a>(out: &mut dyn Write, report: &'a Report, sources: &Lookup<'a>) -> io::Result<()> {
    report.diagnostics.iter().try_for_each(|finding| write_line(out, &JsonDiagnostic::new(finding, sources)))
}

/// Writes any value, indented, with a line feed at its end.
pub(super) fn write_report_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write_with(out, value, PrettyFormatter::new())
}

/// Writes a value on one line.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write_with(out, value, CompactFormatter)
}

fn write_with(out: &mut dyn Write, value: &impl Serialize, formatter: impl Formatter) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, SafeFormatter(formatter));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Escapes characters that would steer a terminal beyond those that JSON obliges to.
#[derive(Debug)]
pub struct SafeFormatter<F>(pub F);

impl<F: Formatter> Formatter for SafeFormatter<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| visible::is_replaced(c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::concise;
    use crate::source::Source;

    fn finding(labels: Vec<Label>) -> Diagnostic {
        Diagnostic {
            id: "1f".into(),
            code: "NUM101".into(),
            rule: "figures-differ".into(),
            severity: Severity::Error,
            message: "two figures for one height".into(),
            help: None,
            notes: Vec::new(),
            settled_by: None,
            question: Question::default(),
            gates: Vec::new(),
            labels,
            more: 2,
        }
    }

    fn label(start: usize, end: usize) -> Label {
        Label {
            path: "a.txt".into(),
            span: Span::new(start, end),
            primary: true,
            message: "here".into(),
            value: None,
            speaker: None,
            valid: Some((Some("2021-01-01".into()), None)),
        }
    }

    #[test]
    fn a_label_is_cut_on_a_character_boundary_and_its_end_with_it() {
        let source = Source::plain("a.txt", format!("x{}", "é".repeat(400)));
        let finding = finding(vec![label(0, 801); 10]);
        let json = serde_json::to_value(JsonDiagnostic::new(&finding, &|_| Some(&source))).expect("JSON");
        let first = &json["labels"][0];
        assert_eq!(first["text"].as_str().map(str::len), Some(299));
        assert_eq!(first["end"], serde_json::json!({"byte": 299, "line": 1, "column": 151}));
        assert_eq!(first["valid"], serde_json::json!(["2021-01-01", null]));
        assert_eq!((json["labels"].as_array().map(Vec::len), json["more"].as_u64()), (Some(8), Some(4)));
    }

    #[test]
    fn one_line_names_both_places() {
        let source = Source::plain("a.txt", "One two.\nThree four.");
        let finding = finding(vec![label(4, 7), label(9, 14)]);
        assert_eq!(
            concise(&finding, &|_| Some(&source)),
            "a.txt:1:5: error[NUM101] two figures for one height (see a.txt:2:1)"
        );
        assert_eq!(concise(&finding, &|_| None), "a.txt: error[NUM101] two figures for one height (see a.txt)");
    }

    #[test]
    fn escapes_leave_the_value_as_it_is() {
        let raw = "a\u{202e}b\u{9b}\u{e0001}\"\\\n";
        let mut out = Vec::new();
        write_line(&mut out, &raw).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.is_ascii(), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), raw);
    }
}
