//! "the agreement", "this pact": which agreement is meant, if only one can be.

use std::collections::VecDeque;

use super::EntityId;
use super::doc::Doc;
use super::scan::Raw;
use super::tables::flag;
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
        let mut nouns: Vec<usize> =
            (raw.start..raw.end).rev().find(|&k| doc.has(k, flag::AGREEMENT)).into_iter().collect();
        let mut next = raw.end;
        if doc.is(next, "(") && doc.is(next + 2, ")") {
            next += 3;
        }
        if doc.has(next, flag::AGREEMENT) && !doc.capital(next) {
            nouns.push(next);
        }
        for k in nouns {
            let named_only = doc.has(k, flag::NAMED_ONLY);
            let noted = Noted { sentence: raw.sentence, id, noun: doc.text.tokens[k].lower, named_only };
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

    /// The agreement that a definite noun means.
    pub(crate) fn find(&mut self, doc: &Doc, sentence: usize, noun: usize) -> Option<EntityId> {
        while self.live.front().is_some_and(|n| n.sentence + REACH < sentence) {
            self.live.pop_front();
        }
        let sym = doc.text.tokens[noun].lower;
        let named_only = doc.has(noun, flag::NAMED_ONLY);
        let fits = |n: &&Noted| n.noun == sym || !named_only && !n.named_only;
        let live: Vec<&Noted> = self.live.iter().filter(fits).collect();
        if !live.is_empty() {
            return only(live.iter().copied()).or_else(|| only(live.iter().copied().filter(|n| n.noun == sym)));
        }
        if self.all.len() > FEW { None } else { only(self.all.iter().filter(fits)) }
    }
}

fn only<'a>(mut noted: impl Iterator<Item = &'a Noted>) -> Option<EntityId> {
    let first = noted.next()?.id;
    noted.all(|n| n.id == first).then_some(first)
}
