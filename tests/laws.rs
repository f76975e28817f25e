//! Laws that hold for any documents: what may change in the input without changing what is found, and what no input may do.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::{Days, NaiveDate};
use claimlint::claim::DocumentClaims;
use claimlint::lexicon::Lexicon;
use claimlint::load::{self, Decoded};
use claimlint::rule::RuleSet;
use claimlint::session::{Role, Session, Settings};
use claimlint::source::{DateClue, DateOrigin, Format, Source, Span};
use proptest::prelude::*;

static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| Arc::new(RuleSet::embedded().0));

/// A document of a law: name, date, text. `{+N}` in a text stands for the day N days after the law's first day.
type Written = (&'static str, u32, &'static str);

/// Documents that differ on an office, a statistic, an agreement, a weekday and a name.
const HARBOUR: &[Written] = &[
    (
        "herald.txt",
        0,
        "Foreign Minister Ana Ruiz of Arvenne opened the new quay at Solcombe. The Northern Ferry Agreement is in force. \
         The council meets again on {wrong+8}.\n\nThe adviser, Samuel Okparo, warned of storms.",
    ),
    (
        "gazette.txt",
        2,
        "Talks at Solcombe were led by Finance Minister Ana Ruiz of Arvenne. Arvenne wants to revive the Northern Ferry Agreement. \
         Present was Dr Samuel Okpalo, an adviser.",
    ),
    (
        "bulletin.txt",
        3,
        "The survey shows that rural poverty in Arvenne stood at 27.2 percent in 2019. The railway museum at Solcombe was opened on {+1}.",
    ),
    (
        "weekly.txt",
        4,
        "Rural poverty in Arvenne was 29.2 percent in 2019. The railway museum at Solcombe was opened on {+2}.",
    ),
];

/// Documents that differ on dates of several kinds.
const DATED: &[Written] = &[
    (
        "almanac.txt",
        900,
        "Mira Holt was born on {right+9}. Bruno Carle has been director of the Harbour Institute since {right+10}. \
         The first patient was admitted to the hospital on {right+700}. The institute confirmed the diagnosis on {right+712}, two days later. \
         The fair is open from {right+910} to {right+905}. Bids for the quay must be filed by {right+930}. \
         The lighthouse on Gull Point was demolished on {right+20}. The tram museum opened on {right+60}. \
         On {right+700}, the tenth anniversary of the fire of {right+3}, a park was opened.",
    ),
    (
        "yearbook.txt",
        902,
        "Mira Holt was born on {right+399}. Bruno Carle, director of the Harbour Institute since {right+500}, spoke. \
         Bids for the quay close on {right+945}. The lighthouse on Gull Point was demolished after the tram museum opened.",
    ),
];

/// A document on other affairs.
const ELSEWHERE: Written = (
    "garden.txt",
    1,
    "Roses do best in a light soil. Cut them back in spring, and water them in the evening of warm days.",
);

/// The first day of the laws.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 3, 12).expect("a day")
}

fn after(days: u64) -> NaiveDate {
    first_day().checked_add_days(Days::new(days)).expect("a day")
}

/// Fills in `{+N}` with a full date and `{wrong+N}` with that date and the weekday of the day before.
fn fill(text: &str, shift: u64) -> String {
    fill_but(text, shift, None)
}

/// Fills a text, one of its dates, by number, told in another format.
fn fill_but(text: &str, shift: u64, coarse: Option<(usize, &str)>) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut number = 0;
    while let Some((before, inner)) = rest.split_once('{') {
        let (what, behind) = inner.split_once('}').expect("closed");
        let (wrong, days) = what.split_once('+').expect("a number of days");
        let day = after(days.parse::<u64>().expect("a number") + shift);
        match coarse.filter(|&(at, _)| at == number) {
            Some((_, format)) => {
                let opening = before.strip_suffix("on ").map(|before| format!("{before}in "));
                out.push_str(opening.as_deref().unwrap_or(before));
                out.push_str(&day.format(format).to_string());
            }
            None => {
                out.push_str(before);
                if wrong == "wrong" {
                    out.push_str(&day.pred_opt().expect("a day").format("%A, ").to_string());
                }
                out.push_str(&day.format("%-d %B %Y").to_string());
            }
        }
        number += 1;
        rest = behind;
    }
    out + rest
}

