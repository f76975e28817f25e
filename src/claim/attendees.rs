//! Who has which function at a meeting: "Ana Ruiz, mayor of Solcombe (Chair)" among those present, and "the Chair, Mr Vell" further on.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::structure::Listing;
use crate::diagnostic::Problem;
use crate::entity::{EntityId, EntityKind, EntityMention, OfficeMention, Tenure};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::Text;

/// Tokens between a person and the bracket that holds the function.
const BEFORE: usize = 16;
/// Tokens inside such a bracket before the function: "(Kessling, chair)".
const INSIDE: usize = 5;
/// Tokens before a function among which a verb tells that another took it over.
const HANDED: usize = 3;

/// The word lists of this module, from `claim/attendees`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    /// Verbs of whoever takes or gives a function, as lemmas.
    handing: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/attendees`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/attendees", problems)
    }
}

/// Functions that a document gives to two persons of one meeting.
pub(super) fn find(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Listing> {
    let entities = &mentions.entities;
    let bare = |o: &&OfficeMention| {
        let alone = o.body.is_none() && o.place.is_none() && o.to.is_none() && o.portfolio.is_empty();
        alone && o.tenure == Tenure::Full && !o.role.contains(' ')
    };
    let mut found = Vec::new();
    let listed = || entities.offices.iter().filter(bare).filter_map(|o| Some((o, marked(text, mentions, o)?)));
    for (office, (first, span)) in listed() {
        // Several committees have a chair each.
        if listed().any(|(o, (other, _))| o.role == office.role && other != first) {
            continue;
        }
        let other = entities.offices.iter().filter(bare).filter(|o| o.role == office.role).find_map(|o| {
            let (second, place) = named(text, mentions, o)?;
            (second != first && o.span != office.span).then_some((second, place))
        });
        let handed = || entities.offices.iter().any(|o| o.role == office.role && is_handed(text, o, tables));
        if let Some((second, place)) = other.filter(|_| !handed()) {
            let name = |id: EntityId| entities.get(id).name.clone();
            let holders = vec![(span, name(first)), (place, name(second))];
            found.push(Listing::Holders { office: office.role.clone(), holders });
        }
    }
    found
}

/// Of whom a function is told in brackets behind the name, and where.
fn marked(text: &Text, mentions: &Mentions, office: &OfficeMention) -> Option<(EntityId, Span)> {
    let tokens = text.tokens_in(office.span);
    let close = text.tokens.get(tokens.end).is_some_and(|_| text.lower(tokens.end) == ")");
    let open = (tokens.start.saturating_sub(INSIDE)..tokens.start).rev().find(|&i| text.lower(i) == "(")?;
    if !close || tokens.start > open + 1 && text.lower(tokens.start - 1) != "," {
        return None;
    }
    let block = text.sentence_at(office.span.start).map(|s| text.blocks[text.sentences[s].block as usize].span)?;
    let at = text.token(open).span.start;
    let before = mentions.entities.mentions.partition_point(|m| m.span.end <= at);
    let persons = mentions.entities.mentions[..before].iter().rev().filter(|m| m.kind == EntityKind::Person);
    let person = persons.take(1).find(|m| open <= text.tokens_in(m.span).end + BEFORE && block.contains(m.span))?;
    // A line of its own, or the item of a list: no sentence stands between.
    let between = text.tokens_in(person.span).end..open;
    let plain = between.clone().all(|i| !matches!(text.lower(i), "." | ";" | "(" | ")"));
    Some((person.entity.filter(|_| plain)?, person.span.join(office.span)))
}

/// Who is named right behind or before a function with the article: "the Chair, Mr Vell,".
fn named(text: &Text, mentions: &Mentions, office: &OfficeMention) -> Option<(EntityId, Span)> {
    let tokens = text.tokens_in(office.span);
    let article = tokens.start > 0 && text.lower(tokens.start - 1) == "the";
    let comma = text.tokens.get(tokens.end).is_some_and(|_| text.lower(tokens.end) == ",");
    if !article || !comma {
        return None;
    }
    let end = text.token(tokens.end).span.end;
    let next = mentions.entities.mentions.partition_point(|m| m.span.start < end);
    let person: &EntityMention = mentions.entities.mentions.get(next).filter(|m| m.kind == EntityKind::Person)?;
    let near = text.tokens_in(person.span).start <= tokens.end + 2;
    Some((person.entity.filter(|_| near)?, office.span.join(person.span)))
}

/// "Took the chair": somebody else has it from then on.
fn is_handed(text: &Text, office: &OfficeMention, tables: &Tables) -> bool {
    let at = text.tokens_in(office.span).start;
    (at.saturating_sub(HANDED)..at).any(|i| tables.handing.contains(text.lemma(i)))
}
