//! Names of files that are no text.
#![cfg(unix)]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use super::*;

#[test]
fn names_that_are_not_utf_8_stay_apart_and_can_be_given() {
    let folder = folder(&[]);
    let name = |bytes: &'static [u8]| OsStr::from_bytes(bytes);
    for (bytes, rate) in [(&b"rate \xff.txt"[..], "5.2"), (b"rate \xfe.txt", "7.4")] {
        fs::write(
            folder.path().join(name(bytes)),
            format!("The jobless rate in Lorvia was {rate} per cent in 2020.\n"),
        )
        .expect("written");
    }
    let told = |args: &[&OsStr]| {
        let output = command(folder.path(), &["check", "--output-format", "concise"])
            .args(args)
            .stdin(Stdio::null())
            .output()
            .expect("the command runs");
        (output.status.code(), out(&output))
    };
    let (status, all) = told(&[]);
    assert_eq!(status, Some(1), "{all}");
    assert!(all.contains("rate \\xFE.txt:1:5") && all.contains("rate \\xFF.txt:1:5"), "{all}");
    assert_eq!(told(&[name(b"rate \xff.txt"), name(b"rate \xfe.txt")]), (status, all.clone()));
    assert_eq!(told(&[name(b"rate \xfe.txt"), OsStr::new("--against"), name(b"rate \xff.txt")]).0, Some(1));
    let dated = OsStr::new("rate \\xFF.txt=2021");
    assert_eq!(told(&[OsStr::new("."), OsStr::new("--date"), dated]).0, Some(1));
    assert_eq!(told(&[name(b"none \xff.txt")]).0, Some(2));
}
