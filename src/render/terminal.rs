//! Findings and problems for a reader at a terminal: several documents in one message, with the differing words underlined.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label as ShownLabel, LabelStyle, Severity as ShownSeverity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::WriteColor;
use codespan_reporting::term::{self, Config};

use super::excerpt::Excerpt;
use super::view::uri;
use super::{Lookup, floor, visible};
use crate::diagnostic::{Diagnostic, Label, Problem, Severity};
use crate::source::{Source, Span};

/// The sharpest pair is drawn; further places are listed.
const DRAWN: usize = 2;
/// Bytes of the words of a listed place.
const LISTED_WORDS: usize = 60;

/// How a finding looks at a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look<'a> {
    /// Columns.
    pub width: usize,
    /// Whether its id is told.
    pub ids: bool,
    /// Where documents lie, by the path shown, if their paths are to be links.
    pub links: Option<&'a BTreeMap<String, PathBuf>>,
}

/// Writes a finding: its message, the sharpest pair of places underlined, the others listed, and what is known beside.
pub fn diagnostic(
    out: &mut dyn WriteColor,
    finding: &Diagnostic,
    sources: &Lookup<'_>,
    look: Look<'_>,
) -> io::Result<()> {
    let drawn = &finding.labels[..finding.labels.len().min(DRAWN)];
    let mut excerpts = Excerpts::new(drawn, sources, look.width);
    if let Some(places) = look.links {
        excerpts.link(drawn, places);
    }
    let labels = drawn.iter().enumerate().filter_map(|(i, label)| excerpts.label(i, label)).collect();
    let shown = Shown {
        severity: severity(finding.severity),
        code: Some(visible(&finding.code).into_owned()),
        message: visible(&finding.message).into_owned(),
        labels,
        notes: notes(finding, sources, look.ids),
    };
    emit(out, &excerpts, &shown)
}

/// Writes a fault of the input, with the place underlined where `contents` of the file are given.
pub fn problem(out: &mut dyn WriteColor, problem: &Problem, contents: Option<&str>, width: usize) -> io::Result<()> {
    let source = contents.map(|contents| Source::plain(problem.path.as_str(), contents));
    let labels: Vec<_> = problem.span.iter().map(|&span| place(&problem.path, span)).collect();
    let lookup = |_: &str| source.as_ref();
    let excerpts = Excerpts::new(&labels, &lookup, width);
    let labels: Vec<_> = labels.iter().enumerate().filter_map(|(i, label)| excerpts.label(i, label)).collect();
    let severity = if problem.fatal { ShownSeverity::Error } else { ShownSeverity::Warning };
    let message = match (labels.is_empty(), problem.path.is_empty()) {
        (true, false) => format!("{}: {}", locus(problem), visible(&problem.message)),
        _ => visible(&problem.message).into_owned(),
    };
    let notes = problem.help.iter().map(|help| format!("help: {}", visible(help))).collect();
    let shown = Shown { severity, code: Some(problem.code.clone()), message, labels, notes };
    emit(out, &excerpts, &shown)
}

fn emit(out: &mut dyn WriteColor, excerpts: &Excerpts, shown: &Shown<usize>) -> io::Result<()> {
    let config = Config::default();
    match term::emit_to_write_style(out, &config, excerpts, shown) {
        Ok(()) => Ok(()),
        Err(Error::Io(error)) => Err(error),
        // A place that cannot be drawn must not cost the message.
        Err(_) => writeln!(out, "{}", shown.message),
    }
}

fn place(path: &str, span: Span) -> Label {
    let (message, path) = (String::new(), path.to_owned());
    Label { path, span, primary: true, message, value: None, speaker: None, valid: None }
}

fn locus(problem: &Problem) -> String {
    let mut locus = visible(&problem.path).into_owned();
    for part in [problem.line, problem.column].into_iter().flatten() {
        locus.push_str(&format!(":{part}"));
    }
    locus
}

fn severity(severity: Severity) -> ShownSeverity {
    match severity {
        Severity::Error => ShownSeverity::Error,
        Severity::Warning => ShownSeverity::Warning,
        Severity::Note => ShownSeverity::Note,
    }
}

fn notes(finding: &Diagnostic, sources: &Lookup<'_>, ids: bool) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(also(finding, sources));
    for note in &finding.notes {
        let note = visible(note);
        let named = note.split_once(':').is_some_and(|(name, _)| matches!(name, "also" | "case"));
        notes.push(if named { note.into_owned() } else { format!("note: {note}") });
    }
    notes.extend(finding.settled_by.iter().map(|by| format!("settled by: {}", visible(by))));
    notes.extend(finding.help.iter().map(|help| format!("help: {}", visible(help))));
    notes.extend(ids.then(|| format!("id: {}", visible(&finding.id))));
    notes
}

