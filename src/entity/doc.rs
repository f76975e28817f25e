//! One document as the entity layer sees it: what the tables know of each of its distinct words, looked up once, and how each sentence is written.

use std::ops::Range;

use super::tables::{Case, Meaning, Phrase, Tables, Word, flag};
use crate::text::{ByWord, Sym, Text, TokenKind};

/// How a sentence is written: in titles and capitals a capital says little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Prose,
    Title,
    Caps,
}

/// What the tables know of the words of a text.
#[derive(Clone, Debug)]
pub(super) struct Known {
    words: ByWord<Word>,
    /// Words that stand in lower case somewhere in this document.
    lower_seen: Vec<bool>,
    /// The words that open a reference: "the agreement", "this treaty".
    openers: [Option<Sym>; 5],
    it: Option<Sym>,
}

/// A text with what the tables know of its words.
pub(crate) struct Doc<'a> {
    pub text: &'a Text,
    pub tables: &'a Tables,
    words: &'a ByWord<Word>,
    known: &'a Known,
}

/// A phrase found in the text.
#[derive(Clone, Copy)]
pub(crate) struct Match {
    pub end: usize,
    pub meaning: Meaning,
    pub alias: bool,
}

impl Known {
    pub(super) fn new(text: &Text, tables: &Tables) -> Self {
        let mut lower_seen = vec![false; text.words.len()];
        for token in &text.tokens {
            if token.kind == TokenKind::Word && !token.capital {
                lower_seen[token.lower.0 as usize] = true;
            }
        }
        let symbol = |word: &str| text.words.find(word);
        let openers = ["the", "this", "that", "a", "an"].map(symbol);
        Self { words: tables.words(text), lower_seen, openers, it: symbol("it") }
    }
}

impl<'a> Doc<'a> {
    pub(crate) fn new(text: &'a Text, tables: &'a Tables, known: &'a Known) -> Self {
        Self { text, tables, words: &known.words, known }
    }

    /// What is known of a token's word; nothing beyond the end of the text.
    pub(crate) fn flags(&self, i: usize) -> u32 {
        self.text.tokens.get(i).map_or(0, |t| self.words.get(t.lower).flags)
    }

    pub(crate) fn has(&self, i: usize, bits: u32) -> bool {
        self.flags(i) & bits != 0
    }

    pub(crate) fn lower(&self, i: usize) -> &str {
        if i < self.text.tokens.len() { self.text.lower(i) } else { "" }
    }

    /// What a word says of a name beside it; asked only where a name stands, so that it may look the word up.
    pub(crate) fn cue(&self, i: usize) -> u32 {
        self.tables.cue(self.lower(i))
    }

    pub(crate) fn is(&self, i: usize, word: &str) -> bool {
        self.lower(i) == word
    }

    /// Whether a token is "the", "this", "that", "a" or "an".
    pub(crate) fn opens_reference(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some_and(|token| self.known.openers.contains(&Some(token.lower)))
    }

    pub(crate) fn is_it(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some_and(|token| self.known.it == Some(token.lower))
    }

    pub(crate) fn capital(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
    }

    pub(crate) fn caps(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some_and(|t| t.caps)
    }

