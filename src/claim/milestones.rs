//! On what day something happened that happens once: "the signing on 16 March", "it was signed on 26 March 2012".
//!
//! Unlike the frames of events, a milestone may leave out what it happened to, or have a pronoun for it: among documents that were put together there is often but one
//! such event.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::context::ContextReader;
use super::frames;
use super::orders::Events;
use super::{Context, Extractor, Modality, Polarity, Tense, parse};
use crate::diagnostic::Problem;
use crate::entity::EntityKind;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::{Argument, Clause, Clauses, Form, Role, TextClauses, VerbTense};
use crate::text::{ByWord, Text, TokenKind, Vocabulary, WordMap};
use crate::time::Expression;

/// Tokens before a date among which the noun of its event stands.
const REACH: usize = 8;
/// Tokens behind a verb among which it is told to have happened once more, or as what.
const ANEW: usize = 6;
/// What stands for all verbs by which a bargain is settled.
const SETTLED: &str = "complete";
/// Most milestones of a document that are kept: what tells more is a chronicle.
const MOST: usize = 256;

/// What something happened to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its noun, a canonical lemma.
    pub noun: String,
    /// Whether there may be others: "a report".
    pub indefinite: bool,
    /// Whether it is a bargain, which goes by many nouns: a purchase, a takeover.
    pub bargain: bool,
    /// Keys of the names in its phrase, sorted.
    pub of: Vec<String>,
}

/// Something that happened at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// What happened: the verb that stands for it.
    pub event: String,
    /// Whether it happens to a person: a death, a resignation.
    pub personal: bool,
    /// What it happened to, if that is told by more than a pronoun.
    pub thing: Option<Thing>,
    /// Keys of those who did it; of a name that no table knows its word. Sorted.
    pub agents: Vec<String>,
    /// Keys of the places where it happened. Sorted.
    pub places: Vec<String>,
    /// As what it happened to somebody: "resigned as mayor".
    pub capacity: Option<String>,
    /// The time, an index into the times of the document.
    pub time: u32,
    /// The words of the event and the time.
    pub span: Span,
    /// The commitment behind it.
    pub context: Context,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    pronouns: Vec<String>,
    anew: Vec<String>,
    undone: Vec<String>,
    bargains: Vec<String>,
    settling: Vec<String>,
}

mod class {
    pub const PRONOUN: u32 = 1;
    pub const ANEW: u32 = 1 << 1;
    pub const UNDONE: u32 = 1 << 2;
    pub const BARGAIN: u32 = 1 << 3;
    pub const SETTLING: u32 = 1 << 4;
}

/// The word lists of this module, from `claim/milestones`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
}

impl Tables {
    /// Reads the table `claim/milestones`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/milestones", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.pronouns, class::PRONOUN),
            (&raw.anew, class::ANEW),
            (&raw.undone, class::UNDONE),
            (&raw.bargains, class::BARGAIN),
            (&raw.settling, class::SETTLING),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// The milestones that a text tells as facts.
pub(super) fn find(
    text: &Text,
    mentions: &Mentions,
    clauses: &TextClauses,
    contexts: &ContextReader<'_>,
    rules: &Extractor,
) -> Vec<Milestone> {
    // "A week later" hangs on what is told before, and is no day by itself.
    let own = |e: &Expression| e.year.is_some() || e.month.is_some() || e.weekday.is_some();
    let dated = mentions.times.iter().enumerate().filter(|(_, time)| parse::is_date(time) && own(&time.expression));
    let mut reader = None;
    let mut found = Vec::new();
    for (index, time) in dated {
        let inside = text.tokens_in(time.span);
        let Some(number) = text.sentence_at(time.span.start).filter(|_| !inside.is_empty()) else { continue };
        let tokens = &text.sentences[number].tokens;
        let reader = reader.get_or_insert_with(|| Reader::new(text, mentions, rules));
        let sentence = tokens.start as usize..tokens.end as usize;
        let told = reader.noun_before(&inside, sentence).or_else(|| reader.of_clause(clauses.of(number)?, &inside));
        let Some(told) = told else { continue };
        // "The opening on 3 May was called off."
        if sentence_has(reader, text, tokens, class::UNDONE) {
            continue;
        }
        let head = text.token(told.head).span;
        let span = told.span.join(time.span);
        let context = contexts.read(span, head, &[]);
        let fact = told.once
            && context.polarity == Polarity::Positive
            && context.modality == Modality::Actual
            && context.tense != Tense::Future
            && !context.distanced;
        if fact && found.len() < MOST {
            let Told { event, thing, agents, places, capacity, .. } = told;
            let personal = rules.tables.frames.is_personal(&event);
            found.push(Milestone {
                event,
                personal,
                thing,
                agents,
                places,
                capacity,
                time: index as u32,
                span,
                context,
            });
        }
    }
    found
}

fn sentence_has(reader: &Reader<'_>, text: &Text, tokens: &Range<u32>, class: u32) -> bool {
    tokens.clone().any(|i| reader.words.get(text.token(i as usize).lemma) & class != 0)
}

/// An event as a sentence tells it.
struct Told {
    event: String,
    once: bool,
    thing: Option<Thing>,
    agents: Vec<String>,
    places: Vec<String>,
    capacity: Option<String>,
    /// The token of the noun or verb.
    head: usize,
    span: Span,
}

struct Reader<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    events: Events<'a>,
    words: ByWord<u32>,
    rules: &'a Extractor,
}

