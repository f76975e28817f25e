//! `review.jsonl`, line by line. Lines are only ever added, and their order does not matter, so that two branches merge.
//!
//! Reading never fails. A line that cannot be read is told with its number and left where it is; marks of a merge are passed over, since both sides count. A line whose
//! time is still to come (a wrong clock, a slip of the hand) must not stand above all that anyone decides until then: it is told, and stands below all others.

use super::{Ledger, Outcome, Record, VERSION};
use crate::diagnostic::Problem;

/// Most faults of a file that are told; the others are counted.
pub(super) const TOLD: usize = 20;

/// Most bytes of a line.
const LINE: usize = 1 << 20;

/// By how many microseconds clocks may differ: those of a day, since a decision may give no more than its day, in another part of the world.
const AHEAD: i64 = 24 * 60 * 60 * 1_000_000;

/// How the lines begin that git leaves in a file which it could not merge.
const MARKS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

impl Ledger {
    /// Reads a file. `shown` is its path for messages, `now` the present time in microseconds since 1970.
    pub fn parse(bytes: &[u8], shown: &str, now: i64) -> (Self, Vec<Problem>) {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        for (i, line) in lines(bytes).enumerate() {
            let (mut records, fault) = read(line);
            let faults = records.iter_mut().filter_map(|record| bounded(record, now)).chain(fault);
            problems.extend(faults.map(|fault| fault.problem(shown, i as u32 + 1, line)));
            all.extend(records);
        }
        let rest = problems.split_off(problems.len().min(TOLD));
        if !rest.is_empty() {
            let message = format!("{} more lines of the review file have faults", rest.len());
            let fatal = rest.iter().any(|problem| problem.fatal);
            problems.push(Problem { fatal, ..Problem::file(shown, "CFG141", message) });
        }
        (Self::of(all), problems)
    }
}

/// Brings a record whose time is still to come below all others.
fn bounded(record: &mut Record, now: i64) -> Option<Fault> {
    if record.at <= now.saturating_add(AHEAD) {
        return None;
    }
    record.at = i64::MIN;
    let message =
        format!("the decision is dated {}, which is still to come; until then all others stand above it", record.day());
    Some(Fault { code: "CFG146", fatal: false, ..Fault::new(0, message) })
}

/// What is wrong with a line.
struct Fault {
    /// The byte of the line.
    at: usize,
    code: &'static str,
    message: String,
    help: Option<String>,
    fatal: bool,
}

impl Fault {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, code: "CFG141", message: message.into(), help: None, fatal: true }
    }

    fn problem(self, shown: &str, number: u32, line: &[u8]) -> Problem {
        let mut problem = Problem::file(shown, self.code, self.message);
        let before = String::from_utf8_lossy(&line[..self.at.min(line.len())]);
        (problem.line, problem.column) = (Some(number), Some(before.chars().count() as u32 + 1));
        (problem.help, problem.fatal) = (self.help, self.fatal);
        problem
    }
}

/// The lines of a file, without line feeds and a byte order mark.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).split(|&b| b == b'\n')
}

/// Whether git left a line in a file that it could not merge.
pub(super) fn is_mark(line: &str) -> bool {
    MARKS
        .iter()
        .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r'])))
}

/// The records of a line that can be read as a whole. It has one, unless its neighbour lost its line feed in a merge.
pub(super) fn records(line: &[u8]) -> Vec<Record> {
    let (records, fault) = read(line);
    if fault.is_none() { records } else { Vec::new() }
}

fn read(line: &[u8]) -> (Vec<Record>, Option<Fault>) {
    let none = |fault| (Vec::new(), Some(fault));
    if line.len() > LINE {
        return none(Fault::new(0, format!("the line has {} bytes, more than {LINE}, and is passed over", line.len())));
    }
    let line = match std::str::from_utf8(line) {
        Ok(line) => line,
        Err(error) => return none(Fault::new(error.valid_up_to(), "the line is not UTF-8, and is passed over")),
    };
    if line.trim().is_empty() {
        return (Vec::new(), None);
    }
    if is_mark(line) {
        let fault = Fault::new(0, "a mark of a merge was left here; both sides count");
        return none(Fault { code: "CFG143", fatal: false, ..fault });
    }
    let (mut records, mut fault) = stream(line, 0);
    if fault.is_some()
        && let Some(start) = line.rfind("{\"version\":").filter(|&start| start > 0)
    {
        // The end of what was torn off may be followed by a whole one.
        let (more, _) = stream(&line[start..], start);
        let torn = |record: &Record| !records.contains(record);
        let more: Vec<Record> = more.into_iter().filter(torn).collect();
        records.extend(more);
    }
    if let Some(fault) = &mut fault {
        fault.message.push_str(if records.is_empty() {
            "; it is passed over"
        } else {
            "; the rest of the line counts"
        });
    }
    (records, fault)
}

/// What a line holds up to its first fault.
fn stream(text: &str, offset: usize) -> (Vec<Record>, Option<Fault>) {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&serde_json::value::RawValue>();
    let mut records = Vec::new();
    loop {
        let at = offset + values.byte_offset();
        match values.next() {
            None => return (records, None),
            Some(Ok(raw)) => match record(raw.get()) {
                Ok(record) => records.push(record),
                Err(fault) => return (records, Some(Fault { at: at + fault.at, ..fault })),
            },
            Some(Err(error)) if error.is_eof() => {
                return (records, Some(Fault::new(offset + text.len(), "the line is torn off")));
            }
            Some(Err(error)) => {
                let at = offset + error.column().saturating_sub(1);
                return (records, Some(Fault::new(at, "the line is no decision")));
            }
        }
    }
}

/// What every version of a line holds.
#[derive(serde::Deserialize)]
struct Head {
    version: u64,
}

fn record(json: &str) -> Result<Record, Fault> {
    let version = serde_json::from_str(json).map(|head: Head| head.version);
    if let Ok(version) = version
        && version > u64::from(VERSION)
    {
        let message = format!("the decision has version {version}, and this is read up to version {VERSION}");
        let help = Some("use a newer claimlint".to_owned());
        return Err(Fault { code: "CFG142", help, ..Fault::new(0, message) });
    }
    let record: Record = serde_json::from_str(json).map_err(|error| {
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        let unknown = words.strip_prefix("unknown variant `").filter(|rest| rest.contains(Outcome::ALL[0].name()));
        let fault = match unknown.and_then(|rest| rest.split('`').next()) {
            Some(name) => Fault { help: Some(outcomes()), ..Fault::new(0, format!("no outcome is called `{name}`")) },
            None => Fault::new(0, format!("this is no decision: {words}")),
        };
        Fault { at: error.column().saturating_sub(1), ..fault }
    })?;
    record.checked().map_err(|message| Fault::new(0, message))
}

/// The names of all outcomes, as advice.
pub fn outcomes() -> String {
    format!("the outcomes are {}", Outcome::ALL.map(Outcome::name).join(", "))
}
