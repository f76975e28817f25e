//! `claimlint check`: cross-checks documents.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::args::{CheckArgs, Format, Global};
use super::gather::{Gathered, Wanted, gather};
use super::output::{Status, Style, written};
use super::progress::Progress;
use super::workspace::Workspace;
use crate::config::{Selector, nearest, normal, selects};
use crate::diagnostic::{Diagnostic, Problem, Report, Severity};
use crate::render::{self, termcolor};
use crate::rule::RuleSet;
use crate::session::{Override, Session, Settings};

/// Runs the command.
pub(super) fn run(args: &CheckArgs, global: &Global, style: Style) -> Status {
    let progress = Progress::start(style.quiet);
    let places: Vec<&str> = args.paths.iter().map(|path| place(path, args)).collect();
    let mut workspace = Workspace::open(global, &places, None);
    progress.stage("reading documents");
    let mut gathered = gather(
        &Wanted {
            paths: &args.paths,
            against: &args.against,
            dates: &args.date,
            stdin_filename: args.stdin_filename.as_deref(),
        },
        &workspace,
    );
    let settings = settings(args, &workspace, &gathered);
    let documents = std::mem::take(&mut gathered.documents);
    progress.stage(format!("reading {} documents", documents.len()));
    let mut session = Session::new(workspace.rules.clone(), settings);
    session.extend(documents);
    progress.stage("comparing");
    let mut report = session.check();
    drop(progress);
    let mut problems = std::mem::take(&mut workspace.problems);
    problems.extend(unknown_selectors(args, &workspace.rules));
    problems.extend(gathered.problems);
    problems.extend(unused(args, &workspace, style));
    problems.append(&mut report.problems);
    report.problems = problems;
    report.account.skipped_files += gathered.skipped;
    let status = status(args, &report);
    cut(args, style, &mut report);
    let contents = |path: &str| contents(path, &session, &workspace);
    style.problems(&report.problems, &contents);
    let outcome = print(args, style, &report, &session);
    let status = written(outcome, status);
    let status = write_files(args, style, &report, &session, status);
    // The process ends here, and takes less time to do so than to free thousands of documents piece by piece.
    std::mem::forget((session, report, workspace));
    status
}

/// Standard input is configured as if it lay where its name says.
fn place<'a>(path: &'a str, args: &'a CheckArgs) -> &'a str {
    if path == "-" { args.stdin_filename.as_deref().unwrap_or(".") } else { path }
}

fn settings(args: &CheckArgs, workspace: &Workspace, gathered: &Gathered) -> Settings {
    let mut settings =
        Settings { one_topic: gathered.together, explain_pairs: args.explain_pairs, ..Settings::default() };
    let words = |selectors: &[Selector]| selectors.iter().map(|s| s.words.clone()).collect::<Vec<_>>();
    let mut extend = args.extend_select.clone();
    settings.select.clone_from(&args.select);
    if let Some(config) = workspace.primary() {
        if args.select.is_empty() {
            settings.select = words(&config.select);
        }
        extend.extend(words(&config.extend_select));
        settings.ignore = words(&config.ignore);
        settings.severity = config.severity.iter().map(|(s, severity)| (s.words.clone(), *severity)).collect();
        settings.overrides = overrides(workspace, gathered);
    }
    settings.ignore.extend(args.ignore.iter().cloned());
    // An empty list selects all; adding to all changes nothing.
    if settings.select.iter().any(|selector| selector == "ALL") {
        settings.select.clear();
    } else if !settings.select.is_empty() {
        settings.select.extend(extend);
    }
    settings
}

/// Overrides with their patterns resolved to the paths of this run, since patterns are relative to the configuration and paths to the user.
fn overrides(workspace: &Workspace, gathered: &Gathered) -> Vec<Override> {
    let Some(config) = workspace.primary() else { return Vec::new() };
    let resolve = |entry: &crate::config::OverrideEntry| {
        let documents = gathered.documents.iter().zip(&gathered.relative);
        let matching = documents.filter(|(_, relative)| {
            relative.as_ref().is_some_and(|path| entry.files.iter().filter(|pattern| pattern.matches(path)).count() > 0)
        });
        Override {
            files: matching.map(|((source, _), _)| globset::escape(&source.path)).collect(),
            ignore: entry.ignore.iter().map(|selector| selector.words.clone()).collect(),
        }
    };
    config.overrides.iter().map(resolve).filter(|entry| !entry.files.is_empty()).collect()
}

