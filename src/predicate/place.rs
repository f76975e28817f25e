//! The ground on which wordings are matched: a text's tokens with what their words may be, its mentions placed on tokens, and what may be passed
//! over between two elements of a wording.

mod reach;

use std::borrow::Cow;
use std::ops::Range;

use super::compile::{Entry, Part, Role};
use super::pattern::Form;
use super::syntax::{self, Flags};
use super::things::{Names, plain, things};
use super::{Filler, SlotType, Thing};
use crate::entity::EntityKind;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::{Text, Token, TokenKind};

/// Tokens of a noun phrase.
const PHRASE: usize = 6;
/// Prepositions and conjunctions within a phrase.
const JOINED: usize = 3;

/// A mention on its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub start: usize,
    pub end: usize,
    pub filler: Filler,
    pub kind: Option<EntityKind>,
}

/// Mentions of one sort, by start.
pub(super) type Lane = Vec<Item>;

/// Tokens made ready for matching: those of a text, or a clause's in an order of its own.
pub(super) struct Ground<'a> {
    pub text: &'a Text,
    pub tokens: Cow<'a, [Token]>,
    entries: &'a [Entry],
    entities: Lane,
    pub(super) offices: Lane,
    pub(super) times: Lane,
    quantities: Lane,
    things: Lane,
    /// For a clause, which token of the text each of its tokens is.
    order: Option<Vec<u32>>,
    /// For a clause whose predicate is a noun, where it stands, and the word for its verb.
    verb: Option<(usize, u32)>,
}

impl<'a> Ground<'a> {
    /// Places the mentions on the tokens of a text, given what the index knows of its words.
    pub fn new(entries: &'a [Entry], text: &'a Text, mentions: &Mentions) -> Self {
        let lane = |spans: &mut dyn Iterator<Item = (Span, Filler, Option<EntityKind>)>| lane(text, spans);
        let entities = &mentions.entities;
        let mut ground = Self {
            text,
            tokens: Cow::Borrowed(&text.tokens),
            entries,
            entities: lane(
                &mut entities.mentions.iter().enumerate().map(|(i, m)| (m.span, Filler::Entity(i), Some(m.kind))),
            ),
            offices: lane(&mut entities.offices.iter().enumerate().map(|(i, m)| (m.span, Filler::Office(i), None))),
            times: lane(&mut mentions.times.iter().enumerate().map(|(i, m)| (m.span, Filler::Time(i), None))),
            quantities: lane(
                &mut mentions.quantities.iter().enumerate().map(|(i, m)| (m.span, Filler::Quantity(i), None)),
            ),
            things: Lane::new(),
            order: None,
            verb: None,
        };
        let names = Names {
            text,
            mentions: &entities.mentions,
            entities: &ground.entities,
            others: [&ground.offices, &ground.times],
            plain: &|token| plain(ground.flags(token)),
        };
        ground.things = things(&names);
        ground
    }

