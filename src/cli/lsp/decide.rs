//! Decisions about findings, taken in the editor: kept in the file that `claimlint review` keeps them in, and silent here as in `check`.

use std::path::Path;

use serde_json::{Value, json};

use super::super::args::Global;
use super::super::output::Style;
use super::super::review::args::ReviewFile;
use super::super::review::{self, Kept, keep, place};
use super::super::workspace::Workspace;
use super::project::Project;
use super::server::{Fault, INTERNAL_ERROR, INVALID_PARAMS, Server};
use crate::config::normal;
use crate::diagnostic::Report;
use crate::review::{FILE_NAME, House, Outcome, Record, Statement, quotes};

/// The command that takes a decision: the document, the finding's id, the outcome.
pub(super) const COMMAND: &str = "claimlint.decide";

/// The decisions on what is found in a folder, which keeps them where no configuration does.
pub(super) fn kept(global: &Global, workspace: &Workspace, folder: Option<&Path>) -> Kept {
    let beside = folder.filter(|_| workspace.primary().is_none() && !global.isolated);
    keep(&ReviewFile { review: beside.map(|folder| folder.join(FILE_NAME)) }, global, workspace)
}

impl Project {
    /// Calls with what decisions are held against.
    fn with_house<T>(&self, call: impl FnOnce(&House<'_>) -> T) -> T {
        let sources = |path: &str| self.desk.document(path).map(|document| &document.source);
        let place = |path: &str| place(path, &self.places, &self.kept.folder);
        call(&House { sources: &sources, place: &place, second_sign_off: self.kept.second_sign_off })
    }

    /// Takes what is settled out of a report.
    pub(super) fn silence(&self, report: &mut Report) {
        self.with_house(|house| self.kept.ledger.apply(report, house));
    }

    /// Whether decisions can be kept.
    pub(super) fn decides(&self) -> bool {
        self.kept.path.is_some()
    }

    /// Whether a path is that of the file of decisions.
    pub(super) fn is_decided_by(&self, path: &Path) -> bool {
        self.kept.path.as_deref().is_some_and(|kept| normal(kept) == normal(path))
    }

    /// Reads the decisions anew.
    pub(super) fn remember(&mut self, global: &Global) {
        self.kept = kept(global, &self.workspace, self.folder.as_deref());
        self.changed();
    }

    /// Keeps what somebody decided about a finding.
    fn decide(&mut self, id: &str, outcome: Outcome, global: &Global, style: Style) -> Result<(), Fault> {
        let by = review::name().ok_or((INVALID_PARAMS, "nobody knows who decides: set git's user.name".to_owned()))?;
        let statement = Statement { outcome: Some(outcome), note: "", by: &by, at: review::now() };
        let found = self.report.diagnostics.iter().filter(|finding| finding.id == id);
        let records: Vec<Record> = self.with_house(|house| {
            found.map(|finding| Record::new(finding, quotes(finding, &self.report, house), statement)).collect()
        });
        if records.is_empty() {
            return Err((INVALID_PARAMS, format!("no finding has the id `{id}`")));
        }
        let written = self.kept.append(&records.iter().collect::<Vec<_>>(), style);
        written.map_err(|error| (INTERNAL_ERROR, format!("the decision cannot be kept: {error}")))?;
        self.remember(global);
        Ok(())
    }
}

impl Server {
    /// Carries out a command of the client's.
    pub(super) fn execute(&mut self, params: &Value) -> Result<Value, Fault> {
        if params["command"] != COMMAND {
            return Err((INVALID_PARAMS, "this command is not known here".to_owned()));
        }
        let text = |at: usize| params["arguments"][at].as_str();
        let (Some(uri), Some(id), Some(outcome)) = (text(0), text(1), text(2).and_then(Outcome::from_name)) else {
            return Err((INVALID_PARAMS, "a document, the id of a finding and an outcome are wanted".to_owned()));
        };
        let (start, key) = (self.start.clone(), self.open.get(uri).map(|open| open.key.clone()));
        let folder = key.and_then(|key| self.folders.get_mut(&key));
        let Some((folder, project)) = folder.and_then(|folder| Some((&mut folder.dirty, folder.project.as_mut()?)))
        else {
            return Err((INVALID_PARAMS, "the document is not open".to_owned()));
        };
        project.decide(id, outcome, &start.global, start.style)?;
        (*folder, self.stale) = (true, true);
        Ok(Value::Null)
    }
}

/// The choice of an outcome for a finding.
pub(super) fn action(uri: &str, code: &str, id: &str, outcome: Outcome) -> Value {
    let title = format!("Decide on {code}: {}", outcome.words());
    let command = json!({"title": title, "command": COMMAND, "arguments": [uri, id, outcome.name()]});
    json!({"title": title, "kind": "quickfix", "command": command})
}
