//! `review.jsonl`: what has been decided. Lines are only ever added, and their order does not matter, so that two branches merge.
//!
//! Reading never fails. A line that cannot be read is told with its number and left where it is; marks of a merge are passed over, since both sides count.

use std::collections::{BTreeMap, BTreeSet};

use super::{Effect, Outcome, Quote, Record, VERSION};
use crate::diagnostic::{Diagnostic, Problem, Report};
use crate::render::Lookup;

/// Most faults of a file that are told; the others are counted.
const TOLD: usize = 20;

/// Most bytes of a line.
const LINE: usize = 1 << 20;

/// How the lines begin that git leaves in a file which it could not merge.
const MARKS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

/// All decisions and notes, by time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    records: Vec<Record>,
}

/// What decisions are held against.
#[derive(Clone, Copy)]
pub struct House<'a> {
    /// The documents.
    pub sources: &'a Lookup<'a>,
    /// From the path of a document to that relative to the folder of the file.
    pub place: &'a dyn Fn(&str) -> String,
    /// Whether a finding is silent only once two people agree.
    pub second_sign_off: bool,
}

/// How a finding stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody has decided.
    #[default]
    Open,
    /// It was decided on other words.
    Reopened,
    /// It was decided, and stays until a document is mended or something else is decided.
    Decided,
    /// It was decided, and a second person has to agree.
    Awaiting,
    /// It is silent.
    Settled,
}

/// A finding's standing and what was said about it.
#[derive(Clone, Debug, Default)]
pub struct State<'a> {
    /// How it stands.
    pub standing: Standing,
    /// The decision that counts; for a reopened finding the last one on other words.
    pub decision: Option<&'a Record>,
    /// Who else decided so.
    pub signed: Vec<&'a str>,
    /// All that was said, the earliest first.
    pub history: Vec<&'a Record>,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Open, Self::Reopened, Self::Decided, Self::Awaiting, Self::Settled];

    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reopened => "reopened",
            Self::Decided => "decided",
            Self::Awaiting => "awaiting",
            Self::Settled => "settled",
        }
    }
}

impl Ledger {
    /// Reads a file. `shown` is its path for messages.
    pub fn parse(bytes: &[u8], shown: &str) -> (Self, Vec<Problem>) {
        let (mut records, mut problems) = (Vec::new(), Vec::new());
        for (i, line) in lines(bytes).enumerate() {
            let (read, fault) = read(line);
            records.extend(read);
            if let Some(fault) = fault {
                problems.push(fault.problem(shown, i as u32 + 1, line));
            }
        }
        let more = problems.len().saturating_sub(TOLD);
        if more > 0 {
            problems.truncate(TOLD);
            let message = format!("{more} more lines of the review file cannot be read");
            problems.push(Problem::file(shown, "CFG141", message));
        }
        (Self::of(records), problems)
    }

    /// The ledger of some records, whatever their order; the same line twice counts once.
    pub fn of(mut records: Vec<Record>) -> Self {
        records.sort();
        records.dedup();
        Self { records }
    }

    /// All records, the earliest first; of the same time in an order of their own.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether a record is in it.
    pub fn contains(&self, record: &Record) -> bool {
        self.records.binary_search(record).is_ok()
    }

