//! Reads one number: digits, words, fractions, ordinals, with the magnitude that follows ("3.2 billion", "twenty-one", "half a million").

use std::ops::Range;

use super::context::Context;
use super::decimal::Decimal;
use super::exponent;
use super::extents::{Shape, scaled};
use super::grouping::{separated, spaced};
use super::magnitude::{and_part, lesser_magnitudes, magnitude, slash, tolerance};
use super::sum::Sum;
use super::tables::{Flag, NumberWord};
use crate::text::TokenKind;

/// A number as read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub tokens: Range<usize>,
    pub value: Decimal,
    pub shape: Shape,
    /// "fourth", "21st".
    pub ordinal: bool,
    /// "a third", "2/3": a share of something.
    pub fraction: bool,
    /// Whether it begins with digits.
    pub digits: bool,
    /// The magnitude word's value, where there is one.
    pub power: Option<Decimal>,
}

impl Figure {
    fn new(tokens: Range<usize>, value: Decimal) -> Self {
        Self { tokens, value, shape: Shape::Plain, ordinal: false, fraction: false, digits: false, power: None }
    }

    /// A figure in digits.
    pub(super) fn of_digits(tokens: Range<usize>, value: Decimal, shape: Shape) -> Self {
        Self { digits: true, shape, ..Self::new(tokens, value) }
    }

    /// A figure that is loosely meant: half, double.
    pub(super) fn loose(tokens: Range<usize>, value: Decimal) -> Self {
        Self { shape: Shape::Loose, ..Self::new(tokens, value) }
    }

    fn rank(tokens: Range<usize>, value: i128) -> Self {
        Self { ordinal: true, shape: Shape::Whole, ..Self::new(tokens, Decimal::int(value)) }
    }

    fn share(tokens: Range<usize>, numerator: Decimal, denominator: i128) -> Option<Self> {
        let value = Decimal::ratio(numerator, denominator)?;
        Some(Self { fraction: true, shape: Shape::Loose, ..Self::new(tokens, value) })
    }

    /// Whether it is one bare token of digits without separators or decimals, as names and years are.
    pub(super) fn bare(&self, cx: &Context) -> bool {
        self.digits && self.tokens.len() == 1 && cx.raw(self.tokens.start).bytes().all(|b| b.is_ascii_digit())
    }

    pub(super) fn small(&self, below: i128) -> bool {
        self.value.whole().is_some_and(|n| n < below)
    }

    pub(super) fn times(&mut self, power: Decimal, end: usize) -> Option<()> {
        self.shape = match (self.power, self.shape) {
            (None, Shape::Plain) if !self.fraction => scaled(self.value, power)?,
            (_, Shape::Step(step)) => Shape::Step(step.times(power)?),
            (_, other) => other,
        };
        self.value = self.value.times(power)?;
        self.power = Some(self.power.unwrap_or(Decimal::int(1)).times(power)?);
        self.fraction = false;
        self.tokens.end = end;
        Some(())
    }
}

/// The number that begins at a token, or whose first number word it is ("a" and "an" before it are taken in).
pub(super) fn read(cx: &Context, at: usize) -> Option<Figure> {
    let figure = if cx.kind(at) == Some(TokenKind::Number) { digits(cx, at) } else { words(cx, at) }?;
    Some(over(cx, &figure).unwrap_or(figure))
}

/// "one over three": a share, where nothing that there could be more than three of follows.
fn over(cx: &Context, one: &Figure) -> Option<Figure> {
    let at = one.tokens.end;
    if !cx.is(at, "over") || one.value != Decimal::int(1) || one.ordinal || one.fraction {
        return None;
    }
    let below = if cx.is_number(at + 1) { digits(cx, at + 1) } else { words(cx, at + 1) }?;
    let end = below.tokens.end;
    let bare = !below.ordinal && !below.fraction && (!cx.is_word(end) || cx.flag(end, Flag::Stop)) && !cx.is(end, "%");
    let by = below.value.whole().filter(|&n| bare && n > 1)?;
    let share = Figure::share(one.tokens.start..end, Decimal::int(1), by)?;
    Some(Figure { digits: one.digits, ..share })
}

