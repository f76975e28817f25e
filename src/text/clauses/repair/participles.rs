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
            // "One of the loaves sold in May" has the clause beneath "one".
            let counts = |noun: usize| matches!(self.tags[noun], Tag::Cd | Tag::Dt);
            let beneath = |noun: usize| {
                touched.is_some_and(|at| counts(noun) && self.is_noun(at) && self.stands_beneath(at, noun))
            };
            let noun = self.head(word).filter(|&noun| Some(noun) == touched && self.is_noun(noun) || beneath(noun));
            let own =
                [Label::Nsubj, Label::Nsubjpass, Label::Aux, Label::Dobj, Label::Ccomp, Label::Acomp, Label::Mark];
            // "They said the rule barred from": with tense it is what was said.
            let said = noun.and_then(|noun| self.head(noun)).is_some_and(|above| {
                self.labels[noun.unwrap_or(word)] == Label::Dobj && is(above as u32, class::SPEAKING)
            });
            let bare = !said && noun.is_some() && !self.has(word, &own) && !self.has_pronoun(word);
            if bare && !is(word as u32, class::OBJECTLESS | class::UNDIRECTED | class::BE) {
                self.tags[word] = Tag::Vbn;
            }
        }
    }

    /// "Funded ten schools; opened two", with "funded" as a participle: what begins a sentence or goes on with such a verb, and has an object, but no helper, is a past tense.
    pub(super) fn read_past(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 0..self.tags.len().saturating_sub(1) {
            let place = matches!(self.labels[word], Label::Root | Label::Ccomp | Label::Dep | Label::Parataxis);
            let joined = self.labels[word] == Label::Conj
                && self.head(word).is_some_and(|head| self.tags[head] == Tag::Vbd && !self.has_passive(head));
            if self.tags[word] != Tag::Vbn || !(place || joined) {
                continue;
            }
            let twice = class::GIVING | class::NAMING | class::LETTING;
            let helped = [Label::Nsubj, Label::Nsubjpass, Label::Aux, Label::Auxpass, Label::Agent, Label::Mark];
            let object = |at: &usize| {
                self.heads[*at] == word as u32
                    && self.labels[*at] == Label::Dobj
                    && self.is_noun(*at)
                    && !is(*at as u32, class::CALENDAR | class::DASH)
            };
            let object = (word + 1..self.tags.len()).take(REACH / 2).find(object);
            if object.is_some_and(|at| self.start_of(at) == word + 1)
                && !is(word as u32, twice)
                && !self.has(word, &helped)
            {
                self.tags[word] = Tag::Vbd;
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

    #[test]
    fn what_has_an_object_and_no_helper_is_a_past_tense() {
        // "Funded schools in May", and the same behind an auxiliary.
        let funded = |label: Label| {
            let mut words = Words::of(&[(Tag::Rb, 2, label), (Tag::Vbn, 0, Label::Root), (Tag::Nns, 2, Label::Dobj)]);
            words.read_past(&|_, _| false);
            words.tags[1]
        };
        assert_eq!(funded(Label::Advmod), Tag::Vbd);
        assert_eq!(funded(Label::Auxpass), Tag::Vbn);
    }
}
