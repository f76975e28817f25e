//! The thread of a narrative: in which year a date without one lies, where a text tells of times far from its own date.
//!
//! Each of the last dates told votes for the years in which the date in question would lie near it. A narrative goes forward, so a date a little later
//! than the last weighs more than one a little earlier. A year within a sentence may be named in passing, and what stands in brackets or in a quotation is
//! an aside: the caller weighs them less.

use chrono::{Datelike, NaiveDate};

use super::expression::{Expression, Form, Grain};
use super::resolve::in_year;
use crate::extent::{Days, Extent};

/// Dates that vote.
const VOTERS: usize = 8;
/// Bytes of text over which the weight of a date falls to a half.
const FADE: f64 = 1200.0;

/// A date told.
#[derive(Clone, Copy, Debug)]
struct Told {
    place: u32,
    grain: Grain,
    low: NaiveDate,
    high: NaiveDate,
    weight: f64,
}

/// The dates told last.
#[derive(Default)]
pub(super) struct Thread {
    told: Vec<Told>,
}

impl Thread {
    /// Notes a date. `weight` is 1 for one in the text's own line, less for asides.
    pub(super) fn note(&mut self, place: u32, grain: Grain, days: Days, weight: f64) {
        let (Some(low), Some(high)) = (days.low(), days.high()) else { return };
        if grain > Grain::Year {
            return;
        }
        if self.told.len() == VOTERS {
            self.told.remove(0);
        }
        self.told.push(Told { place, grain, low, high, weight });
    }

    /// The days that a date without a year most likely means.
    pub(super) fn year_of(&self, expression: &Expression, place: u32) -> Option<Days> {
        let core = core(expression)?;
        let mut votes: Vec<(f64, Days)> = Vec::new();
        let mut years: Vec<i32> =
            self.told.iter().flat_map(|t| [t.low.year() - 1, t.low.year(), t.high.year(), t.high.year() + 1]).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            let Some((_, (low, high))) = in_year(core, year) else { continue };
            let mut sum: f64 = self.told.iter().rev().enumerate().map(|(back, t)| t.vote(low, high, place, back)).sum();
            let misfit = core.day.is_some()
                && core.weekday.is_some_and(|w| low != high || low.weekday().number_from_monday() != u32::from(w));
            if misfit {
                sum *= 0.2;
            }
            votes.push((sum, Extent::between(low, high)));
        }
        let best = votes.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(sum, _)| *sum > 0.0);
        best.map(|(_, days)| days)
    }
}

impl Told {
    /// How much this date speaks for another one that lies at `low` to `high`, and is the `back`-th after it in the text.
    fn vote(&self, low: NaiveDate, high: NaiveDate, place: u32, back: usize) -> f64 {
        let faded = 1.0 / (1.0 + f64::from(place.saturating_sub(self.place)) / FADE);
        let weight = self.weight * faded * (0..back).fold(1.0, |weight, _| weight * 0.7);
        let months = |days: i64| days as f64 / 30.5;
        let near = if low > self.high {
            1.0 - months((low - self.high).num_days()) / 9.0
        } else if high < self.low {
            0.7 - months((self.low - high).num_days()) / 9.0
        } else if self.grain <= Grain::Month {
            1.0
        } else {
            0.9
        };
        weight * near.max(0.0)
    }
}

/// The part of an expression that lacks the year.
fn core(expression: &Expression) -> Option<&Expression> {
    match &expression.form {
        Form::Range(from, to) => core(if from.year.is_none() && from.month.is_some() { from } else { to }),
        Form::Nth { .. } | Form::WeekOf => core(expression.within.as_deref()?),
        _ => Some(expression),
    }
}
