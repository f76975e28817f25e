//! Sentences as the words they are made of, with what they tell and deny: two texts that are laid side by side are lined up by them.
//!
//! They are read only where asked for ([`Extractor::passages`](super::Extractor::passages)), since every sentence has some.

mod denials;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::alike::{AlikeWords, Share};
use super::context::ContextReader;
use super::contraries::{Contrary, ContraryWords, Outside};
use super::frames::Framer;
use super::opposites::Opposites;
use super::{ClaimTables, hash};
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::{ByWord, Sentence, TokenKind};

/// A word of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageWord {
    /// Where it stands.
    pub span: Span,
    /// A hash of its lemma, or of the word that stands for all of its meaning.
    pub hash: u32,
    /// Which pairs of words that exclude each other it belongs to, if any: an index into [`Opposites`]' classes.
    pub opposites: u16,
    /// The group of the words that say nearly the same, if any.
    pub alike: u16,
    /// A hash of the word as it is written.
    pub form: u32,
    /// A hash of the word that it denies by how it begins ("unknown"); 0 if there is none.
    pub turned: u32,
    /// Whether it tells only how, when or how much something is done ("actively").
    pub beside: bool,
    /// Whether it stands behind a preposition by which a statement may be limited to a part ("at the hospital").
    pub limiting: bool,
    /// What holds it back.
    pub held: Held,
}

/// What keeps a word of a sentence from telling a fact, by the words of its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Whether it is denied, or stands in a part of the sentence that denies something.
    pub denied: bool,
    /// Whether a word before it says that something may be.
    pub possible: bool,
    /// Whether a word before it tells what is meant to be.
    pub meant: bool,
}

/// A value that a passage tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageValue {
    /// Where it stands.
    pub span: Span,
    /// Which one.
    pub told: PassageItem,
    /// A hash of the word before it that bounds it ("before 2014", "until May"); 0 if there is none.
    pub bound: u32,
}

/// A figure or a time, as an index into the document's quantities or times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PassageItem {
    /// A figure.
    Figure(u32),
    /// A time.
    Time(u32),
}

/// How a sentence denies something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denying {
    /// Plainly: "did not sign".
    Plainly,
    /// By a verb, or of each of several things: "denied that it signed", "none of the ships". It is held against sentences of nearly the same words alone.
    Around,
    /// By what kept it from being done: "refused to sign", "was unable to sign", "has yet to sign".
    Undone,
    /// Of each of two things: "neither timber nor grain".
    Each,
    /// For now: "no longer signs". It may have been so before.
    Now,
    /// Of what stands right behind another word, without a verb of its own: "pleaded not guilty".
    Behind,
    /// Of one thing beside others: "raised the rents, but not the wages".
    Except,
}

/// What a sentence denies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// From the word that denies to the last one that it denies.
    pub span: Span,
    /// How.
    pub how: Denying,
    /// Hashes of the words that deny, where these carry content ("refuse").
    pub by: Vec<u32>,
    /// Hashes of the content words that are denied, in order; the first is what is said not to be.
    pub focus: Vec<u32>,
    /// Those of them that are parts of names: "was not born in Arvenne" says nothing of another country.
    pub names: Vec<u32>,
    /// A hash of the content word right before it; 0 if there is none.
    pub behind: u32,
    /// The part of its sentence that it belongs to, up to the next "but", "because", "while" or mark.
    pub clause: Span,
}

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// Its content words in order, without those of figures and times.
    pub words: Vec<PassageWord>,
    /// Its phrases that exclude others.
    pub contraries: Vec<Contrary>,
    /// What it tells, but for parts ("nine other men") and alternatives ("in 1889 or 1890").
    pub values: Vec<PassageValue>,
    /// What it denies, if it denies one thing.
    pub denial: Option<Denial>,
    /// What it denies plainly in several clauses, each by itself.
    pub further: Vec<Denial>,
    /// The one word of quantity that it holds, if it is one: where, how much, and a hash of the first content word behind it.
    pub share: Option<(Span, Share, u32)>,
    /// Hashes of its small words that tell of something else where only one of two sentences has them ("again", "before", "other").
    pub small: Vec<u32>,
    /// Hashes of words that limit what it tells ("again", "alone", "every").
    pub limits: Vec<u32>,
    /// Whether it holds any word that denies.
    pub denies: bool,
    /// Whether an auxiliary of the past stands in it.
    pub past: bool,
    /// Whether it says that something may be.
    pub possible: bool,
    /// Whether it tells what is meant to be, ought to be, nearly was, or is said by hearsay.
    pub meant: bool,
    /// Whether it asks, or makes a condition.
    pub open: bool,
}

