//! Sentences: within a block, at a stop, question mark or exclamation mark that ends one.
//!
//! A cell of a table that is worded as a sentence is one by itself; other cells of a row run on, as a date does with what happened then. So is a dateline before its
//! dash ("CALDER, 4 March 2025 –"): it belongs to nothing that the sentence tells.
//!
//! Closing quotation marks and brackets stay with the sentence they close. What a stop means after an abbreviation depends on its class and on the word that
//! follows; both stand in the table `text/abbreviations`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::{Sentence, Text, TextTables, Token, TokenKind};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::{BlockKind, Span};

/// What a stop after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Stands before a name.
    BeforeName,
    /// An abbreviation only before a digit.
    BeforeNumber,
    /// Never ends a sentence.
    Inside,
    /// May end one.
    Either,
    /// A clock time.
    Clock,
}

/// The table as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    before_name: Vec<Box<str>>,
    before_number: Vec<Box<str>>,
    inside: Vec<Box<str>>,
    either: Vec<Box<str>>,
    clock: Vec<Box<str>>,
    after_time: Vec<Box<str>>,
    starters: Vec<Box<str>>,
    attribution: Vec<Box<str>>,
    reported: Vec<Box<str>>,
}

/// Abbreviations with their classes, and the words that decide whether a sentence begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Abbreviations {
    classes: FxHashMap<Box<str>, Class>,
    after_time: FxHashSet<Box<str>>,
    starters: FxHashSet<Box<str>>,
    attribution: FxHashSet<Box<str>>,
    reported: FxHashSet<Box<str>>,
}

impl Abbreviations {
    pub(crate) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let table: Table = lexicon.table("text/abbreviations", problems);
        let mut classes = FxHashMap::default();
        for (words, class) in [
            (table.before_name, Class::BeforeName),
            (table.before_number, Class::BeforeNumber),
            (table.inside, Class::Inside),
            (table.either, Class::Either),
            (table.clock, Class::Clock),
        ] {
            classes.extend(words.into_iter().map(|word| (word, class)));
        }
        Self {
            classes,
            after_time: table.after_time.into_iter().collect(),
            starters: table.starters.into_iter().collect(),
            attribution: table.attribution.into_iter().collect(),
            reported: table.reported.into_iter().collect(),
        }
    }

    /// The class of a word given without its last stop, as written (`Mr`, `MR`, `Etc`).
    pub(crate) fn class(&self, word: &str) -> Option<Class> {
        if let Some(&class) = self.classes.get(word) {
            return Some(class);
        }
        let first = word.chars().next().filter(|c| c.is_ascii_uppercase())?;
        let small = word.to_ascii_lowercase();
        if let Some(&class) = self.classes.get(small.as_str()) {
            return Some(class);
        }
        let shouted = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        shouted.then(|| self.classes.get(format!("{first}{}", &small[1..]).as_str()).copied()).flatten()
    }
}

pub(crate) fn split(text: &mut Text, tables: &TextTables) {
    let mut sentences = Vec::with_capacity(text.tokens.len() / 20 + text.blocks.len());
    let mut at = 0;
    for (block, b) in text.blocks.iter().enumerate() {
        let end = at + text.tokens[at..].partition_point(|t| t.span.end <= b.span.end);
        let heading = matches!(b.kind, BlockKind::Heading(_));
        let edges = match &b.kind {
            BlockKind::Row { cells, .. } => edges(text, cells),
            BlockKind::Heading(_) => Vec::new(),
            _ => dateline(text, at, end).into_iter().collect(),
        };
        for end in edges.into_iter().chain([end]) {
            let view = View { text, tables: &tables.abbreviations, start: at, end, heading };
            while at < end {
                let next = view.sentence_end(at);
                sentences.push(Sentence {
                    span: text.tokens[at].span.join(text.tokens[next - 1].span),
                    tokens: at as u32..next as u32,
                    block: block as u32,
                });
                at = next;
            }
        }
    }
    text.sentences = sentences;
}

/// The tokens of a row before which a sentence ends in any case, and the one past its last such cell: where a cell that is worded as a sentence begins and ends.
fn edges(text: &Text, cells: &[Span]) -> Vec<usize> {
    let mut edges: Vec<usize> = Vec::new();
    for cell in cells {
        let words = text.of(*cell).trim();
        let worded = words.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count() >= 3;
        if worded && (words.ends_with(['.', '!', '?']) || words.contains(": ")) {
            let tokens = text.tokens_in(*cell);
            edges.extend([tokens.start, tokens.end]);
        }
    }
    edges
}

/// Tokens of a dateline.
const DATELINE: usize = 16;

