//! What the models see of a word, and how features become numbers.
//!
//! A [`Form`] is worked out once per different word of a text; a [`Tok`] adds what hangs on the place. A feature is a template's number and up to two values,
//! mixed into 32 bits by integer arithmetic alone, so that training and reading agree to the bit on every machine.

use super::kinds::Tag;

/// What the models know of a word, whatever its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The word in lower case, digits as `0`.
    pub word: u32,
    /// Its last one, two, three and four letters.
    pub suffixes: [u32; 4],
    /// Its first one and three letters.
    pub prefixes: [u32; 2],
    /// Which sorts of characters it holds.
    pub shape: u8,
    /// The set of tags that training saw with it, or of a word that it saw seldom or never, the set that the lexicon allows; 0 for an unknown word.
    pub class: u8,
    /// One more than the tag it always has where it is written small, by what training saw or by its characters; 0 if there is none.
    pub certain: u8,
    /// Whether it is no name where it is written small: the lexicon has it and knows no name like it.
    pub common: bool,
    /// One more than the place in a name that it mostly has where it has a capital; 0 if that was seen too seldom.
    pub name: u8,
}

/// A word at its place in a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tok {
    /// The word.
    pub form: Form,
    /// 0 for small letters (or none), 1 for a capital, 2 for capitals throughout; 4 more where no space stands before it.
    pub case: u8,
}

/// In [`Form::shape`]: a character that is no ASCII letter or digit, no full stop, apostrophe or hyphen.
pub const MARKED: u8 = 16 | 32;

/// In [`Form::shape`]: an ASCII letter, and any sort of characters.
const LETTERS: u8 = 1;
const ALL_SORTS: u8 = 63;

/// Longest word whose letters are looked at, in bytes; of a longer one only its ends.
const LONGEST: usize = 64;

impl Form {
    /// The form of a word in lower case, without what the dictionary adds.
    pub fn new(lower: &str) -> Self {
        let lower = marks(lower);
        let bytes = lower.as_bytes();
        let head = &bytes[..bytes.len().min(LONGEST)];
        let suffix = |n: usize| hash_bytes(&bytes[bytes.len().saturating_sub(n)..]) ^ n as u32;
        let prefix = |n: usize| hash_bytes(&bytes[..bytes.len().min(n)]) ^ (16 + n as u32);
        let shape = shape(head);
        Self {
            word: hash_bytes(head) ^ bytes.len().saturating_sub(LONGEST) as u32,
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [prefix(1), prefix(3)],
            shape,
            // Letters alone leave the choice open.
            certain: if shape & ALL_SORTS == LETTERS { 0 } else { certain(head) },
            ..Self::default()
        }
    }
}

/// Marks that careless hands write in many lengths and mixtures, as the mark they stand for; any other word as it is.
fn marks(word: &str) -> &str {
    let only = |marks: &[u8]| word.bytes().all(|byte| marks.contains(&byte));
    match word.len() {
        2.. if only(b".!?") => match word {
            _ if word.contains('?') => "?",
            _ if word.contains('!') => "!",
            _ => "\u{2026}",
        },
        2..=3 if only(b"-") => "\u{2014}",
        _ if matches!(word, "\u{20ac}" | "\u{a3}" | "\u{a5}") => "$",
        _ => word,
    }
}

/// One more than the tag of a word whose characters leave no choice; 0 for any other.
fn certain(bytes: &[u8]) -> u8 {
    let count = |marks: &[u8]| bytes.iter().filter(|byte| marks.contains(byte)).count();
    if is_address(bytes) {
        return Tag::Add as u8 + 1;
    }
    match bytes {
        b"<" | b"<<" | b"[" | b"{" => return Tag::OpenBracket as u8 + 1,
        b">" | b">>" | b"]" | b"}" => return Tag::CloseBracket as u8 + 1,
        _ => {}
    }
    // A date, a time, a telephone number.
    let ends = [bytes.first(), bytes.last()].iter().all(|byte| byte.is_some_and(u8::is_ascii_digit));
    let numeric = bytes.iter().all(|byte| byte.is_ascii_digit() || b"/:-.,".contains(byte));
    if ends && numeric && (count(b"/:") > 0 || count(b"-") > 1) {
        return Tag::Cd as u8 + 1;
    }
    // A face, or a line drawn with marks.
    let drawn = bytes.len() > 1 && bytes.iter().all(u8::is_ascii_punctuation) && count(b".,'`$<>-/") < bytes.len();
    if drawn || bytes.len() > 3 && count(b"-") == bytes.len() { Tag::Nfp as u8 + 1 } else { 0 }
}

/// Whether a word is a web or mail address, or begins with the name of a host.
fn is_address(bytes: &[u8]) -> bool {
    let inner = bytes.get(1..bytes.len().saturating_sub(1)).unwrap_or(&[]);
    let host = bytes.split(|&byte| byte == b'/').next().unwrap_or(bytes);
    bytes.starts_with(b"www.")
        || bytes.windows(3).any(|three| three == b"://")
        || bytes.len() > 4 && inner.contains(&b'@')
        || is_host(host)
}

/// Whether a word is a name of a host in one of the domains that are open to all the world; abbreviations never end in one of them.
fn is_host(bytes: &[u8]) -> bool {
    let Some(dot) = bytes.iter().rposition(|&byte| byte == b'.') else { return false };
    dot > 1
        && matches!(&bytes[dot + 1..], b"com" | b"org" | b"net" | b"gov" | b"edu" | b"mil" | b"info" | b"biz")
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
        && bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count() > 4
}

