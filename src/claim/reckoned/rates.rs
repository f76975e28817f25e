//! A number of things, the measure of each, and the total ("12 buses at $300,000 each, $3.6 million in all"); a mean and the ends it lies between ("between 12 and 18, on average 15").

use super::pieces::{Figure, Line};
use super::{Reader, Reckoning, Reckons, Term, class};
use crate::extent::Extent;

/// The most tokens between a number of things and the price of one.
const BETWEEN: usize = 4;
/// The most tokens between a mean and the ends it lies between.
const MEAN: usize = 7;

impl Reader<'_> {
    /// A number, a measure of each, and what both make.
    pub(super) fn product(&self, line: &Line<'_>) -> Option<Reckoning> {
        line.figures.windows(3).find_map(|three| {
            let [a, b, c] = three else { return None };
            if self.is_rate(a, b) && self.is_total(b, c) {
                return product(a, b, c);
            }
            // "$3.6 million for 12 buses at $300,000 each"
            let paid = self.lower(a.tokens.end) == "for" && b.tokens.start == a.tokens.end + 1;
            (paid && self.is_rate(b, c)).then(|| product(b, c, a))?
        })
    }

    /// "12 buses at $300,000 each", "six turbines of 260 megawatts each", "400 masks at 2 crowns a mask".
    fn is_rate(&self, number: &Figure<'_>, each: &Figure<'_>) -> bool {
        let between = number.tokens.end..each.tokens.start;
        let joined = between.len() <= BETWEEN && between.clone().any(|i| self.is(i, class::RATED));
        let per = each.quantity.and_then(|q| q.per.as_deref());
        let thing = number.quantity.and_then(|q| q.measured.as_deref());
        let one = per.is_some_and(|per| per == "each" || per == "piece" || Some(per) == thing);
        let marked = between.clone().any(|i| matches!(self.lower(i), ";" | "(" | ":"));
        // "Six turbines of 260 megawatts each": each stands behind both.
        let counts = number.quantity.is_some_and(|q| q.number.is_some() && q.change.is_none() && q.unit.is_none());
        counts && thing.is_some() && joined && one && !marked
    }

    /// Whether a figure behind another is called their total.
    fn is_total(&self, each: &Figure<'_>, total: &Figure<'_>) -> bool {
        let between = each.tokens.end..total.tokens.start;
        let marked = between.clone().next().is_some_and(|i| matches!(self.lower(i), "," | "–" | "—" | "--" | "("));
        let led = between.clone().any(|at| self.phrase(at, class::TOTAL).is_some_and(|n| at + n == between.end));
        let bare = between.len() == 1 && self.is(total.tokens.end, class::ALTOGETHER);
        between.len() <= MEAN && marked && (led || bare)
    }

    /// A mean beside the two ends it lies between.
    pub(super) fn mean(&self, line: &Line<'_>) -> Option<Reckoning> {
        line.figures.windows(2).find_map(|pair| {
            let [a, b] = pair else { return None };
            let between = a.tokens.end..b.tokens.start;
            let range = |f: &Figure<'_>| f.quantity.is_some_and(|q| q.range.is_some() && q.change.is_none());
            let value = |f: &Figure<'_>| f.quantity.is_some_and(|q| q.number.is_some() && q.change.is_none());
            let apart = between.clone().any(|i| self.splits(i));
            if between.len() > MEAN || apart {
                return None;
            }
            if range(a) && value(b) && self.is_mean(line, b) && !self.goes_on(b) {
                return mean(a, b);
            }
            (value(a) && range(b) && self.is_mean(line, a)).then(|| mean(b, a))?
        })
    }

    /// What stands between two figures tells of two things.
    fn splits(&self, at: usize) -> bool {
        let joins = matches!(self.lower(at), "and" | "but" | "while" | ";" | "." | "to" | "from" | "by" | "than");
        joins || self.is_timed(self.text.token(at).span)
    }

    /// "On average 15", "an average of 15", "averaging 15", "15 on average".
    fn is_mean(&self, line: &Line<'_>, figure: &Figure<'_>) -> bool {
        let start = figure.tokens.start;
        let before = (start.saturating_sub(2).max(line.tokens.start)..start).any(|i| self.is(i, class::MEAN));
        let after = self.lower(figure.tokens.end) == "on" && self.is(figure.tokens.end + 1, class::MEAN);
        before || after
    }

    /// Whether a figure is followed by words that may make it one of something else.
    fn goes_on(&self, figure: &Figure<'_>) -> bool {
        let next = figure.tokens.end;
        let ends = matches!(self.lower(next), "" | "." | "," | ";" | ")" | ":" | "–" | "—" | "--" | "and");
        !(ends || self.lower(next) == "on" && self.is(next + 1, class::MEAN))
    }
}

fn product(number: &Figure<'_>, each: &Figure<'_>, total: &Figure<'_>) -> Option<Reckoning> {
    let fits = total.unit() == each.unit() && (each.unit().is_some() || total.measured() == each.measured());
    let known = |f: &Figure<'_>| f.quantity.is_some_and(|q| q.number.is_some() && q.change.is_none());
    (fits && known(each) && total.is_plain()).then(|| Reckoning {
        what: Reckons::Product,
        stated: Some(total.term),
        terms: vec![number.term, each.term],
        open: false,
        inferred: false,
    })
}

fn mean(range: &Figure<'_>, mean: &Figure<'_>) -> Option<Reckoning> {
    let (ends, of) = (range.quantity?, mean.quantity?);
    let unit = ends.unit == of.unit
        || ends.unit.is_none() && ends.measured.is_none()
        || of.unit.is_none() && of.measured.is_none();
    let nouns = ends.measured.is_none() || of.measured.is_none() || ends.measured == of.measured;
    let (low, high) = ends.range.as_ref()?;
    let value = |words: &str| words.parse::<f64>().ok().filter(|v| v.is_finite());
    let end = |value: f64, extent: Extent<f64>| Term { span: ends.span, value, extent };
    let (low, high) = (value(low)?, value(high)?);
    let rates = ends.per == of.per || ends.per.is_none() || of.per.is_none();
    (unit && nouns && rates && low < high).then(|| Reckoning {
        what: Reckons::Mean,
        stated: Some(mean.term),
        terms: vec![end(low, ends.extent), end(high, ends.extent)],
        open: false,
        inferred: false,
    })
}
