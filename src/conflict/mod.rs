//! Conflicts: gates, verdicts and findings.
//!
//! Two claims are compared only when every part of their question agrees. Each gate passes (on words or by inference), fails, or cannot be decided.
//! What remains is a question of extents: disjoint ones conflict. All claims that bear on one question form one finding.

mod acronyms;
mod acts;
mod affairs;
mod ages;
mod anniversaries;
mod around;
mod bases;
mod calendar;
mod callings;
mod cases;
mod cells;
mod christened;
mod compare;
mod copies;
mod deadlines;
mod deeds;
mod denial;
mod editions;
mod elapsed;
mod exchange;
mod exclusives;
mod findings;
mod firms;
mod founders;
mod frames;
mod gates;
mod groups;
mod holders;
mod incumbents;
mod instruments;
mod jurisdiction;
mod lapses;
mod likes;
mod limits;
mod lineup;
mod magnitudes;
mod members;
mod milestones;
mod moments;
mod names;
mod namesakes;
mod narrow;
mod occasions;
mod offices;
mod orders;
mod outcomes;
mod passages;
mod portfolios;
mod quotations;
mod ranks;
mod ratios;
mod reckoned;
mod records;
mod referred;
mod rivals;
mod rosters;
mod same;
mod scope;
mod settings;
mod settlements;
mod sides;
mod sieve;
mod since;
mod single;
mod sole;
mod status;
mod succession;
mod successors;
mod surnames;
mod terms;
mod totals;
mod trends;
mod turns;
mod undated;
mod whereabouts;
mod wording;
mod worked;

pub use findings::{check, value_words};
pub(crate) use quotations::{FAMOUS, mixed};
pub use settings::{Override, Settings};
pub(crate) use wording::BOILERPLATE;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Gate, Passed, PassedBy};

/// Why a comparison could not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// Nobody knows who is meant.
    UnknownReferent,
    /// Several could be meant.
    AmbiguousReferent,
    /// It is not told what is measured.
    UnknownMeasure,
    /// It is not told when it holds.
    UnknownTime,
    /// It holds at the document's date, which is not known.
    UnknownDocumentDate,
    /// Whole or part is not told.
    UnknownScope,
    /// Said with reservations.
    Hedged,
    /// Rests on a translation.
    Translated,
}

/// How two claims differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Difference {
    /// Two values.
    Value,
    /// Times that do not meet.
    Time,
    /// Asserted and denied.
    Polarity,
    /// Two holders.
    Holder,
    /// Two states.
    Status,
    /// Another order.
    Order,
    /// Other words.
    Wording,
    /// It does not add up.
    Arithmetic,
}

/// What comparing two claims comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They can both stand, and say the same.
    Agree,
    /// They cannot both stand.
    Conflict(Difference),
    /// They answer different questions.
    Unrelated(Gate),
    /// It cannot be told.
    Undecided(Reason),
}

/// A comparison: verdict, gates passed, and what weighs on its severity.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    pub verdict: Verdict,
    pub gates: Vec<Passed>,
    /// How the values were worked out.
    pub notes: Vec<String>,
    /// How many of the two sides are attributed to a speaker.
    pub attributed: u8,
    /// One speaker on one occasion.
    pub same_speaker: bool,
    /// How much the questions have in common, for those without fixed slots.
    pub likeness: u32,
    /// What would settle it.
    pub settled_by: Option<String>,
    /// The dates of an undated document at which the two clash; those that decided come first.
    pub open: Vec<cases::Open>,
    /// The documents whose dates would decide it.
    pub undated: Vec<usize>,
}

impl Compared {
    pub(crate) fn new() -> Self {
        Self {
            verdict: Verdict::Agree,
            gates: Vec::new(),
            notes: Vec::new(),
            attributed: 0,
            same_speaker: false,
            likeness: 0,
            settled_by: None,
            open: Vec::new(),
            undated: Vec::new(),
        }
    }

    pub(crate) fn is(mut self, verdict: Verdict) -> Self {
        self.verdict = verdict;
        self
    }

    pub(crate) fn passed(&mut self, gate: Gate, passed_by: PassedBy, detail: impl Into<String>) {
        self.gates.push(Passed { gate, passed_by, detail: detail.into() });
    }

    pub(crate) fn inferred(&self) -> bool {
        self.gates.iter().any(|g| g.passed_by == PassedBy::Inference)
    }
}
