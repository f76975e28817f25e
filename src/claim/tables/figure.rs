//! What a cell holds: a plain number, nothing, or something else.

use super::Figure;
use crate::mention::Mentions;
use crate::quantity::{Bounds, Quantity};
use crate::source::Span;
use crate::text::Text;

/// The longest number that is computed with, in bytes.
const LONGEST: usize = 20;
/// The most digits that are computed with: as many as a float holds.
const DIGITS: usize = 15;

/// The unit a figure is told in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::claim) enum Unit {
    /// None beside the figure.
    None,
    /// "%".
    Percent,
    /// A unit, a currency's sign, or what is counted.
    Named(String),
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::claim) enum Cell {
    /// No characters at all.
    Empty,
    /// One plain number.
    Number(Figure, Unit),
    /// Words, dashes, several numbers, a number with reservations.
    Other,
}

impl Cell {
    pub fn number(&self) -> Option<Figure> {
        match self {
            Cell::Number(figure, _) => Some(*figure),
            _ => None,
        }
    }
}

/// Reads a cell.
pub(super) fn read(text: &Text, mentions: &Mentions, cell: Span) -> Cell {
    let raw = text.of(cell);
    let words = raw.trim().trim_end_matches(['*', '†', '‡']).trim_end();
    let start = cell.start as usize + (raw.len() - raw.trim_start().len());
    let span = Span::new(start, start + words.len());
    if words.is_empty() {
        return Cell::Empty;
    }
    if let Some((figure, unit)) = plain(words, span) {
        return Cell::Number(figure, unit);
    }
    worded(text, mentions, span).map_or(Cell::Other, |(figure, unit)| Cell::Number(figure, unit))
}

/// Digits with a sign, a currency's sign or a percent sign at most.
fn plain(words: &str, span: Span) -> Option<(Figure, Unit)> {
    if words.len() > LONGEST {
        return None;
    }
    let (negative, rest) = match words.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let (rest, unit) = match rest.chars().next()? {
        sign @ ('$' | '€' | '£' | '¥') => (rest[sign.len_utf8()..].trim_start(), Unit::Named(sign.to_string())),
        _ => match rest.strip_suffix('%') {
            Some(rest) => (rest.trim_end(), Unit::Percent),
            None => (rest, Unit::None),
        },
    };
    let (whole, fraction) = rest.split_once('.').map_or((rest, ""), |(whole, fraction)| (whole, fraction));
    let pointed = rest.contains('.');
    let digits = grouped(whole)?;
    let fits = fraction.bytes().all(|b| b.is_ascii_digit()) && digits.len() + fraction.len() <= DIGITS;
    if !fits || (pointed && fraction.is_empty()) {
        return None;
    }
    let value: f64 = format!("{digits}.{fraction}0").parse().ok()?;
    let figure = Figure {
        span,
        value: if negative { -value } else { value },
        step: if pointed { 10f64.powi(-(fraction.len() as i32)) } else { step(&digits) },
        decimals: fraction.len() as u8,
        whole: !pointed,
    };
    Some((figure, unit))
}

/// Digits in groups of three, or in one.
fn grouped(whole: &str) -> Option<String> {
    let is_gap = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '’' | '\'');
    let groups: Vec<&str> = whole.split(is_gap).collect();
    let (first, further) = groups.split_first()?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let fit = digits(first)
        && (further.is_empty() || (1..=3).contains(&first.len()))
        && further.iter().all(|g| g.len() == 3 && digits(g));
    // "007" is a number of another sort.
    let leading = first.len() > 1 && first.starts_with('0');
    (fit && !leading).then(|| groups.concat())
}

/// What a whole number is rounded to as far as its zeros tell; two digits are always meant (as for quantities in prose).
fn step(digits: &str) -> f64 {
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    10f64.powi(zeros.min(digits.len().saturating_sub(2)) as i32)
}

/// A quantity that fills the cell: "5.2 million", "120 beds", "3 kg".
fn worded(text: &Text, mentions: &Mentions, cell: Span) -> Option<(Figure, Unit)> {
    let first = mentions.quantities.partition_point(|q| q.span.end <= cell.start);
    let quantity = mentions.quantities.get(first).filter(|q| cell.contains(q.span))?;
    let another = mentions.quantities.get(first + 1).is_some_and(|q| q.span.overlaps(cell));
    // A sign or a bracket tells a change, or what is taken away.
    let silent = |from: u32, to: u32| Span { start: from, end: to.max(from) }.of(&text.raw).trim().is_empty();
    let fills = silent(cell.start, quantity.span.start) && silent(quantity.span.end, cell.end);
    if another || !fills || !is_plain(quantity) {
        return None;
    }
    let (low, high) = (quantity.extent.low()?, quantity.extent.high()?);
    let value = quantity.value().filter(|v| v.abs() < 1e15)?;
    let number = quantity.number.as_deref()?;
    let decimals = number.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(DIGITS) as u8);
    let width = high - low;
    let figure = Figure { span: cell, value, step: if width > 0.0 { width } else { 1.0 }, decimals, whole: false };
    let unit = match (quantity.unit.as_deref(), quantity.family()) {
        (Some("percent"), _) => Unit::Percent,
        (_, Some(family)) => Unit::Named(family.to_owned()),
        (_, None) => Unit::None,
    };
    Some((figure, unit))
}

/// Whether a quantity is told without reservations, and is no rate, rank, change or share of something.
fn is_plain(quantity: &Quantity) -> bool {
    quantity.bound == Bounds::Exact
        && !quantity.ordinal
        && quantity.change.is_none()
        && quantity.per.is_none()
        && quantity.of.is_none()
}
