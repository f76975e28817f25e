//! What a client may do wrong.

use super::*;

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
