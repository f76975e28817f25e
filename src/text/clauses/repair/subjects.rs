//! Finds the subject of a verb that has none but stands right behind a noun.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// How far up a noun phrase is followed.
const STEPS: usize = 8;

impl Words {
    /// "As Norland and Sudmark objected", with "Sudmark" beneath "as": who stands right before a verb with tense that has no subject, and that nothing joins to
    /// another verb, is its subject.
    pub(super) fn find_subjects(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (verb, &subject) in subjects.iter().enumerate().skip(1) {
            let free = matches!(
                self.labels[verb],
                Label::Root | Label::Conj | Label::Ccomp | Label::Advcl | Label::Dep | Label::Parataxis
            );
            if !free || subject != NONE {
                continue;
            }
            let start = self.start_of_verb(verb);
            if !(self.is_finite(start) || self.tags[start] == Tag::Md) || self.has_subject_clause(verb) {
                continue;
            }
            let Some(noun) = self.noun_before(start).filter(|&noun| !is(noun as u32, class::CALENDAR)) else {
                continue;
            };
            if self.within(verb, noun) {
                continue;
            }
            self.give_subject(verb, noun, is);
        }
    }

    /// "The larger, a mill in Vell, opened in May", with "larger" as something else of "opened": what begins the sentence as a noun phrase, and hangs on a verb with
    /// tense that has no subject, is its subject.
    pub(super) fn raise_first_noun(&mut self, subjects: &[u32]) {
        let noun = |words: &Self, at: usize| {
            let listed = matches!(words.tags[at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            listed || at == 1 && words.tags[0] == Tag::Dt && matches!(words.tags[at], Tag::Jj | Tag::Jjr | Tag::Jjs)
        };
        let last = self.heads.len().min(STEPS);
        let opens = |words: &Self, at: usize| (0..at).all(|before| words.heads[before] == at as u32);
        let first = (0..last).find(|&at| noun(self, at) && opens(self, at));
        let Some((noun, verb)) = first.and_then(|at| Some((at, self.head(at).filter(|&verb| verb > at)?))) else {
            return;
        };
        let start = self.start_of_verb(verb);
        let odd = matches!(
            self.labels[noun],
            Label::Acl | Label::Relcl | Label::Dep | Label::Appos | Label::Nmod | Label::Advcl | Label::Ccomp
        ) && subjects[noun] == NONE;
        let loose = odd || matches!(self.labels[noun], Label::Mark | Label::Amod) && noun == 1;
        let finite = self.is_finite(start) || self.tags[start] == Tag::Md;
        if loose && finite && is_verb(self.tags[verb]) && subjects[verb] == NONE {
            self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
        }
    }

    /// "The Vell mill, the largest, was opened": between a noun and its verb, closed by commas, an adjective with its article, or one in a row of nouns that
    /// nothing joins, calls the noun something else.
    pub(super) fn call_otherwise(&mut self) {
        for comma in 2..self.heads.len().saturating_sub(2) {
            let opens = self.tags[comma] == Tag::Comma && self.tags[comma + 1] == Tag::Dt;
            let Some(noun) = self.called(comma - 1).filter(|_| opens) else { continue };
            let end = (comma + 2..self.heads.len().min(comma + REACH)).find(|&at| self.tags[at] == Tag::Comma);
            let Some(verb) = self.head(noun).zip(end).filter(|(verb, end)| verb > end).map(|(verb, _)| verb) else {
                continue;
            };
            let Some(end) = end.filter(|end| self.start_of_verb(verb) == end + 1) else { continue };
            let subject = matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass);
            let inside = comma + 1..end;
            let joined = inside.clone().any(|at| self.tags[at] == Tag::Cc || is_verb(self.tags[at]));
            let loose = |at: &usize| {
                let doubled = self.heads[*at] == verb as u32 && self.labels[*at] == self.labels[noun];
                let listed = self.heads[*at] == noun as u32 && self.labels[*at] == Label::Conj;
                self.tags[*at] != Tag::Dt && (doubled || listed)
            };
            let Some(head) = inside.clone().rev().find(loose).filter(|_| subject && !joined) else { continue };
            for at in inside.filter(|&at| at != head) {
                if self.heads[at] == verb as u32 {
                    self.heads[at] = head as u32;
                    self.labels[at] = if self.tags[at] == Tag::Dt { Label::Det } else { Label::Nmod };
                }
            }
            (self.heads[head], self.labels[head]) = (noun as u32, Label::Appos);
        }
    }

    /// The noun of the phrase that ends at a word and hangs on a verb.
    fn called(&self, end: usize) -> Option<usize> {
        let mut word = end;
        for _ in 0..STEPS {
            if matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass) {
                return Some(word);
            }
            word = self.head(word).filter(|&head| head < word)?;
        }
        None
    }

    /// Whether a clause is the subject, or something stands between the verb and its subject that was found.
    fn has_subject_clause(&self, verb: usize) -> bool {
        let subject = |at: usize| {
            self.heads[at] == verb as u32
                && matches!(
                    self.labels[at],
                    Label::Csubj | Label::Csubjpass | Label::Nsubj | Label::Nsubjpass | Label::Expl
                )
        };
        (verb.saturating_sub(2 * REACH)..(verb + REACH).min(self.heads.len())).any(subject)
    }

