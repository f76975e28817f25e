//! Totals of tables, held against the sum of their parts.
//!
//! Each figure admits what rounds to it; a total that no such values add up to is wrong, and so is one of whole counts that misses them by one. Nothing is said where the table may be read in another way:
//! a total that is no larger than one of its parts (an average), a part that holds others, a selection.

use std::collections::BTreeMap;

use super::findings::{Draft, Place};
use crate::claim::{Figure, Sum};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Extent;
use crate::link::{Linked, Links, Role};
use crate::rule::Rule;
use crate::source::Source;

/// A total and the sum of its parts are no further apart than this many times; else they are something else.
const APART: f64 = 2.0;
/// Parts that a note tells one by one.
const TOLD: usize = 12;

/// The findings of a rule on totals.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = links.documents.iter().enumerate().filter(|(_, linked)| linked.document.role == Role::Judged);
    judged.flat_map(|(document, linked)| in_document(document, linked, rule)).collect()
}

fn in_document<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut tables: BTreeMap<(u32, bool), Vec<(&Sum, Outcome)>> = BTreeMap::new();
    for sum in &linked.document.claims.sums {
        tables.entry((sum.table, sum.across)).or_default().push((sum, Outcome::of(sum)));
    }
    let mut found = Vec::new();
    for sums in tables.values() {
        for (sum, outcome) in sums {
            let Outcome::Misses(miss) = outcome else { continue };
            if stands(sum, miss, sums) {
                found.push(draft(document, &linked.document.source, sum, miss, rule));
            }
        }
    }
    found
}

/// What comes of adding up.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Fits,
    Misses(Miss),
}

/// A total that no way to read its table yields.
#[derive(Clone, Debug, PartialEq)]
struct Miss {
    /// The parts by the reading that comes closest.
    parts: Vec<Figure>,
    sum: f64,
    /// Whether it misses however coarsely the figures were rounded.
    clear: bool,
}

impl Outcome {
    fn of(sum: &Sum) -> Self {
        let mut closest: Option<Miss> = None;
        for parts in &sum.readings {
            if adds_up(parts, &sum.total, |f| finest(f, parts, sum)) {
                return Self::Fits;
            }
            let added: f64 = parts.iter().map(|f| f.value).sum();
            let off = |added: f64| (added - sum.total.value).abs();
            if closest.as_ref().is_none_or(|c| off(added) < off(c.sum)) {
                let clear = sum.readings.iter().all(|parts| !adds_up(parts, &sum.total, coarsest));
                closest = Some(Miss { parts: parts.clone(), sum: added, clear });
            }
        }
        closest.map_or(Self::Fits, Self::Misses)
    }
}

/// Whether values that round to the parts add up to one that rounds to the total; `slack` tells how far each may be off.
fn adds_up(parts: &[Figure], total: &Figure, slack: impl Fn(&Figure) -> f64) -> bool {
    let sum: f64 = parts.iter().map(|f| f.value).sum();
    // Floats that are sums of decimals miss them by a little.
    let by = parts.iter().map(&slack).sum::<f64>() + 1e-9 * (1.0 + sum.abs());
    let own = slack(total);
    !Extent::between(sum - by, sum + by).disjoint(&Extent::between(total.value - own, total.value + own))
}

/// How far a figure may be off by its own zeros.
fn coarsest(figure: &Figure) -> f64 {
    figure.step / 2.0
}

/// How far a figure may be off if all of its column are rounded alike; counts are not rounded at all.
fn finest(figure: &Figure, parts: &[Figure], sum: &Sum) -> f64 {
    if !figure.whole {
        return coarsest(figure);
    }
    let whole = parts.iter().chain([&sum.total]).filter(|f| f.whole);
    let step = whole.map(|f| f.step).fold(f64::INFINITY, f64::min);
    if sum.counted && step <= 1.0 { 0.0 } else { step / 2.0 }
}

