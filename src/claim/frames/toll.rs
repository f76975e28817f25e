//! The dead and the hurt: what a number, or "no one", counts.

use std::ops::Range;

use super::{Frame, Framer, Gathered};
use crate::claim::tolls::class;
use crate::source::Span;
use crate::text::{ByWord, TokenKind};

/// Tokens between a number of persons and what befell them.
const BETWEEN: usize = 4;
/// Tokens between "death toll" and its number.
const REACHING: usize = 4;
/// The heads of frames of tolls, as the synonyms of frames have them.
const KILLED: &str = "kill";
const HURT: &str = "injure";

/// A toll as it is worded.
pub struct Toll {
    /// What it counts, and of what.
    pub frame: Frame,
    /// From the first to the last word that bears on it.
    pub span: Span,
    /// The number, or the words for none.
    pub anchor: Span,
}

impl Framer<'_> {
    /// The toll that a quantity counts, if it counts one and all of it.
    pub fn of_toll(&self, index: usize, words: &ByWord<u32>) -> Option<Toll> {
        let quantity = &self.mentions.quantities[index];
        let whole = quantity.of.is_none() || quantity.measured.as_deref() == Some("member");
        let counts = quantity.unit.is_none() && !quantity.ordinal && quantity.per.is_none() && whole;
        if !counts || quantity.number.is_none() && quantity.range.is_none() {
            return None;
        }
        let digits = self.text.tokens_in(quantity.digits);
        let start = self.text.tokens_in(quantity.span).start;
        let noun = quantity.noun.map_or(digits.end..digits.end, |noun| self.text.tokens_in(noun));
        let (first, last) = self.sentence(quantity.span)?;
        let end = self.after_group(noun.end.max(digits.end), last);
        let (head, reach) = self.befell(start, &noun, end, first..last, words)?;
        // "Five of the dead", "a further five": a part.
        let of = end < last && self.text.lower(end) == "of";
        let partial = self.is_partial(quantity, start) && !self.is_beside_dead(start, first, words);
        if of || partial {
            return None;
        }
        let from = reach.end.max(end);
        let behind = (from..last.min(from + BETWEEN)).take_while(|&i| !self.is_boundary(i));
        let limits = self.limits(behind, words, class::SPOT);
        let toll = self.toll(head, start.min(reach.start)..end.max(reach.end), quantity.span)?;
        Some(Toll { frame: Frame { rest: limits, ..toll.frame }, ..toll })
    }

    /// The words of a class by which a toll is that of one spot, or of all of some time.
    fn limits(&self, tokens: impl Iterator<Item = usize>, words: &ByWord<u32>, of: u32) -> Vec<String> {
        let limits = tokens.filter(|&i| words.get(self.text.token(i).lower) & of != 0);
        limits.map(|i| self.text.lower(i).to_owned()).collect()
    }

    /// The end of "members of staff", "members of the crew".
    fn after_group(&self, end: usize, last: usize) -> usize {
        let member = end > 0 && self.text.lemma(end - 1) == "member" && end + 1 < last && self.text.lower(end) == "of";
        if !member {
            return end;
        }
        (end + 2 + usize::from(self.is_determiner(end + 1))).min(last)
    }

    /// What befell the persons that a number counts, and the tokens that tell it.
    fn befell(
        &self,
        start: usize,
        noun: &Range<usize>,
        end: usize,
        sentence: Range<usize>,
        words: &ByWord<u32>,
    ) -> Option<(&'static str, Range<usize>)> {
        let lower = |i: usize, classes: u32| i < sentence.end && words.get(self.text.token(i).lower) & classes != 0;
        let lemma = |i: usize, classes: u32| i < sentence.end && words.get(self.text.token(i).lemma) & classes != 0;
        let last = noun.end.checked_sub(1).filter(|last| noun.contains(last));
        if let Some(last) = last {
            match () {
                _ if lemma(last, class::DEATHS) || lower(last, class::DEAD) => return Some((KILLED, last..last + 1)),
                _ if lemma(last, class::INJURIES) || lower(last, class::HURT) => return Some((HURT, last..last + 1)),
                _ if !lemma(last, class::PERSON) => return None,
                _ => {}
            }
        }
        // "Twelve people had been killed"
        let after = (end..sentence.end.min(end + BETWEEN)).find(|&i| !lower(i, class::BETWEEN));
        if let Some(at) = after {
            // "Two soldiers killed three rebels": there they do it.
            let befallen = at > end || !self.has_object(at, sentence.end);
            if lower(at, class::DEAD) && (befallen || !lower(at, class::KILLING)) {
                return Some((KILLED, at..at + 1));
            }
            if lower(at, class::HURT) && befallen {
                return Some((HURT, at..at + 1));
            }
            if self.text.lower(at) == "lost" && self.text.lower((at + 2).min(sentence.end - 1)) == "lives" {
                return Some((KILLED, at..at + 3));
            }
        }
        // "Killing 12", "killing 12 and injuring another 30"
        let besides = usize::from(self.is_beside_dead(start, sentence.start, words));
        let before = start.checked_sub(1 + besides).filter(|&before| before >= sentence.start)?;
        let ends = end >= sentence.end || last.is_some() || !self.text.token(end).capital;
        if ends && lower(before, class::KILLING) && !self.is_passive(before, sentence.start) {
            return Some((KILLED, before..before + 1));
        }
        if ends && lower(before, class::HURTING) && !self.is_passive(before, sentence.start) {
            return Some((HURT, before..before + 1));
        }
        // "The death toll rose to 31"
        let from = sentence.start.max(start.saturating_sub(REACHING));
        let toll = (from..start).rev().find(|&i| !lower(i, class::REACHING))?;
        let named = self.text.lower(toll) == "toll" && toll > sentence.start && lemma(toll - 1, class::DEATHS);
        (named && last.is_none_or(|last| lemma(last, class::PERSON))).then(|| (KILLED, toll - 1..toll + 1))
    }

    /// Whether "another" or "other" before a number of the hurt only tells them from the dead before: "killing 12 and injuring another 30".
    fn is_beside_dead(&self, start: usize, first: usize, words: &ByWord<u32>) -> bool {
        let class_of = |i: usize| words.get(self.text.token(i).lower);
        let another = start >= first + 2 && matches!(self.text.lower(start - 1), "another" | "other");
        let dead = |i: usize| class_of(i) & (class::DEAD | class::KILLING) != 0 || self.text.lemma(i) == "death";
        another && class_of(start - 2) & class::HURTING != 0 && (first..start - 2).any(dead)
    }

    /// Whether what follows a verb may be its object.
    fn has_object(&self, verb: usize, last: usize) -> bool {
        let next = verb + 1;
        let word = next < last && self.text.token(next).kind != TokenKind::Punctuation;
        word && (self.is_determiner(next) || !self.is(next, super::class::STOP) || self.is_figure(next))
    }

    /// Whether a participle is one of the passive: "were killed" does not kill what follows.
    fn is_passive(&self, at: usize, first: usize) -> bool {
        let participle = self.text.lower(at).ends_with("ed");
        participle && (first.max(at.saturating_sub(2))..at).any(|i| self.text.lemma(i) == "be")
    }

    /// The tolls of none: "no one was hurt", "there were no casualties".
    pub fn of_nobody(&self, words: &ByWord<u32>) -> Vec<Toll> {
        let starts = |i: &usize| {
            let lower = self.text.lower(*i);
            matches!(lower, "no" | "without") || words.get(self.text.token(*i).lower) & class::NOBODY != 0
        };
        let all = (0..self.text.tokens.len()).filter(starts);
        all.flat_map(|at| self.nobody(at, words)).collect()
    }

    fn nobody(&self, at: usize, words: &ByWord<u32>) -> Vec<Toll> {
        let Some((first, last)) = self.sentence(self.text.token(at).span) else { return Vec::new() };
        let lower = |i: usize, classes: u32| i < last && words.get(self.text.token(i).lower) & classes != 0;
        let lemma = |i: usize, classes: u32| i < last && words.get(self.text.token(i).lemma) & classes != 0;
        let no = matches!(self.text.lower(at), "no" | "without");
        // "No casualties"
        let (mut dead, mut hurt, mut i) = (false, false, at + 1);
        if no && !lower(i, class::NO_ONE) {
            if lower(i, class::OPEN) {
                return Vec::new();
            }
            while i < last {
                match () {
                    _ if lemma(i, class::DEATHS) => dead = true,
                    _ if lemma(i, class::INJURIES) => hurt = true,
                    _ if lemma(i, class::CASUALTIES) => (dead, hurt) = (true, true),
                    _ if (dead || hurt) && matches!(self.text.lower(i), "or" | "and") => {}
                    _ => break,
                }
                i += 1;
            }
        } else if !no || lower(i, class::NO_ONE) {
            i += usize::from(no);
            let from = i;
            while i < last {
                match () {
                    _ if lower(i, class::BETWEEN) && i < from + BETWEEN => {}
                    _ if lower(i, class::DEAD) => dead = true,
                    _ if lower(i, class::HURT) => (dead, hurt) = (true, true),
                    _ if (dead || hurt) && matches!(self.text.lower(i), "or" | "and") => {}
                    _ => break,
                }
                i += 1;
            }
        }
        // "No injuries have been reported": who knows.
        if self.is_report(i, last) || at > first && self.is_report_before(at, first) {
            return Vec::new();
        }
        let anchor = self.text.span(at..i.max(at + 1));
        // "For the third year running nobody was killed": that is told of all that time, not of what happened at some other.
        let limits = self.limits(first..last, words, class::PERIOD);
        let heads = [(dead, KILLED), (hurt, HURT)].into_iter().filter(|(told, _)| *told);
        let tolls = heads.filter_map(|(_, head)| self.toll(head, at..i, anchor));
        tolls.map(|toll| Toll { frame: Frame { rest: limits.clone(), ..toll.frame }, ..toll }).collect()
    }

    /// "Have been reported", "so far", "yet": what is not known may still be.
    fn is_report(&self, from: usize, last: usize) -> bool {
        (from..last.min(from + BETWEEN + 2))
            .any(|i| matches!(self.text.lemma(i), "report" | "far" | "yet" | "confirm" | "immediately"))
    }

    fn is_report_before(&self, at: usize, first: usize) -> bool {
        (first.max(at.saturating_sub(BETWEEN))..at).any(|i| {
            matches!(self.text.lemma(i), "hope" | "hopefully" | "lucky" | "luckily" | "fear" | "if" | "ensure")
        })
    }

    fn toll(&self, head: &str, tokens: Range<usize>, anchor: Span) -> Option<Toll> {
        let (first, last) = self.sentence(anchor)?;
        let (mut left, mut right) = (Gathered::default(), Gathered::default());
        self.walk_left(tokens.start, first, &mut left);
        self.walk_right(tokens.end, last, false, &mut right);
        let mut noun = Gathered::default();
        for i in self.text.tokens_in(self.text.span(tokens.clone())) {
            self.take(i, &mut noun);
        }
        let mut frame = self.assemble(head.to_owned(), None, [&left, &noun, &right]);
        frame.words.retain(|word| word != KILLED && word != HURT && !self.tables.general.contains(word));
        frame.restrictions.clear();
        (frame.cumulative, frame.toll) = (true, true);
        let reach = [left.reach, right.reach, Some((tokens.start, tokens.end - 1))];
        Some(Toll { frame, span: self.reach_span(&reach), anchor })
    }
}
