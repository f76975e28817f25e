//! Acronyms that a text introduces: "the Northern Ferry Agreement (NFA)".

use serde::{Deserialize, Serialize};

use crate::source::Span;
use crate::text::{Text, TokenKind};

/// Letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=8;
/// Words of an expansion that stand for no letter.
const SPARE: usize = 4;

/// An acronym with the words that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acronym {
    /// The acronym.
    pub short: String,
    /// The words with a letter of their own, in lower case.
    pub words: Vec<String>,
    /// From the first word to the bracket.
    pub span: Span,
}

/// The acronyms that a text introduces, in its order.
pub(super) fn find(text: &Text) -> Vec<Acronym> {
    let open = text.words.find("(");
    let brackets = (1..text.tokens.len().saturating_sub(2)).filter(|&i| Some(text.token(i).lower) == open);
    brackets.filter_map(|at| read(text, at)).collect()
}

fn read(text: &Text, open: usize) -> Option<Acronym> {
    let short = text.raw(open + 1);
    let letters: Vec<char> = short.chars().collect();
    let plain = LETTERS.contains(&letters.len()) && letters.iter().all(|c| c.is_ascii_uppercase());
    if !plain || text.lower(open + 2) != ")" {
        return None;
    }
    let sentence = text.sentence_at(text.token(open).span.start)?;
    let first = text.sentences[sentence].tokens.start as usize;
    let small = |i: usize| matches!(text.lower(i), "and" | "for" | "in" | "of" | "on" | "the" | "to" | "&");
    let mut left = letters.as_slice();
    let mut words = Vec::new();
    let mut at = open;
    // Backwards, a word for each letter; small words may stand for none.
    while let Some((letter, rest)) = left.split_last() {
        at = at.checked_sub(1).filter(|at| *at >= first && open - at <= letters.len() + SPARE)?;
        if text.token(at).kind != TokenKind::Word {
            return None;
        }
        let fits = text.lower(at).starts_with(letter.to_ascii_lowercase());
        if fits && !small(at) {
            words.push(text.lower(at).to_owned());
            left = rest;
        } else if !small(at) {
            return None;
        }
    }
    words.reverse();
    Some(Acronym { short: short.to_owned(), words, span: text.span(at..open + 3) })
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::rule::RuleSet;
    use crate::source::Source;
    use crate::text::Text;

    #[test]
    fn an_acronym_stands_for_the_words_before_it() {
        let (rules, _) = RuleSet::embedded();
        for (text, wanted) in [
            ("The Northern Ferry Agreement (NFA) holds.", "northern ferry agreement"),
            ("The Institute of Tides and Ports (ITP) holds.", "institute tides ports"),
            ("The pier (NFA) holds.", ""),
            ("It rose (see below) again.", ""),
        ] {
            let text = Text::read(&Source::plain("t.txt", text), &rules.extractor.text);
            let found: Vec<String> = find(&text).iter().map(|a| a.words.join(" ")).collect();
            assert_eq!(found.join("; "), wanted);
        }
    }
}
