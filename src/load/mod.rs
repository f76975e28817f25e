//! From bytes to a [`Source`]: decoding, formats, metadata and, at the edge, files and folders.
//!
//! The pure part needs no files: [`decode`] turns bytes into text with a map back to the bytes, [`parse`] turns text of a [`Format`]
//! into prose with blocks, date clues and directives, and a map back to the file. Neither panics and [`parse`] never fails.
//! [`read_file`] and `walk` are the edge; beside the command line they are the only users of the file system.
//!
//! ```
//! use claimlint::load;
//! use claimlint::source::{Format, Span};
//!
//! let decoded = load::decode(b"<h1>Dam</h1><p>It cost &pound;3m.</p>").unwrap();
//! let (source, problems) = load::parse("dam.html", Format::Html, decoded);
//! assert!(problems.is_empty());
//! assert_eq!(&*source.text, "Dam\n\nIt cost £3m.");
//! assert_eq!(&source.file()[source.in_file(Span::new(13, 17))], "&pound;3m");
//! ```

// A problem is made once per file that cannot be read, so its size does not matter.
#![allow(clippy::result_large_err)]

mod characters;
mod dates;
mod decode;
mod docx;
mod drafts;
mod facts;
mod files;
mod front_matter;
mod html;
mod markdown;
mod marks;
mod plain;
#[cfg(test)]
mod tests;
#[cfg(feature = "cli")]
mod walk;

use std::sync::Arc;

pub use decode::{Decoded, MAX_BYTES, decode};
pub use facts::{is_facts_name, parse_facts};
pub use files::{read_facts, read_file};
#[cfg(feature = "cli")]
pub use walk::{Found, Walked, walk, walk_documents, walk_facts};

use crate::diagnostic::Problem;
use crate::source::{Block, DateClue, Directive, Format, Metadata, OffsetMap, Source};

/// Codes of the problems that loading can report.
pub mod codes {
    /// A path is missing or cannot be read.
    pub const UNREADABLE: &str = "CFG101";
    /// A file is no text.
    pub const BINARY: &str = "CFG102";
    /// A file is too large.
    pub const TOO_LARGE: &str = "CFG103";
    /// A document has no text (remark).
    pub const NO_TEXT: &str = "CFG104";
    /// Bytes that could not be decoded were replaced (remark).
    pub const BAD_BYTES: &str = "CFG105";
    /// Control or bidirectional characters (remark).
    pub const CONTROL: &str = "CFG106";
    /// A pattern of `exclude` is faulty.
    pub const PATTERN: &str = "CFG107";
    /// A Word file is damaged.
    pub const DAMAGED: &str = "CFG108";
}

/// The format that a path's extension stands for; `None` for an extension that is not known, or none.
pub fn format_of(path: &str) -> Option<Format> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() {
        return None;
    }
    match extension.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Text),
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "docx" | "docm" => Some(Format::Docx),
        _ => None,
    }
}

/// What a format's reader makes of a decoded file.
#[derive(Debug, Default)]
struct Parts {
    /// The prose; `None` if it is the file itself.
    text: Option<String>,
    map: OffsetMap,
    blocks: Vec<Block>,
    directives: Vec<Directive>,
    title: Option<String>,
    dates: Vec<DateClue>,
}

/// Reads a decoded file as a format. Never fails: whatever is odd about the file becomes a remark.
/// Of a Word file it takes the plain text, a line for each paragraph: [`read_bytes`] reads such a file itself.
pub fn parse(path: &str, format: Format, decoded: Decoded) -> (Source, Vec<Problem>) {
    let Decoded { text: file, map, mut problems, .. } = decoded;
    for problem in &mut problems {
        path.clone_into(&mut problem.path);
    }
    let parts = match format {
        Format::Text => plain::read(&file),
        Format::Markdown => markdown::read(&file),
        Format::Html => html::read(&file),
        // The plain text that was made of it is all that is left of a Word file here.
        Format::Docx => Parts::default(),
        // Facts have columns, which [`parse_facts`] knows.
        Format::Facts => Parts::default(),
    };
    let source = assemble(path, format, (file, map), parts);
    told(source, problems)
}

/// Reads the text of an example as the file that its name says it is; TOML and CSV are facts.
pub fn parse_example(name: &str, text: &str) -> Source {
    let decoded = Decoded::utf8(text);
    match is_facts_name(name) {
        true => parse_facts(name, decoded, &crate::source::Columns::default()).0,
        false => parse(name, format_of(name).unwrap_or_default(), decoded).0,
    }
}

/// Reads a file of any format from its bytes; `shown` is its path, whose extension tells the format. Without one that is known it is plain text, unless it begins as an HTML page or is a Word file.
///
/// # Errors
/// If the bytes are no text, or more than [`MAX_BYTES`].
pub fn read_bytes(bytes: &[u8], shown: &str) -> Result<(Source, Vec<Problem>), Problem> {
    let named = |problem: Problem| Problem { path: shown.to_owned(), ..problem };
    let known = format_of(shown);
    if bytes.len() as u64 > MAX_BYTES {
        return Err(named(decode::too_large(bytes.len() as u64)));
    }
    if known == Some(Format::Docx) || (known.is_none() && docx::is_archive(bytes)) {
        let (file, parts) = docx::read(bytes).map_err(named)?;
        let problems = characters::remarks(&file).into_iter().map(named).collect();
        let source = assemble(shown, Format::Docx, (file.into(), OffsetMap::identity()), parts);
        return Ok(told(source, problems));
    }
    let decoded = decode(bytes).map_err(named)?;
    let format = known.unwrap_or_else(|| guess(&decoded.text));
    Ok(parse(shown, format, decoded))
}

fn guess(text: &str) -> Format {
    let head = text.trim_start().as_bytes();
    let begins = |tag: &[u8]| head.get(..tag.len()).is_some_and(|h| h.eq_ignore_ascii_case(tag));
    if begins(b"<!doctype html") || begins(b"<html") { Format::Html } else { Format::Text }
}

/// A document of a file, with its map to the disk, and of what a reader made of it.
fn assemble(path: &str, format: Format, (file, map): (Arc<str>, OffsetMap), mut parts: Parts) -> Source {
    marks::take_out(&mut parts, &file);
    let text: Arc<str> = parts.text.map_or_else(|| file.clone(), Arc::from);
    let mut source = Source::derived(path, format, text, parts.map, file, map);
    source.blocks = parts.blocks;
    source.directives = parts.directives;
    let mut clues = parts.dates;
    clues.extend(dates::datelines(&source.text, &source.blocks));
    clues.extend(dates::of_file_name(path));
    source.meta = Metadata { title: parts.title, dates: clues, ..Metadata::default() };
    source
}

/// Adds a remark if there is nothing to read.
fn told(source: Source, mut problems: Vec<Problem>) -> (Source, Vec<Problem>) {
    if source.text.trim().is_empty() {
        let what = if source.file().is_empty() { "the file is empty" } else { "the file holds no text to read" };
        problems.push(Problem::file(&*source.path, codes::NO_TEXT, what).remark());
    }
    (source, problems)
}
