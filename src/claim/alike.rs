//! Words that say nearly the same, and words of quantity: by them sentences of nearly the same words are held against each other.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

/// How much of something a word of quantity speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Share {
    /// "Few", "only some", "rarely".
    Few,
    /// "Not all", "a minority".
    NotAll,
    /// "Many", "often".
    Many,
    /// "Most", "almost all", "usually".
    Most,
    /// "All", "every", "always".
    All,
}

impl Share {
    /// Whether not both can be said of one thing: "many" does not exclude "all", nor "a minority" many.
    pub fn excludes(self, other: Self) -> bool {
        let (less, more) = (self.min(other), self.max(other));
        match less {
            Self::Few => more >= Self::Many,
            Self::NotAll => more == Self::All,
            _ => false,
        }
    }
}

/// Classes of words.
const LIGHT: u8 = 1;
const SHORT_OF: u8 = 1 << 1;
const LIMIT: u8 = 1 << 2;
const BESIDE: u8 = 1 << 3;
const LIMITING: u8 = 1 << 4;
const SHORT_BEFORE_TO: u8 = 1 << 5;

/// The table `claim/alike`.
#[derive(Clone, Debug, Default)]
pub struct Alike {
    /// For each word the number of its group; 0 stands for words of none.
    groups: WordMap<u16>,
    /// For each word the number of the phrases of quantity that begin with it; 0 for none.
    first: WordMap<u16>,
    /// Classes of words: verbs that add little to what stands behind them, words that fall short of what they speak of.
    light: WordMap<u8>,
    /// Small words in which sentences of nearly the same words may differ.
    neutral: WordMap<u8>,
    /// By the number of their first word, the further words of the phrases of quantity, longer ones first; `None` for those that only look so.
    shares: Vec<Vec<(Vec<String>, Option<Share>)>>,
    /// Whether a phrase that stands for one word begins with a word.
    opens: WordMap<u8>,
    /// Such phrases by lemma, and the word.
    phrases: Vec<(Vec<String>, String)>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    groups: Vec<Vec<String>>,
    all: Vec<String>,
    most: Vec<String>,
    many: Vec<String>,
    few: Vec<String>,
    not_all: Vec<String>,
    no_share: Vec<String>,
    light: Vec<String>,
    neutral: Vec<String>,
    short_of: Vec<String>,
    short_before_to: Vec<String>,
    limits: Vec<String>,
    phrases: Vec<(String, String)>,
    beside: Vec<String>,
    limiting: Vec<String>,
}

impl Alike {
    /// Reads the table `claim/alike`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/alike", problems);
        let mut table = Self::default();
        table.light.add(raw.light.iter().map(String::as_str), LIGHT);
        for (group, number) in raw.groups.iter().zip(1u16..) {
            for word in group {
                let entry = table.groups.entry(word);
                if *entry == 0 {
                    *entry = number;
                }
            }
        }
        for (phrase, word) in raw.phrases {
            let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
            if let Some(first) = words.first() {
                *table.opens.entry(first) = 1;
                table.phrases.push((words, word));
            }
        }
        table.neutral.add(raw.neutral.iter().map(String::as_str), 1);
        table.light.add(raw.short_of.iter().map(String::as_str), SHORT_OF);
        table.light.add(raw.short_before_to.iter().map(String::as_str), SHORT_BEFORE_TO);
        table.light.add(raw.limits.iter().map(String::as_str), LIMIT);
        table.light.add(raw.beside.iter().map(String::as_str), BESIDE);
        table.light.add(raw.limiting.iter().map(String::as_str), LIMITING);
        for (phrases, share) in [
            (raw.all, Some(Share::All)),
            (raw.most, Some(Share::Most)),
            (raw.many, Some(Share::Many)),
            (raw.not_all, Some(Share::NotAll)),
            (raw.few, Some(Share::Few)),
            (raw.no_share, None),
        ] {
            phrases.iter().for_each(|phrase| table.add_share(phrase, share));
        }
        for phrases in &mut table.shares {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        table
    }

    fn add_share(&mut self, phrase: &str, share: Option<Share>) {
        let mut words = phrase.split_whitespace();
        let Some(first) = words.next() else { return };
        let number = self.first.entry(first);
        if *number == 0 {
            // No more first words than there are numbers: phrases with further ones are not found.
            let Ok(next) = u16::try_from(self.shares.len() + 1) else { return };
            *number = next;
            self.shares.push(Vec::new());
        }
        let at = usize::from(*number) - 1;
        self.shares[at].push((words.map(str::to_owned).collect(), share));
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.groups.share(vocabulary);
        self.first.share(vocabulary);
        self.light.share(vocabulary);
        self.neutral.share(vocabulary);
        self.opens.share(vocabulary);
    }

