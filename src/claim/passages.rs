//! Sentences as the words they are made of, with what they tell and deny: two texts that are laid side by side are lined up by them.
//!
//! They are read only where asked for ([`Extractor::passages`](super::Extractor::passages)), since every sentence has some.

use serde::{Deserialize, Serialize};

use super::context::ContextReader;
use super::frames::Framer;
use super::hash;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{ByWord, Sentence, Vocabulary, WordMap};

/// A word of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageWord {
    /// Where it stands.
    pub span: Span,
    /// A hash of its lemma, or of the word that stands for all of its meaning.
    pub hash: u32,
    /// Which pairs of words that exclude each other it belongs to, if any: an index into [`Opposites`]' classes.
    pub opposites: u16,
}

/// Words that exclude each other when they are said of one thing, from `claim/opposites`.
#[derive(Clone, Debug, Default)]
pub struct Opposites {
    /// For each word its number; 0 stands for words without an opposite.
    numbers: WordMap<u16>,
    /// How many words there are.
    words: u16,
    /// Pairs of numbers, sorted, each both ways round.
    pairs: Vec<(u16, u16)>,
    /// Such pairs of words that are said of many things.
    nearly: Vec<(u16, u16)>,
    /// Such pairs of what may follow one another.
    turns: Vec<(u16, u16)>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    pairs: Vec<(String, String)>,
    nearly: Vec<(String, String)>,
    turns: Vec<(String, String)>,
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
        let [pairs, nearly, turns] = [raw.pairs, raw.nearly, raw.turns].map(&mut numbered);
        Self { pairs, nearly, turns, ..all }
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
    fn number_of(&self, framer: &Framer<'_>, numbers: &ByWord<u16>, token: usize, word: &str) -> u16 {
        let text = framer.text;
        let canonical = if word == text.lemma(token) { 0 } else { self.numbers.get(word).unwrap_or(0) };
        let own = [text.token(token).lemma, text.token(token).lower].map(|word| numbers.get(word));
        [canonical, own[0], own[1]].into_iter().find(|&number| number != 0).unwrap_or(0)
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

/// A value that a passage tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageValue {
    /// Where it stands.
    pub span: Span,
    /// Which one.
    pub told: PassageItem,
    /// A hash of the word before it that bounds it ("before 2014", "until May"); 0 if there is none.
    pub bound: u32,
}

/// A figure or a time, as an index into the document's quantities or times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PassageItem {
    /// A figure.
    Figure(u32),
    /// A time.
    Time(u32),
}

/// What a sentence denies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// From the word that denies to the last one that it denies.
    pub span: Span,
    /// Hashes of the content words that are denied, in order; the first is what is said not to be.
    pub focus: Vec<u32>,
    /// Those of them that are parts of names: "was not born in Arvenne" says nothing of another country.
    pub names: Vec<u32>,
}

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// Its content words in order, without those of figures and times.
    pub words: Vec<PassageWord>,
    /// What it tells, but for parts ("nine other men") and alternatives ("in 1889 or 1890").
    pub values: Vec<PassageValue>,
    /// What it denies, if it denies one thing.
    pub denial: Option<Denial>,
    /// Whether it holds any word that denies.
    pub denies: bool,
    /// Whether it says that something may be.
    pub possible: bool,
    /// Whether it asks, or makes a condition.
    pub open: bool,
}

/// Longest sentence that is lined up, in tokens; longer ones are lists and tables.
const LONGEST: usize = 120;
/// Tokens on either side of a value among which "or" tells that it is one of several.
const BESIDE: usize = 2;
/// Tokens that a word which denies reaches over.
const REACH: usize = 9;

