//! The word lists of frames.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    stop: Vec<String>,
    linking: Vec<String>,
    measuring: Vec<String>,
    vague: Vec<String>,
    auxiliary: Vec<String>,
    prepositions: Vec<String>,
    restricting: Vec<String>,
    general: Vec<String>,
    partial: Vec<String>,
    cumulative: Vec<String>,
    befalling: Vec<String>,
    fixed: Vec<String>,
    participants: Vec<String>,
    default_bases: Vec<String>,
    electorates: Vec<String>,
    voting: Vec<String>,
    aspects: BTreeMap<String, String>,
    beneath: Vec<String>,
    bounding: Vec<String>,
    anew: Vec<String>,
    onset: Vec<String>,
    sequence: Vec<String>,
    breaks: Vec<String>,
    elsewhere: Vec<String>,
    birth: Vec<String>,
    death: Vec<String>,
    personal: Vec<String>,
    lasting: Vec<String>,
    kept: Vec<String>,
    imposed: Vec<String>,
    stretches: Vec<String>,
    light: Vec<String>,
    settlements: Vec<String>,
    dwellers: Vec<String>,
    of_some: Vec<String>,
    uprooted: Vec<String>,
    done_to: Vec<String>,
    makeshift: Vec<String>,
    wide: Vec<String>,
    penal: Vec<String>,
    dealt: Vec<String>,
    courts: Vec<String>,
    retried: Vec<String>,
    recurring: Vec<String>,
    repeated: Vec<String>,
    often: Vec<String>,
    occasions: BTreeMap<String, String>,
    synonyms: Vec<Vec<String>>,
    once: Vec<Vec<String>>,
}

/// The lists of the table that are asked of tokens, as bits.
pub(super) mod class {
    pub const STOP: u32 = 1;
    pub const LINKING: u32 = 1 << 1;
    pub const PARTIAL: u32 = 1 << 2;
    pub const BENEATH: u32 = 1 << 3;
    pub const BREAK: u32 = 1 << 4;
    pub const ELSEWHERE: u32 = 1 << 5;
    pub const ONCE: u32 = 1 << 6;
    pub const BIRTH: u32 = 1 << 7;
    pub const DEATH: u32 = 1 << 8;
    /// A verb whose subject takes the time told: "last".
    pub const LASTING: u32 = 1 << 10;
    /// A verb with "for" before a length of time: "close".
    pub const KEPT: u32 = 1 << 11;
    /// A verb with "to" before a length of time: "sentence".
    pub const IMPOSED: u32 = 1 << 12;
    /// A noun of what has a length: "term".
    pub const STRETCH: u32 = 1 << 13;
    /// A verb that says only that something happened: "take place".
    pub const LIGHT: u32 = 1 << 14;
    /// Ends an entry of the nouns of what happens once: "first light".
    pub const OCCASION: u32 = 1 << 15;
    /// Bounds the time behind it: "before".
    pub const BOUNDING: u32 = 1 << 16;
    /// A place that people live in: "city".
    pub const SETTLEMENT: u32 = 1 << 17;
    /// One who lives in a place: "resident".
    pub const DWELLER: u32 = 1 << 18;
    /// Says that somebody was sentenced: "jail".
    pub const PENAL: u32 = 1 << 22;
    /// A verb of being sentenced where a court or prison is named: "get".
    pub const DEALT: u32 = 1 << 23;
    /// A court, a prison.
    pub const COURT: u32 = 1 << 24;
    /// Says that it is another sentence than the first: "appeal".
    pub const RETRIED: u32 = 1 << 25;
    /// Says that something happened once more: "again".
    pub const ANEW: u32 = 1 << 19;
    /// Before a time, says that it is the one from which something holds: "with effect from".
    pub const ONSET: u32 = 1 << 20;
    /// Says that something was done at another time: "later".
    pub const SEQUENCE: u32 = 1 << 21;
    /// Tells a measure of what bears it, and little by itself: "cost".
    pub const MEASURING: u32 = 1 << 26;
    /// Stands between a subject and its verb: "were".
    pub const AUXILIARY: u32 = 1 << 27;
    /// Puts what follows beneath another word, as those of [`BENEATH`] do: "near".
    pub const PREPOSITION: u32 = 1 << 28;
    /// Opens an entry of two words: "step down".
    pub const PHRASAL: u32 = 1 << 9;
}

/// What stands for all words for persons who take part in something.
const PARTICIPANT: &str = "participant";

