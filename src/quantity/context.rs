//! One sentence of a text seen through the tables: cheap questions about a token and its neighbours.

use std::cell::OnceCell;
use std::ops::Range;

use super::grouping::Habit;
use super::tables::{Flag, Phrase, Tables, Word};
use crate::source::Span;
use crate::text::{ByWord, Text, TokenKind};

/// What is asked of a whole text, at most once.
#[derive(Default)]
pub(super) struct Whole {
    foreign_pounds: OnceCell<bool>,
}

/// The tokens of one sentence and what the tables say of them. Questions about tokens outside the sentence get the answer "nothing".
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub text: &'a Text,
    pub tables: &'a Tables,
    pub classes: &'a ByWord<u16>,
    pub habit: Habit,
    /// Whether units of time are read as units.
    pub lengths: bool,
    /// What the text as a whole tells, found when it is first asked for.
    pub whole: &'a Whole,
    pub start: usize,
    pub end: usize,
}

impl<'a> Context<'a> {
    pub(super) fn has(&self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    pub(super) fn word(&self, at: usize) -> &'a Word {
        let class = if self.has(at) { self.classes.get(self.text.tokens[at].lower) } else { 0 };
        self.tables.word(class)
    }

    /// The phrases of units that begin with a word.
    pub(super) fn units(&self, at: usize) -> impl Iterator<Item = u16> + use<'a> {
        let word = self.word(at);
        let lengths = if self.lengths { &word.lengths[..] } else { &[] };
        word.units.iter().chain(lengths).copied()
    }

    /// Whether a unit may begin with a word.
    pub(super) fn may_measure(&self, at: usize) -> bool {
        !self.word(at).units.is_empty() || self.lengths && !self.word(at).lengths.is_empty()
    }

    pub(super) fn flag(&self, at: usize, flag: Flag) -> bool {
        self.word(at).is(flag)
    }

    pub(super) fn lower(&self, at: usize) -> &'a str {
        if self.has(at) { self.text.lower(at) } else { "" }
    }

    pub(super) fn raw(&self, at: usize) -> &'a str {
        if self.has(at) { self.text.raw(at) } else { "" }
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.has(at).then(|| self.text.tokens[at].kind)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.has(at) && at > self.start && self.text.tokens[at].glued
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.has(at) && self.text.tokens[at].capital
    }

    /// Whether pounds are hardly money in this text, which has amounts in dollars and none with the sign of the pound.
    pub(super) fn foreign_pounds(&self) -> bool {
        *self.whole.foreign_pounds.get_or_init(|| {
            let tokens = 0..self.text.tokens.len();
            let any = |signs: &[&str]| tokens.clone().any(|at| signs.contains(&self.text.lower(at)));
            let sums = |at: usize| ["million", "billion"].contains(&self.text.lower(at - 1));
            let large = tokens.clone().skip(1).any(|at| self.text.lower(at) == "pounds" && sums(at));
            any(&["$"]) && !any(&["£", "sterling", "pence", "quid"]) && !large
        })
    }

    /// A hyphen with no space on either side.
    pub(super) fn hyphen(&self, at: usize) -> bool {
        self.any(at, &["-", "‑"]) && self.glued(at) && self.glued(at + 1)
    }

    /// A hyphen with a space on either side, as tokenised text has it.
    pub(super) fn loose_hyphen(&self, at: usize) -> bool {
        self.is(at, "-") && !self.glued(at) && self.has(at + 1) && !self.glued(at + 1)
    }

    /// A dash or hyphen between two ends of a range.
    pub(super) fn dash(&self, at: usize) -> bool {
        self.any(at, &["-", "‑", "–", "—", "~"])
    }

    pub(super) fn article(&self, at: usize) -> bool {
        self.any(at, &["a", "an"])
    }

    /// The token before, or one outside the sentence.
    pub(super) fn back(&self, at: usize, by: usize) -> usize {
        at.checked_sub(by).unwrap_or(usize::MAX)
    }

    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        self.text.span(tokens)
    }

    /// The end of a phrase that begins at a token.
    pub(super) fn phrase_from<T>(&self, at: usize, phrase: &Phrase<T>) -> Option<usize> {
        let end = at + phrase.words.len();
        let same = |(i, w)| {
            let w: &str = w;
            let token = if phrase.symbol { self.raw(at + i) } else { self.lower(at + i) };
            // What looks like an abbreviation keeps the full stop of its sentence: "5 °C.", "80 km."
            w == token || token.strip_suffix('.') == Some(w)
        };
        (end <= self.end && phrase.words.iter().map(|w| &**w).enumerate().all(same)).then_some(end)
    }

    /// The start of a phrase that ends with the token before `end`.
    pub(super) fn phrase_to<T>(&self, end: usize, phrase: &Phrase<T>) -> Option<usize> {
        let start = end.checked_sub(phrase.words.len())?;
        (start >= self.start && self.phrase_from(start, phrase).is_some()).then_some(start)
    }
}
