//! `claimlint compare`: a verdict for each pair of texts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::args::{CompareArgs, Global};
use super::jsonl::{self, Id};
use super::output::{Status, Style};
use super::workspace::Workspace;
use crate::config::is_date;
use crate::diagnostic::{Diagnostic, Label, Report, Severity, VerdictName};
use crate::render;
use crate::rule::RuleSet;
use crate::session::{Role, Session, Settings};
use crate::source::{DateClue, DateOrigin, Source};

#[derive(Deserialize)]
struct Pair {
    id: Id,
    a: String,
    b: String,
    date_a: Option<String>,
    date_b: Option<String>,
}

#[derive(Serialize)]
struct Answer<F> {
    id: Id,
    verdict: VerdictName,
    findings: F,
}

/// Runs the command.
pub(super) fn run(args: &CompareArgs, global: &Global, style: Style) -> Status {
    let workspace = Workspace::open(global, &["."], None);
    let fault = workspace.report_problems(style);
    let mut rules = workspace.rules.clone();
    Arc::make_mut(&mut rules).extractor.passages = true;
    jsonl::run(&args.jsonl, style, |line| answer(line, &rules)).or_fault(fault)
}

fn answer(line: &[u8], rules: &Arc<RuleSet>) -> Result<Vec<u8>, String> {
    let pair: Pair = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    // Every comparison is asked for: which of them cross from one text to the other decides the verdict.
    let settings = Settings { one_topic: true, side_by_side: true, explain_pairs: true, ..Settings::default() };
    let mut session = Session::new(rules.clone(), settings);
    session.extend(vec![
        (text("a", pair.a, pair.date_a, rules)?, Role::Judged),
        (text("b", pair.b, pair.date_b, rules)?, Role::Judged),
    ]);
    let report = session.check();
    let lookup = |path: &str| session.document(path).map(|document| &document.source);
    let findings = render::json_diagnostics(&report.diagnostics, &lookup);
    jsonl::line(&Answer { id: pair.id, verdict: verdict(&report), findings })
}

fn text(path: &str, text: String, date: Option<String>, rules: &RuleSet) -> Result<Source, String> {
    let mut source = Source::plain(path, text);
    if let Some(value) = date {
        let other = || !written_by_number(&value) && rules.extractor.mentions.times.read_date(&value).is_some();
        if !is_date(&value) && !other() {
            return Err(format!("`date_{path}` is no date: {value}"));
        }
        source.meta.dates.push(DateClue { value, origin: DateOrigin::CommandLine });
    }
    Ok(source)
}

/// Whether words are written as `2019-08-28` or `2019-08` are, so that they are such a date or none: a month 99 must not leave a year.
fn written_by_number(words: &str) -> bool {
    let shape: String = words.trim().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(shape.as_str(), "0000-00" | "0000-00-00")
}

/// What the report says about the texts `a` and `b` together; findings inside one text and notes decide nothing.
fn verdict(report: &Report) -> VerdictName {
    let decides = |finding: &Diagnostic| finding.severity >= Severity::Warning && crosses(&finding.labels);
    if report.diagnostics.iter().any(decides) {
        return VerdictName::Conflict;
    }
    let crossing = |verdict| report.comparisons.iter().any(|c| c.verdict == verdict && crosses(&c.labels));
    if crossing(VerdictName::Agree) {
        VerdictName::Agree
    } else if crossing(VerdictName::Undecided) {
        VerdictName::Undecided
    } else {
        VerdictName::Unrelated
    }
}

fn crosses(labels: &[Label]) -> bool {
    labels.iter().any(|label| label.path == "a") && labels.iter().any(|label| label.path == "b")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Comparison, Question};
    use crate::source::Span;

    fn labels(paths: &[&str]) -> Vec<Label> {
        let label = |path: &&str| Label {
            path: (*path).to_owned(),
            span: Span::default(),
            primary: false,
            message: String::new(),
            value: None,
            speaker: None,
            valid: None,
        };
        paths.iter().map(label).collect()
    }

    fn finding(severity: Severity, paths: &[&str]) -> Diagnostic {
        Diagnostic {
            id: String::new(),
            code: String::new(),
            rule: String::new(),
            severity,
            message: String::new(),
            help: None,
            notes: Vec::new(),
            settled_by: None,
            question: Question::default(),
            gates: Vec::new(),
            labels: labels(paths),
            more: 0,
        }
    }

    #[test]
    fn the_verdict_rests_on_what_crosses_between_the_texts() {
        use VerdictName::*;
        let compared = |verdict, paths| Comparison { verdict, gate: None, reason: None, labels: labels(paths) };
        for (findings, comparisons, expected) in [
            (vec![], vec![], Unrelated),
            (vec![finding(Severity::Warning, &["a", "b"])], vec![compared(Agree, &["a", "b"])], Conflict),
            (vec![finding(Severity::Error, &["a", "a"])], vec![compared(Agree, &["a", "b"])], Agree),
            (vec![finding(Severity::Note, &["a", "b"])], vec![], Unrelated),
            (vec![], vec![compared(Agree, &["b", "b"]), compared(Undecided, &["a", "b"])], Undecided),
            (vec![], vec![compared(Undecided, &["a", "b"]), compared(Agree, &["b", "a"])], Agree),
            (vec![], vec![compared(Unrelated, &["a", "b"])], Unrelated),
        ] {
            let report = Report { diagnostics: findings, comparisons, ..Report::default() };
            assert_eq!(verdict(&report), expected, "{report:?}");
        }
    }
}
