//! What is read off sentences whose surface hides who does what, and what is not.

use super::*;
use crate::rule::RuleSet;

/// The claims of one predicate, as `party: value` with what is not a plain statement of the document's own: `Norholm: in force (planned; by Ida Holm)`.
fn read(text: &str, predicate: &str, slot: &str) -> Vec<String> {
    let (rules, _) = RuleSet::embedded();
    let found = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor);
    let mut shown: Vec<String> =
        found.claims.iter().filter(|c| c.predicate == predicate).map(|c| show(c, slot)).collect();
    shown.dedup();
    shown
}

fn show(claim: &Claim, slot: &str) -> String {
    let value = match &claim.value {
        Value::Listed(value) => value.clone(),
        Value::Office(office) => format!("{} {:?}", office.role, office.tenure),
        other => format!("{other:?}"),
    };
    let mut marks = Vec::new();
    if claim.context.polarity == Polarity::Negative {
        marks.push("denied".to_owned());
    }
    match claim.context.modality {
        Modality::Actual => {}
        other => marks.push(format!("{other:?}").to_lowercase()),
    }
    marks.extend(claim.context.speaker.as_ref().map(|speaker| format!("by {}", speaker.name)));
    let name = claim.slots.get(slot).map_or("?", |referent| referent.name.as_str());
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) };
    format!("{name}: {value}{marks}")
}

#[test]
fn who_takes_part_does_not_hang_on_the_order_of_words() {
    for (text, wanted) in [
        ("Peru joined the Harbour Pact.", "Peru: in force"),
        ("Peru, which the envoys had met with in a long summer of talks, joined the Harbour Pact.", "Peru: in force"),
        ("The Harbour Pact, which Peru joined after years of talks, protects the coast.", "Peru: in force"),
        ("Peru met its creditors in May and left the Harbour Pact.", "Peru: not in force"),
        (
            "Peru's ministers were divided, but in the end the country's ally Chile left the Harbour Pact.",
            "Chile: not in force",
        ),
        ("The Harbour Pact was suspended by Peru.", "Peru: not in force"),
        ("The Harbour Pact was suspended by Peru and Chile.", "Chile: not in force"),
        ("Peru is expected to join the Harbour Pact.", "Peru: in force (intended)"),
        ("Peru refused to join the Harbour Pact.", "Peru: in force (denied)"),
        ("Peru has not joined the Harbour Pact.", "Peru: in force (denied)"),
        ("Peru may join the Harbour Pact.", "Peru: in force (possible)"),
        ("Peru must leave the Harbour Pact.", "Peru: not in force (obliged)"),
        ("If Peru joins the Harbour Pact, prices will fall.", "Peru: in force (possible)"),
        ("The minister denied that Peru had left the Harbour Pact.", "Peru: not in force (denied)"),
        ("Officials said on Monday that Peru had left the Harbour Pact.", "Peru: not in force (by Officials)"),
        (
            "Peru has left the Harbour Pact, according to the harbour board.",
            "Peru: not in force (by the harbour board)",
        ),
        ("Has Peru left the Harbour Pact?", "Peru: not in force (possible)"),
    ] {
        let found = read(text, "agreement-status", "party");
        assert!(found.contains(&wanted.to_owned()), "{text}\n  wanted {wanted}\n  found  {found:?}");
    }
}

#[test]
fn what_belongs_to_another_clause_is_not_said_of_the_nearest_name() {
    for (text, unwanted) in [
        ("Chile, which Peru supports, left the Harbour Pact.", "Peru: not in force"),
        ("Chile, which had long relied on Peru, left the Harbour Pact.", "Peru: not in force"),
        ("Chile did not say that Peru had left the Harbour Pact.", "Peru: not in force"),
        ("Officials did not return calls, and Peru left the Harbour Pact.", "Peru: not in force (denied)"),
        ("Peru, which may hold elections in May, left the Harbour Pact.", "Peru: not in force (possible)"),
        ("Officials said that rain was near. Peru left the Harbour Pact.", "Peru: not in force (by Officials)"),
    ] {
        let found = read(text, "agreement-status", "party");
        assert!(!found.contains(&unwanted.to_owned()), "{text}: {found:?}");
    }
}

#[test]
fn what_a_person_is_called_is_taken_for_granted() {
    for text in [
        "The board did not invite former President Tomas Vell.",
        "The board may invite former President Tomas Vell.",
        "If the board invites former President Tomas Vell, he will speak.",
    ] {
        assert_eq!(read(text, "in-power", "person"), ["Tomas Vell: out of power"], "{text}");
    }
}

#[test]
fn many_documents_are_read_as_each_is_alone() {
    let (rules, _) = RuleSet::embedded();
    let texts = [
        "Peru joined the Harbour Pact.",
        "",
        "The Harbour Pact, which Chile left in May 2019, has lapsed.",
        "?!",
        "Ana Ruiz died on 4 May 2019.",
    ];
    let sources: Vec<Source> =
        texts.iter().enumerate().map(|(i, text)| Source::plain(format!("{i}.txt"), *text)).collect();
    let together = DocumentClaims::extract_all(&sources.iter().collect::<Vec<_>>(), &rules.extractor);
    let alone: Vec<DocumentClaims> =
        sources.iter().map(|source| DocumentClaims::extract(source, &rules.extractor)).collect();
    let claims = |all: &[DocumentClaims]| -> Vec<Vec<Claim>> { all.iter().map(|d| d.claims.clone()).collect() };
    assert_eq!(claims(&together), claims(&alone));
    assert!(together.iter().any(|d| !d.claims.is_empty()));
}
