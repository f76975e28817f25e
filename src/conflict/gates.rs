//! The gates that every comparison passes: partition, factuality, referents. The time gate stands in [`super::cases`].

use std::borrow::Cow;

use super::{Compared, Reason, Verdict};
use crate::align::Placed;
use crate::claim::{Claim, Modality, Polarity};
use crate::diagnostic::{Gate, PassedBy};
use crate::link::Links;

/// Partition and factuality: may they be compared, and is it the same commitment? `Err` is the verdict that ends the comparison.
pub(super) fn commitment(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    if modality(a.claim) != modality(b.claim) {
        return Err(Verdict::Unrelated(Gate::Factuality));
    }
    voices(links, a, b, compared)
}

/// The same where the words leave no doubt that the two are one commitment: a duty may be told as a plan, or as what would be.
pub(super) fn one_commitment(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let actual = |p: &Placed<'_>| modality(p.claim) == Modality::Actual;
    if actual(a) != actual(b) {
        return Err(Verdict::Unrelated(Gate::Factuality));
    }
    voices(links, a, b, compared)
}

/// Partition, distance, and whose statements the two are.
pub(super) fn voices(
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
    let speakers = [speaker(a.claim), speaker(b.claim)];
    compared.attributed = speakers.iter().flatten().count() as u8;
    compared.same_speaker = match &speakers {
        [Some(x), Some(y)] => {
            x == y && x != "quoted" || [(a, x, y), (b, y, x)].iter().any(|(p, own, of)| heads(p, own, of))
        }
        _ => false,
    };
    let detail = match compared.attributed {
        0 => "both in the documents' own voice",
        1 => "own voice against attributed",
        _ => "both attributed",
    };
    compared.passed(Gate::Factuality, PassedBy::Explicit, detail);
    Ok(())
}

/// What is presupposed is taken as a fact, whatever surrounds it.
pub(super) fn modality(claim: &Claim) -> Modality {
    if claim.presupposed { Modality::Actual } else { claim.context.modality }
}

/// Whether a speaker without a name is called by the noun of the other's: "the inquiry", the Orsk Flood Inquiry.
fn heads(placed: &Placed<'_>, own: &str, of: &str) -> bool {
    let named = placed.claim.context.speaker.as_ref().is_some_and(|speaker| speaker.key.is_some());
    !named && of.rsplit_once(' ').is_some_and(|(_, noun)| noun == own)
}

/// Key of a speaker; of one without a name what he is called, without an article and what stands behind a preposition: "an inquiry under a judge".
fn speaker(claim: &Claim) -> Option<Cow<'_, str>> {
    let speaker = claim.context.speaker.as_ref()?;
    let called = || {
        let words =
            speaker.name.split_whitespace().skip_while(|word| matches!(*word, "A" | "An" | "The" | "a" | "an" | "the"));
        let words: Vec<&str> =
            words.take_while(|word| !matches!(*word, "by" | "for" | "in" | "into" | "of" | "on" | "under")).collect();
        Cow::Owned(words.join(" ").to_lowercase())
    };
    Some(speaker.key.as_deref().map_or_else(called, Cow::Borrowed))
}

/// Both must assert, or take for granted; a denial answers another question unless the mechanism looks at polarity itself.
pub(super) fn asserted(a: &Placed<'_>, b: &Placed<'_>) -> Result<(), Verdict> {
    let negative = |p: &Placed<'_>| p.claim.context.polarity == Polarity::Negative && !p.claim.presupposed;
    if negative(a) || negative(b) { Err(Verdict::Unrelated(Gate::Factuality)) } else { Ok(()) }
}

/// The slots of the question: equal by key, or missing on one side and then taken from the document's context.
pub(super) fn referents(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    referents_but(None, links, a, b, compared)
}

/// The same without one slot, which the mechanism compares itself.
pub(super) fn referents_but(
    except: Option<&str>,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let asked = |name: &String| except != Some(name.as_str());
    let mut inferred: Option<String> = None;
    for (name, x) in a.claim.slots.iter().filter(|(name, _)| asked(name)) {
        let Some(y) = b.claim.slots.get(name) else {
            inferred = Some(missing(links, b, name, &x.key, &x.name)?);
            continue;
        };
        let ((kx, ix), (ky, iy)) = (links.key(&x.key), links.key(&y.key));
        if kx != ky {
            let one = spells(&x.name, &y.name) || spells(&y.name, &x.name);
            if !(one && links.topics.same(a.document, b.document)) {
                return Err(Verdict::Unrelated(Gate::Referent));
            }
            inferred = Some(format!("{name}: {} and {}, by their initials", x.name, y.name));
            continue;
        }
        if x.inferred || y.inferred || ix || iy {
            inferred = Some(format!("{name}: {} by description or part of the name", x.name));
        }
    }
    for (name, y) in b.claim.slots.iter().filter(|(name, _)| asked(name)) {
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

/// Letters that an acronym must have to be told from chance.
const ACRONYM: usize = 3;

/// Whether one name is made of the initials of the other: "GTT", "Great Tarvel Telescope".
fn spells(short: &str, long: &str) -> bool {
    let capital = |letter: &char| letter.is_uppercase();
    let initials = long.split([' ', '-']).filter_map(|word| word.chars().next()).filter(capital);
    short.len() >= ACRONYM && short.chars().all(|letter| capital(&letter)) && initials.eq(short.chars())
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
