//! Turns of interviews and minutes: paragraphs that open with the name of who speaks, with initials or with "Q" and "A", and a colon.

use rustc_hash::FxHashMap;

use super::{Entities, EntityId, EntityKind, Reference};
use crate::source::{Block, BlockKind, Span};
use crate::text::{Text, TokenKind};

/// Longest label, in tokens.
const LABEL: usize = 5;
/// Turns that make a conversation of a text.
const TURNS: usize = 3;

/// What one person says before another goes on, a piece for each paragraph.
pub(crate) struct Turn {
    /// The words, without the label.
    pub pieces: Vec<Span>,
    /// Who says them, where that is told.
    pub speaker: Option<EntityId>,
}

/// A paragraph that opens with a label.
struct Opening<'a> {
    label: &'a str,
    block: usize,
    /// What is said in it.
    said: Span,
    speaker: Option<EntityId>,
}

/// The turns of a text, if it is a conversation: at least three, of at least two who speak, one of them more than once.
pub(crate) fn turns(text: &Text, entities: &Entities) -> Vec<Turn> {
    let openings: Vec<Opening<'_>> = (0..text.blocks.len()).filter_map(|n| opening(text, entities, n)).collect();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for opening in &openings {
        *counts.entry(opening.label).or_default() += 1;
    }
    let times = |label: &str| counts[label];
    let talks = openings.len() >= TURNS
        && openings.iter().any(|opening| opening.label != openings[0].label)
        && openings.iter().any(|opening| times(opening.label) > 1);
    if !talks {
        return Vec::new();
    }
    let asked = interviewed(text, entities, openings[0].block);
    let answers = |label: &str| {
        let letters = |(_, name): &(EntityId, &str)| label == "A" || label.len() > 1 && initials(name) == label;
        asked.filter(letters).map(|(id, _)| id)
    };
    let mut turns = Vec::new();
    for (n, opening) in
        openings.iter().enumerate().filter(|(_, opening)| times(opening.label) > 1 || opening.speaker.is_some())
    {
        let next = openings.get(n + 1).map_or(opening.block + 1, |next| next.block);
        let more = text.blocks[opening.block + 1..next].iter().take_while(|block| is_speech(block));
        let pieces = std::iter::once(opening.said).chain(more.map(|block| block.span)).collect();
        turns.push(Turn { pieces, speaker: opening.speaker.or_else(|| answers(opening.label)) });
    }
    turns
}

fn is_speech(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote)
}

fn opening<'a>(text: &'a Text, entities: &Entities, number: usize) -> Option<Opening<'a>> {
    let block = &text.blocks[number];
    if !is_speech(block) {
        return None;
    }
    let tokens = text.tokens_in(block.span);
    let colon = tokens.clone().take(LABEL + 1).find(|&i| text.raw(i) == ":")?;
    let label = tokens.start..colon;
    let named = label.clone().all(|i| text.token(i).capital || text.token(i).kind != TokenKind::Word);
    if label.is_empty() || colon + 1 >= tokens.end || !named {
        return None;
    }
    let span = text.span(label);
    let said = text.span(colon + 1..tokens.end);
    Some(Opening { label: text.of(span), block: number, said, speaker: person(entities, span) })
}

/// The person whom a label names.
fn person(entities: &Entities, label: Span) -> Option<EntityId> {
    let from = entities.mentions.partition_point(|mention| mention.span.end <= label.start);
    let mut within = entities.mentions[from..].iter().take_while(|mention| mention.span.start < label.end);
    within.find(|mention| mention.kind == EntityKind::Person && label.contains(mention.span))?.entity
}

/// Who answers the questions that begin with a block: the person whom the words before it name first, in full. Who asks is named "by" or behind a colon.
fn interviewed<'e>(text: &Text, entities: &'e Entities, first: usize) -> Option<(EntityId, &'e str)> {
    let end = text.blocks.get(first)?.span.start;
    let named = entities.mentions.iter().take_while(|mention| mention.span.end <= end);
    let mut persons =
        named.filter(|mention| mention.kind == EntityKind::Person && mention.reference == Reference::Name);
    let found = persons.find(|mention| {
        let at = text.tokens_in(mention.span).start;
        let before = at.checked_sub(1).map(|before| text.lower(before));
        !matches!(before, Some("by" | ":" | "photograph" | "photo" | "words"))
    })?;
    let id = found.entity?;
    let entity = entities.get(id);
    let full = entity.person.as_ref().is_some_and(|name| !name.given.is_empty() && !name.family.is_empty());
    (full && !unnamed_before(text, entities, found.span)).then_some((id, entity.name.as_str()))
}

/// Whether two capitals in a row that no entity bears stand before a name in its paragraph: somebody else may be meant first.
fn unnamed_before(text: &Text, entities: &Entities, name: Span) -> bool {
    let Some(sentence) = text.sentence_at(name.start) else { return true };
    let block = text.blocks[text.sentences[sentence].block as usize].span;
    let tokens = text.tokens_in(block).start..text.tokens_in(name).start;
    let bare = |i: usize| {
        let token = text.token(i);
        let next = entities.mentions.partition_point(|m| m.span.end <= token.span.start);
        let borne = entities.mentions.get(next).is_some_and(|m| m.span.overlaps(token.span));
        token.capital && token.kind == TokenKind::Word && !borne
    };
    tokens.clone().zip(tokens.skip(1)).any(|(i, k)| bare(i) && bare(k))
}

fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|letter| letter.is_uppercase()).collect()
}
