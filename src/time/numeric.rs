//! Dates in figures: `2019-08-28`, `28/08/2019`, `10/2024`, and which of two readings a document means.

use super::expression::{Clock, Expression, Form, Grain, TimexType};
use super::scan::{Found, Scan};
use super::tables::Part;
use super::{TimeMention, calendar};
use crate::source::Span;
use crate::text::Text;

impl Scan<'_> {
    /// A date in figures.
    pub(super) fn numeric(&self, i: usize) -> Option<Found> {
        self.iso(i)
            .or_else(|| self.named_iso(i))
            .or_else(|| self.spaced(i))
            .or_else(|| self.basic(i))
            .or_else(|| self.slashed(i))
    }

    /// `2019-08-28`, with a time or not, and `2019-08`.
    fn iso(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let number = |at: usize| {
            let bound = self.glued(at) && self.glued(at - 1) && self.raw(at - 1) == "-";
            self.digits(at).filter(|d| bound && d.len() <= 2)?.parse::<u8>().ok()
        };
        // "2019-8" is a score as well.
        let short = self.raw(i + 2).len() == 1 && number(i + 4).is_none();
        let month = number(i + 2).filter(|_| !short).filter(|m| (1..=12).contains(m))?;
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

    /// `2019 08 28`, as tables and scanned text have it.
    fn spaced(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let two = |at: usize| self.integer(at, 2).filter(|_| self.raw(at).len() == 2 && !self.glued(at));
        let (month, day) = (two(i + 1)? as u8, two(i + 2)? as u8);
        let alone =
            self.digit_free(i + 3) && self.entry(i + 3).unit.is_none() && !self.glued(i + 3) || !self.is_word(i + 3);
        let real = calendar::day(year, month, day).is_some() && alone && self.digit_free(i.wrapping_sub(1));
        real.then(|| Found { end: i + 3, expression: Expression::parts(Some(year), Some(month), Some(day), None) })
    }

    /// `2019-Aug-1`, `2020/Sep/23`.
    fn named_iso(&self, i: usize) -> Option<Found> {
        let year = self.year(i)?;
        let mark = self.raw(i + 1);
        let bar = |at: usize| self.raw(at) == mark && self.glued(at) && self.glued(at + 1);
        let month = self.entry(i + 2).month;
        if !matches!(mark, "/" | "-") || !bar(i + 1) || month == 0 {
            return None;
        }
        let day = self.integer(i + 4, 2).filter(|d| bar(i + 3) && (1..=31).contains(d))? as u8;
        Found::new(i + 5, Expression::parts(Some(year), Some(month), Some(day), None))
    }

    /// `20190828`, as file names and tables have it.
    fn basic(&self, i: usize) -> Option<Found> {
        let digits = self.digits(i).filter(|d| d.len() == 8)?;
        let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i32>().ok();
        let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
        let real = (1900..2100).contains(&year) && calendar::day(year, month as u8, day as u8).is_some();
        real.then(|| Found {
            end: i + 1,
            expression: Expression::parts(Some(year), Some(month as u8), Some(day as u8), None),
        })
    }

    /// `28/08/2019`, `28-8-19`, `28.08.2019`, `2019/08/28`, `10/2024`.
    fn slashed(&self, i: usize) -> Option<Found> {
        if self.glued(i) && matches!(self.raw_before(i), "/" | "-" | ".") && !self.after_figures(i) {
            return None;
        }
        if self.raw(i).contains('.') {
            return self.dotted(i);
        }
        let mark = self.raw(i + 1);
        let bar = |at: usize| self.raw(at) == mark && self.glued(at) && self.glued(at + 1);
        if !matches!(mark, "/" | "-") || !bar(i + 1) {
            return None;
        }
        if let Some(year) = self.year(i).filter(|_| mark == "/") {
            let month = self.integer(i + 2, 2).filter(|month| self.loose && !bar(i + 3) && (1..=12).contains(month));
            if let Some(month) = month {
                return Found::new(i + 3, Expression::parts(Some(year), Some(month as u8), None, None));
            }
            let (month, day) = (self.integer(i + 2, 2)? as u8, self.integer(i + 4, 2).filter(|_| bar(i + 3))? as u8);
            let real = (1..=12).contains(&month) && (1..=31).contains(&day);
            return real.then(|| Found {
                end: i + 5,
                expression: Expression::parts(Some(year), Some(month), Some(day), None),
            });
        }
        let first = self.integer(i, 2)? as u8;
        if let Some(year) = self.year(i + 2) {
            let dashed = mark == "-" && self.raw(i).len() == 2 && !self.is_dash(i + 3) && !self.after(i, Part::Label);
            let month = (mark == "/" || dashed) && (1..=12).contains(&first) && self.raw(i + 3) != "/";
            return month
                .then(|| Found { end: i + 3, expression: Expression::parts(Some(year), Some(first), None, None) });
        }
        let second = self.integer(i + 2, 2)? as u8;
        if !bar(i + 3) {
            return self.yearless(i, first, second).filter(|_| mark == "/");
        }
        let year = self.year(i + 4).or_else(|| self.short_year(i + 4).filter(|_| mark == "/"))?;
        Found::new(i + 5, day_and_month(first, second, Some(year))?)
    }

    /// Whether figures before a joint are a date too, so that these end a range.
    fn after_figures(&self, i: usize) -> bool {
        i >= self.floor + 4 && self.is_dash(i - 1) && self.raw(i - 3) == "/" && !self.digit_free(i - 2)
    }

    /// `28.08.2019`, `28.8.`
    fn dotted(&self, i: usize) -> Option<Found> {
        let mut numbers = self.raw(i).split('.').map(|n| n.parse::<u32>().ok());
        let (first, second, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let (day, month) = if second > 12 { (second, first) } else { (first, second) };
        let whole = numbers.next().is_none() && (1..=31).contains(&day) && (1..=12).contains(&month);
        let date = Expression::parts(Some(year as i32), Some(month as u8), Some(day as u8), None);
        (whole && (1000..2200).contains(&year)).then_some(Found { end: i + 1, expression: date })
    }

    /// The year of two digits, which is that of the hundred years around the year 2000.
    pub(super) fn short_year(&self, i: usize) -> Option<i32> {
        let year: i32 = self.digits(i).filter(|d| d.len() == 2)?.parse().ok()?;
        Some(if year < 50 { 2000 + year } else { 1900 + year })
    }

    /// "on 22/04", "between 10/1 and 11/7": day and month alone need a word of time before them, and no fraction's noun after.
    fn yearless(&self, i: usize, first: u8, second: u8) -> Option<Found> {
        let led =
            [Part::On, Part::Until, Part::Before, Part::After, Part::Between, Part::Since, Part::This, Part::Next];
        let date = self.raw_before(i) == "," && i > self.floor + 2 && self.raw(i - 3) == "/";
        let weekday = i > self.floor && self.entry(i - 1).weekday > 0;
        let range = self.is_dash(i + 3) && self.raw(i + 5) == "/"
            || self.after_figures(i)
            || self.is(i + 3, Part::To) && self.raw(i + 5) == "/";
        let after_range = i > self.floor + 3 && self.is(i - 1, Part::To) && self.raw(i - 3) == "/";
        let and =
            i > self.floor + 3 && (self.is(i - 1, Part::And) || self.raw_before(i) == "or") && self.raw(i - 3) == "/";
        let led = led.iter().any(|&part| self.after(i, part)) || date || weekday || range || after_range || and;
        let fraction = matches!(self.raw(i + 3), "%" | "/" | "$")
            || self.is(i + 3, Part::Of)
            || self.entry(i + 3).unit.is_some()
            || self.is(i + 3, Part::A);
        let noun =
            self.is_word(i + 3) && !self.capital(i + 3) && self.entry(i + 3).parts == 0 && self.raw(i + 3) != "or";
        if !led || fraction || noun {
            return None;
        }
        Found::new(i + 3, day_and_month(first, second, None)?)
    }
}

/// A day and a month in figures, in either order where both may be the month.
fn day_and_month(first: u8, second: u8, year: Option<i32>) -> Option<Expression> {
    let (low, high) = (first.min(second), first.max(second));
    if low == 0 || low > 12 || high > 31 {
        return None;
    }
    if first == second || high > 12 {
        return Some(Expression::parts(year, Some(low), Some(high), None));
    }
    Some(Expression { year, ..Expression::new(Form::Slashed { first, second }, Grain::Month) })
}

/// Which of day and month a text writes first, as its dates in figures and words show. `None` where they disagree, or show nothing.
fn month_first(text: &Text, mentions: &[TimeMention]) -> Option<bool> {
    let (mut figures, mut words) = ([0u32; 2], [0u32; 2]);
    let mut count = |span: Span, day: u8, month: u8| {
        let raw = text.of(span);
        let Some(at) = raw.find(|c: char| c.is_ascii_alphanumeric()) else { return };
        let first = raw[at..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match first.parse::<u16>() {
            Ok(number) if raw.contains('/') && day > 12 => figures[usize::from(number == u16::from(month))] += 1,
            Ok(number) if number == u16::from(day) => words[0] += 1,
            Err(_) if first.starts_with(char::is_uppercase) => words[1] += 1,
            _ => {}
        }
    };
    for mention in mentions {
        let expression = &mention.expression;
        if let (Form::Parts, Some(month), Some(day), None) =
            (&expression.form, expression.month, expression.day, expression.weekday)
        {
            count(mention.span, day, month);
        }
    }
    let habit = |[day, month]: [u32; 2]| (day == 0 || month == 0).then_some(month > 0).filter(|_| day + month > 0);
    if figures == [0, 0] { habit(words) } else { habit(figures) }
}

/// Settles `03/04/2019` by the habit of the text, where it has one.
pub(super) fn settle(text: &Text, mentions: &mut [TimeMention]) {
    if !mentions.iter().any(|m| ambiguous(&m.expression)) {
        return;
    }
    // "10/1/2018 - 10/25/2018": one range, one order.
    for mention in mentions.iter_mut() {
        if let Form::Range(from, to) = &mut mention.expression.form {
            settle_range(from, to);
        }
    }
    if let Some(month) = month_first(text, mentions) {
        mentions.iter_mut().for_each(|m| settle_one(&mut m.expression, month));
    }
}

fn ambiguous(expression: &Expression) -> bool {
    match &expression.form {
        Form::Slashed { .. } => true,
        Form::Range(from, to) => ambiguous(from) || ambiguous(to),
        _ => expression.within.as_ref().is_some_and(|within| ambiguous(within)),
    }
}

fn settle_range(from: &mut Expression, to: &mut Expression) {
    if let (Form::Slashed { first, .. }, Some(month)) = (&from.form, to.month) {
        let fits = *first == month || Some(*first) == to.month;
        if fits && to.day.is_some_and(|day| day > 12) {
            settle_one(from, true);
        }
    } else if let (Form::Slashed { first, .. }, Some(month)) = (&to.form, from.month)
        && *first == month
        && from.day.is_some_and(|day| day > 12)
    {
        settle_one(to, true);
    }
}

/// "11/1/2018 - 2/3/2018": of two readings the one in which the range runs forward, where only one does.
pub(super) fn settle_forward(from: &mut Expression, to: &mut Expression) {
    if !ambiguous(from) && !ambiguous(to) {
        return;
    }
    let reading = |month_first: bool| {
        let (mut first, mut last) = (from.clone(), to.clone());
        settle_one(&mut first, month_first);
        settle_one(&mut last, month_first);
        (first, last)
    };
    let forward =
        |(first, last): &(Expression, Expression)| first.full_date().zip(last.full_date()).map(|(a, b)| a <= b);
    let (by_month, by_day) = (reading(true), reading(false));
    match (forward(&by_month), forward(&by_day)) {
        (Some(true), Some(false)) => (*from, *to) = by_month,
        (Some(false), Some(true)) => (*from, *to) = by_day,
        _ => {}
    }
}

fn settle_one(expression: &mut Expression, month_first: bool) {
    match &mut expression.form {
        Form::Slashed { first, second } => {
            let (month, day) = if month_first { (*first, *second) } else { (*second, *first) };
            let settled = Expression::parts(expression.year, Some(month), Some(day), expression.weekday);
            *expression = Expression { clock: expression.clock, timex: expression.timex, ..settled };
        }
        Form::Range(from, to) => [from, to].into_iter().for_each(|end| settle_one(end, month_first)),
        _ => {
            if let Some(within) = &mut expression.within {
                settle_one(within, month_first);
            }
        }
    }
}
