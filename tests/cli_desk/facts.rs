//! Facts files and names files, as a newsroom configures them.

use super::*;

/// A configuration with a table whose columns it names.
const CONFIG: &str = "[facts]\nfiles = ['facts/**']\n\n[[facts.csv]]\nfiles = 'facts/*.csv'\nkind = 'office'\ncolumns = { person = 'Name', office = 'Title', from = 'Start', to = 'End' }\nconstants = { of = 'Solcombe' }\ndates = 'day-first'\n";
const MAYORS: &str = "Name;Title;Start;End;Remark\nAna Ruiz;Mayor;01.03.2018;31.05.2022;\u{e9}lue\n";
const DRAFT: &str = "Ana Ruiz was the mayor of Solcombe in 2016.\n";

/// The findings of a run, as JSON.
fn findings(folder: &TempDir, args: &[&str]) -> (Option<i32>, Vec<Value>) {
    let output = run(folder, &[&["check", "--output-format", "json", "--no-cache"], args].concat());
    let report: Value = serde_json::from_str(&out(&output)).expect("JSON");
    (output.status.code(), report["diagnostics"].as_array().expect("a list").clone())
}

/// Line, column and words of the label in a file.
fn label(finding: &Value, path: &str) -> (u64, u64, String) {
    let labels = finding["labels"].as_array().expect("labels");
    let label = labels.iter().find(|label| label["path"] == path).expect("a label in the file");
    let number = |value: &Value| value.as_u64().expect("a number");
    let start = &label["start"];
    (number(&start["line"]), number(&start["column"]), label["text"].as_str().expect("text").to_owned())
}

#[test]
fn a_draft_is_held_against_the_cell_that_it_differs_from() {
    let folder = folder(&[("claimlint.toml", CONFIG), ("facts/mayors.csv", MAYORS), ("drafts/a.txt", DRAFT)]);
    let (status, found) = findings(&folder, &["drafts"]);
    assert_eq!((status, found.len(), &found[0]["code"]), (Some(1), 1, &Value::from("ROL308")), "{found:?}");
    assert_eq!(label(&found[0], "facts/mayors.csv"), (2, 16, "01.03.2018".to_owned()));
    let notes = found[0]["notes"].to_string();
    assert!(notes.contains("rests on the facts file facts/mayors.csv"), "{notes}");
    put(&folder, "drafts/a.txt", "Ana Ruiz was the mayor of Solcombe in 2019.\n");
    assert_eq!(findings(&folder, &["drafts"]), (Some(0), Vec::new()));
}

