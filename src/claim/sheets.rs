//! The figures of tables, each with what stands over it and before it, so that prose that tells the same can be held against them.

use serde::{Deserialize, Serialize};

use super::extract::Reader;
use super::tables::{Cell, Grid, Unit, grids};
use crate::extent::Extent;
use crate::source::Span;
use crate::text::TokenKind;

/// The most figures of a table that is kept; larger ones are data, not prose.
const CELLS: usize = 400;

/// A table's figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The words and names around the table, and its time.
    pub beside: Heading,
    /// The first cells of its rows.
    pub rows: Vec<Heading>,
    /// The cells of words in each of its rows, the first among them.
    pub labels: Vec<Vec<Span>>,
    /// What stands over its columns.
    pub columns: Vec<Heading>,
    /// Its figures.
    pub cells: Vec<SheetCell>,
}

/// What a heading of a row or a column tells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// Where it stands.
    pub span: Span,
    /// Its content words, canonical lemmas, sorted; names and units left out.
    pub words: Vec<String>,
    /// Keys of places, persons and bodies, sorted.
    pub names: Vec<String>,
    /// Index into the document's times.
    pub time: Option<u32>,
    /// The unit that it tells of the figures.
    pub unit: Option<String>,
    /// By what the figures are multiplied: a million.
    pub scale: Option<f64>,
    /// Whether it is that of a total.
    pub total: bool,
}

/// A figure in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetCell {
    /// Index of its row.
    pub row: u32,
    /// Index of its column.
    pub column: u32,
    /// Its words.
    pub span: Span,
    /// The values that it admits, as scaled by its headings.
    pub extent: Extent<f64>,
    /// Its unit, or what it counts, where the cell or a heading tells it.
    pub unit: Option<String>,
}

impl Reader<'_> {
    /// The tables of the document as sheets of figures.
    pub(super) fn sheets(&self) -> Vec<Sheet> {
        grids(self.text, self.mentions).iter().filter_map(|(grid, cells)| self.sheet(grid, cells)).collect()
    }

    fn sheet(&self, grid: &Grid, cells: &[Vec<Cell>]) -> Option<Sheet> {
        // What stands in brackets behind the name of a row is another name of it, not a unit.
        let row = |row: &Vec<Span>| Heading { unit: None, scale: None, ..self.heading(&row[..1]) };
        let rows: Vec<Heading> = grid.rows.iter().map(row).collect();
        let column = |column: usize| {
            let spans: Vec<Span> = grid.headers.iter().filter_map(|row| row.get(column).copied()).collect();
            self.heading(&spans)
        };
        let columns: Vec<Heading> = (0..grid.width()).map(column).collect();
        // The prose around a table tells its time, but many other things as well.
        let beside = Heading { time: self.heading(&grid.around).time, ..self.heading(&grid.headers.concat()) };
        let worded = |(spans, cells): (&Vec<Span>, &Vec<Cell>)| {
            let words = spans.iter().zip(cells).filter(|(_, cell)| **cell == Cell::Other);
            words.map(|(span, _)| *span).collect()
        };
        let labels = grid.rows.iter().zip(cells).map(worded).collect();
        let mut sheet = Sheet { beside, rows, labels, columns, cells: Vec::new() };
        for (row, line) in cells.iter().enumerate() {
            for (column, cell) in line.iter().enumerate().skip(1) {
                if let Cell::Number(figure, unit) = cell {
                    let heading = &sheet.columns[column];
                    let (scale, rounded) =
                        (heading.scale.unwrap_or(1.0), !figure.whole || heading.scale.is_some() || figure.step > 1.0);
                    let off = if rounded { figure.step / 2.0 } else { 0.0 };
                    let extent = Extent::between((figure.value - off) * scale, (figure.value + off) * scale);
                    let unit = match unit {
                        Unit::Percent => Some("percent".to_owned()),
                        Unit::Named(name) => Some(name.clone()),
                        Unit::None => heading.unit.clone(),
                    };
                    sheet.cells.push(SheetCell {
                        row: row as u32,
                        column: column as u32,
                        span: figure.span,
                        extent,
                        unit,
                    });
                }
            }
        }
        let told = sheet.columns.iter().any(|heading| !heading.words.is_empty());
        (told && !sheet.cells.is_empty() && sheet.cells.len() <= CELLS).then_some(sheet)
    }

    /// What the words of some spans tell.
    fn heading(&self, spans: &[Span]) -> Heading {
        let tables = &self.rules.tables.tables;
        let mut heading = Heading::default();
        for span in spans {
            heading.span = if heading.span == Span::default() { *span } else { heading.span.join(*span) };
            let (times, entities) = (&self.mentions.times, &self.mentions.entities);
            let next = times.partition_point(|time| time.span.end <= span.start);
            let time = times.get(next).filter(|time| span.contains(time.span)).map(|_| next as u32);
            heading.time = heading.time.or(time);
            heading.total |= tables.is_total(self.text.of(*span));
            let from = entities.mentions.partition_point(|m| m.span.end <= span.start);
            let inside = entities.mentions[from..].iter().take_while(|m| m.span.start < span.end);
            let known: Vec<Span> = inside
                .filter_map(|m| Some((m.span, entities.get(m.entity?).key.clone())))
                .map(|(at, key)| {
                    heading.names.push(key);
                    at
                })
                .collect();
            let mut bracketed = false;
            for i in self.text.tokens_in(*span) {
                let (token, lower) = (self.text.token(i), self.text.lower(i));
                bracketed = (bracketed || lower == "(") && lower != ")";
                if tables.is_share(lower) {
                    heading.unit = Some("percent".to_owned());
                } else if let Some(scale) = tables.scale(lower) {
                    heading.scale = Some(scale);
                } else if token.kind == TokenKind::Word
                    && token.span.len() > 1
                    && !self.is_stop(i)
                    && !known.iter().any(|name| name.contains(token.span))
                    && !times.get(next).is_some_and(|time| time.span.contains(token.span))
                {
                    let word = self.canonical(self.text.lemma(i)).to_owned();
                    if bracketed { heading.unit = Some(word) } else { heading.words.push(word) }
                }
            }
        }
        heading.words.sort_unstable();
        heading.words.dedup();
        heading.names.sort_unstable();
        heading.names.dedup();
        heading
    }
}
