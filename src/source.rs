//! A document as it was read: its prose, the way back from every character to the bytes on disk, and what its format says about it.
//!
//! Three coordinate systems meet here. The **text** is the prose that is analysed; all spans of the
//! analysis are byte offsets into it. The **file** is the decoded file (UTF-8), which excerpts are cut from.
//! The **disk** is the file as it lies on disk; JSON output speaks of its bytes.
//! For plain UTF-8 text the three coincide.

mod records;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use records::{Cell, Columns, DateOrder, Field, Record, RecordKind, Records};

/// A path in words, with `/` on every system. Bytes of a name that are no UTF-8 come as `\xFF`, so that two such names stay two.
pub fn shown_path(path: &Path) -> String {
    match path.to_str() {
        Some(words) if cfg!(windows) => words.replace('\\', "/"),
        Some(words) => words.to_owned(),
        None => {
            let mut shown = String::new();
            for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
                shown.push_str(chunk.valid());
                chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02X}")));
            }
            shown
        }
    }
}

/// A half-open range of byte offsets into a document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, but not including, `end`; an inverted pair gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Self { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The offsets as a range that slices strings.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words of `text` at this span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// The format a document was read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown (CommonMark with tables and front matter).
    Markdown,
    /// HTML.
    Html,
    /// A Word file; its file and disk are the plain text made of it, a line for each paragraph.
    Docx,
    /// A facts file, TOML or CSV: [`Source::records`] tells its rows, and its text is the file.
    Facts,
}

/// What a block of the text is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// Running prose.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// One item of a list.
    Item {
        /// Number of the list within the document; the items of one list share it.
        list: u32,
        /// The number or letter printed before the item (`a` is 1), where there is one.
        ordinal: Option<u32>,
        /// 0 for an outermost list.
        depth: u8,
    },
    /// One row of a table.
    Row {
        /// Number of the table within the document.
        table: u32,
        /// Whether it is a row of column headings.
        header: bool,
        /// The cells, from left to right.
        cells: Vec<Span>,
    },
    /// A quoted passage set off as a block.
    Quote,
}

/// A stretch of the text that no sentence crosses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it lies in the text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Where a document's date was found, from the most to the least binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrigin {
    /// `--date FILE=…` on the command line.
    CommandLine,
    /// `[[source]] date` in `claimlint.toml`.
    Configuration,
    /// Front matter of a Markdown file.
    FrontMatter,
    /// HTML: `article:published_time`, JSON-LD `datePublished`, or `<time>`.
    Html,
    /// A dateline or a line that holds nothing but a date.
    Dateline,
    /// An ISO date at the head of the file's name.
    FileName,
    /// Inferred from the text.
    Text,
}

/// A date that the surroundings of the text give for the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateClue {
    /// As written: `2019-08-28`, `2016-06-03T05:15:00Z`, `2019-08`, `12 November 2018`.
    pub value: String,
    /// Where it stood.
    pub origin: DateOrigin,
}

/// How much weight a document has when two differ; the primary label lies in the lesser one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A draft.
    Draft,
    /// A report, the usual case.
    Report,
    /// An official statement.
    Official,
    /// A record: the text of an agreement, minutes, a register.
    Record,
}

/// What is known about a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The title, where the format gives one.
    pub title: Option<String>,
    /// Dates for the document, in no particular order.
    pub dates: Vec<DateClue>,
    /// Kind, from the configuration.
    pub kind: Option<SourceKind>,
    /// Topic, from the configuration.
    pub topic: Option<String>,
    /// Whether the document holds now, whenever it is read.
    pub living: bool,
    /// Partition, from the configuration: documents of different partitions are never compared.
    pub partition: Option<u32>,
}

/// A stretch of output that stems from a stretch of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    to: u32,
    to_len: u32,
    from: u32,
    from_len: u32,
}

