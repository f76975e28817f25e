//! Two things that one noun names: "the bridge at Kelm" and "the bridge at Orsk", "the old lock" and "the new lock", "lock 3" and "lock 4", the library of an abbey and the abbey.
//!
//! Where two texts tell what happened to such things, they tell of two events, however alike the words.

use std::collections::BTreeSet;

use super::around::{Around, is_date, is_name, part};
use crate::align::Placed;
use crate::claim::Value;
use crate::entity::{EntityKind, Reference};
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Words before a noun that tell it from others of its name.
const MODIFIERS: usize = 2;
/// Words before a claim's own that still belong to it.
const BEFORE: usize = 4;
/// Bytes before a claim in which persons are looked for.
const REACH: u32 = 120;
/// The shortest noun.
const SHORTEST: usize = 4;

/// Whether two claims are of two things of one name, as the words around their nouns tell.
pub(super) fn two(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let told = |placed: &Placed<'_>| words(links, placed);
    let persons: BTreeSet<String> = [a, b].into_iter().flat_map(|placed| persons(links, placed)).collect();
    are_two(rules, &told(a), &told(b), &persons)
}

/// The words of the persons that a claim names, and of those shortly before it.
fn persons<'l>(links: &'l Links<'_>, placed: &Placed<'_>) -> impl Iterator<Item = String> + 'l {
    let document = &links.documents[placed.document].document;
    let (start, end) = (placed.claim.span.start.saturating_sub(REACH), placed.claim.span.end);
    let mentions = &document.claims.mentions.entities.mentions;
    let near =
        mentions[mentions.partition_point(|m| m.span.end <= start)..].iter().take_while(move |m| m.span.start < end);
    let names = near.filter(|m| m.kind == EntityKind::Person && m.reference != Reference::Description);
    names.flat_map(|m| document.source.words(m.span).split_whitespace().map(|word| possessor(word).to_owned()))
}

/// The words of a claim and some before it, without those of the time that it tells: "the second century" is no thing.
fn words(links: &Links<'_>, placed: &Placed<'_>) -> Vec<String> {
    let document = &links.documents[placed.document].document;
    let span = placed.claim.span;
    let around = Around::of(&document.source, span);
    let from = around.before.len().saturating_sub(BEFORE);
    let mut words: Vec<String> = around.before[from..].to_vec();
    let time = match placed.claim.value {
        Value::Time(time) => document.claims.mentions.times[time as usize].span,
        _ => Span { start: span.end, end: span.end },
    };
    let parts = [(span.start, time.start.min(span.end)), (time.end.max(span.start), span.end)];
    for (start, end) in parts.into_iter().filter(|(start, end)| start < end) {
        words.extend(Around::of(&document.source, Span { start, end }).inside);
    }
    words
}

fn are_two(rules: &RuleSet, a: &[String], b: &[String], persons: &BTreeSet<String>) -> bool {
    let sides = [a, b].map(|words| Side { rules, words, persons });
    (0..a.len()).filter(|&i| sides[0].is_noun(i)).any(|i| {
        let noun = possessor(&a[i]);
        let same = |j: &usize| possessor(&b[*j]).eq_ignore_ascii_case(noun) && sides[1].is_noun(*j);
        let mut others = (0..b.len()).filter(same).peekable();
        others.peek().is_some() && others.all(|j| told_apart(&sides, i, j))
    })
}

/// Whether a noun at a place of each side names two things.
fn told_apart(sides: &[Side<'_>; 2], i: usize, j: usize) -> bool {
    let [a, b] = sides;
    part(&a.modifiers(i), &b.modifiers(j))
        || part(&a.lying(i), &b.lying(j))
        || a.number(i).zip(b.number(j)).is_some_and(|(x, y)| x != y)
        || a.is_whole(i, b) && !b.has_parts(j)
        || b.is_whole(j, a) && !a.has_parts(i)
}

/// The words of one claim.
struct Side<'a> {
    rules: &'a RuleSet,
    words: &'a [String],
    /// Words of the names of persons.
    persons: &'a BTreeSet<String>,
}

