//! The commitment behind a clause: polarity, modality, tense and attribution, read off the clause and those it hangs on; in sentences that are not analysed off the
//! words before its head.

mod clause;
mod speakers;
mod surface;

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::entity::{Entities, EntityKind};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{ByWord, Sym, Text, Token, Vocabulary, WordMap};
use crate::time::TimeMention;

/// Asserted or denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Asserted.
    #[default]
    Positive,
    /// Denied.
    Negative,
}

/// What kind of commitment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// A fact.
    #[default]
    Actual,
    /// A plan, an expectation, a promise.
    Intended,
    /// A duty.
    Obliged,
    /// A possibility, a condition, a question.
    Possible,
}

/// Where the clause stands against the document's date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    /// Before.
    Past,
    /// At.
    Present,
    /// After.
    Future,
    /// Not told.
    #[default]
    Unknown,
}

/// Whose statement it is, if not the document's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// As named, or "quoted" where nobody is.
    pub name: String,
    /// Key of the speaker across documents, where it is a known person or body.
    pub key: Option<String>,
    /// Whether the words stand in quotation marks.
    pub quoted: bool,
    /// Whether it is a person.
    pub person: bool,
}

/// The commitment behind a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Asserted or denied.
    pub polarity: Polarity,
    /// Fact, plan, duty, possibility.
    pub modality: Modality,
    /// Past, present, future.
    pub tense: Tense,
    /// Whose statement.
    pub speaker: Option<Speaker>,
    /// Whether the document distances itself from it.
    pub distanced: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    negators: Vec<String>,
    denying: Vec<String>,
    denying_phrases: Vec<String>,
    theses: Vec<String>,
    bearing_out: Vec<String>,
    yielding: Vec<String>,
    evidence: Vec<String>,
    barring: Vec<String>,
    intending: Vec<String>,
    intending_phrases: Vec<String>,
    asking: Vec<String>,
    obliging: Vec<String>,
    obliging_phrases: Vec<String>,
    possible: Vec<String>,
    conceding: Vec<String>,
    conditional: Vec<String>,
    hypothetical: Vec<String>,
    inverted: Vec<String>,
    after_not: Vec<String>,
    denied_nothing: Vec<String>,
    correlative: Vec<String>,
    relative: Vec<String>,
    breaks: Vec<String>,
    after_comma: Vec<String>,
    determiners: Vec<String>,
    subjects: Vec<String>,
    saying: Vec<String>,
    repeating: Vec<String>,
    hearsay: Vec<String>,
    distancing: Vec<String>,
    past: Vec<String>,
    present: Vec<String>,
    future: Vec<String>,
    own_voice: Vec<String>,
}

/// The lists of the table as bits.
mod class {
    pub const NEGATOR: u32 = 1;
    pub const DENYING: u32 = 1 << 1;
    pub const INTENDING: u32 = 1 << 2;
    pub const PHRASE: u32 = 1 << 3;
    pub const OBLIGING: u32 = 1 << 4;
    pub const POSSIBLE: u32 = 1 << 5;
    pub const CONDITIONAL: u32 = 1 << 6;
    pub const HYPOTHETICAL: u32 = 1 << 7;
    pub const INVERTED: u32 = 1 << 8;
    pub const AFTER_NOT: u32 = 1 << 9;
    pub const BREAK: u32 = 1 << 10;
    pub const AFTER_COMMA: u32 = 1 << 11;
    pub const DETERMINER: u32 = 1 << 12;
    pub const SUBJECT: u32 = 1 << 13;
    pub const SAYING: u32 = 1 << 14;
    pub const HEARSAY: u32 = 1 << 15;
    pub const DISTANCING: u32 = 1 << 16;
    pub const PAST: u32 = 1 << 17;
    pub const PRESENT: u32 = 1 << 18;
    pub const FUTURE: u32 = 1 << 19;
    pub const OWN_VOICE: u32 = 1 << 20;
    pub const DENIED_NOTHING: u32 = 1 << 21;
    pub const CORRELATIVE: u32 = 1 << 22;
    pub const RELATIVE: u32 = 1 << 23;
    pub const CONCEDING: u32 = 1 << 24;
    pub const BARRING: u32 = 1 << 25;
    pub const THESIS: u32 = 1 << 26;
    pub const BEARING_OUT: u32 = 1 << 27;
    pub const YIELDING: u32 = 1 << 28;
    pub const REPEATING: u32 = 1 << 29;
    pub const EVIDENCE: u32 = 1 << 30;
    pub const ASKING: u32 = 1 << 31;
    /// What bears on all of a sentence.
    pub const TELLING: u32 = SAYING | HEARSAY | DISTANCING | CONDITIONAL | HYPOTHETICAL;
}

