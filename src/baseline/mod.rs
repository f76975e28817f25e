//! Baselines: findings that a house knows and lives with, so that only new ones are reported.
//!
//! A baseline names findings by their stable ids, each with how often it occurs; lines that move and words that are changed elsewhere leave it valid.
//! It is a JSON file with a line for each finding, so that it merges, and so that a review shows what was added.
//! Codes: `CFG120` not readable; `CFG121` of a newer version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Problem, Report};

/// The version of the file that this version of claimlint reads and writes.
pub const VERSION: u32 = 1;

/// The file's usual name.
pub const FILE_NAME: &str = "claimlint-baseline.json";

/// A known finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The finding's id.
    pub id: String,
    /// The rule's code.
    pub code: String,
    /// The rule's name.
    pub rule: String,
    /// How often it occurs.
    pub count: u64,
    /// Where its first label lies; for the reader only.
    pub path: String,
    /// Its message; for the reader only.
    pub message: String,
}

/// Known findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(rename = "claimlint")]
    _claimlint: String,
    findings: Vec<Entry>,
}

/// What every version of the file holds.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

impl Baseline {
    /// The baseline of a report: all findings that it holds.
    pub fn of(report: &Report) -> Self {
        let mut new = Self::default();
        report.diagnostics.iter().for_each(|finding| new.record(finding));
        new
    }

    fn record(&mut self, finding: &Diagnostic) {
        let Diagnostic { id, code, rule, message, labels, .. } = finding;
        let path = labels.first().map_or("", |label| label.path.as_str());
        let entry = self.entries.entry(id.clone()).or_insert_with(|| Entry {
            id: id.clone(),
            code: code.clone(),
            rule: rule.clone(),
            count: 0,
            path: path.to_owned(),
            message: message.clone(),
        });
        entry.count += 1;
    }

    /// Reads a baseline. `shown` is its path for messages.
    ///
    /// # Errors
    /// If it is no baseline, or one of a newer version.
    pub fn parse(contents: &str, shown: &str) -> Result<Self, Box<Problem>> {
        let head: Head = serde_json::from_str(contents).map_err(|error| Box::new(fault(shown, &error)))?;
        if head.version > u64::from(VERSION) {
            let message =
                format!("the baseline has version {}, and this is read up to version {VERSION}", head.version);
            let problem = Problem::file(shown, "CFG121", message);
            return Err(Box::new(
                problem.help("use a newer claimlint, or write it anew with `claimlint baseline create --force`"),
            ));
        }
        let file: File = serde_json::from_str(contents).map_err(|error| Box::new(fault(shown, &error)))?;
        let mut new = Self::default();
        for entry in file.findings {
            // Two branches may have recorded the same finding.
            let known = new.entries.entry(entry.id.clone()).or_insert_with(|| Entry { count: 0, ..entry.clone() });
            known.count = known.count.max(entry.count);
        }
        Ok(new)
    }

