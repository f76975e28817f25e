//! A scripted client drives whole sessions over pipes against the built server.

mod client;
mod decisions;
mod hostile;

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use client::{Client, folder, put, uri};

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
