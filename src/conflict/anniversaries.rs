//! An anniversary, held against the day of what happened: "the tenth anniversary" in 2019 of what happened in 2006.

use std::collections::BTreeMap;

use chrono::{Datelike, Months};

use super::findings::{Draft, Place};
use super::orders::same;
use crate::claim::{Anniversary, HAPPENED, Modality, Polarity, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::Rule;
use crate::source::Span;

/// Days about its day on which an anniversary is kept: a jubilee lasts for much of a year.
const KEPT: i64 = 183;
/// Years by which a document that names no day for it may be off.
const LOOSE: i64 = 1;

/// The event of an anniversary: the document, the words that date it, the days, and whether they are told in full.
struct Dated {
    document: usize,
    span: Span,
    words: Span,
    days: Days,
    explicit: bool,
}

/// The findings of a rule on anniversaries.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut found = Vec::new();
    let pairs = links.topics.pairs(links.documents.len());
    for (document, linked) in links.documents.iter().enumerate() {
        if linked.document.claims.anniversaries.is_empty() {
            continue;
        }
        let other = |&(i, j): &(usize, usize)| (i == document).then_some(j).or((j == document).then_some(i));
        let near: Vec<usize> = pairs.iter().filter_map(other).chain([document]).collect();
        for anniversary in &linked.document.claims.anniversaries {
            let kept = kept(links, document, anniversary);
            let own = anniversary.of.filter(|of| kept.1 != Some(*of)).map(|of| {
                let (resolved, words) =
                    (&linked.times[of as usize], linked.document.claims.mentions.times[of as usize].span);
                Dated { document, span: words, words, days: resolved.extent, explicit: resolved.explicit }
            });
            let told = match own {
                Some(own) => vec![own],
                None => elsewhere(links, (document, &near), anniversary),
            };
            let judged = |dated: &Dated| {
                [document, dated.document].iter().any(|&d| links.documents[d].document.role == Role::Judged)
            };
            found.extend(
                told.iter()
                    .filter(|dated| judged(dated))
                    .filter_map(|dated| check(links, rule, (document, kept), anniversary, dated))
                    .next(),
            );
        }
    }
    found
}

/// Where documents on the affair date the event.
fn elsewhere(links: &Links<'_>, (document, near): (usize, &[usize]), anniversary: &Anniversary) -> Vec<Dated> {
    let Some(event) = &anniversary.event else { return Vec::new() };
    let mut found = Vec::new();
    for &other in near {
        let linked = &links.documents[other];
        if !links.comparable(document, other) {
            continue;
        }
        for claim in linked.document.claims.claims.iter().filter(|claim| claim.predicate == HAPPENED) {
            let fact = claim.context.polarity == Polarity::Positive
                && claim.context.modality == Modality::Actual
                && !claim.context.distanced;
            let (Value::Time(time), Some(frame)) = (&claim.value, &claim.frame) else { continue };
            if !fact || frame.head != event.head || same(links, event, frame).is_none_or(|(shared, _)| shared == 0) {
                continue;
            }
            let (resolved, words) =
                (&linked.times[*time as usize], linked.document.claims.mentions.times[*time as usize].span);
            // Of the same event every year, or of its anniversary, another day may be told.
            found.push(Dated {
                document: other,
                span: claim.span.join(words),
                words,
                days: resolved.extent,
                explicit: resolved.explicit,
            });
        }
    }
    found
}

/// When an anniversary is kept, and the time that tells it. A date behind what happened may be either: "the twentieth anniversary of the sinking in May 2018".
fn kept(links: &Links<'_>, document: usize, anniversary: &Anniversary) -> (Days, Option<u32>) {
    let linked = &links.documents[document];
    let day = |time: u32| (linked.times[time as usize].extent, Some(time));
    let late = |of: &u32| {
        let gap = years(linked.times[*of as usize].extent, linked.date.extent);
        gap.is_some_and(|(_, high)| 2 * high < i64::from(anniversary.years))
    };
    match (anniversary.day, anniversary.of.filter(late)) {
        (Some(time), _) | (None, Some(time)) => day(time),
        (None, None) => (linked.date.extent, None),
    }
}

fn check<'a>(
    links: &Links<'a>,
    rule: &'a Rule,
    (document, (kept, day)): (usize, (Days, Option<u32>)),
    anniversary: &Anniversary,
    dated: &Dated,
) -> Option<Draft<'a>> {
    let linked = &links.documents[document];
    let (low, high) = years(dated.days, kept)?;
    let (stated, loose) = (i64::from(anniversary.years), if day.is_none() { LOOSE } else { 0 });
    // What is told of this very year is the anniversary itself.
    let fits = (low - loose..=high + loose).contains(&stated) || near(dated.days, kept, anniversary.years);
    if fits || high <= 0 {
        return None;
    }
    let explicit = dated.explicit
        && dated.document == document
        && day.map_or(!linked.date.inferred, |day| linked.times[day as usize].explicit);
    let by = if explicit { PassedBy::Explicit } else { PassedBy::Inference };
    let severity = if explicit { rule.severity } else { rule.severity.lowered() };
    let gates = vec![Passed {
        gate: Gate::Time,
        passed_by: by,
        detail: "the years between the event and its anniversary".to_owned(),
    }];
    let words = |document: usize, span: Span| links.documents[document].document.source.words(span).to_owned();
    let shown = match (low == high, low) {
        (true, 1) => "1 year".to_owned(),
        (true, _) => format!("{low} years"),
        _ => format!("{low} to {high} years"),
    };
    let mentions = &linked.document.claims.mentions.times;
    let whole = day.map_or(anniversary.span, |day| anniversary.span.join(mentions[day as usize].span));
    let place = |document: usize, span: Span, message: String| Place {
        document,
        span,
        value: words(document, span),
        speaker: None,
        valid: None,
        message: Some(message),
    };
    let stated = words(document, anniversary.span);
    let places = vec![
        place(document, whole, format!("\"{stated}\" here")),
        place(dated.document, dated.span, format!("{shown} before")),
    ];
    let slots = BTreeMap::from([("stated".to_owned(), stated), ("elapsed".to_owned(), shown.clone())]);
    let mut draft = Draft::of_rule(rule, severity, slots, places, gates);
    let until = day.map_or_else(
        || format!("the document's date ({})", kept.low().map_or_else(String::new, |day| day.to_string())),
        |day| words(document, mentions[day as usize].span),
    );
    draft.notes.push(format!("from {} to {until}: {shown}", words(dated.document, dated.words)));
    Some(draft)
}

/// The least and the most years between two times, by the calendar.
fn years(from: Days, to: Days) -> Option<(i64, i64)> {
    let year = |day: chrono::NaiveDate| i64::from(day.year());
    Some((year(to.low()?) - year(from.high()?), year(to.high()?) - year(from.low()?)))
}

/// Whether two days lie so many years apart but for some months: a jubilee at the turn of the year.
fn near(from: Days, to: Days, years: u32) -> bool {
    let day = |days: Days| days.low().filter(|low| days.high() == Some(*low));
    let (Some(from), Some(to)) = (day(from), day(to)) else { return false };
    let turned = years.checked_mul(12).and_then(|months| from.checked_add_months(Months::new(months)));
    turned.is_some_and(|turned| (to - turned).num_days().abs() <= KEPT)
}
