//! Stated lengths between two dates: "on 11 January … on 16 January, two days later".
//!
//! A step and a date side by side name one time twice. What the step is counted from is the date told before, if nothing else is told to have happened in between, or the
//! document's own date ("twenty years ago today, on 3 June 1996").

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::{self, TextClauses, VerbTense};
use crate::text::{ByWord, Text, Vocabulary, WordMap};
use crate::time::{Base, Expression, Form, Step, TimeMention, Unit};

/// Tokens between a step and its date.
const JOINT: usize = 2;
/// Times before a date that are looked at.
const SEVERAL: usize = 8;
/// Tokens within which words bear on a time.
const NEAR: usize = 24;
/// Sentences between the two dates.
const SENTENCES: usize = 1;

/// A step, the date that it leads to, and where it starts; as indices into the document's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elapsed {
    /// The date that it is counted from; `None` for the document's own.
    pub from: Option<u32>,
    /// The step: "two days later".
    pub step: u32,
    /// The date beside it.
    pub to: u32,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    joints: Vec<String>,
    edges: Vec<String>,
    openers: Vec<String>,
    moving: Vec<String>,
    denying: Vec<String>,
    zones: Vec<String>,
}

mod class {
    pub const JOINT: u32 = 1;
    pub const EDGE: u32 = 1 << 1;
    pub const OPENER: u32 = 1 << 2;
    pub const MOVING: u32 = 1 << 3;
    pub const DENYING: u32 = 1 << 4;
    pub const ZONE: u32 = 1 << 5;
}

/// The word lists of this module, from `claim/elapsed`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
}

impl Tables {
    /// Reads the table `claim/elapsed`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/elapsed", problems);
        let mut classes = WordMap::default();
        classes.add(raw.joints.iter().map(String::as_str), class::JOINT);
        classes.add(raw.edges.iter().map(String::as_str), class::EDGE);
        classes.add(raw.openers.iter().map(String::as_str), class::OPENER);
        classes.add(raw.moving.iter().map(String::as_str), class::MOVING);
        classes.add(raw.denying.iter().map(String::as_str), class::DENYING);
        classes.add(raw.zones.iter().map(String::as_str), class::ZONE);
        Self { classes }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// A step beside a date: indices of both.
#[derive(Clone, Copy)]
struct Pair {
    step: usize,
    date: usize,
}

struct Finder<'a> {
    text: &'a Text,
    times: &'a [TimeMention],
    words: ByWord<u32>,
}

/// For each sentence, whether it must be analysed to tell what a step in it, or in the next one, is counted from.
pub(super) fn wanted(text: &Text, mentions: &Mentions, tables: &Tables, wanted: &mut [bool]) {
    let finder = Finder::new(text, mentions, tables);
    for pair in finder.pairs() {
        let first = pair.step.min(pair.date);
        if finder.counts_from_document(pair) || first == 0 {
            continue;
        }
        let sentence = |time: usize| text.sentence_at(finder.times[time].span.start);
        if let (Some(from), Some(to)) = (sentence(first - 1), sentence(first))
            && to - from <= SENTENCES
        {
            wanted[from..=to].fill(true);
        }
    }
}

/// All steps of a document of which it is known what they are counted from.
pub(super) fn find(text: &Text, mentions: &Mentions, clauses: &TextClauses, tables: &Tables) -> Vec<Elapsed> {
    let finder = Finder::new(text, mentions, tables);
    let known = |pair: Pair| {
        // Who says "ten years ago today" in a quotation says it on another day; and clocks of two zones, or of the night when they change, tell no length.
        let quoted = text.quotation_of(finder.times[pair.step].span).is_some();
        let document = finder.counts_from_document(pair);
        if document && quoted || finder.near(pair.step, class::ZONE) {
            return None;
        }
        let from = if document { None } else { Some(finder.from(pair, clauses)? as u32) };
        Some(Elapsed { from, step: pair.step as u32, to: pair.date as u32 })
    };
    finder.pairs().into_iter().filter_map(known).collect()
}

