//! The time gate: do two claims hold at one time? Where the date of a document is not known, the cases decide.
//!
//! A claim without a time of its own holds at its document's date. If that date may be any of many, the days of it that clash with the other claim
//! are one interval, whose ends come from the other's valid time. So there are at most three cases: before it, within it, after it.
//! A conflict is reported if no admissible date escapes it. Several claims on one question may leave none together
//! ("under discussion until 2021", "suspended since"): [`tell`] walks through the cases and says whether one is left.
//!
//! A document whose text bounds its date from below ("in 2022 …") is taken to be written within [`REACH`] of that bound, by inference.

use chrono::{Days as DayCount, NaiveDate};

use super::{Compared, Difference, Reason, Verdict};
use crate::align::Placed;
use crate::claim::{Polarity, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::{Days, Extent};
use crate::link::{How, Links};
use crate::rule::RuleSet;
use crate::source::DateOrigin;

/// Days after the latest date that an undated text speaks of within which it is taken to be written: three years.
const REACH: u64 = 1096;
/// Most characters of a claim that a note repeats.
const WORDS: usize = 80;
/// Most cases that are told.
const CASES: usize = 6;

/// Dates of an undated document at which a claim of it clashes with another claim.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    /// Whether the claim is the first of the pair.
    pub first: bool,
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
    /// At some time before.
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
    /// Whether it depends on a date that has no end.
    fn is_open(&self) -> bool {
        !matches!(self.holds, Holds::Told { .. }) && !self.admissible.is_bounded()
    }
}

