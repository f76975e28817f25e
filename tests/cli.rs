//! Drives the built command: exit statuses, formats, unreadable and hostile input.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    // A repository of its own, so that no configuration further up is found.
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    for (name, contents) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, contents).expect("a file");
    }
    folder
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
    command.current_dir(folder).args(args).env_remove("COLUMNS").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.env_remove("CI");
    command
}

fn run(folder: &TempDir, args: &[&str]) -> Output {
    command(folder.path(), args).stdin(Stdio::null()).output().expect("the command runs")
}

fn run_with(folder: &TempDir, args: &[&str], input: &str) -> Output {
    let mut child = command(folder.path(), args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the command ends");
    let _ = writer.join();
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

const TWO: &[(&str, &str)] = &[("a.txt", "The bridge opened in May.\n"), ("sub/b.txt", "It rained in Ostrava.\n")];

#[test]
fn exit_statuses_tell_whether_the_run_could_be_carried_out() {
    let folder = folder(TWO);
    for (args, status) in [
        (&["check"][..], 0),
        (&["check", "a.txt", "sub"], 0),
        (&["check", "--output-format", "concise"], 0),
        (&["check", "--isolated", "-q", "-j", "1"], 0),
        (&["check", "--date", "a.txt=2021-03", "--date", "./sub/b.txt=2021"], 0),
        (&["check", "a.txt", "--against", "sub/*.txt"], 0),
        (&["check", "missing.txt"], 2),
        (&["check", "a.txt", "missing.txt", "--exit-zero"], 2),
        (&["check", "--against", "missing/*.txt"], 2),
        (&["check", "--date", "a.txt=2021-02-30"], 2),
        (&["check", "--date", "other.txt=2021-02-03"], 2),
        (&["check", "--date", "a.txt"], 2),
        (&["check", "--config", "missing.toml"], 2),
        (&["check", "--select", "QQQ999"], 2),
        (&["check", "--no-such-flag"], 2),
        (&["check", "-j", "0"], 2),
        (&["check", "-o", "json"], 2),
        (&["check", "-o", "json=missing/report.json"], 2),
        (&["explain", "no-such-rule"], 2),
        (&["compare", "--jsonl", "missing.jsonl"], 2),
        (&["compare", "--jsonl", "sub"], 2),
        (&["mentions"], 2),
        (&["mentions", "a.txt"], 0),
        (&["claims", "a.txt"], 0),
        (&["claims", "missing.txt"], 2),
        (&["rules", "list"], 0),
        (&["rules", "test"], 0),
        (&["rules", "test", "missing"], 2),
        (&["rules", "schema"], 0),
        (&[], 2),
    ] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(status), "{args:?}\n{}{}", out(&output), err(&output));
    }
}

