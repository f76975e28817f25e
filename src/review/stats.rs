//! Each rule's record in a house: how often there was something to mend, and which gate let through what was not.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Ledger, Outcome, Upshot};
use crate::diagnostic::Gate;

/// A rule's record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Findings that led to a correction.
    pub right: u64,
    /// Findings that did not.
    pub not: u64,
    /// Findings that somebody has asked about, or that could not be resolved.
    pub open: u64,
    /// By outcome.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// The gates that let through what answers another question.
    pub gates: BTreeMap<Gate, Failed>,
}

/// How often a gate failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// In all.
    pub times: u64,
    /// Of these, where the finding had passed it by inference.
    pub inferred: u64,
}

/// The record of each rule, by code. Of several decisions on one finding and the same words the last one counts.
pub fn tallies(ledger: &Ledger) -> BTreeMap<&str, Tally> {
    let decisions = ledger.records().iter().filter(|record| record.outcome.is_some());
    // Later records take the place of earlier ones.
    let last: BTreeMap<_, _> = decisions.map(|record| ((&record.id, &record.quotes), record)).collect();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for record in last.values() {
        let Some(outcome) = record.outcome else { continue };
        let tally = tallies.entry(&record.code).or_default();
        *tally.outcomes.entry(outcome).or_default() += 1;
        match outcome.upshot() {
            Upshot::Right => tally.right += 1,
            Upshot::Open => tally.open += 1,
            Upshot::Not(gate) => {
                tally.not += 1;
                let Some(gate) = gate else { continue };
                let failed = tally.gates.entry(gate).or_default();
                failed.times += 1;
                failed.inferred += u64::from(record.inferred.contains(&gate));
            }
        }
    }
    tallies
}
