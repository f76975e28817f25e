//! The gates that every comparison passes: partition, factuality, referents, time.

use chrono::Days as DayCount;

use super::{Compared, Reason, Verdict};
use crate::align::Placed;
use crate::claim::{Claim, Modality, Polarity, Tense};
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::{Days, Extent};
use crate::link::{How, Links, Valid};

/// Partition and factuality: may they be compared, and is it the same commitment? `Err` is the verdict that ends the comparison.
pub(super) fn commitment(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    if !links.comparable(a.document, b.document) {
        return Err(Verdict::Unrelated(Gate::Partition));
    }
    if a.claim.context.distanced || b.claim.context.distanced {
        return Err(Verdict::Unrelated(Gate::Factuality));
    }
    if modality(a.claim) != modality(b.claim) {
        return Err(Verdict::Unrelated(Gate::Factuality));
    }
    let speakers = [speaker(a.claim), speaker(b.claim)];
    compared.attributed = speakers.iter().flatten().count() as u8;
    compared.same_speaker = speakers[0].is_some() && speakers[0] == speakers[1] && speakers[0] != Some("quoted");
    let detail = match compared.attributed {
        0 => "both in the documents' own voice",
        1 => "own voice against attributed",
        _ => "both attributed",
    };
    compared.passed(Gate::Factuality, PassedBy::Explicit, detail);
    Ok(())
}

/// What is presupposed is taken as a fact, whatever surrounds it.
fn modality(claim: &Claim) -> Modality {
    if claim.presupposed { Modality::Actual } else { claim.context.modality }
}

fn speaker(claim: &Claim) -> Option<&str> {
    claim.context.speaker.as_ref().map(|s| s.key.as_deref().unwrap_or(&s.name))
}

/// Both must assert; a denial answers another question unless the mechanism looks at polarity itself.
pub(super) fn asserted(a: &Placed<'_>, b: &Placed<'_>) -> Result<(), Verdict> {
    let negative = |p: &Placed<'_>| p.claim.context.polarity == Polarity::Negative;
    if negative(a) || negative(b) { Err(Verdict::Unrelated(Gate::Factuality)) } else { Ok(()) }
}

/// The slots of the question: equal by key, or missing on one side and then taken from the document's context.
pub(super) fn referents(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let mut inferred: Option<String> = None;
    for (name, x) in &a.claim.slots {
        let Some(y) = b.claim.slots.get(name) else {
            inferred = Some(missing(links, b, name, &x.key, &x.name)?);
            continue;
        };
        let ((kx, ix), (ky, iy)) = (links.key(&x.key), links.key(&y.key));
        if kx != ky {
            return Err(Verdict::Unrelated(Gate::Referent));
        }
        if x.inferred || y.inferred || ix || iy {
            inferred = Some(format!("{name}: {} by description or part of the name", x.name));
        }
    }
    for (name, y) in &b.claim.slots {
        if !a.claim.slots.contains_key(name) {
            inferred = Some(missing(links, a, name, &y.key, &y.name)?);
        }
    }
    match inferred {
        Some(detail) => compared.passed(Gate::Referent, PassedBy::Inference, detail),
        None => compared.passed(Gate::Referent, PassedBy::Explicit, "named on both sides"),
    }
    Ok(())
}

/// A slot that one side leaves out is filled from its document, if that speaks of the other side's filler at all.
fn missing(links: &Links<'_>, side: &Placed<'_>, slot: &str, key: &str, name: &str) -> Result<String, Verdict> {
    let entities = &links.documents[side.document].document.claims.mentions.entities.entities;
    if entities.iter().any(|e| e.key == key) {
        Ok(format!("{slot}: {name}, from the context"))
    } else {
        Err(Verdict::Undecided(Reason::UnknownReferent))
    }
}

/// Whether the two hold at overlapping times; `persists` days are added after a time that is the document's own.
pub(super) fn time(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    persists: u32,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    if a.document == b.document && !a.valid.own && !b.valid.own {
        if (a.claim.context.tense == Tense::Past) != (b.claim.context.tense == Tense::Past) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
        compared.passed(Gate::Time, PassedBy::Explicit, "one document, no other time named");
        return Ok(());
    }
    if a.valid.how == How::Unknown || b.valid.how == How::Unknown {
        return Err(Verdict::Undecided(Reason::UnknownDocumentDate));
    }
    let (x, y) = (lasting(&a.valid, persists), lasting(&b.valid, persists));
    if x.disjoint(&y) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    let told = |v: &Valid| matches!(v.how, How::Told | How::Document);
    let open = !a.valid.days.is_bounded() || !b.valid.days.is_bounded();
    let direct = !a.valid.days.disjoint(&b.valid.days);
    if told(&a.valid) && told(&b.valid) && !open && direct {
        compared.passed(Gate::Time, PassedBy::Explicit, "dates overlap");
        return Ok(());
    }
    let detail = if !direct {
        "a statement in the present tense is taken to hold for a while"
    } else if open {
        "one document's date is open"
    } else {
        "dates inferred"
    };
    compared.passed(Gate::Time, PassedBy::Inference, detail);
    settle(links, a, b, compared);
    Ok(())
}

/// Tells the cases of an undated document and names the ones whose date would settle the matter.
fn settle(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>, compared: &mut Compared) {
    for (open, other) in [(a, b), (b, a)] {
        let path = &links.documents[open.document].document.source.path;
        let undated = !open.valid.own && !open.valid.days.is_bounded() && other.valid.days.is_bounded();
        if let Some(day) = other.valid.days.low().filter(|_| undated) {
            compared
                .notes
                .push(format!("case: {path} dates from about {day}: both statements speak of one time, and clash"));
            compared.notes.push(format!("case: {path} dates from another time: what it says may have changed"));
        }
    }
    let mut open: Vec<&str> = [a, b]
        .iter()
        .filter(|p| !p.valid.own && !links.documents[p.document].date.extent.is_bounded())
        .map(|p| links.documents[p.document].document.source.path.as_str())
        .collect();
    open.sort_unstable();
    open.dedup();
    if !open.is_empty() {
        compared.settled_by = Some(format!("the publication date of {} (give it with --date)", open.join(" and ")));
    }
}

/// The days, lengthened where they are a document's date.
fn lasting(valid: &Valid, persists: u32) -> Days {
    if valid.own {
        return valid.days;
    }
    match (valid.days.low(), valid.days.high()) {
        (Some(low), Some(high)) => {
            Extent::between(low, high.checked_add_days(DayCount::new(persists.into())).unwrap_or(high))
        }
        (None, Some(high)) => Extent::up_to(high),
        _ => valid.days,
    }
}
