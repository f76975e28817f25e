//! The walks from a number, a time or a verb to the words around it.

use super::tables::class;
use super::{Cover, Framer, Gathered, REACH, extend};
use crate::text::TokenKind;

/// Tokens of a noun phrase that a relative pronoun takes up.
const ANTECEDENT: usize = 4;

impl Framer<'_> {
    /// The noun that a relative pronoun takes up: "the reservoir, which holds 85 million litres".
    pub(super) fn antecedent(&self, pronoun: usize, first: usize, into: &mut Gathered) {
        if !matches!(self.text.lower(pronoun), "which" | "that") || pronoun <= first {
            return;
        }
        // "A trial in which", "the reservoir, from which"
        let end = pronoun - usize::from(pronoun > first + 1 && self.is(pronoun - 1, class::BENEATH));
        let end = if self.text.lower(end - 1) == "," { end - 1 } else { end };
        for i in (first.max(end.saturating_sub(ANTECEDENT))..end).rev() {
            let ends = self.is_determiner(i) || self.is_boundary(i) || self.is_figure(i) || self.is(i, class::BENEATH);
            if ends || self.text.lower(i) == "," {
                break;
            }
            self.take(i, into);
        }
    }

    /// Gives the token at which it stopped, if that is not the first.
    pub(super) fn walk_left(&self, from: usize, first: usize, into: &mut Gathered) -> Option<usize> {
        for i in (first.max(from.saturating_sub(REACH))..from).rev() {
            let any = !into.words.is_empty();
            let quantity = self.is_figure(i);
            if (any && (quantity || self.text.lower(i) == ",")) || self.is_boundary(i) {
                return Some(i);
            }
            self.take(i, into);
        }
        None
    }

    /// Words after a number or a verb; where the question stands before it, what follows "on" or "against" is another measure.
    pub(super) fn walk_right(&self, from: usize, last: usize, told: bool, into: &mut Gathered) {
        for i in from..last.min(from + REACH) {
            let other = told && self.is(i, class::ELSEWHERE);
            // "Raised its dividend to 13 cents and plans to …"
            let further = told && matches!(self.text.lower(i), "and" | "or");
            if self.is_figure(i) || self.text.lower(i) == "," || other || further || self.is_boundary(i) {
                break;
            }
            self.take(i, into);
        }
    }

    pub(super) fn take(&self, i: usize, into: &mut Gathered) {
        match self.cover[i] {
            Cover::Quantity(_) if !self.is_figure(i) => {
                into.ordinals.push(self.text.lower(i).to_owned());
                return;
            }
            Cover::Time | Cover::Quantity(_) => return,
            Cover::Entity(e) => {
                let known = self.mentions.entities.mentions[e as usize].entity.is_some();
                if known {
                    if !into.entities.contains(&e) {
                        into.entities.push(e);
                    }
                    extend(&mut into.reach, i);
                    return;
                }
            }
            Cover::Nothing => {}
        }
        let token = self.text.token(i);
        let content = token.kind == TokenKind::Word && token.span.len() > 1 && !self.is(i, class::STOP);
        if content && (!self.lemma_is(i, class::STOP | class::LINKING) || self.is_measure(i) || self.is_done(i)) {
            into.words.push((i, self.tables.canonical(self.text.lemma(i)).to_owned()));
            extend(&mut into.reach, i);
        }
    }

    /// Whether a verb that mostly links a measure with its value tells what was done: "nine mines were dropped", but not "prices were dropped to 9 euros".
    pub(super) fn is_done(&self, i: usize) -> bool {
        let passive = i > 0 && matches!(self.text.lower(i - 1), "was" | "were" | "been" | "being");
        let measured = || {
            self.text.tokens.get(i + 1).is_some_and(|_| matches!(self.text.lower(i + 1), "at" | "by" | "from" | "to"))
        };
        passive && self.tables.is_done_to(self.text.lemma(i)) && !measured()
    }

    /// Whether a word that is mostly a verb of measuring ("cost") is the measure itself: "the cost", "its total cost".
    fn is_measure(&self, i: usize) -> bool {
        let lemma = self.text.lemma(i);
        let determined = |at: usize| self.is_determiner(at);
        self.lemma_is(i, class::LINKING)
            && self.tables.is_class(lemma)
            && (1..=2).any(|back| i >= back && determined(i - back) && (back == 1 || !self.is(i - 1, class::STOP)))
    }

    pub(super) fn is_determiner(&self, i: usize) -> bool {
        self.is_possessive(i) || matches!(self.text.lower(i), "a" | "an" | "the" | "this")
    }

    pub(super) fn is_possessive(&self, i: usize) -> bool {
        matches!(self.text.lower(i), "its" | "their" | "whose" | "'s" | "’s")
    }

    /// The word that stands for a token among the words of a passage, if it carries content and belongs to no figure or time.
    pub(in crate::claim) fn content(&self, i: usize) -> Option<&str> {
        let token = self.text.token(i);
        let figure = match self.cover[i] {
            Cover::Time => true,
            Cover::Quantity(_) => self.is_figure(i),
            _ => false,
        };
        let content = token.kind == TokenKind::Word && token.span.len() > 1 && !self.is(i, class::STOP);
        (content && !figure).then(|| self.tables.canonical(self.text.lemma(i)))
    }
}
