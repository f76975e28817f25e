//! Rules: one Markdown page each, with its documentation, its settings and its executed examples.
//!
//! Start-up reads the title and the settings of every page; the examples are read when they are asked for ([`Rule::examples`]).

mod example;
mod outline;
mod page;
mod schema;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use example::{Example, ExampleDocument};
pub use schema::schema;

use serde::{Deserialize, Serialize};

use crate::claim::Extractor;
use crate::diagnostic::{Problem, Severity};
use crate::lexicon::Lexicon;

/// How a rule compares claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mechanism {
    /// A weekday that does not fit its date.
    Calendar,
    /// A day that no calendar has.
    NoSuchDay,
    /// A stretch of time that ends before it begins.
    Backwards,
    /// A length of time that does not fit the dates it lies between.
    Elapsed,
    /// Two events in two orders.
    Order,
    /// A story's only event of its kind, on two days.
    Milestone,
    /// What happened to one thing, at two times, or for two lengths of time.
    Moment,
    /// A total in a table that its parts do not add up to.
    Totals,
    /// A share that its part and its whole do not yield.
    Share,
    /// A change that its two ends do not yield.
    Change,
    /// Parts that do not make their total.
    Parts,
    /// Shares of one whole that do not make a hundred per cent.
    Hundred,
    /// A number of things and a price of each that do not make their total.
    Product,
    /// A mean that does not lie between its ends.
    Mean,
    /// A figure of a table and another in prose.
    Cells,
    /// Two texts that tell the same in nearly the same words, but for one figure.
    OtherFigure,
    /// Two texts that tell the same in nearly the same words, but for one time.
    OtherTime,
    /// Two texts that tell the same in nearly the same words, but for one word and its opposite.
    Opposite,
    /// What one text tells, the other denies in nearly the same words.
    Denial,
    /// Two texts that tell the same in nearly the same words, but of more and of less.
    Quantifier,
    /// Something that was done, and not done or its opposite.
    Acts,
    /// Two values for one question.
    TwoValues,
    /// Two values of a closed list that exclude each other.
    Status,
    /// Holds here, ended there.
    Former,
    /// One term of office with two beginnings or two ends.
    Term,
    /// One name, two spellings.
    Spelling,
    /// A reprinted passage that differs.
    Wording,
    /// A quotation that differs.
    Quotation,
    /// A quotation with two speakers.
    Speaker,
    /// Parties announced and signatories listed.
    Parties,
    /// A count announced and the list that follows.
    CountOfList,
    /// Two places for one thing that exclude each other.
    Places,
    /// Two makers, founders, owners for one thing.
    Doers,
    /// Who did it to whom, the other way round; or did not.
    Converse,
    /// Two outcomes of one matter that exclude each other.
    Outcome,
    /// An office held in full here, as acting holder or deputy there.
    Standing,
    /// One office with two holders at once.
    Holders,
    /// What a whole consists of.
    Members,
    /// "Only" these here, "only" others there.
    Exclusive,
    /// A number of people asked, and fewer named.
    People,
    /// One acronym, two expansions.
    Acronym,
    /// A surname alone before the full name.
    Surname,
    /// What somebody is, told in two ways of which nobody is both.
    Calling,
    /// What bears a name behind its noun, and has two.
    Christened,
    /// Two lists of those who took part, alike but for one name.
    Roster,
    /// Founders who are all told to belong, and one who had left.
    Founders,
    /// Two answers to a question of which each document tells one.
    SoleAnswer,
    /// Where something lies, told in two ways.
    Whereabouts,
    /// How strong an earthquake was.
    Magnitude,
    /// Which of its kind an event was.
    Edition,
    /// An office outside of the terms that a facts file records, or of another holder.
    RecordOffice,
    /// A membership at another time than a facts file records.
    RecordMember,
    /// Another figure than a facts file records.
    RecordFigure,
    /// Terms that overlap within facts files.
    RecordTerms,
}

impl Mechanism {
    /// All mechanisms.
    pub const ALL: [Self; 54] = [
        Self::Calendar,
        Self::NoSuchDay,
        Self::Backwards,
        Self::Elapsed,
        Self::Order,
        Self::Milestone,
        Self::Moment,
        Self::Totals,
        Self::Share,
        Self::Change,
        Self::Parts,
        Self::Hundred,
        Self::Product,
        Self::Mean,
        Self::Cells,
        Self::OtherFigure,
        Self::OtherTime,
        Self::Opposite,
        Self::Denial,
        Self::Quantifier,
        Self::Acts,
        Self::TwoValues,
        Self::Status,
        Self::Former,
        Self::Term,
        Self::Spelling,
        Self::Wording,
        Self::Quotation,
        Self::Speaker,
        Self::Parties,
        Self::CountOfList,
        Self::Places,
        Self::Doers,
        Self::Converse,
        Self::Outcome,
        Self::Standing,
        Self::Holders,
        Self::Members,
        Self::Exclusive,
        Self::People,
        Self::Acronym,
        Self::Surname,
        Self::Calling,
        Self::Christened,
        Self::Roster,
        Self::Founders,
        Self::SoleAnswer,
        Self::Whereabouts,
        Self::Magnitude,
        Self::Edition,
        Self::RecordOffice,
        Self::RecordMember,
        Self::RecordFigure,
        Self::RecordTerms,
    ];

