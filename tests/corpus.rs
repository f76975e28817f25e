//! Recall and false alarms on the labelled collections of `corpus/`, against thresholds that are written down here.
//!
//! Each line of a `gold.jsonl` is a pair of spans: a `conflict` has to be found, a `soft` one may be, a `trap` and an `agree` must not be reported.
//! A finding counts for a pair if a label of at most 300 bytes, among its first eight, lies on each side; a weekday that does not fit its
//! date is wrong by itself, so that one label will do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a collection has to reach.
struct Threshold {
    collection: &'static str,
    /// Conflicts of the collection that are found, as error or warning unless their label says note: at least.
    found: usize,
    /// Traps and agreements reported as error or warning: at most.
    flagged: usize,
}

/// What the current version reaches. A change that lowers a `found` or raises a `flagged` says why in its commit.
const THRESHOLDS: &[Threshold] = &[
    Threshold { collection: "aircrash", found: 11, flagged: 0 },
    Threshold { collection: "asylum", found: 4, flagged: 0 },
    Threshold { collection: "bank", found: 3, flagged: 0 },
    Threshold { collection: "ceasefire", found: 4, flagged: 0 },
    Threshold { collection: "election", found: 7, flagged: 0 },
    Threshold { collection: "flood", found: 8, flagged: 0 },
    Threshold { collection: "games", found: 7, flagged: 0 },
    Threshold { collection: "harbour-accord", found: 5, flagged: 0 },
    Threshold { collection: "medicine", found: 10, flagged: 0 },
    Threshold { collection: "mine", found: 8, flagged: 0 },
    Threshold { collection: "museum", found: 15, flagged: 0 },
    Threshold { collection: "observatory", found: 22, flagged: 0 },
    Threshold { collection: "outbreak", found: 23, flagged: 0 },
    Threshold { collection: "railway", found: 7, flagged: 0 },
    Threshold { collection: "shipyard", found: 9, flagged: 0 },
    Threshold { collection: "strike", found: 5, flagged: 0 },
    Threshold { collection: "treaty", found: 14, flagged: 0 },
    Threshold { collection: "us-el-salvador", found: 9, flagged: 0 },
];

/// Labels of a finding that count.
const LABELS: usize = 8;
/// Bytes of a label that counts.
const LABEL_BYTES: u64 = 300;

/// A stretch of a document on disk.
#[derive(Debug)]
struct Spot {
    document: String,
    start: u64,
    end: u64,
}

/// One line of `gold.jsonl`.
#[derive(Debug)]
struct Row {
    id: String,
    kind: String,
    class: String,
    note: bool,
    /// Both sides, then further places that bear on the same conflict.
    spots: Vec<Spot>,
}

/// What a collection reached.
#[derive(Debug, Default)]
struct Reached {
    conflicts: usize,
    found: usize,
    quiet: usize,
    flagged: Vec<String>,
    missed: Vec<String>,
    elsewhere: usize,
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn words<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

fn spot(folder: &Path, side: &Value) -> Spot {
    let (document, quote) = (words(side, "doc"), words(side, "quote"));
    let bytes = fs::read(folder.join(document)).unwrap_or_else(|e| panic!("{document}: {e}"));
    let start = bytes.windows(quote.len().max(1)).position(|w| w == quote.as_bytes());
    let start = start.unwrap_or_else(|| panic!("{document} does not hold {quote:?}"));
    Spot { document: document.to_owned(), start: start as u64, end: (start + quote.len()) as u64 }
}

fn gold(folder: &Path) -> Vec<Row> {
    let text = fs::read_to_string(folder.join("gold.jsonl")).expect("a collection has its labels");
    let rows = text.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let also = row["also"].as_array().into_iter().flatten();
        let sides = [&row["a"], &row["b"]].into_iter().chain(also);
        Row {
            id: words(&row, "id").to_owned(),
            kind: words(&row, "kind").to_owned(),
            class: words(&row, "class").to_owned(),
            note: words(&row, "severity") == "note",
            spots: sides.map(|side| spot(folder, side)).collect(),
        }
    });
    rows.collect()
}

