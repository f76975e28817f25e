use super::*;

#[test]
fn init_writes_a_configuration_that_is_read_without_a_fault() {
    let folder = folder(&[("a.txt", "It rained.\n")]);
    let output = run(&folder, &["init"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), "wrote claimlint.toml\n"));
    let check = run(&folder, &["check"]);
    assert_eq!((check.status.code(), err(&check).contains("CFG")), (Some(0), false), "{}", err(&check));
    let before = read(&folder, "claimlint.toml");
    let again = run(&folder, &["init"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("there is a configuration already"), "{}", err(&again));
    assert_eq!(read(&folder, "claimlint.toml"), before);
    // With every comment that is a key turned into one.
    let all: String = before
        .lines()
        .map(|line| {
            let bare = line
                .strip_prefix("# ")
                .filter(|rest| rest.starts_with('[') || rest.split_whitespace().nth(1) == Some("="));
            format!("{}\n", bare.unwrap_or(line).replace("\"house-rules\"", ""))
        })
        .collect();
    put(&folder, "claimlint.toml", &all);
    let check = run(&folder, &["check"]);
    assert!(check.status.code() == Some(0) && !err(&check).contains("error"), "{all}{}", err(&check));
    assert_eq!(run(&folder, &["init", "missing"]).status.code(), Some(2));
}

