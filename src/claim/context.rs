//! The commitment behind a clause: polarity, modality, tense and attribution, read off the clause and those it hangs on; in sentences that are not analysed off the
//! words before its head.

mod clause;
mod surface;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::entity::{Entities, EntityKind};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{ByWord, Sym, Text, Vocabulary, WordMap};
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
    intending: Vec<String>,
    intending_phrases: Vec<String>,
    obliging: Vec<String>,
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
}

/// The word lists of this module, from `claim/context`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
    /// Pairs of words, the first of them of the class `PHRASE`.
    intending_phrases: FxHashSet<(String, String)>,
}

impl Tables {
    /// Reads the table `claim/context`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/context", problems);
        let phrases = raw.intending_phrases.iter().filter_map(|phrase| phrase.split_once(' '));
        let intending_phrases: FxHashSet<_> = phrases.map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        let mut classes = WordMap::default();
        classes.add(intending_phrases.iter().map(|phrase| phrase.0.as_str()), class::PHRASE);
        for (list, bit) in [
            (&raw.negators, class::NEGATOR),
            (&raw.denying, class::DENYING),
            (&raw.intending, class::INTENDING),
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
            (&raw.hearsay, class::HEARSAY),
            (&raw.distancing, class::DISTANCING),
            (&raw.past, class::PAST),
            (&raw.present, class::PRESENT),
            (&raw.future, class::FUTURE),
            (&raw.own_voice, class::OWN_VOICE),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes, intending_phrases }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// How far around a head the rest of its sentence is searched, in tokens: what is longer is a table or a list without stops.
const SENTENCE: usize = 160;
/// How far from a quotation its verb of saying may stand, in tokens.
const BESIDE: usize = 14;
/// How far from a verb of saying its subject may stand, in bytes.
const SUBJECT: u32 = 90;

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
}

impl<'a> ContextReader<'a> {
    pub fn new(text: &'a Text, mentions: &'a Mentions, clauses: &'a TextClauses, tables: &'a Tables) -> Self {
        let words = tables.classes.of(text);
        let according = text.words.find("according");
        Self { text, entities: &mentions.entities, times: &mentions.times, clauses, tables, words, according }
    }

    /// Whether a token belongs to a date: "May" is a month there.
    fn in_time(&self, i: usize) -> bool {
        let span = self.text.token(i).span;
        let next = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(next).is_some_and(|time| time.span.contains(span))
    }

    /// The classes of a token's word, as it stands.
    /// Whether a token denies what follows it.
    pub(super) fn is_negator(&self, i: usize) -> bool {
        (self.word(i) | self.lemma(i)) & class::NEGATOR != 0
    }

    /// Whether a token is of a verb that denies its complement.
    pub(super) fn is_denying(&self, i: usize) -> bool {
        self.lemma(i) & class::DENYING != 0
    }

    /// Whether a negator denies what is said: not in "not only", "may or may not", "nothing but", "farmers, not fishermen", "those who do not fish".
    pub(super) fn denies_said(&self, i: usize) -> bool {
        let none = class::AFTER_NOT | class::DENIED_NOTHING;
        let is = |at: usize, class: u32| at < self.text.tokens.len() && self.word(at) & class != 0;
        let next = if is(i + 1, class::DETERMINER) { i + 2 } else { i + 1 };
        let before = |n: usize| i.checked_sub(n);
        let alternative = [1, 2].into_iter().filter_map(before).any(|at| self.text.lower(at) == "or");
        let auxiliary = class::PAST | class::PRESENT | class::FUTURE | class::POSSIBLE | class::OBLIGING;
        let verbal = match self.text.lower(i) {
            "not" => before(1).is_some_and(|at| is(at, auxiliary)),
            _ => true,
        };
        let relative = before(2).is_some_and(|at| is(at, class::RELATIVE) && self.word(i) & class::CORRELATIVE == 0);
        !(is(i + 1, none) || is(next, none) || alternative || relative || is(i, class::CORRELATIVE)) && verbal
    }

    /// Whether a token says that something may be.
    pub(super) fn is_possible(&self, i: usize) -> bool {
        (self.word(i) | self.lemma(i)) & class::POSSIBLE != 0
    }

