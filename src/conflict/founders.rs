//! Founders who are all told to belong still, and one of them who had left: "all five founders still belong to it", "Norland, a founder, withdrew in 2008".
//!
//! Who the founders are is read off a list in a sentence that tells of the founding, in whichever document holds it. Leaving needs no object, since a founder of what a
//! story is about leaves that; an object, or what stands behind "from", must be such a body. Who came back is not held against anyone.

use std::collections::BTreeMap;

use super::around::{Around, is_name};
use super::findings::{Draft, Place};
use super::rosters::{Roster, rows};
use super::sides;
use crate::claim::{Act, Founding, Modality, Party, Polarity};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::fold;
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};
use crate::source::Span;

/// Small words between the names of a list.
const ARTICLES: [&str; 1] = ["the"];

/// What a document tells of founders.
struct Told<'l> {
    document: usize,
    act: &'l Act,
    who: &'l Party,
}

/// The findings of a rule on founders.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !sides::are_a_handful(links) {
        return Vec::new();
    }
    let words = &rules.extractor.tables.founding;
    let acts = || {
        let documents = links.documents.iter().enumerate();
        documents.flat_map(|(n, linked)| linked.document.claims.acts.iter().map(move |act| (n, act)))
    };
    let staying: Vec<Told<'_>> = acts().filter_map(|(n, act)| all_stay(links, words, n, act)).collect();
    if staying.is_empty() {
        return Vec::new();
    }
    let founders: Vec<Roster> = (0..links.documents.len()).flat_map(|n| founders(links, words, n)).collect();
    let leaving: Vec<Told<'_>> = acts().filter_map(|(n, act)| leaves(links, words, n, act)).collect();
    let mut found = Vec::new();
    for (stay, leave) in staying.iter().flat_map(|stay| leaving.iter().map(move |leave| (stay, leave))) {
        let judged = [stay, leave].iter().any(|told| links.documents[told.document].document.role == Role::Judged);
        if !judged || !links.comparable(stay.document, leave.document) || !precedes(links, leave, stay) {
            continue;
        }
        let list = founders.iter().find(|list| is_listed(links, list, leave) && is_body_of(links, stay, list));
        if let Some(list) = list
            && !acts().any(|(n, act)| words.returns(act.verb) && parties(act).any(|p| is_one(links, n, p, leave)))
        {
            found.push(draft(links, rule, [stay, leave], list));
        }
    }
    found
}

/// What tells that all founders belong: "all five of the founders still belong to the consortium".
fn all_stay<'l>(links: &Links<'_>, words: &Founding, document: usize, act: &'l Act) -> Option<Told<'l>> {
    let source = &links.documents[document].document.source;
    let who = parties(act).next()?;
    let called = source.words(who.span).to_lowercase();
    let text: &str = &source.text;
    let before = text.get(..who.span.start as usize).unwrap_or_default().split_whitespace().next_back();
    let behind = text.get(who.span.end as usize..).unwrap_or_default().split_whitespace().next();
    let limited = before.into_iter().chain(behind).any(|word| words.limits(&word.to_lowercase()));
    let belongs = |(preposition, to): &(u32, Party)| {
        let called = source.words(to.span);
        words.is_into(*preposition)
            && (called == "it" || words.has_body(&called.to_lowercase()) || called.contains(char::is_uppercase))
    };
    let stay = words.stays(act.verb) && act.present && is_fact(act) && act.around.iter().any(belongs);
    (stay && !limited && words.is_all(&called)).then_some(Told { document, act, who })
}

/// Whether the names beside "all founders" and what they belong to stand in the document that lists them.
fn is_body_of(links: &Links<'_>, stay: &Told<'_>, list: &Roster) -> bool {
    let text = fold(&links.documents[list.document].document.source.text);
    let source = &links.documents[stay.document].document.source;
    let spans = stay.act.around.iter().map(|(_, party)| party.span).chain([stay.who.span]);
    let words = spans.flat_map(|span| source.words(span).split_whitespace().skip(usize::from(span == stay.who.span)));
    words
        .filter(|word| is_name(word))
        .all(|word| text.contains(fold(word).trim_matches(|c: char| !c.is_alphanumeric())))
}

