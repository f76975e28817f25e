//! Whom somebody succeeded in an office: "succeeded Ana Ruiz as mayor", "succeeded Tomas Vell as mayor".

use super::affairs::alike;
use super::around::Around;
use super::{Compared, Reason, Verdict, affairs};
use crate::align::Placed;
use crate::claim::Value;
use crate::entity::Tenure;
use crate::link::Links;
use crate::rule::RuleSet;

/// The predicate of who was succeeded.
pub(super) const PREDECESSOR: &str = "predecessor";

/// Compares two predecessors of one person in one office. Whoever held it for a while in between, or before an earlier term, may be told of by one side alone.
pub(super) fn predecessors(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let lists = &rules.extractor.tables.narrowing;
    for placed in [a, b] {
        let linked = &links.documents[placed.document].document;
        let around = Around::of(&linked.source, placed.claim.span);
        let offices = &linked.claims.mentions.entities.offices;
        let between = offices.iter().any(|office| office.tenure == Tenure::Acting);
        // "As chair of the audit committee": of what, is not read.
        let cut = around.behind.first().is_some_and(|word| matches!(word.as_str(), "at" | "for" | "of"));
        if cut || between || around.has(&lists.returning) || around.has(&rules.extractor.tables.sole.apart) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
    }
    // A document that speaks of the other's predecessor knows of both.
    let knows = |own: &Placed<'_>, other: &Placed<'_>| {
        let Value::Referents { all, .. } = &other.claim.value else { return true };
        let entities = &links.documents[own.document].document.claims.mentions.entities.entities;
        all.iter().any(|person| entities.iter().any(|entity| alike(&entity.key, &person.key)))
    };
    if knows(a, b) || knows(b, a) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    affairs::doers(rules, links, a, b, compared)
}
