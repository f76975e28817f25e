//! The figures of a sentence, and its pieces between commas and "and".

use std::ops::Range;

use super::{Reader, Term, class};
use crate::extent::Extent;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::TokenKind;

/// The most figures of a sentence that is looked at; what has more is a table.
const FIGURES: usize = 40;
/// The most tokens of a piece.
pub(super) const LONGEST: usize = 16;
/// The most tokens of a piece before its figure, but for the first.
const LEAD: usize = 5;

/// A figure of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Figure<'a> {
    pub tokens: Range<usize>,
    pub term: Term,
    /// The quantity, unless it is a bare number behind a name ("the Reds 8").
    pub quantity: Option<&'a Quantity>,
}

impl Figure<'_> {
    pub fn unit(&self) -> Option<&str> {
        self.quantity?.unit.as_deref()
    }

    pub fn measured(&self) -> Option<&str> {
        self.quantity?.measured.as_deref()
    }

    pub fn is_share(&self) -> bool {
        matches!(self.unit(), Some("percent" | "fraction"))
    }

    /// Whether it tells how many or how much of something there is: no range, no rate, no change.
    pub fn is_plain(&self) -> bool {
        self.quantity.is_none_or(|q| q.number.is_some() && q.per.is_none() && q.change.is_none())
    }
}

/// A sentence with its figures.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub tokens: Range<usize>,
    pub figures: Vec<Figure<'a>>,
}

impl<'a> Line<'a> {
    /// The figures that lie within some tokens.
    pub fn inside(&self, tokens: &Range<usize>) -> &[Figure<'a>] {
        let from = self.figures.partition_point(|f| f.tokens.start < tokens.start);
        let to = self.figures.partition_point(|f| f.tokens.end <= tokens.end);
        &self.figures[from.min(to)..to]
    }

    /// Whether a figure covers a token.
    fn covers(&self, at: usize) -> bool {
        let next = self.figures.partition_point(|f| f.tokens.end <= at);
        self.figures.get(next).is_some_and(|f| f.tokens.contains(&at))
    }
}

/// A list of pieces with one figure each.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// The pieces: tokens, and the index of the figure in its line.
    pub items: Vec<(Range<usize>, usize)>,
    /// Whether a piece has no figure, so that something may be left out.
    pub open: bool,
    /// Whether "and" stands before the last member.
    pub closed: bool,
}

