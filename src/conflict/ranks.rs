//! Ranks: one thing, two places in one order.

use super::frames::STANDS;
use super::{Compared, Difference, Reason, Verdict, gates};
use crate::align::Placed;
use crate::claim::{Claim, EVENT, Frame, RANK, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::link::Links;
use crate::quantity::Quantity;

/// Compares two ranks of one thing.
pub(super) fn ranks(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &Quantity,
    y: &Quantity,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let (Some(first), Some(second)) = (&a.claim.frame, &b.claim.frame) else {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    };
    if first.head != second.head {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    // "The largest optical telescope" may be the second-largest of all.
    let apart = |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && !a.iter().any(|word| b.contains(word));
    let order = first.restrictions == second.restrictions
        && !apart(&first.places, &second.places)
        && !apart(&first.actors, &second.actors)
        && !apart(&first.words, &second.words);
    if !order {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    let beside = links.topics.grouping().side_by_side;
    let alike = match (first.agents.first(), second.agents.first()) {
        (Some(x), Some(y)) => x == y,
        // "The country's second-largest city" and "the third-largest city of Arvenne".
        (Some(whole), None) => whole == "country" && !second.places.is_empty(),
        (None, Some(whole)) => whole == "country" && !first.places.is_empty(),
        (None, None) => true,
    };
    let told = |frame: &Frame| {
        !(frame.agents.is_empty() && frame.places.is_empty() && frame.actors.is_empty() && frame.words.is_empty())
    };
    let same = first.places == second.places
        && first.actors == second.actors
        && first.words == second.words
        && first.agents == second.agents;
    // "The second mayor of Solcombe from the Green Party" may be the third of all.
    let whole = first.agents != second.agents;
    let sure = same
        || whole
            && alike
            && first.words == second.words
            && first.actors == second.actors
            && told(first)
            && told(second);
    let story = is_of_story(links, a) && is_of_story(links, b) && links.topics.grouping().together;
    if !(beside || story || sure && named(a) && named(b)) {
        return Err(Verdict::Undecided(Reason::UnknownMeasure));
    }
    let by = if same { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Measure, by, if same { "one order" } else { "one side does not tell the order in full" });
    // What it was when it opened, it was once and for all.
    let once = first.restrictions.iter().any(|word| word.starts_with("when "));
    let dated = [a, b].iter().all(|p| links.documents[p.document].date.extent.is_bounded());
    if story && dated && !links.within(a.document, b.document, STANDS) {
        return Err(Verdict::Undecided(Reason::UnknownTime)); // Others have happened since.
    }
    when(links, a, b, first.head.contains(' ') && !once && !story, compared)?;
    compared.likeness = 100;
    Ok(if x.agree(y) { Verdict::Agree } else { Verdict::Conflict(Difference::Value) })
}

/// Whether a claim ranks the event of which a story tells, and its document tells no other rank of that order.
fn is_of_story(links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let of = |claim: &Claim| claim.slots.values().any(|subject| subject.key == EVENT);
    let head = |claim: &Claim| claim.frame.as_ref().map(|frame| frame.head.clone());
    let claims = &links.documents[placed.document].document.claims.claims;
    let mut ranks = claims.iter().filter(|claim| claim.predicate == RANK && head(claim) == head(placed.claim));
    of(placed.claim) && ranks.all(|claim| matches!((&claim.value, &placed.claim.value), (Value::Quantity(x), Value::Quantity(y)) if x.value() == y.value()))
}

/// Whether what is ranked has a name: "the company" may be any.
fn named(placed: &Placed<'_>) -> bool {
    placed.claim.slots.values().all(|subject| !subject.inferred || subject.named)
}

/// A place in a row stays; an order by size may change, so both must be told of one time.
fn when(
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    changing: bool,
    compared: &mut Compared,
) -> Result<(), Verdict> {
    if !changing {
        compared.passed(Gate::Time, PassedBy::Explicit, "a place in a row, or at one occasion, stays");
        return Ok(());
    }
    if a.valid.own != b.valid.own || a.valid.own && a.valid.days != b.valid.days {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if a.claim.context.tense != b.claim.context.tense && !(a.claim.apposed || b.claim.apposed) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let dated = date(a).is_bounded() && date(b).is_bounded();
    if dated && !links.within(a.document, b.document, STANDS) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    compared.passed(Gate::Time, PassedBy::Inference, "told of one time");
    Ok(())
}
