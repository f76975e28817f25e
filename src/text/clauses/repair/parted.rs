//! Subjects that something long parts from their verbs: a relative clause, a participle, a time, a further member.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
}

impl Words {
    /// Makes a noun the subject of a verb.
    pub(super) fn set_subject(&mut self, noun: usize, verb: usize) {
        self.heads[noun] = verb as u32;
        self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
    }

    /// Whether a verb has tense, or an auxiliary that has one, and no subject.
    pub(super) fn wants_subject(&self, verb: usize, subjects: &[u32]) -> bool {
        let start = self.start_of_verb(verb);
        subjects[verb] == NONE && is_verb(self.tags[verb]) && (self.is_finite(start) || self.tags[start] == Tag::Md)
    }

    /// "Ruiz, probably playing her last match, said", "the mill, wholly dependent on it, closed", "hopes placed upon her seemed unfair", with the noun as the subject of the participle: it is that of the verb with tense, which
    /// has none, and the participle tells of it. So does "a copy of which was burnt" of "the plan, a copy of which was burnt, would end it".
    pub(super) fn share_with_participles(&mut self, subjects: &[u32]) {
        for inner in 1..self.heads.len() {
            let Some(verb) = self.head(inner).filter(|&verb| verb > inner && self.labels[inner] == Label::Advcl) else {
                continue;
            };
            let noun = subjects[inner] as usize;
            if subjects[inner] == NONE
                || noun >= inner
                || !self.wants_subject(verb, subjects)
                || !is_noun(self.tags[noun])
            {
                continue;
            }
            let wh = (noun + 1..inner).take(REACH).find(|&at| matches!(self.tags[at], Tag::Wdt | Tag::Wp));
            let part = wh.and_then(|wh| self.apposed_before(noun, wh));
            let parted = self.tags[inner] == Tag::Jj && self.tags[self.start_of_verb(verb) - 1] == Tag::Comma;
            let bare = (matches!(self.tags[inner], Tag::Vbg | Tag::Vbn) || parted)
                && !self.has(inner, &[Label::Aux, Label::Auxpass, Label::Mark])
                && wh.is_none();
            // "With the talks failing, they left" has two.
            let with = self.start_of(noun).checked_sub(1).is_some_and(|at| self.tags[at] == Tag::In);
            if let Some(part) = part {
                self.set_subject(part, inner);
                self.labels[inner] = Label::Relcl;
            } else if bare && !with {
                self.labels[inner] = Label::Acl;
            } else {
                continue;
            }
            self.heads[inner] = noun as u32;
            self.set_subject(noun, verb);
        }
    }

    /// The noun of "a copy of which" right before its pronoun, if it was hung on the noun before.
    fn apposed_before(&self, noun: usize, wh: usize) -> Option<usize> {
        let of = self.head(wh).filter(|&of| of + 1 == wh && self.tags[of] == Tag::In)?;
        self.head(of).filter(|&part| part > noun && part < of && self.head(part) == Some(noun))
    }

    /// "The mill closed, but a baker who spoke to the guild later said it was open", with "baker" as a further object of "closed": behind "but" and a noun with a relative clause a
    /// verb with tense that has no subject has that noun.
    pub(super) fn part_clauses(&mut self, subjects: &[u32]) {
        for noun in 2..self.heads.len() {
            let Some(first) = self.head(noun).filter(|&first| first < noun && is_verb(self.tags[first])) else {
                continue;
            };
            let loose =
                matches!(self.labels[noun], Label::Dobj | Label::Conj | Label::Attr) && is_noun(self.tags[noun]);
            let start = self.start_of(noun);
            let joined = start > 1 && self.tags[start - 1] == Tag::Cc && self.tags[start - 2] == Tag::Comma;
            if !loose || !joined {
                continue;
            }
            let relative = (noun + 1..self.heads.len())
                .take(REACH / 4)
                .find(|&at| self.heads[at] == noun as u32 && self.labels[at] == Label::Relcl);
            let Some(relative) = relative else { continue };
            let own = |at: &usize| {
                self.heads[*at] == first as u32
                    && matches!(self.labels[*at], Label::Parataxis | Label::Ccomp | Label::Conj | Label::Dep)
                    && self.wants_subject(*at, subjects)
                    && self.tags[self.start_of_verb(*at) - 1] != Tag::Cc
            };
            let Some(verb) = (relative + 1..self.heads.len()).take(REACH).find(own) else { continue };
            self.set_subject(noun, verb);
            self.labels[verb] = Label::Conj;
        }
    }

