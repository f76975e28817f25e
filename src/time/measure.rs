//! Units of time and lengths in them.

use serde::{Deserialize, Serialize};

use super::expression::Grain;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 60 to the minute.
    Second,
    /// 60 to the hour.
    Minute,
    /// 24 to the day.
    Hour,
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    /// How many of a smaller unit it holds, where that is a fixed number.
    pub(super) fn holds(self, small: Self) -> Option<f64> {
        Some(match (self, small) {
            (Self::Year, Self::Month) => 12.0,
            (Self::Week, Self::Day) => 7.0,
            (Self::Day, Self::Hour) => 24.0,
            (Self::Hour, Self::Minute) | (Self::Minute, Self::Second) => 60.0,
            (Self::Day, Self::Minute) => 1440.0,
            (Self::Hour, Self::Second) => 3600.0,
            _ => return None,
        })
    }

    /// How many days it has, months and years on the average.
    pub fn days(self) -> f64 {
        match self {
            Self::Second => 1.0 / 86_400.0,
            Self::Minute => 1.0 / 1440.0,
            Self::Hour => 1.0 / 24.0,
            Self::Day => 1.0,
            Self::Weekend => 2.0,
            Self::Week => 7.0,
            Self::Fortnight => 14.0,
            Self::Month => 30.44,
            Self::Quarter => 91.31,
            Self::Half => 182.62,
            Self::Year => 365.25,
            Self::Decade => 3652.5,
            Self::Century => 36_525.0,
        }
    }

    /// How a TIMEX3 duration counts it: how many of which letter, and the `T` before units of the clock.
    fn letters(self) -> (u64, &'static str, char) {
        match self {
            Self::Second => (1, "T", 'S'),
            Self::Minute => (1, "T", 'M'),
            Self::Hour => (1, "T", 'H'),
            Self::Day | Self::Weekend => (1, "", 'D'),
            Self::Week => (1, "", 'W'),
            Self::Fortnight => (2, "", 'W'),
            Self::Month => (1, "", 'M'),
            Self::Quarter => (3, "", 'M'),
            Self::Half => (6, "", 'M'),
            Self::Year => (1, "", 'Y'),
            Self::Decade => (10, "", 'Y'),
            Self::Century => (100, "", 'Y'),
        }
    }

    /// The grain of a date counted in this unit.
    pub fn grain(self) -> Grain {
        match self {
            Self::Second | Self::Minute | Self::Hour => Grain::Minute,
            Self::Day => Grain::Day,
            Self::Week | Self::Fortnight | Self::Weekend => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Half => Grain::Half,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        }
    }
}

/// Bounds of a length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// "six years"
    #[default]
    Exact,
    /// "about six years"
    About,
    /// "nearly six years"
    Nearly,
    /// "under six years", "less than six years"
    Below,
    /// "more than six years", "at least six years"
    Above,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    /// How many units, in hundredths; `None` for "several", "a few", "years".
    pub hundredths: Option<u32>,
    /// Of which unit.
    pub unit: Unit,
    /// How it is bounded.
    pub bound: Bound,
    /// Whether it is somebody's age ("34-year-old").
    pub age: bool,
    /// Whether it reaches back from the document's date (-1, "the past two months") or ahead (1, "the next three days"; [`Length::FROM_NOW`], "within three days").
    #[serde(default)]
    pub toward: i8,
    /// A second, smaller part, in hundredths: "three hours and 30 minutes".
    #[serde(default)]
    pub minor: Option<(u32, Unit)>,
}

impl Length {
    /// The [`Length::toward`] of "within nine months": from the document's own day on.
    pub const FROM_NOW: i8 = 2;

    /// The whole minutes of a length in units of the clock.
    pub(super) fn minutes(&self) -> Option<u64> {
        let of = |hundredths: u32, unit: Unit| {
            let factor = match unit {
                Unit::Hour => 60,
                Unit::Minute => 1,
                _ => return None,
            };
            Some(u64::from(hundredths) * factor)
        };
        let minor = self.minor.map_or(Some(0), |(hundredths, unit)| of(hundredths, unit))?;
        let total = of(self.hundredths?, self.unit)? + minor;
        (total % 100 == 0).then_some(total / 100)
    }

    /// An exact length.
    pub fn exact(hundredths: Option<u32>, unit: Unit) -> Self {
        Self { hundredths, unit, bound: Bound::Exact, age: false, toward: 0, minor: None }
    }

    /// The days that the words admit, from the least to the most; without a most where they set none, and `None` if they tell no number. Whoever tells a
    /// length rounds it to the unit that it is told in, and may leave a part of one more away: "six years" may be nearly seven.
    pub fn days(&self) -> Option<(f64, Option<f64>)> {
        let count = f64::from(self.hundredths?) / 100.0;
        let unit = self.unit.days();
        let minor = self.minor.map_or(0.0, |(hundredths, unit)| f64::from(hundredths) / 100.0 * unit.days());
        let (rounded, told) = match self.minor {
            Some((_, small)) => (small.days(), count * unit + minor),
            None => (granule(count) * unit, count * unit),
        };
        let (low, high) = (told - 0.6 * rounded, told + 0.9 * rounded);
        Some(match self.bound {
            Bound::Exact => (low.max(0.0), Some(high)),
            Bound::About => (0.75 * low, Some(1.25 * high)),
            Bound::Nearly => (0.75 * low, Some(told + 0.25 * rounded)),
            Bound::Below => (0.0, Some(told)),
            Bound::Above => (told, None),
        })
    }

    /// Whole units of it, if it is of so many: half a century is 50 years, two and a half years are five halves.
    pub(super) fn whole(&self) -> Option<(i64, Unit)> {
        let half = self.minor == Some((600, Unit::Month));
        let hundredths = i64::from(self.hundredths?) + if half { 50 } else { 0 };
        let (factor, smaller) = match self.unit {
            _ if hundredths % 100 == 0 => (1, self.unit),
            Unit::Century => (100, Unit::Year),
            Unit::Decade => (10, Unit::Year),
            Unit::Year if hundredths % 50 == 0 => (2, Unit::Half),
            Unit::Year => (12, Unit::Month),
            Unit::Hour => (60, Unit::Minute),
            _ => return None,
        };
        let amount = hundredths * factor;
        (amount % 100 == 0).then_some((amount / 100, smaller))
    }

    /// The TIMEX3 value: `P6Y`, `PT2H`, `PXY`, `PT3H30M`.
    pub fn value(&self) -> String {
        let (_, time, letter) = self.unit.letters();
        let Some(hundredths) = self.hundredths else { return format!("P{time}X{letter}") };
        let mut value = format!("P{time}{}", amount(hundredths, self.unit));
        if let Some((hundredths, unit)) = self.minor {
            let between = if time.is_empty() { unit.letters().1 } else { "" };
            value.push_str(between);
            value.push_str(&amount(hundredths, unit));
        }
        value
    }
}

/// To how many units a count is rounded: "30 days" and "200 hours" to tens, "half a year" to halves.
fn granule(count: f64) -> f64 {
    match count {
        _ if count.fract() != 0.0 => 0.5,
        20.0.. if count % 10.0 == 0.0 => 5.0,
        _ => 1.0,
    }
}

/// An amount and the letter of its unit: `6Y`, `2.5H`.
fn amount(hundredths: u32, unit: Unit) -> String {
    let (factor, _, letter) = unit.letters();
    let total = u64::from(hundredths) * factor;
    let (whole, rest) = (total / 100, total % 100);
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:02}").trim_end_matches('0').to_owned() };
    format!("{whole}{fraction}{letter}")
}
