//! The tables `quantity/*`, compiled to one look-up per distinct word of a document.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Bounds, Change};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

/// A word that makes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    /// 0 to 19.
    Small(u8),
    /// 20 to 90.
    Tens(u8),
    /// A power of ten: hundred, thousand …
    Power(u8),
    /// Twelve.
    Dozen,
    /// One character: ½.
    Vulgar(u8, u8),
}

/// What a bounding phrase does to the number; finer than [`Bounds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounding {
    /// As [`Bounds`].
    As(Bounds),
    /// "just over": from the number to a tenth more.
    JustOver,
    /// "exactly": no rounding.
    Exactly,
    /// Leaves the number as it is ("another").
    Filler,
}

/// What a vague amount needs around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Needs {
    Of,
    Noun,
    Article,
}

/// A vague amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vague {
    pub low: i64,
    pub high: i64,
    pub needs: Needs,
}

/// The kind of a unit; it decides how a whole number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum UnitKind {
    Percent,
    Measure,
    Money,
}

#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub name: Box<str>,
    pub kind: UnitKind,
}

/// A sequence of tokens with a meaning.
#[derive(Clone, Debug)]
pub(super) struct Phrase<T> {
    pub words: Vec<Box<str>>,
    pub what: T,
    /// Whether case counts and digits must stand before it.
    pub symbol: bool,
}

/// What the tables say of one word; the phrases are filed under their first word, bounding phrases under their last.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub number: Option<NumberWord>,
    pub ordinal: Option<u32>,
    pub denominator: Option<u32>,
    pub denominators: Option<u32>,
    pub letter: Option<u8>,
    pub vague: Option<Vague>,
    pub vague_power: Option<u8>,
    /// A word of change, and whether it needs "by".
    pub change: Option<(Change, bool)>,
    pub compare: Option<Change>,
    pub singular: Option<Box<str>>,
    pub units: Vec<u16>,
    pub before: Vec<u16>,
    pub after: Vec<u16>,
    pub code: Option<u16>,
    pub flags: u32,
}

/// Sets of words in `words.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Flag {
    Clock = 1,
    Designator = 1 << 1,
    Determiner = 1 << 2,
    HyphenIdiom = 1 << 3,
    Invariable = 1 << 4,
    NotPlural = 1 << 5,
    OrdinalIdiom = 1 << 6,
    PerNoun = 1 << 7,
    Score = 1 << 8,
    Stop = 1 << 9,
    OneAfter = 1 << 10,
    Fixed = 1 << 11,
    RankMark = 1 << 12,
}

impl Word {
    pub(super) fn is(&self, flag: Flag) -> bool {
        self.flags & flag as u32 != 0
    }

