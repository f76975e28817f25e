//! Candidates for a document's date: datelines, and a date at the head of the file's name.
//!
//! What a date says is for the time layer to tell; here lines are only told apart by cheap marks: a year beside a month's
//! name or beside two more small numbers, in a line that is short or has the dash of a dateline.

use crate::source::{Block, BlockKind, DateClue, DateOrigin};

/// How many lines or blocks from the top are looked at.
const LINES: usize = 6;
/// A line up to this many characters may be a date with a place and nothing else.
const SHORT: usize = 60;
/// The dash of a dateline stands within this many bytes.
const REACH: usize = 110;
const LONGEST: usize = 120;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words in small letters that may stand in a line that is nothing but a date and a place.
const SMALL: [&str; 17] = [
    "am",
    "at",
    "by",
    "date",
    "dated",
    "issued",
    "nd",
    "on",
    "pm",
    "posted",
    "published",
    "rd",
    "st",
    "th",
    "the",
    "to",
    "updated",
];

/// Words that open the line which tells at the end when a text was published.
const PUBLISHED: [&str; 6] = ["date", "dated", "issued", "posted", "published", "updated"];

/// Datelines among the first lines of a text, and the last one if it says that it is one: "Date published: 3 June 2021".
pub(super) fn datelines(text: &str, blocks: &[Block]) -> Vec<DateClue> {
    let clue = |value: &str| DateClue { value: value.to_owned(), origin: DateOrigin::Dateline };
    if blocks.is_empty() {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let last = lines.clone().next_back().filter(|line| is_closing(line));
        return lines.take(LINES).chain(last).filter_map(candidate).map(clue).collect();
    }
    let prose = |block: &&Block| !matches!(block.kind, BlockKind::Row { .. } | BlockKind::Item { .. });
    let lines = blocks.iter().filter(prose).take(LINES).map(|b| b.span.of(text).trim());
    lines.filter_map(candidate).map(clue).collect()
}

/// Whether a line opens with a word of publication.
fn is_closing(line: &str) -> bool {
    words(line).next().is_some_and(|first| PUBLISHED.iter().any(|word| word.eq_ignore_ascii_case(first)))
}

/// An ISO date (`2019-08-28` or `20190828`) at the head of a file's name.
pub(super) fn of_file_name(path: &str) -> Option<DateClue> {
    let name = path.rsplit(['/', '\\']).next()?.as_bytes();
    let digits = |from: usize, len: usize| -> Option<u32> {
        let part = name.get(from..from + len)?;
        part.iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
    };
    let (month_at, day_at) = if name.get(4) == Some(&b'-') && name.get(7) == Some(&b'-') { (5, 8) } else { (4, 6) };
    let (year, month, day) = (digits(0, 4)?, digits(month_at, 2)?, digits(day_at, 2)?);
    let ends = name.get(day_at + 2).is_none_or(|b| !b.is_ascii_digit());
    let valid = (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) && ends;
    valid.then(|| DateClue { value: format!("{year:04}-{month:02}-{day:02}"), origin: DateOrigin::FileName })
}

/// The part of a line that may be the document's dateline.
fn candidate(line: &str) -> Option<&str> {
    let near = clip(line, REACH);
    for (at, dash) in near.match_indices(['-', '–', '—']) {
        let spaced = near[..at].ends_with([' ', '-']) || dash == "—";
        let head = near[..at].trim_end_matches([' ', '-']);
        if spaced && dated(head) && !head.contains(". ") {
            return Some(head);
        }
    }
    let short = line.len() <= SHORT * 4 && line.chars().count() <= SHORT;
    (short && dated(line) && bare(line)).then(|| clip(line, LONGEST))
}

fn clip(line: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(line.len())).rev().find(|&i| line.is_char_boundary(i)).unwrap_or(0);
    &line[..end]
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// Whether a year stands here beside a month's name or two small numbers.
fn dated(line: &str) -> bool {
    let (mut year, mut month, mut small) = (false, false, 0);
    for word in words(line) {
        match word.parse::<u32>() {
            Ok(1900..=2100) if word.len() == 4 => year = true,
            Ok(1..=31) if word.len() <= 2 => small += 1,
            Ok(_) => {}
            Err(_) => month |= is_month(word),
        }
    }
    year && (month || small >= 2)
}

