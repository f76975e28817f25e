//! What belongs to which verb: auxiliaries that were given what is their verb's, participles that are verbs with tense and the other way round.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// How many steps upwards a verb looks for the one it goes on with.
const STEPS: usize = 6;

impl Words {
    /// "The sun is shining", with "sun" beneath "is": an auxiliary has nothing of its own, its verb has.
    pub(super) fn lift_from_auxiliaries(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for be in 1..self.heads.len() {
            // "They were also hit", with "were" as what is told.
            let Some(verb) = self.head(be).filter(|&verb| verb > be && self.labels[be] == Label::Ccomp) else {
                continue;
            };
            let adverbs = (be + 1..verb).take(REACH).all(|at| self.tags[at] == Tag::Rb);
            if adverbs && verb - be < REACH && self.tags[verb] == Tag::Vbn && is(be as u32, class::BE) {
                self.labels[be] = Label::Auxpass;
            }
        }
        self.raise_duties(is);
        for word in 0..self.heads.len() {
            let helper = self.head(word).filter(|&at| matches!(self.labels[at], Label::Aux | Label::Auxpass));
            let Some(verb) = helper.and_then(|at| self.head(at)).filter(|&verb| is_verb(self.tags[verb])) else {
                continue;
            };
            self.heads[word] = verb as u32;
            if self.labels[word] == Label::Nsubj && self.has_passive(verb) {
                self.labels[word] = Label::Nsubjpass;
            }
        }
    }

    /// "The hen has, as yet, laid none", with "has" as what is told: before adverbs and a participle without a subject it is an auxiliary.
    pub(super) fn lower_has(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for has in 1..self.heads.len() {
            // Both lists have "have" and, of verbs that stand before a participle, no other.
            let have = self.is_finite(has) && is(has as u32, class::OWNING) && is(has as u32, class::LETTING);
            let told = matches!(self.labels[has], Label::Ccomp | Label::Advcl | Label::Dep | Label::Parataxis);
            let Some(verb) = self.head(has).filter(|&verb| have && told && verb > has && verb - has <= 8) else {
                continue;
            };
            let between = &self.tags[has + 1..verb];
            let adverbs = between.iter().all(|tag| matches!(tag, Tag::Rb | Tag::Comma)) && between.contains(&Tag::Rb);
            // "Have for a long time lent boats".
            let prepositional = self.tags[has + 1] == Tag::In
                && self.labels[has + 1] == Label::Prep
                && self.head(has + 1) == Some(has)
                && (has + 2..verb).all(|at| self.stands_beneath(at, has + 1));
            let parted = adverbs || prepositional;
            let past = matches!(self.tags[verb], Tag::Vbd | Tag::Vbn) && subjects[verb] == NONE;
            if parted && past && subjects[has] != NONE {
                self.move_dependents(has, verb);
                self.tags[verb] = Tag::Vbn;
                self.labels[has] = Label::Aux;
            }
        }
    }

