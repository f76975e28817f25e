//! How much two frames must have in common.

use super::kind::{Kind, is_certain, is_fixed, is_like, is_pinned, is_sole_of_name, is_unround, sole_count};
use super::toll::{is_firm, is_settled, is_toll};
use crate::align::Placed;
use crate::claim::{Frame, Likeness, Value};
use crate::link::Links;
use crate::quantity::Quantity;

/// How far apart two claims stand.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Apart {
    /// In one document.
    Same,
    /// In two texts laid side by side.
    Beside,
    /// In documents that the user put together.
    Together,
    /// In documents that share names and a time.
    Affair,
}

impl Apart {
    /// How far apart two claims stand.
    pub(super) fn of(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> Self {
        match links.topics.grouping() {
            _ if a.document == b.document => Self::Same,
            grouping if grouping.side_by_side => Self::Beside,
            grouping if grouping.together => Self::Together,
            _ => Self::Affair,
        }
    }
}

/// What two frames must have in common: a number of words, and shares in per cent of the shorter one and of both together.
pub(super) struct Needed {
    pub(super) shared: usize,
    pub(super) of_fewer: usize,
    pub(super) of_all: usize,
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
pub(super) fn needed(apart: Apart, event: bool, dated: bool, agree: bool, x: &Frame, y: &Frame) -> Needed {
    let general = usize::from(x.general || y.general);
    match apart {
        // A place has one number of inhabitants.
        _ if x.is_population() && y.is_population() && x.shares_name(y) => {
            Needed { shared: 2, of_fewer: 67, of_all: 33 }
        }
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

/// What two figures must share of the shorter one's words if one of the documents tells both values, in per cent.
pub(super) const BOTH: usize = 80;

/// The most of a whole that a part is taken to be; what is nearer is the same, told otherwise.
pub(super) const PART: f64 = 0.9;

/// The values of two figures, the lesser first.
pub(super) fn less_value(p: &Quantity, q: &Quantity) -> Option<(f64, f64)> {
    let (x, y) = p.value().zip(q.value())?;
    Some((x.min(y), x.max(y)))
}

/// Whether the lesser of two figures is told of a place or body, and the greater of none: "1,200 jobs", "450 jobs at its Solcombe yard".
pub(super) fn is_of_one_spot([a, b]: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let (Value::Quantity(p), Value::Quantity(q)) = (&a.claim.value, &b.claim.value) else { return false };
    let (less, more) = if p.before(q) == Some(true) { (x, y) } else { (y, x) };
    let part = less_value(p, q).is_some_and(|(least, most)| least <= most * PART);
    let more_named = |less: &[String], more: &[String]| more.is_empty() && !less.is_empty();
    part && !p.is_share() && (more_named(&less.places, &more.places) || more_named(&less.actors, &more.actors))
}

/// Whether two claims count things of one name, and neither document tells another number of them.
pub(super) fn is_sole_count(links: &Links<'_>, placed: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let counts = |p: &Placed<'_>| matches!(&p.claim.value, Value::Quantity(count) if count.unit.is_none() && count.measured.is_some());
    let named = x.head == y.head && !(x.general || y.general || x.cumulative || y.cumulative);
    named && placed.iter().all(|p| counts(p) && sole_count(links, p))
}

/// Words and names of a frame that tells no more than that something has so and so many of a kind: "closes with 27 recommendations".
const BARE: usize = 2;

/// What two counts of what a thing has in a fixed number must share of all their words, in per cent.
const FIXED: usize = 30;

/// Two claims of one head, and how their values stand to each other.
pub(super) struct Pair<'l, 'p> {
    pub(super) links: &'l Links<'l>,
    pub(super) placed: [&'p Placed<'p>; 2],
    pub(super) frames: [&'p Frame; 2],
    pub(super) likeness: Likeness,
    pub(super) apart: Apart,
    pub(super) kind: Kind,
    /// Whether they are dates of what happened.
    pub(super) event: bool,
}

impl Pair<'_, '_> {
    /// What two frames must have in common, given how their values stand to each other.
    pub(super) fn needed(&self, needed: Needed) -> Needed {
        let Self { links, placed: [a, b], frames: [x, y], likeness, apart, kind, event } = *self;
        let granted = a.claim.presupposed || b.claim.presupposed;
        match needed {
            // One day named on both sides makes up for words.
            _ if kind == Kind::Money => {
                let dated = a.valid.own && b.valid.own && a.valid.days == b.valid.days;
                let named = x.bearers_shared(y) > 0 && matches!(apart, Apart::Together | Apart::Beside);
                let (shared, of_all) = if dated && named { (1, 10) } else { (2, 20) };
                Needed { shared, of_fewer: 34, of_all }
            }
            _ if kind == Kind::Swapped && apart == Apart::Together => {
                Needed { shared: 2, of_fewer: if x.shares_name(y) { 50 } else { 75 }, of_all: 25 }
            }
            // What a thing has in a fixed number, told with a digit changed, is that of one thing.
            _ if kind == (Kind::Slip { alone: true }) && apart == Apart::Together && is_fixed(a) && is_fixed(b) => {
                Needed {
                    shared: 1,
                    of_fewer: 0,
                    of_all: if is_like(a, b) || granted && likeness.fewer <= BARE { 0 } else { FIXED },
                }
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
            // What may happen again hardly happens again, to the same things, on a day that is a slip of the other.
            _ if event
                && kind == (Kind::Slip { alone: true })
                && apart == Apart::Together
                && x.head == y.head
                && x.parties.may_be_one(&y.parties) =>
            {
                Needed { shared: 2, of_fewer: 50, of_all: 20 }
            }
            // "Nine were hurt" and "eight people were injured" have no word in common; where each document tells but one such figure, it tells of its affair.
            _ if is_toll(a)
                && is_toll(b)
                && apart == Apart::Together
                && kind == Kind::Alone
                && is_firm(links, a, b) =>
            {
                match is_settled(links, a, b) {
                    true => Needed { shared: 1, of_fewer: 0, of_all: 0 },
                    false => Needed { shared: 3, of_fewer: 67, of_all: 0 },
                }
            }
            needed if kind == Kind::Both => Needed { of_fewer: needed.of_fewer.max(BOTH), ..needed },
            // What stands beside the same figure on both sides is told of one thing.
            _ if kind == Kind::Alone && x.head == y.head && is_pinned(links, a, b) => {
                Needed { shared: 1, of_fewer: 0, of_all: 0 }
            }
            // Each of two documents counts such things but once.
            _ if kind == Kind::Alone && apart != Apart::Beside && is_sole_count(links, [a, b], [x, y]) => {
                Needed { shared: 2, of_fewer: 100, of_all: 0 }
            }
            // Two texts on one affair, each of which tells one figure of that name: it is the same.
            _ if kind == Kind::Alone
                && apart == Apart::Beside
                && x.tells_of_head(y)
                && [a, b].iter().all(|p| is_sole_of_name(links, p)) =>
            {
                Needed { shared: 1, of_fewer: 0, of_all: 0 }
            }
            needed if kind == Kind::Alone && apart == Apart::Beside && x.tells_of_head(y) => {
                Needed { shared: 1, ..needed }
            }
            needed => needed,
        }
    }
}
