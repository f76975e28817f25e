//! Dates in analysed sentences: what happened is the clause that the date belongs to, wherever its parts stand.

use std::ops::Range;

use super::{Cover, Frame, Framer, Gathered, class};
use crate::entity::EntityKind;
use crate::source::Span;
use crate::text::clauses::{Argument, Clause, Clauses, Form, Link, Role, VerbTense};

/// Tokens before a date that opens a sentence: "On", "A quarter of a century ago, on".
const OPENING: usize = 7;

impl Framer<'_> {
    /// The clause that a token belongs to, in a sentence that was analysed.
    pub(super) fn clause_of(&self, token: usize) -> Option<(&Clauses, usize)> {
        let sentence = self.text.sentence_at(self.text.token(token).span.start)?;
        let clauses = self.clauses.of(sentence)?;
        let at = clauses.of(token)?;
        // A heading, a line of a list: no verb says that it is so.
        let fragment = clauses.list[at].link == Link::Root && clauses.list[at].form != Form::Finite;
        (!fragment).then_some((clauses, at))
    }

    /// The words of an argument, figures and times left out; nothing of a further circumstance that tells one.
    fn take_argument(&self, argument: &Argument, into: &mut Gathered) {
        let tokens = argument.tokens.start as usize..argument.tokens.end as usize;
        let circumstance = matches!(argument.role, Role::Oblique | Role::Adverbial);
        if !circumstance || !tokens.clone().any(|i| self.cover[i] == Cover::Time || self.is_figure(i)) {
            let reach = into.reach;
            tokens.for_each(|i| self.take(i, into));
            if argument.shared {
                into.reach = reach;
            }
        }
    }

    /// "The opening of the film festival": what comes again every year.
    fn recurs(&self, argument: &Argument) -> bool {
        let mut tokens = argument.tokens.start as usize..argument.tokens.end as usize;
        tokens.any(|i| self.tables.recurring.contains(self.text.lemma(i)))
    }

    /// "A national emergency": one of which there may be others, and without a name.
    fn is_indefinite(&self, argument: &Argument) -> bool {
        // "A lorry on the Coast Road" is any.
        let mut tokens = argument.tokens.start as usize..argument.head as usize + 1;
        let named = |i: usize| matches!(self.cover[i], Cover::Entity(_));
        tokens.next().is_some_and(|i| matches!(self.text.lower(i), "a" | "an" | "another")) && !tokens.any(named)
    }

    /// The noun of what happens once among the arguments of a verb that says only that it happened, as tokens, and the verb that it stands for.
    fn occasion(&self, arguments: &[Argument]) -> Option<(Range<usize>, String)> {
        let core = arguments.iter().filter(|a| matches!(a.role, Role::Subject | Role::Object));
        core.flat_map(|a| a.tokens.start as usize..a.tokens.end as usize).find_map(|i| {
            // Not the lemma: of "opening" it may be the verb's.
            let noun = self.text.lower(i);
            let partial = i > 0 && matches!(self.text.lower(i - 1), "-" | "soft" | "partial");
            if !self.is(i, class::OCCASION) || partial {
                return None;
            }
            let alone = || self.tables.occasions.get(noun).map(|verb| (i..i + 1, verb.clone()));
            let pair = i.checked_sub(1).and_then(|before| {
                let verb = self.tables.occasions.get(&format!("{} {noun}", self.text.lower(before)))?;
                Some((before..i + 1, verb.clone()))
            });
            pair.or_else(alone)
        })
    }

    /// What else was done at a time: a relative clause without a time of its own, by those who did what its main clause tells, to what belongs to that:
    /// "The league was founded on 3 May 1996 by nine towns, which signed its charter in Solcombe".
    pub fn along(&self, index: usize) -> Vec<(Frame, Span, Span)> {
        let time = &self.mentions.times[index];
        let inside = self.text.tokens_in(time.span);
        let full = time.expression.full_date().is_some() && !inside.is_empty();
        let clause =
            || self.clause_of(inside.start).filter(|(clauses, at)| self.dated(clauses, *at, &inside).is_some());
        let Some(((clauses, at), (first, last))) = full.then(clause).flatten().zip(self.sentence(time.span)) else {
            return Vec::new();
        };
        let along = |part: usize| {
            self.goes_along(clauses, at, part)
                || inside.start <= first + OPENING && self.joins_in(clauses, [at, part], &inside, last)
        };
        let found = (0..clauses.list.len()).filter(|&part| along(part)).filter_map(|part| {
            let told = self.dated(clauses, part, &inside)?;
            self.once_told(told, inside.clone(), first..last)
        });
        found.collect()
    }

    /// Whether a clause goes on with the doers of one whose date opens the sentence, and tells what they did once: "On 3 May 1996 nine skippers met and adopted the rules".
    fn joins_in(&self, clauses: &Clauses, [main, part]: [usize; 2], time: &Range<usize>, last: usize) -> bool {
        let (clause, main_clause) = (&clauses.list[part], &clauses.list[main]);
        let past = |clause: &Clause| clause.form == Form::Finite && clause.tense == VerbTense::Past && !clause.perfect;
        let shared = |a: &Argument| a.role == Role::Subject && a.shared;
        let elsewhere = |i: usize| self.cover[i] == Cover::Time || self.is(i, class::SEQUENCE | class::BOUNDING);
        let verb = clause.head as usize;
        let mut told = (main_clause.head as usize..last)
            .filter(|&i| matches!(clauses.of(i), Some(at) if at == part || at == main));
        clause.parent == Some(main as u32)
            && clause.link == Link::Coordinate
            && past(clause)
            && past(main_clause)
            && time.end <= main_clause.head as usize
            && self.lemma_is(verb, class::ONCE)
            && clause.arguments.iter().any(shared)
            && !told.any(elsewhere)
    }

    /// Whether a relative clause tells of the doers of its main clause, and of what that brought about.
    fn goes_along(&self, clauses: &Clauses, main: usize, part: usize) -> bool {
        let (clause, main_clause) = (&clauses.list[part], &clauses.list[main]);
        let once = |clause: &Clause| self.lemma_is(clause.head as usize, class::ONCE);
        let past = |clause: &Clause| clause.form == Form::Finite && clause.tense == VerbTense::Past && !clause.perfect;
        let relative = clause.parent == Some(main as u32) && clause.link == Link::Relative;
        if !relative || ![clause, main_clause].into_iter().all(|clause| past(clause) && once(clause)) {
            return false;
        }
        let doer = |a: &Argument| a.role == Role::Subject && clause.hangs_on.is_some_and(|at| a.tokens.contains(&at));
        let own = |a: &Argument| a.role == Role::Object && self.is_possessive(a.tokens.start as usize);
        let elsewhere = |i: usize| self.cover[i] == Cover::Time || self.is(i, class::SEQUENCE | class::BOUNDING);
        let tokens = |a: &Argument| a.tokens.start as usize..a.tokens.end as usize;
        let told = clause.arguments.iter().flat_map(tokens).chain(clause.group.iter().map(|&i| i as usize));
        // The doers' own argument holds the clause itself.
        let mut told = told.filter(|&i| clauses.of(i) == Some(part));
        main_clause.arguments.iter().any(doer) && clause.arguments.iter().any(own) && !told.any(elsewhere)
    }

    /// The verb that tells what happened at a time, its lemma, and the words of its clause.
    pub(super) fn dated(&self, clauses: &Clauses, at: usize, time: &Range<usize>) -> Option<(usize, String, Gathered)> {
        let clause = &clauses.list[at];
        let verb = clause.head as usize;
        let occasion = self.lemma_is(verb, class::LIGHT).then(|| self.occasion(&clause.arguments)).flatten();
        let lemma = match &occasion {
            Some((_, lemma)) => lemma.clone(),
            None => clause.verb.as_deref().unwrap_or(self.text.lemma(verb)).to_owned(),
        };
        let once = self.tables.once(&lemma).is_some();
        let past = clause.tense == VerbTense::Past || clause.perfect;
        let tells = match clause.form {
            Form::Noun => true,
            Form::Verbless => false,
            Form::Participle => once,
            _ => past && (once || !self.lemma_is(verb, class::STOP | class::LINKING)),
        };
        // "The treaty of 1996 was signed": the year is the treaty's.
        let named = |a: &Argument| !matches!(a.role, Role::Oblique | Role::Adverbial) && overlap(&a.tokens, time);
        if !tells || self.cover[verb] != Cover::Nothing || clause.arguments.iter().any(named) {
            return None;
        }
        let mut gathered = Gathered::default();
        for argument in clause.arguments.iter().filter(|a| !overlap(&a.tokens, time)) {
            self.take_argument(argument, &mut gathered);
        }
        if let Some((noun, _)) = &occasion {
            // "The opening took place", "the telescope saw first light": the verb says no more than that it happened.
            let own = |i: usize| noun.contains(&i) || self.lemma_is(i, class::LIGHT) || self.text.lower(i) == "place";
            gathered.words.retain(|(i, _)| !own(*i));
            gathered.ordinals.retain(|ordinal| !noun.clone().any(|i| self.text.lower(i) == ordinal));
        }
        let core = || clause.arguments.iter().filter(|a| matches!(a.role, Role::Subject | Role::Object));
        gathered.indefinite = core().any(|a| a.role == Role::Object && self.is_indefinite(a) || self.recurs(a));
        gathered.parties = self.parties(&clause.arguments);
        // "The election on Sunday" may be any; with a name beside it is one. What a body did, or what somebody declared, is not told by who it was.
        let body = |&e: &u32| self.mentions.entities.mentions[e as usize].kind != EntityKind::Person;
        let told = !gathered.words.is_empty() || clause.passive || !gathered.entities.iter().all(body);
        let said = clauses.list.iter().any(|c| c.parent == Some(at as u32) && c.link == Link::Complement);
        let one = match clause.form {
            Form::Noun => once || !gathered.entities.is_empty(),
            _ => told && !said,
        };
        one.then_some((verb, lemma, gathered))
    }
}

fn overlap(a: &Range<u32>, b: &Range<usize>) -> bool {
    (a.start as usize) < b.end && b.start < a.end as usize
}
