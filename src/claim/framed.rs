//! Claims of numbers, dates and lengths of time that no wording of the lexicon covers: their question is a frame of words.

use std::collections::BTreeMap;

use super::extract::{DEADLINE, FREQUENCY, HAPPENED, LENGTH, RANK, Reader, STATISTIC, TREND};
use super::frames::{Frame, Framer};
use super::{Claim, Value, parse};
use crate::extent::Extent;
use crate::predicate::Phase;
use crate::quantity::{Bounds, Quantity};
use crate::source::Span;
use crate::text::Text;
use crate::time::{Bound, Form, Length};

impl Reader<'_> {
    /// Claims of numbers, dates and lengths of time that no wording of the lexicon covers.
    pub(super) fn framed(&self, framer: &Framer<'_>) -> Vec<Claim> {
        let tolls = self.tolls(framer);
        let told: Vec<usize> = tolls.iter().filter_map(|(index, _)| *index).collect();
        let mut claims: Vec<Claim> = tolls.into_iter().map(|(_, claim)| claim).collect();
        for (i, quantity) in self.mentions.quantities.iter().enumerate() {
            let toll = told.binary_search(&i).is_ok();
            if toll || quantity.ordinal || (quantity.number.is_none() && quantity.range.is_none()) {
                continue;
            }
            claims.extend(self.statistic(framer, i));
        }
        for (i, time) in self.mentions.times.iter().enumerate() {
            if let Form::Length(length) = &time.expression.form
                && let Some((frame, span, head)) = framer.of_length(i, *length)
                && let Some(days) = self.in_days(time.span, *length)
            {
                let span = trim(span, time.span.join(head), self.text);
                let (at, near) = self.time_of(time.span, head);
                claims.push(self.framed_claim(LENGTH, frame, span, head, Value::Quantity(days), at, near));
            }
            if let Some(rate) = time.expression.times_a_year()
                && let Some((frame, span, head)) = framer.of_frequency(i)
            {
                let span = trim(span, time.span.join(head), self.text);
                let often = Value::Quantity(often(time.span, rate));
                claims.push(self.framed_claim(FREQUENCY, frame, span, head, often, None, false));
            }
            if !parse::is_date(time) {
                continue;
            }
            for (frame, span, verb) in framer.of_time(i).into_iter().chain(framer.along(i)) {
                let span = trim(span, time.span.join(verb), self.text);
                let event = self.framed_claim(HAPPENED, frame, span, verb, Value::Time(i as u32), None, true);
                claims.push(self.birth_or_death(event));
            }
        }
        claims.extend(self.trends(framer));
        claims.extend(self.bases(framer));
        claims.extend(self.deadlines(framer));
        claims
    }

    /// What a number measures, if its words tell.
    fn statistic(&self, framer: &Framer<'_>, index: usize) -> Option<Claim> {
        let quantity = &self.mentions.quantities[index];
        let (mut frame, span) = framer.of_quantity(index)?;
        let population = framer.of_population(quantity, &frame, || self.populated(quantity));
        let lives = population.is_some();
        let befallen = framer.of_befallen(quantity, &frame).filter(|_| !lives);
        let counted = lives || befallen.is_some();
        let turnout = framer.of_turnout(quantity, &frame);
        let of = quantity.of.filter(|_| turnout.is_none());
        frame = population.or(befallen).or(turnout).unwrap_or(frame);
        let span = trim(span, quantity.span, self.text);
        let (time, time_near) = self.time_of(quantity.span, quantity.span);
        // "Kelm, a city of 80,000, was flooded on Monday": on any day.
        let time = time.filter(|&time| !lives || self.follows(time, quantity));
        let change = quantity.change.filter(|_| !self.is_level(quantity.span));
        let measured = if counted { Some(frame.head.clone()) } else { quantity.measured.clone() };
        let value = Value::Quantity(Quantity { change, measured, of, ..quantity.clone() });
        // "The 34 clauses may be read", "none of the 34 clauses": that there are so many is taken for granted.
        let presupposed = frame.fixed && self.is_definite(quantity.span);
        let claim = self.framed_claim(STATISTIC, frame, span, quantity.span, value, time, time_near);
        Some(Claim { presupposed, ..claim })
    }

    /// A length of time as a quantity of days.
    pub(super) fn in_days(&self, span: Span, length: Length) -> Option<Quantity> {
        let (low, high) = length.days()?;
        let bound = match length.bound {
            Bound::Exact => Bounds::Exact,
            Bound::About => Bounds::About,
            Bound::Nearly => Bounds::Nearly,
            Bound::Below => Bounds::LessThan,
            Bound::Above => Bounds::MoreThan,
        };
        let extent = high.map_or(Extent::from(low), |high| Extent::between(low, high));
        Some(Quantity { bound, ..measured(span, extent, "day") })
    }

    /// Whether a figure beside a verb of change is the level reached or left, not the change: "rose to 27 %", "made up 14 %".
    fn is_level(&self, quantity: Span) -> bool {
        let at = self.text.tokens_in(quantity).start;
        let before = |n: usize| at.checked_sub(n).map(|i| (self.text.lower(i), self.text.lemma(i)));
        match before(1) {
            Some(("to" | "from" | "at", _)) => true,
            Some(("up", _)) => before(2).is_some_and(|(_, lemma)| lemma == "make"),
            _ => false,
        }
    }

    /// Whether "the" or "all" stands right before a figure.
    fn is_definite(&self, quantity: Span) -> bool {
        let at = self.text.tokens_in(quantity).start;
        at > 0 && matches!(self.text.lower(at - 1), "the" | "all")
    }

    #[expect(clippy::too_many_arguments, reason = "one constructor for the two kinds of frames")]
    pub(super) fn framed_claim(
        &self,
        predicate: &str,
        frame: Frame,
        span: Span,
        head: Span,
        value: Value,
        time: Option<u32>,
        time_near: bool,
    ) -> Claim {
        Claim {
            predicate: predicate.to_owned(),
            span,
            slots: BTreeMap::new(),
            value,
            context: match predicate {
                STATISTIC | LENGTH | FREQUENCY | RANK | TREND | DEADLINE => self.contexts.read_surface(span, head),
                _ => self.contexts.read(span, head, &[]),
            },
            frame: Some(frame),
            only: Vec::new(),
            time,
            time_near,
            bearing: self.bearing(time, Phase::Asserts),
            never: false,
            lasting: false,
            apposed: false,
            title: false,
            presupposed: false,
            found_by: "frame".to_owned(),
        }
    }
}

