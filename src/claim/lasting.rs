//! Words that say how long something has been so: for all of the past, or ever since a time.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// Bytes of a sentence that are searched.
const REACH: usize = 160;

/// The phrases of the table `claim/lasting`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lasting {
    always: Vec<String>,
    since: Vec<String>,
}

impl Lasting {
    /// Reads the table `claim/lasting`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/lasting", problems)
    }

    /// Whether a denial holds for all of the past: "was never in force".
    pub fn always(&self, words: &str) -> bool {
        holds(&self.always, words)
    }

    /// Whether what follows a dated statement in its sentence says that it has been so ever since: "… and never resumed".
    pub fn since(&self, rest: &str) -> bool {
        let mut end = rest.len().min(REACH);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let rest = &rest[..end];
        let sentence = rest.find(['.', ';', '!', '?', '\n']).map_or(rest, |stop| &rest[..stop]);
        holds(&self.since, sentence)
    }
}

/// Whether one of the phrases stands there, word by word.
fn holds(phrases: &[String], words: &str) -> bool {
    let words: Vec<String> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let text = format!(" {} ", words.join(" "));
    phrases.iter().any(|phrase| text.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_sentence_says_that_it_lasts() {
        let lasting = Lasting::new(&Lexicon::embedded(), &mut Vec::new());
        for (rest, expected) in [
            (" and never resumed.", true),
            (", and has not been resumed since.", true),
            (" and resumed in 2022.", false),
            (". It was never resumed.", false),
            ("", false),
        ] {
            assert_eq!(lasting.since(rest), expected, "{rest}");
        }
    }

    #[test]
    fn never_denies_all_of_the_past() {
        let lasting = Lasting::new(&Lexicon::embedded(), &mut Vec::new());
        assert!(lasting.always("the pact was Never in force"));
        assert!(!lasting.always("the pact was not in force"));
        assert!(!lasting.always("nevertheless"));
    }
}
