//! Figures of one sentence that are worked out from one another: a part, its whole and the share; two ends and the change between them.
//!
//! They are told by what stands between them, times left out: "312 traps, or 58 percent of the 538 pots", "rose 19 % from 2.1 million in 2019 to 2.5 million in 2020".

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::{Text, TokenKind};

/// Longest stretch between two figures, in tokens.
const BETWEEN: usize = 8;

/// Figures that are worked out from one another, as indices into the document's quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ratio {
    /// A part of a whole, and what share it is.
    Share {
        /// The part.
        part: u32,
        /// The whole.
        whole: u32,
        /// The share.
        share: u32,
    },
    /// From one value to another, and by how much.
    Change {
        /// The value before.
        from: u32,
        /// The value after.
        to: u32,
        /// The change.
        by: u32,
    },
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    alias: Vec<String>,
    whole: Vec<String>,
    opened: Vec<String>,
    to: Vec<String>,
    change: Vec<String>,
    from: Vec<String>,
}

/// The word lists of this module, from `claim/ratios`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    alias: FxHashSet<String>,
    whole: FxHashSet<String>,
    opened: FxHashSet<String>,
    to: FxHashSet<String>,
    change: FxHashSet<String>,
    from: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/ratios`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/ratios", problems);
        let set = |list: Vec<String>| list.into_iter().collect();
        Self {
            alias: set(raw.alias),
            whole: set(raw.whole),
            opened: set(raw.opened),
            to: set(raw.to),
            change: set(raw.change),
            from: set(raw.from),
        }
    }
}

struct Finder<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    tables: &'a Tables,
}

/// All figures of a document that are worked out from one another.
pub(super) fn find(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Ratio> {
    let finder = Finder { text, mentions, tables };
    let figures: Vec<usize> = (0..mentions.quantities.len()).filter(|&i| finder.counts(i)).collect();
    figures.windows(3).filter_map(|three| finder.ratio([three[0], three[1], three[2]])).collect()
}

impl Finder<'_> {
    fn quantity(&self, index: usize) -> &Quantity {
        &self.mentions.quantities[index]
    }

    fn counts(&self, index: usize) -> bool {
        let quantity = self.quantity(index);
        !quantity.ordinal && quantity.number.is_some() && quantity.per.is_none()
    }

    fn ratio(&self, [a, b, c]: [usize; 3]) -> Option<Ratio> {
        let share = |i: usize| matches!(self.quantity(i).unit.as_deref(), Some("percent" | "fraction"));
        let (first, second) = (self.between(a, b)?, self.between(b, c)?);
        let index = |i: usize| i as u32;
        let (alias, whole) = (&self.tables.alias, &self.tables.whole);
        let plain = |i: usize, j: usize| !share(i) && !share(j) && self.alike(i, j);
        if share(b) && plain(a, c) && alias.contains(&first) && whole.contains(&second) {
            return Some(Ratio::Share { part: index(a), whole: index(c), share: index(b) });
        }
        if share(c) && plain(a, b) && alias.contains(&second) && self.ends(c) {
            if whole.contains(&first) {
                return Some(Ratio::Share { part: index(a), whole: index(b), share: index(c) });
            }
            if self.tables.opened.contains(&first) && self.opens(a) {
                return Some(Ratio::Share { part: index(b), whole: index(a), share: index(c) });
            }
        }
        if share(a) && plain(b, c) && whole.contains(&first) && alias.contains(&second) {
            return Some(Ratio::Share { part: index(c), whole: index(b), share: index(a) });
        }
        let changes = |i: usize| self.quantity(i).change.is_some() && !self.averaged(i);
        let same_unit = |i: usize, j: usize| self.alike(i, j) && self.quantity(i).unit == self.quantity(j).unit;
        if same_unit(a, b) && self.led(a) && self.tables.to.contains(&first) && self.tables.change.contains(&second) {
            let told = changes(c) || matches!(second.as_str(), ", or" | ", or by");
            return (told && self.ends(c)).then(|| Ratio::Change { from: index(a), to: index(b), by: index(c) });
        }
        if same_unit(b, c) && changes(a) && self.tables.from.contains(&first) && self.tables.to.contains(&second) {
            return Some(Ratio::Change { from: index(b), to: index(c), by: index(a) });
        }
        let raised = self.tables.change.contains(&first) && self.tables.from.contains(&second);
        (raised && same_unit(a, c) && changes(b)).then(|| Ratio::Change { from: index(c), to: index(a), by: index(b) })
    }

    /// Whether two figures can be a part and a whole, or two ends: one unit, or counts, and both with a word such as "million" or none: in "from 2.9 to 3.4 billion"
    /// the one belongs to both.
    fn alike(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.quantity(i), self.quantity(j));
        let scaled = |quantity: &Quantity| {
            self.text.tokens_in(quantity.digits).filter(|&i| self.text.token(i).kind == TokenKind::Word).count()
        };
        if scaled(a) != scaled(b) {
            return false;
        }
        a.unit == b.unit || a.unit.is_none() && a.measured.is_none() || b.unit.is_none() && b.measured.is_none()
    }

    /// Whether nothing follows a figure that makes it one of something else: "(38 % of the vote)".
    fn ends(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).end;
        self.text.tokens.get(at).is_none_or(|_| matches!(self.text.lower(at), ")" | "," | "." | ";" | ":" | "!" | "?"))
    }

    /// Whether "of" or "out of" opens the sentence before a figure: "Of the 61 wells, 23 …".
    fn opens(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        let of = (1..=2).filter_map(|n| at.checked_sub(n)).find(|&i| self.text.lower(i) == "of");
        let sentence = self.text.sentence_at(self.quantity(index).span.start);
        of.zip(sentence).is_some_and(|(of, s)| of == self.text.sentences[s].tokens.start as usize)
    }

    /// "By an average of 40 percent", "by 5 percent a year": no change of the whole.
    fn averaged(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        (at.saturating_sub(3)..at)
            .any(|i| matches!(self.text.lower(i), "average" | "averaged" | "annual" | "yearly" | "each"))
    }

    /// Whether "from" stands before a figure.
    fn led(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        at.checked_sub(1).is_some_and(|before| self.text.lower(before) == "from")
    }

    /// What stands between two figures of a sentence, in small letters, without times and the prepositions before them.
    fn between(&self, a: usize, b: usize) -> Option<String> {
        let (left, right) = (self.quantity(a), self.quantity(b));
        let gap = Span { start: left.span.end, end: right.span.start.max(left.span.end) };
        let tokens = self.text.tokens_in(gap);
        let same = self.text.sentence_at(left.span.start) == self.text.sentence_at(right.span.start);
        if !same || tokens.is_empty() || tokens.len() > BETWEEN || left.span.end > right.span.start {
            return None;
        }
        let times = &self.mentions.times;
        let timed = |i: usize| {
            let span = self.text.token(i).span;
            let next = times.partition_point(|time| time.span.end <= span.start);
            times.get(next).is_some_and(|time| time.span.contains(span))
        };
        let before_time =
            |i: usize| matches!(self.text.lower(i), "in" | "at" | "on" | "by") && i + 1 < tokens.end && timed(i + 1);
        let mut words = String::new();
        for i in tokens.clone().filter(|&i| !timed(i) && !before_time(i)) {
            if !words.is_empty() && self.text.lower(i) != "," {
                words.push(' ');
            }
            words.push_str(self.text.lower(i));
        }
        Some(words)
    }
}
