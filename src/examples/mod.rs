//! Runs the examples of rule pages: every page is its own test.
//!
//! Each example runs three times: with its rule alone, when exactly the marked spans have to be labelled; with its documents swapped, when the same has
//! to come out; and with all rules on, when no other rule may report unless the heading says `also CODE`.
//! How a file becomes a [`Source`] is the caller's business, so that this layer reads no formats.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::rule::{Example, Rule, RuleSet};
use crate::session::{Role, Session, Settings};
use crate::source::{DateClue, DateOrigin, Source};

/// Makes a document of a file's name and contents.
pub type Parse<'a> = dyn Fn(&str, &str) -> Source + 'a;

/// What running an example came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Code of the rule.
    pub rule: String,
    /// Heading of the example, without "Conflict:" and "No conflict:".
    pub heading: String,
    /// Line of the heading in the page.
    pub line: u32,
    /// What went wrong; empty if all is well.
    pub faults: Vec<String>,
}

impl Outcome {
    /// Whether the example did as its page says.
    pub fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Runs the examples of a rule. An example that cannot be read is an outcome with that fault.
pub fn run(rules: &Arc<RuleSet>, rule: &Rule, parse: &Parse) -> Vec<Outcome> {
    let (examples, problems) = rule.examples();
    let unread = problems.into_iter().map(|problem| Outcome {
        rule: rule.code.clone(),
        heading: "unreadable example".to_owned(),
        line: problem.line.unwrap_or(0),
        faults: vec![problem.message],
    });
    let run = examples.iter().map(|example| Outcome {
        rule: rule.code.clone(),
        heading: example.heading.clone(),
        line: example.line,
        faults: faults(rules, rule, example, parse),
    });
    let mut outcomes: Vec<Outcome> = unread.chain(run).collect();
    outcomes.sort_by_cached_key(|o| o.line);
    outcomes
}

fn faults(rules: &Arc<RuleSet>, rule: &Rule, example: &Example, parse: &Parse) -> Vec<String> {
    let side_by_side = rule.mechanism.lays_beside();
    let alone = Settings { select: vec![rule.code.clone()], one_topic: true, side_by_side, ..Settings::default() };
    let all = Settings { one_topic: true, ..Settings::default() };
    let mut faults = Trial::run(rules, alone.clone(), example, parse, false).judge(&rule.code);
    let swapped = Trial::run(rules, alone, example, parse, true).judge(&rule.code);
    // A fault of the example as it stands is not worth saying twice.
    faults.extend(
        swapped
            .into_iter()
            .filter(|_| faults.is_empty())
            .map(|f| format!("documents swapped: {f}"))
            .collect::<Vec<_>>(),
    );
    faults.extend(others(&Trial::run(rules, all, example, parse, false).report, rule, example));
    faults
}

/// An example that has been run.
struct Trial<'e> {
    example: &'e Example,
    report: Report,
    /// Marked ranges of the files, by the paths of the documents.
    marks: Vec<(String, Range<usize>)>,
    /// The places of the labels in the files, by finding.
    labels: Vec<Vec<(String, Range<usize>)>>,
}

impl<'e> Trial<'e> {
    /// Runs an example. Swapped, the documents bear folders that sort them the other way round; their names stay.
    fn run(rules: &Arc<RuleSet>, settings: Settings, example: &'e Example, parse: &Parse, swapped: bool) -> Self {
        let count = example.documents.len();
        let (mut sources, mut marks) = (Vec::new(), Vec::new());
        for (i, document) in example.documents.iter().enumerate() {
            let mut source = parse(&document.name, &document.contents);
            if swapped {
                source.path = format!("{:03}/{}", count - i, document.name);
            }
            if let Some(date) = &document.date {
                source.meta.dates.push(DateClue { value: date.clone(), origin: DateOrigin::CommandLine });
            }
            marks.extend(document.marks.iter().map(|m| (source.path.clone(), m.range())));
            let role = if source.is_facts() { Role::Reference } else { Role::Judged };
            sources.push((source, role));
        }
        if swapped {
            sources.reverse();
        }
        let mut session = Session::new(rules.clone(), settings);
        session.extend(sources);
        let report = session.check();
        let place = |d: &Diagnostic| {
            let labels = d.labels.iter();
            let located =
                labels.filter_map(|l| Some((l.path.clone(), session.document(&l.path)?.source.in_file(l.span))));
            located.collect()
        };
        let labels = report.diagnostics.iter().map(place).collect();
        Self { example, report, marks, labels }
    }

    /// What differs from the example's promise for the rule of a code.
    fn judge(&self, code: &str) -> Vec<String> {
        let found: Vec<usize> =
            (0..self.report.diagnostics.len()).filter(|&i| self.report.diagnostics[i].code == code).collect();
        if !self.example.conflict {
            return found.iter().map(|&i| format!("reported without cause: {}", self.describe(i))).collect();
        }
        let [only] = found.as_slice() else {
            let list: Vec<String> = found.iter().map(|&i| self.describe(i)).collect();
            return vec![match list.is_empty() {
                true => "the conflict was not found".to_owned(),
                false => format!("{} findings instead of one: {}", list.len(), list.join("; ")),
            }];
        };
        let mut faults = self.spans(*only);
        let diagnostic = &self.report.diagnostics[*only];
        if diagnostic.severity != self.example.severity {
            let (found, wanted) = (diagnostic.severity.name(), self.example.severity.name());
            faults.push(format!("reported as {found} instead of {wanted}; the heading may end in ({found})"));
        }
        faults
    }

