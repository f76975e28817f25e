//! Relative clauses that were hung on a verb, or on another noun than the one they touch.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "To one who plays every day, and who has a contract", "the game when Vell, who has two points, scored": a clause that "who" or "which" opens behind a noun
    /// tells of the noun, and behind "and" goes on with another such clause.
    pub(super) fn open_relatives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let mut last = None;
        for word in 1..self.heads.len() {
            if self.labels[word] == Label::Relcl {
                last = Some(word);
            }
            let whose = self.tags[word] == Tag::WpPoss && self.labels[word] == Label::Poss;
            let relative = whose || matches!(self.tags[word], Tag::Wdt | Tag::Wp) && !is(word as u32, class::WHAT);
            let Some(argument) = (if whose { self.head(word) } else { Some(word) }) else { continue };
            let own = matches!(self.labels[argument], Label::Nsubj | Label::Nsubjpass | Label::Dobj);
            let Some(verb) = self.head(argument).filter(|&verb| relative && own && verb > word) else { continue };
            if self.labels[verb] == Label::Acl
                && self.head(verb).is_some_and(|noun| noun < word && !is_verb(self.tags[noun]))
            {
                self.labels[verb] = Label::Relcl;
            }
            let loose =
                matches!(self.labels[verb], Label::Ccomp | Label::Conj | Label::Advcl | Label::Dep | Label::Parataxis);
            let member = self.labels[verb] == Label::Conj
                && self.head(verb).is_some_and(|head| self.labels[head] == Label::Relcl);
            if !loose || member {
                continue;
            }
            match self.tags[word - 1] {
                Tag::Cc => {
                    let first = last
                        .filter(|&first| first < word && word - first < 2 * REACH && !self.stands_beneath(first, verb));
                    if let Some(first) = first {
                        (self.heads[verb], self.labels[verb]) = (first as u32, Label::Conj);
                    }
                }
                _ => {
                    let noun = self.noun_of_relative(word, is).or_else(|| self.noun_before_passive(word, verb));
                    if let Some(noun) = noun.filter(|&noun| !self.stands_beneath(noun, verb)) {
                        (self.heads[verb], self.labels[verb]) = (noun as u32, Label::Relcl);
                    }
                }
            }
        }
    }

    /// The noun that a relative pronoun stands behind; above it one that can be meant, if that cannot.
    fn noun_of_relative(&self, pronoun: usize, is: &impl Fn(u32, u64) -> bool) -> Option<usize> {
        let noun = |at: usize| matches!(self.tags[at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp);
        let comma = matches!(self.tags[pronoun - 1], Tag::Comma | Tag::Hyph | Tag::Colon);
        let mut at = pronoun.checked_sub(1 + usize::from(comma))?;
        if self.tags[at] == Tag::CloseBracket {
            at = (at.saturating_sub(REACH)..at).rev().find(|&at| self.tags[at] == Tag::OpenBracket)?.checked_sub(1)?;
        }
        if !noun(at) || self.tags[pronoun] == Tag::Wdt && comma && is(pronoun as u32, class::THAT) {
            return None;
        }
        // The last word of a name or a compound leads to its head, which stands there as well.
        if let Some(head) = self.head(at).filter(|&head| head < at && self.labels[at] == Label::Compound) {
            at = head;
        }
        Some(self.climb_from_name(pronoun, at, is))
    }

    /// "A way was found which led home": right behind a passive the pronoun stands for what is done.
    fn noun_before_passive(&self, pronoun: usize, verb: usize) -> Option<usize> {
        let above = self.head(verb).filter(|&above| above + 1 == pronoun && self.tags[pronoun] == Tag::Wdt)?;
        let object = |&at: &usize| self.heads[at] == above as u32 && self.labels[at] == Label::Nsubjpass;
        (above.saturating_sub(REACH)..above)
            .rev()
            .find(object)
            .filter(|&at| matches!(self.tags[at], Tag::Nn | Tag::Nns))
    }

    /// "A drive off Vell that raced to the rope": of a person nothing is told with "that" or "which", of a place nothing with "who".
    fn climb_from_name(&self, pronoun: usize, noun: usize, is: &impl Fn(u32, u64) -> bool) -> usize {
        let unfit = if self.tags[pronoun] == Tag::Wp { class::PLACE } else { class::PERSON };
        let preposition = self.head(noun).filter(|&at| at < noun && self.labels[noun] == Label::Pobj);
        let above =
            preposition.and_then(|at| self.head(at)).filter(|&above| above < noun && !is_verb(self.tags[above]));
        above.filter(|_| is(noun as u32, unfit)).unwrap_or(noun)
    }

    /// "The attention the church has received", with the clause beneath another noun, or beneath a verb: without a pronoun it tells of the noun it touches.
    pub(super) fn touch_relatives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for (verb, &found) in subjects.iter().enumerate().skip(2) {
            let Some(head) = self.head(verb).filter(|&head| head < verb && is_verb(self.tags[verb])) else { continue };
            let subject = found as usize;
            if found == NONE || subject > verb || verb - subject > REACH {
                continue;
            }
            let relative = self.labels[verb] == Label::Relcl;
            let loose = matches!(self.labels[verb], Label::Advcl | Label::Ccomp | Label::Dep | Label::Conj)
                && is_verb(self.tags[head])
                && !is(head as u32, class::CLAUSAL | class::SPEAKING | class::LETTING);
            if !relative && !loose {
                continue;
            }
            let start = self.start_of(verb);
            let Some(noun) = start.checked_sub(1).filter(|&noun| noun > head) else { continue };
            let touches = matches!(self.tags[noun], Tag::Nn | Tag::Nns) && self.start_of(subject) == start;
            let apart =
                relative && (head + 1..noun).any(|at| is_verb(self.tags[at])) || loose && self.lacks_object(verb, is);
            let finite = self.is_finite(self.start_of_verb(verb)) || self.tags[self.start_of_verb(verb)] == Tag::Md;
            if touches && apart && finite && !is(noun as u32, class::CALENDAR) {
                (self.heads[verb], self.labels[verb]) = (noun as u32, Label::Relcl);
            }
        }
    }

    /// "Hopes that the pears would ripen", with the clause as a relative one: what "that" opens as a conjunction, with a subject and all that its verb needs, is what is hoped.
    pub(super) fn hold_contents(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for that in 1..self.heads.len() {
            self.mark_content(that, &subjects, is);
            let opens = self.labels[that] == Label::Mark && self.tags[that] == Tag::In && is(that as u32, class::THAT);
            let Some(verb) = self.head(that).filter(|&verb| opens && verb > that) else { continue };
            let own = subjects[verb] != NONE && (that + 1..verb).contains(&(subjects[verb] as usize));
            if self.labels[verb] != Label::Relcl || !own || !is_verb(self.tags[verb]) {
                continue;
            }
            // "The day that she left", "people that she has trouble with".
            let timely = self.head(verb).is_some_and(|noun| is(noun as u32, class::CALENDAR | class::CIRCUMSTANCE));
            if timely || self.has_stranded(verb) {
                continue;
            }
            let whole = [Label::Dobj, Label::Attr, Label::Acomp, Label::Ccomp, Label::Oprd];
            if self.has(verb, &whole)
                || self.has_passive(verb)
                || is(verb as u32, class::OBJECTLESS | class::UNDIRECTED) && !is(verb as u32, class::BE)
            {
                self.labels[verb] = Label::Acl;
            }
        }
    }

    /// "The promise that everyone belongs", with "that" as what is done: a verb that nothing can be done by has a clause before it, and "that" opens it.
    fn mark_content(&mut self, that: usize, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        let object = self.labels[that] == Label::Dobj && is(that as u32, class::THAT);
        let Some(verb) = self.head(that).filter(|&verb| object && verb > that && is(verb as u32, class::UNDIRECTED))
        else {
            return;
        };
        let own = subjects[verb] != NONE && (that + 1..verb).contains(&(subjects[verb] as usize));
        let open = self.has(verb, &[Label::Xcomp, Label::Ccomp]) || self.has_stranded(verb);
        if own && !open && !is(verb as u32, class::BE | class::BECOMING) && self.labels[verb] == Label::Relcl {
            (self.tags[that], self.labels[that]) = (Tag::In, Label::Mark);
        }
    }

    /// "The mill, which she cared about", with "which" as what is cared: behind a verb that takes a clause or nothing, the pronoun belongs to the preposition that has no noun.
    pub(super) fn strand_pronouns(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len() {
            let object = self.labels[word] == Label::Dobj && matches!(self.tags[word], Tag::Wdt | Tag::Wp);
            let Some(verb) = self.head(word).filter(|&verb| object && verb > word && self.labels[verb] == Label::Relcl)
            else {
                continue;
            };
            let stranded = (verb + 1..self.heads.len()).take(REACH / 4).find(|&at| {
                self.heads[at] == verb as u32
                    && self.labels[at] == Label::Prep
                    && !(at + 1..self.heads.len()).take(REACH).any(|below| self.heads[below] == at as u32)
                    && !matches!(self.tags.get(at + 1), Some(Tag::In | Tag::Rb))
            });
            if let Some(preposition) = stranded.filter(|_| is(verb as u32, class::CLAUSAL | class::OBJECTLESS)) {
                (self.heads[word], self.labels[word]) = (preposition as u32, Label::Pobj);
            }
        }
    }

    /// Whether a preposition behind a verb, or behind its object, has no noun.
    fn has_stranded(&self, verb: usize) -> bool {
        let end = (verb + REACH).min(self.heads.len());
        (verb + 1..end).any(|at| {
            self.labels[at] == Label::Prep
                && self.stands_beneath(at, verb)
                && (self.tags.get(at + 1) == Some(&Tag::Rb)
                    || !(at + 1..end).any(|below| self.heads[below] == at as u32))
        })
    }

    /// Whether a verb that takes an object has none behind it.
    pub(super) fn lacks_object(&self, verb: usize, is: &impl Fn(u32, u64) -> bool) -> bool {
        let filled = |at: usize| {
            self.heads[at] == verb as u32
                && matches!(
                    self.labels[at],
                    Label::Dobj
                        | Label::Attr
                        | Label::Acomp
                        | Label::Ccomp
                        | Label::Xcomp
                        | Label::Oprd
                        | Label::Auxpass
                        | Label::Mark
                        | Label::Dative
                )
        };
        !is(verb as u32, class::OBJECTLESS | class::BE | class::BECOMING)
            && !(verb.saturating_sub(REACH)..(verb + REACH).min(self.heads.len())).any(filled)
    }

    /// "He signs with Norport", with "signs" as a noun: what has one thing for its subject, and no article, is a verb.
    pub(super) fn free_present(&mut self) {
        for subject in 0..self.heads.len() {
            let Some(verb) = self.head(subject).filter(|&verb| self.labels[subject] == Label::Nsubj && verb > subject)
            else {
                continue;
            };
            let one = matches!(self.tags[subject], Tag::Nn | Tag::Nnp | Tag::Prp | Tag::Wdt | Tag::Wp);
            let near = verb.saturating_sub(REACH)..(verb + REACH).min(self.heads.len());
            let nominal = near.clone().any(|at| {
                self.heads[at] == verb as u32
                    && (matches!(
                        self.labels[at],
                        Label::Det | Label::Poss | Label::Nummod | Label::Amod | Label::Compound
                    ) || matches!(self.labels[at], Label::Aux | Label::Auxpass))
            });
            let clause = matches!(
                self.labels[verb],
                Label::Root | Label::Ccomp | Label::Advcl | Label::Relcl | Label::Conj | Label::Parataxis
            );
            if one && clause && !nominal && self.tags[verb] == Tag::Nns && verb - subject <= 3 {
                self.tags[verb] = Tag::Vbz;
            }
        }
    }

    /// "It tasted more bitter", with "tasted" as an adjective; "he cut and folded it", with "cut" as a noun: without an auxiliary what has a subject and ends like a verb in the
    /// past tense, or goes on with one, is a verb.
    pub(super) fn free_past(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        let subjects = self.subjects();
        for (word, &found) in subjects.iter().enumerate().skip(1) {
            let subject = found as usize;
            let told = matches!(self.labels[word], Label::Root | Label::Ccomp | Label::Advcl | Label::Conj)
                && found != NONE
                && subject < word
                && self.labels[subject] == Label::Nsubj
                && (subject + 1..word).all(|at| self.tags[at] == Tag::Rb);
            let nominal =
                [Label::Aux, Label::Auxpass, Label::Det, Label::Poss, Label::Amod, Label::Compound, Label::Nummod];
            if !told || self.has(word, &nominal) {
                continue;
            }
            // Not so "made her excited", "the roads were mended and the town pleased".
            let placed = self.labels[word] == Label::Root
                || self.labels[word] == Label::Ccomp
                    && self.head(word).is_some_and(|above| {
                        is(above as u32, class::CLAUSAL) && !is(above as u32, class::LETTING | class::NAMING)
                    });
            let adjective = placed
                && self.tags[word] == Tag::Jj
                && ends(word as u32, "ed")
                && self.tags.get(word + 1).is_some_and(|tag| !matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp));
            let member = self.tags[word] == Tag::Nn
                && self.tags.get(word + 1) == Some(&Tag::Cc)
                && self.tags.get(word + 2) == Some(&Tag::Vbd)
                && self.head(word + 2) == Some(word);
            if adjective || member {
                self.tags[word] = Tag::Vbd;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pronoun_belongs_to_the_preposition_without_a_noun() {
        // "The mill, which she cared about", and "the mill, which she sold about", whose verb takes an object.
        let cared = |class: u64| {
            let mut words = Words::of(&[
                (Tag::Nn, 0, Label::Root),
                (Tag::Wdt, 4, Label::Dobj),
                (Tag::Prp, 4, Label::Nsubj),
                (Tag::Vbd, 1, Label::Relcl),
                (Tag::In, 4, Label::Prep),
            ]);
            words.strand_pronouns(&|word, asked| word == 3 && asked & class != 0);
            (words.heads[1], words.labels[1])
        };
        assert_eq!((cared(class::OBJECTLESS), cared(class::GIVING)), ((4, Label::Pobj), (3, Label::Dobj)));
    }
}
