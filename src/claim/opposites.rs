//! Words that exclude each other, by which sentences of two texts are held against each other.

use serde::Deserialize;

use super::frames::Framer;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Vocabulary, WordMap};

/// Words that exclude each other when they are said of one thing, from `claim/opposites`.
#[derive(Clone, Debug, Default)]
pub struct Opposites {
    /// For each word its number; 0 stands for words without an opposite.
    pub(super) numbers: WordMap<u16>,
    /// How many words there are.
    words: u16,
    /// Pairs of numbers, sorted, each both ways round.
    pairs: Vec<(u16, u16)>,
    /// Such pairs of words that are said of many things.
    nearly: Vec<(u16, u16)>,
    /// Such pairs of what may follow one another.
    turns: Vec<(u16, u16)>,
    /// Beginnings of words that turn them into their opposites.
    prefixes: Vec<String>,
    /// Endings of words that are turned so.
    endings: Vec<String>,
    /// Words that only look as if they began so.
    own_beginning: WordMap<u8>,
}

/// The shortest word that may stand behind a prefix, in bytes.
const BASE: usize = 4;

/// All pairs of words of a list.
fn pairs_of(words: &[String]) -> impl Iterator<Item = (String, String)> {
    let pairs = words.iter().enumerate().flat_map(|(n, a)| words[n + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| (a.clone(), b.clone()))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    pairs: Vec<(String, String)>,
    nearly: Vec<(String, String)>,
    turns: Vec<(String, String)>,
    kinds: Vec<Vec<String>>,
    prefixes: Vec<String>,
    endings: Vec<String>,
    own_beginning: Vec<String>,
}

impl Opposites {
    /// Reads the table `claim/opposites`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/opposites", problems);
        let mut all = Self::default();
        let mut numbered = |pairs: Vec<(String, String)>| {
            let each = pairs.into_iter().flat_map(|(a, b)| {
                let (a, b) = (all.number(a), all.number(b));
                [(a, b), (b, a)]
            });
            let mut pairs: Vec<(u16, u16)> = each.collect();
            pairs.sort_unstable();
            pairs
        };
        let kinds = raw.kinds.iter().flat_map(|kind| pairs_of(kind));
        let nearly = raw.nearly.into_iter().chain(kinds).collect();
        let [pairs, nearly, turns] = [raw.pairs, nearly, raw.turns].map(&mut numbered);
        let own = raw.own_beginning.iter().map(String::as_str);
        all.own_beginning.add(own, 1);
        Self { pairs, nearly, turns, prefixes: raw.prefixes, endings: raw.endings, ..all }
    }

    fn number(&mut self, word: String) -> u16 {
        let number = self.numbers.entry(&word);
        if *number == 0 {
            // No more words than there are numbers: further ones have no opposite.
            let Some(next) = self.words.checked_add(1) else { return 0 };
            self.words = next;
            *number = next;
        }
        *number
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.numbers.share(vocabulary);
    }

    /// The number of a token that `word` stands for: by this word, else by its lemma, else as it is written; 0 for one without an opposite.
    pub(super) fn number_of(&self, framer: &Framer<'_>, numbers: &ByWord<u16>, token: usize, word: &str) -> u16 {
        let text = framer.text;
        let canonical = if word == text.lemma(token) { 0 } else { self.numbers.get(word).unwrap_or(0) };
        let own = [text.token(token).lemma, text.token(token).lower].map(|word| numbers.get(word));
        [canonical, own[0], own[1]].into_iter().find(|&number| number != 0).unwrap_or(0)
    }

    /// The word that a word denies by how it begins: "unknown", "non-member".
    pub(super) fn base<'w>(&self, word: &'w str) -> Option<&'w str> {
        let bases = self.prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix.as_str()));
        let base = bases.map(|base| base.trim_start_matches('-')).find(|base| base.len() >= BASE)?;
        let ends = self.endings.iter().any(|ending| word.ends_with(ending.as_str()));
        (ends && self.own_beginning.get(word).is_none()).then_some(base)
    }

    /// Whether the words of two numbers exclude each other in sentences of nearly the same words.
    pub fn nearly(&self, a: u16, b: u16) -> bool {
        self.nearly.binary_search(&(a, b)).is_ok()
    }

    /// Whether the words of two numbers exclude each other at one time, and may follow one another.
    pub fn turn(&self, a: u16, b: u16) -> bool {
        self.turns.binary_search(&(a, b)).is_ok()
    }

    /// Whether the words of two numbers exclude each other.
    pub fn exclude(&self, a: u16, b: u16) -> bool {
        self.pairs.binary_search(&(a, b)).is_ok()
    }
}
