//! Anniversaries: how many years lie between an event and a day, told by an ordinal: "on 3 June 2016, the tenth anniversary of the 2006 fire".

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Extractor;
use super::frames::{Frame, Framer};
use super::orders::Events;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{ByWord, Text, Vocabulary, WordMap};
use crate::time::{Form, Grain, TimexType, Unit};

/// Tokens behind "of" that tell what happened.
const PHRASE: usize = 14;
/// Tokens between a day and the anniversary that it is said to be.
const BESIDE: usize = 4;

/// A number of years since an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anniversary {
    /// How many years.
    pub years: u32,
    /// "the third anniversary".
    pub span: Span,
    /// When it is kept, an index into the document's times; `None` for about the document's own date.
    pub day: Option<u32>,
    /// When it happened, where the same sentence tells it.
    pub of: Option<u32>,
    /// What happened.
    pub event: Option<Frame>,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    nouns: Vec<String>,
    ends: Vec<String>,
    joints: Vec<String>,
    years: BTreeMap<String, u32>,
}

mod class {
    pub const NOUN: u32 = 1;
    pub const YEARS: u32 = 1 << 1;
    pub const END: u32 = 1 << 2;
    pub const JOINT: u32 = 1 << 3;
}

/// The word lists of this module, from `claim/anniversaries`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
    years: BTreeMap<String, u32>,
}

impl Tables {
    /// Reads the table `claim/anniversaries`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/anniversaries", problems);
        let mut classes = WordMap::default();
        classes.add(raw.nouns.iter().map(String::as_str), class::NOUN);
        classes.add(raw.years.keys().map(String::as_str), class::YEARS);
        classes.add(raw.ends.iter().map(String::as_str), class::END);
        classes.add(raw.joints.iter().map(String::as_str), class::JOINT);
        Self { classes, years: raw.years }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// The anniversaries of a text.
pub(super) fn find(text: &Text, mentions: &Mentions, clauses: &TextClauses, rules: &Extractor) -> Vec<Anniversary> {
    let tables = &rules.tables.anniversaries;
    let words = tables.classes.of(text);
    let mut tools = None;
    let named = |i: &usize| words.get(text.token(*i).lower) & (class::NOUN | class::YEARS) != 0;
    let all: Vec<usize> = (0..text.tokens.len()).filter(named).collect();
    let read = |at: usize| {
        let finder = Finder { text, mentions, words: &words };
        let (years, span) = finder.years(at, tables)?;
        let sentence = &text.sentences[text.sentence_at(span.start)?].tokens;
        let phrase = finder.phrase(at, sentence.end as usize);
        let of = finder.within(&phrase);
        let (events, framer) = tools.get_or_insert_with(|| {
            (Events::new(text, rules), Framer::new(text, mentions, clauses, &rules.tables.frames))
        });
        let event = framer.event_named(phrase.clone(), events);
        let day = finder.day(span, of, sentence.start as usize..sentence.end as usize)?;
        (of.is_some() || event.is_some()).then_some(Anniversary { years, span, day, of, event })
    };
    all.into_iter().filter_map(read).collect()
}

struct Finder<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    words: &'a ByWord<u32>,
}

impl Finder<'_> {
    fn is(&self, token: usize, class: u32) -> bool {
        self.words.get(self.text.token(token).lower) & class != 0
    }

    /// How many years the words at a noun tell, and where they stand.
    fn years(&self, at: usize, tables: &Tables) -> Option<(u32, Span)> {
        let noun = self.text.token(at).span;
        if let Some(&years) = tables.years.get(self.text.lower(at)) {
            return Some((years, noun));
        }
        let quantities = &self.mentions.quantities;
        let next = quantities.partition_point(|q| q.span.start < noun.end);
        let mut near = quantities[next.saturating_sub(2)..next].iter();
        let ordinal = near.find(|q| q.ordinal && q.noun.is_some_and(|span| span.contains(noun)));
        if let Some(quantity) = ordinal {
            let years = quantity.number.as_ref()?.parse().ok()?;
            return Some((years, quantity.span.join(noun)));
        }
        let before = |time: &&crate::time::TimeMention| {
            time.span.end <= noun.start
                && self.text.tokens_in(Span { start: time.span.end, end: noun.start }).is_empty()
        };
        let next = self.mentions.times.partition_point(|time| time.span.start < noun.start);
        let time = self.mentions.times[..next].last().filter(before)?;
        match time.expression.form {
            Form::Length(length) if length.unit == Unit::Year => {
                let hundredths = length.hundredths.filter(|count| *count % 100 == 0)?;
                Some((hundredths / 100, time.span.join(noun)))
            }
            _ => None,
        }
    }

    /// The tokens behind "of" that tell what happened, dates included.
    fn phrase(&self, at: usize, end: usize) -> Range<usize> {
        let of = at + 1 < end && self.text.lower(at + 1) == "of";
        if !of {
            return at + 1..at + 1;
        }
        let stops = |i: usize| {
            self.is(i, class::END) || matches!(self.text.lower(i), "," | ";" | ":" | "." | "(" | ")" | "—" | "–" | "--")
        };
        let last = (at + 2..end.min(at + 2 + PHRASE)).find(|&i| stops(i)).unwrap_or(end.min(at + 2 + PHRASE));
        at + 2..last
    }

    fn is_date(&self, index: usize) -> bool {
        let expression = &self.mentions.times[index].expression;
        expression.timex == TimexType::Date
            && expression.grain != Grain::None
            && !matches!(expression.form, Form::Range(..))
    }

    /// The times that meet a span.
    fn near(&self, span: Span) -> Range<usize> {
        let times = &self.mentions.times;
        let first = times.partition_point(|time| time.span.end <= span.start);
        first..first + times[first..].partition_point(|time| time.span.start < span.end)
    }

    /// The time of the event, told in its phrase: "of the 1996 fire", "of its founding in 1996".
    fn within(&self, phrase: &Range<usize>) -> Option<u32> {
        if phrase.is_empty() {
            return None;
        }
        let span = self.text.span(phrase.clone());
        let inside = |i: &usize| span.contains(self.mentions.times[*i].span) && self.is_date(*i);
        // Of two, the second tells when it is kept: "of its founding in 1990 in 2012".
        let mut found = self.near(span).filter(inside);
        let first = found.next()?;
        let told = found.nth(1).is_none() && self.mentions.times[first].expression.year.is_some();
        told.then_some(first as u32)
    }

    /// The day on which it is kept: the only other date of the sentence, or the one right beside. `Some(None)` where there is none; `None` if it cannot be told.
    fn day(&self, span: Span, of: Option<u32>, sentence: Range<usize>) -> Option<Option<u32>> {
        let all = self.text.span(sentence);
        let others: Vec<usize> = self
            .near(all)
            .filter(|&i| all.contains(self.mentions.times[i].span) && Some(i as u32) != of && self.is_date(i))
            .collect();
        let beside = |&i: &usize| {
            let gap = self.text.tokens_in(Span {
                start: self.mentions.times[i].span.end,
                end: span.start.max(self.mentions.times[i].span.end),
            });
            self.mentions.times[i].span.end <= span.start
                && gap.len() <= BESIDE
                && gap.into_iter().all(|token| self.is(token, class::JOINT))
        };
        match others.as_slice() {
            [] => Some(None),
            [only] => Some(Some(*only as u32)),
            several => several.iter().find(|i| beside(i)).map(|i| Some(*i as u32)),
        }
    }
}
