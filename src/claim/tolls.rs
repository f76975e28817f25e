//! Tolls: how many were killed or hurt. Words differ from text to text ("killing 12", "twelve dead", "the death toll stands at 12", "no one was hurt"), the
//! question is the same; it is told here in one form, so that such counts meet.

use serde::Deserialize;

use super::extract::{Reader, STATISTIC};
use super::framed::measured;
use super::frames::{Framer, Toll};
use super::{Claim, Polarity, Value};
use crate::diagnostic::Problem;
use crate::extent::Extent;
use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::{Vocabulary, WordMap};

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    dead: Vec<String>,
    hurt: Vec<String>,
    killing: Vec<String>,
    hurting: Vec<String>,
    deaths: Vec<String>,
    injuries: Vec<String>,
    casualties: Vec<String>,
    between: Vec<String>,
    reaching: Vec<String>,
    persons: Vec<String>,
    nobody: Vec<String>,
    noone: Vec<String>,
    open: Vec<String>,
    periods: Vec<String>,
    spots: Vec<String>,
}

pub(super) mod class {
    pub const DEAD: u32 = 1;
    pub const HURT: u32 = 1 << 1;
    pub const KILLING: u32 = 1 << 2;
    pub const HURTING: u32 = 1 << 3;
    pub const DEATHS: u32 = 1 << 4;
    pub const INJURIES: u32 = 1 << 5;
    pub const CASUALTIES: u32 = 1 << 6;
    pub const BETWEEN: u32 = 1 << 7;
    pub const REACHING: u32 = 1 << 8;
    pub const PERSON: u32 = 1 << 9;
    pub const NOBODY: u32 = 1 << 10;
    pub const NO_ONE: u32 = 1 << 11;
    pub const OPEN: u32 = 1 << 12;
    pub const PERIOD: u32 = 1 << 13;
    pub const SPOT: u32 = 1 << 14;
}

/// The word lists of this module, from `claim/tolls`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
}

impl Tables {
    /// Reads the table `claim/tolls`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/tolls", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.dead, class::DEAD),
            (&raw.hurt, class::HURT),
            (&raw.killing, class::KILLING),
            (&raw.hurting, class::HURTING),
            (&raw.deaths, class::DEATHS),
            (&raw.injuries, class::INJURIES),
            (&raw.casualties, class::CASUALTIES),
            (&raw.between, class::BETWEEN),
            (&raw.reaching, class::REACHING),
            (&raw.persons, class::PERSON),
            (&raw.nobody, class::NOBODY),
            (&raw.noone, class::NO_ONE),
            (&raw.open, class::OPEN),
            (&raw.periods, class::PERIOD),
            (&raw.spots, class::SPOT),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// A count of nobody.
fn none(span: Span) -> Quantity {
    Quantity { number: Some("0".to_owned()), unit: None, ..measured(span, Extent::only(0.0), "") }
}

impl Reader<'_> {
    /// The tolls of the text; for each whether a quantity tells it.
    pub(super) fn tolls(&self, framer: &Framer<'_>) -> Vec<(Option<usize>, Claim)> {
        let words = self.rules.tables.tolls.classes.of(self.text);
        let counted = (0..self.mentions.quantities.len()).filter_map(|i| Some((Some(i), framer.of_toll(i, &words)?)));
        let none = framer.of_nobody(&words).into_iter().map(|toll| (None, toll));
        counted.chain(none).map(|(i, toll)| (i, self.toll(toll, i))).collect()
    }

    fn toll(&self, toll: Toll, index: Option<usize>) -> Claim {
        let figure = match index {
            Some(i) => self.mentions.quantities[i].clone(),
            None => none(toll.anchor),
        };
        let quantity = Quantity { measured: Some(toll.frame.head.clone()), change: None, of: None, ..figure };
        let (time, near) = self.time_of(toll.span, toll.anchor);
        let value = Value::Quantity(quantity);
        let mut claim = self.framed_claim(STATISTIC, toll.frame, toll.span, toll.anchor, value, time, near);
        // That nobody was is the value, and no denial of another.
        if index.is_none() {
            claim.context.polarity = Polarity::Positive;
        }
        claim
    }
}
