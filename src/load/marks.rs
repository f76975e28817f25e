//! Editors' marks: `[CQ]` behind a phrase says "checked as it stands". It is no prose, so it is taken out of the text, and becomes a directive.

use std::ops::Range;

use super::Parts;
use crate::source::{BlockKind, Directive, Span};

/// Takes the marks out of a text whose file is `file`.
pub(super) fn take_out(parts: &mut Parts, file: &str) {
    let text = parts.text.as_deref().unwrap_or(file);
    let marks = find(text);
    if marks.is_empty() {
        return;
    }
    let cuts =
        Cuts(marks.iter().map(|mark| text[..mark.start].trim_end_matches([' ', '\u{a0}']).len()..mark.end).collect());
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for cut in &cuts.0 {
        left.push_str(text.get(at..cut.start).unwrap_or(""));
        at = cut.end;
    }
    left.push_str(&text[at..]);
    let directives = marks.iter().zip(&cuts.0).map(|(mark, cut)| {
        let (at, file) = (cuts.moved(cut.start), parts.map.back(mark.clone()));
        let (at, file) = (Span::new(at, at), Span::new(file.start, file.end));
        Directive { words: Directive::CHECKED.to_owned(), at, file, inside: true }
    });
    let directives: Vec<Directive> = directives.collect();
    parts.map = parts.map.without(&cuts.0, text.len());
    cuts.shift(parts);
    parts.directives.extend(directives);
    parts.text = Some(left);
}

/// The marks of a text, in order.
fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let brackets = bytes.iter().enumerate().filter(|&(_, &b)| matches!(b, b'[' | b'('));
    let marks = brackets.filter_map(|(at, &open)| {
        let close = if open == b'[' { b']' } else { b')' };
        let &[c, q, end] = bytes.get(at + 1..at + 4)? else { return None };
        (end == close && matches!([c, q], [b'C', b'Q'] | [b'c', b'q'])).then_some(at..at + 4)
    });
    marks.collect()
}

/// What is taken out, in order.
struct Cuts(Vec<Range<usize>>);

impl Cuts {
    /// An offset of the whole text as one of what is left.
    fn moved(&self, offset: usize) -> usize {
        let before = self.0.partition_point(|cut| cut.end <= offset);
        let gone: usize = self.0[..before].iter().map(Range::len).sum();
        let within = self.0.get(before).map_or(0, |cut| offset.saturating_sub(cut.start));
        offset - gone - within
    }

    fn shift(&self, parts: &mut Parts) {
        let moved = |span: Span| Span::new(self.moved(span.start as usize), self.moved(span.end as usize));
        for block in &mut parts.blocks {
            block.span = moved(block.span);
            if let BlockKind::Row { cells, .. } = &mut block.kind {
                cells.iter_mut().for_each(|cell| *cell = moved(*cell));
            }
        }
        for directive in &mut parts.directives {
            directive.at = moved(directive.at);
        }
    }
}
