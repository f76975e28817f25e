//! Places as editors count them: lines from 0, and in the line bytes, UTF-16 units or characters, whichever was agreed on.

use serde_json::{Value, json};

/// What columns count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 units, which every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first that a client offers and that is known here; bytes are preferred, since they cost nothing.
    pub(super) fn agreed(offered: &Value) -> Self {
        let offered = || offered.as_array().into_iter().flatten().filter_map(Value::as_str);
        match () {
            () if offered().any(|name| name == "utf-8") => Self::Utf8,
            () if offered().any(|name| name == "utf-32") && !offered().any(|name| name == "utf-16") => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// As the protocol calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The lines of a text, to find places in it. Lines end as the protocol has it: `\n`, `\r\n` or `\r`.
#[derive(Clone, Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends =
            bytes.iter().enumerate().filter(|&(i, &b)| b == b'\n' || b == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
        Self { text, starts: std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect(), encoding }
    }

    /// The offset of a place. What lies past the end of a line is its end, what lies past the last line is the end of the text, and within a character is before it.
    pub(super) fn offset(&self, position: &Value) -> usize {
        let number =
            |name: &str| usize::try_from(position.get(name).and_then(Value::as_u64).unwrap_or(0)).unwrap_or(usize::MAX);
        let (line, column) = (number("line"), number("character"));
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mut units = 0;
        for (at, c) in line.char_indices() {
            units += self.encoding.of(c);
            if units > column {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The place of an offset; within a character, that of its beginning.
    pub(super) fn position(&self, offset: usize) -> Value {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts[line];
        let column: usize = self.text[start..offset].chars().map(|c| self.encoding.of(c)).sum();
        json!({"line": line, "character": column})
    }

    /// The range of two offsets.
    pub(super) fn range(&self, range: std::ops::Range<usize>) -> Value {
        json!({"start": self.position(range.start), "end": self.position(range.end)})
    }

    /// The range from a place, counted from 1 and in characters, to the end of its line.
    pub(super) fn rest(&self, line: u32, column: u32) -> Value {
        let Some(&start) = self.starts.get(line.saturating_sub(1) as usize) else {
            return self.range(self.text.len()..self.text.len());
        };
        let end = self.starts.get(line as usize).copied().unwrap_or(self.text.len());
        let words = self.text[start..end].trim_end_matches(['\n', '\r']);
        let from = words.char_indices().nth(column.saturating_sub(1) as usize).map_or(words.len(), |(at, _)| at);
        self.range(start + from..start + words.len())
    }

    /// The offsets of a range; one that ends before it begins is empty.
    pub(super) fn offsets(&self, range: &Value) -> std::ops::Range<usize> {
        let start = self.offset(&range["start"]);
        start..self.offset(&range["end"]).max(start)
    }
}

/// A text after a client's changes, in their order: each replaces a range, or all.
pub(super) fn changed(mut text: String, changes: &Value, encoding: Encoding) -> String {
    for change in changes.as_array().into_iter().flatten() {
        let Some(new) = change.get("text").and_then(Value::as_str) else { continue };
        match change.get("range").filter(|range| range.is_object()) {
            Some(range) => {
                let range = Lines::new(&text, encoding).offsets(range);
                text.replace_range(range, new);
            }
            None => new.clone_into(&mut text),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "aé\u{1f600}z\r\n\r\nx\ry\u{301}";

    #[test]
    fn places_go_there_and_back_in_every_encoding() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(TEXT, encoding);
            for (offset, _) in
                TEXT.char_indices().filter(|(i, _)| !TEXT[..*i].ends_with('\r') || !TEXT[*i..].starts_with('\n'))
            {
                assert_eq!(lines.offset(&lines.position(offset)), offset, "{encoding:?}");
            }
        }
        for (encoding, column) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4), (Encoding::Utf32, 3)] {
            assert_eq!(Lines::new(TEXT, encoding).position(7), json!({"line": 0, "character": column}));
        }
    }

    #[test]
    fn places_that_are_none_are_brought_into_the_text() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        for (line, column, offset) in
            [(0, 3, 3), (0, 99, 8), (0, u64::MAX, 8), (1, 5, 10), (9, 0, TEXT.len()), (u64::MAX, u64::MAX, TEXT.len())]
        {
            assert_eq!(lines.offset(&json!({"line": line, "character": column})), offset, "{line}:{column}");
        }
        for odd in [json!(null), json!({"line": -1, "character": "x"}), json!([]), json!({"line": 1.5})] {
            assert_eq!(lines.offset(&odd), 0, "{odd}");
        }
        assert_eq!(lines.position(4), json!({"line": 0, "character": 2}));
        assert_eq!(lines.position(usize::MAX), json!({"line": 3, "character": 2}));
        assert_eq!(Lines::new("", Encoding::Utf16).offset(&json!({"line": 3, "character": 3})), 0);
    }

    #[test]
    fn changes_follow_each_other() {
        let range = |a: u32, b: u32, c: u32, d: u32| json!({"start": {"line": a, "character": b}, "end": {"line": c, "character": d}});
        for (changes, wanted) in [
            (json!([]), "one\ntwo"),
            (json!([{"text": "all"}]), "all"),
            (json!([{"range": range(0, 1, 0, 2), "text": "X"}]), "oXe\ntwo"),
            (json!([{"range": range(0, 3, 1, 0), "text": ""}, {"range": range(0, 6, 0, 6), "text": "!"}]), "onetwo!"),
            (json!([{"range": range(7, 0, 9, 9), "text": "end"}]), "one\ntwoend"),
            (json!([{"range": range(1, 2, 0, 0), "text": "-"}]), "one\ntw-o"),
            (json!([{"range": null, "text": "all"}, {"nothing": 1}, 3]), "all"),
            (json!({"text": "no list"}), "one\ntwo"),
        ] {
            assert_eq!(changed("one\ntwo".to_owned(), &changes, Encoding::Utf16), wanted, "{changes}");
        }
    }

    #[test]
    fn the_encoding_is_one_that_both_know() {
        for (offered, name) in [
            (json!(["utf-16", "utf-8"]), "utf-8"),
            (json!(["utf-32", "utf-16"]), "utf-16"),
            (json!(["utf-32"]), "utf-32"),
            (json!(["utf-7"]), "utf-16"),
            (json!(null), "utf-16"),
        ] {
            assert_eq!(Encoding::agreed(&offered).name(), name, "{offered}");
        }
    }
}