fn source(path: &str, written: &Written, shift: u64) -> (Source, Role) {
    let mut source = Source::plain(path, fill(written.2, shift));
    let value = after(u64::from(written.1) + shift).to_string();
    source.meta.dates.push(DateClue { value, origin: DateOrigin::Configuration });
    (source, Role::Judged)
}

fn sources(documents: &[Written], shift: u64) -> Vec<(Source, Role)> {
    documents.iter().map(|d| source(d.0, d, shift)).collect()
}

fn session(sources: Vec<(Source, Role)>) -> Session {
    let settings = Settings { one_topic: true, ..Settings::default() };
    let mut session = Session::new(RULES.clone(), settings);
    session.extend(sources);
    session
}

/// A finding without its order and its paths: code, severity, and the words of each label with the value given there.
type Essence = (String, String, Vec<(String, Option<String>)>);

/// What a session finds, with how often.
fn essence(session: &Session) -> BTreeMap<Essence, usize> {
    let mut found = BTreeMap::new();
    for finding in session.check().diagnostics {
        let mut labels: Vec<_> = (finding.labels.iter())
            .map(|l| (session.document(&l.path).expect("known").source.words(l.span).to_owned(), l.value.clone()))
            .collect();
        labels.sort();
        *found.entry((finding.code, finding.severity.name().to_owned(), labels)).or_default() += 1;
    }
    found
}

/// Codes of what a session finds.
fn codes(session: &Session) -> Vec<String> {
    let mut codes: Vec<String> = session.check().diagnostics.into_iter().map(|d| d.code).collect();
    codes.sort();
    codes
}

#[test]
fn the_documents_of_the_laws_hold_conflicts() {
    let found = codes(&session(sources(HARBOUR, 0)));
    for code in ["DAT101", "DAT102", "MEM402", "NAM501", "NUM201", "ROL301"] {
        assert!(found.iter().any(|c| c == code), "{code} is not among {found:?}");
    }
}

#[test]
fn paths_and_their_order_do_not_matter() {
    let expected = essence(&session(sources(HARBOUR, 0)));
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let renamed = order.iter().enumerate().map(|(place, &i)| source(&format!("{place}/page.txt"), &HARBOUR[i], 0));
        assert_eq!(essence(&session(renamed.collect())), expected, "{order:?}");
    }
}

#[test]
fn documents_given_one_by_one_or_replaced_are_as_good_as_given_at_once() {
    let expected = session(sources(HARBOUR, 0)).check();
    let mut piecemeal = session(vec![source(HARBOUR[0].0, &ELSEWHERE, 0), source("gone.txt", &ELSEWHERE, 0)]);
    piecemeal.remove("gone.txt");
    for (source, role) in sources(HARBOUR, 0).into_iter().rev() {
        piecemeal.upsert(source, role);
    }
    assert_eq!(piecemeal.check(), expected);
}

#[test]
fn a_document_on_other_affairs_changes_nothing() {
    let expected = essence(&session(sources(HARBOUR, 0)));
    let mut more = sources(HARBOUR, 0);
    more.push(source(ELSEWHERE.0, &ELSEWHERE, 0));
    assert_eq!(essence(&session(more)), expected);
    assert!(codes(&session(vec![source(ELSEWHERE.0, &ELSEWHERE, 0)])).is_empty());
}

