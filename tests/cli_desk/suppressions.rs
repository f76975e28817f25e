use super::*;

#[test]
fn a_suppression_takes_its_finding_out_and_is_counted() {
    for (comment, left, status) in [
        ("", &["NUM201", "DAT101"][..], 1),
        ("<!-- claimlint: ignore[NUM201] reason=\"two surveys\" -->", &["DAT101"], 1),
        ("<!-- claimlint: ignore-file[ALL] reason=\"a draft\" -->", &[], 0),
        ("<!-- claimlint: expect[NUM] -->", &["DAT101"], 1),
        ("```\n<!-- claimlint: ignore[NUM201] -->\n```", &["NUM201", "DAT101"], 1),
    ] {
        let folder = folder(RATES);
        put(&folder, "a.md", &RATES[0].1.replacen("# Lorvia\n", &format!("# Lorvia\n\n{comment}\n"), 1));
        let output = run(&folder, &["check", "--output-format", "json"]);
        let report = json(&output);
        let found: Vec<_> =
            report["diagnostics"].as_array().expect("findings").iter().map(|f| f["code"].clone()).collect();
        assert_eq!(found, left, "{comment}");
        assert_eq!(report["account"]["suppressed"], 2 - left.len(), "{comment}");
        assert_eq!((output.status.code(), err(&output)), (Some(status), String::new()), "{comment}");
    }
}

#[test]
fn a_suppression_counts_in_whichever_document_it_stands() {
    let folder = folder(RATES);
    put(
        &folder,
        "b.txt",
        "%% claimlint: ignore[statistic-differs]\nThe jobless rate in Lorvia was 7.4 per cent in 2020.\n",
    );
    assert_eq!(codes(&folder, &[]), ["DAT101"]);
    put(&folder, "b.txt", "The jobless rate in Lorvia was 7.4 per cent [CQ] in 2020.\n");
    assert_eq!(codes(&folder, &[]), ["DAT101"]);
    put(&folder, "b.txt", "The jobless rate in Lorvia was XX per cent in 2020.\n");
    let output = run(&folder, &["check", "b.txt"]);
    assert!(err(&output).contains("warning[CFG116]: `XX` stands in place of a value"), "{}", err(&output));
}

#[test]
fn faults_of_suppressions_fail_the_run_and_idle_ones_count_as_warnings() {
    for (comment, code, status, strict) in [
        ("ignore", "CFG110", 2, 2),
        ("ignore reason=\"x\"", "CFG110", 2, 2),
        ("ignore[NUM999]", "CFG111", 2, 2),
        ("ignore-start[NUM]", "CFG113", 2, 2),
        ("ignore[DAT101]", "CFG114", 0, 1),
        ("expect[DAT101]", "CFG115", 0, 1),
    ] {
        let folder = folder(&[("a.md", &format!("<!-- claimlint: {comment} -->\n\nThe bridge opened in May.\n"))]);
        let output = run(&folder, &["check"]);
        assert_eq!(output.status.code(), Some(status), "{comment}");
        assert!(err(&output).contains(&format!("[{code}]")) && err(&output).contains("a.md:1:1"), "{}", err(&output));
        assert_eq!(run(&folder, &["check", "--fail-on", "warning"]).status.code(), Some(strict), "{comment}");
    }
    // A rule that is not run finds nothing, so nothing can be said of its suppression.
    let folder = folder(&[("a.md", "<!-- claimlint: ignore[DAT101] -->\n\nThe bridge opened in May.\n")]);
    assert_eq!(err(&run(&folder, &["check", "--select", "NUM"])), "");
}

#[test]
fn what_decides_the_exit_status_is_told_also_to_the_quiet() {
    let folder = folder(&[("a.md", "<!-- claimlint: ignore[DAT101] -->\n\nThe bridge opened in May.\n")]);
    for (args, status, told) in [
        (&["check", "-q"][..], 0, false),
        (&["check", "-q", "--fail-on", "warning"], 1, true),
        (&["check", "-q", "--fail-on", "warning", "--exit-zero"], 0, false),
    ] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(status), "{args:?}");
        assert_eq!(err(&output).matches("[CFG114]").count(), usize::from(told), "{}", err(&output));
    }
}

