//! What tables are read to sum.

use super::*;
use crate::rule::RuleSet;
use crate::source::Source;

/// The sums of a text, each as `total = the parts of a reading | …`.
fn read(text: &str) -> Vec<String> {
    let (rules, problems) = RuleSet::embedded();
    assert!(problems.is_empty(), "{problems:?}");
    let source = Source::plain("t.txt", text);
    let found = crate::claim::DocumentClaims::extract(&source, &rules.extractor);
    let words = |f: &Figure| source.words(f.span).to_owned();
    let reading = |parts: &Vec<Figure>| parts.iter().map(words).collect::<Vec<_>>().join("+");
    let show = |sum: &Sum| {
        let readings: Vec<String> = sum.readings.iter().map(reading).collect();
        format!("{} = {}", words(&sum.total), readings.join(" or "))
    };
    found.sums.iter().map(show).collect()
}

/// A table of one column of figures, as plain text.
fn column(heading: &str, rows: &[(&str, &str)]) -> String {
    let mut text = format!("Item  {heading}\n");
    for (label, cell) in rows {
        text.push_str(&format!("{label}  {cell}\n"));
    }
    text
}

#[test]
fn a_total_is_known_by_its_label() {
    for (label, total) in [
        ("Total", true),
        ("TOTAL (2021)", true),
        ("Grand total", true),
        ("All items", true),
        ("All regions", true),
        ("Total items", true),
        ("Sum of items", true),
        ("Sub-total", true),
        ("Harbour total", true),
        ("All other regions", false),
        ("All Saints", false),
        ("Total staff", false),
        ("Total costs", false),
        ("Overall average", false),
        ("Totally lost", false),
        ("Net total", false),
        ("Solcombe", false),
    ] {
        let text = column("Boats", &[("North", "14"), ("South", "17"), (label, "31")]);
        assert_eq!(read(&text), if total { vec!["31 = 14+17"] } else { vec![] }, "{label}");
    }
}

#[test]
fn figures_of_some_headings_are_not_added() {
    for (heading, added) in [
        ("Boats", true),
        ("Cost ($ million)", true),
        ("Rate", false),
        ("Year", false),
        ("Cases/day", false),
        ("Share", false),
    ] {
        let text = column(heading, &[("North", "14"), ("South", "17"), ("Total", "31")]);
        assert_eq!(!read(&text).is_empty(), added, "{heading}");
    }
}

#[test]
fn a_column_with_a_cell_that_is_not_understood_says_nothing() {
    for (cell, read_as) in [
        ("1,234", true),
        ("1 234", true),
        ("$12", true),
        ("12 %", false),
        ("12*", true),
        ("12 boats", true),
        ("about 12", false),
        ("12-14", false),
        ("+12", false),
        ("(12)", false),
        ("007", false),
        ("12,5", false),
        ("n/a", false),
        ("–", false),
        ("1e999", false),
        ("99999999999999999999999999", false),
    ] {
        let text = column("Boats", &[("North", cell), ("South", "17"), ("Total", "2999")]);
        assert_eq!(!read(&text).is_empty(), read_as, "{cell}");
    }
}

#[test]
fn a_total_may_sum_subtotals_or_all_parts() {
    let rows =
        [("A", "1"), ("B", "2"), ("Subtotal", "3"), ("C", "4"), ("of which D", "1"), ("E", "5"), ("Total", "12")];
    assert_eq!(read(&column("Boats", &rows)), ["3 = 1+2", "12 = 4+5 or 1+2+4+5 or 3+4+5"]);
}

#[test]
fn a_total_before_its_parts_sums_nothing() {
    let rows = [("Total", "12"), ("A", "1"), ("B", "2"), ("Region total", "7"), ("C", "4"), ("D", "5")];
    assert!(read(&column("Boats", &rows)).is_empty());
}

#[test]
fn lines_that_are_no_table_are_left_alone() {
    let long = format!("{}  5\n", "x ".repeat(1_000_000));
    let many = "Total  5\n".repeat(20_000);
    for text in
        ["", "\0  \0\nTotal  \0\n", "A sentence.  Another.\nTotal  5", "Total", &long, &many, "a  1\nb  2  3\nTotal  6"]
    {
        assert!(read(text).is_empty(), "{:.20}", text);
    }
}