    pub(crate) fn glued(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// Whether a hyphen at `i` joins the tokens on both sides.
    pub(crate) fn joint(&self, i: usize) -> bool {
        self.glued(i) && self.glued(i + 1) && matches!(self.lower(i), "-" | "‑" | "‐")
    }

    /// Whether a token is a possessive ending.
    pub(crate) fn possessive(&self, i: usize) -> bool {
        self.glued(i) && matches!(self.lower(i), "'s" | "'" | "’")
    }

    /// Whether a word is a common one: known as such, or seen in lower case in this very document.
    pub(crate) fn common(&self, i: usize) -> bool {
        let Some(token) = self.text.tokens.get(i) else { return false };
        let sym = token.lower.0 as usize;
        let flags = self.words.get(token.lower).flags;
        flags & (flag::COMMON | flag::FUNCTION) != 0 || (self.known.lower_seen[sym] && flags & flag::GIVEN == 0)
    }

    /// Whether a word is a form of a word that is known as a common one or seen in lower case: "States", "Angels".
    pub(crate) fn common_lemma(&self, i: usize) -> bool {
        let Some(token) = self.text.tokens.get(i) else { return false };
        let seen = self.known.lower_seen.get(token.lemma.0 as usize).copied().unwrap_or_default();
        self.words.get(token.lemma).flags & flag::COMMON != 0 || seen
    }

    /// Whether a token is a word.
    pub(crate) fn word(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether a token is an initial: `K.`, `J.D.`
    pub(crate) fn initial(&self, i: usize) -> bool {
        self.capital(i) && {
            let raw = self.text.raw(i);
            raw.len() <= 6
                && raw.ends_with('.')
                && raw.split('.').all(|p| p.chars().count() <= 1)
                && !self.has(i, flag::PLACE)
        }
    }

    /// The longest phrase of the tables that begins at a token and ends within a sentence.
    pub(crate) fn phrase(&self, i: usize, end: usize, wanted: impl Fn(Meaning) -> bool) -> Option<Match> {
        let list = self.words.get(self.text.tokens[i].lower).phrases;
        let list: &[Phrase] = self.tables.phrases.get(list as usize)?;
        list.iter().filter(|p| wanted(p.meaning)).find_map(|p| {
            let at = self.phrase_end(p, i, end)?;
            Some(Match { end: at, meaning: p.meaning, alias: p.alias })
        })
    }

    pub(crate) fn has_phrase(&self, i: usize) -> bool {
        self.words.get(self.text.tokens[i].lower).phrases != Word::default().phrases
    }

    fn phrase_end(&self, phrase: &Phrase, i: usize, end: usize) -> Option<usize> {
        let cased = match phrase.case {
            Case::Any => true,
            Case::Capital => self.capital(i),
            Case::Caps => self.caps(i),
        };
        let last_capital = phrase.case != Case::Capital;
        let mut at = i;
        for (n, word) in phrase.words.iter().enumerate() {
            if n > 0 && at < end && self.joint(at) {
                at += 1;
            } else if n > 0 && at < end && matches!(phrase.meaning, Meaning::Agreement(_)) && self.closes_quotation(at)
            {
                // “free trade” pact
                at += 1;
            }
            let fits = at < end && self.lower(at) == &**word && (last_capital || self.capital(at) || self.is_link(at));
            if !fits {
                return None;
            }
            at += 1;
        }
        cased.then_some(at)
    }

    fn closes_quotation(&self, i: usize) -> bool {
        self.glued(i) && matches!(self.lower(i), "”" | "\"" | "’" | "''")
    }

    fn is_link(&self, i: usize) -> bool {
        self.has(i, flag::FUNCTION | flag::PARTICLE) || self.possessive(i)
    }

    /// How a sentence is written.
    pub(crate) fn style(&self, tokens: &Range<usize>) -> Style {
        let (mut words, mut capitals, mut caps, mut common) = (0usize, 0usize, 0usize, 0usize);
        let mut small = 0;
        for i in tokens.clone() {
            let token = &self.text.tokens[i];
            // So many small words that the rest cannot make a title of it: nearly every sentence of prose, after a few words.
            if small * 4 > words - small + (tokens.end - i) {
                return Style::Prose;
            }
            if token.kind != TokenKind::Word || token.span.len() < 3 || (self.has(i, flag::FUNCTION) && !token.caps) {
                continue;
            }
            words += 1;
            small += usize::from(!token.capital && !token.caps);
            capitals += usize::from(token.capital);
            caps += usize::from(token.caps);
            common += usize::from(token.capital && self.has(i, flag::COMMON));
        }
        let stopped = tokens.clone().next_back().is_some_and(|i| matches!(self.lower(i), "." | "!" | "?" | "”" | "\""));
        if words >= 3 && caps * 5 >= words * 4 {
            Style::Caps
        } else if words >= 2
            && capitals * 5 >= words * 4
            && common > 0
            && (!stopped || (words >= 6 && capitals == words))
        {
            Style::Title
        } else {
            Style::Prose
        }
    }
}
