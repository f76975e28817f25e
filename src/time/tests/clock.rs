//! Times of day and frequencies.

use super::*;

#[test]
fn times_of_day_are_as_exact_as_their_words() {
    for (raw, want) in [
        ("The gate shut at 5 p.m. sharp.", "5 p.m. = T17"),
        ("The gate shut at 5:00 p.m. sharp.", "5:00 p.m. = T17:00"),
        ("It rang at half past nine.", "half past nine = T09:30"),
        ("It rang at quarter to six.", "quarter to six = T05:45"),
        ("It rang at 12 noon.", "12 noon = T12:00"),
        ("She rose at 5 in the morning.", "5 in the morning = T05"),
        ("The shift began at 06: 00 and ended late.", "06: 00 = T06:00"),
        ("open from 9.30 to 11 a.m.", "9.30 to 11 a.m. = T09:30/T11"),
        ("open 11-2 p.m.", "11-2 p.m. = T11/T14"),
        ("They marched at night.", "night = TNI"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
        assert_eq!(extents(raw, Extent::all()), "all", "{raw}");
    }
    let document = day("2024-04-18");
    for (raw, want) in [
        ("They met on Monday at 5 p.m. in Solcombe.", "Monday at 5 p.m. = 2024-04-15T17"),
        ("The vote is tomorrow at 7.", "tomorrow at 7 = 2024-04-19T07"),
        ("She called on Friday morning.", "Friday morning = 2024-04-12TMO"),
        ("The hall opens from 5 to 6pm tomorrow.", "5 to 6pm tomorrow = 2024-04-19T17/2024-04-19T18"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn scores_and_times_that_no_clock_has_are_left_alone() {
    for raw in [
        "They won 3:2 and lost Harbour 10:20.",
        "It rang at 25:61.",
        "Mark 3:16 was read.",
        "It stood at 7, up from 6.",
    ] {
        assert_eq!(read(raw, day("2024-04-18")), "", "{raw}");
    }
}

#[test]
fn frequencies_tell_their_unit() {
    for (raw, want) in [
        ("every other day", "every other day = P2D"),
        ("every second year", "every second year = P2Y"),
        ("closed on Mondays", "Mondays = XXXX-WXX-1"),
        ("on Friday mornings", "Friday mornings = XXXX-WXX-5TMO"),
        ("every Wednesday at 9 a.m.", "every Wednesday at 9 a.m. = XXXX-WXX-3T09"),
        ("twice a week", "twice a week = P1W"),
        ("three times per year", "three times per year = P1Y"),
        ("bi-monthly", "bi-monthly = P2M"),
        ("the 19th of every month", "the 19th of every month = XXXX-XX-19"),
        ("a weekday in spring 2020", "spring 2020 = 2020-SP"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
}

#[test]
fn lengths_in_two_units_and_with_words_between_are_one_length() {
    for (raw, want) in [
        ("It took two and a half years.", "two and a half years = P2Y6M"),
        ("It took 2.5 hours.", "2.5 hours = PT2.5H"),
        ("It took three hours and 20 minutes.", "three hours and 20 minutes = PT3H20M"),
        ("It took eight trading days.", "eight trading days = P8D"),
        ("It took two more weeks.", "two more weeks = P2W"),
        ("in the weeks before the vote", "the weeks before = PXW"),
    ] {
        let first = read(raw, Extent::all());
        assert!(
            first == want || format!("{first} before").starts_with(want.split(" before").next().unwrap_or(want)),
            "{raw}: {first}"
        );
    }
}

#[test]
fn the_hour_of_an_evening_is_one_of_24() {
    let document = day("2018-09-07");
    for (raw, want) in [
        ("tomorrow evening at 8", "tomorrow evening at 8 = 2018-09-08T20"),
        ("this afternoon at 3", "this afternoon at 3 = 2018-09-07T15"),
        ("Sunday morning at 9", "Sunday morning at 9 = 2018-09-09T09"),
        ("at half past 9 tonight", "half past 9 tonight = 2018-09-07T21:30"),
        ("at 8 tonight", "8 tonight = 2018-09-07T20"),
        ("midnight tonight", "midnight tonight = 2018-09-07T00:00"),
        ("a quarter to noon", "a quarter to noon = T11:45"),
        ("from 2:30 to 2:15 pm", "2:30 to 2:15 pm = T02:30/T14:15"),
        ("between 0730 and 0930", "0730 and 0930 = T07:30/T09:30"),
        ("Tuesday from 10 to 11", "Tuesday from 10 to 11 = 2018-09-04T10/2018-09-04T11"),
        ("rose on Tuesday from 10 to 11 members", "Tuesday = 2018-09-04"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}
