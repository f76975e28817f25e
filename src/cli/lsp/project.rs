//! A folder of the editor: its configuration, its documents on a desk, and what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::super::args::{Global, InputArgs};
use super::super::cache::{self, CacheArgs};
use super::super::checked::{settings, versions};
use super::super::gather::{Wanted, gather};
use super::super::input;
use super::super::output::Style;
use super::super::review::Kept;
use super::super::workspace::Workspace;
use super::decide;
use crate::config::normal;
use crate::desk::{Desk, Snapshot};
use crate::diagnostic::{Problem, Report};
use crate::load;
use crate::session::Session;
use crate::source::{Format, Source};
use crate::suppress;
use crate::versions::Versions;

/// Problems that only a check of all documents can tell: suppressions without effect.
const WHOLE: [&str; 2] = ["CFG114", "CFG115"];

/// What a server is started with.
#[derive(Clone, Debug)]
pub(super) struct Start {
    pub global: std::sync::Arc<Global>,
    pub cache: bool,
    pub style: Style,
}

/// A folder that was read.
#[derive(Debug)]
pub(super) struct Project {
    pub desk: Desk,
    pub workspace: Workspace,
    /// The folder of the editor, if it is one.
    pub folder: Option<PathBuf>,
    /// What was decided about findings.
    pub kept: Kept,
    versions: Versions,
    /// Paths as the desk has them, by path on disk.
    shown: BTreeMap<PathBuf, String>,
    /// The other way round.
    pub places: BTreeMap<String, PathBuf>,
    pub problems: Vec<Problem>,
    /// What was found, and faults of suppressions.
    pub report: Report,
    /// Grows with every change, so that a check that has been overtaken can be told.
    pub revision: u64,
    /// Whether the report is of the whole archive as it is now.
    pub whole: bool,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").finish_non_exhaustive()
    }
}

impl Project {
    /// Reads a folder, or the surroundings of documents that lie in none.
    pub(super) fn load(start: &Start, folder: Option<&Path>) -> Self {
        let paths: Vec<PathBuf> = folder.map(Path::to_path_buf).into_iter().collect();
        let input = InputArgs {
            paths: paths.clone(),
            against: Vec::new(),
            facts: Vec::new(),
            date: Vec::new(),
            stdin_filename: None,
            select: Vec::new(),
            ignore: Vec::new(),
            extend_select: Vec::new(),
            cache: CacheArgs { no_cache: !start.cache },
        };
        let mut workspace = Workspace::open(&start.global, &paths, None);
        let mut gathered = gather(&Wanted { paths: &paths, ..Wanted::default() }, &workspace);
        // A handful of documents in one folder speak of one affair, as on the command line; what happens to be open does not.
        gathered.together &= folder.is_some();
        let settings = settings(&input, false, &workspace, &gathered);
        let versions = versions(&workspace, &gathered);
        let mut session = Session::new(workspace.rules.clone(), settings.clone());
        let documents = std::mem::take(&mut gathered.documents);
        match folder.filter(|_| start.cache) {
            Some(folder) => {
                let cache = cache::open(&workspace, folder);
                cache::extend(&mut session, documents, &gathered.places, &cache, start.style);
            }
            None => session.extend(documents),
        }
        let shown = gathered.places.iter().map(|(shown, path)| (normal(path), shown.clone())).collect();
        let mut problems = std::mem::take(&mut workspace.problems);
        problems.extend(gathered.problems);
        let kept = decide::kept(&start.global, &workspace, folder);
        Self {
            folder: folder.map(Path::to_path_buf),
            kept,
            desk: Desk::new(workspace.rules.clone(), settings, session.into_documents().collect()),
            versions,
            shown,
            places: gathered.places.into_iter().map(|(shown, path)| (shown, normal(&path))).collect(),
            workspace,
            problems,
            report: Report::default(),
            revision: 0,
            whole: false,
        }
    }

    /// The path that the desk knows a file by.
    pub(super) fn name(&mut self, path: &Path) -> String {
        let path = normal(path);
        if let Some(name) = self.shown.get(&path) {
            return name.clone();
        }
        let name = path.to_string_lossy().into_owned();
        self.places.insert(name.clone(), path.clone());
        self.shown.insert(path, name.clone());
        name
    }

    /// Where a document lies on disk.
    pub(super) fn place(&self, name: &str) -> Option<&Path> {
        self.places.get(name).map(PathBuf::as_path)
    }

    /// Whether the configuration leaves a file out.
    pub(super) fn leaves_out(&self, path: &Path) -> bool {
        !input::included(path, self.workspace.primary())
    }

