//! The time gate: do two claims hold at one time? Where the date of a document is not known to the day, the cases decide.
//!
//! A claim without a time of its own holds at its document's date. If that date may be any of many, the days of it that clash with the other claim
//! are one interval, whose ends come from the other's valid time. So there are at most three cases: before it, within it, after it.
//! A conflict is reported if no admissible date escapes it. Several claims on one question may leave none together
//! ("under discussion until 2021", "suspended since"): [`tell`] walks through the cases and says whether one is left.
//!
//! One presumption is weaker. A document whose text bounds its date from below ("in 2022 …") is taken to be written within [`REACH`] of that bound. Then it
//! suffices, by inference, that some of these dates clash; the cases are told, and its date would settle the matter.

use std::collections::BTreeSet;

use chrono::{Days as DayCount, NaiveDate};

use super::since;
use super::{Compared, Difference, Reason, Verdict};
use crate::align::Placed;
use crate::claim::{Polarity, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::{Days, Extent};
use crate::link::{How, Links};
use crate::source::DateOrigin;

/// Days after the latest date that an undated text speaks of within which it is taken to be written: three years.
const REACH: u64 = 1096;
/// Most characters of a claim that a note repeats.
const WORDS: usize = 80;
/// Most cases that are told.
const CASES: usize = 6;

/// Dates of an undated document at which a claim of it clashes with another claim. Claims are positions among all placed ones.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    /// The claim of the undated document.
    pub claim: usize,
    /// The other one.
    pub other: usize,
    /// The dates that clash.
    pub clash: Days,
    /// All dates that the document may have.
    pub admissible: Days,
    /// How the two would differ.
    pub difference: Difference,
}

/// How long a claim holds, seen from the date of its document.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Holds {
    /// On these days; `sure` if its own words alone say so.
    Told { days: Days, sure: bool },
    /// On that date and, unless something is known to have changed, for a while after.
    Then,
    /// At some time before, after which it may have changed again.
    Before,
    /// At every time up to that date: "was never in force".
    Always,
    /// At a time that was not understood.
    Unclear,
}

/// One side of a comparison.
#[derive(Clone, Copy)]
struct Side<'p, 'a> {
    placed: &'p Placed<'a>,
    holds: Holds,
    /// The dates that the document may have.
    admissible: Days,
    /// Whether it is kept up to date, so that the date is the present day.
    living: bool,
    /// Whether the lower end was read off the text.
    bounded_by_text: bool,
}

impl Side<'_, '_> {
    /// Whether it depends on a date that is not known to the day.
    fn is_open(&self) -> bool {
        !matches!(self.holds, Holds::Told { .. }) && !is_day(&self.admissible)
    }

    /// Whether it depends on a date that has no end.
    fn is_endless(&self) -> bool {
        self.is_open() && !self.admissible.is_bounded()
    }
}

fn is_day(days: &Days) -> bool {
    days.is_bounded() && days.low() == days.high()
}

