//! `claimlint claims`: the claims of documents as JSON lines.

use std::io::Write as _;

use serde_json::Value;

use super::args::{ClaimsArgs, Global};
use super::gather::{Wanted, gather};
use super::output::{Status, Style, written};
use super::workspace::Workspace;
use crate::render;
use crate::session::{Document, Session, Settings};

/// Runs the command.
pub(super) fn run(args: &ClaimsArgs, global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, &args.paths, None);
    let wanted = Wanted { paths: &args.paths, against: &[], dates: &[], stdin_filename: None };
    let gathered = gather(&wanted, &workspace);
    workspace.problems.extend(gathered.problems);
    let fault = workspace.report_problems(style);
    let mut session = Session::new(workspace.rules.clone(), Settings::default());
    session.extend(gathered.documents);
    let mut out = style.stdout();
    let mut rows = session.documents().flat_map(claim_rows);
    let outcome = rows.try_for_each(|row| render::write_line(&mut out, &row)).and_then(|()| out.flush());
    written(outcome, Status::Clean.or_fault(fault))
}

/// The claims of a document, one row each.
fn claim_rows(_document: &Document) -> Vec<Value> {
    Vec::new()
}
