//! Numbers and dates whose question is a frame of words.
//!
//! Unit and base are equal (they are the key), places and actors do not contradict each other; how many words must be shared depends on how far apart the
//! claims are: half between two documents on one affair, all within one document, where like stands beside like.

use super::{Compared, Difference, Reason, Verdict, gates, likes, narrow};
use chrono::Datelike;

use crate::align::Placed;
use crate::claim::{Claim, FREQUENCY, Frame, LENGTH, Modality, STATISTIC, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::{How, Links};
use crate::quantity::{Bounds, Quantity};
use crate::rule::RuleSet;
use crate::time::{Anchor, Expression};

/// Two quantities that answer one question.
pub(super) fn quantities(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &Quantity,
    y: &Quantity,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let opposite = x.change.is_some() && y.change.is_some() && x.change != y.change;
    let unit = other_unit(a.claim, b.claim);
    if !unit && (!x.comparable(y) || x.per != y.per) || opposite || x.ordinal != y.ordinal {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    if a.document == b.document && a.claim.span.overlaps(b.claim.span) {
        return Err(Verdict::Unrelated(Gate::Scope)); // One sentence goes from the one to the other.
    }
    let told_apart = unit && is_alone(links, b, x) && is_alone(links, a, y);
    let agree = x.agree(y) && !told_apart && !limits_swapped(links, a, b, x, y) && !other_range([a, b], [x, y]);
    let kind = measure(links, a, b, agree, || kind(links, [a, b], [x, y], agree), compared)?;
    match kind {
        Kind::Slip { alone: true } | Kind::Unit | Kind::Swapped => gates::one_commitment(links, a, b, compared)?,
        _ => gates::commitment(links, a, b, compared)?,
    }
    gates::asserted(a, b)?;
    when(links, a, b, kind, compared)?;
    // "Up to four" bears out any lower toll, and none.
    if is_toll(a) && agree && !(x.extent.is_bounded() && y.extent.is_bounded()) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    Ok(if agree { Verdict::Agree } else { Verdict::Conflict(Difference::Value) })
}

/// Whether two limits of one kind, each told by one document alone, have the same digits with two of them swapped: "at least 420" and "no less than 240" admit
/// values in common, yet one agreement sets one limit.
fn limits_swapped(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, x: &Quantity, y: &Quantity) -> bool {
    let limit = matches!(x.bound, Bounds::AtLeast | Bounds::AtMost) && x.bound == y.bound;
    let fact = |p: &Placed<'_>| p.claim.context.modality == Modality::Actual;
    // What is open at one end admits the other's values as well: only the figure itself tells.
    let alone = |other: &Placed<'_>, figure: &Quantity| {
        let told = &links.documents[other.document].document.claims.mentions.quantities;
        !told.iter().any(|told| figure.dimension() == told.dimension() && figure.value() == told.value())
    };
    limit && !fact(a) && !fact(b) && x.scale.is_some() && x.is_like(y) && alone(b, x) && alone(a, y)
}

/// Whether two ranges that are expected, planned or ordered differ at an end: such a range is itself what was announced, however much of it the two have in
/// common.
fn other_range(placed: [&Placed<'_>; 2], [x, y]: [&Quantity; 2]) -> bool {
    let announced = placed.iter().all(|p| !matches!(p.claim.context.modality, Modality::Actual | Modality::Possible));
    announced && x.unit == y.unit && x.ends_apart(y)
}

/// Whether two movements are of one measure at one time.
pub(super) fn movement(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    agree: bool,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    measure(links, a, b, agree, || Kind::Plain, compared)?;
    when(links, a, b, Kind::Plain, compared)?;
    if links.topics.grouping().side_by_side {
        return Ok(());
    }
    // What a movement is counted from, and of whom, is told anywhere in a sentence, or not at all: only sentences that tell the same of something named are sure.
    let (Some(x), Some(y)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let named = !(x.places.is_empty() && x.actors.is_empty());
    let same = x.rest == y.rest && x.places == y.places && x.actors == y.actors && x.words == y.words;
    match named && same && a.valid.own && b.valid.own {
        true => Ok(()),
        false => Err(Verdict::Undecided(Reason::UnknownMeasure)),
    }
}

/// Whether the document of the other side tells the value of a figure nowhere: else the two may well be two measures, of which it tells both.
fn is_alone(links: &Links<'_>, other: &Placed<'_>, figure: &Quantity) -> bool {
    let told = &links.documents[other.document].document.claims.mentions.quantities;
    !told.iter().any(|told| figure.comparable(told) && figure.agree(told))
}

/// Whether the document of one side tells the figure of the other of what goes by the same name.
fn is_told(links: &Links<'_>, side: &Placed<'_>, other: &Placed<'_>, figure: &Quantity) -> bool {
    let Some(frame) = &other.claim.frame else { return false };
    let claims = &links.documents[side.document].document.claims.claims;
    claims.iter().any(|claim| {
        let same = claim
            .frame
            .as_ref()
            .is_some_and(|f| f.head == frame.head && f.base == frame.base && f.restrictions == frame.restrictions);
        // "Up to four" agrees with anything less.
        let bounded = |told: &Quantity| told.extent.is_bounded() || !frame.toll;
        same && matches!(&claim.value, Value::Quantity(told) if bounded(told) && figure.comparable(told) && figure.agree(told))
    })
}

/// The head of what is told of a foundation.
const FOUNDED: &str = "found";

/// Whether the document of one side tells a range of the same unit with the same ends.
fn is_range_told(links: &Links<'_>, side: &Placed<'_>, range: &Quantity) -> bool {
    let told = &links.documents[side.document].document.claims.mentions.quantities;
    told.iter().any(|told| told.range.is_some() && told.unit == range.unit && told.range == range.range)
}

/// Bytes behind a claim within which a second figure of the same is told.
const BESIDE: u32 = 40;

/// Whether the document of one side tells the figure of the other right beside its own: "1,150 workers, or 1,400 with contractors".
fn is_told_beside(links: &Links<'_>, side: &Placed<'_>, figure: &Quantity) -> bool {
    let told = &links.documents[side.document].document.claims.mentions.quantities;
    let first = told.partition_point(|told| told.span.start < side.claim.span.start);
    let near = told[first..].iter().take_while(|told| told.span.start < side.claim.span.end + BESIDE);
    let same = |told: &&Quantity| {
        let counted = told.measured.is_none() || told.measured == figure.measured;
        counted && told.unit == figure.unit && told.value().is_some() && told.value() == figure.value()
    };
    near.into_iter().any(|told| same(&told))
}

/// Two dates of one event.
pub(super) fn times(
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
pub(super) fn days(
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
            Some(day) => Kind::Slip { alone: day && tells_alone(links, [a, b], [first, second]) },
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
pub(super) fn same_day(links: &Links<'_>, a: (usize, u32), b: (usize, u32)) -> bool {
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

/// Whether two frames measure or date the same thing.
fn measure(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    agree: bool,
    kind: impl Fn() -> Kind,
    compared: &mut Compared,
) -> Result<Kind, Verdict> {
    let (Some(x), Some(y)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    let handful = links.topics.grouping().together || links.topics.grouping().side_by_side;
    if handful && other_unit(a.claim, b.claim) && a.document != b.document {
        let kind = kind();
        if kind == Kind::Unit {
            compared.passed(Gate::Measure, PassedBy::Inference, "the same digits in another unit");
            return Ok(kind);
        }
    }
    // What an amount is of may be left out; a share is of something.
    let bare = |frame: &Frame| Frame { base: None, ..frame.clone() };
    let likeness = if other_unit(a.claim, b.claim) { bare(x).loosely(&bare(y)) } else { x.loosely(y) };
    let Some(likeness) = likeness else { return Err(Verdict::Unrelated(Gate::Measure)) };
    let likeness = if matches!(a.claim.value, Value::Time(_)) { x.with_nouns_of_names(y, likeness) } else { likeness };
    let limited = !x.rest.is_empty() || !y.rest.is_empty();
    if !agree && x.toll && y.toll && (limited || is_part(links, a, b)) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    let dated = a.valid.own && b.valid.own && a.valid.days == b.valid.days;
    let event = matches!(a.claim.value, Value::Time(_));
    let apart = if a.document == b.document {
        Apart::Same
    } else if links.topics.grouping().side_by_side {
        Apart::Beside
    } else if links.topics.grouping().together {
        Apart::Together
    } else {
        Apart::Affair
    };
    // It costs a look at all figures of both documents.
    let kind = if likeness.shared == 0 { Kind::Plain } else { kind() };
    if kind == Kind::Settled {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    // "The final bill" is not the first: only a slip tells that the two are one.
    if x.restrictions != y.restrictions && !matches!(kind, Kind::Slip { alone: true } | Kind::Unit) {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    // "Offers members a discount of 25 %", "offers students a discount of 40 %": the one word is in the other's place.
    let weak =
        matches!(kind, Kind::Plain | Kind::Alone | Kind::Both) && matches!(apart, Apart::Together | Apart::Affair);
    if !agree && !event && weak && (x.exchanges_one_word(y) || is_of_one_spot([a, b], [x, y])) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    let needed = match needed(apart, event, dated, agree, x, y) {
        _ if kind == Kind::Swapped && apart == Apart::Together => {
            Needed { shared: 2, of_fewer: if x.shares_name(y) { 50 } else { 75 }, of_all: 25 }
        }
        // What a thing has in a fixed number, told with a digit changed, is that of one thing.
        _ if kind == (Kind::Slip { alone: true }) && apart == Apart::Together && is_fixed(a) && is_fixed(b) => {
            Needed { shared: 1, of_fewer: 0, of_all: if is_like(a, b) { 0 } else { 30 } }
        }
        // Swapped digits of an unround figure are hardly ever those of another measure that shares a word, whatever its head is.
        _ if kind == (Kind::Slip { alone: true })
            && apart == Apart::Together
            && !event
            && x.bearers_shared(y) > 0
            && (is_unround(a, b) || is_certain(a, b) || likeness.shared > 1) =>
        {
            Needed { shared: 1, of_fewer: 20, of_all: 0 }
        }
        needed
            if matches!(kind, Kind::Slip { .. })
                && apart != Apart::Same
                && x.tells_of_head(y)
                && (x.aspects.is_empty() || x.bearers_shared(y) > 0) =>
        {
            // A verb alone tells of many events, unless one side tells no more.
            let shared = if event && likeness.fewer > 1 { 2 } else { 1 };
            Needed { shared, ..needed.lowered() }
        }
        // What may happen again hardly happens again, of the same things, on a day that is a slip of the other.
        _ if event
            && kind == (Kind::Slip { alone: true })
            && apart == Apart::Together
            && x.head == y.head
            && x.definite
            && y.definite =>
        {
            Needed { shared: 2, of_fewer: 50, of_all: 20 }
        }
        // "Nine were hurt" and "eight people were injured" have no word in common; where each document tells but one such figure, it tells of its affair.
        _ if is_toll(a) && is_toll(b) && apart == Apart::Together && kind == Kind::Alone && is_firm(links, a, b) => {
            match is_settled(links, a, b) {
                true => Needed { shared: 1, of_fewer: 0, of_all: 0 },
                false => Needed { shared: 3, of_fewer: 67, of_all: 0 },
            }
        }
        needed if kind == Kind::Both => Needed { of_fewer: needed.of_fewer.max(BOTH), ..needed },
        // Two texts on one affair, each of which tells one figure of that name: it is the same.
        _ if kind == Kind::Alone
            && apart == Apart::Beside
            && x.tells_of_head(y)
            && [a, b].iter().all(|p| is_sole_of_name(links, p)) =>
        {
            Needed { shared: 1, of_fewer: 0, of_all: 0 }
        }
        needed if kind == Kind::Alone && apart == Apart::Beside && x.tells_of_head(y) => Needed { shared: 1, ..needed },
        needed => needed,
    };
    // What lasts is one of many of its kind: all that the shorter side tells of it must be told by the other.
    let whole = a.claim.predicate == LENGTH && apart != Apart::Beside;
    if whole && likeness.of_fewer() < 100 {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    if likeness.shared < needed.shared || likeness.of_fewer() < needed.of_fewer || likeness.of_all() < needed.of_all {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    compared.likeness = likeness.of_all() as u32;
    let by = if likeness.shared == likeness.all { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Measure, by, format!("{} of {} words in common", likeness.shared, likeness.all));
    Ok(kind)
}

/// The most of a whole that a part is taken to be; what is nearer is the same, told otherwise.
const PART: f64 = 0.9;

/// The values of two figures, the lesser first.
fn less_value(p: &Quantity, q: &Quantity) -> Option<(f64, f64)> {
    let (x, y) = p.value().zip(q.value())?;
    Some((x.min(y), x.max(y)))
}

/// Whether the lesser of two figures is told of a place or body, and the greater of none: "1,200 jobs", "450 jobs at its Solcombe yard".
fn is_of_one_spot([a, b]: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let (Value::Quantity(p), Value::Quantity(q)) = (&a.claim.value, &b.claim.value) else { return false };
    let (less, more) = if p.before(q) == Some(true) { (x, y) } else { (y, x) };
    let part = less_value(p, q).is_some_and(|(least, most)| least <= most * PART);
    let more_named = |less: &[String], more: &[String]| more.is_empty() && !less.is_empty();
    part && !p.is_share() && (more_named(&less.places, &more.places) || more_named(&less.actors, &more.actors))
}

/// What two figures must share of the shorter one's words if one of the documents tells both values, in per cent.
const BOTH: usize = 80;

/// Whether two claims tell the same digits in units of one kind.
fn other_unit(a: &Claim, b: &Claim) -> bool {
    matches!((&a.value, &b.value), (Value::Quantity(x), Value::Quantity(y)) if x.may_be_other_unit_of(y))
}

/// Whether two figures have the same digits in another unit, or with another word for their magnitude.
fn is_certain(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (Value::Quantity(x), Value::Quantity(y)) = (&a.claim.value, &b.claim.value) else { return false };
    x.may_be_other_unit_of(y) && x.is_of_other_system(y) || x.is_thousandfold(y)
}

/// Whether two figures have the same digits, two of them swapped or the point moved.
fn is_like(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    matches!((&a.claim.value, &b.claim.value), (Value::Quantity(x), Value::Quantity(y)) if x.is_like(y))
}

/// Whether two figures have three digits or more that tell something.
fn is_unround(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    matches!((&a.claim.value, &b.claim.value), (Value::Quantity(x), Value::Quantity(y)) if x.is_unround() && y.is_unround())
}

/// How two values stand to each other.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// They differ.
    Plain,
    /// They differ as by a slip of the hand; whether each document tells only its own.
    Slip { alone: bool },
    /// They have the same digits, no round ones, and another unit of the same kind; each document tells only its own.
    Unit,
    /// They are shares, or count things of one name, with two digits swapped; each document tells only its own, and no other number of such things.
    Swapped,
    /// Each document tells only its own.
    Alone,
    /// One document tells both.
    Both,
    /// One document tells both of what goes by one name.
    Settled,
}

/// How two figures stand to each other; those that agree, and other things than statistics, only tell whether they differ as by a slip.
fn kind(links: &Links<'_>, [a, b]: [&Placed<'_>; 2], [x, y]: [&Quantity; 2], agree: bool) -> Kind {
    if x.agree(y) && x.ends_apart(y) {
        // Ranges that overlap each admit values of the other: whether a document tells both only their ends say.
        let both = is_range_told(links, b, x) || is_range_told(links, a, y);
        return if both { Kind::Settled } else { Kind::Plain };
    }
    let alone = || is_alone(links, b, x) && is_alone(links, a, y);
    let apart = a.document != b.document;
    // "Rose by $340 million" is no cost of 3.4 billion.
    let moved = x.change.is_some() != y.change.is_some();
    if apart && x.may_be_other_unit_of(y) && alone() {
        return if x.tells_by_digits(y) { Kind::Unit } else { Kind::Slip { alone: true } };
    }
    if !moved && x.may_be_slip_of(y) {
        return Kind::Slip { alone: apart && alone() };
    }
    if a.claim.predicate != STATISTIC || !apart || agree {
        return Kind::Plain;
    }
    if !moved && x.is_unround() && y.is_unround() && x.is_nearly_like(y) && alone() {
        return Kind::Slip { alone: true };
    }
    if is_fixed(a) && is_fixed(b) && x.is_near(y) && alone() && sole_count(links, a) && sole_count(links, b) {
        return Kind::Slip { alone: true };
    }
    let swapped = x.is_like(y) && !moved;
    let counts = || x.measured.is_some() && sole_count(links, a) && sole_count(links, b);
    if swapped && alone() && (x.is_share() && y.is_share() || x.unit.is_none() && counts()) {
        return Kind::Swapped;
    }
    // Counts of two digits are alike by chance too often, sizes of one thing are not.
    if x.scale.is_some() && x.is_like(y) && (x.agree(y) || alone()) {
        return Kind::Slip { alone: true };
    }
    if is_told(links, b, a, x) || is_told(links, a, b, y) || is_told_beside(links, b, x) || is_told_beside(links, a, y)
    {
        Kind::Settled
    } else if alone() {
        Kind::Alone
    } else {
        Kind::Both
    }
}

/// Whether a claim counts what a thing has in a fixed number.
fn is_fixed(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(|frame| frame.fixed)
}

/// Whether a document tells no other number of what a claim of it counts.
fn sole_count(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let Value::Quantity(own) = &placed.claim.value else { return false };
    let told = &links.documents[placed.document].document.claims.mentions.quantities;
    told.iter().all(|told| told.measured != own.measured || told.agree(own))
}

/// The most of a count that may be one of several: "two boys" beside "three girls and a boy".
const FEW: f64 = 3.0;

/// Whether a document tells no other figure, in units that compare, of what goes by the name that a claim of it measures.
fn is_sole_of_name(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let (Some(frame), Value::Quantity(own)) = (&placed.claim.frame, &placed.claim.value) else { return false };
    if own.unit.is_none() && own.value().is_none_or(|value| value <= FEW) {
        return false;
    }
    let claims = &links.documents[placed.document].document.claims.claims;
    claims.iter().all(|claim| match (&claim.frame, &claim.value) {
        (Some(other), Value::Quantity(told)) if own.comparable(told) && frame.tells_of_head(other) => told.agree(own),
        _ => true,
    })
}

/// Whether a claim counts the dead or the hurt.
fn is_toll(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(|frame| frame.toll)
}

/// Whether two tolls can be no two states of one count, that is if one of them is none or both are told long after; and neither document tells another of the
/// kind.
fn is_firm(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let none = |p: &Placed<'_>| matches!(&p.claim.value, Value::Quantity(count) if count.value() == Some(0.0));
    // What is dated may be another event.
    let none = (none(a) || none(b)) && a.claim.time.is_none() && b.claim.time.is_none();
    (none || is_settled(links, a, b)) && sole(links, a, b)
}

/// Whether the smaller of two tolls counts persons of a kind of their own ("fourteen children"), who may be a part of the others.
fn is_part(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (Value::Quantity(x), Value::Quantity(y)) = (&a.claim.value, &b.claim.value) else { return true };
    let kind = |placed: &Placed<'_>, count: &Quantity| {
        let told = &links.documents[placed.document].document.claims.mentions.quantities;
        let noun = told.iter().find(|told| told.digits == count.digits).and_then(|told| told.measured.clone());
        noun.filter(|noun| noun != "person" && noun != "people" && count.value() != Some(0.0))
    };
    let (least, most) = if x.before(y) == Some(true) { (kind(a, x), kind(b, y)) } else { (kind(b, y), kind(a, x)) };
    least.is_some() && least != most
}

/// Whether each of two documents tells no other toll of the kind.
fn sole(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    [a, b].into_iter().all(|placed| {
        let claims = &links.documents[placed.document].document.claims.claims;
        let (Some(frame), Value::Quantity(own)) = (&placed.claim.frame, &placed.claim.value) else { return false };
        claims.iter().all(|claim| match (&claim.frame, &claim.value) {
            (Some(other), Value::Quantity(count)) if other.toll && other.head == frame.head => count.agree(own),
            _ => true,
        })
    })
}

/// How far apart two claims stand.
#[derive(Clone, Copy, PartialEq)]
enum Apart {
    /// In one document.
    Same,
    /// In two texts laid side by side.
    Beside,
    /// In documents that the user put together.
    Together,
    /// In documents that share names and a time.
    Affair,
}

/// What two frames must have in common: a number of words, and shares in per cent of the shorter one and of both together.
struct Needed {
    shared: usize,
    of_fewer: usize,
    of_all: usize,
}

impl Needed {
    /// The same digits in another order, or the point at another place, are hardly ever the measure of something else of the same name.
    fn lowered(self) -> Self {
        Self { shared: 1, of_fewer: self.of_fewer.min(20), of_all: self.of_all.min(10) }
    }
}

/// Between two texts side by side half of the shorter frame must be shared (measured on labelled pairs of texts: lower shares bring in other measures of one
/// topic), more in a handful of documents, most where the program itself put them together, and for events, of which many are alike. One head and one time named on both sides make up for
/// missing words, unless the head says little by itself. What agrees needs less than what conflicts.
fn needed(apart: Apart, event: bool, dated: bool, agree: bool, x: &Frame, y: &Frame) -> Needed {
    let general = usize::from(x.general || y.general);
    match apart {
        Apart::Same => Needed { shared: 3, of_fewer: 100, of_all: 100 },
        _ if agree => Needed { shared: 1, of_fewer: 34, of_all: 20 },
        // A verb that may tell of many events is one event only where little else is told.
        _ if event && general > 0 && apart != Apart::Beside => {
            Needed { shared: usize::MAX, of_fewer: 100, of_all: 100 }
        }
        _ if event && general > 0 => Needed { shared: 3, of_fewer: 75, of_all: 50 },
        Apart::Beside if event => Needed { shared: 2, of_fewer: 67, of_all: 40 },
        _ if event => Needed { shared: 2, of_fewer: 75, of_all: 50 },
        _ if dated && x.head == y.head && general == 0 => Needed { shared: 1, of_fewer: 67, of_all: 25 },
        Apart::Beside => Needed { shared: 2 + general, of_fewer: 50, of_all: 20 },
        Apart::Together => Needed { shared: 2 + general, of_fewer: 67, of_all: 33 },
        Apart::Affair => Needed { shared: 3 + general, of_fewer: 67, of_all: 50 },
    }
}

/// Within how many days of each other documents are taken to tell of one strike, one closure, one sentence.
const RECURS: i64 = 31;

/// Within how many days of each other documents are taken to tell of one habit, or of one order.
pub(super) const STANDS: i64 = 731;

/// Within how many days of each other documents give one figure, if the two differ as by a slip of the hand.
const SLIP_DAYS: i64 = 92;

/// Days for which the dead of a day are still counted.
const COUNTED: i64 = 7;

/// Whether two statistics are of one time.
fn when(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, kind: Kind, compared: &mut Compared) -> Result<(), Verdict> {
    let both_own = a.valid.own && b.valid.own;
    if both_own {
        if a.valid.days != b.valid.days {
            return Err(Verdict::Unrelated(Gate::Time));
        }
        // The dead of one day are counted all day, and on the days after.
        if (cumulative(a) || cumulative(b)) && a.document != b.document && (is_fresh(links, a) || is_fresh(links, b)) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
        let by =
            if a.valid.how == How::Told && b.valid.how == How::Told { PassedBy::Explicit } else { PassedBy::Inference };
        compared.passed(Gate::Time, by, "the same time named");
        return Ok(());
    }
    if a.document == b.document {
        return Err(Verdict::Undecided(Reason::UnknownTime)); // Within a document like stands beside like: only one time named on both sides tells.
    }
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    // What is alike and undated may tell of this year's affair and of last year's.
    let grouping = links.topics.grouping();
    let undated = !(date(a).is_bounded() && date(b).is_bounded());
    if undated && !grouping.together && !grouping.side_by_side {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if (cumulative(a) || cumulative(b)) && !is_settled(links, a, b) {
        let first = match (date(a).before(&date(b)), date(b).before(&date(a))) {
            (Some(true), _) => Some(true),
            (_, Some(true)) => Some(false),
            _ => None, // One day, or who knows.
        };
        return grown(first, date(a).is_bounded() || date(b).is_bounded(), a, b, compared);
    }
    let within = |days: i64| links.within(a.document, b.document, days);
    let beside = links.topics.grouping().side_by_side;
    if a.claim.predicate == LENGTH && !beside && !within(RECURS) {
        return Err(Verdict::Undecided(Reason::UnknownTime)); // There may be a strike every year.
    }
    let over =
        a.claim.predicate == LENGTH && is_over(a) && is_over(b) || a.claim.predicate == FREQUENCY && within(STANDS);
    // What each of a handful of documents tells once, with the digits of the other, hardly changed to them.
    let slip = match kind {
        Kind::Slip { alone } => within(SLIP_DAYS) || alone && links.topics.grouping().together,
        Kind::Unit | Kind::Swapped => links.topics.grouping().together,
        _ => false,
    };
    if date(a).disjoint(&date(b)) && !(a.valid.own || b.valid.own || over || slip) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "one side names no time");
    Ok(())
}

/// Whether something is told as done: how long it took is the same on every later day.
fn is_over(placed: &Placed<'_>) -> bool {
    matches!(placed.claim.context.tense, Tense::Past | Tense::Unknown)
}

/// Whether a measure grows as it is reported: the dead, the missing, the cases.
fn cumulative(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(|f| f.cumulative)
}

/// Whether a document is known to be written within days of the time that its claim tells of.
fn is_fresh(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let both = links.documents[placed.document].date.extent.hull(&placed.valid.days);
    both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= COUNTED)
}

/// Days after which the dead and the hurt of an event are counted.
const SETTLED: i64 = 60;

/// Whether two documents count the dead or the hurt of an event that one of them dates, both long after it.
fn is_settled(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let event = [a, b].into_iter().filter(|p| p.valid.own).filter_map(|p| p.valid.days.high()).max();
    let written = [a, b].map(|p| links.documents[p.document].date.extent.low());
    let long_after =
        |day: chrono::NaiveDate| written.iter().all(|low| low.is_some_and(|low| (low - day).num_days() > SETTLED));
    is_toll(a) && is_toll(b) && event.is_some_and(long_after)
}

/// A count that grows conflicts only if a later document has less; documents of one day may differ by the hour. Where no document is dated, nothing tells
/// which is later, and the two are taken to speak of one time.
fn grown(
    first: Option<bool>,
    dated: bool,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let (Value::Quantity(x), Value::Quantity(y)) = (&a.claim.value, &b.claim.value) else {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    };
    let (earlier, later) = match first {
        Some(true) => (x, y),
        Some(false) => (y, x),
        None if dated => return Err(Verdict::Undecided(Reason::UnknownTime)),
        None => {
            compared.passed(Gate::Time, PassedBy::Inference, "neither text is dated");
            return Ok(());
        }
    };
    if later.before(earlier) != Some(true) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "the later document has less");
    Ok(())
}
