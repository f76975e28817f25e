//! Words that say nearly the same, and words of quantity: by them sentences of nearly the same words are held against each other.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

/// How much of something a word of quantity speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Share {
    /// "Few", "only some", "rarely", "not all".
    Few,
    /// "Many", "often".
    Many,
    /// "Most", "almost all", "usually".
    Most,
    /// "All", "every", "always".
    All,
}

impl Share {
    /// Whether not both can be said of one thing: "many" does not exclude "all".
    pub fn excludes(self, other: Self) -> bool {
        self != other && (self == Self::Few || other == Self::Few)
    }
}

/// The table `claim/alike`.
#[derive(Clone, Debug, Default)]
pub struct Alike {
    /// For each word the number of its group; 0 stands for words of none.
    groups: WordMap<u16>,
    /// Whether a phrase of quantity begins with a word.
    first: WordMap<u8>,
    /// Verbs that add little to what stands behind them.
    light: WordMap<u8>,
    /// Phrases of quantity as the words they are made of, longer ones first.
    shares: Vec<(Vec<String>, Share)>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    groups: Vec<Vec<String>>,
    all: Vec<String>,
    most: Vec<String>,
    many: Vec<String>,
    few: Vec<String>,
    light: Vec<String>,
}

impl Alike {
    /// Reads the table `claim/alike`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/alike", problems);
        let mut table = Self::default();
        table.light.add(raw.light.iter().map(String::as_str), 1);
        for (group, number) in raw.groups.iter().zip(1u16..) {
            for word in group {
                let entry = table.groups.entry(word);
                if *entry == 0 {
                    *entry = number;
                }
            }
        }
        for (phrases, share) in
            [(raw.all, Share::All), (raw.most, Share::Most), (raw.many, Share::Many), (raw.few, Share::Few)]
        {
            for phrase in phrases {
                let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
                if let Some(first) = words.first() {
                    *table.first.entry(first) = 1;
                    table.shares.push((words, share));
                }
            }
        }
        table.shares.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        table
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.groups.share(vocabulary);
        self.first.share(vocabulary);
        self.light.share(vocabulary);
    }

    /// The table as it is asked for the words of one text.
    pub(super) fn of<'a>(&'a self, text: &'a Text) -> AlikeWords<'a> {
        let (groups, first, light) = (self.groups.of(text), self.first.of(text), self.light.of(text));
        AlikeWords { table: self, text, groups, first, light }
    }
}

/// What the table knows of the words of one text.
pub(super) struct AlikeWords<'a> {
    table: &'a Alike,
    text: &'a Text,
    groups: ByWord<u16>,
    first: ByWord<u8>,
    light: ByWord<u8>,
}

impl AlikeWords<'_> {
    /// The group of the words that say nearly the same as a token; 0 for none.
    pub fn group(&self, i: usize) -> u16 {
        let token = self.text.token(i);
        [token.lemma, token.lower].into_iter().map(|word| self.groups.get(word)).find(|&n| n != 0).unwrap_or(0)
    }

    /// Whether a token is of a verb that adds little to what stands behind it.
    pub fn is_light(&self, i: usize) -> bool {
        self.light.get(self.text.token(i).lemma) != 0
    }

    /// The phrase of quantity that begins at a token, if one does: its number of tokens, and what it tells.
    pub fn share(&self, i: usize, last: usize) -> Option<(usize, Share)> {
        if self.first.get(self.text.token(i).lower) == 0 {
            return None;
        }
        let stands = |words: &[String]| {
            i + words.len() <= last && words.iter().zip(i..).all(|(word, at)| self.text.lower(at) == word)
        };
        self.table.shares.iter().find(|(words, _)| stands(words)).map(|(words, share)| (words.len(), *share))
    }
}
