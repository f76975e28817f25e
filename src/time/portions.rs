//! Parts of a whole: "the first week of May", "the week of March 6", "early 2025", "later this month".

use chrono::{Datelike, NaiveDate};

use super::Anchor;
use super::calendar::{self, Stretch};
use super::expression::{Base, Expression, Form, Grain, Hemisphere, Portion, Unit};
use super::resolve::{unit_value, unplaced};
use crate::extent::{Days, Extent};

pub(super) fn nth(e: &Expression, index: i8, unit: Unit, anchor: &Anchor) -> (String, Days) {
    let Some(within) = &e.within else { return (unplaced(e), Extent::all()) };
    let whole = within.resolve(anchor);
    let (Some(low), Some(high)) = (whole.extent.low(), whole.extent.high()) else {
        return (unplaced(e), whole.extent);
    };
    // A whole that is itself only known as a hull does not say where its nth part lies.
    if whole.value.contains('X') {
        return (unplaced(e), whole.extent);
    }
    if let Some(weekday) = e.weekday {
        return match nth_weekday((low, high), index, weekday) {
            Some(day) => (calendar::day_text(day), Extent::only(day)),
            None => (unplaced(e), whole.extent),
        };
    }
    match nth_part((low, high), index, unit) {
        Some((value, (first, last))) => (value.unwrap_or(whole.value), Extent::between(first, last)),
        None => (unplaced(e), whole.extent),
    }
}

fn nth_weekday((low, high): Stretch, index: i8, weekday: u8) -> Option<NaiveDate> {
    let wanted = i64::from(weekday);
    let on = |day: NaiveDate| i64::from(day.weekday().number_from_monday());
    let day = match index {
        ..0 => calendar::plus_days(high, -(on(high) - wanted).rem_euclid(7) + 7 * i64::from(index + 1)),
        _ => calendar::plus_days(low, (wanted - on(low)).rem_euclid(7) + 7 * i64::from(index - 1)),
    };
    day.filter(|day| (low..=high).contains(day))
}

fn nth_part((low, high): Stretch, index: i8, unit: Unit) -> Option<(Option<String>, Stretch)> {
    let steps = i64::from(index) - 1;
    if unit == Unit::Half {
        let middle = calendar::plus_days(low, (high - low).num_days() / 2)?;
        let soft = (high - low).num_days() / 20;
        return match index {
            1 => Some((None, (low, calendar::plus_days(middle, soft)?))),
            _ => Some((None, (calendar::plus_days(middle, -soft)?, high))),
        };
    }
    let start =
        if index < 0 { calendar::plus(high, i64::from(index) + 1, unit)? } else { calendar::plus(low, steps, unit)? };
    if start > high || start < low {
        return None;
    }
    if unit == Unit::Week {
        let (first, last) = if index < 0 {
            let end = calendar::plus_days(high, 7 * i64::from(index + 1))?;
            (calendar::plus_days(end, -12)?, end)
        } else {
            (calendar::plus_days(start, -6)?.max(low), calendar::plus_days(start, 12)?)
        };
        // The first week of a year is the one that holds its fourth day (ISO 8601).
        let year = (high - low).num_days() >= 364;
        let named = match index {
            ..0 => calendar::plus_days(high, 7 * i64::from(index + 1) - 3)?,
            _ if year => calendar::plus_days(start, 3)?,
            _ => start,
        };
        return Some((Some(unit_value(named, unit)), (first, last)));
    }
    Some((Some(unit_value(start, unit)), calendar::around(start, unit)?))
}

pub(super) fn week_of(e: &Expression, anchor: &Anchor) -> (String, Days) {
    let Some(within) = &e.within else { return (unplaced(e), Extent::all()) };
    let day = within.resolve(anchor).extent;
    let (Some(low), Some(high)) = (day.low(), day.high()) else { return (unplaced(e), day) };
    match (calendar::week(low), calendar::week(high), calendar::plus_days(low, 6)) {
        // "The week of March 6" may begin on that day.
        (Some(first), Some(last), Some(from)) if (high - low).num_days() <= 7 => {
            (unit_value(low, Unit::Week), Extent::between(first.0, last.1.max(from)))
        }
        _ => (unplaced(e), day),
    }
}

pub(super) fn portioned(e: &Expression, extent: Days, anchor: &Anchor) -> Days {
    let Some(portion) = e.portion else { return extent };
    if matches!(e.form, Form::Season(_, Hemisphere::Either)) {
        return extent;
    }
    let (Some(low), Some(high)) = (extent.low(), extent.high()) else { return extent };
    let named = matches!(&e.form, Form::Step(s) if s.base != Base::Document) || !matches!(e.form, Form::Step(_));
    let now = if named { anchor.nearest.unwrap_or(anchor.document) } else { anchor.document };
    let part = match portion {
        Portion::Earlier => now.high().map(Extent::up_to).and_then(|x| extent.intersect(&x)),
        Portion::Later => now.low().map(Extent::from).and_then(|x| extent.intersect(&x)),
        // Who writes "c. 1850" does not know the year.
        Portion::About => {
            calendar::plus_months(low, -60).zip(calendar::plus_months(high, 60)).map(|(a, b)| Extent::between(a, b))
        }
        Portion::Turn => {
            let soft = (high - low).num_days() / 10;
            calendar::plus_days(low, -soft).zip(calendar::plus_days(low, soft)).map(|(a, b)| Extent::between(a, b))
        }
        _ => third(low, high, portion, e.grain),
    };
    part.unwrap_or(extent)
}

/// A third of a stretch with soft ends; those of a year are whole months.
fn third(low: NaiveDate, high: NaiveDate, portion: Portion, grain: Grain) -> Option<Days> {
    let (from, to) = match portion {
        Portion::Start | Portion::Early => (0, 1),
        Portion::Mid => (1, 2),
        _ => (2, 3),
    };
    let days = (high - low).num_days() + 1;
    if grain <= Grain::Day || days < 5 {
        return None;
    }
    if grain == Grain::Year && (365..=366).contains(&days) {
        let first = calendar::plus_months(low, from * 4)?;
        let last = calendar::plus_days(low, if to == 3 { days - 1 } else { 0 })?;
        let last = if to == 3 { last } else { calendar::plus_months(low, to * 4)?.pred_opt()? };
        return Some(Extent::between(first, last));
    }
    let soft = days.div_euclid(10).max(1);
    let first = if from == 0 { low } else { calendar::plus_days(low, days * from / 3 - soft)? };
    let last = if to == 3 { high } else { calendar::plus_days(low, days * to / 3 - 1 + soft)? };
    Some(Extent::between(first, last))
}
