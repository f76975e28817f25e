mod anchored;
mod clock;
mod figures;
mod narrative;
mod ranges;
mod speech;
mod wordings;

use crate::extent::{Days, Extent};
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::text::{Text, TextTables};
use crate::time::*;
use chrono::NaiveDate;

fn reader() -> TimeReader {
    let mut problems = Vec::new();
    let reader = TimeReader::new(&Lexicon::embedded(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    reader
}

fn text(raw: &str) -> Text {
    Text::read(&Source::plain("t", raw), &TextTables::default())
}

fn day(date: &str) -> Days {
    Extent::only(date.parse::<NaiveDate>().expect("a date"))
}

/// "words = value" of each mention.
fn read(raw: &str, document: Days) -> String {
    let (reader, text) = (reader(), text(raw));
    let mentions = reader.find_all(&text);
    let resolved = reader.resolve_all(&text, &mentions, document);
    let pairs = mentions.iter().zip(&resolved).map(|(m, r)| format!("{} = {}", text.of(m.span), r.value));
    pairs.collect::<Vec<_>>().join("; ")
}

fn extents(raw: &str, document: Days) -> String {
    let (reader, text) = (reader(), text(raw));
    let mentions = reader.find_all(&text);
    let ends = |e: &Days| match (e.low(), e.high()) {
        (Some(a), Some(b)) => format!("{a}..{b}"),
        (Some(a), None) => format!("{a}.."),
        (None, Some(b)) => format!("..{b}"),
        (None, None) => "all".to_owned(),
    };
    let found = reader.resolve_all(&text, &mentions, document);
    found.iter().map(|r| ends(&r.extent)).collect::<Vec<_>>().join("; ")
}

#[test]
fn dates_are_read_in_every_usual_order() {
    for (raw, want) in [
        ("Signed on 28 August 2019 in Port Ilven.", "28 August 2019 = 2019-08-28"),
        ("Signed on August 28, 2019, in two languages.", "August 28, 2019 = 2019-08-28"),
        ("Signed Aug. 28, 2019.", "Aug. 28, 2019 = 2019-08-28"),
        ("On the 3rd of May 2020 it rained.", "the 3rd of May 2020 = 2020-05-03"),
        ("On Monday, 27 January 2014, he left.", "Monday, 27 January 2014 = 2014-01-27"),
        ("Filed 28/08/2019.", "28/08/2019 = 2019-08-28"),
        ("Filed 03/04/2019.", "03/04/2019 = 2019-XX-XX"),
        ("Filed 2019-08-28.", "2019-08-28 = 2019-08-28"),
        ("in March of 2021", "March of 2021 = 2021-03"),
        ("the third quarter of 2021", "the third quarter of 2021 = 2021-Q3"),
        ("Sales in Q3 2021 rose.", "Q3 2021 = 2021-Q3"),
        ("the spring of 2009", "the spring of 2009 = 2009-SP"),
        ("in fiscal year 2023", "fiscal year 2023 = 2023"),
        ("in the late 1970s", "the late 1970s = 197"),
        ("in the nineties", "the nineties = 199"),
        ("a 19th century mill", "19th century = 18"),
        ("its first term (2017-2021)", "2017-2021 = 2017/2021"),
        ("the war of 1655–56", "1655–56 = 1655/1656"),
        ("from 3 to 5 May 2020", "3 to 5 May 2020 = 2020-05-03/2020-05-05"),
        ("April to December 2011", "April to December 2011 = 2011-04/2011-12"),
        ("the week of 13-19 May 2019", "the week of 13-19 May 2019 = 2019-W20"),
        ("at 11:40 p.m. on 3 May 2020", "11:40 p.m. on 3 May 2020 = 2020-05-03T23:40"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
}

#[test]
fn what_only_looks_like_a_date_is_left_alone() {
    for raw in [
        "The council may meet, and troops march on.",
        "May I ask April Jones? March with us.",
        "He sat in the sun a second longer.",
        "Growth was 24% of output, and $2019 was paid.",
        "The village has 2019 residents and 1,984 cows.",
        "They won 3:2; MS-13 was named on page 2011.",
        "Call 555-2019 or see section 1998.",
        "Version 2.10.2019.4 was withdrawn.",
        "the fall of the house, the spring in her step",
        "Three of them won the fourth quarter of the game.",
    ] {
        assert_eq!(read(raw, day("2024-04-18")), "", "{raw}");
    }
}

#[test]
fn relative_expressions_follow_the_document_or_the_date_named_before() {
    let document = day("2024-04-18");
    for (raw, want) in [
        ("They met yesterday.", "yesterday = 2024-04-17"),
        ("They met on Monday.", "Monday = 2024-04-15"),
        ("They will meet on Monday.", "Monday = 2024-04-22"),
        ("Prices rose last week.", "last week = 2024-W15"),
        ("Prices rose in March.", "March = 2024-03"),
        ("It opened in December.", "December = 2023-12"),
        ("It will open in March.", "March = 2025-03"),
        ("It closed ten years ago.", "ten years ago = 2014"),
        ("It closed twenty years ago today.", "twenty years ago today = 2004-04-18"),
        ("Signed in September 2019. That year, it lapsed.", "September 2019 = 2019-09; That year = 2019"),
        ("Signed in September 2019. Six years later, it lapsed.", "September 2019 = 2019-09; Six years later = 2025"),
        ("It rose in 2023 against the previous year.", "2023 = 2023; the previous year = 2022"),
        ("So far, they have recently met now.", "So far = PRESENT_REF; recently = PAST_REF; now = PRESENT_REF"),
        ("He said on Thursday, 11 April, that it failed.", "Thursday, 11 April = 2024-04-11"),
        ("They met on Tuesday, 3 March.", "Tuesday, 3 March = 2020-03-03"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn lengths_ages_and_frequencies_are_no_dates() {
    for (raw, want) in [
        ("a six-year term", "six-year = P6Y"),
        ("It took a decade and a half.", "a decade and a half = P15Y"),
        ("after nearly three weeks", "nearly three weeks = P3W"),
        ("a 34-year-old clerk", "34-year-old = P34Y"),
        ("the clerk, aged 34,", "aged 34 = P34Y"),
        ("live every Wednesday", "every Wednesday = XXXX-WXX-3"),
        ("four times a year", "four times a year = P1Y"),
        ("paid annually", "annually = P1Y"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
        assert_eq!(extents(raw, Extent::all()), "all", "{raw}");
    }
    let text = text("nearly three weeks");
    let mention = &reader().find(&text)[0];
    assert!(mention.is_duration());
    assert_eq!(mention.expression.length(), Some((3.0, Grain::Week)));
}

#[test]
fn extents_are_as_wide_as_the_words() {
    let document = day("2024-04-18");
    for (raw, want) in [
        ("in March 2021", "2021-03-01..2021-03-31"),
        ("in early 2025", "2025-01-01..2025-04-30"),
        ("in mid-2025", "2025-05-01..2025-08-31"),
        ("in late 2025", "2025-09-01..2025-12-31"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("Filed 03/04/2019.", "2019-03-04..2019-04-03"),
        ("between 2012 and 2014", "2012-01-01..2014-12-31"),
        ("on 30 February 2021", "2021-02-01..2021-02-28"),
        ("it lapsed more than ten years ago", "..2015-04-19"),
    ] {
        assert_eq!(extents(raw, document), want, "{raw}");
    }
}

#[test]
fn an_interval_of_document_dates_gives_a_hull_and_a_coarser_value() {
    let document = Extent::between("2025-01-31".parse().unwrap(), "2025-02-03".parse().unwrap());
    assert_eq!(extents("It was signed yesterday.", document), "2025-01-30..2025-02-02");
    assert_eq!(read("It was signed yesterday.", document), "yesterday = 2025");
    assert_eq!(read("It was signed last month.", Extent::all()), "last month = XXXX-XX");
}

#[test]
fn a_date_without_a_year_stays_open_where_nothing_tells_it() {
    assert_eq!(read("due on 3 February", Extent::all()), "3 February = XXXX-02-03");
    assert_eq!(extents("due on 3 February", Extent::all()), "all");
    // The weekday picks the year beside the date named before.
    let raw = "Signed in December 2024. On Tuesday, January 28, it was read.";
    assert_eq!(read(raw, Extent::all()), "December 2024 = 2024-12; Tuesday, January 28 = 2025-01-28");
    // Without one, either year will do.
    let raw = "Signed in December 2024. On January 28 it was read.";
    assert_eq!(extents(raw, Extent::all()), "2024-12-01..2024-12-31; 2024-01-28..2025-01-28");
}

#[test]
fn weekdays_that_do_not_fit_are_told() {
    for (raw, conflict) in [
        ("on Monday, 27 January 2014", false),
        ("on Tuesday, 27 January 2014", true),
        ("on Monday, 27 January", false),
        ("on Monday, 31 April 2014", false),
    ] {
        let mention = &reader().find(&text(raw))[0];
        assert_eq!(weekday_conflict(&mention.expression).is_some(), conflict, "{raw}");
    }
}

#[test]
fn days_that_no_calendar_has_are_told() {
    for (raw, impossible) in [
        ("on 30 February 2021", true),
        ("on 31 April", true),
        ("on 29 February 2023", true),
        ("on 29 February", false),
        ("on 29 February 2024", false),
    ] {
        assert_eq!(reader().find(&text(raw))[0].expression.impossible_day(), impossible, "{raw}");
    }
    assert_eq!(read("on 30 February 2021", Extent::all()), "30 February 2021 = 2021-02-30");
}

#[test]
fn metadata_dates_are_read() {
    for (words, low, high) in [
        ("2019-08-28", "2019-08-28", "2019-08-28"),
        ("2016-06-03T05:15:00Z", "2016-06-03", "2016-06-03"),
        ("2024-04-18T11:30:00+02:00", "2024-04-18", "2024-04-18"),
        ("2019-08", "2019-08-01", "2019-08-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("12 November 2018", "2018-11-12", "2018-11-12"),
        ("Brannoc, Thursday 18 April 2024", "2024-04-18", "2024-04-18"),
        ("SAN COLVINO, Ardania, Monday, January 27, 2014 (Agency)", "2014-01-27", "2014-01-27"),
    ] {
        let want = Extent::between(low.parse().unwrap(), high.parse().unwrap());
        assert_eq!(reader().read_date(words), Some(want), "{words}");
    }
    for words in ["", "soon", "30 February 2021", "Monday", "3 May", "99999", "0000-00-00"] {
        assert_eq!(reader().read_date(words), None, "{words}");
    }
}

#[test]
fn verbs_give_the_direction() {
    for (raw, want) in [
        ("The council met in May and adopted the budget.", Direction::Past),
        ("The council will meet in May.", Direction::Future),
        ("The council plans to meet in May.", Direction::Future),
        ("Council budget, in May", Direction::Unknown),
    ] {
        let (reader, text) = (reader(), text(raw));
        let mentions = reader.find(&text);
        let anchors = walk::anchors(&mentions, &reader.settings(&text, &mentions), Extent::all());
        assert_eq!(anchors.iter().map(|a| a.direction).collect::<Vec<_>>(), [want], "{raw}");
    }
}

#[test]
fn hostile_text_is_read_without_panic() {
    let nested = "the first day of the first week of ".repeat(2000);
    let numbers = "2019-2020-99/99/9999 31.31.2019 00:00 24:60 1/1/".repeat(500);
    let units = "Mon Aug. May 31 a the last two ’90s \u{301}\u{0} – in twenty thousand hundred years ".repeat(500);
    let far = "99999999999 years ago. 4000000 centuries later. 9999999999999 days before 2019. Q9 FY 0th century 255th century";
    let turns = "last Monday next Monday two weeks after ".repeat(3000);
    for raw in [nested.as_str(), numbers.as_str(), units.as_str(), turns.as_str(), far, "", "-", "May", "the", "'"] {
        for document in [Extent::all(), day("2024-04-18"), day("0001-01-01"), day("9999-12-31")] {
            let (reader, text) = (reader(), text(raw));
            for mentions in [reader.find(&text), reader.find_all(&text)] {
                assert!(mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start));
                assert_eq!(reader.resolve_all(&text, &mentions, document).len(), mentions.len());
            }
        }
    }
}

#[test]
fn what_no_calendar_holds_is_read_as_no_day() {
    for raw in
        ["It opened on the 45th of May.", "It opened on 45 May.", "It opened on May 45.", "It opened on 2019-13-45."]
    {
        let days = extents(raw, day("2024-04-18"));
        assert!(!days.contains("05-45"), "{raw}: {days}");
    }
    let reader = reader();
    for year in (0..100_000).step_by(997).chain([9_998, 9_999, 10_000, 99_999]) {
        for raw in
            [format!("on 3 May {year}"), format!("{year}-05-03"), format!("in the year {year}"), format!("{year} BC")]
        {
            let text = text(&raw);
            let mentions = reader.find(&text);
            assert!(reader.timexes(&text, &mentions, day("2024-04-18")).len() <= 3, "{raw}");
        }
    }
}

#[test]
fn ranges_run_forward_wherever_the_words_allow_it() {
    let document = day("2019-04-23");
    for (raw, want) in [
        ("from the 27th to the 3rd of April 2018", "the 27th to the 3rd of April 2018 = 2018-03-27/2018-04-03"),
        ("from 2 March 2019 until 4 April", "2 March 2019 until 4 April = 2019-03-02/2019-04-04"),
        ("from 2 November 2018 until 4 April", "2 November 2018 until 4 April = 2018-11-02/2019-04-04"),
        ("from November 2018 to 2017", "November 2018 to 2017 = 2018-11/2017"),
        ("between today and 15 November", "today and 15 November = 2019-04-23/2019-11-15"),
        ("from 5/6 to 5/7/2020", "5/6 to 5/7/2020 = 2020-XX-XX/2020-XX-XX"),
        ("in calendar year 2008", "year 2008 = 2008"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}
