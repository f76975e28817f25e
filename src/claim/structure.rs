//! What a document announces about itself: a count and the list that follows, parties and those who sign for them.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::entity::{EntityKind, OfficeMention};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::quantity::Bounds;
use crate::source::{Block, BlockKind, Span};
use crate::text::{Text, TokenKind};

/// An announcement and what it announces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    /// "three recommendations:" and the items of the list below.
    Count {
        /// The number announced.
        announced: u32,
        /// What is counted.
        noun: String,
        /// The number and its noun.
        span: Span,
        /// The outermost items, in order.
        items: Vec<Span>,
    },
    /// "X and Y (the Participants)" and the signatures below.
    Parties {
        /// What the parties call themselves.
        term: String,
        /// The parties named.
        parties: Vec<Span>,
        /// "both participants", where the text says so.
        both: Option<Span>,
        /// The signatories: line, and whether their office is one of the parties.
        signatories: Vec<(Span, bool)>,
    },
    /// "Three specialists consulted by" and "both Ruiz and Vell", who are those that the text goes on to name.
    People {
        /// The number announced.
        announced: u32,
        /// What they are called.
        noun: String,
        /// The number and its noun.
        span: Span,
        /// "Both Ruiz and Vell".
        both: Span,
    },
    /// One function of one meeting that two persons are told to have.
    Holders {
        /// The function.
        office: String,
        /// Where each is told to have it, and the name.
        holders: Vec<(Span, String)>,
    },
}

