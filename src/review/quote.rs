//! What a decision was taken on: the words of each place, and the time that they speak of.
//!
//! The same words under another date ("the rate was 5.2 per cent", below a head that says 2021 and later 2022) are another statement, so a quote keeps the days for which
//! they hold. They are kept as days and not in the hash, since a further run may know them better without a change of any document: a document that others date, one
//! dated with `--date`. So a time counts as another one only if neither lies within the other. What merely bounds a document's date says nothing, and is not kept.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::House;
use crate::diagnostic::{Diagnostic, Label, Report};

/// The first and the last day of a time; `None` where it is open.
pub type Days = (Option<String>, Option<String>);

/// The words of one place, by their hash, and their time: what is decided holds for them alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The document, relative to the folder of the file.
    pub path: String,
    /// A hash of the words; how they are broken into lines does not matter.
    pub hash: String,
    /// The days for which they hold, where those are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Days>,
}

impl Quote {
    /// The words of a place.
    pub fn new(path: String, words: &str, valid: Option<Days>) -> Self {
        let mut parts = words.split_whitespace();
        let first = parts.next().unwrap_or("").bytes();
        let rest = parts.flat_map(|part| std::iter::once(b' ').chain(part.bytes()));
        Self { path, hash: format!("{:016x}", crate::claim::hash(first.chain(rest))), valid }
    }

    /// Whether the place still reads as it did, of a time that may be the same.
    pub fn stands_as(&self, now: &Self) -> bool {
        let times = self.valid.as_ref().zip(now.valid.as_ref());
        (&self.path, &self.hash) == (&now.path, &now.hash) && times.is_none_or(|(then, now)| may_be_one(then, now))
    }

    /// Whether its time is one of days.
    pub(super) fn is_dated_by_days(&self) -> bool {
        let mut ends = self.valid.iter().flat_map(|(low, high)| low.iter().chain(high));
        ends.all(|end| day(end).is_some())
    }
}

/// The words that a finding rests on, in its order, each once.
pub fn quotes(finding: &Diagnostic, report: &Report, house: &House<'_>) -> Vec<Quote> {
    let (mut quotes, mut seen) = (Vec::new(), BTreeSet::new());
    for label in &finding.labels {
        let words = (house.sources)(&label.path).map_or("", |source| source.words(label.span));
        let quote = Quote::new((house.place)(&label.path), words, time(label, report));
        if seen.insert(quote.clone()) {
            quotes.push(quote);
        }
    }
    quotes
}

/// The time of a label: nothing if it is open and its end is no more than that of the document's date, which moves as more is known of that.
fn time(label: &Label, report: &Report) -> Option<Days> {
    let (low, high) = label.valid.as_ref()?;
    let document = report.documents.binary_search_by(|document| document.path.as_str().cmp(&label.path));
    let date = document.ok().map(|at| &report.documents[at].date);
    let bound = |end: &Option<String>| date.is_some_and(|(low, high)| end == low || end == high);
    match (low, high) {
        (None, None) => None,
        (Some(_), None) if bound(low) => None,
        (None, Some(_)) if bound(high) => None,
        _ => Some((low.clone(), high.clone())),
    }
}

/// Whether two times may be one of which more is known in one run than in the other: one lies within the other. "Since 2021" and "since 2022" are two.
fn may_be_one(a: &Days, b: &Days) -> bool {
    let (low, high) = ((ends(&a.0), ends(&b.0)), (ends(&a.1), ends(&b.1)));
    match (low, high) {
        ((Some(a), Some(b)), (None, None)) | ((None, None), (Some(a), Some(b))) => a == b,
        ((a_low, b_low), (a_high, b_high)) => {
            // No day is before all others, and none after them.
            let starts = a_low.cmp(&b_low);
            let stops = match (a_high, b_high) {
                (None, None) => std::cmp::Ordering::Equal,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(_), None) => std::cmp::Ordering::Less,
                (Some(a), Some(b)) => a.cmp(&b),
            };
            starts.is_eq() || stops.is_eq() || starts != stops
        }
    }
}

fn ends(end: &Option<String>) -> Option<NaiveDate> {
    end.as_deref().and_then(day)
}

fn day(words: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(words, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_the_same_however_it_is_broken_into_lines_and_no_other() {
        let hash = |words: &str| Quote::new("a.md".into(), words, None).hash;
        assert_eq!(hash("5.2 per\n  cent"), hash(" 5.2 per cent "));
        for other in ["5.3 per cent", "5.2 percent", "5.2 Per cent", ""] {
            assert_ne!(hash("5.2 per cent"), hash(other), "{other}");
        }
    }

    #[test]
    fn a_time_that_is_known_better_is_the_same_and_another_one_is_not() {
        let quote = |low: &str, high: &str| {
            let end = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
            Quote::new("a.md".into(), "the rate was 5.2 per cent", Some((end(low), end(high))))
        };
        let year = quote("2021-01-01", "2021-12-31");
        for (then, now, same) in [
            (year.clone(), year.clone(), true),
            (year.clone(), Quote { valid: None, ..year.clone() }, true),
            (year.clone(), quote("2021-03-01", "2021-03-31"), true),
            (year.clone(), quote("2021-03-01", "2021-12-31"), true),
            (year.clone(), quote("2020-03-01", ""), true),
            (year.clone(), quote("", "2022-12-31"), true),
            (year.clone(), quote("2022-01-01", "2022-12-31"), false),
            (year.clone(), quote("2021-07-01", "2022-06-30"), false),
            (year.clone(), quote("2022-01-01", ""), false),
            (quote("2021-01-01", ""), quote("2021-01-01", ""), true),
            (quote("2021-01-01", ""), quote("2022-01-01", ""), false),
            (quote("", "2021-12-31"), quote("", "2022-12-31"), false),
            (quote("2021-01-01", ""), quote("", "2022-12-31"), false),
        ] {
            assert_eq!(then.stands_as(&now), same, "{then:?} {now:?}");
            assert_eq!(now.stands_as(&then), same, "{now:?} {then:?}");
        }
    }
}
