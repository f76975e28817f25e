//! Calendar arithmetic that never panics: years 9999 BC to 9999, and `None` outside them. Years are counted as astronomers do: 1 BC is 0, 2 BC is -1.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::expression::{Hemisphere, Unit};

/// First and last day of a stretch.
pub(super) type Stretch = (NaiveDate, NaiveDate);

/// Years that the calendar reaches.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = -9998..=9999;

pub(super) fn in_range(year: i32, month: u8) -> bool {
    YEARS.contains(&year) && (1..=12).contains(&month)
}

pub(super) fn day(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    if !in_range(year, month) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
}

pub(super) fn month(year: i32, month: u8) -> Option<Stretch> {
    let first = day(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

pub(super) fn years(first: i32, last: i32) -> Option<Stretch> {
    Some((day(first.max(*YEARS.start()), 1, 1)?, day(last.min(9999), 12, 31)?))
}

pub(super) fn plus_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let step = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(step) } else { date.checked_add_days(step) }?;
    YEARS.contains(&moved.year()).then_some(moved)
}

pub(super) fn plus_months(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let step = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    let moved = if months < 0 { date.checked_sub_months(step) } else { date.checked_add_months(step) }?;
    YEARS.contains(&moved.year()).then_some(moved)
}

/// Moves a day by whole units; clock units do not move it.
pub(super) fn plus(date: NaiveDate, count: i64, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(date),
        Unit::Day => plus_days(date, count),
        Unit::Week | Unit::Weekend => plus_days(date, count.checked_mul(7)?),
        Unit::Fortnight => plus_days(date, count.checked_mul(14)?),
        Unit::Month => plus_months(date, count),
        Unit::Quarter => plus_months(date, count.checked_mul(3)?),
        Unit::Half => plus_months(date, count.checked_mul(6)?),
        Unit::Year => plus_months(date, count.checked_mul(12)?),
        Unit::Decade => plus_months(date, count.checked_mul(120)?),
        Unit::Century => plus_months(date, count.checked_mul(1200)?),
    }
}

/// Monday to Sunday.
pub(super) fn week(date: NaiveDate) -> Option<Stretch> {
    let monday = plus_days(date, -i64::from(date.weekday().num_days_from_monday()))?;
    Some((monday, plus_days(monday, 6)?))
}

/// The Monday of a week by its value: `2019-W40`.
pub(super) fn week_named(value: &str) -> Option<NaiveDate> {
    let (year, week) = value.split_once("-W")?;
    NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, chrono::Weekday::Mon)
}

/// The calendar's unit that holds a day.
pub(super) fn around(date: NaiveDate, unit: Unit) -> Option<Stretch> {
    let (year, at) = (date.year(), date.month0() as u8);
    let months = |size: u8| {
        let first = at / size * size + 1;
        Some((day(year, first, 1)?, month(year, first + size - 1)?.1))
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some((date, date)),
        Unit::Week => week(date),
        Unit::Fortnight => Some((week(date)?.0, plus_days(week(date)?.1, 7)?)),
        Unit::Weekend => week(date).and_then(|w| Some((plus_days(w.0, 5)?, w.1))),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Half => months(6),
        Unit::Year => years(year, year),
        Unit::Decade => years(year / 10 * 10, year / 10 * 10 + 9),
        Unit::Century => years(year / 100 * 100, year / 100 * 100 + 99),
    }
}

/// The days a season may mean, by the meteorological and the astronomical count. Where it may be of either half of the Earth the northern one places it, and
/// [`either_half`] widens its days.
pub(super) fn season(year: i32, season: u8, hemisphere: Hemisphere) -> Option<Stretch> {
    northern(year, if hemisphere == Hemisphere::South { (season + 1) % 4 + 1 } else { season })
}

/// The days of a season with those of the same name on the other half of the Earth.
pub(super) fn either_half((low, high): Stretch, season: u8) -> Option<Stretch> {
    let low = if matches!(season, 2 | 3) { plus_months(low, -6)? } else { low };
    let high = if matches!(season, 1 | 2) { plus_months(high, 6)? } else { high };
    Some((low, high))
}

/// A season of the northern half of the Earth.
fn northern(year: i32, season: u8) -> Option<Stretch> {
    match season {
        1 => Some((day(year, 3, 1)?, day(year, 6, 21)?)),
        2 => Some((day(year, 6, 1)?, day(year, 9, 23)?)),
        3 => Some((day(year, 9, 1)?, day(year, 12, 21)?)),
        // "The winter of 1944" may begin in 1943 or end in 1945.
        _ => Some((
            day(year - 1, 12, 1).or_else(|| day(year, 1, 1))?,
            day(year + 1, 3, 20).or_else(|| day(year, 12, 31))?,
        )),
    }
}

/// Easter Sunday of the Western churches (Meeus, Jones, Butcher).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    day(year, (sum / 31) as u8, (sum % 31 + 1) as u8)
}

/// The nth (or last, -1) weekday of a month.
pub(super) fn nth_weekday(year: i32, month_of: u8, weekday: u8, nth: i8) -> Option<NaiveDate> {
    let (first, last) = month(year, month_of)?;
    let wanted = i64::from(weekday);
    if nth < 0 {
        let back = (i64::from(last.weekday().number_from_monday()) - wanted).rem_euclid(7);
        return plus_days(last, -back);
    }
    let ahead = (wanted - i64::from(first.weekday().number_from_monday())).rem_euclid(7);
    plus_days(first, ahead + 7 * i64::from(nth - 1)).filter(|d| *d <= last)
}

/// A year as TIMEX3 writes it.
pub(super) fn year_text(year: i32) -> String {
    match u32::try_from(year) {
        // Nearly all: digit by digit, which costs a tenth of formatting.
        Ok(year @ 1..=9999) => {
            let mut text = String::with_capacity(10);
            push_two(&mut text, year / 100);
            push_two(&mut text, year % 100);
            text
        }
        Ok(year @ 1..) => format!("{year:04}"),
        _ => format!("BC{:04}", 1 - year),
    }
}

/// Puts a hyphen and a month or day of two digits behind a year or month.
pub(super) fn with_two(mut text: String, number: u32) -> String {
    text.push('-');
    push_two(&mut text, number);
    text
}

fn push_two(text: &mut String, number: u32) {
    for digit in [number / 10 % 10, number % 10] {
        text.push(char::from(b'0' + digit as u8));
    }
}

/// A day as TIMEX3 writes it.
pub(super) fn day_text(day: NaiveDate) -> String {
    with_two(with_two(year_text(day.year()), day.month()), day.day())
}
