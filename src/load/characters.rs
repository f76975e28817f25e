//! Characters that a reader cannot see: controls, and those that turn the direction of writing.
//! They stay in the text, so that places stay true, but the user is told.

use super::codes;
use crate::diagnostic::Problem;
use crate::source::Span;

/// Whether a byte is a control character that prose has no use for; tab, line feed, form feed and carriage return are harmless.
pub(super) fn is_control(byte: u8) -> bool {
    // Without a branch, so that many bytes are looked at together.
    (byte <= 8) | (byte == 0x0b) | (byte.wrapping_sub(0x0e) <= 0x1f - 0x0e) | (byte == 0x7f)
}

/// Embeddings, overrides and isolates (U+202A–202E, U+2066–2069) as they stand in UTF-8.
fn is_bidirectional(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe2, 0x80, 0xaa..=0xae, ..] | [0xe2, 0x81, 0xa6..=0xa9, ..])
}

/// Bytes looked at together.
const CHUNK: usize = 64;

/// One remark for each of the two kinds, at its first place. The path is left empty.
pub(super) fn remarks(text: &str) -> Vec<Problem> {
    let bytes = text.as_bytes();
    let (mut control, mut turned) = (Seen::default(), Seen::default());
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        // Nearly every chunk has neither, which this tells without a branch per byte.
        if chunk.iter().fold(0, |any, &byte| any | u8::from(is_control(byte) | (byte == 0xe2))) == 0 {
            continue;
        }
        for (at, &byte) in chunk.iter().enumerate().map(|(i, byte)| (n * CHUNK + i, byte)) {
            if is_control(byte) {
                control.add(at);
            } else if byte == 0xe2 && is_bidirectional(&bytes[at..]) {
                turned.add(at);
            }
        }
    }
    let kinds = [(control, "control character"), (turned, "bidirectional control character")];
    kinds.into_iter().filter_map(|(seen, what)| seen.remark(text, what)).collect()
}

#[derive(Default)]
struct Seen {
    first: Option<usize>,
    more: usize,
}

impl Seen {
    fn add(&mut self, at: usize) {
        match self.first {
            None => self.first = Some(at),
            Some(_) => self.more += 1,
        }
    }

    fn remark(&self, text: &str, what: &str) -> Option<Problem> {
        let at = self.first?;
        let character = text.get(at..)?.chars().next()?;
        let more = if self.more > 0 { format!(", and {} more in this file", self.more) } else { String::new() };
        let message = format!("{what} U+{:04X} in the text{more}", u32::from(character));
        let span = Span::new(at, at + character.len_utf8());
        Some(Problem::at("", text, span, codes::CONTROL, message).help("remove it; it is kept as it stands").remark())
    }
}
