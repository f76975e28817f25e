//! The file of decisions: where it lies, and adding to it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::{Component, Path, PathBuf};

use super::super::args::Global;
use super::super::output::Style;
use super::super::workspace::{Workspace, shown};
use super::ReviewFile;
use crate::config::normal;
use crate::diagnostic::Problem;
use crate::review::{FILE_NAME, Ledger, Record};

/// Most bytes of a file of decisions.
const SIZE: u64 = 256 << 20;

/// What is kept, and where.
#[derive(Debug, Default)]
pub(in crate::cli) struct Kept {
    /// The file; nothing where no configuration counts and none is named.
    pub path: Option<PathBuf>,
    /// Its folder, which the paths in it are relative to.
    pub folder: PathBuf,
    pub bytes: Vec<u8>,
    pub ledger: Ledger,
    pub second_sign_off: bool,
    pub problems: Vec<Problem>,
}

/// Reads the file that `--review` names, else that of the configuration, else the usual one beside it or in the present folder. One that is not there yet is empty.
pub(in crate::cli) fn keep(file: &ReviewFile, global: &Global, workspace: &Workspace) -> Kept {
    let config = workspace.primary();
    // Decisions are not part of what is staged: those of the work tree count.
    let beside =
        || config.map_or_else(|| normal(Path::new(".")), |config| workspace.origin(&config.root)).join(FILE_NAME);
    let configured =
        || config.and_then(|config| config.review.as_deref()).map(|path| workspace.origin(path)).unwrap_or_else(beside);
    let path = match &file.review {
        Some(path) => Some(normal(path)),
        None if global.isolated => None,
        None => Some(configured()),
    };
    let second_sign_off = config.is_some_and(|config| config.second_sign_off);
    let Some(path) = path else { return Kept { second_sign_off, ..Kept::default() } };
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let mut kept = Kept { path: Some(path.clone()), folder, second_sign_off, ..Kept::default() };
    match read(&path) {
        Ok(bytes) => {
            let (ledger, problems) = Ledger::parse(&bytes, &shown(&path), super::now());
            (kept.bytes, kept.ledger, kept.problems) = (bytes, ledger, problems);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => {
            let problem = Problem::file(shown(&path), "CFG140", format!("cannot read the decisions: {error}"));
            kept.problems.push(problem);
        }
    }
    kept
}

/// The contents of a file of decisions; "-" is standard input.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().take(SIZE + 1).read_to_end(&mut bytes)?;
    } else {
        if fs::metadata(path)?.is_dir() {
            return Err(io::Error::other("it is a folder"));
        }
        fs::File::open(path)?.take(SIZE + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > SIZE {
        return Err(io::Error::other("it is larger than 256 MB"));
    }
    Ok(bytes)
}

/// The path of a document relative to a folder, with `/` and, where it lies outside, `..`.
pub(in crate::cli) fn place(document: &str, places: &BTreeMap<String, PathBuf>, folder: &Path) -> String {
    let path = normal(places.get(document).map_or(Path::new(document), PathBuf::as_path));
    let (own, base): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (path.components().collect(), folder.components().collect());
    let shared = own.iter().zip(&base).take_while(|(a, b)| a == b).count();
    let up = base[shared..].iter().map(|_| "..".into());
    let down = own[shared..].iter().map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

impl Kept {
    /// The file, for messages.
    pub(super) fn shown(&self) -> String {
        shown(&self.place())
    }

    pub(super) fn place(&self) -> PathBuf {
        self.path.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME))
    }

    /// Adds lines to the end, all at once, so that two who add at a time do not mix. A last line that was torn off gets its end first.
    pub(in crate::cli) fn append(&self, records: &[&Record], style: Style) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Err(io::Error::other("with --isolated, give --review FILE"));
        };
        if records.is_empty() {
            return Ok(());
        }
        let fresh = !path.exists();
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        let torn = self.bytes.last().is_some_and(|&last| last != b'\n');
        let mut lines = String::from(if torn { "\n" } else { "" });
        records.iter().for_each(|record| lines.push_str(&record.line()));
        file.write_all(lines.as_bytes())?;
        if fresh && !style.quiet {
            self.hint(path);
        }
        Ok(())
    }

    /// Tells how git merges the file without asking, once.
    fn hint(&self, path: &Path) {
        let repository = path.ancestors().skip(1).any(|folder| folder.join(".git").exists());
        let attributes = fs::read_to_string(self.folder.join(".gitattributes")).unwrap_or_default();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if repository && !attributes.contains(&*name) {
            eprintln!("so that git merges it without conflicts, add this line to .gitattributes: {name} merge=union");
        }
    }

    /// Puts other contents in place of the file. Beside it first, so that a full disk cannot cost the decisions.
    pub(super) fn replace(&mut self, bytes: &[u8]) -> io::Result<()> {
        let path = self.place();
        let mut beside: OsString = path.clone().into_os_string();
        beside.push(".claimlint-new");
        let beside = PathBuf::from(beside);
        let target = fs::canonicalize(&path).unwrap_or(path);
        let outcome = fs::write(&beside, bytes)
            .and_then(|()| fs::set_permissions(&beside, fs::metadata(&target)?.permissions()))
            .and_then(|()| fs::rename(&beside, target));
        outcome.inspect_err(|_| {
            let _ = fs::remove_file(&beside);
        })
    }
}
