//! The tables `time/*`, compiled to one entry per word.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::expression::{Reference, Unit};
pub(super) use super::parts::Part;
use super::speech::SpeechWords;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Calendar {
    months: BTreeMap<String, u8>,
    month_abbreviations: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, u8>,
    weekday_abbreviations: BTreeMap<String, u8>,
    seasons: BTreeMap<String, u8>,
    day_parts: BTreeMap<String, String>,
    decades: BTreeMap<String, u8>,
    words: CalendarWords,
    hemisphere: Hemisphere,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Hemisphere {
    southern: Vec<String>,
    south_of: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct CalendarWords {
    doubtful_months: Vec<String>,
    doubtful_seasons: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Numbers {
    cardinals: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u8>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Holidays {
    fixed: BTreeMap<String, [u8; 2]>,
    around: BTreeMap<String, [u8; 3]>,
    weekday: BTreeMap<String, [i8; 4]>,
    easter: BTreeMap<String, i16>,
    national: BTreeMap<String, BTreeMap<String, [u8; 2]>>,
    words: HolidayWords,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct HolidayWords {
    undecided: Vec<String>,
    capital: BTreeSet<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Function {
    units: BTreeMap<String, Unit>,
    unit_words: UnitWords,
    days: BTreeMap<String, i8>,
    sets: BTreeMap<String, String>,
    references: BTreeMap<Kind, Vec<String>>,
    parts: BTreeMap<Part, Vec<String>>,
    verbs: Verbs,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnitWords {
    short: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Verbs {
    future: Vec<String>,
    intending: Vec<String>,
    past: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Past,
    Present,
    Future,
    Then,
}

/// How a verb looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    None,
    Past,
    Future,
    /// Looks ahead if "to" follows.
    Intending,
}

/// Whether an expression may begin with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    #[default]
    Never,
    /// Only if the next word is known too.
    Led,
    Alone,
}

/// All that is known of one word; 0 and `None` where it plays no such part.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub parts: u128,
    pub month: u8,
    /// The month or weekday is abbreviated and may have a stop.
    pub abbreviated: bool,
    /// A month's name that is a name or verb too.
    pub doubtful: bool,
    pub weekday: u8,
    pub season: u8,
    pub day_part: u8,
    pub decade: u8,
    pub cardinal: u32,
    pub ordinal: u8,
    pub unit: Option<Unit>,
    /// The unit is a plural.
    pub plural: bool,
    /// The unit is an abbreviation for one or many.
    pub short: bool,
    pub day: Option<i8>,
    pub set: Option<Box<str>>,
    pub look: Look,
    /// Follows from the rest; held so that most tokens cost one comparison.
    pub start: Start,
    /// Whether the word is a number and nothing else.
    pub counts: bool,
    /// Whether the word tells a time, rather than where one lies: what begins with function words has such a word, a number or a phrase near.
    pub tells: bool,
    /// The traces of the second words of the phrases; the lowest is set if one is a single word.
    pub seconds: u32,
    /// Phrases that begin with this word, longest first.
    pub phrases: Vec<Phrase>,
}

/// A phrase of the tables.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The words after the first.
    pub rest: Vec<Box<str>>,
    pub meaning: Meaning,
    /// Written small it is something else.
    pub capital: bool,
}

impl Entry {
    fn counts(&self) -> bool {
        let number = self.cardinal > 0 || self.ordinal > 0;
        let figure = self.month > 0 || self.weekday > 0 || self.season > 0 || self.day_part > 0 || self.decade > 0;
        let word = self.unit.is_some() || self.day.is_some() || self.set.is_some() || !self.phrases.is_empty();
        number && !figure && !word && self.parts == 0
    }

    /// What the word may tell, as bits of [`kinds`].
    fn kinds(&self) -> u16 {
        let any = |parts: &[Part]| parts.iter().any(|part| self.parts & part.bit() != 0);
        let clock = [
            Part::Am,
            Part::Pm,
            Part::Oclock,
            Part::Hours,
            Part::Zone,
            Part::Noon,
            Part::Midnight,
            Part::Half,
            Part::Past,
            Part::Tonight,
        ];
        let named = [Part::Aged, Part::Foreign, Part::Era, Part::Quarter, Part::Tonight, Part::Fiscal, Part::Calendar];
        let calendar = self.month > 0 || self.weekday > 0 || self.season > 0 || self.decade > 0 || self.day.is_some();
        let bits = [
            (kinds::FIGURE, self.cardinal >= 10 || self.ordinal >= 10),
            (kinds::UNIT, self.unit.is_some() || self.day_part > 0 || any(&[Part::Half])),
            (kinds::SET, self.set.is_some() || any(&[Part::Every])),
            (kinds::CLOCK, self.day_part > 0 || any(&clock)),
            (kinds::OTHER, calendar || any(&named)),
            (kinds::TELLS, self.tells),
            (kinds::PHRASES, !self.phrases.is_empty()),
            (kinds::LEADS, self.start != Start::Never),
            (kinds::ERA, any(&[Part::Ad, Part::Bc])),
        ];
        bits.iter().filter(|(_, so)| *so).fold(0, |all, (bit, _)| all | bit)
    }

    fn start(&self) -> Start {
        let figure = self.month > 0 || self.weekday > 0 || self.season > 0 || self.cardinal > 0 || self.ordinal > 0;
        let word = self.unit.is_some() || self.day.is_some() || self.set.is_some();
        let any = |parts: &[Part]| parts.iter().any(|part| self.parts & part.bit() != 0);
        if figure || word || any(&[Part::Foreign, Part::Midnight, Part::Noon, Part::Quarter, Part::Tonight]) {
            return Start::Alone;
        }
        let silent = [
            Part::Of,
            Part::And,
            Part::To,
            Part::In,
            Part::On,
            Part::Than,
            Part::Zone,
            Part::Label,
            Part::Am,
            Part::Bc,
            Part::Pm,
            Part::Pronoun,
            Part::Bounding,
            Part::Calendar,
            Part::For,
            Part::By,
            Part::Latest,
            Part::Level,
            Part::Prefix,
            Part::Other,
            Part::Since,
            Part::Until,
            Part::Event,
            Part::Hence,
            Part::Zero,
            Part::Padding,
            Part::Period,
            Part::Starting,
            Part::Verbal,
            Part::Hours,
            Part::Loose,
            Part::Workday,
            Part::Working,
        ];
        let leads = silent.iter().fold(self.parts, |parts, part| parts & !part.bit()) != 0;
        if leads { Start::Led } else { Start::Never }
    }
}

/// One of 31 bits by a word's first letter and length, never the lowest.
pub(super) fn trace(word: &str) -> u32 {
    let first = word.as_bytes().first().map_or(0, |byte| usize::from(*byte));
    2 << ((first + 7 * word.len()) % 31)
}

/// What a phrase means.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    Reference(Reference),
    Fixed(u8, u8),
    Around(u8, u8, u8),
    /// Month, weekday, which one, and days after it.
    NthWeekday(u8, u8, i8, i8),
    Easter(i16),
    /// A feast of no fixed day in the calendar.
    Undecided,
}

/// Whether a word names a country of the southern half of the Earth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum South {
    #[default]
    No,
    Yes,
    /// If "south" stands before it.
    Of,
}

/// One entry per word.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    index: WordMap<u16>,
    /// Names of the southern half of the Earth.
    southern: WordMap<South>,
    /// Month and day of feasts that each nation keeps on its own day, by feast and nation.
    pub national: BTreeMap<String, BTreeMap<String, [u8; 2]>>,
    /// Words around what is said.
    pub speech: SpeechWords,
    /// The first entry is that of all unknown words.
    pub entries: Vec<Entry>,
    /// What each entry may tell, as bits of [`kinds`]: small enough to be looked up for every token.
    pub kinds: Vec<u16>,
}

/// Bits for what a word may tell of a time, and for how a token is taken.
pub(super) mod kinds {
    /// Figures that are no plain amount, or a number in words from ten on, which may begin a year.
    pub const FIGURE: u16 = 1;
    /// A unit of time.
    pub const UNIT: u16 = 2;
    /// A frequency.
    pub const SET: u16 = 4;
    /// A time of day.
    pub const CLOCK: u16 = 8;
    /// A month, a weekday, a season, a feast: all else.
    pub const OTHER: u16 = 16;
    /// All of the above.
    pub const TIMES: u16 = 31;
    /// The word tells a time, rather than where one lies.
    pub const TELLS: u16 = 32;
    /// Phrases begin with the word.
    pub const PHRASES: u16 = 64;
    /// Expressions may begin with the word.
    pub const LEADS: u16 = 128;
    /// The word names an era.
    pub const ERA: u16 = 256;
}

impl Tables {
    pub(super) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let mut tables = Self { entries: vec![Entry::default()], ..Self::default() };
        tables.calendar(lexicon.table("time/calendar", problems));
        tables.numbers(&lexicon.table("time/numbers", problems));
        let holidays: Holidays = lexicon.table("time/holidays", problems);
        tables.holidays(&holidays);
        tables.national = holidays.national;
        tables.function(lexicon.table("time/words", problems));
        tables.speech = SpeechWords::new(lexicon, problems);
        for entry in &mut tables.entries {
            entry.phrases.sort_by_cached_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            entry.start = entry.start();
            entry.counts = entry.counts();
            entry.tells = entry.start == Start::Alone || entry.decade > 0 || entry.day_part > 0;
        }
        tables.kinds = tables.entries.iter().map(Entry::kinds).collect();
        tables
    }

    /// The index of the entry of each word of a text, 0 if it has none.
    pub(super) fn indices(&self, text: &Text) -> ByWord<u16> {
        self.index.of(text)
    }

    /// The index of the entry of a word in small letters.
    pub(super) fn index_of(&self, word: &str) -> Option<u16> {
        self.index.get(word)
    }

    /// Which words of a text name the southern half of the Earth.
    pub(super) fn southern(&self, text: &Text) -> ByWord<South> {
        self.southern.of(text)
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.index.share(vocabulary);
        self.southern.share(vocabulary);
        self.speech.share(vocabulary);
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        let at = self.index.entry(word);
        if *at == 0 {
            *at = self.entries.len() as u16;
            self.entries.push(Entry::default());
        }
        &mut self.entries[usize::from(*at)]
    }

    fn phrase(&mut self, phrase: &str, meaning: Meaning, capital: bool) {
        let mut words = phrase.split_whitespace();
        if let Some(first) = words.next() {
            let rest: Vec<Box<str>> = words.map(Into::into).collect();
            self.entry(first).seconds |= rest.first().map_or(1, |word| trace(word));
            self.entry(first).phrases.push(Phrase { rest, meaning, capital });
        }
    }

    fn calendar(&mut self, table: Calendar) {
        for (names, abbreviated) in [(&table.months, false), (&table.month_abbreviations, true)] {
            for (name, &month) in names {
                let entry = self.entry(name);
                (entry.month, entry.abbreviated) = (month.clamp(1, 12), abbreviated);
                if abbreviated {
                    // The text layer may keep the stop with the abbreviation.
                    self.entry(&format!("{name}.")).month = month.clamp(1, 12);
                }
            }
        }
        for name in &table.words.doubtful_months {
            self.entry(name).doubtful = true;
        }
        for (name, &weekday) in &table.weekdays {
            self.entry(name).weekday = weekday.clamp(1, 7);
        }
        for (name, &weekday) in &table.weekday_abbreviations {
            for name in [name.clone(), format!("{name}.")] {
                let entry = self.entry(&name);
                (entry.weekday, entry.abbreviated, entry.doubtful) = (weekday.clamp(1, 7), true, true);
            }
        }
        for (name, &season) in &table.seasons {
            self.entry(name).season = season.clamp(1, 4);
        }
        for name in &table.words.doubtful_seasons {
            self.entry(name).doubtful = true;
        }
        for (name, part) in &table.day_parts {
            self.entry(name).day_part = match part.as_str() {
                "MO" => 1,
                "AF" => 2,
                "EV" => 3,
                "DT" => 5,
                _ => 4,
            };
        }
        for (name, &decade) in &table.decades {
            self.entry(name).decade = decade;
        }
        for (south, names) in [(South::Yes, &table.hemisphere.southern), (South::Of, &table.hemisphere.south_of)] {
            for name in names {
                *self.southern.entry(name) = south;
            }
        }
    }

    fn numbers(&mut self, table: &Numbers) {
        for (name, &number) in &table.cardinals {
            self.entry(name).cardinal = number;
        }
        for (name, &number) in &table.ordinals {
            self.entry(name).ordinal = number;
        }
    }

    fn holidays(&mut self, table: &Holidays) {
        let mut feasts: Vec<(&String, Meaning)> = Vec::new();
        let (month_of, weekday_of) = (|m: i8| m.clamp(1, 12) as u8, |w: i8| w.clamp(1, 7) as u8);
        feasts.extend(table.fixed.iter().map(|(name, &[m, d])| (name, Meaning::Fixed(m.clamp(1, 12), d.clamp(1, 31)))));
        feasts.extend(
            table.around.iter().map(|(name, &[m, d, s])| (name, Meaning::Around(m.min(12), d.clamp(1, 31), s.min(9)))),
        );
        feasts.extend(table.weekday.iter().map(|(name, &[m, w, nth, after])| {
            (name, Meaning::NthWeekday(month_of(m), weekday_of(w), nth.clamp(-1, 5), after))
        }));
        feasts.extend(table.easter.iter().map(|(name, &days)| (name, Meaning::Easter(days))));
        feasts.extend(table.words.undecided.iter().map(|name| (name, Meaning::Undecided)));
        for (name, meaning) in feasts {
            self.phrase(name, meaning, table.words.capital.contains(name));
        }
    }

    fn function(&mut self, table: Function) {
        for (name, &unit) in &table.units {
            let entry = self.entry(name);
            (entry.unit, entry.plural) = (Some(unit), name.ends_with('s'));
        }
        for name in &table.unit_words.short {
            self.entry(name).short = true;
        }
        for (name, &day) in &table.days {
            self.entry(name).day = Some(day);
        }
        for (name, value) in table.sets {
            self.entry(&name).set = Some(value.into());
        }
        for (kind, phrases) in &table.references {
            let reference = match kind {
                Kind::Past => Reference::Past,
                Kind::Present => Reference::Present,
                Kind::Future => Reference::Future,
                Kind::Then => Reference::Then,
            };
            for phrase in phrases {
                self.phrase(phrase, Meaning::Reference(reference), false);
            }
        }
        for (part, words) in &table.parts {
            for word in words {
                self.entry(word).parts |= part.bit();
            }
        }
        let verbs = table.verbs;
        for (look, words) in
            [(Look::Past, verbs.past), (Look::Intending, verbs.intending), (Look::Future, verbs.future)]
        {
            for word in words {
                self.entry(&word).look = look;
            }
        }
    }
}
