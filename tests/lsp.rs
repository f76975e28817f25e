//! A scripted client drives whole sessions over pipes against the built server.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// A client and its server.
struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    notes: Vec<Value>,
    id: u64,
}

impl Client {
    fn start(folder: &Path) -> Self {
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
    fn hello(folders: &[&Path], capabilities: Value, options: Value) -> (Self, Value) {
        let mut client = Self::start(folders[0]);
        let folders: Vec<Value> = folders.iter().map(|f| json!({"uri": uri(f, ""), "name": "desk"})).collect();
        let told = json!({"processId": null, "capabilities": capabilities, "workspaceFolders": folders, "initializationOptions": options});
        let answer = client.ask("initialize", told);
        client.tell("initialized", json!({}));
        (client, answer)
    }

    fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("open");
        // A server that has ended does not listen; the test sees that by itself.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; returns its answer, `result` or `error`.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let mut answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        if answer.get("error").is_some() { answer["error"].take() } else { answer["result"].take() }
    }

    /// The next message that is as wanted; the others are kept.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
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
    fn diagnostics(&mut self, uri: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let of =
            |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        let list = |message: &Value| message["params"]["diagnostics"].as_array().cloned().unwrap_or_default();
        list(&self.wait(|message| of(message) && wanted(&list(message))))
    }

    fn open(&mut self, uri: &str, text: &str) {
        self.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}}),
        );
    }

    fn change(&mut self, uri: &str, changes: Value) {
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}),
        );
    }

    fn at(&mut self, method: &str, uri: &str, line: u32, character: u32) -> Value {
        self.ask(method, json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}))
    }

    /// Says goodbye; the exit status.
    fn bye(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        self.ended()
    }

    fn ended(mut self) -> Option<i32> {
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

fn uri(folder: &Path, name: &str) -> String {
    let path = folder.canonicalize().expect("a folder").join(name);
    format!("file://{}", path.to_str().expect("plain").trim_end_matches('/').replace(' ', "%20"))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    files.iter().for_each(|(name, contents)| put(&folder, name, contents));
    folder
}

fn put(folder: &TempDir, name: &str, contents: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, contents).expect("a file");
}

const DRAFT: &str = "It rained.\n\nCafé \u{1f600} news: the jobless rate in Lorvia was 5.2 per cent in 2020.\n";
const REPORT: &str = "The jobless rate in Lorvia was 7.4 per cent in 2020.\n";

fn desk() -> TempDir {
    folder(&[("draft.txt", DRAFT), ("archive/old report.txt", REPORT)])
}

fn related() -> Value {
    json!({
        "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
    })
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().filter_map(|d| d["code"].as_str()).collect()
}

#[test]
fn what_is_decided_in_the_editor_is_kept_and_silent() {
    let folder = desk();
    let draft = uri(folder.path(), "draft.txt");
    let (mut client, hello) = Client::hello(&[folder.path()], related(), Value::Null);
    assert_eq!(hello["capabilities"]["executeCommandProvider"]["commands"], json!(["claimlint.decide"]));
    client.open(&draft, DRAFT);
    let found = client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);
    let actions = client.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": draft}, "range": found[0]["range"], "context": {"diagnostics": []}}),
    );
    let wanted = "Decide on NUM201: both right: other measure";
    let action = actions.as_array().expect("a list").iter().find(|action| action["title"] == wanted);
    let command = &action.unwrap_or_else(|| panic!("{actions:#}"))["command"];
    let decide = |client: &mut Client, arguments: &Value| {
        client.ask("workspace/executeCommand", json!({"command": "claimlint.decide", "arguments": arguments}))
    };
    // What cannot be decided is refused, and nothing is kept.
    for arguments in [json!([]), json!([draft, "nosuch", "asked"]), json!([draft, command["arguments"][1], "maybe"])] {
        assert_eq!(decide(&mut client, &arguments)["code"], -32602, "{arguments}");
    }
    assert!(!folder.path().join("review.jsonl").exists());
    assert_eq!(decide(&mut client, &command["arguments"]), Value::Null);
    client.diagnostics(&draft, <[Value]>::is_empty);
    let kept = fs::read_to_string(folder.path().join("review.jsonl")).expect("decisions");
    assert!(kept.lines().count() == 1 && kept.contains("\"other-measure\""), "{kept}");

    // Taken back by another program.
    fs::remove_file(folder.path().join("review.jsonl")).expect("removed");
    let file = uri(folder.path(), "review.jsonl");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file, "type": 3}]}));
    client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);
    assert_eq!(client.bye(), Some(0));
}

