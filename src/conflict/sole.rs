//! Questions of which each of two documents tells one answer: who designed the hall, what the ferry is called, whether the reptile house is open.
//!
//! What they are about needs no name. Where the user put the documents together, "the tenancy bill" of the one is that of the other as long as nothing tells two of them
//! apart (`likeness`) and neither document tells a second answer. What happens now and then is left out by the nouns that a predicate asks about.

mod causes;
mod likeness;

use std::collections::BTreeSet;

use likeness::Likeness;

use super::around::{Around, words_of};
use super::findings::Draft;
use super::{Compared, Difference, Reason, Verdict, affairs, gates, limits, sides, status};
use crate::align::Placed;
use crate::claim::{Claim, MEMBERSHIP, Modality, Polarity, Referent, SOMEBODY, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::EntityKind;
use crate::extent::Days;
use crate::link::Links;
use crate::predicate::{Kind, Predicate, SlotType};
use crate::rule::{Mechanism, RuleSet};
use crate::source::Span;

/// Rare words and names that two documents on one story share.
const SHARED: usize = 3;
/// Who belongs to what, of things without a name.
const BELONGING: &str = "belonging";
/// Letters of a word that tells what a document is about, and by which forms of one word are told.
const LONG: usize = 4;
/// Such words that two documents on one story share at least, if they share no rare ones.
const FEW: usize = 4;
/// One in so many of the words of the shorter one.
const SHARE: usize = 5;
/// Days between the documents of one occasion that neither dates.
const FRESH: i64 = 4;
/// Days after which a document no longer tells of what happened as news.
const YEAR: i64 = 366;
/// Words behind a name among which "by" tells who calls it so.
const BYNAME: usize = 2;

/// Compares two answers to one question of a story.
pub(super) fn sole(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let predicate = rules.extractor.predicates.get(&a.claim.predicate).ok_or(Verdict::Unrelated(Gate::Referent))?;
    let one_time = sides::of_one_time(links, a.document, b.document)
        || is_settled(rules, predicate) && sides::share_a_day(links, a.document, b.document);
    if a.document == b.document || !sides::are_a_handful(links) || !one_time {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    if predicate.name == BELONGING && [a, b].iter().all(|placed| tells_membership(links, placed)) {
        // That is another rule's question, which knows more of terms.
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    commitment(links, predicate, a, b, compared)?;
    subjects(rules, links, predicate, a, b)?;
    let difference = values(rules, links, predicate, a, b)?;
    let Some(difference) = difference else { return Ok(Verdict::Agree) };
    if [a, b].iter().any(|placed| speaks_of_others(rules, links, placed)) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    rivals(rules, links, predicate, a, b)?;
    if !share_a_story(rules, links, a.document, b.document) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    // What stands behind a cause tells of the cause: "a crack in the upper gate".
    let causal = rules.extractor.tables.sole.causal.contains(&predicate.name);
    if !causal && limits_part(rules, links, predicate, a, b) {
        return Err(Verdict::Unrelated(Gate::Scope));
    }
    compared.passed(Gate::Referent, PassedBy::Inference, "the only one of its kind that either tells of");
    if is_settled(rules, predicate) && (is_of_old(links, a, b) || is_of_old(links, b, a)) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    at_one_time(links, predicate, a, b, difference, compared)
}

/// Whether what one document dates lies long before the other, which dates nothing: "the fire of 2016".
fn is_of_old(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let written = links.documents[b.document].date.extent;
    let gap = a.valid.days.high().zip(written.low()).map_or(0, |(told, written)| (written - told).num_days());
    a.valid.own && !b.valid.own && gap > YEAR
}

/// Whether the words of a claim make a claim of membership as well.
fn tells_membership(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let claims = links.documents[placed.document].document.claims.claims.iter();
    claims.filter(|c| c.predicate == MEMBERSHIP).any(|c| c.span.overlaps(placed.claim.span))
}

/// Factuality. What comes but once may be planned on the one side and told as settled on the other: "will be built", "is coming".
fn commitment(
    links: &Links<'_>,
    predicate: &Predicate,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    let ahead = |p: &Placed<'_>| {
        p.claim.context.tense != Tense::Past
            && matches!(gates::modality(p.claim), Modality::Actual | Modality::Intended)
    };
    let once = predicate.kind == Kind::Functional || predicate.slots.contains_key(&predicate.answers);
    match once && ahead(a) && ahead(b) {
        true => gates::voices(links, a, b, compared),
        false => gates::commitment(links, a, b, compared),
    }
}

/// Whether two documents tell of one story: they date from the same weeks, and share rare words and names, or a good part of all their words.
pub(super) fn is_one_story(rules: &RuleSet, links: &Links<'_>, a: usize, b: usize) -> bool {
    sides::of_one_time(links, a, b) && share_a_story(rules, links, a, b)
}

/// The same of two documents whatever they date from.
pub(super) fn share_a_story(rules: &RuleSet, links: &Links<'_>, a: usize, b: usize) -> bool {
    let claims = |d: usize| &links.documents[d].document.claims;
    let words = claims(a).keywords.iter().filter(|word| claims(b).keywords.iter().any(|other| other.hash == word.hash));
    let names = |d: usize| -> BTreeSet<&str> {
        let proper = claims(d).mentions.entities.entities.iter().filter(|entity| entity.proper);
        proper.map(|entity| links.key(&entity.key).0).collect()
    };
    words.count() + names(a).intersection(&names(b)).count() >= SHARED || share_words(rules, links, a, b)
}

/// Whether two documents have a good part of the words of the shorter one in common, by their first letters.
fn share_words(rules: &RuleSet, links: &Links<'_>, a: usize, b: usize) -> bool {
    let words = |d: usize| -> BTreeSet<String> {
        let all = words_of(&links.documents[d].document.source).into_iter().map(|word| word.to_lowercase());
        let content = all.filter(|word| word.len() >= LONG && !rules.extractor.tables.frames.is_stop(word));
        content.map(|word| word.chars().take(LONG).collect()).collect()
    };
    let (x, y) = (words(a), words(b));
    let shared = x.intersection(&y).count();
    shared >= FEW && shared * SHARE >= x.len().min(y.len())
}

/// Whether both ask about one thing.
fn subjects(
    rules: &RuleSet,
    links: &Links<'_>,
    predicate: &Predicate,
    a: &Placed<'_>,
    b: &Placed<'_>,
) -> Result<(), Verdict> {
    match question(rules, links, predicate, [(a.document, a.claim), (b.document, b.claim)]) {
        Likeness::Apart => Err(Verdict::Unrelated(Gate::Referent)),
        Likeness::Untold if !rules.extractor.tables.sole.untold.contains(&predicate.name) => {
            Err(Verdict::Undecided(Reason::UnknownReferent))
        }
        _ => Ok(()),
    }
}

/// How like two claims are in what they ask about: apart if one slot is, alike if one slot is and none is apart.
fn question(rules: &RuleSet, links: &Links<'_>, predicate: &Predicate, sides: [(usize, &Claim); 2]) -> Likeness {
    let asked = predicate.slots.iter().filter(|(name, ty)| **name != predicate.answers && **ty != SlotType::Time);
    let mut all = Likeness::Untold;
    for (name, ty) in asked {
        let [x, y] =
            sides.map(|(document, claim)| claim.slots.get(name).map(|slot| likeness::Side { document, claim, slot }));
        // A sum is one if it is the same sum.
        let same = |x: likeness::Side<'_>, y: likeness::Side<'_>| match x.slot.name == y.slot.name {
            true => Likeness::Alike,
            false => Likeness::Apart,
        };
        let sum = *ty == SlotType::Quantity;
        match x.zip(y).map(|(x, y)| if sum { same(x, y) } else { likeness::of(rules, links, x, y) }) {
            Some(Likeness::Apart) => return Likeness::Apart,
            Some(Likeness::Alike) => all = Likeness::Alike,
            _ => {}
        }
    }
    all
}

/// In what two answers differ; `None` if they agree.
fn values(
    rules: &RuleSet,
    links: &Links<'_>,
    predicate: &Predicate,
    a: &Placed<'_>,
    b: &Placed<'_>,
) -> Result<Option<Difference>, Verdict> {
    let denied = |p: &Placed<'_>| p.claim.context.polarity == Polarity::Negative && !p.claim.presupposed;
    match (&a.claim.value, &b.claim.value) {
        (Value::Listed(x), Value::Listed(y)) if x == y => match denied(a) == denied(b) {
            true => Ok(None),
            false if is_settled(rules, predicate) || is_denied_after(links, a, b) => Ok(Some(Difference::Polarity)),
            false => Err(Verdict::Undecided(Reason::UnknownTime)),
        },
        (Value::Listed(x), Value::Listed(y)) => {
            let excluded = predicate.excludes.iter().any(|(p, q)| (p == x && q == y) || (p == y && q == x));
            gates::asserted(a, b)?;
            if excluded { Ok(Some(Difference::Status)) } else { Err(Verdict::Unrelated(Gate::Measure)) }
        }
        (Value::Referents { .. }, Value::Referents { .. }) => {
            gates::asserted(a, b)?;
            answers(rules, links, predicate, a, b)
        }
        _ => Err(Verdict::Unrelated(Gate::Measure)),
    }
}

/// Whether a predicate asks how a thing came about that is over: no later day can change it.
fn is_settled(rules: &RuleSet, predicate: &Predicate) -> bool {
    rules.extractor.tables.sole.settled.contains(&predicate.name)
}

/// Whether what the one tells is denied by a document that is no older: what has not happened yet may happen the day after.
fn is_denied_after(links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let negative = a.claim.context.polarity == Polarity::Negative;
    let (told, denied) = if negative { (b, a) } else { (a, b) };
    let day = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let told = if told.valid.own { told.valid.days } else { day(told) };
    told.high().zip(day(denied).low()).is_some_and(|(told, denied)| told <= denied)
}

/// In what two names differ that answer one question: who did it, where, what it is called.
fn answers(
    rules: &RuleSet,
    links: &Links<'_>,
    predicate: &Predicate,
    a: &Placed<'_>,
    b: &Placed<'_>,
) -> Result<Option<Difference>, Verdict> {
    let (x, y) = (affairs::answers(a), affairs::answers(b));
    if x.iter().chain(y).any(|r| r.key == SOMEBODY || r.inferred) || x.is_empty() || y.is_empty() {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    match predicate.slots.get(&predicate.answers) {
        Some(SlotType::Where) => {
            match x.iter().all(|p| y.iter().all(|q| likeness::other_place(rules, links, [(a, p), (b, q)]))) {
                true => Ok(Some(Difference::Value)),
                false => Err(Verdict::Undecided(Reason::UnknownReferent)),
            }
        }
        _ if rules.extractor.tables.sole.names.contains(&predicate.name) => {
            let other = |p: &Referent, q: &Referent| likeness::other_name(&p.name, &q.name);
            Ok(x.iter().all(|p| y.iter().all(|q| other(p, q))).then_some(Difference::Value))
        }
        _ if rules.extractor.tables.sole.causal.contains(&predicate.name) => causes::answers(rules, links, [a, b]),
        _ => {
            let bare = |r: &Referent| r.key.split(" of ").next().unwrap_or_default().to_owned();
            let one = |p: &Referent, q: &Referent| {
                links.key(&p.key).0 == links.key(&q.key).0 || affairs::alike(&bare(p), &bare(q))
            };
            if x.iter().any(|p| y.iter().any(|q| one(p, q))) {
                return Ok(None);
            }
            let person = |placed: &Placed<'_>, r: &Referent| {
                let own = Referent { key: bare(r), ..r.clone() };
                [r, &own].iter().any(|r| affairs::kind(links, placed, r) == Some(EntityKind::Person))
            };
            let (p, q) = (x.iter().all(|r| person(a, r)), y.iter().all(|r| person(b, r)));
            if p != q { Err(Verdict::Undecided(Reason::UnknownReferent)) } else { Ok(Some(Difference::Holder)) }
        }
    }
}

/// Whether one of two answers is limited in a way that the other document does not tell: "in the under-15s", "to lorries", "called so by its crew".
fn limits_part(rules: &RuleSet, links: &Links<'_>, predicate: &Predicate, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let statement = |placed: &Placed<'_>| {
        let answers = match &placed.claim.value {
            Value::Referents { all, .. } => all.iter().map(|r| r.name.clone()).collect(),
            _ => Vec::new(),
        };
        let state = matches!(placed.claim.value, Value::Listed(_));
        let asked = placed.claim.slots.iter().filter(|(name, _)| **name != predicate.answers);
        let asked = asked.map(|(_, slot)| slot.name.clone()).collect();
        limits::Statement { document: placed.document, span: placed.claim.span, answers, asked, state }
    };
    let lists = &rules.extractor.tables.sole;
    let byname = |placed: &Placed<'_>| {
        let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
        let by = around.behind.iter().take(BYNAME).any(|word| word == "by")
            && around.inside.iter().any(|word| word == "called");
        by || around.has(&lists.bynames)
    };
    lists.names.contains(&predicate.name) && (byname(a) || byname(b))
        || limits::part(rules, links, &statement(a), &statement(b))
}

/// Whether the sentence of a claim speaks of another thing, time or reading beside the one that it tells.
fn speaks_of_others(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    around.has(&rules.extractor.tables.sole.apart)
}

/// Whether one of the documents answers the question a second time, otherwise or as the other document does.
fn rivals(
    rules: &RuleSet,
    links: &Links<'_>,
    predicate: &Predicate,
    a: &Placed<'_>,
    b: &Placed<'_>,
) -> Result<(), Verdict> {
    for (own, other) in [(a, b), (b, a)] {
        let claims = links.documents[own.document].document.claims.claims.iter();
        let further = claims.filter(|c| c.predicate == predicate.name && c.span != own.claim.span);
        for claim in further.filter(|c| c.value != own.claim.value || c.context.polarity != own.claim.context.polarity)
        {
            let sides = [(own.document, claim), (other.document, other.claim)];
            if question(rules, links, predicate, sides) != Likeness::Apart {
                return Err(Verdict::Undecided(Reason::AmbiguousReferent));
            }
        }
    }
    Ok(())
}

/// The time gate: what comes but once has no other time, what lasts must hold at one time, what happens now and then on one occasion.
fn at_one_time(
    links: &Links<'_>,
    predicate: &Predicate,
    a: &Placed<'_>,
    b: &Placed<'_>,
    difference: Difference,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    // "Are accepted until 31 October" holds on the document's day.
    let ahead = |p: &Placed<'_>| {
        let day = links.documents[p.document].date.extent;
        holds_then(links, p) && p.valid.days.low().zip(day.high()).is_some_and(|(low, high)| low > high)
    };
    let dated = |p: &Placed<'_>| p.valid.own && !ahead(p);
    let own = dated(a) && dated(b);
    if own && a.valid.days.disjoint(&b.valid.days) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    // What came about after the day of the other document contradicts nothing that it tells.
    let later = |p: &Placed<'_>, q: &Placed<'_>| {
        let day = links.documents[q.document].date.extent;
        dated(p) && !dated(q) && p.valid.days.low().zip(day.high()).is_some_and(|(low, high)| low > high)
    };
    if later(a, b) || later(b, a) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if predicate.kind == Kind::FunctionalInTime && difference != Difference::Polarity {
        let lasting = |p: &Placed<'_>| dated(p) || holds_then(links, p);
        let day = |p: &Placed<'_>| if dated(p) { p.valid.days } else { links.documents[p.document].date.extent };
        let gap = |x: &Days, y: &Days| x.high().zip(y.low()).map_or(i64::MAX, |(high, low)| (low - high).num_days());
        let (x, y) = (day(a), day(b));
        if !lasting(a) || !lasting(b) || gap(&x, &y).max(gap(&y, &x)) > i64::from(status::persists(Some(predicate))) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
    }
    if predicate.kind == Kind::Event && !own && !links.within(a.document, b.document, FRESH) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "told once by each");
    Ok(Verdict::Conflict(difference))
}

