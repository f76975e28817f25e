//! Facts files: tables of who held which office, who belongs to what, figures, lives; TOML or CSV.
//!
//! The text of such a [`Source`] is the file itself, so that every value has its exact place. Whatever is wrong with a row becomes a problem at its place, and the
//! other rows count.
//!
//! ```
//! use claimlint::load;
//! use claimlint::source::{Columns, Field};
//!
//! let facts = "[[office]]\nperson = 'Ana Ruiz'\noffice = 'Mayor'\nof = 'Solcombe'\nfrom = 2021-03-01\n";
//! let (source, problems) = load::parse_facts("facts.toml", load::Decoded::utf8(facts), &Columns::default());
//! assert!(problems.is_empty());
//! assert_eq!(source.records.rows[0].get(Field::Person), Some("Ana Ruiz"));
//! ```

mod csv;
mod dates;
#[cfg(test)]
mod tests;
mod toml;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Decoded;
use crate::diagnostic::Problem;
use crate::source::{
    Cell, Columns, DateClue, DateOrigin, Field, Format, Metadata, OffsetMap, Record, RecordKind, Records, Source,
    SourceKind, Span,
};

/// Codes of the problems of facts files.
mod codes {
    /// The file is no table.
    pub const UNREADABLE: &str = "CFG150";
    /// A list, key or column that does not exist.
    pub const UNKNOWN: &str = "CFG151";
    /// A value is missing.
    pub const MISSING: &str = "CFG152";
    /// A value that cannot be.
    pub const VALUE: &str = "CFG153";
    /// An end before its beginning.
    pub const ORDER: &str = "CFG154";
    /// A row that stands there already (remark).
    pub const REPEATED: &str = "CFG155";
    /// Columns that are not read (remark).
    pub const OVER: &str = "CFG157";
}

/// Most problems that are told of one file.
const MOST: usize = 50;

/// What a reader makes of a facts file.
struct Reader<'a> {
    path: &'a str,
    file: &'a str,
    columns: &'a Columns,
    records: Records,
    as_of: Option<String>,
    problems: Vec<Problem>,
    /// Problems beyond those that are told.
    more: usize,
}

/// A value as it is written.
struct Written {
    field: Field,
    span: Span,
    words: String,
}

