//! Where the grammar does not say who does what an infinitive or a gerund tells: then nobody does, rather than whoever stands nearest.
//!
//! Who does it is said by a verb or noun that the lexicon knows ("wants to leave", "asked her to leave", "her decision to leave"), by the purpose of something done
//! ("opened it to let her in"), and by a clause around another ("left, citing her health", "by signing it"). It is left to the reader behind a passive that is no such verb ("funds
//! were set aside to mend it"), where a plan is told ("the plan includes closing it"), and where a heading or a list has no clause around it.

use super::build::Builder;
use super::{Clause, Form, Role, VerbTense, class};
use crate::text::syntax::{Label, Tag};

impl Builder<'_> {
    /// Whether a clause without a subject of its own has nobody who is said to do it.
    pub(super) fn is_unsaid(&self, word: u32, head: u32, clause: &Clause) -> bool {
        if clause.form == Form::Finite {
            return self.lost_its_own(word, head, clause);
        }
        head < word && self.behind_sign(word)
            || self.is_called(word, head, clause)
            || self.is_means(word, clause)
            || self.goes_on_list(word, clause)
            || self.goes_on_oddly(word, head, clause)
            || self.is_left(word, clause)
            || self.is_contained(word, clause)
            || self.is_told_about(word, head, clause)
            || self.is_purpose_of_passive(word, clause)
            || self.is_purpose_of_nothing(word, clause)
    }

    /// "Vell says the woman accused of it is honest", "the mill closed, the guild said": what has tense and is said, or stands where an object does, has a subject of its own, even if it was not found.
    fn lost_its_own(&self, word: u32, head: u32, clause: &Clause) -> bool {
        // "They're just asked to leave".
        let helped = head < word && word - head <= 4 && self.is(head, class::BE) && clause.tense != VerbTense::None;
        // "The levies that she thinks are low".
        let relative = self.tree.label(head) == Label::Relcl && self.is(head, class::CLAUSAL);
        // "She paid for it and would do so again".
        let inner = |at: u32| matches!(self.tree.label(at), Label::Advmod | Label::Aux | Label::Auxpass | Label::Neg);
        let joint = (word.saturating_sub(5)..word).rev().find(|&at| !inner(at));
        let joined = joint.is_some_and(|at| self.tree.tag(at) == Tag::Cc);
        // "The price asked was low", with "was" beneath "asked".
        let participle = clause.parent.is_some_and(|above| self.clause(above).form == Form::Participle);
        self.tree.label(word) == Label::Ccomp && !relative && !helped && !joined && !participle
    }

    /// "It was found using a rope", "it will run for years beginning in May": nobody is said to use it behind a passive, and a term does not begin itself.
    fn is_means(&self, word: u32, clause: &Clause) -> bool {
        let adverbial = matches!(self.tree.label(word), Label::Advcl | Label::Xcomp | Label::Prep);
        let comma = word > 0 && self.tree.tag(word - 1) == Tag::Comma;
        let passive = clause.parent.is_some_and(|above| self.clause(above).passive);
        let lemma = self.text.lemma(self.token(word) as usize);
        let timely = |&c: &u32| {
            let object = self.tree.child(c, &[Label::Pobj]).filter(|_| self.tree.label(c) == Label::Prep).unwrap_or(c);
            let year = self.tree.tag(object) == Tag::Cd && self.lower(object).len() == 4;
            object > word && (year || self.is(object, class::CALENDAR))
        };
        let begins = matches!(lemma, "begin" | "start") && self.tree.children(word).any(|c| timely(&c));
        clause.form == Form::Gerund && adverbial && (begins || lemma == "use" && passive && !comma)
    }

    /// "Fact sheet: Closing the mine", "three aims: to mend the bridge": what a colon opens goes on with no clause.
    fn behind_sign(&self, word: u32) -> bool {
        let inner = |at: u32| matches!(self.tree.tag(at), Tag::Rb | Tag::To | Tag::OpenQuote);
        let before = (word.saturating_sub(4)..word).rev().find(|&at| !inner(at));
        before.is_some_and(|at| self.lower(at) == ":")
    }

    /// "Look, the mill is open": a bare infinitive before another clause is called out to somebody.
    fn is_called(&self, word: u32, head: u32, clause: &Clause) -> bool {
        let bare = clause.form == Form::Infinitive && self.tree.child(word, &[Label::Aux]).is_none();
        bare && head > word && matches!(self.tree.label(word), Label::Advcl | Label::Ccomp | Label::Dep)
    }

    /// "Aims, including mending roads; allowing towns to borrow": what a semicolon opens goes on with a list.
    fn goes_on_list(&self, word: u32, clause: &Clause) -> bool {
        let inner = |at: u32| matches!(self.tree.tag(at), Tag::Rb | Tag::Cc);
        let before = (word.saturating_sub(3)..word).rev().find(|&at| !inner(at));
        let adverbial = matches!(self.tree.label(word), Label::Advcl | Label::Conj);
        clause.form == Form::Gerund && adverbial && before.is_some_and(|at| self.lower(at) == ";")
    }

    /// Whether a phrase stands right behind a colon.
    pub(super) fn behind_colon(&self, word: u32) -> bool {
        self.tree.core(word).start.checked_sub(1).is_some_and(|before| self.lower(before) == ":")
    }

    /// "Checks needed to safely open and run it", with "run" beside "needed": a bare infinitive goes on with no participle and with no verb that has another tense.
    fn goes_on_oddly(&self, word: u32, head: u32, clause: &Clause) -> bool {
        clause.form == Form::Infinitive
            && self.tree.label(word) == Label::Conj
            && self.tree.child(word, &[Label::Aux]).is_none()
            && matches!(self.tree.tag(head), Tag::Vbn | Tag::Vbd | Tag::Vbz | Tag::Vbg)
    }

    /// "With ten minutes to play": the time left does nothing, and neither does anybody for that time's sake.
    fn is_left(&self, word: u32, clause: &Clause) -> bool {
        let to = self.tree.child(word, &[Label::Aux]).filter(|&to| self.tree.tag(to) == Tag::To);
        let Some(time) = to.and_then(|to| to.checked_sub(1)).filter(|_| clause.form == Form::Infinitive) else {
            return false;
        };
        let counted = || self.tree.core(time).start;
        self.is(time, class::CALENDAR)
            && self.tree.child(time, &[Label::Nummod, Label::Det]).is_some()
            && counted().checked_sub(1).is_some_and(|with| self.lower(with) == "with")
    }

    /// "The plan includes closing it", "she proposed closing it".
    fn is_contained(&self, word: u32, clause: &Clause) -> bool {
        let complement = matches!(self.tree.label(word), Label::Xcomp | Label::Ccomp);
        let above = clause.parent.map(|above| self.clause(above).head - self.first);
        clause.form == Form::Gerund && complement && above.is_some_and(|verb| self.is(verb, class::CONTAINING))
    }

    /// "What she said about closing it", "because closing it costs too much".
    fn is_told_about(&self, word: u32, head: u32, clause: &Clause) -> bool {
        if self.tree.label(word) == Label::Pcomp && self.lower(head) == "because" {
            return true;
        }
        let about = self.tree.label(word) == Label::Pcomp && self.lower(head) == "about";
        let above = clause.parent.map(|above| self.clause(above).head - self.first);
        about && above.is_some_and(|verb| self.is(verb, class::SPEAKING))
    }

    /// "Funds were set aside to mend it": what is done to something has a purpose, but not its own. "She was asked to mend it" has a verb that says who does it.
    fn is_purpose_of_passive(&self, word: u32, clause: &Clause) -> bool {
        let Some(above) = clause.parent.map(|above| self.clause(above)).filter(|above| above.passive) else {
            return false;
        };
        let verb = above.head - self.first;
        let adverbial = self.tree.label(word) == Label::Advcl;
        let governs = class::OBJECT_CONTROL | class::OBJECT_RAISING | class::PASSIVE_CONTROL | class::READINESS;
        let known =
            self.is(verb, governs) && !self.is(verb, class::USING) && !(adverbial && self.is(verb, class::LETTING));
        let used = clause.form == Form::Infinitive && matches!(self.tree.label(word), Label::Advcl | Label::Xcomp);
        // "It is ready to be used": the infinitive of an adjective.
        let at_verb = self.tree.head(word) == Some(verb);
        used && at_verb && !known
    }

    /// "It is time to leave, to mend what was broken": "it" and "there" have no purpose.
    fn is_purpose_of_nothing(&self, word: u32, clause: &Clause) -> bool {
        let Some(above) = clause.parent.map(|above| self.clause(above)) else { return false };
        let verb = above.head - self.first;
        let it = above.argument(Role::Subject).is_some_and(|a| !a.shared && self.text.lower(a.head as usize) == "it");
        let there = self.tree.child(verb, &[Label::Expl]).is_some();
        clause.form == Form::Infinitive
            && self.tree.label(word) == Label::Advcl
            && self.is(verb, class::BE)
            && (it && above.argument(Role::Complement).is_some() || there)
    }
}
