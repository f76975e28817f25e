//! The cursor over a text's tokens: what each word may be, numbers in digits and words, and the order in which the readers are tried.

use std::cell::{Cell, RefCell};

use super::expression::Expression;
use super::tables::{Entry, Part, Phrase, Tables, kinds, trace};
use super::{TimeMention, numeric, seasons};
use crate::text::{ByWord, Text, Token, TokenKind};

/// An expression and the token after its last one.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub end: usize,
    pub expression: Expression,
}

impl Found {
    pub(super) fn new(end: usize, expression: Expression) -> Option<Self> {
        Some(Self { end, expression })
    }
}

/// A day of the month.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayNumber {
    pub end: usize,
    pub day: u8,
    /// "28th", "first"
    pub ordinal: bool,
}

pub(super) struct Scan<'a> {
    pub text: &'a Text,
    pub tables: &'a Tables,
    /// Index of the entry of each interned word.
    entries: ByWord<u16>,
    /// First and last token of the block being read: an expression never leaves it.
    pub floor: usize,
    pub limit: usize,
    /// How deep dates stand within dates: "the last day of the first week of …" is followed no further than [`DEPTH`].
    depth: Cell<u8>,
    /// The era of the last year told: -1 before the first year, 1 in the first thousand years, 0 later.
    pub era: Cell<i8>,
    /// Whether expressions are wanted that only point at a time told around them.
    pub loose: bool,
    /// What tells a time from each token on, up to the next strange one; empty where all is to be tried.
    runs: Vec<u16>,
    /// The last date read and where, since ranges and dates both ask for the one that begins at a token.
    dated: RefCell<Option<(usize, Option<Found>)>>,
}

/// Deepest nesting followed, so that hostile text costs neither stack nor time.
const DEPTH: u8 = 4;

/// What a token does in expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// It may be what an expression is about: a number, or a word that tells a time.
    Telling,
    /// A number before a word that the tables do not know: no expression begins with it, nor is it what one is about.
    Counting,
    /// A word that the tables do not know: no expression holds it.
    Strange,
    /// A word with which an expression may begin if what tells the time follows.
    Leading,
    /// An apostrophe, which may stand before the figures of a decade.
    Mark,
    /// Any other word or mark of an expression.
    Other,
}

/// Tokens between the first function word of an expression and the word or number that tells the time.
const LED: usize = 8;

/// The expressions of a text; with `loose`, those too that only point at a time told around them ("the week", "before the summer").
pub(super) fn find(tables: &Tables, text: &Text, loose: bool) -> Vec<TimeMention> {
    let mut scan = Scan { loose, ..Scan::new(tables, text) };
    let mut mentions = Vec::new();
    let sorts = scan.sorts();
    let mut block = 0;
    let mut i = 0;
    while i < text.tokens.len() {
        while i >= scan.limit && block < text.blocks.len() {
            let end = text.blocks[block].span.end;
            scan.floor = i;
            scan.limit = i + text.tokens[i..].partition_point(|t| t.span.end <= end);
            block += 1;
            scan.forget();
        }
        if i >= scan.limit {
            break;
        }
        // Most words are strange, and most others stand within an expression only.
        if matches!(sorts[i], Sort::Strange | Sort::Other | Sort::Counting) {
            i += 1;
            continue;
        }
        match scan.starts(i, &sorts).then(|| scan.mention(i)).flatten() {
            Some((start, found)) => {
                let span = text.span(start..found.end);
                scan.note_era(&found.expression);
                mentions.push(TimeMention { span, expression: found.expression });
                i = found.end.max(i + 1);
            }
            None => i += 1,
        }
    }
    numeric::settle(text, &mut mentions);
    seasons::settle(tables, text, &mut mentions);
    mentions
}

impl<'a> Scan<'a> {
    pub(super) fn new(tables: &'a Tables, text: &'a Text) -> Self {
        Self {
            text,
            tables,
            entries: tables.indices(text),
            floor: 0,
            limit: 0,
            depth: Cell::new(0),
            era: Cell::new(0),
            loose: false,
            runs: Vec::new(),
            dated: RefCell::new(None),
        }
    }

    /// A cursor that is not kept within a block.
    pub(super) fn whole(tables: &'a Tables, text: &'a Text) -> Self {
        Self { limit: text.tokens.len(), ..Self::new(tables, text) }
    }

