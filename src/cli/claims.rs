//! `claimlint claims`: the claims of documents as JSON lines.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use serde_json::{Value, json};

use super::args::{ClaimsArgs, ClaimsFormat, Global};
use super::gather::{Wanted, gather};
use super::output::{Status, Style, written};
use super::workspace::Workspace;
use crate::claim::Claim;
use crate::render;
use crate::session::{Session, Settings};

/// Runs the command.
pub(super) fn run(args: &ClaimsArgs, global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, &args.paths, None);
    let wanted = Wanted { paths: &args.paths, ..Wanted::default() };
    let gathered = gather(&wanted, &workspace);
    workspace.problems.extend(gathered.problems);
    let fault = workspace.report_problems(style);
    let mut session = Session::new(workspace.rules.clone(), Settings::default());
    session.extend(gathered.documents);
    let mut out = style.stdout();
    let rows = claim_rows(&session);
    let outcome = match args.output_format {
        ClaimsFormat::Jsonl => rows.iter().try_for_each(|row| render::write_line(&mut out, row)),
        ClaimsFormat::Csv => table(&mut out, &rows),
    };
    written(outcome.and_then(|()| out.flush()), Status::Clean.or_fault(fault))
}

/// The columns of the table, by the keys of the rows.
const COLUMNS: [&str; 13] = [
    "path",
    "claim",
    "predicate",
    "slots",
    "value",
    "valid",
    "polarity",
    "modality",
    "speaker",
    "start",
    "end",
    "text",
    "found_by",
];

fn table(out: &mut dyn io::Write, rows: &[Value]) -> io::Result<()> {
    render::csv_row(out, COLUMNS)?;
    for row in rows {
        let cells = COLUMNS.map(|column| match &row[column] {
            Value::Null => String::new(),
            Value::String(words) => words.clone(),
            Value::Object(slots) => {
                let slots = slots.iter().map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or("")));
                slots.collect::<Vec<_>>().join("; ")
            }
            Value::Array(days) => days.iter().map(|day| day.as_str().unwrap_or("…")).collect::<Vec<_>>().join(" to "),
            other => other.to_string(),
        });
        render::csv_row(out, cells.iter().map(String::as_str))?;
    }
    Ok(())
}

/// The claims of a document, one row each.
fn claim_rows(session: &Session) -> Vec<Value> {
    let links = session.links();
    let mut rows = Vec::new();
    for (index, linked) in links.documents.iter().enumerate() {
        let source = &linked.document.source;
        for (number, claim) in linked.document.claims.claims.iter().enumerate() {
            let valid = links.valid(index, claim).days;
            let (start, end) = source.positions(claim.span);
            rows.push(json!({
                "path": source.path,
                "claim": number,
                "predicate": claim.predicate,
                "slots": slots(claim),
                "value": crate::conflict::value_words(linked, claim),
                "valid": [valid.low().map(|d| d.to_string()), valid.high().map(|d| d.to_string())],
                "polarity": claim.context.polarity,
                "modality": claim.context.modality,
                "speaker": claim.context.speaker.as_ref().map(|s| &s.name),
                "start": start.byte,
                "end": end.byte,
                "text": source.words(claim.span),
                "found_by": claim.found_by,
            }));
        }
    }
    rows
}

/// The slots by name; the words of a frame stand as `measure`.
fn slots(claim: &Claim) -> BTreeMap<&str, String> {
    let mut slots: BTreeMap<&str, String> =
        claim.slots.iter().map(|(name, r)| (name.as_str(), r.name.clone())).collect();
    if let Some(frame) = &claim.frame {
        slots.insert("measure", frame.shown.clone());
    }
    slots
}
