//! Slips of the hand: two figures with the same digits, two of them swapped or the point moved, or told in another unit of the same kind.

use super::{Quantity, same_unit};

/// Digits that a figure must have for their order to mean something; one more unless it is a million or above.
const DIGITS: usize = 2;
/// By how many per cent of the less two figures must differ: what differs less may have grown.
const APART: f64 = 10.0;
/// Places by which a point is moved: 2.12 billion for 212 million, a million for a billion.
const PLACES: std::ops::RangeInclusive<i32> = 1..=3;

/// Digits that a figure must have to be no round one: hardly two measures of one affair share them.
const UNROUND: usize = 3;
/// The least of a figure of which two digits tell something: that of two digits may be anything's.
const SEVERAL: f64 = 100.0;
/// By how much the power of ten between two units of two systems is off a whole one …
const POWER: f64 = 0.01;
/// … and how far apart they are at most.
const SYSTEMS: f64 = 2.0;
/// How far from one the ratio of two units is at least that are told apart: a metric ton is nearly a long one.
const CLOSE: f64 = 0.05;
/// By how many per cent two figures must differ where nothing but a slip sets their documents apart.
const ALONE: f64 = 2.0;
/// The power of ten between one word for a magnitude and the next: a million for a billion.
const MAGNITUDE: i32 = 3;
/// The least that is told with such a word.
const LARGE: f64 = 1e6;

/// A figure as its significant digits and the power of ten of the last.
struct Figure {
    digits: Vec<u8>,
    exponent: i32,
}

impl Figure {
    fn of(number: &str) -> Option<Self> {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let mut exponent = -(fraction.len() as i32);
        while digits.len() > 1 && digits.last() == Some(&b'0') {
            digits.pop();
            exponent += 1;
        }
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..zeros.min(digits.len() - 1));
        Some(Self { digits, exponent })
    }
}

impl Quantity {
    /// Whether the other figure has the same digits, with two neighbours swapped, or at another power of ten: more likely a slip of the hand than the measure of
    /// something else.
    pub fn may_be_slip_of(&self, other: &Self) -> bool {
        let digits = |number: &Option<String>| {
            number.iter().flat_map(|n| n.bytes()).filter(|b| (b'1'..=b'9').contains(b)).count()
        };
        // Counts of two digits and shares are like by chance too often.
        let told =
            |q: &Self| q.value().is_some_and(|value| value >= LARGE) || digits(&q.number) > DIGITS && !q.is_share();
        told(self) && told(other) && self.is_like(other)
    }

    /// Whether the other figure has the same digits and another unit of the same kind, such as feet for metres.
    pub fn may_be_other_unit_of(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (&self.unit, &other.unit) else { return false };
        let same_digits = self.number.is_some() && self.value() == other.value();
        let rate = self.per == other.per || self.per.is_none() || other.per.is_none();
        let ratio = self.scale.as_ref().zip(other.scale.as_ref()).map_or(1.0, |(a, b)| a.factor / b.factor);
        let sizes = (ratio - 1.0).abs() > CLOSE || self.scale.as_ref().is_some_and(|scale| scale.offset != 0.0);
        same_digits && rate && sizes && !same_unit(a, b) && self.converts(other) && self.significant() >= DIGITS
    }

    /// Whether the other figure has the same digits, no single one, of a million or more, and the name of another money.
    pub fn may_be_other_money_of(&self, other: &Self) -> bool {
        let same_digits = self.number.is_some() && self.value() == other.value() && self.per == other.per;
        let large = self.value().is_some_and(|value| value >= LARGE);
        same_digits && large && self.family() != other.family() && self.significant() >= DIGITS
    }

    /// Whether the two have the same digits, one a thousand times as much as the other: a million for a billion, or for a thousand.
    pub fn is_thousandfold(&self, other: &Self) -> bool {
        let Some((x, y)) = self.value().zip(other.value()) else { return false };
        let ratio = x.max(y) / x.min(y);
        x.max(y) >= LARGE && (ratio - 1000.0).abs() < 1e-6 && self.unit == other.unit
    }

    /// Whether another measure of the same affair hardly has the digits of this one by chance, in the other's unit: three of them, or two of a large figure where the
    /// units are those of two systems.
    pub fn tells_by_digits(&self, other: &Self) -> bool {
        self.is_unround() || self.is_of_other_system(other) && self.value().is_some_and(|value| value >= SEVERAL)
    }