    /// The noun right before a verb, adverbs aside.
    fn noun_before(&self, start: usize) -> Option<usize> {
        let at = (start.saturating_sub(3)..start).rev().find(|&at| self.tags[at] != Tag::Rb)?;
        let noun = |at: usize| matches!(self.tags[at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp);
        if self.tags[at] != Tag::Comma {
            return Some(at).filter(|&at| noun(at));
        }
        // "As six envoys, sent from Norport, arrived".
        let mut word = at.checked_sub(1)?;
        for _ in 0..STEPS {
            word = self.head(word).filter(|&head| head < word)?;
            if noun(word) && self.tags[word + 1] == Tag::Comma {
                return Some(word);
            }
        }
        None
    }

    /// "Manning threw it", "Felt seized upon it": a bare participle or gerund right before a verb with tense that has no subject is a name, and its subject.
    pub(super) fn free_names(&mut self, subjects: &[u32]) {
        for word in 0..self.heads.len().saturating_sub(1) {
            let loose = matches!(self.tags[word], Tag::Vbg | Tag::Vbn)
                && matches!(
                    self.labels[word],
                    Label::Advcl | Label::Ccomp | Label::Csubj | Label::Dep | Label::Nsubj | Label::Conj
                );
            let Some(verb) = self.head(word).filter(|&verb| loose && verb > word && verb - word <= 4) else { continue };
            let start = self.start_of_verb(verb);
            let adverbs = (word + 1..start).all(|at| self.tags[at] == Tag::Rb);
            let opens = word == 0 || matches!(self.tags[word - 1], Tag::Comma | Tag::OpenQuote | Tag::CloseQuote);
            let finite = self.is_finite(start) || self.tags[start] == Tag::Md;
            let near = word.saturating_sub(REACH)..(word + REACH).min(self.heads.len());
            let own = near.into_iter().any(|at| self.heads[at] == word as u32 && self.labels[at] != Label::Punct);
            let free = subjects[verb] == NONE || subjects[verb] == word as u32;
            if start > word && adverbs && opens && finite && free && !own {
                self.tags[word] = Tag::Nnp;
                self.labels[word] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
            }
        }
    }

    /// Whether a word stands beneath another, within a few steps.
    fn within(&self, mut word: usize, above: usize) -> bool {
        for _ in 0..STEPS {
            match self.head(word) {
                Some(head) if head == above => return true,
                Some(head) => word = head,
                None => return false,
            }
        }
        true
    }

    /// Makes the noun phrase that ends with a noun the subject of a verb behind it.
    fn give_subject(&mut self, verb: usize, last: usize, is: &impl Fn(u32, u64) -> bool) {
        let mut noun = last;
        let mut member = None;
        for _ in 0..STEPS {
            let Some(head) = self.head(noun).filter(|&head| head < noun) else { break };
            match self.labels[noun] {
                // "The head of the board", "a fire at the plant": its noun.
                Label::Pobj => match self.head(head).filter(|&above| above < head && !self.is_verbal(above)) {
                    Some(above) => noun = above,
                    None if is(head as u32, class::OF) => return,
                    None => break,
                },
                Label::Conj if !self.is_verbal(head) => {
                    member = Some(noun);
                    if !self.joined(head, noun) {
                        break;
                    }
                    noun = head;
                }
                _ => break,
            }
        }
        let Some(above) = self.head(noun) else { return };
        if is(noun as u32, class::OBJECT_PRONOUN) {
            return;
        }
        if self.labels[noun] == Label::Pobj && self.split_time(above, noun, is) {
            self.heads[noun] = verb as u32;
            self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
            return;
        }
        let opens = self.labels[noun] == Label::Pobj && is(above as u32, class::MARKING);
        if opens && above < noun {
            // "As Norland and Sudmark objected": what looks like a preposition opens the clause.
            (self.heads[above], self.labels[above]) = (verb as u32, Label::Mark);
            if self.labels[verb] == Label::Conj {
                self.labels[verb] = Label::Advcl;
            }
        } else if let Some(member) = member {
            // "Cleared of two charges and the jury was split": the last noun begins another clause.
            noun = member;
        } else if !self.is_loose(noun, above) {
            return;
        }
        self.heads[noun] = verb as u32;
        self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
    }

    /// Whether a noun may as well begin another clause: "the bread sold and the cost of flour fell", with "cost" beside "sold".
    fn is_loose(&self, noun: usize, above: usize) -> bool {
        let beside = self.labels[noun] == Label::Conj && above < noun && is_verb(self.tags[above]);
        beside || matches!(self.labels[noun], Label::Npadvmod | Label::Dep | Label::Dobj | Label::Nmod | Label::Appos)
    }

    /// "On Monday two dozen weavers marched", "towards the close of the year average wages fell", with all of it behind the preposition: the time is, and the noun behind it is free.
    fn split_time(&mut self, preposition: usize, noun: usize, is: &impl Fn(u32, u64) -> bool) -> bool {
        let timely = |&at: &usize| self.head(at) == Some(noun) && is(at as u32, class::CALENDAR);
        let Some(time) = (preposition + 1..noun).rev().take(STEPS).find(timely) else { return false };
        let article = matches!(self.tags[time + 1], Tag::Dt | Tag::PrpPoss);
        // "The past year's average wages" stand behind the sign of a possessor.
        let pointed = time > preposition + 1
            && is(time as u32 - 1, class::POINTING)
            && self.tags[time + 1] != Tag::Pos
            && matches!(self.tags[noun], Tag::Nns | Tag::Prp);
        if !(article || pointed) {
            return false;
        }
        for at in preposition + 1..time {
            if self.head(at) == Some(noun) {
                self.heads[at] = time as u32;
            }
        }
        (self.heads[time], self.labels[time]) = (preposition as u32, Label::Pobj);
        true
    }

    fn is_verbal(&self, word: usize) -> bool {
        is_verb(self.tags[word]) || self.tags[word] == Tag::Md
    }

    /// Whether "and" or the like stands between two members.
    fn joined(&self, first: usize, second: usize) -> bool {
        (first + 1..second).rev().take(REACH).any(|at| self.tags[at] == Tag::Cc)
    }
}
