//! Whether two statistics are of one time.

use super::super::{Compared, Reason, Verdict};
use super::is_population;
use super::kind::Kind;
use super::kind::is_pinned;
use super::penalty::is_penalty;
use super::toll::{cumulative, grown, is_fresh, is_settled, is_toll};
use crate::align::Placed;
use crate::claim::{FREQUENCY, LENGTH, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::link::{How, Links};
use crate::quantity::Quantity;
use crate::rule::RuleSet;

/// Within how many days of each other documents are taken to tell of one strike, one closure, one sentence.
pub(in crate::conflict) const RECURS: i64 = 31;

/// Within how many days of each other documents are taken to tell of one habit, or of one order.
pub(in crate::conflict) const STANDS: i64 = 731;

/// Within how many days of each other documents give one figure, if the two differ as by a slip of the hand.
const SLIP_DAYS: i64 = 92;

/// Whether two statistics are of one time.
pub(super) fn when(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    kind: Kind,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let both_own = a.valid.own && b.valid.own;
    if both_own {
        if a.valid.days != b.valid.days {
            return Err(Verdict::Unrelated(Gate::Time));
        }
        // The dead of one day are counted all day, and on the days after.
        let counted = cumulative(a) || cumulative(b);
        let fresh = a.document != b.document && (is_fresh(links, a) || is_fresh(links, b));
        if counted && fresh && !of_one_hour(links, a, b) {
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
    if is_population(a) && is_population(b) {
        // "31,000 people in 1950" is of another time than the document.
        if a.valid.own || b.valid.own {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
        return lived(rules, links, a, b, compared);
    }
    // What is alike and undated may tell of this year's affair and of last year's.
    let grouping = links.topics.grouping();
    let undated = !(date(a).is_bounded() && date(b).is_bounded());
    if undated && !grouping.together && !grouping.side_by_side {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if (cumulative(a) || cumulative(b)) && !is_settled(links, a, b) {
        return growing(links, a, b, compared);
    }
    let within = |days: i64| links.within(a.document, b.document, days);
    let beside = links.topics.grouping().side_by_side;
    // Somebody is sentenced once, unless the words tell of an appeal.
    let penalty = is_penalty(a) && is_penalty(b);
    if a.claim.predicate == LENGTH && !beside && !penalty && !within(RECURS) {
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
    if date(a).disjoint(&date(b)) && !(a.valid.own || b.valid.own || over || slip || penalty) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "one side names no time");
    Ok(())
}

/// Whether two tolls are told of one hour: documents of one day tell them beside as many dead.
fn of_one_hour(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    a.document != b.document && is_toll(a) && !date(a).disjoint(&date(b)) && is_pinned(links, a, b)
}

/// Whether two counts that grow as they are reported can be told apart by when they were.
fn growing(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) -> Result<(), Verdict> {
    if of_one_hour(links, a, b) {
        compared.passed(Gate::Time, PassedBy::Inference, "beside as many dead");
        return Ok(());
    }
    let (x, y) = (links.documents[a.document].date.extent, links.documents[b.document].date.extent);
    let first = match (x.before(&y), y.before(&x)) {
        (Some(true), _) => Some(true),
        (_, Some(true)) => Some(false),
        _ => None, // One day, or who knows.
    };
    grown(first, x.is_bounded() || y.is_bounded(), a, b, compared)
}

/// Days within which a place keeps its inhabitants, as far as round figures tell.
const LIVED: i64 = 366;
/// The same of a camp of those who fled.
const SHELTERED: i64 = 31;

/// How many live somewhere holds for a year, in a camp for weeks; documents on one affair without a date are of one time.
fn lived(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let [fled, others] = [a, b].map(|p| are_uprooted(rules, links, p));
    // "Kelm, a town of 24,000 people", "Kelm is a camp of 9,000 refugees".
    if fled != others {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    let apart = match date(a).is_bounded() && date(b).is_bounded() {
        true => !links.within(a.document, b.document, if fled { SHELTERED } else { LIVED }),
        false => date(a).disjoint(&date(b)),
    };
    if apart {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "told within a year");
    Ok(())
}

/// Whether a count of those who live somewhere is of some who fled from elsewhere.
fn are_uprooted(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let Value::Quantity(Quantity { noun: Some(noun), .. }) = &placed.claim.value else { return false };
    let words = links.documents[placed.document].document.source.words(*noun).to_lowercase();
    let tables = &rules.extractor.tables.frames;
    words.split_whitespace().any(|word| tables.is_uprooted(word.strip_suffix('s').unwrap_or(word)))
}

/// Whether something is told as done: how long it took is the same on every later day.
fn is_over(placed: &Placed<'_>) -> bool {
    matches!(placed.claim.context.tense, Tense::Past | Tense::Unknown)
}
