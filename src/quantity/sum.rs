//! Adds up a whole number in words, word by word: "one hundred and forty thousand".

use super::tables::NumberWord;

/// A number in words while it is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub total: i128,
    pub current: i128,
    /// What may still be added to `current` must be less than this.
    pub open: i128,
    /// The last magnitude; the next one must be smaller.
    power: Option<u8>,
    /// Whether the last word was a power of ten.
    pub at_power: bool,
    /// What stood before the last magnitude, and the magnitude.
    pub mantissa: Option<(i128, u8)>,
    pub seen: bool,
}

impl Sum {
    /// Adds a number word, or fails where it cannot stand here.
    pub(super) fn step(&mut self, word: Option<NumberWord>) -> Option<()> {
        let limit = if self.current == 0 && !self.seen { 1000 } else { self.open };
        match word? {
            NumberWord::Small(n) if i128::from(n) < limit && (n > 0 || !self.seen) => {
                self.current += i128::from(n);
                self.open = 0;
            }
            NumberWord::Tens(n) if limit >= 100 => {
                self.current += i128::from(n);
                self.open = 10;
            }
            NumberWord::Power(2) if !self.seen || (1..100).contains(&self.current) => {
                self.current = self.current.max(1) * 100;
                self.open = 100;
            }
            NumberWord::Power(n) if n > 2 => self.magnitude(n)?,
            _ => return None,
        }
        self.at_power = matches!(word, Some(NumberWord::Power(_)));
        self.seen = true;
        Some(())
    }

    fn magnitude(&mut self, n: u8) -> Option<()> {
        let power = 10_i128.checked_pow(n.into())?;
        if self.current == 0 && self.total > 0 && self.at_power {
            self.total = self.total.checked_mul(power)?;
            self.mantissa = self.mantissa.map(|(m, p)| (m, p + n));
        } else if self.power.is_none_or(|p| n < p) && (self.current > 0 || !self.seen) {
            let count = self.current.max(1);
            self.total = self.total.checked_add(count.checked_mul(power)?)?;
            self.mantissa = (self.power.is_none()).then_some((count, n));
        } else {
            return None;
        }
        (self.current, self.open, self.power) = (0, 1000, Some(n));
        Some(())
    }
}
