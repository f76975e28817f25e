//! Clauses: who does what to whom, read off the dependency tree of a sentence.
//!
//! A [`Clause`] is a predicate with its arguments in logical roles, whatever the surface: the subject of "was signed by Norland" is Norland, and so it is in "Norland, which plans to
//! sign", "the pact signed by Norland" and "Norland met in June and signed". What a clause hangs on ([`Clause::parent`], [`Clause::link`]) leads to conditions, plans and
//! whoever says it; what these words commit a document to is for the layer of claims to judge.
//!
//! ```
//! use claimlint::lexicon::Lexicon;
//! use claimlint::source::Source;
//! use claimlint::text::clauses::{ClauseReader, Role};
//! use claimlint::text::syntax::Syntax;
//! use claimlint::text::{Text, TextTables};
//!
//! let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
//! let text = Text::read(&Source::plain("t", "The treaty, which was signed by Ana Ruiz, is in force."), &tables);
//! let analysis = Syntax::embedded().unwrap().reader(&text).analyse(&text.sentences[0]);
//! let clauses = ClauseReader::new(&text, &tables).read(&text.sentences[0], &analysis);
//! let signed = clauses.list.iter().find(|c| text.lower(c.head as usize) == "signed").unwrap();
//! let subject = signed.argument(Role::Subject).unwrap();
//! assert_eq!(text.raw(subject.head as usize), "Ruiz");
//! ```
//!
//! Every step is linear in the length of the sentence, and every list has a bound, so that no text costs more than its length.

mod build;
mod control;
mod doubt;
mod links;
mod nouns;
mod phrases;
mod repair;
pub mod sure;
#[cfg(test)]
mod tests;
mod tree;

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::syntax::Analysis;
use super::{ByWord, Sentence, Text, TextTables, Vocabulary, WordMap};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// What an argument is to its predicate, in the logic of the matter rather than on the surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who does it, or what it is said of: the subject, or "by …" of a passive.
    Subject,
    /// What it is done to: the object, or the subject of a passive.
    Object,
    /// To or for whom: "gave *her* the post".
    Recipient,
    /// What the subject or the object is said to be: "is *minister*", "named her *minister*", "is *ready*".
    Complement,
    /// With a preposition.
    Oblique,
    /// A noun phrase used as an adverb: "*last week*".
    Adverbial,
}

/// One argument of a clause. A coordination gives one for each member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// What it is to the predicate.
    pub role: Role,
    /// The preposition of an oblique argument or of a passive's "by", a token.
    pub preposition: Option<u32>,
    /// Its noun or other head, a token.
    pub head: u32,
    /// The noun phrase without appositions, relative clauses and prepositional phrases other than "of …": tokens.
    pub tokens: Range<u32>,
    /// Whether it is an apposition to the argument before it, and so another name for the same.
    pub apposed: bool,
    /// Whether the words stand in another clause, which this one shares it with.
    pub shared: bool,
}

/// What carries a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A verb with tense, or with an auxiliary that has one.
    Finite,
    /// "to sign".
    Infinitive,
    /// "signing".
    Gerund,
    /// "signed", without an auxiliary.
    Participle,
    /// A noun of an event: "the signing of".
    Noun,
    /// None: an apposition is said of its noun ([`Link::Within`]), or a complement of its subject: "considers *her a friend*", "with *both ministers ill*".
    Verbless,
}

/// What a clause is to the one it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It stands by itself.
    Root,
    /// What is said, thought, known: "said *that it had ended*".
    Complement,
    /// Something to be done, by the subject or object of the other: "plans *to sign*", "wants *her to sign*", "saw *them leaving*".
    Open,
    /// "…, *which ended in May*".
    Relative,
    /// A participle or an infinitive at a noun: "the pact *signed in May*", "the plan *to leave*".
    Modifier,
    /// "*if it ends*", "*after signing it*".
    Adverbial,
    /// "and *left*".
    Coordinate,
    /// Set between or behind: "…, *he said*".
    Parenthesis,
    /// A noun of an event among the arguments of another clause, or an apposition there.
    Within,
}

