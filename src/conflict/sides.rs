//! What the two sides of a finding have in common that reads no claims: whose statements they are, and whether they tell of the news itself.

use super::findings::Place;
use crate::claim::{Context, Modality, Polarity, Tense};
use crate::diagnostic::Severity;
use crate::link::Links;
use crate::rule::Rule;
use crate::source::Span;

/// Days around a document's date within which it tells its news.
const NEWS: i64 = 10;

/// Documents, and claims of all of them, up to which what each tells but once is looked for: it is held against all else that they tell.
const HANDFUL: usize = 12;
const CLAIMS: usize = 4_000;

/// Whether there are but a handful of documents that the user put together, none of them a book.
pub(super) fn are_a_handful(links: &Links<'_>) -> bool {
    let claims = || links.documents.iter().map(|linked| linked.document.claims.claims.len()).sum::<usize>();
    let grouping = links.topics.grouping();
    grouping.together && !grouping.side_by_side && links.documents.len() <= HANDFUL && claims() <= CLAIMS
}

/// A page's severity; a note if two speakers differ.
pub(super) fn severity(rule: &Rule, contexts: [&Context; 2]) -> Severity {
    let [a, b] = contexts.map(|context| context.speaker.as_ref());
    match (a, b) {
        (Some(a), Some(b)) if a != b => Severity::Note,
        _ => rule.severity,
    }
}

/// Whether something is told as a fact, and not taken back.
pub(super) fn is_fact(context: &Context) -> bool {
    let told = context.polarity == Polarity::Positive && !context.distanced;
    told && context.modality == Modality::Actual && context.tense != Tense::Future
}

/// Whether what stands beside a time is the news of its document, rather than of earlier days: no time is told, or one about the document's date; where that is not
/// known, one that names neither month nor year.
pub(super) fn is_news(links: &Links<'_>, document: usize, time: Option<u32>) -> bool {
    let Some(time) = time else { return true };
    let linked = &links.documents[document];
    let date = linked.date.extent;
    if !date.is_bounded() {
        let told = &linked.document.claims.mentions.times[time as usize].expression;
        return told.year.is_none() && told.month.is_none();
    }
    let both = date.hull(&linked.times[time as usize].extent);
    both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= NEWS)
}

/// Days between two documents that tell of one event.
const APART: i64 = 31;

/// Whether two documents on one affair may tell of one event: as far as they are dated, they date from the same weeks.
pub(super) fn of_one_time(links: &Links<'_>, a: usize, b: usize) -> bool {
    let date = |i: usize| links.documents[i].date.extent;
    match date(a).is_bounded() && date(b).is_bounded() {
        true => links.within(a, b, APART),
        false => !date(a).disjoint(&date(b)),
    }
}

/// Whether two documents tell of one day that is neither's own.
pub(super) fn share_a_day(links: &Links<'_>, a: usize, b: usize) -> bool {
    let days = |i: usize| {
        let written = links.documents[i].date.extent;
        let days = links.documents[i].times.iter().map(|time| time.extent);
        days.filter(move |day| day.is_bounded() && day.low() == day.high() && day.disjoint(&written))
    };
    days(a).any(|day| days(b).any(|other| day.low() == other.low()))
}

/// The places of a finding, each once: documents, words, commitments. Their values are the words.
pub(super) fn places<'c>(links: &Links<'_>, all: impl Iterator<Item = (usize, Span, &'c Context)>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (document, span, context) in all {
        if places.iter().any(|place| place.document == document && place.span == span) {
            continue;
        }
        let words = links.documents[document].document.source.words(span);
        let value = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let speaker = context.speaker.as_ref().map(|speaker| speaker.name.clone());
        places.push(Place { document, span, value, speaker, valid: None, message: None });
    }
    places
}
