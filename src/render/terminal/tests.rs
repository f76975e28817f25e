use codespan_reporting::term::termcolor::NoColor;

use super::*;
use crate::diagnostic::Question;

fn label(source: &Source, words: &str, message: &str) -> Label {
    let start = source.text.find(words).expect("the words stand in the text");
    let span = Span::new(start, start + words.len());
    let (path, message) = (source.path.clone(), message.to_owned());
    Label { path, span, primary: false, message, value: None, speaker: None, valid: None }
}

fn finding(labels: Vec<Label>) -> Diagnostic {
    Diagnostic {
        id: "x".into(),
        code: "MEM402".into(),
        rule: "status-differs".into(),
        severity: Severity::Warning,
        message: "documents differ on whether Lorvia is in the Harbour Accord".into(),
        help: Some("date the statement, or attribute it".into()),
        notes: vec!["case: before 2025 both hold".into(), "the ministry has two names".into()],
        settled_by: Some("the publication date of b.txt (give it with --date)".into()),
        question: Question::default(),
        gates: Vec::new(),
        labels,
        more: 14,
    }
}

fn show(finding: &Diagnostic, sources: &[&Source], width: usize) -> String {
    let lookup = |path: &str| sources.iter().copied().find(|source| source.path == path);
    let mut out = NoColor::new(Vec::new());
    diagnostic(&mut out, finding, &lookup, Look { width, ..Look::default() }).expect("writing to memory");
    String::from_utf8(out.into_inner()).expect("UTF-8")
}

fn drawn(text: &str, words: &[&str], width: usize) -> String {
    let source = Source::plain("a.txt", text);
    let labels = words.iter().map(|words| label(&source, words, "here")).collect();
    let plain = Diagnostic { help: None, notes: Vec::new(), settled_by: None, more: 0, ..finding(labels) };
    show(&plain, &[&source], width)
}

#[test]
fn two_documents_stand_in_one_message_wrapped_at_sentence_ends() {
    let a = Source::plain(
        "a.txt",
        "Heading\n\nThe talks ended late on Friday night. Lorvia currently takes part in the Harbour Accord, though at a smaller scale than was planned. Nobody objected.\n",
    );
    let b = Source::plain(
        "b.txt",
        "“We had an accord in the first term. We want to revive it, and soon,” the envoy said.\nIt is back on the table.\n",
    );
    let labels = vec![
        label(&a, "Lorvia currently takes part in the Harbour Accord", "in it now: the article's own words"),
        label(&b, "We want to revive it", "not in force: the envoy, quoted"),
        label(&b, "back on the table", ""),
    ];
    let expected = r#"
warning[MEM402]: documents differ on whether Lorvia is in the Harbour Accord
  ┌─ a.txt:3:39
  │
3 │ Lorvia currently takes part in the Harbour Accord, though at a smaller …
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in it now: the article's own words
  │
  ┌─ b.txt:1:38
  │
1 │ We want to revive it, and soon,” the envoy said.
  │ -------------------- not in force: the envoy, quoted
  │
  = also: b.txt:2:7 "back on the table"; 14 more
  = case: before 2025 both hold
  = note: the ministry has two names
  = settled by: the publication date of b.txt (give it with --date)
  = help: date the statement, or attribute it

"#;
    assert_eq!(show(&finding(labels), &[&a, &b], 80), expected.trim_start_matches('\n'));
}

#[test]
fn steering_characters_are_replaced_and_carets_stay_below_the_words() {
    let expected = r#"
warning[MEM402]: documents differ on whether Lorvia is in the Harbour Accord
  ┌─ a.txt:1:12
  │
1 │ ␛[31mred ⟨U+202E⟩ the 汉字 accord␀ ended
  │                   ^^^^^^^^^^^^^^^^ here

"#;
    assert_eq!(
        drawn("\x1b[31mred \u{202e} the 汉字 accord\0 ended", &["the 汉字 accord\0"], 80),
        expected.trim_start_matches('\n')
    );
}

#[test]
fn of_a_line_of_megabytes_only_the_words_around_the_label_are_shown() {
    let text =
        format!("{}the dam is 45 metres high {}", "and so on ".repeat(200_000), "and on it goes ".repeat(200_000));
    let expected = r#"
warning[MEM402]: documents differ on whether Lorvia is in the Harbour Accord
  ┌─ a.txt:1:2000001
  │
1 │ … and so on and so on and the dam is 45 metres high and on it …
  │                           ^^^^^^^^^^^^^^^^^^^^^^^^^ here

"#;
    let shown = drawn(&text, &["the dam is 45 metres high"], 70);
    let caret = shown.lines().nth(4).unwrap_or("").find('^');
    assert!(caret.is_some_and(|at| at < 70), "{shown}");
    assert!(shown.starts_with(&expected.trim_start_matches('\n')[..120]), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() < 80), "{shown}");
}

