//! What was hung as a further member of a coordination although nothing joins it, or beside the word that opens it.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// Words of a heading before a colon.
const HEADING: usize = 16;
/// How many steps upwards the noun of a clause is looked for.
const STEPS: usize = 4;

impl Words {
    /// "With talks beginning in May", with "beginning" beside "with": what stands right behind a noun that "with" opens tells of that noun.
    pub(super) fn open_absolutes(&mut self, is_with: &impl Fn(u32) -> bool, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let loose = matches!(self.tags[word], Tag::Vbg | Tag::Vbn)
                && matches!(self.labels[word], Label::Advcl | Label::Pcomp | Label::Dep);
            let own = [Label::Aux, Label::Auxpass, Label::Nsubj, Label::Nsubjpass, Label::Mark];
            // "Charged with arson following the fire".
            let how = self.labels[word] == Label::Advcl && is(word as u32, class::CONCOMITANT);
            if !loose || how || self.has(word, &own) {
                continue;
            }
            let mut noun = word - 1;
            // "With peace maintained", with "peace" as an adverb of "maintained".
            let loose = self.labels[noun] == Label::Npadvmod && self.head(noun) == Some(word);
            let nominal = matches!(self.tags[noun], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let opened = self.start_of(noun).checked_sub(1).is_some_and(|before| is_with(before as u32));
            if loose && nominal && opened {
                self.labels[noun] = if self.tags[word] == Tag::Vbn { Label::Nsubjpass } else { Label::Nsubj };
                continue;
            }
            for _ in 0..STEPS {
                let Some(at) = self.head(noun).filter(|&at| at < noun && self.labels[noun] == Label::Pobj) else {
                    break;
                };
                if is_with(at as u32) {
                    if word - noun < REACH && self.head(word) != Some(noun) && !self.stands_beneath(noun, word) {
                        (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
                    }
                    break;
                }
                match self.head(at).filter(|&above| above < at && !is_verb(self.tags[above])) {
                    Some(above) => noun = above,
                    None => break,
                }
            }
        }
    }

    /// "Manages the Harbour Funds", with "Funds" as a further member beside "manages": right behind its verb a noun that nothing joins is the object.
    pub(super) fn take_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let joined = self.labels[word] == Label::Conj
                && matches!(self.tags[word], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let Some(verb) = self.head(word).filter(|&verb| joined && verb < word && is_verb(self.tags[verb])) else {
                continue;
            };
            if self.start_of(word) != verb + 1 || self.has(word, &[Label::Nsubj, Label::Nsubjpass, Label::Aux]) {
                continue;
            }
            let full = self.has(verb, &[Label::Dobj, Label::Attr, Label::Acomp, Label::Oprd, Label::Auxpass]);
            if !full {
                self.labels[word] = if is(verb as u32, class::BE) { Label::Attr } else { Label::Dobj };
            }
        }
    }

