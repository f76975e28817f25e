//! What the formats for other tools are made of: the findings shown, their documents and rules, and the spellings of paths.

use std::collections::BTreeMap;
use std::fmt::Write as _;

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
        let mut from = before.rfind('\n').map_or(0, |i| i + 1).max(floor(text, start.saturating_sub(context)));
        let mut to = after.find('\n').unwrap_or(after.len()).min(floor(after, context));
        // Whole words only, unless one is longer than the room there is.
        let (cut, left) =
            (from > 0 && !before[..from].ends_with('\n'), to < after.len() && !after[to..].starts_with('\n'));
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
            ("/tmp/é.txt", "file:///tmp/%C3%A9.txt"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn markup_of_a_document_stays_text() {
        assert_eq!(escaped("</script>\"'&\u{1b}\u{ffff}"), "&lt;/script&gt;&quot;&#39;&amp;␛\u{fffd}");
    }
}
