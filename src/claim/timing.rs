//! Which time of a sentence a claim holds at: the nearest one that belongs to its clause.

use super::extract::Reader;
use crate::source::Span;
use crate::text::clauses::{Clause, Clauses, Form, Link, VerbTense};
use crate::time::TimexType;

/// Bytes by which a time before a claim counts as farther off than one after it: in "from 22 % in 2019 to 27 % in 2023" each year follows its figure.
const BEFORE: u32 = 4;
/// Bytes within which a time stands right beside a claim.
const NEAR: u32 = 12;
/// How far from a claim a time of its sentence is looked for, in bytes.
const SENTENCE: u32 = 1000;
/// Clauses that are climbed.
const CLAUSES: usize = 8;

impl Reader<'_> {
    /// The time a claim holds at: the nearest date of its sentence, and whether it stands within or right beside the claim.
    pub(super) fn time_of(&self, span: Span, head: Span) -> (Option<u32>, bool) {
        let Some(sentence) = self.text.sentence_at(span.start).map(|s| self.text.sentences[s].span) else {
            return (None, false);
        };
        let times = &self.mentions.times;
        let clause = self.clause_of(head);
        // A sentence longer than this is a table or a list without stops.
        let sentence = Span {
            start: sentence.start.max(span.start.saturating_sub(SENTENCE)),
            end: sentence.end.min(span.end.saturating_add(SENTENCE)),
        };
        if let Some(time) = self.directly_behind(span, sentence) {
            return (Some(time), true);
        }
        let first = times.partition_point(|t| t.span.end <= sentence.start);
        times[first..]
            .iter()
            .enumerate()
            .take_while(|(_, t)| t.span.start < sentence.end)
            .filter(|(_, t)| {
                matches!(t.expression.timex, TimexType::Date | TimexType::Time)
                    && self.same_side(t.span, span)
                    && !self.is_of_base(t.span, span)
                    && clause.as_ref().is_none_or(|clause| self.belongs(t.span, clause))
            })
            .map(|(i, t)| (gap(t.span, span), t.span.start < span.start, (first + i) as u32))
            .min_by_key(|&(gap, before, i)| (gap + if before { BEFORE } else { 0 }, i))
            .map_or((None, false), |(gap, _, i)| (Some(i), gap < NEAR))
    }

    /// Whether a time tells when the figure before it was so from which that of a claim has changed: "61 % full, down from 84 % a year ago".
    fn is_of_base(&self, time: Span, span: Span) -> bool {
        let quantities = &self.mentions.quantities;
        let before = quantities.partition_point(|figure| figure.span.end <= time.start);
        let Some(base) = before.checked_sub(1).map(|at| &quantities[at]).filter(|base| base.span.start >= span.end)
        else {
            return false;
        };
        let (figure, time) = (self.text.tokens_in(base.span), self.text.tokens_in(time));
        let close = (figure.end..time.start).all(|at| matches!(self.text.lower(at), "in" | "on" | "at"));
        let from =
            figure.start > 0 && matches!(self.text.lower(figure.start - 1), "from" | "than" | "against" | "with");
        let opens = !figure.is_empty() && self.text.lower(figure.start) == "from";
        close && (from || opens)
    }

    /// The date that stands behind a claim with nothing but a preposition between: it belongs to it, whatever else the sentence tells.
    fn directly_behind(&self, span: Span, sentence: Span) -> Option<u32> {
        let times = &self.mentions.times;
        let next = times.partition_point(|t| t.span.start < span.end);
        let time = times.get(next).filter(|t| t.span.end <= sentence.end && t.expression.timex == TimexType::Date)?;
        let tokens = self.text.tokens_in(Span { start: span.end, end: time.span.start });
        let between = tokens.len() == 1 && matches!(self.text.lower(tokens.start), "at" | "in" | "on" | "since");
        between.then_some(next as u32)
    }

    /// The clauses of the sentence that holds a head, and the numbers of those that the head's own is a part of or shares a subject with; the head's own first.
    fn clause_of(&self, head: Span) -> Option<(&Clauses, Vec<usize>)> {
        let clauses = self.clauses.of(self.text.sentence_at(head.start)?)?;
        let mut at = clauses.of(self.text.tokens_in(head).start)?;
        let mut found = vec![at];
        while found.len() < CLAUSES {
            let clause = &clauses.list[at];
            let part = clause.form != Form::Finite || clause.link == Link::Coordinate;
            let Some(parent) = clause.parent.map(|parent| parent as usize) else { break };
            let climbs = match clause.link {
                Link::Relative => is_told_along(clause, &clauses.list[parent]),
                Link::Coordinate => part && !is_now(clause, &clauses.list[parent]),
                _ => part,
            };
            if !climbs {
                break;
            }
            at = parent;
            found.push(at);
        }
        Some((clauses, found))
    }

    /// Whether a time belongs to one of some clauses, or to a part of one that has no tense of its own.
    fn belongs(&self, time: Span, (clauses, own): &(&Clauses, Vec<usize>)) -> bool {
        if self.dates_antecedent(time, clauses, own[0]) {
            return true;
        }
        let mut next = clauses.of(self.text.tokens_in(time).start);
        for _ in 0..CLAUSES {
            let Some(at) = next else { return true };
            let clause = &clauses.list[at];
            if own.contains(&at) {
                return true;
            }
            if clause.form == Form::Finite {
                return false;
            }
            next = clause.parent.map(|parent| parent as usize);
        }
        false
    }

    /// Whether a time dates the noun that a relative clause tells of: "the fire of January 2018, in which two houses burnt down".
    fn dates_antecedent(&self, time: Span, clauses: &Clauses, at: usize) -> bool {
        let head = clauses.list[at].head as usize;
        let tokens = self.text.tokens_in(time);
        let of =
            tokens.start.checked_sub(1).is_some_and(|before| matches!(self.text.lower(before), "of" | "in" | "on"));
        let mut behind = (tokens.end..head.min(tokens.end + 3)).map(|i| self.text.lower(i));
        // The clause itself may hang on another noun by the tree.
        of && behind.any(|word| matches!(word, "which" | "where" | "when")) && clauses.of(tokens.end + 1) == Some(at)
    }

    /// Whether both stand inside, or both outside, the same quotation.
    fn same_side(&self, a: Span, b: Span) -> bool {
        self.text.quotation_of(a).map(|q| q.span) == self.text.quotation_of(b).map(|q| q.span)
    }
}

/// Whether a relative clause goes on to tell what its main clause began: "in 2004 a quake set off a wave that killed 900 people".
fn is_told_along(clause: &Clause, main: &Clause) -> bool {
    [clause, main].iter().all(|c| c.form == Form::Finite && c.tense == VerbTense::Past && !c.perfect)
}

/// Whether a clause tells what is so now beside what was done once: "was revived in 2018 and is in force".
fn is_now(clause: &Clause, first: &Clause) -> bool {
    clause.tense == VerbTense::Present && !clause.perfect && first.tense == VerbTense::Past
}

fn gap(a: Span, b: Span) -> u32 {
    if a.overlaps(b) {
        0
    } else if a.start >= b.end {
        a.start - b.end
    } else {
        b.start - a.end
    }
}
