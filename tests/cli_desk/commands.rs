//! Every command and flag is in the help, and every command has its exit statuses.

use super::*;

#[test]
fn every_command_and_flag_is_in_the_help() {
    let folder = folder(&[]);
    let input = &["--against", "--date", "--stdin-filename", "--select", "--ignore", "--extend-select"][..];
    let check = &[
        "--severity-floor",
        "--fail-on",
        "--output-format",
        "--output",
        "--baseline",
        "--new-from",
        "--staged",
        "--explain-pairs",
        "--statistics",
        "--max-findings",
        "--hyperlinks",
        "--watch",
        "--exit-zero",
        "--add-ignore",
        "--review",
        "--no-cache",
    ];
    let global = &["--color", "--jobs", "--config", "--isolated", "--quiet", "--verbose", "--help"];
    for (command, flags) in [
        (&["check"][..], &[input, check, global].concat()[..]),
        (&["sheet"], &[input, global, &["--output-format"]].concat()),
        (&["compare"], &["--jsonl"]),
        (&["claims"], &["--output-format"]),
        (&["mentions"], &["--jsonl"]),
        (&["explain"], input),
        (&["rules", "list"], &["--output-format"]),
        (&["rules", "test"], global),
        (&["rules", "schema"], global),
        (&["baseline", "create"], &["--baseline", "--force"]),
        (&["baseline", "update"], &["--baseline", "--grow"]),
        (&["baseline", "prune"], &["--baseline"]),
        (&["baseline", "show"], &["--baseline", "--output-format"]),
        (&["review", "html"], global),
        (&["review", "list"], &["--output-format"]),
        (&["review", "decide"], &["--note", "--by"]),
        (&["review", "note"], &["--by"]),
        (&["review", "import"], global),
        (&["review", "prune"], &["--dry-run"]),
        (&["review", "stats"], global),
        (&["lsp"], &["--no-cache"]),
        (&["clean"], global),
        (&["init"], global),
        (&["config", "show"], global),
        (&["config", "schema"], global),
        (&["completions"], global),
        (&["man"], global),
    ] {
        let help = run(&folder, &[command, &["--help"]].concat());
        let words = out(&help);
        assert_eq!(help.status.code(), Some(0), "{command:?}");
        for flag in flags {
            assert!(words.contains(flag), "{command:?} {flag}\n{words}");
        }
        // A flag that does not exist is a fault of the user's.
        assert_eq!(run(&folder, &[command, &["--no-such-flag"]].concat()).status.code(), Some(2), "{command:?}");
    }
    for format in ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "rdjson", "junit", "html"] {
        let output = run(&folder, &["check", "--output-format", format]);
        assert_eq!(output.status.code(), Some(0), "{format}");
    }
}

