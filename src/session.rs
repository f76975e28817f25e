//! The library's one door: give it sources, ask it for a report. Pure: no files, no clock, the same answer for any order and number of threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::claim::DocumentClaims;
use crate::conflict;
pub use crate::conflict::{Override, Settings};
use crate::diagnostic::Report;
pub use crate::link::{Document, Role};
use crate::link::{Grouping, Links};
use crate::rule::RuleSet;
use crate::source::Source;

/// The documents of a run and the rules they are checked by.
#[derive(Clone, Debug)]
pub struct Session {
    rules: Arc<RuleSet>,
    settings: Settings,
    /// Boxed, so that the map is small: a session of two texts is made for each pair of thousands.
    documents: BTreeMap<String, Box<Document>>,
}

/// Least and most bytes of text that are read together: few shares leave threads idle, small ones fetch the models' tables over and over.
const SHARE: std::ops::RangeInclusive<usize> = 1 << 17..=1 << 20;

/// Shares for each thread, so that all come to an end at about one time.
const EACH: usize = 4;

impl Session {
    /// A session without documents. Texts laid side by side are read for [passages](crate::claim::Extractor::passages); rules that do not ask for them are copied.
    pub fn new(mut rules: Arc<RuleSet>, settings: Settings) -> Self {
        if settings.side_by_side && !rules.extractor.passages {
            Arc::make_mut(&mut rules).extractor.passages = true;
        }
        if settings.one_topic && !settings.side_by_side && !rules.extractor.closely {
            Arc::make_mut(&mut rules).extractor.closely = true;
        }
        Self { rules, settings, documents: BTreeMap::new() }
    }

    /// Adds or replaces a document, by its path.
    pub fn upsert(&mut self, source: Source, role: Role) {
        self.extend(vec![(source, role)]);
    }

    /// Adds or replaces many documents; they are read in parallel where the feature `parallel` is on.
    pub fn extend(&mut self, sources: Vec<(Source, Role)>) {
        let rules = &self.rules;
        let read = |sources: &[(Source, Role)]| {
            let all: Vec<&Source> = sources.iter().map(|(source, _)| source).collect();
            DocumentClaims::extract_all(&all, &rules.extractor)
        };
        let shares = shares(&sources);
        #[cfg(feature = "parallel")]
        let claims: Vec<Vec<DocumentClaims>> = {
            use rayon::prelude::*;
            shares.into_par_iter().map(read).collect()
        };
        #[cfg(not(feature = "parallel"))]
        let claims: Vec<Vec<DocumentClaims>> = shares.into_iter().map(read).collect();
        let claims = claims.into_iter().flatten();
        let documents =
            sources.into_iter().zip(claims).map(|((source, role), claims)| Document { claims, source, role });
        self.adopt(documents);
    }

    /// Adds or replaces documents whose claims are known, as this session's rules find them.
    pub fn adopt(&mut self, documents: impl IntoIterator<Item = Document>) {
        self.documents.extend(documents.into_iter().map(|d| (d.source.path.clone(), Box::new(d))));
    }

    /// Takes a document out.
    pub fn remove(&mut self, path: &str) -> Option<Document> {
        self.documents.remove(path).map(|document| *document)
    }

    /// The document of a path.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.documents.get(path).map(Box::as_ref)
    }

    /// The documents, by path.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values().map(Box::as_ref)
    }

    /// The documents, for good.
    pub fn into_documents(self) -> impl Iterator<Item = Document> {
        self.documents.into_values().map(|document| *document)
    }

    /// What runs, and how findings are told.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Compares all claims and reports.
    pub fn check(&self) -> Report {
        conflict::check(&self.links(), &self.rules, &self.settings)
    }

    /// The documents linked with each other: dates, topics, persons.
    pub fn links(&self) -> Links<'_> {
        Links::new(
            self.documents(),
            &self.rules.extractor.mentions,
            Grouping { together: self.settings.one_topic, side_by_side: self.settings.side_by_side },
        )
    }
}

/// How many threads read documents.
fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "parallel"))]
    1
}

/// Documents in shares that are read together: short ones until they come to [`SHARE`] bytes, long ones alone.
fn shares(sources: &[(Source, Role)]) -> Vec<&[(Source, Role)]> {
    let all: usize = sources.iter().map(|(source, _)| source.text.len()).sum();
    let share = (all / (EACH * threads())).clamp(*SHARE.start(), *SHARE.end());
    let mut bytes = 0;
    let mut starts: Vec<usize> = Vec::new();
    for (at, (source, _)) in sources.iter().enumerate() {
        if bytes == 0 || bytes + source.text.len() > share {
            starts.push(at);
            bytes = 0;
        }
        bytes += source.text.len().max(1);
    }
    let ends = starts.iter().skip(1).copied().chain([sources.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &sources[start..end]).collect()
}
