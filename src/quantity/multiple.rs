//! Multiples: "doubled", "halved", "a fourfold rise", "three times as many".

use super::context::Context;
use super::decimal::Decimal;
use super::extents::Shape;
use super::number::Figure;
use super::scan::{Parts, Step};
use super::tables::{Flag, UnitKind};
use super::units::Found;
use super::{Change, TIMES, change};

/// The multiple whose word stands at a token.
pub(super) fn read(cx: &Context, at: usize) -> Option<Step> {
    let multiple = cx.word(at).multiple?;
    // "Doubled down", "doubled over", "doubled as", "halved tomatoes".
    let idiom = cx.any(at + 1, &["down", "up", "over", "back", "as", "-"]);
    let attribute = multiple.change == Some(Change::Down)
        && cx.is_word(at + 1)
        && !cx.flag(at + 1, Flag::Stop)
        && !cx.flag(at + 1, Flag::Determiner);
    let compares = !multiple.compared || cx.flag(at + 1, Flag::Times);
    if idiom && !multiple.compared || attribute || !compares {
        return Some(Step::over(at + 1));
    }
    let down = multiple.change == Some(Change::Down);
    let value =
        if down { Decimal::ratio(Decimal::int(1), multiple.of.into())? } else { Decimal::int(multiple.of.into()) };
    let mut parts = Parts::new(cx, Figure::loose(at..at + 1, value));
    (parts.start, parts.unit) = (at, Some(times(at + 1)));
    let mut step = parts.finish(cx);
    if let Some(quantity) = &mut step.quantity {
        quantity.change = multiple.change.or(quantity.change);
    }
    Some(step)
}

fn times(edge: usize) -> Found {
    Found { name: TIMES.to_owned(), kind: UnitKind::Measure, edge, scale: None, power: 0 }
}

/// "three times as many", "10-fold", after a number.
pub(super) fn after(cx: &Context, parts: &mut Parts) {
    let at = parts.figure.tokens.end;
    let compares =
        cx.is(at, "times") && (cx.flag(at + 1, Flag::Times) || change::of(cx, parts.start, at + 1, false).is_some());
    let fold = at + usize::from(cx.hyphen(at));
    let end = if compares {
        at + 1
    } else if cx.is(fold, "fold") {
        fold + 1
    } else {
        return;
    };
    if parts.figure.fraction || parts.second.is_some() || parts.unit.is_some() {
        return;
    }
    parts.figure.shape = Shape::Loose;
    (parts.unit, parts.end, parts.noun) = (Some(times(end)), end, None);
}
