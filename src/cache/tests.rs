use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::*;
use crate::lexicon::Lexicon;
use crate::source::{Block, BlockKind, Span};

const TEXT: &str = "Mayor Ida Bardenfol of Port Arven signed the Fundy Ferry Agreement on 4 May 2021. The authority has 312 employees, \
    5 per cent more than in 2019. \"We want to revive the timetable,\" she said. The yard was founded in 1902.";

fn rules() -> Arc<RuleSet> {
    Arc::new(RuleSet::embedded().0)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { found.extend(files(&entry.path())) } else { found.push(entry.path()) }
    }
    found.sort_unstable();
    found
}

/// The files of a cache that hold claims.
fn kept(place: &Path) -> Vec<PathBuf> {
    files(place).into_iter().filter(|path| path.parent() != Some(place)).collect()
}

/// A folder, a cache in it that holds the claims of [`TEXT`], and these.
fn filled(rules: &RuleSet) -> (tempfile::TempDir, Cache, Source, DocumentClaims) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let cache = Cache::new(&folder.path().join(FOLDER), rules);
    let source = Source::plain("a.txt", TEXT);
    let claims = DocumentClaims::extract(&source, &rules.extractor);
    assert!(cache.get(&source).is_none());
    cache.put(&source, &claims);
    assert_eq!(cache.fault(), None);
    (folder, cache, source, claims)
}

#[test]
fn claims_come_back_as_they_were() {
    let rules = rules();
    let (_folder, cache, source, claims) = filled(&rules);
    let found = cache.get(&source).expect("kept");
    assert!(!claims.claims.is_empty() && !claims.quotes.is_empty());
    assert_eq!(format!("{found:?}"), format!("{claims:?}"));
    assert_eq!(cache.counts(), (1, 1));
    // The name of a file is none of its contents.
    assert!(cache.get(&Source::plain("other.txt", TEXT)).is_some());
}

#[test]
fn other_text_blocks_formats_words_or_extractors_have_entries_of_their_own() {
    let rules = rules();
    let (folder, cache, source, _) = filled(&rules);
    assert!(cache.get(&Source::plain("a.txt", &TEXT[1..])).is_none());
    let block = |span| Block { span, kind: BlockKind::Paragraph };
    let mut other = source.clone();
    other.blocks = vec![block(Span::new(0, TEXT.len()))];
    assert!(cache.get(&other).is_none());
    other = source.clone();
    other.format = crate::source::Format::Html;
    assert!(cache.get(&other).is_none());
    let place = folder.path().join(FOLDER);
    let lexicon = Lexicon::embedded().with("house/words", "w.toml", "a = 1");
    assert!(Cache::new(&place, &RuleSet::new(lexicon, &[]).0).get(&source).is_none());
    let mut passages = (*rules).clone();
    passages.extractor.passages = true;
    assert!(Cache::new(&place, &passages).get(&source).is_none());
    assert!(Cache::new(&place, &rules).get(&source).is_some());
}

#[test]
fn whatever_is_damaged_is_missing_and_is_written_anew() {
    let rules = rules();
    let (folder, cache, source, claims) = filled(&rules);
    let path = kept(&folder.path().join(FOLDER)).remove(0);
    let good = fs::read(&path).expect("readable");
    let mut bad: Vec<Vec<u8>> = vec![Vec::new(), b"claims1\n".to_vec(), vec![0xff; 4096], [&good[..], b"x"].concat()];
    bad.extend((0..good.len()).step_by(97).map(|end| good[..end].to_vec()));
    bad.extend((0..good.len()).step_by(61).map(|at| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x10;
        bytes
    }));
    for bytes in bad {
        fs::write(&path, &bytes).expect("writable");
        assert!(cache.get(&source).is_none(), "{} bytes", bytes.len());
        cache.put(&source, &claims);
        assert_eq!(fs::read(&path).expect("readable"), good);
        assert!(cache.get(&source).is_some());
    }
    // The entry of another document under this one's name.
    let other = Source::plain("b.txt", "Port Arven has 300 boats.");
    cache.put(&other, &DocumentClaims::extract(&other, &rules.extractor));
    let foreign = kept(&folder.path().join(FOLDER)).into_iter().find(|file| *file != path).expect("two entries");
    fs::copy(foreign, &path).expect("copied");
    assert!(cache.get(&source).is_none());
}

