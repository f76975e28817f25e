//! Where the cache lies, and the two files that tell other programs what it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::normal;

/// The folder's name.
pub const FOLDER: &str = ".claimlint_cache";

/// The variable of the environment that names another folder.
pub const VARIABLE: &str = "CLAIMLINT_CACHE_DIR";

/// The file by which programs that make backups know a cache, and how it has to begin.
pub(super) const TAG: &str = "CACHEDIR.TAG";
/// See <https://bford.info/cachedir/>.
pub(super) const SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55";

/// The cache's folder: as the environment says; else below `root`, the folder of the configuration; else below the root of the repository that `path` lies in, or below
/// the current folder.
pub fn place(root: Option<&Path>, path: &Path) -> PathBuf {
    if let Some(folder) = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
        return normal(Path::new(&folder));
    }
    let root = root.map(Path::to_path_buf).or_else(|| repository(path));
    root.or_else(|| std::env::current_dir().ok()).unwrap_or_default().join(FOLDER)
}

fn repository(path: &Path) -> Option<PathBuf> {
    normal(path).ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// Makes the folder and its two files.
pub(super) fn prepare(place: &Path) -> io::Result<()> {
    fs::create_dir_all(place)?;
    let tag = format!("{SIGNATURE}\n# This folder is a cache of claimlint. It can be deleted at any time.\n");
    for (name, contents) in [(".gitignore", "# Made by claimlint.\n*\n"), (TAG, tag.as_str())] {
        let path = place.join(name);
        if !path.exists() {
            fs::write(path, contents)?;
        }
    }
    Ok(())
}
