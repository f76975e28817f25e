//! Claims of which way a measure went.

use serde::Deserialize;

use super::extract::{Reader, TREND};
use super::frames::Framer;
use super::{Claim, Value};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{Vocabulary, WordMap};

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    up: Vec<String>,
    down: Vec<String>,
    raised: Vec<String>,
    lowered: Vec<String>,
    rises: Vec<String>,
    falls: Vec<String>,
    particled: Vec<String>,
    upward: Vec<String>,
    downward: Vec<String>,
    going: Vec<String>,
    steps: Vec<String>,
    fresh: Vec<String>,
    staying: Vec<String>,
    level: Vec<String>,
    determiners: Vec<String>,
    vague: Vec<String>,
}

pub(super) mod class {
    pub const UP: u32 = 1;
    pub const DOWN: u32 = 1 << 1;
    pub const RAISED: u32 = 1 << 2;
    pub const LOWERED: u32 = 1 << 3;
    pub const RISE: u32 = 1 << 4;
    pub const FALL: u32 = 1 << 5;
    pub const STAYING: u32 = 1 << 6;
    pub const LEVEL: u32 = 1 << 7;
    pub const DETERMINER: u32 = 1 << 8;
    pub const VAGUE: u32 = 1 << 9;
    pub const PARTICLED: u32 = 1 << 10;
    pub const UPWARD: u32 = 1 << 11;
    pub const DOWNWARD: u32 = 1 << 12;
    pub const GOING: u32 = 1 << 13;
    pub const STEP: u32 = 1 << 14;
    pub const FRESH: u32 = 1 << 15;
    pub const ANY: u32 = UP | DOWN | RAISED | LOWERED | RISE | FALL | LEVEL | PARTICLED;
}

/// The word lists of this module, from `claim/trends`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
}

impl Tables {
    /// Reads the table `claim/trends`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/trends", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.up, class::UP),
            (&raw.down, class::DOWN),
            (&raw.raised, class::RAISED),
            (&raw.lowered, class::LOWERED),
            (&raw.rises, class::RISE),
            (&raw.falls, class::FALL),
            (&raw.staying, class::STAYING),
            (&raw.level, class::LEVEL),
            (&raw.determiners, class::DETERMINER),
            (&raw.vague, class::VAGUE),
            (&raw.particled, class::PARTICLED),
            (&raw.upward, class::UPWARD),
            (&raw.downward, class::DOWNWARD),
            (&raw.going, class::GOING),
            (&raw.steps, class::STEP),
            (&raw.fresh, class::FRESH),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

impl Reader<'_> {
    /// The claims of which way a measure went.
    pub(super) fn trends(&self, framer: &Framer<'_>) -> Vec<Claim> {
        let words = self.rules.tables.trends.classes.of(self.text);
        let all = (0..self.text.tokens.len()).filter(|&at| words.get(self.text.token(at).lemma) & class::ANY != 0);
        let claims = all.filter_map(|at| {
            let (way, frame, span, word) = framer.of_trend(at, &words)?;
            let (time, near) = self.time_of(span, word);
            let value = Value::Listed(way.name().to_owned());
            Some(self.framed_claim(TREND, frame, span, word, value, time, near))
        });
        claims.collect()
    }
}
