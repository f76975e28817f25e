use super::*;

/// Decides on the finding of a rule.
fn decide(folder: &TempDir, code: &str, args: &[&str]) -> Output {
    let id = id(folder, code);
    let mut all = vec!["review", "decide", &id];
    all.extend(args);
    run(folder, &all)
}

/// The id of the finding of a rule.
fn id(folder: &TempDir, code: &str) -> String {
    let all = list(folder);
    let found = all.iter().find(|row| row["code"] == code).expect("a finding of the rule");
    found["id"].as_str().expect("an id").to_owned()
}

fn list(folder: &TempDir) -> Vec<Value> {
    json(&run(folder, &["review", "list", "--output-format", "json"])).as_array().expect("a list").clone()
}

/// Each finding's rule and how it stands.
fn standings(folder: &TempDir) -> Vec<(String, String)> {
    let words = |row: &Value, key: &str| row[key].as_str().expect("words").to_owned();
    let mut all: Vec<_> = list(folder).iter().map(|row| (words(row, "code"), words(row, "state"))).collect();
    all.sort();
    all
}

fn standing(folder: &TempDir, code: &str) -> String {
    standings(folder).into_iter().find(|(own, _)| own == code).expect("a finding of the rule").1
}

#[test]
fn what_is_settled_is_silent_and_counted_and_the_rest_is_told() {
    let folder = folder(RATES);
    let output = decide(&folder, "NUM201", &["other-measure", "--by", "Ana", "--note", "one is adjusted"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).ends_with("NUM201: both right: other measure, by Ana in review.jsonl\n"), "{}", out(&output));
    assert!(err(&output).contains("review.jsonl merge=union"), "{}", err(&output));
    assert_eq!(decide(&folder, "DAT101", &["draft-wrong", "--by", "Bo"]).status.code(), Some(0));
    let check = run(&folder, &["check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(out(&check).contains("1 dismissed"), "{}", out(&check));
    assert!(out(&check).contains("review: draft wrong, by Bo on 2"), "{}", out(&check));
    let report = json(&run(&folder, &["check", "--output-format", "json"]));
    assert_eq!((&report["account"]["dismissed"], report["diagnostics"].as_array().map(Vec::len)), (&1.into(), Some(1)));
    // Nothing is settled where the file is not read.
    assert_eq!(codes(&folder, &["--isolated"]).len(), 2);
    assert_eq!(codes(&folder, &["--review", "none.jsonl"]).len(), 2);
    assert_eq!(codes(&folder, &["--isolated", "--review", "review.jsonl"]), ["DAT101"]);
    assert!(!read(&folder, "review.jsonl").contains("5.2"), "quotes are kept as hashes");
}

#[test]
fn a_decision_holds_from_any_folder_and_until_the_words_change() {
    let folder = folder(RATES);
    put(&folder, "claimlint.toml", "schema = 1\n");
    decide(&folder, "NUM201", &["not-a-finding", "--by", "Ana"]);
    fs::create_dir(folder.path().join("below")).expect("a folder");
    let output = command(
        &folder.path().join("below"),
        &["check", "..", "--config", "../claimlint.toml", "-q", "--output-format", "concise"],
    )
    .output()
    .expect("the command runs");
    assert!(!out(&output).contains("NUM201"), "{}", out(&output));
    put(&folder, "a.md", &RATES[0].1.replace("# Lorvia", "# Lorvia\n\nIt rained."));
    assert_eq!(standing(&folder, "NUM201"), "settled");
    put(&folder, "a.md", &RATES[0].1.replace("in Lorvia was", "in all of Lorvia was"));
    assert_eq!(standing(&folder, "NUM201"), "reopened");
    let check = run(&folder, &["check"]);
    assert!(
        out(&check).contains("open again, since its words or their time have changed; it was not a finding, by Ana"),
        "{}",
        out(&check)
    );
}

#[test]
fn each_command_tells_what_it_cannot_do() {
    let folder = folder(RATES);
    let id = id(&folder, "NUM201");
    let long = "x".repeat(20_000);
    for (args, status, words) in [
        (&["review"][..], 2, "Usage"),
        (&["review", "decide", &id, "not-a-finding", "--by", " "], 2, "nobody knows who decides"),
        (&["review", "decide", &id, "maybe"], 2, "the outcomes are draft-wrong"),
        (&["review", "decide", "ffff", "asked", "--by", "A"], 2, "no finding of this run has the id"),
        (&["review", "decide", "cc", "asked", "--by", "A"], 2, "no finding of this run has the id"),
        (&["review", "decide", &id, "asked", "missing.md", "--by", "A"], 2, "missing.md"),
        (&["review", "decide", &id, "asked", "--by", "A", "--isolated"], 2, "give --review FILE"),
        (&["review", "note", &id, "  ", "--by", "A"], 2, "the note is empty"),
        (&["review", "note", &id, &long, "--by", "A"], 2, "at most 16384 bytes"),
        (&["review", "import", "missing.jsonl"], 2, "cannot read the decisions"),
        (&["review", "import", "."], 2, "cannot read the decisions"),
        (&["review", "html", "-o", "a.md"], 2, "the page would overwrite it"),
        (&["review", "html", "-o", "missing/page.html"], 2, "cannot write it"),
        (&["review", "list", "--review", "."], 2, "cannot read the decisions"),
        (&["review", "list"], 0, ""),
        (&["review", "stats"], 0, ""),
        (&["review", "prune"], 0, ""),
    ] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(status), "{args:?}: {}", err(&output));
        assert!(err(&output).contains(words), "{args:?}: {}", err(&output));
    }
    assert!(!folder.path().join("review.jsonl").exists());
    assert_eq!(read(&folder, "a.md"), RATES[0].1);
}