/// The passages of a text.
pub(super) fn find(framer: &Framer<'_>, contexts: &ContextReader<'_>, opposites: &Opposites) -> Vec<Passage> {
    let text = framer.text;
    let sentences = text.sentences.iter().filter(|s| s.tokens.len() <= LONGEST);
    let numbers = opposites.numbers.of(text);
    let number = |i: usize, word: &str| opposites.number_of(framer, &numbers, i, word);
    let mut passages: Vec<Passage> = sentences.map(|sentence| read(framer, contexts, &number, sentence)).collect();
    let figures = framer.mentions.quantities.iter().enumerate().map(|(i, q)| (q.span, PassageItem::Figure(i as u32)));
    let times = framer.mentions.times.iter().enumerate().map(|(i, t)| (t.span, PassageItem::Time(i as u32)));
    for (span, told) in figures.chain(times) {
        let at = passages.partition_point(|passage| passage.span.end <= span.start);
        if let Some(passage) = passages.get_mut(at).filter(|passage| passage.span.contains(span)) {
            passage.values.extend(value(framer, span, told));
        }
    }
    passages
}

fn read(
    framer: &Framer<'_>,
    contexts: &ContextReader<'_>,
    opposites: &dyn Fn(usize, &str) -> u16,
    sentence: &Sentence,
) -> Passage {
    let text = framer.text;
    let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let words = tokens.clone().filter_map(|i| {
        let word = framer.content(i).filter(|_| !contexts.is_negator(i))?;
        Some(PassageWord { span: text.token(i).span, hash: short_hash(word), opposites: opposites(i, word) })
    });
    let asks = |i: usize| text.lower(i) == "?";
    let negators = || tokens.clone().filter(|&i| contexts.is_negator(i) || contexts.is_barring(i));
    let one = negators().count() == 1 && !tokens.clone().any(|i| contexts.is_denying(i) && !contexts.is_barring(i + 1));
    let denial = negators().next().filter(|_| one).and_then(|at| denial(framer, contexts, at, tokens.end));
    Passage {
        span: sentence.span,
        words: words.collect(),
        values: Vec::new(),
        denial,
        denies: negators().next().is_some() || tokens.clone().any(|i| contexts.is_denying(i)),
        possible: tokens.clone().any(|i| contexts.is_possible(i)),
        open: tokens.clone().any(|i| asks(i) || contexts.is_conditional(i)),
    }
}

/// What a word that denies denies: the content words behind it, up to the end of the clause.
fn denial(framer: &Framer<'_>, contexts: &ContextReader<'_>, at: usize, last: usize) -> Option<Denial> {
    let text = framer.text;
    if !contexts.denies_said(at) {
        return None;
    }
    let (mut focus, mut names) = (Vec::new(), Vec::new());
    let mut end = at;
    for i in at + 1..last.min(at + 1 + REACH) {
        let stops = text.lower(i) == "," || text.lower(i) == "." || contexts.is_break(i);
        if stops {
            break;
        }
        if let Some(word) = framer.content(i) {
            focus.push(short_hash(word));
            if text.token(i).capital {
                names.push(short_hash(word));
            }
            end = i;
        }
    }
    (!focus.is_empty()).then(|| Denial { span: text.span(at..end + 1), focus, names })
}

fn value(framer: &Framer<'_>, span: Span, told: PassageItem) -> Option<PassageValue> {
    let text = framer.text;
    let inside = text.tokens_in(span);
    let before = inside.start.saturating_sub(BESIDE)..inside.start;
    let behind = inside.end..text.tokens.len().min(inside.end + BESIDE);
    if inside.is_empty() || before.clone().chain(behind).any(|i| text.lower(i) == "or") {
        return None;
    }
    if let PassageItem::Figure(index) = told
        && framer.is_partial(&framer.mentions.quantities[index as usize], inside.start)
    {
        return None;
    }
    let timed = matches!(told, PassageItem::Time(_));
    let bound = before.rev().find(|&i| timed && framer.bounds(i)).map_or(0, |i| short_hash(text.lower(i)));
    Some(PassageValue { span, told, bound })
}

pub(super) fn short_hash(word: &str) -> u32 {
    hash(word.bytes()) as u32
}