/// The word lists of this module, from `claim/structure`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    partial_words: FxHashSet<String>,
    parties: FxHashSet<String>,
    closing: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/structure`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/structure", problems)
    }
}

/// The announcements of a document.
pub(crate) fn find(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Listing> {
    let mut found = counts(text, mentions, tables);
    found.extend(parties(text, mentions, tables));
    found
}

fn counts(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Listing> {
    let mut found = Vec::new();
    // Where the last item of each list stands.
    let item = |(i, block): (usize, &Block)| match block.kind {
        BlockKind::Item { list, .. } => Some((list, i)),
        _ => None,
    };
    let ends: FxHashMap<u32, usize> = text.blocks.iter().enumerate().filter_map(item).collect();
    for (i, pair) in text.blocks.windows(2).enumerate() {
        let (BlockKind::Item { list, depth: 0, .. }, false) =
            (&pair[1].kind, matches!(pair[0].kind, BlockKind::Item { .. }))
        else {
            continue;
        };
        let items: Vec<Span> = text.blocks[i + 1..]
            .iter()
            .take_while(|b| matches!(b.kind, BlockKind::Item { list: l, depth, .. } if l == *list || depth > 0))
            .filter(|b| matches!(b.kind, BlockKind::Item { depth: 0, .. }))
            .map(|b| b.span)
            .collect();
        let after = ends.get(list).map_or(0, |last| last + 1);
        let goes_on = text.blocks.iter().skip(after).take(AFTER).any(|b| matches!(b.kind, BlockKind::Item { .. }));
        if let Some((announced, noun, span)) = announced(text, mentions, tables, &pair[0])
            && items.len() > 1
            && !goes_on
            && !items.iter().all(|item| begins_with_number(text, *item))
        {
            found.push(Listing::Count { announced, noun, span, items });
        }
    }
    found
}

/// Most tokens between what is announced and the colon.
const TAIL: usize = 10;
/// Blocks after a list in which more items show that it was not at its end.
const AFTER: usize = 3;

/// The count that the last sentence before a list announces, if it ends in a colon and promises a complete list.
fn announced(text: &Text, mentions: &Mentions, tables: &Tables, block: &Block) -> Option<(u32, String, Span)> {
    let tokens = text.tokens_in(block.span);
    if tokens.is_empty() || text.lower(tokens.end - 1) != ":" {
        return None;
    }
    let sentence = &text.sentences[text.sentence_at(text.token(tokens.end - 1).span.start)?];
    announced_in(text, mentions, tables, sentence.tokens.start as usize..tokens.end)
}

/// The count that the words up to a colon announce: the only one among them, or the one that stands right before the colon.
fn announced_in(text: &Text, mentions: &Mentions, tables: &Tables, words: Range<usize>) -> Option<(u32, String, Span)> {
    if words.clone().any(|i| {
        tables.partial_words.contains(text.lemma(i))
            || text.lower(i) == "of" && i + 1 < words.end && is_these(text.lower(i + 1))
    }) {
        return None;
    }
    let span = text.span(words.clone());
    let first = mentions.quantities.partition_point(|q| q.span.start < span.start);
    let near = mentions.quantities[first..].iter().take_while(|q| q.span.start < span.end);
    let inside: Vec<_> = near.filter(|q| span.contains(q.span) && !q.ordinal).collect();
    let quantity = *inside.last()?;
    let left = words.end.saturating_sub(text.tokens_in(quantity.span).end);
    let exact = quantity.bound == Bounds::Exact && quantity.unit.is_none();
    let number: u32 = quantity.number.as_ref()?.parse().ok()?;
    if inside.len() > 1 && left > 1 || !exact || !(2..=40).contains(&number) {
        return None;
    }
    let noun = quantity.measured.clone()?;
    let plural = quantity.noun.is_some_and(|n| text.of(n).ends_with('s'));
    (plural && left <= TAIL).then_some((number, noun, quantity.span))
}

/// Whether a line tells how many of what was announced are of one kind ("21 in the workshop").
fn begins_with_number(text: &Text, item: Span) -> bool {
    let first = text.tokens_in(item).start;
    text.tokens.get(first).is_some_and(|token| token.kind == TokenKind::Number)
}

fn is_these(word: &str) -> bool {
    matches!(word, "these" | "them" | "those" | "which" | "the")
}

/// Parties that give themselves a common name in the opening sentence, and the signature lines after the closing formula.
fn parties(text: &Text, mentions: &Mentions, tables: &Tables) -> Option<Listing> {
    let (sentence, term_at) = text.sentences.iter().enumerate().take(12).find_map(|(s, sentence)| {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let defined = tokens.clone().any(|i| matches!(text.lower(i), "hereinafter" | "hereafter" | "collectively"));
        let term = tokens.clone().rev().find(|&i| tables.parties.contains(text.lower(i)));
        term.filter(|_| defined).map(|t| (s, t))
    })?;
    let sentence = &text.sentences[sentence];
    let named: Vec<Party> = named_parties(mentions, sentence.span, text.token(term_at).span.start);
    let lines = signature_lines(text, mentions, tables);
    if named.len() < 2 || lines.is_empty() {
        return None;
    }
    let signatories: Vec<(Span, bool)> =
        lines.iter().map(|(span, office)| (*span, named.iter().any(|p| p.covers(office)))).collect();
    let both = named.len() == 2 && signatories.len() > 2;
    let both = both.then(|| find_both(text, text.lower(term_at))).flatten();
    Some(Listing::Parties {
        term: text.raw(term_at).to_owned(),
        parties: named.iter().map(Party::span).collect(),
        both,
        signatories,
    })
}

enum Party<'a> {
    Body(Span, &'a str),
    Office(&'a OfficeMention),
}

impl Party<'_> {
    fn span(&self) -> Span {
        match self {
            Party::Body(span, _) => *span,
            Party::Office(office) => office.span,
        }
    }

    /// Whether the holder of an office can sign for the party.
    fn covers(&self, office: &OfficeMention) -> bool {
        match self {
            Party::Body(_, key) => office.body.as_deref() == Some(key),
            Party::Office(party) => {
                party.role == office.role
                    && party.portfolio.iter().all(|w| office.portfolio.contains(w))
                    && party.body == office.body
            }
        }
    }
}

fn named_parties(mentions: &Mentions, sentence: Span, before: u32) -> Vec<Party<'_>> {
    let within = |span: Span| sentence.contains(span) && span.end <= before;
    let offices: Vec<&OfficeMention> = mentions.entities.offices.iter().filter(|o| within(o.span)).collect();
    let mut all: Vec<Party> = mentions
        .entities
        .mentions
        .iter()
        .filter(|m| {
            m.kind == EntityKind::Organisation && within(m.span) && !offices.iter().any(|o| o.span.overlaps(m.span))
        })
        .filter_map(|m| Some(Party::Body(m.span, mentions.entities.get(m.entity?).key.as_str())))
        .collect();
    all.extend(offices.into_iter().map(Party::Office));
    all.sort_by_cached_key(Party::span);
    all
}

/// The lines after the closing formula that name a person with an office.
fn signature_lines<'a>(text: &Text, mentions: &'a Mentions, tables: &Tables) -> Vec<(Span, &'a OfficeMention)> {
    let closing = text.blocks.iter().position(|b| {
        let tokens = text.tokens_in(b.span);
        tokens.len() > 2
            && tables.closing.contains(text.lemma(tokens.start))
            && matches!(text.lower(tokens.start + 1), "at" | "in" | "on" | "this")
    });
    let Some(closing) = closing else { return Vec::new() };
    text.blocks[closing + 1..]
        .iter()
        .filter(|b| b.span.len() < 200)
        .filter_map(|b| {
            let (all, offices) = (&mentions.entities.mentions, &mentions.entities.offices);
            let from = all.partition_point(|m| m.span.start < b.span.start);
            let mut inside = all[from..].iter().take_while(|m| m.span.start < b.span.end);
            let person = inside.any(|m| m.kind == EntityKind::Person && b.span.contains(m.span));
            let from = offices.partition_point(|o| o.span.start < b.span.start);
            let office =
                offices[from..].iter().take_while(|o| o.span.start < b.span.end).find(|o| b.span.contains(o.span))?;
            person.then_some((b.span, office))
        })
        .collect()
}

fn find_both(text: &Text, term: &str) -> Option<Span> {
    (1..text.tokens.len())
        .find(|&i| text.lower(i) == term && text.lower(i - 1) == "both")
        .map(|i| text.span(i - 1..i + 1))
}