/// Letters, digits, other characters: one bit each; and whether the word has one, two or more characters.
fn shape(bytes: &[u8]) -> u8 {
    let mut sorts = 0;
    for byte in bytes {
        sorts |= match byte {
            b'a'..=b'z' => 1,
            b'0'..=b'9' => 2,
            b'.' => 4,
            b'\'' | b'-' => 8,
            128.. => 16,
            _ => 32,
        };
    }
    sorts | ((bytes.len().min(3) as u8) << 6)
}

/// FNV-1a, with every digit taken for `0`, and a mark that is repeated (`!!!`, `----`) taken once.
fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut before = 0;
    for &byte in bytes {
        let byte = if byte.is_ascii_digit() { b'0' } else { byte };
        if byte == before && matches!(byte, b'!' | b'?' | b'-' | b'*' | b'_' | b'=') {
            continue;
        }
        before = byte;
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^ (hash >> 15)
}

/// Mixes a template's number and two values: the two halves of a long product, folded.
#[inline]
pub fn mix(template: u32, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) << 32 | u64::from(b)) ^ (u64::from(template) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let product = u128::from(x) * 0xd6e8_feb8_6659_fd93;
    let folded = (product >> 64) as u64 ^ product as u64;
    (folded ^ folded >> 32) as u32
}

/// Two values as one.
#[inline]
pub fn both(a: u32, b: u32) -> u32 {
    (a.wrapping_mul(0x85eb_ca6b)).rotate_left(13).wrapping_mul(0xc2b2_ae35) ^ b
}

/// Collects the features of one decision, each under the next template's number.
#[derive(Clone, Debug)]
pub struct Features<const N: usize> {
    hashes: [u32; N],
    len: usize,
}

impl<const N: usize> Features<N> {
    /// None yet.
    #[inline]
    pub fn new() -> Self {
        Self { hashes: [0; N], len: 0 }
    }

    /// Adds the next feature, of two values.
    #[inline]
    pub fn add(&mut self, a: u32, b: u32) {
        debug_assert!(self.len < N, "more features than there is room for");
        if let Some(place) = self.hashes.get_mut(self.len) {
            *place = mix(self.len as u32, a, b);
            self.len += 1;
        }
    }

    /// The features.
    #[inline]
    pub fn get(&self) -> &[u32] {
        &self.hashes[..self.len]
    }
}

impl<const N: usize> Default for Features<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// What chooses among classes, given features: a model's table, or the weights of one that is being trained.
pub trait Scorer<const C: usize> {
    /// Adds the features' weights to the scores.
    fn score(&self, features: &[u32], scores: &mut [i32; C]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_numbers_agree_and_forms_of_words_do_not() {
        assert_eq!(Form::new("1994"), Form::new("2021"));
        assert_ne!(Form::new("1994"), Form::new("94"));
        assert_ne!(Form::new("treaty").word, Form::new("treaties").word);
        assert_eq!(Form::new("treaty").suffixes[0], Form::new("party").suffixes[0]);
    }

    #[test]
    fn marks_of_many_lengths_are_one_mark_and_others_stay_themselves() {
        for (one, other, same) in [
            ("!?!", "?", true),
            ("!!!!", "!", true),
            ("..", "....", true),
            ("..", ".", false),
            ("--", "\u{2014}", true),
            ("-", "--", false),
            ("£", "$", true),
            ("a.", "a", false),
        ] {
            assert_eq!(Form::new(one).word == Form::new(other).word, same, "{one} {other}");
        }
    }

    #[test]
    fn characters_alone_decide_on_addresses_dates_and_faces() {
        for (word, want) in [
            ("https://orvel.example/a", Some(Tag::Add)),
            ("www.orvel.example", Some(Tag::Add)),
            ("ana@orvel.example", Some(Tag::Add)),
            ("@ana", None),
            ("press.orvel.org/news", Some(Tag::Add)),
            ("orvel.com", Some(Tag::Add)),
            ("orvel.example", None),
            (".com", None),
            ("3.net", None),
            ("<", Some(Tag::OpenBracket)),
            ("]", Some(Tag::CloseBracket)),
            ("3/4/2005", Some(Tag::Cd)),
            ("10:30", Some(Tag::Cd)),
            ("555-010-999", Some(Tag::Cd)),
            ("50-50", None),
            ("2005", None),
            ("and/or", None),
            (":-)", Some(Tag::Nfp)),
            ("***", Some(Tag::Nfp)),
            ("-----", Some(Tag::Nfp)),
            ("--", None),
            ("...", None),
            ("''", None),
            (">>", Some(Tag::CloseBracket)),
            (")", None),
            ("", None),
        ] {
            assert_eq!(Form::new(word).certain, want.map_or(0, |tag| tag as u8 + 1), "{word}");
        }
    }

    #[test]
    fn forms_of_odd_words_do_not_panic() {
        for word in ["", "é", "日本", "\u{301}", &"x".repeat(100_000)] {
            let _ = Form::new(word);
        }
    }

    #[test]
    fn mixing_separates_templates_and_orders() {
        assert_ne!(mix(1, 2, 3), mix(2, 2, 3));
        assert_ne!(mix(1, 2, 3), mix(1, 3, 2));
        assert_ne!(both(1, 2), both(2, 1));
    }
}
