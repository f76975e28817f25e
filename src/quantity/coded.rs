//! A currency's code and the digits in one word: "USD115", "EUR3.5m".

use super::context::Context;
use super::decimal::Decimal;
use super::extents::Shape;
use super::magnitude;
use super::number::Figure;
use super::scan::{Parts, Step};
use super::skip::{self, Beside};
use super::units;

/// Whether a word may be a code with digits.
pub(super) fn triggers(cx: &Context, at: usize) -> bool {
    cx.text.tokens[at].capital && cx.is_word(at) && cx.raw(at).ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is a known code with digits.
pub(super) fn is_amount(cx: &Context, at: usize) -> bool {
    let split = |raw: &str| raw.find(|c: char| c.is_ascii_digit());
    cx.has(at)
        && triggers(cx, at)
        && split(cx.raw(at)).is_some_and(|to| units::by_code(cx, &cx.raw(at)[..to], at).is_some())
}

/// The amount that such a word tells.
pub(super) fn read(cx: &Context, at: usize) -> Option<Step> {
    if !triggers(cx, at) {
        return None;
    }
    let over = Some(Step::over(at + 1));
    let raw = cx.raw(at);
    let split = raw.find(|c: char| c.is_ascii_digit())?;
    let (code, digits) = raw.split_at(split);
    let Some(unit) = units::by_code(cx, code, at).filter(|_| !digits.starts_with('0') && split > 1) else {
        return over;
    };
    let (end, written) = rest(cx, at + 1, digits);
    let Some(value) = Decimal::parse(&written) else { return over };
    let decimals = value.decimals() as i32;
    let step = Decimal::power(-decimals).filter(|_| decimals > 0);
    let figure = Figure::of_digits(at..end, value, step.map_or(Shape::Plain, Shape::Step));
    let Some(figure) = magnitude::with_magnitude(cx, figure, true) else { return over };
    let mut parts = Parts::new(cx, figure);
    parts.unit = Some(unit);
    parts.surround(cx);
    let beside = Beside { unit: true, noun: parts.noun.is_some(), money: true };
    if skip::is_reference(cx, &parts.figure, beside) { over } else { Some(parts.finish(cx)) }
}

/// The digits after a stop or a comma that the word ends before.
fn rest(cx: &Context, at: usize, digits: &str) -> (usize, String) {
    let mut written = digits.to_owned();
    let mut end = at;
    while written.len() < 30 && cx.any(end, &[".", ","]) && cx.glued(end) && cx.glued(end + 1) && cx.is_number(end + 1)
    {
        let (group, comma) = (cx.raw(end + 1), cx.is(end, ","));
        let whole = group.split('.').next().unwrap_or("");
        if comma && (whole.split(',').any(|g| g.len() != 3) || written.contains('.'))
            || !comma && group.contains(['.', ','])
        {
            break;
        }
        if !comma {
            written.push('.');
        }
        written.push_str(&group.replace(',', ""));
        end += 2;
    }
    (end, written)
}
