//! The time of day at which a text was written, where it is told: "in five minutes" is then a time of day, and "the last half hour" lies on one day.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::calendar::day_text;
use super::expression::{Base, Bound, Expression, Form, Length, Unit};
use super::{Anchor, Resolved};
use crate::extent::{Days, Extent};

/// A time of day, to the minute or the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    time: NaiveTime,
    /// The seconds are told.
    exact: bool,
}

impl Moment {
    /// Reads the time of day of a timestamp: `2019-08-28T14:30`, with seconds and more or not, also after a space. `None` if it tells none.
    pub fn read(words: &str) -> Option<Self> {
        let at = words.find(['T', ' ']).filter(|&at| at >= 8)? + 1;
        let mut parts =
            words.get(at..)?.splitn(3, ':').map(|part| part.get(..2).and_then(|two| two.parse::<u32>().ok()));
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().flatten());
        let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))?;
        Some(Self { time, exact: second.is_some() })
    }

    fn on(self, document: Days) -> Option<NaiveDateTime> {
        document.low().filter(|low| document.high() == Some(*low)).map(|day| day.and_time(self.time))
    }

    /// An expression that counts hours, minutes or seconds from this moment; `None` for all others.
    pub(super) fn place(self, expression: &Expression, anchor: &Anchor) -> Option<Resolved> {
        let now = self.on(anchor.document)?;
        match &expression.form {
            Form::Step(step) if step.bound == Bound::Exact => {
                let base = step.base == Base::Document || step.base == Base::Context && anchor.nearest.is_none();
                let then = far(now, i64::from(step.count), step.unit).filter(|_| base)?;
                let value = format!("{}{}", day_text(then.date()), self.clock(then.time(), step.unit));
                Some(Resolved { value, extent: Extent::only(then.date()), explicit: false })
            }
            Form::Length(length) if length.toward != 0 => {
                let then = reach(now, length)?;
                let days: (NaiveDate, NaiveDate) = (now.date().min(then.date()), now.date().max(then.date()));
                Some(Resolved { value: length.value(), extent: Extent::between(days.0, days.1), explicit: false })
            }
            _ => None,
        }
    }

    /// As exact as the moment itself is told.
    fn clock(self, time: NaiveTime, unit: Unit) -> String {
        let exact = self.exact || unit == Unit::Second;
        time.format(if exact { "T%H:%M:%S" } else { "T%H:%M" }).to_string()
    }
}

fn far(from: NaiveDateTime, count: i64, unit: Unit) -> Option<NaiveDateTime> {
    let distance = match unit {
        Unit::Second => Duration::try_seconds(count),
        Unit::Minute => Duration::try_minutes(count),
        Unit::Hour => Duration::try_hours(count),
        _ => None,
    };
    from.checked_add_signed(distance?)
}

/// The other end of a length that reaches back or ahead from a moment.
fn reach(now: NaiveDateTime, length: &Length) -> Option<NaiveDateTime> {
    let minutes = i64::try_from(length.minutes()?).ok()?;
    far(now, if length.toward < 0 { -minutes } else { minutes }, Unit::Minute)
}
