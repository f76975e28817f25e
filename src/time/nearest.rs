//! The year of a date without one, and the day of a weekday: by the date of the document, where the clause looks, the weekday stated, and the date
//! named before.

use chrono::{Datelike, NaiveDate};

use super::expression::{Expression, Form};
use super::resolve::{Spot, fixed, in_year, over, unplaced};
use super::{Direction, calendar};
use crate::extent::{Days, Extent};

/// A date without a year where only the date named before is known: the year of that one. A stated weekday decides if it
/// can; and a date that would lie far back may belong to the year after ("in December 2024 … on January 28").
pub(super) fn beside_nearest(e: &Expression, nearest: Days) -> (String, Days) {
    let (Some(low), Some(high)) = (nearest.low(), nearest.high()) else { return (unplaced(e), Extent::all()) };
    if (high - low).num_days() > 4000 {
        return (unplaced(e), Extent::all());
    }
    if let Some(weekday) = e.weekday {
        let fitting = (low.year() - 1..=high.year() + 1)
            .filter_map(|year| in_year(e, year))
            .filter(|(_, (from, to))| from == to && from.weekday().number_from_monday() == u32::from(weekday));
        let away = |d: NaiveDate| (low - d).num_days().max((d - high).num_days());
        return match fitting.min_by_key(|(_, (day, _))| away(*day)) {
            Some((value, stretch)) => fixed(value, Some(stretch)),
            None => (unplaced(e), Extent::all()),
        };
    }
    let (value, extent) = over(nearest, &unplaced(e), |d| in_year(e, d.year()));
    let back = extent.high().is_some_and(|last| (low - last).num_days() > 183);
    match in_year(e, high.year() + 1).filter(|_| back) {
        Some((_, (from, to))) => (unplaced(e), extent.hull(&Extent::between(from, to))),
        None => (value, extent),
    }
}

/// A year that a date may belong to.
#[derive(Clone, Copy)]
struct Candidate {
    year: i32,
    /// Days between it and the document's date.
    away: i64,
    /// It lies where the clause looks.
    consistent: bool,
    /// The weekday stated is that day's.
    fits: bool,
}

/// The year of a date without one: consistent with the direction, near the document, and with the weekday stated.
pub(super) fn likely_year(e: &Expression, d: NaiveDate, direction: Direction) -> Option<i32> {
    let leap_day = (e.month, e.day) == (Some(2), Some(29));
    let candidates = (d.year() - 4..=d.year() + 4).filter_map(|year| {
        let (_, (low, high)) = in_year(e, year)?;
        if leap_day && low != high {
            return None;
        }
        let away = if low > d { (low - d).num_days() } else { (d - high).num_days().max(0) };
        let consistent = match direction {
            Direction::Past => low <= d,
            Direction::Future => high >= d,
            Direction::Unknown => true,
        };
        let fits = e.weekday.is_some_and(|w| low == high && low.weekday().number_from_monday() == u32::from(w));
        Some(Candidate { year, away, consistent, fits })
    });
    let candidates: Vec<Candidate> = candidates.collect();
    let best = |wanted: fn(&Candidate) -> bool| {
        candidates.iter().filter(|c| wanted(c)).min_by_key(|c| (c.away, c.year)).copied()
    };
    let by_weekday = best(|c| c.fits && c.consistent && c.away <= 366)
        .or_else(|| best(|c| c.fits && c.away <= 190))
        .or_else(|| best(|c| c.fits && c.consistent).filter(|_| matches!(e.form, Form::Parts)));
    if let Some(fitting) = by_weekday {
        return Some(fitting.year);
    }
    let nearest = best(|_| true)?;
    // Quarters and halves are reported on once they are over, whatever the tense ("expects to post a third-quarter loss").
    if matches!(e.form, Form::Quarter(_) | Form::Half(_)) && nearest.away < 60 {
        return Some(nearest.year);
    }
    let Some(consistent) = best(|c| c.consistent) else { return Some(nearest.year) };
    // A past tense may only report ("said the dividend is payable Dec. 15"), and nobody writes that of a day ten months
    // back while another lies a month ahead.
    let reported = direction == Direction::Past && consistent.away > 240 && nearest.away < 90;
    Some(if reported { nearest.year } else { consistent.year })
}

/// A weekday or a day of the month beside the document's date.
pub(super) fn near(e: &Expression, d: NaiveDate, direction: Direction) -> Option<Spot> {
    let fits = |day: NaiveDate| {
        e.weekday.is_none_or(|w| day.weekday().number_from_monday() == u32::from(w))
            && e.day.is_none_or(|n| day.day() == u32::from(n))
    };
    // A weekday comes within the week, a day of the month within two, both together within some years.
    let reach: i64 = if e.day.is_some() && e.weekday.is_some() { 1100 } else { 62 };
    for away in 0..=reach {
        let back = calendar::plus_days(d, -away).filter(|x| fits(*x));
        let ahead = calendar::plus_days(d, away).filter(|x| fits(*x));
        let day = match direction {
            Direction::Past => back,
            Direction::Future => ahead,
            Direction::Unknown => back.or(ahead),
        };
        if let Some(day) = day {
            return Some((calendar::day_text(day), (day, day)));
        }
    }
    None
}