fn digits(cx: &Context, at: usize) -> Option<Figure> {
    let raw = cx.raw(at);
    for suffix in ["st", "nd", "rd", "th"] {
        if let Some(number) = raw.strip_suffix(suffix) {
            return Some(Figure::rank(at..at + 1, separated(number, cx.habit)?.whole()?));
        }
    }
    if let Some(figure) = slashed(cx, at) {
        return Some(figure);
    }
    let point = cx.back(at, 1);
    let pointed = cx.is(point, ".") && cx.glued(at) && !cx.glued(point);
    let value = if pointed {
        Decimal::parse(&format!("0.{}", raw.get(..raw.len().min(28))?))?
    } else {
        separated(raw, cx.habit)?
    };
    let mut figure = Figure { digits: true, ..Figure::new(at - usize::from(pointed)..at + 1, value) };
    if value.decimals() > 0 {
        figure.shape = Shape::Step(Decimal::power(-(value.decimals() as i32))?);
    } else if let Some(mixed) = mixed(cx, &figure) {
        figure = mixed;
    } else if let Some((end, value)) = spaced(cx, at) {
        figure = Figure { digits: true, ..Figure::new(at..end, value) };
        if value.decimals() > 0 {
            figure.shape = Shape::Step(Decimal::power(-(value.decimals() as i32))?);
        }
    }
    if let Some((power, end)) = exponent::read(cx, figure.tokens.end) {
        figure.times(Decimal::power(power)?, end)?;
        return Some(figure);
    }
    tolerance(cx, &mut figure);
    and_part(cx, &mut figure);
    magnitude(cx, &mut figure)?;
    and_part(cx, &mut figure);
    lesser_magnitudes(cx, &mut figure);
    Some(figure)
}

/// "3/4".
fn slashed(cx: &Context, at: usize) -> Option<Figure> {
    let (above, below, end) = slash(cx, at)?;
    Figure::share(at..end, Decimal::int(above), below)
}

/// "2 1/2", "2-1/2", "2½".
fn mixed(cx: &Context, whole: &Figure) -> Option<Figure> {
    let next = whole.tokens.end;
    let next = next + usize::from(cx.hyphen(next) && slash(cx, next + 1).is_some());
    let (above, below, end) = match cx.word(next).number {
        Some(NumberWord::Vulgar(a, b)) => (a.into(), b.into(), next + 1),
        _ if cx.is_number(next) => slash(cx, next)?,
        _ => return None,
    };
    let value = whole.value.plus(Decimal::ratio(Decimal::int(above), below)?)?;
    let shape = Shape::Step(Decimal::ratio(Decimal::int(1), below)?);
    Some(Figure { tokens: whole.tokens.start..end, value, shape, ..whole.clone() })
}

fn words(cx: &Context, at: usize) -> Option<Figure> {
    if let Some(NumberWord::Vulgar(a, b)) = cx.word(at).number {
        return Figure::share(at..at + 1, Decimal::int(a.into()), b.into());
    }
    let mut sum = Sum::default();
    let mut end = at;
    for _ in 0..24 {
        // "fifty - two"
        let loose =
            sum.open == 10 && cx.loose_hyphen(end) && matches!(cx.word(end + 1).number, Some(NumberWord::Small(_)));
        let joined = sum.seen
            && (cx.hyphen(end)
                || loose
                || (sum.at_power && (cx.any(end, &["and", "&"]) || cx.is(end, ",") && goes_on(cx, at, end, sum))));
        let mut next = sum;
        let part =
            cx.is(end, "and") && (cx.word(end + 2).denominator.is_some() || cx.word(end + 2).denominators.is_some());
        if part || next.step(cx.word(end + usize::from(joined)).number).is_none() {
            break;
        }
        sum = next;
        end += 1 + usize::from(joined);
    }
    if !sum.seen {
        return alone(cx, at);
    }
    let value = sum.total.checked_add(sum.current)?;
    let loose = cx.loose_hyphen(end) && value < 10;
    let next = if cx.hyphen(end) || loose || (sum.at_power && cx.is(end, "and")) { end + 1 } else { end };
    if let Some(n) = cx.word(next).ordinal.filter(|_| !loose)
        && i128::from(n) < sum.open
    {
        return Some(Figure::rank(at..next + 1, value + i128::from(n)));
    }
    let part = cx.word(next);
    let below = if value == 1 { part.denominator } else { part.denominators };
    let below = below.map(|below| (i128::from(below), next + 1)).or_else(|| denominator(cx, end, value == 1));
    if let Some((below, end)) = below.filter(|_| !cx.is(end, "and")) {
        let mut figure = Figure::share(at..end, Decimal::int(value), below)?;
        of_magnitude(cx, &mut figure);
        return Some(figure);
    }
    whole(cx, at..end, value, &sum)
}