/// Whether the two hold at overlapping times, whatever the dates of their documents: then they conflict by `difference`.
/// A statement in the present tense holds for `persists` days.
pub(super) fn clash(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    persists: u32,
    difference: Difference,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if a.document == b.document && !a.valid.own && !b.valid.own {
        if (a.claim.context.tense == Tense::Past) != (b.claim.context.tense == Tense::Past) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
        compared.passed(Gate::Time, PassedBy::Explicit, "one document, no other time named");
        return Ok(Verdict::Conflict(difference));
    }
    let (x, y) = (side(links, a, b, persists), side(links, b, a, persists));
    if x.living && y.living {
        compared.passed(Gate::Time, PassedBy::Inference, "both documents are kept up to date");
        return Ok(Verdict::Conflict(difference));
    }
    if x.holds == Holds::Unclear || y.holds == Holds::Unclear {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if x.holds == Holds::Before || y.holds == Holds::Before {
        some_time_before(&x, &y, persists, compared)?;
    } else if x.is_open() || y.is_open() {
        open_dates(links, &x, &y, persists, difference, compared)?;
    } else {
        dates(&x, &y, persists, compared)?;
    }
    Ok(Verdict::Conflict(difference))
}

fn side<'p, 'a>(links: &Links<'_>, placed: &'p Placed<'a>, other: &Placed<'_>, persists: u32) -> Side<'p, 'a> {
    let linked = &links.documents[placed.document];
    let living = linked.document.source.meta.living;
    let mut admissible = linked.date.extent;
    let mut holds = holds(links, placed, other, persists);
    if living {
        match admissible.high().or(admissible.low()) {
            // Kept up to date since it was last looked at.
            Some(day) if holds == Holds::Then => {
                holds = Holds::Told { days: Extent::from(day), sure: false };
                admissible = Extent::only(day);
            }
            Some(_) => {}
            // The present day is no earlier than the date of any document.
            None => admissible = links.documents[other.document].date.extent.low().map_or(admissible, Extent::from),
        }
    }
    let bounded_by_text = !living && linked.date.origin == Some(DateOrigin::Text) && admissible.low().is_some();
    Side { placed, holds, admissible, living: living && holds == Holds::Then, bounded_by_text }
}

fn holds(links: &Links<'_>, placed: &Placed<'_>, other: &Placed<'_>, persists: u32) -> Holds {
    let (claim, linked) = (placed.claim, &links.documents[placed.document]);
    let resolved = claim.time.map(|time| &linked.times[time as usize]);
    let present = resolved.is_some_and(|r| r.value == PRESENT);
    if placed.valid.own {
        let sure = resolved.is_some_and(|r| r.explicit);
        if !sure && !placed.valid.days.is_bounded() && !linked.date.extent.is_bounded() {
            // "Ten years ago" in a document whose date is open: all that is known of the time is that it lies apart from that date.
            return if present { Holds::Then } else { Holds::Unclear };
        }
        if let Some(days) = since::holds(links, placed, other, persists) {
            return Holds::Told { days, sure };
        }
        let days = placed.valid.days.low().filter(|_| sure && claim.lasting).map_or(placed.valid.days, Extent::from);
        return Holds::Told { days, sure };
    }
    let named = !present && resolved.is_some_and(|r| r.extent == Extent::all());
    let office = claim.apposed && matches!(claim.value, Value::Office(_));
    let never = claim.context.polarity == Polarity::Negative && claim.never && claim.context.tense != Tense::Future;
    if named && placed.valid.how == How::Unknown {
        Holds::Unclear
    } else if never {
        Holds::Always
    } else if claim.context.tense != Tense::Past || office {
        Holds::Then
    } else if !claim.only.is_empty() {
        Holds::Always
    } else {
        Holds::Before
    }
}

/// The value of "now", "currently", "today".
const PRESENT: &str = "PRESENT_REF";

pub(super) fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(DayCount::new(days)).unwrap_or(NaiveDate::MIN)
}

pub(super) fn ahead(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(DayCount::new(days)).unwrap_or(NaiveDate::MAX)
}