    /// "The recipe that the cook wrote was lost", "two clerks who spoke in May but hid their names said it was shut", with the noun above all of it: the last verb with tense that has no subject, and that nothing joins to
    /// another, is what the sentence says.
    pub(super) fn raise_last_verb(&mut self, subjects: &[u32]) {
        let Some(noun) = self.heads.iter().position(|&head| head == NONE) else { return };
        let relative = (noun + 1..self.heads.len())
            .take(REACH)
            .find(|&at| self.heads[at] == noun as u32 && self.labels[at] == Label::Relcl);
        let Some(relative) = relative.filter(|_| is_noun(self.tags[noun]) && subjects[noun] == NONE) else { return };
        let main = |at: &usize| {
            let start = self.start_of_verb(*at);
            matches!(self.labels[*at], Label::Parataxis | Label::Ccomp | Label::Conj | Label::Dep)
                && self.wants_subject(*at, subjects)
                && start > relative
                && !matches!(self.tags[start - 1], Tag::Cc | Tag::Comma | Tag::To | Tag::Wdt | Tag::Wp | Tag::Wrb)
                && self.stands_beneath(*at, relative)
                && !self.has(*at, &[Label::Mark])
        };
        let Some(verb) = (relative + 1..self.heads.len()).take(REACH).find(main) else { return };
        (self.heads[verb], self.labels[verb]) = (NONE, Label::Root);
        self.set_subject(noun, verb);
    }

    /// "The bank, which opened in 1784, and Vell Mills said", with both as subjects: what "and" joins to the other goes on with it.
    pub(super) fn join_subjects(&mut self, subjects: &[u32], is_and: &impl Fn(u32) -> bool) {
        for first in 0..self.heads.len() {
            let subject = matches!(self.labels[first], Label::Nsubj | Label::Nsubjpass) && is_noun(self.tags[first]);
            let Some(verb) = self.head(first).filter(|&verb| subject && verb > first) else { continue };
            let second = subjects[verb] as usize;
            if subjects[verb] == NONE || second <= first || second >= verb || !is_noun(self.tags[second]) {
                continue;
            }
            let start = self.start_of(second);
            // "But" begins another clause.
            if start > first + 1 && is_and(start as u32 - 1) && self.labels[second] == self.labels[first] {
                (self.heads[second], self.labels[second]) = (first as u32, Label::Conj);
            }
        }
    }

    /// "The barn, which storms had damaged", with both as subjects: before another noun the pronoun is what is done to.
    pub(super) fn part_pronouns(&mut self, subjects: &[u32]) {
        for which in 1..self.heads.len().saturating_sub(2) {
            let subject = self.labels[which] == Label::Nsubj && matches!(self.tags[which], Tag::Wdt | Tag::Wp);
            let Some(verb) = self.head(which).filter(|&verb| subject && verb > which + 1) else { continue };
            let noun = subjects[verb] as usize;
            let own = subjects[verb] != NONE && noun > which && noun < verb && self.start_of(noun) == which + 1;
            if own && self.labels[verb] == Label::Relcl && !self.has(verb, &[Label::Dobj, Label::Attr, Label::Acomp]) {
                self.labels[which] = Label::Dobj;
            }
        }
    }

    /// "It was shut before the mill opened", with "before" as an adverb and "opened" beside "shut": what stands right before a clause that nothing else joins opens it.
    pub(super) fn mark_clauses(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for mark in 1..self.heads.len().saturating_sub(2) {
            let loose =
                self.labels[mark] == Label::Advmod && self.tags[mark] == Tag::In && is(mark as u32, class::MARKING);
            let Some(above) = self.head(mark).filter(|&above| loose && above < mark) else { continue };
            let clause = (mark + 2..self.heads.len()).take(REACH).find(|&at| {
                self.heads[at] == above as u32
                    && self.labels[at] == Label::Conj
                    && subjects[at] != NONE
                    && self.start_of(subjects[at] as usize) == mark + 1
            });
            let Some(clause) = clause.filter(|&clause| !self.tags[mark..clause].contains(&Tag::Cc)) else { continue };
            (self.heads[mark], self.labels[mark]) = (clause as u32, Label::Mark);
            self.labels[clause] = Label::Advcl;
        }
    }

