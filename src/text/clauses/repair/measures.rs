//! Numbers and times that were given the place of something else, or kept out of their own.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Lends up to 40 boats", with "up" as a particle and "boats" behind "to": before a number the two say how many at most, and the noun is the object.
    pub(super) fn count_up_to(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        for to in 2..self.heads.len().saturating_sub(1) {
            let up = to - 1;
            let beside = is(to as u32, class::TO) && ends(up as u32, "up");
            // "Lends up to 40 boats", with "to" beside "40" already.
            let noun = self.head(to).filter(|&noun| beside && noun > to && self.labels[to] == Label::Quantmod);
            if let Some(noun) = noun.filter(|_| self.head(up).is_some_and(|verb| verb + 1 == up)) {
                (self.heads[up], self.labels[up]) = (noun as u32, Label::Quantmod);
                continue;
            }
            let beside = beside && self.labels[to] == Label::Prep;
            let Some(verb) = self.head(to).filter(|&verb| beside && verb + 1 == up && is_verb(self.tags[verb])) else {
                continue;
            };
            let number = matches!(self.tags[to + 1], Tag::Cd | Tag::Currency);
            let noun = (to + 1..self.heads.len())
                .take(REACH / 2)
                .find(|&at| self.heads[at] == to as u32 && self.labels[at] == Label::Pobj);
            let Some(noun) = noun.filter(|&noun| number && self.start_of(noun) == to + 1) else { continue };
            // "Went up to 40 of them".
            let takes = self.lacks_object(verb, is) && !is(verb as u32, class::UNDIRECTED) && !self.has_passive(verb);
            if self.head(up) == Some(verb) && takes {
                (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Dobj);
                for at in [up, to] {
                    (self.heads[at], self.labels[at]) = (noun as u32, Label::Quantmod);
                }
            }
        }
    }

    /// "Baked 23 loaves", with "loaves" as how much: what is counted right behind a verb that takes an object and has none is the object.
    pub(super) fn count_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for noun in 2..self.heads.len() {
            let plural = matches!(self.tags[noun], Tag::Nns | Tag::Nnps) && self.labels[noun] == Label::Npadvmod;
            let Some(verb) = self.head(noun).filter(|&verb| plural && verb < noun && is_verb(self.tags[verb])) else {
                continue;
            };
            let counted = self.start_of(noun) == verb + 1 && self.has(noun, &[Label::Nummod]);
            let measure = is(noun as u32, class::CALENDAR | class::AMOUNT);
            let takes = self.lacks_object(verb, is) && !is(verb as u32, class::UNDIRECTED) && !self.has_passive(verb);
            // "A wall built 20 metres away".
            let active = self.tags[verb] != Tag::Vbn || self.has(verb, &[Label::Aux]);
            let farther = matches!(self.tags.get(noun + 1), Some(Tag::Rb | Tag::Rbr | Tag::Jjr | Tag::Hyph));
            if counted && !measure && takes && active && !farther {
                self.labels[noun] = Label::Dobj;
            }
        }
    }

    /// "We extend for 1 year the truce declared in May", with the truce as the subject of a clause that tells of the year: a term that is counted has none, and what stands behind it is the object that the
    /// verb above lacks.
    pub(super) fn part_terms(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for noun in 4..self.heads.len().saturating_sub(1) {
            let subject = matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass) && self.is_noun(noun);
            let start = self.start_of(noun);
            let Some(time) = start.checked_sub(1).filter(|_| subject && self.tags[start] == Tag::Dt) else { continue };
            let Some(clause) = self.head(noun).filter(|&clause| clause == noun + 1 && self.head(clause) == Some(time))
            else {
                continue;
            };
            let term = self.labels[time] == Label::Pobj
                && is(time as u32, class::CALENDAR)
                && self.has(time, &[Label::Nummod]);
            let verb = self.head(time).filter(|&at| term && at < time).and_then(|at| self.head(at));
            let Some(verb) = verb.filter(|&verb| verb < time && is_verb(self.tags[verb])) else { continue };
            let participle = matches!(self.tags[clause], Tag::Vbd | Tag::Vbn)
                && !self.has(clause, &[Label::Dobj, Label::Ccomp, Label::Xcomp, Label::Aux]);
            let full = [Label::Dobj, Label::Ccomp, Label::Xcomp, Label::Attr, Label::Acomp, Label::Auxpass];
            if participle && !self.has(verb, &full) && !is(verb as u32, class::UNDIRECTED) {
                (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Dobj);
                (self.heads[clause], self.labels[clause]) = (noun as u32, Label::Acl);
                self.tags[clause] = Tag::Vbn;
            }
        }
    }

    /// "Was sent some time ago", with "time" as what was sent: before "ago" stands a time.
    pub(super) fn free_ago(&mut self, ends: &impl Fn(u32, &str) -> bool) {
        for time in 1..self.heads.len().saturating_sub(1) {
            let core = matches!(self.labels[time], Label::Dobj | Label::Attr | Label::Oprd);
            let noun = matches!(self.tags[time], Tag::Nn | Tag::Nns);
            if core && noun && self.tags[time + 1] == Tag::Rb && ends(time as u32 + 1, "ago") {
                self.labels[time] = Label::Npadvmod;
            }
        }
    }

    /// "Today marked a year of peace", with "today" as when: before a verb with tense that nothing else could be the subject of it is the subject. What looks like a time behind
    /// it is then the object.
    pub(super) fn begin_with_days(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        let Some(day) = (0..self.heads.len().min(3)).find(|&at| self.labels[at] == Label::Npadvmod) else { return };
        let opens = (0..day).all(|at| matches!(self.tags[at], Tag::Cc | Tag::OpenQuote));
        let single = opens && is(day as u32, class::CALENDAR) && (ends(day as u32, "day") || ends(day as u32, "row"));
        let Some(verb) = self.head(day).filter(|&verb| single && verb > day) else { return };
        let own = |at: usize| {
            self.heads[at] == verb as u32
                && matches!(self.labels[at], Label::Nsubj | Label::Nsubjpass | Label::Csubj | Label::Expl)
        };
        let finite = self.is_finite(verb) || self.start_of_verb(verb) < verb;
        let touches = self.start_of_verb(verb) == day + 1;
        if !finite || !touches || (0..self.heads.len()).take(2 * REACH).any(own) || self.has_passive(verb) {
            return;
        }
        self.labels[day] = Label::Nsubj;
        let time = (verb + 1..self.heads.len())
            .take(REACH / 2)
            .find(|&at| self.heads[at] == verb as u32 && self.labels[at] == Label::Npadvmod);
        let object = time.filter(|&time| self.start_of(time) == verb + 1 && self.lacks_object(verb, is));
        if let Some(time) = object {
            self.labels[time] = Label::Dobj;
        }
    }

    /// "The mill today is selling flour", with "today" as the subject: a day beside another subject tells when.
    pub(super) fn part_days(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let mut first = vec![NONE; self.heads.len()];
        for word in 0..self.heads.len() {
            // "The mill yesterday was selling flour", with "mill" as something of "yesterday".
            let timely = self.labels[word] == Label::Npadvmod && is(word as u32, class::CALENDAR);
            if let Some(noun) = word.checked_sub(1).filter(|&noun| timely && self.head(noun) == Some(word))
                && self.labels[noun] == Label::Nsubj
                && self.head(word).is_some_and(|verb| verb > word && is_verb(self.tags[verb]))
            {
                self.heads[noun] = self.heads[word];
            }
            let subject = matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass);
            let Some(verb) = self.head(word).filter(|&verb| subject && verb > word) else { continue };
            let bare = word > 0 && self.head(word - 1) != Some(word) && self.tags[word] == Tag::Nn;
            if first[verb] != NONE && bare && is(word as u32, class::CALENDAR) {
                self.labels[word] = Label::Npadvmod;
            } else if first[verb] == NONE {
                first[verb] = word as u32;
            }
        }
    }
}
