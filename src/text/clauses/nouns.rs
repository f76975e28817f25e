//! Who and what: the arguments of verbs, of nouns of events, and of appositions.

use super::build::Builder;
use super::tree::is_verb;
use super::{Argument, Clause, Form, Link, Role, class};
use crate::text::syntax::{Label, Tag};

impl Builder<'_> {
    /// The arguments of a verb, its own first, then those it shares.
    pub(super) fn verb_arguments(&self, word: u32, clause: &mut Clause) {
        let mut subject = Vec::new();
        let mut rest = Vec::new();
        let own = self.subject_of(word);
        for child in self.tree.children(word) {
            match self.tree.label(child) {
                Label::Nsubj | Label::Nsubjpass | Label::Csubj | Label::Csubjpass if own == Some(child) => {
                    self.add_or_antecedent(Role::Subject, None, child, word, &mut subject);
                }
                Label::Dobj => {
                    // "Remained a member".
                    let said = self.is(word, class::BECOMING) && self.says_what(child);
                    let role = if said { Role::Complement } else { Role::Object };
                    self.add_or_antecedent(role, None, child, word, &mut rest);
                }
                Label::Attr | Label::Acomp | Label::Oprd if !is_verb(self.tree.tag(child)) => {
                    self.add_or_antecedent(Role::Complement, None, child, word, &mut rest);
                    self.of_adjective(child, word, &mut rest);
                }
                Label::Npadvmod => self.add(Role::Adverbial, None, child, false, &mut rest),
                Label::Dative if self.tree.child(child, &[Label::Pobj]).is_none() => {
                    self.add(Role::Recipient, None, child, false, &mut rest);
                }
                Label::Dative | Label::Prep | Label::Agent => self.prepositional(child, word, &mut rest),
                // "Called back to Norport".
                Label::Advmod | Label::Prt => {
                    let behind = |&c: &u32| c > child && self.tree.label(c) == Label::Prep;
                    self.tree.children(child).filter(behind).for_each(|c| self.prepositional(c, word, &mut rest));
                }
                _ => {}
            }
        }
        self.part_objects(word, clause, &mut rest);
        if subject.is_empty() {
            self.shared_subject(word, clause, &mut subject);
        }
        self.there_is(word, &mut subject, &mut rest);
        self.gap(word, &subject, &mut rest);
        let own = |shared: bool| rest.iter().any(|a| a.role == Role::Object && a.shared == shared);
        if clause.link == Link::Relative && own(true) && own(false) {
            // "The claim that she signed the pact": with an object of its own the clause is what is claimed.
            rest.retain(|a| a.role != Role::Object || !a.shared);
            clause.link = Link::Complement;
        }
        if clause.passive {
            to_logic(&mut subject, &mut rest, self, word);
        }
        subject.append(&mut rest);
        subject.sort_by_key(|a| a.role != Role::Subject);
        clause.arguments = subject;
    }

    /// Whether the object of "remain" or "become" tells what somebody is: nothing but an adjective does behind verbs like "keep" and "get".
    fn says_what(&self, object: u32) -> bool {
        let article = self.tree.child(object, &[Label::Det, Label::Poss]).is_some();
        !article && matches!(self.tree.tag(object), Tag::Jj | Tag::Jjr | Tag::Jjs)
    }

    /// "Called it a success", "gave her the post", each with two objects: the second is what the first is said to be, or the first is who gets it.
    fn part_objects(&self, word: u32, clause: &Clause, rest: &mut [Argument]) {
        let objects = || self.tree.children(word).filter(|&c| c > word && self.tree.label(c) == Label::Dobj);
        let (Some(first), Some(second)) = (objects().next(), objects().nth(1)) else { return };
        if clause.passive || objects().nth(2).is_some() || self.tree.core(first).end != self.tree.core(second).start {
            return;
        }
        let naming = self.is(word, class::NAMING);
        let pronoun = self.tree.tag(first) == Tag::Prp;
        let (from, to, role) = match naming {
            true => (second, u32::MAX, Role::Complement),
            false if pronoun => (first, second, Role::Recipient),
            false => return,
        };
        let within = |head: u32| (self.token(from)..to.saturating_add(self.first)).contains(&head);
        for argument in rest.iter_mut().filter(|a| a.role == Role::Object && within(a.head)) {
            argument.role = role;
        }
    }

    /// The subject that is nearest before its verb; else the first behind it.
    fn subject_of(&self, word: u32) -> Option<u32> {
        let subject = |&c: &u32| {
            matches!(self.tree.label(c), Label::Nsubj | Label::Nsubjpass | Label::Csubj | Label::Csubjpass)
                && self.is_word(c, Role::Subject)
        };
        let subjects = || self.tree.children(word).filter(subject);
        subjects().take_while(|&c| c < word).last().or_else(|| subjects().next())
    }

    /// "With both ministers ill", "considers her a friend".
    pub(super) fn small_clause(&self, word: u32, clause: &mut Clause) {
        if let Some(subject) = self.subject_of(word) {
            self.add(Role::Subject, None, subject, false, &mut clause.arguments);
        }
        clause.arguments.push(self.phrase(Role::Complement, None, word, false, false));
        self.of_adjective(word, word, &mut clause.arguments);
    }

    /// "Is responsible for the attack": what hangs on an adjective is said of the same.
    fn of_adjective(&self, complement: u32, clause: u32, into: &mut Vec<Argument>) {
        if !matches!(self.tree.tag(complement), Tag::Jj | Tag::Jjr | Tag::Jjs) {
            return;
        }
        for child in self.tree.children(complement).filter(|&c| self.tree.label(c) == Label::Prep) {
            self.prepositional(child, clause, into);
        }
    }

    /// "By …", "in …": each member of the coordination behind a preposition, and behind the prepositions joined to it.
    fn prepositional(&self, preposition: u32, clause: u32, into: &mut Vec<Argument>) {
        let mut next = Some(preposition);
        for _ in 0..4 {
            let Some(at) = next else { return };
            let role = if self.tree.label(at) == Label::Dative { Role::Recipient } else { Role::Oblique };
            for child in self.tree.children(at) {
                match self.tree.label(child) {
                    Label::Pobj => self.add_or_antecedent(role, Some(at), child, clause, into),
                    // "Out of the pact": the inner preposition tells; not so in "according to her".
                    Label::Prep => {
                        if let Some(inner) = self.tree.child(child, &[Label::Pobj]) {
                            let tells = if self.is(at, class::LEADING) { at } else { child };
                            self.add(role, Some(tells), inner, false, into);
                        }
                    }
                    _ => {}
                }
            }
            next = self.tree.child(at, &[Label::Conj]).filter(|&c| self.tree.child(c, &[Label::Pobj]).is_some());
        }
    }

    /// Adds a noun phrase, or what its relative pronoun stands for.
    fn add_or_antecedent(
        &self,
        role: Role,
        preposition: Option<u32>,
        word: u32,
        clause: u32,
        into: &mut Vec<Argument>,
    ) {
        let relative = matches!(self.tree.tag(word), Tag::Wdt | Tag::Wp)
            || self.lower(word) == "that" && self.tree.tag(word) != Tag::Dt;
        match self.antecedent(clause).filter(|_| relative) {
            Some(noun) => self.add_before(clause.max(noun + 1), role, preposition, noun, true, into),
            None => self.add(role, preposition, word, false, into),
        }
    }

    /// The noun that a relative clause, or a member of its coordination, is about.
    fn antecedent(&self, mut clause: u32) -> Option<u32> {
        for _ in 0..8 {
            match self.tree.label(clause) {
                Label::Relcl => return self.tree.head(clause).filter(|&noun| !is_verb(self.tree.tag(noun))),
                Label::Conj | Label::Xcomp | Label::Ccomp => clause = self.tree.head(clause)?,
                _ => return None,
            }
        }
        None
    }

    /// The subject of a clause that has none of its own.
    fn shared_subject(&self, word: u32, clause: &Clause, into: &mut Vec<Argument>) {
        let Some(head) = self.tree.head(word) else { return };
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
            Label::Acl | Label::Relcl if !is_verb(self.tree.tag(head)) => {
                self.add_before(word.max(head + 1), Role::Subject, None, head, true, into)
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
            // "Funds for building bridges": it is not said who builds.
            Label::Pcomp | Label::Pobj if self.at_noun(head) => {}
            Label::Pcomp if clause.parent.is_some_and(|above| self.done_by_object(above, head)) => {
                let above = self.clause(clause.parent.unwrap_or_default());
                into.extend(above.all(Role::Object).map(|a| Argument {
                    role: Role::Subject,
                    shared: true,
                    ..a.clone()
                }));
            }
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
                Label::Pobj if self.lower(head) == "for" => {
                    let counted = self.tree.child(noun, &[Label::Nummod]).is_some();
                    let time = self.is(noun, class::CALENDAR) || self.tree.tag(noun) == Tag::Cd || counted;
                    // "The Framework for Prosperity".
                    let name = |word| self.tree.tag(word) == Tag::Nnp;
                    let time = time || name(noun) && self.tree.head(head).is_some_and(name);
                    return Some(noun).filter(|_| !time && self.is_word(noun, Role::Subject));
                }
                Label::Pobj | Label::Prep | Label::Conj => noun = head,
                _ => return None,
            }
        }
        None
    }

    /// Whether a gerund tells what somebody has trouble with or spends time on.
    fn is_pursued(&self, noun: u32, clause: &Clause) -> bool {
        let had = matches!(self.tree.label(noun), Label::Dobj | Label::Npadvmod | Label::Attr);
        had && self.is(noun, class::PURSUIT) && clause.parent.is_some() && clause.head == self.token(noun) + 1
    }

    /// Whether a passive keeps back who does what the gerund behind "by" or "in" says.
    fn hides_doer(&self, preposition: u32, clause: &Clause) -> bool {
        let Some(above) = clause.parent.map(|above| self.clause(above)).filter(|above| above.passive) else {
            return false;
        };
        let participle = above.form == Form::Participle && self.lower(preposition) == "in";
        self.lower(preposition) == "by" || participle
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

    /// "Kept her from leaving", "accused her of lying": the object of the clause above does what the gerund says.
    fn done_by_object(&self, above: u32, preposition: u32) -> bool {
        let above = self.clause(above);
        let from = self.lower(preposition) == "from";
        let class = if from { class::HINDERING } else { class::BLAMING };
        !above.passive && above.argument(Role::Object).is_some() && self.is(above.head - self.first, class)
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
            && (!to || self.is(verb, class::OBJECT_CONTROL) || self.is(verb, class::OBJECT_RAISING) && behind);
        if to && !by_object && self.is_idle(verb, above) {
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

    /// Who carries out a plan, a decision, a refusal, or has a way to do something: its owner, or the subject of the clause whose object it is. Of any other noun
    /// nobody is named: "the first to sign" is left to the relative clause that it stands for.
    fn subject_of_intention(&self, noun: u32, clause: &Clause, into: &mut Vec<Argument>) {
        if !self.is(noun, class::INTENTION | class::CIRCUMSTANCE) {
            return;
        }
        let from = |&c: &u32| self.tree.label(c) == Label::Prep && matches!(self.lower(c), "of" | "by" | "from");
        let of = self.tree.children(noun).find(from);
        let owner = self.tree.child(noun, &[Label::Poss]).or_else(|| self.tree.child(of?, &[Label::Pobj]));
        let had = matches!(self.tree.label(noun), Label::Dobj | Label::Attr | Label::Conj)
            && clause.parent.is_some_and(|above| self.is(self.clause(above).head - self.first, class::OWNING));
        // "In a bid to leave".
        let aimed = self.tree.label(noun) == Label::Pobj
            && self.tree.head(noun).is_some_and(|at| {
                self.lower(at) == "in" && self.tree.head(at).is_some_and(|verb| is_verb(self.tree.tag(verb)))
            });
        match (owner, clause.parent) {
            (Some(owner), _) => self.add(Role::Subject, None, owner, true, into),
            (None, Some(parent)) if had || aimed && !self.clause(parent).passive => self.surface_subject(parent, into),
            _ => {}
        }
    }

    /// "There were twelve deaths": what there is is the subject.
    fn there_is(&self, word: u32, subject: &mut Vec<Argument>, rest: &mut [Argument]) {
        let Some(expletive) = self.tree.child(word, &[Label::Expl]) else { return };
        if self.tree.tag(expletive) != Tag::Ex {
            return;
        }
        subject.clear();
        for argument in rest.iter_mut().filter(|a| a.role == Role::Complement) {
            argument.role = Role::Subject;
        }
    }

    /// "The pact they signed": a relative clause with a subject, without a pronoun and without an object is about its object, or about what its last
    /// preposition lacks.
    fn gap(&self, word: u32, subject: &[Argument], rest: &mut Vec<Argument>) {
        if self.tree.label(word) != Label::Relcl || subject.iter().any(|a| a.shared) || subject.is_empty() {
            return;
        }
        let Some(noun) = self.tree.head(word).filter(|&noun| !is_verb(self.tree.tag(noun))) else { return };
        let adverb = self.tree.children(word).any(|c| self.tree.tag(c) == Tag::Wrb)
            || self.is(noun, class::CIRCUMSTANCE)
            || self.is(word, class::BE);
        let filled = rest.iter().any(|a| a.shared || matches!(a.role, Role::Object | Role::Complement));
        if adverb || filled {
            return;
        }
        let stranded = self
            .tree
            .children(word)
            .find(|&c| self.tree.label(c) == Label::Prep && self.tree.children(c).next().is_none());
        let end = word.max(noun + 1);
        match stranded {
            Some(preposition) => self.add_before(end, Role::Oblique, Some(preposition), noun, true, rest),
            None => self.add_before(end, Role::Object, None, noun, true, rest),
        }
    }

    /// "The signing of the pact by Norland", "Norland's withdrawal from the pact".
    pub(super) fn event_arguments(&self, word: u32, clause: &mut Clause) {
        let into = &mut clause.arguments;
        let by = self.tree.children(word).any(|c| self.tree.label(c) == Label::Prep && self.lower(c) == "by");
        let takes_none = self.is(word, class::OF_SUBJECT);
        let of = if takes_none { Role::Subject } else { Role::Object };
        let has_of = self.tree.children(word).any(|c| self.tree.label(c) == Label::Prep && self.lower(c) == "of");
        for child in self.tree.children(word) {
            match self.tree.label(child) {
                // "The pact's signing by Norland": beside "by", or where nothing else can be the object, the owner is it.
                Label::Poss if self.is(child, class::CALENDAR) => {}
                Label::Poss if takes_none || (has_of && !by) => self.add(Role::Subject, None, child, false, into),
                Label::Poss if by => self.add(Role::Object, None, child, false, into),
                Label::Prep => {
                    let Some(noun) = self.tree.child(child, &[Label::Pobj]) else { continue };
                    match self.lower(child) {
                        "of" => self.add(of, None, noun, false, into),
                        "by" => self.add(Role::Subject, None, noun, false, into),
                        _ => self.add(Role::Oblique, Some(child), noun, false, into),
                    }
                }
                _ => {}
            }
        }
        clause.arguments.sort_by_key(|a| a.role != Role::Subject);
    }

    /// An apposition says of its noun what it is.
    pub(super) fn apposition(&self, word: u32, clause: &mut Clause) {
        let Some(noun) = self.tree.head(word) else { return };
        clause.arguments.push(self.phrase(Role::Subject, None, noun, false, true));
        clause.arguments.push(self.phrase(Role::Complement, None, word, false, false));
    }
}

/// From the surface of a passive to its logic: the subject is the object, and who "by" leads to is the subject.
fn to_logic(subject: &mut [Argument], rest: &mut [Argument], builder: &Builder, word: u32) {
    // "She was named minister": beside the subject, what looks like an object is what she was named.
    for argument in rest.iter_mut().filter(|a| a.role == Role::Object) {
        argument.role = Role::Complement;
    }
    for argument in subject {
        argument.role = Role::Object;
    }
    // "By Norland and by Sudmark".
    let mut agent = builder.tree.child(word, &[Label::Agent]);
    for _ in 0..4 {
        let Some(by) = agent else { return };
        for argument in rest.iter_mut().filter(|a| a.preposition == Some(builder.token(by))) {
            argument.role = Role::Subject;
        }
        agent = builder.tree.child(by, &[Label::Conj]).filter(|&by| builder.is(by, class::BY));
    }
}
