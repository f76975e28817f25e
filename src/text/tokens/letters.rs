//! The letters of a word: in lower case, and what they look like.

use super::is_ignorable;

/// Sorts of bytes, one bit each.
pub(super) const SMALL: u8 = 1;
pub(super) const LARGE: u8 = 2;
pub(super) const DIGIT: u8 = 4;
const BEYOND: u8 = 8;
/// What ends a word whatever stands behind it: not the stop of an abbreviation, an apostrophe, the colon of an address.
pub(super) const END: u8 = 16;

/// The sort of each byte: this is asked of every one.
pub(super) static SORTS: [u8; 256] = {
    let mut sorts = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        sorts[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => LARGE,
            b'0'..=b'9' => DIGIT,
            128.. => BEYOND,
            b'.' | b':' | b'\'' => 0,
            _ => END,
        };
        byte += 1;
    }
    sorts
};

/// What the letters of a word look like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    letters: usize,
    /// Whether the first letter is a capital.
    pub capital: bool,
    /// Whether there is a small letter.
    small: bool,
    /// Whether there is a capital anywhere.
    large: bool,
}

impl Shape {
    pub fn is_caps(self) -> bool {
        self.letters > 1 && !self.small
    }
}

/// A word in lower case, put into `low` if it has to be changed, and what its letters look like.
pub(super) fn lowered<'w>(word: &'w str, low: &'w mut String) -> (Shape, &'w str) {
    match shape(word.as_bytes()) {
        Some(shape) if !shape.large => (shape, word),
        Some(shape) => {
            low.clear();
            low.push_str(word);
            low.make_ascii_lowercase();
            (shape, low)
        }
        None => {
            low.clear();
            let shape = lower_any(word, low);
            (shape, low)
        }
    }
}

/// The same for words that stand in no text: in lower case, whether the first letter is a capital, and whether all of several are.
pub(in crate::text) fn letters<'w>(word: &'w str, low: &'w mut String) -> (&'w str, bool, bool) {
    let (shape, lower) = lowered(word, low);
    (lower, shape.capital, shape.is_caps())
}

/// The shape of a word of ASCII characters only.
fn shape(word: &[u8]) -> Option<Shape> {
    let sort = |byte: &u8| SORTS[usize::from(*byte)];
    let all = word.iter().fold(0, |all, byte| all | sort(byte));
    if all & BEYOND != 0 {
        return None;
    }
    if all & LARGE == 0 {
        // How many letters there are matters only to capitals.
        return Some(Shape { small: all & SMALL != 0, ..Shape::default() });
    }
    let mut letters = word.iter().map(sort).filter(|sort| sort & (SMALL | LARGE) != 0);
    let capital = letters.next().is_some_and(|sort| sort & LARGE != 0);
    Some(Shape { letters: 1 + letters.count(), capital, small: all & SMALL != 0, large: true })
}

/// Puts a word into `low` in lower case.
fn lower_any(word: &str, low: &mut String) -> Shape {
    let mut shape = Shape::default();
    for c in word.chars() {
        if c.is_alphabetic() {
            shape.capital |= shape.letters == 0 && c.is_uppercase();
            shape.small |= c.is_lowercase();
            shape.large |= c.is_uppercase();
            shape.letters += 1;
        }
        match c {
            '’' | '‘' | 'ʼ' => low.push('\''),
            '‐' | '‑' => low.push('-'),
            _ if is_ignorable(c) => {}
            _ => low.extend(c.to_lowercase()),
        }
    }
    shape
}
