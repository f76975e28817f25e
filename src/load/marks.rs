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
    let cut = |mark: &Range<usize>| text[..mark.start].trim_end_matches([' ', '\u{a0}']).len()..mark.end;
    let cuts = Cuts::new(marks.iter().map(cut).collect());
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for cut in &cuts.ranges {
        left.push_str(text.get(at..cut.start).unwrap_or(""));
        at = cut.end;
    }
    left.push_str(&text[at..]);
    let directives = marks.iter().zip(&cuts.ranges).map(|(mark, cut)| {
        let (at, file) = (cuts.moved(cut.start), parts.map.back(mark.clone()));
        let (at, file) = (Span::new(at, at), Span::new(file.start, file.end));
        Directive { words: Directive::CHECKED.to_owned(), at, file, inside: true }
    });
    let directives: Vec<Directive> = directives.collect();
    parts.map = parts.map.without(&cuts.ranges, text.len());
    cuts.shift(parts);
    parts.directives.extend(directives);
    parts.text = Some(left);
}

/// The marks of a text, in order. In round brackets the letters may be an abbreviation that the text introduces.
fn find(text: &str) -> Vec<Range<usize>> {
    let places = text.match_indices('[').map(|(at, _)| at);
    places.filter(|&at| matches!(text.get(at..at + 4), Some("[CQ]" | "[cq]"))).map(|at| at..at + 4).collect()
}

/// What is taken out, in order, and how much before each.
struct Cuts {
    ranges: Vec<Range<usize>>,
    before: Vec<usize>,
}

impl Cuts {
    fn new(ranges: Vec<Range<usize>>) -> Self {
        let mut before = Vec::with_capacity(ranges.len());
        let mut gone = 0;
        for cut in &ranges {
            before.push(gone);
            gone += cut.len();
        }
        Self { ranges, before }
    }

    /// An offset of the whole text as one of what is left.
    fn moved(&self, offset: usize) -> usize {
        let next = self.ranges.partition_point(|cut| cut.start <= offset);
        let Some(last) = next.checked_sub(1) else { return offset };
        offset - self.before[last] - self.ranges[last].len().min(offset - self.ranges[last].start)
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
