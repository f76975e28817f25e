//! The configuration, `claimlint.toml`: found, read, and checked.
//!
//! Reading never fails: whatever is wrong becomes a [`Problem`] with its place, and the rest of the file still counts.
//! Codes: `CFG001` not TOML, an unknown key or a wrong type; `CFG002` a value that cannot be; `CFG003` a rule that does not exist;
//! `CFG004` a pattern that matches nothing; `CFG005` another version of claimlint is required.

mod dates;
mod facts;
mod raw;
mod read;
mod recover;
mod schema;
mod show;

use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use globset::GlobMatcher;

use crate::diagnostic::{Problem, Severity};
use crate::rule::RuleSet;
use crate::source::{DateClue, DateOrigin, Metadata, SourceKind, Span, shown_path};

pub use dates::is_date;
pub use facts::ColumnsEntry;
use read::Reader;
pub use schema::schema;
pub use show::effective;

/// The file's name.
pub const FILE_NAME: &str = "claimlint.toml";

/// A configuration file, read.
#[derive(Debug, Default)]
pub struct Config {
    /// Path for messages.
    pub path: String,
    /// Its contents, for messages.
    pub contents: String,
    /// The folder that its patterns are relative to; absolute.
    pub root: PathBuf,
    /// Patterns of files that are checked when a folder is; empty for all.
    pub include: Vec<Pattern>,
    /// Patterns of files that are not.
    pub exclude: Vec<Pattern>,
    /// Folders of a house's own rules, as absolute paths.
    pub rules: Vec<PathBuf>,
    /// Documents of different partitions are never compared.
    pub partition: Vec<Pattern>,
    /// References.
    pub against: Vec<Pattern>,
    /// Facts files.
    pub facts: Vec<Pattern>,
    /// How the columns of facts files are to be read.
    pub columns: Vec<ColumnsEntry>,
    /// Files of a house's own names.
    pub names: Vec<Pattern>,
    /// What is known about documents.
    pub sources: Vec<SourceEntry>,
    /// Codes, prefixes or names of the rules that run.
    pub select: Vec<Selector>,
    /// Codes, prefixes or names of rules that do not run.
    pub ignore: Vec<Selector>,
    /// Rules that run beside those selected.
    pub extend_select: Vec<Selector>,
    /// Whether a suppression must give its reason.
    pub require_reason: bool,
    /// Severities by code, prefix or name.
    pub severity: Vec<(Selector, Severity)>,
    /// What holds for some files alone.
    pub overrides: Vec<OverrideEntry>,
    /// Where decisions are kept, if another place than the usual one is named; absolute.
    pub review: Option<PathBuf>,
    /// Whether two people have to agree before a finding is silent.
    pub second_sign_off: bool,
}

/// A glob pattern, relative to the configuration's folder.
#[derive(Debug)]
pub struct Pattern {
    /// As written.
    pub glob: String,
    span: Span,
    matcher: GlobMatcher,
    used: AtomicBool,
}

/// A code, a prefix of codes or a name, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// As written.
    pub words: String,
    span: Span,
}

/// What is known about the documents that match a pattern.
#[derive(Debug)]
pub struct SourceEntry {
    /// The documents.
    pub files: Pattern,
    /// A day, month or year.
    pub date: Option<String>,
    /// How much weight they have.
    pub kind: Option<SourceKind>,
    /// The affair they speak of.
    pub topic: Option<String>,
    /// Whether they hold now.
    pub living: Option<bool>,
    /// The documents that they replace.
    pub supersedes: Option<Pattern>,
}

/// What holds for the documents that match a pattern alone.
#[derive(Debug)]
pub struct OverrideEntry {
    /// The documents.
    pub files: Vec<Pattern>,
    /// The only rules that run for them; those that run anyway if there are none.
    pub select: Vec<Selector>,
    /// Rules that run for them besides.
    pub extend_select: Vec<Selector>,
    /// Rules that do not run for them.
    pub ignore: Vec<Selector>,
    /// Severities by code, prefix or name.
    pub severity: Vec<(Selector, Severity)>,
}

impl OverrideEntry {
    /// All rules that it names, but for those with a severity.
    fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.select.iter().chain(&self.extend_select).chain(&self.ignore)
    }
}

impl Pattern {
    /// Whether a path, relative to the configuration's folder and with `/`, matches; remembers that it did.
    pub fn matches(&self, relative: &str) -> bool {
        let matched = self.matcher.is_match(relative);
        if matched {
            self.used.store(true, Ordering::Relaxed);
        }
        matched
    }
}

