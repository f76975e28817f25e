//! Two agreements of one name: "the first accord" and "the second accord", "the Norway-Sweden tax treaty" and "the tax treaty with Iceland", the 1994 protocol and that of 2006.
//!
//! A key holds the words of a name alone, so what numbers, years, stages and parties around the noun tell is read here.

use std::collections::BTreeSet;

use super::around::Around;
use crate::align::Placed;
use crate::claim::Narrowing;
use crate::entity::{EntityKind, fold};
use crate::link::Links;
use crate::rule::RuleSet;

/// What agreements' parties are compared by: the answer itself.
const PARTIES: &str = "agreement-parties";
/// Words before a noun that may tell the agreement from others.
const BEFORE: usize = 6;
/// No number behind a noun: "the agreement I signed".
const PRONOUN: &str = "I";
/// Digits of a year.
const YEAR: usize = 4;

/// What tells an agreement from others of its name.
#[derive(Debug, Default, PartialEq)]
struct Marks {
    /// "First", "II", "2".
    numbers: BTreeSet<String>,
    /// Years in its name.
    years: BTreeSet<String>,
    /// "Interim", "draft".
    stages: BTreeSet<String>,
    /// Those who made it, where they stand beside the noun.
    parties: BTreeSet<String>,
}

/// Whether the agreements that two claims name in the same words are two.
pub(super) fn are_two(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let [x, y] = [a, b].map(|placed| read(rules, links, placed));
    let parties = a.claim.predicate != PARTIES || !(is_telling(rules, a) && is_telling(rules, b));
    !x.is_empty() && !y.is_empty() && x.iter().all(|m| y.iter().all(|n| tell_apart(m, n, parties)))
}

fn tell_apart(x: &Marks, y: &Marks, by_parties: bool) -> bool {
    let other = |p: &BTreeSet<String>, q: &BTreeSet<String>| !p.is_empty() && !q.is_empty() && p.is_disjoint(q);
    let parted = |p: &BTreeSet<String>, q: &BTreeSet<String>| {
        !p.is_empty() && !q.is_empty() && !p.is_subset(q) && !q.is_subset(p)
    };
    x.numbers != y.numbers
        || other(&x.years, &y.years)
        || x.stages != y.stages
        || by_parties && parted(&x.parties, &y.parties)
}

/// Whether the name of an agreement says by itself which one it is: not "the Free Trade Agreement", whoever made it.
fn is_telling(rules: &RuleSet, placed: &Placed<'_>) -> bool {
    let reader = &rules.extractor.mentions.entities;
    let plain = &rules.extractor.tables.narrowing.plain_agreements;
    let tells = |word: &str| {
        is_name(word) && !reader.tells_topic(&word.to_lowercase()) && !plain.contains(&word.to_lowercase())
    };
    placed.claim.slots.values().any(|slot| slot.name.split([' ', '-']).any(tells))
}

/// The marks of each agreement that a claim names.
fn read(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> Vec<Marks> {
    let reader = &rules.extractor.mentions.entities;
    let document = &links.documents[placed.document].document;
    let span = placed.claim.span;
    let sentence = Around::span(&document.source, span);
    let before = words(&document.source.text[sentence.start as usize..span.start as usize]);
    let (from, all) = (before.len(), words(sentence.of(&document.source.text)));
    let to = from + words(span.of(&document.source.text)).len();
    let places = &document.claims.mentions.entities;
    let country = |word: &str| {
        let known = places.mentions.iter().filter(|m| m.kind == EntityKind::Place && sentence.contains(m.span));
        let known = known.filter_map(|m| Some((m.span, m.entity?)));
        let one = |(span, _): &(crate::source::Span, _)| document.source.words(*span) == word;
        known.clone().find(one).map_or_else(|| fold(word), |(_, id)| places.get(id).key.clone())
    };
    let lists = &rules.extractor.tables.narrowing;
    let noun = |at: &usize| reader.heads_agreements(&all[*at].to_lowercase());
    (from..to.min(all.len())).filter(noun).map(|at| marks(lists, &all, at, &country)).collect()
}

fn marks(lists: &Narrowing, words: &[String], noun: usize, country: &impl Fn(&str) -> String) -> Marks {
    let mut marks = Marks::default();
    for at in (noun.saturating_sub(BEFORE)..noun).rev() {
        let (word, lower) = (&words[at], words[at].to_lowercase());
        if is_article(&lower) {
            break;
        }
        if matches!(word.as_str(), "-" | "–" | "/")
            && at > 0
            && is_name(&words[at - 1])
            && words.get(at + 1).is_some_and(|next| is_name(next))
        {
            marks.parties.extend([country(&words[at - 1]), country(&words[at + 1])]);
        } else if lists.stages_of_agreements.contains(&lower) {
            marks.stages.insert(lower);
        } else {
            marks.tell(lists, word);
        }
    }
    if let Some(next) = words.get(noun + 1) {
        if next == "of"
            && let Some(year) = words.get(noun + 2).filter(|word| is_year(word))
        {
            marks.years.insert(year.clone());
        }
        if next != PRONOUN {
            marks.tell(lists, next);
        }
        if matches!(next.as_str(), "between" | "with" | "among") {
            let run = words[noun + 2..]
                .iter()
                .take_while(|word| is_name(word) || matches!(word.as_str(), "and" | "," | "the" | "of"));
            marks.parties.extend(run.filter(|word| is_name(word)).map(|word| country(word)));
        }
    }
    marks
}

impl Marks {
    fn tell(&mut self, lists: &Narrowing, word: &str) {
        if is_year(word) {
            self.years.insert(word.to_owned());
        } else if let Some(number) = lists.number_in_row(word) {
            self.numbers.insert(number.to_string());
        }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == YEAR && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "this" | "that" | "its" | "their" | "," | "of" | "in" | "and")
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Words and the marks that join names.
fn words(text: &str) -> Vec<String> {
    let spaced =
        ["-", "–", "/", ","].iter().fold(text.to_owned(), |text, mark| text.replace(mark, &format!(" {mark} ")));
    let bare = |word: &str| match word {
        "-" | "–" | "/" | "," => word.to_owned(),
        _ => word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
    };
    spaced.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}
