//! What is named by its distance from another time: "ten years ago", "six years later", "three weeks from Friday".

use super::expression::{Base, Bound, Expression, Form, Grain, Length, Reference, Step, Unit};
use super::lengths::Measured;
use super::relative;
use super::scan::{Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// "six years later", "ten years ago today", "three weeks from tomorrow".
    pub(super) fn ago(&self, i: usize, measured: Option<Measured>) -> Option<Found> {
        let Some(measured) = measured else { return self.weekdays_away(i) };
        let lasting = || self.anchored(i, &measured).filter(|_| self.raw_before(i).eq_ignore_ascii_case("for"));
        if let Some(found) = self.three_parts(i, &measured).or_else(lasting) {
            return Some(found);
        }
        let (end, length) = (measured.end, measured.length);
        let toward = |sign: i64, base: Base, end: usize| {
            let steps = length.whole().and_then(|(count, unit)| Some((i32::try_from(count * sign).ok()?, unit)));
            let Some((count, unit)) = steps else {
                let past = if sign < 0 { Reference::Past } else { Reference::Future };
                return Found::new(end, Expression::new(Form::Reference(past), Grain::None));
            };
            let stepped = Step { count, unit, base, aligned: false, bound: length.bound };
            let far = Expression::new(Form::Step(stepped), unit.grain().max(Grain::Day));
            Found::new(end, with_minor_step(far, &length, sign))
        };
        if let Some(found) = self.ahead(i, &measured) {
            return Some(found);
        }
        if self.is(end, Part::Ago) {
            let found = toward(-1, Base::Document, end + 1)?;
            return Some(self.to_the_day(found));
        }
        if self.is(end, Part::Earlier) {
            return toward(-1, Base::Context, end + 1);
        }
        if self.is(end, Part::Later) {
            return toward(1, Base::Context, end + 1);
        }
        if self.is(end, Part::Hence) {
            return toward(1, Base::Document, end + 1);
        }
        let (sign, from) = match () {
            () if self.is(end, Part::From) => (1, Part::From),
            () if self.is(end, Part::After) => (1, Part::After),
            () if self.is(end, Part::Before) => (-1, Part::Before),
            () => return None,
        };
        if from == Part::From && self.is(end + 1, Part::Now) {
            return toward(1, Base::Document, end + 2);
        }
        if let Some(day) = self.modified(end + 1) {
            let mut found = toward(sign, Base::Within, day.end)?;
            // "three weeks from Friday": that very weekday.
            if let Form::Step(step) = &mut found.expression.form
                && (from == Part::From && step.bound == Bound::Exact && step.unit.grain() >= Grain::Day)
                && day.expression.grain == Grain::Day
            {
                step.aligned = true;
                found.expression.grain = Grain::Day;
            }
            found.expression.within = Some(Box::new(day.expression));
            return Some(found);
        }
        let closed = from != Part::From && !self.is_word(end + 1) && self.digit_free(end + 1);
        if closed { toward(sign, Base::Context, end + 1) } else { None }
    }

    /// "two years, one month and 21 days later", "1 month 2 weeks 3 days ago".
    fn three_parts(&self, i: usize, measured: &Measured) -> Option<Found> {
        measured.length.minor.filter(|_| self.loose && measured.length.bound == Bound::Exact)?;
        let at = self.skip(self.comma(measured.end), Part::And);
        let days = self.measured(at).filter(|m| m.counted && m.length.minor.is_none() && m.length.unit == Unit::Day)?;
        let (end, sign, base) = match days.end {
            end if self.is(end, Part::Ago) => (end + 1, -1, Base::Document),
            end if self.is(end, Part::Earlier) => (end + 1, -1, Base::Context),
            end if self.is(end, Part::Later) => (end + 1, 1, Base::Context),
            _ => return None,
        };
        let (major, unit) = Length { minor: None, ..measured.length }.whole()?;
        let (minor, smaller) = measured.length.minor.and_then(|(n, unit)| Length::exact(Some(n), unit).whole())?;
        let (rest, _) = days.length.whole()?;
        let stepped = |count: i64, unit, base, within| {
            let whole = relative::step(i32::try_from(count * sign).ok()?, unit, base, true);
            Some(Expression { grain: Grain::Day, within, ..whole })
        };
        let first = stepped(major, unit, base, None)?;
        let second = stepped(minor, smaller, Base::Within, Some(Box::new(first)))?;
        Found::new(end, stepped(rest, Unit::Day, Base::Within, Some(Box::new(second)))?).filter(|_| i < end)
    }

    /// "twenty years ago today": the very day.
    fn to_the_day(&self, mut found: Found) -> Found {
        if self.entry(found.end).day == Some(0)
            && let Form::Step(step) = &mut found.expression.form
            && step.bound == Bound::Exact
        {
            step.aligned = true;
            found.expression.within = Some(Box::new(relative::step(0, Unit::Day, Base::Document, true)));
            step.base = Base::Within;
            found.expression.grain = Grain::Day;
            found.end += 1;
        }
        found
    }
}

/// Adds the smaller part of a distance: "two weeks and two days ago" goes back two weeks to the day, and two days from there.
fn with_minor_step(far: Expression, length: &Length, sign: i64) -> Expression {
    let minor = length
        .minor
        .filter(|minor| *minor != (600, Unit::Month))
        .filter(|(more, unit)| more % 100 == 0 && unit.grain() >= Grain::Day);
    let (Some((more, unit)), Form::Step(first)) = (minor, &far.form) else { return far };
    let count = i32::try_from(i64::from(more / 100) * sign).ok();
    let (Some(count), true) = (count, first.base != Base::Within && length.bound == Bound::Exact) else { return far };
    let to_the_day = Step { aligned: true, ..*first };
    let whole = Expression { grain: Grain::Day, form: Form::Step(to_the_day), ..far };
    let rest = Step { count, unit, base: Base::Within, aligned: unit == Unit::Day, bound: Bound::Exact };
    Expression { within: Some(Box::new(whole)), ..Expression::new(Form::Step(rest), unit.grain()) }
}
