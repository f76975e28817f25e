//! Draws clauses from texts at random and prints them, to be read by hand: is it right who does what to whom?

use std::fs;
use std::io::{BufWriter, Write};

use claimlint::lexicon::Lexicon;
use claimlint::source::Source;
use claimlint::text::clauses::{Clause, ClauseReader, Clauses, Role};
use claimlint::text::syntax::Syntax;
use claimlint::text::{Text, TextTables};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Prints so many clauses of files of plain text; all of them, in their order, if the number is 0.
pub fn sample(number: &str, seed: &str, files: &[&str]) -> Outcome {
    let (number, seed): (usize, u64) = (number.parse()?, seed.parse()?);
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let syntax = Syntax::embedded()?;
    let mut all = Vec::new();
    for file in files {
        let text = Text::read(&Source::plain(*file, fs::read_to_string(file)?), &tables);
        let reader = ClauseReader::new(&text, &tables);
        let analyses = syntax.reader(&text).analyse_all(&text.sentences);
        for (sentence, analysis) in text.sentences.iter().zip(&analyses) {
            let clauses = reader.read(sentence, analysis);
            let shown = clauses.list.iter().map(|clause| show(&text, &clauses, clause)).collect::<Vec<_>>();
            let words = text.of(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ");
            all.extend(shown.into_iter().map(|clause| (words.clone(), clause)));
        }
    }
    let mut state = seed;
    if number > 0 {
        // Fisher and Yates, with a generator that is the same everywhere (Steele, Lea and Flood 2014).
        for at in (1..all.len()).rev() {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            all.swap(at, ((mixed ^ (mixed >> 31)) % (at as u64 + 1)) as usize);
        }
        all.truncate(number);
    }
    for (sentence, clause) in &all {
        println!("{sentence}\n    {clause}");
    }
    Ok(())
}

fn show(text: &Text, clauses: &Clauses, clause: &Clause) -> String {
    let raw = |token: u32| text.raw(token as usize);
    let mut out = format!("{} [{:?} {:?}", raw(clause.head), clause.form, clause.tense);
    for (set, name) in
        [(clause.passive, " passive"), (clause.perfect, " perfect"), (clause.progressive, " progressive")]
    {
        out += if set { name } else { "" };
    }
    out += "]";
    if !clause.group.is_empty() {
        let group: Vec<&str> = clause.group.iter().map(|&token| raw(token)).collect();
        out += &format!(" {{{}}}", group.join(" "));
    }
    if !clause.sure {
        out += " (unsure)";
    }
    for argument in &clause.arguments {
        let words: Vec<&str> = argument.tokens.clone().map(raw).collect();
        let role = match (argument.role, argument.preposition) {
            (Role::Subject, _) => "S".to_owned(),
            (Role::Object, _) => "O".to_owned(),
            (_, Some(preposition)) => raw(preposition).to_owned(),
            (role, None) => format!("{role:?}"),
        };
        let marks = [(argument.shared, "^"), (argument.apposed, "=")].map(|(set, mark)| if set { mark } else { "" });
        out += &format!(" | {}{role}: {}", marks.concat(), words.join(" "));
    }
    if let Some(parent) = clause.parent {
        let opener = clause.opener.map_or(String::new(), |token| format!(" {}", raw(token)));
        out += &format!(" <{:?}{opener} of {}>", clause.link, raw(clauses.list[parent as usize].head));
    }
    out
}

/// Prints the analysis of every sentence of files of plain text: each word with its tag, head and label, as the models have them.
pub fn trees(files: &[&str]) -> Outcome {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let syntax = Syntax::embedded()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for file in files {
        let text = Text::read(&Source::plain(*file, fs::read_to_string(file)?), &tables);
        let analyses = syntax.reader(&text).analyse_all(&text.sentences);
        for (sentence, analysis) in text.sentences.iter().zip(&analyses) {
            for (word, tag) in analysis.tags.iter().enumerate() {
                let raw = text.raw(sentence.tokens.start as usize + word);
                let head = analysis.heads[word].map_or(0, |head| head + 1);
                writeln!(out, "{}\t{raw}\t{}\t{head}\t{}", word + 1, tag.as_str(), analysis.labels[word].as_str())?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}
