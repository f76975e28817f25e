//! Tokens: one pass over the characters of each block.
//!
//! Words are runs of letters; a stop stays with an abbreviation, a clitic (`’s`, `n't`) is cut off, a hyphen stands alone, a web address is one word.
//! Every look ahead is bounded, so that the pass is linear whatever the text.

mod letters;

use letters::{DIGIT, END, LARGE, SMALL, SORTS, Shape, lowered};

pub(super) use letters::letters;

use super::sentences::{Abbreviations, Class};
use super::{Sym, Text, TextTables, Token, TokenKind, Words};
use crate::source::Span;

/// Longest abbreviation that is looked up, and longest run of letters with stops, in bytes.
const LONGEST: usize = 24;

pub(crate) fn tokenise(text: &mut Text, tables: &TextTables) {
    let raw = text.raw.clone();
    let mut low = String::new();
    text.tokens.reserve(raw.len() / 5);
    text.words = Words::for_text(raw.len());
    for block in 0..text.blocks.len() {
        let span = text.blocks[block].span;
        let Some(body) = raw.get(span.range()) else { continue };
        let mut at = 0;
        let mut glued = false;
        while let Some(first) = first_char(body, at) {
            if first.is_whitespace() || first.is_control() {
                at += first.len_utf8();
                glued = false;
            } else if is_ignorable(first) {
                at += first.len_utf8();
            } else {
                let start = span.start as usize + at;
                let len = if let Some(len) = small_word(&body.as_bytes()[at..]) {
                    let (lower, shape) = (&body[at..at + len], Shape::default());
                    push(text, lower, Span::new(start, start + len), TokenKind::Word, glued, shape);
                    len
                } else {
                    let (len, kind) = next(&body[at..], first, &tables.abbreviations);
                    let (shape, lower) = lowered(&body[at..at + len], &mut low);
                    push(text, lower, Span::new(start, start + len), kind, glued, shape);
                    len
                };
                at += len;
                glued = true;
            }
        }
    }
}

/// Length of a word of small letters that nothing but a space, a comma or the like ends; most words are such.
fn small_word(rest: &[u8]) -> Option<usize> {
    let len = rest.iter().take_while(|&&byte| SORTS[usize::from(byte)] & SMALL != 0).count();
    let ends = rest.get(len).is_none_or(|&byte| SORTS[usize::from(byte)] & END != 0);
    (len > 0 && ends).then_some(len)
}

/// The character at an offset; most are ASCII, and need no decoding.
fn first_char(body: &str, at: usize) -> Option<char> {
    match body.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => body[at..].chars().next(),
    }
}

/// Length and kind of the token at the start of `rest`.
fn next(rest: &str, first: char, abbreviations: &Abbreviations) -> (usize, TokenKind) {
    if first.is_ascii_digit() {
        return (number(rest), TokenKind::Number);
    }
    if first.is_alphabetic() {
        return (word(rest, abbreviations), TokenKind::Word);
    }
    if is_apostrophe(first)
        && let Some(len) = clitic(rest)
    {
        return (len, TokenKind::Word);
    }
    let run = rest.bytes().take_while(|&b| b == rest.as_bytes()[0]).count();
    // "--" is a dash; more of them are a line.
    if first == '.' || first == '-' && matches!(run, 2 | 3) {
        return (run, TokenKind::Punctuation);
    }
    let symbol = matches!(
        first,
        '$' | '€' | '£' | '¥' | '%' | '&' | '+' | '=' | '<' | '>' | '|' | '~' | '^' | '°' | '§' | '©' | '®' | '#' | '*'
    ) || matches!(first, '_' | '@' | '\\' | '/' | '№' | '₹');
    (first.len_utf8(), if symbol { TokenKind::Symbol } else { TokenKind::Punctuation })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Characters that show nothing: soft hyphens, zero-width spaces and joiners, byte order marks.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
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
    let tail = &rest[mark..];
    let letters = tail.bytes().take(3).take_while(u8::is_ascii_alphabetic).count();
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|x| x.eq_ignore_ascii_case(&tail[..letters]));
    (known && !tail[letters..].starts_with(char::is_alphanumeric)).then_some(mark + letters)
}

/// Length of the word at the start of `rest`, which begins with a letter.
fn word(rest: &str, abbreviations: &Abbreviations) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    let mut end = 0;
    while at < bytes.len() {
        if SORTS[usize::from(bytes[at])] & (SMALL | LARGE | DIGIT) != 0 {
            at += 1;
            end = at;
            continue;
        }
        if bytes[at].is_ascii() && bytes[at] != b'\'' {
            break;
        }
        let Some(c) = rest[at..].chars().next() else { break };
        if c.is_alphabetic() && !is_apostrophe(c) || is_mark(c) {
            end = at + c.len_utf8();
        } else if is_apostrophe(c) && at == 0 {
            // U+02BC counts as a letter, but begins no word.
            return c.len_utf8();
        } else if is_apostrophe(c) && end == at {
            let after = &rest[at + c.len_utf8()..];
            if !after.starts_with(char::is_alphabetic) || clitic(&rest[at..]).is_some() {
                break;
            }
            let not = matches!(bytes[at - 1], b'n' | b'N') && after.starts_with(['t', 'T']);
            if not && at > 1 && !after[1..].starts_with(char::is_alphanumeric) {
                return at - 1;
            }
        } else if !is_ignorable(c) {
            break;
        }
        at += c.len_utf8();
    }
    match bytes.get(end) {
        Some(b'.') => with_stop(rest, end, abbreviations),
        Some(b':') if rest[end..].starts_with("://") => address(rest),
        _ => end,
    }
}