/// Longest sentence that is lined up, in tokens; longer ones are lists and tables.
const LONGEST: usize = 120;
/// Tokens on either side of a value among which "or" tells that it is one of several.
const BESIDE: usize = 2;
/// Tokens behind a preposition that belong to its phrase.
const PHRASE: usize = 4;
/// Tokens behind a word of quantity among which that stands of which it tells.
const BEHIND: usize = 6;

/// The passages of a text.
pub(super) fn find(framer: &Framer<'_>, contexts: &ContextReader<'_>, tables: &ClaimTables) -> Vec<Passage> {
    let text = framer.text;
    let sentences = text.sentences.iter().filter(|s| s.tokens.len() <= LONGEST);
    let opposites = &tables.opposites;
    let (numbers, alike, contraries) = (opposites.numbers.of(text), tables.alike.of(text), tables.contraries.of(text));
    let reader = Reader { framer, contexts, opposites, numbers, alike, contraries };
    let mut passages: Vec<Passage> = sentences.map(|sentence| reader.read(sentence)).collect();
    let figures = framer.mentions.quantities.iter().enumerate().map(|(i, q)| (q.span, PassageItem::Figure(i as u32)));
    let times = framer.mentions.times.iter().enumerate().map(|(i, t)| (t.span, PassageItem::Time(i as u32)));
    for (span, told) in figures.chain(times) {
        let at = passages.partition_point(|passage| passage.span.end <= span.start);
        if let Some(passage) = passages.get_mut(at).filter(|passage| passage.span.contains(span)) {
            passage.values.extend(value(framer, span, told));
        }
    }
    passages
}

/// Reads the sentences of one text.
struct Reader<'a> {
    framer: &'a Framer<'a>,
    contexts: &'a ContextReader<'a>,
    opposites: &'a Opposites,
    numbers: ByWord<u16>,
    alike: AlikeWords<'a>,
    contraries: ContraryWords<'a>,
}

