//! What sentences reckon up, and what they do not.

use super::Reckons;
use crate::claim::{DocumentClaims, Listing};
use crate::rule::RuleSet;
use crate::source::Source;

/// What a text reckons up: to what, what it is said to come to, the terms, and whether there may be more.
fn found(text: &str) -> Vec<(Reckons, String, Vec<String>, bool)> {
    let (rules, _) = RuleSet::embedded();
    let source = Source::plain("a.txt", text);
    let claims = DocumentClaims::extract(&source, &rules.extractor);
    let words = |span: crate::source::Span| source.words(span).to_owned();
    let read = |r: &super::Reckoning| {
        let terms = r.terms.iter().map(|term| words(term.span)).collect();
        (r.what, r.stated.map(|term| words(term.span)).unwrap_or_default(), terms, r.open)
    };
    claims.reckoned.iter().map(read).collect()
}

#[test]
fn a_total_and_its_parts_are_read_wherever_the_total_stands() {
    for (text, total, parts, open) in [
        (
            "The ferry carried 37 people: 21 men, 12 women and 5 children.",
            "37 people",
            &["21 men", "12 women", "5 children"][..],
            false,
        ),
        ("Of the 40 seats, the Greens won 22, the Blues 12 and the Reds 8.", "40 seats", &["22", "12", "8"], true),
        ("The Greens won 22 of the 40 seats, the Blues 12 and the Reds 8.", "40 seats", &["22", "12", "8"], true),
        (
            "They lent 18 maps, 7 globes and 12 charts, 37 objects in all.",
            "37 objects",
            &["18 maps", "7 globes", "12 charts"],
            false,
        ),
        ("They sold 123 boats (87 in Arvenne and 52 in Ardania).", "123 boats", &["87", "52"], false),
        (
            "Of the 47 boats, 22 reached the harbour, 11 turned back and the remaining 14 were lost.",
            "47 boats",
            &["22", "11", "14"],
            false,
        ),
    ] {
        let parts = parts.iter().map(|&part| part.to_owned()).collect();
        assert_eq!(found(text), [(Reckons::Parts, total.to_owned(), parts, open)], "{text}");
    }
}

#[test]
fn no_parts_where_figures_overlap_or_something_is_left_out() {
    for text in [
        "Of the 40 patients, 25 had a fever, 22 a cough and 18 a rash.",
        "The ferry carried 37 people, among them 12 women and 5 children.",
        "There were 37 patients: 21 with a fever and 20 with a cough.",
        "He played 12 games: 3 goals, 2 assists and 8 shots.",
        "The boat carried 37 people: 21 men or 12 women and 5 children.",
        "The report wrongly spoke of 37 people: 21 men, 12 women and 5 children.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn shares_are_added_where_nobody_is_counted_twice() {
    for (text, shares, open) in [
        ("62 percent voted for it, 31 percent against, and 12 percent abstained.", 3, false),
        ("The Greens won 45 percent of the vote, the Blues 38 percent and the Reds 24 percent.", 3, true),
        ("In all 64 percent was herring and the remaining 25 percent cod.", 2, false),
    ] {
        let all = found(text);
        assert_eq!(
            all.iter().map(|r| (r.0, r.2.len(), r.3)).collect::<Vec<_>>(),
            [(Reckons::Hundred, shares, open)],
            "{text}"
        );
    }
    for text in [
        "62 percent have a boat, 48 percent a car and 31 percent a bicycle.",
        "The party won 45 percent of the vote in the north, 38 percent in the south and 24 percent in the east.",
        "Support rose from 45 percent to 62 percent for the plan, and 31 percent were against.",
        "They could give several answers: 62 percent were for it, 31 percent against and 12 percent undecided.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn products_and_means_are_read_of_one_measure_only() {
    for (text, what) in [
        ("The town ordered 12 buses at $300,000 each, $4.6 million in all.", Some(Reckons::Product)),
        ("The town paid $4.6 million for 12 buses at $300,000 each.", Some(Reckons::Product)),
        ("The town ordered 12 buses at $300,000 each and a garage, $4.6 million in all.", None),
        ("They counted between 12 and 18 boats a day, on average 21.", Some(Reckons::Mean)),
        ("Between 12 and 18 boats sail a day in winter, and on average 40 in summer.", None),
    ] {
        assert_eq!(found(text).into_iter().map(|r| r.0).collect::<Vec<_>>(), Vec::from_iter(what), "{text}");
    }
}

#[test]
fn names_behind_a_number_are_counted() {
    let (rules, _) = RuleSet::embedded();
    for (text, count) in [
        ("The tunnel is built by four firms: Holm, Berg and Vell.", Some(3)),
        ("The tunnel is built by three firms (Holm, Berg and Vell).", Some(3)),
        ("Two of the four firms (Holm and Berg) left.", None),
        ("The tunnel is built by four firms, including Holm, Berg and Vell.", None),
        ("There were four firms: each had a plan and a map.", None),
    ] {
        let claims = DocumentClaims::extract(&Source::plain("a.txt", text), &rules.extractor);
        let items = claims.listings.iter().map(|listing| match listing {
            Listing::Count { items, .. } => items.len(),
            Listing::Parties { parties, .. } => parties.len(),
            Listing::People { .. } | Listing::Holders { .. } => 2,
        });
        assert_eq!(items.collect::<Vec<_>>(), Vec::from_iter(count), "{text}");
    }
}