    /// The file's contents: a line for each finding, by path, code and id.
    pub fn to_json(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let lines: Vec<String> = self
            .entries()
            .iter()
            // A plain structure of strings and numbers can always be written.
            .map(|entry| format!("    {}", serde_json::to_string(entry).unwrap_or_default()))
            .collect();
        let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"claimlint\": \"{version}\",\n  \"findings\": {list}\n}}\n")
    }

    /// The known findings, by path, code and id.
    pub fn entries(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.values().collect();
        entries.sort_unstable_by(|a, b| (&a.path, &a.code, &a.id).cmp(&(&b.path, &b.code, &b.id)));
        entries
    }

    /// How many findings are known.
    pub fn len(&self) -> u64 {
        self.entries.values().map(|entry| entry.count).sum()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes known findings out of a report and counts them. Returns how many known findings did not occur.
    pub fn apply(&self, report: &mut Report) -> u64 {
        let mut left: BTreeMap<&str, u64> = self.entries.iter().map(|(id, entry)| (id.as_str(), entry.count)).collect();
        let before = report.diagnostics.len();
        report.diagnostics.retain(|finding| match left.get_mut(finding.id.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        report.account.baselined += (before - report.diagnostics.len()) as u64;
        left.values().sum()
    }

    /// What is left of it when only what occurs in `now` is kept; with `grow`, what is new in `now` is added as well.
    pub fn updated(&self, now: &Self, grow: bool) -> Self {
        let mut entries = BTreeMap::new();
        for (id, entry) in &now.entries {
            let known = self.entries.get(id).map_or(0, |entry| entry.count);
            let count = if grow { entry.count } else { entry.count.min(known) };
            if count > 0 {
                entries.insert(id.clone(), Entry { count, ..entry.clone() });
            }
        }
        Self { entries }
    }

    /// The same entries as they stand, without what no longer occurs in `now`.
    pub fn pruned(&self, now: &Self) -> Self {
        let mut entries = self.entries.clone();
        for (id, entry) in &mut entries {
            entry.count = entry.count.min(now.entries.get(id).map_or(0, |entry| entry.count));
        }
        entries.retain(|_, entry| entry.count > 0);
        Self { entries }
    }
}

fn fault(shown: &str, error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or("not valid JSON").to_owned();
    let mut problem = Problem::file(shown, "CFG120", format!("this is no baseline: {message}"));
    if error.line() > 0 {
        (problem.line, problem.column) = (Some(error.line() as u32), Some(error.column().max(1) as u32));
    }
    problem.help("write it anew with `claimlint baseline create --force`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Question, Severity};

    fn report(ids: &[&str]) -> Report {
        let finding = |id: &&str| Diagnostic {
            id: (*id).to_owned(),
            code: "NUM201".into(),
            rule: "statistic-differs".into(),
            severity: Severity::Error,
            message: "two \"rates\"".into(),
            help: None,
            notes: Vec::new(),
            settled_by: None,
            question: Question::default(),
            gates: Vec::new(),
            labels: Vec::new(),
            more: 0,
        };
        Report { diagnostics: ids.iter().map(finding).collect(), ..Report::default() }
    }

    #[test]
    fn known_findings_are_taken_out_as_often_as_they_are_known() {
        let baseline = Baseline::of(&report(&["a", "a", "b"]));
        for (now, new, gone) in
            [(&["a", "a", "b"][..], &[][..], 0), (&["a", "a", "a", "c"], &["a", "c"], 1), (&[], &[], 3)]
        {
            let mut report = report(now);
            assert_eq!(baseline.apply(&mut report), gone, "{now:?}");
            let ids: Vec<_> = report.diagnostics.iter().map(|finding| finding.id.as_str()).collect();
            assert_eq!(ids, new, "{now:?}");
            assert_eq!(report.account.baselined as usize, now.len() - new.len());
        }
    }

    #[test]
    fn it_shrinks_and_grows_only_when_told() {
        let old = Baseline::of(&report(&["a", "a", "b"]));
        let now = Baseline::of(&report(&["a", "c"]));
        assert_eq!(old.updated(&now, false), Baseline::of(&report(&["a"])));
        assert_eq!(old.updated(&now, true), now);
        assert_eq!(old.pruned(&now), Baseline::of(&report(&["a"])));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        for ids in [&[][..], &["a", "b", "b"]] {
            let baseline = Baseline::of(&report(ids));
            assert_eq!(Baseline::parse(&baseline.to_json(), "b.json"), Ok(baseline));
        }
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_place() {
        let read = |contents: &str| Baseline::parse(contents, "b.json").expect_err(contents);
        assert_eq!(read("{\"version\": 2, \"other\": []}").code, "CFG121");
        for (contents, line) in
            [("", 1), ("{}", 1), ("[]", 1), ("{\"version\": 1,\n<<<<<<< ours\n", 2), ("{\"version\": 1}", 1)]
        {
            let problem = read(contents);
            assert_eq!(
                (problem.code.as_str(), problem.line, problem.fatal),
                ("CFG120", Some(line), true),
                "{contents}"
            );
        }
    }

    #[test]
    fn the_same_finding_of_two_branches_counts_once() {
        let line = "{\"id\":\"a\",\"code\":\"X\",\"rule\":\"x\",\"count\":1,\"path\":\"\",\"message\":\"\"}";
        let merged = format!("{{\"version\":1,\"claimlint\":\"0.1.0\",\"findings\":[{line},{line}]}}");
        assert_eq!(Baseline::parse(&merged, "b.json").map(|b| b.len()), Ok(1));
    }
}