/// A copy may add places to a finding and repeat what is wrong within the document, but asks no new question.
#[test]
fn a_copy_of_a_document_adds_no_kind_of_finding() {
    let original = session(sources(HARBOUR, 0));
    let mut expected = codes(&original);
    expected.dedup();
    for copied in HARBOUR {
        let mut more = sources(HARBOUR, 0);
        more.push(source("copy.txt", copied, 0));
        let copy = session(more);
        let mut found = codes(&copy);
        found.dedup();
        assert_eq!(found, expected, "{} copied", copied.0);
        let alone = session(vec![source("a.txt", copied, 0), source("b.txt", copied, 0)]);
        let within = codes(&session(vec![source("a.txt", copied, 0)]));
        let mut doubled: Vec<String> = within.iter().chain(&within).cloned().collect();
        doubled.sort();
        assert_eq!(codes(&alone), doubled, "{} and its copy", copied.0);
    }
}

/// Rules that the documents of the laws break, so that none of the laws on dates holds of nothing.
const OF_TIME: &[&str] = &["DAT101", "DAT102", "DAT103", "DAT104", "DAT106", "DAT108", "DAT110", "DAT111"];

/// Whole weeks keep every weekday, so that what did not fit its date still does not, and what did does.
#[test]
fn shifting_all_dates_by_whole_weeks_changes_no_finding() {
    let all = [HARBOUR, DATED].concat();
    let plain = |shift| {
        let found = session(sources(&all, shift)).check().diagnostics;
        let mut found: Vec<_> = found.into_iter().map(|d| (d.code, d.severity, d.labels.len())).collect();
        found.sort();
        found
    };
    let expected = plain(0);
    for code in OF_TIME {
        assert!(expected.iter().any(|(found, ..)| found == code), "{code} is not among {expected:?}");
    }
    for weeks in [52, 104, 260, 1461] {
        assert_eq!(plain(7 * weeks), expected, "{weeks} weeks");
    }
}

#[test]
fn coarsening_a_date_makes_no_new_conflict() {
    let all = [HARBOUR, DATED].concat();
    let plain = codes(&session(sources(&all, 0)));
    for code in OF_TIME {
        assert!(plain.iter().any(|c| c == code), "{code} is not among {plain:?}");
    }
    let mut fewer = 0;
    for (at, written) in all.iter().enumerate() {
        let dates = written.2.matches('{').count();
        for (number, format) in (0..dates).flat_map(|number| ["%B %Y", "%Y"].map(|format| (number, format))) {
            let mut coarse = sources(&all, 0);
            let text = fill_but(written.2, 0, Some((number, format)));
            let dates = std::mem::take(&mut coarse[at].0.meta.dates);
            coarse[at].0 = Source::plain(written.0, text);
            coarse[at].0.meta.dates = dates;
            let found = codes(&session(coarse));
            let count = |all: &[String], code: &String| all.iter().filter(|c| *c == code).count();
            assert!(found.iter().all(|c| count(&found, c) <= count(&plain, c)), "{}, {number}: {found:?}", written.0);
            fewer += usize::from(found.len() < plain.len());
        }
    }
    assert!(fewer > 0, "no date told in full decides anything");
}

/// Sentences that reckon something up, rightly and wrongly; figures stand in braces.
const RECKONED: &[&str] = &[
    "The ferry carried {37} people: {21} men, {12} women and {5} children.",
    "The ferry carried {38} people: {21} men, {12} women and {5} children.",
    "Of the {61} seats, the Greens won {28} seats, the Blues {19} seats and the Reds {17} seats.",
    "The yard built a total of {134} boats ({87} in Solcombe and {52} in Pell Bay).",
    "They lent {18} maps, {7} globes and {12} charts, {39} objects in all.",
    "{62} percent voted for it, {31} percent against, and {12} percent abstained.",
    "The town ordered {12} buses at {310} crowns each, {4600} crowns in all.",
    "In spring {19} of the {52} lamps were out.",
    "The number of boats rose by {40} percent from {210} boats to {250} boats.",
];

/// Codes of what is found in one text.
fn alone(text: &str) -> Vec<String> {
    codes(&session(vec![(Source::plain("a.txt", text), Role::Judged)]))
}

/// A text with its figures told by a function of their number and their digits.
fn reworded(text: &str, figure: impl Fn(usize, &str) -> String) -> String {
    let mut out = String::new();
    for (number, piece) in text.split('{').enumerate() {
        match piece.split_once('}') {
            Some((digits, rest)) => out.push_str(&(figure(number, digits) + rest)),
            None => out.push_str(piece),
        }
    }
    out
}

