//! What a noun with the definite article means without regard to clauses: the holder of an office, the body whose name the noun heads.
//!
//! An office with the definite article for the one who is known to hold it: "the foreign minister", after "Ana Varga, the foreign minister".
//!
//! Only offices with one holder that say by themselves which office they are, and only where the text names one holder of it, not far back.

use rustc_hash::FxHashMap;

use super::coreference::merged;
use super::doc::Doc;
use super::fold::fold;
use super::governments::beside;
use super::tables::{Role, cue, flag};
use super::{Entities, EntityId, EntityKind, EntityMention, OfficeMention, OfficeRelation, Reference, Tenure};
use crate::source::Span;

/// How many sentences after the holder's last mention the office still means him or her.
const REACH: usize = 5;
/// The same for a body and the noun of its name.
const JUST: usize = 2;
/// More offices than this with holders are not told apart.
const FEW: usize = 64;

/// Adds mentions of persons by the offices they hold, and of bodies by the nouns that head their names.
pub(super) fn add(doc: &Doc, entities: &mut Entities) {
    let mut new = persons(doc, entities);
    new.extend(bodies(doc, entities));
    new.sort_by_cached_key(|m| m.span.start);
    if !new.is_empty() {
        entities.mentions = merged(std::mem::take(&mut entities.mentions), new);
    }
}

fn persons(doc: &Doc, entities: &Entities) -> Vec<EntityMention> {
    let held: Vec<(usize, EntityId)> =
        (0..).zip(&entities.offices).filter_map(|(n, office)| Some((n, beside(doc, entities, office)?))).collect();
    if held.is_empty() || held.len() > FEW {
        return Vec::new();
    }
    (0..)
        .zip(&entities.offices)
        .filter(|(n, office)| held.binary_search_by_key(n, |h| h.0).is_err() && is_definite(doc, office))
        .filter_map(|(n, office)| {
            let id = holder(doc, entities, &held, n)?;
            near(doc, entities, id, office.span.start).then_some(described(office.span, EntityKind::Person, id))
        })
        .collect()
}

fn described(span: Span, kind: EntityKind, id: EntityId) -> EntityMention {
    EntityMention { span, kind, entity: Some(id), reference: Reference::Description }
}

/// "The academy opens in May.", where the only body named before whose name that noun heads was named just before.
fn bodies(doc: &Doc, entities: &Entities) -> Vec<EntityMention> {
    let mut heads: FxHashMap<String, Vec<Option<EntityId>>> = FxHashMap::default();
    let mut new = Vec::new();
    let mut next = 0;
    for sentence in &doc.text.sentences {
        let the = sentence.tokens.start as usize;
        let noun = the + 1;
        if noun + 1 >= sentence.tokens.end as usize
            || !doc.is(the, "the")
            || !doc.has(noun, flag::BODY)
            || doc.capital(noun)
            || !opens_predicate(doc, noun + 1)
            || doc.cue(noun) & cue::VAGUE_BODY != 0
        {
            continue;
        }
        while let Some(mention) = entities.mentions.get(next).filter(|m| m.span.end <= sentence.span.start) {
            next += 1;
            let end = doc.text.tokens_in(mention.span).end;
            // "Tarvel Service providers" may name no service.
            let part = doc.word(end)
                && !doc.capital(end)
                && doc.lower(end).ends_with('s')
                && doc.lower(end) != doc.text.lemma(end);
            let named = mention.kind == EntityKind::Organisation && mention.reference != Reference::Description;
            if let (Some(id), true) = (mention.entity, named)
                && let Some(head) = head(&entities.get(id).name)
            {
                let list = heads.entry(head).or_default();
                let id = Some(id).filter(|_| !part);
                if !list.contains(&id) && list.len() < 2 {
                    list.push(id);
                }
            }
        }
        if let Some([Some(id)]) = heads.get(doc.lower(noun)).map(Vec::as_slice)
            && near_within(doc, entities, *id, sentence.span.start, JUST)
            && !has_rival(doc, noun)
        {
            new.push(described(doc.text.tokens[noun].span, EntityKind::Organisation, *id));
        }
    }
    new
}

/// The noun that heads the name of a body of several words.
fn head(name: &str) -> Option<String> {
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(' ').take_while(|w| !matches!(*w, "of" | "for" | "on" | "in" | "and" | "against")).collect();
    words.last().filter(|_| folded.contains(' ')).map(|w| (*w).to_owned())
}

