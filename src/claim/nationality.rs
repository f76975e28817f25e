//! Nationalities: "is an Arvennese actor", "Ana Ruiz, a Norlandic novelist,".
//!
//! An adjective of nationality before a noun of a person, a body or a work says where its bearer is from, if the two are joined by "is", "was" or an apposition. What stands
//! for something else ("a French teacher", "American football") or beside another of its kind ("German-born", "Anglo-American") says nothing.

use std::collections::BTreeMap;

use super::extract::Reader;
use super::{Bearing, Claim, Referent, Value};
use crate::entity::{EntityKind, Reference};
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
        let mut found = Vec::new();
        let mut things = None;
        for (at, token) in self.text.tokens.iter().enumerate().filter(|(_, token)| token.capital) {
            let Some(place) = self.adjective(at) else { continue };
            if let Some((subject, span)) = self.bearer(at, &mut things) {
                found.push(self.nationality(token.span, place, subject, span));
            }
        }
        found
    }

    /// The place that an adjective at a token belongs to.
    fn adjective(&self, at: usize) -> Option<Referent> {
        let span = self.text.token(at).span;
        let name = || self.text.of(span).to_owned();
        if let Some(place) = self.rules.tables.named.place_of(self.text.lower(at)) {
            return Some(Referent { key: place.to_owned(), name: name(), inferred: false, named: true });
        }
        let mentions = &self.mentions.entities.mentions;
        let mention = mentions.get(mentions.partition_point(|m| m.span.start < span.start))?;
        let demonym =
            mention.reference == Reference::Demonym && mention.kind == EntityKind::Place && mention.span == span;
        if demonym { self.entity(mention).map(|place| Referent { name: name(), ..place }) } else { None }
    }

    fn nationality(&self, adjective: Span, place: Referent, subject: Referent, span: Span) -> Claim {
        Claim {
            predicate: NATIONALITY.to_owned(),
            span,
            slots: BTreeMap::from([("subject".to_owned(), subject)]),
            value: Value::Referents { all: vec![place], closed: false },
            frame: None,
            only: Vec::new(),
            time: None,
            time_near: false,
            bearing: Bearing::During,
            never: false,
            lasting: false,
            context: self.contexts.read(span, adjective, &[]),
            apposed: false,
            title: false,
            presupposed: false,
            found_by: "adjective of nationality".to_owned(),
        }
    }

    /// Whom or what an adjective of nationality is said of, with the words from there to the noun.
    fn bearer(&self, adjective: usize, things: &mut Option<Vec<Thing>>) -> Option<(Referent, Span)> {
        let sentence = self.text.sentence_at(self.text.token(adjective).span.start)?;
        let sentence = &self.text.sentences[sentence].tokens;
        let (first, last) = (sentence.start as usize, (sentence.end as usize).min(self.text.tokens.len()));
        let joint = self.joint(adjective, first)?;
        let noun = self.noun(adjective, joint, last)?;
        let things = things.get_or_insert_with(|| self.rules.predicates.things(self.text, self.mentions));
        let next = things.partition_point(|t| t.span.end <= self.text.token(joint).span.start);
        let thing = things[..next].last().filter(|t| self.text.tokens_in(t.span).start >= first)?;
        let end = self.text.tokens_in(thing.span).end;
        // "Ana Ruiz ( born 1970 ) is": whatever stands in brackets between.
        let between = &self.text.tokens[end..joint];
        let bracket = between.first().is_some_and(|t| self.text.words.get(t.lower) == "(")
            && between.last().is_some_and(|t| self.text.words.get(t.lower) == ")");
        let opens = self.text.tokens_in(thing.span).start;
        let owned = opens > first
            && matches!(self.text.lower(opens - 1), "of" | "in" | "for" | "by" | "with" | "and" | "from" | "to" | "'s");
        if !(between.is_empty() || bracket) || owned {
            return None;
        }
        let subject = match thing.mention {
            Some(index) => {
                let mention = &self.mentions.entities.mentions[index];
                (mention.kind != EntityKind::Place)
                    .then(|| self.entity(mention).or_else(|| self.name(thing.span)))??
            }
            None => self.name(thing.span)?,
        };
        Some((subject, thing.span.join(self.text.token(noun).span)))
    }

    /// The noun behind an adjective of nationality, if it is one of those that have a nationality and nothing misleads.
    fn noun(&self, adjective: usize, joint: usize, last: usize) -> Option<usize> {
        let tables = &self.rules.tables.named;
        let from = adjective + 1;
        if self.is_bare(adjective, joint) {
            // "Ana Ruiz is Norwegian."
            let ends = from >= last || matches!(self.text.lower(from), "." | "," | ";" | "and");
            return ends.then_some(adjective);
        }
        for at in from..last.min(from + BEFORE_NOUN) {
            let token = self.text.token(at);
            let hyphen = token.kind == TokenKind::Punctuation && token.glued && self.text.lower(at) == "-";
            if tables.is_misleading(self.text.lower(at))
                || token.capital && token.kind == TokenKind::Word
                || at == from && hyphen
            {
                return None;
            }
            if tables.is_bearer(self.text.lemma(at)) {
                let behind = (at + 1..last.min(at + 2))
                    .any(|i| self.text.token(i).capital || tables.is_misleading(self.text.lower(i)));
                return (!behind).then_some(at);
            }
            if !(token.kind == TokenKind::Word || hyphen || self.text.lower(at) == ",")
                || matches!(self.text.lower(at), "of" | "in" | "for" | "and" | "'s")
            {
                return None;
            }
        }
        None
    }

    /// Whether no article stands between a joint and an adjective.
    fn is_bare(&self, adjective: usize, joint: usize) -> bool {
        !(joint..adjective).any(|at| matches!(self.text.lower(at), "a" | "an" | "the"))
    }

    /// The token that joins an adjective of nationality to what it is said of: "is", "was", or the comma of an apposition.
    fn joint(&self, adjective: usize, first: usize) -> Option<usize> {
        let mut at = adjective.checked_sub(1)?;
        let mut passed = 0;
        let is = |at: usize| matches!(self.text.lower(at), "is" | "was");
        while at > first && !matches!(self.text.lower(at), "a" | "an" | "the") && !is(at) {
            let token = self.text.token(at);
            let small = token.kind == TokenKind::Number || token.kind == TokenKind::Word && !token.capital;
            passed += 1;
            if !small || passed > AFTER_ARTICLE || matches!(self.text.lower(at), "and" | "or" | "of" | "not" | "no") {
                return None;
            }
            at -= 1;
        }
        if is(at) {
            return (at > first).then_some(at);
        }
        let mut joint = at.checked_sub(1)?;
        // "Is solely an …".
        if joint > first && !is(joint) && self.text.lower(joint) != "," {
            joint -= 1;
        }
        (joint > first && (is(joint) || joint + 1 == at && self.text.lower(joint) == ",")).then_some(joint)
    }
}
