//! First reference by surname only, where the document gives the full name further on.

use rustc_hash::FxHashSet;

use super::findings::Draft;
use super::single;
use crate::claim::Value;
use crate::entity::{EntityId, EntityKind, Reference};
use crate::link::{Linked, Links, Role};
use crate::rule::Rule;
use crate::source::{BlockKind, Span};

/// Most findings of one document.
const MOST: usize = 5;

/// The findings of a rule on first references.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = links.documents.iter().enumerate().filter(|(_, linked)| linked.document.role == Role::Judged);
    judged.flat_map(|(i, linked)| of_document(i, linked, rule)).collect()
}

fn of_document<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let entities = &linked.document.claims.mentions.entities;
    let source = &linked.document.source;
    let mut seen: FxHashSet<EntityId> = FxHashSet::default();
    let acting = acting(linked);
    let mut found = Vec::new();
    for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        let Some(id) = mention.entity else { continue };
        let words = source.words(mention.span);
        // A heading or a speaker's name before a colon introduces nobody.
        let behind = source.text[mention.span.end as usize..].chars().next();
        if !in_prose(linked, mention.span) || words == words.to_uppercase() || behind == Some(':') {
            if mention.reference == Reference::Name {
                seen.insert(id);
            }
            continue;
        }
        let known = acting.contains(entities.get(id).key.as_str());
        let alone = !beside_capital(&source.text, mention.span);
        if !seen.insert(id) || mention.reference != Reference::Partial || !known || !alone || found.len() >= MOST {
            continue;
        }
        let later = entities
            .mentions
            .iter()
            .find(|m| m.entity == Some(id) && m.reference == Reference::Name && m.span.start > mention.span.start);
        if let Some(later) = later.filter(|later| in_prose(linked, later.span)) {
            let places = vec![
                single::at(document, mention.span, words, Some("named by the surname alone".to_owned())),
                single::at(document, later.span, source.words(later.span), Some("named in full".to_owned())),
            ];
            let slots = [("person", entities.get(id).name.clone())];
            found.push(single::draft(rule, rule.severity, &slots, places, Vec::new()));
        }
    }
    found
}

/// Keys of those who speak in a document or hold an office in it, so that it is certain that they are persons.
fn acting<'l>(linked: &'l Linked<'_>) -> FxHashSet<&'l str> {
    let claims = &linked.document.claims.claims;
    let holders = claims.iter().filter(|c| matches!(c.value, Value::Office(_))).filter_map(|c| c.slots.get("person"));
    let speakers = claims.iter().filter_map(|c| c.context.speaker.as_ref()).filter(|s| s.person);
    holders.map(|r| r.key.as_str()).chain(speakers.filter_map(|s| s.key.as_deref())).collect()
}

/// Whether another word with a capital, or a hyphen, touches a name: then it is part of a longer one.
fn beside_capital(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].trim_end_matches(' ');
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let behind = text[span.end as usize..].trim_start_matches(' ');
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    before.ends_with('-') || behind.starts_with('-') || capital(word) || capital(behind)
}

/// Whether a name stands in running prose: in no heading, list or table, and in a line that ends as sentences do.
fn in_prose(linked: &Linked<'_>, span: Span) -> bool {
    let source = &linked.document.source;
    let at = source.blocks.partition_point(|block| block.span.end <= span.start);
    let block = source.blocks.get(at).filter(|block| block.span.contains(span));
    if block.is_some_and(|block| block.kind != BlockKind::Paragraph) {
        return false;
    }
    let text = &source.text;
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| at + span.end as usize);
    let line = text[start..end].trim_end_matches(['"', '\'', '”', '’', ')', ' ', '\r']);
    block.is_some() || line.ends_with(['.', '!', '?', ':', ';'])
}
