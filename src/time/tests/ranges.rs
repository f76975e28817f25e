//! Ranges of whole expressions, and what stands between two dates without being one.

use super::*;

/// "words = value" of each mention as TIMEX3 lists them.
fn listed(raw: &str, document: Days) -> String {
    let (reader, text) = (reader(), text(raw));
    let rows = reader.timexes(&text, &reader.find_all(&text), document);
    let rows: Vec<String> = rows.iter().map(|r| format!("{} = {}", text.of(r.span), r.resolved.value)).collect();
    rows.join("; ")
}

#[test]
fn two_whole_dates_are_one_range_without_a_preposition() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("Closed 3 March 2016 - 03/19/2016.", "3 March 2016 - 03/19/2016 = 2016-03-03/2016-03-19"),
        ("They toured 2 June to 9 June in 2020.", "2 June to 9 June in 2020 = 2020-06-02/2020-06-09"),
        ("Open 5 to 8 of July.", "5 to 8 of July = 2018-07-05/2018-07-08"),
        ("It ran March–May 1994.", "March–May 1994 = 1994-03/1994-05"),
        ("It will run October to April.", "October to April = 2018-10/2019-04"),
        ("The pass is valid between now and 4 October.", "now and 4 October = PRESENT_REF/2018-10-04"),
        ("from 2014~2018", "2014~2018 = 2014/2018"),
        ("away from 4-22 in next month", "4-22 in next month = 2018-10-04/2018-10-22"),
        ("from 9am-4 yesterday afternoon", "9am-4 yesterday afternoon = 2018-09-06T09/2018-09-06T16"),
    ] {
        assert_eq!(listed(raw, document), want, "{raw}");
    }
}

#[test]
fn an_end_that_leans_on_the_other_is_a_date_of_its_own() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("It fell in 1914-18.", "1914 = 1914; 18 = 1918"),
        ("on 5-12 May 1918", "5 = 1918-05-05; 12 May 1918 = 1918-05-12"),
        ("the siege (July to September 1951)", "July = 1951-07; September 1951 = 1951-09"),
        ("in the years 1955-1957", "the years 1955 = 1955; 1957 = 1957"),
        ("They won 21-14 and lost 3-2.", ""),
        ("Call 555-0199 or 2014-3311.", ""),
        ("twice 1990-2 champions", ""),
        ("June 3 - Council votes", "June 3 = 2018-06-03"),
    ] {
        assert_eq!(listed(raw, document), want, "{raw}");
    }
}

#[test]
fn a_range_runs_forward_in_one_reading_of_its_figures() {
    for (raw, want) in [
        ("11/1/2018 - 2/3/2018", "11/1/2018 - 2/3/2018 = 2018-01-11/2018-03-02"),
        ("2/11/2018 - 3/1/2018", "2/11/2018 - 3/1/2018 = 2018-02-11/2018-03-01"),
        ("1/10/2018 - 2/11/2018", "1/10/2018 - 2/11/2018 = 2018-XX-XX/2018-XX-XX"),
    ] {
        assert_eq!(listed(raw, Extent::all()), want, "{raw}");
    }
}

#[test]
fn a_weekday_beside_a_counted_day_is_one_day() {
    let document = day("2016-11-09");
    for (raw, want, days) in [
        ("We will return in 3 days, on Friday.", "3 days, on Friday = 2016-11-11", "2016-11-11..2016-11-11"),
        (
            "the 1st week of October 2019 on Friday",
            "the 1st week of October 2019 on Friday = 2019-10-04",
            "2019-10-04..2019-10-11",
        ),
        ("two months from today on Tuesday", "two months from today on Tuesday = 2017-01-10", "2017-01-03..2017-01-10"),
        (
            "He left a year ago on Sunday.",
            "a year ago = 2015; Sunday = 2016-11-06",
            "2015-01-01..2016-05-10; 2016-11-06..2016-11-06",
        ),
        (
            "He died two days later on Friday.",
            "two days later = 2016-11-11; Friday = 2016-11-11",
            "2016-11-11..2016-11-11; 2016-11-11..2016-11-11",
        ),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
        assert_eq!(extents(raw, document), days, "{raw}");
    }
}

#[test]
fn times_and_years_of_unusual_form_are_read_where_nothing_else_fits() {
    let document = day("2018-06-28");
    for (raw, want) in [
        ("The stall opens today at 9a.", "today at 9a = 2018-06-28T09"),
        ("The stall closes today at 9p.", "today at 9p = 2018-06-28T21"),
        ("They met today at 9a Mill Lane.", "today = 2018-06-28"),
        ("We meet at 9.am.", "9.am = T09"),
        ("Sunday at 8:00 early morning", "Sunday at 8:00 early morning = 2018-07-01T08:00"),
        ("tomorrow later than 10 in the morning", "tomorrow later than 10 in the morning = 2018-06-29T10"),
        ("May/22(Tue)-11:30 am", "May/22(Tue)-11:30 am = 2018-05-22T11:30"),
        ("a call this Friday-Jun-15", "this Friday-Jun-15 = 2018-06-15"),
        ("October-2020-23", "October-2020-23 = 2020-10-23"),
        ("They left in the april.", "april = 2018-04"),
        ("The stragglers fell out in the march.", ""),
        ("the post-1959 politics", "post-1959 = 1959"),
        ("53% of 1913 levels", "1913 = 1913"),
        ("a fleet of 1913 boats", ""),
        ("It was named 1965's best film.", "1965 = 1965"),
        ("w/c 4 February 2020", "w/c 4 February 2020 = 2020-W06"),
        ("for twenty and four hours", "twenty and four hours = PT24H"),
        ("between twenty and four hours", "four hours = PT4H"),
        ("We have 30 minutes later this week.", "30 minutes = PT30M; later this week = 2018-W26"),
        ("the day before last Tuesday", "the day before last Tuesday = 2018-06-25"),
        ("the early morning hours of 30 April 2018", "the early morning hours of 30 April 2018 = 2018-04-30TMO"),
        ("He spoke on \u{201c}60 Minutes\u{201d}.", ""),
        ("as recently as late 2009", "late 2009 = 2009"),
        ("Sales rose in CY2008 and the fy 2009.", "CY2008 = 2008; the fy 2009 = 2009"),
        ("The CY gene and FY blood", ""),
        ("tomorrow, 13/04/21, at 7 pm", "tomorrow, 13/04/21, at 7 pm = 2021-04-13T19"),
        ("They met yesterday, 5 May was free.", "yesterday = 2018-06-27; 5 May = 2018-05-05"),
        ("on Saturday, April 21: The court", "Saturday, April 21 = 2018-04-21"),
        ("on April 21:30", ""),
        ("a thing of the past", "the past = PAST_REF"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}