#[test]
fn a_note_decides_nothing() {
    let folder = folder(RATES);
    let id = id(&folder, "NUM201");
    let output = run(&folder, &["review", "note", &id[..6], "asked the office \u{1b}[31m", "--by", "Ana"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(standing(&folder, "NUM201"), "open");
    let listed = out(&run(&folder, &["review", "list"]));
    assert!(listed.contains("asked the office ␛[31m") && listed.ends_with("2 findings: 2 open\n"), "{listed}");
}

#[test]
fn a_faulty_file_is_told_line_by_line_and_the_rest_counts() {
    let folder = folder(RATES);
    decide(&folder, "NUM201", &["not-a-finding", "--by", "Ana"]);
    let good = read(&folder, "review.jsonl");
    let faulty = [
        "<<<<<<< ours\n",
        &good.replace("not-a-finding", "perhaps"),
        "=======\n",
        &good,
        ">>>>>>> theirs\n",
        &good.replace("\"version\":1", "\"version\":7"),
        &good[..60],
    ];
    fs::write(folder.path().join("review.jsonl"), [b"\xff\n", faulty.concat().as_bytes()].concat()).expect("a file");
    let check = run(&folder, &["check", "--output-format", "concise"]);
    assert_eq!(check.status.code(), Some(2));
    assert!(!out(&check).contains("NUM201"), "{}", out(&check));
    for words in [
        "review.jsonl:1:1",
        "review.jsonl:2:1",
        "review.jsonl:3:",
        "no outcome is called `perhaps`",
        "version 7",
        "review.jsonl:8:61",
        "error[CFG142]",
        "warning[CFG143]",
        "torn off",
    ] {
        assert!(err(&check).contains(words), "{words}: {}", err(&check));
    }
    // What is added does not run into the line that was torn off.
    let before = fs::read(folder.path().join("review.jsonl")).expect("a file");
    assert_eq!(decide(&folder, "DAT101", &["superseded", "--by", "Bo"]).status.code(), Some(2));
    let after = fs::read(folder.path().join("review.jsonl")).expect("a file");
    assert!(after.starts_with(&[&before[..], b"\n"].concat()));
    assert_eq!(standing(&folder, "DAT101"), "settled");
    let pruned = run(&folder, &["review", "prune"]);
    assert_eq!((pruned.status.code(), fs::read(folder.path().join("review.jsonl")).expect("a file")), (Some(2), after));
}

#[test]
fn import_adds_what_is_new_and_tells_what_is_unknown() {
    let folder = folder(RATES);
    decide(&folder, "NUM201", &["not-a-finding", "--by", "Ana"]);
    let known = read(&folder, "review.jsonl");
    let other = known.replace("\"Ana\"", "\"Bo\"");
    let lost = known.replacen(&id(&folder, "NUM201"), "0123456789abcdef", 1);
    put(&folder, "in.jsonl", &format!("{known}{other}{lost}{{torn"));
    let output = run(&folder, &["review", "import", "in.jsonl"]);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    assert_eq!(out(&output), "2 decisions added to review.jsonl, 1 there already\n");
    assert!(err(&output).contains("in.jsonl:4:") && err(&output).contains("0123456789abcdef"), "{}", err(&output));
    assert!(read(&folder, "review.jsonl").starts_with(&known));
    let output = run_with(&folder, &["review", "import", "-", "a.md", "b.txt"], &other);
    assert_eq!(
        (output.status.code(), out(&output).as_str()),
        (Some(0), "0 decisions added to review.jsonl, 1 there already\n")
    );
}

#[test]
fn two_people_have_to_agree_where_the_configuration_says_so() {
    let folder = folder(RATES);
    put(&folder, "claimlint.toml", "[review]\nfile = \"desk/decisions.jsonl\"\nsecond-sign-off = true\n");
    fs::create_dir(folder.path().join("desk")).expect("a folder");
    decide(&folder, "NUM201", &["not-a-finding", "--by", "Ana"]);
    assert_eq!(standing(&folder, "NUM201"), "awaiting");
    assert!(out(&run(&folder, &["check"])).contains("a second person has to agree"));
    decide(&folder, "NUM201", &["not-a-finding", "--by", "Bo"]);
    assert_eq!(standing(&folder, "NUM201"), "settled");
    assert!(read(&folder, "desk/decisions.jsonl").contains("\"path\":\"../a.md\""));
}

#[test]
fn the_rules_record_is_reckoned_from_decisions() {
    let folder = folder(RATES);
    decide(&folder, "NUM201", &["draft-wrong", "--by", "Ana"]);
    decide(&folder, "NUM201", &["other-time", "--by", "Bo"]);
    decide(&folder, "DAT101", &["draft-wrong", "--by", "Ana"]);
    let output = run(&folder, &["review", "stats"]);
    assert_eq!(
        out(&output),
        "DAT101 weekday-date: 1 right, 0 not\nNUM201 statistic-differs: 0 right, 1 not (time 1)\n"
    );
    let rows = json(&run(&folder, &["review", "stats", "--output-format", "json"]));
    assert_eq!((&rows[1]["not"], &rows[1]["gates"]["time"]["times"]), (&1.into(), &1.into()));
}

#[test]
fn prune_takes_out_only_what_is_gone() {
    let folder = folder(RATES);
    decide(&folder, "NUM201", &["draft-wrong", "--by", "Ana"]);
    decide(&folder, "DAT101", &["not-a-finding", "--by", "Ana"]);
    let both = read(&folder, "review.jsonl");
    let prune = |args: &[&str]| {
        let output = run(&folder, &[&["review", "prune"], args].concat());
        (output.status.code(), out(&output).lines().last().unwrap_or("").to_owned())
    };
    // A run without one of its documents says nothing of a decision.
    assert_eq!(prune(&["a.md"]), (Some(0), "0 decisions taken out of review.jsonl".into()));
    put(&folder, "b.txt", "The jobless rate in Lorvia was 5.2 per cent in 2020.\n");
    assert_eq!(prune(&["--dry-run"]), (Some(0), "1 decision would be taken out of review.jsonl".into()));
    assert_eq!(read(&folder, "review.jsonl"), both);
    assert_eq!(prune(&["missing.md"]).0, Some(2));
    assert_eq!(read(&folder, "review.jsonl"), both);
    assert_eq!(prune(&[]), (Some(0), "1 decision taken out of review.jsonl".into()));
    let left = both.lines().find(|line| line.contains("DAT101")).expect("a decision");
    assert_eq!(read(&folder, "review.jsonl"), format!("{left}\n"));
}

#[test]
fn branches_that_decide_merge_without_conflicts() {
    let folder = folder(RATES);
    fs::remove_dir(folder.path().join(".git")).expect("empty");
    put(&folder, ".gitattributes", "review.jsonl merge=union\n");
    let git = |args: &[&str]| known::git(folder.path(), args);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "first"]);
    for (branch, code) in [("one", "NUM201"), ("two", "DAT101")] {
        git(&["checkout", "-qb", branch, "main"]);
        let output = decide(&folder, code, &["not-a-finding", "--by", branch]);
        assert!(!err(&output).contains("merge=union"), "{}", err(&output));
        git(&["add", "."]);
        git(&["commit", "-qm", branch]);
    }
    git(&["merge", "-q", "one", "-m", "merged"]);
    assert!(standings(&folder).iter().all(|(_, state)| state == "settled"), "{:?}", standings(&folder));
    assert_eq!(run(&folder, &["check", "-q"]).status.code(), Some(0));
}

