//! Finds where a text words a predicate.
//!
//! Each trigger tries a few variants: from the anchor to the right, then to the left, through what may be passed over. Every attempt has a
//! budget, and looks no further than its sentence, so that no text makes the work more than linear.

mod attempt;

use std::ops::Range;

use super::compile::{Asks, Index, Part, Role, Trigger, Variant};
use super::place::{Ground, Item};
use super::sequence::sequences;
use super::{Filler, Match, SlotType};
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::Text;
use crate::text::clauses::{Clause, Clauses, TextClauses};

/// Elements placed on trial in one attempt.
const BUDGET: u32 = 200;
/// Tokens between an element and the one before it.
const WINDOW: usize = 24;
/// Mentions tried to the left of an element.
const NEAREST: usize = 3;
/// Neighbours that a winner is compared with.
const RIVALS: usize = 24;
/// Matches made of one by coordination.
const COPIES: usize = 64;

/// Where an element stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: usize,
    end: usize,
    filler: Filler,
    item: Option<Item>,
}

/// A variant that fits.
#[derive(Clone, Debug)]
struct Candidate {
    variant: u32,
    places: Vec<Place>,
    head: (usize, usize),
    /// More telling wordings win over less telling ones.
    rank: (usize, std::cmp::Reverse<usize>),
}

impl Candidate {
    fn start(&self) -> usize {
        self.places.iter().map(|p| p.start).min().unwrap_or(0)
    }

    fn end(&self) -> usize {
        self.places.iter().map(|p| p.end).max().unwrap_or(0)
    }
}

struct Finder<'a> {
    index: &'a Index,
    ground: Ground<'a>,
    /// Tokens of the sentence.
    range: Range<usize>,
    places: Vec<Option<Place>>,
    budget: u32,
    /// What stands in the sentence.
    held: Asks,
    /// Whether what only documents tell that were put together is looked for.
    closely: bool,
}

/// All matches of a text, by start.
pub(super) fn find(
    index: &Index,
    text: &Text,
    mentions: &Mentions,
    clauses: &TextClauses,
    closely: bool,
) -> Vec<Match> {
    let entries = index.entries(text);
    let ground = Ground::new(&entries, text, mentions);
    let mut finder =
        Finder { index, ground, range: 0..0, places: Vec::new(), budget: 0, held: Asks::default(), closely };
    let mut matches = Vec::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        finder.range = sentence.tokens.start as usize..(sentence.tokens.end as usize).min(text.tokens.len());
        let first = matches.len();
        let candidates = finder.candidates();
        for candidate in finder.winners(candidates) {
            finder.matches(&candidate, &mut matches);
        }
        if let Some(clauses) = clauses.of(number) {
            let mut logical = Vec::new();
            for clause in &clauses.list {
                finder.clause(clause, &mut logical);
            }
            settle(text, clauses, &mut matches, first, logical);
        }
    }
    matches.retain(|found| apposed(text, found).is_none_or(|name| !is_beneath_a_name(text, name)));
    matches.sort_by(|a, b| {
        let key = |m: &Match| (m.span, m.predicate, m.wording);
        key(a).cmp(&key(b)).then_with(|| a.slots.iter().map(|s| s.1).cmp(b.slots.iter().map(|s| s.1)))
    });
    matches.dedup();
    matches
}

