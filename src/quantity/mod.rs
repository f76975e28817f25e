//! Quantities: numbers in digits and words with their unit, what they count, their bounds and rounding.
//!
//! A quantity's extent follows its wording: "24 %" admits 23.5 to 24.5, "nearly 600,000" 540,000 to 600,000 (`docs/architecture.md`, "extents").

mod change;
mod context;
mod decimal;
mod extents;
mod noun;
mod number;
mod range;
mod scan;
mod skip;
mod slip;
mod sum;
mod tables;
mod units;
mod vague;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::extent::Extent;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{Text, Vocabulary};
use crate::time::TimeMention;
use context::Context;
use scan::Step;
use tables::Tables;

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
    /// The noun phrase after "of": "24 % of GDP", "23 of the 61 wells".
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

/// The unit of a share told without percent ("a third", "one in five").
const FRACTION: &str = "fraction";

impl Quantity {
    /// The value as worded; `None` for a range and for vague amounts.
    pub fn value(&self) -> Option<f64> {
        self.number.as_ref()?.parse().ok()
    }

    /// What comparable quantities share: the unit without the country's name ("US dollar" is a dollar), or what is counted.
    pub fn family(&self) -> Option<&str> {
        match self.unit.as_deref() {
            Some("fraction") => Some("percent"),
            Some(unit) => unit.split(' ').find(|w| w.starts_with(char::is_lowercase)).or(Some(unit)),
            None => self.measured.as_deref(),
        }
    }

    /// Whether both speak of the same unit, or count the same things, at the same rate; ranks compare with ranks only. Shares and percentages compare.
    pub fn comparable(&self, other: &Quantity) -> bool {
        if self.ordinal != other.ordinal || self.per != other.per {
            return false;
        }
        match (&self.unit, &other.unit) {
            (Some(a), Some(b)) => same_unit(a, b) || (self.is_share() && other.is_share()),
            (None, None) => self.measured.is_some() && self.measured == other.measured,
            _ => false,
        }
    }

    /// Whether some value is admitted by both; meaningful only where they are [comparable](Self::comparable).
    pub fn agree(&self, other: &Quantity) -> bool {
        !self.base_extent().disjoint(&other.base_extent())
    }

    fn is_share(&self) -> bool {
        self.unit.as_deref().is_some_and(|u| u == FRACTION || u == "percent")
    }

    /// The extent with shares told as percentages.
    fn base_extent(&self) -> Extent<f64> {
        if self.unit.as_deref() != Some(FRACTION) {
            return self.extent;
        }
        match (self.extent.low(), self.extent.high()) {
            (Some(low), Some(high)) => Extent::between(low * 100.0, high * 100.0),
            (Some(low), None) => Extent::from(low * 100.0),
            (None, Some(high)) => Extent::up_to(high * 100.0),
            (None, None) => Extent::all(),
        }
    }
}

/// One unit named with and without its country: "dollar" and "US dollar", "pound" and "pound sterling".
fn same_unit(a: &str, b: &str) -> bool {
    let home = |unit: &str| match unit {
        "US dollar" => "dollar".to_owned(),
        "pound sterling" => "pound".to_owned(),
        other => other.to_owned(),
    };
    home(a) == home(b)
}

/// Finds quantities.
#[derive(Clone, Debug, Default)]
pub struct QuantityReader {
    tables: Tables,
}

impl QuantityReader {
    /// Compiles the tables `quantity/*`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self { tables: Tables::new(lexicon, problems) }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.tables.share(vocabulary);
    }

    /// The quantities of a text, in order, not overlapping; numbers that belong to `times` are left out.
    pub fn find(&self, text: &Text, times: &[TimeMention]) -> Vec<Quantity> {
        let classes = self.tables.classes(text);
        let mut found = Vec::new();
        for sentence in &text.sentences {
            let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
            let cx = Context { text, tables: &self.tables, classes: &classes, start, end };
            sentence_quantities(&cx, times, &mut found);
        }
        found
    }
}

fn sentence_quantities(cx: &Context, times: &[TimeMention], found: &mut Vec<Quantity>) {
    let (mut at, mut free) = (cx.start, cx.start);
    while at < cx.end {
        if !scan::triggers(cx, at) {
            at += 1;
            continue;
        }
        let span = cx.text.tokens[at].span;
        if let Some(time) = time_at(times, span) {
            // An age is a quantity though its words are those of a duration.
            if let Some(Step { quantity: Some(quantity), next }) = scan::age(cx, at).filter(|_| at >= free) {
                (free, at) = (next, next);
                found.push(quantity);
                continue;
            }
            at = cx.text.tokens_in(Span { start: span.start, end: time.span.end }).end.max(at + 1);
            continue;
        }
        let step = scan::at(cx, at, free);
        if let Some(quantity) = step.quantity
            && time_at(times, quantity.digits).is_none()
        {
            free = step.next;
            found.push(quantity);
        }
        at = step.next.max(at + 1);
    }
}

/// The time mention that overlaps a span.
fn time_at(times: &[TimeMention], span: Span) -> Option<&TimeMention> {
    let next = times.partition_point(|t| t.span.end <= span.start);
    times.get(next).filter(|t| t.span.overlaps(span))
}

#[cfg(test)]
mod tests;
