//! What the calendar alone denies: a weekday that does not fit its date, a day that no month has, a stretch that ends before it begins.

use chrono::{Datelike, NaiveDate};

use super::findings::Draft;
use super::single::{at, draft};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::Linked;
use crate::rule::Rule;
use crate::time::{Anchor, Direction, Expression, Form, Grain, Setting, TimeMention};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Weekdays that do not fit their dates.
pub(super) fn weekdays<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let claims = &linked.document.claims;
    let mut found = Vec::new();
    let mut named = None;
    for (mention, Setting { direction, .. }) in claims.mentions.times.iter().zip(&claims.settings) {
        let expression = &mention.expression;
        named = expression.full_date().map(|day| day.year()).or(named);
        let Some(stated) = expression.weekday else { continue };
        let (day, told) = match expression.full_date() {
            Some(day) => (day, true),
            None => match year_by_document(linked, expression, *direction, named) {
                Some(day) => (day, false),
                None => continue,
            },
        };
        let truth = day.weekday().number_from_monday() as usize;
        if truth == usize::from(stated) || !(1..=7).contains(&stated) || by_old_calendar(day, stated) {
            continue;
        }
        if !told && (fits_year_beside(linked, mention, stated) || fits_own_year(linked, mention, stated)) {
            continue;
        }
        let severity = if told { rule.severity } else { rule.severity.lowered() };
        let by = if told { PassedBy::Explicit } else { PassedBy::Inference };
        let detail =
            if told { "date as written".to_owned() } else { format!("year {} by the document's date", day.year()) };
        let gates = vec![Passed { gate: Gate::Time, passed_by: by, detail }];
        let slots = [("time", day.to_string()), ("value", WEEKDAYS[truth - 1].to_owned())];
        found.push(draft(rule, severity, &slots, vec![at(document, mention.span, WEEKDAYS[truth - 1], None)], gates));
    }
    found
}

/// The last year in which the English-speaking countries counted days by the Julian calendar.
const JULIAN: i32 = 1752;

/// Whether the weekday fits the date by the Julian calendar, where that may be meant: in 1690 its 4 May was the Gregorian 14 May.
fn by_old_calendar(day: NaiveDate, stated: u8) -> bool {
    let year = if day.month() < 3 { day.year() - 1 } else { day.year() };
    let behind = year.div_euclid(100) - year.div_euclid(400) - 2;
    let weekday = i64::from(day.weekday().num_days_from_monday()) + i64::from(behind);
    day.year() <= JULIAN && weekday.rem_euclid(7) + 1 == i64::from(stated)
}

/// Whether a date without a year falls on its weekday in the year in which the document was written, before or after it.
fn fits_own_year(linked: &Linked<'_>, mention: &TimeMention, stated: u8) -> bool {
    let (Some(month), Some(day)) = (mention.expression.month, mention.expression.day) else { return false };
    let Some((low, high)) = linked.date.extent.low().zip(linked.date.extent.high()) else { return false };
    low.year() == high.year()
        && NaiveDate::from_ymd_opt(low.year(), u32::from(month), u32::from(day))
            .is_some_and(|day| day.weekday().number_from_monday() == u32::from(stated))
}

/// How far from a date without a year a year is looked for that the two may share, in bytes.
const BESIDE: u32 = 300;

/// Whether a date without a year falls on its weekday in a year told near it: "the regatta of 2019 began on Saturday, 4 May".
fn fits_year_beside(linked: &Linked<'_>, mention: &TimeMention, stated: u8) -> bool {
    let (Some(month), Some(day)) = (mention.expression.month, mention.expression.day) else { return false };
    let near = |other: &TimeMention| {
        other.span.start <= mention.span.end.saturating_add(BESIDE)
            && mention.span.start <= other.span.end.saturating_add(BESIDE)
    };
    let times = linked.document.claims.mentions.times.iter().filter(|other| near(other));
    times.filter_map(|other| other.expression.year).any(|year| {
        NaiveDate::from_ymd_opt(year, month.into(), day.into())
            .is_some_and(|day| day.weekday().number_from_monday() == u32::from(stated))
    })
}

/// The most a dated event without a year lies from the document that tells it, in days.
const WITHIN: i64 = 364;

