//! The diagnostic format of reviewdog, as one JSON object. Its columns count bytes of UTF-8 from 1.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::view::{View, details};
use super::write_report_value;
use crate::diagnostic::{Diagnostic, Label, Severity};

/// Writes the findings for reviewdog.
pub fn rdjson(out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    let diagnostics: Vec<Value> = view.shown.iter().map(|finding| diagnostic(finding, view)).collect();
    write_report_value(
        out,
        &json!({"source": {"name": "claimlint"}, "severity": "WARNING", "diagnostics": diagnostics}),
    )
}

fn diagnostic(finding: &Diagnostic, view: &View<'_>) -> Value {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    };
    let mut message = vec![finding.message.clone()];
    message.extend(details(finding, view).into_iter().skip(1));
    let related = finding.labels.iter().skip(1).map(|label| {
        let words = if label.message.is_empty() { view.line_of(label) } else { label.message.clone() };
        json!({"message": words, "location": location(label, view)})
    });
    let mut value = json!({
        "message": message.join("\n"),
        "severity": severity,
        "code": {"value": finding.code},
        "related_locations": related.collect::<Vec<_>>(),
    });
    if let Some(first) = finding.labels.first() {
        value["location"] = location(first, view);
    }
    value
}

fn location(label: &Label, view: &View<'_>) -> Value {
    let Some(source) = (view.sources)(&label.path) else { return json!({"path": label.path}) };
    let range = source.in_file(label.span);
    let (start, end) = view.region(label);
    let column = |at: usize| {
        let before = source.file().get(..at).unwrap_or("");
        at - before.rfind('\n').map_or(0, |i| i + 1) + 1
    };
    json!({"path": label.path, "range": {
        "start": {"line": start.line, "column": column(range.start)},
        "end": {"line": end.line, "column": column(range.end)},
    }})
}
