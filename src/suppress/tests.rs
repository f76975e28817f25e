use super::*;
use crate::diagnostic::{Label, Question, Severity};
use crate::load::{self, Decoded};
use crate::source::Format;

fn document(path: &str, file: &str) -> Source {
    load::parse(path, load::format_of(path).unwrap_or(Format::Text), Decoded::utf8(file)).0
}

fn label(source: &Source, words: &str) -> Label {
    let start = source.text.find(words).expect("the words stand in the text");
    let span = Span::new(start, start + words.len());
    let (path, message) = (source.path.clone(), String::new());
    Label { path, span, primary: true, message, value: None, speaker: None, valid: None }
}

fn finding(code: &str, rule: &str, labels: Vec<Label>) -> Diagnostic {
    Diagnostic {
        id: "1".into(),
        code: code.into(),
        rule: rule.into(),
        severity: Severity::Error,
        message: String::new(),
        help: None,
        notes: Vec::new(),
        settled_by: None,
        question: Question::default(),
        gates: Vec::new(),
        labels,
        more: 0,
    }
}

/// Applies the suppressions of a document to a finding of `NUM201` at each of the words given; the words whose findings stay, and the codes of the problems.
fn left<'w>(path: &str, file: &str, words: &[&'w str], require_reason: bool) -> (Vec<&'w str>, Vec<String>) {
    let source = document(path, file);
    let (rules, _) = RuleSet::embedded();
    let settings = Settings::default();
    let found = words.iter().map(|w| finding("NUM201", "statistic-differs", vec![label(&source, w)])).collect();
    let mut report = Report { diagnostics: found, ..Report::default() };
    let context = Context { rules: &rules, settings: &settings, require_reason };
    let applied = apply(&mut report, [(&source, true)].into_iter(), context);
    let stays = |words: &&&str| report.diagnostics.iter().any(|d| source.words(d.labels[0].span) == **words);
    let gone = words.len() - report.diagnostics.len();
    assert!(report.account.suppressed as usize <= gone, "{file}");
    (words.iter().filter(stays).copied().collect(), applied.problems.into_iter().map(|p| p.code).collect())
}

#[test]
fn a_suppression_silences_the_next_block_and_no_other() {
    for (path, file) in [
        ("a.txt", "One cost 5.\n\n%% claimlint: ignore[NUM201]\nTwo cost 6.\n\nThree cost 7.\n"),
        ("a.md", "One cost 5.\n\n<!-- claimlint: ignore[NUM201] -->\nTwo cost 6.\n\nThree cost 7.\n"),
        ("a.md", "One cost 5.\n\nTwo cost 6. <!-- claimlint: ignore[NUM] -->\n\nThree cost 7.\n"),
        ("a.md", "- One cost 5.\n- Two cost 6. <!-- claimlint: ignore[statistic-differs] -->\n- Three cost 7.\n"),
        ("a.md", "| a | b |\n|---|---|\n| One | 5 |\n| Two | 6 <!-- claimlint: ignore[ALL] --> |\n| Three | 7 |\n"),
        ("a.md", "One cost 5.\n\n- <!-- claimlint: ignore[NUM] --> Two cost 6.\n- Three cost 7.\n"),
        ("a.md", "One cost 5.\n\n1. <!-- claimlint: ignore[NUM] -->\n   Two cost 6.\n2. Three cost 7.\n"),
        ("a.html", "One cost 5.<ul><li><!-- claimlint: ignore[NUM] -->Two cost 6.<li>Three cost 7.</ul>"),
        ("a.html", "<p>One cost 5.<p><!-- claimlint: ignore[NUM201] -->Two cost 6.<p>Three cost 7."),
        ("a.html", "<p>One cost 5.</p><!-- claimlint: ignore[NUM201] --><p>Two cost 6.</p><p>Three cost 7."),
    ] {
        assert_eq!(left(path, file, &["5", "6", "7"], false), (vec!["5", "7"], vec![]), "{file}");
    }
}

#[test]
fn a_comment_before_a_list_or_a_table_silences_the_whole() {
    for (path, file) in [
        ("a.md", "<!-- claimlint: ignore[NUM201] -->\n- One cost 5.\n  - Two cost 6.\n\nThree cost 7.\n"),
        (
            "a.md",
            "<!-- claimlint: ignore[NUM201] -->\n\n| a | b |\n|---|---|\n| One | 5 |\n| Two | 6 |\n\nThree cost 7.\n",
        ),
        ("a.html", "<!-- claimlint: ignore[NUM201] --><ul><li>One cost 5.<li>Two cost 6.</ul><p>Three cost 7."),
    ] {
        assert_eq!(left(path, file, &["5", "6", "7"], false), (vec!["7"], vec![]), "{file}");
    }
}

#[test]
fn stretches_and_whole_documents_are_silenced() {
    for (file, stay, codes) in [
        (
            "One 5.\n\n%% claimlint: ignore-start[NUM]\nTwo 6.\n\nThree 7.\n%% claimlint: ignore-end\n\nFour 8.\n",
            &["5", "8"][..],
            &[][..],
        ),
        ("One 5.\n\nTwo 6.\n\nThree 7.\n\nFour 8.\n%% claimlint: ignore-file[NUM]\n", &[], &[]),
        (
            "One 5.\n%% claimlint: ignore-start[NUM]\n\nTwo 6.\n\nThree 7.\n\nFour 8.\n",
            &["5", "6", "7", "8"],
            &["CFG113"],
        ),
        ("One 5.\n%% claimlint: ignore-end\n\nTwo 6.\n\nThree 7.\n\nFour 8.\n", &["5", "6", "7", "8"], &["CFG113"]),
    ] {
        let (left, problems) = left("a.txt", file, &["5", "6", "7", "8"], false);
        assert_eq!((&left[..], problems), (stay, codes.iter().map(|&c| c.to_owned()).collect()), "{file}");
    }
}

