//! What a sentence tells about the event whose place or strength it gives: days and hours, what was struck, who measured it on which scale, and whether it is another
//! event than the news, an earlier or an imagined one, or the figure a first one.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::extract::Reader;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::TokenKind;

/// Letters that the name of a body in capitals has at least: "USGS", "GeoNet".
const CAPITALS: usize = 3;
/// Words from a verb of striking to the name of what is struck.
const STRUCK: usize = 5;
/// Tokens between a body and the word of telling.
const TELLER: usize = 7;

/// What a sentence tells about an event beside its place or strength.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// Its times, indices into those of the document.
    pub times: Vec<u32>,
    /// Parts of the day, each by the first word for it.
    pub hours: BTreeSet<String>,
    /// What was struck: the name behind the verb.
    pub struck: Option<String>,
    /// Who is said to have measured or told it.
    pub tellers: BTreeSet<String>,
    /// The scales that are named.
    pub scales: BTreeSet<String>,
    /// Whether it is another event than the news, an earlier or an imagined one, or the figure a first one.
    pub apart: bool,
}

impl Occasion {
    /// Adds what the sentence before told of the event that this one calls "it".
    pub(super) fn goes_on(&mut self, before: Self) {
        if self.times.is_empty() {
            self.times = before.times;
        }
        if self.hours.is_empty() {
            self.hours = before.hours;
        }
        self.struck = self.struck.take().or(before.struck);
        self.apart |= before.apart;
    }
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    others: Vec<String>,
    earlier: Vec<String>,
    revised: Vec<String>,
    unreal: Vec<String>,
    hours: Vec<Vec<String>>,
    scales: Vec<String>,
    striking: Vec<String>,
    institutions: Vec<String>,
    telling: Vec<String>,
}

/// The word lists of this module, from `claim/occasions`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Phrases that set an event or figure apart from the news.
    apart: Vec<String>,
    hours: Vec<Vec<String>>,
    scales: Vec<String>,
    striking: BTreeSet<String>,
    institutions: BTreeSet<String>,
    telling: BTreeSet<String>,
}

impl Tables {
    /// Reads the table `claim/occasions`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/occasions", problems);
        Self {
            apart: [raw.others, raw.earlier, raw.revised, raw.unreal].concat(),
            hours: raw.hours,
            scales: raw.scales,
            striking: raw.striking.into_iter().collect(),
            institutions: raw.institutions.into_iter().collect(),
            telling: raw.telling.into_iter().collect(),
        }
    }
}

impl Reader<'_> {
    /// What the sentence of some tokens tells of its event.
    pub(super) fn occasion(&self, sentence: Range<usize>) -> Occasion {
        let (text, tables) = (self.text, &self.rules.tables.occasions);
        let words: Vec<&str> = sentence.clone().map(|i| text.lower(i)).collect();
        let words = format!(" {} ", words.join(" "));
        let has = |phrase: &String| words.contains(&format!(" {phrase} "));
        let span = text.span(sentence.clone());
        let times = self.mentions.times.iter().zip(0..).filter(|(time, _)| time.span.overlaps(span));
        let hours = tables.hours.iter().filter(|part| part.iter().any(has));
        Occasion {
            times: times.map(|(_, i)| i).collect(),
            hours: hours.filter_map(|part| part.first().cloned()).collect(),
            struck: self.struck(&sentence),
            tellers: self.tellers(&sentence),
            scales: tables.scales.iter().filter(|scale| has(scale)).cloned().collect(),
            apart: tables.apart.iter().any(has),
        }
    }

    /// The first name that stands behind a verb of striking, with no number or stop between: "hit Kelm", "struck off the coast of Arvenne".
    fn struck(&self, sentence: &Range<usize>) -> Option<String> {
        let striking = &self.rules.tables.occasions.striking;
        let first = sentence.clone().filter(|&i| striking.contains(self.text.lower(i))).find_map(|verb| {
            let mut near = verb + 1..sentence.end.min(verb + 1 + STRUCK);
            let open = |i: &usize| self.text.token(*i).kind == TokenKind::Word;
            near.by_ref().take_while(open).find(|&i| self.is_of_name(i))
        })?;
        let run = (first..sentence.end).take_while(|&i| self.is_of_name(i)).count();
        self.place_name(first..first + run)
    }

    /// The bodies near a word of telling: what is called an institution, and names in capitals.
    fn tellers(&self, sentence: &Range<usize>) -> BTreeSet<String> {
        let tables = &self.rules.tables.occasions;
        let tells = |i: &usize| tables.telling.contains(self.text.lower(*i));
        let near = |i: usize| sentence.start.max(i.saturating_sub(TELLER))..sentence.end.min(i + TELLER);
        let body = |i: &usize| tables.institutions.contains(self.text.lower(*i)) || is_acronym(self.text.raw(*i));
        let bodies = sentence.clone().filter(|i| body(i) && near(*i).any(|at| tells(&at)));
        bodies.map(|i| self.text.lower(i).to_owned()).collect()
    }
}

/// Whether a word is written like the short name of a body: "USGS", "GeoNet".
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    word.chars().all(char::is_alphabetic) && capitals > 1 && word.chars().count() >= CAPITALS
}
