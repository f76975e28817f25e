//! How long something is to run from a day or an event, and when it ends: "is to run for six months from the date of signature", "expires on 26 October".

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::context::ContextReader;
use super::frames::{Frame, Framer};
use super::orders::Events;
use super::{Extractor, Modality, Polarity};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::{Role, TextClauses};
use crate::text::{ByWord, Text, Vocabulary, WordMap};
use crate::time::{Base, Form, Grain, TimexType};

/// Tokens between a verb and the length or the day that it governs.
const GOVERNED: usize = 4;
/// Tokens between a length and what it is counted from.
const START: usize = 5;

/// Most of a document that is kept.
const MOST: usize = 64;

/// What is told of the course of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapse {
    /// What runs or ends.
    pub subject: Frame,
    /// The words.
    pub span: Span,
    /// What is told of it.
    pub told: Told,
}

/// A part of the course of something; numbers are indices into the document's times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// How long from a day.
    From {
        /// How long.
        length: u32,
        /// From when.
        day: u32,
    },
    /// How long from an event, told by what stands for its verb.
    After {
        /// How long.
        length: u32,
        /// "sign"
        event: String,
    },
    /// How long from a day, told as one time: "five years from 1 May 2019".
    Until {
        /// The time that it comes to.
        day: u32,
    },
    /// When it ends.
    Ends {
        /// The day.
        day: u32,
    },
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    ends: Vec<String>,
    runs: Vec<String>,
    starts: Vec<String>,
    openers: Vec<String>,
}

mod class {
    pub const END: u32 = 1;
    pub const RUN: u32 = 1 << 1;
    pub const START: u32 = 1 << 2;
    pub const OPENER: u32 = 1 << 3;
}

/// The word lists of this module, from `claim/lapses`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
}

impl Tables {
    /// Reads the table `claim/lapses`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/lapses", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.ends, class::END),
            (&raw.runs, class::RUN),
            (&raw.starts, class::START),
            (&raw.openers, class::OPENER),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// A verb, and the time that it governs.
struct Governed {
    verb: usize,
    time: usize,
    ends: bool,
}

struct Finder<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    words: ByWord<u32>,
}

/// For each sentence, whether it must be analysed to tell what runs or ends.
pub(super) fn wanted(text: &Text, mentions: &Mentions, rules: &Extractor, wanted: &mut [bool]) {
    let finder = Finder::new(text, mentions, rules);
    for governed in finder.all() {
        if let Some(sentence) = text.sentence_at(text.token(governed.verb).span.start) {
            wanted[sentence] = true;
        }
    }
}

/// What a text tells of how long things run, and when they end.
pub(super) fn find(
    text: &Text,
    mentions: &Mentions,
    clauses: &TextClauses,
    contexts: &ContextReader<'_>,
    rules: &Extractor,
) -> Vec<Lapse> {
    let finder = Finder::new(text, mentions, rules);
    let mut tools = None;
    let mut found = Vec::new();
    for Governed { verb, time, ends } in finder.all() {
        if found.len() == MOST {
            break;
        }
        let head = text.token(verb).span;
        let Some(list) = text.sentence_at(head.start).and_then(|sentence| clauses.of(sentence)) else { continue };
        let Some(clause) = list.at(verb).map(|at| &list.list[at]) else { continue };
        let (events, framer) = tools.get_or_insert_with(|| {
            (Events::new(text, rules), Framer::new(text, mentions, clauses, &rules.tables.frames))
        });
        let Some(subject) = clause.argument(Role::Subject).or_else(|| clause.argument(Role::Object)) else { continue };
        let Some(subject) = framer.phrase(subject) else { continue };
        let told = match (ends, &mentions.times[time].expression.form) {
            (true, _) => Told::Ends { day: time as u32 },
            (false, Form::Step(_)) => Told::Until { day: time as u32 },
            (false, _) => match finder.start(time, events) {
                Some(told) => told,
                None => continue,
            },
        };
        let span = head.join(mentions.times[time].span);
        let context = contexts.read_surface(span, head);
        if context.polarity == Polarity::Positive && context.modality != Modality::Possible && !context.distanced {
            found.push(Lapse { subject, span, told });
        }
    }
    found
}

impl<'a> Finder<'a> {
    fn new(text: &'a Text, mentions: &'a Mentions, rules: &Extractor) -> Self {
        Self { text, mentions, words: rules.tables.lapses.classes.of(text) }
    }

    fn is(&self, token: usize, class: u32) -> bool {
        let token = self.text.token(token);
        (self.words.get(token.lower) | self.words.get(token.lemma)) & class != 0
    }

    fn tokens(&self, time: usize) -> Range<usize> {
        self.text.tokens_in(self.mentions.times[time].span)
    }

    /// Verbs of ending before a day, and verbs of running before a length that is counted from something.
    fn all(&self) -> Vec<Governed> {
        let governed = |time: usize| {
            let expression = &self.mentions.times[time].expression;
            let (class, ends) = match expression.form {
                Form::Length(length) if !length.age && length.toward == 0 && length.hundredths.is_some() => {
                    (class::RUN, false)
                }
                Form::Step(step) if step.base == Base::Within && step.count > 0 => (class::RUN, false),
                Form::Length(_) | Form::Set { .. } | Form::Range(..) | Form::Clock => return None,
                _ if expression.timex == TimexType::Date && expression.grain != Grain::None => (class::END, true),
                _ => return None,
            };
            let inside = self.tokens(time);
            let sentence = &self.text.sentences[self.text.sentence_at(self.mentions.times[time].span.start)?].tokens;
            let first = inside.start.saturating_sub(GOVERNED).max(sentence.start as usize);
            let stops = |i: &usize| !matches!(self.text.lower(*i), "," | ";" | ":" | "." | "and" | "but");
            let verb = (first..inside.start).rev().take_while(stops).find(|&i| self.is(i, class))?;
            // Of lengths only those that are counted from something are asked for: cheap to tell, and rare.
            let whole = !ends && matches!(expression.form, Form::Step(_)) && self.text.lower(inside.start - 1) == "for";
            let opened = ends
                || whole
                || (inside.end..(inside.end + START).min(sentence.end as usize))
                    .next()
                    .is_some_and(|i| self.is(i, class::OPENER));
            opened.then_some(Governed { verb, time, ends })
        };
        (0..self.mentions.times.len()).filter_map(governed).collect()
    }

    /// What a length is counted from: a day, or an event told by its noun.
    fn start(&self, length: usize, events: &Events<'_>) -> Option<Told> {
        let end = self.tokens(length).end;
        let sentence = &self.text.sentences[self.text.sentence_at(self.mentions.times[length].span.start)?].tokens;
        for i in end..(end + START).min(sentence.end as usize) {
            if length + 1 < self.mentions.times.len() && self.tokens(length + 1).contains(&i) {
                let dated = self.mentions.times[length + 1].expression.timex == TimexType::Date;
                return dated.then_some(Told::From { length: length as u32, day: length as u32 + 1 });
            }
            if let Some(event) = events.noun(self.text, i) {
                return Some(Told::After { length: length as u32, event });
            }
            if !self.is(i, class::START) {
                return None;
            }
        }
        None
    }
}
