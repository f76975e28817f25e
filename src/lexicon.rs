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
use std::ops::Range;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use crate::diagnostic::Problem;
use crate::source::Span;

use archive::{Archive, Place};
use packing::Packing;

mod archive;
mod packed;
mod packing;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The code of a table that cannot be read.
const FAULTY: &str = "CFG012";

/// A lexicon file that comes with the program.
enum Embedded {
    /// A table, in a packed form that is read faster than TOML, and as TOML.
    Table { packed: Place, text: Place },
    /// Predicates, of which the places are needed, or a faulty table: TOML alone.
    Text(Place),
}

/// One lexicon file: path for messages, and contents.
#[derive(Clone, Debug)]
pub struct LexiconFile {
    /// Path as the user knows it.
    pub path: String,
    /// The TOML text as far as it is read; [`text`](Self::text) gives that of any table.
    pub(crate) contents: Cow<'static, str>,
    /// The same table packed and as TOML; only those that come with the program have it.
    table: Option<(Place, Place)>,
    embedded: bool,
}

impl LexiconFile {
    /// Whether it came with the program.
    pub fn is_embedded(&self) -> bool {
        self.embedded
    }

    /// The TOML text.
    pub fn text(&self) -> Cow<'_, str> {
        match self.table {
            Some((_, text)) => Cow::Borrowed(TABLE_TEXTS.text(text)),
            None => Cow::Borrowed(&self.contents),
        }
    }

    /// The packed form; a fault if this is no TOML.
    fn packed(&self) -> Result<Cow<'static, [u8]>, Box<Problem>> {
        match self.table {
            Some((packed, _)) => Ok(Cow::Borrowed(TABLES.bytes(packed))),
            None => Ok(Cow::Owned(self.packing()?.bytes)),
        }
    }

    fn packing(&self) -> Result<Packing, Box<Problem>> {
        let contents = self.text();
        let fault = |error| Box::new(toml_problem(&self.path, &contents, &error, FAULTY));
        let table = DeTable::parse(&contents).map_err(fault)?;
        Ok(Packing::of(&table))
    }

    /// What is told of a table that is not as it should be, with its place in the TOML.
    fn problem(&self, fault: &packed::Fault) -> Box<Problem> {
        let places = self.packing().map(|packing| packing.places).unwrap_or_default();
        let place = places.into_iter().find(|(offset, _)| *offset == fault.offset()).map(|(_, range)| range);
        Box::new(problem(&self.path, &self.text(), fault.message(), place, FAULTY))
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
                Embedded::Table { packed, text } => ("", Some((packed, text))),
                Embedded::Text(text) => (PREDICATE_TEXTS.text(text), None),
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
        let read = file.packed().and_then(|packed| packed::read(&packed).map_err(|fault| file.problem(&fault)));
        read.unwrap_or_else(|problem| {
            problems.push(*problem);
            T::default()
        })
    }
}

/// The rule pages that come with the program: path below `rules/` and contents.
pub fn embedded_pages() -> &'static [(&'static str, &'static str)] {
    static TEXTS: LazyLock<Vec<(&str, &str)>> =
        LazyLock::new(|| PAGES.iter().map(|&(path, place)| (path, PAGE_TEXTS.text(place))).collect());
    &TEXTS
}

/// A fault that the TOML reader found, with its place.
pub fn toml_problem(path: &str, contents: &str, error: &toml::de::Error, code: &str) -> Problem {
    problem(path, contents, error.message(), error.span(), code)
}

fn problem(path: &str, contents: &str, message: &str, place: Option<Range<usize>>, code: &str) -> Problem {
    let message = message.lines().next().unwrap_or("not valid TOML").to_owned();
    match place {
        Some(place) => Problem::at(path, contents, Span::new(place.start, place.end), code, message),
        None => Problem::file(path, code, message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Demo {
        names: Vec<String>,
        by_number: BTreeMap<u8, Option<i32>>,
        sizes: Vec<(char, f64)>,
        side: Option<Side>,
        nested: Nested,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Side {
        Left,
        Right,
    }

    #[derive(Debug, Default, PartialEq, serde::Deserialize)]
    struct Nested {
        needed: bool,
    }

    fn demo(toml: &'static str) -> (Demo, Vec<Problem>) {
        let mut problems = Vec::new();
        let table = Lexicon::empty().with("demo", "demo.toml", toml).table("demo", &mut problems);
        (table, problems)
    }

    #[test]
    fn a_table_is_read_as_the_type_asked_for() {
        let long = "x".repeat(300);
        let toml = format!(
            "names = ['Ä', '{long}']\nby_number = {{ 3 = -4, 200 = 7 }}\nsizes = [['a', 1.5], ['é', 2], ['i', inf]]\nside = 'right'\nnested.needed = true"
        );
        let (table, problems) = demo(toml.leak());
        assert_eq!(problems, []);
        assert_eq!(table.names, ["Ä", &long]);
        assert_eq!(table.by_number, BTreeMap::from([(3, Some(-4)), (200, Some(7))]));
        assert_eq!(table.sizes, [('a', 1.5), ('é', 2.0), ('i', f64::INFINITY)]);
        assert_eq!((table.side, table.nested), (Some(Side::Right), Nested { needed: true }));
    }

    #[test]
    fn a_fault_has_the_place_that_the_toml_reader_gives_it() {
        for toml in [
            "names = ['a', 3]",
            "names = 'a'",
            "names = ['a']\nmore = 1",
            "names = ['a']\n[nested]\n",
            "[nested]\nneeded = 'yes'",
            "side = 'up'",
            "by_number = { 3 = 4, 300 = 5 }",
            "by_number = { three = 4 }",
            "by_number = { 3 = 4000000000 }",
            "by_number = { 3 = 10000000000000000000 }",
            "sizes = [['ab', 1.5]]",
            "sizes = [['a']]",
            "sizes = [['a', 2021-03-04]]",
            "names = [{ a = 1 }]",
            "names = ",
        ] {
            let error = toml::from_str::<Demo>(toml).expect_err(toml);
            let (_, problems) = demo(toml);
            assert_eq!(problems, [toml_problem("demo.toml", toml, &error, FAULTY)], "{toml}");
        }
    }

    #[test]
    fn every_table_that_comes_with_the_program_has_its_text() {
        for (name, file) in Lexicon::embedded().files("") {
            let text = file.text();
            assert!(text.parse::<toml::Table>().is_ok_and(|table| !table.is_empty()), "{name}");
        }
    }
}