#[test]
fn faults_of_the_decisions_are_shown_in_their_file() {
    let folder = desk();
    put(&folder, "review.jsonl", "\n{\"version\":1,\"id\":\"1f");
    let (draft, file) = (uri(folder.path(), "draft.txt"), uri(folder.path(), "review.jsonl"));
    let (mut client, _) = Client::hello(&[folder.path()], related(), Value::Null);
    client.open(&draft, DRAFT);
    let found = client.diagnostics(&file, |found| !found.is_empty());
    assert_eq!((codes(&found), &found[0]["severity"]), (vec!["CFG141"], &json!(1)));
    assert_eq!(found[0]["range"]["start"], json!({"line": 1, "character": 21}));
    // Torn in other places by another program, then mended.
    put(&folder, "review.jsonl", "<<<<<<< ours\n");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file, "type": 2}]}));
    let found = client.diagnostics(&file, |found| codes(found) == ["CFG143"]);
    let line = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 12}});
    assert_eq!((&found[0]["severity"], &found[0]["range"]), (&json!(2), &line));
    put(&folder, "review.jsonl", "");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file, "type": 2}]}));
    client.diagnostics(&file, <[Value]>::is_empty);
    assert_eq!(client.bye(), Some(0));
}

#[test]
fn a_session_from_the_first_finding_to_the_exit() {
    let folder = desk();
    let (draft, report) = (uri(folder.path(), "draft.txt"), uri(folder.path(), "archive/old report.txt"));
    let (mut client, hello) =
        Client::hello(&[folder.path()], related(), json!({"suppressReasons": ["quotes the survey"]}));
    assert_eq!(hello["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(hello["serverInfo"]["name"], "claimlint");
    client.wait(|message| message["method"] == "client/registerCapability");

    // Opened: the finding in the draft, a note at its other end.
    client.open(&draft, DRAFT);
    let found = client.diagnostics(&draft, |found| !found.is_empty());
    assert_eq!(codes(&found), ["NUM201"], "{found:#?}");
    let place = found[0]["relatedInformation"][0]["location"].clone();
    assert_eq!(place["uri"], *report);
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["range"]["start"]["line"], 2);
    let start = found[0]["range"]["start"]["character"].as_u64().expect("a number") as u32;
    // As UTF-16 counts: an emoji is two units.
    let line: Vec<u16> = DRAFT.lines().nth(2).expect("a line").encode_utf16().collect();
    let words = String::from_utf16_lossy(&line[start as usize..]);
    assert!(words.starts_with("jobless rate in Lorvia was 5.2"), "{words}");
    let mirrored = client.diagnostics(&report, |found| !found.is_empty());
    assert_eq!((codes(&mirrored), mirrored[0]["severity"].as_u64()), (vec!["NUM201"], Some(3)));
    assert_eq!(mirrored[0]["relatedInformation"][0]["location"]["uri"], *draft);

    // What is understood, and where the other side stands.
    let hover = client.at("textDocument/hover", &draft, 2, start + 1);
    let told = hover["contents"]["value"].as_str().expect("words");
    for part in
        ["statistic: ", "5.2 per cent", "archive/old report.txt:1:", "7.4 per cent", "gate ", "finding error[NUM201]"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(client.at("textDocument/hover", &draft, 0, 1), Value::Null);
    assert_eq!(client.at("textDocument/definition", &draft, 2, start + 1), json!([place]));
    let both = client.at("textDocument/references", &draft, 2, start + 1);
    assert_eq!(both.as_array().map(Vec::len), Some(2), "{both}");

    // What can be done: each action is an edit that does what it says.
    let range = found[0]["range"].clone();
    let actions = client.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": draft}, "range": range, "context": {"diagnostics": []}}),
    );
    let titles: Vec<&str> = actions.as_array().expect("a list").iter().filter_map(|a| a["title"].as_str()).collect();
    assert_eq!(titles[..2], ["Suppress NUM201 here: \"quotes the survey\"", "Mark as checked: [CQ]"]);
    assert!(titles[2].starts_with("Ask the author: [AU: archive/old report.txt has "), "{titles:?}");
    for (action, silences) in [(0, true), (1, true), (2, false)] {
        let edit = &actions[action]["edit"]["changes"][&draft][0];
        client.change(&draft, json!([{"range": edit["range"], "text": edit["newText"]}]));
        if silences {
            client.diagnostics(&draft, <[Value]>::is_empty);
        }
        client.change(&draft, json!([{"text": DRAFT}]));
        if silences {
            client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);
        }
    }

    // Mended, and broken again, by changes of a part.
    let column = line.iter().collect::<Vec<_>>().len() as u32 - "5.2 per cent in 2020.".len() as u32;
    let digits = json!({"start": {"line": 2, "character": column}, "end": {"line": 2, "character": column + 3}});
    client.change(&draft, json!([{"range": digits, "text": "7.4"}]));
    assert!(client.diagnostics(&draft, <[Value]>::is_empty).is_empty());
    client.diagnostics(&report, <[Value]>::is_empty);
    client.change(&draft, json!([{"range": digits, "text": "6.4"}]));
    client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);

    // The configuration: another severity, a faulty one, none.
    let toml = uri(folder.path(), "claimlint.toml");
    let configure = |client: &mut Client, contents: &str| {
        put(&folder, "claimlint.toml", contents);
        client.notes.clear();
        client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": toml, "type": 2}]}));
    };
    configure(&mut client, "schema = 1\n[severity]\nNUM = \"warning\"\n");
    client.diagnostics(&draft, |found| found.iter().any(|d| d["severity"] == 2));
    configure(&mut client, "schema = 1\nselct = []\n");
    let faults = client.diagnostics(&toml, |found| !found.is_empty());
    assert_eq!(faults[0]["range"]["start"], json!({"line": 1, "character": 0}));
    client.diagnostics(&draft, |found| found.iter().any(|d| d["severity"] == 1));
    configure(&mut client, "schema = 1\n[lint]\nignore = [\"NUM\"]\n");
    client.diagnostics(&draft, <[Value]>::is_empty);
    configure(&mut client, "schema = 1\n");
    client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);

    // A document of the archive that changes on disk.
    put(&folder, "archive/old report.txt", "The jobless rate in Lorvia was 6.4 per cent in 2020.\n");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": report, "type": 2}]}));
    client.diagnostics(&draft, <[Value]>::is_empty);

    // Closed: what lies on disk counts, and nothing of it is told.
    client.change(&draft, json!([{"text": DRAFT}]));
    client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": draft}}));
    client.diagnostics(&draft, <[Value]>::is_empty);
    assert_eq!(client.bye(), Some(0));
}

