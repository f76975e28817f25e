//! Things with a name that no table needs to know: films, firms, prizes, villages.
//!
//! A thing is an entity, a run of words with capitals ("Endless Harbour", "Museum of the Northern Coast") or a title in quotation marks. Its name alone says which it is.

use super::Filler;
use super::place::{Item, Lane};
use super::syntax::{self, Flags};
use crate::entity::{EntityKind, EntityMention, Reference};
use crate::text::{Sentence, Text, TokenKind};

/// Tokens of the longest name.
const LONGEST: usize = 8;

/// What the places of things are read from.
pub(super) struct Names<'a> {
    pub text: &'a Text,
    pub mentions: &'a [EntityMention],
    pub entities: &'a Lane,
    /// Offices and times, which no name goes through.
    pub others: [&'a Lane; 2],
    /// Whether a token may stand in a name.
    pub plain: &'a dyn Fn(usize) -> bool,
}

/// The things of a text, by start.
pub(super) fn things(names: &Names<'_>) -> Lane {
    let mut lane = Lane::new();
    for sentence in &names.text.sentences {
        names.sentence(sentence, &mut lane);
    }
    lane
}

impl Names<'_> {
    fn sentence(&self, sentence: &Sentence, lane: &mut Lane) {
        let end = (sentence.tokens.end as usize).min(self.text.tokens.len());
        let mut at = sentence.tokens.start as usize;
        let mut entities = &self.entities[self.entities.partition_point(|item| item.start < at)..];
        while at < end {
            while entities.first().is_some_and(|item| item.start < at) {
                entities = &entities[1..];
            }
            // Nothing begins at most tokens.
            let token = self.text.token(at);
            let capital = token.capital && token.kind == TokenKind::Word;
            let entity = entities.first().is_some_and(|item| item.start == at);
            if !capital && !entity && token.kind != TokenKind::Punctuation {
                at += 1;
                continue;
            }
            if let Some(close) = self.quoted(at, end) {
                lane.push(Item { start: at, end: close + 1, filler: Filler::Name, kind: None });
                at = close + 1;
                continue;
            }
            let stop = self.run(at, end);
            if stop > at && stop - at <= LONGEST {
                lane.extend(self.item(at, stop));
            }
            at = stop.max(at + 1);
        }
    }

    /// The closing mark of a title in quotation marks that opens at a token: a few words, the first and the last with capitals.
    fn quoted(&self, at: usize, end: usize) -> Option<usize> {
        let token = |i: usize| self.text.token(i);
        if token(at).kind != TokenKind::Punctuation || at + 2 >= end || !token(at + 1).capital {
            return None;
        }
        if !matches!(self.text.lower(at), "\"" | "“" | "‘") {
            return None;
        }
        let closes = |i: &usize| matches!(self.text.lower(*i), "\"" | "”" | "''" | "``" | "’");
        let close = (at + 2..end.min(at + 2 + LONGEST)).find(closes)?;
        let plain = (at + 1..close).all(|i| matches!(token(i).kind, TokenKind::Word | TokenKind::Number));
        let last = (at + 1..close).rev().find(|&i| token(i).kind == TokenKind::Word)?;
        (plain && token(last).capital).then_some(close)
    }

    /// The end of the run of names that begins at a token; the token itself if none does.
    fn run(&self, at: usize, end: usize) -> usize {
        let mut stop = at;
        let mut unknown = false;
        loop {
            let next = match self.entity(stop) {
                // Two that the tables know stand beside each other, and are no name together.
                Some(_) if stop > at && !unknown => break,
                Some(item) => {
                    unknown = false;
                    item.end
                }
                None if self.is_unknown(stop, end) => {
                    unknown = true;
                    stop + 1
                }
                None => break,
            };
            stop = next.min(end);
            let joined = self.link(stop, end);
            if joined > stop && (self.is_unknown(joined, end) || self.entity(joined).is_some()) {
                (stop, unknown) = (joined, true);
            }
        }
        stop
    }

    /// The token behind what joins two parts of a name at a token: a hyphen, "of", "of the".
    fn link(&self, at: usize, end: usize) -> usize {
        let is = |i: usize, word: &str| i < end && self.text.lower(i) == word;
        if is(at, "-") && self.text.token(at).glued && at + 1 < end && self.text.token(at + 1).glued {
            return at + 1;
        }
        match (is(at, "of"), is(at + 1, "the")) {
            (true, true) => at + 2,
            (true, false) => at + 1,
            _ => at,
        }
    }

    fn entity(&self, at: usize) -> Option<&Item> {
        self.entities.get(self.entities.partition_point(|i| i.start < at)).filter(|i| i.start == at)
    }

    fn is_unknown(&self, at: usize, end: usize) -> bool {
        let covers = |lane: &&Lane| lane.get(lane.partition_point(|i| i.end <= at)).is_some_and(|i| i.start <= at);
        let token = self.text.tokens.get(at).filter(|_| at < end);
        token.is_some_and(|t| t.capital && t.kind == TokenKind::Word)
            && (self.plain)(at)
            && !self.others.iter().chain([&self.entities]).any(covers)
    }

    fn mention(&self, item: &Item) -> Option<&EntityMention> {
        match item.filler {
            Filler::Entity(index) => self.mentions.get(index),
            _ => None,
        }
    }

    /// What a run is: the entity that it consists of, a person behind words that say what he or she is ("Actor Ana Ruiz"), or else a name by itself.
    fn item(&self, start: usize, end: usize) -> Option<Item> {
        let first = self.entity(start);
        let demonym = |item: &Item| self.mention(item).is_some_and(|m| m.reference == Reference::Demonym);
        if let Some(item) = first.filter(|item| item.end == end) {
            return (!demonym(item)).then_some(*item);
        }
        // "An Ivy League professor", "a Democrat": one of several of a kind.
        if start > 0 && matches!(self.text.lower(start - 1), "a" | "an") {
            return None;
        }
        let last = self.entities[..self.entities.partition_point(|i| i.end <= end)].last();
        let person = last.filter(|i| i.end == end && i.start > start && i.kind == Some(EntityKind::Person));
        Some(person.copied().unwrap_or(Item { start, end, filler: Filler::Name, kind: None }))
    }
}

/// Whether a token may stand in a name that no table knows.
pub(super) const fn plain(flags: Flags) -> bool {
    flags & !(syntax::COMMON | syntax::CATENATIVE) == 0
}
