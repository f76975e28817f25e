//! What the formats for other tools are made of: the findings shown, their documents and rules, and the spellings of paths.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Lookup, floor};
use crate::diagnostic::{Diagnostic, Label, Report, Severity};
use crate::rule::RuleSet;
use crate::source::{Position, Span};

/// Bytes of a label's words in formats for other tools.
const WORDS: usize = 300;

/// A report as it is shown.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The whole report.
    pub report: &'a Report,
    /// The findings that are shown, in the order of the report.
    pub shown: &'a [&'a Diagnostic],
    /// The documents.
    pub sources: &'a Lookup<'a>,
    /// The rules of the run.
    pub rules: &'a RuleSet,
}

impl<'a> View<'a> {
    /// The findings with the gravest first, else in the order of the report.
    pub(super) fn worst_first(&self) -> Vec<&'a Diagnostic> {
        let mut findings = self.shown.to_vec();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings
    }

    /// Start and end of a label; the first character where the document is not at hand.
    pub(super) fn region(&self, label: &Label) -> (Position, Position) {
        let first = Position { byte: 0, line: 1, column: 1 };
        (self.sources)(&label.path).map_or((first, first), |source| source.positions(label.span))
    }

    /// The words of a label, cut to a few.
    pub(super) fn words(&self, label: &Label) -> &'a str {
        let Some(source) = (self.sources)(&label.path) else { return "" };
        let words = source.words(label.span);
        &words[..floor(words, WORDS)]
    }

    /// The same without line feeds, for a place where one would be misread.
    pub(super) fn line_of(&self, label: &Label) -> String {
        self.words(label).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words around a label within its line, in three parts.
    pub(super) fn around(&self, label: &Label, context: usize) -> [String; 3] {
        let Some(source) = (self.sources)(&label.path) else { return Default::default() };
        let text = &*source.text;
        let (start, end) = (label.span.start as usize, (label.span.end as usize).min(text.len()));
        let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        let window = floor(text, start.saturating_sub(context));
        let mut from = before.get(window..).and_then(|near| near.rfind('\n')).map_or(window, |i| window + i + 1);
        let near = &after[..floor(after, context)];
        let mut to = near.find('\n').unwrap_or(near.len());
        // Whole words only, unless one is longer than the room there is.
        let cut = from > 0 && !before[..from].ends_with('\n');
        let left = to < after.len() && !after[to..].starts_with('\n');
        if cut && let Some(space) = before[from..].find(' ') {
            from += space;
        }
        if left && let Some(space) = after[..to].rfind(' ') {
            to = space;
        }
        let head = format!("{}{}", if cut { "…" } else { "" }, &before[from..]);
        let tail = format!("{}{}", &after[..to], if left { " …" } else { "" });
        [head, source.words(Span::new(start, end)).to_owned(), tail]
    }

    /// An id that no other finding of the report has: that of the finding, with a number where several places raise the same question.
    pub(super) fn unique_ids(findings: &[&Diagnostic]) -> Vec<String> {
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        let unique = findings.iter().map(|finding| {
            let n = seen.entry(&finding.id).or_default();
            *n += 1;
            if *n == 1 { finding.id.clone() } else { format!("{}-{n}", finding.id) }
        });
        unique.collect()
    }
}

/// What a finding says in a few lines: its places, notes and advice, without its message.
pub(super) fn details(finding: &Diagnostic, view: &View<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for label in &finding.labels {
        let at = view.region(label).0;
        lines.push(format!("{}:{}:{}: \"{}\" {}", label.path, at.line, at.column, view.line_of(label), label.message));
    }
    if finding.more > 0 {
        lines.push(format!("{} more places", finding.more));
    }
    lines.extend(finding.notes.iter().cloned());
    lines.extend(finding.settled_by.iter().map(|by| format!("settled by: {by}")));
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines
}

/// The words for a severity that most formats share.
pub(super) fn level(severity: Severity) -> &'static str {
    severity.name()
}

/// A path as a URI reference: what is no plain character is encoded; an absolute path gets its scheme.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            // Writing to a string cannot fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// Tells a page that claimlint wrote from a document.
const GENERATOR: &str = "<meta name=\"generator\" content=\"claimlint\">";

/// Whether a file is a page that claimlint wrote: what it quotes are no statements of its own.
pub fn is_own_page(file: &str) -> bool {
    file.starts_with("<!DOCTYPE html>") && file[..floor(file, 1 << 11)].contains(GENERATOR)
}

/// Colours are told apart in light and in dark, and every severity is also a word.
const STYLE: &str = "\
:root{color-scheme:light dark;--page:#fff;--ink:#1d1d1f;--soft:#5b5b62;--line:#d8d8de;--card:#f7f7f9;--mark:#ffe9a8;--mark-ink:#1d1d1f;--error:#a4161a;--warning:#7a4b00;--note:#1d4e89;--same:#1b6e3c}
@media (prefers-color-scheme:dark){:root{--page:#161618;--ink:#ececf0;--soft:#a9a9b2;--line:#3a3a40;--card:#1f1f23;--mark:#6b5300;--mark-ink:#fff;--error:#ff9b9b;--warning:#ffcf70;--note:#9cc9ff;--same:#8fdcab}}
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
.same{border-left-color:var(--same)}.same .level{color:var(--same)}
a.claim{text-decoration:underline;text-decoration-thickness:.15em;text-underline-offset:.2em}
a.claim.error{text-decoration-color:var(--error);background:var(--mark);color:var(--mark-ink)}a.claim.warning{text-decoration-color:var(--warning);text-decoration-style:wavy}
a.claim.same{text-decoration-color:var(--same)}a.claim.none{text-decoration-color:var(--line);text-decoration-style:dotted}
table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line)}
:target{outline:2px solid var(--warning)}
@media print{body{max-width:none;padding:0}}";

/// Writes the head of a page that needs nothing beside it and whose policy allows no script.
pub(super) fn page_head(out: &mut dyn Write, what: &str) -> io::Result<()> {
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "{GENERATOR}")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(
        out,
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>claimlint: {what}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>"
    )
}

/// Text of a table's cell in which nothing is markup: signs of Markdown become references, and so does what would name a user.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '#' | '@') {
            out.push_str(&format!("&#{};", c as u32));
        } else {
            out.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
        }
    }
    out
}

/// Text for XML and HTML: markup is escaped, and characters that steer or that XML does not allow are shown.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => super::visible::push(&mut out, c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris_that_mean_the_same() {
        for (path, expected) in [
            ("a/b.md", "a/b.md"),
            ("a b#c?.md", "a%20b%23c%3F.md"),
            ("c:d\"\n%.txt", "c%3Ad%22%0A%25.txt"),
            ("/drafts/é.txt", "file:///drafts/%C3%A9.txt"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn markup_of_a_document_stays_text() {
        assert_eq!(escaped("</script>\"'&\u{1b}\u{ffff}"), "&lt;/script&gt;&quot;&#39;&amp;␛\u{fffd}");
    }
}
