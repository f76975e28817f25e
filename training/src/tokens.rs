//! Writes the sentences and tokens that claimlint's own reader makes of texts, for the teacher to annotate.
//!
//! One line a token, `word TAB G` with `G` for a token that follows without a space, else `_`; an empty line ends a sentence, `# path` begins a document.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use claimlint::lexicon::Lexicon;
use claimlint::load;
use claimlint::source::Format;
use claimlint::text::{Text, TextTables};

/// Reads `{"id": …, "text": …}` lines and writes their tokens.
pub fn write(texts: &str, out: &str) -> Result<(), Box<dyn Error>> {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let mut out = BufWriter::new(File::create(out)?);
    for line in BufReader::new(File::open(texts)?).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| record[name].as_str().ok_or_else(|| format!("a record lacks `{name}`"));
        let path = field("id")?;
        let decoded = load::decode(field("text")?.as_bytes()).map_err(|problem| problem.message)?;
        let format = load::format_of(path).unwrap_or(Format::Text);
        let (source, _) = load::parse(path, format, decoded);
        let text = Text::read(&source, &tables);
        writeln!(out, "# {path}")?;
        for sentence in &text.sentences {
            for index in sentence.tokens.clone() {
                let glued = if text.token(index as usize).glued { 'G' } else { '_' };
                writeln!(out, "{}\t{glued}", text.raw(index as usize))?;
            }
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}
