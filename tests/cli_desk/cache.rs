//! What is kept from one run to the next changes how long a run takes, and nothing else.

use std::path::PathBuf;

use super::*;

const CACHE: &str = ".claimlint_cache";

/// A draft and an archive that differ on several things.
const DESK: &[(&str, &str)] = &[
    ("a.md", RATES[0].1),
    ("b.txt", RATES[1].1),
    (
        "old/c.html",
        "<p>Foreign Minister Ana Ruiz arrived on 12 March 2021.</p><table><tr><td>Boats</td><td>12</td></tr></table>",
    ),
    ("old/d.txt", "Finance Minister Ana Ruiz spoke on 12 March 2021. \"We want to revive the pact,\" she said.\n"),
];

fn entries(folder: &TempDir) -> Vec<PathBuf> {
    fn below(folder: PathBuf) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        entries.flat_map(|path| if path.is_dir() { below(path) } else { vec![path] }).collect()
    }
    let all = below(folder.path().join(CACHE)).into_iter();
    all.filter(|path| path.parent() != Some(&folder.path().join(CACHE))).collect()
}

fn kept(output: &Output) -> String {
    let told = err(output);
    told.lines().find(|line| line.contains("the cache") || line.contains("kept")).unwrap_or("").to_owned()
}

#[test]
fn findings_are_the_same_byte_for_byte_cold_warm_and_without_on_any_number_of_threads() {
    for format in ["full", "json", "sarif", "html"] {
        let folder = folder(DESK);
        let check = |args: &[&str]| {
            let output = run(&folder, &[&["check", "--output-format", format, "--explain-pairs"], args].concat());
            (output.status.code(), out(&output), err(&output))
        };
        let without = check(&["--no-cache"]);
        assert!(without.1.contains("ROL301") && without.1.contains("NUM201"), "{}", without.1);
        assert!(!folder.path().join(CACHE).exists());
        for threads in ["1", "2", "1"] {
            assert_eq!(check(&["-j", threads]), without);
        }
        assert_eq!(entries(&folder).len(), 4);
    }
}

#[test]
fn a_second_run_reads_only_what_is_new() {
    let folder = folder(DESK);
    let check = || kept(&run(&folder, &["check", "-v"]));
    assert_eq!(check(), "0 documents from the cache, 4 read anew");
    assert_eq!(check(), "4 documents from the cache, 0 read anew");
    put(&folder, "b.txt", "The jobless rate in Lorvia was 7.5 per cent in 2020.\n");
    assert_eq!(check(), "3 documents from the cache, 1 read anew");
    // Another date, topic or page is no other reading; another word list is.
    let dated = "schema = 1\n[[source]]\nfiles = \"b.txt\"\ndate = \"2021\"\n";
    put(&folder, "claimlint.toml", dated);
    assert_eq!(check(), "4 documents from the cache, 0 read anew");
    put(&folder, "claimlint.toml", &dated.replace("[[", "rules = [\"house\"]\n[["));
    put(&folder, "house/lexicon/entity/extra.toml", "# Nothing yet.\n");
    assert_eq!(check(), "0 documents from the cache, 4 read anew");
    for command in [&["sheet"][..], &["baseline", "create"], &["explain", "ROL301", "b.txt"]] {
        assert_ne!(run(&folder, command).status.code(), Some(2), "{command:?}");
    }
}

#[test]
fn a_damaged_cache_is_rebuilt_and_never_trusted() {
    let folder = folder(DESK);
    let sound = out(&run(&folder, &["check"]));
    for damage in [&b""[..], b"claims1\nclaims1\nclaims1\nclaims1\nclaims1\n", &[0xff; 9000]] {
        entries(&folder).iter().for_each(|path| fs::write(path, damage).expect("written"));
        assert_eq!(out(&run(&folder, &["check"])), sound);
        assert_eq!(kept(&run(&folder, &["check", "-v"])), "4 documents from the cache, 0 read anew");
    }
    // Folders where files ought to be.
    for path in entries(&folder) {
        fs::remove_file(&path).expect("removed");
        fs::create_dir(&path).expect("made");
    }
    let output = run(&folder, &["check"]);
    assert_eq!((out(&output), err(&output)), (sound, String::new()));
}

#[test]
fn two_runs_at_once_do_not_disturb_each_other() {
    let folder = folder(DESK);
    let sound = out(&run(&folder, &["check", "--no-cache"]));
    for _ in 0..3 {
        let runs: Vec<_> = (0..4).map(|_| command(folder.path(), &["check"]).stdout(Stdio::piped()).spawn()).collect();
        for child in runs {
            let output = child.and_then(std::process::Child::wait_with_output).expect("it runs");
            assert_eq!(out(&output), sound);
        }
        assert_eq!(run(&folder, &["clean"]).status.code(), Some(0));
    }
}

#[test]
fn it_lies_where_it_is_wanted_and_is_cleaned_away() {
    let folder = folder(DESK);
    put(&folder, "old/claimlint.toml", "schema = 1\n");
    run(&folder, &["check", "old"]);
    assert!(folder.path().join("old").join(CACHE).join("CACHEDIR.TAG").exists());
    assert_eq!(read(&folder, "old/.claimlint_cache/.gitignore"), "# Made by claimlint.\n*\n");
    assert!(!folder.path().join(CACHE).exists());
    run(&folder, &["check", "a.md"]);
    assert!(folder.path().join(CACHE).exists());
    let cleaned = out(&run(&folder, &["clean", "old"]));
    assert!(cleaned.starts_with("removed 2 files, ") && cleaned.ends_with("from old/.claimlint_cache\n"), "{cleaned}");
    assert!(!folder.path().join("old").join(CACHE).exists());
    assert_eq!(out(&run(&folder, &["clean", "old"])), "there is no cache in old/.claimlint_cache\n");
    let elsewhere = TempDir::new().expect("a folder");
    let mut check = command(folder.path(), &["check", "a.md", "-v"]);
    check.env("CLAIMLINT_CACHE_DIR", elsewhere.path());
    assert_eq!(kept(&check.output().expect("it runs")), "0 documents from the cache, 1 read anew");
    assert_eq!(kept(&check.output().expect("it runs")), "1 documents from the cache, 0 read anew");
}

#[test]
fn nothing_is_kept_of_standard_input_or_where_nothing_can_be_written() {
    let folder = folder(DESK);
    run_with(&folder, &["check", "-", "--stdin-filename", "draft.md"], "It rained in Ostrel.\n");
    assert!(!folder.path().join(CACHE).exists());
    put(&folder, CACHE, "a file");
    let output = run(&folder, &["check"]);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(1), ""));
    assert!(kept(&run(&folder, &["check", "-v"])).starts_with("nothing is kept for the next run: "));
    assert_eq!(read(&folder, CACHE), "a file");
}