#[test]
fn the_page_is_one_file_and_no_document() {
    let folder = folder(RATES);
    let output = run(&folder, &["review", "html", "-o", "review.html"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), "2 findings in review.html\n"));
    assert!(read(&folder, "review.html").contains("script-src 'sha256-"));
    let printed = || out(&run(&folder, &["review", "html"]));
    assert!(printed() == printed() && printed().starts_with("<!DOCTYPE html>"));
    assert_eq!(run(&folder, &["review", "html", "-q", "-o", "review.html"]).status.code(), Some(0));
    let check = run(&folder, &["check"]);
    assert_eq!(err(&check), "");
    let loud = err(&run(&folder, &["check", "-v"]));
    assert!(loud.contains("warning[CFG010]") && loud.contains("review.html"), "{loud}");
}

#[test]
fn decisions_count_for_what_is_staged_and_rules_that_rest_lose_none() {
    let folder = folder(RATES);
    put(&folder, "claimlint.toml", "schema = 1\n");
    super::known::git(folder.path(), &["init", "-q"]);
    assert_eq!(decide(&folder, "NUM201", &["other-measure", "--by", "Ana"]).status.code(), Some(0));
    super::known::git(folder.path(), &["add", "a.md", "b.txt", "claimlint.toml"]);
    let staged = json(&run(&folder, &["check", "--staged", "--output-format", "json"]));
    assert_eq!(staged["account"]["dismissed"], 1, "{staged:#}");
    // A rule that does not run finds nothing, which is not to say that its findings are gone.
    let kept = fs::read(folder.path().join("review.jsonl")).expect("decisions");
    for args in [&["review", "prune", "--select", "DAT"][..], &["review", "prune", "--ignore", "NUM"]] {
        assert_eq!(run(&folder, args).status.code(), Some(0), "{args:?}");
        assert_eq!(fs::read(folder.path().join("review.jsonl")).expect("decisions"), kept, "{args:?}");
    }
    // A page never takes the place of what was read.
    let page = run(&folder, &["review", "html", "-o", "claimlint.toml"]);
    assert_eq!(page.status.code(), Some(2), "{}", err(&page));
    assert_eq!(fs::read_to_string(folder.path().join("claimlint.toml")).expect("it stays"), "schema = 1\n");
}