fn unknown_selectors(args: &CheckArgs, rules: &RuleSet) -> Vec<Problem> {
    let lists = [("--select", &args.select), ("--ignore", &args.ignore), ("--extend-select", &args.extend_select)];
    let all = lists.into_iter().flat_map(|(flag, list)| list.iter().map(move |selector| (flag, selector)));
    all.filter(|(_, selector)| !selects(rules, selector))
        .map(|(flag, selector)| {
            let message = format!("{flag}: no rule has the code, prefix or name `{selector}`");
            let problem = Problem::file("", "CFG003", message);
            match nearest(rules, selector) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("`claimlint rules list` shows all rules"),
            }
        })
        .collect()
}

/// Patterns that matched nothing: only told where the whole folder of the configuration was checked, or on demand.
fn unused(args: &CheckArgs, workspace: &Workspace, style: Style) -> Vec<Problem> {
    let whole = |root: &Path| args.paths.iter().any(|path| root.starts_with(normal(Path::new(path))));
    let told = workspace.configs().iter().filter(|config| style.verbose || whole(&config.root));
    told.flat_map(|config| config.unused()).collect()
}

fn status(args: &CheckArgs, report: &Report) -> Status {
    let fault = report.problems.iter().any(|problem| problem.fatal);
    let least = args.fail_on.least().filter(|_| !args.exit_zero);
    let found = least.is_some_and(|least| report.diagnostics.iter().any(|finding| finding.severity >= least));
    if found { Status::Found } else { Status::Clean }.or_fault(fault)
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

fn contents(path: &str, session: &Session, workspace: &Workspace) -> Option<String> {
    let document = || session.document(path).map(|document| document.source.file().to_owned());
    workspace.contents(path).or_else(document)
}

fn print(args: &CheckArgs, style: Style, report: &Report, session: &Session) -> io::Result<()> {
    let mut out = termcolor::Ansi::new(style.stdout());
    write_format(&mut out, args.output_format, args, style, report, session)?;
    out.flush()
}

fn write_files(args: &CheckArgs, style: Style, report: &Report, session: &Session, mut status: Status) -> Status {
    for (format, path) in &args.outputs {
        let outcome = File::create(path).and_then(|file| {
            let mut out = termcolor::NoColor::new(BufWriter::new(file));
            write_format(&mut out, *format, args, style, report, session)?;
            out.flush()
        });
        if let Err(error) = outcome {
            let problem = Problem::file(path.to_string_lossy(), "CFG008", format!("cannot write it: {error}"));
            style.problems(&[problem], &|_| None);
            status = Status::Fault;
        }
    }
    status
}

fn write_format(
    out: &mut dyn termcolor::WriteColor,
    format: Format,
    args: &CheckArgs,
    style: Style,
    report: &Report,
    session: &Session,
) -> io::Result<()> {
    let lookup = |path: &str| session.document(path).map(|document| &document.source);
    let floor = floor(args, style);
    let shown: Vec<&Diagnostic> = report.diagnostics.iter().filter(|finding| finding.severity >= floor).collect();
    match format {
        Format::Json => {
            let json = render::JsonReport::new(report, &lookup, args.explain_pairs);
            return render::write_report(out, &json);
        }
        _ if args.statistics => out.write_all(render::statistics(&shown).as_bytes())?,
        Format::Concise => {
            for finding in &shown {
                writeln!(out, "{}", render::concise(finding, &lookup))?;
            }
        }
        Format::Full => {
            for finding in &shown {
                render::diagnostic(out, finding, &lookup, style.width)?;
            }
        }
    }
    if format == Format::Full && !style.quiet {
        writeln!(out, "{}", render::receipt(report))?;
        let notes = |finding: &&Diagnostic| finding.severity == Severity::Note;
        let hidden = if floor > Severity::Note { report.diagnostics.iter().filter(notes).count() } else { 0 };
        writeln!(out, "{}", render::closing_line(report, &shown, hidden))?;
    }
    Ok(())
}
