//! Dates as configuration and command line give them.

use chrono::NaiveDate;

/// Whether words are a day, a month or a year that exists: `2019-08-28`, `2019-08`, `2019`.
pub fn is_date(words: &str) -> bool {
    let parts: Vec<&str> = words.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) || ![4, 2, 2].starts_with(&lengths) {
        return false;
    }
    let number = |i: usize| parts.get(i).map_or(Some(1), |part| part.parse::<u32>().ok());
    match (number(0), number(1), number(2)) {
        (Some(year), Some(month), Some(day)) => NaiveDate::from_ymd_opt(year as i32, month, day).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn days_months_and_years_that_exist_are_dates() {
        for good in ["2019-08-28", "2019-08", "2019", "2020-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in
            ["", "2019-02-29", "2019-13", "19-08-28", "2019-8-28", "2019-08-28T10:00", "+019", "2019-08-28-", "x"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