#[test]
fn a_client_that_shows_no_related_places_is_told_them_in_words() {
    let folder = desk();
    let draft = uri(folder.path(), "draft.txt");
    let (mut client, _) = Client::hello(&[folder.path()], json!({}), Value::Null);
    client.open(&draft, DRAFT);
    let found = client.diagnostics(&draft, |found| !found.is_empty());
    let message = found[0]["message"].as_str().expect("words");
    assert!(message.contains("\narchive/old report.txt:1:") && message.contains("7.4 per cent"), "{message}");
    assert_eq!(found[0].get("relatedInformation"), None);
    assert_eq!(client.bye(), Some(0));
}

#[test]
fn a_client_that_asks_for_diagnostics_itself_gets_them_and_none_twice() {
    let folder = desk();
    let (draft, report) = (uri(folder.path(), "draft.txt"), uri(folder.path(), "archive/old report.txt"));
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let (mut client, hello) = Client::hello(&[folder.path()], capabilities, Value::Null);
    assert_eq!(hello["capabilities"]["positionEncoding"], "utf-8");
    client.open(&draft, DRAFT);
    // Asked for before the folder has been read: the answer waits for that.
    let pulled = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": draft}}));
    assert_eq!(pulled["kind"], "full");
    let found = pulled["items"].as_array().expect("a list");
    assert_eq!(codes(found), ["NUM201"]);
    // As bytes count.
    let line = DRAFT.lines().nth(2).expect("a line");
    let start = found[0]["range"]["start"]["character"].as_u64().expect("a number") as usize;
    assert!(line[start..].starts_with("jobless rate"), "{start}");
    let again = json!({"textDocument": {"uri": draft}, "previousResultId": pulled["resultId"]});
    assert_eq!(client.ask("textDocument/diagnostic", again.clone())["kind"], "unchanged");
    client.change(&draft, json!([{"text": "It rained.\n"}]));
    let mended = client.ask("textDocument/diagnostic", again);
    assert_eq!((&mended["kind"], &mended["items"]), (&json!("full"), &json!([])));
    assert!(!client.notes.iter().any(|note| note["params"]["uri"] == *draft), "{:?}", client.notes);
    client.notes.clear();
    client.change(&draft, json!([{"text": DRAFT}]));
    client.diagnostics(&report, |found| !found.is_empty());
    // What changes elsewhere the client is told of, so that it asks again.
    put(&folder, "archive/old report.txt", "It rained.\n");
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": report, "type": 2}]}));
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    client.diagnostics(&report, <[Value]>::is_empty);
    assert_eq!(client.bye(), Some(0));
}

