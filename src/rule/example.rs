//! The examples of a page: sections `## Conflict: …` and `## No conflict: …` with one fence for each document.

use std::ops::Range;

use chrono::NaiveDate;

use super::outline::{self, Fence, Section};
use super::page;
use crate::diagnostic::{Problem, Severity};
use crate::source::Span;

/// A section heading that is none of ours.
const HEADING: &str = "CFG050";
/// A fence that names no document.
const FENCE: &str = "CFG051";
/// `[[` and `]]` that do not pair, are missing or stand where none may.
const MARKS: &str = "CFG052";
/// A date that does not exist.
const DATE: &str = "CFG053";

/// An example: documents, and what is to be found in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The words after "Conflict:" or "No conflict:".
    pub heading: String,
    /// The line of the heading.
    pub line: u32,
    /// Whether the rule has to find the marked spans, or nothing at all.
    pub conflict: bool,
    /// The severity it has to be found with.
    pub severity: Severity,
    /// Codes of other rules that may report here.
    pub also: Vec<String>,
    /// The documents, in the order of the page.
    pub documents: Vec<ExampleDocument>,
}

/// A document of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleDocument {
    /// File name, which also tells the format.
    pub name: String,
    /// Its date, as written.
    pub date: Option<String>,
    /// The contents of the file, without marks.
    pub contents: String,
    /// The marked spans, as bytes of the contents.
    pub marks: Vec<Span>,
}

/// The examples of a page.
pub(super) fn read(path: &str, page: &str, severity: Severity) -> (Vec<Example>, Vec<Problem>) {
    let mut reader = Reader { path, page, problems: Vec::new() };
    let outline = outline::read(page);
    let examples = outline.sections.iter().filter_map(|s| reader.section(s, severity)).collect();
    (examples, reader.problems)
}

/// What a heading says: conflict or not, its words, severity, and other codes.
struct Heading {
    conflict: bool,
    words: String,
    severity: Option<Severity>,
    also: Vec<String>,
}

/// Reads "Conflict: two ministers (warning) also MEM402".
fn heading(words: &str) -> Option<Heading> {
    let (conflict, rest) = match words.strip_prefix("No conflict:") {
        Some(rest) => (false, rest),
        None => (true, words.strip_prefix("Conflict:")?),
    };
    let (mut rest, mut severity, mut also) = (rest.trim(), None, Vec::new());
    loop {
        let named = [Severity::Note, Severity::Warning, Severity::Error]
            .into_iter()
            .find_map(|s| Some((s, rest.strip_suffix(')')?.strip_suffix(s.name())?.strip_suffix('(')?)));
        if let Some((found, before)) = named {
            (severity, rest) = (Some(found), before.trim_end());
        } else if let Some((before, code)) =
            rest.rsplit_once(' ').filter(|(b, c)| page::is_code(c) && b.ends_with("also"))
        {
            also.push(code.to_owned());
            rest = before.trim_end_matches("also").trim_end().trim_end_matches(',');
        } else {
            return Some(Heading { conflict, words: rest.to_owned(), severity, also });
        }
    }
}

/// Whether a section heading belongs to a conflict (`Some(true)`), to its absence (`Some(false)`), or to neither.
pub(super) fn is_conflict(words: &str) -> Option<bool> {
    heading(words).map(|h| h.conflict)
}

