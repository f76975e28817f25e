//! What is named by its place beside another time: "last week", "that year", "the week of 6 March", "the year to date".

use super::expression::{Base, Bound, Clock, Expression, Form, Grain, Hemisphere, Portion, Reference, Step, Unit};
use super::scan::{Found, Scan};
use super::tables::{Meaning, Part};

/// A determiner that places a unit: how many steps from which base.
#[derive(Clone, Copy)]
pub(super) struct Placing {
    pub end: usize,
    pub turn: i8,
    pub base: Base,
}

impl Scan<'_> {
    /// Relative days, units, weekdays, months and seasons.
    pub(super) fn related(&self, i: usize) -> Option<Found> {
        if let Some(day) = self.entry(i).day {
            let base = Base::Document;
            return Found::new(i + 1, step(day.into(), Unit::Day, base, true));
        }
        if self.is(i, Part::Tonight) {
            let night = Expression { clock: Some(Clock::Night), ..step(0, Unit::Day, Base::Document, true) };
            return Found::new(i + 1, night);
        }
        self.nth(i)
            .or_else(|| self.nth_weekday(i))
            .or_else(|| self.weekday_beside(i))
            .or_else(|| self.day_beside(i))
            .or_else(|| self.to_date(i))
            .or_else(|| self.turned_feast(i))
            .or_else(|| self.year_ago_quarter(i))
            .or_else(|| self.placed(i))
            .or_else(|| self.week_of(i))
            .or_else(|| self.year_end(i))
            .or_else(|| self.the_unit(i))
    }

    /// "last", "this", "the following", "that same": from where and how far.
    pub(super) fn placing(&self, i: usize) -> Option<Placing> {
        let the = self.is(i, Part::The);
        let j = self.skip(i, Part::The);
        let parts = self.entry(j).parts;
        let has = |part: Part| parts & part.bit() != 0;
        let placing = |end, turn, base| Some(Placing { end, turn, base });
        let context = if the { Base::Context } else { Base::Document };
        if has(Part::This) && !the {
            let current = self.is(j + 1, Part::Past) || self.is(j + 1, Part::Coming);
            let turn = if current && self.is(j + 1, Part::Past) { -1 } else { i8::from(current) };
            let end = self.skip(if current { j + 2 } else { j + 1 }, Part::Same);
            return placing(end, turn, Base::Document);
        }
        if has(Part::That) && !the {
            return placing(self.skip(j + 1, Part::Same), 0, Base::Named);
        }
        if has(Part::Same) {
            return placing(j + 1, 0, Base::Named);
        }
        if has(Part::Current) {
            return placing(j + 1, 0, Base::Document);
        }
        if has(Part::Last) {
            return placing(j + 1, -1, Base::Document);
        }
        if has(Part::Next) {
            return placing(j + 1, 1, context);
        }
        if has(Part::Coming) {
            return placing(j + 1, 1, Base::Document);
        }
        if has(Part::Previous) {
            return placing(j + 1, -1, Base::Context);
        }
        if has(Part::Subsequent) && the {
            return placing(j + 1, 1, Base::Context);
        }
        None
    }

    /// A unit, weekday, month, season or part of the day after a placing word.
    pub(super) fn placed(&self, i: usize) -> Option<Found> {
        let Placing { end, turn, base } = self.placing(i)?;
        let fiscal = self.skip(end, Part::Fiscal);
        // "this whole week"
        let padded = self.is(fiscal, Part::Padding) && self.entry(fiscal + 1).unit.is_some();
        let at = if padded { fiscal + 1 } else { fiscal };
        let entry = self.entry(at);
        if let Some(unit) = entry.unit.filter(|_| !entry.plural && self.ends_unit(at + 1)) {
            if unit.grain() == Grain::Minute || (fiscal > end && unit != Unit::Year && unit != Unit::Quarter) {
                return None;
            }
            // "this year's third quarter"
            if unit == Unit::Year
                && matches!(self.raw(at + 1), "'s" | "’s")
                && let Some((next, form, grain)) = self.fraction(at + 2)
            {
                let within = Some(Box::new(step(turn.into(), unit, base, true)));
                return Found::new(next, Expression { within, ..Expression::new(form, grain) });
            }
            return Found::new(at + 1, step(turn.into(), unit, base, true));
        }
        if at > end {
            return None;
        }
        if let Some(part) = self.day_part(at) {
            // "last night" is yesterday's; "next morning" follows the day told.
            let base = if turn > 0 { Base::Context } else { base };
            let night = Expression { clock: Some(part), ..step(turn.into(), Unit::Day, base, true) };
            let known = turn == 0 || part == Clock::Night || base == Base::Context;
            return known.then_some(Found { end: at + 1, expression: night });
        }
        let turned = |grain| Expression::new(Form::Turn { turn, base }, grain);
        if let Some(dated) = self.dated_turn(at, turn, base) {
            return Some(dated);
        }
        if let Some((next, weekday)) = self.weekday(at).filter(|_| !self.entry(at).doubtful) {
            return Found::new(next, Expression { weekday: Some(weekday), ..turned(Grain::Day) });
        }
        if let Some((next, month)) = self.month(at).filter(|_| self.capital(at)) {
            if self.day(next).is_some() || self.year(next).is_some() {
                return None;
            }
            return Found::new(next, Expression { month: Some(month), ..turned(Grain::Month) });
        }
        if entry.season > 0 && !self.is(at + 1, Part::Of) {
            let season = Expression::new(Form::Season(entry.season, Hemisphere::North), Grain::Season);
            return Found::new(at + 1, Expression { within: Some(Box::new(season)), ..turned(Grain::Season) });
        }
        None
    }

    /// "this Friday, 15 June": the date tells it; "next 6 April": the one to come.
    fn dated_turn(&self, i: usize, turn: i8, base: Base) -> Option<Found> {
        let dated = |e: &Expression| e.day.is_some() && e.month.is_some() || matches!(e.form, Form::Slashed { .. });
        if self.entry(i).weekday > 0 {
            return self.nested(|| self.weekday_first(i)).filter(|found| dated(&found.expression));
        }
        let date = self.month_first(i).or_else(|| self.day_first(i)).or_else(|| self.numeric(i))?;
        let yearless = date.expression.year.is_none() && date.expression.within.is_none();
        if !dated(&date.expression) || !yearless {
            return None;
        }
        let within = Some(Box::new(date.expression));
        Found::new(date.end, Expression { within, ..Expression::new(Form::Turn { turn, base }, Grain::Day) })
    }

    /// Whether a unit's word stands alone: "this year-long" and "that week's" are no dates or still are.
    fn ends_unit(&self, i: usize) -> bool {
        !(self.is_dash(i) && self.glued(i) && self.is_word(i + 1) && self.glued(i + 1))
    }

    /// "by end of year", "at the beginning of month", without the article.
    pub(super) fn short_unit(&self, i: usize) -> Option<Found> {
        let known = |u: &Unit| matches!(u, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year);
        let unit = self.entry(i).unit.filter(|u| known(u) && !self.entry(i).plural && !self.is_dash(i + 1))?;
        Found::new(i + 1, step(0, unit, Base::Context, true))
    }

    /// "the year", "the month": the one spoken of.
    pub(super) fn bare_unit(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let unit = self.entry(j).unit.filter(|u| !self.entry(j).plural && u.grain() >= Grain::Day)?;
        (j > i).then(|| Found { end: j + 1, expression: step(0, unit, Base::Context, true) })
    }

    /// "the day before yesterday", "the day after 3 May", "the week after next".
    fn day_beside(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let known = |u: &Unit| matches!(u, Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Year);
        let unit = self.entry(j).unit.filter(|u| known(u) && !self.entry(j).plural)?;
        let before = self.raw(j + 1) == "before";
        if j == i || !(before || self.raw(j + 1) == "after") {
            return None;
        }
        let sign = if before { -1 } else { 1 };
        let at = self.skip(j + 2, Part::The);
        let next = self.entry(at + 1);
        let alone = next.unit.is_none() && next.weekday == 0 && next.month == 0;
        if alone && self.is(at, if before { Part::Last } else { Part::Next }) {
            return Found::new(at + 1, step(2 * sign, unit, Base::Document, true));
        }
        let Some(base) = self.point(j + 2, true).filter(|base| base.expression.grain <= unit.grain()) else {
            // "They left the day after."
            let mark = matches!(self.raw(j + 2), "" | "." | "," | ";" | "?" | "!" | ")");
            return (mark && self.loose && unit == Unit::Day)
                .then(|| Found { end: j + 2, expression: step(sign, unit, Base::Context, true) });
        };
        let within = Some(Box::new(base.expression));
        Found::new(base.end, Expression { within, ..step(sign, unit, Base::Within, true) })
    }

    /// "the week", "the quarter", "the latest quarter": the one spoken of. "The year before the vote" hangs on what is told elsewhere.
    fn the_unit(&self, i: usize) -> Option<Found> {
        if !self.loose || !self.is(i, Part::The) {
            return None;
        }
        let latest = self.is(i + 1, Part::Latest);
        let at = if latest { i + 2 } else { self.skip(i + 1, Part::Fiscal) };
        let unit = self.entry(at).unit.filter(|_| !self.entry(at).plural && !self.capital(at))?;
        let known =
            matches!(unit, Unit::Week | Unit::Fortnight | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year);
        let next = at + 1;
        let other = self.is(next, Part::Of)
            || self.is(next, Part::Ago)
            || self.is(next, Part::End)
            || !self.ends_unit(next)
            || !self.digit_free(next);
        // "in the year to March" is the one that ends with it.
        let up_to = self.raw(next) == "to" && self.point(next + 1, true).is_some();
        if known && up_to && !other {
            return Found::new(next, step(0, unit, Base::Within, true));
        }
        let day = unit == Unit::Day && self.is(next, Part::Bounding);
        if !(known || day) || other {
            return None;
        }
        if self.is(next, Part::Bounding) {
            return Found::new(next, step(0, unit, Base::Within, true));
        }
        Found::new(next, step(0, unit, Base::Context, true))
    }

    /// A year named by its distance: "last year", "that year", "the year".
    pub(super) fn related_year(&self, i: usize) -> Option<Found> {
        let found = self.placed(i).or_else(|| self.bare_unit(i))?;
        (found.expression.grain == Grain::Year).then_some(found)
    }

    /// "the year to date", "month-to-date": the unit up to the document's date.
    fn to_date(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let unit = self.entry(j).unit.filter(|u| u.grain() >= Grain::Week && !self.entry(j).plural)?;
        let past_dash = |at: usize| if self.is_dash(at) { at + 1 } else { at };
        let to = past_dash(j + 1);
        let date = past_dash(to + 1);
        (self.raw(to) == "to" && self.raw(date) == "date").then(|| Found {
            end: date + 1,
            expression: Expression { portion: Some(Portion::Earlier), ..step(0, unit, Base::Document, true) },
        })
    }

    /// "the turn of the century" is undecided where nothing tells which.
    pub(super) fn turn_of(&self, i: usize) -> Option<Found> {
        let turn = self.skip(i, Part::The);
        let at = self.skip(turn + 2, Part::The);
        let century = self.is(turn, Part::Turn) && self.is(turn + 1, Part::Of) && at > turn + 2;
        let unit = self.entry(at).unit.filter(|u| century && matches!(u, Unit::Century | Unit::Decade))?;
        Found::new(at + 1, self.undecided(unit))
    }

    /// "the first week of May", "the last day of the year", "the second half of March".
    pub(super) fn nth(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let (end, index) = self.index(j)?;
        let at = if self.is_dash(end) { end + 1 } else { end };
        let unit = if self.is(at, Part::Half) { Unit::Half } else { self.entry(at).unit? };
        if self.entry(at).plural || unit.grain() == Grain::Minute {
            return None;
        }
        let whole = self.whole_of(at + 1, unit)?;
        let grain = if unit == Unit::Half { Grain::Half } else { unit.grain() };
        if whole.expression.grain <= grain && unit != Unit::Half {
            return None;
        }
        let form = Form::Nth { index, unit };
        Found::new(whole.end, Expression { within: Some(Box::new(whole.expression)), ..Expression::new(form, grain) })
    }

    /// "the week of March 6".
    fn week_of(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        let of = self.is(j + 1, Part::Of) || self.is(j + 1, Part::Starting);
        if self.entry(j).unit == Some(Unit::Weekend) && !self.entry(j).plural && self.is(j + 1, Part::Of) {
            return self.weekend_of(j + 2);
        }
        if self.entry(j).unit != Some(Unit::Week) || self.entry(j).plural || !of {
            return None;
        }
        let alone = || {
            let day = self.day(self.skip(j + 2, Part::The)).filter(|d| d.ordinal)?;
            Found::new(day.end, Expression::parts(None, None, Some(day.day), None))
        };
        let day = self.range(j + 2).map(|(_, found)| found).or_else(|| self.point(j + 2, true)).or_else(alone)?;
        if day.expression.grain != Grain::Day {
            return None;
        }
        let within = Some(Box::new(day.expression));
        Found::new(day.end, Expression { within, ..Expression::new(Form::WeekOf, Grain::Week) })
    }

    /// "w/c 9 March" before the day: the week that begins with it.
    pub(super) fn week_commencing(&self, i: usize, day: &Found) -> Option<(usize, Found)> {
        let start = i.checked_sub(3).filter(|&start| start >= self.floor)?;
        let letter = |at: usize, letter: &str| self.raw(at).eq_ignore_ascii_case(letter);
        let led = letter(start, "w") && letter(start + 2, "c") && self.bar(start + 1);
        let dated = day.expression.grain == Grain::Day && !matches!(day.expression.form, Form::Range(..));
        let within = Some(Box::new(day.expression.clone()));
        let week = Expression { within, ..Expression::new(Form::WeekOf, Grain::Week) };
        (led && dated).then_some((start, Found { end: day.end, expression: week }))
    }

    /// "the weekend of 6 March": the Saturday and Sunday of that day's week.
    fn weekend_of(&self, i: usize) -> Option<Found> {
        let day = self.point(i, true).filter(|day| day.expression.grain == Grain::Day)?;
        let weekend = step(0, Unit::Weekend, Base::Within, true);
        Found::new(day.end, Expression { within: Some(Box::new(day.expression)), ..weekend })
    }

    /// "year-end", "year's end", "month's end".
    fn year_end(&self, i: usize) -> Option<Found> {
        let unit = self.entry(i).unit.filter(|u| matches!(u, Unit::Year | Unit::Month) && !self.entry(i).plural)?;
        let at = if self.is_dash(i + 1) || matches!(self.raw(i + 1), "'s" | "’s") { i + 2 } else { i + 1 };
        if self.is_dash(i + 1) && (self.is(at, Part::Ago) || self.is(at, Part::Earlier)) {
            let base = if self.is(at, Part::Ago) { Base::Document } else { Base::Context };
            let back = Step { count: -1, unit, base, aligned: false, bound: Bound::Exact };
            return Found::new(at + 1, Expression::new(Form::Step(back), unit.grain()));
        }
        if !self.is(at, Part::End) || (at == i + 1 && unit != Unit::Year) {
            return None;
        }
        let whole = step(0, unit, Base::Context, true);
        Found::new(at + 1, Expression { portion: Some(Portion::End), ..whole })
    }

    /// Whether "the past", "the time" or "that time" stands where it points at a time: "by the time he left" tells its own.
    fn points_back(&self, i: usize, end: usize) -> bool {
        let led = [Part::In, Part::At, Part::From, Part::By, Part::Until].iter().any(|&part| self.after(i, part));
        let the = self.is(i, Part::The);
        match (self.is(end - 1, Part::Past), self.is(end - 1, Part::Period)) {
            (true, _) if the => led || self.loose && self.after(i, Part::Of),
            (_, true) if the => {
                let known = self.entry(end).parts & !(Part::Of.bit() | Part::Pronoun.bit() | Part::The.bit()) != 0;
                self.after(i, Part::At) && (!self.is_word(end) || known || self.ends_clause(end))
            }
            (_, true) => led || !self.is(i, Part::That),
            _ => true,
        }
    }

    /// Whether "the future", "the present" only describes the noun after it: "the future ambassador".
    fn describes(&self, i: usize, end: usize, reference: Reference) -> bool {
        let points = matches!(reference, Reference::Future | Reference::Present) && end == i + 2;
        let noun = self.is_word(end) && self.entry(end).parts == 0 && !self.capital(end) && !self.ends_clause(end);
        self.is(i, Part::The) && points && noun && self.text.lower(end).len() > 3
    }

    /// "now", "recently", "so far", "by then", "during this period".
    pub(super) fn phrase(&self, i: usize) -> Option<Found> {
        let shown = self.is(i, Part::This) || self.is(i, Part::That);
        let led = self.after(i, Part::In) || self.after(i, Part::At) || self.after(i, Part::From);
        if self.loose && shown && led && self.is(i + 1, Part::Period) {
            return Found::new(i + 2, Expression::new(Form::Reference(Reference::Then), Grain::None));
        }
        let (end, meaning) = self.phrase_at(i)?;
        let Meaning::Reference(reference) = meaning else { return None };
        // "up to date", "to date 3"
        let other = self.is(i, Part::To) && (self.after(i, Part::Up) || !self.digit_free(end));
        // "as recently as early 2014"
        let compared = self.raw_before(i).eq_ignore_ascii_case("as") && self.raw(end) == "as";
        let other = other || compared;
        if other || !self.points_back(i, end) || self.describes(i, end, reference) {
            return None;
        }
        // "in the past two months" is a length.
        let next = self.entry(end);
        if self.is(end - 1, Part::Past)
            && (next.unit.is_some() || next.cardinal > 0 || self.is(end, Part::Few) || !self.digit_free(end))
        {
            return None;
        }
        Found::new(end, Expression::new(Form::Reference(reference), Grain::None))
    }
}

/// A step of whole units.
pub(super) fn step(count: i32, unit: Unit, base: Base, aligned: bool) -> Expression {
    let step = Step { count, unit, base, aligned, bound: Bound::Exact };
    Expression::new(Form::Step(step), unit.grain())
}