/// The time of a verb that has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerbTense {
    /// "signed", "had signed".
    Past,
    /// "signs", "has signed".
    Present,
    /// "will sign".
    Future,
    /// An infinitive, a participle, a noun; or a modal verb other than "will".
    #[default]
    None,
}

/// A predicate with its arguments. Tokens are those of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The word that carries it: a verb (of a copula "be"), or the noun of an event or an apposition.
    pub head: u32,
    /// What that is.
    pub form: Form,
    /// The lemma of the verb that the noun of an event stands for: "sign" for "signature".
    pub verb: Option<Box<str>>,
    /// Whether the verb is a passive.
    pub passive: bool,
    /// The time it tells.
    pub tense: VerbTense,
    /// "has signed", "had signed".
    pub perfect: bool,
    /// "is signing".
    pub progressive: bool,
    /// Auxiliaries, negation, particle and adverbs of the verb, those of another clause that it shares included; sorted.
    pub group: Vec<u32>,
    /// Subject first; then in the order of the text.
    pub arguments: Vec<Argument>,
    /// Index of the clause it belongs to.
    pub parent: Option<u32>,
    /// What it is to that one.
    pub link: Link,
    /// "that", "if", "after": the word that opens it, or the preposition it stands behind.
    pub opener: Option<u32>,
    /// Whether its verb, its subject and its object were read with a margin; see [`sure`].
    pub sure: bool,
    /// The word of that other clause it hangs on: its verb, a noun ("the *plan* to sign"), an adjective ("*likely* to sign").
    pub hangs_on: Option<u32>,
}

impl Clause {
    /// The first argument of a role.
    pub fn argument(&self, role: Role) -> Option<&Argument> {
        self.arguments.iter().find(|a| a.role == role)
    }

    /// The arguments of a role.
    pub fn all(&self, role: Role) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |a| a.role == role)
    }
}

/// The clauses of a sentence; a clause comes after the one it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// The clauses.
    pub list: Vec<Clause>,
    /// The sentence's first token.
    first: u32,
    /// For each token of the sentence the clause it belongs to.
    owner: Vec<u32>,
    /// What stands behind prepositions, whatever it hangs on.
    pub phrases: Vec<PrepositionalPhrase>,
    /// Nouns and owners before a noun, which tell its thing from others: "the *estate* car", "the *party's* youth wing".
    pub compounds: Vec<u32>,
}

/// A preposition and its noun phrase: "in the under-15s". Tokens are those of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrepositionalPhrase {
    /// The preposition.
    pub preposition: u32,
    /// The noun.
    pub head: u32,
    /// The noun phrase, see [`Argument::tokens`].
    pub tokens: Range<u32>,
    /// The word that the phrase hangs on.
    pub hangs_on: u32,
}

/// No clause.
const NONE: u32 = u32::MAX;

impl Clauses {
    /// The index of the clause that a token belongs to.
    pub fn of(&self, token: usize) -> Option<usize> {
        let owner = *self.owner.get(token.checked_sub(self.first as usize)?)?;
        (owner != NONE).then_some(owner as usize)
    }

    /// The clause that a token carries.
    pub fn at(&self, token: usize) -> Option<usize> {
        self.of(token).filter(|&clause| self.list[clause].head as usize == token)
    }
}

/// The clauses of those sentences of a text that were analysed.
#[derive(Clone, Debug, Default)]
pub struct TextClauses {
    /// By sentence.
    by_sentence: Vec<Option<Clauses>>,
}

impl TextClauses {
    /// Puts in the clauses of a sentence.
    pub fn insert(&mut self, sentence: usize, clauses: Clauses) {
        if self.by_sentence.len() <= sentence {
            self.by_sentence.resize_with(sentence + 1, || None);
        }
        self.by_sentence[sentence] = Some(clauses);
    }

