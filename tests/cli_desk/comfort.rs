use super::*;

#[test]
fn a_finding_is_explained_by_its_id_step_by_step() {
    let folder = folder(RATES);
    let report = json(&run(&folder, &["check", "--output-format", "json"]));
    let id = report["diagnostics"][0]["id"].as_str().expect("an id").to_owned();
    for asked in [id.as_str(), &id[..8], &id.to_uppercase()] {
        let output = run(&folder, &["explain", asked]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let text = out(&output);
        for part in [
            "error[NUM201]",
            "the question",
            "the answers",
            "a.md:3:5: 5.2 per cent",
            "the gates",
            "  1. ",
            "the severity",
            &id,
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }
    assert!(out(&run(&folder, &["check", "-v"])).contains(&format!("= id: {id}")));
    let none = run(&folder, &["explain", "0000000000000000"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(err(&none).contains("no finding of this run has the id"), "{}", err(&none));
    assert_eq!(run(&folder, &["explain", "NUM201"]).status.code(), Some(0));
}

#[test]
fn what_is_cut_is_counted() {
    let folder = folder(RATES);
    let output = run(&folder, &["check", "--max-findings", "1"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("1 error, 1 cut by --max-findings"), "{}", out(&output));
    assert!(out(&run(&folder, &["check", "--statistics"])).contains("     1  NUM201  statistic-differs\n"));
}

#[test]
fn a_run_without_a_counterpart_says_so() {
    let one = folder(&[("a.txt", "It rained in Ostrel.\n")]);
    assert!(out(&run(&one, &["check"])).contains("\nit was compared with itself only"));
    assert_eq!(out(&run(&one, &["check", "-q"])), "");
    assert!(out(&run(&folder(&[]), &["check"])).contains("\nthere is no document to check here"));
    let two = run(&folder(RATES), &["check", "b.txt", "a.md"]);
    assert!(out(&two).ends_with("2 errors\n"), "{}", out(&two));
}

#[test]
fn paths_are_links_only_where_that_is_wanted() {
    let folder = folder(RATES);
    let links = |args: &[&str]| out(&run(&folder, args)).matches("\x1b]8;;file://").count();
    assert_eq!(links(&["check", "--hyperlinks", "--color", "always"]), 3);
    assert_eq!(links(&["check", "--color", "always"]), 0);
    assert_eq!(links(&["check", "--hyperlinks=never", "--color", "always"]), 0);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let folder = folder(&[]);
    let help = out(&run(&folder, &["--help"]));
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).map_while(|line| line.strip_prefix("  "));
    let names: Vec<String> = commands.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    for name in [
        "check",
        "compare",
        "claims",
        "mentions",
        "explain",
        "rules",
        "baseline",
        "init",
        "config",
        "completions",
        "man",
    ] {
        assert!(names.iter().any(|known| known == name), "{name}: {names:?}");
    }
    let man = out(&run(&folder, &["man"]));
    assert!(man.starts_with(".ie") || man.starts_with(".TH") || man.contains(".TH claimlint"), "{man}");
    for name in names.iter().filter(|name| *name != "help") {
        assert!(man.contains(&format!(".SH \"CLAIMLINT {}\"", name.to_uppercase())), "{name}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&folder, &["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(out(&output).contains("baseline") && out(&output).contains("new-from"), "{shell}");
    }
    assert_eq!(run(&folder, &["completions", "cmd"]).status.code(), Some(2));
}

#[test]
fn a_watched_document_is_checked_again_when_it_changes() {
    use std::io::{BufRead as _, BufReader};
    let folder = folder(&[("a.txt", "It rained.\n")]);
    let mut child = command(folder.path(), &["check", "--watch", "--output-format", "concise"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let told = BufReader::new(child.stderr.take().expect("piped")).lines();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || told.map_while(Result::ok).try_for_each(|line| sender.send(line)));
    let next = || receiver.recv_timeout(std::time::Duration::from_secs(40)).unwrap_or_default();
    let watching = next();
    put(&folder, "a.txt", "The fair opens on Tuesday, 15 March 2021.\n");
    let again = next();
    child.kill().expect("it runs");
    let output = child.wait_with_output().expect("it ends");
    assert!(watching.starts_with("watching 1 files") && again.starts_with("watching"), "{watching} {again}");
    assert!(out(&output).contains("error[DAT101]"), "{}", out(&output));
}