    /// "Orvel last month held a fair", with "Orvel" as a part of the time: before "last" or "this" stands the subject, if the verb has no other.
    pub(super) fn part_from_times(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for time in 2..self.heads.len() {
            let timely = self.labels[time] == Label::Npadvmod && is(time as u32, class::CALENDAR);
            let Some(verb) = self.head(time).filter(|&verb| timely && verb > time) else { continue };
            let name = time - 2;
            let part = self.head(name) == Some(time)
                && is_noun(self.tags[name])
                && matches!(self.labels[name], Label::Compound | Label::Nmod | Label::Poss)
                && is(time as u32 - 1, class::POINTING);
            if !part || !self.wants_subject(verb, subjects) {
                continue;
            }
            for at in name.saturating_sub(REACH)..name {
                if self.heads[at] == time as u32 {
                    self.heads[at] = name as u32;
                }
            }
            self.set_subject(name, verb);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[(Tag, u32, Label)]) -> (Words, Vec<u32>) {
        let words = Words::of(words);
        let subjects = words.subjects();
        (words, subjects)
    }

    #[test]
    fn a_participle_leaves_its_noun_to_the_verb_with_tense() {
        // "Hopes placed upon her seemed unfair."
        let placed = [
            (Tag::Nns, 2, Label::Nsubj),
            (Tag::Vbn, 5, Label::Advcl),
            (Tag::In, 2, Label::Prep),
            (Tag::Prp, 3, Label::Pobj),
            (Tag::Vbd, 0, Label::Root),
        ];
        let (mut words, subjects) = of(&placed);
        words.share_with_participles(&subjects);
        assert_eq!((words.heads[0], words.heads[1], words.labels[1]), (4, 0, Label::Acl));
        // "Talks having failed, they left."
        let (mut words, subjects) = of(&[
            (Tag::Nns, 3, Label::Nsubj),
            (Tag::Vbg, 3, Label::Aux),
            (Tag::Vbn, 5, Label::Advcl),
            (Tag::Prp, 5, Label::Nsubj),
            (Tag::Vbd, 0, Label::Root),
        ]);
        words.share_with_participles(&subjects);
        assert_eq!(words.heads[0], 2);
    }

    #[test]
    fn behind_but_another_clause_begins() {
        // "They met aides, but men who left said so", and "met aides, and men who left".
        let list = |last: Tag| {
            of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Nns, 2, Label::Dobj),
                (Tag::Comma, 2, Label::Punct),
                (Tag::Cc, 2, Label::Cc),
                (Tag::Nns, 2, Label::Dobj),
                (Tag::Wp, 8, Label::Nsubj),
                (Tag::Vbd, 6, Label::Relcl),
                (last, 2, Label::Parataxis),
            ])
        };
        let (mut words, subjects) = list(Tag::Vbd);
        words.part_clauses(&subjects);
        assert_eq!((words.heads[5], words.labels[5]), (8, Label::Nsubj));
        let (mut words, subjects) = list(Tag::Vbg);
        words.part_clauses(&subjects);
        assert_eq!(words.heads[5], 1);
    }

    #[test]
    fn a_noun_above_all_has_the_last_verb() {
        // "Clerks who spoke but hid said so": the verb behind "but" goes on with the relative clause.
        let (mut words, subjects) = of(&[
            (Tag::Nns, 0, Label::Root),
            (Tag::Wp, 3, Label::Nsubj),
            (Tag::Vbd, 1, Label::Relcl),
            (Tag::Cc, 3, Label::Cc),
            (Tag::Vbd, 3, Label::Conj),
            (Tag::Vbd, 5, Label::Parataxis),
            (Tag::Rb, 6, Label::Advmod),
        ]);
        words.raise_last_verb(&subjects);
        assert_eq!((words.heads[0], words.heads[5], words.heads[4]), (5, NONE, 2));
    }

    #[test]
    fn subjects_joined_by_and_are_members() {
        let two = |between: Tag| {
            of(&[
                (Tag::Nnp, 4, Label::Nsubj),
                (between, 1, Label::Cc),
                (Tag::Nnp, 4, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
            ])
        };
        let (mut words, subjects) = two(Tag::Cc);
        words.join_subjects(&subjects, &|word| word == 1);
        assert_eq!((words.heads[2], words.labels[2]), (0, Label::Conj));
        let (mut words, subjects) = two(Tag::Cc);
        words.join_subjects(&subjects, &|_| false);
        assert_eq!(words.heads[2], 3);
    }

    #[test]
    fn a_time_has_no_name() {
        // "Orvel last month held": the second and third words are of the classes.
        let (mut words, subjects) = of(&[
            (Tag::Nnp, 3, Label::Compound),
            (Tag::Jj, 3, Label::Amod),
            (Tag::Nn, 4, Label::Npadvmod),
            (Tag::Vbd, 0, Label::Root),
        ]);
        let is = |word: u32, class: u64| word == 2 && class == class::CALENDAR || word == 1 && class == class::POINTING;
        words.part_from_times(&subjects, &is);
        assert_eq!((words.heads[0], words.labels[0]), (3, Label::Nsubj));
        let (mut words, subjects) = of(&[
            (Tag::Nnp, 3, Label::Compound),
            (Tag::Jj, 3, Label::Amod),
            (Tag::Nn, 5, Label::Npadvmod),
            (Tag::Prp, 5, Label::Nsubj),
            (Tag::Vbd, 0, Label::Root),
        ]);
        words.part_from_times(&subjects, &is);
        assert_eq!(words.heads[0], 2);
    }
}
