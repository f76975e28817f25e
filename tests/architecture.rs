//! Invariants of the package's own structure: import order, codes, README.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the first to the last; each imports only layers above it. Layers of one line may import each other.
const LAYERS: &[&[&str]] = &[
    &["source"],
    &["extent"],
    &["diagnostic"],
    &["lexicon"],
    &["text"],
    &["time"],
    &["quantity"],
    &["entity"],
    &["mention"],
    &["predicate"],
    &["claim"],
    &["rule"],
    &["link"],
    &["align"],
    &["conflict"],
    &["session"],
    &["config", "load"],
    &["render"],
    &["examples"],
    &["cli"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|l| l.contains(&name))
}

/// The first path segment below `src`, without `.rs`.
fn module(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).expect("below src");
    let first = below.components().next().expect("not empty").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn each_layer_imports_only_layers_above_it() {
    let mut faults = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let module = module(&path);
        let Some(own) = layer(&module) else { continue };
        let text = fs::read_to_string(&path).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for part in code.split("crate::").skip(1) {
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(other) = layer(&name) else { continue };
            if other > own {
                faults.push(format!("{} imports {name}", path.display()));
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_module_of_the_library_has_its_layer() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("readable");
    let missing: Vec<&str> = lib
        .lines()
        .filter_map(|l| l.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|m| layer(m).is_none())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn only_the_edges_touch_files_and_the_terminal() {
    let edges = ["load", "cli", "main", "config"];
    let mut faults = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        let module = module(&path);
        if !edges.contains(&module.as_str())
            && (code.contains("std::fs") || code.contains("SystemTime") || code.contains("Instant::now"))
        {
            faults.push(format!("{} uses files or the clock", path.display()));
        }
        if module != "render" && code.contains("codespan_reporting") {
            faults.push(format!("{} uses codespan-reporting", path.display()));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn codes_are_unique_and_registered() {
    let register = fs::read_to_string(root().join("docs/codes.md")).expect("docs/codes.md is the register");
    let mut codes = BTreeMap::new();
    for page in files(&root().join("rules"), "md") {
        let text = fs::read_to_string(&page).expect("readable");
        let code =
            text.lines().find_map(|l| l.strip_prefix("code")?.split('"').nth(1)).expect("a page has a code").to_owned();
        let name = text.lines().next().and_then(|l| l.strip_prefix("# ")).expect("a page has a title").to_owned();
        assert_eq!(page.file_stem().expect("named").to_string_lossy(), name, "a page is named after its rule");
        assert!(register.contains(&format!("| `{code}` | `{name}` |")), "docs/codes.md lacks {code} {name}");
        if let Some(other) = codes.insert(code.clone(), name.clone()) {
            panic!("{code} is both {other} and {name}");
        }
    }
}

#[test]
fn the_readme_shows_commands_that_exist_and_every_rule() {
    let readme = fs::read_to_string(root().join("README.md")).expect("readable");
    assert!(readme.contains("cargo run --release -- check corpus/us-el-salvador"));
    assert!(readme.contains("cargo test"));
    for page in files(&root().join("rules"), "md") {
        let name = page.file_stem().expect("named").to_string_lossy().into_owned();
        assert!(readme.contains(&format!("`{name}`")), "README.md does not list {name}");
    }
}
