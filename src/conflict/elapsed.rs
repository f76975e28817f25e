//! A length of time stated between two dates, held against the calendar or the clock: "on 11 January … on 16 January, two days later".

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::findings::{Draft, Place};
use crate::claim::{Elapsed, distance};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Linked, Links, Role};
use crate::rule::Rule;
use crate::source::Span;
use crate::time::{Bound, Clock, Expression, Step, Unit};

/// Minutes of an hour, hours of a day as minutes.
const HOUR: f64 = 60.0;
const DAY: f64 = 24.0 * HOUR;
/// The longest length that two times of the clock tell, in minutes.
const CLOCK: f64 = 23.0 * HOUR;

/// The findings of a rule on stated lengths.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = links.documents.iter().enumerate().filter(|(_, linked)| linked.document.role == Role::Judged);
    let all = judged.flat_map(|(document, linked)| {
        linked.document.claims.elapsed.iter().filter_map(move |elapsed| check(document, linked, elapsed, rule))
    });
    all.collect()
}

/// A stretch of time in minutes, from the least to the most that the words admit.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    low: f64,
    high: f64,
}

impl Stretch {
    fn disjoint(self, other: Self) -> bool {
        self.high < other.low || other.high < self.low
    }
}

fn check<'a>(document: usize, linked: &Linked<'_>, elapsed: &Elapsed, rule: &'a Rule) -> Option<Draft<'a>> {
    let times = &linked.document.claims.mentions.times;
    let mention = |index: u32| &times[index as usize];
    let step = distance(&mention(elapsed.step).expression)?;
    let stated = stated(step);
    let to = &mention(elapsed.to).expression;
    let clock = elapsed.from.and_then(|from| by_clock(&mention(from).expression, to, step));
    let from = elapsed.from.map_or(linked.date.extent, |from| linked.times[from as usize].extent);
    let day = beside(from, to, step).unwrap_or(linked.times[elapsed.to as usize].extent);
    let (truth, shown) = match clock {
        Some(minutes) => (minutes, in_hours(minutes)),
        None if matches!(step.unit, Unit::Second | Unit::Minute | Unit::Hour) => return None,
        None => by_calendar(from, day, step.count > 0)?,
    };
    // "Ten years ago today" is a day of its own.
    let other_day = step.aligned && linked.times[elapsed.step as usize].extent.disjoint(&day);
    if !other_day && !stated.disjoint(truth) {
        return None;
    }
    let explicit = |index: u32| linked.times[index as usize].explicit;
    let told = clock.is_some() || elapsed.from.map_or(!linked.date.inferred, explicit) && explicit(elapsed.to);
    let by = if told { PassedBy::Explicit } else { PassedBy::Inference };
    let severity = if told { rule.severity } else { rule.severity.lowered() };
    let gates = vec![Passed { gate: Gate::Time, passed_by: by, detail: "dates of one passage".to_owned() }];
    let words = |span: Span| linked.document.source.words(span).to_owned();
    let step = mention(elapsed.step).span;
    let place = |span: Span, message: String| Place {
        document,
        span,
        value: words(span),
        speaker: None,
        valid: None,
        message: Some(message),
    };
    let both = step.join(mention(elapsed.to).span);
    let mut places = vec![place(both, format!("\"{}\" here", words(step)))];
    places.extend(elapsed.from.map(|from| place(mention(from).span, format!("{shown} before or after"))));
    let slots = BTreeMap::from([("stated".to_owned(), words(step)), ("elapsed".to_owned(), shown.clone())]);
    let mut draft = Draft::of_rule(rule, severity, slots, places, gates);
    let whence =
        elapsed.from.map_or_else(|| format!("the document's date ({})", iso(from)), |from| words(mention(from).span));
    draft.notes.push(format!("from {whence} to {}: {shown}", words(mention(elapsed.to).span)));
    Some(draft)
}

/// The day meant by a date without a year: the next one, or the last one before, as the step goes.
fn beside(from: Days, to: &Expression, step: Step) -> Option<Days> {
    let (from, to) = (from.low().filter(|_| from.is_bounded())?, to.year.is_none().then_some(to.month.zip(to.day)?)?);
    let years = if step.count > 0 { [0, 1] } else { [0, -1] };
    let days = years.iter().filter_map(|year| NaiveDate::from_ymd_opt(from.year() + year, to.0.into(), to.1.into()));
    days.map(|day| Days::between(day, day))
        .find(|day| day.low().is_some_and(|day| if step.count > 0 { day >= from } else { day <= from }))
}

