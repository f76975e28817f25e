//! Decisions on what has no name: "the council approved a ban on the sale of ice", "councillors threw out the ban".
//!
//! What was decided on is known by its noun and the content words behind it; the mechanism asks that enough of them are shared.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::extract::Reader;
use super::frames::Framer;
use super::{Bearing, Claim, Polarity, Referent, Value};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, TokenKind, Vocabulary, WordMap};

/// The predicate.
pub const DECISION_ON: &str = "decision-on";
/// Tokens between who decides and the verb.
const SUBJECT: usize = 6;
/// Tokens between a verb and what is decided on.
const OBJECT: usize = 10;
/// Tokens of what is decided on.
const MATTER: usize = 14;

mod class {
    pub const APPROVE: u8 = 1;
    pub const REJECT: u8 = 1 << 1;
    /// The first word of a verb with a particle.
    pub const PARTED: u8 = 1 << 2;
    pub const DECIDER: u8 = 1 << 3;
    pub const VAGUE: u8 = 1 << 4;
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    approve: Vec<String>,
    reject: Vec<String>,
    deciders: Vec<String>,
    vague: Vec<String>,
}

/// The word lists of this module, from `claim/decisions`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u8>,
    /// Verbs with a particle, all of which reject.
    parted: Vec<(String, String)>,
}

impl Tables {
    /// Reads the table `claim/decisions`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/decisions", problems);
        let mut all = Self::default();
        for word in &raw.approve {
            *all.classes.entry(word) |= class::APPROVE;
        }
        for phrase in &raw.reject {
            match phrase.split_once(' ') {
                Some((verb, particle)) => {
                    *all.classes.entry(verb) |= class::PARTED;
                    all.parted.push((verb.to_owned(), particle.to_owned()));
                }
                None => *all.classes.entry(phrase) |= class::REJECT,
            }
        }
        for (list, bit) in [(&raw.deciders, class::DECIDER), (&raw.vague, class::VAGUE)] {
            for word in list {
                *all.classes.entry(word) |= bit;
            }
        }
        all
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

impl Reader<'_> {
    /// The decisions that a document tells.
    pub(super) fn decisions(&self, framer: &Framer<'_>) -> Vec<Claim> {
        let words = self.rules.tables.decisions.classes.of(self.text);
        let mut found = Vec::new();
        for sentence in &self.text.sentences {
            let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
            for at in first..last {
                let bits = words.get(self.text.token(at).lemma);
                if bits & (class::APPROVE | class::REJECT | class::PARTED) != 0 {
                    found.extend(self.decision(&words, framer, first, at, last));
                }
            }
        }
        found
    }

    fn decision(&self, words: &ByWord<u8>, framer: &Framer<'_>, first: usize, at: usize, last: usize) -> Option<Claim> {
        let text = self.text;
        let lower = |i: usize| words.get(text.token(i).lower);
        let (outcome, from) = self.decided(words, at, last)?;
        let clause = |i: &usize| !matches!(text.lower(*i), "," | ";" | ":" | "that" | "which" | "who" | "to");
        let before = self.before_insertion(first, at);
        let decider = (first.max(before.saturating_sub(SUBJECT))..before)
            .rev()
            .take_while(clause)
            .find(|&i| lower(i) & class::DECIDER != 0)?;
        let opening = self.object(from, last)?;
        let noun = self.head_noun(opening, last).filter(|&noun| lower(noun) & class::VAGUE == 0)?;
        let behind = (noun + 1..last.min(noun + 1 + MATTER))
            .take_while(|&i| !matches!(text.lower(i), "," | "." | ";" | ":" | "—" | "--" | "and" | "but"));
        let content = |range: &mut dyn Iterator<Item = usize>| -> Vec<String> {
            range.filter_map(|i| framer.content(i)).map(str::to_owned).collect()
        };
        let mut matter = vec![text.lemma(noun).to_owned()];
        matter.extend(content(&mut (opening..noun)));
        matter.extend(content(&mut behind.into_iter()));
        if matter.len() < 2 {
            return None;
        }
        let head = text.token(at).span;
        let span = text.span(decider..noun + 1);
        let context = self.contexts.read(span, head, &[]);
        let (time, time_near) = self.time_of(span, head);
        let whole = Referent {
            key: matter.join(" "),
            name: text.of(text.span(opening..noun + 1)).to_owned(),
            inferred: false,
            named: false,
        };
        let asserted = context.polarity == Polarity::Positive;
        asserted.then(|| Claim {
            predicate: DECISION_ON.to_owned(),
            span,
            slots: BTreeMap::from([("matter".to_owned(), whole)]),
            value: Value::Listed(outcome.to_owned()),
            frame: None,
            only: Vec::new(),
            time,
            time_near,
            bearing: Bearing::During,
            never: false,
            lasting: false,
            context,
            apposed: false,
            title: false,
            presupposed: false,
            found_by: "decision".to_owned(),
        })
    }

