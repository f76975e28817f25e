//! Whether an office that two documents give to two persons is one office: there are as many foreign ministers as there are countries.
//!
//! It is one if both documents name its country, town or body. If one of them does, or neither, it is one only where both tell of the same deed and neither speaks of any
//! place that the other does not know: "signed for Norland" in the one and "signed for Arvenne" in the other are two ministers, whoever they are.

use std::collections::BTreeSet;

use super::around::{Around, bare, is_name};
use super::deeds;
use crate::claim::Claim;
use crate::entity::{EntityKind, OfficeMention, OfficeRelation, Reference, Tenure, fold};
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Words beside office, holder and place that tell of one deed; more where nothing tells whose the office is.
const DEED: usize = 2;
const DEED_OF_UNKNOWN: usize = 3;
/// Letters of a part of a name that must stand in the text with a capital.
const LONG: usize = 4;

/// Somebody told as the holder of an office.
pub(super) struct Held<'l> {
    pub document: usize,
    pub claim: &'l Claim,
    pub office: &'l OfficeMention,
    pub name: &'l str,
    pub key: &'l str,
}

/// How two offices are known to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Both sides name whose it is.
    Named,
    /// Both tell of one deed.
    ByDeed,
}

/// How the offices of two holders are known to be one; `None` if they are not.
pub(super) fn of_one(links: &Links<'_>, rules: &RuleSet, x: &Held<'_>, y: &Held<'_>) -> Option<Known> {
    let entities = &rules.extractor.mentions.entities;
    let one = x.office.role == y.office.role
        && x.office.tenure == y.office.tenure
        && x.office.portfolio.is_empty() == y.office.portfolio.is_empty()
        && entities.relate_offices(x.office, y.office) == OfficeRelation::Same
        && besides(links, rules, x) == besides(links, rules, y);
    if !one {
        return None;
    }
    if is_named(links, x) && is_named(links, y) && whose(x.office) == whose(y.office) {
        return Some(Known::Named);
    }
    // Every country has an ambassador to Malta; seldom do two change theirs in one week.
    let to = x.office.tenure == Tenure::Future
        && x.office.to.is_some()
        && x.office.to == y.office.to
        && whose(x.office).is_none()
        && whose(y.office).is_none();
    if to && strange(links, rules, x, y).is_empty() && strange(links, rules, y, x).is_empty() {
        return Some(Known::Named);
    }
    let known = whose(x.office).is_some() || whose(y.office).is_some() || !x.office.portfolio.is_empty();
    let spoken = |own: &Held<'_>, other: &Held<'_>| {
        whose(own.office).is_none_or(|key| whose(other.office).is_some() || speaks_of(links, other, key))
    };
    // Whose the office is may be told by the one that names it in more words than the other.
    let clue =
        |own: &Held<'_>, other: &Held<'_>| whose(own.office).is_some() || strange(links, rules, own, other).is_empty();
    let same = known && spoken(x, y) && spoken(y, x) && clue(x, y) && clue(y, x);
    let told = whose(x.office).is_some() || whose(y.office).is_some();
    let same = same && in_common(links, rules, x, y) >= if told { DEED } else { DEED_OF_UNKNOWN };
    same.then_some(Known::ByDeed)
}

/// The country, town or body that an office is of.
fn whose(office: &OfficeMention) -> Option<&str> {
    office.body.as_deref().or(office.place.as_deref())
}

/// Whether an office is named with whose it is, by a name rather than by "the council".
fn is_named(links: &Links<'_>, held: &Held<'_>) -> bool {
    let Some(key) = whose(held.office) else { return false };
    let linked = &links.documents[held.document].document;
    let proper = linked.claims.mentions.entities.entities.iter().any(|e| e.key == key && e.proper);
    let words = Around::of(&linked.source, held.claim.span);
    let capital = |part: &str| words.all().any(|word| fold(bare(word)) == part && word.starts_with(char::is_uppercase));
    proper || key.split([' ', '-']).filter(|part| part.len() >= LONG).all(capital) && key.len() >= LONG
}

