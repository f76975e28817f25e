//! `TK` and `XX`, which stand in place of a value still to come.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::source::Span;

/// The marks, from the lexicon.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Placeholders {
    anywhere: Vec<String>,
    figures: Vec<String>,
    meant: Vec<String>,
}

impl Placeholders {
    /// The placeholders of a text, in order.
    pub(super) fn find(&self, text: &str) -> Vec<Span> {
        // Most documents hold neither pair of letters.
        let letters: BTreeSet<&str> =
            self.anywhere.iter().chain(&self.figures).filter_map(|mark| mark.get(..2)).collect();
        if !letters.iter().any(|pair| text.contains(pair)) {
            return Vec::new();
        }
        let words: Vec<Span> = words(text);
        let all = words.iter().enumerate();
        all.filter(|&(i, word)| {
            self.is_one(word.of(text), neighbour(text, &words, i, false), neighbour(text, &words, i, true))
        })
        .map(|(_, &word)| word)
        .collect()
    }

    fn is_one(&self, word: &str, before: Option<&str>, after: Option<&str>) -> bool {
        let figure = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if self.anywhere.iter().any(|mark| mark == word) {
            return true;
        }
        // A Roman numeral follows a name: "Olympiad XX".
        let numeral = figure.len() == word.len() && before.is_some_and(|word| word.starts_with(char::is_uppercase));
        let meant = after.is_some_and(|word| self.meant.iter().any(|noun| noun == word));
        self.figures.iter().any(|mark| mark == figure) && !numeral && !meant
    }
}

/// The word before or behind, if nothing but one space lies between.
fn neighbour<'t>(text: &'t str, words: &[Span], at: usize, after: bool) -> Option<&'t str> {
    let other = if after { words.get(at + 1)? } else { words.get(at.checked_sub(1)?)? };
    let (first, second) = if after { (words[at], *other) } else { (*other, words[at]) };
    let between = text.get(first.end as usize..second.start as usize)?;
    (between == " ").then(|| other.of(text))
}

fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(begun), false) => {
                words.push(Span::new(begun, i));
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn placeholders_are_told_from_numerals_and_names() {
        let mut problems = Vec::new();
        let marks: Placeholders = Lexicon::embedded().table("text/placeholders", &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        for (text, found) in [
            ("The fee is $XX, or TK per cent.", &["XX", "TK"][..]),
            ("In 20XX it was TKTK.", &["20XX", "TKTK"]),
            ("Minister TK said so.", &["TK"]),
            ("Olympiad XX, the XX chromosome, tk, Tkachenko, XXL, MTK.", &[]),
        ] {
            let words: Vec<&str> = marks.find(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(words, found, "{text}");
        }
    }
}
