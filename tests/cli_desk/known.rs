use super::*;

pub(super) fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", err(&output));
}

/// A repository whose main branch holds the rates, with a branch on top.
fn repository() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    RATES.iter().for_each(|(name, contents)| put(&folder, name, contents));
    put(&folder, "old.txt", "The market opens on Tuesday, 15 March 2021.\n");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    git(folder.path(), &["checkout", "-qb", "work"]);
    folder
}

fn paths(folder: &TempDir, args: &[&str]) -> Vec<String> {
    let output = run(folder, args);
    let path = |line: &str| line.split(": ").next().unwrap_or("").to_owned();
    out(&output).lines().map(path).collect()
}

#[test]
fn a_baseline_silences_what_it_holds_and_nothing_else() {
    let folder = folder(RATES);
    let created = run(&folder, &["baseline", "create"]);
    assert_eq!(
        (created.status.code(), out(&created).as_str()),
        (Some(0), "2 findings recorded in claimlint-baseline.json\n")
    );
    let known = ["check", "--baseline", "claimlint-baseline.json"];
    let output = run(&folder, &known);
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()), "{}", out(&output));
    assert!(out(&output).contains("2 in the baseline"), "{}", out(&output));
    put(&folder, "c.txt", "The fair closes on Tuesday, 16 March 2022.\n");
    assert_eq!(run(&folder, &known).status.code(), Some(1));
    let report = json(&run(&folder, &["check", "--baseline", "claimlint-baseline.json", "--output-format", "json"]));
    assert_eq!(
        (&report["account"]["baselined"], report["diagnostics"].as_array().map(Vec::len)),
        (&Value::from(2), Some(1))
    );
}

#[test]
fn lines_that_move_leave_a_baseline_valid() {
    let folder = folder(RATES);
    run(&folder, &["baseline", "create", "-q"]);
    put(&folder, "a.md", &format!("# A new head\n\nIt rained in Ostrel.\n\n{}", RATES[0].1));
    assert_eq!(run(&folder, &["check", "--baseline", "claimlint-baseline.json"]).status.code(), Some(0));
}

#[test]
fn a_baseline_only_shrinks_unless_told() {
    let folder = folder(RATES);
    run(&folder, &["baseline", "create", "-q"]);
    put(&folder, "a.md", "The jobless rate in Lorvia was 5.2 per cent in 2020.\n");
    put(&folder, "c.txt", "The fair closes on Tuesday, 16 March 2022.\n");
    let check = run(&folder, &["check", "--baseline", "claimlint-baseline.json"]);
    assert!(err(&check).contains("1 finding of the baseline no longer occurs"), "{}", err(&check));
    for (args, told, size) in [
        (&["baseline", "prune"][..], "1 finding in claimlint-baseline.json: 1 gone, 0 added; 1 finding not in it\n", 1),
        (&["baseline", "update"], "1 finding in claimlint-baseline.json: 0 gone, 0 added; 1 finding not in it\n", 1),
        (&["baseline", "update", "--grow"], "2 findings in claimlint-baseline.json: 0 gone, 1 added\n", 2),
    ] {
        let output = run(&folder, args);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), told), "{args:?}");
        let shown = json(&run(&folder, &["baseline", "show", "--output-format", "json"]));
        assert_eq!(shown.as_array().map(Vec::len), Some(size), "{args:?}");
    }
    let shown = out(&run(&folder, &["baseline", "show"]));
    assert!(shown.contains("NUM201  a.md: one statistic") && shown.ends_with("2 findings\n"), "{shown}");
}

