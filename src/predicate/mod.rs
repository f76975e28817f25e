//! Predicates: how people word a thing, its slots, its kind and how long it holds, from `rules/lexicon/predicates/*.toml`.
//!
//! Wordings are patterns: `<slot>` or `<slot:name>`, `[a|b]` by lemma, `(optional)`, anything else literally. The engine takes care of
//! adverbs, determiners, parentheses and passives. In sentences that were analysed they are looked for on clauses as well as on the surface.

mod compile;
mod coordinate;
mod find;
mod load;
mod pattern;
mod place;
mod promise;
pub(crate) mod reader;
mod sequence;
mod syntax;
#[cfg(test)]
mod tests;
mod things;

#[cfg(test)]
pub(crate) use load::KEYS;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::entity::EntityMention;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{Text, Vocabulary};

/// When two values of one question conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Always.
    Functional,
    /// When valid times overlap.
    FunctionalInTime,
    /// When a later document has less, or the same day differs.
    Cumulative,
    /// Only if a wording closes the set.
    SetValued,
    /// Asserted here, denied there.
    Event,
}

impl Kind {
    /// The names, as written in a predicate file.
    pub const NAMES: &'static [&'static str] =
        &["functional", "functional-in-time", "cumulative", "set-valued", "event"];

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        let kinds = [Kind::Functional, Kind::FunctionalInTime, Kind::Cumulative, Kind::SetValued, Kind::Event];
        Self::NAMES.iter().position(|n| *n == name).map(|i| kinds[i])
    }
}

/// What may fill a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotType {
    /// A person.
    Person,
    /// An office.
    Office,
    /// A body.
    Organisation,
    /// A country or another place, also by demonym.
    Place,
    /// An agreement or programme.
    Agreement,
    /// A body, a place or a person: whoever can act.
    Party,
    /// A temporal expression.
    Time,
    /// A quantity.
    Quantity,
    /// A noun phrase of any kind, by its words.
    Phrase,
    /// Whatever has a name: an entity, a run of words with capitals, a title in quotation marks.
    Thing,
    /// A named place, with what it is said to lie in: "Port Arven, Norland".
    Where,
    /// Something with a name that is no person, body, place or agreement known by it: a film, a prize, a ship.
    Work,
}

impl SlotType {
    /// The names, as written in a predicate file.
    pub const NAMES: &'static [&'static str] = &[
        "person",
        "office",
        "organisation",
        "place",
        "agreement",
        "party",
        "time",
        "quantity",
        "phrase",
        "thing",
        "where",
        "work",
    ];

    /// All types, in the order of [`SlotType::NAMES`].
    pub const ALL: [Self; 12] = {
        use SlotType::{
            Agreement, Office, Organisation, Party, Person, Phrase, Place, Quantity, Thing, Time, Where, Work,
        };
        [Person, Office, Organisation, Place, Agreement, Party, Time, Quantity, Phrase, Thing, Where, Work]
    };

    /// The type of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|n| *n == name).map(|i| Self::ALL[i])
    }
}

/// What a wording says about the predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// It holds.
    Asserts,
    /// It begins.
    Begins,
    /// It ends, or has ended.
    Ends,
    /// It does not hold.
    Denies,
}

/// One wording of a predicate.
#[derive(Clone, Debug)]
pub struct Wording {
    /// As written in the lexicon.
    pub source: String,
    /// What it says.
    pub phase: Phase,
    /// The value that it stands for, where the predicate answers with one of a closed list (`in force`).
    pub value: Option<String>,
    /// Whether the value is taken for granted rather than stated ("revive"): survives quotation.
    pub presupposed: bool,
}

