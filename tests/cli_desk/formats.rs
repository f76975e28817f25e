use super::*;

/// Documents whose names and words hold what each format has to escape.
fn hostile() -> TempDir {
    let folder = folder(&[]);
    let rate = |n: &str| {
        format!("The jobless rate in Lorvia was {n} per cent in 2020. <script>alert(\"1%\")</script> ]]> ::error::x\n")
    };
    put(&folder, "a, b: \"c\" %41 <i>.txt", &rate("5.2"));
    put(&folder, "::error::d\ne.txt", &rate("7.4"));
    folder
}

fn format(folder: &TempDir, format: &str) -> Output {
    let output = run(folder, &["check", "--output-format", format]);
    assert_eq!((output.status.code(), err(&output)), (Some(1), String::new()), "{format}");
    output
}

#[test]
fn json_lines_hold_what_the_json_holds() {
    let folder = folder(RATES);
    let report = json(&run(&folder, &["check", "--output-format", "json"]));
    let lines: Vec<Value> =
        out(&format(&folder, "jsonl")).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(Value::from(lines), report["diagnostics"]);
}

/// The schema of SARIF 2.1.0 by those who wrote the standard.
fn sarif_schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/sarif-2.1.0.json");
    serde_json::from_slice(&fs::read(path).expect("the schema")).expect("JSON")
}

/// What the schema of SARIF 2.1.0 requires, and what its readers require besides.
fn check_sarif(log: &Value) {
    assert_eq!(schema::faults(&sarif_schema(), log), [""; 0], "{log:#}");
    assert_eq!((&log["version"], log.as_object().map(serde_json::Map::len)), (&Value::from("2.1.0"), Some(3)));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "claimlint");
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            let text = rule[key]["text"].as_str().expect("a text");
            assert!(!text.is_empty() && text.len() <= 1024, "{rule}");
        }
        assert!(
            ["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().expect("a level"))
        );
        assert!(rule["properties"]["tags"].as_array().is_some_and(|tags| tags.len() <= 10));
        assert!(rule["help"]["markdown"].as_str().is_some_and(|page| !page.contains("```toml")));
    }
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let text = result["message"]["text"].as_str().expect("a text");
        assert!(!text.is_empty() && text.len() <= 1000, "{text}");
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
        let related = result["relatedLocations"].as_array().expect("a list");
        for (i, location) in related.iter().enumerate() {
            assert_eq!(location["id"], i + 1);
        }
        for location in related.iter().chain([&result["locations"][0]]) {
            let place = &location["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b);
            assert!(uri.bytes().all(allowed), "{uri}");
            let number = |key: &str| place["region"][key].as_u64().expect("a number");
            assert!(number("startLine") >= 1 && number("startColumn") >= 1 && number("endLine") >= number("startLine"));
            assert!(!location["message"]["text"].as_str().expect("a text").is_empty());
        }
        assert!(result["partialFingerprints"].as_object().is_some_and(|prints| prints.values().all(Value::is_string)));
    }
    let invocation = &run["invocations"][0];
    assert!(invocation["executionSuccessful"].is_boolean());
    for notification in invocation["toolExecutionNotifications"].as_array().expect("a list") {
        assert!(notification["message"]["text"].is_string());
    }
}

#[test]
fn sarif_has_what_its_schema_requires() {
    for folder in [folder(RATES), hostile()] {
        let log = json(&format(&folder, "sarif"));
        check_sarif(&log);
        let results = log["runs"][0]["results"].as_array().expect("results");
        let first = results.iter().find(|result| result["ruleId"] == "NUM201").expect("the rates");
        let text = first["message"]["text"].as_str().expect("a text");
        assert!(text.contains("](1)"), "{text}");
    }
    let faulty = folder(RATES);
    let output = run(&faulty, &["check", "a.md", "missing.txt", "--output-format", "sarif"]);
    let log = json(&output);
    check_sarif(&log);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"], "CFG101");
}

