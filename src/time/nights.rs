//! Times of day that go past midnight: after "9 p.m. on Tuesday", "3 a.m." is told of Wednesday.

use super::calendar;
use super::expression::{Clock, Expression, Form};
use crate::extent::{Days, Extent};

/// How far the times of day have gone since the last day told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Night {
    /// On that day, as far as the text tells.
    #[default]
    Day,
    /// In its evening: what comes in the morning is told of the next day.
    Evening,
    /// A morning came after the evening: no telling of which day.
    Lost,
}

/// The hour from which a day's evening is told, and the one before which a time after it can only be of the same night.
const NIGHT: (u8, u8) = (18, 5);

impl Night {
    /// The state after a time of day, and whether that time is past midnight or on a day unknown. A time with its own date begins anew.
    pub(super) fn pass(self, hour: u8, dated: bool) -> (Self, bool) {
        let late = if hour >= NIGHT.0 { Self::Evening } else { Self::Day };
        match self {
            _ if dated => (late, false),
            Self::Day => (late, false),
            Self::Evening if hour >= 12 => (Self::Evening, false),
            Self::Evening if hour < NIGHT.1 => (Self::Day, true),
            Self::Evening | Self::Lost => (Self::Lost, true),
        }
    }
}

/// The hour that an expression tells; of a stretch the first.
pub(super) fn hour(expression: &Expression) -> Option<u8> {
    let expression = match &expression.form {
        Form::Range(from, _) => from,
        _ => expression,
    };
    Some(match expression.clock? {
        Clock::At(hour, _) | Clock::Exact(hour, ..) | Clock::Hour(hour) => hour,
        Clock::Morning | Clock::Daytime => 9,
        Clock::Afternoon => 15,
        Clock::Evening => 19,
        Clock::Night => 22,
    })
}

pub(super) fn tomorrow(day: Days) -> Option<Days> {
    day.low().filter(|low| day.high() == Some(*low)).and_then(|low| calendar::plus_days(low, 1)).map(Extent::only)
}
