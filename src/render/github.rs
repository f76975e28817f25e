//! Annotations for GitHub Actions, as workflow commands, and the summary of a step.
//!
//! GitHub shows ten annotations of each level for a step, so the gravest come first and the others are listed as plain lines.

use std::io::{self, Write};

use super::view::{View, cell, details};
use super::{concise, count_of, floor, visible};
use crate::diagnostic::{Diagnostic, Severity};

/// Annotations of one level that GitHub shows for a step.
const ANNOTATIONS: usize = 10;
/// Bytes of a message; GitHub takes 64 KB.
const MESSAGE: usize = 60_000;
/// Rows of a summary; GitHub takes 1 MiB.
const ROWS: usize = 200;

/// Writes an annotation for each finding as far as GitHub shows them, and a line for each of the others.
pub fn github(out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    let mut written = [0; 3];
    let mut rest = Vec::new();
    for finding in view.worst_first() {
        let n = &mut written[finding.severity as usize];
        *n += 1;
        if *n > ANNOTATIONS {
            rest.push(finding);
        } else {
            writeln!(out, "{}", annotation(finding, view))?;
        }
    }
    if !rest.is_empty() {
        writeln!(out, "{} beyond the {ANNOTATIONS} of a level that are annotated:", count_of(rest.len(), "finding"))?;
    }
    for finding in rest {
        // Behind a dash no path can be read as a command.
        writeln!(out, "- {}", concise(finding, view.sources))?;
    }
    Ok(())
}

fn annotation(finding: &Diagnostic, view: &View<'_>) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(label) = finding.labels.first() {
        let (start, end) = view.region(label);
        properties.push(format!("file={}", property(&label.path)));
        properties.push(format!("line={},endLine={}", start.line, end.line));
        // Columns are shown only where the place lies on one line.
        if start.line == end.line && start.column < end.column {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", finding.code, finding.rule))));
    let details = details(finding, view);
    // A line feed in a name must not look like the end of a line, nor an escape sequence reach the log.
    let text: Vec<_> = std::iter::once(&finding.message).chain(&details).map(|line| visible(line)).collect();
    format!("::{command} {}::{}", properties.join(","), data(cut(&text.join("\n"))))
}

/// As much of a message as GitHub takes.
fn cut(text: &str) -> &str {
    &text[..floor(text, MESSAGE)]
}

/// The text of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The summary of a step, as Markdown: what was read, and a table of the findings. `receipt` are the lines that end a run.
pub fn github_summary(view: &View<'_>, receipt: &[String]) -> String {
    let mut out = String::from("### claimlint\n\n");
    for line in receipt {
        out.push_str(&cell(line));
        out.push_str("\n\n");
    }
    if view.shown.is_empty() {
        return out;
    }
    out.push_str("| severity | rule | place | finding | differs from |\n|---|---|---|---|---|\n");
    for finding in view.worst_first().into_iter().take(ROWS) {
        let place = |i: usize| {
            let Some(label) = finding.labels.get(i) else { return String::new() };
            let at = view.region(label).0;
            cell(&format!("{}:{}:{}", label.path, at.line, at.column))
        };
        let (code, rule) = (cell(&finding.code), cell(&finding.rule));
        let message = cell(&finding.message);
        let severity = finding.severity.name();
        out.push_str(&format!("| {severity} | {code} {rule} | {} | {message} | {} |\n", place(0), place(1)));
    }
    if view.shown.len() > ROWS {
        out.push_str(&format!("\n{} more.\n", view.shown.len() - ROWS));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_cannot_be_broken_out_of() {
        assert_eq!(data("50 %\r\n::error::x"), "50 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c\n%.md"), "a%2Cb%3Ac%0A%25.md");
    }

    #[test]
    fn cells_hold_no_markup() {
        assert_eq!(cell("a|b <i>@x's"), "a&#124;b &lt;i&gt;&#64;x&#39;s");
    }
}
