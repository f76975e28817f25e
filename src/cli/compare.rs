//! `claimlint compare`: a verdict for each pair of texts.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::args::{CompareArgs, Global};
use super::jsonl::{self, Id};
use super::output::{Status, Style};
use super::workspace::Workspace;
use crate::claim::DocumentClaims;
use crate::config::is_date;
use crate::diagnostic::{Diagnostic, Label, Report, Severity, VerdictName};
use crate::render;
use crate::rule::RuleSet;
use crate::session::{Document, Role, Session, Settings};
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
    let mut workspace = Workspace::open(global, &["."], None);
    let fault = workspace.report_problems(style);
    Arc::make_mut(&mut workspace.rules).extractor.passages = true;
    let status = jsonl::run(&args.jsonl, style, |lines| answers(lines, &workspace.rules)).or_fault(fault);
    // The run ends here: the system takes back at once what would be freed table by table.
    std::mem::forget(workspace);
    status
}

/// The answers to some lines, whose texts are read together.
fn answers(lines: &[&[u8]], rules: &Arc<RuleSet>) -> Vec<jsonl::Answer> {
    let pairs: Vec<_> = lines.iter().map(|line| read(line, rules)).collect();
    let sources: Vec<&Source> = pairs.iter().flatten().flat_map(|(_, texts)| texts).collect();
    let mut claims = claims(&sources, rules).into_iter();
    let mut answer = |(id, texts): (Id, [Source; 2])| {
        let documents = texts.into_iter().zip(&mut claims);
        compared(id, documents.map(|(source, claims)| Document { source, claims, role: Role::Judged }), rules)
    };
    pairs.into_iter().map(|pair| pair.and_then(&mut answer)).collect()
}

/// The claims of texts. One source is often held against many sentences, so a text that comes again is read once.
fn claims(sources: &[&Source], rules: &RuleSet) -> Vec<DocumentClaims> {
    let mut numbers = FxHashMap::default();
    let mut different: Vec<&Source> = Vec::new();
    let mut uses: Vec<usize> = Vec::new();
    let mut order = Vec::with_capacity(sources.len());
    for source in sources {
        let date = source.meta.dates.first().map(|date| date.value.as_str());
        let number = *numbers.entry((source.path.as_str(), &*source.text, date)).or_insert(different.len());
        if number == different.len() {
            different.push(source);
            uses.push(0);
        }
        uses[number] += 1;
        order.push(number);
    }
    let mut read = DocumentClaims::extract_all(&different, &rules.extractor);
    let claims = order.into_iter().map(|number| {
        uses[number] -= 1;
        if uses[number] == 0 { std::mem::take(&mut read[number]) } else { read[number].clone() }
    });
    claims.collect()
}

/// The pair of texts of a line.
fn read(line: &[u8], rules: &RuleSet) -> Result<(Id, [Source; 2]), String> {
    let pair: Pair = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    Ok((pair.id, [text("a", pair.a, pair.date_a, rules)?, text("b", pair.b, pair.date_b, rules)?]))
}

fn compared(id: Id, documents: impl Iterator<Item = Document>, rules: &Arc<RuleSet>) -> jsonl::Answer {
    // Every comparison is asked for: which of them cross from one text to the other decides the verdict.
    let settings = Settings { one_topic: true, side_by_side: true, explain_pairs: true, ..Settings::default() };
    let mut session = Session::new(rules.clone(), settings);
    session.adopt(documents);
    let report = session.check();
    let lookup = |path: &str| session.document(path).map(|document| &document.source);
    let findings = render::json_diagnostics(&report.diagnostics, &lookup);
    jsonl::line(&Answer { id, verdict: verdict(&report), findings })
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
    fn lines_answered_together_get_the_answers_that_they_get_alone() {
        let mut rules = RuleSet::embedded().0;
        rules.extractor.passages = true;
        let rules = Arc::new(rules);
        let lines = [
            r#"{"id": 1, "a": "Ana Vell was born on 3 May 1931.", "b": "Ana Vell was born on 5 May 1931."}"#,
            r#"{"id": 2, "a": "Ana Vell was born on 3 May 1931.", "b": "Ana Vell was born in 1931."}"#,
            r#"{"id": 3, "a": "no text"}"#,
            r#"{"id": 4, "a": "The lock opened last week.", "b": "The lock opened on 2 May 2021.", "date_a": "2021-05-30"}"#,
            r#"{"id": 5, "a": "The lock opened last week.", "b": "The lock opened on 2 May 2021.", "date_a": "2021-05-08"}"#,
            r#"{"id": 6, "a": "Ana Vell was born on 5 May 1931.", "b": "Ana Vell was born on 3 May 1931."}"#,
        ];
        let together = answers(&lines.map(str::as_bytes), &rules);
        let alone: Vec<_> = lines.iter().flat_map(|line| answers(&[line.as_bytes()], &rules)).collect();
        assert_eq!(together, alone);
        let conflicts = together.iter().flatten().map(|line| String::from_utf8_lossy(line).contains("conflict"));
        assert_eq!(conflicts.collect::<Vec<_>>(), [true, false, true, false, true]);
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
