//! Units before and after a number: currencies, percent, measures.

use super::context::Context;
use super::decimal::Decimal;
use super::noun;
use super::number::Figure;
use super::tables::{Flag, NumberWord, UnitKind};
use super::{POUND, Scale};

/// A unit found beside a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub name: String,
    pub kind: UnitKind,
    /// Its first token, for one before the number; one past its last token, for one after it.
    pub edge: usize,
    pub scale: Option<Scale>,
    /// The power of ten that stands with the unit instead of the number: "30 MUSD", "75 USD million".
    pub power: u8,
}

fn found(cx: &Context, unit: u16, edge: usize) -> Found {
    let unit = &cx.tables.units[unit as usize];
    Found { name: unit.name.to_string(), kind: unit.kind, edge, scale: unit.scale.clone(), power: unit.power }
}

/// A unit by its name.
pub(super) fn named(cx: &Context, name: &str, edge: usize) -> Option<Found> {
    let at = cx.tables.units.iter().position(|unit| &*unit.name == name)?;
    Some(found(cx, at as u16, edge))
}

/// A currency by its code, as a word has it before digits.
pub(super) fn by_code(cx: &Context, code: &str, edge: usize) -> Option<Found> {
    let &unit = cx.tables.codes.get(code)?;
    Some(found(cx, unit, edge))
}

/// A currency by its code, with the letter of a magnitude before it.
fn code(cx: &Context, raw: &str, at: usize, edge: usize) -> Option<Found> {
    let &unit = cx.tables.codes.get(raw)?;
    Some(Found { power: cx.word(at).code_power, ..found(cx, unit, edge) })
}

/// The currency before a number: "$", "US$", "EUR", "Rs."
pub(super) fn prefix(cx: &Context, start: usize) -> Option<Found> {
    let mut at = cx.back(start, 1);
    if cx.any(at, &["-", "−"]) && cx.glued(start) {
        at = cx.back(at, 1);
    }
    if start == cx.start {
        return cut_off(cx, start);
    }
    if !cx.has(at) {
        return None;
    }
    if let Some(&unit) = cx.tables.signs.get(cx.lower(at)) {
        let country = cx.back(at, 1);
        let clitic = cx.any(cx.back(country, 1), &["'", "’"]);
        let near = cx.is_word(country) && (cx.glued(at) || !cx.article(country)) && !clitic;
        let long = near.then(|| format!("{} {}", cx.lower(country), cx.lower(at)));
        return match long.and_then(|sign| cx.tables.signs.get(sign.as_str())) {
            Some(&unit) => Some(found(cx, unit, country)),
            None => Some(found(cx, unit, at)),
        };
    }
    cx.word(at).code?;
    code(cx, cx.raw(at).trim_end_matches('.'), at, at)
}

/// "Rs. 500", where the sentence has been cut after the stop.
fn cut_off(cx: &Context, start: usize) -> Option<Found> {
    let whole = Context { start: 0, ..*cx };
    let stop = start.checked_sub(1)?;
    let at = if whole.is(stop, ".") { stop.checked_sub(1)? } else { stop };
    let code = whole.lower(at).trim_end_matches('.');
    (code == "rs").then(|| by_code(cx, code, start)).flatten()
}

/// The currency's name before a number of money: "dollar 22.5 million", "euros 500".
pub(super) fn name_before(cx: &Context, figure: &Figure) -> Option<Found> {
    let at = cx.back(figure.tokens.start, 1);
    let before = cx.back(at, 1);
    let open = !cx.has(before)
        || !(cx.flag(before, Flag::Determiner) || cx.is_number(before) || cx.word(before).number.is_some());
    let large = figure.digits && (figure.power.is_some() || !figure.small(2101));
    if !open || !large || cx.word(at).units.is_empty() || suffix(cx, figure).is_some() {
        return None;
    }
    in_words(cx, at).filter(|u| u.kind == UnitKind::Money && u.edge == at + 1).map(|u| Found { edge: at, ..u })
}

