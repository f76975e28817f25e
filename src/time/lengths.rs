//! Lengths of time, ages and frequencies.

use std::borrow::Cow;

use super::expression::{Bound, Expression, Form, Grain, Length, Unit};
use super::scan::{Found, Scan};
use super::tables::Part;

/// A length and the token after it.
pub(super) struct Measured {
    pub end: usize,
    pub length: Length,
    /// The amount stands in the words ("six years", "a year", "several years"), not only a unit.
    pub counted: bool,
}

impl Scan<'_> {
    /// A length of time as a mention.
    pub(super) fn length(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.age(i).or_else(|| self.stretch(i)) {
            return Some(found);
        }
        let measured = self.measured(i)?;
        let alone = measured.length.hundredths == Some(100) && self.is(i, Part::A);
        // "$5 a year", "four times a week": a rate, not a length.
        let rate = alone && (self.rated(i) || measured.length.unit.grain() == Grain::Minute);
        let led = self.raw_before(i) == "for" || self.after(i, Part::Over);
        let bare = !measured.counted && !led;
        (!rate && !bare).then(|| Found {
            end: measured.end,
            expression: Expression::new(Form::Length(measured.length), Grain::None),
        })
    }

    fn rated(&self, i: usize) -> bool {
        i > self.floor
            && (!self.digit_free(i - 1)
                || self.is(i - 1, Part::Times)
                || self.is(i - 1, Part::Magnitude)
                || self.is(i - 1, Part::Once)
                || self.is(i - 1, Part::Twice)
                || self.raw(i - 1) == "%")
    }

    /// A number and a unit, with what bounds it.
    pub(super) fn measured(&self, i: usize) -> Option<Measured> {
        let (start, bound) = self.bound(i);
        let mut measured = self.amount(start)?;
        measured.length.bound = bound;
        Some(measured)
    }

    /// "nearly", "more than", "at least", "about".
    fn bound(&self, i: usize) -> (usize, Bound) {
        if self.is(i, Part::About) {
            return (i + 1, Bound::About);
        }
        if self.is(i, Part::Nearly) {
            return (i + 1, Bound::Below);
        }
        if self.is(i, Part::Over) {
            return (i + 1, Bound::Above);
        }
        let pair = |first, second| self.is(i, first) && self.is(i + 1, second);
        if pair(Part::More, Part::Than) || pair(Part::At, Part::Least) {
            return (i + 2, Bound::Above);
        }
        if pair(Part::Less, Part::Than) || pair(Part::At, Part::Most) || pair(Part::Up, Part::To) {
            return (i + 2, Bound::Below);
        }
        (i, Bound::Exact)
    }

    fn amount(&self, i: usize) -> Option<Measured> {
        // "half a year"
        if self.is(i, Part::Half) && self.is(i + 1, Part::A) {
            let unit = self.unit(i + 2, false)?;
            return Some(Measured { end: i + 3, length: Length::exact(Some(50), unit), counted: true });
        }
        if self.is(i, Part::A) && (self.is(i + 1, Part::Few) || self.is(i + 1, Part::Couple)) {
            let at = self.skip(i + 2, Part::Of);
            let two = self.is(i + 1, Part::Couple).then_some(200);
            let unit = self.unit(at, true)?;
            return Some(Measured { end: at + 1, length: Length::exact(two, unit), counted: true });
        }
        if self.is(i, Part::Few) {
            let unit = self.unit(i + 1, true)?;
            return Some(Measured { end: i + 2, length: Length::exact(None, unit), counted: true });
        }
        if self.is(i, Part::A) && self.entry(i + 1).cardinal < 100 {
            let unit = self.unit(i + 1, false)?;
            let (end, hundredths) = self.and_a_half(i + 2, 100);
            return Some(Measured { end, length: Length::exact(Some(hundredths), unit), counted: true });
        }
        if let Some(unit) = self.unit(i, true) {
            return Some(Measured { end: i + 1, length: Length::exact(None, unit), counted: false });
        }
        let (end, number) = self.hundredths(i)?;
        let (end, number) = self.and_a_half(end, number);
        let dash = self.is_dash(end) && self.glued(end);
        let at = if dash { end + 1 } else { end };
        // "a two day rally" beside "two days"
        let adjective = !self.entry(at).plural && self.is_word(at + 1) && self.entry(at + 1).parts == 0;
        let unit = self.unit(at, !dash && number != 100 && number != 0 && !adjective)?;
        let (end, number) = self.and_a_half(at + 1, number);
        Some(Measured { end, length: Length::exact(Some(number), unit), counted: true })
    }

    fn unit(&self, i: usize, plural: bool) -> Option<Unit> {
        let entry = self.entry(i);
        // "a second", "60 seconds" are lengths, "the second" is none; quarters of an hour are left alone.
        let unit = entry.unit.filter(|_| entry.plural || !plural)?;
        let doubtful = matches!(unit, Unit::Quarter | Unit::Second | Unit::Weekend) && !entry.plural;
        (!doubtful).then_some(unit)
    }

    /// A number in digits or words, in hundredths.
    fn hundredths(&self, i: usize) -> Option<(usize, u32)> {
        if self.digit_free(i) {
            let at = if self.is(i, Part::A) && self.entry(i + 1).cardinal >= 100 { i + 1 } else { i };
            if at > i {
                let number = self.entry(at).cardinal;
                return Some((at + 1, number.checked_mul(100)?));
            }
            let (end, number) = self.cardinal(i)?;
            return Some((end, number.checked_mul(100)?));
        }
        // "$20 a day", "1/2 years" and "3-5 days" say something else before this number.
        if self.glued(i)
            && matches!(self.raw_before(i), "$" | "£" | "€" | "/" | "." | "-" | "–")
            && !self.after_range(i)
        {
            return None;
        }
        let raw = self.raw(i);
        let raw = if raw.contains(',') { Cow::Owned(raw.replace(',', "")) } else { Cow::Borrowed(raw) };
        let (whole, part) = raw.split_once('.').unwrap_or((&raw, "0"));
        let part = part.get(..part.len().min(2))?;
        let hundredths = part.parse::<u32>().ok()? * if part.len() == 1 { 10 } else { 1 };
        let whole: u32 = whole.parse().ok()?;
        let mut number = whole.checked_mul(100)?.checked_add(hundredths)?;
        let mut end = i + 1;
        if self.raw(i + 1) == "1" && self.raw(i + 2) == "/" && self.raw(i + 3) == "2" && !self.glued(i + 1) {
            (number, end) = (number.checked_add(50)?, i + 4);
        }
        Some((end, number))
    }

    fn after_range(&self, i: usize) -> bool {
        i >= 2 + self.floor && self.is_dash(i - 1) && self.digits(i - 2).is_some()
    }

    fn and_a_half(&self, i: usize, number: u32) -> (usize, u32) {
        let half = self.is(i, Part::And) && self.is(i + 1, Part::A) && self.is(i + 2, Part::Half);
        match number.checked_add(50) {
            Some(more) if half => (i + 3, more),
            _ => (i, number),
        }
    }

    /// "34-year-old", "34 years old", "aged 34".
    fn age(&self, i: usize) -> Option<Found> {
        let aged = |end, length: Length| {
            Found::new(end, Expression::new(Form::Length(Length { age: true, ..length }), Grain::None))
        };
        if self.is(i, Part::Aged) {
            let (end, number) = self.hundredths(i + 1)?;
            let human = number < 15_000 && self.entry(end).unit.is_none();
            return human.then(|| aged(end, Length::exact(Some(number), Unit::Year))).flatten();
        }
        let measured = self.measured(i)?;
        if !measured.counted {
            return None;
        }
        let at = if self.is_dash(measured.end) { measured.end + 1 } else { measured.end };
        if self.is(at, Part::Old) {
            return aged(at + 1, measured.length);
        }
        let of_age = self.is(at, Part::Of) && self.raw(at + 1) == "age";
        of_age.then(|| aged(at + 2, measured.length)).flatten()
    }

    /// "the past two months", "the first nine months", "the next few years", "the past year".
    fn stretch(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let led = [Part::Last, Part::Past, Part::Next, Part::Coming, Part::Previous, Part::Subsequent];
        let placed = led.iter().any(|&part| self.is(j, part));
        let counted = self.entry(j).ordinal == 1 && j > i;
        if !placed && !counted {
            return None;
        }
        if let Some(measured) = self.amount(j + 1).filter(|m| m.counted) {
            return Found::new(measured.end, Expression::new(Form::Length(measured.length), Grain::None));
        }
        let unit = self.unit(j + 1, false).filter(|_| self.is(j, Part::Past) && !self.entry(j + 1).plural)?;
        Found::new(j + 2, Expression::new(Form::Length(Length::exact(Some(100), unit)), Grain::None))
    }

    /// "every Wednesday", "annually", "four times a year", "on Mondays".
    pub(super) fn set(&self, i: usize) -> Option<Found> {
        let set = |end, value: String| Found::new(end, Expression::new(Form::Set(value), Grain::None));
        if let Some(value) = &self.entry(i).set {
            return set(i + 1, value.to_string());
        }
        if self.is(i, Part::Every) {
            if let Some((end, weekday)) = self.weekday(i + 1) {
                return set(end, format!("XXXX-WXX-{weekday}"));
            }
            if let Some((end, month)) = self.month(i + 1) {
                return set(end, format!("XXXX-{month:02}"));
            }
            let unit = self.entry(i + 1).unit.filter(|u| *u != Unit::Second && !self.entry(i + 1).plural);
            if let Some(unit) = unit {
                return set(i + 2, Length::exact(Some(100), unit).value());
            }
            let measured = self.amount(i + 1).filter(|m| m.counted)?;
            return set(measured.end, measured.length.value());
        }
        let end = if self.is(i, Part::Once) || self.is(i, Part::Twice) {
            i + 1
        } else {
            let (end, _) = self.hundredths(i)?;
            if !self.is(end, Part::Times) {
                return None;
            }
            end + 1
        };
        if !self.is(end, Part::A) {
            return None;
        }
        let unit = self.unit(end + 1, false).filter(|_| !self.entry(end + 1).plural)?;
        set(end + 2, Length::exact(Some(100), unit).value())
    }
}
