//! Dates of one event.

use chrono::Datelike;

use super::super::{Compared, Difference, Reason, Verdict, gates, likes, narrow};
use super::kind::Kind;
use super::measure;
use crate::align::Placed;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::time::{Anchor, Expression};

/// Days after which what happened is no news any more.
const NEWS: i64 = 7;

/// The head of what is told of a foundation.
const FOUNDED: &str = "found";

/// Two dates of one event.
pub(in crate::conflict) fn times(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (u32, u32),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    let verdict = days(links, a, b, (x, y), compared)?;
    // What stands around two claims is read last: it costs more than all the rest.
    if let Some(frame) = &a.claim.frame {
        let refounded = frame.head == FOUNDED && narrow::foundings(rules, links, a, b);
        if refounded || likes::two(rules, links, a, b) {
            return Err(Verdict::Unrelated(Gate::Referent));
        }
    }
    Ok(verdict)
}

/// The days of two dates of one event; of events that frames tell, whether it is one.
pub(in crate::conflict) fn days(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (u32, u32),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let same = same_day(links, (a.document, x), (b.document, y));
    let (first, second) = (x, y);
    let (x, y) = (&links.documents[a.document].times[x as usize], &links.documents[b.document].times[y as usize]);
    let (p, q) = match (x.extent.low(), y.extent.low()) {
        (Some(_), Some(_)) => (x.extent, y.extent),
        // Days that differ in one year differ in any two.
        _ => {
            let [p, q] = [(a, first), (b, second)].map(|(placed, time)| in_any_year(links, placed, time));
            p.zip(q).filter(|(p, q)| p.disjoint(q)).ok_or(Verdict::Undecided(Reason::UnknownTime))?
        }
    };
    let agree = !p.disjoint(&q);
    if !agree && same {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    // "The Housing Act of 1949" and "the Housing Act of 1954" are two acts: the year is a part of the name.
    if !agree && a.claim.frame.is_none() && a.claim.apposed && b.claim.apposed {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if a.claim.frame.is_some() {
        // Within a document the same words told twice of two dates are two events, or two phases of one.
        if a.document == b.document {
            return Err(Verdict::Undecided(Reason::UnknownReferent));
        }
        let kind = match slip([a, b], links, [first, second]) {
            Some(day) => Kind::Slip {
                alone: day && tells_alone(links, [a, b], [first, second]) && may_slip(links, [a, b], [first, second]),
            },
            None => Kind::Plain,
        };
        measure(links, a, b, agree, || kind, compared)?;
        // What may happen again is one event only on one day: "in the third quarter" and "in the fourth" tell of two.
        let general = [a, b].iter().any(|p| p.claim.frame.as_ref().is_some_and(|frame| frame.general));
        let day = |days: Days| days.low().is_some() && days.low() == days.high();
        if general && !agree && !(day(p) && day(q)) {
            return Err(Verdict::Undecided(Reason::UnknownReferent));
        }
    }
    let by = if x.explicit && y.explicit { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Time, by, if by == PassedBy::Explicit { "dates as written" } else { "a date inferred" });
    Ok(if agree { Verdict::Agree } else { Verdict::Conflict(Difference::Value) })
}

/// The days of a month, or of a part of it, in a year that does not matter; `None` if no month is told.
fn in_any_year(links: &Links<'_>, placed: &Placed<'_>, time: u32) -> Option<Days> {
    let mentions = &links.documents[placed.document].document.claims.mentions;
    let expression = &mentions.times[time as usize].expression;
    expression.month?;
    let days = Expression { year: Some(ANY_YEAR), ..expression.clone() }.resolve(&Anchor::default()).extent;
    days.is_bounded().then_some(days)
}

/// A leap year, which has all days.
const ANY_YEAR: i32 = 2000;

/// Whether two dates, each a document and an index into its times, name one day and month and not both a year: then only a year that was inferred tells them
/// apart.
pub(in crate::conflict) fn same_day(links: &Links<'_>, a: (usize, u32), b: (usize, u32)) -> bool {
    let [a, b] = [a, b]
        .map(|(document, time)| &links.documents[document].document.claims.mentions.times[time as usize].expression);
    let day = |e: &Expression| e.month.zip(e.day);
    day(a).is_some() && day(a) == day(b) && (a.year.is_none() || b.year.is_none())
}

/// Whether two days differ in one of year, month and day alone, as by a slip of the hand, and whether in the day: two things hardly ever happen on such
/// days. Of days that differ, one must have the digits of the other ("3" and "13", "12" and "21"), or the last of them ("11" and "21").
fn slip(placed: [&Placed<'_>; 2], links: &Links<'_>, times: [u32; 2]) -> Option<bool> {
    let day = |n: usize| {
        let days = links.documents[placed[n].document].times[times[n] as usize].extent;
        days.low().filter(|low| days.high() == Some(*low)).map(|day| (day.year(), day.month(), day.day()))
    };
    let ((y1, m1, d1), (y2, m2, d2)) = day(0).zip(day(1))?;
    let digits = |day: u32| day.to_string();
    let (a, b) = (digits(d1), digits(d2));
    let turned = a.chars().rev().collect::<String>() == b;
    let within = d1 % 10 == d2 % 10;
    match (y1 == y2, m1 == m2, d1 == d2) {
        (false, true, true) | (true, false, true) => Some(false),
        (true, true, false) => (turned || within).then_some(true),
        _ => None,
    }
}

/// Whether each of two documents tells only its own of two days.
fn tells_alone(links: &Links<'_>, placed: [&Placed<'_>; 2], times: [u32; 2]) -> bool {
    let days = |n: usize| links.documents[placed[n].document].times[times[n] as usize].extent;
    let lacks = |document: usize, day: Days| links.documents[document].times.iter().all(|t| t.extent != day);
    lacks(placed[0].document, days(1)) && lacks(placed[1].document, days(0))
}

/// Whether of two days either may be the other's slip: neither stands beside its weekday, neither is news of its own time, and neither lies behind the date of the
/// document that tells the other.
fn may_slip(links: &Links<'_>, placed: [&Placed<'_>; 2], times: [u32; 2]) -> bool {
    let weekday = |n: usize| {
        let mentions = &links.documents[placed[n].document].document.claims.mentions;
        mentions.times[times[n] as usize].expression.weekday.is_some()
    };
    let day = |n: usize| links.documents[placed[n].document].times[times[n] as usize].extent.low();
    let date = |n: usize| links.documents[placed[n].document].date.extent;
    let news = |n: usize| {
        let gap = date(n).low().zip(day(n)).map(|(date, day)| (date - day).num_days());
        gap.is_some_and(|days| (0..=NEWS).contains(&days))
    };
    let behind = |n: usize| day(n).zip(date(1 - n).high()).is_some_and(|(day, date)| day > date);
    let told_apart = |n: usize| weekday(n) || behind(n);
    !(told_apart(0) || told_apart(1) || news(0) && news(1))
}
