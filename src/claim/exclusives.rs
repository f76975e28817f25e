//! Names that the words call the only ones: "only Norland and Arvenne have signed".

use serde::{Deserialize, Serialize};

use super::context::{ContextReader, Modality, Polarity};
use super::extract::Reader;
use super::frames::Framer;
use super::{Referent, hash};
use crate::entity::{EntityKind, Reference};
use crate::source::Span;

/// Names of one list that are read.
const LIST: usize = 12;
/// Longest sentence that is read, in tokens.
const LONGEST: usize = 80;

/// A list of names that is told to be complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusive {
    /// From "only" to the last name.
    pub span: Span,
    /// What they all are.
    pub kind: EntityKind,
    /// The names.
    pub all: Vec<Referent>,
    /// Hashes of the other content words of the sentence, sorted.
    pub words: Vec<u32>,
    /// Whether it is denied of them.
    pub denied: bool,
    /// Whether it is a fact, rather than a plan or a possibility.
    pub actual: bool,
    /// The first date of the sentence, as an index into the document's times.
    pub time: Option<u32>,
}

impl Reader<'_> {
    /// The lists of a document that are told to be complete.
    pub(super) fn exclusives(&self, framer: &Framer<'_>, contexts: &ContextReader<'_>) -> Vec<Exclusive> {
        let text = self.text;
        let symbols: Vec<_> = ["only", "solely", "exclusively"].iter().filter_map(|w| text.words.find(w)).collect();
        if symbols.is_empty() {
            return Vec::new();
        }
        let cues = (0..text.tokens.len()).filter(|&i| symbols.contains(&text.token(i).lower));
        cues.filter_map(|at| self.exclusive(at, framer, contexts)).collect()
    }

    fn exclusive(&self, at: usize, framer: &Framer<'_>, contexts: &ContextReader<'_>) -> Option<Exclusive> {
        let text = self.text;
        let sentence = &text.sentences[text.sentence_at(text.token(at).span.start)?];
        let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let denied_only = at > first && matches!(text.lower(at - 1), "not" | "n't" | "the" | "if");
        if denied_only || last - first > LONGEST || text.lower(last - 1) == "?" {
            return None;
        }
        let preposition = |i: usize| matches!(text.lower(i), "by" | "for" | "from" | "in" | "to" | "with");
        let from = if at + 1 < last && preposition(at + 1) { at + 2 } else { at + 1 };
        let list = self.listed(from, last);
        let end = list.last()?.1.end;
        let mentions = &self.mentions.entities.mentions;
        let kind = mentions[list[0].0].kind;
        let all: Vec<Referent> = list.iter().filter_map(|&(m, _)| self.entity(&mentions[m])).collect();
        if all.len() != list.len() || list.iter().any(|&(m, _)| mentions[m].kind != kind) {
            return None;
        }
        let span = Span { start: text.token(at).span.start, end };
        let context = contexts.read_surface(span, text.token(at).span);
        Some(Exclusive {
            span,
            kind,
            all,
            words: self.words_around(first..last, framer),
            denied: context.polarity == Polarity::Negative,
            actual: context.modality == Modality::Actual && !context.distanced,
            time: self.first_date(sentence.span),
        })
    }

    /// Names joined by commas and "and", from a token on.
    pub(super) fn listed(&self, from: usize, last: usize) -> Vec<(usize, Span)> {
        let mentions = &self.mentions.entities.mentions;
        let mut found: Vec<(usize, Span)> = Vec::new();
        let mut at = from;
        while found.len() < LIST {
            let mut next = at;
            while !found.is_empty() && next < last && matches!(self.text.lower(next), "," | "and") {
                next += 1;
            }
            let joined = found.is_empty() || next > at;
            if next < last && self.text.lower(next) == "the" {
                next += 1;
            }
            let Some(token) = self.text.tokens.get(next).filter(|_| next < last && joined) else { break };
            let index = mentions.partition_point(|m| m.span.end <= token.span.start);
            let Some(mention) = mentions.get(index).filter(|m| m.span.start == token.span.start) else { break };
            let kind = matches!(mention.kind, EntityKind::Place | EntityKind::Organisation | EntityKind::Person);
            if !kind || mention.entity.is_none() || mention.reference == Reference::Demonym {
                break;
            }
            found.push((index, mention.span));
            at = self.text.tokens_in(mention.span).end;
        }
        found
    }

    /// Hashes of the content words of a sentence that are no part of a name, sorted.
    fn words_around(&self, tokens: std::ops::Range<usize>, framer: &Framer<'_>) -> Vec<u32> {
        let mentions = &self.mentions.entities.mentions;
        let named = |i: usize| {
            let span = self.text.token(i).span;
            let next = mentions.partition_point(|m| m.span.end <= span.start);
            mentions.get(next).is_some_and(|m| m.span.contains(span))
        };
        let plain = |i: &usize| !matches!(self.text.lower(*i), "only" | "solely" | "exclusively") && !named(*i);
        let content = tokens.filter(plain).filter_map(|i| framer.content(i));
        let mut words: Vec<u32> = content.map(|word| hash(word.bytes()) as u32).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn first_date(&self, sentence: Span) -> Option<u32> {
        let times = &self.mentions.times;
        let first = times.partition_point(|t| t.span.start < sentence.start);
        let inside = times[first..].iter().take_while(|t| t.span.start < sentence.end).enumerate();
        inside.filter(|(_, t)| super::parse::is_date(t)).map(|(n, _)| (first + n) as u32).next()
    }
}
