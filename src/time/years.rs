//! Years: in four digits, of an era, in words, or lent by the era of the years around.

use super::expression::{Base, Bound, Expression, Form, Step, Unit};
use super::scan::{Found, Scan};
use super::tables::Part;
use crate::text::TokenKind;

impl Scan<'_> {
    /// A year in four digits, 1000 to 2199.
    pub(super) fn year(&self, i: usize) -> Option<i32> {
        let year = self.digits(i).filter(|d| d.len() == 4)?.parse().ok()?;
        (1000..2200).contains(&year).then_some(year)
    }

    /// A year where a date wants one, and the token after it: "2019", "490 BC", "nineteen ninety-six".
    pub(super) fn year_at(&self, i: usize) -> Option<(usize, i32)> {
        let plain = || self.year(i).map(|year| (i + 1, year));
        self.era_year(i).or_else(plain).or_else(|| self.scanned_year(i)).or_else(|| self.spoken_year(i, true))
    }

    /// "2 0 1 9", as scanned text has it.
    fn scanned_year(&self, i: usize) -> Option<(usize, i32)> {
        let digit = |at: usize| self.integer(at, 1).filter(|_| !self.glued(at)).map(|d| d as i32);
        let first = digit(i).filter(|d| matches!(d, 1 | 2))?;
        let year = ((first * 10 + digit(i + 1)?) * 10 + digit(i + 2)?) * 10 + digit(i + 3)?;
        ((1000..2200).contains(&year) && self.digit_free(i + 4)).then_some((i + 4, year))
    }

    /// "490 BC", "AD 79", "79 CE". Years before the first are counted as astronomers do: 490 BC is -489.
    fn era_year(&self, i: usize) -> Option<(usize, i32)> {
        let number = |at: usize| self.integer(at, 4).filter(|n| *n > 0).map(|n| n as i32);
        let mark = |at: usize, part| self.is(at, part) && !self.raw(at).contains(char::is_lowercase);
        if mark(i, Part::Ad) {
            return number(i + 1).map(|year| (i + 2, year));
        }
        let year = number(i)?;
        // "in 2010 BC Hydro"
        let named = year >= 1000 && self.is_word(i + 2) && self.capital(i + 2);
        if mark(i + 1, Part::Bc) && !named {
            return Some((i + 2, 1 - year));
        }
        (mark(i + 1, Part::Ad) && !named).then_some((i + 2, year))
    }

    /// "nineteen ninety-six", "nineteen hundred and five"; "two thousand and five" only where a year is wanted.
    fn spoken_year(&self, i: usize, strong: bool) -> Option<(usize, i32)> {
        let first = self.entry(i).cardinal;
        let dash = usize::from(self.is_dash(i + 1) && self.glued(i + 1));
        let (end, year) = if (10..=20).contains(&first) {
            let at = if dash > 0 { i + 2 } else { i + 1 };
            if self.entry(at).cardinal == 100 {
                let (end, rest) = self.cardinal(self.skip(at + 1, Part::And)).unwrap_or((at + 1, 0));
                (end, first * 100 + rest)
            } else {
                // "nineteen oh one"
                let low = if self.is(at, Part::Zero) { self.skip_hyphen(at + 1) } else { at };
                let few = if low > at { 1..=9 } else { 10..=99 };
                let (end, rest) = self.cardinal(low).filter(|(_, rest)| few.contains(rest))?;
                (end, first * 100 + rest)
            }
        } else {
            let thousand = matches!(first, 1 | 2) && self.entry(i + 1).cardinal == 1000;
            if !thousand || !(strong || self.after(i, Part::In)) {
                return None;
            }
            let (end, rest) = self.cardinal(self.skip(i + 2, Part::And)).unwrap_or((i + 2, 0));
            (end, first * 1000 + rest)
        };
        let wanted = strong || self.after(i, Part::In) || self.after(i, Part::Of) || (1700..2000).contains(&year);
        (wanted && (1000..2200).contains(&year) && self.no_amount(end - 1) && !self.counts(end))
            .then_some((end, year as i32))
    }

    fn skip_hyphen(&self, i: usize) -> usize {
        if self.is_dash(i) { i + 1 } else { i }
    }

    /// A year of one to three digits in a text that told such years just before: of the same era.
    fn ancient_year(&self, i: usize) -> Option<i32> {
        let era = self.era.get();
        let year = self.integer(i, 3).filter(|n| *n > 9)? as i32;
        let led = self.after(i, Part::In)
            || self.after(i, Part::Until)
            || self.after(i, Part::After)
            || self.after(i, Part::Before);
        let led = led || self.is_season(i.wrapping_sub(1));
        let told = era != 0 && led && self.no_amount(i) && !self.counts(i + 1);
        told.then_some(if era < 0 { 1 - year } else { year })
    }

    fn is_season(&self, i: usize) -> bool {
        i >= self.floor && i < self.limit && self.entry(i).season > 0
    }

    /// Notes the era of the year that an expression names, for those after it.
    pub(super) fn note_era(&self, expression: &Expression) {
        let year = match &expression.form {
            Form::Range(from, to) => to.year.or(from.year),
            _ => expression.year,
        };
        if let Some(year) = year {
            self.era.set(if year <= 0 { -1 } else { i8::from(year < 1000) });
            self.forget();
        }
    }

    /// Adds the year that follows a date: "2019", ", 2019", "of 2019", "of last year".
    pub(super) fn with_year(&self, mut found: Found) -> Found {
        let at = self.comma(found.end);
        let day = found.expression.day.is_some();
        let comma_ok = at == found.end || day || self.year_ends(at + 1);
        if found.expression.grain == super::Grain::Day
            && let Some(found) = self.other_calendar(found.end)
        {
            return found;
        }
        if let Some((end, year)) = self.year_at(at).filter(|(end, _)| comma_ok && self.no_amount(end - 1)) {
            // "May 5, 2019 people": only a date's own year stands before a word that cannot be counted.
            found.expression.year = Some(year);
            found.end = end;
            return found;
        }
        let of = if self.is(found.end, Part::Of) || self.raw(found.end) == "in" { found.end + 1 } else { found.end };
        if of > found.end
            && let Some((end, year)) = self.year_at(of)
            && self.no_amount(end - 1)
        {
            found.expression.year = Some(year);
            found.end = end;
            return found;
        }
        if day
            && of > found.end
            && self.is(found.end, Part::Of)
            && let Some(year) = self.short_year(of)
            && self.no_amount(of)
            && !self.counts(of + 1)
        {
            found.expression.year = Some(year);
            found.end = of + 1;
            return found;
        }
        if let Some(year) = self.related_year(of) {
            found.end = year.end;
            found.expression.within = Some(Box::new(year.expression));
        }
        found
    }

    fn year_ends(&self, i: usize) -> bool {
        !self.is_word(i) || self.capital(i) || self.entry(i).parts != 0
    }

    fn no_amount(&self, i: usize) -> bool {
        let next = self.raw(i + 1);
        next != "%" && self.entry(i + 1).unit.is_none() && !self.is(i + 1, Part::Magnitude)
    }

    /// A year alone that tells itself to be one by its words: "490 BC", "nineteen ninety-six".
    pub(super) fn worded_year(&self, i: usize, strong: bool) -> Option<Found> {
        if self.integer(i, 4).is_some() && self.names_calendar(i + 1) {
            return Found::new(i + 2, self.undecided(Unit::Year));
        }
        let (end, year) = self.era_year(i).or_else(|| self.spoken_year(i, strong))?;
        Found::new(end, Expression::parts(Some(year), None, None, None))
    }

    /// "AH", "BE", "hijri" after a year.
    fn names_calendar(&self, i: usize) -> bool {
        let small = self.raw(i).contains(char::is_lowercase);
        self.is(i, Part::Calendar) && (self.raw(i).len() > 4 || !small)
    }

    /// What follows a day and month that are counted in another calendar: "5 May 2562 BE", "25 October (Old Style)".
    fn other_calendar(&self, i: usize) -> Option<Found> {
        let year = if self.integer(i, 4).is_some_and(|y| y > 31) { i + 1 } else { i };
        if year > i && self.names_calendar(year) {
            return Found::new(year + 1, self.undecided(Unit::Day));
        }
        let open = self.raw(year) == "(";
        let at = if open { year + 1 } else { self.comma(year) };
        let end = if self.raw(at) == "Old" && self.raw(at + 1) == "Style" {
            at + 2
        } else if self.is(at, Part::Oldstyle) && !self.raw(at).contains(char::is_lowercase) {
            if self.raw(at + 1) == "." && self.glued(at + 1) && self.raw(at).contains('.') { at + 2 } else { at + 1 }
        } else {
            return None;
        };
        let closed = open && self.raw(end) == ")";
        (!open || closed).then(|| Found { end: end + usize::from(closed), expression: self.undecided(Unit::Day) })
    }

    /// A date of another calendar: named, and left undecided.
    pub(super) fn undecided(&self, unit: Unit) -> Expression {
        let step = Step { count: 0, unit, base: Base::Within, aligned: true, bound: Bound::Exact };
        Expression::new(Form::Step(step), unit.grain())
    }

    /// "18 Brumaire", "the first of Ramadan", "5 Nisan 5783".
    pub(super) fn foreign(&self, i: usize) -> Option<Found> {
        // "Heisei 31"
        if self.is(i, Part::Era) && self.capital(i) && self.integer(i + 1, 2).is_some() {
            return Found::new(i + 2, self.undecided(Unit::Year));
        }
        let day = self.day(self.skip(i, Part::The));
        let at = day.map_or(i, |d| self.skip(d.end, Part::Of));
        if !self.is(at, Part::Foreign) || !self.capital(at) {
            return None;
        }
        let year = at + 1;
        let end = if self.integer(year, 4).is_some_and(|y| y > 31) { year + 1 } else { year };
        let end = if end > year { self.skip(end, Part::Calendar) } else { end };
        Found::new(end, self.undecided(if day.is_some() { Unit::Day } else { Unit::Month }))
    }

    /// A year alone, where nothing says that it is an amount.
    pub(super) fn bare_year(&self, i: usize, strong: bool) -> Option<Found> {
        if let Some(found) = self.worded_year(i, strong) {
            return Some(found);
        }
        if self.after(i, Part::In)
            && let Some((end, year)) = self.scanned_year(i)
        {
            return Found::new(end, Expression::parts(Some(year), None, None, None));
        }
        let year = self.year(i).or_else(|| self.ancient_year(i))?;
        let found = Found { end: i + 1, expression: Expression::parts(Some(year), None, None, None) };
        let before = self.raw_before(i);
        let next = self.raw(i + 1);
        let joined = self.glued(i) && !matches!(before, "(" | "[" | "\"" | "“" | "‘" | "'" | "—" | "–" | "-");
        let phone = self.glued(i) && self.is_dash(i.wrapping_sub(1)) && i >= 2 && !self.digit_free(i - 2);
        let tail = self.glued(i + 1)
            && (matches!(next, "/" | "-" | "_") || self.is_word(i + 1))
            && next != "'s"
            && next != "’s"
            && !(next == "-" && self.is_word(i + 2));
        let priced =
            matches!(before, "$" | "£" | "€" | "¥" | "#" | "№" | "₹" | "+" | "=" | "/" | "@" | "<" | ">" | "~");
        if joined || phone || tail || priced || self.after(i, Part::Label) || !self.no_amount(i) {
            return None;
        }
        let open = next == "or" && (self.is(i + 2, Part::Later) || self.is(i + 2, Part::Earlier));
        if strong || self.loose && open {
            return Some(found);
        }
        if self.after(i, Part::Circa) {
            let about = Expression { portion: Some(super::Portion::About), ..found.expression };
            return Found::new(found.end, about);
        }
        if self.is_prefixed(i) && year >= 1000 {
            return Some(found);
        }
        let counted = self.counts(i + 1) && !self.is(i + 1, Part::Level);
        if self.after(i, Part::In) || self.loose && self.after(i, Part::For) {
            // "by 2019 people"
            let sure =
                matches!(before.to_ascii_lowercase().as_str(), "in" | "since" | "during" | "throughout" | "into");
            return (sure || !counted).then_some(found);
        }
        let bracketed = before == "(" && matches!(next, ")" | "," | ";" | "–" | "-");
        let led = [Part::Of, Part::To, Part::From, Part::Between, Part::And, Part::Before, Part::After, Part::The]
            .iter()
            .any(|&part| self.after(i, part));
        if bracketed || (led && !counted && year >= 1500) {
            return Some(found);
        }
        let heading = before == "," && self.token(i + 1).is_none() && (1500..=2100).contains(&year);
        let modern = (1900..=2100).contains(&year) || heading;
        let owned = self.after(i, Part::The)
            || self.after(i, Part::This)
            || matches!(before, "'s" | "’s" | "its" | "their" | "his" | "her" | "our");
        // "his unsuccessful 2014 campaign"
        let owned = owned || matches!(next, "'s" | "’s") && self.is_word(i.wrapping_sub(1));
        let noun = self.is_word(i + 1) && !self.capital(i + 1) && self.entry(i + 1).parts == 0 && next.len() > 2;
        let led_by_word = i > self.floor && self.token(i - 1).is_some_and(|t| t.kind == TokenKind::Word && !t.capital);
        let named = noun && !counted && led_by_word;
        let loose =
            i == self.floor || matches!(before, "," | ";" | ":" | "(") || before.starts_with(char::is_uppercase);
        (modern && (owned || named || (loose && !counted))).then_some(found)
    }

    /// Whether "post-" or "pre-" is joined to the figure at a token, which is then a year.
    pub(super) fn is_prefixed(&self, i: usize) -> bool {
        let joined = i >= self.floor + 2 && self.bar(i - 1) && self.is(i - 2, Part::Prefix);
        joined && self.year(i).is_some()
    }

    /// Whether a word looks like something counted: a plural in small letters.
    pub(super) fn counts(&self, i: usize) -> bool {
        let word = self.raw(i);
        self.is_word(i)
            && self.entry(i).parts == 0
            && self.entry(i).look == Default::default()
            && (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") || self.is(i, Part::Counted))
            && word.starts_with(char::is_lowercase)
            || self.is(i, Part::Counted)
    }
}
