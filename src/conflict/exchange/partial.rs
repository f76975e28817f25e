//! Times that no year puts on the calendar: "the third quarter", "in March", "on Friday". Of one kind, they are told apart by their own words.

use crate::time::{Base, Clock, Expression, Form, Portion};

/// The kind of such a time, and which of its kind it is.
fn part(e: &Expression) -> Option<(u8, i32)> {
    let bare =
        e.within.is_none() && !e.portion.is_some_and(|portion| !matches!(portion, Portion::Start | Portion::End));
    match &e.form {
        _ if !bare => None,
        Form::Quarter(n) => Some((1, i32::from(*n))),
        Form::Season(n, _) => Some((2, i32::from(*n))),
        Form::Half(n) => Some((3, i32::from(*n))),
        Form::Parts if e.day.is_none() => match (e.month, e.weekday) {
            (Some(month), None) => Some((4, i32::from(month))),
            (None, Some(weekday)) => Some((5, i32::from(weekday))),
            _ => None,
        },
        Form::Step(step) if step.aligned && step.base == Base::Document => {
            Some((6, step.count * 100 + step.unit as i32))
        }
        _ => None,
    }
}

/// Whether two times are of one such kind.
pub(super) fn are_like(a: &Expression, b: &Expression) -> bool {
    part(a).zip(part(b)).is_some_and(|(a, b)| a.0 == b.0)
}

/// Whether they are two of it.
pub(super) fn differ(a: &Expression, b: &Expression) -> bool {
    part(a).zip(part(b)).is_some_and(|(a, b)| a.0 == b.0 && a.1 != b.1)
}

/// Whether two times of day may be one: an evening runs into the night.
pub(super) fn clocks_meet(a: &Expression, b: &Expression) -> bool {
    let late = |e: &Expression| matches!(e.clock, Some(Clock::Evening | Clock::Night));
    a.clock == b.clock || late(a) && late(b)
}
