//! Dates in brackets behind a person's name, as works of reference give them: "(born 1950)", "(4 May 1941 -- 2 June 2013)". Two dates that the reader of times takes
//! for one range, as with a dash proper, tell neither.

use std::ops::Range;

use super::{Cover, Frame, Framer, Gathered, class};
use crate::entity::EntityKind;
use crate::source::Span;

/// Tokens that are looked at between the bracket and a date.
const BRACKET: usize = 24;

impl Framer<'_> {
    /// The birth or death that a date tells by its place in brackets; also its span and the name, which stands for a verb.
    pub(super) fn life(&self, time: &Range<usize>, first: usize, last: usize) -> Option<(Frame, Span, Span)> {
        let least = first.max(time.start.saturating_sub(BRACKET));
        let open = (least..time.start).rev().find(|&i| matches!(self.text.lower(i), "(" | ")"))?;
        let before = open.checked_sub(1).filter(|&i| i >= first && self.text.lower(open) == "(")?;
        let Cover::Entity(person) = self.cover[before] else { return None };
        let mention = &self.mentions.entities.mentions[person as usize];
        if mention.kind != EntityKind::Person {
            return None;
        }
        let event = self.event_of_life(open + 1..time.start, time.end..last)?;
        let head = self.tables.once(event)?.to_owned();
        let mut gathered = Gathered::default();
        gathered.entities.push(person);
        let frame = self.assemble(head, None, [&gathered, &Gathered::default(), &Gathered::default()]);
        let name = &self.mentions.entities.get(mention.entity?).name;
        let shown = format!("{} of {name}", if event == "die" { "death" } else { "birth" });
        let frame = Frame { shown, ..frame };
        let span = mention.span.join(self.text.span(time.clone()));
        Some((frame, span, mention.span))
    }

    /// A word of birth or death says it; else of two full dates with a dash between the first is a birth and the second a death.
    fn event_of_life(&self, before: Range<usize>, after: Range<usize>) -> Option<&'static str> {
        let dash = |i: usize| matches!(self.text.lower(i), "-" | "–" | "—" | "--" | "−" | "‒");
        let full = |i: usize| self.full_date_at(i);
        let earlier = before.clone().rev().find(|&i| self.cover[i] == Cover::Time);
        let told = |class: u32| before.clone().any(|i| self.is(i, class));
        if let Some(earlier) = earlier {
            let joined = (earlier + 1..before.end).any(dash);
            return (joined && full(earlier) && full(before.end)).then_some("die");
        }
        if told(class::DEATH) {
            return Some("die");
        }
        let range = !after.is_empty() && dash(after.start) && full(after.start + 1) && full(after.start - 1);
        (told(class::BIRTH) || range).then_some("bear")
    }

    /// Whether a token belongs to a date with its day and month.
    fn full_date_at(&self, i: usize) -> bool {
        let Some(span) = self.text.tokens.get(i).map(|token| token.span) else { return false };
        let at = self.mentions.times.partition_point(|time| time.span.end <= span.start);
        let time = self.mentions.times.get(at).filter(|time| time.span.contains(span));
        time.is_some_and(|time| time.expression.full_date().is_some())
    }
}
