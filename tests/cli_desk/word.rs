use super::*;

#[allow(dead_code)]
#[path = "../../src/load/docx/build.rs"]
mod build;

use build::{docx, p};

/// A Word file with the rate of the draft, and a table.
fn draft(rate: &str) -> Vec<u8> {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let table = [row("Town", "Residents"), row("Solcombe", "120"), row("Ostrel", "300"), row("Total", "500")].concat();
    let body = [
        p("On Lorvia"),
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">The jobless rate in Lorvia was </w:t></w:r><w:del><w:r><w:delText>7.4</w:delText></w:r></w:del><w:ins><w:r><w:t>{rate}</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> per cent in 2020.</w:t></w:r></w:p>"
        ),
        format!("<w:tbl>{table}</w:tbl>"),
    ];
    docx(&body.concat(), &[])
}

fn desk(rate: &str) -> TempDir {
    let folder = folder(&[RATES[1]]);
    put_bytes(&folder, "draft.docx", &draft(rate));
    folder
}

fn put_bytes(folder: &TempDir, name: &str, bytes: &[u8]) {
    fs::write(folder.path().join(name), bytes).expect("written");
}

#[test]
fn a_word_file_is_checked_by_paragraph_and_word() {
    let folder = desk("5.2");
    let report = json(&run(&folder, &["check", "--output-format", "json"]));
    let document = &report["documents"][1];
    assert_eq!((&document["path"], &document["positions"]), (&Value::from("draft.docx"), &Value::from("paragraphs")));
    assert_eq!(report["documents"][0]["positions"], Value::Null);
    let findings = report["diagnostics"].as_array().expect("findings");
    let place = |finding: &Value| {
        let label = &finding["labels"][0];
        (finding["code"].clone(), label["path"].clone(), label["start"]["line"].clone(), label["text"].to_string())
    };
    let places: Vec<_> = findings.iter().map(place).collect();
    let rate = places.iter().find(|(code, ..)| code == "NUM201").expect("the rate");
    assert!(rate.3.contains("5.2 per cent") || rate.1 == "b.txt", "{places:?}");
    assert!(
        places.iter().any(|(code, path, line, _)| code == "NUM202" && path == "draft.docx" && *line == 6),
        "{places:?}"
    );
    let full = out(&run(&folder, &["check"]));
    assert!(full.contains("draft.docx:2:5") && full.contains("was 5.2 per cent") && !full.contains("7.45.2"), "{full}");
    // The deleted figure is not there.
    assert_eq!(codes(&desk("7.4"), &["--select", "NUM201"]), [""; 0]);
}

#[test]
fn word_files_are_found_named_and_piped() {
    let folder = desk("5.2");
    put_bytes(&folder, "~$draft.docx", b"open by Ana");
    let report = json(&run(&folder, &["check", "--output-format", "json"]));
    assert_eq!(
        (&report["account"]["documents"], &report["account"]["skipped_files"]),
        (&Value::from(2), &Value::from(1))
    );
    fs::write(folder.path().join("text.docx"), "It rained.").expect("written");
    let output = run(&folder, &["check", "text.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("error[CFG102]: text.docx: this is no Word file"), "{}", err(&output));
    assert_eq!(run(&folder, &["check", "--exit-zero"]).status.code(), Some(0));
    let mut child =
        command(folder.path(), &["check", "-", "b.txt", "--stdin-filename", "x.docx", "--output-format", "concise"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
    child.stdin.take().expect("piped").write_all(&draft("5.2")).expect("written");
    let output = child.wait_with_output().expect("the command ends");
    assert!(out(&output).contains("x.docx:2:5"), "{}", out(&output));
}

#[test]
fn no_suppression_is_written_into_a_word_file() {
    let folder = desk("5.2");
    let before = fs::read(folder.path().join("draft.docx")).expect("a file");
    let output = run(&folder, &["check", "draft.docx", "--add-ignore=x"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), "suppressed 0 findings in 0 files\n"));
    assert!(
        err(&output).contains("no comment can stand there") && err(&output).contains("[[override]]"),
        "{}",
        err(&output)
    );
    assert_eq!(fs::read(folder.path().join("draft.docx")).expect("a file"), before);
    put(&folder, "claimlint.toml", "[[override]]\nfiles = ['draft.docx']\nignore = ['ALL']\n");
    assert_eq!(codes(&folder, &["draft.docx"]), [""; 0]);
}

#[test]
fn a_change_of_a_word_file_is_told_by_its_paragraphs() {
    let folder = desk("5.2");
    fs::remove_dir(folder.path().join(".git")).expect("a folder");
    known::git(folder.path(), &["init", "-q"]);
    known::git(folder.path(), &["add", "."]);
    known::git(folder.path(), &["commit", "-qm", "first"]);
    let new = |folder: &TempDir| codes(folder, &["--new-from", "HEAD"]);
    assert_eq!(new(&folder), [""; 0]);
    put_bytes(&folder, "draft.docx", &draft("6.9"));
    assert_eq!(new(&folder), ["NUM201"]);
    known::git(folder.path(), &["add", "."]);
    put_bytes(&folder, "draft.docx", &draft("7.4"));
    assert_eq!(codes(&folder, &["--staged"]), ["NUM201"]);
}