    /// Whether a change of this file is one of the configuration or the rules.
    pub(super) fn is_configured_by(&self, path: &Path) -> bool {
        let rules = || self.workspace.configs().iter().flat_map(|config| &config.rules);
        path.file_name().is_some_and(|name| name == crate::config::FILE_NAME)
            || rules().any(|folder| path.starts_with(folder))
            || self.workspace.configs().iter().any(|config| config.is_data(path))
    }

    /// Takes in an open document as it stands in the editor; one that would be too large on disk is too large here.
    pub(super) fn open(&mut self, name: &str, text: &str, language: &str) {
        // Facts count as they lie on disk, with the columns that the configuration names.
        let data = |config: &crate::config::Config| self.place(name).is_some_and(|path| config.is_data(path));
        if self.workspace.primary().is_some_and(data) {
            return;
        }
        let text = if text.len() as u64 > load::MAX_BYTES { "" } else { text };
        let format = load::format_of(name).unwrap_or(match language {
            "markdown" => Format::Markdown,
            "html" => Format::Html,
            _ => Format::Text,
        });
        let (mut source, _) = load::parse(name, format, load::Decoded::utf8(text));
        self.describe(name, &mut source);
        self.desk.open(source);
        self.changed();
    }

    /// Closes a document: what lies on disk counts again.
    pub(super) fn close(&mut self, name: &str) {
        self.desk.close(name);
        self.reread(name);
    }

    /// Reads a document of the archive anew.
    pub(super) fn reread(&mut self, name: &str) {
        let path = self.place(name).map(Path::to_path_buf);
        let source = path.filter(|path| !self.leaves_out(path)).and_then(|path| load::read_file(&path, name).ok());
        let source = source.map(|(mut source, _)| {
            self.describe(name, &mut source);
            source
        });
        let known = self.desk.archived(name).map(|document| document.source.file());
        if known != source.as_ref().map(Source::file) {
            self.desk.replace(name, source);
        }
        self.changed();
    }

    fn describe(&self, name: &str, source: &mut Source) {
        if let (Some(config), Some(path)) = (self.workspace.primary(), self.place(name))
            && let Some(relative) = config.relative(path)
        {
            config.describe(&relative, &mut source.meta);
        }
    }

    pub(super) fn changed(&mut self) {
        self.revision += 1;
        self.whole = false;
    }

    /// Compares the open documents with what bears on them.
    pub(super) fn check(&mut self) {
        let near = self.desk.near();
        let (report, whole) = (near.check(), self.desk.is_small());
        drop(near);
        self.settle(report, whole);
    }

    /// All documents, for a whole check elsewhere.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.desk.snapshot()
    }

    /// Takes in a report: what documents ask not to hear of goes.
    pub(super) fn settle(&mut self, mut report: Report, whole: bool) {
        self.versions.apply(&mut report);
        let named: BTreeSet<&str> =
            report.diagnostics.iter().flat_map(|finding| &finding.labels).map(|label| label.path.as_str()).collect();
        let elsewhere = named.into_iter().filter_map(|path| self.desk.document(path));
        let mut documents: BTreeMap<String, _> = elsewhere.map(|d| (d.source.path.clone(), d.clone())).collect();
        documents.extend(self.desk.opened().map(|d| (d.source.path.clone(), d.clone())));
        let open: BTreeSet<&str> = self.desk.opened().map(|d| d.source.path.as_str()).collect();
        let sources = documents.values().map(|d| (&d.source, open.contains(d.source.path.as_str())));
        let context = suppress::Context {
            rules: self.desk.rules(),
            settings: self.desk.settings(),
            require_reason: self.workspace.primary().is_some_and(|config| config.require_reason),
        };
        let applied = suppress::apply(&mut report, sources, context);
        let told = applied.problems.into_iter().filter(|p| whole || !WHOLE.contains(&p.code.as_str()));
        report.problems = told.filter(|problem| open.contains(problem.path.as_str())).collect();
        self.silence(&mut report);
        self.report = report;
        self.whole = whole;
    }

    /// What is wrong with the input beside the documents: configuration, pages, decisions.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(&self.kept.problems)
    }

    /// The contents of a configuration, page, document or file of decisions.
    pub(super) fn contents(&self, path: &str) -> Option<String> {
        let document = || self.desk.document(path).map(|document| document.source.file().to_owned());
        let decisions = || {
            let own = self.kept.problems.iter().any(|problem| problem.path == path);
            own.then(|| String::from_utf8_lossy(&self.kept.bytes).into_owned())
        };
        document().or_else(|| self.workspace.contents(path)).or_else(decisions)
    }
}
