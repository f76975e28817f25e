//! Direct quotations and who speaks them.
//!
//! A quotation may lie in pieces: around the words that tell who speaks (`"…," she said, "…"`), or over paragraphs that each open with a mark. In interviews and
//! minutes a turn is a quotation without marks. What an editor left out or put in stays as a gap, at which nothing is compared.

mod turns;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::context::{ContextReader, Speaker};
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::{Text, TokenKind};

pub use words::{Sense, Tables, Word, weight};

/// The least number of words that make a quotation recognisable elsewhere.
const LEAST: usize = 5;
/// Longer quotations are compared by their first words.
const MOST: usize = 200;
/// Tokens between two pieces of one quotation.
const BETWEEN: usize = 24;

/// A direct quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// From the first to the last of its words, without the marks at its ends.
    pub span: Span,
    /// Its words, as they are compared.
    pub words: Vec<Word>,
    /// Before which of its words an editor left something out or put something in (`…`, `[the mayor]`).
    pub gaps: Vec<u32>,
    /// Who speaks, if it is told.
    pub speaker: Option<Speaker>,
    /// The quotation together with the name of who speaks, if that stands near.
    pub told: Span,
    /// Whether it is a turn of an interview or of minutes, which has no marks.
    pub turn: bool,
}

/// A quotation in the making.
struct Pieces {
    /// The places of its words.
    all: Vec<Span>,
    /// The first piece with its marks.
    first: Span,
    /// Whether it is what the speaker of the quotation before goes on to say.
    goes_on: bool,
    /// Whether it stands within another, whose speaker only tells of it.
    nested: bool,
}

/// The quotations of a text that are long enough to be recognised elsewhere.
pub(crate) fn find(text: &Text, mentions: &Mentions, contexts: &ContextReader, tables: &Tables) -> Vec<Quote> {
    let words = tables.of(text);
    let mut found = Vec::new();
    let mut last: Option<(Speaker, Span)> = None;
    for pieces in pieces(text, contexts) {
        let told = contexts.of_quotation(pieces.first).filter(|_| !pieces.nested);
        let heard = told.clone().or_else(|| last.take().filter(|_| pieces.goes_on));
        let inner = pieces.all[0];
        let span = told.map_or(inner, |(_, name)| name.join(inner));
        let (words, gaps) = words.of_pieces(&pieces.all, MOST);
        if is_title(&words) {
            continue;
        }
        found.extend(quote(words, gaps, heard.clone().map(|(speaker, _)| speaker), span, false));
        last = heard;
    }
    found.extend(turns::find(text, mentions).into_iter().filter_map(|turn| {
        let (words, gaps) = words.of_pieces(&turn.pieces, MOST);
        quote(words, gaps, turn.speaker, turn.pieces[0], true)
    }));
    found
}

/// Whether nearly all that carries sense is written with a capital: "The Long Road From Arden to the Sea".
fn is_title(words: &[Word]) -> bool {
    let telling = || words.iter().filter(|word| word.sense != Sense::Light);
    let names = telling().filter(|word| word.sense == Sense::Name).count();
    names > 1 && (names + 1) * 5 >= telling().count() * 4
}

fn quote(words: Vec<Word>, gaps: Vec<u32>, speaker: Option<Speaker>, told: Span, turn: bool) -> Option<Quote> {
    let (first, last) = (words.first()?.span, words.last()?.span);
    (words.len() >= LEAST).then(|| Quote { span: first.join(last), words, gaps, speaker, told, turn })
}

/// The quotations of a text with marks, those in pieces as one.
fn pieces(text: &Text, contexts: &ContextReader) -> Vec<Pieces> {
    let mut found: Vec<Pieces> = Vec::new();
    let mut inner: Vec<Pieces> = Vec::new();
    let mut outer_end = 0;
    let mut last: Option<usize> = None;
    for (n, quotation) in text.quotations.iter().enumerate() {
        let nested = quotation.span.start < outer_end;
        if !nested {
            outer_end = quotation.span.end;
        }
        let runs_on = !quotation.closed && opens_next_block(text, n);
        if !quotation.closed && !runs_on {
            continue;
        }
        let piece = |goes_on| Pieces { all: vec![quotation.inner], first: quotation.span, goes_on, nested };
        // A quotation within another is none of its pieces.
        if nested {
            inner.push(piece(false));
            continue;
        }
        let joint = last.map(|at| &text.quotations[at]).and_then(|before| match before.closed {
            true => between(text, contexts, before.span.end, quotation.span.start),
            false => Some(Joint::Within),
        });
        match (joint, found.last_mut()) {
            (Some(Joint::Within), Some(pieces)) => pieces.all.push(quotation.inner),
            _ => found.push(piece(joint.is_some())),
        }
        last = Some(n);
    }
    found.extend(inner);
    found
}

/// Whether an unclosed quotation goes on: the next block opens with a mark.
fn opens_next_block(text: &Text, at: usize) -> bool {
    let end = text.quotations[at].span.end;
    let next = text.blocks.get(text.blocks.partition_point(|block| block.span.start < end));
    let opens = |start: u32| text.quotations.get(at + 1).is_some_and(|quotation| quotation.span.start == start);
    next.and_then(|block| text.tokens_in(block.span).next()).is_some_and(|first| opens(text.token(first).span.start))
}

/// How a quotation joins the one before, if the words between only tell who speaks.
#[derive(Clone, Copy)]
enum Joint {
    /// They part a sentence.
    Within,
    /// A sentence ends there, so that something else may have been said.
    Behind,
}

fn between(text: &Text, contexts: &ContextReader, from: u32, to: u32) -> Option<Joint> {
    let tokens = text.tokens_in(Span::new(from as usize, to.max(from) as usize));
    if tokens.len() > BETWEEN || !tokens.clone().any(|i| contexts.is_saying(i)) {
        return None;
    }
    let ends = sentence_ends(text, &tokens);
    let whole = ends > 0 || closes(text, from);
    (ends <= 1 && one_block(text, from, to)).then_some(if whole { Joint::Behind } else { Joint::Within })
}

/// Whether the quotation before a place ends with a sentence.
fn closes(text: &Text, from: u32) -> bool {
    let mark = text.tokens.partition_point(|token| token.span.end <= from);
    (mark.saturating_sub(2)..mark).any(|i| matches!(text.raw(i), "." | "!" | "?"))
}

fn sentence_ends(text: &Text, tokens: &Range<usize>) -> usize {
    tokens
        .clone()
        .filter(|&i| matches!(text.raw(i), "." | "!" | "?" | ";") && text.token(i).kind == TokenKind::Punctuation)
        .count()
}

fn one_block(text: &Text, from: u32, to: u32) -> bool {
    let block = |at: u32| text.blocks.partition_point(|block| block.span.end < at);
    block(from) == block(to)
}
