//! Embeds the rule pages and the lexica of `rules/`, so that the binary needs no file at run time.
//!
//! Writes two sorted lists: `PAGES` of (path below `rules/`, contents) and `LEXICA` of (path, table). All texts are deflated.
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

fn pages(code: &mut String, root: &Path, files: &[PathBuf], out: &Path) {
    code.push_str("static PAGES: &[(&str, &[u8])] = &[\n");
    for (number, (below, path)) in with_extension(root, files, "md").enumerate() {
        let page = kept(out, &format!("{number}.page"), &deflated(path));
        writeln!(code, "    ({below:?}, {page}),").expect("writing to a string");
    }
    code.push_str("];\n");
}

fn deflated(path: &Path) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(&fs::read(path).expect("rules/ is readable"), 9)
}

/// Keeps what is embedded in the build folder, and tells the expression that embeds it.
fn kept(out: &Path, name: &str, bytes: &[u8]) -> String {
    let path = out.join(name);
    fs::write(&path, bytes).expect("the build folder is writable");
    format!("include_bytes!({:?})", path.to_string_lossy())
}

fn lexica(code: &mut String, root: &Path, files: &[PathBuf], out: &Path) {
    code.push_str("pub(crate) static LEXICA: &[(&str, Embedded)] = &[\n");
    for (number, (below, path)) in with_extension(root, files, "toml").enumerate() {
        let text = kept(out, &format!("{number}.deflated"), &deflated(path));
        let embedded = match packed(&below, path) {
            Some(packed) => {
                let packed = kept(out, &format!("{number}.packed"), &packed);
                format!("Embedded {{ packed: Some({packed}), text: {text} }}")
            }
            None => format!("Embedded {{ packed: None, text: {text} }}"),
        };
        writeln!(code, "    ({below:?}, {embedded}),").expect("writing to a string");
    }
    code.push_str("];\n");
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
