//! Tokens: one pass over the characters of each block.
//!
//! Words are runs of letters; a stop stays with an abbreviation, a clitic (`’s`, `n't`) is cut off, a hyphen stands alone.

use super::{Sym, Text, TextTables, Token, TokenKind};
use crate::source::Span;

pub(crate) fn tokenise(text: &mut Text, tables: &TextTables) {
    let raw = text.raw.clone();
    let mut low = String::new();
    for block in 0..text.blocks.len() {
        let span = text.blocks[block].span;
        let end = span.end as usize;
        let mut at = span.start as usize;
        let mut glued = false;
        while at < end {
            let rest = &raw[at..end];
            let Some(first) = rest.chars().next() else { break };
            if first.is_whitespace() || first.is_control() || first == '\u{feff}' || first == '\u{200b}' {
                at += first.len_utf8();
                glued = false;
                continue;
            }
            let (len, kind) = next(rest, first, tables);
            push(text, &raw, at, at + len, kind, glued, &mut low);
            at += len;
            glued = true;
        }
    }
}

fn next(rest: &str, first: char, _tables: &TextTables) -> (usize, TokenKind) {
    if first.is_ascii_digit() {
        return (number(rest), TokenKind::Number);
    }
    if is_apostrophe(first)
        && let Some(len) = clitic(rest)
    {
        return (len, TokenKind::Word);
    }
    if first.is_alphabetic() {
        return (word(rest), TokenKind::Word);
    }
    let kind = if "$€£¥%&+=<>|~^°§©®#*_@\\/№₹".contains(first) {
        TokenKind::Symbol
    } else {
        TokenKind::Punctuation
    };
    (first.len_utf8(), kind)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Digits with separators, and a suffix that belongs to them: `1,234.5`, `28th`, `1990s`.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let b = bytes[end];
        let next_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if b.is_ascii_digit() || (matches!(b, b'.' | b',' | b':') && next_digit) {
            end += 1;
        } else {
            break;
        }
    }
    for suffix in ["st", "nd", "rd", "th", "s"] {
        if rest[end..].starts_with(suffix) && !rest[end + suffix.len()..].starts_with(char::is_alphanumeric) {
            return end + suffix.len();
        }
    }
    end
}

/// `’s`, `’re` … at the start of `rest`, where no letter follows.
fn clitic(rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?.len_utf8();
    for ending in ["s", "re", "ve", "ll", "d", "m", "S"] {
        let tail = &rest[mark..];
        if tail.starts_with(ending) && !tail[ending.len()..].starts_with(char::is_alphanumeric) {
            return Some(mark + ending.len());
        }
    }
    None
}

fn word(rest: &str) -> usize {
    if let Some(len) = abbreviation(rest) {
        return len;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if c.is_alphabetic() || is_mark(c) || (c.is_ascii_digit() && end > 0) {
            end = i + c.len_utf8();
            continue;
        }
        let letter_next = chars.peek().is_some_and(|&(_, n)| n.is_alphabetic());
        if is_apostrophe(c) && letter_next && clitic(&rest[i..]).is_none() {
            if rest[..i].ends_with('n') && rest[i + c.len_utf8()..].starts_with('t') && i > 1 {
                return i - 1; // "do" before "n't"
            }
            end = i + c.len_utf8();
            continue;
        }
        break;
    }
    // "n't" itself: reached only when the word before it has been cut off.
    end.max(rest.chars().next().map_or(1, char::len_utf8))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters with stops: `U.S.`, `p.m.`, and single initials `K.`
fn abbreviation(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = rest.char_indices();
    while let Some((i, c)) = chars.next() {
        if i != end || !c.is_alphabetic() {
            break;
        }
        match chars.next() {
            Some((j, '.')) => {
                letters += 1;
                end = j + 1;
            }
            _ => break,
        }
    }
    if rest[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    (letters > 1 || (letters == 1 && rest.starts_with(char::is_uppercase))).then_some(end)
}

fn push(text: &mut Text, raw: &str, start: usize, end: usize, kind: TokenKind, glued: bool, low: &mut String) {
    let word = &raw[start..end];
    low.clear();
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' => low.push('\''),
            '‐' | '‑' => low.push('-'),
            c if c.is_ascii() => low.push(c.to_ascii_lowercase()),
            c => low.extend(c.to_lowercase()),
        }
    }
    let lower: Sym = text.words.intern(low);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let caps = letters > 1 && !word.chars().any(char::is_lowercase);
    let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    text.tokens.push(Token { span: Span::new(start, end), kind, glued, capital, caps, lower, lemma: lower });
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::text::{Text, TextTables};

    fn tokens(raw: &str) -> Vec<String> {
        let text = Text::read(&Source::plain("t", raw), &TextTables::default());
        (0..text.tokens.len()).map(|i| text.raw(i).to_owned()).collect()
    }

    #[test]
    fn tokens_follow_treebank_habits() {
        for (raw, want) in [
            ("Trump’s $3.2bn", "Trump ’s $ 3.2 bn"),
            ("I don't know", "I do n't know"),
            ("the U.S. at 5 p.m. today.", "the U.S. at 5 p.m. today ."),
            ("a six-year term", "a six - year term"),
            ("Kevin K. Adu, O'Hara", "Kevin K. Adu , O'Hara"),
            ("1,234.5 in the 1990s, 28th", "1,234.5 in the 1990s , 28th"),
            ("24%, MS-13", "24 % , MS - 13"),
        ] {
            assert_eq!(tokens(raw).join(" "), want, "{raw}");
        }
    }
}
