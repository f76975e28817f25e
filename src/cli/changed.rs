//! `--new-from` and `--staged`: what is left of the findings of a full run. One stays if a side of it touches the change, or if the documents
//! before the change did not have it: also a sentence that is gone, or a date that is another, can bring two others to differ.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::{CheckArgs, Global, InputArgs};
use super::checked::Checked;
use super::git::Changes;
use super::output::Style;
use super::tree::Tree;
use super::workspace::Workspace;
use crate::diagnostic::{Diagnostic, Label};
use crate::load;
use crate::session::Role;
use crate::source::Format;

/// The paths of the command line, which are read whatever their names are.
pub(super) fn named(args: &CheckArgs) -> Vec<PathBuf> {
    args.input.paths.iter().chain(&args.input.against).cloned().collect()
}

/// Leaves the findings that touch the change or are new with it, with the changed side first.
pub(super) fn only_new(changes: &mut Changes, args: &CheckArgs, global: &Global, style: Style, checked: &mut Checked) {
    let all = checked.report.diagnostics.len();
    if all > 0 {
        let before = match changes.before(&named(args)) {
            Ok(before) => before,
            Err(problem) => {
                checked.report.problems.push(*problem);
                return;
            }
        };
        word_files(changes, before.as_ref(), checked);
        let mut findings = std::mem::take(&mut checked.report.diagnostics);
        let touched: Vec<bool> = findings.iter_mut().map(|finding| touches(finding, changes, checked)).collect();
        let mut known = match &before {
            Some(before) if touched.contains(&false) => Known::before(before, args, global, style, &checked.workspace),
            _ => Known::default(),
        };
        // One that touches the change is left anyway; it must not make an old one of its kind look new.
        findings
            .iter()
            .zip(&touched)
            .filter(|(_, touched)| !**touched)
            .for_each(|(finding, _)| known.count_now(finding));
        let mut touched = touched.into_iter();
        findings.retain(|finding| touched.next() == Some(true) || known.lacks(finding));
        checked.report.diagnostics = findings;
    }
    let report = &mut checked.report;
    report.account.untouched = (all - report.diagnostics.len()) as u64;
    let place = |finding: &Diagnostic| finding.labels.first().map(|label| (label.path.clone(), label.span));
    report.diagnostics.sort_by(|a, b| (place(a), &a.code, &a.id).cmp(&(place(b), &b.code, &b.id)));
}

/// Whether a side of a finding touches the change. Of those that do, a judged one comes first, else one comes second: the two that are shown tell of the change.
fn touches(finding: &mut Diagnostic, changes: &Changes, checked: &Checked) -> bool {
    let touched = |label: &Label| {
        let (Some(document), Some(place)) = (checked.session.document(&label.path), checked.places.get(&label.path))
        else {
            return false;
        };
        let (start, end) = document.source.positions(label.span);
        changes.touches(place, start.line..=end.line)
    };
    let judged = |path: &str| checked.session.document(path).is_some_and(|document| document.role == Role::Judged);
    let all: Vec<bool> = finding.labels.iter().map(touched).collect();
    if all.first() != Some(&true) {
        let mut both = finding.labels.iter().zip(&all);
        if let Some(changed) = both.position(|(label, &touched)| touched && judged(&label.path)) {
            finding.labels[..=changed].rotate_right(1);
        } else if let Some(changed) = all.iter().skip(1).position(|&touched| touched) {
            finding.labels[1..=changed + 1].rotate_right(1);
        }
        finding.labels.iter_mut().enumerate().for_each(|(i, label)| label.primary = i == 0);
    }
    all.contains(&true)
}

/// How often findings occurred before the change, and how often they do now: two statements that are at fault in one way share an id.
#[derive(Default)]
struct Known {
    /// By id.
    ids: BTreeMap<String, (usize, usize)>,
    /// By id and document.
    places: BTreeMap<(String, String), (usize, usize)>,
}

impl Known {
    /// Those of the documents as they were. What was wrong with that run is nobody's concern now.
    fn before(before: &Tree, args: &CheckArgs, global: &Global, style: Style, now: &Workspace) -> Self {
        let mut known = Self::default();
        for finding in findings_before(before, args, global, style, now) {
            let (id, place) = known.of(&finding);
            id.0 += 1;
            place.0 += 1;
        }
        known
    }

    fn of(&mut self, finding: &Diagnostic) -> (&mut (usize, usize), &mut (usize, usize)) {
        let path = finding.labels.first().map_or_else(String::new, |label| label.path.clone());
        (self.ids.entry(finding.id.clone()).or_default(), self.places.entry((finding.id.clone(), path)).or_default())
    }

    fn count_now(&mut self, finding: &Diagnostic) {
        let (id, place) = self.of(finding);
        id.1 += 1;
        place.1 += 1;
    }

    /// Whether a finding is new: there are more of its kind, and more of them in its document; a document may have been renamed.
    fn lacks(&mut self, finding: &Diagnostic) -> bool {
        let (id, place) = self.of(finding);
        id.1 > id.0 && place.1 > place.0
    }
}

/// The findings of the documents as they were, with what was told of them then, by the rules of now: one that was switched on since brings nothing about.
fn findings_before(before: &Tree, args: &CheckArgs, global: &Global, style: Style, now: &Workspace) -> Vec<Diagnostic> {
    let mut input = InputArgs { stdin_filename: None, ..args.input.clone() };
    // Standard input has been read; the file that it stands for was there before.
    let stdin = args.input.stdin_filename.as_ref().map(PathBuf::from);
    input.paths = (input.paths.into_iter())
        .filter_map(|path| if path == Path::new("-") { stdin.clone() } else { Some(path) })
        .collect();
    Checked::before(&input, global, style.silent(), before, now).report.diagnostics
}

/// Finds out which paragraphs of Word files have changed.
fn word_files(changes: &mut Changes, before: Option<&Tree>, checked: &Checked) {
    let documents = checked.session.documents().filter(|document| document.source.format == Format::Docx);
    for document in documents {
        let Some(place) = checked.places.get(&document.source.path).filter(|place| changes.touches_file(place)) else {
            continue;
        };
        let earlier = before.and_then(|before| load::read_file(&before.place(&changes.back(place)), "").ok());
        changes.compare(place, earlier.as_ref().map_or("", |(source, _)| source.file()), document.source.file());
    }
}