/// What the surface was found to say of words that belong to other clauses than the verb, and are no arguments of its own, is an accident of their order. Of
/// matches of one verb one that fills fewer slots than another, and these alike, goes.
fn settle(text: &Text, clauses: &Clauses, matches: &mut Vec<Match>, first: usize, mut logical: Vec<Match>) {
    let same = |a: &Match, b: &Match| a.predicate == b.predicate && a.head == b.head;
    let own = |m: &Match| {
        // A wording may hold the verbs of several clauses: "goes back to a yard that Ana Ruiz opened in 1908".
        let verbs: Vec<usize> = m.words.iter().filter_map(|&word| clauses.at(word as usize)).collect();
        let tokens = |span: Span| text.tokens_in(span);
        let argument = |at: usize, span: Span| {
            let (start, end) = (tokens(span).start as u32, tokens(span).end as u32);
            clauses.list[at].arguments.iter().any(|a| a.tokens.start < end && start < a.tokens.end)
        };
        let told =
            |span: Span| verbs.iter().any(|&at| clauses.of(tokens(span).start) == Some(at) || argument(at, span));
        verbs.is_empty() || m.slots.iter().all(|(_, span, _)| told(*span))
    };
    let surface = matches.split_off(first);
    matches.extend(surface.into_iter().filter(|m| apposed(text, m).is_some() || opens(text, m) || own(m)));
    let told = matches[first..].to_vec();
    logical.retain(|l| !told.iter().any(|m| same(l, m) && (l.slots == m.slots || apposed(text, m).is_some())));
    logical.sort_by_key(|m| (m.head, m.predicate, std::cmp::Reverse(m.slots.len()), m.span.len()));
    for found in logical {
        let less = |m: &Match| same(m, &found) && found.slots.iter().all(|slot| m.slots.contains(slot));
        if !matches[first..].iter().any(less) {
            matches.push(found);
        }
    }
}

/// The first token of the name that a wording opens with, where a comma and the next of its words stand right behind it ("Solcombe Air, founded in 1980"; a bracket may stand
/// between): whatever the clauses say of that verb, it is told of that name.
fn apposed(text: &Text, found: &Match) -> Option<usize> {
    let mut words = found.words.iter().map(|&word| word as usize);
    let (comma, next) = (words.next()?, words.next()?);
    let name = text.tokens_in(found.slots.first()?.1);
    if text.lower(comma) != "," || next != comma + 1 || name.end > comma {
        return None;
    }
    let bracket = || text.lower(name.end) == "(" && text.lower(comma - 1) == ")";
    (name.end == comma || bracket()).then_some(name.start)
}

/// Whether a wording opens its sentence and ends with what the sentence goes on to speak of, behind a comma: "Set up in 1980 with two carts, Solcombe Freight".
fn opens(text: &Text, found: &Match) -> bool {
    let Some((_, span, _)) = found.slots.iter().max_by_key(|(_, span, _)| span.start) else { return false };
    let (name, first) = (text.tokens_in(*span), text.tokens_in(found.span).start);
    let article = usize::from(name.start > 0 && matches!(text.lower(name.start - 1), "the" | "this" | "our"));
    let comma = (name.start - article).checked_sub(1);
    let sentence = text.sentence_at(found.span.start).map(|at| text.sentences[at].tokens.start as usize);
    // "Founded in 1980 by Ana Ruiz, Tomas Vell and" goes on with a list.
    let listed = name.end < text.tokens.len() && matches!(text.lower(name.end), "," | "and" | "&");
    sentence == Some(first)
        && found.words.contains(&(first as u32))
        && comma.is_some_and(|comma| text.lower(comma) == "," && found.words.contains(&(comma as u32)))
        && !listed
}

/// Whether a name stands behind a preposition that hangs it on another name: "the Lake Prize at Solcombe Hall, founded in 1980" tells of either.
fn is_beneath_a_name(text: &Text, name: usize) -> bool {
    let article = usize::from(name > 0 && matches!(text.lower(name - 1), "the" | "a" | "an"));
    let Some(preposition) = (name - article).checked_sub(1) else { return false };
    let joins = matches!(text.lower(preposition), "at" | "by" | "for" | "from" | "in" | "near" | "of" | "on" | "with");
    joins && preposition > 0 && text.token(preposition - 1).capital
}

