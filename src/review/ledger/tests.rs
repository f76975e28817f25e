use super::*;
use crate::diagnostic::{DocumentInfo, Label, Question, Severity};
use crate::review::Statement;
use crate::review::read::TOLD;
use crate::source::{Source, SourceKind, Span};

/// Some day in 2026.
const NOW: i64 = 1_790_000_000_000_000;

/// A run over documents of one line each, with a finding between the first words of two of them.
struct Run {
    sources: Vec<Source>,
    report: Report,
}

impl Run {
    fn new(documents: &[(&str, &str, bool)]) -> Self {
        let sources: Vec<Source> = documents.iter().map(|(path, text, _)| Source::plain(*path, *text)).collect();
        let about = |(path, _, judged): &(&str, &str, bool)| DocumentInfo {
            path: (*path).to_owned(),
            title: None,
            date: (None, None),
            date_from: None,
            kind: SourceKind::Report,
            topic: None,
            judged: *judged,
        };
        let label = |source: &Source| Label {
            path: source.path.clone(),
            span: Span::new(0, source.text.len()),
            primary: false,
            message: "here".into(),
            value: None,
            speaker: None,
            valid: None,
        };
        let finding = Diagnostic {
            id: "1f".into(),
            code: "NUM201".into(),
            rule: "statistic-differs".into(),
            severity: Severity::Error,
            message: "two rates".into(),
            help: None,
            notes: Vec::new(),
            settled_by: None,
            question: Question::default(),
            gates: Vec::new(),
            labels: sources.iter().map(label).collect(),
            more: 0,
        };
        let report = Report {
            documents: documents.iter().map(about).collect(),
            diagnostics: vec![finding],
            ..Report::default()
        };
        Self { sources, report }
    }

    fn house<T>(&self, second_sign_off: bool, call: impl FnOnce(&House<'_>) -> T) -> T {
        let sources = |path: &str| self.sources.iter().find(|source| source.path == path);
        call(&House { sources: &sources, place: &|path| path.to_owned(), second_sign_off })
    }

    fn said(&self, outcome: Outcome, by: &str, at: i64) -> Record {
        let quotes = self.house(false, |house| quotes(&self.report.diagnostics[0], &self.report, house));
        Record::new(&self.report.diagnostics[0], quotes, Statement { outcome: Some(outcome), note: "why", by, at })
    }

    /// How the finding stands after some decisions.
    fn standing(&self, records: Vec<Record>, second_sign_off: bool) -> Standing {
        self.house(second_sign_off, |house| Ledger::of(records).states(&self.report, house)[0].standing)
    }
}

const TWO: &[(&str, &str, bool)] = &[("a.md", "5.2 per cent", true), ("b.md", "7.4 per cent", true)];

#[test]
fn outcomes_settle_or_stay() {
    let run = Run::new(TWO);
    for outcome in Outcome::ALL {
        let expected = match outcome {
            Outcome::DraftWrong | Outcome::OtherWrong | Outcome::Asked | Outcome::Unresolved => Standing::Decided,
            _ => Standing::Settled,
        };
        assert_eq!(run.standing(vec![run.said(outcome, "Ana", 1)], false), expected, "{outcome:?}");
    }
    let run = Run::new(&[TWO[0], ("b.md", "7.4 per cent", false)]);
    assert_eq!(run.standing(vec![run.said(Outcome::OtherWrong, "Ana", 1)], false), Standing::Settled);
}

#[test]
fn the_last_decision_counts_in_any_order_of_lines() {
    let run = Run::new(TWO);
    let lines = [
        run.said(Outcome::NotAFinding, "Ana", 1),
        run.said(Outcome::DraftWrong, "Bo", 2),
        run.said(Outcome::OtherTime, "Ana", 3),
    ];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let text: String = order.iter().map(|&i| lines[i].line()).collect();
        let (ledger, problems) = Ledger::parse(text.as_bytes(), "r.jsonl", NOW);
        assert_eq!((ledger, problems), (Ledger::of(lines.to_vec()), Vec::new()), "{order:?}");
    }
    assert_eq!(run.standing(lines[..2].to_vec(), false), Standing::Decided);
    assert_eq!(run.standing(lines.to_vec(), false), Standing::Settled);
    // Of the same moment, the same one wins whatever the order.
    let tie = [run.said(Outcome::DraftWrong, "Ana", 5), run.said(Outcome::NotAFinding, "Bo", 5)];
    let one = run.standing(vec![tie[0].clone(), tie[1].clone()], false);
    assert_eq!(run.standing(vec![tie[1].clone(), tie[0].clone()], false), one);
}