impl<'a> Reader<'a> {
    fn new(text: &'a Text, mentions: &'a Mentions, rules: &'a Extractor) -> Self {
        let words = rules.tables.milestones.classes.of(text);
        Self { text, mentions, events: Events::new(text, rules), words, rules }
    }
}

impl Reader<'_> {
    fn frames(&self) -> &frames::Tables {
        &self.rules.tables.frames
    }

    /// The noun of an event, or of a paper, that a date belongs to: "the signing of the treaty on 14 May", "the interim report of 11 June".
    fn noun_before(&self, date: &Range<usize>, sentence: Range<usize>) -> Option<Told> {
        let preposition = date.start.checked_sub(1).filter(|&i| i > sentence.start)?;
        if !matches!(self.text.lower(preposition), "of" | "on" | "in") {
            return None;
        }
        let first = sentence.start.max(preposition.saturating_sub(REACH));
        let last = preposition - 1;
        if let Some(event) = self.event_noun(last) {
            let thing = self.event_thing(last, sentence.start);
            let once = self.frames().once(&event).is_some();
            return Some(self.told(event, once, thing, last, self.text.span(last..preposition)));
        }
        // "The signing of the treaty on 14 May"
        let of = (first..preposition).rev().find(|&i| self.text.lower(i) == "of").filter(|&of| of > first)?;
        let event = self.event_noun(of - 1)?;
        // "The signing of the treaty was put off on 14 May": the date belongs to the verb.
        let verbal = |i: usize| matches!(self.text.lemma(i), "be" | "have");
        if (of + 1..preposition).any(|i| self.text.token(i).kind == TokenKind::Punctuation || verbal(i)) {
            return None;
        }
        let once = self.frames().once(&event).is_some();
        let thing = self.thing(of + 1..preposition, last);
        Some(self.told(event, once, thing, of - 1, self.text.span(of - 1..preposition)))
    }

    fn told(&self, event: String, once: bool, thing: Option<Thing>, head: usize, span: Span) -> Told {
        Told { event, once, thing, agents: Vec::new(), places: Vec::new(), capacity: None, head, span }
    }

    /// The event that a definite noun stands for.
    fn event_noun(&self, at: usize) -> Option<String> {
        let event = self.events.noun(self.text, at)?;
        let plural = self.text.lower(at).ends_with('s') && self.text.lower(at) != self.text.lemma(at);
        (!plural && !self.text.lower(at).ends_with("ing") || self.is_determined(at)).then_some(event)
    }

    /// Whether a determiner stands before a noun and its modifiers.
    fn is_determined(&self, noun: usize) -> bool {
        let start = self.start_of(noun, 0);
        start
            .checked_sub(1)
            .is_some_and(|before| matches!(self.text.lower(before), "the" | "its" | "their" | "his" | "her" | "'s"))
    }

    /// The first token of the modifiers before a noun.
    fn start_of(&self, noun: usize, first: usize) -> usize {
        let modifies = |i: usize| {
            let token = self.text.token(i);
            token.kind == TokenKind::Word
                && !self.frames().is_stop(self.text.lower(i))
                && !matches!(self.text.lower(i), "the" | "a" | "an" | "'s")
        };
        let mut start = noun;
        while start > first && noun - start < 4 && modifies(start - 1) {
            start -= 1;
        }
        start
    }

    /// What stands before the noun of an event: "the dam collapse", "the Solcombe signing".
    fn event_thing(&self, noun: usize, first: usize) -> Option<Thing> {
        let start = self.start_of(noun, first);
        self.thing(start..noun, noun.checked_sub(1)?)
    }

    /// What some tokens with a head name; `None` for a pronoun or nothing.
    fn thing(&self, tokens: Range<usize>, head: usize) -> Option<Thing> {
        if tokens.is_empty() || !tokens.contains(&head) {
            return None;
        }
        let named = self.text.tokens_in(self.text.span(head..head + 1)).any(|i| self.is_named(i));
        if !named && self.words.get(self.text.token(head).lower) & class::PRONOUN != 0 {
            return None;
        }
        let noun = self.frames().canonical(self.text.lemma(head)).to_owned();
        let indefinite = matches!(self.text.lower(tokens.start), "a" | "an" | "another");
        let bargain = self.words.get(self.text.token(head).lemma) & class::BARGAIN != 0;
        Some(Thing { noun, indefinite, bargain, of: self.keys_in(tokens, |_| true) })
    }

    /// Whether a token belongs to a mention of something known, as a pronoun that takes it up does.
    fn is_named(&self, i: usize) -> bool {
        let span = self.text.token(i).span;
        let mentions = &self.mentions.entities.mentions;
        let at = mentions.partition_point(|m| m.span.end <= span.start);
        mentions.get(at).is_some_and(|m| m.span.overlaps(span) && m.entity.is_some())
    }

    /// What the clause tells that a date belongs to: that behind "when", or its own.
    fn of_clause(&self, clauses: &Clauses, date: &Range<usize>) -> Option<Told> {
        let when = self.when(clauses, date).and_then(|at| self.told_by(&clauses.list[at], date, false));
        when.or_else(|| self.told_by(&clauses.list[clauses.of(date.start)?], date, true))
    }

    /// What a clause tells; whether the date is its own, and may be a bound of it.
    fn told_by(&self, clause: &Clause, date: &Range<usize>, own: bool) -> Option<Told> {
        // "Was closed" may be read as what something was.
        let state = self.argument(clause, Role::Complement).filter(|_| self.text.lemma(clause.head as usize) == "be");
        let verb = state.map_or(clause.head, |a| a.head) as usize;
        let before = date.start.checked_sub(1).map_or("", |i| self.text.lower(i));
        let bounded = own && matches!(before, "since" | "until" | "till" | "by" | "before" | "after" | "from" | "to");
        let past = clause.tense == VerbTense::Past || clause.perfect || clause.form == Form::Participle;
        if bounded || !past || matches!(clause.form, Form::Noun | Form::Verbless | Form::Infinitive | Form::Gerund) {
            return None;
        }
        let within = |a: &&Argument| (a.tokens.start as usize) < date.end && date.start < a.tokens.end as usize;
        let core = |a: &&Argument| !matches!(a.role, Role::Oblique | Role::Adverbial);
        if clause.arguments.iter().any(|a| within(&a) && core(&a)) {
            return None;
        }
        let lemma = clause.verb.as_deref().filter(|_| state.is_none()).unwrap_or(self.text.lemma(verb));
        if state.is_some() && lemma == self.text.lower(verb) {
            return None;
        }
        let object = self.argument(clause, Role::Object);
        let subject = self.argument(clause, Role::Subject);
        // Who does something without an object is the one to whom it happens: "the bridge collapsed".
        let (affected, doer) = if object.is_some() || clause.passive { (object, subject) } else { (subject, None) };
        let thing = affected.and_then(|a| self.thing(a.tokens.start as usize..a.tokens.end as usize, a.head as usize));
        let thing = thing.map(|thing| match affected {
            Some(a) if thing.bargain => Thing { of: self.party_words(a, verb), ..thing },
            _ => thing,
        });
        // "The purchase was closed", "the takeover was completed"
        let settled = thing.as_ref().is_some_and(|thing| thing.bargain)
            && (self.words.get(self.text.token(verb).lemma) | self.words.get(self.text.token(verb).lower))
                & class::SETTLING
                != 0;
        let event = match settled {
            true => SETTLED.to_owned(),
            false => self.events.verb(self.text, verb, lemma)?,
        };
        let once = settled || self.frames().once(lemma).is_some();
        let agents = doer.map(|a| self.doers(a)).unwrap_or_default();
        let around = clause.arguments.iter().filter(|a| matches!(a.role, Role::Oblique | Role::Adverbial));
        let mut places: Vec<String> = around.flat_map(|a| self.keys(a, |kind| kind == EntityKind::Place)).collect();
        places.sort_unstable();
        places.dedup();
        let ahead = verb + 1..(verb + ANEW).min(self.text.tokens.len());
        if ahead.clone().any(|i| self.words.get(self.text.token(i).lower) & class::ANEW != 0) {
            return None;
        }
        let capacity = ahead.clone().find(|&i| self.text.lower(i) == "as").and_then(|at| {
            let noun = (at + 1..ahead.end).rfind(|&i| self.text.token(i).kind == TokenKind::Word)?;
            Some(self.text.of(self.text.span(at + 1..noun + 1)).to_lowercase())
        });
        let span = affected.map_or(self.text.token(verb).span, |a| {
            self.text.token(verb).span.join(self.text.token(a.head as usize).span)
        });
        Some(Told { event, once, thing, agents, places, capacity, head: verb, span })
    }

    /// The clause behind a date and "when": "since 30 July, when the purchase was closed".
    fn when(&self, clauses: &Clauses, date: &Range<usize>) -> Option<usize> {
        let comma = self.text.tokens.get(date.end).is_some_and(|_| self.text.lower(date.end) == ",");
        let when = date.end + usize::from(comma);
        if when + 1 >= self.text.tokens.len() || self.text.lower(when) != "when" {
            return None;
        }
        clauses.list.iter().position(|clause| {
            clause.form == Form::Finite
                && clause.head as usize > when
                && clauses.of(when + 1) == clauses.of(clause.head as usize)
        })
    }

    fn argument<'c>(&self, clause: &'c Clause, role: Role) -> Option<&'c Argument> {
        clause.arguments.iter().find(|a| a.role == role && !a.apposed)
    }

    /// Who does it, by key; by the words of a name that no table knows.
    fn doers(&self, argument: &Argument) -> Vec<String> {
        let keys = self
            .keys(argument, |kind| matches!(kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place));
        let head = argument.head as usize;
        if keys.is_empty()
            && self.text.token(head).capital
            && self.words.get(self.text.token(head).lower) & class::PRONOUN == 0
        {
            return vec![self.text.lower(head).to_owned()];
        }
        keys
    }

    /// Names in the phrase of an argument and behind it, up to the verb or a mark, by key and by word, sorted: "the takeover of Sund Savings by Kelm Bank".
    fn party_words(&self, argument: &Argument, verb: usize) -> Vec<String> {
        let (start, end) = (argument.tokens.start as usize, argument.tokens.end as usize);
        let last = if end <= verb { verb } else { self.text.tokens.len().min(end + REACH) };
        let marked = |i: usize| self.text.token(i).kind == TokenKind::Punctuation;
        let end = (end..last).find(|&i| marked(i)).unwrap_or(last);
        let mut words = self.keys_in(start..end, |_| true);
        let capital = (start + 1..end).filter(|&i| self.text.token(i).capital && !marked(i));
        words.extend(capital.map(|i| self.text.lower(i).to_owned()));
        words.sort_unstable();
        words.dedup();
        words
    }

    fn keys(&self, argument: &Argument, wanted: impl Fn(EntityKind) -> bool) -> Vec<String> {
        self.keys_in(argument.tokens.start as usize..argument.tokens.end as usize, wanted)
    }

    fn keys_in(&self, tokens: Range<usize>, wanted: impl Fn(EntityKind) -> bool) -> Vec<String> {
        let span = self.text.span(tokens);
        let mentions = &self.mentions.entities.mentions;
        let from = mentions.partition_point(|m| m.span.end <= span.start);
        let mentions = mentions[from..].iter().take_while(|m| m.span.start < span.end);
        let mentions = mentions.filter(|m| span.contains(m.span) && wanted(m.kind));
        let mut keys: Vec<String> =
            mentions.filter_map(|m| m.entity).map(|id| self.mentions.entities.get(id).key.clone()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
