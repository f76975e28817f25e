//! The server's state and its course: from `initialize` to `exit`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use serde_json::{Value, json};

use super::answers::Asked;
use super::position::{Encoding, changed};
use super::project::{Project, Start};
use super::transport::{self, Incoming};
use super::uri;
use super::view::View;
use crate::config;
use crate::diagnostic::{Report, Severity};

/// How long nobody must have typed before everything is compared.
const IDLE: Duration = Duration::from_millis(350);

/// Reasons that are offered for a suppression if the client gives none.
const REASONS: [&str; 3] =
    ["checked against the source", "quoted as it was said", "both hold, at different times or of different things"];

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

/// An error as the protocol has it: a code and words.
type Fault = (i64, String);

/// What the server learns of.
pub(super) enum Event {
    /// From the client.
    Incoming(Incoming),
    /// The client has gone away.
    Ended,
    /// A folder has been read, for the so manieth time.
    Loaded(Option<PathBuf>, u64, Box<Project>),
    /// Everything in a folder was compared, as it was at a revision.
    Checked(Option<PathBuf>, u64, u64, Box<Report>),
}

/// An open document.
struct Open {
    text: String,
    language: String,
    /// Its folder.
    key: Option<PathBuf>,
    /// Where it lies, unless it was never saved.
    path: Option<PathBuf>,
}

/// A folder, from the moment it is asked for.
#[derive(Default)]
struct Folder {
    /// How many times it has begun to be read.
    loads: u64,
    project: Option<Project>,
    /// Something has changed that is not compared yet.
    dirty: bool,
    /// A whole check is on its way.
    checking: bool,
}

/// Where the session stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Fresh,
    Running,
    Shutdown,
}

/// A server for one client.
pub(super) struct Server {
    start: Start,
    sender: Sender<Event>,
    out: Box<dyn Write>,
    stage: Stage,
    view: View,
    reasons: Vec<String>,
    pulls: bool,
    refreshes: bool,
    watches: bool,
    roots: Vec<PathBuf>,
    folders: BTreeMap<Option<PathBuf>, Folder>,
    open: BTreeMap<String, Open>,
    /// What the client was told last, by URI.
    told: BTreeMap<String, Vec<Value>>,
    requests: u64,
    gone: bool,
}

impl Server {
    pub(super) fn new(start: Start, sender: Sender<Event>, out: Box<dyn Write>) -> Self {
        let view = View { encoding: Encoding::Utf16, related: false, floor: Severity::Warning, folder: None };
        Self {
            start,
            sender,
            out,
            stage: Stage::Fresh,
            view,
            reasons: REASONS.map(str::to_owned).into(),
            pulls: false,
            refreshes: false,
            watches: false,
            roots: Vec::new(),
            folders: BTreeMap::new(),
            open: BTreeMap::new(),
            told: BTreeMap::new(),
            requests: 0,
            gone: false,
        }
    }

    /// Serves until the end; whether the client took its leave as it should.
    pub(super) fn serve(&mut self, events: &Receiver<Event>) -> bool {
        let mut queue: VecDeque<Event> = VecDeque::new();
        while !self.gone {
            if queue.is_empty() {
                // Whatever waits is taken in before anything is compared: a check of what is changed again at once would be for nothing.
                queue.extend(events.try_iter());
            }
            let event = match queue.pop_front() {
                Some(event) => event,
                None if self.compare() => continue,
                None => match self.next(events) {
                    Some(event) => event,
                    None => return false,
                },
            };
            match event {
                Event::Incoming(Incoming::Message(message)) => {
                    queue.extend(events.try_iter());
                    if let Some(leave) = self.take(&message, &queue) {
                        return leave;
                    }
                }
                Event::Incoming(Incoming::Faulty(fault)) => self.respond(&Value::Null, Err((PARSE_ERROR, fault))),
                Event::Ended => return self.stage == Stage::Shutdown,
                Event::Loaded(key, number, project) => self.loaded(key, number, *project),
                Event::Checked(key, number, revision, report) => self.checked(&key, number, revision, *report),
            }
        }
        self.stage == Stage::Shutdown
    }

