use super::*;

const PREDICATE: &str = r#"
[holds-office]
kind    = "functional-in-time"
slots   = { person = "person", office = "office" }
answers = "office"
asserts = ["<office> <person>"]
"#;

const HEAD: &str = "# office-holder

One person is given two offices
at one time.

More words.

";

const SETTINGS: &str = r#"code       = "XRO301"
severity   = "error"
mechanism  = "two-values"
predicates = ["holds-office"]

[message]
title = "two offices for {person}"
here  = "called {office} here"
"#;

const EXAMPLES: &str = "
## Conflict: two ministers (warning) also XRO302

```text herald.txt 2021-03-12
[[Mayor Ana Ruiz]] [sic] arrived.
```

```text gazette.txt
Talks were led by [[Governor Ana Ruiz]].
```

## No conflict: one of them

```md herald.md 2021-03
Mayor Ana Ruiz arrived.
```
";

fn page(settings: &str, examples: &str) -> String {
    format!("{HEAD}```toml\n{settings}```\n{examples}")
}

fn load(pages: &[(&str, &str)]) -> (RuleSet, Vec<Problem>) {
    let own: Vec<PageFile> = pages.iter().map(|(p, c)| ((*p).to_owned(), (*c).to_owned())).collect();
    let lexicon =
        Lexicon::embedded().with("predicates/zz-test", "zz-test.toml", PREDICATE.replace("holds-office", "zz-office"));
    let own: Vec<PageFile> =
        own.into_iter().map(|(p, c)| (p, c.replace("\"holds-office\"", "\"zz-office\""))).collect();
    let (rules, problems) = RuleSet::new(lexicon, &own);
    (rules, problems.into_iter().filter(|p| p.path.starts_with("house/")).collect())
}

/// The problems as `code line:column message`.
fn list(problems: &[Problem]) -> Vec<String> {
    let place = |p: &Problem| (p.line.unwrap_or(0), p.column.unwrap_or(0));
    problems.iter().map(|p| format!("{} {}:{} {}", p.code, place(p).0, place(p).1, p.message)).collect()
}

#[test]
fn a_page_becomes_a_rule() {
    let (rules, problems) = load(&[("house/a.md", &page(SETTINGS, EXAMPLES))]);
    assert_eq!(list(&problems), [""; 0]);
    let rule = rules.find("office-holder").expect("by name");
    assert_eq!(Some(rule), rules.find("XRO301"));
    assert_eq!(rule.summary, "One person is given two offices at one time.");
    assert_eq!((rule.mechanism, rule.severity), (Mechanism::TwoValues, Severity::Error));
    assert_eq!(rule.message.here, "called {office} here");
}

#[test]
fn examples_lose_their_marks_and_keep_their_spans() {
    let (rules, _) = load(&[("house/a.md", &page(SETTINGS, EXAMPLES))]);
    let (examples, problems) = rules.find("XRO301").expect("loaded").examples();
    assert_eq!(list(&problems), [""; 0]);
    let [conflict, none] = examples.as_slice() else { panic!("two examples: {examples:?}") };
    assert!(conflict.conflict && !none.conflict);
    assert_eq!((conflict.heading.as_str(), conflict.severity), ("two ministers", Severity::Warning));
    assert_eq!(conflict.also, ["XRO302"]);
    let [herald, gazette] = conflict.documents.as_slice() else { panic!("two documents") };
    assert_eq!(herald.contents, "Mayor Ana Ruiz [sic] arrived.\n");
    assert_eq!(herald.marks[0].of(&herald.contents), "Mayor Ana Ruiz");
    assert_eq!((herald.date.as_deref(), gazette.date.as_deref()), (Some("2021-03-12"), None));
    assert_eq!(none.severity, Severity::Error);
}

#[test]
fn faults_of_settings_have_their_place_in_the_page() {
    for (from, to, want) in [
        ("code ", "cod ", "CFG042 9:1 unknown key `cod`"),
        ("XRO301", "XRO31", "CFG046 9:14 `XRO31` is no code"),
        ("XRO301", "ROL999", "CFG046 9:14 a house's own codes begin with X"),
        ("\"error\"", "\"fatal\"", "CFG044 10:14 no severity is called `fatal`"),
        ("two-values", "two-value", "CFG044 11:14 no mechanism is called `two-value`"),
        ("holds-office", "holds-ofice", "CFG045 12:15 no predicate is called `holds-ofice`"),
        ("[\"holds-office\"]", "[]", "CFG043 9:1 the mechanism `two-values` needs predicates"),
        ("{person}", "{peron}", "CFG048 15:26 nothing fills `{peron}`"),
        ("{person}", "{person", "CFG048 15:26 a brace without its counterpart"),
        ("here ", "her ", "CFG042 16:1 unknown key `her`"),
        ("[message]", "[where]\nfoo = \"1\"\n[message]", "CFG042 15:1 unknown key `foo`"),
        ("severity   = \"error\"\n", "", "CFG043 9:1 `severity` is missing"),
        ("severity   = \"error\"", "severity = ", "CFG041 10:12 string values must be quoted, expected literal string"),
    ] {
        let faulty = page(&SETTINGS.replacen(from, to, 1), EXAMPLES);
        let (rules, problems) = load(&[("house/a.md", &faulty)]);
        assert!(list(&problems).iter().any(|p| p == want), "{to}: {:?}", list(&problems));
        assert!(problems.iter().all(|p| p.help.is_some()), "{to}");
        assert!(rules.find("office-holder").is_none_or(|r| r.path != "house/a.md"), "{to}");
    }
}

