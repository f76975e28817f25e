//! Coordination: "X, Y and Z signed" is said of each of the three.

use super::SlotType;
use super::place::{Ground, Item};
use super::syntax;
use crate::text::TokenKind;

impl Ground<'_> {
    /// The neighbours of a mention in a coordination ("X, Y and Z"), the mention itself left out; `back` looks to the left.
    pub(super) fn coordinated(
        &self,
        ty: SlotType,
        item: &Item,
        back: bool,
        range: &std::ops::Range<usize>,
    ) -> Vec<Item> {
        const MOST: usize = 32;
        let lane = self.lane(ty);
        let here = lane.partition_point(|i| i.start < item.start);
        if lane.get(here).is_none_or(|i| i.start != item.start) {
            return Vec::new();
        }
        let (mut at, mut joined, mut run, mut edge) = (here, false, Vec::new(), *item);
        while run.len() < MOST {
            let next =
                if back { at.checked_sub(1).map(|i| (i, lane[i])) } else { lane.get(at + 1).map(|i| (at + 1, *i)) };
            let Some((i, next)) = next else { break };
            let gap = if back { next.end..edge.start } else { edge.end..next.start };
            let within = range.start <= next.start && next.end <= range.end;
            if !within
                || !(next.kind == item.kind || matches!(ty, SlotType::Thing | SlotType::Where | SlotType::Work))
                || gap.start > gap.end
                || !self.joins(gap.clone(), &mut joined)
            {
                break;
            }
            run.push(next);
            edge = next;
            at = i;
        }
        let clean = if back { self.opens_clause(edge.start, range.start) } else { self.closes(edge.end, range.end) };
        if joined && clean { run } else { Vec::new() }
    }

    /// Whether nothing but commas, "and" and articles stands in a gap.
    fn joins(&self, gap: std::ops::Range<usize>, joined: &mut bool) -> bool {
        if gap.is_empty() || gap.len() > 4 {
            return false;
        }
        let coordinator = gap.clone().any(|t| self.is(t, syntax::COORDINATOR));
        let comma = gap.clone().any(|t| self.is_mark(t, ","));
        let only = gap.clone().all(|t| self.is(t, syntax::COORDINATOR | syntax::DETERMINER) || self.is_mark(t, ","));
        *joined |= only && coordinator;
        only && (coordinator || comma)
    }

    /// Whether a subject may begin at a token: "Lee" in "Ruiz met Lee and Kim resigned" may not.
    fn opens_clause(&self, at: usize, first: usize) -> bool {
        if at <= first {
            return true;
        }
        let flags = self.flags(at - 1);
        if flags & syntax::DETERMINER != 0 && flags & syntax::CONJUNCTION == 0 {
            return self.opens_clause(at - 1, first);
        }
        let office = self.offices.partition_point(|i| i.end < at);
        let title = self.offices.get(office).is_some_and(|i| i.end == at);
        title || flags & syntax::CONJUNCTION != 0 || self.tokens[at - 1].kind == TokenKind::Punctuation
    }

    /// Whether a list of objects may end before a token: "Sudland" in "joined Norland and Sudland left" may not.
    fn closes(&self, at: usize, end: usize) -> bool {
        at >= end
            || self.tokens[at].kind == TokenKind::Punctuation
            || self.is(at, syntax::PREPOSITION | syntax::CONJUNCTION | syntax::RELATIVE | syntax::TO | syntax::OF)
            || self.is(at, syntax::COORDINATOR)
            || Self::item_at(&self.times, at).is_some()
    }
}
