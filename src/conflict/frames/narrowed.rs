//! What narrows the measure on one side alone: "food inflation" beside "inflation", "jobs at its headquarters" beside "jobs", "on its opening day" beside "on
//! its opening weekend".
//!
//! Where a document says nowhere what the other one adds, the two figures may each be right.

use std::collections::{BTreeMap, BTreeSet};

use super::super::around::{Around, is_date, words_of};
use crate::align::Placed;
use crate::claim::Value;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Words behind a figure that may belong to what it measures.
const BEHIND: usize = 8;
/// Letters by which the forms of one word may differ at their ends.
const ENDING: usize = 3;
/// The shortest stem of words of which neither begins the other.
const STEM: usize = 5;
/// The shortest word that begins another form of it.
const SHORTEST: usize = 3;

/// Whether one of two claims tells something of its measure that the document of the other tells nowhere, or each does something else with what it counts.
pub(super) fn narrowed(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let sides = [a, b].map(|placed| Side::of(rules, links, placed));
    let [x, y] = &sides;
    let otherwise = x.limits.iter().any(|(noun, word)| y.limits.get(noun).is_some_and(|other| other != word));
    otherwise
        || x.adjusting != y.adjusting
        || x.adds(rules, &x.nouns, y)
        || y.adds(rules, &y.nouns, x)
        || acts(rules, x, y)
}

/// Whether each side has a verb, and neither that of the other.
fn acts(rules: &RuleSet, x: &Side, y: &Side) -> bool {
    x.adds(rules, &x.verbs, y) && y.adds(rules, &y.verbs, x)
}

/// What one claim tells of its measure.
struct Side {
    /// Nouns and what describes them, in lower case.
    nouns: BTreeSet<String>,
    /// Verbs in the past.
    verbs: BTreeSet<String>,
    /// Words that tell in what way of its own a figure is counted.
    adjusting: BTreeSet<String>,
    /// What stands behind a preposition that limits, and that preposition: "before tax".
    limits: BTreeMap<String, String>,
    /// All words of the document.
    told: BTreeSet<String>,
}

impl Side {
    fn of(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> Self {
        let source = &links.documents[placed.document].document.source;
        let narrowing = &rules.extractor.tables.narrowing;
        let figure = match &placed.claim.value {
            Value::Quantity(figure) => figure.span,
            _ => placed.claim.span,
        };
        let start = placed.claim.span.start.min(figure.start);
        let around = Around::of(source, Span { start, end: placed.claim.span.end.max(figure.end) });
        let words = measure_words(rules, &around);
        let lower = |word: &String| word.to_lowercase();
        let listed = |list: &[String], word: &String| list.contains(&lower(word));
        let limit = |pair: &&[String]| listed(&narrowing.limiting, &pair[0]);
        let content = words.iter().filter(|word| tells(rules, word)).map(lower);
        let (verbs, nouns) =
            content.partition(|word| word.ends_with("ed") || rules.extractor.text.is_irregular_verb(word));
        Self {
            nouns,
            verbs,
            adjusting: around.all().filter(|word| listed(&narrowing.adjusting, word)).map(lower).collect(),
            limits: words.windows(2).filter(limit).map(|pair| (lower(&pair[1]), lower(&pair[0]))).collect(),
            told: words_of(source).iter().map(lower).collect(),
        }
    }

    /// Whether some words are told nowhere in the document of the other side.
    fn adds(&self, rules: &RuleSet, words: &BTreeSet<String>, other: &Side) -> bool {
        let canonical = |word: &str| rules.extractor.tables.frames.canonical(word).to_owned();
        words.iter().any(|word| {
            let same = |told: &String| forms_of_one(word, told) || canonical(word) == canonical(told);
            !other.told.iter().any(same)
        })
    }
}

/// The words of a claim, and those right behind its figure; not those by which somebody tells it ("the survey shows that …"). The first has no capital.
fn measure_words(rules: &RuleSet, around: &Around) -> Vec<String> {
    let narrowing = &rules.extractor.tables.narrowing;
    let listed = |list: &[String], word: &str| list.iter().any(|own| own == word);
    let telling = |word: &str| listed(&narrowing.telling, word) || listed(&narrowing.of_measures, word);
    let told_by = around.inside.windows(2).position(|pair| pair[1] == "that" && telling(&pair[0].to_lowercase()));
    let ends =
        |word: &str| word == "," || word.starts_with(|c: char| c.is_ascii_digit()) || listed(&narrowing.breaking, word);
    let behind = around.behind.iter().take_while(|word| !ends(&word.to_lowercase())).take(BEHIND);
    let mut words: Vec<String> = around.inside.iter().skip(told_by.map_or(0, |at| at + 2)).cloned().collect();
    if let Some(first) = words.first_mut() {
        *first = first.to_lowercase();
    }
    words.extend(behind.cloned());
    words
}

/// Whether a word may tell one measure from another: no name, no date, and none of those that say nothing of a measure.
fn tells(rules: &RuleSet, word: &str) -> bool {
    let (tables, lower) = (&rules.extractor.tables, word.to_lowercase());
    let narrowing = &tables.narrowing;
    let empty =
        tables.frames.is_stop(&lower) || narrowing.of_measures.contains(&lower) || narrowing.telling.contains(&lower);
    let named = word.starts_with(char::is_uppercase);
    !(empty || named || is_date(&lower)) && lower.chars().any(char::is_alphabetic)
}

/// Whether two words may be forms of one: they differ at their ends only.
fn forms_of_one(a: &str, b: &str) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let begins = shared == a.len().min(b.len());
    (begins && shared >= SHORTEST || shared >= STEM) && a.len().max(b.len()) - shared <= ENDING
}

#[cfg(test)]
mod tests {
    use super::forms_of_one;

    #[test]
    fn forms_of_one_word_differ_at_their_ends() {
        for (a, b) in [("price", "prices"), ("operating", "operation"), ("register", "registered")] {
            assert!(forms_of_one(a, b) && forms_of_one(b, a), "{a} / {b}");
        }
        for (a, b) in [("main", "maintain"), ("food", "foot"), ("ago", "a"), ("intensive", "interest")] {
            assert!(!forms_of_one(a, b) && !forms_of_one(b, a), "{a} / {b}");
        }
    }
}