#[test]
fn bytes_with_a_right_hash_that_mean_nothing_are_missing_too() {
    let key = entry::KeyHasher::new().key();
    let good = entry::write(&DocumentClaims::default(), &key).expect("written");
    assert!(entry::read(&good, &key).is_some());
    for payload in [&[][..], &[0xff; 40], &[0x80; 9], &good] {
        assert!(entry::read(&entry::frame(payload, &key), &key).is_none());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_no_cache() {
    let rules = rules();
    let folder = tempfile::TempDir::new().expect("a folder");
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file").expect("writable");
    let cache = Cache::new(&taken, &rules);
    let source = Source::plain("a.txt", TEXT);
    cache.put(&source, &DocumentClaims::default());
    assert!(cache.fault().is_some() && cache.get(&source).is_none());
    cache.tidy();
    assert_eq!(fs::read(&taken).expect("readable"), b"a file");
}

#[test]
fn many_writers_of_the_same_documents_do_not_disturb_each_other() {
    let rules = rules();
    let (folder, _, _, _) = filled(&rules);
    let place = folder.path().join(FOLDER);
    let sources: Vec<Source> =
        (0..20).map(|n| Source::plain(format!("{n}.txt"), format!("Port Arven has {n} boats."))).collect();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let cache = Cache::new(&place, &rules);
                for source in sources.iter().cycle().take(60) {
                    let claims = DocumentClaims { words: source.text.len() as u32, ..DocumentClaims::default() };
                    match cache.get(source) {
                        Some(found) => assert_eq!(found.words, claims.words),
                        None => cache.put(source, &claims),
                    }
                    // Another process takes entries out meanwhile.
                    if source.path == "7.txt" {
                        prune::prune(&place, SystemTime::now(), 2_000);
                    }
                }
            });
        }
    });
}

#[test]
fn what_is_not_used_for_a_month_and_what_is_too_much_goes() {
    let rules = rules();
    let (folder, cache, source, claims) = filled(&rules);
    let place = folder.path().join(FOLDER);
    let days = |n: u64| Duration::from_secs(n * 24 * 60 * 60);
    let now = SystemTime::now();
    assert_eq!(prune::prune(&place, now, u64::MAX), Removed::default());
    assert_eq!(prune::prune(&place, now + days(29), u64::MAX).files, 0);
    assert_eq!(prune::prune(&place, now - days(99), u64::MAX).files, 0);
    assert_eq!(prune::prune(&place, now + days(31), u64::MAX).files, 1);
    assert!(kept(&place).is_empty());
    cache.put(&source, &claims);
    assert_eq!(prune::prune(&place, now, 10).files, 1);
    // A hit after a day counts as use.
    cache.put(&source, &claims);
    let path = kept(&place).remove(0);
    let file = fs::File::options().write(true).open(&path).expect("open");
    file.set_modified(now - days(29)).expect("set");
    assert!(cache.get(&source).is_some());
    assert_eq!(prune::prune(&place, now + days(5), u64::MAX).files, 0);
}

#[test]
fn cleaning_takes_out_the_cache_and_nothing_else() {
    let rules = rules();
    let (folder, cache, source, claims) = filled(&rules);
    let place = folder.path().join(FOLDER);
    let expected = kept(&place).len() as u64;
    assert_eq!(clean(&place).map(|removed| removed.files), Some(expected));
    assert!(!place.exists());
    assert_eq!(clean(&place), None);
    // Somebody named a folder of documents as the cache.
    for name in ["notes.txt", "0123456789abcdef/letter.txt", "0123456789abcdef/ab/sub/letter.txt"] {
        let path = place.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "mine").expect("written");
    }
    assert_eq!(clean(&place), None);
    cache.put(&source, &claims);
    assert_eq!(clean(&place).map(|removed| removed.files), Some(1));
    assert_eq!(files(&place).len(), 3);
}