    /// Where the words before a verb end: "councillors, I am sorry to say, threw out" has something between.
    fn before_insertion(&self, first: usize, at: usize) -> usize {
        let comma = |i: &usize| self.text.lower(*i) == ",";
        let closed = at.checked_sub(1).filter(|i| *i > first && comma(i));
        closed.and_then(|close| (first.max(close.saturating_sub(OBJECT))..close).rev().find(comma)).unwrap_or(at)
    }

    /// What the verb at a token decides, and where its object may begin.
    fn decided(&self, words: &ByWord<u8>, at: usize, last: usize) -> Option<(&'static str, usize)> {
        let bits = words.get(self.text.token(at).lemma);
        if bits & class::PARTED != 0 && at + 1 < last {
            let (verb, particle) = (self.text.lemma(at), self.text.lower(at + 1));
            let parted = self.rules.tables.decisions.parted.iter().any(|(v, p)| v == verb && p == particle);
            return parted.then_some(("rejected", at + 2));
        }
        if bits & class::APPROVE != 0 {
            return Some(("approved", at + 1));
        }
        (bits & class::REJECT != 0).then_some(("rejected", at + 1))
    }

    /// Where the object begins: at an article, behind an insertion between commas ("by 21 votes to 14,").
    fn object(&self, from: usize, last: usize) -> Option<usize> {
        let article = |i: usize| matches!(self.text.lower(i), "a" | "an" | "its" | "the" | "their");
        if from < last && self.text.lower(from) == "," {
            let comma = (from + 1..last.min(from + OBJECT)).find(|&i| self.text.lower(i) == ",")?;
            return (comma + 1 < last && article(comma + 1)).then_some(comma + 2);
        }
        (from < last && article(from)).then_some(from + 1)
    }

    /// The noun of a phrase without a name: the last word before a preposition or a mark.
    fn head_noun(&self, from: usize, last: usize) -> Option<usize> {
        let word = |i: usize| self.text.token(i).kind == TokenKind::Word && !self.text.token(i).capital;
        let ends = |i: usize| {
            let lower = self.text.lower(i);
            matches!(
                lower,
                "," | "."
                    | ";"
                    | "against"
                    | "at"
                    | "by"
                    | "for"
                    | "from"
                    | "in"
                    | "of"
                    | "on"
                    | "over"
                    | "to"
                    | "with"
            )
        };
        let end = (from..last.min(from + OBJECT)).find(|&i| ends(i) || !word(i))?;
        (end > from && ends(end)).then_some(end - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::DECISION_ON;
    use crate::claim::{DocumentClaims, Value};
    use crate::rule::RuleSet;
    use crate::source::Source;

    fn decisions(text: &str) -> String {
        let (rules, _) = RuleSet::embedded();
        let claims = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor).claims;
        let told = claims.iter().filter(|c| c.predicate == DECISION_ON).map(|c| match &c.value {
            Value::Listed(outcome) => {
                format!("{outcome}: {}", c.slots["matter"].key.split(' ').next().unwrap_or_default())
            }
            _ => String::new(),
        });
        told.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_is_decided_on_is_known_by_its_words() {
        for (text, wanted) in [
            ("The city council approved a ban on the sale of whelks.", "approved: ban"),
            ("The council approved, by 21 votes to 14, a ban on the sale of whelks.", "approved: ban"),
            ("Councillors, sad to say, rejected a ban on whelks.", "rejected: ban"),
            ("Councillors threw out the ban on whelks in May.", "rejected: ban"),
        ] {
            assert_eq!(decisions(text), wanted, "{text}");
        }
    }

    #[test]
    fn nothing_is_decided_by_others_or_on_names() {
        for text in [
            "The fishermen approved a ban on whelks.",
            "The council approved the Harbour Plan.",
            "The council did not approve a ban on whelks.",
            "The council approved the minutes of the meeting.",
        ] {
            assert_eq!(decisions(text), "", "{text}");
        }
    }
}
