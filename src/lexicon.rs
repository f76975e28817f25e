//! Word lists and tables: everything claimlint knows about words, offices, units, countries and bodies stands as data in `rules/lexicon/**/*.toml`.
//!
//! A recogniser asks for its table by name and gets it as its own type; a faulty file becomes a [`Problem`] with its place
//! and the table is taken as empty.
//!
//! ```
//! use claimlint::lexicon::Lexicon;
//! #[derive(Default, serde::Deserialize)]
//! struct Months { names: Vec<String> }
//! let lexicon = Lexicon::empty().with("time/demo", "demo.toml", "names = ['January']");
//! let mut problems = Vec::new();
//! let months: Months = lexicon.table("time/demo", &mut problems);
//! assert_eq!(months.names, ["January"]);
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::diagnostic::Problem;
use crate::source::Span;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A table that comes with the program.
pub(crate) enum Embedded {
    /// Read as TOML.
    Toml(&'static str),
    /// Read as JSON, which is faster; the TOML text is deflated.
    Table { json: &'static str, packed: &'static [u8] },
}

/// One lexicon file: path for messages, and contents.
#[derive(Clone, Debug)]
pub struct LexiconFile {
    /// Path as the user knows it.
    pub path: String,
    /// The TOML text as far as it is read; [`text`](Self::text) gives that of any table.
    pub(crate) contents: Cow<'static, str>,
    /// The same table as JSON and as deflated TOML; only those that come with the program have it.
    table: Option<(&'static str, &'static [u8])>,
    embedded: bool,
}

impl LexiconFile {
    /// Whether it came with the program.
    pub fn is_embedded(&self) -> bool {
        self.embedded
    }

    /// The TOML text.
    pub fn text(&self) -> Cow<'_, str> {
        let Some((_, packed)) = self.table else { return Cow::Borrowed(&self.contents) };
        let bytes = miniz_oxide::inflate::decompress_to_vec(packed).unwrap_or_default();
        Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
    }
}

/// All lexicon files by name: the path below `lexicon/` without `.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    files: BTreeMap<String, LexiconFile>,
}

impl Lexicon {
    /// No tables at all.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The tables that come with the program.
    pub fn embedded() -> Self {
        let mut lexicon = Self::default();
        for (below, embedded) in LEXICA {
            let Some(name) = below.strip_prefix("lexicon/").and_then(|x| x.strip_suffix(".toml")) else { continue };
            let (contents, table) = match *embedded {
                Embedded::Toml(contents) => (contents, None),
                Embedded::Table { json, packed } => ("", Some((json, packed))),
            };
            let path = format!("rules/{below}");
            let file = LexiconFile { path, contents: Cow::Borrowed(contents), table, embedded: true };
            lexicon.files.insert(name.to_owned(), file);
        }
        lexicon
    }

    /// Adds a file; one of the same name is replaced.
    #[must_use]
    pub fn with(mut self, name: &str, path: &str, contents: impl Into<Cow<'static, str>>) -> Self {
        let file = LexiconFile { path: path.to_owned(), contents: contents.into(), table: None, embedded: false };
        self.files.insert(name.to_owned(), file);
        self
    }

    /// The files whose name begins with `prefix`, in the order of their names.
    pub fn files(&self, prefix: &str) -> impl Iterator<Item = (&str, &LexiconFile)> {
        self.files.iter().filter(move |(name, _)| name.starts_with(prefix)).map(|(name, file)| (name.as_str(), file))
    }

    /// The table of a file as the caller's type; `T::default()` if the file is missing or faulty.
    pub fn table<T: DeserializeOwned + Default>(&self, name: &str, problems: &mut Vec<Problem>) -> T {
        let Some(file) = self.files.get(name) else {
            problems.push(Problem::file(
                format!("rules/lexicon/{name}.toml"),
                "CFG011",
                "the lexicon has no such table",
            ));
            return T::default();
        };
        if let Some(table) = file.table.and_then(|(json, _)| serde_json::from_str(json).ok()) {
            return table;
        }
        // The TOML reader knows the place of a fault.
        let contents = file.text();
        match toml::from_str(&contents) {
            Ok(table) => table,
            Err(error) => {
                problems.push(toml_problem(&file.path, &contents, &error, "CFG012"));
                T::default()
            }
        }
    }
}

/// The rule pages that come with the program: path below `rules/` and contents.
pub fn embedded_pages() -> &'static [(&'static str, &'static str)] {
    PAGES
}

/// A fault that the TOML reader found, with its place.
pub fn toml_problem(path: &str, contents: &str, error: &toml::de::Error, code: &str) -> Problem {
    let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
    match error.span() {
        Some(span) => Problem::at(path, contents, Span::new(span.start, span.end), code, message),
        None => Problem::file(path, code, message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_that_comes_with_the_program_has_its_text() {
        for (name, file) in Lexicon::embedded().files("") {
            let text = file.text();
            assert!(text.parse::<toml::Table>().is_ok_and(|table| !table.is_empty()), "{name}");
        }
    }
}
