//! Columns of figures from one time to the next, held against prose that tells which way they went: "visitor numbers slipped in 2018" beside a table in which they rose.

use super::{Found, is_plain};
use crate::claim::{Claim, Frame, Heading, Sheet, SheetCell, TREND, Value};
use crate::extent::Days;
use crate::link::{Links, Valid};

/// Words of what moved that the heading of the column does not have: "numbers".
const OTHERS: usize = 1;

/// The cells of a table that a document tells to have moved the other way.
pub(super) fn find<'a>(links: &Links<'a>, sheet: &'a Sheet, (tabled, told): (usize, usize)) -> Vec<Found<'a>> {
    let claims = links.documents[told].document.claims.claims.iter();
    let trends = claims.filter(|claim| claim.predicate == TREND && is_plain(claim));
    trends.filter_map(|claim| against(links, sheet, tabled, claim, &links.valid(told, claim))).collect()
}

/// The step of one column that goes against what a claim tells.
fn against<'a>(
    links: &Links<'a>,
    sheet: &'a Sheet,
    tabled: usize,
    claim: &'a Claim,
    valid: &Valid,
) -> Option<Found<'a>> {
    let (Some(frame), Value::Listed(way)) = (&claim.frame, &claim.value) else { return None };
    if !valid.own || !valid.days.is_bounded() {
        return None;
    }
    let mut columns = (0..sheet.columns.len()).filter(|&column| moves(frame, &sheet.columns[column]));
    let column = columns.next().filter(|_| columns.next().is_none())?;
    let mut steps: Vec<(Days, &SheetCell)> = Vec::new();
    for cell in sheet.cells.iter().filter(|cell| cell.column as usize == column) {
        let time = sheet.rows[cell.row as usize].time?;
        steps.push((links.documents[tabled].times[time as usize].extent, cell));
    }
    steps.sort_by_cached_key(|(days, _)| days.low().unwrap_or(chrono::NaiveDate::MIN));
    let within = |days: &Days| {
        let (low, high) = (days.low().zip(valid.days.low()), days.high().zip(valid.days.high()));
        low.is_some_and(|(own, told)| own >= told) && high.is_some_and(|(own, told)| own <= told)
    };
    let first = steps.iter().position(|(days, _)| within(days))?;
    let last = steps.iter().rposition(|(days, _)| within(days))?;
    // What went down in a year is less than in the year before; what went down over some years is less in the last than in the first.
    let from =
        if first == last { first.checked_sub(1).filter(|&at| adjoin(&steps[at].0, &steps[first].0))? } else { first };
    let (before, after) = (steps[from].1, steps[last].1);
    let opposite = match way.as_str() {
        "up" => after.extent.before(&before.extent) == Some(true),
        "down" => before.extent.before(&after.extent) == Some(true),
        _ => false,
    };
    opposite.then_some(Found { cell: after, before: Some(before), claim })
}

/// Whether what moved is what a column tells.
fn moves(frame: &Frame, column: &Heading) -> bool {
    let told = |word: &String| *word == frame.head || frame.words.contains(word);
    let others = frame.words.iter().chain([&frame.head]).filter(|word| !column.words.contains(word)).count();
    !column.words.is_empty() && column.words.iter().all(told) && others <= OTHERS && frame.restrictions.is_empty()
}

/// Whether one time ends on the day before the other begins.
fn adjoin(before: &Days, after: &Days) -> bool {
    before.high().and_then(|day| day.succ_opt()) == after.low() && after.low().is_some()
}
