//! Two events of one sentence, and which came first: a clause with an event behind "after" or "before", or two events joined by "followed".

use std::ops::Range;

use super::super::orders::{Events, class};
use super::{Cover, Frame, Framer, Gathered};
use crate::entity::EntityKind;
use crate::source::Span;
use crate::text::clauses::{Argument, Clause, Clauses, Form, Link, Role, VerbTense};

/// Tokens behind a word of order within which the noun of the event stands, if no argument tells.
const NOUN: usize = 6;
/// Most orders of a sentence.
const MOST: usize = 8;

/// An event as it is worded: its frame and its tokens.
struct Event {
    frame: Frame,
    reach: (usize, usize),
}

/// What came first, what came later, the words of both, those that tell the order, and the head.
type Ordered = (Frame, Frame, Span, Span, Span);

impl Framer<'_> {
    /// The orders that an analysed sentence tells.
    pub fn of_orders(&self, clauses: &Clauses, sentence: Range<usize>, events: &Events<'_>) -> Vec<Ordered> {
        let mut found = Vec::new();
        for at in sentence.clone().filter(|&i| self.cover[i] == Cover::Nothing || self.cover[i] == Cover::Time) {
            let classes = events.classes(self.text, at);
            if classes & class::HINGE != 0 {
                found.extend(self.hinged(clauses, at, &sentence, classes & class::AFTER != 0, events));
            } else if classes & class::LINK != 0 {
                found.extend(self.linked(clauses, at, classes & class::FOLLOWS != 0, events));
            }
            if found.len() >= MOST {
                break;
            }
        }
        found
    }

    /// The words of an argument as a question of its own.
    pub fn phrase(&self, argument: &Argument) -> Option<Frame> {
        let mut gathered = Gathered::default();
        (argument.tokens.start as usize..argument.tokens.end as usize).for_each(|i| self.take(i, &mut gathered));
        if gathered.words.is_empty() && gathered.entities.is_empty() {
            return None;
        }
        Some(self.assemble("term".to_owned(), None, [&gathered, &Gathered::default(), &Gathered::default()]))
    }

    /// The event that a noun phrase names, wherever its noun stands in it: "the collapse of the dam", "the 1996 fire".
    pub fn event_named(&self, phrase: Range<usize>, events: &Events<'_>) -> Option<Frame> {
        let noun = phrase.clone().find(|&i| self.cover[i] == Cover::Nothing && events.noun(self.text, i).is_some())?;
        let event = self.of_noun(events.noun(self.text, noun)?, noun, phrase)?;
        let told = !(event.frame.words.is_empty() && event.frame.places.is_empty() && event.frame.actors.is_empty());
        told.then_some(event.frame)
    }

    /// "Resigned after the vote", "left before the council met".
    fn hinged(
        &self,
        clauses: &Clauses,
        at: usize,
        sentence: &Range<usize>,
        after: bool,
        events: &Events<'_>,
    ) -> Option<Ordered> {
        let opened = clauses.list.iter().position(|clause| opens(clause, at as u32));
        let (main, other) = match opened {
            Some(child) => {
                (clauses.list[child].parent? as usize, self.of_clause(&clauses.list[child], false, at, events)?)
            }
            None => (clauses.of(at)?, self.behind(clauses, at, sentence, events)?),
        };
        let clause = &clauses.list[main];
        let event = self.of_clause(clause, true, at, events)?;
        let overlaps = event.reach.0 <= other.reach.1 && other.reach.0 <= event.reach.1;
        if overlaps && opened.is_none() && event.reach.1 >= at && event.reach.0 <= at {
            return None;
        }
        let told = self.text.span(at.min(other.reach.1)..other.reach.1.max(at) + 1);
        let span = self.reach_span(&[Some(event.reach), Some(other.reach)]);
        let head = self.text.token(clause.head as usize).span;
        let (earlier, later) = if after { (other, event) } else { (event, other) };
        Some((earlier.frame, later.frame, span, told, head))
    }

    /// "The summit was followed by a strike", both of them nouns of events.
    fn linked(&self, clauses: &Clauses, at: usize, follows: bool, events: &Events<'_>) -> Option<Ordered> {
        let clause = &clauses.list[clauses.at(at)?];
        if clause.form != Form::Finite || !past(clause) {
            return None;
        }
        let noun = |role: Role| clause.argument(role).and_then(|argument| self.of_argument(argument, events));
        let (subject, object) = (noun(Role::Subject)?, noun(Role::Object)?);
        let span = self.reach_span(&[Some(subject.reach), Some(object.reach)]);
        let head = self.text.token(at).span;
        let (earlier, later) = if follows { (object, subject) } else { (subject, object) };
        Some((earlier.frame, later.frame, span, span, head))
    }

    /// The event of a clause in the past, or of the subject of a verb that says only that it happened; behind "after", also of one without tense.
    fn of_clause(&self, clause: &Clause, main: bool, hinge: usize, events: &Events<'_>) -> Option<Event> {
        let verb = clause.head as usize;
        let tensed = clause.form == Form::Finite && past(clause);
        if self.cover[verb] != Cover::Nothing
            || !tensed && (main || !matches!(clause.form, Form::Gerund | Form::Participle))
        {
            return None;
        }
        let lemma = self.text.lemma(verb);
        if self.text.token(verb).lemma != self.text.token(hinge).lemma
            && events.classes(self.text, verb) & class::LIGHT != 0
        {
            let subject = clause.argument(Role::Subject).or_else(|| clause.argument(Role::Object));
            if let Some(event) = subject.and_then(|subject| self.of_argument(subject, events)) {
                return Some(event);
            }
        }
        let (lemma, particle) = match self.text.tokens.len() > verb + 1 && self.lemma_is(verb, super::class::PHRASAL) {
            true => {
                let both = format!("{lemma} {}", self.text.lower(verb + 1));
                match self.tables.once(&both) {
                    Some(_) => (both, Some(verb + 1)),
                    None => (lemma.to_owned(), None),
                }
            }
            false => (lemma.to_owned(), None),
        };
        let head = events.verb(self.text, verb, &lemma)?;
        let mut gathered = Gathered::default();
        let core = |a: &&Argument| matches!(a.role, Role::Subject | Role::Object);
        for argument in clause.arguments.iter().filter(core) {
            let reach = gathered.reach;
            (argument.tokens.start as usize..argument.tokens.end as usize).for_each(|i| self.take(i, &mut gathered));
            if argument.shared {
                gathered.reach = reach;
            }
        }
        gathered.words.retain(|(i, _)| Some(*i) != particle && *i != verb);
        self.event(head, verb, gathered)
    }

    /// The event that the noun of an argument tells.
    fn of_argument(&self, argument: &Argument, events: &Events<'_>) -> Option<Event> {
        let noun = argument.head as usize;
        let head = events.noun(self.text, noun)?;
        self.of_noun(head, noun, argument.tokens.start as usize..argument.tokens.end as usize)
    }

    /// The event behind a word of order: of the argument that it governs, or of the nearest noun.
    fn behind(&self, clauses: &Clauses, at: usize, sentence: &Range<usize>, events: &Events<'_>) -> Option<Event> {
        let all = clauses.list.iter().flat_map(|clause| &clause.arguments);
        let governed = all.into_iter().find(|argument| argument.preposition == Some(at as u32));
        if let Some(argument) = governed {
            return self.misread(clauses, argument, events).or_else(|| self.of_argument(argument, events));
        }
        let end = sentence.end.min(at + 1 + NOUN);
        let mut next = (at + 1..end).take_while(|&i| !self.is_boundary(i) && self.text.lower(i) != ",");
        let noun = next.find(|&i| self.cover[i] == Cover::Nothing && events.noun(self.text, i).is_some())?;
        // "After the vote count": the noun must be the last of its phrase.
        let last = noun + 1 >= sentence.end
            || self.is(noun + 1, super::class::STOP)
            || !self.text.lower(noun + 1).starts_with(char::is_alphabetic);
        self.of_noun(events.noun(self.text, noun)?, noun, at + 1..noun + 1).filter(|_| last)
    }

    /// "Before the tram museum opened", read as a noun with a participle behind it.
    fn misread(&self, clauses: &Clauses, argument: &Argument, events: &Events<'_>) -> Option<Event> {
        let verb = argument.tokens.end as usize;
        let clause = &clauses.list[clauses.at(verb)?];
        let bare =
            clause.form == Form::Participle && !clause.arguments.iter().any(|a| a.role == Role::Subject && !a.shared);
        let head = events
            .verb(self.text, verb, self.text.lemma(verb))
            .filter(|_| bare && self.cover[verb] == Cover::Nothing)?;
        let mut gathered = Gathered::default();
        (argument.tokens.start as usize..verb).for_each(|i| self.take(i, &mut gathered));
        self.event(head, verb, gathered)
    }

    fn of_noun(&self, head: String, noun: usize, tokens: Range<usize>) -> Option<Event> {
        // "After a meeting": any may be meant.
        let indefinite = tokens
            .clone()
            .next()
            .is_some_and(|i| matches!(self.text.lower(i), "a" | "an" | "another" | "any" | "each" | "every"));
        let mut gathered = Gathered::default();
        tokens.filter(|&i| i != noun).for_each(|i| self.take(i, &mut gathered));
        if indefinite && gathered.entities.is_empty() {
            return None;
        }
        self.event(head, noun, gathered)
    }

    fn event(&self, head: String, at: usize, gathered: Gathered) -> Option<Event> {
        let personal = self.tables.personal.contains(&head);
        let mut frame = self.assemble(head, None, [&gathered, &Gathered::default(), &Gathered::default()]);
        let first = gathered.reach.map_or(at, |reach| reach.0.min(at));
        let last = gathered.reach.map_or(at, |reach| reach.1.max(at));
        // What a person does to a thing is told of the thing; "Ruiz resigned" of Ruiz, whatever he is called.
        let person = |&e: &u32| self.mentions.entities.mentions[e as usize].kind == EntityKind::Person;
        if !(personal || gathered.words.is_empty() && gathered.entities.iter().all(person)) {
            self.set_persons_apart(&gathered, &mut frame);
        } else {
            let named = |i: usize| matches!(self.cover.get(i), Some(Cover::Entity(e)) if person(e));
            let title = |word: &String| {
                gathered.words.iter().any(|(i, w)| w == word && self.text.token(*i).capital && named(i + 1))
            };
            frame.words.retain(|word| !title(word));
        }
        let mut shown: Vec<usize> = gathered.words.iter().map(|(i, _)| *i).chain([at]).collect();
        shown.extend(
            gathered
                .entities
                .iter()
                .flat_map(|&e| self.text.tokens_in(self.mentions.entities.mentions[e as usize].span)),
        );
        shown.sort_unstable();
        shown.dedup();
        frame.shown = shown.into_iter().take(super::SHOWN).map(|i| self.text.raw(i)).collect::<Vec<_>>().join(" ");
        Some(Event { frame, reach: (first, last) })
    }
}

/// Whether a word of order opens a clause, or stands right before its first argument where it was read as an adverb.
pub(super) fn opens(clause: &Clause, at: u32) -> bool {
    let own = clause.arguments.iter().filter(|argument| !argument.shared).map(|argument| argument.tokens.start).min();
    let behind = || clause.opener.is_none() && clause.form == Form::Finite && clause.head > at && own == Some(at + 1);
    match clause.link {
        Link::Adverbial => clause.opener == Some(at) || behind(),
        Link::Complement => behind(),
        _ => false,
    }
}

/// Whether a clause tells something as over.
fn past(clause: &Clause) -> bool {
    (clause.tense == VerbTense::Past || clause.perfect) && !clause.progressive
}
