//! One deadline, told twice: what is due is the same, and the two days are not.

use super::{Compared, Difference, Reason, Verdict, frames, gates};
use crate::align::Placed;
use crate::claim::{Bearing, DEADLINE, MOVED, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::time::Clock;

/// Within how many days of each other two documents are taken to tell of one round of applications.
const ROUND: i64 = 92;

/// The minutes of a day.
const DAY: u32 = 24 * 60;
/// How many minutes the clocks of two places may be apart.
const ZONES: u32 = 14 * 60;

/// What the shorter question must share with the other, in per cent: beside each other, and between documents of a run.
const OF_FEWER: [usize; 2] = [75, 100];
/// What both together must share, in per cent: where the user put the documents together, and where the program did.
const OF_ALL: [usize; 2] = [33, 50];

/// Words of what is due, beside the head, that two deadlines of one document must share at least.
const TOLD_TWICE: usize = 2;

/// Compares two deadlines.
pub(super) fn deadlines(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if a.document == b.document {
        told_twice(a, b, compared)?;
    } else {
        due(links, a, b, compared)?;
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let known = date(a).is_bounded() && date(b).is_bounded();
    if known && !links.within(a.document, b.document, ROUND) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let (agree, explicit) = match (&a.claim.value, &b.claim.value) {
        (Value::Time(x), Value::Time(y)) => days(links, a, b, *x, *y)?,
        (Value::Quantity(x), Value::Quantity(y)) if x.comparable(y) => (x.agree(y), true),
        _ => return Err(Verdict::Unrelated(Gate::Measure)),
    };
    let same_day = known && date(a) == date(b);
    let by = if same_day && explicit { PassedBy::Explicit } else { PassedBy::Inference };
    let detail =
        if same_day { "documents of one day" } else { "a deadline is taken to stand unless it is said to be moved" };
    compared.passed(Gate::Time, by, detail);
    if agree {
        return Ok(Verdict::Agree);
    }
    match [a, b].iter().any(|side| side.claim.found_by == MOVED || moved(links, side)) {
        true => Err(Verdict::Undecided(Reason::UnknownTime)),
        false => Ok(Verdict::Conflict(Difference::Value)),
    }
}

/// Whether the same is due: all that the shorter side tells of it is told by the other.
fn due(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    let (Some(x), Some(y)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let Some(likeness) = x.likeness(y) else { return Err(Verdict::Unrelated(Gate::Measure)) };
    // The head is the same in all of them, and tells nothing.
    let [shared, fewer, all] = [likeness.shared, likeness.fewer, likeness.all].map(|count| count.saturating_sub(1));
    let grouping = links.topics.grouping();
    let of_fewer = OF_FEWER[usize::from(!grouping.side_by_side)];
    let of_all = OF_ALL[usize::from(!grouping.together)];
    if shared == 0 || shared * 100 < fewer * of_fewer || shared * 100 < all * of_all {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    compared.likeness = (shared * 100 / all.max(1)) as u32;
    let by = if shared == all { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Measure, by, format!("{shared} of {all} words of what is due in common"));
    Ok(())
}

/// Whether one document tells of one deadline twice. A notice tells of several, so what is due must be the same word for word, in two places of one tense.
fn told_twice(a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    let (Some(x), Some(y)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let same = x.likeness(y).filter(|likeness| likeness.shared == likeness.all && likeness.shared > TOLD_TWICE);
    // "The deadline was 3 March. It is now 15 July."
    let past = |side: &Placed<'_>| side.claim.context.tense == Tense::Past;
    let apart = !a.claim.span.overlaps(b.claim.span) && past(a) == past(b);
    match same.filter(|_| apart) {
        Some(likeness) => {
            let shared = likeness.shared.saturating_sub(1);
            compared.likeness = 100;
            compared.passed(Gate::Measure, PassedBy::Inference, format!("all {shared} words of what is due in common"));
            Ok(())
        }
        None => Err(Verdict::Unrelated(Gate::Scope)),
    }
}

/// Whether a document on the affair tells that the deadline was moved.
fn moved(links: &Links<'_>, side: &Placed<'_>) -> bool {
    let Some(frame) = &side.claim.frame else { return false };
    let same = |other: &crate::claim::Frame| frame.likeness(other).is_some_and(|likeness| likeness.shared > 1);
    links.documents.iter().enumerate().filter(|(i, _)| links.topics.same(*i, side.document)).any(|(_, linked)| {
        let claims = linked.document.claims.claims.iter();
        claims
            .filter(|claim| claim.predicate == DEADLINE && claim.found_by == MOVED)
            .any(|claim| claim.frame.as_ref().is_some_and(same))
    })
}

/// Whether two days agree, and whether both are told in full.
fn days(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, x: u32, y: u32) -> Result<(bool, bool), Verdict> {
    let same_day = frames::same_day(links, (a.document, x), (b.document, y));
    let [p, q] = [(a, x), (b, y)].map(|(side, time)| &links.documents[side.document].times[time as usize]);
    let (Some(d), Some(e)) = (until(p.extent, a.claim.bearing), until(q.extent, b.claim.bearing)) else {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    };
    let agree = !d.disjoint(&e);
    let clock = |side: &Placed<'_>, time: u32| {
        let times = &links.documents[side.document].document.claims.mentions.times;
        times[time as usize].expression.clock
    };
    let next = |a: Days, b: Days| a.high().zip(b.low()).is_some_and(|(a, b)| (b - a).num_days() == 1);
    let one_hour = next(d, e) && one_hour(clock(a, x), clock(b, y)) || next(e, d) && one_hour(clock(b, y), clock(a, x));
    if !agree && (same_day || one_hour) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    Ok((agree, p.explicit && q.explicit))
}

/// Whether the hours of two days, one after the other, may be one: "midnight on 3 May" divides it from the next, and "11 p.m. on 3 May" may be "6 a.m. on 4 May,
/// Solcombe time". An hour other than midnight beside a day without one is no such case.
fn one_hour(earlier: Option<Clock>, later: Option<Clock>) -> bool {
    let minutes = |clock: Clock| match clock {
        Clock::Hour(hour) => Some(u32::from(hour) * 60),
        clock => clock.minutes().map(|(hour, minute)| u32::from(hour) * 60 + u32::from(minute)),
    };
    let midnight = |clock: Option<Clock>| clock.is_some_and(|clock| minutes(clock).is_none_or(|m| m % DAY == 0));
    match (earlier.and_then(minutes), later.and_then(minutes)) {
        (Some(earlier), Some(later)) => later + DAY - earlier.min(DAY) <= ZONES || earlier % DAY == 0,
        _ => midnight(earlier) || midnight(later),
    }
}

/// The last days on which it may be done: "before 5 May" is the day before, and loosely that day.
fn until(days: Days, bearing: Bearing) -> Option<Days> {
    let (low, high) = (days.low()?, days.high()?);
    let low = if bearing == Bearing::Before { low.pred_opt()? } else { low };
    Some(Days::between(low, high))
}
