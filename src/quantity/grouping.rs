//! How digits are grouped: "1,234.5", "1.234,5", "1 234 567", and which of the first two a document is in the habit of writing.

use super::context::Context;
use super::decimal::Decimal;
use crate::text::{Text, TokenKind};

/// What a stop and a comma between digits mean in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Habit {
    /// A stop before decimals, commas between groups; so also where nothing tells.
    #[default]
    Stop,
    /// A comma before decimals, stops between groups.
    Comma,
    /// The document does both: what can be read either way is not read.
    Mixed,
}

impl Habit {
    /// By the numbers that can be read in one way only.
    pub(super) fn of(text: &Text) -> Self {
        let (mut stop, mut comma) = (false, false);
        for (at, token) in text.tokens.iter().enumerate() {
            if token.kind != TokenKind::Number {
                continue;
            }
            let raw = text.raw(at);
            if !raw.contains(',') && !raw.contains('.') {
                continue;
            }
            comma |= told_by_comma(text, at, raw);
            stop |= told_by_stop(raw);
        }
        match (stop, comma) {
            (_, false) => Self::Stop,
            (false, true) => Self::Comma,
            (true, true) => Self::Mixed,
        }
    }
}

/// "1.234.567", "1.234,5", and "3,5" with a percent sign.
fn told_by_comma(text: &Text, at: usize, raw: &str) -> bool {
    let (whole, part) = raw.split_once(',').unwrap_or((raw, ""));
    let grouped = groups(whole, '.');
    let percent = || text.tokens.len() > at + 1 && text.lower(at + 1) == "%";
    if part.is_empty() {
        grouped > 1
    } else {
        digits(part) && (grouped > 0 || (part.len() < 3 && digits(whole) && percent()))
    }
}

/// "1,234,567", "1,234.5" and "3.25".
fn told_by_stop(raw: &str) -> bool {
    let (whole, part) = raw.split_once('.').unwrap_or((raw, ""));
    let grouped = groups(whole, ',');
    if part.is_empty() {
        grouped > 1
    } else {
        digits(part)
            && (grouped > 0 || (digits(whole) && (part.len() != 3 || whole.len() > 3 || whole.starts_with('0'))))
    }
}

fn digits(raw: &str) -> bool {
    !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_digit())
}

/// How many groups of three follow the first digits; 0 if it is not so grouped, or is the address of a machine.
fn groups(raw: &str, mark: char) -> usize {
    let mut parts = raw.split(mark);
    let first = parts.next().unwrap_or("");
    let fits = digits(first) && first.len() < 4 && !first.starts_with('0') && raw.len() < 48;
    let rest = raw.len().saturating_sub(first.len()) / 4;
    let address = || mark == '.' && rest == 3 && raw.split(mark).all(|part| part.parse().is_ok_and(|n: u32| n < 256));
    if fits && parts.all(|part| part.len() == 3 && digits(part)) && !address() { rest } else { 0 }
}

/// Digits with marks between groups and before decimals; `None` for versions, times, lists, numbers with leading zeros, and for what a document's habit leaves open.
pub(super) fn separated(raw: &str, habit: Habit) -> Option<Decimal> {
    if raw.starts_with('0') && raw.len() > 1 && raw.as_bytes()[1].is_ascii_digit() || raw.contains(':') {
        return None;
    }
    if digits(raw) {
        return Decimal::parse(raw);
    }
    if let Some(decimal) = by_comma(raw, habit) {
        return decimal;
    }
    let (whole, part) = raw.split_once('.').unwrap_or((raw, ""));
    if part.contains(['.', ',']) || habit == Habit::Mixed && part.len() == 3 && groups(raw, '.') == 1 {
        return None;
    }
    if digits(whole) {
        return Decimal::parse(raw);
    }
    let fits = if habit == Habit::Stop {
        grouped(whole)
    } else {
        groups(whole, ',') > 1 || groups(whole, ',') > 0 && !part.is_empty()
    };
    fits.then(|| raw.replace(',', "")).as_deref().and_then(Decimal::parse)
}

