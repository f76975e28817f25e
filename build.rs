//! Embeds the rule pages and the lexica of `rules/`, so that the binary needs no file at run time.
//!
//! Writes two sorted lists, `PAGES` and `LEXICA`, of (path below `rules/`, contents).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("rules");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let mut code = String::new();
    list(&mut code, "PAGES", &root, &files, "md");
    list(&mut code, "LEXICA", &root, &files, "toml");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("embedded.rs");
    fs::write(out, code).expect("the build folder is writable");
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

fn list(code: &mut String, name: &str, root: &Path, files: &[PathBuf], extension: &str) {
    writeln!(code, "pub(crate) static {name}: &[(&str, &str)] = &[").expect("writing to a string");
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == extension)) {
        println!("cargo:rerun-if-changed={}", path.display());
        let below = path.strip_prefix(root).expect("found below it").to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({below:?}, include_str!({:?})),", path.to_string_lossy()).expect("writing to a string");
    }
    code.push_str("];\n");
}
