//! `claimlint explain`: a rule's page.

use std::io::Write as _;

use super::args::{ExplainArgs, Global};
use super::output::{Status, Style, written};
use super::workspace::Workspace;
use crate::config::nearest;
use crate::diagnostic::Problem;

/// Runs the command.
pub(super) fn run(args: &ExplainArgs, global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, &["."], None);
    let asked = args.rule.as_str();
    let rules = workspace.rules.clone();
    let rule = rules.rules.iter().find(|rule| rule.code.eq_ignore_ascii_case(asked) || rule.name == asked);
    if rule.is_none() {
        let problem = Problem::file("", "CFG003", format!("no rule has the code or name `{asked}`"));
        workspace.problems.push(match nearest(&rules, asked) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("`claimlint rules list` shows all rules"),
        });
    }
    let fault = workspace.report_problems(style);
    let Some(rule) = rule else { return Status::Fault };
    let mut out = style.stdout();
    let end = if rule.page.ends_with('\n') { "" } else { "\n" };
    let outcome = write!(out, "{}{end}", rule.page).and_then(|()| out.flush());
    written(outcome, Status::Clean.or_fault(fault))
}
