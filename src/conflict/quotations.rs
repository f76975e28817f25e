//! Quotations of the same words in two documents: other words in them, and other speakers.

mod changes;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use changes::{Change, changes, is_most, is_one};

use super::findings::{Draft, Place};
use super::groups::joined;
use super::sieve::Sieve;
use crate::claim::{Quote, Sense};
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::link::{Linked, Links, Role};
use crate::rule::Rule;
use crate::source::{SourceKind, Span};

/// A quotation: its document and its number there.
type At = (usize, usize);

/// Two quotations and the places where they differ.
type Differing = ((At, At), Vec<Change>);

/// Quotations of more documents than this share their words by chance or by fame.
pub(crate) const FAMOUS: usize = 12;
/// Bytes around a quotation within which its speaker and its day are named.
const OCCASION: u32 = 120;
/// Bytes of a change up to which its two sides may be forms of one word.
const FORM: usize = 64;
/// Words shown on either side of a change in a note.
const BESIDE: usize = 2;

fn quote<'l>(links: &'l Links<'_>, (document, number): At) -> &'l Quote {
    &links.documents[document].document.claims.quotes[number]
}

/// Quotations that differ in their words, one finding for all of the same words.
pub(super) fn differing<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let plain = |&(a, b): &(At, At)| !other_speaker(quote(links, a), quote(links, b)) && !other_day(links, a, b);
    let changed = |(a, b): (At, At)| {
        Some(((a, b), changes(quote(links, a), quote(links, b)))).filter(|(_, changes)| !changes.is_empty())
    };
    let changed: Vec<Differing> = alike(links).into_iter().filter(plain).filter_map(changed).collect();
    joined(changed, |((a, b), _)| [*a, *b]).into_iter().map(|group| grouped(links, rule, &group)).collect()
}

