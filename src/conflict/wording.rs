//! Passages that stand in two documents with small differences: reprints, and quotations of the same words.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashSet;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::findings::{Draft, Place};
use super::groups::joined;
use super::passages::may_differ;
use super::sieve::Sieve;
use crate::claim::{Quote, hash};
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::link::{Linked, Links, Role};
use crate::rule::{Mechanism, Rule};
use crate::source::Span;

/// A word, by its hash, and its place.
type Word = (u64, Span);

/// Two documents and where a fingerprint that they share stands in the one and in the other.
type Anchor = ((usize, usize), (u32, u32));

/// A place where two passages differ: the words here and there.
type Change = (Span, Span);

/// The findings of a rule about wording.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    match rule.mechanism {
        Mechanism::Quotation => quotations(links, rule),
        Mechanism::Speaker => speakers(links, rule),
        _ => reprints(links, rule),
    }
}

/// Fingerprints in more documents than this are boilerplate.
pub(crate) const BOILERPLATE: usize = 8;
/// Fingerprints that two documents must share.
const ANCHORS: usize = 2;
/// Words between two fingerprints of one passage.
const PASSAGE: usize = 120;
/// Words around the outermost shared fingerprints that are looked at.
const MARGIN: usize = 24;
/// Words that two persons hardly put in the same way by chance.
const ONE: usize = 6;
/// Words in a row that must be equal on both sides of a difference.
const FRAME: usize = 5;
/// Most words that differ at one place.
const CHANGED: usize = 4;

fn reprints<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let places = links.documents.iter().enumerate().flat_map(|(i, linked)| {
        linked.document.claims.shingles.iter().map(move |shingle| (shingle.hash, i, shingle.at))
    });
    let sieve = Sieve::of(places.clone().map(|place| place.0));
    let mut all: Vec<(u64, usize, u32)> =
        places.filter(|place| sieve.may_repeat(place.0) && !links.is_common(place.0)).collect();
    all.sort_unstable();
    let mut shared: Vec<Anchor> = Vec::new();
    for places in all.chunk_by(|a, b| a.0 == b.0).filter(|p| (2..=BOILERPLATE).contains(&p.len())) {
        for (n, &(_, i, at)) in places.iter().enumerate() {
            let others = places[n + 1..].iter().filter(|(_, j, _)| *j != i);
            shared.extend(others.map(|&(_, j, there)| ((i, j), (at, there))));
        }
    }
    shared.sort_unstable();
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let mut lexer = Lexer::new(links);
    shared
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|anchors| anchors.len() >= ANCHORS)
        .map(|anchors| (anchors[0].0, anchors))
        .filter(|((i, j), _)| (judged(*i) || judged(*j)) && links.comparable(*i, *j))
        .filter_map(|((i, j), anchors)| {
            let changes = passage_changes(&mut lexer, i, j, anchors);
            (!changes.is_empty()).then(|| draft(links, rule, (i, j), &changes, rule.severity))
        })
        .collect()
}

/// The words of the documents, each document read once and only if it is compared.
struct Lexer<'l, 'a> {
    links: &'l Links<'a>,
    documents: Vec<Option<Rc<[Word]>>>,
}

impl<'l, 'a> Lexer<'l, 'a> {
    fn new(links: &'l Links<'a>) -> Self {
        Self { links, documents: vec![None; links.documents.len()] }
    }

    fn text(&self, document: usize) -> &'l str {
        &self.links.documents[document].document.source.text
    }

    fn words(&mut self, document: usize) -> Rc<[Word]> {
        let text = self.text(document);
        let read = || words(text).map(|span| (number(span.of(text)), span)).collect();
        self.documents[document].get_or_insert_with(read).clone()
    }
}

fn number(word: &str) -> u64 {
    if word.is_ascii() { hash(word.bytes().map(|b| b.to_ascii_lowercase())) } else { hash(word.to_lowercase().bytes()) }
}

