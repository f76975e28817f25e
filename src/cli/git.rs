//! What a change touches, asked of the command `git`.
//!
//! A Word file has no lines that git knows, so its paragraphs are held against those of its earlier version.
//!
//! Code `CFG130`: git is missing, the folder is no repository, a revision is unknown, or the history ends too early.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::difference;
use super::tree::Tree;
use crate::diagnostic::Problem;

/// What the change is measured against.
#[derive(Clone, Copy, Debug)]
pub(super) enum Since<'a> {
    /// The point where the present branch left a revision, up to the files as they lie on disk.
    Revision(&'a str),
    /// The last commit, up to what is staged.
    Staged,
}

/// The lines that a change adds or alters, by file.
#[derive(Debug)]
pub(super) struct Changes {
    files: BTreeMap<PathBuf, Lines>,
    /// What takes the place of the work tree: the documents as staged.
    pub tree: Option<Tree>,
    git: Git,
    /// The commit that the change is measured against; nothing before the first.
    before: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Lines {
    All,
    Some(Vec<RangeInclusive<u32>>),
}

impl Changes {
    /// Asks git, in the repository around a folder. `named` are paths of the command line.
    pub(super) fn since(since: Since<'_>, folder: &Path, named: &[PathBuf]) -> Result<Self, Box<Problem>> {
        let git = Git { folder: folder.to_owned(), index: None };
        let top = git.run(&["rev-parse", "--show-toplevel"])?;
        if !top.status.success() {
            return Err(problem("this folder lies in no git repository").into());
        }
        let root = real(&path_of(trimmed(&top.stdout)));
        let git = Git { folder: root.clone(), index: None };
        let mut new = Self { files: BTreeMap::new(), tree: None, git, before: None };
        match since {
            Since::Revision(revision) => {
                let base = new.git.base(revision)?;
                new.read(&new.git.diff(&[&base])?, &root);
                for name in split(&new.git.output(&["ls-files", "--others", "--exclude-standard", "-z"])?) {
                    new.files.insert(real(&root.join(path_of(name))), Lines::All);
                }
                new.before = Some(base);
            }
            Since::Staged => {
                let head = new.git.run(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
                new.before = head.status.success().then(|| String::from_utf8_lossy(trimmed(&head.stdout)).into_owned());
                let tree = Tree::index(&new.git, named)?;
                new.read(&new.git.diff(&["--cached"])?, tree.folder());
                new.tree = Some(tree);
            }
        }
        Ok(new)
    }

    /// The documents as they were before the change; nothing before the first commit.
    pub(super) fn before(&self, named: &[PathBuf]) -> Result<Option<Tree>, Box<Problem>> {
        self.before.as_deref().map(|commit| Tree::commit(&self.git, commit, named)).transpose()
    }

    /// The path in the repository of a file of the run.
    pub(super) fn back(&self, path: &Path) -> PathBuf {
        let path = real(path);
        self.tree.as_ref().map_or_else(|| path.clone(), |tree| tree.back(&path))
    }

    /// Whether the change touches a file at all.
    pub(super) fn touches_file(&self, path: &Path) -> bool {
        self.files.contains_key(&real(path))
    }

    /// Takes for the lines that changed in a file those that its text does not share with an earlier one.
    pub(super) fn compare(&mut self, path: &Path, before: &str, after: &str) {
        self.files.insert(real(path), Lines::Some(difference::lines(before, after)));
    }

    /// Whether the change touches these lines of a file.
    pub(super) fn touches(&self, path: &Path, lines: RangeInclusive<u32>) -> bool {
        match self.files.get(&real(path)) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => {
                ranges.iter().any(|range| range.start() <= lines.end() && lines.start() <= range.end())
            }
        }
    }

