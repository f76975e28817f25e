//! Words around a claim that narrow what it says. They are read from the text, since no claim keeps them.

use std::collections::BTreeSet;

use crate::source::{Source, Span};

/// Letters by which two forms of one word are told to be one.
const STEM: usize = 4;

/// Letters of words that open a sentence rather than name something.
const SHORT: usize = 3;
/// Digits of a year.
const YEAR: usize = 4;

/// Marks that may end a sentence.
const ENDS: [char; 5] = ['.', ';', '!', '?', '\n'];

const DATES: [&str; 19] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Whether a mark ends a sentence; the stops of "4.10 p.m. on" do not.
fn ends(text: &str, at: usize) -> bool {
    let mut behind = text[at..].chars();
    let stop = behind.next() == Some('.');
    let goes_on = behind.next().is_some_and(|next| next.is_alphanumeric() || next == ',')
        || behind.find(|next| !next.is_whitespace()).is_some_and(char::is_lowercase);
    !(stop && goes_on)
}

/// A sentence, parted by a span.
pub(super) struct Around {
    pub before: Vec<String>,
    pub inside: Vec<String>,
    pub behind: Vec<String>,
}

impl Around {
    pub fn of(source: &Source, span: Span) -> Self {
        let text: &str = &source.text;
        let range = span.range();
        let sentence = Self::span(source, span).range();
        Self {
            before: words(text.get(sentence.start..range.start).unwrap_or_default()),
            inside: words(span.of(text)),
            behind: words(text.get(range.end..sentence.end).unwrap_or_default()),
        }
    }

    /// The span of the sentence around a span.
    pub fn span(source: &Source, span: Span) -> Span {
        let text: &str = &source.text;
        let range = span.range();
        let (head, tail) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
        let first = head.rmatch_indices(ENDS).find(|(at, _)| ends(text, *at)).map_or(0, |(at, _)| at + 1);
        let last = tail.match_indices(ENDS).find(|(at, _)| ends(text, range.end + at)).map_or(tail.len(), |(at, _)| at);
        Span { start: first as u32, end: (range.end + last) as u32 }
    }

    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.before.iter().chain(&self.inside).chain(&self.behind)
    }

    pub fn has(&self, wanted: &[impl AsRef<str>]) -> bool {
        self.all().any(|word| wanted.iter().any(|wanted| wanted.as_ref() == word.to_lowercase()))
    }

    /// Which of some words stand in the sentence.
    pub fn which(&self, wanted: &[&str]) -> BTreeSet<String> {
        self.all().map(|word| word.to_lowercase()).filter(|word| wanted.contains(&word.as_str())).collect()
    }

    /// The words of a sentence in lower case, each behind a space.
    pub fn line(&self) -> String {
        self.all().fold(String::new(), |line, word| line + " " + &word.to_lowercase()) + " "
    }

    /// The words with a capital, but for dates and what opens the sentence in small letters elsewhere: "A", "The".
    pub fn names(&self) -> BTreeSet<String> {
        let name = |(at, word): &(usize, &String)| is_name(word) && (*at > 0 || word.chars().count() > SHORT);
        self.all().enumerate().filter(name).map(|(_, word)| word.to_lowercase()).collect()
    }

    pub fn weekdays(&self) -> BTreeSet<String> {
        self.which(&DATES[12..])
    }
}

/// All words of a document, in the order of the text.
pub(super) fn words_of(source: &Source) -> Vec<String> {
    words(&source.text)
}

/// Words, with commas as words of their own.
fn words(text: &str) -> Vec<String> {
    let spaced = text.replace(',', " , ");
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != ',').to_owned();
    spaced.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !is_date(word)
}

/// Whether a word is an article.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "the" | "a" | "an")
}

pub(super) fn is_date(word: &str) -> bool {
    DATES.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word names a day of the week, a month, or a year.
pub(super) fn is_day(word: &str) -> bool {
    is_year(word) || DATES.contains(&word.to_lowercase().as_str())
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == YEAR && word.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_weekday(lower: &str) -> bool {
    DATES[12..].contains(&lower)
}

/// A word without marks and its possessive ending.
pub(super) fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word)
}

/// Whether two sets are given, and have nothing in common.
pub(super) fn part(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Whether two words may be forms of one.
pub(super) fn akin(a: &str, b: &str) -> bool {
    let stem = |word: &str| word.to_lowercase().chars().take(STEM).collect::<String>();
    stem(a) == stem(b)
}
