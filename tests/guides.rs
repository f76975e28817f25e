//! The worked examples of the guides do what the guides say: the predicates are compiled without a fault, and the page's examples pass.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use claimlint::examples;
use claimlint::lexicon::Lexicon;
use claimlint::load::{self, Decoded};
use claimlint::rule::RuleSet;
use claimlint::source::Format;

fn guide(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).expect("a guide")
}

/// The bodies of the fences that open with exactly this line.
fn fences(page: &str, open: &str) -> Vec<String> {
    let close: String = open.chars().take_while(|c| *c == '`').collect();
    let mut bodies = Vec::new();
    let mut lines = page.lines();
    while lines.any(|line| line == open) {
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != close).collect();
        bodies.push(body.join("\n") + "\n");
    }
    bodies
}

#[test]
fn the_worked_examples_of_the_guides_pass() {
    let predicates = fences(&guide("writing-predicates.md"), "```toml").concat();
    let page = fences(&guide("writing-rules.md"), "````markdown").concat();
    let lexicon = Lexicon::embedded().with("predicates/guide", "guide.toml", predicates);
    let (rules, problems) = RuleSet::new(lexicon, &[("two-captains.md".to_owned(), page)]);
    assert!(problems.is_empty(), "{problems:#?}");
    let rules = Arc::new(rules);
    let rule = rules.find("two-captains").expect("the page of the guide is a rule");
    let outcomes = examples::run(&rules, rule, &|name, contents| {
        let format = load::format_of(name).unwrap_or(Format::Text);
        load::parse(name, format, Decoded::utf8(contents)).0
    });
    assert!(!outcomes.is_empty());
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
