//! Figures that a sentence reckons up: a total and its parts, the shares of one whole, a number of things and the price of one, a mean and the ends it lies between.
//!
//! "37 people: 21 men, 12 women and 5 children", "of the 40 seats the Greens won 22, the Blues 12 and the Reds 8", "62 percent voted for, 31 percent against, and 12 percent
//! abstained". A list is read as a list of parts only if each of its members holds one figure; what a member may leave out, or take from another, makes it no list.

mod funding;
mod listed;
mod named;
mod parts;
mod pieces;
mod rates;
mod shares;
#[cfg(test)]
mod tests;

pub(super) use named::named;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::extent::Extent;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

/// How many tokens on either side of a figure may take it back.
const AROUND: usize = 60;

/// What figures are reckoned up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reckons {
    /// Parts add up to a total.
    Parts,
    /// Shares add up to a hundred per cent.
    Hundred,
    /// A number of things, each of one measure, makes a total.
    Product,
    /// A mean lies between two ends.
    Mean,
}

/// A figure that is reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Its words.
    pub span: Span,
    /// The value as worded.
    pub value: f64,
    /// The values that the wording admits; shares in per cent.
    pub extent: Extent<f64>,
}

/// Figures of one sentence, or of one list, that are reckoned up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reckoning {
    /// To what.
    pub what: Reckons,
    /// What the words say it comes to; `None` for a hundred per cent.
    pub stated: Option<Term>,
    /// What it is reckoned from.
    pub terms: Vec<Term>,
    /// Whether there may be more terms, so that a sum may be too small.
    pub open: bool,
    /// Whether the words leave it open that the terms make up the whole.
    pub inferred: bool,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    opens: Vec<String>,
    totals: Vec<String>,
    altogether: Vec<String>,
    inner: Vec<String>,
    unlike: Vec<String>,
    corrected: Vec<String>,
    exclusive: Vec<String>,
    exclusive_of: Vec<String>,
    answers: Vec<String>,
    closing: Vec<String>,
    rest: Vec<String>,
    people: Vec<String>,
    several: Vec<String>,
    rated: Vec<String>,
    means: Vec<String>,
    owners: Vec<String>,
    national: FxHashSet<String>,
    giving: Vec<String>,
    entire: Vec<String>,
}

mod class {
    pub const OPENS: u32 = 1;
    pub const TOTAL: u32 = 1 << 1;
    pub const ALTOGETHER: u32 = 1 << 2;
    pub const INNER: u32 = 1 << 3;
    pub const UNLIKE: u32 = 1 << 4;
    pub const CORRECTED: u32 = 1 << 5;
    pub const EXCLUSIVE: u32 = 1 << 6;
    pub const EXCLUSIVE_OF: u32 = 1 << 7;
    pub const ANSWER: u32 = 1 << 8;
    pub const CLOSING: u32 = 1 << 9;
    pub const REST: u32 = 1 << 10;
    pub const PEOPLE: u32 = 1 << 11;
    pub const SEVERAL: u32 = 1 << 12;
    pub const RATED: u32 = 1 << 13;
    pub const MEAN: u32 = 1 << 14;
    pub const OWNER: u32 = 1 << 15;
    pub const GIVING: u32 = 1 << 16;
    pub const ENTIRE: u32 = 1 << 17;
}

