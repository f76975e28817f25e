//! The symbolic expression: what the words say, before any anchor is known.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar;
pub use super::measure::{Bound, Length, Unit};

/// The TIMEX3 type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar date of any grain.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A frequency.
    Set,
}

/// The fineness of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// A clock time.
    Minute,
    /// A day.
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season.
    Season,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// No grain: now, the past, a duration.
    None,
}

/// Which part of a stretch is meant; its ends are soft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Portion {
    /// "the beginning of"
    Start,
    /// "early"
    Early,
    /// "mid-", "the middle of"
    Mid,
    /// "late"
    Late,
    /// "the end of"
    End,
    /// "earlier this month": up to the document's date.
    Earlier,
    /// "later this month", "the rest of the month": from the document's date on.
    Later,
    /// "the turn of": the years around its beginning.
    Turn,
    /// "circa": some years before and after.
    About,
}

/// What a step is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// The document's date ("last year", "ten years ago").
    Document,
    /// The date named before, else the document's ("a year earlier", "the following week").
    Context,
    /// The date named before, and no other ("that year").
    Named,
    /// The expression in [`Expression::within`] ("three weeks from tomorrow").
    Within,
}

/// A step from a base by whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How many units, back if negative.
    pub count: i32,
    /// Of which unit.
    pub unit: Unit,
    /// From where.
    pub base: Base,
    /// Whether the calendar's own unit is meant ("last year") or a distance ("a year ago"), which is soft by half a unit.
    pub aligned: bool,
    /// How the distance is bounded ("more than a year ago").
    pub bound: Bound,
}

/// The half of the Earth whose seasons are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hemisphere {
    /// Nothing speaks of the other.
    #[default]
    North,
    /// "in the summer of 2019 in Australia"
    South,
    /// The text speaks of the south, and this season may be of either.
    Either,
}

/// What has no place on the calendar of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reference {
    /// "recently"
    Past,
    /// "now"
    Present,
    /// "soon"
    Future,
    /// "by then": the date named before.
    Then,
}

/// How an expression is put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Year, month, day and weekday as far as given.
    Parts,
    /// `03/04/2019`: day and month cannot be told apart.
    Slashed {
        /// The first number.
        first: u8,
        /// The second number.
        second: u8,
    },
    /// A fiscal year, which may begin in the calendar year before or end in the one after.
    Fiscal,
    /// A quarter of a year, 1 to 4.
    Quarter(u8),
    /// A half of a year, 1 or 2.
    Half(u8),
    /// A season: 1 spring, 2 summer, 3 autumn, 4 winter; and on which half of the Earth.
    Season(u8, Hemisphere),
    /// The years that begin with these digits: 199 is 1990 to 1999.
    Decade(i32),
    /// The years that begin with these digits: 18 is 1800 to 1899, which is also what "19th century" says.
    Century(i32),
    /// Some units away from a base.
    Step(Step),
    /// A weekday, month or season before (-1), at (0) or after (1) a base: "last Tuesday", "the following March".
    Turn {
        /// Before, at, after.
        turn: i8,
        /// From where.
        base: Base,
    },
    /// The nth day, week, half … of what stands in [`Expression::within`]; -1 is the last.
    Nth {
        /// Which one.
        index: i8,
        /// Of which unit.
        unit: Unit,
    },
    /// The week that holds [`Expression::within`].
    WeekOf,
    /// From the first to the second.
    Range(Box<Expression>, Box<Expression>),
    /// A length of time.
    Length(Length),
    /// A frequency.
    Set {
        /// Its TIMEX3 value, which tells the period.
        value: String,
        /// How many times within the period.
        times: u32,
    },
    /// Now, the past, the future.
    Reference(Reference),
    /// A feast by month and day that depend on the year: days after Easter.
    Easter(i16),
    /// A feast that is kept on and about a day: Christmas; month 0 is Easter.
    Around {
        /// Month, 0 for Easter.
        month: u8,
        /// Day of the month.
        day: u8,
        /// How many days before and after may be meant.
        soft: u8,
    },
    /// The nth weekday of a month.
    NthWeekday {
        /// Which one; -1 is the last.
        nth: i8,
        /// Monday 1.
        weekday: u8,
        /// Days after it: Black Friday is the day after a Thursday.
        #[serde(default)]
        after: i8,
    },
    /// A feast whose day follows another calendar or differs from country to country.
    Feast,
    /// A time of day and no date.
    Clock,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// Hour and minute of 24 hours.
    At(u8, u8),
    /// Hour, minute and second of 24 hours.
    Exact(u8, u8, u8),
    /// An hour of 24, no minute given.
    Hour(u8),
    /// `TMO`
    Morning,
    /// `TAF`
    Afternoon,
    /// `TEV`
    Evening,
    /// `TNI`
    Night,
    /// `TDT`
    Daytime,
}

impl Clock {
    /// Hour and minute, if it is told to the minute.
    pub fn minutes(self) -> Option<(u8, u8)> {
        match self {
            Self::At(hour, minute) | Self::Exact(hour, minute, _) => Some((hour, minute)),
            _ => None,
        }
    }

