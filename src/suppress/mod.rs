//! Suppressions: what the documents themselves ask not to hear of.
//!
//! A comment `claimlint: ignore[MEM402] reason="…"` silences rules for the next block, a stretch or the whole document; `expect` does so and has to find something.
//! An editor's `[CQ]` silences the phrase before it, and what rests on a placeholder (`TK`, `XX`) is no finding. All of it is read from the
//! [directives](Directive) and the prose that the format's own parser yields, never from the raw file.
//!
//! A finding is silenced if one of the two places that it shows first lies in such a stretch. What silences nothing is reported.
//! Codes: `CFG110` not readable; `CFG111` no such rule; `CFG112` no reason; `CFG113` a start without an end, or an end without a start;
//! `CFG114` silences nothing; `CFG115` expected, and not found; `CFG116` a placeholder.

mod directive;
mod insert;
mod placeholders;
mod scope;

use std::collections::BTreeMap;

pub use directive::{Fault, Kind, Parsed, parse, words};
pub use insert::{Insertion, insertions};

use crate::config::{nearest, selects};
use crate::diagnostic::{Diagnostic, Problem, Report};
use crate::rule::RuleSet;
use crate::session::Settings;
use crate::source::{Directive, Source, Span};
use placeholders::Placeholders;

/// The labels of a finding that are shown first; one of them has to lie in the stretch.
const SHOWN: usize = 2;

/// What suppressions are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The rules of the run.
    pub rules: &'a RuleSet,
    /// Which of them run.
    pub settings: &'a Settings,
    /// Whether a suppression must give its reason.
    pub require_reason: bool,
}

/// What came of the suppressions.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// Faults of suppressions, and remarks.
    pub problems: Vec<Problem>,
    /// Suppressions without effect and expectations that were not met; they count as warnings.
    pub idle: u64,
}

/// A suppression and what it silences.
struct Suppression {
    kind: Kind,
    /// Rules, and whether they silenced something.
    selectors: Vec<(String, bool)>,
    /// Where in the text; `None` if nothing follows.
    scope: Option<Span>,
    file: Span,
}

/// What a document asks not to hear of.
struct Silence<'a> {
    source: &'a Source,
    judged: bool,
    suppressions: Vec<Suppression>,
    checked: Vec<Span>,
    placeholders: Vec<Span>,
}

/// Takes silenced findings out of a report and counts them. `documents` are those of the run, each with whether it is judged.
pub fn apply<'a>(
    report: &mut Report,
    documents: impl Iterator<Item = (&'a Source, bool)>,
    context: Context<'_>,
) -> Applied {
    let mut applied = Applied::default();
    let marks: Placeholders = context.rules.lexicon.table("text/placeholders", &mut applied.problems);
    let mut silences = BTreeMap::new();
    for (source, judged) in documents {
        let placeholders = marks.find(&source.text);
        if source.directives.is_empty() && placeholders.is_empty() {
            continue;
        }
        let mut silence = Silence { source, judged, suppressions: Vec::new(), checked: Vec::new(), placeholders };
        silence.read(context, &mut applied.problems);
        silences.insert(source.path.as_str(), silence);
    }
    report.diagnostics.retain(|finding| !rests_on_placeholder(finding, &silences));
    let before = report.diagnostics.len();
    report.diagnostics.retain(|finding| !silenced(finding, &mut silences));
    report.account.suppressed += (before - report.diagnostics.len()) as u64;
    for silence in silences.values().filter(|silence| silence.judged) {
        silence.remarks(context, &mut applied);
    }
    applied
}

/// Whether a selector names a rule: `ALL`, a code or its beginning, or a name.
fn names(selector: &str, finding: &Diagnostic) -> bool {
    selector == "ALL" || selector == finding.rule || finding.code.starts_with(selector)
}

fn rests_on_placeholder(finding: &Diagnostic, silences: &BTreeMap<&str, Silence<'_>>) -> bool {
    let mut shown = finding.labels.iter().take(SHOWN);
    shown.any(|label| {
        let placeholders = silences.get(label.path.as_str()).map_or(&[][..], |silence| &silence.placeholders);
        placeholders.iter().any(|span| label.span.overlaps(*span))
    })
}

/// Whether a finding is silenced; whatever silences it is marked as used.
fn silenced(finding: &Diagnostic, silences: &mut BTreeMap<&str, Silence<'_>>) -> bool {
    let mut silenced = false;
    for label in finding.labels.iter().take(SHOWN) {
        let Some(silence) = silences.get_mut(label.path.as_str()) else { continue };
        silenced |= silence.checked.iter().any(|span| label.span.overlaps(*span));
        for suppression in &mut silence.suppressions {
            if !suppression.scope.is_some_and(|scope| scope.overlaps(label.span)) {
                continue;
            }
            for (selector, used) in &mut suppression.selectors {
                if names(selector, finding) {
                    (*used, silenced) = (true, true);
                }
            }
        }
    }
    silenced
}

