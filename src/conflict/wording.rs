//! Passages that stand in two documents with small differences: reprints, and quotations of the same words.

use std::collections::BTreeMap;
use std::rc::Rc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::findings::{Draft, Place};
use super::passages::may_differ;
use super::quotations;
use super::sieve::Sieve;
use crate::claim::hash;
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::link::{Links, Role};
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
        Mechanism::Quotation => quotations::differing(links, rule),
        Mechanism::Speaker => quotations::speakers(links, rule),
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
fn around(words: &[Word], range: &std::ops::Range<usize>) -> Span {
    let first = range.start.saturating_sub(1);
    let last = range.end.min(words.len() - 1);
    words[first].1.join(words[last].1)
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