    /// Reads a diff without context. Lines are counted off, since a line of a document may look like the head of a file.
    fn read(&mut self, diff: &[u8], root: &Path) {
        let (mut file, mut content) = (None, 0);
        for line in diff.split(|&b| b == b'\n') {
            if content > 0 && matches!(line.first(), Some(b'+' | b'-')) {
                content -= 1;
            } else if let Some(name) = line.strip_prefix(b"+++ ") {
                file = name_of(name).map(|name| real(&root.join(path_of(&name))));
                if let Some(file) = &file {
                    self.files.insert(file.clone(), Lines::Some(Vec::new()));
                }
            } else if let Some((removed, (start, added))) = hunk(line) {
                content = removed + added;
                if let Some(Lines::Some(ranges)) = file.as_ref().and_then(|file| self.files.get_mut(file))
                    && added > 0
                {
                    ranges.push(start..=start + (added - 1));
                }
            }
        }
    }
}

/// Lines removed, and where how many were added, of `@@ -1,2 +3,4 @@`.
fn hunk(line: &[u8]) -> Option<(u32, (u32, u32))> {
    let line = std::str::from_utf8(line.get(..line.len().min(80))?).ok().or(std::str::from_utf8(line).ok())?;
    let mut parts = line.strip_prefix("@@ -")?.split(' ');
    let numbers = |part: &str| -> Option<(u32, u32)> {
        let (start, count) = part.split_once(',').unwrap_or((part, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let (_, removed) = numbers(parts.next()?)?;
    Some((removed, numbers(parts.next()?.strip_prefix('+')?)?))
}

/// The name of `+++ b/name`, which git quotes as C does where it holds odd characters; `None` for a file that is gone.
fn name_of(words: &[u8]) -> Option<Vec<u8>> {
    let words = words.strip_suffix(b"\t").unwrap_or(words);
    let name = match words.strip_prefix(b"\"").and_then(|inner| inner.strip_suffix(b"\"")) {
        Some(inner) => unquoted(inner),
        None => words.to_vec(),
    };
    name.strip_prefix(b"b/").map(<[u8]>::to_vec)
}

fn unquoted(inner: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'a') => out.push(7),
            Some(b'b') => out.push(8),
            Some(b't') => out.push(b'\t'),
            Some(b'n') => out.push(b'\n'),
            Some(b'v') => out.push(11),
            Some(b'f') => out.push(12),
            Some(b'r') => out.push(b'\r'),
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                while let Some(digit) = bytes.next_if(|b| (b'0'..=b'7').contains(b)) {
                    value = value * 8 + u32::from(digit - b'0');
                }
                out.push(value as u8);
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// The command `git`, in a folder.
#[derive(Clone, Debug)]
pub(super) struct Git {
    folder: PathBuf,
    /// The index to use, if not the repository's own.
    index: Option<PathBuf>,
}

impl Git {
    /// The folder it works in: the root of the repository.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The same, with an index of its own.
    pub(super) fn with_index(&self, index: PathBuf) -> Self {
        Self { index: Some(index), ..self.clone() }
    }

    fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new("git");
        // Hooks set these for the repository they run in, which is not always that of the documents; the index is theirs to choose.
        command.arg("-C").arg(&self.folder).args(args).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        command
    }

    fn run(&self, args: &[impl AsRef<OsStr>]) -> Result<Output, Box<Problem>> {
        self.command(args).output().map_err(|error| problem(&format!("cannot run git: {error}")).into())
    }

    /// Runs a command that reads its standard input and prints nothing.
    pub(super) fn feed(&self, args: &[impl AsRef<OsStr>], input: &[u8]) -> Result<(), Box<Problem>> {
        let mut command = self.command(args);
        let fed =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().and_then(|mut child| {
                let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input));
                let status = child.wait()?;
                written.map(|()| status.success())
            });
        match fed {
            Ok(true) => Ok(()),
            _ => Err(problem("git could not write out the documents that it holds").into()),
        }
    }

    /// What a command prints.
    pub(super) fn output(&self, args: &[&str]) -> Result<Vec<u8>, Box<Problem>> {
        let output = self.run(args)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or("it gave no reason").trim_start_matches("fatal: ");
        Err(problem(&format!("git {} failed: {words}", args.first().unwrap_or(&""))).into())
    }

    fn diff(&self, what: &[&str]) -> Result<Vec<u8>, Box<Problem>> {
        let mut args =
            vec!["-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text"];
        args.extend([
            "--unified=0",
            "--inter-hunk-context=0",
            "--find-renames",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--no-relative",
        ]);
        args.push("--ignore-submodules");
        args.extend(what);
        args.push("--");
        self.output(&args)
    }

    /// The commit at which the present branch left a revision.
    fn base(&self, revision: &str) -> Result<String, Box<Problem>> {
        let shallow =
            || self.output(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|out| trimmed(&out) == b"true");
        let deepen = "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` for GitLab";
        let commit = format!("{revision}^{{commit}}");
        let known = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if !known.status.success() {
            let problem = problem(&format!("git knows no revision `{revision}`"));
            return Err(if shallow() {
                problem.help(deepen)
            } else {
                problem.help("`git branch --all` lists branches")
            }
            .into());
        }
        let id = String::from_utf8_lossy(trimmed(&known.stdout)).into_owned();
        let base = self.run(&["merge-base", &id, "HEAD"])?;
        if base.status.success() {
            return Ok(String::from_utf8_lossy(trimmed(&base.stdout)).into_owned());
        }
        Err(if shallow() {
            problem(&format!("the history is cut short, so that it does not show where this branch left `{revision}`"))
                .help(deepen)
        } else {
            problem(&format!("`{revision}` and the present commit have no history in common"))
        }
        .into())
    }
}

/// A fault of asking git.
pub(super) fn problem(message: &str) -> Problem {
    Problem::file("", "CFG130", message)
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// Names that end in a NUL.
pub(super) fn split(bytes: &[u8]) -> BTreeSet<&[u8]> {
    bytes.split(|&b| b == 0).filter(|name| !name.is_empty()).collect()
}

/// The path of a name as git prints it.
#[cfg(unix)]
pub(super) fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(name))
}