    /// The ground of some tokens in an order of their own. Mentions go along that lie whole and in their order among them.
    pub fn reordered(&self, order: Vec<u32>, verb: Option<(usize, u32)>) -> Ground<'a> {
        let lane = |lane: &Lane| reordered(lane, &order);
        Ground {
            text: self.text,
            tokens: order.iter().map(|&token| self.tokens[token as usize]).collect(),
            entries: self.entries,
            entities: lane(&self.entities),
            offices: lane(&self.offices),
            times: lane(&self.times),
            quantities: lane(&self.quantities),
            things: lane(&self.things),
            order: Some(order),
            verb,
        }
    }

    /// The token of the text that stands at a place.
    pub fn original(&self, at: usize) -> u32 {
        self.order.as_ref().map_or(at as u32, |order| order[at])
    }

    /// The part of the text from the first to the last of some tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens].iter().map(|token| token.span).reduce(Span::join).unwrap_or_default()
    }

    /// A token in lower case.
    pub fn lower(&self, at: usize) -> &'a str {
        self.text.words.get(self.tokens[at].lower)
    }

    /// The vocabulary's word for a token's lower-case form and for its lemma.
    pub fn words(&self, at: usize) -> (u32, u32) {
        let token = &self.tokens[at];
        if let Some((_, verb)) = self.verb.filter(|&(noun, _)| noun == at) {
            return (self.entries[token.lower.0 as usize].word, verb);
        }
        (self.entries[token.lower.0 as usize].word, self.entries[token.lemma.0 as usize].word)
    }

    /// What a token may be.
    pub fn flags(&self, token: usize) -> Flags {
        match self.tokens.get(token) {
            Some(token) if token.kind == TokenKind::Word => self.entries[token.lower.0 as usize].flags,
            Some(token) if token.kind == TokenKind::Symbol => {
                self.entries[token.lower.0 as usize].flags & syntax::COORDINATOR
            }
            _ => 0,
        }
    }

    pub(super) fn is(&self, token: usize, flags: Flags) -> bool {
        self.flags(token) & flags != 0
    }

    pub(super) fn is_mark(&self, token: usize, mark: &str) -> bool {
        token < self.tokens.len() && self.lower(token) == mark
    }

    fn is_ing(&self, token: usize) -> bool {
        token < self.tokens.len() && self.lower(token).ends_with("ing")
    }

    /// The mentions that may fill a slot of a type; [`Ground::accepts`] still has to be asked.
    pub fn lane(&self, ty: SlotType) -> &[Item] {
        match ty {
            SlotType::Office => &self.offices,
            SlotType::Time => &self.times,
            SlotType::Quantity => &self.quantities,
            SlotType::Phrase => &[],
            SlotType::Thing | SlotType::Where | SlotType::Work => &self.things,
            _ => &self.entities,
        }
    }

    /// How many names stand within some tokens.
    pub fn names(&self, tokens: &Range<usize>) -> usize {
        within(&self.things, tokens).len()
    }

    /// The types of slots that some mention within some tokens may fill, one bit each.
    pub fn types(&self, tokens: &Range<usize>) -> u16 {
        let fills = |&ty: &SlotType| {
            let lane = self.lane(ty);
            let from = lane.partition_point(|item| item.start < tokens.start);
            let near = lane[from..].iter().take_while(|item| item.start < tokens.end);
            near.filter(|item| item.end <= tokens.end).any(|item| Self::accepts(ty, item))
        };
        SlotType::ALL.into_iter().filter(fills).fold(0, |all, ty| all | 1 << ty as u16)
    }

    /// Everything with a name.
    pub fn named(&self) -> Vec<Thing> {
        let mention = |item: &Item| match item.filler {
            Filler::Entity(index) => Some(index),
            _ => None,
        };
        let thing = |item: &Item| Thing { span: self.span(item.start..item.end), mention: mention(item) };
        self.things.iter().map(thing).collect()
    }

    /// The types of slots that the mentions within some tokens may fill, one bit each; how many mentions of entities there are, and how many of things.
    pub fn fillers(&self, tokens: &Range<usize>) -> (u16, usize, usize) {
        let fills = |&ty: &SlotType| within(self.lane(ty), tokens).iter().any(|item| Self::accepts(ty, item));
        let types = SlotType::ALL.into_iter().filter(fills).fold(0, |all, ty| all | 1 << ty as u16);
        (types, within(&self.entities, tokens).len(), within(&self.things, tokens).len())
    }

    /// Whether a word with a capital, not the first, belongs to no mention: a name that only an analysis may tell.
    pub fn has_unknown_name(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().skip(1).any(|at| self.is_unknown_name(at))
    }

    /// Whether an office begins among some tokens.
    pub fn has_office(&self, tokens: Range<usize>) -> bool {
        let next = self.offices.partition_point(|item| item.start < tokens.start);
        self.offices.get(next).is_some_and(|item| item.start < tokens.end)
    }

    /// Whether a token may belong to a name that no table knows.
    pub fn is_unknown_name(&self, at: usize) -> bool {
        let covered =
            |lane: &Lane, at: usize| lane.get(lane.partition_point(|i| i.end <= at)).is_some_and(|i| i.start <= at);
        let token = &self.tokens[at];
        token.capital
            && token.kind == TokenKind::Word
            && self.flags(at) == 0
            && ![&self.entities, &self.offices, &self.times].into_iter().any(|lane| covered(lane, at))
    }

    /// Whether a mention may fill a slot of a type.
    pub fn accepts(ty: SlotType, item: &Item) -> bool {
        Self::takes(ty, item.kind)
    }

    /// Whether a slot of a type may be filled by an entity of a kind; `None` for what is no entity, and stands in a lane of its own.
    pub fn takes(ty: SlotType, kind: Option<EntityKind>) -> bool {
        use EntityKind::{Agreement, Organisation, Person, Place};
        match ty {
            SlotType::Person => kind == Some(Person),
            SlotType::Organisation => kind == Some(Organisation),
            SlotType::Place => kind == Some(Place),
            SlotType::Agreement => kind == Some(Agreement),
            SlotType::Party => matches!(kind, Some(Organisation | Place | Person)),
            SlotType::Office | SlotType::Time | SlotType::Quantity => kind.is_none(),
            SlotType::Phrase => false,
            SlotType::Thing => true,
            SlotType::Work => kind.is_none(),
            SlotType::Where => !matches!(kind, Some(Person | Agreement)),
        }
    }

    /// The mention of a lane that begins at a token.
    pub fn item_at(lane: &[Item], token: usize) -> Option<&Item> {
        lane.get(lane.partition_point(|i| i.start < token)).filter(|i| i.start == token)
    }

    /// The end of the noun phrase that begins at a token.
    pub fn phrase_after(&self, start: usize, limit: usize) -> Option<usize> {
        let mut at = start;
        while at < limit && at < start + PHRASE && self.in_phrase(at, at == start) {
            at += 1;
        }
        while at > start && self.is(at - 1, syntax::FUNCTION) {
            at -= 1;
        }
        (at > start).then_some(at)
    }

    /// The noun phrase that ends before a token, without its article.
    pub fn phrase_before(&self, end: usize, first: usize) -> Option<(usize, usize)> {
        let mut at = end;
        while at > first && end - at < PHRASE && self.in_phrase(at - 1, false) {
            at -= 1;
        }
        // An article that follows "of" belongs to the phrase, any other one begins it.
        let opens = |t: &usize| self.is(*t, syntax::DETERMINER) && !(*t > at && self.is(*t - 1, syntax::OF));
        let opener = (at..end).rev().find(opens);
        let start = opener.map_or(at, |t| t + 1);
        let start = (start..end).find(|&t| !self.is(t, syntax::FUNCTION))?;
        Some((self.noun_before(start, first).unwrap_or(start), end))
    }

    /// Where the phrase begins whose noun stands before a preposition in front of a phrase: "*talks* between the towns and the lake", "*entries* for the Lake Prize".
    fn noun_before(&self, start: usize, first: usize) -> Option<usize> {
        let (mut at, mut found) = (start, None);
        for _ in 0..JOINED {
            let article = usize::from(at > first && self.is(at - 1, syntax::DETERMINER));
            let Some(joint) = (at - article).checked_sub(1).filter(|&t| t > first) else { break };
            let flags = self.flags(joint);
            let preposition =
                flags & syntax::PREPOSITION != 0 && flags & (syntax::CONJUNCTION | syntax::OF | syntax::TO) == 0;
            if !preposition && flags & syntax::COORDINATOR == 0 {
                break;
            }
            let Some(noun) = self.nouns_before(joint, first) else { break };
            at = noun;
            if preposition {
                found = Some(noun);
            }
        }
        found
    }

    /// Where the nouns before a token begin, if an article or the beginning of the clause stands before them.
    fn nouns_before(&self, end: usize, first: usize) -> Option<usize> {
        let of = |t: usize| self.is(t, syntax::OF);
        let word = |t: usize| of(t) || self.in_phrase(t, false) && self.flags(t) & syntax::FUNCTION == 0;
        let nouns = (first..end).rev().take_while(|&t| word(t)).take(PHRASE).last().filter(|&t| !of(t))?;
        let mark = |t: usize| self.is_mark(t, ",") || self.is(t, syntax::DETERMINER | syntax::PREPOSITION);
        (nouns == first || mark(nouns - 1)).then_some(nouns)
    }

    fn in_phrase(&self, at: usize, first: bool) -> bool {
        let token = &self.tokens[at];
        let flags = self.flags(at);
        let adverb = if first { 0 } else { syntax::ADVERB };
        let stops = syntax::AUXILIARY
            | syntax::TO
            | syntax::CONJUNCTION
            | syntax::COORDINATOR
            | syntax::PREPOSITION
            | syntax::RELATIVE
            | adverb;
        let inner = match token.kind {
            TokenKind::Word | TokenKind::Number => true,
            TokenKind::Symbol => matches!(self.tokens[at].span.of(&self.text.raw), "$" | "%" | "€" | "£" | "&"),
            TokenKind::Punctuation => token.glued && (self.is_mark(at, "-") || self.is_owner(at)),
        };
        let small = flags & stops != 0 && flags & syntax::DETERMINER == 0 && !self.is_compound(at);
        inner && !small && (Self::item_at(&self.times, at).is_none() || self.is_compound(at))
    }

    /// Whether a token is part of a word with hyphens: "by-election".
    fn is_compound(&self, at: usize) -> bool {
        let hyphen = |t: usize| self.is_mark(t, "-") && self.tokens[t].glued;
        hyphen(at + 1) && self.tokens.get(at + 2).is_some_and(|t| t.glued)
            || at > 0 && hyphen(at - 1) && self.tokens[at].glued
    }

    /// Whether a mark makes an owner of the plural before it: "the trappers' league".
    fn is_owner(&self, at: usize) -> bool {
        let mark = self.is_mark(at, "'") || self.is_mark(at, "’");
        let word = |t: &Token| t.kind == TokenKind::Word;
        mark && at > 0
            && self.lower(at - 1).ends_with('s')
            && self.tokens.get(at + 1).is_some_and(|t| word(t) && !t.glued)
    }

    /// Whether a token is one that the helpers of a verb may consist of.
    pub fn is_helper(&self, at: usize) -> bool {
        self.is(at, syntax::ADVERB | syntax::AUXILIARY | syntax::CATENATIVE | syntax::TO)
    }

    /// Whether a token may come before a phrase without belonging to it.
    pub fn is_small(&self, at: usize) -> bool {
        self.is_helper(at) || self.is(at, syntax::DETERMINER)
    }

    /// Whether the last element of a match is whole: no owner of something else, no title of someone else.
    pub fn ends_whole(&self, parts: &[Part], end: usize, limit: usize) -> bool {
        let Some(tail) = parts.last().and_then(Part::slot) else { return true };
        let owner = tail != SlotType::Phrase && end < limit && self.is_mark(end, "'s");
        if tail == SlotType::Where && self.is_adjective(end, limit) {
            return false;
        }
        let person = Self::item_at(&self.entities, end).is_some_and(|i| i.kind == Some(EntityKind::Person));
        // "Ana Ruiz, ambassador to Norland Olaf Berg": the office of the name behind it, whether or not that is known.
        let titled = person || end < limit && self.is_unknown_name(end);
        !(owner || tail == SlotType::Office && titled)
    }

    /// Whether an office before a comma and a name stands behind another name, whose it may be: "Ana Ruiz, *prime minister, Olaf Berg*, foreign minister".
    pub fn is_anothers(&self, parts: &[Part], office: &Range<usize>) -> bool {
        let listed = parts.first().and_then(Part::slot) == Some(SlotType::Office)
            && parts.get(1).and_then(Part::role) == Some(Role::Mark);
        let article = office.start > 0 && self.is(office.start - 1, syntax::DETERMINER);
        let comma = (office.start - usize::from(article)).checked_sub(1).filter(|&at| self.is_mark(at, ","));
        let name = comma.and_then(|at| {
            let next = self.entities.partition_point(|item| item.end < at);
            self.entities.get(next).filter(|item| item.end == at)
        });
        listed && name.is_some_and(|item| item.kind == Some(EntityKind::Person))
    }

    /// Whether the place that ends before a token is an adjective there: "in the *Norlandic* interior".
    fn is_adjective(&self, end: usize, limit: usize) -> bool {
        let start = self.things[..self.things.partition_point(|i| i.end <= end)].last().map_or(end, |i| i.start);
        let article = start > 0 && self.is(start - 1, syntax::DETERMINER);
        let noun = end < limit
            && self.tokens[end].kind == TokenKind::Word
            && !self.tokens[end].capital
            && self.flags(end) == 0;
        article && noun
    }

    /// Whether a slot that begins a match is the subject of the verb after it: in "the envoy in Norland joined" and "the son of Mayor Ana Ruiz resigned"
    /// the name is not. With a relative clause ("according to Ana Ruiz, who resigned") it does not matter what stands before.
    pub fn is_subject(&self, parts: &[Part], slot: &Range<usize>, verb: usize, first: usize) -> bool {
        let Some(ty) = parts.first().and_then(Part::slot) else { return true };
        let relative = (slot.end..verb).any(|t| self.is(t, syntax::RELATIVE));
        let reduced = matches!(parts.get(1), Some(Part::Words { form: Form::Participle, .. }));
        if ty == SlotType::Time || relative || reduced || !parts.get(1).is_some_and(Part::is_verbal) {
            return true;
        }
        let mut at = slot.start;
        while at > first {
            let titles = self.offices.partition_point(|i| i.end < at);
            match self.offices.get(titles).filter(|i| i.end == at && i.start >= first) {
                Some(office) => at = office.start,
                None if self.is(at - 1, syntax::HONORIFIC | syntax::DETERMINER) => at -= 1,
                None => break,
            }
        }
        if at == first {
            return true;
        }
        let before = self.flags(at - 1);
        let place = Self::item_at(&self.entities, slot.start).is_some_and(|i| i.kind == Some(EntityKind::Place));
        let owned = before & syntax::OF != 0 && !place && ty != SlotType::Phrase;
        !(owned || before & syntax::PREPOSITION != 0 && before & syntax::CONJUNCTION == 0)
    }
}

