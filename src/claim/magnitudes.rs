//! How strong earthquakes were, whatever the wording: "a 5.3-magnitude quake", "magnitude 5.3", "two quakes, measuring 6.8 and 6.6". Kept beside are numbers like them
//! that no word calls so ("the institute spoke of 5.3"): a document that tells the other figure knows of it.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::extract::Reader;
use super::{Context, Occasion};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{ByWord, TokenKind, Vocabulary, WordMap};

/// Words between a number and those that tell that it is a magnitude.
const BETWEEN: usize = 4;
/// Most that is kept of one document: what tells more is a catalogue.
const MOST: usize = 128;

/// A magnitude told of an earthquake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Magnitude {
    /// In tenths.
    pub tenths: u32,
    /// Whether the words only bound it: "at least 5.1".
    pub bounded: bool,
    /// Whether it is but a number beside others, which no word calls a magnitude: "the institute spoke of 5.3".
    pub bare: bool,
    /// Whether it is one of an aftershock.
    pub after: bool,
    /// Which of several it is, if that is told: "the second quake".
    pub ordinal: Option<String>,
    /// Those told together ("measuring 6.8 and 6.6") have the same number, others a number of their own.
    pub group: u32,
    /// Who tells it, as the table calls them; sorted.
    pub sources: BTreeSet<String>,
    /// The time beside it, an index into the times of the document.
    pub time: Option<u32>,
    /// What its sentence tells of the earthquake.
    pub occasion: Occasion,
    /// The words that tell it.
    pub span: Span,
    /// The commitment behind it.
    pub context: Context,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    quakes: Vec<String>,
    aftershocks: Vec<String>,
    scale: Vec<String>,
    strength: Vec<String>,
    measuring: Vec<String>,
    joining: Vec<String>,
    bounding: Vec<String>,
    ordinals: Vec<String>,
    telling: Vec<String>,
    bodies: Vec<Vec<String>>,
}

mod class {
    pub const QUAKE: u16 = 1;
    pub const AFTERSHOCK: u16 = 1 << 1;
    pub const SCALE: u16 = 1 << 2;
    pub const STRENGTH: u16 = 1 << 3;
    pub const MEASURING: u16 = 1 << 4;
    pub const JOINING: u16 = 1 << 5;
    pub const BOUNDING: u16 = 1 << 6;
    pub const ORDINAL: u16 = 1 << 7;
    pub const TELLING: u16 = 1 << 8;
}

/// The word lists of this module, from `claim/magnitudes`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u16>,
    /// What a body is called, and what stands for it.
    bodies: Vec<(String, String)>,
}

impl Tables {
    /// Reads the table `claim/magnitudes`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/magnitudes", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.quakes, class::QUAKE),
            (&raw.aftershocks, class::AFTERSHOCK),
            (&raw.scale, class::SCALE),
            (&raw.strength, class::STRENGTH),
            (&raw.measuring, class::MEASURING),
            (&raw.joining, class::JOINING),
            (&raw.bounding, class::BOUNDING),
            (&raw.ordinals, class::ORDINAL),
            (&raw.telling, class::TELLING),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        let names = |group: Vec<String>| {
            let first = group.first().cloned().unwrap_or_default();
            group.into_iter().map(move |name| (name, first.clone()))
        };
        Self { classes, bodies: raw.bodies.into_iter().flat_map(names).collect() }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

impl Reader<'_> {
    /// The magnitudes that a text on earthquakes tells.
    pub(super) fn magnitudes(&self) -> Vec<Magnitude> {
        let words = self.rules.tables.magnitudes.classes.of(self.text);
        let quake = (0..self.text.tokens.len()).any(|i| words.get(self.text.token(i).lower) & class::QUAKE != 0);
        let mut found = Vec::new();
        let mut spoken = None;
        for sentence in self.text.sentences.iter().filter(|_| quake) {
            let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let named = tokens.clone().any(|i| words.get(self.text.token(i).lower) & class::QUAKE != 0);
            // The sentence before, if it speaks of a quake: "it" is that one.
            let earlier = std::mem::replace(&mut spoken, named.then(|| tokens.clone()));
            let finder = Finder { reader: self, words: &words, sentence: tokens.clone() };
            let numbers = finder.numbers();
            if numbers.is_empty() {
                continue;
            }
            let mut occasion = self.occasion(tokens);
            if let Some(sentence) = earlier.filter(|_| !named) {
                occasion.goes_on(self.occasion(sentence));
            }
            let mut group = found.len() as u32;
            let mut before = None;
            for (i, tenths, told) in numbers {
                // "6.8 and 6.6", "6.8, 6.6 and 6.3"
                let joined = before.is_some_and(|last| i == last + 2 && matches!(self.text.lower(i - 1), "and" | ","));
                if !joined {
                    group = found.len() as u32;
                }
                before = Some(i);
                found.push(Magnitude { bare: !told, ..finder.magnitude(i, tenths, group, &occasion) });
            }
            if found.len() > MOST {
                return Vec::new();
            }
        }
        found
    }
}

