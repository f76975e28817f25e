//! Words of founders: who all of them are, that they belong to what they founded, and that one of them left.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::passages::short_hash;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// The word lists of the table `claim/founding`, in lower case; verbs by their hashes.
#[derive(Clone, Debug, Default)]
pub struct Founding {
    all: Vec<String>,
    founders: Vec<String>,
    counting: Vec<String>,
    members: Vec<String>,
    limiting: Vec<String>,
    founding: Vec<String>,
    first: Vec<String>,
    bodies: Vec<String>,
    into: [u32; 3],
    staying: FxHashSet<u32>,
    leaving: FxHashSet<u32>,
    returning: FxHashSet<u32>,
    from: u32,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    all: Vec<String>,
    founders: Vec<String>,
    counting: Vec<String>,
    members: Vec<String>,
    limiting: Vec<String>,
    founding: Vec<String>,
    first: Vec<String>,
    bodies: Vec<String>,
    staying: Vec<String>,
    leaving: Vec<String>,
    returning: Vec<String>,
}

impl Founding {
    /// Reads the table `claim/founding`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/founding", problems);
        let verbs = |list: &[String]| list.iter().map(|verb| short_hash(verb)).collect();
        Self {
            staying: verbs(&raw.staying),
            leaving: verbs(&raw.leaving),
            returning: verbs(&raw.returning),
            from: short_hash("from"),
            into: ["in", "to", "within"].map(short_hash),
            counting: raw.counting,
            members: raw.members,
            limiting: raw.limiting,
            all: raw.all,
            founders: raw.founders,
            founding: raw.founding,
            first: raw.first,
            bodies: raw.bodies,
        }
    }

    /// Whether words mean all founders and none else: "all five of the founders", "each founding member", "all founders of the league".
    pub fn is_all(&self, words: &str) -> bool {
        let has = |list: &[String], word: &str| list.iter().any(|own| own == word);
        let words: Vec<&str> = words.split_whitespace().collect();
        let founders = words.iter().position(|word| has(&self.founders, word));
        let Some((first, at)) = words.first().zip(founders) else { return false };
        let counted = |word: &&str| has(&self.counting, word) || word.chars().all(|c| c.is_ascii_digit());
        let behind = words[at + 1..].iter().find(|word| !has(&self.members, word));
        has(&self.all, first) && words[1..at].iter().all(counted) && behind.is_none_or(|word| *word == "of")
    }

    /// Whether a word beside such a phrase takes some out: "nearly all", "all founders but one".
    pub fn limits(&self, word: &str) -> bool {
        self.limiting.iter().any(|own| own == word)
    }

    /// Whether a preposition opens what somebody belongs to: "to", "in".
    pub fn is_into(&self, preposition: u32) -> bool {
        self.into.contains(&preposition)
    }

    /// Whether a word tells of a founding.
    pub fn is_founding(&self, word: &str) -> bool {
        self.founding.iter().chain(&self.founders).any(|own| own == word)
    }

    /// Whether a word calls those who were there from the first: "founding", "original".
    pub fn calls_founders(&self, word: &str) -> bool {
        self.founders.iter().chain(&self.first).any(|own| own == word)
    }

    /// Whether words call a body that has members.
    pub fn has_body(&self, words: &str) -> bool {
        words.split_whitespace().any(|word| self.bodies.iter().any(|own| own == word))
    }

    /// Whether a verb tells that somebody belongs.
    pub fn stays(&self, verb: u32) -> bool {
        self.staying.contains(&verb)
    }

    /// Whether a verb tells that somebody left.
    pub fn leaves(&self, verb: u32) -> bool {
        self.leaving.contains(&verb)
    }

    /// Whether a verb tells that somebody came back.
    pub fn returns(&self, verb: u32) -> bool {
        self.returning.contains(&verb)
    }

    /// Whether a preposition opens what somebody left.
    pub fn is_from(&self, preposition: u32) -> bool {
        preposition == self.from
    }
}
