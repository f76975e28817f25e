//! Where documents come from: the one place of the command line that finds and reads them.

// A problem is large, and rare; boxing it would burden every caller.
#![allow(clippy::result_large_err)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;

use super::tree::{Tree, placed};
use crate::config::{Config, Pattern, normal};
use crate::diagnostic::Problem;
use crate::load;
use crate::source::{Columns, Source, shown_path};

/// A file that was found.
#[derive(Clone, Debug)]
pub(super) struct FoundFile {
    pub path: PathBuf,
    /// The path as the user gave it, or as it was found below a folder the user gave.
    pub shown: String,
    /// Given by its own name, so that it is a fault if it cannot be read.
    pub named: bool,
}

/// What a search came to.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub files: Vec<FoundFile>,
    /// Files on the way that are no documents.
    pub skipped: u64,
    pub problems: Vec<Problem>,
}

/// Reads a file.
pub(super) fn read(path: &Path, shown: &str) -> Result<(Source, Vec<Problem>), Problem> {
    load::read_file(path, shown)
}

/// Reads a facts file.
pub(super) fn read_facts(path: &Path, shown: &str, columns: &Columns) -> Result<(Source, Vec<Problem>), Problem> {
    load::read_facts(path, shown, columns)
}

/// Reads standard input under a name.
pub(super) fn read_stdin(shown: &str) -> Result<(Source, Vec<Problem>), Problem> {
    let mut bytes = Vec::new();
    std::io::stdin().take(load::MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(shown, &error))?;
    read_bytes(&bytes, shown)
}

/// Reads contents under a name.
pub(super) fn read_bytes(bytes: &[u8], shown: &str) -> Result<(Source, Vec<Problem>), Problem> {
    load::read_bytes(bytes, shown)
}

/// A document of a path's format, from text already at hand.
pub(super) fn parse(shown: &str, text: impl Into<Arc<str>>) -> Source {
    load::parse(shown, load::format_of(shown).unwrap_or_default(), load::Decoded::utf8(text)).0
}

/// The documents of a path: a file as named; a folder as far as the configuration includes what is in it. With a tree they lie there, under the same names.
pub(super) fn find(path: &Path, tree: Option<&Tree>, config: Option<&Config>) -> Found {
    find_of(load::walk_documents, path, tree, config)
}

/// What walks a folder: for documents or for facts.
pub(super) type Walk = fn(&Path) -> load::Walked;

/// The same with another way of walking.
pub(super) fn find_of(walker: Walk, path: &Path, tree: Option<&Tree>, config: Option<&Config>) -> Found {
    let mut found = Found::default();
    let words = shown_path(path);
    let shown = words.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(&words);
    let place = placed(tree, path);
    match std::fs::metadata(&place) {
        Ok(meta) if meta.is_dir() => walk(walker, &place, if shown == "." { "" } else { shown }, config, &mut found),
        Ok(_) => found.files.push(FoundFile { path: place, shown: shown.to_owned(), named: true }),
        Err(error) => found.problems.push(unreadable(shown, &error)),
    }
    found
}

/// The documents below a folder that match a pattern relative to it.
pub(super) fn find_pattern(walker: Walk, base: &Path, shown_base: &str, pattern: &str) -> Result<Found, String> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| error.kind().to_string())?;
    let matcher = glob.compile_matcher();
    let literal: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    let start = base.join(&literal);
    let shown = join(shown_base, &shown_path(&literal));
    let mut found = Found::default();
    if start.is_dir() {
        walk(walker, &start, &shown, None, &mut found);
    } else if start.is_file() {
        found.files.push(FoundFile { path: start, shown, named: false });
    }
    let root = normal(base);
    found.files.retain(|file| normal(&file.path).strip_prefix(&root).is_ok_and(|relative| matcher.is_match(relative)));
    found.skipped = 0;
    Ok(found)
}

/// The documents below a folder, by the walking rules of the load layer, as far as the configuration includes them.
fn walk(walker: Walk, folder: &Path, shown: &str, config: Option<&Config>, found: &mut Found) {
    let walked = walker(folder);
    found.problems.extend(walked.problems);
    found.skipped += walked.skipped;
    for file in walked.files {
        if included(&file.path, config) {
            let below = shown_path(file.path.strip_prefix(folder).unwrap_or(&file.path));
            found.files.push(FoundFile { path: file.path, shown: join(shown, &below), named: false });
        }
    }
}

pub(super) fn included(path: &Path, config: Option<&Config>) -> bool {
    let Some((config, relative)) = config.and_then(|config| Some((config, config.relative(path)?))) else {
        return true;
    };
    // Every pattern is asked, since one that matches nothing is reported.
    let matching = |patterns: &[Pattern]| patterns.iter().filter(|pattern| pattern.matches(&relative)).count() > 0;
    let excluded = matching(&config.exclude);
    (config.include.is_empty() || matching(&config.include)) && !excluded
}

fn join(folder: &str, name: &str) -> String {
    match folder.trim_end_matches('/') {
        "" if folder.is_empty() => name.to_owned(),
        folder if name.is_empty() => folder.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

fn unreadable(shown: &str, error: &std::io::Error) -> Problem {
    Problem::file(shown, "CFG101", format!("cannot read it: {error}"))
}