    /// What comes next. If nothing comes for a while, everything is compared meanwhile.
    fn next(&mut self, events: &Receiver<Event>) -> Option<Event> {
        match events.recv_timeout(IDLE) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => {
                self.compare_whole();
                events.recv().ok()
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// One message; at `exit`, whether it was announced.
    fn take(&mut self, message: &Value, queue: &VecDeque<Event>) -> Option<bool> {
        let method = message.get("method").and_then(Value::as_str);
        let id = message.get("id").filter(|id| id.is_string() || id.is_number());
        let params = message.get("params").unwrap_or(&Value::Null);
        match (method, id) {
            (Some("exit"), None) => return Some(self.stage == Stage::Shutdown),
            (Some(method), Some(id)) => {
                let answer = if is_cancelled(id, queue) {
                    Err((CANCELLED, "cancelled by the client".to_owned()))
                } else {
                    self.guarded(|server| server.request(method, params))
                };
                self.respond(id, answer);
            }
            (Some(method), None) => {
                // A notification has no answer, not even to a fault.
                let _ = self.guarded(|server| {
                    server.notification(method, params);
                    Ok(Value::Null)
                });
            }
            // An answer of the client's: nothing hangs on those.
            (None, _) if message.get("result").is_some() || message.get("error").is_some() => {}
            (None, _) => self.respond(id.unwrap_or(&Value::Null), Err((INVALID_REQUEST, "no method".to_owned()))),
        }
        None
    }

    /// An internal fault costs one answer.
    fn guarded(&mut self, answer: impl FnOnce(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        catch_unwind(AssertUnwindSafe(|| answer(self)))
            .unwrap_or_else(|_| Err((INTERNAL_ERROR, "an internal fault; its message is on standard error".to_owned())))
    }

    fn request(&mut self, method: &str, params: &Value) -> Result<Value, Fault> {
        match (self.stage, method) {
            (Stage::Fresh, "initialize") => Ok(self.initialize(params)),
            (Stage::Fresh, _) => Err((NOT_INITIALIZED, "`initialize` comes first".to_owned())),
            (Stage::Shutdown, _) => Err((INVALID_REQUEST, "after `shutdown` only `exit` may come".to_owned())),
            (Stage::Running, "initialize") => Err((INVALID_REQUEST, "`initialize` came before".to_owned())),
            (Stage::Running, "shutdown") => {
                self.stage = Stage::Shutdown;
                Ok(Value::Null)
            }
            (Stage::Running, "textDocument/diagnostic") => self.pulled(params),
            (Stage::Running, "textDocument/hover") => {
                self.asked(params, |asked| asked.hover(&params["position"]).unwrap_or(Value::Null))
            }
            (Stage::Running, "textDocument/definition") => {
                self.asked(params, |asked| asked.others(&params["position"], false))
            }
            (Stage::Running, "textDocument/references") => {
                let own = params["context"]["includeDeclaration"].as_bool().unwrap_or(true);
                self.asked(params, |asked| asked.others(&params["position"], own))
            }
            (Stage::Running, "textDocument/codeAction") => {
                let reasons = self.reasons.clone();
                self.asked(params, |asked| asked.actions(&params["range"], &reasons))
            }
            (Stage::Running, _) => Err((METHOD_NOT_FOUND, format!("`{method}` is not known here"))),
        }
    }

    fn notification(&mut self, method: &str, params: &Value) {
        if self.stage != Stage::Running {
            return;
        }
        let document = &params["textDocument"];
        let uri = || document["uri"].as_str();
        match method {
            "initialized" => self.initialized(),
            "textDocument/didOpen" => {
                if let (Some(uri), Some(text)) = (uri(), document["text"].as_str()) {
                    self.opened(uri, text, document["languageId"].as_str().unwrap_or(""));
                }
            }
            "textDocument/didChange" => {
                if let Some(open) = uri().and_then(|uri| self.open.get_mut(uri)) {
                    let text = std::mem::take(&mut open.text);
                    open.text = changed(text, &params["contentChanges"], self.view.encoding);
                    self.put(uri().unwrap_or_default());
                }
            }
            "textDocument/didClose" => uri().into_iter().for_each(|uri| self.closed(uri)),
            "workspace/didChangeWatchedFiles" => self.files_changed(&params["changes"]),
            "workspace/didChangeConfiguration" => self.reload(|_, _| true),
            "workspace/didChangeWorkspaceFolders" => self.folders_changed(&params["event"]),
            _ => {}
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.stage = Stage::Running;
        let client = &params["capabilities"];
        let is = |place: &str| client.pointer(place).and_then(Value::as_bool).unwrap_or(false);
        self.view.encoding = Encoding::agreed(&client["general"]["positionEncodings"]);
        self.view.related = is("/textDocument/publishDiagnostics/relatedInformation");
        self.pulls = client["textDocument"]["diagnostic"].is_object();
        self.refreshes = is("/workspace/diagnostics/refreshSupport") || is("/workspace/diagnostic/refreshSupport");
        self.watches = is("/workspace/didChangeWatchedFiles/dynamicRegistration");
        let options = &params["initializationOptions"];
        self.view.floor = match options["severityFloor"].as_str() {
            Some("error") => Severity::Error,
            Some("note") => Severity::Note,
            _ => Severity::Warning,
        };
        if let Some(reasons) = options["suppressReasons"].as_array() {
            let own = reasons.iter().filter_map(Value::as_str).filter(|reason| !reason.trim().is_empty());
            self.reasons = own.take(16).map(str::to_owned).collect();
        }
        let uris = |list: &Value| -> Vec<PathBuf> {
            let all = list.as_array().into_iter().flatten();
            all.filter_map(|folder| uri::path(folder["uri"].as_str()?)).collect()
        };
        self.roots = uris(&params["workspaceFolders"]);
        if self.roots.is_empty() {
            self.roots.extend(params["rootUri"].as_str().and_then(uri::path));
        }
        self.roots = self.roots.iter().map(|root| config::normal(root)).collect();
        json!({
            "serverInfo": {"name": "claimlint", "version": env!("CARGO_PKG_VERSION")},
            "capabilities": {
                "positionEncoding": self.view.encoding.name(),
                "textDocumentSync": {"openClose": true, "change": 2, "save": false},
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "codeActionProvider": {"codeActionKinds": ["quickfix"]},
                "diagnosticProvider": {"identifier": "claimlint", "interFileDependencies": true, "workspaceDiagnostics": false},
                "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
            },
        })
    }

    fn initialized(&mut self) {
        if self.watches {
            let watchers: Vec<Value> = ["**/claimlint.toml", "**/*.toml", "**/*.{md,markdown,txt,text,html,htm,xhtml}"]
                .map(|pattern| json!({"globPattern": pattern}))
                .into();
            let options = json!({"watchers": watchers});
            let watch = json!({"id": "watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": options});
            self.ask("client/registerCapability", &json!({"registrations": [watch]}));
        }
        for root in self.roots.clone() {
            self.load(Some(root));
        }
    }

    /// The folder that a document belongs to: the innermost of the client's, else that of its configuration, else none.
    fn key(&self, path: Option<&Path>) -> Option<PathBuf> {
        let Some(path) = path else { return self.roots.first().cloned() };
        let around = self.roots.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.as_os_str().len());
        around.cloned().or_else(|| {
            let config = if self.start.global.isolated { None } else { config::find(path) };
            config.and_then(|config| Some(config.parent()?.to_path_buf()))
        })
    }

    /// Reads a folder, on a thread of its own.
    fn load(&mut self, key: Option<PathBuf>) {
        let folder = self.folders.entry(key.clone()).or_default();
        folder.loads += 1;
        let (number, start, sender) = (folder.loads, self.start.clone(), self.sender.clone());
        std::thread::spawn(move || {
            let project = catch_unwind(AssertUnwindSafe(|| Project::load(&start, key.as_deref())));
            // An internal fault has printed its message; the folder then has no findings.
            if let Ok(project) = project {
                let _ = sender.send(Event::Loaded(key, number, Box::new(project)));
            }
        });
    }

    fn loaded(&mut self, key: Option<PathBuf>, number: u64, project: Project) {
        let Some(folder) = self.folders.get_mut(&key).filter(|folder| folder.loads == number) else { return };
        folder.project = Some(project);
        (folder.dirty, folder.checking) = (true, false);
        let own: Vec<String> =
            self.open.iter().filter(|(_, open)| open.key == key).map(|(uri, _)| uri.clone()).collect();
        own.iter().for_each(|uri| self.put(uri));
    }

    fn opened(&mut self, uri: &str, text: &str, language: &str) {
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
    fn put(&mut self, uri: &str) {
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

    fn closed(&mut self, uri: &str) {
        let Some(open) = self.open.remove(uri) else { return };
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

    fn files_changed(&mut self, changes: &Value) {
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
                for path in documents {
                    let name = project.name(path);
                    project.reread(&name);
                    folder.dirty = true;
                }
            }
        }
    }

    fn reload(&mut self, which: impl Fn(&Option<PathBuf>, Option<&Project>) -> bool) {
        let all = self.folders.iter().filter(|(key, folder)| which(key, folder.project.as_ref()));
        let keys: Vec<Option<PathBuf>> = all.map(|(key, _)| key.clone()).collect();
        keys.into_iter().for_each(|key| self.load(key));
    }

    fn folders_changed(&mut self, event: &Value) {
        let paths = |list: &Value| -> Vec<PathBuf> {
            let all = list.as_array().into_iter().flatten();
            all.filter_map(|folder| Some(config::normal(&uri::path(folder["uri"].as_str()?)?))).collect()
        };
        let (added, removed) = (paths(&event["added"]), paths(&event["removed"]));
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
    fn compare(&mut self) -> bool {
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
    fn compare_whole(&mut self) {
        for (key, folder) in &mut self.folders {
            let Some(project) = &folder.project else { continue };
            if project.whole || folder.checking || project.desk.opened().next().is_none() {
                continue;
            }
            folder.checking = true;
            let (key, number, revision) = (key.clone(), folder.loads, project.revision);
            let (snapshot, sender) = (project.snapshot(), self.sender.clone());
            std::thread::spawn(move || {
                let report = catch_unwind(AssertUnwindSafe(|| snapshot.check())).unwrap_or_default();
                let _ = sender.send(Event::Checked(key, number, revision, Box::new(report)));
            });
        }
    }

    fn checked(&mut self, key: &Option<PathBuf>, number: u64, revision: u64, report: Report) {
        let Some(folder) = self.folders.get_mut(key).filter(|folder| folder.loads == number) else { return };
        folder.checking = false;
        let Some(project) = folder.project.as_mut().filter(|project| project.revision == revision) else { return };
        project.settle(report, true);
        self.publish();
        if self.pulls && self.refreshes {
            self.ask("workspace/diagnostic/refresh", &Value::Null);
        }
    }

    /// The diagnostics of all folders, by URI.
    fn diagnostics(&mut self) -> BTreeMap<String, Vec<Value>> {
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
    fn publish(&mut self) {
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
    }

    fn pulled(&mut self, params: &Value) -> Result<Value, Fault> {
        let uri = uri_of(params)?.to_owned();
        // What was changed just before counts.
        self.compare();
        let found = self.diagnostics().remove(&uri).unwrap_or_default();
        let found = Value::Array(found);
        let result = format!("{:016x}", crate::claim::hash(found.to_string().bytes()));
        if params["previousResultId"] == *result {
            return Ok(json!({"kind": "unchanged", "resultId": result}));
        }
        Ok(json!({"kind": "full", "resultId": result, "items": found}))
    }

    /// An answer about an open document; `null` if it is not open, or its folder is still being read.
    fn asked(&mut self, params: &Value, answer: impl FnOnce(&Asked<'_>) -> Value) -> Result<Value, Fault> {
        let uri = uri_of(params)?;
        self.compare();
        let Some(open) = self.open.get(uri) else { return Ok(Value::Null) };
        let Some(folder) = self.folders.get_mut(&open.key) else { return Ok(Value::Null) };
        let Some(project) = &mut folder.project else { return Ok(Value::Null) };
        let uris = names(&self.open, &open.key, project);
        let name = name(project, uri, open);
        let view = View { folder: open.key.clone(), ..self.view.clone() };
        Ok(answer(&Asked { project, view: &view, uris: &uris, name: &name }))
    }

    fn respond(&mut self, id: &Value, answer: Result<Value, Fault>) {
        self.send(&match answer {
            Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
            Err((code, message)) => json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}),
        });
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: &Value) {
        self.requests += 1;
        let id = format!("claimlint-{}", self.requests);
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            message["params"] = params.clone();
        }
        self.send(&message);
    }

    fn send(&mut self, message: &Value) {
        // A client that does not listen any more is gone.
        self.gone |= transport::write(&mut self.out, message).is_err();
    }
}

/// What a document is called on the desk of its folder.
fn name(project: &mut Project, uri: &str, open: &Open) -> String {
    open.path.as_ref().map_or_else(|| uri.to_owned(), |path| project.name(path))
}

/// The URIs of a folder's open documents, by name.
fn names(open: &BTreeMap<String, Open>, key: &Option<PathBuf>, project: &mut Project) -> BTreeMap<String, String> {
    let own = open.iter().filter(|(_, open)| open.key == *key);
    own.map(|(uri, open)| (name(project, uri, open), uri.clone())).collect()
}

fn uri_of(params: &Value) -> Result<&str, Fault> {
    params["textDocument"]["uri"].as_str().ok_or_else(|| (INVALID_PARAMS, "no document is named".to_owned()))
}

/// Whether the client has taken a request back that was not answered yet.
fn is_cancelled(id: &Value, queue: &VecDeque<Event>) -> bool {
    queue.iter().any(|event| match event {
        Event::Incoming(Incoming::Message(message)) => {
            message["method"] == "$/cancelRequest" && message["params"]["id"] == *id
        }
        _ => false,
    })
}
