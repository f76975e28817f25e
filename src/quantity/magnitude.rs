//! What follows digits and makes them larger or less exact: magnitude words and letters, "and a half", "± 5".

use super::context::Context;
use super::decimal::Decimal;
use super::exponent;
use super::extents::Shape;
use super::grouping::separated;
use super::number::Figure;
use super::tables::{Flag, NumberWord};
use super::units;

/// "20 ± 5", "20 +/- 5": the writer says how far off the number may be.
pub(super) fn tolerance(cx: &Context, figure: &mut Figure) {
    let at = figure.tokens.end;
    let sign = if cx.is(at, "±") {
        at + 1
    } else if cx.is(at, "+") && cx.any(at + 1, &["/", "-"]) && cx.any(at + 2, &["-", "−"]) {
        at + 3
    } else {
        return;
    };
    let by = if cx.is_number(sign) { separated(cx.raw(sign), cx.habit) } else { None };
    let (by, end) = match exponent::read(cx, sign + 1) {
        Some((power, end)) => (by.zip(Decimal::power(power)).and_then(|(by, power)| by.times(power)), end),
        None => (by, sign + 1),
    };
    if let Some(step) = by.and_then(|by| by.times(Decimal::int(2))) {
        (figure.shape, figure.tokens.end) = (Shape::Step(step), end);
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
    let money = money || units::prefix(cx, figure.tokens.start).is_some() || is_sum(cx, figure);
    let name = cx.capital(cx.back(figure.tokens.start, 1)) && figure.small(1000) && !money;
    let code = cx.word(at + 1).code.is_some();
    let fits = match cx.lower(at).trim_end_matches('.') {
        "mm" => money,
        "k" => (cx.glued(at) || cx.raw(at) == "k" && !cx.is_word(at + 1)) && !name && !beside_degrees(cx, at),
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

/// "Profits of 3m", "a population of 4m": no length.
fn is_sum(cx: &Context, figure: &Figure) -> bool {
    let at = figure.tokens.end;
    cx.raw(at) == "m"
        && cx.glued(at)
        && !cx.flag(at + 1, Flag::Measured)
        && (1..5).any(|i| cx.flag(cx.back(figure.tokens.start, i), Flag::Sum))
}

/// "(572 °F, 573.15K)": a temperature in kelvins.
fn beside_degrees(cx: &Context, at: usize) -> bool {
    cx.raw(at) == "K" && (2..10).any(|i| cx.any(cx.back(at, i), &["°", "º"]))
}

fn plural_like(word: &str) -> bool {
    word == "people" || (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"))
}

/// "and a half", "-and-a-half", "and three quarters", "and three-quarter" after a number.
pub(super) fn and_part(cx: &Context, figure: &mut Figure) {
    let hyphen = usize::from(cx.hyphen(figure.tokens.end));
    let at = figure.tokens.end + hyphen;
    if !cx.is(at, "and") || figure.fraction {
        return;
    }
    let Some((count, below, end)) = part(cx, at + 1 + hyphen) else { return };
    if cx.is(end, "of") {
        return;
    }
    let own = figure.power.unwrap_or(Decimal::int(1));
    // "a billion and a half million"
    let (unit, end) = match cx.word(end).number {
        Some(NumberWord::Power(n)) => match Decimal::power(n.into()).filter(|p| p.less(own)) {
            Some(power) => (power, end + 1),
            None if figure.power.is_some() => return,
            None => (own, end),
        },
        _ => (own, end),
    };
    let sum = Decimal::ratio(Decimal::int(count), below).and_then(|p| p.times(unit)).and_then(|p| figure.value.plus(p));
    let step = Decimal::ratio(Decimal::int(1), below).and_then(|s| s.times(unit));
    if let (Some(sum), Some(step)) = (sum, step) {
        (figure.value, figure.shape) = (sum, Shape::Step(step));
        figure.tokens.end = end;
    }
}

/// How many of which part, and the token after it: "a half", "a-half", "three quarters", "three-quarter" before what there is so much of, "3/4".
fn part(cx: &Context, at: usize) -> Option<(i128, i128, usize)> {
    if cx.is_number(at) {
        return slash(cx, at);
    }
    let (count, end) = match cx.word(at).number {
        Some(NumberWord::Small(n)) if n > 0 => (n, at + 1),
        // "Fifty-four hundredths".
        Some(NumberWord::Tens(n)) => match cx.word(at + 2).number {
            Some(NumberWord::Small(unit @ 1..10)) if cx.hyphen(at + 1) => (n + unit, at + 3),
            _ => (n, at + 1),
        },
        _ if cx.article(at) => (1, at + 1),
        _ => return None,
    };
    let next = end + usize::from(cx.hyphen(end));
    let word = cx.word(next);
    let attribute = next > end && !cx.article(at);
    let below =
        if count == 1 { word.denominator } else { word.denominators.or(word.denominator.filter(|_| attribute)) };
    // "Two and a third-rate film": what a hyphen follows is no part, but for "six-and-a-half-year".
    let bound = cx.hyphen(next + 1) && next == end;
    below.filter(|_| !bound).map(|below| (count.into(), below.into(), next + 1))
}

/// "3/4": above, below and the token after it.
pub(super) fn slash(cx: &Context, at: usize) -> Option<(i128, i128, usize)> {
    let fits = cx.is(at + 1, "/") && cx.glued(at + 1) && cx.glued(at + 2) && cx.is_number(at + 2);
    if !fits || (cx.is(at + 3, "/") && cx.glued(at + 3)) {
        return None;
    }
    let above = Decimal::parse(cx.raw(at))?.whole()?;
    let below = Decimal::parse(cx.raw(at + 2))?.whole()?;
    let usual = matches!(below, 2..=6 | 8 | 10 | 16 | 32 | 64 | 100) && above > 0 && above < below;
    usual.then_some((above, below, at + 3))
}