/// The items of a lane whose tokens stand one behind the other in an order.
fn reordered(lane: &Lane, order: &[u32]) -> Lane {
    let mut found = Lane::new();
    for (start, &token) in order.iter().enumerate() {
        let Some(item) = Ground::item_at(lane, token as usize) else { continue };
        let len = item.end - item.start;
        let whole = order
            .get(start..start + len)
            .is_some_and(|tokens| tokens.iter().zip(item.start..).all(|(&t, i)| t as usize == i));
        if whole {
            found.push(Item { start, end: start + len, ..*item });
        }
    }
    found
}

/// The mentions of a lane that lie within some tokens.
fn within<'a>(lane: &'a [Item], tokens: &Range<usize>) -> &'a [Item] {
    let from = lane.partition_point(|item| item.start < tokens.start);
    let number = lane[from..].iter().take_while(|item| item.end <= tokens.end).count();
    &lane[from..from + number]
}

/// Places spans, which come sorted by start, on tokens; of several that begin at one token the longest stays.
fn lane(text: &Text, spans: &mut dyn Iterator<Item = (Span, Filler, Option<EntityKind>)>) -> Lane {
    let mut lane: Lane = Vec::new();
    for (span, filler, kind) in spans {
        let start = text.ended_by(span.start);
        let end = start + text.tokens[start..].iter().take_while(|t| t.span.start < span.end).count();
        if start == end {
            continue;
        }
        let item = Item { start, end, filler, kind };
        match lane.last_mut() {
            Some(last) if last.start == start => {
                if last.end < end {
                    *last = item;
                }
            }
            Some(last) if last.start > start => {}
            _ => lane.push(item),
        }
    }
    lane
}
