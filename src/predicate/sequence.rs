//! A clause as wordings want it: subject, verb, object, then the rest, with nothing between.
//!
//! Wordings are written in the order of a plain sentence. A clause of any other surface is brought into that order: its parts may stand far from each other, in
//! another clause (the subject of an infinitive, the noun of a relative clause), or with insertions between them. Of a coordination each member has sequences of its own.

use crate::text::Text;
use crate::text::clauses::{Argument, Clause, Form, Role};

/// Subjects, and objects, that are tried.
const MEMBERS: usize = 8;
/// Prepositional phrases that are tried first behind the object.
const OBLIQUE: usize = 6;
/// Sequences of one clause.
const SEQUENCES: usize = 32;

/// Tokens of the text in the order of a plain sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    pub order: Vec<u32>,
    /// Where the predicate stands in it.
    pub head: usize,
}

/// The sequences of a clause: one for each subject, object, and prepositional phrase that may follow.
pub(super) fn sequences(text: &Text, clause: &Clause) -> Vec<Sequence> {
    if clause.form == Form::Verbless {
        return Vec::new();
    }
    let front = if clause.passive { Role::Object } else { Role::Subject };
    let subjects = choices(clause, |a| a.role == front);
    let objects =
        choices(clause, |a| a.role != front && matches!(a.role, Role::Object | Role::Complement | Role::Recipient));
    let rest: Vec<&Argument> = clause
        .arguments
        .iter()
        .filter(|a| matches!(a.role, Role::Oblique | Role::Adverbial) || clause.passive && a.role == Role::Subject)
        .take(2 * OBLIQUE)
        .collect();
    let mut found = Vec::new();
    for subject in &subjects {
        for object in &objects {
            for first in 0..rest.len().clamp(1, OBLIQUE) {
                if found.len() < SEQUENCES {
                    let tail = object.iter().copied().chain(rest.iter().skip(first).copied());
                    found.push(sequence(text, clause, *subject, tail));
                }
            }
        }
    }
    found
}

/// The arguments of some roles; none at all is one choice.
fn choices(clause: &Clause, of: impl Fn(&Argument) -> bool) -> Vec<Option<&Argument>> {
    let found: Vec<_> = clause.arguments.iter().filter(|a| of(a)).take(MEMBERS).map(Some).collect();
    if found.is_empty() { vec![None] } else { found }
}

fn sequence<'a>(
    text: &Text,
    clause: &Clause,
    subject: Option<&Argument>,
    tail: impl Iterator<Item = &'a Argument>,
) -> Sequence {
    let mut order: Vec<u32> = Vec::new();
    order.extend(subject.iter().flat_map(|a| a.tokens.clone()));
    // An infinitive reads like a verb with tense once it stands behind its subject.
    let infinitival = |token: u32| clause.form == Form::Infinitive && text.lower(token as usize) == "to";
    order.extend(clause.group.iter().copied().filter(|&token| token < clause.head && !infinitival(token)));
    let head = order.len();
    order.push(clause.head);
    order.extend(clause.group.iter().copied().filter(|&token| token > clause.head));
    for argument in tail {
        order.extend(argument.preposition);
        order.extend(argument.tokens.clone());
    }
    Sequence { order, head }
}
