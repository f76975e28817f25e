//! Verbs with tense whose subject was given to a participle before them, to the verb above, or to a time.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Crews backed by boats also searched the bay", with "searched" beneath "backed": a participle right behind a noun tells of it, and the verb with tense says what the noun does.
    pub(super) fn lift_verbs(&mut self, subjects: &[u32]) {
        for inner in 1..self.heads.len() {
            let noun = subjects[inner] as usize;
            let bare = matches!(self.tags[inner], Tag::Vbn | Tag::Vbg) && noun < inner;
            if !bare || !self.is_noun(noun) || (noun + 1..inner).any(|at| self.tags[at] != Tag::Rb) {
                continue;
            }
            let own = [Label::Aux, Label::Auxpass, Label::Mark];
            let object = self.tags[inner] == Tag::Vbn && self.has(inner, &[Label::Dobj, Label::Ccomp]);
            let with = self.start_of(noun).checked_sub(1).is_some_and(|at| self.tags[at] == Tag::In);
            if with || object || self.has(inner, &own) {
                continue;
            }
            let main = |&at: &usize| self.heads[at] == inner as u32 && self.goes_on_without(at, subjects);
            let Some(verb) = (inner + 2..self.heads.len()).take(REACH).find(main) else { continue };
            (self.heads[verb], self.labels[verb]) = (self.heads[inner], self.labels[inner]);
            (self.heads[inner], self.labels[inner]) = (noun as u32, Label::Acl);
            self.set_subject(noun, verb);
        }
    }

    /// Whether a verb with tense lacks a subject, and neither "and" nor a comma joins it to what stands before.
    fn goes_on_without(&self, verb: usize, subjects: &[u32]) -> bool {
        let loose =
            matches!(self.labels[verb], Label::Advcl | Label::Conj | Label::Ccomp | Label::Dep | Label::Parataxis);
        if !loose || !self.wants_subject(verb, subjects) || self.has(verb, &[Label::Mark, Label::Csubj]) {
            return false;
        }
        let before = (0..self.start_of_verb(verb)).rev().take(4).find(|&at| self.tags[at] != Tag::Rb);
        let joint = [Tag::Cc, Tag::Comma, Tag::To, Tag::Wdt, Tag::Wp, Tag::Wrb, Tag::In, Tag::Colon, Tag::Hyph];
        before.is_some_and(|at| !joint.contains(&self.tags[at]))
    }

    /// "Fear the plan to use boats in the bay would fail", with "plan" as what is feared: behind a verb of thinking or saying its object is the subject of the verb with tense
    /// that lacks one.
    pub(super) fn yield_objects(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for verb in 4..self.heads.len() {
            let Some(above) = self.head(verb).filter(|&above| above < verb && is_verb(self.tags[above])) else {
                continue;
            };
            let tells = is(above as u32, class::CLAUSAL) && !is(above as u32, class::GIVING | class::OBJECT_CONTROL);
            if !tells || verb - above > REACH || !self.goes_on_without(verb, subjects) {
                continue;
            }
            let start = self.start_of_verb(verb);
            let object = |&at: &usize| self.heads[at] == above as u32 && self.labels[at] == Label::Dobj;
            let Some(noun) = (above + 1..start).find(object).filter(|&at| self.is_noun(at)) else { continue };
            let touches = self.start_of(noun) == above + 1;
            let sign = [Tag::OpenQuote, Tag::CloseQuote, Tag::Comma, Tag::Colon, Tag::Stop, Tag::Nfp, Tag::Wrb];
            let apart = (noun + 1..start).any(|at| sign.contains(&self.tags[at]));
            if touches && !apart && self.agrees(noun, start) {
                self.set_subject(noun, verb);
                self.labels[verb] = Label::Ccomp;
            }
        }
    }

    /// Whether a noun may do what a verb with tense, or one behind an auxiliary, says.
    fn agrees(&self, noun: usize, start: usize) -> bool {
        match self.tags[start] {
            Tag::Vbz => matches!(self.tags[noun], Tag::Nn | Tag::Nnp | Tag::Nnps),
            Tag::Vbp => matches!(self.tags[noun], Tag::Nns | Tag::Nnps),
            _ => true,
        }
    }

    /// "ORDA gave bread", with "ORDA" as an adjective that tells how: what opens a clause right before a verb with tense that has no subject is a name, and its subject.
    pub(super) fn name_doers(&mut self, subjects: &[u32]) {
        for name in 0..self.heads.len().saturating_sub(1) {
            let told = matches!(self.labels[name], Label::Advmod | Label::Conj | Label::Dep | Label::Npadvmod);
            if self.tags[name] != Tag::Jj || !told || subjects[name] != NONE {
                continue;
            }
            let helps =
                |at: &usize| matches!(self.labels[*at], Label::Aux | Label::Auxpass | Label::Neg | Label::Advmod);
            let Some(verb) = (name + 1..self.heads.len()).take(REACH / 4).find(|at| !helps(at)) else { continue };
            if self.start_of_verb(verb) != name + 1 || !self.wants_subject(verb, subjects) {
                continue;
            }
            let member = self.labels[name] == Label::Conj && self.head(name) == self.head(verb);
            let beside = self.head(name) == Some(verb) || member;
            let sign = [Tag::Comma, Tag::Colon, Tag::Stop, Tag::Nfp, Tag::Hyph, Tag::OpenQuote];
            let opens = name == 0 || sign.contains(&self.tags[name - 1]);
            let alone = !(0..self.heads.len())
                .skip(verb.saturating_sub(REACH))
                .take(2 * REACH)
                .any(|at| self.heads[at] == name as u32);
            // "Last updated in May".
            let acts = self.tags[name + 1] != Tag::Vbd || self.has(verb, &[Label::Dobj]);
            if beside && opens && alone && acts {
                self.tags[name] = Tag::Nnp;
                self.set_subject(name, verb);
            }
        }
    }

    /// "Shows growth and a sense of pride", with "sense" beside "shows": what "and" joins to a verb right behind its object is a further object.
    pub(super) fn add_objects(&mut self) {
        for noun in 3..self.heads.len() {
            let beside = self.is_noun(noun) && self.labels[noun] == Label::Conj;
            let Some(verb) = self.head(noun).filter(|&verb| beside && verb < noun && is_verb(self.tags[verb])) else {
                continue;
            };
            let predicate = [
                Label::Dobj,
                Label::Ccomp,
                Label::Xcomp,
                Label::Attr,
                Label::Acomp,
                Label::Aux,
                Label::Neg,
                Label::Nsubj,
                Label::Nsubjpass,
            ];
            let and = self.start_of(noun).checked_sub(1).filter(|&at| at > verb + 1 && self.tags[at] == Tag::Cc);
            let Some(object) = and.map(|and| and - 1).filter(|&at| self.is_noun(at)) else { continue };
            let own = self.heads[object] == verb as u32 && matches!(self.labels[object], Label::Dobj | Label::Attr);
            if own && !self.has(noun, &predicate) {
                self.heads[noun] = object as u32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_participle_leaves_the_sentence_to_the_verb_with_tense() {
        // "Crews backed by boats searched": and the same with "and" before the last word.
        let crews = |before: Tag| {
            let mut words = Words::of(&[
                (Tag::Nns, 2, Label::Nsubj),
                (Tag::Vbn, 0, Label::Root),
                (Tag::In, 2, Label::Prep),
                (before, 3, Label::Pobj),
                (Tag::Vbd, 2, Label::Advcl),
            ]);
            let subjects = words.subjects();
            words.lift_verbs(&subjects);
            words
        };
        let words = crews(Tag::Nns);
        assert_eq!((words.heads[0], words.heads[1], words.heads[4]), (4, 0, NONE));
        assert_eq!((words.labels[0], words.labels[1]), (Label::Nsubj, Label::Acl));
        assert_eq!(crews(Tag::Cc).heads[0], 1);
    }

    #[test]
    fn what_is_feared_is_what_the_clause_says() {
        // "They fear plans for boats fail", and the same with "fails".
        let fear = |tag: Tag| {
            let mut words = Words::of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbp, 0, Label::Root),
                (Tag::Nns, 2, Label::Dobj),
                (Tag::In, 2, Label::Prep),
                (Tag::Nns, 4, Label::Pobj),
                (tag, 2, Label::Conj),
            ]);
            let subjects = words.subjects();
            words.yield_objects(&subjects, &|word, asked| word == 1 && asked == class::CLAUSAL);
            (words.heads[2], words.labels[2], words.labels[5])
        };
        assert_eq!(fear(Tag::Vbp), (5, Label::Nsubj, Label::Ccomp));
        assert_eq!(fear(Tag::Vbz), (1, Label::Dobj, Label::Conj));
    }

    #[test]
    fn what_opens_a_clause_right_before_its_verb_does_it() {
        // "ORDA gave bread", and "very ORDA gave bread".
        let gave = |before: u32| {
            let mut words = Words::of(&[
                (Tag::Rb, before, Label::Advmod),
                (Tag::Comma, 4, Label::Punct),
                (Tag::Jj, 4, Label::Advmod),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Nn, 4, Label::Dobj),
            ]);
            let subjects = words.subjects();
            words.name_doers(&subjects);
            (words.tags[2], words.labels[2])
        };
        assert_eq!(gave(4), (Tag::Nnp, Label::Nsubj));
        assert_eq!(gave(3), (Tag::Jj, Label::Advmod));
    }

    #[test]
    fn what_and_joins_to_a_verb_is_an_object() {
        // "They show growth and pride", and the same with a noun that has a subject.
        let show = |label: Label| {
            let mut words = Words::of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbp, 0, Label::Root),
                (Tag::Nn, 2, Label::Dobj),
                (Tag::Cc, 2, Label::Cc),
                (Tag::Nn, 2, Label::Conj),
                (Tag::Nn, 5, label),
            ]);
            words.add_objects();
            words.heads[4]
        };
        assert_eq!(show(Label::Npadvmod), 2);
        assert_eq!(show(Label::Dobj), 1);
    }
}
