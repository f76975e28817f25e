//! Versions: what it means for a finding that one document supersedes another.
//!
//! A difference between a document and the one that it supersedes is a correction, and no fault: it becomes a note. Another document that still says what was
//! corrected is a stale copy: the finding is about that copy, and its first label lies there. What contradicts a superseded version alone is a note.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Label, Report, Severity};

/// Documents that supersede others, as pairs of paths: the later one, the earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(pub BTreeSet<(String, String)>);

impl Versions {
    /// Judges the findings of a report by which documents still stand.
    pub fn apply(&self, report: &mut Report) {
        if self.0.is_empty() {
            return;
        }
        report.diagnostics.iter_mut().for_each(|finding| self.judge(finding));
        let place = |finding: &Diagnostic| finding.labels.first().map(|label| (label.path.clone(), label.span));
        report.diagnostics.sort_by_cached_key(|finding| (place(finding), finding.code.clone(), finding.id.clone()));
    }

    fn supersedes(&self, later: &str, earlier: &str) -> bool {
        self.0.contains(&(later.to_owned(), earlier.to_owned()))
    }

    /// The document that supersedes another.
    fn later_than(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(_, earlier)| earlier == path).map(|(later, _)| later.as_str())
    }

    fn judge(&self, finding: &mut Diagnostic) {
        let [first, second, ..] = &finding.labels[..] else { return };
        let corrected = if self.supersedes(&first.path, &second.path) {
            Some((0, 1))
        } else if self.supersedes(&second.path, &first.path) {
            Some((1, 0))
        } else {
            None
        };
        match corrected {
            Some((later, earlier)) => self.correction(finding, later, earlier),
            None => self.outdated(finding),
        }
    }

    /// A finding between a document and the one it supersedes.
    fn correction(&self, finding: &mut Diagnostic, later: usize, earlier: usize) {
        let (new, old) = (finding.labels[later].clone(), finding.labels[earlier].clone());
        let third =
            |label: &Label| label.path != new.path && label.path != old.path && self.later_than(&label.path).is_none();
        let stale: Vec<Label> = finding
            .labels
            .iter()
            .filter(|label| third(label) && same(label, &old) && !same(label, &new))
            .cloned()
            .collect();
        finding.notes.push(format!("correction: {} supersedes {}", new.path, old.path));
        let Some(copy) = stale.first().cloned() else {
            // Others that differ from both are a matter of their own.
            if !finding.labels.iter().any(|label| third(label) && !same(label, &new)) {
                finding.severity = Severity::Note;
            }
            return;
        };
        for path in stale.iter().map(|label| &label.path).collect::<BTreeSet<_>>() {
            finding.notes.push(format!("stale: {path} still says what {} said", old.path));
        }
        let rest = finding.labels.iter().filter(|label| **label != copy && **label != new).cloned().collect::<Vec<_>>();
        finding.labels = [copy, new].into_iter().chain(rest).collect();
        finding.labels.iter_mut().enumerate().for_each(|(i, label)| label.primary = i == 0);
    }

    /// A finding in which a superseded document faces a third one, or a third one what was corrected.
    fn outdated(&self, finding: &mut Diagnostic) {
        let mut notes = BTreeSet::new();
        let [first, second, ..] = &finding.labels[..] else { return };
        for label in [first, second] {
            if let Some(later) = self.later_than(&label.path) {
                notes.insert(format!("superseded: {} no longer stands, {later} takes its place", label.path));
            }
        }
        if !notes.is_empty() {
            finding.severity = Severity::Note;
        }
        for (copy, new) in [(first, second), (second, first)] {
            let mut others = finding.labels.iter().skip(2);
            if let Some(old) = others.find(|old| self.supersedes(&new.path, &old.path) && same(old, copy)) {
                notes.insert(format!("stale: {} still says what {} said", copy.path, old.path));
            }
        }
        finding.notes.extend(notes);
    }
}

/// Whether two places give one answer.
fn same(a: &Label, b: &Label) -> bool {
    a.value.is_some() && a.value == b.value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Question;
    use crate::source::Span;

    fn finding(labels: &[(&str, &str)]) -> Diagnostic {
        let label = |&(path, value): &(&str, &str)| Label {
            path: path.to_owned(),
            span: Span::new(0, 1),
            primary: false,
            message: String::new(),
            value: Some(value.to_owned()),
            speaker: None,
            valid: None,
        };
        Diagnostic {
            id: "1".into(),
            code: "NUM201".into(),
            rule: "statistic-differs".into(),
            severity: Severity::Error,
            message: String::new(),
            help: None,
            notes: Vec::new(),
            settled_by: None,
            question: Question::default(),
            gates: Vec::new(),
            labels: labels.iter().map(label).collect(),
            more: 0,
        }
    }

    #[test]
    fn corrections_are_notes_and_stale_copies_stay_what_they_are() {
        let versions = Versions([("v2.md".to_owned(), "v1.md".to_owned())].into());
        for (labels, severity, first, notes) in [
            (
                &[("v1.md", "5"), ("v2.md", "7")][..],
                Severity::Note,
                "v1.md",
                &["correction: v2.md supersedes v1.md"][..],
            ),
            (
                &[("v2.md", "7"), ("v1.md", "5"), ("c.md", "5")],
                Severity::Error,
                "c.md",
                &["correction: v2.md supersedes v1.md", "stale: c.md still says what v1.md said"],
            ),
            (
                &[("v2.md", "7"), ("v1.md", "5"), ("c.md", "7")],
                Severity::Note,
                "v2.md",
                &["correction: v2.md supersedes v1.md"],
            ),
            (
                &[("v2.md", "7"), ("v1.md", "5"), ("c.md", "9")],
                Severity::Error,
                "v2.md",
                &["correction: v2.md supersedes v1.md"],
            ),
            (
                &[("c.md", "7"), ("v1.md", "5")],
                Severity::Note,
                "c.md",
                &["superseded: v1.md no longer stands, v2.md takes its place"],
            ),
            (
                &[("c.md", "5"), ("v2.md", "7"), ("v1.md", "5")],
                Severity::Error,
                "c.md",
                &["stale: c.md still says what v1.md said"],
            ),
            (&[("c.md", "5"), ("v2.md", "7")], Severity::Error, "c.md", &[]),
        ] {
            let mut report = Report { diagnostics: vec![finding(labels)], ..Report::default() };
            versions.apply(&mut report);
            let judged = &report.diagnostics[0];
            assert_eq!((judged.severity, judged.labels[0].path.as_str()), (severity, first), "{labels:?}");
            assert_eq!(judged.notes, notes, "{labels:?}");
            assert_eq!(judged.labels.len(), labels.len(), "{labels:?}");
        }
    }
}
