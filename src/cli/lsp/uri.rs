//! Files as URIs and back.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The path of a `file:` URI; `None` for other schemes, which lie in no folder, and for what is no URI.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next()?;
    let rest = match rest.strip_prefix("//") {
        // The host is empty, or this one.
        Some(rest) => {
            let (host, _) = rest.split_once('/')?;
            (host.is_empty() || host.eq_ignore_ascii_case("localhost")).then(|| &rest[host.len()..])?
        }
        None => rest,
    };
    let bytes = unescaped(rest)?;
    if bytes.contains(&0) || !bytes.starts_with(b"/") {
        return None;
    }
    native(bytes)
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)]
fn native(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn native(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    // "/C:/notes" is "C:\notes".
    let drive = text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if drive { &text[1..] } else { &text }))
}

fn unescaped(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            bytes.push((digit(rest.next())? * 16 + digit(rest.next())?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    Some(bytes)
}

/// The URI of an absolute path.
pub(super) fn uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    let bytes = path.as_os_str().as_encoded_bytes();
    if !bytes.starts_with(b"/") {
        uri.push('/');
    }
    for &byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        for (name, wanted) in [
            ("/a/b.txt", "file:///a/b.txt"),
            ("/a b/é\".md", "file:///a%20b/%C3%A9%22.md"),
            ("/100%/x?y#z\n", "file:///100%25/x%3Fy%23z%0A"),
        ] {
            assert_eq!(uri(Path::new(name)), wanted);
            assert_eq!(path(wanted), Some(PathBuf::from(name)));
        }
        assert_eq!(path("FILE://localhost/a%2fb"), Some(PathBuf::from("/a/b")));
        assert_eq!(path("file:/a.txt#L3"), Some(PathBuf::from("/a.txt")));
        assert!(path("file:///%ff").is_some());
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        for odd in [
            "",
            "untitled:Untitled-1",
            "file",
            "file:",
            "file://",
            "file://host/a",
            "file:///a%2",
            "file:///%00",
            "file:a",
            "https://x/y",
        ] {
            assert_eq!(path(odd), None, "{odd}");
        }
    }
}