#[test]
fn a_missing_file_is_named_and_the_rest_is_still_checked() {
    let output = run(&folder(TWO), &["check", "a.txt", "missing.txt"]);
    assert!(err(&output).contains("missing.txt"), "{}", err(&output));
    assert!(out(&output).contains("1 document, 5 words"), "{}", out(&output));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_fault_only_if_it_was_named() {
    let folder = folder(TWO);
    std::os::unix::fs::symlink("loop.txt", folder.path().join("loop.txt")).expect("a link");
    assert_eq!(run(&folder, &["check", "loop.txt"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["check"]).status.code(), Some(0));
}

#[test]
fn json_has_the_keys_of_the_interface_in_order() {
    let output = run(&folder(TWO), &["check", "--output-format", "json", "missing.txt", "a.txt"]);
    let value: Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(value["version"], 1);
    assert_eq!(value["problems"][0]["path"], "missing.txt");
    assert_eq!(value.get("comparisons"), None);
    let text = out(&output);
    let places: Vec<_> = ["\"version\"", "\"documents\"", "\"diagnostics\"", "\"account\"", "\"problems\""]
        .iter()
        .map(|key| text.find(&format!("\n  {key}")))
        .collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    let pairs = run(&folder(TWO), &["check", "--output-format", "json", "--explain-pairs"]);
    assert!(serde_json::from_str::<Value>(&out(&pairs)).expect("JSON")["comparisons"].is_array());
}

#[test]
fn a_report_can_be_written_to_files_beside_the_terminal() {
    let folder = folder(TWO);
    let output = run(&folder, &["check", "-o", "json=report.json", "-o", "full=report.txt", "--color", "always"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let json = fs::read_to_string(folder.path().join("report.json")).expect("written");
    assert_eq!(serde_json::from_str::<Value>(&json).expect("JSON")["version"], 1);
    let full = fs::read_to_string(folder.path().join("report.txt")).expect("written");
    assert!(full.contains("2 documents, 9 words") && !full.contains('\x1b'), "{full}");
}

#[test]
fn a_faulty_configuration_is_shown_with_a_caret() {
    let folder = folder(&[("claimlint.toml", "schema = 1\nexclud = ['x']\n"), ("sub/a.txt", "One.\n")]);
    let output = run(&folder, &["check", "sub/a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "error[CFG001]: unknown key `exclud`\n  ┌─ claimlint.toml:2:1\n  │\n2 │ exclud = ['x']\n  │ ^^^^^^\n  │\n  = help: did you mean `exclude`?\n\n";
    assert_eq!(err(&output), expected);
    assert_eq!(run(&folder, &["check", "--isolated"]).status.code(), Some(0));
}

#[test]
fn a_configuration_above_the_repository_is_not_found() {
    let outer = folder(&[("claimlint.toml", "nonsense = 1\n"), ("inner/.git/HEAD", ""), ("inner/a.txt", "One.\n")]);
    assert_eq!(run(&outer, &["check", "inner/a.txt"]).status.code(), Some(0));
    assert_eq!(run(&outer, &["check", "."]).status.code(), Some(2));
}

#[test]
fn an_entry_that_matches_nothing_is_remarked_when_its_whole_folder_is_checked() {
    let folder = folder(&[("claimlint.toml", "[[source]]\nfiles = 'gone.txt'\ndate = '2020'\n"), ("a.txt", "One.\n")]);
    let whole = run(&folder, &["check"]);
    assert_eq!(whole.status.code(), Some(0));
    assert!(err(&whole).contains("warning[CFG004]: `gone.txt` matches no document"), "{}", err(&whole));
    assert_eq!(err(&run(&folder, &["check", "a.txt"])), "");
    assert_eq!(err(&run(&folder, &["check", "-q"])), "");
}

#[test]
fn an_empty_folder_is_checked_without_a_fault() {
    let output = run(&folder(&[]), &["check"]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
    assert!(out(&output).contains("0 documents, 0 words; nothing found"), "{}", out(&output));
}

#[test]
fn standard_input_is_a_document() {
    let folder = folder(&[]);
    let output =
        run_with(&folder, &["check", "-", "--stdin-filename", "draft.txt", "--date", "draft.txt=2021"], "One.\n");
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
    let mentions = run_with(&folder, &["mentions", "--jsonl", "-"], "{\"id\": 7, \"text\": \"One\", \"more\": []}\n");
    assert_eq!(lines(&mentions)[0]["id"], 7);
}

#[test]
fn a_malformed_line_is_told_with_its_number_and_the_others_are_answered() {
    let input = "\u{feff}{\"id\": \"x\", \"a\": \"One.\", \"b\": \"Two.\", \"date_a\": \"2019-08-28\", \"extra\": 1}\n\
                 not json\n\
                 {\"id\": 3.5, \"a\": \"One.\", \"b\": \"Two.\", \"date_b\": null}\n\
                 {\"id\": 4, \"a\": \"One.\"}\n\
                 {\"id\": [5], \"a\": \"One.\", \"b\": \"\"}\n\
                 {\"id\": 6, \"a\": \"One.\", \"b\": \"\", \"date_a\": \"soon\"}\n\
                 \n\
                 {\"id\": \"last\", \"a\": \"\", \"b\": \"\"}";
    let output = run_with(&folder(&[]), &["compare", "--jsonl", "-"], input);
    assert_eq!(output.status.code(), Some(2));
    let rows = lines(&output);
    let ids: Vec<_> = rows.iter().map(|row| row["id"].clone()).collect();
    assert_eq!(Value::Array(ids), serde_json::json!(["x", null, 3.5, null, null, null, "last"]));
    assert!(rows.iter().all(|row| row["verdict"].is_string() != row["error"].is_string()), "{rows:?}");
    for line in ["-:2: ", "-:4: ", "-:5: ", "-:6: "] {
        assert!(err(&output).contains(line), "{}", err(&output));
    }
}

#[test]
fn the_only_figure_of_a_name_in_either_of_two_texts_is_one_question() {
    let long =
        "Last summer the house at the harbour, which Tomas Vell had left to the town, was opened to sailors with ";
    let pairs = [
        (format!("{long}24 beds."), "Guests find 31 beds.", "conflict"),
        (format!("{long}24 beds. The sick room has 6 beds."), "Guests find 31 beds.", "undecided"),
        (format!("{long}two beds."), "Guests find three beds.", "undecided"),
        (format!("{long}24 beds."), "Guests find 31 tables.", "unrelated"),
    ];
    let input: String =
        pairs.iter().map(|(a, b, _)| serde_json::json!({"id": 1, "a": a, "b": b}).to_string() + "\n").collect();
    let output = run_with(&folder(&[]), &["compare", "--jsonl", "-"], &input);
    let verdicts: Vec<_> = lines(&output).iter().map(|row| row["verdict"].as_str().unwrap_or("").to_owned()).collect();
    assert_eq!(verdicts, pairs.map(|(_, _, verdict)| verdict.to_owned()));
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let pairs: String = (0..3_000)
        .map(|i| format!("{{\"id\": {i}, \"a\": \"The bridge is {i} metres long.\", \"b\": \"It opened in 1990.\"}}\n"))
        .collect();
    let folder = folder(TWO);
    for i in 0..40 {
        fs::write(folder.path().join(format!("{i}.txt")), format!("Page {i}.\n")).expect("a file");
    }
    let one = run_with(&folder, &["-j", "1", "compare", "--jsonl", "-"], &pairs);
    let two = run_with(&folder, &["-j", "2", "compare", "--jsonl", "-"], &pairs);
    assert_eq!(lines(&one).len(), 3_000);
    assert_eq!(one.stdout, two.stdout);
    for args in [&["check", "--output-format", "json"][..], &["mentions", "."], &["claims"]] {
        let [one, two] = ["1", "2"].map(|jobs| run(&folder, &[args, &["-j", jobs]].concat()));
        assert_eq!((one.stdout, one.stderr), (two.stdout, two.stderr), "{args:?}");
    }
}

#[test]
fn hostile_characters_are_shown_and_never_sent() {
    let hostile = "x\u{1b}[2J\u{202e}y\u{9b}31m\u{7}";
    let folder = folder(&[
        ("a.txt", &format!("{hostile} The bridge\0 opened in May.\n")),
        ("claimlint.toml", &format!("[[source]]\nfiles = \"{}\"\n", "gone\\u001b\\u202e.txt")),
    ]);
    let bad_line = format!("{{\"id\": 1, \"text\": \"{hostile}\"}}\n");
    let good_line = "{\"id\": \"\\u001b\\u202e\", \"text\": \"a \\u202e\\u001b b\"}\n";
    let outputs = [
        run(&folder, &["check", hostile]),
        run(&folder, &["check"]),
        run(&folder, &["check", "--output-format", "json", hostile]),
        run(&folder, &["mentions", "a.txt"]),
        run(&folder, &["check", "--select", hostile]),
        run(&folder, &["check", "--date", &format!("a.txt={hostile}")]),
        run(&folder, &["explain", hostile]),
        run_with(&folder, &["mentions", "--jsonl", "-"], &(bad_line + good_line)),
    ];
    for output in outputs {
        for text in [out(&output), err(&output)] {
            let sent = text.chars().find(|&c| (c.is_control() && c != '\n') || c == '\u{202e}');
            assert_eq!(sent, None, "{text:?}");
        }
    }
}

#[test]
fn colours_go_to_terminals_only_unless_asked_for() {
    let folder = folder(&[]);
    let missing = |args: &[&str]| err(&run(&folder, &[&["check", "missing.txt"], args].concat()));
    assert!(!missing(&[]).contains('\x1b'));
    assert!(!missing(&["--color", "never"]).contains('\x1b'));
    assert!(missing(&["--color", "always"]).contains("\x1b["));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = folder(&[]);
    let mut child = command(folder.path(), &["compare", "--jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("piped");
    for i in 0..20_000 {
        if writeln!(stdin, "{{\"id\": {i}, \"a\": \"One.\", \"b\": \"Two.\"}}").is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}

#[test]
fn a_missing_folder_of_rules_is_a_fault_of_the_configuration() {
    let folder = folder(&[("claimlint.toml", "rules = ['house']\n"), ("a.txt", "One.\n")]);
    let output = run(&folder, &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("┌─ claimlint.toml:1:10"), "{}", err(&output));
}

#[test]
fn a_folder_without_rule_pages_or_in_place_of_a_file_is_told() {
    let folder = folder(&[("house/notes.txt", "none"), ("sub/claimlint.toml/x", ""), ("sub/a.txt", "One.\n")]);
    let tested = run(&folder, &["rules", "test", "house"]);
    assert_eq!(tested.status.code(), Some(2));
    assert!(err(&tested).contains("there is no rule page below this folder"), "{}", err(&tested));
    let checked = run(&folder, &["check", "sub/a.txt"]);
    assert_eq!(checked.status.code(), Some(2));
    assert!(err(&checked).contains("claimlint.toml"), "{}", err(&checked));
}

#[test]
fn a_number_that_names_a_line_comes_back_digit_by_digit() {
    let input = "{\"id\": 123456789012345678901234567890, \"a\": \"\", \"b\": \"\"}";
    let output = run_with(&folder(&[]), &["compare", "--jsonl", "-"], input);
    assert!(out(&output).starts_with("{\"id\":123456789012345678901234567890,"), "{}", out(&output));
}

#[test]
#[cfg(unix)]
fn a_pipe_in_a_folder_is_skipped_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "Ana Ruiz is the mayor of Solcombe.").expect("written");
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("p.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        return; // A machine without mkfifo has no pipes to test with.
    }
    let output = run(&folder, &["check", ".", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["account"]["skipped_files"], 1);
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_long_line_full_of_figures_is_checked_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let line =
        "The jobless rate was 5.2 per cent in 2020. ".repeat(20_000) + "The fair opens on Tuesday, 15 March 2021.";
    fs::write(folder.path().join("a.txt"), line).expect("written");
    let output = run(&folder, &["check", "a.txt", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["diagnostics"][0]["code"], "DAT101");
}
