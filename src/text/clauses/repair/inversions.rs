//! Subjects behind their verbs, and nouns far behind a verb that are no objects of it.

use super::super::class;
use super::super::tree::is_verb;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// "Among the guests was a baker", "then came the rain", with both as what is told or done: behind a verb with tense that has no subject, and that a place, a time or an adjective opens,
    /// the noun is the subject.
    pub(super) fn invert_subjects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        for verb in 1..self.heads.len() {
            let be = is(verb as u32, class::BE);
            let told = matches!(self.labels[verb], Label::Root | Label::Ccomp | Label::Parataxis);
            let stands =
                self.is_finite(verb) && self.start_of_verb(verb) == verb && self.wants_subject(verb, &subjects);
            if !told || !stands || !(be || is(verb as u32, class::UNDIRECTED) && !is(verb as u32, class::BECOMING)) {
                continue;
            }
            let label = if be { Label::Attr } else { Label::Dobj };
            let noun = (verb + 1..self.heads.len())
                .take(REACH / 2)
                .find(|&at| self.heads[at] == verb as u32 && self.labels[at] == label);
            let Some(noun) = noun.filter(|&noun| self.is_noun(noun) && self.start_of(noun) == verb + 1) else {
                continue;
            };
            if self.opens_inverted(verb) && self.agrees_with(noun, verb) {
                self.labels[noun] = Label::Nsubj;
            }
        }
    }

    /// Whether a phrase that hangs on a verb, and is neither a clause nor a question, reaches right to it, and nothing but such phrases and signs stands before.
    fn opens_inverted(&self, verb: usize) -> bool {
        let mut own = (verb.saturating_sub(2 * REACH)..verb).filter(|&at| self.heads[at] == verb as u32);
        let light = |at: usize| {
            let phrase = matches!(self.labels[at], Label::Prep | Label::Acomp | Label::Advmod)
                && !matches!(self.tags[at], Tag::Wrb | Tag::Wp | Tag::Wdt | Tag::Vbg | Tag::Vbn);
            phrase || matches!(self.labels[at], Label::Punct | Label::Cc | Label::Npadvmod)
        };
        let last = (0..verb).rev().take(2 * REACH).find(|&at| {
            self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Prep | Label::Acomp | Label::Advmod)
        });
        let gerund = |at: usize| self.labels[at] == Label::Pcomp;
        let last = last.filter(|&last| self.reaches(last, verb) && !(last..verb).any(gerund));
        last.is_some() && own.all(light)
    }

    /// Whether what a verb in the present says of one or of many fits a noun.
    fn agrees_with(&self, noun: usize, verb: usize) -> bool {
        let many = matches!(self.tags[noun], Tag::Nns | Tag::Nnps) || self.has(noun, &[Label::Conj]);
        match self.tags[verb] {
            Tag::Vbz => !matches!(self.tags[noun], Tag::Nns),
            Tag::Vbp => many,
            _ => true,
        }
    }

    /// "Spoke of a new trade, a craft of old", "bought a barn near Vell -- a ruin", with "craft" and "ruin" as what is spoken and bought: behind a comma and a preposition's noun that nothing else closes, and
    /// behind a dash and an object, stands a further member, or another name of something, which is left open.
    pub(super) fn leave_later_objects(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for noun in 4..self.heads.len() {
            let object = self.labels[noun] == Label::Dobj && self.is_noun(noun) && !is(noun as u32, class::CALENDAR);
            let Some(verb) = self.head(noun).filter(|&verb| object && verb < noun && is_verb(self.tags[verb])) else {
                continue;
            };
            let start = self.start_of(noun);
            let Some(sign) = start.checked_sub(1).filter(|&at| at > verb + 2) else { continue };
            let own = |at: usize| self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Dobj | Label::Attr);
            let full = (verb + 1..sign).any(own);
            let dash =
                |at: usize| is(at as u32, class::DASH) && (self.tags[at] != Tag::Hyph || !is(at as u32, class::GLUED));
            if full && dash(sign) && !(verb..sign).any(dash) {
                self.labels[noun] = Label::Dep;
                continue;
            }
            let named = matches!(self.tags[start], Tag::Dt | Tag::PrpPoss | Tag::Cd);
            if full || !named || self.tags[sign] != Tag::Comma {
                continue;
            }
            let Some(held) = self.held_before(verb, sign) else { continue };
            let joined = self.has(noun, &[Label::Conj]);
            (self.heads[noun], self.labels[noun]) = (held as u32, if joined { Label::Conj } else { Label::Dep });
        }
    }

    /// The noun of the preposition of a verb whose phrase ends right before a comma, if there is no other sign.
    fn held_before(&self, verb: usize, comma: usize) -> Option<usize> {
        let sign =
            |at: usize| matches!(self.tags[at], Tag::Comma | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote | Tag::Hyph);
        let preposition = (verb + 1..comma)
            .find(|&at| self.heads[at] == verb as u32 && self.labels[at] == Label::Prep && self.reaches(at, comma))?;
        let held = (preposition + 1..comma)
            .find(|&at| self.heads[at] == preposition as u32 && self.labels[at] == Label::Pobj)?;
        (self.is_noun(held) && !(verb + 1..comma).any(sign)).then_some(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_behind_a_verb_without_a_subject_does_it() {
        // "Among guests was a baker", and the same where the preposition hangs on nothing before the verb.
        let was = |label: Label| {
            let mut words = Words::of(&[
                (Tag::In, 3, label),
                (Tag::Nns, 1, Label::Pobj),
                (Tag::Vbd, 0, Label::Root),
                (Tag::Dt, 5, Label::Det),
                (Tag::Nn, 3, Label::Attr),
            ]);
            words.invert_subjects(&|word, asked| word == 2 && asked & class::BE != 0);
            words.labels[4]
        };
        assert_eq!((was(Label::Prep), was(Label::Advcl)), (Label::Nsubj, Label::Attr));
    }

    #[test]
    fn what_a_comma_parts_from_a_prepositions_noun_is_no_object() {
        // "They spoke of trade, a craft", and "they spoke of trade, a craft" with another comma before.
        let spoke = |sign: Tag| {
            let mut words = Words::of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
                (sign, 2, Label::Advmod),
                (Tag::In, 2, Label::Prep),
                (Tag::Nn, 4, Label::Pobj),
                (Tag::Comma, 2, Label::Punct),
                (Tag::Dt, 8, Label::Det),
                (Tag::Nn, 2, Label::Dobj),
            ]);
            words.leave_later_objects(&|_, _| false);
            (words.heads[7], words.labels[7])
        };
        assert_eq!(spoke(Tag::Rb), (4, Label::Dep));
        assert_eq!(spoke(Tag::Comma), (1, Label::Dobj));
    }
}