/// Whether a state is told as that of the document's day: in the present, or as what has come about.
fn holds_then(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let present = ["are", "has", "have", "is", "remain", "remains", "stay", "stays"];
    let words = links.documents[placed.document].document.source.words(placed.claim.span);
    placed.claim.context.tense != Tense::Past || words.split_whitespace().any(|word| present.contains(&word))
}

/// Leaves out findings whose words another rule finds fault with as well: that one knows more of what it compares.
pub(super) fn yield_to_others(drafts: &mut Vec<Draft<'_>>) {
    let is_sole = |draft: &Draft<'_>| draft.rule.mechanism == Mechanism::SoleAnswer;
    let others: Vec<Vec<(usize, Span)>> = drafts
        .iter()
        .filter(|draft| !is_sole(draft))
        .map(|draft| draft.places.iter().map(|place| (place.document, place.span)).collect())
        .collect();
    let covered = |draft: &Draft<'_>| {
        let meets = |places: &Vec<(usize, Span)>| {
            let sides = draft.places.iter().take(2);
            sides.clone().count() == 2
                && sides
                    .into_iter()
                    .all(|own| places.iter().any(|(d, span)| *d == own.document && span.overlaps(own.span)))
        };
        others.iter().any(meets)
    };
    drafts.retain(|draft| !is_sole(draft) || !covered(draft));
}