/// The first token behind the dash of a dateline that opens a block: a place in capitals, or names and numbers with a comma between place and day, or with the
/// agency in brackets. A range ("May 12 – 15, 2021") is none, nor is what stands between two dashes.
fn dateline(text: &Text, start: usize, end: usize) -> Option<usize> {
    let word = |at: usize| text.tokens[at].span.of(&text.raw);
    let number = |at: usize| text.tokens[at].kind == TokenKind::Number;
    let within =
        |at: &usize| text.tokens[*at].capital || number(*at) || matches!(word(*at), "," | "." | "(" | ")" | "/");
    let last = end.min(start + DATELINE);
    let dash = (start..last).find(|at| !within(at)).filter(|&at| at > start)?;
    let opens = |at: usize| text.tokens[at].capital || number(at) || matches!(word(at), "\"" | "“" | "'" | "‘");
    let after = dash + 1;
    let spaced = after < end && !text.tokens[dash].glued && !text.tokens[after].glued && opens(after);
    if !matches!(word(dash), "-" | "--" | "–" | "—") || !spaced {
        return None;
    }
    let range = number(dash - 1) && number(after) && word(dash - 1).len() != 4;
    let aside = (after..end.min(after + DATELINE)).any(|at| word(at) == word(dash) && !text.tokens[at].glued);
    let shouted = |token: &str| token.len() > 3 && token.bytes().all(|b| b.is_ascii_uppercase());
    let told = (start..dash)
        .any(|at| word(at) == "(" || word(at) == "," && number(dash - 1) || word(at) == "," && number(at + 1));
    let named = text.tokens[start].capital && (told || shouted(word(start)));
    (named && !range && !aside).then_some(after)
}

/// The tokens of one block.
struct View<'a> {
    text: &'a Text,
    tables: &'a Abbreviations,
    start: usize,
    end: usize,
    /// Headings have capitals anywhere, so that an abbreviation ends nothing there.
    heading: bool,
}

/// A mark that may end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Stop,
    /// `!` and `?`.
    Loud,
    Ellipsis,
    /// The stop of an abbreviation.
    Short(Class),
}

