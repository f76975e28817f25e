//! x
use claimlint::lexicon::Lexicon;
use claimlint::source::Source;
use claimlint::text::syntax::Syntax;
use claimlint::text::{Text, TextTables};
fn main() {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let syntax = Syntax::embedded().unwrap();
    for arg in std::env::args().skip(1) {
        let text = Text::read(&Source::plain("x", arg), &tables);
        let analyses = syntax.reader(&text).analyse_all(&text.sentences);
        for (s, a) in text.sentences.iter().zip(&analyses) {
            let base = s.tokens.start as usize;
            for i in 0..a.tags.len() {
                let h = a.heads[i].map(|h| format!("{}-{}", h, text.raw(base + h as usize))).unwrap_or("ROOT".into());
                print!("{}-{}/{:?}/{:?}>{}  ", i, text.raw(base + i), a.tags[i], a.labels[i], h);
            }
            println!("\n");
        }
    }
}
