//! The server's state and its course: from `initialize` to `exit`.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use serde_json::{Value, json};

use super::answers::Asked;
use super::decide::COMMAND;
use super::folders::{Folder, Open, name, names};
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
pub(super) const INVALID_PARAMS: i64 = -32602;
pub(super) const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

/// An error as the protocol has it: a code and words.
pub(super) type Fault = (i64, String);

/// What the server learns of.
pub(super) enum Event {
    /// From the client.
    Incoming(Incoming),
    /// The client has gone away.
    Ended,
    /// A folder has been read, for the so manieth time.
    Loaded(Option<PathBuf>, u64, Option<Box<Project>>),
    /// Everything in a folder was compared, as it was at a revision.
    Checked(Option<PathBuf>, u64, u64, Option<Box<Report>>),
}

/// Where the session stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Fresh,
    Running,
    Shutdown,
}

/// A server for one client.
pub(super) struct Server {
    pub(super) start: Start,
    pub(super) sender: Sender<Event>,
    pub(super) out: Box<dyn Write>,
    pub(super) stage: Stage,
    pub(super) view: View,
    pub(super) reasons: Vec<String>,
    pub(super) pulls: bool,
    pub(super) refreshes: bool,
    pub(super) watches: bool,
    pub(super) roots: Vec<PathBuf>,
    pub(super) folders: BTreeMap<Option<PathBuf>, Folder>,
    pub(super) open: BTreeMap<String, Open>,
    /// What the client was told last, by URI.
    pub(super) told: BTreeMap<String, Vec<Value>>,
    /// Requests for diagnostics that wait for their folder.
    pub(super) waiting: Vec<(Value, Value)>,
    /// Diagnostics may have changed by something else than a change of the text, which a client that asks itself does not know of.
    pub(super) stale: bool,
    pub(super) requests: u64,
    pub(super) gone: bool,
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
            waiting: Vec::new(),
            stale: false,
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
                Event::Loaded(key, number, project) => self.loaded(key, number, project.map(|project| *project)),
                Event::Checked(key, number, revision, report) => {
                    self.checked(&key, number, revision, report.map(|report| *report))
                }
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
                if method == "textDocument/diagnostic" && self.is_loading(params) && !is_cancelled(id, queue) {
                    self.waiting.push((id.clone(), params.clone()));
                    return None;
                }
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

    /// Whether the folder of a document is still being read: nothing can be said of it, which is not to say that there is nothing.
    fn is_loading(&self, params: &Value) -> bool {
        let open = uri_of(params).ok().and_then(|uri| self.open.get(uri));
        let folder = open.and_then(|open| self.folders.get(&open.key));
        self.stage == Stage::Running && folder.is_some_and(|folder| folder.project.is_none())
    }

    /// Answers what has waited for a folder.
    pub(super) fn answer_waiting(&mut self) {
        for (id, params) in std::mem::take(&mut self.waiting) {
            if self.is_loading(&params) {
                self.waiting.push((id, params));
            } else {
                let answer = self.guarded(|server| server.request("textDocument/diagnostic", &params));
                self.respond(&id, answer);
            }
        }
    }

    fn take_back(&mut self, id: &Value) {
        let before = self.waiting.len();
        self.waiting.retain(|waiting| waiting.0 != *id);
        if self.waiting.len() < before {
            self.respond(id, Err((CANCELLED, "cancelled by the client".to_owned())));
        }
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
            (Stage::Running, "workspace/executeCommand") => self.execute(params),
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
            "$/cancelRequest" => self.take_back(&params["id"]),
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
        self.roots = roots(&params["workspaceFolders"]);
        if self.roots.is_empty() {
            let root = params["rootUri"].as_str().and_then(uri::path);
            self.roots.extend(root.map(|root| config::normal(&root)));
        }
        json!({
            "serverInfo": {"name": "claimlint", "version": env!("CARGO_PKG_VERSION")},
            "capabilities": {
                "positionEncoding": self.view.encoding.name(),
                "textDocumentSync": {"openClose": true, "change": 2, "save": false},
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "codeActionProvider": {"codeActionKinds": ["quickfix"]},
                "executeCommandProvider": {"commands": [COMMAND]},
                "diagnosticProvider": {"identifier": "claimlint", "interFileDependencies": true, "workspaceDiagnostics": false},
                "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
            },
        })
    }

    fn initialized(&mut self) {
        if self.watches {
            let watchers: Vec<Value> = [
                "**/claimlint.toml",
                "**/*.toml",
                "**/*.{md,markdown,txt,text,html,htm,xhtml,docx,docm}",
                "**/*.jsonl",
            ]
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

    pub(super) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    pub(super) fn ask(&mut self, method: &str, params: &Value) {
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

/// The paths of a list of folders.
pub(super) fn roots(list: &Value) -> Vec<PathBuf> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(|folder| Some(config::normal(&uri::path(folder["uri"].as_str()?)?))).collect()
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
