//! What follows digits and makes them larger or less exact: magnitude words and letters, "and a half", "± 5".

use super::context::Context;
use super::decimal::Decimal;
use super::extents::Shape;
use super::grouping::separated;
use super::number::Figure;
use super::tables::{Flag, NumberWord};
use super::units;

/// "20 ± 5": the writer says how far off the number may be.
pub(super) fn tolerance(cx: &Context, figure: &mut Figure) {
    let at = figure.tokens.end;
    let by = if cx.is(at, "±") && cx.is_number(at + 1) { separated(cx.raw(at + 1), cx.habit) } else { None };
    if let Some(step) = by.and_then(|by| by.times(Decimal::int(2))) {
        (figure.shape, figure.tokens.end) = (Shape::Step(step), at + 2);
    }
}

/// "4 thousand 3 hundred and 21".
pub(super) fn lesser_magnitudes(cx: &Context, figure: &mut Figure) {
    let power = |at: usize| if let Some(NumberWord::Power(n)) = cx.word(at).number { Some(n) } else { None };
    let Some(mut last) = power(figure.tokens.end - 1) else { return };
    loop {
        let end = figure.tokens.end;
        let at = end + usize::from(last == 2 && cx.is(end, "and"));
        let count = if cx.is_number(at) { separated(cx.raw(at), cx.habit) } else { small_word(cx, at) };
        let Some(count) = count.filter(|c| c.whole().is_some()) else { return };
        let (value, to) = match power(at + 1) {
            Some(n) if n < last && at == end => (Decimal::power(n.into()).and_then(|p| count.times(p)), at + 2),
            None if last == 2 && at > end && count.less(Decimal::int(100)) && !count.is_zero() => (Some(count), at + 1),
            _ => return,
        };
        let Some(sum) = value.and_then(|v| figure.value.plus(v)) else { return };
        (figure.value, figure.tokens.end, figure.shape) = (sum, to, Shape::Plain);
        let Some(n) = power(to - 1) else { return };
        last = n;
    }
}

fn small_word(cx: &Context, at: usize) -> Option<Decimal> {
    match cx.word(at).number? {
        NumberWord::Small(n) | NumberWord::Tens(n) if !cx.hyphen(at + 1) => Some(Decimal::int(n.into())),
        _ => None,
    }
}

/// Magnitude words and letters after a number; `None` only if the number grows beyond all bounds.
pub(super) fn magnitude(cx: &Context, figure: &mut Figure) -> Option<()> {
    for _ in 0..3 {
        let end = figure.tokens.end;
        let at = if cx.hyphen(end) { end + 1 } else { end };
        match cx.word(at).number {
            Some(NumberWord::Power(n)) => figure.times(Decimal::power(n.into())?, at + 1)?,
            Some(NumberWord::Dozen) => {
                figure.times(Decimal::int(12), at + 1)?;
                figure.shape = Shape::Loose;
            }
            _ => break,
        }
    }
    if figure.power.is_none() && figure.digits {
        letter(cx, figure, false)?;
    }
    Some(())
}

/// A figure in digits with the magnitude after it; `money` where its currency is known.
pub(super) fn with_magnitude(cx: &Context, mut figure: Figure, money: bool) -> Option<Figure> {
    magnitude(cx, &mut figure)?;
    if figure.power.is_none() {
        letter(cx, &mut figure, money)?;
    }
    Some(figure)
}

/// "5m", "3.2bn", "500k". One letter is a magnitude only where it cannot be a unit or part of a name.
fn letter(cx: &Context, figure: &mut Figure, money: bool) -> Option<()> {
    let at = figure.tokens.end;
    let Some(power) = cx.word(at).letter else { return Some(()) };
    let money = money || units::prefix(cx, figure.tokens.start).is_some();
    let name = cx.capital(cx.back(figure.tokens.start, 1)) && figure.small(1000) && !money;
    let code = cx.word(at + 1).code.is_some();
    let fits = match cx.lower(at).trim_end_matches('.') {
        "mm" => money,
        "k" => cx.glued(at) && !name && !beside_degrees(cx, at),
        "b" | "t" => {
            (money || cx.is(at, "b") && cx.glued(at) && cx.is_word(at + 1) && !cx.flag(at + 1, Flag::Stop)) && !name
        }
        "m" => {
            money
                || code
                || (cx.glued(at)
                    && !name
                    && cx.is_word(at + 1)
                    && !cx.flag(at + 1, Flag::Stop)
                    && plural_like(cx.lower(at + 1)))
        }
        _ => !name,
    };
    if fits { figure.times(Decimal::power(power.into())?, at + 1) } else { Some(()) }
}

/// "(572 °F, 573.15K)": a temperature in kelvins.
fn beside_degrees(cx: &Context, at: usize) -> bool {
    cx.raw(at) == "K" && (2..10).any(|i| cx.any(cx.back(at, i), &["°", "º"]))
}

fn plural_like(word: &str) -> bool {
    word == "people" || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"))
}

/// "and a half", "and three quarters" after a number.
pub(super) fn and_part(cx: &Context, figure: &mut Figure) {
    let at = figure.tokens.end;
    if !cx.is(at, "and") || figure.fraction {
        return;
    }
    let count = match cx.word(at + 1).number {
        Some(NumberWord::Small(n)) if n > 0 => n,
        _ if cx.article(at + 1) => 1,
        _ => return,
    };
    let part = cx.word(at + 2);
    let Some(below) = (if count == 1 { part.denominator } else { part.denominators }) else { return };
    if cx.is(at + 3, "of") || cx.hyphen(at + 3) {
        return;
    }
    let own = figure.power.unwrap_or(Decimal::int(1));
    // "a billion and a half million"
    let (unit, end) = match cx.word(at + 3).number {
        Some(NumberWord::Power(n)) => match Decimal::power(n.into()).filter(|p| p.less(own)) {
            Some(power) => (power, at + 4),
            None if figure.power.is_some() => return,
            None => (own, at + 3),
        },
        _ => (own, at + 3),
    };
    let sum = Decimal::ratio(Decimal::int(count.into()), below.into())
        .and_then(|p| p.times(unit))
        .and_then(|p| figure.value.plus(p));
    let step = Decimal::parse("0.5").and_then(|s| s.times(unit));
    if let (Some(sum), Some(step)) = (sum, step) {
        (figure.value, figure.shape) = (sum, Shape::Step(step));
        figure.tokens.end = end;
    }
}
