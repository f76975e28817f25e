//! Figures of tables that prose tells with their digits swapped, of what stands in their row.
//!
//! "A ferry of 241 metres" and "| Gull | ferry | 214 m |": such digits are hardly those of another measure, so that it is enough that the row's name stands in the sentence or shortly
//! before it, as what a pronoun takes up.

use super::{Found, is_plain, is_told_in};
use crate::claim::{Claim, STATISTIC, Sheet, SheetCell, Value};
use crate::link::Links;
use crate::quantity::Quantity;
use crate::source::Span;

/// How far before a figure the name of its row may stand, in bytes.
const NEAR: u32 = 300;
/// The shortest name of a row, in bytes.
const NAME: usize = 4;

/// The cells of a table that a document tells with swapped digits.
pub(super) fn find<'a>(links: &Links<'a>, sheet: &'a Sheet, (tabled, told): (usize, usize)) -> Vec<Found<'a>> {
    let grouping = links.topics.grouping();
    if tabled == told || !(grouping.together || grouping.side_by_side) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let claims = &links.documents[told].document.claims.claims;
    for claim in claims.iter().filter(|claim| claim.predicate == STATISTIC && is_plain(claim)) {
        let Value::Quantity(quantity) = &claim.value else { continue };
        let plain = quantity.is_unround() && quantity.per.is_none() && quantity.change.is_none();
        let alike = |cell: &&SheetCell| quantity.is_like_value(value(cell)) && fits(sheet, cell, claim, quantity);
        let mut cells =
            sheet.cells.iter().filter(|cell| plain && alike(cell) && names(links, sheet, cell, (tabled, told), claim));
        if let Some(cell) = cells.next()
            && cells.next().is_none()
            && !is_told_in(links, tabled, quantity.value())
            && !is_told_in(links, told, Some(value(cell)))
        {
            found.push(Found { cell, before: None, claim });
        }
    }
    found
}

/// The value of a cell.
fn value(cell: &SheetCell) -> f64 {
    match (cell.extent.low(), cell.extent.high()) {
        (Some(low), Some(high)) => (low + high) / 2.0,
        _ => f64::NAN,
    }
}

/// Whether a cell tells what a figure does: in its unit, or below a heading that names what is counted or measured.
fn fits(sheet: &Sheet, cell: &SheetCell, claim: &Claim, quantity: &Quantity) -> bool {
    let column = &sheet.columns[cell.column as usize];
    let headed = |word: &str| column.words.iter().any(|own| own == word);
    match (cell.unit.as_deref(), quantity.family()) {
        (Some(unit), Some(own)) if quantity.unit.is_some() => unit == own,
        (_, own) => own.is_some_and(headed) || claim.frame.as_ref().is_some_and(|frame| headed(&frame.head)),
    }
}

/// Whether the name of a cell's row stands in the sentence of a claim or shortly before it, and that of no other row between the two.
fn names(links: &Links<'_>, sheet: &Sheet, cell: &SheetCell, (tabled, told): (usize, usize), claim: &Claim) -> bool {
    let table = &links.documents[tabled].document.source;
    let prose = &links.documents[told].document.source.text;
    let mut start = claim.span.start.saturating_sub(NEAR) as usize;
    while !prose.is_char_boundary(start) {
        start += 1;
    }
    let near = Span { start: start as u32, end: claim.span.end }.of(prose);
    let last = |row: usize| {
        let labels = sheet.labels.get(row).into_iter().flatten();
        labels.filter_map(|label| near.rfind(name(table.words(*label))?)).max()
    };
    let own = last(cell.row as usize);
    own.is_some() && (0..sheet.rows.len()).all(|row| row == cell.row as usize || last(row) < own)
}

/// The name in a label: without the marks of its format and what stands in brackets.
fn name(label: &str) -> Option<&str> {
    let name = label.split('(').next()?.trim_matches(|c: char| !c.is_alphanumeric());
    (name.len() >= NAME && name.contains(char::is_uppercase)).then_some(name)
}
