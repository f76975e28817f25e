//! What an infinitive tells: a purpose, a plan, what somebody is asked to do.

use super::super::class;
use super::super::tree::is_verb;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Refuses to resign" with "to" as a preposition before a bare infinitive; "the refusal to resign" with the infinitive at the verb of the clause.
    pub(super) fn free_infinitives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 0..self.heads.len() {
            // "To whom Ruiz gave it": no part of a number.
            let Some(preposition) = self.head(word).filter(|_| self.labels[word] == Label::Pobj) else { continue };
            let verb = self.head(preposition).is_some_and(|head| is_verb(self.tags[head]));
            if self.labels[preposition] == Label::Quantmod && verb {
                self.labels[preposition] = Label::Prep;
            }
        }
        for word in 1..self.heads.len() {
            if self.tags[word] != Tag::Vb {
                continue;
            }
            let Some(to) = self.head(word) else { continue };
            let object = matches!(self.labels[word], Label::Pobj | Label::Pcomp) && self.labels[to] == Label::Prep;
            if let Some(verb) = self.head(to).filter(|_| object && to + 1 == word && is(to as u32, class::TO)) {
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Xcomp);
                (self.heads[to], self.labels[to], self.tags[to]) = (word as u32, Label::Aux, Tag::To);
            }
        }
        for word in 1..self.heads.len() {
            let free = self.tags[word] == Tag::Vb && matches!(self.labels[word], Label::Advcl | Label::Xcomp);
            let Some(verb) = self.head(word).filter(|&verb| free && verb < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let object = (verb + 1..word).rev().take(REACH).find(|&at| {
                self.heads[at] == verb as u32 && self.labels[at] != Label::Prep && self.labels[at] != Label::Punct
            });
            let Some(noun) = object.filter(|&at| self.labels[at] == Label::Dobj) else { continue };
            // "Passed laws to ban it", but "used the laws to ban it".
            let law = is(noun as u32, class::INSTRUMENT) && !is(verb as u32, class::USING);
            if is(noun as u32, class::INTENTION) || law {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
            } else if is(verb as u32, class::OBJECT_CONTROL)
                && self.tags[word - 1] == Tag::To
                && (self.reaches(noun, word - 1) || self.reaches_beside(noun, verb, word - 1))
            {
                self.labels[word] = Label::Xcomp;
            }
        }
    }

    /// "Urged the millers to leave", with "leave" beneath "millers": behind a verb of asking the infinitive tells what its object is to do, not what sort of thing that is.
    pub(super) fn ask_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 3..self.heads.len() {
            let loose = self.tags[word] == Tag::Vb && matches!(self.labels[word], Label::Relcl | Label::Acl);
            let opened = self.tags[word - 1] == Tag::To && self.head(word - 1) == Some(word);
            let Some(noun) = self.head(word).filter(|&noun| loose && opened && noun + 2 == word) else { continue };
            let Some(verb) = self.head(noun).filter(|&verb| verb < noun && self.labels[noun] == Label::Dobj) else {
                continue;
            };
            let thing = class::INTENTION | class::INSTRUMENT | class::CIRCUMSTANCE | class::TASK;
            // "Requires a permit to leave".
            let some = self.tags[noun] == Tag::Nn
                && !(verb + 1..noun).any(|at| self.tags[at] == Tag::Dt && !is(at as u32, class::ARTICLE));
            if is(verb as u32, class::OBJECT_CONTROL) && is_verb(self.tags[verb]) && !some && !is(noun as u32, thing) {
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Xcomp);
            }
        }
    }

    /// "Strolled to the meadow to pick mint", with "pick" beneath "meadow": behind a verb of going and where one goes an infinitive tells what for. Not so "agreed to a plan to leave".
    pub(super) fn aim_infinitives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 4..self.heads.len() {
            let loose = self.tags[word] == Tag::Vb && matches!(self.labels[word], Label::Relcl | Label::Acl);
            let opened = self.tags[word - 1] == Tag::To && self.head(word - 1) == Some(word);
            let Some(noun) = self.head(word).filter(|&noun| loose && opened && noun + 2 == word) else { continue };
            let place = self.labels[noun] == Label::Pobj && !is(noun as u32, class::INTENTION | class::INSTRUMENT);
            let Some(to) = self.head(noun).filter(|&to| place && to < noun && is(to as u32, class::TO)) else {
                continue;
            };
            let Some(verb) = self.head(to).filter(|&verb| verb + 1 == to && is_verb(self.tags[verb])) else { continue };
            let goes = is(verb as u32, class::OBJECTLESS | class::UNDIRECTED) && !is(verb as u32, class::CLAUSAL);
            let fact = is(noun as u32, class::PURSUIT | class::TASK | class::CIRCUMSTANCE);
            if goes && !fact && !self.has(verb, &[Label::Dobj, Label::Attr, Label::Acomp]) {
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Advcl);
            }
        }
    }

    /// Whether what hangs on a word, all of it, ends right before another.
    pub(super) fn reaches(&self, word: usize, end: usize) -> bool {
        word + REACH > end && (word + 1..end).all(|at| self.head(at).is_some_and(|head| (word..end).contains(&head)))
    }

    /// "Asked the miller on Monday to leave": whether nothing but circumstances of the verb stands between its object and an infinitive.
    pub(super) fn reaches_beside(&self, noun: usize, verb: usize, end: usize) -> bool {
        let light = |at: usize| {
            matches!(self.labels[at], Label::Prep | Label::Npadvmod | Label::Advmod | Label::Prt)
                || self.head(at).is_some_and(|head| (noun..end).contains(&head))
        };
        let inside = |at: usize| self.head(at).is_some_and(|head| head == verb || (noun..end).contains(&head));
        noun + REACH > end && (noun + 1..end).all(|at| light(at) && inside(at))
    }

    /// "We promise to see that they leave and to help": what "to" opens goes on with another infinitive, not with a verb that has tense or a helper.
    pub(super) fn join_infinitives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let opened = |words: &Self, at: usize| {
            at > 0 && words.tags[at] == Tag::Vb && words.tags[at - 1] == Tag::To && is(at as u32 - 1, class::TO)
        };
        for word in 2..self.heads.len() {
            let Some(head) = self.head(word).filter(|&head| head < word && self.labels[word] == Label::Conj) else {
                continue;
            };
            if self.tags[word - 2] != Tag::Cc || !opened(self, word) || opened(self, head) || !is_verb(self.tags[head])
            {
                continue;
            }
            // The other one must govern the verb that it was hung on.
            let mut above = head;
            for _ in 0..4 {
                let Some(next) = self.head(above) else { break };
                if next < word && opened(self, next) {
                    self.heads[word] = next as u32;
                    break;
                }
                above = next;
            }
        }
    }
}