/// Maps offsets of a derived string back to the string it was derived from.
///
/// Built by appending, in order. Stretches of equal length map byte by byte; others (a decoded entity) as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Empty for the identity.
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// The map of a string onto itself.
    pub fn identity() -> Self {
        Self::default()
    }

    /// Records that bytes `to` of the derived string stem from bytes `from` of the original. `to` must follow what was recorded before.
    pub fn push(&mut self, to: Range<usize>, from: Range<usize>) {
        if to.is_empty() {
            return;
        }
        let new = Segment {
            to: to.start as u32,
            to_len: to.len() as u32,
            from: from.start as u32,
            from_len: from.len() as u32,
        };
        if let Some(last) = self.segments.last_mut() {
            let linear = last.to_len == last.from_len && new.to_len == new.from_len;
            if linear && last.to + last.to_len == new.to && last.from + last.from_len == new.from {
                last.to_len += new.to_len;
                last.from_len += new.from_len;
                return;
            }
        }
        self.segments.push(new);
    }

    /// The range of the original that a range of the derived string stems from.
    pub fn back(&self, range: Range<usize>) -> Range<usize> {
        if self.segments.is_empty() {
            return range;
        }
        let start = self.point(range.start, false);
        let end = if range.is_empty() { start } else { self.point(range.end, true) };
        start..end.max(start)
    }

    /// The map of what is left of a derived string of `length` bytes when the ranges `cuts`, in order, are taken out of it.
    pub fn without(&self, cuts: &[Range<usize>], length: usize) -> Self {
        let (mut left, mut to, mut next) = (Self::default(), 0, 0);
        let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut.end));
        for (start, end) in starts.zip(cuts.iter().map(|cut| cut.start).chain([length])) {
            if self.segments.is_empty() {
                left.push(to..to + end.saturating_sub(start), start..end);
            }
            while let Some(segment) = self.segments.get(next).filter(|segment| (segment.to as usize) < end) {
                let (first, last) = (segment.to as usize, (segment.to + segment.to_len) as usize);
                let kept = first.max(start)..last.min(end);
                if !kept.is_empty() {
                    let shift = kept.start - start + to;
                    let from = if segment.to_len == segment.from_len {
                        self.point(kept.start, false)..self.point(kept.end, true)
                    } else {
                        segment.from as usize..(segment.from + segment.from_len) as usize
                    };
                    left.push(shift..shift + kept.len(), from);
                }
                if last > end {
                    break;
                }
                next += 1;
            }
            to += end.saturating_sub(start);
        }
        left
    }

    fn point(&self, offset: usize, end: bool) -> usize {
        let probe = if end { offset.saturating_sub(1) } else { offset } as u32;
        let index = self.segments.partition_point(|s| s.to <= probe);
        let Some(segment) = index.checked_sub(1).map(|i| self.segments[i]) else {
            return self.segments[0].from as usize;
        };
        let within = offset as u32 - segment.to;
        let inside = if segment.to_len == segment.from_len {
            within.min(segment.from_len)
        } else if end || within >= segment.to_len {
            segment.from_len
        } else {
            0
        };
        (segment.from + inside) as usize
    }
}

/// A place in a file: byte on disk, line and column from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Offset in bytes of the file on disk.
    pub byte: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// What a comment of the document asks for; read from the format's own comments, or from an editor's mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// The words after `claimlint:`; [`Directive::CHECKED`] for an editor's `[CQ]`.
    pub words: String,
    /// Where in the text it stood (an empty span).
    pub at: Span,
    /// Where it stands in the decoded file.
    pub file: Span,
    /// Whether it stood within a block, at whose end it may lie, rather than between blocks.
    pub inside: bool,
}

impl Directive {
    /// The words of an editor's mark for "checked as it stands". No comment gives rise to them, since what follows `claimlint:` is trimmed.
    pub const CHECKED: &'static str = " checked";
}