impl Silence<'_> {
    /// Reads the directives of the document.
    fn read(&mut self, context: Context<'_>, problems: &mut Vec<Problem>) {
        let blocks = scope::blocks(self.source);
        let whole = Span::new(0, self.source.text.len());
        let mut open: Vec<(Suppression, usize)> = Vec::new();
        for directive in &self.source.directives {
            let at = directive.at.start as usize;
            if directive.words == Directive::CHECKED {
                self.checked.push(scope::phrase(&self.source.text, at));
                continue;
            }
            let parsed = match parse(&directive.words) {
                Ok(parsed) => parsed,
                Err(fault) => {
                    problems.push(self.problem(directive.file, "CFG110", fault.message).help(fault.help));
                    continue;
                }
            };
            problems.extend(self.faults(directive, &parsed, context));
            let selectors = parsed.selectors.into_iter().map(|selector| (selector, false)).collect();
            let mut new = Suppression { kind: parsed.kind, selectors, scope: Some(whole), file: directive.file };
            match parsed.kind {
                Kind::Ignore | Kind::Expect => new.scope = scope::of_directive(&blocks, directive),
                Kind::File => {}
                Kind::Start => {
                    open.push((new, at));
                    continue;
                }
                Kind::End => match close(&mut open, &new) {
                    Some((begun, start)) => new = Suppression { scope: Some(Span::new(start, at)), ..begun },
                    None => {
                        let problem = self.problem(directive.file, "CFG113", "no `ignore-start` is open here");
                        problems.push(problem.help("end a stretch that was begun, or take this out"));
                        continue;
                    }
                },
            }
            self.suppressions.push(new);
        }
        for (begun, _) in open {
            let problem = self.problem(begun.file, "CFG113", "this stretch is never ended, and silences nothing");
            problems.push(problem.help("write `ignore-end` behind it, or use `ignore-file`"));
        }
    }

    fn problem(&self, at: Span, code: &str, message: impl Into<String>) -> Problem {
        Problem::at(&*self.source.path, self.source.file(), at, code, message)
    }

    /// Rules that do not exist, and a reason that is wanted and missing.
    fn faults(&self, directive: &Directive, parsed: &Parsed, context: Context<'_>) -> Vec<Problem> {
        let unknown = parsed.selectors.iter().filter(|selector| !selects(context.rules, selector));
        let mut faults: Vec<Problem> = unknown
            .map(|selector| {
                let message = format!("no rule has the code, prefix or name `{selector}`");
                let problem = self.problem(directive.file, "CFG111", message);
                match nearest(context.rules, selector) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("`claimlint rules list` shows all rules"),
                }
            })
            .collect();
        if context.require_reason && parsed.reason.is_none() && parsed.kind != Kind::End {
            let problem = self.problem(directive.file, "CFG112", "this suppression gives no reason");
            faults.push(problem.help("`require-reason` is set: add `reason=\"…\"`"));
        }
        faults
    }

    /// What had no effect, and the placeholders.
    fn remarks(&self, context: Context<'_>, applied: &mut Applied) {
        for suppression in &self.suppressions {
            for (selector, _) in suppression.selectors.iter().filter(|(_, used)| !used) {
                let runs = |rule| context.settings.runs(rule);
                let named = |code: &str, name: &str| {
                    selector == "ALL" || selector == name || code.starts_with(selector.as_str())
                };
                // A rule that is not run, or that does not exist, finds nothing; the latter is a fault already.
                if !context.rules.rules.iter().any(|rule| named(&rule.code, &rule.name) && runs(rule)) {
                    continue;
                }
                let name = suppression.kind.name();
                let (code, message) = match suppression.kind {
                    Kind::Expect => ("CFG115", format!("`{name}[{selector}]`: no such finding in this run")),
                    _ => ("CFG114", format!("`{name}[{selector}]` suppresses nothing in this run")),
                };
                applied.problems.push(
                    self.problem(suppression.file, code, message).help("take it out, if its reason is gone").remark(),
                );
                applied.idle += 1;
            }
        }
        for &placeholder in &self.placeholders {
            let file = self.source.in_file(placeholder);
            let message = format!("`{}` stands in place of a value", placeholder.of(&self.source.text));
            applied.problems.push(self.problem(Span::new(file.start, file.end), "CFG116", message).remark());
        }
    }
}

/// The open stretch that an end closes: the last one, or the last one with the same rules if the end names some.
fn close(open: &mut Vec<(Suppression, usize)>, end: &Suppression) -> Option<(Suppression, usize)> {
    let same = |begun: &Suppression| end.selectors.is_empty() || begun.selectors == end.selectors;
    let at = open.iter().rposition(|(begun, _)| same(begun))?;
    Some(open.remove(at))
}

#[cfg(test)]
mod tests;
