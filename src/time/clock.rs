//! Times of day: "11:40 p.m.", "half past nine", "noon", "from 5 to 6 p.m.", "in the morning".

use super::expression::{Clock, Expression, Form, Grain, TimexType};
use super::scan::{Found, Scan};
use super::tables::Part;
use crate::text::TokenKind;

/// A time of day, or two that bound a stretch, and the token after.
#[derive(Clone, Copy)]
pub(super) struct Hours {
    pub end: usize,
    pub from: Clock,
    pub to: Option<Clock>,
}

/// Hour and minute in figures.
#[derive(Clone, Copy)]
pub(super) struct Figures {
    end: usize,
    hour: u8,
    minute: u8,
    second: Option<u8>,
    /// The mark between them; a figure alone tells the hour only.
    mark: Option<char>,
}

impl Figures {
    /// As exact as the words: "5 p.m." gives no minute.
    fn clock(self, afternoon: Option<bool>) -> Clock {
        let hour = match afternoon {
            Some(after) => self.hour % 12 + if after { 12 } else { 0 },
            None => self.hour,
        };
        match (self.second, self.mark) {
            (Some(second), _) => Clock::Exact(hour, self.minute, second),
            (None, Some(_)) => Clock::At(hour, self.minute),
            (None, None) => Clock::Hour(hour),
        }
    }
}

