//! A line of `review.jsonl`: who decided what about which words, and when.

use chrono::{DateTime, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Outcome, Quote};
use crate::diagnostic::{Diagnostic, Gate, PassedBy};

/// The version of a line that this version of claimlint reads and writes.
pub const VERSION: u32 = 1;

/// Most bytes of a note.
pub const NOTE: usize = 16 << 10;

/// Most bytes of a name or an id.
pub const NAME: usize = 400;

/// A decision, or a note without one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Microseconds since 1970; the least number for a time that is still to come. First, so that records sort by it.
    #[serde(skip)]
    pub at: i64,
    /// The version of the line.
    pub version: u32,
    /// The finding's id.
    pub id: String,
    /// The rule's code.
    pub code: String,
    /// What was decided; nothing for a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who.
    pub by: String,
    /// When, as RFC 3339 has it, or a day.
    pub on: String,
    /// The finding's message; for the reader only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The gates that the finding passed by inference only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inferred: Vec<Gate>,
    /// The words that it was decided on.
    pub quotes: Vec<Quote>,
}

/// What somebody says, and when.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// What was decided; nothing for a note.
    pub outcome: Option<Outcome>,
    /// Why.
    pub note: &'a str,
    /// Who.
    pub by: &'a str,
    /// Microseconds since 1970.
    pub at: i64,
}

impl Record {
    /// A statement on a finding.
    pub fn new(finding: &Diagnostic, quotes: Vec<Quote>, said: Statement<'_>) -> Self {
        let on = DateTime::from_timestamp_micros(said.at).unwrap_or_default();
        Self {
            at: said.at,
            version: VERSION,
            id: finding.id.clone(),
            code: finding.code.clone(),
            outcome: said.outcome,
            note: said.note.trim().to_owned(),
            by: said.by.trim().to_owned(),
            on: on.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
            message: finding.message.clone(),
            inferred: inferred(finding),
            quotes,
        }
    }

    /// The line of the file, with its line feed.
    pub fn line(&self) -> String {
        // A plain structure of strings and numbers can always be written.
        format!("{}\n", serde_json::to_string(self).unwrap_or_default())
    }

    /// The day of it.
    pub fn day(&self) -> &str {
        self.on.get(..10).unwrap_or(&self.on)
    }

    /// The same person, however the name is cased.
    pub fn same_person(&self, other: &Self) -> bool {
        self.by.trim().to_lowercase() == other.by.trim().to_lowercase()
    }

    /// What is wrong with a record whose form is right; else its time is filled in.
    pub(super) fn checked(mut self) -> Result<Self, String> {
        if self.id.is_empty() || self.id.len() > NAME || !self.id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err("`id` is no id of a finding".to_owned());
        }
        if self.by.trim().is_empty() || self.by.len() > NAME {
            return Err(format!("`by` has to be a name of at most {NAME} bytes"));
        }
        if self.note.len() > NOTE {
            return Err(format!("the note has {} bytes, more than {NOTE}", self.note.len()));
        }
        if self.outcome.is_none() && self.note.trim().is_empty() {
            return Err("it has neither an outcome nor a note".to_owned());
        }
        if self.quotes.is_empty() {
            return Err("`quotes` is empty, so that nobody can tell which words it is about".to_owned());
        }
        if !self.quotes.iter().all(Quote::is_dated_by_days) {
            return Err("`valid` of a quote holds two days as 2026-03-01, or `null`".to_owned());
        }
        self.at = moment(&self.on).ok_or_else(|| format!("`{}` is no time", self.on))?;
        Ok(self)
    }
}

/// The gates that a finding passed by inference only.
pub fn inferred(finding: &Diagnostic) -> Vec<Gate> {
    let mut gates: Vec<Gate> =
        finding.gates.iter().filter(|passed| passed.passed_by == PassedBy::Inference).map(|p| p.gate).collect();
    gates.sort_unstable();
    gates.dedup();
    gates
}

/// Microseconds since 1970 of a time with its offset, or of the beginning of a day.
fn moment(words: &str) -> Option<i64> {
    if let Ok(day) = NaiveDate::parse_from_str(words, "%Y-%m-%d") {
        return Some(day.and_time(NaiveTime::MIN).and_utc().timestamp_micros());
    }
    DateTime::parse_from_rfc3339(words).ok().map(|time| time.timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_compared_as_times_and_not_as_words() {
        for (earlier, later) in [
            ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00.5Z"),
            ("2026-03-01T10:00:00+02:00", "2026-03-01T09:00:00Z"),
            ("2026-03-01", "2026-03-01T00:00:01Z"),
        ] {
            assert!(moment(earlier).expect(earlier) < moment(later).expect(later));
        }
        for words in ["", "yesterday", "2026-02-30", "2026-03-01T10:00:00", "2026-03-01T25:00:00Z"] {
            assert_eq!(moment(words), None, "{words}");
        }
    }
}
