//! Decisions taken in the editor, and their file.

use super::*;

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
