//! What has been decided, held against the findings of a run. The order of decisions is that of their times, not that of their lines.

use std::collections::{BTreeMap, BTreeSet};

use super::{Effect, Outcome, Quote, Record, quotes};
use crate::diagnostic::{Diagnostic, Report};
use crate::render::Lookup;

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
    /// It was decided on other words, or on those of another time.
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
    /// The ledger of some records, whatever their order; the same line twice counts once.
    pub fn of(mut records: Vec<Record>) -> Self {
        records.sort_unstable();
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
        let findings = &report.diagnostics;
        // One id may be that of several places; what was decided on one of them says nothing of the others.
        let mut held: BTreeSet<&Record> = BTreeSet::new();
        let mut states: Vec<State<'_>> = Vec::new();
        for finding in findings {
            let Some(records) = of_id.get(finding.id.as_str()) else {
                states.push(State::default());
                continue;
            };
            let quotes = quotes(finding, report, house);
            let history: Vec<&Record> =
                (records.iter().copied()).filter(|record| holds(record, &quotes, finding.more > 0, &present)).collect();
            held.extend(history.iter().copied());
            states.push(State { history, ..State::default() });
        }
        for (finding, state) in findings.iter().zip(&mut states) {
            settle(finding, state, report, house);
            if state.standing == Standing::Open
                && let Some(records) = of_id.get(finding.id.as_str())
            {
                reopen(state, records.iter().copied().filter(|record| !held.contains(record)));
            }
        }
        states
    }

    /// What is to be said of each finding of a report, in its order, also of those that are settled.
    pub fn notes(&self, report: &Report, house: &House<'_>) -> Vec<Option<String>> {
        self.states(report, house).iter().map(note).collect()
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

/// Whether a record is about these words: each place of it that is part of the run still reads so, of the same time. Where a finding has more places than it lists,
/// others than the two shown first may have moved out of the list.
fn holds(record: &Record, quotes: &[Quote], more: bool, present: &BTreeSet<String>) -> bool {
    let listed = if more { 2 } else { usize::MAX };
    let mut here = record.quotes.iter().take(listed).filter(|quote| present.contains(&quote.path));
    // Two sides were looked at: one of them beside a third that nobody has seen is another matter.
    let stands = |quote: &Quote| quotes.iter().any(|now| quote.stands_as(now));
    let seen = record.quotes.iter().filter(|quote| stands(quote)).count();
    seen >= record.quotes.len().clamp(1, 2) && here.all(stands)
}

/// Finds what was decided last, and whether that is enough for silence.
fn settle(finding: &Diagnostic, state: &mut State<'_>, report: &Report, house: &House<'_>) {
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
            let first = quotes(finding, report, house).into_iter().next();
            let same = last.quotes.first().zip(first).is_some_and(|(then, now)| then.stands_as(&now));
            same && against_references(finding, report)
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
fn against_references(finding: &Diagnostic, report: &Report) -> bool {
    let first = finding.labels.first().map_or("", |label| &label.path);
    let mut others = finding.labels.iter().map(|label| label.path.as_str()).filter(|path| *path != first).peekable();
    let judged = |path: &str| report.documents.iter().any(|document| document.judged && document.path == path);
    others.peek().is_some() && others.all(|path| !judged(path))
}

/// Marks what was decided on words that have changed since.
fn reopen<'a>(state: &mut State<'a>, left: impl Iterator<Item = &'a Record>) {
    let mut history: Vec<&Record> = left.collect();
    let Some(last) = history.iter().rev().copied().find(|record| record.outcome.is_some()) else { return };
    state.standing = Standing::Reopened;
    state.decision = Some(last);
    history.append(&mut state.history);
    history.sort_unstable();
    state.history = history;
}

/// What `check` says of a finding that somebody has looked into.
fn note(state: &State<'_>) -> Option<String> {
    let last = state.decision?;
    let outcome = last.outcome?.words();
    let who = format!("by {} on {}", last.by, last.day());
    let because = |note: &str| if note.is_empty() { String::new() } else { format!(": {}", brief(note)) };
    Some(match state.standing {
        Standing::Reopened => {
            format!("review: open again, since its words or their time have changed; it was {outcome}, {who}")
        }
        Standing::Awaiting => format!("review: {outcome}, {who}; a second person has to agree{}", because(&last.note)),
        Standing::Settled => format!("review: settled: {outcome}, {who}{}", because(&last.note)),
        Standing::Open | Standing::Decided => format!("review: {outcome}, {who}{}", because(&last.note)),
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

#[cfg(test)]
mod tests;
