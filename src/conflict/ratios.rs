//! Shares and changes held against the figures that they are worked out from. Every figure admits what its wording admits; a result that none of these values yields is wrong.

use std::collections::BTreeMap;

use super::findings::{Draft, Place};
use crate::claim::Ratio;
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Extent;
use crate::link::{Linked, Links, Role};
use crate::quantity::{Change, Quantity};
use crate::rule::{Mechanism, Rule};

/// The findings of a rule on shares or on changes.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let judged = links.documents.iter().enumerate().filter(|(_, linked)| linked.document.role == Role::Judged);
    let all = judged.flat_map(|(document, linked)| {
        linked.document.claims.ratios.iter().filter_map(move |ratio| check(document, linked, *ratio, rule))
    });
    all.collect()
}

/// What figures come to, in the unit of the figure that it is held against.
struct Worked {
    /// The values admitted by each way to read the stated figure; the first is the usual one.
    ways: Vec<Extent<f64>>,
    stated: Extent<f64>,
    /// The sum, for the notes.
    note: String,
    shown: String,
}

fn check<'a>(document: usize, linked: &Linked<'_>, ratio: Ratio, rule: &'a Rule) -> Option<Draft<'a>> {
    let claims = &linked.document.claims;
    let quantity = |index: u32| &claims.mentions.quantities[index as usize];
    let (worked, stated, others) = match ratio {
        Ratio::Share { part, whole, share } if rule.mechanism == Mechanism::Share => {
            (shared(quantity(part), quantity(whole), quantity(share))?, share, [part, whole])
        }
        Ratio::Change { from, to, by } if rule.mechanism == Mechanism::Change => {
            (changed(quantity(from), quantity(to), quantity(by))?, by, [from, to])
        }
        _ => return None,
    };
    if worked.ways.iter().any(|way| !way.disjoint(&worked.stated)) {
        return None;
    }
    let source = &linked.document.source;
    let words = |index: u32| source.words(quantity(index).span).to_owned();
    let place = |index: u32, message: String| Place {
        document,
        span: quantity(index).span,
        value: words(index),
        speaker: None,
        valid: None,
        message: Some(message),
    };
    let mut places = vec![place(stated, format!("\"{}\" here", words(stated)))];
    places.extend(others.map(|index| place(index, words(index))));
    let slots = BTreeMap::from([("stated".to_owned(), words(stated)), ("worked".to_owned(), worked.shown)]);
    let gates = vec![Passed {
        gate: Gate::Measure,
        passed_by: PassedBy::Explicit,
        detail: "figures of one sentence".to_owned(),
    }];
    let mut draft = Draft::of_rule(rule, rule.severity, slots, places, gates);
    draft.notes.push(worked.note);
    Some(draft)
}

/// The two ends of an extent of positive values.
fn ends(extent: &Extent<f64>) -> Option<(f64, f64)> {
    extent.low().zip(extent.high()).filter(|(low, _)| *low > 0.0)
}

fn shared(part: &Quantity, whole: &Quantity, share: &Quantity) -> Option<Worked> {
    if part == whole {
        // "312 out of 523" is a share already; some cut one off rather than round it.
        let (low, high) = ends(&part.base_extent())?;
        let shown = format!("{} %", short(100.0 * part.value()?));
        let of = Extent::between(low - 0.5, high);
        return Some(Worked { ways: vec![of], stated: share.base_extent(), note: format!("that is {shown}"), shown });
    }
    let (p, w) = (part.value()?, whole.value()?);
    let ((low, high), (least, most)) = (ends(&part.extent)?, ends(&whole.extent)?);
    if p > w {
        return None;
    }
    // Some cut a share off rather than round it: two of three are 66 %.
    let of = Extent::between(100.0 * low / most - 0.5, 100.0 * high / least);
    let shown = format!("{} %", short(100.0 * p / w));
    let note = format!("{} of {} is {shown}", short(p), short(w));
    Some(Worked { ways: vec![of], stated: share.base_extent(), note, shown })
}

fn changed(from: &Quantity, to: &Quantity, by: &Quantity) -> Option<Worked> {
    let (a, b) = (from.value()?, to.value()?);
    let ((low, high), (least, most)) = (ends(&from.extent)?, ends(&to.extent)?);
    let sign = match by.change {
        Some(Change::Down) => -1.0,
        Some(Change::Up) => 1.0,
        None if b < a => -1.0,
        None => 1.0,
    };
    let span = |x: f64, y: f64| Extent::between(x.min(y), x.max(y));
    let points = span(sign * (least - high), sign * (most - low));
    let relative = span(100.0 * sign * (least - high) / high, 100.0 * sign * (most - low) / low);
    let share = matches!(by.unit.as_deref(), Some("percent" | "fraction"));
    let in_points = by.unit.as_deref() == Some("percentage point") || by.measured.as_deref() == Some("point");
    let percentages = from.unit.as_deref() == Some("percent");
    let times = by.unit.as_deref() == Some("times");
    let basis = by.unit.as_deref() == Some("basis point");
    let (ways, stated) = if times {
        (vec![Extent::between(least / high, most / low)], by.extent)
    } else if basis && percentages {
        let hundredth = |end: Option<f64>| end.map(|x| x / 100.0);
        let (low, high) = (hundredth(by.extent.low())?, hundredth(by.extent.high())?);
        (vec![points], Extent::between(low, high))
    } else if share && !percentages {
        (vec![relative], by.base_extent())
    } else if share {
        (vec![relative, points], by.base_extent())
    } else if in_points && percentages || by.unit == from.unit && by.measured.is_none() {
        (vec![points], by.extent)
    } else {
        return None;
    };
    let shown = if times {
        format!("{} times", short(b / a))
    } else if share {
        format!("{} %", short(100.0 * (b - a) / a))
    } else {
        short(b - a)
    };
    let note = format!("from {} to {} is {}, {} %", short(a), short(b), short(b - a), short(100.0 * (b - a) / a));
    Some(Worked { ways, stated, note, shown })
}

/// A number with as many digits as a reader wants.
fn short(value: f64) -> String {
    let digits = if value.abs() < 10.0 { 2 } else { usize::from(value.abs() < 1000.0 && value.fract() != 0.0) };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