/// "The pact lapsed": on which day is not told, so that all of the days it may have been must lie within the time of the other claim.
fn some_time_before(x: &Side<'_, '_>, y: &Side<'_, '_>, persists: u32, compared: &mut Compared) -> Result<(), Verdict> {
    let covers = |before: &Side<'_, '_>, other: &Side<'_, '_>| {
        let reach = longest(before, persists.into()).filter(|_| before.admissible.is_bounded());
        reach.zip(lasts(other, persists)).is_some_and(|(reach, days)| days.covers(&reach))
    };
    if x.holds == y.holds {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let (before, other) = if x.holds == Holds::Before { (x, y) } else { (y, x) };
    if covers(before, other) {
        compared.passed(Gate::Time, PassedBy::Inference, "on whichever day before the document's date it was");
        return Ok(());
    }
    let known = !x.is_endless() && !y.is_endless();
    Err(if known && !overlap(x, y, persists) {
        Verdict::Unrelated(Gate::Time)
    } else {
        Verdict::Undecided(Reason::UnknownTime)
    })
}

/// Neither depends on a date that is not known to the day.
fn dates(x: &Side<'_, '_>, y: &Side<'_, '_>, persists: u32, compared: &mut Compared) -> Result<(), Verdict> {
    if !overlap(x, y, persists) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    // "Last month" in a document of some day in 2021: the days it may be must all lie within the time of the other.
    for (s, other) in [(x, y), (y, x)] {
        if let Holds::Told { days, sure: false } = s.holds
            && !is_day(&s.admissible)
            && !lasts(other, persists).is_some_and(|held| held.covers(&days))
        {
            compared.undated.push(s.placed.document);
            return Err(Verdict::Undecided(Reason::UnknownDocumentDate));
        }
    }
    let direct = !x.placed.valid.days.disjoint(&y.placed.valid.days);
    let (by, detail) = match (both_told(x, y), direct) {
        (true, true) => (PassedBy::Explicit, "dates overlap"),
        (_, false) => (PassedBy::Inference, "a statement in the present tense is taken to hold for a while"),
        _ => (PassedBy::Inference, "dates inferred"),
    };
    compared.passed(Gate::Time, by, detail);
    Ok(())
}

/// Whether words or a document's own date tell when each of them holds, with both ends.
fn both_told(x: &Side<'_, '_>, y: &Side<'_, '_>) -> bool {
    let valid = [x, y].map(|s| s.placed.valid);
    valid.iter().all(|v| matches!(v.how, How::Told | How::Document) && v.days.is_bounded())
}

/// Whether some of their admissible dates let both hold at one time.
fn overlap(x: &Side<'_, '_>, y: &Side<'_, '_>, persists: u32) -> bool {
    let lasting = |s: &Side<'_, '_>, other: &Side<'_, '_>| {
        // A status told of a later day, and what is told to hold from a day on, is news: the statement in the present tense did not know it yet.
        let status = matches!(other.placed.claim.value, Value::Listed(_));
        let later = |days: Days| status && days.low().zip(s.admissible.high()).is_some_and(|(told, date)| told > date);
        let news = matches!(other.holds, Holds::Told { days, .. } if days.high().is_none() || later(days));
        longest(s, if news && s.holds == Holds::Then { 0 } else { persists.into() })
    };
    matches!((lasting(x, y), lasting(y, x)), (Some(p), Some(q)) if !p.disjoint(&q))
}

/// The days on which a claim may hold at the most; `None` if nothing tells.
fn longest(side: &Side<'_, '_>, persists: u64) -> Option<Days> {
    let low = side.admissible.low();
    let high = side.admissible.high().or_else(|| Some(ahead(low?, REACH)));
    Some(match side.holds {
        Holds::Told { days, .. } => days,
        Holds::Then | Holds::Unclear => Extent::between(low?, ahead(high?, persists)),
        Holds::Before => Extent::between(back(low?, persists), high?),
        Holds::Always => Extent::up_to(high?),
    })
}

/// The days on which a claim holds, whichever date its document has; `None` if there are none for sure.
fn lasts(side: &Side<'_, '_>, persists: u32) -> Option<Days> {
    match side.holds {
        Holds::Told { days, sure } => Some(days).filter(|_| sure || is_day(&side.admissible)),
        Holds::Then => {
            let (from, to) = (side.admissible.high()?, ahead(side.admissible.low()?, persists.into()));
            (from <= to).then(|| Extent::between(from, to))
        }
        Holds::Always => side.admissible.low().map(Extent::up_to),
        Holds::Before | Holds::Unclear => None,
    }
}

/// The dates at which a document would clash with `other`, whichever date that has; its own claim holds at its date.
fn within(other: &Side<'_, '_>, persists: u32) -> Option<Days> {
    let (low, high) = (other.admissible.low(), other.admissible.high());
    match other.holds {
        Holds::Told { days, sure: true } => Some(days),
        Holds::Told { days, .. } if days.high().is_none() && is_day(&other.admissible) => Some(days),
        Holds::Then => {
            let (from, to) = (back(high?, persists.into()), ahead(low?, persists.into()));
            (from <= to).then(|| Extent::between(from, to))
        }
        Holds::Always => low.map(Extent::up_to),
        Holds::Told { .. } | Holds::Before | Holds::Unclear => None,
    }
}

/// The same for a claim that holds at every time up to its document's date.
fn reaching(other: &Side<'_, '_>) -> Option<Days> {
    match other.holds {
        Holds::Told { days, sure: true } => Some(days.low().map_or_else(Extent::all, Extent::from)),
        Holds::Then => other.admissible.high().map(Extent::from),
        Holds::Always => Some(Extent::all()),
        Holds::Told { .. } | Holds::Before | Holds::Unclear => None,
    }
}

/// The date of one document or both is not known to the day: the cases.
fn open_dates(
    links: &Links<'_>,
    x: &Side<'_, '_>,
    y: &Side<'_, '_>,
    persists: u32,
    difference: Difference,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    for (open, other) in [(x, y), (y, x)] {
        let clash = match open.holds {
            Holds::Then => within(other, persists),
            Holds::Always => reaching(other),
            _ => None,
        };
        let Some(clash) = clash.filter(|_| open.is_open()) else { continue };
        let (claim, with, admissible) = (open.placed.index, other.placed.index, open.admissible);
        let case = Open { claim, other: with, clash, admissible, difference };
        if clash.covers(&admissible) {
            compared.open = vec![case];
            // Without what persists, all of its dates have to lie within the time of the other.
            let direct = lasts(other, 0).is_some_and(|days| days.covers(&admissible));
            let (by, detail) = if direct && both_told(x, y) {
                (PassedBy::Explicit, "dates overlap")
            } else {
                (PassedBy::Inference, "at every date that the document may have")
            };
            compared.passed(Gate::Time, by, detail);
            return Ok(());
        }
        if !clash.disjoint(&admissible) {
            compared.open.push(case);
        }
    }
    let open: Vec<&Side<'_, '_>> = [x, y].into_iter().filter(|s| s.is_open()).collect();
    compared.undated = open.iter().map(|s| s.placed.document).collect();
    let unknown = Err(Verdict::Undecided(Reason::UnknownDocumentDate));
    if open.iter().any(|s| s.is_endless() && !s.bounded_by_text) {
        return unknown;
    }
    if !overlap(x, y, persists) {
        // What ended before the first admissible date never meets it. What begins after the presumed ones may, as the document may be younger than presumed.
        let over = |s: &Side<'_, '_>, o: &Side<'_, '_>| {
            let ends = longest(o, persists.into()).and_then(|d| d.high());
            s.is_open() && ends.zip(s.admissible.low()).is_some_and(|(end, low)| end < low)
        };
        let apart = !open.iter().any(|s| s.is_endless()) || over(x, y) || over(y, x);
        return if apart { Err(Verdict::Unrelated(Gate::Time)) } else { unknown };
    }
    // Of dates with two ends nothing more is presumed, nor of those that were given.
    if open.iter().any(|s| !s.bounded_by_text) || !open.iter().any(|s| s.is_endless()) {
        return unknown;
    }
    let detail = "the undated document is taken to be written soon after what it tells";
    compared.passed(Gate::Time, PassedBy::Inference, detail);
    let mut undated: Vec<&str> = open.iter().map(|s| path(links, s.placed)).collect();
    undated.sort_unstable();
    undated.dedup();
    compared.settled_by = Some(format!("the publication date of {} (give it with --date)", undated.join(" and ")));
    Ok(())
}

/// The cases of an undated claim.
#[derive(Clone, Debug, Default)]
pub(super) struct Cases {
    /// Each in words, in the order of time.
    pub notes: Vec<String>,
    /// Whether each of them clashes with a partner.
    pub closed: bool,
    /// The partners that they clash with.
    pub used: BTreeSet<usize>,
}

/// A claim that a claim of an undated document clashes with at some dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partner<'p, 'a> {
    pub other: &'p Placed<'a>,
    pub clash: Days,
}

