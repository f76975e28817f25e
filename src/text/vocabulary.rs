//! What the tables know of words, looked up once per different word of a text.
//!
//! Every recogniser has tables by word. They share one [`Vocabulary`]: a text asks it once for the number of each of its words
//! ([`Text::numbers`]), and a [`WordMap`] then answers by that number, without hashing the word again.

use std::ops::BitOrAssign;

use rustc_hash::FxHashMap;

use super::{Sym, Text};

/// Numbers for the words of all tables; 0 is any other word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    numbers: FxHashMap<Box<str>, u32>,
}

impl Vocabulary {
    /// Whether no table shares this vocabulary.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of a word.
    pub fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(0)
    }

    fn add(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.numbers.len() as u32 + 1;
        self.numbers.insert(word.into(), number);
        number
    }
}

/// A table by word in lower case.
#[derive(Clone, Debug)]
pub(crate) struct WordMap<T> {
    by_word: FxHashMap<Box<str>, T>,
    /// By number in the vocabulary; empty until the map is shared, and no longer than its last word needs.
    by_number: Vec<T>,
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self { by_word: FxHashMap::default(), by_number: Vec::new() }
    }
}

impl<T: Copy + Default> WordMap<T> {
    pub fn reserve(&mut self, words: usize) {
        self.by_word.reserve(words);
    }

    pub fn get(&self, word: &str) -> Option<T> {
        self.by_word.get(word).copied()
    }

    /// The value of a word, put in if it is new.
    pub fn entry(&mut self, word: &str) -> &mut T {
        self.by_word.entry(word.into()).or_default()
    }

    /// Numbers the words in a vocabulary. What is put in afterwards is not seen by texts that are read with it.
    pub fn share(&mut self, vocabulary: &mut Vocabulary) {
        for (word, &value) in &self.by_word {
            let number = vocabulary.add(word) as usize;
            if self.by_number.len() <= number {
                self.by_number.resize(number + 1, T::default());
            }
            self.by_number[number] = value;
        }
    }

    /// The values of the words of a text, which was read with the tables that share this map's vocabulary, or with none.
    pub fn of(&self, text: &Text) -> ByWord<T> {
        let known = |&number: &u32| self.by_number.get(number as usize).copied().unwrap_or_default();
        let values = if text.numbers.is_empty() || self.by_number.is_empty() {
            let words = (0..text.words.len()).map(|sym| text.words.get(Sym(sym as u32)));
            words.map(|word| self.get(word).unwrap_or_default()).collect()
        } else {
            text.numbers.iter().map(known).collect()
        };
        ByWord { values }
    }
}

impl<T: Copy + Default + BitOrAssign> WordMap<T> {
    /// Puts words into a class, which is a bit.
    pub fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, class: T) {
        for word in words {
            *self.entry(word) |= class;
        }
    }
}

/// What a map knows of the words of one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct ByWord<T> {
    values: Vec<T>,
}

impl<T: Copy + Default> ByWord<T> {
    /// The value of a word; the default for one that the text did not have when it was read.
    pub fn get(&self, word: Sym) -> T {
        self.values.get(word.0 as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::text::TextTables;

    #[test]
    fn a_map_answers_the_same_by_word_and_by_number() {
        let mut small: WordMap<u32> = WordMap::default();
        small.add(["the", "of"], 1);
        let mut large: WordMap<u32> = WordMap::default();
        large.add(["dam", "of"], 2);
        let mut tables = TextTables::default();
        let source = Source::plain("t", "The height of the dam");
        let values = |map: &WordMap<u32>, tables: &TextTables| -> Vec<u32> {
            let text = Text::read(&source, tables);
            let found = map.of(&text);
            text.tokens.iter().map(|t| found.get(t.lower)).collect()
        };
        let before = (values(&small, &tables), values(&large, &tables));
        assert_eq!(before, (vec![1, 0, 1, 1, 0], vec![0, 0, 2, 0, 2]));
        small.share(&mut tables.vocabulary);
        large.share(&mut tables.vocabulary);
        assert_eq!((values(&small, &tables), values(&large, &tables)), before);
    }
}