/// What a step admits. People count days with or without the first, and whole units before the last is over: "six years later" may be nearly seven.
fn stated(step: Step) -> Stretch {
    let count = f64::from(step.count.unsigned_abs());
    let (unit, before, after) = match step.unit {
        Unit::Second => (1.0 / 60.0, 0.5, 1.0),
        Unit::Minute => (1.0, 0.25 * count + 1.0, 0.25 * count + 1.0),
        Unit::Hour => (HOUR, 0.75, 0.75),
        Unit::Day => (DAY, 1.0, 1.0),
        Unit::Weekend | Unit::Week => (7.0 * DAY, 0.6, 1.0),
        Unit::Fortnight => (14.0 * DAY, 0.4, 0.6),
        Unit::Month => (30.44 * DAY, 0.6, 1.0),
        Unit::Quarter => (91.3 * DAY, 0.5, 1.0),
        Unit::Half => (182.6 * DAY, 0.5, 1.0),
        Unit::Year => (365.25 * DAY, 0.75, 1.0),
        Unit::Decade => (3652.5 * DAY, 0.5, 1.0),
        Unit::Century => (36525.0 * DAY, 0.5, 1.0),
    };
    let (low, high) = match step.bound {
        Bound::Exact => (count - before, count + after),
        Bound::About => (0.75 * count - before, 1.25 * count + after),
        Bound::Nearly => (0.75 * count - before, count + before.min(0.5)),
        Bound::Below => (0.0, count + before.min(0.5)),
        Bound::Above => (count - before, f64::INFINITY),
    };
    Stretch { low: (low * unit).max(0.0), high: high * unit }
}

/// What two times of the clock leave between them, up to a day, if the step is told in hours or minutes.
fn by_clock(from: &Expression, to: &Expression, step: Step) -> Option<Stretch> {
    let (Some((h1, m1)), Some((h2, m2))) = (from.clock.and_then(Clock::minutes), to.clock.and_then(Clock::minutes))
    else {
        return None;
    };
    let short = matches!(step.unit, Unit::Minute | Unit::Hour);
    let minutes = |hour: u8, minute: u8| i32::from(hour) * 60 + i32::from(minute);
    let forward = (minutes(h2, m2) - minutes(h1, m1)).rem_euclid(24 * 60);
    let between = if step.count > 0 { forward } else { (24 * 60 - forward) % (24 * 60) };
    let length = f64::from(between);
    (short && stated(step).low < CLOCK).then_some(Stretch { low: length, high: length })
}

/// What lies between two dates, the later one second, in words.
pub(super) fn between(from: Days, to: Days) -> Option<String> {
    by_calendar(from, to, true).map(|(_, shown)| shown)
}

/// What lies between two dates, and its words.
fn by_calendar(from: Days, to: Days, later: bool) -> Option<(Stretch, String)> {
    let (from, to) = if later { (from, to) } else { (to, from) };
    let days = |a: NaiveDate, b: NaiveDate| (b - a).num_days();
    let low = days(from.high()?, to.low()?);
    let high = days(from.low()?, to.high()?);
    // A date that lies on the wrong side is told of something else.
    if high < 0 {
        return None;
    }
    let shown = match (low == high, high) {
        (true, 0..=700) => count(high, "day"),
        (_, 0..=1) => "no day".to_owned(),
        (_, 2..=700) => format!("{} to {}", low.max(0), count(high, "day")),
        _ => {
            let years = [low.max(0), high].map(|days| (days as f64 / 365.25).round());
            if years[0] == years[1] {
                format!("about {} years", years[0])
            } else {
                format!("{} to {} years", years[0], years[1])
            }
        }
    };
    Some((Stretch { low: low.max(0) as f64 * DAY, high: (high + 1) as f64 * DAY }, shown))
}

fn count(number: i64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn in_hours(stretch: Stretch) -> String {
    let minutes = stretch.low as i64;
    match (minutes / 60, minutes % 60) {
        (0, rest) => count(rest, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, rest) => format!("{} and {}", count(hours, "hour"), count(rest, "minute")),
    }
}

fn iso(days: Days) -> String {
    match (days.low(), days.high()) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (low, high) => [low, high].into_iter().flatten().map(|d| d.to_string()).collect::<Vec<_>>().join(" to "),
    }
}
