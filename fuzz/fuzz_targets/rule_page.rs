//! Any text, as a rule page, a predicate file or a configuration: it is compiled or refused, and every fault has a sound place.

#![no_main]

use claimlint::config::Config;
use claimlint::lexicon::Lexicon;
use claimlint::rule::RuleSet;
use libfuzzer_sys::fuzz_target;

// The first byte tells what the text is.
fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let (mut lexicon, mut pages) = (Lexicon::empty(), Vec::new());
    let problems = match first % 3 {
        0 => Config::parse(text.to_owned(), "fuzz", std::path::PathBuf::new()).1,
        1 => {
            lexicon = lexicon.with("predicates/fuzz", "fuzz", text.to_owned());
            RuleSet::new(lexicon, &pages).1
        }
        _ => {
            pages.push(("fuzz".to_owned(), text.to_owned()));
            let (rules, mut problems) = RuleSet::new(lexicon, &pages);
            problems.extend(rules.rules.iter().filter(|rule| rule.path == "fuzz").flat_map(|rule| rule.examples().1));
            problems
        }
    };
    for problem in problems.iter().filter(|problem| problem.path == "fuzz") {
        assert!(problem.span.is_none_or(|span| text.get(span.range()).is_some()), "{problem:?}");
    }
});
