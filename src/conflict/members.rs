//! What a whole consists of: two lists, each told as complete, of which each holds somebody that the other leaves out.
//!
//! Lists that have nobody in common may be of two things of one name, and a list that holds all of the other may be the fuller one; neither is reported.

use super::{Compared, Difference, Reason, Verdict, affairs};
use crate::align::Placed;
use crate::claim::Referent;
use crate::diagnostic::{Gate, PassedBy};
use crate::link::Links;
use crate::rule::RuleSet;

/// Days between two documents within which a whole is taken to have the same parts.
const YEAR: i64 = 366;

/// Compares the members of one whole.
pub(super) fn members(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    affairs::question(rules, links, a, b, compared)?;
    let (x, y) = (affairs::answers(a), affairs::answers(b));
    if x.len() < 2 || y.len() < 2 {
        return Err(Verdict::Undecided(Reason::UnknownScope));
    }
    let same =
        |r: &Referent, s: &Referent| links.key(&r.key).0 == links.key(&s.key).0 || affairs::alike(&r.key, &s.key);
    let without = |x: &[Referent], y: &[Referent]| -> Vec<String> {
        x.iter().filter(|r| !y.iter().any(|s| same(r, s))).map(|r| r.name.clone()).collect()
    };
    let (left, right) = (without(x, y), without(y, x));
    if left.is_empty() || right.is_empty() {
        return Ok(Verdict::Agree);
    }
    if left.len() == x.len() {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    if a.valid.days.is_bounded() && b.valid.days.is_bounded() && !near(a, b) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let detail = format!("{} here, {} there", left.join(" and "), right.join(" and "));
    compared.passed(Gate::Scope, PassedBy::Explicit, detail);
    Ok(Verdict::Conflict(Difference::Value))
}

fn near(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let gap = |x: &Placed<'_>, y: &Placed<'_>| {
        x.valid.days.high().zip(y.valid.days.low()).map_or(0, |(high, low)| (low - high).num_days())
    };
    gap(a, b) <= YEAR && gap(b, a) <= YEAR
}