impl Scan<'_> {
    /// A time of day or a stretch between two. `led`: "at" or a date stands beside it, so that bare figures will do.
    pub(super) fn hours(&self, i: usize, led: bool) -> Option<Hours> {
        if !self.may_be_hours(i) {
            return None;
        }
        if let Some(stretch) = self.stretch_of_hours(i) {
            return Some(stretch);
        }
        let framed = || {
            let figures = self.figures(i).filter(|figures| self.after(i, Part::From) && figures.hour > 0)?;
            let from = figures.clock(None);
            let (end, to) = self.lasting_hours(figures.end, from)?;
            Some(Hours { end, from, to: Some(to) })
        };
        let Some((end, from)) = self.clock(i, led) else { return framed() };
        let at = self.joint_of_hours(end).unwrap_or(end);
        if at > end
            && let Some((end, to)) = self.clock(at, true)
        {
            return Some(Hours { end, from, to: Some(to) });
        }
        if self.after(i, Part::From)
            && let Some((end, to)) = self.lasting_hours(end, from)
        {
            return Some(Hours { end, from, to: Some(to) });
        }
        Some(Hours { end, from, to: None })
    }

    /// Figures that stand where only a time of day can.
    pub(super) fn bare_hours(&self, i: usize) -> Option<Hours> {
        let figures = self.figures(i)?;
        Some(Hours { end: figures.end, from: figures.clock(None), to: None })
    }

    /// Whether a time of day may begin at a token: most tokens are told apart by this alone.
    fn may_be_hours(&self, i: usize) -> bool {
        let word = [Part::Noon, Part::Midnight, Part::Half, Part::A].iter().any(|&part| self.is(i, part));
        word || !self.digit_free(i) || self.entry(i).cardinal > 0 || self.entry(i).unit == Some(super::Unit::Quarter)
    }

    fn joint_of_hours(&self, i: usize) -> Option<usize> {
        let between = self.is(i, Part::And);
        (between || self.is_dash(i) || self.is(i, Part::To) || self.is(i, Part::Until)).then_some(i + 1)
    }

    /// "5-6 p.m.", "9.30 to 10:15", "between 2 and 4pm": the second figure tells that both are hours.
    fn stretch_of_hours(&self, i: usize) -> Option<Hours> {
        if let Some(hours) = self.four_figures(i).filter(|_| self.loose) {
            return Some(hours);
        }
        let first = self.figures(i).filter(|f| f.hour > 0 || f.mark.is_some())?;
        let money = self.glued(i) && matches!(self.raw_before(i), "$" | "£" | "€" | "-" | ":" | "." | "/");
        let at = self.joint_of_hours(first.end)?;
        let second = self.figures(at)?;
        if money || (self.is(first.end, Part::And) && !self.after(i, Part::Between)) {
            return None;
        }
        let Some((end, afternoon)) = self.half_day(second.end) else {
            let colon = |figures: &Figures| figures.mark == Some(':');
            let framed = self.loose && (self.after(i, Part::From) || self.after(i, Part::Between));
            let bare = |figures: &Figures| figures.mark.is_none() && self.raw(figures.end - 1).len() <= 2;
            let colons = colon(&first) && (colon(&second) || framed && bare(&second))
                || framed && bare(&first) && colon(&second);
            let end = self.skip(second.end, Part::Hours);
            return colons.then(|| Hours { end, from: first.clock(None), to: Some(second.clock(None)) });
        };
        if !(1..=12).contains(&second.hour) || first.hour > 12 {
            return None;
        }
        // "11-2 p.m." begins before noon.
        let early = (first.hour % 12, first.minute) > (second.hour % 12, second.minute);
        let from = first.clock(Some(afternoon != early));
        Some(Hours { end, from, to: Some(second.clock(Some(afternoon))) })
    }

    /// "10 to 11", "2 and 4" where "Tuesday from" or "Friday between" leads them and nothing is counted.
    pub(super) fn bare_stretch(&self, i: usize) -> Option<Hours> {
        let framed = self.loose && (self.after(i, Part::From) || self.after(i, Part::Between));
        let hour = |at: usize| self.integer(at, 2).filter(|hour| framed && (1..=24).contains(hour) && !self.glued(at));
        let (from, at) = (hour(i)?, self.joint_of_hours(i + 1).filter(|at| !self.is_dash(at - 1))?);
        let (to, end) = (hour(at)?, at + 1);
        let closed = !self.is_word(end) && matches!(self.raw(end), "" | "." | "," | ";" | ")" | "?" | "!");
        let clock = |hour: u32| Clock::Hour(hour as u8);
        (closed && from != to).then(|| Hours { end, from: clock(from), to: Some(clock(to)) })
    }

    /// "between 0730 and 0930": four figures each, of which a leading zero shows that they are no amounts.
    fn four_figures(&self, i: usize) -> Option<Hours> {
        let clock = |at: usize| {
            let figures = self.digits(at).filter(|digits| digits.len() == 4)?.parse::<u16>().ok()?;
            (figures < 2400 && figures % 100 < 60).then_some(Clock::At((figures / 100) as u8, (figures % 100) as u8))
        };
        let framed = self.after(i, Part::From) || self.after(i, Part::Between);
        if !framed || !self.raw(i).starts_with('0') {
            return None;
        }
        let at = self.joint_of_hours(i + 1)?;
        Some(Hours { end: self.skip(at + 1, Part::Hours), from: clock(i)?, to: Some(clock(at)?) })
    }

    /// A time of day and the token after it.
    pub(super) fn clock(&self, i: usize, led: bool) -> Option<(usize, Clock)> {
        let (end, clock) = self.plain_clock(i, led)?;
        Some(self.in_day_part(end, clock))
    }

    fn plain_clock(&self, i: usize, led: bool) -> Option<(usize, Clock)> {
        // "High Noon" is a name.
        let named = self.capital(i) && self.token(i).is_some_and(|t| !t.caps) && i > self.floor && self.capital(i - 1);
        if self.is(i, Part::Noon) && !named {
            return Some((i + 1, Clock::At(12, 0)));
        }
        if self.is(i, Part::Midnight) {
            return Some((i + 1, Clock::At(0, 0)));
        }
        if let Some(spoken) = self.spoken(i) {
            return Some(spoken);
        }
        let figures = self.figures(i).or_else(|| self.unmarked(i))?;
        if self.glued(i) && matches!(self.raw_before(i), "$" | "£" | "€" | ":" | ".") {
            return None;
        }
        if let Some((end, afternoon)) = self.half_day(figures.end) {
            return (1..=12).contains(&figures.hour).then(|| (end, figures.clock(Some(afternoon))));
        }
        // "12 noon"
        if figures.hour == 12 && self.is(figures.end, Part::Noon) {
            return Some((figures.end + 1, Clock::At(12, 0)));
        }
        if self.is(figures.end, Part::Oclock) {
            let (end, afternoon) = match self.half_day(figures.end + 1) {
                Some((end, afternoon)) => (end, Some(afternoon)),
                None => (figures.end + 1, None),
            };
            return Some((end, figures.clock(afternoon)));
        }
        if self.is(figures.end, Part::Hours) && figures.mark == Some(':') {
            return Some((figures.end + 1, figures.clock(None)));
        }
        self.bare_figures(i, figures, led).then(|| (figures.end, figures.clock(None)))
    }

    /// Whether figures without "a.m." or "o'clock" are a time of day.
    fn bare_figures(&self, i: usize, figures: Figures, led: bool) -> bool {
        let before = led && (self.after(i, Part::At) || self.after(i, Part::On) || self.after(i, Part::Zone));
        let zoned = self.is(figures.end, Part::Zone);
        match figures.mark {
            Some(':') => {
                let opens =
                    i == self.floor || self.entry(i - 1).parts != 0 || !self.is_word(i - 1) && self.digit_free(i - 1);
                zoned || before || self.after(i, Part::At) || (opens && !self.glued(i) && self.raw_before(i) != "%")
            }
            Some(_) => {
                let ends = (!self.is_word(figures.end) || self.loose && self.capital(figures.end))
                    && !matches!(self.raw(figures.end), "%" | "$");
                zoned || (self.after(i, Part::At) && ends)
            }
            None => {
                let led = [Part::At, Part::From, Part::Until, Part::By, Part::Circa, Part::Between, Part::To];
                let than =
                    self.after(i, Part::Than) && (self.after(i - 1, Part::Later) || self.after(i - 1, Part::Earlier));
                let led = (than || led.iter().any(|&part| self.after(i, part))) && self.raw(i).len() <= 2;
                led && self.in_day_part(figures.end, Clock::Morning).0 > figures.end
            }
        }
    }

    /// "in the morning", "at night" after a time of day.
    fn in_day_part(&self, end: usize, clock: Clock) -> (usize, Clock) {
        let early = || self.skip(self.skip(self.skip(end, Part::At), Part::Early), Part::Late);
        let at = if self.raw(end) == "in" { self.skip(end + 1, Part::The) } else { early() };
        let Some(part) = self.day_part(at).filter(|_| at > end) else { return (end, clock) };
        (at + 1, later(clock, part))
    }

    /// Hours and minutes in figures: "10:57", "9.30", "06: 00" as scanned text has it, "5".
    fn figures(&self, i: usize) -> Option<Figures> {
        self.token(i).filter(|t| t.kind == TokenKind::Number)?;
        let raw = self.raw(i);
        let Some(mark) = raw.find([':', '.']) else {
            if let Some(military) = self.military(i) {
                return Some(military);
            }
            let hour = self.integer(i, 2).filter(|h| *h < 24)? as u8;
            let scanned = self.raw(i + 1) == ":" && self.glued(i + 1) && !self.glued(i + 2);
            if let Some(minute) = self.digits(i + 2).filter(|d| scanned && d.len() == 2 && raw.len() == 2)
                && let Some(minute) = minute.parse().ok().filter(|m: &u8| *m < 60)
            {
                return Some(Figures { end: i + 3, hour, minute, second: None, mark: Some(':') });
            }
            return Some(Figures { end: i + 1, hour, minute: 0, second: None, mark: None });
        };
        let (hour, minute) = (raw.get(..mark)?, raw.get(mark + 1..)?.get(..2)?);
        let rest = raw.get(mark + 3..)?;
        let second = rest.strip_prefix(':').filter(|rest| rest.len() == 2).and_then(|rest| rest.parse().ok());
        let whole = rest.is_empty() || second.is_some_and(|second: u8| second < 60);
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let mark = raw[mark..].chars().next();
        (whole && hour < 24 && minute < 60).then_some(Figures { end: i + 1, hour, minute, second, mark })
    }

    /// "at 0730 hours": four figures are a time only where they are led like one.
    pub(super) fn military(&self, i: usize) -> Option<Figures> {
        let clock = |end, hour: u32, minute: u32| {
            (hour < 24 && minute < 60).then_some(Figures {
                end,
                hour: hour as u8,
                minute: minute as u8,
                second: None,
                mark: Some(':'),
            })
        };
        let led = [Part::At, Part::From, Part::Until, Part::By, Part::Before, Part::After, Part::To];
        let led = led.iter().any(|&part| self.after(i, part)) && self.is(i + 1, Part::Hours);
        let figure = self.integer(i, 4).filter(|_| led && self.raw(i).len() == 4 && !self.is(i + 2, Part::Of))?;
        clock(i + 2, figure / 100, figure % 100)
    }

    /// "1140 a.m.", "730 p.m.": hour and minute without a mark.
    fn unmarked(&self, i: usize) -> Option<Figures> {
        let figure = self.integer(i, 4).filter(|figure| self.loose && *figure >= 100)?;
        let (hour, minute) = ((figure / 100) as u8, (figure % 100) as u8);
        let spoken = (1..=12).contains(&hour) && minute < 60 && self.half_day(i + 1).is_some();
        spoken.then_some(Figures { end: i + 1, hour, minute, second: None, mark: Some(':') })
    }

    /// "a.m.", "p.m." and whether it is the latter; "pm" may hang on the figure.
    fn half_day(&self, i: usize) -> Option<(usize, bool)> {
        // "7.am"
        let i = if self.raw(i) == "." && self.glued(i) && self.glued(i + 1) { i + 1 } else { i };
        let afternoon = self.is(i, Part::Pm);
        if !afternoon && !self.is(i, Part::Am) {
            return self.scanned_half_day(i);
        }
        let stop =
            self.raw(i + 1) == "." && self.glued(i + 1) && self.raw(i).contains('.') && !self.raw(i).ends_with('.');
        Some((if stop { i + 2 } else { i + 1 }, afternoon))
    }

    /// "p . m .", "a m", as scanned text has it.
    fn scanned_half_day(&self, i: usize) -> Option<(usize, bool)> {
        let afternoon = match self.raw(i) {
            "a" | "A" => false,
            "p" | "P" => true,
            _ => return None,
        };
        let dot = |at: usize| if self.raw(at) == "." { at + 1 } else { at };
        let at = dot(i + 1);
        (matches!(self.raw(at), "m" | "M") && !self.glued(at)).then(|| (dot(at + 1), afternoon))
    }

    /// "half past nine", "ten past eight", "a quarter to six", "nine o'clock", "seven p.m.".
    fn spoken(&self, i: usize) -> Option<(usize, Clock)> {
        let number = |at: usize, most: u32| {
            let in_digits = self.integer(at, 2).map(|n| (at + 1, n));
            let (end, number) = in_digits.or_else(|| self.cardinal(at))?;
            (number <= most).then_some((end, number as u8))
        };
        let start = self.skip(i, Part::A);
        let (end, minute) = if self.is(start, Part::Half) {
            (start + 1, 30)
        } else if self.entry(start).unit == Some(super::Unit::Quarter) && !self.entry(start).plural {
            (start + 1, 15)
        } else {
            let (end, hour) = number(i, 59)?;
            let worded = self.digit_free(i);
            if worded && self.is(end, Part::Oclock) && (1..=12).contains(&hour) {
                return Some((end + 1, Clock::Hour(hour)));
            }
            if let Some((end, afternoon)) = self.half_day(end).filter(|_| worded && (1..=12).contains(&hour)) {
                return Some((end, Clock::Hour(hour % 12 + if afternoon { 12 } else { 0 })));
            }
            if let Some(read) = self.read_out(i, end, hour).filter(|_| worded) {
                return Some(read);
            }
            // "twenty minutes past eight"
            (if self.entry(end).unit == Some(super::Unit::Minute) { end + 1 } else { end }, hour)
        };
        let to = self.raw(end) == "to" && minute == 15;
        if self.raw(end) != "past" && !to {
            return None;
        }
        let middle =
            if self.is(end + 1, Part::Noon) { Some(12) } else { self.is(end + 1, Part::Midnight).then_some(24) };
        if let Some(hour) = middle.filter(|_| minute < 60) {
            let minutes = if to { hour * 60 - u32::from(minute) } else { hour % 24 * 60 + u32::from(minute) };
            return Some((end + 2, Clock::At((minutes / 60) as u8, (minutes % 60) as u8)));
        }
        let (end, hour) = number(end + 1, 12).filter(|(_, hour)| *hour > 0)?;
        let hour = if to { (hour + 10) % 12 + 1 } else { hour };
        let (end, shift) = self.half_day(end).map_or((end, None), |(end, after)| (end, Some(after)));
        let hour = shift.map_or(hour, |after| hour % 12 + if after { 12 } else { 0 });
        Some((end, Clock::At(hour, if to { 60 - minute } else { minute })))
    }

    /// Hour and minute as they are read out: "seven thirty p.m.", "at ten-thirty".
    fn read_out(&self, i: usize, after_hour: usize, hour: u8) -> Option<(usize, Clock)> {
        let at = if self.is_dash(after_hour) { after_hour + 1 } else { after_hour };
        let (end, minute) = self.cardinal(at).filter(|(_, minute)| (10..60).contains(minute))?;
        if !(1..=12).contains(&hour) {
            return None;
        }
        if let Some((end, afternoon)) = self.half_day(end) {
            return Some((end, Clock::At(hour % 12 + if afternoon { 12 } else { 0 }, minute as u8)));
        }
        let noun = self.is_word(end) && self.entry(end).parts == 0 && !self.ends_clause(end);
        let led = self.after(i, Part::At) || (self.after(i, Part::From) || self.after(i, Part::To)) && hour <= 12;
        (led && !noun && !self.counts(end) && self.entry(end).unit.is_none())
            .then_some((end, Clock::At(hour, minute as u8)))
    }

    /// A time of day with no date beside it.
    pub(super) fn clock_alone(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.part_then_hour(i).or_else(|| self.part_alone(i)) {
            return Some(found);
        }
        let hours = self.hours(i, true)?;
        let end = self.skip(hours.end, Part::Zone);
        let from = of_day(hours.from);
        Found::new(
            end,
            match hours.to {
                Some(to) => ranged(from, of_day(to)),
                None => from,
            },
        )
    }

    /// "in the morning at 7", "early morning at 8:00".
    fn part_then_hour(&self, i: usize) -> Option<Found> {
        let early = self.skip(self.skip(self.skip(i, Part::The), Part::Early), Part::Late);
        let part = self.day_part(early).filter(|_| self.loose && self.is(early + 1, Part::At))?;
        let at = early + 2;
        let bare = || {
            let figures =
                self.figures(at).filter(|figures| (1..=12).contains(&figures.hour) && !self.is_word(figures.end))?;
            Some((figures.end, figures.clock(None)))
        };
        let (end, clock) = self.clock(at, true).or_else(bare)?;
        Found::new(end, of_day(later(clock, part)))
    }

    /// "the morning", "at night", "overnight".
    fn part_alone(&self, i: usize) -> Option<Found> {
        if !self.loose {
            return None;
        }
        let the = self.is(i, Part::The) || self.is(i, Part::That);
        let led = the
            || self.after(i, Part::At)
            || self.after(i, Part::In)
            || self.after(i, Part::Early)
            || self.after(i, Part::Late);
        let at = if the { i + 1 } else { i };
        let part = self.day_part(at).filter(|_| led && !self.capital(at))?;
        // "the evening news" is no time, "the night of 3 May" is one with a date.
        let next = at + 1;
        let noun = self.is_word(next) && self.entry(next).parts == 0 && !self.capital(next) && !self.ends_clause(next);
        (!noun).then(|| Found { end: at + 1, expression: of_day(part) })
    }
}

