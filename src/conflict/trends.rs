//! Which way a measure went: up here, down there.

use super::{Compared, Difference, Reason, Verdict, frames, gates};
use crate::align::Placed;
use crate::claim::{TREND, Value};
use crate::diagnostic::Gate;
use crate::link::Links;
use crate::rule::RuleSet;

/// Compares two movements of one measure.
pub(super) fn trends(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &str,
    y: &str,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    if a.document == b.document {
        return Err(Verdict::Unrelated(Gate::Scope)); // A text tells of ups and downs.
    }
    frames::movement(rules, links, a, b, x == y, compared)?;
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    if x == y {
        return Ok(Verdict::Agree);
    }
    // Who tells of both may mean either.
    if both(links, a) || both(links, b) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    Ok(Verdict::Conflict(Difference::Value))
}

/// Whether a document tells of another movement of the same measure as well.
fn both(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let Some(own) = &placed.claim.frame else { return false };
    let claims =
        links.documents[placed.document].document.claims.claims.iter().filter(|claim| claim.predicate == TREND);
    claims
        .filter(|claim| claim.frame.as_ref().is_some_and(|frame| frame.head == own.head))
        .any(|claim| matches!((&claim.value, &placed.claim.value), (Value::Listed(x), Value::Listed(y)) if x != y))
}
