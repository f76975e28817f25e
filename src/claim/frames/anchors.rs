//! What a figure hangs on: the few words that tell what it is the measure of, read from its own clause.
//!
//! "The court fined the firm 58,000 euros" hangs on `court`, `fine` and `firm`; "the new quay, built by a guild, cost 3 million" on the measure `cost`, which the `quay` bears. What
//! prepositions put beneath another word ("attendance at the match") is kept apart: it may tell two figures of one name from each other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Cover, Framer, class};
use crate::quantity::Quantity;
use crate::text::TokenKind;

/// What stands for all that a share of a ballot may be of.
const VOTE: &str = "vote";
/// Words before a figure that it may hang on.
const BEFORE: usize = 4;
/// Words behind a count that tell what was done to what is counted.
const BEHIND: usize = 2;
/// Bytes up to which a word is a part of another one, or tells nothing.
const SHORT: usize = 2;
/// Tokens between two commas that part a verb from its subject.
const INSERTED: usize = 12;
/// Tokens of a noun group behind its preposition.
const GROUP: usize = 6;

/// The words that a figure hangs on, canonical lemmas, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchors {
    /// Nouns and verbs: "fine", "fee", "gust".
    pub words: Vec<String>,
    /// Words right before one of these nouns, or before what is counted, that tell it from others of its kind, each with its noun: "office" of "rent". Sorted.
    pub kinds: Vec<(String, String)>,
    /// Words for what many things have, of which it matters what bears them: "cost", "worth".
    pub measures: Vec<String>,
    /// What bears them, if a noun or a name stands there.
    pub bearer: Option<Bearer>,
    /// Nouns that a preposition puts beneath what the figure hangs on, or beneath the figure, but for those who do it ("by the court").
    pub beneath: Vec<String>,
    /// Nouns behind "by": those who do it.
    pub doers: Vec<String>,
    /// The names that one so puts there, in lower case.
    pub sites: Vec<String>,
}

/// What bears a measure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bearer {
    /// The key of what has a name.
    Name(String),
    /// The lemma of a noun.
    Noun(String),
}

