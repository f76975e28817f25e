//! Which stretch of a document a suppression silences.

use std::borrow::Cow;

use crate::source::{Block, BlockKind, Directive, Format, Source, Span};
use crate::text;

/// The most bytes before an editor's mark that are the phrase it speaks of.
const PHRASE: usize = 200;

/// The blocks of a document, also of plain text.
pub(super) fn blocks(source: &Source) -> Cow<'_, [Block]> {
    if source.format == Format::Text { text::line_blocks(&source.text).into() } else { Cow::Borrowed(&source.blocks) }
}

/// The block that a directive stands in, else the next one; of a list or a table that begins there, the whole. `None` at the end of the document.
pub(super) fn of_directive(blocks: &[Block], directive: &Directive) -> Option<Span> {
    let at = directive.at.start;
    let next = blocks.partition_point(|block| block.span.start < at);
    let around = next
        .checked_sub(1)
        .map(|i| blocks[i].span)
        .filter(|span| at < span.end || (directive.inside && at == span.end));
    if let Some(span) = around {
        return Some(span);
    }
    let first = blocks.get(next)?;
    if directive.inside && first.span.start == at {
        return Some(first.span);
    }
    let before = next.checked_sub(1).map(|i| &blocks[i].kind);
    let last =
        blocks[next..].iter().take_while(|block| belongs(&first.kind, &block.kind, before)).last().unwrap_or(first);
    Some(first.span.join(last.span))
}

/// Whether a block continues the list or table that begins with `first`. One that has begun before is taken row by row, item by item.
fn belongs(first: &BlockKind, other: &BlockKind, before: Option<&BlockKind>) -> bool {
    match (first, other, before) {
        (BlockKind::Row { table, .. }, _, Some(BlockKind::Row { table: begun, .. })) if table == begun => false,
        (BlockKind::Item { list, .. }, _, Some(BlockKind::Item { list: begun, .. })) if list == begun => false,
        (BlockKind::Row { table, .. }, BlockKind::Row { table: other, .. }, _) => table == other,
        (BlockKind::Item { list, depth, .. }, BlockKind::Item { list: other, depth: deep, .. }, _) => {
            list == other || deep > depth
        }
        _ => false,
    }
}

/// The phrase that an editor's mark at `at` speaks of: back to the next stop, bracket or line.
pub(super) fn phrase(text: &str, at: usize) -> Span {
    let before = text.get(..at).unwrap_or("").trim_end();
    let mut start = before.len();
    let mut after = '\0';
    for (i, c) in before.char_indices().rev().take_while(|&(i, _)| before.len() - i <= PHRASE) {
        let stop = match c {
            '.' | ',' | ':' => after.is_whitespace(),
            c => matches!(c, ';' | '!' | '?' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '—' | '\n' | '\t'),
        };
        if stop && i + c.len_utf8() < before.len() {
            break;
        }
        (start, after) = (i, c);
    }
    Span::new(start, before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_reaches_back_to_the_last_stop() {
        for (text, phrase_words) in [
            ("On Tuesday, 5 March, Ana Ruiz", " Ana Ruiz"),
            ("The rate rose to 5.2 per cent", "The rate rose to 5.2 per cent"),
            ("It ended. The mayor (Ana Ruiz)", "Ana Ruiz)"),
            ("He said “no deal”", "no deal”"),
            ("", ""),
        ] {
            assert_eq!(phrase(text, text.len()).of(text), phrase_words, "{text}");
        }
    }
}