impl<'a> Reader<'a> {
    /// The sentences with at least two figures that are not taken back in the same breath.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Line<'a>> + '_ {
        let quantities = &self.mentions.quantities;
        let mut at = 0;
        self.text.sentences.iter().filter_map(move |sentence| {
            let from = at + quantities[at..].partition_point(|q| q.span.start < sentence.span.start);
            at = from + quantities[from..].partition_point(|q| q.span.start < sentence.span.end);
            if !(2..=FIGURES).contains(&(at - from)) {
                return None;
            }
            let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
            if tokens.clone().any(|i| self.is(i, class::CORRECTED)) {
                return None;
            }
            Some(self.line(tokens, &quantities[from..at]))
        })
    }

    /// A stretch of tokens with its figures.
    pub(super) fn line(&self, tokens: Range<usize>, quantities: &'a [Quantity]) -> Line<'a> {
        let read = |quantity: &'a Quantity| Figure {
            tokens: self.text.tokens_in(quantity.span),
            term: Term { span: quantity.span, value: share_value(quantity), extent: quantity.base_extent() },
            quantity: Some(quantity),
        };
        let mut figures: Vec<Figure<'a>> = quantities.iter().filter(|q| !q.ordinal).map(read).collect();
        let known = Line { tokens: tokens.clone(), figures: figures.clone() };
        let bare: Vec<Figure<'a>> = tokens.clone().filter_map(|i| self.bare(&known, i)).collect();
        figures.extend(bare);
        figures.sort_by_cached_key(|f| f.tokens.start);
        Line { tokens, figures }
    }

    /// A number behind a name, which may be part of the name: "the Reds 8".
    fn bare(&self, known: &Line<'_>, at: usize) -> Option<Figure<'a>> {
        let token = self.text.token(at);
        let named = at > known.tokens.start && self.text.token(at - 1).capital && !token.glued
            || at > known.tokens.start + 1
                && self.lower(at - 1) == "("
                && self.lower(at + 1) == ")"
                && self.text.token(at - 2).capital;
        if token.kind != TokenKind::Number || !named || known.covers(at) || self.is_timed(token.span) {
            return None;
        }
        let digits = self.text.lower(at);
        let whole = digits.len() < 8 && digits.bytes().all(|b| b.is_ascii_digit() || b == b',');
        let value: f64 = digits.replace(',', "").parse().ok().filter(|_| whole)?;
        let term = Term { span: token.span, value, extent: Extent::only(value) };
        Some(Figure { tokens: at..at + 1, term, quantity: None })
    }

    /// Whether a time covers some words.
    pub(super) fn is_timed(&self, span: Span) -> bool {
        self.time_in(span).is_some_and(|time| self.mentions.times[time].span.contains(span))
    }

    /// The first time that overlaps some words.
    pub(super) fn time_in(&self, span: Span) -> Option<usize> {
        let times = &self.mentions.times;
        let next = times.partition_point(|time| time.span.end <= span.start);
        times.get(next).filter(|time| time.span.overlaps(span)).map(|_| next)
    }

    /// The tokens between commas, semicolons and "and"; what stands in brackets belongs to the piece before.
    pub(super) fn pieces(&self, line: &Line<'_>, tokens: Range<usize>) -> Vec<(Range<usize>, bool)> {
        let (mut pieces, mut from, mut depth, mut last) = (Vec::new(), tokens.start, 0_usize, false);
        for at in tokens.clone() {
            match self.lower(at) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                mark @ ("," | ";" | "and" | "&" | "while" | "plus")
                    if depth == 0 && !line.covers(at) && !self.is_timed(self.text.token(at).span) =>
                {
                    if from < at {
                        pieces.push((from..at, last));
                    }
                    (from, last) = (at + 1, matches!(mark, "and" | "&" | "while" | "plus"));
                }
                _ => {}
            }
        }
        let end = if tokens.end > from && matches!(self.lower(tokens.end - 1), "." | ":" | "!" | "?" | ";") {
            tokens.end - 1
        } else {
            tokens.end
        };
        if from < end {
            pieces.push((from..end, last));
        }
        pieces
    }

    /// A list of which each piece holds one figure; what the last ones say without a figure is left out.
    pub(super) fn list(&self, line: &Line<'_>, tokens: Range<usize>) -> Option<List> {
        let mut list = List::default();
        let mut inner = false;
        for (piece, joined) in self.pieces(line, tokens) {
            let figures: Vec<usize> = self.figures_of(line, &piece);
            if inner && !figures.is_empty() {
                return None;
            }
            if self.is_inner(line, &piece) {
                // "Among them two officers" tells parts of parts, unless it comes first.
                inner = true;
                if list.items.is_empty() {
                    return None;
                }
                continue;
            }
            match figures[..] {
                [] if list.items.is_empty() => return None,
                [] => list.open = true,
                // What follows a piece without a figure belongs to that piece: "two landed on a field, near a hut with three men".
                _ if list.open => return None,
                [one]
                    if self.leads(line, &list, &piece, one)
                        && !self.is_unlike(&piece)
                        && !self.may_overlap(line, one) =>
                {
                    list.closed = joined;
                    list.items.push((piece, one));
                }
                _ => return None,
            }
        }
        (list.items.len() > 1).then_some(list)
    }

    /// The figures of a piece that stand in no brackets, or else those that do, as indices into the line's.
    pub(super) fn figures_of(&self, line: &Line<'_>, piece: &Range<usize>) -> Vec<usize> {
        let from = line.figures.partition_point(|f| f.tokens.start < piece.start);
        let count = line.inside(piece).len();
        let within = line.figures[from..from + count].iter().enumerate();
        let free = |figure: &Figure<'_>| {
            let depth = (piece.start..figure.tokens.start).fold(0_i32, |depth, i| match self.lower(i) {
                "(" => depth + 1,
                ")" => depth - 1,
                _ => depth,
            });
            depth <= 0
        };
        let all: Vec<usize> = within.filter(|(_, figure)| free(figure)).map(|(i, _)| from + i).collect();
        if all.is_empty() { (from..from + count).collect() } else { all }
    }

    /// Whether a piece tells parts of what stands before it: "among them two officers", "two of them officers".
    pub(super) fn is_inner(&self, line: &Line<'_>, piece: &Range<usize>) -> bool {
        let behind = |figure: &Figure<'_>| self.is(figure.tokens.end, class::INNER);
        let led = |figure: &Figure<'_>| (piece.start..figure.tokens.start).any(|i| self.is(i, class::INNER));
        self.is(piece.start, class::INNER) || line.inside(piece).iter().any(|f| behind(f) || led(f))
    }

    /// Whether a figure stands near the beginning of its piece.
    fn leads(&self, line: &Line<'_>, list: &List, piece: &Range<usize>, figure: usize) -> bool {
        let before = line.figures[figure].tokens.start - piece.start;
        piece.len() <= LONGEST && before <= if list.items.is_empty() { LONGEST } else { LEAD }
    }

    /// "21 with fever" may be counted again among "20 with a cough".
    fn may_overlap(&self, line: &Line<'_>, figure: usize) -> bool {
        matches!(self.lower(line.figures[figure].tokens.end), "with" | "had" | "have")
    }

    pub(super) fn is_unlike(&self, piece: &Range<usize>) -> bool {
        piece.clone().any(|i| self.is(i, class::UNLIKE))
    }
}

/// The value as worded; shares in per cent.
fn share_value(quantity: &Quantity) -> f64 {
    let value = quantity.value().unwrap_or_default();
    if quantity.unit.as_deref() == Some("fraction") { 100.0 * value } else { value }
}
