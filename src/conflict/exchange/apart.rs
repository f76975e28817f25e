//! What tells that two sentences of nearly the same words tell of two things: other days, other names, a limit that only one of the two texts knows.

use super::Pair;
use crate::claim::{PassageItem, PassageWord};
use crate::conflict::lineup::Lined;

/// How many times as many words a text has as its summary.
const SUMMARY: usize = 2;

impl Pair<'_, '_> {
    /// Whether two sentences each tell days, none of them the other's: "in 2025", "in 2026".
    pub(super) fn tell_other_times(&self, lined: Lined) -> bool {
        let days = |side: usize| {
            let values = self.passage(side, lined).values.iter();
            values.filter_map(move |value| match value.told {
                PassageItem::Time(time) => {
                    Some(self.linked(side).times[time as usize].extent).filter(|days| days.is_bounded())
                }
                PassageItem::Figure(_) => None,
            })
        };
        let apart = days(0).all(|a| days(1).all(|b| a.disjoint(&b)));
        apart && days(0).next().is_some() && days(1).next().is_some()
    }

    /// Whether two sentences each name something that the other text names nowhere: "the Solcombe branch", "the Arvenne branch". Then they tell of two things. A summary leaves out most
    /// names, and tells of what its source does.
    pub(super) fn names_others(&self, lined: Lined) -> bool {
        !self.is_summary()
            && (0..2).all(|side| {
                let (claims, source) = (self.claims(side), &self.linked(side).document.source);
                let passage = self.passage(side, lined);
                passage.words.iter().any(|word| {
                    // Any first word of a sentence has a capital; a noun without an article before it is a name, unless it is a plural.
                    let told = source.words(word.span);
                    let opens = word.span.start == passage.span.start;
                    let entity = || claims.mentions.entities.mentions.iter().any(|m| m.span.start == word.span.start);
                    let named = told.starts_with(char::is_uppercase) && (!opens || !told.ends_with('s') || entity());
                    named && !self.has(1 - side, word.hash)
                })
            })
    }

    /// Whether one of two texts is so much shorter that it sums up the other.
    pub(super) fn is_summary(&self) -> bool {
        let words = |side: usize| self.claims(side).passages.iter().map(|passage| passage.words.len()).sum::<usize>();
        words(0).max(words(1)) >= SUMMARY * words(0).min(words(1))
    }

    /// Whether one of two sentences is limited in a way of which the other text knows nothing: "the siege of the hall took four hours", "at the gate it took 20 minutes".
    pub(super) fn is_limited(&self, lined: Lined) -> bool {
        (0..2).any(|side| {
            let known = |word: &PassageWord| {
                let passages = &self.claims(1 - side).passages;
                passages
                    .iter()
                    .flat_map(|p| &p.words)
                    .any(|w| w.hash == word.hash || w.alike != 0 && w.alike == word.alike)
            };
            self.passage(side, lined).words.iter().any(|word| word.limiting && !known(word))
        })
    }
}
