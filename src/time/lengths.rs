//! Lengths of time, ages and frequencies.

use std::borrow::Cow;

use super::expression::{Bound, Expression, Form, Grain, Length, Unit};
use super::scan::{Found, Scan};
use super::tables::Part;

/// A length and the token after it.
#[derive(Clone, Copy)]
pub(super) struct Measured {
    pub end: usize,
    pub length: Length,
    /// The amount stands in the words ("six years", "a year", "several years"), not only a unit.
    pub counted: bool,
}

impl Scan<'_> {
    /// A length of time as a mention.
    pub(super) fn length(&self, i: usize, measured: Option<Measured>) -> Option<Found> {
        if let Some(found) = self.age(i, measured).or_else(|| self.stretch(i)) {
            return Some(found);
        }
        // "at 0730 hours"
        let measured = measured.filter(|_| self.military(i).is_none())?;
        if let Some(found) = self.anchored(i, &measured) {
            return Some(found);
        }
        let alone = measured.length.hundredths == Some(100) && measured.end == i + 2 && self.is(i, Part::A);
        // "$5 a year", "four times a week", "60 miles an hour": a rate, not a length.
        let framed = matches!(self.raw_before(i), "for" | "within" | "than" | "about" | "in" | "another");
        let rate = alone && (self.rated(i) || measured.length.unit.grain() == Grain::Minute && !framed);
        let next = measured.end;
        if self.is_title(i, next) {
            return None;
        }
        let bounded = self.is(next, Part::After) || self.is(next, Part::Before);
        let led = matches!(self.raw_before(i), "for" | "within") || self.after(i, Part::Over) || bounded;
        let bare = !measured.counted && !led;
        (!rate && !bare).then(|| Found {
            end: measured.end,
            expression: Expression::new(Form::Length(self.within_from_now(i, measured)), Grain::None),
        })
    }

    /// Whether a length alone in quotation marks and with a capital is the name of a work: "12 Hours".
    fn is_title(&self, i: usize, end: usize) -> bool {
        let mark = |raw: &str| matches!(raw, "\"" | "“" | "”" | "''" | "``" | "'" | "‘" | "’");
        let closed = mark(self.raw(end)) || matches!(self.raw(end), "." | ",") && mark(self.raw(end + 1));
        self.capital(end - 1) && mark(self.raw_before(i)) && closed
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
        let mut measured = self.with_minor(self.amount(start)?);
        // A dozen is some twelve.
        let dozen = bound == Bound::Exact && (start..measured.end).any(|at| self.is(at, Part::Dozen));
        measured.length.bound = if dozen { Bound::About } else { bound };
        // "Five working days later" is five days later or more.
        let working = (start..measured.end).any(|at| self.is(at, Part::Working));
        let told = self.is(measured.end, Part::Later) || self.is(measured.end, Part::Earlier);
        if working && told && bound == Bound::Exact && measured.length.unit == Unit::Day {
            measured.length.bound = Bound::Above;
        }
        Some(measured)
    }

    /// Adds a smaller part: "three hours and 30 minutes", "2 years 1 month".
    fn with_minor(&self, mut measured: Measured) -> Measured {
        let at = self.skip(self.comma(measured.end), Part::And);
        let sure = measured.counted && measured.length.hundredths.is_some() && measured.length.minor.is_none();
        if !sure || (self.digit_free(at) && self.entry(at).cardinal == 0 && !self.is(at, Part::A)) {
            return measured;
        }
        let Some(small) = self.amount(at).filter(|m| m.counted && m.length.minor.is_none()) else { return measured };
        if let Some(hundredths) = small.length.hundredths
            && small.length.unit.grain() <= measured.length.unit.grain()
            && small.length.unit != measured.length.unit
            && self.finer(small.length.unit, measured.length.unit)
        {
            measured.length.minor = Some((hundredths, small.length.unit));
            measured.end = small.end;
        }
        measured
    }

    /// Whether a length in one unit goes on in another: hours in minutes, years in months.
    fn finer(&self, small: Unit, large: Unit) -> bool {
        matches!(
            (large, small),
            (Unit::Year, Unit::Month | Unit::Week | Unit::Day)
                | (Unit::Month, Unit::Week | Unit::Day)
                | (Unit::Week, Unit::Day)
                | (Unit::Day, Unit::Hour | Unit::Minute)
                | (Unit::Hour, Unit::Minute | Unit::Second)
                | (Unit::Minute, Unit::Second)
        )
    }

    /// "nearly", "under", "more than", "at least", "about".
    fn bound(&self, i: usize) -> (usize, Bound) {
        if self.is(i, Part::About) {
            // "What about half an hour from now?"
            let asked = self.raw(i) == "about" && matches!(self.raw_before(i), "what" | "What" | "how" | "How");
            return (i + 1, if asked { Bound::Exact } else { Bound::About });
        }
        if self.is(i, Part::Nearly) {
            return (i + 1, Bound::Nearly);
        }
        if self.is(i, Part::Under) {
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
        if let Some(measured) = self.glued_amount(i) {
            return Some(measured);
        }
        // "the years that followed", "the weeks before the vote"
        if self.is(i, Part::The)
            && let Some(unit) = self.unit(i + 1, true)
            && (self.is(i + 2, Part::Bounding) || self.raw(i + 2) == "ahead")
        {
            return Some(Measured { end: i + 2, length: Length::exact(None, unit), counted: true });
        }
        // "month-long", "years-long", but "a year-earlier loss" tells no length.
        if let Some(unit) = self.entry(i).unit.filter(|_| self.is_dash(i + 1) && self.glued(i + 1)) {
            // "a years-old quarrel" is of unknown age.
            let long = self.raw(i + 2) == "long" || self.entry(i).plural && self.is(i + 2, Part::Old);
            let amount = (!self.entry(i).plural).then_some(100);
            return long.then(|| Measured { end: i + 3, length: Length::exact(amount, unit), counted: true });
        }
        if self.is(i, Part::A)
            && self.entry(i + 1).unit.is_some()
            && self.is_dash(i + 2)
            && (self.is(i + 3, Part::Ago)
                || self.is(i + 3, Part::Earlier)
                || self.raw(i + 3) == "long"
                || self.entry(i + 1).plural && self.is(i + 3, Part::Old))
        {
            return None;
        }
        // "the nine months": those told of.
        if self.is(i, Part::The)
            && let Some(measured) = self.amount_of_units(i + 1)
        {
            return Some(measured);
        }
        // "all day", "the whole week"
        if self.is(i, Part::Entire) {
            let at = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
            let unit = self.unit(at, false).filter(|u| u.grain() >= Grain::Day && !self.entry(at).plural)?;
            return Some(Measured { end: at + 1, length: Length::exact(Some(100), unit), counted: true });
        }
        if let Some(part) = self.part_of_unit(i) {
            return Some(part);
        }
        if self.is(i, Part::A) && (self.is(i + 1, Part::Few) || self.is(i + 1, Part::Couple)) {
            let at = self.skip(i + 2, Part::Of);
            let two = self.is(i + 1, Part::Couple).then_some(200);
            let unit = self.unit(at, true)?;
            return Some(Measured { end: at + 1, length: Length::exact(two, unit), counted: true });
        }
        if self.is(i, Part::Couple) {
            let at = self.skip(i + 1, Part::Of);
            let unit = self.unit(at, true).filter(|_| at > i + 1)?;
            return Some(Measured { end: at + 1, length: Length::exact(Some(200), unit), counted: true });
        }
        if self.is(i, Part::Few) {
            let at = self.padding(i + 1);
            let unit = self.unit(at, true)?;
            return Some(Measured { end: at + 1, length: Length::exact(None, unit), counted: true });
        }
        if self.is(i, Part::A) && self.entry(i + 1).cardinal < 100 && !self.is(i + 1, Part::Dozen) {
            let at = self.padding(i + 1);
            let unit = self.unit(at, false)?;
            let (end, hundredths) = self.and_a_half(at + 1, 100);
            return Some(Measured { end, length: halved(hundredths, unit), counted: true });
        }
        if let Some(unit) = self.unit(i, true) {
            return Some(Measured { end: i + 1, length: Length::exact(None, unit), counted: false });
        }
        let (end, number) = self.dozens(i).or_else(|| self.hundredths(i))?;
        let (end, number) = self.and_a_half(end, number);
        let dash = self.is_dash(end) && self.glued(end);
        let at = if dash { end + 1 } else { self.padding(end) };
        // "a two day rally" beside "two days"
        let noun = self.entry(at + 1).parts == 0 || self.is(at + 1, Part::Period);
        let adjective = !self.entry(at).plural && self.is_word(at + 1) && noun;
        let last = !dash && number != 100 && self.token(at + 1).is_none();
        let unit = self.unit(at, !dash && number != 100 && number != 0 && !adjective && !last)?;
        let (end, number) = self.and_a_half(at + 1, number);
        // "three quarters of the seats"
        if unit == Unit::Quarter && self.is(end, Part::Of) {
            return None;
        }
        let decimal = self.raw(i).contains('.');
        // "5 1/2 hours"
        let figures = unit == Unit::Hour && number % 100 == 50 && self.raw(i + 2) == "/";
        let length = match (decimal, figures) {
            (true, _) => Length::exact(Some(number), unit),
            (_, true) => Length { minor: Some((3000, Unit::Minute)), ..Length::exact(Some(number - 50), unit) },
            _ => halved(number, unit),
        };
        Some(Measured { end, length, counted: true })
    }

    /// "3h", "45min" in one token.
    fn glued_amount(&self, i: usize) -> Option<Measured> {
        let raw = self
            .loose
            .then(|| self.raw(i))
            .filter(|raw| raw.len() < 9 && raw.ends_with(|c: char| c.is_ascii_lowercase()))?;
        let (number, unit) = raw.split_at(raw.find(|c: char| c.is_ascii_lowercase())?);
        let number: u32 = number.parse().ok().filter(|number| (1..10_000).contains(number))?;
        let unit = self.word(unit)?.unit.filter(|unit| unit.grain() == Grain::Minute)?;
        Some(Measured { end: i + 1, length: Length::exact(Some(number * 100), unit), counted: true })
    }

    /// "half an hour", "half-century", "a quarter of an hour", "three quarters of a year", "a quarter-century".
    fn part_of_unit(&self, i: usize) -> Option<Measured> {
        let measured = |at: usize, hundredths: u32| {
            let unit = self.unit(at, false).filter(|_| !self.entry(at).plural)?;
            Some(Measured { end: at + 1, length: Length::exact(Some(hundredths), unit), counted: true })
        };
        let past_dash = |at: usize| if self.is_dash(at) { at + 1 } else { at };
        if self.is(i, Part::Half) {
            return measured(if self.is(i + 1, Part::A) { i + 2 } else { past_dash(i + 1) }, 50);
        }
        // "1/2 hour"
        if let (Some(over), Some(under)) = (self.integer(i, 1), self.integer(i + 2, 1))
            && self.raw(i + 1) == "/"
            && self.glued(i + 1)
            && !self.glued(i)
            && (over > 0 && over < under && matches!(under, 2 | 4))
        {
            return measured(i + 3, over * 100 / under);
        }
        let (at, count) = match self.entry(i).cardinal {
            3 => (past_dash(i + 1), 3),
            1 => (i + 1, 1),
            _ if self.is(i, Part::A) => (i + 1, 1),
            _ => return None,
        };
        let quarters = self.entry(at).unit == Some(Unit::Quarter) && self.entry(at).plural == (count > 1);
        if !quarters {
            return None;
        }
        if self.is(at + 1, Part::Of) && self.is(at + 2, Part::A) {
            return measured(at + 3, count * 25);
        }
        let century = past_dash(at + 1);
        (count == 1 && self.entry(century).unit == Some(Unit::Century)).then(|| measured(century, 25)).flatten()
    }

    /// A number in words or figures and a plural without a hyphen.
    fn amount_of_units(&self, i: usize) -> Option<Measured> {
        let (end, number) = self.hundredths(i).filter(|(_, number)| *number > 100)?;
        let at = self.padding(end);
        let unit = self.unit(at, true).filter(|u| u.grain() >= Grain::Day && self.entry(at).plural)?;
        let other = self.is_dash(at + 1) || self.is(at + 1, Part::Old);
        (!other).then(|| Measured { end: at + 1, length: Length::exact(Some(number), unit), counted: true })
    }

    /// The token after words between a number and its unit: "two more weeks", "eight trading days".
    fn padding(&self, i: usize) -> usize {
        let mut at = i;
        while at < i + 2 && self.is(at, Part::Padding) {
            at += 1;
        }
        at
    }

    fn unit(&self, i: usize, plural: bool) -> Option<Unit> {
        let entry = self.entry(i);
        // "a second", "60 seconds" are lengths, "the second" is none; quarters of an hour are left alone.
        let unit = entry.unit.filter(|_| entry.plural || entry.short || !plural)?;
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

    /// "a dozen", "two dozen", "half a dozen", in hundredths.
    fn dozens(&self, i: usize) -> Option<(usize, u32)> {
        let past_dash = |at: usize| if self.is_dash(at) { at + 1 } else { at };
        let half = self.is(i, Part::Half);
        let number = self.entry(i).cardinal;
        let (at, count) = match () {
            () if half => (past_dash(self.skip(past_dash(i + 1), Part::A)), 600),
            () if self.is(i, Part::A) || number == 1 => (i + 1, 1200),
            () if (2..10).contains(&number) => (i + 1, number * 1200),
            () => return None,
        };
        self.is(at, Part::Dozen).then_some((at + 1, count))
    }

    fn after_range(&self, i: usize) -> bool {
        i >= 2 + self.floor && self.is_dash(i - 1) && self.digits(i - 2).is_some()
    }

    fn and_a_half(&self, i: usize, number: u32) -> (usize, u32) {
        // "two-and-a-half hours"
        let past_dash = |at: usize| if self.is_dash(at) && self.glued(at) { at + 1 } else { at };
        let from = if self.is(i + 1, Part::And) { past_dash(i) } else { i };
        let and = past_dash(from + 1);
        let at = if self.is(and, Part::A) { past_dash(and + 1) } else { and };
        let quarter = self.entry(at).unit == Some(Unit::Quarter) && !self.entry(at).plural;
        let more = match self.is(from, Part::And) {
            true if self.is(at, Part::Half) => number.checked_add(50),
            true if quarter => number.checked_add(25),
            _ => None,
        };
        match more {
            Some(more) => (at + 1, more),
            None => (i, number),
        }
    }

    /// "34-year-old", "34 years old", "aged 34".
    fn age(&self, i: usize, measured: Option<Measured>) -> Option<Found> {
        let aged = |end, length: Length| {
            Found::new(end, Expression::new(Form::Length(Length { age: true, ..length }), Grain::None))
        };
        if self.is(i, Part::Aged) {
            let (end, number) = self.hundredths(i + 1)?;
            let human = number < 15_000 && self.entry(end).unit.is_none();
            return human.then(|| aged(end, Length::exact(Some(number), Unit::Year))).flatten();
        }
        let measured = measured?;
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

    /// "the past two months", "the first nine months", "the next few years", "the past year", "five coming weeks".
    fn stretch(&self, i: usize) -> Option<Found> {
        let within = self.loose && self.raw_before(i).eq_ignore_ascii_case("within");
        let length = |end, length: Length, toward: i8| {
            let toward = if within && toward > 0 { Length::FROM_NOW } else { toward };
            Found::new(end, Expression::new(Form::Length(Length { toward, ..length }), Grain::None))
        };
        let j = self.skip(i, Part::The);
        let Some(toward) = self.toward(j) else {
            let (end, number) = self.hundredths(j)?;
            let toward = self.toward(end)?;
            let unit = self.unit(end + 1, true)?;
            return length(end + 2, Length::exact(Some(number), unit), toward);
        };
        if toward == 0 && j == i {
            let measured = self.amount(j + 1).filter(|m| m.counted)?;
            return self.days_of_whole(j, &measured, toward);
        }
        // "sales for past quarter"
        let headline = j == i && matches!(self.raw_before(i), "for" | "over" | "during" | "within");
        if let Some(measured) = self.amount(j + 1).filter(|m| m.counted) {
            // "for the last three months, and two days ago": the second is counted from today.
            let whole = self.with_minor(measured);
            let measured = if self.is(whole.end, Part::Ago) { measured } else { whole };
            return self.days_of_whole(j, &measured, toward).or_else(|| length(measured.end, measured.length, toward));
        }
        let quarter = self.entry(j + 1).unit.filter(|unit| headline && *unit == Unit::Quarter);
        let unit = self.unit(j + 1, false).or(quarter).filter(|unit| {
            let hour = self.loose && *unit == Unit::Hour && !self.is(j + 2, Part::Of);
            (self.is(j, Part::Past) || hour) && !self.entry(j + 1).plural && (j > i || headline)
        })?;
        length(j + 2, Length::exact(Some(100), unit), toward)
    }

    /// Where a word places a length: -1 back, 1 ahead, 0 nowhere ("the first nine months").
    fn toward(&self, i: usize) -> Option<i8> {
        let any = |parts: &[Part]| parts.iter().any(|&part| self.is(i, part));
        if any(&[Part::Last, Part::Past, Part::Previous]) {
            return Some(-1);
        }
        if any(&[Part::Next, Part::Coming, Part::Subsequent]) {
            return Some(1);
        }
        (self.entry(i).ordinal == 1).then_some(0)
    }
}

/// A length in whole and half units: "two and a half years" is `P2Y6M`. Decimals stay as they are worded, and hours are halved as they are told.
fn halved(number: u32, unit: Unit) -> Length {
    let half = match unit {
        Unit::Year => (600, Unit::Month),
        Unit::Day => (1200, Unit::Hour),
        Unit::Minute => (3000, Unit::Second),
        _ => return Length::exact(Some(number), unit),
    };
    let split = number % 100 == 50 && number > 100;
    Length { minor: split.then_some(half), ..Length::exact(Some(if split { number - 50 } else { number }), unit) }
}
