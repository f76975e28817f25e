//! Deadlines: what is due stands around the day, and a word near it says that the day is one by which it is due.

use std::ops::Range;

use super::super::Extractor;
use super::super::deadlines::class;
use super::{Cover, Frame, Framer, Gathered};
use crate::source::{BlockKind, Span};
use crate::text::ByWord;

/// Tokens within which the words of a deadline stand.
const REACH: usize = 24;
/// Tokens between "by" and the day.
const STEPS: usize = 6;
/// Tokens between a noun that names a deadline and the day.
const JOINTS: usize = 5;
/// Tokens between a verb of closing, or "due", and the preposition of the day.
const ADVERBS: usize = 4;

/// Tokens between a verb of ordering and its "to".
const ORDERED: usize = 6;

/// Most words of a heading that tells what is due beneath it.
const HEADING: usize = 6;

/// The head of every frame of a deadline.
const HEAD: &str = "deadline";

/// A deadline as it is worded.
pub struct Due {
    /// What is due, and for whom.
    pub frame: Frame,
    /// From the first to the last word that bears on it.
    pub span: Span,
    /// The word that makes a deadline of the day.
    pub anchor: Span,
    /// Whether the day itself is too late: "before 5 May".
    pub excluding: bool,
    /// Whether the sentence tells that it was moved.
    pub moved: bool,
}

/// One sentence in which a deadline is looked for.
struct Around<'s> {
    words: &'s ByWord<u32>,
    sentence: Range<usize>,
    /// The day or the length.
    time: Range<usize>,
    /// The preposition before it, if it is one of a limit; for a length "within".
    limit: Option<usize>,
}

