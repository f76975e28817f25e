//! Figures: another value for the measure of a row, at its day.

use std::collections::BTreeMap;

use chrono::{Days as Passed, NaiveDate};

use super::told::Told;
use super::{Recorded, asserted, draft, passed, recorded, stated, statements};
use crate::claim::{Claim, Frame, STATISTIC, Value};
use crate::conflict::around::{Around, akin, is_date};
use crate::conflict::findings::Draft;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;
use crate::quantity::Quantity;
use crate::rule::{Rule, RuleSet};
use crate::source::Field;

/// What the words of a text must share with all words of both sides, in per cent: what more it says may narrow the measure.
const SHARED: usize = 75;
/// Words behind a preposition among which it is told of whom a figure is.
const PHRASE: usize = 3;

/// The days of the longest time that a row may be of: a year.
const LONGEST: u64 = 366;

/// What all rows have in common that a text can be held against at once: dimension, head, places and base.
type Key<'r> = (&'r str, &'r str, &'r [String], Option<&'r str>);

/// The rows by what they measure, then by the first day of the time that they are of.
struct Index<'r, 'l> {
    measures: BTreeMap<Key<'r>, BTreeMap<&'r Frame, BTreeMap<NaiveDate, Vec<&'r Recorded<'l>>>>>,
}

impl<'r, 'l> Index<'r, 'l> {
    fn new(rows: &'r [Recorded<'l>]) -> Self {
        let mut index = Self { measures: BTreeMap::new() };
        for row in rows {
            let (Some((frame, quantity)), Some(day)) = (measured(row.claim), row.began.and_then(|day| day.low()))
            else {
                continue;
            };
            let days = index.measures.entry(key(frame, quantity)).or_default().entry(frame).or_default();
            days.entry(day).or_default().push(row);
        }
        index
    }

    /// The rows of what a text measures, at the time that it tells.
    fn at<'i>(
        &'i self,
        frame: &'i Frame,
        quantity: &'i Quantity,
        told: &'i Told,
    ) -> impl Iterator<Item = &'r Recorded<'l>> {
        let measures = self.measures.get(&key(frame, quantity)).into_iter().flatten();
        let days = told.low.zip(told.low.and_then(|low| low.checked_sub_days(Passed::new(LONGEST))));
        let near = measures.filter(|(own, _)| is_measure(own, frame));
        let rows = near.filter_map(move |(_, rows)| days.map(|(low, first)| rows.range(first..=low))).flatten();
        rows.flat_map(|(_, rows)| rows).copied().filter(|row| row.began.is_some_and(|day| is_then(told, &day)))
    }
}

fn key<'r>(frame: &'r Frame, quantity: &'r Quantity) -> Key<'r> {
    (quantity.dimension().unwrap_or(""), &frame.head, &frame.places, frame.base.as_deref())
}

pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let rows = recorded(links, STATISTIC);
    let index = Index::new(&rows);
    let mut found = Vec::new();
    for (document, claim) in statements(links, STATISTIC).filter(|(_, claim)| asserted(claim)) {
        let Some((frame, quantity)) = measured(claim) else { continue };
        let Some(told) = Told::of_claim(links, document, claim) else { continue };
        let near = index.at(frame, quantity, &told).filter(|row| links.comparable(document, row.document));
        let same: Vec<_> =
            near.filter(|row| measured(row.claim).is_some_and(|(_, figure)| is_like(figure, quantity))).collect();
        let narrowed = same.first().is_some_and(|row| is_narrowed(links, rules, document, claim, row));
        let agrees =
            narrowed || same.iter().any(|row| measured(row.claim).is_some_and(|(_, figure)| figure.agree(quantity)));
        let Some(row) = same.first().filter(|_| !agrees) else { continue };
        let value = row.row.get(Field::Value).unwrap_or_default();
        let day = row.row.get(Field::AsOf).unwrap_or_default();
        let text = stated(
            links,
            document,
            claim,
            &told,
            format!("{} here", links.documents[document].document.source.words(quantity.span)),
        );
        let by = if told.own && !told.inferred { PassedBy::Explicit } else { PassedBy::Inference };
        let gates = vec![
            passed(Gate::Measure, PassedBy::Explicit, "all words of the row"),
            passed(Gate::Time, by, "at the day of the row"),
        ];
        let slots = [("measure", row.row.get(Field::Measure).unwrap_or_default().to_owned())];
        let place = row.place(Field::Value, format!("{value} as of {day}"));
        found.push(draft(rule, &slots, vec![text, place], gates, false));
    }
    found
}

fn measured(claim: &Claim) -> Option<(&Frame, &Quantity)> {
    match (&claim.frame, &claim.value) {
        (Some(frame), Value::Quantity(quantity)) => Some((frame, quantity)),
        _ => None,
    }
}

fn is_like(recorded: &Quantity, told: &Quantity) -> bool {
    // "The population was 48,702": the words of the question say what is counted.
    let bare = |quantity: &Quantity| quantity.unit.is_none() && quantity.measured.is_none();
    let comparable = recorded.comparable(told) || bare(recorded) && bare(told);
    comparable && recorded.per == told.per && recorded.ordinal == told.ordinal && told.change.is_none()
}

/// Whether a text tells all words of a row, in the same place, and few more.
fn is_measure(recorded: &Frame, told: &Frame) -> bool {
    let Some(likeness) = recorded.likeness(told) else { return false };
    let whole = likeness.shared == likeness.fewer && recorded.words.iter().all(|word| told.words.contains(word));
    whole && likeness.of_all() >= SHARED
}

/// Whether a text tells the figure of a part, or of another way of counting: "among women", "in the cities", "rural Arvenne", "seasonally adjusted".
fn is_narrowed(links: &Links<'_>, rules: &RuleSet, document: usize, claim: &Claim, row: &Recorded<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let around = Around::of(&links.documents[document].document.source, claim.span);
    let told: Vec<String> = around.all().map(|word| word.to_lowercase()).collect();
    let own = [Field::Measure, Field::Of].map(|field| row.row.get(field).unwrap_or_default().to_lowercase());
    let is_own = |word: &str| own.iter().flat_map(|cell| cell.split_whitespace()).any(|own| akin(own, word));
    let plain = |word: &String| is_own(word) || is_date(word) || word == "," || words.of_measures.contains(word);
    let part = |at: usize| {
        let phrase = told[at + 1..].iter().take_while(|word| !words.before_parts.contains(word) && *word != ",");
        words.before_parts.contains(&told[at]) && phrase.take(PHRASE).any(|word| !plain(word))
    };
    let opens = |at: usize| {
        let before = at.checked_sub(1).map(|before| &told[before]);
        is_own(&told[at]) && before.is_some_and(|word| !plain(word) && !words.before_parts.contains(word))
    };
    (0..told.len()).any(|at| words.adjusting.contains(&told[at]) || part(at) || opens(at))
}

/// Whether what is told holds at the day, month or year of a row: a figure of a year is not that of one of its months.
fn is_then(told: &Told, day: &Days) -> bool {
    let (Some(low), Some(high)) = (told.low, told.high) else { return false };
    day.low().is_some_and(|first| first <= low) && day.high().is_some_and(|last| high <= last)
}
