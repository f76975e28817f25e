//! The configuration as it counts: every key with its value and with where that stands.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The keys of a section, each with the value that counts where none is given.
type Keys = &'static [(&'static str, &'static str)];

/// Sections and their keys, in the order in which they are shown. Of the sections that may stand several times only the entries are shown.
pub(super) const SECTIONS: &[(&str, Keys)] = &[
    (
        "",
        &[
            ("schema", "1"),
            ("required-version", ""),
            ("include", "[]"),
            ("exclude", "[]"),
            ("rules", "[]"),
            ("partition", "[]"),
        ],
    ),
    ("against", &[("files", "[]")]),
    ("facts", &[("files", "[]")]),
    ("names", &[("files", "[]")]),
    ("lint", &[("select", "[\"ALL\"]"), ("ignore", "[]"), ("extend-select", "[]"), ("require-reason", "false")]),
    ("review", &[("file", "\"review.jsonl\""), ("second-sign-off", "false")]),
];

/// The lines of a configuration in effect, as TOML; `file` is its path for messages and its contents, both empty if there is none.
pub fn effective(file: (&str, &str)) -> Vec<String> {
    let (path, contents) = file;
    let table = DeTable::parse(contents).ok();
    let table = table.as_ref().map(|table| table.get_ref());
    let mut lines = Vec::new();
    for (section, keys) in SECTIONS {
        let inner = if section.is_empty() { table } else { table.and_then(|table| inside(table, section)) };
        if !section.is_empty() {
            lines.push(String::new());
            lines.push(format!("[{section}]"));
        }
        for (key, default) in *keys {
            let given = inner
                .and_then(|table| table.iter().find(|(name, _)| name.get_ref() == key))
                .map(|(_, value)| value.span());
            lines.push(match given {
                Some(span) => {
                    format!("{key} = {}  # {path}:{}", flat(&contents[span.clone()]), line(contents, span.start))
                }
                None if default.is_empty() => format!("# {key} is not given"),
                None => format!("{key} = {default}  # default"),
            });
        }
    }
    if let Some(table) = table {
        for section in ["severity", "source", "override"] {
            entries(table, section, section, file, &mut lines);
        }
        if let Some(facts) = inside(table, "facts") {
            entries(facts, "csv", "facts.csv", file, &mut lines);
        }
    }
    lines
}

fn inside<'t, 'c>(table: &'t DeTable<'c>, name: &str) -> Option<&'t DeTable<'c>> {
    let value = table.iter().find(|(key, _)| key.get_ref() == name)?.1;
    if let DeValue::Table(table) = value.get_ref() { Some(table) } else { None }
}

/// The entries of a section that has no defaults, as they stand in the file.
fn entries(table: &DeTable<'_>, key: &str, section: &str, (path, contents): (&str, &str), lines: &mut Vec<String>) {
    let Some((_, value)) = table.iter().find(|(name, _)| name.get_ref() == key) else { return };
    let (head, tables): (String, Vec<&DeTable<'_>>) = match value.get_ref() {
        DeValue::Table(table) => (format!("[{section}]"), vec![table]),
        DeValue::Array(array) => {
            let tables = array
                .iter()
                .filter_map(|value| if let DeValue::Table(table) = value.get_ref() { Some(table) } else { None });
            (format!("[[{section}]]"), tables.collect())
        }
        _ => return,
    };
    for table in tables {
        lines.push(String::new());
        lines.push(head.clone());
        let mut rows: Vec<_> = table.iter().collect();
        rows.sort_by_cached_key(|(key, _)| key.span().start);
        // A table under a head of its own has to come after what stands beside it.
        let (apart, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, value)| {
            matches!(value.get_ref(), DeValue::Table(_)) && !contents[value.span()].starts_with('{')
        });
        let row = |(key, value): (Range<usize>, Range<usize>)| {
            let (line, key) = (line(contents, key.start), &contents[key]);
            format!("{key} = {}  # {path}:{line}", flat(&contents[value]))
        };
        lines.extend(rows.into_iter().map(|(key, value)| row((key.span(), value.span()))));
        for (key, value) in apart {
            let DeValue::Table(inner) = value.get_ref() else { continue };
            lines.push(format!("[{section}.{}]", key.get_ref()));
            let mut rows: Vec<_> = inner.iter().map(|(key, value)| (key.span(), value.span())).collect();
            rows.sort_by_cached_key(|(key, _)| key.start);
            lines.extend(rows.into_iter().map(row));
        }
    }
}

/// A value on one line; comments between the members of a list are left out.
fn flat(value: &str) -> String {
    if !value.contains('\n') {
        return value.to_owned();
    }
    match toml::from_str::<toml::Table>(&format!("value = {value}")) {
        Ok(table) => table.get("value").map_or_else(String::new, toml::Value::to_string),
        Err(_) => value.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn line(contents: &str, at: usize) -> usize {
    contents.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}