impl Side<'_> {
    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", String::as_str)
    }

    fn lower(&self, i: usize) -> String {
        self.word(i).to_lowercase()
    }

    /// Whether a word may be the noun of a thing: no verb form in "-ed" or of the irregular ones, no name of a person, no date, nothing that happened.
    fn is_noun(&self, i: usize) -> bool {
        if self.persons.contains(possessor(self.word(i))) {
            return false;
        }
        let word = self.lower(i);
        let word = possessor(&word);
        let verb = word.ends_with("ed") || self.rules.extractor.text.is_irregular_verb(word);
        word.len() >= SHORTEST && !verb && !is_date(word) && !self.is_empty(word) && !self.happens(word)
    }

    fn is_empty(&self, word: &str) -> bool {
        let tables = &self.rules.extractor.tables;
        tables.frames.is_stop(word) && !tables.narrowing.orders.iter().any(|order| order == word)
    }

    /// Whether a noun names an event: "the opening of the museum" is no part of the museum.
    fn happens(&self, word: &str) -> bool {
        self.rules.extractor.tables.frames.names_occasion(word)
    }

    /// What stands before a noun up to its article.
    fn modifiers(&self, i: usize) -> BTreeSet<String> {
        let near = (0..i).rev().take(MODIFIERS).map(|k| self.lower(k));
        let own = near.take_while(|word| word != "," && !self.is_empty(word) && !is_date(word));
        own.map(|word| possessor(&word).to_owned()).collect()
    }

    /// The name behind a noun and a preposition of place: "the bridge at Kelm".
    fn lying(&self, i: usize) -> BTreeSet<String> {
        let placed = matches!(self.word(i + 1), "at" | "in" | "near" | "of" | "on" | "over");
        let name = self.words.iter().skip(i + 2).take_while(|word| is_name(word));
        if placed { name.map(|word| word.to_lowercase()).collect() } else { BTreeSet::new() }
    }

    /// The number of a thing that is counted through: "lock 3".
    fn number(&self, i: usize) -> Option<&str> {
        let next = self.word(i + 1);
        let short = next.len() < SHORTEST && !next.is_empty() && next.bytes().all(|b| b.is_ascii_digit());
        let single = !self.word(i).ends_with('s') && !matches!(self.word(i + 2), "%" | "percent");
        (short && single).then_some(next)
    }

    /// Whether a noun is a whole of which this side tells a part that the other does not know: "the library of the abbey", "the abbey's library".
    fn is_whole(&self, i: usize, other: &Side<'_>) -> bool {
        self.part_of(i).is_some_and(|part| {
            let known = other.words.iter().any(|word| word.eq_ignore_ascii_case(&part));
            let geography = self.rules.extractor.mentions.entities.geography();
            let apposed = geography.is_of_town(&part) || geography.is_of_other(&part);
            !known && !apposed && !self.happens(&part) && !self.is_empty(&part)
        })
    }

    fn has_parts(&self, i: usize) -> bool {
        self.part_of(i).is_some()
    }

    /// The noun of the part that a whole is told with.
    fn part_of(&self, i: usize) -> Option<String> {
        if possessor(self.word(i)) != self.word(i) {
            return Some(self.lower(i + 1)).filter(|part| !part.is_empty());
        }
        let article = |k: usize| matches!(self.lower(k).as_str(), "the" | "its" | "their" | "this");
        let start = (0..i).rev().take(MODIFIERS + 1).find(|&k| article(k))?;
        let of = start.checked_sub(1).filter(|&k| self.word(k) == "of")?;
        Some(self.lower(of.checked_sub(1)?))
    }
}

/// A word without its possessive ending.
fn possessor(word: &str) -> &str {
    ["'s", "’s"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::are_two;
    use crate::rule::RuleSet;

    fn two(a: &str, b: &str) -> bool {
        let persons = BTreeSet::from(["Arno", "Vell"].map(str::to_owned));
        let (rules, _) = RuleSet::embedded();
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (a, b) = (words(a), words(b));
        assert_eq!(are_two(&rules, &a, &b, &persons), are_two(&rules, &b, &a, &persons), "{a:?} / {b:?}");
        are_two(&rules, &a, &b, &persons)
    }

    #[test]
    fn modifiers_places_numbers_and_parts_tell_two_things() {
        for (a, b) in [
            ("The bridge at Kelm was opened", "The bridge at Orsk was opened"),
            ("The old lighthouse was demolished", "The new lighthouse was demolished"),
            ("Lock 3 was opened", "Lock 4 was opened"),
            ("The library of the abbey was built", "The abbey was built"),
            ("The treaty's annex was signed", "The treaty was signed"),
        ] {
            assert!(two(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn what_only_one_side_adds_tells_nothing() {
        for (a, b) in [
            ("The bridge at Kelm was opened", "The bridge was opened"),
            ("The lighthouse was demolished", "The new lighthouse was demolished"),
            ("Warden Vell opened it", "Arno Vell opened it"),
            ("It was hastily built", "It was finally built"),
            ("The opening of the museum took place", "The museum was opened"),
            ("The town of Norhaven was founded", "Norhaven was founded"),
        ] {
            assert!(!two(a, b), "{a} / {b}");
        }
    }
}
