//! Embeds the rule pages and the lexica of `rules/`, so that the binary needs no file at run time.
//!
//! Writes two sorted lists: `PAGES` of (path below `rules/`, contents) and `LEXICA` of (path, table). The contents lie in archives, each of which is deflated as a whole.
//!
//! A table is read at every start, and its packed form is read many times faster than TOML; so the tables are packed here. Their TOML text comes along for
//! whoever wants to see it. Predicates are read key by key with their places and stay TOML only.
//!
//! Besides, `CLAIMLINT_BUILD` is a hash of all that the program is made of: claims that another build has kept are not used by this one.

use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use packing::Packing;

#[path = "src/lexicon/packing.rs"]
mod packing;

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut code = String::new();
    pages(&mut code, &root, &files, &out);
    lexica(&mut code, &root, &files, &out);
    fs::write(out.join("embedded.rs"), code).expect("the build folder is writable");
    println!("cargo:rustc-env=CLAIMLINT_BUILD={:016x}", build(&files));
}

/// A hash of sources, models, rules, dependencies and compiler. What does not hang on them makes no claims.
fn build(rules: &[PathBuf]) -> u64 {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    walk(&root.join("src"), &mut files);
    walk(&root.join("models"), &mut files);
    files.sort();
    let mut hasher = std::hash::DefaultHasher::new();
    let compiler = env::var("RUSTC").ok().and_then(|rustc| Command::new(rustc).arg("-V").output().ok());
    hasher.write(&compiler.map_or_else(Vec::new, |output| output.stdout));
    for path in files.iter().chain(rules) {
        if path.exists() {
            println!("cargo:rerun-if-changed={}", path.display());
        }
        hasher.write(path.strip_prefix(&root).unwrap_or(path).to_string_lossy().as_bytes());
        // A published package may lack the lock file.
        let contents = fs::read(path).unwrap_or_default();
        hasher.write_usize(contents.len());
        hasher.write(&contents);
    }
    hasher.finish()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("rules/ is readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The files of an extension: path below `rules/`, and path as the compiler shall read it.
fn with_extension<'a>(
    root: &'a Path,
    files: &'a [PathBuf],
    extension: &'a str,
) -> impl Iterator<Item = (String, &'a PathBuf)> {
    let wanted = files.iter().filter(move |path| path.extension().is_some_and(|e| e == extension));
    wanted.map(move |path| {
        println!("cargo:rerun-if-changed={}", path.display());
        let below = path.strip_prefix(root).expect("found below it").to_string_lossy().replace('\\', "/");
        (below, path)
    })
}

/// Files that are deflated together: those of one kind are much alike.
struct Archive {
    name: &'static str,
    bytes: Vec<u8>,
}

impl Archive {
    const fn new(name: &'static str) -> Self {
        Self { name, bytes: Vec::new() }
    }

    /// Adds a file, and tells where it begins and ends.
    fn add(&mut self, bytes: &[u8]) -> String {
        let start = self.bytes.len();
        self.bytes.extend(bytes);
        format!("({start}, {})", self.bytes.len())
    }

    /// Keeps the files in the build folder, and embeds them.
    fn embed(&self, code: &mut String, out: &Path) {
        let path = out.join(self.name);
        let deflated = miniz_oxide::deflate::compress_to_vec(&self.bytes, 9);
        fs::write(&path, deflated).expect("the build folder is writable");
        let (name, path) = (self.name, path.to_string_lossy());
        writeln!(code, "static {name}: Archive = Archive::new(include_bytes!({path:?}));")
            .expect("writing to a string");
    }
}

fn pages(code: &mut String, root: &Path, files: &[PathBuf], out: &Path) {
    let mut texts = Archive::new("PAGE_TEXTS");
    code.push_str("static PAGES: &[(&str, Place)] = &[\n");
    for (below, path) in with_extension(root, files, "md") {
        let place = texts.add(&fs::read(path).expect("rules/ is readable"));
        writeln!(code, "    ({below:?}, {place}),").expect("writing to a string");
    }
    code.push_str("];\n");
    texts.embed(code, out);
}

fn lexica(code: &mut String, root: &Path, files: &[PathBuf], out: &Path) {
    let (mut tables, mut texts) = (Archive::new("TABLES"), Archive::new("TABLE_TEXTS"));
    let mut predicates = Archive::new("PREDICATE_TEXTS");
    code.push_str("static LEXICA: &[(&str, Embedded)] = &[\n");
    for (below, path) in with_extension(root, files, "toml") {
        let text = fs::read(path).expect("rules/ is readable");
        let embedded = match packed(&below, path) {
            Some(packed) => {
                format!("Embedded::Table {{ packed: {}, text: {} }}", tables.add(&packed), texts.add(&text))
            }
            None => format!("Embedded::Text({})", predicates.add(&text)),
        };
        writeln!(code, "    ({below:?}, {embedded}),").expect("writing to a string");
    }
    code.push_str("];\n");
    for archive in [tables, texts, predicates] {
        archive.embed(code, out);
    }
}

/// A table in its packed form; `None` for predicates, and for a faulty table, whose fault is reported when it is read.
fn packed(below: &str, path: &Path) -> Option<Vec<u8>> {
    if below.starts_with("lexicon/predicates/") {
        return None;
    }
    let contents = fs::read_to_string(path).ok()?;
    let table = toml::de::DeTable::parse(&contents).ok()?;
    Some(Packing::of(&table).bytes)
}
