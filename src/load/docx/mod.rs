//! Word files (`.docx`, `.docm`): the text as it reads when every tracked change is accepted.
//!
//! Such a file has neither lines nor bytes that anyone could look up, so the document's *file* is the plain text made of it here: a line for each paragraph and for
//! each row of a table, with tabs between the cells. A position is the number of the paragraph and the place in it. Footnotes and endnotes follow the text.
//!
//! No date is taken from the file's properties: they tell when a template was made or a copy was saved, not when the text was written.

mod archive;
mod body;
#[cfg(test)]
pub(super) mod build;
mod extensions;
mod lines;
mod package;
#[cfg(test)]
mod tests;
mod xml;

use self::archive::Archive;
use self::body::Reader;
use self::lines::Lines;
use self::package::{Numbering, Styles, relations};
use super::{Parts, codes};
use crate::diagnostic::Problem;

/// Whether bytes are a zip archive, as every Word file is.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads a Word file into its plain text and what was made of it. The problem's path is empty: the caller knows it.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Parts), Problem> {
    if !is_archive(bytes) {
        return Err(no_archive(bytes));
    }
    let mut archive = Archive::open(bytes)?;
    let main = main_part(&mut archive)?;
    let parts = relations(&mut archive, &main)?;
    let mut optional = |kind: &str| match parts.get(kind) {
        Some(path) => Ok(archive.part(path)?.map(|contents| (path.clone(), contents))),
        None => Ok(None),
    };
    let styles = optional("styles")?.map_or_else(|| Ok(Styles::default()), |(path, xml)| Styles::read(&path, &xml))?;
    let numbering = optional("numbering")?;
    let numbering = numbering.map_or_else(|| Ok(Numbering::default()), |(path, xml)| Numbering::read(&path, &xml))?;
    let notes = [optional("footnotes")?, optional("endnotes")?];
    let text = archive.part(&main)?.ok_or_else(|| damaged(&format!("its part `{main}` is missing")))?;
    let mut reader = Reader::new(Lines::new(styles, numbering));
    xml::walk(&main, &text, |node| reader.node(&node))?;
    if !reader.body {
        return Err(damaged(&format!("its part `{main}` holds no text of a document")));
    }
    for (path, contents) in notes.into_iter().flatten() {
        xml::walk(&path, &contents, |node| reader.node(&node))?;
    }
    Ok(reader.lines.finish())
}

/// The part that holds the text.
fn main_part(archive: &mut Archive<'_>) -> Result<String, Problem> {
    let relations = relations(archive, "")?;
    let usual = "word/document.xml";
    let main = relations.get("officeDocument").cloned().or_else(|| archive.has(usual).then(|| usual.to_owned()));
    let other = |what: &str| Err(refuse(codes::BINARY, format!("this is {what}, not a Word file")));
    match main {
        Some(main) if main.starts_with("xl/") => other("a spreadsheet"),
        Some(main) if main.starts_with("ppt/") => other("a presentation"),
        Some(main) => Ok(main),
        None if archive.has("mimetype") => other("an OpenDocument file or an e-book"),
        None if archive.has("word/") => Err(damaged("its text is missing")),
        None => other("a zip archive"),
    }
}

fn no_archive(bytes: &[u8]) -> Problem {
    // Names of streams within such a file are UTF-16.
    let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    match bytes {
        [] => refuse(codes::BINARY, "this is no Word file: it is empty".to_owned()),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if bytes.windows(encrypted.len()).any(|name| *name == *encrypted) => protected(),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            let message = "this is a file of Word 97 to 2003, whatever its name says".to_owned();
            refuse(codes::BINARY, message).help("save it as .docx")
        }
        [b'{', b'\\', b'r', b't', b'f', ..] => {
            refuse(codes::BINARY, "this is an RTF document, whatever its name says".to_owned()).help("save it as .docx")
        }
        _ => refuse(codes::BINARY, "this is no Word file, whatever its name says".to_owned())
            .help("give plain text a name that ends in .txt"),
    }
}

fn refuse(code: &str, message: String) -> Problem {
    Problem::file("", code, message)
}

fn protected() -> Problem {
    refuse(codes::BINARY, "the file is protected by a password".to_owned()).help("save a copy without a password")
}

fn damaged(what: &str) -> Problem {
    refuse(codes::DAMAGED, format!("the Word file is damaged: {what}")).help("open it and save it again")
}
