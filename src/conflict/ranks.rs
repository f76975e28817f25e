//! Ranks: one thing, two places in one order.

use std::collections::BTreeSet;

use super::around::{is_name, words_of};
use super::frames::{RECURS, STANDS, is_of_one_time};
use super::{Compared, Difference, Reason, Verdict, gates, sides};
use crate::align::Placed;
use crate::claim::{Claim, EVENT, Frame, RANK, SOMEBODY, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::EntityKind;
use crate::link::Links;
use crate::quantity::Quantity;
use crate::rule::RuleSet;

/// Compares two ranks of one thing.
pub(super) fn ranks(
    rules: &RuleSet,
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
    if is_sole(rules, links, [a, b], [first, second]) {
        gates::voices(links, a, b, compared)?;
        gates::asserted(a, b)?;
        compared.passed(Gate::Referent, PassedBy::Inference, "each text ranks but one");
        compared.passed(Gate::Time, PassedBy::Inference, "told of one time");
        return Ok(if x.agree(y) { Verdict::Agree } else { Verdict::Conflict(Difference::Value) });
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

/// Whether each of two documents of the same weeks, which the user put together, tells one place of that name, of what may be one thing, in what may be one order.
fn is_sole(rules: &RuleSet, links: &Links<'_>, [a, b]: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let grouping = links.topics.grouping();
    if a.document == b.document || !sides::are_a_handful(links) {
        return false;
    }
    let alone = |placed: &Placed<'_>, own: &Frame| {
        let claims = &links.documents[placed.document].document.claims.claims;
        let same = |frame: &Frame| frame.head == own.head;
        claims.iter().filter(|claim| claim.predicate == RANK && claim.frame.as_ref().is_some_and(same)).count() == 1
    };
    let fits = |p: &[String], q: &[String]| p.is_empty() || q.is_empty() || p.iter().any(|word| q.contains(word));
    let subjects = || {
        let [p, q] = [a, b].map(|placed| placed.claim.slots.values().next());
        let [Some(p), Some(q)] = [p, q] else { return false };
        let (k, l) = (links.key(&p.key).0, links.key(&q.key).0);
        let within = |short: &str, long: &str| long.split(' ').zip(short.split(' ')).all(|(x, y)| x == y);
        // "It is his third": whose place it is, is not told; the other side's name, or one in both texts, must stand in the text.
        let told =
            |name: &str, placed: &Placed<'_>| links.documents[placed.document].document.source.text.contains(name);
        match (p.key == SOMEBODY, q.key == SOMEBODY) {
            (true, true) => share_name(rules, links, [a, b]),
            (true, false) => told(&q.name, a),
            (false, true) => told(&p.name, b),
            _ => k == l || p.named && q.named && (within(k, l) || within(l, k)),
        }
    };
    grouping.together
        && !grouping.side_by_side
        && a.document != b.document
        && links.within(a.document, b.document, RECURS)
        && x.restrictions == y.restrictions
        && [
            (&x.agents, &y.agents),
            (&x.places, &y.places),
            (&x.actors, &y.actors),
            (&x.words, &y.words),
            (&x.names, &y.names),
        ]
        .into_iter()
        .all(|(p, q)| fits(p, q))
        && !of_other_groups(rules, links, [a, b])
        && is_of_one_time(links, [a, b])
        && alone(a, x)
        && alone(b, y)
        && subjects()
}

/// Whether the documents of two claims speak of other groups: the women's team, the men's.
fn of_other_groups(rules: &RuleSet, links: &Links<'_>, placed: [&Placed<'_>; 2]) -> bool {
    let groups = &rules.extractor.tables.narrowing.groups;
    let [p, q] = placed.map(|placed| -> BTreeSet<String> {
        let words = words_of(&links.documents[placed.document].document.source);
        let plain = words.iter().map(|word| word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase());
        plain.filter(|word| groups.contains(word)).collect()
    });
    !p.is_empty() && !q.is_empty() && p.is_disjoint(&q)
}

/// Whether the documents of two claims share a name that is neither a place nor what the two rank.
fn share_name(rules: &RuleSet, links: &Links<'_>, [a, b]: [&Placed<'_>; 2]) -> bool {
    let [x, y] = [a, b].map(|placed| -> BTreeSet<String> {
        let document = links.documents[placed.document].document;
        let entities = &document.claims.mentions.entities.entities;
        let place = |word: &str| {
            entities.iter().any(|e| e.kind == EntityKind::Place && e.key.split(' ').any(|part| part == word))
        };
        let words = words_of(&document.source).into_iter().filter(|word| is_name(word)).map(|word| word.to_lowercase());
        words.filter(|word| !place(word) && !rules.extractor.mentions.entities.is_common(word)).collect()
    });
    let ranked = |word: &&String| {
        [a, b]
            .iter()
            .any(|p| p.claim.frame.as_ref().is_some_and(|f| f.head.split(' ').any(|part| part == word.as_str())))
    };
    x.intersection(&y).any(|word| !ranked(&word))
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
