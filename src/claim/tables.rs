//! Totals in tables: "Total" below, or to the right of, the figures that it sums.
//!
//! A table becomes a [grid](grid) of cells. Rows (and, the other way round, columns) are told apart by their [labels]: parts, parts of parts, totals of some and of all. What a total sums is often left
//! to the reader, so that every way to read it is kept; whether it adds up by one of them is a matter of the second stage. A table with a cell that is not understood says nothing.

mod figure;
mod grid;
mod labels;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::Text;
pub(super) use figure::{Cell, Unit};
pub(super) use grid::Grid;
use labels::{Kind, Labels};

/// The most rows or columns of a table that is looked at; longer ones are data, not prose.
const LINES: usize = 300;
/// The most totals of one row or column.
const TOTALS: usize = 40;

/// A number in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The cell's words.
    pub span: Span,
    /// Its value.
    pub value: f64,
    /// The step that it is rounded to as written: 0.1 for "5.2", 10 for "1,240", 100,000 for "5.2 million".
    pub step: f64,
    /// Digits after the point.
    pub decimals: u8,
    /// Whether it is written in digits alone, without a point.
    pub whole: bool,
}

/// A total and what it may sum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sum {
    /// Number of the table within the document.
    pub table: u32,
    /// Whether the total stands to the right of its parts, not below.
    pub across: bool,
    /// Which row or column of the table states the total.
    pub line: u32,
    /// What the figures measure: the heading of the column, or of the row.
    pub measure: String,
    /// The total.
    pub total: Figure,
    /// The parts, by each way to read the table.
    pub readings: Vec<Vec<Figure>>,
    /// Whether the figures are whole numbers and nothing tells that they were rounded.
    pub counted: bool,
    /// Whether the table calls itself a selection.
    pub selection: bool,
}

/// The word lists of this module, from `claim/tables`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    total: FxHashSet<String>,
    beside: FxHashSet<String>,
    subtotal: FxHashSet<String>,
    groups: FxHashSet<String>,
    amounts: FxHashSet<String>,
    rest: FxHashSet<String>,
    inner: Vec<String>,
    subtracted: FxHashSet<String>,
    averaged: FxHashSet<String>,
    shares: FxHashSet<String>,
    rounded: FxHashSet<String>,
    selected: FxHashSet<String>,
    overlapping: FxHashSet<String>,
    scales: FxHashMap<String, f64>,
    months: FxHashMap<String, f64>,
}

impl Tables {
    /// Reads the table `claim/tables`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/tables", problems)
    }
}

/// The totals of a document's tables.
pub(super) fn find(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Sum> {
    let mut found = Vec::new();
    for grid in grid::all(text) {
        let beside: Vec<String> = grid.around.iter().flat_map(|s| labels::words(text.of(*s))).collect();
        let is = |list: &FxHashSet<String>| beside.iter().any(|w| list.contains(w));
        if is(&tables.overlapping) || grid.rows.len() > LINES || grid.width() > LINES {
            continue;
        }
        let cells: Vec<Vec<Cell>> =
            grid.rows.iter().map(|row| row.iter().map(|span| figure::read(text, mentions, *span)).collect()).collect();
        let measured = cells.iter().flatten().any(|c| matches!(c, Cell::Number(_, Unit::Named(_))));
        let labels = Labels::new(text, tables, &grid, measured || is(&tables.rounded));
        let reader = Reader {
            text,
            tables,
            grid: &grid,
            cells,
            labels,
            rounded: is(&tables.rounded),
            selection: is(&tables.selected),
        };
        found.extend(reader.down());
        found.extend(reader.across());
    }
    found
}

/// The grids of a document's tables with what their cells hold; long ones are left out.
pub(super) fn grids(text: &Text, mentions: &Mentions) -> Vec<(Grid, Vec<Vec<Cell>>)> {
    let grids = grid::all(text).into_iter().filter(|grid| grid.rows.len() <= LINES && grid.width() <= LINES);
    let read = |grid: Grid| {
        let row = |row: &Vec<Span>| row.iter().map(|span| figure::read(text, mentions, *span)).collect();
        let cells = grid.rows.iter().map(row).collect();
        (grid, cells)
    };
    grids.map(read).collect()
}

impl Tables {
    /// Whether a label names a total of a table.
    pub(super) fn is_total(&self, label: &str) -> bool {
        labels::words(label).iter().any(|w| self.total.contains(w) || self.subtotal.contains(w))
    }

    /// Whether a word of a heading says that what stands below is told in per cent.
    pub(super) fn is_share(&self, word: &str) -> bool {
        self.shares.contains(word)
    }

    /// How many a word of a heading says that the figures below are told in: "million".
    pub(super) fn scale(&self, word: &str) -> Option<f64> {
        self.scales.get(word).copied()
    }
}

struct Reader<'a> {
    text: &'a Text,
    tables: &'a Tables,
    grid: &'a Grid,
    cells: Vec<Vec<Cell>>,
    labels: Labels<'a>,
    rounded: bool,
    selection: bool,
}