/// A time of day in a part of the day: "7 in the evening" is 19.
pub(super) fn later(clock: Clock, part: Clock) -> Clock {
    let later = |hour: u8| {
        if part != Clock::Morning && hour < 12 && !(part == Clock::Night && hour < 5) { hour + 12 } else { hour }
    };
    match clock {
        // "midnight tonight", "12:30 tomorrow night"
        Clock::At(0 | 12, _) | Clock::Hour(0 | 12) => clock,
        Clock::At(hour, minute) => Clock::At(later(hour), minute),
        Clock::Exact(hour, minute, second) => Clock::Exact(later(hour), minute, second),
        Clock::Hour(hour) => Clock::Hour(later(hour)),
        other => other,
    }
}

/// A time of day on no day.
pub(super) fn of_day(clock: Clock) -> Expression {
    Expression { clock: Some(clock), ..Expression::new(Form::Clock, Grain::Minute) }
}

/// A stretch between two times of day.
pub(super) fn ranged(from: Expression, to: Expression) -> Expression {
    let grain = from.grain;
    let timex = from.timex;
    Expression { timex, ..Expression::new(Form::Range(Box::new(from), Box::new(to)), grain) }
}

/// Adds a time of day to a date, or both ends of a stretch; the hours of "tomorrow evening" are those of the evening.
pub(super) fn on_day(mut found: Found, from: Clock, to: Option<Clock>) -> Found {
    let of_part = |clock: Clock| match found.expression.clock {
        Some(part @ (Clock::Afternoon | Clock::Evening | Clock::Night)) => later(clock, part),
        _ => clock,
    };
    let (from, to) = (of_part(from), to.map(of_part));
    let mut end = found.expression.clone();
    set(&mut found.expression, from);
    if let Some(to) = to {
        set(&mut end, to);
        found.expression = ranged(found.expression, end);
    }
    found
}

fn set(expression: &mut Expression, clock: Clock) {
    expression.clock = Some(clock);
    if matches!(clock, Clock::At(..) | Clock::Exact(..) | Clock::Hour(_)) {
        expression.timex = TimexType::Time;
        expression.grain = Grain::Minute;
    }
}