    /// Puts in all clauses of sentences that it lacks.
    pub fn extend(&mut self, other: Self) {
        for (sentence, clauses) in other.by_sentence.into_iter().enumerate() {
            if let Some(clauses) = clauses.filter(|_| self.of(sentence).is_none()) {
                self.insert(sentence, clauses);
            }
        }
    }

    /// The clauses of a sentence, if it was analysed.
    pub fn of(&self, sentence: usize) -> Option<&Clauses> {
        self.by_sentence.get(sentence)?.as_ref()
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    intentions: Vec<String>,
    subject_control: Vec<String>,
    object_control: Vec<String>,
    object_raising: Vec<String>,
    naming: Vec<String>,
    owning: Vec<String>,
    company_endings: Vec<String>,
    hindering: Vec<String>,
    blaming: Vec<String>,
    singling: Vec<String>,
    clausal: Vec<String>,
    concomitant: Vec<String>,
    calendar: Vec<String>,
    circumstances: Vec<String>,
    leading_prepositions: Vec<String>,
    marking: Vec<String>,
    pointing: Vec<String>,
    readiness: Vec<String>,
    manner: Vec<String>,
    prefixes: Vec<String>,
    giving: Vec<String>,
    speaking: Vec<String>,
    becoming: Vec<String>,
    objectless: Vec<String>,
    partly: Vec<String>,
    title_endings: Vec<String>,
    letting: Vec<String>,
    attributes: Vec<String>,
    prepositional: Vec<String>,
    pursuits: Vec<String>,
    instruments: Vec<String>,
    using: Vec<String>,
    amounts: Vec<String>,
    tasks: Vec<String>,
    undirected: Vec<String>,
    reflexives: Vec<String>,
    tough: Vec<String>,
    appealing: Vec<String>,
    containing: Vec<String>,
    aiding: Vec<String>,
    passive_control: Vec<String>,
    outcomes: Vec<String>,
    of_object: FxHashMap<String, String>,
    of_subject: FxHashMap<String, String>,
}

/// The lists of the table as bits.
mod class {
    pub const INTENTION: u64 = 1;
    pub const SUBJECT_CONTROL: u64 = 1 << 1;
    pub const OF_OBJECT: u64 = 1 << 2;
    pub const OF_SUBJECT: u64 = 1 << 3;
    pub const CLAUSAL: u64 = 1 << 4;
    pub const CALENDAR: u64 = 1 << 5;
    pub const BE: u64 = 1 << 6;
    pub const OF: u64 = 1 << 7;
    pub const TO: u64 = 1 << 8;
    pub const CIRCUMSTANCE: u64 = 1 << 9;
    pub const LEADING: u64 = 1 << 10;
    pub const OBJECT_CONTROL: u64 = 1 << 11;
    pub const COMPANY_ENDING: u64 = 1 << 12;
    pub const DASH: u64 = 1 << 13;
    pub const HINDERING: u64 = 1 << 14;
    pub const BLAMING: u64 = 1 << 15;
    pub const SINGLE: u64 = 1 << 16;
    pub const MARKING: u64 = 1 << 17;
    pub const POINTING: u64 = 1 << 18;
    pub const FROM: u64 = 1 << 19;
    pub const READINESS: u64 = 1 << 20;
    pub const OBJECT_RAISING: u64 = 1 << 21;
    pub const OBJECT_PRONOUN: u64 = 1 << 22;
    pub const OWNING: u64 = 1 << 23;
    pub const NAMING: u64 = 1 << 24;
    pub const CONCOMITANT: u64 = 1 << 25;
    pub const LONE_S: u64 = 1 << 26;
    pub const BY: u64 = 1 << 27;
    pub const MANNER: u64 = 1 << 28;
    pub const APOSTROPHE: u64 = 1 << 29;
    pub const PREFIX: u64 = 1 << 30;
    pub const HAVE_OR_BE: u64 = 1 << 31;
    pub const GIVING: u64 = 1 << 32;
    pub const SPEAKING: u64 = 1 << 33;
    pub const BECOMING: u64 = 1 << 34;
    pub const OBJECTLESS: u64 = 1 << 35;
    pub const PARTLY: u64 = 1 << 36;
    pub const TITLE_ENDING: u64 = 1 << 37;
    pub const ANGLE_OPEN: u64 = 1 << 38;
    pub const ANGLE_CLOSE: u64 = 1 << 39;
    pub const SLASH: u64 = 1 << 40;
    pub const LETTING: u64 = 1 << 41;
    pub const WHAT: u64 = 1 << 42;
    pub const THAT: u64 = 1 << 43;
    pub const ARTICLE: u64 = 1 << 44;
    pub const ATTRIBUTE: u64 = 1 << 45;
    pub const PREPOSITIONAL: u64 = 1 << 46;
    pub const PURSUIT: u64 = 1 << 47;
    pub const INSTRUMENT: u64 = 1 << 48;
    pub const USING: u64 = 1 << 49;
    pub const AMOUNT: u64 = 1 << 50;
    pub const TASK: u64 = 1 << 51;
    pub const UNDIRECTED: u64 = 1 << 52;
    pub const THERE: u64 = 1 << 53;
    pub const TOUGH: u64 = 1 << 54;
    pub const APPEALING: u64 = 1 << 55;
    pub const REFLEXIVE: u64 = 1 << 56;
    pub const CONTAINING: u64 = 1 << 57;
    pub const AIDING: u64 = 1 << 58;
    pub const PASSIVE_CONTROL: u64 = 1 << 59;
    /// The word stands behind another without a space.
    pub const GLUED: u64 = 1 << 60;
    /// The word belongs to the name of a person.
    pub const PERSON: u64 = 1 << 61;
    /// The word belongs to the name of a place, or of a country or town.
    pub const PLACE: u64 = 1 << 62;
    pub const OUTCOME: u64 = 1 << 63;
    pub const NAMED: u64 = PERSON | PLACE;
}

/// The word lists of this module, from `text/clauses`.
#[derive(Clone, Debug, Default)]
pub struct ClauseTables {
    classes: WordMap<u64>,
    /// The verbs of nouns of events.
    verbs: FxHashMap<String, String>,
}

impl ClauseTables {
    /// Reads the table `text/clauses`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("text/clauses", problems);
        let mut classes = WordMap::default();
        classes.add(raw.intentions.iter().map(String::as_str), class::INTENTION);
        classes.add(raw.subject_control.iter().map(String::as_str), class::SUBJECT_CONTROL);
        classes.add(raw.object_control.iter().map(String::as_str), class::OBJECT_CONTROL);
        classes.add(raw.object_raising.iter().map(String::as_str), class::OBJECT_RAISING);
        classes.add(raw.company_endings.iter().map(String::as_str), class::COMPANY_ENDING);
        classes.add(raw.hindering.iter().map(String::as_str), class::HINDERING);
        classes.add(raw.blaming.iter().map(String::as_str), class::BLAMING);
        classes.add(raw.singling.iter().map(String::as_str), class::SINGLE);
        classes.add(["-", "--", "\u{2013}", "\u{2014}"], class::DASH);
        classes.add(raw.clausal.iter().map(String::as_str), class::CLAUSAL);
        classes.add(raw.calendar.iter().map(String::as_str), class::CALENDAR);
        classes.add(["be", "'s", "'re", "'m"], class::BE);
        classes.add(["of"], class::OF);
        classes.add(["from"], class::FROM);
        classes.add(["s"], class::LONE_S);
        classes.add(raw.concomitant.iter().map(String::as_str), class::CONCOMITANT);
        classes.add(["me", "us", "him", "them"], class::OBJECT_PRONOUN);
        classes.add(raw.naming.iter().map(String::as_str), class::NAMING);
        classes.add(raw.owning.iter().map(String::as_str), class::OWNING);
        classes.add(raw.marking.iter().map(String::as_str), class::MARKING);
        classes.add(raw.pointing.iter().map(String::as_str), class::POINTING);
        classes.add(raw.readiness.iter().map(String::as_str), class::READINESS);
        classes.add(["to"], class::TO);
        classes.add(["by"], class::BY);
        classes.add(["'", "\u{2019}"], class::APOSTROPHE);
        classes.add(["'s", "'d", "s"], class::HAVE_OR_BE);
        classes.add(["<"], class::ANGLE_OPEN);
        classes.add([">"], class::ANGLE_CLOSE);
        classes.add(["/"], class::SLASH);
        classes.add(["what"], class::WHAT);
        classes.add(["that"], class::THAT);
        classes.add(["a", "an"], class::ARTICLE);
        classes.add(raw.manner.iter().map(String::as_str), class::MANNER);
        classes.add(raw.prefixes.iter().map(String::as_str), class::PREFIX);
        classes.add(raw.giving.iter().map(String::as_str), class::GIVING);
        classes.add(raw.speaking.iter().map(String::as_str), class::SPEAKING);
        classes.add(raw.becoming.iter().map(String::as_str), class::BECOMING);
        classes.add(raw.objectless.iter().map(String::as_str), class::OBJECTLESS);
        classes.add(raw.partly.iter().map(String::as_str), class::PARTLY);
        classes.add(raw.title_endings.iter().map(String::as_str), class::TITLE_ENDING);
        classes.add(raw.attributes.iter().map(String::as_str), class::ATTRIBUTE);
        classes.add(raw.prepositional.iter().map(String::as_str), class::PREPOSITIONAL);
        classes.add(raw.instruments.iter().map(String::as_str), class::INSTRUMENT);
        classes.add(raw.tasks.iter().map(String::as_str), class::TASK);
        classes.add(raw.amounts.iter().map(String::as_str), class::AMOUNT);
        classes.add(raw.undirected.iter().map(String::as_str), class::UNDIRECTED);
        classes.add(raw.tough.iter().map(String::as_str), class::TOUGH);
        classes.add(raw.appealing.iter().map(String::as_str), class::APPEALING);
        classes.add(raw.reflexives.iter().map(String::as_str), class::REFLEXIVE);
        classes.add(raw.containing.iter().map(String::as_str), class::CONTAINING);
        classes.add(raw.aiding.iter().map(String::as_str), class::AIDING);
        classes.add(raw.passive_control.iter().map(String::as_str), class::PASSIVE_CONTROL);
        classes.add(raw.outcomes.iter().map(String::as_str), class::OUTCOME);
        classes.add(["there"], class::THERE);
        classes.add(raw.using.iter().map(String::as_str), class::USING);
        classes.add(raw.pursuits.iter().map(String::as_str), class::PURSUIT);
        classes.add(raw.letting.iter().map(String::as_str), class::LETTING);
        classes.add(raw.circumstances.iter().map(String::as_str), class::CIRCUMSTANCE);
        classes.add(raw.leading_prepositions.iter().map(String::as_str), class::LEADING);
        classes.add(raw.of_object.keys().map(String::as_str), class::OF_OBJECT);
        classes.add(raw.of_subject.keys().map(String::as_str), class::OF_SUBJECT);
        Self { classes, verbs: raw.of_object.into_iter().chain(raw.of_subject).collect() }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }

    pub(crate) fn verb_of(&self, noun: &str) -> Option<&str> {
        self.verbs.get(noun).map(String::as_str)
    }
}

/// Reads the clauses of one text.
#[derive(Debug)]
pub struct ClauseReader<'a> {
    text: &'a Text,
    tables: &'a ClauseTables,
    words: ByWord<u64>,
}

impl<'a> ClauseReader<'a> {
    /// Begins to read a text.
    pub fn new(text: &'a Text, tables: &'a TextTables) -> Self {
        Self { text, tables: &tables.clauses, words: tables.clauses.classes.of(text) }
    }

    /// The clauses of a sentence of the text, given its analysis.
    pub fn read(&self, sentence: &Sentence, analysis: &Analysis) -> Clauses {
        build::Builder::new(self, sentence, analysis).clauses()
    }
}
