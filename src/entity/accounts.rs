//! The accounts of a body at the foot of a page: "Facebook: Harbour Friends of Solcombe", "Instagram: @harbourfriends".
//!
//! What stands behind the names of networks, line by line, names one body, and so does every name of the text that is written like one of them. If one of them is a
//! person of the text, the accounts are that person's.

use rustc_hash::FxHashSet;

use super::coreference::merged;
use super::doc::Doc;
use super::fold::fold;
use super::tables::cue;
use super::{Entities, Entity, EntityId, EntityKind, EntityMention, Reference};

/// Words of the longest name.
const LONGEST: usize = 8;
/// Accounts of the least that make a list.
const LIST: usize = 2;
/// More accounts are those of many.
const FEW: usize = 8;
/// Tokens between two lines of a list.
const APART: usize = 12;

/// Adds the body whose accounts a text lists.
pub(super) fn add(doc: &Doc, entities: &mut Entities) {
    let accounts: Vec<(usize, usize)> = (1..doc.text.tokens.len()).filter_map(|k| account(doc, k)).collect();
    let listed = accounts.windows(2).all(|pair| pair[1].0 < pair[0].1 + APART);
    let Some(name) = accounts.iter().filter(|(start, _)| !doc.is(start - 1, "@")).max_by_key(|(a, b)| b - a) else {
        return;
    };
    if !listed || !(LIST..=FEW).contains(&accounts.len()) {
        return;
    }
    let written: FxHashSet<String> = accounts.iter().map(|&(a, b)| letters(doc, a, b)).collect();
    let person =
        entities.entities.iter().any(|e| e.kind == EntityKind::Person && written.contains(&e.key.replace(' ', "")));
    if person {
        return;
    }
    let id = body(doc, entities, *name);
    let mut new = Vec::new();
    let mut at = 0;
    while at < doc.text.tokens.len() {
        let longest = (at + 1..=at + LONGEST).rev().find(|&end| {
            end <= doc.text.tokens.len()
                && doc.capital(at)
                && doc.word(end - 1)
                && written.contains(&letters(doc, at, end))
        });
        let Some(end) = longest else {
            at += 1;
            continue;
        };
        let span = doc.text.span(at..end);
        new.push(EntityMention { span, kind: EntityKind::Organisation, entity: Some(id), reference: Reference::Alias });
        at = end;
    }
    entities.mentions = merged(std::mem::take(&mut entities.mentions), new);
}

/// The name behind a colon and the name of a network, up to the end of its line.
fn account(doc: &Doc, colon: usize) -> Option<(usize, usize)> {
    if !doc.is(colon, ":") || !doc.capital(colon - 1) || doc.cue(colon - 1) & cue::NETWORK == 0 {
        return None;
    }
    let start = colon + 1 + usize::from(doc.is(colon + 1, "@"));
    let more = |k: usize| {
        let text = doc.text;
        let gap = text.tokens.get(k).map(|t| text.tokens[k - 1].span.end as usize..t.span.start as usize);
        gap.is_some_and(|gap| !text.raw[gap].contains('\n'))
    };
    if !more(start) {
        return None;
    }
    let end = (start + 1..).take(LONGEST).find(|&k| !more(k))?;
    doc.capital(start).then_some((start, end))
}

/// The letters of a name without spaces.
fn letters(doc: &Doc, start: usize, end: usize) -> String {
    (start..end).map(|k| fold(doc.lower(k))).collect()
}

fn body(doc: &Doc, entities: &mut Entities, (start, end): (usize, usize)) -> EntityId {
    let name = doc.text.of(doc.text.span(start..end)).to_owned();
    let key = fold(&name);
    let old = entities.entities.iter().position(|e| e.kind == EntityKind::Organisation && e.key == key);
    if let Some(old) = old {
        return EntityId(old as u32);
    }
    entities.entities.push(Entity {
        kind: EntityKind::Organisation,
        name,
        key,
        forms: Vec::new(),
        person: None,
        proper: true,
    });
    EntityId(entities.entities.len() as u32 - 1)
}
