//! Whether what two documents call by a noun, or by a name and a noun, may be one thing; whether two places or names are two.

use std::collections::BTreeSet;

use super::super::around::{is_date, is_name, part};
use super::super::narrow::numbers;
use super::super::{affairs, settlements};
use crate::align::Placed;
use crate::claim::{Claim, Referent, SOMEBODY};
use crate::entity::fold;
use crate::link::Links;
use crate::rule::RuleSet;

/// Bytes before a claim in which its phrase may stand.
const BEFORE: usize = 40;
/// Words of the name of a place.
const LYING: usize = 3;
/// The shortest plural that is cut.
const PLURAL: usize = 4;

/// How like two things are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// One thing, as far as both tell.
    Alike,
    /// One of the two is not told.
    Untold,
    /// Two things.
    Apart,
}

/// What a phrase calls a thing.
#[derive(Debug, Default, PartialEq, Eq)]
struct Called {
    /// Its noun, or the last word of its name.
    head: String,
    /// The words before the noun that tell it from others.
    modifiers: BTreeSet<String>,
    /// The words of names before the noun.
    names: BTreeSet<String>,
    /// Words of order before the noun: "first", "second".
    orders: BTreeSet<String>,
    /// What stands behind "of": names, and other words.
    of: [BTreeSet<String>; 2],
    /// The name of the place behind it.
    lying: BTreeSet<String>,
    /// Whether it is told as any of its kind: "a brewery".
    any: bool,
}

impl Called {
    /// What a phrase calls a thing. Of a predicate that asks about certain nouns, the last of these is the phrase's.
    fn new(rules: &RuleSet, asked: &[String], phrase: &str) -> Self {
        let tables = &rules.extractor.tables.sole;
        let spaced = phrase.replace(['"', '“', '”', ',', '(', ')', '‘'], " ");
        let words: Vec<&str> = spaced.split_whitespace().map(possessor).filter(|word| !word.is_empty()).collect();
        let preposition = |word: &&str| *word == "of" || tables.prepositions.iter().any(|own| own == word);
        let end = words.iter().skip(1).position(preposition).map_or(words.len(), |at| at + 1);
        let of = words.get(end).is_some_and(|word| *word == "of");
        let behind = words.get(end + 1..).filter(|_| of).unwrap_or_default();
        let wanted = |word: &&str| asked.contains(&singular(word));
        let head = words[..end].iter().rposition(wanted).or(end.checked_sub(1));
        let Some(head) = head else { return Self::default() };
        let mut called = Self { head: singular(words[head]), ..Self::default() };
        called.lying = lying(words[end..].iter().copied());
        if is_name(words[head]) {
            called.names.insert(fold(words[head]));
        }
        for word in words[..head].iter().filter(|word| !is_date(word)) {
            called.modify(rules, word);
        }
        let further = behind.iter().take_while(|word| !preposition(word));
        for word in further.filter(|word| !is_date(word) && !is_plain(rules, &word.to_lowercase())) {
            called.of[usize::from(!is_name(word))].insert(singular(word));
        }
        called
    }

    /// Takes in a word before the noun.
    fn modify(&mut self, rules: &RuleSet, word: &str) {
        let lower = word.to_lowercase();
        if rules.extractor.tables.sole.orders.contains(&lower) {
            self.orders.insert(lower);
        } else if is_name(word) {
            self.names.insert(fold(word));
        } else if !is_plain(rules, &lower) {
            self.modifiers.insert(lower);
        }
    }
}

/// Articles, small words, numbers and what tells no thing from another.
fn is_plain(rules: &RuleSet, word: &str) -> bool {
    let tables = &rules.extractor.tables;
    let counted = word.rsplit_once('-').is_some_and(|(_, last)| tables.sole.measures.iter().any(|own| own == last));
    counted || tables.frames.is_stop(word) || tables.sole.plain.iter().any(|plain| plain == word)
}

/// What a claim asks about: the document, the claim and one of its slots.
#[derive(Clone, Copy)]
pub(super) struct Side<'l> {
    pub document: usize,
    pub claim: &'l Claim,
    pub slot: &'l Referent,
}

impl Side<'_> {
    fn is_untold(&self) -> bool {
        self.slot.key == SOMEBODY || is_pronoun(&self.slot.name)
    }

    /// What its document calls it: the phrase itself, an ordinal before it, a place behind it.
    fn called(&self, rules: &RuleSet, links: &Links<'_>) -> Called {
        let asked = rules.extractor.predicates.get(&self.claim.predicate).map_or(&[][..], |predicate| &predicate.nouns);
        let mut called = Called::new(rules, asked, &self.slot.name);
        let text: &str = &links.documents[self.document].document.source.text;
        let from = (self.claim.span.start as usize).saturating_sub(BEFORE);
        let from = (from..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let near = text.get(from..).unwrap_or_default();
        let Some(at) = near.find(&self.slot.name) else { return called };
        let order = near[..at].split_whitespace().next_back().unwrap_or_default().to_lowercase();
        called.any = matches!(order.as_str(), "a" | "an" | "any" | "every" | "some");
        if rules.extractor.tables.sole.orders.contains(&order) {
            called.orders.insert(order);
        }
        if called.lying.is_empty() {
            called.lying = lying(near[at + self.slot.name.len()..].split_whitespace());
        }
        called
    }
}