impl Finder<'_> {
    /// What a clause words, whatever its surface.
    fn clause(&self, clause: &Clause, out: &mut Vec<Match>) {
        let verb = clause.verb.as_deref().and_then(|verb| self.index.vocabulary.get(verb)).map(|entry| entry.word);
        for sequence in sequences(self.ground.text, clause) {
            let ground = self.ground.reordered(sequence.order, verb.map(|verb| (sequence.head, verb)));
            let range = 0..ground.tokens.len();
            let mut finder = Finder {
                index: self.index,
                ground,
                range,
                places: Vec::new(),
                budget: 0,
                held: Asks::default(),
                closely: self.closely,
            };
            let mut candidates = finder.candidates();
            candidates.retain(|c| finder.rests_on_verb(c, sequence.head));
            for candidate in finder.winners(candidates) {
                finder.matches(&candidate, out);
            }
        }
    }

    /// Whether the words of a candidate, slots left out, hold the clause's predicate.
    fn rests_on_verb(&self, candidate: &Candidate, head: usize) -> bool {
        let parts = &self.index.variants[candidate.variant as usize].parts;
        parts
            .iter()
            .zip(&candidate.places)
            .any(|(part, place)| part.is_verbal() && (place.start..place.end).contains(&head))
    }

    fn candidates(&mut self) -> Vec<Candidate> {
        let mut out = Vec::new();
        let names = self.ground.names(&self.range).min(u16::MAX.into()) as u16;
        self.held = Asks { types: self.ground.types(&self.range), names };
        let index = self.index;
        for token in self.range.clone() {
            let (lower, lemma) = self.ground.words(token);
            if lower != 0 {
                self.triggered(&index.by_word[lower as usize], token, &mut out);
            }
            if lemma != 0 && lemma != lower {
                self.triggered(&index.by_word[lemma as usize], token, &mut out);
            }
        }
        let types = self.held.types;
        let stands = |ty: SlotType| types & 1 << ty as u16 != 0;
        let all = self.closely;
        let closely = |v: u32| all || !index.together[index.variants[v as usize].predicate as usize];
        for (ty, variants) in SlotType::ALL.into_iter().zip(&index.by_type).filter(|&(ty, _)| stands(ty)) {
            let mut at = self.ground.lane(ty).partition_point(|i| i.start < self.range.start);
            while let Some(&item) = self.ground.lane(ty).get(at).filter(|i| i.end <= self.range.end) {
                at += 1;
                if Ground::accepts(ty, &item) {
                    let wanted = variants.iter().filter(|&&(v, _)| closely(v));
                    out.extend(wanted.filter_map(|&(v, part)| self.attempt(v, part.into(), place(&item))));
                }
            }
        }
        out
    }

    fn triggered(&mut self, triggers: &[Trigger], token: usize, out: &mut Vec<Candidate>) {
        let held = self.held;
        for trigger in triggers.iter().filter(|trigger| trigger.asks.is_met(held)) {
            let Some(start) = token.checked_sub(trigger.offset.into()).filter(|&s| s >= self.range.start) else {
                continue;
            };
            let index = self.index;
            let variant = &index.variants[trigger.variant as usize];
            if !self.closely && index.together[variant.predicate as usize] {
                continue;
            }
            let part = usize::from(trigger.part);
            let after_words = part > 0 && variant.parts[part - 1].slot().is_none();
            if let Some(end) = self.words(&variant.parts[part], start, after_words) {
                let place = Place { start, end, filler: Filler::Words, item: None };
                out.extend(self.attempt(trigger.variant, part, place));
            }
        }
    }

    /// Of wordings of one predicate that rest on the same words, the most telling one.
    fn winners(&self, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
        let predicate = |c: &Candidate| self.index.variants[c.variant as usize].predicate;
        candidates.sort_by(|a, b| {
            let key = |c: &Candidate| (predicate(c), c.start(), std::cmp::Reverse(c.rank), c.variant);
            key(a).cmp(&key(b))
        });
        let mut kept = vec![true; candidates.len()];
        for i in 0..candidates.len() {
            let near = i + 1..candidates.len().min(i + 1 + RIVALS);
            for j in near {
                let (a, b) = (&candidates[i], &candidates[j]);
                if predicate(a) != predicate(b) || b.start() >= a.end() {
                    break;
                }
                if !kept[i] || !kept[j] {
                    continue;
                }
                let same_head = a.head == b.head;
                if same_head || self.rests_on(b, a) || self.rests_on(a, b) {
                    let loser = if (b.rank, a.variant) > (a.rank, b.variant) { i } else { j };
                    kept[loser] = false;
                }
            }
        }
        candidates.into_iter().zip(kept).filter(|(_, k)| *k).map(|(c, _)| c).collect()
    }

    /// Whether all words of `a` that are no slots are words of `b` too.
    fn rests_on(&self, a: &Candidate, b: &Candidate) -> bool {
        let words = |c: &Candidate| -> Vec<(usize, usize)> {
            let parts = &self.index.variants[c.variant as usize].parts;
            let content = parts.iter().zip(&c.places).filter(|(p, _)| p.role().is_some_and(|r| r >= Role::Auxiliary));
            content.map(|(_, p)| (p.start, p.end)).collect()
        };
        let (a, b) = (words(a), words(b));
        !a.is_empty() && a.iter().all(|w| b.contains(w))
    }

    /// The matches that a candidate stands for: one for each of the mentions coordinated in a slot.
    fn matches(&self, candidate: &Candidate, out: &mut Vec<Match>) {
        let variant = &self.index.variants[candidate.variant as usize];
        let mut copies = vec![candidate.places.clone()];
        let telling =
            variant.parts.iter().any(|p| p.role() == Some(Role::Content) || p.role() == Some(Role::Auxiliary));
        for (i, part) in variant.parts.iter().enumerate().filter(|_| telling) {
            let (Some(ty), Some(item)) = (part.slot(), candidate.places[i].item) else { continue };
            let back = variant.parts.get(i + 1).is_some_and(Part::is_verbal);
            for other in self.ground.coordinated(ty, &item, back, &self.range) {
                if copies.len() * 2 > COPIES {
                    break;
                }
                let with: Vec<_> = copies.iter().filter(|c| c[i].start == item.start).cloned().collect();
                copies.extend(with.into_iter().map(|mut c| {
                    c[i] = place(&other);
                    c
                }));
            }
        }
        let passed = self.passed(candidate);
        out.extend(copies.iter().map(|places| self.finish(variant, candidate, places, &passed)));
    }

    fn finish(&self, variant: &Variant, candidate: &Candidate, places: &[Place], passed: &[u32]) -> Match {
        let span = |p: &Place| self.ground.span(p.start..p.end);
        let whole = places.iter().map(span).reduce(Span::join).unwrap_or_default();
        let slots = variant.parts.iter().zip(places).filter_map(|(part, p)| match part {
            Part::Slot { name, .. } => Some((name.to_string(), span(p), p.filler)),
            Part::Words { .. } => None,
        });
        let worded = variant.parts.iter().zip(places).filter(|(part, _)| part.slot().is_none());
        let words = worded.flat_map(|(_, p)| (p.start..p.end).map(|at| self.ground.original(at)));
        Match {
            predicate: variant.predicate as usize,
            wording: variant.wording as usize,
            span: whole,
            head: self.ground.span(candidate.head.0..candidate.head.1),
            slots: slots.collect(),
            passed: passed.to_vec(),
            words: words.collect(),
        }
    }

    /// The small words directly before each part that is no slot.
    fn passed(&self, candidate: &Candidate) -> Vec<u32> {
        let parts = &self.index.variants[candidate.variant as usize].parts;
        let mut out = Vec::new();
        let mut floor = candidate.start().saturating_sub(WINDOW).max(self.range.start);
        for (part, place) in parts.iter().zip(&candidate.places) {
            let mut at = place.start;
            while part.role().is_some() && at > floor && self.ground.is_helper(at - 1) {
                at -= 1;
            }
            out.extend((at..place.start).map(|at| self.ground.original(at)));
            floor = place.end;
        }
        out
    }
}

fn place(item: &Item) -> Place {
    Place { start: item.start, end: item.end, filler: item.filler, item: Some(*item) }
}
