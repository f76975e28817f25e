//! The configuration, `claimlint.toml`: found, read, and checked.
//!
//! Reading never fails: whatever is wrong becomes a [`Problem`] with its place, and the rest of the file still counts.
//! Codes: `CFG001` not TOML, an unknown key or a wrong type; `CFG002` a value that cannot be; `CFG003` a rule that does not exist;
//! `CFG004` a pattern that matches nothing; `CFG005` another version of claimlint is required.

mod dates;
mod raw;

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;

use crate::diagnostic::{Problem, Severity};
use crate::lexicon::toml_problem;
use crate::rule::RuleSet;
use crate::source::{DateClue, DateOrigin, Metadata, SourceKind, Span};

pub use dates::is_date;
use raw::{Raw, RawSource, Word};

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
    /// Rules that do not run for some files.
    pub overrides: Vec<OverrideEntry>,
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

/// Rules that do not run for the documents that match a pattern.
#[derive(Debug)]
pub struct OverrideEntry {
    /// The documents.
    pub files: Vec<Pattern>,
    /// The rules.
    pub ignore: Vec<Selector>,
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
        if file.is_file() {
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
        let (raw, problem) = match toml::from_str::<Raw>(&contents) {
            Ok(raw) => (raw, None),
            Err(error) => (Raw::default(), Some(plain(toml_problem(shown, &contents, &error, "CFG001")))),
        };
        let mut reader = Reader { shown, contents: &contents, problems: problem.into_iter().collect() };
        let mut config = reader.config(raw, &root);
        let problems = reader.problems;
        (config.path, config.contents, config.root) = (shown.to_owned(), contents, root);
        (config, problems)
    }

    /// A path as the patterns see it: relative to the configuration's folder, with `/`. `None` if it lies elsewhere.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let normal = normal(path);
        let relative = normal.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
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
        let overrides = self.overrides.iter().flat_map(|entry| &entry.ignore);
        let severities = self.severity.iter().map(|(selector, _)| selector);
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

    /// Remarks on patterns that matched no document of the run.
    pub fn unused(&self) -> Vec<Problem> {
        let sources = self.sources.iter().flat_map(|entry| std::iter::once(&entry.files).chain(&entry.supersedes));
        let overrides = self.overrides.iter().flat_map(|entry| &entry.files);
        sources
            .chain(overrides)
            .chain(&self.partition)
            .chain(&self.against)
            .chain(&self.include)
            .filter(|pattern| !pattern.used.load(Ordering::Relaxed))
            .map(|pattern| {
                let message = format!("`{}` matches no document of this run", pattern.glob);
                Problem::at(&*self.path, &self.contents, pattern.span, "CFG004", message).remark()
            })
            .collect()
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

/// Takes apart what the reader says of an unknown key: the key is the message, the keys that exist are advice.
fn plain(mut problem: Problem) -> Problem {
    let Some(rest) = problem.message.strip_prefix("unknown field `") else { return problem };
    let Some((key, known)) = rest.split_once("`, expected ") else { return problem };
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    let near = known.iter().map(|name| (strsim::jaro_winkler(name, key), *name)).filter(|&(score, _)| score > 0.8);
    let near = near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| format!("did you mean `{name}`?"));
    problem.help = Some(near.unwrap_or_else(|| format!("the keys here are {}", known.join(", "))));
    problem.message = format!("unknown key `{key}`");
    problem
}

/// Turns words into values and gathers what is wrong with them.
struct Reader<'a> {
    shown: &'a str,
    contents: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn config(&mut self, raw: Raw, root: &Path) -> Config {
        self.schema(&raw);
        Config {
            include: self.patterns(raw.include),
            exclude: self.patterns(raw.exclude),
            rules: raw.rules.iter().filter_map(|folder| self.folder(root, folder)).collect(),
            partition: self.patterns(raw.partition),
            against: self.patterns(raw.against.files),
            sources: raw.source.into_iter().filter_map(|entry| self.source(entry)).collect(),
            select: selectors(raw.lint.select),
            ignore: selectors(raw.lint.ignore),
            extend_select: selectors(raw.lint.extend_select),
            require_reason: raw.lint.require_reason,
            severity: self.severities(raw.severity),
            overrides: (raw.overrides.into_iter())
                .map(|entry| OverrideEntry { files: self.patterns(entry.files), ignore: selectors(entry.ignore) })
                .collect(),
            ..Config::default()
        }
    }

    fn fault<T>(&mut self, at: &Spanned<T>, code: &str, message: String) -> &mut Problem {
        let problem = Problem::at(self.shown, self.contents, span(at), code, message);
        self.problems.push(problem);
        self.problems.last_mut().expect("just pushed")
    }

