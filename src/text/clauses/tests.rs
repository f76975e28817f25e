//! What clauses are read off sentences, written as `head(role: words; …)`.

use super::*;
use crate::source::Source;
use crate::text::syntax::Syntax;

/// The clauses of a text, in the order of their heads: `signed(S: Ana Ruiz; O: the treaty)`.
fn clauses(text: &str) -> Vec<String> {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let text = Text::read(&Source::plain("t", text), &tables);
    let mut syntax = Syntax::embedded().expect("a sound model").reader(&text);
    let reader = ClauseReader::new(&text, &tables);
    let mut all: Vec<Clause> = Vec::new();
    for sentence in &text.sentences {
        all.extend(reader.read(sentence, &syntax.analyse(sentence)).list);
    }
    all.sort_by_key(|clause| clause.head);
    all.iter().map(|clause| show(&text, clause)).collect()
}

fn show(text: &Text, clause: &Clause) -> String {
    let argument = |a: &Argument| {
        let words = text.of(text.span(a.tokens.start as usize..a.tokens.end as usize));
        let role = match (a.role, a.preposition) {
            (Role::Subject, _) => "S",
            (Role::Object, _) => "O",
            (Role::Complement, _) => "C",
            (_, Some(preposition)) => text.lower(preposition as usize),
            _ => "A",
        };
        format!("{role}: {words}")
    };
    let arguments: Vec<String> = clause.arguments.iter().map(argument).collect();
    format!("{}({})", text.lower(clause.head as usize), arguments.join("; "))
}

#[test]
fn roles_do_not_hang_on_the_surface() {
    for (text, wanted) in [
        ("Ana Ruiz signed the treaty.", "signed(S: Ana Ruiz; O: the treaty)"),
        ("The treaty was signed by Ana Ruiz.", "signed(S: Ana Ruiz; O: The treaty)"),
        ("The treaty, which was signed by Ana Ruiz, is in force.", "signed(S: Ana Ruiz; O: The treaty)"),
        ("Ana Ruiz plans to sign the treaty.", "sign(S: Ana Ruiz; O: the treaty)"),
    ] {
        assert!(clauses(text).contains(&wanted.to_owned()), "{text}: {:?}", clauses(text));
    }
}
