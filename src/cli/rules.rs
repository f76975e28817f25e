//! `claimlint rules`: the register, the examples of the pages, the schema.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{Global, ListFormat, RulesCommand};
use super::output::{Status, Style, written};
use super::workspace::{Workspace, shown};
use crate::diagnostic::{Problem, Severity};
use crate::examples::{self, Outcome};
use crate::render;
use crate::rule::{Rule, RuleSet, schema};

/// A rule as the list shows it.
#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    since: Option<&'a str>,
    summary: &'a str,
    path: &'a str,
}

/// Runs the command.
pub(super) fn run(command: &RulesCommand, global: &Global, style: Style) -> Status {
    match command {
        RulesCommand::List { output_format } => {
            let workspace = Workspace::open(global, &["."], None);
            let fault = workspace.report_problems(style);
            written(list(&workspace.rules, *output_format, style), Status::Clean.or_fault(fault))
        }
        RulesCommand::Test { folder } => test(folder.as_deref(), global, style),
        RulesCommand::Schema => {
            let mut out = style.stdout();
            let outcome = serde_json::to_writer_pretty(&mut out, &schema()).map_err(io::Error::from);
            written(outcome.and_then(|()| writeln!(out)).and_then(|()| out.flush()), Status::Clean)
        }
    }
}

fn list(rules: &RuleSet, format: ListFormat, style: Style) -> io::Result<()> {
    let mut out = style.stdout();
    let rows: Vec<Row<'_>> = rules.rules.iter().map(row).collect();
    if format == ListFormat::Json {
        serde_json::to_writer_pretty(&mut out, &rows)?;
        writeln!(out)?;
        return out.flush();
    }
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    for row in rows {
        let (name, severity) = (render::visible(row.name), row.severity.name());
        let summary = row.summary.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{}  {name:width$}  {severity:7}  {}", render::visible(row.code), render::visible(&summary))?;
    }
    out.flush()
}

fn row(rule: &Rule) -> Row<'_> {
    Row {
        code: &rule.code,
        name: &rule.name,
        severity: rule.severity,
        since: rule.since.as_deref(),
        summary: &rule.summary,
        path: &rule.path,
    }
}

fn test(folder: Option<&Path>, global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, &["."], folder);
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        workspace.problems.push(Problem::file(folder.to_string_lossy(), "CFG006", "there is no such folder of rules"));
    }
    let below = folder.map(|folder| format!("{}/", shown(folder)));
    let asked = |rule: &&Rule| below.as_ref().is_none_or(|below| rule.path.starts_with(below));
    if let Some(folder) =
        folder.filter(|_| workspace.problems.is_empty() && !workspace.rules.rules.iter().any(|r| asked(&r)))
    {
        workspace.problems.push(Problem::file(shown(folder), "CFG006", "there is no rule page below this folder"));
    }
    let fault = workspace.report_problems(style);
    let rules: Vec<&Rule> = workspace.rules.rules.iter().filter(asked).collect();
    let outcomes: Vec<Outcome> =
        rules.iter().flat_map(|rule| examples::run(&workspace.rules, rule, &crate::load::parse_example)).collect();
    let failed = outcomes.iter().filter(|outcome| !outcome.faults.is_empty()).count();
    let status = if failed > 0 { Status::Found } else { Status::Clean };
    written(report(&rules, &outcomes, failed, style), status.or_fault(fault))
}

fn report(rules: &[&Rule], outcomes: &[Outcome], failed: usize, style: Style) -> io::Result<()> {
    let mut out = style.stdout();
    for outcome in outcomes {
        for fault in &outcome.faults {
            let Outcome { rule, heading, line, .. } = outcome;
            let page = rules.iter().find(|other| other.code == *rule || other.name == *rule);
            let path = page.map_or(rule.as_str(), |page| &page.path);
            writeln!(
                out,
                "{}:{line}: {}: {}",
                render::visible(path),
                render::visible(heading),
                render::visible(fault)
            )?;
        }
    }
    if !style.quiet {
        writeln!(out, "{} rules, {} examples, {failed} failed", rules.len(), outcomes.len())?;
    }
    out.flush()
}
