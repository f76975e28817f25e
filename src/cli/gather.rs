//! From paths to documents: found, read, and described by configuration and command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::input::{self, Found, FoundFile, Walk};
use super::parallel;
use super::tree::{Tree, placed};
use super::workspace::Workspace;
use crate::config::{Config, Pattern, normal};
use crate::diagnostic::Problem;
use crate::load;
use crate::session::Role;
use crate::source::{Columns, DateClue, DateOrigin, Source};

/// "A handful": documents that the user put together are taken to speak of one affair up to this number.
const HANDFUL: usize = 10;

/// What is asked for.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    pub paths: &'a [PathBuf],
    pub against: &'a [PathBuf],
    pub facts: &'a [PathBuf],
    pub dates: &'a [(String, String)],
    pub stdin_filename: Option<&'a str>,
    /// What takes the place of the work tree.
    pub tree: Option<&'a Tree>,
}

/// The documents of a run.
#[derive(Default)]
pub(super) struct Gathered {
    pub documents: Vec<(Source, Role)>,
    /// For each document its path below the folder of the first configuration, if it lies there.
    pub relative: Vec<Option<String>>,
    /// Where each document lies, by the path shown; nothing for standard input.
    pub places: BTreeMap<String, PathBuf>,
    pub skipped: u64,
    /// Those of the skipped files that claimlint itself wrote.
    pub passed: Vec<String>,
    pub problems: Vec<Problem>,
    /// The user put a handful of documents together.
    pub together: bool,
}

/// A file on its way to become a document.
struct Candidate {
    file: FoundFile,
    role: Role,
    config: Option<usize>,
    stdin: bool,
    facts: bool,
}

/// Finds and reads all documents. Every file is read once, as judged if it is both judged and a reference.
pub(super) fn gather(wanted: &Wanted<'_>, workspace: &Workspace) -> Gathered {
    let mut gathered = Gathered::default();
    // First, so that a file that is a document as well counts as facts.
    let mut candidates = facts(wanted, workspace, &mut gathered);
    for (i, path) in wanted.paths.iter().enumerate() {
        let config = workspace.of_path(i);
        if path == Path::new("-") {
            candidates.push(stdin(wanted.stdin_filename, config));
        } else {
            let found = input::find(path, wanted.tree, workspace.get(config));
            take(found, Role::Judged, config, &mut candidates, &mut gathered);
        }
    }
    references(wanted, workspace, &mut candidates, &mut gathered);
    let mut seen = FxHashSet::default();
    candidates.retain(|candidate| seen.insert(identity(candidate)));
    gathered.together = candidates.iter().filter(|candidate| !candidate.facts).count() <= HANDFUL;
    read(candidates, wanted, workspace, &mut gathered);
    gathered
}

fn stdin(name: Option<&str>, config: Option<usize>) -> Candidate {
    let shown = name.unwrap_or("-").to_owned();
    Candidate {
        file: FoundFile { path: PathBuf::from(&shown), shown, named: true },
        role: Role::Judged,
        config,
        stdin: true,
        facts: false,
    }
}

fn identity(candidate: &Candidate) -> (bool, PathBuf) {
    (candidate.stdin, normal(&candidate.file.path))
}

fn take(found: Found, role: Role, config: Option<usize>, candidates: &mut Vec<Candidate>, gathered: &mut Gathered) {
    gathered.skipped += found.skipped;
    gathered.problems.extend(found.problems);
    candidates.extend(found.files.into_iter().map(|file| Candidate { file, role, config, stdin: false, facts: false }));
}

/// The facts files of the command line and of the first configuration.
fn facts(wanted: &Wanted<'_>, workspace: &Workspace, gathered: &mut Gathered) -> Vec<Candidate> {
    let config = workspace.of_path(0);
    let mut candidates = Vec::new();
    for path in wanted.facts {
        let found = reference(load::walk_facts, path, wanted, gathered);
        take(found, Role::Reference, config, &mut candidates, gathered);
    }
    if let Some(primary) = workspace.primary() {
        for pattern in &primary.facts {
            take(
                configured(load::walk_facts, primary, pattern, workspace),
                Role::Reference,
                config,
                &mut candidates,
                gathered,
            );
        }
    }
    candidates.iter_mut().for_each(|candidate| candidate.facts = true);
    candidates
}

/// The files of a path or pattern of the command line.
fn reference(walker: Walk, path: &Path, wanted: &Wanted<'_>, gathered: &mut Gathered) -> Found {
    let glob = path.to_str().filter(|path| path.contains(['*', '?', '[', '{']));
    match glob.filter(|_| !placed(wanted.tree, path).exists()) {
        Some(glob) => pattern(walker, glob, wanted.tree, gathered),
        None => input::find_of(walker, path, wanted.tree, None),
    }
}

