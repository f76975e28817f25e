use super::*;
use crate::entity::{Entity, EntityId, EntityKind, EntityMention, OfficeMention, Reference, Tenure};
use crate::extent::Extent;
use crate::quantity::{Bounds, Quantity};
use crate::source::Source;
use crate::text::{Text, TextTables};
use crate::time::{Expression, TimeMention};

/// Forms whose lemma the tests need; the table of the text layer has them too.
const LEMMAS: &[(&str, &str)] = &[
    ("is", "be"),
    ("are", "be"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("being", "be"),
    ("appointed", "appoint"),
    ("named", "name"),
    ("resigned", "resign"),
    ("resigning", "resign"),
    ("stepped", "step"),
    ("signed", "sign"),
    ("signing", "sign"),
    ("joined", "join"),
    ("joining", "join"),
    ("participates", "participate"),
    ("took", "take"),
    ("takes", "take"),
    ("left", "leave"),
    ("succeeded", "succeed"),
    ("revived", "revive"),
    ("approved", "approve"),
    ("commanded", "command"),
    ("skippered", "skipper"),
    ("members", "member"),
    ("put", "put"),
];

/// A text whose mentions are written `{P:Ana Ruiz}`: P person, O office, B body, L place, A agreement, T time, Q quantity.
fn read(marked: &str) -> (Text, Mentions) {
    let (mut raw, mut mentions, mut rest) = (String::new(), Mentions::default(), marked);
    while let Some(open) = rest.find('{') {
        let close = rest.find('}').expect("a closed mark");
        raw.push_str(&rest[..open]);
        let (sort, words) = rest[open + 1..close].split_once(':').expect("a sort");
        let span = Span::new(raw.len(), raw.len() + words.len());
        add(&mut mentions, sort, span, words);
        raw.push_str(words);
        rest = &rest[close + 1..];
    }
    raw.push_str(rest);
    let mut text = Text::read(&Source::plain("t", raw), &TextTables::default());
    for i in 0..text.tokens.len() {
        if let Some((_, lemma)) = LEMMAS.iter().find(|(form, _)| *form == text.lower(i)) {
            text.tokens[i].lemma = text.words.intern(lemma);
        }
    }
    (text, mentions)
}

fn add(mentions: &mut Mentions, sort: &str, span: Span, words: &str) {
    let kind = match sort {
        "P" => EntityKind::Person,
        "B" => EntityKind::Organisation,
        "L" => EntityKind::Place,
        "A" => EntityKind::Agreement,
        "O" => return mentions.entities.offices.push(office(span, words)),
        "T" => return mentions.times.push(TimeMention { span, expression: expression() }),
        _ => return mentions.quantities.push(quantity(span)),
    };
    let id = EntityId(mentions.entities.entities.len() as u32);
    let name = words.to_owned();
    let key = words.to_lowercase();
    mentions.entities.entities.push(Entity { kind, name, key, forms: Vec::new(), person: None, proper: true });
    mentions.entities.mentions.push(EntityMention { span, kind, entity: Some(id), reference: Reference::Name });
}

fn office(span: Span, words: &str) -> OfficeMention {
    OfficeMention {
        span,
        role: words.to_owned(),
        portfolio: Vec::new(),
        body: None,
        place: None,
        within: None,
        to: None,
        tenure: Tenure::Full,
    }
}

fn expression() -> Expression {
    Expression::parts(None, None, Some(1), None)
}

fn quantity(span: Span) -> Quantity {
    Quantity {
        span,
        digits: span,
        number: None,
        range: None,
        extent: Extent::all(),
        of: None,
        unit: None,
        scale: None,
        measured: None,
        noun: None,
        bound: Bounds::Exact,
        change: None,
        per: None,
        ordinal: false,
    }
}

fn set(file: &str) -> (PredicateSet, Vec<Problem>) {
    let syntax = Lexicon::embedded().files("syntax").map(|(_, f)| f.text().into_owned()).next();
    let lexicon = Lexicon::empty().with("syntax", "syntax.toml", syntax.expect("embedded"));
    let mut problems = Vec::new();
    let set = PredicateSet::new(&lexicon.with("predicates/test", "test.toml", file.to_owned()), &mut problems);
    (set, problems)
}

fn sound(file: &str) -> PredicateSet {
    let (set, problems) = set(file);
    assert_eq!(problems, []);
    set
}

/// The matches as `predicate head slot=words …`, a `!` before a wording that denies, and `value` where it stands for one.
fn matches(set: &PredicateSet, marked: &str) -> Vec<String> {
    let (text, mentions) = read(marked);
    let render = |m: Match| {
        let predicate = &set.predicates[m.predicate];
        let wording = &predicate.wordings[m.wording];
        let slots: Vec<String> = m.slots.iter().map(|(n, s, _)| format!("{n}={}", s.of(&text.raw))).collect();
        let value = wording.value.as_ref().map(|v| format!(" ({v})")).unwrap_or_default();
        let phase = if wording.phase == Phase::Denies { "!" } else { "" };
        format!("{phase}{}{value} {}", m.head.of(&text.raw), slots.join(" "))
    };
    set.find(&text, &mentions, &TextClauses::default(), true).into_iter().map(render).collect()
}

fn check(set: &PredicateSet, cases: &[(&str, &[&str])]) {
    for (marked, want) in cases {
        assert_eq!(matches(set, marked), *want, "{marked}");
    }
}

const OFFICE: &str = r#"
[holds-office]
kind    = "functional-in-time"
slots   = { person = "person", office = "office" }
answers = "office"
asserts = ["(the) <office> <person>", "<person>, (the) <office>", "<person> [be] <office>"]
begins  = ["<person> [be] [appoint|name] (as) <office>", "<person> [succeed] <person:predecessor> as <office>"]
ends    = ["<person> [resign|step down] (as <office>)"]
denies  = ["<person> [be] not <office>"]
"#;

#[test]
fn offices_are_found_in_their_usual_wordings() {
    check(
        &sound(OFFICE),
        &[
            (
                "{O:Foreign Minister} {P:Ana Ruiz} arrived.",
                &["Foreign Minister office=Foreign Minister person=Ana Ruiz"],
            ),
            (
                "{P:Ana Ruiz}, the {O:foreign minister}, left.",
                &["foreign minister person=Ana Ruiz office=foreign minister"],
            ),
            ("{P:Ana Ruiz}, 34, the {O:mayor}, left.", &["mayor person=Ana Ruiz office=mayor"]),
            ("{P:Ana Ruiz} is currently the {O:mayor}.", &["is person=Ana Ruiz office=mayor"]),
            ("{P:Ana Ruiz} has been appointed {O:mayor}.", &["appointed person=Ana Ruiz office=mayor"]),
            ("{P:Ana Ruiz} was later officially named as the {O:mayor}.", &["named person=Ana Ruiz office=mayor"]),
            (
                "{P:Bo Lee} succeeded {P:Ana Ruiz} as {O:mayor}.",
                &["succeeded person=Bo Lee predecessor=Ana Ruiz office=mayor"],
            ),
            ("{P:Ana Ruiz} (56) stepped down as {O:mayor}.", &["stepped down person=Ana Ruiz office=mayor"]),
            ("{P:Ana Ruiz}, who resigned as {O:mayor}, wept.", &["resigned person=Ana Ruiz office=mayor"]),
            ("{P:Ana Ruiz}, a lawyer from the coast, resigned.", &["resigned person=Ana Ruiz"]),
            ("{P:Ana Ruiz} is not the {O:mayor}.", &["!is person=Ana Ruiz office=mayor"]),
            ("{P:Ana Ruiz} was expected to be named {O:mayor}.", &["named person=Ana Ruiz office=mayor"]),
        ],
    );
}

#[test]
fn neighbours_that_belong_elsewhere_fill_no_slot() {
    check(
        &sound(OFFICE),
        &[
            ("{P:Ana Ruiz} is the {O:mayor}'s aide.", &[]),
            ("The son of {P:Ana Ruiz} resigned.", &[]),
            ("An ally of {P:Ana Ruiz}, {P:Bo Lee}, resigned.", &[]),
            ("The son of {O:Mayor} {P:Ana Ruiz} resigned.", &["Mayor office=Mayor person=Ana Ruiz"]),
            ("So it stands, according to {P:Bo Lee}, who is the {O:mayor}.", &["is person=Bo Lee office=mayor"]),
            ("{P:Ana Ruiz}. {O:Mayor} of all.", &[]),
            ("{P:Ana Ruiz} met the {O:mayor}.", &[]),
            ("{P:Ana Ruiz} said the {O:mayor} resigned.", &[]),
            (
                "{O:Mayor} {P:Ana Ruiz}, {O:Governor} {P:Bo Lee} and others came.",
                &["Mayor office=Mayor person=Ana Ruiz", "Governor office=Governor person=Bo Lee"],
            ),
        ],
    );
}

const PACT: &str = r#"
[joined]
kind     = "event"
slots    = { party = "party", agreement = "agreement", day = "time" }
asserts  = ["<party> [sign|join|take part in] <agreement> (on <day>)", "<party>'s [signature] under <agreement>"]

[status]
kind     = "functional-in-time"
slots    = { agreement = "agreement", country = "place" }
answers  = "status"
excludes = [["in force", "not in force"]]
values."in force"     = ["<country> [participate] in <agreement>"]
values."not in force" = ["<country> [leave] <agreement>"]
presupposes."not in force" = ["[revive] <agreement>"]
"#;

#[test]
fn passives_and_reduced_relatives_are_the_engines_work() {
    check(
        &sound(PACT),
        &[
            ("The {A:Alder Accord} was signed by {L:Norland}.", &["signed agreement=Alder Accord party=Norland"]),
            (
                "The {A:Alder Accord} was signed on {T:3 May} by {L:Norland}.",
                &["signed agreement=Alder Accord day=3 May party=Norland"],
            ),
            ("The {A:Alder Accord} has not been signed.", &["signed agreement=Alder Accord"]),
            ("The {A:Alder Accord}, signed by {L:Norland}, holds.", &["signed agreement=Alder Accord party=Norland"]),
            ("{L:Norland} was signed {A:Alder Accord}.", &[]),
            ("{L:Norland} is signing the {A:Alder Accord}.", &["signing party=Norland agreement=Alder Accord"]),
            ("{L:Norland} plans to join the {A:Alder Accord}.", &["join party=Norland agreement=Alder Accord"]),
            ("{L:Norland} signed the long-awaited {A:Alder Accord}.", &["signed party=Norland agreement=Alder Accord"]),
        ],
    );
}

#[test]
fn coordination_gives_one_match_for_each_member() {
    check(
        &sound(PACT),
        &[
            (
                "{L:Norland}, {L:Sudland} and {L:Estland} signed the {A:Alder Accord}.",
                &[
                    "signed party=Norland agreement=Alder Accord",
                    "signed party=Sudland agreement=Alder Accord",
                    "signed party=Estland agreement=Alder Accord",
                ],
            ),
            (
                "{L:Norland} left the {A:Alder Accord} and the {A:Birch Pact} in {T:May}.",
                &[
                    "left (not in force) country=Norland agreement=Alder Accord",
                    "left (not in force) country=Norland agreement=Birch Pact",
                ],
            ),
            (
                "{P:Ana Ruiz} met {P:Bo Lee} and {P:Cy Marr} signed the {A:Alder Accord}.",
                &["signed party=Cy Marr agreement=Alder Accord"],
            ),
            ("{L:Norland} and its ally took part in the {A:Alder Accord}.", &[]),
        ],
    );
}

#[test]
fn values_presuppositions_and_possessives_are_told() {
    let set = sound(PACT);
    check(
        &set,
        &[
            (
                "{L:Norland} currently participates in this {A:programme}.",
                &["participates (in force) country=Norland agreement=programme"],
            ),
            ("We want to revive the {A:Alder Accord}.", &["revive (not in force) agreement=Alder Accord"]),
            (
                "{L:Norland}'s signature under the {A:Alder Accord} is dry.",
                &["signature party=Norland agreement=Alder Accord"],
            ),
        ],
    );
    let (text, mentions) = read("We want to revive it: {A:Alder Accord}. We do want to revive the {A:Alder Accord}.");
    let found = set.find(&text, &mentions, &TextClauses::default(), true);
    let presupposed = &set.predicates[found[0].predicate].wordings[found[0].wording];
    assert!(presupposed.presupposed && presupposed.value.as_deref() == Some("not in force"));
    let passed: Vec<&str> = found[0].passed.iter().map(|&t| text.lower(t as usize)).collect();
    assert_eq!(passed, ["do", "want", "to"]);
}

#[test]
fn phrases_end_at_verbs_prepositions_and_marks() {
    let set = sound(
        r#"
[approved]
kind    = "event"
slots   = { body = "phrase", what = "phrase" }
asserts = ["<body> [approve] <what>"]
"#,
    );
    check(
        &set,
        &[
            (
                "Yesterday the city council has approved the new plan of action in haste.",
                &["approved body=city council what=new plan of action"],
            ),
            ("Yes, the committee approved, it seems.", &[]),
        ],
    );
}

#[test]
fn ships_have_captains() {
    let set = sound(
        r#"
[commands-ship]
kind    = "functional-in-time"
slots   = { captain = "person", ship = "phrase" }
answers = "captain"
asserts = ["<captain> [command|skipper] <ship>"]
begins  = ["<captain> [take] command of <ship>"]
"#,
    );
    check(
        &set,
        &[
            ("{P:Ida Holm}, 52, has long commanded the ferry.", &["commanded captain=Ida Holm ship=ferry"]),
            ("The ferry was later commanded by {P:Ida Holm}.", &["commanded ship=ferry captain=Ida Holm"]),
            ("{P:Ida Holm}, who took command of the ferry, waved.", &["took captain=Ida Holm ship=ferry"]),
            ("Passengers praised {P:Jo Berg}, who skippered the ferry.", &["skippered captain=Jo Berg ship=ferry"]),
            // Without one who acts there is no captain, which is all that the predicate answers.
            ("The ferry was commanded well.", &[]),
        ],
    );
}

#[test]
fn hostile_texts_are_read_without_complaint() {
    let set = sound(&format!("{OFFICE}{PACT}"));
    for raw in ["", "resign", ", , ,", "(((", "’s ’s", "a\0b resign", "é\u{301}resign as"] {
        matches(&set, raw);
    }
    let line = "{L:Norland} and ".repeat(3000) + "signed was signed by ".repeat(3000).as_str() + "{A:Alder Accord}";
    matches(&set, &line);
}

/// The problems as `code line:column words-at-the-span message`.
fn problems(file: &str) -> Vec<String> {
    let (_, problems) = set(file);
    let at = |p: &Problem| p.span.map_or("", |s| s.of(file)).to_owned();
    problems
        .iter()
        .map(|p| {
            assert!(p.help.is_some() && p.path == "test.toml", "{p:?}");
            format!("{} {}:{} {} | {}", p.code, p.line.unwrap_or(0), p.column.unwrap_or(0), at(p), p.message)
        })
        .collect()
}

#[test]
fn faults_of_a_predicate_file_have_their_place() {
    let head = "[p]\nkind = \"event\"\nslots = { person = \"person\" }\n";
    for (rest, want) in [
        ("assert = [\"<person> [go]\"]\nends = [\"<person> [go]\"]", "CFG021 4:1 assert | unknown key `assert`"),
        ("asserts = [\"<person> [go\"]", "CFG025 4:22 [ | `[` is not closed"),
        ("asserts = [\"<person> [go||run]\"]", "CFG025 4:26 | | an empty alternative"),
        ("asserts = [\"<persn> [go]\"]", "CFG024 4:14 persn | no slot `persn` is declared"),
        ("asserts = [\"<people:x> [go]\"]", "CFG024 4:14 people:x | no slot type `people`"),
        ("asserts = [\"<person> go)\"]", "CFG025 4:24 ) | `)` without its counterpart"),
        ("asserts = [\"(<person> go\"]", "CFG025 4:13 ( | `(` is not closed"),
        (
            "asserts = [\"<person> (go)\"]",
            "CFG025 4:13 <person> (go) | a wording needs a word, an alternative or two slots, whatever is left out",
        ),
        ("asserts = [\"<person> [go]\", 7]", "CFG022 4:29 7 | expected a string, found integer"),
        ("asserts = [\"<person> [go]\"]\npersists = \"soon\"", "CFG027 5:12 \"soon\" | `soon` is no length of time"),
        (
            "asserts = [\"<person> [go]\"]\nanswers = \"persn\"",
            "CFG026 5:11 \"persn\" | `persn` is no slot, and there is no list of values",
        ),
        ("values.on = [\"<person> [go]\"]\nexcludes = [[\"on\", \"off\"]]", "CFG029 5:20 \"off\" | `off` is no value"),
    ] {
        let found = problems(&format!("{head}{rest}\n"));
        assert_eq!(found.first().map(String::as_str), Some(want), "{rest}: {found:?}");
    }
}

#[test]
fn faults_of_kind_slots_and_names_have_their_place() {
    for (file, want) in [
        (
            "[p]\nkind = \"evnt\"\nslots = { a = \"person\" }\nasserts = [\"<a> [go]\"]",
            "CFG023 2:8 \"evnt\" | no kind of predicate is called `evnt`",
        ),
        ("[p]\nkind = \"event\"\nslots = { a = \"people\" }", "CFG023 3:15 \"people\" | no slot type `people`"),
        ("[p]\nslots = { a = \"person\" }\nasserts = [\"<a> [go]\"]", "CFG022 1:2 p | `kind` is missing"),
        ("[p x]\n", "CFG020 1:3 "),
    ] {
        let found = problems(file);
        assert!(found.iter().any(|f| f.starts_with(want)), "{file}: {found:?}");
    }
}

#[test]
fn a_faulty_wording_is_dropped_alone() {
    let (set, problems) =
        set("[p]\nkind = \"event\"\nslots = { a = \"person\" }\nasserts = [\"<a> [go\", \"<a> [run]\"]");
    assert_eq!(problems.len(), 1);
    let wordings: Vec<&str> = set.predicates[0].wordings.iter().map(|w| w.source.as_str()).collect();
    assert_eq!(wordings, ["<a> [run]"]);
}

#[test]
fn the_second_of_two_predicates_of_one_name_is_a_problem() {
    let one = "[p]\nkind = \"event\"\nslots = { a = \"person\" }\nasserts = [\"<a> [go]\"]\n";
    let lexicon = Lexicon::embedded().with("predicates/zz1", "one.toml", one).with("predicates/zz2", "two.toml", one);
    let mut problems = Vec::new();
    let set = PredicateSet::new(&lexicon, &mut problems);
    let found: Vec<_> = problems.iter().map(|p| (p.path.as_str(), p.code.as_str(), p.line)).collect();
    assert_eq!(found, [("two.toml", "CFG028", Some(1))]);
    assert!(set.get("p").is_some());
}
