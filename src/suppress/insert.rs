//! Writing suppressions into documents: where a comment has to stand so that it silences the block of a finding and changes nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::{directive, scope};
use crate::diagnostic::Diagnostic;
use crate::source::{Block, BlockKind, Format, Source, Span};

/// Text to put into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// Offset into the decoded file.
    pub at: usize,
    /// What to put there; lines end with `\n`.
    pub text: String,
    /// How many findings it silences.
    pub findings: u64,
    /// Where those findings lie in the text.
    labels: Vec<Span>,
}

impl Insertion {
    /// Whether the comment is read as a suppression of its findings. `after` is the document with comments in it and otherwise the same text, and `at` where this one stands in its file.
    pub fn holds(&self, after: &Source, at: usize) -> bool {
        let within = at..=at + self.text.len();
        let mut read = after.directives.iter().filter(|directive| within.contains(&(directive.file.start as usize)));
        let scope = read.next().and_then(|directive| scope::of_directive(&scope::blocks(after), directive));
        scope.is_some_and(|scope| self.labels.iter().all(|label| scope.overlaps(*label)))
    }
}

/// The comments that silence the findings whose first label lies in a document, by place. Findings of one block share a comment.
/// Word files and facts files have no place for them.
pub fn insertions(source: &Source, findings: &[&Diagnostic], reason: &str) -> Vec<Insertion> {
    if matches!(source.format, Format::Docx | Format::Facts) {
        return Vec::new();
    }
    let blocks = scope::blocks(source);
    let mut by_block: BTreeMap<usize, (BTreeSet<&str>, Vec<Span>)> = BTreeMap::new();
    for finding in findings {
        let Some(label) = finding.labels.first().filter(|label| label.path == source.path) else { continue };
        let block = blocks.partition_point(|block| block.span.start <= label.span.start).checked_sub(1);
        let entry = by_block.entry(block.unwrap_or(0)).or_default();
        entry.0.insert(&finding.code);
        entry.1.push(label.span);
    }
    let mut insertions: Vec<Insertion> = Vec::new();
    for (block, (codes, labels)) in by_block {
        let Some(block) = blocks.get(block) else { continue };
        let words = directive::words(&codes.into_iter().collect::<Vec<_>>(), reason);
        let (at, text) = match source.format {
            Format::Text | Format::Docx | Format::Facts => in_text(source, block, &words),
            Format::Html => (source.in_file(block.span).start, comment(&words)),
            Format::Markdown => in_markdown(source, block, &words),
        };
        insertions.push(Insertion { at, text, findings: labels.len() as u64, labels });
    }
    insertions.sort_by_cached_key(|insertion| insertion.at);
    insertions
}

fn comment(words: &str) -> String {
    format!("<!-- claimlint: {words} -->")
}

fn in_text(source: &Source, block: &Block, words: &str) -> (usize, String) {
    (line(source.file(), source.in_file(block.span).start).start as usize, format!("%% claimlint: {words}\n"))
}

/// A line of its own before a block that begins its paragraph; else a comment at the end of the block, where a line would end a list or a table.
fn in_markdown(source: &Source, block: &Block, words: &str) -> (usize, String) {
    let file = source.file();
    let range = source.in_file(block.span);
    let first = line(file, range.start);
    let prefix = file.get(first.start as usize..range.start).unwrap_or("");
    let quoting = prefix.len() - prefix.trim_start_matches([' ', '\t', '>']).len();
    let opening = &prefix[quoting..];
    // Signs of emphasis, of headings and of brackets may stand before the first word; anything else is a list or a table.
    let plain = opening.chars().all(|c| matches!(c, '#' | '*' | '_' | '"' | '`' | '[' | '~' | ' '));
    let bullet = opening.starts_with("* ");
    let before = file.get(..(first.start as usize).saturating_sub(1)).unwrap_or("");
    let above = before.rsplit('\n').next().unwrap_or("").trim_matches([' ', '\t', '>', '\r']);
    let apart =
        first.start == 0 || above.is_empty() || above.starts_with('#') || above.ends_with("-->") || above == "---";
    let alone = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Quote);
    if alone && plain && !bullet && apart {
        return (first.start as usize, format!("{}{}\n", &prefix[..quoting], comment(words)));
    }
    let last = line(file, range.end);
    let end = last.of(file).trim_end().trim_end_matches('\\').trim_end();
    let row = matches!(block.kind, BlockKind::Row { .. });
    let (end, words) = if row {
        (end.strip_suffix('|').unwrap_or(end).trim_end(), words.replace('|', "\\|"))
    } else {
        (end, words.to_owned())
    };
    (last.start as usize + end.len(), format!(" {}", comment(&words)))
}

/// The line around an offset, without its end.
fn line(file: &str, at: usize) -> Span {
    let start = file.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |i| i + 1);
    let end = file.get(at..).and_then(|after| after.find('\n')).map_or(file.len(), |i| at + i);
    Span::new(start, end)
}