/// A predicate.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// Its name, such as `holds-office`.
    pub name: String,
    /// When two values conflict.
    pub kind: Kind,
    /// Its slots and what may fill them.
    pub slots: BTreeMap<String, SlotType>,
    /// Slots that single wordings name beside the declared ones (`<person:predecessor>`); they are no part of the question.
    pub named: BTreeMap<String, SlotType>,
    /// The slot, or the word for the closed list of values, that is compared; empty for an event that answers yes or no.
    pub answers: String,
    /// The names of the closed list of values; empty if a slot is compared.
    pub values: Vec<String>,
    /// Pairs of values of the closed list that cannot hold together.
    pub excludes: Vec<(String, String)>,
    /// How many days an undated present-tense statement holds.
    pub persists: Option<u32>,
    /// Whether its words are too common to be worth an analysis: it is looked for on the surface, and on clauses where a sentence is analysed for another reason.
    pub surface: bool,
    /// Nouns that its question may be about, if it has a slot that is a phrase: of others it says nothing. Any, if there are none.
    pub nouns: Vec<String>,
    /// Whether it is looked for in documents alone that are read closely: a handful that the user put together.
    pub together: bool,
    /// How it is worded.
    pub wordings: Vec<Wording>,
}

/// What fills a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filler {
    /// Index into the entity mentions.
    Entity(usize),
    /// Index into the offices.
    Office(usize),
    /// Index into the times.
    Time(usize),
    /// Index into the quantities.
    Quantity(usize),
    /// The words themselves.
    Words,
    /// A name that no entity has.
    Name,
}

/// A place where a text words a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Index of the predicate in the set.
    pub predicate: usize,
    /// Index of its wording.
    pub wording: usize,
    /// From the first to the last token matched.
    pub span: Span,
    /// The first verb or other content word of the pattern that matched: negation and modality are looked for around it.
    pub head: Span,
    /// The slots filled: name, place, filler.
    pub slots: Vec<(String, Span, Filler)>,
    /// Indices of the tokens passed over before and between the words of the wording: auxiliaries, adverbs, negations, and verbs that govern an
    /// infinitive ("has", "not", "plans to"). What stands inside a parenthesis or an apposition is not among them.
    pub passed: Vec<u32>,
    /// Indices of the tokens that are words of the wording itself.
    pub words: Vec<u32>,
}

/// Something with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Where it stands.
    pub span: Span,
    /// Index into the entity mentions; `None` for a name that no entity has.
    pub mention: Option<usize>,
}

/// All predicates, compiled.
#[derive(Clone, Debug, Default)]
pub struct PredicateSet {
    /// The predicates, by name.
    pub predicates: Vec<Predicate>,
    index: compile::Index,
}

impl PredicateSet {
    /// Compiles `predicates/*` of the lexicon. Faults are problems with their place; the faulty wording or predicate is left out.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let read = load::read(lexicon, problems);
        let index = compile::Index::new(&read, &syntax::Syntax::new(lexicon, problems));
        Self { predicates: read.into_iter().map(|(predicate, _)| predicate).collect(), index }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.index.vocabulary.share(vocabulary);
    }

    /// The predicate of a name.
    pub fn get(&self, name: &str) -> Option<&Predicate> {
        let at = self.predicates.binary_search_by(|p| p.name.as_str().cmp(name)).ok()?;
        Some(&self.predicates[at])
    }

    /// All places where the text words a predicate, by start: on the clauses of sentences that have been analysed, and on the surface of all.
    /// Predicates of documents that are put together are left out unless the text is read `closely`.
    pub fn find(&self, text: &Text, mentions: &Mentions, clauses: &TextClauses, closely: bool) -> Vec<Match> {
        find::find(&self.index, text, mentions, clauses, closely)
    }

    /// Everything with a name, by start: what may fill a slot of type `thing`.
    pub fn things(&self, text: &Text, mentions: &Mentions) -> Vec<Thing> {
        place::Ground::new(&self.index.entries(text), text, mentions).named()
    }

    /// For each sentence of a text, whether it holds the words of a wording with a verb and mentions that may fill its slots, so that clauses may tell more than
    /// the surface. `further` are words that may come to stand for an entity, in the order of the text.
    pub fn promising(&self, text: &Text, mentions: &Mentions, further: &[EntityMention], closely: bool) -> Vec<bool> {
        promise::promising(&self.index, text, mentions, further, closely)
    }
}
