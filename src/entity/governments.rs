//! Governments, and capitals that stand for them: "the Norlandic government", "the government of Norland", "the Varga administration"; "Altmar denied it". "The governments of
//! Norland and Arvenne" are two, and are mentioned by one word.
//!
//! A government is an entity of its own beside its country. One that is named by its leader is that of a country if the text says so ("the Norlandic president, Ana Varga")
//! and names no other leader of it. "The former government" and the like are of another time and stay undecided. A capital that accuses, denies or has relations is its
//! country; one that something happens in stays a town.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::coreference::merged;
use super::doc::Doc;
use super::fold::fold;
use super::tables::{cue, flag};
use super::{Entities, Entity, EntityId, EntityKind, EntityMention, OfficeMention, Reference, Tenure};

/// Countries that share the word for their governments, at most, beside the first.
const BESIDE: usize = 4;
/// Words between a verb and the capital that is its subject: "has not yet".
const AUXILIARIES: usize = 3;
/// Words between a person and "in the Norlandic presidency".
const ADVERBS: usize = 2;

/// Adds the governments of a text whose offices are known, and gives capitals that act to their countries.
pub(super) fn add(doc: &Doc, entities: &mut Entities) {
    let found: Vec<(usize, EntityId)> =
        entities.mentions.iter().filter_map(|mention| Some((noun(doc, entities, mention)?, mention.entity?))).collect();
    if !found.is_empty() {
        let countries = led(doc, entities);
        let mut ids = known(entities);
        let mut new = Vec::with_capacity(found.len());
        for (noun, owner) in found {
            let owner = countries.get(&owner).copied().unwrap_or(owner);
            let entity = Some(government(entities, &mut ids, owner));
            let span = doc.text.span(noun..noun + 1);
            new.push(EntityMention { span, kind: EntityKind::Organisation, entity, reference: Reference::Description });
        }
        new.sort_unstable_by_key(|m| (m.span.start, m.entity));
        new.dedup();
        entities.mentions = merged(std::mem::take(&mut entities.mentions), new);
    }
    capitals(doc, entities);
}

/// The noun of the government that is named by a mention.
fn noun(doc: &Doc, entities: &Entities, mention: &EntityMention) -> Option<usize> {
    let owner = matches!(mention.kind, EntityKind::Place | EntityKind::Person) && mention.entity.is_some();
    if !owner {
        return None;
    }
    let tokens = doc.text.tokens_in(mention.span);
    let alone = || before(doc, entities, mention, &tokens).or_else(|| after(doc, mention, &tokens));
    let (noun, start) = alone().or_else(|| beside_others(doc, entities, mention, &tokens))?;
    let free = !covered(doc, entities, noun);
    let singled = start > 0 && (doc.has(start - 1, flag::TENURE) || doc.cue(start - 1) & cue::OTHER != 0);
    let part = doc.joint(noun + 1) || doc.has(noun + 1, flag::BODY);
    (free && !singled && !part).then_some(noun)
}

/// "The government of Norland": the noun, and where the words that tell it from others end.
fn before(doc: &Doc, entities: &Entities, mention: &EntityMention, tokens: &Range<usize>) -> Option<(usize, usize)> {
    if mention.kind != EntityKind::Place || mention.reference == Reference::Demonym {
        return None;
    }
    let of = tokens.start.checked_sub(1 + usize::from(tokens.start > 1 && doc.is(tokens.start - 1, "the")))?;
    let noun = of.checked_sub(1).filter(|&noun| doc.is(of, "of") && governs(doc, noun))?;
    // "The government of the South Coast nation": with the article only a country that is known.
    let key = &entities.get(mention.entity?).key;
    if doc.is(of + 1, "the") && !doc.tables.country_keys.contains_key(key) {
        return None;
    }
    Some((noun, noun))
}

/// "The Norlandic government", "Varga's administration", "the (Varga) government".
fn after(doc: &Doc, mention: &EntityMention, tokens: &Range<usize>) -> Option<(usize, usize)> {
    let bracketed = tokens.start > 0 && doc.is(tokens.start - 1, "(") && doc.is(tokens.end, ")");
    let skip = usize::from(bracketed || doc.possessive(tokens.end));
    let start = tokens.start - usize::from(bracketed);
    let noun = tokens.end + skip;
    let joined = start > 1 && doc.joint(start - 1);
    // "Varga's administration of the estate"
    let managed = mention.kind == EntityKind::Person && doc.is(noun + 1, "of");
    (governs(doc, noun) && !joined && !managed).then_some((noun, start))
}

