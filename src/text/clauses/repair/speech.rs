//! Who says what: mends the parts of reported speech.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// How far before a verb its first auxiliary may stand.
const GROUP: usize = 5;

impl Words {
    /// "Police say a man told them": what looks like the object of the verb of speech is the subject of the verb behind it. "They should leave, she
    /// said": a clause is no subject where there is another.
    pub(super) fn part_speech(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for clause in 1..self.heads.len() {
            let Some(verb) = self.head(clause).filter(|&verb| is(verb as u32, class::CLAUSAL)) else { continue };
            if matches!(self.labels[clause], Label::Csubj | Label::Nsubj) && is_verb(self.tags[clause]) && clause < verb
            {
                let own = subjects[verb];
                if own != NONE && own != clause as u32 {
                    self.labels[clause] = Label::Ccomp;
                }
                continue;
            }
            let told = matches!(self.labels[clause], Label::Conj | Label::Ccomp | Label::Dep | Label::Advcl);
            let start = self.start_of_verb(clause);
            let bare = verb < start && subjects[clause] == NONE && self.is_finite(start) && self.is_finite(verb);
            let after = |tags: &[Tag]| tags.contains(&self.tags[start - 1]);
            if !told || !bare || after(&[Tag::Cc, Tag::Wdt, Tag::Wp, Tag::Wrb, Tag::To]) {
                continue;
            }
            let between = (verb + 1..start).rev().take(REACH).find(|&at| {
                self.heads[at] == verb as u32 && !matches!(self.labels[at], Label::Prep | Label::Advmod | Label::Punct)
            });
            // A comma parts the two, unless it closes what another one opens: "said Vell, 47, was ill".
            let comma = |at: usize| self.tags[at] == Tag::Comma;
            let closed = |noun: usize| comma(noun + 1) && noun + 1 < start - 1;
            let between = between.filter(|&noun| !comma(start - 1) || closed(noun));
            let object =
                |at: &usize| matches!(self.labels[*at], Label::Dobj | Label::Npadvmod | Label::Attr | Label::Oprd);
            if let Some(noun) = between.filter(object).filter(|&at| !is(at as u32, class::CALENDAR)) {
                (self.heads[noun], self.labels[noun]) = (clause as u32, Label::Nsubj);
                self.labels[clause] = Label::Ccomp;
                if self.has_passive(clause) {
                    self.labels[noun] = Label::Nsubjpass;
                }
            }
        }
    }

    /// The first auxiliary of a verb with some, or the verb.
    pub(super) fn start_of_verb(&self, verb: usize) -> usize {
        let auxiliary =
            |at: &usize| self.heads[*at] == verb as u32 && matches!(self.labels[*at], Label::Aux | Label::Auxpass);
        (verb.saturating_sub(GROUP)..verb).find(auxiliary).unwrap_or(verb)
    }

