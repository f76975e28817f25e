//! Invariants of the package's own structure: import order, codes, README and guides.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use claimlint::rule::Mechanism;

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
    &["desk"],
    &["config", "load"],
    &["cache"],
    &["suppress", "baseline", "versions"],
    &["render"],
    &["review"],
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

/// The code of a file that ships: no comments, no doc lines, nothing from its test module on. Empty for files of tests only.
fn code(path: &Path) -> String {
    let name = path.file_name().expect("a file").to_string_lossy();
    if matches!(&*name, "tests.rs" | "laws.rs") {
        return String::new();
    }
    let text = fs::read_to_string(path).expect("readable");
    let lines = text.lines().take_while(|line| !is_test_module(line));
    lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// A test module stands at the end of its file.
fn is_test_module(line: &str) -> bool {
    line == "mod tests {" || line == "mod laws {"
}

/// The modules that code names after `crate::`, also in a group: `crate::{load, text::Text}`.
fn imports(code: &str) -> BTreeSet<String> {
    let word = |part: &str| part.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let mut names = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        let Some(group) = part.strip_prefix('{') else {
            names.insert(word(part));
            continue;
        };
        let mut depth = 0;
        let mut start = 0;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                '}' | ',' if depth == 0 => {
                    names.insert(word(&group[start..i]));
                    start = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names
}

#[test]
fn imports_are_read_from_code_alone_and_from_groups() {
    let read = |code: &str| imports(code).into_iter().collect::<Vec<_>>();
    assert_eq!(read("use crate::text::Text;\nlet x = crate::load::parse();"), ["load", "text"]);
    assert_eq!(read("use crate::{claim::{Claim, Value}, cli, source};"), ["claim", "cli", "source"]);
    assert!(read("use std::fs;").is_empty());
}

#[test]
fn each_layer_imports_only_layers_above_it() {
    let mut faults = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let Some(own) = layer(&module(&path)) else { continue };
        for name in imports(&code(&path)) {
            if layer(&name).is_some_and(|other| other > own) {
                faults.push(format!("{} imports {name}", path.display()));
            }
        }
    }
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
    let edges = ["load", "cli", "main", "config", "cache"];
    let printers = ["cli", "main", "render"];
    let mut faults = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let code = code(&path);
        let module = module(&path);
        let names = |words: &[&str]| words.iter().any(|word| code.contains(word));
        if !edges.contains(&module.as_str())
            && names(&["std::fs", "fs::read", "File::open", "SystemTime", "Instant::now", "std::env", "Utc::now"])
        {
            faults.push(format!("{} uses files, the environment or the clock", path.display()));
        }
        if !printers.contains(&module.as_str()) && names(&["println!", "print!(", "std::process", "stdout()"]) {
            faults.push(format!("{} prints", path.display()));
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

/// The codes of problems that the sources name: `CFG` and three digits.
fn problem_codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in files(&root().join("src"), "rs") {
        for part in code(&path).split("\"CFG").skip(1) {
            codes.extend(part.get(..3).filter(|d| d.bytes().all(|b| b.is_ascii_digit())).map(|d| format!("CFG{d}")));
        }
    }
    codes
}

#[test]
fn the_register_holds_every_code_of_a_problem_and_no_other() {
    let register = fs::read_to_string(root().join("docs/codes.md")).expect("readable");
    let rows = register.lines().filter_map(|line| line.strip_prefix("| `CFG")?.get(..3));
    let registered: BTreeSet<String> = rows.map(|digits| format!("CFG{digits}")).collect();
    assert_eq!(registered, problem_codes());
}

/// The first cell of each row of the table whose head begins with `head`, without backticks.
fn column(page: &str, head: &str) -> BTreeSet<String> {
    let rows = page.lines().skip_while(|line| !line.starts_with(&format!("| {head} |"))).skip(2);
    let cells = rows.map_while(|line| line.strip_prefix("| `")?.split('`').next());
    cells.map(str::to_owned).collect()
}

#[test]
fn the_guide_to_rules_knows_every_mechanism_and_no_other() {
    let guide = fs::read_to_string(root().join("docs/writing-rules.md")).expect("readable");
    let mechanisms: BTreeSet<String> = Mechanism::ALL.map(|m| m.name().to_owned()).into();
    assert_eq!(column(&guide, "mechanism"), mechanisms);
    let register = fs::read_to_string(root().join("docs/codes.md")).expect("readable");
    for page in files(&root().join("rules"), "md") {
        let text = fs::read_to_string(&page).expect("readable");
        let setting = |key: &str| text.lines().find_map(|l| l.strip_prefix(key)?.split('"').nth(1)).expect("set");
        let row = format!("| `{}` | {} |", setting("mechanism"), setting("since"));
        let code = setting("code");
        let line = register.lines().find(|line| line.starts_with(&format!("| `{code}` |"))).expect("registered");
        assert!(line.ends_with(&row), "docs/codes.md: {line} should end with {row}");
    }
}

#[test]
fn the_guide_to_the_configuration_knows_every_key() {
    let guide = fs::read_to_string(root().join("docs/configuration.md")).expect("readable");
    let keys = fs::read_to_string(root().join("src/config/raw.rs")).expect("readable");
    let mut missing = Vec::new();
    for line in keys.lines().map(str::trim) {
        let field = line.strip_prefix("pub ").and_then(|rest| rest.split_once(':'));
        let Some((name, _)) = field.filter(|(name, _)| *name != "overrides") else { continue };
        let key = name.replace('_', "-");
        if !guide.contains(&format!("`{key}`"))
            && !guide.contains(&format!("`[{key}]`"))
            && !guide.contains(&format!("`[[{key}]]`"))
        {
            missing.push(key);
        }
    }
    assert!(missing.is_empty(), "docs/configuration.md lacks {missing:?}");
}

#[test]
fn the_readme_gives_each_rule_its_code_and_severity() {
    let readme = fs::read_to_string(root().join("README.md")).expect("readable");
    for page in files(&root().join("rules"), "md") {
        let text = fs::read_to_string(&page).expect("readable");
        let name = page.file_stem().expect("named").to_string_lossy().into_owned();
        let setting = |key: &str| text.lines().find_map(|l| l.strip_prefix(key)?.split('"').nth(1)).expect("set");
        let row = format!("| `{}` | [`{name}`](rules/{name}.md) | {} |", setting("code"), setting("severity"));
        assert!(readme.contains(&row), "README.md lacks {row}");
    }
}

#[test]
fn links_of_the_pages_lead_to_files_that_exist() {
    let mut pages = files(&root().join("docs"), "md");
    pages.extend([root().join("README.md"), root().join("CHANGELOG.md")]);
    let mut missing = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).expect("readable");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or("");
            if !file.is_empty() && !file.contains("://") && !page.parent().expect("a folder").join(file).exists() {
                missing.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
