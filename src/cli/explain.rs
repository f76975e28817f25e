//! `claimlint explain`: a rule's page, or how a finding came about.

use std::io::{self, Write};

use super::args::{ExplainArgs, Global};
use super::checked::Checked;
use super::codes;
use super::output::{Status, Style, written};
use super::review;
use super::workspace::Workspace;
use crate::config::nearest;
use crate::diagnostic::{Diagnostic, Gate, PassedBy, Problem};
use crate::render::{self, Look, termcolor};

/// Fewest digits of an id that tell findings apart.
const DIGITS: usize = 4;

/// Runs the command.
pub(super) fn run(args: &ExplainArgs, global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, &args.input.paths, None);
    let asked = args.what.as_str();
    let rules = workspace.rules.clone();
    let rule = rules.rules.iter().find(|rule| rule.code.eq_ignore_ascii_case(asked) || rule.name == asked);
    if let Some(words) = codes::explain(asked) {
        let mut out = style.stdout();
        return written(out.write_all(words.as_bytes()).and_then(|()| out.flush()), Status::Clean);
    }
    if rule.is_none() && is_id(asked) {
        return finding(args, global, style);
    }
    if rule.is_none() {
        let problem = Problem::file("", "CFG003", format!("no rule has the code or name `{asked}`"));
        workspace.problems.push(match nearest(&rules, asked) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("`claimlint rules list` shows all rules"),
        });
    }
    let fault = workspace.report_problems(style);
    let Some(rule) = rule else { return Status::Fault };
    let mut out = style.stdout();
    let end = if rule.page.ends_with('\n') { "" } else { "\n" };
    let outcome = write!(out, "{}{end}", rule.page).and_then(|()| out.flush());
    written(outcome, Status::Clean.or_fault(fault))
}

/// Whether words are the id of a finding, or its beginning.
fn is_id(words: &str) -> bool {
    (DIGITS..=16).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_hexdigit())
}

fn finding(args: &ExplainArgs, global: &Global, style: Style) -> Status {
    let mut checked = Checked::new(&args.input, false, global, style, None);
    let said = review::notes(&args.review, global, &mut checked);
    for (finding, said) in checked.report.diagnostics.iter_mut().zip(said) {
        finding.notes.extend(said);
    }
    let asked = args.what.to_ascii_lowercase();
    let found: Vec<Diagnostic> =
        checked.report.diagnostics.iter().filter(|finding| finding.id.starts_with(&asked)).cloned().collect();
    if found.is_empty() {
        let problem = Problem::file("", "CFG009", format!("no finding of this run has the id `{asked}`"));
        checked.report.problems.push(problem.help("name the same documents as for `check`; `check -v` shows ids"));
    }
    checked.print_problems(style);
    let mut out = termcolor::Ansi::new(style.stdout());
    let outcome =
        found.iter().try_for_each(|finding| steps(&mut out, finding, &checked, style)).and_then(|()| out.flush());
    written(outcome, Status::Clean.or_fault(checked.fault()))
}

/// A finding, then what was asked before its values were compared, and what each answered.
fn steps(out: &mut dyn termcolor::WriteColor, finding: &Diagnostic, checked: &Checked, style: Style) -> io::Result<()> {
    let lookup = |path: &str| checked.session.document(path).map(|document| &document.source);
    render::diagnostic(out, finding, &lookup, Look { width: style.width, ids: true, links: None })?;
    writeln!(out, "the question")?;
    writeln!(out, "  {}", render::visible(&finding.question.predicate))?;
    for (slot, value) in &finding.question.slots {
        writeln!(out, "  {}: {}", render::visible(slot), render::visible(value))?;
    }
    writeln!(out, "\nthe answers")?;
    for label in &finding.labels {
        let place = lookup(&label.path).map(|source| source.positions(label.span).0);
        let place = place.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        let value = label.value.as_deref().unwrap_or("(the words themselves)");
        write!(out, "  {}{place}: {}", render::visible(&label.path), render::visible(value))?;
        if let Some(speaker) = &label.speaker {
            write!(out, ", says {}", render::visible(speaker))?;
        }
        if let Some((from, to)) = &label.valid {
            let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "…".to_owned());
            write!(out, ", holds from {} to {}", render::visible(&day(from)), render::visible(&day(to)))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\nthe gates: do both answer the same question?")?;
    if finding.gates.is_empty() {
        writeln!(out, "  none to pass: the places speak of one thing by their form")?;
    }
    for (i, passed) in finding.gates.iter().enumerate() {
        let how = if passed.passed_by == PassedBy::Inference { "by inference" } else { "on explicit words" };
        writeln!(out, "  {}. {}: {how}: {}", i + 1, asks(passed.gate), render::visible(&passed.detail))?;
    }
    let ceiling = checked.workspace.rules.find(&finding.code).map(|rule| rule.severity);
    let inferred = finding.gates.iter().any(|passed| passed.passed_by == PassedBy::Inference);
    let why = match ceiling {
        Some(ceiling) if ceiling == finding.severity => "the ceiling of its rule".to_owned(),
        Some(ceiling) if inferred => format!("its rule's ceiling is {}; a step rests on inference", ceiling.name()),
        Some(ceiling) => {
            format!("its rule's ceiling is {}; lowered by attribution or by the configuration", ceiling.name())
        }
        None => "set by the configuration".to_owned(),
    };
    writeln!(out, "\nthe severity\n  {}: {why}\n", finding.severity.name())
}

fn asks(gate: Gate) -> &'static str {
    match gate {
        Gate::Referent => "the same person, body, agreement",
        Gate::Measure => "the same quantity",
        Gate::Time => "overlapping times",
        Gate::Factuality => "the same commitment",
        Gate::Scope => "the same scope",
        Gate::Partition => "documents that may be compared",
    }
}
