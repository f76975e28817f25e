//! From the keys of `claimlint.toml` to values, with a problem for each that cannot be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use globset::GlobBuilder;
use toml::Spanned;

use super::raw::{Raw, RawOverride, RawSource, Word};
use super::{Config, OverrideEntry, Pattern, Selector, SourceEntry, is_date, normal};
use crate::diagnostic::{Problem, Severity};
use crate::source::{SourceKind, Span};

/// Takes apart what the reader says of an unknown key: the key is the message, the keys that exist are advice.
pub(super) fn plain(mut problem: Problem) -> Problem {
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
pub(super) struct Reader<'a> {
    pub shown: &'a str,
    pub contents: &'a str,
    pub problems: Vec<Problem>,
}

impl Reader<'_> {
    pub(super) fn config(&mut self, raw: Raw, root: &Path) -> Config {
        self.schema(&raw);
        Config {
            include: self.patterns(raw.include),
            exclude: self.patterns(raw.exclude),
            rules: raw.rules.iter().filter_map(|folder| self.folder(root, folder)).collect(),
            partition: self.patterns(raw.partition),
            against: self.patterns(raw.against.files),
            facts: self.patterns(raw.facts.files),
            columns: raw.facts.csv.into_iter().filter_map(|entry| self.columns(entry)).collect(),
            names: self.patterns(raw.names.files),
            sources: raw.source.into_iter().filter_map(|entry| self.source(entry)).collect(),
            select: selectors(raw.lint.select),
            ignore: selectors(raw.lint.ignore),
            extend_select: selectors(raw.lint.extend_select),
            require_reason: raw.lint.require_reason,
            severity: self.severities(raw.severity),
            overrides: raw.overrides.into_iter().map(|entry| self.override_entry(entry)).collect(),
            review: raw.review.file.and_then(|file| self.review(root, &file)),
            second_sign_off: raw.review.second_sign_off,
            ..Config::default()
        }
    }

    pub(super) fn fault<T>(&mut self, at: &Spanned<T>, code: &str, message: String) -> &mut Problem {
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

    fn review(&mut self, root: &Path, file: &Word) -> Option<PathBuf> {
        if file.get_ref().trim().is_empty() {
            self.fault(file, "CFG002", "this names no file".to_owned());
            return None;
        }
        Some(normal(&root.join(file.get_ref())))
    }

    fn patterns(&mut self, words: Vec<Word>) -> Vec<Pattern> {
        words.into_iter().filter_map(|word| self.pattern(word)).collect()
    }

    pub(super) fn pattern(&mut self, word: Word) -> Option<Pattern> {
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

    fn override_entry(&mut self, raw: RawOverride) -> OverrideEntry {
        OverrideEntry {
            files: self.patterns(raw.files),
            select: selectors(raw.select),
            extend_select: selectors(raw.extend_select),
            ignore: selectors(raw.ignore),
            severity: self.severities(raw.severity),
        }
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
pub(super) fn meets(required: &str, version: &str) -> Option<bool> {
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
