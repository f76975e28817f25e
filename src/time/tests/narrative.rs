//! Where a date without a year, a relative date and a time of day take their anchor from.

use super::*;

/// What a text far older than its telling says, with the values of the mentions from the `skip`-th on.
fn told(raw: &str, skip: usize) -> String {
    let history = "The league was founded in 1702. It split in 1704, in 1706 and in 1709, and again in May 1711. ";
    let all = read(&format!("{history}{raw}"), day("2024-04-18"));
    all.split("; ").skip(5 + skip).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_narrative_lends_its_year_and_goes_forward() {
    for (raw, want) in [
        ("On 3 June the fleet sailed.", "3 June = 1711-06-03"),
        ("In December the fleet sailed. In January it was back.", "December = 1711-12; January = 1712-01"),
        ("In 1713 the war went on. On 3 June the fleet sailed.", "1713 = 1713; 3 June = 1713-06-03"),
        // A year told in passing does not move the narrative.
        (
            "On 3 June 1713 it sailed, for a landing planned in 1715. It sank on 9 June.",
            "3 June 1713 = 1713-06-03; 1715 = 1715; 9 June = 1713-06-09",
        ),
    ] {
        assert_eq!(told(raw, 0), want, "{raw}");
    }
}

#[test]
fn what_is_quoted_in_a_narrative_is_not_said_on_the_day_of_the_document() {
    assert_eq!(told("\"We sail today,\" the admiral wrote.", 0), "today = XXXX-XX-XX");
}

#[test]
fn years_of_the_first_millennium_and_before_keep_their_era() {
    for (raw, want) in [
        ("It was razed in 490 BC.", "490 BC = BC0490"),
        ("It was razed in 490 BC. In 480 it was built anew.", "490 BC = BC0490; 480 = BC0480"),
        ("the wars of 264-241 BC", "264-241 BC = BC0264/BC0241"),
        ("a temple of the 5th century BC", "the 5th century BC = BC04"),
        ("It erupted in AD 79.", "AD 79 = 0079"),
        ("In nineteen ninety-six it closed.", "nineteen ninety-six = 1996"),
        ("In 2010 BC Ferries bought 300 boats.", "2010 = 2010"),
    ] {
        assert_eq!(read(raw, Extent::all()), want, "{raw}");
    }
    assert_eq!(extents("the plague of 430 BC", Extent::all()), "-0429-01-01..-0429-12-31");
}

#[test]
fn other_calendars_are_named_and_left_undecided() {
    for (raw, want) in [
        ("in 1445 AH", "1445 AH = XXXX"),
        ("on 18 Brumaire", "18 Brumaire = XXXX-XX-XX"),
        ("during Ramadan", "Ramadan = XXXX-XX"),
    ] {
        assert_eq!(read(raw, day("2024-04-18")), want, "{raw}");
        assert_eq!(extents(raw, day("2024-04-18")), "all", "{raw}");
    }
}

#[test]
fn the_week_and_the_quarter_spoken_of_follow_what_is_told() {
    let document = day("2024-04-18");
    for (raw, want) in [
        (
            "Sales fell in the third quarter. For the quarter, costs rose.",
            "the third quarter = 2023-Q3; the quarter = 2023-Q3",
        ),
        ("Sales rose in Q1 2024 from the year-ago quarter.", "Q1 2024 = 2024-Q1; the year-ago quarter = 2023-Q1"),
        ("It expects to post a first-quarter loss.", "first-quarter = 2024-Q1"),
        ("Shares gained for the week.", "the week = 2024-W16"),
        ("She left the day before yesterday.", "the day before yesterday = 2024-04-16"),
        ("She leaves the week after next.", "the week after next = 2024-W18"),
        ("They meet next week on Tuesday.", "next week on Tuesday = 2024-04-23"),
        ("She left the year before the vote.", "the year = XXXX"),
        ("Rents rose to 8 crowns in May from 6 a year earlier.", "May = 2024-05; a year earlier = 2023"),
    ] {
        assert_eq!(read(raw, document), want, "{raw}");
    }
}

#[test]
fn stretches_reach_from_the_date_of_the_document() {
    let document = day("2024-04-18");
    for (raw, want) in [
        ("in the past two months", "2024-02-18..2024-04-18"),
        ("over the next three days", "2024-04-19..2024-04-21"),
        ("in the last two quarters", "2023-10-01..2024-03-31"),
        ("for two months", "all"),
    ] {
        assert_eq!(extents(raw, document), want, "{raw}");
    }
}