/// The reading with a comma before decimals, where marks or habit ask for it; the inner `None` where it is no number then.
fn by_comma(raw: &str, habit: Habit) -> Option<Option<Decimal>> {
    let (whole, part) = raw.split_once(',').unwrap_or((raw, ""));
    let grouped = groups(whole, '.');
    let plain = if part.is_empty() {
        grouped > 1 || (grouped > 0 && habit == Habit::Comma)
    } else {
        digits(part) && (grouped > 0 || (habit == Habit::Comma && digits(whole) && part.len() != 3))
    };
    plain.then(|| (raw.len() < 48).then(|| raw.replace('.', "").replace(',', ".")).as_deref().and_then(Decimal::parse))
}

/// "1,234,567" and the Indian "12,34,567".
fn grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    let mut fits = (1..=3).contains(&first.len()) && whole.len() < 48;
    while let Some(group) = rest.next() {
        fits &= group.len() == 3 || (group.len() == 2 && rest.peek().is_some());
    }
    fits
}

/// "1 234 567", "1'234", "10 000" with a no-break space, and "80, 000": the end of the last group and the value. Three digits that begin with a zero are no number of
/// their own, so that one space joins them.
pub(super) fn spaced(cx: &Context, at: usize) -> Option<(usize, Decimal)> {
    let first = cx.raw(at);
    if first.len() > 3 || !digits(first) || first.starts_with('0') {
        return None;
    }
    let group = |i: usize| {
        let (whole, part) = cx.raw(i).split_once('.').unwrap_or((cx.raw(i), "0"));
        cx.is_number(i) && !cx.glued(i) && whole.len() == 3 && digits(whole) && digits(part)
    };
    let hard = |i: usize| {
        let gap = cx.text.tokens[i - 1].span.end as usize..cx.text.tokens[i].span.start as usize;
        cx.text.raw.get(gap).is_some_and(|gap| gap.contains(['\u{a0}', '\u{202f}', '\u{2009}']))
    };
    let (mut end, mut joined, mut sure) = (at + 1, first.to_owned(), false);
    while joined.len() < 22 && !joined.contains('.') {
        // "1'234"
        if cx.any(end, &["'", "’"])
            && cx.glued(end)
            && cx.glued(end + 1)
            && cx.raw(end + 1).len() == 3
            && cx.is_number(end + 1)
        {
            joined.push_str(cx.raw(end + 1));
            (end, sure) = (end + 2, true);
            continue;
        }
        let next = end + usize::from(cx.is(end, ",") && cx.glued(end));
        if !group(next) || (next > end && !cx.raw(next).starts_with('0')) {
            break;
        }
        sure |= cx.raw(next).starts_with('0') || hard(next);
        joined.push_str(cx.raw(next));
        end = next + 1;
    }
    let fits = end > at + 2 || (end > at + 1 && sure);
    fits.then(|| Decimal::parse(&joined)).flatten().map(|value| (end, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_by_habit_and_not_at_all_where_it_leaves_them_open() {
        use Habit::{Comma, Mixed, Stop};
        for (raw, habit, want) in [
            ("1,234,567", Stop, Some("1234567")),
            ("12,34,567", Stop, Some("1234567")),
            ("1.234.567", Stop, Some("1234567")),
            ("1.234,5", Stop, Some("1234.5")),
            ("1.234", Stop, Some("1.234")),
            ("1.234", Comma, Some("1234")),
            ("1.234", Mixed, None),
            ("1,5", Comma, Some("1.5")),
            ("1,5", Stop, None),
            ("1,234", Stop, Some("1234")),
            ("1,234", Comma, None),
            ("1,234.5", Comma, Some("1234.5")),
            ("3.25", Mixed, Some("3.25")),
            ("192.168.100.200", Stop, None),
            ("2.0.1", Stop, None),
            ("1,000.000,5", Stop, None),
            ("1.000,000.5", Stop, None),
            ("22,24,26,31", Stop, None),
            ("007", Stop, None),
            ("0.5", Stop, Some("0.5")),
            ("0.125", Mixed, Some("0.125")),
            ("14:30", Stop, None),
        ] {
            assert_eq!(separated(raw, habit).map(|d| d.to_string()).as_deref(), want, "{raw} {habit:?}");
        }
        assert_eq!(separated(&"9".repeat(400), Stop), None);
        assert_eq!(separated(&"1.234".repeat(100), Stop), None);
    }
}
