//! How the values of two statistics stand to each other.

use std::collections::BTreeSet;

use super::super::around::{Around, part, words_of};
use crate::align::Placed;
use crate::claim::{Claim, STATISTIC, Value};
use crate::link::Links;
use crate::quantity::Quantity;
use crate::rule::RuleSet;
use crate::source::Span;

/// How two values stand to each other.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// They differ.
    Plain,
    /// They differ as by a slip of the hand; whether each document tells only its own.
    Slip { alone: bool },
    /// They have the same digits, no round ones, and another unit of the same kind; each document tells only its own.
    Unit,
    /// They have the same digits and the names of two moneys; each document tells only its own.
    Money,
    /// They are shares, or count things of one name, with two digits swapped; each document tells only its own, and no other number of such things.
    Swapped,
    /// Each document tells only its own.
    Alone,
    /// One document tells both.
    Both,
    /// One document tells both of what goes by one name.
    Settled,
}

impl Kind {
    /// Whether nothing but their words tells that two values answer one question.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Plain | Self::Alone | Self::Both)
    }

    /// Whether their digits or units tell as well that one took the place of the other.
    pub(super) fn is_slip(self) -> bool {
        matches!(self, Self::Slip { .. } | Self::Unit | Self::Money | Self::Swapped)
    }
}