    /// Marks without a label, and labels without a mark.
    fn spans(&self, finding: usize) -> Vec<String> {
        let labels = &self.labels[finding];
        let meet = |a: &(String, Range<usize>), b: &(String, Range<usize>)| {
            a.0 == b.0 && a.1.start < b.1.end && b.1.start < a.1.end
        };
        let unmet = self.marks.iter().filter(|m| !labels.iter().any(|l| meet(l, m)));
        let stray = labels.iter().filter(|l| !self.marks.iter().any(|m| meet(l, m)));
        let unmet = unmet.map(|m| format!("no label at the marked words {}", self.words(m)));
        unmet.chain(stray.map(|l| format!("a label outside of the marked words, at {}", self.words(l)))).collect()
    }

    /// `"words" in name`.
    fn words(&self, (path, range): &(String, Range<usize>)) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let document = self.example.documents.iter().find(|d| d.name == name);
        let words = document.and_then(|d| d.contents.get(range.clone())).unwrap_or("");
        format!("\"{words}\" in {name}")
    }

    fn describe(&self, finding: usize) -> String {
        let places: Vec<String> = self.labels[finding].iter().map(|l| self.words(l)).collect();
        format!("{} ({})", self.report.diagnostics[finding].message, places.join(", "))
    }
}

/// Other rules that report at warning or error, and promises of `also` that nothing keeps.
fn others(report: &Report, rule: &Rule, example: &Example) -> Vec<String> {
    let loud = |d: &&Diagnostic| d.code != rule.code && d.severity >= Severity::Warning;
    let uncalled = report.diagnostics.iter().filter(loud).filter(|d| !example.also.contains(&d.code));
    let uncalled = uncalled.map(|d| format!("with all rules on, {} reports too: {}", d.code, d.message));
    let idle = example.also.iter().filter(|code| !report.diagnostics.iter().any(|d| d.code == **code));
    uncalled.chain(idle.map(|code| format!("the heading says `also {code}`, which does not report"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Label;
    use crate::rule::ExampleDocument;
    use crate::source::Span;

    fn example(conflict: bool) -> Example {
        let document = |name: &str, contents: &str, marks: &[Span]| ExampleDocument {
            name: name.to_owned(),
            date: None,
            contents: contents.to_owned(),
            marks: marks.to_vec(),
        };
        let marks = |span| if conflict { vec![span] } else { Vec::new() };
        Example {
            heading: "two mayors".to_owned(),
            line: 9,
            conflict,
            severity: Severity::Error,
            also: Vec::new(),
            documents: vec![
                document("a.txt", "Mayor Ana Ruiz came.", &marks(Span::new(0, 14))),
                document("b.txt", "Governor Ana Ruiz left.", &marks(Span::new(0, 17))),
            ],
        }
    }

    fn finding(code: &str, severity: Severity, labels: &[(&str, usize, usize)]) -> Diagnostic {
        let label = |&(path, start, end): &(&str, usize, usize)| Label {
            path: path.to_owned(),
            span: Span::new(start, end),
            primary: false,
            message: String::new(),
            value: None,
            speaker: None,
            valid: None,
        };
        Diagnostic {
            id: String::new(),
            code: code.to_owned(),
            rule: String::new(),
            severity,
            message: "two offices".to_owned(),
            help: None,
            notes: Vec::new(),
            settled_by: None,
            question: crate::diagnostic::Question::default(),
            gates: Vec::new(),
            labels: labels.iter().map(label).collect(),
            more: 0,
        }
    }

    fn judge(conflict: bool, diagnostics: Vec<Diagnostic>) -> Vec<String> {
        let example = example(conflict);
        let place = |d: &Diagnostic| d.labels.iter().map(|l| (l.path.clone(), l.span.range())).collect();
        let marks =
            example.documents.iter().flat_map(|d| d.marks.iter().map(|m| (d.name.clone(), m.range()))).collect();
        let labels = diagnostics.iter().map(place).collect();
        let report = Report { diagnostics, ..Report::default() };
        Trial { example: &example, report, marks, labels }.judge("ROL301")
    }

    #[test]
    fn a_conflict_needs_one_finding_on_exactly_the_marked_spans() {
        let both = [("a.txt", 0, 5), ("b.txt", 0, 8)];
        let error = |labels: &[_]| finding("ROL301", Severity::Error, labels);
        assert_eq!(judge(true, vec![error(&both)]), [""; 0]);
        assert_eq!(judge(true, vec![]), ["the conflict was not found"]);
        assert_eq!(
            judge(true, vec![error(&both[..1])]),
            ["no label at the marked words \"Governor Ana Ruiz\" in b.txt"]
        );
        let stray = [both[0], both[1], ("a.txt", 15, 19)];
        assert_eq!(judge(true, vec![error(&stray)]), ["a label outside of the marked words, at \"came\" in a.txt"]);
        let warning = finding("ROL301", Severity::Warning, &both);
        assert_eq!(
            judge(true, vec![warning]),
            ["reported as warning instead of error; the heading may end in (warning)"]
        );
        assert!(judge(true, vec![error(&both), error(&both)])[0].starts_with("2 findings instead of one"));
    }

    #[test]
    fn no_conflict_bears_no_finding_of_its_rule() {
        let error = finding("ROL301", Severity::Error, &[("a.txt", 0, 5)]);
        assert_eq!(judge(false, vec![error]), ["reported without cause: two offices (\"Mayor\" in a.txt)"]);
        assert_eq!(judge(false, vec![finding("ROL302", Severity::Error, &[])]), [""; 0]);
    }
}
