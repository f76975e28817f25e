//! What a person can find a finding to be, and what follows from that.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Gate;

/// What somebody who looked into a finding came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The statement shown first is wrong.
    DraftWrong,
    /// The other statement is wrong.
    OtherWrong,
    /// Both are right: they hold at different times.
    OtherTime,
    /// Both are right: they measure different things.
    OtherMeasure,
    /// Both are right: they are about different persons, bodies or things.
    OtherPerson,
    /// Both are right: they report what different people say.
    OtherSpeaker,
    /// One of the documents has been replaced by a later version.
    Superseded,
    /// Somebody has been asked.
    Asked,
    /// It was looked into and could not be told.
    Unresolved,
    /// There is no contradiction.
    NotAFinding,
}

/// Whether an outcome takes a finding out of what `check` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It stays until a document is mended or another decision is taken.
    Stays,
    /// It is silent.
    Settles,
    /// It is silent if the other documents are references, which nobody mends in this run.
    SettlesAgainstReferences,
}

/// What an outcome says of the rule that gave rise to the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upshot {
    /// There was something to mend.
    Right,
    /// There was not: a gate let through what answers another question, or, without one, the text was misread.
    Not(Option<Gate>),
    /// Nothing yet.
    Open,
}

impl Outcome {
    /// All outcomes, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::DraftWrong,
        Self::OtherWrong,
        Self::OtherTime,
        Self::OtherMeasure,
        Self::OtherPerson,
        Self::OtherSpeaker,
        Self::Superseded,
        Self::Asked,
        Self::Unresolved,
        Self::NotAFinding,
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::DraftWrong => "draft-wrong",
            Self::OtherWrong => "other-wrong",
            Self::OtherTime => "other-time",
            Self::OtherMeasure => "other-measure",
            Self::OtherPerson => "other-person",
            Self::OtherSpeaker => "other-speaker",
            Self::Superseded => "superseded",
            Self::Asked => "asked",
            Self::Unresolved => "unresolved",
            Self::NotAFinding => "not-a-finding",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::DraftWrong => "draft wrong",
            Self::OtherWrong => "other wrong",
            Self::OtherTime => "both right: other time",
            Self::OtherMeasure => "both right: other measure",
            Self::OtherPerson => "both right: other person",
            Self::OtherSpeaker => "both right: other speaker",
            Self::Superseded => "superseded",
            Self::Asked => "asked",
            Self::Unresolved => "unresolved",
            Self::NotAFinding => "not a finding",
        }
    }

    /// The key that decides so on the page.
    pub fn key(self) -> char {
        match self {
            Self::DraftWrong => 'd',
            Self::OtherWrong => 'o',
            Self::OtherTime => 't',
            Self::OtherMeasure => 'm',
            Self::OtherPerson => 'p',
            Self::OtherSpeaker => 's',
            Self::Superseded => 'v',
            Self::Asked => 'a',
            Self::Unresolved => 'r',
            Self::NotAFinding => 'x',
        }
    }

    /// Whether it silences the finding.
    pub fn effect(self) -> Effect {
        match self {
            Self::DraftWrong | Self::Asked | Self::Unresolved => Effect::Stays,
            Self::OtherWrong => Effect::SettlesAgainstReferences,
            _ => Effect::Settles,
        }
    }

    /// What it says of the rule.
    pub fn upshot(self) -> Upshot {
        match self {
            Self::DraftWrong | Self::OtherWrong => Upshot::Right,
            Self::OtherTime => Upshot::Not(Some(Gate::Time)),
            Self::OtherMeasure => Upshot::Not(Some(Gate::Measure)),
            Self::OtherPerson => Upshot::Not(Some(Gate::Referent)),
            Self::OtherSpeaker => Upshot::Not(Some(Gate::Factuality)),
            Self::Superseded => Upshot::Not(Some(Gate::Scope)),
            Self::NotAFinding => Upshot::Not(None),
            Self::Asked | Self::Unresolved => Upshot::Open,
        }
    }

    /// The outcome of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_those_of_the_file_and_keys_are_unique() {
        for outcome in Outcome::ALL {
            assert_eq!(serde_json::to_value(outcome).expect("JSON"), outcome.name());
            assert_eq!(Outcome::from_name(outcome.name()), Some(outcome));
        }
        let keys: BTreeSet<char> = Outcome::ALL.map(Outcome::key).into();
        assert_eq!(keys.len(), Outcome::ALL.len());
        // They move, write a note, undo, open documents, search, export and help.
        assert!("jknuwec/?".chars().all(|key| !keys.contains(&key)));
    }
}