#[test]
fn documents_lie_in_folders_that_come_and_go_or_in_none() {
    let (one, two) =
        (desk(), folder(&[("claimlint.toml", "schema = 1\nexclude = [\"ABOUT.md\"]\n"), ("x.txt", REPORT)]));
    let (mut client, _) = Client::hello(&[one.path()], related(), Value::Null);
    // Outside of all folders: by the configuration around it.
    let (outside, about) = (uri(two.path(), "new.txt"), uri(two.path(), "ABOUT.md"));
    client.open(&outside, DRAFT);
    client.diagnostics(&outside, |found| codes(found) == ["NUM201"]);
    client.open(&about, DRAFT);
    client.change(&outside, json!([{"text": "The fair opens on Tuesday, 15 March 2021.\n"}]));
    client.diagnostics(&outside, |found| found.len() == 1 && codes(found) != ["NUM201"]);
    assert!(!client.notes.iter().any(|note| note["params"]["uri"] == *about), "it is left out by the configuration");
    // A folder is added, and taken away.
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [{"uri": uri(two.path(), ""), "name": "two"}], "removed": []}}),
    );
    client.change(&outside, json!([{"text": DRAFT}]));
    client.diagnostics(&outside, |found| codes(found) == ["NUM201"]);
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [], "removed": [{"uri": uri(one.path(), ""), "name": "one"}]}}),
    );
    // Never saved; and of another scheme.
    client.open("untitled:Untitled-1", "The fair opens on Tuesday, 15 March 2021.\n");
    client.diagnostics("untitled:Untitled-1", |found| found.len() == 1);
    client.open("git:/draft.txt?HEAD", DRAFT);
    assert_eq!(client.at("textDocument/hover", "git:/draft.txt?HEAD", 2, 40), Value::Null);
    assert_eq!(client.bye(), Some(0));
}

