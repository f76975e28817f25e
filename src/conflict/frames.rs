//! Numbers and dates whose question is a frame of words.
//!
//! Unit and base are equal (they are the key), places and actors do not contradict each other; how many words must be shared depends on how far apart the
//! claims are: half between two documents on one affair, all within one document, where like stands beside like.

mod kind;
mod narrowed;
mod needed;
mod toll;

use kind::{Kind, counts_alike, is_alone, is_fixed, is_like_amount, is_pinned, kind, other_money, other_unit};
use narrowed::{Strictness, narrowed};
use needed::{Apart, Pair, is_of_one_spot, is_sole_count, needed};
use toll::{cumulative, grown, is_fresh, is_part, is_settled, is_toll};

use chrono::Datelike;

use super::around::Around;
use super::{Compared, Difference, Reason, Verdict, gates, likes, narrow};
use crate::align::Placed;
use crate::claim::{FREQUENCY, Frame, LENGTH, Modality, STATISTIC, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::{How, Links};
use crate::quantity::{Bounds, Quantity};
use crate::rule::RuleSet;
use crate::time::{Anchor, Expression};

/// Two quantities that answer one question.
pub(super) fn quantities(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &Quantity,
    y: &Quantity,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let opposite = x.change.is_some() && y.change.is_some() && x.change != y.change;
    let money = other_money(rules, x, y);
    let unit = money || other_unit(a.claim, b.claim);
    if !(unit || x.comparable(y) || counts_alike(rules, links, [a, b], [x, y]))
        || !unit && x.per != y.per
        || opposite
        || x.ordinal != y.ordinal
    {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    if a.document == b.document && a.claim.span.overlaps(b.claim.span) {
        return Err(Verdict::Unrelated(Gate::Scope)); // One sentence goes from the one to the other.
    }
    let told_apart = unit && is_alone(links, b, x) && is_alone(links, a, y);
    let agree = x.agree(y) && !told_apart && !limits_swapped(links, a, b, x, y) && !other_range([a, b], [x, y]);
    let kind = measure(links, a, b, agree, || kind(links, [a, b], [x, y], (agree, money)), compared)?;
    match kind {
        Kind::Slip { alone: true } | Kind::Unit | Kind::Money | Kind::Swapped => {
            gates::one_commitment(links, a, b, compared)?
        }
        _ => gates::commitment(links, a, b, compared)?,
    }
    gates::asserted(a, b)?;
    if kind == Kind::Unit && [a, b].iter().any(|placed| stays(rules, links, placed)) {
        compared.passed(Gate::Time, PassedBy::Inference, "it stays as it is");
    } else {
        when(links, a, b, kind, compared)?;
    }
    // "Up to four" bears out any lower toll, and none.
    if is_toll(a) && agree && !(x.extent.is_bounded() && y.extent.is_bounded()) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    // What stands around two claims is read last: it costs more than all the rest.
    let strictness = strictness(links, [a, b], [x, y], kind).filter(|_| !agree);
    if strictness.is_some_and(|strictness| narrowed(rules, links, [a, b], strictness)) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    Ok(if agree { Verdict::Agree } else { Verdict::Conflict(Difference::Value) })
}

/// How strictly two statistics that differ are held to the words around them; `None` where their digits leave no doubt, or they are tolls or populations.
fn strictness(links: &Links<'_>, [a, b]: [&Placed<'_>; 2], [x, y]: [&Quantity; 2], kind: Kind) -> Option<Strictness> {
    if a.claim.predicate != STATISTIC || is_toll(a) || is_population(a) {
        return None;
    }
    let apart = matches!(Apart::of(links, a, b), Apart::Together | Apart::Affair);
    let granted = is_fixed(a) && is_fixed(b) && (a.claim.presupposed || b.claim.presupposed);
    let dated = a.valid.own && b.valid.own && a.valid.days == b.valid.days;
    let of_one = |p: &Placed<'_>| p.claim.frame.as_ref().is_some_and(|frame| frame.base.is_some());
    match kind {
        Kind::Slip { .. } if granted && !x.is_like(y) => Some(Strictness::Whose),
        Kind::Slip { .. } if x.unit.is_none() && y.unit.is_none() && x.measured != y.measured => {
            Some(Strictness::Behind)
        }
        Kind::Slip { .. } if of_one(a) != of_one(b) && is_like_amount(a, b) => Some(Strictness::Exchanged),
        // A share of a ballot may be one of those who were asked.
        Kind::Swapped | Kind::Slip { .. } if x.is_share() && x.of.is_some() != y.of.is_some() => {
            Some(Strictness::Named)
        }
        Kind::Money => Some(if dated { Strictness::Whose } else { Strictness::Exchanged }),
        Kind::Alone if apart && is_pinned(links, a, b) => None,
        Kind::Alone if apart && frames(a, b).is_some_and(|frames| is_sole_count(links, [a, b], frames)) => {
            Some(Strictness::Exchanged)
        }
        _ if kind.is_plain() && apart => Some(Strictness::All),
        _ => None,
    }
}

/// The frames of two claims.
fn frames<'c>(a: &'c Placed<'_>, b: &'c Placed<'_>) -> Option<[&'c Frame; 2]> {
    Some([a.claim.frame.as_ref()?, b.claim.frame.as_ref()?])
}