    /// "Help towns along the river mend their dams", with "mend" beside "help": nothing joins the two, and the object of the first does what the second says.
    pub(super) fn let_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let bare = matches!(self.tags[word], Tag::Vb | Tag::Vbp) && self.labels[word] == Label::Conj;
            let Some(verb) = self.head(word).filter(|&verb| bare && verb < word && word - verb < REACH) else {
                continue;
            };
            let object = |at: &usize| self.heads[*at] == verb as u32 && self.labels[*at] == Label::Dobj;
            let Some(noun) = (verb + 1..word).find(object).filter(|_| is(verb as u32, class::LETTING)) else {
                continue;
            };
            // "Help the towns and their farms mend the dams": nothing but the object reaches to the verb.
            let last = (noun..word).rev().find(|&at| self.tags[at] != Tag::Rb).unwrap_or(noun);
            let touches = self.is_noun(last) && (last == noun || self.stands_beneath(last, noun));
            let colon = (noun + 1..word).any(|at| self.tags[at] == Tag::Colon);
            if touches && !colon && !self.has(word, &[Label::Aux, Label::Nsubj]) {
                (self.tags[word], self.labels[word]) = (Tag::Vb, Label::Ccomp);
                (self.heads[noun], self.labels[noun]) = (word as u32, Label::Nsubj);
            }
        }
    }

    /// "The strike that killed people sheltering there brought new talks", with "brought" beside "sheltering": a verb with tense goes on with no gerund, and the noun that
    /// stands by itself at the head of it all is its subject.
    pub(super) fn free_mains(&mut self, subjects: &[u32]) {
        for (verb, &found) in subjects.iter().enumerate().skip(2) {
            let told = self.is_finite(verb) && self.labels[verb] == Label::Conj && found == NONE;
            let Some(mut noun) = self.head(verb).filter(|&head| told && head < verb) else { continue };
            let joined = matches!(
                self.tags[verb - 1],
                Tag::Cc | Tag::Comma | Tag::Colon | Tag::Hyph | Tag::Rb | Tag::Wdt | Tag::Wp | Tag::CloseQuote
            );
            if joined || !matches!(self.tags[noun], Tag::Vbg | Tag::Vbn) || self.start_of_verb(noun) != noun {
                continue;
            }
            for _ in 0..STEPS {
                match self.head(noun).filter(|&above| above < noun) {
                    Some(above) => noun = above,
                    None => break,
                }
            }
            let alone = self.heads[noun] == NONE && subjects[noun] == NONE;
            if alone && matches!(self.tags[noun], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps) {
                (self.heads[verb], self.labels[verb]) = (NONE, Label::Root);
                (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Nsubj);
                return;
            }
        }
    }

    /// "Speed the shift to clean power", with "power" as a second object: a preposition without a noun opens the one right behind it.
    pub(super) fn fill_prepositions(&mut self) {
        for word in 2..self.heads.len() {
            let Some(verb) = self.head(word).filter(|&verb| verb < word && self.labels[word] == Label::Dobj) else {
                continue;
            };
            let Some(preposition) = self.start_of(word).checked_sub(1).filter(|&at| at > verb + 1) else { continue };
            let open = self.labels[preposition] == Label::Prep
                && matches!(self.tags[preposition], Tag::In | Tag::To)
                && !self.has(preposition, &[Label::Pobj, Label::Pcomp, Label::Prep]);
            let first = (verb + 1..preposition)
                .take(REACH)
                .any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Dobj);
            if open && first && !self.stands_beneath(preposition, word) {
                (self.heads[word], self.labels[word]) = (preposition as u32, Label::Pobj);
            }
        }
    }

    /// "A plan which not only has failed, but has also cost us": of verbs and auxiliaries in the present, those for one go on with those for one.
    pub(super) fn agree_members(&mut self, subjects: &[u32]) {
        for (verb, &found) in subjects.iter().enumerate().skip(2) {
            let joined = self.labels[verb] == Label::Conj && found == NONE;
            let Some(head) = self.head(verb).filter(|&head| joined && head < verb) else { continue };
            let number = |words: &Self, at: usize| words.tags[words.start_of_verb(at)];
            let own = number(self, verb);
            let odd = matches!((own, number(self, head)), (Tag::Vbz, Tag::Vbp) | (Tag::Vbp, Tag::Vbz));
            if !odd || self.start_of_verb(verb) == verb {
                continue;
            }
            let other = (head + 1..verb).rev().take(REACH).find(|&at| {
                is_verb(self.tags[at])
                    && subjects[at] != NONE
                    && (subjects[at] as usize) < at
                    && number(self, at) == own
            });
            if let Some(other) = other.filter(|&other| !self.stands_beneath(other, verb)) {
                self.heads[verb] = other as u32;
            }
        }
    }

    /// "My friends: Those who swore must serve": what stands before the colon is called or headed, and what stands behind it is the subject.
    pub(super) fn part_calls(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let Some(noun) = self.head(word).filter(|&noun| noun < word && self.labels[word] == Label::Appos) else {
                continue;
            };
            let subject = matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass);
            let Some(verb) = self.head(noun).filter(|&verb| subject && verb > word) else { continue };
            let sign = |at: usize| self.tags[at] == Tag::Colon || self.tags[at] == Tag::Hyph;
            let start = self.start_of(word);
            let opened = self.tags[start - 1] == Tag::Colon && !is(start as u32 - 1, class::DASH);
            if opened && self.start_of(noun) == 0 && !(word + 1..verb).take(REACH).any(sign) {
                (self.heads[word], self.labels[word]) = (verb as u32, self.labels[noun]);
                self.labels[noun] = Label::Meta;
            }
        }
    }

    /// "Ports and waterways: The law pays for roads", with "ports" as something of "pays": a heading before a colon has no part in what stands behind it.
    pub(super) fn cut_headings(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let colon = |at: &usize| self.tags[*at] == Tag::Colon && !is(*at as u32, class::DASH);
        let Some(colon) = (1..self.heads.len()).take(HEADING).find(colon) else { return };
        let verbal = |at: usize| is_verb(self.tags[at]) || self.tags[at] == Tag::Md;
        if (0..colon).any(verbal) || !(colon + 1..self.heads.len()).any(verbal) {
            return;
        }
        for word in 0..colon {
            let core = matches!(
                self.labels[word],
                Label::Dobj
                    | Label::Npadvmod
                    | Label::Attr
                    | Label::Oprd
                    | Label::Dative
                    | Label::Nsubj
                    | Label::Nsubjpass
            );
            let Some(verb) = self.head(word).filter(|&verb| core && verb > colon && is_verb(self.tags[verb])) else {
                continue;
            };
            let subject = matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass);
            let own = |at: usize| {
                self.heads[at] == verb as u32
                    && matches!(self.labels[at], Label::Nsubj | Label::Nsubjpass | Label::Expl)
            };
            if !subject || (colon + 1..verb).rev().take(2 * REACH).any(own) {
                self.labels[word] = Label::Meta;
            }
        }
    }

    /// "Visited Norport College Tuesday", with all of it as a time: what stands before the day is the object.
    pub(super) fn split_days(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        for day in 2..self.heads.len() {
            let name = day - 1;
            let loose = matches!(self.labels[day], Label::Npadvmod | Label::Dobj)
                && is(day as u32, class::CALENDAR)
                && ends(day as u32, "day")
                && matches!(self.tags[name], Tag::Nnp | Tag::Nn | Tag::Nns)
                && self.labels[name] == Label::Compound
                && !is(name as u32, class::CALENDAR);
            let Some(verb) = self.head(day).filter(|&verb| loose && verb < name && is_verb(self.tags[verb])) else {
                continue;
            };
            let full =
                (verb + 1..name).take(REACH).any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Dobj);
            let timely = self.labels[day] == Label::Npadvmod;
            if self.head(name) != Some(day)
                || full && timely
                || is(verb as u32, class::OBJECTLESS)
                || self.has_passive(verb)
            {
                continue;
            }
            for at in name.saturating_sub(REACH)..name {
                if self.heads[at] == day as u32 {
                    self.heads[at] = name as u32;
                }
            }
            (self.heads[name], self.labels[name]) = (verb as u32, Label::Dobj);
            self.labels[day] = Label::Npadvmod;
        }
    }

    /// "Has here in town the best school", with "school" as a time: what a verb of having and holding lacks is its object.
    pub(super) fn have_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let noun = matches!(self.tags[word], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let loose =
                noun && self.labels[word] == Label::Npadvmod && !is(word as u32, class::CALENDAR | class::AMOUNT);
            let Some(verb) = self.head(word).filter(|&verb| loose && verb < word && is_verb(self.tags[verb])) else {
                continue;
            };
            let owns = is(verb as u32, class::OWNING) && !self.has_passive(verb);
            let prepositional = (verb + 1..word)
                .take(2 * REACH)
                .any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Prep);
            if owns && !prepositional && !self.has(word, &[Label::Nummod]) && self.lacks_object(verb, is) {
                self.labels[word] = Label::Dobj;
            }
        }
    }
}
