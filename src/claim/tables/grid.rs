//! Tables as grids: rows of the format, or lines of plain text whose columns are set apart.

use crate::source::{Block, BlockKind, Span};
use crate::text::Text;

/// The longest line of plain text that is looked at for columns, in bytes.
const LINE: usize = 300;
/// How much of the words before and after a table is read, in bytes.
const AROUND: usize = 400;

/// A table whose rows have one number of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::claim) struct Grid {
    /// Number within the document.
    pub table: u32,
    /// The rows of column headings.
    pub headers: Vec<Vec<Span>>,
    /// The other rows.
    pub rows: Vec<Vec<Span>>,
    /// Headings and the words right before and after the table.
    pub around: Vec<Span>,
}

impl Grid {
    /// Number of columns.
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// All words over a column. A heading over several columns stands over each.
    pub fn heading(&self, text: &Text, column: usize) -> String {
        let mut words = String::new();
        for row in &self.headers {
            let filled = row.iter().take(column + 1).rev().map(|s| text.of(*s).trim());
            words.push_str(filled.clone().find(|w| !w.is_empty()).filter(|_| column > 0).unwrap_or(""));
            words.push(' ');
        }
        words
    }

    /// The heading of a column as it is shown.
    pub fn heading_shown(&self, text: &Text, column: usize) -> String {
        let own = self.headers.iter().rev().filter_map(|row| row.get(column)).map(|s| text.of(*s).trim());
        own.clone().find(|w| !w.is_empty()).unwrap_or("").to_owned()
    }

    /// A table of rows, if they fit each other: a row of one cell without figures is a heading of those below.
    fn new(text: &Text, table: u32, mut headers: Vec<Vec<Span>>, mut rows: Vec<Vec<Span>>) -> Option<Self> {
        let width = rows.iter().chain(&headers).map(Vec::len).max().filter(|w| *w > 1)?;
        for row in rows.iter_mut().chain(&mut headers) {
            if let [cell] = row[..]
                && !text.of(cell).contains(|c: char| c.is_ascii_digit())
            {
                row.resize(width, Span { start: cell.end, end: cell.end });
            }
        }
        let fits = rows.iter().chain(&headers).all(|row| row.len() == width);
        // A first row without figures is one of headings, whatever the format calls it.
        if headers.is_empty() && rows.first().is_some_and(|row| !row.iter().any(|c| has_digit(text, *c))) {
            headers.push(rows.remove(0));
        }
        (fits && rows.len() > 1).then(|| Self { table, around: headers.concat(), headers, rows })
    }
}

fn has_digit(text: &Text, cell: Span) -> bool {
    text.of(cell).contains(|c: char| c.is_ascii_digit())
}

/// The tables of a document.
pub(super) fn all(text: &Text) -> Vec<Grid> {
    let rows = text.blocks.iter().any(|b| matches!(b.kind, BlockKind::Row { .. }));
    if rows { marked(text) } else { aligned(text) }
}

/// Tables that the format marks.
fn marked(text: &Text) -> Vec<Grid> {
    let table = |block: &Block| match block.kind {
        BlockKind::Row { table, .. } => Some(table),
        _ => None,
    };
    let mut found = Vec::new();
    let mut at = 0;
    for blocks in text.blocks.chunk_by(|a, b| table(a).is_some() && table(a) == table(b)) {
        let range = at..at + blocks.len();
        at = range.end;
        let Some(number) = blocks.first().and_then(table) else { continue };
        let (mut headers, mut rows) = (Vec::new(), Vec::new());
        for block in blocks {
            let BlockKind::Row { header, cells, .. } = &block.kind else { continue };
            if *header && rows.is_empty() { headers.push(cells.clone()) } else { rows.push(cells.clone()) }
        }
        if let Some(mut grid) = Grid::new(text, number, headers, rows) {
            let beside = [range.start.checked_sub(1), Some(range.end)];
            let prose = beside.into_iter().flatten().filter_map(|i| text.blocks.get(i)).filter(|b| table(b).is_none());
            grid.around.extend(prose.map(|b| near(text, b.span, b.span.start < blocks[0].span.start)));
            found.push(grid);
        }
    }
    found
}

