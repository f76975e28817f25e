//! Which sentences of a text are analysed, and their clauses.

use super::{Depth, Extractor};
use crate::mention::Mentions;
use crate::text::Text;
use crate::text::clauses::{ClauseReader, TextClauses};

/// The clauses of the sentences that hold something checkable.
pub(super) fn clauses(text: &Text, mentions: &Mentions, rules: &Extractor) -> TextClauses {
    let mut found = TextClauses::default();
    let Some(syntax) = rules.syntax else { return found };
    let wanted = match rules.depth {
        Depth::Surface => return found,
        Depth::Checkable => rules.predicates.promising(text, mentions),
        Depth::Everything => vec![true; text.sentences.len()],
    };
    let numbers: Vec<usize> = (0..text.sentences.len()).filter(|&i| wanted[i]).collect();
    if numbers.is_empty() {
        return found;
    }
    let sentences: Vec<_> = numbers.iter().map(|&i| text.sentences[i].clone()).collect();
    let analyses = syntax.reader(text).analyse_all(&sentences);
    let reader = ClauseReader::new(text, &rules.text);
    for ((number, sentence), analysis) in numbers.into_iter().zip(&sentences).zip(&analyses) {
        found.insert(number, reader.read(sentence, analysis));
    }
    found
}