/// The word lists of this module, from `claim/reckoned`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Single words, and the first words of phrases.
    classes: WordMap<u32>,
    /// The phrases that begin with a word: their classes and all their words.
    phrases: FxHashMap<String, Vec<(u32, Vec<String>)>>,
    /// Wholes of a country.
    national: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/reckoned`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/reckoned", problems);
        let mut tables = Self::default();
        for (list, bit) in [
            (&raw.opens, class::OPENS),
            (&raw.totals, class::TOTAL),
            (&raw.altogether, class::ALTOGETHER),
            (&raw.inner, class::INNER),
            (&raw.unlike, class::UNLIKE),
            (&raw.corrected, class::CORRECTED),
            (&raw.exclusive, class::EXCLUSIVE),
            (&raw.exclusive_of, class::EXCLUSIVE_OF),
            (&raw.answers, class::ANSWER),
            (&raw.closing, class::CLOSING),
            (&raw.rest, class::REST),
            (&raw.people, class::PEOPLE),
            (&raw.several, class::SEVERAL),
            (&raw.rated, class::RATED),
            (&raw.means, class::MEAN),
            (&raw.owners, class::OWNER),
            (&raw.giving, class::GIVING),
            (&raw.entire, class::ENTIRE),
        ] {
            list.iter().for_each(|words| tables.add(words, bit));
        }
        tables.national = raw.national;
        tables
    }

    fn add(&mut self, words: &str, bit: u32) {
        let all: Vec<String> = words.split(' ').map(str::to_owned).collect();
        *self.classes.entry(&all[0]) |= bit;
        self.phrases.entry(all[0].clone()).or_default().push((bit, all));
    }

    /// Whether a whole is that of a country, so that it is told by the country's name.
    pub(super) fn is_national(&self, base: &str) -> bool {
        self.national.contains(base)
    }

    /// Whether a word says that something is somebody's, without telling whose.
    pub(super) fn is_owner(&self, word: &str) -> bool {
        self.classes.get(word).is_some_and(|bits| bits & class::OWNER != 0)
    }

    /// Whether the sentence of some words says that what it tells is not so: "wrongly", "the right share is".
    pub(super) fn taken_back(&self, text: &Text, span: Span) -> bool {
        let Some(sentence) = text.sentence_at(span.start).map(|s| &text.sentences[s].tokens) else { return false };
        let at = text.tokens_in(span).start;
        let from = (sentence.start as usize).max(at.saturating_sub(AROUND));
        let to = (sentence.end as usize).min(at + AROUND);
        let corrects = |i: usize| self.classes.get(text.lower(i)).is_some_and(|bits| bits & class::CORRECTED != 0);
        (from..to).any(corrects)
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// Reads what a document reckons up.
struct Reader<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    tables: &'a Tables,
    words: ByWord<u32>,
}

/// All that a document reckons up, in the order of the text.
pub(super) fn find(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Reckoning> {
    let reader = Reader { text, mentions, tables, words: tables.classes.of(text) };
    let mut found = Vec::new();
    for sentence in reader.sentences() {
        let all =
            [reader.parts(&sentence), reader.shares(&sentence), reader.product(&sentence), reader.mean(&sentence)];
        found.extend(all.into_iter().flatten());
    }
    found.extend(reader.lists());
    found.extend(reader.funding());
    found.sort_by_key(|r: &Reckoning| (r.terms.first().map(|term| term.span), r.what));
    found
}

impl Reader<'_> {
    /// Whether a token's word, or its lemma, is of one of some classes by itself.
    fn is(&self, at: usize, classes: u32) -> bool {
        at < self.text.tokens.len() && self.phrase(at, classes).is_some()
    }

    /// The number of tokens of the longest word or phrase of some classes that begins at a token.
    fn phrase(&self, at: usize, classes: u32) -> Option<usize> {
        let token = self.text.tokens.get(at)?;
        let begins = |sym| self.words.get(sym) & classes != 0;
        let first = [token.lower, token.lemma].into_iter().find(|&sym| begins(sym))?;
        let phrases = self.tables.phrases.get(self.text.words.get(first))?;
        let fits = |words: &[String]| {
            (1..words.len()).all(|n| at + n < self.text.tokens.len() && self.text.lower(at + n) == words[n])
        };
        let of_class = phrases.iter().filter(|(bits, words)| bits & classes != 0 && fits(words));
        of_class.map(|(_, words)| words.len()).max()
    }

    fn lower(&self, at: usize) -> &str {
        if at < self.text.tokens.len() { self.text.lower(at) } else { "" }
    }
}
