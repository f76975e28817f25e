//! Temporal expressions: found, normalised to TIMEX3, resolved to extents of days.
//!
//! An expression stays symbolic ("the previous year") until [`Expression::resolve`] is given an [`Anchor`], since a document's date may only be known in the linking stage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::extent::{Days, Extent};
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::Text;

/// The TIMEX3 type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar date of any grain.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A frequency.
    Set,
}

/// The fineness of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// A clock time.
    Minute,
    /// A day.
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season.
    Season,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// No grain: now, the past, a duration.
    None,
}

/// Whether the clause around an expression looks back or ahead; picks the year of "in March" and the week of "on Monday".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Past tense.
    Past,
    /// Future or intention.
    Future,
    /// Not known.
    #[default]
    Unknown,
}

/// What relative expressions resolve against.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The document's date, itself an extent; [`Extent::all`] if nothing is known.
    pub document: Days,
    /// The nearest explicit date before the expression, for "that year", "three days later".
    pub nearest: Option<Days>,
    /// Where the clause looks.
    pub direction: Direction,
}

impl Default for Anchor {
    fn default() -> Self {
        Self { document: Extent::all(), nearest: None, direction: Direction::Unknown }
    }
}

/// A normalised, still symbolic temporal expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expression {
    /// TIMEX3 type.
    pub timex: TimexType,
    /// Fineness.
    pub grain: Grain,
    /// The year, month and day as far as the words themselves give them.
    pub year: Option<i32>,
    /// Month 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Day of the week, 1 Monday to 7 Sunday (ISO).
    pub weekday: Option<u8>,
}

/// An expression placed on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The TIMEX3 value: `2019-08-28`, `2019-W35`, `P6Y`, `PRESENT_REF`, `XXXX-02-03`.
    pub value: String,
    /// The days it covers, both ends included; unbounded where open. `Extent::all()` for durations and sets.
    pub extent: Days,
    /// Whether the words alone gave it, with no anchor.
    pub explicit: bool,
}

impl Expression {
    /// Places the expression on the calendar.
    pub fn resolve(&self, _anchor: &Anchor) -> Resolved {
        Resolved { value: String::new(), extent: Extent::all(), explicit: false }
    }

    /// Stub.
    pub fn year(&self) -> Option<i32> {
        self.year
    }
    /// Stub.
    pub fn month(&self) -> Option<u8> {
        self.month
    }
    /// Stub.
    pub fn day(&self) -> Option<u8> {
        self.day
    }
    /// Stub.
    pub fn weekday(&self) -> Option<u8> {
        self.weekday
    }
    /// Stub.
    pub fn is_vague(&self) -> bool {
        false
    }
    /// Whether the words alone, with no anchor, place it on the calendar.
    pub fn is_absolute(&self) -> bool {
        self.year.is_some()
    }

    /// The day, if year, month and day are all given and exist.
    pub fn full_date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?.into(), self.day?.into())
    }
}

/// A temporal expression in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub expression: Expression,
}

/// Finds temporal expressions.
#[derive(Clone, Debug, Default)]
pub struct TimeReader {}

impl TimeReader {
    /// Compiles the tables `time/*`.
    pub fn new(_lexicon: &Lexicon, _problems: &mut Vec<Problem>) -> Self {
        Self::default()
    }

    /// The temporal expressions of a text, in order, not overlapping.
    pub fn find(&self, _text: &Text) -> Vec<TimeMention> {
        Vec::new()
    }

    /// Reads a date from metadata: `2019-08-28`, with time or zone, `2019-08`, `2019`, or a date in words. `None` if it is no date.
    pub fn read_date(&self, _words: &str) -> Option<Days> {
        None
    }
}

/// Stub.
pub fn direction(_text: &Text, _sentence: usize) -> Direction {
    Direction::Unknown
}
