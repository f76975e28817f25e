use super::*;

/// A draft with a figure that differs, an office that is the same elsewhere, and a weekday that does not fit.
const DRAFT: &str = "Envoy Tomas Vell spoke in Ostrel.\n\nThe jobless rate in Lorvia was 5.2 per cent in 2020.\n\nThe fair opens on Tuesday, 15 March 2021.\n\n\
                     The port of Lorvia employed 412 people in 2019.\n";

fn desk() -> TempDir {
    let other = "The jobless rate in Lorvia was 7.4 per cent in 2020.\n\nTomas Vell is the envoy.\n";
    folder(&[("draft.md", DRAFT), ("archive/b.txt", other)])
}

fn sheet(format: &str) -> String {
    let output = run(&desk(), &["sheet", "draft.md", "--against", "archive", "--output-format", format]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()), "{format}");
    out(&output)
}

#[test]
fn every_claim_of_the_draft_is_marked_and_none_of_the_references() {
    let csv = sheet("csv");
    let rows: Vec<&str> = csv.split("\r\n").filter(|row| !row.is_empty()).collect();
    assert_eq!(rows[0], "path,line,column,text,question,value,mark,compared_with,why");
    assert!(rows[1..].iter().all(|row| row.starts_with("draft.md,")), "{csv}");
    let row = |words: &str| *rows.iter().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}\n{csv}"));
    assert!(row("5.2 per cent").contains(",differs,archive/b.txt:1:5: 7.4 per cent,"), "{csv}");
    assert!(row("15 March 2021").contains(",differs,"), "{csv}");
    assert!(row("412 people").contains(",nothing to compare,"), "{csv}");
}

#[test]
fn the_sheet_comes_as_text_markdown_and_a_page() {
    let text = sheet("full");
    assert!(text.starts_with("draft.md\n") && text.contains("People\n  Tomas Vell\n"), "{text}");
    assert!(text.contains("value: 7.4 per cent (archive/b.txt:1:5)"), "{text}");
    let markdown = sheet("markdown");
    assert!(
        markdown.starts_with("# draft.md\n") && markdown.contains("- [ ] 3:5 **differs**: “jobless rate"),
        "{markdown}"
    );
    let page = sheet("html");
    assert!(page.contains("Content-Security-Policy") && !page.contains("<script"), "{page}");
    assert!(page.contains("class=\"claim error\"") && page.contains("spoke in Ostrel."), "{page}");
    assert!(page.contains("</p>\n<p>The <a class="), "{page}");
}

#[test]
fn a_sheet_of_what_cannot_be_read_is_a_fault() {
    assert_eq!(run(&desk(), &["sheet", "missing.md"]).status.code(), Some(2));
}

#[test]
fn claims_come_as_a_table_for_spreadsheets() {
    let output = run(&desk(), &["claims", "draft.md", "--output-format", "csv"]);
    let csv = out(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(csv.starts_with("path,claim,predicate,slots,value,valid,"), "{csv}");
    assert!(csv.contains("draft.md,") && csv.contains("5.2 per cent"), "{csv}");
}

#[test]
fn the_sheet_says_what_a_claim_differs_from_and_keeps_to_the_width() {
    let folder = desk();
    let output = command(folder.path(), &["sheet", "draft.md", "--against", "archive"])
        .env("COLUMNS", "60")
        .output()
        .expect("the command runs");
    let text = out(&output);
    assert!(text.contains("from archive/b.txt:1:5: 7.4") && text.contains("as in archive/b.txt:3:1"), "{text}");
    let claims = text.split("People").next().expect("the claims");
    assert!(claims.lines().filter(|line| line.contains("  ")).all(|line| line.chars().count() <= 60), "{claims}");
}