/// The findings of the built command on a collection.
fn findings(folder: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_claimlint"))
        .args(["check", "--output-format", "json"])
        .arg(folder)
        .output()
        .expect("the command runs");
    let status = output.status.code();
    assert!(matches!(status, Some(0 | 1)), "exit {status:?}: {}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    report["diagnostics"].as_array().expect("a list").clone()
}

/// Indices of the labels that overlap a spot.
fn touching(finding: &Value, spot: &Spot) -> BTreeSet<usize> {
    let labels = finding["labels"].as_array().into_iter().flatten().take(LABELS).enumerate();
    let touches = |label: &Value| {
        let byte = |end: &str| label[end]["byte"].as_u64().unwrap_or(0);
        let (start, end) = (byte("start"), byte("end"));
        let file = words(label, "path").rsplit('/').next();
        end - start <= LABEL_BYTES && file == Some(&spot.document) && start < spot.end && spot.start < end
    };
    labels.filter(|(_, label)| touches(label)).map(|(i, _)| i).collect()
}

/// Whether a finding points at two sides of a row, each with a label of its own.
fn joins(finding: &Value, row: &Row) -> bool {
    let touched: Vec<BTreeSet<usize>> = row.spots.iter().map(|spot| touching(finding, spot)).collect();
    let (a, b) = (&touched[0], &touched[1]);
    if row.kind == "conflict" && row.class == "weekday" && !(a.is_empty() && b.is_empty()) {
        return true;
    }
    let more: BTreeSet<usize> = touched[2..].iter().flatten().copied().collect();
    let two = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| !x.is_empty() && !y.is_empty() && x.union(y).count() >= 2;
    let (x, y) = (&row.spots[0], &row.spots[1]);
    let nested = x.document == y.document && x.start < y.end && y.start < x.end;
    two(a, b) || two(a, &more) || two(b, &more) || (nested && a.intersection(b).next().is_some())
}

fn is_note(finding: &Value) -> bool {
    words(finding, "severity") == "note"
}

fn judge(rows: &[Row], findings: &[Value]) -> Reached {
    let hits = |row: &Row| -> BTreeSet<usize> {
        let counts = |f: &Value| row.kind != "conflict" || row.note || !is_note(f);
        let all = findings.iter().enumerate();
        all.filter(|(_, f)| counts(f) && joins(f, row)).map(|(i, _)| i).collect()
    };
    let wanted = |row: &&Row| matches!(row.kind.as_str(), "conflict" | "soft");
    let right: BTreeSet<usize> = rows.iter().filter(wanted).flat_map(hits).collect();
    let mut reached = Reached::default();
    let mut wrong = BTreeSet::new();
    for row in rows {
        let mine = hits(row);
        match row.kind.as_str() {
            "conflict" => {
                reached.conflicts += 1;
                reached.found += usize::from(!mine.is_empty());
                if mine.is_empty() {
                    reached.missed.push(row.id.clone());
                }
            }
            "trap" | "agree" => {
                let false_alarms: Vec<usize> =
                    mine.difference(&right).copied().filter(|&i| !is_note(&findings[i])).collect();
                reached.quiet += 1;
                if !false_alarms.is_empty() {
                    reached.flagged.push(row.id.clone());
                }
                wrong.extend(false_alarms);
            }
            "soft" => {}
            other => panic!("{}: no kind is called {other:?}", row.id),
        }
    }
    let rest = |i: &usize| !right.contains(i) && !wrong.contains(i) && !is_note(&findings[*i]);
    reached.elsewhere = (0..findings.len()).filter(rest).count();
    reached
}

#[test]
fn each_collection_reaches_its_threshold() {
    let mut faults = Vec::new();
    for threshold in THRESHOLDS {
        let folder = corpus().join(threshold.collection);
        let reached = judge(&gold(&folder), &findings(&folder));
        println!(
            "{:16} found {:2} of {:2} conflicts; flagged {} of {:2} traps and agreements; {} findings that no label speaks of",
            threshold.collection,
            reached.found,
            reached.conflicts,
            reached.flagged.len(),
            reached.quiet,
            reached.elsewhere
        );
        println!("{:16} missed {:?}, flagged {:?}", "", reached.missed, reached.flagged);
        if reached.found < threshold.found {
            faults.push(format!("{}: {} conflicts found", threshold.collection, reached.found));
        }
        if reached.flagged.len() > threshold.flagged {
            faults.push(format!("{}: {:?} flagged", threshold.collection, reached.flagged));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_collection_has_a_threshold() {
    let entries = fs::read_dir(corpus()).expect("the corpus is there").flatten().filter(|e| e.path().is_dir());
    let there: BTreeSet<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    let known: BTreeSet<String> = THRESHOLDS.iter().map(|t| t.collection.to_owned()).collect();
    assert_eq!(there, known);
}

#[test]
fn a_finding_counts_only_with_a_label_on_each_side() {
    let spot = |document: &str, start, end| Spot { document: document.to_owned(), start, end };
    let row = |class: &str| Row {
        id: "x".into(),
        kind: "conflict".into(),
        class: class.into(),
        note: false,
        spots: vec![spot("a.txt", 0, 10), spot("b.txt", 20, 30), spot("c.txt", 0, 5)],
    };
    let label = |path: &str, start: u64, end: u64| serde_json::json!({"path": path, "start": {"byte": start}, "end": {"byte": end}});
    let finding = |labels: Vec<Value>| serde_json::json!({"severity": "error", "labels": labels});
    let both = finding(vec![label("docs/a.txt", 8, 12), label("docs/b.txt", 25, 40)]);
    let also = finding(vec![label("a.txt", 8, 12), label("c.txt", 4, 5)]);
    let one = finding(vec![label("a.txt", 8, 12), label("b.txt", 30, 40)]);
    let long = finding(vec![label("a.txt", 0, 301), label("b.txt", 25, 40)]);
    assert!(joins(&both, &row("date")) && joins(&also, &row("date")));
    assert!(!joins(&one, &row("date")) && joins(&one, &row("weekday")));
    assert!(!joins(&long, &row("date")));
}
