//! Taking entries out: those that nobody has asked for in a long time, the oldest if there is too much, or all.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::place::{SIGNATURE, TAG};

/// How long an entry stays that is not asked for.
const UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often the folder is looked through.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a file may be in the making.
const MAKING: Duration = Duration::from_secs(60 * 60);
/// Most bytes of all entries.
const MOST: u64 = 2 << 30;
/// The beginning of the names of files in the making.
pub(super) const TEMPORARY: &str = "new-";
/// The file whose age tells when the folder was looked through.
const LOOKED: &str = "pruned";

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A file of the cache.
struct Entry {
    path: PathBuf,
    used: SystemTime,
    bytes: u64,
}

/// Looks the folder through if that was not done for a day, or if much was written. What cannot be removed stays.
pub(super) fn tidy(place: &Path, now: SystemTime, written: u64) {
    let looked = place.join(LOOKED);
    let age = fs::metadata(&looked).and_then(|about| about.modified()).ok().map(|at| age(now, at));
    if age.is_some_and(|age| age < EVERY) && written < MOST / 8 || !place.is_dir() {
        return;
    }
    prune(place, now, MOST);
    let _ = fs::write(looked, "");
}

/// Takes out what is old, and the oldest until no more than `most` bytes are left.
pub(super) fn prune(place: &Path, now: SystemTime, most: u64) -> Removed {
    let mut removed = Removed::default();
    let mut entries = entries(place);
    entries.sort_by_key(|entry| entry.used);
    let mut bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
    for entry in &entries {
        let making = entry.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY));
        let age = age(now, entry.used);
        if age > UNUSED || making && age > MAKING || bytes > most && !making {
            bytes -= entry.bytes;
            remove(entry, &mut removed);
        }
    }
    // Only empty folders can be removed so.
    for folder in folders(place) {
        folders_of_two(&folder).for_each(|folder| drop(fs::remove_dir(folder)));
        let _ = fs::remove_dir(folder);
    }
    removed
}

/// Removes a cache altogether, and nothing else that may lie in its folder. `None` if there is none.
pub fn clean(place: &Path) -> Option<Removed> {
    if !fs::read(place.join(TAG)).is_ok_and(|tag| tag.starts_with(SIGNATURE.as_bytes())) {
        return None;
    }
    let mut removed = Removed::default();
    entries(place).iter().for_each(|entry| remove(entry, &mut removed));
    for folder in folders(place) {
        folders_of_two(&folder).for_each(|folder| drop(fs::remove_dir(folder)));
        let _ = fs::remove_dir(folder);
    }
    for name in [LOOKED, ".gitignore", TAG] {
        let _ = fs::remove_file(place.join(name));
    }
    let _ = fs::remove_dir(place);
    Some(removed)
}

/// A clock that was set back makes nothing old.
fn age(now: SystemTime, then: SystemTime) -> Duration {
    now.duration_since(then).unwrap_or_default()
}

fn remove(entry: &Entry, removed: &mut Removed) {
    if fs::remove_file(&entry.path).is_ok() {
        removed.files += 1;
        removed.bytes += entry.bytes;
    }
}

/// All entries: only files at the depth at which entries lie, in folders of the names that the cache gives.
fn entries(place: &Path) -> Vec<Entry> {
    let folders = folders(place).into_iter().flat_map(|folder| folders_of_two(&folder).collect::<Vec<_>>());
    folders
        .flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten())
        .filter_map(|file| {
            let about = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Entry { path: file.path(), used: about.modified().ok()?, bytes: about.len() })
        })
        .collect()
}

/// The folders of builds: sixteen digits.
fn folders(place: &Path) -> Vec<PathBuf> {
    named(place, 16).collect()
}

fn folders_of_two(folder: &Path) -> impl Iterator<Item = PathBuf> {
    named(folder, 2)
}

/// The folders whose name is so many hexadecimal digits. Links are not followed.
fn named(folder: &Path, digits: usize) -> impl Iterator<Item = PathBuf> {
    let all = fs::read_dir(folder).into_iter().flatten().flatten();
    all.filter(move |entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let hex = name.len() == digits && name.bytes().all(|b| b.is_ascii_hexdigit());
        hex && entry.file_type().is_ok_and(|kind| kind.is_dir())
    })
    .map(|entry| entry.path())
}
