//! The set of values that a wording admits, as an interval with open, closed or missing ends.
//!
//! Two claims conflict only if they answer the same question and their extents are disjoint.
//! "24 %" admits 23.5 to 24.5, "in March 2021" the days of that month, "more than 300" everything above 300.

use std::ops::Bound;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An interval. The empty interval cannot be built; a missing end is `Unbounded`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Extent<T> {
    low: Bound<T>,
    high: Bound<T>,
}

/// A set of days; both ends are included where present.
pub type Days = Extent<NaiveDate>;

impl<T: PartialOrd + Copy> Extent<T> {
    /// Everything.
    pub fn all() -> Self {
        Self { low: Bound::Unbounded, high: Bound::Unbounded }
    }

    /// One value and nothing else.
    pub fn only(value: T) -> Self {
        Self { low: Bound::Included(value), high: Bound::Included(value) }
    }

    /// From `low` to `high`, both included; the ends are put in order.
    pub fn between(low: T, high: T) -> Self {
        let (low, high) = if high < low { (high, low) } else { (low, high) };
        Self { low: Bound::Included(low), high: Bound::Included(high) }
    }

    /// From the given ends, or `None` if nothing lies between them.
    pub fn new(low: Bound<T>, high: Bound<T>) -> Option<Self> {
        let new = Self { low, high };
        (!new.is_void()).then_some(new)
    }

    /// `low` and everything above.
    pub fn from(low: T) -> Self {
        Self { low: Bound::Included(low), high: Bound::Unbounded }
    }

    /// `high` and everything below.
    pub fn up_to(high: T) -> Self {
        Self { low: Bound::Unbounded, high: Bound::Included(high) }
    }

    /// The lower end, where there is one.
    pub fn low(&self) -> Option<T> {
        end(self.low)
    }

    /// The upper end, where there is one.
    pub fn high(&self) -> Option<T> {
        end(self.high)
    }

    /// Whether both ends are there.
    pub fn is_bounded(&self) -> bool {
        self.low().is_some() && self.high().is_some()
    }

    /// What both admit, or `None` if they are disjoint.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        Self::new(tighter(self.low, other.low, true), tighter(self.high, other.high, false))
    }

    /// Whether no value is admitted by both.
    pub fn disjoint(&self, other: &Self) -> bool {
        self.intersect(other).is_none()
    }

    /// Whether every value of `other` is admitted here too.
    pub fn covers(&self, other: &Self) -> bool {
        self.intersect(other).is_some_and(|x| x == *other)
    }

    /// The smallest extent that covers both.
    pub fn hull(&self, other: &Self) -> Self {
        Self { low: looser(self.low, other.low, true), high: looser(self.high, other.high, false) }
    }

    /// Whether every value here is less than every value of `other`; `None` if that is not known.
    pub fn before(&self, other: &Self) -> Option<bool> {
        if let (Some(high), Some(low)) = (self.high(), other.low())
            && (high < low || (high == low && self.disjoint(other)))
        {
            return Some(true);
        }
        if let (Some(low), Some(high)) = (self.low(), other.high())
            && low >= high
        {
            return Some(false);
        }
        None
    }

    fn is_void(&self) -> bool {
        match (self.low, self.high) {
            (Bound::Included(a), Bound::Included(b)) => a > b,
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
            (Bound::Included(a) | Bound::Excluded(a), Bound::Included(b) | Bound::Excluded(b)) => a >= b,
        }
    }
}

impl Extent<f64> {
    /// Whether the two are equally wide and one begins where the other ends, as those of two figures next to each other do that were rounded alike.
    pub fn neighbours(&self, other: &Self) -> bool {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low(), self.high(), other.low(), other.high()) else {
            return false;
        };
        let width = b - a;
        (b == c || d == a) && a != c && (width - (d - c)).abs() <= width * 1e-6
    }
}

fn end<T: Copy>(bound: Bound<T>) -> Option<T> {
    match bound {
        Bound::Included(x) | Bound::Excluded(x) => Some(x),
        Bound::Unbounded => None,
    }
}

fn tighter<T: PartialOrd + Copy>(a: Bound<T>, b: Bound<T>, low: bool) -> Bound<T> {
    match (end(a), end(b)) {
        (None, _) => b,
        (_, None) => a,
        (Some(x), Some(y)) if x == y => {
            if matches!(a, Bound::Excluded(_)) {
                a
            } else {
                b
            }
        }
        (Some(x), Some(y)) => {
            if (x > y) == low {
                a
            } else {
                b
            }
        }
    }
}

fn looser<T: PartialOrd + Copy>(a: Bound<T>, b: Bound<T>, low: bool) -> Bound<T> {
    match (end(a), end(b)) {
        (None, _) | (_, None) => Bound::Unbounded,
        (Some(x), Some(y)) if x == y => {
            if matches!(a, Bound::Included(_)) {
                a
            } else {
                b
            }
        }
        (Some(x), Some(y)) => {
            if (x < y) == low {
                a
            } else {
                b
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_closed_ends_are_not_disjoint() {
        assert!(!Extent::between(23.5, 24.5).disjoint(&Extent::between(24.5, 25.5)));
        let above = Extent::new(Bound::Excluded(24.5), Bound::Unbounded).unwrap();
        assert!(above.disjoint(&Extent::up_to(24.5)));
    }

    #[test]
    fn two_open_ended_figures_are_never_disjoint() {
        assert!(!Extent::from(26_000).disjoint(&Extent::from(31_000)));
    }

    #[test]
    fn order_is_unknown_where_extents_overlap() {
        assert_eq!(Extent::between(1, 3).before(&Extent::between(5, 6)), Some(true));
        assert_eq!(Extent::between(5, 6).before(&Extent::between(1, 3)), Some(false));
        assert_eq!(Extent::between(1, 5).before(&Extent::between(3, 6)), None);
        assert_eq!(Extent::from(3).before(&Extent::up_to(9)), None);
    }
}
