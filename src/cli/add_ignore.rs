//! `--add-ignore`: writes suppressions into the documents.

use std::fs;
use std::path::Path;

use super::checked::Checked;
use super::input;
use super::output::{Status, Style};
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::source::{Format, Source};
use crate::suppress::{Insertion, insertions};

/// Writes a suppression for each finding at or above `floor` into the document of its first label.
pub(super) fn run(reason: &str, floor: Severity, checked: &mut Checked, style: Style) -> Status {
    if reason.trim().is_empty() {
        let problem = Problem::file("", "CFG112", "--add-ignore gives no reason");
        checked.report.problems.push(problem.help("write --add-ignore=\"quotes the 2019 promise\""));
        return Status::Fault;
    }
    let findings: Vec<&Diagnostic> =
        checked.report.diagnostics.iter().filter(|finding| finding.severity >= floor).collect();
    let (mut files, mut added, mut problems) = (0, 0, Vec::new());
    for document in checked.session.documents() {
        let source = &document.source;
        let (insertions, refused) = sound(source, insertions(source, &findings, reason));
        problems.extend(unplaced(source, refused + without_comments(source, &findings)));
        if insertions.is_empty() {
            continue;
        }
        let outcome = match checked.places.get(&source.path) {
            Some(place) => write(place, source, &insertions),
            None => Err("it came through standard input".to_owned()),
        };
        match outcome {
            Ok(()) => {
                files += 1;
                added += insertions.iter().map(|insertion| insertion.findings).sum::<u64>();
            }
            Err(why) => {
                problems.push(Problem::file(&*source.path, "CFG008", format!("no suppression was written: {why}")));
            }
        }
    }
    checked.report.problems.extend(problems);
    if !style.quiet {
        let plural = |n: u64| if n == 1 { "" } else { "s" };
        println!("suppressed {added} finding{} in {files} file{}", plural(added), plural(files));
    }
    Status::Clean.or_fault(checked.fault())
}

/// The comments that silence their findings and change nothing else, and how many findings are left: front matter has no comments, and HTML within Markdown is read by its own rules.
fn sound(source: &Source, insertions: Vec<Insertion>) -> (Vec<Insertion>, u64) {
    if source.format != Format::Markdown || hold(source, &insertions) {
        return (insertions, 0);
    }
    let (sound, rest): (Vec<_>, Vec<_>) =
        insertions.into_iter().partition(|insertion| hold(source, std::slice::from_ref(insertion)));
    (sound, rest.iter().map(|insertion| insertion.findings).sum())
}

/// How many findings lie in a document whose format has no comments that are heeded.
fn without_comments(source: &Source, findings: &[&Diagnostic]) -> u64 {
    let here = |finding: &&&Diagnostic| finding.labels.first().is_some_and(|label| label.path == source.path);
    if matches!(source.format, Format::Docx | Format::Facts) { findings.iter().filter(here).count() as u64 } else { 0 }
}

/// Says how many findings of a document no comment can silence.
fn unplaced(source: &Source, findings: u64) -> Option<Problem> {
    let plural = if findings == 1 { "" } else { "s" };
    let message = format!("no suppression was written for {findings} finding{plural}: no comment can stand there");
    let problem = Problem::file(&*source.path, "CFG008", message);
    let help = match source.format {
        Format::Docx | Format::Facts => "write an [[override]] for the file in claimlint.toml, or use a baseline",
        _ => "write `ignore-file` in the body, or use a baseline",
    };
    (findings > 0).then(|| problem.help(help))
}

/// Whether the document, read again with the comments, has the same text and blocks, and each comment does what it is for.
fn hold(source: &Source, insertions: &[Insertion]) -> bool {
    let mut file = source.file().to_owned();
    for insertion in insertions.iter().rev() {
        file.insert_str(insertion.at, &insertion.text);
    }
    let after = input::parse(&source.path, file);
    let mut shift = 0;
    let mut each = insertions.iter().map(|insertion| {
        let at = insertion.at + shift;
        shift += insertion.text.len();
        (insertion, at)
    });
    source.text == after.text && source.blocks == after.blocks && each.all(|(one, at)| one.holds(&after, at))
}

/// Puts the comments into the file. Only where its bytes are the text that was read: others would have to be written in another encoding.
fn write(place: &Path, source: &Source, insertions: &[Insertion]) -> Result<(), String> {
    let bytes = fs::read(place).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    if text[mark..] != *source.file() {
        return Err("it has changed since, or is not UTF-8".to_owned());
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = text.clone();
    for insertion in insertions.iter().rev() {
        out.insert_str(insertion.at + mark, &insertion.text.replace('\n', newline));
    }
    // Beside the file first, so that a full disk cannot cost the document.
    let mut beside = place.as_os_str().to_owned();
    beside.push(".claimlint-new");
    let beside = Path::new(&beside);
    let written = fs::write(beside, out).and_then(|()| fs::set_permissions(beside, fs::metadata(place)?.permissions()));
    let target = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
    written.and_then(|()| fs::rename(beside, target)).map_err(|error| {
        let _ = fs::remove_file(beside);
        error.to_string()
    })
}