impl Reader<'_> {
    fn read(&self, sentence: &Sentence) -> Passage {
        let (text, contexts) = (self.framer.text, self.contexts);
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let asks = |i: usize| text.lower(i) == "?";
        let denials::Walked { held, markers, possible, meant } = self.walk(tokens.clone());
        let denial = self.denied(&markers, &tokens);
        let share = self.share(tokens.clone());
        Passage {
            span: sentence.span,
            words: self.words(tokens.clone(), &held),
            contraries: self.contraries(tokens.clone()),
            values: Vec::new(),
            further: if denial.is_none() { self.several(&markers, &tokens) } else { Vec::new() },
            denial,
            share,
            small: self.small(tokens.clone(), share.map(|(span, ..)| span)),
            limits: tokens.clone().filter(|&i| self.alike.is_limit(i)).map(|i| short_hash(text.lower(i))).collect(),
            denies: !markers.is_empty(),
            past: tokens.clone().any(|i| contexts.is_past(i) || text.lower(i) == "could"),
            possible,
            meant,
            open: tokens.clone().any(|i| asks(i) || contexts.is_conditional(i)),
        }
    }

    /// The content words, each phrase that stands for one as this one.
    fn words(&self, tokens: Range<usize>, held: &[Held]) -> Vec<PassageWord> {
        let text = self.framer.text;
        let mut words = Vec::new();
        let mut end = tokens.start;
        for i in tokens.clone().filter(|&i| !self.contexts.is_negator(i)) {
            if i < end {
                continue;
            }
            let phrase = self.alike.phrase(i, tokens.end);
            let Some(word) = phrase.map(|(_, word)| word).or_else(|| self.framer.content(i)) else { continue };
            end = phrase.map_or(i + 1, |(count, _)| i + count);
            let opposites = self.opposites.number_of(self.framer, &self.numbers, i, word);
            let alike = phrase.map_or_else(|| self.alike.group(i), |(_, word)| self.alike.group_of(word));
            let written = text.lower(i);
            let (form, turned) = (short_hash(written), self.opposites.base(written).map_or(0, short_hash));
            let (span, hash, beside) = (text.span(i..end), short_hash(word), self.alike.is_beside(i));
            let near = tokens.start.max(i.saturating_sub(PHRASE))..i;
            let limiting =
                near.rev().take_while(|&j| text.token(j).kind == TokenKind::Word).any(|j| self.alike.is_limiting(j));
            let held = held.get(i - tokens.start).copied().unwrap_or_default();
            words.push(PassageWord { span, hash, opposites, alike, form, turned, beside, limiting, held });
        }
        words
    }

    /// The phrases that exclude others, with what stands beside them.
    fn contraries(&self, tokens: Range<usize>) -> Vec<Contrary> {
        let contexts = self.contexts;
        let outside = |range: &Range<usize>| {
            let any = |is: &dyn Fn(usize) -> bool| tokens.clone().any(|i| !range.contains(&i) && is(i));
            Outside {
                denies: any(&|i| self.denies(i)),
                possible: any(&|i| contexts.is_possible(i)),
                meant: any(&|i| contexts.is_meant(i) || self.alike.is_short_of(i)),
                past: any(&|i| contexts.is_past(i)),
                present: any(&|i| contexts.is_present(i)),
                partial: tokens.start < range.start && self.is_partial(tokens.start..range.start),
            }
        };
        let small = |range: &Range<usize>| self.small(range.clone(), self.share(range.clone()).map(|(span, ..)| span));
        self.contraries.find(tokens.clone(), outside, small)
    }

    /// Whether some tokens tell of some of several alone: "two members", "many boats".
    fn is_partial(&self, tokens: Range<usize>) -> bool {
        let text = self.framer.text;
        let span = text.span(tokens.clone());
        let counted = |q: &Quantity| span.contains(q.span) && !q.ordinal;
        let quantities = self.framer.mentions.quantities.iter();
        tokens.clone().any(|i| self.contraries.is_partial(i)) || quantities.into_iter().any(counted)
    }

    /// The small words, but for those of quantity, denial and time.
    fn small(&self, tokens: Range<usize>, quantity: Option<Span>) -> Vec<u32> {
        let text = self.framer.text;
        let is_small = |i: &usize| {
            text.token(*i).kind == TokenKind::Word
                && !self.alike.is_neutral(*i)
                && !self.contexts.is_negator(*i)
                && self.framer.content(*i).is_none()
        };
        let told = |i: &usize| {
            let span = text.token(*i).span;
            let over = |other: Span| other.contains(span);
            let times = self.framer.mentions.times.iter().any(|time| over(time.span));
            !times && !quantity.is_some_and(over)
        };
        let mut small: Vec<u32> = tokens.filter(is_small).filter(told).map(|i| short_hash(text.lemma(i))).collect();
        small.sort_unstable();
        small.dedup();
        small
    }

    fn denies(&self, i: usize) -> bool {
        self.contexts.is_negator(i) || self.contexts.is_barring(i) || self.contexts.is_denying(i) || self.is_yet_to(i)
    }

    /// Whether a token is the "yet" of "has yet to sign".
    fn is_yet_to(&self, i: usize) -> bool {
        let text = self.framer.text;
        text.lower(i) == "yet"
            && i > 0
            && matches!(text.lemma(i - 1), "be" | "have")
            && i + 1 < text.tokens.len()
            && text.lower(i + 1) == "to"
    }

    /// The one phrase of quantity of a sentence; `None` if it holds several, or denies outside of it.
    fn share(&self, tokens: Range<usize>) -> Option<(Span, Share, u32)> {
        let mut found: Option<(Range<usize>, Share)> = None;
        let mut i = tokens.start;
        while i < tokens.end {
            let Some((count, share)) = self.alike.share(i, tokens.end) else {
                i += 1;
                continue;
            };
            if let Some(share) = share
                && found.replace((i..i + count, share)).is_some()
            {
                return None;
            }
            i += count;
        }
        let (at, share) = found?;
        let outside = tokens.clone().any(|i| !at.contains(&i) && self.denies(i));
        let of = (at.end..tokens.end.min(at.end + BEHIND)).find_map(|i| self.framer.content(i))?;
        (!outside).then(|| (self.framer.text.span(at), share, short_hash(of)))
    }
}

fn value(framer: &Framer<'_>, span: Span, told: PassageItem) -> Option<PassageValue> {
    let text = framer.text;
    let inside = text.tokens_in(span);
    let before = inside.start.saturating_sub(BESIDE)..inside.start;
    let behind = inside.end..text.tokens.len().min(inside.end + BESIDE);
    if inside.is_empty() || before.clone().chain(inside.clone()).chain(behind).any(|i| text.lower(i) == "or") {
        return None;
    }
    if let PassageItem::Figure(index) = told
        && framer.is_partial(&framer.mentions.quantities[index as usize], inside.start)
    {
        return None;
    }
    let timed = matches!(told, PassageItem::Time(_));
    let bound = before.rev().find(|&i| timed && framer.bounds(i)).map_or(0, |i| short_hash(text.lower(i)));
    Some(PassageValue { span, told, bound })
}

pub(super) fn short_hash(word: &str) -> u32 {
    hash(word.bytes()) as u32
}
