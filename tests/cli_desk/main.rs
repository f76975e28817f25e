//! Drives the built command as an editor, a newsroom and a pipeline use it: suppressions, formats, baselines, changes, configuration.

mod cache;
mod comfort;
mod commands;
mod configuration;
mod facts;
mod formats;
mod known;
mod names;
mod review;
mod schema;
mod sheet;
mod suppressions;
mod word;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Two documents that differ on one rate, and a weekday that does not fit.
const RATES: &[(&str, &str)] = &[
    (
        "a.md",
        "# Lorvia\n\nThe jobless rate in Lorvia was 5.2 per cent in 2020.\n\nThe fair opens on Tuesday, 15 March 2021.\n",
    ),
    ("b.txt", "The jobless rate in Lorvia was 7.4 per cent in 2020.\n"),
];

/// A folder with files in it, and no configuration further up.
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

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("a file")
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
    command.current_dir(folder).args(args);
    for name in [
        "COLUMNS",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "CI",
        "GITHUB_STEP_SUMMARY",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "CLAIMLINT_CACHE_DIR",
    ] {
        command.env_remove(name);
    }
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
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("the command ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", out(output), err(output)))
}

/// The codes of the findings of a run.
fn codes(folder: &TempDir, args: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--output-format", "json"];
    all.extend(args);
    let report = json(&run(folder, &all));
    let code = |finding: &Value| finding["code"].as_str().expect("a code").to_owned();
    report["diagnostics"].as_array().expect("findings").iter().map(code).collect()
}
