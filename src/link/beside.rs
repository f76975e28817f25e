//! The date of a document that has none: it tells an event in relation to its own day ("opened last week"), and another document on the affair dates that event.
//!
//! On which days may the words have been written, so that they meet the date told elsewhere? Those days are tried one by one, so that no wording needs an inverse of its own.

use std::collections::BTreeMap;

use chrono::{Days as DayCount, NaiveDate};

use super::{Linked, Topics};
use crate::claim::{Claim, Frame, HAPPENED, Modality, Polarity, Value};
use crate::extent::{Days, Extent};
use crate::source::DateOrigin;
use crate::time::{self, Base, Expression, Form, Said, Unit};

/// Days after an event that are tried.
const TRIED: u64 = 100;
/// Words and names that two frames of one event must share beside the verb.
const SHARED: usize = 2;

/// Most events of a document that are looked at.
const MOST: usize = 64;

/// Dates the documents that have no date, where an event tells it. What is found does not hang on the order of documents: all evidence on one of them must agree.
pub(super) fn date(documents: &mut [Linked<'_>], topics: &Topics) {
    let mut found: BTreeMap<usize, (Days, String)> = BTreeMap::new();
    let mut torn: Vec<usize> = Vec::new();
    if documents.iter().all(|linked| !is_open(linked)) {
        return;
    }
    for (i, j) in topics.pairs(documents.len()) {
        for (open, other) in [(i, j), (j, i)] {
            for (days, evidence) in evidence(&documents[open], &documents[other]) {
                let all = found.get(&open).map_or(Some(days), |(before, _)| before.intersect(&days));
                match all {
                    Some(all) => {
                        let entry = found.entry(open).or_insert((all, evidence));
                        entry.0 = all;
                    }
                    None => torn.push(open),
                }
            }
        }
    }
    for (document, (days, evidence)) in found {
        if torn.contains(&document) {
            continue;
        }
        let linked = &mut documents[document];
        let Some(extent) = linked.date.extent.intersect(&days) else { continue };
        linked.date.extent = extent;
        linked.date.origin = Some(DateOrigin::Text);
        linked.date.evidence = evidence;
        linked.date.beside = true;
        linked.times = super::resolved(linked.document, extent);
    }
}

/// Whether nothing but the text tells when a document was written, and not up to when.
fn is_open(linked: &Linked<'_>) -> bool {
    let unknown = matches!(linked.date.origin, None | Some(DateOrigin::Text));
    unknown && linked.date.extent.high().is_none() && !linked.document.source.meta.living
}

/// The days on which a document may have been written, by each event that it tells in relation to its own day and another one dates.
fn evidence(open: &Linked<'_>, other: &Linked<'_>) -> Vec<(Days, String)> {
    let mut found = Vec::new();
    if !is_open(open) {
        return found;
    }
    let claims = &open.document.claims;
    for (frame, index) in happened(open).take(MOST) {
        let mention = &claims.mentions.times[index];
        if !is_deictic(&mention.expression) {
            continue;
        }
        for (dated, at) in happened(other).take(MOST).filter(|(dated, _)| is_same(frame, dated)) {
            let told = &other.times[at];
            if !told.explicit || !told.extent.is_bounded() {
                continue;
            }
            if let Some(days) = written(open, index, told.extent) {
                let words = open.document.source.words(mention.span);
                let date = other.document.source.words(other.document.claims.mentions.times[at].span);
                let evidence =
                    format!("\"{words}\", of {} that {} dates {date}", dated.shown, other.document.source.path);
                found.push((days, evidence));
            }
        }
    }
    found
}

/// What a document tells as a fact in its own voice, with the index of its time.
fn happened<'l>(linked: &'l Linked<'_>) -> impl Iterator<Item = (&'l Frame, usize)> {
    let fact = |claim: &&Claim| {
        let context = &claim.context;
        let plain = context.polarity == Polarity::Positive && context.modality == Modality::Actual;
        claim.predicate == HAPPENED && plain && !context.distanced && context.speaker.is_none()
    };
    linked.document.claims.claims.iter().filter(fact).filter_map(|claim| match (&claim.frame, &claim.value) {
        (Some(frame), Value::Time(time)) => Some((frame, *time as usize)),
        _ => None,
    })
}

