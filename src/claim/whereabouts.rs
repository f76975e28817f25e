//! Where something lies: so far from a named place in some direction ("40 km east of Solcombe"), in which part of its country ("the southern town of Kelm"), on land
//! or off the shore.
//!
//! Names are read by their capitals as well, since most towns stand in no table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::extract::Reader;
use super::{Context, Occasion};
use crate::diagnostic::Problem;
use crate::entity::{EntityKind, Reference, fold};
use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::{ByWord, TokenKind, Vocabulary, WordMap};

/// Tokens between a preposition and the name of a place: "of the small port town of".
const LEAD: usize = 6;
/// Tokens of what stands in brackets behind a distance: "(700 miles)".
const BRACKETS: usize = 8;
/// Tokens between the noun of an event and its verb, and between the verb and where it struck.
const NEAR: usize = 3;
/// Most that is kept of one document: what tells more is a gazetteer.
const MOST: usize = 256;
/// How many directions there are.
pub const DIRECTIONS: u8 = 8;
/// What lengths measure.
const LENGTH: &str = "length";

/// What lies somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Located {
    /// Something with a name: its key.
    Named(String),
    /// An event of some kind: the noun that stands for it.
    Event(String),
    /// It is not told in so many words.
    Untold,
}

/// A part of a country or region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Towards a direction, counted clockwise from the north.
    Towards(u8),
    /// The middle.
    Middle,
}

/// Where it lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Lies {
    /// So far from a place.
    From {
        /// Key of the place.
        place: String,
        /// How far.
        distance: Box<Quantity>,
        /// Which way, counted clockwise from the north, where that is told.
        direction: Option<u8>,
    },
    /// In a part of its country, or of what is named.
    In {
        /// Key of what is named.
        whole: Option<String>,
        /// The part.
        part: Part,
    },
    /// On land, or off the shore.
    Inland(bool),
}

/// Where something lies, as a text tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// What lies there.
    pub of: Located,
    /// Where.
    pub lies: Lies,
    /// The time beside it, an index into the times of the document.
    pub time: Option<u32>,
    /// What its sentence tells of an event; nothing where no event lies there.
    pub occasion: Occasion,
    /// Whether what lies there is told or known to be a place, rather than a ship or storm.
    pub settled: bool,
    /// Whether the sentence counts along a road.
    pub road: bool,
    /// The words that tell it.
    pub span: Span,
    /// The commitment behind it.
    pub context: Context,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    compass: Vec<String>,
    parts: Vec<String>,
    centre: Vec<String>,
    from: Vec<String>,
    placing: Vec<String>,
    events: Vec<Vec<String>>,
    striking: Vec<String>,
    inland: Vec<String>,
    offshore: Vec<String>,
    several: Vec<String>,
    road: Vec<String>,
    focus: Vec<String>,
    locating: Vec<String>,
}

mod class {
    pub const COMPASS: u16 = 1;
    pub const PART: u16 = 1 << 1;
    pub const CENTRE: u16 = 1 << 2;
    pub const FROM: u16 = 1 << 3;
    pub const PLACING: u16 = 1 << 4;
    pub const EVENT: u16 = 1 << 5;
    pub const STRIKING: u16 = 1 << 6;
    pub const INLAND: u16 = 1 << 7;
    pub const OFFSHORE: u16 = 1 << 8;
    pub const SEVERAL: u16 = 1 << 9;
    pub const ROAD: u16 = 1 << 10;
    pub const FOCUS: u16 = 1 << 11;
    pub const LOCATING: u16 = 1 << 12;
    /// Words at which something is looked for.
    pub const TRIGGER: u16 = COMPASS | PART | CENTRE | FROM | INLAND | OFFSHORE;
}

/// The word lists of this module, from `claim/whereabouts`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u16>,
    /// Directions by their nouns and adjectives, counted clockwise from the north.
    directions: BTreeMap<String, u8>,
    /// For each noun of an event the first of its kind.
    events: BTreeMap<String, String>,
}

