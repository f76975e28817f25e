//! `claimlint review`: looking into findings, and what was decided about them.

pub(super) mod args;
mod file;
mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{Global, InputArgs};
use super::checked::Checked;
use super::output::{Status, Style, written};
use super::workspace::{Workspace, shown};
use super::write::{identity, places_read};
use crate::diagnostic::{Diagnostic, Problem, Report};
use crate::render;
use crate::review::{self, House, Ledger, NAME, NOTE, Outcome, Page, Record, Statement, quotes};
use args::{ReviewCommand, ReviewFile, Said};
pub(super) use file::{Kept, keep, place};

/// Fewest digits of an id that tell findings apart.
const DIGITS: usize = 4;

/// Runs the command.
pub(super) fn run(command: &ReviewCommand, global: &Global, style: Style) -> Status {
    match command {
        ReviewCommand::Html { input, file, output } => {
            let desk = Desk::open(input, file, global, style);
            desk.page(output.as_deref(), input, style)
        }
        ReviewCommand::List { input, file, open, output_format } => {
            let desk = Desk::open(input, file, global, style);
            desk.checked.print_problems(style);
            written(list::print(&desk, *open, *output_format, style), desk.status())
        }
        ReviewCommand::Decide { id, outcome, said, note } => {
            say(id, Some(*outcome), note.as_deref().unwrap_or(""), said, global, style)
        }
        ReviewCommand::Note { id, text, said } => say(id, None, text, said, global, style),
        ReviewCommand::Import { from, input, file } => Desk::open(input, file, global, style).import(from, style),
        ReviewCommand::Prune { input, file, dry_run } => Desk::open(input, file, global, style).prune(*dry_run, style),
        ReviewCommand::Stats { file, output_format } => {
            let mut workspace = Workspace::open(global, &["."], None);
            let kept = file::keep(file, global, &workspace);
            workspace.problems.extend(kept.problems.iter().cloned());
            let fault = workspace.report_problems(style);
            let outcome = list::stats(&kept.ledger, &workspace.rules, *output_format, style);
            written(outcome, Status::Clean.or_fault(fault))
        }
    }
}

/// Takes findings that are settled out of what `check` reports, and tells what was decided about others.
pub(super) fn silence(file: &ReviewFile, global: &Global, checked: &mut Checked) {
    held(file, global, checked, Ledger::apply);
}

/// What was decided about each finding of a run, in their order; none is taken out.
pub(super) fn notes(file: &ReviewFile, global: &Global, checked: &mut Checked) -> Vec<Option<String>> {
    held(file, global, checked, |ledger, report, house| ledger.notes(report, house)).unwrap_or_default()
}