impl Reader<'_> {
    /// Totals below their columns.
    fn down(&self) -> Vec<Sum> {
        let mut kinds: Vec<Kind> =
            (0..self.grid.rows.len()).map(|row| self.labels.row(row, &self.cells[row])).collect();
        self.labels.sum_periods(&mut kinds);
        if !kinds.iter().any(|k| k.is_total()) {
            return Vec::new();
        }
        let columns = (1..self.grid.width()).filter_map(|column| {
            let heading = labels::words(&self.grid.heading(self.text, column));
            let share = heading.iter().any(|w| self.tables.shares.contains(w));
            let cells: Vec<&Cell> = self.cells.iter().map(|row| &row[column]).collect();
            (!heading.iter().any(|w| self.tables.averaged.contains(w)))
                .then(|| self.sums(&kinds, &cells, false, share, &self.grid.heading_shown(self.text, column)))
        });
        columns.flatten().collect()
    }

    /// Totals at the end of their rows.
    fn across(&self) -> Vec<Sum> {
        let kinds: Vec<Kind> = (0..self.grid.width()).map(|column| self.labels.column(column, &self.cells)).collect();
        if !kinds.iter().any(|k| k.is_total()) {
            return Vec::new();
        }
        let rows = (0..self.grid.rows.len()).filter_map(|row| {
            let label = self.text.of(self.grid.rows[row][0]);
            let words = labels::words(label);
            let share = words.iter().any(|w| self.tables.shares.contains(w));
            let cells: Vec<&Cell> = self.cells[row].iter().collect();
            (!words.iter().any(|w| self.tables.averaged.contains(w)))
                .then(|| self.sums(&kinds, &cells, true, share, label.trim()))
        });
        rows.flatten().collect()
    }

    /// The totals of one column (or row), whose lines are of these kinds.
    fn sums(&self, kinds: &[Kind], cells: &[&Cell], across: bool, share: bool, measure: &str) -> Vec<Sum> {
        let totals = kinds.iter().enumerate().filter(|(_, kind)| kind.is_total()).take(TOTALS);
        let sum = |(line, kind): (usize, &Kind)| {
            let Cell::Number(total, _) = cells[line] else { return None };
            let mut readings: Vec<Vec<usize>> = Vec::new();
            for reading in labels::readings(kinds, line, *kind)? {
                if reading.len() > 1 && !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
            let read = |lines: &Vec<usize>| lines.iter().map(|&at| cells[at].number()).collect::<Option<Vec<Figure>>>();
            let all: Vec<usize> = readings.iter().flatten().copied().chain([line]).collect();
            let unit = unit(all.iter().map(|&at| cells[at]))?;
            let share = share || unit == Unit::Percent;
            let readings = readings.iter().map(read).collect::<Option<Vec<_>>>()?;
            let figures: Vec<Figure> = readings.iter().flatten().copied().chain([*total]).collect();
            if readings.is_empty() || (share && !is_hundred(total)) || !alike(&figures) {
                return None;
            }
            let counted = !share && !self.rounded && unit == Unit::None && figures.iter().all(|f| f.whole);
            Some(Sum {
                table: self.grid.table,
                across,
                line: line as u32,
                measure: measure.to_owned(),
                total: *total,
                readings,
                counted,
                selection: self.selection,
            })
        };
        totals.filter_map(sum).collect()
    }
}

/// The one unit of all cells; those without one take it from the others.
fn unit<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Unit> {
    let mut unit = &Unit::None;
    for cell in cells {
        let Cell::Number(_, other) = cell else { continue };
        if *unit != Unit::None && *other != Unit::None && unit != other {
            return None;
        }
        unit = if *unit == Unit::None { other } else { unit };
    }
    Some(unit.clone())
}

fn is_hundred(total: &Figure) -> bool {
    (total.value - 100.0).abs() < 0.5
}

/// Whether the figures are written by one habit: "1.234" beside "950" may be more than a thousand, and four digits may be years.
fn alike(figures: &[Figure]) -> bool {
    let thousands = figures.iter().any(|f| f.decimals == 3) && figures.iter().any(|f| f.decimals == 0);
    let year = |f: &Figure| f.whole && f.span.len() == 4 && (1500.0..2100.0).contains(&f.value);
    !thousands && !figures.iter().all(year)
}
