//! Words that say how long something has been so: for all of the past, or ever since a time.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{Text, TokenKind};

/// Most tokens of a sentence that are searched.
const REACH: usize = 40;

/// The phrases of the table `claim/lasting`, as words.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    always: Vec<Vec<String>>,
    since: Vec<Vec<String>>,
    before_since: Vec<String>,
    ends: Vec<String>,
    dated: Vec<String>,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Table {
    always: Vec<String>,
    since: Vec<String>,
    before_since: Vec<String>,
    ends: Vec<String>,
    dated: Vec<String>,
}

impl Lasting {
    /// Reads the table `claim/lasting`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let Table { always, since, before_since, ends, dated } = lexicon.table("claim/lasting", problems);
        let words = |phrases: Vec<String>| {
            phrases.iter().map(|phrase| phrase.split_whitespace().map(str::to_owned).collect()).collect()
        };
        Self { always: words(always), since: words(since), before_since, ends, dated }
    }

    /// Whether a denial in these words holds for all of the past: "was never in force", but not "was never in force until Arvenne signed".
    pub fn always(&self, text: &Text, words: Span) -> bool {
        let rest = rest(text, words.start);
        let inside = text.tokens_in(words).len();
        self.find(text, &rest, &self.always).any(|(at, after)| at < inside && !self.ended(text, &rest[after..]))
    }

    /// Whether what follows `from` in its sentence says of the subject before it that it has been so ever since: "… and never resumed".
    pub fn since(&self, text: &Text, from: u32) -> bool {
        let rest = rest(text, from);
        self.find(text, &rest, &self.since).any(|(at, after)| {
            let before = at.checked_sub(1).map(|i| text.lower(rest[i]));
            let next = rest.get(after).map(|&i| text.lower(i));
            before.is_some_and(|w| is_in(&self.before_since, w))
                && !next.is_some_and(|w| is_in(&self.dated, w))
                && !self.ended(text, &rest[after..])
        })
    }

    /// Where one of the phrases stands among the tokens, and where the words after it begin.
    fn find<'l>(
        &self,
        text: &'l Text,
        tokens: &'l [usize],
        phrases: &'l [Vec<String>],
    ) -> impl Iterator<Item = (usize, usize)> + use<'l> {
        (0..tokens.len()).flat_map(move |at| {
            phrases.iter().filter_map(move |phrase| {
                let words = tokens.get(at..at + phrase.len())?;
                let same = words.iter().zip(phrase).all(|(&i, word)| text.lower(i) == word);
                same.then_some((at, at + phrase.len()))
            })
        })
    }

    /// Whether the words tell of an end after all: "… until 2022".
    fn ended(&self, text: &Text, tokens: &[usize]) -> bool {
        tokens.iter().any(|&i| is_in(&self.ends, text.lower(i)))
    }
}

fn is_in(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w == word)
}

/// The words, numbers and commas from an offset to the end of its sentence or to a semicolon.
fn rest(text: &Text, from: u32) -> Vec<usize> {
    let Some(sentence) = text.sentence_at(from).map(|s| text.sentences[s].span) else { return Vec::new() };
    text.tokens_in(Span { start: from, end: sentence.end.max(from) })
        .take(REACH)
        .take_while(|&i| text.lower(i) != ";")
        .filter(|&i| matches!(text.token(i).kind, TokenKind::Word | TokenKind::Number) || text.lower(i) == ",")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::text::TextTables;

    fn read(words: &str) -> (Lasting, Text) {
        let lasting = Lasting::new(&Lexicon::embedded(), &mut Vec::new());
        (lasting, Text::read(&Source::plain("t", words), &TextTables::default()))
    }

    #[test]
    fn the_rest_of_the_sentence_says_that_it_lasts() {
        let start = "The pact was suspended in May 2021";
        for (rest, expected) in [
            (" and never resumed.", true),
            (" and never resumed, the Harbour Office says.", true),
            (", and has not been resumed since.", true),
            (", which has never been restored.", false),
            (" and resumed in 2022.", false),
            (" and never resumed in 2021.", false),
            (" and was not resumed until 2022.", false),
            (" and was not resumed, by all accounts, before 2022.", false),
            (" and its founder never returned.", false),
            (" and its ferry has never been restored.", false),
            (". It was never resumed.", false),
            ("; the ferry stopped and never resumed.", false),
            ("", false),
        ] {
            let (lasting, text) = read(&format!("{start}{rest}"));
            assert_eq!(lasting.since(&text, start.len() as u32), expected, "{rest}");
        }
    }

    #[test]
    fn never_denies_all_of_the_past() {
        for (words, expected) in [
            ("The pact was Never in force.", true),
            ("The pact was not in force.", false),
            ("The pact was nevertheless not in force.", false),
            ("The pact was never in force until Arvenne signed.", false),
        ] {
            let (lasting, text) = read(words);
            let span = Span { start: 0, end: words.find(" force").map_or(0, |at| at as u32 + 6) };
            assert_eq!(lasting.always(&text, span), expected, "{words}");
        }
    }
}
