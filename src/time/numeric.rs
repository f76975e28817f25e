//! Dates in figures: `2019-08-28`, `28/08/2019`, `10/2024`, and which of two readings a document means.

use super::expression::{Clock, Expression, Form, Grain, TimexType};
use super::scan::{Found, Scan};

impl Scan<'_> {
    /// A date in figures.
    pub(super) fn numeric(&self, i: usize) -> Option<Found> {
        self.iso(i).or_else(|| self.slashed(i))
    }

    /// `2019-08-28`, with a time or not, and `2019-08`.
    fn iso(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let number = |at: usize| {
            let bound = self.glued(at) && self.glued(at - 1) && self.raw(at - 1) == "-";
            self.digits(at).filter(|d| bound && d.len() == 2)?.parse::<u8>().ok()
        };
        let month = number(i + 2).filter(|m| (1..=12).contains(m))?;
        let Some(day) = number(i + 4).filter(|d| (1..=31).contains(d)) else {
            let more = self.is_dash(i + 3) && self.glued(i + 3);
            return (!more)
                .then(|| Found { end: i + 3, expression: Expression::parts(Some(year), Some(month), None, None) });
        };
        let mut expression = Expression::parts(Some(year), Some(month), Some(day), None);
        let mut end = i + 5;
        let hour = self.raw(end).strip_prefix('T').filter(|_| self.glued(end)).and_then(|h| h.parse::<u8>().ok());
        if let Some(hour) = hour.filter(|h| *h < 24) {
            let minute = self.raw(end + 2).get(..2).and_then(|m| m.parse().ok());
            if let Some(minute) = minute.filter(|m: &u8| *m < 60 && self.raw(end + 1) == ":") {
                expression.clock = Some(Clock::At(hour, minute));
                expression.timex = TimexType::Time;
                end += 3;
            } else {
                end += 1;
            }
        }
        Found::new(end, expression)
    }

    /// `28/08/2019`, `28.08.2019`, `10/2024`.
    fn slashed(&self, i: usize) -> Option<Found> {
        if self.glued(i) && matches!(self.raw_before(i), "/" | "-" | ".") {
            return None;
        }
        if self.raw(i).contains('.') {
            let mut numbers = self.raw(i).split('.').map(|n| n.parse::<u32>().ok());
            let (day, month, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
            let whole = numbers.next().is_none() && (1..=31).contains(&day) && (1..=12).contains(&month);
            let date = Expression::parts(Some(year as i32), Some(month as u8), Some(day as u8), None);
            return (whole && (1000..2200).contains(&year)).then_some(Found { end: i + 1, expression: date });
        }
        let bar = |at: usize| self.raw(at) == "/" && self.glued(at) && self.glued(at + 1);
        if !bar(i + 1) {
            return None;
        }
        let first = self.integer(i, 2)? as u8;
        if let Some(year) = self.year(i + 2) {
            let month = (1..=12).contains(&first) && self.raw(i + 3) != "/";
            return month
                .then(|| Found { end: i + 3, expression: Expression::parts(Some(year), Some(first), None, None) });
        }
        let second = self.integer(i + 2, 2)? as u8;
        let year = if bar(i + 3) { self.year(i + 4)? } else { return None };
        let (low, high) = (first.min(second), first.max(second));
        if low == 0 || low > 12 || high > 31 {
            return None;
        }
        let expression = if first == second || high > 12 {
            Expression::parts(Some(year), Some(low), Some(high), None)
        } else {
            Expression { year: Some(year), ..Expression::new(Form::Slashed { first, second }, Grain::Month) }
        };
        Found::new(i + 5, expression)
    }
}