#[test]
fn facts_are_given_on_the_command_line_as_references_are() {
    let facts =
        "[[office]]\nperson = 'Ana Ruiz'\noffice = 'Mayor'\nof = 'Solcombe'\nfrom = 2018-03-01\nsource = 'Gazette 4'\n";
    let folder = folder(&[("a.txt", DRAFT), ("mayors.toml", facts)]);
    assert_eq!(findings(&folder, &["a.txt"]).0, Some(0));
    let (status, found) = findings(&folder, &["a.txt", "--facts", "mayors.toml"]);
    assert_eq!((status, found.len()), (Some(1), 1));
    assert_eq!(label(&found[0], "mayors.toml"), (5, 8, "2018-03-01".to_owned()));
    assert!(found[0]["notes"].to_string().contains("whose source is: Gazette 4"), "{found:?}");
    let missing = run(&folder, &["check", "a.txt", "--facts", "none.toml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("none.toml"), "{}", err(&missing));
}

#[test]
fn rows_at_fault_are_told_and_the_others_count() {
    let facts = "person,office,of,from\nAna Ruiz,Mayor,Solcombe,2018-02-30\nAna Ruiz,Mayor,Solcombe,2018-03-01\n";
    let folder = folder(&[("a.txt", DRAFT), ("mayors.csv", facts)]);
    let output = run(&folder, &["check", "a.txt", "--facts", "mayors.csv", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("mayors.csv:2:25") && err(&output).contains("CFG153"), "{}", err(&output));
    assert!(out(&output).contains("ROL308"), "{}", out(&output));
}

#[test]
fn patterns_of_facts_that_match_nothing_are_told_whatever_is_checked() {
    let config =
        "[facts]\nfiles = ['fakts/*.csv']\n\n[against]\nfiles = ['archiv/**']\n\n[[source]]\nfiles = 'b.txt'\n";
    let folder = folder(&[("claimlint.toml", config), ("a.txt", DRAFT), ("facts/mayors.csv", MAYORS)]);
    let one = run(&folder, &["check", "a.txt"]);
    assert_eq!(one.status.code(), Some(0));
    for (pattern, told) in [("fakts/*.csv", true), ("archiv/**", true), ("b.txt", false)] {
        let remark = format!("`{pattern}` matches no document of this run");
        assert_eq!(err(&one).contains(&remark), told, "{}", err(&one));
        assert!(err(&run(&folder, &["check"])).contains(&remark), "{pattern}");
    }
}

#[test]
fn terms_that_overlap_one_after_the_other_are_one_finding() {
    let rows = "person,office,of,from,to\nAna Ruiz,Mayor,Solcombe,2001,2011\nBo Lind,Mayor,Solcombe,2003,2006\nMia Sand,Mayor,Solcombe,2006,2010\n\
                Tomas Vell,Mayor,Solcombe,2011,2018\nIda Holt,Mayor,Solcombe,2015,2020\n";
    let folder = folder(&[("a.txt", DRAFT), ("mayors.csv", rows)]);
    let (_, found) = findings(&folder, &["a.txt", "--facts", "mayors.csv"]);
    let found: Vec<&Value> = found.iter().filter(|finding| finding["code"] == "ROL309").collect();
    let lines = |finding: &Value| -> Vec<u64> {
        let labels = finding["labels"].as_array().expect("labels");
        labels.iter().filter_map(|label| label["start"]["line"].as_u64()).collect()
    };
    let lines: Vec<Vec<u64>> = found.into_iter().map(lines).collect();
    assert_eq!(lines, [vec![3, 2, 4], vec![6, 5]]);
}

#[test]
fn of_several_complete_lists_any_may_have_the_member() {
    let list = |members: &[&str], of: &str| {
        let rows = members.iter().map(|member| format!("[[member]]\nmember = '{member}'\nbody = 'League of Tides'\n"));
        format!("{of}complete = true\n{}", rows.collect::<String>())
    };
    let draft = "Solvane University is a member of the League of Tides.\n";
    let check = |first: &str, second: &str| {
        let folder = folder(&[("a.txt", draft), ("1.toml", first), ("2.toml", second)]);
        findings(&folder, &["a.txt", "--date", "a.txt=2024-05-12", "--facts", "1.toml", "--facts", "2.toml"]).1.len()
    };
    let (without, with) = (list(&["Norholm University"], ""), list(&["Solvane University"], ""));
    assert_eq!((check(&without, &with), check(&without, &without)), (0, 1));
    // The first list ends before the time of the text, the second does not.
    let old = list(&["Norholm University"], "as-of = 2020-01-31\n");
    assert_eq!((check(&old, &old), check(&old, &without)), (0, 1));
}

#[test]
fn other_columns_are_read_anew_though_the_file_is_the_same() {
    let folder = folder(&[("claimlint.toml", CONFIG), ("facts/mayors.csv", MAYORS), ("drafts/a.txt", DRAFT)]);
    let check = |folder: &TempDir| run(folder, &["check", "drafts"]).status.code();
    assert_eq!(check(&folder), Some(1));
    put(&folder, "claimlint.toml", &CONFIG.replace("Solcombe", "Norholm"));
    assert_eq!(check(&folder), Some(0));
}

#[test]
fn faults_of_the_configuration_of_facts_have_their_places() {
    let config = "[facts]\nfiles = ['facts/**']\nfils = 1\n\n[[facts.csv]]\nfiles = '*.csv'\nkind = 'ofice'\ncolumns = { persn = 'Name' }\ndelimiter = ';;'\ndates = 'backward'\n";
    let folder = folder(&[("claimlint.toml", config), ("a.txt", DRAFT), ("facts/a.toml", "")]);
    let output = run(&folder, &["check", "a.txt", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(2));
    for place in [
        "claimlint.toml:3:1",
        "claimlint.toml:7:8",
        "claimlint.toml:8:13",
        "claimlint.toml:9:13",
        "claimlint.toml:10:9",
    ] {
        assert!(err(&output).contains(place), "{place}\n{}", err(&output));
    }
    let schema: Value = serde_json::from_str(&out(&run(&folder, &["config", "schema"]))).expect("JSON");
    assert!(schema["properties"]["facts"]["properties"]["csv"]["items"]["properties"]["columns"].is_object());
    assert!(schema["properties"]["names"]["properties"]["files"].is_object());
}

#[test]
fn names_of_a_house_link_documents_and_keep_persons_apart() {
    let names = "[[person]]\nname = 'Ana Ruiz'\naliases = ['Anita Castro']\n\n[[person]]\nname = 'Bo Lind'\n\n[[person]]\nname = 'Bo Lind Paz'\n\n[[different]]\nnames = ['Bo Lind', 'Bo Lind Paz']\n";
    let folder = folder(&[
        ("names.toml", names),
        ("a.txt", "Foreign Minister Anita Castro arrived in Solcombe. Foreign Minister Bo Lind stayed away.\n"),
        ("b.txt", "Finance Minister Ana Ruiz arrived in Solcombe. Finance Minister Bo Lind Paz stayed away.\n"),
    ]);
    let dates = ["a.txt", "b.txt", "--date", "a.txt=2021-03-12", "--date", "b.txt=2021-03-12"];
    let persons = |found: Vec<Value>| -> Vec<String> {
        found.iter().map(|finding| finding["question"]["slots"]["person"].as_str().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(persons(findings(&folder, &dates).1), ["Bo Lind"]);
    put(&folder, "claimlint.toml", "[names]\nfiles = ['names.toml']\n");
    assert_eq!(persons(findings(&folder, &dates).1), ["Ana Ruiz"]);
}

#[test]
fn faults_of_a_names_file_have_their_places_and_the_rest_counts() {
    let names = "[[person]]\nname = 'Ana Ruiz'\naliases = ['Bo Lind', 'Anita', 'May']\n\n[[person]]\nname = 'Bo Lind'\naliases = ['Ana Ruiz', 'Anita']\nnick = 'B'\n\n[[persn]]\nname = 'X'\n";
    let folder = folder(&[
        ("claimlint.toml", "[names]\nfiles = ['names.toml']\n"),
        ("names.toml", names),
        ("a.txt", "In May the mayor of Solcombe, Ana Ruiz, came.\n"),
    ]);
    let output = run(&folder, &["check", "a.txt", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(2));
    let told = err(&output);
    for (place, code) in [
        ("names.toml:3:12", "CFG163"),
        ("names.toml:3:32", "CFG164"),
        ("names.toml:7:12", "CFG163"),
        ("names.toml:7:24", "CFG162"),
        ("names.toml:8:1", "CFG161"),
        ("names.toml:10:3", "CFG161"),
    ] {
        let lines: Vec<&str> = told.lines().collect();
        let stands = |two: &[&str]| two[0].contains(code) && two[1].ends_with(place);
        assert!(lines.windows(2).any(stands), "{place} {code}\n{told}");
    }
}
