//! Reading one file: the only place, beside walking, where documents come from the file system.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::decode::{MAX_BYTES, too_large};
use super::{codes, decode, format_of, parse};
use crate::diagnostic::Problem;
use crate::source::{Format, Source};

/// Reads a file whatever its name; one without a known extension is plain text, unless it begins as an HTML page does.
/// `shown` is the path that messages and the document bear. An empty file is a document without text, and a remark.
///
/// # Errors
/// If the file cannot be read, is larger than [`MAX_BYTES`], or is no text.
pub fn read_file(path: &Path, shown: &str) -> Result<(Source, Vec<Problem>), Problem> {
    let named = |problem: Problem| Problem { path: shown.to_owned(), ..problem };
    let bytes = contents(path).map_err(named)?;
    let decoded = decode(&bytes).map_err(named)?;
    drop(bytes);
    let format = format_of(shown).unwrap_or_else(|| guess(&decoded.text));
    Ok(parse(shown, format, decoded))
}

fn contents(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |e: std::io::Error| Problem::file("", codes::UNREADABLE, format!("cannot be read: {e}"));
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_or(0, |m| m.len());
    if length > MAX_BYTES {
        return Err(too_large(length));
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    // The limit holds for pipes and devices too, which do not tell their length.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn guess(text: &str) -> Format {
    let head = text.trim_start().as_bytes();
    let begins = |tag: &[u8]| head.get(..tag.len()).is_some_and(|h| h.eq_ignore_ascii_case(tag));
    if begins(b"<!doctype html") || begins(b"<html") { Format::Html } else { Format::Text }
}