/// The unit after a number: "percent", "-metre", "km", "Kessarian pounds", "USD".
pub(super) fn suffix(cx: &Context, figure: &Figure) -> Option<Found> {
    let end = figure.tokens.end;
    let at = if cx.hyphen(end) || cx.is(end, "-") && cx.is(end + 2, "-") { end + 1 } else { end };
    if cx.loose_hyphen(end) {
        return attribute(cx, figure, end + 1);
    }
    if is_pence(cx, figure, at) {
        return named(cx, "penny", at + 1);
    }
    if cx.any(at, &["in", "in.", "\""]) && inches(cx, figure, at) {
        return named(cx, "inch", at + 1);
    }
    if let Some(unit) = bracketed(cx, figure, at) {
        return Some(unit);
    }
    if !cx.may_measure(at) && !cx.may_measure(at + 1) && cx.word(at).code.is_none() {
        return sign_after(cx, at);
    }
    if let Some(unit) = phrase(cx, figure, at) {
        return Some(unit);
    }
    if cx.word(at).code.is_some()
        && let Some(unit) = code(cx, cx.raw(at), at, at + 1)
    {
        return Some(with_power(cx, figure, unit));
    }
    adjective(cx, figure, at).or_else(|| sign_after(cx, at))
}

/// "30 - year bonds", as tokenised text has it: a unit in the singular with a word after it.
fn attribute(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    let unit = phrase(cx, figure, at).filter(|u| u.kind != UnitKind::Money && cx.is_word(u.edge))?;
    (figure.value != Decimal::int(1) && !noun::plural(cx, unit.edge - 1)).then_some(unit)
}

/// "20p a litre": small sums only, as "1080p" tells something else.
pub(super) fn is_pence(cx: &Context, figure: &Figure, at: usize) -> bool {
    cx.raw(at) == "p" && cx.glued(at) && figure.digits && figure.small(200)
}

/// A unit that a share is taken of.
pub(super) fn at(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    phrase(cx, figure, at)
}

/// "2 in thick", "5\" wide", "2 in × 3 in", and "2 in." at the end of a sentence.
fn inches(cx: &Context, figure: &Figure, at: usize) -> bool {
    let next = at + 1;
    let ends = !cx.has(next) || cx.any(next, &[".", ";", ")"]);
    cx.flag(next, Flag::Measured)
        || figure.digits && !cx.is(at, "\"") && (ends || cx.any(next, &["x", "×", "by"]) && cx.is_number(next + 1))
}

/// "75 USD million".
fn with_power(cx: &Context, figure: &Figure, unit: Found) -> Found {
    match cx.word(unit.edge).number {
        Some(NumberWord::Power(power)) if power > 2 && figure.power.is_none() && unit.power == 0 => {
            Found { power, edge: unit.edge + 1, ..unit }
        }
        _ => unit,
    }
}

/// "20 (kg)", "20 [kg]".
fn bracketed(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    let close = ["()", "[]", "{}", "<>"].iter().find(|pair| cx.lower(at) == &pair[..1]).map(|pair| &pair[1..])?;
    let unit = phrase(cx, figure, at + 1).filter(|u| cx.is(u.edge, close) && u.kind == UnitKind::Measure)?;
    Some(Found { edge: unit.edge + 1, ..unit })
}

