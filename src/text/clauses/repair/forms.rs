//! Forms of verbs that their company contradicts: adjectives and nouns that look like participles, participles that are verbs with tense, "be" beside its own verb.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    pub(super) fn is_noun(&self, word: usize) -> bool {
        matches!(self.tags.get(word), Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps))
    }

    /// Whether a word has a dependent with one of some labels near it.
    pub(super) fn has(&self, word: usize, labels: &[Label]) -> bool {
        let near = word.saturating_sub(REACH)..(word + REACH).min(self.heads.len());
        near.into_iter().any(|at| self.heads[at] == word as u32 && labels.contains(&self.labels[at]))
    }

    /// "A strong and growing economy", "a broad offering": what goes on with an adjective before a noun is one, and what has an article is a noun.
    pub(super) fn free_adjectives(&mut self) {
        for word in 1..self.heads.len() {
            if !matches!(self.tags[word], Tag::Vbg | Tag::Vbn) {
                continue;
            }
            let Some(head) = self.head(word) else { continue };
            let beside = self.labels[word] == Label::Conj
                && matches!(self.labels[head], Label::Amod | Label::Nmod | Label::Compound)
                && !self.has(word, &[Label::Dobj, Label::Ccomp, Label::Aux]);
            let before = self.is_noun(word + 1) || self.tags.get(word + 1) == Some(&Tag::Jj);
            if beside && before {
                self.tags[word] = Tag::Jj;
                continue;
            }
            let idle = self.tags[word] == Tag::Vbg || !self.has(word, &[Label::Agent, Label::Prep, Label::Advmod]);
            let article = idle
                && !self.has(word, &[Label::Dobj, Label::Aux, Label::Auxpass, Label::Nsubj, Label::Nsubjpass])
                && (word.saturating_sub(4)..word).any(|at| {
                    self.heads[at] == word as u32 && self.labels[at] == Label::Det && self.tags[at] == Tag::Dt
                });
            if article && is_verb(self.tags[head]) {
                self.tags[word] = Tag::Nn;
                if matches!(self.labels[word], Label::Ccomp | Label::Xcomp) && head < word {
                    self.labels[word] = Label::Dobj;
                }
            }
        }
    }

    /// "Heard the harsh sounds", "the old thought that guides it is wrong", with the noun as a verb and the adjective as its subject: what stands where an object does, or before a verb with tense
    /// that has no subject, is a noun.
    pub(super) fn free_qualified(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for word in 2..self.heads.len() {
            let adjective = word - 1;
            let qualified = self.is_finite(word)
                && subjects[word] == adjective as u32
                && matches!(self.tags[adjective], Tag::Jj | Tag::Jjs)
                && self.tags[adjective - 1] == Tag::Dt
                && !is(word as u32, class::BE)
                && !self.has(word, &[Label::Aux, Label::Auxpass, Label::Dobj, Label::Neg, Label::Advmod]);
            if !qualified {
                continue;
            }
            let object = matches!(self.labels[word], Label::Dobj | Label::Pobj);
            let verb = (word + 1..self.heads.len()).take(REACH).find(|&at| {
                let joined = matches!(self.tags[at - 1], Tag::Cc | Tag::Comma | Tag::Wdt | Tag::Wp | Tag::Wrb);
                self.heads[at] == word as u32 && self.is_finite(at) && subjects[at] == NONE && !joined
            });
            if !object && verb.is_none() {
                continue;
            }
            self.tags[word] = Tag::Nn;
            self.labels[adjective] = Label::Amod;
            if self.heads[adjective - 1] == adjective as u32 {
                (self.heads[adjective - 1], self.labels[adjective - 1]) = (word as u32, Label::Det);
            }
            if let Some(verb) = verb.filter(|_| !object) {
                (self.heads[verb], self.labels[verb]) = (self.heads[word], self.labels[word]);
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Nsubj);
                for at in word + 1..verb {
                    if self.heads[at] == word as u32 && self.labels[at] == Label::Ccomp {
                        self.labels[at] = Label::Relcl;
                    }
                }
            }
        }
    }

    /// "On building and financing roads", with "financing" as a noun: beside a gerund, and with an object, it is one.
    pub(super) fn free_gerund_members(&mut self, ends: &impl Fn(u32, &str) -> bool) {
        for word in 1..self.heads.len() {
            let noun = self.tags[word] == Tag::Nn && self.labels[word] == Label::Conj && ends(word as u32, "ing");
            let beside = self.head(word).is_some_and(|head| noun && head < word && self.tags[head] == Tag::Vbg);
            if beside && self.has(word, &[Label::Dobj]) {
                self.tags[word] = Tag::Vbg;
            }
        }
    }

    /// "Is wearing a coat", with "wearing" as what is told with "is": "be" is its auxiliary.
    pub(super) fn join_progressives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for verb in 1..self.heads.len() {
            let told = self.tags[verb] == Tag::Vbg
                && matches!(self.labels[verb], Label::Xcomp | Label::Acomp | Label::Ccomp | Label::Attr);
            let Some(be) = self.head(verb).filter(|&be| told && be < verb && verb - be <= 4) else { continue };
            let adverbs = (be + 1..verb).all(|at| self.tags[at] == Tag::Rb);
            let own = self.has(verb, &[Label::Nsubj, Label::Aux, Label::Auxpass]);
            let there = self.has(be, &[Label::Expl, Label::Attr, Label::Dobj]);
            if !adverbs || own || there || !is(be as u32, class::BE) || !is_verb(self.tags[be]) {
                continue;
            }
            // "Was surprising".
            if self.labels[verb] == Label::Acomp
                && !self.has(verb, &[Label::Dobj, Label::Xcomp, Label::Prep, Label::Prt])
            {
                self.tags[verb] = Tag::Jj;
                continue;
            }
            for at in be.saturating_sub(2 * REACH)..(verb + 2 * REACH).min(self.heads.len()) {
                if self.heads[at] == be as u32 && at != verb {
                    self.heads[at] = verb as u32;
                }
            }
            (self.heads[verb], self.labels[verb]) = (self.heads[be], self.labels[be]);
            (self.heads[be], self.labels[be]) = (verb as u32, Label::Aux);
        }
    }

    /// "The council convened in May", "who led it", with a participle: behind its subject, without an auxiliary and without "by", it has tense. So does what
    /// goes on with a passive, and has an object: "was admired or faced threats".
    pub(super) fn give_tense(
        &mut self,
        subjects: &[u32],
        is: &impl Fn(u32, u64) -> bool,
        ends: &impl Fn(u32, &str) -> bool,
    ) {
        for (verb, &found) in subjects.iter().enumerate().skip(1) {
            if self.tags[verb] != Tag::Vbn || self.has(verb, &[Label::Aux, Label::Auxpass, Label::Agent]) {
                continue;
            }
            let marked = self.has(verb, &[Label::Mark]);
            let by = self.tags.get(verb + 1) == Some(&Tag::In) && is(verb as u32 + 1, class::BY);
            let subject = found as usize;
            let before = found != NONE && subject < verb && self.labels[subject] == Label::Nsubj;
            // A heading leaves out "was": "Escapee Added to List".
            let whole = self.tags.last() == Some(&Tag::Stop) || self.has(verb, &[Label::Dobj]);
            let told = self.labels[verb] == Label::Relcl || self.labels[verb] == Label::Root && whole;
            let finite = |at: &usize| self.is_finite(*at) || self.tags[*at] == Tag::Md;
            // The sentence has no other verb with tense that could be its own.
            let other = self.labels[verb] == Label::Root
                && (verb + 1..self.heads.len())
                    .filter(finite)
                    .any(|at| self.head(at) == Some(verb) && self.labels[at] != Label::Conj);
            let member = self.labels[verb] == Label::Conj
                && found == NONE
                && self.has(verb, &[Label::Dobj])
                && !is(verb as u32, class::GIVING | class::NAMING)
                && self
                    .head(verb)
                    .is_some_and(|head| head < verb && self.tags[head] == Tag::Vbn && self.has_passive(head));
            // "Taken", "blown" have no tense.
            let participle =
                ["en", "wn", "rn", "ne", "un", "ung", "unk", "come"].iter().any(|end| ends(verb as u32, end));
            // "It appeared to end": nobody does that to anything.
            let undirected = before
                && matches!(self.labels[verb], Label::Root | Label::Ccomp | Label::Conj)
                && is(verb as u32, class::UNDIRECTED);
            let clause = undirected || before && !by && self.tells_alone(verb, subjects, is, ends);
            if !participle && (!marked && before && told && !by && !other || !marked && member || clause) {
                self.tags[verb] = Tag::Vbd;
            }
        }
    }

    /// "When the kettle boiled", "the first fell and the second landed": a clause whose participle has a subject, and that no verb without one could go on with. Not so "with all
    /// sails furled", "six were baked and ten frozen".
    fn tells_alone(
        &self,
        verb: usize,
        subjects: &[u32],
        is: &impl Fn(u32, u64) -> bool,
        ends: &impl Fn(u32, &str) -> bool,
    ) -> bool {
        if !matches!(self.labels[verb], Label::Advcl | Label::Conj | Label::Ccomp) {
            return false;
        }
        let near = verb.saturating_sub(REACH)..verb;
        let with = |at: usize| ends(at as u32, "with") || ends(at as u32, "without");
        let opens = |at: usize| {
            self.heads[at] == verb as u32 && (self.labels[at] == Label::Mark || self.tags[at] == Tag::Wrb) && !with(at)
        };
        let opened = near.clone().any(opens);
        let start = self.start_of(subjects[verb] as usize);
        let absolute = start > 0 && with(start - 1);
        let rival = (verb + 1..self.heads.len()).take(REACH).any(|at| {
            let finite = self.is_finite(at) || self.tags[at] == Tag::Md;
            let helps = matches!(self.labels[at], Label::Aux | Label::Auxpass);
            let told = if helps { self.head(at).unwrap_or(at) } else { at };
            finite && subjects[told] == NONE && !matches!(self.tags[at - 1], Tag::Cc | Tag::Comma)
        });
        let head = self.head(verb).filter(|&head| is_verb(self.tags[head]));
        let placed = match self.labels[verb] {
            Label::Advcl => opened,
            Label::Conj => head.is_some_and(|head| self.is_finite(head)),
            _ => head.is_some_and(|head| is(head as u32, class::CLAUSAL) && !is(head as u32, class::LETTING)),
        };
        placed && !absolute && !rival
    }

    /// "Came to a halt as 15 million voters were called", with "as" before the number: it opens the clause.
    pub(super) fn open_numbers(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len().saturating_sub(1) {
            let number = self.labels[word] == Label::Quantmod
                && is(word as u32, class::MARKING)
                && matches!(self.tags[word], Tag::In | Tag::Rb)
                && !matches!(self.tags[word - 1], Tag::Jj | Tag::Rb | Tag::Jjr | Tag::Rbr);
            let mut noun = word;
            for _ in 0..4 {
                if !number || matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass) {
                    break;
                }
                noun = self.head(noun).unwrap_or(noun);
            }
            let subject = number && matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass);
            let Some(verb) = self.head(noun).filter(|&verb| subject && verb > noun) else { continue };
            (self.heads[word], self.labels[word]) = (verb as u32, Label::Mark);
            if matches!(self.labels[verb], Label::Conj | Label::Ccomp | Label::Dep) {
                self.labels[verb] = Label::Advcl;
            }
        }
    }

    /// "Was held on Tuesday and the party won", with the party beside "Tuesday": a time goes on with no thing. What has no place is the subject of the verb
    /// behind it that lacks one.
    pub(super) fn part_times(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for noun in 2..self.heads.len() {
            let joined = self.labels[noun] == Label::Conj && self.is_noun(noun) && !is(noun as u32, class::CALENDAR);
            let Some(time) = self.head(noun).filter(|&time| joined && time < noun && is(time as u32, class::CALENDAR))
            else {
                continue;
            };
            if self.tags[time] == Tag::Nn && !self.is_noun(time) || !(time + 1..noun).any(|at| self.tags[at] == Tag::Cc)
            {
                continue;
            }
            let verb = (noun + 1..self.heads.len()).take(REACH).find(|&at| {
                let start = self.start_of_verb(at);
                is_verb(self.tags[at])
                    && subjects[at] == NONE
                    && matches!(self.labels[at], Label::Conj | Label::Ccomp | Label::Dep | Label::Root)
                    && (self.is_finite(start) || self.tags[start] == Tag::Md)
            });
            if let Some(verb) = verb.filter(|&verb| !self.stands_beneath(verb, noun)) {
                self.heads[noun] = verb as u32;
                self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
            }
        }
    }

    /// "A report relating to the fire": a gerund that always tells of the noun before it does not hang on the verb.
    pub(super) fn hang_attributes(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let loose = matches!(self.labels[word], Label::Advcl | Label::Xcomp | Label::Prep)
                && matches!(self.tags[word], Tag::Vbg | Tag::Vbn)
                && is(word as u32, class::ATTRIBUTE);
            if !loose
                || !self.is_noun(word - 1)
                || self.has(word, &[Label::Aux, Label::Auxpass, Label::Nsubj, Label::Mark])
            {
                continue;
            }
            let noun = word - 1;
            if self.head(word).is_some_and(|head| head < noun && is_verb(self.tags[head]))
                && !is(noun as u32, class::CALENDAR)
            {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
            }
        }
    }

    /// "It tells of costs and related losses", with "related" beside "tells": a participle does not go on with a verb that has tense, and tells of the noun behind it.
    pub(super) fn free_modifiers(&mut self, subjects: &[u32]) {
        for (word, &found) in subjects.iter().enumerate().skip(2) {
            let joined = self.tags[word] == Tag::Vbn && self.labels[word] == Label::Conj && found == NONE;
            let Some(head) = self.head(word).filter(|&head| joined && head < word) else { continue };
            let odd = matches!(self.tags[head], Tag::Vb | Tag::Vbp | Tag::Vbz);
            let helped = self.has(
                word,
                &[Label::Aux, Label::Auxpass, Label::Agent, Label::Prep, Label::Prt, Label::Ccomp, Label::Xcomp],
            );
            if !odd || helped || !matches!(self.tags[word - 1], Tag::Cc | Tag::Rb) {
                continue;
            }
            let inner = |at: &usize| matches!(self.tags[*at], Tag::Jj | Tag::Nn | Tag::Nns | Tag::Cc);
            let last =
                (word + 1..self.heads.len()).take(REACH / 3).take_while(inner).filter(|&at| self.is_noun(at)).last();
            let Some(noun) = last else { continue };
            if self.head(noun) == Some(word) {
                (self.heads[noun], self.labels[noun]) = (self.heads[word], self.labels[word]);
            } else if self.stands_beneath(noun, word) {
                continue;
            }
            (self.heads[word], self.labels[word], self.tags[word]) = (noun as u32, Label::Amod, Tag::Jj);
        }
    }

    /// "We must take the lead by paying for it, and asking for it", with "asking" beside "take": a gerund goes on with a gerund.
    pub(super) fn join_gerunds(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (word, &found) in subjects.iter().enumerate().skip(2) {
            let joined = self.tags[word] == Tag::Vbg && self.labels[word] == Label::Conj && found == NONE;
            let Some(head) = self.head(word).filter(|&head| joined && head < word) else { continue };
            let odd = is_verb(self.tags[head]) && self.tags[head] != Tag::Vbg || self.is_noun(head);
            let helped = self.has(word, &[Label::Aux, Label::Auxpass]) || is(word as u32 - 1, class::BE);
            if !odd || helped {
                continue;
            }
            let bare = |at: usize| {
                self.tags[at] == Tag::Vbg
                    && matches!(
                        self.labels[at],
                        Label::Pcomp | Label::Xcomp | Label::Advcl | Label::Conj | Label::Csubj | Label::Acl
                    )
                    && !self.has(at, &[Label::Aux])
            };
            let other = (head + 1..word).rev().take(2 * REACH).find(|&at| bare(at));
            if let Some(other) = other.filter(|&other| !self.stands_beneath(other, word)) {
                self.heads[word] = other as u32;
            }
        }
    }

    /// "In cup play", with "play" as a verb that goes on with another: what nothing joins to a verb, and what has nothing of a verb, is a noun.
    pub(super) fn free_bare_nouns(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (word, &found) in subjects.iter().enumerate().skip(2) {
            let verb = matches!(self.tags[word], Tag::Vb | Tag::Vbp | Tag::Vbz)
                && matches!(self.labels[word], Label::Conj | Label::Advcl | Label::Dep | Label::Ccomp)
                && found == NONE;
            let Some(head) = self.head(word).filter(|&head| verb && head < word) else { continue };
            let before = word - 1;
            // "After cables break", "the church Vell attends": what agrees with the noun before it may be its verb.
            let agrees =
                self.tags[before] == Tag::Nns && self.tags[word] != Tag::Vbz || is(before as u32, class::PERSON);
            let nominal = (self.is_noun(before) || self.tags[before] == Tag::Jj) && !agrees;
            let own = (word.saturating_sub(REACH)..(word + REACH).min(self.heads.len())).any(|at| {
                self.heads[at] == word as u32
                    && !matches!(self.labels[at], Label::Punct | Label::Compound | Label::Amod)
            });
            if !nominal || own || !is_verb(self.tags[head]) {
                continue;
            }
            self.tags[word] = Tag::Nn;
            // The noun before it is the first part of its name.
            if self.is_noun(before)
                && self.head(before).is_some_and(|at| at < before)
                && matches!(self.labels[before], Label::Pobj | Label::Dobj)
            {
                (self.heads[word], self.labels[word]) = (self.heads[before], self.labels[before]);
                for at in before.saturating_sub(REACH)..before {
                    if self.heads[at] == before as u32 {
                        self.heads[at] = word as u32;
                    }
                }
                (self.heads[before], self.labels[before]) = (word as u32, Label::Compound);
            } else {
                self.labels[word] = Label::Dep;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_article_and_an_adjective_stand_before_is_a_noun() {
        // "The old thought is wrong", and "the old thought and are wrong".
        let thought = |between: Label| {
            let mut words = Words::of(&[
                (Tag::Dt, 2, Label::Det),
                (Tag::Jj, 3, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Cc, 3, between),
                (Tag::Rb, 6, Label::Advmod),
                (Tag::Vbz, 3, Label::Ccomp),
                (Tag::Jj, 6, Label::Acomp),
            ]);
            if between == Label::Cc {
                words.tags[4] = Tag::Cc;
            }
            words.free_qualified(&|_, _| false);
            (words.tags[2], words.heads[5])
        };
        assert_eq!((thought(Label::Prep), thought(Label::Cc)), ((Tag::Nn, NONE), (Tag::Vbd, 2)));
    }
}
