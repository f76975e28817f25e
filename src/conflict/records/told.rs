//! When something holds that a text tells, for being held against records.

use chrono::NaiveDate;

use crate::claim::{Bearing, Claim, Tense, Value};
use crate::extent::Days;
use crate::link::{How, Links};

/// Bytes between a claim without a verb and a time that is its own: ", in 2019".
const GAP: u32 = 10;

/// Days within which something is told to hold, at some time or throughout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub low: Option<NaiveDate>,
    pub high: Option<NaiveDate>,
    /// Whether that had to be inferred.
    pub inferred: bool,
    /// Whether a time of the sentence gave it.
    pub own: bool,
}

impl Told {
    fn of(days: Days, inferred: bool, own: bool) -> Option<Self> {
        let told = Self { low: days.low(), high: days.high(), inferred, own };
        (told.low.is_some() || told.high.is_some()).then_some(told)
    }

    /// When a claim holds; nothing if it is not known.
    pub(super) fn of_claim(links: &Links<'_>, document: usize, claim: &Claim) -> Option<Self> {
        if claim.apposed && !is_behind(links, document, claim) {
            return Self::of_date(links, document);
        }
        let valid = links.valid(document, claim);
        match valid.how {
            How::Unknown => None,
            how => Self::of(valid.days, how == How::Inferred, valid.own),
        }
    }

    /// The date of a document.
    fn of_date(links: &Links<'_>, document: usize) -> Option<Self> {
        let date = &links.documents[document].date;
        date.origin?;
        Self::of(date.extent, date.inferred, false)
    }

    /// Times of which a claim that is no more than words beside a name may speak as well: the one that its sentence tells.
    pub(super) fn beside(links: &Links<'_>, document: usize, claim: &Claim) -> Option<Self> {
        let time = claim.time.filter(|_| claim.apposed)?;
        Self::of(links.documents[document].times[time as usize].extent, true, true)
    }

    /// "in 2019", "on 2021-03-12", "before 2019".
    pub(super) fn words(&self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => format!("on {low}"),
            (Some(low), Some(high)) => format!("between {low} and {high}"),
            (Some(low), None) => format!("from {low} on"),
            (None, Some(high)) => format!("up to {high}"),
            (None, None) => "at any time".to_owned(),
        }
    }
}

/// Whether the time of a claim without a verb stands right behind it.
fn is_behind(links: &Links<'_>, document: usize, claim: &Claim) -> bool {
    let times = &links.documents[document].document.claims.mentions.times;
    let at = claim.time.map(|time| times[time as usize].span.start);
    !claim.title && at.and_then(|at| at.checked_sub(claim.span.end)).is_some_and(|gap| gap <= GAP)
}

/// Whether a claim tells a time from which on, or up to which, something held: those are compared by their ends.
pub(super) fn has_ends(claim: &Claim) -> bool {
    matches!(claim.bearing, Bearing::Since | Bearing::HadSince | Bearing::Throughout | Bearing::Until | Bearing::Before)
}

/// Whether words without a verb may look back, as titles in an account of earlier days do.
pub(super) fn may_look_back(claim: &Claim) -> bool {
    matches!(claim.value, Value::Office(_)) && (claim.apposed || claim.title) && claim.context.tense != Tense::Future
}
