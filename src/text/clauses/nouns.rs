//! Who and what: the arguments of verbs, of nouns of events, and of appositions.

use super::build::Builder;
use super::tree::{NONE, is_verb};
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
                    if self.says_where(child, word) {
                        rest.push(self.phrase(Role::Complement, None, child, false, false));
                    }
                    let behind = |&c: &u32| c > child && self.tree.label(c) == Label::Prep;
                    self.tree.children(child).filter(behind).for_each(|c| self.prepositional(c, word, &mut rest));
                }
                _ => {}
            }
        }
        self.part_objects(word, clause, &mut rest);
        self.give_nothing(word, &mut rest);
        if subject.is_empty() {
            self.shared_subject(word, clause, &mut subject);
        }
        self.there_is(word, &mut subject, &mut rest);
        self.gap(word, &subject, &mut rest);
        self.sunk(word, &mut rest);
        self.had_object(word, clause, &mut rest);
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

    /// "Is no longer close to victory": an adverb behind "be" that has a preposition of its own is what the subject is said to be, if nothing else is.
    fn says_where(&self, adverb: u32, be: u32) -> bool {
        let said = [Label::Attr, Label::Acomp, Label::Oprd, Label::Dobj, Label::Ccomp, Label::Xcomp, Label::Expl];
        let before = |c: u32| c > be && c < adverb && self.tree.label(c) == Label::Prep;
        adverb > be
            && !self.tree.children(be).any(before)
            && self.is(be, class::BE)
            && self.tree.tag(adverb) == Tag::Rb
            && !self.is(adverb, class::PARTLY | class::SINGLE)
            && self.tree.child(adverb, &[Label::Prep]).is_some_and(|preposition| preposition > adverb)
            && self.tree.child(be, &said).is_none()
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
        let adjective = matches!(self.tree.tag(second), Tag::Jj | Tag::Jjr | Tag::Jjs);
        let (from, to, role) = match naming || pronoun && adjective {
            true => (second, u32::MAX, Role::Complement),
            false if pronoun => (first, second, Role::Recipient),
            false => return,
        };
        let within = |head: u32| (self.token(from)..to.saturating_add(self.first)).contains(&head);
        for argument in rest.iter_mut().filter(|a| a.role == Role::Object && within(a.head)) {
            argument.role = role;
        }
    }

    /// "It shields us every day": who gets nothing, of a verb that gives nothing, is its object.
    fn give_nothing(&self, word: u32, rest: &mut [Argument]) {
        let whole = rest.iter().any(|a| a.role == Role::Object) || self.tree.child(word, &[Label::Ccomp]).is_some();
        if whole || self.is(word, class::GIVING) {
            return;
        }
        for argument in rest.iter_mut().filter(|a| a.role == Role::Recipient && a.preposition.is_none()) {
            argument.role = Role::Object;
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

    /// "Signed and ratified the pact": the object of the last verb is that of the one before, which has none.
    pub(super) fn lend_object(&mut self, word: u32, clause: &Clause) {
        let Some(mut last) = self.goes_on_alike(word).filter(|_| !clause.passive) else { return };
        let own: Vec<Argument> = clause.all(Role::Object).filter(|a| !a.shared).cloned().collect();
        let again = last != word;
        // "Signed, ratified and published the pact".
        for step in 0..3 {
            match self.lend_to_head(last, again && step == 0, &own) {
                // "Work, eat and buy bread".
                Some(head) if self.tree.head(head).is_some_and(|above| !self.is(above, class::OBJECTLESS)) => {
                    last = head
                }
                _ => return,
            }
        }
    }

    /// The member of a coordination that a verb is, or whose infinitive it is where it says the same again: "has harmed and continues to harm the town".
    fn goes_on_alike(&self, word: u32) -> Option<u32> {
        let member = match self.tree.label(word) {
            Label::Xcomp => self.tree.head(word).filter(|&verb| verb < word)?,
            _ => word,
        };
        let head = self.tree.head(member).filter(|_| self.tree.label(member) == Label::Conj)?;
        let lemma = |at: u32| self.text.lemma(self.token(at) as usize);
        (member == word || lemma(head) == lemma(word)).then_some(member)
    }

    /// Gives objects to the verb that a member of a coordination goes on with, which has none; that verb. A member whose infinitive says the same again may have another form.
    fn lend_to_head(&mut self, word: u32, again: bool, own: &[Argument]) -> Option<u32> {
        let head = self.tree.head(word).filter(|&head| head < word && self.tree.label(word) == Label::Conj)?;
        let other = self.carried.get(head as usize).filter(|&&c| c != NONE).map(|&c| c as usize)?;
        let bare = self.tree.children(head).all(|c| {
            c < head || c >= word || matches!(self.tree.label(c), Label::Cc | Label::Punct | Label::Advmod | Label::Prt)
        });
        let past = |word| matches!(self.tree.tag(word), Tag::Vbn | Tag::Vbd);
        // "Are hurting, fearing the flood" is no coordination.
        let joined = self.tree.children(head).any(|c| c > head && c < word && self.tree.label(c) == Label::Cc)
            || self.tree.child(word, &[Label::Conj]).is_some();
        let same = again || self.tree.tag(head) == self.tree.tag(word) || past(head) && past(word);
        // "Came and saw the mayor".
        // "Stood up and signed the pact", "work hard and save money".
        let adverb = |c: u32| c > head && c < word && matches!(self.tree.label(c), Label::Advmod | Label::Prt);
        let alone = self.is(head, class::OBJECTLESS) && self.tree.children(head).any(adverb);
        let near = word - head <= 4 && same && joined && !alone && !self.is(head, class::UNDIRECTED);
        if !bare || !near || self.clauses[other].passive || own.is_empty() {
            return None;
        }
        self.clauses[other].arguments.extend(own.iter().map(|a| Argument { shared: true, ..a.clone() }));
        Some(head)
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
        // "Vell, whose party won".
        let which = |of: u32| self.tree.children(of).any(|c| matches!(self.tree.tag(c), Tag::Wdt | Tag::Wp));
        // "The plan, a copy of which was burnt".
        let whose = |c: u32| self.tree.children(c).any(|of| self.tree.tag(of) == Tag::WpPoss || which(of));
        // "The pact she planned to leave": the infinitive has the object, if any.
        let open = self.opens_infinitive(word).is_some() && !self.is(word, class::USING);
        if adverb || filled || self.subject_of(word).is_some_and(whose) || open || self.sink(word).is_some() {
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

    /// "The thing we have to do": the innermost infinitive of a relative clause, if it has no object, is about the noun.
    fn sink(&self, clause: u32) -> Option<u32> {
        let mut at = self.opens_infinitive(clause)?;
        for _ in 0..4 {
            match self.opens_infinitive(at) {
                Some(inner) => at = inner,
                None => break,
            }
        }
        let full = [Label::Dobj, Label::Ccomp, Label::Xcomp, Label::Attr, Label::Acomp, Label::Oprd];
        let stranded = |c: u32| self.tree.label(c) == Label::Prep && self.tree.children(c).next().is_none();
        let bare = self.tree.child(at, &full).is_none() && !self.tree.children(at).any(stranded);
        (bare && !self.is(at, class::BE | class::UNDIRECTED) && !self.stands_alone(at)).then_some(at)
    }

    /// "Has nothing to offer", "there is work to do": the infinitive right behind what somebody has, without an object of its own, is done to that.
    fn had_object(&self, word: u32, clause: &Clause, rest: &mut Vec<Argument>) {
        let infinitive = clause.form == Form::Infinitive && matches!(self.tree.label(word), Label::Acl | Label::Relcl);
        let Some(noun) = self.tree.head(word).filter(|&noun| infinitive && noun + 2 == word) else { return };
        let had = self.tree.head(noun).is_some_and(|verb| {
            let have = self.text.lemma(self.token(verb) as usize) == "have" && self.tree.label(noun) == Label::Dobj;
            verb < noun && (have || self.tree.child(verb, &[Label::Expl]).is_some())
        });
        let stranded = |c: u32| self.tree.label(c) == Label::Prep && self.tree.children(c).next().is_none();
        let full = [Label::Dobj, Label::Ccomp, Label::Xcomp, Label::Attr, Label::Acomp, Label::Oprd, Label::Auxpass];
        let filled = self.tree.child(word, &full).is_some() || self.tree.children(word).any(stranded);
        let plan = class::INTENTION | class::CIRCUMSTANCE | class::TASK | class::INSTRUMENT | class::CALENDAR;
        let takes = !self.is(word, class::OBJECTLESS | class::UNDIRECTED | class::BE);
        if had && takes && !filled && !self.is(noun, plan) && rest.iter().all(|a| a.role != Role::Object) {
            self.add_before(word, Role::Object, None, noun, true, rest);
        }
    }

    /// The infinitive with "to" that a verb governs.
    fn opens_infinitive(&self, word: u32) -> Option<u32> {
        self.tree.children(word).find(|&c| {
            let to = self.tree.child(c, &[Label::Aux]).is_some_and(|to| self.tree.tag(to) == Tag::To);
            c > word && self.tree.label(c) == Label::Xcomp && self.tree.tag(c) == Tag::Vb && to
        })
    }

    /// "The talent we need to compete": a verb that takes no object, with something else behind it or nothing at all.
    fn stands_alone(&self, verb: u32) -> bool {
        let stranded = |c: u32| self.tree.label(c) == Label::Prep && self.tree.children(c).next().is_none();
        self.is(verb, class::OBJECTLESS) && !self.is(verb, class::CLAUSAL) && !self.tree.children(verb).any(stranded)
    }

    /// Gives an infinitive the noun that the relative clause around it is about.
    fn sunk(&self, word: u32, rest: &mut Vec<Argument>) {
        let mut clause = word;
        for _ in 0..4 {
            match self.tree.head(clause).filter(|_| self.tree.label(clause) == Label::Xcomp) {
                Some(above) => clause = above,
                None => break,
            }
        }
        if clause == word || self.tree.label(clause) != Label::Relcl || self.sink(clause) != Some(word) {
            return;
        }
        let Some(noun) = self.tree.head(clause).filter(|&noun| !is_verb(self.tree.tag(noun))) else { return };
        let adverb = self.tree.children(clause).any(|c| self.tree.tag(c) == Tag::Wrb);
        let object = self.tree.child(clause, &[Label::Dobj]).is_some();
        let relative = |c: u32| matches!(self.tree.tag(c), Tag::Wdt | Tag::Wp);
        let own = self.subject_of(clause).is_some_and(|subject| subject < clause && !relative(subject));
        if own && !adverb && !object && !self.is(noun, class::CIRCUMSTANCE) {
            self.add_before(clause.max(noun + 1), Role::Object, None, noun, true, rest);
        }
    }

    /// "The signing of the pact by Norland", "Norland's withdrawal from the pact".
    pub(super) fn event_arguments(&self, word: u32, into: &mut Vec<Argument>) {
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
        into.sort_by_key(|a| a.role != Role::Subject);
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
