//! Blocks of plain text, by its lines: paragraphs, headings, list items.
//!
//! Plain text comes in two habits: a paragraph per line, or paragraphs wrapped at some column. Consecutive lines are joined only where the text shows that it was
//! wrapped: the next line's first word would not have fitted, and lines run on in mid-sentence. Everything else (signatures, mail headers, casts of
//! names) keeps its lines, since a sentence must not run over two of them.

mod heading;
mod marker;

use crate::source::{Block, BlockKind, Span};
use marker::{Lists, Marker};

/// The widest line that counts as wrapped, in characters.
const WIDEST: usize = 110;

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    /// Where its first character that is no space lies.
    start: usize,
    /// Its words, without spaces around.
    words: &'a str,
    /// Columns before them.
    indent: usize,
    /// Characters, indent included; counted up to a little over [`WIDEST`] only.
    width: usize,
    /// Whether a blank line, or nothing, stands before it.
    apart: bool,
    marker: Option<Marker>,
}

impl<'a> Line<'a> {
    fn new(at: usize, raw: &'a str, apart: bool) -> Option<Self> {
        let words = raw.trim_matches(is_space);
        if !words.contains(char::is_alphanumeric) {
            return None;
        }
        let lead = raw.len() - raw.trim_start_matches(is_space).len();
        let indent = raw[..lead].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let width = indent + words.chars().take(2 * WIDEST).count();
        Some(Self { start: at + lead, words, indent, width, apart, marker: marker::of(words) })
    }

    fn end(&self) -> usize {
        self.start + self.words.len()
    }

    /// Characters of its first word.
    fn first_word(&self) -> usize {
        self.words.split(is_space).next().map_or(0, |word| word.chars().take(WIDEST).count())
    }

    /// Whether it ends as sentences end.
    fn ends_sentence(&self) -> bool {
        let end = self.words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '“', '»']);
        end.ends_with(['.', '!', '?', ':', '…', ';'])
    }

    fn starts_small(&self) -> bool {
        let start = self.words.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '«']);
        start.starts_with(char::is_lowercase)
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// The blocks of a plain text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut lines = lines(text);
    marker::confirm(&mut lines);
    let mut blocks = Vec::new();
    let mut lists = Lists::default();
    let mut at = 0;
    while at < lines.len() {
        let run = run(&lines[at..]);
        let joined = joins(&lines[at..at + run]);
        let mut start = at;
        for next in at + 1..=at + run {
            if next < at + run && joined[next - at] {
                continue;
            }
            blocks.push(block(&lines, start, next, &mut lists));
            start = next;
        }
        at += run;
    }
    blocks
}

/// The lines with words in them. Lines of nothing but rules (`* * *`, `-----`) set paragraphs apart as blank ones do.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut apart = true;
    while at < text.len() {
        let raw = &text[at..line_end(text.as_bytes(), at)];
        let line = Line::new(at, raw, apart);
        at += raw.len();
        // "\r\n" is one end of a line, and what lies between its halves no blank line.
        apart = line.is_none() && (apart || !(raw == "\n" && text[..at - 1].ends_with('\r')));
        lines.extend(line);
    }
    lines
}

/// The first byte behind the line that begins at a place: behind a line feed, carriage return, form feed, U+2028 or U+2029, or the end of the text.
fn line_end(text: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(more) = text[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r' | 0x0c | 0xe2)) {
        at += more;
        match &text[at..] {
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => return at + 3,
            [0xe2, ..] => at += 1,
            _ => return at + 1,
        }
    }
    text.len()
}

/// How many lines from the first on belong together: no blank line and no list marker between them.
fn run(lines: &[Line]) -> usize {
    1 + lines[1..].iter().take_while(|line| !line.apart && line.marker.is_none()).count()
}

/// For each line of a run, whether it goes on with the paragraph of the line before.
fn joins(run: &[Line]) -> Vec<bool> {
    let widest = run.iter().map(|line| line.width).max().unwrap_or(0);
    let item = run[0].marker.is_some();
    let fits = |a: &Line, b: &Line| a.width + 1 + b.first_word() <= widest;
    let flows = |a: &Line, b: &Line| !a.ends_sentence() && b.starts_small();
    let breaks = || run.windows(2).map(|pair| (&pair[0], &pair[1]));
    let flowing = breaks().filter(|(a, b)| flows(a, b)).count();
    let loose = breaks().filter(|(a, b)| fits(a, b)).count();
    let wrapped =
        (40..=WIDEST).contains(&widest) && flowing * 4 >= run.len() - 1 && loose * 8 <= run.len() && flowing > 0;
    let mut joined = vec![false; run.len()];
    for at in 1..run.len() {
        let (a, b) = (&run[at - 1], &run[at]);
        let hangs = item && (at == 1 || joined[at - 1]) && b.indent > run[0].indent;
        let narrow = a.width <= WIDEST && b.width <= WIDEST;
        let tail = flows(a, b) && a.width >= 40 && narrow;
        joined[at] = hangs || tail || wrapped && !(fits(a, b) && a.ends_sentence());
    }
    joined
}

