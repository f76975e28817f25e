//! Parties told beside another: "along with Norland", "unlike Norland", "though on a smaller scale than Norland or Arvenne".
//!
//! What is told of the one party holds of those beside it as well, or, behind "unlike", does not. A comparison of how far it goes takes for granted that it holds of both.

use std::ops::Range;

use serde::Deserialize;

use super::extract::Reader;
use super::{Claim, Polarity, Value};
use crate::diagnostic::Problem;
use crate::entity::{EntityKind, Reference};
use crate::lexicon::Lexicon;
use crate::predicate::{Predicate, SlotType};
use crate::source::Span;

/// Tokens behind a claim among which a party beside it is looked for.
const BEHIND: usize = 14;
/// Parties of one list that are read.
const LIST: usize = 8;

/// The word lists of this module, from `claim/companions`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    with: Vec<String>,
    like: Vec<String>,
    unlike: Vec<String>,
    measures: Vec<String>,
}

impl Tables {
    /// Reads the table `claim/companions`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/companions", problems)
    }
}

/// What the words before a party make of what is told of the one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Same,
    Opposite,
}

impl Reader<'_> {
    /// The claims on parties beside that of a claim.
    pub(super) fn companions(&self, claim: &Claim, predicate: &Predicate) -> Vec<Claim> {
        let party =
            predicate.slots.iter().find(|(name, ty)| **ty == SlotType::Party && claim.slots.contains_key(*name));
        let (Some((slot, _)), Value::Listed(_)) = (party, &claim.value) else { return Vec::new() };
        if claim.context.polarity == Polarity::Negative && !claim.presupposed || !claim.only.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (span, at, beside) in self.beside(claim.span) {
            let Some(referent) = self.entity(&self.mentions.entities.mentions[at]) else { continue };
            if claim.slots.values().any(|r| r.key == referent.key) {
                continue;
            }
            let mut other = Claim { span, found_by: "companion".to_owned(), ..claim.clone() };
            other.slots.insert(slot.clone(), referent);
            if beside == Beside::Opposite {
                other.context.polarity = Polarity::Negative;
            }
            found.push(other);
        }
        found
    }

    /// The parties beside the words of a claim: where, which mention, and what holds of them.
    fn beside(&self, span: Span) -> Vec<(Span, usize, Beside)> {
        let tokens = self.text.tokens_in(span);
        let Some(sentence) = self.text.sentence_at(span.start).map(|s| &self.text.sentences[s]) else {
            return Vec::new();
        };
        let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let mut found = Vec::new();
        let mut at = first;
        while at < last.min(tokens.end + BEHIND) {
            let cue = if at == first || at >= tokens.start { self.cue(at, first) } else { None };
            let Some((end, beside)) = cue else {
                at += 1;
                continue;
            };
            let list = self.parties(end..last);
            at = list
                .last()
                .map_or(end, |&(mention, _)| self.text.tokens_in(self.mentions.entities.mentions[mention].span).end);
            found.extend(list.into_iter().map(|(mention, span)| (span, mention, beside)));
        }
        found
    }

    /// Whether a word that puts a party beside another stands at a token, and where it ends.
    fn cue(&self, at: usize, first: usize) -> Option<(usize, Beside)> {
        let tables = &self.rules.tables.companions;
        let phrase = |phrases: &[String]| {
            let fits = |phrase: &&String| phrase.split(' ').enumerate().all(|(n, word)| self.is_word(at + n, word));
            phrases.iter().find(fits).map(|phrase| at + phrase.split(' ').count())
        };
        let apart = at == first || self.is_word(at - 1, ",");
        if let Some(end) = phrase(&tables.unlike) {
            return Some((end, Beside::Opposite));
        }
        let with = phrase(&tables.with).or_else(|| phrase(&tables.like).filter(|_| apart));
        let measured = || {
            let noun = at.checked_sub(1).filter(|&noun| noun >= first)?;
            let measure = tables.measures.iter().any(|measure| self.is_word(noun, measure));
            (measure && self.is_word(at, "than")).then_some(at + 1)
        };
        with.or_else(measured).map(|end| (end, Beside::Same))
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        at < self.text.tokens.len() && self.text.lower(at) == word
    }

    /// A list of parties that begins at the first of some tokens.
    fn parties(&self, tokens: Range<usize>) -> Vec<(usize, Span)> {
        let mentions = &self.mentions.entities.mentions;
        let mut found: Vec<(usize, Span)> = Vec::new();
        let mut at = tokens.start;
        while found.len() < LIST && at < tokens.end {
            let joint = |at: usize| self.is_word(at, ",") || self.is_word(at, "and") || self.is_word(at, "or");
            let mut from = at;
            while !found.is_empty() && from < tokens.end && joint(from) {
                from += 1;
            }
            if !found.is_empty() && from == at {
                break;
            }
            if self.is_word(from, "the") {
                from += 1;
            }
            let Some(token) = self.text.tokens.get(from).filter(|_| from < tokens.end) else { break };
            let next = mentions.partition_point(|m| m.span.end <= token.span.start);
            let Some(mention) = mentions.get(next).filter(|m| m.span.start == token.span.start) else { break };
            let party = matches!(mention.kind, EntityKind::Place | EntityKind::Organisation | EntityKind::Person);
            if !party || mention.reference == Reference::Demonym {
                break;
            }
            found.push((next, mention.span));
            at = self.text.tokens_in(mention.span).end;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::DocumentClaims;
    use crate::rule::RuleSet;
    use crate::source::Source;

    /// The parties of which a status is told, with "not" before those it is denied of.
    fn parties(text: &str) -> String {
        let (rules, _) = RuleSet::embedded();
        let claims = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor).claims;
        let told = claims.iter().filter(|c| c.predicate == "agreement-status").filter_map(|c| {
            let party = c.slots.get("party")?;
            let denied = c.context.polarity == crate::claim::Polarity::Negative;
            Some(format!("{}{}", if denied { "not " } else { "" }, party.name))
        });
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn parties_beside_another_take_part_as_well() {
        for (text, wanted) in [
            (
                "Norway takes part in the Northern Ferry Agreement, along with Denmark and Iceland.",
                "Norway, Denmark, Iceland",
            ),
            (
                "Norway takes part in the Northern Ferry Agreement, though on a smaller scale than Denmark or Iceland.",
                "Norway, Denmark, Iceland",
            ),
            ("Like Denmark, Norway takes part in the Northern Ferry Agreement.", "Denmark, Norway"),
            ("Unlike Denmark, Norway takes part in the Northern Ferry Agreement.", "not Denmark, Norway"),
        ] {
            assert_eq!(parties(text), wanted, "{text}");
        }
    }

    #[test]
    fn others_in_the_sentence_are_not_beside_it() {
        for text in [
            "Norway takes part in the Northern Ferry Agreement, which Denmark has read.",
            "Norway takes part in the Northern Ferry Agreement rather than Denmark.",
            "Norway takes part in the Northern Ferry Agreement for a longer time than Denmark expected.",
        ] {
            assert_eq!(parties(text), "Norway", "{text}");
        }
    }
}