#[test]
fn an_edited_quote_opens_the_finding_again_and_new_places_do_not() {
    let run = Run::new(TWO);
    let decided = vec![run.said(Outcome::NotAFinding, "Ana", 1)];
    let with = |documents: &[(&str, &str, bool)]| Run::new(documents).standing(decided.clone(), false);
    for (documents, standing) in [
        (&[TWO[0], TWO[1]][..], Standing::Settled),
        (&[("a.md", "5.2\nper  cent", true), TWO[1]], Standing::Settled),
        (&[TWO[0], TWO[1], ("c.md", "5.2 per cent", true)], Standing::Settled),
        // Nobody has looked at this other side.
        (&[TWO[0], ("c.md", "7.4 per cent", true)], Standing::Reopened),
        (&[("a.md", "5.2 per cent or so", true), TWO[1]], Standing::Reopened),
        (&[TWO[0], ("b.md", "7.4 percent", true)], Standing::Reopened),
        (&[("c.md", "5.2 per cent", true), ("d.md", "7.4 per cent", true)], Standing::Reopened),
    ] {
        assert_eq!(with(documents), standing, "{documents:?}");
    }
    let edited = Run::new(&[("a.md", "5.2 per cent or so", true), TWO[1]]);
    let again = [decided.clone(), vec![edited.said(Outcome::Asked, "Ana", 2)]].concat();
    assert_eq!(edited.standing(again, false), Standing::Decided);
}

#[test]
fn the_same_words_of_another_time_open_the_finding_again() {
    let run = |valid: Option<(&str, &str)>| {
        let mut run = Run::new(TWO);
        let days = valid.map(|(low, high)| (Some(low.to_owned()), Some(high.to_owned()).filter(|day| !day.is_empty())));
        run.report.diagnostics[0].labels[1].valid = days;
        run
    };
    let decided = vec![run(Some(("2021-01-01", "2021-12-31"))).said(Outcome::NotAFinding, "Ana", 1)];
    for (valid, standing) in [
        (Some(("2021-01-01", "2021-12-31")), Standing::Settled),
        (Some(("2021-03-01", "2021-03-31")), Standing::Settled),
        (None, Standing::Settled),
        (Some(("2022-01-01", "2022-12-31")), Standing::Reopened),
        (Some(("2022-01-01", "")), Standing::Reopened),
    ] {
        assert_eq!(run(valid).standing(decided.clone(), false), standing, "{valid:?}");
    }
    // A decision from before times were kept.
    let old = vec![run(None).said(Outcome::NotAFinding, "Ana", 1)];
    assert_eq!(run(Some(("2022-01-01", "2022-12-31"))).standing(old, false), Standing::Settled);
    // "Not before" is no time of the words: it moves with all that the document tells.
    let mut bounded = run(Some(("2024-01-01", "")));
    bounded.report.documents[1].date = (Some("2024-01-01".into()), None);
    let decided = bounded.said(Outcome::NotAFinding, "Ana", 1);
    assert_eq!(decided.quotes[1].valid, None);
}