impl Tables {
    /// Reads the table `claim/whereabouts`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/whereabouts", problems);
        let mut tables = Self::default();
        for (list, bit) in [
            (&raw.compass, class::COMPASS),
            (&raw.parts, class::PART),
            (&raw.centre, class::CENTRE),
            (&raw.from, class::FROM),
            (&raw.placing, class::PLACING),
            (&raw.striking, class::STRIKING),
            (&raw.inland, class::INLAND),
            (&raw.offshore, class::OFFSHORE),
            (&raw.several, class::SEVERAL),
            (&raw.road, class::ROAD),
            (&raw.focus, class::FOCUS),
            (&raw.locating, class::LOCATING),
        ] {
            tables.classes.add(list.iter().map(String::as_str), bit);
        }
        for list in [&raw.compass, &raw.parts] {
            tables.directions.extend(list.iter().zip(0..DIRECTIONS).map(|(word, at)| (word.clone(), at)));
        }
        for group in raw.events {
            tables.classes.add(group.iter().map(String::as_str), class::EVENT);
            let first = group.first().cloned().unwrap_or_default();
            tables.events.extend(group.into_iter().map(|noun| (noun, first.clone())));
        }
        tables
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

impl Reader<'_> {
    /// Where things lie.
    pub(super) fn whereabouts(&self) -> Vec<Whereabouts> {
        let words = self.rules.tables.whereabouts.classes.of(self.text);
        let mut found = Vec::new();
        for sentence in &self.text.sentences {
            let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let reader = Finder { reader: self, words: &words, sentence: tokens.clone() };
            let triggers = tokens.filter(|&i| reader.is(i, class::TRIGGER));
            found.extend(triggers.filter_map(|i| reader.at(i)));
            if found.len() >= MOST {
                break;
            }
        }
        if found.iter().any(|told| matches!(told.of, Located::Event(_))) {
            let several = self.several(&words);
            found.retain(|told| !matches!(&told.of, Located::Event(kind) if several.contains(kind)));
        }
        found
    }

    /// The kinds of events of which the text tells more than one: "a second quake", "another quake".
    fn several(&self, words: &ByWord<u16>) -> BTreeSet<String> {
        let is = |i: usize, class: u16| words.get(self.text.token(i).lower) & class != 0;
        let other = |i: &usize| is(*i, class::EVENT) && (i.saturating_sub(NEAR)..*i).any(|at| is(at, class::SEVERAL));
        let nouns = (0..self.text.tokens.len()).filter(other);
        let kinds = &self.rules.tables.whereabouts.events;
        nouns.filter_map(|i| kinds.get(self.text.lower(i)).cloned()).collect()
    }

    /// A run of words with a capital that is no time: its key as a place, and its tokens. What a table knows as anything but a place, or as an adjective, is none.
    pub(super) fn place_name(&self, tokens: Range<usize>) -> Option<String> {
        let span = self.text.span(tokens);
        let entities = &self.mentions.entities;
        let at = entities.mentions.partition_point(|m| m.span.end <= span.start);
        match entities.mentions.get(at).filter(|m| m.span.overlaps(span)) {
            Some(m) if m.reference == Reference::Demonym => None,
            Some(m) if m.kind == EntityKind::Place && m.span == span => {
                Some(m.entity.map_or_else(|| fold(self.text.of(span)), |id| entities.get(id).key.clone()))
            }
            Some(m)
                if m.entity.and_then(|id| entities.get(id).person.as_ref()).is_some_and(|p| !p.given.is_empty()) =>
            {
                None
            }
            _ => Some(fold(self.text.of(span))),
        }
    }

    /// Whether a token may be a part of a name.
    pub(super) fn is_of_name(&self, i: usize) -> bool {
        let Some(token) = self.text.tokens.get(i) else { return false };
        let times = &self.mentions.times;
        let next = || times.get(times.partition_point(|time| time.span.end <= token.span.start));
        token.capital && token.kind == TokenKind::Word && !next().is_some_and(|time| time.span.overlaps(token.span))
    }
}

