//! Reads TOML key by key, so that every fault gets its place in the file and one fault spoils no more than itself.
//!
//! Shared by predicate files and the `toml` block of rule pages; for the latter the block's offset in the page is added to every span.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Problem;
use crate::source::Span;

/// A value with its place.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

/// A string with its byte range in the file, quotation marks included.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// The string.
    pub words: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// One file being read, and the faults found so far.
pub(crate) struct Reader<'a> {
    path: &'a str,
    contents: &'a str,
    base: usize,
    /// The faults, in the order they were found.
    pub problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A reader of `contents`; `base` is where the TOML begins in it.
    pub fn new(path: &'a str, contents: &'a str, base: usize) -> Self {
        Self { path, contents, base, problems: Vec::new() }
    }

    /// Parses `toml`, which lies at the reader's base, and keeps what can be read of a faulty file.
    pub fn parse<'t>(&mut self, toml: &'t str, code: &str) -> Spanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(toml);
        for error in errors {
            let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
            self.fault(
                error.span().unwrap_or(0..0),
                code,
                message,
                "see the TOML specification; strings stand in double quotes",
            );
        }
        table
    }

    /// Records a fault at a range of the TOML.
    pub fn fault(&mut self, range: Range<usize>, code: &str, message: impl Into<String>, help: impl Into<String>) {
        let span = Span::new(self.base + range.start, self.base + range.end);
        self.problems.push(Problem::at(self.path, self.contents, span, code, message).help(help));
    }

    /// The range of a part of a string's words, as exactly as escapes allow.
    pub fn within(&self, text: &Text, part: Range<usize>) -> Range<usize> {
        let raw = self.contents.get(self.base + text.range.start..self.base + text.range.end).unwrap_or("");
        match raw.find(&text.words) {
            Some(lead) if !text.words.is_empty() => {
                text.range.start + lead + part.start..text.range.start + lead + part.end
            }
            _ => text.range.clone(),
        }
    }

    /// A string, or a fault.
    pub fn string(&mut self, value: &Value<'_>, code: &str) -> Option<Text> {
        match value.get_ref().as_str() {
            Some(words) => Some(Text { words: words.to_owned(), range: value.span() }),
            None => {
                let message = format!("expected a string, found {}", value.get_ref().type_str());
                self.fault(value.span(), code, message, "write the value in double quotes");
                None
            }
        }
    }

    /// A list of strings, or a fault for what is none.
    pub fn strings(&mut self, value: &Value<'_>, code: &str) -> Vec<Text> {
        match value.get_ref().as_array() {
            Some(array) => array.iter().filter_map(|item| self.string(item, code)).collect(),
            None => {
                let message = format!("expected a list of strings, found {}", value.get_ref().type_str());
                self.fault(value.span(), code, message, "write [\"…\", \"…\"]");
                Vec::new()
            }
        }
    }

    /// A table, or a fault.
    pub fn table<'t, 'v>(&mut self, value: &'v Value<'t>, code: &str) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let message = format!("expected a table, found {}", value.get_ref().type_str());
            self.fault(value.span(), code, message, "write { name = \"…\" }");
        }
        table
    }

    /// Records a fault for every key that is not among the known ones.
    pub fn only(&mut self, table: &DeTable<'_>, known: &[&str], code: &str) {
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                let message = format!("unknown key `{}`", key.get_ref());
                self.fault(key.span(), code, message, suggest(key.get_ref(), known));
            }
        }
    }
}

/// "did you mean …", or the words that would do.
pub(crate) fn suggest(word: &str, known: &[&str]) -> String {
    let near = known.iter().filter(|k| strsim::damerau_levenshtein(word, k) <= 2.min(k.len() / 2));
    match near.min_by_key(|k| strsim::damerau_levenshtein(word, k)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there are none to choose from".to_owned(),
        None => format!("one of: {}", known.join(", ")),
    }
}
