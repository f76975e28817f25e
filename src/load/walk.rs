//! Finding the files of a run: named files as they are, folders by the rules of `.gitignore` and `.ignore`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::{codes, format_of, is_facts_name};
use crate::diagnostic::Problem;
use crate::source::shown_path;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// The path as the user gave it, or the folder's path as given with the rest joined by `/`; without a leading `./`.
    pub shown: String,
    /// Whether the user named the file itself.
    pub named: bool,
}

/// What walking yields.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// The files, by shown path; each file once.
    pub files: Vec<Found>,
    /// Files found in folders and left out, by extension or by a pattern.
    pub skipped: u64,
    /// Missing paths, unreadable folders, faulty patterns.
    pub problems: Vec<Problem>,
}

/// Finds the files that the paths of a command line stand for.
///
/// A named file is taken whatever its extension and whatever `exclude` says. Folders yield files of known extensions that no ignore file names,
/// that are not hidden and that match none of the `exclude` patterns, which are relative to `root`. The order of `paths` does not matter.
pub fn walk(paths: &[PathBuf], root: &Path, exclude: &[String]) -> Walked {
    walk_for(|name| format_of(name).is_some(), paths, root, exclude)
}

/// Finds the documents below a folder.
pub fn walk_documents(folder: &Path) -> Walked {
    walk(&[folder.to_owned()], folder, &[])
}

/// Finds the facts files below a folder by the same rules: what is named as TOML or CSV.
pub fn walk_facts(folder: &Path) -> Walked {
    walk_for(is_facts_name, &[folder.to_owned()], folder, &[])
}

fn walk_for(takes: fn(&str) -> bool, paths: &[PathBuf], root: &Path, exclude: &[String]) -> Walked {
    let mut walked = Walked::default();
    let patterns = Patterns::new(root, exclude, &mut walked.problems);
    let mut found = BTreeMap::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(kind) if kind.is_dir() => folder(path, takes, &patterns, &mut walked, &mut found),
            Ok(_) => add(&mut found, Found { path: path.clone(), shown: shown(path), named: true }),
            Err(error) => walked.problems.push(unreadable(path, &error)),
        }
    }
    walked.files = found.into_values().collect();
    walked.files.sort_unstable_by(|a, b| a.shown.cmp(&b.shown).then_with(|| a.path.cmp(&b.path)));
    walked.problems.sort_unstable();
    walked.problems.dedup();
    walked
}

type Files = BTreeMap<PathBuf, Found>;

/// Keeps one entry per file: the shortest path, named rather than found.
fn add(files: &mut Files, new: Found) {
    let key = std::fs::canonicalize(&new.path).unwrap_or_else(|_| new.path.clone());
    match files.get_mut(&key) {
        None => drop(files.insert(key, new)),
        Some(old) => {
            let named = old.named || new.named;
            if (new.shown.len(), &new.shown) < (old.shown.len(), &old.shown) {
                *old = new;
            }
            old.named = named;
        }
    }
}

fn folder(path: &Path, takes: fn(&str) -> bool, patterns: &Patterns, walked: &mut Walked, found: &mut Files) {
    let pruned = patterns.clone();
    let entries = WalkBuilder::new(path)
        // A user's own ignore file outside the project must not change what a run finds.
        .git_global(false)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| entry.depth() == 0 || !is_folder(entry) || !pruned.exclude(entry.path()))
        .build();
    for entry in entries {
        match entry {
            Ok(entry) if is_folder(&entry) => {}
            // Reading a pipe or a socket would wait for ever.
            Ok(entry) if !entry.path().is_file() => walked.skipped += 1,
            Ok(entry) => {
                let shown = shown(entry.path());
                if !takes(&shown) || is_lock(&entry) || patterns.exclude(entry.path()) {
                    walked.skipped += 1;
                } else {
                    add(found, Found { path: entry.into_path(), shown, named: false });
                }
            }
            Err(error) => {
                let message = format!("cannot be read: {error}");
                walked.problems.push(Problem::file(shown(path), codes::UNREADABLE, message));
            }
        }
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// What Word leaves beside a document while it is open.
fn is_lock(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b"~$")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    Problem::file(shown(path), codes::UNREADABLE, message)
}

fn shown(path: &Path) -> String {
    let text = shown_path(path);
    let mut rest = text.as_str();
    while let Some(inner) = rest.strip_prefix("./").map(|r| r.trim_start_matches('/')).filter(|r| !r.is_empty()) {
        rest = inner;
    }
    rest.to_owned()
}

#[derive(Clone)]
struct Patterns {
    root: PathBuf,
    globs: GlobSet,
}

