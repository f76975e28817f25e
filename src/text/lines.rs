//! Blocks of plain text: paragraphs, headings, list items, by lines.
use crate::source::{Block, BlockKind, Span};

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            blocks.push(Block { span: Span::new(at, at + line.trim_end().len()), kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    blocks
}