#[test]
fn every_command_tells_how_it_ended() {
    let folder = folder(RATES);
    put(&folder, "clean.txt", "It rained.\n");
    put(&folder, "pairs.jsonl", "{\"id\": 1, \"a\": \"One.\", \"b\": \"Two.\"}\n");
    put(&folder, "torn.jsonl", "{\"id\": 1, \"a\n");
    for (args, status) in [
        (&["check"][..], 1),
        (&["check", "clean.txt"], 0),
        (&["check", "missing.txt"], 2),
        (&["check", "--fail-on", "never"], 0),
        (&["check", "--exit-zero"], 0),
        (&["check", "--max-findings", "0"], 1),
        (&["sheet", "a.md", "--against", "b.txt"], 0),
        (&["sheet", "missing.txt"], 2),
        (&["compare", "--jsonl", "pairs.jsonl"], 0),
        (&["compare", "--jsonl", "torn.jsonl"], 2),
        (&["compare", "--jsonl", "missing.jsonl"], 2),
        (&["compare"], 2),
        (&["claims"], 0),
        (&["claims", "missing.txt"], 2),
        (&["mentions", "a.md"], 0),
        (&["mentions", "missing.txt"], 2),
        (&["mentions", "--jsonl", "torn.jsonl"], 2),
        (&["explain", "NUM201"], 0),
        (&["explain", "statistic-differs"], 0),
        (&["explain", "CFG101"], 0),
        (&["explain", "CFG999"], 2),
        (&["explain", "NUM999"], 2),
        (&["rules", "list"], 0),
        (&["rules", "schema"], 0),
        (&["rules", "test", "missing"], 2),
        (&["baseline", "show"], 2),
        (&["baseline", "update"], 2),
        (&["baseline", "prune"], 2),
        (&["baseline", "create"], 0),
        (&["baseline", "create"], 2),
        (&["baseline", "show"], 0),
        (&["baseline", "update"], 0),
        (&["baseline", "prune"], 0),
        (&["review", "list"], 0),
        (&["review", "stats"], 0),
        (&["review", "decide", "nosuch", "asked"], 2),
        (&["review", "decide", "nosuch", "maybe"], 2),
        (&["review", "import", "missing.jsonl"], 2),
        (&["review", "import", "torn.jsonl"], 2),
        (&["review", "prune"], 0),
        (&["clean"], 0),
        (&["config", "show"], 0),
        (&["config", "show", "missing"], 2),
        (&["config", "schema"], 0),
        (&["completions", "bash"], 0),
        (&["completions", "nosuch"], 2),
        (&["man"], 0),
        (&["init"], 0),
        (&["init"], 2),
        (&["nosuch"], 2),
        (&["--version"], 0),
        (&["--help"], 0),
    ] {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(status), "{args:?}\n{}{}", out(&output), err(&output));
    }
}

#[test]
fn whoever_has_nothing_to_compare_is_told_so() {
    let folder = folder(&[]);
    let empty = run(&folder, &["sheet"]);
    assert!(
        empty.status.code() == Some(0) && err(&empty).starts_with("there is no document to check here"),
        "{}",
        err(&empty)
    );
    put(&folder, "a.txt", "It rained.\n");
    assert!(err(&run(&folder, &["sheet"])).starts_with("it was compared with itself only"));
    put(&folder, "b.txt", "It snowed.\n");
    let output = run(&folder, &["check"]);
    assert!(out(&output).contains("\nnothing could be compared: claimlint holds"), "{}", out(&output));
    assert_eq!(err(&run(&folder, &["sheet", "-q"])), "");
}

#[test]
fn what_is_not_shown_is_not_called_not_found() {
    let output = out(&run(&folder(RATES), &["check", "--max-findings", "0"]));
    assert!(output.contains("; nothing shown, 2 cut by --max-findings"), "{output}");
}

#[test]
fn the_receipt_counts_claims_and_each_of_them_once() {
    let rate = |n: &str| format!("The jobless rate in Lorvia was {n} per cent in 2020.\n");
    let folder =
        folder(&[("a.txt", &rate("5.2")), ("b.txt", &rate("5.2")), ("c.txt", &rate("5.2")), ("d.txt", &rate("7.4"))]);
    let receipt = |args: &[&str]| {
        let report = json(&run(&folder, &[&["check", "--output-format", "json"], args].concat()));
        let told = &report["account"]["receipt"];
        let number = |key: &str| told[key].as_u64().expect("a number");
        (number("claims"), number("same"), number("differ"), number("undecided"), number("apart"))
    };
    assert_eq!(receipt(&[]), (4, 0, 4, 0, 0));
    // References are compared with; their claims are not counted.
    assert_eq!(receipt(&["a.txt", "--against", "b.txt"]), (1, 1, 0, 0, 0));
    // Many documents in the same words may speak of many affairs; then nothing is compared, which is counted.
    for n in 1..13 {
        put(&folder, &format!("e{n}.txt"), &format!("The harvest came to {n}7 tonnes.\n"));
    }
    let (claims, _, _, undecided, apart) = receipt(&[]);
    assert_eq!((claims, undecided, apart), (16, 16, 16));
    let full = out(&run(&folder, &["check"]));
    assert!(full.contains("16 as it is not known whether documents are on one affair"), "{full}");
}
