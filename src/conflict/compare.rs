//! One comparison: which mechanism decides, and what it says.

use super::successors::PREDECESSOR;
use super::{
    Compared, Reason, Verdict, affairs, ages, bases, deadlines, frames, instruments, members, offices, ranks, rivals,
    sole, status, successors, terms, trends, worked,
};
use crate::align::Placed;
use crate::claim::{BORN, DEADLINE, DIED, FOUNDED, IMPLIED, LIFESPAN, RANK, TREND, Value};
use crate::diagnostic::Gate;
use crate::link::Links;
use crate::rule::{Mechanism, RuleSet};

/// Compares two claims of one question by a rule's mechanism.
pub(super) fn compare(
    rules: &RuleSet,
    links: &Links<'_>,
    mechanism: Mechanism,
    a: &Placed<'_>,
    b: &Placed<'_>,
) -> Compared {
    let mut compared = Compared::new();
    let verdict = match (mechanism, &a.claim.value, &b.claim.value) {
        (Mechanism::TwoValues, _, _) if a.claim.predicate == DEADLINE => {
            deadlines::deadlines(links, a, b, &mut compared)
        }
        (Mechanism::TwoValues, Value::Quantity(x), Value::Quantity(y)) if a.claim.predicate == RANK => {
            ranks::ranks(rules, links, a, b, x, y, &mut compared)
        }
        (Mechanism::TwoValues, Value::Quantity(x), Value::Quantity(y)) if a.claim.predicate == IMPLIED => {
            bases::bases(links, a, b, x, y, &mut compared)
        }
        (Mechanism::TwoValues, Value::Quantity(x), Value::Quantity(y)) => {
            frames::quantities(rules, links, a, b, x, y, &mut compared)
        }
        (Mechanism::TwoValues, Value::Time(x), Value::Time(y)) if a.claim.predicate == DIED => {
            ages::deaths(rules, links, [(a, *x), (b, *y)], &mut compared)
        }
        (Mechanism::TwoValues, Value::Age(_), _) | (Mechanism::TwoValues, _, Value::Age(_)) => {
            ages::births(rules, links, a, b, &mut compared)
        }
        (Mechanism::TwoValues, Value::Time(_), Value::Time(_))
            if [a, b].iter().any(|placed| placed.claim.found_by == LIFESPAN) =>
        {
            ages::births(rules, links, a, b, &mut compared)
        }
        (Mechanism::TwoValues, Value::Time(x), Value::Time(y)) if a.claim.predicate == BORN => {
            ages::birthdays(rules, links, [(a, *x), (b, *y)], &mut compared)
        }
        (Mechanism::TwoValues, Value::Time(x), Value::Time(y)) if a.claim.predicate == FOUNDED => {
            affairs::foundings(rules, links, a, b, (*x, *y), &mut compared)
        }
        (Mechanism::TwoValues, Value::Time(x), Value::Time(y)) => {
            frames::times(rules, links, a, b, (*x, *y), &mut compared)
        }
        (Mechanism::TwoValues, Value::Listed(x), Value::Listed(y)) if a.claim.predicate == TREND => {
            trends::trends(rules, links, a, b, x, y, &mut compared)
        }
        (Mechanism::TwoValues, Value::Office(x), Value::Office(y)) => {
            offices::two_offices(rules, links, a, b, x, y, &mut compared)
        }
        (Mechanism::TwoValues, Value::Referents { .. }, Value::Referents { .. }) => {
            status::referents(rules, links, a, b, &mut compared)
        }
        (Mechanism::Places, Value::Referents { .. }, Value::Referents { .. }) => {
            affairs::places(rules, links, a, b, &mut compared)
        }
        (Mechanism::Doers, Value::Quantity(x), Value::Quantity(y)) if a.claim.predicate == RANK => {
            rivals::holders(rules, links, [a, b], [x, y], &mut compared)
        }
        (Mechanism::Doers, _, _) if a.claim.predicate == PREDECESSOR => {
            successors::predecessors(rules, links, a, b, &mut compared)
        }
        (Mechanism::Doers, Value::Referents { .. }, Value::Referents { .. }) => {
            affairs::doers(rules, links, a, b, &mut compared)
        }
        (Mechanism::Converse, Value::Truth, Value::Truth) => affairs::converse(links, a, b, &mut compared),
        (Mechanism::Outcome, Value::Listed(x), Value::Listed(y)) => {
            affairs::outcome(rules, links, a, b, (x, y), &mut compared)
        }
        (Mechanism::Term, Value::Office(x), Value::Office(y)) => terms::terms(rules, links, a, b, x, y, &mut compared),
        (Mechanism::Standing, Value::Office(x), Value::Office(y)) => {
            offices::standing(rules, links, a, b, (x, y), &mut compared)
        }
        (Mechanism::Members, Value::Referents { .. }, Value::Referents { .. }) => {
            members::members(rules, links, a, b, &mut compared)
        }
        (Mechanism::SoleAnswer, _, _) => sole::sole(rules, links, a, b, &mut compared),
        (Mechanism::Former, _, _) => offices::former(rules, links, a, b, &mut compared),
        (Mechanism::Status, Value::Listed(x), Value::Listed(y)) => {
            status::listed(rules, links, a, b, x, y, &mut compared)
        }
        _ => Err(Verdict::Unrelated(Gate::Referent)),
    };
    let verdict = match verdict.unwrap_or_else(|end| end) {
        Verdict::Conflict(_) if instruments::are_two(rules, links, a, b) => Verdict::Undecided(Reason::UnknownReferent),
        verdict => verdict,
    };
    worked::notes(links, [a, b], &verdict, &mut compared);
    compared.is(verdict)
}
