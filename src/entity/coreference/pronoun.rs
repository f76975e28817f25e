//! Personal pronouns of the third person singular.

use super::scene::{Figure, Scene, Sort};
use super::tables::class;
use super::{Gender, Ground, Word};
use crate::entity::{EntityId, EntityKind};
use crate::text::clauses::{Form, Link, Role};

/// What the clause of a pronoun says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// An agreement.
    Agreement,
    /// A country or a body.
    Party,
    /// A body, to which one belongs.
    Body,
    /// Any of them.
    Any,
}

impl Ground<'_> {
    /// Who "he" or "she" is.
    pub(super) fn person(&self, word: &Word, scenes: &[Scene], gender: Gender) -> Option<EntityId> {
        if self.is_cataphoric(word) {
            return None;
        }
        let quote = self.quote(word.at);
        let fits = |f: &Figure| {
            let person = f.is(EntityKind::Person) || f.sort == Sort::Name && f.clause.is_some();
            person && f.quote == quote && f.gender.is_none_or(|g| g == gender)
        };
        self.antecedent(word, scenes, &fits)
    }

    /// What "it" is.
    pub(super) fn thing(&self, word: &Word, scenes: &[Scene]) -> Option<(EntityKind, EntityId)> {
        if self.is_empty(word) || self.is_cataphoric(word) {
            return None;
        }
        let quote = self.quote(word.at);
        let asked = self.asked(word);
        let fits = |f: &Figure| {
            let sort = match f.sort {
                Sort::Known(EntityKind::Agreement) => matches!(asked, Asked::Agreement | Asked::Any),
                Sort::Known(EntityKind::Organisation) => asked != Asked::Agreement,
                Sort::Known(EntityKind::Place) => matches!(asked, Asked::Party | Asked::Any),
                Sort::Name => asked != Asked::Agreement,
                Sort::Thing => asked == Asked::Any || asked == Asked::Party && self.bits(f.start) & class::SOURCE != 0,
                Sort::Known(_) => false,
            };
            sort && f.quote == quote && !f.demonym
        };
        if asked == Asked::Any && !scenes[scenes.len().saturating_sub(2)..].iter().all(|s| s.analysed) {
            return None;
        }
        let id = self.antecedent(word, scenes, &fits)?;
        Some((self.entities.get(id).kind, id))
    }

    /// The only figure in sight; of several the subject of the sentence before.
    fn antecedent(&self, word: &Word, scenes: &[Scene], fits: &dyn Fn(&Figure) -> bool) -> Option<EntityId> {
        let (here, before) = scenes.split_last()?;
        let apart = |f: &&Figure| f.end <= word.at && f.clause != Some(word.seat.clause) && fits(f);
        let same: Vec<Figure> = here.figures.iter().filter(apart).copied().collect();
        let previous: Vec<Figure> =
            before.last().map(|s| s.figures.iter().filter(|f| fits(f)).copied().collect()).unwrap_or_default();
        let all: Vec<Figure> = same.iter().chain(&previous).copied().collect();
        if let Some(first) = all.first() {
            if all.iter().all(|f| f.same(first)) {
                return first.entity;
            }
            return self.subject(word, &same, &previous);
        }
        let far = before.split_last()?.1.last()?;
        let mut figures = far.figures.iter().filter(|f| fits(f));
        let first = figures.next()?;
        figures.all(|f| f.same(first)).then_some(first.entity).flatten()
    }

    /// The subject of the main clause before, where the pronoun is the subject of one too and no clause there has another subject that fits.
    fn subject(&self, word: &Word, same: &[Figure], previous: &[Figure]) -> Option<EntityId> {
        if !word.seat.subject || !word.seat.main || !same.is_empty() {
            return None;
        }
        let first = previous.iter().find(|f| f.subject && f.main)?;
        let alone = previous.iter().filter(|f| f.subject).all(|f| f.same(first));
        let sexed = |f: &&Figure| f.gender.is_some() && !f.same(first);
        if first.gender.is_none() && previous.iter().any(|f| sexed(&f)) {
            // "Corley was followed by Anna Lund. She": of two the one whose name tells that it is a woman, where nobody else comes between.
            return previous.last().filter(sexed).and_then(|last| last.entity);
        }
        first.entity.filter(|_| alone)
    }

    /// Whether a pronoun in a clause set before its main clause may point ahead: "When she left, Ruiz".
    fn is_cataphoric(&self, word: &Word) -> bool {
        let clause = word.clause();
        let above = clause.parent.map(|p| &word.clauses.list[p as usize]);
        matches!(clause.link, Link::Adverbial) && above.is_some_and(|a| a.head > clause.head)
    }

    /// Whether "it" stands for nothing, or for what a clause says.
    fn is_empty(&self, word: &Word) -> bool {
        let clause = word.clause();
        let head = clause.head as usize;
        let verb = self.lemma_bits(head);
        if clause.form != Form::Finite && !matches!(clause.form, Form::Infinitive | Form::Gerund)
            || verb & (class::WEATHER | class::SEEMING) != 0
        {
            return true;
        }
        if word.seat.role == Role::Object && !word.seat.subject {
            // "Made it clear that", "find it hard to".
            return clause.arguments.iter().any(|a| a.role == Role::Complement);
        }
        let copula = self.doc.text.lemma(head) == "be" || clause.argument(Role::Complement).is_some();
        let number = word.seat.clause as u32;
        let below = word.clauses.list.iter().any(|c| {
            c.parent == Some(number)
                && c.head > clause.head
                && (matches!(c.link, Link::Complement | Link::Open | Link::Relative | Link::Modifier)
                    || c.opener.is_some_and(|opener| self.doc.is(opener as usize, "that")))
        });
        let said = self.doc.is(head + 1, "that") && head > 0 && self.doc.text.lemma(head - 1) == "be";
        let time = |head: u32| self.timed(head as usize) || self.bits(head as usize) & class::TIME != 0;
        let timed = clause.arguments.iter().any(|a| a.role == Role::Complement && time(a.head));
        said || copula && (below || timed) || clause.passive && below
    }

    /// Whether "it" was taken for an agreement without regard to other things named before it in its sentence.
    pub(super) fn is_doubtful(&self, word: &Word, scenes: &[Scene]) -> bool {
        let other = |f: &Figure| {
            f.end <= word.at
                && !f.is(EntityKind::Person)
                && !f.is(EntityKind::Agreement)
                && f.clause.is_some()
                && !f.subject
        };
        let asked = self.asked(word) == Asked::Agreement;
        self.is_empty(word) || !asked && scenes.last().is_some_and(|s| s.figures.iter().any(other))
    }

    /// What the verb beside "it" is said of.
    fn asked(&self, word: &Word) -> Asked {
        let clause = word.clause();
        let verb = clause.head as usize;
        let bits = self.lemma_bits(verb);
        let valid = clause.arguments.iter().any(|a| {
            matches!(a.role, Role::Oblique | Role::Object | Role::Complement)
                && self.bits(a.head as usize) & class::VALIDITY != 0
        });
        match word.seat.role {
            Role::Subject if bits & class::DONE_BY_AGREEMENT != 0 || valid => Asked::Agreement,
            Role::Object if bits & class::DONE_TO_AGREEMENT != 0 => Asked::Agreement,
            Role::Subject if bits & class::DONE_BY_PARTY != 0 => Asked::Party,
            Role::Oblique if self.doc.text.lemma(verb) == "belong" => Asked::Body,
            _ => Asked::Any,
        }
    }
}