/// The places that are not drawn, in one line each of a few words.
fn also(finding: &Diagnostic, sources: &Lookup<'_>) -> Option<String> {
    let mut places: Vec<String> = finding.labels.iter().skip(DRAWN).map(|label| listed(label, sources)).collect();
    if finding.more > 0 {
        places.push(format!("{} more", finding.more));
    }
    (!places.is_empty()).then(|| format!("also: {}", places.join("; ")))
}

fn listed(label: &Label, sources: &Lookup<'_>) -> String {
    let path = visible(&label.path);
    let Some(source) = sources(&label.path) else { return path.into_owned() };
    let place = source.positions(label.span).0;
    let words = source.words(label.span);
    let cut = floor(words, LISTED_WORDS);
    let ellipsis = if cut < words.len() { " …" } else { "" };
    format!("{path}:{}:{} \"{}{ellipsis}\"", place.line, place.column, visible(words[..cut].trim_end()))
}

/// The excerpts of one message, one for each document.
struct Excerpts {
    files: Vec<Excerpt>,
    /// For each label, its document and its mark there.
    labels: Vec<Option<(usize, usize)>>,
}

impl Excerpts {
    fn new(labels: &[Label], sources: &Lookup<'_>, width: usize) -> Self {
        let mut paths: Vec<&str> = Vec::new();
        let mut spans: Vec<Vec<Span>> = Vec::new();
        let mut places = Vec::new();
        for label in labels {
            if sources(&label.path).is_none() {
                places.push(None);
                continue;
            }
            let file = paths.iter().position(|&path| path == label.path).unwrap_or_else(|| {
                paths.push(&label.path);
                spans.push(Vec::new());
                paths.len() - 1
            });
            places.push(Some((file, spans[file].len())));
            spans[file].push(label.span);
        }
        let room = width.saturating_sub(gutter(labels, sources));
        let files =
            paths.iter().zip(&spans).filter_map(|(path, spans)| Some(Excerpt::new(sources(path)?, spans, room)));
        Self { files: files.collect(), labels: places }
    }

    /// Makes the paths links to the files, by the escape sequence that terminals have for them.
    fn link(&mut self, labels: &[Label], places: &BTreeMap<String, PathBuf>) {
        for (label, place) in labels.iter().zip(&self.labels) {
            let file = place.and_then(|(file, _)| self.files.get_mut(file));
            let Some((file, path)) = file.zip(places.get(&label.path)) else { continue };
            if !file.path.starts_with('\x1b') {
                let absolute = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let target = uri(&absolute.to_string_lossy());
                file.path = format!("\x1b]8;;{target}\x1b\\{}\x1b]8;;\x1b\\", file.path);
            }
        }
    }

    fn label(&self, index: usize, label: &Label) -> Option<ShownLabel<usize>> {
        let (file, mark) = self.labels[index]?;
        let range = self.files.get(file)?.marks.get(mark)?.range.clone();
        let style = if index == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
        let message = match (&label.value, label.message.is_empty()) {
            (Some(value), true) => visible(value).into_owned(),
            _ => visible(&label.message).into_owned(),
        };
        Some(ShownLabel { style, file_id: file, range, message })
    }

    fn get(&self, id: usize) -> Result<&Excerpt, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

/// Columns that line numbers, the border and the marks of cut sentences take.
fn gutter(labels: &[Label], sources: &Lookup<'_>) -> usize {
    let lines = labels.iter().filter_map(|label| Some(sources(&label.path)?.positions(label.span).1.line));
    let digits = lines.max().unwrap_or(1).max(1).ilog10() as usize + 1;
    digits + " │ ".chars().count() + "… ".chars().count() * 2
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let lines = &self.get(id)?.lines;
        let line = lines.partition_point(|line| line.range.start <= byte).saturating_sub(1);
        lines.get(line).map(|line| line.index).ok_or(Error::FileMissing)
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        let lines = &self.get(id)?.lines;
        let found = lines.binary_search_by_key(&index, |line| line.index);
        found.map(|i| lines[i].number).map_err(|_| Error::LineTooLarge { given: index, max: lines.len() })
    }

    fn column_number(&'a self, id: usize, _index: usize, byte: usize) -> Result<usize, Error> {
        let marks = &self.get(id)?.marks;
        Ok(marks.iter().find(|mark| mark.range.start == byte).map_or(1, |mark| mark.column))
    }

    fn location(&'a self, id: usize, byte: usize) -> Result<codespan_reporting::files::Location, Error> {
        let marks = &self.get(id)?.marks;
        let mark = marks.iter().find(|mark| mark.range.start == byte).ok_or(Error::FileMissing)?;
        Ok(codespan_reporting::files::Location { line_number: mark.line, column_number: mark.column })
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.get(id)?.lines;
        let found = lines.binary_search_by_key(&index, |line| line.index);
        found.map(|i| lines[i].range.clone()).map_err(|_| Error::LineTooLarge { given: index, max: lines.len() })
    }
}

#[cfg(test)]
mod tests;