/// The word lists of this module, from `claim/context`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
    /// Pairs of words, the first of them of the class `PHRASE`.
    intending_phrases: FxHashSet<(String, String)>,
    /// The same.
    obliging_phrases: FxHashSet<(String, String)>,
    /// Pairs of a verb and its particle.
    denying_phrases: FxHashSet<(String, String)>,
}

impl Tables {
    /// Reads the table `claim/context`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/context", problems);
        let phrases = |list: &[String]| -> FxHashSet<(String, String)> {
            let pairs = list.iter().filter_map(|phrase| phrase.split_once(' '));
            pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
        };
        let (intending_phrases, obliging_phrases) = (phrases(&raw.intending_phrases), phrases(&raw.obliging_phrases));
        let denying_phrases = phrases(&raw.denying_phrases);
        let mut classes = WordMap::default();
        let opening = intending_phrases.iter().chain(&obliging_phrases).chain(&denying_phrases);
        classes.add(opening.map(|phrase| phrase.0.as_str()), class::PHRASE);
        for (list, bit) in [
            (&raw.negators, class::NEGATOR),
            (&raw.denying, class::DENYING),
            (&raw.barring, class::BARRING),
            (&raw.theses, class::THESIS),
            (&raw.bearing_out, class::BEARING_OUT),
            (&raw.yielding, class::YIELDING),
            (&raw.evidence, class::EVIDENCE),
            (&raw.intending, class::INTENDING),
            (&raw.asking, class::ASKING),
            (&raw.obliging, class::OBLIGING),
            (&raw.possible, class::POSSIBLE),
            (&raw.conditional, class::CONDITIONAL),
            (&raw.hypothetical, class::HYPOTHETICAL),
            (&raw.inverted, class::INVERTED),
            (&raw.after_not, class::AFTER_NOT),
            (&raw.denied_nothing, class::DENIED_NOTHING),
            (&raw.correlative, class::CORRELATIVE),
            (&raw.relative, class::RELATIVE),
            (&raw.conceding, class::CONCEDING),
            (&raw.breaks, class::BREAK),
            (&raw.after_comma, class::AFTER_COMMA),
            (&raw.determiners, class::DETERMINER),
            (&raw.subjects, class::SUBJECT),
            (&raw.saying, class::SAYING),
            (&raw.repeating, class::REPEATING),
            (&raw.hearsay, class::HEARSAY),
            (&raw.distancing, class::DISTANCING),
            (&raw.past, class::PAST),
            (&raw.present, class::PRESENT),
            (&raw.future, class::FUTURE),
            (&raw.own_voice, class::OWN_VOICE),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes, intending_phrases, obliging_phrases, denying_phrases }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// Tokens between "is a" and the relative pronoun of what something is called.
const KIND: usize = 4;
/// How far around a head the rest of its sentence is searched, in tokens: what is longer is a table or a list without stops.
const SENTENCE: usize = 160;

/// Where a head stands, in tokens of the text: its sentence, or as much of it as is looked at, is `first..last`, the head itself `head..end`.
struct Place {
    first: usize,
    head: usize,
    end: usize,
    last: usize,
}

/// Reads commitments off one text.
pub(crate) struct ContextReader<'a> {
    text: &'a Text,
    entities: &'a Entities,
    times: &'a [TimeMention],
    clauses: &'a TextClauses,
    tables: &'a Tables,
    words: ByWord<u32>,
    /// The symbol of "according".
    according: Option<Sym>,
    /// The tokens that bear on all of their sentence wherever they stand, so that long sentences are not walked for each of their claims.
    telling: Vec<u32>,
}

