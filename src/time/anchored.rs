//! Lengths that the words around them place: "in two weeks" of what is to come, "three days starting on Monday", "within nine months", "the first ten days of May".

use super::clock::{of_day, ranged};
use super::expression::{Base, Bound, Clock, Expression, Form, Grain, Length, Step, Unit};
use super::lengths::Measured;
use super::relative::step;
use super::scan::{Found, Scan};
use super::tables::{Look, Part};

/// Tokens before and after a length that are searched for the verb that tells where it lies.
const REACH: usize = 12;

impl Scan<'_> {
    /// Whether the verb before a stretch of tokens, else the one after it, looks ahead; `None` if neither tells.
    fn looks_ahead(&self, tokens: std::ops::Range<usize>) -> Option<bool> {
        let ends = |i: usize| matches!(self.raw(i), "." | "?" | "!" | ";");
        let before = (self.floor.max(tokens.start.saturating_sub(REACH))..tokens.start).rev().take_while(|&i| !ends(i));
        let after = (tokens.end..self.limit.min(tokens.end + REACH)).take_while(|&i| !ends(i));
        for i in before.chain(after) {
            match self.entry(i).look {
                Look::Past => return Some(false),
                Look::Future => return Some(true),
                Look::Intending if self.raw(i + 1) == "to" => return Some(true),
                _ => {}
            }
        }
        None
    }

    /// "in two weeks" of what is to come, "in a fortnight's time": a distance from the document's date.
    pub(super) fn ahead(&self, i: usize, measured: &Measured) -> Option<Found> {
        if !self.loose || !measured.counted || !self.raw_before(i).eq_ignore_ascii_case("in") {
            return None;
        }
        let mark = matches!(self.raw(measured.end), "'s" | "’s" | "'" | "’");
        let timed = mark && self.raw(measured.end + 1) == "time";
        let next = measured.end;
        let other = [Part::Of, Part::Since, Part::After, Part::Before, Part::Ago, Part::Later, Part::From];
        let goes_on = other.iter().any(|&part| self.is(next, part)) || self.is_dash(next) || self.is(next, Part::Old);
        let alone = i == self.floor + 1 && next == self.limit;
        match self.looks_ahead(i - 1..next) {
            Some(false) => return None,
            _ if timed => {}
            Some(true) if !goes_on => {}
            None if alone => {}
            _ => return None,
        }
        let (count, unit) = measured.length.whole()?;
        let ahead = Step {
            count: i32::try_from(count).ok()?,
            unit,
            base: Base::Document,
            aligned: unit == Unit::Day && measured.length.bound == Bound::Exact,
            bound: measured.length.bound,
        };
        let end = if timed { next + 2 } else { next };
        Found::new(end, Expression::new(Form::Step(ahead), unit.grain().max(Grain::Day)))
    }

    /// A length that "within" counts from now on, if the clause looks ahead.
    pub(super) fn within_from_now(&self, i: usize, measured: Measured) -> Length {
        let next = measured.end;
        let event = self.is(next, Part::Of) || self.is(next, Part::After) || self.is(next, Part::From);
        let led = self.loose && self.raw_before(i).eq_ignore_ascii_case("within") && !event;
        let now = led && measured.length.toward == 0 && self.looks_ahead(i - 1..next) == Some(true);
        Length { toward: if now { Length::FROM_NOW } else { measured.length.toward }, ..measured.length }
    }

    /// "three days starting on Monday", "for two weeks from 20 May", "for a day beginning this Friday at 5 p.m.".
    pub(super) fn anchored(&self, i: usize, measured: &Measured) -> Option<Found> {
        let comma = self.comma(measured.end);
        let starting = self.is(comma, Part::Starting);
        let from = self.is(comma, Part::From) && self.raw_before(i).eq_ignore_ascii_case("for");
        if !self.loose || !measured.counted || !(starting || from) || measured.length.bound != Bound::Exact {
            return None;
        }
        let led = starting && [Part::On, Part::From].iter().any(|&part| self.is(comma + 1, part));
        let at = if led { comma + 2 } else { comma + 1 };
        if let Some(found) = self.hours_from(at, measured) {
            return Some(found);
        }
        let (count, unit) = measured.length.whole()?;
        let start = self.dated(at).filter(|start| start.expression.grain <= Grain::Day)?;
        if unit.grain() < Grain::Day || matches!(start.expression.form, Form::Range(..)) {
            return None;
        }
        Found::new(start.end, lasting(start.expression, i32::try_from(count).ok()?, unit))
    }

    /// "for three hours from 10 a.m.", from the time of day on.
    fn hours_from(&self, i: usize, measured: &Measured) -> Option<Found> {
        let bare = || self.bare_hours(i).filter(|hours| !self.is_word(hours.end)).map(|hours| (hours.end, hours.from));
        let (end, from) = self.clock(i, true).or_else(bare)?;
        let to = until(from, &measured.length)?;
        Found::new(end, ranged(of_day(from), of_day(to)))
    }

    /// "the first ten days of May", "the last two weeks of last year": days at an end of a whole.
    pub(super) fn days_of_whole(&self, i: usize, measured: &Measured, toward: i8) -> Option<Found> {
        let (count, unit) = match measured.length.whole()? {
            (weeks, Unit::Week) if weeks < 10 => (7 * weeks, Unit::Day),
            whole => whole,
        };
        if unit != Unit::Day || count >= 100 || measured.length.bound != Bound::Exact {
            return None;
        }
        let last = self.is(i, Part::Last);
        if !self.loose || !self.is(measured.end, Part::Of) || !(toward == 0 || last) {
            return None;
        }
        let whole = self.point(measured.end + 1, true).filter(|whole| whole.expression.grain > Grain::Day)?;
        let count = i8::try_from(count).ok()?;
        let nth = |index| {
            let form = Form::Nth { index, unit };
            Expression { within: Some(Box::new(whole.expression.clone())), ..Expression::new(form, Grain::Day) }
        };
        let (from, to) = if last { (nth(-count), nth(-1)) } else { (nth(1), nth(count)) };
        Found::new(whole.end, Expression::new(Form::Range(Box::new(from), Box::new(to)), Grain::Day))
    }

    /// "from 10 a.m. for three hours": the time of day at which it ends, if that is the same day.
    pub(super) fn lasting_hours(&self, i: usize, from: Clock) -> Option<(usize, Clock)> {
        if !self.loose || !self.is(i, Part::For) {
            return None;
        }
        let measured = self.measured(i + 1).filter(|m| m.counted && m.length.bound == Bound::Exact)?;
        Some((measured.end, until(from, &measured.length)?))
    }
}

/// The time of day some hours and minutes after another, of the same day.
fn until(from: Clock, length: &Length) -> Option<Clock> {
    let (hour, minute) = match from {
        Clock::Hour(hour) => (hour, 0),
        from => from.minutes()?,
    };
    let minutes = length.minutes()?;
    let end = u64::from(hour) * 60 + u64::from(minute) + minutes;
    (minutes > 0 && end < 24 * 60).then_some(Clock::At((end / 60) as u8, (end % 60) as u8))
}

/// The stretch of some units from a day on; the last day is the one before the same day of the next week, month or year, unless a time of day begins it.
fn lasting(from: Expression, count: i32, unit: Unit) -> Expression {
    let timed = from.clock.is_some();
    let whole =
        Expression { grain: Grain::Day, within: Some(Box::new(from.clone())), ..step(count, unit, Base::Within, true) };
    let last = Expression { within: Some(Box::new(whole.clone())), ..step(-1, Unit::Day, Base::Within, true) };
    Expression::new(Form::Range(Box::new(from), Box::new(if timed { whole } else { last })), Grain::Day)
}
