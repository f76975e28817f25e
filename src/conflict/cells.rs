//! Figures of tables held against prose that names their row and their column.
//!
//! A sentence tells of a cell if it has the names and words of the row's heading and of the column's, and hardly any others. What the table tells elsewhere in that row or column, and
//! what is told of another time, is left alone.

mod series;
mod slips;

use std::collections::BTreeMap;

use super::findings::{Draft, Place, value_words};
use crate::claim::{Claim, Frame, Heading, Modality, Polarity, STATISTIC, Sheet, SheetCell, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::{Linked, Links, Role, Valid};
use crate::quantity::Quantity;
use crate::rule::Rule;

/// Within how many days documents that name no time speak of one.
const DAYS: i64 = 31;
/// Words of a sentence that neither heading has, where the unit tells the column.
const OTHERS: usize = 1;

/// The findings of a rule on cells and prose.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for (tabled, linked) in links.documents.iter().enumerate() {
        if linked.document.claims.sheets.is_empty() {
            continue;
        }
        for told in (0..links.documents.len()).filter(|&told| links.topics.same(tabled, told)) {
            let judged = [tabled, told].iter().any(|&d| links.documents[d].document.role == Role::Judged);
            if judged && links.comparable(tabled, told) {
                found.extend(between(links, rule, tabled, told));
            }
        }
    }
    found
}

/// A cell that prose tells otherwise.
struct Found<'a> {
    /// The cell.
    cell: &'a SheetCell,
    /// The one that it went up or down from, where that is what prose tells.
    before: Option<&'a SheetCell>,
    /// What prose tells.
    claim: &'a Claim,
}

/// The cells of one document against the prose of another, or of the same.
fn between<'a>(links: &Links<'a>, rule: &'a Rule, tabled: usize, told: usize) -> Vec<Draft<'a>> {
    let (sheets, prose) = (&links.documents[tabled].document.claims.sheets, &links.documents[told]);
    let own = &prose.document.claims.sheets;
    let mut found = Vec::new();
    for claim in prose.document.claims.claims.iter().filter(|claim| claim.predicate == STATISTIC && is_plain(claim)) {
        let (Value::Quantity(quantity), Some(frame)) = (&claim.value, &claim.frame) else { continue };
        if quantity.per.is_some() || quantity.change.is_some() {
            continue;
        }
        let valid = links.valid(told, claim);
        for sheet in sheets {
            let cell = cell_of(links, sheet, (tabled, told), frame, quantity, &valid);
            found.extend(cell.map(|cell| (sheet, Found { cell, before: None, claim })));
        }
    }
    for sheet in sheets {
        found.extend(slips::find(links, sheet, (tabled, told)).into_iter().map(|slip| (sheet, slip)));
        found.extend(series::find(links, sheet, (tabled, told)).into_iter().map(|step| (sheet, step)));
    }
    // A table is no prose.
    let in_table =
        |claim: &Claim| own.iter().any(|sheet| sheet.cells.iter().any(|cell| cell.span.overlaps(claim.span)));
    found.retain(|(_, told)| !in_table(told.claim));
    found.iter().map(|(sheet, otherwise)| draft(links, rule, sheet, otherwise, (tabled, told))).collect()
}

/// Whether a document tells a value anywhere.
fn is_told_in(links: &Links<'_>, document: usize, value: Option<f64>) -> bool {
    let told = &links.documents[document].document.claims.mentions.quantities;
    value.is_some() && told.iter().any(|told| told.value() == value)
}

fn is_plain(claim: &Claim) -> bool {
    claim.context.polarity == Polarity::Positive
        && claim.context.modality == Modality::Actual
        && !claim.context.distanced
}

/// The one cell that a sentence tells of, if it tells another value.
fn cell_of<'s>(
    links: &Links<'_>,
    sheet: &'s Sheet,
    (tabled, told): (usize, usize),
    frame: &Frame,
    quantity: &Quantity,
    valid: &Valid,
) -> Option<&'s SheetCell> {
    let question = Question::new(frame, quantity);
    let rows: Vec<usize> = (0..sheet.rows.len()).filter(|&row| question.names(&sheet.rows[row])).collect();
    if rows.is_empty() {
        return None;
    }
    let table = &links.documents[tabled];
    // The size of a thing stays; how many, how much money, and how warm it is do not.
    let size = matches!(quantity.dimension(), Some("length" | "area" | "volume" | "mass"));
    let when = |cell: &SheetCell| is_timely(links, table, sheet, cell, (tabled, told), valid, size);
    let mut cells = sheet.cells.iter().filter(|cell| {
        let (row, column) = (&sheet.rows[cell.row as usize], &sheet.columns[cell.column as usize]);
        let alone = || {
            let others = sheet.cells.iter().filter(|other| other.row == cell.row && other.column != cell.column);
            others.into_iter().all(|other| other.unit != cell.unit)
        };
        rows.contains(&(cell.row as usize)) && question.asks(row, column, &sheet.beside, cell, alone) && when(cell)
    });
    let cell = cells.next()?;
    let extent = quantity.base_extent();
    let apart = cell.extent.disjoint(&extent) && cells.next().is_none();
    // What stands elsewhere in the row or the column may be what is meant.
    let elsewhere = sheet
        .cells
        .iter()
        .any(|other| (other.row == cell.row || other.column == cell.column) && !other.extent.disjoint(&extent));
    (apart && !elsewhere).then_some(cell)
}