/// How two figures stand to each other; those that agree, and other things than statistics, only tell whether they differ as by a slip.
pub(super) fn kind(
    links: &Links<'_>,
    [a, b]: [&Placed<'_>; 2],
    [x, y]: [&Quantity; 2],
    (agree, money): (bool, bool),
) -> Kind {
    if money {
        let alone = a.document != b.document && is_alone(links, b, x) && is_alone(links, a, y);
        return if alone { Kind::Money } else { Kind::Settled };
    }
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

/// Whether the document of the other side tells the value of a figure nowhere: else the two may well be two measures, of which it tells both.
pub(super) fn is_alone(links: &Links<'_>, other: &Placed<'_>, figure: &Quantity) -> bool {
    let told = &links.documents[other.document].document.claims.mentions.quantities;
    !told.iter().any(|told| figure.comparable(told) && figure.agree(told))
}

/// Whether the document of one side tells the figure of the other of what goes by the same name.
pub(super) fn is_told(links: &Links<'_>, side: &Placed<'_>, other: &Placed<'_>, figure: &Quantity) -> bool {
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

/// Whether the document of one side tells a range of the same unit with the same ends.
pub(super) fn is_range_told(links: &Links<'_>, side: &Placed<'_>, range: &Quantity) -> bool {
    let told = &links.documents[side.document].document.claims.mentions.quantities;
    told.iter().any(|told| told.range.is_some() && told.unit == range.unit && told.range == range.range)
}

/// Bytes behind a claim within which a second figure of the same is told.
pub(super) const BESIDE: u32 = 40;

/// Whether the document of one side tells the figure of the other right beside its own: "1,150 workers, or 1,400 with contractors".
pub(super) fn is_told_beside(links: &Links<'_>, side: &Placed<'_>, figure: &Quantity) -> bool {
    let told = &links.documents[side.document].document.claims.mentions.quantities;
    let first = told.partition_point(|told| told.span.start < side.claim.span.start);
    let near = told[first..].iter().take_while(|told| told.span.start < side.claim.span.end + BESIDE);
    let same = |told: &&Quantity| {
        let counted = told.measured.is_none() || told.measured == figure.measured;
        counted && told.unit == figure.unit && told.value().is_some() && told.value() == figure.value()
    };
    near.into_iter().any(|told| same(&told))
}

/// Whether two sums have the same digits and are told in two moneys.
pub(super) fn other_money(rules: &RuleSet, x: &Quantity, y: &Quantity) -> bool {
    let quantities = &rules.extractor.mentions.quantities;
    let money = |q: &Quantity| q.unit.as_deref().is_some_and(|unit| quantities.is_money(unit));
    x.may_be_other_money_of(y) && money(x) && money(y)
}

/// Whether two claims tell the same digits in units of one kind.
pub(super) fn other_unit(a: &Claim, b: &Claim) -> bool {
    matches!((&a.value, &b.value), (Value::Quantity(x), Value::Quantity(y)) if x.may_be_other_unit_of(y))
}

/// Whether two figures have the same digits in another unit, or with another word for their magnitude.
pub(super) fn is_certain(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (Value::Quantity(x), Value::Quantity(y)) = (&a.claim.value, &b.claim.value) else { return false };
    x.may_be_other_unit_of(y) && x.is_of_other_system(y) || x.is_thousandfold(y)
}

/// Whether two figures have the same digits, two of them swapped or the point moved.
pub(super) fn is_like(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    matches!((&a.claim.value, &b.claim.value), (Value::Quantity(x), Value::Quantity(y)) if x.is_like(y))
}

/// Whether two counts of what goes by two words of one meaning ("adults", "patients") differ as by a slip of the hand, and each document tells its own alone.
pub(super) fn counts_alike(
    rules: &RuleSet,
    links: &Links<'_>,
    [a, b]: [&Placed<'_>; 2],
    [x, y]: [&Quantity; 2],
) -> bool {
    let tables = &rules.extractor.tables.frames;
    let (Some(p), Some(q)) = (&x.measured, &y.measured) else { return false };
    let bare = x.unit.is_none() && y.unit.is_none() && x.ordinal == y.ordinal;
    let alone = |other: &Placed<'_>, figure: &Quantity| {
        let told = &links.documents[other.document].document.claims.mentions.quantities;
        !told.iter().any(|told| told.unit.is_none() && told.value() == figure.value())
    };
    bare && tables.counted(p) == tables.counted(q) && x.may_be_slip_of(y) && alone(b, x) && alone(a, y)
}

/// Whether two amounts have the same digits, two of them swapped or the point moved.
pub(super) fn is_like_amount(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let amount = |p: &Placed<'_>| matches!(&p.claim.value, Value::Quantity(x) if x.scale.is_some() && !x.is_share());
    amount(a) && amount(b) && is_like(a, b)
}

/// Whether two figures have three digits or more that tell something.
pub(super) fn is_unround(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    matches!((&a.claim.value, &b.claim.value), (Value::Quantity(x), Value::Quantity(y)) if x.is_unround() && y.is_unround())
}

/// Whether a claim counts what a thing has in a fixed number.
pub(super) fn is_fixed(placed: &Placed<'_>) -> bool {
    placed.claim.frame.as_ref().is_some_and(|frame| frame.fixed)
}

/// Whether a document tells no other number of what a claim of it counts.
pub(super) fn sole_count(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let Value::Quantity(own) = &placed.claim.value else { return false };
    let told = &links.documents[placed.document].document.claims.mentions.quantities;
    told.iter().all(|told| told.measured != own.measured || told.agree(own))
}

/// Bytes between a figure and the one that it stands beside.
const ADJOINING: u32 = 12;

/// The same of the hurt, who stand behind the dead: "killing 12 and injuring another 30".
const BESIDE_DEAD: u32 = 30;

/// Whether the figures of two claims stand right behind another figure that is the same in both: "62,000 homes in 21 parishes", "62,000 homes in 26 parishes". The
/// hurt stand behind as many dead, whatever is between.
pub(super) fn is_pinned(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let same =
        pins(links, a, b).is_some_and(|(p, q)| p.value().is_some_and(|value| value > FEW) && p.value() == q.value());
    same && of_one_week(links, [a, b]) && (!named_apart(links, a, b) || is_of_one_year(links, a, b))
}

/// Days between the time that one claim tells and the date of a document that tells none, within which both tell of one thing.
const WEEK: i64 = 7;

/// Whether two claims may be of one time; the news of Sunday is told on Monday as well.
fn of_one_week(links: &Links<'_>, [a, b]: [&Placed<'_>; 2]) -> bool {
    let near = || {
        let both = a.valid.days.hull(&b.valid.days);
        both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= WEEK)
    };
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let told = [a, b].iter().filter(|placed| placed.valid.own).count();
    !a.valid.days.disjoint(&b.valid.days) || told == 1 && !date(a).disjoint(&date(b)) && near()
}

/// Whether the sentences of two claims both name something, and nothing that both name: "a crash in Osk", "a fire in Solcombe".
fn named_apart(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let [x, y] = [a, b].map(|placed| names(links, placed));
    part(&x, &y)
}

/// The names in the sentence of a claim.
fn names(links: &Links<'_>, placed: &Placed<'_>) -> BTreeSet<String> {
    let names = Around::of(&links.documents[placed.document].document.source, placed.claim.span).names();
    let bare = |name: String| name.trim_end_matches("'s").trim_end_matches("’s").to_owned();
    names.into_iter().map(bare).collect()
}

/// The least of a count that hardly stands twice beside the same noun: "48,000 homes in 17 parishes".
const MANY: f64 = 100.0;

/// Whether two claims tell one time of their own, beside so many that it is hardly of two events, and one of the documents speaks of what the sentence of the other names.
fn is_of_one_year(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let many = pin(links, a).is_some_and(|(pin, _)| pin.value().is_some_and(|value| value >= MANY));
    let told = |own: &Placed<'_>, other: &Placed<'_>| {
        let words = words_of(&links.documents[other.document].document.source);
        names(links, own).iter().any(|name| words.iter().any(|word| word.to_lowercase() == *name))
    };
    let dated = a.valid.own && b.valid.own && a.valid.days == b.valid.days;
    many && dated && (told(a, b) || told(b, a))
}

/// Whether they stand right behind figures that differ: "62,000 homes in 21 parishes", "900 homes in 26 parishes" tell of two things.
pub(super) fn is_beneath_another(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let toll = a.claim.frame.as_ref().is_some_and(|frame| frame.toll);
    !toll && pins(links, a, b).is_some_and(|(p, q)| !p.agree(q))
}

/// The figures of one kind right behind which those of two claims stand, with the same words between.
fn pins<'l>(links: &'l Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> Option<(&'l Quantity, &'l Quantity)> {
    let ((p, between), (q, other)) = (pin(links, a)?, pin(links, b)?);
    (between == other && p.comparable(q)).then_some((p, q))
}

/// The figure right behind which that of a claim stands, and the words between; none between the dead and the hurt.
fn pin<'l>(links: &'l Links<'_>, placed: &Placed<'_>) -> Option<(&'l Quantity, String)> {
    let Value::Quantity(own) = &placed.claim.value else { return None };
    let document = &links.documents[placed.document].document;
    let told = &document.claims.mentions.quantities;
    let toll = |claim: &Claim| claim.frame.as_ref().is_some_and(|frame| frame.toll);
    let reach = if toll(placed.claim) { BESIDE_DEAD } else { ADJOINING };
    let at = told.partition_point(|told| told.span.end <= own.span.start);
    let pin = told[..at].last().filter(|pin| own.span.start - pin.span.end <= reach)?;
    if toll(placed.claim) {
        let counts = |claim: &Claim| matches!(&claim.value, Value::Quantity(count) if count.digits == pin.digits);
        let mut tolls = document.claims.claims.iter().filter(|claim| toll(claim));
        return tolls.any(counts).then(|| (pin, String::new()));
    }
    let words = document.source.words(Span { start: pin.span.end, end: own.span.start }).trim().to_lowercase();
    (!words.is_empty() && words.chars().all(char::is_alphabetic)).then_some((pin, words))
}

/// The most of a count that may be one of several: "two boys" beside "three girls and a boy".
pub(super) const FEW: f64 = 3.0;

/// Whether a document tells no other figure, in units that compare, of what goes by the name that a claim of it measures.
pub(super) fn is_sole_of_name(links: &Links<'_>, placed: &Placed<'_>) -> bool {
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
