//! Display lines: the part of a document that a finding shows, soft-wrapped to the terminal.
//!
//! Prose has a paragraph per line, and a file may be one line of five megabytes, so an excerpt is cut around the labels only.
//! Its text is a copy with visible stand-ins; line and column shown stay those of the file.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{floor, visible};
use crate::source::{Source, Span};

/// A label may cross this many lines of the file; what lies beyond is not drawn.
const LINES_PER_LABEL: usize = 4;

/// A line of the excerpt.
#[derive(Debug)]
pub(super) struct DisplayLine {
    /// Consecutive for lines that follow one another in the file; with a gap of at least two otherwise.
    pub index: usize,
    /// Where it lies in the excerpt's text, with its line feed.
    pub range: Range<usize>,
    /// Line of the file, from 1.
    pub number: usize,
}

/// Where a label lies in the excerpt, and in the file.
#[derive(Debug)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub line: usize,
    pub column: usize,
}

/// The display lines of one document.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub path: String,
    pub text: String,
    pub lines: Vec<DisplayLine>,
    /// One for each span asked for, in that order.
    pub marks: Vec<Mark>,
}

/// One character of the file on its way to the screen.
struct Cell {
    /// Its offset in the file.
    file: usize,
    c: char,
    width: usize,
}

/// A stretch of the file that is laid out as one.
struct Window {
    range: Range<usize>,
    /// Line of the file at its start.
    line: usize,
}

/// Cells of one display line, before it is known whether it is shown.
struct Row {
    cells: Range<usize>,
    /// The cell after the row and the spaces at its end.
    next: usize,
    number: usize,
    /// Begins within a sentence of the line before.
    cut_before: bool,
    /// Goes on after this row within the sentence.
    cut_after: bool,
}

impl Excerpt {
    /// Cuts the excerpt for spans of a document's text. `width` is the room for the text in columns.
    pub fn new(source: &Source, spans: &[Span], width: usize) -> Self {
        let width = width.max(20);
        let file = source.file();
        let ranges: Vec<_> = spans.iter().map(|&span| label_range(file, source.in_file(span))).collect();
        let places: Vec<_> = spans.iter().map(|&span| source.positions(span).0).collect();
        let lines: Vec<_> = places.iter().map(|place| (place.line as usize).max(1)).collect();
        let mut new = Self {
            path: visible::visible(&source.path).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            marks: Vec::new(),
        };
        let mut offsets = Vec::new();
        for window in windows(file, &ranges, &lines, width) {
            new.lay_out(file, &window, &ranges, width, &mut offsets);
        }
        for (range, place) in ranges.iter().zip(&places) {
            let range = shown_range(&offsets, range, new.text.len());
            new.marks.push(Mark { range, line: place.line as usize, column: place.column as usize });
        }
        new
    }

    fn lay_out(
        &mut self,
        file: &str,
        window: &Window,
        labels: &[Range<usize>],
        width: usize,
        offsets: &mut Vec<(usize, Range<usize>)>,
    ) {
        let cells = cells(file, &window.range, labels, width);
        let mut rows = wrap(&cells, window, labels, width);
        let within = |at: usize| at < file.len() && file.as_bytes()[at] != b'\n';
        if let Some(first) = rows.first_mut() {
            first.cut_before = window.range.start > 0 && within(window.range.start - 1);
        }
        if let Some(last) = rows.last_mut() {
            last.cut_after |= within(window.range.end);
        }
        let mut last_shown = None;
        for (i, row) in rows.iter().enumerate() {
            let end = cells.get(row.next).map_or(window.range.end, |c| c.file);
            let start = cells.get(row.cells.start).map_or(window.range.start, |c| c.file);
            if !labels.iter().any(|label| touches(label, start, end)) {
                continue;
            }
            let follows = i > 0 && last_shown == Some(i - 1);
            self.push_row(&cells, row, follows, offsets);
            last_shown = Some(i);
        }
    }

    fn push_row(&mut self, cells: &[Cell], row: &Row, follows: bool, offsets: &mut Vec<(usize, Range<usize>)>) {
        let start = self.text.len();
        if row.cut_before && !follows {
            self.text.push_str("… ");
        }
        for cell in &cells[row.cells.clone()] {
            let at = self.text.len();
            match cell.c {
                '\t' => self.text.push(' '),
                '\n' => {}
                c => visible::push(&mut self.text, c),
            }
            offsets.push((cell.file, at..self.text.len()));
        }
        if row.cells.is_empty() || self.text.len() == start {
            let file = cells.get(row.cells.start).map_or(usize::MAX, |c| c.file);
            offsets.push((file, start..start));
        }
        if row.cut_after {
            self.text.push_str(" …");
        }
        self.text.push('\n');
        let index = self.lines.last().map_or(0, |last| last.index + if follows { 1 } else { 3 });
        self.lines.push(DisplayLine { index, range: start..self.text.len(), number: row.number });
    }
}

