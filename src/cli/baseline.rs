//! `claimlint baseline`: known findings.

use std::io::{self, Write};
use std::path::Path;

use super::args::{BaselineCommand, Global, InputArgs, ListFormat};
use super::check::read_baseline;
use super::checked::Checked;
use super::output::{Status, Style, written};
use super::workspace::shown;
use crate::baseline::Baseline;
use crate::diagnostic::Problem;
use crate::render;

/// Runs the command.
pub(super) fn run(command: &BaselineCommand, global: &Global, style: Style) -> Status {
    match command {
        BaselineCommand::Create { file, input, force } => create(&file.path, input, *force, global, style),
        BaselineCommand::Update { file, input, grow } => {
            shrink(&file.path, input, global, style, &|old, now| old.updated(now, *grow))
        }
        BaselineCommand::Prune { file, input } => shrink(&file.path, input, global, style, &Baseline::pruned),
        BaselineCommand::Show { file, output_format } => match read_baseline(&file.path) {
            Ok(baseline) => written(show(&baseline, *output_format, style), Status::Clean),
            Err(problem) => refused(*problem, style),
        },
    }
}

fn refused(problem: Problem, style: Style) -> Status {
    style.problems(&[problem], &|_| None);
    Status::Fault
}

fn create(path: &Path, input: &InputArgs, force: bool, global: &Global, style: Style) -> Status {
    if path.exists() && !force {
        let problem = Problem::file(shown(path), "CFG008", "there is a baseline already");
        return refused(problem.help("`claimlint baseline update` renews it, --force overwrites it"), style);
    }
    let checked = Checked::new(input, false, global, style, None);
    checked.print_problems(style);
    // What could not be read would be missing from it, and count as new in a later run.
    if checked.fault() {
        let problem = Problem::file(shown(path), "CFG008", "no baseline was written, since the run had faults");
        return refused(problem, style);
    }
    let baseline = Baseline::of(&checked.report);
    let outcome = write(path, &baseline).map(|()| format!("{} recorded in {}", count(baseline.len()), shown(path)));
    told(outcome, path, style)
}

/// Writes what `change` makes of the old baseline and of what is found now.
fn shrink(
    path: &Path,
    input: &InputArgs,
    global: &Global,
    style: Style,
    change: &dyn Fn(&Baseline, &Baseline) -> Baseline,
) -> Status {
    let old = match read_baseline(path) {
        Ok(old) => old,
        Err(problem) => return refused(*problem, style),
    };
    let checked = Checked::new(input, false, global, style, None);
    checked.print_problems(style);
    // What could not be read would count as mended.
    if checked.fault() {
        let problem = Problem::file(shown(path), "CFG008", "the baseline is left as it is, since the run had faults");
        return refused(problem, style);
    }
    let now = Baseline::of(&checked.report);
    let new = change(&old, &now);
    let mut rest = checked.report;
    new.apply(&mut rest);
    let gone = old.len().saturating_sub(old.pruned(&now).len());
    let added = new.len().saturating_sub(old.len() - gone);
    let outcome = write(path, &new).map(|()| {
        let left = rest.diagnostics.len() as u64;
        let left = if left > 0 { format!("; {} not in it", count(left)) } else { String::new() };
        format!("{} in {}: {gone} gone, {added} added{left}", count(new.len()), shown(path))
    });
    told(outcome, path, style)
}

fn write(path: &Path, baseline: &Baseline) -> io::Result<()> {
    std::fs::write(path, baseline.to_json())
}

fn told(outcome: io::Result<String>, path: &Path, style: Style) -> Status {
    match outcome {
        Ok(_) if style.quiet => Status::Clean,
        Ok(message) => {
            let mut out = style.stdout();
            written(writeln!(out, "{message}").and_then(|()| out.flush()), Status::Clean)
        }
        Err(error) => refused(Problem::file(shown(path), "CFG008", format!("cannot write it: {error}")), style),
    }
}

fn show(baseline: &Baseline, format: ListFormat, style: Style) -> io::Result<()> {
    let mut out = style.stdout();
    if format == ListFormat::Json {
        let entries = baseline.entries();
        render::write_line(&mut out, &entries)?;
        return out.flush();
    }
    for entry in baseline.entries() {
        let times = if entry.count > 1 { format!(" ({} times)", entry.count) } else { String::new() };
        let [id, code, path, message] =
            [&entry.id, &entry.code, &entry.path, &entry.message].map(|words| render::visible(words));
        writeln!(out, "{id}  {code}  {path}: {message}{times}")?;
    }
    writeln!(out, "{}", count(baseline.len()))?;
    out.flush()
}

fn count(n: u64) -> String {
    format!("{n} finding{}", if n == 1 { "" } else { "s" })
}
