//! Ages and dates of birth. An age told of a person answers the same question as a date of birth, by the day on which it is told.

use std::collections::BTreeMap;

use super::extract::{BORN, Reader};
use super::{Claim, Context, Frame, Value};
use crate::entity::{EntityKind, EntityMention, Reference};
use crate::source::Span;
use crate::text::TokenKind;
use crate::time::{Form, Unit};

/// The slot.
const PERSON: &str = "person";
/// The word that stands for births among the verbs of events.
const BEAR: &str = "bear";
/// The ages of people, in years.
const YEARS: std::ops::RangeInclusive<u32> = 3..=115;
/// Persons of a sentence that are looked at.
const LIST: usize = 24;
/// Words between an age and the name behind it: "the 52-year-old former mayor Tomas Vell".
const TITLE: usize = 4;

impl Reader<'_> {
    /// What a date tells, as the date of a birth if that is what happened, and to one known person.
    pub(super) fn birth(&self, event: Claim) -> Claim {
        let person = event.frame.as_ref().and_then(|frame| self.newborn(frame));
        match person {
            Some(slots) => Claim { predicate: BORN.to_owned(), slots, frame: None, ..event },
            None => event,
        }
    }

    fn newborn(&self, frame: &Frame) -> Option<BTreeMap<String, super::Referent>> {
        let [key] = frame.actors.as_slice() else { return None };
        let entities = &self.mentions.entities;
        let mention = entities.mentions.iter().find(|m| m.entity.is_some_and(|id| entities.get(id).key == *key))?;
        let person = self.entity(mention).filter(|_| frame.head == BEAR && mention.kind == EntityKind::Person)?;
        Some(BTreeMap::from([(PERSON.to_owned(), super::Referent { inferred: false, ..person })]))
    }

    /// The ages told of persons.
    pub(super) fn ages(&self) -> Vec<Claim> {
        let persons = self.mentions.entities.mentions.iter();
        let persons = persons.filter(|m| m.kind == EntityKind::Person && m.reference != Reference::Description);
        persons.filter(|person| !self.in_list(person)).filter_map(|person| self.age(person)).collect()
    }

    /// Whether a number follows another person of the sentence as well: points, votes, seats, pages.
    fn in_list(&self, person: &EntityMention) -> bool {
        let Some(sentence) = self.text.sentence_at(person.span.start).map(|s| self.text.sentences[s].span) else {
            return true;
        };
        let all = &self.mentions.entities.mentions;
        let first = all.partition_point(|other| other.span.start < sentence.start);
        let others = all[first..].iter().take_while(|other| other.span.start < sentence.end).take(LIST);
        let number = |other: &EntityMention| {
            let at = self.text.tokens_in(other.span).end;
            let comma = self.text.tokens.get(at).is_some_and(|_| self.text.lower(at) == ",");
            comma && self.text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number)
        };
        others.filter(|other| other.span != person.span && number(other)).count() > 0
    }

    fn age(&self, person: &EntityMention) -> Option<Claim> {
        let tokens = self.text.tokens_in(person.span);
        let told = self.age_behind(tokens.end).or_else(|| self.age_before(tokens.start))?;
        let (years, words) = told;
        let referent = self.entity(person).filter(|_| YEARS.contains(&years))?;
        let span = person.span.join(words);
        let (time, time_near) = self.time_of(span, words);
        let context = Context { speaker: None, ..self.contexts.read(span, words, &[]) };
        Some(Claim {
            predicate: BORN.to_owned(),
            span,
            slots: BTreeMap::from([(PERSON.to_owned(), referent)]),
            value: Value::Age(years),
            frame: None,
            only: Vec::new(),
            time,
            time_near,
            bearing: super::Bearing::During,
            never: false,
            lasting: false,
            context,
            apposed: true,
            title: false,
            presupposed: true,
            found_by: "age".to_owned(),
        })
    }

    /// "Vell, 52, said", "Vell, aged 52", "Vell, a 52-year-old lawyer", "Vell is 52 years old".
    fn age_behind(&self, at: usize) -> Option<(u32, Span)> {
        let token = |at: usize| self.text.tokens.get(at);
        let comma = token(at).is_some_and(|_| self.text.lower(at) == ",");
        let after = at + usize::from(comma);
        if comma && let Some(years) = self.bare(after) {
            return Some((years, self.text.token(after).span));
        }
        let helper =
            |at: usize| token(at).is_some() && matches!(self.text.lower(at), "a" | "an" | "the" | "is" | "who");
        let first = after + (0..2).take_while(|n| helper(after + n)).count();
        let verb = (after..first).any(|at| self.text.lower(at) == "is");
        (comma || verb || first == at).then(|| self.length(first)).flatten()
    }

    /// A number between a comma and another mark.
    fn bare(&self, at: usize) -> Option<u32> {
        let number = self.text.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let closed = match self.text.tokens.get(at + 1) {
            Some(_) => matches!(self.text.lower(at + 1), "," | "." | ";" | ":" | ")" | "?"),
            None => true,
        };
        let time = self.mentions.times.iter().any(|time| time.span.overlaps(number.span));
        let digits = self.text.raw(at);
        (closed && !time && digits.len() <= 3).then(|| digits.parse().ok()).flatten()
    }

    /// "The 52-year-old former mayor Vell".
    fn age_before(&self, at: usize) -> Option<(u32, Span)> {
        let first = at.saturating_sub(TITLE + 1);
        let times = &self.mentions.times;
        let start = self.text.tokens.get(at)?.span.start;
        let next = times.partition_point(|time| time.span.start < start);
        let time = &times[next.checked_sub(1)?];
        let end = self.text.tokens_in(time.span).end;
        let words = |at: usize| self.text.token(at).kind == TokenKind::Word && !self.is_stop(at);
        let attributive = self.text.of(time.span).contains('-');
        let near = attributive && end > first && end <= at && (end..at).all(words);
        near.then(|| self.length(end - 1)).flatten()
    }

    /// An age in years that a token belongs to.
    fn length(&self, at: usize) -> Option<(u32, Span)> {
        let span = self.text.tokens.get(at)?.span;
        let times = &self.mentions.times;
        let time =
            times.get(times.partition_point(|time| time.span.end <= span.start)).filter(|t| t.span.contains(span))?;
        match &time.expression.form {
            Form::Length(length) if length.age && length.unit == Unit::Year => {
                let hundredths = length.hundredths.filter(|h| h % 100 == 0)?;
                Some((hundredths / 100, time.span))
            }
            _ => None,
        }
    }
}