/// Whether a noun stood just before for something else: "a museum in Vell", "the city museum".
fn has_rival(doc: &Doc, noun: usize) -> bool {
    let text = doc.text;
    let here = text.sentence_at(text.tokens[noun].span.start).unwrap_or_default();
    let from = text.sentences[here.saturating_sub(JUST)].tokens.start as usize;
    let like = |k: usize| text.tokens[k].lower == text.tokens[noun].lower && !doc.capital(k);
    let taken_up = |k: usize| matches!(doc.lower(k), "the" | "this" | "that" | "its" | "their");
    (from.max(1)..noun).any(|k| like(k) && !taken_up(k - 1))
}

/// Whether a word behind a noun is what it does: "was", "offers", "said", and no further noun.
fn opens_predicate(doc: &Doc, at: usize) -> bool {
    let lower = doc.lower(at);
    let auxiliary = matches!(doc.text.lemma(at), "be" | "have" | "do")
        || matches!(lower, "will" | "would" | "can" | "could" | "may" | "must" | "also");
    let form = lower != doc.text.lemma(at) && (lower.ends_with('s') || lower.ends_with("ed")) || lower == "said";
    doc.word(at) && !doc.capital(at) && (auxiliary || form)
}

/// "The foreign minister", unless that is what somebody is, becomes or speaks for, or words behind it tell of another.
fn is_definite(doc: &Doc, office: &OfficeMention) -> bool {
    let role = doc.tables.roles.iter().find(|role| role.name == office.role);
    let one = |role: &Role| role.sole || role.over == "portfolio" && !role.group.is_empty();
    let telling = role.is_some_and(|role| one(role) && (role.complete || !office.portfolio.is_empty()));
    let tokens = doc.text.tokens_in(office.span);
    let Some(the) = tokens.start.checked_sub(1).filter(|&k| telling && doc.is(k, "the")) else { return false };
    let said = the.checked_sub(1).is_some_and(|k| {
        matches!(
            doc.text.lemma(k),
            "as" | "be" | "become" | "of" | "for" | "appoint" | "name" | "elect" | "remain" | "like"
        ) || doc.is(k, ",")
    });
    let end = tokens.end;
    // "the secretary of state,” she said": the quotation ends, and nothing is said of the office.
    let closed = doc.is(end, ",") && doc.glued(end + 1) && !doc.word(end + 1);
    let narrowed = matches!(doc.lower(end), "," | "who" | "of" | "in" | "for" | "at" | "(" | "from" | "under");
    let behind = narrowed && !closed || doc.possessive(end);
    let other = matches!(office.tenure, Tenure::Former | Tenure::Then | Tenure::Acting);
    !said && !behind && !other && !doc.capital(tokens.end)
}

/// The only person beside an office that is the same.
fn holder(doc: &Doc, entities: &Entities, held: &[(usize, EntityId)], n: usize) -> Option<EntityId> {
    let office = &entities.offices[n];
    let like = |other: &OfficeMention| {
        let (a, b) = (with(office), with(other));
        other.role == office.role
            && other.portfolio == office.portfolio
            && doc.tables.relate(&a, &b) == OfficeRelation::Same
    };
    let mut holders = held.iter().filter(|(k, _)| like(&entities.offices[*k])).copied();
    let (first, id) = holders.next()?;
    (first < n && holders.all(|(_, other)| other == id)).then_some(id)
}

/// An office however it is held.
fn with(office: &OfficeMention) -> OfficeMention {
    OfficeMention { tenure: Tenure::Full, ..office.clone() }
}

/// Whether a person was named not far before a place.
fn near(doc: &Doc, entities: &Entities, id: EntityId, at: u32) -> bool {
    near_within(doc, entities, id, at, REACH)
}

fn near_within(doc: &Doc, entities: &Entities, id: EntityId, at: u32, reach: usize) -> bool {
    let before = entities.mentions.partition_point(|m| m.span.end <= at);
    let last = entities.mentions[..before].iter().rev().find(|m| m.entity == Some(id));
    let sentence = |at: u32| doc.text.sentence_at(at);
    last.and_then(|m| sentence(m.span.start)).zip(sentence(at)).is_some_and(|(last, here)| last + reach >= here)
}
