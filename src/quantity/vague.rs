//! Vague amounts: "dozens of", "hundreds of thousands of", "several hundred", "a handful".

use super::change;
use super::context::Context;
use super::noun::{self, Wanted};
use super::scan::Step;
use super::tables::{Bounding, Flag, Needs};
use super::{Bounds, Quantity, units};
use crate::extent::Extent;

/// The vague amount whose word stands at a token.
pub(super) fn read(cx: &Context, at: usize) -> Option<Step> {
    let vague = cx.word(at).vague?;
    let before = cx.back(at, 1);
    if cx.is_number(before) || cx.word(before).number.is_some() {
        return None;
    }
    let mut start = at;
    if vague.needs == Needs::Article {
        if !cx.article(before) {
            return None;
        }
        start = before;
    } else if cx.flag(before, Flag::Determiner) {
        return None;
    }
    let (mut end, power) = powers(cx, at + 1)?;
    let of = cx.is(end, "of");
    let digits = start..end;
    let mut noun_at = end + usize::from(of);
    while of && (cx.flag(noun_at, Flag::Determiner) || cx.is(noun_at, "all")) {
        noun_at += 1;
    }
    let noun = noun::counted(cx, noun_at, Wanted::Plural);
    let fits = match vague.needs {
        Needs::Of => of || cx.flag(end, Flag::Stop) || cx.word(end).compare.is_some(),
        Needs::Noun | Needs::Article => noun.is_some(),
    };
    if !fits {
        return Some(Step::over(end));
    }
    let unit = units::in_words(cx, noun_at);
    let noun = noun.filter(|_| unit.is_none());
    end = unit.as_ref().map_or(end, |u| u.edge);
    end = noun.as_ref().map_or(end, |n| n.tokens.end);
    let (start, bounding) = change::bound_before(cx, start);
    let (low, high) = (vague.low as f64 * power, vague.high as f64 * power);
    let quantity = Quantity {
        span: cx.span(start..end),
        digits: cx.span(digits),
        number: None,
        range: None,
        extent: match bounding {
            Bounding::As(Bounds::MoreThan | Bounds::AtLeast) => Extent::from(low),
            Bounding::As(Bounds::LessThan | Bounds::AtMost) => Extent::up_to(high),
            _ => Extent::between(low, high),
        },
        scale: unit.as_ref().and_then(|u| u.scale.clone()),
        unit: unit.map(|u| u.name),
        measured: noun.as_ref().map(|n| noun::singular(cx, n.head)),
        noun: noun.map(|n| cx.span(n.tokens)),
        of: None,
        bound: if let Bounding::As(b @ (Bounds::MoreThan | Bounds::AtLeast | Bounds::LessThan | Bounds::AtMost)) =
            bounding
        {
            b
        } else {
            Bounds::About
        },
        change: change::of(cx, start, end, false),
        per: noun::per(cx, end).map(|(words, _)| words),
        ordinal: false,
    };
    Some(Step { quantity: Some(quantity), next: end })
}

/// "of thousands", "hundred", "dozen" after a vague amount: the end and the factor.
fn powers(cx: &Context, mut at: usize) -> Option<(usize, f64)> {
    let mut factor = 1.0;
    for _ in 0..3 {
        let next = at + usize::from(cx.is(at, "of"));
        if let Some(power) = cx.word(next).vague_power {
            factor *= 10_f64.powi(power.into());
            at = next + 1;
        } else if matches!(cx.word(next).number, Some(super::tables::NumberWord::Dozen)) {
            factor *= 12.0;
            at = next + 1;
        }
    }
    Some((at, factor))
}