/// What a sentence asks, as words and names.
struct Question<'f> {
    frame: &'f Frame,
    words: Vec<&'f str>,
    unit: Option<&'f str>,
}

impl<'f> Question<'f> {
    fn new(frame: &'f Frame, quantity: &'f Quantity) -> Self {
        let lists = frame.words.iter().chain(&frame.restrictions).chain(&frame.base).chain([&frame.head]);
        let mut words: Vec<&str> = lists.map(String::as_str).chain(quantity.measured.as_deref()).collect();
        words.extend(frame.places.iter().chain(&frame.actors).flat_map(|name| name.split(' ')));
        words.sort_unstable();
        words.dedup();
        Self { frame, words, unit: quantity.family() }
    }

    fn has(&self, word: &str) -> bool {
        self.words.binary_search(&word).is_ok()
    }

    fn is_name(&self, name: &String) -> bool {
        self.frame.places.contains(name) || self.frame.actors.contains(name)
    }

    /// Whether the sentence names what a row tells of.
    fn names(&self, row: &Heading) -> bool {
        let told = !(row.names.is_empty() && row.words.is_empty());
        told && !row.total && row.names.iter().all(|name| self.is_name(name)) && row.words.iter().all(|w| self.has(w))
    }

    /// Whether the sentence asks for what stands in a row below a heading, and for nothing besides.
    fn asks(
        &self,
        row: &Heading,
        column: &Heading,
        beside: &Heading,
        cell: &SheetCell,
        alone: impl Fn() -> bool,
    ) -> bool {
        let known = |word: &String| {
            let headings = [row, column, beside];
            headings.iter().any(|h| h.words.contains(word) || h.names.iter().any(|n| n.split(' ').any(|w| w == word)))
        };
        let named = !column.words.is_empty() && column.words.iter().all(|word| self.has(word));
        // "64 metres high" tells of the one column in metres.
        let by_unit =
            cell.unit.is_some() && cell.unit.as_deref() == self.unit && cell.unit.as_deref() != Some("percent");
        let allowed = if by_unit { OTHERS } else { 0 };
        let others = self.frame.words.iter().filter(|word| !known(word)).count();
        let restricted = self.frame.restrictions.iter().all(known);
        let name_known =
            |name: &String| row.names.contains(name) || beside.names.contains(name) || column.names.contains(name);
        let names = self.frame.places.iter().chain(&self.frame.actors).filter(|name| !name_known(name)).count();
        let unit = match (cell.unit.as_deref(), self.unit) {
            (Some(cell), Some(own)) => cell == own,
            (None, Some(own)) => self.frame.head == own || column.words.iter().any(|word| word == own),
            (Some("percent"), None) => false,
            (_, None) => true,
        };
        (named || by_unit && alone()) && !column.total && restricted && others <= allowed && names == 0 && unit
    }
}

/// Whether a cell and a sentence are of one time.
fn is_timely(
    links: &Links<'_>,
    table: &Linked<'_>,
    sheet: &Sheet,
    cell: &SheetCell,
    (tabled, told): (usize, usize),
    valid: &Valid,
    size: bool,
) -> bool {
    let own = sheet.columns[cell.column as usize].time.or(sheet.rows[cell.row as usize].time);
    let time = own.or(sheet.beside.time).map(|time| table.times[time as usize].extent);
    match (valid.own, time) {
        (true, Some(days)) => !days.disjoint(&valid.days),
        (true, None) => false,
        (false, _) if own.is_some() => false,
        (false, _) => {
            size || tabled == told || links.topics.grouping().side_by_side || links.within(tabled, told, DAYS)
        }
    }
}

fn draft<'a>(
    links: &Links<'a>,
    rule: &'a Rule,
    sheet: &Sheet,
    Found { cell, before, claim }: &Found<'a>,
    (tabled, told): (usize, usize),
) -> Draft<'a> {
    let words = |heading: &Heading| {
        let words = links.documents[tabled].document.source.words(heading.span);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (row, column) = (words(&sheet.rows[cell.row as usize]), words(&sheet.columns[cell.column as usize]));
    let prose = Place {
        document: told,
        span: claim.span,
        value: value_words(&links.documents[told], claim),
        speaker: claim.context.speaker.as_ref().map(|s| s.name.clone()),
        valid: None,
        message: None,
    };
    let figure = |cell: &SheetCell| Place {
        document: tabled,
        span: cell.span,
        value: links.documents[tabled].document.source.words(cell.span).to_owned(),
        speaker: None,
        valid: None,
        message: Some(format!("in the table, {}, {column}", words(&sheet.rows[cell.row as usize]))),
    };
    let places = [Some(prose), Some(figure(cell)), before.map(figure)].into_iter().flatten().collect();
    let gates = vec![Passed {
        gate: Gate::Measure,
        passed_by: PassedBy::Inference,
        detail: "the words of the row's and the column's headings".to_owned(),
    }];
    let slots = BTreeMap::from([("row".to_owned(), row.clone()), ("column".to_owned(), column.clone())]);
    let severity =
        if claim.context.speaker.is_some() { rule.severity.lowered().lowered() } else { rule.severity.lowered() };
    Draft::of_rule(rule, severity, slots, places, gates)
}
