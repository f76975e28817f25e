//! Names beyond the tables: what must be added, and what must not.

use super::super::*;
use super::Proposal;
use crate::source::Source;
use crate::text::syntax::NameKind::{self, Event, Law, Organisation, Person, Polity, Work};
use crate::text::syntax::Syntax;
use crate::text::{Text, TextTables};

struct Case {
    text: Text,
    reader: EntityReader,
}

impl Case {
    fn read(raw: &str) -> Self {
        let (lexicon, mut problems) = (Lexicon::embedded(), Vec::new());
        let tables = TextTables::new(&lexicon, &mut problems);
        Self { text: Text::read(&Source::plain("t", raw), &tables), reader: EntityReader::new(&lexicon, &mut problems) }
    }

    /// Proposals by their words; each is looked for behind the one before.
    fn proposals(&self, names: &[(&str, NameKind)]) -> Vec<Proposal> {
        let mut from = 0;
        let proposal = |&(words, kind): &(&str, NameKind)| {
            let start = from + self.text.raw[from..].find(words).expect("the words of a proposal stand in the text");
            from = start + words.len();
            let span = Span { start: start as u32, end: from as u32 };
            let tokens = self.text.tokens_in(span);
            Proposal { tokens: tokens.start as u32..tokens.end as u32, kind }
        };
        names.iter().map(proposal).collect()
    }

    /// What the tagger sees in every sentence.
    fn tagged(&self) -> Vec<Proposal> {
        let mut reader = Syntax::embedded().expect("the models are whole").reader(&self.text);
        let analyses = reader.analyse_all(&self.text.sentences);
        let pairs = self.text.sentences.iter().zip(&analyses);
        pairs.flat_map(|(sentence, analysis)| Proposal::of(sentence, analysis)).collect()
    }

    fn find(&self) -> Entities {
        self.reader.find(&self.text, &self.reader.look(&self.text))
    }

    fn overlay(&self, found: Entities, proposals: &[Proposal]) -> Entities {
        self.reader.overlay(&self.text, &self.reader.look(&self.text), found, proposals)
    }

    fn shown(&self, entities: &Entities) -> Vec<(Span, String)> {
        let show = |m: &EntityMention| {
            let kind = format!("{:?}", m.kind).to_lowercase();
            let key = m.entity.map_or("?", |id| &entities.get(id).key);
            (m.span, format!("{}={kind}:{key}", self.text.of(m.span)))
        };
        entities.mentions.iter().map(show).collect()
    }

    /// The mentions that proposals add or change.
    fn added(&self, proposals: &[Proposal]) -> String {
        let found = self.find();
        let before = self.shown(&found);
        let after = self.shown(&self.overlay(found, proposals));
        after.into_iter().filter(|m| !before.contains(m)).map(|m| m.1).collect::<Vec<_>>().join("; ")
    }
}

/// A text, the names proposed, the mentions that they add.
type Row<'a> = (&'a str, &'a [(&'a str, NameKind)], &'a str);

fn check(cases: &[Row]) {
    for (raw, names, want) in cases {
        let case = Case::read(raw);
        assert_eq!(case.added(&case.proposals(names)), *want, "{raw}");
    }
}

#[test]
fn what_is_settled_once_holds_in_the_whole_document() {
    check(&[
        (
            "They met in Norholm on Monday. Norholm agreed; the envoys liked Norholm.",
            &[("Norholm", Polity)],
            "Norholm=place:norholm; Norholm=place:norholm; Norholm=place:norholm",
        ),
        (
            "A spokesman for Vellmar Norddal declined. Later Vellmar Norddal (VNO) gave in. VNO is rich.",
            &[("Vellmar Norddal", Organisation), ("Vellmar Norddal", Organisation)],
            "Vellmar Norddal=organisation:vellmar norddal; Vellmar Norddal=organisation:vellmar norddal; \
             VNO=organisation:vellmar norddal; VNO=organisation:vellmar norddal",
        ),
        (
            "The prize went to Tolvar Eskirin. Nobody had expected that of Tolvar Eskirin.",
            &[("Tolvar Eskirin", Person)],
            "Tolvar Eskirin=person:tolvar eskirin; Tolvar Eskirin=person:tolvar eskirin",
        ),
    ]);
}

#[test]
fn words_beside_a_name_or_a_second_proposal_are_needed_for_a_place_of_one_word() {
    let once: &[(&str, NameKind)] = &[("Norholm", Polity)];
    check(&[
        ("The treaty was signed by Norholm.", once, ""),
        (
            "The treaty bound Norholm. It cost Norholm much.",
            &[once[0], once[0]],
            "Norholm=place:norholm; Norholm=place:norholm",
        ),
        ("The treaty was signed by Peru and Norholm.", once, "Norholm=place:norholm"),
        ("They kept to Norholm's borders.", once, "Norholm=place:norholm"),
        ("They fled the outskirts of Norholm.", once, "Norholm=place:norholm"),
        ("They fled Norholm province.", once, "Norholm=place:norholm"),
        ("In time Norholm ratified the pact.", once, "Norholm=place:norholm"),
        ("They believe in Norholm's promises.", once, ""),
        ("They believe in Norholm insurance.", once, ""),
    ]);
}