    pub(super) fn has_passive(&self, verb: usize) -> bool {
        (verb.saturating_sub(GROUP)..verb).any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Auxpass)
    }

    /// "…, said Ruiz": who stands right behind a verb of speech that has a clause before it and no subject is its subject.
    pub(super) fn invert_speech(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        let mut told = vec![false; self.heads.len()];
        for word in 0..self.heads.len() {
            if let Some(head) = self.head(word).filter(|&head| head > word && self.labels[word] == Label::Ccomp) {
                told[head] = true;
            }
        }
        for word in 1..self.heads.len() {
            let Some(verb) = self.head(word).filter(|&verb| verb < word && word - verb <= 8) else { continue };
            let odd =
                matches!(self.labels[word], Label::Npadvmod | Label::Dobj | Label::Attr | Label::Oprd | Label::Dep);
            let quoted = verb > 1
                && is(verb as u32, class::SPEAKING)
                && (verb - 2..verb).any(|at| self.tags[at] == Tag::CloseQuote);
            let bare = subjects[verb] == NONE && self.is_finite(verb) && (told[verb] || quoted);
            let near = (verb + 1..word).all(|at| self.stands_beneath(at, word));
            if odd && bare && near && !is(word as u32, class::CALENDAR) && is(verb as u32, class::CLAUSAL) {
                self.labels[word] = Label::Nsubj;
                if matches!(self.labels[verb], Label::Conj | Label::Advcl | Label::Dep) {
                    self.labels[verb] = Label::Parataxis;
                }
            }
        }
    }

    /// "The pact, she said, has ended": what stands before the subject of the verb of speech is the subject of the clause behind it, which has none.
    pub(super) fn reach_over_speech(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for clause in 1..self.heads.len() {
            let told = matches!(self.labels[clause], Label::Ccomp | Label::Conj | Label::Dep | Label::Xcomp);
            let Some(verb) = self.head(clause).filter(|&verb| told && verb < clause) else { continue };
            let own = subjects[verb];
            if subjects[clause] != NONE || own == NONE || own as usize > verb || !is(verb as u32, class::CLAUSAL) {
                continue;
            }
            let apart = self.tags.get(verb + 1) == Some(&Tag::Comma);
            let first = (0..own as usize).rev().take(REACH).find(|&at| {
                self.heads[at] == verb as u32
                    && matches!(
                        self.labels[at],
                        Label::Nsubj | Label::Nsubjpass | Label::Npadvmod | Label::Dep | Label::Dobj
                    )
            });
            let comma = |from: usize| self.tags[from..own as usize].contains(&Tag::Comma);
            if let Some(first) = first.filter(|&first| apart && comma(first) && !is(first as u32, class::CALENDAR)) {
                let passive = self.has_passive(clause);
                self.heads[first] = clause as u32;
                self.labels[first] = if passive { Label::Nsubjpass } else { Label::Nsubj };
                self.labels[clause] = Label::Ccomp;
            }
        }
    }

    /// "Two clerks testified they heard it", with "heard" beside "testified": behind a verb of speech a clause that nothing joins is what is said.
    pub(super) fn hear_contents(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (clause, &found) in subjects.iter().enumerate().skip(2) {
            let told = self.labels[clause] == Label::Conj && found != NONE;
            let Some(verb) = self.head(clause).filter(|&verb| told && verb < clause && clause - verb < REACH) else {
                continue;
            };
            let subject = found as usize;
            let joined = |at: usize| {
                matches!(
                    self.tags[at],
                    Tag::Cc | Tag::Comma | Tag::Colon | Tag::CloseQuote | Tag::OpenQuote | Tag::Hyph
                )
            };
            let object = |at: usize| {
                self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Dobj | Label::Ccomp | Label::Xcomp)
            };
            if subject <= verb
                || !is(verb as u32, class::CLAUSAL)
                || (verb + 1..subject).any(joined)
                || (verb + 1..clause).any(object)
            {
                continue;
            }
            self.labels[clause] = Label::Ccomp;
        }
    }

    /// "Told the cook he had been seen", "told the cook that jams had set", with the clause beneath "cook": behind a verb of telling and whom it is told, a clause that
    /// lacks nothing is what is told.
    pub(super) fn tell_contents(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (clause, &found) in subjects.iter().enumerate().skip(3) {
            let relative = self.labels[clause] == Label::Relcl && found != NONE && is_verb(self.tags[clause]);
            let Some(noun) = self.head(clause).filter(|&noun| relative && noun < clause) else { continue };
            let told = matches!(self.labels[noun], Label::Dobj | Label::Dative);
            let Some(verb) = self.head(noun).filter(|&verb| told && verb < noun) else { continue };
            let tells = is(verb as u32, class::CLAUSAL) && is(verb as u32, class::GIVING | class::OBJECT_CONTROL);
            let subject = found as usize;
            let start = self.start_of(subject);
            let Some(that) = start.checked_sub(1) else { continue };
            let opened = that == noun + 1 && is(that as u32, class::THAT) && self.head(that) == Some(clause);
            // "Read the cook the rhyme that she wrote".
            let object = matches!(self.labels[that], Label::Dobj | Label::Pobj | Label::Attr | Label::Dative);
            let pronoun = matches!(self.tags[subject], Tag::Wdt | Tag::Wp) || opened && object;
            if !tells || pronoun || subject > clause || !(opened || start == noun + 1) {
                continue;
            }
            let whole = [Label::Dobj, Label::Attr, Label::Acomp, Label::Ccomp, Label::Xcomp, Label::Oprd];
            if self.has(clause, &whole) || self.has_passive(clause) || is(clause as u32, class::UNDIRECTED) {
                (self.heads[clause], self.labels[clause]) = (verb as u32, Label::Ccomp);
                if opened {
                    (self.tags[that], self.labels[that]) = (Tag::In, Label::Mark);
                }
            }
        }
    }

    /// "Said the dough had risen, filling bowls", with "filling" beside "said": whoever says it is not said to bring it about.
    pub(super) fn sink_outcomes(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for gerund in 3..self.heads.len() {
            let loose = self.tags[gerund] == Tag::Vbg
                && self.labels[gerund] == Label::Advcl
                && self.tags[gerund - 1] == Tag::Comma
                && is(gerund as u32, class::OUTCOME);
            let Some(verb) =
                self.head(gerund).filter(|&verb| loose && verb < gerund && is(verb as u32, class::CLAUSAL))
            else {
                continue;
            };
            if self.has(gerund, &[Label::Nsubj, Label::Mark, Label::Aux]) {
                continue;
            }
            let content = |at: &usize| self.heads[*at] == verb as u32 && self.labels[*at] == Label::Ccomp;
            let told = (verb + 1..gerund).rev().take(2 * REACH).find(content);
            if let Some(told) = told.filter(|&told| is_verb(self.tags[told])) {
                self.heads[gerund] = told as u32;
            }
        }
    }

    /// "Denied it, saying it was old, and warned of it", with "warned" beside "was": behind a comma a verb of speech goes on with the verb above the speech.
    pub(super) fn part_reports(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for verb in 3..self.heads.len() {
            let joined = self.labels[verb] == Label::Conj && subjects[verb] == NONE && is(verb as u32, class::SPEAKING);
            let Some(mut above) = self.head(verb).filter(|&head| joined && head < verb) else { continue };
            let comma = self.tags[verb - 1] == Tag::Cc && self.tags[verb - 2] == Tag::Comma;
            if !comma || !self.is_finite(verb) {
                continue;
            }
            for _ in 0..4 {
                let told = matches!(self.labels[above], Label::Ccomp | Label::Advcl);
                let Some(next) = self.head(above).filter(|&next| told && next < above) else { break };
                above = next;
                if self.tags[above] == self.tags[verb] && subjects[above] != NONE && self.labels[above] != Label::Ccomp
                {
                    self.heads[verb] = above as u32;
                    break;
                }
            }
        }
    }

    /// "'It ended in May,' she wrote", with "wrote" beside or beneath "ended": who says it stands behind the quotation mark, and nothing joins the two.
    pub(super) fn part_quotes(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (verb, &found) in subjects.iter().enumerate().skip(3) {
            let hung = matches!(self.labels[verb], Label::Conj | Label::Ccomp)
                || self.labels[verb] == Label::Advcl && !self.is_opened(verb);
            let Some(head) = self.head(verb).filter(|&head| hung && head < verb) else { continue };
            let (subject, speaks) = (found as usize, is(verb as u32, class::SPEAKING) && self.is_finite(verb));
            if !speaks || found == NONE || subject >= verb || verb - subject >= REACH {
                continue;
            }
            let start = self.start_of(subject);
            let mark = |at: usize| matches!(self.tags[at], Tag::CloseQuote | Tag::OpenQuote);
            let quoted = start > head + 3
                && mark(start - 1)
                && matches!(self.tags[start - 2], Tag::Comma | Tag::Stop | Tag::Colon | Tag::CloseQuote);
            if quoted && (self.labels[verb] != Label::Ccomp || !self.has(verb, &[Label::Ccomp])) {
                self.labels[verb] = Label::Parataxis;
            }
        }
    }

    /// "At dawn the goat slept, the shepherd said", with "slept" as a circumstance of "said": what has a subject and a comma behind it, and nothing that opens it, is what is said. So is
    /// what stands where an object does.
    pub(super) fn hear_before(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (clause, &found) in subjects.iter().enumerate() {
            let told = matches!(self.labels[clause], Label::Advcl | Label::Dep | Label::Dobj) && found != NONE;
            let Some(verb) = self.head(clause).filter(|&verb| told && is(verb as u32, class::CLAUSAL)) else {
                continue;
            };
            let start = self.start_of_verb(clause);
            if !is_verb(self.tags[clause]) || !(self.is_finite(start) || self.tags[start] == Tag::Md) {
                continue;
            }
            let subject = found as usize;
            let relative = matches!(self.tags[subject], Tag::Wdt | Tag::Wp);
            if subject > clause || relative || self.is_opened(clause) || !is_verb(self.tags[verb]) {
                continue;
            }
            let speaker = subjects[verb];
            let behind = speaker != NONE && clause < verb && {
                let first = self.start_of(speaker as usize);
                first > clause && matches!(self.tags[first - 1], Tag::Comma | Tag::CloseQuote | Tag::OpenQuote)
            };
            let object = self.labels[clause] == Label::Dobj && self.start_of(subject) == verb + 1;
            if behind && is(verb as u32, class::SPEAKING) || object {
                self.labels[clause] = Label::Ccomp;
            }
        }
    }

    /// Whether a conjunction or an adverb like "when" opens a clause.
    fn is_opened(&self, clause: usize) -> bool {
        let near = clause.saturating_sub(2 * REACH)..clause;
        near.into_iter()
            .any(|at| self.heads[at] == clause as u32 && (self.labels[at] == Label::Mark || self.tags[at] == Tag::Wrb))
    }

    /// "After the clerk told him to leave, Vell left", with "left" as what was told: behind the comma stands what the first clause belongs to.
    pub(super) fn close_openings(&mut self, subjects: &[u32]) {
        for (verb, &found) in subjects.iter().enumerate().skip(4) {
            let subject = found as usize;
            let told = self.labels[verb] == Label::Ccomp && found != NONE && subject < verb && verb - subject < REACH;
            let Some(first) = self.head(verb).filter(|&first| told && first < subject) else { continue };
            let opened = (first.saturating_sub(REACH)..first)
                .find(|&at| self.heads[at] == first as u32 && self.labels[at] == Label::Mark);
            let start = self.start_of(subject);
            let comma = start > first + 2 && self.tags[start - 1] == Tag::Comma;
            let full = (first + 1..start)
                .take(2 * REACH)
                .any(|at| self.heads[at] == first as u32 && self.labels[at] == Label::Dobj);
            if self.labels[first] != Label::Advcl || opened.is_none() || !comma || !full {
                continue;
            }
            if self.has(verb, &[Label::Mark]) || !self.is_finite(self.start_of_verb(verb)) {
                continue;
            }
            let above = self.head(first);
            (self.heads[verb], self.labels[verb]) = (self.heads[first], Label::Ccomp);
            if above.is_none_or(|above| !is_verb(self.tags[above]) || above > first) {
                self.labels[verb] = Label::Conj;
            }
            self.heads[first] = verb as u32;
        }
    }
}