/// The cases of an undated claim, in the order of time, and whether each of them clashes with one of its partners.
pub(super) fn tell(links: &Links<'_>, claim: &Placed<'_>, admissible: Days, partners: &[Partner<'_, '_>]) -> Cases {
    let mut cases = Cases { closed: true, ..Cases::default() };
    // Within the walk a missing end is the first or the last day there is.
    let low = |days: &Days| days.low().unwrap_or(NaiveDate::MIN);
    let high = |days: &Days| days.high().unwrap_or(NaiveDate::MAX);
    let mut ahead: Vec<&Partner<'_, '_>> = partners.iter().collect();
    ahead.sort_by_cached_key(|p| low(&p.clash));
    let mut ahead = ahead.into_iter().peekable();
    // Of those that began to clash, the one that does so longest.
    let mut best: Option<&Partner<'_, '_>> = None;
    let mut from = low(&admissible);
    let mut told = 0;
    loop {
        while let Some(p) = ahead.next_if(|p| low(&p.clash) <= from) {
            if best.is_none_or(|b| high(&p.clash) > high(&b.clash)) {
                best = Some(p);
            }
        }
        let clashing = best.filter(|b| high(&b.clash) >= from);
        cases.closed &= clashing.is_some();
        cases.used.extend(clashing.map(|b| b.other.index));
        let (end, what) = match (clashing, ahead.peek()) {
            (Some(best), _) => (high(&best.clash), clashes(links, best.other)),
            (None, Some(next)) => (back(low(&next.clash), 1), "it may have changed until then".to_owned()),
            (None, None) => (NaiveDate::MAX, "it may have changed since".to_owned()),
        };
        let end = end.min(high(&admissible));
        told += 1;
        if told <= CASES {
            cases.notes.push(case(links, claim, from, end, &what));
        }
        match end.succ_opt().filter(|_| end < high(&admissible)) {
            Some(day) => from = day,
            None => break,
        }
    }
    if told > CASES {
        cases.notes.push(format!("and {} more cases", told - CASES));
    }
    cases
}