/// Looks for whereabouts in one sentence.
struct Finder<'r, 'a> {
    reader: &'r Reader<'a>,
    words: &'r ByWord<u16>,
    sentence: Range<usize>,
}

impl Finder<'_, '_> {
    fn is(&self, i: usize, classes: u16) -> bool {
        self.sentence.contains(&i) && self.words.get(self.reader.text.token(i).lower) & classes != 0
    }

    fn lower(&self, i: usize) -> &str {
        if self.sentence.contains(&i) { self.reader.text.lower(i) } else { "" }
    }

    fn at(&self, i: usize) -> Option<Whereabouts> {
        let found = if self.is(i, class::INLAND | class::OFFSHORE) {
            self.shore(i)
        } else if self.is(i, class::FROM) {
            self.from(i, i, None)
        } else {
            let (part, next) = self.direction(i)?;
            match part {
                Part::Towards(way) if self.is(next - 1, class::COMPASS) => {
                    (self.lower(next) == "of").then(|| self.from(i, next, Some(way)))?
                }
                _ => self.part(i, next, part),
            }
        };
        let (of, lies, tokens) = found?;
        let span = self.reader.text.span(tokens);
        let (time, _) = self.reader.time_of(span, span);
        let event = matches!(of, Located::Event(_));
        let occasion = if event { self.reader.occasion(self.sentence.clone()) } else { Occasion::default() };
        let settled = matches!(&of, Located::Named(name) if self.is_settled(name));
        let road = self.sentence.clone().any(|i| self.is(i, class::ROAD));
        let context = self.reader.contexts.read_surface(span, span);
        Some(Whereabouts { of, lies, time, occasion, settled, road, span, context })
    }

    /// A direction or part, in one word or in two with a hyphen, and the token behind it.
    fn direction(&self, i: usize) -> Option<(Part, usize)> {
        let directions = &self.reader.rules.tables.whereabouts.directions;
        let hyphen = |at: usize| self.lower(at) == "-" && self.reader.text.token(at).glued;
        if i > self.sentence.start && hyphen(i - 1) {
            return None; // The second half.
        }
        if self.is(i, class::CENTRE) {
            return Some((Part::Middle, i + 1));
        }
        if hyphen(i + 1) {
            let both = format!("{}{}", self.lower(i), self.lower(i + 2));
            return directions.get(&both).map(|&way| (Part::Towards(way), i + 3));
        }
        directions.get(self.lower(i)).map(|&way| (Part::Towards(way), i + 1))
    }

    /// The key of the place whose name follows, and the token behind it: "Solcombe", "the port town of Solcombe", "the capital, Solcombe".
    fn place(&self, from: usize) -> Option<(String, usize)> {
        let text = self.reader.text;
        let first = (from..self.sentence.end.min(from + LEAD)).find(|&i| self.reader.is_of_name(i))?;
        let lead = from..first;
        let article = usize::from(self.lower(from) == "the");
        let noun = lead.clone().any(|i| self.is_settlement(i));
        if lead.len() > article && !noun || lead.clone().any(|i| text.token(i).kind == TokenKind::Number) {
            return None;
        }
        let last = self.name_end(first);
        // "The Norland capital": that is its adjective.
        if article > 0 && self.is_settlement(last) && lead.len() == 1 {
            return None;
        }
        Some((self.reader.place_name(first..last)?, last))
    }

    fn is_settlement(&self, i: usize) -> bool {
        let text = self.reader.text;
        let small = self.sentence.contains(&i) && !text.token(i).capital;
        small && self.reader.rules.tables.frames.is_settlement(text.lemma(i))
    }

    fn name_end(&self, first: usize) -> usize {
        let run = (first..self.sentence.end).take_while(|&i| self.reader.is_of_name(i));
        first + run.count()
    }

