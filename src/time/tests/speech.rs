//! Relative times of what was said on another day than the document's.

use super::*;

/// Thursday 16 May 2024.
fn thursday() -> Days {
    day("2024-05-16")
}

#[test]
fn what_is_quoted_hangs_on_the_day_on_which_it_was_said() {
    for (raw, want) in [
        ("“We signed it yesterday,” she said on Tuesday.", "yesterday = 2024-05-13; Tuesday = 2024-05-14"),
        (
            "“We sign tomorrow,” the envoy told reporters in Solcombe on 3 May.",
            "tomorrow = 2024-05-04; 3 May = 2024-05-03",
        ),
        ("On Monday the envoy said: “The vote is tomorrow.”", "Monday = 2024-05-13; tomorrow = 2024-05-14"),
        (
            "“It failed last night,” he said at a hearing on Monday. “We meet tomorrow.”",
            "last night = 2024-05-12TNI; Monday = 2024-05-13; tomorrow = 2024-05-14",
        ),
        ("“We begin next month,” she wrote in March.", "next month = 2024-04; March = 2024-03"),
    ] {
        assert_eq!(read(raw, thursday()), want, "{raw}");
    }
    assert_eq!(
        extents("“We signed it yesterday,” she said on Tuesday.", Extent::all()),
        "all; all",
        "an undated document tells no Tuesday"
    );
}

#[test]
fn what_no_day_is_told_for_hangs_on_the_document() {
    for (raw, want) in [
        ("“We signed it yesterday,” she said.", "yesterday = 2024-05-15"),
        ("“We signed it yesterday,” she said of the vote on Tuesday.", "yesterday = 2024-05-15; Tuesday = 2024-05-14"),
        ("“We signed it yesterday,” she said, and left on Tuesday.", "yesterday = 2024-05-15; Tuesday = 2024-05-14"),
        ("She left on Tuesday. “We signed it yesterday.”", "Tuesday = 2024-05-14; yesterday = 2024-05-15"),
        ("“We signed on 2 May 2019,” she said on Tuesday.", "2 May 2019 = 2019-05-02; Tuesday = 2024-05-14"),
        ("She said the vote on Tuesday was lost yesterday.", "Tuesday = 2024-05-14; yesterday = 2024-05-15"),
    ] {
        assert_eq!(read(raw, thursday()), want, "{raw}");
    }
}

#[test]
fn what_was_said_on_a_day_not_told_stays_open() {
    for raw in [
        "“We sign tomorrow,” she had said.",
        "“We sign tomorrow,” she once told a friend.",
        "“We sign tomorrow,” he said then.",
    ] {
        assert_eq!(extents(raw, thursday()).split("; ").next(), Some("all"), "{raw}");
    }
}

#[test]
fn a_quotation_on_its_own_may_be_of_the_time_before_it() {
    for (raw, want) in [
        ("In July 2019 Vell sounded worried. “We sign tomorrow.”", "all"),
        ("In July 2019 Vell sounded worried. “We sign tomorrow,” she said.", "all"),
        ("In July 2019 Vell sounded worried. “We sign tomorrow,” she says today.", "2024-05-17..2024-05-17"),
        ("Vell sounded worried. “We sign tomorrow.”", "2024-05-17..2024-05-17"),
    ] {
        let extents = extents(raw, thursday());
        assert!(extents.split("; ").any(|extent| extent == want), "{raw}: {extents}");
    }
}

#[test]
fn reported_speech_admits_the_day_of_saying_and_that_of_the_document() {
    assert_eq!(
        extents("She told the council on Tuesday that work begins tomorrow.", thursday()),
        "2024-05-14..2024-05-14; 2024-05-15..2024-05-17"
    );
    assert_eq!(extents("She said work begins tomorrow.", thursday()), "2024-05-17..2024-05-17");
}
