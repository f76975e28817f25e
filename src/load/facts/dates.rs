//! Dates of facts files: numbers in a known order, or a day and month in words. Never guessed: `03/04/2019` is a date only where the order is told.

use chrono::NaiveDate;

use crate::source::DateOrder;

/// Why words are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It cannot be read.
    Unknown,
    /// The calendar has no such day.
    NoSuchDay,
}

impl Fault {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Unknown => "is no date that can be read",
            Self::NoSuchDay => "is a day that the calendar does not have",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Unknown => {
                "write a day, a month or a year: 2019-08-28, 2019-08 or 2019; `dates` in [[facts.csv]] tells another order"
            }
            Self::NoSuchDay => "look up the day in the source",
        }
    }
}

/// Reads a date: `2019-08-28`, `2019-08` or `2019`.
pub(super) fn read(words: &str, order: DateOrder) -> Result<String, Fault> {
    // A time of day behind a date says nothing here.
    let words = words.split_once(['T', ' ']).map_or(words, |(day, time)| {
        if time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':') { day } else { words }
    });
    let numbers: Option<Vec<u32>> = words.split(['-', '/', '.']).map(number).collect();
    let numbers = numbers.ok_or(Fault::Unknown)?;
    let first_is_year = words.split(['-', '/', '.']).next().is_some_and(|part| part.len() == 4);
    let (year, month, day) = match (numbers.as_slice(), order) {
        (&[year], _) if first_is_year => (year, None, None),
        (&[year, month], _) if first_is_year => (year, Some(month), None),
        (&[year, month, day], _) if first_is_year => (year, Some(month), Some(day)),
        (&[month, year], DateOrder::DayFirst | DateOrder::MonthFirst) if year > 999 => (year, Some(month), None),
        (&[day, month, year], DateOrder::DayFirst) if year > 999 => (year, Some(month), Some(day)),
        (&[month, day, year], DateOrder::MonthFirst) if year > 999 => (year, Some(month), Some(day)),
        _ => return Err(Fault::Unknown),
    };
    let exists = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), month.unwrap_or(1), day.unwrap_or(1));
    exists.ok_or(Fault::NoSuchDay)?;
    Ok(match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

fn number(part: &str) -> Option<u32> {
    let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if digits { part.parse().ok() } else { None }
}

/// Whether the earlier of two dates, as far as both are told, lies behind the later one: a year is not after one of its months.
pub(super) fn is_after(from: &str, to: &str) -> bool {
    let common = from.len().min(to.len());
    from[..common] > to[..common]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_order_that_is_told_and_never_guessed() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        for (words, order, want) in [
            ("2019-08-28", YearFirst, Ok("2019-08-28")),
            ("2019-8", YearFirst, Ok("2019-08")),
            ("2019", DayFirst, Ok("2019")),
            ("2019-08-28T10:00:00", YearFirst, Ok("2019-08-28")),
            ("28.8.2019", DayFirst, Ok("2019-08-28")),
            ("08/28/2019", MonthFirst, Ok("2019-08-28")),
            ("08/2019", DayFirst, Ok("2019-08")),
            ("03/04/2019", YearFirst, Err(Fault::Unknown)),
            ("28/08/19", DayFirst, Err(Fault::Unknown)),
            ("2021-02-29", YearFirst, Err(Fault::NoSuchDay)),
            ("2021-13", YearFirst, Err(Fault::NoSuchDay)),
            ("soon", YearFirst, Err(Fault::Unknown)),
            ("-2019", YearFirst, Err(Fault::Unknown)),
        ] {
            assert_eq!(read(words, order).as_deref(), want.as_ref().copied(), "{words}");
        }
    }

    #[test]
    fn a_year_is_not_after_one_of_its_months() {
        assert!(is_after("2019-08", "2019-07-31"));
        assert!(!is_after("2019", "2019-03") && !is_after("2019-03", "2019") && is_after("2020", "2019-12-31"));
    }
}
