//! Where the next element of a wording may begin: what may be passed over between two elements.

use super::super::SlotType;
use super::super::compile::{Part, Role};
use super::super::pattern::Form;
use super::super::syntax;
use super::Ground;
use crate::entity::EntityKind;
use crate::text::TokenKind;

/// Tokens of a parenthesis that may follow a slot.
const PARENTHESIS: usize = 12;
/// Tokens of an apposition that may follow a person.
const APPOSITION: usize = 8;
/// Small words that may stand in a row.
const HELPERS: usize = 12;
/// Unknown words between a determiner and an office or an agreement.
const ADJECTIVES: usize = 3;
/// Words that say what a thing is before its name.
const DESCRIPTION: usize = 5;

/// Most positions that are kept of one reach; the rest lies too far off.
const POSITIONS: usize = 32;

/// Positions at which the next element may begin; on the stack, since this is the innermost loop.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::predicate) struct Reach {
    at: [usize; POSITIONS],
    len: usize,
}

impl Reach {
    /// The positions, nearest first.
    pub fn positions(&self) -> &[usize] {
        &self.at[..self.len]
    }

    fn push(&mut self, at: usize) {
        if self.len < POSITIONS && !self.positions().contains(&at) {
            self.at[self.len] = at;
            self.len += 1;
        }
    }
}