    /// Whether the units are those of two systems, such as miles and kilometres, and not parts of one another.
    pub fn is_of_other_system(&self, other: &Self) -> bool {
        let ratio = self.scale.as_ref().zip(other.scale.as_ref()).map_or(1.0, |(a, b)| (a.factor / b.factor).abs());
        let power = ratio.log10();
        (power - power.round()).abs() > POWER && power.abs() < SYSTEMS
    }

    /// Whether the figure has so many digits that two of one affair hardly have the same ones by chance.
    pub fn is_unround(&self) -> bool {
        self.significant() >= UNROUND
    }

    /// How many digits the figure has from the first to the last that is no zero.
    fn significant(&self) -> usize {
        self.number.as_deref().and_then(Figure::of).map_or(0, |figure| figure.digits.len())
    }

    /// Whether the digits of a bare value are alike so.
    pub fn is_like_value(&self, value: f64) -> bool {
        let apart = |own: f64| (own - value).abs() * 100.0 >= own.min(value) * APART;
        value.is_finite()
            && self.value().is_some_and(apart)
            && self.number.as_deref().is_some_and(|number| slip(number, &format!("{value}")))
    }

    /// Whether two whole numbers of two digits or more differ in one digit alone, or in the order of two.
    pub fn is_near(&self, other: &Self) -> bool {
        let Some((a, b)) = self.number.as_deref().zip(other.number.as_deref()) else { return false };
        let whole = |number: &str| number.len() >= DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
        let differing = || a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count();
        whole(a) && whole(b) && a.len() == b.len() && (differing() == 1 || slip(a, b))
    }

    /// Whether the digits of one unit are alike so, however few.
    pub fn is_like(&self, other: &Self) -> bool {
        self.is_like_by(other, APART)
    }

    /// The same for two figures that differ by less.
    pub fn is_nearly_like(&self, other: &Self) -> bool {
        self.is_like_by(other, ALONE)
    }

    fn is_like_by(&self, other: &Self, percent: f64) -> bool {
        // Digits of two units are alike by chance.
        let one_unit = match (&self.unit, &other.unit) {
            (Some(a), Some(b)) => same_unit(a, b),
            (a, b) => a == b,
        };
        let Some((x, y)) = self.value().zip(other.value()).filter(|_| one_unit) else { return false };
        let (least, most) = (x.min(y), x.max(y));
        let apart = (most - least) * 100.0 >= least * percent;
        apart && self.number.as_deref().zip(other.number.as_deref()).is_some_and(|(a, b)| slip(a, b))
    }
}

/// How many of each digit from 1 to 9 a figure has, in four bits each: neither slip changes that. Counts may run over, but alike for both.
fn tally(number: &str) -> u64 {
    let digits = number.bytes().filter(|byte| (b'1'..=b'9').contains(byte));
    digits.fold(0, |all, byte| all.wrapping_add(1 << (4 * (byte - b'0'))))
}

fn slip(a: &str, b: &str) -> bool {
    if tally(a) != tally(b) {
        return false;
    }
    let (Some(a), Some(b)) = (Figure::of(a), Figure::of(b)) else { return false };
    let large = |figure: &Figure| 10f64.powi(figure.exponent) >= LARGE;
    if a.digits == b.digits && large(&a) && large(&b) && (a.exponent - b.exponent).abs() == MAGNITUDE {
        return true;
    }
    if a.digits.len() < DIGITS || a.digits.len() != b.digits.len() {
        return false;
    }
    if a.exponent != b.exponent {
        return a.digits == b.digits && PLACES.contains(&(a.exponent - b.exponent).abs());
    }
    let differing: Vec<usize> = (0..a.digits.len()).filter(|&at| a.digits[at] != b.digits[at]).collect();
    match differing[..] {
        [first, second] => {
            second == first + 1 && a.digits[first] == b.digits[second] && a.digits[second] == b.digits[first]
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_swapped_and_points_moved_are_slips() {
        for (a, b, wanted) in [
            ("9.4", "4.9", true),
            ("23", "32", true),
            ("171", "117", true),
            ("18000000", "18000000000", true),
            ("212000000", "2120000000", true),
            ("9400000", "4900000", true),
            ("23", "23", false),
            ("2", "20", false),
            ("20", "200", false),
            ("123", "321", false),
            ("1234", "2143", false),
            ("15", "1500000", false),
            ("8000000", "8000000000", true),
            ("8000", "8000000", false),
            ("0.25", "2.5", true),
            ("0", "0.0", false),
            ("", "12", false),
        ] {
            assert_eq!(slip(a, b), wanted, "{a} {b}");
            assert_eq!(slip(b, a), wanted, "{b} {a}");
        }
    }
}