    /// "The tunnel was to be opened", with "was" beneath "opened": the infinitive is what "was" is a duty or a plan of.
    fn raise_duties(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for to in 1..self.heads.len() {
            let Some(verb) = self.head(to).filter(|&verb| verb > to && self.tags[to] == Tag::To) else { continue };
            let be = (0..to).rev().take(REACH).find(|&at| self.tags[at] != Tag::Rb);
            let Some(be) = be.filter(|&be| self.head(be) == Some(verb) && is(be as u32, class::BE)) else { continue };
            if !self.is_finite(be) || !matches!(self.labels[be], Label::Aux | Label::Auxpass) {
                continue;
            }
            (self.heads[be], self.labels[be]) = (self.heads[verb], self.labels[verb]);
            (self.heads[verb], self.labels[verb]) = (be as u32, Label::Xcomp);
            for word in 0..be {
                if self.head(word) == Some(verb) && matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass) {
                    (self.heads[word], self.labels[word]) = (be as u32, Label::Nsubj);
                }
            }
        }
    }

    /// "Escape renews calls", "the 52 passes": what stands where a noun does, or has a number or an article right before it, and has nothing of a verb about it is a noun,
    /// whatever its tag.
    pub(super) fn free_nouns(&mut self) {
        let (mut verbal, mut counted) = (vec![false; self.heads.len()], vec![false; self.heads.len()]);
        for word in 0..self.heads.len() {
            let Some(head) = self.head(word) else { continue };
            counted[head] |= word + 1 == head && matches!(self.labels[word], Label::Det | Label::Amod | Label::Nummod);
            verbal[head] |= matches!(
                self.labels[word],
                Label::Aux
                    | Label::Auxpass
                    | Label::Nsubj
                    | Label::Nsubjpass
                    | Label::Dobj
                    | Label::Mark
                    | Label::Neg
                    | Label::Expl
                    | Label::Advmod
                    | Label::Prt
                    | Label::Attr
                    | Label::Acomp
                    | Label::Ccomp
                    | Label::Xcomp
            );
        }
        for (word, verbal) in verbal.into_iter().enumerate() {
            let place =
                matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass | Label::Dobj | Label::Pobj | Label::Attr);
            let told = self.is_finite(word) || self.tags[word] == Tag::Vb;
            if told && !verbal && (place || counted[word] && self.tags[word] != Tag::Vbd) {
                self.tags[word] = Tag::Nn;
            }
        }
    }

    /// "The company confirmed that it had left", "she avoided jail", with a participle: whoever does it to something else stands before it, so it is a verb with tense.
    /// "Treated for crush wounds": a bare infinitive does not go on with another form of verb, and is none.
    pub(super) fn free_forms(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        let (mut object, mut helped) = (vec![false; self.heads.len()], vec![false; self.heads.len()]);
        for word in 0..self.heads.len() {
            let Some(head) = self.head(word) else { continue };
            object[head] |= matches!(self.labels[word], Label::Dobj | Label::Ccomp) && word > head;
            helped[head] |= matches!(self.labels[word], Label::Aux | Label::Auxpass | Label::Agent | Label::Mark);
        }
        for word in 1..self.heads.len() {
            let subject = subjects[word];
            let told = matches!(self.labels[word], Label::Root | Label::Ccomp | Label::Conj | Label::Parataxis);
            let active = subject != NONE
                && (subject as usize) < word
                && self.labels[subject as usize] == Label::Nsubj
                && object[word]
                && !helped[word];
            if told && active && self.tags[word] == Tag::Vbn {
                self.tags[word] = Tag::Vbd;
            }
            let Some(head) = self.head(word).filter(|&head| head < word && self.labels[word] == Label::Conj) else {
                continue;
            };
            // "Will mend it, work and call on others".
            let base = self.tags[word] == Tag::Vbp && self.tags[head] == Tag::Vb && self.start_of_verb(head) < head;
            if base && !helped[word] && subject == NONE && !is(word as u32, class::BE | class::OWNING) {
                self.tags[word] = Tag::Vb;
            }
            let bare = self.tags[word] == Tag::Vb && !helped[word] && subject == NONE;
            // "They applaud and echo it".
            let present = self.tags[head] == Tag::Vbp && self.start_of_verb(head) == head;
            if bare && present && self.tags[word - 1] == Tag::Cc {
                self.tags[word] = Tag::Vbp;
                continue;
            }
            if !bare || !matches!(self.tags[head], Tag::Vbn | Tag::Vbd | Tag::Vbz | Tag::Vbg) {
                continue;
            }
            let infinitive = |at: &usize| self.tags[*at] == Tag::Vb && helped[*at];
            let start = self.start_of_verb(head);
            let other = (0..word).rev().take(REACH).find(infinitive);
            // "Have been able to mend it and find work".
            let inner = other.filter(|&other| other > head && self.stands_beneath(other, head));
            if self.tags[start] == Tag::Vbp && (start == head || inner.is_none()) {
                self.tags[word] = Tag::Vbp;
            } else if let Some(other) = other {
                self.heads[word] = other as u32;
            } else {
                self.tags[word] = Tag::Nn;
            }
        }
    }

    /// "The ship turned towards them and hailed them", with "turned" as a participle of the ship: nothing ends with "and" before its verb.
    pub(super) fn free_first_members(&mut self, subjects: &[u32]) {
        for first in 1..self.heads.len() {
            let bare = self.tags[first] == Tag::Vbn && self.labels[first] == Label::Acl;
            let Some(noun) = self.head(first).filter(|&noun| bare && noun < first && first - noun <= 2) else {
                continue;
            };
            let Some(verb) = self.head(noun).filter(|&verb| verb > first && subjects[verb] == noun as u32) else {
                continue;
            };
            let own = |at: usize| self.heads[at] == first as u32 && self.labels[at] == Label::Agent;
            let near = verb - first < REACH && !(first..verb).any(own);
            if near
                && self.tags[verb] == Tag::Vbd
                && self.tags[verb - 1] == Tag::Cc
                && self.tags[verb - 2] != Tag::Comma
            {
                self.tags[first] = Tag::Vbd;
                (self.heads[first], self.labels[first]) = (self.heads[verb], self.labels[verb]);
                (self.heads[noun], self.labels[noun]) = (first as u32, Label::Nsubj);
                (self.heads[verb], self.labels[verb]) = (first as u32, Label::Conj);
            }
        }
    }

    /// "The firm sells maps, referred to as charts", with "sells" as the subject of "referred": a verb with tense that has a subject is none, and the verb behind
    /// the comma is a participle of the noun before it.
    pub(super) fn part_predicates(&mut self, subjects: &[u32]) {
        for (told, &subject) in subjects.iter().enumerate().skip(1) {
            let subject = subject as usize;
            let verbal = self.labels[told] == Label::Nsubj && self.is_finite(told) && subject < told;
            let Some(second) = self.head(told).filter(|&second| verbal && second > told + 1) else { continue };
            let bare = matches!(self.tags[second], Tag::Vbd | Tag::Vbn) && self.start_of_verb(second) == second;
            if !bare || self.tags[second - 1] != Tag::Comma || second - told > REACH {
                continue;
            }
            if self.head(second).is_some_and(|above| above == told || self.stands_beneath(above, told)) {
                continue;
            }
            (self.heads[told], self.labels[told]) = (self.heads[second], self.labels[second]);
            for word in second.saturating_sub(2 * REACH)..second {
                if self.heads[word] == second as u32 {
                    self.heads[word] = told as u32;
                }
            }
            let noun = second - 2;
            let object = noun > told && matches!(self.tags[noun], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let (head, label) = if object { (noun, Label::Acl) } else { (told, Label::Advcl) };
            self.tags[second] = Tag::Vbn;
            (self.heads[second], self.labels[second]) = (head as u32, label);
        }
    }

    /// "They raised the fee, widened the road and closed the gate", with "closed" as a participle: what goes on with a verb in the past tense and has an object of its own
    /// has that tense.
    pub(super) fn join_past(&mut self, subjects: &[u32]) {
        for (word, &subject) in subjects.iter().enumerate().skip(2) {
            let bare = self.tags[word] == Tag::Vbn && self.labels[word] == Label::Conj && subject == NONE;
            let Some(head) = self.head(word).filter(|&head| bare && head < word) else { continue };
            let past = self.tags[head] == Tag::Vbd && !self.has_passive(head);
            let object = (word + 1..self.heads.len())
                .take(REACH)
                .any(|at| self.heads[at] == word as u32 && self.labels[at] == Label::Dobj);
            if past && object && self.start_of_verb(word) == word && !self.has(word, &[Label::Agent]) {
                self.tags[word] = Tag::Vbd;
            }
        }
    }

    /// "The man referred to as a friend had left", with "referred" as the verb of the man: of two verbs with tense the second, which nothing joins, has the subject.
    pub(super) fn close_participles(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for verb in 2..self.heads.len() {
            let Some(first) = self.head(verb).filter(|&first| first > 0 && first < verb && verb - first < REACH) else {
                continue;
            };
            let start = self.start_of_verb(verb);
            let noun = subjects[first];
            let told = matches!(self.labels[verb], Label::Conj | Label::Ccomp | Label::Advcl | Label::Dep);
            let finite = self.is_finite(start) || self.tags[start] == Tag::Md;
            if !told || !finite || subjects[verb] != NONE || start <= first + 1 || noun == NONE {
                continue;
            }
            let noun = noun as usize;
            let parted = matches!(
                self.tags[start - 1],
                Tag::Cc
                    | Tag::Comma
                    | Tag::Colon
                    | Tag::Hyph
                    | Tag::Wdt
                    | Tag::Wp
                    | Tag::Wrb
                    | Tag::To
                    | Tag::CloseQuote
            );
            // "Came as the town slept".
            let bare = self.tags[first] == Tag::Vbd
                && !is(first as u32, class::UNDIRECTED)
                && noun < first
                && first - noun < REACH
                && matches!(self.tags[first - 1], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
                && self.heads[first + 1] == first as u32
                && matches!(self.labels[first + 1], Label::Prep | Label::Prt | Label::Agent);
            let object = |at: usize| {
                self.heads[at] == first as u32 && matches!(self.labels[at], Label::Dobj | Label::Aux | Label::Mark)
            };
            // "Added that she had left": it has a place of its own.
            let opened = |at: usize| {
                self.heads[at] == verb as u32
                    && !matches!(self.labels[at], Label::Aux | Label::Auxpass | Label::Neg | Label::Advmod)
            };
            if parted || !bare || (noun..start).any(object) || (first + 1..start).any(opened) {
                continue;
            }
            self.tags[first] = Tag::Vbn;
            (self.heads[verb], self.labels[verb]) = (self.heads[first], self.labels[first]);
            (self.heads[first], self.labels[first]) = (first as u32 - 1, Label::Acl);
            self.heads[noun] = verb as u32;
            self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
        }
    }

    /// "Dana Holt, an officer involved in the raid": a verb that nothing opens is no adverbial clause behind a comma, but a participle of its noun.
    pub(super) fn close_appositions(&mut self, subjects: &[u32]) {
        for (verb, &subject) in subjects.iter().enumerate().skip(2) {
            let loose = self.tags[verb] == Tag::Vbd && self.labels[verb] == Label::Advcl;
            let Some(above) = self.head(verb).filter(|&above| loose && above < verb) else { continue };
            let noun = subject as usize;
            if subject == NONE || noun + 1 != verb || self.tags.get(verb + 1) != Some(&Tag::In) {
                continue;
            }
            let from = noun.saturating_sub(REACH);
            let mut start = noun;
            while start > from && self.heads[start - 1] == noun as u32 && self.tags[start - 1] != Tag::Comma {
                start -= 1;
            }
            let near = from..(verb + REACH).min(self.heads.len());
            let opened = near.clone().any(|at| {
                self.heads[at] == verb as u32
                    && (matches!(self.labels[at], Label::Mark | Label::Dobj | Label::Aux | Label::Ccomp)
                        || self.tags[at] == Tag::Wrb)
            });
            let name = |at: usize| matches!(self.tags[at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            if opened || start < 2 || self.tags[start - 1] != Tag::Comma || !name(start - 2) || start - 2 <= above {
                continue;
            }
            self.tags[verb] = Tag::Vbn;
            (self.heads[verb], self.labels[verb]) = (noun as u32, Label::Acl);
            (self.heads[noun], self.labels[noun]) = (start as u32 - 2, Label::Appos);
        }
    }

    /// "The law requires the bank to levy a fee and gives it a choice": a verb with tense goes on with one that has the same above the infinitive it was hung on.
    pub(super) fn above_infinitive(&self, head: usize, tag: Tag, subjects: &[u32]) -> Option<usize> {
        let mut at = head;
        for _ in 0..STEPS {
            let start = self.start_of_verb(at);
            // "They said there can be no talks and left": the past goes on with no modal verb.
            let modal = self.tags[start] == Tag::Md && (at != head || tag != Tag::Vbd);
            if modal || self.is_finite(start) && self.tags[at] != tag {
                return None;
            }
            at = self.head(at).filter(|&next| next < at)?;
            if self.tags[at] == tag && subjects[at] != NONE {
                return Some(at);
            }
        }
        None
    }
}
