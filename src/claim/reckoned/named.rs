//! A number of things announced in prose, and the names behind a mark that tell which: "a group of four firms: Holm, Berg and Vell".

use std::ops::Range;

use super::{Reader, Tables, class};
use crate::claim::Listing;
use crate::entity::EntityKind;
use crate::mention::Mentions;
use crate::quantity::{Bounds, Quantity};
use crate::source::Span;
use crate::text::{Text, TokenKind};

/// The most things that are told by name.
const MOST: u32 = 12;
/// The most tokens between what is announced and the mark.
const TAIL: usize = 4;
/// How many tokens before a number, and behind it, are read.
const BEFORE: usize = 24;
const BEHIND: usize = 120;
/// The most tokens of a name.
const NAME: usize = 6;

/// The numbers announced before names that are told one by one, and the names.
pub(in crate::claim) fn named(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Listing> {
    let reader = Reader { text, mentions, tables, words: tables.classes.of(text) };
    mentions.quantities.iter().filter_map(|quantity| reader.announced(quantity)).collect()
}

impl Reader<'_> {
    fn announced(&self, quantity: &Quantity) -> Option<Listing> {
        let announced: u32 = quantity.number.as_ref()?.parse().ok().filter(|n| (2..=MOST).contains(n))?;
        let noun = quantity.measured.clone()?;
        let plain =
            quantity.bound == Bounds::Exact && quantity.unit.is_none() && !quantity.ordinal && quantity.of.is_none();
        let inside = self.text.tokens_in(quantity.span);
        let sentence = &self.text.sentences[self.text.sentence_at(quantity.span.start)?];
        let first = (sentence.tokens.start as usize).max(inside.start.saturating_sub(BEFORE));
        let end = (sentence.tokens.end as usize).min(inside.end + BEHIND);
        // "One of the four firms", "two more men".
        let some = inside.start > first + 1
            && self.lower(inside.start - 1) == "the"
            && matches!(self.lower(inside.start - 2), "of" | "among" | "for");
        let limited = (first..inside.end).any(|i| self.is(i, class::INNER | class::UNLIKE | class::CORRECTED));
        if !plain || some || limited || inside.is_empty() {
            return None;
        }
        let mark = (inside.end..end.min(inside.end + TAIL)).find(|&i| self.opens_names(i))?;
        let end = self.closing(mark, end)?;
        let from = mark + self.phrase(mark, class::OPENS).unwrap_or(1);
        let items = self.names(from..end)?;
        let fewer = items.len() < announced as usize;
        // More names than announced may be one name with an "and" in it, but for people.
        let people = items.iter().all(|item| self.is_person(*item));
        if !(fewer || people || items.len() == announced as usize) {
            return None;
        }
        Some(Listing::Count { announced, noun, span: quantity.span, items })
    }

    fn opens_names(&self, at: usize) -> bool {
        matches!(self.lower(at), ":" | "(" | "–" | "—" | "--") || self.is(at, class::OPENS)
    }

    /// Where the names behind a mark end.
    fn closing(&self, mark: usize, end: usize) -> Option<usize> {
        match self.lower(mark) {
            "(" => (mark + 1..end).find(|&i| self.lower(i) == ")"),
            dash @ ("–" | "—" | "--") => Some((mark + 1..end).find(|&i| self.lower(i) == dash).unwrap_or(end)),
            _ => Some(end),
        }
    }

    /// Names alone, joined by commas and a last "and".
    fn names(&self, tokens: Range<usize>) -> Option<Vec<Span>> {
        let mut items: Vec<Range<usize>> = Vec::new();
        let (mut from, mut joined) = (tokens.start, false);
        for at in tokens.clone().chain([tokens.end]) {
            let mark = if at < tokens.end { self.lower(at) } else { "" };
            let ends = at == tokens.end || matches!(mark, "." | "!" | "?") && at + 1 == tokens.end;
            if !(ends || matches!(mark, "," | "and" | "&") && !self.is_within_name(at)) {
                continue;
            }
            if from < at {
                if joined && items.is_empty() || !self.is_name(from..at) {
                    return None;
                }
                items.push(from..at);
            }
            if ends {
                break;
            }
            (from, joined) = (at + 1, mark != ",");
        }
        (items.len() > 1 && joined).then(|| items.into_iter().map(|item| self.text.span(item)).collect())
    }

    /// Whether a mark stands within a name: "Berg and Sons", "Solcombe, Arvenne".
    fn is_within_name(&self, at: usize) -> bool {
        let span = self.text.token(at).span;
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.end <= span.start);
        mentions.get(next).is_some_and(|m| m.span.contains(span))
    }

    /// Words with capitals, and what stands between them.
    fn is_name(&self, tokens: Range<usize>) -> bool {
        let capital = |i: usize| self.text.token(i).capital;
        let joint = |i: usize| matches!(self.lower(i), "of" | "the" | "de" | "la" | "'s" | "’s" | "-" | "'");
        let words = tokens.clone().filter(|&i| self.text.token(i).kind == TokenKind::Word);
        tokens.len() <= NAME
            && words.clone().any(capital)
            && tokens.clone().all(|i| capital(i) || joint(i))
            && !tokens.clone().any(|i| self.is(i, class::REST | class::INNER))
    }

    fn is_person(&self, span: Span) -> bool {
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.end <= span.start);
        mentions.get(next).is_some_and(|m| m.kind == EntityKind::Person && m.span.overlaps(span))
    }
}
