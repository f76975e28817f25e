//! The pages and lexica that come with the program are sound, and every page's examples do as the page says.

use std::sync::Arc;

use claimlint::examples;
use claimlint::lexicon::Lexicon;
use claimlint::load;
use claimlint::rule::RuleSet;

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
        for outcome in examples::run(&rules, rule, &load::parse_example) {
            for fault in outcome.faults {
                faults.push(format!("{}:{}: {}: {fault}", rule.path, outcome.line, outcome.heading));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The fenced blocks of a document that begin with `fence`, put together.
fn blocks(path: &str, fence: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = std::fs::read_to_string(folder.join(path)).expect("the document exists");
    let ticks: String = fence.chars().take_while(|&c| c == '`').collect();
    let (open, close) = (format!("\n{fence}\n"), format!("\n{ticks}\n"));
    let inside = document.split(&open).skip(1).filter_map(|part| part.split(&close).next());
    inside.map(|block| format!("{block}\n\n")).collect()
}

#[test]
fn the_examples_of_the_handbooks_can_be_loaded() {
    let predicates = blocks("docs/writing-predicates.md", "```toml");
    let page = blocks("docs/writing-rules.md", "````markdown");
    let lexicon = Lexicon::embedded().with("predicates/zz-handbook", "docs/writing-predicates.md", predicates);
    let (rules, problems) = RuleSet::new(lexicon, &[("docs/writing-rules.md".to_owned(), page)]);
    assert_eq!(problems, []);
    assert!(rules.extractor.predicates.get("ferry-service").is_some());
    let (examples, problems) = rules.find("two-captains").expect("the page was admitted").examples();
    assert_eq!(problems, []);
    assert_eq!(examples.iter().map(|e| e.conflict).collect::<Vec<_>>(), [true, true, false]);
}
