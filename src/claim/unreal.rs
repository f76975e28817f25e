//! What a wording tells that is not so: what all but happened, what is so in name or in effect alone, what a story tells.

use super::extract::Reader;
use crate::predicate::Match;
use crate::text::TokenKind;

/// Tokens of "in the novel", "in his latest film".
const OPENING: usize = 5;

impl Reader<'_> {
    /// Whether a match tells what was nearly so, or so in a manner of speaking, or so in a story.
    pub(super) fn is_unreal(&self, found: &Match) -> bool {
        let verb = self.text.tokens_in(self.verb_of(found)).start;
        let Some(sentence) = self.text.sentence_at(found.span.start) else { return false };
        let tokens = &self.text.sentences[sentence].tokens;
        let (first, last) = (tokens.start as usize, tokens.end as usize);
        self.is_nearly(verb, first) || self.is_in_effect(found, last) || self.is_told_in_a_story(first, verb)
    }

    /// "Has all but left", "almost left"; behind a copula as well: "is practically a member".
    fn is_nearly(&self, verb: usize, first: usize) -> bool {
        let nearly = &self.rules.tables.narrowing.nearly;
        let word = |at: usize| self.text.lower(at);
        let ends = |at: usize| {
            let one = nearly.iter().any(|own| own == word(at));
            let two = || {
                nearly
                    .iter()
                    .filter_map(|own| own.split_once(' '))
                    .any(|(a, b)| at > first && a == word(at - 1) && b == word(at))
            };
            one || two()
        };
        let before = verb > first && ends(verb - 1);
        let copula = self.text.lemma(verb) == "be";
        let opens = |own: &str| {
            own.split(' ').zip(verb + 1..).all(|(part, at)| at < self.text.tokens.len() && part == word(at))
        };
        before || copula && nearly.iter().any(|own| opens(own))
    }

    /// "Has left the union in all but name".
    fn is_in_effect(&self, found: &Match, last: usize) -> bool {
        let line = self.text.tokens_in(found.span).end..last;
        let words: Vec<&str> =
            line.take_while(|&at| self.text.token(at).kind == TokenKind::Word).map(|at| self.text.lower(at)).collect();
        let line = format!(" {} ", words.join(" "));
        self.rules.tables.narrowing.in_effect.iter().any(|phrase| line.contains(&format!(" {phrase} ")))
    }

    /// "In the novel, …".
    fn is_told_in_a_story(&self, first: usize, verb: usize) -> bool {
        let stories = &self.rules.tables.narrowing.stories;
        let story = |at: usize| stories.iter().any(|own| own == self.text.lemma(at));
        self.text.lower(first) == "in" && (first + 1..verb.min(first + OPENING)).any(story)
    }
}
