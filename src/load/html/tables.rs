//! Tables: rows with cells, unless the table only serves layout.

use super::attributes::Attribute;
use super::reader::Reader;
use crate::source::{BlockKind, Span};

/// Text longer than this in a cell that has blocks of its own makes the table a means of layout.
const LAYOUT: usize = 400;

/// The row of a table being read.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub cells: Vec<Span>,
    pub plain_cell: bool,
    /// Where the open cell begins, and how many further columns it spans.
    pub cell: Option<(usize, usize)>,
    /// Where blocks inside cells begin.
    pub breaks: Vec<usize>,
}

impl Reader<'_> {
    /// A table inside a cell shows that the outer one serves layout.
    pub(super) fn enter_table(&mut self) {
        if self.row.is_some() {
            if let Some(outer) = self.context.table {
                self.tables[outer as usize] = true;
            }
            self.end_row(true);
        }
        self.context.table = Some(self.tables.len() as u32);
        self.context.head_rows = false;
        self.tables.push(false);
    }

    pub(super) fn enter_cell(&mut self, header: bool) {
        if self.context.table.is_none() {
            return;
        }
        let columns = self.attributes.get(Attribute::ColumnSpan).trim().parse().unwrap_or(1usize).clamp(1, 50);
        let row = self.row.get_or_insert_default();
        row.plain_cell |= !header;
        if !row.cells.is_empty() {
            self.drafts.gap("\t");
        }
        row.cell = Some((self.drafts.len(), columns - 1));
        self.space = None;
    }

    pub(super) fn end_cell(&mut self) {
        let Some(row) = &mut self.row else { return };
        let Some((start, further)) = row.cell.take() else { return };
        let end = self.drafts.len();
        row.cells.push(Span::new(start, end));
        for _ in 0..further {
            self.drafts.gap("\t");
            row.cells.push(Span::new(self.drafts.len(), self.drafts.len()));
        }
        self.space = None;
        self.line_break = false;
    }

    pub(super) fn end_row(&mut self, layout: bool) {
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        let long = row.cells.iter().any(|c| c.len() > LAYOUT);
        if layout || (long && !row.breaks.is_empty()) {
            let mut cuts = row.breaks;
            cuts.extend(row.cells.iter().map(|c| c.end as usize));
            cuts.sort_unstable();
            self.drafts.finish_at(&cuts, &BlockKind::Paragraph, self.context.place);
            return;
        }
        let header = self.context.head_rows || !row.plain_cell;
        let table = self.first.1 + self.context.table.unwrap_or_default();
        self.drafts.finish(BlockKind::Row { table, header, cells: row.cells }, self.context.place);
    }
}
