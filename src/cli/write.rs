//! A report in the formats that are asked for, on standard output and in files.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::{CheckArgs, Color, Format};
use super::checked::Checked;
use super::output::{Status, Style};
use crate::config::normal;
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::render::{self, Look, View, termcolor};

/// Most bytes of a step's summary that GitHub takes.
const SUMMARY: usize = 1 << 20;

/// What is written, and how.
pub(super) struct Writer<'a> {
    pub args: &'a CheckArgs,
    pub style: Style,
    pub checked: &'a Checked,
    /// Least severity that is shown.
    pub floor: Severity,
}

impl Writer<'_> {
    /// Writes to standard output.
    pub(super) fn print(&self) -> io::Result<()> {
        let links = match self.args.hyperlinks {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.style.links(),
        };
        let mut out = termcolor::Ansi::new(self.style.stdout());
        self.write(&mut out, self.args.output_format, links)?;
        out.flush()
    }

    fn write(&self, out: &mut dyn termcolor::WriteColor, format: Format, links: bool) -> io::Result<()> {
        let Checked { session, report, workspace, .. } = self.checked;
        let lookup = |path: &str| session.document(path).map(|document| &document.source);
        let shown: Vec<&Diagnostic> =
            report.diagnostics.iter().filter(|finding| finding.severity >= self.floor).collect();
        let view = View { report, shown: &shown, sources: &lookup, rules: &workspace.rules };
        match format {
            Format::Json => {
                let json = render::JsonReport::new(report, &lookup, self.args.explain_pairs);
                render::write_report(out, &json)
            }
            Format::Jsonl => render::json_lines(out, report, &lookup),
            Format::Sarif => render::sarif(out, &view, !self.checked.fault()),
            Format::Gitlab => render::gitlab(out, &view),
            Format::Rdjson => render::rdjson(out, &view),
            Format::Junit => render::junit(out, &view),
            Format::Html => render::html(out, &view, &self.receipt(&shown)),
            Format::Github => {
                render::github(out, &view)?;
                summarise(&render::github_summary(&view, &self.receipt(&shown)))
            }
            Format::Full | Format::Concise if self.args.statistics => {
                out.write_all(render::statistics(&shown).as_bytes())?;
                self.close(out, format, &shown)
            }
            Format::Concise => {
                shown.iter().try_for_each(|finding| writeln!(out, "{}", render::concise(finding, &lookup)))
            }
            Format::Full => {
                let look = Look {
                    width: self.style.width,
                    ids: self.style.verbose,
                    links: links.then_some(&self.checked.places),
                };
                for finding in &shown {
                    render::diagnostic(out, finding, &lookup, look)?;
                }
                self.close(out, format, &shown)
            }
        }
    }

    /// The lines that end a run.
    fn receipt(&self, shown: &[&Diagnostic]) -> Vec<String> {
        let report = &self.checked.report;
        let notes = |finding: &&Diagnostic| finding.severity == Severity::Note;
        let hidden = if self.floor > Severity::Note { report.diagnostics.iter().filter(notes).count() } else { 0 };
        vec![render::receipt(report), render::closing_line(report, shown, hidden)]
    }

    fn close(&self, out: &mut dyn Write, format: Format, shown: &[&Diagnostic]) -> io::Result<()> {
        if format != Format::Full || self.style.quiet {
            return Ok(());
        }
        self.receipt(shown).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        self.checked.alone().map_or(Ok(()), |hint| writeln!(out, "{hint}"))
    }
}

/// Writes the files of `-o FORMAT=PATH`.
pub(super) fn write_files(writer: &Writer<'_>, mut status: Status) -> Status {
    let read = places_read(writer.checked, &writer.args.input.paths);
    let mut taken: Vec<PathBuf> = Vec::new();
    for (format, path) in &writer.args.outputs {
        let place = identity(path);
        let refusal = match &place {
            Some(place) if read.contains(place) => Some("it is read by this run, and a report would overwrite it"),
            Some(place) if taken.contains(place) => Some("another report of this run goes there"),
            _ => None,
        };
        taken.extend(place);
        let opened = refusal.map_or_else(|| File::create(path), |why| Err(io::Error::other(why)));
        let outcome = opened.and_then(|file| {
            let mut out = termcolor::NoColor::new(BufWriter::new(file));
            writer.write(&mut out, *format, false)?;
            out.flush()
        });
        if let Err(error) = outcome {
            let problem = Problem::file(path.to_string_lossy(), "CFG008", format!("cannot write it: {error}"));
            writer.style.problems(&[problem], &|_| None);
            status = Status::Fault;
        }
    }
    status
}

/// The documents and configurations of the run, also those that could not be read.
pub(super) fn places_read(checked: &Checked, named: &[PathBuf]) -> BTreeSet<PathBuf> {
    let Checked { workspace, places, .. } = checked;
    let named = named.iter().filter(|path| *path != Path::new("-")).cloned();
    let configs = workspace.configs().iter().map(|config| PathBuf::from(&config.path));
    let places = places.values().map(|place| workspace.origin(place));
    places.chain(named).chain(configs).filter_map(|path| identity(&path)).collect()
}

/// Where a path leads, whatever links it goes through. Nothing for a device or a pipe, which may be written to twice.
pub(super) fn identity(path: &Path) -> Option<PathBuf> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => Some(fs::canonicalize(path).unwrap_or_else(|_| normal(path))),
        Ok(_) => None,
        Err(_) => {
            let path = normal(path);
            let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
            Some(folder.zip(path.file_name()).map_or_else(|| path.clone(), |(folder, name)| folder.join(name)))
        }
    }
}

/// Adds to the summary of the step, where GitHub Actions names a file for it.
fn summarise(summary: &str) -> io::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let mut end = summary.len().min(SUMMARY.saturating_sub(file.metadata().map_or(0, |about| about.len() as usize)));
    while !summary.is_char_boundary(end) {
        end -= 1;
    }
    file.write_all(&summary.as_bytes()[..end])
}