#[test]
fn a_house_can_ask_for_reasons() {
    let folder = folder(RATES);
    put(&folder, "claimlint.toml", "[lint]\nrequire-reason = true\n");
    put(&folder, "b.txt", "%% claimlint: ignore[NUM201]\nThe jobless rate in Lorvia was 7.4 per cent in 2020.\n");
    let output = run(&folder, &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("error[CFG112]: this suppression gives no reason"), "{}", err(&output));
    put(
        &folder,
        "b.txt",
        "%% claimlint: ignore[NUM201] reason=\"x\"\nThe jobless rate in Lorvia was 7.4 per cent in 2020.\n",
    );
    assert_eq!(run(&folder, &["check"]).status.code(), Some(1));
}

#[test]
fn suppressions_are_written_and_a_second_run_is_silent() {
    let folder = folder(RATES);
    put(&folder, "c.html", "<p>Open on Tuesday, 15 March 2021.</p>\r\n");
    let output = run(&folder, &["check", "--add-ignore=quotes an \"old\" survey"]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
    assert_eq!(out(&output), "suppressed 3 findings in 2 files\n");
    let written = read(&folder, "a.md");
    assert!(
        written.contains("<!-- claimlint: ignore[NUM201] reason=\"quotes an \\\"old\\\" survey\" -->\nThe jobless"),
        "{written}"
    );
    assert!(read(&folder, "c.html").ends_with("-->Open on Tuesday, 15 March 2021.</p>\r\n"));
    assert_eq!(read(&folder, "b.txt"), RATES[1].1);
    let again = run(&folder, &["check"]);
    assert_eq!((again.status.code(), err(&again)), (Some(0), String::new()), "{}", out(&again));
    assert!(out(&again).contains("3 suppressed"), "{}", out(&again));
}

#[test]
fn suppressions_are_not_written_without_a_reason_or_where_they_cannot_be() {
    let folder = folder(RATES);
    assert_eq!(run(&folder, &["check", "--add-ignore="]).status.code(), Some(2));
    assert_eq!(run(&folder, &["check", "--add-ignore", "x"]).status.code(), Some(2));
    assert_eq!(read(&folder, "a.md"), RATES[0].1);
    let output = run_with(&folder, &["check", "-", "--add-ignore=x"], "Open on Tuesday, 15 March 2021.\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("it came through standard input"), "{}", err(&output));
    let latin = [&b"Le caf\xe9 opens on Tuesday, 15 March 2021.\n"[..]].concat();
    fs::write(folder.path().join("latin.txt"), &latin).expect("written");
    let output = run(&folder, &["check", "latin.txt", "--add-ignore=x"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("latin.txt")).expect("a file"), latin);
}

#[test]
fn no_suppression_is_written_into_front_matter_or_html_within_markdown() {
    let wrong = "Open on Tuesday, 15 March 2021.";
    for file in [
        format!("---\ntitle: {wrong}\n---\n\nIt rained.\n"),
        format!("+++\nnotice = \"{wrong}\"\n+++\n\nIt rained.\n"),
        format!("It rained.\n\n<div>\n<p>{wrong}</p>\n</div>\n\nIt snowed.\n"),
    ] {
        let folder = folder(&[("a.md", &file)]);
        let output = run(&folder, &["check", "--add-ignore=x"]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), "suppressed 0 findings in 0 files\n"));
        assert!(
            err(&output).contains("error[CFG008]: a.md: no suppression was written for 1 finding:"),
            "{}",
            err(&output)
        );
        assert_eq!(read(&folder, "a.md"), file);
        // What stands beside it is still written to.
        put(&folder, "a.md", &format!("{file}\nThe fair opens on Tuesday, 16 March 2022.\n"));
        let output = run(&folder, &["check", "--add-ignore=x"]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), "suppressed 1 finding in 1 file\n"));
    }
}
