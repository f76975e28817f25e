//! The words that tell what a document is about: those that stand in no list of common words, names among them, with how often they stand there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::passages::short_hash;
use crate::entity::EntityReader;
use crate::text::{Sym, Text, TokenKind};

/// Letters of the shortest word that tells something.
const SHORTEST: usize = 3;

/// A word that tells what a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyword {
    /// A hash of its lemma.
    pub hash: u32,
    /// How much it weighs: one, and one more for every doubling of the times it stands there.
    pub weight: u8,
}

/// The keywords of a text, by their hashes.
pub(super) fn find(text: &Text, entities: &EntityReader) -> Vec<Keyword> {
    let mut counts: Vec<u32> = vec![0; text.words.len()];
    for token in text.tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        counts[token.lemma.0 as usize] += 1;
    }
    let mut keywords: BTreeMap<u32, u32> = BTreeMap::new();
    let is_common = entities.common_words(text);
    for (number, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let word = text.words.get(Sym(number as u32));
        if word.len() >= SHORTEST && !is_common(Sym(number as u32)) {
            *keywords.entry(short_hash(word)).or_default() += count;
        }
    }
    keywords.into_iter().map(|(hash, count)| Keyword { hash, weight: 1 + count.ilog2() as u8 }).collect()
}
