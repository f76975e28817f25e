//! SARIF 2.1.0, for code scanning and editors.
//!
//! The judged place is the location, the others are related locations that the message links to. Within the limits that GitHub sets:
//! at most 25,000 results, messages of 1,000 characters, descriptions of 1,024.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::view::{View, level, uri};
use super::{floor, write_report_value};
use crate::diagnostic::{Diagnostic, Label, Problem};
use crate::rule::Rule;

/// Most results of a run that GitHub takes.
const RESULTS: usize = 25_000;
/// Most bytes of a message.
const MESSAGE: usize = 1_000;
/// Most bytes of a rule's description.
const DESCRIPTION: usize = 1_024;
/// The folder that paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// Writes the findings as SARIF; `carried_out` says whether the run could be carried out as asked.
pub fn sarif(out: &mut dyn Write, view: &View<'_>, carried_out: bool) -> io::Result<()> {
    let mut findings = view.shown.to_vec();
    let left_out = findings.len().saturating_sub(RESULTS);
    if left_out > 0 {
        findings = view.worst_first();
        findings.truncate(RESULTS);
    }
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, view)).collect();
    let ids = View::unique_ids(&findings);
    let results = findings.iter().zip(ids).map(|(finding, id)| result(finding, &id, &codes, view));
    let mut notifications: Vec<Value> = view.report.problems.iter().map(notification).collect();
    if left_out > 0 {
        let text = format!("{left_out} results are left out: at most {RESULTS} are written, the gravest first");
        notifications.push(json!({"level": "warning", "message": {"text": text}}));
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "claimlint",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "the folder that claimlint was run in"}}},
            "invocations": [{"executionSuccessful": carried_out, "toolExecutionNotifications": notifications}],
            "results": results.collect::<Vec<_>>(),
        }],
    });
    write_report_value(out, &log)
}

fn rule(code: &str, view: &View<'_>) -> Value {
    let Some(rule) = view.rules.rules.iter().find(|rule| rule.code == code) else { return json!({"id": code}) };
    let Rule { name, severity, summary, page, .. } = rule;
    let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary = &summary[..floor(&summary, DESCRIPTION)];
    json!({
        "id": code,
        "name": name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": summary, "markdown": explanation(page)},
        "defaultConfiguration": {"level": level(*severity)},
        "properties": {"tags": ["prose", &code[..floor(code, 3)]]},
    })
}

/// What a page says before its settings and its examples.
fn explanation(page: &str) -> &str {
    page.split("\n```toml").next().unwrap_or(page).trim_end()
}

fn result(finding: &Diagnostic, id: &str, codes: &[&str], view: &View<'_>) -> Value {
    let related = finding.labels.iter().enumerate().skip(1).map(|(i, label)| {
        let mut location = location(label, view);
        location["id"] = json!(i);
        location["message"] = json!({"text": words(label, view)});
        location
    });
    let mut value = json!({
        "ruleId": finding.code,
        "ruleIndex": codes.binary_search(&finding.code.as_str()).unwrap_or(0),
        "level": level(finding.severity),
        "message": {"text": message(finding, view)},
        "locations": finding.labels.first().map(|label| location(label, view)).into_iter().collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": {"claimlint/v1": finding.id, "primaryLocationLineHash": format!("{id}:1")},
        "properties": {"rule": finding.rule, "settledBy": finding.settled_by, "notes": finding.notes},
    });
    if let (Some(first), Some(locations)) = (finding.labels.first(), value["locations"].as_array_mut())
        && let Some(location) = locations.first_mut()
    {
        location["message"] = json!({"text": words(first, view)});
    }
    value
}

fn words(label: &Label, view: &View<'_>) -> String {
    if label.message.is_empty() { format!("“{}”", view.line_of(label)) } else { label.message.clone() }
}

/// The message, with a link to each other place. Brackets are escaped, since they would make links of their own.
fn message(finding: &Diagnostic, view: &View<'_>) -> String {
    let escape = |text: &str| text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    let mut text = escape(&finding.message);
    text.truncate(floor(&text, MESSAGE));
    for (i, label) in finding.labels.iter().enumerate().skip(1) {
        let at = view.region(label).0;
        let place = escape(&format!("{}:{}:{}", label.path, at.line, at.column));
        let words = escape(&view.line_of(label));
        let link = format!("{} [{place}]({i}) “{words}”", if i == 1 { "; see" } else { "," });
        if text.len() + link.len() > MESSAGE {
            break;
        }
        text.push_str(&link);
    }
    text
}

fn location(label: &Label, view: &View<'_>) -> Value {
    let (start, end) = view.region(label);
    let mut region =
        json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column});
    let words = view.words(label);
    if !words.is_empty() {
        region["snippet"] = json!({"text": words});
    }
    json!({"physicalLocation": {"artifactLocation": artifact(&label.path), "region": region}})
}

fn artifact(path: &str) -> Value {
    let uri = uri(path);
    if uri.starts_with("file:") { json!({"uri": uri}) } else { json!({"uri": uri, "uriBaseId": ROOT}) }
}

fn notification(problem: &Problem) -> Value {
    let level = if problem.fatal { "error" } else { "warning" };
    let mut value = json!({"descriptor": {"id": problem.code}, "level": level, "message": {"text": problem.message}});
    if !problem.path.is_empty() {
        let mut place = json!({"artifactLocation": artifact(&problem.path)});
        if let Some(line) = problem.line {
            place["region"] = json!({"startLine": line, "startColumn": problem.column.unwrap_or(1)});
        }
        value["locations"] = json!([{"physicalLocation": place}]);
    }
    value
}
