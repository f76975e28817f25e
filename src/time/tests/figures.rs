//! Dates in figures, lists of days, and what TIMEX3 makes of ranges.

use super::*;

#[test]
fn a_text_shows_by_its_other_dates_which_figure_is_the_month() {
    let document = day("2018-10-24");
    for (raw, want) in [
        ("Due 03/04/2019.", "03/04/2019 = 2019-XX-XX"),
        ("Filed 4/22/2018, due 03/04/2019.", "4/22/2018 = 2018-04-22; 03/04/2019 = 2019-03-04"),
        ("Filed 22/4/2018, due 03/04/2019.", "22/4/2018 = 2018-04-22; 03/04/2019 = 2019-04-03"),
        ("Filed on April 22, 2018, due 03/04/2019.", "April 22, 2018 = 2018-04-22; 03/04/2019 = 2019-03-04"),
        ("Filed on 22 April 2018, due 03/04/2019.", "22 April 2018 = 2018-04-22; 03/04/2019 = 2019-04-03"),
        (
            "Filed 22/4/2018 and 4/23/2018, due 03/04/2019.",
            "22/4/2018 = 2018-04-22; 4/23/2018 = 2018-04-23; 03/04/2019 = 2019-XX-XX",
        ),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn dates_in_figures_are_read_with_bars_and_names() {
    for (raw, want) in [
        ("Filed 23/Sep/2020.", "23/Sep/2020 = 2020-09-23"),
        ("Filed Sep-23-2020.", "Sep-23-2020 = 2020-09-23"),
        ("Filed 2019/08/28.", "2019/08/28 = 2019-08-28"),
        ("Filed 13/04/21.", "13/04/21 = 2021-04-13"),
        ("report-20170302.pdf", "20170302 = 2017-03-02"),
        ("in Dec/2018", "Dec/2018 = 2018-12"),
        ("sales in 2017-Q1", "2017-Q1 = 2017-Q1"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
    for raw in
        ["1/2 of it", "rates rose by 1/4 point", "from 26 1/2 to 27 3/8", "bus 11/20 left", "20179902", "and/or 24/7"]
    {
        assert_eq!(read(raw, day("2018-10-24")), "", "{raw}");
    }
}

#[test]
fn days_of_a_list_share_their_month() {
    let document = day("2024-04-18");
    for (raw, want) in [
        ("on the 28 and 29 August 1918", "the 28 = 1918-08-28; 29 August 1918 = 1918-08-29"),
        ("on 3, 4 and 5 May", "3 = 2024-05-03; 4 = 2024-05-04; 5 May = 2024-05-05"),
        ("They were read on May 4 and 5.", "May 4 = 2024-05-04; 5 = 2024-05-05"),
        ("They met on May 4 and 5 people came.", "May 4 = 2024-05-04"),
        ("It fell on the 12th.", "the 12th = 2024-04-12"),
        ("It fell on the 12th floor.", ""),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn feasts_are_as_wide_as_they_are_kept() {
    assert_eq!(read("at Christmas 1963", Extent::all()), "Christmas 1963 = 1963-12-25");
    assert_eq!(extents("at Christmas 1963", Extent::all()), "1963-12-23..1963-12-27");
    assert_eq!(read("last Christmas", day("2024-04-18")), "last Christmas = 2023-12-25");
    assert_eq!(read("on Black Friday 2010", Extent::all()), "Black Friday 2010 = 2010-11-26");
}

#[test]
fn timex3_has_two_dates_for_a_bare_range_and_no_ages_before_a_noun() {
    for (raw, want) in [
        ("the siege (1914-18)", "1914 = 1914; 18 = 1918"),
        ("the siege of 5-12 May 1918", "5 = 1918-05-05; 12 May 1918 = 1918-05-12"),
        ("from May to July 1918", "May to July 1918 = 1918-05/1918-07"),
        ("a six-year-old boy", ""),
        ("They left soon, as told previously.", ""),
    ] {
        let (reader, text) = (reader(), text(raw));
        let rows = reader.timexes(&text, &reader.find(&text), Extent::all());
        let rows: Vec<String> = rows.iter().map(|r| format!("{} = {}", text.of(r.span), r.resolved.value)).collect();
        assert_eq!(rows.join("; "), want, "{raw}");
    }
}

#[test]
fn months_and_weekdays_are_read_in_small_letters_and_in_capitals() {
    let document = day("2024-04-18");
    for (raw, want) in [
        ("see you on monday, 26 june or in april", "monday, 26 june = 2023-06-26; april = 2024-04"),
        ("they may 5 times march on", ""),
        ("THE COUNCIL MAY MEET ON MONDAY, MARCH 3, AND MAY MARCH ON.", "MONDAY, MARCH 3 = 2025-03-03"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn ten_thousand_dates_in_a_row_are_read_one_by_one() {
    let raw = "3 May 2019, 03/04, 490 BC, on 4 June and 5, at 5 p.m., last Christmas; ".repeat(2500);
    let (reader, text) = (reader(), text(&raw));
    let mentions = reader.find(&text);
    assert!(mentions.len() >= 10_000);
    assert_eq!(reader.timexes(&text, &mentions, day("2024-04-18")).len(), mentions.len());
}
