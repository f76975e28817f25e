//! Findings with what was decided about them, and each rule's record.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};

use serde::Serialize;

use super::super::args::ListFormat;
use super::super::output::Style;
use super::{Desk, count};
use crate::diagnostic::{Diagnostic, Gate, Severity};
use crate::render;
use crate::review::{Ledger, Outcome, Record, Standing, State, Tally, tallies};
use crate::rule::RuleSet;

/// A finding of the list, as JSON.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    code: &'a str,
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    state: &'static str,
    outcome: Option<Outcome>,
    note: Option<&'a str>,
    by: Option<&'a str>,
    on: Option<&'a str>,
    signed: &'a [&'a str],
    history: &'a [&'a Record],
}

/// Prints the findings, the gravest first.
pub(super) fn print(desk: &Desk, open: bool, format: ListFormat, style: Style) -> io::Result<()> {
    let report = &desk.checked.report;
    let states = desk.with(|house| desk.kept.ledger.states(report, house));
    let mut all: Vec<(&Diagnostic, &State<'_>)> = report.diagnostics.iter().zip(&states).collect();
    all.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
    let undecided = |state: &State<'_>| matches!(state.standing, Standing::Open | Standing::Reopened);
    let shown: Vec<_> = all.iter().copied().filter(|(_, state)| !open || undecided(state)).collect();
    let mut out = style.stdout();
    if format == ListFormat::Json {
        let rows: Vec<Row<'_>> = shown.iter().map(|(finding, state)| row(desk, finding, state)).collect();
        render::write_line(&mut out, &rows)?;
        return out.flush();
    }
    let lookup = |path: &str| desk.checked.session.document(path).map(|document| &document.source);
    for (finding, state) in shown {
        writeln!(out, "{}  {}", render::visible(&finding.id), render::concise(finding, &lookup))?;
        writeln!(out, "    {}", render::visible(&words(state)))?;
        for said in state.history.iter().filter(|said| !said.note.is_empty()) {
            writeln!(out, "    {}, {}: {}", render::visible(&said.by), said.day(), render::visible(&said.note))?;
        }
    }
    if !style.quiet {
        writeln!(out, "{}", closing(desk, &states))?;
    }
    out.flush()
}

fn row<'a>(desk: &'a Desk, finding: &'a Diagnostic, state: &'a State<'a>) -> Row<'a> {
    let first = finding.labels.first();
    let source = first.and_then(|label| desk.checked.session.document(&label.path));
    let at = first.zip(source).map(|(label, document)| document.source.positions(label.span).0);
    Row {
        id: &finding.id,
        code: &finding.code,
        rule: &finding.rule,
        severity: finding.severity,
        path: first.map_or("", |label| &label.path),
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
        message: &finding.message,
        state: state.standing.name(),
        outcome: state.decision.and_then(|record| record.outcome),
        note: state.decision.map(|record| record.note.as_str()),
        by: state.decision.map(|record| record.by.as_str()),
        on: state.decision.map(|record| record.on.as_str()),
        signed: &state.signed,
        history: &state.history,
    }
}

/// How a finding stands, in words.
fn words(state: &State<'_>) -> String {
    let Some((record, outcome)) = state.decision.and_then(|record| Some((record, record.outcome?.words()))) else {
        return "open".to_owned();
    };
    let who = format!("{outcome}, by {} on {}", record.by, record.day());
    let also = if state.signed.is_empty() { String::new() } else { format!("; so says {}", state.signed.join(", ")) };
    match state.standing {
        Standing::Open => "open".to_owned(),
        Standing::Reopened => format!("open again, since its words or their time have changed; it was {who}"),
        Standing::Decided => format!("{who}{also}"),
        Standing::Awaiting => format!("{who}; a second person has to agree"),
        Standing::Settled => format!("settled: {who}{also}"),
    }
}

fn closing(desk: &Desk, states: &[State<'_>]) -> String {
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    states.iter().for_each(|state| *counts.entry(state.standing).or_default() += 1);
    let parts: Vec<String> = counts.iter().map(|(standing, n)| format!("{n} {}", standing.name())).collect();
    let mut line = count(states.len(), "finding");
    if !parts.is_empty() {
        line.push_str(&format!(": {}", parts.join(", ")));
    }
    let ids: BTreeSet<&str> = desk.checked.report.diagnostics.iter().map(|finding| finding.id.as_str()).collect();
    let away = desk.kept.ledger.records().iter().filter(|record| !ids.contains(record.id.as_str())).count();
    if away > 0 {
        line.push_str(&format!("; {} on findings that are not in this run", count(away, "decision")));
    }
    line
}

/// A rule's record, as JSON.
#[derive(Serialize)]
struct Rule<'a> {
    code: &'a str,
    rule: Option<&'a str>,
    #[serde(flatten)]
    tally: &'a Tally,
}

/// Prints each rule's record.
pub(super) fn stats(ledger: &Ledger, rules: &RuleSet, format: ListFormat, style: Style) -> io::Result<()> {
    let tallies = tallies(ledger);
    let mut out = style.stdout();
    let name = |code: &str| rules.find(code).map(|rule| rule.name.as_str());
    if format == ListFormat::Json {
        let rows: Vec<Rule<'_>> = tallies.iter().map(|(code, tally)| Rule { code, rule: name(code), tally }).collect();
        render::write_line(&mut out, &rows)?;
        return out.flush();
    }
    for (code, tally) in &tallies {
        let name = name(code).map_or_else(String::new, |name| format!(" {name}"));
        writeln!(out, "{}{}: {}", render::visible(code), render::visible(&name), told(tally))?;
    }
    if tallies.is_empty() && !style.quiet {
        writeln!(out, "nothing has been decided yet")?;
    }
    out.flush()
}

/// A rule's record in words: `41 right, 3 not (time 2, 1 of them by inference; not a finding 1), 1 open`.
fn told(tally: &Tally) -> String {
    let mut line = format!("{} right, {} not", tally.right, tally.not);
    let mut reasons: Vec<String> = Vec::new();
    for (gate, failed) in &tally.gates {
        let inferred = match failed.inferred {
            0 => String::new(),
            n if n == failed.times => ", by inference".to_owned(),
            n => format!(", {n} of them by inference"),
        };
        reasons.push(format!("{} {}{inferred}", gate_name(*gate), failed.times));
    }
    if let Some(n) = tally.outcomes.get(&Outcome::NotAFinding) {
        reasons.push(format!("no gate {n}"));
    }
    if !reasons.is_empty() {
        line.push_str(&format!(" ({})", reasons.join("; ")));
    }
    if tally.open > 0 {
        line.push_str(&format!(", {} open", tally.open));
    }
    line
}

fn gate_name(gate: Gate) -> &'static str {
    match gate {
        Gate::Referent => "referent",
        Gate::Measure => "measure",
        Gate::Time => "time",
        Gate::Factuality => "factuality",
        Gate::Scope => "scope",
        Gate::Partition => "partition",
    }
}
