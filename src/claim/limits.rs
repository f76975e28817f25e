//! What limits what a clause tells: "in the *under-15s*", "for *owners* of alpacas", "the *party's youth* wing".
//!
//! Two answers to one question may both be true if one of them is given for a class, a part, an event or a phase of which the other says nothing. Kept are all prepositional phrases of documents
//! that are read closely, the nouns and owners before nouns, and which words stand in one clause; what of it sets two statements apart is for the layer of conflicts to judge.

use serde::{Deserialize, Serialize};

use crate::source::Span;
use crate::text::clauses::{Clauses, Form, Link, TextClauses};
use crate::text::{Sentence, Text};

/// A preposition with what stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The preposition.
    pub preposition: Span,
    /// The noun behind it.
    pub head: Span,
    /// The whole noun phrase, with a number behind it: "Platform 5".
    pub phrase: Span,
    /// The word it hangs on.
    pub hangs_on: Span,
}

/// What limits the statements of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// In the order of the text.
    pub all: Vec<Limit>,
    /// Nouns and owners before nouns.
    pub compounds: Vec<Span>,
    /// Where the words of a clause begin, and its number; each reaches up to the next.
    pub clauses: Vec<(u32, u32)>,
}

impl Limits {
    /// The numbers of the clauses that some words stand in.
    pub fn clauses_of(&self, span: Span) -> Vec<u32> {
        let first = self.clauses.partition_point(|(start, _)| *start <= span.start).saturating_sub(1);
        let inside = self.clauses[first..].iter().take_while(|(start, _)| *start < span.end);
        let mut all: Vec<u32> = inside.map(|(_, clause)| *clause).filter(|clause| *clause != 0).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The number of the clause that a place in the text belongs to; 0 for none.
    pub fn clause_at(&self, at: u32) -> u32 {
        let next = self.clauses.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).map_or(0, |run| self.clauses[run].1)
    }
}

/// What limits the statements of a text whose sentences were analysed.
pub(super) fn find(text: &Text, all: &TextClauses) -> Limits {
    let mut found = Limits::default();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let Some(clauses) = all.of(number) else { continue };
        let span = |token: u32| text.token(token as usize).span;
        found.compounds.extend(clauses.compounds.iter().map(|&token| span(token)));
        found.all.extend(clauses.phrases.iter().map(|phrase| Limit {
            preposition: span(phrase.preposition),
            head: span(phrase.head),
            phrase: text.span(phrase.tokens.start as usize..with_number(text, phrase.tokens.end as usize)),
            hangs_on: span(phrase.hangs_on),
        }));
        runs(text, sentence, clauses, &mut found.clauses);
    }
    found.all.sort_by_key(|limit| limit.preposition);
    found.compounds.sort_unstable();
    found
}

/// The end of a noun phrase with the number behind it.
fn with_number(text: &Text, end: usize) -> usize {
    let number =
        text.tokens.get(end).is_some_and(|token| text.words.get(token.lower).bytes().all(|b| b.is_ascii_digit()));
    if number { end + 1 } else { end }
}

/// Which words stand in one clause: that of a verb with what hangs on it without a verb of its own. Its number is one more than the place of its head.
fn runs(text: &Text, sentence: &Sentence, clauses: &Clauses, into: &mut Vec<(u32, u32)>) {
    let mut last = None;
    for token in sentence.tokens.start..sentence.tokens.end {
        let own = clauses.of(token as usize).map_or(0, |clause| {
            let head = clauses.list[told_by(clauses, clause)].head;
            text.token(head as usize).span.start + 1
        });
        if last != Some(own) {
            into.push((text.token(token as usize).span.start, own));
            last = Some(own);
        }
    }
}

/// The nearest clause above that tells something by itself; an apposition does.
fn told_by(clauses: &Clauses, mut clause: usize) -> usize {
    for _ in 0..clauses.list.len() {
        let own = &clauses.list[clause];
        let apposed = own.form == Form::Verbless && own.link == Link::Within;
        match own.parent.filter(|_| own.form != Form::Finite && !apposed) {
            Some(parent) => clause = parent as usize,
            None => break,
        }
    }
    clause
}