/// The path of a name as git prints it.
#[cfg(not(unix))]
pub(super) fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// The path without links, so that git's name of a file and the user's meet.
fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| crate::config::normal(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_and_names_are_read() {
        assert_eq!(hunk(b"@@ -1,2 +3,4 @@ head"), Some((2, (3, 4))));
        assert_eq!(hunk(b"@@ -7 +8 @@"), Some((1, (8, 1))));
        assert_eq!(hunk("@@ -7,0 +8,2 @@ é".as_bytes()), Some((0, (8, 2))));
        assert_eq!(hunk(b"@@ nothing"), None);
        for (words, name) in [
            (&b"b/a.txt"[..], Some(&b"a.txt"[..])),
            (b"b/a b.txt\t", Some(b"a b.txt")),
            (b"\"b/a\\n\\\"\\303\\251.txt\"", Some("a\n\"é.txt".as_bytes())),
            (b"/dev/null", None),
        ] {
            assert_eq!(name_of(words).as_deref(), name);
        }
    }

    fn nothing() -> Changes {
        let git = Git { folder: PathBuf::new(), index: None };
        Changes { files: BTreeMap::new(), tree: None, git, before: None }
    }

    #[test]
    fn paragraphs_that_an_earlier_text_lacks_are_changed() {
        for (before, after, lines) in
            [("a\nb\nc\n", "a\nB\nc\nd\n", vec![2..=2, 4..=4]), ("a\nb\n", "a\n", vec![]), ("", "a\nb\n", vec![1..=2])]
        {
            let mut changes = nothing();
            changes.compare(Path::new("/nowhere/a.docx"), before, after);
            assert_eq!(changes.files.get(Path::new("/nowhere/a.docx")), Some(&Lines::Some(lines)), "{after}");
        }
    }

    #[test]
    fn a_line_that_looks_like_a_head_is_content() {
        let diff = b"diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1,2 @@\n-old\n+++ b/b.txt\n+@@ -1 +9 @@\n@@ -5,0 +7 @@\n+x\n";
        let mut changes = nothing();
        changes.read(diff, Path::new("/nowhere"));
        let lines = changes.files.get(Path::new("/nowhere/a.txt"));
        assert_eq!(lines, Some(&Lines::Some(vec![1..=2, 7..=7])));
        assert_eq!(changes.files.len(), 1);
    }
}