/// Holds the decisions against a run.
fn held<T>(
    file: &ReviewFile,
    global: &Global,
    checked: &mut Checked,
    hold: impl FnOnce(&Ledger, &mut Report, &House<'_>) -> T,
) -> Option<T> {
    let kept = file::keep(file, global, &checked.workspace);
    checked.report.problems.extend(kept.problems);
    let path = kept.path.as_ref()?;
    let Checked { session, report, places, workspace, .. } = checked;
    let sources = |path: &str| session.document(path).map(|document| &document.source);
    let origins: BTreeMap<String, PathBuf> =
        places.iter().map(|(shown, path)| (shown.clone(), workspace.origin(path))).collect();
    let place = |path: &str| file::place(path, &origins, &kept.folder);
    let house = House { sources: &sources, place: &place, second_sign_off: kept.second_sign_off };
    let outcome = hold(&kept.ledger, report, &house);
    // It is watched like a document, and no report overwrites it.
    if path.exists() {
        places.entry(shown(path)).or_insert_with(|| path.clone());
    }
    Some(outcome)
}

/// A run and the decisions on it.
struct Desk {
    checked: Checked,
    kept: Kept,
}

impl Desk {
    fn open(input: &InputArgs, file: &ReviewFile, global: &Global, style: Style) -> Self {
        let mut checked = Checked::new(input, false, global, style, None);
        let kept = file::keep(file, global, &checked.workspace);
        checked.report.problems.extend(kept.problems.iter().cloned());
        Self { checked, kept }
    }

    fn status(&self) -> Status {
        Status::Clean.or_fault(self.checked.fault())
    }

    /// Calls with what decisions are held against.
    fn with<T>(&self, call: impl FnOnce(&House<'_>) -> T) -> T {
        let sources = |path: &str| self.checked.session.document(path).map(|document| &document.source);
        let place = |path: &str| file::place(path, &self.checked.places, &self.kept.folder);
        call(&House { sources: &sources, place: &place, second_sign_off: self.kept.second_sign_off })
    }

    fn page(&self, output: Option<&Path>, input: &InputArgs, style: Style) -> Status {
        self.checked.print_problems(style);
        let report = &self.checked.report;
        let all: Vec<&Diagnostic> = report.diagnostics.iter().collect();
        let receipt = [render::receipt(report), render::closing_line(report, &all, 0)];
        let write = |out: &mut dyn Write| {
            self.with(|house| {
                let (ledger, rules) = (&self.kept.ledger, &self.checked.workspace.rules);
                review::write_page(out, &Page { report, ledger, house: *house, rules, receipt: &receipt })
            })
        };
        let Some(path) = output else {
            let mut out = style.stdout();
            return written(write(&mut out).and_then(|()| out.flush()), self.status());
        };
        let decisions = self.kept.path.as_deref().and_then(identity);
        let read = |place: &PathBuf| {
            decisions.as_ref() == Some(place) || places_read(&self.checked, &input.paths).contains(place)
        };
        let outcome = if identity(path).is_some_and(|place| read(&place)) {
            Err(io::Error::other("it is read by this run, and the page would overwrite it"))
        } else {
            File::create(path).and_then(|file| {
                let mut out = BufWriter::new(file);
                write(&mut out)?;
                out.flush()
            })
        };
        let told = outcome.map(|()| format!("{} in {}", count(all.len(), "finding"), shown(path)));
        tell(told, path, style).or_fault(self.checked.fault())
    }

    fn import(mut self, from: &Path, style: Style) -> Status {
        let name = if from.as_os_str() == "-" { "standard input".to_owned() } else { shown(from) };
        let bytes = match file::read(from) {
            Ok(bytes) => bytes,
            Err(error) => {
                let problem = Problem::file(name, "CFG140", format!("cannot read the decisions: {error}"));
                self.checked.report.problems.push(problem);
                self.checked.print_problems(style);
                return Status::Fault;
            }
        };
        let (new, problems) = Ledger::parse(&bytes, &name, now());
        self.checked.report.problems.extend(problems);
        let ids: BTreeSet<&str> = self.checked.report.diagnostics.iter().map(|finding| finding.id.as_str()).collect();
        let known = &self.kept.ledger;
        let added: Vec<&Record> = new.records().iter().filter(|record| !known.contains(record)).collect();
        let lost: BTreeMap<&str, &Record> =
            added.iter().filter(|r| !ids.contains(r.id.as_str())).map(|&r| (r.id.as_str(), r)).collect();
        let remarks: Vec<Problem> = lost.values().map(|record| unknown(record, &name)).collect();
        self.checked.report.problems.extend(remarks);
        self.checked.print_problems(style);
        let twice = new.records().len() - added.len();
        let mut words = count(added.len(), "decision");
        words.push_str(&format!(" added to {}", self.kept.shown()));
        if twice > 0 {
            words.push_str(&format!(", {twice} there already"));
        }
        let outcome = self.kept.append(&added, style);
        tell(outcome.map(|()| words), &self.kept.place(), style).or_fault(self.checked.fault())
    }

    fn prune(mut self, dry_run: bool, style: Style) -> Status {
        self.checked.print_problems(style);
        // What could not be read would count as mended.
        if self.checked.fault() {
            let problem = Problem::file(self.kept.shown(), "CFG008", "it is left as it is, since the run had faults");
            style.problems(&[problem], &|_| None);
            return Status::Fault;
        }
        let report = &self.checked.report;
        let ids: BTreeSet<&str> = report.diagnostics.iter().map(|finding| finding.id.as_str()).collect();
        let here: BTreeSet<String> =
            self.with(|house| report.documents.iter().map(|d| (house.place)(&d.path)).collect());
        let folder = &self.kept.folder;
        let elsewhere = |path: &str| !here.contains(path) && folder.join(path).exists();
        let session = &self.checked.session;
        let idle = |code: &str| session.rules().find(code).is_some_and(|rule| !session.settings().runs(rule));
        let pruned = review::prune(&self.kept.bytes, &ids, &elsewhere, &idle);
        let mut out = style.stdout();
        let lines = pruned.dropped.iter().try_for_each(|record| {
            let said = record.outcome.map_or("note", Outcome::words);
            let [id, code, by, message] =
                [&record.id, &record.code, &record.by, &record.message].map(|words| render::visible(words));
            writeln!(out, "{id}  {code}  {said}, by {by} on {}: {message}", render::visible(record.day()))
        });
        let status = written(if style.quiet { Ok(()) } else { lines.and_then(|()| out.flush()) }, Status::Clean);
        let would = if dry_run { "would be taken" } else { "taken" };
        let words = format!("{} {would} out of {}", count(pruned.dropped.len(), "decision"), self.kept.shown());
        let outcome = if dry_run || pruned.dropped.is_empty() { Ok(()) } else { self.kept.replace(&pruned.bytes) };
        tell(outcome.map(|()| words), &self.kept.place(), style).or_fault(status == Status::Fault)
    }
}

/// Adds a decision or a note.
fn say(id: &str, outcome: Option<Outcome>, note: &str, said: &Said, global: &Global, style: Style) -> Status {
    let mut desk = Desk::open(&said.input, &said.file, global, style);
    let asked = id.to_ascii_lowercase();
    let by = said.by.clone().or_else(name).unwrap_or_default();
    let found: Vec<Diagnostic> =
        desk.checked.report.diagnostics.iter().filter(|f| f.id.starts_with(&asked)).cloned().collect();
    let refusal = refusal(id, &found).or_else(|| unsaid(outcome, note, &by));
    let refused = refusal.is_some();
    desk.checked.report.problems.extend(refusal);
    desk.checked.print_problems(style);
    if refused {
        return Status::Fault;
    }
    // One id may be that of several places; what is said here is said of all of them.
    let at = now();
    let statement = Statement { outcome, note, by: &by, at };
    let report = &desk.checked.report;
    let record = |finding, house: &House<'_>| Record::new(finding, quotes(finding, report, house), statement);
    let records: Vec<Record> = desk.with(|house| found.iter().map(|finding| record(finding, house)).collect());
    let said = outcome.map_or("noted", Outcome::words);
    let finding = &found[0];
    let words = format!("{} {}: {said}, by {} in {}", finding.id, finding.code, by.trim(), desk.kept.shown());
    let words = render::visible(&words).into_owned();
    let outcome = desk.kept.append(&records.iter().collect::<Vec<_>>(), style);
    tell(outcome.map(|()| words), &desk.kept.place(), style).or_fault(desk.checked.fault())
}

/// Why an id does not name one finding.
fn refusal(id: &str, found: &[Diagnostic]) -> Option<Problem> {
    let several: BTreeSet<&str> = found.iter().map(|finding| finding.id.as_str()).collect();
    if id.len() < DIGITS || several.is_empty() {
        let problem = Problem::file("", "CFG009", format!("no finding of this run has the id `{id}`"));
        return Some(problem.help("name the same documents as for `check`; `claimlint review list` shows ids"));
    }
    let all: Vec<&str> = several.into_iter().collect();
    let problem = Problem::file("", "CFG009", format!("`{id}` is the beginning of several ids"));
    (all.len() > 1).then(|| problem.help(format!("they are {}", all.join(", "))))
}

/// Why a statement cannot be added.
fn unsaid(outcome: Option<Outcome>, note: &str, by: &str) -> Option<Problem> {
    if by.trim().is_empty() {
        return Some(Problem::file("", "CFG145", "nobody knows who decides").help("give --by NAME"));
    }
    if note.len() > NOTE || by.len() > NAME {
        let message = format!("a note has at most {NOTE} bytes, and a name {NAME}");
        return Some(Problem::file("", "CFG145", message));
    }
    let empty = outcome.is_none() && note.trim().is_empty();
    empty.then(|| Problem::file("", "CFG145", "the note is empty"))
}

/// The name that git knows, or the system.
pub(super) fn name() -> Option<String> {
    let system = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| std::env::var(key).ok());
    git().or_else(system).filter(|name| !name.trim().is_empty())
}

fn git() -> Option<String> {
    let output = Command::new("git").args(["config", "user.name"]).stdin(Stdio::null()).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?;
    Some(name.trim().to_owned()).filter(|name| output.status.success() && !name.is_empty())
}

pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// A decision on a finding that this run does not have; it may have been mended since.
fn unknown(record: &Record, file: &str) -> Problem {
    let message = format!("no finding of this run has the id `{}` ({})", record.id, record.code);
    let problem = Problem::file(file, "CFG144", message).remark();
    problem.help("the decision is kept; name the same documents as for the page to see what it is about")
}

fn tell(outcome: io::Result<String>, path: &Path, style: Style) -> Status {
    match outcome {
        Ok(_) if style.quiet => Status::Clean,
        Ok(words) => {
            let mut out = style.stdout();
            written(writeln!(out, "{words}").and_then(|()| out.flush()), Status::Clean)
        }
        Err(error) => {
            let problem = Problem::file(shown(path), "CFG008", format!("cannot write it: {error}"));
            style.problems(&[problem], &|_| None);
            Status::Fault
        }
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
