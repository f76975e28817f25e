//! Which sentences are worth an analysis: those that hold all that a wording with a verb asks for, in whatever order.

use std::ops::Range;

use super::SlotType;
use super::compile::{Index, Part, Role, Variant};
use super::place::Ground;
use super::syntax;
use crate::entity::EntityMention;
use crate::mention::Mentions;
use crate::text::{Sentence, Text};

/// The types of slots that a name may fill, one bit each.
const NAMES: u16 = 1 << SlotType::Person as u16
    | 1 << SlotType::Organisation as u16
    | 1 << SlotType::Place as u16
    | 1 << SlotType::Party as u16;

/// Tokens behind a pronoun or an unknown name among which a copula is sought.
const COPULA: usize = 3;

/// Tokens behind an unknown name among which an office is sought.
const OFFICE: usize = 6;

/// The types of slots that names and agreements fill.
const ENTITIES: u16 = NAMES | 1 << SlotType::Agreement as u16;

/// The types of slots that anything with a name fills.
const THINGS: u16 = 1 << SlotType::Thing as u16 | 1 << SlotType::Where as u16 | 1 << SlotType::Work as u16;

/// What stands in a sentence for slots.
#[derive(Clone, Copy, Debug, Default)]
struct Fillers {
    /// The types of slots that may be filled, one bit each.
    types: u16,
    /// How many mentions of entities there are to fill them.
    entities: usize,
    /// How many things with a name there are, known or not.
    things: usize,
}

/// The words of one sentence.
struct Words {
    /// By word of the vocabulary, the number of the last sentence that held it, from 1.
    last: Vec<u32>,
    sentence: u32,
}

impl Words {
    /// Whether one of some nouns stands in the sentence, if there are any.
    fn hold_one(&self, nouns: &[u32]) -> bool {
        nouns.is_empty() || nouns.iter().any(|&noun| self.last[noun as usize] == self.sentence)
    }

    /// Whether the words of a variant stand in the sentence. Auxiliaries count where there is nothing else to go by: clauses do without them.
    fn hold(&self, variant: &Variant) -> bool {
        let bare = variant.parts.iter().all(|part| part.role() != Some(Role::Content));
        variant.parts.iter().all(|part| match part {
            Part::Slot { .. } | Part::Words { role: Role::Mark, .. } => true,
            Part::Words { role: Role::Auxiliary, .. } if !bare => true,
            Part::Words { alternatives, .. } => {
                alternatives.iter().any(|words| words.iter().all(|&word| self.last[word as usize] == self.sentence))
            }
        })
    }
}

/// For each sentence, whether it holds the words of a variant with a verb and mentions for all its slots. `further` are words that may come to stand for an
/// entity, in the order of the text; one that may be of several kinds is there for each.
pub(super) fn promising(
    index: &Index,
    text: &Text,
    mentions: &Mentions,
    further: &[EntityMention],
    closely: bool,
) -> Vec<bool> {
    let entries = index.entries(text);
    let ground = Ground::new(&entries, text, mentions);
    let mut words = Words { last: vec![0; index.by_word.len()], sentence: 0 };
    let mut tried = Vec::new();
    let mut further = further;
    let promising = |sentence: &Sentence| {
        let range = sentence.tokens.start as usize..(sentence.tokens.end as usize).min(text.tokens.len());
        words.sentence += 1;
        tried.clear();
        for at in range.clone() {
            let (lower, lemma) = ground.words(at);
            for word in [lower, if lemma == lower { 0 } else { lemma }].into_iter().filter(|&word| word != 0) {
                words.last[word as usize] = words.sentence;
                tried.extend_from_slice(&index.promises[word as usize]);
            }
        }
        further = &further[further.partition_point(|mention| mention.span.start < sentence.span.start)..];
        let own = &further[..further.partition_point(|mention| mention.span.start < sentence.span.end)];
        let is = |at: usize| (at..range.end.min(at + COPULA)).any(|at| ground.is(at, syntax::BE));
        // "She has been the minister", "Penn was governor", "Penn, governor of Arvenne,": the surface shows no person.
        let unknown = |at: usize| {
            ground.is_unknown_name(at)
                && (ground.is_mark(at + 1, ",") || is(at + 1))
                && ground.has_office(at + 2..at + 2 + OFFICE)
        };
        if own.iter().any(|mention| is(text.tokens_in(mention.span).end)) || range.clone().skip(1).any(unknown) {
            tried.extend(index.by_type.iter().flatten().map(|&(variant, _)| variant));
        }
        let mut fillers = None;
        tried.iter().map(|&variant| &index.variants[variant as usize]).any(|variant| {
            variant.needs.is_some()
                && (closely || !index.together[variant.predicate as usize])
                && words.hold(variant)
                && words.hold_one(&index.nouns[variant.predicate as usize])
                && fillers.get_or_insert_with(|| Fillers::of(&ground, &range, own)).suffice(variant)
        })
    };
    text.sentences.iter().map(promising).collect()
}

impl Fillers {
    fn of(ground: &Ground, tokens: &Range<usize>, further: &[EntityMention]) -> Self {
        let (mut types, mut entities, mut things) = ground.fillers(tokens);
        if ground.has_unknown_name(tokens) {
            (types, entities) = (types | NAMES, usize::MAX);
        }
        for mention in further {
            let taken = SlotType::ALL.into_iter().filter(|&ty| Ground::takes(ty, Some(mention.kind)));
            types |= taken.fold(0, |all, ty| all | 1 << ty as u16);
            entities = entities.saturating_add(1);
            things += 1;
        }
        Self { types, entities, things }
    }

    fn suffice(&self, variant: &Variant) -> bool {
        let of =
            |kinds: u16| variant.parts.iter().filter_map(Part::slot).filter(|&ty| kinds & 1 << ty as u16 != 0).count();
        let (entities, things) = (of(ENTITIES), of(THINGS));
        variant.needs.is_some_and(|needs| needs & !self.types == 0)
            && entities <= self.entities
            && (things == 0 || entities + things <= self.things)
    }
}
