//! Dashes, subjects behind their verbs, later objects, and who is left unsaid.

use super::{clauses, has, links};

/// None of the clauses of the text begins so.
fn lacks(table: &[(&str, &str)]) {
    for (text, unwanted) in table {
        assert!(!clauses(text).iter().any(|c| c.starts_with(unwanted)), "{text} {unwanted}: {:?}", clauses(text));
    }
}

#[test]
fn two_hyphens_are_a_dash() {
    has(&[
        ("One of the mills -- a ruin near Norport -- was sold as early as May.", "sold(O: One of the mills; as: May)"),
        ("The guild mended its roofs--and agreed to mend the walls.", "mended(S: The guild; O: its roofs)"),
        (
            "Prices -- already low in Norport, Solcombe, and Vell -- are part of the dispute.",
            "are(S: Prices; C: part of the dispute)",
        ),
    ]);
}

#[test]
fn what_stands_behind_an_inverted_verb_is_its_subject() {
    has(&[
        ("Among the guests was a baker from Norport.", "was(S: a baker; among: the guests)"),
        ("Then came the envoy of Sudmark.", "came(S: the envoy of Sudmark)"),
        // A noun behind a verb with a subject is none.
        ("At noon the mill was a ruin.", "was(S: the mill; at: noon; C: a ruin)"),
    ]);
}

#[test]
fn what_is_counted_is_an_object() {
    has(&[
        ("Vell scored 31 points in the final.", "scored(S: Vell; O: 31 points; in: the final)"),
        ("The wall shields us every day.", "shields(S: The wall; O: us; A: every day)"),
    ]);
}

#[test]
fn a_verb_that_stands_alone_with_its_adverb_shares_no_object() {
    has(&[
        ("They stood up and signed the pact.", "stood(S: They)"),
        ("They signed and published the pact.", "signed(S: They; O: the pact)"),
        ("They will expand and mend the mill.", "expand(S: They; O: the mill)"),
    ]);
}

#[test]
fn what_a_comma_parts_from_a_preposition_is_no_object() {
    has(&[("Ana Ruiz spoke of a new trade, a craft of old.", "spoke(S: Ana Ruiz; of: a new trade)")]);
}

#[test]
fn a_coordination_is_let_do_something_as_a_whole() {
    has(&[
        (
            "The grant helped the millers and their families keep their homes.",
            "keep(S: the millers; S: their families; O: their homes)",
        ),
        ("The sale of bread before noon has been banned.", "banned(O: The sale of bread)"),
        ("The guild, long hostile to the plan, did not vote.", "vote(S: The guild)"),
    ]);
}

#[test]
fn nobody_is_said_to_do_what_grammar_leaves_open() {
    has(&[
        ("The well was found using a long rope.", "using(O: a long rope)"),
        ("Ruiz found the well using a long rope.", "using(S: Ruiz; O: a long rope)"),
        ("She was jailed for conspiracy to burn the mill.", "burn(O: the mill)"),
        ("The need for flexibility to mend the mill is great.", "mend(O: the mill)"),
        ("The fund helped the guild wait for peace to return.", "return(S: peace)"),
        ("After years working for the guild, Ruiz left.", "working(S: Ruiz; for: the guild)"),
        ("\"The mill is closed,\" the paper quoted Ruiz as saying.", "saying(S: Ruiz)"),
    ]);
}

#[test]
fn a_place_goes_on_with_the_name_it_touches_and_a_mill_is_nobody() {
    lacks(&[
        ("Ruiz studied at the University of Orvel Norport.", "norport("),
        ("Ana Ruiz, whose mill burnt down in May, left the town.", "mill("),
    ]);
}

#[test]
fn what_is_reported_or_quoted_is_a_content() {
    let link = |text: &str, wanted: &str| {
        assert!(links(text).iter().any(|link| link == wanted), "{text}: {:?}", links(text));
    };
    link("There were reports the mill was sold.", "sold Finite Complement of were");
    link("\"The mill is closed,\" the paper quoted Ruiz as saying.", "closed Finite Complement of quoted");
    link("The mill that Ruiz sold was old.", "sold Finite Relative of was");
}
