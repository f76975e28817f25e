//! Members of coordinations that were hung on a word of another sort, and words that a list or a number shows to be nouns.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// How many steps upwards the verb is looked for that another goes on with.
const STEPS: usize = 5;

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
}

impl Words {
    /// "Keeps hens in Norport and the hills of Vell", with "hills" as a further object of "keeps": what "and" joins to the noun behind a preposition goes on with that noun, if
    /// the verb has what it needs before.
    pub(super) fn join_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for cc in 2..self.heads.len().saturating_sub(1) {
            let noun = self.head(cc).filter(|&noun| noun < cc && self.tags[cc] == Tag::Cc && is_noun(self.tags[noun]));
            let Some(noun) = noun.filter(|&noun| matches!(self.labels[noun], Label::Pobj | Label::Conj)) else {
                continue;
            };
            let member = |at: &usize| is_noun(self.tags[*at]) && self.head(*at).is_some_and(|head| head < noun);
            let Some(other) = (cc + 1..self.heads.len()).take(STEPS).find(member) else { continue };
            let loose = matches!(self.labels[other], Label::Dobj | Label::Attr | Label::Oprd | Label::Npadvmod);
            let Some(verb) = self.head(other).filter(|&verb| loose && is_verb(self.tags[verb])) else { continue };
            // "Gave a boat to Ruiz and a house to Vell", "in May and the year after".
            let gap = matches!(self.tags.get(other + 1), Some(Tag::In | Tag::To))
                || is(other as u32, class::CALENDAR) != is(noun as u32, class::CALENDAR);
            // "Roads, ports, and a bridge over the Vell" goes on with what stands before all of it.
            let outer = self.tags[cc - 1] == Tag::Comma;
            if gap
                || outer
                || self.start_of(other) != cc + 1
                || !self.stands_beneath(noun, verb)
                || self.stands_beneath(noun, other)
            {
                continue;
            }
            let own = |at: usize| {
                self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Dobj | Label::Attr | Label::Acomp)
            };
            let full = (verb + 1..noun).take(2 * REACH).any(own) || self.has_passive(verb);
            if full || is(verb as u32, class::OBJECTLESS | class::UNDIRECTED) {
                (self.heads[other], self.labels[other]) = (noun as u32, Label::Conj);
            }
        }
    }

    /// "Studied the roads, the bridges, and the ports", with "bridges" as a second object or as a time: what a comma parts from an object, and what goes on with "and", is a further
    /// member.
    pub(super) fn list_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for noun in 3..self.heads.len() {
            let loose = matches!(self.labels[noun], Label::Dobj | Label::Npadvmod)
                && is_noun(self.tags[noun])
                && !is(noun as u32, class::CALENDAR | class::AMOUNT);
            let Some(verb) = self.head(noun).filter(|&verb| loose && verb < noun && is_verb(self.tags[verb])) else {
                continue;
            };
            let start = self.start_of(noun);
            if start < verb + 3 || self.tags[start - 1] != Tag::Comma {
                continue;
            }
            let object = |at: &usize| {
                self.heads[*at] == verb as u32 && self.labels[*at] == Label::Dobj && is_noun(self.tags[*at])
            };
            let Some(object) = (verb + 1..start - 1).rev().take(REACH).find(object) else { continue };
            let touching = start - 2 == object || self.stands_beneath(start - 2, object);
            let next = (noun + 1..self.heads.len()).take(REACH).find(|&at| {
                let beside = self.heads[at] == noun as u32 || self.heads[at] == verb as u32;
                beside && self.labels[at] == Label::Conj && is_noun(self.tags[at])
            });
            let Some(next) = next.filter(|&next| touching && self.tags[noun..next].contains(&Tag::Cc)) else {
                continue;
            };
            (self.heads[noun], self.labels[noun]) = (object as u32, Label::Conj);
            self.heads[next] = noun as u32;
        }
    }

    /// "Sold a second, smaller barn", with "barn" as another name of "second": behind an article and a comma the noun has both adjectives.
    pub(super) fn gather_adjectives(&mut self) {
        for noun in 4..self.heads.len() {
            let named = self.labels[noun] == Label::Appos && is_noun(self.tags[noun]);
            let Some(first) = self.head(noun).filter(|&first| named && first > 1 && first < noun) else { continue };
            let article =
                self.tags[first] == Tag::Jj && self.head(first - 1) == Some(first) && self.tags[first - 1] == Tag::Dt;
            let comma = self.tags[first + 1] == Tag::Comma;
            let second = first + 2 < noun && matches!(self.tags[first + 2], Tag::Jj | Tag::Jjr | Tag::Vbn);
            let Some(above) = self.head(first).filter(|_| article && comma && second) else { continue };
            let time = self.labels[first] == Label::Npadvmod && is_verb(self.tags[above]);
            (self.heads[noun], self.labels[noun]) = (above as u32, if time { Label::Dobj } else { self.labels[first] });
            self.move_dependents(first, noun);
            (self.heads[first], self.labels[first]) = (noun as u32, Label::Amod);
        }
    }

    /// "The larger, the Vell Mill, opened", with "Mill" as a clause of "larger": a noun that has nothing of a verb calls the other something else.
    pub(super) fn call_nouns(&mut self) {
        for noun in 2..self.heads.len() {
            let loose = matches!(self.labels[noun], Label::Acl | Label::Relcl) && is_noun(self.tags[noun]);
            let Some(head) = self.head(noun).filter(|&head| loose && head < noun) else { continue };
            let before = self.start_of(noun).checked_sub(1);
            let comma = before.is_some_and(|at| self.tags[at] == Tag::Comma) && !is_verb(self.tags[head]);
            if comma && !self.has(noun, &[Label::Nsubj, Label::Nsubjpass, Label::Aux, Label::Auxpass, Label::Dobj]) {
                self.labels[noun] = Label::Appos;
            }
        }
    }

    /// "She was thanked for offering to bake and keeps a kiln", with "keeps" beside "bake": a verb with tense goes on with the nearest verb above that has tense and a subject.
    pub(super) fn raise_members(&mut self, subjects: &[u32], ends: &impl Fn(u32, &str) -> bool) {
        for (word, &found) in subjects.iter().enumerate().skip(2) {
            if self.labels[word] != Label::Conj || found != NONE || !is_verb(self.tags[word]) {
                continue;
            }
            let start = self.start_of_verb(word);
            let Some(head) = self.head(word).filter(|&head| head < start) else { continue };
            let finite = |words: &Self, at: usize| words.is_finite(at) || words.tags[at] == Tag::Md;
            let joined = start > 0 && self.tags[start - 1] == Tag::Cc;
            let bare = matches!(self.tags[head], Tag::Vb | Tag::Vbg) && !finite(self, self.start_of_verb(head));
            // "Will mend roads and set up a fund", "planned and urgent work": a past tense that might be a base form or an adjective tells nothing.
            let told = match self.tags[word] {
                Tag::Vbd => ends(word as u32, "ed") && self.tags.get(word + 1) != Some(&Tag::Cc),
                _ => self.tags[start] != Tag::Vbp,
            };
            if !joined || !bare || !told || !self.is_finite(start) {
                continue;
            }
            let mut above = head;
            for _ in 0..STEPS {
                let Some(next) = self.head(above).filter(|&next| next < above) else { break };
                above = next;
                let subject = subjects[above];
                if is_verb(self.tags[above]) && finite(self, self.start_of_verb(above)) {
                    if subject != NONE && (subject as usize) < above {
                        self.heads[word] = above as u32;
                    }
                    break;
                }
            }
        }
    }

    /// "Plums, peaches and pears", with "peaches" as a verb: what has nothing of a verb and goes on with a noun is one.
    pub(super) fn list_nouns(&mut self) {
        let mut followed = vec![false; self.heads.len()];
        for word in 0..self.heads.len() {
            if let Some(head) = self.head(word).filter(|&head| head < word && self.labels[word] == Label::Conj) {
                followed[head] |= is_noun(self.tags[word]);
            }
        }
        for (word, &followed) in followed.iter().enumerate().skip(2) {
            let verb = self.tags[word] == Tag::Vbz && self.labels[word] == Label::Conj && followed;
            let noun = word - 2;
            if !verb || self.tags[word - 1] != Tag::Comma || !is_noun(self.tags[noun]) {
                continue;
            }
            let own = |at: usize| {
                self.heads[at] == word as u32 && !matches!(self.labels[at], Label::Punct | Label::Cc | Label::Conj)
            };
            let near = word.saturating_sub(REACH)..(word + REACH).min(self.heads.len());
            if !near.into_iter().any(own) && !self.stands_beneath(noun, word) {
                self.tags[word] = Tag::Nns;
                self.heads[word] = noun as u32;
            }
        }
    }

    /// "Is 8 inches wide", "fell 200 metres", with the number as the subject of its measure.
    pub(super) fn count_measures(&mut self) {
        for unit in 1..self.heads.len() {
            let number = unit - 1;
            let counted = self.tags[unit] == Tag::Vbz
                && self.tags[number] == Tag::Cd
                && self.head(number) == Some(unit)
                && self.labels[number] == Label::Nsubj;
            let Some(verb) = self.head(unit).filter(|&verb| counted && verb < number && is_verb(self.tags[verb]))
            else {
                continue;
            };
            (self.tags[unit], self.labels[unit], self.labels[number]) = (Tag::Nns, Label::Npadvmod, Label::Nummod);
            let behind = unit + 1..(unit + REACH).min(self.heads.len());
            for at in behind {
                if self.heads[at] != unit as u32 {
                    continue;
                }
                self.heads[at] = verb as u32;
                if self.labels[at] == Label::Acomp && at == unit + 1 {
                    self.heads[unit] = at as u32;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_before_a_measure_does_nothing() {
        // "It is 8 inches wide."
        let mut measure = Words::of(&[
            (Tag::Prp, 2, Label::Nsubj),
            (Tag::Vbz, 0, Label::Root),
            (Tag::Cd, 4, Label::Nsubj),
            (Tag::Vbz, 2, Label::Ccomp),
            (Tag::Jj, 4, Label::Acomp),
        ]);
        measure.count_measures();
        assert_eq!((measure.tags[3], measure.heads[3], measure.heads[4]), (Tag::Nns, 4, 1));
        // "One says that 8 leaves."
        let mut told = Words::of(&[
            (Tag::Nn, 2, Label::Nsubj),
            (Tag::Vbz, 0, Label::Root),
            (Tag::In, 5, Label::Mark),
            (Tag::Nn, 5, Label::Nsubj),
            (Tag::Vbz, 2, Label::Ccomp),
        ]);
        told.count_measures();
        assert_eq!(told.tags[4], Tag::Vbz);
    }

    #[test]
    fn two_adjectives_have_one_noun() {
        // "Sold a second, smaller oven", and "sold a second, an oven".
        let sold = |inner: Tag| {
            Words::of(&[
                (Tag::Vbd, 0, Label::Root),
                (Tag::Dt, 3, Label::Det),
                (Tag::Jj, 1, Label::Npadvmod),
                (Tag::Comma, 3, Label::Punct),
                (inner, 6, Label::Amod),
                (Tag::Nn, 3, Label::Appos),
            ])
        };
        let (mut one, mut two) = (sold(Tag::Jjr), sold(Tag::Dt));
        one.gather_adjectives();
        two.gather_adjectives();
        assert_eq!((one.heads[5], one.labels[5], one.heads[2], one.heads[1]), (0, Label::Dobj, 5, 5));
        assert_eq!((two.heads[5], two.heads[2]), (2, 0));
    }

    #[test]
    fn what_a_comma_parts_from_an_object_is_a_member() {
        // "Sold boats, barns and oxen", and "sold boats, barns".
        let list = |last: Label| {
            let mut words = Words::of(&[
                (Tag::Vbd, 0, Label::Root),
                (Tag::Rb, 1, Label::Advmod),
                (Tag::Nns, 1, Label::Dobj),
                (Tag::Comma, 1, Label::Punct),
                (Tag::Nns, 1, Label::Npadvmod),
                (Tag::Cc, 5, Label::Cc),
                (Tag::Nns, 5, last),
            ]);
            words.list_objects(&|_, _| false);
            words.heads[4]
        };
        assert_eq!((list(Label::Conj), list(Label::Appos)), (2, 0));
    }

    #[test]
    fn a_member_of_a_list_of_nouns_is_a_noun() {
        // "It has plums, peaches and pears", and "it has plums, ripens and falls".
        let list = |last: Tag| {
            Words::of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbz, 0, Label::Root),
                (Tag::Nns, 2, Label::Dobj),
                (Tag::Comma, 2, Label::Punct),
                (Tag::Vbz, 2, Label::Conj),
                (Tag::Cc, 5, Label::Cc),
                (last, 5, Label::Conj),
            ])
        };
        let (mut nouns, mut verbs) = (list(Tag::Nns), list(Tag::Vbz));
        nouns.list_nouns();
        verbs.list_nouns();
        assert_eq!((nouns.tags[4], nouns.heads[4]), (Tag::Nns, 2));
        assert_eq!((verbs.tags[4], verbs.heads[4]), (Tag::Vbz, 1));
    }
}