#[test]
fn the_configuration_is_shown_with_where_it_stands() {
    let folder = folder(&[
        (
            "claimlint.toml",
            "exclude = [\n  'x', # why\n  'y',\n]\n\n[severity]\nMEM = 'note'\n\n[[source]]\nfiles = 'a.txt'\ndate = '2020'\n",
        ),
        ("sub/a.txt", ""),
    ]);
    let output = run(&folder, &["config", "show", "sub"]);
    let shown = out(&output);
    assert_eq!(output.status.code(), Some(0));
    for line in [
        "include = []  # default",
        "exclude = [\"x\", \"y\"]  # claimlint.toml:1",
        "select = [\"ALL\"]  # default",
        "MEM = 'note'  # claimlint.toml:7",
        "[[source]]",
        "date = '2020'  # claimlint.toml:11",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
    assert!(
        shown.starts_with("# /") && shown.lines().next().is_some_and(|line| line.ends_with("claimlint.toml")),
        "{shown}"
    );
    put(&folder, "again.toml", &shown);
    assert_eq!(run(&folder, &["config", "show", "--config", "again.toml"]).status.code(), Some(0));
    let none = out(&run(&folder, &["config", "show", "--isolated"]));
    assert!(none.starts_with("# no claimlint.toml counts"), "{none}");
    assert_eq!(run(&folder, &["config", "show", "missing"]).status.code(), Some(2));
    put(&folder, "claimlint.toml", "bogus = 1\n");
    assert_eq!(run(&folder, &["config", "show"]).status.code(), Some(2));
}

#[test]
fn the_schema_and_the_keys_that_are_read_agree() {
    let schema = json(&run(&folder(&[]), &["config", "schema"]));
    let raw = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config/raw.rs")).expect("readable");
    let text = schema.to_string();
    for line in raw.lines().map(str::trim) {
        let field = line.strip_prefix("pub ").and_then(|rest| rest.split_once(':'));
        let Some((name, _)) = field.filter(|(name, _)| *name != "overrides") else { continue };
        assert!(text.contains(&format!("\"{}\":", name.replace('_', "-"))), "{name}");
    }
    let top = schema["properties"].as_object().expect("keys");
    assert!(top.keys().all(|key| raw.contains(&key.replace('-', "_")) || key == "override"), "{top:?}");
}

#[test]
fn overrides_severities_and_partitions_are_heeded() {
    for (config, found, status) in [
        ("[[override]]\nfiles = ['a.*']\nignore = ['DAT']\n", &["NUM201"][..], 1),
        ("[[override]]\nfiles = ['a.*']\nselect = ['NUM']\n", &["NUM201"], 1),
        ("[lint]\nselect = ['MEM']\n[[override]]\nfiles = ['a.*']\nextend-select = ['DAT101']\n", &["DAT101"], 1),
        ("[lint]\nselect = ['MEM']\n[[override]]\nfiles = ['b.*']\nextend-select = ['DAT101']\n", &[], 0),
        ("[[override]]\nfiles = ['a.*']\nseverity = { ALL = 'note' }\n", &["NUM201", "DAT101"], 0),
        ("[[override]]\nfiles = ['**']\n[override.severity]\nALL = 'note'\nDAT = 'error'\n", &["NUM201", "DAT101"], 1),
        ("[severity]\nDAT = 'note'\nNUM = 'warning'\n", &["NUM201", "DAT101"], 0),
        ("partition = ['a.md', 'b.txt']\n", &["DAT101"], 1),
        ("[lint]\nselect = ['NUM']\n", &["NUM201"], 1),
        ("include = ['b.txt']\n", &[], 0),
        ("exclude = ['a.md']\n", &[], 0),
    ] {
        let folder = folder(RATES);
        put(&folder, "claimlint.toml", config);
        assert_eq!(codes(&folder, &[]), found, "{config}");
        assert_eq!(run(&folder, &["check"]).status.code(), Some(status), "{config}");
    }
}

#[test]
fn the_command_line_stands_above_overrides() {
    let folder = folder(RATES);
    put(&folder, "claimlint.toml", "[[override]]\nfiles = ['a.*']\nextend-select = ['DAT']\n");
    assert_eq!(codes(&folder, &["--select", "NUM"]), ["NUM201"]);
    assert_eq!(codes(&folder, &["--ignore", "DAT"]), ["NUM201"]);
    put(
        &folder,
        "claimlint.toml",
        "[[override]]\nfiles = ['a.*']\nselect = ['FOO']\n[override.severity]\nBAR = 'note'\n",
    );
    let output = run(&folder, &["check"]);
    let told = err(&output);
    assert!(told.contains("`FOO`") && told.contains("`BAR`") && output.status.code() == Some(2), "{told}");
    assert_eq!(codes(&folder, &[]), ["NUM201", "DAT101"]);
    let shown = out(&run(&folder, &["config", "show"]));
    for line in [
        "[[override]]",
        "select = ['FOO']  # claimlint.toml:3",
        "[override.severity]",
        "BAR = 'note'  # claimlint.toml:5",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\n{shown}");
    }
}

#[test]
fn a_rule_that_does_not_exist_turns_no_other_off() {
    for (select, found) in [("'FOO'", &["NUM201", "DAT101"][..]), ("'FOO', 'NUM'", &["NUM201"])] {
        let folder = folder(RATES);
        put(&folder, "claimlint.toml", &format!("[lint]\nselect = [{select}]\n"));
        assert_eq!(codes(&folder, &[]), found, "{select}");
        let output = run(&folder, &["check"]);
        assert_eq!((output.status.code(), err(&output).contains("error[CFG003]")), (Some(2), true), "{select}");
    }
}

#[test]
fn a_correction_is_a_note_and_its_stale_copies_are_named() {
    let rate = |n: &str| format!("The jobless rate in Lorvia was {n} per cent in 2020.\n");
    let folder = folder(&[("v1.txt", &rate("5.2")), ("v2.txt", &rate("7.4"))]);
    let severities = || {
        let report = json(&run(&folder, &["check", "--output-format", "json"]));
        let finding = |finding: &Value| {
            (finding["severity"].clone(), finding["labels"][0]["path"].clone(), finding["notes"].to_string())
        };
        report["diagnostics"].as_array().expect("findings").iter().map(finding).collect::<Vec<_>>()
    };
    assert_eq!(severities()[0].0, "error");
    put(&folder, "claimlint.toml", "[[source]]\nfiles = 'v2.txt'\nsupersedes = 'v1.txt'\n");
    let corrected = severities();
    assert_eq!((corrected.len(), &corrected[0].0), (1, &Value::from("note")));
    assert!(corrected[0].2.contains("correction: v2.txt supersedes v1.txt"), "{corrected:?}");
    put(&folder, "copy.txt", &rate("5.2"));
    let stale = severities();
    assert_eq!((stale.len(), &stale[0].0, &stale[0].1), (1, &Value::from("error"), &Value::from("copy.txt")));
    assert!(stale[0].2.contains("stale: copy.txt still says what v1.txt said"), "{stale:?}");
}

#[test]
fn the_receipt_counts_no_difference_that_an_override_leaves_out() {
    let folder = folder(&[RATES[1], ("opinion/a.md", RATES[0].1)]);
    let receipt = |folder: &TempDir| {
        let account = json(&run(folder, &["check", "--output-format", "json"]))["account"].clone();
        let of = |key: &str| account["receipt"][key].as_u64();
        (of("differ"), of("undecided"), account["undecided"].clone())
    };
    assert_eq!(receipt(&folder), (Some(2), Some(0), serde_json::json!({})));
    let left_out = (Some(0), Some(0), serde_json::json!({}));
    put(&folder, "claimlint.toml", "[[override]]\nfiles = ['**']\nignore = ['NUM']\n");
    assert_eq!((codes(&folder, &[]), receipt(&folder)), (vec!["DAT101".to_owned()], left_out.clone()));
    put(&folder, "claimlint.toml", "[lint]\nignore = ['NUM']\n");
    assert_eq!((codes(&folder, &[]), receipt(&folder)), (vec!["DAT101".to_owned()], left_out));
}