#[test]
fn the_schema_of_sarif_refuses_what_it_forbids() {
    let (schema, log) = (sarif_schema(), json(&format(&folder(RATES), "sarif")));
    for (place, value) in [
        ("/version", Value::from("2.2.0")),
        ("/runs/0/tool/driver/name", Value::Null),
        ("/runs/0/results/0/level", Value::from("fatal")),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", Value::from(0)),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", Value::from("a b.txt")),
        ("/runs/0/results/0/relatedLocations/0/id", Value::from(-2)),
        ("/runs/0/results/0/message", serde_json::json!({"txt": "words"})),
        ("/runs/0/columnKind", Value::from("bytes")),
    ] {
        let mut other = log.clone();
        *other.pointer_mut(place).unwrap_or_else(|| panic!("{place}: {log:#}")) = value;
        assert_ne!(schema::faults(&schema, &other), [""; 0], "{place}");
    }
    let mut other = log;
    other["runs"][0]["results"][0].as_object_mut().expect("a result").remove("message");
    assert_eq!(schema::faults(&schema, &other).len(), 1);
}

#[test]
fn annotations_come_one_on_a_line_and_cannot_be_broken_out_of() {
    let output = out(&format(&hostile(), "github"));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 1, "{output}");
    assert!(lines[0].starts_with("::error file="), "{output}");
    let (properties, _) = lines[0].trim_start_matches("::error ").split_once("::").expect("a command");
    let names: Vec<&str> = properties.split(',').map(|property| property.split_once('=').expect("a pair").0).collect();
    assert_eq!(names, ["file", "line", "endLine", "col", "endColumn", "title"]);
}

#[test]
fn beyond_ten_of_a_level_findings_are_listed_and_the_worst_come_first() {
    let folder = folder(&[]);
    let days: String = (1..=13).map(|i| format!("Fair {i} opens on Tuesday, 15 March 2021.\n\n")).collect();
    put(&folder, "a.txt", &format!("{days}The fair in May closes on Friday, 12 June.\n"));
    let output = out(&run(&folder, &["check", "--output-format", "github", "--date", "a.txt=2021-05-03"]));
    assert_eq!(output.lines().filter(|line| line.starts_with("::error ")).count(), 10, "{output}");
    assert!(output.contains("\n3 findings beyond the 10 of a level that are annotated:\n- a.txt:"), "{output}");
}

#[test]
fn a_step_gets_its_summary_where_it_has_a_file_for_one() {
    let folder = folder(RATES);
    let path = folder.path().join("summary.md");
    fs::write(&path, "before\n").expect("written");
    let output = command(folder.path(), &["check", "--output-format", "github"])
        .env("GITHUB_STEP_SUMMARY", &path)
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(1));
    let summary = read(&folder, "summary.md");
    assert!(summary.starts_with("before\n### claimlint\n"), "{summary}");
    assert!(summary.contains("| error | NUM201 statistic-differs | a.md:3:5 |"), "{summary}");
    assert!(summary.contains("| b.txt:1:5 |"), "{summary}");
}

#[test]
fn gitlab_gets_its_documented_fields_and_fingerprints_of_their_own() {
    for folder in
        [folder(RATES), hostile(), folder(&[("a.txt", "On Tuesday, 15 March 2021.\n\nOn Tuesday, 15 March 2021.\n")])]
    {
        let report = json(&format(&folder, "gitlab"));
        let issues = report.as_array().expect("an array");
        let mut prints = Vec::new();
        for issue in issues {
            for key in ["description", "check_name", "fingerprint"] {
                assert!(issue[key].as_str().is_some_and(|words| !words.is_empty()), "{issue}");
            }
            assert!(
                ["info", "minor", "major", "critical", "blocker"]
                    .contains(&issue["severity"].as_str().expect("a word"))
            );
            assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line >= 1));
            assert!(issue["location"]["path"].as_str().is_some_and(|path| !path.starts_with("./")));
            prints.push(issue["fingerprint"].clone());
        }
        let all = prints.len();
        prints.sort_by_key(Value::to_string);
        prints.dedup();
        assert_eq!(prints.len(), all, "{report}");
    }
    let clean = run(&folder(&[("a.txt", "It rained.\n")]), &["check", "--output-format", "gitlab"]);
    assert_eq!(out(&clean), "[]\n");
}

#[test]
fn reviewdog_gets_columns_in_bytes() {
    let folder = folder(&[("a.txt", "Café: open on Tuesday, 15 March 2021.\n")]);
    let report = json(&format(&folder, "rdjson"));
    assert_eq!(report["source"]["name"], "claimlint");
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(
        (&diagnostic["severity"], &diagnostic["code"]["value"]),
        (&Value::from("ERROR"), &Value::from("DAT101"))
    );
    assert!(diagnostic["message"].is_string());
    assert_eq!(diagnostic["location"]["range"]["start"], serde_json::json!({"line": 1, "column": 16}));
    assert_eq!(diagnostic["location"]["range"]["end"], serde_json::json!({"line": 1, "column": 38}));
}

