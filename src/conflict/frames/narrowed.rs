//! What narrows the measure on one side alone: "food inflation" beside "inflation", "jobs at its headquarters" beside "jobs", "on its opening day" beside "on
//! its opening weekend".
//!
//! Where a document says nowhere what the other one adds, the two figures may each be right.

use std::collections::{BTreeMap, BTreeSet};

use super::super::around::{Around, is_date, is_name, words_of};
use crate::align::Placed;
use crate::claim::Value;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Words behind a figure that may belong to what it measures.
const BEHIND: usize = 8;
/// Words behind a figure, with those that are empty, that tell what it is of.
const WHOSE: usize = 4;
/// Letters by which the forms of one word may differ at their ends.
const ENDING: usize = 3;
/// The shortest stem of words of which neither begins the other.
const STEM: usize = 5;
/// The shortest word that begins another form of it.
const SHORTEST: usize = 3;

/// How much of what one side adds makes its measure another one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// All of it: nothing but the words tells that two figures answer one question.
    All,
    /// What stands behind the figure, and what stands in the place of something else: the digits tell as well.
    Exchanged,
    /// What stands behind the figure, and what else is done: those who take part go by many words.
    Behind,
    /// What the figure is of, and the names: that there are so many is taken for granted.
    Whose,
    /// The names, and which group: what a share is of goes without saying.
    Named,
}

/// Whether one of two claims tells something of its measure that the document of the other tells nowhere, or each does something else with what it counts.
pub(super) fn narrowed(rules: &RuleSet, links: &Links<'_>, [a, b]: [&Placed<'_>; 2], strictness: Strictness) -> bool {
    let sides = [a, b].map(|placed| Side::of(rules, links, placed));
    let [x, y] = &sides;
    let adds = |words: fn(&Side) -> &BTreeSet<String>| [x.adds(rules, words(x), y), y.adds(rules, words(y), x)];
    let either = |words| adds(words).contains(&true);
    let both = |words| adds(words) == [true, true];
    let otherwise = x.limits.iter().any(|(noun, word)| y.limits.get(noun).is_some_and(|other| other != word));
    if otherwise || x.marks != y.marks || x.rates != y.rates {
        return true;
    }
    let done = || both(|side| &side.verbs) || either(|side| &side.groups);
    let named = || both(|side| &side.names);
    match strictness {
        Strictness::All => done() || named() || either(|side| &side.nouns) || either(|side| &side.names_behind),
        Strictness::Exchanged => done() || named() || both(|side| &side.nouns) || either(|side| &side.behind),
        Strictness::Behind => done() || either(|side| &side.behind) || either(|side| &side.names_behind),
        Strictness::Whose => named() || either(|side| &side.whose) || either(|side| &side.groups),
        Strictness::Named => named() || either(|side| &side.groups),
    }
}