fn is_month(word: &str) -> bool {
    let long = word.len() >= 3 && word.is_ascii();
    let stem = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    long && MONTHS.iter().any(|m| m.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem)))
}

/// Whether the words beside the date are names only, so that the line is no sentence and no title. Beside a month without a day not even
/// names may stand: "Ana Ruiz, April to May 2011" is a term of office.
fn bare(line: &str) -> bool {
    // "July 2nd" is a day as well.
    let digits = |w: &str| w.len() - w.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ordinal = |w: &str| SMALL.iter().any(|s| s.len() == 2 && s.eq_ignore_ascii_case(&w[digits(w)..]));
    let figures = |w: &str| digits(w) <= 2 && w[..digits(w)].parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
    let day = words(line).any(|w| figures(w) && (digits(w) == w.len() || ordinal(w)));
    let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let name = |w: &str| day && (!w.starts_with(char::is_lowercase) || w.chars().count() == 1);
    let small = |w: &str| SMALL.iter().any(|s| s.eq_ignore_ascii_case(w));
    words(line).all(|word| number(word) || name(word) || is_month(word) || small(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_a_dateline_if_it_says_so() {
        let value = |text: &str| datelines(text, &[]).into_iter().map(|clue| clue.value).collect::<Vec<_>>();
        let body = "Two bridges fell.\n".repeat(8);
        assert_eq!(
            value(&format!("{body}Date published: Friday, June 4, 2021\n")),
            ["Date published: Friday, June 4, 2021"]
        );
        assert!(value(&format!("{body}Solcombe, 4 June 2021\n")).is_empty());
    }

    #[test]
    fn datelines_are_told_from_titles_and_sentences() {
        let cases = [
            (
                "VELMORA, Sarnia, Tuesday, May 4, 2010 (Agency) - A ferry",
                Some("VELMORA, Sarnia, Tuesday, May 4, 2010 (Agency)"),
            ),
            ("PORT ASH, 3 June 2021 — Two bridges", Some("PORT ASH, 3 June 2021")),
            ("PORT ASH, 3 June 2021 -- Two bridges", Some("PORT ASH, 3 June 2021")),
            ("Velmora, 12 November 2018", Some("Velmora, 12 November 2018")),
            ("Monday, November 12th, 2018", Some("Monday, November 12th, 2018")),
            ("Published: Sept. 3, 2019 at 5 p.m.", Some("Published: Sept. 3, 2019 at 5 p.m.")),
            ("2021-03-12", Some("2021-03-12")),
            ("12.03.2021", Some("12.03.2021")),
            ("The fire of 12 November 2018 explained", None),
            ("It was opened on 3 June 2021 by the mayor.", None),
            ("A 2019 report", None),
            ("June 2019", Some("June 2019")),
            ("Updated June 2019", Some("Updated June 2019")),
            ("Ana Ruiz, April to May 2011", None),
            ("Friday 17 October 2008, 9.30 to 15.20", Some("Friday 17 October 2008, 9.30 to 15.20")),
            ("Marchers in 2019", None),
            ("Budget 2023–24", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(candidate(line), expected, "{line}");
        }
    }

    #[test]
    fn a_date_at_the_head_of_the_file_name_is_a_clue() {
        let cases = [
            ("a/2019-08-28-dam.txt", Some("2019-08-28")),
            ("20190828_dam.md", Some("2019-08-28")),
            ("2019-08-28", Some("2019-08-28")),
            ("2019-13-28.txt", None),
            ("20190828123.txt", None),
            ("dam-2019-08-28.txt", None),
            ("2019-08.txt", None),
            ("é", None),
        ];
        for (path, expected) in cases {
            assert_eq!(of_file_name(path).map(|c| c.value).as_deref(), expected, "{path}");
        }
    }
}
