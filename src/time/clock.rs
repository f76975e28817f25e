//! Times of day: "11:40 p.m.", "half past nine", "noon".

use super::expression::{Clock, Expression, Form, Grain};
use super::scan::{Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// A time of day and the token after it. `led`: "at" or a date stands beside it, so that bare figures will do.
    pub(super) fn clock(&self, i: usize, led: bool) -> Option<(usize, Clock)> {
        if self.is(i, Part::Noon) {
            return Some((i + 1, Clock::At(12, 0)));
        }
        if self.is(i, Part::Midnight) {
            return Some((i + 1, Clock::At(0, 0)));
        }
        if self.digit_free(i) {
            return self.spoken(i);
        }
        let (hour, minute, separator) = self.figures(i)?;
        if self.glued(i) && matches!(self.raw_before(i), "$" | "£" | "€" | "-" | ":" | ".") {
            return None;
        }
        if let Some((end, afternoon)) = self.half_day(i + 1) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            return Some((end, of_day(hour % 12 + if afternoon { 12 } else { 0 }, minute, separator)));
        }
        if self.is(i + 1, Part::Oclock) {
            return Some((i + 2, of_day(hour, minute, separator)));
        }
        let before = led && (self.after(i, Part::At) || self.after(i, Part::On) || self.after(i, Part::Zone));
        let zoned = self.is(i + 1, Part::Zone);
        let plausible = match separator {
            Some(':') => zoned || before || self.after(i, Part::At),
            Some(_) => {
                zoned || (self.after(i, Part::At) && !self.is_word(i + 1) && !matches!(self.raw(i + 1), "%" | "$"))
            }
            None => false,
        };
        plausible.then_some((i + 1, of_day(hour, minute, separator)))
    }

    /// Hours and minutes in figures, and the mark between them.
    fn figures(&self, i: usize) -> Option<(u8, u8, Option<char>)> {
        let raw = self.raw(i);
        let Some(mark) = raw.find([':', '.']) else {
            let hour = self.integer(i, 2)?;
            return (hour < 24).then_some((hour as u8, 0, None));
        };
        let (hour, minute) = (raw.get(..mark)?, raw.get(mark + 1..)?.get(..2)?);
        let rest = raw.get(mark + 3..)?;
        let seconds = rest.is_empty() || (rest.len() == 3 && rest.starts_with(':'));
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        (seconds && hour < 24 && minute < 60).then_some((hour, minute, raw[mark..].chars().next()))
    }

    /// "a.m.", "p.m." and whether it is the latter; "pm" may hang on the figure.
    fn half_day(&self, i: usize) -> Option<(usize, bool)> {
        let afternoon = self.is(i, Part::Pm);
        if !afternoon && !self.is(i, Part::Am) {
            return None;
        }
        let stop =
            self.raw(i + 1) == "." && self.glued(i + 1) && self.raw(i).contains('.') && !self.raw(i).ends_with('.');
        Some((if stop { i + 2 } else { i + 1 }, afternoon))
    }

    /// "half past nine", "ten past eight", "nine o'clock", "7 o'clock".
    fn spoken(&self, i: usize) -> Option<(usize, Clock)> {
        let number = |at: usize, most: u32| {
            let (end, number) = self.cardinal(at)?;
            (number <= most).then_some((end, number as u8))
        };
        let (end, minute) = if self.is(i, Part::Half) {
            (i + 1, 30)
        } else {
            let (end, hour) = number(i, 59)?;
            if self.is(end, Part::Oclock) && (1..=12).contains(&hour) {
                return Some((end + 1, Clock::Hour(hour)));
            }
            if let Some((end, afternoon)) = self.half_day(end).filter(|_| hour <= 12) {
                return Some((end, Clock::Hour(hour % 12 + if afternoon { 12 } else { 0 })));
            }
            (end, hour)
        };
        if self.raw(end) != "past" {
            return None;
        }
        let (end, hour) = number(end + 1, 12)?;
        (hour > 0).then_some((end, Clock::At(hour, minute)))
    }

    /// A time of day with no date beside it.
    pub(super) fn clock_alone(&self, i: usize) -> Option<Found> {
        let (end, clock) = self.clock(i, true)?;
        let mut expression = Expression::new(Form::Clock, Grain::Minute);
        expression.clock = Some(clock);
        Found::new(self.skip(end, Part::Zone), expression)
    }
}

/// A time as exact as its words: "5 p.m." gives no minute.
fn of_day(hour: u8, minute: u8, separator: Option<char>) -> Clock {
    if separator.is_some() { Clock::At(hour, minute) } else { Clock::Hour(hour) }
}