/// The result of reviewdog's diagnostic format: every field that is written exists there, with its type. Some are declared for that alone.
#[allow(dead_code)]
mod reviewdog {
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct DiagnosticResult {
        pub diagnostics: Vec<Diagnostic>,
        pub source: Option<Source>,
        pub severity: Option<Severity>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Source {
        pub name: String,
        pub url: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
    pub enum Severity {
        UNKNOWN_SEVERITY,
        ERROR,
        WARNING,
        INFO,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Diagnostic {
        pub message: String,
        pub location: Location,
        pub severity: Option<Severity>,
        pub source: Option<Source>,
        pub code: Option<Code>,
        #[serde(default)]
        pub related_locations: Vec<Related>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Code {
        pub value: String,
        pub url: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Related {
        pub message: Option<String>,
        pub location: Location,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Location {
        pub path: String,
        pub range: Option<Range>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Range {
        pub start: Position,
        pub end: Option<Position>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Position {
        pub line: i32,
        #[serde(default)]
        pub column: i32,
    }
}

#[test]
fn reviewdog_can_read_every_field() {
    for folder in [folder(RATES), hostile(), folder(&[("a.txt", "It rained.\n")])] {
        let output = run(&folder, &["check", "--output-format", "rdjson"]);
        let result: reviewdog::DiagnosticResult =
            serde_json::from_slice(&output.stdout).expect("the format of reviewdog");
        assert_eq!(result.source.as_ref().map(|source| source.name.as_str()), Some("claimlint"));
        for diagnostic in &result.diagnostics {
            assert!(
                !diagnostic.message.is_empty() && diagnostic.code.as_ref().is_some_and(|code| !code.value.is_empty())
            );
            let related = diagnostic.related_locations.iter().map(|related| &related.location);
            for location in related.chain([&diagnostic.location]) {
                let range = location.range.as_ref().expect("a range");
                let end = range.end.as_ref().expect("an end");
                assert!(range.start.line >= 1 && range.start.column >= 1, "{location:?}");
                assert!((end.line, end.column) >= (range.start.line, range.start.column), "{location:?}");
                assert!(!location.path.is_empty());
            }
        }
    }
}

/// An issue of GitLab's report: the fields that its documentation lists, and those of the format it stems from.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: String,
    location: IssueLocation,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct IssueLocation {
    path: String,
    lines: IssueLines,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct IssueLines {
    begin: u32,
    end: u32,
}

#[test]
fn gitlab_gets_no_field_that_it_does_not_know() {
    for folder in [folder(RATES), hostile()] {
        let issues: Vec<Issue> = serde_json::from_slice(&format(&folder, "gitlab").stdout).expect("a report of GitLab");
        for Issue { description, check_name, fingerprint, severity, location } in issues {
            assert!(!description.contains('\n') && !check_name.is_empty() && !severity.is_empty());
            assert!(fingerprint.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{fingerprint}");
            assert!(!location.path.starts_with('/') && (1..=location.lines.end).contains(&location.lines.begin));
        }
    }
}

#[test]
fn annotations_keep_to_what_github_documents() {
    let long = format!("The jobless rate in Lorvia{} was 7.4 per cent in 2020.\n", " (so they say)".repeat(9_000));
    for folder in [folder(RATES), hostile(), folder(&[RATES[0], ("b.txt", &long), ("\u{1b}[31m\nc.txt", RATES[1].1)])] {
        for line in out(&format(&folder, "github")).lines() {
            let (head, body) = line[2..].split_once("::").expect("a command");
            let (command, properties) = head.split_once(' ').expect("properties");
            assert!(["error", "warning", "notice"].contains(&command), "{line}");
            for property in properties.split(',') {
                let (name, value) = property.split_once('=').expect("a pair");
                assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&name), "{line}");
                assert!(name != "title" || value.len() <= 255, "{line}");
                assert!(["file", "title"].contains(&name) || value.parse::<u32>().is_ok_and(|n| n >= 1), "{line}");
            }
            assert!(body.len() <= 64 * 1024 && !body.contains('\u{1b}'), "{line}");
            // Every line of the message begins as one of claimlint's does, whatever the names hold.
            assert!(!body.contains("%0Ac.txt"), "{line}");
        }
    }
}

/// The text of an XML or HTML file outside tags must hold no markup, and tags must pair.
fn check_markup(text: &str, open: &[&str]) {
    let mut stack: Vec<&str> = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("a tag that ends");
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().expect("a name");
        if tag.starts_with('/') {
            assert_eq!(stack.pop(), Some(name), "{tag}");
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) && !open.contains(&name) {
            stack.push(name);
        }
    }
    assert!(stack.is_empty(), "{stack:?}");
}

#[test]
fn junit_is_xml_with_a_suite_for_each_document() {
    for folder in [folder(RATES), hostile()] {
        let xml = out(&format(&folder, "junit"));
        check_markup(&xml, &[]);
        assert_eq!(xml.matches("<testsuite ").count(), 2, "{xml}");
        assert!(xml.contains("<failure type=\"error\""), "{xml}");
        assert!(!xml.contains("<script") && !xml.contains("<i>"), "{xml}");
    }
    let output = run(&folder(RATES), &["check", "b.txt", "missing.txt", "--output-format", "junit"]);
    assert!(out(&output).contains("<error type=\"CFG101\""), "{}", out(&output));
}

#[test]
fn the_page_needs_nothing_beside_it_and_runs_nothing() {
    let page = out(&format(&hostile(), "html"));
    check_markup(&page, &["meta"]);
    assert!(page.contains("default-src 'none'"), "{page}");
    for foreign in ["<script", "<i>", "http:", "https:", "src=", "url(", "@import", "\u{7}"] {
        assert!(!page.contains(foreign), "{foreign}: {page}");
    }
    assert!(page.contains("&lt;script&gt;alert") && page.contains("(&quot;1%&quot;)&lt;/script&gt;"), "{page}");
    assert!(page.contains("<mark>jobless rate in Lorvia was 5.2 per cent"), "{page}");
}

#[test]
fn one_run_writes_several_files() {
    let folder = folder(RATES);
    let outputs = ["sarif", "gitlab", "rdjson", "junit", "html", "jsonl", "github", "concise"];
    let flags: Vec<String> =
        outputs.iter().flat_map(|format| ["-o".to_owned(), format!("{format}=out.{format}")]).collect();
    let mut args = vec!["check", "-q"];
    args.extend(flags.iter().map(String::as_str));
    assert_eq!(run(&folder, &args).status.code(), Some(1));
    for format in outputs {
        assert!(!read(&folder, &format!("out.{format}")).is_empty(), "{format}");
    }
}

#[test]
fn a_report_overwrites_neither_what_is_read_nor_another_report() {
    let folder = folder(RATES);
    put(&folder, "claimlint.toml", "[lint]\nselect = ['NUM']\n");
    for (path, words) in
        [("b.txt", "it is read by this run"), ("./sub/../a.md", "it is read"), ("claimlint.toml", "it is read")]
    {
        fs::create_dir_all(folder.path().join("sub")).expect("a folder");
        let output = run(&folder, &["check", "-o", &format!("json={path}")]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(err(&output).contains("error[CFG008]") && err(&output).contains(words), "{}", err(&output));
    }
    assert_eq!((read(&folder, "a.md").as_str(), read(&folder, "b.txt").as_str()), (RATES[0].1, RATES[1].1));
    assert!(read(&folder, "claimlint.toml").starts_with("[lint]"));
    let output = run(&folder, &["check", "-o", "json=out", "-o", "sarif=./out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("another report of this run goes there"), "{}", err(&output));
    assert_eq!(run(&folder, &["check", "-o", "json=out", "-o", "sarif=other"]).status.code(), Some(1));
}

#[test]
fn a_date_that_does_not_exist_is_no_date_of_a_pair() {
    for (date, status) in [("2019-99", 2), ("2019-02-30", 2), ("2019-09", 0), ("2019", 0), ("28 August 2019", 0)] {
        let line = format!("{{\"id\": 1, \"a\": \"One.\", \"b\": \"Two.\", \"date_a\": \"{date}\"}}\n");
        let output = run_with(&folder(&[]), &["compare", "--jsonl", "-"], &line);
        assert_eq!(output.status.code(), Some(status), "{date}");
        assert_eq!(out(&output).contains("`date_a` is no date"), status == 2, "{date}: {}", out(&output));
    }
}