/// Whether a number goes on after a comma: "three million, two hundred and forty". A list has no "and" so late, and "of three thousand, two hundred and
/// forty" tells two numbers.
fn goes_on(cx: &Context, start: usize, comma: usize, mut sum: Sum) -> bool {
    let (mut at, mut anded) = (comma + 1, false);
    for _ in 0..12 {
        let joined = at > comma + 1 && (cx.hyphen(at) || sum.at_power && cx.any(at, &["and", "&"]));
        if sum.step(cx.word(at + usize::from(joined)).number).is_none() {
            break;
        }
        anded |= joined && !cx.hyphen(at);
        at += 1 + usize::from(joined);
    }
    let part = (1..4).any(|i| cx.any(cx.back(start, i), &["of", "among"]));
    anded && !part
}

/// A denominator of several words after the numerator, and the token after it: "(two) twenty-fifths", "(one) one-hundredth", "(five) ten-thousandths",
/// "(one) one hundred and fifth".
fn denominator(cx: &Context, start: usize, one: bool) -> Option<(i128, usize)> {
    let (mut sum, mut at) = (Sum::default(), start);
    for _ in 0..8 {
        let joined = sum.seen && (cx.hyphen(at) || sum.at_power && cx.is(at, "and"));
        if sum.step(cx.word(at + usize::from(joined)).number).is_none() {
            break;
        }
        at += 1 + usize::from(joined);
    }
    let more = sum.total.checked_add(sum.current).filter(|_| sum.seen)?;
    let next = at + usize::from(cx.hyphen(at) || sum.at_power && cx.is(at, "and"));
    let word = cx.word(next);
    // "One twenty-fifth anniversary": a rank.
    let alone = one && (!cx.is_word(next + 1) || cx.flag(next + 1, Flag::Stop)) && (next > at || more >= 100);
    let below: i128 = word.denominators.or(word.denominator.filter(|_| alone))?.into();
    let below = match below {
        100.. => below.checked_mul(more)?,
        3.. if below < sum.open && word.ordinal.is_none_or(|n| n > 2) => below + more,
        _ => return None,
    };
    Some((below, next + 1))
}

/// A whole number in words, with what may follow it: "point five", "dozen", "and a half million".
fn whole(cx: &Context, tokens: Range<usize>, value: i128, sum: &Sum) -> Option<Figure> {
    let mut figure = Figure::new(tokens.clone(), Decimal::int(value));
    let first = cx.word(tokens.start).number;
    if matches!(first, Some(NumberWord::Power(_))) {
        if cx.article(cx.back(tokens.start, 1)) {
            figure.tokens.start -= 1;
        } else if tokens.len() < 2 {
            return None;
        }
    }
    if let Some((mantissa, power)) = sum.mantissa.filter(|_| sum.current == 0) {
        let power = Decimal::power(power.into())?;
        figure.shape = scaled(Decimal::int(mantissa), power)?;
        figure.power = Some(power);
    }
    pointed(cx, &mut figure);
    and_part(cx, &mut figure);
    magnitude(cx, &mut figure)?;
    Some(figure)
}

