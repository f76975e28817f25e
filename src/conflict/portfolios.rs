//! Whether a document tells that somebody has a second office beside the one it names: "also holds the energy portfolio", "doubles as minister for Europe".
//!
//! Then another document may call the same person by the second one alone.

use super::around::{Around, bare};
use super::succession;
use crate::align::Placed;
use crate::claim::{Claim, Value};
use crate::entity::{EntityReader, OfficeMention, fold};
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::{Source, Span};

/// Words between what somebody runs and the word that makes a portfolio of it: "the ministry of the economy".
const BESIDE: usize = 4;
/// A word of many portfolios.
const PLAIN: [&str; 2] = ["affairs", "national"];
/// How a sentence goes on to speak of the one before.
const GOES_ON: [&str; 5] = ["he", "her", "his", "she", "they"];

/// Whether one of the documents of two claims gives the person the other claim's office as well.
pub(super) fn are_told(rules: &RuleSet, links: &Links<'_>, sides: [(&Placed<'_>, &OfficeMention); 2]) -> bool {
    let [(a, x), (b, y)] = sides;
    gives(rules, links, (a, x), y) || gives(rules, links, (b, y), x)
}

fn gives(
    rules: &RuleSet,
    links: &Links<'_>,
    (placed, own): (&Placed<'_>, &OfficeMention),
    other: &OfficeMention,
) -> bool {
    let Some(person) = placed.claim.slots.get("person") else { return false };
    let entities = &rules.extractor.mentions.entities;
    let telling = telling(entities, own, other);
    let source = &links.documents[placed.document].document.source;
    let mut spans: Vec<Span> = succession::sentences(links, &person.key, placed.document).into_iter().collect();
    let behind: Vec<Span> = spans.iter().filter_map(|&span| next(source, span)).collect();
    spans.extend(behind.into_iter().filter(|&span| {
        let first = source.words(span).split_whitespace().next().unwrap_or_default().to_lowercase();
        GOES_ON.contains(&first.as_str())
    }));
    spans.into_iter().any(|sentence| tells(rules, links, placed, own.span, sentence, &telling))
}

/// The sentence behind another one.
fn next(source: &Source, sentence: Span) -> Option<Span> {
    let tail = source.text.get(sentence.end as usize..)?;
    let at = tail.find(char::is_alphanumeric)? as u32 + sentence.end;
    Some(Around::span(source, Span { start: at, end: at }))
}

/// Words, as they stand in keys, that tell one office from another: those of its portfolio, or else of its role.
fn telling(entities: &EntityReader, own: &OfficeMention, other: &OfficeMention) -> Vec<String> {
    let words = |o: &OfficeMention| -> Vec<String> {
        let body = o.body.iter().flat_map(|body| body.split(' ')).map(|word| entities.portfolio_word(word).to_owned());
        o.portfolio.iter().cloned().chain(body).filter(|word| !PLAIN.contains(&word.as_str())).collect()
    };
    let (x, y) = (words(own), words(other));
    let rest: Vec<String> = y.into_iter().filter(|word| !x.contains(word)).collect();
    match rest.is_empty() || own.role != other.role && other.portfolio.is_empty() {
        true => vec![other.role.split(' ').next_back().unwrap_or_default().to_owned()],
        false => rest,
    }
}

/// Whether a sentence speaks of what the other office is over as of something that is run, or of more than one office, apart from the offices of others.
fn tells(
    rules: &RuleSet,
    links: &Links<'_>,
    placed: &Placed<'_>,
    own: Span,
    sentence: Span,
    telling: &[String],
) -> bool {
    let linked = &links.documents[placed.document].document;
    let entities = &rules.extractor.mentions.entities;
    let person = placed.claim.slots.get("person").map(|p| p.key.as_str());
    let anothers = |claim: &&Claim| {
        matches!(claim.value, Value::Office(_)) && claim.slots.get("person").map(|p| p.key.as_str()) != person
    };
    let offices = linked.claims.claims.iter().filter(anothers).filter_map(|claim| match &claim.value {
        Value::Office(office) => Some(office.span),
        _ => None,
    });
    let left_out: Vec<Span> = offices.chain([own]).collect();
    let words = words_of(&linked.source.text, Around::span(&linked.source, sentence), &left_out);
    let lists = &rules.extractor.tables.narrowing;
    let is_told = |word: &str| telling.iter().any(|own| own == entities.portfolio_word(word));
    let line = format!(" {} ", words.join(" "));
    let doubled = lists.doubling.iter().any(|phrase| line.contains(&format!(" {phrase} ")));
    words.iter().enumerate().filter(|(_, word)| is_told(word)).any(|(at, _)| {
        let near = words[at.saturating_sub(BESIDE)..].iter().take(2 * BESIDE + 1);
        doubled || near.clone().any(|word| lists.briefs.contains(word))
    }) || lists.several_offices.iter().any(|phrase| line.contains(&format!(" {phrase} ")))
}

/// The words of a sentence in lower case, but for some spans.
fn words_of(text: &str, sentence: Span, left_out: &[Span]) -> Vec<String> {
    let start = sentence.start as usize;
    let told = text.get(sentence.range()).unwrap_or_default();
    let mut at = 0;
    let mut words = Vec::new();
    for word in told.split([' ', '\n', '-', '/']) {
        let from = (start + at) as u32;
        at += word.len() + 1;
        let out = left_out.iter().any(|span| span.start <= from && from < span.end);
        let plain = fold(bare(word));
        if !out && !plain.is_empty() {
            words.push(plain);
        }
    }
    words
}
