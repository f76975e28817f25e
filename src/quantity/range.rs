//! Two numbers that make one quantity: ranges ("between 5 and 7 million", "8- to 16-metre") and ratios ("one in five").

use super::FRACTION;
use super::change;
use super::context::Context;
use super::decimal::Decimal;
use super::extents::Shape;
use super::noun;
use super::number::{self, Figure};
use super::scan::{Parts, Step};
use super::skip::{self, Beside};
use super::tables::{Flag, UnitKind};
use super::units::{self, Found};

/// How two numbers are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    Between,
    To,
    Dash,
    Or,
}

/// A range whose lower end is `first`, or a score, which is passed over.
pub(super) fn read(cx: &Context, first: &Figure) -> Option<Step> {
    let mut parts = Parts::new(cx, first.clone());
    let own = units::suffix(cx, first);
    let mut at = own.as_ref().map_or(first.tokens.end, |u| u.edge);
    let hanging = cx.any(at, &["-"]) && cx.glued(at) && !cx.glued(at + 1);
    at += usize::from(hanging);
    let join = joined(cx, parts.start, at)?;
    let mut second = second(cx, at + 1)?;
    if second.ordinal || second.fraction != first.fraction || change::bound_before(cx, at).0 != at && join == Join::To {
        return None;
    }
    let end = second.tokens.end;
    let later = Parts::new(cx, second.clone()).unit.or_else(|| units::suffix(cx, &second));
    if is_score(cx, &parts, join, at, end) && later.is_none() {
        return Some(Step::over(end));
    }
    let pair = |u: &Option<Found>| u.as_ref().map(|u| (u.name.clone(), u.kind));
    let (mine, theirs) = (pair(&parts.unit.clone().or(own)), pair(&later));
    let view = |u: &Option<(String, UnitKind)>| u.as_ref().map(|(n, k)| (n.clone(), *k));
    let (a, b) = (view(&mine), view(&theirs));
    if !change::same_unit(a.as_ref().map(|(n, k)| (n.as_str(), *k)), b.as_ref().map(|(n, k)| (n.as_str(), *k))) {
        return None;
    }
    scale(&mut parts.figure, &second);
    if !parts.figure.value.less(second.value) {
        return (join == Join::Dash && theirs.is_none()).then(|| Step::over(end));
    }
    if join == Join::Or && (first.digits || !first.small(100)) && theirs.is_none() {
        return None;
    }
    second.power = second.power.or(parts.figure.power);
    parts.end = end;
    parts.unit = parts.unit.take().or_else(|| later.filter(|u| u.edge <= end));
    parts.second = Some(second);
    Some(finish(cx, parts, join))
}

/// "5 to 7 million": the magnitude holds for both.
fn scale(first: &mut Figure, second: &Figure) {
    let Some(power) = second.power.filter(|_| first.power.is_none()) else { return };
    if let Some(value) = first.value.times(power)
        && value.less(second.value)
    {
        (first.value, first.power) = (value, Some(power));
    }
}

fn finish(cx: &Context, mut parts: Parts, join: Join) -> Step {
    if join == Join::Between || (cx.is(cx.back(parts.start, 1), "from") && join == Join::To) {
        parts.start -= 1;
    }
    parts.surround(cx);
    let beside = Beside { unit: parts.unit.is_some(), noun: parts.noun.is_some(), money: false };
    let second = parts.second.as_ref().map_or(0, |s| s.tokens.end);
    let bare = !beside.unit && !beside.noun && parts.figure.power.is_none();
    let tiny = join == Join::Dash && bare && parts.figure.small(10);
    if tiny
        || (bare
            && join != Join::Between
            && parts.figure.bare(cx)
            && !parts.figure.small(1500)
            && parts.figure.small(2101))
    {
        return Step::over(second);
    }
    if skip::is_reference(cx, &parts.figure, beside) {
        return Step::over(second);
    }
    parts.finish(cx)
}

