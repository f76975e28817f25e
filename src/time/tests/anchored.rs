//! Lengths that words around them place, hours counted from the hour of writing, and forms of scanned text and tables.

use super::*;

#[test]
fn a_length_is_placed_by_the_words_around_it() {
    // A Thursday.
    let document = day("2024-04-18");
    for (raw, want) in [
        ("The bridge will open in three days.", "three days = 2024-04-21"),
        ("They crossed the ice in three days.", "three days = P3D"),
        ("The road will be shut for three days from Monday.", "three days from Monday = 2024-04-22/2024-04-24"),
        ("The fair runs for two weeks starting 6 May 2024.", "two weeks starting 6 May 2024 = 2024-05-06/2024-05-19"),
        ("the first ten days of May 2023", "the first ten days of May 2023 = 2023-05-01/2023-05-10"),
        ("the last three days of May 2023", "the last three days of May 2023 = 2023-05-29/2023-05-31"),
        ("the first two weeks of May 2023", "the first two weeks of May 2023 = 2023-05-01/2023-05-14"),
        ("the first two weeks of the strike", "the first two weeks = P2W"),
        ("See you Monday two weeks from now.", "Monday two weeks from now = 2024-04-29"),
        ("three weeks after 3 May 2024 on Friday", "three weeks after 3 May 2024 on Friday = 2024-05-24"),
        ("on the weekend of 3 May 2024", "the weekend of 3 May 2024 = 2024-W18-WE"),
        ("He left 2 years, 1 month and 5 days ago.", "2 years, 1 month and 5 days ago = 2022-03-13"),
        ("They left the day after.", "the day after = 2024-04-19"),
        ("They meet in week 10.", "week 10 = 2024-W10"),
        ("They lost in Week 10.", "Week 10 = XXXX-WXX"),
        ("for the last 3 months, and 2 days ago", "the last 3 months = P3M; 2 days ago = 2024-04-16"),
        ("He met the future mayor.", ""),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
    assert_eq!(extents("It will be done within nine months.", document), "2024-04-18..2025-01-18");
    assert_eq!(extents("It was done within nine months.", document), "all");
}

#[test]
fn claims_take_no_time_from_what_only_the_list_places() {
    let (reader, text) =
        (reader(), text("The bridge will open in three days, on 3 May 2024 for two weeks starting Monday."));
    let found: Vec<&str> = reader.find(&text).iter().map(|m| text.of(m.span)).collect();
    assert_eq!(found, ["three days", "3 May 2024", "two weeks", "Monday"]);
}

#[test]
fn a_weekday_tells_the_order_of_day_and_month() {
    let document = day("2024-04-18");
    // 7 June 2024 is a Friday, 6 July a Saturday; neither 5 March nor 3 May is a Monday.
    assert_eq!(read("Call on Friday 7/6.", document), "Friday 7/6 = 2024-06-07");
    assert_eq!(read("Call on Monday 5/3.", document), "Monday 5/3 = 2024-XX-XX");
    assert_eq!(read("due on 30 February", document), "30 February = XXXX-02-30");
    assert_eq!(read("They stayed that weekend.", Extent::all()), "that weekend = XXXX-WXX-WE");
}

#[test]
fn forms_of_tables_and_scanned_text_are_read() {
    for (raw, want) in [
        ("It rang at 10:15:30 a.m.", "10:15:30 a.m. = T10:15:30"),
        ("open from 10 a.m. for three hours", "10 a.m. for three hours = T10/T13:00"),
        ("She calls in the morning at 7.", "the morning at 7 = T07"),
        ("due at 1140 a.m.", "1140 a.m. = T11:40"),
        ("open at 8 p.m. every Monday", "8 p.m. every Monday = XXXX-WXX-1T20"),
        ("Filed 2019 08 28 by post.", "2019 08 28 = 2019-08-28"),
        ("2019-H2 was dull.", "2019-H2 = 2019-H2"),
        ("Filed 08-2019.", "08-2019 = 2019-08"),
        ("Sold on Dec31, 2019.", "Dec31, 2019 = 2019-12-31"),
        ("A yard of $12 December wool.", "December = XXXX-12"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
}

#[test]
fn hours_are_counted_from_the_hour_of_writing() {
    let listed = |raw: &str, moment: &str| {
        let (reader, text) = (reader(), text(raw));
        let mentions = reader.find_all(&text);
        let rows = reader.timexes_at(&text, &mentions, day("2024-04-18"), Moment::read(moment));
        rows.iter().map(|row| row.resolved.value.clone()).collect::<Vec<_>>().join("; ")
    };
    for (moment, want) in [
        ("2024-04-18T14:30:00", "2024-04-18T14:50:00"),
        ("2024-04-18T14:30:00Z", "2024-04-18T14:50:00"),
        ("2024-04-18 23:50", "2024-04-19T00:10"),
        ("2024-04-18", "2024-04-18"),
        ("2024-04-18T99:99", "2024-04-18"),
        ("", "2024-04-18"),
    ] {
        assert_eq!(listed("The ferry will leave in 20 minutes.", moment), want, "{moment}");
    }
    assert_eq!(listed("The ferry crossed in 20 minutes.", "2024-04-18T14:30:00"), "PT20M");
}