    /// The table as it is asked for the words of one text.
    pub(super) fn of<'a>(&'a self, text: &'a Text) -> AlikeWords<'a> {
        let (groups, first) = (self.groups.of(text), self.first.of(text));
        let (light, neutral) = (self.light.of(text), self.neutral.of(text));
        AlikeWords { table: self, text, groups, first, light, neutral, opens: self.opens.of(text) }
    }
}

/// What the table knows of the words of one text.
pub(super) struct AlikeWords<'a> {
    table: &'a Alike,
    text: &'a Text,
    groups: ByWord<u16>,
    first: ByWord<u16>,
    light: ByWord<u8>,
    neutral: ByWord<u8>,
    opens: ByWord<u8>,
}

impl AlikeWords<'_> {
    /// The group of the words that say nearly the same as a token; 0 for none.
    pub fn group(&self, i: usize) -> u16 {
        let token = self.text.token(i);
        [token.lemma, token.lower].into_iter().map(|word| self.groups.get(word)).find(|&n| n != 0).unwrap_or(0)
    }

    /// The same of the word that a phrase stands for.
    pub fn group_of(&self, word: &str) -> u16 {
        self.table.groups.get(word).unwrap_or(0)
    }

    /// The phrase that begins at a token and stands for one word, if one does: its number of tokens, and the word.
    pub fn phrase(&self, i: usize, last: usize) -> Option<(usize, &str)> {
        if self.opens.get(self.text.token(i).lemma) == 0 {
            return None;
        }
        let stands = |words: &[String]| {
            i + words.len() <= last && words.iter().zip(i..).all(|(word, at)| self.text.lemma(at) == word)
        };
        let (words, word) = self.table.phrases.iter().find(|(words, _)| stands(words))?;
        Some((words.len(), word))
    }

    /// Whether a token is of a verb that adds little to what stands behind it.
    pub fn is_light(&self, i: usize) -> bool {
        self.light.get(self.text.token(i).lemma) & LIGHT != 0
    }

    /// Whether a token limits what its sentence tells.
    pub fn is_limit(&self, i: usize) -> bool {
        self.light.get(self.text.token(i).lower) & LIMIT != 0
    }

    /// Whether what stands behind a token limits a statement to a part.
    pub fn is_limiting(&self, i: usize) -> bool {
        self.light.get(self.text.token(i).lower) & LIMITING != 0
    }

    /// Whether a token may stand in one of two sentences whose phrases exclude each other, and not in the other.
    pub fn is_beside(&self, i: usize) -> bool {
        let token = self.text.token(i);
        (self.light.get(token.lemma) | self.light.get(token.lower)) & BESIDE != 0
    }

    /// Whether a token tells that something did not quite come about, or that somebody is only said to have done it.
    pub fn is_short_of(&self, i: usize) -> bool {
        let token = self.text.token(i);
        let class = self.light.get(token.lemma) | self.light.get(token.lower);
        let is = |at: Option<usize>, lemma: &str| at.is_some_and(|at| self.text.lemma(at) == lemma);
        let behind = Some(i + 1).filter(|&at| at < self.text.tokens.len());
        let passive = || self.text.lower(i).ends_with("ed") && is(i.checked_sub(1), "be");
        class & SHORT_OF != 0 || class & SHORT_BEFORE_TO != 0 && (is(behind, "to") || passive())
    }

    /// Whether sentences of nearly the same words may differ in a small word.
    pub fn is_neutral(&self, i: usize) -> bool {
        self.neutral.get(self.text.token(i).lower) != 0
    }

    /// The phrase of quantity that begins at a token, if one does: its number of tokens, and what it tells.
    pub fn share(&self, i: usize, last: usize) -> Option<(usize, Option<Share>)> {
        let number = usize::from(self.first.get(self.text.token(i).lower)).checked_sub(1)?;
        let behind = i + 1;
        let stands = |words: &[String]| {
            behind + words.len() <= last && words.iter().zip(behind..).all(|(word, at)| self.text.lower(at) == word)
        };
        let (words, share) = self.table.shares[number].iter().find(|(words, _)| stands(words))?;
        Some((1 + words.len(), *share))
    }
}