/// "The governments of Norland and *Arvenne*", "the *Norlandic* and Arvennese governments": each of a row of countries has one.
fn beside_others(
    doc: &Doc,
    entities: &Entities,
    mention: &EntityMention,
    tokens: &Range<usize>,
) -> Option<(usize, usize)> {
    let joins = |at: usize| doc.is(at, "and") || doc.is(at, ",");
    let start = |own: &Range<usize>| own.start - usize::from(own.start > 0 && doc.is(own.start - 1, "the"));
    if mention.kind != EntityKind::Place {
        return None;
    }
    if mention.reference == Reference::Demonym {
        let followed = doc.is(tokens.end, "and");
        let noun = if followed { place_from(doc, entities, tokens.end + 1)?.1.end } else { tokens.end };
        let joined = followed || tokens.start > 0 && doc.is(tokens.start - 1, "and");
        return (joined && govern(doc, noun)).then_some((noun, tokens.start));
    }
    let mut first = tokens.clone();
    let mut joined = joins(tokens.end);
    for _ in 0..BESIDE {
        let at = start(&first).checked_sub(1)?;
        if doc.is(at, "of") {
            return at.checked_sub(1).filter(|&noun| joined && govern(doc, noun)).map(|noun| (noun, noun));
        }
        joined = true;
        first = if joins(at) { place_up_to(doc, entities, at)?.1 } else { return None };
    }
    None
}

/// The place whose mention begins with a token, and its tokens.
pub(super) fn place_from(doc: &Doc, entities: &Entities, at: usize) -> Option<(EntityId, Range<usize>)> {
    let start = doc.text.tokens.get(at)?.span.start;
    let mention = entities.mentions.get(entities.mentions.partition_point(|m| m.span.start < start))?;
    place_of(doc, mention).filter(|_| mention.span.start == start)
}

/// The place whose mention ends right before a token, and its tokens.
pub(super) fn place_up_to(doc: &Doc, entities: &Entities, at: usize) -> Option<(EntityId, Range<usize>)> {
    let end = doc.text.tokens.get(at.checked_sub(1)?)?.span.end;
    let mention = entities.mentions.get(entities.mentions.partition_point(|m| m.span.end < end))?;
    place_of(doc, mention).filter(|_| mention.span.end == end)
}

fn place_of(doc: &Doc, mention: &EntityMention) -> Option<(EntityId, Range<usize>)> {
    let id = mention.entity.filter(|_| mention.kind == EntityKind::Place)?;
    Some((id, doc.text.tokens_in(mention.span)))
}

/// Whether a noun is the plural of a government's.
fn govern(doc: &Doc, noun: usize) -> bool {
    let plural = noun < doc.text.tokens.len() && doc.word(noun) && doc.lower(noun).ends_with('s');
    plural && doc.tables.cue(doc.text.lemma(noun)) & cue::GOVERNMENT != 0
}

fn governs(doc: &Doc, noun: usize) -> bool {
    doc.word(noun) && doc.cue(noun) & cue::GOVERNMENT != 0
}

fn covered(doc: &Doc, entities: &Entities, at: usize) -> bool {
    let span = doc.text.tokens[at].span;
    let next = entities.mentions.partition_point(|m| m.span.end <= span.start);
    entities.mentions.get(next).is_some_and(|m| m.span.overlaps(span))
}

/// Governments that are bodies of the text by name, by key.
fn known(entities: &Entities) -> FxHashMap<String, EntityId> {
    let body = |(_, e): &(u32, &Entity)| e.kind == EntityKind::Organisation && e.key.starts_with("government of ");
    (0..).zip(&entities.entities).filter(body).map(|(n, e)| (e.key.clone(), EntityId(n))).collect()
}

fn government(entities: &mut Entities, ids: &mut FxHashMap<String, EntityId>, owner: EntityId) -> EntityId {
    let owner = entities.get(owner);
    let key = format!("government of {}", owner.key);
    if let Some(&id) = ids.get(&key) {
        return id;
    }
    let name = format!("government of {}", owner.name);
    let id = EntityId(entities.entities.len() as u32);
    entities.entities.push(Entity {
        kind: EntityKind::Organisation,
        name,
        key: key.clone(),
        forms: Vec::new(),
        person: None,
        proper: false,
    });
    ids.insert(key, id);
    id
}

/// The countries of those who lead one, where the text names one leader for a country and one country for a leader.
fn led(doc: &Doc, entities: &Entities) -> FxHashMap<EntityId, EntityId> {
    let places = (0..).zip(&entities.entities).filter(|(_, e)| e.kind == EntityKind::Place);
    let places: FxHashMap<&str, EntityId> = places.map(|(n, e)| (e.key.as_str(), EntityId(n))).collect();
    let mut pairs: FxHashSet<(EntityId, EntityId)> = FxHashSet::default();
    for office in entities.offices.iter().filter(|o| o.tenure == Tenure::Full) {
        let heads = doc.tables.roles.iter().any(|role| role.governs && role.name == office.role);
        let place = office.place.as_deref().filter(|_| heads).and_then(|key| places.get(key).copied());
        pairs.extend(place.and_then(|place| Some((beside(doc, entities, office)?, place))));
    }
    for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Place) {
        pairs.extend(mention.entity.and_then(|place| Some((seated(doc, entities, mention)?, place))));
    }
    let alone = |&(person, place): &(EntityId, EntityId)| pairs.iter().all(|p| (p.0 == person) == (p.1 == place));
    pairs.iter().copied().filter(alone).collect()
}