    /// The name, as written in a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::NoSuchDay => "no-such-day",
            Self::Backwards => "backwards",
            Self::Elapsed => "elapsed",
            Self::Order => "order",
            Self::Milestone => "milestone",
            Self::Moment => "moment",
            Self::Totals => "totals",
            Self::Share => "share",
            Self::Change => "change",
            Self::Parts => "parts",
            Self::Hundred => "hundred",
            Self::Product => "product",
            Self::Mean => "mean",
            Self::Cells => "cells",
            Self::OtherFigure => "other-figure",
            Self::OtherTime => "other-time",
            Self::Opposite => "opposite",
            Self::Denial => "denial",
            Self::Quantifier => "quantifier",
            Self::Acts => "acts",
            Self::TwoValues => "two-values",
            Self::Status => "status",
            Self::Former => "former",
            Self::Term => "term",
            Self::Spelling => "spelling",
            Self::Wording => "wording",
            Self::Quotation => "quotation",
            Self::Speaker => "speaker",
            Self::Parties => "parties",
            Self::CountOfList => "count-of-list",
            Self::Places => "places",
            Self::Doers => "doers",
            Self::Converse => "converse",
            Self::Outcome => "outcome",
            Self::Standing => "standing",
            Self::Holders => "holders",
            Self::Members => "members",
            Self::Exclusive => "exclusive",
            Self::People => "people",
            Self::Acronym => "acronym",
            Self::Surname => "surname",
            Self::Calling => "calling",
            Self::Christened => "christened",
            Self::Roster => "roster",
            Self::Founders => "founders",
            Self::SoleAnswer => "sole-answer",
            Self::Whereabouts => "whereabouts",
            Self::Magnitude => "magnitude",
            Self::Edition => "edition",
            Self::RecordOffice => "record-office",
            Self::RecordMember => "record-member",
            Self::RecordFigure => "record-figure",
            Self::RecordTerms => "record-terms",
        }
    }

    /// The mechanism of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }

    /// Whether the mechanism compares claims, so that its rules must say of which predicates.
    pub fn reads_claims(self) -> bool {
        matches!(
            self,
            Self::TwoValues
                | Self::Status
                | Self::Former
                | Self::Term
                | Self::Places
                | Self::Doers
                | Self::Converse
                | Self::Outcome
                | Self::Standing
                | Self::Members
                | Self::SoleAnswer
        )
    }

    /// Whether the mechanism holds texts against facts files, or these against each other.
    pub fn reads_records(self) -> bool {
        matches!(self, Self::RecordOffice | Self::RecordMember | Self::RecordFigure | Self::RecordTerms)
    }

    /// Whether the mechanism reads only texts that are laid side by side, as `compare` lays them.
    pub fn lays_beside(self) -> bool {
        matches!(self, Self::OtherFigure | Self::OtherTime | Self::Opposite | Self::Denial | Self::Quantifier)
    }

    /// The words that it puts into messages, beside the slots of the predicates.
    pub fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Spelling => &["person", "other"],
            Self::CountOfList | Self::People => &["noun", "announced"],
            Self::Parties => &["term"],
            Self::Elapsed => &["stated", "elapsed"],
            Self::Order => &["first", "second"],
            Self::Milestone | Self::Moment | Self::Edition => &["event"],
            Self::Whereabouts => &["thing"],
            Self::Christened => &["what"],
            Self::Speaker => &["speaker", "other"],
            Self::Share | Self::Change | Self::Parts | Self::Hundred | Self::Product | Self::Mean => {
                &["stated", "worked"]
            }
            Self::Cells => &["row", "column"],
            Self::OtherFigure | Self::OtherTime | Self::Opposite | Self::Quantifier | Self::Acts => &["a", "b"],
            Self::Denial => &["denied"],
            Self::Holders => &["office"],
            Self::Acronym => &["acronym"],
            Self::Surname | Self::Calling => &["person"],
            Self::RecordOffice => &["person", "office"],
            Self::RecordMember => &["member", "body"],
            Self::RecordFigure => &["measure"],
            Self::RecordTerms => &["office"],
            Self::Exclusive => &["a", "b"],
            Self::Totals => &["measure", "sum", "total"],
            _ => &[],
        }
    }

    /// The keys that a page may set under `where`.
    pub fn conditions(self) -> &'static [&'static str] {
        &[]
    }
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
    /// Further conditions, by the mechanism's keys.
    pub conditions: BTreeMap<String, String>,
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
    /// What extraction needs: recognisers, predicates, word lists.
    pub extractor: Extractor,
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
    pub fn new(lexicon: Lexicon, own: &[PageFile]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let extractor = Extractor::new(&lexicon, &mut problems);
        let rules = page::collect(crate::lexicon::embedded_pages(), own, &extractor.predicates, &mut problems);
        let set = Self { rules, extractor, lexicon };
        (set, problems)
    }

    /// Whether a predicate asks questions of which each document of a story tells one answer.
    pub fn is_of_story(&self, predicate: &str) -> bool {
        let asks = |rule: &Rule| rule.predicates.iter().any(|own| own == predicate);
        self.rules.iter().any(|rule| rule.mechanism == Mechanism::SoleAnswer && asks(rule))
    }

    /// The rule of a code or a name.
    pub fn find(&self, code_or_name: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.code == code_or_name || r.name == code_or_name)
    }
}

impl Rule {
    /// The examples of the page, and the faults found in them. Reads the page anew, since only tests and documentation ask.
    pub fn examples(&self) -> (Vec<Example>, Vec<Problem>) {
        example::read(&self.path, &self.page, self.severity)
    }
}