/// Whether a word is one or two digits, as an item of a list has.
fn is_short(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// The differences of two documents around the fingerprints that they share: passages whose fingerprints lie near each other in both are compared as one.
fn passage_changes(lexer: &mut Lexer<'_, '_>, i: usize, j: usize, anchors: &[Anchor]) -> Vec<Change> {
    let (here, there) = (lexer.words(i), lexer.words(j));
    let place = |words: &[Word], at: u32| words.partition_point(|w| w.1.start < at);
    let places: Vec<(usize, usize)> =
        anchors.iter().map(|(_, (at, opposite))| (place(&here, *at), place(&there, *opposite))).collect();
    let one = |a: &(usize, usize), b: &(usize, usize)| {
        b.0 - a.0 <= PASSAGE && b.1.checked_sub(a.1).is_some_and(|gap| gap <= PASSAGE)
    };
    let mut found = Vec::new();
    for passage in places.chunk_by(one) {
        let (first, last) = (passage[0], passage[passage.len() - 1]);
        let region =
            |words: &[Word], low: usize, high: usize| low.saturating_sub(MARGIN)..(high + 1 + MARGIN).min(words.len());
        let (a, b) = (region(&here, first.0, last.0), region(&there, first.1, last.1));
        found.extend(changes((lexer.text(i), &here[a]), (lexer.text(j), &there[b]), FRAME));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Words of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = edge(text, at, true);
        at = edge(text, start, false);
        (start < text.len()).then(|| Span::new(start, at))
    })
}

/// The first character from `at` on that is a letter or digit, or none; the end of the text if there is no such.
fn edge(text: &str, mut at: usize, letter: bool) -> usize {
    // Most characters need no decoding.
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() == letter {
                break;
            }
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next().filter(|c| c.is_alphanumeric() != letter) else { break };
            at += c.len_utf8();
        }
    }
    at
}

/// The differences of two passages that stand between `frame` equal words on both sides.
fn changes((text, here): (&str, &[Word]), (other, there): (&str, &[Word]), frame: usize) -> Vec<Change> {
    let a: Vec<u64> = here.iter().map(|w| w.0).collect();
    let b: Vec<u64> = there.iter().map(|w| w.0).collect();
    if !may_differ(&a, &b, frame, CHANGED) {
        return Vec::new();
    }
    let ops = capture_diff_slices(Algorithm::Patience, &a, &b);
    let equal = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Equal { len, .. }) if *len >= frame);
    let mut found = Vec::new();
    for (n, op) in ops.iter().enumerate() {
        let (old, new) = (op.old_range(), op.new_range());
        let framed = n > 0 && equal(ops.get(n - 1)) && equal(ops.get(n + 1));
        if matches!(op, DiffOp::Equal { .. }) || !framed || old.len().max(new.len()) > CHANGED {
            continue;
        }
        let numbers = |text: &str, words: &[Word]| words.iter().all(|w| is_short(w.1.of(text)));
        if numbers(text, &here[old.clone()]) && numbers(other, &there[new.clone()]) {
            continue; // The number of a list item.
        }
        found.push((around(here, &old), around(there, &new)));
    }
    found
}

/// The words of a range with one word on either side, so that an omission has a place too.
fn around<T>(words: &[(T, Span)], range: &std::ops::Range<usize>) -> Span {
    let first = range.start.saturating_sub(1);
    let last = range.end.min(words.len() - 1);
    words[first].1.join(words[last].1)
}

/// A quotation: its document and its number there.
type At = (usize, usize);

/// Two documents and the places where a quotation of theirs differs.
type Differing = ((usize, usize), Vec<Change>);

/// Words that two quotations must share.
const SHARED: usize = 4;
/// Quotations of more documents than this share their words by chance or by fame.
pub(crate) const FAMOUS: usize = 12;

fn quotations<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let quote = |(i, q): At| &links.documents[i].document.claims.quotes[q];
    let plain = |&(a, b): &(At, At)| !quote(a).edited && !quote(b).edited && !other_speaker(quote(a), quote(b));
    let changed = |(a, b): (At, At)| Some(((a, b), quote_changes(quote(a), quote(b)))).filter(|c| !c.1.is_empty());
    let changed: Vec<((At, At), Vec<Change>)> = alike(links).into_iter().filter(plain).filter_map(changed).collect();
    let documents = |((a, b), changes): ((At, At), Vec<Change>)| ((a.0, b.0), changes);
    joined(changed, |((a, b), _)| [*a, *b])
        .into_iter()
        .map(|group| grouped(links, rule, &group.into_iter().map(documents).collect::<Vec<Differing>>()))
        .collect()
}

