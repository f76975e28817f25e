//! What is taken up, and what must stay undecided.

use crate::claim::{Depth, DocumentClaims, Extractor};
use crate::entity::Reference;
use crate::lexicon::Lexicon;
use crate::source::Source;

/// What the descriptions of a text take up, as "words=key", undecided ones left out.
fn taken(raw: &str, rules: &Extractor) -> String {
    let source = Source::plain("t", raw);
    let entities = DocumentClaims::extract(&source, rules).mentions.entities;
    let mentions = entities.mentions.iter().filter(|m| m.reference == Reference::Description);
    let shown = mentions.filter_map(|m| Some(format!("{}={}", source.words(m.span), entities.get(m.entity?).key)));
    shown.collect::<Vec<_>>().join("; ")
}

fn check(cases: &[(&str, &str)]) {
    check_at(Depth::Everything, cases);
}

fn check_at(depth: Depth, cases: &[(&str, &str)]) {
    let mut problems = Vec::new();
    let mut rules = Extractor::new(&Lexicon::embedded(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    rules.depth = depth;
    let wrong: Vec<String> = cases
        .iter()
        .map(|(raw, want)| (raw, want, taken(raw, &rules)))
        .filter(|(_, want, got)| *want != got)
        .map(|(raw, want, got)| format!("{raw}\n  want {want}\n  got  {got}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_somebody_is_said_to_be_is_no_rival_where_no_clause_tells_so() {
    check_at(
        Depth::Checkable,
        &[
            ("Helena Varga is the mayor of Solcombe. She was born in 1963.", "She=helena varga"),
            ("Helena Varga, 49, is the first woman to hold the post. She was born in 1963.", "She=helena varga"),
            ("Helena Varga met the mayor of Solcombe. She was born in 1963.", "She=helena varga"),
            ("Helena Varga met the mayor of Solcombe.\n\nShe was born in 1963.", ""),
        ],
    );
}

#[test]
fn who_answers_questions_is_named_before_them() {
    let asked = "Q: Was it cold?\n\nA: I left in May, and nobody saw me.\n\nQ: And then?\n\nA: They said: \"I quit.\"";
    check(&[
        (&format!("Helena Varga runs the port of Solcombe.\n\n{asked}"), "I=helena varga; me=helena varga"),
        (&format!("By Tomas Vell\n\nHelena Varga runs the port.\n\n{asked}"), "I=helena varga; me=helena varga"),
        ("HV: I left the port in May.\n\nMail: Why?\n\nHV: I was cold.\n\nHelena Varga runs a ferry.", ""),
        (&format!("Nobody was told.\n\n{asked}\n\nHelena Varga runs the port."), ""),
        ("Helena Varga runs the port. I left in May, and nobody saw me.", ""),
    ]);
}

#[test]
fn of_two_the_one_whose_sex_is_known_may_be_meant() {
    check(&[
        ("Joram Corley was followed by Helena Varga (born 1961), an engineer. She left in May.", "She=helena varga"),
        ("Corin Quill was followed by Helena Varga (born 1961), an engineer. She left in May.", "She=helena varga"),
        ("Corin Quill beat Helena Varga and the crew of Jean Brandt. She left in May.", ""),
    ]);
}

#[test]
fn pronouns_take_up_the_only_person_in_sight() {
    check(&[
        ("Helena Varga arrived in Solcombe on Monday. She left on Friday.", "She=helena varga"),
        ("Minister Tomas Vell resigned in May. Nobody thanked him.", "him=tomas vell"),
        ("Ms Oyelaran spoke first. On Friday she flew home.", "she=oyelaran"),
        ("Joram Quill said he would resign.", "he=joram quill"),
        ("Helena Varga met Tomas Vell on Monday. She resigned a day later.", "She=helena varga"),
        ("Helena Varga met Tomas Vell on Monday. He resigned a day later.", "He=tomas vell"),
        ("Joram Quill opened the bridge. The rain had stopped. He spoke for an hour.", "He=joram quill"),
        ("“The dam holds,” Helena Varga said. She had seen it in May.", "She=helena varga"),
        ("Tomas Vell was named envoy to Arvenne in 2019. He resigned in 2021.", "He=tomas vell"),
        ("Joram Quill praised Edgar Brandt on Monday. He resigned on Friday.", "He=joram quill"),
        ("Helena Varga, the minister of trade, fell ill. She resigned in May.", "She=helena varga"),
    ]);
}

#[test]
fn pronouns_stay_undecided_where_two_can_be_meant() {
    check(&[
        ("Tomas Vell told Edgar Brandt that he had lost.", ""),
        ("The dam broke, Tomas Vell told Edgar Brandt. The mayor wept. He resigned.", ""),
        ("Tomas Vell and Edgar Brandt met on Monday. He resigned on Friday.", ""),
        ("Tomas Vell met the mayor on Monday. Everyone knew that he would resign.", ""),
        ("Edgar Brandt had failed, Tomas Vell said. He resigned on Friday.", ""),
        ("Helena Varga arrived on Monday. He left on Friday.", ""),
        ("“Edgar Brandt was ill,” said the nurse. “I saw it.” The paper wrote that he had died.", ""),
        ("Tomas Vell said: “He was never here.”", ""),
        ("When he left, Tomas Vell wept.", ""),
        ("Helena Varga arrived. It rained. The bridge was shut. The road was wet. She left.", ""),
        ("Tomas Vell saw him on Monday.", ""),
        ("I met Tomas Vell. You know it.", ""),
    ]);
}

#[test]
fn it_takes_up_what_its_verb_is_said_of() {
    check(&[
        ("The Solcombe Water Treaty bound both banks. It expired in May 2019.", "It=solcombe water treaty"),
        ("The Solcombe Water Treaty bound both banks. It entered into force in 2011.", "It=solcombe water treaty"),
        ("The Solcombe Water Treaty bound both banks. It was signed in May 2009.", "It=solcombe water treaty"),
        ("The Vellmar Institute was founded in 1950. It joined the league in May.", "It=vellmar institute"),
        ("The Solcombe Water Treaty is not in force because the states never ratified it.", "it=solcombe water treaty"),
    ]);
}

#[test]
fn it_stays_undecided_where_nothing_is_meant_or_several_things() {
    check(&[
        ("The Solcombe Water Treaty lapsed. It rained in May.", ""),
        ("The Solcombe Water Treaty lapsed. It is likely that the banks will quarrel.", ""),
        ("The Vellmar Institute was founded in 1950. It was said that the rector wept.", ""),
        ("The Solcombe Water Treaty lapsed. It was May.", ""),
        ("The Solcombe Water Treaty and the Brannoc Border Accord lapsed. It was signed in 2009.", ""),
        ("The Vellmar Institute and the Solcombe Council met. It joined the league in May.", ""),
        ("The Vellmar Institute sued the ministry in May. Lawyers said it declined.", ""),
    ]);
}

#[test]
fn definite_nouns_take_up_the_only_one_of_their_sort() {
    check(&[
        ("Minister Helena Varga spoke. The minister resigned on Friday.", "minister=helena varga"),
        ("Tomas Vell, the president of Sweden, spoke. On Friday the president left.", "president=tomas vell"),
        ("The Vellmar Institute was founded in 1950. The institute moved in 1970.", "institute=vellmar institute"),
        (
            "The Solcombe Port Authority met in May. In June the authority met again.",
            "authority=solcombe port authority",
        ),
        ("Norholm Mills Inc. was founded in 1950. The company was sold in 1970.", "company=norholm mills inc."),
        ("Peru signed in May. The country left in June.", "country=peru"),
        ("Iceland joined in May. The island nation was quiet in June.", "island nation=iceland"),
        ("Helena Varga and Joram Quill ran. The latter resigned.", "latter=joram quill"),
        ("Peru and Chile met in May. In June the former was quiet.", "former=peru"),
        ("The blaze reached Lyon in May. The city was quiet in June.", "city=lyon"),
    ]);
}

#[test]
fn definite_nouns_stay_undecided_where_another_may_be_meant() {
    check(&[
        ("Minister Helena Varga met Minister Tomas Vell. The minister resigned on Friday.", ""),
        ("Minister Helena Varga spoke. A minister resigned on Friday.", ""),
        ("Minister Helena Varga spoke. The former minister resigned on Friday.", ""),
        ("Minister Helena Varga spoke. The ministers resigned on Friday.", ""),
        ("Minister Helena Varga spoke. The minister of trade resigned on Friday.", ""),
        ("Minister Helena Varga spoke. The minister who had lied resigned on Friday.", ""),
        ("Minister Helena Varga spoke. The minister, Tomas Vell, resigned on Friday.", ""),
        ("The Vellmar Institute and the Brannoc Institute met. The institute moved in 1970.", ""),
        ("The Vellmar Institute met a state institute. The institute moved in 1970.", ""),
        ("Peru and Chile met in May. The country left in June.", ""),
        ("Peru signed in May. Another country left in June.", ""),
        ("Helena Varga, Joram Quill and Edgar Brandt ran. The latter won.", ""),
        ("The Solcombe Water Treaty lapsed. A new agreement was signed in May.", ""),
        ("The Solcombe Water Treaty lapsed. Another pact was signed in May.", ""),
        ("The Solcombe Water Treaty lapsed. The agreement with Chile was signed in May.", ""),
        ("The Solcombe Water Treaty lapsed. The decree was signed in May.", ""),
    ]);
}

#[test]
fn who_is_told_in_a_list_is_meant_by_the_office() {
    check(&[(
        "Present were Joram Quill (chair) and Tomas Vell (clerk). The chair opened the session.",
        "chair=joram quill",
    )]);
}

#[test]
fn what_a_body_is_said_to_be_is_no_rival_of_it() {
    check(&[
        ("The Harlow Museum is a museum of ships. The museum opened in 1950.", "museum=harlow museum"),
        (
            "The Harlow Museum, the oldest museum of the coast, opened in 1950. The museum shows ships.",
            "museum=harlow museum",
        ),
        ("The Harlow Museum lent a ship to a museum in Vell. The museum opened in 1950.", ""),
    ]);
}

#[test]
fn what_is_taken_up_again_and_again_stays_in_sight() {
    let ships = "The museum shows a ship. The rain fell. The wind rose. The sea was grey. ";
    let raw = format!("The Harlow Museum opened in 1950. {ships}{ships}");
    check(&[(&raw, "museum=harlow museum; museum=harlow museum")]);
}