    /// How each finding of a report stands, in its order.
    pub fn states(&self, report: &Report, house: &House<'_>) -> Vec<State<'_>> {
        let mut of_id: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        self.records.iter().for_each(|record| of_id.entry(&record.id).or_default().push(record));
        let present: BTreeSet<String> = report.documents.iter().map(|document| (house.place)(&document.path)).collect();
        let judged: BTreeSet<&str> =
            report.documents.iter().filter(|document| document.judged).map(|document| &*document.path).collect();
        let findings = &report.diagnostics;
        // One id may be that of several places; what was decided on one of them says nothing of the others.
        let mut held: BTreeSet<&Record> = BTreeSet::new();
        let mut states: Vec<State<'_>> = Vec::new();
        for finding in findings {
            let Some(records) = of_id.get(finding.id.as_str()) else {
                states.push(State::default());
                continue;
            };
            let quotes = quotes(finding, house);
            let history: Vec<&Record> =
                (records.iter().copied()).filter(|record| holds(record, &quotes, finding.more > 0, &present)).collect();
            held.extend(history.iter().copied());
            states.push(State { history, ..State::default() });
        }
        for (finding, state) in findings.iter().zip(&mut states) {
            settle(finding, state, house, &judged);
            if state.standing == Standing::Open
                && let Some(records) = of_id.get(finding.id.as_str())
            {
                reopen(state, records.iter().copied().filter(|record| !held.contains(record)));
            }
        }
        states
    }

    /// Takes settled findings out of a report and counts them; what was decided of the others is added to their notes.
    pub fn apply(&self, report: &mut Report, house: &House<'_>) {
        if self.records.is_empty() {
            return;
        }
        let states = self.states(report, house);
        let mut notes = states.iter().map(|state| (state.standing == Standing::Settled, note(state)));
        let before = report.diagnostics.len();
        report.diagnostics.retain_mut(|finding| {
            let (settled, note) = notes.next().unwrap_or_default();
            finding.notes.extend(note);
            !settled
        });
        report.account.dismissed += (before - report.diagnostics.len()) as u64;
    }
}

/// The words that a finding rests on, in its order, each once.
pub fn quotes(finding: &Diagnostic, house: &House<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for label in &finding.labels {
        let words = (house.sources)(&label.path).map_or("", |source| source.words(label.span));
        let quote = Quote::new((house.place)(&label.path), words);
        if !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    quotes
}

/// Whether a record is about these words: each place of it that is part of the run still reads so. Where a finding has more places than it lists, others than
/// the two shown first may have moved out of the list.
fn holds(record: &Record, quotes: &[Quote], more: bool, present: &BTreeSet<String>) -> bool {
    let listed = if more { 2 } else { usize::MAX };
    let mut here = record.quotes.iter().take(listed).filter(|quote| present.contains(&quote.path));
    // Two sides were looked at: one of them beside a third that nobody has seen is another matter.
    let seen = record.quotes.iter().filter(|quote| quotes.contains(quote)).count();
    seen >= record.quotes.len().clamp(1, 2) && here.all(|quote| quotes.contains(quote))
}

/// Finds what was decided last, and whether that is enough for silence.
fn settle(finding: &Diagnostic, state: &mut State<'_>, house: &House<'_>, judged: &BTreeSet<&str>) {
    let Some(last) = state.history.iter().rev().copied().find(|record| record.outcome.is_some()) else { return };
    state.decision = Some(last);
    // The last word of each person counts.
    let mut heard: Vec<&Record> = vec![last];
    for &record in state.history.iter().rev().filter(|record| record.outcome.is_some()) {
        if !heard.iter().any(|other| other.same_person(record)) {
            heard.push(record);
        }
    }
    state.signed = heard.iter().skip(1).filter(|r| r.outcome == last.outcome).map(|r| r.by.as_str()).collect();
    let silent = match last.outcome.map(Outcome::effect) {
        Some(Effect::Settles) => true,
        // In a run that shows the sides the other way round, the other side is the one that was thought right.
        Some(Effect::SettlesAgainstReferences) => {
            against_references(finding, judged) && last.quotes.first() == quotes(finding, house).first()
        }
        Some(Effect::Stays) | None => false,
    };
    state.standing = match (silent, house.second_sign_off && state.signed.is_empty()) {
        (true, true) => Standing::Awaiting,
        (true, false) => Standing::Settled,
        (false, _) => Standing::Decided,
    };
}

/// Whether all other documents than the first are references.
fn against_references(finding: &Diagnostic, judged: &BTreeSet<&str>) -> bool {
    let first = finding.labels.first().map_or("", |label| &label.path);
    let mut others = finding.labels.iter().map(|label| label.path.as_str()).filter(|path| *path != first).peekable();
    others.peek().is_some() && others.all(|path| !judged.contains(path))
}

/// Marks what was decided on words that have changed since.
fn reopen<'a>(state: &mut State<'a>, left: impl Iterator<Item = &'a Record>) {
    let mut history: Vec<&Record> = left.collect();
    let Some(last) = history.iter().rev().copied().find(|record| record.outcome.is_some()) else { return };
    state.standing = Standing::Reopened;
    state.decision = Some(last);
    history.append(&mut state.history);
    history.sort();
    state.history = history;
}

/// What `check` says of a finding that somebody has looked into.
fn note(state: &State<'_>) -> Option<String> {
    let last = state.decision?;
    let outcome = last.outcome?.words();
    let who = format!("by {} on {}", last.by, last.day());
    let because = |note: &str| if note.is_empty() { String::new() } else { format!(": {}", brief(note)) };
    Some(match state.standing {
        Standing::Reopened => format!("review: open again, since the words have changed; it was {outcome}, {who}"),
        Standing::Awaiting => format!("review: {outcome}, {who}; a second person has to agree{}", because(&last.note)),
        _ => format!("review: {outcome}, {who}{}", because(&last.note)),
    })
}

/// A note on one line, cut to a few words.
fn brief(note: &str) -> String {
    let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(200) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line,
    }
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

#[cfg(test)]
mod tests;