/// Pairs of quotations in two documents that have most of their words in common, in whatever order.
fn alike(links: &Links<'_>) -> Vec<(At, At)> {
    let quotes = links.documents.iter().enumerate().flat_map(|(i, linked)| {
        linked.document.claims.quotes.iter().enumerate().map(move |(q, quote)| ((i, q), quote))
    });
    let all = quotes.flat_map(|(at, quote)| quote.words.windows(3).map(move |w| ([w[0].0, w[1].0, w[2].0], at)));
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let asked = of_judged(links);
    let sieve = asked.is_none().then(|| Sieve::of(all.clone().map(|(words, _)| mixed(words))));
    let may_tell = |words: u64| {
        let met = asked.as_ref().is_none_or(|asked| asked.contains(&words));
        met && sieve.as_ref().is_none_or(|sieve| sieve.may_repeat(words)) && !links.is_common(words)
    };
    let mut windows: Vec<([u64; 3], At)> = all.filter(|(words, _)| may_tell(mixed(*words))).collect();
    windows.sort_unstable();
    let wanted = |a: At, b: At| a.0 != b.0 && (judged(a.0) || judged(b.0)) && links.comparable(a.0, b.0);
    let mut pairs: Vec<(At, At)> = Vec::new();
    for holders in windows.chunk_by(|a, b| a.0 == b.0).filter(|h| (2..=FAMOUS).contains(&h.len())) {
        for (n, &(_, a)) in holders.iter().enumerate() {
            pairs.extend(holders[n + 1..].iter().filter(|(_, b)| wanted(a, *b)).map(|&(_, b)| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let quote = |(i, q): At| &links.documents[i].document.claims.quotes[q];
    let mut sorted: BTreeMap<At, Vec<u64>> = BTreeMap::new();
    for &at in pairs.iter().flat_map(|(a, b)| [a, b]) {
        sorted.entry(at).or_insert_with(|| {
            let mut words: Vec<u64> = quote(at).words.iter().map(|w| w.0).collect();
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
    quote.words.windows(3).map(|w| mixed([w[0].0, w[1].0, w[2].0]))
}

/// One hash of three.
pub(crate) fn mixed(words: [u64; 3]) -> u64 {
    words.into_iter().fold(0, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// One quotation, given to two persons.
fn speakers<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let quote = |(i, q): At| &links.documents[i].document.claims.quotes[q];
    let speaker = |at: At| quote(at).speaker.as_ref().filter(|speaker| speaker.person);
    let two = |&(a, b): &(At, At)| {
        let keys = speaker(a).and_then(|s| s.key.as_deref()).zip(speaker(b).and_then(|s| s.key.as_deref()));
        let apart = keys.is_some_and(|(x, y)| {
            let ((x, x_inferred), (y, y_inferred)) = (links.key(x), links.key(y));
            x != y && !x_inferred && !y_inferred && !x.split(' ').any(|part| y.split(' ').any(|other| part == other))
        });
        apart && is_one(quote(a), quote(b))
    };
    let pairs: Vec<(At, At)> = alike(links).into_iter().filter(two).collect();
    let draft = |pairs: Vec<(At, At)>| {
        let mut places: Vec<Place> = Vec::new();
        for at in pairs.iter().flat_map(|(a, b)| [*a, *b]) {
            let name = speaker(at).map_or_else(String::new, |s| s.name.clone());
            let message = Some(format!("{name} here"));
            let span = quote(at).told;
            let place = Place { document: at.0, span, value: name.clone(), speaker: Some(name), valid: None, message };
            if !places.iter().any(|p| p.document == place.document && p.span == place.span) {
                places.push(place);
            }
        }
        let slots = BTreeMap::from([
            ("speaker".to_owned(), places[0].value.clone()),
            ("other".to_owned(), places[1].value.clone()),
        ]);
        let gates =
            vec![Passed { gate: Gate::Referent, passed_by: PassedBy::Explicit, detail: "the same words".to_owned() }];
        Draft::of_rule(rule, rule.severity, slots, places, gates)
    };
    joined(pairs, |(a, b)| [*a, *b]).into_iter().map(draft).collect()
}

/// Whether two quotations are the same words, one perhaps shortened at its ends.
fn is_one(a: &Quote, b: &Quote) -> bool {
    let words = |q: &Quote| q.words.iter().map(|w| w.0).collect::<Vec<u64>>();
    let (x, y) = (words(a), words(b));
    let ops = capture_diff_slices(Algorithm::Myers, &x, &y);
    let equal: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    equal >= ONE && equal * 10 >= x.len().min(y.len()) * 9
}

/// Whether two quotations are told of two different speakers: then they may be two similar sentences.
fn other_speaker(a: &Quote, b: &Quote) -> bool {
    let key = |q: &Quote| q.speaker.as_ref().and_then(|s| s.key.clone());
    key(a).zip(key(b)).is_some_and(|(x, y)| x != y)
}

/// One finding for all quotations of the same words: the first pair that differs by more than its form, then the other places.
fn grouped<'a>(links: &Links<'_>, rule: &'a Rule, pairs: &[Differing]) -> Draft<'a> {
    let formal = |(documents, changes): &Differing| changes.iter().all(|c| form_only(links, *documents, c));
    let first = pairs.iter().position(|p| !formal(p));
    let (documents, changes) = &pairs[first.unwrap_or(0)];
    let severity = if first.is_some() { rule.severity } else { Severity::Note };
    let mut whole = draft(links, rule, *documents, changes, severity);
    for (documents, changes) in pairs {
        for place in draft(links, rule, *documents, changes, severity).places {
            if !whole.places.iter().any(|p| p.document == place.document && p.span == place.span) {
                whole.places.push(place);
            }
        }
    }
    whole
}

/// Whether the words differ in spaces, marks, or one letter only: "end game" and "endgame", "6 p.m." and "6:00 p.m.".
fn form_only(links: &Links<'_>, documents: (usize, usize), change: &Change) -> bool {
    let squeeze = |document: usize, span: Span| {
        let words = links.documents[document].document.source.words(span).to_lowercase();
        words.replace(":00", "").replace(": 00", "").chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    strsim::osa_distance(&squeeze(documents.0, change.0), &squeeze(documents.1, change.1)) <= 1
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

/// Whether so many equal words are most of a quotation.
fn is_most(equal: usize, words: usize) -> bool {
    equal >= SHARED && equal * 10 >= words * 7
}

/// Replaced words of two quotations that are otherwise the same; what one of them leaves out at its ends is no difference.
fn quote_changes(a: &Quote, b: &Quote) -> Vec<Change> {
    let x: Vec<u64> = a.words.iter().map(|w| w.0).collect();
    let y: Vec<u64> = b.words.iter().map(|w| w.0).collect();
    let ops = capture_diff_slices(Algorithm::Myers, &x, &y);
    let equal: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    let last = ops.len().saturating_sub(1);
    let mut found = Vec::new();
    let mut changed = 0;
    for (n, op) in ops.iter().enumerate() {
        let (old, new) = (op.old_range(), op.new_range());
        let replaced = matches!(op, DiffOp::Replace { .. }) && old.len() == new.len();
        let inner = n > 0 && n < last;
        if matches!(op, DiffOp::Equal { .. }) || !(replaced || inner) {
            continue;
        }
        changed += old.len().max(new.len());
        found.push((around(&a.words, &old), around(&b.words, &new)));
    }
    let alike = is_most(equal, x.len().min(y.len())) && changed * 4 <= equal.max(SHARED);
    if alike { found } else { Vec::new() }
}

fn draft<'a>(
    links: &Links<'_>,
    rule: &'a Rule,
    documents: (usize, usize),
    changes: &[Change],
    severity: Severity,
) -> Draft<'a> {
    let source = |i: usize| &links.documents[i].document.source;
    let mut places = Vec::new();
    for &(here, there) in changes {
        for (document, span) in [(documents.0, here), (documents.1, there)] {
            let value = source(document).words(span).split_whitespace().collect::<Vec<_>>().join(" ");
            let message = Some(format!("\"{value}\" here"));
            places.push(Place { document, span, value, speaker: None, valid: None, message });
        }
    }
    let slots = BTreeMap::from([("count".to_owned(), changes.len().to_string())]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Explicit,
        detail: "the same words before and after".to_owned(),
    }];
    Draft::of_rule(rule, severity, slots, places, gates)
}
