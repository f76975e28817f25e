//! "the agreement", "this pact": which agreement is meant, if only one can be.

use std::collections::VecDeque;

use super::EntityId;
use super::doc::Doc;
use super::scan::Raw;
use super::tables::{cue, flag};
use crate::text::Sym;

/// How many sentences back an agreement is still live.
const REACH: usize = 3;
/// A document with more agreements than this has no only one.
const FEW: usize = 8;

#[derive(Clone, Copy)]
struct Noted {
    sentence: usize,
    id: EntityId,
    noun: Sym,
    /// Whether a noun alone such as "plan" or "law" says what it is.
    named_only: bool,
    /// What it says of how the thing came about: bits of [`cue`].
    origin: u32,
}

/// The agreements named so far.
#[derive(Default)]
pub(crate) struct Recent {
    live: VecDeque<Noted>,
    all: Vec<Noted>,
}

impl Recent {
    /// Notes a mention; a noun right after it counts too: "the Water Accord (WA) programme".
    pub(crate) fn note(&mut self, doc: &Doc, raw: &Raw, id: EntityId) {
        let noun = (raw.start..raw.end).rev().find(|&k| doc.has(k, flag::AGREEMENT));
        let mut nouns: Vec<usize> = vec![noun.unwrap_or(raw.start)];
        let mut next = raw.end;
        if doc.is(next, "(") && doc.is(next + 2, ")") {
            next += 3;
        }
        if doc.has(next, flag::AGREEMENT) && !doc.capital(next) {
            nouns.push(next);
        }
        for k in nouns {
            let named_only = doc.has(k, flag::NAMED_ONLY);
            let origin = doc.cue(k) & (cue::ENACTED | cue::STATUTE);
            let noted = Noted { sentence: raw.sentence, id, noun: doc.text.tokens[k].lower, named_only, origin };
            self.live.push_back(noted);
            let old = self.all.iter().any(|n| n.id == id && n.noun == noted.noun);
            if !old && self.all.len() <= FEW {
                self.all.push(noted);
            }
        }
        while self.live.len() > FEW * FEW {
            self.live.pop_front();
        }
    }

    /// The agreement that a definite noun means; "this" takes up the one named last.
    pub(crate) fn find(&mut self, doc: &Doc, raw: &Raw, noun: usize) -> Option<EntityId> {
        while self.live.front().is_some_and(|n| n.sentence + REACH < raw.sentence) {
            self.live.pop_front();
        }
        let sym = doc.text.tokens[noun].lower;
        let named_only = doc.has(noun, flag::NAMED_ONLY);
        let origin = doc.cue(noun) & (cue::ENACTED | cue::STATUTE);
        let like = |n: &&Noted| n.noun == sym || n.origin == origin && origin != cue::ENACTED;
        let fits = |n: &&Noted| n.noun == sym || like(n) && (origin != 0 || !named_only && !n.named_only);
        let exact = |n: &&Noted| n.noun == sym;
        let few = if self.all.len() > FEW { &[][..] } else { self.all.as_slice() };
        let live = || self.live.iter().filter(fits);
        let pointing = raw.start > 0 && matches!(doc.lower(raw.start - 1), "this" | "that");
        if live().next().is_none() && (pointing || origin != 0) {
            // "This program" is one just spoken of; "the law" is no law in particular unless one was just named.
            return None;
        }
        if live().next().is_none() {
            // "the plan" takes up the only agreement that the document has named, if that was just now.
            let sole = only(self.all.iter()).filter(|_| !self.live.is_empty() && self.all.iter().any(|n| like(&n)));
            return only(few.iter().filter(fits)).or(sole);
        }
        let near = raw.start > 0 && doc.is(raw.start - 1, "this");
        let last = live().map(|n| n.sentence).max();
        let nearest = || only(live().filter(|n| near && Some(n.sentence) == last));
        only(live()).or_else(|| only(live().filter(exact))).or_else(nearest).or_else(|| only(few.iter().filter(exact)))
    }

    /// The agreement that a pronoun means: the only one named in this sentence and the one before.
    pub(crate) fn nearest(&self, raw: &Raw) -> Option<EntityId> {
        only(self.live.iter().filter(|n| n.sentence <= raw.sentence && n.sentence + 1 >= raw.sentence))
    }
}

fn only<'a>(mut noted: impl Iterator<Item = &'a Noted>) -> Option<EntityId> {
    let first = noted.next()?.id;
    noted.all(|n| n.id == first).then_some(first)
}