#[test]
fn a_baseline_that_cannot_be_used_is_a_fault() {
    let folder = folder(RATES);
    let check = ["check", "--baseline", "known.json"];
    assert_eq!(run(&folder, &check).status.code(), Some(2));
    for (contents, words) in [
        ("{\"version\": 9, \"claimlint\": \"8.0.0\", \"findings\": {}}", "error[CFG121]"),
        ("{\"version\": 1,\n<<<<<<< ours\n", "known.json:2:1"),
        ("[]", "error[CFG120]"),
    ] {
        put(&folder, "known.json", contents);
        for args in [
            &check[..],
            &["baseline", "prune", "--baseline", "known.json"],
            &["baseline", "show", "--baseline", "known.json"],
        ] {
            let output = run(&folder, args);
            assert_eq!(output.status.code(), Some(2), "{args:?}");
            assert!(err(&output).contains(words), "{}", err(&output));
        }
        assert_eq!(read(&folder, "known.json"), contents);
    }
    run(&folder, &["baseline", "create"]);
    let again = run(&folder, &["baseline", "create"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(run(&folder, &["baseline", "create", "--force"]).status.code(), Some(0));
    // A run that could not read everything must not take for mended what it did not see.
    let before = read(&folder, "claimlint-baseline.json");
    assert_eq!(run(&folder, &["baseline", "prune", "b.txt", "missing.txt"]).status.code(), Some(2));
    assert_eq!(read(&folder, "claimlint-baseline.json"), before);
}

#[test]
fn a_baseline_is_not_created_by_a_run_with_faults() {
    let folder = folder(RATES);
    let create = |args: &[&str]| {
        let output = run(&folder, &[&["baseline", "create"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains("no baseline was written"), "{}", err(&output));
    };
    create(&["b.txt", "missing.txt"]);
    put(&folder, "claimlint.toml", "bogus = 1\n");
    create(&[]);
    assert!(!folder.path().join("claimlint-baseline.json").exists());
    put(&folder, "claimlint-baseline.json", "{}");
    create(&["--force"]);
    assert_eq!(read(&folder, "claimlint-baseline.json"), "{}");
}

#[test]
fn a_first_run_in_a_pipeline_says_how_to_begin() {
    let folder = folder(RATES);
    let first =
        |ci: &str, args: &[&str]| err(&command(folder.path(), args).env("CI", ci).output().expect("the command runs"));
    assert!(first("true", &["check"]).starts_with("2 existing findings: run `claimlint baseline create`"));
    assert_eq!(first("false", &["check"]), "");
    assert_eq!(first("true", &["check", "-q"]), "");
    run(&folder, &["baseline", "create"]);
    assert_eq!(first("true", &["check", "--baseline", "claimlint-baseline.json"]), "");
}

#[test]
fn only_findings_that_touch_the_change_are_left() {
    let folder = repository();
    let check = ["check", "--output-format", "concise", "--new-from", "main"];
    assert_eq!(paths(&folder, &check), [""; 0]);
    assert_eq!(run(&folder, &check).status.code(), Some(0));
    // The other side of a finding is the changed one: it comes first.
    put(&folder, "b.txt", "It rained.\n\nThe jobless rate in Lorvia was 8.1 per cent in 2020.\n");
    assert_eq!(paths(&folder, &check), ["b.txt:3:5"]);
    git(folder.path(), &["commit", "-qam", "second"]);
    assert_eq!(paths(&folder, &check), ["b.txt:3:5"]);
    assert_eq!(paths(&folder, &["check", "--output-format", "concise", "--new-from", "HEAD"]), [""; 0]);
    // A new file is changed as a whole, with an odd name as well.
    put(&folder, "new \"é\"\n.txt", "The market closes on Tuesday, 16 March 2022.\n");
    assert_eq!(paths(&folder, &check), ["b.txt:3:5", "new \"é\"␊.txt:1:22"]);
    git(folder.path(), &["add", "."]);
    assert_eq!(paths(&folder, &check), ["b.txt:3:5", "new \"é\"␊.txt:1:22"]);
    let full = out(&run(&folder, &["check", "--new-from", "main"]));
    assert!(full.contains("2 not touched by the change"), "{full}");
}

#[test]
fn what_main_brought_in_since_is_no_change_of_the_branch() {
    let folder = repository();
    git(folder.path(), &["checkout", "-q", "main"]);
    put(&folder, "main.txt", "The port closes on Tuesday, 16 March 2022.\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "on main"]);
    git(folder.path(), &["checkout", "-q", "work"]);
    git(folder.path(), &["merge", "-q", "main", "--no-edit"]);
    assert_eq!(paths(&folder, &["check", "--output-format", "concise", "--new-from", "main"]), [""; 0]);
}

#[test]
fn what_is_staged_is_checked_as_it_is_staged() {
    let folder = repository();
    let check = ["check", "--output-format", "concise", "--staged"];
    put(&folder, "b.txt", "The jobless rate in Lorvia was 8.1 per cent in 2020.\n");
    assert_eq!(paths(&folder, &check), [""; 0]);
    git(folder.path(), &["add", "b.txt"]);
    assert_eq!(paths(&folder, &check), ["b.txt:1:5"]);
    put(&folder, "b.txt", "It rained.\n\nThe jobless rate in Lorvia was 5.2 per cent in 2020.\n");
    assert_eq!(paths(&folder, &check), ["b.txt:1:5"]);
    assert_eq!(run(&folder, &["check", "--staged", "--new-from", "main"]).status.code(), Some(2));
}

#[test]
fn a_history_that_cannot_be_asked_is_a_fault_that_says_why() {
    let outside = TempDir::new().expect("a temporary folder");
    put(&outside, "b.txt", RATES[1].1);
    let origin = repository();
    put(&origin, "b.txt", "It rained.\n");
    git(origin.path(), &["commit", "-qam", "second"]);
    git(origin.path(), &["checkout", "-q", "main"]);
    put(&origin, "c.txt", "It rained.\n");
    git(origin.path(), &["add", "."]);
    git(origin.path(), &["commit", "-qm", "third"]);
    let shallow = TempDir::new().expect("a temporary folder");
    let url = format!("file://{}", origin.path().display());
    git(shallow.path(), &["clone", "-q", "--depth", "1", "--no-single-branch", &url, "."]);
    git(shallow.path(), &["checkout", "-q", "work"]);
    for (folder, revision, words) in [
        (&outside, "main", "lies in no git repository"),
        (&origin, "nowhere", "git knows no revision `nowhere`"),
        (&origin, "--upload-pack=x", "git knows no revision"),
        (&shallow, "origin/main", "the history is cut short"),
    ] {
        let output = run(folder, &["check", &format!("--new-from={revision}")]);
        assert_eq!(output.status.code(), Some(2), "{revision}");
        assert!(err(&output).contains("error[CFG130]") && err(&output).contains(words), "{}", err(&output));
    }
}

#[test]
fn what_comes_about_by_a_deletion_or_a_date_is_new() {
    let folder = repository();
    put(&folder, "dated.md", "---\ndate: 2022-03-01\n---\n\nIt rained.\n\nThe regatta opens on Tuesday, 15 March.\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "second"]);
    let check = ["check", "--output-format", "concise", "--new-from", "HEAD"];
    assert_eq!(paths(&folder, &check), [""; 0]);
    // The line that no longer fits has not been touched, only the date above it.
    put(&folder, "dated.md", "---\ndate: 2021-03-01\n---\n\nIt rained.\n\nThe regatta opens on Tuesday, 15 March.\n");
    assert_eq!(paths(&folder, &check), ["dated.md:7:22"]);
    git(folder.path(), &["commit", "-qam", "third"]);
    assert_eq!(paths(&folder, &check), [""; 0]);
    // A suppression that is gone, and a date that stands in the configuration.
    put(&folder, "a.md", "<!-- claimlint: ignore-file[ALL] -->\n\nThe fair opens on Tuesday, 15 March 2021.\n");
    git(folder.path(), &["commit", "-qam", "fourth"]);
    put(&folder, "a.md", "The fair opens on Tuesday, 15 March 2021.\n");
    assert_eq!(paths(&folder, &check), ["a.md:1:19"]);
    git(folder.path(), &["checkout", "-q", "a.md"]);
    put(&folder, "claimlint.toml", "[[source]]\nfiles = 'old.txt'\nkind = 'draft'\n[severity]\nDAT = 'warning'\n");
    assert_eq!(paths(&folder, &check), [""; 0]);
}

#[test]
fn exactly_what_is_staged_is_seen() {
    let folder = repository();
    let check = ["check", "--output-format", "concise", "--staged"];
    put(&folder, "b.txt", "The jobless rate in Lorvia was 8.1 per cent in 2020.\n");
    git(folder.path(), &["add", "b.txt"]);
    // Neither a file that git does not know counts, nor a configuration that is not staged.
    put(&folder, "beside.txt", "The jobless rate in Lorvia was 9.3 per cent in 2020.\n");
    put(&folder, "claimlint.toml", "[lint]\nignore = ['NUM']\n");
    let output = run(&folder, &check);
    assert!(out(&output).starts_with("b.txt:1:5: ") && !out(&output).contains("beside"), "{}", out(&output));
    // What is read is not overwritten, though it is read from elsewhere.
    let output = run(&folder, &["check", "--staged", "-o", "json=a.md"]);
    assert!(output.status.code() == Some(2) && read(&folder, "a.md") == RATES[0].1, "{}", err(&output));
    // A file that is staged and gone from the folder is still there.
    fs::remove_file(folder.path().join("b.txt")).expect("removed");
    assert_eq!(paths(&folder, &check), ["b.txt:1:5"]);
    assert_eq!(paths(&folder, &["check", "--output-format", "concise", "--staged", "b.txt", "a.md"]), ["b.txt:1:5"]);
    git(folder.path(), &["add", "claimlint.toml"]);
    assert_eq!(paths(&folder, &check), [""; 0]);
    // What is wrong with the configuration that is staged is told under its own name.
    put(&folder, "claimlint.toml", "bogus = 1\n");
    git(folder.path(), &["add", "claimlint.toml"]);
    put(&folder, "claimlint.toml", "");
    let output = run(&folder, &check);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("┌─ claimlint.toml:1:1") || err(&output).contains("claimlint.toml:1:1"),
        "{}",
        err(&output)
    );
    // Before the first commit everything is new.
    let fresh = TempDir::new().expect("a temporary folder");
    git(fresh.path(), &["init", "-q"]);
    put(&fresh, "a.txt", "The fair opens on Tuesday, 15 March 2021.\n");
    git(fresh.path(), &["add", "."]);
    assert_eq!(paths(&fresh, &check), ["a.txt:1:19"]);
    assert_eq!(run(&fresh, &["check", "--staged", "--add-ignore=x"]).status.code(), Some(2));
}

#[test]
fn a_rule_that_is_switched_on_tells_nothing_of_what_stood_there_before() {
    let folder = repository();
    put(&folder, "claimlint.toml", "[lint]\nignore = ['DAT']\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "second"]);
    let check = ["check", "--output-format", "concise", "--new-from", "HEAD"];
    put(&folder, "claimlint.toml", "[lint]\nselect = ['ALL']\n");
    assert!(codes(&folder, &[]).contains(&"DAT101".to_owned()), "the finding is there");
    assert_eq!(paths(&folder, &check), [""; 0]);
    // What touches the change, or comes about by what is told of a document, is new by the rules of now.
    put(&folder, "new.txt", "The market closes on Tuesday, 16 March 2022.\n");
    assert_eq!(paths(&folder, &check), ["new.txt:1:22"]);
    fs::remove_file(folder.path().join("new.txt")).expect("removed");
    put(&folder, "undated.txt", "It rained.\n\nThe regatta opens on Tuesday, 15 March.\n");
    git(folder.path(), &["add", "undated.txt"]);
    git(folder.path(), &["commit", "-qm", "third"]);
    put(&folder, "claimlint.toml", "[[source]]\nfiles = 'undated.txt'\ndate = '2021-03-01'\n");
    assert_eq!(paths(&folder, &check), ["undated.txt:3:22"]);
}
