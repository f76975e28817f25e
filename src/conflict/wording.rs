//! Passages that stand in two documents with small differences: reprints, and quotations of the same words.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::findings::{Draft, Place};
use crate::claim::Quote;
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::link::Links;
use crate::link::Role;
use crate::rule::{Mechanism, Rule};
use crate::source::Span;

/// A word in lower case and its place.
type Word = (String, Span);

/// A place where two passages differ: the words here and there.
type Change = (Span, Span);

/// The findings of a rule about wording.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    if rule.mechanism == Mechanism::Quotation { quotations(links, rule) } else { reprints(links, rule) }
}

/// Fingerprints in more documents than this are boilerplate.
const BOILERPLATE: usize = 8;
/// Fingerprints that two documents must share.
const ANCHORS: usize = 2;
/// Words around the outermost shared fingerprints that are looked at.
const MARGIN: usize = 24;
/// Words in a row that must be equal on both sides of a difference.
const FRAME: usize = 5;
/// Most words that differ at one place.
const CHANGED: usize = 4;

fn reprints<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut holders: BTreeMap<u64, Vec<(usize, u32)>> = BTreeMap::new();
    for (i, linked) in links.documents.iter().enumerate() {
        for shingle in &linked.document.claims.shingles {
            holders.entry(shingle.hash).or_default().push((i, shingle.at));
        }
    }
    let mut shared: BTreeMap<(usize, usize), Vec<(u32, u32)>> = BTreeMap::new();
    for places in holders.values().filter(|p| (2..=BOILERPLATE).contains(&p.len())) {
        for (n, &(i, at)) in places.iter().enumerate() {
            for &(j, there) in places[n + 1..].iter().filter(|(j, _)| *j != i) {
                shared.entry((i, j)).or_default().push((at, there));
            }
        }
    }
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    shared
        .into_iter()
        .filter(|((i, j), anchors)| anchors.len() >= ANCHORS && (judged(*i) || judged(*j)) && links.comparable(*i, *j))
        .filter_map(|((i, j), anchors)| {
            let changes = passage_changes(links, i, j, &anchors);
            (!changes.is_empty()).then(|| draft(links, rule, (i, j), &changes, rule.severity))
        })
        .collect()
}

fn passage_changes(links: &Links<'_>, i: usize, j: usize, anchors: &[(u32, u32)]) -> Vec<Change> {
    let region = |document: usize, ats: Vec<u32>| {
        let all = words(&links.documents[document].document.source.text);
        let (low, high) = (ats.iter().min().copied().unwrap_or(0), ats.iter().max().copied().unwrap_or(0));
        let first = all.partition_point(|w| w.1.start < low).saturating_sub(MARGIN);
        let last = (all.partition_point(|w| w.1.start <= high) + MARGIN).min(all.len());
        all[first..last].to_vec()
    };
    let here = region(i, anchors.iter().map(|a| a.0).collect());
    let there = region(j, anchors.iter().map(|a| a.1).collect());
    changes(&here, &there, FRAME)
}

/// Words of letters and digits in lower case.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                words.push((text[s..i].to_lowercase(), Span::new(s, i)));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The differences of two passages that stand between `frame` equal words on both sides.
fn changes(here: &[Word], there: &[Word], frame: usize) -> Vec<Change> {
    let a: Vec<&str> = here.iter().map(|w| w.0.as_str()).collect();
    let b: Vec<&str> = there.iter().map(|w| w.0.as_str()).collect();
    let ops = capture_diff_slices(Algorithm::Patience, &a, &b);
    let equal = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Equal { len, .. }) if *len >= frame);
    let mut found = Vec::new();
    for (n, op) in ops.iter().enumerate() {
        let (old, new) = (op.old_range(), op.new_range());
        let framed = n > 0 && equal(ops.get(n - 1)) && equal(ops.get(n + 1));
        if matches!(op, DiffOp::Equal { .. }) || !framed || old.len().max(new.len()) > CHANGED {
            continue;
        }
        let numbers = |words: &[Word]| words.iter().all(|w| w.0.len() <= 2 && w.0.chars().all(|c| c.is_ascii_digit()));
        if numbers(&here[old.clone()]) && numbers(&there[new.clone()]) {
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

/// Words that two quotations must share.
const SHARED: usize = 4;
/// Quotations of more documents than this share their words by chance or by fame.
const FAMOUS: usize = 12;

fn quotations<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let mut index: BTreeMap<[&str; 3], Vec<(usize, usize)>> = BTreeMap::new();
    for (i, linked) in links.documents.iter().enumerate() {
        for (q, quote) in linked.document.claims.quotes.iter().enumerate() {
            for window in quote.words.windows(3) {
                index.entry([&window[0].0, &window[1].0, &window[2].0]).or_default().push((i, q));
            }
        }
    }
    let mut pairs: BTreeMap<((usize, usize), (usize, usize)), usize> = BTreeMap::new();
    for holders in index.values().filter(|h| (2..=FAMOUS).contains(&h.len())) {
        for (n, &a) in holders.iter().enumerate() {
            for &b in holders[n + 1..].iter().filter(|b| b.0 != a.0) {
                *pairs.entry((a, b)).or_default() += 1;
            }
        }
    }
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let quote = |(i, q): (usize, usize)| &links.documents[i].document.claims.quotes[q];
    let mut groups: Vec<(BTreeSet<(usize, usize)>, Vec<((usize, usize), Vec<Change>)>)> = Vec::new();
    let wanted = |a: (usize, usize), b: (usize, usize)| (judged(a.0) || judged(b.0)) && links.comparable(a.0, b.0);
    for (a, b) in pairs.into_keys().filter(|&(a, b)| wanted(a, b) && !other_speaker(quote(a), quote(b))) {
        let changes = quote_changes(quote(a), quote(b));
        if changes.is_empty() {
            continue;
        }
        let at = groups.iter().position(|(quotes, _)| quotes.contains(&a) || quotes.contains(&b));
        let group = match at {
            Some(at) => &mut groups[at],
            None => {
                groups.push(Default::default());
                groups.last_mut().expect("just pushed")
            }
        };
        group.0.extend([a, b]);
        group.1.push(((a.0, b.0), changes));
    }
    groups.into_iter().map(|(_, pairs)| grouped(links, rule, &pairs)).collect()
}

/// Whether two quotations are told of two different speakers: then they may be two similar sentences.
fn other_speaker(a: &Quote, b: &Quote) -> bool {
    let key = |q: &Quote| q.speaker.as_ref().and_then(|s| s.key.clone());
    key(a).zip(key(b)).is_some_and(|(x, y)| x != y)
}

/// One finding for all quotations of the same words: the first pair that differs by more than its form, then the other places.
fn grouped<'a>(links: &Links<'_>, rule: &'a Rule, pairs: &[((usize, usize), Vec<Change>)]) -> Draft<'a> {
    let formal =
        |(documents, changes): &((usize, usize), Vec<Change>)| changes.iter().all(|c| form_only(links, *documents, c));
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

/// Replaced words of two quotations that are otherwise the same; what one of them leaves out at its ends is no difference.
fn quote_changes(a: &Quote, b: &Quote) -> Vec<Change> {
    let x: Vec<&str> = a.words.iter().map(|w| w.0.as_str()).collect();
    let y: Vec<&str> = b.words.iter().map(|w| w.0.as_str()).collect();
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
    let alike = equal >= SHARED && changed * 4 <= equal.max(SHARED) && equal * 10 >= x.len().min(y.len()) * 7;
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
    Draft { rule, severity, predicate: rule.name.clone(), slots, places, gates, notes: Vec::new(), settled_by: None }
}
