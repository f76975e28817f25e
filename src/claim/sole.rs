//! Words for questions of which each of two documents on one story tells one answer.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// The word lists of the table `claim/sole`, in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sole {
    /// Nouns that one thing may be called by, a list for each kind.
    pub kinds: Vec<Vec<String>>,
    /// Words before a noun that do not tell its thing from others.
    pub plain: Vec<String>,
    /// Ordinals and other words of order, which tell one thing from another of its kind.
    pub orders: Vec<String>,
    /// Words in a sentence that speak of another thing, time or reading beside the one that is told.
    pub apart: Vec<String>,
    /// Prepositions that open what a noun is about, or where it is.
    pub prepositions: Vec<String>,
    /// Words behind a number and a hyphen that tell how long or large a thing is.
    pub measures: Vec<String>,
    /// Predicates whose answer is a name.
    pub names: Vec<String>,
    /// Predicates that ask about a story's only thing even if it is not named.
    pub untold: Vec<String>,
    /// What people are, in groups of which nobody is two.
    pub callings: Vec<Vec<String>>,
    /// Nouns of what bears a name behind them: "Storm Delia".
    pub christened: Vec<String>,
    /// Legal forms that close the name of a firm, without a point.
    pub legal_forms: Vec<String>,
    /// They tell of what somebody was, or becomes.
    pub formerly: Vec<String>,
    /// Words of sentences that tell who takes part.
    pub taking_part: Vec<String>,
    /// They leave others open behind or before a list.
    pub open: Vec<String>,
    /// Nouns of places that stand before or behind their names: "the hamlet of Kelm", "Kelm Bridge".
    pub places: Vec<String>,
}

impl Sole {
    /// Reads the table `claim/sole`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/sole", problems)
    }

    /// Whether two nouns may call one thing; the second value tells whether they are one noun.
    pub fn alike(&self, a: &str, b: &str) -> (bool, bool) {
        let of_kind = |kind: &&Vec<String>| [a, b].iter().all(|noun| kind.iter().any(|own| own == noun));
        (a == b || self.kinds.iter().any(|kind| of_kind(&kind)), a == b)
    }
}
