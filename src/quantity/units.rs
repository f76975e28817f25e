//! Units before and after a number: currencies, percent, measures.

use super::context::Context;
use super::number::Figure;
use super::tables::{Flag, UnitKind};

/// A unit found beside a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub name: String,
    pub kind: UnitKind,
    /// Its first token, for one before the number; one past its last token, for one after it.
    pub edge: usize,
}

fn found(cx: &Context, unit: u16, edge: usize) -> Found {
    let unit = &cx.tables.units[unit as usize];
    Found { name: unit.name.to_string(), kind: unit.kind, edge }
}

/// The currency before a number: "$", "US$", "EUR", "Rs."
pub(super) fn prefix(cx: &Context, start: usize) -> Option<Found> {
    let mut at = cx.back(start, 1);
    if cx.any(at, &["-", "−"]) && cx.glued(start) {
        at = cx.back(at, 1);
    }
    if !cx.has(at) {
        return None;
    }
    if cx.is(at, ".") && cx.glued(at) {
        at = cx.back(at, 1);
        return cx.is(at, "rs").then(|| cx.word(at).code.map(|unit| found(cx, unit, at))).flatten();
    }
    if let Some(&unit) = cx.tables.signs.get(cx.lower(at)) {
        let country = cx.back(at, 1);
        let near = cx.is_word(country) && (cx.glued(at) || !cx.article(country));
        let long = near.then(|| format!("{} {}", cx.lower(country), cx.lower(at)));
        return match long.and_then(|sign| cx.tables.signs.get(sign.as_str())) {
            Some(&unit) => Some(found(cx, unit, country)),
            None => Some(found(cx, unit, at)),
        };
    }
    cx.word(at).code?;
    cx.tables.codes.get(cx.raw(at).trim_end_matches('.')).map(|&unit| found(cx, unit, at))
}

/// The unit after a number: "percent", "-metre", "km", "Kessarian pounds", "USD".
pub(super) fn suffix(cx: &Context, figure: &Figure) -> Option<Found> {
    let end = figure.tokens.end;
    let at = if cx.hyphen(end) { end + 1 } else { end };
    if cx.word(at).units.is_empty() && cx.word(at + 1).units.is_empty() && cx.word(at).code.is_none() {
        return sign_after(cx, at);
    }
    if let Some(unit) = phrase(cx, figure, at) {
        return Some(unit);
    }
    if cx.word(at).code.is_some()
        && let Some(&unit) = cx.tables.codes.get(cx.raw(at))
    {
        return Some(found(cx, unit, at + 1));
    }
    adjective(cx, figure, at).or_else(|| sign_after(cx, at))
}

fn phrase(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    let mut best: Option<(usize, u16)> = None;
    for &p in &cx.word(at).units {
        let phrase = &cx.tables.unit_phrases[p as usize];
        if let Some(end) = cx.phrase_from(at, phrase)
            && best.is_none_or(|(b, _)| end > b)
            && (!phrase.symbol || (figure.digits && symbol_fits(cx, figure, at)))
            && (!cx.flag(at, Flag::Stop) || phrase.words.len() > 1 || figure.power.is_some() || !figure.small(100))
        {
            best = Some((end, phrase.what));
        }
    }
    best.map(|(end, unit)| found(cx, unit, end))
}

/// A unit in words at a token ("hundreds of dollars").
pub(super) fn in_words(cx: &Context, at: usize) -> Option<Found> {
    let phrases = cx.word(at).units.iter().map(|&p| &cx.tables.unit_phrases[p as usize]).filter(|p| !p.symbol);
    phrases.filter_map(|p| Some(found(cx, p.what, cx.phrase_from(at, p)?))).max_by_key(|f| f.edge)
}

/// One letter after digits may also be the beginning of a name or a lettered paragraph.
fn symbol_fits(cx: &Context, figure: &Figure, at: usize) -> bool {
    let name = cx.capital(cx.back(figure.tokens.start, 1)) && figure.tokens.start > cx.start + 1 && !cx.glued(at);
    cx.raw(at).chars().count() > 1 || !name
}

/// A sign after the digits: "100 ₡", "15€".
fn sign_after(cx: &Context, at: usize) -> Option<Found> {
    let next_is_amount = cx.glued(at + 1) && cx.is_number(at + 1);
    cx.tables
        .signs
        .get(cx.lower(at))
        .filter(|_| !next_is_amount && !cx.is_word(at))
        .map(|&unit| found(cx, unit, at + 1))
}

/// A country's adjective before a currency.
fn adjective(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    let known = cx.is_word(at) && !cx.flag(at, Flag::Stop) && (cx.capital(at) || figure.power.is_some());
    let unit = phrase(cx, figure, at + 1).filter(|u| u.kind == UnitKind::Money && known)?;
    Some(Found { name: format!("{} {}", cx.raw(at), unit.name), ..unit })
}