/// Length of the word with its stops, where the stop after its first `end` bytes is part of it.
fn with_stop(rest: &str, end: usize, abbreviations: &Abbreviations) -> usize {
    if end > LONGEST {
        return end;
    }
    if rest[..end].eq_ignore_ascii_case("www") {
        return address(rest);
    }
    if let Some(len) = letters_with_stops(rest) {
        return len;
    }
    let dotted = rest.bytes().take(LONGEST).take_while(|&b| b.is_ascii_alphabetic() || b == b'.').count();
    if dotted > end + 1 && rest.as_bytes()[dotted - 1] == b'.' && abbreviations.class(&rest[..dotted - 1]).is_some() {
        return dotted;
    }
    let after = &rest[end + 1..];
    let known = match abbreviations.class(&rest[..end]) {
        Some(Class::BeforeNumber) => after.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        Some(_) => !after.starts_with(char::is_alphanumeric) || after.starts_with(char::is_uppercase),
        None => is_initial(&rest[..end], after),
    };
    if known { end + 1 } else { end }
}

/// Whether a single capital with a stop abbreviates a name: `Kevin K. Adu`. `I` is a pronoun.
fn is_initial(word: &str, after: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(|c| c.is_uppercase() && c != 'I') && letters.next().is_none();
    single && (after.starts_with([',', '-', '’', '\'']) || after.trim_start().starts_with(char::is_uppercase))
}

/// Letters with stops: `U.S.`, `p.m.`; the last stop may be missing (`a.m`).
fn letters_with_stops(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_alphabetic() || at > LONGEST {
            break;
        }
        match chars.peek() {
            Some(&(stop, '.')) => {
                letters += 1;
                end = stop + 1;
                chars.next();
            }
            Some(&(_, next)) if next.is_alphanumeric() => return None,
            _ => {
                letters += 1;
                end = at + c.len_utf8();
                break;
            }
        }
    }
    (letters > 1 && !rest[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

/// A web address, up to a space or a closing mark, without the punctuation of the sentence.
fn address(rest: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '”' | '“' | '<' | '>' | ')' | ']');
    let end = rest.find(ends).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']).len()
}

fn push(text: &mut Text, lower: &str, span: Span, kind: TokenKind, glued: bool, shape: Shape) {
    let lower: Sym = text.words.intern(lower);
    text.tokens.push(Token { span, kind, glued, capital: shape.capital, caps: shape.is_caps(), lower, lemma: lower });
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::source::Source;
    use crate::text::{Text, TextTables};

    fn tokens(raw: &str) -> Vec<String> {
        let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
        let text = Text::read(&Source::plain("t", raw), &tables);
        (0..text.tokens.len()).map(|i| text.raw(i).to_owned()).collect()
    }

    #[test]
    fn tokens_follow_treebank_habits() {
        for (raw, want) in [
            ("Trump’s $3.2bn", "Trump ’s $ 3.2 bn"),
            ("I don't know, they can’t", "I do n't know , they ca n’t"),
            ("the U.S. at 5 p.m. today.", "the U.S. at 5 p.m. today ."),
            ("a six-year term", "a six - year term"),
            ("Kevin K. Adu, O'Hara", "Kevin K. Adu , O'Hara"),
            ("1,234.5 in the 1990s, 28th", "1,234.5 in the 1990s , 28th"),
            ("ʼtwas ʼn", "ʼ twas ʼ n"),
            ("24%, MS-13", "24 % , MS - 13"),
            ("the states' rights, o'clock", "the states ' rights , o'clock"),
            ("Brana d’Orvel and DON'T", "Brana d’Orvel and DO N'T"),
            ("a six\u{a0}year term", "a six year term"),
            ("wait... what", "wait ... what"),
            ("the mill--it burnt--was old", "the mill -- it burnt -- was old"),
            ("the mill --- a ruin", "the mill --- a ruin"),
        ] {
            assert_eq!(tokens(raw).join(" "), want, "{raw}");
        }
    }

    #[test]
    fn the_stop_of_an_abbreviation_is_part_of_it() {
        for (raw, want) in [
            ("Mr. Adu and Dr. Ruiz", "Mr. Adu and Dr. Ruiz"),
            ("Orvel Inc. on Aug. 3", "Orvel Inc. on Aug. 3"),
            ("route No. 7", "route No. 7"),
            ("He said No. Then", "He said No . Then"),
            ("a Ph.D. in law", "a Ph.D. in law"),
            ("at 5 a.m in the U.K and", "at 5 a.m in the U.K and"),
            ("into Building C.", "into Building C ."),
            ("So did I. Then", "So did I . Then"),
            ("He saw it. Then", "He saw it . Then"),
        ] {
            assert_eq!(tokens(raw).join(" "), want, "{raw}");
        }
    }

    #[test]
    fn an_address_is_one_word_without_the_punctuation_of_its_sentence() {
        assert_eq!(
            tokens("(see https://orvel.example/a.b?c=1). Next").join(" "),
            "( see https://orvel.example/a.b?c=1 ) . Next"
        );
        assert_eq!(tokens("at www.orvel.example, or").join(" "), "at www.orvel.example , or");
    }

    #[test]
    fn soft_hyphens_do_not_show_in_the_lower_case() {
        let text = Text::read(&Source::plain("t", "Coope\u{ad}ration"), &TextTables::default());
        assert_eq!((text.tokens.len(), text.lower(0)), (1, "cooperation"));
    }
}
