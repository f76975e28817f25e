//! Phrases that exclude each other when they are said of one thing in sentences of the same words: "part of" and "excluded from", "eligible to" and "banned from".
//!
//! They come in families, each of two sides; the words of one side need not say the same, but each of them excludes each of the other. A family of its own are stations:
//! whoever was "only a junior member" of a body was not its president.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::passages::short_hash;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

/// The family of stations.
const STATIONS: u16 = u16::MAX;
/// Tokens between "only" and the station that it speaks of.
const REACH: usize = 6;

/// A phrase of a sentence that excludes others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contrary {
    /// Where it stands.
    pub span: Span,
    /// The family that it belongs to.
    family: u16,
    /// Which of the two sides it takes; of stations, whether it says that it is the only one.
    side: bool,
    /// Whether it is told from the other end: "the mine is open to ramblers".
    pub turned: bool,
    /// A hash of the station; 0 for others.
    station: u32,
    /// Hashes of the small words in it.
    pub small: Vec<u32>,
    /// What its sentence tells outside of it.
    pub outside: Outside,
}

/// What a sentence tells outside of some of its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// Whether it denies.
    pub denies: bool,
    /// Whether it says that something may be.
    pub possible: bool,
    /// Whether it tells what is meant to be or said by hearsay.
    pub meant: bool,
    /// Whether an auxiliary of the past stands in it.
    pub past: bool,
    /// Whether an auxiliary of the present does.
    pub present: bool,
    /// Whether it is of some of several alone, of which others may be the opposite: "some boats joined", "some boats avoided".
    pub partial: bool,
}

impl Outside {
    /// Whether two sentences are committed to what they tell in the same way, deny nothing else, and do not tell the one of now, the other of then.
    fn fits(self, other: Self) -> bool {
        let then = self.past != other.past && self.present != other.present;
        let plain = |side: Self| !side.denies && !side.partial;
        plain(self) && plain(other) && self.possible == other.possible && self.meant == other.meant && !then
    }
}

impl Contrary {
    /// Whether two phrases, each of one of two sentences, exclude each other if nothing else parts the sentences.
    pub fn excludes(&self, other: &Self) -> bool {
        let one = self.family != STATIONS || self.station == other.station;
        let apart = if self.family == STATIONS { !one } else { one };
        self.family == other.family && self.side != other.side && apart && self.outside.fits(other.outside)
    }

    /// Whether a phrase takes the other side of one family: a sentence that tells both sides tells neither.
    pub fn opposes(&self, other: &Self) -> bool {
        self.family == other.family && self.family != STATIONS && self.side != other.side
    }
}

/// A phrase as the words it is made of.
#[derive(Clone, Debug)]
struct Phrase {
    /// Those behind the first.
    words: Vec<String>,
    family: u16,
    side: bool,
    turned: bool,
}

/// The table `claim/contraries`.
#[derive(Clone, Debug, Default)]
pub struct Contraries {
    /// For each word the number of the phrases that begin with it; 0 for none.
    first: WordMap<u16>,
    /// Phrases by the number of their first word, longer ones first.
    phrases: Vec<Vec<Phrase>>,
    /// Classes of words.
    classes: WordMap<u8>,
}

/// Classes of words.
const ONLY: u8 = 1;
const STATION: u8 = 1 << 1;
const RANK: u8 = 1 << 2;
const HOLDING: u8 = 1 << 3;
const BETWEEN: u8 = 1 << 4;
const BEFORE: u8 = 1 << 5;
const PARTIAL: u8 = 1 << 6;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFamily {
    one: Vec<String>,
    other: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    families: Vec<RawFamily>,
    pairs: Vec<(String, String)>,
    only: Vec<String>,
    not_only: Vec<String>,
    stations: Vec<String>,
    ranks: Vec<String>,
    holding: Vec<String>,
    between: Vec<String>,
    partial: Vec<String>,
}

impl Contraries {
    /// Reads the table `claim/contraries`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/contraries", problems);
        let mut table = Self::default();
        let pairs = raw.pairs.into_iter().map(|(one, other)| RawFamily { one: vec![one], other: vec![other] });
        for (family, number) in raw.families.into_iter().chain(pairs).zip(0u16..STATIONS) {
            for (phrases, side) in [(&family.one, true), (&family.other, false)] {
                for phrase in phrases.iter().flat_map(|phrase| expanded(phrase)) {
                    table.add(&phrase, number, side);
                }
            }
        }
        for bucket in &mut table.phrases {
            bucket.sort_by_cached_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        for (words, class) in [
            (&raw.only, ONLY),
            (&raw.stations, STATION),
            (&raw.ranks, RANK),
            (&raw.holding, HOLDING),
            (&raw.between, BETWEEN),
            (&raw.not_only, BEFORE),
            (&raw.partial, PARTIAL),
        ] {
            table.classes.add(words.iter().map(String::as_str), class);
        }
        table
    }

    /// Adds a phrase; `<` before it says that it is told from the other end.
    fn add(&mut self, phrase: &str, family: u16, side: bool) {
        let (turned, phrase) = phrase.strip_prefix('<').map_or((false, phrase), |rest| (true, rest));
        let mut words = phrase.split_whitespace().map(str::to_owned);
        let Some(first) = words.next() else { return };
        let number = self.first.entry(&first);
        if *number == 0 {
            // No more first words than there are numbers: phrases with further ones are not found.
            let Ok(next) = u16::try_from(self.phrases.len() + 1) else { return };
            *number = next;
            self.phrases.push(Vec::new());
        }
        let at = usize::from(*number) - 1;
        self.phrases[at].push(Phrase { words: words.collect(), family, side, turned });
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.first.share(vocabulary);
        self.classes.share(vocabulary);
    }

