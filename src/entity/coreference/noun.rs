//! Definite nouns: "the minister", "the country", "the institute", "the latter".

use std::ops::Range;

use super::cast::{Cast, PlaceKind, is_bare};
use super::scene::{Figure, Scene, Sort};
use super::tables::class;
use super::{Ground, Word};
use crate::entity::tables::flag;
use crate::entity::{EntityId, EntityKind, Tenure};
use crate::text::clauses::Role;

/// How many sentences after its last mention an entity is still meant by a noun.
const REACH: usize = 5;

type Taken = (Range<usize>, EntityKind, EntityId);

impl Ground<'_> {
    /// What a noun with the definite article takes up.
    pub(super) fn definite(&self, word: &Word, scenes: &[Scene], cast: &Cast) -> Option<Taken> {
        let doc = self.doc;
        let argument = &word.clause().arguments[word.seat.argument];
        let (start, end) = (argument.tokens.start as usize, argument.tokens.end as usize);
        let opener = doc.is(start, "the") || doc.is(start, "this") && self.is_said(word.at);
        let plain = end == word.at + 1 && start < word.at && opener && self.quote(word.at).is_none();
        if !plain || matches!(word.seat.role, Role::Complement | Role::Adverbial) || self.is_narrowed(word, end) {
            return None;
        }
        if matches!(doc.lower(word.at), "former" | "latter") && start + 1 == word.at {
            return self.of_two(word, scenes);
        }
        let office = self.office_at(word.at).filter(|o| doc.text.tokens_in(o.span) == (start + 1..end));
        if let Some(office) = office {
            let plain = is_bare(office) && office.tenure == Tenure::Full;
            let id = cast.role(&office.role).filter(|_| plain)?.sole()?;
            return self.is_near(cast, id, word).then_some((start + 1..end, EntityKind::Person, id));
        }
        let bits = self.bits(word.at);
        if bits & class::COUNTRY != 0 {
            let modifier = word.at - start == 2 && self.bits(start + 1) & class::COUNTRY_ADJECTIVE != 0;
            let id = if start + 1 == word.at || modifier { self.country(word, scenes, cast)? } else { return None };
            return Some((start + 1..end, EntityKind::Place, id));
        }
        if start + 1 != word.at {
            return None;
        }
        if bits & class::CITY != 0 {
            let id = self.town(word, scenes, cast)?;
            return Some((word.at..end, EntityKind::Place, id));
        }
        let id = self.body(word, scenes, cast)?;
        Some((word.at..end, EntityKind::Organisation, id))
    }

    /// Whether words behind a noun say which one is meant.
    fn is_narrowed(&self, word: &Word, end: usize) -> bool {
        let doc = self.doc;
        let apposed = word.clause().arguments.get(word.seat.argument + 1).is_some_and(|a| a.apposed);
        let tied = self.bits(end) & class::RESTRICTIVE != 0 && word.seat.subject
            || matches!(doc.lower(end), "of" | "that" | "which" | "who" | "whose");
        let named = doc.capital(end) || doc.is(end, ",") && self.mention_at(end + 1).is_some() && doc.capital(end + 1);
        apposed || tied || named || doc.joint(end) || doc.possessive(end) || doc.is(end, "and") || doc.is(end, "or")
    }

    fn is_near(&self, cast: &Cast, id: EntityId, word: &Word) -> bool {
        let here = self.doc.text.sentence_at(self.doc.text.tokens[word.at].span.start);
        cast.last(id).zip(here).is_some_and(|(last, here)| last + REACH >= here)
    }

    /// "The country": the only one so far, or the only one in sight. A place that only this document knows must be the subject to be one.
    fn country(&self, word: &Word, scenes: &[Scene], cast: &Cast) -> Option<EntityId> {
        let sort = |f: &Figure| f.entity.map(|id| self.place(id)).filter(|_| f.is(EntityKind::Place));
        let may_be = |f: &&Figure| matches!(sort(f), Some(PlaceKind::Country | PlaceKind::Unknown));
        if let Some(id) = cast.countries.sole().filter(|&id| self.place(id) == PlaceKind::Country) {
            return self.is_near(cast, id, word).then_some(id);
        }
        let mut figures = near(scenes, word.at).filter(may_be);
        let first = figures.next()?;
        let known = |f: &Figure| sort(f) == Some(PlaceKind::Country) || f.subject && f.main;
        let settled = near(scenes, word.at).filter(may_be).any(known);
        (settled && figures.all(|f| f.same(first))).then_some(first.entity).flatten()
    }

    /// "The city": the only town so far, if no place or name that could be one stands nearer.
    fn town(&self, word: &Word, scenes: &[Scene], cast: &Cast) -> Option<EntityId> {
        let id = cast.towns.sole().filter(|&id| self.place(id) == PlaceKind::Town && self.is_near(cast, id, word))?;
        let unknown = |f: &Figure| f.sort == Sort::Name || f.is(EntityKind::Place) && f.entity.is_none();
        (!near(scenes, word.at).any(unknown)).then_some(id)
    }

    /// "The institute": the only body whose name it heads. "The company" is the only company.
    fn body(&self, word: &Word, scenes: &[Scene], cast: &Cast) -> Option<EntityId> {
        let noun = self.doc.text.tokens[word.at].lower;
        let here = self.doc.text.sentence_at(self.doc.text.tokens[word.at].span.start)?;
        if !self.doc.has(word.at, flag::BODY) && self.bits(word.at) & (class::BODY | class::COMPANY_NOUN) == 0
            || cast.modified(noun).is_some_and(|other| other + REACH >= here)
            || self.bits(word.at) & class::VAGUE != 0
        {
            return None;
        }
        if self.bits(word.at) & class::COMPANY_NOUN != 0 {
            let id = cast.companies.sole()?;
            let other = |f: &Figure| {
                let body = f.sort == Sort::Name || f.is(EntityKind::Organisation) && f.entity.is_some();
                body && f.entity != Some(id)
            };
            // Who answers questions means by "this company" his or her own.
            let own = self.doc.is(word.at - 1, "this") && self.is_topic(id);
            let alone = own || !near(scenes, word.at).any(other);
            return (alone && (own || self.is_near(cast, id, word))).then_some(id);
        }
        let id = cast.body(self.doc.lower(word.at), here, REACH)?;
        (self.is_near(cast, id, word) || self.is_topic(id)).then_some(id)
    }

    /// Whether a document is about something: the first paragraph or heading that names anything names it first of its kind.
    fn is_topic(&self, id: EntityId) -> bool {
        let kind = self.entities.get(id).kind;
        let mut named = self.entities.mentions.iter().filter(|m| m.kind == kind && m.entity.is_some());
        named.next().is_some_and(|first| first.entity == Some(id))
    }

    /// "The former", "the latter" of the only two of a kind that are coordinated in sight.
    fn of_two(&self, word: &Word, scenes: &[Scene]) -> Option<Taken> {
        let doc = self.doc;
        let near = &scenes[scenes.len().saturating_sub(2)..];
        let mut pairs = near.iter().flat_map(|s| s.figures.windows(2)).filter(|w| {
            let (a, b) = (w[0], w[1]);
            let between = (a.end..b.start).filter(|&k| !doc.is(k, "the"));
            b.end <= word.at
                && a.sort == b.sort
                && a.entity.is_some()
                && b.entity.is_some()
                && between.clone().count() == 1
                && between.clone().all(|k| doc.is(k, "and") || doc.is(k, "or"))
                && !a.start.checked_sub(1).is_some_and(|k| doc.is(k, ","))
        });
        let pair = pairs.next()?;
        if pairs.next().is_some() {
            return None;
        }
        let meant = if doc.is(word.at, "former") { pair[0] } else { pair[1] };
        let Sort::Known(kind) = meant.sort else { return None };
        Some((word.at..word.at + 1, kind, meant.entity?))
    }
}

/// The figures of a word's sentence and the one before, up to the word.
fn near(scenes: &[Scene], at: usize) -> impl Iterator<Item = &Figure> {
    scenes[scenes.len().saturating_sub(2)..].iter().flat_map(|s| &s.figures).filter(move |f| f.start < at)
}
