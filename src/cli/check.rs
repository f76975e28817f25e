//! `claimlint check`: cross-checks documents.

use std::path::{Path, PathBuf};

use super::add_ignore;
use super::args::{CheckArgs, Global};
use super::changed::{named, only_new};
use super::checked::Checked;
use super::git::{Changes, Since};
use super::output::{Status, Style, written};
use super::review;
use super::watch;
use super::write::{Writer, write_files};
use crate::baseline::{self, Baseline};
use crate::diagnostic::{Problem, Report, Severity};

/// Runs the command.
pub(super) fn run(args: &CheckArgs, global: &Global, style: Style) -> Status {
    if args.watch {
        watch::run(args, global, style, &|| once(args, global, style))
    } else {
        once(args, global, style).0
    }
}

/// One run: its status, and the files it read.
fn once(args: &CheckArgs, global: &Global, style: Style) -> (Status, Vec<PathBuf>) {
    let (mut changes, refused) = changes(args);
    let tree = changes.as_ref().and_then(|changes| changes.tree.as_ref());
    let mut checked = Checked::new(&args.input, args.explain_pairs, global, style, tree);
    checked.report.problems.extend(refused);
    let stale = known(args, &mut checked);
    review::silence(&args.review, global, &mut checked);
    if let Some(changes) = &mut changes {
        only_new(changes, args, global, style, &mut checked);
    }
    let existing = failing(args, &checked.report);
    let mut status = status(args, &checked);
    if let Some(reason) = &args.add_ignore {
        status = add_ignore::run(reason, floor(args, style), &mut checked, style);
    }
    cut(args, style, &mut checked.report);
    checked.print_problems(style);
    if style.quiet && args.add_ignore.is_none() && idle_counts(args, &checked) {
        let idle = |problem: &&Problem| matches!(problem.code.as_str(), "CFG114" | "CFG115");
        let idle: Vec<Problem> = checked.report.problems.iter().filter(idle).cloned().collect();
        style.loud().problems(&idle, &|path| checked.contents(path));
    }
    if args.add_ignore.is_none() {
        let writer = Writer { args, style, checked: &checked, floor: floor(args, style) };
        status = written(writer.print(), status);
        status = write_files(&writer, status);
        hints(args, style, existing, stale);
    }
    let read = checked.places.values().cloned().collect();
    // The process ends here, and takes less time to do so than to free thousands of documents piece by piece.
    if !args.watch {
        std::mem::forget(checked);
    }
    (status, read)
}

/// What changed, if that is asked for; a fault leaves all findings.
fn changes(args: &CheckArgs) -> (Option<Changes>, Option<Problem>) {
    let since = match &args.new_from {
        Some(revision) => Since::Revision(revision),
        None if args.staged => Since::Staged,
        None => return (None, None),
    };
    let first = args.input.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() { Some(first) } else { first.parent().filter(|parent| parent.is_dir()) };
    match Changes::since(
        since,
        folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
        &named(args),
    ) {
        Ok(changes) => (Some(changes), None),
        Err(problem) => (None, Some(*problem)),
    }
}

/// Takes out what the baseline holds; returns how much of it no longer occurs.
fn known(args: &CheckArgs, checked: &mut Checked) -> u64 {
    let Some(path) = &args.baseline else { return 0 };
    match read_baseline(path) {
        Ok(baseline) => baseline.apply(&mut checked.report),
        Err(problem) => {
            checked.report.problems.push(*problem);
            0
        }
    }
}

/// Reads a baseline.
pub(super) fn read_baseline(path: &Path) -> Result<Baseline, Box<Problem>> {
    let shown = super::workspace::shown(path);
    let contents = std::fs::read_to_string(path).map_err(|error| {
        let problem = Problem::file(&*shown, "CFG120", format!("cannot read the baseline: {error}"));
        Box::new(problem.help("`claimlint baseline create` writes one"))
    })?;
    Baseline::parse(&contents, &shown)
}

/// How many findings are at or above the level that counts.
fn failing(args: &CheckArgs, report: &Report) -> usize {
    let least = args.fail_on.least().unwrap_or(Severity::Error);
    report.diagnostics.iter().filter(|finding| finding.severity >= least).count()
}

fn status(args: &CheckArgs, checked: &Checked) -> Status {
    let least = args.fail_on.least().filter(|_| !args.exit_zero);
    let counts = |least| checked.report.diagnostics.iter().any(|finding| finding.severity >= least);
    let found = least.is_some_and(counts) || idle_counts(args, checked);
    if found { Status::Found } else { Status::Clean }.or_fault(checked.fault())
}

/// Whether suppressions without effect, which are warnings, make the exit status 1.
fn idle_counts(args: &CheckArgs, checked: &Checked) -> bool {
    let least = args.fail_on.least().filter(|_| !args.exit_zero);
    checked.idle > 0 && least.is_some_and(|least| Severity::Warning >= least)
}

fn floor(args: &CheckArgs, style: Style) -> Severity {
    if style.verbose { Severity::Note } else { args.severity_floor.into() }
}

/// Leaves out findings beyond `--max-findings`, counting those that would be shown.
fn cut(args: &CheckArgs, style: Style, report: &mut Report) {
    let Some(most) = args.max_findings else { return };
    let floor = floor(args, style);
    let (mut shown, mut cut) = (0, 0);
    report.diagnostics.retain(|finding| {
        if finding.severity < floor {
            return true;
        }
        shown += 1;
        cut += u64::from(shown > most);
        shown <= most
    });
    report.account.cut += cut;
}

/// What to do next, for whoever has not done it yet.
fn hints(args: &CheckArgs, style: Style, existing: usize, stale: u64) {
    if style.quiet {
        return;
    }
    let plain = args.baseline.is_none() && args.new_from.is_none() && !args.staged;
    let ci = std::env::var("CI").is_ok_and(|ci| !ci.is_empty() && ci != "false" && ci != "0");
    if plain && ci && existing > 0 && !args.exit_zero {
        let plural = if existing == 1 { "" } else { "s" };
        let (run, give) = ("`claimlint baseline create`", baseline::FILE_NAME);
        eprintln!(
            "{existing} existing finding{plural}: run {run} and give --baseline {give}, so that only new ones fail"
        );
    }
    if stale > 0 {
        let (verb, plural) = if stale == 1 { ("occurs", "") } else { ("occur", "s") };
        eprintln!(
            "{stale} finding{plural} of the baseline no longer {verb}: `claimlint baseline prune` takes out what is gone"
        );
    }
}
