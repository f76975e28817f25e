//! What a clause tells to have been done, to what and by whom: two documents of one affair may tell of one deed that it was done and that it was not, or its opposite.
//!
//! Read are the clauses of documents that are read closely ([`Extractor::closely`](super::Extractor::closely)). A state counts as what was done to its subject ("is voluntary").

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::alike::AlikeWords;
use super::context::ContextReader;
use super::passages::short_hash;
use super::{Context, Extractor, Modality, Polarity};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::{Argument, Clause, Form, Role, TextClauses, VerbTense};
use crate::text::{ByWord, Sentence, Text, TokenKind, Vocabulary, WordMap};

/// Longest sentence that is read, in tokens.
const LONGEST: usize = 70;
/// Most acts of a document that are kept.
const MOST: usize = 2_000;
/// Tokens of a party beyond its head that are read.
const PARTY: usize = 14;

/// Somebody or something that has a part in an act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its words.
    pub span: Span,
    /// A hash of its noun.
    pub noun: u32,
    /// The group of nouns that say nearly the same; 0 for none.
    pub alike: u16,
    /// Hashes of its other content words, sorted.
    pub words: Vec<u32>,
    /// The same of the words behind it, up to a mark or the verb.
    pub after: Vec<u32>,
    /// Those of its words up to its noun that are parts of names.
    pub names: Vec<u32>,
    /// The same of the words behind it.
    pub names_after: Vec<u32>,
    /// Keys of what its noun names.
    pub keys: Vec<String>,
    /// Whether there may be others: "a contract".
    pub indefinite: bool,
    /// Whether it is another thing than without the words before it: "an amended bill".
    pub changed: bool,
    /// Whether a number stands before it.
    pub counted: bool,
    /// Whether it is a pronoun that takes up nothing known.
    pub pronoun: bool,
}

/// What a clause tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// From its verb to the last word that takes part.
    pub span: Span,
    /// A hash of its verb, with a particle.
    pub verb: u32,
    /// The group of verbs that say nearly the same; 0 for none.
    pub alike: u16,
    /// Lists of verbs that exclude others: their number, and which of the two it is.
    pub sides: Vec<(u16, bool)>,
    /// Whether it is a state: "is voluntary", "is binding".
    pub state: bool,
    /// Whether the verb tells enough to be denied.
    pub telling: bool,
    /// Who does it.
    pub doers: Vec<Party>,
    /// To what it is done; of what happens, what it happens to.
    pub things: Vec<Party>,
    /// What that is by what is done to it: "ratified as a record".
    pub known_as: Option<Party>,
    /// What stands behind prepositions, by a hash of these.
    pub around: Vec<(u32, Party)>,
    /// The times of the clause, as indices into the document's.
    pub times: Vec<u32>,
    /// Whether it reaches up to the day of writing: "has not signed", "does not sign".
    pub present: bool,
    /// Whether it is denied or told of the day of writing alone: "does not sign".
    pub now: bool,
    /// Whether it came before something else: "had signed".
    pub earlier: bool,
    /// The commitment behind it.
    pub context: Context,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    opposed: Vec<[Vec<String>; 2]>,
    leaving_open: Vec<String>,
    light: Vec<String>,
    elsewhere: Vec<String>,
    limiting: Vec<String>,
    changed: Vec<String>,
}

mod class {
    pub const LEAVING_OPEN: u8 = 1;
    pub const LIGHT: u8 = 1 << 1;
    pub const ELSEWHERE: u8 = 1 << 2;
    pub const LIMITING: u8 = 1 << 3;
    pub const CHANGED: u8 = 1 << 4;
}

/// The word lists of this module, from `claim/acts`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u8>,
    sides: rustc_hash::FxHashMap<String, Vec<(u16, bool)>>,
}

impl Tables {
    /// Reads the table `claim/acts`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/acts", problems);
        let mut all = Self::default();
        for ([yes, no], number) in raw.opposed.iter().zip(1u16..) {
            for (list, side) in [(yes, true), (no, false)] {
                for verb in list {
                    all.sides.entry(verb.clone()).or_default().push((number, side));
                }
            }
        }
        all.classes.add(raw.leaving_open.iter().map(String::as_str), class::LEAVING_OPEN);
        all.classes.add(raw.light.iter().map(String::as_str), class::LIGHT);
        all.classes.add(raw.elsewhere.iter().map(String::as_str), class::ELSEWHERE);
        all.classes.add(raw.limiting.iter().map(String::as_str), class::LIMITING);
        all.classes.add(raw.changed.iter().map(String::as_str), class::CHANGED);
        all
    }

    /// Whether a noun names another thing with this word before it than without: "an amended bill".
    pub(crate) fn changes(&self, word: &str) -> bool {
        self.classes.get(word).unwrap_or(0) & class::CHANGED != 0
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// What the clauses of a document tell.
pub(super) fn find(text: &Text, mentions: &Mentions, clauses: &TextClauses, rules: &Extractor) -> Vec<Act> {
    let contexts = ContextReader::new(text, mentions, clauses, &rules.tables.context);
    let words = rules.tables.acts.classes.of(text);
    let reader = Reader { text, mentions, rules, contexts, words, alike: rules.tables.alike.of(text) };
    let elsewhere = |s: &Sentence| (s.tokens.start..s.tokens.end).any(|i| reader.is(i as usize, class::ELSEWHERE));
    let short = |s: &Sentence| s.tokens.len() <= LONGEST;
    let sentences = text.sentences.iter().enumerate().filter(|(_, s)| short(s) && !elsewhere(s));
    let clauses = sentences.filter_map(|(number, _)| clauses.of(number));
    clauses.flat_map(|clauses| &clauses.list).filter_map(|clause| reader.read(clause)).take(MOST).collect()
}

struct Reader<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    rules: &'a Extractor,
    contexts: ContextReader<'a>,
    words: ByWord<u8>,
    alike: AlikeWords<'a>,
}