/// Pairs of quotations in two documents that have most of their words in common, in whatever order.
fn alike(links: &Links<'_>) -> Vec<(At, At)> {
    let quotes = links.documents.iter().enumerate().flat_map(|(i, linked)| {
        linked.document.claims.quotes.iter().enumerate().map(move |(q, quote)| ((i, q), quote))
    });
    let all = quotes.flat_map(|(at, quote)| quote.words.windows(3).map(move |w| ([w[0].key, w[1].key, w[2].key], at)));
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let asked = of_judged(links);
    let sieve = asked.is_none().then(|| Sieve::of(all.clone().map(|(words, _)| mixed(words))));
    let may_tell = |words: u64| {
        let met = asked.as_ref().is_none_or(|asked| asked.contains(&words));
        met && sieve.as_ref().is_none_or(|sieve| sieve.may_repeat(words)) && !links.is_common(words)
    };
    let mut windows: Vec<([u64; 3], At)> = all.filter(|(words, _)| may_tell(mixed(*words))).collect();
    windows.sort_unstable();
    // What is said alike in two conversations was said twice.
    let printed = |a: At, b: At| !(quote(links, a).turn && quote(links, b).turn);
    let wanted =
        |a: At, b: At| a.0 != b.0 && (judged(a.0) || judged(b.0)) && printed(a, b) && links.comparable(a.0, b.0);
    let mut pairs: Vec<(At, At)> = Vec::new();
    for holders in windows.chunk_by(|a, b| a.0 == b.0).filter(|h| (2..=FAMOUS).contains(&h.len())) {
        for (n, &(_, a)) in holders.iter().enumerate() {
            pairs.extend(holders[n + 1..].iter().filter(|(_, b)| wanted(a, *b)).map(|&(_, b)| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut sorted: BTreeMap<At, Vec<u64>> = BTreeMap::new();
    for &at in pairs.iter().flat_map(|(a, b)| [a, b]) {
        sorted.entry(at).or_insert_with(|| {
            let mut words: Vec<u64> = quote(links, at).words.iter().map(|word| word.key).collect();
            words.sort_unstable();
            words
        });
    }
    pairs.retain(|&(a, b)| may_be_alike(&sorted[&a], &sorted[&b]));
    pairs
}

/// The words that the quotations of judged documents hold, three by three, where that is a small part of all: others lead to no pair that is reported.
fn of_judged(links: &Links<'_>) -> Option<FxHashSet<u64>> {
    let quotes = |linked: &Linked<'_>| linked.document.claims.quotes.len();
    let judged = || links.documents.iter().filter(|linked| linked.document.role == Role::Judged);
    let few = judged().map(quotes).sum::<usize>() * 4 <= links.documents.iter().map(quotes).sum();
    few.then(|| judged().flat_map(|linked| &linked.document.claims.quotes).flat_map(windows).collect())
}

/// The words of a quotation, three by three.
fn windows(quote: &Quote) -> impl Iterator<Item = u64> {
    quote.words.windows(3).map(|w| mixed([w[0].key, w[1].key, w[2].key]))
}

/// One hash of three.
pub(crate) fn mixed(words: [u64; 3]) -> u64 {
    words.into_iter().fold(0, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Whether two quotations, given their words in order, have enough words in common in whatever order; much cheaper than to compare them.
fn may_be_alike(a: &[u64], b: &[u64]) -> bool {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    is_most(common, a.len().min(b.len()))
}

/// One quotation, given to two persons.
pub(super) fn speakers<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let speaker = |at: At| quote(links, at).speaker.as_ref().filter(|speaker| speaker.person);
    let two = |&(a, b): &(At, At)| {
        let keys = speaker(a).and_then(|s| s.key.as_deref()).zip(speaker(b).and_then(|s| s.key.as_deref()));
        let apart = keys.is_some_and(|(x, y)| {
            let ((x, x_inferred), (y, y_inferred)) = (links.key(x), links.key(y));
            x != y && !x_inferred && !y_inferred && !x.split(' ').any(|part| y.split(' ').any(|other| part == other))
        });
        apart && !names_both(links, a, b) && is_one(quote(links, a), quote(links, b))
    };
    let pairs: Vec<(At, At)> = alike(links).into_iter().filter(two).collect();
    let draft = |pairs: Vec<(At, At)>| {
        let mut places: Vec<Place> = Vec::new();
        for at in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
            let name = speaker(at).map_or_else(String::new, |s| s.name.clone());
            let message = Some(format!("{name} here"));
            let span = quote(links, at).told;
            let place = Place { document: at.0, span, value: name.clone(), speaker: Some(name), valid: None, message };
            if !places.iter().any(|p| p.document == place.document && p.span == place.span) {
                places.push(place);
            }
        }
        let slots = BTreeMap::from([
            ("speaker".to_owned(), places[0].value.clone()),
            ("other".to_owned(), places[1].value.clone()),
        ]);
        Draft::of_rule(rule, rule.severity, slots, places, same_words())
    };
    joined(pairs, |(a, b)| [*a, *b]).into_iter().map(draft).collect()
}

/// Whether the words around one of two quotations name the speaker of the other: one may speak for the other, or quote him.
fn names_both(links: &Links<'_>, a: At, b: At) -> bool {
    let names = |at: At, other: At| {
        let Some(key) = quote(links, other).speaker.as_ref().and_then(|speaker| speaker.key.as_deref()) else {
            return false;
        };
        let entities = &links.documents[at.0].document.claims.mentions.entities;
        let around =
            sentence(&links.documents[at.0].document.source.text, around(quote(links, at)), quote(links, at).told);
        let from = entities.mentions.partition_point(|mention| mention.span.end <= around.start);
        let near = entities.mentions[from..].iter().take_while(|mention| mention.span.start < around.end);
        near.filter_map(|mention| mention.entity).any(|id| links.key(&entities.get(id).key).0 == links.key(key).0)
    };
    names(a, b) || names(b, a)
}

/// A quotation with the words before and behind it, as far as they may tell of its occasion.
fn around(quote: &Quote) -> Span {
    let whole = quote.told.join(quote.span);
    Span { start: whole.start.saturating_sub(OCCASION), end: whole.end.saturating_add(OCCASION) }
}

/// What of a stretch lies in the sentence of its core.
fn sentence(text: &str, stretch: Span, core: Span) -> Span {
    let ends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n');
    let bytes = text.as_bytes();
    let (from, to) = (stretch.start as usize, (stretch.end as usize).min(bytes.len()));
    let (first, last) = ((core.start as usize).max(from), (core.end as usize).min(to));
    let start = bytes[from..first].iter().rposition(&ends).map_or(from, |at| from + at + 1);
    let end = bytes[last..to].iter().position(ends).map_or(to, |at| last + at);
    Span { start: start as u32, end: end as u32 }
}

/// Whether two quotations are told of two days of the week.
fn other_day(links: &Links<'_>, a: At, b: At) -> bool {
    let days = |at: At| {
        let times = &links.documents[at.0].document.claims.mentions.times;
        let around = around(quote(links, at));
        let from = times.partition_point(|time| time.span.end <= around.start);
        let near = times[from..].iter().take_while(|time| time.span.start < around.end);
        near.filter_map(|time| time.expression.weekday).collect::<Vec<u8>>()
    };
    let (x, y) = (days(a), days(b));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|day| y.contains(day))
}

fn same_words() -> Vec<Passed> {
    vec![Passed { gate: Gate::Referent, passed_by: PassedBy::Explicit, detail: "the same words".to_owned() }]
}

/// Whether two quotations are told of two different speakers: then they may be two similar sentences.
fn other_speaker(a: &Quote, b: &Quote) -> bool {
    let key = |q: &Quote| q.speaker.as_ref().and_then(|s| s.key.clone());
    key(a).zip(key(b)).is_some_and(|(x, y)| x != y)
}

/// One finding for all quotations of the same words: the pair that differs most gravely first, then the other places.
fn grouped<'a>(links: &Links<'_>, rule: &'a Rule, pairs: &[Differing]) -> Draft<'a> {
    let gravest = |pair: &Differing| pair.1.iter().map(|change| weighed(links, pair.0, change)).max();
    let first = (0..pairs.len()).max_by_key(|&n| (gravest(&pairs[n]), std::cmp::Reverse(n))).unwrap_or(0);
    let severity = severity(links, rule, &pairs[first], gravest(&pairs[first]));
    let mut whole = draft(links, rule, &pairs[first], severity);
    for pair in pairs {
        for place in draft(links, rule, pair, severity).places {
            if !whole.places.iter().any(|p| p.document == place.document && p.span == place.span) {
                whole.places.push(place);
            }
        }
    }
    whole
}

/// Words that carry the sense weigh as much as the rule says, and more where one side is the record; others are noted.
fn severity(links: &Links<'_>, rule: &Rule, ((a, b), _): &Differing, gravest: Option<Sense>) -> Severity {
    let record = |at: &At| links.documents[at.0].document.source.meta.kind == Some(SourceKind::Record);
    match gravest {
        None | Some(Sense::Light) => Severity::Note,
        Some(_) if record(a) != record(b) => Severity::Error,
        Some(_) => rule.severity,
    }
}

/// What a change weighs; one of form only, nothing: "end game" and "endgame", "6 p.m." and "6:00 p.m.".
fn weighed(links: &Links<'_>, (a, b): (At, At), change: &Change) -> Sense {
    let squeeze = |at: At, span: Span| {
        let words = links.documents[at.0].document.source.words(span).to_lowercase();
        words.replace(":00", "").replace(": 00", "").chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    // Whole passages are no form of each other, and cost too much to hold against each other letter by letter.
    if change.here.len().max(change.there.len()) > FORM {
        return change.sense;
    }
    let slip = usize::from(!matches!(change.sense, Sense::Number | Sense::Denial));
    let near = strsim::osa_distance(&squeeze(a, change.here), &squeeze(b, change.there)) <= slip;
    if near { Sense::Light } else { change.sense }
}

fn draft<'a>(links: &Links<'_>, rule: &'a Rule, ((a, b), changes): &Differing, severity: Severity) -> Draft<'a> {
    let source = |at: &At| &links.documents[at.0].document.source;
    let plain = |at: &At, span: Span| source(at).words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut places = Vec::new();
    let mut notes = Vec::new();
    for change in changes {
        for (at, span) in [(a, change.here), (b, change.there)] {
            let value = plain(at, span);
            let message = Some(format!("\"{value}\" here"));
            places.push(Place { document: at.0, span, value, speaker: None, valid: None, message });
        }
        if let Some(told) = told(weighed(links, (*a, *b), change)) {
            let [here, there] = [(a, &change.words_here), (b, &change.words_there)]
                .map(|(at, range)| shown(quote(links, *at), range, |span| plain(at, span)));
            notes.push(format!("{told}: \"{here}\" / \"{there}\""));
        }
    }
    let slots = BTreeMap::from([("count".to_owned(), changes.len().to_string())]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Explicit,
        detail: "the same words before and after".to_owned(),
    }];
    Draft { notes, ..Draft::of_rule(rule, severity, slots, places, gates) }
}

/// What kind of word a change touches, for a note.
fn told(sense: Sense) -> Option<&'static str> {
    Some(match sense {
        Sense::Light | Sense::Content => return None,
        Sense::Name => "a name differs",
        Sense::Quantifier => "how many or how much differs",
        Sense::Modal => "what may, must or will be differs",
        Sense::Denial => "one denies",
        Sense::Number => "a number differs",
    })
}

/// Changed words with those around them, the changed ones in brackets.
fn shown(quote: &Quote, range: &std::ops::Range<usize>, plain: impl Fn(Span) -> String) -> String {
    let words = |from: usize, to: usize| -> Vec<String> {
        quote.words[from.min(to)..to].iter().map(|word| plain(word.span)).collect()
    };
    let before = words(range.start.saturating_sub(BESIDE), range.start);
    let after = words(range.end, (range.end + BESIDE).min(quote.words.len()));
    let inside = format!("[{}]", words(range.start, range.end).join(" "));
    before.into_iter().chain([inside]).chain(after).collect::<Vec<_>>().join(" ")
}