/// Tells a weight from money where a unit may be either: by words that weigh, and by what there are pounds of.
pub(super) fn weigh(cx: &Context, unit: Option<Found>, figure: &Figure) -> Option<Found> {
    let unit = unit?;
    if unit.name != POUND.0 || figure.power.is_some() {
        return Some(unit);
    }
    let reach = figure.tokens.start.saturating_sub(8)..unit.edge + 8;
    let of = cx.is(unit.edge, "of") && cx.is_word(unit.edge + 1) && !cx.flag(unit.edge + 1, Flag::Stop);
    let of = of && !(1..4).any(|i| cx.flag(unit.edge + i, Flag::Money) || cx.flag(unit.edge + i, Flag::Determiner));
    let near = reach.into_iter().any(|at| cx.flag(at, Flag::Weight));
    // "A twenty-pound bag" holds so much, "a five-pound note" is worth it.
    let last = unit.edge - 1;
    let attribute = !noun::plural(cx, last) && figure.value != Decimal::int(1) && cx.is_word(unit.edge);
    let attribute = attribute && !cx.flag(unit.edge, Flag::Stop) && !cx.flag(unit.edge, Flag::Money);
    // "300,000 pounds ($400,000)" is money.
    let foreign = figure.small(1000) && !cx.is(unit.edge, "(") && cx.foreign_pounds();
    if near || of || attribute || foreign { named(cx, POUND.1, unit.edge).or(Some(unit)) } else { Some(unit) }
}

fn phrase(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    let mut best: Option<(usize, u16)> = None;
    for p in cx.units(at) {
        let phrase = &cx.tables.unit_phrases[p as usize];
        if let Some(end) = cx.phrase_from(at, phrase)
            && best.is_none_or(|(b, _)| end > b)
            && (!phrase.symbol || (figure.digits && symbol_fits(cx, figure, at)))
            && (!cx.flag(at, Flag::Stop) || phrase.words.len() > 1 || figure.power.is_some() || !figure.small(100))
        {
            best = Some((end, phrase.what));
        }
    }
    best.map(|(end, unit)| raised(cx, found(cx, unit, end)))
}

/// "4 km cubed", "5 inches squared", "20 feet ²": a length told as an area or a volume.
fn raised(cx: &Context, unit: Found) -> Found {
    if unit.scale.as_ref().is_none_or(|scale| scale.of != "length") {
        return unit;
    }
    let at = unit.edge;
    let caret = usize::from(cx.is(at, "^"));
    let power = match cx.lower(at + caret) {
        "squared" | "²" => "square",
        "cubed" | "³" => "cubic",
        "2" if caret > 0 => "square",
        "3" if caret > 0 => "cubic",
        _ => return unit,
    };
    named(cx, &format!("{power} {}", unit.name), at + caret + 1).unwrap_or(unit)
}

/// A unit that stands after "per" or a stroke: what it is called and the token after it.
pub(super) fn base(cx: &Context, at: usize) -> Option<(String, usize)> {
    let timed = Context { lengths: true, ..*cx };
    let phrases = timed.units(at).map(|p| &cx.tables.unit_phrases[p as usize]);
    let fits = phrases.filter_map(|p| Some(found(cx, p.what, cx.phrase_from(at, p)?))).filter(|u| u.power == 0);
    let unit = raised(cx, fits.max_by_key(|u| u.edge)?);
    let name = if unit.name == POUND.1 { POUND.0.to_owned() } else { unit.name };
    Some((name, unit.edge))
}

/// A unit in words at a token ("hundreds of dollars").
pub(super) fn in_words(cx: &Context, at: usize) -> Option<Found> {
    let phrases = cx.units(at).map(|p| &cx.tables.unit_phrases[p as usize]).filter(|p| !p.symbol);
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
        .filter(|_| !(next_is_amount || cx.is_word(at) && cx.raw(at).is_ascii()))
        .map(|&unit| found(cx, unit, at + 1))
}

/// A country's adjective before a currency.
fn adjective(cx: &Context, figure: &Figure, at: usize) -> Option<Found> {
    let known = cx.is_word(at) && !cx.flag(at, Flag::Stop) && (cx.capital(at) || figure.power.is_some());
    let unit = phrase(cx, figure, at + 1).filter(|u| u.kind == UnitKind::Money && known)?;
    Some(Found { name: format!("{} {}", cx.raw(at), unit.name), ..unit })
}
