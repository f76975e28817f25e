//! Two findings on the same words are one.
//!
//! "The pact was signed on 4 May" is the date of an agreement and, by its words, that of an event. Where another document says 11 May, both questions
//! find the same difference. The finding whose question has slots of its own stays; of two such the more severe, then the first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::findings::{Draft, Place};

/// The two places that a finding shows first, by document and value.
type Sides = [(usize, String); 2];

/// Merges findings whose two sides overlap in both documents and differ in the same words.
pub(super) fn merge(drafts: Vec<Draft<'_>>) -> Vec<Draft<'_>> {
    let mut alike: BTreeMap<Sides, Vec<usize>> = BTreeMap::new();
    for (i, draft) in drafts.iter().enumerate() {
        if let Some(sides) = sides(draft) {
            alike.entry(sides).or_default().push(i);
        }
    }
    let mut drafts: Vec<Option<Draft<'_>>> = drafts.into_iter().map(Some).collect();
    for mut group in alike.into_values().filter(|g| g.len() > 1) {
        group.sort_unstable_by_key(|&i| drafts[i].as_ref().map(|d| (Reverse(d.exact), Reverse(d.severity), i)));
        let mut kept: Vec<usize> = Vec::new();
        for i in group {
            let Some(draft) = drafts[i].take() else { continue };
            let same = kept.iter().copied().find(|&k| drafts[k].as_ref().is_some_and(|k| overlap(k, &draft)));
            match same.and_then(|k| drafts[k].as_mut()) {
                Some(first) => take_in(first, draft),
                None => {
                    drafts[i] = Some(draft);
                    kept.push(i);
                }
            }
        }
    }
    drafts.into_iter().flatten().collect()
}

/// `None` for what concerns one place alone, or has no values.
fn sides(draft: &Draft<'_>) -> Option<Sides> {
    let [a, b, ..] = draft.places.as_slice() else { return None };
    let side = |p: &Place| (p.document, p.value.to_lowercase());
    let mut sides = [side(a), side(b)];
    sides.sort_unstable();
    (!a.value.is_empty() && !b.value.is_empty()).then_some(sides)
}

/// Whether two findings rest on the same words. Of two questions with slots of their own, what they ask of must be the same too.
fn overlap(a: &Draft<'_>, b: &Draft<'_>) -> bool {
    let other = |(name, value): (&String, &String)| b.slots.get(name).is_some_and(|v| v != value);
    if a.exact && b.exact && a.slots.iter().any(other) {
        return false;
    }
    let [a, b] = [a, b].map(|d| &d.places[..d.places.len().min(2)]);
    a.iter().all(|x| b.iter().any(|y| x.document == y.document && x.span.overlaps(y.span) && same_value(x, y)))
}

fn same_value(a: &Place, b: &Place) -> bool {
    a.value.to_lowercase() == b.value.to_lowercase()
}

/// The further places of a finding that goes, unless they are there already.
fn take_in(first: &mut Draft<'_>, other: Draft<'_>) {
    for place in other.places {
        if !first.places.iter().any(|p| p.document == place.document && p.span.overlaps(place.span)) {
            first.places.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::rule::RuleSet;
    use crate::session::{Role, Session, Settings};
    use crate::source::Source;

    /// Codes and question of what two texts side by side differ in.
    fn found(a: &str, b: &str) -> Vec<(String, String)> {
        let (rules, _) = RuleSet::embedded();
        let mut session = Session::new(Arc::new(rules), Settings { one_topic: true, ..Settings::default() });
        session.upsert(Source::plain("a.txt", a), Role::Judged);
        session.upsert(Source::plain("b.txt", b), Role::Judged);
        session.check().diagnostics.into_iter().map(|d| (d.code, d.question.predicate)).collect()
    }

    #[test]
    fn one_difference_in_the_same_words_is_one_finding_of_the_exact_question() {
        let found = found("The Harbour Pact was signed on 4 May 2019.", "The Harbour Pact was signed on 11 May 2019.");
        assert_eq!(found, [("DAT102".to_owned(), "agreement-date".to_owned())]);
    }

    #[test]
    fn two_differences_are_two_findings() {
        let found = found(
            "The Harbour Pact was signed on 4 May 2019. The Northern Ferry Agreement was signed on 4 May 2019.",
            "The Harbour Pact was signed on 11 May 2019. The Northern Ferry Agreement was signed on 11 May 2019.",
        );
        let each = ("DAT102".to_owned(), "agreement-date".to_owned());
        assert_eq!(found, [each.clone(), each]);
    }
}