/// The person beside an office: "President Ana Varga of Norland", "Ana Varga, the president of Norland".
pub(super) fn beside(doc: &Doc, entities: &Entities, office: &OfficeMention) -> Option<EntityId> {
    let tokens = doc.text.tokens_in(office.span);
    let next = tokens.end + usize::from(doc.is(tokens.end, ","));
    let mut comma = tokens.start.checked_sub(1);
    comma = comma.and_then(|k| if doc.is(k, "the") { k.checked_sub(1) } else { Some(k) });
    let apposed =
        || comma.filter(|&k| doc.is(k, ",")).and_then(|k| k.checked_sub(1)).and_then(|k| person(doc, entities, k));
    person(doc, entities, next).or_else(apposed)
}

/// The person who is "in the Norlandic presidency", if a mention is the place of that.
fn seated(doc: &Doc, entities: &Entities, mention: &EntityMention) -> Option<EntityId> {
    let tokens = doc.text.tokens_in(mention.span);
    let the = tokens.start.checked_sub(2)?;
    if doc.cue(tokens.end) & cue::HEADSHIP == 0 || !doc.is(the + 1, "the") || !doc.is(the, "in") {
        return None;
    }
    let plain = |k: &usize| doc.word(*k) && !doc.capital(*k);
    let adverbs = (0..the).rev().take(ADVERBS).take_while(plain).count();
    person(doc, entities, the.checked_sub(adverbs + 1)?)
}

/// The person whose name a token is part of.
fn person(doc: &Doc, entities: &Entities, at: usize) -> Option<EntityId> {
    let span = doc.text.tokens.get(at)?.span;
    let next = entities.mentions.partition_point(|m| m.span.end <= span.start);
    entities.mentions.get(next).filter(|m| m.kind == EntityKind::Person && m.span.overlaps(span))?.entity
}

/// Gives capitals that act to their countries.
fn capitals(doc: &Doc, entities: &mut Entities) {
    let mut acting = Vec::new();
    for (n, mention) in entities.mentions.iter().enumerate() {
        let Some(id) = mention.entity.filter(|_| mention.kind == EntityKind::Place) else { continue };
        let Some(country) = doc.tables.capitals.get(&entities.get(id).key) else { continue };
        let tokens = doc.text.tokens_in(mention.span);
        let other = doc.cue(tokens.start) & cue::SEAT_OF_OTHERS != 0;
        if *country != entities.get(id).key && !other && (acts(doc, &tokens) || is_party(doc, &tokens)) {
            acting.push((n, country.clone()));
        }
    }
    for (n, country) in acting {
        if let Some(id) = place(doc, entities, &country) {
            entities.mentions[n].entity = Some(id);
            entities.mentions[n].reference = Reference::Alias;
        }
    }
}

/// Whether a capital is the subject of what governments do: "Altmar has not denied".
fn acts(doc: &Doc, tokens: &Range<usize>) -> bool {
    let opens = tokens.start.checked_sub(1).is_none_or(|k| {
        !doc.word(k) && !doc.joint(k)
            || matches!(
                doc.lower(k),
                "that" | "if" | "but" | "because" | "while" | "when" | "after" | "before" | "although"
            )
            || doc.tables.cue(doc.text.lemma(k)) & cue::DONE_BY_GOVERNMENT != 0
    });
    if !opens {
        return false;
    }
    let verb = (tokens.end..).take(AUXILIARIES + 1).find(|&k| !doc.has(k, flag::FUNCTION) || !doc.word(k));
    verb.is_some_and(|k| {
        doc.word(k) && !doc.capital(k) && doc.tables.cue(doc.text.lemma(k)) & cue::DONE_BY_GOVERNMENT != 0
    })
}

/// Whether something is had with a capital that countries have with each other: "relations with Altmar".
fn is_party(doc: &Doc, tokens: &Range<usize>) -> bool {
    let Some(noun) = tokens.start.checked_sub(2) else { return false };
    let linked = match doc.lower(tokens.start - 1) {
        "with" => doc.tables.cue(doc.text.lemma(noun)) & cue::HAD_BETWEEN != 0,
        "to" => doc.has(noun, flag::ROLE) && doc.tables.cue(doc.text.lemma(noun)) & cue::ENVOY != 0,
        _ => false,
    };
    linked && !doc.is(tokens.end, ",")
}

/// The entity of a country, by its key.
fn place(doc: &Doc, entities: &mut Entities, key: &str) -> Option<EntityId> {
    let old = entities.entities.iter().position(|e| e.kind == EntityKind::Place && e.key == key);
    if let Some(old) = old {
        return Some(EntityId(old as u32));
    }
    let name = doc.tables.countries.iter().find(|name| fold(name) == key)?.clone();
    entities.entities.push(Entity {
        kind: EntityKind::Place,
        name,
        key: key.to_owned(),
        forms: Vec::new(),
        person: None,
        proper: true,
    });
    Some(EntityId(entities.entities.len() as u32 - 1))
}
