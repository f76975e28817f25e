//! How much two frames must have in common.

use super::kind::{Kind, is_certain, is_fixed, is_like, is_pinned, is_sole_of_name, is_unround};
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
    fn lowered(&self) -> Self {
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
        let Self { links, placed: [a, b], frames: [x, y], apart, kind, .. } = *self;
        match (self.swapped(), self.slipped(&needed), self.pinned()) {
            (Some(enough), ..) | (None, Some(enough), _) | (None, None, Some(enough)) => enough,
            _ if kind == Kind::Both => Needed { of_fewer: needed.of_fewer.max(BOTH), ..needed },
            // Two texts on one affair, each of which tells one figure of that name: it is the same.
            _ if kind == Kind::Alone
                && apart == Apart::Beside
                && x.tells_of_head(y)
                && [a, b].iter().all(|p| is_sole_of_name(links, p)) =>
            {
                Needed { shared: 1, of_fewer: 0, of_all: 0 }
            }
            _ if kind == Kind::Alone && apart == Apart::Beside && x.tells_of_head(y) => Needed { shared: 1, ..needed },
            _ => needed,
        }
    }

    /// What two figures with the same digits must share: in two moneys, in another order, with one changed.
    fn swapped(&self) -> Option<Needed> {
        let Self { placed: [a, b], frames: [x, y], likeness, apart, kind, event, .. } = *self;
        let alone = kind == (Kind::Slip { alone: true }) && apart == Apart::Together;
        let granted = a.claim.presupposed || b.claim.presupposed;
        let turnout = x.is_turnout() || y.is_turnout();
        Some(match kind {
            // One day named on both sides makes up for words.
            Kind::Money => {
                let dated = a.valid.own && b.valid.own && a.valid.days == b.valid.days;
                let named = x.bearers_shared(y) > 0 && matches!(apart, Apart::Together | Apart::Beside);
                let (shared, of_all) = if dated && named { (1, 10) } else { (2, 20) };
                Needed { shared, of_fewer: 34, of_all }
            }
            // "8,200 residents were evacuated", "evacuated: 2,800"
            Kind::Swapped
                if apart == Apart::Together
                    && x.head == y.head
                    && (x.cumulative && y.cumulative || turnout && a.valid.own == b.valid.own)
                    && likeness.fewer == likeness.shared =>
            {
                Needed { shared: 1, of_fewer: 100, of_all: 0 }
            }
            Kind::Swapped if apart == Apart::Together => {
                Needed { shared: 2, of_fewer: if x.shares_name(y) { 50 } else { 75 }, of_all: 25 }
            }
            // What a thing has in a fixed number, told with a digit changed, is that of one thing.
            _ if alone && is_fixed(a) && is_fixed(b) => {
                let bare = is_like(a, b) || granted && likeness.fewer <= BARE;
                Needed { shared: 1, of_fewer: 0, of_all: if bare { 0 } else { FIXED } }
            }
            // Swapped digits of an unround figure are hardly ever those of another measure that shares a word, whatever its head is.
            _ if alone
                && !event
                && x.bearers_shared(y) > 0
                && (is_unround(a, b) || is_certain(a, b) || likeness.shared > 1) =>
            {
                Needed { shared: 1, of_fewer: 20, of_all: 0 }
            }
            _ => return None,
        })
    }

    /// What two values must share that differ as by a slip of the hand, beneath what others need.
    fn slipped(&self, needed: &Needed) -> Option<Needed> {
        let Self { frames: [x, y], likeness, apart, kind, event, .. } = *self;
        let named = x.tells_of_head(y) && (x.aspects.is_empty() || x.bearers_shared(y) > 0);
        if matches!(kind, Kind::Slip { .. }) && apart != Apart::Same && named {
            // A verb alone tells of many events, unless one side tells no more.
            let shared = if event && likeness.fewer > 1 { 2 } else { 1 };
            return Some(Needed { shared, ..needed.lowered() });
        }
        // What may happen again hardly happens again, to the same things, on a day that is a slip of the other.
        let again = event
            && kind == (Kind::Slip { alone: true })
            && apart == Apart::Together
            && x.head == y.head
            && x.parties.may_be_one(&y.parties);
        again.then_some(Needed { shared: 2, of_fewer: 50, of_all: 20 })
    }

    /// What two counts must share of which each document tells but one, and something else tells that it is of one thing.
    fn pinned(&self) -> Option<Needed> {
        let Self { links, placed: [a, b], frames: [x, y], apart, kind, .. } = *self;
        if kind != Kind::Alone {
            return None;
        }
        // "Nine were hurt" and "eight people were injured" have no word in common; where each document tells but one such figure, it tells of its affair.
        if is_toll(a) && is_toll(b) && apart == Apart::Together && is_firm(links, a, b) {
            return Some(match is_settled(links, a, b) {
                true => Needed { shared: 1, of_fewer: 0, of_all: 0 },
                false => Needed { shared: 3, of_fewer: 67, of_all: 0 },
            });
        }
        // What stands beside the same figure on both sides is told of one thing.
        let pinned = x.head == y.head && is_pinned(links, a, b);
        pinned.then_some(Needed { shared: 1, of_fewer: 0, of_all: 0 })
    }
}