/// The stretches and impossible days that are spoken of rather than told: "moved from May to March", "there is no 31 June". The calendar does not judge them.
pub(super) fn spoken_of(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<u32> {
    let finder = Finder::new(text, mentions, tables);
    let loose = |&time: &usize| {
        let class = match finder.times[time].expression.form {
            Form::Range(..) => class::MOVING | class::DENYING,
            _ if finder.times[time].expression.impossible_day() => class::DENYING,
            _ => return false,
        };
        finder.near(time, class)
    };
    (0..mentions.times.len()).filter(loose).map(|time| time as u32).collect()
}

impl<'a> Finder<'a> {
    fn new(text: &'a Text, mentions: &'a Mentions, tables: &Tables) -> Self {
        Self { text, times: &mentions.times, words: tables.classes.of(text) }
    }

    fn is(&self, token: usize, class: u32) -> bool {
        self.words.get(self.text.token(token).lower) & class != 0
    }

    /// Whether a word of a class stands near a time, in its sentence.
    fn near(&self, time: usize, class: u32) -> bool {
        let Some(sentence) = self.text.sentence_at(self.times[time].span.start) else { return false };
        let (sentence, tokens) = (&self.text.sentences[sentence].tokens, self.tokens(time));
        let first = tokens.start.saturating_sub(NEAR).max(sentence.start as usize);
        (first..(tokens.end + NEAR).min(sentence.end as usize)).any(|token| self.is(token, class))
    }

    fn tokens(&self, time: usize) -> std::ops::Range<usize> {
        self.text.tokens_in(self.times[time].span)
    }

    fn pairs(&self) -> Vec<Pair> {
        let pair = |first: usize| {
            let (here, next) = (&self.times[first].expression, &self.times[first + 1].expression);
            let pair = if distance(here).is_some() && is_placed(next) {
                Pair { step: first, date: first + 1 }
            } else if distance(next).is_some() && is_placed(here) {
                Pair { step: first + 1, date: first }
            } else {
                return None;
            };
            let between = self.tokens(first).end..self.tokens(first + 1).start;
            let joined =
                (1..=JOINT).contains(&between.len()) && between.clone().all(|token| self.is(token, class::JOINT));
            let sentence = |time: usize| self.text.sentence_at(self.times[time].span.start);
            (joined && sentence(first) == sentence(first + 1)).then_some(pair)
        };
        (0..self.times.len().saturating_sub(1)).filter_map(pair).collect()
    }

    /// Whether a step is counted from the document's own date.
    fn counts_from_document(&self, pair: Pair) -> bool {
        distance(&self.times[pair.step].expression).is_some_and(|step| step.base == Base::Document)
    }

    /// The date that a step is counted from: the one told right before, in the same sentence or the one before it, if nothing else happened in between.
    fn from(&self, pair: Pair, all: &TextClauses) -> Option<usize> {
        let first = pair.step.min(pair.date);
        let from = first.checked_sub(1)?;
        let (start, end) = (self.tokens(from), self.tokens(first).start);
        let edge = start.start.checked_sub(1).is_some_and(|before| self.is(before, class::EDGE));
        let placed = is_placed(&self.times[from].expression) && !edge;
        let sentence = |time: usize| self.text.sentence_at(self.times[time].span.start);
        let (early, late) = (sentence(from)?, sentence(first)?);
        let paragraph = self.text.of(Span { start: self.times[from].span.start, end: self.times[first].span.end });
        // Of two dates told before either may be meant.
        let start_of = |number: usize| self.text.sentences[number].span.start;
        let before = self.times[..from].iter().rev().take_while(|time| time.span.start >= start_of(early));
        let several = before.take(SEVERAL).any(|time| is_placed(&time.expression));
        let zones = self.near(from, class::ZONE);
        if !placed || several || zones || late - early > SENTENCES || paragraph.contains("\n\n") {
            return None;
        }
        // "She married, and two years later, in 1975, …" goes on with another clause than that of the words before.
        let opens = end > 0 && self.is(end - 1, class::OPENER);
        let nothing = (early..=late).all(|number| {
            let Some(list) = all.of(number) else { return false };
            let own = [list.of(start.start), list.of(self.tokens(pair.date).start)];
            list.list.iter().enumerate().all(|(at, clause)| {
                let happened = matches!(clause.form, clauses::Form::Finite | clauses::Form::Participle)
                    && (clause.tense == VerbTense::Past || clause.perfect || clause.form == clauses::Form::Participle);
                let between = (start.end..end).contains(&(clause.head as usize));
                !between || !happened || !opens && own.contains(&Some(at))
            })
        });
        nothing.then_some(from)
    }
}

/// The step of an expression that tells a distance by whole units: "two days later", "ten years ago today", not "last year".
pub fn distance(expression: &Expression) -> Option<Step> {
    let today =
        |within: &Expression| matches!(within.form, Form::Step(step) if step.count == 0 && step.unit == Unit::Day);
    match expression.form {
        Form::Step(step) if step.count != 0 && step.base != Base::Within && !step.aligned => Some(step),
        Form::Step(step) if step.count != 0 && expression.within.as_deref().is_some_and(today) => {
            Some(Step { base: Base::Document, ..step })
        }
        _ => None,
    }
}

/// Whether the words themselves name a day, month, year or hour, in full or in part.
fn is_placed(expression: &Expression) -> bool {
    let parts = matches!(expression.form, Form::Parts | Form::Clock);
    parts && (expression.year.is_some() || expression.month.is_some() || expression.clock.is_some())
}
