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
use crate::source::{Block, Directive, Source, Span};
use placeholders::Placeholders;

/// The labels of a finding that are shown first; one of them has to lie in the stretch.
const SHOWN: usize = 2;

/// The most faults, and the most remarks, that are told of one document; the others are counted.
const TOLD: usize = 20;

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
    /// Phrases that an editor has checked, by their ends.
    checked: Vec<Span>,
    /// Placeholders, in order.
    placeholders: Vec<Span>,
}

/// Whether a span meets one of a list that is ordered by ends.
fn meets(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|other| other.end <= span.start);
    spans.get(next).is_some_and(|other| other.overlaps(span))
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
        meets(placeholders, label.span)
    })
}

/// Whether a finding is silenced; whatever silences it is marked as used.
fn silenced(finding: &Diagnostic, silences: &mut BTreeMap<&str, Silence<'_>>) -> bool {
    let mut silenced = false;
    for label in finding.labels.iter().take(SHOWN) {
        let Some(silence) = silences.get_mut(label.path.as_str()) else { continue };
        silenced |= meets(&silence.checked, label.span);
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

/// What is told of one document: the first few, and how many others there are. Each has to be looked for in the file, which takes time for many.
#[derive(Default)]
struct Told {
    problems: Vec<Problem>,
    beyond: u64,
}

impl Told {
    fn tell(&mut self, problem: impl FnOnce() -> Problem) {
        if self.problems.len() < TOLD { self.problems.push(problem()) } else { self.beyond += 1 }
    }

    /// Hands over what is told; `code` and `what` are for those that are only counted.
    fn finish(mut self, path: &str, code: &str, what: &str, problems: &mut Vec<Problem>) {
        if self.beyond > 0 {
            let fatal = self.problems.iter().any(|problem| problem.fatal);
            let problem = Problem::file(path, code, format!("{} more {what} are not listed", self.beyond));
            self.problems.push(if fatal { problem } else { problem.remark() });
        }
        problems.append(&mut self.problems);
    }
}

impl Silence<'_> {
    /// Reads the directives of the document.
    fn read(&mut self, context: Context<'_>, problems: &mut Vec<Problem>) {
        let blocks = scope::blocks(self.source);
        let mut open: Vec<(Suppression, usize)> = Vec::new();
        let mut told = Told::default();
        for directive in &self.source.directives {
            let at = directive.at.start as usize;
            if directive.words == Directive::CHECKED {
                self.checked.push(scope::phrase(&self.source.text, at));
                continue;
            }
            match parse(&directive.words) {
                Ok(parsed) => {
                    self.faults(directive, &parsed, context, &mut told);
                    self.take(directive, parsed, &blocks, &mut open, &mut told);
                }
                Err(fault) => told.tell(|| self.problem(directive.file, "CFG110", fault.message).help(fault.help)),
            }
        }
        for (begun, _) in open {
            told.tell(|| {
                let problem = self.problem(begun.file, "CFG113", "this stretch is never ended, and silences nothing");
                problem.help("write `ignore-end` behind it, or use `ignore-file`")
            });
        }
        told.finish(&self.source.path, "CFG110", "faults of suppressions", problems);
    }

    /// Takes a suppression in, as soon as it is known where it ends.
    fn take(
        &mut self,
        directive: &Directive,
        parsed: Parsed,
        blocks: &[Block],
        open: &mut Vec<(Suppression, usize)>,
        told: &mut Told,
    ) {
        let at = directive.at.start as usize;
        let selectors = parsed.selectors.into_iter().map(|selector| (selector, false)).collect();
        let mut new = Suppression { kind: parsed.kind, selectors, scope: None, file: directive.file };
        match parsed.kind {
            Kind::Ignore | Kind::Expect => new.scope = scope::of_directive(blocks, directive),
            Kind::File => new.scope = Some(Span::new(0, self.source.text.len())),
            Kind::Start => {
                open.push((new, at));
                return;
            }
            Kind::End => match close(open, &new) {
                Some((begun, start)) => new = Suppression { scope: Some(Span::new(start, at)), ..begun },
                None => {
                    told.tell(|| {
                        let problem = self.problem(directive.file, "CFG113", "no `ignore-start` is open here");
                        problem.help("end a stretch that was begun, or take this out")
                    });
                    return;
                }
            },
        }
        self.suppressions.push(new);
    }

    fn problem(&self, at: Span, code: &str, message: impl Into<String>) -> Problem {
        Problem::at(&*self.source.path, self.source.file(), at, code, message)
    }

    /// Rules that do not exist, and a reason that is wanted and missing.
    fn faults(&self, directive: &Directive, parsed: &Parsed, context: Context<'_>, told: &mut Told) {
        for selector in parsed.selectors.iter().filter(|selector| !selects(context.rules, selector)) {
            told.tell(|| {
                let message = format!("no rule has the code, prefix or name `{selector}`");
                let problem = self.problem(directive.file, "CFG111", message);
                match nearest(context.rules, selector) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("`claimlint rules list` shows all rules"),
                }
            });
        }
        if context.require_reason && parsed.reason.is_none() && parsed.kind != Kind::End {
            told.tell(|| {
                let problem = self.problem(directive.file, "CFG112", "this suppression gives no reason");
                problem.help("`require-reason` is set: add `reason=\"…\"`")
            });
        }
    }

    /// What had no effect, and the placeholders.
    fn remarks(&self, context: Context<'_>, applied: &mut Applied) {
        let mut told = Told::default();
        for suppression in &self.suppressions {
            for (selector, _) in suppression.selectors.iter().filter(|(_, used)| !used) {
                // A rule that is not run, or that does not exist, finds nothing; the latter is a fault already.
                if !runs(selector, context) {
                    continue;
                }
                applied.idle += 1;
                let name = suppression.kind.name();
                let (code, message) = match suppression.kind {
                    Kind::Expect => ("CFG115", format!("`{name}[{selector}]`: no such finding in this run")),
                    _ => ("CFG114", format!("`{name}[{selector}]` suppresses nothing in this run")),
                };
                let help = "take it out, if its reason is gone";
                told.tell(|| self.problem(suppression.file, code, message).help(help).remark());
            }
        }
        told.finish(&self.source.path, "CFG114", "suppressions without effect", &mut applied.problems);
        let mut told = Told::default();
        for &placeholder in &self.placeholders {
            told.tell(|| {
                let file = self.source.in_file(placeholder);
                let message = format!("`{}` stands in place of a value", placeholder.of(&self.source.text));
                self.problem(Span::new(file.start, file.end), "CFG116", message).remark()
            });
        }
        told.finish(&self.source.path, "CFG116", "placeholders", &mut applied.problems);
    }
}

/// Whether a selector names a rule that runs.
fn runs(selector: &str, context: Context<'_>) -> bool {
    let named = |code: &str, name: &str| selector == "ALL" || selector == name || code.starts_with(selector);
    context.rules.rules.iter().any(|rule| named(&rule.code, &rule.name) && context.settings.runs(rule))
}

/// The open stretch that an end closes: the last one, or the last one with the same rules if the end names some.
fn close(open: &mut Vec<(Suppression, usize)>, end: &Suppression) -> Option<(Suppression, usize)> {
    let same = |begun: &Suppression| end.selectors.is_empty() || begun.selectors == end.selectors;
    let at = open.iter().rposition(|(begun, _)| same(begun))?;
    Some(open.remove(at))
}

#[cfg(test)]
mod tests;
