//! JSON lines in, JSON lines out: in order, on all threads, a chunk at a time, so that a million lines need no more memory than a thousand.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::output::{Status, Style, written};
use super::parallel;
use crate::diagnostic::Problem;
use crate::render;

/// Lines that are worked on at once.
const LINES: usize = 2048;
/// Bytes beyond which a chunk takes no further line.
const BYTES: usize = 8 << 20;
/// Lines that are answered together: enough to share what is looked up once for all, few enough for every thread to have some.
const TOGETHER: usize = 16;

/// What stands in place of a malformed line.
#[derive(Serialize)]
struct Malformed<'a> {
    id: Option<&'a str>,
    error: &'a str,
}

/// A line of the input and its number.
struct Line {
    number: u64,
    bytes: Vec<u8>,
}

/// The answer to a line, or what is wrong with the line.
pub(super) type Answer = Result<Vec<u8>, String>;

/// Writes the answers of `f`, one for each of some lines, to all lines of a file (`-` is standard input). A line without anything but space is passed over.
pub(super) fn run(path: &Path, style: Style, f: impl Fn(&[&[u8]]) -> Vec<Answer> + Sync + Send) -> Status {
    let shown = path.to_string_lossy();
    let mut reader: Box<dyn BufRead> = match open(path) {
        Ok(reader) => reader,
        Err(error) => {
            style.problems(&[unreadable(&shown, &error)], &|_| None);
            return Status::Fault;
        }
    };
    let mut out = style.stdout();
    let mut status = Status::Clean;
    let mut number = 0;
    loop {
        let (lines, end) = chunk(&mut *reader, &mut number);
        let answers = parallel::map(lines.chunks(TOGETHER).collect(), |lines: &[Line]| {
            f(&lines.iter().map(|line| &*line.bytes).collect::<Vec<_>>())
        });
        let mut answers = lines.iter().map(|line| line.number).zip(answers.into_iter().flatten());
        let outcome = answers.try_for_each(|(number, answer)| match answer {
            Ok(bytes) => out.write_all(&bytes),
            Err(error) => {
                status = Status::Fault;
                eprintln!("{}:{number}: {}", render::visible(&shown), render::visible(&error));
                render::write_line(&mut out, &Malformed { id: None, error: &error })
            }
        });
        if let Err(error) = outcome {
            return written(Err(error), status);
        }
        match end {
            Ok(false) => {}
            Ok(true) => return written(out.flush(), status),
            Err(error) => {
                style.problems(&[unreadable(&shown, &error)], &|_| None);
                return written(out.flush(), Status::Fault);
            }
        }
    }
}

/// The identifier of a line: a string, or a number that is given back digit by digit, however large.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Id {
    Words(String),
    Number(Box<RawValue>),
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().as_bytes() {
            [b'"', ..] => serde_json::from_str(raw.get()).map(Self::Words).map_err(D::Error::custom),
            [b'-' | b'0'..=b'9', ..] => Ok(Self::Number(raw)),
            _ => Err(D::Error::custom("`id` is neither a string nor a number")),
        }
    }
}

/// One line of output.
pub(super) fn line(value: &impl Serialize) -> Answer {
    let mut bytes = Vec::new();
    render::write_line(&mut bytes, value).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

fn unreadable(shown: &str, error: &io::Error) -> Problem {
    Problem::file(shown, "CFG101", format!("cannot read it: {error}"))
}

/// The next lines, and whether the input has ended.
fn chunk(reader: &mut dyn BufRead, number: &mut u64) -> (Vec<Line>, io::Result<bool>) {
    let (mut lines, mut size) = (Vec::new(), 0);
    while lines.len() < LINES && size < BYTES {
        let mut bytes = Vec::new();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) => return (lines, Ok(true)),
            Ok(_) => {}
            Err(error) => return (lines, Err(error)),
        }
        *number += 1;
        if *number == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(..3);
        }
        if !bytes.iter().all(u8::is_ascii_whitespace) {
            size += bytes.len();
            lines.push(Line { number: *number, bytes });
        }
    }
    (lines, Ok(false))
}
