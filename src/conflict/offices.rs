//! Offices: two at once that exclude each other; called former here, in office there.

use super::{Compared, Difference, Reason, Verdict, cases, gates, status};
use crate::align::Placed;
use crate::claim::{Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::{OfficeMention, OfficeRelation, Tenure};
use crate::link::Links;
use crate::rule::RuleSet;

/// Two times of office must be known to the week to be known to overlap.
const WEEK: i64 = 7;

/// One person, two offices at overlapping times.
pub(super) fn two_offices(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &OfficeMention,
    y: &OfficeMention,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    match rules.extractor.mentions.entities.relate_offices(x, y) {
        OfficeRelation::Same => return Ok(Verdict::Agree),
        OfficeRelation::Unknown => return Err(Verdict::Undecided(Reason::UnknownReferent)),
        OfficeRelation::Different => {}
    }
    if [a, b].iter().any(|p| p.claim.slots.values().any(|r| r.inferred || links.key(&r.key).1)) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if [a, b].iter().any(|p| !p.claim.apposed && !p.valid.own && p.claim.context.tense == Tense::Past) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let coarse = |p: &Placed<'_>| match (p.valid.days.low(), p.valid.days.high()) {
        (Some(low), Some(high)) => (high - low).num_days() > WEEK,
        _ => true,
    };
    if a.valid.own && b.valid.own && (coarse(a) || coarse(b)) {
        // "Until 2014" and "from 2014": the year may hold both.
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let deputy = |o: &OfficeMention| o.tenure == Tenure::Acting || o.role.contains(' ');
    if deputy(x) != deputy(y) && x.tenure != Tenure::Then && y.tenure != Tenure::Then {
        // A deputy may act for the one above, and who acts keeps the office held in full.
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let held = |tenure: Tenure| matches!(tenure, Tenure::Full | Tenure::Acting | Tenure::Then);
    if !held(x.tenure) || !held(y.tenure) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    let persists = status::persists(rules.extractor.predicates.get(&a.claim.predicate));
    cases::clash(links, a, b, persists, Difference::Holder, compared)
}

/// A person called former holder of an office that others say he or she holds.
pub(super) fn former(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let standing = |p: &Placed<'_>| match &p.claim.value {
        Value::Office(o) => Some(o.tenure),
        _ => None,
    };
    let (Some(x), Some(y)) = (standing(a), standing(b)) else { return Err(Verdict::Unrelated(Gate::Referent)) };
    let (former, held) = match (x, y) {
        (Tenure::Former, Tenure::Full) => (a, b),
        (Tenure::Full, Tenure::Former) => (b, a),
        _ => return Err(Verdict::Unrelated(Gate::Time)),
    };
    // "Is chair of the board and a former chair": one sentence tells of two offices, however alike their names.
    if a.document == b.document && a.claim.span.overlaps(b.claim.span) {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    if held.claim.title {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let (Value::Office(past), Value::Office(now)) = (&former.claim.value, &held.claim.value) else {
        return Err(Verdict::Unrelated(Gate::Referent));
    };
    if past.role != now.role || rules.extractor.mentions.entities.relate_offices(past, now) != OfficeRelation::Same {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    if past.portfolio != now.portfolio || past.body != now.body || past.place != now.place {
        compared.passed(Gate::Scope, PassedBy::Inference, "one side names the office in short");
    }
    let persists = status::persists(rules.extractor.predicates.get(&a.claim.predicate));
    cases::clash(links, former, held, persists, Difference::Time, compared)
}