/// Whether a miss can only be an error, as far as the table shows.
fn stands(sum: &Sum, miss: &Miss, all: &[(&Sum, Outcome)]) -> bool {
    let fitting = all.iter().filter(|(_, outcome)| *outcome == Outcome::Fits).count();
    let missing = all.len() - fitting;
    // Where a total fits in other columns, the table is read as it is meant.
    let confirmed = all.iter().any(|(other, o)| *o == Outcome::Fits && other.line == sum.line);
    let larger = miss.parts.iter().all(|f| f.value >= 0.0 && f.value < sum.total.value);
    let near = miss.sum < APART * sum.total.value && sum.total.value < APART * miss.sum;
    let trusted = if sum.across { fitting >= 2 && missing < fitting } else { missing == 1 || missing <= fitting };
    larger && near && trusted && (confirmed || !(nested(sum, miss) || (sum.selection && miss.sum < sum.total.value)))
}

/// Whether the parts exceed the total in a way that parts within parts would explain: one that sums its neighbours, or is just as large as the excess and smaller than the one before.
fn nested(sum: &Sum, miss: &Miss) -> bool {
    let excess = miss.sum - sum.total.value;
    let parts = &miss.parts;
    let slack: f64 = parts.iter().chain([&sum.total]).map(|f| finest(f, parts, sum)).sum::<f64>() + 1e-6;
    let is = |a: f64, b: f64| (a - b).abs() <= slack;
    let runs = |whole: f64, neighbours: &mut dyn Iterator<Item = &Figure>| {
        let mut added = 0.0;
        neighbours.enumerate().any(|(i, part)| {
            added += part.value;
            i > 0 && is(added, whole)
        })
    };
    let holds = |i: usize| {
        runs(parts[i].value, &mut parts[..i].iter().rev()) || runs(parts[i].value, &mut parts[i + 1..].iter())
    };
    let inner = |i: usize| is(parts[i].value, excess) && parts[i].value < parts[i - 1].value;
    excess > 0.0 && ((1..parts.len()).any(inner) || (parts.len() > 2 && (0..parts.len()).any(holds)))
}

fn draft<'a>(document: usize, source: &Source, sum: &Sum, miss: &Miss, rule: &'a Rule) -> Draft<'a> {
    let place = |figure: &Figure, message: String| Place {
        document,
        span: figure.span,
        value: source.words(figure.span).to_owned(),
        speaker: None,
        valid: None,
        message: Some(message),
    };
    let figures = || miss.parts.iter().chain([&sum.total]);
    let decimals = figures().map(|f| f.decimals).max().unwrap_or_default();
    let grouped = figures().any(|f| f.value.abs() >= 10_000.0 || source.words(f.span).contains(','));
    let shown = number(miss.sum, decimals, grouped);
    let stated = source.words(sum.total.span).to_owned();
    let mut places = vec![place(&sum.total, format!("the parts add up to {shown}"))];
    // The largest first, in case not all are shown.
    let mut parts = miss.parts.clone();
    parts.sort_unstable_by(|a, b| b.value.total_cmp(&a.value).then(a.span.cmp(&b.span)));
    let named = |i: usize| if i == 0 { "the largest part" } else { "a part" };
    places.extend(parts.iter().enumerate().map(|(i, part)| place(part, named(i).to_owned())));
    let by = if miss.clear { PassedBy::Explicit } else { PassedBy::Inference };
    let detail = if miss.clear { "figures of one table" } else { "figures of one table, taken to be rounded alike" };
    let gates = vec![Passed { gate: Gate::Measure, passed_by: by, detail: detail.to_owned() }];
    let severity = if miss.clear { rule.severity } else { rule.severity.lowered() };
    let measure = if sum.measure.is_empty() { "table".to_owned() } else { sum.measure.clone() };
    let slots = [("measure", measure), ("sum", shown.clone()), ("total", stated.clone())];
    let slots = slots.into_iter().map(|(key, words)| (key.to_owned(), words)).collect();
    let mut draft = Draft::of_rule(rule, severity, slots, places, gates);
    let words: Vec<&str> = miss.parts.iter().take(TOLD).map(|f| source.words(f.span)).collect();
    let more = miss.parts.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" + {more} more") } else { String::new() };
    draft.notes.push(format!("{}{more} = {shown}; the total says {stated}", words.join(" + ")));
    draft
}

/// A number with its thousands set apart, if the table does so.
fn number(value: f64, decimals: u8, grouped: bool) -> String {
    let plain = format!("{value:.*}", usize::from(decimals));
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut shown = String::new();
    for (i, digit) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if grouped && i > 0 && left.is_multiple_of(3) && !shown.ends_with('-') {
            shown.push(',');
        }
        shown.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{shown}.{fraction}"),
        None => shown,
    }
}