impl Framer<'_> {
    /// What a figure hangs on; `after` is the token behind all that it counts or is of.
    pub(super) fn anchors(&self, quantity: &Quantity, after: usize, sentence: Range<usize>) -> Anchors {
        let mut anchors = Anchors::default();
        let start = self.text.tokens_in(quantity.span).start;
        self.anchors_before(start, sentence.start, &mut anchors);
        self.anchors_behind(start, after, sentence.clone(), &mut anchors);
        let counted = quantity.noun.filter(|_| quantity.unit.is_none()).map(|noun| self.text.tokens_in(noun));
        if let Some((noun, measured)) = counted.zip(quantity.measured.as_ref()) {
            let mut words = Vec::new();
            (noun.start..noun.end.saturating_sub(1)).for_each(|i| self.anchor(i, &mut words));
            anchors.kinds.extend(words.into_iter().map(|word| (word, measured.clone())));
        }
        let behind = (after..sentence.end.min(after + GROUP)).take_while(|&i| !self.ends_clause(i));
        for i in behind {
            match self.is_beneath(i, sentence.start) {
                Some("by") => self.anchor(i, &mut anchors.doers),
                Some(_) => self.put_beneath(i, true, &mut anchors),
                None => {}
            }
        }
        anchors.kinds.sort_unstable();
        // "57 percent of the vote", "57 percent"
        let votes = quantity.of.and_then(|of| self.base(of)).filter(|base| self.tables.default_bases.contains(base));
        anchors.words.extend(votes.filter(|_| quantity.is_share()).map(|_| VOTE.to_owned()));
        for list in
            [&mut anchors.words, &mut anchors.measures, &mut anchors.beneath, &mut anchors.doers, &mut anchors.sites]
        {
            list.sort_unstable();
            list.dedup();
        }
        anchors
    }

    fn anchors_before(&self, start: usize, first: usize, anchors: &mut Anchors) {
        let (mut at, mut taken) = (start, 0);
        let mut noun = None;
        while at > first && taken < BEFORE {
            at -= 1;
            let lower = self.text.lower(at);
            if self.is_figure(at) || self.is_boundary(at) || taken > 0 && matches!(lower, "," | "and" | "or") {
                break;
            }
            if lower == "," {
                // "The gusts, at the cape, reached …"
                let opens = (first.max(at.saturating_sub(INSERTED))..at).rev().find(|&i| self.text.lower(i) == ",");
                let Some(opens) = opens else { break };
                at = opens;
            } else if self.lemma_is(at, class::MEASURING) {
                anchors.measures.push(self.tables.canonical(self.text.lemma(at)).to_owned());
                anchors.bearer = anchors.bearer.take().or_else(|| self.bearer(at, first));
                taken += 1;
            } else if let Some(by) = self.is_beneath(at, first) {
                if by != "by" {
                    self.put_beneath(at, taken == 0, anchors);
                }
            } else {
                let before = anchors.words.len();
                self.anchor(at, &mut anchors.words);
                if anchors.words.len() > before {
                    taken += 1;
                    if noun == Some(at + 1) {
                        let last = &anchors.words[before - 1..];
                        anchors.kinds.push((last[1].clone(), last[0].clone()));
                    }
                    noun = (!self.is_event(at)).then_some(at);
                }
            }
        }
    }

    fn anchors_behind(&self, start: usize, after: usize, sentence: Range<usize>, anchors: &mut Anchors) {
        let mut taken = 0;
        for i in after..sentence.end {
            let auxiliary = self.is(i, class::AUXILIARY);
            let opens = self.is(i, class::STOP | class::BENEATH | class::PREPOSITION) && !auxiliary;
            if self.ends_clause(i) || opens || taken == BEHIND {
                break;
            }
            if self.lemma_is(i, class::MEASURING) {
                anchors.measures.push(self.tables.canonical(self.text.lemma(i)).to_owned());
                anchors.bearer = anchors.bearer.take().or_else(|| self.bearer(start, sentence.start));
                taken += 1;
            } else if !auxiliary {
                self.anchor(i, &mut anchors.words);
                taken += 1;
            }
        }
    }

    /// What prepositions put beneath what moves: "profit at the bank's savings arm".
    pub(super) fn beneath_moved(&self, [head, verb]: [usize; 2], sentence: Range<usize>, anchors: &mut Anchors) {
        let from = head.min(verb) + 1;
        let behind = (head.max(verb) + 1..sentence.end).take_while(|&i| !self.ends_clause(i)).take(GROUP);
        for i in (from..head.max(verb)).chain(behind) {
            if self.is_beneath(i, sentence.start).is_some_and(|by| by != "by") {
                self.put_beneath(i, true, anchors);
            }
        }
        anchors.beneath.sort_unstable();
        anchors.beneath.dedup();
    }

    /// What tells one thing that moves from others of its noun: words right before it, and behind "of", up to the word of movement.
    pub(super) fn kind_of(&self, head: usize, first: usize, end: usize) -> Vec<String> {
        let mut words = Vec::new();
        let content =
            |i: &usize| !self.ends_clause(*i) && !self.is(*i, class::STOP | class::AUXILIARY | class::PREPOSITION);
        let owner = |i: usize| i + 1 < head && self.is_possessive(i + 1);
        (first..head).rev().take_while(content).take_while(|&i| !owner(i)).for_each(|i| self.anchor(i, &mut words));
        if head + 1 < end && self.text.lower(head + 1) == "of" {
            (head + 2..end)
                .skip_while(|&i| self.is_determiner(i))
                .take_while(content)
                .for_each(|i| self.anchor(i, &mut words));
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Takes a content word that belongs to no name, figure or time.
    fn anchor(&self, i: usize, into: &mut Vec<String>) {
        let word = self.text.token(i).kind == TokenKind::Word && self.cover[i] == Cover::Nothing;
        let empty = self.is(i, class::STOP | class::AUXILIARY | class::PREPOSITION)
            || self.lemma_is(i, class::STOP | class::LINKING) && !self.is_done(i);
        // "Re-elected"
        let short = self.text.token(i).span.len() <= SHORT;
        if word && !empty && !short && !self.text.lower(i).ends_with("ly") {
            into.push(self.tables.canonical(self.text.lemma(i)).to_owned());
        }
    }

    fn put_beneath(&self, i: usize, near: bool, anchors: &mut Anchors) {
        if near {
            self.anchor(i, &mut anchors.beneath);
        }
        if self.text.token(i).capital && self.cover[i] != Cover::Time {
            anchors.sites.push(self.text.lower(i).to_owned());
        }
    }

    fn ends_clause(&self, i: usize) -> bool {
        let within = matches!(self.text.lower(i), "-" | "'" | "’");
        let mark = self.text.token(i).kind == TokenKind::Punctuation && !within;
        mark || self.is_boundary(i) || self.is_figure(i) || matches!(self.text.lower(i), "and" | "or")
    }

    /// The preposition that puts a noun beneath another word, if one opens its group.
    pub(super) fn is_beneath(&self, i: usize, first: usize) -> Option<&str> {
        // "Fell", "to close"
        let infinitive =
            i > first && self.text.lower(i - 1) == "to" && self.text.token(i).lower == self.text.token(i).lemma;
        if (self.is_event(i) || infinitive && !self.text.token(i).capital) && self.cover[i] == Cover::Nothing {
            return None;
        }
        for at in (first.max(i.saturating_sub(GROUP))..i).rev() {
            // "Start-up"
            let part = |i: usize| matches!(self.text.lower(i), "-" | "'" | "’");
            if part(at) || part(at + 1) || at > 0 && part(at - 1) {
                continue;
            }
            if self.is(at, class::BENEATH | class::PREPOSITION) {
                return Some(self.text.lower(at));
            }
            // A group ends where its determiner stands: "in Kelm the price".
            if matches!(self.text.lower(at), "a" | "an" | "the" | "this" | "its" | "their")
                && self.cover[at] != Cover::Time
            {
                let opens = at > first && self.is(at - 1, class::BENEATH | class::PREPOSITION);
                return opens.then(|| self.text.lower(at - 1));
            }
            let possessive = self.is_possessive(at);
            let empty = self.is(at, class::STOP | class::AUXILIARY) || self.lemma_is(at, class::LINKING);
            let verb = self.cover[at] == Cover::Nothing && self.is_event(at) && self.lemma_is(at, class::LINKING);
            if self.ends_clause(at) || verb || empty && !possessive && self.cover[at] != Cover::Time {
                return None;
            }
        }
        None
    }

    /// What bears a measure: the subject of a verb ("the quay, built by a guild, cost"), or what a relative clause or an apposition takes up ("the cup, which is worth").
    fn bearer(&self, verb: usize, first: usize) -> Option<Bearer> {
        let mut at = verb;
        while at > first {
            at -= 1;
            let lower = self.text.lower(at);
            if lower == "," {
                let opens = (first.max(at.saturating_sub(INSERTED))..at).rev().find(|&i| self.text.lower(i) == ",");
                // "Along with the cup, worth 5,000 euros" touches its noun.
                at = opens.filter(|_| at + 1 == verb && !self.touches(verb)).unwrap_or(at);
                continue;
            }
            match self.cover[at] {
                Cover::Entity(e) => {
                    let mention = &self.mentions.entities.mentions[e as usize];
                    let Some(id) = mention.entity else { continue };
                    return Some(Bearer::Name(self.mentions.entities.get(id).key.clone()));
                }
                Cover::Quantity(_) | Cover::Time => continue,
                Cover::Nothing => {}
            }
            let mut noun = Vec::new();
            self.anchor(at, &mut noun);
            let beneath = || !self.touches(verb) && self.is_beneath(at, first).is_some();
            if let Some(noun) = noun.pop().filter(|_| !beneath()) {
                let name = self.text.token(at).capital && at > first;
                return Some(if name { Bearer::Name(noun) } else { Bearer::Noun(noun) });
            }
        }
        None
    }

    /// Whether a word of measuring is no verb with a subject of its own, but stands right behind what bears the measure.
    fn touches(&self, at: usize) -> bool {
        self.text.lower(at) == "worth"
    }
}
