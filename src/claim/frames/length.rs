//! Lengths of time and frequencies: what lasted so long is the subject of a verb of lasting, what was kept or imposed, or a noun of what has a length.

use std::ops::Range;

use super::{Cover, Frame, Framer, Gathered, class};
use crate::entity::EntityKind;
use crate::source::Span;
use crate::text::TokenKind;
use crate::time::Length;

/// The head of frames of how long somebody was sentenced for.
const PENALTY: &str = "sentence";
/// Tokens before a verb and behind a length within which words tell that it is another sentence.
const AROUND: usize = 8;
/// Tokens of a name that opens a sentence.
const NAME: usize = 5;
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
        if self.lemma_is(at, class::DEALT) {
            return self.penalty((at, at), &inside, first..last);
        }
        if self.lemma_is(at, class::PENAL)
            && let Some(penalty) = self.penalty((at, governed.verb.unwrap_or(at)), &inside, first..last)
        {
            return Some(penalty);
        }
        let head = self.tables.canonical(self.text.lemma(at)).to_owned();
        (if at > inside.end { inside.end } else { at }..=at).for_each(|i| self.take(i, &mut own));
        let frame = self.assemble(head, None, [&left, &own, &right]);
        let span = self.reach_span(&[left.reach, right.reach, own.reach, Some((inside.start, inside.end - 1))]);
        Some((frame, span, self.text.token(governed.verb.unwrap_or(at)).span))
    }

    /// "Was given nine years by the court", "received four years in prison", "the court gave him six years in jail": the verb of being dealt a length, where a court or a
    /// prison stands right behind that, and ends the clause.
    fn punished(&self, before: usize, sentence: &Range<usize>, end: usize) -> Option<usize> {
        let least = sentence.start.max(before.saturating_sub(DEALT_TO));
        let verb = (least..=before).rev().find(|&i| self.lemma_is(i, class::DEALT))?;
        let closed = |i: usize| self.is_boundary(i) || matches!(self.text.lower(i), "," | "." | "for" | "and");
        let behind = (end..sentence.end).take_while(|&i| !closed(i)).take(GOVERNED + 1).last()?;
        self.lemma_is(behind, class::COURT).then_some(verb)
    }

    /// The frame of how long somebody was sentenced for: the person alone, what for, and what says that it was another sentence ("on appeal", "suspended"). The person
    /// stands right before the verb, or right behind it.
    fn penalty(
        &self,
        (head, verb): (usize, usize),
        inside: &Range<usize>,
        sentence: Range<usize>,
    ) -> Option<(Frame, Span, Span)> {
        let convict = self.convict(verb, &sentence)?;
        let mut gathered = Gathered { entities: vec![convict], ..Gathered::default() };
        gathered.reach = Some((head.min(inside.start), inside.end - 1));
        let mut frame =
            self.assemble(PENALTY.to_owned(), None, [&gathered, &Gathered::default(), &Gathered::default()]);
        let other = |i: usize| self.lemma_is(i, class::RETRIED);
        let near = sentence.start.max(verb.saturating_sub(AROUND))..sentence.end.min(inside.end + AROUND);
        let others = near.filter(|&i| other(i)).map(|i| self.text.lemma(i).to_owned());
        frame.restrictions.extend(others);
        frame.restrictions.sort_unstable();
        frame.restrictions.dedup();
        let crime = (inside.end..sentence.end).find(|&i| self.text.lower(i) == "for");
        let mut told = Gathered::default();
        let ends = |i: usize| self.is_boundary(i) || self.text.lower(i) == ",";
        let words = crime.into_iter().flat_map(|i| i + 1..sentence.end).take_while(|&i| !ends(i));
        words.for_each(|i| self.take(i, &mut told));
        frame.beside = told.words.into_iter().map(|(_, word)| word).collect();
        frame.beside.sort_unstable();
        Some((frame, self.reach_span(&[gathered.reach]), self.text.token(verb).span))
    }

    /// Who was sentenced: the person right before an auxiliary and the verb ("Vell was sentenced", "Vell, who was given"), or right behind the verb ("sentenced Vell to").
    fn convict(&self, verb: usize, sentence: &Range<usize>) -> Option<u32> {
        let person = |i: usize| match self.cover[i] {
            Cover::Entity(e) if self.mentions.entities.mentions[e as usize].kind == EntityKind::Person => Some(e),
            _ => None,
        };
        let mut before = verb;
        while before > sentence.start && matches!(self.text.lower(before - 1), "was" | "is" | "been" | "has" | "had") {
            before -= 1;
        }
        if before > sentence.start + 1 && self.text.lower(before - 1) == "who" && self.text.lower(before - 2) == "," {
            before -= 2;
        }
        let subject = before.checked_sub(1).filter(|&i| i >= sentence.start);
        let subject = subject.and_then(|i| person(i).or_else(|| self.told_of(i, sentence).and_then(person)));
        let behind = || (verb + 1 < sentence.end).then(|| person(verb + 1)).flatten();
        let mention = subject.or_else(behind)?;
        let tokens = self.text.tokens_in(self.mentions.entities.mentions[mention as usize].span);
        let owned = tokens.end < sentence.end && matches!(self.text.lower(tokens.end), "'s" | "’s" | "'" | "’");
        let of =
            tokens.start > sentence.start && matches!(self.text.lower(tokens.start - 1), "of" | "with" | "to" | "by");
        let helped = subject.is_some() && (sentence.start..tokens.start).any(|i| self.text.lower(i) == "who");
        (!owned && !of && !helped).then_some(mention)
    }

    /// The last token of what a relative clause tells of that opens a sentence and ends with a comma: "Vell, who drew up the plan, was sentenced".
    fn told_of(&self, comma: usize, sentence: &Range<usize>) -> Option<usize> {
        let mut commas = (sentence.start..=comma).filter(|&i| self.text.lower(i) == ",");
        let (first, second) = (commas.next()?, commas.next()?);
        let relative = self.text.lower(first + 1) == "who" && second == comma;
        let opens = |i: usize| i < sentence.start + NAME && (sentence.start..i).all(|i| self.text.token(i).capital);
        first.checked_sub(1).filter(|&i| relative && i >= sentence.start && opens(i))
    }

    /// Whether another figure is added to a length: "three years in prison and two on probation".
    pub(super) fn goes_on(&self, from: usize, last: usize) -> bool {
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
