//! Quotations: stretches between quotation marks, by the marks' shape and by the spaces around them.
//!
//! Real texts mix their marks: straight and curly, an opening mark where a closing one belongs, no closing mark at all. So a mark's place decides
//! before its shape does: one that follows a word and precedes a space closes, whatever it looks like. No quotation leaves its block: a paragraph that opens with
//! a mark and closes with none is quoted to its end, which is also how print continues a quotation over paragraphs.
//!
//! Single marks count only in pairs, since most of them are apostrophes.

use super::{Quotation, Text, TokenKind};
use crate::source::Span;

/// Deepest nesting that is followed; further opening marks are passed over, so that hostile texts stay cheap.
const DEEPEST: usize = 4;

/// All quotations, by their start, and for each the index of the one around it.
pub(crate) fn find(text: &Text) -> (Vec<Quotation>, Vec<Option<u32>>) {
    let mut found = Vec::new();
    let mut start = 0;
    for block in &text.blocks {
        let end = start + text.tokens[start..].partition_point(|t| t.span.end <= block.span.end);
        Scan { text, start, end, open: Vec::new(), found: &mut found }.run(block.span.end);
        start = end;
    }
    found.sort_unstable_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    let outer = enclosing(&found);
    (found, outer)
}

/// For each quotation the innermost one around it.
fn enclosing(quotations: &[Quotation]) -> Vec<Option<u32>> {
    let mut around: Vec<u32> = Vec::new();
    let mut outer = Vec::with_capacity(quotations.len());
    for (index, quotation) in quotations.iter().enumerate() {
        while around.last().is_some_and(|&i| quotations[i as usize].span.end <= quotation.span.start) {
            around.pop();
        }
        outer.push(around.last().copied());
        around.push(index as u32);
    }
    outer
}

/// A mark by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `“`, `„`, `«`.
    Opening,
    /// `”`, `»`.
    Closing,
    /// `"`.
    Straight,
    /// `‘`.
    SingleOpening,
    /// `’` and `'`.
    Single,
}

/// An opening mark that waits for its closing one.
#[derive(Clone, Copy, Debug)]
struct Open {
    span: Span,
    single: bool,
    /// Whether a space stands behind the mark; such a mark that is never closed is the lost end of another quotation.
    loose: bool,
}

struct Scan<'a> {
    text: &'a Text,
    start: usize,
    end: usize,
    open: Vec<Open>,
    found: &'a mut Vec<Quotation>,
}

impl Scan<'_> {
    fn run(mut self, block_end: u32) {
        for at in self.start..self.end {
            if self.text.tokens[at].kind != TokenKind::Punctuation {
                continue;
            }
            let first = self.text.raw.as_bytes()[self.text.tokens[at].span.start as usize];
            if first.is_ascii() && first != b'"' && first != b'\'' {
                continue;
            }
            let Some(shape) = shape(self.text.raw(at)) else { continue };
            if !self.is_measure(at) {
                self.mark(at, shape);
            }
        }
        let end = Span { start: block_end, end: block_end };
        while let Some(open) = self.open.pop() {
            if !open.single && !open.loose {
                self.push(open, end, false);
            }
        }
    }

    fn mark(&mut self, at: usize, shape: Shape) {
        let before = at > self.start && self.text.tokens[at].glued && !self.is_opener(at - 1);
        let after = at + 1 < self.end && self.text.tokens[at + 1].glued && !self.is_stop(at + 1);
        let doubles = self.open.iter().any(|open| !open.single);
        match shape {
            Shape::Opening if before && !after && doubles => self.close(at, false),
            Shape::Closing if !doubles && !before && after => self.open(at, false),
            Shape::Opening => self.open(at, false),
            Shape::Closing => self.close(at, false),
            Shape::Straight if after && !before => self.open(at, false),
            Shape::Straight if doubles => self.close(at, false),
            Shape::Straight if !before => self.open(at, false),
            Shape::Straight => {}
            Shape::SingleOpening | Shape::Single if after && !before && self.is_word(at + 1) => self.open(at, true),
            Shape::SingleOpening | Shape::Single if before && !after => self.close(at, true),
            Shape::SingleOpening | Shape::Single => {}
        }
    }

    fn open(&mut self, at: usize, single: bool) {
        // A single mark that is still open is an apostrophe sooner than a double one is.
        if self.open.len() == DEEPEST
            && !single
            && let Some(place) = self.open.iter().position(|open| open.single)
        {
            self.open.remove(place);
        }
        if self.open.len() < DEEPEST {
            let loose = !(at + 1 < self.end && self.text.tokens[at + 1].glued);
            self.open.push(Open { span: self.text.tokens[at].span, single, loose });
        }
    }

    /// Closes the innermost quotation of the kind; those opened later and still open were apostrophes or have lost their mark.
    fn close(&mut self, at: usize, single: bool) {
        let Some(place) = self.open.iter().rposition(|open| open.single == single) else { return };
        if single && self.open[place + 1..].iter().any(|open| !open.single) {
            return;
        }
        let open = self.open[place];
        self.open.truncate(place);
        self.push(open, self.text.tokens[at].span, true);
    }

    fn push(&mut self, open: Open, close: Span, closed: bool) {
        let inner = Span { start: open.span.end, end: close.start.max(open.span.end) };
        self.found.push(Quotation { span: open.span.join(close), inner, closed });
    }

    /// Feet, inches, minutes and seconds: `6'2"`, a `7"` pipe with no quotation open.
    fn is_measure(&self, at: usize) -> bool {
        if at == self.start || !self.text.tokens[at].glued || self.text.tokens[at - 1].kind != TokenKind::Number {
            return false;
        }
        match self.text.raw(at) {
            "\"" | "”" => self.open.is_empty() || at >= self.start + 2 && matches!(self.text.raw(at - 2), "'" | "’"),
            "'" | "’" => at + 1 < self.end && self.text.tokens[at + 1].kind == TokenKind::Number,
            _ => false,
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.text.tokens[at].kind == TokenKind::Word || shape(self.text.raw(at)).is_some()
    }

    /// Whether a mark behind this token, without a space, still opens a quotation.
    fn is_opener(&self, at: usize) -> bool {
        matches!(
            self.text.raw(at),
            "(" | "[" | "{" | "—" | "–" | "-" | "--" | "/" | "“" | "‘" | "„" | "«" | "=" | ">" | "¿" | "¡"
        ) || (matches!(self.text.raw(at), "\"" | "'") && (at == self.start || !self.text.tokens[at].glued))
    }

    fn is_stop(&self, at: usize) -> bool {
        matches!(
            self.text.raw(at),
            "," | "."
                | ";"
                | ":"
                | "!"
                | "?"
                | ")"
                | "]"
                | "}"
                | "…"
                | "—"
                | "–"
                | "-"
                | "--"
                | "”"
                | "’"
                | "»"
                | "\""
                | "'"
                | "..."
        )
    }
}