/// What one claim tells of its measure. All words are in lower case.
struct Side {
    /// Nouns and what describes them, without those of the figure itself.
    nouns: BTreeSet<String>,
    /// Verbs in the past.
    verbs: BTreeSet<String>,
    /// Words with a capital.
    names: BTreeSet<String>,
    /// Those behind the figure.
    names_behind: BTreeSet<String>,
    /// Nouns and verbs behind the figure.
    behind: BTreeSet<String>,
    /// Those that a preposition right behind it puts beneath it.
    whose: BTreeSet<String>,
    /// Persons and things that are told from others of their kind: "children".
    groups: BTreeSet<String>,
    /// Words that tell in what way of its own, or in what season, a figure is counted.
    marks: BTreeSet<String>,
    /// What a figure is counted for each of: "per household".
    rates: BTreeSet<String>,
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
        let own = Around::of(source, figure);
        let (words, behind) = (measure_words(rules, &around), phrase_behind(rules, &own));
        let lower = |word: &String| word.to_lowercase();
        let listed = |list: &[String], word: &String| list.contains(&lower(word));
        let all = || words.iter().chain(&behind);
        let counted = |word: &String| own.inside.last().is_some_and(|inside| lower(inside) == *word);
        let beneath = behind
            .first()
            .is_some_and(|word| listed(&narrowing.before_parts, word) || listed(&narrowing.limiting, word));
        let verb = |word: &String| word.ends_with("ed") || rules.extractor.text.is_irregular_verb(word);
        let (verbs, nouns): (_, BTreeSet<String>) = all().filter(|word| tells(rules, word)).map(lower).partition(verb);
        let named = |word: &&String| is_name(word);
        Self {
            groups: all()
                .filter(|word| listed(&narrowing.groups, word) || listed(&narrowing.ballots, word))
                .map(lower)
                .collect(),
            nouns: nouns.into_iter().filter(|word| !counted(word)).collect(),
            verbs,
            names: all().filter(named).map(lower).collect(),
            names_behind: behind.iter().filter(named).map(lower).collect(),
            whose: behind.iter().take(WHOSE).filter(|word| beneath && tells(rules, word)).map(lower).collect(),
            behind: behind.iter().filter(|word| tells(rules, word)).map(lower).collect(),
            // What stands behind the next comma tells of something else: "90 rooms, built in the winter of 1900".
            marks: around
                .before
                .iter()
                .chain(&around.inside)
                .chain(around.behind.iter().take_while(|word| *word != ","))
                .filter(|word| listed(&narrowing.adjusting, word) || listed(&narrowing.seasons, word))
                .map(lower)
                .collect(),
            rates: all().zip(all().skip(1)).filter(|(per, _)| *per == "per").map(|(_, noun)| lower(noun)).collect(),
            limits: limits(rules, all()),
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

/// The words of a claim; not those by which somebody tells it ("the survey shows that …"). The first of a sentence has no capital.
fn measure_words(rules: &RuleSet, around: &Around) -> Vec<String> {
    let narrowing = &rules.extractor.tables.narrowing;
    let telling = |word: &str| listed(&narrowing.telling, word) || listed(&narrowing.of_measures, word);
    let told_by = around.inside.windows(2).position(|pair| pair[1] == "that" && telling(&pair[0].to_lowercase()));
    let mut words: Vec<String> = around.inside.iter().skip(told_by.map_or(0, |at| at + 2)).cloned().collect();
    if let Some(first) = words.first_mut().filter(|_| around.before.is_empty()) {
        *first = first.to_lowercase();
    }
    words
}

/// The words right behind a figure, up to a comma, a figure, or what opens another statement.
fn phrase_behind(rules: &RuleSet, around: &Around) -> Vec<String> {
    let breaking = &rules.extractor.tables.narrowing.breaking;
    let ends = |word: &str| word == "," || word.starts_with(|c: char| c.is_ascii_digit()) || listed(breaking, word);
    around.behind.iter().take_while(|word| !ends(&word.to_lowercase())).take(BEHIND).cloned().collect()
}

/// What stands behind a preposition that limits, and that preposition.
fn limits<'w>(rules: &RuleSet, words: impl Iterator<Item = &'w String>) -> BTreeMap<String, String> {
    let tables = &rules.extractor.tables;
    let lower: Vec<String> = words.map(|word| word.to_lowercase()).collect();
    let limit = |word: &String| listed(&tables.narrowing.limiting, word);
    let kept: Vec<&String> = lower.iter().filter(|word| limit(word) || !tables.frames.is_stop(word)).collect();
    let pairs = kept.windows(2).filter(|pair| limit(pair[0]) && !limit(pair[1]));
    pairs.map(|pair| (pair[1].clone(), pair[0].clone())).collect()
}

fn listed(list: &[String], word: &str) -> bool {
    list.iter().any(|own| own == word)
}

/// Whether a sign may stand within a word; what has others is no word.
fn lettered(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '\'' | '’')
}

/// Whether a word may tell one measure from another: no name, no date, and none of those that say nothing of a measure.
fn tells(rules: &RuleSet, word: &str) -> bool {
    let (tables, lower) = (&rules.extractor.tables, word.to_lowercase());
    let narrowing = &tables.narrowing;
    let empty =
        tables.frames.is_stop(&lower) || narrowing.of_measures.contains(&lower) || narrowing.telling.contains(&lower);
    let named = word.starts_with(char::is_uppercase);
    !(empty || named || is_date(&lower)) && lower.chars().any(char::is_alphabetic) && lower.chars().all(lettered)
}

/// Whether two words may be forms of one: they differ at their ends only.
pub(in crate::conflict) fn forms_of_one(a: &str, b: &str) -> bool {
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
