//! The tables `quantity/*`, compiled to one look-up per distinct word of a document.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::records::{BoundWords, Changes, Currencies, Multiples, Numbers, Surroundings, UnitWords, Vagues};
use super::{Bounds, Change, Scale};
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
    /// A stretch of time: read only where [lengths](super::QuantityReader::lengths) are asked for, since elsewhere they are times.
    Time,
}

#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub name: Box<str>,
    pub kind: UnitKind,
    pub scale: Option<Scale>,
    /// The power of ten that the word stands for together with the unit ("bcm": a billion cubic metres).
    pub power: u8,
}

/// A word that tells how many times as much there is now: "doubled", "twofold", "halved".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Multiple {
    pub of: u32,
    pub change: Option<Change>,
    /// Whether it is one only in comparisons ("twice as many").
    pub compared: bool,
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
    pub denominator: Option<u64>,
    pub denominators: Option<u64>,
    pub letter: Option<u8>,
    pub vague: Option<Vague>,
    pub vague_power: Option<u8>,
    /// A word of change, and whether it needs "by".
    pub change: Option<(Change, bool)>,
    pub compare: Option<Change>,
    pub singular: Option<Box<str>>,
    pub units: Vec<u16>,
    /// Units of time.
    pub lengths: Vec<u16>,
    pub before: Vec<u16>,
    pub after: Vec<u16>,
    pub code: Option<u16>,
    /// The power of ten that the letter before a code stands for ("MUSD").
    pub code_power: u8,
    pub multiple: Option<Multiple>,
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
    /// After "in" for inches ("2 in thick").
    Measured = 1 << 13,
    /// Tells that a pound near it is a weight, or money.
    Weight = 1 << 14,
    Money = 1 << 15,
    /// After "times" in a comparison ("three times as many").
    Times = 1 << 16,
    /// After "a year" they tell a time and no rate ("a year earlier").
    Apart = 1 << 17,
    /// What is told in millions rather than in metres ("profits of 3m").
    Sum = 1 << 18,
    /// What is told in halves and quarters of itself ("fell 1/4 point").
    Halved = 1 << 19,
    /// Ends the name of a street.
    Street = 1 << 20,
}

impl Word {
    pub(super) fn is(&self, flag: Flag) -> bool {
        self.flags & flag as u32 != 0
    }

    /// Whether the word can begin a number.
    pub(super) fn begins(&self) -> bool {
        self.number.is_some()
            || self.ordinal.is_some()
            || self.denominator.is_some()
            || self.vague.is_some()
            || self.multiple.is_some()
    }
}

