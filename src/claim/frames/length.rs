//! Lengths of time and frequencies: what lasted so long is the subject of a verb of lasting, what was kept or imposed, or a noun of what has a length.

use std::ops::Range;

use super::{Cover, Frame, Framer, Gathered, class};
use crate::entity::EntityKind;
use crate::source::Span;
use crate::text::TokenKind;
use crate::time::Length;

/// The head of frames of how long somebody was sentenced for.
const PENALTY: &str = "sentence";
/// Tokens between "gave" and the years that somebody was given.
const DEALT_TO: usize = 3;
/// Tokens between a verb and the length that it governs.
const GOVERNED: usize = 5;
/// Tokens before a verb of lasting within which an auxiliary says that it still goes on.
const AUXILIARY: usize = 3;

/// Tokens behind a length within which another one may be added to it.
const ADDED: usize = 6;

/// Where the words of the measure lie: behind the length, the first token that tells on, and the token that names what has the length, if it is no subject.
struct Governed {
    verb: Option<usize>,
    head: Option<usize>,
    left: usize,
    right: usize,
}

impl Frame {
    /// Whether it tells how long somebody was sentenced for.
    pub fn is_penalty(&self) -> bool {
        self.head == PENALTY && self.words.is_empty()
    }
}

impl Framer<'_> {
    /// The frame of a length of time, with its span and the word that governs it. A length that still grows ("has lasted three days") and one that reaches back or ahead
    /// from a day ("the past three days") tell of their day only, and give none.
    pub fn of_length(&self, index: usize, length: Length) -> Option<(Frame, Span, Span)> {
        let time = &self.mentions.times[index];
        let (first, last) = self.sentence(time.span)?;
        let inside = self.text.tokens_in(time.span);
        if inside.is_empty() || length.age || length.toward != 0 || length.hundredths.is_none() {
            return None;
        }
        if self.goes_on(inside.end, last) {
            return None;
        }
        let governed = self.governed(&inside, first..last)?;
        let grows = |verb: usize| {
            (verb.saturating_sub(AUXILIARY).max(first)..verb).any(|i| matches!(self.text.lower(i), "has" | "have"))
        };
        if governed.verb.is_some_and(grows) {
            return None;
        }
        let (mut left, mut right) = (Gathered::default(), Gathered::default());
        self.walk_left(governed.left, first, &mut left);
        self.walk_right(governed.right, last, !left.words.is_empty(), &mut right);
        let at = match governed.head {
            Some(at) => at,
            None => self.subject(&left)?.0,
        };
        let mut own = Gathered::default();
        if self.is_penal(at) {
            return self.penalty((at, governed.verb.unwrap_or(at)), &inside, first..last, left.entities);
        }
        let head = self.tables.canonical(self.text.lemma(at)).to_owned();
        (if at > inside.end { inside.end } else { at }..=at).for_each(|i| self.take(i, &mut own));
        let frame = self.assemble(head, None, [&left, &own, &right]);
        let span = self.reach_span(&[left.reach, right.reach, own.reach, Some((inside.start, inside.end - 1))]);
        Some((frame, span, self.text.token(governed.verb.unwrap_or(at)).span))
    }

    /// Whether a token says that somebody was sentenced.
    fn is_penal(&self, at: usize) -> bool {
        self.lemma_is(at, class::PENAL | class::DEALT)
    }

    /// "Was given eight years by the court", "received four years in prison", "the court gave him six years": the verb of being dealt a length, where a court or a prison
    /// stands right behind that, or right before the verb.
    fn punished(&self, before: usize, sentence: &Range<usize>, end: usize) -> Option<usize> {
        let verb = (sentence.start.max(before.saturating_sub(DEALT_TO))..=before)
            .rev()
            .find(|&i| self.lemma_is(i, class::DEALT))?;
        let closed = |i: usize| self.is_boundary(i) || matches!(self.text.lower(i), "," | "who" | "which" | "that");
        let behind = (end..sentence.end).take(GOVERNED + 1).take_while(|&i| !closed(i));
        let ahead = (sentence.start..verb).rev().take(GOVERNED).take_while(|&i| !closed(i));
        behind.chain(ahead).any(|i| self.lemma_is(i, class::COURT)).then_some(verb)
    }

    /// The frame of how long somebody was sentenced for: the person alone, what for, and what says that it was another sentence ("on appeal", "suspended").
    fn penalty(
        &self,
        (head, verb): (usize, usize),
        inside: &Range<usize>,
        sentence: Range<usize>,
        before: Vec<u32>,
    ) -> Option<(Frame, Span, Span)> {
        let person = |e: &u32| self.mentions.entities.mentions[*e as usize].kind == EntityKind::Person;
        let mut told = Gathered::default();
        (sentence.start..sentence.end).filter(|i| !inside.contains(i)).for_each(|i| self.take(i, &mut told));
        let mut persons: Vec<u32> = before.into_iter().filter(person).collect();
        if persons.is_empty() {
            persons = told.entities.iter().copied().filter(person).collect();
        }
        let &[_] = persons.as_slice() else { return None };
        let mut convict = Gathered { entities: persons, ..Gathered::default() };
        convict.reach = Some((head.min(inside.start), inside.end - 1));
        let mut frame = self.assemble(PENALTY.to_owned(), None, [&convict, &Gathered::default(), &Gathered::default()]);
        let other = |i: usize| self.lemma_is(i, class::RETRIED);
        frame
            .restrictions
            .extend((sentence.start..sentence.end).filter(|&i| other(i)).map(|i| self.text.lemma(i).to_owned()));
        frame.restrictions.sort();
        frame.restrictions.dedup();
        let crime = (inside.end..sentence.end).find(|&i| self.text.lower(i) == "for");
        let mut told = Gathered::default();
        let ends = |i: usize| self.is_boundary(i) || self.text.lower(i) == ",";
        crime
            .into_iter()
            .flat_map(|i| i + 1..sentence.end)
            .take_while(|&i| !ends(i))
            .for_each(|i| self.take(i, &mut told));
        frame.rest = told.words.into_iter().map(|(_, word)| word).collect();
        frame.rest.sort();
        Some((frame, self.reach_span(&[convict.reach]), self.text.token(verb).span))
    }

    /// Whether another figure is added to a length: "three years in prison and two on probation".
    fn goes_on(&self, from: usize, last: usize) -> bool {
        let clause = (from..last.min(from + ADDED)).take_while(|&i| !self.is_boundary(i));
        let figure =
            |i: usize| i < last && self.cover[i] != Cover::Nothing && !matches!(self.cover[i], Cover::Entity(_));
        clause.into_iter().any(|i| self.text.lower(i) == "and" && figure(i + 1))
    }

    /// The frame of a frequency: what is done so often stands before it. A single word before a noun ("a monthly report") names what it belongs to.
    pub fn of_frequency(&self, index: usize) -> Option<(Frame, Span, Span)> {
        let time = &self.mentions.times[index];
        let (first, last) = self.sentence(time.span)?;
        let inside = self.text.tokens_in(time.span);
        let next = inside.end;
        let named = next < last && self.text.token(next).kind == TokenKind::Word && !self.is(next, class::STOP);
        if inside.is_empty() || inside.len() == 1 && named {
            return None;
        }
        // "Twice a day in winter", "from May on every week": it holds at that time only.
        if (first..last).any(|i| self.cover[i] == Cover::Time && !inside.contains(&i)) {
            return None;
        }
        let mut left = Gathered::default();
        self.walk_left(inside.start, first, &mut left);
        let (at, head) = left.words.first().cloned()?;
        let frame = self.assemble(head, None, [&left, &Gathered::default(), &Gathered::default()]);
        let span = self.reach_span(&[left.reach, Some((inside.start, inside.end - 1))]);
        Some((frame, span, self.text.token(at).span))
    }

    fn governed(&self, inside: &Range<usize>, sentence: Range<usize>) -> Option<Governed> {
        let before = inside.start.checked_sub(1).filter(|&i| i >= sentence.start)?;
        let end = inside.end;
        let partial = |i: usize| self.is(i, class::PARTIAL);
        if partial(before) || (end < sentence.end && partial(end)) {
            return None;
        }
        if self.lemma_is(before, class::LASTING) {
            return Some(Governed { verb: Some(before), head: None, left: before, right: end });
        }
        if let Some(verb) = self.punished(before, &sentence, end) {
            return Some(Governed { verb: Some(verb), head: Some(verb), left: verb, right: end });
        }
        let class = match self.text.lower(before) {
            "for" => class::KEPT,
            "to" => class::IMPOSED,
            "of" if self.lemma_is(before.checked_sub(1)?, class::STRETCH) => {
                return Some(Governed { verb: None, head: Some(before - 1), left: before - 1, right: end });
            }
            _ => return self.attributive(inside, sentence),
        };
        let least = sentence.start.max(before.saturating_sub(GOVERNED));
        let near = (least..before).rev().take_while(|&i| !self.is_boundary(i) && self.text.lower(i) != ",");
        let verb = near.into_iter().find(|&i| self.lemma_is(i, class))?;
        // "Ran for five weeks" tells of its subject, "was closed for five weeks" of the closing.
        let head = (!self.lemma_is(verb, class::LASTING)).then_some(verb);
        Some(Governed { verb: Some(verb), head, left: before, right: end })
    }

    /// "A six-month truce", "a 12-year prison sentence".
    fn attributive(&self, inside: &Range<usize>, sentence: Range<usize>) -> Option<Governed> {
        let (start, end) = (inside.start, inside.end);
        let joined = inside.clone().any(|i| self.text.lower(i) == "-" || self.text.lower(i).contains('-'));
        let reach = end..sentence.end.min(end + 2);
        let noun = reach.into_iter().find(|&i| self.lemma_is(i, class::STRETCH)).filter(|_| joined)?;
        Some(Governed { verb: None, head: Some(noun), left: start, right: noun + 1 })
    }
}
