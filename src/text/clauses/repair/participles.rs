//! Participles that were taken for verbs with tense.

use super::super::class;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "The bread sold at the fair was stale", with "sold" as a past tense: what stands right behind a noun, tells of it, and has neither subject nor object, is a participle.
    pub(super) fn read_participles(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.tags.len() {
            if self.tags[word] != Tag::Vbd || self.labels[word] != Label::Acl {
                continue;
            }
            let touched = (word.saturating_sub(2)..word).rev().find(|&at| self.tags[at] != Tag::Rb);
            let noun = self.head(word).filter(|&noun| Some(noun) == touched && self.is_noun(noun));
            let own =
                [Label::Nsubj, Label::Nsubjpass, Label::Aux, Label::Dobj, Label::Ccomp, Label::Acomp, Label::Mark];
            // "They said the rule barred from": with tense it is what was said.
            let said = noun.and_then(|noun| self.head(noun)).is_some_and(|above| {
                self.labels[noun.unwrap_or(word)] == Label::Dobj && is(above as u32, class::CLAUSAL | class::SPEAKING)
            });
            let bare = !said && noun.is_some() && !self.has(word, &own) && !self.has_pronoun(word);
            if bare && !is(word as u32, class::OBJECTLESS | class::UNDIRECTED | class::BE) {
                self.tags[word] = Tag::Vbn;
            }
        }
    }

    /// Whether "who", "which" or "where" opens the clause of a verb.
    fn has_pronoun(&self, verb: usize) -> bool {
        (verb.saturating_sub(REACH / 4)..verb)
            .any(|at| self.heads[at] == verb as u32 && matches!(self.tags[at], Tag::Wdt | Tag::Wp | Tag::Wrb))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_noun_and_has_no_object_is_a_participle() {
        // "Bread sold in May was stale", and the same with a verb that has no object.
        let sold = |class: u64, object: Label| {
            let mut words = Words::of(&[
                (Tag::Nn, 5, Label::Nsubj),
                (Tag::Vbd, 1, Label::Acl),
                (Tag::In, 2, object),
                (Tag::Nnp, 3, Label::Pobj),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Jj, 5, Label::Acomp),
            ]);
            words.read_participles(&|word, asked| word == 1 && asked & class != 0);
            words.tags[1]
        };
        assert_eq!(sold(0, Label::Prep), Tag::Vbn);
        assert_eq!(sold(class::OBJECTLESS, Label::Prep), Tag::Vbd);
        assert_eq!(sold(0, Label::Dobj), Tag::Vbd);
    }
}
