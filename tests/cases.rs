//! Whole runs: each folder of `tests/cases/` holds inputs, what the command prints, and what the case is about.
//!
//! `about.md` holds the command in a line that begins with `$ claimlint`; it runs in a copy of `input/`. `expected.txt` holds standard output,
//! standard error and the exit status. A missing expectation is written and the test fails, so that it is read before it is committed.
//! With `UPDATE_EXPECTED=1` in the environment this is done for all that differ, and for the block of the README.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Whether expectations that differ shall be written anew; the test fails all the same.
fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECTED").is_some()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).expect("there are cases").flatten().map(|e| e.path()).collect();
    cases.sort();
    cases
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a case has inputs").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

/// The arguments that `about.md` names.
fn arguments(case: &Path) -> Vec<String> {
    let about =
        fs::read_to_string(case.join("about.md")).unwrap_or_else(|e| panic!("{}: about.md: {e}", case.display()));
    let line = about.lines().find_map(|line| line.strip_prefix("$ claimlint "));
    let line = line.unwrap_or_else(|| panic!("{}: about.md names no command", case.display()));
    line.split_whitespace().map(str::to_owned).collect()
}

fn run(case: &Path) -> Output {
    let folder = TempDir::new().expect("a temporary folder");
    // A repository of its own, so that no configuration further up is found.
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    copy(&case.join("input"), folder.path());
    Command::new(env!("CARGO_BIN_EXE_claimlint"))
        .current_dir(folder.path())
        .args(arguments(case))
        .args(["--color", "never"])
        .env("COLUMNS", "100")
        .env_remove("CI")
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

/// What a run printed and returned.
fn transcript(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut all = text(&output.stdout);
    let errors = text(&output.stderr);
    if !errors.is_empty() {
        let _ = write!(all, "--- standard error\n{errors}");
    }
    let _ = writeln!(all, "--- exit status {}", output.status.code().map_or("none".to_owned(), |c| c.to_string()));
    all
}

#[test]
fn each_case_prints_what_is_expected() {
    let mut faults = Vec::new();
    for case in cases() {
        let name = case.file_name().expect("named").to_string_lossy().into_owned();
        let printed = transcript(&run(&case));
        let path = case.join("expected.txt");
        match fs::read_to_string(&path) {
            Ok(expected) if expected.replace("\r\n", "\n") == printed => {}
            Ok(expected) if !updating() => faults.push(format!("{name} prints\n{printed}\ninstead of\n{expected}")),
            _ => {
                fs::write(&path, &printed).expect("writable");
                faults
                    .push(format!("{name} had no expectation; what was printed is now in {}: read it", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The block that follows the first command of the README.
#[test]
fn the_readme_shows_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("readable").replace("\r\n", "\n");
    let shown = readme.split_once("\n```text\n").and_then(|(_, rest)| rest.split_once("\n```\n")).expect("a block").0;
    let output = Command::new(env!("CARGO_BIN_EXE_claimlint"))
        .current_dir(root)
        .args(["check", "corpus/us-el-salvador", "--color", "never"])
        .env("COLUMNS", "100")
        .env_remove("CI")
        .output()
        .expect("the command runs");
    let printed = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    if updating() && printed.trim_end() != shown {
        fs::write(root.join("README.md"), readme.replacen(shown, printed.trim_end(), 1)).expect("writable");
    }
    assert!(printed.trim_end() == shown, "README.md should show\n{printed}");
}

/// What the command's own help says, for all subcommands.
fn help() -> String {
    let pages = [vec!["--help"], vec!["check", "--help"], vec!["compare", "--help"], vec!["rules", "list", "--help"]];
    let print = |arguments: Vec<&str>| {
        let output = Command::new(env!("CARGO_BIN_EXE_claimlint")).args(arguments).output().expect("the command runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    pages.into_iter().map(print).collect()
}

#[test]
fn flags_and_commands_that_the_pages_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let help = help();
    let mut missing = Vec::new();
    for page in ["README.md", "CHANGELOG.md", "docs/architecture.md", "docs/configuration.md"] {
        let text = fs::read_to_string(root.join(page)).expect("readable");
        // The flags of cargo are not ours.
        let lines = text.lines().filter(|line| !line.contains("cargo "));
        for word in lines.flat_map(|line| line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))) {
            let is_flag = word.len() > 3 && word.starts_with("--") && word.as_bytes()[2].is_ascii_lowercase();
            if is_flag && !help.contains(word) {
                missing.push(format!("{page}: {word}"));
            }
        }
        for command in text.split("`claimlint ").skip(1).filter_map(|rest| rest.split(['`', ' ']).next()) {
            if !help.contains(&format!("\n  {command} ")) {
                missing.push(format!("{page}: claimlint {command}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
