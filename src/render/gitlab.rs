//! GitLab's code quality report: an array of issues.

use std::io::{self, Write};

use serde_json::json;

use super::view::View;
use super::write_report_value;
use crate::diagnostic::{Diagnostic, Severity};

/// Writes the findings as a code quality report.
pub fn gitlab(out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    let ids = View::unique_ids(view.shown);
    let issues = view.shown.iter().zip(ids).map(|(finding, id)| {
        let first = finding.labels.first();
        let (start, end) = first.map_or((1, 1), |label| {
            let (start, end) = view.region(label);
            (start.line, end.line)
        });
        json!({
            "description": description(finding, view),
            "check_name": format!("{} {}", finding.code, finding.rule),
            "fingerprint": id,
            "severity": severity(finding.severity),
            "location": {"path": first.map_or("", |label| label.path.trim_start_matches("./")), "lines": {"begin": start, "end": end}},
        })
    });
    write_report_value(out, &issues.collect::<Vec<_>>())
}

/// One line, since GitLab shows no more.
fn description(finding: &Diagnostic, view: &View<'_>) -> String {
    let Some(second) = finding.labels.get(1) else { return finding.message.clone() };
    let at = view.region(second).0;
    format!("{} (see {}:{}:{})", finding.message, second.path, at.line, at.column)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