#[test]
fn a_decision_of_a_day_to_come_stands_below_all_others() {
    let run = Run::new(TWO);
    let slip = run.said(Outcome::NotAFinding, "Ana", NOW + 400 * 86_400 * 1_000_000);
    let later = run.said(Outcome::DraftWrong, "Bo", NOW - 5);
    let standing = |lines: &[&Record], now: i64| {
        let text: String = lines.iter().map(|record| record.line()).collect();
        let (ledger, problems) = Ledger::parse(text.as_bytes(), "r.jsonl", now);
        let told: Vec<(String, bool, Option<u32>)> =
            problems.into_iter().map(|problem| (problem.code, problem.fatal, problem.line)).collect();
        (run.house(false, |house| ledger.states(&run.report, house)[0].standing), told)
    };
    let told = |line| vec![("CFG146".to_owned(), false, Some(line))];
    assert_eq!(standing(&[&slip, &later], NOW), (Standing::Decided, told(1)));
    assert_eq!(standing(&[&later, &slip], NOW), (Standing::Decided, told(2)));
    assert_eq!(standing(&[&slip], NOW), (Standing::Settled, told(1)));
    assert_eq!(standing(&[&later, &slip], slip.at), (Standing::Settled, vec![]));
    // Clocks differ a little.
    let soon = run.said(Outcome::NotAFinding, "Ana", NOW + 3_600 * 1_000_000);
    assert_eq!(standing(&[&later, &soon], NOW), (Standing::Settled, vec![]));
}

#[test]
fn what_is_decided_on_one_of_two_places_with_one_id_leaves_the_other_open() {
    let mut run = Run::new(TWO);
    let decided = Ledger::of(vec![run.said(Outcome::NotAFinding, "Ana", 1)]);
    let mut other = run.report.diagnostics[0].clone();
    other.labels.iter_mut().for_each(|label| label.span = Span::new(0, 3));
    run.report.diagnostics.push(other);
    run.house(false, |house| {
        let standings: Vec<_> = decided.states(&run.report, house).iter().map(|state| state.standing).collect();
        assert_eq!(standings, [Standing::Settled, Standing::Open]);
    });
}

#[test]
fn a_second_person_has_to_agree_where_the_house_says_so() {
    let run = Run::new(TWO);
    let say = |all: &[(Outcome, &str)]| {
        let records = all.iter().zip(1..).map(|((outcome, by), at)| run.said(*outcome, by, at)).collect();
        run.standing(records, true)
    };
    use Outcome::{Asked, NotAFinding, OtherTime};
    for (all, standing) in [
        (&[(NotAFinding, "Ana")][..], Standing::Awaiting),
        (&[(NotAFinding, "Ana"), (NotAFinding, " ana")], Standing::Awaiting),
        (&[(NotAFinding, "Ana"), (OtherTime, "Bo")], Standing::Awaiting),
        (&[(NotAFinding, "Ana"), (NotAFinding, "Bo")], Standing::Settled),
        // Bo has thought better of it.
        (&[(NotAFinding, "Bo"), (OtherTime, "Bo"), (NotAFinding, "Ana")], Standing::Awaiting),
        (&[(NotAFinding, "Ana"), (NotAFinding, "Bo"), (Asked, "Cy")], Standing::Decided),
    ] {
        assert_eq!(say(all), standing, "{all:?}");
    }
}

#[test]
fn a_report_loses_what_is_settled_and_tells_of_the_rest() {
    for (outcome, left, note) in [
        (Outcome::NotAFinding, 0, None),
        (Outcome::DraftWrong, 1, Some("review: draft wrong, by Ana on 1970-01-01: why")),
    ] {
        let run = Run::new(TWO);
        let mut report = run.report.clone();
        run.house(false, |house| Ledger::of(vec![run.said(outcome, "Ana", 1)]).apply(&mut report, house));
        assert_eq!((report.diagnostics.len(), report.account.dismissed), (left, 1 - left as u64));
        assert_eq!(report.diagnostics.first().map(|finding| finding.notes[0].as_str()), note);
    }
}