#[test]
fn a_doubtful_proposal_makes_no_mention() {
    check(&[
        ("Norholm joined the treaty. Norholm stayed.", &[("Norholm", Polity), ("Norholm", Polity)], ""),
        ("They slept in Harrow. A harrow lay there.", &[("Harrow", Polity)], ""),
        ("ENVOYS ARRIVE IN NORHOLM FOR TALKS", &[("NORHOLM", Polity)], ""),
        ("Talks in Norholm Begin Without Envoys", &[("Norholm", Polity)], ""),
        ("They met in Norholm Quillby.", &[("Norholm", Polity)], ""),
        ("They met in New Norholm.", &[("Norholm", Polity)], ""),
        ("It was published in Dec 2020.", &[("Dec", Polity)], ""),
        ("They had read it in Vellmar. Later they burnt Vellmar.", &[("Vellmar", Work), ("Vellmar", Work)], ""),
        ("They spoke of the Vellmar Storm.", &[("Vellmar Storm", Event)], ""),
        ("They broke the Vellmar Rules.", &[("Vellmar Rules", Law)], ""),
        ("The Tolvar Eskirin was launched in spring.", &[("Tolvar Eskirin", Person)], ""),
        ("They bought Tolvar Hotels.", &[("Tolvar Hotels", Person)], ""),
        ("They read the daily Tolvar Eskirin.", &[("Tolvar Eskirin", Person)], ""),
        ("They bought TolvarEsk Kirin.", &[("TolvarEsk Kirin", Person)], ""),
        ("Shareholders of Tolvar Eskirin left.", &[("Tolvar Eskirin", Person)], ""),
        ("They bought Vellmar.", &[("Vellmar", Organisation)], ""),
    ]);
}

#[test]
fn a_string_is_one_kind_of_thing_or_undecided() {
    let split: &[(&str, NameKind)] = &[("Norholm", Polity), ("Norholm", Person)];
    check(&[
        ("They met in Norholm. They asked Norholm for help.", split, ""),
        (
            "They met in Norholm. They left Norholm. They saw Norholm. They asked Norholm for help.",
            &[("Norholm", Polity), ("Norholm", Polity), ("Norholm", Polity), ("Norholm", Person)],
            "Norholm=place:norholm; Norholm=place:norholm; Norholm=place:norholm; Norholm=place:norholm",
        ),
        // The tagger looked at the other sentences and saw no Norholm in them.
        (
            "They met in Norholm. Once Norholm helped Quillby. Now Norholm helps Quillby.",
            &[("Norholm", Polity), ("Quillby", Person), ("Quillby", Person)],
            "",
        ),
    ]);
}

#[test]
fn the_tables_decide_over_proposals() {
    check(&[
        ("Peru left. They saw Peru.", &[("Peru", Person), ("Peru", Person)], ""),
        ("The Peruvian envoy spoke.", &[("Peruvian", Organisation)], ""),
        ("They met in Quill. Governor Quill spoke.", &[("Quill", Polity), ("Quill", Polity)], ""),
        ("The Vellmar Institute in Norrby spoke.", &[("Vellmar Institute", Person)], ""),
        ("They signed the Halden Accord in haste.", &[("Halden Accord", Organisation)], ""),
        ("Helena Varga spoke.", &[("Helena Varga", Organisation)], ""),
        (
            "A spokesman for Varga spoke. So did Helena Varga. Members of Varga left.",
            &[("Varga", Organisation), ("Varga", Organisation)],
            "",
        ),
    ]);
}

#[test]
fn the_tagger_finds_names_that_the_tables_lack() {
    for (raw, want) in [
        (
            "Honduras and Norholm ratified the fisheries treaty in 2019. The government of Norholm promised to apply it. Norholm kept its word.",
            "Norholm=place:norholm; government=organisation:government of norholm; Norholm=place:norholm; Norholm=place:norholm",
        ),
        (
            "The officials met reporters in Kesselby on Friday, before they returned to Washington.",
            "Kesselby=place:kesselby",
        ),
        ("The Vellmar Institute published a report on Friday.", ""),
        ("Please read the Report before the Hearing on Clean Water.", ""),
    ] {
        let case = Case::read(raw);
        assert_eq!(case.added(&case.tagged()), want, "{raw}");
    }
}

#[test]
fn without_a_name_settled_the_entities_come_back_as_they_were() {
    let case = Case::read("Helena Varga met Ms Oyelaran in Peru. Norholm watched.");
    let found = case.find();
    for names in [&[][..], &[("Helena Varga", Person), ("Peru", Polity), ("Norholm", Polity)]] {
        assert_eq!(case.overlay(found.clone(), &case.proposals(names)), found);
    }
}

#[test]
fn entities_do_not_depend_on_whether_names_were_found_before() {
    let case = Case::read("They met in Norholm. Norholm agreed.");
    let proposals = case.proposals(&[("Norholm", Polity)]);
    let once = case.overlay(case.find(), &proposals);
    assert_eq!(case.overlay(once.clone(), &proposals), once);
}

#[test]
fn odd_proposals_and_texts_do_no_harm() {
    let long = "In Norholm-Varda the Governor of Norholm (NV) met Tolvar de la Eskirin. ".repeat(300);
    for raw in ["", "\0", "A", "’s ’s", "in A-B-C-D", "In É\u{301}-É of the of", "(Norholm) in Norholm's's", &long]
    {
        let case = Case::read(raw);
        let tokens = case.text.tokens.len() as u32;
        for (step, width) in [(1, 1), (2, 2), (3, 2), (1, 3), (7, 5), (2, 40)] {
            let kind = |n: u32| NameKind::of_class(n as usize % NameKind::ALL.len());
            let starts = (0..tokens + 3).step_by(step);
            let proposals: Vec<Proposal> =
                starts.map(|n| Proposal { tokens: n..n + width, kind: kind(n / 50) }).collect();
            for proposals in [proposals.clone(), proposals.into_iter().rev().collect()] {
                let e = case.overlay(case.find(), &proposals);
                assert!(e.mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{raw:.60}");
            }
        }
        #[expect(clippy::reversed_empty_ranges, reason = "hostile on purpose")]
        let backwards = Proposal { tokens: 5..2, kind: Polity };
        case.overlay(Entities::default(), &[backwards]);
    }
}
