//! Relatives told by whose they are: "Varga's son", "Varga and his wife", "the widow of Varga".
//!
//! Such a word means somebody only if the text says of one person that he or she is that, by name ("Varga's son Marco", "Ana Brandt, the wife of Varga") or by a
//! suffix ("Marco Varga Jr." beside "Marco Varga"), and speaks of no several ("Varga's sons"). Where it tells of marriages or their end, a husband or wife stays undecided.

use super::coreference::merged;
use super::doc::Doc;
use super::tables::cue;
use super::{Entities, EntityId, EntityKind, EntityMention, Reference};

/// A relative of somebody, where a text speaks of one.
struct Kin<'a> {
    owner: EntityId,
    /// "wife", as it stands in the table.
    noun: &'a str,
    /// The first token of the words and the noun: "his wife".
    start: usize,
    at: usize,
    several: bool,
}

/// Adds relatives who are persons of the text.
pub(super) fn add(doc: &Doc, entities: &mut Entities) {
    let mut spoken: Vec<Kin> = entities.mentions.iter().filter_map(|mention| kin(doc, mention)).collect();
    if spoken.is_empty() {
        return;
    }
    if (0..doc.text.tokens.len()).any(|at| doc.cue(at) & cue::MARRIAGE != 0) {
        spoken.retain(|kin| doc.tables.cue(kin.noun) & cue::SPOUSE == 0);
    }
    let mut told = by_suffix(entities);
    told.extend(spoken.iter().filter_map(|kin| Some((kin.owner, kin.noun.to_owned(), named(doc, entities, kin)?))));
    let mut new = Vec::new();
    for kin in spoken.iter().filter(|kin| !kin.several && named(doc, entities, kin).is_none()) {
        let rival = spoken.iter().any(|other| other.several && (other.owner, other.noun) == (kin.owner, kin.noun));
        let mut all = told.iter().filter(|(owner, noun, _)| *owner == kin.owner && noun == kin.noun).map(|t| t.2);
        let one = all.next().filter(|&one| !rival && all.all(|other| other == one));
        if let Some(id) = one {
            let (span, kind) = (doc.text.span(kin.start..kin.at + 1), EntityKind::Person);
            new.push(EntityMention { span, kind, entity: Some(id), reference: Reference::Description });
        }
    }
    new.sort_by_cached_key(|m| m.span.start);
    new.dedup_by_key(|m| m.span);
    entities.mentions = merged(std::mem::take(&mut entities.mentions), new);
}

/// The relative of the person of a mention that is spoken of beside it.
fn kin<'a>(doc: &'a Doc, mention: &EntityMention) -> Option<Kin<'a>> {
    let owner = mention.entity.filter(|_| mention.kind == EntityKind::Person)?;
    let tokens = doc.text.tokens_in(mention.span);
    let end = tokens.end;
    let of = tokens.start.checked_sub(2).filter(|&noun| doc.is(noun + 1, "of") && noun > 0 && doc.is(noun - 1, "the"));
    let joined = doc.is(end, "and") || doc.is(end, ",") || doc.is(end, "with");
    let (start, at) = if doc.possessive(end) {
        (end + 1, end + 1)
    } else if joined && (doc.is(end + 1, "his") || doc.is(end + 1, "her")) {
        (end + 1, end + 2)
    } else {
        of.map(|noun| (noun, noun))?
    };
    let is_kin = |word: &str| doc.tables.cue(word) & cue::KIN != 0;
    let noun = [doc.lower(at), doc.text.tokens.get(at).map_or("", |_| doc.text.lemma(at))];
    let noun = noun.into_iter().find(|word| is_kin(word))?;
    Some(Kin { owner, noun, start, at, several: doc.lower(at) != noun })
}

/// The person whom the text names beside a relative: "Varga's wife Ana Brandt", "Varga's wife, Ana Brandt, left", "Ana Brandt, the wife of Varga".
fn named(doc: &Doc, entities: &Entities, kin: &Kin) -> Option<EntityId> {
    let apposed = doc.is(kin.at + 1, ",");
    let behind = person(doc, entities, kin.at + 1 + usize::from(apposed)).filter(|(_, end)| {
        let closed = doc.is(*end, ",") || doc.is(*end, ".") || doc.is(*end, ";");
        !apposed || closed
    });
    let before = || {
        let article = kin.start.checked_sub(1).filter(|&k| doc.is(k, "the"))?;
        let last = article.checked_sub(1).filter(|&comma| doc.is(comma, ","))?.checked_sub(1)?;
        person(doc, entities, last)
    };
    behind.or_else(before).map(|(id, _)| id).filter(|&id| id != kin.owner)
}

/// The person whose name a token is part of, and where the name ends.
fn person(doc: &Doc, entities: &Entities, at: usize) -> Option<(EntityId, usize)> {
    let span = doc.text.tokens.get(at)?.span;
    let next = entities.mentions.partition_point(|m| m.span.end <= span.start);
    let mention = entities.mentions.get(next).filter(|m| m.kind == EntityKind::Person && m.span.overlaps(span))?;
    Some((mention.entity?, doc.text.tokens_in(mention.span).end))
}

/// Sons and fathers who bear one name, told apart by "Jr."
fn by_suffix(entities: &Entities) -> Vec<(EntityId, String, EntityId)> {
    let persons = || (0..).zip(&entities.entities).filter_map(|(n, e)| Some((EntityId(n), e.person.as_ref()?)));
    let mut told = Vec::new();
    for (son, name) in persons().filter(|(_, name)| name.suffix.as_deref().is_some_and(is_junior)) {
        let bears = |(_, other): &(EntityId, &super::PersonName)| {
            let given = name.given.is_empty() || other.given.is_empty() || name.given.first() == other.given.first();
            other.suffix.is_none() && other.family == name.family && given
        };
        let mut fathers = persons().filter(bears);
        if let Some((father, _)) = fathers.next().filter(|_| fathers.next().is_none()) {
            told.extend([(father, "son".to_owned(), son), (son, "father".to_owned(), father)]);
        }
    }
    told
}

fn is_junior(suffix: &str) -> bool {
    suffix.trim_end_matches('.').eq_ignore_ascii_case("jr")
}
