//! Whether documents tell that somebody's office changed: two offices, or two holders, told of days apart are then one after the other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::around::Around;
use super::sides;
use crate::align::Placed;
use crate::claim::Narrowing;
use crate::entity::EntityId;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Days before what is compared within which a change still tells of it.
const LATELY: i64 = 60;

/// Whether one of two documents, or another one of a few that were put together, tells of a change in the office of a person, by the key of the person.
pub(super) fn is_told(rules: &RuleSet, links: &Links<'_>, person: &str, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let from = [a, b].iter().filter_map(|p| p.valid.days.low()).min();
    told_of(rules, links, person, &[a.document, b.document], from)
}

/// The same of some documents, and of changes that are not dated long before a day.
pub(super) fn told_of(
    rules: &RuleSet,
    links: &Links<'_>,
    person: &str,
    documents: &[usize],
    from: Option<NaiveDate>,
) -> bool {
    let all: Vec<usize> = (0..links.documents.len()).collect();
    let documents = if sides::are_a_handful(links) { &all } else { documents };
    documents.iter().any(|&document| told_in(rules, links, person, document, from))
}

/// The same of one document alone.
pub(super) fn told_in(
    rules: &RuleSet,
    links: &Links<'_>,
    person: &str,
    document: usize,
    from: Option<NaiveDate>,
) -> bool {
    let lists = &rules.extractor.tables.narrowing;
    sentences(links, person, document).iter().any(|&sentence| tells(links, lists, document, sentence, from))
}

/// The sentences of a document that speak of somebody or something, by the key.
pub(super) fn sentences(links: &Links<'_>, key: &str, document: usize) -> BTreeSet<Span> {
    let linked = &links.documents[document].document;
    let entities = &linked.claims.mentions.entities;
    let one = |id: EntityId| links.key(&entities.get(id).key).0 == links.key(key).0;
    let mentions = entities.mentions.iter().filter(|m| m.entity.is_some_and(one));
    mentions.map(|m| Around::span(&linked.source, m.span)).collect()
}

/// Whether a sentence tells of a change of office that is not dated long ago.
fn tells(links: &Links<'_>, lists: &Narrowing, document: usize, sentence: Span, from: Option<NaiveDate>) -> bool {
    let linked = &links.documents[document];
    let mentions = &linked.document.claims.mentions;
    let around = Around::of(&linked.document.source, sentence);
    let office = || mentions.entities.offices.iter().any(|o| sentence.contains(o.span)) || around.has(&lists.posts);
    if !around.has(&lists.succession) || !office() {
        return false;
    }
    let old = |(time, resolved): (&crate::time::TimeMention, &crate::time::Resolved)| {
        let gap = resolved.extent.high().zip(from).map_or(0, |(told, from)| (from - told).num_days());
        sentence.contains(time.span) && gap > LATELY
    };
    !mentions.times.iter().zip(linked.times.iter()).any(old)
}
