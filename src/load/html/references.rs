//! Aligning the text of a token with its source: character references and line ends make them differ.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// The longest stretch after `&` that is looked at; the longest name has 32 letters.
const LONGEST: usize = 64;

/// Splits the text of a token into pieces with the source range of each, as far as the source from `range.start` bears it out.
/// What cannot be aligned comes as one piece that stems from the rest of the range.
pub(super) fn align(file: &str, range: Range<usize>, value: &str, mut piece: impl FnMut(&str, Range<usize>)) {
    let (mut at, mut done) = (range.start, 0);
    while done < value.len() {
        let (source, rest) = (file.get(at..).unwrap_or(""), &value[done..]);
        let same = common(source, rest);
        if same > 0 {
            piece(&rest[..same], at..at + same);
            (at, done) = (at + same, done + same);
            continue;
        }
        let Some((taken, text)) = differing(source).filter(|(_, text)| rest.starts_with(text.as_str())) else {
            piece(rest, at.min(range.end)..range.end.max(at.min(range.end)));
            return;
        };
        piece(&rest[..text.len()], at..at + taken);
        (at, done) = (at + taken, done + text.len());
    }
}

/// Length of the common beginning that needs no decoding.
fn common(source: &str, value: &str) -> usize {
    let pairs = source.bytes().zip(value.bytes());
    let mut same = pairs.take_while(|&(a, b)| a == b && a != b'&' && a != b'\r').count();
    while !value.is_char_boundary(same) || !source.is_char_boundary(same) {
        same -= 1;
    }
    same
}

/// The line end or character reference at the head of the source: its length, and what it stands for.
fn differing(source: &str) -> Option<(usize, String)> {
    match source.as_bytes() {
        [b'\r', b'\n', ..] => Some((2, "\n".to_owned())),
        [b'\r', ..] => Some((1, "\n".to_owned())),
        [b'&', rest @ ..] => {
            let hash = usize::from(rest.first() == Some(&b'#'));
            let name = rest[hash..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
            let stop = usize::from(rest.get(hash + name) == Some(&b';'));
            let length = 1 + hash + name + stop;
            Some((length, decoded(&source[..length])))
        }
        _ => None,
    }
}

/// What the tokeniser makes of a single reference.
fn decoded(reference: &str) -> String {
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(reference) {
        if let Token::String(part) = token {
            text.push_str(&String::from_utf8_lossy(&part));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str, value: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        align(source, 0..source.len(), value, |text, range| found.push((text.to_owned(), source[range].to_owned())));
        found
    }

    #[test]
    fn references_map_as_a_whole_and_text_byte_by_byte() {
        type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
        let cases: [Case; 7] = [
            ("a &amp; b", "a & b", &[("a ", "a "), ("&", "&amp;"), (" b", " b")]),
            ("&amp;amp;", "&amp;", &[("&", "&amp;"), ("amp;", "amp;")]),
            ("Tom&aacute;s", "Tomás", &[("Tom", "Tom"), ("á", "&aacute;"), ("s", "s")]),
            ("&#8220;x&#x201D;", "“x”", &[("“", "&#8220;"), ("x", "x"), ("”", "&#x201D;")]),
            ("R&D", "R&D", &[("R", "R"), ("&D", "&D")]),
            ("a\r\nb\rc", "a\nb\nc", &[("a", "a"), ("\n", "\r\n"), ("b", "b"), ("\n", "\r"), ("c", "c")]),
            ("a & b", "a & b", &[("a ", "a "), ("&", "&"), (" b", " b")]),
        ];
        for (source, value, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(pieces(source, value), expected, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_aligned_maps_as_a_whole() {
        assert_eq!(pieces("abc", "abX"), [("ab".into(), "ab".into()), ("X".into(), "c".into())]);
    }
}