#[test]
fn faults_of_the_outline_refuse_the_page() {
    let whole = page(SETTINGS, EXAMPLES);
    for (faulty, want) in [
        (whole.replace("# office-holder", "# Office Holder"), "CFG040 1:3 `Office Holder` is no name for a rule"),
        (whole.replace("# office-holder\n", ""), "CFG040 1:1 a page without a title"),
        (whole.replace("```toml", "```json"), "CFG041 1:3 a page without settings"),
        (whole.replace("## Conflict", "## Conflicts"), "CFG049 1:3 no section `## Conflict: …`"),
        (whole.replace("## No conflict", "## None"), "CFG049 1:3 no section `## No conflict: …`"),
    ] {
        let (rules, problems) = load(&[("house/a.md", &faulty)]);
        assert!(list(&problems).iter().any(|p| p == want), "{want}: {:?}", list(&problems));
        assert!(rules.find("XRO301").is_none(), "{want}");
    }
}

#[test]
fn codes_and_names_are_unique() {
    let one = page(SETTINGS, EXAMPLES);
    let same_code = one.replace("# office-holder", "# other-name");
    let same_name = one.replace("XRO301", "XRO309");
    let (rules, problems) = load(&[("house/a.md", &one), ("house/b.md", &same_code), ("house/c.md", &same_name)]);
    assert_eq!(
        list(&problems),
        ["CFG047 9:14 the code XRO301 belongs to `office-holder`", "CFG047 1:3 a rule `office-holder` exists already"]
    );
    assert!(rules.find("XRO301").is_some() && rules.find("XRO309").is_none());
}

#[test]
fn faults_of_examples_have_their_place_in_the_page() {
    for (from, to, want) in [
        ("text herald.txt 2021-03-12", "text", "CFG051 21:4 a fence without a file name"),
        ("text herald.txt 2021-03-12", "text herald.md", "CFG051 21:4 a file name that does not fit"),
        ("text herald.txt 2021-03-12", "rust a.rs", "CFG051 21:4 a fence that is neither text, md, html, csv nor toml"),
        ("text gazette.txt", "text herald.txt", "CFG051 25:4 two documents of one name"),
        ("2021-03-12", "2021-02-30", "CFG053 21:4 `2021-02-30` is no date"),
        ("Ruiz]] [sic]", "Ruiz [sic]", "CFG052 22:1 a mark that is not closed"),
        (
            "[[Mayor Ana Ruiz]] [sic]",
            "Mayor Ana Ruiz]]",
            "CFG052 22:15 a mark without its counterpart, or around nothing",
        ),
        (
            "Mayor Ana Ruiz arrived",
            "[[Mayor Ana Ruiz]] arrived",
            "CFG052 31:4 a marked span where there is no conflict",
        ),
        ("```text gazette.txt\n", "## See also\n\n```text gazette.txt\n", "CFG050 25:4 a section that is no example"),
    ] {
        let (rules, _) = load(&[("house/a.md", &page(SETTINGS, &EXAMPLES.replacen(from, to, 1)))]);
        let (_, problems) = rules.find("XRO301").expect("examples are read later").examples();
        assert!(list(&problems).iter().any(|p| p == want), "{to}: {:?}", list(&problems));
    }
    let bare = EXAMPLES.replace("[[", "").replace("]]", "");
    let (rules, _) = load(&[("house/a.md", &page(SETTINGS, &bare))]);
    let (_, problems) = rules.find("XRO301").expect("examples are read later").examples();
    assert_eq!(list(&problems), ["CFG052 19:4 a conflict without marked spans"]);
}

#[test]
fn every_mechanism_has_a_name_of_its_own() {
    for mechanism in Mechanism::ALL {
        assert_eq!(Mechanism::named(mechanism.name()), Some(mechanism));
        assert_eq!(serde_json::to_value(mechanism).ok(), Some(mechanism.name().into()));
    }
}

#[test]
fn the_schema_lists_what_the_loader_knows() {
    let schema = schema();
    let keys = |pointer: &str| -> Vec<String> {
        let object = schema.pointer(pointer).and_then(|v| v.as_object());
        object.into_iter().flat_map(|o| o.keys().cloned()).collect()
    };
    let sorted = |keys: &[&str]| {
        let mut keys: Vec<String> = keys.iter().map(|k| (*k).to_owned()).collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(keys("/$defs/page/properties"), sorted(page::KEYS));
    assert_eq!(keys("/$defs/page/properties/message/properties"), sorted(page::MESSAGE));
    assert_eq!(keys("/$defs/predicates/additionalProperties/properties"), sorted(crate::predicate::KEYS));
}

#[test]
fn hostile_pages_are_refused_without_complaint() {
    for contents in
        ["", "#", "# ", "```", "````toml\n```", "# a\n```toml", "## Conflict:\n[[", "# é\n\u{0}\n## No conflict: ]]"]
    {
        let (_, problems) = load(&[("house/a.md", contents)]);
        assert!(!problems.is_empty(), "{contents}");
    }
}