/// The files of a pattern of the configuration.
fn configured(walker: Walk, config: &Config, pattern: &Pattern, workspace: &Workspace) -> Found {
    // The pattern was compiled before, so it is valid.
    let Ok(mut found) = input::find_pattern(walker, &config.root, "", &pattern.glob) else { return Found::default() };
    found.files.retain(|file| config.relative(&file.path).is_some_and(|relative| pattern.matches(&relative)));
    for file in &mut found.files {
        file.shown = workspace.shown(&file.path);
    }
    found
}

/// The references of the command line and of the first configuration.
fn references(wanted: &Wanted<'_>, workspace: &Workspace, candidates: &mut Vec<Candidate>, gathered: &mut Gathered) {
    let config = workspace.of_path(0);
    for path in wanted.against {
        let found = reference(load::walk_documents, path, wanted, gathered);
        take(found, Role::Reference, config, candidates, gathered);
    }
    let Some(primary) = workspace.primary() else { return };
    for pattern in &primary.against {
        let found = configured(load::walk_documents, primary, pattern, workspace);
        take(found, Role::Reference, config, candidates, gathered);
    }
}

fn pattern(walker: Walk, path: &str, tree: Option<&Tree>, gathered: &mut Gathered) -> Found {
    let (base, shown_base, rest) = match path.strip_prefix('/') {
        Some(rest) => (Path::new("/"), "/", rest),
        None => (Path::new("."), "", path),
    };
    let found = match input::find_pattern(walker, &placed(tree, base), shown_base, rest) {
        Ok(found) if !found.files.is_empty() => return found,
        Ok(_) => "the pattern matches no document".to_owned(),
        Err(error) => format!("not a valid pattern: {error}"),
    };
    gathered.problems.push(Problem::file(path, "CFG007", found));
    Found::default()
}

fn read(candidates: Vec<Candidate>, wanted: &Wanted<'_>, workspace: &Workspace, gathered: &mut Gathered) {
    let read = parallel::map(candidates, |candidate| {
        let file = &candidate.file;
        let outcome = match (candidate.stdin, candidate.facts) {
            (true, _) => input::read_stdin(&file.shown),
            (false, true) => input::read_facts(&file.path, &file.shown, &columns(&candidate, workspace)),
            (false, false) => input::read(&file.path, &file.shown),
        };
        (candidate, outcome)
    });
    let mut dated = vec![false; wanted.dates.len()];
    for (candidate, outcome) in read {
        match outcome {
            Ok((source, _)) if !candidate.file.named && crate::render::is_own_page(source.file()) => {
                gathered.skipped += 1;
                gathered.passed.push(candidate.file.shown);
            }
            Ok((mut source, problems)) => {
                gathered.problems.extend(problems);
                describe(&candidate, &mut source, wanted, &mut dated, workspace);
                let relative = workspace.primary().and_then(|config| config.relative(&candidate.file.path));
                gathered.relative.push(relative);
                if !candidate.stdin {
                    gathered.places.insert(candidate.file.shown.clone(), candidate.file.path.clone());
                }
                gathered.documents.push((source, candidate.role));
            }
            Err(problem) if candidate.file.named => gathered.problems.push(problem),
            Err(problem) => {
                gathered.skipped += 1;
                gathered.problems.push(problem.remark());
            }
        }
    }
    for ((file, _), _) in wanted.dates.iter().zip(dated).filter(|(_, dated)| !dated) {
        gathered.problems.push(Problem::file(file, "CFG007", "--date names a document that is not part of this run"));
    }
}

/// How the columns of a facts file are to be read.
fn columns(candidate: &Candidate, workspace: &Workspace) -> Columns {
    let config = workspace.get(candidate.config);
    let told = config.and_then(|config| Some(config.columns_of(&config.relative(&normal(&candidate.file.path))?)));
    told.unwrap_or_default()
}

fn describe(
    candidate: &Candidate,
    source: &mut Source,
    wanted: &Wanted<'_>,
    dated: &mut [bool],
    workspace: &Workspace,
) {
    let path = normal(&candidate.file.path);
    if let Some(config) = workspace.get(candidate.config)
        && let Some(relative) = config.relative(&path)
    {
        config.describe(&relative, &mut source.meta);
    }
    for (i, (file, value)) in wanted.dates.iter().enumerate() {
        if *file == candidate.file.shown || normal(&placed(wanted.tree, Path::new(file))) == path {
            source.meta.dates.push(DateClue { value: value.clone(), origin: DateOrigin::CommandLine });
            dated[i] = true;
        }
    }
}