/// Whether the two hold at overlapping times, whatever the dates of their documents: then they conflict by `difference`.
/// A statement in the present tense holds for `persists` days.
pub(super) fn clash(
    (rules, links): (&RuleSet, &Links<'_>),
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
    let (x, y) = (side(rules, links, a, b), side(rules, links, b, a));
    if x.living && y.living {
        compared.passed(Gate::Time, PassedBy::Inference, "both documents are kept up to date");
        return Ok(Verdict::Conflict(difference));
    }
    if x.is_open() || y.is_open() {
        open_dates(links, &x, &y, persists, difference, compared)?;
    } else {
        dates(&x, &y, persists, compared)?;
    }
    Ok(Verdict::Conflict(difference))
}

fn side<'p, 'a>(rules: &RuleSet, links: &Links<'_>, placed: &'p Placed<'a>, other: &Placed<'_>) -> Side<'p, 'a> {
    let linked = &links.documents[placed.document];
    let living = linked.document.source.meta.living;
    let mut admissible = linked.date.extent;
    let mut holds = holds(rules, links, placed);
    if living {
        match admissible.low() {
            // Kept up to date since it was last looked at.
            Some(low) if holds == Holds::Then => holds = Holds::Told { days: Extent::from(low), sure: false },
            Some(_) => {}
            // The present day is no earlier than the date of any document.
            None => admissible = links.documents[other.document].date.extent.low().map_or(admissible, Extent::from),
        }
    }
    let bounded_by_text = !living && linked.date.origin == Some(DateOrigin::Text) && admissible.low().is_some();
    Side { placed, holds, admissible, living: living && holds == Holds::Then, bounded_by_text }
}

fn holds(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> Holds {
    let (claim, linked) = (placed.claim, &links.documents[placed.document]);
    let resolved = claim.time.map(|time| &linked.times[time as usize]);
    if placed.valid.own {
        let sure = resolved.is_some_and(|r| r.explicit);
        if !sure && !placed.valid.days.is_bounded() && !linked.date.extent.is_bounded() {
            return Holds::Then; // "Last week" in a document whose date is open.
        }
        let lasting = sure && lasts(rules, links, placed);
        let days = placed.valid.days.low().filter(|_| lasting).map_or(placed.valid.days, Extent::from);
        return Holds::Told { days, sure };
    }
    let named = resolved.is_some_and(|r| r.extent == Extent::all() && r.value != PRESENT);
    let office = claim.apposed && matches!(claim.value, Value::Office(_));
    if named && placed.valid.how == How::Unknown {
        Holds::Unclear
    } else if claim.context.tense != Tense::Past || office {
        Holds::Then
    } else if !claim.only.is_empty() || (claim.context.polarity == Polarity::Negative && never(rules, links, placed)) {
        Holds::Always
    } else {
        Holds::Before
    }
}

/// The value of "now", "currently", "today".
const PRESENT: &str = "PRESENT_REF";

/// Whether the words deny it for all of the past.
fn never(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let words = links.documents[placed.document].document.source.words(placed.claim.span);
    rules.extractor.tables.lasting.always(words)
}

/// Whether the rest of the sentence says that it has been so ever since: "suspended in May 2021 and never resumed".
fn lasts(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let document = links.documents[placed.document].document;
    let time = placed.claim.time.map_or(placed.claim.span, |t| document.claims.mentions.times[t as usize].span);
    let from = time.end.max(placed.claim.span.end) as usize;
    rules.extractor.tables.lasting.since(document.source.text.get(from..).unwrap_or_default())
}

fn back(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(DayCount::new(days)).unwrap_or(NaiveDate::MIN)
}

fn ahead(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(DayCount::new(days)).unwrap_or(NaiveDate::MAX)
}

/// Both dates have ends: as far as they are known, the two must overlap for each of them.
fn dates(x: &Side<'_, '_>, y: &Side<'_, '_>, persists: u32, compared: &mut Compared) -> Result<(), Verdict> {
    if x.holds == Holds::Before && y.holds == Holds::Before {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if !overlap(x, y, persists) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    let spread = |s: &Side<'_, '_>| match (s.admissible.low(), s.admissible.high()) {
        (Some(low), Some(high)) if s.holds == Holds::Then => (high - low).num_days(),
        _ => 0,
    };
    if spread(x) + spread(y) > 0
        && let (Holds::Then, Holds::Then) = (x.holds, y.holds)
        && !within(y, persists).is_some_and(|w| w.covers(&x.admissible))
    {
        return Err(Verdict::Undecided(Reason::UnknownDocumentDate));
    }
    let told = |s: &Side<'_, '_>| matches!(s.placed.valid.how, How::Told | How::Document);
    let bounded = x.placed.valid.days.is_bounded() && y.placed.valid.days.is_bounded();
    let direct = !x.placed.valid.days.disjoint(&y.placed.valid.days);
    let (by, detail) = match (told(x) && told(y) && bounded, direct) {
        (true, true) => (PassedBy::Explicit, "dates overlap"),
        (_, false) => (PassedBy::Inference, "a statement in the present tense is taken to hold for a while"),
        _ => (PassedBy::Inference, "dates inferred"),
    };
    compared.passed(Gate::Time, by, detail);
    Ok(())
}

/// Whether some of their admissible dates let both hold at one time.
fn overlap(x: &Side<'_, '_>, y: &Side<'_, '_>, persists: u32) -> bool {
    let lasting = |s: &Side<'_, '_>, other: &Side<'_, '_>| {
        // What is told to hold from a day on says itself that it did not before.
        let begins = matches!(other.holds, Holds::Told { days, .. } if days.high().is_none());
        longest(s, if begins && s.holds == Holds::Then { 0 } else { persists.into() })
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

/// The dates at which a document would clash with `other`, whichever date that has; its own claim holds at its date.
fn within(other: &Side<'_, '_>, persists: u32) -> Option<Days> {
    let (low, high) = (other.admissible.low(), other.admissible.high());
    match other.holds {
        Holds::Told { days, sure: true } => Some(days),
        Holds::Told { days, .. } if days.high().is_none() => Some(days),
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

/// The date of one document or both has no end: the cases.
fn open_dates(
    links: &Links<'_>,
    x: &Side<'_, '_>,
    y: &Side<'_, '_>,
    persists: u32,
    difference: Difference,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    for (open, other, first) in [(x, y, true), (y, x, false)] {
        let clash = match open.holds {
            Holds::Then => within(other, persists),
            Holds::Always => reaching(other),
            _ => None,
        };
        let Some(clash) = clash.filter(|_| open.is_open()) else { continue };
        if !clash.disjoint(&open.admissible) {
            compared.open.push(Open { first, clash, admissible: open.admissible, difference });
        }
        if clash.covers(&open.admissible) {
            compared.passed(Gate::Time, PassedBy::Inference, "at every date that the undated document may have");
            return Ok(());
        }
    }
    if [x, y].iter().any(|s| matches!(s.holds, Holds::Before | Holds::Unclear) && s.is_open()) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let unknown = Err(Verdict::Undecided(Reason::UnknownDocumentDate));
    if [x, y].iter().any(|s| s.is_open() && !s.bounded_by_text) {
        return unknown;
    }
    if !overlap(x, y, persists) {
        // Before the lowest admissible date nothing escapes; after the highest presumed one it is not known.
        let over = |s: &Side<'_, '_>, o: &Side<'_, '_>| {
            let ends = longest(o, persists.into()).and_then(|d| d.high());
            s.is_open() && ends.zip(s.admissible.low()).is_some_and(|(end, low)| end < low)
        };
        return if over(x, y) || over(y, x) { Err(Verdict::Unrelated(Gate::Time)) } else { unknown };
    }
    let detail = "the undated document is taken to be written soon after what it tells";
    compared.passed(Gate::Time, PassedBy::Inference, detail);
    let mut undated: Vec<&str> = [x, y].iter().filter(|s| s.is_open()).map(|s| path(links, s.placed)).collect();
    undated.sort_unstable();
    undated.dedup();
    compared.settled_by = Some(format!("the publication date of {} (give it with --date)", undated.join(" and ")));
    Ok(())
}

/// A claim that a claim of an undated document clashes with at some dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partner<'p, 'a> {
    pub other: &'p Placed<'a>,
    pub clash: Days,
}

/// The cases of an undated claim, in the order of time, and whether each of them clashes with one of its partners.
pub(super) fn tell(
    links: &Links<'_>,
    claim: &Placed<'_>,
    admissible: Days,
    partners: &[Partner<'_, '_>],
) -> (Vec<String>, bool) {
    let (mut notes, mut closed) = (Vec::new(), true);
    // Within the walk a missing end is the first or the last day there is.
    let low = |days: &Days| days.low().unwrap_or(NaiveDate::MIN);
    let high = |days: &Days| days.high().unwrap_or(NaiveDate::MAX);
    let mut ahead: Vec<&Partner<'_, '_>> = partners.iter().collect();
    ahead.sort_by_key(|p| low(&p.clash));
    let mut ahead = ahead.into_iter().peekable();
    // Of those that began to clash, the one that does so longest.
    let mut best: Option<&Partner<'_, '_>> = None;
    let mut from = low(&admissible);
    loop {
        while let Some(p) = ahead.next_if(|p| low(&p.clash) <= from) {
            if best.is_none_or(|b| high(&p.clash) > high(&b.clash)) {
                best = Some(p);
            }
        }
        let clashing = best.filter(|b| high(&b.clash) >= from);
        closed &= clashing.is_some();
        let (end, what) = match (clashing, ahead.peek()) {
            (Some(best), _) => (high(&best.clash), clashes(links, best.other)),
            (None, Some(next)) => (back(low(&next.clash), 1), "it may have changed until then".to_owned()),
            (None, None) => (NaiveDate::MAX, "it may have changed since".to_owned()),
        };
        let end = end.min(high(&admissible));
        if notes.len() < CASES {
            notes.push(case(links, claim, from, end, &what));
        }
        match end.succ_opt().filter(|_| end < high(&admissible)) {
            Some(day) => from = day,
            None => return (notes, closed),
        }
    }
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
