//! `claimlint claims`: the claims of documents as JSON lines.

use std::collections::BTreeMap;
use std::io::Write as _;

use serde_json::{Value, json};

use super::args::{ClaimsArgs, Global};
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
    let mut rows = claim_rows(&session).into_iter();
    let outcome = rows.try_for_each(|row| render::write_line(&mut out, &row)).and_then(|()| out.flush());
    written(outcome, Status::Clean.or_fault(fault))
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
