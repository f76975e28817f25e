//! Temporal expressions: found, normalised to TIMEX3, resolved to extents of days.
//!
//! An expression stays symbolic ("the previous year") until [`Expression::resolve`] is given an [`Anchor`], since a document's date may only be known in the linking stage.
//! [`TimeReader::find`] reads them off the tokens, [`TimeReader::resolve_all`] walks a text and anchors each one to the document's date, to the date named last,
//! or in a quotation to the day on which it was said.
//!
//! ```
//! use claimlint::lexicon::Lexicon;
//! use claimlint::time::TimeReader;
//! let reader = TimeReader::new(&Lexicon::embedded(), &mut Vec::new());
//! let days = reader.read_date("Brannoc, Thursday 18 April 2024").unwrap();
//! assert_eq!(days.low().unwrap().to_string(), "2024-04-18");
//! ```

mod anchored;
mod calendar;
mod clock;
mod counted;
mod dates;
mod distances;
mod expression;
mod feasts;
mod fractions;
mod lengths;
mod measure;
mod moment;
mod nearest;
mod nights;
mod numeric;
mod parts;
mod portions;
mod ranges;
mod relative;
mod resolve;
mod scan;
mod seasons;
mod sets;
mod speech;
mod story;
mod tables;
#[cfg(test)]
mod tests;
mod timex;
mod turns;
mod units;
mod walk;
mod weekdays;
mod years;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::expression::{
    Base, Bound, Clock, Expression, Form, Grain, Hemisphere, Length, Portion, Reference, Step, TimexType, Unit,
    weekday_conflict,
};
pub use self::moment::Moment;
pub use self::speech::Said;
pub use self::timex::Timex;
pub use self::walk::{Direction, Setting};
use crate::diagnostic::Problem;
use crate::extent::{Days, Extent};
use crate::lexicon::Lexicon;
use crate::source::{Source, Span};
use crate::text::{Text, TextTables, Vocabulary};

/// What relative expressions resolve against.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The document's date, itself an extent; [`Extent::all`] if nothing is known.
    pub document: Days,
    /// The nearest date before the expression, for "that year", "three days later".
    pub nearest: Option<Days>,
    /// Where the clause looks.
    pub direction: Direction,
}

impl Default for Anchor {
    fn default() -> Self {
        Self { document: Extent::all(), nearest: None, direction: Direction::Unknown }
    }
}

/// An expression placed on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The TIMEX3 value: `2019-08-28`, `2019-W35`, `P6Y`, `PRESENT_REF`, `XXXX-02-03`; a range is `2017/2021`.
    pub value: String,
    /// The days it covers, both ends included; unbounded where open. `Extent::all()` for durations and sets.
    pub extent: Days,
    /// Whether the words alone gave it, with no anchor.
    pub explicit: bool,
}

/// A temporal expression in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub expression: Expression,
}

impl TimeMention {
    /// Whether it is a length of time ("six years"), no date.
    pub fn is_duration(&self) -> bool {
        self.expression.timex == TimexType::Duration
    }
}

/// Finds temporal expressions.
#[derive(Clone, Debug, Default)]
pub struct TimeReader {
    tables: Arc<tables::Tables>,
}

impl TimeReader {
    /// Compiles the tables `time/*`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self { tables: Arc::new(tables::Tables::new(lexicon, problems)) }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        Arc::make_mut(&mut self.tables).share(vocabulary);
    }

    /// The temporal expressions of a text, in order, not overlapping.
    pub fn find(&self, text: &Text) -> Vec<TimeMention> {
        scan::find(&self.tables, text, false)
    }

    /// As [`TimeReader::find`], with those that only point at a time told around them: "the week", "the morning", "before the summer", "during this period".
    ///
    /// They are listed, but a claim takes its time from none of them: what they point at is too uncertain to tell two claims apart.
    pub fn find_all(&self, text: &Text) -> Vec<TimeMention> {
        scan::find(&self.tables, text, true)
    }

    /// Reads a date from metadata: `2019-08-28`, with time or zone, `2019-08`, `2019`, or a date in words. `None` if it is no date.
    pub fn read_date(&self, words: &str) -> Option<Days> {
        // Metadata lines are short; a whole text given by mistake must not be read as one.
        let words = words.get(..words.len().min(1000)).unwrap_or_default();
        let text = Text::read(&Source::plain("date", words), &TextTables::default());
        let found = self.find(&text);
        let mut dates = found.iter().map(|m| &m.expression).filter(|e| e.is_absolute() && !e.impossible_day());
        let best = dates.clone().find(|e| e.full_date().is_some()).or_else(|| dates.next())?;
        Some(best.resolve(&Anchor::default()).extent).filter(Days::is_bounded)
    }

    /// Places all mentions of a text: the document's date, the date named before and the verb beside each one decide.
    pub fn resolve_all(&self, text: &Text, mentions: &[TimeMention], document: Days) -> Vec<Resolved> {
        resolve(mentions, &self.settings(text, mentions), document)
    }

    /// What the text around each mention tells for placing it; all that [`resolve`] needs of the text.
    pub fn settings(&self, text: &Text, mentions: &[TimeMention]) -> Vec<Setting> {
        walk::settings(&self.tables, text, mentions)
    }
}

/// Places mentions with their settings on the calendar, without their text.
pub fn resolve(mentions: &[TimeMention], settings: &[Setting], document: Days) -> Vec<Resolved> {
    let anchors = walk::anchors(mentions, settings, document);
    mentions.iter().zip(&anchors).map(|(mention, anchor)| mention.expression.resolve(anchor)).collect()
}