/// A document as read: text, file and the maps between them.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user gave it, or as it was found below a folder the user gave.
    pub path: String,
    /// The format it was read as.
    pub format: Format,
    /// The prose; all spans are offsets into it.
    pub text: Arc<str>,
    /// The blocks, where the format marks them; empty for plain text.
    pub blocks: Vec<Block>,
    /// What is known beside the text.
    pub meta: Metadata,
    /// Raw suppression directives.
    pub directives: Vec<Directive>,
    /// The rows of a facts file.
    pub records: Records,
    file: Arc<str>,
    text_to_file: OffsetMap,
    file_to_disk: OffsetMap,
    lines: Vec<u32>,
}

impl Source {
    /// A plain text, whose text, file and disk coincide.
    pub fn plain(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        Self::derived(path, Format::Text, text.clone(), OffsetMap::identity(), text, OffsetMap::identity())
    }

    /// A document whose text was derived from a decoded file, which was derived from bytes on disk.
    pub fn derived(
        path: impl Into<String>,
        format: Format,
        text: Arc<str>,
        text_to_file: OffsetMap,
        file: Arc<str>,
        file_to_disk: OffsetMap,
    ) -> Self {
        let lines = std::iter::once(0).chain(file.match_indices('\n').map(|(i, _)| i as u32 + 1)).collect();
        Self {
            path: path.into(),
            format,
            text,
            blocks: Vec::new(),
            meta: Metadata::default(),
            directives: Vec::new(),
            records: Records::default(),
            file,
            text_to_file,
            file_to_disk,
            lines,
        }
    }

    /// The decoded file, which excerpts are cut from.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The bytes of the decoded file that a span of the text stems from.
    pub fn in_file(&self, span: Span) -> Range<usize> {
        let range = self.text_to_file.back(span.range());
        range.start.min(self.file.len())..range.end.min(self.file.len())
    }

    /// Start and end of a span as places on disk.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let file = self.in_file(span);
        let disk = self.file_to_disk.back(file.clone());
        (self.position(file.start, disk.start), self.position(file.end, disk.end))
    }

    /// Whether it is a facts file.
    pub fn is_facts(&self) -> bool {
        self.format == Format::Facts
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    fn position(&self, offset: usize, byte: usize) -> Position {
        let line = self.lines.partition_point(|&start| start as usize <= offset).max(1);
        let start = self.lines[line - 1] as usize;
        let column = self.file.get(start..offset).map_or(0, |s| s.chars().count()) + 1;
        Position { byte: byte as u32, line: line as u32, column: column as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoded_entities_map_back_as_a_whole() {
        // "a&amp;b" -> "a&b"
        let mut map = OffsetMap::default();
        map.push(0..1, 0..1);
        map.push(1..2, 1..6);
        map.push(2..3, 6..7);
        assert_eq!(map.back(0..3), 0..7);
        assert_eq!(map.back(1..2), 1..6);
        assert_eq!(map.back(2..3), 6..7);
    }

    #[test]
    fn what_is_taken_out_leaves_the_rest_where_it_stands() {
        let mut map = OffsetMap::default();
        map.push(0..4, 0..4);
        map.push(4..5, 4..9);
        map.push(5..12, 9..16);
        for (map, shift) in [(map, 4), (OffsetMap::identity(), 0)] {
            let left = map.without(&[2..3, 6..9], 12);
            assert_eq!(left.back(1..2), 1..2);
            assert_eq!(left.back(2..3), 3..4);
            assert_eq!(left.back(4..5), 5 + shift..6 + shift);
            assert_eq!(left.back(5..8), 9 + shift..12 + shift);
        }
    }

    #[test]
    fn columns_count_characters_and_bytes_count_bytes() {
        let source = Source::plain("a.txt", "é\nzé!");
        let (start, end) = source.positions(Span::new(4, 6));
        assert_eq!((start.byte, start.line, start.column), (4, 2, 2));
        assert_eq!((end.byte, end.line, end.column), (6, 2, 3));
    }
}
