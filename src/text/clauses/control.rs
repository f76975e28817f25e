//! Who does what a clause without a subject of its own tells: its noun, the subject or the object of the clause above, the owner of a plan, or nobody that is named.

use super::build::Builder;
use super::tree::is_verb;
use super::{Argument, Clause, Form, Role, class};
use crate::text::syntax::{Label, NameKind, Tag};

impl Builder<'_> {
    /// The subject of a clause that has none of its own.
    pub(super) fn shared_subject(&self, word: u32, clause: &Clause, into: &mut Vec<Argument>) {
        let Some(head) = self.tree.head(word).filter(|&head| !self.is_unsaid(word, head, clause)) else { return };
        if let Some(noun) = self.named_with_for(word).filter(|_| clause.form == Form::Infinitive) {
            return self.add(Role::Subject, None, noun, true, into);
        }
        match self.tree.label(word) {
            Label::Acl if clause.form == Form::Infinitive => self.subject_of_intention(head, clause, into),
            Label::Relcl if clause.form == Form::Infinitive && !self.singles_out(head) => {
                self.subject_of_intention(head, clause, into);
            }
            // "Had trouble paying", "spent years building it".
            Label::Acl if clause.form == Form::Gerund && self.is_pursued(head, clause) => {
                self.surface_subject(clause.parent.unwrap_or_default(), into);
            }
            // "The meeting where it was planned".
            Label::Relcl if self.tells_circumstance(word) => {}
            Label::Acl | Label::Relcl if !is_verb(self.tree.tag(head)) => {
                self.add_before(word.max(head + 1), Role::Subject, None, head, true, into)
            }
            // "A plan more likely to fail": the noun beside the adjective.
            Label::Xcomp if self.qualified_noun(head).is_some() => {
                let noun = self.qualified_noun(head).unwrap_or(head);
                self.add_before(head, Role::Subject, None, noun, true, into);
            }
            Label::Xcomp | Label::Ccomp => self.controlled(word, clause, into),
            // "As agreed in May": what was agreed is the whole matter.
            Label::Advcl
                if clause.form == Form::Participle
                    && self.tree.child(word, &[Label::Mark]).is_some()
                    && self.after_as(word) => {}
            // "Strengthened by adding funds", "a law passed in answering them": it is not said who does it.
            Label::Pcomp if self.hides_doer(head, clause) => {}
            // "Such fields as building bridges".
            Label::Pcomp if self.is_example(head) => {}
            // "On her success in ending the war".
            Label::Pcomp if self.owner_before(head).is_some() => {
                let owner = self.owner_before(head).unwrap_or(head);
                self.add(Role::Subject, None, owner, true, into);
            }
            // "A commitment to building bridges".
            Label::Pcomp if self.intention_before(head).is_some() => {
                self.subject_of_intention(self.intention_before(head).unwrap_or(head), clause, into);
            }
            Label::Pcomp if clause.parent.is_some_and(|above| self.done_by_object(above, head)) => {
                let above = self.clause(clause.parent.unwrap_or_default());
                into.extend(above.all(Role::Object).map(|a| Argument {
                    role: Role::Subject,
                    shared: true,
                    ..a.clone()
                }));
            }
            // "Funds for building bridges": it is not said who builds.
            Label::Pcomp | Label::Pobj if self.at_noun(head) => {}
            // "Sanctions against envoys for lying": either may have done it.
            Label::Pcomp if clause.parent.is_some_and(|above| self.done_by_either(above, head)) => {}
            Label::Conj | Label::Advcl | Label::Pcomp | Label::Pobj | Label::Acl | Label::Dep => {
                if let Some(parent) = clause.parent.filter(|&above| !self.is_timely(above, clause)) {
                    self.surface_subject(parent, into);
                }
            }
            _ => {}
        }
    }

    /// "The first to sign", "the only country to leave": the noun does what the infinitive says; "a law to ban it" does not tell who bans.
    fn singles_out(&self, noun: u32) -> bool {
        // "The best way to sign".
        if self.is(noun, class::CIRCUMSTANCE | class::INTENTION) {
            return false;
        }
        let single = |word| self.tree.tag(word) == Tag::Jjs || self.is(word, class::SINGLE);
        single(noun) || self.tree.children(noun).any(|child| child < noun && single(child))
    }

    /// "Funds for the towns to use", "waits for her to leave": the noun phrase between "for" and "to" does what the infinitive says.
    fn named_with_for(&self, word: u32) -> Option<u32> {
        let to = self.tree.child(word, &[Label::Aux]).filter(|&c| self.tree.tag(c) == Tag::To)?;
        let mut noun = to.checked_sub(1)?;
        if self.is(noun, class::INTENTION | class::CIRCUMSTANCE) {
            return None;
        }
        for _ in 0..6 {
            let head = self.tree.head(noun).filter(|&head| head < noun)?;
            match self.tree.label(noun) {
                Label::Pobj if self.lower(head) == "for" || self.is_appealed(head) => {
                    let counted = self.tree.child(noun, &[Label::Nummod]).is_some();
                    let time = self.is(noun, class::CALENDAR) || self.tree.tag(noun) == Tag::Cd || counted;
                    // "The Framework for Prosperity".
                    let name = |word| self.tree.tag(word) == Tag::Nnp;
                    let time = time || name(noun) && self.tree.head(head).is_some_and(name);
                    // "The need for freedom to mend it", not "the call for law to rule".
                    let bare = self.tree.tag(noun) == Tag::Nn && self.tree.core(noun).len() == 1;
                    let means = bare && !self.is(noun, class::INSTRUMENT) && self.lower(head) == "for";
                    let open = means && self.tree.child(word, &[Label::Dobj]).is_some();
                    return Some(noun).filter(|_| !time && !open && self.is_word(noun, Role::Subject));
                }
                Label::Pobj | Label::Prep | Label::Conj => noun = head,
                _ => return None,
            }
        }
        None
    }

    /// The noun before an adjective that it belongs to.
    fn qualified_noun(&self, adjective: u32) -> Option<u32> {
        let qualifies =
            matches!(self.tree.label(adjective), Label::Amod | Label::Acl) && self.tree.tag(adjective) == Tag::Jj;
        self.tree.head(adjective).filter(|&noun| qualifies && noun < adjective)
    }

    /// "Called on the council to sign", "gave a free hand to the council to sign": whether a preposition opens who is asked, or given the means.
    fn is_appealed(&self, preposition: u32) -> bool {
        let Some(verb) = self.tree.head(preposition).filter(|&verb| verb < preposition) else { return false };
        let appeals = matches!(self.lower(preposition), "on" | "to" | "upon" | "with");
        let gives = || matches!(self.text.lemma(self.token(verb) as usize), "give" | "grant");
        appeals && self.is(verb, class::APPEALING) || self.lower(preposition) == "to" && gives()
    }

    /// Whether a gerund tells what somebody has trouble with or spends time on.
    fn is_pursued(&self, noun: u32, clause: &Clause) -> bool {
        let had = matches!(self.tree.label(noun), Label::Dobj | Label::Npadvmod | Label::Attr);
        // "After years working for the guild".
        let timed = self.tree.label(noun) == Label::Pobj && self.tree.head(noun).is_some_and(|at| !self.at_noun(at));
        (had || timed)
            && self.is(noun, class::PURSUIT)
            && clause.parent.is_some()
            && clause.head == self.token(noun) + 1
    }

    /// Whether a relative clause tells where, when or why something is done: its noun does nothing.
    fn tells_circumstance(&self, word: u32) -> bool {
        self.tree.children(word).any(|child| child < word && self.tree.tag(child) == Tag::Wrb)
    }

    /// Whether a passive keeps back who does what the gerund behind "by", "for" or "in" says.
    fn hides_doer(&self, preposition: u32, clause: &Clause) -> bool {
        let Some(above) = clause.parent.map(|above| self.clause(above)).filter(|above| above.passive) else {
            return false;
        };
        let participle = above.form == Form::Participle && self.lower(preposition) == "in";
        matches!(self.lower(preposition), "by" | "for") && !self.is(above.head - self.first, class::BLAMING)
            || participle
    }

    /// Whether "as" names an example of the noun before it.
    fn is_example(&self, preposition: u32) -> bool {
        let such = |noun: u32| {
            self.tree.children(noun).any(|child| child < noun && self.lower(child) == "such")
                || self.lower(noun) == "such"
        };
        self.lower(preposition) == "as" && preposition.checked_sub(1).is_some_and(such)
    }

    /// "As agreed".
    fn after_as(&self, word: u32) -> bool {
        self.tree.child(word, &[Label::Mark]).is_some_and(|mark| self.lower(mark) == "as")
    }

    /// Who owns the noun right before "in" or "of": "her success in ending it".
    fn owner_before(&self, preposition: u32) -> Option<u32> {
        let noun = preposition.checked_sub(1)?;
        let place = self.tree.label(preposition) == Label::Prep && matches!(self.lower(preposition), "in" | "of");
        self.tree.child(noun, &[Label::Poss]).filter(|_| place)
    }

    /// The noun of a plan, a promise or the like that a preposition hangs on.
    fn intention_before(&self, preposition: u32) -> Option<u32> {
        let noun = self.tree.head(preposition).filter(|_| self.tree.label(preposition) == Label::Prep)?;
        Some(noun).filter(|&noun| !is_verb(self.tree.tag(noun)) && self.is(noun, class::INTENTION))
    }

    /// "Kept her from leaving", "accused her of lying", "quoted her as saying": the object of the clause above does what the gerund says.
    fn done_by_object(&self, above: u32, preposition: u32) -> bool {
        let above = self.clause(above);
        let class = match self.lower(preposition) {
            "from" => class::HINDERING,
            "in" => class::AIDING,
            "as" => class::SPEAKING | class::CLAUSAL | class::BLAMING,
            _ => class::BLAMING,
        };
        let object = above.argument(Role::Object).is_some_and(|a| a.head < self.token(preposition));
        !above.passive && object && self.is(above.head - self.first, class)
    }

    /// "The time has come to leave": a time does nothing.
    fn is_timely(&self, above: u32, clause: &Clause) -> bool {
        let time = |a: &Argument| !a.shared && self.is(a.head - self.first, class::CIRCUMSTANCE);
        clause.form == Form::Infinitive && self.clause(above).argument(Role::Subject).is_some_and(time)
    }

    /// Whether "for" behind an object opens what somebody did.
    fn done_by_either(&self, above: u32, preposition: u32) -> bool {
        let above = self.clause(above);
        let object = above.argument(Role::Object).is_some_and(|a| a.head < self.token(preposition));
        !above.passive && object && self.lower(preposition) == "for"
    }

    /// Whether a preposition hangs on a noun other than one of a plan or refusal.
    fn at_noun(&self, preposition: u32) -> bool {
        let noun = |&word: &u32| matches!(self.tree.tag(word), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
        let label = self.tree.label(preposition);
        label == Label::Prep
            && self.tree.head(preposition).filter(noun).is_some_and(|noun| !self.is(noun, class::INTENTION))
    }

    /// The subject of the clause above as it stands there: of a passive the one to whom it is done.
    fn surface_subject(&self, above: u32, into: &mut Vec<Argument>) {
        let above = self.clause(above);
        let role = if above.passive { Role::Object } else { Role::Subject };
        into.extend(above.all(role).map(|a| Argument {
            role: Role::Subject,
            preposition: None,
            shared: true,
            ..a.clone()
        }));
    }

    /// Who does what an infinitive says: the object of "asked her to sign", the subject of "wants to sign" and "was asked to sign".
    fn controlled(&self, word: u32, clause: &Clause, into: &mut Vec<Argument>) {
        let Some(parent) = clause.parent else { return };
        let above = self.clause(parent);
        let verb = above.head - self.first;
        let to = self.tree.child(word, &[Label::Aux]).is_some_and(|c| self.tree.tag(c) == Tag::To);
        // "What we would like to say".
        let behind = above.argument(Role::Object).is_some_and(|a| a.head > above.head);
        let by_object = !above.passive
            && above.argument(Role::Object).is_some_and(|a| a.head < clause.head)
            && !self.is(verb, class::SUBJECT_CONTROL)
            && !self.calls_event(verb, above)
            && (!to || self.is(verb, class::OBJECT_CONTROL) || self.is(verb, class::OBJECT_RAISING) && behind);
        let said = above.argument(Role::Complement).map(|a| a.head - self.first);
        let tough = said.or(self.tree.head(word)).is_some_and(|adjective| self.is(adjective, class::TOUGH));
        let idle = self.is_idle(verb, above) || self.is_task(verb, above) || self.is_timely(parent, clause);
        // "They shouted 'come in'": who is told to, not who tells.
        let hears = class::LETTING | class::OBJECT_CONTROL | class::OBJECT_RAISING;
        let ordered = clause.form == Form::Infinitive
            && !to
            && self.is(verb, class::CLAUSAL | class::SPEAKING)
            && !self.is(verb, hears);
        if to && !by_object && (idle || tough) || ordered {
            return;
        }
        if by_object {
            into.extend(above.all(Role::Object).map(|a| Argument { role: Role::Subject, shared: true, ..a.clone() }));
        } else {
            self.surface_subject(parent, into);
        }
    }

    /// "It is impossible to sign", "it makes sense to sign": "it" stands for the infinitive and does nothing.
    fn is_idle(&self, verb: u32, above: &Clause) -> bool {
        let it = above.argument(Role::Subject).is_some_and(|a| self.text.lower(a.head as usize) == "it");
        let told = |role| above.argument(role).is_some_and(|a| !self.is(a.head - self.first, class::READINESS));
        it && !above.passive && (self.is(verb, class::BE) && told(Role::Complement) || told(Role::Object))
    }

    /// "This is an attempt to sign", "that was the time to sign": what is said to be a plan or a time does not carry it out.
    fn is_equated(&self, verb: u32, noun: u32, above: &Clause) -> bool {
        let pointed = |a: &Argument| self.tree.tag(a.head - self.first) == Tag::Dt;
        let timely = self.is(noun, class::CIRCUMSTANCE);
        self.is(verb, class::BE) && (timely || above.argument(Role::Subject).is_some_and(pointed))
    }

    /// "Called a strike to ask for more": what is called with "a" is an event, and does nothing.
    fn calls_event(&self, verb: u32, above: &Clause) -> bool {
        let article = |a: &Argument| {
            let noun = a.head - self.first;
            let det = self.tree.child(noun, &[Label::Det]);
            self.tree.tag(noun) == Tag::Nn && det.is_some_and(|det| self.is(det, class::ARTICLE))
        };
        // "Called in a mason to mend it".
        let called =
            self.text.lemma(self.token(verb) as usize) == "call" && self.tree.child(verb, &[Label::Prt]).is_none();
        called && above.argument(Role::Object).is_some_and(article)
    }

    /// "The first thing is to sign", "our goal is to leave": a task does nothing.
    fn is_task(&self, verb: u32, above: &Clause) -> bool {
        let task = class::TASK | class::INTENTION | class::CIRCUMSTANCE;
        let idle = |a: &Argument| self.is(a.head - self.first, task);
        self.is(verb, class::BE)
            && above.argument(Role::Complement).is_none()
            && above.argument(Role::Subject).is_some_and(idle)
    }

    /// "Gave the council the chance to leave": who gets the noun.
    fn recipient(&self, above: u32, noun: u32) -> Option<&Argument> {
        let above = self.clause(above);
        let first = |a: &&Argument| !a.shared && a.head < self.token(noun);
        let object = || above.all(Role::Object).find(first).filter(|_| self.is(above.head - self.first, class::GIVING));
        let given = matches!(self.tree.label(noun), Label::Dobj | Label::Attr | Label::Oprd);
        above.argument(Role::Recipient).or_else(object).filter(|_| given)
    }

    /// "Has the strength to rebuild", "had no money to spend": who has something does with it what the infinitive right behind says.
    fn is_owned(&self, noun: u32, clause: &Clause) -> bool {
        let verb = self.tree.head(noun).filter(|_| self.tree.label(noun) == Label::Dobj);
        let have = |verb: u32| self.text.lemma(self.token(verb) as usize) == "have" && verb < noun;
        let right_behind = clause.head <= self.token(noun) + 3;
        right_behind && verb.is_some_and(have)
    }

    /// Who carries out a plan, a decision, a refusal, or has a way to do something: its owner, or the subject of the clause whose object it is. Of any other noun
    /// nobody is named: "the first to sign" is left to the relative clause that it stands for.
    fn subject_of_intention(&self, noun: u32, clause: &Clause, into: &mut Vec<Argument>) {
        let owned = self.is_owned(noun, clause);
        if !self.is(noun, class::INTENTION | class::CIRCUMSTANCE) && !owned {
            return;
        }
        let from = |&c: &u32| self.tree.label(c) == Label::Prep && matches!(self.lower(c), "of" | "by" | "from");
        let of = self.tree.children(noun).find(from);
        // "Norland commitments to leave".
        let named =
            |&c: &u32| c < noun && self.tree.label(c) == Label::Compound && self.kind(c) == Some(NameKind::Polity);
        let owner = self.tree.child(noun, &[Label::Poss]).or_else(|| self.tree.child(of?, &[Label::Pobj]));
        let owner = owner.or_else(|| self.tree.children(noun).find(named));
        // "There are efforts to leave": it is not said whose.
        let owns = |above: u32| {
            let verb = self.clause(above).head - self.first;
            self.is(verb, class::OWNING)
                && !self.is_equated(verb, noun, self.clause(above))
                && !self.is_idle(verb, self.clause(above))
                && self.tree.child(verb, &[Label::Expl]).is_none()
        };
        let had =
            matches!(self.tree.label(noun), Label::Dobj | Label::Attr | Label::Conj) && clause.parent.is_some_and(owns);
        // "In a bid to leave".
        let aimed = self.tree.label(noun) == Label::Pobj
            && self.tree.head(noun).is_some_and(|at| {
                self.lower(at) == "in" && self.tree.head(at).is_some_and(|verb| is_verb(self.tree.tag(verb)))
            });
        match (owner, clause.parent) {
            (None, Some(parent)) if self.recipient(parent, noun).is_some() => {
                let given = self.recipient(parent, noun).cloned();
                into.extend(given.map(|a| Argument { role: Role::Subject, shared: true, ..a }));
            }
            (Some(owner), _) => self.add(Role::Subject, None, owner, true, into),
            (None, Some(parent)) if had || owned || aimed && !self.clause(parent).passive => {
                self.surface_subject(parent, into)
            }
            _ => {}
        }
    }
}
