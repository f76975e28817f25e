//! Borders of two countries: "the Norland-Arvenne border", "the border between Norland and Arvenne", "Norland's border with Arvenne"; and "Norland's southern border",
//! where it has one neighbour on that side.
//!
//! A border is a place of its own, mentioned by its noun. What is had there ("border guards") is none, and "the border" alone stays undecided.

use std::ops::Range;

use super::coreference::merged;
use super::doc::Doc;
use super::governments::{place_from, place_up_to};
use super::tables::cue;
use super::{Entities, Entity, EntityId, EntityKind, EntityMention, Reference};

/// Adds the borders that a text names.
pub(super) fn add(doc: &Doc, entities: &mut Entities) {
    let mut new: Vec<(usize, [String; 2])> = Vec::new();
    for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Place) {
        let Some(id) = mention.entity else { continue };
        let tokens = doc.text.tokens_in(mention.span);
        let found = between(doc, entities, &tokens).or_else(|| behind(doc, entities, id, &tokens));
        let Some((noun, other)) = found else { continue };
        let own = entities.get(id).key.clone();
        if own != other && doc.cue(noun + 1) & cue::HAD_BY_BORDER == 0 && !doc.joint(noun + 1) {
            let pair = if own < other { [own, other] } else { [other, own] };
            new.push((noun, pair));
        }
    }
    new.sort_unstable();
    new.dedup_by_key(|(noun, _)| *noun);
    let mentions: Vec<EntityMention> = new.iter().map(|(noun, pair)| mention(doc, entities, *noun, pair)).collect();
    if !mentions.is_empty() {
        entities.mentions = merged(std::mem::take(&mut entities.mentions), mentions);
    }
}

/// "The border between Norland and Arvenne", at the first of them: the noun, and the key of the other.
fn between(doc: &Doc, entities: &Entities, tokens: &Range<usize>) -> Option<(usize, String)> {
    let at = with_article(doc, tokens.start).checked_sub(1)?;
    let noun = at.checked_sub(1).filter(|&noun| doc.is(at, "between") && is_border(doc, noun))?;
    let other = country(doc, entities, Some(tokens.end).filter(|&and| doc.is(and, "and"))? + 1)?;
    Some((noun, other))
}

/// A border behind a country: the noun, and the key of the country on its other side.
fn behind(doc: &Doc, entities: &Entities, id: EntityId, tokens: &Range<usize>) -> Option<(usize, String)> {
    let next = tokens.end + usize::from(doc.possessive(tokens.end));
    if is_border(doc, next) {
        // "Norland's border with Arvenne", "the Arvenne-Norland border"
        let with = || Some(next + 1).filter(|&with| doc.is(with, "with")).and_then(|k| country(doc, entities, k + 1));
        let joined = || {
            let joint = tokens.start.checked_sub(1).filter(|&k| doc.glued(k) && is_dash(doc.lower(k)))?;
            Some(entities.get(place_up_to(doc, entities, joint)?.0).key.clone())
        };
        return with().or_else(joined).map(|other| (next, other));
    }
    let side = (doc.lower(next).to_owned(), entities.get(id).key.clone());
    let other = doc.tables.neighbours.get(&side).filter(|_| is_border(doc, next + 1) && !doc.is(next + 2, "with"))?;
    Some((next + 1, other.clone()))
}

/// The key of the country that begins at a token, with an article or without.
fn country(doc: &Doc, entities: &Entities, at: usize) -> Option<String> {
    let start = at + usize::from(doc.is(at, "the"));
    Some(entities.get(place_from(doc, entities, start)?.0).key.clone())
}

fn is_border(doc: &Doc, noun: usize) -> bool {
    doc.word(noun) && doc.cue(noun) & cue::BORDER != 0
}

fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" | "/")
}

/// Where a name begins, with its article.
fn with_article(doc: &Doc, start: usize) -> usize {
    start - usize::from(start > 0 && doc.is(start - 1, "the"))
}

fn mention(doc: &Doc, entities: &mut Entities, noun: usize, [a, b]: &[String; 2]) -> EntityMention {
    let key = format!("border of {a} and {b}");
    let old = entities.entities.iter().position(|e| e.kind == EntityKind::Place && e.key == key);
    let id = old.unwrap_or(entities.entities.len());
    if old.is_none() {
        let named = |key: &str| {
            let place = entities.entities.iter().find(|e| e.kind == EntityKind::Place && e.key == key);
            let known = || doc.tables.countries.iter().find(|name| super::fold(name) == key);
            place.map(|e| &e.name).or_else(known).map_or_else(|| key.to_owned(), String::clone)
        };
        let name = format!("border of {} and {}", named(a), named(b));
        let place = EntityKind::Place;
        entities.entities.push(Entity { kind: place, name, key, forms: Vec::new(), person: None, proper: false });
    }
    let (span, entity) = (doc.text.span(noun..noun + 1), Some(EntityId(id as u32)));
    EntityMention { span, kind: EntityKind::Place, entity, reference: Reference::Description }
}