#[test]
fn the_same_words_under_another_date_are_open_again() {
    let dated = |year: &str, words: &str| format!("---\ndate: {year}-03-12\n---\n\n{words}\n");
    let (here, there) =
        ("The Coastal Fisheries Treaty is in force.", "The Coastal Fisheries Treaty is not in force, the office said.");
    let folder = folder(&[("a.md", &dated("2021", here)), ("b.md", &dated("2021", there))]);
    let only = || standings(&folder).into_iter().map(|(_, state)| state).collect::<Vec<_>>();
    assert_eq!(only(), ["open"]);
    let code = standings(&folder)[0].0.clone();
    assert_eq!(decide(&folder, &code, &["other-time", "--by", "Ana"]).status.code(), Some(0));
    assert!(read(&folder, "review.jsonl").contains("\"valid\":[\"2021-03-12\",\"2021-03-12\"]"));
    assert_eq!(only(), ["settled"]);
    // Another document beside them, and a date that is given once more, change nothing.
    put(&folder, "c.txt", "It rained on 3 March 2021.\n");
    assert_eq!(only(), ["settled"]);
    put(&folder, "a.md", &dated("2024", here));
    put(&folder, "b.md", &dated("2024", there));
    assert_eq!(only(), ["reopened"]);
}

#[test]
fn a_decision_dated_ahead_of_the_clock_wins_over_none() {
    let folder = folder(RATES);
    decide(&folder, "NUM201", &["not-a-finding", "--by", "Ana"]);
    let line = read(&folder, "review.jsonl");
    let (before, after) = line.split_once("\"on\":\"").expect("a time");
    put(&folder, "review.jsonl", &format!("{before}\"on\":\"9999{}", &after[4..]));
    decide(&folder, "NUM201", &["draft-wrong", "--by", "Bo"]);
    assert_eq!(standing(&folder, "NUM201"), "decided");
    let check = run(&folder, &["check"]);
    assert!(check.status.code() == Some(1) && err(&check).contains("warning[CFG146]"), "{}", err(&check));
}

#[test]
fn the_sheet_and_explain_tell_what_was_decided() {
    let folder = folder(RATES);
    let id = id(&folder, "NUM201");
    decide(&folder, "NUM201", &["other-measure", "--by", "Ana", "--note", "one is adjusted"]);
    decide(&folder, "DAT101", &["asked", "--by", "Bo"]);
    let (settled, asked) = ("review: settled: both right: other measure, by Ana on 2", "review: asked, by Bo on 2");
    let sheet = out(&run(&folder, &["sheet", "--output-format", "csv"]));
    assert!(sheet.contains(settled) && sheet.contains(": one is adjusted") && sheet.contains(asked), "{sheet}");
    let explained = out(&run(&folder, &["explain", &id]));
    assert!(explained.replace('\n', " ").contains("review: settled"), "{explained}");
    for args in [&["sheet", "--review", "none.jsonl"][..], &["sheet", "--isolated"], &["explain", &id, "--isolated"]] {
        assert!(!out(&run(&folder, args)).contains("review: "), "{args:?}");
    }
    put(&folder, "review.jsonl", "torn {");
    assert_eq!(run(&folder, &["sheet"]).status.code(), Some(2));
}
