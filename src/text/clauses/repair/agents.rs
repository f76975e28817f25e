//! Who does what a passive tells, and verbs that look like passives and are none.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Signed in May by Norland", with "by" as any preposition: behind a passive it leads to whoever does it, unless that is a time, an amount or a manner.
    pub(super) fn find_agents(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for by in 1..self.heads.len() {
            if !matches!(self.labels[by], Label::Prep | Label::Agent) || !is(by as u32, class::BY) {
                continue;
            }
            let Some(verb) = self.head(by).filter(|&verb| verb < by) else { continue };
            let child = |at: &usize| self.heads[*at] == by as u32 && self.labels[*at] == Label::Pobj;
            let Some(object) = (by + 1..self.heads.len()).take(REACH).find(child) else { continue };
            let noun = matches!(self.tags[object], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp | Tag::Dt);
            let alone = self.tags[object] == Tag::Nn
                && !self.has(object, &[Label::Det, Label::Poss, Label::Amod, Label::Compound, Label::Nmod]);
            let idle = is(object as u32, class::CALENDAR | class::AMOUNT)
                || is(object as u32, class::MANNER) && (alone || self.has(object, &[Label::Nummod]));
            let second = (verb + 1..by)
                .rev()
                .take(REACH)
                .any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Agent);
            match self.labels[by] {
                Label::Agent if idle => self.labels[by] = Label::Prep,
                Label::Prep if noun && !idle && !second && self.is_passive(verb) => self.labels[by] = Label::Agent,
                _ => {}
            }
        }
    }

    /// Whether a participle has "be", or no auxiliary at all.
    fn is_passive(&self, verb: usize) -> bool {
        if self.tags[verb] != Tag::Vbn {
            return false;
        }
        let helper = |label: Label| {
            (verb.saturating_sub(REACH)..verb).any(|at| self.heads[at] == verb as u32 && self.labels[at] == label)
        };
        let bare = matches!(
            self.labels[verb],
            Label::Acl
                | Label::Advcl
                | Label::Relcl
                | Label::Conj
                | Label::Dep
                | Label::Oprd
                | Label::Amod
                | Label::Acomp
        );
        helper(Label::Auxpass) || bare && !helper(Label::Aux)
    }

    /// "She's led a team", "she's gone": what is done to something else, or cannot be done to anybody, is no passive, and "'s" is "has".
    pub(super) fn expand_has(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for helper in 1..self.heads.len() {
            let short = self.labels[helper] == Label::Auxpass && is(helper as u32, class::HAVE_OR_BE);
            let Some(verb) = self.head(helper).filter(|&verb| short && verb > helper && verb - helper < REACH) else {
                continue;
            };
            let object = (verb + 1..self.heads.len())
                .take(REACH)
                .any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Dobj);
            let free = object && !is(verb as u32, class::GIVING | class::NAMING);
            if self.tags[verb] != Tag::Vbn || !free && !is(verb as u32, class::UNDIRECTED) {
                continue;
            }
            self.labels[helper] = Label::Aux;
            for at in verb.saturating_sub(REACH)..helper {
                if self.heads[at] == verb as u32 && self.labels[at] == Label::Nsubjpass {
                    self.labels[at] = Label::Nsubj;
                }
            }
        }
    }

    /// "Was sent in May and received in June", with "received" in the past tense: what goes on with a passive and has no object is one as well, if its verb takes one.
    pub(super) fn share_passives(
        &mut self,
        subjects: &[u32],
        is: &impl Fn(u32, u64) -> bool,
        regular: &impl Fn(u32) -> bool,
    ) {
        for (verb, &found) in subjects.iter().enumerate().skip(2) {
            let past = self.tags[verb] == Tag::Vbd && self.labels[verb] == Label::Conj && found == NONE;
            let Some(first) = self.head(verb).filter(|&first| past && first < verb && verb - first < REACH) else {
                continue;
            };
            if self.tags[first] != Tag::Vbn
                || !self.has_passive(first)
                || is(verb as u32, class::OBJECTLESS | class::CLAUSAL)
            {
                continue;
            }
            let takes = (verb.saturating_sub(4)..self.heads.len()).take(REACH + 4).any(|at| {
                self.heads[at] == verb as u32
                    && !matches!(
                        self.labels[at],
                        Label::Prep
                            | Label::Agent
                            | Label::Advmod
                            | Label::Punct
                            | Label::Cc
                            | Label::Conj
                            | Label::Npadvmod
                            | Label::Advcl
                    )
            });
            if !takes && regular(verb as u32) {
                self.tags[verb] = Tag::Vbn;
            }
        }
    }

    /// "Let her leave", with "leave" as a verb with tense: it is an infinitive.
    pub(super) fn bare_infinitives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for verb in 1..self.heads.len() {
            let told = matches!(self.labels[verb], Label::Ccomp | Label::Xcomp) && self.tags[verb] == Tag::Vbp;
            let Some(above) = self.head(verb).filter(|&above| told && above < verb && is_verb(self.tags[above])) else {
                continue;
            };
            let opened = (above + 1..verb).any(|at| {
                self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Mark | Label::Aux | Label::Auxpass)
            });
            if verb - above < REACH && !opened && is(above as u32, class::LETTING) && !is(above as u32, class::CLAUSAL)
            {
                self.tags[verb] = Tag::Vb;
            }
        }
    }
}