/// The name of the place that words behind a noun open with: "at the Orsk Mill".
fn lying<'w>(mut behind: impl Iterator<Item = &'w str>) -> BTreeSet<String> {
    if !matches!(behind.next(), Some("at" | "in" | "near" | "of" | "on" | "outside")) {
        return BTreeSet::new();
    }
    let name = behind.skip_while(|word| matches!(*word, "the" | "a" | "an")).take(LYING);
    let name = name.take_while(|word| is_name(word) && !is_date(word));
    name.map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric()))).collect()
}

/// How like two things are, each as its document calls it.
pub(super) fn of(rules: &RuleSet, links: &Links<'_>, x: Side<'_>, y: Side<'_>) -> Likeness {
    if x.is_untold() || y.is_untold() {
        return Likeness::Untold;
    }
    let [p, q] = [x, y].map(|side| side.called(rules, links));
    let told = |side: Side<'_>, names: &BTreeSet<String>| {
        let text = fold(&links.documents[side.document].document.source.text);
        names.iter().any(|name| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name))
    };
    let two = |v: &BTreeSet<String>, w: &BTreeSet<String>| part(v, w) && !(told(y, v) || told(x, w));
    // "A brewery" and "a brewery" are two, unless words beside it tell one.
    if p.any && q.any && p.modifiers.is_disjoint(&q.modifiers) && p.lying.is_disjoint(&q.lying) {
        return Likeness::Apart;
    }
    if part(&numbers(&x.slot.name), &numbers(&y.slot.name)) {
        return Likeness::Apart;
    }
    if two(&p.names, &q.names) || two(&p.lying, &q.lying) || is_apart(&p, &q) {
        return Likeness::Apart;
    }
    // "The bill", "an amended bill".
    let changes = |called: &Called| called.modifiers.iter().any(|word| rules.extractor.tables.acts.changes(word));
    if changes(&p) != changes(&q) {
        return Likeness::Apart;
    }
    if links.key(&x.slot.key).0 == links.key(&y.slot.key).0 {
        return Likeness::Alike;
    }
    let (alike, one_noun) = rules.extractor.tables.sole.alike(&p.head, &q.head);
    if one_noun && part(&p.modifiers, &q.modifiers) {
        return Likeness::Apart;
    }
    match alike || !p.names.is_disjoint(&q.names) && is_inner(&p, &q) {
        true => Likeness::Alike,
        false => Likeness::Apart,
    }
}

/// Whether ordinals, or what stands behind "of", tell two things.
fn is_apart(p: &Called, q: &Called) -> bool {
    part(&p.orders, &q.orders) || part(&p.of[0], &q.of[0]) || part(&p.of[1], &q.of[1])
}

/// Whether one of two things is called by its name alone, which the other has as well: "Skyhall", "the Skyhall concert house".
fn is_inner(p: &Called, q: &Called) -> bool {
    let bare = |x: &Called| x.modifiers.is_empty() && x.names.contains(&x.head);
    bare(p) && p.names.is_subset(&q.names) || bare(q) && q.names.is_subset(&p.names)
}

fn is_pronoun(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "he" | "her"
            | "him"
            | "it"
            | "she"
            | "that"
            | "them"
            | "they"
            | "this"
            | "which"
            | "who"
            | "whom"
            | "these"
            | "those"
    )
}

/// Whether two names of one thing are two: neither is a part of the other.
pub(super) fn other_name(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let spaced = name.replace(|c: char| !c.is_alphanumeric(), " ");
        spaced.split_whitespace().map(fold).filter(|word| word != "the").collect()
    };
    let (x, y) = (words(a), words(b));
    !x.is_empty() && !y.is_empty() && !x.is_subset(&y) && !y.is_subset(&x)
}

/// Whether neither of two places can lie in the other, as far as tables or the documents tell; "Kelm Bridge" and "Orsk Bridge" are two of a kind.
pub(super) fn other_place(rules: &RuleSet, links: &Links<'_>, [(a, x), (b, y)]: [(&Placed<'_>, &Referent); 2]) -> bool {
    let geography = rules.extractor.mentions.entities.geography();
    if geography.exclude(&x.key, &y.key) {
        return true;
    }
    if geography.knows(&x.key) || geography.knows(&y.key) {
        return false;
    }
    let kinds = &rules.extractor.tables.sole.places;
    of_one_kind(kinds, &x.name, &y.name)
        || !affairs::alike(&fold(&x.name), &fold(&y.name))
            && settlements::exclude(links, geography, [a.document, b.document], x, y)
}

/// Whether two names are of one kind of place, and differ in all else.
fn of_one_kind(kinds: &[String], a: &str, b: &str) -> bool {
    let parted = |name: &str| -> Option<(String, String)> {
        let folded = fold(name);
        let (rest, last) = folded.rsplit_once(' ')?;
        kinds.iter().any(|kind| kind == last).then(|| (last.to_owned(), rest.to_owned()))
    };
    parted(a).zip(parted(b)).is_some_and(|((p, x), (q, y))| p == q && other_name(&x, &y) && !affairs::alike(&x, &y))
}

fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.strip_suffix('s') {
        Some(cut) if lower.len() > PLURAL && !cut.ends_with(['s', 'u', 'i']) => cut.to_owned(),
        _ => lower,
    }
}

/// A word without its possessive ending.
fn possessor(word: &str) -> &str {
    let bare = ["'s", "’s", "'", "’", ".", ";", ":"].iter().find_map(|ending| word.strip_suffix(ending));
    bare.unwrap_or(word)
}
