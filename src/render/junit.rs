//! JUnit's XML: a suite for each judged document, a failed case for each finding, a passed one where there is none.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::view::{View, details, escaped};
use crate::diagnostic::{Diagnostic, Problem};

/// Writes the findings as JUnit's XML.
pub fn junit(out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for document in view.report.documents.iter().filter(|document| document.judged) {
        suites.entry(&document.path).or_default();
    }
    for finding in view.shown {
        let path = finding.labels.first().map_or("", |label| label.path.as_str());
        suites.entry(path).or_default().push(finding);
    }
    let faults: Vec<&Problem> = view.report.problems.iter().filter(|problem| problem.fatal).collect();
    let tests: usize = suites.values().map(|findings| findings.len().max(1)).sum::<usize>() + faults.len();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let (failures, errors) = (view.shown.len(), faults.len());
    writeln!(out, "<testsuites name=\"claimlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")?;
    for (path, findings) in suites {
        suite(out, path, &findings, view)?;
    }
    if !faults.is_empty() {
        writeln!(
            out,
            "  <testsuite name=\"claimlint\" tests=\"{errors}\" failures=\"0\" errors=\"{errors}\" skipped=\"0\" time=\"0\">"
        )?;
        for fault in faults {
            let (path, message) = (escaped(&fault.path), escaped(&fault.message));
            writeln!(out, "    <testcase name=\"{}\" classname=\"{path}\" time=\"0\">", escaped(&fault.code))?;
            writeln!(out, "      <error type=\"{}\" message=\"{message}\"/>", escaped(&fault.code))?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(out: &mut dyn Write, path: &str, findings: &[&Diagnostic], view: &View<'_>) -> io::Result<()> {
    let (name, failures) = (escaped(path), findings.len());
    let tests = failures.max(1);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\">"
    )?;
    if findings.is_empty() {
        writeln!(out, "    <testcase name=\"claimlint\" classname=\"{name}\" file=\"{name}\" time=\"0\"/>")?;
    }
    for finding in findings {
        let line = finding.labels.first().map_or(1, |label| view.region(label).0.line);
        let case = escaped(&format!("{} {}: {}", finding.code, finding.rule, finding.message));
        writeln!(
            out,
            "    <testcase name=\"{case}\" classname=\"{name}\" file=\"{name}\" line=\"{line}\" time=\"0\">"
        )?;
        let (kind, message) = (finding.severity.name(), escaped(&finding.message));
        let text: Vec<String> = details(finding, view).iter().map(|line| escaped(line)).collect();
        writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{}</failure>", text.join("\n"))?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}