struct Reader<'a> {
    path: &'a str,
    page: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn fault(&mut self, range: Range<usize>, code: &str, message: &str, help: &str) {
        let span = Span::new(range.start, range.end);
        self.problems.push(Problem::at(self.path, self.page, span, code, message).help(help));
    }

    fn section(&mut self, section: &Section, severity: Severity) -> Option<Example> {
        let Some(heading) = heading(&self.page[section.heading.clone()]) else {
            let help = "write `## Conflict: …` or `## No conflict: …`; remarks belong into the text above the examples";
            self.fault(section.heading.clone(), HEADING, "a section that is no example", help);
            return None;
        };
        let faults = self.problems.len();
        let mut documents: Vec<ExampleDocument> = Vec::new();
        for fence in &section.fences {
            let Some(document) = self.document(fence) else { continue };
            if documents.iter().any(|d| d.name == document.name) {
                self.fault(
                    fence.info.clone(),
                    FENCE,
                    "two documents of one name",
                    "give each document a name of its own",
                );
            }
            if !heading.conflict && !document.marks.is_empty() {
                let help = "remove [[ and ]]: nothing is to be found here";
                self.fault(fence.info.clone(), MARKS, "a marked span where there is no conflict", help);
            }
            documents.push(document);
        }
        if faults == self.problems.len() {
            self.complete(section, &heading, &documents);
        }
        let severity = heading.severity.unwrap_or(severity);
        (faults == self.problems.len()).then_some(Example {
            heading: heading.words,
            line: section.line,
            conflict: heading.conflict,
            severity,
            also: heading.also,
            documents,
        })
    }

    fn complete(&mut self, section: &Section, heading: &Heading, documents: &[ExampleDocument]) {
        if documents.is_empty() {
            let help = "add a fence such as ```text herald.txt 2021-03-12";
            self.fault(section.heading.clone(), FENCE, "an example without a document", help);
        } else if heading.conflict && documents.iter().all(|d| d.marks.is_empty()) {
            let help = "mark the words that contradict each other: [[Foreign Minister Ana Ruiz]]";
            self.fault(section.heading.clone(), MARKS, "a conflict without marked spans", help);
        }
    }

    fn document(&mut self, fence: &Fence) -> Option<ExampleDocument> {
        const SHAPE: &str = "write ```text herald.txt 2021-03-12: language, file name, and the date if there is one";
        let info = self.page[fence.info.clone()].to_owned();
        let mut words = info.split_whitespace();
        let (language, name, date) = (words.next().unwrap_or(""), words.next(), words.next());
        let endings: &[&str] = match language {
            "text" => &[".txt"],
            "md" => &[".md"],
            "html" => &[".html", ".htm"],
            "csv" => &[".csv"],
            "toml" => &[".toml"],
            _ => {
                self.fault(fence.info.clone(), FENCE, "a fence that is neither text, md, html, csv nor toml", SHAPE);
                return None;
            }
        };
        let Some(name) = name.filter(|_| words.next().is_none() && fence.closed) else {
            let message = if fence.closed { "a fence without a file name" } else { "a fence that is not closed" };
            self.fault(fence.info.clone(), FENCE, message, SHAPE);
            return None;
        };
        if !endings.iter().any(|e| name.ends_with(e)) || name.contains(['/', '\\']) {
            let help =
                format!("a fence of {language} names a file that ends in {}, without a folder", endings.join(" or "));
            self.fault(fence.info.clone(), FENCE, "a file name that does not fit", &help);
            return None;
        }
        if let Some(date) = date.filter(|d| !is_date(d)) {
            let message = format!("`{date}` is no date");
            self.fault(fence.info.clone(), DATE, &message, "write 2021-03-12, 2021-03 or 2021");
            return None;
        }
        let (contents, marks) = self.unmark(fence)?;
        Some(ExampleDocument { name: name.to_owned(), date: date.map(str::to_owned), contents, marks })
    }

    /// The contents of a fence without marks, and the spans that were marked.
    fn unmark(&mut self, fence: &Fence) -> Option<(String, Vec<Span>)> {
        const HELP: &str = "marks come in pairs and do not nest: [[these words]]";
        let body = self.page[fence.body.clone()].to_owned();
        let (mut contents, mut marks, mut open, mut at) = (String::new(), Vec::new(), None, 0);
        while let Some(next) = body[at..].find(['[', ']']).map(|i| at + i) {
            let mark = ["[[", "]]"].into_iter().find(|mark| body[next..].starts_with(mark));
            let place = fence.body.start + next..fence.body.start + next + 2;
            contents.push_str(&body[at..next]);
            at = next + 2;
            match (mark, open) {
                (Some("[["), None) => open = Some((contents.len(), place)),
                (Some("]]"), Some((start, _))) if start < contents.len() => {
                    marks.push(Span::new(start, contents.len()));
                    open = None;
                }
                (Some(_), _) => {
                    self.fault(place, MARKS, "a mark without its counterpart, or around nothing", HELP);
                    return None;
                }
                (None, still) => {
                    // A single bracket is text, and so is what follows it.
                    contents.push_str(&body[next..next + 1]);
                    at = next + 1;
                    open = still;
                }
            }
        }
        contents.push_str(&body[at..]);
        if let Some((_, place)) = open {
            self.fault(place, MARKS, "a mark that is not closed", HELP);
            return None;
        }
        Some((contents, marks))
    }
}

/// `2021-03-12`, `2021-03` or `2021`, if it exists.
fn is_date(words: &str) -> bool {
    let full = match words.len() {
        4 => format!("{words}-01-01"),
        7 => format!("{words}-01"),
        10 => words.to_owned(),
        _ => return false,
    };
    NaiveDate::parse_from_str(&full, "%Y-%m-%d").is_ok()
}
