//! What a verb says of its object in a few words: "made it easier", "found them singing", "saw him run".

use super::super::class;
use super::super::tree::is_verb;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Made the loom available", with "loom" as the subject of "available": what is said of it in an adjective alone is said of the object.
    pub(super) fn settle_objects(&mut self) {
        for word in 2..self.heads.len() {
            let told = matches!(self.tags[word], Tag::Jj | Tag::Jjr | Tag::Jjs)
                && matches!(self.labels[word], Label::Ccomp | Label::Xcomp);
            let Some(verb) = self.head(word).filter(|&verb| told && verb + 1 < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let child = |at: &usize| self.heads[*at] == word as u32;
            let subject = |at: &usize| child(at) && self.labels[*at] == Label::Nsubj;
            let Some(noun) = (verb + 1..word).take(REACH).find(subject) else { continue };
            let own =
                [Label::Aux, Label::Auxpass, Label::Mark, Label::Expl, Label::Nsubjpass, Label::Dobj, Label::Attr];
            let between = |at: usize| self.tags[at] == Tag::Rb;
            let adverbs = (verb + 1..self.start_of(noun)).all(between);
            let placed = adverbs && !self.has(word, &own) && !self.has(verb, &[Label::Dobj, Label::Auxpass]);
            let wh = matches!(self.tags[noun], Tag::Wdt | Tag::Wp);
            if placed && !wh {
                (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Dobj);
                self.labels[word] = Label::Oprd;
            }
        }
    }

    /// "Made the loom available to them", with "available" as any adjective of the loom: behind a noun that is made so, it says what that becomes.
    pub(super) fn settle_behind(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let noun = word - 1;
            let behind = matches!(self.tags[word], Tag::Jj | Tag::Jjr)
                && self.labels[word] == Label::Amod
                && self.head(word) == Some(noun)
                && self.labels[noun] == Label::Dobj
                && matches!(self.tags[noun], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let Some(verb) = self.head(noun).filter(|&verb| behind && verb < noun && is_verb(self.tags[verb])) else {
                continue;
            };
            let makes = is(verb as u32, class::LETTING) && is(verb as u32, class::NAMING);
            if makes && !self.has(verb, &[Label::Oprd, Label::Acomp, Label::Auxpass]) {
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Oprd);
            }
        }
    }

    /// "Allowed the miller to stay", "helped them bake", with "miller" as the subject of what was allowed: a verb that asks, lets or enables has whom it asks as its object.
    pub(super) fn enable_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 3..self.heads.len() {
            let open = self.tags[word] == Tag::Vb && self.labels[word] == Label::Ccomp;
            let Some(verb) = self.head(word).filter(|&verb| open && verb + 2 < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let lets = is(verb as u32, class::LETTING);
            let asks = (lets || is(verb as u32, class::OBJECT_CONTROL)) && !self.has_passive(verb);
            let full = self.has(verb, &[Label::Dobj]) || self.has(word, &[Label::Mark, Label::Expl]);
            let child = |at: &usize| self.heads[*at] == word as u32;
            let to = (verb + 1..word).rev().take(4).find(|at| child(at) && self.tags[*at] == Tag::To);
            let subject = (verb + 1..word)
                .take(2 * REACH)
                .find(|at| child(at) && matches!(self.labels[*at], Label::Nsubj | Label::Nsubjpass));
            let bare = lets && !self.has(word, &[Label::Aux, Label::Auxpass]);
            let Some(noun) = subject.filter(|_| asks && !full && (bare || to.is_some())) else { continue };
            // "She sees they leave".
            let told = self.tags[noun] == Tag::Prp && !is(noun as u32, class::OBJECT_PRONOUN) && to.is_none();
            if told && !matches!(self.tags[noun + 1], Tag::Vb) {
                continue;
            }
            if self.start_of(noun) == verb + 1 && !matches!(self.tags[noun], Tag::Wdt | Tag::Wp) {
                (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Dobj);
                self.labels[word] = Label::Xcomp;
            }
        }
    }

    /// "Saw a miller run from the barn", with "run" as a noun: behind a verb of perceiving and letting, what has a subject of its own is a verb.
    pub(super) fn see_verbs(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let noun = self.tags[word] == Tag::Nn && matches!(self.labels[word], Label::Dobj | Label::Ccomp);
            let Some(verb) = self.head(word).filter(|&verb| noun && verb < word && is(verb as u32, class::LETTING))
            else {
                continue;
            };
            let subject = (verb + 1..word)
                .take(REACH)
                .find(|&at| self.heads[at] == word as u32 && self.labels[at] == Label::Nsubj);
            let nominal = [Label::Det, Label::Poss, Label::Amod, Label::Nummod, Label::Compound, Label::Aux];
            if subject.is_some() && is_verb(self.tags[verb]) && !self.has(word, &nominal) {
                (self.tags[word], self.labels[word]) = (Tag::Vb, Label::Ccomp);
            }
        }
    }

    /// "Found them quietly shearing sheep", with "shearing" as how they were found: right behind whom one finds or sees it tells what they do.
    pub(super) fn find_doing(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let loose = self.tags[word] == Tag::Vbg && self.labels[word] == Label::Advcl;
            let Some(verb) = self.head(word).filter(|&verb| loose && verb < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let object = (verb + 1..word).rev().find(|&at| self.tags[at] != Tag::Rb);
            let whom = object.filter(|&at| {
                self.head(at) == Some(verb)
                    && self.labels[at] == Label::Dobj
                    && matches!(self.tags[at], Tag::Prp | Tag::Nnp)
            });
            let finds = is(verb as u32, class::LETTING | class::OBJECT_RAISING)
                && !is(verb as u32, class::USING | class::GIVING)
                && !is(word as u32, class::CONCOMITANT);
            if whom.is_some() && finds && !self.has(word, &[Label::Nsubj, Label::Mark, Label::Aux]) {
                self.labels[word] = Label::Xcomp;
            }
        }
    }

    /// "Sent me love", with "love" as what I do: behind a verb with two objects a bare word that has nothing but a pronoun before it is the second.
    pub(super) fn love_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let bare = matches!(self.tags[word], Tag::Vb | Tag::Vbp) && self.labels[word] == Label::Ccomp;
            let Some(verb) = self.head(word).filter(|&verb| bare && verb + 2 == word) else { continue };
            let whom = word - 1;
            let gives = is(verb as u32, class::GIVING) && !is(verb as u32, class::LETTING);
            let pronoun = is(whom as u32, class::OBJECT_PRONOUN) && self.head(whom) == Some(word);
            let behind = (word + 1..self.heads.len()).take(REACH).any(|at| self.heads[at] == word as u32);
            if gives && pronoun && !behind {
                (self.tags[word], self.labels[word]) = (Tag::Nn, Label::Dobj);
                (self.heads[whom], self.labels[whom]) = (verb as u32, Label::Dative);
            }
        }
    }

    /// "The Vell printer told her", "the boats seized were sold", with "printer" and "seized" as verbs that are the subject: right before the verb the one is a noun, behind its noun the
    /// other a participle of that.
    pub(super) fn free_subject_nouns(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len() {
            let subject = matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass | Label::Csubj);
            let before = word - 1;
            let noun = matches!(self.tags[before], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let Some(verb) = self.head(word).filter(|&verb| subject && noun && verb > word) else { continue };
            let start = self.start_of_verb(verb);
            let touches = (word + 1..start).all(|at| self.tags[at] == Tag::Rb) && self.is_finite(start);
            let own =
                self.has(word, &[Label::Dobj, Label::Aux, Label::Auxpass, Label::Mark, Label::Ccomp, Label::Xcomp]);
            if !touches || own || is(word as u32, class::BE) {
                continue;
            }
            let hangs = self.head(before) == Some(word);
            if matches!(self.tags[word], Tag::Vbp | Tag::Vbz) && hangs && self.labels[before] == Label::Nsubj {
                (self.tags[word], self.labels[before]) = (Tag::Nn, Label::Compound);
                self.move_determiner(before, word);
            } else if self.tags[word] == Tag::Vbn {
                let first = (word.saturating_sub(REACH)..word).find(|&at| {
                    self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Nsubj | Label::Nsubjpass)
                });
                let inner = first.filter(|&first| first == before || self.stands_beneath(before, first));
                if inner.is_some() {
                    (self.heads[word], self.labels[word]) = (before as u32, Label::Acl);
                }
            }
        }
    }

    /// Gives a noun the article of what is now a part of it.
    fn move_determiner(&mut self, part: usize, noun: usize) {
        for at in part.saturating_sub(4)..part {
            if self.head(at) == Some(part) && matches!(self.labels[at], Label::Det | Label::Poss) {
                self.heads[at] = noun as u32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_sees_somebody_do_is_a_verb() {
        // "She saw Vell run", and "she lent Vell run".
        let seen = |class: bool| {
            let mut words = Words::of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Nnp, 4, Label::Nsubj),
                (Tag::Nn, 2, Label::Dobj),
            ]);
            words.see_verbs(&|word, _| class && word == 1);
            words.tags[3]
        };
        assert_eq!((seen(true), seen(false)), (Tag::Vb, Tag::Nn));
    }
}
