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

/// One lexicon file: path for messages, and contents.
#[derive(Clone, Debug)]
pub struct LexiconFile {
    /// Path as the user knows it.
    pub path: String,
    /// The TOML text.
    pub contents: Cow<'static, str>,
    /// The same table as JSON, which is read faster; only those that come with the program have it.
    json: Option<&'static str>,
    embedded: bool,
}

impl LexiconFile {
    /// Whether it came with the program.
    pub fn is_embedded(&self) -> bool {
        self.embedded
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
        for &(below, contents, json) in LEXICA {
            if let Some(name) = below.strip_prefix("lexicon/").and_then(|x| x.strip_suffix(".toml")) {
                let file = LexiconFile {
                    path: format!("rules/{below}"),
                    contents: Cow::Borrowed(contents),
                    json,
                    embedded: true,
                };
                lexicon.files.insert(name.to_owned(), file);
            }
        }
        lexicon
    }

    /// Adds a file; one of the same name is replaced.
    #[must_use]
    pub fn with(mut self, name: &str, path: &str, contents: impl Into<Cow<'static, str>>) -> Self {
        let file = LexiconFile { path: path.to_owned(), contents: contents.into(), json: None, embedded: false };
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
        if let Some(table) = file.json.and_then(|json| serde_json::from_str(json).ok()) {
            return table;
        }
        // The TOML reader knows the place of a fault.
        match toml::from_str(&file.contents) {
            Ok(table) => table,
            Err(error) => {
                problems.push(toml_problem(&file.path, &file.contents, &error, "CFG012"));
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
