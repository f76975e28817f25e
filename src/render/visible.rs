//! Characters that would steer a terminal instead of showing on it, made visible.
//!
//! A document may hold escape sequences, line feeds in its name or right-to-left overrides; printed raw they could
//! rewrite what the reader sees. Every string of a document, a path or a configuration passes through here on its way to a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Appends a character, or its visible stand-in.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\0'..='\x1f' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('␀')),
        '\x7f' => out.push('␡'),
        c if is_hidden(c) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
        }
        c => out.push(c),
    }
}

/// Whether a character is shown by a stand-in.
pub(super) fn is_replaced(c: char) -> bool {
    c.is_ascii_control() || is_hidden(c)
}

/// A string for one line of a terminal: control, bidirectional and invisible characters are replaced by stand-ins.
///
/// ```
/// assert_eq!(claimlint::render::visible("a\u{202e}b\x1b[2J"), "a⟨U+202E⟩b␛[2J");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_replaced) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// C1 controls, bidirectional marks, and characters without any shape; joiners stay, since scripts and emoji need them.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_are_shown_and_others_left_alone() {
        for (raw, shown) in [
            ("plain", "plain"),
            ("é 汉 👨\u{200d}👩", "é 汉 👨\u{200d}👩"),
            ("\0\x1b\x7f", "␀␛␡"),
            ("a\nb", "a␊b"),
            ("\u{9b}31m", "⟨U+009B⟩31m"),
            ("\u{2066}x\u{2069}", "⟨U+2066⟩x⟨U+2069⟩"),
        ] {
            assert_eq!(visible(raw), shown, "{raw:?}");
        }
    }
}
