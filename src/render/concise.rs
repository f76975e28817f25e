//! One line per finding, for editors and for grep.

use std::fmt::Write as _;

use super::{Lookup, visible};
use crate::diagnostic::{Diagnostic, Label};

/// A finding on one line: `path:line:col: severity[CODE] message (see other.txt:3:4)`, without a line feed.
pub fn concise(finding: &Diagnostic, sources: &Lookup<'_>) -> String {
    let mut line = String::new();
    if let Some(first) = finding.labels.first() {
        line = format!("{}: ", place(first, sources));
    }
    // Writing to a string cannot fail.
    let _ = write!(line, "{}[{}] {}", finding.severity.name(), visible(&finding.code), visible(&finding.message));
    if let Some(second) = finding.labels.get(1) {
        let _ = write!(line, " (see {})", place(second, sources));
    }
    line
}

fn place(label: &Label, sources: &Lookup<'_>) -> String {
    let path = visible(&label.path);
    match sources(&label.path) {
        Some(source) => {
            let start = source.positions(label.span).0;
            format!("{path}:{}:{}", start.line, start.column)
        }
        None => path.into_owned(),
    }
}