/// Words of an office that make another of it: "lord", "general".
fn besides(links: &Links<'_>, rules: &RuleSet, held: &Held<'_>) -> BTreeSet<String> {
    let source = &links.documents[held.document].document.source;
    let list = &rules.extractor.tables.narrowing.besides;
    let words = source.words(held.office.span).split([' ', '-']).map(str::to_lowercase);
    words.filter(|word| list.contains(word)).collect()
}

/// Places and nationalities, and names that no table knows, of which one sentence speaks and the other document does not.
fn strange(links: &Links<'_>, rules: &RuleSet, own: &Held<'_>, other: &Held<'_>) -> BTreeSet<String> {
    let linked = &links.documents[own.document].document;
    let sentence = Around::span(&linked.source, own.claim.span);
    let there = &links.documents[other.document].document;
    let text = fold(&there.source.text);
    let known: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let keys: BTreeSet<&str> = there.claims.mentions.entities.entities.iter().map(|e| e.key.as_str()).collect();
    let entities = &linked.claims.mentions.entities;
    let inside = |span: Span| sentence.contains(span) && !own.claim.span.contains(span);
    let place = entities.mentions.iter().filter(|m| inside(m.span) && m.kind == EntityKind::Place);
    let places = place.filter_map(|m| Some(entities.get(m.entity?).key.as_str())).filter(|key| !keys.contains(key));
    let mut found: BTreeSet<String> = places.map(str::to_owned).collect();
    let persons =
        entities.mentions.iter().filter(|m| m.kind == EntityKind::Person && m.reference != Reference::Description);
    let persons: BTreeSet<String> = persons
        .filter(|m| sentence.contains(m.span))
        .flat_map(|m| fold(linked.source.words(m.span)).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let around = Around::of(&linked.source, own.claim.span);
    // What opens the sentence has a capital anyway.
    let opens =
        |at: usize, word: &str| at == 0 && rules.extractor.mentions.entities.is_common(&bare(word).to_lowercase());
    let named = |(at, word): &(usize, &String)| is_name(word) && !opens(*at, word);
    let names = around.before.iter().chain(&around.behind).enumerate().filter(named).map(|(_, word)| fold(bare(word)));
    found.extend(names.filter(|name| !known.contains(name.as_str()) && !persons.contains(name)));
    found
}

/// Whether the sentence in which somebody is told as the holder of an office names what has a key; "South Arvenne" is not Arvenne, nor is an Arvennian.
fn speaks_of(links: &Links<'_>, held: &Held<'_>, key: &str) -> bool {
    let linked = &links.documents[held.document].document;
    let around = Around::of(&linked.source, held.claim.span);
    let told = around.all().map(|word| fold(bare(word))).fold(" ".to_owned(), |line, word| line + &word + " ");
    let entities = &linked.claims.mentions.entities;
    let longer = |mention: &crate::entity::EntityMention| {
        let name = fold(linked.source.words(mention.span));
        name != key && name.contains(key) && told.contains(name.as_str())
    };
    told.contains(&format!(" {key} ")) && !entities.mentions.iter().any(longer)
}

/// Whether two sentences tell of one deed: they share words beside office, holder and place.
pub(super) fn is_one_deed(links: &Links<'_>, rules: &RuleSet, x: &Held<'_>, y: &Held<'_>) -> bool {
    in_common(links, rules, x, y) >= DEED
}

/// How many words two sentences share beside office, holder and place.
fn in_common(links: &Links<'_>, rules: &RuleSet, x: &Held<'_>, y: &Held<'_>) -> usize {
    let words = |held: &Held<'_>| {
        let left_out = format!("{} {}", held.name, whose(held.office).unwrap_or_default());
        deeds::words(links, rules, (held.document, held.claim.span), &left_out)
    };
    words(x).intersection(&words(y)).count()
}
