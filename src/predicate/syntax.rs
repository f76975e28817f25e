//! The small words of English that may stand between the elements of a wording, from `rules/lexicon/syntax.toml`.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// What a word may be; a set of bits.
pub(super) type Flags = u16;

/// May be passed over anywhere between elements: "currently", "not".
pub(super) const ADVERB: Flags = 1;
/// May be passed over before a verb: "has", "will".
pub(super) const AUXILIARY: Flags = 1 << 1;
/// A form of "be": what follows is a passive unless it ends in -ing.
pub(super) const BE: Flags = 1 << 2;
/// Governs an infinitive: "plan", "agree" with "to".
pub(super) const CATENATIVE: Flags = 1 << 3;
/// "to".
pub(super) const TO: Flags = 1 << 4;
/// "that", "because": a clause may begin after it.
pub(super) const CONJUNCTION: Flags = 1 << 5;
/// "and", "or".
pub(super) const COORDINATOR: Flags = 1 << 6;
/// "the", "its".
pub(super) const DETERMINER: Flags = 1 << 7;
/// "Mr.", "Dr.".
pub(super) const HONORIFIC: Flags = 1 << 8;
/// "in", "with".
pub(super) const PREPOSITION: Flags = 1 << 9;
/// "of".
pub(super) const OF: Flags = 1 << 10;
/// "who", "which".
pub(super) const RELATIVE: Flags = 1 << 11;
/// So common a word that it is a poor trigger: "take".
pub(super) const COMMON: Flags = 1 << 12;

/// "unlike": what follows between commas sets a thing beside others.
pub(super) const COMPARING: Flags = 1 << 13;

/// Words that carry the grammar rather than the matter of a wording.
pub(super) const FUNCTION: Flags =
    ADVERB | AUXILIARY | TO | CONJUNCTION | COORDINATOR | DETERMINER | PREPOSITION | OF | RELATIVE;

/// The tables as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Table {
    adverbs: Vec<String>,
    auxiliaries: Vec<String>,
    be: Vec<String>,
    catenatives: Vec<String>,
    common: Vec<String>,
    comparing: Vec<String>,
    conjunctions: Vec<String>,
    coordinators: Vec<String>,
    determiners: Vec<String>,
    honorifics: Vec<String>,
    infinitive: Vec<String>,
    not_adverbs: Vec<String>,
    of: Vec<String>,
    passive_auxiliaries: Vec<String>,
    active_only: Vec<String>,
    prepositions: Vec<String>,
    relative_pronouns: Vec<String>,
}

/// The tables, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Syntax {
    flags: FxHashMap<Box<str>, Flags>,
    /// Lemmas of the verbs that make a passive.
    pub passive: Vec<String>,
    /// Lemmas of verbs whose passive says something else: "was joined by".
    pub active: Vec<String>,
}

impl Syntax {
    /// Compiles the table `syntax`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let table: Table = lexicon.table("syntax", problems);
        let mut flags: FxHashMap<Box<str>, Flags> = FxHashMap::default();
        for (words, bits) in [
            (&table.adverbs, ADVERB),
            (&table.auxiliaries, AUXILIARY),
            (&table.be, AUXILIARY | BE),
            (&table.catenatives, CATENATIVE),
            (&table.common, COMMON),
            (&table.comparing, COMPARING),
            (&table.conjunctions, CONJUNCTION),
            (&table.coordinators, COORDINATOR),
            (&table.determiners, DETERMINER),
            (&table.honorifics, HONORIFIC),
            (&table.infinitive, TO),
            (&table.not_adverbs, 0),
            (&table.of, OF),
            (&table.prepositions, PREPOSITION),
            (&table.relative_pronouns, RELATIVE),
        ] {
            for word in words {
                *flags.entry(word.as_str().into()).or_default() |= bits;
            }
        }
        Self { flags, passive: table.passive_auxiliaries, active: table.active_only }
    }

    /// All words of the tables.
    pub fn words(&self) -> impl Iterator<Item = (&str, Flags)> {
        self.flags.iter().map(|(w, &f)| (w.as_ref(), f))
    }

    /// What a lower-case word may be; words in -ly are adverbs unless the table says otherwise.
    pub fn flags(&self, word: &str) -> Flags {
        self.flags.get(word).copied().unwrap_or_else(|| Self::by_ending(word))
    }

    /// What the ending of a word that stands in no table says.
    pub fn by_ending(word: &str) -> Flags {
        if word.len() > 4 && word.ends_with("ly") { ADVERB } else { 0 }
    }
}
