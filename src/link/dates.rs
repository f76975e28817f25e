//! When a document was written: from its surroundings in the order of their weight, else as an interval from its text.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Document;
use crate::extent::{Days, Extent};
use crate::source::DateOrigin;
use crate::time::{Anchor, Direction, TimeReader};

/// A document's date.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentDate {
    /// The days it may date from; everything if nothing is known.
    pub extent: Days,
    /// Where that was found; `None` if nothing is known.
    pub origin: Option<DateOrigin>,
    /// Whether it was inferred from the text or the file's name.
    pub inferred: bool,
    /// In words: "file name", "Saturday, February 1; Monday, February 3".
    pub evidence: String,
    /// Whether it is told by another document's date of what this one tells in relation to its own day.
    pub beside: bool,
}

impl DocumentDate {
    fn unknown() -> Self {
        Self { extent: Extent::all(), origin: None, inferred: true, evidence: String::new(), beside: false }
    }
}

/// The date of a document.
pub(super) fn of(document: &Document, reader: &TimeReader) -> DocumentDate {
    let mut clues: Vec<_> = document.source.meta.dates.iter().collect();
    clues.sort_by_key(|c| c.origin);
    for clue in clues {
        if let Some(extent) = reader.read_date(&clue.value) {
            let inferred = clue.origin >= DateOrigin::FileName;
            return DocumentDate {
                extent,
                origin: Some(clue.origin),
                inferred,
                evidence: clue.value.clone(),
                beside: false,
            };
        }
    }
    if document.source.meta.living {
        // It holds now, whenever that is; the comparison bounds it by the dates of the documents that it meets.
        return DocumentDate {
            origin: Some(DateOrigin::Configuration),
            evidence: "living".to_owned(),
            ..DocumentDate::unknown()
        };
    }
    signed(document).unwrap_or_else(|| inferred(document))
}

/// A closing formula with a full date dates the document itself.
fn signed(document: &Document) -> Option<DocumentDate> {
    let mention = &document.claims.mentions.times[document.claims.dating.signed? as usize];
    let day = mention.expression.full_date()?;
    let evidence = document.source.words(mention.span).to_owned();
    Some(DocumentDate {
        extent: Extent::only(day),
        origin: Some(DateOrigin::Text),
        inferred: true,
        evidence,
        beside: false,
    })
}

/// Years searched for one in which a weekday fits its day.
const YEARS: i32 = 7;

/// Not before the latest date spoken of as past; narrowed by weekdays that stand beside a day and month.
fn inferred(document: &Document) -> DocumentDate {
    let claims = &document.claims;
    let anchor = Anchor::default();
    let mut date = DocumentDate::unknown();
    let mut low: Option<NaiveDate> = None;
    for &i in &claims.dating.past {
        let mention = &claims.mentions.times[i as usize];
        let start = mention.expression.resolve(&anchor).extent.low();
        if start > low {
            low = start;
            date.evidence = document.source.words(mention.span).to_owned();
        }
    }
    let Some(start) = low else { return date };
    let (mut from, mut to): (NaiveDate, Option<NaiveDate>) = (start, None);
    let mut until = String::new();
    for &i in &claims.dating.fitted {
        let mention = &claims.mentions.times[i as usize];
        let Some(day) = fitting(start, &mention.expression) else { continue };
        let words = document.source.words(mention.span).to_owned();
        match claims.settings[i as usize].direction {
            Direction::Past if day > from => (from, date.evidence) = (day, words),
            Direction::Future if to.is_none_or(|t| day < t) => (to, until) = (Some(day), words),
            _ => {}
        }
    }
    let extent = match to.filter(|t| *t >= from) {
        Some(to) => {
            date.evidence = format!("{}; {until}", date.evidence);
            Extent::between(from, to)
        }
        None => Extent::from(from),
    };
    DocumentDate { extent, origin: Some(DateOrigin::Text), ..date }
}

/// The first day at or after the year of `start` on which a weekday beside a day and month fits.
fn fitting(start: NaiveDate, expression: &crate::time::Expression) -> Option<NaiveDate> {
    let (month, day, weekday) = (expression.month?, expression.day?, expression.weekday?);
    (start.year()..start.year() + YEARS)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month.into(), day.into()))
        .find(|d| *d >= start && d.weekday() == nth(weekday))
}

/// The weekday of an ISO number, Monday 1 to Sunday 7.
fn nth(number: u8) -> Weekday {
    Weekday::try_from(number.saturating_sub(1) % 7).unwrap_or(Weekday::Mon)
}
