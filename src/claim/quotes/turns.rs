//! Turns of interviews and minutes: paragraphs that open with the name of who speaks and a colon.

use rustc_hash::FxHashMap;

use crate::claim::context::Speaker;
use crate::entity::{Entities, EntityKind};
use crate::mention::Mentions;
use crate::source::{Block, BlockKind, Span};
use crate::text::{Text, TokenKind};

/// Longest label, in tokens.
const LABEL: usize = 5;
/// Turns that make a conversation of a text.
const TURNS: usize = 3;

/// What one person says before another goes on, a piece for each paragraph.
pub(super) struct Turn {
    pub pieces: Vec<Span>,
    pub speaker: Option<Speaker>,
}

/// A paragraph that opens with a label.
struct Opening<'a> {
    label: &'a str,
    block: usize,
    /// What is said in it.
    said: Span,
    speaker: Option<Speaker>,
}

/// The turns of a text, if it is a conversation: at least three, of at least two who speak, one of them more than once.
pub(super) fn find(text: &Text, mentions: &Mentions) -> Vec<Turn> {
    let openings: Vec<Opening<'_>> = (0..text.blocks.len()).filter_map(|n| opening(text, mentions, n)).collect();
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
    let mut turns = Vec::new();
    for (n, opening) in
        openings.iter().enumerate().filter(|(_, opening)| times(opening.label) > 1 || opening.speaker.is_some())
    {
        let next = openings.get(n + 1).map_or(opening.block + 1, |next| next.block);
        let more = text.blocks[opening.block + 1..next].iter().take_while(|block| is_speech(block));
        let pieces = std::iter::once(opening.said).chain(more.map(|block| block.span)).collect();
        turns.push(Turn { pieces, speaker: opening.speaker.clone() });
    }
    turns
}

fn is_speech(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote)
}

fn opening<'a>(text: &'a Text, mentions: &Mentions, number: usize) -> Option<Opening<'a>> {
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
    Some(Opening { label: text.of(span), block: number, said, speaker: person(&mentions.entities, span) })
}

/// The person whom a label names.
fn person(entities: &Entities, label: Span) -> Option<Speaker> {
    let from = entities.mentions.partition_point(|mention| mention.span.end <= label.start);
    let mut within = entities.mentions[from..].iter().take_while(|mention| mention.span.start < label.end);
    let mention = within.find(|mention| mention.kind == EntityKind::Person && label.contains(mention.span))?;
    let entity = entities.get(mention.entity?);
    Some(Speaker { name: entity.name.clone(), key: Some(entity.key.clone()), quoted: true, person: true })
}