    /// The part of a TIMEX3 value from the `T` on.
    pub fn value(self) -> String {
        match self {
            Self::At(hour, minute) => format!("T{hour:02}:{minute:02}"),
            Self::Exact(hour, minute, second) => format!("T{hour:02}:{minute:02}:{second:02}"),
            Self::Hour(hour) => format!("T{hour:02}"),
            Self::Morning => "TMO".to_owned(),
            Self::Afternoon => "TAF".to_owned(),
            Self::Evening => "TEV".to_owned(),
            Self::Night => "TNI".to_owned(),
            Self::Daytime => "TDT".to_owned(),
        }
    }
}

/// A normalised, still symbolic temporal expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expression {
    /// TIMEX3 type.
    pub timex: TimexType,
    /// Fineness.
    pub grain: Grain,
    /// How it is put together.
    pub form: Form,
    /// The year as the words themselves give it.
    pub year: Option<i32>,
    /// Month 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Day of the week, 1 Monday to 7 Sunday (ISO).
    pub weekday: Option<u8>,
    /// Which part of it is meant.
    pub portion: Option<Portion>,
    /// The time of day.
    pub clock: Option<Clock>,
    /// The expression that holds it ("August of last year") or that it is counted from.
    pub within: Option<Box<Expression>>,
}

impl Expression {
    /// A date of some form and grain with no parts yet.
    pub fn new(form: Form, grain: Grain) -> Self {
        let timex = match form {
            Form::Length(_) => TimexType::Duration,
            Form::Set { .. } => TimexType::Set,
            Form::Clock => TimexType::Time,
            _ => TimexType::Date,
        };
        Self {
            timex,
            grain,
            form,
            year: None,
            month: None,
            day: None,
            weekday: None,
            portion: None,
            clock: None,
            within: None,
        }
    }

    /// A calendar date by its parts; the grain follows from the finest one.
    pub fn parts(year: Option<i32>, month: Option<u8>, day: Option<u8>, weekday: Option<u8>) -> Self {
        let grain = match (day.or(weekday), month) {
            (Some(_), _) => Grain::Day,
            (None, Some(_)) => Grain::Month,
            (None, None) => Grain::Year,
        };
        Self { year, month, day, weekday, ..Self::new(Form::Parts, grain) }
    }

    /// Whether the words alone, with no anchor, place it on the calendar.
    pub fn is_absolute(&self) -> bool {
        match &self.form {
            Form::Range(from, to) => from.is_absolute() && to.is_absolute(),
            Form::Decade(_) | Form::Century(_) => true,
            Form::Step(_) | Form::Turn { .. } | Form::Nth { .. } | Form::WeekOf => {
                let placed = self.within.as_ref().is_some_and(|x| x.is_absolute());
                placed && !matches!(&self.form, Form::Step(step) if step.base != Base::Within)
            }
            Form::Length(_) | Form::Set { .. } | Form::Reference(_) | Form::Clock => false,
            _ => self.year.is_some() || self.within.as_ref().is_some_and(|x| x.is_absolute()),
        }
    }

    /// The day, if year, month and day are all given and exist.
    pub fn full_date(&self) -> Option<NaiveDate> {
        calendar::day(self.year?, self.month?, self.day?).filter(|_| matches!(self.form, Form::Parts))
    }

    /// Whether it names a day that no calendar has, such as 30 February or 31 April.
    pub fn impossible_day(&self) -> bool {
        let (Some(month), Some(day)) = (self.month, self.day) else { return false };
        // A leap year stands in where none is given: 29 February may exist.
        !calendar::in_range(self.year.unwrap_or(2000), month)
            || calendar::day(self.year.unwrap_or(2000), month, day).is_none()
    }

    /// How often a year something happens, if that is told by a period: "twice a year" is 2, "every two weeks" about 26. `None` for "every Monday".
    pub fn times_a_year(&self) -> Option<f64> {
        let Form::Set { value, times } = &self.form else { return None };
        let period = value.strip_prefix('P')?;
        let number = period.get(..period.len().checked_sub(1)?)?;
        let days = match period.chars().next_back()? {
            'Y' => 365.25,
            'M' => 365.25 / 12.0,
            'W' => 7.0,
            'D' => 1.0,
            _ => return None,
        };
        let count: f64 = number.parse().ok().filter(|count| *count > 0.0)?;
        Some(f64::from(*times) * 365.25 / (count * days))
    }

    /// The length, for a duration of known amount: units and their grain; hours and seconds are counted in minutes.
    pub fn length(&self) -> Option<(f64, Grain)> {
        let Form::Length(length) = &self.form else { return None };
        let mut amount = f64::from(length.hundredths?) / 100.0;
        if let Some((more, unit)) = length.minor {
            amount += f64::from(more) / 100.0 / length.unit.holds(unit)?;
        }
        Some(match length.unit {
            Unit::Second => (amount / 60.0, Grain::Minute),
            Unit::Hour => (amount * 60.0, Grain::Minute),
            Unit::Fortnight => (amount * 2.0, Grain::Week),
            Unit::Weekend => (amount * 2.0, Grain::Day),
            unit => (amount, unit.grain()),
        })
    }
}

/// The weekday stated and the true one, where an expression gives a full date whose weekday differs.
pub fn weekday_conflict(expression: &Expression) -> Option<(Weekday, Weekday)> {
    let stated = Weekday::try_from(expression.weekday?.checked_sub(1)?).ok()?;
    let real = expression.full_date()?.weekday();
    (stated != real).then_some((stated, real))
}
