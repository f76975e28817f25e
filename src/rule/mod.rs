//! Rules: one Markdown page each, with its documentation, its settings and its executed examples.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::claim::ClaimTables;
use crate::diagnostic::{Problem, Severity};
use crate::lexicon::Lexicon;
use crate::mention::MentionReader;
use crate::predicate::PredicateSet;
use crate::text::TextTables;

/// How a rule compares claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mechanism {
    /// A weekday that does not fit its date.
    Calendar,
    /// Two values for one question.
    TwoValues,
    /// Two values of a closed list that exclude each other.
    Status,
    /// Holds here, ended there.
    Former,
    /// Asserted here, denied there.
    Polarity,
    /// "only in X" here, Y there.
    Exclusive,
    /// One name, two spellings.
    Spelling,
    /// A reprinted passage that differs.
    Wording,
    /// A quotation that differs.
    Quotation,
    /// Parties announced and signatories listed.
    Parties,
    /// A count announced and the list that follows.
    CountOfList,
}

/// The texts of a rule's diagnostics; `{slot}`, `{value}`, `{time}`, `{speaker}` are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The message.
    pub title: String,
    /// The label.
    pub here: String,
    /// Advice.
    pub help: Option<String>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Code: three letters and a number.
    pub code: String,
    /// Name, from the page's title.
    pub name: String,
    /// The ceiling of its severity.
    pub severity: Severity,
    /// The version it came with.
    pub since: Option<String>,
    /// How it compares.
    pub mechanism: Mechanism,
    /// The predicates it concerns; empty for mechanisms that read no claims.
    pub predicates: Vec<String>,
    /// Its texts.
    pub message: Message,
    /// First paragraph of the page.
    pub summary: String,
    /// Path of the page.
    pub path: String,
    /// The page itself.
    pub page: Arc<str>,
}

/// The rules of a run and everything compiled that extraction needs.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// The rules, by code.
    pub rules: Vec<Rule>,
    /// Tables of the text layer.
    pub text: TextTables,
    /// The recognisers.
    pub mentions: MentionReader,
    /// The predicates.
    pub predicates: PredicateSet,
    /// Word lists of the claim layer.
    pub claims: ClaimTables,
    /// The lexicon they were compiled from.
    pub lexicon: Lexicon,
}

/// A page of a house's own folder, or an embedded one: path and contents.
pub type PageFile = (String, String);

impl RuleSet {
    /// The rules and lexica that come with the program.
    pub fn embedded() -> (Self, Vec<Problem>) {
        Self::new(Lexicon::embedded(), &[])
    }

    /// Compiles a lexicon and the embedded pages, with a house's own pages beside them (same name replaces).
    pub fn new(lexicon: Lexicon, _own: &[PageFile]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let set = Self {
            rules: Vec::new(),
            text: TextTables::new(&lexicon, &mut problems),
            mentions: MentionReader::new(&lexicon, &mut problems),
            predicates: PredicateSet::new(&lexicon, &mut problems),
            claims: ClaimTables::new(&lexicon, &mut problems),
            lexicon,
        };
        (set, problems)
    }
}
