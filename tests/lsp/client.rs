//! A client and its server, over pipes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take; the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A client and its server.
pub struct Client {
    child: Child,
    pub input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    pub notes: Vec<Value>,
    id: u64,
}

impl Client {
    pub fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_claimlint"))
            .args(["lsp", "--stdio"])
            .current_dir(folder)
            .env_remove("CLAIMLINT_CACHE_DIR")
            .env("USER", "Ana Ruiz")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { child, input, messages, notes: Vec::new(), id: 0 }
    }

    /// A client that has said hello, in these folders.
    pub fn hello(folders: &[&Path], capabilities: Value, options: Value) -> (Self, Value) {
        let mut client = Self::start(folders[0]);
        let folders: Vec<Value> = folders.iter().map(|f| json!({"uri": uri(f, ""), "name": "desk"})).collect();
        let told = json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": options});
        let answer = client.ask("initialize", told);
        client.tell("initialized", json!({}));
        (client, answer)
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("open");
        // A server that has ended does not listen; the test sees that by itself.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; returns its answer, `result` or `error`.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let mut answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        if answer.get("error").is_some() { answer["error"].take() } else { answer["result"].take() }
    }

    /// The next message that is as wanted; the others are kept.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.notes.iter().position(&wanted) {
            return self.notes.remove(at);
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.notes.push(message),
                Err(error) => panic!("{error}; so far: {:#?}", self.notes),
            }
        }
    }

    /// The diagnostics of a document once they are as wanted.
    pub fn diagnostics(&mut self, uri: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let of =
            |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        let list = |message: &Value| message["params"]["diagnostics"].as_array().cloned().unwrap_or_default();
        list(&self.wait(|message| of(message) && wanted(&list(message))))
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}}),
        );
    }

    pub fn change(&mut self, uri: &str, changes: Value) {
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}),
        );
    }

    pub fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Value {
        self.ask(method, json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}))
    }

    /// Says goodbye; the exit status.
    pub fn bye(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.ended()
    }

    pub fn ended(mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().expect("known") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            _ if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

pub fn uri(folder: &Path, name: &str) -> String {
    let path = folder.canonicalize().expect("a folder").join(name);
    format!("file://{}", path.to_str().expect("plain").trim_end_matches('/').replace(' ', "%20"))
}

pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    files.iter().for_each(|(name, contents)| put(&folder, name, contents));
    folder
}

pub fn put(folder: &TempDir, name: &str, contents: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, contents).expect("a file");
}
