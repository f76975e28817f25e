//! Stretches of years and parts of them with names of their own: decades, centuries, fiscal years, seasons.

use super::expression::{Base, Expression, Form, Grain, Hemisphere, Unit};
use super::scan::{Found, Scan};
use super::tables::Part;
use crate::text::TokenKind;

impl Scan<'_> {
    /// "1990s", "the late 1700s", "2019's third quarter", "19th century", "1988 second quarter".
    pub(super) fn number_unit(&self, i: usize) -> Option<Found> {
        if let Some((end, decade)) = self.plural_year(i) {
            let led = matches!(self.raw_before(i), "'" | "’" | "‘")
                || self.after(i, Part::The)
                || self.loose && self.after(i, Part::In) && end > i + 1;
            let year: i32 = decade.parse().ok()?;
            return match (decade.len(), year % 10) {
                (4, 0) if year % 100 == 0 && year < 2000 => {
                    Found::new(end, Expression::new(Form::Century(year / 100), Grain::Century))
                }
                (4, 0) => Found::new(end, decade_of(year / 10)),
                (2, 0) if year >= 20 && led => Found::new(end, decade_of(190 + year / 10)),
                _ => None,
            };
        }
        if let Some(found) = self.century(i).or_else(|| self.fraction_of_year(i)) {
            return Some(found);
        }
        let year = self.year(i)?;
        let dash = self.is_dash(i + 1) && self.glued(i + 1) && self.is(i + 2, Part::Quarter);
        let mut inner = self.fraction_of_year(if dash { i + 2 } else { i + 1 })?;
        if inner.expression.year.is_some() || inner.expression.within.is_some() {
            return None;
        }
        inner.expression.year = Some(year);
        Some(inner)
    }

    /// The figures of "1990s", "1990S", "the 1990's", and the token after.
    fn plural_year(&self, i: usize) -> Option<(usize, &str)> {
        if let Some(decade) = self.raw(i).strip_suffix('s') {
            return Some((i + 1, decade));
        }
        let decade = self.digits(i).filter(|d| matches!(d.len(), 2 | 4) && d.ends_with('0'))?;
        let capital = self.raw(i + 1) == "S" && self.glued(i + 1);
        let led = self.after(i, Part::The) || self.loose && self.after(i, Part::In);
        let owned = led && matches!(self.raw(i + 1), "'s" | "’s") && self.glued(i + 1);
        let scanned = self.raw(i + 1) == "s" && !self.glued(i + 1) && decade.len() == 4;
        (capital || owned || scanned).then_some((i + 2, decade))
    }

    /// "the nineteen-seventies", "the twenty-tens", "the two thousands".
    fn worded_decade(&self, i: usize) -> Option<Found> {
        let century = self.entry(i).cardinal as i32;
        if !(13..=20).contains(&century) {
            return None;
        }
        let at = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
        let decade = i32::from(self.entry(at).decade);
        (10..100).contains(&decade).then(|| Found { end: at + 1, expression: decade_of(century * 10 + decade / 10) })
    }

    /// "’90s", where the mark is a token of its own.
    pub(super) fn short_decade(&self, i: usize) -> Option<Found> {
        (matches!(self.raw(i), "'" | "’" | "‘") && self.glued(i + 1)).then(|| self.number_unit(i + 1)).flatten()
    }

    /// "19th century", "the twentieth century".
    fn century(&self, i: usize) -> Option<Found> {
        let (end, number) = self.any_ordinal(i)?;
        let at = if self.is_dash(end) { end + 1 } else { end };
        let era = self.entry(at).unit == Some(Unit::Century) && (1..=30).contains(&number);
        if !era {
            return None;
        }
        if self.is(at + 1, Part::Bc) {
            return Found::new(at + 2, Expression::new(Form::Century(-i32::from(number)), Grain::Century));
        }
        Found::new(self.skip(at + 1, Part::Ad), Expression::new(Form::Century(i32::from(number) - 1), Grain::Century))
    }

    /// Units named by words: seasons, quarters, centuries, fiscal years, decades, with an article or not.
    pub(super) fn named_unit(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        // In "the third-quarter loss" the article is that of the loss.
        if j > i && self.any_ordinal(j).is_some_and(|(end, _)| self.is_dash(end) && self.glued(end)) {
            return None;
        }
        if j > i && self.token(j).is_some_and(|t| t.kind == TokenKind::Number) {
            return self.number_unit(j).or_else(|| {
                let number = self.year(j)?;
                let next = self.entry(j + 1);
                let period = next.unit == Some(Unit::Quarter) || self.is(j + 1, Part::Period);
                (period || next.unit.is_some() && !next.plural).then(|| Found {
                    end: if period { j + 2 } else { j + 1 },
                    expression: Expression::parts(Some(number), None, None, None),
                })
            });
        }
        if j > i && self.entry(j).decade > 10 {
            return Found::new(j + 1, decade_of(190 + i32::from(self.entry(j).decade) / 10));
        }
        if let Some(found) = self.worded_decade(j).filter(|_| j > i) {
            return Some(found);
        }
        // "the years 1931-36"
        if j > i
            && self.entry(j).unit == Some(Unit::Year)
            && self.entry(j).plural
            && let Some(years) = self.years(j + 1, true, false)
        {
            return Some(years);
        }
        // "the year 2000"
        if self.entry(j).unit == Some(Unit::Year)
            && (j > i || self.raw_before(i).eq_ignore_ascii_case("calendar"))
            && let Some((end, year)) = self.year_at(j + 1)
        {
            return Found::new(end, Expression::parts(Some(year), None, None, None));
        }
        self.century(j)
            .or_else(|| self.week_number(j))
            .or_else(|| self.fraction_of_year(j))
            .or_else(|| self.fiscal(j))
            .or_else(|| self.season(i))
    }

    /// "week 23 of 2018"; of no year that is told it is undecided.
    fn week_number(&self, i: usize) -> Option<Found> {
        let week = self.entry(i).unit == Some(Unit::Week) && !self.entry(i).plural && !self.glued(i + 1);
        let number = self.integer(i + 1, 2).filter(|n| week && (1..=53).contains(n))? as i8;
        let of = self.skip(self.comma(i + 2), Part::Of);
        let year = match self.year(of) {
            Some(year) => Found { end: of + 1, expression: Expression::parts(Some(year), None, None, None) },
            None => match self.related_year(of) {
                Some(year) if of > i + 2 => year,
                _ if self.is(i + 2, Part::Of) || self.entry(i + 2).unit.is_some() => return None,
                // "Week 10" with a capital is one of a season of games.
                _ if self.loose && !self.capital(i) => {
                    Found { end: i + 2, expression: super::relative::step(0, Unit::Year, Base::Document, true) }
                }
                _ => return Found::new(i + 2, self.undecided(Unit::Week)),
            },
        };
        let form = Form::Nth { index: number, unit: Unit::Week };
        let within = Some(Box::new(year.expression));
        Found::new(year.end, Expression { within, ..Expression::new(form, Grain::Week) })
    }

    /// "fiscal year 2023", "fiscal 1989", "FY2023".
    fn fiscal(&self, i: usize) -> Option<Found> {
        let (end, year, fiscal) = if self.is(i, Part::Fiscal) {
            let at = if self.entry(i + 1).unit == Some(Unit::Year) { i + 2 } else { i + 1 };
            (at + 1, self.year(at)?, true)
        } else {
            self.reckoned_year(i)?
        };
        let form = if fiscal { Form::Fiscal } else { Form::Parts };
        Found::new(end, Expression { year: Some(year), ..Expression::new(form, Grain::Year) })
    }

    /// "FY2023", "FY 23", "CY2016": the token after, the year, and whether it is a fiscal one. In small letters only before four digits.
    pub(super) fn reckoned_year(&self, i: usize) -> Option<(usize, i32, bool)> {
        let raw = self.text.raw(i);
        let fiscal = match raw.get(..2)? {
            "FY" => true,
            "CY" => false,
            "fy" | "cy" if raw.len() == 2 => raw.starts_with('f'),
            _ => return None,
        };
        let next =
            |at: usize| self.text.tokens.get(at).filter(|t| t.kind == TokenKind::Number).map(|_| self.text.raw(at));
        let (end, digits) = if raw.len() == 2 { (i + 2, next(i + 1)?) } else { (i + 1, &raw[2..]) };
        let number: i32 = digits.parse().ok()?;
        let year = match digits.len() {
            2 if raw.starts_with(char::is_uppercase) && (fiscal || raw.len() > 2) => 2000 + number,
            4 if (1000..2200).contains(&number) => number,
            _ => return None,
        };
        Some((end, year, fiscal))
    }

    /// "spring of 2009", "summer 2019", "the winter".
    fn season(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let season = Some(self.entry(j).season).filter(|s| *s > 0)?;
        let expression = Expression::new(Form::Season(season, Hemisphere::North), Grain::Season);
        let dated = self.with_year(Found { end: j + 1, expression });
        if dated.end > j + 1 {
            return Some(dated);
        }
        // "the fall of the house", "a spring in her step": what may be something else needs "in the" or a like frame.
        let small = !self.capital(j);
        let sure = small && !self.entry(j).doubtful;
        let framed = self.after(i, Part::In) && (j > i || self.raw_before(i) == "in");
        let event = self.is(j + 1, Part::Event);
        if event && j > i {
            return None;
        }
        let known = self.entry(j + 1).parts != 0 || self.ends_clause(j + 1);
        let noun = self.is_word(j + 1) && !known;
        let within = self.raw(j + 1) == "in" && dated.end == j + 1;
        let alone = !self.is(j + 1, Part::Of) && !within && !noun && (framed || self.loose && j > i && small);
        (alone || self.loose && (sure || event)).then_some(dated)
    }
}

/// The ten years that begin with some digits.
fn decade_of(digits: i32) -> Expression {
    Expression::new(Form::Decade(digits), Grain::Decade)
}