    /// Whether the word can begin a number.
    pub(super) fn begins(&self) -> bool {
        self.number.is_some() || self.ordinal.is_some() || self.denominator.is_some() || self.vague.is_some()
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Numbers {
    denominators: BTreeMap<String, u32>,
    plural_denominators: BTreeMap<String, u32>,
    dozens: Vec<String>,
    fixed: Vec<String>,
    letters: BTreeMap<String, u8>,
    magnitudes: BTreeMap<String, u8>,
    ordinals: BTreeMap<String, u32>,
    small: BTreeMap<String, u8>,
    tens: BTreeMap<String, u8>,
    vulgar: BTreeMap<String, (u8, u8)>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Vagues {
    amounts: BTreeMap<String, Vague>,
    multiples: BTreeMap<String, u8>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct BoundWords {
    about: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    exactly: Vec<String>,
    just_over: Vec<String>,
    less_than: Vec<String>,
    more_than: Vec<String>,
    nearly: Vec<String>,
    fillers: Vec<String>,
    after: Option<Box<BoundWords>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Changes {
    up: Vec<String>,
    up_by: Vec<String>,
    down: Vec<String>,
    down_by: Vec<String>,
    more: Vec<String>,
    less: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitWords {
    kind: UnitKind,
    words: Vec<String>,
    #[serde(default)]
    symbols: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Currencies {
    signs: BTreeMap<String, String>,
    codes: BTreeMap<String, String>,
    names: BTreeMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Surroundings {
    clock: Vec<String>,
    designators: Vec<String>,
    determiners: Vec<String>,
    hyphen_idioms: Vec<String>,
    invariable: Vec<String>,
    irregular: BTreeMap<String, String>,
    not_plural: Vec<String>,
    one_after: Vec<String>,
    ordinal_idioms: Vec<String>,
    per_nouns: Vec<String>,
    rank_marks: Vec<String>,
    scores: Vec<String>,
    stops: Vec<String>,
    age_units: BTreeMap<String, String>,
}

/// All tables. Index 0 of `words` is the word that no table knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    index: WordMap<u16>,
    words: Vec<Word>,
    pub units: Vec<Unit>,
    pub unit_phrases: Vec<Phrase<u16>>,
    pub before: Vec<Phrase<Bounding>>,
    pub after: Vec<Phrase<Bounding>>,
    /// Signs by what is written, with a space after the country.
    pub signs: FxHashMap<Box<str>, u16>,
    /// Codes as written.
    pub codes: FxHashMap<Box<str>, u16>,
    age_units: FxHashMap<Box<str>, Box<str>>,
}

impl Tables {
    pub(super) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let mut tables = Self { words: vec![Word::default()], ..Self::default() };
        tables.add_numbers(lexicon.table("quantity/numbers", problems));
        tables.add_vague(lexicon.table("quantity/vague", problems));
        let mut bounds: BoundWords = lexicon.table("quantity/bounds", problems);
        let after = bounds.after.take();
        tables.add_bounds(bounds, false);
        tables.add_bounds(after.map(|x| *x).unwrap_or_default(), true);
        tables.add_changes(lexicon.table("quantity/changes", problems));
        tables.add_units(lexicon.table("quantity/units", problems));
        tables.add_currencies(lexicon.table("quantity/currencies", problems));
        tables.add_surroundings(lexicon.table("quantity/words", problems));
        tables
    }

    pub(super) fn word(&self, class: u16) -> &Word {
        &self.words[class as usize]
    }

    /// The class of each distinct word of a text, by its symbol.
    pub(super) fn classes(&self, text: &Text) -> ByWord<u16> {
        self.index.of(text)
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.index.share(vocabulary);
    }

    /// The singular of a unit that ages are told in.
    pub(super) fn age_unit(&self, word: &str) -> Option<&str> {
        self.age_units.get(word).map(|unit| &**unit)
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        let at = self.index.entry(word);
        if *at == 0 {
            *at = self.words.len() as u16;
            self.words.push(Word::default());
        }
        &mut self.words[*at as usize]
    }

    fn add_numbers(&mut self, table: Numbers) {
        table.small.iter().for_each(|(w, &n)| self.entry(w).number = Some(NumberWord::Small(n)));
        table.tens.iter().for_each(|(w, &n)| self.entry(w).number = Some(NumberWord::Tens(n)));
        table.magnitudes.iter().for_each(|(w, &n)| self.entry(w).number = Some(NumberWord::Power(n)));
        self.entry("hundred").number = Some(NumberWord::Power(2));
        table.dozens.iter().for_each(|w| self.entry(w).number = Some(NumberWord::Dozen));
        table.vulgar.iter().for_each(|(w, &(a, b))| self.entry(w).number = Some(NumberWord::Vulgar(a, b)));
        table.letters.iter().for_each(|(w, &n)| self.entry(w).letter = Some(n));
        table.ordinals.iter().for_each(|(w, &n)| self.entry(w).ordinal = Some(n));
        table.denominators.iter().for_each(|(w, &n)| self.entry(w).denominator = Some(n));
        table.plural_denominators.iter().for_each(|(w, &n)| self.entry(w).denominators = Some(n));
        self.flag(&table.fixed, Flag::Fixed);
    }

    fn add_vague(&mut self, table: Vagues) {
        table.amounts.iter().for_each(|(w, &v)| self.entry(w).vague = Some(v));
        table.multiples.iter().for_each(|(w, &n)| self.entry(w).vague_power = Some(n));
    }

    fn add_bounds(&mut self, table: BoundWords, after: bool) {
        let groups = [
            (table.about, Bounding::As(Bounds::About)),
            (table.at_least, Bounding::As(Bounds::AtLeast)),
            (table.at_most, Bounding::As(Bounds::AtMost)),
            (table.exactly, Bounding::Exactly),
            (table.just_over, Bounding::JustOver),
            (table.less_than, Bounding::As(Bounds::LessThan)),
            (table.more_than, Bounding::As(Bounds::MoreThan)),
            (table.nearly, Bounding::As(Bounds::Nearly)),
            (table.fillers, Bounding::Filler),
        ];
        for (phrases, what) in groups {
            for phrase in phrases {
                let words: Vec<Box<str>> = phrase.split(' ').map(Box::from).collect();
                let key = if after { words.first() } else { words.last() }.cloned().unwrap_or_default();
                let list = if after { &mut self.after } else { &mut self.before };
                let at = list.len() as u16;
                list.push(Phrase { words, what, symbol: false });
                let entry = self.entry(&key);
                if after { &mut entry.after } else { &mut entry.before }.push(at);
            }
        }
    }

    fn add_changes(&mut self, table: Changes) {
        for (words, change, by) in [
            (&table.up, Change::Up, false),
            (&table.up_by, Change::Up, true),
            (&table.down, Change::Down, false),
            (&table.down_by, Change::Down, true),
        ] {
            words.iter().for_each(|w| self.entry(w).change = Some((change, by)));
        }
        table.more.iter().for_each(|w| self.entry(w).compare = Some(Change::Up));
        table.less.iter().for_each(|w| self.entry(w).compare = Some(Change::Down));
    }

    fn unit(&mut self, name: &str, kind: UnitKind) -> u16 {
        if let Some(old) = self.units.iter().position(|u| &*u.name == name && u.kind == kind) {
            return old as u16;
        }
        self.units.push(Unit { name: name.into(), kind });
        (self.units.len() - 1) as u16
    }

    fn unit_phrase(&mut self, phrase: &str, what: u16, symbol: bool) {
        let words: Vec<Box<str>> = phrase.split(' ').map(Box::from).collect();
        let at = self.unit_phrases.len() as u16;
        let key = words[0].to_lowercase();
        self.unit_phrases.push(Phrase { words, what, symbol });
        self.entry(&key).units.push(at);
    }

    fn add_units(&mut self, table: BTreeMap<String, UnitWords>) {
        for (name, unit) in table {
            let id = self.unit(&name, unit.kind);
            unit.words.iter().for_each(|w| self.unit_phrase(w, id, false));
            unit.symbols.iter().for_each(|w| self.unit_phrase(w, id, true));
        }
    }

    fn add_currencies(&mut self, table: Currencies) {
        for (name, words) in &table.names {
            let id = self.unit(name, UnitKind::Money);
            words.iter().for_each(|w| self.unit_phrase(w, id, false));
        }
        for (sign, name) in &table.signs {
            let id = self.unit(name, UnitKind::Money);
            self.signs.insert(sign.as_str().into(), id);
        }
        for (code, name) in &table.codes {
            let id = self.unit(name, UnitKind::Money);
            self.codes.insert(code.as_str().into(), id);
            self.entry(&code.to_lowercase()).code = Some(id);
        }
    }

    fn add_surroundings(&mut self, table: Surroundings) {
        for (words, flag) in [
            (&table.clock, Flag::Clock),
            (&table.designators, Flag::Designator),
            (&table.determiners, Flag::Determiner),
            (&table.hyphen_idioms, Flag::HyphenIdiom),
            (&table.invariable, Flag::Invariable),
            (&table.not_plural, Flag::NotPlural),
            (&table.one_after, Flag::OneAfter),
            (&table.ordinal_idioms, Flag::OrdinalIdiom),
            (&table.per_nouns, Flag::PerNoun),
            (&table.rank_marks, Flag::RankMark),
            (&table.scores, Flag::Score),
            (&table.stops, Flag::Stop),
        ] {
            self.flag(words, flag);
        }
        self.age_units = table.age_units.iter().map(|(w, u)| (w.as_str().into(), u.as_str().into())).collect();
        for (plural, singular) in &table.irregular {
            self.entry(plural).singular = Some(singular.as_str().into());
        }
    }

    fn flag(&mut self, words: &[String], flag: Flag) {
        words.iter().for_each(|w| self.entry(w).flags |= flag as u32);
    }
}