/// Whether a claim tells what a thing has or holds, which is of no day: "the silo, which holds 900 tonnes".
fn stays(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let told = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    told.inside.iter().any(|word| rules.extractor.tables.narrowing.standing.contains(word))
}

/// Whether a claim tells how many live in a place, in words of its own.
fn is_population(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(Frame::is_population)
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

/// The head of what is told of a foundation.
const FOUNDED: &str = "found";

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
    // What an amount is of may be told in other words, or be left out; a share is of something.
    let bare = other_unit(a.claim, b.claim) || x.base.is_some() != y.base.is_some() && is_like_amount(a, b);
    let bared = bare.then(|| [x.without_base(), y.without_base()]);
    let [x, y] = bared.as_ref().map_or([x, y], |[x, y]| [x, y]);
    let Some(likeness) = x.loosely(y) else { return Err(Verdict::Unrelated(Gate::Measure)) };
    let likeness = if matches!(a.claim.value, Value::Time(_)) { x.with_nouns_of_names(y, likeness) } else { likeness };
    let limited = !x.rest.is_empty() || !y.rest.is_empty();
    if !agree && x.toll && y.toll && (limited || is_part(links, a, b)) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    let dated = a.valid.own && b.valid.own && a.valid.days == b.valid.days;
    let event = matches!(a.claim.value, Value::Time(_));
    let apart = Apart::of(links, a, b);
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
    let weak = kind.is_plain() && matches!(apart, Apart::Together | Apart::Affair);
    if !agree && !event && weak && (x.exchanges_one_word(y) || is_of_one_spot([a, b], [x, y])) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    let pair = Pair { links, placed: [a, b], frames: [x, y], likeness, apart, kind, event };
    let needed = pair.needed(needed(apart, event, dated, agree, x, y));
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

/// Days after which what happened is no news any more.
const NEWS: i64 = 7;

/// Within how many days of each other documents are taken to tell of one strike, one closure, one sentence.
const RECURS: i64 = 31;

/// Within how many days of each other documents are taken to tell of one habit, or of one order.
pub(super) const STANDS: i64 = 731;

/// Within how many days of each other documents give one figure, if the two differ as by a slip of the hand.
const SLIP_DAYS: i64 = 92;

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
    if is_population(a) && is_population(b) && !(a.valid.own || b.valid.own) {
        return lived(links, a, b, compared);
    }
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
        // As many dead are told of one hour.
        if first.is_none() && a.document != b.document && is_toll(a) && is_pinned(links, a, b) {
            compared.passed(Gate::Time, PassedBy::Inference, "beside as many dead");
            return Ok(());
        }
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
        Kind::Unit | Kind::Money | Kind::Swapped => links.topics.grouping().together,
        _ => false,
    };
    if date(a).disjoint(&date(b)) && !(a.valid.own || b.valid.own || over || slip) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "one side names no time");
    Ok(())
}

/// Days within which a place keeps its inhabitants, as far as round figures tell.
const LIVED: i64 = 366;

/// How many live somewhere holds for a year; documents on one affair without a date are of one time.
fn lived(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let apart = match date(a).is_bounded() && date(b).is_bounded() {
        true => !links.within(a.document, b.document, LIVED),
        false => date(a).disjoint(&date(b)),
    };
    if apart {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "told within a year");
    Ok(())
}

/// Whether something is told as done: how long it took is the same on every later day.
fn is_over(placed: &Placed<'_>) -> bool {
    matches!(placed.claim.context.tense, Tense::Past | Tense::Unknown)
}
