//! List markers: bullets, numbers, letters and Roman numbers, and the lists they make up.

use super::Line;
use crate::source::BlockKind;

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Bullet(char),
    /// `1.`
    Number,
    /// `1)`, `(1)`
    Bracketed,
    /// `(a)`, `a)`, `a.`
    Letter,
    /// `I.`, `(iv)`
    Roman,
}

/// A list marker at the head of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    pub(super) style: Style,
    pub(super) ordinal: Option<u32>,
    /// What a letter such as `i` would count as a Roman number.
    roman: Option<u32>,
    /// Whether it is a marker only beside its neighbours: `A.`, `I.` and numbers within a paragraph.
    doubtful: bool,
}

/// The marker that a line begins with.
pub(super) fn of(words: &str) -> Option<Marker> {
    let first = words.chars().next()?;
    if matches!(first, '•' | '‣' | '◦' | '▪' | '●' | '·' | '-' | '*' | '+' | '–' | '—' | '−' | '■' | '□' | '►')
    {
        let rest = &words[first.len_utf8()..];
        let inner = rest.trim_start();
        if rest.len() == inner.len() && matches!(first, '-' | '*' | '+' | '–' | '—' | '−') {
            return None;
        }
        let ordinal = of_number(inner).filter(|m| !m.doubtful).and_then(|m| m.ordinal);
        return Some(Marker { style: Style::Bullet(first), ordinal, roman: None, doubtful: false });
    }
    of_number(words)
}

fn of_number(words: &str) -> Option<Marker> {
    let open = words.starts_with('(');
    let body = &words[usize::from(open)..];
    let len = body.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
    let label = &body[..len];
    let close = body[len..].chars().next().filter(|&c| c == ')' || c == '.' && !open)?;
    let rest = &body[len + 1..];
    if !rest.starts_with(|c: char| c.is_whitespace()) {
        return None;
    }
    let bracketed = close == ')';
    if let (1..=3, Ok(number)) = (len, label.parse::<u32>()) {
        let style = if bracketed { Style::Bracketed } else { Style::Number };
        return Some(Marker { style, ordinal: Some(number), roman: None, doubtful: false });
    }
    let roman = roman(label);
    if len == 1 {
        let letter = label.bytes().next().filter(u8::is_ascii_alphabetic)?;
        let ordinal = Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1);
        return Some(Marker { style: Style::Letter, ordinal, roman, doubtful: !bracketed });
    }
    roman?;
    Some(Marker { style: Style::Roman, ordinal: roman, roman, doubtful: !bracketed })
}

/// A Roman number up to 89.
fn roman(label: &str) -> Option<u32> {
    let same_case = label.bytes().all(|b| b.is_ascii_lowercase()) || label.bytes().all(|b| b.is_ascii_uppercase());
    if label.is_empty() || !same_case {
        return None;
    }
    let value = |b: u8| match b.to_ascii_lowercase() {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = label.bytes().map(value).collect::<Option<_>>()?;
    let sum = digits.iter().enumerate().fold(0i64, |sum, (at, &digit)| {
        let less = digits.get(at + 1).is_some_and(|&next| next > digit);
        if less { sum - i64::from(digit) } else { sum + i64::from(digit) }
    });
    u32::try_from(sum).ok().filter(|&n| (1..90).contains(&n))
}

/// Takes back the markers that their neighbours do not bear out, and reads `i`, `v`, `x` as numbers among Roman ones.
pub(super) fn confirm(lines: &mut [Line]) {
    let marked: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].marker.is_some()).collect();
    let mut before: Option<Marker> = None;
    for (place, &at) in marked.iter().enumerate() {
        let Some(mut marker) = lines[at].marker else { continue };
        let after = marked.get(place + 1).and_then(|&next| lines[next].marker);
        if marker.style == Style::Letter && marker.roman.is_some() {
            let follows = before.is_some_and(|b| b.style == Style::Roman && b.ordinal.map(|n| n + 1) == marker.roman);
            let leads = marker.roman == Some(1) && after.is_some_and(|a| a.roman == Some(2));
            if follows || leads {
                marker = Marker { style: Style::Roman, ordinal: marker.roman, ..marker };
            }
        }
        let next_of = |a: Marker, b: Marker| a.style == b.style && a.ordinal.map(|n| n + 1) == b.ordinal;
        let continues = before.is_some_and(|b| next_of(b, marker));
        let roman_next = |a: Marker| marker.style == Style::Roman && a.roman == marker.ordinal.map(|n| n + 1);
        let begins = marker.ordinal == Some(1) && after.is_some_and(|a| next_of(marker, a) || roman_next(a));
        let in_prose = !lines[at].apart
            && at > 0
            && lines[at - 1].marker.is_none()
            && !lines[at - 1].words.ends_with([':', '.', ';'])
            && marker.style == Style::Number
            && marker.ordinal != Some(1);
        let kept = continues || begins || !(marker.doubtful || in_prose);
        lines[at].marker = kept.then_some(marker);
        if kept {
            before = Some(marker);
        }
    }
}

/// A list that may still go on.
#[derive(Clone, Copy, Debug)]
struct Open {
    list: u32,
    indent: usize,
    style: Style,
    ordinal: Option<u32>,
}

/// Numbers the lists of a document and tells which list an item belongs to.
#[derive(Debug, Default)]
pub(super) struct Lists {
    next: u32,
    /// From the outermost to the innermost.
    open: Vec<Open>,
    interrupted: bool,
}

/// Deepest nesting of lists that is told apart.
const DEEPEST: usize = 16;

impl Lists {
    /// The block kind of an item.
    pub(super) fn item(&mut self, marker: Marker, indent: usize) -> BlockKind {
        while self.open.last().is_some_and(|open| indent + 1 < open.indent) {
            self.open.pop();
        }
        // A list set off by another marker only ("1." and below it "a)" in the same column) is nested as well.
        if let Some(place) = self.open.iter().rposition(|open| goes_on(*open, marker, indent, self.interrupted)) {
            self.open.truncate(place + 1);
        } else {
            let nested = !self.interrupted
                && self.open.len() < DEEPEST
                && self.open.last().is_some_and(|open| indent > open.indent + 1 || marker.style == Style::Letter);
            if !nested {
                self.open.clear();
            }
            self.open.push(Open { list: self.next, indent, style: marker.style, ordinal: None });
            self.next += 1;
        }
        self.interrupted = false;
        let depth = (self.open.len() - 1) as u8;
        let Some(open) = self.open.last_mut() else {
            return BlockKind::Item { list: 0, ordinal: marker.ordinal, depth: 0 };
        };
        open.ordinal = marker.ordinal;
        BlockKind::Item { list: open.list, ordinal: marker.ordinal, depth }
    }

    /// A paragraph stands between; only a number that counts on resumes a list behind it.
    pub(super) fn interrupt(&mut self) {
        self.interrupted = true;
    }

    /// A heading ends all lists.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }
}

fn goes_on(open: Open, marker: Marker, indent: usize, interrupted: bool) -> bool {
    if open.style != marker.style || indent.abs_diff(open.indent) > 1 {
        return false;
    }
    match (open.ordinal, marker.ordinal) {
        (Some(last), Some(this)) if interrupted => this == last + 1,
        (Some(last), Some(this)) => this > last,
        _ => !interrupted,
    }
}
