//! Quantities: numbers in digits and words with their unit, what they count, their bounds and rounding.
//!
//! A quantity's extent follows its wording: "24 %" admits 23.5 to 24.5, "nearly 600,000" 540,000 to 600,000 (`docs/design.md`, "extents").

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::extent::Extent;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::Text;
use crate::time::TimeMention;

/// How the words bound the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bounds {
    /// "115,460", "seven".
    Exact,
    /// "about", "some", "roughly".
    About,
    /// "nearly", "almost".
    Nearly,
    /// "more than", "over".
    MoreThan,
    /// "at least".
    AtLeast,
    /// "fewer than", "under".
    LessThan,
    /// "up to", "at most".
    AtMost,
    /// "between X and Y".
    Range,
}

/// Whether the quantity is a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// "rose by 3 %".
    Up,
    /// "fell 3 %".
    Down,
}

/// A quantity in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// From the bounding words to the unit or counted noun.
    pub span: Span,
    /// The number alone with its magnitude word ("3.2 billion").
    pub digits: Span,
    /// Decimal string of the value as worded; `None` for a range.
    pub number: Option<String>,
    /// Ends of a range as worded.
    pub range: Option<(String, String)>,
    /// The values the wording admits, in the unit named (not scaled to a base unit).
    pub extent: Extent<f64>,
    /// Singular English name of the unit: `percent`, `dollar`, `metre`, `percentage point`.
    pub unit: Option<String>,
    /// Head noun counted, singular lemma: `person`, `application`.
    pub measured: Option<String>,
    /// Span of the counted noun phrase after the number ("asylum applications"), if any.
    pub noun: Option<Span>,
    /// The NP after "of".
    pub of: Option<Span>,
    /// How it is bounded.
    pub bound: Bounds,
    /// Whether it is a change.
    pub change: Option<Change>,
    /// "a month", "per 100,000 people": the words after per.
    pub per: Option<String>,
    /// Whether it is a rank or a position ("fourth", "No. 10"), not an amount.
    pub ordinal: bool,
}

/// Finds quantities.
#[derive(Clone, Debug, Default)]
pub struct QuantityReader {}

impl QuantityReader {
    /// Compiles the tables `quantity/*`.
    pub fn new(_lexicon: &Lexicon, _problems: &mut Vec<Problem>) -> Self {
        Self::default()
    }

    /// The quantities of a text, in order, not overlapping; numbers that belong to `times` are left out.
    pub fn find(&self, _text: &Text, _times: &[TimeMention]) -> Vec<Quantity> {
        Vec::new()
    }
}

impl Quantity {
    /// Stub.
    pub fn comparable(&self, _other: &Quantity) -> bool {
        true
    }
    /// Stub.
    pub fn agree(&self, _other: &Quantity) -> bool {
        true
    }
}
