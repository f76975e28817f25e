//! What is counted off beside or within another time: "the Sunday before Christmas", "two Thursdays ago", "the Friday after next", "the second-last
//! week of May", "the 20th of next month".

use super::expression::{Base, Expression, Form, Grain, Unit};
use super::relative::step;
use super::scan::{DayNumber, Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// Which one of many, and the token after: "third" is 3, "last" -1, "penultimate" and "second-last" -2.
    pub(super) fn index(&self, i: usize) -> Option<(usize, i8)> {
        if self.is(i, Part::Last) {
            return Some((i + 1, -1));
        }
        if self.is(i, Part::Penultimate) {
            return Some((i + 1, -2));
        }
        let (end, number) = self.any_ordinal(i)?;
        let number = i8::try_from(number).ok()?;
        let last = if self.is_dash(end) { end + 1 } else { end };
        Some(if number > 1 && self.is(last, Part::Last) { (last + 1, -number) } else { (end, number) })
    }

    /// What a counted day, week or month is one of: "of May", "in October 2015"; the calendar's own week of "next year".
    pub(super) fn whole_of(&self, i: usize, unit: Unit) -> Option<Found> {
        if self.is(i, Part::Of) {
            return self.point(i + 1, true).or_else(|| self.bare_unit(i + 1));
        }
        if !matches!(unit, Unit::Day | Unit::Week | Unit::Weekend | Unit::Month) {
            return None;
        }
        if self.raw(i) == "in" {
            let named = |whole: &Found| whole.expression.year.is_some() || whole.expression.month.is_some();
            return self.point(i + 1, true).filter(named);
        }
        // "The third week this year" may be the third that something lasts; of next year none has gone by.
        let ahead = |whole: &Found| matches!(&whole.expression.form, Form::Step(step) if step.count > 0);
        self.placed(i).filter(|whole| self.loose && ahead(whole))
    }

    /// "the Sunday before Christmas", "the first Monday after 3 May", "the Friday after next", "the Tuesday before last".
    pub(super) fn weekday_beside(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let (at, count) = match self.any_ordinal(j).filter(|_| j > i) {
            Some((end, number)) => (end, i32::from(number)),
            None => (j, 1),
        };
        let (end, weekday) = self.weekday(at).filter(|_| !self.entry(at).doubtful)?;
        let before = self.is(end, Part::Before);
        if !before && !self.is(end, Part::After) {
            return None;
        }
        let sign = if before { -1 } else { 1 };
        let turned = |base, within: Option<Box<Expression>>| Expression {
            weekday: Some(weekday),
            within,
            ..Expression::new(Form::Turn { turn: sign, base }, Grain::Day)
        };
        let beyond = self.skip(end + 1, Part::The);
        let alone = !self.is_word(beyond + 1) && self.digit_free(beyond + 1) || self.is_function_word(beyond + 1);
        if count == 1 && alone && self.is(beyond, if before { Part::Last } else { Part::Next }) {
            return Found::new(beyond + 1, weeks_on(sign.into(), turned(Base::Document, None)));
        }
        let day = self.point(end + 1, true).filter(|_| j > i && count < 10)?;
        let fixed = day.expression.day.is_some() && day.expression.month.is_some()
            || matches!(day.expression.form, Form::Around { .. } | Form::Easter(_) | Form::NthWeekday { .. });
        let owned = matches!(self.raw(day.end), "'s" | "’s");
        (fixed && !owned).then(|| Found {
            end: day.end,
            expression: weeks_on((count - 1) * i32::from(sign), turned(Base::Within, Some(Box::new(day.expression)))),
        })
    }

    /// Whether a word only joins or places others, so that what stands before it is no part of its name.
    fn is_function_word(&self, i: usize) -> bool {
        let entry = self.entry(i);
        let tells = entry.unit.is_some() || entry.weekday > 0 || entry.month > 0 || entry.season > 0;
        self.is_word(i) && !tells && (entry.parts != 0 || self.ends_clause(i))
    }

    /// "two Thursdays ago", "three Fridays from now".
    pub(super) fn weekdays_away(&self, i: usize) -> Option<Found> {
        let in_digits = self.integer(i, 2).map(|number| (i + 1, number));
        let (end, count) = in_digits.or_else(|| self.cardinal(i)).filter(|(_, count)| (2..=30).contains(count))?;
        let weekday = self.entry(end).set.as_deref()?.strip_prefix("XXXX-WXX-")?.parse().ok()?;
        let (end, turn) = match end + 1 {
            at if self.is(at, Part::Ago) => (at + 1, -1),
            at if self.is(at, Part::Hence) => (at + 1, 1),
            at if self.is(at, Part::From) && self.is(at + 1, Part::Now) => (at + 2, 1),
            _ => return None,
        };
        // Counting leaves no doubt which one is meant, as "last Thursday" does.
        let within = Some(Box::new(step(0, Unit::Day, Base::Document, true)));
        let form = Form::Turn { turn, base: Base::Within };
        let first = Expression { weekday: Some(weekday), within, ..Expression::new(form, Grain::Day) };
        Found::new(end, weeks_on((count as i32 - 1) * i32::from(turn), first))
    }

    /// "the 20th of next month", "the 4th this month" after the number of the day.
    pub(super) fn day_of_month(&self, day: DayNumber) -> Option<Found> {
        let of = self.is(day.end, Part::Of);
        let figure = !self.digit_free(day.end - 1);
        let pointed = of || figure && self.loose;
        if !pointed || !(day.ordinal || of && self.loose) {
            return None;
        }
        let month = self.named_month(if of { day.end + 1 } else { day.end })?;
        Some(nth_day(day.day, &month))
    }

    /// "the 4th to the 23rd of next month", "from 4 to 22 of this month".
    pub(super) fn days_of_month(&self, i: usize, between: bool) -> Option<Found> {
        let first = self.day(self.skip(i, Part::The))?;
        let at = self.joint(first.end, between).or_else(|| self.is(first.end, Part::Until).then_some(first.end + 1))?;
        let second = self.day(self.skip(at, Part::The)).filter(|second| second.day > first.day)?;
        let led = second.ordinal || self.after(i, Part::From);
        let of = self.is(second.end, Part::Of) || self.raw(second.end) == "in" && led;
        if !of && !second.ordinal {
            return None;
        }
        let month = self.named_month(if of { second.end + 1 } else { second.end })?;
        let (from, to) = (nth_day(first.day, &month).expression, nth_day(second.day, &month).expression);
        Found::new(month.end, Expression::new(Form::Range(Box::new(from), Box::new(to)), Grain::Day))
    }

    /// A month named by its place beside another: "this month", "the previous month", but not "this month's".
    fn named_month(&self, i: usize) -> Option<Found> {
        let month = self.placed(i).filter(|month| month.expression.grain == Grain::Month)?;
        let owned = matches!(self.raw(month.end), "'s" | "’s");
        (!owned && matches!(month.expression.form, Form::Step(_))).then_some(month)
    }
}

/// A day of a month that is named.
fn nth_day(day: u8, month: &Found) -> Found {
    let form = Form::Nth { index: day as i8, unit: Unit::Day };
    let within = Some(Box::new(month.expression.clone()));
    Found { end: month.end, expression: Expression { within, ..Expression::new(form, Grain::Day) } }
}

/// The same weekday some weeks on, or back if negative.
fn weeks_on(count: i32, day: Expression) -> Expression {
    if count == 0 {
        return day;
    }
    Expression { grain: Grain::Day, within: Some(Box::new(day)), ..step(count, Unit::Week, Base::Within, true) }
}
