//! Weekdays and days of the month: with a date, of a week or month that is named, alone, and in lists.

use super::clock::on_day;
use super::expression::{Base, Bound, Expression, Form, Grain, Unit};
use super::scan::{DayNumber, Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// "Monday, February 3", "Saturday, 26 January", "Friday the 13th".
    pub(super) fn weekday_first(&self, i: usize) -> Option<Found> {
        let (end, weekday) = self.weekday(i)?;
        if self.raw(end) == "("
            && let Some(date) = self.month_first(end + 1).or_else(|| self.day_first(end + 1))
            && date.expression.grain == Grain::Day
            && self.raw(date.end) == ")"
        {
            let expression = Expression { weekday: Some(weekday), ..date.expression };
            return Found::new(date.end + 1, expression);
        }
        let at = if self.bar(end) { end + 1 } else { self.comma(end) };
        let date = self.month_first(at).or_else(|| self.day_first(at));
        let figures = || {
            let date = self.numeric(at)?;
            let day = date.expression.day.is_some() || matches!(date.expression.form, Form::Slashed { .. });
            day.then_some(date)
        };
        if let Some(mut date) = date.filter(|d| d.expression.grain == Grain::Day).or_else(figures) {
            date.expression.weekday = Some(weekday);
            return Some(date);
        }
        if at == end
            && let Some(day) = self.day(self.skip(at, Part::The)).filter(|d| d.ordinal)
        {
            return Found::new(day.end, Expression::parts(None, None, Some(day.day), Some(weekday)));
        }
        // "on Friday 31, the court": a figure that nothing is counted with.
        let closed = |at: usize| !self.is_word(at) && matches!(self.raw(at), "" | "." | "," | ";" | ")" | "?" | "!");
        if at == end
            && let Some(day) = self.day(at).filter(|d| !self.glued(at) && closed(d.end))
        {
            return Found::new(day.end, Expression::parts(None, None, Some(day.day), Some(weekday)));
        }
        if let Some(found) = self.weekday_of_week(end, weekday).or_else(|| self.weekday_of_weeks_on(end, weekday)) {
            return Some(found);
        }
        // "Sun", "Sat" and "Mon" alone are words and names.
        let hour = self.is(end, Part::At) && self.closes(end);
        let led = self.loose && self.after(i, Part::On) && (hour || !self.is_word(end) && self.digit_free(end));
        let sure = !self.entry(i).doubtful || led;
        sure.then(|| Found { end, expression: Expression::parts(None, None, None, Some(weekday)) })
    }

    /// A day as it is read out: "May twenty-nine", and with a year "fifteen August nineteen ninety-three".
    pub(super) fn spoken_day(&self, i: usize) -> Option<DayNumber> {
        let (end, day) = self.cardinal(i).filter(|(_, day)| (1..=31).contains(day) && self.digit_free(i))?;
        let month_after = self.entry(end).month > 0;
        let compound = end > i + 1 && self.entry(end).unit.is_none() && !self.counts(end);
        let dated = self.entry(i.wrapping_sub(1)).month > 0 && self.year_at(self.comma(end)).is_some();
        (month_after || compound || dated).then_some(DayNumber { end, day: day as u8, ordinal: false })
    }

    /// "the first Monday of May 2019", "the last Friday in October", "the second Tuesday of next month".
    pub(super) fn nth_weekday(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let (end, index) = self.index(j)?;
        let (end, weekday) = self.weekday(end).filter(|_| (-5..=5).contains(&index))?;
        let part = self.day_part(end).filter(|_| self.loose);
        let end = if part.is_some() { end + 1 } else { end };
        if !self.is(end, Part::Of) && self.raw(end) != "in" {
            return None;
        }
        let whole = self.point(end + 1, true).or_else(|| self.bare_unit(end + 1))?;
        if !(Grain::Month..=Grain::Year).contains(&whole.expression.grain) {
            return None;
        }
        let form = Form::Nth { index, unit: Unit::Day };
        let within = Some(Box::new(whole.expression));
        let day = Expression { weekday: Some(weekday), within, ..Expression::new(form, Grain::Day) };
        let found = Found { end: whole.end, expression: day };
        Some(match part {
            Some(part) => on_day(found, part, None),
            None => found,
        })
    }

    /// "Monday of the following week", "Monday next week".
    fn weekday_of_week(&self, i: usize, weekday: u8) -> Option<Found> {
        let at = self.skip(i, Part::Of);
        let week = self.related(at).filter(|w| w.expression.grain == Grain::Week)?;
        matches!(week.expression.form, Form::Step(_))
            .then(|| Found { end: week.end, expression: on_weekday(weekday, week.expression) })
    }

    /// "Monday two weeks from now", "Sunday three weeks after 15 January".
    fn weekday_of_weeks_on(&self, i: usize, weekday: u8) -> Option<Found> {
        let measured = self.measured(i).filter(|m| self.loose && m.counted)?;
        let mut found = self.nested(|| self.ago(i, Some(measured)))?;
        to_the_day(&mut found.expression)?;
        Found::new(found.end, on_weekday(weekday, found.expression))
    }

    /// "next week on Tuesday", "last week Monday", "three weeks after 15 January on Friday" after the week.
    /// "Ten years ago this month" is one time, and not this month.
    pub(super) fn to_this(&self, found: Found) -> Found {
        let long_ago = matches!(&found.expression.form, Form::Step(step) if step.unit == Unit::Year && step.count < 0);
        let unit = self.is(found.end, Part::This) && self.entry(found.end + 1).unit.is_some();
        if long_ago && unit { Found { end: found.end + 2, ..found } } else { found }
    }

    pub(super) fn week_then_weekday(&self, mut found: Found) -> Found {
        let nth = self.loose && matches!(found.expression.form, Form::Nth { unit: Unit::Week, index: 1.. });
        let aligned =
            nth || matches!(found.expression.form, Form::Step(step) if step.aligned && step.unit == Unit::Week);
        if let Some(days) = self.weekdays_of_week(&found).filter(|_| aligned) {
            return days;
        }
        let own = matches!(self.raw(found.end), "'s" | "’s");
        let comma = self.comma(found.end);
        let on = match own {
            true => found.end + 1,
            false if self.is(comma, Part::On) => comma + 1,
            false => found.end,
        };
        let dash = if self.is_dash(on) { on + 1 } else { on };
        let Some((end, weekday)) = self.weekday(dash) else { return found };
        // "last week's Sunday Herald"
        if own && (self.entry(dash).doubtful || self.is_word(end) && self.capital(end)) {
            return found;
        }
        let named = matches!(self.raw(end), "'s" | "’s") || self.is_word(end) && self.capital(end);
        let led = self.loose && on > found.end && !own && !named && to_the_day(&mut found.expression).is_some();
        if aligned || led { Found { end, expression: on_weekday(weekday, found.expression) } } else { found }
    }

    /// "next week between Wednesday and Friday", "this week from Tuesday to Thursday" after the week.
    fn weekdays_of_week(&self, week: &Found) -> Option<Found> {
        let between = self.is(week.end, Part::Between);
        let (end, first) = self.weekday(week.end + 1).filter(|_| between || self.is(week.end, Part::From))?;
        let (end, last) = self.weekday(self.joint(end, between)?)?;
        let day = |weekday| Box::new(on_weekday(weekday, week.expression.clone()));
        (first < last)
            .then(|| Found { end, expression: Expression::new(Form::Range(day(first), day(last)), Grain::Day) })
    }

    /// "on the 20th", "by the 4th": a day of the month alone.
    pub(super) fn day_alone(&self, i: usize) -> Option<Found> {
        let start = self.skip(i, Part::The);
        let worded = |d: &DayNumber| start > i && d.day >= 10;
        let day = self.day(start).filter(|d| {
            let figure = d.ordinal || self.loose && start > i && self.after(i, Part::On) && self.closes(d.end);
            figure && (!self.digit_free(d.end - 1) || worded(d))
        })?;
        let led = [Part::On, Part::Until, Part::Since, Part::From, Part::Before, Part::After, Part::By, Part::For];
        let led = led.iter().any(|&part| self.after(i, part));
        let next = day.end;
        let noun = self.is_word(next) && self.entry(next).parts == 0 && !self.ends_clause(next);
        let more = self.is_dash(next) && self.glued(next)
            || self.entry(next).unit.is_some()
            || !self.digit_free(next)
            || self.is(next, Part::Of);
        (led && !noun && !more)
            .then(|| Found { end: next, expression: Expression::parts(None, None, Some(day.day), None) })
    }

    /// Whether a bare figure that ends before a token can be no number of things: "on the 17 between 2 and 4 p.m.", "on the 17."
    pub(super) fn closes(&self, i: usize) -> bool {
        let figure = self.is(i, Part::At) && self.integer(i + 1, 2).is_some() && !self.is_word(i + 2);
        let hours = figure || (self.is(i, Part::Between) || self.is(i, Part::At)) && self.hours(i + 1, true).is_some();
        hours || !self.is_word(i) && matches!(self.raw(i), "." | "," | "!" | "?" | "")
    }

    /// A day in a list whose month stands with another: "the 28 and 29 August", "May 4 and 5".
    pub(super) fn listed_day(&self, i: usize) -> Option<Found> {
        let day = self.day(self.skip(i, Part::The)).filter(|_| !self.after(i, Part::Label))?;
        let link = |at: usize| self.is(at, Part::And) || matches!(self.raw(at), "," | "or");
        if link(day.end) && !self.after(i, Part::Between) {
            let mut next = self.skip(day.end + 1, Part::The);
            while let Some(other) = self.day(next).filter(|d| !d.ordinal && link(d.end) && next < i + 8) {
                next = self.skip(other.end + 1, Part::The);
            }
            let date = self.day_first(next).filter(|d| d.expression.day.is_some_and(|n| n > day.day))?.expression;
            let listed = Expression { day: Some(day.day), weekday: None, ..date };
            return Found::new(day.end, listed);
        }
        let bare = !self.digit_free(day.end - 1)
            && self.entry(day.end).unit.is_none()
            && self.entry(day.end).month == 0
            && !self.glued(i)
            && !self.counts(day.end);
        if i < self.floor + 3
            || !(self.is(i - 1, Part::And) || self.raw(i - 1) == "or")
            || !bare
            || self.is_word(day.end) && self.entry(day.end).parts == 0 && !self.ends_clause(day.end)
        {
            return None;
        }
        let before = self.day(i - 2).filter(|before| before.end == i - 1 && before.ordinal == day.ordinal)?;
        let month = self.entry(i - 3).month;
        let later = month > 0 && before.day < day.day;
        later.then(|| {
            self.with_year(Found {
                end: day.end,
                expression: Expression::parts(None, Some(month), Some(day.day), None),
            })
        })
    }
}

/// Takes a distance to the very day, beside which the weekday then lies: in its week, or near it where days or months are counted. "A year ago on Sunday" is none:
/// it is counted back from this Sunday.
fn to_the_day(expression: &mut Expression) -> Option<()> {
    let Form::Step(step) = &mut expression.form else { return None };
    // "Two days later on Friday" may be told of no day at all; the Friday is.
    let placed = matches!(step.base, Base::Document | Base::Within);
    let counted = match step.unit {
        Unit::Day => placed && step.count.abs() > 1,
        Unit::Week => !step.aligned,
        Unit::Month | Unit::Year => placed && step.count > 0 && (!step.aligned || step.base == Base::Within),
        _ => false,
    };
    if !counted || step.bound != Bound::Exact {
        return None;
    }
    step.aligned = true;
    expression.grain = Grain::Day;
    Some(())
}

/// A weekday of a week that is named.
fn on_weekday(weekday: u8, week: Expression) -> Expression {
    Expression { within: Some(Box::new(week)), ..Expression::parts(None, None, None, Some(weekday)) }
}
