//! Signature blocks: who signs, and as what, in one line or in two.

use super::Claim;
use super::extract::{HOLDS, Reader};
use super::rolls::tenure;
use crate::entity::{EntityKind, EntityMention, OfficeMention};
use crate::source::Span;
use crate::text::TokenKind;
use crate::time::TimeMention;

/// Tokens that may stand behind an office in its line.
const REST: usize = 4;
/// Lines of a block that are walked back to its first one.
const LINES: usize = 40;

impl Reader<'_> {
    /// Lines that hold a person and an office and little else, or the one under the other: the person holds the office.
    pub(super) fn signatures(&self, claims: &[Claim]) -> Vec<Claim> {
        let mut held: Vec<Span> = claims.iter().filter(|c| c.predicate == HOLDS).map(|c| c.span).collect();
        held.sort_unstable();
        // How far the spans up to each one reach.
        let reached: Vec<u32> = held
            .iter()
            .scan(0, |end, span| {
                *end = span.end.max(*end);
                Some(*end)
            })
            .collect();
        let known = |office: Span| {
            let before = held.partition_point(|span| span.start < office.end);
            before > 0 && reached[before - 1] > office.start
        };
        let offices = self.mentions.entities.offices.iter().filter(|office| !known(office.span));
        offices.filter_map(|office| self.signed(office)).collect()
    }

    /// Who signs as the holder of an office.
    fn signed(&self, office: &OfficeMention) -> Option<Claim> {
        let at = self.text.sentence_at(office.span.start)?;
        let line = self.text.sentences[at].span;
        let person = self.person_in(line).filter(|person| self.signs_beside(person, office, line));
        let person = person.or_else(|| self.person_above(at, office))?;
        let holder = self.entity(person)?;
        let time = self.signed_on();
        let claim = tenure(person.span.join(office.span), holder, office.clone(), "signature");
        Some(Claim { time, time_near: time.is_some(), ..claim })
    }

    /// The day of the line that tells when the document was signed.
    fn signed_on(&self) -> Option<u32> {
        let times = &self.mentions.times;
        let signed = |time: &TimeMention| time.expression.full_date().is_some() && self.opens_signature(time.span);
        times.iter().position(signed).and_then(|at| u32::try_from(at).ok())
    }

    /// The first name of a line, if it is a person's.
    fn person_in(&self, line: Span) -> Option<&EntityMention> {
        let mentions = &self.mentions.entities.mentions;
        let first = mentions.partition_point(|m| m.span.end <= line.start);
        mentions.get(first).filter(|m| m.kind == EntityKind::Person && line.contains(m.span))
    }

    fn signs_beside(&self, person: &EntityMention, office: &OfficeMention, line: Span) -> bool {
        let between = self.text.tokens_in(Span { start: person.span.end, end: office.span.start.max(person.span.end) });
        let rest = self.text.tokens_in(Span { start: office.span.end, end: line.end }).len();
        let apart = between.len() <= 1 && between.clone().all(|i| self.text.token(i).kind != TokenKind::Word);
        apart && rest <= REST && person.span.end <= office.span.start
    }

    /// Whose name stands alone in the line above that of an office, in a block that begins with a name: one that begins with an office has its names below.
    fn person_above(&self, at: usize, office: &OfficeMention) -> Option<&EntityMention> {
        let words =
            |span: Span| self.text.tokens_in(span).filter(|&i| self.text.token(i).kind == TokenKind::Word).count();
        let alone = |at: usize| {
            let line = self.text.sentences[at].span;
            self.person_in(line).filter(|person| words(person.span) == words(line))
        };
        let adjoins = |at: usize| {
            let (above, below) = (self.text.sentences[at - 1].span, self.text.sentences[at].span);
            let between = self.text.of(Span { start: above.end, end: below.start });
            between.matches('\n').count() == 1 && between.trim().is_empty()
        };
        let line = self.text.sentences[at].span;
        if words(line) != words(office.span) || at == 0 || !adjoins(at) {
            return None;
        }
        let person = alone(at - 1)?;
        let first = (0..at).rev().take(LINES).find(|&line| line == 0 || !adjoins(line))?;
        let offices = &self.mentions.entities.offices;
        let opens = self.text.sentences[first].span;
        let titled = offices.iter().any(|o| opens.contains(o.span) && words(o.span) + 1 >= words(opens));
        (!titled).then_some(person)
    }
}
