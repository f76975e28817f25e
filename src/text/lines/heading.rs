//! Headings: a short line that is no sentence, before something that it could head.

use super::{Line, marker::Style};

/// The longest title, in characters, and the longest heading within a text.
const TITLE: usize = 160;
const HEADING: usize = 100;

/// The level of a line that is a heading: 1 for a title in the first line, else 2.
pub(super) fn level(lines: &[Line], at: usize) -> Option<u8> {
    let line = &lines[at];
    let next = lines.get(at + 1);
    if line.width > TITLE {
        return None;
    }
    if let Some(marker) = line.marker {
        // "2. Situation" over a paragraph that follows at once.
        let heads = marker.style == Style::Number || marker.style == Style::Roman;
        let over = next.is_some_and(|next| {
            !next.apart
                && next.marker.is_none()
                && next.indent == line.indent
                && next.ends_sentence()
                && next.width > line.width
        });
        return (heads && over && line.width <= 60 && is_shaped(line)).then_some(2);
    }
    let next = next?;
    if !is_shaped(line) || line.indent > 40 {
        return None;
    }
    if at == 0 {
        let header = line.words.split_once(": ").is_some_and(|(name, _)| !name.contains(' '));
        return (!header || next.apart).then_some(1);
    }
    let heads = next.marker.is_some() && next.apart || is_prose(next);
    let shout = is_shouted(line.words);
    // A line that others of its kind surround is one of a cast or a signature.
    let alone = line.apart || shout || is_prose(&lines[at - 1]);
    let brief = line.words.split_whitespace().take(9).count() <= 8;
    let shown = shout || is_titled(line.words) || brief;
    let chain = line.apart && next.apart && is_followed_by_prose(lines, at + 1) && !line.words.contains(',');
    (line.width <= HEADING && shown && alone && (heads || chain || shout && next.apart)).then_some(2)
}

/// Whether the line could be a heading by itself: some letters, no end of a sentence, no date.
fn is_shaped(line: &Line) -> bool {
    let words = line.words.trim_end_matches(['"', '”', '’', '\'', ')']);
    let ends = words.ends_with(['.', ',', ';', ':', '!', '…', '|', '-', '–', '—']);
    let quoted = line.words.starts_with(['"', '“', '(', '[', '@', '#', '<', '|']);
    let count = line.words.split_whitespace().take(25).count();
    let dated = line.words.len() < 60 && line.words.contains(',') && line.words.ends_with(|c: char| c.is_ascii_digit());
    let letters = line.words.chars().take(TITLE).filter(|c| c.is_alphabetic()).count();
    !ends && !quoted && !dated && count <= 22 && letters >= 3 && !line.starts_small() && !line.words.contains('\t')
}

/// Long enough and ending as sentences do.
fn is_prose(line: &Line) -> bool {
    line.marker.is_none() && (line.width >= 50 && line.ends_sentence() || line.width >= 120)
}

/// Whether the line is a heading-like line with prose behind it: two headings in a row.
fn is_followed_by_prose(lines: &[Line], at: usize) -> bool {
    is_shaped(&lines[at]) && lines[at].width <= HEADING && lines.get(at + 1).is_some_and(is_prose)
}

fn is_shouted(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

/// Whether most of the longer words have a capital.
fn is_titled(words: &str) -> bool {
    let long = words.split_whitespace().filter(|word| word.len() > 3 && word.starts_with(char::is_alphabetic));
    let (mut all, mut capital) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all > 0 && capital * 5 >= all * 3
}
