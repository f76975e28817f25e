//! One amount told in two units: "5 feet 2 inches", "13 dollars and 45 cents", "5'2\"".

use super::context::Context;
use super::decimal::Decimal;
use super::extents::Shape;
use super::number::{self, Figure};
use super::scan::Parts;
use super::tables::{Flag, UnitKind};
use super::units::{self, Found};

/// Adds what follows in a lesser unit to an amount whose unit is known.
pub(super) fn add_lesser(cx: &Context, parts: &mut Parts) {
    let Some(unit) = &parts.unit else { return };
    let last = unit.name.rsplit(' ').next().unwrap_or("");
    let Some(lesser) = cx.tables.parts.get(last) else { return };
    if parts.second.is_some() || parts.figure.power.is_some() || parts.figure.fraction {
        return;
    }
    let mut at = parts.end;
    at += usize::from(cx.is(at, "and") || cx.is(at, ","));
    if !(cx.is_number(at) || cx.word(at).number.is_some()) {
        return;
    }
    let figure =
        number::read(cx, at).filter(|f| f.tokens.start == at && !f.ordinal && !f.fraction && f.power.is_none());
    let Some(figure) = figure else { return };
    let found = units::suffix(cx, &figure).or_else(|| inch_after_foot(cx, last, figure.tokens.end));
    let fits = |name: &str| lesser.iter().find(|(part, _)| &**part == name).map(|&(_, count)| count);
    let (count, end) = match found {
        Some(found) => match fits(&found.name) {
            Some(count) => (count, found.edge),
            None => return,
        },
        // "13 dollars 50": two digits, and nothing that they could count.
        None if unit.kind == UnitKind::Money && closes(cx, &figure) => (100, figure.tokens.end),
        None => return,
    };
    join(parts, &figure, count, end);
}

fn join(parts: &mut Parts, lesser: &Figure, count: u32, end: usize) -> Option<()> {
    if !lesser.small(count.into()) && lesser.value.decimals() == 0 || lesser.value.less(Decimal::ZERO) {
        return None;
    }
    parts.figure.value = parts.figure.value.plus(Decimal::ratio(lesser.value, count.into())?)?;
    parts.figure.shape = Shape::Step(Decimal::ratio(Decimal::int(1), count.into())?);
    parts.figure.tokens.end = lesser.tokens.end;
    parts.end = end;
    Some(())
}

/// "12 ft 2 in": the word is a preposition where a noun phrase follows.
fn inch_after_foot(cx: &Context, unit: &str, at: usize) -> Option<Found> {
    let noun = cx.flag(at + 1, Flag::Determiner) || cx.capital(at + 1) || cx.is_number(at + 1);
    let fits = unit == "foot" && (cx.is(at, "in") && !noun || cx.any(at, &["\"", "”", "″"]) && cx.glued(at));
    fits.then(|| units::named(cx, "inch", at + 1)).flatten()
}

fn closes(cx: &Context, figure: &Figure) -> bool {
    let end = figure.tokens.end;
    figure.small(100)
        && !figure.small(10)
        && figure.value.decimals() == 0
        && (!cx.has(end) || cx.any(end, &[".", ";", "!", "?"]))
}

/// "5'2\"": feet and inches by their marks.
pub(super) fn by_marks(cx: &Context, parts: &mut Parts) {
    let at = parts.figure.tokens.end;
    let marked = parts.figure.digits && cx.glued(at) && cx.any(at, &["'", "’", "′"]);
    let closed = cx.any(at + 2, &["\"", "”", "″"]) && cx.glued(at + 2);
    if !marked || !closed || !cx.is_number(at + 1) || parts.unit.is_some() || !parts.figure.small(100) {
        return;
    }
    let Some(inches) = Decimal::parse(cx.raw(at + 1)) else { return };
    let figure = Figure { value: inches, tokens: at + 1..at + 2, ..parts.figure.clone() };
    if join(parts, &figure, 12, at + 3).is_some() {
        parts.unit = units::named(cx, "foot", at + 3);
    }
}
