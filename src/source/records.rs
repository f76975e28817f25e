//! Records: what a facts file holds, row by row, as cells with their places. What they claim is the work of the claim layer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Span;

/// What a row records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// Who holds which office, and from when to when.
    Office,
    /// Who belongs to which body or agreement, and from when to when.
    Member,
    /// A figure on a day.
    Figure,
    /// When somebody was born and died.
    Life,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Office, Self::Member, Self::Figure, Self::Life];

    /// The name in files and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Member => "member",
            Self::Figure => "figure",
            Self::Life => "life",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The fields that a row may have.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Office => &[Field::Person, Field::Office, Field::Of, Field::From, Field::To, Field::Source],
            Self::Member => &[Field::Member, Field::Body, Field::From, Field::To, Field::Source],
            Self::Figure => &[Field::Measure, Field::Of, Field::Value, Field::AsOf, Field::Source],
            Self::Life => &[Field::Person, Field::Born, Field::Died, Field::Source],
        }
    }

    /// The fields without which a row says nothing.
    pub fn required(self) -> &'static [Field] {
        match self {
            Self::Office => &[Field::Person, Field::Office],
            Self::Member => &[Field::Member, Field::Body],
            Self::Figure => &[Field::Measure, Field::Value, Field::AsOf],
            Self::Life => &[Field::Person],
        }
    }
}

/// A field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Who.
    Person,
    /// The office held.
    Office,
    /// The country, place or body of an office or a figure.
    Of,
    /// Who belongs to something.
    Member,
    /// What it belongs to.
    Body,
    /// The first day.
    From,
    /// The last day.
    To,
    /// What is measured.
    Measure,
    /// The figure.
    Value,
    /// The day of a figure.
    AsOf,
    /// The day of birth.
    Born,
    /// The day of death.
    Died,
    /// Where the row comes from.
    Source,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::Office,
        Self::Of,
        Self::Member,
        Self::Body,
        Self::From,
        Self::To,
        Self::Measure,
        Self::Value,
        Self::AsOf,
        Self::Born,
        Self::Died,
        Self::Source,
    ];

    /// The name in files and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Office => "office",
            Self::Of => "of",
            Self::Member => "member",
            Self::Body => "body",
            Self::From => "from",
            Self::To => "to",
            Self::Measure => "measure",
            Self::Value => "value",
            Self::AsOf => "as-of",
            Self::Born => "born",
            Self::Died => "died",
            Self::Source => "source",
        }
    }

    /// The field of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether it holds a day, month or year.
    pub fn is_date(self) -> bool {
        matches!(self, Self::From | Self::To | Self::AsOf | Self::Born | Self::Died)
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Where it stands in the text, without quotation marks; for a value that holds for a whole file, its row.
    pub span: Span,
    /// The value; a date as `2019-08-28`, `2019-08` or `2019`, however it is written.
    pub words: String,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it records.
    pub kind: RecordKind,
    /// The whole row.
    pub span: Span,
    /// Its cells; empty ones are left out.
    pub cells: BTreeMap<Field, Cell>,
}

impl Record {
    /// The value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.cells.get(&field).map(|cell| cell.words.as_str())
    }

    /// Where the value of a field stands; the whole row if there is none.
    pub fn span_of(&self, field: Field) -> Span {
        self.cells.get(&field).map_or(self.span, |cell| cell.span)
    }
}

/// The rows of a facts file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// The rows, by start.
    pub rows: Vec<Record>,
    /// Whether all holders of an office and all members of a body are listed of which the file lists one.
    pub complete: bool,
}

impl Records {
    /// The row that a span lies in.
    pub fn row_at(&self, span: Span) -> Option<&Record> {
        let before = self.rows.partition_point(|row| row.span.start <= span.start);
        self.rows[..before].last().filter(|row| row.span.contains(span))
    }
}

/// In which order the numbers of a date stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `2019-08-28`
    #[default]
    YearFirst,
    /// `28.08.2019`, `28/08/2019`
    DayFirst,
    /// `08/28/2019`
    MonthFirst,
}

/// How the columns of a table are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// What its rows record; told by the columns if it is left open.
    pub kind: Option<RecordKind>,
    /// The heading of the column of each field; a field that is not named has a column of its own name.
    pub headings: BTreeMap<Field, String>,
    /// Values that hold for every row.
    pub constants: BTreeMap<Field, String>,
    /// What parts the columns; a comma, semicolon or tab, whichever the first line has most of, if it is left open.
    pub delimiter: Option<u8>,
    /// How dates are written.
    pub dates: DateOrder,
    /// Whether the lists are complete.
    pub complete: bool,
}
