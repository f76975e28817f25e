//! The pages and lexica that come with the program are sound, and every page's examples do as the page says.

use std::sync::Arc;

use claimlint::examples;
use claimlint::rule::RuleSet;
use claimlint::source::Source;

/// FIXME: reads every fence as plain text; Markdown and HTML fences need `load::parse`.
fn parse(name: &str, contents: &str) -> Source {
    Source::plain(name, contents)
}

#[test]
fn pages_and_lexica_have_no_faults() {
    let (_, problems) = RuleSet::embedded();
    assert_eq!(problems, []);
}

#[test]
fn every_example_of_every_page_does_as_the_page_says() {
    let (rules, _) = RuleSet::embedded();
    let rules = Arc::new(rules);
    let mut faults = Vec::new();
    for rule in &rules.rules {
        for outcome in examples::run(&rules, rule, &parse) {
            for fault in outcome.faults {
                faults.push(format!("{}:{}: {}: {fault}", rule.path, outcome.line, outcome.heading));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
