//! Powers of ten after digits: "1e10", "1.3x10^6", "5.5×10−3", "2 × 10⁵".

use super::context::Context;

/// Digits beyond these are no power of ten that anything is told in.
const LONGEST: usize = 4;

/// The exponent that follows digits which end before a token, and the token after it.
pub(super) fn read(cx: &Context, end: usize) -> Option<(i32, usize)> {
    letter(cx, end).or_else(|| times(cx, end))
}

/// "e10", "e-3".
fn letter(cx: &Context, at: usize) -> Option<(i32, usize)> {
    let rest = cx.lower(at).strip_prefix('e').filter(|_| cx.glued(at) && cx.is_word(at))?;
    if rest.is_empty() { signed(cx, at + 1).filter(|_| cx.glued(at + 1)) } else { Some((number(rest)?, at + 1)) }
}

/// "x10^6", "×10−3", "x 10^6", "·10⁶".
fn times(cx: &Context, at: usize) -> Option<(i32, usize)> {
    let ten = match cx.lower(at) {
        "x10" => at,
        "x" | "×" | "*" | "·" if cx.is(at + 1, "10") => at + 1,
        _ => return None,
    };
    let next = ten + 1;
    if cx.is(next, "^") {
        return signed(cx, next + 1);
    }
    if let Some(found) = raised(cx, next) {
        return Some(found);
    }
    let minus = cx.glued(at) && cx.glued(next) && cx.any(next, &["-", "−"]) && cx.glued(next + 1);
    minus.then(|| signed(cx, next)).flatten()
}

/// Digits with or without a sign.
fn signed(cx: &Context, at: usize) -> Option<(i32, usize)> {
    let minus = cx.any(at, &["-", "−"]);
    let digits = at + usize::from(minus || cx.is(at, "+"));
    let value = number(cx.raw(digits)).filter(|_| digits == at || cx.glued(digits))?;
    Some((if minus { -value } else { value }, digits + 1))
}

fn number(digits: &str) -> Option<i32> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.get(..digits.len().min(LONGEST))?.parse().ok()).flatten()
}

/// Superscript digits.
fn raised(cx: &Context, at: usize) -> Option<(i32, usize)> {
    let minus = cx.is(at, "⁻");
    let (mut end, mut value) = (at + usize::from(minus), 0);
    while let Some(digit) =
        "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|c| cx.raw(end).chars().eq([c])).filter(|_| end < at + LONGEST)
    {
        value = value * 10 + digit as i32;
        end += 1;
    }
    (end > at + usize::from(minus)).then_some((if minus { -value } else { value }, end))
}