impl View<'_> {
    /// One past the last token of the sentence that begins at `start`.
    fn sentence_end(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.end {
            if let Some(mark) = self.mark(at) {
                let (after, quoted) = self.closers(at + 1);
                if after >= self.end || (after > start && self.breaks(mark, at, after, quoted)) {
                    return after.min(self.end);
                }
                at = after;
            } else {
                at += 1;
            }
        }
        self.end
    }

    fn raw(&self, at: usize) -> &str {
        self.token(at).span.of(&self.text.raw)
    }

    fn token(&self, at: usize) -> &Token {
        &self.text.tokens[at]
    }

    fn mark(&self, at: usize) -> Option<Mark> {
        let token = self.token(at);
        let bytes = self.text.raw.as_bytes();
        let first = bytes[token.span.start as usize];
        match token.kind {
            TokenKind::Punctuation if first.is_ascii() && !matches!(first, b'.' | b'!' | b'?') => None,
            TokenKind::Punctuation => match self.raw(at) {
                "." if self.is_list_number(at) => None,
                "." => Some(Mark::Stop),
                "!" | "?" | "؟" | "。" | "！" | "？" => Some(Mark::Loud),
                "…" => Some(Mark::Ellipsis),
                dots if dots.starts_with("..") => Some(Mark::Ellipsis),
                _ => None,
            },
            TokenKind::Word if bytes[token.span.end as usize - 1] == b'.' => {
                let word = self.raw(at);
                let class = self.tables.class(&word[..word.len() - 1]).unwrap_or(Class::Either);
                Some(Mark::Short(class))
            }
            _ => None,
        }
    }

    /// Whether the stop follows the number or letter of a list item at the head of the block: `- 2. Roads`.
    fn is_list_number(&self, at: usize) -> bool {
        let before = at - self.start;
        before == 1 && (self.token(at - 1).kind == TokenKind::Number || self.raw(at - 1).len() == 1)
            || before == 2
                && self.token(at - 1).kind == TokenKind::Number
                && matches!(self.raw(at - 2), "-" | "•" | "*" | "–")
    }

    /// Skips further marks and the quotation marks and brackets that close behind a mark; whether a quotation mark was among them.
    fn closers(&self, mut at: usize) -> (usize, bool) {
        let mut quoted = false;
        while at < self.end {
            let glued = self.token(at).glued;
            match self.raw(at) {
                "!" | "?" | "." if glued => {}
                ")" | "]" if glued => {}
                "\"" | "“" | "'" | "’" | "»" if glued && !self.is_glued(at + 1) => quoted = true,
                "”" => quoted = true,
                _ => break,
            }
            at += 1;
        }
        (at, quoted)
    }

    /// Whether a word is glued behind.
    fn is_glued(&self, at: usize) -> bool {
        at < self.end && self.token(at).glued && matches!(self.token(at).kind, TokenKind::Word | TokenKind::Number)
    }

    /// Whether a sentence ends with the mark at `at`, given that the next token is at `after`.
    fn breaks(&self, mark: Mark, at: usize, after: usize, quoted: bool) -> bool {
        let next = self.token(after);
        if next.glued
            && after == at + 1
            && !(mark == Mark::Stop && self.space_is_missing(at, after))
            && mark != Mark::Loud
        {
            return false;
        }
        if at > self.start && matches!(self.raw(at - 1), "(" | "[") {
            return false;
        }
        let Some(word) = self.first_word(after) else { return false };
        let token = self.token(word);
        if token.kind == TokenKind::Number {
            return matches!(mark, Mark::Stop | Mark::Loud) && !(quoted && word == after && token.glued);
        }
        if !token.capital {
            return mark == Mark::Stop && !quoted && self.has_capital_inside(word);
        }
        match mark {
            Mark::Stop => true,
            Mark::Loud => !(quoted && word == after && self.is_attribution(word)),
            Mark::Ellipsis => word > after || self.is_starter(word),
            Mark::Short(_) if self.heading => false,
            Mark::Short(class) => self.breaks_after_abbreviation(class, at, word, word > after, quoted),
        }
    }

    fn breaks_after_abbreviation(&self, class: Class, at: usize, word: usize, opened: bool, quoted: bool) -> bool {
        match class {
            Class::BeforeName | Class::BeforeNumber | Class::Inside => false,
            Class::Clock => !self.tables.after_time.contains(self.text.lower(word)),
            Class::Either => {
                let initial = self.raw(at).chars().filter(|c| c.is_alphabetic()).count() == 1;
                self.is_starter(word)
                    || (opened && !initial && self.raw(word - 1) != "(")
                    || (quoted && !self.is_attribution(word))
            }
        }
    }

    /// `He left.The next day`: a capital glued behind a stop that follows a word in small letters.
    fn space_is_missing(&self, at: usize, after: usize) -> bool {
        let capital = self.token(after).capital && !self.token(after).caps && self.token(after).span.len() > 1;
        capital && at > self.start && self.token(at - 1).kind == TokenKind::Word && !self.token(at - 1).capital
    }

    /// The first word or number behind opening marks; `None` if something else comes first.
    fn first_word(&self, after: usize) -> Option<usize> {
        for at in after..self.end.min(after + 4) {
            match self.token(at).kind {
                TokenKind::Word | TokenKind::Number => return Some(at),
                TokenKind::Symbol if matches!(self.raw(at), "$" | "€" | "£" | "¥" | "#" | "@" | "*") => {}
                TokenKind::Symbol => return None,
                TokenKind::Punctuation => match self.raw(at) {
                    "\"" | "“" | "‘" | "'" | "«" | "„" | "(" | "[" | "¿" | "¡" | "-" | "--" | "–" | "—" | "•" =>
                        {}
                    _ => return None,
                },
            }
        }
        None
    }

    fn is_starter(&self, word: usize) -> bool {
        self.tables.starters.contains(self.text.lower(word))
    }

    /// `eBay`: a name that begins with a small letter.
    fn has_capital_inside(&self, word: usize) -> bool {
        self.raw(word).bytes().skip(1).any(|b| b.is_ascii_uppercase())
    }

    /// `Ms. Ruiz asked`: up to five names and titles, then a verb of saying with nothing said behind it.
    fn is_attribution(&self, word: usize) -> bool {
        for at in word..self.end.min(word + 6) {
            let token = self.token(at);
            if self.tables.attribution.contains(self.text.lower(at)) {
                let goes_on = at + 1 < self.end && self.tables.reported.contains(self.text.lower(at + 1));
                return !goes_on;
            }
            if !token.capital {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::source::{Block, BlockKind, Source, Span};
    use crate::text::{Text, TextTables};

    /// Sentences with ` | ` between.
    fn sentences(raw: &str) -> String {
        let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
        let text = Text::read(&Source::plain("t", raw), &tables);
        text.sentences.iter().map(|s| text.of(s.span)).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_dateline_is_a_sentence_of_its_own() {
        for (raw, wanted) in [
            ("CALDER, March 4, 2025 - Five years ago it burnt.", "CALDER, March 4, 2025 - | Five years ago it burnt."),
            ("Norport, 3 May (Agency) -- The council voted.", "Norport, 3 May (Agency) -- | The council voted."),
            ("NORPORT — The council voted.", "NORPORT — | The council voted."),
            ("May 12 – 15, 2021 the fair is open.", "May 12 – 15, 2021 the fair is open."),
            ("Article 5 – The council meets.", "Article 5 – The council meets."),
            ("NORDA – The union of ports – met.", "NORDA – The union of ports – met."),
            ("Ana Ruiz – The Mayor spoke.", "Ana Ruiz – The Mayor spoke."),
        ] {
            assert_eq!(sentences(raw), wanted);
        }
    }

    #[test]
    fn a_cell_that_is_worded_as_a_sentence_is_one() {
        let row = |cells: &[&str]| {
            let mut source = Source::plain("t", cells.join("\t"));
            let (mut spans, mut at) = (Vec::new(), 0);
            for cell in cells {
                spans.push(Span::new(at, at + cell.len()));
                at += cell.len() + 1;
            }
            let kind = BlockKind::Row { table: 0, header: false, cells: spans };
            source.blocks = vec![Block { kind, span: Span::new(0, source.text.len()) }];
            let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
            let text = Text::read(&source, &tables);
            text.sentences.iter().map(|s| text.of(s.span)).collect::<Vec<_>>().join(" | ")
        };
        for (cells, sentences) in [
            (&["2020", "See: Ana Ruiz was born", "12"][..], "2020 | See: Ana Ruiz was born | 12"),
            (&["2020", "The dam opened. It cost 3m."], "2020 | The dam opened. | It cost 3m."),
            (&["It was closed.", "2020"], "It was closed. | 2020"),
            (&["14 March 1950", "Ana Ruiz was born"], "14 March 1950\tAna Ruiz was born"),
            (&["Town", "No.", "12.5"], "Town\tNo.\t12.5"),
            (&["", "Was it he?", ""], "Was it he?"),
        ] {
            assert_eq!(row(cells), sentences);
        }
    }

    /// Each text is given with ` | ` where its sentences end.
    fn check(texts: &[&str]) {
        for text in texts {
            assert_eq!(sentences(&text.replace(" | ", " ")), *text);
        }
    }

    #[test]
    fn abbreviations_before_names_and_numbers_end_no_sentence() {
        check(&[
            "Mr. Adu met Dr. Ruiz and Gov. Orvel. | He left.",
            "Ana K. Ruiz and J.R.R. Adu left on Aug. 28, 2019. | They came back.",
            "Route No. 7 is open. | No. | It is not.",
            "The case Adu vs. Ruiz, i.e. Claims of theft, ended.",
            "It was signed on Sept. 3 by St. Orvel Inc. and Halden Corp. of Kessaria.",
        ]);
    }

    #[test]
    fn some_abbreviations_end_a_sentence_before_a_word_that_begins_one() {
        check(&[
            "She lives in the U.S. | He does not.",
            "The U.S. House met at 5 p.m. Monday and at 6 a.m. EST.",
            "They met at 5 p.m. | Ruiz was late.",
            "He works for Orvel Inc. | The firm is small.",
            "They stayed in Building C. | The fire spread.",
            "Roads, dams, etc. | They were built in May.",
        ]);
    }

    #[test]
    fn an_abbreviation_ends_nothing_in_a_heading() {
        let prose = "The council of Halden met on Monday and voted for the road.";
        assert_eq!(
            sentences(&format!("The U.S. The Road Ahead\n\n{prose}")),
            format!("The U.S. The Road Ahead | {prose}")
        );
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check(&[
            "“We are in the U.S.” Ruiz said on Monday.",
            "“We won.” | Ruiz left.",
            "“Why?” she asked. | “Because.”",
            "“Why?” Ms. Ruiz asked. | He was silent.",
            "\"Stop!\" he cried. | (He was ill.) | Then he left.",
            "\"Yes.\" he said. | \"No.\"",
            "He read “The Wall: What Now?“ | Then he left.",
        ]);
    }

    #[test]
    fn stops_inside_numbers_dots_and_names_end_nothing() {
        check(&[
            "It rose 3.5 percent in version 2.1.4 of the plan.",
            "It is on orvel.example and in Halden.",
            "We want (...) Roads and dams.",
            "We want ... roads. | He left.",
            "The plan: Roads first. | 12 people came in 2019. | 13 left.",
            "1. Roads are built.",
        ]);
        assert_eq!(sentences("He left.The next day he came."), "He left. | The next day he came.");
    }
}