#[test]
fn what_has_no_effect_or_is_no_suppression_is_told() {
    for (file, code) in [
        ("%% claimlint: ignore[DAT101]\nOne 5.\n", "CFG114"),
        ("%% claimlint: expect[DAT101]\nOne 5.\n", "CFG115"),
        ("One 5.\n%% claimlint: ignore[NUM]\n", "CFG114"),
        ("%% claimlint: ignore\nOne 5.\n", "CFG110"),
        ("%% claimlint: ignore[NUM999]\nOne 5.\n", "CFG111"),
        ("The fee is XX.\n\nOne 5.\n", "CFG116"),
    ] {
        assert_eq!(left("a.txt", file, &["5"], false), (vec!["5"], vec![code.to_owned()]), "{file}");
    }
    let wanted = |file| left("a.txt", file, &["5"], true);
    assert_eq!(wanted("%% claimlint: ignore[NUM]\nOne 5.\n"), (vec![], vec!["CFG112".to_owned()]));
    assert_eq!(wanted("%% claimlint: ignore[NUM] reason=\"x\"\nOne 5.\n"), (vec![], vec![]));
    assert_eq!(wanted("%% claimlint: expect[NUM] reason=\"x\"\nOne 5.\n"), (vec![], vec![]));
}

#[test]
fn an_editors_mark_silences_its_phrase_and_a_placeholder_is_no_value() {
    assert_eq!(left("a.txt", "It cost 5 [CQ], then 6.\n", &["5", "6"], false), (vec!["6"], vec![]));
    assert_eq!(left("a.txt", "It cost 5.\n\nThen TK.\n", &["5", "TK"], false), (vec!["5"], vec!["CFG116".into()]));
}

#[test]
fn comments_in_code_and_words_of_the_prose_are_no_suppressions() {
    for file in [
        "`<!-- claimlint: ignore[NUM] -->` costs 5.\n",
        "```html\n<!-- claimlint: ignore-file[NUM] -->\n```\n\nIt costs 5.\n",
        "\\<!-- claimlint: ignore-file[NUM] --> costs 5.\n",
    ] {
        assert_eq!(left("a.md", file, &["5"], false), (vec!["5"], vec![]), "{file}");
    }
}

#[test]
fn what_is_written_silences_its_finding_and_leaves_the_prose_alone() {
    for (path, file) in [
        ("a.txt", "One.\nTwo cost 6.\n"),
        ("a.md", "One.\n\nTwo cost **6**.\n"),
        ("a.md", "# One\nTwo cost 6."),
        ("a.md", "One.\n\n## Two cost 6 ##\n\nThree.\n"),
        ("a.md", "- One.\n- Two `6`\n- Three.\n"),
        ("a.md", "* Two cost 6.\n* Three.\n"),
        ("a.md", "1. One.\n\n   Two cost 6.\n2. Three.\n"),
        ("a.md", "> Two cost 6.\n> More.\n\nThree.\n"),
        ("a.md", "One.  \nTwo cost 6.  \nThree.\n"),
        ("a.md", "One\nwraps.\\\nTwo cost 6.\n"),
        ("a.md", "| a | b |\n|---|---|\n| One | 6 |\n| Two | 7 |\n"),
        ("a.md", "a | b\n---|---\nOne | 6\n"),
        ("a.html", "<p>One.</p><ul><li><b>Two</b> cost 6.<li>Three.</ul>"),
        ("a.html", "<table><tr><td>One<td>6</table><p>Three.</p>"),
    ] {
        let source = document(path, file);
        let found = finding("NUM201", "statistic-differs", vec![label(&source, "6")]);
        let [insertion] = &insertions(&source, &[&found], "as | the \"board\" says")[..] else { panic!("{file}") };
        let mut written = file.to_owned();
        written.insert_str(insertion.at, &insertion.text);
        let again = document(path, &written);
        assert_eq!((&again.text, &again.blocks), (&source.text, &source.blocks), "{written}");
        assert_eq!(left(path, &written, &["6"], true), (vec![], vec![]), "{written}");
    }
}

#[test]
fn documents_full_of_marks_are_read_in_linear_time() {
    let started = std::time::Instant::now();
    for (path, part) in [
        ("a.txt", "Ana Ruiz [CQ] paid. "),
        ("a.md", "Ana [CQ]\n\n"),
        ("a.txt", "TK XX "),
        ("a.txt", "%% claimlint: ignore\nOne.\n"),
        ("a.txt", "%% claimlint: ignore-start[NUM]\nOne.\n"),
        ("a.md", "One. <!-- claimlint: ignore[NUM999, DAT] -->\n\n"),
    ] {
        let file = format!("It cost 5.\n\n{}", part.repeat(20_000));
        let (words, problems) = left(path, &file, &["5"], true);
        assert!(words == ["5"] && problems.len() <= 3 * (TOLD + 1), "{part}: {}", problems.len());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_comment_where_no_text_is_read_is_none() {
    for hidden in ["template", "script", "style", "noscript"] {
        let file =
            format!("<p>One cost 5.</p><{hidden}><!-- claimlint: ignore-file[NUM] --></{hidden}><p>Two cost 6.</p>");
        assert_eq!(left("a.html", &file, &["5", "6"], false), (vec!["5", "6"], vec![]), "{file}");
    }
}
