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
    /// Prepositions that open what a statement is limited to.
    pub limiting: Vec<String>,
    /// Nouns behind them that limit nothing.
    pub idle: Vec<String>,
    /// Prepositions that bound a time from below, and from above.
    pub bounding: [Vec<String>; 2],
    /// Times of the day.
    pub hours: Vec<String>,
    /// In a sentence they tell of a name beside the proper one.
    pub bynames: Vec<String>,
    /// In a sentence they speak of names, of which one thing may have two.
    pub naming: Vec<String>,
    /// Words behind a number and a hyphen that tell how long or large a thing is.
    pub measures: Vec<String>,
    /// Predicates whose answer is a name.
    pub names: Vec<String>,
    /// Predicates that ask about a story's only thing even if it is not named.
    pub untold: Vec<String>,
    /// Predicates of how a thing came about that is over.
    pub settled: Vec<String>,
    /// Predicates whose answer is a cause.
    pub causal: Vec<String>,
    /// Beside a cause they leave others open.
    pub partly: Vec<String>,
    /// Words of causes, a list for what may be one cause.
    pub causes: Vec<Vec<String>>,
    /// What people are.
    pub callings: Vec<Callings>,
    /// Nouns of what bears a name behind them: "Storm Delia".
    pub christened: Vec<String>,
    /// Legal forms that close the name of a firm, without a point.
    pub legal_forms: Vec<String>,
    /// They tell of what somebody was, or becomes.
    pub formerly: Vec<String>,
    /// Words of sentences that tell who takes part, a list for each way of it.
    pub taking_part: Vec<Vec<String>>,
    /// Who takes part for those in a list: "*soldiers* from Arvenne".
    pub contingents: Vec<String>,
    /// They leave others open behind or before a list.
    pub open: Vec<String>,
    /// Nouns of places that stand before or behind their names: "the hamlet of Kelm", "Kelm Bridge".
    pub places: Vec<String>,
}

/// Callings of which nobody has two at one time, in one setting.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Callings {
    /// Words of which each document must hold one, if any are told: an orchestra, a court.
    pub setting: Vec<String>,
    /// Lists of callings; what stands in two of them excludes each other.
    pub apart: Vec<Vec<String>>,
}

impl Callings {
    /// The list in which a noun stands.
    pub fn list_of(&self, noun: &str) -> Option<usize> {
        self.apart.iter().position(|list| list.iter().any(|own| own == noun))
    }

    /// Whether two nouns exclude each other.
    pub fn exclude(&self, a: &str, b: &str) -> bool {
        self.list_of(a).zip(self.list_of(b)).is_some_and(|(x, y)| x != y)
    }
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
