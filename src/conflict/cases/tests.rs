//! The cases, seen from the library's door.

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::rule::RuleSet;
use crate::session::{Role, Session, Settings};
use crate::source::{DateClue, DateOrigin, Source};

/// Undated, kept up to date, or of a day or a year.
enum When {
    Undated,
    Living,
    On(&'static str),
    LivingSince(&'static str),
}
use When::{Living, LivingSince, On, Undated};

/// What a run says: the notes and the severity of each finding, and the documents whose dates it asks for.
#[derive(Debug, PartialEq)]
struct Found {
    notes: Vec<Vec<String>>,
    severities: Vec<Severity>,
    asked: Vec<String>,
}

impl Found {
    fn notes(&self) -> Vec<&str> {
        self.notes.iter().flatten().map(String::as_str).collect()
    }
}

fn found(texts: &[(&str, &str, &When)]) -> Found {
    let (rules, _) = RuleSet::embedded();
    let mut session = Session::new(Arc::new(rules), Settings::default());
    for (path, text, when) in texts {
        let mut source = Source::plain(*path, *text);
        source.meta.living = matches!(when, Living | LivingSince(_));
        if let On(day) | LivingSince(day) = when {
            source.meta.dates.push(DateClue { value: (*day).to_owned(), origin: DateOrigin::Configuration });
        }
        session.upsert(source, Role::Judged);
    }
    let report = session.check();
    Found {
        severities: report.diagnostics.iter().map(|d| d.severity).collect(),
        notes: report.diagnostics.into_iter().map(|d| d.notes).collect(),
        asked: report.account.undated.into_iter().collect(),
    }
}

const IN_FORCE: &str = "The Harbour Pact is in force.";
const SINCE: &str = "The Harbour Pact has been suspended since 4 March 2021.";
const IN_APRIL: &str = "The Harbour Pact was suspended from 4 April 2021 to 30 April 2021.";
const RESUMED: &str = "The Harbour Pact was suspended on 4 March 2021 and resumed in 2022.";
const NOT_RESUMED_UNTIL: &str = "The Harbour Pact was suspended on 4 March 2021 and was not resumed until 2022.";
const NEVER_RESUMED: &str = "The Harbour Pact was suspended on 4 March 2021 and never resumed.";
const NEVER: &str = "The Harbour Pact was never in force.";
const UNTIL: &str = "The Harbour Pact was under discussion until 3 March 2021.";
const BOTH: &str =
    "The Harbour Pact was under discussion until 3 March 2021. The Harbour Pact has been suspended since 4 March 2021.";
const TEN_YEARS_AGO: &str = "The pier was built in 2022. The Harbour Pact was in force ten years ago.";
const TELLS_OF_2022: &str = "The pier was built in 2022. The Harbour Pact is in force.";
const TELLS_OF_2020: &str = "The pier was built in 2020. The Harbour Pact is in force.";
const TELLS_OF_1998: &str = "The pier was built in 1998. The Harbour Pact is in force.";
const LAPSED: &str = "The Harbour Pact lapsed.";
const SUSPENDED: &str = "The Harbour Pact is suspended.";

/// Whether two texts conflict, with their files in either order.
fn conflict(a: &str, date_a: &When, b: &str, date_b: &When) -> bool {
    let one = found(&[("a.txt", a, date_a), ("b.txt", b, date_b)]);
    let other = found(&[("b.txt", a, date_a), ("a.txt", b, date_b)]);
    let swapped = |path: &String| if path == "a.txt" { "b.txt" } else { "a.txt" }.to_owned();
    let mut asked: Vec<String> = other.asked.iter().map(swapped).collect();
    asked.sort_unstable();
    assert_eq!((&one.severities, &one.asked), (&other.severities, &asked), "swapped: {a} {b}");
    !one.severities.is_empty()
}

#[test]
fn nothing_is_reported_that_a_date_escapes() {
    for (a, date_a, b, date_b, expected) in [
        // Nothing is known of the date: one wording leaves a way out, two together leave none.
        (IN_FORCE, Undated, SINCE, On("2023-06-01"), false),
        (IN_FORCE, Undated, NEVER, On("2023-06-01"), false),
        (IN_FORCE, Undated, SUSPENDED, On("2023-06-01"), false),
        (IN_FORCE, Undated, BOTH, On("2023-06-01"), true),
        (IN_FORCE, Undated, BOTH, Undated, true),
        (IN_FORCE, Undated, SUSPENDED, Undated, false),
        // Known to the year.
        (IN_FORCE, On("2021"), SINCE, On("2023-06-01"), false),
        (IN_FORCE, On("2022"), SINCE, On("2023-06-01"), true),
        (IN_FORCE, On("2021"), IN_APRIL, On("2023-06-01"), false),
        (IN_FORCE, On("2021"), BOTH, On("2023-06-01"), true),
        (IN_FORCE, On("2023"), SUSPENDED, On("2023-06-01"), true),
        (IN_FORCE, On("2021"), NEVER, On("2021-06-01"), false),
        // Known to the day.
        (IN_FORCE, On("2021-03-01"), SINCE, On("2023-06-01"), false),
        (IN_FORCE, On("2021-04-12"), IN_APRIL, On("2023-06-01"), true),
        (IN_FORCE, On("2019-03-01"), NEVER, On("2023-06-01"), true),
        // A change told in the past tense may have come between the two.
        (IN_FORCE, On("2019-03-01"), LAPSED, On("2023-06-01"), false),
        (IN_FORCE, On("2022-08-01"), LAPSED, On("2023-06-01"), false),
        // The present day is not known, but it is after every document's date.
        (IN_FORCE, Living, SINCE, On("2023-06-01"), true),
        (IN_FORCE, Living, SUSPENDED, On("2023-06-01"), false),
        (IN_FORCE, Living, SUSPENDED, Living, true),
        (IN_FORCE, LivingSince("2023-01-01"), SUSPENDED, On("2023-06-01"), true),
        (IN_FORCE, LivingSince("2023-01-01"), SUSPENDED, On("2019-06-01"), false),
        (IN_FORCE, LivingSince("2023"), SUSPENDED, On("2023-06-01"), false),
    ] {
        assert_eq!(conflict(a, &date_a, b, &date_b), expected, "{a} {b}");
    }
}

#[test]
fn a_text_that_bounds_its_date_is_presumed_to_be_written_within_three_years() {
    for (a, b, date_b, expected) in [
        (TELLS_OF_2022, SINCE, On("2023-06-01"), true),
        (TELLS_OF_2022, NEVER_RESUMED, On("2023-06-01"), true),
        (TELLS_OF_2022, RESUMED, On("2023-06-01"), false),
        (TELLS_OF_2022, NOT_RESUMED_UNTIL, On("2023-06-01"), false),
        // Some of its dates escape and others do not.
        (TELLS_OF_2020, SINCE, On("2023-06-01"), true),
        // All of those within three years escape.
        (TELLS_OF_1998, SINCE, On("2023-06-01"), false),
        (TELLS_OF_1998, SUSPENDED, On("2023-06-01"), false),
        // "Ten years ago" is any time at all.
        (TEN_YEARS_AGO, SUSPENDED, On("2023-06-01"), false),
        (TEN_YEARS_AGO, SINCE, On("2023-06-01"), false),
    ] {
        assert_eq!(conflict(a, &Undated, b, &date_b), expected, "{a} {b}");
    }
}

#[test]
fn a_year_within_what_is_told_is_explicit() {
    let all_year = "The Harbour Pact was suspended from 1 January 2020 to 31 December 2022.";
    let run = found(&[("a.txt", IN_FORCE, &On("2021")), ("b.txt", all_year, &On("2023-06-01"))]);
    assert_eq!(run.severities, [Severity::Error]);
    let run = found(&[("a.txt", IN_FORCE, &On("2023")), ("b.txt", SUSPENDED, &On("2023-06-01"))]);
    assert_eq!(run.severities, [Severity::Warning]);
}

#[test]
fn each_case_is_told_in_the_order_of_time() {
    let run = found(&[("a.txt", IN_FORCE, &Undated), ("b.txt", BOTH, &On("2023-06-01"))]);
    assert_eq!(
        run.notes(),
        [
            "case: a.txt written up to 3 March 2021: clashes with \"Harbour Pact was under discussion until 3 March 2021\" (b.txt)",
            "case: a.txt written from 4 March 2021 on: clashes with \"Harbour Pact has been suspended since 4 March 2021\" (b.txt)",
        ]
    );
    let run = found(&[("a.txt", TELLS_OF_2020, &Undated), ("b.txt", SUSPENDED, &On("2021-06-01"))]);
    assert_eq!(
        run.notes(),
        [
            "case: a.txt written from 1 January 2020 to 31 May 2020: it may have changed until then",
            "case: a.txt written from 1 June 2020 to 1 June 2022: clashes with \"Harbour Pact is suspended\" (b.txt)",
            "case: a.txt written from 2 June 2022 on: it may have changed since",
        ]
    );
}

#[test]
fn the_cases_are_those_of_the_undated_document_whatever_its_name() {
    // Mechanisms that tell their sides apart hand them on in an order of their own.
    let pairs = [
        ("Tomas Vell is the envoy of the Tidal Board.", "Tomas Vell, the former envoy of the Tidal Board, spoke."),
        (
            "The Institute of Tides takes part in the Harbour Agreement.",
            "The Harbour Agreement is implemented only in Solvane University.",
        ),
    ];
    for (open, dated) in pairs {
        let open = format!("The pier was built in 2022. {open}");
        for (first, second) in [("a.txt", "b.txt"), ("b.txt", "a.txt")] {
            let run = found(&[(first, &open, &Undated), (second, dated, &On("2023-06-01"))]);
            assert!(!run.notes.is_empty(), "{open} {dated}");
            for note in run.notes() {
                assert!(note.starts_with(&format!("case: {first} written")), "{note}");
                assert!(!note.contains(&format!("({first})")), "{note}");
            }
        }
    }
}

#[test]
fn where_both_are_undated_the_cases_of_one_decide() {
    let run = found(&[("a.txt", IN_FORCE, &Undated), ("b.txt", BOTH, &Undated)]);
    assert_eq!(
        run.notes(),
        [
            "case: a.txt written up to 3 March 2021: clashes with \"Harbour Pact was under discussion until 3 March 2021\" (b.txt)",
            "case: a.txt written from 4 March 2021 on: clashes with \"Harbour Pact has been suspended since 4 March 2021\" (b.txt)",
        ]
    );
    let run = found(&[("a.txt", IN_FORCE, &Undated), ("b.txt", SUSPENDED, &Undated)]);
    assert_eq!((run.notes(), &run.asked), (vec![], &vec!["a.txt".to_owned(), "b.txt".to_owned()]));
}

#[test]
fn a_living_document_is_as_late_as_the_latest_it_is_compared_with() {
    // What was told in 2019 may have changed by 2023, when the other account shows that the present day is later.
    let run = found(&[
        ("a.txt", IN_FORCE, &Living),
        ("b.txt", SUSPENDED, &On("2019-06-01")),
        ("c.txt", SINCE, &On("2023-06-01")),
    ]);
    assert_eq!(
        run.notes(),
        [
            "case: a.txt written from 1 June 2023 on: clashes with \"Harbour Pact has been suspended since 4 March 2021\" (c.txt)"
        ]
    );
    let run = found(&[
        ("a.txt", IN_FORCE, &Living),
        ("b.txt", SUSPENDED, &On("2019-06-01")),
        ("c.txt", SUSPENDED, &On("2023-06-01")),
    ]);
    assert_eq!((run.notes(), &run.asked), (vec![], &vec!["a.txt".to_owned()]));
}

#[test]
fn a_partner_that_closes_no_case_is_no_conflict() {
    let other = "The Harbour Pact was suspended on 9 July 2018.";
    let run = found(&[
        ("a.txt", IN_FORCE, &Undated),
        ("b.txt", UNTIL, &On("2023-06-01")),
        ("c.txt", SINCE, &On("2023-06-01")),
        ("d.txt", other, &On("2023-06-01")),
    ]);
    assert_eq!(
        run.notes(),
        [
            "case: a.txt written up to 3 March 2021: clashes with \"Harbour Pact was under discussion until 3 March 2021\" (b.txt)",
            "case: a.txt written from 4 March 2021 on: clashes with \"Harbour Pact has been suspended since 4 March 2021\" (c.txt)",
        ]
    );
    assert_eq!(run.asked, ["a.txt"]);
}

#[test]
fn cases_beyond_those_told_are_counted() {
    let mut dated = String::from(BOTH);
    for day in 1..9 {
        dated.push_str(&format!(" On {day} May 2020 the Harbour Pact was suspended."));
    }
    let text = "The pier was built in 2020. The Harbour Pact is in force.";
    let dated = dated.replace(BOTH, "");
    let run = found(&[("a.txt", text, &Undated), ("b.txt", &dated, &On("2023-06-01"))]);
    assert_eq!(run.notes().last(), Some(&"and 4 more cases"));
}

#[test]
fn a_case_that_is_left_open_asks_for_the_date() {
    for (a, date_a, b, asked) in [
        (IN_FORCE, Undated, SINCE, "a.txt"),
        (IN_FORCE, Living, SUSPENDED, "a.txt"),
        (IN_FORCE, On("2021"), SINCE, "a.txt"),
    ] {
        // Nothing hangs on the date of the third.
        let bystander = ("c.txt", "The Ferry Treaty is in force.", &Undated);
        let run = found(&[("a.txt", a, &date_a), ("b.txt", b, &On("2023-06-01")), bystander]);
        assert_eq!((run.notes, run.asked), (vec![], vec![asked.to_owned()]));
    }
}
