//! Who did what happened at a time, and to what: only what is told as known, and not as done once more, may be held against another telling of a verb that many
//! events have.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Cover, Framer, Gathered, class};
use crate::text::clauses::{Argument, Role};

/// Tokens behind a passive among which "by" opens who did it.
const AGENT: usize = 8;

/// One of the parties of a deed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Party {
    /// Its words, and keys of names among them, sorted.
    pub words: Vec<String>,
    /// Whether it is told by a name.
    pub named: bool,
}

impl Party {
    fn shares(&self, other: &Party) -> bool {
        self.words.iter().any(|word| other.words.contains(word))
    }

    /// Whether each has a word that the other lacks, and both are told by names or both by nouns: "The Night Watch" is "the painting".
    fn apart(&self, other: &Party) -> bool {
        let more = |a: &Party, b: &Party| a.words.iter().any(|word| !b.words.contains(word));
        self.named == other.named && more(self, other) && more(other, self)
    }
}

/// Who did something, and what it was done to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Parties {
    /// Who did it.
    pub doer: Party,
    /// What it was done to.
    pub patient: Party,
    /// Whether what it was done to is told as known, and nothing says that it was done more than once: "the wreck", not "a wreck" or "two wrecks".
    pub definite: bool,
}

impl Parties {
    /// Whether two tellings may be of one deed: both of something known, doers and patients no others, and one of them told alike.
    pub fn may_be_one(&self, other: &Parties) -> bool {
        self.definite
            && other.definite
            && !self.doer.apart(&other.doer)
            && !self.patient.apart(&other.patient)
            && (self.doer.shares(&other.doer) || self.patient.shares(&other.patient))
    }
}

impl Framer<'_> {
    /// The parties of a clause that was analysed.
    pub(super) fn parties(&self, arguments: &[Argument]) -> Parties {
        let of = |role: Role| arguments.iter().filter(move |a| a.role == role && !a.apposed);
        let told = |role: Role| self.party(of(role).flat_map(|a| a.tokens.start as usize..a.tokens.end as usize));
        let definite = of(Role::Object).any(|a| self.is_definite(a.tokens.start as usize));
        Parties { doer: told(Role::Subject), patient: told(Role::Object), definite }
    }

    /// The parties of a verb in a sentence that was not analysed: what stands before it and right behind it.
    pub(super) fn parties_near(&self, verb: usize, sentence: Range<usize>) -> Parties {
        let ends = |i: &usize| !self.is(*i, class::BENEATH) && !self.is_boundary(*i) && self.cover[*i] != Cover::Time;
        let phrase = |from: usize| (from..sentence.end).take_while(ends);
        let passive = verb > sentence.start && self.lemma_is(verb - 1, class::LINKING);
        let before = sentence.start..verb;
        let (doer, patient) = if passive {
            let by = (verb + 1..sentence.end.min(verb + AGENT)).find(|&i| self.text.lower(i) == "by");
            (by.map_or_else(Party::default, |by| self.party(phrase(by + 1))), self.party(before))
        } else {
            (self.party(before), self.party(phrase(verb + 1)))
        };
        Parties { doer, patient, definite: self.is_definite(if passive { sentence.start } else { verb + 1 }) }
    }

    /// Whether something in a sentence says that it tells of one time of several.
    pub(super) fn is_repeated(&self, mut sentence: Range<usize>) -> bool {
        sentence.any(|i| self.tables.repeated.contains(self.text.lower(i)))
    }

    fn party(&self, tokens: impl Iterator<Item = usize>) -> Party {
        let mut gathered = Gathered::default();
        tokens.for_each(|i| self.take(i, &mut gathered));
        let first = |i: usize| self.sentence(self.text.token(i).span).is_none_or(|(first, _)| i <= first + 1);
        let named = gathered.words.iter().any(|(i, _)| self.text.token(*i).capital && !first(*i));
        let mut words: Vec<String> = gathered.words.into_iter().map(|(_, word)| word).collect();
        let keys = gathered.entities.iter().filter_map(|&e| self.mentions.entities.mentions[e as usize].entity);
        words.extend(keys.map(|id| self.mentions.entities.get(id).key.clone()));
        words.sort_unstable();
        words.dedup();
        Party { words, named: named || !gathered.entities.is_empty() }
    }

    /// Whether what begins at a token is told as known, by its article, an owner or a name.
    fn is_definite(&self, i: usize) -> bool {
        let Some(token) = self.text.tokens.get(i).filter(|_| !matches!(self.cover[i], Cover::Quantity(_))) else {
            return false;
        };
        let known = self.is_possessive(i) || matches!(self.text.lower(i), "the" | "this" | "that");
        known || token.capital && !self.is(i, class::STOP)
    }
}
