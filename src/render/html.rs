//! One HTML page that needs nothing beside it: findings with the words around each place, by severity. It holds no script, and its policy allows none,
//! so that nothing of a document can run.

use std::io::{self, Write};

use super::view::{View, escaped};
use crate::diagnostic::{Diagnostic, Gate, PassedBy, Severity};

/// Characters of context on either side.
const CONTEXT: usize = 240;

/// Colours are told apart in light and in dark, and every severity is also a word.
const STYLE: &str = "\
:root{color-scheme:light dark;--page:#fff;--ink:#1d1d1f;--soft:#5b5b62;--line:#d8d8de;--card:#f7f7f9;--mark:#ffe9a8;--mark-ink:#1d1d1f;--error:#a4161a;--warning:#7a4b00;--note:#1d4e89}
@media (prefers-color-scheme:dark){:root{--page:#161618;--ink:#ececf0;--soft:#a9a9b2;--line:#3a3a40;--card:#1f1f23;--mark:#6b5300;--mark-ink:#fff;--error:#ff9b9b;--warning:#ffcf70;--note:#9cc9ff}}
body{margin:0 auto;max-width:72rem;padding:1.5rem;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;margin:0 0 .6rem;font-weight:600}
header p,footer{color:var(--soft)}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;list-style:none}a{color:inherit}
article{border:1px solid var(--line);border-left-width:.35rem;border-radius:.4rem;padding:1rem;margin:1rem 0;background:var(--card);break-inside:avoid}
.error{border-left-color:var(--error)}.warning{border-left-color:var(--warning)}.note{border-left-color:var(--note)}
.error .level{color:var(--error)}.warning .level{color:var(--warning)}.note .level{color:var(--note)}
.level{text-transform:uppercase;font-size:.8rem;letter-spacing:.04em}
.places{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}
figure{margin:0}figcaption{color:var(--soft);font-size:.9rem}blockquote{margin:.2rem 0 0;padding:0 0 0 .7rem;border-left:2px solid var(--line)}
mark{background:var(--mark);color:var(--mark-ink);padding:0 .1em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.8rem 0 0;font-size:.95rem}dt{color:var(--soft)}dd{margin:0}
code{font-family:ui-monospace,monospace;font-size:.9em}
@media print{body{max-width:none;padding:0}}";

/// Writes the page. `receipt` are the lines that end a run.
pub fn html(out: &mut dyn Write, view: &View<'_>, receipt: &[String]) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>claimlint</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>"
    )?;
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
