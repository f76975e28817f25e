//! Ranges: "2017-2021", "4-13 March", "from 3 to 5 May", "April to December 2011".

use super::clock::{later, on_day};
use super::expression::{Base, Clock, Expression, Form, Grain, Reference, Unit};
use super::numeric::settle_forward;
use super::relative::step;
use super::scan::{Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// A range that begins at a token; its first token, since "from" and "between" stay outside.
    pub(super) fn range(&self, i: usize) -> Option<(usize, Found)> {
        let between = self.is(i, Part::Between);
        let start = if between || self.is(i, Part::From) { i + 1 } else { i };
        let found = self
            .years(start, start > i, between)
            .or_else(|| self.days_then_month(start, between))
            .or_else(|| self.month_then_days(start, between))
            .or_else(|| self.days_of_month(start, between))
            .or_else(|| self.two_dates(start, start > i, between))
            .or_else(|| self.framed_hours(start).filter(|_| start > i))?;
        Some((start, found))
    }

    /// The token after what joins the two ends: a dash, "to", or "and" after "between".
    pub(super) fn joint(&self, i: usize, between: bool) -> Option<usize> {
        let word = if between { self.is(i, Part::And) } else { self.is(i, Part::To) };
        (word || self.is_dash(i) || self.raw(i) == "~" && self.glued(i)).then_some(i + 1)
    }

    /// "2017-2021", "2017–21", "1655–56", "2012 to 2014".
    pub(super) fn years(&self, i: usize, led: bool, between: bool) -> Option<Found> {
        if let Some(found) = self.ancient_years(i, led, between) {
            return Some(found);
        }
        let from = self.year(i)?;
        let slash = self.raw(i + 1) == "/" && self.glued(i + 1) && self.glued(i + 2);
        let at = if slash { i + 2 } else { self.joint(i + 1, between)? };
        let to = match self.digits(at)?.len() {
            4 => self.year(at)?,
            2 => from / 100 * 100 + self.integer(at, 2)? as i32,
            _ => return None,
        };
        let dashed = self.is_dash(i + 1) || self.raw(i + 1) == "~";
        if to <= from || (slash && to != from + 1) {
            return None;
        }
        // "2019-08" is a month and "2010-11" may be one; a hyphen between is not enough for those below 13.
        let month =
            self.raw(i + 1) == "-" && self.digits(at).is_some_and(|d| d.len() == 2) && to % 100 <= 12 && to != from + 1;
        let further = self.is_dash(at + 1) && self.glued(at + 1) && !self.digit_free(at + 2);
        let before = self.raw_before(i);
        let priced = matches!(before, "$" | "£" | "€" | "#" | "-" | "/") || self.after(i, Part::Label);
        let unit = self.entry(at + 1).unit.is_some() || self.raw(at + 1) == "%" || self.is(at + 1, Part::Counted);
        let plausible = led || dashed || slash || from >= 1500;
        if month || further || priced || unit || !plausible || to - from > 1000 {
            return None;
        }
        let end = |year| Expression::parts(Some(year), None, None, None);
        Found::new(at + 1, join(end(from), end(to)))
    }

    /// "264-241 BC", "264 BC to 241 BC", "from 499 to 449" where the text tells such years.
    fn ancient_years(&self, i: usize, led: bool, between: bool) -> Option<Found> {
        let first = self.integer(i, 4).filter(|n| *n > 0)? as i32;
        let (joint, own) = match self.year_at(i) {
            Some((end, year)) if end > i + 1 => (end, Some(year)),
            _ => (i + 1, None),
        };
        let at = self.joint(joint, between)?;
        let short = self.integer(i, 3).is_some() && self.integer(at, 3).is_some();
        let (end, to) = match self.year_at(at).filter(|(end, _)| *end > at + 1) {
            Some(found) => found,
            None if own.is_none() && short && led && self.era.get() < 0 => (at + 1, 1 - self.integer(at, 3)? as i32),
            None => return None,
        };
        let from = own.unwrap_or(if to <= 0 { 1 - first } else { first });
        let year = |year| Expression::parts(Some(year), None, None, None);
        if from >= to { None } else { Found::new(end, join(year(from), year(to))) }
    }

    /// "4-13 March 2019", "between 3 and 12 of Sept".
    fn days_then_month(&self, i: usize, between: bool) -> Option<Found> {
        let first = self.day(self.skip(i, Part::The)).filter(|d| !self.digit_free(d.end - 1) || d.day >= 6)?;
        let until =
            (i > self.floor && self.after(i, Part::From) && self.is(first.end, Part::Until)).then_some(first.end + 1);
        let at = self.joint(first.end, between).or(until)?;
        let second = self.day_first(at).filter(|second| second.expression.month.is_some())?;
        let date = second.expression;
        let mut from = Expression::parts(date.year, date.month, Some(first.day), None);
        from.within.clone_from(&date.within);
        if first.day > date.day.unwrap_or(31) && i > self.floor && self.after(i, Part::From) {
            // "from the 27th to the 3rd of April": of the month before.
            let january = from.month == Some(1);
            from.month = from.month.map(|month| if january { 12 } else { month - 1 });
            from.year = from.year.map(|year| year - i32::from(january));
        }
        Found::new(second.end, join(from, date))
    }

    /// "March 4-13, 2019", "May 3 to 5".
    fn month_then_days(&self, i: usize, between: bool) -> Option<Found> {
        let (end, month) = self.month(i)?;
        let first = self.day(end)?;
        let at = self.joint(first.end, between)?;
        let second = self.day(self.skip(at, Part::The))?;
        if second.day < first.day || self.entry(second.end).unit.is_some() || self.month(second.end).is_some() {
            return None;
        }
        let comma = self.comma(second.end);
        let year = self.year(comma);
        let end = if year.is_some() { comma + 1 } else { second.end };
        let part = |day| Expression::parts(year, Some(month), Some(day), None);
        Found::new(end, join(part(first.day), part(second.day)))
    }

    /// "26 June to 28 June 2020", "April–December 2011", "Monday to Friday".
    fn two_dates(&self, i: usize, led: bool, between: bool) -> Option<Found> {
        let starts = self.entry(i).month > 0
            || self.entry(i).weekday > 0
            || !self.digit_free(i)
            || self.is(i, Part::Mid)
            || self.is(i, Part::Early)
            || self.is(i, Part::Late)
            || led;
        if !starts {
            return None;
        }
        let from = self.modified(i).or_else(|| self.lone_month(i, led)).or_else(|| self.present(i).filter(|_| between));
        let mut from = from.or_else(|| self.worded_year(i, true).filter(|_| led))?;
        if let Some(now) = self.present(from.end).filter(|_| led && self.is(from.end, Part::To)) {
            return Found::new(now.end, join(from.expression, now.expression));
        }
        let until = (led && self.is(from.end, Part::Until)).then_some(from.end + 1);
        let at = self.joint(from.end, between).or(until)?;
        let to = self.modified(at).or_else(|| self.lone_month(at, led)).or_else(|| self.present(at).filter(|_| led))?;
        let mut to = to;
        let figures = |e: &Expression| matches!(e.form, Form::Slashed { .. });
        let alike =
            from.expression.grain == to.expression.grain || figures(&from.expression) || figures(&to.expression);
        let told = from.expression.year.is_some() && to.expression.year.is_some();
        if told {
            settle_forward(&mut from.expression, &mut to.expression);
        }
        // "between 1 February and March 2019"
        let months = from.expression.month.is_some() && to.expression.month.is_some();
        let open = led && (months || to.expression.grain == Grain::None || to.expression.year.is_none());
        let coarse = |e: &Expression| matches!(e.grain, Grain::Decade | Grain::Century);
        let now = |e: &Expression| e.grain == Grain::None;
        if !(alike || told || open) || coarse(&from.expression) || now(&from.expression) && now(&to.expression) {
            return None;
        }
        if from.expression.year.is_none() && from.expression.within.is_none() && from.expression.month.is_some() {
            from.expression.year = to.expression.year.map(|year| {
                let turned = from.expression.month > to.expression.month;
                if turned { year - 1 } else { year }
            });
            from.expression.within.clone_from(&to.expression.within);
            let turned = from.expression.month > to.expression.month && to.expression.month.is_some();
            // "from June to May next year" begins this year.
            if let Some(Form::Step(year)) = from.expression.within.as_mut().map(|within| &mut within.form)
                && turned
                && year.unit == Unit::Year
            {
                year.count -= 1;
            }
        } else if matches!(from.expression.form, Form::Slashed { .. }) && from.expression.year.is_none() {
            from.expression.year = to.expression.year;
        }
        Found::new(to.end, join(from.expression, to.expression))
    }

    /// "from 5 to 6pm tomorrow", "between 4 p.m. and 5 p.m.".
    fn framed_hours(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.hours_to_day(i).or_else(|| self.hours_to_part(i)) {
            return Some(found);
        }
        self.hours(i, true)?.to?;
        self.dated(i).or_else(|| self.clock_alone(i))
    }

    /// "from 2 p.m. until tomorrow at 4 p.m.": today's hour to that of another day.
    fn hours_to_day(&self, i: usize) -> Option<Found> {
        let (end, clock) = self.clock(i, true).filter(|_| self.loose)?;
        let joint = self.is(end, Part::Until) || self.is(end, Part::To);
        let to = self.dated(end + 1).filter(|to| joint && to.expression.grain == Grain::Minute)?;
        let today = matches!(&to.expression.form, Form::Step(step) if step.base == Base::Document && step.count > 0);
        let from = Found { end, expression: step(0, Unit::Day, Base::Document, true) };
        let from = on_day(from, clock, None).expression;
        today.then(|| Found { end: to.end, expression: join(from, to.expression) })
    }

    /// "from 10am to 2 yesterday afternoon": the second hour is one of that part of the day, the first tells its own half.
    fn hours_to_part(&self, i: usize) -> Option<Found> {
        let (end, from) = self.clock(i, false).filter(|_| self.loose)?;
        let at = self.joint(end, self.after(i, Part::Between))?;
        let to = self.integer(at, 2).filter(|hour| (1..=12).contains(hour))? as u8;
        let day = self.modified(at + 1).and_then(|day| self.with_part(day))?;
        let to = later(Clock::Hour(to), day.expression.clock?);
        let day = Found { expression: Expression { clock: None, ..day.expression }, ..day };
        Some(on_day(day, from, Some(to)))
    }

    /// "now", as an end of a range.
    fn present(&self, i: usize) -> Option<Found> {
        self.phrase(i).filter(|found| matches!(found.expression.form, Form::Reference(Reference::Present)))
    }

    /// A month's name as an end of a range; written small only where "from" or "between" leads it.
    fn lone_month(&self, i: usize, led: bool) -> Option<Found> {
        let small = || Some((i + 1, self.entry(i).month)).filter(|(_, month)| led && *month > 0);
        let (end, month) = self.month(i).filter(|_| self.capital(i)).or_else(small)?;
        Some(self.with_year(Found { end, expression: Expression::parts(None, Some(month), None, None) }))
    }
}

fn join(from: Expression, to: Expression) -> Expression {
    let grain = from.grain;
    Expression::new(Form::Range(Box::new(from), Box::new(to)), grain)
}
