//! Quantities: numbers in digits and words with their unit, what they count, their bounds and rounding.
//!
//! A quantity's extent follows its wording: "24 %" admits 23.5 to 24.5, "nearly 600,000" 540,000 to 600,000 (`docs/architecture.md`, "extents").

mod change;
mod coded;
mod compound;
mod context;
mod decimal;
mod exponent;
mod extents;
mod grouping;
mod magnitude;
mod multiple;
mod noun;
mod number;
mod range;
mod records;
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
use crate::time::{Form, TimeMention};
use context::{Context, Whole};
use grouping::Habit;
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

/// What a unit measures, and how its values are told in that measure's base unit: (value + `offset`) × `factor`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// What is measured: `length`, `temperature`.
    pub of: String,
    /// How many base units one unit is.
    pub factor: f64,
    /// What is added before multiplying; zero but for temperatures.
    pub offset: f64,
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
    /// How the unit converts to others of its kind, where the tables know.
    pub scale: Option<Scale>,
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
/// The unit of what is told as a multiple ("doubled", "three times as many").
const TIMES: &str = "times";
/// The name of a unit that is money or a weight, and what it is called where the words around it say that it is a weight.
const POUND: (&str, &str) = ("pound", "pound-mass");

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

    /// What quantities that can be compared share: what the unit measures ("length"), or else the [family](Self::family).
    pub fn dimension(&self) -> Option<&str> {
        self.scale.as_ref().map(|scale| scale.of.as_str()).or_else(|| self.family())
    }

    /// Whether both speak of the same unit, or count the same things, at the same rate; ranks compare with ranks only. Shares and percentages compare.
    pub fn comparable(&self, other: &Quantity) -> bool {
        if self.ordinal != other.ordinal || self.per != other.per {
            return false;
        }
        match (&self.unit, &other.unit) {
            (Some(a), Some(b)) => same_unit(a, b) || self.converts(other) || (self.is_share() && other.is_share()),
            (None, None) => self.measured.is_some() && self.measured == other.measured,
            _ => false,
        }
    }

    /// Whether some value is admitted by both; meaningful only where they are [comparable](Self::comparable). Neighbours on one scale of rounding ("3.16
    /// million", "3.17 million") meet in a value that nobody rounds both ways, so they do not agree.
    pub fn agree(&self, other: &Quantity) -> bool {
        if self.unit != other.unit && self.converts(other) {
            return !self.scaled_extent().disjoint(&other.scaled_extent());
        }
        let (a, b) = (self.base_extent(), other.base_extent());
        let plain = self.bound == Bounds::Exact && other.bound == Bounds::Exact;
        !(a.disjoint(&b) || plain && a.neighbours(&b))
    }

    /// Whether both are ranges of which the lower or the upper ends, each with its own rounding, have no value in common.
    pub fn ends_apart(&self, other: &Quantity) -> bool {
        let (Some((a, b)), Some((c, d))) = (&self.range, &other.range) else { return false };
        let apart = |x: &str, y: &str| {
            extents::rounded(x).zip(extents::rounded(y)).is_some_and(|(x, y)| x.disjoint(&y) || x.neighbours(&y))
        };
        apart(a, c) || apart(b, d)
    }

    /// Whether every value admitted by this one is less than every value admitted by the other, whatever the units; `None` where they overlap. Meaningful only
    /// where they are [comparable](Self::comparable).
    pub fn before(&self, other: &Quantity) -> Option<bool> {
        if self.unit != other.unit && self.converts(other) {
            return self.scaled_extent().before(&other.scaled_extent());
        }
        self.base_extent().before(&other.base_extent())
    }

    /// Whether the units measure the same thing. A change of temperature has no zero in common with another scale's.
    fn converts(&self, other: &Quantity) -> bool {
        let Some((a, b)) = self.scale.as_ref().zip(other.scale.as_ref()) else { return false };
        a.of == b.of && (a.offset == b.offset || (self.change.is_none() && other.change.is_none()))
    }

    /// The extent in the base unit of what is measured.
    fn scaled_extent(&self) -> Extent<f64> {
        let Some(scale) = &self.scale else { return self.extent };
        let base = |value: f64| (value + scale.offset) * scale.factor;
        // The last bits of binary fractions must not set two conversions apart.
        let low = self.extent.low().map(base).map(|x| x - x.abs() * f64::EPSILON * 8.0);
        let high = self.extent.high().map(base).map(|x| x + x.abs() * f64::EPSILON * 8.0);
        ends(low, high)
    }

    pub(crate) fn is_share(&self) -> bool {
        self.unit.as_deref().is_some_and(|u| u == FRACTION || u == "percent")
    }

    /// The extent with shares told as percentages.
    pub(crate) fn base_extent(&self) -> Extent<f64> {
        if self.unit.as_deref() != Some(FRACTION) {
            return self.extent;
        }
        ends(self.extent.low().map(|x| x * 100.0), self.extent.high().map(|x| x * 100.0))
    }
}

