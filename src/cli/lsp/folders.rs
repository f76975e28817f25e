//! The folders of a session and the documents that are open in them: read, changed, compared, and told of.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::project::Project;
use super::server::{Event, Server, roots};
use super::uri;
use super::view::View;
use crate::config;
use crate::diagnostic::Report;

/// An open document.
pub(super) struct Open {
    pub text: String,
    pub language: String,
    /// Its folder.
    pub key: Option<PathBuf>,
    /// Where it lies, unless it was never saved.
    pub path: Option<PathBuf>,
}

/// A folder, from the moment it is asked for.
#[derive(Default)]
pub(super) struct Folder {
    /// How many times it has begun to be read.
    pub loads: u64,
    pub project: Option<Project>,
    /// Something has changed that is not compared yet.
    pub dirty: bool,
    /// A whole check is on its way.
    pub checking: bool,
}

impl Server {
    /// The folder that a document belongs to: the innermost of the client's, else that of its configuration, else none.
    pub(super) fn key(&self, path: Option<&Path>) -> Option<PathBuf> {
        let Some(path) = path else { return self.roots.first().cloned() };
        let around = self.roots.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.as_os_str().len());
        around.cloned().or_else(|| {
            let config = if self.start.global.isolated { None } else { config::find(path) };
            config.and_then(|config| Some(config.parent()?.to_path_buf()))
        })
    }

    /// Reads a folder, on a thread of its own.
    pub(super) fn load(&mut self, key: Option<PathBuf>) {
        let folder = self.folders.entry(key.clone()).or_default();
        folder.loads += 1;
        let (number, start, sender) = (folder.loads, self.start.clone(), self.sender.clone());
        std::thread::spawn(move || {
            let project = catch_unwind(AssertUnwindSafe(|| Project::load(&start, key.as_deref())));
            // An internal fault has printed its message; the folder then has no findings.
            let project = project.ok().map(Box::new);
            let _ = sender.send(Event::Loaded(key, number, project));
        });
    }

    /// Takes in a folder that was read; `None` if that came to an internal fault, so that there is nothing to find in it.
    pub(super) fn loaded(&mut self, key: Option<PathBuf>, number: u64, project: Option<Project>) {
        let Some(folder) = self.folders.get_mut(&key).filter(|folder| folder.loads == number) else { return };
        let Some(project) = project else {
            self.folders.remove(&key);
            return self.answer_waiting();
        };
        folder.project = Some(project);
        (folder.dirty, folder.checking, self.stale) = (true, false, true);
        let own: Vec<String> =
            self.open.iter().filter(|(_, open)| open.key == key).map(|(uri, _)| uri.clone()).collect();
        own.iter().for_each(|uri| self.put(uri));
        self.answer_waiting();
    }

    pub(super) fn opened(&mut self, uri: &str, text: &str, language: &str) {
        let path = uri::path(uri).map(|path| config::normal(&path));
        if path.is_none() && !uri.starts_with("untitled:") {
            // Another version of a file, a page on the web: it lies in no folder and would be compared with itself.
            return;
        }
        let key = self.key(path.as_deref());
        let open = Open { text: text.to_owned(), language: language.to_owned(), key: key.clone(), path };
        self.open.insert(uri.to_owned(), open);
        if self.folders.contains_key(&key) {
            self.put(uri);
        } else {
            self.load(key);
        }
        if self.pulls && self.told.remove(uri).is_some_and(|told| !told.is_empty()) {
            // From now on the client asks itself.
            self.notify("textDocument/publishDiagnostics", &json!({"uri": uri, "diagnostics": []}));
        }
    }

    /// Puts an open document as it stands now on the desk of its folder.
    pub(super) fn put(&mut self, uri: &str) {
        let Some(open) = self.open.get(uri) else { return };
        let Some(folder) = self.folders.get_mut(&open.key) else { return };
        let Some(project) = &mut folder.project else { return };
        folder.dirty = true;
        if open.path.as_ref().is_some_and(|path| project.leaves_out(path)) {
            return;
        }
        let name = name(project, uri, open);
        project.open(&name, &open.text, &open.language);
    }

    pub(super) fn closed(&mut self, uri: &str) {
        let Some(open) = self.open.remove(uri) else { return };
        self.stale = true;
        if let Some(folder) = self.folders.get_mut(&open.key)
            && let Some(project) = &mut folder.project
        {
            let name = name(project, uri, &open);
            project.close(&name);
            folder.dirty = true;
        }
        self.told.entry(uri.to_owned()).or_default();
        let unused = self.open.values().all(|other| other.key != open.key);
        if unused && !open.key.as_ref().is_some_and(|key| self.roots.contains(key)) {
            self.folders.remove(&open.key);
            self.publish();
        }
    }

    pub(super) fn files_changed(&mut self, changes: &Value) {
        let uris = changes.as_array().into_iter().flatten().filter_map(|change| change["uri"].as_str());
        let paths: BTreeSet<PathBuf> = uris.filter_map(uri::path).map(|path| config::normal(&path)).collect();
        let configured = |project: &Project| paths.iter().any(|path| project.is_configured_by(path));
        let appeared = paths.iter().any(|path| path.ends_with(config::FILE_NAME));
        self.reload(|_, project| project.map_or(appeared, configured));
        let open: BTreeSet<&PathBuf> = self.open.values().filter_map(|open| open.path.as_ref()).collect();
        let closed: Vec<&PathBuf> = paths.iter().filter(|path| !open.contains(path)).collect();
        for (key, folder) in &mut self.folders {
            let own = closed.iter().filter(|path| key.as_ref().is_some_and(|key| path.starts_with(key)));
            let documents = own.filter(|path| crate::load::format_of(&path.to_string_lossy()).is_some());
            if let Some(project) = &mut folder.project {
                if paths.iter().any(|path| project.is_decided_by(path)) {
                    project.remember(&self.start.global);
                    (folder.dirty, self.stale) = (true, true);
                }
                for path in documents {
                    let name = project.name(path);
                    project.reread(&name);
                    (folder.dirty, self.stale) = (true, true);
                }
            }
        }
    }

    pub(super) fn reload(&mut self, which: impl Fn(&Option<PathBuf>, Option<&Project>) -> bool) {
        let all = self.folders.iter().filter(|(key, folder)| which(key, folder.project.as_ref()));
        let keys: Vec<Option<PathBuf>> = all.map(|(key, _)| key.clone()).collect();
        keys.into_iter().for_each(|key| self.load(key));
    }

    pub(super) fn folders_changed(&mut self, event: &Value) {
        let (added, removed) = (roots(&event["added"]), roots(&event["removed"]));
        self.roots.retain(|root| !removed.contains(root));
        for root in added {
            if !self.roots.contains(&root) {
                self.roots.push(root.clone());
                self.load(Some(root));
            }
        }
        removed.into_iter().for_each(|root| drop(self.folders.remove(&Some(root))));
        let moved: Vec<(String, Option<PathBuf>)> =
            self.open.iter().map(|(uri, open)| (uri.clone(), self.key(open.path.as_deref()))).collect();
        for (uri, key) in moved {
            let Some(open) = self.open.get_mut(&uri).filter(|open| open.key != key) else { continue };
            let before = std::mem::replace(&mut open.key, key.clone());
            if let Some(Folder { project: Some(project), dirty, .. }) = self.folders.get_mut(&before) {
                let name = name(project, &uri, &self.open[&uri]);
                project.close(&name);
                *dirty = true;
            }
            if self.folders.contains_key(&key) { self.put(&uri) } else { self.load(key) }
        }
        self.publish();
    }

    /// Compares what has changed with what bears on it; whether there was anything.
    pub(super) fn compare(&mut self) -> bool {
        let mut any = false;
        for folder in self.folders.values_mut().filter(|folder| folder.dirty) {
            folder.dirty = false;
            if let Some(project) = &mut folder.project {
                any = true;
                let checked = catch_unwind(AssertUnwindSafe(|| project.check()));
                project.whole |= checked.is_err();
            }
        }
        if any {
            self.publish();
        }
        any
    }

    /// Begins to compare everything where that tells more.
    pub(super) fn compare_whole(&mut self) {
        for (key, folder) in &mut self.folders {
            let Some(project) = &folder.project else { continue };
            if project.whole || folder.checking || project.desk.opened().next().is_none() {
                continue;
            }
            folder.checking = true;
            let (key, number, revision) = (key.clone(), folder.loads, project.revision);
            let (snapshot, sender) = (project.snapshot(), self.sender.clone());
            std::thread::spawn(move || {
                let report = catch_unwind(AssertUnwindSafe(|| snapshot.check())).ok();
                let _ = sender.send(Event::Checked(key, number, revision, report.map(Box::new)));
            });
        }
    }

    pub(super) fn checked(&mut self, key: &Option<PathBuf>, number: u64, revision: u64, report: Option<Report>) {
        let Some(folder) = self.folders.get_mut(key).filter(|folder| folder.loads == number) else { return };
        folder.checking = false;
        let Some(project) = folder.project.as_mut().filter(|project| project.revision == revision) else { return };
        // After an internal fault what was found near the open documents stays.
        match report {
            Some(report) => project.settle(report, true),
            None => project.whole = true,
        }
        self.stale = true;
        self.publish();
    }

    /// The diagnostics of all folders, by URI.
    pub(super) fn diagnostics(&mut self) -> BTreeMap<String, Vec<Value>> {
        let mut all: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for (key, folder) in &mut self.folders {
            let Some(project) = &mut folder.project else { continue };
            let uris = names(&self.open, key, project);
            let view = View { folder: key.clone(), ..self.view.clone() };
            for (uri, found) in view.diagnostics(project, &uris) {
                all.entry(uri).or_default().extend(found);
            }
        }
        all
    }

    /// Tells the client what has changed. A client that asks itself is told of the documents that are not open only.
    pub(super) fn publish(&mut self) {
        let mut now = self.diagnostics();
        for uri in self.told.keys() {
            now.entry(uri.clone()).or_default();
        }
        for (uri, found) in now {
            if self.pulls && self.open.contains_key(&uri) || self.told.get(&uri) == Some(&found) {
                continue;
            }
            if found.is_empty()
                && self.told.remove(&uri).is_none_or(|told| told.is_empty() && !self.open.contains_key(&uri))
            {
                continue;
            }
            self.notify("textDocument/publishDiagnostics", &json!({"uri": uri, "diagnostics": found}));
            if !found.is_empty() {
                self.told.insert(uri, found);
            }
        }
        if std::mem::take(&mut self.stale) && self.pulls && self.refreshes {
            self.ask("workspace/diagnostic/refresh", &Value::Null);
        }
    }
}

/// What a document is called on the desk of its folder.
pub(super) fn name(project: &mut Project, uri: &str, open: &Open) -> String {
    open.path.as_ref().map_or_else(|| uri.to_owned(), |path| project.name(path))
}

/// The URIs of a folder's open documents, by name.
pub(super) fn names(
    open: &BTreeMap<String, Open>,
    key: &Option<PathBuf>,
    project: &mut Project,
) -> BTreeMap<String, String> {
    let own = open.iter().filter(|(_, open)| open.key == *key);
    own.map(|(uri, open)| (name(project, uri, open), uri.clone())).collect()
}
