//! Reading on after a fault: the entry that is at fault is blanked out, and the rest read again.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::raw::Raw;
use super::read::plain;
use crate::diagnostic::Problem;
use crate::lexicon::toml_problem;

/// Most faults that are shown.
const FAULTS: usize = 16;

/// The keys of a configuration, without the entries that cannot be read; and what is wrong with those. Nothing, if it is no TOML.
pub(super) fn parse(contents: &str, shown: &str) -> (Raw, Vec<Problem>) {
    let mut sound = contents.to_owned();
    let mut problems = Vec::new();
    while problems.len() < FAULTS {
        let error = match toml::from_str::<Raw>(&sound) {
            Ok(raw) => return (raw, problems),
            Err(error) => error,
        };
        problems.push(plain(toml_problem(shown, contents, &error, "CFG001")));
        let table = DeTable::parse(&sound).ok();
        let entry = error.span().zip(table).and_then(|(fault, table)| entry(table.get_ref(), fault.start));
        let Some(entry) = entry else { break };
        // Spaces keep the places of what follows.
        let blank: String = sound[entry.clone()]
            .chars()
            .map(|c| if c == '\n' { "\n".into() } else { " ".repeat(c.len_utf8()) })
            .collect();
        sound.replace_range(entry, &blank);
    }
    (Raw::default(), problems)
}

/// The innermost `key = value` around an offset.
fn entry(table: &DeTable<'_>, at: usize) -> Option<Range<usize>> {
    for (key, value) in table {
        let inner = match value.get_ref() {
            DeValue::Table(table) => entry(table, at),
            DeValue::Array(array) => array.iter().find_map(|value| match value.get_ref() {
                DeValue::Table(table) => entry(table, at),
                _ => None,
            }),
            _ => None,
        };
        let whole = key.span().start..value.span().end;
        if inner.is_some() {
            return inner;
        }
        let leaf = !matches!(value.get_ref(), DeValue::Table(_)) && whole.start < whole.end;
        if leaf && whole.contains(&at) {
            return Some(whole);
        }
    }
    None
}