/// What tells that somebody left.
fn leaves<'l>(links: &Links<'_>, words: &Founding, document: usize, act: &'l Act) -> Option<Told<'l>> {
    let source = &links.documents[document].document.source;
    let from = act.around.iter().filter(|(preposition, _)| words.is_from(*preposition)).map(|(_, party)| party);
    let mut left = if act.doers.is_empty() { &[][..] } else { &act.things[..] }.iter().chain(from);
    let body = |party: &Party| words.has_body(&source.words(party.span).to_lowercase());
    let who = parties(act).next()?;
    (words.leaves(act.verb) && is_fact(act) && left.all(body)).then_some(Told { document, act, who })
}

/// Who does something; of what has no object, to whom it happens.
fn parties(act: &Act) -> impl Iterator<Item = &Party> {
    if act.doers.is_empty() { act.things.iter() } else { act.doers.iter() }
}

fn is_fact(act: &Act) -> bool {
    act.context.polarity == Polarity::Positive && act.context.modality == Modality::Actual && !act.context.distanced
}

/// The lists of those who founded what a document tells of.
fn founders(links: &Links<'_>, words: &Founding, document: usize) -> Vec<Roster> {
    let source = &links.documents[document].document.source;
    let told = |roster: &Roster| {
        let before = Around::of(source, roster.span).before;
        before.iter().any(|word| words.is_founding(&word.to_lowercase()))
    };
    rows(links, document, &ARTICLES).into_iter().filter(told).collect()
}

/// Whether who left is one of a list, and no second of it may be meant.
fn is_listed(links: &Links<'_>, list: &Roster, leave: &Told<'_>) -> bool {
    let called = names_of(links, leave.document, leave.who);
    list.names.iter().filter(|(name, _)| called.iter().any(|own| is_part(own, name))).count() == 1
}

fn is_one(links: &Links<'_>, document: usize, party: &Party, leave: &Told<'_>) -> bool {
    let later = document != leave.document || party.span.start > leave.who.span.start;
    let (x, y) = (names_of(links, document, party), names_of(links, leave.document, leave.who));
    later && x.iter().any(|p| y.iter().any(|q| is_part(p, q) || is_part(q, p)))
}

/// What somebody is called: the keys of what is known of them, or the words of a name that no table knows.
fn names_of(links: &Links<'_>, document: usize, party: &Party) -> Vec<String> {
    let words = links.documents[document].document.source.words(party.span);
    let name = words.split_whitespace().all(is_name).then(|| fold(words));
    party.keys.iter().map(|key| links.key(key).0.to_owned()).chain(name).collect()
}

/// Whether all words of one name stand in another: "hatherby", "hatherby institute".
fn is_part(name: &str, of: &str) -> bool {
    !name.is_empty() && name.split(' ').all(|word| of.split(' ').any(|own| own == word))
}

/// Whether somebody left before the day on which all are told to belong.
fn precedes(links: &Links<'_>, leave: &Told<'_>, stay: &Told<'_>) -> bool {
    let (left, told) = (&links.documents[leave.document], &links.documents[stay.document]);
    let days = leave.act.times.iter().map(|&time| left.times[time as usize].extent).find(Days::is_bounded);
    let days = days.unwrap_or(left.date.extent);
    days.high().zip(told.date.extent.low()).is_some_and(|(left, told)| left < told)
}

fn draft<'a>(links: &Links<'_>, rule: &'a Rule, sides: [&Told<'_>; 2], list: &Roster) -> Draft<'a> {
    let place = |document: usize, span: Span, message: Option<String>| {
        let value = links.documents[document].document.source.words(span).to_owned();
        Place { document, span, value, speaker: None, valid: None, message }
    };
    let told = |told: &Told<'_>| {
        let speaker = told.act.context.speaker.as_ref().map(|speaker| speaker.name.clone());
        Place { speaker, ..place(told.document, told.who.span.join(told.act.span), None) }
    };
    let mut places: Vec<Place> = sides.into_iter().map(told).collect();
    places.push(place(list.document, list.span, Some("the founders".to_owned())));
    let detail = "the founders are listed, and who left is one of them".to_owned();
    let gates = vec![Passed { gate: Gate::Referent, passed_by: PassedBy::Inference, detail }];
    Draft::of_rule(rule, rule.severity.lowered(), BTreeMap::new(), places, gates)
}
