//! Adjectives, nouns and names that were given the place of a clause, and clauses that were given theirs.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "To safely open the road", with "open" as an adjective: behind "to" and adverbs it is a verb.
    pub(super) fn open_adjectives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len() {
            if self.tags[word] != Tag::Jj || !matches!(self.labels[word], Label::Xcomp | Label::Acl | Label::Advcl) {
                continue;
            }
            let to = (word.saturating_sub(4)..word).rev().find(|&at| self.tags[at] != Tag::Rb);
            let helped =
                |to: usize| self.heads[to] == word as u32 && self.labels[to] == Label::Aux && is(to as u32, class::TO);
            if to.is_some_and(helped) && !self.has(word, &[Label::Appos]) {
                self.tags[word] = Tag::Vb;
            }
        }
    }

    /// "Was found dead", "would make permanent the levy", with the adjective as what is told: right behind the verb it says what its object or its subject is.
    pub(super) fn settle_adjectives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len() {
            // "Live free from want".
            let beside = self.labels[word] == Label::Advcl
                && self.head(word).is_some_and(|verb| verb + 1 == word && is_verb(self.tags[verb]))
                && self.tags.get(word + 1) == Some(&Tag::In)
                && self.head(word + 1) == Some(word);
            let told = matches!(self.tags[word], Tag::Jj | Tag::Jjr | Tag::Jjs)
                && (beside || matches!(self.labels[word], Label::Ccomp | Label::Xcomp));
            let Some(verb) = self.head(word).filter(|&verb| told && verb < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let adverbs = (verb + 1..word).take(REACH).all(|at| self.tags[at] == Tag::Rb);
            let helped = self.has(word, &[Label::Aux, Label::Auxpass, Label::Mark, Label::Expl]);
            // "Help usher in".
            let bare = self.labels[word] == Label::Xcomp && is(verb as u32, class::LETTING);
            if !adverbs || helped || bare {
                continue;
            }
            let near = word + 1..(word + REACH).min(self.heads.len());
            let subject = near
                .into_iter()
                .find(|&at| self.heads[at] == word as u32 && matches!(self.labels[at], Label::Nsubj | Label::Dobj));
            if let Some(subject) = subject {
                (self.heads[subject], self.labels[subject]) = (verb as u32, Label::Dobj);
            }
            self.labels[word] = if subject.is_some() || self.has_passive(verb) { Label::Oprd } else { Label::Acomp };
        }
    }

    /// "Build safer, stronger and more modern roads", with "stronger" beside "roads": what goes on with an adjective before the object tells of it as well.
    pub(super) fn list_adjectives(&mut self) {
        for word in 1..self.heads.len() {
            let beside = matches!(self.tags[word], Tag::Jj | Tag::Jjr | Tag::Jjs)
                && matches!(self.labels[word], Label::Acomp | Label::Oprd | Label::Ccomp | Label::Xcomp);
            let Some(verb) = self.head(word).filter(|&verb| beside && verb < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let object = |at: &usize| self.heads[*at] == verb as u32 && self.labels[*at] == Label::Dobj;
            let Some(noun) = (word + 1..self.heads.len()).take(REACH / 2).find(object) else { continue };
            let between = &self.tags[word + 1..noun];
            let listed = between.iter().all(|tag| {
                matches!(
                    tag,
                    Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Rb | Tag::Rbr | Tag::Comma | Tag::Cc | Tag::Vbn | Tag::Vbg
                )
            });
            if listed && matches!(between.first(), Some(Tag::Comma | Tag::Cc)) {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Amod);
            }
        }
    }

    /// "The mirror saw first light in June", with "light" as an adjective: behind a verb of perceiving an adjective with its own adverb and without a noun is the object.
    pub(super) fn see_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let bare = self.tags[word] == Tag::Jj && matches!(self.labels[word], Label::Acomp | Label::Advmod);
            let before = word - 1;
            let own = self.tags[before] == Tag::Rb && self.heads[before] == word as u32;
            let sees = |verb: usize| is(verb as u32, class::LETTING) && !is(verb as u32, class::BECOMING);
            let verb = self.head(word).filter(|&verb| bare && own && verb + 1 == before && sees(verb));
            let closed = self.tags.get(word + 1).is_none_or(|tag| matches!(tag, Tag::In | Tag::Comma | Tag::Stop));
            if verb.is_some_and(|verb| closed && !self.has(verb, &[Label::Dobj])) {
                (self.tags[word], self.labels[word]) = (Tag::Nn, Label::Dobj);
                (self.tags[before], self.labels[before]) = (Tag::Jj, Label::Amod);
            }
        }
    }

    /// "Gives us reasons to stay", with "reasons" as to whom it is given: the second is what is given.
    pub(super) fn part_gifts(&mut self) {
        for second in 2..self.heads.len() {
            let bare = |at: usize| self.labels[at] == Label::Dative && !self.has(at, &[Label::Pobj]);
            let Some(verb) = self.head(second).filter(|&verb| verb < second && bare(second)) else { continue };
            let start = self.start_of(second);
            let first = (verb + 1..start).rev().take(REACH).find(|&at| self.heads[at] == verb as u32);
            let Some(first) = first else { continue };
            let swapped = self.labels[first] == Label::Dobj && self.tags[first] == Tag::Prp;
            if swapped || bare(first) && !self.has(verb, &[Label::Dobj]) {
                self.labels[first] = Label::Dative;
                self.labels[second] = Label::Dobj;
            }
        }
    }

    /// "Landing enough hard blows", with "blows" as what is told: a verb for one that has no subject, behind a verb that tells no clause, is a noun and its object.
    pub(super) fn free_contents(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (word, &found) in subjects.iter().enumerate().skip(2) {
            let told = self.tags[word] == Tag::Vbz && self.labels[word] == Label::Ccomp && found == NONE;
            let Some(verb) = self.head(word).filter(|&verb| told && verb < word && word - verb < REACH) else {
                continue;
            };
            let sign = |at: usize| {
                matches!(
                    self.tags[at],
                    Tag::Comma | Tag::OpenQuote | Tag::CloseQuote | Tag::Colon | Tag::Wdt | Tag::Wp | Tag::Wrb
                )
            };
            let own = [Label::Aux, Label::Auxpass, Label::Mark, Label::Dobj, Label::Attr, Label::Csubj, Label::Ccomp];
            let clausal = is(verb as u32, class::CLAUSAL | class::SPEAKING | class::BE);
            if !clausal && !(verb + 1..word).any(sign) && !self.has(word, &own) && !self.has(verb, &[Label::Dobj]) {
                (self.tags[word], self.labels[word]) = (Tag::Nns, Label::Dobj);
            }
        }
    }

    /// "Felt decided to leave", with "felt" as what is told: a verb form right before a verb with tense that nothing joins to it, neither with a subject, is a name.
    pub(super) fn free_first_names(&mut self, subjects: &[u32]) {
        for word in 0..self.heads.len().saturating_sub(1) {
            let root = self.heads[word] == NONE && matches!(self.tags[word], Tag::Vbd | Tag::Vbn);
            let verb = (word + 1..self.heads.len()).take(4).find(|&at| self.tags[at] != Tag::Rb);
            let Some(verb) = verb.filter(|&at| root && self.is_finite(at) && self.head(at) == Some(word)) else {
                continue;
            };
            let bare = subjects[word] == NONE && subjects[verb] == NONE;
            if bare && matches!(self.labels[verb], Label::Conj | Label::Ccomp | Label::Xcomp | Label::Dep) {
                self.move_dependents(word, verb);
                (self.heads[verb], self.labels[verb]) = (NONE, Label::Root);
                (self.heads[word], self.labels[word], self.tags[word]) = (verb as u32, Label::Nsubj, Tag::Nnp);
            }
        }
    }

    /// "Sure of the years to come", with "come" at the verb: at the end of its phrase such an infinitive tells of the noun right before it.
    pub(super) fn hang_to_come(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let bare = self.tags[word] == Tag::Vb && matches!(self.labels[word], Label::Advcl | Label::Xcomp);
            let to = self.tags[word - 1] == Tag::To && self.head(word - 1) == Some(word);
            if !bare || !to || !is(word as u32, class::UNDIRECTED) || is(word as u32, class::BE) {
                continue;
            }
            let noun = word - 2;
            let behind = (word + 1..self.heads.len())
                .take(REACH)
                .any(|at| self.heads[at] == word as u32 && self.labels[at] != Label::Punct);
            let object = matches!(self.labels[noun], Label::Pobj | Label::Dobj);
            if !behind && object && matches!(self.tags[noun], Tag::Nns | Tag::Nn) && self.head(word) != Some(noun) {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
            }
        }
    }
}