impl<'a> ContextReader<'a> {
    pub fn new(text: &'a Text, mentions: &'a Mentions, clauses: &'a TextClauses, tables: &'a Tables) -> Self {
        let words = tables.classes.of(text);
        let according = text.words.find("according");
        let told = |token: &Token| {
            (words.get(token.lower) | words.get(token.lemma)) & class::TELLING != 0 || Some(token.lower) == according
        };
        let telling = text.tokens.iter().zip(0..).filter(|(token, _)| told(token)).map(|(_, at)| at).collect();
        let (entities, times) = (&mentions.entities, mentions.times.as_slice());
        Self { text, entities, times, clauses, tables, words, according, telling }
    }

    /// Those among some tokens that bear on all of their sentence: words of saying, of hearsay, of doubt, of conditions.
    fn telling(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.telling.partition_point(|&at| (at as usize) < tokens.start);
        self.telling[first..].iter().map(|&at| at as usize).take_while(move |&at| at < tokens.end)
    }

    /// Whether a token belongs to a date: "May" is a month there.
    fn in_time(&self, i: usize) -> bool {
        let span = self.text.token(i).span;
        let next = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(next).is_some_and(|time| time.span.contains(span))
    }

    /// Whether a token denies what follows it.
    pub(super) fn is_negator(&self, i: usize) -> bool {
        (self.word(i) | self.lemma(i)) & class::NEGATOR != 0
    }

    /// Whether a token is of a verb that denies its complement.
    pub(super) fn is_denying(&self, i: usize) -> bool {
        self.lemma(i) & class::DENYING != 0
    }

    /// Whether a token is the "from" of "was barred from joining": what follows was not done.
    pub(super) fn is_barring(&self, i: usize) -> bool {
        let done = || self.text.lower(i + 1).ends_with("ing") && self.text.lemma(i + 1) != self.text.lower(i + 1);
        i.checked_sub(1).is_some_and(|verb| self.lemma(verb) & class::BARRING != 0)
            && i + 1 < self.text.tokens.len()
            && self.text.lower(i) == "from"
            && done()
    }

    /// Whether a negator denies what is said: not in "not only", "may or may not", "nothing but", "farmers, not fishermen", "those who do not fish".
    pub(super) fn denies_said(&self, i: usize) -> bool {
        let auxiliary = class::PAST | class::PRESENT | class::FUTURE | class::POSSIBLE | class::OBLIGING;
        let verbal = || i.checked_sub(1).is_some_and(|at| self.word(at) & auxiliary != 0);
        self.denies_next(i) && (self.text.lower(i) != "not" || verbal())
    }

    /// Whether a negator denies what stands behind it, with a verb or without one.
    pub(super) fn denies_next(&self, i: usize) -> bool {
        let none = class::AFTER_NOT | class::DENIED_NOTHING;
        let is = |at: usize, class: u32| at < self.text.tokens.len() && self.word(at) & class != 0;
        let next = if is(i + 1, class::DETERMINER) { i + 2 } else { i + 1 };
        let before = |n: usize| i.checked_sub(n);
        let alternative = [1, 2].into_iter().filter_map(before).any(|at| self.text.lower(at) == "or");
        let relative = before(2)
            .is_some_and(|at| is(at, class::RELATIVE) && self.word(i) & class::CORRELATIVE == 0 && !self.is_kind(at));
        !(is(i + 1, none) || is(next, none) || alternative || relative || is(i, class::CORRELATIVE))
    }

    /// Whether a relative pronoun hangs on what its subject is called: "is a firm that does not lend".
    fn is_kind(&self, pronoun: usize) -> bool {
        let article =
            (pronoun.saturating_sub(KIND)..pronoun).rev().find(|&at| matches!(self.text.lower(at), "a" | "an"));
        article.and_then(|at| at.checked_sub(1)).is_some_and(|at| self.text.lemma(at) == "be")
    }

