//! Wordings of units, feasts, decades and calendars beyond the usual dates.

use super::*;

#[test]
fn feasts_are_known_in_small_letters_where_they_can_be_nothing_else() {
    let document = day("2019-08-28");
    for (raw, want) in [
        ("They met on MLK Day 2018.", "MLK Day 2018 = 2018-01-15"),
        ("They met on Martin Luther King Jr. Day 2018.", "Martin Luther King Jr. Day 2018 = 2018-01-15"),
        ("shops open on black friday 2019", "black friday 2019 = 2019-11-29"),
        ("closed on Maundy Thursday 2018", "Maundy Thursday 2018 = 2018-03-29"),
        ("thanksgiving 2016", "thanksgiving 2016 = 2016-11-24"),
        ("a song of thanksgiving", ""),
        ("an epiphany on stage", ""),
        ("They met at Diwali 2017.", "Diwali 2017 = 2017"),
        ("They met on Independence Day.", "Independence Day = XXXX-XX-XX"),
        ("They met on Ghana's Independence Day.", "Independence Day = 2019-03-06"),
        ("They met on Norwegian Constitution Day 2018.", "Constitution Day 2018 = 2018-05-17"),
        ("They met on Republic Day in Italy.", "Republic Day = 2019-06-02"),
        ("The Italian team met on Republic Day 2018.", "Republic Day 2018 = 2018"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
    assert_eq!(extents("They met at Diwali 2017.", document), "2017-01-01..2017-12-31");
    assert_eq!(extents("They met on Independence Day.", document), "all");
}

#[test]
fn the_nth_weekday_of_a_month_is_a_day() {
    let document = day("2019-08-28");
    for (raw, want) in [
        ("on the first Monday of May 2019", "the first Monday of May 2019 = 2019-05-06"),
        ("on the last Friday in October", "the last Friday in October = 2019-10-25"),
        ("on the second Tuesday of next month", "the second Tuesday of next month = 2019-09-10"),
        ("on the fifth Monday of February 2019", "the fifth Monday of February 2019 = XXXX-WXX-1"),
        ("on Friday 30, the court sits", "Friday 30 = 2019-08-30"),
        ("on Friday 30 people came", "Friday = 2019-08-23"),
        ("The week of the 12th was quiet.", "The week of the 12th = 2019-W33"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn parts_of_units_and_whole_units_are_lengths() {
    for (raw, want) in [
        ("It took half an hour.", "half an hour = PT0.5H"),
        ("It took an hour and a half.", "an hour and a half = PT1.5H"),
        ("for half-century", "half-century = P50Y"),
        ("It took three quarters of an hour.", "three quarters of an hour = PT0.75H"),
        ("It took 1/2 hour.", "1/2 hour = PT0.5H"),
        ("They sat for another week.", "another week = P1W"),
        ("They sat for a couple of weeks.", "a couple of weeks = P2W"),
        ("a month-long strike and a years-long suit", "month-long = P1M; years-long = PXY"),
        ("In the nine months, sales rose.", "the nine months = P9M"),
        ("It ran at 60 miles an hour.", ""),
        ("three quarters of the seats", ""),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
}

#[test]
fn distances_in_halves_and_in_two_units_are_counted_out() {
    let document = day("2019-08-28");
    for (raw, want, days) in [
        ("It fell half a century ago.", "half a century ago = 1969", "1964-08-24..1974-09-01"),
        ("It fell two and a half years ago.", "two and a half years ago = 2017-H1", "2016-11-28..2017-05-31"),
        ("It fell two weeks and two days ago.", "two weeks and two days ago = 2019-08-12", "2019-08-12..2019-08-12"),
        ("It ends three weeks from Friday.", "three weeks from Friday = 2019-09-20", "2019-09-20..2019-09-20"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
        assert_eq!(extents(raw, document), days, "{raw}");
    }
}

#[test]
fn decades_and_turns_of_centuries_are_as_wide_as_their_words() {
    let document = day("2019-08-28");
    for (raw, want, days) in [
        ("in the nineteen-seventies", "the nineteen-seventies = 197", "1970-01-01..1979-12-31"),
        ("in the 1970's", "the 1970's = 197", "1970-01-01..1979-12-31"),
        ("THE LATE 1970S", "THE LATE 1970S = 197", "1975-09-01..1979-12-31"),
        ("in the noughties", "the noughties = 200", "2000-01-01..2009-12-31"),
        ("at the turn of the 20th century", "the turn of the 20th century = 19", "1890-01-01..1910-01-01"),
        ("at the turn of the century", "the turn of the century = XXXX", "all"),
        ("born circa 1850", "1850 = 1850", "1845-01-01..1855-12-31"),
        ("the rest of the year", "the rest of the year = 2019", "2019-08-28..2019-12-31"),
        ("in the year to date", "the year to date = 2019", "2019-01-01..2019-08-28"),
        ("in week 23 of 2018", "week 23 of 2018 = 2018-W23", "2018-05-29..2018-06-16"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
        assert_eq!(extents(raw, document), days, "{raw}");
    }
    assert_eq!(read("the most up to date figures, in the tens", document), "");
}

#[test]
fn days_in_words_need_a_month_or_a_year() {
    let document = day("2019-08-28");
    for (raw, want) in [
        ("signed on the third of may", "the third of may = 2019-05-03"),
        ("signed on june twenty-nine", "june twenty-nine = 2019-06-29"),
        ("signed on fifteen january nineteen ninety-three", "fifteen january nineteen ninety-three = 1993-01-15"),
        ("from april to june in 2017", "april to june in 2017 = 2017-04/2017-06"),
        ("We march first and may second it.", ""),
        (
            "The March second-placed team and the May third quarter.",
            "March = 2019-03; May = 2019-05; third quarter = 2019-Q3",
        ),
        ("At six forty people left.", ""),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn years_of_other_calendars_are_undecided() {
    for raw in
        ["25 October 1917 Old Style", "25 October (O.S.)", "5 May 2562 BE", "2562 BE", "Heisei 31", "5 Adar 5783"]
    {
        let found = read(raw, day("2019-08-28"));
        assert!(found.starts_with(&format!("{raw} = XXXX")), "{found}");
        assert_eq!(extents(raw, day("2019-08-28")), "all", "{raw}");
    }
}

#[test]
fn scanned_text_may_have_spaces_in_figures() {
    for (raw, want) in [
        ("It closed in 2 0 1 9.", "2 0 1 9 = 2019"),
        ("It closed on 5 May 2 0 1 9.", "5 May 2 0 1 9 = 2019-05-05"),
        ("It closed at seven p . m .", "seven p . m . = T19"),
        ("It closed at 0730 hours.", "0730 hours = T07:30"),
        ("The sets went 2 6 3 1.", ""),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
}

#[test]
fn a_season_is_of_the_half_of_the_earth_that_the_text_names() {
    for (raw, want) in [
        ("In the winter of 2017 in Chile snow fell.", "2017-06-01..2017-09-23"),
        ("The Australian summer of 2019 was hot.", "2018-12-01..2020-03-20"),
        ("Chile sent help. In the spring of 2017 it came.", "2017-03-01..2017-12-21"),
        ("Help came in the spring of 2017.", "2017-03-01..2017-06-21"),
        ("South African growers feared the autumn of 2017.", "2017-03-01..2017-12-21"),
    ] {
        assert_eq!(extents(raw, day("2020-08-28")), want, "{raw}");
    }
}

#[test]
fn times_after_an_evening_are_of_the_next_day_or_of_none() {
    let (reader, story) = (reader(), text);
    let values = |raw: &str| {
        let text = story(raw);
        let rows = reader.timexes(&text, &reader.find(&text), day("2020-05-10"));
        rows.iter().map(|row| row.resolved.value.clone()).collect::<Vec<_>>().join(" ")
    };
    for (raw, want) in [
        ("On 5 May 2020 at 9 p.m. she left. At 3:10 a.m. it rang.", "2020-05-05T21 2020-05-06T03:10"),
        ("On 5 May 2020 at 9 a.m. she left. At 11:10 a.m. it rang.", "2020-05-05T09 2020-05-05T11:10"),
        ("On 5 May 2020 at 9 p.m. she left. At 8 a.m. it rang.", "2020-05-05T21 T08"),
        ("On 5 May 2020 at 9 p.m. she left. On 7 May it rang at 8 a.m.", "2020-05-05T21 2020-05-07 2020-05-07T08"),
    ] {
        assert_eq!(values(raw), want, "{raw}");
    }
}

#[test]
fn what_a_quarter_is_compared_with_is_the_same_quarter() {
    let document = day("2019-08-28");
    for (raw, want) in [
        (
            "In the second quarter of 2019 it earned 4 crowns, up from 3 a year earlier.",
            "the second quarter of 2019 = 2019-Q2; a year earlier = 2018-Q2",
        ),
        (
            "It earned 4 crowns on 3 May 2019, up from 3 a year earlier.",
            "3 May 2019 = 2019-05-03; a year earlier = 2018",
        ),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn a_weekday_is_counted_off_from_another_day() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("on the first Sunday after 3 May 2019", "the first Sunday after 3 May 2019 = 2019-05-05"),
        ("on the third Sunday after 3 May 2019", "the third Sunday after 3 May 2019 = 2019-05-19"),
        ("on the Sunday before Christmas 2018", "the Sunday before Christmas 2018 = 2018-12-23"),
        ("on the Friday after next", "the Friday after next = 2018-09-21"),
        ("the Friday before last", "the Friday before last = 2018-08-24"),
        ("two Thursdays ago", "two Thursdays ago = 2018-08-30"),
        ("three Mondays from now", "three Mondays from now = 2018-09-24"),
        ("two weeks hence", "two weeks hence = 2018-W38"),
        ("the Friday before the vote", "Friday = 2018-09-07"),
        ("the Friday before last Christmas", "Friday = 2018-09-07; last Christmas = 2017-12-25"),
        ("three Mondays in a row", "Mondays = XXXX-WXX-1"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn days_and_weeks_are_counted_from_the_end_too() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("the last day in October 2015", "the last day in October 2015 = 2015-10-31"),
        ("the second-last week of May 2018", "the second-last week of May 2018 = 2018-W21"),
        ("the penultimate day of May 2018", "the penultimate day of May 2018 = 2018-05-30"),
        ("the second last Friday of May 2018", "the second last Friday of May 2018 = 2018-05-18"),
        ("the 20th of next month", "the 20th of next month = 2018-10-20"),
        ("from the 4th to the 23rd of next month", "the 4th to the 23rd of next month = 2018-10-04/2018-10-23"),
        ("rose from 4 to 22 this month", "this month = 2018-09"),
        ("20 of last month's 30 cases", "last month = 2018-08"),
        ("the last day in office", "the last day = 2018-09-06"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn a_weekday_may_stand_in_brackets_or_between_a_week_and_an_hour() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("on 3 May 2024 (Friday)", "3 May 2024 (Friday) = 2024-05-03"),
        ("on Friday (3 May 2024)", "Friday (3 May 2024) = 2024-05-03"),
        ("on 3 May 2024 (a Friday)", "3 May 2024 (a Friday) = 2024-05-03"),
        ("next week between Wednesday and Friday", "next week between Wednesday and Friday = 2018-09-12/2018-09-14"),
        ("last week's Sunday", "last week's Sunday = 2018-09-02"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn a_range_that_ends_before_it_begins_goes_over_the_new_year() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("It ran from May to March.", "May to March = 2017-05/2018-03"),
        ("It will run from October to April.", "October to April = 2018-10/2019-04"),
        ("from June to May next year", "June to May next year = 2018-06/2019-05"),
        ("between 1 February and March 2019", "1 February and March 2019 = 2019-02-01/2019-03"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn what_comes_round_again_is_no_date() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("every other Tuesday", "every other Tuesday = XXXX-WXX-2"),
        ("every Monday morning", "every Monday morning = XXXX-WXX-1TMO"),
        ("on the last Friday of every month", "the last Friday of every month = P1M"),
        ("every last Friday of the month", "every last Friday of the month = P1M"),
        ("every summer", "every summer = XXXX-SU"),
        ("every Christmas", "every Christmas = XXXX-12-25"),
        ("every few days", "every few days = PXD"),
        ("a six-monthly count", "six-monthly = P6M"),
        ("on the last Friday of this month", "the last Friday of this month = 2018-09-28"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn dozens_and_joined_halves_are_amounts() {
    for (raw, want) in [
        ("It took half a dozen years.", "half a dozen years = P6Y"),
        ("for two dozen days", "two dozen days = P24D"),
        ("after two-and-a-half hours", "two-and-a-half hours = PT2.5H"),
        ("for the three month period", "three month = P3M"),
        ("a dozen boats", ""),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
    let dozen = extents("a dozen years ago", day("2018-09-07"));
    assert_eq!(dozen, "2005-09-06..2007-09-08");
}