    /// Whether a token opens a condition wherever it stands.
    pub(super) fn is_conditional(&self, i: usize) -> bool {
        self.word(i) & class::HYPOTHETICAL != 0
    }

    /// Whether a new clause begins behind a token.
    pub(super) fn is_break(&self, i: usize) -> bool {
        self.word(i) & class::BREAK != 0
    }

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
        context.distanced |= (place.first..place.last).any(|i| self.word(i) & class::HEARSAY != 0);
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

    /// The speaker of the quotation that a span stands in.
    fn quoted(&self, span: Span) -> Option<Speaker> {
        let quote = self.text.quotation_of(span).filter(|quote| quote.inner.len() >= 4)?;
        let unnamed = || Speaker { name: "quoted".to_owned(), key: None, quoted: true, person: false };
        Some(self.of_quotation(quote.span).map_or_else(unnamed, |(speaker, _)| speaker))
    }

    /// Who is said to have spoken the words at `quote`: the person or body beside a verb of saying, before or after it.
    pub fn of_quotation(&self, quote: Span) -> Option<(Speaker, Span)> {
        let text = self.text;
        let tokens = text.tokens_in(quote);
        let sentence = text.sentence_at(quote.start).map(|s| &text.sentences[s])?;
        let block = text.blocks[sentence.block as usize].span;
        let named = |verb: usize| {
            block.contains(text.token(verb).span).then(|| self.nearest_actor(verb, block, quote)).flatten()
        };
        let after = (tokens.end..(tokens.end + BESIDE).min(text.tokens.len())).find(|&i| self.is_saying(i));
        let before = || (tokens.start.saturating_sub(BESIDE)..tokens.start).rev().find(|&i| self.is_saying(i));
        let found = after.and_then(named).or_else(|| before().and_then(named))?;
        Some((Speaker { quoted: true, ..found.0 }, found.1))
    }

    /// The person or body nearest to a verb of saying, outside the quotation, and where it is named.
    fn nearest_actor(&self, verb: usize, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let at = self.text.token(verb).span;
        let mentions = &self.entities.mentions;
        let first = mentions.partition_point(|m| m.span.end + SUBJECT <= at.start);
        mentions[first..]
            .iter()
            .take_while(|m| m.span.start < at.end + SUBJECT)
            .filter(|m| {
                matches!(m.kind, EntityKind::Person | EntityKind::Organisation)
                    && block.contains(m.span)
                    && !quote.overlaps(m.span)
            })
            .map(|m| (distance(m.span, at), m))
            .filter(|&(d, _)| d < SUBJECT)
            .min_by_key(|&(d, m)| (d, m.span))
            .map(|(_, m)| {
                let named = m.entity.map(|e| self.entities.get(e));
                let name = named.map_or_else(|| self.text.of(m.span).to_owned(), |e| e.name.clone());
                let person = m.kind == EntityKind::Person;
                (Speaker { name, key: named.map(|e| e.key.clone()), quoted: false, person }, m.span)
            })
    }

    /// Indirect speech: "X said (that) …", "…, X said", "according to X, …".
    fn reported(&self, span: Span, first: usize, last: usize) -> Option<Speaker> {
        let text = self.text;
        let sentence = text.span(first..last.max(first + 1));
        let verb = (first..last).find(|&i| {
            let token = text.token(i).span;
            let saying = self.is_saying(i) && self.reports(i, span, first, last);
            let accords = Some(text.token(i).lower) == self.according;
            let according = || accords && i + 1 < last && text.lower(i + 1) == "to";
            (saying || according()) && !span.contains(token) && text.quotation_of(token).is_none()
        })?;
        self.nearest_actor(verb, sentence, Span::default()).map(|(speaker, _)| speaker)
    }

    /// Whether a verb of saying has the clause at `span` as what is said: it comes before it ("X said …"), or closes the sentence after a comma.
    fn reports(&self, verb: usize, span: Span, first: usize, last: usize) -> bool {
        let at = self.text.token(verb).span;
        let comma = || (first..verb).rev().take(8).any(|i| self.text.lower(i) == ",");
        at.end <= span.start || (verb > first && comma() && last - verb < 16)
    }
}

fn distance(a: Span, b: Span) -> u32 {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}
