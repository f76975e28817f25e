//! Decimal numbers as people write them: exact, without the noise of binary fractions, and never overflowing silently.

use std::fmt;

/// `mantissa` × 10^-`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// Fractions such as 1/3 are cut to this many significant digits.
const FRACTION_DIGITS: u32 = 6;

impl Decimal {
    pub(super) const ZERO: Self = Self { mantissa: 0, scale: 0 };

    pub(super) fn int(n: i128) -> Self {
        Self { mantissa: n, scale: 0 }
    }

    /// 10^`exponent`, which may be negative.
    pub(super) fn power(exponent: i32) -> Option<Self> {
        match u32::try_from(exponent) {
            Ok(up) => Some(Self::int(10_i128.checked_pow(up)?)),
            Err(_) => (exponent > -30).then_some(Self { mantissa: 1, scale: exponent.unsigned_abs() }),
        }
    }

    /// Reads digits with at most one decimal point and no separators.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + part.len() == 0 || whole.len() + part.len() > 30 {
            return None;
        }
        let mut mantissa = 0_i128;
        for b in whole.bytes().chain(part.bytes()) {
            if !b.is_ascii_digit() {
                return None;
            }
            mantissa = mantissa * 10 + i128::from(b - b'0');
        }
        Some(Self { mantissa, scale: part.len() as u32 })
    }

    /// `numerator` / `denominator`, rounded.
    pub(super) fn ratio(numerator: Self, denominator: i128) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let (mut digits, mut above) = (FRACTION_DIGITS, numerator.mantissa.abs());
        while above > 0 && above.checked_mul(10)? < denominator && digits < 3 * FRACTION_DIGITS {
            (above, digits) = (above * 10, digits + 1);
        }
        let mantissa = numerator.mantissa.checked_mul(10_i128.pow(digits))?;
        let half = denominator / 2 * mantissa.signum();
        Some(Self { mantissa: mantissa.checked_add(half)? / denominator, scale: numerator.scale + digits })
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale + other.scale;
        Some(Self { mantissa: self.mantissa.checked_mul(other.mantissa)?, scale }.trimmed())
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let mantissa = self.at(scale)?.checked_add(other.at(scale)?)?;
        Some(Self { mantissa, scale })
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    pub(super) fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    pub(super) fn abs(self) -> Self {
        Self { mantissa: self.mantissa.abs(), ..self }
    }

    /// Whether this is less than `other`; `false` where they cannot be compared for size.
    pub(super) fn less(self, other: Self) -> bool {
        self.minus(other).is_some_and(|d| d.mantissa < 0)
    }

    pub(super) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The value, if it is a whole number.
    pub(super) fn whole(self) -> Option<i128> {
        let x = self.trimmed();
        (x.scale == 0).then_some(x.mantissa)
    }

    /// Digits written after the point.
    pub(super) fn decimals(self) -> u32 {
        self.scale
    }

    /// How many digits the whole number has, and how many of them are trailing zeros.
    pub(super) fn digits(self) -> (u32, u32) {
        let (mut rest, mut count, mut zeros) = (self.mantissa.abs(), 0, 0);
        while rest > 0 {
            if rest % 10 == 0 && zeros == count {
                zeros += 1;
            }
            count += 1;
            rest /= 10;
        }
        (count, zeros)
    }

    pub(super) fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    fn at(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(scale - self.scale)?)
    }

    fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let x = self.trimmed();
        let sign = if x.mantissa < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", x.mantissa.unsigned_abs(), width = x.scale as usize + 1);
        let (whole, part) = digits.split_at(digits.len() - x.scale as usize);
        if part.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{part}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_exact_and_says_when_it_overflows() {
        let x = |s| Decimal::parse(s).unwrap();
        assert_eq!(x("3.2").times(Decimal::power(9).unwrap()).unwrap().to_string(), "3200000000");
        assert_eq!(x("0.1").plus(x("0.2")).unwrap().to_string(), "0.3");
        assert_eq!(Decimal::ratio(Decimal::int(2), 3).unwrap().to_string(), "0.666667");
        assert_eq!(Decimal::ratio(Decimal::int(1), 121).unwrap().to_string(), "0.00826446");
        assert_eq!(x("2.50").negated().to_string(), "-2.5");
        assert_eq!(Decimal::int(1020).digits(), (4, 1));
        assert_eq!(Decimal::parse(&"9".repeat(400)), None);
        assert_eq!(Decimal::int(i128::MAX).times(Decimal::int(10)), None);
    }
}
