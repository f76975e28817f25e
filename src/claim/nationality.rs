//! Nationalities: "is an Arvennese actor", "Ana Ruiz, a Norlandic novelist,".
//!
//! An adjective of nationality before a noun of a person, a body or a work says where its bearer is from, if the two are joined by "is", "was" or an apposition. What stands
//! for something else ("a French teacher", "American football") or beside another of its kind ("German-born", "Anglo-American") says nothing.

use std::collections::BTreeMap;

use super::extract::Reader;
use super::{Bearing, Claim, Referent, Value};
use crate::entity::{EntityKind, EntityMention, Reference};
use crate::predicate::Thing;
use crate::source::Span;
use crate::text::TokenKind;

/// The predicate.
const NATIONALITY: &str = "nationality";
/// Words between the adjective and the noun: "British-led alternative rock *band*".
const BEFORE_NOUN: usize = 6;
/// Words between the article and the adjective: "a 2016 *American*".
const AFTER_ARTICLE: usize = 2;

impl Reader<'_> {
    /// The nationalities that a document tells.
    pub(super) fn nationalities(&self) -> Vec<Claim> {
        let demonyms = self.mentions.entities.mentions.iter().filter(|m| m.reference == Reference::Demonym);
        let mut things = None;
        let told = |mention: &EntityMention| {
            let (subject, span) = self.bearer(mention, &mut things)?;
            self.nationality(mention, subject, span)
        };
        demonyms.filter(|m| m.kind == EntityKind::Place).filter_map(told).collect()
    }

    fn nationality(&self, mention: &EntityMention, subject: Referent, span: Span) -> Option<Claim> {
        let place = self.entity(mention)?;
        let context = self.contexts.read(span, mention.span, &[]);
        Some(Claim {
            predicate: NATIONALITY.to_owned(),
            span,
            slots: BTreeMap::from([("subject".to_owned(), subject)]),
            value: Value::Referents { all: vec![Referent { name: self.text.of(mention.span).to_owned(), ..place }], closed: false },
            frame: None,
            only: Vec::new(),
            time: None,
            time_near: false,
            bearing: Bearing::During,
            never: false,
            lasting: false,
            context,
            apposed: false,
            title: false,
            presupposed: false,
            found_by: "adjective of nationality".to_owned(),
        })
    }

    /// Whom or what an adjective of nationality is said of, with the words from there to the noun.
    fn bearer(&self, mention: &EntityMention, things: &mut Option<Vec<Thing>>) -> Option<(Referent, Span)> {
        let tokens = self.text.tokens_in(mention.span);
        let sentence = &self.text.sentences[self.text.sentence_at(mention.span.start)?].tokens;
        let (first, last) = (sentence.start as usize, (sentence.end as usize).min(self.text.tokens.len()));
        let noun = self.noun(tokens.end, last)?;
        let joint = self.joint(tokens.start, first)?;
        let things = things.get_or_insert_with(|| self.rules.predicates.things(self.text, self.mentions));
        let next = things.partition_point(|t| t.span.end <= self.text.token(joint).span.start);
        let thing = things[..next].last().filter(|t| self.text.tokens_in(t.span).start >= first)?;
        let end = self.text.tokens_in(thing.span).end;
        // "Ana Ruiz ( born 1970 ) is": whatever stands in brackets between.
        let between = &self.text.tokens[end..joint];
        let bracket = between.first().is_some_and(|t| self.text.words.get(t.lower) == "(")
            && between.last().is_some_and(|t| self.text.words.get(t.lower) == ")");
        let opens = self.text.tokens_in(thing.span).start;
        let owned = opens > first && matches!(self.text.lower(opens - 1), "of" | "in" | "for" | "by" | "with" | "and" | "from" | "to" | "'s");
        if !(between.is_empty() || bracket) || owned {
            return None;
        }
        let subject = match thing.mention {
            Some(index) => {
                let mention = &self.mentions.entities.mentions[index];
                (mention.kind != EntityKind::Place).then(|| self.entity(mention).unwrap_or_else(|| self.name(thing.span)))?
            }
            None => self.name(thing.span),
        };
        Some((subject, thing.span.join(self.text.token(noun).span)))
    }

    /// The noun behind an adjective of nationality, if it is one of those that have a nationality and nothing misleads.
    fn noun(&self, from: usize, last: usize) -> Option<usize> {
        let tables = &self.rules.tables.named;
        for at in from..last.min(from + BEFORE_NOUN) {
            let token = self.text.token(at);
            let hyphen = token.kind == TokenKind::Punctuation && token.glued && self.text.lower(at) == "-";
            if tables.is_misleading(self.text.lower(at)) || token.capital && token.kind == TokenKind::Word || at == from && hyphen {
                return None;
            }
            if tables.is_bearer(self.text.lemma(at)) {
                let behind = (at + 1..last.min(at + 2)).any(|i| self.text.token(i).capital || tables.is_misleading(self.text.lower(i)));
                return (!behind).then_some(at);
            }
            if !(token.kind == TokenKind::Word || hyphen || self.text.lower(at) == ",") || matches!(self.text.lower(at), "of" | "in" | "for" | "and" | "'s") {
                return None;
            }
        }
        None
    }

    /// The token that joins an adjective of nationality to what it is said of: "is", "was", or the comma of an apposition.
    fn joint(&self, adjective: usize, first: usize) -> Option<usize> {
        let mut at = adjective.checked_sub(1)?;
        let mut passed = 0;
        while at > first && !matches!(self.text.lower(at), "a" | "an" | "the") {
            let token = self.text.token(at);
            let small = token.kind == TokenKind::Number || token.kind == TokenKind::Word && !token.capital;
            passed += 1;
            if !small || passed > AFTER_ARTICLE || matches!(self.text.lower(at), "and" | "or" | "of" | "not" | "no") {
                return None;
            }
            at -= 1;
        }
        let joint = at.checked_sub(1).filter(|&joint| joint > first)?;
        matches!(self.text.lower(joint), "is" | "was" | ",").then_some(joint)
    }
}
