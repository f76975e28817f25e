//! From a number as worded to the values it admits.

use super::Bounds;
use super::decimal::Decimal;
use super::tables::{Bounding, UnitKind};
use crate::extent::Extent;

/// How a number was written, as far as it tells how it was rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// All digits written out, or words: "20,000", "seven".
    Plain,
    /// A step of this size was the least the writer cared about: "27.2" (0.1), "3.2 billion" (100 million).
    Step(Decimal),
    /// A fraction or a dozen: a tenth either way.
    Loose,
    /// Not rounded at all: a rank, an age.
    Whole,
}

/// The half step by which a number may be off.
fn slack(value: Decimal, shape: Shape, unit: Option<UnitKind>) -> Option<Decimal> {
    let half = |step: Decimal| step.times(Decimal::parse("0.5")?);
    match shape {
        Shape::Whole => Some(Decimal::ZERO),
        Shape::Loose => value.abs().times(Decimal::parse("0.1")?),
        Shape::Step(step) => half(step),
        Shape::Plain => {
            let (count, zeros) = value.digits();
            match unit {
                // "100 %" is not 97 %.
                Some(UnitKind::Percent) if count < 4 => half(Decimal::int(1)),
                // One zero after four digits that are none ("115,460") is a count that happens to end so.
                None if zeros == 0 || (zeros == 1 && count > 4) => Some(Decimal::ZERO),
                _ if value.is_zero() => Some(Decimal::ZERO),
                _ => half(Decimal::power(zeros.min(count.saturating_sub(2)) as i32)?),
            }
        }
    }
}

/// The values that a number with its bounding words admits; everything where they cannot be computed.
pub(super) fn extent(value: Decimal, shape: Shape, unit: Option<UnitKind>, bounding: Bounding) -> Extent<f64> {
    bounded(value, shape, unit, bounding).unwrap_or_else(Extent::all)
}

fn bounded(value: Decimal, shape: Shape, unit: Option<UnitKind>, bounding: Bounding) -> Option<Extent<f64>> {
    let slack = slack(value, shape, unit)?;
    let tenth = value.abs().times(Decimal::parse("0.1")?)?;
    let around = |by: Decimal| Some(Extent::between(value.minus(by)?.to_f64(), value.plus(by)?.to_f64()));
    match bounding {
        Bounding::Exactly => around(Decimal::ZERO),
        Bounding::Filler | Bounding::As(Bounds::Exact | Bounds::Range) => around(slack),
        Bounding::As(Bounds::About) => around(if slack.less(tenth) { tenth } else { slack }),
        Bounding::As(Bounds::Nearly) => Some(Extent::between(value.minus(tenth)?.to_f64(), value.to_f64())),
        Bounding::JustOver => Some(Extent::between(value.to_f64(), value.plus(tenth)?.to_f64())),
        Bounding::As(Bounds::MoreThan | Bounds::AtLeast) => Some(Extent::from(value.to_f64())),
        Bounding::As(Bounds::LessThan | Bounds::AtMost) => Some(Extent::up_to(value.to_f64())),
    }
}

/// How a number before a magnitude word was rounded: half a unit of its last digit that is no trailing zero; zeros after a point count.
pub(super) fn scaled(mantissa: Decimal, magnitude: Decimal) -> Option<Shape> {
    let exponent = if mantissa.decimals() > 0 { -(mantissa.decimals() as i32) } else { mantissa.digits().1 as i32 };
    Some(Shape::Step(Decimal::power(exponent)?.times(magnitude)?))
}

/// What the end of a range admits that was rounded to its last digit that is no zero, or to two digits.
pub(super) fn rounded(end: &str) -> Option<Extent<f64>> {
    let value = Decimal::parse(end)?;
    let (count, zeros) = value.digits();
    let step = match value.decimals() {
        0 => zeros.min(count.saturating_sub(2)) as i32,
        decimals => -(decimals as i32),
    };
    let half = Decimal::power(step)?.times(Decimal::parse("0.5")?)?;
    Some(Extent::between(value.minus(half)?.to_f64(), value.plus(half)?.to_f64()))
}