impl Framer<'_> {
    /// The deadline that a day or, if `length`, a length of time tells, if it tells one.
    pub fn of_deadline(&self, index: usize, length: bool, rules: &Extractor, words: &ByWord<u32>) -> Option<Due> {
        let time = &self.mentions.times[index];
        let (first, last) = self.sentence(time.span)?;
        let inside = self.text.tokens_in(time.span);
        if inside.is_empty() {
            return None;
        }
        let sentence = first.max(inside.start.saturating_sub(REACH))..last.min(inside.end + REACH);
        let mut around = Around { words, sentence, time: inside, limit: None };
        around.limit = self.limit(&around, length);
        let anchor = self.due_noun(&around).or_else(|| match length {
            true => self.due_within(&around),
            false => self.due_by(&around),
        })?;
        let any = |class: u32| around.sentence.clone().any(|i| self.has(words, i, class));
        if any(class::CONDITION) {
            return None;
        }
        let (frame, reach) = self.what_is_due(&around, anchor, rules)?;
        let time = (around.time.start, around.time.end - 1);
        // "Before the 3 May deadline": the day is the deadline.
        let named = self.has(words, anchor, class::NOUN | class::DATE);
        let excluding = !named && around.limit.is_some_and(|limit| self.has(words, limit, class::EXCLUDING));
        Some(Due {
            frame,
            span: self.reach_span(&[reach, Some(time), Some((anchor, anchor))]),
            anchor: self.text.token(anchor).span,
            excluding,
            moved: any(class::MOVING),
        })
    }

    fn has(&self, words: &ByWord<u32>, token: usize, class: u32) -> bool {
        words.get(self.text.token(token).lower) & class != 0
    }

    fn lemma_has(&self, words: &ByWord<u32>, token: usize, class: u32) -> bool {
        words.get(self.text.token(token).lemma) & class != 0
    }

    /// "By", "no later than", "before" in front of a time, with an hour of the day between perhaps.
    fn limit(&self, around: &Around<'_>, length: bool) -> Option<usize> {
        let before = (around.sentence.start..around.time.start).rev();
        if length {
            return before.take(1).find(|&i| self.text.lower(i) == "within");
        }
        let inside = around.time.clone().take(STEPS).skip(1);
        if let Some(than) =
            inside.into_iter().find(|&i| self.text.lower(i) == "than" && self.text.lower(i - 1) == "later")
        {
            return Some(than);
        }
        for i in before.take(STEPS) {
            let later = self.text.lower(i) == "than" && i > around.sentence.start && self.text.lower(i - 1) == "later";
            if later || self.has(around.words, i, class::LIMIT) {
                return Some(i);
            }
            if self.cover[i] != Cover::Time && !self.has(around.words, i, class::STEP) {
                return None;
            }
        }
        None
    }

    /// A noun that names the deadline, joined with the time: "the deadline for bids is 3 May", "a 3 May deadline".
    fn due_noun(&self, around: &Around<'_>) -> Option<usize> {
        let names = |i: usize| {
            self.has(around.words, i, class::NOUN)
                || self.has(around.words, i, class::DATE)
                    && i > around.sentence.start
                    && self.has(around.words, i - 1, class::CLOSING_DATE)
        };
        let after = around.time.end..around.sentence.end.min(around.time.end + JOINTS);
        if let Some(noun) = after.take_while(|&i| !self.is_boundary(i) && self.text.lower(i) != ",").find(|&i| names(i))
        {
            return (!(around.time.end..noun).any(|i| self.is(i, super::class::STOP))).then_some(noun);
        }
        let joint = around.time.start.checked_sub(1).filter(|&i| i >= around.sentence.start)?;
        if !self.has(around.words, joint, class::JOINT) && around.limit.is_none() {
            return None;
        }
        let noun = (around.sentence.start..around.time.start).rev().find(|&i| names(i))?;
        // "The deadline was missed when Ruiz resigned on 3 May": between the two only what the deadline is for.
        let told =
            |i: usize| self.cover[i] == Cover::Time || matches!(self.text.lower(i), "when" | "that" | "which" | "and");
        (!(noun + 1..around.time.start).any(told)).then_some(noun)
    }

    /// What makes a deadline of a day with a preposition before it.
    fn due_by(&self, around: &Around<'_>) -> Option<usize> {
        let on = || around.time.start.checked_sub(1).filter(|&i| matches!(self.text.lower(i), "on" | "at"));
        let preposition = around.limit.or_else(on).filter(|&i| i >= around.sentence.start)?;
        let clause: Vec<usize> =
            (around.sentence.start..preposition).rev().take_while(|&i| !self.is_boundary(i)).collect();
        let near = || clause.iter().copied().take(ADVERBS);
        let is = |i: usize, class: u32| self.has(around.words, i, class);
        let call = || clause.iter().any(|&i| is(i, class::CALL));
        if let Some(verb) = near().take(2).find(|&i| is(i, class::CLOSING)).filter(|_| call()) {
            return Some(verb);
        }
        // "Is due by", and "is due to be filed by"; "is due to open by" tells a plan.
        let filed =
            |from: usize| (from..preposition).any(|i| self.lemma_has(around.words, i, class::HANDING | class::NEUTRAL));
        let due = |&i: &usize| {
            self.text.lower(i) == "due" && (self.text.lower(i + 1) != "to" || around.limit.is_some() && filed(i))
        };
        if let Some(due) = clause.iter().copied().take(2 * ADVERBS).find(due) {
            return Some(due);
        }
        let limit = around.limit?;
        let until = matches!(self.text.lower(limit), "until" | "till");
        let duty = |i: usize| self.is_duty(around, i);
        let handing = || clause.iter().any(|&i| self.lemma_has(around.words, i, class::HANDING | class::NEUTRAL));
        let free = |i: usize| is(i, class::FREE) && self.cover[i] != Cover::Time;
        if until {
            let found = clause.iter().copied().find(|&i| is(i, class::OPEN) && (self.gives_time(i, limit) || call()));
            return found.or_else(|| clause.iter().copied().find(|&i| free(i)).filter(|_| handing()));
        }
        // "By 30 June all households must file their claims."
        let opens = limit <= around.sentence.start + 1;
        let ahead = around.time.end..around.sentence.end;
        let ahead = || ahead.clone().take_while(|&i| !self.is_boundary(i));
        let found = clause.iter().copied().find(|&i| duty(i)).or_else(|| ahead().filter(|_| opens).find(|&i| duty(i)));
        // "Forms are to be returned by 3 May."
        let told = |i: usize| {
            matches!(self.text.lower(i), "is" | "are" | "was" | "were") && self.text.lower(i + 1) == "to" && filed(i)
        };
        let found = found.or_else(|| clause.iter().copied().find(|&i| told(i)));
        let order = || clause.last().copied().filter(|&i| self.has(around.words, i, class::HANDING));
        found.or_else(order)
    }

    /// "Must", "has to", "asked the firms to".
    fn is_duty(&self, around: &Around<'_>, token: usize) -> bool {
        let is = |class: u32| self.has(around.words, token, class);
        let to =
            |reach: usize| (token + 1..around.sentence.end.min(token + 1 + reach)).any(|i| self.text.lower(i) == "to");
        let found = is(class::DUTY) || is(class::DUTY_TO) && to(1) || is(class::ORDERING) && to(ORDERED);
        found && self.cover[token] != Cover::Time
    }

    /// "Have until", "gave the owners until": time is given right before the preposition, or to somebody named between.
    fn gives_time(&self, verb: usize, limit: usize) -> bool {
        let lemma = self.text.lemma(verb);
        limit == verb + 1 || lemma == "give" && !(verb + 1..limit).any(|i| matches!(self.text.lower(i), "to" | "that"))
    }

    /// What makes a deadline of a length: "must reply within 30 days", "have 30 days to reply".
    fn due_within(&self, around: &Around<'_>) -> Option<usize> {
        let is = |i: usize, class: u32| self.has(around.words, i, class);
        let before = around.time.start.checked_sub(1).filter(|&i| i >= around.sentence.start)?;
        let next = around.time.end;
        if next < around.sentence.end && self.text.lower(next) == "to" {
            let given = |&i: &usize| is(i, class::OPEN) && (i == before || self.text.lemma(i) == "give");
            return (around.sentence.start..around.time.start).rev().take(ADVERBS).find(given);
        }
        let limit = around.limit?;
        let clause = (around.sentence.start..limit).rev().take_while(|&i| !self.is_boundary(i));
        clause.into_iter().find(|&i| self.is_duty(around, i))
    }

    /// The words around a deadline, and where they stand.
    fn what_is_due(
        &self,
        around: &Around<'_>,
        anchor: usize,
        rules: &Extractor,
    ) -> Option<(Frame, Option<(usize, usize)>)> {
        let words = around.words;
        let (mut left, mut right) = (Gathered::default(), Gathered::default());
        let noun = self.has(words, anchor, class::NOUN | class::DATE);
        // "Missed the 3 May deadline for the report": of a noun only what stands right before it and what comes after.
        let (start, from) = if noun {
            (self.before_noun(around, anchor), around.time.end.max(anchor + 1))
        } else {
            let said = |i: usize| self.has(words, i, class::REPORTING) || self.text.lower(i) == "that";
            let first = (around.sentence.start..around.time.start.min(anchor)).rev().find(|&i| said(i));
            (first.map_or(around.sentence.start, |i| i + 1), around.time.end)
        };
        let end = if noun { around.time.start.max(anchor) } else { around.time.start };
        // "Deadline for comments: 30 June"
        let colon = noun && end > start + 1 && self.text.lower(end - 1) == ":";
        let end = end - usize::from(colon);
        // "No later than": the words before belong to the clause.
        let end = match around.limit {
            Some(limit) if !noun && self.text.lower(limit) == "than" => limit.saturating_sub(2).max(start),
            _ => end,
        };
        self.gather((start..end).rev(), false, around, &mut left);
        // "Has until Friday, 3 May, to pay."
        let comma = from + 1 < around.sentence.end && self.text.lower(from) == "," && self.text.lower(from + 1) == "to";
        let from = from + usize::from(comma);
        let on = from < around.sentence.end && matches!(self.text.lower(from), "for" | "to");
        if on || !noun {
            self.gather(from..around.sentence.end, !left.words.is_empty(), around, &mut right);
        }
        let mut neutral = Vec::new();
        for side in [&mut left, &mut right] {
            for (at, word) in &mut side.words {
                if let Some(first) = self.one_of(*at, word, rules) {
                    *word = first;
                }
            }
            side.words.retain(|(at, word)| {
                let empty = (self.text.token(*at).lemma, self.text.token(*at).lower);
                let empty = (words.get(empty.0) | words.get(empty.1)) & class::NEUTRAL != 0;
                if empty {
                    neutral.push((*at, word.clone()));
                }
                !empty && !self.says_only(around, anchor, *at)
            });
        }
        let named = !(left.entities.is_empty() && right.entities.is_empty());
        if left.words.is_empty() && right.words.is_empty() && !named {
            // "Submissions close on 3 May": what is handed in is all that is told.
            left.words = neutral;
        }
        // "Applications close on 3 May" tells little by itself; under "Boat grant" it tells for what.
        let heading = match left.words.len() + right.words.len() {
            0..=2 if !named => self.heading_above(around.time.start),
            _ => Gathered::default(),
        };
        let headed = !(heading.words.is_empty() && heading.entities.is_empty());
        if left.words.is_empty() && right.words.is_empty() && !named && !headed {
            return None;
        }
        let mut frame = self.assemble(HEAD.to_owned(), None, [&heading, &left, &right]);
        frame.restrictions.extend(self.groups(start..end, true, around));
        frame.restrictions.extend(self.groups(from..around.sentence.end, false, around));
        frame.restrictions.sort_unstable();
        frame.restrictions.dedup();
        let reach = [left.reach, right.reach].into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        Some((frame, reach))
    }

    /// The words of a stretch that set some apart of all, by whom or how it is to be done: "votes from abroad"; of the subject figures too: "members over 65".
    fn groups(&self, stretch: Range<usize>, subject: bool, around: &Around<'_>) -> Vec<String> {
        let apart = |&i: &usize| self.has(around.words, i, class::GROUP) || subject && self.is_figure(i);
        let ends = |i: usize| self.is_boundary(i) || self.text.lower(i) == ",";
        let clause = stretch.take_while(|&i| !ends(i)).filter(apart);
        clause.map(|i| self.text.lower(i).to_owned()).collect()
    }

    /// The words of the heading that a token stands beneath, unless it is the title of the whole or a sentence of its own.
    fn heading_above(&self, token: usize) -> Gathered {
        let mut words = Gathered::default();
        let at = self.text.token(token).span.start;
        let below = self.text.blocks.partition_point(|block| block.span.start <= at);
        let above = self.text.blocks.get(1..below).unwrap_or_default();
        let Some(heading) = above.iter().rev().find(|block| matches!(block.kind, BlockKind::Heading(_))) else {
            return words;
        };
        for i in self.text.tokens_in(heading.span) {
            self.take(i, &mut words);
        }
        if words.words.len() > HEADING { Gathered::default() } else { words }
    }

    /// The word that stands for another of one meaning; a verb for the noun of its event.
    fn one_of(&self, at: usize, word: &str, rules: &Extractor) -> Option<String> {
        let lower = self.text.lower(at);
        let tables = &rules.tables.deadlines;
        let same = tables.same.get(lower).or_else(|| tables.same.get(word)).cloned();
        same.or_else(|| {
            Some(
                self.tables
                    .canonical(self.tables.occasion(lower).or_else(|| rules.text.clauses.verb_of(lower))?)
                    .to_owned(),
            )
        })
    }

    /// Where the words right before a noun begin: "the visa application deadline".
    fn before_noun(&self, around: &Around<'_>, noun: usize) -> usize {
        let stops = |i: usize| self.is(i, super::class::STOP) || self.is_boundary(i) || self.text.lower(i) == ",";
        let before = (around.sentence.start..noun).rev().take(JOINTS);
        before.take_while(|&i| !stops(i) && self.cover[i] != Cover::Time).last().unwrap_or(noun)
    }

    /// Whether a word says only that there is a deadline.
    fn says_only(&self, around: &Around<'_>, anchor: usize, at: usize) -> bool {
        let told = class::NOUN
            | class::CLOSING
            | class::DUTY_TO
            | class::ORDERING
            | class::OPEN
            | class::CLOSING_DATE
            | class::MOVING;
        let is = |i: usize, class: u32| self.has(around.words, i, class);
        let date = is(at, class::DATE) && at > 0 && is(at - 1, class::CLOSING_DATE);
        date || is(at, told) || at == anchor && !is(at, class::HANDING) || matches!(self.text.lower(at), "due" | "late")
    }

    /// Takes the words of a stretch, up to a figure or the end of the clause; with `told`, up to what goes on with something else.
    fn gather(&self, tokens: impl Iterator<Item = usize>, told: bool, around: &Around<'_>, into: &mut Gathered) {
        for i in tokens {
            let any = told || !into.words.is_empty();
            let further = told && matches!(self.text.lower(i), "and" | "or");
            if any && (self.is_figure(i) || self.text.lower(i) == ",") || further || self.is_boundary(i) {
                break;
            }
            let before = into.words.len();
            self.take(i, into);
            // "Register" is a word that only links a measure with its value elsewhere.
            let token = self.text.token(i);
            let due = (around.words.get(token.lemma) | around.words.get(token.lower)) & class::HANDING != 0;
            if due && into.words.len() == before && self.cover[i] == Cover::Nothing {
                into.words.push((i, self.text.lemma(i).to_owned()));
                super::extend(&mut into.reach, i);
            }
        }
    }
}