/// The end of what stands before a table, or the beginning of what stands after it.
fn near(text: &Text, span: Span, before: bool) -> Span {
    let range = text.tokens_in(span);
    if span.len() <= AROUND || range.is_empty() {
        return span;
    }
    let edge = |at: usize| text.token(at).span;
    let inside = |at: &usize| {
        let token = edge(*at);
        if before { span.end - token.start <= AROUND as u32 } else { token.end - span.start <= AROUND as u32 }
    };
    if before {
        let from = range.clone().rev().take_while(inside).last().unwrap_or(range.end - 1);
        edge(from).join(edge(range.end - 1))
    } else {
        let to = range.clone().take_while(inside).last().unwrap_or(range.start);
        edge(range.start).join(edge(to))
    }
}

/// Tables of plain text: lines side by side whose columns are set apart by tabs, strokes, dots or two spaces.
fn aligned(text: &Text) -> Vec<Grid> {
    let mut found: Vec<Grid> = Vec::new();
    let (mut rows, mut before): (Vec<Vec<Span>>, Span) = (Vec::new(), Span::default());
    let mut at = 0;
    let mut close = |rows: &mut Vec<Vec<Span>>, before: Span, after: Span| {
        let mut rows = std::mem::take(rows);
        // Headings may be of more or fewer words than there are columns; then each may stand over any.
        let first = rows.first().cloned().unwrap_or_default();
        let odd = rows.len() > 2 && rows[1].len() != first.len() && !first.iter().any(|c| has_digit(text, *c));
        if odd {
            rows.remove(0);
        }
        let all = first.first().zip(first.last()).map(|(a, b)| a.join(*b)).filter(|_| odd);
        let widths = rows.first().map_or(0, Vec::len);
        let headers = all.map(|all| vec![all; widths]).into_iter().collect();
        if let Some(mut grid) = Grid::new(text, found.len() as u32, headers, rows) {
            grid.around.extend([before, after]);
            found.push(grid);
        }
    };
    for line in text.raw.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let cells = if line.len() <= LINE && is_spaced(line) { cells(line, span.start as usize) } else { Vec::new() };
        let rule = !line.trim().is_empty() && !line.contains(char::is_alphanumeric) && line.len() <= LINE;
        if cells.len() > 1 {
            rows.push(cells);
        } else if !rule || rows.is_empty() {
            if !rows.is_empty() {
                close(&mut rows, before, if span.len() <= AROUND { span } else { Span::default() });
            }
            before = if span.is_empty() || span.len() > AROUND { before } else { span };
        }
    }
    close(&mut rows, before, Span::default());
    found
}

/// Whether columns may be set apart in a line.
fn is_spaced(line: &str) -> bool {
    line.trim().as_bytes().windows(2).any(|pair| matches!(pair, b"  " | b".." | b"| " | [b'\t', _]))
}

/// The cells of a line.
fn cells(line: &str, offset: usize) -> Vec<Span> {
    let line = line.trim_end();
    let strokes = line.contains(" | ") || line.starts_with('|');
    let mut cells = Vec::new();
    let (mut start, mut end, mut gap) = (None, 0, 0u32);
    for (i, c) in line.char_indices() {
        let wide = c == '\t' || (strokes && c == '|');
        if wide || c == ' ' || (c == '.' && (line[i..].starts_with("..") || line[..i].ends_with('.'))) {
            gap += if wide { 2 } else { 1 };
            continue;
        }
        if gap > 1
            && let Some(from) = start.take()
        {
            cells.push(Span::new(offset + from, offset + end));
        }
        start = start.or(Some(i));
        (end, gap) = (i + c.len_utf8(), 0);
    }
    cells.extend(start.map(|from| Span::new(offset + from, offset + end)));
    cells
}
