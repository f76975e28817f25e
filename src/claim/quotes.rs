//! Direct quotations and who speaks them.

use serde::{Deserialize, Serialize};

use super::context::{self, Speaker};
use crate::entity::Entities;
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
    /// Its words in lower case, with their places.
    pub words: Vec<(String, Span)>,
    /// Who speaks, if it is told.
    pub speaker: Option<Speaker>,
}

/// The quotations of a text that are long enough to be recognised elsewhere.
pub(crate) fn find(text: &Text, entities: &Entities, tables: &context::Tables) -> Vec<Quote> {
    text.quotations
        .iter()
        .filter(|q| q.closed)
        .filter_map(|q| {
            let words: Vec<(String, Span)> = text
                .tokens_in(q.inner)
                .filter(|&i| matches!(text.token(i).kind, TokenKind::Word | TokenKind::Number))
                .take(MOST)
                .map(|i| (text.lower(i).to_owned(), text.token(i).span))
                .collect();
            (words.len() >= LEAST).then(|| Quote {
                span: q.inner,
                words,
                speaker: context::of_quotation(text, entities, tables, q.span),
            })
        })
        .collect()
}
