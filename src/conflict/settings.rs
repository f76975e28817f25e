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
        let selected = if self.select.is_empty() { Some(0) } else { best(&self.select, rule) };
        selected.is_some_and(|s| best(&self.ignore, rule).is_none_or(|i| s > i))
    }

    /// Whether a rule runs for some file at least.
    pub(super) fn runs_somewhere(&self, rule: &Rule) -> bool {
        self.runs(rule) || self.overrides.iter().any(|entry| entry.runs(rule) == Some(true))
    }

    /// The severity that the configuration gives a rule.
    pub fn severity_of(&self, rule: &Rule) -> Option<Severity> {
        severity(&self.severity, rule)
    }

    /// The overrides with their patterns compiled; a pattern that is none matches nothing.
    pub(super) fn compiled_overrides(&self) -> Vec<CompiledOverride<'_>> {
        let compiled = |entry| CompiledOverride { files: globs(entry), entry };
        self.overrides.iter().map(compiled).collect()
    }

    /// Whether a rule's findings count whose primary label lies in the file `path`: the last override that speaks of it decides.
    pub(super) fn keeps(&self, overrides: &[CompiledOverride<'_>], rule: &Rule, path: &str) -> bool {
        let speaks = |o: &CompiledOverride<'_>| o.entry.runs(rule).filter(|_| o.files.is_match(path));
        overrides.iter().rev().find_map(speaks).unwrap_or_else(|| self.runs(rule))
    }

    /// The severity that the configuration gives a rule in the file `path`.
    pub(super) fn severity_in(&self, overrides: &[CompiledOverride<'_>], rule: &Rule, path: &str) -> Option<Severity> {
        let speaks = |o: &CompiledOverride<'_>| severity(&o.entry.severity, rule).filter(|_| o.files.is_match(path));
        overrides.iter().rev().find_map(speaks).or_else(|| self.severity_of(rule))
    }
}

/// An override that is asked of many findings.
pub(super) struct CompiledOverride<'s> {
    entry: &'s Override,
    files: GlobSet,
}

impl Override {
    /// Whether a rule runs for its files; `None` if it says nothing of it. The longest selector decides, `ignore` before the others of the same length.
    fn runs(&self, rule: &Rule) -> Option<bool> {
        let wanted = best(&self.select, rule).max(best(&self.extend_select, rule));
        match (wanted, best(&self.ignore, rule)) {
            (Some(wanted), ignored) => Some(ignored.is_none_or(|ignored| wanted > ignored)),
            (None, Some(_)) => Some(false),
            (None, None) => (!self.select.is_empty()).then_some(false),
        }
    }
}

/// How exactly a list of selectors names a rule.
fn best(list: &[String], rule: &Rule) -> Option<usize> {
    list.iter().filter_map(|selector| weight(selector, rule)).max()
}

fn severity(severities: &BTreeMap<String, Severity>, rule: &Rule) -> Option<Severity> {
    let named = severities.iter().filter_map(|(selector, severity)| Some((weight(selector, rule)?, *severity)));
    named.max_by_key(|(weight, _)| *weight).map(|(_, severity)| severity)
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

/// What holds for some files alone: which rules run, and how severe they are. It decides where the primary label lies in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Glob patterns, relative to the configuration.
    pub files: Vec<String>,
    /// Codes, prefixes or names of the only rules that run; empty for those that run anyway.
    #[serde(default)]
    pub select: Vec<String>,
    /// Codes, prefixes or names of rules that run besides.
    #[serde(default)]
    pub extend_select: Vec<String>,
    /// Codes, prefixes or names of rules that do not run.
    pub ignore: Vec<String>,
    /// Severities by code, prefix or name.
    #[serde(default)]
    pub severity: BTreeMap<String, Severity>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleSet;

    #[test]
    fn the_last_override_that_speaks_of_a_rule_decides() {
        let (rules, _) = RuleSet::embedded();
        let rule = |name: &str| rules.rules.iter().find(|rule| rule.name == name).expect("a rule");
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let entry = |files: &str, select: &[&str], extend: &[&str], ignore: &[&str]| Override {
            files: words(&[files]),
            select: words(select),
            extend_select: words(extend),
            ignore: words(ignore),
            severity: BTreeMap::from([("NUM".to_owned(), Severity::Note)]),
        };
        let settings = Settings {
            select: words(&["NUM"]),
            severity: BTreeMap::from([("NUM201".to_owned(), Severity::Error)]),
            overrides: vec![
                entry("opinion/**", &[], &[], &["NUM"]),
                entry("opinion/checked/**", &["ALL"], &[], &["DAT"]),
                entry("dates/**", &[], &["DAT101"], &[]),
            ],
            ..Settings::default()
        };
        let overrides = settings.compiled_overrides();
        for (path, name, kept) in [
            ("news/a.txt", "statistic-differs", true),
            ("news/a.txt", "weekday-date", false),
            ("opinion/a.txt", "statistic-differs", false),
            ("opinion/checked/a.txt", "statistic-differs", true),
            ("opinion/checked/a.txt", "status-differs", true),
            ("opinion/checked/a.txt", "weekday-date", false),
            ("dates/a.txt", "weekday-date", true),
            ("dates/a.txt", "no-such-day", false),
            ("dates/a.txt", "statistic-differs", true),
        ] {
            assert_eq!(settings.keeps(&overrides, rule(name), path), kept, "{name} in {path}");
        }
        assert!(settings.runs_somewhere(rule("weekday-date")) && !settings.runs_somewhere(rule("no-such-day")));
        let severity = |path: &str| settings.severity_in(&overrides, rule("statistic-differs"), path);
        assert_eq!((severity("news/a.txt"), severity("opinion/a.txt")), (Some(Severity::Error), Some(Severity::Note)));
    }
}
