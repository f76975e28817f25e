//! The only thing that takes lines out of `review.jsonl`.

use std::collections::BTreeSet;

use super::Record;
use super::read::{is_mark, lines, records};

/// What is left of a file, and what was dropped.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// The file as it is to be.
    pub bytes: Vec<u8>,
    /// The records that were dropped, in the order of the file.
    pub dropped: Vec<Record>,
}

/// Drops the lines whose findings are gone: those of no id in `ids`, unless `elsewhere` says that a document of theirs was not part of the run, or `idle` that
/// the rule of that code did not run.
/// Lines that cannot be read stay as they are; marks of a merge, which say nothing, go.
pub fn prune(
    bytes: &[u8],
    ids: &BTreeSet<&str>,
    elsewhere: &dyn Fn(&str) -> bool,
    idle: &dyn Fn(&str) -> bool,
) -> Pruned {
    let mut pruned = Pruned::default();
    for line in lines(bytes) {
        let all = records(line);
        let gone = |record: &Record| {
            !ids.contains(record.id.as_str())
                && !idle(&record.code)
                && !record.quotes.iter().any(|quote| elsewhere(&quote.path))
        };
        if !all.is_empty() && all.iter().all(gone) {
            pruned.dropped.extend(all);
        } else if !line.is_empty() && !std::str::from_utf8(line).is_ok_and(is_mark) {
            pruned.bytes.extend(line);
            pruned.bytes.push(b'\n');
        }
    }
    pruned
}