/// The bytes of the file that are underlined: on character boundaries, without surrounding white space, not over too many lines.
fn label_range(file: &str, range: Range<usize>) -> Range<usize> {
    let start = floor(file, range.start);
    let end = floor(file, range.end).max(start);
    let mut feeds = file.as_bytes()[start..end].iter().enumerate().filter(|&(_, &b)| b == b'\n');
    let end = feeds.nth(LINES_PER_LABEL - 1).map_or(end, |(i, _)| start + i);
    start..start + file[start..end].trim_end().len()
}

/// The stretches around the labels, in the order of the file, merged where they meet.
fn windows(file: &str, labels: &[Range<usize>], lines: &[usize], width: usize) -> Vec<Window> {
    let mut all: Vec<Window> = labels
        .iter()
        .zip(lines)
        .map(|(label, &line)| Window { range: before(file, label.start, width)..after(file, label.end, width), line })
        .collect();
    all.sort_unstable_by_key(|window| (window.range.start, window.range.end));
    let mut merged: Vec<Window> = Vec::new();
    for window in all {
        match merged.last_mut() {
            // One byte between them is a line feed, or a space of one line.
            Some(last) if window.range.start <= last.range.end + 1 => {
                last.range.end = last.range.end.max(window.range.end);
            }
            _ => merged.push(window),
        }
    }
    merged
}

/// Start of the line that holds an offset, or a word's start some screen lines before it.
fn before(file: &str, offset: usize, width: usize) -> usize {
    let limit = floor(file, offset.saturating_sub(width * 6));
    let near = &file[limit..offset];
    match near.rfind('\n') {
        Some(i) => limit + i + 1,
        None if limit == 0 => 0,
        None => near.find(' ').map_or(limit, |i| limit + i + 1),
    }
}

/// End of the line that holds an offset, or a word's end some screen lines after it.
fn after(file: &str, offset: usize, width: usize) -> usize {
    let limit = floor(file, offset + width * 4);
    let near = &file[offset..limit];
    match near.find('\n') {
        Some(i) => offset + i,
        None if limit == file.len() => limit,
        None => near.rfind(' ').map_or(limit, |i| offset + i),
    }
}

/// The characters of a window. Of a label wider than the screen only head and tail are kept.
fn cells(file: &str, window: &Range<usize>, labels: &[Range<usize>], width: usize) -> Vec<Cell> {
    let left_out = left_out(file, labels, width);
    let mut cells = Vec::new();
    let mut shown = String::new();
    let mut at = window.start;
    while at < window.end {
        if let Some(gap) = left_out.iter().find(|gap| gap.contains(&at)) {
            cells.push(Cell { file: at, c: '…', width: 1 });
            at = gap.end;
            continue;
        }
        let Some(c) = file[at..].chars().next() else { break };
        let carriage_return = c == '\r' && file[at + 1..].starts_with('\n');
        if !carriage_return {
            shown.clear();
            visible::push(&mut shown, c);
            let width = match c {
                '\t' => 1,
                '\n' => 0,
                _ => shown.chars().map(|c| c.width().unwrap_or(0)).sum(),
            };
            cells.push(Cell { file: at, c, width });
        }
        at += c.len_utf8();
    }
    cells
}

/// The middles of lines of labels that no screen line could hold.
fn left_out(file: &str, labels: &[Range<usize>], width: usize) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for label in labels {
        let mut start = label.start;
        for line in file[label.clone()].split('\n') {
            // A character takes at most ten columns (a stand-in) and at least, mostly, one; bytes are a cheap first test.
            if line.len() > width && columns(line, width * 4) > width {
                let head = prefix(line, width / 2);
                let tail = line.len() - suffix(line, width / 2 - 2);
                if head < tail {
                    gaps.push(start + head..start + tail);
                }
            }
            start += line.len() + 1;
        }
    }
    gaps.sort_unstable_by_key(|gap| (gap.start, gap.end));
    gaps.dedup_by(|next, last| {
        let meets = next.start <= last.end;
        if meets {
            last.end = last.end.max(next.end);
        }
        meets
    });
    gaps
}

/// Columns of a line, counted no further than `enough`.
fn columns(line: &str, enough: usize) -> usize {
    let mut sum = 0;
    for (i, c) in line.chars().enumerate() {
        sum += shown_width(c);
        if sum > enough || i > enough {
            return enough;
        }
    }
    sum
}

fn shown_width(c: char) -> usize {
    if visible::is_replaced(c) { if c.is_ascii() { 1 } else { 9 } } else { c.width().unwrap_or(0) }
}

