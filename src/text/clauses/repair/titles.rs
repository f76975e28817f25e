//! Nouns in the place of a verb that what follows them shows to be none: "the pickles swap will", "cook Ana Ruiz said".

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// Words of a name.
const STEPS: usize = 4;

impl Words {
    fn is_nominal(&self, word: usize) -> bool {
        matches!(self.tags[word], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj)
    }

    /// Whether a word that is tagged as a verb has what only a verb has.
    fn is_helped(&self, word: usize) -> bool {
        self.has(word, &[Label::Aux, Label::Auxpass, Label::Neg])
    }

    /// "The village pickles swap will please her", with "swap" as a verb: no verb stands right before a modal verb whose clause has no subject. It is that subject.
    /// Not so "a plan that clerks say will fail".
    pub(super) fn free_before_modals(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for modal in 2..self.heads.len() {
            let noun = modal - 1;
            let Some(verb) = self.head(modal).filter(|&verb| verb > modal && self.tags[modal] == Tag::Md) else {
                continue;
            };
            let bare = matches!(self.tags[noun], Tag::Vb | Tag::Vbp | Tag::Vbz)
                && self.head(verb) == Some(noun)
                && subjects[verb] == NONE
                && self.is_nominal(noun - 1)
                && !is(noun as u32, class::CLAUSAL)
                && self.head(noun - 1) == Some(noun);
            if bare && !self.is_helped(noun) && !self.has(noun, &[Label::Dobj, Label::Attr]) {
                self.tags[noun] = if self.tags[noun] == Tag::Vbz { Tag::Nns } else { Tag::Nn };
                (self.heads[verb], self.labels[verb]) = (self.heads[noun], self.labels[noun]);
                self.hand_over(noun, noun, verb);
                (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Nsubj);
                if self.has_passive(verb) {
                    self.labels[noun] = Label::Nsubjpass;
                }
            }
        }
    }

    /// "The inn's cook Ana Ruiz said", "usher Leon Vell left", with the title as a verb: before the name of a person who stands right before a verb with tense it is a noun.
    pub(super) fn free_titles(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for title in 0..self.heads.len().saturating_sub(2) {
            let name = |at: usize| self.tags.get(at) == Some(&Tag::Nnp) && is(at as u32, class::PERSON);
            let bare = matches!(self.tags[title], Tag::Vb | Tag::Vbp) && name(title + 1) && !self.is_helped(title);
            if !bare || is(title as u32, class::PERSON | class::CLAUSAL | class::BE) {
                continue;
            }
            let last = (title + 1..self.heads.len()).take(STEPS).take_while(|&at| name(at)).last().unwrap_or(title);
            let start = last + 1;
            if !self.tags.get(start).is_some_and(|&tag| matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Md)) {
                continue;
            }
            let helped = self.head(start).filter(|&verb| {
                matches!(self.labels[start], Label::Aux | Label::Auxpass) && verb > start && is_verb(self.tags[verb])
            });
            let verb = helped.unwrap_or(start);
            let free = subjects[verb] == NONE || (title + 1..=last).contains(&(subjects[verb] as usize));
            if !free || self.tags[verb] == Tag::Md || !self.stands_beneath_or_beside(verb, title) {
                continue;
            }
            if self.stands_beneath(verb, title) {
                (self.heads[verb], self.labels[verb]) = (self.heads[title], self.labels[title]);
            }
            self.hand_over(title, last, verb);
            self.tags[title] = Tag::Nn;
            (self.heads[title], self.labels[title]) = (last as u32, Label::Compound);
            (self.heads[last], self.labels[last]) = (verb as u32, Label::Nsubj);
            if self.has_passive(verb) {
                self.labels[last] = Label::Nsubjpass;
            }
        }
    }

    /// Whether a word hangs beneath another or on the same.
    fn stands_beneath_or_beside(&self, word: usize, other: usize) -> bool {
        self.heads[word] == self.heads[other] || self.stands_beneath(word, other)
    }

    /// What hung on a word that was taken for a verb: nouns right before it become part of the name that ends with `last`, the rest is the verb's.
    fn hand_over(&mut self, word: usize, last: usize, verb: usize) {
        for at in word.saturating_sub(2 * REACH)..(word + 2 * REACH).min(self.heads.len()) {
            if self.heads[at] != word as u32 || at == verb || at == last {
                continue;
            }
            let inner = at > word && at < last || at < word && (at..word).all(|at| self.is_part(at));
            self.heads[at] = if inner { last } else { verb } as u32;
            if inner && !matches!(self.labels[at], Label::Det | Label::Amod | Label::Poss | Label::Nummod) {
                self.labels[at] = Label::Compound;
            }
        }
    }

    /// Whether a word can stand inside a noun phrase before its head.
    fn is_part(&self, word: usize) -> bool {
        self.is_nominal(word) || matches!(self.tags[word], Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "It rained, and cook Ana Ruiz slept", with a last word of some tag.
    fn coach(last: Tag) -> Words {
        let mut words = Words::of(&[
            (Tag::Prp, 2, Label::Nsubj),
            (Tag::Vbd, 0, Label::Root),
            (Tag::Cc, 2, Label::Cc),
            (Tag::Vb, 2, Label::Conj),
            (Tag::Nnp, 6, Label::Compound),
            (Tag::Nnp, 4, Label::Dobj),
            (last, 2, Label::Conj),
        ]);
        words.free_titles(&|word, class| class & class::PERSON != 0 && matches!(word, 4 | 5));
        words
    }

    #[test]
    fn a_title_before_who_does_it_is_a_noun() {
        let found = coach(Tag::Vbd);
        assert_eq!((found.tags[3], found.heads[3]), (Tag::Nn, 5));
        assert_eq!((found.heads[5], found.labels[5]), (6, Label::Nsubj));
        // "They cook Ana Ruiz."
        let kept = coach(Tag::Stop);
        assert_eq!((kept.tags[3], kept.heads[5]), (Tag::Vb, 3));
    }

    #[test]
    fn no_verb_stands_before_a_modal_verb_without_a_subject() {
        let show = |clausal: bool| {
            // "The pickle swap will end."
            let mut words = Words::of(&[
                (Tag::Dt, 2, Label::Det),
                (Tag::Nns, 3, Label::Nsubj),
                (Tag::Vbp, 0, Label::Root),
                (Tag::Md, 5, Label::Aux),
                (Tag::Vb, 3, Label::Ccomp),
            ]);
            words.free_before_modals(&|word, class| clausal && word == 2 && class & class::CLAUSAL != 0);
            words
        };
        let found = show(false);
        assert_eq!((found.tags[2], found.heads[2], found.heads[4]), (Tag::Nn, 4, NONE));
        assert_eq!((found.heads[1], found.labels[1]), (2, Label::Compound));
        // "A law that clerks say will end."
        assert_eq!(show(true).tags[2], Tag::Vbp);
    }
}
