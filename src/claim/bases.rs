//! Wholes that nobody tells, but that an amount and its share imply: "$8.2 billion, or 24 percent of the gross domestic product" makes the product 33.5 to 34.9 billion dollars.

use super::extract::{IMPLIED, Reader};
use super::frames::Framer;
use super::{Claim, Frame, Value, ratios};
use crate::entity::EntityKind;
use crate::extent::Extent;
use crate::quantity::{Bounds, Quantity};
use crate::source::Span;
use crate::text::TokenKind;

/// The most tokens of a sentence whose names tell of which whole it speaks; longer ones are no prose.
const SENTENCE: usize = 120;

impl Reader<'_> {
    /// The wholes that amounts and shares imply.
    pub(super) fn bases(&self, framer: &Framer<'_>) -> Vec<Claim> {
        let pairs = ratios::unnamed(self.text, self.mentions, &self.rules.tables.ratios);
        pairs.into_iter().filter_map(|(part, share)| self.base(framer, part, share)).collect()
    }

    fn base(&self, framer: &Framer<'_>, part: usize, share: usize) -> Option<Claim> {
        let (amount, of) = (&self.mentions.quantities[part], &self.mentions.quantities[share]);
        let told = amount.unit.is_some() || amount.measured.is_some();
        let span = amount.span.join(of.of.map_or(of.span, |words| of.span.join(words)));
        if !told
            || amount.change.is_some()
            || of.change.is_some()
            || self.rules.tables.reckoned.taken_back(self.text, span)
        {
            return None;
        }
        let extent = implied(amount, of)?;
        let (framed, _) = framer.of_quantity(share)?;
        let frame = self.whole_of(of.of?, framed.base?)?;
        let value =
            Quantity { span, number: None, extent, noun: None, of: None, bound: Bounds::Exact, ..amount.clone() };
        let (time, near) = self.time_of(span, of.span);
        let mut claim = self.framed_claim(IMPLIED, frame, span, of.span, Value::Quantity(value), time, near);
        claim.context = self.contexts.read_surface(span, of.span);
        Some(claim)
    }
}

impl Reader<'_> {
    /// The question of a whole: its name, and the names of its sentence.
    fn whole_of(&self, of: Span, head: String) -> Option<Frame> {
        let national = self.rules.tables.reckoned.is_national(&head);
        // "Its sales": nobody knows whose.
        if self.text.tokens_in(of).any(|i| self.rules.tables.reckoned.is_owner(self.text.lower(i))) {
            return None;
        }
        let sentence = &self.text.sentences[self.text.sentence_at(of.start)?];
        if sentence.tokens.len() > SENTENCE {
            return None;
        }
        let entities = &self.mentions.entities;
        let from = entities.mentions.partition_point(|m| m.span.end <= sentence.span.start);
        let inside = entities.mentions[from..].iter().take_while(|m| m.span.start < sentence.span.end);
        let mut frame = Frame { head, general: !national, shown: self.text.of(of).to_owned(), ..Frame::default() };
        for mention in inside {
            let Some(id) = mention.entity else { continue };
            let key = entities.get(id).key.clone();
            if mention.kind == EntityKind::Place { frame.places.push(key) } else { frame.actors.push(key) }
        }
        // Names that nobody knows are told by their capitals.
        let tokens = sentence.tokens.start as usize + 1..sentence.tokens.end as usize;
        let named = tokens.filter(|&i| {
            let token = self.text.token(i);
            token.capital && token.kind == TokenKind::Word && !of.contains(token.span)
        });
        frame.rest = named.map(|i| self.text.lower(i).to_owned()).collect();
        for list in [&mut frame.places, &mut frame.actors, &mut frame.rest] {
            list.sort_unstable();
            list.dedup();
        }
        Some(frame)
    }
}

/// What an amount and the share that it is make the whole.
fn implied(amount: &Quantity, share: &Quantity) -> Option<Extent<f64>> {
    // "Equal to 12 percent" was rounded like any share.
    let decimals = share.number.as_deref().and_then(|n| n.split_once('.')).map_or(0, |(_, digits)| digits.len());
    let rounded = if share.unit.as_deref() == Some("percent") { 0.5 * 0.1_f64.powi(decimals as i32) } else { 0.0 };
    let value = share.value().unwrap_or_default();
    let share = share.base_extent();
    let low = share.low().filter(|low| *low > 0.0).map(|low| low.min(value - rounded)).filter(|low| *low > 0.0)?;
    let high = share.high()?.max(value + rounded);
    let (least, most) = (amount.extent.low().filter(|low| *low > 0.0)?, amount.extent.high()?);
    Some(Extent::between(100.0 * least / high, 100.0 * most / low))
}
