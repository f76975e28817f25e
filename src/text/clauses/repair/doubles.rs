//! Verbs with two subjects or two objects, one of which belongs elsewhere.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
}

impl Words {
    /// Gives each verb that has two subjects before it the one that is its own.
    pub(super) fn part_subjects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let mut seen = vec![NONE; self.heads.len()];
        for second in 0..self.heads.len() {
            if !matches!(self.labels[second], Label::Nsubj | Label::Nsubjpass) {
                continue;
            }
            let Some(verb) = self.head(second).filter(|&verb| verb > second && is_verb(self.tags[verb])) else {
                continue;
            };
            let first = std::mem::replace(&mut seen[verb], second as u32);
            if first != NONE && second - (first as usize) < REACH {
                self.part_pair(first as usize, second, verb, is);
            }
        }
    }

    fn part_pair(&mut self, first: usize, second: usize, verb: usize, is: &impl Fn(u32, u64) -> bool) {
        let start = self.start_of(second);
        let pronoun = matches!(self.tags[second], Tag::Wdt | Tag::Wp) && !is(second as u32, class::WHAT);
        if pronoun && self.touches_over_signs(first, second, verb) {
            return self.make_relative(first, verb);
        }
        if self.tags[first + 1] == Tag::Pos && self.head(first + 1) == Some(first) && start <= first + 2 {
            // "America's best is ahead".
            (self.heads[first], self.labels[first]) = (second as u32, Label::Poss);
            return;
        }
        let told =
            self.tags[second] == Tag::Prp || matches!(self.tags[start], Tag::Dt | Tag::PrpPoss) && start < second;
        if matches!(self.tags[first], Tag::Nn | Tag::Nns) && start == first + 1 && told {
            return self.part_bare_relative(first, verb, is);
        }
        let Some(before) = start.checked_sub(1).filter(|&before| before > first) else { return };
        let place = self.tags[before] == Tag::Comma
            && before > first + 1
            && is(second as u32, class::PLACE)
            && is(before as u32 - 1, class::PLACE);
        let rules = self.governs(before).filter(|_| is_noun(self.tags[second]));
        if place {
            (self.heads[second], self.labels[second]) = (before as u32 - 1, Label::Appos);
        } else if let Some(label) = rules.filter(|_| !is(before as u32, class::CLAUSAL | class::SPEAKING)) {
            (self.heads[second], self.labels[second]) = (before as u32, label);
        }
    }

    /// What the noun right behind a gerund or a preposition is to it, if it has none yet.
    fn governs(&self, word: usize) -> Option<Label> {
        match self.tags[word] {
            Tag::Vbg if !matches!(self.labels[word], Label::Aux | Label::Auxpass | Label::Amod | Label::Compound) => {
                (!self.has(word, &[Label::Dobj, Label::Nsubj])).then_some(Label::Dobj)
            }
            Tag::In if self.labels[word] == Label::Prep => {
                (!self.has(word, &[Label::Pobj, Label::Pcomp])).then_some(Label::Pobj)
            }
            _ => None,
        }
    }

    /// "The clerk, who": whether nothing but signs, and what belongs to the noun, stands between a noun and a pronoun.
    fn touches_over_signs(&self, noun: usize, pronoun: usize, verb: usize) -> bool {
        let sign = |at: usize| {
            matches!(self.tags[at], Tag::Comma | Tag::Hyph | Tag::Colon | Tag::CloseBracket)
                && self.head(at) == Some(verb)
        };
        let noun_like = is_noun(self.tags[noun]) || matches!(self.tags[noun], Tag::Dt | Tag::Pdt | Tag::Cd | Tag::Prp);
        noun_like && (noun + 1..pronoun).all(|at| sign(at) || self.stands_beneath(at, noun))
    }

    /// "The barn they built stands", with "barn" and "they" as subjects of "built": the clause tells of the noun. A noun that nothing else governs, before a verb without an
    /// object, is what is done: "this I cannot say".
    fn part_bare_relative(&mut self, noun: usize, verb: usize, is: &impl Fn(u32, u64) -> bool) {
        if is(noun as u32, class::CALENDAR) || !self.lacks_object(verb, is) {
            return;
        }
        let before = self.start_of(noun).checked_sub(1);
        let governed = before.and_then(|at| Some((at, self.takes(at, is)?)));
        if let Some((above, label)) = governed.filter(|&(above, _)| !self.stands_beneath(above, verb)) {
            (self.heads[noun], self.labels[noun]) = (above as u32, label);
            (self.heads[verb], self.labels[verb]) = (noun as u32, Label::Relcl);
        } else if self.main_behind(verb).is_some() {
            self.make_relative(noun, verb);
        } else {
            self.labels[noun] = Label::Dobj;
        }
    }

    /// What a noun behind a verb or a preposition is to it, if it has none yet.
    fn takes(&self, word: usize, is: &impl Fn(u32, u64) -> bool) -> Option<Label> {
        let open = is_verb(self.tags[word])
            && !matches!(self.labels[word], Label::Aux | Label::Auxpass)
            && !is(word as u32, class::CLAUSAL | class::BE)
            && !self.has(word, &[Label::Dobj, Label::Auxpass]);
        if open { Some(Label::Dobj) } else { self.governs(word) }
    }

    /// The verb with tense behind a clause that hangs on it and lacks a subject.
    fn main_behind(&self, verb: usize) -> Option<usize> {
        let subjects =
            |at: usize| self.has(at, &[Label::Nsubj, Label::Nsubjpass, Label::Expl, Label::Csubj, Label::Mark]);
        (verb + 1..self.heads.len()).take(REACH).find(|&at| {
            let start = self.start_of_verb(at);
            is_verb(self.tags[at])
                && matches!(self.labels[at], Label::Conj | Label::Ccomp | Label::Dep | Label::Parataxis | Label::Advcl)
                && (self.is_finite(start) || self.tags[start] == Tag::Md)
                && start > verb + 1
                && !matches!(self.tags[start - 1], Tag::Cc | Tag::To)
                && self.stands_beneath(at, verb)
                && !subjects(at)
        })
    }

    /// Makes the clause of a verb one that tells of its first subject, which belongs to the verb behind it or takes the verb's place.
    fn make_relative(&mut self, noun: usize, verb: usize) {
        let place = (self.heads[verb], self.labels[verb]);
        if let Some(main) = self.main_behind(verb) {
            (self.heads[main], self.labels[main]) = place;
            self.heads[noun] = main as u32;
            self.labels[noun] = if self.has_passive(main) { Label::Nsubjpass } else { Label::Nsubj };
        } else {
            let kept = matches!(place.1, Label::Root | Label::Conj | Label::Dobj | Label::Attr | Label::Appos);
            (self.heads[noun], self.labels[noun]) = (place.0, if kept { place.1 } else { Label::Dep });
        }
        (self.heads[verb], self.labels[verb]) = (noun as u32, Label::Relcl);
    }

    /// "Eluded Vell prosecutors", with both as objects: right before another a noun is a part of it, unless the verb gives the one to the other or calls it so.
    pub(super) fn join_double_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for second in 1..self.heads.len() {
            let first = second - 1;
            let two = is_noun(self.tags[second]) && is_noun(self.tags[first]) && self.labels[second] == Label::Dobj;
            let Some(verb) = self.head(second).filter(|&verb| two && verb < first) else { continue };
            let twice = class::GIVING | class::NAMING | class::CLAUSAL | class::SPEAKING | class::LETTING;
            let object = self.labels[first] == Label::Dobj && self.heads[first] == verb as u32;
            if object && !is(verb as u32, twice) && !is(second as u32, class::CALENDAR | class::DASH) {
                (self.heads[first], self.labels[first]) = (second as u32, Label::Compound);
            }
        }
    }

    /// "Showed to them the barn", with "barn" behind "to" as well: a second noun behind a preposition, with an article and right behind the first, is what the verb lacks.
    pub(super) fn part_prepositions(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for second in 3..self.heads.len() {
            let object = self.labels[second] == Label::Pobj && is_noun(self.tags[second]);
            let Some(preposition) = self.head(second).filter(|&at| object && at + 1 < second) else { continue };
            let start = self.start_of(second);
            let first = start - 1;
            let two = first > preposition && self.head(first) == Some(preposition) && self.labels[first] == Label::Pobj;
            let article = matches!(self.tags[start], Tag::Dt | Tag::PrpPoss);
            let Some(verb) = self.head(preposition).filter(|&verb| two && article && verb < preposition) else {
                continue;
            };
            let free = is_verb(self.tags[verb]) && self.lacks_object(verb, is);
            if free && !is(second as u32, class::CALENDAR) && !is(first as u32, class::CALENDAR) {
                (self.heads[second], self.labels[second]) = (verb as u32, Label::Dobj);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(list: &[(Tag, u32, Label)], is: impl Fn(u32, u64) -> bool) -> Words {
        let mut words = Words::of(list);
        words.part_subjects(&is);
        words
    }

    #[test]
    fn who_behind_dashes_tells_of_the_noun() {
        // "Holt - who left - could stay."
        let words = parted(
            &[
                (Tag::Nnp, 4, Label::Nsubj),
                (Tag::Hyph, 4, Label::Punct),
                (Tag::Wp, 4, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Hyph, 4, Label::Punct),
                (Tag::Md, 7, Label::Aux),
                (Tag::Vb, 4, Label::Ccomp),
            ],
            |_, _| false,
        );
        assert_eq!((words.heads[0], words.labels[0]), (6, Label::Nsubj));
        assert_eq!((words.heads[3], words.labels[3], words.heads[6]), (0, Label::Relcl, NONE));
        // "What who left said": a noun must stand before it.
        let words =
            parted(&[(Tag::Rb, 3, Label::Nsubj), (Tag::Wp, 3, Label::Nsubj), (Tag::Vbd, 0, Label::Root)], |_, _| false);
        assert_eq!(words.heads[0], 2);
    }

    #[test]
    fn a_noun_right_before_another_subject_is_told_of() {
        // "Fixed the barn they built."
        let barn = |verb: Tag| {
            parted(
                &[
                    (verb, 0, Label::Root),
                    (Tag::Dt, 3, Label::Det),
                    (Tag::Nn, 5, Label::Nsubj),
                    (Tag::Prp, 5, Label::Nsubj),
                    (Tag::Vbd, 1, Label::Ccomp),
                ],
                |_, _| false,
            )
        };
        let words = barn(Tag::Vbd);
        assert_eq!((words.heads[2], words.labels[2]), (0, Label::Dobj));
        assert_eq!((words.heads[4], words.labels[4]), (2, Label::Relcl));
        // "Only the barn they built": nothing governs it.
        let words = barn(Tag::Rb);
        assert_eq!((words.heads[2], words.labels[2]), (4, Label::Dobj));
    }

    #[test]
    fn a_state_behind_its_town_does_nothing() {
        // "The school in Orle, Norland opened": the names are of places.
        let opened = |class: u64| {
            parted(
                &[
                    (Tag::Dt, 2, Label::Det),
                    (Tag::Nn, 7, Label::Nsubj),
                    (Tag::In, 2, Label::Prep),
                    (Tag::Nnp, 3, Label::Pobj),
                    (Tag::Comma, 7, Label::Punct),
                    (Tag::Nnp, 7, Label::Nsubj),
                    (Tag::Vbd, 0, Label::Root),
                ],
                |word, asked| asked == class && matches!(word, 3 | 5),
            )
        };
        assert_eq!((opened(class::PLACE).heads[5], opened(class::PLACE).labels[5]), (3, Label::Appos));
        assert_eq!(opened(class::PERSON).heads[5], 6);
    }

    #[test]
    fn what_a_gerund_governs_is_no_subject() {
        // "The key to keeping peace is": and the same with a verb of speech.
        let key = |class: u64| {
            parted(
                &[
                    (Tag::Dt, 2, Label::Det),
                    (Tag::Nn, 6, Label::Nsubj),
                    (Tag::In, 2, Label::Prep),
                    (Tag::Vbg, 3, Label::Pcomp),
                    (Tag::Nn, 6, Label::Nsubj),
                    (Tag::Vbz, 0, Label::Root),
                ],
                |word, asked| word == 3 && asked & class != 0,
            )
        };
        assert_eq!((key(0).heads[4], key(0).labels[4]), (3, Label::Dobj));
        assert_eq!(key(class::SPEAKING).heads[4], 5);
    }

    #[test]
    fn a_noun_before_an_object_is_a_part_of_it() {
        let eluded = |class: u64| {
            let mut words =
                Words::of(&[(Tag::Vbd, 0, Label::Root), (Tag::Nnp, 1, Label::Dobj), (Tag::Nns, 1, Label::Dobj)]);
            words.join_double_objects(&|_, asked| asked & class != 0);
            (words.heads[1], words.labels[1])
        };
        assert_eq!(eluded(0), (2, Label::Compound));
        assert_eq!(eluded(class::GIVING), (0, Label::Dobj));
    }

    #[test]
    fn a_second_noun_behind_a_preposition_is_the_object() {
        // "Showed to them the barn", and the same with a verb that has its object.
        let showed = |object: Label| {
            let mut words = Words::of(&[
                (Tag::Vbd, 0, Label::Root),
                (Tag::In, 1, Label::Prep),
                (Tag::Prp, 2, Label::Pobj),
                (Tag::Dt, 5, Label::Det),
                (Tag::Nn, 2, Label::Pobj),
                (Tag::Nn, 1, object),
            ]);
            words.part_prepositions(&|_, _| false);
            (words.heads[4], words.labels[4])
        };
        assert_eq!(showed(Label::Npadvmod), (0, Label::Dobj));
        assert_eq!(showed(Label::Dobj), (1, Label::Pobj));
    }
}
