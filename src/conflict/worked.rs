//! The arithmetic behind two values of time: what "last week" comes to on the calendar, how many days six weeks are, how often a year "twice a month" is.

use super::{Compared, Verdict};
use crate::align::Placed;
use crate::claim::{DEADLINE, FREQUENCY, HAPPENED, LENGTH, Value};
use crate::extent::{Days, Extent};
use crate::link::Links;

/// Adds the steps from the words to the values compared, where these two differ.
pub(super) fn notes(links: &Links<'_>, sides: [&Placed<'_>; 2], verdict: &Verdict, compared: &mut Compared) {
    if matches!(verdict, Verdict::Conflict(_)) {
        compared.notes.extend(sides.iter().filter_map(|side| worked(links, side)));
    }
}

/// One side's value, worked out; `None` if the words are the value.
fn worked(links: &Links<'_>, side: &Placed<'_>) -> Option<String> {
    let linked = &links.documents[side.document];
    let words = || super::value_words(linked, side.claim);
    match (&side.claim.value, side.claim.predicate.as_str()) {
        (Value::Time(time), HAPPENED | DEADLINE) => {
            let resolved = linked.times.get(*time as usize).filter(|resolved| !resolved.explicit)?;
            let days = shown(resolved.extent)?;
            let date = shown(linked.date.extent);
            Some(match date.filter(|date| *date != days) {
                Some(date) => format!("\"{}\" in a document of {date}: {days}", words()),
                None => format!("\"{}\": {days}", words()),
            })
        }
        (Value::Quantity(length), LENGTH | DEADLINE) => {
            Some(format!("\"{}\": {} days", words(), range(length.extent)?))
        }
        (Value::Quantity(often), FREQUENCY) => Some(format!("\"{}\": {} times a year", words(), range(often.extent)?)),
        _ => None,
    }
}

/// Days by their ends.
fn shown(days: Days) -> Option<String> {
    let (low, high) = (days.low()?, days.high()?);
    Some(if low == high { low.to_string() } else { format!("{low} to {high}") })
}

/// A range of numbers, in whole ones where that says enough.
fn range(extent: Extent<f64>) -> Option<String> {
    let digits = |number: f64| {
        if number < 10.0 && number.fract() != 0.0 { format!("{number:.1}") } else { format!("{number:.0}") }
    };
    let (low, high) = (extent.low().map(digits), extent.high().map(digits));
    Some(match (low?, high) {
        (low, Some(high)) if low == high => low,
        (low, Some(high)) => format!("{low} to {high}"),
        (low, None) => format!("{low} or more"),
    })
}
