//! `[[facts.csv]]`: what the columns of facts files hold.

use std::collections::BTreeMap;
use std::path::Path;

use super::raw::{RawColumns, Word};
use super::read::Reader;
use super::{Config, Pattern};
use crate::source::{Columns, DateOrder, Field, RecordKind};

/// How the columns of the facts files that match a pattern are to be read.
#[derive(Debug)]
pub struct ColumnsEntry {
    /// The files.
    pub files: Pattern,
    /// How.
    pub columns: Columns,
}

impl Config {
    /// Whether a file is one of facts or of names.
    pub fn is_data(&self, path: &Path) -> bool {
        let relative = self.relative(path);
        relative.is_some_and(|relative| self.facts.iter().chain(&self.names).any(|pattern| pattern.matches(&relative)))
    }

    /// How the columns of a facts file are to be read, by its path relative to the configuration's folder: by the last entry that matches it.
    pub fn columns_of(&self, relative: &str) -> Columns {
        // Every pattern is asked, since one that matches nothing is reported.
        let matching = self.columns.iter().filter(|entry| entry.files.matches(relative));
        matching.map(|entry| entry.columns.clone()).last().unwrap_or_default()
    }
}

impl Reader<'_> {
    pub(super) fn columns(&mut self, raw: RawColumns) -> Option<ColumnsEntry> {
        let kind = raw.kind.as_ref().and_then(|word| self.record_kind(word));
        let columns = Columns {
            kind,
            headings: self.fields(raw.columns, kind),
            constants: self.fields(raw.constants, kind),
            delimiter: raw.delimiter.as_ref().and_then(|word| self.delimiter(word)),
            dates: raw.dates.as_ref().map_or(DateOrder::YearFirst, |word| self.date_order(word)),
            complete: raw.complete,
        };
        Some(ColumnsEntry { files: self.pattern(raw.files)?, columns })
    }

    fn record_kind(&mut self, word: &Word) -> Option<RecordKind> {
        let kind = RecordKind::named(word.get_ref());
        if kind.is_none() {
            let problem = self.fault(word, "CFG002", format!("`{}` is no kind of facts", word.get_ref()));
            problem.help = Some(format!("the kinds are {}", names(RecordKind::ALL.map(RecordKind::name))));
        }
        kind
    }

    fn fields(&mut self, raw: BTreeMap<Word, Word>, kind: Option<RecordKind>) -> BTreeMap<Field, String> {
        let known: Vec<Field> = kind.map_or(Field::ALL.to_vec(), |kind| kind.fields().to_vec());
        let mut fields = BTreeMap::new();
        for (field, words) in raw {
            match Field::named(field.get_ref()).filter(|field| known.contains(field)) {
                Some(field) => drop(fields.insert(field, words.into_inner())),
                None => {
                    let problem =
                        self.fault(&field, "CFG002", format!("`{}` is no field of such rows", field.get_ref()));
                    problem.help = Some(format!("the fields are {}", names(known.iter().map(|field| field.name()))));
                }
            }
        }
        fields
    }

    fn delimiter(&mut self, word: &Word) -> Option<u8> {
        match word.get_ref().as_bytes() {
            [mark] if mark.is_ascii_punctuation() && *mark != b'"' || *mark == b'\t' || *mark == b' ' => Some(*mark),
            _ => {
                let problem = self.fault(word, "CFG002", format!("`{}` cannot part columns", word.get_ref()));
                problem.help = Some("write one character: \",\", \";\", \"|\" or \"\\t\"".to_owned());
                None
            }
        }
    }

    fn date_order(&mut self, word: &Word) -> DateOrder {
        match word.get_ref().as_str() {
            "year-first" => DateOrder::YearFirst,
            "day-first" => DateOrder::DayFirst,
            "month-first" => DateOrder::MonthFirst,
            other => {
                let problem = self.fault(word, "CFG002", format!("`{other}` is no order of dates"));
                problem.help = Some("the orders are year-first, day-first and month-first".to_owned());
                DateOrder::YearFirst
            }
        }
    }
}

fn names<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}
