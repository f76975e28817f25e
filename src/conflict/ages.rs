//! Dates of birth and of death, and ages by the day on which they are told.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::around::Around;
use super::narrow::around;
use super::{Compared, Difference, Reason, Verdict, frames, gates};
use crate::align::Placed;
use crate::claim::{Bearing, LIFESPAN, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Field;
use crate::time::{Anchor, Form};

/// How long ago what a report tells in the past may have happened, in years; the age beside it may be that of then.
const RETOLD: u32 = 2;

/// Years from which two callings tell two persons.
const CALLINGS: i64 = 5;
/// Years between the births of namesakes, father and son at the least.
const GENERATION: i64 = 16;

/// The most years that anybody lives.
const LONGEST: i32 = 115;

/// Compares two claims that tell when a person was born.
pub(super) fn births(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    // Reports of one event repeat the age of that day, whenever they are written.
    if a.claim.value == b.claim.value && matches!(a.claim.value, Value::Age(_)) {
        return Ok(Verdict::Agree);
    }
    // Within a document two ages, or two dates, are told of two persons of one name, of two times, or as a correction.
    let same_kind = matches!(a.claim.value, Value::Age(_)) == matches!(b.claim.value, Value::Age(_));
    if a.document == b.document && same_kind {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if lives_apart(links, a, b) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if let Some(fits) = at_death(links, a, b).or_else(|| at_death(links, b, a)) {
        compared.passed(Gate::Time, PassedBy::Inference, "the age at which somebody died");
        return Ok(if fits { Verdict::Agree } else { Verdict::Conflict(Difference::Value) });
    }
    let (x, y) = (born(links, a)?, born(links, b)?);
    let by = if x.told && y.told { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Time, by, "the day of birth, or the days that an age admits");
    if !x.days.disjoint(&y.days) {
        return Ok(Verdict::Agree);
    }
    identity(links, rules, [a, b], apart(&x.days, &y.days), compared)?;
    compared.notes.extend([x.note, y.note].into_iter().flatten());
    Ok(Verdict::Conflict(Difference::Value))
}

/// Compares two claims that tell dates of birth.
pub(super) fn birthdays(
    rules: &RuleSet,
    links: &Links<'_>,
    [(a, x), (b, y)]: [(&Placed<'_>, u32); 2],
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let verdict = frames::times(rules, links, a, b, (x, y), compared)?;
    if matches!(verdict, Verdict::Conflict(_)) {
        let days = |placed: &Placed<'_>, time: u32| links.documents[placed.document].times[time as usize].extent;
        identity(links, rules, [a, b], apart(&days(a, x), &days(b, y)), compared)?;
    }
    Ok(verdict)
}

/// Compares two claims that tell when a person died.
pub(super) fn deaths(
    rules: &RuleSet,
    links: &Links<'_>,
    told: [(&Placed<'_>, u32); 2],
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let [a, b] = told.map(|(placed, _)| placed);
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    if a.document == b.document && a.claim.found_by == b.claim.found_by {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    let days = told.map(|(placed, time)| {
        let days = died(links, placed, time).filter(Days::is_bounded);
        days.ok_or(Verdict::Undecided(Reason::UnknownTime))
    });
    let [x, y] = days;
    let (x, y) = (x?, y?);
    // "Died a week later", "died last year": when that was hangs on more than the words.
    let explicit = told.iter().all(|(placed, time)| links.documents[placed.document].times[*time as usize].explicit);
    if !explicit && x.disjoint(&y) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, if explicit { PassedBy::Explicit } else { PassedBy::Inference }, "the day of death");
    if !x.disjoint(&y) {
        return Ok(Verdict::Agree);
    }
    let times = told.map(|(placed, time)| (placed.document, time));
    if frames::same_day(links, times[0], times[1]) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let mut years = [(a, y), (b, x)].into_iter().filter_map(|(placed, other)| lived(links, placed, &other));
    if years.any(|years| !(0..=LONGEST).contains(&years)) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent)); // A namesake.
    }
    identity(links, rules, [a, b], apart(&x, &y), compared)?;
    Ok(Verdict::Conflict(Difference::Value))
}

/// Whether the years of two lives in brackets have none in common: father and son.
fn lives_apart(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let life = |placed: &Placed<'_>| match placed.claim.value {
        Value::Time(time) if placed.claim.found_by == LIFESPAN => {
            Some(links.documents[placed.document].times[time as usize].extent)
        }
        _ => None,
    };
    // Born within the life of the other and dead before it, or after it: one name in two generations.
    life(a).zip(life(b)).is_some_and(|(x, y)| {
        let years = |days: Days| days.low().zip(days.high()).map(|(low, high)| (low.year(), high.year()));
        years(x).zip(years(y)).is_some_and(|((born, died), (first, last))| {
            born.abs_diff(first) >= GENERATION as u32 && died.abs_diff(last) >= GENERATION as u32
                || died < first
                || last < born
        })
    })
}

/// How many years somebody lived who was born when the years of a life in brackets tell and died on other days.
fn lived(links: &Links<'_>, placed: &Placed<'_>, died: &Days) -> Option<i32> {
    let Value::Time(time) = placed.claim.value else { return None };
    let life = links.documents[placed.document].times[time as usize].extent;
    let lifespan = placed.claim.found_by == LIFESPAN;
    Some(died.low()?.year() - life.low().filter(|_| lifespan)?.year())
}

/// The days of death that a time tells: of the years of a life the last, or the day if it is told.
fn died(links: &Links<'_>, placed: &Placed<'_>, time: u32) -> Option<Days> {
    let linked = &links.documents[placed.document];
    let extent = linked.times[time as usize].extent;
    if placed.claim.found_by != LIFESPAN {
        return Some(extent);
    }
    let last = match &linked.document.claims.mentions.times[time as usize].expression.form {
        Form::Range(_, last) => last.resolve(&Anchor::default()).extent,
        _ => return None,
    };
    Some(last)
}

/// Whether two sides that differ are of one person at all, as far as more than the name tells.
///
/// Namesakes of two generations stand in one family and in one story, and a name alone joins documents that have nothing else in common.
fn identity(
    links: &Links<'_>,
    rules: &RuleSet,
    sides: [&Placed<'_>; 2],
    years: i64,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let [a, b] = sides;
    let kin = |p: &Placed<'_>| around(links, p).has(&rules.extractor.tables.narrowing.generations);
    // A facts file is on no affair, whatever it is put beside.
    let listed = [a, b].iter().any(|p| links.documents[p.document].document.source.is_facts());
    let known = !listed && links.topics.same(a.document, b.document) || one_office(links, a, b);
    let outlived = is_outlived(links, a, b) || is_outlived(links, b, a);
    let callings = sides.map(|p| calling(links, rules, p));
    let other = callings.iter().all(|words| !words.is_empty()) && callings[0].is_disjoint(&callings[1]);
    if other && years >= CALLINGS {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if years >= GENERATION && (!known || outlived || kin(a) || kin(b)) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if !known {
        compared.passed(Gate::Referent, PassedBy::Inference, "the name is all that the two have in common");
    }
    Ok(())
}

/// What somebody is called behind the name or before it: "Tomas Vell, a carpenter,". Two callings may be those of two.
fn calling(links: &Links<'_>, rules: &RuleSet, placed: &Placed<'_>) -> BTreeSet<String> {
    let reader = &rules.extractor.mentions.entities;
    let source = &links.documents[placed.document].document.source;
    let Some(person) = placed.claim.slots.get("person") else { return BTreeSet::new() };
    let around = Around::of(source, placed.claim.span);
    let words: Vec<&String> = around.all().collect();
    let last = person.name.split(' ').next_back().unwrap_or_default();
    let Some(at) = words.iter().position(|word| *word == last) else { return BTreeSet::new() };
    let behind =
        words[at + 1..].split(|word| *word == ",").nth(1).filter(|_| words.get(at + 1).is_some_and(|w| *w == ","));
    let before = at.checked_sub(person.name.split(' ').count()).map(|k| words[k]);
    let called = behind.unwrap_or_default().iter().copied().chain(before).map(|word| word.to_lowercase());
    called.filter(|word| reader.is_what_people_are(word)).collect()
}

/// Whole years between two extents.
fn apart(a: &Days, b: &Days) -> i64 {
    let gap = |x: &Days, y: &Days| x.high().zip(y.low()).map_or(0, |(high, low)| (low - high).num_days());
    gap(a, b).max(gap(b, a)) / 365
}

/// Whether both documents give the person one office.
fn one_office(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let roles = |p: &Placed<'_>| -> BTreeSet<String> {
        let Some(person) = p.claim.slots.get("person") else { return BTreeSet::new() };
        let claims = links.documents[p.document].document.claims.claims.iter();
        let own = claims.filter(|claim| {
            let holder = claim.slots.get("person").filter(|holder| !holder.inferred);
            holder.is_some_and(|holder| links.key(&holder.key).0 == links.key(&person.key).0)
        });
        own.filter_map(|claim| if let Value::Office(office) = &claim.value { Some(office.role.clone()) } else { None })
            .collect()
    };
    !roles(a).is_disjoint(&roles(b))
}

/// Whether one side has the person dead before the day on which the other tells an age of the living.
fn is_outlived(links: &Links<'_>, dead: &Placed<'_>, living: &Placed<'_>) -> bool {
    let linked = &links.documents[dead.document];
    let row = linked.document.source.records.row_at(dead.claim.span).and_then(|row| row.get(Field::Died));
    let last = match dead.claim.value {
        _ if row.is_some() => row.and_then(|died| died.get(..4)?.parse().ok()),
        Value::Time(time) if dead.claim.found_by == LIFESPAN => {
            linked.times[time as usize].extent.high().map(|day| day.year())
        }
        _ => None,
    };
    let alive = matches!(living.claim.value, Value::Age(_)) && living.claim.bearing != Bearing::Throughout;
    let told = links.documents[living.document].date.extent.low().map(|day| day.year());
    alive && last.zip(told).is_some_and(|(last, told)| last < told)
}

/// Whether the age at which somebody died is that of another report, or fits the years of birth and death; `None` if neither is told.
fn at_death(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> Option<bool> {
    let dead = |p: &Placed<'_>| p.claim.bearing == Bearing::Throughout;
    let Value::Age(years) = a.claim.value else { return None };
    match b.claim.value {
        Value::Age(other) => (dead(a) && dead(b)).then_some(years == other),
        Value::Time(time) if b.claim.found_by == LIFESPAN && dead(a) => {
            let days = links.documents[b.document].times[time as usize].extent;
            let (low, high) = days.low().zip(days.high())?;
            let lived = high.year() - low.year();
            Some((lived - 1..=lived).contains(&i32::try_from(years).ok()?))
        }
        _ => None,
    }
}

/// The days of birth that the years of a life tell.
fn first_year(days: Days) -> Option<Days> {
    let year = days.low()?.year();
    Some(Days::between(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

/// When somebody was born.
struct Born {
    days: Days,
    /// Whether the words and a known date tell it.
    told: bool,
    note: Option<String>,
}

fn born(links: &Links<'_>, placed: &Placed<'_>) -> Result<Born, Verdict> {
    let linked = &links.documents[placed.document];
    match placed.claim.value {
        Value::Time(time) => {
            let resolved = &linked.times[time as usize];
            let life = placed.claim.found_by == LIFESPAN;
            let days = if life { first_year(resolved.extent) } else { Some(resolved.extent) };
            let days = days.filter(Days::is_bounded).ok_or(Verdict::Undecided(Reason::UnknownTime))?;
            Ok(Born { days, told: resolved.explicit, note: None })
        }
        Value::Age(years) => {
            let reached = placed.claim.bearing == Bearing::Begins;
            let alone = reached || placed.claim.bearing == Bearing::Throughout;
            let time = placed.claim.time.map(|time| linked.times[time as usize].extent);
            let time = time.filter(|extent| extent.is_bounded());
            // An age beside another date may be that of then or that of the document's day.
            let told =
                time.map_or(linked.date.extent, |time| if alone { time } else { time.hull(&linked.date.extent) });
            let past = time.is_none() && placed.claim.context.tense == Tense::Past;
            let low = told.low().and_then(|low| if past { before(low, RETOLD) } else { Some(low) });
            let (Some(low), Some(high)) = (low, told.high()) else {
                return Err(Verdict::Undecided(Reason::UnknownDocumentDate));
            };
            let first =
                if reached { before(low, years) } else { before(low, years + 1).and_then(|day| day.succ_opt()) };
            let (Some(first), Some(last)) = (first, before(high, years)) else {
                return Err(Verdict::Undecided(Reason::UnknownTime));
            };
            let name = placed.claim.slots.values().next().map_or("", |person| person.name.as_str());
            let on = if low == high { low.to_string() } else { format!("between {low} and {high}") };
            let on = if reached { format!("reached {on}") } else { format!("on {on}") };
            if placed.claim.bearing == Bearing::Until {
                let note = format!("{name}, {years} before {high}: born by {last}");
                return Ok(Born { days: Days::up_to(last), told: false, note: Some(note) });
            }
            let note = format!("{name}, {years} {on}: born between {first} and {last}");
            Ok(Born { days: Days::between(first, last), told: !linked.date.inferred && !past, note: Some(note) })
        }
        _ => Err(Verdict::Unrelated(Gate::Measure)),
    }
}

/// The day so many years before another; of 29 February the day after where there is none.
fn before(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = day.year().checked_sub(years.try_into().ok()?)?;
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}