/// "two point five".
fn pointed(cx: &Context, figure: &mut Figure) {
    let mut at = figure.tokens.end;
    if !cx.is(at, "point") {
        return;
    }
    let (mut part, mut digits) = (0_i128, 0);
    at += 1;
    while digits < 9 {
        match cx.word(at).number {
            Some(NumberWord::Small(n)) => {
                let width = if n > 9 { 2 } else { 1 };
                part = part * 10_i128.pow(width) + i128::from(n);
                digits += width as i32;
            }
            Some(NumberWord::Tens(n)) => {
                let unit = if cx.hyphen(at + 1) { cx.word(at + 2).number } else { None };
                let unit = if let Some(NumberWord::Small(u)) = unit { u } else { 0 };
                at += if unit > 0 { 2 } else { 0 };
                part = part * 100 + i128::from(n + unit);
                digits += 2;
            }
            _ => break,
        }
        at += 1;
    }
    let value = Decimal::power(-digits).and_then(|p| p.times(Decimal::int(part))).and_then(|p| figure.value.plus(p));
    if let (Some(value), true, Some(step)) = (value, digits > 0, Decimal::power(-digits)) {
        (figure.value, figure.shape, figure.tokens.end) = (value, Shape::Step(step), at);
    }
}

/// A number word that needs no count before it: "a dozen", "half", "a third", "fourth".
fn alone(cx: &Context, at: usize) -> Option<Figure> {
    let word = cx.word(at);
    let before = cx.back(at, 1);
    if word.number == Some(NumberWord::Dozen) {
        let start = if cx.article(before) {
            before
        } else if cx.is(before, "some") {
            at
        } else {
            return None;
        };
        return Some(Figure { shape: Shape::Loose, ..Figure::new(start..at + 1, Decimal::int(12)) });
    }
    if let Some(below) = word.denominator
        && let Some(start) = share_start(cx, at)
    {
        let mut figure = Figure::share(start..at + 1, Decimal::int(1), below.into())?;
        of_magnitude(cx, &mut figure);
        return Some(figure);
    }
    Some(Figure::rank(at..at + 1, word.ordinal?.into()))
}

/// Where a share without a numerator begins ("half the voters", "a third of"), if it is one and not a rank ("a third term", "the second half").
fn share_start(cx: &Context, at: usize) -> Option<usize> {
    let (before, next) = (cx.back(at, 1), cx.word(at + 1));
    let article = cx.article(before);
    let open = !cx.is_word(at + 1) || next.is(Flag::Stop) || next.is(Flag::Determiner) || next.compare.is_some();
    if cx.is(at, "half") {
        let held =
            cx.flag(before, Flag::Determiner) || cx.flag(before, Flag::OneAfter) || cx.word(before).ordinal.is_some();
        let followed =
            cx.is(at + 1, "of") || next.is(Flag::Determiner) || matches!(next.number, Some(NumberWord::Power(_)));
        let bounded = !cx.word(before).before.is_empty();
        let million = cx.hyphen(at + 1) && matches!(cx.word(at + 2).number, Some(NumberWord::Power(_)));
        let fits = if article { !cx.hyphen(at + 1) || million } else { !held && (followed || (bounded && open)) };
        return fits.then_some(if article { before } else { at });
    }
    // "a quarter million"
    let scaled = cx.is(at, "quarter") && matches!(next.number, Some(NumberWord::Power(n)) if n > 2);
    if scaled && !article {
        return (!cx.flag(before, Flag::Determiner) && cx.word(before).ordinal.is_none()).then_some(at);
    }
    (article && (open || scaled) && !cx.hyphen(at + 1)).then_some(before)
}

/// "half a million", "two thirds of a million".
fn of_magnitude(cx: &Context, figure: &mut Figure) {
    let mut at = figure.tokens.end;
    at += usize::from(cx.is(at, "of") || cx.hyphen(at));
    at += usize::from(cx.article(at));
    if let Some(NumberWord::Power(n)) = cx.word(at).number {
        // Failing to multiply leaves the share as it was read.
        let before = figure.clone();
        if Decimal::power(n.into()).and_then(|p| figure.times(p, at + 1)).is_none() {
            *figure = before;
        }
    }
}
