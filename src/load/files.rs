//! Reading one file: the only place, beside walking, where documents come from the file system.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::decode::{MAX_BYTES, too_large};
use super::{codes, decode, parse_facts, read_bytes};
use crate::diagnostic::Problem;
use crate::source::{Columns, Source};

/// Reads a file whatever its name; one without a known extension is plain text, unless it begins as an HTML page does or is a Word file.
/// `shown` is the path that messages and the document bear. An empty file is a document without text, and a remark.
///
/// # Errors
/// If the file cannot be read, is larger than [`MAX_BYTES`], or is no text.
pub fn read_file(path: &Path, shown: &str) -> Result<(Source, Vec<Problem>), Problem> {
    let named = |problem: Problem| Problem { path: shown.to_owned(), ..problem };
    let bytes = contents(path).map_err(named)?;
    read_bytes(&bytes, shown)
}

/// Reads a facts file, TOML by its name, else CSV with such columns.
///
/// # Errors
/// If the file cannot be read, is larger than [`MAX_BYTES`], or is no text.
pub fn read_facts(path: &Path, shown: &str, columns: &Columns) -> Result<(Source, Vec<Problem>), Problem> {
    let named = |problem: Problem| Problem { path: shown.to_owned(), ..problem };
    let bytes = contents(path).map_err(named)?;
    Ok(parse_facts(shown, decode(&bytes).map_err(named)?, columns))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    #[test]
    fn files_are_read_by_their_extension_or_as_what_they_look_like() {
        let folder = tempfile::tempdir().unwrap();
        let cases = [
            ("a.md", "# Dam", Format::Markdown, "Dam"),
            ("b.htm", "<p>Dam", Format::Html, "Dam"),
            ("c", "# Dam", Format::Text, "# Dam"),
            ("d", " <!DOCTYPE html><p>Dam", Format::Html, "Dam"),
            ("e.log", "Dam", Format::Text, "Dam"),
            ("f.txt", "", Format::Text, ""),
        ];
        for (name, contents, format, text) in cases {
            let path = folder.path().join(name);
            std::fs::write(&path, contents).unwrap();
            let (source, problems) = read_file(&path, name).unwrap();
            assert_eq!((source.path.as_str(), source.format, &*source.text), (name, format, text));
            assert_eq!(problems.len(), usize::from(contents.is_empty()), "{problems:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_a_problem_of_that_path() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("p.txt"), b"%PDF-1.4").unwrap();
        let large = File::create(folder.path().join("large.txt")).unwrap();
        large.set_len(MAX_BYTES + 1).unwrap();
        let cases = [
            ("none.txt", codes::UNREADABLE),
            ("", codes::UNREADABLE),
            ("p.txt", codes::BINARY),
            ("large.txt", codes::TOO_LARGE),
        ];
        for (name, code) in cases {
            let problem = read_file(&folder.path().join(name), "shown").unwrap_err();
            assert_eq!((problem.path.as_str(), problem.code.as_str(), problem.fatal), ("shown", code, true), "{name}");
        }
    }
}