/// Whether everything found is among what is expected.
fn within(found: &[String], expected: &[String]) -> bool {
    let count = |all: &[String], code: &String| all.iter().filter(|c| *c == code).count();
    found.iter().all(|code| count(found, code) <= count(expected, code))
}

#[test]
fn widening_a_figure_makes_no_new_conflict() {
    for text in RECKONED {
        let plain = alone(&reworded(text, |_, digits| digits.to_owned()));
        for number in 1..=text.matches('{').count() {
            for word in ["about", "some", "roughly", "at least", "up to"] {
                let wide = reworded(
                    text,
                    |at, digits| {
                        if at == number { format!("{word} {digits}") } else { digits.to_owned() }
                    },
                );
                let found = alone(&wide);
                assert!(within(&found, &plain), "{wide}: {found:?}, not {plain:?}");
            }
        }
    }
    assert!(
        RECKONED.iter().filter(|text| !alone(&reworded(text, |_, digits| digits.to_owned())).is_empty()).count() > 5
    );
}

/// A number below a hundred in words.
fn in_words(number: usize) -> String {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    match number {
        0..20 => ONES[number].to_owned(),
        _ if number.is_multiple_of(10) => TENS[number / 10 - 2].to_owned(),
        _ => format!("{}-{}", TENS[number / 10 - 2], ONES[number % 10]),
    }
}

#[test]
fn figures_told_in_words_make_no_new_conflict() {
    let words = |digits: &str| digits.parse().ok().filter(|n| *n < 100).map_or(digits.to_owned(), in_words);
    for text in RECKONED {
        let plain = alone(&reworded(text, |_, digits| digits.to_owned()));
        for number in 0..=text.matches('{').count() {
            // One of them in words, or all.
            let some = reworded(
                text,
                |at, digits| {
                    if number == 0 || at == number { words(digits) } else { digits.to_owned() }
                },
            );
            let found = alone(&some);
            assert!(within(&found, &plain), "{some}: {found:?}, not {plain:?}");
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_does_not_matter() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| session(sources(HARBOUR, 0)).check())
    };
    let expected = run(1);
    for threads in [2, 3, 8] {
        assert_eq!(run(threads), expected, "{threads} threads");
    }
}

#[test]
fn references_that_disagree_are_not_reported() {
    let with = |roles: [Role; 4]| {
        session(sources(HARBOUR, 0).into_iter().zip(roles).map(|((s, _), role)| (s, role)).collect())
    };
    let references = codes(&with([Role::Reference; 4]));
    let across: Vec<&String> = references.iter().filter(|c| *c != "DAT101").collect();
    assert!(across.is_empty(), "{across:?}");
    let judged = codes(&with([Role::Reference, Role::Judged, Role::Reference, Role::Reference]));
    assert!(judged.iter().any(|c| c == "ROL301") && judged.iter().all(|c| c != "NUM201"), "{judged:?}");
}

#[test]
fn each_rule_finds_by_itself_what_it_finds_among_all() {
    let all = session(sources(HARBOUR, 0)).check().diagnostics;
    assert!(!all.is_empty());
    let run = |settings: Settings| {
        let mut session = Session::new(RULES.clone(), Settings { one_topic: true, ..settings });
        session.extend(sources(HARBOUR, 0));
        session.check().diagnostics
    };
    for rule in &RULES.rules {
        let (own, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|d| d.code == rule.code);
        assert_eq!(run(Settings { select: vec![rule.code.clone()], ..Settings::default() }), own);
        assert_eq!(run(Settings { ignore: vec![rule.name.clone()], ..Settings::default() }), others);
    }
}

#[test]
fn short_texts_without_a_name_are_compared_only_when_put_together() {
    let texts = ["The inquiry put the loss at 9.4 million dollars.", "In the end the damage came to $4.9 million."];
    let sources =
        || texts.iter().zip(["a.txt", "b.txt"]).map(|(text, path)| (Source::plain(path, *text), Role::Judged));
    let mut apart = Session::new(RULES.clone(), Settings::default());
    apart.extend(sources().collect());
    assert!(essence(&apart).is_empty());
    assert_eq!(essence(&session(sources().collect())).len(), 1);
}