    /// What each token does in expressions; notes what tells a time from each one on.
    fn sorts(&mut self) -> Vec<Sort> {
        let count = self.text.tokens.len();
        let (mut sorts, mut runs, mut era) = (Vec::with_capacity(count), Vec::with_capacity(count), false);
        for i in 0..count {
            let (sort, kinds) = self.sort(i);
            era |= kinds & kinds::ERA != 0;
            sorts.push(sort);
            runs.push(kinds & kinds::TIMES);
        }
        if era {
            // Among such years "in 79 Titus" tells one.
            return sorts;
        }
        for i in 1..count {
            let after = sorts[i] == Sort::Strange && !self.text.token(i).glued;
            if after && sorts[i - 1] == Sort::Telling && self.only_counts(i - 1) {
                sorts[i - 1] = Sort::Counting;
            }
        }
        for i in (1..count).rev() {
            let on = if sorts[i] == Sort::Strange { 0 } else { runs[i] };
            runs[i - 1] |= on;
        }
        self.runs = runs;
        sorts
    }

    /// What may tell a time from a token on, as bits of [`kinds`].
    pub(super) fn run(&self, i: usize) -> u16 {
        self.runs.get(i).copied().unwrap_or(kinds::TIMES)
    }

    /// Whether a token is a number that tells no time by itself, as in "three boats" or "250 boats".
    fn only_counts(&self, i: usize) -> bool {
        let token = self.text.token(i);
        match token.kind {
            TokenKind::Number => token.span.len() <= 3 && self.text.raw(i).bytes().all(|b| b.is_ascii_digit()),
            _ => self.known(token).counts,
        }
    }