/// Looks for magnitudes in one sentence.
struct Finder<'r, 'a> {
    reader: &'r Reader<'a>,
    words: &'r ByWord<u16>,
    sentence: Range<usize>,
}

impl Finder<'_, '_> {
    fn is(&self, i: usize, classes: u16) -> bool {
        self.sentence.contains(&i) && self.words.get(self.reader.text.token(i).lower) & classes != 0
    }

    /// The numbers with one decimal that may tell a magnitude, with the tenths, and whether words tell that they do.
    fn numbers(&self) -> Vec<(usize, u32, bool)> {
        let text = self.reader.text;
        let all: Vec<(usize, u32)> = self.sentence.clone().filter_map(|i| Some((i, tenths(text.raw(i))?))).collect();
        let mut told: Vec<bool> = all.iter().map(|&(i, _)| self.is_magnitude(i)).collect();
        for n in 1..all.len() {
            let joined = all[n].0 == all[n - 1].0 + 2 && matches!(text.lower(all[n].0 - 1), "and" | ",");
            let either = joined && (told[n] || told[n - 1]);
            told[n] |= either;
            told[n - 1] |= either;
        }
        let all = all.into_iter().zip(told).map(|((i, tenths), told)| (i, tenths, told));
        all.filter(|&(i, _, told)| told || !self.has_unit(i)).collect()
    }

    fn is_magnitude(&self, i: usize) -> bool {
        let text = self.reader.text;
        let behind = i + 1 + usize::from(i + 1 < self.sentence.end && text.lower(i + 1) == "-");
        if self.is(behind, class::SCALE) || self.is(behind, class::STRENGTH) && self.is(behind + 1, class::QUAKE) {
            return true;
        }
        let first = self.sentence.start.max(i.saturating_sub(BETWEEN));
        let before = (first..i).rev().find(|&at| !self.is(at, class::JOINING | class::BOUNDING));
        before.is_some_and(|at| self.is(at, class::SCALE) || self.is(at, class::MEASURING) && !self.has_unit(i))
    }

    /// Whether a number stands before a unit: "measuring 3.5 metres".
    fn has_unit(&self, i: usize) -> bool {
        let span = self.reader.text.token(i).span;
        let quantities = &self.reader.mentions.quantities;
        let next = quantities.partition_point(|q| q.span.end <= span.start);
        let quantity =
            quantities[next..].iter().take_while(|q| q.span.start < span.end).find(|q| q.digits.overlaps(span));
        quantity.is_some_and(|q| q.unit.is_some() || q.measured.is_some())
    }

