//! What became of each claim of the judged documents: the best that any comparison tells of it.

use super::Verdict;
use crate::align::{Placed, worded_alike};
use crate::diagnostic::Account;

/// What became of a claim; the greater the value, the more it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    #[default]
    Alone,
    /// It would have been compared, had the settings not left that out.
    LeftOut,
    Undecided,
    Same,
    Differs,
}

/// What became of the claims, by their indices.
pub(super) struct Outcomes(Vec<Outcome>);

impl Outcomes {
    pub(super) fn new(claims: usize) -> Self {
        Self(vec![Outcome::Alone; claims])
    }

    /// Notes what comparing two claims came to. A conflict counts as one only if it is reported: see [`Outcomes::differ`]. One that the settings leave out
    /// is [left out](Outcomes::leave_out): nobody wanted to have the two compared.
    pub(super) fn compared(&mut self, a: usize, b: usize, verdict: Verdict) {
        let outcome = match verdict {
            Verdict::Agree => Outcome::Same,
            Verdict::Undecided(_) | Verdict::Conflict(_) => Outcome::Undecided,
            Verdict::Unrelated(_) => return,
        };
        self.note(a, outcome);
        self.note(b, outcome);
    }

    /// Notes a claim that another one tells as well.
    pub(super) fn same(&mut self, claim: usize) {
        self.note(claim, Outcome::Same);
    }

    /// Notes a difference that is reported.
    pub(super) fn differ(&mut self, a: usize, b: usize) {
        self.note(a, Outcome::Differs);
        self.note(b, Outcome::Differs);
    }

    /// Notes two claims that the settings keep from being compared. They are on one affair as far as anyone knows.
    pub(super) fn leave_out(&mut self, a: usize, b: usize) {
        self.note(a, Outcome::LeftOut);
        self.note(b, Outcome::LeftOut);
    }

    fn note(&mut self, claim: usize, outcome: Outcome) {
        if let Some(best) = self.0.get_mut(claim) {
            *best = (*best).max(outcome);
        }
    }

    /// Counts them; `judged` is how many claims the judged documents make, also those that ask nothing.
    pub(super) fn count(mut self, placed: &[Placed<'_>], judged: u64, account: &mut Account) {
        let mut apart = 0;
        for claim in worded_alike(placed) {
            if self.0[claim] == Outcome::Alone {
                self.0[claim] = Outcome::Undecided;
                apart += 1;
            }
        }
        let count = |outcome| {
            let all = self.0.iter().zip(placed);
            all.filter(|(own, placed)| **own == outcome && placed.judged).count() as u64
        };
        let receipt = &mut account.receipt;
        (receipt.claims, receipt.apart) = (judged, apart);
        (receipt.same, receipt.differ) = (count(Outcome::Same), count(Outcome::Differs));
        receipt.undecided = count(Outcome::Undecided);
    }
}
