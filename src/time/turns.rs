//! What comes before or after a day by its name: "last Tuesday", "next March", "this summer".

use chrono::{Datelike, NaiveDate};

use super::calendar;
use super::expression::{Base, Expression, Unit};
use super::resolve::{Spot, in_year};

/// The day of a week on which a weekday falls.
pub(super) fn on_weekday(weekday: u8, d: NaiveDate) -> Option<Spot> {
    let day = calendar::plus_days(calendar::week(d)?.0, i64::from(weekday) - 1)?;
    Some((calendar::day_text(day), (day, day)))
}

/// "last Tuesday", "next March", "this summer", seen from one day.
pub(super) fn turned(e: &Expression, turn: i8, base: Base, d: NaiveDate) -> Option<Spot> {
    if let Some(weekday) = e.weekday {
        return turned_weekday(weekday, turn, base, d);
    }
    let named = match (&e.within, e.month) {
        (Some(season), _) => season.as_ref().clone(),
        (None, Some(month)) => Expression::parts(None, Some(month), None, None),
        (None, None) => return None,
    };
    let (low, high) = calendar::around(d, Unit::Month)?;
    let years = (d.year() - 2)..=(d.year() + 2);
    let mut spots = years.filter_map(|year| in_year(&named, year));
    match turn {
        0 => in_year(&named, d.year()),
        // A season counts as past once its third month has begun.
        -1 => spots.rfind(|(_, s)| s.0 < low && (named.month.is_some() || (d - s.0).num_days() > 75)),
        _ => spots.find(|(_, s)| s.0 > high || (named.month.is_none() && s.0 > d)),
    }
}

fn turned_weekday(weekday: u8, turn: i8, base: Base, d: NaiveDate) -> Option<Spot> {
    let today = i64::from(d.weekday().number_from_monday());
    let wanted = i64::from(weekday);
    let away = match turn {
        0 => wanted - today,
        -1 => -((today - wanted - 1).rem_euclid(7) + 1),
        _ => (wanted - today - 1).rem_euclid(7) + 1,
    };
    let day = calendar::plus_days(d, away)?;
    let value = calendar::day_text(day);
    // "Last Tuesday" on a Friday may be that of this week or of the week before, "next" likewise.
    let same_week = calendar::week(day)? == calendar::week(d)?;
    if base == Base::Document && turn != 0 && same_week {
        let other = calendar::plus_days(day, 7 * i64::from(turn))?;
        return Some((value, (day.min(other), day.max(other))));
    }
    Some((value, (day, day)))
}
