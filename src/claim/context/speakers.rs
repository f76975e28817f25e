//! Whose statement it is: who speaks a quotation, and who is said to have said something.

use super::{ContextReader, Speaker};
use crate::entity::EntityKind;
use crate::source::Span;

/// How far from a quotation its verb of saying may stand, in tokens.
const BESIDE: usize = 14;
/// How far from a verb of saying its subject may stand, in bytes.
const SUBJECT: u32 = 90;

impl ContextReader<'_> {
    /// The speaker of the quotation that a span stands in.
    pub(super) fn quoted(&self, span: Span) -> Option<Speaker> {
        let quote = self.text.quotation_of(span).filter(|quote| quote.inner.len() >= 4)?;
        let unnamed = || Speaker { name: "quoted".to_owned(), key: None, quoted: true, person: false };
        Some(self.of_quotation(quote.span).map_or_else(unnamed, |(speaker, _)| speaker))
    }

    /// Who is said to have spoken the words at `quote`: the person or body beside a verb of saying, before or after it.
    pub fn of_quotation(&self, quote: Span) -> Option<(Speaker, Span)> {
        let text = self.text;
        let tokens = text.tokens_in(quote);
        let sentence = text.sentence_at(quote.start).map(|s| &text.sentences[s])?;
        let block = text.blocks[sentence.block as usize].span;
        let named = |verb: usize| {
            block.contains(text.token(verb).span).then(|| self.nearest_actor(verb, block, quote)).flatten()
        };
        let after = (tokens.end..(tokens.end + BESIDE).min(text.tokens.len())).find(|&i| self.is_saying(i));
        let before = || (tokens.start.saturating_sub(BESIDE)..tokens.start).rev().find(|&i| self.is_saying(i));
        let found = after.and_then(named).or_else(|| before().and_then(named))?;
        Some((Speaker { quoted: true, ..found.0 }, found.1))
    }

    /// The person or body nearest to a verb of saying, outside the quotation, and where it is named.
    fn nearest_actor(&self, verb: usize, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let at = self.text.token(verb).span;
        let mentions = &self.entities.mentions;
        let first = mentions.partition_point(|m| m.span.end + SUBJECT <= at.start);
        mentions[first..]
            .iter()
            .take_while(|m| m.span.start < at.end + SUBJECT)
            .filter(|m| {
                matches!(m.kind, EntityKind::Person | EntityKind::Organisation)
                    && block.contains(m.span)
                    && !quote.overlaps(m.span)
            })
            .map(|m| (distance(m.span, at), m))
            .filter(|&(d, _)| d < SUBJECT)
            .min_by_key(|&(d, m)| (d, m.span))
            .map(|(_, m)| {
                let named = m.entity.map(|e| self.entities.get(e));
                let name = named.map_or_else(|| self.text.of(m.span).to_owned(), |e| e.name.clone());
                let person = m.kind == EntityKind::Person;
                (Speaker { name, key: named.map(|e| e.key.clone()), quoted: false, person }, m.span)
            })
    }

    /// Indirect speech: "X said (that) …", "…, X said", "according to X, …".
    pub(super) fn reported(&self, span: Span, first: usize, last: usize) -> Option<Speaker> {
        let text = self.text;
        let sentence = text.span(first..last.max(first + 1));
        let verb = self.telling(first..last).find(|&i| {
            let token = text.token(i).span;
            let saying = self.is_saying(i) && self.reports(i, span, first, last);
            let accords = Some(text.token(i).lower) == self.according;
            let according = || accords && i + 1 < last && text.lower(i + 1) == "to";
            (saying || according()) && !span.contains(token) && text.quotation_of(token).is_none()
        })?;
        self.nearest_actor(verb, sentence, Span::default()).map(|(speaker, _)| speaker)
    }

    /// Whether a verb of saying has the clause at `span` as what is said: it comes before it ("X said …"), or closes the sentence after a comma.
    fn reports(&self, verb: usize, span: Span, first: usize, last: usize) -> bool {
        let at = self.text.token(verb).span;
        let comma = || (first..verb).rev().take(8).any(|i| self.text.lower(i) == ",");
        at.end <= span.start || (verb > first && comma() && last - verb < 16)
    }
}

fn distance(a: Span, b: Span) -> u32 {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}
