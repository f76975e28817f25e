//! Claims kept from one run to the next, so that an archive that has not changed is not read again.
//!
//! A file for each document, named after a hash of all that its claims hang on: its text and blocks, the lexicon, and this build of claimlint. So an entry is never out of
//! date; it is merely no longer asked for. A file is written beside its place and renamed, so that another process sees all of it or nothing, and it is read only
//! if its length, its hash and its key are right: whatever else lies there is taken for missing, and written anew.
//!
//! ```text
//! .claimlint_cache/                 beside claimlint.toml, or at the repository's root
//!     .gitignore  CACHEDIR.TAG
//!     2f00c1d24b5e9a77/             of this build and lexicon
//!         a4/09d2…                  claims of one document
//! ```

mod entry;
mod place;
mod prune;

use std::fs;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

pub use place::{FOLDER, VARIABLE, place};
pub use prune::{Removed, clean};

use crate::claim::{Depth, DocumentClaims};
use crate::rule::RuleSet;
use crate::source::Source;
use entry::{Key, KeyHasher};

/// How long an entry may be out of use before a hit marks it as used again: writing to every file on every run would cost more than it tells.
const MARK: Duration = Duration::from_secs(24 * 60 * 60);

/// The claims of documents as earlier runs left them, for one build and one lexicon.
#[derive(Debug)]
pub struct Cache {
    place: PathBuf,
    folder: PathBuf,
    rules: Key,
    now: SystemTime,
    written: AtomicU64,
    counts: [AtomicU64; 2],
    fault: Mutex<Option<io::Error>>,
}

impl Cache {
    /// The cache at a place. Nothing is written before the first entry.
    pub fn new(place: &Path, rules: &RuleSet) -> Self {
        let mut hasher = KeyHasher::new();
        hasher.add(env!("CLAIMLINT_BUILD").as_bytes());
        hasher.add(&[match rules.extractor.depth {
            Depth::Surface => 0,
            Depth::Checkable => 1,
            Depth::Everything => 2,
        }]);
        let flags = [rules.extractor.passages, rules.extractor.closely, rules.extractor.syntax.is_some()];
        hasher.add(&flags.map(u8::from));
        // The tables that come with the program are part of the build.
        for (name, file) in rules.lexicon.files("").filter(|(_, file)| !file.is_embedded()) {
            hasher.add(name.as_bytes());
            hasher.add(file.contents.as_bytes());
        }
        let rules = hasher.key();
        Self {
            place: place.to_owned(),
            folder: place.join(&rules.hex()[..16]),
            rules,
            now: SystemTime::now(),
            written: AtomicU64::new(0),
            counts: [AtomicU64::new(0), AtomicU64::new(0)],
            fault: Mutex::new(None),
        }
    }

    /// The claims of a document, if they are there and whole.
    pub fn get(&self, source: &Source) -> Option<DocumentClaims> {
        let key = self.key(source);
        let path = self.path(&key);
        let found = fs::read(&path).ok().and_then(|bytes| entry::read(&bytes, &key));
        self.counts[usize::from(found.is_some())].fetch_add(1, Ordering::Relaxed);
        if found.is_some() {
            self.mark(&path);
        }
        found
    }

    /// Keeps the claims of a document. That it cannot be done is no fault of the run; [`fault`](Self::fault) tells.
    pub fn put(&self, source: &Source, claims: &DocumentClaims) {
        if self.fault().is_some() {
            return;
        }
        let key = self.key(source);
        let Some(bytes) = entry::write(claims, &key) else { return };
        match self.store(&self.path(&key), &bytes) {
            Ok(()) => {
                self.written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            }
            Err(error) => {
                let mut fault = self.fault.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                fault.get_or_insert(error);
            }
        }
    }

    /// Takes out what has not been asked for in a long time, and the oldest if there is too much; at most once a day, or after much was written.
    pub fn tidy(&self) {
        prune::tidy(&self.place, self.now, self.written.load(Ordering::Relaxed));
    }

    /// Why nothing could be written, if so.
    pub fn fault(&self) -> Option<String> {
        let fault = self.fault.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        fault.as_ref().map(|error| format!("{}: {error}", self.place.display()))
    }

    /// How many documents were found, and how many were not.
    pub fn counts(&self) -> (u64, u64) {
        (self.counts[1].load(Ordering::Relaxed), self.counts[0].load(Ordering::Relaxed))
    }

    fn key(&self, source: &Source) -> Key {
        let mut hasher = KeyHasher::new();
        hasher.add(&self.rules.bytes());
        hasher.add(source.text.as_bytes());
        hasher.add(&[source.format as u8]);
        if !source.blocks.is_empty() {
            // Plain structures can always be written.
            hasher.add(&postcard::to_stdvec(&source.blocks).unwrap_or_default());
        }
        if source.is_facts() {
            // The configuration tells what the columns hold.
            hasher.add(&postcard::to_stdvec(&source.records).unwrap_or_default());
        }
        hasher.key()
    }

    fn path(&self, key: &Key) -> PathBuf {
        let hex = key.hex();
        self.folder.join(&hex[..2]).join(&hex[2..])
    }

    fn mark(&self, path: &Path) {
        let old = |about: fs::Metadata| Some(self.now.duration_since(about.modified().ok()?).ok()? > MARK);
        if fs::metadata(path).ok().and_then(old) == Some(true) {
            // A cache that may only be read serves as well.
            let _ = fs::File::options().write(true).open(path).and_then(|file| file.set_modified(self.now));
        }
    }

    fn store(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.folder);
        // Another number at every call, in every process.
        let beside = folder.join(format!("{}{:016x}", prune::TEMPORARY, RandomState::new().build_hasher().finish()));
        let create = || fs::File::options().write(true).create_new(true).open(&beside);
        let mut file = match create() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                place::prepare(&self.place)?;
                fs::create_dir_all(folder)?;
                create()?
            }
            other => other?,
        };
        let written = file.write_all(bytes).and_then(|()| fs::rename(&beside, path));
        written.inspect_err(|_| {
            let _ = fs::remove_file(&beside);
        })
    }
}

#[cfg(test)]
mod tests;
