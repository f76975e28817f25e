//! Numbers and dates whose question is a frame of words.
//!
//! Unit and base are equal (they are the key), places and actors do not contradict each other; how many words must be shared depends on how far apart the
//! claims are: half between two documents on one affair, all within one document, where like stands beside like.

mod events;
mod kind;
mod movement;
mod narrowed;
mod needed;
mod penalty;
mod sessions;
mod sole;
mod toll;
mod when;

pub(super) use events::{days, same_day, times};
pub(super) use movement::movement;
pub(super) use narrowed::forms_of_one;
pub(super) use sole::is_of_one_time;
pub(super) use when::{RECURS, STANDS};

use kind::{
    Kind, counts_alike, is_alone, is_beneath_another, is_fixed, is_like_amount, is_pinned, kind, other_money,
    other_unit,
};
use narrowed::{Strictness, narrowed};
use needed::{Apart, Pair, is_of_one_spot, needed};
use penalty::{is_penalty, other_crime};
use sole::is_sole;
use toll::{is_part, is_toll};
use when::when;

use super::around::Around;
use super::{Compared, Difference, Reason, Verdict, gates, scope};
use crate::align::Placed;
use crate::claim::{Frame, LENGTH, Modality, STATISTIC, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::link::Links;
use crate::quantity::{Bounds, Quantity};
use crate::rule::RuleSet;

/// Two quantities that answer one question: by the words that they share, or as the only ones of their kind.
pub(super) fn quantities(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &Quantity,
    y: &Quantity,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if sessions::are_two(rules, links, a, b) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let mut by_words = compared.clone();
    let verdict = worded_alike(rules, links, a, b, x, y, &mut by_words);
    let open = matches!(
        verdict,
        Err(Verdict::Undecided(_) | Verdict::Unrelated(Gate::Factuality | Gate::Time | Gate::Measure))
    );
    if open && is_sole(rules, links, [a, b], [x, y]) {
        gates::voices(links, a, b, compared)?;
        gates::asserted(a, b)?;
        compared.passed(Gate::Measure, PassedBy::Inference, "the one figure of its kind on either side");
        compared.passed(Gate::Time, PassedBy::Inference, "told of one time");
        return Ok(Verdict::Conflict(Difference::Value));
    }
    *compared = by_words;
    verdict
}

/// Two quantities that share enough words to answer one question.
fn worded_alike(
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
    // "285,000" people are 285,601.
    if is_population(a) && is_population(b) && nearly_as_many(x, y) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    if is_penalty(a) && is_penalty(b) && other_crime(a, b) {
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
        when(rules, links, a, b, kind, compared)?;
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
    if !agree && !kind.is_slip() && is_limited_otherwise(rules, links, [a, b]) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    Ok(if agree { Verdict::Agree } else { Verdict::Conflict(Difference::Value) })
}

/// Whether two figures of documents that the user put together are limited by other words.
fn is_limited_otherwise(rules: &RuleSet, links: &Links<'_>, placed: [&Placed<'_>; 2]) -> bool {
    let [a, b] = placed;
    let frame =
        matches!(a.claim.predicate.as_str(), STATISTIC | LENGTH) && !is_toll(a) && !is_population(a) && !is_penalty(a);
    let together = links.topics.grouping().together && !links.topics.grouping().side_by_side;
    frame
        && together
        && a.document != b.document
        && scope::sets_apart(rules, links, placed.map(|p| (p.document, p.claim.span)))
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
        _ if kind.is_plain() && apart => Some(Strictness::All),
        _ => None,
    }
}

/// Whether a claim tells what a thing has or holds, which is of no day: "the silo, which holds 900 tonnes".
fn stays(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let told = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    told.inside.iter().any(|word| rules.extractor.tables.narrowing.standing.contains(word))
}

/// By how much of a hundred two numbers of inhabitants may differ: they are rounded, cut off and taken from one register or another.
const NEARLY: f64 = 1.0;

/// Whether two numbers of inhabitants differ by no more than that.
fn nearly_as_many(x: &Quantity, y: &Quantity) -> bool {
    let Some((a, b)) = x.value().zip(y.value()) else { return false };
    a != b && 100.0 * (a - b).abs() <= NEARLY * a.max(b)
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

/// Whether one of two tolls is only that of one spot, or of all of some time.
fn is_limited(frames: [&Frame; 2]) -> bool {
    frames.iter().any(|frame| !frame.rest.is_empty())
}

/// Whether words tell that two figures are of two things: one is in the other's place ("offers members a discount of 25 %", "offers students a discount of 40 %"), or the
/// lesser is that of one spot.
fn are_two(placed: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    x.exchanges_one_word(y) || is_of_one_spot(placed, [x, y])
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
    if !agree && x.toll && y.toll && (is_limited([x, y]) || is_part(links, a, b)) {
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
    let weak = !agree && !event && kind.is_plain() && matches!(apart, Apart::Together | Apart::Affair);
    if weak && (are_two([a, b], [x, y]) || is_beneath_another(links, a, b)) {
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
