//! Front matter of Markdown files: `key: value` lines between `---` (YAML) or `key = value` lines between `+++` (TOML).
//!
//! Only simple lines are understood. Dates become clues; everything else that reads like words is also text of the document, since
//! names and offices stand there (`chair: Judge A. B.`).

use super::Parts;
use super::drafts::{Drafts, Place};
use crate::source::{BlockKind, DateClue, DateOrigin};

/// Reads the front matter into blocks and metadata; returns where the body begins, 0 if there is no front matter.
pub(super) fn read(file: &str, drafts: &mut Drafts, parts: &mut Parts) -> usize {
    let Some((lines, body)) = fenced(file) else { return 0 };
    for (start, line) in lines {
        let Some((key, value_at)) = key_of(line) else { continue };
        let (value, lead) = unquoted(line[value_at..].trim_end());
        let value_start = start + value_at + lead;
        match key.to_ascii_lowercase().as_str() {
            _ if value.is_empty() => {}
            "date" | "published" | "updated" => {
                parts.dates.push(DateClue { value: value.to_owned(), origin: DateOrigin::FrontMatter });
            }
            "title" => {
                drafts.put(value, value_start..value_start + value.len());
                drafts.finish(BlockKind::Heading(1), Place::default());
                parts.title.get_or_insert_with(|| value.to_owned());
            }
            _ if reads_like_words(value) => {
                drafts.put(key, start..start + key.len());
                drafts.put(": ", start + key.len()..value_start);
                drafts.put(value, value_start..value_start + value.len());
                drafts.finish(BlockKind::Paragraph, Place::default());
            }
            _ => {}
        }
    }
    body
}

type Lines<'a> = Vec<(usize, &'a str)>;

/// The lines between the fences with their offsets, and where the body begins.
fn fenced(file: &str) -> Option<(Lines<'_>, usize)> {
    let mut lines = file.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let (mut at, mut found) = (first.len(), Vec::new());
    for line in lines {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((found, at + line.len()));
        }
        // A rule above a paragraph is no front matter: its first line must be an entry or a comment.
        if found.is_empty() && key_of(line).is_none() && !line.starts_with('#') {
            return None;
        }
        found.push((at, line));
        at += line.len();
    }
    None
}

/// The key of an entry that is not indented, and where its value begins.
fn key_of(line: &str) -> Option<(&str, usize)> {
    let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).filter(|&end| end > 0)?;
    let rest = &line[end..];
    let sign = rest.trim_start_matches(' ');
    let after = sign.strip_prefix([':', '='])?;
    if sign.starts_with(':') && !after.is_empty() && !after.starts_with(char::is_whitespace) {
        return None;
    }
    Some((&line[..end], line.len() - after.trim_start().len()))
}

/// The value without its quotation marks, and how many bytes were left out before it.
fn unquoted(value: &str) -> (&str, usize) {
    for mark in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(mark).and_then(|v| v.strip_suffix(mark)) {
            return (inner, 1);
        }
    }
    (value, 0)
}

fn reads_like_words(value: &str) -> bool {
    let structure = value.starts_with(['[', '{', '|', '>', '&', '*', '/', '#', '.']) || value.contains("://");
    let flag = ["true", "false", "null", "yes", "no"].iter().any(|w| value.eq_ignore_ascii_case(w));
    !structure && !flag && value.chars().any(char::is_alphabetic)
}