#[test]
fn requests_are_cancelled_and_unknown_or_faulty_ones_refused() {
    let folder = desk();
    let draft = uri(folder.path(), "draft.txt");
    let mut client = Client::start(folder.path());
    assert_eq!(client.ask("textDocument/hover", json!({}))["code"], -32002);
    client.tell("textDocument/didOpen", json!({"textDocument": {"uri": draft, "text": DRAFT}}));
    client.ask("initialize", json!({"capabilities": {}, "rootUri": uri(folder.path(), "")}));
    assert_eq!(client.ask("initialize", json!({}))["code"], -32600);
    client.tell("initialized", json!({}));
    assert_eq!(client.ask("textDocument/rename", json!({}))["code"], -32601);
    assert_eq!(client.ask("textDocument/hover", json!({}))["code"], -32602);
    assert_eq!(client.ask("textDocument/diagnostic", json!([1, 2]))["code"], -32602);
    client.open(&draft, DRAFT);
    client.diagnostics(&draft, |found| !found.is_empty());
    // Both in one write, so that the one waits behind the other.
    let mut both = Vec::new();
    for message in [
        json!({"jsonrpc": "2.0", "id": "h", "method": "textDocument/hover", "params": {"textDocument": {"uri": draft}, "position": {"line": 2, "character": 40}}}),
        json!({"jsonrpc": "2.0", "id": "c", "method": "textDocument/hover", "params": {"textDocument": {"uri": draft}, "position": {"line": 2, "character": 40}}}),
        json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "c"}}),
    ] {
        let body = message.to_string();
        both.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    }
    client.raw(&both);
    assert!(client.wait(|message| message["id"] == "h").get("result").is_some());
    let cancelled = client.wait(|message| message["id"] == "c");
    // The server may have been quicker.
    assert!(cancelled["error"]["code"] == -32800 || cancelled.get("result").is_some(), "{cancelled}");
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(client.ask("textDocument/hover", json!({}))["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.ended(), Some(0));
}

#[test]
fn a_hostile_client_gets_errors_and_costs_nothing_else() {
    let folder = desk();
    let draft = uri(folder.path(), "draft.txt");
    let (mut client, _) =
        Client::hello(&[folder.path()], related(), json!({"suppressReasons": [1, null, "", "x"], "severityFloor": []}));
    client.open(&draft, DRAFT);
    client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);
    for body in ["{", "nonsense", "[]", "{}", "null", "{\"id\": {}}", "{\"method\": 3}", "\u{0}"] {
        client.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let answer = client.wait(|message| message["id"].is_null() && message.get("error").is_some());
        assert!(matches!(answer["error"]["code"].as_i64(), Some(-32700 | -32600)), "{body}: {answer}");
    }
    let far = json!({"line": u64::MAX, "character": 4_000_000_000_u64});
    let odd = [json!(null), json!({}), json!([]), json!("x"), json!({"line": -1, "character": 1e99}), far.clone()];
    for position in &odd {
        let params = json!({"textDocument": {"uri": draft}, "position": position, "range": {"start": position, "end": position}});
        for method in ["hover", "definition", "references", "codeAction", "diagnostic"] {
            let answer = client.ask(&format!("textDocument/{method}"), params.clone());
            assert!(answer.get("code").is_none(), "{method} {position}: {answer}");
        }
        client.change(&draft, json!([{"range": {"start": position, "end": {"line": 0, "character": 0}}, "text": ""}]));
    }
    for uri in [
        "",
        "x",
        "file://",
        "file:///%zz",
        "http://example.org/a.txt",
        "untitled:",
        "file:///etc",
        "file:///nowhere/at/all.md",
    ] {
        client.change(uri, json!([{"text": "never opened"}]));
        client.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        client.open(uri, "It rained.\n\u{0}\u{202e}");
        client.at("textDocument/hover", uri, 0, 0);
        client.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 9}]}));
    }
    for params in [
        json!(null),
        json!([]),
        json!({"textDocument": 3}),
        json!({"textDocument": {"uri": [], "text": 1}, "changes": {}, "event": 3}),
    ] {
        for method in [
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didClose",
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeWorkspaceFolders",
            "$/setTrace",
            "$/cancelRequest",
            "no/such",
        ] {
            client.tell(method, params.clone());
        }
    }
    // A long line, and as many lines; then all is as it was.
    client.change(
        &draft,
        json!([{"text": "word ".repeat(200_000)}, {"text": "\n\r\u{301}".repeat(200_000)}, {"text": DRAFT}]),
    );
    let pulled = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": draft}}));
    assert_eq!(codes(pulled["items"].as_array().expect("a list")), ["NUM201"]);
    client.tell("exit", Value::Null);
    assert_eq!(client.ended(), Some(1), "`exit` without `shutdown`");
}

#[test]
fn the_server_ends_with_its_client() {
    let folder = desk();
    let (mut client, _) = Client::hello(&[folder.path()], related(), Value::Null);
    drop(client.input.take());
    assert_eq!(client.ended(), Some(1));
    for promise in ["Content-Length: 99999999999999\r\n\r\n{}", "no head at all", "Content-Length: 5\r\n\r\n{"] {
        let (mut client, _) = Client::hello(&[folder.path()], related(), Value::Null);
        client.raw(promise.as_bytes());
        drop(client.input.take());
        assert_eq!(client.ended(), Some(1), "{promise}");
    }
}

#[test]
fn two_servers_share_one_cache() {
    let folder = desk();
    let draft = uri(folder.path(), "draft.txt");
    let mut clients: Vec<Client> = (0..2).map(|_| Client::hello(&[folder.path()], related(), Value::Null).0).collect();
    for client in &mut clients {
        client.open(&draft, DRAFT);
        client.diagnostics(&draft, |found| codes(found) == ["NUM201"]);
    }
    assert!(folder.path().join(".claimlint_cache").exists());
    for client in clients {
        assert_eq!(client.bye(), Some(0));
    }
}
