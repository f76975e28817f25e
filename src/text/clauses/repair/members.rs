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
