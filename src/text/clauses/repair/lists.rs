//! Appositions that are none: members of lists, second objects, examples, what stands in brackets.

use super::super::class;
use super::super::tree::is_verb;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// What stands before a noun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    None,
    Definite,
    Indefinite,
    Owner,
    Number,
}

impl Words {
    /// "14 rifles, 31 boxes and 900 rounds", with "boxes" as another name of the rifles: what cannot be the same is a member of the list.
    pub(super) fn part_lists(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let Some(noun) = self.head(word).filter(|&noun| noun < word && self.labels[word] == Label::Appos) else {
                continue;
            };
            let near = |at: &usize| self.heads[*at] == word as u32;
            let some = (noun + 1..word).rev().take(REACH).filter(near).any(|at| is(at as u32, class::PARTLY));
            let bracket = matches!(self.tags[word - 1], Tag::OpenBracket)
                && self.tags.get(word + 1) == Some(&Tag::CloseBracket)
                && self.tags[word] == Tag::Nn;
            if some || bracket {
                self.labels[word] = Label::Dep;
            } else if is(noun as u32, class::TITLE_ENDING) {
                self.pass_title(noun, word);
            } else {
                self.part_list(noun, word, is);
            }
        }
    }

    /// "Ana Ruiz, MD, a physician": what stands behind a degree is told of its bearer.
    fn pass_title(&mut self, title: usize, word: usize) {
        let bearer = self.head(title).filter(|&bearer| bearer < title && self.tags[bearer] == Tag::Nnp);
        if let Some(bearer) = bearer {
            self.heads[word] = bearer as u32;
            self.labels[title] = Label::Nmod;
        }
    }

    fn part_list(&mut self, noun: usize, word: usize, is: &impl Fn(u32, u64) -> bool) {
        let end = (word + REACH).min(self.heads.len());
        let joined = |at: &usize| self.labels[*at] == Label::Conj;
        let own = (word + 1..end).find(|at| joined(at) && self.heads[*at] == word as u32);
        let beside = (word + 1..end).find(|at| joined(at) && self.heads[*at] == noun as u32);
        let Some(third) = own.or(beside) else {
            self.join_member(noun, word);
            return;
        };
        let Some(and) = (word + 1..third).rev().find(|&at| self.tags[at] == Tag::Cc) else { return };
        if own.is_none() && self.tags[and - 1] == Tag::Comma || !self.are_members(noun, word, third, is) {
            return;
        }
        self.labels[word] = Label::Conj;
        if own.is_none() {
            self.heads[third] = word as u32;
        }
    }

    /// "Vell and, with her, Ruiz": what "and" stands before is a member.
    fn join_member(&mut self, noun: usize, word: usize) {
        let mut start = word;
        while start > noun + 1 && (self.head(start - 1) == Some(word) || self.tags[start - 1] == Tag::Sym) {
            start -= 1;
        }
        if start > noun + 1 && self.tags[start - 1] == Tag::Cc && self.head(start - 1) == Some(noun) {
            self.labels[word] = Label::Conj;
        }
    }

    /// Whether three nouns, the last of them behind "and", are things beside each other.
    fn are_members(&self, noun: usize, word: usize, third: usize, is: &impl Fn(u32, u64) -> bool) -> bool {
        let common = |at: usize| matches!(self.tags[at], Tag::Nn | Tag::Nns);
        let [first, second, last] = [noun, word, third].map(|at| self.opening(at, is));
        if !common(noun) {
            return second == Opening::Owner && last == Opening::Owner;
        }
        let mixed = common(word) && self.tags[noun] != self.tags[word];
        let alike = first == second && matches!(first, Opening::None | Opening::Number | Opening::Indefinite);
        common(word) && (mixed || alike)
    }

    fn opening(&self, noun: usize, is: &impl Fn(u32, u64) -> bool) -> Opening {
        let first = (noun.saturating_sub(REACH / 2)..noun).find(|&at| {
            self.heads[at] == noun as u32 && matches!(self.labels[at], Label::Det | Label::Poss | Label::Nummod)
        });
        match first.map(|at| (at, self.labels[at])) {
            None => Opening::None,
            Some((_, Label::Poss)) => Opening::Owner,
            Some((_, Label::Nummod)) => Opening::Number,
            Some((at, _)) if is(at as u32, class::ARTICLE) => Opening::Indefinite,
            Some(_) => Opening::Definite,
        }
    }

    /// "Gave the team a victory", with "victory" as another name of the team: behind a verb with two objects it is the second.
    pub(super) fn part_recipients(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let Some(noun) = self.head(word).filter(|&noun| noun < word && self.labels[word] == Label::Appos) else {
                continue;
            };
            let Some(verb) =
                self.head(noun).filter(|&verb| self.labels[noun] == Label::Dobj && is_verb(self.tags[verb]))
            else {
                continue;
            };
            let first = self.start_of(word);
            let opened = matches!(self.tags[first], Tag::Dt | Tag::Cd | Tag::PrpPoss | Tag::Currency);
            let sign = |at: usize| {
                matches!(self.tags[at], Tag::Comma | Tag::OpenBracket | Tag::Colon | Tag::OpenQuote | Tag::Hyph)
            };
            if !opened || !self.reaches(noun, first) || (noun + 1..first).any(sign) {
                continue;
            }
            if is(verb as u32, class::GIVING) {
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Dobj);
                self.labels[noun] = Label::Dative;
            } else if is(verb as u32, class::NAMING) {
                (self.heads[word], self.labels[word]) = (verb as u32, Label::Oprd);
            }
        }
    }

    /// "Filed a motion on Monday asking for time", with "asking" beneath "Monday": it is told of the object or the subject of the verb.
    pub(super) fn free_dates(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            if !matches!(self.labels[word], Label::Acl | Label::Relcl) {
                continue;
            }
            let Some(date) = self.head(word).filter(|&date| date < word && is(date as u32, class::CALENDAR)) else {
                continue;
            };
            let Some(verb) = self
                .head(date)
                .filter(|&verb| verb < date && self.labels[date] == Label::Npadvmod && is_verb(self.tags[verb]))
            else {
                continue;
            };
            let object = (verb + 1..date)
                .rev()
                .take(REACH)
                .find(|&at| self.heads[at] == verb as u32 && self.labels[at] == Label::Dobj);
            let wh = (date + 1..word).any(|at| matches!(self.tags[at], Tag::Wdt | Tag::Wp));
            match object {
                Some(object) if wh || matches!(self.tags[word], Tag::Vbg | Tag::Vbn) => {
                    self.heads[word] = object as u32
                }
                None if self.tags[word] == Tag::Vbg => {
                    (self.heads[word], self.labels[word]) = (verb as u32, Label::Advcl)
                }
                _ => {}
            }
        }
    }

    /// "What we have to do", with "what" beneath "have": it belongs to the infinitive that has no object.
    pub(super) fn sink_questions(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for what in 0..self.heads.len() {
            let asked = matches!(self.tags[what], Tag::Wp | Tag::Wdt) && self.labels[what] == Label::Dobj;
            let Some(verb) = self.head(what).filter(|&verb| asked && verb > what && verb - what < REACH) else {
                continue;
            };
            let open = |at: &usize| {
                self.heads[*at] == verb as u32
                    && self.labels[*at] == Label::Xcomp
                    && self.tags[*at] == Tag::Vb
                    && self.tags[*at - 1] == Tag::To
            };
            let Some(inner) = (verb + 1..self.heads.len()).take(REACH).find(open) else { continue };
            let full = [Label::Dobj, Label::Ccomp, Label::Xcomp, Label::Attr, Label::Acomp, Label::Oprd];
            if !self.has(inner, &full) && !is(inner as u32, class::BE) && !self.has(verb, &[Label::Auxpass]) {
                self.heads[what] = inner as u32;
            }
        }
    }

    /// "What jurors heard", with "what" as an article: the noun does it, and "what" is asked for.
    pub(super) fn ask_what(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for noun in 1..self.heads.len().saturating_sub(1) {
            let what = noun - 1;
            let article =
                self.head(what) == Some(noun) && self.labels[what] == Label::Det && is(what as u32, class::WHAT);
            let Some(verb) =
                self.head(noun).filter(|&verb| article && verb > noun && self.labels[noun] == Label::Nsubj)
            else {
                continue;
            };
            let told = (verb + 1..self.heads.len()).take(REACH).any(|at| {
                self.heads[at] == verb as u32
                    && matches!(self.labels[at], Label::Dobj | Label::Attr | Label::Acomp | Label::Ccomp)
            });
            if matches!(self.tags[noun], Tag::Nns | Tag::Nnp | Tag::Prp) && !told && is_verb(self.tags[verb]) {
                (self.heads[what], self.labels[what]) = (verb as u32, Label::Dobj);
            }
        }
    }

    /// The first word of what stands before a word and belongs to it.
    pub(super) fn start_of(&self, word: usize) -> usize {
        let mut start = word;
        while start > 0 && word - start < REACH && self.stands_beneath(start - 1, word) {
            start -= 1;
        }
        start
    }
}
