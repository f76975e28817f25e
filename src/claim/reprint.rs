//! Fingerprints of passages: hashes of eight words in a row, of which one in eight is kept.
//!
//! The choice depends on the hash alone, so the same passage keeps the same fingerprints wherever it stands (Schleimer, Wilkerson and Aiken,
//! "Winnowing", 2003, in its simplest form).

use serde::{Deserialize, Serialize};

use crate::text::{Text, TokenKind};

/// Words in a fingerprint.
pub(crate) const WORDS: usize = 8;
/// One in so many fingerprints is kept.
const KEPT: u64 = 8;

/// A fingerprint and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shingle {
    /// Hash of the words in lower case.
    pub hash: u64,
    /// First byte of the first word.
    pub at: u32,
}

/// The kept fingerprints of a text, in order.
pub(crate) fn shingles(text: &Text) -> Vec<Shingle> {
    let per_word: Vec<u64> =
        (0..text.words.len()).map(|i| hash(text.words.get(crate::text::Sym(i as u32)).bytes())).collect();
    let words: Vec<(u64, u32)> = text
        .tokens
        .iter()
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .map(|t| (per_word[t.lower.0 as usize], t.span.start))
        .collect();
    words
        .windows(WORDS)
        .filter_map(|window| {
            let hash = window.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, (w, _)| {
                (h.rotate_left(7) ^ w).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            });
            (hash % KEPT == 0).then_some(Shingle { hash, at: window[0].1 })
        })
        .collect()
}

/// FNV-1a: stable over machines and versions.
pub(crate) fn hash(word: impl Iterator<Item = u8>) -> u64 {
    word.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
