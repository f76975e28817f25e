//! Quarters and halves of years: "the third quarter of 2021", "Q3", "2019-H2", "the year-ago quarter".

use super::expression::{Base, Bound, Expression, Form, Grain, Step, Unit};
use super::relative::step;
use super::scan::{Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// "the year-ago quarter", "the year-earlier third quarter".
    pub(super) fn year_ago_quarter(&self, i: usize) -> Option<Found> {
        let start = self.skip(i, Part::The);
        let ago = if self.is_dash(start + 1) { start + 2 } else { start + 1 };
        let year =
            self.entry(start).unit == Some(Unit::Year) && (self.is(ago, Part::Ago) || self.is(ago, Part::Earlier));
        if !year {
            return None;
        }
        let at = ago + 1;
        if self.is(at, Part::Period) {
            let base = if self.is(ago, Part::Ago) { Base::Document } else { Base::Context };
            let back = Step { count: -1, unit: Unit::Year, base, aligned: false, bound: Bound::Exact };
            return Found::new(at + 1, Expression::new(Form::Step(back), Grain::Year));
        }
        if self.entry(at).unit == Some(Unit::Quarter) && !self.entry(at).plural {
            return Found::new(at + 1, step(-4, Unit::Quarter, Base::Context, true));
        }
        let (end, form, grain) = self.fraction(at)?;
        let within = Some(Box::new(step(-1, Unit::Year, Base::Context, true)));
        Found::new(end, Expression { within, ..Expression::new(form, grain) })
    }

    /// "third quarter", "Q3", "first half" and the year they belong to.
    pub(super) fn fraction_of_year(&self, i: usize) -> Option<Found> {
        let start = self.skip(i, Part::Fiscal);
        let (end, form, grain) = self.fraction(start)?;
        let mut found = Found { end, expression: Expression::new(form, grain) };
        let bar = (self.is_dash(end) || self.raw(end) == "/") && self.glued(end) && self.glued(end + 1);
        let at = if bar { end + 1 } else { self.comma(end) };
        if let Some(year) = self.year(at) {
            found.end = at + 1;
            found.expression.year = Some(year);
            return Some(found);
        }
        let of = if self.is(end, Part::Of) || self.raw(end) == "in" { end + 1 } else { end };
        let of = self.skip(of, Part::Fiscal);
        if let Some(year) = self.year(of).filter(|_| of > end) {
            found.end = of + 1;
            found.expression.year = Some(year);
        } else if let Some(year) = self.related_year(of) {
            found.end = year.end;
            found.expression.within = Some(Box::new(year.expression));
        } else if self.is(end, Part::Of) || grain == Grain::Half && !self.year_before(start) {
            // The fourth quarter of a game, the first half of a match.
            return None;
        }
        Some(found)
    }

    /// Whether a year stands beside "Q1" or "H2", which mean little alone.
    fn year_beside(&self, i: usize) -> bool {
        let next = if self.is_dash(i + 1) || self.raw(i + 1) == "/" { i + 2 } else { self.skip(i + 1, Part::Of) };
        self.year(next).is_some() || self.year_before(i)
    }

    /// "2019-H2", "2019 H2"
    fn year_before(&self, i: usize) -> bool {
        let dashed = i >= self.floor + 2 && self.is_dash(i - 1) && self.year(i - 2).is_some();
        self.is(i, Part::Quarter) && (dashed || i > self.floor && self.year(i - 1).is_some())
    }

    pub(super) fn fraction(&self, i: usize) -> Option<(usize, Form, Grain)> {
        if self.is(i, Part::Quarter) {
            let number = self.raw(i).get(1..)?.parse().ok()?;
            let year = self.year_beside(i);
            let half = self.raw(i).starts_with(['h', 'H']);
            if half {
                return year.then_some((i + 1, Form::Half(number), Grain::Half));
            }
            return (year || self.capital(i) || self.loose).then_some((i + 1, Form::Quarter(number), Grain::Quarter));
        }
        let (end, number) = self.any_ordinal(i)?;
        let at = if self.is_dash(end) { end + 1 } else { end };
        if self.entry(at).unit == Some(Unit::Quarter) && !self.entry(at).plural && number <= 4 {
            return Some((at + 1, Form::Quarter(number), Grain::Quarter));
        }
        (self.is(at, Part::Half) && number <= 2).then_some((at + 1, Form::Half(number), Grain::Half))
    }
}
