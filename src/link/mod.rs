//! Linking: the second stage. Places the symbolic times of every document on the calendar, decides document dates, identifies persons across documents
//! and tells which documents are about the same affairs.
//!
//! Everything here is a function of the set of documents, whatever their order.

mod beside;
mod dates;
mod document;
mod persons;
mod topics;

pub use dates::DocumentDate;
pub use document::{Document, Role};
pub use persons::fold;
pub use topics::{Affairs, Grouping, Topics, is_telling};

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::claim::{Bearing, Claim, Tense, Value};
use crate::entity::{Entity, EntityReader};
use crate::extent::{Days, Extent};
use crate::mention::MentionReader;
use crate::time::{self, Resolved};

/// A document in its place among the others.
#[derive(Clone, Debug)]
pub struct Linked<'a> {
    /// The document.
    pub document: &'a Document,
    /// When it was written.
    pub date: DocumentDate,
    /// Its times, placed on the calendar; the same indices as its mentions.
    pub times: Arc<[Resolved]>,
}

/// A document's date and times as far as it tells them by itself, whatever stands beside it. Worth keeping while the document does not change.
#[derive(Clone, Debug)]
pub struct Dated {
    date: DocumentDate,
    times: Arc<[Resolved]>,
}

impl Dated {
    /// Dates a document by itself.
    pub fn of(document: &Document, reader: &MentionReader) -> Self {
        let date = dates::of(document, &reader.times);
        let times = resolved(document, date.extent);
        Self { date, times }
    }
}

/// The times of a document that was written on some of these days.
fn resolved(document: &Document, written: Days) -> Arc<[Resolved]> {
    time::resolve(&document.claims.mentions.times, &document.claims.settings, written).into()
}

/// All documents, linked.
#[derive(Clone, Debug)]
pub struct Links<'a> {
    /// The documents, by path.
    pub documents: Vec<Linked<'a>>,
    /// Which of them are about the same affairs.
    pub topics: Topics,
    persons: persons::Persons,
    common: FxHashSet<u64>,
}

impl<'a> Links<'a> {
    /// Links the documents of a session.
    pub fn new(documents: impl Iterator<Item = &'a Document>, reader: &MentionReader, grouping: Grouping) -> Self {
        let documents = linked(documents.map(|document| (document, Dated::of(document, reader))));
        let topics = Topics::new(&documents, grouping);
        Self::of(documents, topics, grouping, &[], &reader.entities)
    }

    /// Links some documents of many, each with its own date, given what the others tell of them.
    pub fn among(
        documents: impl Iterator<Item = (&'a Document, Dated)>,
        reader: &MentionReader,
        grouping: Grouping,
        known: Known<'_>,
    ) -> Self {
        let documents = linked(documents);
        let topics = Topics::known(&documents, grouping, known.pairs);
        let entities = &reader.entities;
        Self { common: known.common, ..Self::of(documents, topics, grouping, known.persons, entities) }
    }

    /// Whether a fingerprint is held by too many documents to tell anything, most of which do not stand among these.
    pub fn is_common(&self, fingerprint: u64) -> bool {
        self.common.contains(&fingerprint)
    }

    fn of(
        mut documents: Vec<Linked<'a>>,
        topics: Topics,
        grouping: Grouping,
        further: &[&Entity],
        reader: &EntityReader,
    ) -> Self {
        beside::date(&mut documents, &topics);
        let persons = persons::Persons::new(&documents, grouping.together, further, reader);
        Self { documents, topics, persons, common: FxHashSet::default() }
    }

    /// The key of a name across documents, and whether the identity was inferred (a surname alone).
    pub fn key<'k>(&'k self, key: &'k str) -> (&'k str, bool) {
        self.persons.resolve(key)
    }

    /// Whether two documents may be compared at all: not if they lie in different partitions.
    pub fn comparable(&self, a: usize, b: usize) -> bool {
        let partition = |i: usize| self.documents[i].document.source.meta.partition;
        partition(a).is_none() || partition(b).is_none() || partition(a) == partition(b)
    }

    /// Whether two documents are known to date from within so many days of each other.
    pub fn within(&self, a: usize, b: usize, days: i64) -> bool {
        let both = self.documents[a].date.extent.hull(&self.documents[b].date.extent);
        both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= days)
    }

    /// When a claim holds, and whether that was told or inferred.
    pub fn valid(&self, document: usize, claim: &Claim) -> Valid {
        let linked = &self.documents[document];
        if let Some(time) = claim.time {
            let resolved = &linked.times[time as usize];
            if resolved.extent != Extent::all() && resolved.extent != linked.date.extent {
                let days = open_ended(claim.bearing, resolved.extent);
                return Valid {
                    days,
                    how: if claim.time_near && resolved.explicit { How::Told } else { How::Inferred },
                    own: true,
                };
            }
        }
        let date = &linked.date;
        if date.origin.is_none() {
            return Valid { days: Extent::all(), how: How::Unknown, own: false };
        }
        let days = match claim.context.tense {
            // A title holds when it is written, whatever the verb of its clause.
            Tense::Past if !(claim.apposed && matches!(claim.value, Value::Office(_))) => {
                date.extent.high().map_or_else(Extent::all, Extent::up_to)
            }
            _ => date.extent,
        };
        Valid { days, how: if date.inferred { How::Inferred } else { How::Document }, own: false }
    }
}

/// What is known of documents from others that do not stand among them.
#[derive(Clone, Debug)]
pub struct Known<'k> {
    /// Those on one affair, dates apart, by their places among the documents, the smaller one first.
    pub pairs: &'k std::collections::BTreeSet<(usize, usize)>,
    /// Persons of the other documents who bear one of their surnames.
    pub persons: &'k [&'k Entity],
    /// Fingerprints of passages and of words of quotations that so many documents hold that they tell nothing.
    pub common: FxHashSet<u64>,
}

fn linked<'a>(documents: impl Iterator<Item = (&'a Document, Dated)>) -> Vec<Linked<'a>> {
    documents.map(|(document, Dated { date, times })| Linked { document, date, times }).collect()
}

/// How a valid time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// By the clause's own words.
    Told,
    /// By the document's date.
    Document,
    /// By inference.
    Inferred,
    /// Not at all.
    Unknown,
}

/// When a claim holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Valid {
    /// The days.
    pub days: Days,
    /// How they are known.
    pub how: How,
    /// Whether a time of the claim's own sentence gave them.
    pub own: bool,
}

/// "Since" a time is from then on, "until" a time up to then.
fn open_ended(bearing: Bearing, days: Days) -> Days {
    match (bearing, days.low(), days.high()) {
        (Bearing::Since | Bearing::HadSince, Some(low), _) => Extent::from(low),
        (Bearing::Until, _, Some(high)) => Extent::up_to(high),
        _ => days,
    }
}