    /// The table as it is asked for the words of one text.
    pub(super) fn of<'a>(&'a self, text: &'a Text) -> ContraryWords<'a> {
        ContraryWords { table: self, text, first: self.first.of(text), classes: self.classes.of(text) }
    }
}

/// The phrases that `[a|b] of [c|d]` stands for.
fn expanded(phrase: &str) -> Vec<String> {
    let parts = phrase.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)));
    let Some((before, (words, behind))) = parts else { return vec![phrase.to_owned()] };
    let behind = expanded(behind);
    words.split('|').flat_map(|word| behind.iter().map(move |rest| format!("{before}{word}{rest}"))).collect()
}

/// What the table knows of the words of one text.
pub(super) struct ContraryWords<'a> {
    table: &'a Contraries,
    text: &'a Text,
    first: ByWord<u16>,
    classes: ByWord<u8>,
}

impl ContraryWords<'_> {
    /// The phrases among some tokens; `outside` tells what stands outside of a range, `small` which small words stand in it.
    pub fn find(
        &self,
        tokens: Range<usize>,
        outside: impl Fn(&Range<usize>) -> Outside,
        small: impl Fn(&Range<usize>) -> Vec<u32>,
    ) -> Vec<Contrary> {
        let mut found = Vec::new();
        let mut end = tokens.start;
        for i in tokens.clone() {
            let phrases = if i < end { Vec::new() } else { self.phrases(i, tokens.end) };
            let mut put = |range: Range<usize>, family, side, turned, station| {
                let (span, small, outside) = (self.text.span(range.clone()), small(&range), outside(&range));
                found.push(Contrary { span, family, side, turned, station, small, outside });
            };
            for phrase in phrases {
                let behind = i + 1 + phrase.words.len();
                end = end.max(behind);
                put(i..behind, phrase.family, phrase.side, phrase.turned, 0);
            }
            if let Some((range, only)) = self.station(i, &tokens) {
                put(range, STATIONS, only, false, short_hash(self.text.lemma(i)));
            }
        }
        found
    }

    /// The phrases that begin at a token: the longest one of each family.
    fn phrases(&self, i: usize, last: usize) -> Vec<&Phrase> {
        let token = self.text.token(i);
        let mut found: Vec<&Phrase> = Vec::new();
        let (lower, lemma) = (self.first.get(token.lower), self.first.get(token.lemma));
        for number in [lower, if lemma == lower { 0 } else { lemma }] {
            let Some(number) = usize::from(number).checked_sub(1) else { continue };
            for phrase in self.table.phrases[number].iter().filter(|phrase| self.stands(&phrase.words, i + 1, last)) {
                if found.iter().all(|other| other.family != phrase.family) {
                    found.push(phrase);
                }
            }
        }
        found
    }

    /// Whether a token tells that a statement is of some of several alone.
    pub fn is_partial(&self, i: usize) -> bool {
        self.is(i, PARTIAL)
    }

    fn stands(&self, words: &[String], i: usize, last: usize) -> bool {
        let is = |(word, at): (&String, usize)| self.text.lower(at) == word || self.text.lemma(at) == word;
        i + words.len() <= last && words.iter().zip(i..).all(is)
    }

    fn is(&self, i: usize, class: u8) -> bool {
        let token = self.text.token(i);
        (self.classes.get(token.lower) | self.classes.get(token.lemma)) & class != 0
    }

    /// The words of a station whose noun stands at a token, with those before it that tell its rank, and whether it is said to be the only one.
    fn station(&self, i: usize, tokens: &Range<usize>) -> Option<(Range<usize>, bool)> {
        let text = self.text;
        if !self.is(i, STATION) || text.lemma(i) != text.lower(i) || i + 1 < tokens.end && self.is(i + 1, STATION) {
            return None;
        }
        let mut start = i;
        while start > tokens.start && self.is(start - 1, RANK | STATION) {
            start -= 1;
        }
        let mut held = false;
        let mut at = start;
        while at > tokens.start && start - at < REACH {
            at -= 1;
            if self.is(at, ONLY) {
                let before = |n: usize| at.checked_sub(n).filter(|&b| b >= tokens.start);
                let spoilt = before(1).is_some_and(|b| self.is(b, BEFORE));
                held |= before(1).is_some_and(|b| self.is(b, HOLDING));
                return Some(if spoilt || !held { (start..i + 1, false) } else { (at..i + 1, true) });
            }
            held |= self.is(at, HOLDING);
            if !self.is(at, BETWEEN | HOLDING) {
                break;
            }
        }
        Some((start..i + 1, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_in_brackets_stand_for_a_phrase_each() {
        for (phrase, want) in [
            ("part of", &["part of"][..]),
            ("[banned|barred] from", &["banned from", "barred from"]),
            ("[in|at] the [bay|port]", &["in the bay", "in the port", "at the bay", "at the port"]),
            ("an [open phrase", &["an [open phrase"]),
        ] {
            assert_eq!(expanded(phrase), want, "{phrase}");
        }
    }
}
