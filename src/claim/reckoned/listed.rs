//! A total before a list of lines, and its parts in them; shares that each line of a list tells.

use std::ops::Range;

use super::pieces::List;
use super::{Reader, Reckoning, class};
use crate::source::{Block, BlockKind};

/// The most lines of a list.
const LINES: usize = 40;

impl Reader<'_> {
    /// What lists of lines reckon up.
    pub(super) fn lists(&self) -> Vec<Reckoning> {
        let mut found = Vec::new();
        let blocks = &self.text.blocks;
        let list = |block: &Block| match block.kind {
            BlockKind::Item { list, depth: 0, .. } => Some(list),
            _ => None,
        };
        let mut at = 0_usize;
        for group in blocks.chunk_by(|a, b| list(a).is_some() && list(a) == list(b)) {
            let before = at.checked_sub(1).map(|i| &blocks[i]);
            at += group.len();
            let nested = blocks.get(at).is_some_and(|b| matches!(b.kind, BlockKind::Item { .. }));
            if (2..=LINES).contains(&group.len()) && list(&group[0]).is_some() && !nested {
                found.extend(self.listed(before, group));
            }
        }
        found
    }

    fn listed(&self, before: Option<&Block>, items: &[Block]) -> Option<Reckoning> {
        let intro = before.filter(|b| !matches!(b.kind, BlockKind::Item { .. } | BlockKind::Row { .. }));
        let opening = intro.and_then(|block| self.last_sentence(block)).filter(|t| self.lower(t.end - 1) == ":");
        let first = items.first()?.span.start;
        let tokens = opening.clone().map_or(self.text.tokens_in(items.first()?.span).start, |t| t.start)
            ..self.text.tokens_in(items.last()?.span).end;
        if tokens.is_empty() || tokens.clone().any(|i| self.is(i, class::CORRECTED | class::SEVERAL)) {
            return None;
        }
        let span = self.text.span(tokens.clone());
        let quantities = &self.mentions.quantities;
        let from = quantities.partition_point(|q| q.span.start < span.start);
        let to = quantities.partition_point(|q| q.span.start < span.end);
        if to - from > LINES * 2 {
            return None;
        }
        let line = self.line(tokens, &quantities[from..to]);
        let mut list = List { closed: true, ..List::default() };
        for item in items {
            let piece = self.text.tokens_in(item.span);
            match self.figures_of(&line, &piece)[..] {
                [one] if !self.is_unlike(&piece) && !self.is_inner(&line, &piece) => list.items.push((piece, one)),
                _ => return None,
            }
        }
        let whole = line.figures.iter().take_while(|f| f.term.span.start < first).count();
        match (&opening, whole) {
            (Some(opening), 1) if !self.is_partial(opening) => self.reckoned(&line, 0, &list),
            (_, 0) => {
                self.whole(&line, &list.items).filter(|_| line.figures.iter().all(|f| f.is_share() && f.is_plain()))
            }
            _ => None,
        }
    }

    /// The tokens of the last sentence of a block.
    fn last_sentence(&self, block: &Block) -> Option<Range<usize>> {
        let tokens = self.text.tokens_in(block.span);
        let last = tokens.clone().next_back()?;
        let sentence = &self.text.sentences[self.text.sentence_at(self.text.token(last).span.start)?];
        let start = (sentence.tokens.start as usize).max(tokens.start);
        (start < tokens.end).then_some(start..tokens.end)
    }

    fn is_partial(&self, opening: &Range<usize>) -> bool {
        opening.clone().any(|i| self.is(i, class::INNER | class::UNLIKE))
    }
}
