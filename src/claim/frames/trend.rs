//! Which way a measure went: "sales rose", "a decline in unemployment", "the bank raised its key rate".

use std::ops::Range;

use super::{Cover, Frame, Framer, Gathered};
use crate::claim::trends::class;
use crate::entity::EntityKind;
use crate::source::Span;
use crate::text::{ByWord, TokenKind};

/// Words of an object.
const OBJECT: usize = 5;
/// Tokens on either side of a word of movement that are taken for its sentence; longer ones are lists.
const AROUND: usize = 60;
/// Tokens between a determiner and a noun of movement.
const BEFORE: usize = 4;

/// Which way a measure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// "Rose".
    Up,
    /// "Fell".
    Down,
    /// "Remained unchanged".
    Level,
}

impl Way {
    /// As a value of the closed list.
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Level => "unchanged",
        }
    }
}

impl Framer<'_> {
    /// The frame of what moves at a token, with its span and the word that moves it.
    pub fn of_trend(&self, at: usize, words: &ByWord<u32>) -> Option<(Way, Frame, Span, Span)> {
        let token = self.text.token(at);
        let bits = words.get(token.lemma);
        let (first, last) = self.sentence(token.span)?;
        let stays = at > first && words.get(self.text.token(at - 1).lemma) & class::STAYING != 0;
        // "Prices went up": the particle tells the way.
        let next = self.text.tokens.get(at + 1).filter(|_| at + 1 < last).map_or(0, |token| words.get(token.lower));
        let particle = if bits & class::PARTICLED != 0 { next } else { 0 };
        let way = match bits {
            _ if particle & class::UPWARD != 0 => Way::Up,
            _ if particle & class::DOWNWARD != 0 => Way::Down,
            _ if bits & (class::UP | class::RAISED | class::RISE) != 0 => Way::Up,
            _ if bits & (class::DOWN | class::LOWERED | class::FALL) != 0 => Way::Down,
            _ if bits & class::LEVEL != 0 && stays => Way::Level,
            _ => return None,
        };
        let mut moved = Gathered::default();
        let (head_at, head) = if way == Way::Level {
            self.walk_left(at - 1, first, &mut moved);
            self.subject(&moved)?.clone()
        } else {
            self.moved(at, first..last, words, &mut moved)?
        };
        if words.get(self.text.token(head_at).lemma) & class::VAGUE != 0 && moved.words.len() < 2 {
            return None;
        }
        // "New infections" are infections.
        moved.words.retain(|(i, _)| *i == head_at || words.get(self.text.token(*i).lemma) & class::FRESH == 0);
        let reach = moved.reach;
        let mut frame = self.assemble(head, None, [&moved, &Gathered::default(), &Gathered::default()]);
        let around = first.max(at.saturating_sub(AROUND))..last.min(at + AROUND);
        self.add_rest(around.clone(), at, &moved, &mut frame);
        frame.beside = self.told_beside(around, at, &moved, words);
        self.beneath_moved([head_at, at], first..last, &mut frame.anchors);
        frame.anchors.words = self.kind_of(head_at, first, if head_at < at { at } else { last });
        Some((way, frame, self.reach_span(&[reach, Some((at, at))]), token.span))
    }

    /// What a word of movement moves: what stands behind a noun and "in", the object of a verb that has one, else the subject.
    fn moved(
        &self,
        at: usize,
        sentence: Range<usize>,
        words: &ByWord<u32>,
        moved: &mut Gathered,
    ) -> Option<(usize, String)> {
        let (first, last) = (sentence.start, sentence.end);
        let token = self.text.token(at);
        let bits = words.get(token.lemma);
        let is = |i: usize, class: u32| i < last && words.get(self.text.token(i).lower) & class != 0;
        let mut before = (at.saturating_sub(BEFORE).max(first)..at).rev().take_while(|&i| !self.is_boundary(i));
        let determined = before.find(|&i| is(i, class::DETERMINER));
        // "Increased" is no noun.
        let inflected = token.lower != token.lemma && !self.text.lower(at).ends_with('s');
        let noun = bits & (class::RISE | class::FALL) != 0 && !inflected;
        if determined.is_some() && noun {
            let of = at + 1 < last && self.text.lower(at + 1) == "in";
            return if of { self.object(at + 2, last, moved) } else { None };
        }
        let goes_on = |before: usize| words.get(self.text.token(before).lemma) & class::GOING != 0;
        if self.text.lower(at).ends_with("ing") && !(at > first && goes_on(at - 1)) {
            return None;
        }
        // "Bombs were dropped": somebody let them fall.
        let passive = at > first && self.text.lemma(at - 1) == "be" && !self.text.lower(at).ends_with("ing");
        if passive && bits & (class::RAISED | class::LOWERED) == 0 {
            return None;
        }
        // "Enrolment grew this autumn"
        let object = is(at + 1, class::DETERMINER) && self.cover[at + 1] != Cover::Time;
        if bits & (class::RAISED | class::LOWERED) != 0 || object {
            let named = determined.is_some_and(|i| i + 1 == at);
            return if named { None } else { self.object(at + 1, last, moved) };
        }
        let bare = noun && token.lower == token.lemma;
        if bare && at > first && !moves(self.text.lower(at - 1)) {
            return None;
        }
        self.walk_left(at, first, moved);
        self.chief(moved, first).or_else(|| self.subject(moved)).cloned()
    }

    /// The nearest word to the left in whose group no preposition stands before it: "shares" in "shares in the glass works Brennet fell".
    fn chief<'g>(&self, left: &'g Gathered, first: usize) -> Option<&'g (usize, String)> {
        // "The number of visitors"
        let counted =
            |at: usize| at >= first + 2 && self.text.lower(at - 1) == "of" && self.text.lemma(at - 2) == "number";
        left.words.iter().find(|(at, _)| self.is_beneath(*at, first).is_none() || counted(*at))
    }

    /// What a sentence tells beside what moved: its names, its other words, and what a time is set against ("from 2019", "until March").
    fn add_rest(&self, sentence: Range<usize>, verb: usize, moved: &Gathered, frame: &mut Frame) {
        let mut all = Gathered::default();
        for i in sentence.filter(|&i| i != verb) {
            let time = self.cover[i] == Cover::Time;
            let set_against = time
                && i > 0
                && self.cover[i - 1] != Cover::Time
                && !matches!(self.text.lower(i - 1), "in" | "on" | "at" | "during");
            if set_against {
                frame.rest.push(format!("{} {}", self.text.lower(i - 1), self.text.lower(i)));
            }
            if !self.text.lower(i).ends_with("ly") {
                self.take(i, &mut all);
            }
        }
        for &e in &all.entities {
            let mention = &self.mentions.entities.mentions[e as usize];
            let Some(id) = mention.entity else { continue };
            let names = if mention.kind == EntityKind::Place { &mut frame.places } else { &mut frame.actors };
            names.push(self.mentions.entities.get(id).key.clone());
        }
        let own = |at: usize| moved.words.iter().any(|(i, _)| *i == at);
        frame.rest.extend(all.words.into_iter().filter(|(i, _)| !own(*i)).map(|(_, word)| word));
        frame.rest.extend(all.ordinals);
        for list in [&mut frame.rest, &mut frame.places, &mut frame.actors] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// What the clause of a movement tells beside what moved and its pace: words between the nearest marks and conjunctions, times behind it left out.
    fn told_beside(&self, sentence: Range<usize>, verb: usize, moved: &Gathered, words: &ByWord<u32>) -> Vec<String> {
        let ends = |i: &usize| {
            self.text.token(*i).kind == TokenKind::Punctuation && self.text.lower(*i) != "-"
                || matches!(
                    self.text.lower(*i),
                    "and" | "but" | "while" | "although" | "though" | "when" | "which" | "who"
                )
        };
        let from = (sentence.start..verb).rev().find(|i| ends(i)).map_or(sentence.start, |i| i + 1);
        let to = (verb + 1..sentence.end).find(|i| ends(i)).unwrap_or(sentence.end);
        let mut all = Gathered::default();
        let told = |i: usize| {
            let token = self.text.token(i);
            i != verb
                && self.cover[i] != Cover::Time
                && (words.get(token.lemma) | words.get(token.lower))
                    & (class::STEP | class::GOING | class::UPWARD | class::DOWNWARD)
                    == 0
                && !self.text.lower(i).ends_with("ly")
        };
        (from..to).filter(|&i| told(i)).for_each(|i| self.take(i, &mut all));
        let own = |at: usize| moved.words.iter().any(|(i, _)| *i == at);
        let mut beside: Vec<String> = all.words.into_iter().filter(|(i, _)| !own(*i)).map(|(_, word)| word).collect();
        let named =
            all.entities.iter().map(|&e| self.text.of(self.mentions.entities.mentions[e as usize].span).to_owned());
        beside.extend(named);
        // "Arrests there went up", "a year earlier infections rose".
        let pointed = |i: usize| matches!(self.text.lower(i), "there" | "here" | "elsewhere");
        beside.extend((from..to).filter(|&i| pointed(i)).map(|i| self.text.lower(i).to_owned()));
        let before = (sentence.start..verb).find(|&i| self.cover[i] == Cover::Time);
        beside.extend(before.map(|i| self.text.lower(i).to_owned()));
        beside.sort_unstable();
        beside.dedup();
        beside
    }

    /// The noun group that begins at a token; its last word.
    fn object(&self, from: usize, last: usize, into: &mut Gathered) -> Option<(usize, String)> {
        let mut taken = 0;
        for i in from..last {
            let token = self.text.token(i);
            let stop = self.is(i, super::class::STOP);
            let ends = token.kind != TokenKind::Word && self.text.lower(i) != "-" && self.text.lower(i) != "'s"
                || self.is_boundary(i)
                || self.is_figure(i)
                || stop && taken > 0;
            if ends || taken == OBJECT {
                break;
            }
            let before = into.words.len();
            self.take(i, into);
            taken += usize::from(into.words.len() > before);
        }
        into.words.last().cloned()
    }
}

/// Whether a word before an infinitive makes it one, or is an auxiliary.
fn moves(lower: &str) -> bool {
    matches!(
        lower,
        "to" | "will"
            | "would"
            | "may"
            | "might"
            | "could"
            | "can"
            | "should"
            | "did"
            | "must"
            | "not"
            | "shall"
            | "does"
            | "do"
    )
}