/// The extent between two ends that may be missing.
fn ends(low: Option<f64>, high: Option<f64>) -> Extent<f64> {
    match (low, high) {
        (Some(low), Some(high)) => Extent::between(low, high),
        (Some(low), None) => Extent::from(low),
        (None, Some(high)) => Extent::up_to(high),
        (None, None) => Extent::all(),
    }
}

/// Two names of what may be one unit: the country or the kind is left out of the first.
const SHORT: &[(&str, &str)] = &[("dollar", "US dollar"), (POUND.0, POUND.1), (POUND.0, "pound sterling")];

fn same_unit(a: &str, b: &str) -> bool {
    a == b || SHORT.contains(&(a, b)) || SHORT.contains(&(b, a))
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

    /// Whether a unit is money, by its name.
    pub(crate) fn is_money(&self, unit: &str) -> bool {
        self.tables.money.contains(unit)
    }

    /// The number of an ordinal in lower case: "eighth", "8th".
    pub(crate) fn ordinal(&self, word: &str) -> Option<u32> {
        let in_figures = || {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let suffixed = matches!(word.get(digits.len()..), Some("st" | "nd" | "rd" | "th"));
            digits.parse().ok().filter(|_| suffixed)
        };
        self.tables.ordinal(word).or_else(|| word.starts_with(|c: char| c.is_ascii_digit()).then(in_figures)?)
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.tables.share(vocabulary);
    }

    /// The quantities of a text, in order, not overlapping; numbers that belong to `times` are left out.
    pub fn find(&self, text: &Text, times: &[TimeMention]) -> Vec<Quantity> {
        self.read(text, times, false)
    }

    /// The lengths of time, and what happens so and so often in one, as quantities of a unit of time: "20 minutes", "four times per week". [`find`](Self::find)
    /// leaves them to the times, by which they are compared.
    pub fn lengths(&self, text: &Text, times: &[TimeMention]) -> Vec<Quantity> {
        let told =
            |time: &&TimeMention| matches!(time.expression.form, Form::Length(_) | Form::Set { .. } | Form::Step(_));
        let (lengths, dates): (Vec<_>, Vec<_>) = times.iter().partition(told);
        let dates: Vec<TimeMention> = dates.into_iter().cloned().collect();
        let lengths: Vec<TimeMention> = lengths.into_iter().cloned().collect();
        let mut found = self.read(text, &dates, true);
        found.retain(|q| {
            let of_time = q.scale.as_ref().is_some_and(|scale| scale.of == "time");
            (of_time || time_at(&lengths, q.digits).is_some()) && (q.number.is_some() || q.range.is_some())
        });
        found
    }

    fn read(&self, text: &Text, times: &[TimeMention], lengths: bool) -> Vec<Quantity> {
        let classes = self.tables.classes(text);
        let (habit, whole) = (Habit::of(text), Whole::default());
        let mut found = Vec::new();
        for sentence in &text.sentences {
            let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
            let cx =
                Context { text, tables: &self.tables, classes: &classes, habit, lengths, whole: &whole, start, end };
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
        if let Some(mut quantity) = step.quantity
            && time_at(times, quantity.digits).is_none()
        {
            // A sign or a bounding word between two numbers is that of the first.
            quantity.span.start = quantity.span.start.max(found.last().map_or(0, |q| q.span.end));
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
mod laws;
#[cfg(test)]
mod tests;