/// Bytes of the longest head of `line` within `width` columns.
fn prefix(line: &str, width: usize) -> usize {
    within(line.char_indices().map(|(i, c)| (i + c.len_utf8(), c)), width)
}

/// Bytes of the longest tail of `line` within `width` columns.
fn suffix(line: &str, width: usize) -> usize {
    within(line.char_indices().rev().map(|(i, c)| (line.len() - i, c)), width)
}

fn within(chars: impl Iterator<Item = (usize, char)>, width: usize) -> usize {
    let (mut bytes, mut sum) = (0, 0);
    for (count, (end, c)) in chars.enumerate() {
        sum += shown_width(c);
        if sum > width || count > width * 4 {
            break;
        }
        bytes = end;
    }
    bytes
}

/// Cuts cells into rows: at line feeds, then at sentence ends, then at spaces; never inside a label.
fn wrap(cells: &[Cell], window: &Window, labels: &[Range<usize>], width: usize) -> Vec<Row> {
    let inside: Vec<bool> = cells.iter().map(|c| labels.iter().any(|l| l.start < c.file && c.file < l.end)).collect();
    let mut rows = Vec::new();
    let (mut start, mut number) = (0, window.line);
    loop {
        let end = cells[start..].iter().position(|c| c.c == '\n').map_or(cells.len(), |i| start + i);
        wrap_line(cells, start..end, &inside, width, number, &mut rows);
        if end >= cells.len() {
            return rows;
        }
        start = end + 1;
        number += 1;
    }
}

fn wrap_line(cells: &[Cell], line: Range<usize>, inside: &[bool], width: usize, number: usize, rows: &mut Vec<Row>) {
    let mut start = line.start;
    let mut cut_before = false;
    loop {
        let stop = row_end(cells, start..line.end, inside, width);
        let cut_after = stop < line.end && !ends_sentence(cells, stop, line.start);
        let cells = start..trim_end(cells, start..stop);
        rows.push(Row { cells, next: stop, number, cut_before, cut_after });
        if stop >= line.end {
            return;
        }
        cut_before = cut_after;
        start = stop;
    }
}

/// Where the row that begins at `line.start` ends; always beyond its start, unless the line is empty.
fn row_end(cells: &[Cell], line: Range<usize>, inside: &[bool], width: usize) -> usize {
    let (mut sentence, mut space, mut sum) = (None, None, 0);
    for i in line.clone() {
        if i > line.start && !inside[i] && is_space(cells[i - 1].c) && !is_space(cells[i].c) {
            space = Some(i);
            if ends_sentence(cells, i, line.start) {
                sentence = Some(i);
            }
        }
        sum += cells[i].width;
        // Zero-width characters cannot go on for ever.
        if (sum > width || i - line.start > width * 4) && !is_space(cells[i].c) {
            let forced = (i.max(line.start + 1)..line.end).find(|&j| !inside[j] && cells[j].width > 0);
            return sentence.or(space).or(forced).unwrap_or(line.end);
        }
    }
    line.end
}

/// Whether the words before `at` end a sentence, as far as punctuation tells.
fn ends_sentence(cells: &[Cell], at: usize, from: usize) -> bool {
    let mut before = cells[from..at].iter().rev().map(|c| c.c).skip_while(|&c| is_space(c));
    let last = before.find(|c| !matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»'));
    matches!(last, Some('.' | '!' | '?')) && cells.get(at).is_none_or(|next| !next.c.is_lowercase())
}

fn trim_end(cells: &[Cell], row: Range<usize>) -> usize {
    row.clone().rev().find(|&i| !is_space(cells[i].c)).map_or(row.start, |i| i + 1)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Whether a label lies, at least in part, in a row.
fn touches(label: &Range<usize>, start: usize, end: usize) -> bool {
    if label.is_empty() { start <= label.start && label.start <= end } else { label.start < end && start < label.end }
}

/// The place of a label in the excerpt. `offsets` are sorted by the file's offsets.
fn shown_range(offsets: &[(usize, Range<usize>)], label: &Range<usize>, len: usize) -> Range<usize> {
    let first = offsets.partition_point(|(file, _)| *file < label.start);
    let beyond = offsets.partition_point(|(file, _)| *file < label.end);
    let last = len.saturating_sub(1);
    let start = match offsets.get(first) {
        Some((_, range)) if first < beyond || label.is_empty() => range.start,
        _ => first.checked_sub(1).map_or(last, |i| offsets[i].1.end),
    };
    let end = if label.is_empty() { start } else { beyond.checked_sub(1).map_or(start, |i| offsets[i].1.end) };
    start.min(last)..end.min(last).max(start.min(last))
}