fn path<'l>(links: &'l Links<'_>, placed: &Placed<'_>) -> &'l str {
    &links.documents[placed.document].document.source.path
}

/// "case: draft.txt written up to 3 May 2021: …".
fn case(links: &Links<'_>, placed: &Placed<'_>, from: NaiveDate, to: NaiveDate, what: &str) -> String {
    let day = |d: NaiveDate| d.format("%-d %B %Y").to_string();
    let when = match (from == NaiveDate::MIN, to == NaiveDate::MAX) {
        (true, true) => "at any time".to_owned(),
        (true, false) => format!("up to {}", day(to)),
        (false, true) => format!("from {} on", day(from)),
        (false, false) if from == to => format!("on {}", day(from)),
        (false, false) => format!("from {} to {}", day(from), day(to)),
    };
    format!("case: {} written {when}: {what}", path(links, placed))
}

fn clashes(links: &Links<'_>, placed: &Placed<'_>) -> String {
    let document = links.documents[placed.document].document;
    let time = placed.claim.time.filter(|_| placed.valid.own);
    let span = time.map_or(placed.claim.span, |t| {
        let time = document.claims.mentions.times[t as usize].span;
        if placed.claim.time_near { placed.claim.span.join(time) } else { placed.claim.span }
    });
    let words: Vec<&str> = document.source.words(span).split_whitespace().collect();
    let mut words = words.join(" ");
    if let Some((cut, _)) = words.char_indices().nth(WORDS) {
        words.truncate(cut);
        words.push('…');
    }
    format!("clashes with \"{words}\" ({})", document.source.path)
}

#[cfg(test)]
mod tests;