/// The nearest configuration of a path: upward as far as the repository's root (a folder with `.git`) or that of the file system.
pub fn find(path: &Path) -> Option<PathBuf> {
    let absolute = normal(path);
    let start = if absolute.is_dir() { Some(absolute.as_path()) } else { absolute.parent() };
    for folder in start?.ancestors() {
        let file = folder.join(FILE_NAME);
        // Whatever bears the name is meant to be it: a folder or a broken link is told when it is read.
        if file.symlink_metadata().is_ok() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// An absolute path without `.` and `..`; links are not followed, so a document keeps the folder it was found in.
pub fn normal(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut normal = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

impl Config {
    /// Reads a configuration file. `shown` is its path for messages.
    pub fn load(path: &Path, shown: &str) -> (Self, Vec<Problem>) {
        let root = normal(path).parent().map_or_else(PathBuf::new, Path::to_path_buf);
        match std::fs::read_to_string(path) {
            Ok(contents) => Self::parse(contents, shown, root),
            Err(error) => {
                let problem = Problem::file(shown, "CFG001", format!("cannot read the configuration: {error}"));
                (Self { path: shown.to_owned(), root, ..Self::default() }, vec![problem])
            }
        }
    }

    /// Reads a configuration's contents.
    pub fn parse(contents: String, shown: &str, root: PathBuf) -> (Self, Vec<Problem>) {
        let (raw, problems) = recover::parse(&contents, shown);
        let mut reader = Reader { shown, contents: &contents, problems };
        let mut config = reader.config(raw, &root);
        let problems = reader.problems;
        (config.path, config.contents, config.root) = (shown.to_owned(), contents, root);
        (config, problems)
    }

    /// A path as the patterns see it: relative to the configuration's folder, with `/`. `None` if it lies elsewhere.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let normal = normal(path);
        let relative = normal.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = relative.components().map(|part| shown_path(Path::new(part.as_os_str()))).collect();
        Some(parts.join("/"))
    }

    /// Adds to a document's metadata what the configuration says about it. Of several entries the last one that speaks wins.
    pub fn describe(&self, relative: &str, meta: &mut Metadata) {
        let mut date = None;
        for entry in &self.sources {
            if let Some(supersedes) = &entry.supersedes {
                supersedes.matches(relative);
            }
            if !entry.files.matches(relative) {
                continue;
            }
            date = entry.date.as_ref().or(date);
            meta.kind = entry.kind.or(meta.kind);
            meta.topic = entry.topic.clone().or(meta.topic.take());
            meta.living = entry.living.unwrap_or(meta.living);
        }
        if let Some(value) = date {
            meta.dates.push(DateClue { value: value.clone(), origin: DateOrigin::Configuration });
        }
        // Every pattern is asked, since one that matches nothing is reported.
        let matches: Vec<bool> = self.partition.iter().map(|pattern| pattern.matches(relative)).collect();
        if let Some(partition) = matches.iter().position(|&matched| matched) {
            meta.partition = Some(partition as u32);
        }
    }

    /// Faults that only show against the rules: selectors that select nothing.
    pub fn check(&self, rules: &RuleSet) -> Vec<Problem> {
        let overrides = self.overrides.iter().flat_map(OverrideEntry::selectors);
        let tables = std::iter::once(&self.severity).chain(self.overrides.iter().map(|entry| &entry.severity));
        let severities = tables.flatten().map(|(selector, _)| selector);
        let lists = self.select.iter().chain(&self.ignore).chain(&self.extend_select);
        lists
            .chain(severities)
            .chain(overrides)
            .filter(|selector| !selects(rules, &selector.words))
            .map(|selector| {
                let message = format!("no rule has the code, prefix or name `{}`", selector.words);
                let problem = Problem::at(&*self.path, &self.contents, selector.span, "CFG003", message);
                match nearest(rules, &selector.words) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("`claimlint rules list` shows all rules"),
                }
            })
            .collect()
    }

    /// Remarks on patterns that matched no document of the run; with `whole` on all, else on those of what is read whatever is checked.
    pub fn unused(&self, whole: bool) -> Vec<Problem> {
        let columns = self.columns.iter().map(|entry| &entry.files);
        let always = self.against.iter().chain(&self.facts).chain(columns).chain(&self.names);
        let hanging = self.of_checked().filter(|_| whole);
        always
            .chain(hanging)
            .filter(|pattern| !pattern.used.load(Ordering::Relaxed))
            .map(|pattern| {
                let message = format!("`{}` matches no document of this run", pattern.glob);
                Problem::at(&*self.path, &self.contents, pattern.span, "CFG004", message).remark()
            })
            .collect()
    }

    /// The patterns that speak of documents which may or may not be checked.
    fn of_checked(&self) -> impl Iterator<Item = &Pattern> {
        let sources = self.sources.iter().flat_map(|entry| std::iter::once(&entry.files).chain(&entry.supersedes));
        let overrides = self.overrides.iter().flat_map(|entry| &entry.files);
        sources.chain(overrides).chain(&self.partition).chain(&self.include).chain(&self.exclude)
    }
}

/// Whether a selector names at least one rule: `ALL`, a code or its beginning, or a name.
pub fn selects(rules: &RuleSet, selector: &str) -> bool {
    let named = |code: &str, name: &str| name == selector || (!selector.is_empty() && code.starts_with(selector));
    selector == "ALL" || rules.rules.iter().any(|rule| named(&rule.code, &rule.name))
}

/// The code or name that comes nearest to a misspelt one.
pub fn nearest<'a>(rules: &'a RuleSet, selector: &str) -> Option<&'a str> {
    let names = rules.rules.iter().flat_map(|rule| [rule.code.as_str(), rule.name.as_str()]);
    let asked = selector.to_lowercase();
    let scored = names.map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &asked), name));
    scored.filter(|&(score, _)| score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1))).map(|(_, name)| name)
}

#[cfg(test)]
mod tests;