/// Whether words tell a day by the day on which they are written.
fn is_deictic(expression: &Expression) -> bool {
    match &expression.form {
        Form::Step(step) => {
            step.base == Base::Document && step.count <= 0 && matches!(step.unit, Unit::Day | Unit::Week | Unit::Month)
        }
        Form::Turn { turn, base } => *base == Base::Document && *turn <= 0,
        Form::Parts => expression.weekday.is_some() && expression.day.is_none() && expression.month.is_none(),
        _ => false,
    }
}

/// Whether two frames are of one event: all that the shorter one tells is told by the other.
fn is_same(a: &Frame, b: &Frame) -> bool {
    let likeness = a.likeness(b).filter(|_| a.head == b.head && !a.general && !b.general);
    likeness.is_some_and(|l| l.shared > SHARED && l.shared == l.fewer && l.of_all() >= 50)
}

/// The days on which a document may have been written, if its words for a time mean some of these days.
fn written(open: &Linked<'_>, index: usize, event: Days) -> Option<Days> {
    let claims = &open.document.claims;
    let (mention, setting) = (&claims.mentions.times[index..=index], claims.settings.get(index..=index)?);
    if setting.iter().any(|setting| setting.said != Said::Now) {
        return None;
    }
    let meets = |day: &NaiveDate| {
        let resolved = time::resolve(mention, setting, Extent::only(*day));
        resolved.first().is_some_and(|time| time.extent.is_bounded() && !time.extent.disjoint(&event))
    };
    let (first, last) = (event.low()?, event.high()?.checked_add_days(DayCount::new(TRIED))?);
    let wide = (last - first).num_days() > 4 * TRIED as i64;
    let mut days = first.iter_days().take_while(|day| *day <= last).filter(meets);
    let low = days.next().filter(|_| !wide)?;
    let high = days.last().unwrap_or(low);
    (high < last).then(|| Days::between(low, high))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::rule::RuleSet;
    use crate::session::{Role, Session, Settings};
    use crate::source::{DateClue, DateOrigin, Source};

    /// The days of an undated text beside one of 12 June 2019, and the notes of what is found.
    fn beside(text: &str, dated: &str) -> ((Option<String>, Option<String>), Vec<String>) {
        let (rules, _) = RuleSet::embedded();
        let mut session = Session::new(Arc::new(rules), Settings { one_topic: true, ..Settings::default() });
        session.upsert(Source::plain("a.txt", text), Role::Judged);
        let mut source = Source::plain("b.txt", dated);
        source.meta.dates.push(DateClue { value: "2019-06-12".to_owned(), origin: DateOrigin::Configuration });
        session.upsert(source, Role::Judged);
        let report = session.check();
        let date = report.documents.iter().find(|d| d.path == "a.txt").map(|d| d.date.clone()).unwrap_or_default();
        (date, report.diagnostics.into_iter().flat_map(|d| d.notes).collect())
    }

    const GUIDE: &str = "The tram museum in Port Arven was opened on 4 June 2019. Finance Minister Ana Ruiz spoke.";

    #[test]
    fn a_relative_date_of_what_another_document_dates_tells_when_it_was_written() {
        for (words, low, high) in [
            ("yesterday", "2019-06-05", "2019-06-05"),
            ("last week", "2019-06-10", "2019-06-16"),
            ("on Tuesday", "2019-06-04", "2019-06-10"),
        ] {
            let (date, _) = beside(&format!("The tram museum in Port Arven was opened {words}."), GUIDE);
            assert_eq!(date, (Some(low.to_owned()), Some(high.to_owned())), "{words}");
        }
    }

    #[test]
    fn what_rests_on_it_says_so() {
        let text = "The tram museum in Port Arven was opened yesterday. Foreign Minister Ana Ruiz spoke.";
        let (_, notes) = beside(text, GUIDE);
        assert!(notes.iter().any(|note| note.contains("\"yesterday\"") && note.contains("b.txt")), "{notes:?}");
    }

    #[test]
    fn nothing_is_inferred_from_another_event_or_from_what_somebody_said() {
        for text in [
            "The port museum in Solcombe was opened yesterday.",
            "\"The tram museum in Port Arven was opened yesterday,\" Ana Ruiz said.",
            "The tram museum in Port Arven was opened on 4 June 2019.",
            "The tram museum in Port Arven will be opened tomorrow.",
        ] {
            let (date, _) = beside(text, GUIDE);
            assert_eq!(date.1, None, "{text}");
        }
    }
}
