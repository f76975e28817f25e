//! Commitment without analysis: what precedes the head within its clause decides, and where the clause begins is guessed from marks and conjunctions.

use rustc_hash::FxHashSet;

use super::{Context, ContextReader, Modality, Polarity, Tense, class};

/// How far back from a head a clause is searched, in tokens.
const REACH: usize = 24;
/// Tokens between the comma that ends a relative clause and the verb behind it.
const AUXILIARIES: usize = 4;
/// How far into a sentence a condition may open, in tokens.
const OPENING: usize = 40;

impl ContextReader<'_> {
    /// What the words before a head commit to. The sentence's tokens are `first..last`, the head is `head..end`.
    pub(super) fn of_surface(&self, first: usize, head: usize, end: usize, last: usize) -> Context {
        let first = self.behind_concession(first, head);
        let relative = self.relative_before(first, head);
        let clause = self.clause_start(first, relative.as_ref().map_or(head, |relative| relative.start));
        let end = end.clamp(head, last);
        let mut context = Context::default();
        match relative {
            Some(relative) => {
                self.commitment(clause, relative.start, &mut context);
                self.commitment(relative.end, end, &mut context);
            }
            None => self.commitment(clause, end, &mut context),
        }
        if self.is_denied_copula(end, last) {
            context.polarity = Polarity::Negative;
        }
        if self.is_open(first, head, last) {
            context.modality = context.modality.max(Modality::Possible);
        }
        context.tense = self.tense(clause, end, last);
        context.distanced = self.telling(first..head).any(|i| self.lemma(i) & class::DISTANCING != 0);
        context
    }

    /// "Was not the mayor": the denial stands behind the copula, which is the head.
    fn is_denied_copula(&self, behind: usize, last: usize) -> bool {
        let auxiliary = class::PAST | class::PRESENT | class::FUTURE;
        let copula = behind > 0 && behind < last && self.word(behind - 1) & auxiliary != 0;
        copula && self.is_negator(behind) && self.denies_said(behind)
    }

    /// "Despite rumours, …": what is conceded says nothing of what follows.
    fn behind_concession(&self, first: usize, head: usize) -> usize {
        let conceding = self.word(first) & class::CONCEDING != 0;
        let comma = (first..head).find(|&i| conceding && self.text.lower(i) == ",");
        comma.map_or(first, |comma| comma + 1)
    }

    /// Whether the sentence makes a condition.
    fn is_open(&self, first: usize, head: usize, last: usize) -> bool {
        let opens = |i: usize| self.word(i) & class::CONDITIONAL != 0 && self.opens_condition(first, i);
        self.telling(first..last).any(|i| self.word(i) & class::HYPOTHETICAL != 0)
            || self.telling(first..head.min(first + OPENING)).any(opens)
    }

    /// "if", "unless" anywhere before; "had", "should", "were" only as the first word of a clause.
    fn opens_condition(&self, first: usize, i: usize) -> bool {
        self.word(i) & class::INVERTED == 0 || i == first || matches!(self.text.lower(i - 1), "," | ";" | "\"" | "“")
    }

    /// The first token of the clause that holds `at`: after the last semicolon, dash, or conjunction that opens a new clause.
    fn clause_start(&self, first: usize, at: usize) -> usize {
        let begins = |i: usize| {
            self.word(i - 1) & class::BREAK != 0
                || (self.word(i) & class::AFTER_COMMA != 0 && self.text.lower(i - 1) == ",")
        };
        let least = first.max(at.saturating_sub(REACH));
        (least + 1..=at).rev().find(|&i| begins(i)).unwrap_or(least.min(at))
    }

    /// A relative clause between commas right before a head and its auxiliaries, which tells of the subject alone: "Vell, who planned it, was sentenced".
    fn relative_before(&self, first: usize, head: usize) -> Option<std::ops::Range<usize>> {
        let comma = |i: &usize| self.text.lower(*i) == ",";
        let second = (first.max(head.saturating_sub(AUXILIARIES))..head).rev().find(comma)?;
        let start = (first..second).rev().find(comma)?;
        matches!(self.text.lower(start + 1), "who" | "which").then_some(start..second + 1)
    }

    fn commitment(&self, start: usize, end: usize, context: &mut Context) {
        for i in start..end {
            let (word, lemma) = (self.word(i), self.lemma(i));
            if i > 0 && self.word(i - 1) & class::DETERMINER != 0 {
                continue; // A noun: "the plan", "its promise".
            }
            if word & class::POSSIBLE != 0 && self.in_time(i) {
                continue;
            }
            if (word | lemma) & class::NEGATOR != 0 && !self.denies_nothing(i) {
                context.polarity = Polarity::Negative;
            }
            let modality = if lemma & class::DENYING != 0 && i + 1 < end {
                context.polarity = Polarity::Negative;
                continue;
            } else if (word | lemma) & class::POSSIBLE != 0 {
                Modality::Possible
            } else if lemma & class::OBLIGING != 0 || (i + 1 < end && self.is_phrase(i, &self.tables.obliging_phrases))
            {
                Modality::Obliged
            } else if lemma & class::INTENDING != 0
                || (i + 1 < end && self.is_phrase(i, &self.tables.intending_phrases))
            {
                Modality::Intended
            } else {
                continue;
            };
            context.modality = context.modality.max(modality);
        }
    }

    /// "Not only", "no fewer than": a negator that bounds or adds.
    fn denies_nothing(&self, i: usize) -> bool {
        let next = |by: usize| i + by < self.text.tokens.len();
        next(1) && self.word(i + 1) & class::AFTER_NOT != 0
            || next(2) && self.word(i + 1) & class::DENIED_NOTHING != 0 && self.text.lower(i + 2) == "than"
    }

    /// Whether a token and the next are one of some phrases.
    fn is_phrase(&self, i: usize, phrases: &FxHashSet<(String, String)>) -> bool {
        let (a, b) = (self.text.lower(i), self.text.lower(i + 1));
        self.word(i) & class::PHRASE != 0 && phrases.contains(&(a.to_owned(), b.to_owned()))
    }

    fn tense(&self, start: usize, end: usize, last: usize) -> Tense {
        let mut found = Tense::Unknown;
        for word in (start..end.max(start)).map(|i| self.word(i)) {
            if word & class::FUTURE != 0 {
                return Tense::Future;
            }
            if word & class::PAST != 0 {
                found = Tense::Past;
            } else if word & class::PRESENT != 0 && found != Tense::Past {
                found = Tense::Present;
            }
        }
        if found == Tense::Unknown && end > start {
            let at = end - 1;
            let (lower, lemma) = (self.text.lower(at), self.text.lemma(at));
            if lower != lemma && lower.ends_with("ed") {
                return Tense::Past;
            }
            if lower != lemma && lower.ends_with('s') && at < last {
                return Tense::Present;
            }
        }
        found
    }

    /// Whether a token is a verb by which somebody is reported. "State", "report" and "claims" are nouns more often than not: an uninflected form or one in -s
    /// needs a subject right before it.
    pub fn is_saying(&self, i: usize) -> bool {
        if self.lemma(i) & class::SAYING == 0 {
            return false;
        }
        let (text, mentions) = (self.text, &self.entities.mentions);
        let (token, lower) = (text.token(i), text.lower(i));
        let past = token.lower != token.lemma && !lower.ends_with('s') && !lower.ends_with("ing");
        if past {
            return !token.capital;
        }
        let Some(before) = i.checked_sub(1).map(|b| text.token(b)) else { return false };
        let named = mentions.partition_point(|m| m.span.end < before.span.end);
        self.word(i - 1) & class::SUBJECT != 0
            || (!token.capital && mentions.get(named).is_some_and(|m| m.span.end == before.span.end))
    }
}