    fn schema(&mut self, raw: &Raw) {
        if let Some(schema) = &raw.schema
            && *schema.get_ref() != 1
        {
            self.fault(schema, "CFG002", "this version of claimlint reads schema 1 only".to_owned());
        }
        let Some(required) = &raw.required_version else { return };
        let this = env!("CARGO_PKG_VERSION");
        match meets(required.get_ref(), this) {
            Some(true) => {}
            Some(false) => {
                let message = format!("claimlint {} is required, this is {this}", required.get_ref());
                self.fault(required, "CFG005", message);
            }
            None => {
                let problem = self.fault(required, "CFG002", "not a version requirement".to_owned());
                problem.help = Some("write one like \">=0.1\" or \"==0.1.0\"".to_owned());
            }
        }
    }

    fn folder(&mut self, root: &Path, folder: &Word) -> Option<PathBuf> {
        let path = normal(&root.join(folder.get_ref()));
        if !path.is_dir() {
            self.fault(folder, "CFG002", "there is no such folder of rules".to_owned());
            return None;
        }
        Some(path)
    }

    fn patterns(&mut self, words: Vec<Word>) -> Vec<Pattern> {
        words.into_iter().filter_map(|word| self.pattern(word)).collect()
    }

    fn pattern(&mut self, word: Word) -> Option<Pattern> {
        match GlobBuilder::new(word.get_ref()).literal_separator(true).build() {
            Ok(glob) => {
                let span = span(&word);
                let used = AtomicBool::new(false);
                Some(Pattern { glob: word.into_inner(), span, matcher: glob.compile_matcher(), used })
            }
            Err(error) => {
                self.fault(&word, "CFG002", format!("not a valid pattern: {}", error.kind()));
                None
            }
        }
    }

    fn source(&mut self, raw: RawSource) -> Option<SourceEntry> {
        if let Some(date) = &raw.date
            && !is_date(date.get_ref())
        {
            let problem = self.fault(date, "CFG002", format!("`{}` is not a date", date.get_ref()));
            problem.help = Some("write a day, a month or a year: 2019-08-28, 2019-08 or 2019".to_owned());
        }
        let kind = raw.kind.as_ref().and_then(|kind| self.kind(kind));
        let supersedes = raw.supersedes.and_then(|files| self.pattern(files));
        Some(SourceEntry {
            files: self.pattern(raw.files)?,
            date: raw.date.map(Spanned::into_inner).filter(|date| is_date(date)),
            kind,
            topic: raw.topic,
            living: raw.living,
            supersedes,
        })
    }

    fn kind(&mut self, word: &Word) -> Option<SourceKind> {
        match word.get_ref().as_str() {
            "draft" => Some(SourceKind::Draft),
            "report" => Some(SourceKind::Report),
            "official" => Some(SourceKind::Official),
            "record" => Some(SourceKind::Record),
            other => {
                let problem = self.fault(word, "CFG002", format!("`{other}` is no kind of source"));
                problem.help = Some("the kinds are record, official, report and draft".to_owned());
                None
            }
        }
    }

    fn severities(&mut self, raw: BTreeMap<Word, Word>) -> Vec<(Selector, Severity)> {
        let mut severities = Vec::new();
        for (selector, severity) in raw {
            let value = match severity.get_ref().as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                "note" => Severity::Note,
                other => {
                    let problem = self.fault(&severity, "CFG002", format!("`{other}` is no severity"));
                    problem.help = Some("the severities are error, warning and note".to_owned());
                    continue;
                }
            };
            severities.push((selector.into(), value));
        }
        severities
    }
}

impl From<Word> for Selector {
    fn from(word: Word) -> Self {
        let span = span(&word);
        Self { words: word.into_inner(), span }
    }
}

fn selectors(words: Vec<Word>) -> Vec<Selector> {
    words.into_iter().map(Selector::from).collect()
}

fn span<T>(at: &Spanned<T>) -> Span {
    Span::new(at.span().start, at.span().end)
}

/// Whether a version meets a requirement such as `>=0.1`; `None` if the requirement cannot be read.
fn meets(required: &str, version: &str) -> Option<bool> {
    let numbers = required.trim_start_matches(['>', '=', '<']);
    let operator = &required[..required.len() - numbers.len()];
    let wanted = version_numbers(numbers)?;
    let have = version_numbers(version)?;
    let equal = have.iter().zip(&wanted).all(|(a, b)| a == b);
    let mut padded = wanted;
    padded.resize(have.len().max(padded.len()), 0);
    Some(match operator {
        ">=" => have >= padded,
        ">" => have > padded && !equal,
        "<=" => have <= padded || equal,
        "<" => have < padded,
        "" | "=" | "==" => equal,
        _ => return None,
    })
}

fn version_numbers(words: &str) -> Option<Vec<u64>> {
    words.trim().split('.').map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests;
