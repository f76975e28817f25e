//! Small words that look like something else: modal verbs beside an infinitive with "to", "there" before a verb, pronouns that stress the subject.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "They ought to sign", with "ought" as what is told: a modal verb helps the infinitive behind it, which has whatever was its own.
    pub(super) fn lower_modals(&mut self) {
        for modal in 0..self.heads.len().saturating_sub(2) {
            if self.tags[modal] != Tag::Md || matches!(self.labels[modal], Label::Aux | Label::Auxpass) {
                continue;
            }
            let end = (modal + REACH).min(self.heads.len());
            let infinitive = |at: &usize| {
                self.heads[*at] == modal as u32
                    && self.tags[*at] == Tag::Vb
                    && matches!(self.labels[*at], Label::Xcomp | Label::Ccomp | Label::Acl | Label::Advcl)
                    && self.tags[*at - 1] == Tag::To
            };
            let Some(verb) = (modal + 2..end).find(infinitive) else { continue };
            self.move_dependents(modal, verb);
            (self.heads[verb], self.labels[verb]) = (self.heads[modal], self.labels[modal]);
            (self.heads[modal], self.labels[modal]) = (verb as u32, Label::Aux);
            if self.has_passive(verb) {
                for word in modal.saturating_sub(2 * REACH)..modal {
                    if self.heads[word] == verb as u32 && self.labels[word] == Label::Nsubj {
                        self.labels[word] = Label::Nsubjpass;
                    }
                }
            }
        }
    }

    /// "There would need to be talks", with "there" as an adverb: right before a modal verb whose clause has no subject it stands where that does.
    pub(super) fn point_there(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for there in 0..self.heads.len().saturating_sub(2) {
            if self.tags[there + 1] != Tag::Md || !is(there as u32, class::THERE) {
                continue;
            }
            let Some(verb) = self.head(there).filter(|&verb| verb > there) else { continue };
            if self.head(there + 1) == Some(verb) && subjects[verb] == NONE {
                (self.tags[there], self.labels[there]) = (Tag::Ex, Label::Expl);
            }
        }
    }

    /// "The rest of it is there", with "there" as what there is: behind a verb that has a subject before it it is a place.
    pub(super) fn point_back(&mut self) {
        for there in 2..self.heads.len() {
            let behind = self.tags[there] == Tag::Ex && self.labels[there] == Label::Expl;
            let Some(verb) = self.head(there).filter(|&verb| behind && verb < there) else { continue };
            let subject =
                |at: usize| self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Nsubj | Label::Nsubjpass);
            if (verb.saturating_sub(REACH)..verb).any(subject) {
                (self.tags[there], self.labels[there]) = (Tag::Rb, Label::Advmod);
            }
        }
    }

    /// "It will not itself pay": what stresses the subject is none.
    pub(super) fn free_reflexives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len() {
            let subject = |words: &Self, at: usize| matches!(words.labels[at], Label::Nsubj | Label::Nsubjpass);
            let stressed = subject(self, word) && is(word as u32, class::REFLEXIVE);
            let verb = self.heads[word];
            let from = word.saturating_sub(REACH);
            if stressed && (from..word).any(|at| self.heads[at] == verb && subject(self, at)) {
                self.labels[word] = Label::Advmod;
            }
        }
    }

    /// "She cannot leave", with "cannot" as an adverb or a verb: it is a modal verb.
    pub(super) fn read_cannot(&mut self, ends: &impl Fn(u32, &str) -> bool) {
        for word in 0..self.heads.len() {
            if self.tags[word] == Tag::Md || !ends(word as u32, "cannot") {
                continue;
            }
            let verb = self.head(word).filter(|&verb| verb > word && is_verb(self.tags[verb]));
            // "The roof cannot be mended", with "roof" as a part of "cannot".
            let noun = word.checked_sub(1).filter(|&noun| self.head(noun) == Some(word) && self.is_noun(noun));
            if let (Some(_), Some(noun)) = (verb, noun) {
                self.move_dependents(word, noun);
                (self.heads[noun], self.labels[noun]) = (self.heads[word], self.labels[word]);
            }
            self.tags[word] = Tag::Md;
            if verb.is_some() {
                self.labels[word] = Label::Aux;
            }
        }
    }
}