fn block(lines: &[Line], start: usize, end: usize, lists: &mut Lists) -> Block {
    let span = Span::new(lines[start].start, lines[end - 1].end());
    let level = if end - start == 1 { heading::level(lines, start) } else { None };
    let kind = match (level, lines[start].marker) {
        (Some(level), _) => {
            lists.end();
            BlockKind::Heading(level)
        }
        (None, Some(marker)) => lists.item(marker, lines[start].indent),
        (None, None) => {
            lists.interrupt();
            BlockKind::Paragraph
        }
    };
    Block { span, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds and words: `P`, `H1`, `I0.2@1` (list 0, ordinal 2, depth 1).
    fn shown(text: &str) -> Vec<String> {
        let kind = |kind: &BlockKind| match kind {
            BlockKind::Heading(level) => format!("H{level}"),
            BlockKind::Item { list, ordinal, depth } => {
                format!("I{list}.{}@{depth}", ordinal.map_or("-".to_owned(), |n| n.to_string()))
            }
            _ => "P".to_owned(),
        };
        let squeeze = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        blocks(text).iter().map(|b| format!("{} {}", kind(&b.kind), squeeze(b.span.of(text)))).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_where_nothing_is_wrapped() {
        let text = "The council met on Monday in the old town hall of Halden, where it had met before.\nIt voted at noon.\r\n\r\nThen it left.";
        assert_eq!(
            shown(text),
            [
                "P The council met on Monday in the old town hall of Halden, where it had met before.",
                "P It voted at noon.",
                "P Then it left."
            ]
        );
    }

    #[test]
    fn lines_end_at_all_that_ends_lines() {
        for (text, first) in [
            ("ab\ncd", "ab\n"),
            ("ab\r\ncd", "ab\r"),
            ("ab\u{c}cd", "ab\u{c}"),
            ("a\u{2013}b\u{2028}cd", "a\u{2013}b\u{2028}"),
            ("ab\u{2029}cd", "ab\u{2029}"),
            ("a\u{201c}b", "a\u{201c}b"),
            ("ab", "ab"),
        ] {
            assert_eq!(&text[..line_end(text.as_bytes(), 0)], first);
        }
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The council met on Monday in the old town hall of\nHalden, where it had met before. Three members were\nabsent, among them the mayor and both of his deputies.\nIt voted at noon and left the hall after a short meal.\n\nThen it left the town.";
        assert_eq!(shown(text).len(), 2, "{:?}", shown(text));
    }

    #[test]
    fn signatures_headers_and_casts_keep_their_lines() {
        let text = "From: Ana Ruiz\nTo: Jon Adu\nSubject: The bridge over the river\n\nThe bridge is open.\n\nAna K. Ruiz Acting Secretary of Works, Ardania\nJon Adu Minister of Roads, Kessaria";
        assert_eq!(shown(text).len(), 6, "{:?}", shown(text));
        assert!(shown(text).iter().all(|b| b.starts_with('P')), "{:?}", shown(text));
    }

    #[test]
    fn headings_stand_alone_before_prose() {
        let text = "Three Provinces Sign a Pact\n\nThe pact was signed in Halden on Monday, the council said.\n\nBackground\nThe provinces had quarrelled for years about the river, its fish and its dams.\n\nWHAT COMES NEXT\n\nParliaments are to vote on the pact in the autumn, officials said.";
        let kinds: Vec<String> = shown(text).iter().map(|b| b[..2].trim().to_owned()).collect();
        assert_eq!(kinds, ["H1", "P", "H2", "P", "H2", "P"]);
    }

    #[test]
    fn items_of_one_list_share_its_number_over_blank_lines() {
        let text = "The goals are:\n\n- Support for the border\n- 2. Information: share it\n\n- 3. Asylum: build it\n\nOthers follow.\n\n1. Roads\n2. Dams\n  a) the upper one\n  b) the lower one\n3. Bridges";
        assert_eq!(
            shown(text),
            [
                "P The goals are:",
                "I0.-@0 - Support for the border",
                "I0.2@0 - 2. Information: share it",
                "I0.3@0 - 3. Asylum: build it",
                "P Others follow.",
                "I1.1@0 1. Roads",
                "I1.2@0 2. Dams",
                "I2.1@1 a) the upper one",
                "I2.2@1 b) the lower one",
                "I1.3@0 3. Bridges",
            ]
        );
    }

    #[test]
    fn roman_numbers_and_letters_need_their_neighbours() {
        assert_eq!(shown("I. Roads are to be built\nII. Dams are to be built")[1], "I0.2@0 II. Dams are to be built");
        assert_eq!(shown("(i) roads\n(ii) dams\n(iii) bridges")[2], "I0.3@0 (iii) bridges");
        assert_eq!(shown("A. Ruiz won the vote, the council said.")[0], "P A. Ruiz won the vote, the council said.");
    }

    #[test]
    fn a_number_that_a_wrapped_line_begins_with_is_no_marker() {
        let text = "The town of Halden beat the town of Orvel by 4 goals to\n3. The match was played in the rain and was watched by\nno more than a few hundred people.";
        assert_eq!(shown(text).len(), 1, "{:?}", shown(text));
    }

    #[test]
    fn an_item_goes_on_in_hanging_lines() {
        let text = "• a road that leads\n  over the hill\n• a bridge";
        assert_eq!(shown(text), ["I0.-@0 • a road that leads over the hill", "I0.-@0 • a bridge"]);
    }
}
