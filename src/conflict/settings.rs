//! What to report, and how strongly.

use std::collections::BTreeMap;

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;
use crate::rule::Rule;

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
    /// Two texts are laid side by side (`compare`): fewer shared words make one question of two numbers.
    pub side_by_side: bool,
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

    /// The overrides with their patterns compiled; a pattern that is none matches nothing.
    pub(super) fn compiled_overrides(&self) -> Vec<CompiledOverride<'_>> {
        let compiled = |entry| CompiledOverride { files: globs(entry), entry };
        self.overrides.iter().map(compiled).collect()
    }
}

/// An override that is asked of many findings.
pub(super) struct CompiledOverride<'s> {
    entry: &'s Override,
    files: GlobSet,
}

impl CompiledOverride<'_> {
    /// Whether it takes a finding of a rule out whose primary label lies in the file `path`.
    pub fn takes_out(&self, rule: &Rule, path: &str) -> bool {
        self.entry.ignore.iter().any(|s| weight(s, rule).is_some()) && self.files.is_match(path)
    }
}

fn globs(entry: &Override) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in entry.files.iter().filter_map(|pattern| Glob::new(pattern).ok()) {
        set.add(glob);
    }
    set.build().unwrap_or_default()
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
