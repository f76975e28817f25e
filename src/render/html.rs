//! One HTML page that needs nothing beside it: findings with the words around each place, by severity. It holds no script, and its policy allows none,
//! so that nothing of a document can run.

use std::io::{self, Write};

use super::view::{View, escaped, page_head};
use crate::diagnostic::{Diagnostic, Gate, PassedBy, Severity};

/// Characters of context on either side.
const CONTEXT: usize = 240;

/// Writes the page. `receipt` are the lines that end a run.
pub fn html(out: &mut dyn Write, view: &View<'_>, receipt: &[String]) -> io::Result<()> {
    page_head(out, "findings")?;
    writeln!(out, "<header>\n<h1>claimlint</h1>")?;
    for line in receipt {
        writeln!(out, "<p>{}</p>", escaped(line))?;
    }
    let findings = view.worst_first();
    contents(out, &findings)?;
    writeln!(out, "</header>\n<main>")?;
    let mut last = None;
    for (i, finding) in findings.iter().enumerate() {
        let anchor = if last == Some(finding.severity) { "" } else { finding.severity.name() };
        last = Some(finding.severity);
        article(out, finding, view, i + 1, anchor)?;
    }
    writeln!(out, "</main>")?;
    problems(out, view)?;
    writeln!(
        out,
        "<footer>claimlint {} checks consistency, never truth.</footer>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    )
}

fn contents(out: &mut dyn Write, findings: &[&Diagnostic]) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    write!(out, "<nav aria-label=\"Severities\"><ul>")?;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let n = findings.iter().filter(|finding| finding.severity == severity).count();
        if n > 0 {
            let name = severity.name();
            write!(out, "<li><a href=\"#{name}\">{}</a></li>", super::count_of(n, name))?;
        }
    }
    writeln!(out, "</ul></nav>")
}

fn article(out: &mut dyn Write, finding: &Diagnostic, view: &View<'_>, number: usize, anchor: &str) -> io::Result<()> {
    let (level, code, rule) = (finding.severity.name(), escaped(&finding.code), escaped(&finding.rule));
    let id = if anchor.is_empty() { String::new() } else { format!(" id=\"{anchor}\"") };
    writeln!(out, "<article class=\"{level}\"{id} aria-labelledby=\"f{number}\">")?;
    writeln!(out, "<div><b class=\"level\">{level}</b> <code>{code}</code> {rule}</div>")?;
    writeln!(out, "<h2 id=\"f{number}\">{}</h2>\n<div class=\"places\">", escaped(&finding.message))?;
    for label in &finding.labels {
        let at = view.region(label).0;
        let place = escaped(&format!("{}:{}:{}", label.path, at.line, at.column));
        let [before, words, after] = view.around(label, CONTEXT).map(|part| escaped(&part));
        let said = escaped(&label.message);
        writeln!(out, "<figure><figcaption><code>{place}</code> {said}</figcaption>")?;
        writeln!(out, "<blockquote>{before}<mark>{words}</mark>{after}</blockquote></figure>")?;
    }
    writeln!(out, "</div>\n<dl>")?;
    let mut row = |term: &str, words: &str| writeln!(out, "<dt>{term}</dt><dd>{}</dd>", escaped(words));
    if finding.more > 0 {
        row("also", &format!("{} more places", finding.more))?;
    }
    for note in &finding.notes {
        row("note", note)?;
    }
    for passed in &finding.gates {
        let how = if passed.passed_by == PassedBy::Inference { " (inferred)" } else { "" };
        row(gate(passed.gate), &format!("{}{how}", passed.detail))?;
    }
    if let Some(by) = &finding.settled_by {
        row("settled by", by)?;
    }
    if let Some(help) = &finding.help {
        row("help", help)?;
    }
    row("id", &finding.id)?;
    writeln!(out, "</dl>\n</article>")
}

fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Referent => "same thing",
        Gate::Measure => "same measure",
        Gate::Time => "same time",
        Gate::Factuality => "same commitment",
        Gate::Scope => "same scope",
        Gate::Partition => "same partition",
    }
}

fn problems(out: &mut dyn Write, view: &View<'_>) -> io::Result<()> {
    if view.report.problems.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section aria-label=\"Problems\"><h2>Problems of the input</h2><ul>")?;
    for problem in &view.report.problems {
        let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
        writeln!(
            out,
            "<li><code>{}{line}</code> {} {}</li>",
            escaped(&problem.path),
            escaped(&problem.code),
            escaped(&problem.message)
        )?;
    }
    writeln!(out, "</ul></section>")
}
