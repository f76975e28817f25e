//! What a wording takes for granted, once it has been done: who *wants* to revive an accord says that it is not in force, who *revived* it says that it has been in force since. And
//! states that the words themselves end: "suspended for six months".

use super::extract::{AGREEMENT_STATUS, Reader};
use super::{Context, Modality, Polarity};
use crate::predicate::{Match, Predicate, Wording};
use crate::source::Span;
use crate::text::clauses::{Clause, Form, VerbTense};
use crate::time::TimexType;

/// What has become of the value that a wording takes for granted.
pub(super) enum Granted {
    /// It still holds: "wants to revive".
    Still,
    /// It has given way to another: "was revived".
    Became(String),
    /// It may or may not: "after the revival of", where several values may have followed.
    Unknown,
}

impl Reader<'_> {
    /// Whether what a wording takes for granted still held when it was written.
    pub(super) fn granted(
        &self,
        found: &Match,
        predicate: &Predicate,
        wording: &Wording,
        context: &Context,
    ) -> Granted {
        let fact = context.modality == Modality::Actual && context.polarity == Polarity::Positive;
        if !wording.presupposed || !fact || !self.is_done(found) {
            return Granted::Still;
        }
        let value = wording.value.as_deref();
        let mut others = predicate.excludes.iter().filter_map(|(a, b)| match value {
            Some(value) if a == value => Some(b),
            Some(value) if b == value => Some(a),
            _ => None,
        });
        match (others.next(), others.next()) {
            (Some(other), None) => Granted::Became(other.clone()),
            _ => Granted::Unknown,
        }
    }

    /// Whether the verb of a wording tells what has been done, or its noun an event that is over: "revived", "has been revived", "after the revival in 2018".
    fn is_done(&self, found: &Match) -> bool {
        let verb = self.text.tokens_in(self.verb_of(found)).start;
        let Some(clause) = self.clause_at(verb) else { return self.is_over(verb, found.span) };
        match clause.form {
            Form::Finite => clause.tense == VerbTense::Past && !clause.progressive || clause.perfect,
            Form::Participle => true,
            Form::Noun => self.is_over(verb, found.span),
            Form::Infinitive => clause.perfect,
            Form::Gerund | Form::Verbless => false,
        }
    }

    /// Whether the noun of an event stands behind a word that puts it in the past, or has a date.
    fn is_over(&self, noun: usize, span: Span) -> bool {
        let before = (noun.saturating_sub(3)..noun).map(|at| self.text.lower(at));
        let behind = self.text.tokens_in(span).end;
        let dated = self.mentions.times.iter().any(|time| {
            let at = self.text.tokens_in(time.span).start;
            time.expression.timex == TimexType::Date && (behind..behind + 2).contains(&at)
        });
        dated || before.into_iter().any(|word| matches!(word, "after" | "following" | "since"))
    }

    fn clause_at(&self, token: usize) -> Option<&Clause> {
        let sentence = self.text.sentence_at(self.text.token(token).span.start)?;
        let clauses = self.clauses.of(sentence)?;
        clauses.at(token).map(|at| &clauses.list[at])
    }

    /// Whether a state of an agreement was to last, or lasted, for a length of time only: "was suspended for six months". "Has been suspended for six months" lasts.
    pub(super) fn is_for_a_time(&self, found: &Match, predicate: &Predicate) -> bool {
        if predicate.name != AGREEMENT_STATUS {
            return false;
        }
        let perfect =
            self.clause_at(self.text.tokens_in(self.verb_of(found)).start).is_some_and(|clause| clause.perfect);
        let behind = self.text.tokens_in(found.span).end;
        let Some(sentence) = self.text.sentence_at(found.span.start) else { return false };
        let end = self.text.sentences[sentence].tokens.end as usize;
        let length = |at: usize| {
            let start = self.text.token(at).span.start;
            self.mentions.times.iter().any(|t| t.span.start == start && t.expression.timex == TimexType::Duration)
        };
        !perfect
            && (behind..end.min(behind + 5)).any(|at| self.text.lower(at) == "for" && at + 1 < end && length(at + 1))
    }
}
