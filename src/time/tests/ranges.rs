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
        ("from 2003~2009", "2003~2009 = 2003/2009"),
        ("closed from 6-19 in next month", "6-19 in next month = 2018-10-06/2018-10-19"),
        ("busy from 10am-2 yesterday afternoon", "10am-2 yesterday afternoon = 2018-09-06T10/2018-09-06T14"),
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
        ("over the years 1931-1936", "the years 1931 = 1931; 1936 = 1936"),
        ("They won 21-14 and lost 3-2.", ""),
        ("Call 555-0199 or 2014-3311.", ""),
        ("thrice 1983-5 champions", ""),
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
        ("The ship will sail in 4 days, on Monday.", "4 days, on Monday = 2016-11-14", "2016-11-14..2016-11-14"),
        ("The ship will sail in 4 days, on Saturday.", "4 days, on Saturday = 2016-11-12", "2016-11-12..2016-11-12"),
        (
            "the 2nd week of March 2019 on Thursday",
            "the 2nd week of March 2019 on Thursday = 2019-03-07",
            "2019-03-02..2019-03-20",
        ),
        (
            "three months from today on Monday",
            "three months from today on Monday = 2017-02-13",
            "2017-02-06..2017-02-13",
        ),
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
        ("The stall opens today at 8a.", "today at 8a = 2018-06-28T08"),
        ("The stall closes today at 10p.", "today at 10p = 2018-06-28T22"),
        ("They met today at 8a Mill Lane.", "today = 2018-06-28"),
        ("They row at 7.am.", "7.am = T07"),
        ("Saturday at 6:30 early morning", "Saturday at 6:30 early morning = 2018-06-30T06:30"),
        ("tomorrow later than 8 in the evening", "tomorrow later than 8 in the evening = 2018-06-29T20"),
        ("March/14(Wed)-9:15 am", "March/14(Wed)-9:15 am = 2018-03-14T09:15"),
        ("a visit this Monday-Jul-2", "this Monday-Jul-2 = 2018-07-02"),
        ("The stragglers fell out in the march.", ""),
        ("the post-1984 towns", "post-1984 = 1984"),
        ("They made 80% of 1927 levels.", "1927 = 1927"),
        ("a fleet of 1927 boats", ""),
        ("It was called 1971's finest play.", "1971 = 1971"),
        ("w/c 9 March 2020", "w/c 9 March 2020 = 2020-W11"),
        ("the day after last Monday", "the day after last Monday = 2018-06-26"),
        ("the late evening hours of 11 May 2018", "the late evening hours of 11 May 2018 = 2018-05-11TEV"),
        ("He spoke on \u{201c}12 Hours\u{201d}.", ""),
        ("as recently as early 2014", "early 2014 = 2014"),
        ("Rents rose in CY2011 and the fy 2012.", "CY2011 = 2011; the fy 2012 = 2012"),
        ("The CY gene and FY blood", ""),
        ("yesterday, 17/02/21, at 9 am", "yesterday, 17/02/21, at 9 am = 2021-02-17T09"),
        ("They met yesterday, 5 May was free.", "yesterday = 2018-06-27; 5 May = 2018-05-05"),
        ("on Monday, May 14: Rain fell", "Monday, May 14 = 2018-05-14"),
        ("on April 21:30", ""),
        ("a craft of the past", "the past = PAST_REF"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}
