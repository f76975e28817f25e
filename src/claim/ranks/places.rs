//! Places in a row that no noun follows, or whose noun is a name: "third seed Ana Ruiz", "was placed eighth", "his third Silver Oar".

use std::ops::Range;

use super::{RANK, Ranks, SUBJECT, class, ranked, somebody};
use crate::claim::{Bearing, Claim, Frame, Referent};
use crate::text::TokenKind;

/// What is counted where no noun tells.
const PLACE: &str = "place";
/// Most words of a name that is won.
const NAME: usize = 4;

impl Ranks<'_> {
    /// The claims of places that no noun follows.
    pub(super) fn places(&self) -> Vec<Claim> {
        let all = 0..self.text.tokens.len();
        let told = |at: usize| {
            let (number, is_seat) = (self.ordinal(at), self.is(at + 1, class::SEAT));
            // Nearly no word is either.
            if number.is_none() && !is_seat {
                return None;
            }
            let seat = if is_seat { self.seat(at, number) } else { None };
            let placed = || number.and_then(|number| self.placed(at, number).or_else(|| self.won(at, number)));
            seat.or_else(placed)
        };
        all.filter_map(told).collect()
    }

    fn ordinal(&self, at: usize) -> Option<u32> {
        self.reader.rules.mentions.quantities.ordinal(self.lower(at))
    }

    fn sentence(&self, at: usize) -> Option<Range<usize>> {
        let sentence = &self.text.sentences[self.text.sentence_at(self.text.token(at).span.start)?];
        Some(sentence.tokens.start as usize..(sentence.tokens.end as usize).min(self.text.tokens.len()))
    }

    /// "Third seed Ana Ruiz".
    fn seat(&self, at: usize, number: Option<u32>) -> Option<Claim> {
        let number = number.or_else(|| self.is(at, class::TOP).then_some(1))?;
        let after = self.name(at + 2, &mut Frame::default())?;
        let (subject, _) = self.named(after, at + 2)?;
        let noun = self.text.lemma(at + 1).to_owned();
        self.place_of(subject, Frame::default(), (at..at + 2, noun), number, at..after)
    }

    /// "Was placed eighth in the ranking of schools", "came in third".
    fn placed(&self, at: usize, number: u32) -> Option<Claim> {
        let sentence = self.sentence(at)?;
        let verb = at.checked_sub(1 + usize::from(at > 0 && matches!(self.lower(at - 1), "in" | "up" | "joint")))?;
        if verb < sentence.start || self.words.get(self.text.token(verb).lemma) & class::PLACING == 0 {
            return None;
        }
        let ends =
            self.is_end(at + 1, sentence.end) || matches!(self.lower(at + 1), "in" | "at" | "and" | "on" | "behind");
        if !ends || self.lower(verb) == "placing" {
            return None;
        }
        let mut frame = Frame::default();
        let end = self.scope(at + 1, sentence.end, &mut frame);
        let mut before = verb;
        while before > sentence.start
            && (matches!(self.lower(before - 1), "was" | "were" | "is" | "are" | "has" | "have" | "had" | "been")
                || self.is(before - 1, class::ADVERB))
        {
            before -= 1;
        }
        let subject = self.named(before, sentence.start).or_else(|| self.proper(before, sentence.start, Some(PLACE)));
        let (subject, from) =
            subject.unwrap_or_else(|| (somebody(self.text.of(self.text.span(verb..at + 1))), verb..at + 1));
        self.place_of(subject, frame, (at..at + 1, PLACE.to_owned()), number, from.start.min(verb)..end.max(at + 1))
    }

    /// "His third Silver Oar".
    fn won(&self, at: usize, number: u32) -> Option<Claim> {
        let owner = at.checked_sub(1)?;
        if self.text.token(at).capital || !matches!(self.lower(owner), "his" | "her" | "their" | "its") {
            return None;
        }
        let sentence = self.sentence(at)?;
        let capital = |i: &usize| self.text.token(*i).kind == TokenKind::Word && self.text.token(*i).capital;
        let end = at + 1 + (at + 1..sentence.end).take_while(capital).take(NAME).count();
        let closed = self.is_end(end, sentence.end) || self.reader.is_stop(end);
        if end == at + 1 || !closed || matches!(self.lower(end), "of" | "for") {
            return None;
        }
        let won = self.text.of(self.text.span(at + 1..end));
        let name = won.to_lowercase();
        let frame = Frame { names: vec![self.lower(owner).to_owned()], ..Frame::default() };
        self.place_of(somebody(won), frame, (at..end, name), number, owner..end)
    }

    /// The claim of a place: its words and noun, its number, and all that tells it.
    fn place_of(
        &self,
        subject: Referent,
        mut frame: Frame,
        (tokens, noun): (Range<usize>, String),
        number: u32,
        all: Range<usize>,
    ) -> Option<Claim> {
        let words = self.text.span(tokens.clone());
        let span = self.text.span(all);
        for list in [&mut frame.words, &mut frame.places, &mut frame.actors] {
            list.sort_unstable();
            list.dedup();
        }
        frame.shown = self.text.of(words).to_owned();
        frame.head.clone_from(&noun);
        let (time, near) = self.reader.time_of(span, words);
        let value = ranked(words, self.text.token(tokens.end - 1).span, noun, number.to_string())?;
        let mut claim = self.reader.framed_claim(RANK, frame, span, words, value, time, near);
        claim.slots.insert(SUBJECT.to_owned(), subject);
        claim.bearing = Bearing::During;
        Some(claim)
    }
}
