use super::*;
use crate::diagnostic::DocumentInfo;
use crate::source::{Source, SourceKind, Span};

/// A page over one hostile document with a place in its middle.
fn page(text: &str, span: Span) -> String {
    let source = Source::plain("a</script>.txt", text);
    let document = DocumentInfo {
        path: source.path.clone(),
        title: None,
        date: (None, None),
        date_from: None,
        kind: SourceKind::Report,
        topic: None,
        judged: true,
    };
    let label = Label {
        path: source.path.clone(),
        span,
        primary: true,
        message: "<img src=x onerror=alert(1)>".into(),
        value: None,
        speaker: None,
        valid: None,
    };
    let finding = Diagnostic {
        id: "1f".into(),
        code: "DAT101".into(),
        rule: "weekday-date".into(),
        severity: Severity::Error,
        message: "{{script}}".into(),
        help: None,
        notes: Vec::new(),
        settled_by: None,
        question: Question::default(),
        gates: Vec::new(),
        labels: vec![label],
        more: 0,
    };
    let report = Report { documents: vec![document], diagnostics: vec![finding], ..Report::default() };
    let sources = |_: &str| Some(&source);
    let house = House { sources: &sources, place: &|path| path.to_owned(), second_sign_off: false };
    let (rules, ledger) = (RuleSet::default(), Ledger::default());
    let mut out = Vec::new();
    write_page(&mut out, &Page { report: &report, ledger: &ledger, house, rules: &rules, receipt: &[] })
        .expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

/// The data that a page holds.
fn held(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("data");
    serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON")
}

#[test]
fn a_document_stays_text_and_comes_through_whole() {
    let text = "</script><script>alert(1)</script><!-- <![CDATA[ \u{2028}\u{2029}\0\u{feff}&lt; {{data}}";
    let page = page(text, Span::new(0, 9));
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    let data = page.split_once("id=\"data\">").and_then(|(_, rest)| rest.split_once("</script>")).expect("data").0;
    assert!(!data.contains(['<', '>', '&', '\u{2028}', '\0']), "{data}");
    assert_eq!(held(&page)["documents"][0]["text"], text);
}

#[test]
fn places_are_counted_as_scripts_count() {
    let text = "é 😀 a word";
    let start = text.find("word").expect("there");
    let label = held(&page(text, Span::new(start, start + 4)))["findings"][0]["labels"][0].clone();
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |key: &str| label[key].as_u64().expect("a number") as usize;
    assert_eq!(String::from_utf16(&units[at("start")..at("end")]).expect("UTF-16"), "word");
}

#[test]
fn the_assets_hold_nothing_that_ends_them_or_reaches_out() {
    for asset in [STYLE, SCRIPT] {
        assert!(!asset.contains("</") && !asset.contains("<!--") && !asset.contains("{{"));
    }
    for word in [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "fetch(",
        "XMLHttp",
        "http:",
        "https:",
        "import(",
    ] {
        assert!(![TEMPLATE, STYLE, SCRIPT].iter().any(|asset| asset.contains(word)), "{word}");
    }
    assert!(!TEMPLATE.contains(" style=") && !TEMPLATE.contains(" onclick="));
}