    fn name_start(&self, end: usize) -> usize {
        let run = (self.sentence.start..end).rev().take_while(|&i| self.reader.is_of_name(i));
        end - run.count()
    }

    /// So far from a place: the words of the direction, from `at`, and the token before the name.
    fn from(&self, at: usize, before: usize, direction: Option<u8>) -> Option<(Located, Lies, Range<usize>)> {
        let (distance, start) = self.distance(at)?;
        let (place, end) = self.place(before + 1)?;
        let of = self.located(start);
        Some((of, Lies::From { place, distance: Box::new(distance), direction }, start..end))
    }

    /// The length that ends before a token, and its first token: "640 kilometres (398 miles) to the".
    fn distance(&self, at: usize) -> Option<(Quantity, usize)> {
        let text = self.reader.text;
        let mut end = at;
        while end > self.sentence.start && matches!(self.lower(end - 1), "to" | "the" | "due" | "further" | "away") {
            end -= 1;
        }
        if end > self.sentence.start && self.lower(end - 1) == ")" {
            let first = end.saturating_sub(BRACKETS).max(self.sentence.start);
            end = (first..end).rev().find(|&i| self.lower(i) == "(")?;
        }
        let last = text.token(end.checked_sub(1)?).span;
        let quantities = &self.reader.mentions.quantities;
        let found = &quantities[quantities.partition_point(|q| q.span.end < last.end)..];
        let length = |q: &&Quantity| q.scale.as_ref().is_some_and(|scale| scale.of == LENGTH) && q.span.end == last.end;
        let found = found.first().filter(length)?;
        Some((found.clone(), text.tokens_in(found.span).start))
    }

    /// What lies where the words from a token on tell.
    fn located(&self, start: usize) -> Located {
        let (text, first) = (self.reader.text, self.sentence.start);
        let mut at = start;
        while at > first && self.is(at - 1, class::PLACING) {
            at -= 1;
        }
        if at < start
            && let Some(name) = self.named(at, at > first + 1 || self.lower(at) == ",")
        {
            return Located::Named(name);
        }
        // "Kelm, a port 40 km east of Solcombe"
        let comma = (first + 1..start).rev().find(|&i| self.lower(i) == ",");
        if let Some(comma) = comma.filter(|&i| matches!(self.lower(i + 1), "a" | "an"))
            && (comma..start).any(|i| self.is_settlement(i))
            && let Some(name) = self.named(comma, true)
        {
            return Located::Named(name);
        }
        let events = &self.reader.rules.tables.whereabouts.events;
        let event =
            (first..start).rev().find(|&i| self.is(i, class::EVENT)).filter(|&noun| self.is_placed(noun, start));
        event.and_then(|i| events.get(text.lower(i))).map_or(Located::Untold, |kind| Located::Event(kind.clone()))
    }

    /// Whether the words before a distance tell where an event itself was, not where it was felt or what it broke: they name its centre, or a verb without an object.
    fn is_placed(&self, noun: usize, start: usize) -> bool {
        let object = |at: usize| {
            let token = self.reader.text.token(at);
            let word = token.kind == TokenKind::Word && at < start && !self.is(at, class::INLAND | class::OFFSHORE);
            word && (!self.reader.is_stop(at)
                || matches!(self.lower(at), "a" | "an" | "the" | "its" | "their" | "this"))
        };
        let happened = |at: usize| self.is(at, class::LOCATING) && !object(at + 1);
        (self.sentence.start..start).any(|at| self.is(at, class::FOCUS)) || (noun + 1..start).any(happened)
    }

    /// The name that ends before a token, with a noun of places behind it or not: "Gull island".
    fn named(&self, end: usize, sure: bool) -> Option<String> {
        let end = if end > self.sentence.start + 1 && self.is_settlement(end - 1) { end - 1 } else { end };
        let start = self.name_start(end);
        let word = |i: usize| self.reader.is_stop(i) || self.is_settlement(i);
        (sure && start < end && !word(start)).then(|| self.reader.place_name(start..end))?
    }