#[test]
fn a_label_wider_than_the_screen_keeps_its_head_and_tail() {
    let words = format!("The council {}agreed at last", "and the board ".repeat(40));
    let shown = drawn(&format!("{words}."), &[&words], 60);
    let lines: Vec<_> = shown.lines().collect();
    assert!(lines[3].contains("The council") && lines[3].contains('…') && lines[3].contains("at last"), "{shown}");
    assert!(lines.iter().skip(1).all(|line| line.chars().count() <= 66), "{shown}");
}

#[test]
fn a_label_over_hard_line_ends_is_drawn_over_the_lines_of_the_file() {
    let shown = drawn("One.\nThe tall dam\nwas finished in May.\n", &["The tall dam\nwas finished"], 80);
    let expected = r#"
warning[MEM402]: documents differ on whether Lorvia is in the Harbour Accord
  ┌─ a.txt:2:1
  │  
2 │ ╭ The tall dam
3 │ │ was finished in May.
  │ ╰────────────^ here

"#;
    assert_eq!(shown, expected.trim_start_matches('\n'));
}

#[test]
fn no_span_of_any_text_panics() {
    let texts = [
        "",
        "\n",
        "\r\n\r\n",
        "é",
        "a\u{301}\u{301}b",
        "汉字 汉字。汉字",
        "\0\0\n\t\t",
        " \n \n x. Y! z",
        "a b c\nd e f",
    ];
    let long = "x".repeat(500) + &"\u{301}".repeat(500) + &" a.".repeat(300);
    for text in texts.iter().copied().chain([long.as_str()]) {
        let source = Source::plain("a\nb.txt", text);
        let lookup = |_: &str| Some(&source);
        for start in (0..text.len() + 2).step_by(1 + text.len() / 40) {
            for end in (start..text.len() + 2).step_by(1 + text.len() / 40) {
                let mut one = label(&source, "", "here");
                one.span = Span::new(start, end);
                let mut two = one.clone();
                two.span = Span::new(start / 2, end / 2);
                for width in [0, 20, 80] {
                    let mut out = NoColor::new(Vec::new());
                    diagnostic(
                        &mut out,
                        &finding(vec![one.clone(), two.clone()]),
                        &lookup,
                        Look { width, ..Look::default() },
                    )
                    .expect("memory");
                    let shown = String::from_utf8(out.into_inner()).expect("UTF-8");
                    assert!(shown.contains("┌─"), "{text:?} {start}..{end}: {shown}");
                    assert!(!shown.chars().any(|c| c != '\n' && crate::render::visible::is_replaced(c)));
                }
            }
        }
    }
}

#[test]
fn a_problem_points_into_its_file_or_names_it() {
    let contents = "schema = 1\nselct = []\n";
    let fault = Problem::at("claimlint.toml", contents, Span::new(11, 16), "CFG001", "unknown key")
        .help("did you mean `select`?");
    let mut out = NoColor::new(Vec::new());
    problem(&mut out, &fault, Some(contents), 80).expect("memory");
    problem(&mut out, &fault, None, 80).expect("memory");
    let expected = r#"
error[CFG001]: unknown key
  ┌─ claimlint.toml:2:1
  │
2 │ selct = []
  │ ^^^^^
  │
  = help: did you mean `select`?

error[CFG001]: claimlint.toml:2:1: unknown key
 = help: did you mean `select`?

"#;
    assert_eq!(String::from_utf8(out.into_inner()).expect("UTF-8"), expected.trim_start_matches('\n'));
}