fn shape(raw: &str) -> Option<Shape> {
    match raw {
        "“" | "„" | "«" | "‟" => Some(Shape::Opening),
        "”" | "»" => Some(Shape::Closing),
        "\"" | "＂" => Some(Shape::Straight),
        "‘" | "‚" => Some(Shape::SingleOpening),
        "’" | "'" => Some(Shape::Single),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::text::{Text, TextTables};

    /// The inner words of all quotations, an unclosed one with `…` behind.
    fn quoted(raw: &str) -> Vec<String> {
        let text = Text::read(&Source::plain("t", raw), &TextTables::default());
        let show = |q: &crate::text::Quotation| format!("{}{}", text.of(q.inner), if q.closed { "" } else { "…" });
        text.quotations.iter().map(show).collect()
    }

    #[test]
    fn marks_of_all_shapes_open_and_close() {
        for (raw, want) in [
            ("He said “we won.” Then he left.", vec!["we won."]),
            ("He said \"we won\", twice.", vec!["we won"]),
            ("the “caravans,” and the “camps”", vec!["caravans,", "camps"]),
            ("« oui », he said", vec![" oui "]),
            ("„ja“ said Ruiz", vec!["ja"]),
            ("(\"the Bureau\"), as named", vec!["the Bureau"]),
            ("\"One,\" he said, \"two.\"", vec!["One,", "two."]),
            ("He called it ‘a gift’ today", vec!["a gift"]),
            ("He called it 'a gift', today", vec!["a gift"]),
            ("“He told me ‘go home’ and left,” Ruiz said", vec!["He told me ‘go home’ and left,", "go home"]),
            ("\"'Go home', he told me,\" she said", vec!["'Go home', he told me,", "Go home"]),
        ] {
            assert_eq!(quoted(raw), want, "{raw}");
        }
    }

    #[test]
    fn a_wrong_mark_does_not_swallow_the_rest() {
        for (raw, want) in [
            ("Read “The Wall: What Now?“ and “The Gate”.", vec!["The Wall: What Now?", "The Gate"]),
            ("the “camps“, he said, and “roads”", vec!["camps", "roads"]),
            ("He said \"we won.” Then \"we lost\".", vec!["we won.", "we lost"]),
            ("He said “we won.\" Then he left.", vec!["we won."]),
            ("”We won,” he said.", vec!["We won,"]),
        ] {
            assert_eq!(quoted(raw), want, "{raw}");
        }
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_paragraph() {
        assert_eq!(quoted("“We came.\n\n“We won,” he said.\n\nThe end."), ["We came.…", "We won,"]);
    }

    #[test]
    fn a_lone_mark_with_spaces_around_is_the_end_of_a_lost_quotation() {
        assert_eq!(quoted("\" the mayor said on Monday."), Vec::<String>::new());
        assert_eq!(quoted("\" We won. \" the mayor said."), [" We won. "]);
    }

    #[test]
    fn apostrophes_and_measures_are_no_quotations() {
        for raw in [
            "the states' rights and the voters' will",
            "in the '90s and the ’80s, he'd say it's his",
            "He is 6'2\" tall and has a 7\" knife",
            "rock 'n roll",
        ] {
            assert_eq!(quoted(raw), Vec::<String>::new(), "{raw}");
        }
    }

    #[test]
    fn the_innermost_quotation_is_found() {
        let raw = "“He told me ‘go home’ and left,” Ruiz said, “twice”";
        let text = Text::read(&Source::plain("t", raw), &TextTables::default());
        let of = |word: &str| {
            let token = (0..text.tokens.len()).find(|&i| text.raw(i) == word).map(|i| text.tokens[i].span);
            token.and_then(|span| text.quotation_of(span)).map(|q| text.of(q.inner).len())
        };
        assert_eq!((of("home"), of("left"), of("Ruiz"), of("twice")), (Some(7), Some(36 - 4 + 2), None, Some(5)));
    }
}