impl Reader<'_> {
    fn is(&self, i: usize, class: u8) -> bool {
        let token = self.text.token(i);
        (self.words.get(token.lower) | self.words.get(token.lemma)) & class != 0
    }

    fn read(&self, clause: &Clause) -> Option<Act> {
        if matches!(clause.form, Form::Noun | Form::Verbless | Form::Infinitive | Form::Gerund) {
            return None;
        }
        let state = self.state(clause);
        let head = state.unwrap_or(clause.head as usize);
        let text = self.text;
        let around = (clause.head as usize).saturating_sub(1)..(clause.head as usize + 2).min(text.tokens.len());
        if clause.group.iter().map(|&i| i as usize).chain(around).any(|i| self.is(i, class::LEAVING_OPEN)) {
            return None;
        }
        let verb = self.verb(clause, head, state.is_some());
        let of = |role: Role| -> Vec<Party> {
            clause.all(role).filter_map(|argument| self.party(argument, clause)).collect()
        };
        let (subjects, objects) = (of(Role::Subject), of(Role::Object));
        let happens = clause.argument(Role::Object).is_none() && !clause.passive;
        let (doers, things) = if happens { (Vec::new(), subjects) } else { (subjects, objects) };
        if things.is_empty() {
            return None;
        }
        let known_as = self.known_as(clause);
        let obliques = clause.arguments.iter().filter(|a| a.role == Role::Oblique && Some(a.head as usize) != state);
        let behind = obliques.filter_map(|a| {
            let preposition = short_hash(text.lower(a.preposition? as usize));
            Some((preposition, self.party(a, clause)?))
        });
        let around: Vec<(u32, Party)> = behind.collect();
        let verb_span = text.token(head).span;
        let span = things.iter().map(|p| p.span).fold(verb_span, Span::join);
        let context = self.contexts.read(verb_span, text.token(clause.head as usize).span, &[]);
        if context.distanced || context.modality == Modality::Possible {
            return None;
        }
        if context.polarity == Polarity::Negative && self.is_limited(clause) {
            return None;
        }
        let earlier = clause.perfect && clause.tense == VerbTense::Past;
        let present = clause.perfect && !earlier || clause.tense == VerbTense::Present;
        let now = clause.tense == VerbTense::Present && !clause.perfect;
        let times = self.times(clause);
        let sides = self.rules.tables.acts.sides.get(&verb).cloned().unwrap_or_default();
        let (alike, telling) = (self.alike.group(head), !self.is(head, class::LIGHT));
        let state = state.is_some() || clause.progressive;
        Some(Act {
            span,
            state,
            verb: short_hash(&verb),
            alike,
            sides,
            telling,
            doers,
            things,
            known_as,
            around,
            times,
            present,
            now,
            earlier,
            context,
        })
    }

    /// What its thing is by what is done to it: "her time was ratified *as a record*".
    fn known_as(&self, clause: &Clause) -> Option<Party> {
        let named = |a: &&Argument| a.preposition.is_some_and(|word| self.text.lower(word as usize) == "as");
        let as_what = clause.all(Role::Oblique).find(named).filter(|_| clause.passive)?;
        self.party(as_what, clause)
    }

    /// Whether what a clause denies is narrowed by words behind its verb: "did not pay in full", "did not raise it lightly".
    fn is_limited(&self, clause: &Clause) -> bool {
        let text = self.text;
        let head = clause.head as usize;
        let last = text.tokens.len().min(head + PARTY);
        let ends = |&i: &usize| text.token(i).kind == TokenKind::Punctuation;
        let end = (head + 1..last).find(ends).unwrap_or(last);
        let adverb = |i: usize| text.lower(i).ends_with("ly") && text.token(i).span.len() > 4 && !text.token(i).capital;
        let group = clause.group.iter().map(|&i| i as usize);
        group.chain(head + 1..end).any(|i| self.is(i, class::LIMITING) || adverb(i))
    }

    /// The adjective or participle that a subject is told to be.
    fn state(&self, clause: &Clause) -> Option<usize> {
        let lemma = self.text.lemma(clause.head as usize);
        let complement = clause.argument(Role::Complement).filter(|_| matches!(lemma, "be" | "remain" | "stay"))?;
        let bare = complement.tokens.len() == 1 && clause.argument(Role::Object).is_none();
        bare.then_some(complement.head as usize)
    }

    /// The lemma of a verb, with its particle.
    fn verb(&self, clause: &Clause, head: usize, state: bool) -> String {
        let text = self.text;
        if state {
            return text.lower(head).to_owned();
        }
        let lemma = clause.verb.as_deref().unwrap_or(text.lemma(head));
        let particle = (head + 1..(head + 2).min(text.tokens.len())).find(|&i| clause.group.contains(&(i as u32)));
        let both = particle.map(|i| format!("{lemma} {}", text.lower(i)));
        both.filter(|both| self.rules.tables.acts.sides.contains_key(both)).unwrap_or_else(|| lemma.to_owned())
    }

    /// The times among the arguments of a clause.
    fn times(&self, clause: &Clause) -> Vec<u32> {
        let text = self.text;
        let around = clause.arguments.iter().filter(|a| matches!(a.role, Role::Oblique | Role::Adverbial));
        let spans: Vec<Span> = around.map(|a| text.span(a.tokens.start as usize..a.tokens.end as usize)).collect();
        let times = self.mentions.times.iter().zip(0u32..);
        times.filter(|(time, _)| spans.iter().any(|span| span.overlaps(time.span))).map(|(_, at)| at).collect()
    }

    /// What stands behind a noun phrase, up to a mark or the verb: "the ban *on night flights*".
    fn behind(&self, argument: &Argument, clause: &Clause) -> Range<usize> {
        let text = self.text;
        let from = argument.tokens.end as usize;
        let stops = |i: usize| {
            let verb = i as u32 == clause.head || clause.group.contains(&(i as u32));
            verb || matches!(text.lower(i), "by" | "and" | "but") || text.token(i).kind == TokenKind::Punctuation
        };
        let last = text.tokens.len().min(from + PARTY);
        from..(from..last).find(|&i| stops(i)).unwrap_or(last)
    }

    fn party(&self, argument: &Argument, clause: &Clause) -> Option<Party> {
        let text = self.text;
        let head = argument.head as usize;
        let tokens = argument.tokens.start as usize..(argument.tokens.end as usize).min(head + PARTY);
        let span = text.span(tokens.clone());
        let timed = self.mentions.times.iter().any(|time| time.span.contains(text.token(head).span));
        if timed || tokens.is_empty() || text.token(head).kind != TokenKind::Word {
            return None;
        }
        let keys = self.keys(head);
        let canonical = |i: usize| short_hash(self.rules.tables.frames.canonical(text.lemma(i)));
        let content = |i: &usize| self.is_content(*i, head);
        let behind = self.behind(argument, clause);
        let sorted = |tokens: Range<usize>| {
            let mut words: Vec<u32> = tokens.filter(content).map(canonical).collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let (words, after) = (sorted(tokens.clone()), sorted(behind.clone()));
        let first = |i: usize| {
            text.sentence_at(text.token(i).span.start).is_some_and(|n| text.sentences[n].tokens.start as usize == i)
        };
        let timed = |i: usize| self.mentions.times.iter().any(|time| time.span.contains(text.token(i).span));
        let named = |i: &usize| {
            let capital = text.token(*i).capital && (!first(*i) || !self.keys(*i).is_empty());
            capital && self.is_content(*i, usize::MAX) && !timed(*i)
        };
        let indefinite = matches!(text.lower(tokens.start), "a" | "an" | "another" | "some" | "any");
        let names = |tokens: Range<usize>| -> Vec<u32> { tokens.filter(named).map(canonical).collect() };
        let head_end = (head + 1).clamp(tokens.start, tokens.end);
        let further = names(head_end..tokens.end).into_iter().chain(names(behind)).collect();
        let (names, names_after) = (names(tokens.start..head_end), further);
        let figures = &self.mentions.quantities;
        let counted = figures.iter().any(|q| span.overlaps(q.span) && q.span.start < text.token(head).span.start);
        let changed = (argument.tokens.start..argument.head).any(|i| self.is(i as usize, class::CHANGED));
        let pronoun = keys.is_empty() && self.rules.tables.frames.is_stop(text.lower(head));
        Some(Party {
            span,
            noun: canonical(head),
            alike: self.alike.group(head),
            words,
            after,
            names,
            names_after,
            keys,
            indefinite,
            changed,
            counted,
            pronoun,
        })
    }

    fn is_content(&self, i: usize, head: usize) -> bool {
        let token = self.text.token(i);
        let stop = self.rules.tables.frames.is_stop(self.text.lower(i));
        i != head && token.kind == TokenKind::Word && token.span.len() > 2 && !stop
    }

    /// Keys of what a token names, by itself or as a pronoun.
    fn keys(&self, head: usize) -> Vec<String> {
        let span = self.text.token(head).span;
        let entities = &self.mentions.entities;
        let from = entities.mentions.partition_point(|m| m.span.end <= span.start);
        let over = entities.mentions[from..].iter().take_while(|m| m.span.start < span.end);
        over.filter_map(|m| m.entity).map(|id| entities.get(id).key.clone()).collect()
    }
}
