//! From paragraphs and rows to the document: a line of the file for each, and the blocks of the text.

use std::ops::Range;

use super::package::{LEVELS, Listed, Meaning, Numbering, Styles};
use crate::load::Parts;
use crate::load::drafts::{Drafts, Place};
use crate::source::{BlockKind, Span};

/// Words of a cell beyond this, in several paragraphs, make the table a means of layout, as in HTML.
const LAYOUT: usize = 400;

/// A paragraph as read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its words; a forced line break is a space.
    pub text: String,
    /// Where the forced line breaks are.
    pub breaks: Vec<usize>,
    pub style: Option<String>,
    pub list: Listed,
    /// The level of a heading that the paragraph itself, not its style, says it is.
    pub heading: Option<u8>,
    /// Whether its end is deleted, so that the next one continues it.
    pub joined: bool,
    /// Whether it stands where nothing is read.
    pub lost: bool,
}

/// A row of a table as read: the paragraphs of each cell, and how many further columns the cell spans.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub cells: Vec<(Vec<Paragraph>, usize)>,
    pub header: bool,
    /// Deleted, by a change that counts as accepted.
    pub gone: bool,
}

impl Row {
    /// Whether it only serves layout.
    pub fn lays_out(&self) -> bool {
        let long = |paragraphs: &[Paragraph]| paragraphs.iter().map(|p| p.text.len()).sum::<usize>() > LAYOUT;
        self.cells.iter().any(|(paragraphs, _)| paragraphs.len() > 1 && long(paragraphs))
    }

    /// Whether its words can be headings: no figures but years.
    pub fn reads_as_heading(&self) -> bool {
        let heading = |words: &str| {
            let digits = words.bytes().filter(u8::is_ascii_digit).count();
            digits == 0
                || (digits == 4 && words.trim().len() == 4)
                || words.trim_start().starts_with(char::is_alphabetic)
        };
        self.cells.len() > 1 && self.cells.iter().flat_map(|(paragraphs, _)| paragraphs).all(|p| heading(&p.text))
    }
}

/// The lines and the blocks so far.
pub(super) struct Lines {
    pub styles: Styles,
    pub numbering: Numbering,
    file: String,
    drafts: Drafts,
    /// The lists that the last block may be continued by: number in the file and in the document, by level.
    open: Vec<(String, u32)>,
    lists: u32,
}

impl Lines {
    pub fn new(styles: Styles, numbering: Numbering) -> Self {
        Self { styles, numbering, file: String::new(), drafts: Drafts::default(), open: Vec::new(), lists: 0 }
    }

    /// The file, and what was made of it.
    pub fn finish(self) -> (String, Parts) {
        let heading = self.drafts.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading(_)));
        let title = heading.map(|b| self.drafts.words(b).to_owned());
        let done = self.drafts.assemble(|draft| !draft.place.soft);
        let parts = Parts { text: Some(done.text), map: done.map, blocks: done.blocks, title, ..Parts::default() };
        (self.file, parts)
    }

    /// Adds a paragraph: one line, and a block for each stretch between forced line breaks.
    pub fn paragraph(&mut self, paragraph: &Paragraph) {
        let mut meaning = paragraph.style.as_deref().map_or_else(Meaning::default, |id| self.styles.meaning(id));
        meaning.heading = paragraph.heading.or(meaning.heading);
        meaning.list.number = paragraph.list.number.clone().or(meaning.list.number);
        meaning.list.level = paragraph.list.level.or(meaning.list.level);
        let line = self.line(&paragraph.text);
        let mut kind = self.kind(&meaning, &paragraph.text);
        let place = Place { soft: meaning.contents, ..Place::default() };
        let heading = matches!(kind, BlockKind::Heading(_));
        let mut start = 0;
        for &at in &paragraph.breaks {
            let (before, after) = paragraph.text.split_at(at);
            let wraps = after[1..].starts_with(char::is_lowercase) || before.ends_with([',', '-']);
            if wraps || heading {
                continue;
            }
            self.put(&paragraph.text[start..at], line.start + start);
            if self.drafts.finish(kind.clone(), place) && matches!(kind, BlockKind::Item { .. }) {
                kind = BlockKind::Paragraph;
            }
            start = at + 1;
        }
        self.put(&paragraph.text[start..], line.start + start);
        self.drafts.finish(kind, place);
    }

    /// Adds a row of a table: one line, with tabs between the cells.
    pub fn row(&mut self, row: &Row, table: u32) {
        self.open.clear();
        let mut words = String::new();
        let mut cells: Vec<Range<usize>> = Vec::new();
        for (paragraphs, further) in &row.cells {
            if !cells.is_empty() {
                words.push('\t');
            }
            let start = words.len();
            for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.text.trim().is_empty()) {
                if words.len() > start {
                    words.push(' ');
                }
                words.push_str(paragraph.text.trim());
            }
            cells.push(start..words.len());
            for _ in 0..*further {
                words.push('\t');
                cells.push(words.len()..words.len());
            }
        }
        let line = self.line(&words);
        let begin = self.drafts.len();
        self.put(&words, line.start);
        let cells = cells.into_iter().map(|cell| Span::new(begin + cell.start, begin + cell.end)).collect();
        self.drafts.finish(BlockKind::Row { table, header: row.header, cells }, Place::default());
    }

    fn put(&mut self, words: &str, from: usize) {
        self.drafts.put(words, from..from + words.len());
    }

    /// Writes a line of the file and tells where its words stand.
    fn line(&mut self, words: &str) -> Range<usize> {
        let start = self.file.len();
        self.file.push_str(words);
        self.file.push('\n');
        start..start + words.len()
    }

    fn kind(&mut self, meaning: &Meaning, words: &str) -> BlockKind {
        let number = meaning.list.number.as_deref().filter(|number| *number != "0");
        if words.trim().is_empty() {
            return BlockKind::Paragraph;
        }
        match (meaning.heading, number) {
            (Some(level), number) => {
                if let Some(number) = number {
                    // The numbers of headings count on, though no reader needs them.
                    self.numbering.count(number, meaning.list.level.unwrap_or(0).min(LEVELS - 1));
                }
                self.open.clear();
                BlockKind::Heading(level.clamp(1, 6))
            }
            (None, Some(number)) => self.item(number, meaning.list.level.unwrap_or(0).min(LEVELS - 1)),
            (None, None) => {
                self.open.clear();
                if meaning.quote { BlockKind::Quote } else { BlockKind::Paragraph }
            }
        }
    }

    fn item(&mut self, number: &str, level: usize) -> BlockKind {
        let ordinal = self.numbering.count(number, level);
        self.open.truncate(level + 1);
        if self.open.len() == level + 1 && self.open[level].0 != number {
            self.open.truncate(level);
        }
        while self.open.len() <= level {
            self.open.push((number.to_owned(), self.lists));
            self.lists += 1;
        }
        let depth = u8::try_from(level).unwrap_or(u8::MAX);
        BlockKind::Item { list: self.open[level].1, ordinal, depth }
    }
}
