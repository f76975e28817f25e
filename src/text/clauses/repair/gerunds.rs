//! Gerunds that are subjects, adjectives, or verbs with an auxiliary, and were given another place.

use super::super::class;
use super::super::tree::is_verb;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "The well is dry, and digging another will take a year", with "digging" beside "is": what reaches from a gerund to a verb with tense that has no subject is that subject.
    pub(super) fn gerund_subjects(&mut self, subjects: &[u32]) {
        for gerund in 1..self.heads.len() {
            let loose = self.tags[gerund] == Tag::Vbg && matches!(self.labels[gerund], Label::Conj | Label::Advcl);
            let Some(head) = self.head(gerund).filter(|_| loose && self.opens_clause(gerund)) else { continue };
            let verb = (gerund + 2..self.heads.len()).take(2 * REACH).find(|&at| {
                let above = self.head(at);
                let beside = above == Some(head) || above == Some(gerund) || head == at;
                is_verb(self.tags[at])
                    && subjects[at] == super::NONE
                    && beside
                    && !self.stands_beneath(at, gerund) | (above == Some(gerund))
            });
            let Some(verb) = verb else { continue };
            let start = self.start_of_verb(verb);
            let tense = self.is_finite(start) || self.tags[start] == Tag::Md;
            let told = matches!(
                self.labels[verb],
                Label::Root | Label::Conj | Label::Advcl | Label::Ccomp | Label::Dep | Label::Parataxis
            );
            let own = [Label::Csubj, Label::Csubjpass, Label::Mark, Label::Expl];
            let fills = start > gerund + 1 && self.fills(gerund, start);
            if !tense || !told || !fills || self.has(verb, &own) || self.has(gerund, &[Label::Aux, Label::Mark]) {
                continue;
            }
            if head != verb {
                (self.heads[verb], self.labels[verb]) = (self.heads[gerund], self.labels[gerund]);
            }
            (self.heads[gerund], self.labels[gerund]) = (verb as u32, Label::Csubj);
        }
    }

    /// Whether a gerund stands where a clause begins: behind a comma and "and", behind "that", or first.
    fn opens_clause(&self, gerund: usize) -> bool {
        match self.tags[gerund - 1] {
            Tag::Cc => gerund > 1 && self.tags[gerund - 2] == Tag::Comma,
            Tag::OpenQuote => gerund == 1,
            _ => false,
        }
    }

    /// Whether a gerund has an object or the like, and all that stands between it and a word hangs on it; no comma ends it.
    fn fills(&self, gerund: usize, end: usize) -> bool {
        let inside = |at: usize| self.stands_beneath(at, gerund);
        let noun = matches!(self.tags[end - 1], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp | Tag::Rb);
        let verb = |at: usize| self.is_finite(at) || self.tags[at] == Tag::Md;
        noun && end - gerund < REACH && (gerund + 1..end).all(|at| inside(at) && !verb(at))
    }

    /// "Crews mending roofs, clearing drains, and building walls", with "clearing" as how the sentence's verb is done: in a row that ends with "and", a gerund goes on with the gerund that ends right before it.
    pub(super) fn row_gerunds(&mut self) {
        for gerund in 3..self.heads.len() {
            let loose = self.tags[gerund] == Tag::Vbg && self.labels[gerund] == Label::Advcl;
            let start = self.start_of(gerund);
            let Some(comma) = start.checked_sub(1).filter(|&at| loose && self.tags[at] == Tag::Comma) else { continue };
            let Some(verb) = self.head(gerund).filter(|&verb| verb < comma) else { continue };
            let own = [Label::Nsubj, Label::Nsubjpass, Label::Mark, Label::Aux];
            let last = (gerund + 1..self.heads.len()).take(2 * REACH).find(|&at| {
                let joined = self.labels[at] == Label::Conj && self.heads[at] == gerund as u32;
                joined && self.tags[at] == Tag::Vbg && self.tags[self.start_of(at) - 1] == Tag::Cc
            });
            let closed = last.is_some_and(|last| self.tags[self.start_of(last) - 2] == Tag::Comma);
            if !closed || self.has(gerund, &own) {
                continue;
            }
            let first = |&at: &usize| {
                self.tags[at] == Tag::Vbg
                    && matches!(self.labels[at], Label::Acl | Label::Pcomp)
                    && self.reaches(at, comma)
                    && !self.has(at, &[Label::Conj])
            };
            if let Some(first) = (verb + 1..comma).rev().take(REACH).find(first) {
                (self.heads[gerund], self.labels[gerund]) = (first as u32, Label::Conj);
            }
        }
    }

    /// "Towns, farms, working families", with "working" and "families" beside each other: a gerund without anything of its own is an adjective of the noun right behind it.
    pub(super) fn gerund_adjectives(&mut self) {
        for noun in 1..self.heads.len() {
            let gerund = noun - 1;
            let bare = self.tags[gerund] == Tag::Vbg
                && matches!(self.labels[gerund], Label::Advcl | Label::Dobj | Label::Ccomp | Label::Attr | Label::Dep);
            let object = matches!(self.labels[noun], Label::Dobj | Label::Attr | Label::Pobj | Label::Npadvmod)
                && matches!(self.tags[noun], Tag::Nn | Tag::Nns);
            let Some(head) = self.head(gerund).filter(|&head| bare && object && head < gerund) else { continue };
            let behind = (gerund + 1..self.heads.len()).take(REACH).any(|at| self.head(at) == Some(gerund));
            let whom = matches!(self.tags[gerund - 1], Tag::Prp | Tag::In | Tag::To | Tag::Wrb);
            if self.head(noun) != Some(head) || behind || whom {
                continue;
            }
            for at in gerund.saturating_sub(4)..gerund {
                if self.head(at) == Some(gerund) {
                    self.heads[at] = noun as u32;
                }
            }
            (self.tags[gerund], self.heads[gerund], self.labels[gerund]) = (Tag::Jj, noun as u32, Label::Amod);
        }
    }

    /// "Those who are selling boats are gone", with "selling" beside "are": "be" right before a gerund that does not hang on it, with nothing else to say of its subject, is its auxiliary.
    pub(super) fn lower_be(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for (be, &subject) in subjects.iter().enumerate().skip(1) {
            let verbal = self.is_finite(be) && is(be as u32, class::BE) && subject != super::NONE;
            let gerund = (be + 1..self.heads.len()).take(4).find(|&at| self.tags[at] != Tag::Rb);
            let Some(gerund) = gerund.filter(|&at| verbal && self.tags[at] == Tag::Vbg) else { continue };
            let beside = self.head(gerund).is_some_and(|head| head != be && !self.stands_beneath(head, be));
            let said = [Label::Attr, Label::Acomp, Label::Dobj, Label::Expl, Label::Ccomp, Label::Xcomp, Label::Oprd];
            let own = [Label::Nsubj, Label::Aux, Label::Mark];
            let near = (subject as usize) < be && !matches!(self.labels[be], Label::Aux | Label::Auxpass);
            if !beside || !near || self.has(be, &said) || self.has(gerund, &own) || self.stands_beneath(be, gerund) {
                continue;
            }
            self.move_dependents(be, gerund);
            (self.heads[gerund], self.labels[gerund]) = (self.heads[be], self.labels[be]);
            (self.heads[be], self.labels[be]) = (gerund as u32, Label::Aux);
        }
    }
}