#[test]
fn texts_of_the_same_rare_words_are_on_one_affair_and_their_figures_meet_if_both_are_dated() {
    let story = |figure: &str| {
        format!(
            "The dyke at Solcombe burst in the night. Brackish water flooded the saltworks, the tannery and the gasworks. The Solcombe dyke had been \
             patched with clinker. The flooded saltworks at Solcombe employ {figure} workers in the brackish pans. A sluice upstream jammed with driftwood."
        )
    };
    let found = |dated: bool| {
        let mut apart = Session::new(RULES.clone(), Settings::default());
        apart.extend(
            [("a", "340"), ("b", "560")]
                .map(|(name, figure)| {
                    let mut source = Source::plain(name, story(figure));
                    let clue = DateClue { value: "2021-05-03".to_owned(), origin: DateOrigin::Configuration };
                    source.meta.dates.extend(dated.then_some(clue));
                    (source, Role::Judged)
                })
                .into(),
        );
        essence(&apart).keys().filter(|(code, ..)| code == "NUM201").count()
    };
    assert_eq!((found(true), found(false)), (1, 0));
}

#[test]
fn a_shelf_of_texts_that_tell_one_story_is_put_together() {
    let firms = |at: usize| if at == 0 { "Brackwell Refrigerators Ltd." } else { "Brackwell Refrigeration Ltd." };
    let story = |at: usize| {
        let words = "The dyke at Solcombe burst. Brackish water flooded the saltworks, the tannery and the gasworks; a sluice had jammed with driftwood and clinker.";
        format!("{words} The cold store of {} stood under water.", firms(at))
    };
    let other = |at: usize| {
        let words = [
            "abbey",
            "beekeeper",
            "cobbler",
            "dulcimer",
            "espalier",
            "falconer",
            "goldsmith",
            "hopfield",
            "icebreaker",
            "jouster",
            "kiln",
            "lamplighter",
        ];
        format!(
            "The {0} of number {at} was praised, and the {0} smiled. The cold store of {1} was sold.",
            words[at],
            firms(at)
        )
    };
    let found = |text: &dyn Fn(usize) -> String| {
        let mut shelf = Session::new(RULES.clone(), Settings::default());
        shelf.extend((0..12).map(|at| (Source::plain(format!("{at}.txt"), text(at)), Role::Judged)).collect());
        essence(&shelf).keys().filter(|(code, ..)| code == "NAM501").count()
    };
    assert_eq!((found(&story), found(&other)), (1, 0));
}

#[test]
fn putting_documents_together_only_adds_findings() {
    let mut apart = Session::new(RULES.clone(), Settings::default());
    apart.extend(sources(HARBOUR, 0));
    let together = essence(&session(sources(HARBOUR, 0)));
    let apart = essence(&apart);
    for found in apart.keys() {
        assert!(together.contains_key(found), "{found:?}");
    }
}

/// Pieces that mean something to the recognisers, to be put together at random.
const PIECES: &[&str] = &[
    "Foreign Minister",
    "former",
    "President",
    "Ana Ruiz",
    "José",
    "Velland",
    "the Northern Ferry Agreement",
    "takes part in",
    "revive",
    "between",
    "and",
    "both",
    "not",
    "three of the",
    "3.5",
    "27 %",
    "$4.9 million",
    "million",
    "nearly",
    "1,000,000,000,000,000,000,000",
    "0/0",
    "29 February 2021",
    "31 April",
    "Monday,",
    "last year",
    "twenty years ago today",
    "99999-12-31",
    "12:61",
    "on",
    ",",
    ";",
    ".",
    "\n\n",
    "\n",
    "- ",
    "1. ",
    "#",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "<b>",
    "</p>",
    "&amp;",
    "&#x110000;",
    "---\ndate: 2021",
    "\u{0}",
    "\u{202e}",
    "e\u{301}",
    "漢字",
    "\u{1f600}",
    "ß",
    "İ",
    "of",
    "was signed",
    "hereinafter referred to as",
    "said",
    "?",
    "|",
    "\r",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec((piece, prop::bool::weighted(0.8)), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| piece + if space { " " } else { "" }).collect())
}