    fn magnitude(&self, i: usize, tenths: u32, group: u32, occasion: &Occasion) -> Magnitude {
        let text = self.reader.text;
        let first = self.sentence.start.max(i.saturating_sub(BETWEEN));
        let bounds = |at: usize| {
            self.is(at, class::JOINING | class::BOUNDING | class::SCALE) || matches!(text.lower(at), "a" | "the")
        };
        let bounded = (first..i).rev().take_while(|&at| bounds(at));
        let bounded = bounded.into_iter().any(|at| self.is(at, class::BOUNDING) && text.lower(at) != "to");
        let clause = self.clause(i);
        let ordinal = clause.clone().find(|&at| self.is(at, class::ORDINAL));
        let span = self.shown(i);
        let (time, _) = self.reader.time_of(span, span);
        Magnitude {
            tenths,
            bounded: bounded || self.is_end(i),
            bare: false,
            after: clause.clone().any(|at| self.is(at, class::AFTERSHOCK)),
            ordinal: ordinal.map(|at| text.lower(at).to_owned()),
            group,
            sources: self.sources(clause),
            time,
            occasion: occasion.clone(),
            span,
            context: self.reader.contexts.read_surface(span, span),
        }
    }

    /// Whether a number is one end of a range: "5.1 to 5.5", "between 5.1 and 5.5".
    fn is_end(&self, i: usize) -> bool {
        let text = self.reader.text;
        let number = |at: usize| self.sentence.contains(&at) && tenths(text.raw(at)).is_some();
        let within = |first: usize, last: usize| match text.lower(first + 1) {
            "to" | "-" | "\u{2013}" | "or" => number(first) && number(last),
            "and" => {
                let before = self.sentence.start.max(first.saturating_sub(BETWEEN))..first;
                number(first) && number(last) && before.into_iter().any(|at| text.lower(at) == "between")
            }
            _ => false,
        };
        (i + 2 < self.sentence.end && within(i, i + 2)) || (i >= self.sentence.start + 2 && within(i - 2, i))
    }

    /// The part of the sentence around a token that "but", "while" or a semicolon bounds.
    fn clause(&self, i: usize) -> Range<usize> {
        let ends = |at: &usize| matches!(self.reader.text.lower(*at), "but" | "while" | "whereas" | ";");
        let start = (self.sentence.start..i).rev().find(|at| ends(at)).map_or(self.sentence.start, |at| at + 1);
        start..(i..self.sentence.end).find(ends).unwrap_or(self.sentence.end)
    }

    /// The bodies of the table that the clause names as those who tell it.
    fn sources(&self, clause: Range<usize>) -> BTreeSet<String> {
        let text = self.reader.text;
        let tells = |at: usize| self.is(at, class::TELLING) || text.lower(at) == "according";
        if !clause.clone().any(tells) || clause.is_empty() {
            return BTreeSet::new();
        }
        let words: Vec<&str> = clause.map(|at| text.lower(at)).collect();
        let words = format!(" {} ", words.join(" "));
        let bodies = self.reader.rules.tables.magnitudes.bodies.iter();
        bodies.filter(|(name, _)| words.contains(&format!(" {name} "))).map(|(_, body)| body.clone()).collect()
    }

    /// The number with the words beside it that tell that it is a magnitude.
    fn shown(&self, i: usize) -> Span {
        let text = self.reader.text;
        let mut tokens = i..i + 1;
        let bears = |at: usize| self.is(at, class::SCALE | class::STRENGTH | class::QUAKE) || text.lower(at) == "-";
        while tokens.end < self.sentence.end && bears(tokens.end) {
            tokens.end += 1;
        }
        let joins = |at: usize| {
            self.is(at, class::SCALE | class::MEASURING | class::JOINING | class::BOUNDING)
                && text.token(at).kind != TokenKind::Number
        };
        while tokens.end == i + 1 && tokens.start > self.sentence.start && joins(tokens.start - 1) {
            tokens.start -= 1;
        }
        text.span(tokens)
    }
}

/// The tenths of a number of one digit and one decimal.
fn tenths(number: &str) -> Option<u32> {
    let (whole, part) = number.split_once('.')?;
    let digit = |digits: &str| (digits.len() == 1).then(|| digits.parse::<u32>().ok())?;
    Some(10 * digit(whole)? + digit(part)?)
}
