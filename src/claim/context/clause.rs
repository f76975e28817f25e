//! Commitment read off clauses: the verb's own auxiliaries and negation first, then what the clause hangs on, upwards to the sentence's main clause or to somebody
//! whose statement it is.

use super::{Context, ContextReader, EntityKind, Modality, Polarity, Speaker, Tense, class};
use crate::source::Span;
use crate::text::clauses::{Argument, Clause, Clauses, Form, Link, Role, VerbTense};

/// Words behind "found" among which the support for something is named: "nothing to support it".
const SUPPORT: usize = 4;
/// Clauses that are climbed.
const HEIGHT: usize = 16;

impl ContextReader<'_> {
    /// What clause number `at` commits to, with regard to the token `head`, which is its predicate or belongs to one of its arguments. Tokens of `own` are words
    /// of a wording, and tell nothing beyond it.
    pub(super) fn of_clause(&self, clauses: &Clauses, at: usize, head: usize, own: &[u32]) -> Context {
        let list = &clauses.list;
        let clause = &list[at];
        // What a name or a noun is called is not said but taken for granted: "did not invite former President Vell".
        if !own.is_empty() && !own.contains(&clause.head) {
            return Context::default();
        }
        // "12 percent do not read": how many is not denied.
        let within = clause.arguments.iter().any(|a| a.role == Role::Subject && a.tokens.contains(&(head as u32)));
        let mut state = State { negative: !within && self.negated(clause, own), ..State::default() };
        state.raise(self.modality(clause, own));
        state.tense = tense(clause);
        // "The board dismissed him": what the verb of a wording governs is part of its meaning.
        if head != clause.head as usize && !own.contains(&clause.head) {
            self.governed(clause.head, &mut state);
        }
        let mut below = at;
        for _ in 0..HEIGHT {
            if self.has_condition(list, below) {
                state.raise(Modality::Possible);
            }
            let Some(above) = list[below].parent.map(|parent| &list[parent as usize]) else { break };
            if !self.climb(list, &list[below], above, &mut state) {
                break;
            }
            below = list[below].parent.map_or(below, |parent| parent as usize);
        }
        let polarity = if state.negative { Polarity::Negative } else { Polarity::Positive };
        Context { polarity, modality: state.modality, tense: state.tense, speaker: None, distanced: state.distanced }
    }

    /// What a clause takes from the one above; whether what stands further up still matters.
    fn climb(&self, list: &[Clause], below: &Clause, above: &Clause, state: &mut State) -> bool {
        let opener = below.opener.map_or(0, |opener| self.word(opener as usize));
        match below.link {
            Link::Open => {
                state.negative ^= self.negated(above, &[]);
                state.raise(self.modality(above, &[]));
                self.governed_by(below, above, state);
                // "Was asked to resign", "was ready to resign": whether anybody did is not told.
                let asked = [Some(above.head), below.hangs_on].into_iter().flatten();
                let asked = asked.map(|word| self.lemma(word as usize)).any(|classes| classes & class::ASKING != 0);
                if asked && below.form == Form::Infinitive {
                    state.raise(Modality::Intended);
                }
                // "Is to be opened".
                let to = below.group.iter().any(|&token| self.text.lower(token as usize) == "to");
                let bare = to && above.argument(Role::Complement).is_none();
                if bare && self.text.lemma(above.head as usize) == "be" {
                    state.raise(Modality::Intended);
                }
                if state.tense == Tense::Unknown {
                    state.tense = tense(above);
                }
            }
            // Only what is said can stand before its verb: in "sales grew and profit is expected to" the tree goes astray.
            Link::Complement if below.head < above.head && !self.says(above) => {
                self.named_so(above, state);
                return false;
            }
            Link::Complement => {
                let unsure = opener & class::CONDITIONAL != 0 || self.negated(above, &[]);
                state.raise(if unsure { Modality::Possible } else { Modality::Actual });
                self.governed_by(below, above, state);
                self.weighed(list, below, above, state);
                self.named_so(above, state);
                state.distanced |= self.lemma(above.head as usize) & class::DISTANCING != 0;
                return !self.says(above);
            }
            Link::Modifier if below.form == Form::Infinitive => {
                state.raise(Modality::Intended);
                self.governed_by(below, above, state);
                return false;
            }
            Link::Adverbial => {
                if opener & class::CONDITIONAL != 0 {
                    state.raise(Modality::Possible);
                } else if below.form == Form::Infinitive {
                    state.raise(Modality::Intended);
                }
                state.negative |= opener & class::NEGATOR != 0;
                if below.tense == VerbTense::None && state.tense == Tense::Unknown {
                    state.tense = tense(above);
                }
                if below.form != Form::Finite {
                    state.raise(self.modality(above, &[]));
                }
                return below.form != Form::Finite;
            }
            Link::Within => {
                let mut governor = State::default();
                self.governed(above.head, &mut governor);
                governor.raise(self.modality(above, &[]));
                if governor.negative || governor.modality != Modality::Actual {
                    state.raise(governor.modality.max(Modality::Intended));
                }
            }
            Link::Coordinate => {}
            Link::Root | Link::Relative | Link::Modifier | Link::Parenthesis => return false,
        }
        true
    }

    /// What the verb above makes of a clause, and the noun or adjective that it hangs on there: "is likely to sign", "the plan to sign".
    fn governed_by(&self, below: &Clause, above: &Clause, state: &mut State) {
        self.governed(above.head, state);
        // "The plan is to sign": the subject of a copula says what the infinitive is.
        let copula = self.text.lemma(above.head as usize) == "be" && below.form == Form::Infinitive;
        if let Some(subject) = above.argument(Role::Subject).filter(|_| copula) {
            self.governed(subject.head, state);
        }
        if let Some(word) = below.hangs_on.filter(|&word| word != above.head) {
            self.governed(word, state);
        }
    }

    /// What becomes of a suggestion, a theory or a claim: whoever looks at it leaves it open, unless they bear it out or find nothing for it.
    fn weighed(&self, list: &[Clause], below: &Clause, above: &Clause, state: &mut State) {
        let thesis = self.is_thesis(below);
        if thesis && self.is_refuted(list, below, above) {
            state.negative = !state.negative;
        } else if thesis && self.lemma(above.head as usize) & (class::BEARING_OUT | class::DENYING) == 0 {
            state.raise(Modality::Possible);
        }
    }

    /// What a copula calls its content: "it is a myth that", "rumours that … are false".
    fn named_so(&self, above: &Clause, state: &mut State) {
        if self.text.lemma(above.head as usize) != "be" {
            return;
        }
        let classes =
            |role: Role| above.argument(role).map_or(0, |a| self.lemma(a.head as usize) | self.word(a.head as usize));
        state.distanced |= classes(Role::Complement) & class::DISTANCING != 0;
        if (classes(Role::Subject) | classes(Role::Complement)) & class::THESIS != 0 {
            state.raise(Modality::Possible);
        }
    }

    /// "Looked at the suggestion that …, but found nothing to support it": the clause that says so may hang on either of the two.
    fn is_refuted(&self, list: &[Clause], below: &Clause, above: &Clause) -> bool {
        let yields = |clause: &&Clause| {
            let parent = clause.parent.map(|parent| list[parent as usize].head);
            clause.link == Link::Coordinate
                && clause.head > below.head
                && parent.is_some_and(|head| head == below.head || head == above.head)
                && self.lemma(clause.head as usize) & class::YIELDING != 0
        };
        // "And found nothing in the minutes" tells less.
        let evidence = |at: usize| self.lemma(at) & (class::EVIDENCE | class::BEARING_OUT) != 0;
        list.iter().filter(yields).any(|clause| {
            let behind = clause.head as usize + 1..self.text.tokens.len().min(clause.head as usize + 1 + SUPPORT);
            self.negated(clause, &[]) && behind.into_iter().any(evidence)
        })
    }

    /// What a word makes of what it governs: a plan, a duty, a refusal.
    fn governed(&self, word: u32, state: &mut State) {
        let classes = self.word(word as usize) | self.lemma(word as usize);
        if classes & class::DENYING != 0 || classes & class::PHRASE != 0 && self.rules_out(word as usize) {
            state.negative = !state.negative;
        }
        state.raise(modality(classes));
    }

    /// Whether a verb denies what it governs together with the particle behind it.
    fn rules_out(&self, verb: usize) -> bool {
        let particle = self.text.tokens.get(verb + 1).map(|_| self.text.lower(verb + 1).to_owned());
        let phrase = particle.map(|particle| (self.text.lemma(verb).to_owned(), particle));
        phrase.is_some_and(|phrase| self.tables.denying_phrases.contains(&phrase))
    }

    /// Whether a clause tells what is put forward: "the theory that".
    fn is_thesis(&self, clause: &Clause) -> bool {
        clause.hangs_on.is_some_and(|noun| self.lemma(noun as usize) & class::THESIS != 0)
    }

    /// Whether a clause is denied: by a word beside its verb, or by its subject or object ("no country", "nobody").
    fn negated(&self, clause: &Clause, own: &[u32]) -> bool {
        let negator = |token: u32| {
            let next = token as usize + 1;
            let only = next < self.text.tokens.len() && self.word(next) & class::AFTER_NOT != 0;
            let classes = self.word(token as usize) | self.lemma(token as usize);
            classes & class::NEGATOR != 0 && !only && !own.contains(&token)
        };
        let core = |a: &&Argument| matches!(a.role, Role::Subject | Role::Object | Role::Complement) && !a.shared;
        let none = |a: &Argument| negator(a.tokens.start);
        clause.group.iter().any(|&token| negator(token)) || clause.arguments.iter().filter(core).any(none)
    }

    /// Which commitment the words beside a verb tell: "may", "must", "will", "perhaps".
    fn modality(&self, clause: &Clause, own: &[u32]) -> Modality {
        let words = clause.group.iter().filter(|&&token| !own.contains(&token) && !self.in_time(token as usize));
        words.map(|&token| modality(self.word(token as usize))).max().unwrap_or_default()
    }

    /// Whether another clause makes a condition of this one: "…, if the council agrees".
    fn has_condition(&self, list: &[Clause], at: usize) -> bool {
        list.iter().any(|clause| {
            let opener = clause.opener.map_or(0, |opener| self.word(opener as usize));
            clause.parent == Some(at as u32) && clause.link == Link::Adverbial && opener & class::HYPOTHETICAL != 0
        })
    }

    /// Whose statement a clause is: the innermost one whose saying it completes.
    pub(super) fn reporter(&self, clauses: &Clauses, at: usize) -> Option<Speaker> {
        let list = &clauses.list;
        let mut below = at;
        for _ in 0..HEIGHT {
            let found = self.according(&list[below]).or_else(|| self.said_beside(list, below));
            let above = list[below].parent.map(|parent| parent as usize);
            let told = || {
                let above = &list[above?];
                let found = || self.is_thesis(&list[below]) && self.is_refuted(list, &list[below], above);
                let said = list[below].link == Link::Complement && (self.says(above) || found());
                said.then(|| self.sayer(above)).flatten()
            };
            if let Some(speaker) = found.or_else(told) {
                return Some(speaker);
            }
            below = above?;
        }
        None
    }

    /// "…, he said", "as he said": a verb of saying without anything said of its own.
    fn said_beside(&self, list: &[Clause], at: usize) -> Option<Speaker> {
        let beside = |clause: &&Clause| {
            let parenthesis = clause.link == Link::Parenthesis;
            let opener = clause.opener.is_some_and(|opener| self.text.lower(opener as usize) == "as");
            clause.parent == Some(at as u32)
                && (parenthesis || clause.link == Link::Adverbial && opener)
                && self.says(clause)
        };
        list.iter().find(beside).and_then(|clause| self.sayer(clause))
    }

    fn according(&self, clause: &Clause) -> Option<Speaker> {
        let according = |a: &&Argument| a.preposition.is_some_and(|word| self.text.lower(word as usize) == "according");
        clause.all(Role::Oblique).find(according).and_then(|a| self.speaking(a))
    }

    fn says(&self, clause: &Clause) -> bool {
        self.lemma(clause.head as usize) & class::SAYING != 0
    }

    fn sayer(&self, clause: &Clause) -> Option<Speaker> {
        clause.argument(Role::Subject).and_then(|a| self.speaking(a))
    }

    /// A speaker by the words that name it: a person or body known by a mention there, or the words themselves ("officials"). "We said" is nobody else's statement.
    fn speaking(&self, argument: &Argument) -> Option<Speaker> {
        if self.word(argument.head as usize) & class::OWN_VOICE != 0 {
            return None;
        }
        let span = self.text.span(argument.tokens.start as usize..argument.tokens.end as usize);
        let mentions = &self.entities.mentions;
        let first = mentions.partition_point(|m| m.span.end <= span.start);
        let known = mentions[first..]
            .iter()
            .take_while(|m| m.span.start < span.end)
            .filter(|m| matches!(m.kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place))
            .find_map(|m| m.entity);
        Some(match known.map(|entity| self.entities.get(entity)) {
            Some(entity) => {
                let person = entity.kind == EntityKind::Person;
                Speaker { name: entity.name.clone(), key: Some(entity.key.clone()), quoted: false, person }
            }
            None => {
                let span = self.meant_by(argument).unwrap_or(span);
                Speaker { name: self.text.of(span).to_owned(), key: None, quoted: false, person: false }
            }
        })
    }

    /// Whom "it" takes up that has no name: the subject of the sentence before, in the same paragraph.
    fn meant_by(&self, argument: &Argument) -> Option<Span> {
        let it = self.text.lower(argument.head as usize) == "it";
        let number = self.text.sentence_at(self.text.token(argument.head as usize).span.start).filter(|_| it)?;
        let before = number.checked_sub(1)?;
        let blocks = [number, before].map(|n| self.text.sentences[n].block);
        let clauses = self.clauses.of(before).filter(|_| blocks[0] == blocks[1])?;
        let main = clauses.list.iter().find(|clause| clause.link == Link::Root)?;
        let subject = main.argument(Role::Subject)?;
        Some(self.text.span(subject.tokens.start as usize..subject.tokens.end as usize))
    }
}

/// What climbing gathers.
#[derive(Default)]
struct State {
    negative: bool,
    modality: Modality,
    tense: Tense,
    distanced: bool,
}

impl State {
    fn raise(&mut self, modality: Modality) {
        self.modality = self.modality.max(modality);
    }
}

/// The commitment that classes of words tell.
fn modality(classes: u32) -> Modality {
    if classes & class::POSSIBLE != 0 {
        Modality::Possible
    } else if classes & class::OBLIGING != 0 {
        Modality::Obliged
    } else if classes & class::INTENDING != 0 {
        Modality::Intended
    } else {
        Modality::Actual
    }
}

/// When a clause holds, as far as its verb tells. A participle without an auxiliary tells what has been done.
fn tense(clause: &Clause) -> Tense {
    match clause.tense {
        VerbTense::Past => Tense::Past,
        VerbTense::Present => Tense::Present,
        VerbTense::Future => Tense::Future,
        VerbTense::None if clause.form == Form::Participle => Tense::Past,
        VerbTense::None => Tense::Unknown,
    }
}