impl Ground<'_> {
    fn person_between(&self, start: usize, end: usize) -> bool {
        let from = self.entities.partition_point(|i| i.start < start);
        self.entities[from..].iter().take_while(|i| i.start < end).any(|i| i.kind == Some(EntityKind::Person))
    }

    /// Where `next` may begin if `prev` ended before `from`; nothing at or beyond `limit`.
    pub fn reach(&self, from: usize, limit: usize, prev: &Part, next: &Part) -> Reach {
        let mut reach = Reach::default();
        let mut bases = Reach::default();
        bases.push(from);
        if let Some(ty) = prev.slot() {
            self.insertions(from, limit, ty, next, &mut bases);
        }
        let after_be = prev.slot().is_none() && from > 0 && self.is(from - 1, syntax::BE);
        for &base in bases.positions() {
            self.helpers(base, limit, (prev, after_be), next, &mut reach);
        }
        reach
    }

    /// Parentheses, appositions, adverbs between commas, and relative pronouns after a slot.
    fn insertions(&self, from: usize, limit: usize, ty: SlotType, next: &Part, bases: &mut Reach) {
        let mut at = from;
        let closing = match self.is_mark(at, "(") {
            true => ")",
            false => "]",
        };
        if (self.is_mark(at, "(") || self.is_mark(at, "["))
            && let Some(close) = (at + 1..limit.min(at + PARENTHESIS)).find(|&t| self.is_mark(t, closing))
        {
            at = close + 1;
            bases.push(at);
        }
        let age = self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number);
        let next_is_comma = next.role() == Some(Role::Mark);
        if at + 2 < limit && self.is_mark(at, ",") && age && self.is_mark(at + 2, ",") && next_is_comma {
            bases.push(at + 2);
        }
        if !next.is_verbal() || at >= limit {
            return;
        }
        if self.is(at, syntax::RELATIVE) {
            bases.push(at + 1);
        }
        if !self.is_mark(at, ",") {
            return;
        }
        if self.is(at + 1, syntax::RELATIVE) {
            bases.push(at + 2);
        }
        if matches!(next, Part::Words { form: Form::Participle, .. }) {
            bases.push(at + 1);
        }
        self.appositions(at, limit, ty, bases);
    }

    /// What stands between the comma at `at` and one of the next two commas: adverbs after any slot, anything but persons after a person.
    fn appositions(&self, at: usize, limit: usize, ty: SlotType, bases: &mut Reach) {
        let end = limit.min(at + 2 + APPOSITION);
        let personal = matches!(ty, SlotType::Person | SlotType::Party);
        for close in (at + 2..end).filter(|&t| self.is_mark(t, ",")).take(2) {
            let adverbs = (at + 1..close).all(|t| self.is(t, syntax::ADVERB)) || self.compares(at + 1);
            if adverbs || personal && !self.person_between(at + 1, close) {
                bases.push(close + 1);
                if self.is(close + 1, syntax::RELATIVE) {
                    bases.push(close + 2);
                }
            }
        }
    }

    /// Whether what stands between commas only sets the thing before it beside others: "Norland, unlike its neighbours, belongs".
    fn compares(&self, at: usize) -> bool {
        self.is(at, syntax::COMPARING)
    }

    /// Adverbs, determiners, auxiliaries, titles and a few adjectives from `at` on.
    fn helpers(&self, mut at: usize, limit: usize, (prev, after_be): (&Part, bool), next: &Part, reach: &mut Reach) {
        let verbal = next.is_verbal();
        let adjacent = prev.slot().is_some() && next.slot().is_some();
        let (mut be, mut auxiliary, mut determined, mut adjectives) = (false, false, false, 0);
        for _ in 0..HELPERS {
            if at >= limit {
                return;
            }
            // "was appointed" is no wording of "<a> [appoint] <b>": the passives are variants of their own.
            if !(be && verbal && next.role() != Some(Role::Auxiliary) && !self.is_ing(at)) {
                reach.push(at);
            }
            let flags = self.flags(at);
            if verbal && flags & syntax::CATENATIVE != 0 && self.is(at + 1, syntax::TO) {
                (be, auxiliary) = (false, false);
                at += 2;
            } else if verbal && auxiliary && flags & syntax::TO != 0 {
                (be, auxiliary) = (false, false);
                at += 1;
            } else if verbal && flags & syntax::AUXILIARY != 0 {
                be |= flags & syntax::BE != 0 && !after_be;
                auxiliary = true;
                at += 1;
            } else if let Some(end) = self.title(at, next) {
                at = end;
            } else if flags & syntax::DETERMINER != 0 && !(adjacent && next.slot() == Some(SlotType::Person)) {
                determined = true;
                at += 1;
            } else if flags & syntax::ADVERB != 0 && !adjacent {
                at += 1;
            } else if determined && adjectives < ADJECTIVES && self.adjective(at, next)
                || prev.slot().is_none() && adjectives < DESCRIPTION && self.describes(at, next)
            {
                adjectives += 1;
                at += 1;
            } else {
                return;
            }
        }
    }

    /// The end of a title or an office that stands before the name of a person.
    fn title(&self, at: usize, next: &Part) -> Option<usize> {
        if !matches!(next.slot(), Some(SlotType::Person | SlotType::Party)) {
            return None;
        }
        if self.is(at, syntax::HONORIFIC) {
            return Some(at + 1);
        }
        Self::item_at(&self.offices, at).map(|office| office.end)
    }

    /// Whether a word may be an adjective before an office or an agreement.
    fn adjective(&self, at: usize, next: &Part) -> bool {
        let token = &self.tokens[at];
        let word = token.kind == TokenKind::Word && !token.capital && self.flags(at) == 0 && !self.is_mark(at, "'s");
        let hyphen = token.glued && self.is_mark(at, "-");
        matches!(next.slot(), Some(SlotType::Office | SlotType::Agreement)) && (word || hyphen)
    }

    /// Whether a word may say what a thing is before its name: "by *English rock band* Quiet Harbour".
    fn describes(&self, at: usize, next: &Part) -> bool {
        let token = &self.tokens[at];
        let plain = token.kind == TokenKind::Word && !token.capital && self.flags(at) == 0 && !self.is_mark(at, "'s");
        let origin =
            || Self::item_at(&self.entities, at).is_some_and(|i| i.end == at + 1 && i.kind == Some(EntityKind::Place));
        matches!(next.slot(), Some(SlotType::Thing | SlotType::Work))
            && (plain || Self::item_at(&self.things, at).is_none() && token.capital && origin())
    }
}