    /// What the tables know of a token's word.
    fn known(&self, token: &Token) -> &'a Entry {
        &self.tables.entries[usize::from(self.entries.get(token.lower))]
    }

    /// What a token does in expressions, as far as it shows by itself, and what it may tell.
    fn sort(&self, i: usize) -> (Sort, u16) {
        let token = self.text.token(i);
        let at = usize::from(self.entries.get(token.lower));
        let known = self.tables.kinds[at];
        if token.kind == TokenKind::Number {
            return (Sort::Telling, known | self.figure_kinds(i));
        }
        if at == 0 {
            return self.unknown_sort(i, token);
        }
        let known = if self.is_half_day_letter(i, token) { known | kinds::CLOCK } else { known };
        if known & kinds::PHRASES != 0 && self.is_phrase(i, &self.tables.entries[at]) {
            return (Sort::Telling, known | kinds::OTHER);
        }
        let leads = if known & kinds::LEADS != 0 { Sort::Leading } else { Sort::Other };
        (if known & kinds::TELLS != 0 { Sort::Telling } else { leads }, known)
    }

    /// What a token does that the tables do not know.
    fn unknown_sort(&self, i: usize, token: &Token) -> (Sort, u16) {
        match token.kind {
            _ if self.reckoned_year(i).is_some() => (Sort::Telling, kinds::FIGURE),
            TokenKind::Word if self.glued_month(i).is_some() => (Sort::Telling, kinds::FIGURE),
            TokenKind::Word => (Sort::Strange, 0),
            TokenKind::Punctuation => match self.text.raw(i) {
                "'" | "’" | "‘" => (Sort::Mark, kinds::FIGURE),
                "/" | ":" if token.glued => (Sort::Other, kinds::FIGURE),
                _ => (Sort::Other, 0),
            },
            _ => (Sort::Other, if self.text.raw(i) == "/" { kinds::FIGURE } else { 0 }),
        }
    }

    /// What a token in figures may tell by itself: a plain amount ("12", "3.5", "1,200") nothing.
    fn figure_kinds(&self, i: usize) -> u16 {
        let raw = self.text.raw(i).as_bytes();
        let digits = raw.iter().all(u8::is_ascii_digit);
        let grouped = raw.contains(&b',') && raw.iter().all(|b| b.is_ascii_digit() || *b == b',');
        let tenths =
            || raw.len() > 2 && raw[raw.len() - 2] == b'.' && raw[..raw.len() - 2].iter().all(u8::is_ascii_digit);
        // "70's"
        let tens = raw.len() == 2 && raw[1] == b'0' && self.text.tokens.get(i + 1).is_some_and(|next| next.glued);
        // "2 0 1 9", as scanned text has it.
        let spaced = raw.len() == 1
            && self.text.tokens.get(i + 1).is_some_and(|next| next.kind == TokenKind::Number && next.span.len() == 1);
        if digits && raw.len() <= 3 && !tens && !spaced || grouped || tenths() { 0 } else { kinds::FIGURE }
    }

    /// The "a" of "5 a m" and the "p" of "5 p . m .", as scanned text has them.
    fn is_half_day_letter(&self, i: usize, token: &Token) -> bool {
        token.span.len() == 1
            && matches!(self.text.raw(i), "a" | "A" | "p" | "P")
            && self.text.tokens.get(i + 1).is_some_and(|next| next.span.len() == 1)
    }

    /// Whether a phrase of the tables begins at a token.
    fn is_phrase(&self, i: usize, entry: &Entry) -> bool {
        if entry.phrases.is_empty() || !self.may_go_on(i, entry) {
            return false;
        }
        let tokens = &self.text.tokens[i + 1..];
        entry.phrases.iter().any(|Phrase { rest, .. }| {
            rest.len() <= tokens.len() && tokens.iter().zip(rest).all(|(t, w)| self.text.words.get(t.lower) == &**w)
        })
    }

    /// Whether some phrase of an entry may go on with the token after, as that one's trace shows.
    pub(super) fn may_go_on(&self, i: usize, entry: &Entry) -> bool {
        let next = self.text.tokens.get(i + 1).map_or("", |token| self.text.words.get(token.lower));
        entry.seconds & (trace(next) | 1) != 0
    }

    /// Whether an expression may begin at a token.
    fn starts(&self, i: usize, sorts: &[Sort]) -> bool {
        match sorts[i] {
            Sort::Telling => true,
            Sort::Mark => self.glued(i + 1),
            // Function words begin one only if nothing but such words lies between them and what tells the time.
            Sort::Leading => {
                let ahead = &sorts[i..self.limit.min(i + LED + 1)];
                let passed = |sort: &&Sort| !matches!(sort, Sort::Leading | Sort::Mark | Sort::Other);
                ahead.iter().find(passed) == Some(&Sort::Telling)
            }
            _ => false,
        }
    }

    /// The longest expression that begins at a token, with its first token.
    fn mention(&self, i: usize) -> Option<(usize, Found)> {
        let run = self.run(i);
        // "on the 17", "May 4 and 5"
        let day = || {
            self.is(i, Part::The) && self.after(i, Part::On)
                || self.after(i, Part::And)
                || self.raw_before(i).eq_ignore_ascii_case("or")
        };
        if run == 0 && !day() {
            return None;
        }
        if let Some((start, found)) = self.range(i) {
            return Some((start, found));
        }
        let has = |kinds: u16| run & kinds != 0;
        let measured = if has(kinds::UNIT | kinds::FIGURE) { self.measured(i) } else { None };
        let mut best: Option<Found> = None;
        let mut keep = |found: Option<Found>| {
            if let Some(found) = found
                && best.as_ref().is_none_or(|b| found.end > b.end)
            {
                best = Some(found);
            }
        };
        keep(self.dated(i));
        if measured.is_some() || has(kinds::SET) {
            keep(self.ago(i, measured).map(|found| self.week_then_weekday(self.to_this(found))));
        }
        if has(kinds::UNIT | kinds::FIGURE | kinds::OTHER) {
            keep(self.length(i, measured));
        }
        if has(kinds::UNIT | kinds::SET) {
            keep(self.set(i));
        }
        keep(self.phrase(i));
        if has(kinds::CLOCK | kinds::FIGURE | kinds::UNIT) {
            keep(self.clock_alone(i));
        }
        best.map(|found| match self.week_commencing(i, &found) {
            Some(week) => week,
            // "post-1984" is one word.
            None if self.is_prefixed(i) => (i - 2, found),
            None => (i, found),
        })
    }

    pub(super) fn entry(&self, i: usize) -> &'a Entry {
        let at = if i < self.limit { self.entries.get(self.text.tokens[i].lower) } else { 0 };
        &self.tables.entries[usize::from(at)]
    }

    /// Whether a token plays a part.
    pub(super) fn is(&self, i: usize, part: Part) -> bool {
        i >= self.floor && i < self.limit && self.entry(i).parts & part.bit() != 0
    }

    /// Whether the token before plays a part.
    pub(super) fn after(&self, i: usize, part: Part) -> bool {
        i > self.floor && self.is(i - 1, part)
    }

    /// The index past a token if it plays the part, else the index itself.
    pub(super) fn skip(&self, i: usize, part: Part) -> usize {
        if self.is(i, part) { i + 1 } else { i }
    }

    pub(super) fn token(&self, i: usize) -> Option<&'a Token> {
        (i < self.limit).then(|| &self.text.tokens[i])
    }

    /// A token as written, empty past the end.
    pub(super) fn raw(&self, i: usize) -> &'a str {
        if i < self.limit { self.text.raw(i) } else { "" }
    }

    /// The token before as written, empty at the start of a block.
    pub(super) fn raw_before(&self, i: usize) -> &'a str {
        if i > self.floor && i <= self.limit { self.text.raw(i - 1) } else { "" }
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.glued)
    }

    pub(super) fn capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.capital)
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub(super) fn is_dash(&self, i: usize) -> bool {
        let mark = self.token(i).is_some_and(|t| t.kind == TokenKind::Punctuation || t.kind == TokenKind::Symbol);
        mark && matches!(self.raw(i), "-" | "–" | "—" | "‐" | "‑" | "−")
    }

    /// The digits of a Number token that is a plain integer.
    pub(super) fn digits(&self, i: usize) -> Option<&'a str> {
        self.token(i).filter(|token| token.kind == TokenKind::Number)?;
        let raw = self.text.raw(i);
        raw.bytes().all(|b| b.is_ascii_digit()).then_some(raw)
    }

    /// An integer in digits with at most `max` of them.
    pub(super) fn integer(&self, i: usize, max: usize) -> Option<u32> {
        self.token(i).filter(|token| token.span.len() <= max)?;
        let digits = self.digits(i)?.bytes();
        // Nobody asks for more digits than a number of this size holds.
        Some(digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    /// Reads a date at a token, or remembers it if it was read last.
    pub(super) fn remembered(&self, i: usize, read: impl FnOnce() -> Option<Found>) -> Option<Found> {
        if self.depth.get() > 0 {
            return read();
        }
        if let Some((at, found)) = &*self.dated.borrow()
            && *at == i
        {
            return found.clone();
        }
        let found = read();
        self.dated.replace(Some((i, found.clone())));
        found
    }

    /// Forgets the date read last, when what it hung on has changed.
    pub(super) fn forget(&self) {
        self.dated.replace(None);
    }

    /// A number in words below a million: "twenty-five", "one hundred and fifty".
    pub(super) fn cardinal(&self, i: usize) -> Option<(usize, u32)> {
        let (mut end, mut total, mut part) = (i, 0u32, 0u32);
        loop {
            let number = self.entry(end).cardinal;
            match number {
                0 => break,
                1000 => {
                    if total > 0 || end == i {
                        break;
                    }
                    (total, part) = (part * 1000, 0);
                }
                100 if part > 0 && part < 100 => part *= 100,
                1..=9 if part % 10 == 0 && part % 100 != 10 => part += number,
                10..=99 if part % 100 == 0 => part += number,
                _ => break,
            }
            end += 1;
            let hyphen = self.is_dash(end) && self.glued(end) && part % 10 == 0;
            let and = self.is(end, Part::And) && part >= 100 && part % 100 == 0;
            let next = self.entry(end + 1).cardinal;
            if (hyphen && (1..10).contains(&next)) || (and && next > 0) {
                end += 1;
            } else if part % 10 != 0 && !matches!(self.entry(end).cardinal, 100 | 1000) {
                break;
            }
        }
        (end > i).then_some((end, total + part))
    }

    /// An ordinal in words up to 39th: "first", "twenty-first".
    pub(super) fn ordinal(&self, i: usize) -> Option<(usize, u8)> {
        let first = self.entry(i);
        if first.ordinal > 0 {
            return Some((i + 1, first.ordinal));
        }
        let second = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
        let unit = self.entry(second).ordinal;
        (matches!(first.cardinal, 20 | 30) && (1..10).contains(&unit))
            .then(|| (second + 1, first.cardinal as u8 + unit))
    }

    /// An ordinal in digits or words: "19th", "nineteenth".
    pub(super) fn any_ordinal(&self, i: usize) -> Option<(usize, u8)> {
        self.ordinal(i).or_else(|| {
            self.token(i).filter(|token| token.kind == TokenKind::Number)?;
            // Most numbers are plain figures.
            self.raw(i).as_bytes().last().filter(|b| b.is_ascii_alphabetic())?;
            let digits = self
                .raw(i)
                .strip_suffix("th")
                .or_else(|| ["st", "nd", "rd"].iter().find_map(|x| self.raw(i).strip_suffix(x)))?;
            Some((i + 1, digits.parse().ok().filter(|n| *n > 0)?))
        })
    }

    /// The day of a month in digits or words.
    pub(super) fn day(&self, i: usize) -> Option<DayNumber> {
        if let Some(day) = self.integer(i, 2) {
            return (1..=31).contains(&day).then_some(DayNumber { end: i + 1, day: day as u8, ordinal: false });
        }
        let (end, day) = self.any_ordinal(i)?;
        (day <= 31).then_some(DayNumber { end, day, ordinal: true })
    }

    /// A month's name and the token after it and its stop. Written small it must be no everyday word.
    pub(super) fn month(&self, i: usize) -> Option<(usize, u8)> {
        let entry = self.entry(i);
        if entry.month == 0 || (entry.doubtful && !self.capital(i) && !self.small_dated(i)) {
            return None;
        }
        let stop = entry.abbreviated && self.raw(i + 1) == "." && self.glued(i + 1);
        Some((if stop { i + 2 } else { i + 1 }, entry.month))
    }

    /// "Dec31", "mar3", where the space was lost.
    pub(super) fn glued_month(&self, i: usize) -> Option<(u8, u8)> {
        let raw =
            self.loose.then(|| self.text.raw(i)).filter(|raw| raw.as_bytes().last().is_some_and(u8::is_ascii_digit))?;
        let (name, day) = raw.split_at(raw.find(|c: char| c.is_ascii_digit()).filter(|&at| at >= 3)?);
        let day = day.parse().ok().filter(|day| (1..=31).contains(day) && name.len() <= 9)?;
        let month = self.word(&name.to_lowercase())?.month;
        (month > 0).then_some((month, day))
    }

    /// What the tables know of a word in small letters.
    pub(super) fn word(&self, word: &str) -> Option<&'a Entry> {
        Some(&self.tables.entries[usize::from(self.tables.index_of(word)?)])
    }

    /// Whether a month's name that is a word too, written small, stands beside the figures of a date: "26 june", "may 2019".
    fn small_dated(&self, i: usize) -> bool {
        let figures = |at: usize| self.digits(at).is_some_and(|d| d.len() <= 2 || d.len() == 4);
        let verbal = self.is(i, Part::Verbal);
        let day = i > self.floor && (figures(i - 1) || self.any_ordinal(i - 1).is_some()) && !verbal;
        let year = |at: usize| self.digits(at).is_some_and(|d| d.len() == 4);
        let weekday = i > self.floor && self.entry(i - 1).weekday > 0;
        let verb = verbal && !self.after(i, Part::On) && !weekday && self.integer(i + 1, 2).is_some() && !year(i + 2);
        let of_day = self.after(i, Part::Of) && i >= self.floor + 2 && self.any_ordinal(i - 2).is_some();
        let worded = self.any_ordinal(i + 1).is_some_and(|(end, n)| n <= 31 && (!verbal || weekday || year(end)));
        let unit = if self.is_dash(i + 2) { i + 3 } else { i + 2 };
        let spoken =
            !verbal && matches!(self.entry(i + 1).cardinal, 20 | 30) && (1..10).contains(&self.entry(unit).cardinal);
        let of_year = !verbal && self.is(i + 1, Part::Next) && self.entry(i + 2).unit == Some(super::Unit::Year);
        day || of_day || of_year || worded || spoken || (figures(i + 1) && !verb)
    }

    /// A weekday's name; abbreviations only with a capital.
    pub(super) fn weekday(&self, i: usize) -> Option<(usize, u8)> {
        let entry = self.entry(i);
        if entry.weekday == 0 || (entry.doubtful && !self.capital(i)) {
            return None;
        }
        let stop = entry.abbreviated && self.raw(i + 1) == "." && self.glued(i + 1);
        Some((if stop { i + 2 } else { i + 1 }, entry.weekday))
    }

    /// Reads something that may hold itself, unless it is nested too deep already.
    pub(super) fn nested(&self, read: impl FnOnce() -> Option<Found>) -> Option<Found> {
        if self.depth.get() >= DEPTH {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let found = read();
        self.depth.set(self.depth.get() - 1);
        found
    }

    /// Whether a word is a verb that tells its tense, so that what stands before it is no part of its name.
    pub(super) fn ends_clause(&self, i: usize) -> bool {
        self.entry(i).look != Default::default()
            || matches!(self.raw(i), "is" | "are" | "has" | "have" | "when" | "but" | "or")
    }

    pub(super) fn comma(&self, i: usize) -> usize {
        if self.raw(i) == "," { i + 1 } else { i }
    }
}
