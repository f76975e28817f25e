//! Nouns with a relative clause that another verb follows: which verb is whose.

use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Ruiz, whose party won, resigned": of two subjects the first belongs to the verb that has none, if the second is or has a relative pronoun.
    pub(super) fn close_relatives(&mut self, subjects: &[u32]) {
        for noun in 0..self.heads.len() {
            let subject = matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass);
            let Some(verb) = self.head(noun).filter(|&verb| subject && verb > noun) else { continue };
            let second = subjects[verb] as usize;
            let two = subjects[verb] != NONE && noun < second && second < verb;
            let wh = |word: usize| matches!(self.tags[word], Tag::Wdt | Tag::Wp | Tag::WpPoss);
            if !two || !(noun + 1..=second).take(REACH).any(wh) {
                continue;
            }
            let above =
                self.head(verb).filter(|&head| head > verb && subjects[head] == NONE && is_verb(self.tags[head]));
            let below = (verb + 1..self.heads.len()).take(REACH).find(|&at| {
                let start = self.start_of_verb(at);
                self.heads[at] == verb as u32
                    && subjects[at] == NONE
                    && start > verb
                    && self.tags[start - 1] != Tag::Cc
                    && is_verb(self.tags[at])
                    && self.is_finite(start)
            });
            let main = match (above, below.or_else(|| self.after_object(verb, subjects))) {
                (Some(main), _) => main,
                (None, Some(main)) => {
                    (self.heads[main], self.labels[main]) = (self.heads[verb], self.labels[verb]);
                    if subjects[main] != NONE {
                        let object = subjects[main] as usize;
                        (self.heads[object], self.labels[object]) = (verb as u32, Label::Dobj);
                    }
                    main
                }
                (None, None) => continue,
            };
            self.heads[noun] = main as u32;
            self.labels[noun] = if self.has_passive(main) { Label::Nsubjpass } else { Label::Nsubj };
            (self.heads[verb], self.labels[verb]) = (noun as u32, Label::Relcl);
        }
    }

    /// "The envoy to whom Ruiz gave the letter has resigned": a verb behind another whose object, right behind that, it took for its own subject.
    fn after_object(&self, verb: usize, subjects: &[u32]) -> Option<usize> {
        let child = |at: usize| self.heads[at] == verb as u32;
        if (verb + 1..self.heads.len()).take(REACH).any(|at| child(at) && self.labels[at] == Label::Dobj) {
            return None;
        }
        (verb + 1..self.heads.len()).take(REACH).find(|&at| {
            let subject = subjects[at] as usize;
            let between = subjects[at] != NONE && (verb + 1..at).contains(&subject);
            child(at) && between && self.is_finite(at) && !self.tags[verb..at].contains(&Tag::Comma)
        })
    }

    /// "The jam that the baker tasted was sold", with "tasted" as a participle of the baker: between "that" with its noun and a verb with tense, it is what the relative clause tells.
    pub(super) fn close_bare_relatives(&mut self) {
        for told in 2..self.heads.len().saturating_sub(1) {
            let bare = self.tags[told] == Tag::Vbn && self.labels[told] == Label::Acl;
            let Some(noun) = self.head(told).filter(|&noun| bare && noun + 1 == told) else { continue };
            let Some(verb) = self.head(noun).filter(|&verb| verb > told && self.start_of_verb(verb) == told + 1) else {
                continue;
            };
            let subject = matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass);
            let that = self.start_of(noun).checked_sub(1).filter(|&that| self.labels[that] == Label::Mark);
            let Some(that) = that.filter(|&that| subject && that > 0 && self.head(that) == Some(verb)) else {
                continue;
            };
            let Some(above) = self.head(verb).filter(|&above| above + 1 == that && self.labels[verb] == Label::Relcl)
            else {
                continue;
            };
            let finite = self.is_finite(told + 1) || self.tags[told + 1] == Tag::Md;
            if !finite || self.heads[above] != NONE || self.has(told, &[Label::Agent, Label::Dobj, Label::Prep]) {
                continue;
            }
            (self.heads[verb], self.labels[verb]) = (NONE, Label::Root);
            self.heads[above] = verb as u32;
            self.labels[above] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
            (self.heads[told], self.labels[told], self.tags[told]) = (above as u32, Label::Relcl, Tag::Vbd);
            (self.heads[noun], self.labels[noun]) = (told as u32, Label::Nsubj);
            (self.heads[that], self.labels[that], self.tags[that]) = (told as u32, Label::Dobj, Tag::Wdt);
        }
    }

    /// "The clerk to whom she sent the map has left", with "clerk" as a part of "she": what a preposition with "whom" or "which" stands behind has the last verb as its own.
    pub(super) fn open_whom(&mut self, subjects: &[u32]) {
        for whom in 2..self.heads.len() {
            let preposition = whom - 1;
            let wh = matches!(self.tags[whom], Tag::Wp | Tag::Wdt) && self.head(whom) == Some(preposition);
            let noun = preposition - 1;
            let loose = matches!(self.labels[noun], Label::Compound | Label::Nmod | Label::Dep | Label::Npadvmod);
            if !wh || !loose || !self.is_noun_tag(noun) {
                continue;
            }
            let Some(subject) = self.head(noun).filter(|&at| at > whom && self.labels[at] == Label::Nsubj) else {
                continue;
            };
            let Some(told) = self.head(subject).filter(|&told| told > subject && is_verb(self.tags[told])) else {
                continue;
            };
            let main = (told + 1..self.heads.len()).take(REACH).find(|&at| {
                let start = self.start_of_verb(at);
                let finite = self.is_finite(start) || self.tags[start] == Tag::Md;
                let parted = matches!(self.tags[start - 1], Tag::Cc | Tag::Comma);
                let own = subjects[at] == NONE
                    || self.heads[subjects[at] as usize] == at as u32 && subjects[at] as usize > told;
                self.heads[at] == told as u32 && is_verb(self.tags[at]) && finite && !parted && own
            });
            let Some(main) = main else { continue };
            if subjects[main] != NONE {
                let object = subjects[main] as usize;
                (self.heads[object], self.labels[object]) = (told as u32, Label::Dobj);
            }
            (self.heads[main], self.labels[main]) = (self.heads[told], self.labels[told]);
            (self.heads[told], self.labels[told]) = (noun as u32, Label::Relcl);
            self.heads[noun] = main as u32;
            self.labels[noun] = if self.has_passive(main) { Label::Nsubjpass } else { Label::Nsubj };
            (self.heads[preposition], self.labels[preposition]) = (told as u32, Label::Prep);
            self.labels[whom] = Label::Pobj;
        }
    }

    fn is_noun_tag(&self, word: usize) -> bool {
        matches!(self.tags[word], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }
}