impl Patterns {
    fn new(root: &Path, exclude: &[String], problems: &mut Vec<Problem>) -> Self {
        let mut globs = GlobSetBuilder::new();
        for pattern in exclude {
            for variant in variants(pattern) {
                match GlobBuilder::new(&variant).literal_separator(true).build() {
                    Ok(glob) => drop(globs.add(glob)),
                    Err(error) => {
                        let message = format!("the pattern `{pattern}` in `exclude` is faulty: {}", error.kind());
                        problems.push(Problem::file("", codes::PATTERN, message));
                        break;
                    }
                }
            }
        }
        let globs = globs.build().unwrap_or_else(|_| GlobSet::empty());
        Self { root: std::path::absolute(root).unwrap_or_else(|_| root.to_owned()), globs }
    }

    fn exclude(&self, path: &Path) -> bool {
        if self.globs.is_empty() {
            return false;
        }
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        whole.strip_prefix(&self.root).is_ok_and(|below| self.globs.is_match(below))
    }
}

/// A pattern and what it stands for besides: without a slash it holds at any depth, and a folder stands for all that is in it.
fn variants(pattern: &str) -> Vec<String> {
    let bare = pattern.trim_start_matches("./").trim_end_matches('/');
    let bare = bare.strip_prefix('/').unwrap_or(bare);
    let anchored = pattern.trim_end_matches('/').contains('/');
    let here = if anchored { bare.to_owned() } else { format!("**/{bare}") };
    vec![format!("{here}/**"), here]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            "b.md",
            "a.txt",
            "c.rs",
            "noext",
            ".hidden.txt",
            "ignored.txt",
            "drafts/x.html",
            "drafts/deep/y.txt",
            "old/z.txt",
            "old/keep/z.md",
        ];
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        std::fs::write(folder.path().join(".gitignore"), "ignored.txt\n").unwrap();
        folder
    }

    fn found(root: &Path, names: &[&str], exclude: &[&str]) -> (Vec<String>, u64, Vec<String>) {
        let paths: Vec<_> = names.iter().map(|n| root.join(n)).collect();
        let exclude: Vec<_> = exclude.iter().map(|&e| e.to_owned()).collect();
        let walked = walk(&paths, root, &exclude);
        let below = |shown: &str| shown.strip_prefix(&format!("{}/", root.display())).unwrap_or(shown).to_owned();
        let files = walked.files.iter().map(|f| below(&f.shown)).collect();
        (files, walked.skipped, walked.problems.iter().map(|p| format!("{}: {}", below(&p.path), p.message)).collect())
    }

    #[test]
    fn folders_yield_known_files_that_nothing_ignores() {
        let folder = folder();
        type Names = &'static [&'static str];
        let cases: [(Names, Names, Names, u64); 7] = [
            (&[""], &[], &["a.txt", "b.md", "drafts/deep/y.txt", "drafts/x.html", "old/keep/z.md", "old/z.txt"], 2),
            (&[""], &["drafts/", "old/*.txt"], &["a.txt", "b.md", "old/keep/z.md"], 3),
            (&[""], &["*.txt", "old"], &["b.md", "drafts/x.html"], 4),
            (&["drafts"], &["deep"], &["drafts/x.html"], 0),
            (&["b.md", "a.txt", "a.txt", "./a.txt", "drafts/../a.txt"], &["*.txt"], &["a.txt", "b.md"], 0),
            (&["c.rs", "ignored.txt", ".hidden.txt"], &[], &[".hidden.txt", "c.rs", "ignored.txt"], 0),
            (&["old", "old/z.txt", "old/keep"], &[], &["old/keep/z.md", "old/z.txt"], 0),
        ];
        for (paths, exclude, files, skipped) in cases {
            let result = found(folder.path(), paths, exclude);
            assert_eq!(
                result,
                (files.iter().map(|&f| f.to_owned()).collect(), skipped, vec![]),
                "{paths:?} {exclude:?}"
            );
        }
    }

    #[test]
    fn what_is_missing_or_faulty_is_told_and_the_rest_is_found() {
        let folder = folder();
        let (files, _, problems) = found(folder.path(), &["none", "a.txt"], &["[x"]);
        assert_eq!(files, ["a.txt"]);
        assert_eq!(problems.len(), 2);
        assert!(problems[0].starts_with(": the pattern `[x` in `exclude` is faulty"), "{problems:?}");
        assert_eq!(problems[1], "none: no such file or folder");
    }

    #[test]
    fn shown_paths_have_no_leading_dot() {
        for (path, expected) in
            [("./a.txt", "a.txt"), (".//./a", "a"), ("../a", "../a"), (".", "."), ("x/./a", "x/./a")]
        {
            assert_eq!(shown(Path::new(path)), expected);
        }
    }
}
