//! Direct quotations and who speaks them.

use serde::{Deserialize, Serialize};

use super::context::{ContextReader, Speaker};
use crate::source::Span;
use crate::text::{Text, TokenKind};

/// The least number of words that make a quotation recognisable elsewhere.
const LEAST: usize = 5;
/// Longer quotations are compared by their first words.
const MOST: usize = 200;

/// A direct quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words without the marks.
    pub span: Span,
    /// Hashes of its words in lower case, with their places.
    pub words: Vec<(u64, Span)>,
    /// Whether it marks an omission or an insertion: `…`, `[sic]`.
    pub edited: bool,
    /// Who speaks, if it is told.
    pub speaker: Option<Speaker>,
    /// The quotation together with the name of who speaks, if that stands near.
    pub told: Span,
}

/// The quotations of a text that are long enough to be recognised elsewhere.
pub(crate) fn find(text: &Text, contexts: &ContextReader) -> Vec<Quote> {
    text.quotations
        .iter()
        .filter(|q| q.closed)
        .filter_map(|q| {
            let words: Vec<(u64, Span)> = text
                .tokens_in(q.inner)
                .filter(|&i| matches!(text.token(i).kind, TokenKind::Word | TokenKind::Number))
                .take(MOST)
                .map(|i| (super::reprint::hash(text.lower(i).bytes()), text.token(i).span))
                .collect();
            if words.len() < LEAST {
                return None;
            }
            let (speaker, name) = contexts.of_quotation(q.span).unzip();
            let told = name.map_or(q.inner, |name| name.join(q.inner));
            Some(Quote { span: q.inner, words, edited: is_edited(text.of(q.inner)), speaker, told })
        })
        .collect()
}

fn is_edited(words: &str) -> bool {
    words.contains("...") || words.contains('…') || words.contains('[') || words.contains(". . .")
}