/// A frequency as a number of times a year. Nobody counts them to the last: "every two weeks" is 26 times a year, or 24.
fn often(span: Span, rate: f64) -> Quantity {
    Quantity { per: Some("year".to_owned()), ..measured(span, Extent::between(0.9 * rate, 1.1 * rate), "time") }
}

/// A quantity that the words of a time tell.
pub(super) fn measured(span: Span, extent: Extent<f64>, unit: &str) -> Quantity {
    Quantity {
        span,
        digits: span,
        number: None,
        range: None,
        extent,
        unit: Some(unit.to_owned()),
        scale: None,
        measured: None,
        noun: None,
        of: None,
        bound: Bounds::Exact,
        change: None,
        per: None,
        ordinal: false,
    }
}

/// Longest label, in bytes.
const LONGEST: usize = 160;

/// A span cut down to a label, around the words that must stay.
fn trim(span: Span, keep: Span, text: &Text) -> Span {
    if span.len() <= LONGEST {
        return span;
    }
    let tokens = text.tokens_in(span);
    let kept = text.tokens_in(keep);
    let (mut first, mut last) = (kept.start, kept.end.max(kept.start + 1));
    loop {
        let can_left = first > tokens.start;
        let can_right = last < tokens.end;
        let grown = if can_left {
            first - 1..last
        } else if can_right {
            first..last + 1
        } else {
            break;
        };
        if text.span(grown.clone()).len() > LONGEST {
            break;
        }
        (first, last) = (grown.start, grown.end);
    }
    text.span(first..last)
}