/// Days by which a date may lie on the other side of the document than its clause seems to say.
const DOUBT: i64 = 60;

/// The day that a date without a year means in a dated document, if no other reading puts it on the weekday stated: of the year of the last full date before it, if it
/// may be, else the nearest.
fn year_by_document(
    linked: &Linked<'_>,
    expression: &Expression,
    direction: Direction,
    named: Option<i32>,
) -> Option<NaiveDate> {
    let (low, high) = (linked.date.extent.low()?, linked.date.extent.high()?);
    if linked.date.inferred || (high - low).num_days() > 31 {
        return None;
    }
    let (month, day, weekday) = (expression.month?, expression.day?, expression.weekday?);
    let near: Vec<NaiveDate> = (low.year() - 1..=low.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month.into(), day.into()))
        .filter(|d| (*d - low).num_days().abs() <= WITHIN)
        .filter(|d| match direction {
            Direction::Past => (*d - high).num_days() <= DOUBT,
            Direction::Future => (low - *d).num_days() <= DOUBT,
            Direction::Unknown => true,
        })
        .collect();
    let fits = near.iter().any(|d| d.weekday().number_from_monday() == u32::from(weekday));
    if fits { None } else { near.into_iter().min_by_key(|d| (named != Some(d.year()), (*d - low).num_days().abs())) }
}

/// The months' names.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days that no calendar has.
pub(super) fn no_such_days<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for mention in told(linked) {
        let Some(expression) = days(&mention.expression).find(|e| e.impossible_day()) else { continue };
        let Some(name) = expression.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) else {
            continue;
        };
        let year = expression.year.filter(|_| expression.month == Some(2));
        let last = last_day(year.unwrap_or(2000), expression.month.unwrap_or(1));
        let month = year.map_or_else(|| (*name).to_owned(), |year| format!("{name} {year}"));
        let slots = [("value", month), ("count", last.to_string())];
        // "In June 31 voted": a figure.
        let before = linked.document.source.text.get(..mention.span.start as usize).unwrap_or_default();
        let within = before.split_whitespace().next_back().is_some_and(|word| word.eq_ignore_ascii_case("in"));
        if expression.year.is_none() && within {
            continue;
        }
        let words = linked.document.source.words(mention.span);
        let message = format!("no such day: {} days", slots[1].1);
        found.push(draft(
            rule,
            rule.severity,
            &slots,
            vec![at(document, mention.span, words, Some(message))],
            Vec::new(),
        ));
    }
    found
}

/// The times of a document that it tells, not those that it only speaks of.
fn told<'l>(linked: &'l Linked<'_>) -> impl Iterator<Item = &'l TimeMention> {
    let claims = &linked.document.claims;
    let times = claims.mentions.times.iter().zip(0..);
    times.filter(|(_, at)| claims.spoken_of.binary_search(at).is_err()).map(|(mention, _)| mention)
}

/// An expression, or the two ends of a stretch.
fn days(expression: &Expression) -> impl Iterator<Item = &Expression> {
    let ends = match &expression.form {
        Form::Range(from, to) => [Some(&**from), Some(&**to)],
        _ => [Some(expression), None],
    };
    ends.into_iter().flatten()
}

fn last_day(year: i32, month: u8) -> u32 {
    (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month.into(), day).is_some()).unwrap_or(31)
}

/// Stretches from a date to an earlier one, both with their year.
pub(super) fn backwards<'a>(document: usize, linked: &Linked<'_>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    for mention in told(linked) {
        let Form::Range(from, to) = &mention.expression.form else { continue };
        // Bare years may be figures: "fell from 2021 to 2019".
        let dated =
            |e: &Expression| e.year.is_some() && e.month.is_some() && e.grain <= Grain::Month && !e.impossible_day();
        if !dated(from) || !dated(to) {
            continue;
        }
        let [begin, end] = [from, to].map(|e| e.resolve(&Anchor::default()).extent);
        if end.before(&begin) != Some(true) {
            continue;
        }
        let words = linked.document.source.words(mention.span);
        found.push(draft(rule, rule.severity, &[], vec![at(document, mention.span, words, None)], Vec::new()));
    }
    found
}