/// Whether a path's extension is one of facts files.
pub fn is_facts_name(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["toml", "csv", "tsv"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Reads a facts file, TOML by its name, else CSV. Never fails: faults become problems.
pub fn parse_facts(path: &str, decoded: Decoded, columns: &Columns) -> (Source, Vec<Problem>) {
    let Decoded { text: file, map, problems, .. } = decoded;
    let mut reader = Reader {
        path,
        file: &file,
        columns,
        records: Records { complete: columns.complete, ..Records::default() },
        as_of: None,
        problems: problems.into_iter().map(|problem| Problem { path: path.to_owned(), ..problem }).collect(),
        more: 0,
    };
    let is_toml = path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("toml"));
    if is_toml {
        reader.toml()
    } else {
        reader.csv()
    }
    reader.repeated();
    let Reader { mut records, as_of, mut problems, more, .. } = reader;
    problems.sort_by_key(|problem| (problem.line, problem.column));
    if more > 0 {
        problems.push(Problem::file(path, codes::VALUE, format!("{more} further faults are not shown")));
    }
    records.rows.sort_by_cached_key(|row| row.span);
    let mut source = Source::derived(path, Format::Facts, file.clone(), OffsetMap::identity(), file.clone(), map);
    source.records = records;
    source.meta = Metadata {
        // Without a date the file holds whenever it is read.
        living: as_of.is_none(),
        dates: as_of.map(|value| DateClue { value, origin: DateOrigin::FrontMatter }).into_iter().collect(),
        kind: Some(SourceKind::Record),
        ..Metadata::default()
    };
    (source, problems)
}

impl Reader<'_> {
    fn fault(&mut self, span: Span, code: &str, message: impl Into<String>, help: impl Into<String>) {
        // Lines are counted from the beginning for each, so that there must not be too many.
        if self.problems.len() >= MOST {
            self.more += 1;
            return;
        }
        self.problems.push(Problem::at(self.path, self.file, span, code, message).help(help));
    }

    /// Takes in a row, unless something that it needs is missing or cannot be.
    fn row(&mut self, kind: RecordKind, span: Span, written: Vec<Written>) {
        let mut cells: BTreeMap<Field, Cell> = BTreeMap::new();
        let mut sound = true;
        for Written { field, span, words } in written {
            let words = words.trim();
            if words.is_empty() {
                continue;
            }
            let words = if field.is_date() { self.date(span, words) } else { Some(words.to_owned()) };
            match words {
                Some(words) => {
                    cells.insert(field, Cell { span, words });
                }
                None => sound = false,
            }
        }
        if !sound {
            return;
        }
        if let Some(missing) = kind.required().iter().find(|field| !cells.contains_key(field)) {
            let names: Vec<&str> = kind.required().iter().map(|field| field.name()).collect();
            let message = format!("a row of `{}` without `{}`", kind.name(), missing.name());
            let head = Span { end: span.end.min(self.line_end(span.start)), ..span };
            return self.fault(head, codes::MISSING, message, format!("it needs {}", names.join(", ")));
        }
        for (first, last) in [(Field::From, Field::To), (Field::Born, Field::Died)] {
            if let (Some(from), Some(to)) = (cells.get(&first), cells.get(&last))
                && dates::is_after(&from.words, &to.words)
            {
                let (message, span) = (format!("{} lies before {}", to.words, from.words), to.span);
                let help = format!("`{}` is the first day, `{}` the last", first.name(), last.name());
                return self.fault(span, codes::ORDER, message, help);
            }
        }
        if kind == RecordKind::Figure && !cells[&Field::Value].words.contains(|c: char| c.is_ascii_digit()) {
            let span = cells[&Field::Value].span;
            return self.fault(
                span,
                codes::VALUE,
                "a figure without a digit",
                "write one like `7.4 %` or `1,200 people`",
            );
        }
        self.records.rows.push(Record { kind, span, cells });
    }

    fn line_end(&self, at: u32) -> u32 {
        let rest = self.file.get(at as usize..).unwrap_or("");
        at + rest.find('\n').unwrap_or(rest.len()) as u32
    }

    fn date(&mut self, span: Span, words: &str) -> Option<String> {
        match dates::read(words, self.columns.dates) {
            Ok(date) => Some(date),
            Err(fault) => {
                let message = format!("`{words}` {}", fault.words());
                self.fault(span, codes::VALUE, message, fault.help());
                None
            }
        }
    }

    /// Rows that stand there twice count once.
    fn repeated(&mut self) {
        let words = |row: &Record| -> Vec<(RecordKind, Field, String)> {
            row.cells.iter().map(|(field, cell)| (row.kind, *field, cell.words.clone())).collect()
        };
        let mut seen: FxHashMap<Vec<(RecordKind, Field, String)>, Span> = FxHashMap::default();
        let mut again = Vec::new();
        self.records.rows.retain(|row| {
            let first = *seen.entry(words(row)).or_insert(row.span);
            if first != row.span {
                again.push((first, row.span));
            }
            first == row.span
        });
        for (first, span) in again.iter().take(MOST.saturating_sub(self.problems.len())) {
            let line = self.file[..first.start as usize].matches('\n').count() + 1;
            let head = Span { end: span.end.min(self.line_end(span.start)), ..*span };
            let problem =
                Problem::at(self.path, self.file, head, codes::REPEATED, format!("line {line} says the same"));
            self.problems.push(problem.remark());
        }
    }
}

/// Advice on a name that does not exist: the nearest one, or all.
fn nearest(name: &str, known: &[&str], what: &str) -> String {
    let scored = known.iter().map(|known| (strsim::jaro_winkler(known, name), known)).filter(|&(score, _)| score > 0.8);
    match scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => format!("{what} are {}", known.join(", ")),
    }
}