    /// "The southern town of Kelm", "Kelm, in southern Norland".
    fn part(&self, i: usize, next: usize, part: Part) -> Option<(Located, Lies, Range<usize>)> {
        if self.is_settlement(next)
            && self.lower(next + 1) == "of"
            && i > self.sentence.start
            && self.lower(i - 1) == "the"
        {
            let first = next + 2;
            let end = self.name_end(first);
            let name = (end > first).then(|| self.reader.place_name(first..end))??;
            return Some((Located::Named(name), Lies::In { whole: None, part }, i..end));
        }
        if next >= self.sentence.end
            || !self.reader.is_of_name(next)
            || i == self.sentence.start
            || self.lower(i - 1) != "in"
        {
            return None;
        }
        let whole = self.name_end(next);
        let comma = i > self.sentence.start + 2 && self.lower(i - 2) == ",";
        let end = i - 1 - usize::from(comma);
        let start = self.name_start(end);
        let told = start > self.sentence.start + 1 && self.lower(start - 1) == "of" && self.is_settlement(start - 2);
        let known = || self.is_known_place(start..end);
        if start == end || !(told || known()) {
            return None;
        }
        let name = self.reader.place_name(start..end)?;
        let whole_key = self.reader.place_name(next..whole)?;
        Some((Located::Named(name), Lies::In { whole: Some(whole_key), part }, start..whole))
    }

    /// Whether the sentence calls what has a name a town or the like, or a table knows it as a place.
    fn is_settled(&self, name: &str) -> bool {
        let text = self.reader.text;
        let named = self.sentence.clone().filter(|&i| self.reader.is_of_name(i) && name.starts_with(text.lower(i)));
        named.into_iter().any(|i| {
            let end = self.name_end(i);
            let before = i > self.sentence.start + 1 && self.lower(i - 1) == "of" && self.is_settlement(i - 2);
            let mut behind = (end..self.sentence.end.min(end + LEAD)).take_while(|&at| !self.reader.is_of_name(at));
            let apposed = self.lower(end) == "," && matches!(self.lower(end + 1), "a" | "an" | "the");
            before
                || self.is_settlement(end)
                || apposed && behind.any(|at| self.is_settlement(at))
                || self.is_known_place(i..end)
        })
    }

    fn is_known_place(&self, tokens: Range<usize>) -> bool {
        let span = self.reader.text.span(tokens);
        self.reader.mentions.entities.mentions.iter().any(|m| m.span == span && m.kind == EntityKind::Place)
    }

    /// "The quake struck off the coast", "the quake hit inland".
    fn shore(&self, i: usize) -> Option<(Located, Lies, Range<usize>)> {
        let text = self.reader.text;
        let back = |from: usize, classes: u16| {
            (self.sentence.start.max(from.saturating_sub(NEAR))..from).rev().find(|&at| self.is(at, classes))
        };
        let verb = back(i, class::STRIKING).filter(|&verb| verb + 1 == i)?;
        let noun = back(verb, class::EVENT)?;
        let inland = self.is(i, class::INLAND);
        // "Inland towns" lie there, whatever the quake did elsewhere.
        let noun_behind = |at: usize| {
            self.sentence.contains(&at) && text.token(at).kind == TokenKind::Word && !self.reader.is_stop(at)
        };
        if inland && noun_behind(i + 1) {
            return None;
        }
        let end = if inland { i + 1 } else { self.place(i + 1).map(|(_, end)| end).or_else(|| self.coast(i + 1))? };
        let kind = self.reader.rules.tables.whereabouts.events.get(self.lower(noun))?;
        Some((Located::Event(kind.clone()), Lies::Inland(inland), noun..end))
    }

    /// The token behind "the coast", "the western coast".
    fn coast(&self, from: usize) -> Option<usize> {
        let near = from..self.sentence.end.min(from + NEAR);
        near.into_iter().find(|&i| matches!(self.lower(i), "coast" | "shore" | "shores")).map(|i| i + 1)
    }
}