/// The word lists of this module, from `claim/frames`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub(super) classes: WordMap<u32>,
    pub(super) restricting: FxHashSet<String>,
    pub(super) general: FxHashSet<String>,
    pub(super) cumulative: FxHashSet<String>,
    pub(super) befalling: FxHashSet<String>,
    pub(super) fixed: FxHashSet<String>,
    participants: FxHashSet<String>,
    pub(super) default_bases: FxHashSet<String>,
    electorates: FxHashSet<String>,
    voting: FxHashSet<String>,
    vague: FxHashSet<String>,
    aspects: FxHashMap<String, String>,
    pub(super) personal: FxHashSet<String>,
    pub(super) recurring: FxHashSet<String>,
    pub(super) repeated: FxHashSet<String>,
    pub(super) often: FxHashSet<String>,
    pub(super) occasions: BTreeMap<String, String>,
    pub(super) synonyms: FxHashMap<String, String>,
    pub(super) once: FxHashMap<String, String>,
    of_some: FxHashSet<String>,
    uprooted: FxHashSet<String>,
    done_to: FxHashSet<String>,
    makeshift: FxHashSet<String>,
    wide: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/frames`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/frames", problems);
        let once = groups(raw.once);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.stop, class::STOP),
            (&raw.linking, class::LINKING),
            (&raw.measuring, class::MEASURING),
            (&raw.auxiliary, class::AUXILIARY),
            (&raw.prepositions, class::PREPOSITION),
            (&raw.partial, class::PARTIAL),
            (&raw.beneath, class::BENEATH),
            (&raw.bounding, class::BOUNDING),
            (&raw.anew, class::ANEW),
            (&raw.onset, class::ONSET),
            (&raw.sequence, class::SEQUENCE),
            (&raw.breaks, class::BREAK),
            (&raw.elsewhere, class::ELSEWHERE),
            (&raw.birth, class::BIRTH),
            (&raw.death, class::DEATH),
            (&raw.lasting, class::LASTING),
            (&raw.kept, class::KEPT),
            (&raw.imposed, class::IMPOSED),
            (&raw.stretches, class::STRETCH),
            (&raw.light, class::LIGHT),
            (&raw.settlements, class::SETTLEMENT),
            (&raw.dwellers, class::DWELLER),
            (&raw.penal, class::PENAL),
            (&raw.dealt, class::DEALT),
            (&raw.courts, class::COURT),
            (&raw.retried, class::RETRIED),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        classes.add(once.keys().map(String::as_str), class::ONCE);
        classes.add(once.keys().filter_map(|verb| Some(verb.split_once(' ')?.0)), class::PHRASAL);
        classes.add(raw.occasions.keys().filter_map(|noun| noun.split(' ').next_back()), class::OCCASION);
        Self {
            classes,
            occasions: raw.occasions,
            of_some: raw.of_some.into_iter().collect(),
            uprooted: raw.uprooted.into_iter().collect(),
            done_to: raw.done_to.into_iter().collect(),
            makeshift: raw.makeshift.into_iter().collect(),
            wide: raw.wide.into_iter().collect(),
            restricting: raw.restricting.into_iter().collect(),
            general: raw.general.into_iter().collect(),
            cumulative: raw.cumulative.into_iter().collect(),
            befalling: raw.befalling.into_iter().collect(),
            fixed: raw.fixed.into_iter().collect(),
            participants: raw.participants.into_iter().collect(),
            default_bases: raw.default_bases.into_iter().collect(),
            electorates: raw.electorates.into_iter().collect(),
            voting: raw.voting.into_iter().collect(),
            vague: raw.vague.into_iter().collect(),
            aspects: raw.aspects.into_iter().collect(),
            personal: raw.personal.into_iter().collect(),
            recurring: raw.recurring.into_iter().collect(),
            repeated: raw.repeated.into_iter().collect(),
            often: raw.often.into_iter().collect(),
            synonyms: groups(raw.synonyms),
            once,
        }
    }

    pub(in crate::claim) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }

    /// Whether a lemma is one of what is held again every so often: "games", "congress".
    pub(crate) fn is_recurring(&self, lemma: &str) -> bool {
        self.recurring.contains(lemma)
    }

    /// Whether a lemma is one of places that people live in.
    pub(in crate::claim) fn is_settlement(&self, lemma: &str) -> bool {
        self.classes.get(lemma).is_some_and(|classes| classes & class::SETTLEMENT != 0)
    }

    /// Whether a word goes on with a statement behind its object: "in", "because".
    pub(in crate::claim) fn is_joining(&self, word: &str) -> bool {
        self.classes.get(word).is_some_and(|bits| bits & (class::BENEATH | class::BREAK | class::SEQUENCE) != 0)
    }

    /// Whether a word says little by itself: "people", "run".
    pub fn is_general(&self, word: &str) -> bool {
        self.general.contains(word) || self.vague.contains(word)
    }

    /// Which measure of a thing a word tells: "height" for "high".
    pub(super) fn aspect(&self, word: &str) -> Option<&str> {
        self.aspects.get(word).map(String::as_str)
    }

    /// Whether a word is the name of a measure.
    pub(super) fn is_aspect(&self, word: &str) -> bool {
        self.aspects.values().any(|name| name == word)
    }

    /// The measures that some words tell, sorted.
    pub(super) fn aspects_of<'w>(&self, words: impl Iterator<Item = &'w String>) -> Vec<String> {
        let mut aspects: Vec<String> = words.filter_map(|word| self.aspect(word)).map(str::to_owned).collect();
        aspects.sort_unstable();
        aspects.dedup();
        aspects
    }

    /// Whether a noun names an area that may bear the name of a town in it: "county".
    pub(in crate::claim) fn is_wide(&self, lower: &str) -> bool {
        self.wide.contains(lower)
    }

    /// Whether a word behind those who live somewhere says that only some are counted, or more than live there: "over", "with".
    pub(in crate::claim) fn narrows_dwellers(&self, lower: &str) -> bool {
        self.of_some.contains(lower)
    }

    /// Whether a noun means those who fled from somewhere, so that a word of whence they came narrows nothing.
    pub fn is_uprooted(&self, lemma: &str) -> bool {
        self.uprooted.contains(lemma)
    }

    /// Whether a verb that links a measure with its value tells a deed in the passive.
    pub(in crate::claim) fn is_done_to(&self, lemma: &str) -> bool {
        self.done_to.contains(lemma)
    }

    /// Whether a noun means a place of shelter, which bears the name of the place that it stands at.
    pub(in crate::claim) fn is_makeshift(&self, lemma: &str) -> bool {
        self.makeshift.contains(lemma)
    }

    /// The word that stands for a lemma.
    pub fn canonical<'a>(&'a self, lemma: &'a str) -> &'a str {
        self.synonyms.get(lemma).map_or(lemma, String::as_str)
    }

    /// What a counted noun is compared by: persons who take part in something are called by many words.
    pub fn counted<'a>(&'a self, noun: &'a str) -> &'a str {
        if self.participants.contains(noun) { PARTICIPANT } else { self.canonical(noun) }
    }

    /// Whether a verb tells what happens once to a person.
    pub(in crate::claim) fn is_personal(&self, verb: &str) -> bool {
        self.personal.contains(verb)
    }

    /// Whether a noun means those who may vote: "electorate".
    pub(super) fn is_electorate(&self, lemma: &str) -> bool {
        self.electorates.contains(lemma)
    }

    /// Whether a verb, alone or with the word behind it, says that somebody voted: "took part".
    pub(super) fn is_voting(&self, words: &str) -> bool {
        self.voting.contains(words)
    }

    /// Whether a lemma is one of a group of words of one meaning.
    pub(super) fn is_class(&self, lemma: &str) -> bool {
        self.synonyms.contains_key(lemma)
    }

    /// The classes of the words of a text.
    pub(in crate::claim) fn classes_of(&self, text: &Text) -> ByWord<u32> {
        self.classes.of(text)
    }

    /// Whether classes are those of a verb of what happens once, or may be with a particle.
    pub(in crate::claim) fn is_once(&self, classes: u32) -> bool {
        classes & (class::ONCE | class::PHRASAL) != 0
    }

    /// Whether classes are those of a noun of what happens once.
    pub(in crate::claim) fn is_occasion(&self, classes: u32) -> bool {
        classes & class::OCCASION != 0
    }

    /// Whether classes are those of a verb that says only that something happened.
    pub(in crate::claim) fn is_light(&self, classes: u32) -> bool {
        classes & class::LIGHT != 0
    }

    /// The verb that a noun of what happens once stands for.
    pub(in crate::claim) fn occasion(&self, noun: &str) -> Option<&str> {
        self.occasions.get(noun).map(String::as_str)
    }

    /// Whether a noun names something that happens once: "opening".
    pub(crate) fn names_occasion(&self, noun: &str) -> bool {
        self.occasions.contains_key(noun) || self.occasions.contains_key(noun.trim_end_matches('s'))
    }

    pub(crate) fn once(&self, lemma: &str) -> Option<&str> {
        self.once.get(lemma).map(String::as_str)
    }

    pub(crate) fn is_stop(&self, lower: &str) -> bool {
        self.classes.get(lower).is_some_and(|classes| classes & class::STOP != 0)
    }
}

fn groups(groups: Vec<Vec<String>>) -> FxHashMap<String, String> {
    let mut map = FxHashMap::default();
    for group in groups {
        if let Some(first) = group.first().cloned() {
            map.extend(group.into_iter().map(|word| (word, first.clone())));
        }
    }
    map
}
