//! Several claims on one question may leave no date to an undated document, though each of them alone does.

use std::collections::BTreeMap;

use super::Verdict;
use super::cases::{self, Cases, Partner};
use super::findings::Hit;
use crate::align::Placed;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;

/// Of the pairs that clash at some dates of an undated document only, those whose claim clashes with one or another at each of them; and the rest, which
/// stay undecided.
pub(super) fn without_escape(links: &Links<'_>, placed: &[Placed<'_>], undated: Vec<Hit>) -> (Vec<Hit>, Vec<Hit>) {
    let mut by_claim: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // What rests on two speakers is no more than a note, and closes no case.
    let counted = |hit: &Hit| hit.compared.attributed < 2 || hit.compared.same_speaker;
    for (i, hit) in undated.iter().enumerate().filter(|(_, hit)| counted(hit)) {
        for open in &hit.compared.open {
            by_claim.entry(open.claim).or_default().push(i);
        }
    }
    // The claim whose cases decide a pair; of two, the first.
    let mut decided: BTreeMap<usize, usize> = BTreeMap::new();
    for (claim, all) in by_claim {
        let hits: Vec<&Hit> = all.iter().map(|&i| &undated[i]).collect();
        let Cases { closed, used, .. } = cases_of(links, placed, claim, &hits);
        // A partner that closes nothing is left as it was.
        for i in all.into_iter().filter(|_| closed) {
            if used.contains(&undated[i].a) || used.contains(&undated[i].b) {
                decided.entry(i).or_insert(claim);
            }
        }
    }
    let (mut closed, mut escaping) = (Vec::new(), Vec::new());
    for (i, mut hit) in undated.into_iter().enumerate() {
        let Some(claim) = decided.get(&i) else {
            escaping.push(hit);
            continue;
        };
        hit.compared.open.retain(|open| open.claim == *claim);
        hit.compared.verdict = Verdict::Conflict(hit.compared.open[0].difference);
        let detail = "together they leave no date for the undated document";
        hit.compared.passed(Gate::Time, PassedBy::Inference, detail);
        closed.push(hit);
    }
    (closed, escaping)
}

/// The cases of a claim whose document is undated, as its comparisons have them.
pub(super) fn cases_of(links: &Links<'_>, placed: &[Placed<'_>], claim: usize, hits: &[&Hit]) -> Cases {
    let mut partners: Vec<Partner<'_, '_>> = Vec::new();
    let mut admissible: Option<Days> = None;
    for open in hits.iter().flat_map(|hit| &hit.compared.open).filter(|open| open.claim == claim) {
        partners.push(Partner { other: &placed[open.other], clash: open.clash });
        // A document that is kept up to date is no older than any that it is compared with: the latest of their dates bounds it.
        admissible = admissible.map_or(Some(open.admissible), |days| days.intersect(&open.admissible));
    }
    admissible.map_or_else(Cases::default, |days| cases::tell(links, &placed[claim], days, &partners))
}
