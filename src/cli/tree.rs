//! The documents of a repository as they are staged, or as they were at a commit: in a folder of their own, which takes the place of the work tree.
//!
//! A commit holds what is staged and nothing else: neither what lies beside it, nor a configuration that was changed since. So everything is read from there.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::{Path, PathBuf};

use super::git::{Git, path_of, problem, split};
use crate::diagnostic::Problem;
use crate::load;

/// A folder that holds the documents of a repository, its configurations and its ignore files. It is gone when this is.
#[derive(Debug)]
pub(super) struct Tree {
    /// The folder that it was taken from.
    root: PathBuf,
    folder: PathBuf,
}

impl Tree {
    /// What is staged. `named` are paths of the command line: those are taken whatever their names are.
    pub(super) fn index(git: &Git, named: &[PathBuf]) -> Result<Self, Box<Problem>> {
        let tree = Self::new(git)?;
        tree.fill(git, named)?;
        Ok(tree)
    }

    /// What a commit holds.
    pub(super) fn commit(git: &Git, commit: &str, named: &[PathBuf]) -> Result<Self, Box<Problem>> {
        let tree = Self::new(git)?;
        let git = git.with_index(tree.folder.join(".git/index"));
        git.output(&["read-tree", commit])?;
        tree.fill(&git, named)?;
        Ok(tree)
    }

    fn new(git: &Git) -> Result<Self, Box<Problem>> {
        // Two processes of one number, or what another one left behind, must not meet.
        let name = format!("claimlint-{:016x}", RandomState::new().build_hasher().finish());
        let folder = std::env::temp_dir().join(name);
        let failed =
            |error: std::io::Error| Box::new(problem(&format!("cannot make a folder for what git holds: {error}")));
        private(&folder).map_err(failed)?;
        let make = || {
            // Where a search for a configuration ends, as it does at the root of the repository.
            std::fs::create_dir(folder.join(".git"))?;
            std::fs::canonicalize(&folder)
        };
        match make() {
            Ok(folder) => Ok(Self { root: git.folder().to_owned(), folder }),
            Err(error) => {
                let _ = std::fs::remove_dir_all(&folder);
                Err(failed(error))
            }
        }
    }

    fn fill(&self, git: &Git, named: &[PathBuf]) -> Result<(), Box<Problem>> {
        let named: BTreeSet<PathBuf> = named.iter().map(|path| nearest(path)).collect();
        let mut wanted = Vec::new();
        for name in split(&git.output(&["ls-files", "--cached", "-z"])?) {
            let path = path_of(name);
            if serves(&path) || named.contains(&self.root.join(&path)) {
                wanted.extend_from_slice(name);
                wanted.push(0);
            }
        }
        let mut prefix = OsString::from("--prefix=");
        prefix.push(&self.folder);
        prefix.push("/");
        let args = ["checkout-index", "-z", "--stdin", "--force", "--quiet"].map(OsString::from);
        git.feed(&[&args[..], &[prefix]].concat(), &wanted)
    }

    /// Where a path of the repository lies in here; a path elsewhere stays as it is.
    pub(super) fn place(&self, path: &Path) -> PathBuf {
        match nearest(path).strip_prefix(&self.root) {
            Ok(rest) => self.folder.join(rest),
            Err(_) => path.to_owned(),
        }
    }

    /// The path in the repository of one in here.
    pub(super) fn back(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.folder).map_or_else(|_| path.to_owned(), |rest| self.root.join(rest))
    }

    /// The folder, without links.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        // What is left of it lies among the temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Where a path lies by a tree, if there is one.
pub(super) fn placed(tree: Option<&Tree>, path: &Path) -> PathBuf {
    tree.map_or_else(|| path.to_owned(), |tree| tree.place(path))
}

/// Whether a file can have a part in a run: documents, configurations, rules, and what says which files are ignored.
fn serves(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    load::format_of(&name).is_some() || name.ends_with(".toml") || name == ".gitignore" || name == ".ignore"
}

/// The path without links, also if it does not exist: then that of the nearest folder that does.
fn nearest(path: &Path) -> PathBuf {
    let path = crate::config::normal(path);
    for folder in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (std::fs::canonicalize(folder), path.strip_prefix(folder)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path
}

#[cfg(unix)]
fn private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir(folder)
}