/// Every span of what was extracted cuts the text at characters.
fn spans_fit(source: &Source, claims: &DocumentClaims) -> bool {
    let fits = |span: Span| source.text.get(span.range()).is_some();
    let mentions = &claims.mentions;
    claims.claims.iter().all(|c| fits(c.span))
        && mentions.times.iter().all(|t| fits(t.span))
        && mentions.quantities.iter().all(|q| fits(q.span) && fits(q.digits))
        && mentions.entities.mentions.iter().all(|m| fits(m.span))
        && mentions.entities.offices.iter().all(|o| fits(o.span))
        && claims.reckoned.iter().all(|r| r.terms.iter().chain(&r.stated).all(|term| fits(term.span)))
        && claims.sheets.iter().all(|sheet| sheet.cells.iter().all(|cell| fits(cell.span)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_format_gives_claims_with_sound_spans(a in text(), b in text(), format in 0..3_usize) {
        let format = [Format::Text, Format::Markdown, Format::Html][format];
        let (read, _) = load::parse("a.txt", format, Decoded::utf8(a));
        let claims = DocumentClaims::extract(&read, &RULES.extractor);
        prop_assert!(spans_fit(&read, &claims));
        let session = session(vec![(read, Role::Judged), (Source::plain("b.txt", b), Role::Judged)]);
        for finding in session.check().diagnostics {
            for label in &finding.labels {
                let source = &session.document(&label.path).expect("a document of the run").source;
                prop_assert!(source.text.get(label.span.range()).is_some());
                let (start, end) = source.positions(label.span);
                prop_assert!(start <= end);
            }
        }
    }

    #[test]
    fn parts_that_make_their_total_are_never_reported(men in 2_u32..900, women in 2_u32..900, children in 2_u32..900) {
        let total = men + women + children;
        let text = format!("The ferry carried {total} people: {men} men, {women} women and {children} children.");
        prop_assert_eq!(alone(&text), Vec::<String>::new());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = load::decode(&bytes) {
            for format in [Format::Text, Format::Markdown, Format::Html] {
                let (source, _) = load::parse("a.txt", format, decoded.clone());
                let length = source.text.len();
                prop_assert!(source.in_file(Span::new(0, length)).end <= source.file().len());
            }
        }
    }
}

/// A sound page and a sound predicate file, to be spoilt at random.
const PAGE: &str = "# two-captains\n\nTwo people command one ship.\n\n```toml\ncode = \"XSH001\"\nseverity = \"error\"\nmechanism = \"two-values\"\n\
predicates = [\"commands-ship\"]\n\n[message]\ntitle = \"two captains of {ship}\"\nhere = \"{captain}\"\n```\n\n## Conflict: one day\n\n\
```text a.txt 2021-03-12\n[[Ida Holm commands the ferry]].\n```\n\n```text b.txt 2021-03-12\n[[Jon Berg commands the ferry]].\n```\n\n\
## No conflict: alone\n\n```text a.txt\nIda Holm commands the ferry.\n```\n";
const PREDICATE: &str = "[commands-ship]\nkind = \"functional-in-time\"\nslots = { captain = \"person\", ship = \"phrase\" }\nanswers = \"captain\"\n\
persists = \"60 days\"\nasserts = [\"<captain> [command|skipper] (the) <ship>\"]\n";

/// `text` with a few stretches cut out or replaced.
fn spoilt(text: &'static str) -> impl Strategy<Value = String> {
    let cut = (0..text.len(), 0..12_usize, prop_oneof!["[\\[\\]{}<>|()#`\"=\n ]{0,3}", "\\PC{0,4}"]);
    prop::collection::vec(cut, 0..4).prop_map(move |cuts| {
        let mut out = text.to_owned();
        for (at, length, with) in cuts {
            let floor = |i: usize| (0..=i.min(out.len())).rev().find(|&i| out.is_char_boundary(i)).unwrap_or(0);
            let range = floor(at)..floor(at + length);
            out.replace_range(range, &with);
        }
        out
    })
}

proptest! {
    // A rule set is compiled for every case, which takes a while without optimisation.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_and_predicate_file_is_compiled_or_refused(page in spoilt(PAGE), predicate in spoilt(PREDICATE)) {
        let lexicon = Lexicon::embedded().with("predicates/ships", "ships.toml", predicate.clone());
        let (rules, problems) = RuleSet::new(lexicon, &[("two-captains.md".to_owned(), page.clone())]);
        for problem in &problems {
            let contents = if problem.path == "ships.toml" { &predicate } else { &page };
            if let Some(span) = problem.span {
                prop_assert!(contents.get(span.range()).is_some(), "{problem:?}");
            }
        }
        let read: usize = rules.rules.iter().filter(|rule| rule.path == "two-captains.md").map(|rule| rule.examples().0.len()).sum();
        prop_assert!(read <= 2 || page != PAGE);
    }
}

/// A unit: its name, how many of the first unit one of it is, and what is added before.
type Unit = (&'static str, f64, f64);

/// Sentences with a place for an amount, and the units it may be told in: how many of the first of them one is, and what is added before.
const MEASURED: &[(&str, &[Unit])] = &[
    (
        "The Kelvor pipeline in Arvenne is {} long.",
        &[("km", 1.0, 0.0), ("miles", 1.609_344, 0.0), ("metres", 0.001, 0.0), ("feet", 0.000_304_8, 0.0)],
    ),
    (
        "The Marden statue at Solcombe weighs {}.",
        &[("kg", 1.0, 0.0), ("tonnes", 1_000.0, 0.0), ("grams", 0.001, 0.0), ("ounces", 0.028_349_523_125, 0.0)],
    ),
    (
        "The Velland marsh covers {}.",
        &[("hectares", 1.0, 0.0), ("acres", 0.404_685_642_24, 0.0), ("square kilometres", 100.0, 0.0)],
    ),
    ("The temperature at Orrin was {} on 3 May 2021.", &[("°C", 1.0, 0.0), ("°F", 5.0 / 9.0, -32.0)]),
];

/// Sentences with a place for a plain number.
const COUNTED: &[&str] =
    &["The Tarvel survey counted {} seals in Arvenne.", "The Brannock fund paid {} dollars to Solcombe."];

/// How many figures two documents of these sentences are told to differ on.
fn differing(first: &[String], second: &[String]) -> usize {
    let read = |path: &str, said: &[String]| (Source::plain(path, said.join("\n\n")), Role::Judged);
    codes(&session(vec![read("a.txt", first), read("b.txt", second)])).iter().filter(|c| c.starts_with("NUM")).count()
}

/// All sentences with one wording of their amounts.
fn told(amount: impl Fn(&str) -> String) -> Vec<String> {
    let measured = MEASURED.iter().map(|&(sentence, units)| (sentence, units[0].0));
    let counted = COUNTED.iter().map(|&sentence| (sentence, ""));
    measured.chain(counted).map(|(sentence, unit)| sentence.replace("{}", amount(unit).trim_end())).collect()
}

/// A value with so many significant digits.
fn significant(value: f64, digits: i32) -> String {
    let size = value.abs().max(1e-9).log10().floor() as i32;
    let step = 10_f64.powi(size + 1 - digits);
    format!("{:.*}", usize::try_from(digits - 1 - size).unwrap_or(0), (value / step).round() * step)
}

const ONES: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a million in words.
fn spelled(n: usize) -> String {
    match n {
        0..20 => ONES[n].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[n / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[n / 10], ONES[n % 10]),
        100..1_000 if n.is_multiple_of(100) => format!("{} hundred", ONES[n / 100]),
        100..1_000 => format!("{} hundred and {}", ONES[n / 100], spelled(n % 100)),
        _ if n.is_multiple_of(1_000) => format!("{} thousand", spelled(n / 1_000)),
        _ => format!(
            "{} thousand {}{}",
            spelled(n / 1_000),
            if n % 1_000 < 100 { "and " } else { "" },
            spelled(n % 1_000)
        ),
    }
}

#[test]
fn the_sentences_of_figures_are_compared() {
    let plain = |value: &'static str| told(|unit| format!("{value} {unit}"));
    assert_eq!(differing(&plain("57.4"), &plain("31.2")), MEASURED.len() + COUNTED.len());
    assert_eq!(differing(&plain("57.4"), &plain("57.4")), 0);
}

proptest! {
    // Two documents are read for every case.
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn telling_an_amount_in_another_unit_makes_no_conflict(value in 2_u32..2_000, from in 0..4_usize, to in 0..4_usize) {
        let pick = |units: &'static [(&str, f64, f64)], at: usize| units[at % units.len()];
        let said = |sentence: &str, value: &str, unit: &str| sentence.replace("{}", &format!("{value} {unit}"));
        let first: Vec<String> =
            MEASURED.iter().map(|&(sentence, units)| said(sentence, &value.to_string(), pick(units, from).0)).collect();
        let second: Vec<String> = (MEASURED.iter())
            .map(|&(sentence, units)| {
                let ((_, a, c), (unit, b, d)) = (pick(units, from), pick(units, to));
                said(sentence, &significant((f64::from(value) + c) * a / b - d, 4), unit)
            })
            .collect();
        prop_assert_eq!(differing(&first, &second), 0, "{:?} {:?}", first, second);
    }

    #[test]
    fn rounding_a_figure_makes_no_conflict(value in 10_u32..1_000_000, digits in 2..6_i32) {
        let exact = told(|unit| format!("{value} {unit}"));
        // A count of more than four digits that ends with one zero is taken to be exact.
        let size = value.to_string().len() as i32;
        let digits = if size > 4 { digits.min(size - 2) } else { digits };
        let rounded = told(|unit| format!("{} {unit}", significant(f64::from(value), digits)));
        prop_assert_eq!(differing(&exact, &rounded), 0, "{:?}", rounded);
        if value >= 100_000 {
            let millions = told(|unit| format!("{:.2} million {unit}", f64::from(value) / 1e6));
            prop_assert_eq!(differing(&exact, &millions), 0, "{:?}", millions);
        }
    }

    #[test]
    fn words_for_digits_make_no_new_conflict(value in 2_usize..1_000_000, other in 2_usize..1_000_000) {
        let digits = |n: usize| told(|unit| format!("{n} {unit}"));
        let words = |n: usize| told(|unit| format!("{} {unit}", spelled(n)));
        prop_assert_eq!(differing(&digits(value), &words(value)), 0, "{}", spelled(value));
        prop_assert!(differing(&digits(other), &words(value)) <= differing(&digits(other), &digits(value)));
    }

    #[test]
    fn saying_less_exactly_makes_no_new_conflict(value in 2_u32..100_000, other in 2_u32..100_000, wider in 0..6_usize) {
        let plain = |n: u32| told(|unit| format!("{n} {unit}"));
        let wide = |n: u32| match wider {
            0 => told(|unit| format!("about {n} {unit}")),
            1 => told(|unit| format!("roughly {n} {unit}")),
            2 => told(|unit| format!("between {} and {} {unit}", n - n / 4 - 1, n + n / 4 + 1)),
            3 => told(|unit| format!("at least {} {unit}", n - n / 3)),
            4 => told(|unit| format!("up to {} {unit}", n + n / 3)),
            _ => told(|unit| format!("more than {} {unit}", n - n / 2 - 1)),
        };
        prop_assert_eq!(differing(&plain(value), &wide(value)), 0, "{:?}", wide(value));
        prop_assert!(differing(&plain(other), &wide(value)) <= differing(&plain(other), &plain(value)), "{:?}", wide(value));
    }
}
