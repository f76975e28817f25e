//! Sentences: within a block, at a full stop, question mark or exclamation mark that ends one.
use super::{Sentence, Text, TextTables};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// Abbreviations that end no sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Abbreviations {}

impl Abbreviations {
    pub(crate) fn new(_lexicon: &Lexicon, _problems: &mut Vec<Problem>) -> Self {
        Self::default()
    }
}

pub(crate) fn split(text: &mut Text, _tables: &TextTables) {
    let mut at = 0;
    for (block, b) in text.blocks.iter().enumerate() {
        let end = text.tokens.partition_point(|t| t.span.end <= b.span.end);
        let mut start = at;
        let mut i = at;
        while i < end {
            let stop = matches!(text.tokens[i].span.of(&text.raw), "." | "!" | "?" | "…");
            i += 1;
            if !stop {
                continue;
            }
            while i < end
                && text.tokens[i].glued
                && matches!(text.tokens[i].span.of(&text.raw), "\"" | "”" | "’" | "'" | ")" | "]" | ".")
            {
                i += 1;
            }
            text.sentences.push(Sentence {
                span: text.tokens[start].span.join(text.tokens[i - 1].span),
                tokens: start as u32..i as u32,
                block: block as u32,
            });
            start = i;
        }
        if start < end {
            text.sentences.push(Sentence {
                span: text.tokens[start].span.join(text.tokens[end - 1].span),
                tokens: start as u32..end as u32,
                block: block as u32,
            });
        }
        at = end;
    }
}
