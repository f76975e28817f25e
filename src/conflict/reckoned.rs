//! Figures that a sentence reckons up, held against what they come to. Every figure admits what its wording admits; a result that none of these values yields is wrong.

use std::collections::BTreeMap;

use super::findings::{Draft, Place};
use crate::claim::{Reckoning, Reckons, Term};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Extent;
use crate::link::{Linked, Links, Role};
use crate::rule::{Mechanism, Rule};

/// A total and its parts are no further apart than this many times; else they are something else.
const APART: f64 = 2.0;
/// Where the words leave it open that the parts make up the whole, they are no further apart than this.
const NEAR: f64 = 1.25;

/// The findings of a rule on what sentences reckon up.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let what = match rule.mechanism {
        Mechanism::Parts => Reckons::Parts,
        Mechanism::Hundred => Reckons::Hundred,
        Mechanism::Product => Reckons::Product,
        _ => Reckons::Mean,
    };
    let judged = links.documents.iter().enumerate().filter(|(_, linked)| linked.document.role == Role::Judged);
    let all = judged.flat_map(|(document, linked)| {
        let own = linked.document.claims.reckoned.iter().filter(move |r| r.what == what);
        own.filter_map(move |reckoning| check(document, linked, reckoning, rule))
    });
    all.collect()
}

/// What terms come to.
struct Worked {
    extent: Extent<f64>,
    /// The sum, product or range, with the values as worded.
    shown: String,
    note: String,
}

fn check<'a>(document: usize, linked: &Linked<'_>, reckoning: &Reckoning, rule: &'a Rule) -> Option<Draft<'a>> {
    let stated = reckoning.stated.unwrap_or(Term {
        span: reckoning.terms.first()?.span,
        value: 100.0,
        extent: Extent::only(100.0),
    });
    let words = |term: &Term| linked.document.source.words(term.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let worked = worked(reckoning)?;
    if !differs(&worked.extent, &stated.extent, reckoning.open) || !is_near(reckoning, stated.value) {
        return None;
    }
    let place = |term: &Term, message: String| Place {
        document,
        span: term.span,
        value: words(term),
        speaker: None,
        valid: None,
        message: Some(message),
    };
    let mut places: Vec<Place> = reckoning.stated.iter().map(|s| place(s, format!("\"{}\" here", words(s)))).collect();
    for term in &reckoning.terms {
        if !places.iter().any(|p| p.span == term.span) {
            places.push(place(term, words(term)));
        }
    }
    let told = reckoning.stated.map_or_else(|| "100 %".to_owned(), |s| words(&s));
    let slots = BTreeMap::from([("stated".to_owned(), told), ("worked".to_owned(), worked.shown)]);
    let by = if reckoning.inferred { PassedBy::Inference } else { PassedBy::Explicit };
    let detail = if reckoning.inferred { "taken to be parts of one whole" } else { "figures of one sentence" };
    let gates = vec![Passed { gate: Gate::Measure, passed_by: by, detail: detail.to_owned() }];
    let severity = if reckoning.inferred { rule.severity.lowered() } else { rule.severity };
    let mut draft = Draft::of_rule(rule, severity, slots, places, gates);
    draft.notes.push(worked.note);
    Some(draft)
}

fn worked(reckoning: &Reckoning) -> Option<Worked> {
    let terms = &reckoning.terms;
    let extents = terms.iter().map(|t| t.extent);
    let values: Vec<String> = terms.iter().map(|t| short(t.value)).collect();
    let admitted = |extent: &Extent<f64>| {
        let end = |end: Option<f64>| end.map_or_else(|| "…".to_owned(), short);
        format!("{} to {}", end(extent.low()), end(extent.high()))
    };
    match reckoning.what {
        Reckons::Parts | Reckons::Hundred => {
            let extent = extents.reduce(|a, b| ends(add(a.low(), b.low()), add(a.high(), b.high())))?;
            let sum = short(terms.iter().map(|t| t.value).sum());
            let shown = if reckoning.what == Reckons::Hundred { format!("{sum} %") } else { sum };
            let note = format!("{} = {shown}; as rounded, {}", values.join(" + "), admitted(&extent));
            Some(Worked { extent, shown, note })
        }
        Reckons::Product => {
            let [number, each] = terms[..] else { return None };
            let times = |a: Option<f64>, b: Option<f64>| Some(a? * b?);
            let (n, e) = (number.extent, each.extent);
            let positive = n.low().is_none_or(|x| x >= 0.0) && e.low().is_none_or(|x| x >= 0.0);
            let extent = ends(times(n.low(), e.low()), times(n.high(), e.high()));
            let shown = short(number.value * each.value);
            let note = format!("{} = {shown}; as rounded, {}", values.join(" × "), admitted(&extent));
            positive.then_some(Worked { extent, shown, note })
        }
        Reckons::Mean => {
            let [low, high] = terms[..] else { return None };
            let extent = ends(low.extent.low(), high.extent.high());
            let shown = format!("{} to {}", short(low.value), short(high.value));
            Some(Worked { extent, note: format!("a mean lies between its ends, {shown}"), shown })
        }
    }
}

fn add(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some(a? + b?)
}

/// The extent between two ends that may be missing.
fn ends(low: Option<f64>, high: Option<f64>) -> Extent<f64> {
    match (low, high) {
        (Some(low), Some(high)) => Extent::between(low, high),
        (Some(low), None) => Extent::from(low),
        (None, Some(high)) => Extent::up_to(high),
        (None, None) => Extent::all(),
    }
}

/// Whether no values that the words admit fit; a sum of which more terms may be untold can only be too large.
fn differs(worked: &Extent<f64>, stated: &Extent<f64>, open: bool) -> bool {
    // Floats that are sums of decimals miss them by a little.
    let above = worked.low().zip(stated.high()).is_some_and(|(low, high)| low > high + 1e-9 * (1.0 + high.abs()));
    let below = worked.high().zip(stated.low()).is_some_and(|(high, low)| high < low - 1e-9 * (1.0 + low.abs()));
    above || below && !open
}

/// Whether parts are near enough to a total to be meant as its parts.
fn is_near(reckoning: &Reckoning, stated: f64) -> bool {
    if !matches!(reckoning.what, Reckons::Parts | Reckons::Hundred) {
        return true;
    }
    let sum: f64 = reckoning.terms.iter().map(|t| t.value).sum();
    let most = if reckoning.inferred { NEAR } else { APART };
    let parts = reckoning.terms.iter().all(|t| t.value > 0.0 && t.value < stated);
    parts && sum <= most * stated && stated <= most * sum
}

/// A number with as many digits as a reader wants.
fn short(value: f64) -> String {
    let digits = if value.abs() < 10.0 { 2 } else { usize::from(value.abs() < 1000.0 && value.fract() != 0.0) };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