fn joined(cx: &Context, start: usize, at: usize) -> Option<Join> {
    let before = cx.back(start, 1);
    if cx.is(before, "between") && cx.any(at, &["and", "to"]) {
        return Some(Join::Between);
    }
    if cx.any(at, &["to", "through", "till"]) {
        let from = cx.any(before, &["from", "by"]) && change::changes_before(cx, before);
        let changed = cx.word(before).change.is_some() || from && !cx.is(before, "by");
        return (!changed).then_some(Join::To);
    }
    if cx.dash(at) {
        return (cx.glued(at) == cx.glued(at + 1)).then_some(Join::Dash);
    }
    cx.is(at, "or").then_some(Join::Or)
}

fn second(cx: &Context, at: usize) -> Option<Figure> {
    let skipped = (0..3).find(|&i| cx.is_number(at + i) || cx.word(at + i).number.is_some())?;
    let between_is_money = skipped == 0
        || units::prefix(cx, at + skipped).is_some_and(|u| u.edge == at)
        || (skipped == 1 && cx.article(at));
    between_is_money.then(|| number::read(cx, at + skipped)).flatten()
}

/// "a 3-1 win", "a vote of 5 to 4".
fn is_score(cx: &Context, parts: &Parts, join: Join, at: usize, end: usize) -> bool {
    let near =
        (1..5).any(|i| cx.flag(cx.back(parts.start, i), Flag::Score)) || (0..3).any(|i| cx.flag(end + i, Flag::Score));
    let by = join == Join::To && cx.is(cx.back(parts.start, 1), "by") && !change::changes_before(cx, parts.start);
    matches!(join, Join::Dash | Join::To) && (near || by) && parts.unit.is_none() && at == parts.figure.tokens.end
}

/// "one in five", "one pupil in five", "two out of every 100".
pub(super) fn ratio(cx: &Context, first: &Figure) -> Option<Step> {
    let single = first.value.whole() == Some(1);
    let between = single.then(|| noun::counted(cx, first.tokens.end, noun::Wanted::Singular)).flatten();
    let between = between.filter(|noun| cx.is(noun.tokens.end, "in"));
    let at = between.as_ref().map_or(first.tokens.end, |noun| noun.tokens.end);
    let (mut next, out) = match () {
        () if cx.is(at, "out") && cx.is(at + 1, "of") => (at + 2, true),
        () if cx.any(at, &["in", "of"]) => (at + 1, false),
        () => return None,
    };
    let every = cx.any(next, &["every", "each"]);
    next += usize::from(every);
    let second =
        if cx.is_number(next) || cx.word(next).number.is_some() { number::read(cx, next)? } else { return None };
    let below = second.value.whole().filter(|&n| n > 1)?;
    let usual = first.small(10) && (first.small(2) || matches!(below, 3..=5 | 10 | 20 | 100 | 1000)) && cx.is(at, "in");
    let fits = (out || every || usual) && first.value.less(second.value) && first.power.is_none() && !second.ordinal;
    if !fits
        || units::suffix(cx, first).is_some()
        || units::suffix(cx, &second).is_some()
        || (second.bare(cx) && (1500..2101).contains(&below))
    {
        return None;
    }
    let value = Decimal::ratio(first.value, below)?;
    let shape = if below >= 100 {
        Decimal::ratio(Decimal::int(1), below).map_or(Shape::Loose, Shape::Step)
    } else {
        Shape::Loose
    };
    let figure =
        Figure { value, shape, fraction: true, tokens: first.tokens.start..second.tokens.end, ..first.clone() };
    let mut parts = Parts::new(cx, figure);
    let noun = noun::counted(cx, parts.end, noun::Wanted::Plural);
    // "One judge in five towns".
    if between.is_some() && noun.is_some() {
        return None;
    }
    let noun = noun.or(between);
    parts.end = noun.as_ref().map_or(parts.end, |n| n.tokens.end.max(parts.end));
    parts.noun = noun;
    let name = FRACTION.to_owned();
    parts.unit = Some(Found { name, kind: UnitKind::Measure, edge: parts.end, scale: None, power: 0 });
    Some(parts.finish(cx))
}