/// All tables. Index 0 of `words` is the word that no table knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    index: WordMap<u16>,
    words: Vec<Word>,
    /// Of each word whether a number may begin with it: the question that is asked of every token.
    begins: Vec<bool>,
    pub units: Vec<Unit>,
    /// The names of units that are money.
    pub money: FxHashSet<Box<str>>,
    pub unit_phrases: Vec<Phrase<u16>>,
    pub before: Vec<Phrase<Bounding>>,
    pub after: Vec<Phrase<Bounding>>,
    /// Signs by what is written, with a space after the country.
    pub signs: FxHashMap<Box<str>, u16>,
    /// Codes as written.
    pub codes: FxHashMap<Box<str>, u16>,
    age_units: FxHashMap<Box<str>, Box<str>>,
    /// The lesser units by the last word of the greater: a foot has twelve inches.
    pub parts: FxHashMap<Box<str>, Vec<(Box<str>, u32)>>,
    /// What the bases of rates are called in full ("hr": hour).
    pub rates: FxHashMap<Box<str>, Box<str>>,
    /// Adverbs that tell a rate, and its base ("daily": day).
    pub often: FxHashMap<Box<str>, Box<str>>,
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
        tables.add_parts(lexicon.table("quantity/parts", problems));
        tables.add_multiples(lexicon.table("quantity/multiples", problems));
        tables.begins = tables.words.iter().map(Word::begins).collect();
        tables
    }

    /// The number of a word that is an ordinal by itself: "eighth".
    pub(super) fn ordinal(&self, word: &str) -> Option<u32> {
        self.word(self.index.get(word)?).ordinal
    }

    pub(super) fn word(&self, class: u16) -> &Word {
        &self.words[class as usize]
    }

    /// Whether a number may begin with a word of this class.
    pub(super) fn begins(&self, class: u16) -> bool {
        self.begins.get(class as usize).copied().unwrap_or(false)
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
        self.units.push(Unit { name: name.into(), kind, scale: None, power: 0 });
        (self.units.len() - 1) as u16
    }

    fn unit_phrase(&mut self, phrase: &str, what: u16, symbol: bool) {
        let words: Vec<Box<str>> = phrase.split(' ').map(Box::from).collect();
        let at = self.unit_phrases.len() as u16;
        let key = words[0].to_lowercase();
        let time = self.units[what as usize].kind == UnitKind::Time;
        self.unit_phrases.push(Phrase { words, what, symbol });
        let stopped = (symbol || key.len() < 5 && key.is_ascii()).then(|| format!("{key}."));
        for key in std::iter::once(key).chain(stopped) {
            let entry = self.entry(&key);
            if time { &mut entry.lengths } else { &mut entry.units }.push(at);
        }
    }

    fn add_units(&mut self, table: BTreeMap<String, UnitWords>) {
        for (name, unit) in table {
            let id = self.unit(&name, unit.kind);
            let scale = |of| Scale { of, factor: unit.factor, offset: unit.offset };
            self.units[id as usize].scale = unit.of.map(scale).filter(|s| s.factor > 0.0 && s.factor.is_finite());
            unit.words.iter().for_each(|w| self.unit_phrase(w, id, false));
            unit.symbols.iter().for_each(|w| self.unit_phrase(w, id, true));
            for (word, power) in unit.scaled {
                let plain = &self.units[id as usize];
                self.units.push(Unit { power, ..plain.clone() });
                let last = self.units.len() as u16 - 1;
                self.unit_phrase(&word, last, true);
            }
        }
    }

    fn add_currencies(&mut self, table: Currencies) {
        let national = table.national.values().flat_map(BTreeMap::values);
        let names = table.names.keys().chain(table.signs.values()).chain(table.codes.values()).chain(national);
        self.money = names.map(|name| name.as_str().into()).collect();
        for (name, words) in &table.names {
            let id = self.unit(name, UnitKind::Money);
            words.iter().for_each(|w| self.unit_phrase(w, id, false));
        }
        for (generic, national) in &table.national {
            let words = table.names.get(generic).map_or(&[][..], Vec::as_slice);
            for (adjective, name) in national {
                let id = self.unit(name, UnitKind::Money);
                words.iter().for_each(|w| self.unit_phrase(&format!("{adjective} {w}"), id, false));
            }
        }
        for (sign, name) in &table.signs {
            let id = self.unit(name, UnitKind::Money);
            self.signs.insert(sign.as_str().into(), id);
        }
        for (code, name) in &table.codes {
            let id = self.unit(name, UnitKind::Money);
            self.add_code(code, id, 0);
            let letters = table.scaled.letters.iter().filter(|_| table.scaled.codes.contains(code));
            letters.for_each(|(letter, &power)| self.add_code(&format!("{letter}{code}"), id, power));
        }
    }

    fn add_code(&mut self, code: &str, unit: u16, power: u8) {
        self.codes.insert(code.into(), unit);
        let entry = self.entry(&code.to_lowercase());
        (entry.code, entry.code_power) = (Some(unit), power);
    }

    fn add_parts(&mut self, table: BTreeMap<String, BTreeMap<String, u32>>) {
        let boxed = |(part, count): (String, u32)| (part.into(), count.max(1));
        self.parts = table.into_iter().map(|(w, p)| (w.into(), p.into_iter().map(boxed).collect())).collect();
    }

    fn add_multiples(&mut self, table: Multiples) {
        for (words, change, compared) in [
            (table.up, Some(Change::Up), false),
            (table.down, Some(Change::Down), false),
            (table.folds, None, false),
            (table.compared, None, true),
        ] {
            let multiple = |of| Some(Multiple { of, change, compared });
            words.into_iter().for_each(|(w, of)| self.entry(&w).multiple = multiple(of));
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
            (&table.measured, Flag::Measured),
            (&table.weights, Flag::Weight),
            (&table.money, Flag::Money),
            (&table.times, Flag::Times),
            (&table.apart, Flag::Apart),
            (&table.sums, Flag::Sum),
            (&table.halved, Flag::Halved),
            (&table.streets, Flag::Street),
        ] {
            self.flag(words, flag);
        }
        self.age_units = table.age_units.iter().map(|(w, u)| (w.as_str().into(), u.as_str().into())).collect();
        self.often = table.often.iter().map(|(w, u)| (w.as_str().into(), u.as_str().into())).collect();
        self.rates = table.rates.iter().map(|(w, u)| (w.as_str().into(), u.as_str().into())).collect();
        for (plural, singular) in &table.irregular {
            self.entry(plural).singular = Some(singular.as_str().into());
        }
    }

    fn flag(&mut self, words: &[String], flag: Flag) {
        words.iter().for_each(|w| self.entry(w).flags |= flag as u32);
    }
}
