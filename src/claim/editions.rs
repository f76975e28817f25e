//! Which of its kind an event is that is held again and again: "the ninth Harbour Games", "the 23rd Coastal Congress".

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::Context;
use super::extract::Reader;
use crate::diagnostic::Problem;
use crate::entity::fold;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{Vocabulary, WordMap};

/// Words of the name of an event, with the noun, that tell it from others: "Games" alone may be any.
const NAME: usize = 2;

/// An edition of an event, as a text tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Key of the event's name.
    pub event: String,
    /// Which one.
    pub number: u32,
    /// The time beside it, an index into the times of the document.
    pub time: Option<u32>,
    /// The number and the name.
    pub span: Span,
    /// Whether it may be the last edition or the next rather than the one at hand.
    pub another: bool,
    /// The commitment behind it.
    pub context: Context,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    ordinals: Vec<String>,
    elsewhere: Vec<String>,
    passing: Vec<String>,
}

/// The word lists of this module, from `claim/editions`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// The number of each ordinal, from one.
    ordinals: WordMap<u8>,
    /// Words that say that another edition is meant than the one at hand.
    elsewhere: FxHashSet<String>,
    /// Words before "the" and a number that name an edition in passing.
    passing: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/editions`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/editions", problems);
        let mut ordinals = WordMap::default();
        for (word, number) in raw.ordinals.iter().zip(1..) {
            *ordinals.entry(word) = number;
        }
        Self { ordinals, elsewhere: raw.elsewhere.into_iter().collect(), passing: raw.passing.into_iter().collect() }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.ordinals.share(vocabulary);
    }
}

impl Reader<'_> {
    /// The editions of events that a text tells.
    pub(super) fn editions(&self) -> Vec<Edition> {
        let words = self.rules.tables.editions.ordinals.of(self.text);
        let mut found = Vec::new();
        for sentence in &self.text.sentences {
            let last = (sentence.tokens.end as usize).min(self.text.tokens.len());
            for i in sentence.tokens.start as usize..last {
                let number = match words.get(self.text.token(i).lower) {
                    0 => suffixed(self.text.raw(i)),
                    number => Some(u32::from(number)),
                };
                found.extend(number.and_then(|number| self.edition(i, last, number)));
            }
        }
        found
    }

    /// Whether it may be the last edition or the next rather than the one at hand ("since the 11th", "will host the 13th"), or counts how often somebody took part
    /// ("his third").
    fn is_another(&self, ordinal: usize, end: usize, last: usize) -> bool {
        let the = ordinal.checked_sub(1).map(|at| self.text.lower(at));
        let words = &self.rules.tables.editions.elsewhere;
        let sentence = self.text.sentence_at(self.text.token(ordinal).span.start).map(|s| &self.text.sentences[s]);
        let first = sentence.map_or(ordinal, |sentence| sentence.tokens.start as usize);
        let another = |i: usize| words.contains(self.text.lower(i)) && !self.is_of_time(i);
        let told = (first..ordinal).chain(end..last).any(another);
        // "Won at the 11th": an edition named in passing.
        let before = ordinal.checked_sub(2).filter(|&at| at >= first).map(|at| self.text.lower(at));
        let passing = before.is_some_and(|word| self.rules.tables.editions.passing.contains(word));
        told || passing || !matches!(the, Some("the" | "as"))
    }

    /// Whether a word belongs to a time, or opens the end of a stretch of it, and so tells of no other edition: "last Sunday", "until Sunday".
    fn is_of_time(&self, i: usize) -> bool {
        let times = &self.mentions.times;
        let timed = |i: usize| {
            let Some(token) = self.text.tokens.get(i) else { return false };
            let at = times.partition_point(|time| time.span.end <= token.span.start);
            times.get(at).is_some_and(|time| time.span.contains(token.span))
        };
        timed(i) || self.text.lower(i) == "until" && timed(i + 1)
    }

    fn edition(&self, ordinal: usize, last: usize, number: u32) -> Option<Edition> {
        let first = ordinal + 1;
        let end = first + (first..last).take_while(|&i| self.is_of_name(i)).count();
        let recurring = |i: usize| self.rules.tables.frames.is_recurring(self.text.lower(i));
        if end < first + NAME || !recurring(end - 1) {
            return None;
        }
        let another = self.is_another(ordinal, end, last);
        let name = self.text.span(first..end);
        let span = self.text.span(ordinal..end);
        let (time, _) = self.time_of(span, span);
        let context = self.contexts.read_surface(span, span);
        Some(Edition { event: fold(self.text.of(name)), number, time, span, another, context })
    }
}

/// The number of an ordinal in figures: "23rd".
fn suffixed(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix))?;
    digits.parse().ok()
}
