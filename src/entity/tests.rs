//! Printer.
use super::*;
use crate::source::Source;
use crate::text::TextTables;

fn read(raw: &str) -> (Text, Entities) {
    let lexicon = Lexicon::embedded();
    let mut problems = Vec::new();
    let tables = TextTables::new(&lexicon, &mut problems);
    let text = Text::read(&Source::plain("t", raw), &tables);
    let reader = EntityReader::new(&lexicon, &mut problems);
    let entities = reader.find(&text);
    (text, entities)
}

#[test]
fn printer() {
    let Ok(files) = std::env::var("CL_FILES") else { return };
    for f in files.split_whitespace() {
        println!("=== {f}");
        let (text, e) = read(&std::fs::read_to_string(f).unwrap());
        for (i, x) in e.entities.iter().enumerate() {
            println!("E{i} {:?} {} [{}] {:?} {}", x.kind, x.name, x.key, x.forms, x.proper);
        }
        for m in &e.mentions {
            println!(
                "M {:?} {:?} {} -> {}",
                m.kind,
                m.reference,
                text.of(m.span),
                m.entity.map_or("?".into(), |id| format!("E{} {}", id.0, e.get(id).name))
            );
        }
        for o in &e.offices {
            println!("O {} => {}", text.of(o.span), office_key(o));
        }
    }
}
