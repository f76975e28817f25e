//! What a clause is to the one it belongs to, and which word opens it.

use super::build::Builder;
use super::tree::is_verb;
use super::{Form, Link, class};
use crate::text::syntax::{Label, Tag};

impl Builder<'_> {
    /// What the clause of a word is to its parent.
    pub(super) fn link(&self, word: u32, form: Form, parent: Option<u32>) -> Link {
        if parent.is_none() {
            return Link::Root;
        }
        match self.tree.label(word) {
            Label::Appos => Link::Within,
            _ if form == Form::Noun => Link::Within,
            Label::Csubj | Label::Csubjpass => Link::Complement,
            Label::Ccomp | Label::Xcomp | Label::Oprd => self.link_of_complement(word, form, parent),
            Label::Relcl | Label::Acl => self.link_of_modifier(word, form),
            Label::Conj if form != Form::Finite && self.tree.head(word).is_some_and(|head| head > word) => {
                Link::Adverbial
            }
            Label::Conj => Link::Coordinate,
            Label::Parataxis => Link::Parenthesis,
            _ => Link::Adverbial,
        }
    }

    /// What hangs on a noun: a relative clause, "the claim that it ended", "the pact signed in May"; or in truth on the verb, as "after it had ended" does.
    fn link_of_modifier(&self, word: u32, form: Form) -> Link {
        let at_verb = self.tree.head(word).is_none_or(|head| is_verb(self.tree.tag(head)));
        match self.tree.child(word, &[Label::Mark]) {
            Some(mark) if form == Form::Finite && !self.opens_claim(mark) => Link::Adverbial,
            Some(_) if form == Form::Finite && self.tree.label(word) == Label::Acl => Link::Complement,
            None if form == Form::Finite && self.opens_circumstance(word) => Link::Adverbial,
            // "Reports the mill had closed".
            None if form == Form::Finite && self.tree.label(word) == Label::Acl && self.tells_whole(word) => {
                Link::Complement
            }
            _ if self.tree.label(word) == Label::Acl => Link::Modifier,
            _ if at_verb && self.relative_pronoun(word).is_none() => Link::Adverbial,
            _ => Link::Relative,
        }
    }

    /// Whether a clause has a subject that is no relative pronoun, and no word in it stands for its noun.
    fn tells_whole(&self, word: u32) -> bool {
        let subject = self.tree.child(word, &[Label::Nsubj, Label::Nsubjpass]);
        let which = |c: u32| matches!(self.tree.tag(c), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb);
        let inside = |c: u32| which(c) || self.tree.children(c).any(which);
        let full = [Label::Dobj, Label::Acomp, Label::Attr, Label::Ccomp, Label::Auxpass];
        subject.is_some() && !self.tree.children(word).any(inside) && self.tree.child(word, &full).is_some()
    }

    /// "The claim that it ended", "the question whether".
    fn opens_claim(&self, mark: u32) -> bool {
        matches!(self.lower(mark), "that" | "whether")
    }

    fn opens_content(&self, mark: u32) -> bool {
        matches!(self.lower(mark), "that" | "whether" | "if" | "for")
    }

    /// "When she left": an adverb opens a clause at a verb.
    fn opens_circumstance(&self, word: u32) -> bool {
        let adverb = self.tree.children(word).next().is_some_and(|c| c < word && self.tree.tag(c) == Tag::Wrb);
        adverb && self.tree.head(word).is_some_and(|head| is_verb(self.tree.tag(head)))
    }

    fn relative_pronoun(&self, word: u32) -> Option<u32> {
        self.tree.children(word).find(|&c| matches!(self.tree.tag(c), Tag::Wdt | Tag::Wp))
    }

    /// What is said, what is done by somebody ("wants her to leave", "plans to leave"), or, in spite of its label, a clause beside the other: "it ended; we stayed".
    fn link_of_complement(&self, word: u32, form: Form, parent: Option<u32>) -> Link {
        let subject = self.tree.child(word, &[Label::Nsubj, Label::Nsubjpass, Label::Expl]);
        let mark = self.tree.child(word, &[Label::Mark]);
        if form == Form::Finite && mark.is_some_and(|mark| !self.opens_content(mark)) {
            return Link::Adverbial;
        }
        let mark = mark.is_some();
        let before = self.tree.head(word).is_some_and(|head| head > word);
        if before && matches!(form, Form::Gerund | Form::Participle) {
            return Link::Adverbial;
        }
        if form != Form::Finite && !(mark && subject.is_some()) {
            return Link::Open;
        }
        if subject.is_none() && self.tree.label(word) != Label::Ccomp {
            return Link::Open;
        }
        let Some(above) = parent.map(|p| self.clauses[p as usize].head - self.first) else { return Link::Complement };
        if !mark && above > word && self.ends_before(above) {
            return Link::Coordinate;
        }
        let question = || self.tree.children(word).any(|c| matches!(self.tree.tag(c), Tag::Wrb | Tag::Wp | Tag::Wdt));
        if mark || self.is(above, class::CLAUSAL) || question() {
            return Link::Complement;
        }
        let between = if above < word { above..word } else { word..above };
        let apart = |at| matches!(self.tree.tag(at), Tag::Comma | Tag::Colon | Tag::Stop | Tag::Hyph);
        let beside = above > word || self.tree.children(above).any(|c| between.contains(&c) && apart(c));
        if beside { Link::Coordinate } else { Link::Complement }
    }

    /// "The mill closed; the guild promised help": whether a semicolon stands right before the subject of a verb.
    fn ends_before(&self, verb: u32) -> bool {
        let subject = self.tree.child(verb, &[Label::Nsubj, Label::Nsubjpass, Label::Expl]).filter(|&c| c < verb);
        let before = subject.and_then(|subject| self.tree.core(subject).start.checked_sub(1));
        before.is_some_and(|at| self.lower(at) == ";")
    }

    pub(super) fn opener(&self, word: u32) -> Option<u32> {
        let mark = self.tree.child(word, &[Label::Mark]);
        let preposition = || {
            let head = self.tree.head(word)?;
            (matches!(self.tree.label(word), Label::Pcomp | Label::Pobj) && self.tree.label(head) == Label::Prep)
                .then_some(head)
        };
        let adverb = || {
            let first = self.tree.children(word).next()?;
            (first < word && self.tree.tag(first) == Tag::Wrb).then_some(first)
        };
        mark.or_else(preposition).or_else(adverb).map(|word| self.token(word))
    }
}