    /// Whether a token says that something may be.
    pub(super) fn is_possible(&self, i: usize) -> bool {
        (self.word(i) | self.lemma(i)) & class::POSSIBLE != 0
    }

    /// Whether a token tells of a plan, a duty or hearsay.
    pub(super) fn is_meant(&self, i: usize) -> bool {
        let auxiliary = self.word(i) & class::FUTURE != 0;
        !auxiliary && (self.word(i) | self.lemma(i)) & (class::INTENDING | class::OBLIGING | class::HEARSAY) != 0
    }

    /// Whether a token marks hearsay.
    pub(super) fn is_hearsay(&self, i: usize) -> bool {
        self.word(i) & class::HEARSAY != 0
    }

    /// Whether a token is an auxiliary of the past.
    pub(super) fn is_past(&self, i: usize) -> bool {
        self.word(i) & class::PAST != 0
    }

    /// Whether a token is an auxiliary of the present.
    pub(super) fn is_present(&self, i: usize) -> bool {
        self.word(i) & class::PRESENT != 0
    }

    /// Whether a token opens a condition wherever it stands.
    pub(super) fn is_conditional(&self, i: usize) -> bool {
        self.word(i) & class::HYPOTHETICAL != 0
    }

    /// Whether a new clause begins behind a token.
    pub(super) fn is_break(&self, i: usize) -> bool {
        self.word(i) & class::BREAK != 0
    }

    /// The classes of a token's word, as it stands.
    fn word(&self, i: usize) -> u32 {
        self.words.get(self.text.token(i).lower)
    }

    /// The classes of a token's lemma.
    fn lemma(&self, i: usize) -> u32 {
        self.words.get(self.text.token(i).lemma)
    }

    /// Reads the commitment behind the words at `span`, whose verb or other head is `head`: off their clause, or off the surface if the sentence was not analysed.
    /// Tokens of `own` are words of a wording: what they deny or leave open is in its meaning.
    pub fn read(&self, span: Span, head: Span, own: &[u32]) -> Context {
        let Some(number) = self.text.sentence_at(span.start) else { return Context::default() };
        let place = self.place(number, head);
        let clause = self.clauses.of(number).and_then(|clauses| Some((clauses, clauses.of(place.head)?)));
        let Some((clauses, clause)) = clause else { return self.on_surface(span, &place) };
        let context = self.of_clause(clauses, clause, place.head, own);
        let reporter = || self.reporter(clauses, clause).or_else(|| self.reported(span, place.first, place.last));
        let speaker = self.quoted(span).or_else(reporter);
        self.whole(Context { speaker, ..context }, &place)
    }

    /// Reads the commitment off the surface, whether the sentence was analysed or not: figures stand in all sentences, of which only some are, and are to be
    /// compared alike.
    pub fn read_surface(&self, span: Span, head: Span) -> Context {
        let Some(number) = self.text.sentence_at(span.start) else { return Context::default() };
        self.on_surface(span, &self.place(number, head))
    }

    fn on_surface(&self, span: Span, place: &Place) -> Context {
        let context = self.of_surface(place.first, place.head, place.end, place.last);
        let speaker = self.quoted(span).or_else(|| self.reported(span, place.first, place.last));
        self.whole(Context { speaker, ..context }, place)
    }

    /// A question and hearsay concern all of a sentence.
    fn whole(&self, mut context: Context, place: &Place) -> Context {
        if place.last > place.first && self.text.lower(place.last - 1) == "?" {
            context.modality = context.modality.max(Modality::Possible);
        }
        context.distanced |= self.telling(place.first..place.last).any(|i| self.word(i) & class::HEARSAY != 0);
        context
    }

    fn place(&self, sentence: usize, head: Span) -> Place {
        let tokens = &self.text.sentences[sentence].tokens;
        let (first, last) = (tokens.start as usize, tokens.end as usize);
        let range = self.text.tokens_in(head);
        let head = range.start.clamp(first, last.saturating_sub(1));
        let (first, last) = (first.max(head.saturating_sub(SENTENCE)), last.min(head + SENTENCE));
        Place { first, head, end: range.end, last }
    }
}