#[test]
fn what_is_no_decision_is_told_with_its_place_and_the_rest_counts() {
    let run = Run::new(TWO);
    let good = run.said(Outcome::NotAFinding, "Ana", 1);
    let line = good.line();
    let line = line.trim_end();
    let with = |from: &str, to: &str| line.replacen(from, to, 1);
    for (text, code, place, words, count) in [
        (format!("{line}\n{}", &line[..40]), "CFG141", (2, 41), "torn off", 1),
        (format!("\u{feff}{line}\r\n\n"), "", (0, 0), "", 1),
        (format!("<<<<<<< ours\n{line}\n=======\n{line}\n>>>>>>> theirs\n"), "CFG143", (1, 1), "both sides count", 1),
        (format!("{line}{line}"), "", (0, 0), "", 1),
        (format!("{}{line}", &line[..40]), "CFG141", (1, 0), "the rest of the line counts", 1),
        (with("not-a-finding", "maybe"), "CFG141", (1, 0), "no outcome is called `maybe`", 0),
        (with("\"version\":1", "\"version\":2"), "CFG142", (1, 1), "version 2", 0),
        (with("\"note\"", "\"nota\""), "CFG141", (1, 0), "unknown field `nota`", 0),
        (with("\"Ana\"", "\" \""), "CFG141", (1, 1), "`by`", 0),
        (with("1970-01-01T", "1970-13-01T"), "CFG141", (1, 1), "is no time", 0),
        (with("\"path\"", "\"valid\":[\"May\",null],\"path\""), "CFG141", (1, 1), "holds two days", 0),
        (with("\"why\"", &format!("\"{}\"", "x".repeat(20_000))), "CFG141", (1, 1), "20000 bytes", 0),
        (format!("[{line}]"), "CFG141", (1, 0), "the rest of the line counts", 1),
        (format!("{}1", "[".repeat(5_000)), "CFG141", (1, 0), "torn off", 0),
        ("x".repeat(2 << 20), "CFG141", (1, 1), "bytes, more than", 0),
    ] {
        let (ledger, problems) = Ledger::parse(text.as_bytes(), "r.jsonl", NOW);
        let shown: String = text.chars().take(120).collect();
        assert_eq!(ledger.records().len(), count, "{shown}");
        let Some(first) = problems.first() else {
            assert_eq!(code, "", "{shown}");
            continue;
        };
        assert_eq!((first.code.as_str(), first.line, first.fatal), (code, Some(place.0), code != "CFG143"), "{shown}");
        assert!(first.message.contains(words), "{shown}: {first:?}");
        assert!(place.1 == 0 || first.column == Some(place.1), "{shown}: {first:?}");
    }
    let (ledger, problems) = Ledger::parse(&[b"\xff\xfe\n", line.as_bytes()].concat(), "r.jsonl", NOW);
    assert_eq!((ledger.records().len(), problems.len()), (1, 1));
    let (_, problems) = Ledger::parse("x\n".repeat(1_000).as_bytes(), "r.jsonl", NOW);
    assert_eq!(problems.len(), TOLD + 1);
    assert!(problems[TOLD].message.starts_with("980 more lines of the review file have faults"));
}

#[test]
fn pruning_takes_out_what_is_gone_and_nothing_else() {
    let run = Run::new(TWO);
    let kept = run.said(Outcome::NotAFinding, "Ana", 1);
    let gone = Record { id: "2e".into(), ..kept.clone() };
    let text =
        format!("{}{}<<<<<<< ours\ntorn {{\n{}{}", gone.line(), kept.line(), kept.line().trim_end(), gone.line());
    let ids = BTreeSet::from(["1f"]);
    let pruned = crate::review::prune(text.as_bytes(), &ids, &|_| false, &|_| false);
    let expected = format!("{}torn {{\n{}{}", kept.line(), kept.line().trim_end(), gone.line());
    assert_eq!((String::from_utf8(pruned.bytes).expect("UTF-8"), pruned.dropped), (expected, vec![gone]));
    let pruned = crate::review::prune(text.as_bytes(), &ids, &|path| path == "b.md", &|_| false);
    assert!(pruned.dropped.is_empty());
    let pruned = crate::review::prune(text.as_bytes(), &ids, &|_| false, &|code| code == kept.code);
    assert!(pruned.dropped.is_empty(), "a rule that does not run finds nothing, and tells nothing");
}
