//! The library's one door: give it sources, ask it for a report. Pure: no files, no clock, the same answer for any order and number of threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::claim::DocumentClaims;
use crate::conflict;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::link::Links;
use crate::rule::{Rule, RuleSet};
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

impl Settings {
    /// Whether a rule runs: the longest selector that names it decides, `ignore` before `select` of the same length.
    pub fn runs(&self, rule: &Rule) -> bool {
        let best = |list: &[String]| list.iter().filter_map(|s| weight(s, rule)).max();
        let selected = if self.select.is_empty() { Some(0) } else { best(&self.select) };
        selected.is_some_and(|s| best(&self.ignore).is_none_or(|i| s > i))
    }

    /// The severity that the configuration gives a rule.
    pub fn severity_of(&self, rule: &Rule) -> Option<Severity> {
        self.severity
            .iter()
            .filter_map(|(s, severity)| Some((weight(s, rule)?, *severity)))
            .max_by_key(|(w, _)| *w)
            .map(|(_, s)| s)
    }

    /// Whether an override takes a finding out: its primary label lies in a file of the override.
    pub fn overridden(&self, diagnostic: &Diagnostic) -> bool {
        let Some(path) = diagnostic.labels.first().map(|l| l.path.as_str()) else { return false };
        self.overrides.iter().any(|o| {
            let named = o.ignore.iter().any(|s| names(s, &diagnostic.code, &diagnostic.rule).is_some());
            named
                && o.files.iter().filter_map(|g| globset::Glob::new(g).ok()).any(|g| g.compile_matcher().is_match(path))
        })
    }
}

fn weight(selector: &str, rule: &Rule) -> Option<usize> {
    names(selector, &rule.code, &rule.name)
}

/// How exactly a selector names a rule: `ALL`, a prefix of the code, the code, or the name.
fn names(selector: &str, code: &str, name: &str) -> Option<usize> {
    match selector {
        "ALL" => Some(0),
        _ if selector == name => Some(usize::MAX),
        _ if !selector.is_empty() && code.starts_with(selector) => Some(selector.len()),
        _ => None,
    }
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
        let rules = &self.rules;
        let read =
            |(source, role): (Source, Role)| Document { claims: DocumentClaims::extract(&source, rules), source, role };
        #[cfg(feature = "parallel")]
        let documents: Vec<Document> = {
            use rayon::prelude::*;
            sources.into_par_iter().map(read).collect()
        };
        #[cfg(not(feature = "parallel"))]
        let documents: Vec<Document> = sources.into_iter().map(read).collect();
        self.documents.extend(documents.into_iter().map(|d| (d.source.path.clone(), d)));
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
        conflict::check(&self.links(), &self.rules, &self.settings)
    }

    /// The documents linked with each other: dates, topics, persons.
    pub fn links(&self) -> Links<'_> {
        Links::new(self.documents.values(), &self.rules, &self.settings)
    }
}
