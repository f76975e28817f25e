//! Ranks: "the country's second-largest city", "the 41st president of Arvenne", "the highest mountain in Ardania". The question is who or what is ranked, among what, by what;
//! the answer is the rank. A superlative alone is the first rank. Places without a noun ("third seed", "was placed eighth") stand in [`places`].

mod places;

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::extract::{RANK, Reader};
use super::named::SOMEBODY;
use super::{Bearing, Claim, Frame, Referent, Value};
use crate::diagnostic::Problem;
use crate::entity::EntityKind;
use crate::extent::Extent;
use crate::lexicon::Lexicon;
use crate::quantity::{Bounds, Quantity};
use crate::source::Span;
use crate::text::{ByWord, Text, TokenKind, Vocabulary, WordMap};

/// The slot of what is ranked.
const SUBJECT: &str = "subject";
/// The key of the event of which a story tells, where the words name none: "the second-deadliest crash in the country's history".
pub const EVENT: &str = "event";
/// Words between a rank and its noun, and of a subject without a name.
const WORDS: usize = 4;
/// Tokens behind a rank that tell what it is taken over.
const SCOPE: usize = 8;
/// Most tokens in brackets behind a subject.
const BRACKET: usize = 24;

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    superlatives: BTreeMap<String, Vec<String>>,
    words: Words,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Words {
    determiners: Vec<String>,
    adverbs: Vec<String>,
    verbs: Vec<String>,
    shared: Vec<String>,
    denials: Vec<String>,
    scopes: Vec<String>,
    wholes: Vec<String>,
    events: Vec<String>,
    seats: Vec<String>,
    tops: Vec<String>,
    placing: Vec<String>,
}

mod class {
    pub const DETERMINER: u32 = 1;
    pub const ADVERB: u32 = 1 << 1;
    pub const VERB: u32 = 1 << 2;
    pub const SHARED: u32 = 1 << 3;
    pub const DENIAL: u32 = 1 << 4;
    pub const SCOPE: u32 = 1 << 5;
    pub const WHOLE: u32 = 1 << 6;
    /// Ends a superlative.
    pub const SUPERLATIVE: u32 = 1 << 7;
    pub const EVENT: u32 = 1 << 8;
    pub const SEAT: u32 = 1 << 9;
    pub const TOP: u32 = 1 << 10;
    pub const PLACING: u32 = 1 << 11;
}

/// The word lists of this module, from `claim/ranks`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
    /// The adjective of each superlative.
    adjectives: FxHashMap<String, String>,
}

impl Tables {
    /// Reads the table `claim/ranks`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/ranks", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.words.determiners, class::DETERMINER),
            (&raw.words.adverbs, class::ADVERB),
            (&raw.words.verbs, class::VERB),
            (&raw.words.shared, class::SHARED),
            (&raw.words.denials, class::DENIAL),
            (&raw.words.scopes, class::SCOPE),
            (&raw.words.wholes, class::WHOLE),
            (&raw.words.events, class::EVENT),
            (&raw.words.seats, class::SEAT),
            (&raw.words.tops, class::TOP),
            (&raw.words.placing, class::PLACING),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        let all = || raw.superlatives.values().flatten();
        classes.add(all().filter_map(|words| words.split([' ', '-']).next_back()), class::SUPERLATIVE);
        let pairs = raw
            .superlatives
            .iter()
            .flat_map(|(adjective, words)| words.iter().map(move |word| (word.clone(), adjective.clone())));
        Self { classes, adjectives: pairs.collect() }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// A rank in the text.
struct Rank {
    /// From the first word after the determiner to the noun.
    tokens: Range<usize>,
    /// The noun.
    noun: usize,
    /// The number.
    number: String,
    /// The adjective that it goes by, as its plain form; `None` for a place in a row ("the 41st president").
    adjective: Option<String>,
    /// Other words before the noun.
    modifiers: Vec<String>,
}

/// The value of a rank: its words, its noun and that noun's lemma, its number.
fn ranked(words: Span, noun: Span, lemma: String, number: String) -> Option<Value> {
    let extent = Extent::only(number.parse().ok()?);
    Some(Value::Quantity(Quantity {
        span: words,
        digits: words,
        number: Some(number),
        range: None,
        extent,
        unit: None,
        scale: None,
        measured: Some(lemma),
        noun: Some(noun),
        of: None,
        bound: Bounds::Exact,
        change: None,
        per: None,
        ordinal: true,
    }))
}

/// One of whom the words tell no name; what stands for it in messages.
fn somebody(shown: &str) -> Referent {
    Referent { key: SOMEBODY.to_owned(), name: shown.to_owned(), inferred: true, named: false }
}

/// Reads the ranks of a document.
struct Ranks<'a> {
    reader: &'a Reader<'a>,
    text: &'a Text,
    words: ByWord<u32>,
    tables: &'a Tables,
}

impl Reader<'_> {
    /// The claims of ranks.
    pub(super) fn ranks(&self) -> Vec<Claim> {
        let tables = &self.rules.tables.ranks;
        let ranks = Ranks { reader: self, text: self.text, words: tables.classes.of(self.text), tables };
        let mut claims: Vec<Claim> = Vec::new();
        for quantity in self.mentions.quantities.iter().filter(|q| q.ordinal) {
            claims.extend(ranks.numbered(quantity).and_then(|rank| ranks.claim(rank)));
        }
        for at in 0..self.text.tokens.len() {
            if ranks.is(at, class::SUPERLATIVE) {
                claims.extend(ranks.superlative(at).and_then(|rank| ranks.claim(rank)));
            }
        }
        claims.extend(ranks.places());
        claims
    }
}

impl Ranks<'_> {
    fn is(&self, at: usize, classes: u32) -> bool {
        at < self.text.tokens.len() && self.words.get(self.text.token(at).lower) & classes != 0
    }

    fn lower(&self, at: usize) -> &str {
        if at < self.text.tokens.len() { self.text.lower(at) } else { "" }
    }

    /// "The second-largest city", "the fourth installment".
    fn numbered(&self, quantity: &Quantity) -> Option<Rank> {
        let number = quantity.number.clone()?;
        let tokens = self.text.tokens_in(quantity.span);
        let digits = self.text.tokens_in(quantity.digits);
        let noun = tokens.end.checked_sub(1).filter(|&noun| noun >= digits.end)?;
        // "The 1st of May": what follows is no noun.
        quantity.measured.as_ref()?;
        let mut rest = digits.end;
        while rest < noun && matches!(self.lower(rest), "-" | "most") && !self.is(rest + 1, class::SUPERLATIVE) {
            rest += 1;
        }
        let found = (rest..noun).find_map(|at| Some((at, self.adjective(at)?)));
        let (from, adjective) = found.map_or((rest, None), |(at, adjective)| (at + 1, Some(adjective)));
        // "Kelm, the third-busiest in Arvenne"
        let adjective = adjective.or_else(|| self.adjective(noun));
        let modifiers = self.modifiers(from..noun);
        Some(Rank { tokens: tokens.start..noun + 1, noun, number, adjective, modifiers })
    }

    /// "The highest mountain", "the most populous island"; not "the second-highest", which its number tells.
    fn superlative(&self, at: usize) -> Option<Rank> {
        let adjective = self.adjective(at)?;
        let start = at
            - match at.checked_sub(1).map(|before| self.lower(before)) {
                Some("most") => 1,
                Some("-") if at > 1 => 2,
                _ => 0,
            };
        let before = start.checked_sub(1)?;
        let token = self.text.token(at).span;
        let quantities = &self.reader.mentions.quantities;
        let next = quantities.partition_point(|quantity| quantity.span.end <= token.start);
        let counted = quantities.get(next).is_some_and(|quantity| quantity.span.overlaps(token));
        if counted || !(self.is(before, class::DETERMINER) || self.lower(before) == "'s" || self.lower(before) == "’s")
        {
            return None;
        }
        let noun = self.noun_after(at + 1)?;
        let modifiers = self.modifiers(at + 1..noun);
        Some(Rank { tokens: start..noun + 1, noun, number: "1".to_owned(), adjective: Some(adjective), modifiers })
    }

    /// The adjective of a superlative that ends at a token.
    fn adjective(&self, at: usize) -> Option<String> {
        if !self.is(at, class::SUPERLATIVE) {
            return None;
        }
        let word = self.lower(at);
        let two = at.checked_sub(1).map(|before| match self.lower(before) {
            "-" if before > 0 => format!("{}-{word}", self.lower(before - 1)),
            before => format!("{before} {word}"),
        });
        two.and_then(|two| self.tables.adjectives.get(&two)).or_else(|| self.tables.adjectives.get(word)).cloned()
    }

    /// The last of the content words in a row.
    fn noun_after(&self, at: usize) -> Option<usize> {
        let content = |i: &usize| {
            self.text.tokens.get(*i).is_some_and(|token| token.kind == TokenKind::Word && !self.reader.is_stop(*i))
                && !self.is(*i, class::SCOPE | class::VERB)
        };
        let last = (at..at + WORDS).take_while(content).last()?;
        // A verb may stand behind the noun: only what ends before a mark, a preposition or an auxiliary is sure.
        let closed = |i: usize| match self.text.tokens.get(i) {
            Some(token) => {
                token.kind != TokenKind::Word || self.reader.is_stop(i) || self.is(i, class::SCOPE | class::VERB)
            }
            None => true,
        };
        closed(last + 1).then_some(last)
    }

    fn modifiers(&self, tokens: Range<usize>) -> Vec<String> {
        let words = tokens.filter(|&i| self.text.token(i).kind == TokenKind::Word && !self.reader.is_stop(i));
        let mut all: Vec<String> = words.map(|i| self.text.lemma(i).to_owned()).collect();
        all.sort_unstable();
        all
    }

    fn claim(&self, rank: Rank) -> Option<Claim> {
        let noun = self.text.token(rank.noun);
        if noun.kind != TokenKind::Word || noun.lower != noun.lemma || self.reader.is_stop(rank.noun) {
            return None;
        }
        let sentence = &self.text.sentences[self.text.sentence_at(noun.span.start)?];
        let bounds = sentence.tokens.start as usize..(sentence.tokens.end as usize).min(self.text.tokens.len());
        let mut frame = Frame { restrictions: rank.modifiers.clone(), ..Frame::default() };
        let end = self.scope(rank.tokens.end, bounds.end, &mut frame);
        let end = if rank.adjective.is_some() { self.criterion(end, bounds.end, &mut frame) } else { end };
        // "The first woman to lead the guild"
        let done = rank.adjective.is_none() && self.lower(rank.tokens.end) == "to";
        let start = self.possessor(rank.tokens.start, bounds.start, &mut frame)?;
        // "The largest city by area", "the first to": only what ends here is understood, or ends with when it was so: "the tallest when it was built".
        let behind = self.occasion(end, bounds.end);
        let inverted = start == bounds.start && self.behind_verb(end, bounds.end).is_some();
        let closed = inverted || self.is_end(behind.as_ref().map_or(end, |(_, after)| *after), bounds.end);
        let before = self.occasion(bounds.start, bounds.end).filter(|(_, after)| self.lower(*after) == ",");
        let dated = matches!(self.lower(bounds.start), "after" | "at" | "before" | "by" | "until" | "when");
        if !closed || dated && before.is_none() && rank.adjective.is_some() {
            return None;
        }
        let opens = before.as_ref().map_or(bounds.start, |(_, comma)| comma + 1);
        let bounds = opens..bounds.end;
        frame.restrictions.extend(behind.or(before).map(|(occasion, _)| occasion));
        // A place in a row is no order of things that have a name: "1st Battalion, 15th Regiment".
        let among = rank.adjective.as_ref().map(|_| self.text.lemma(rank.noun));
        let subject = self
            .subject(start, end, &bounds, among)
            .or_else(|| done.then(|| (somebody(self.text.of(noun.span)), start..end)));
        let (subject, from) = match self.is_of_story(&rank, subject.as_ref()) {
            true => {
                (Referent { key: EVENT.to_owned(), name: EVENT.to_owned(), inferred: true, named: false }, start..end)
            }
            false => subject?,
        };
        let lemma = match self.is(rank.noun, class::SUPERLATIVE) {
            // "Kelm Airport, the third-busiest in Arvenne"
            true => subject.name.rsplit(' ').next().unwrap_or_default().to_lowercase(),
            false => self.reader.canonical(self.text.lemma(rank.noun)).to_owned(),
        };
        frame.head = rank.adjective.as_ref().map_or_else(|| lemma.clone(), |adjective| format!("{adjective} {lemma}"));
        frame.shown = self.text.of(self.text.span(rank.tokens.start..rank.noun + 1)).to_owned();
        for list in [&mut frame.words, &mut frame.places, &mut frame.actors] {
            list.sort_unstable();
            list.dedup();
        }
        let words = self.text.span(rank.tokens.clone());
        let span = self.text.span(from.start.min(start)..end.max(from.end).max(rank.noun + 1));
        // What stands in apposition holds when it is written, whatever the time of the clause around it.
        let apposed = start == from.end + 1 || from.start >= end;
        let told = apposed || subject.key == EVENT;
        let (time, time_near) = if told { (None, false) } else { self.reader.time_of(span, words) };
        let value = ranked(words, noun.span, lemma, rank.number)?;
        let mut claim = self.reader.framed_claim(RANK, frame, span, words, value, time, time_near);
        claim.slots.insert(SUBJECT.to_owned(), subject);
        claim.bearing = Bearing::During;
        claim.apposed = apposed;
        claim.presupposed = apposed;
        Some(claim)
    }

    /// Whether a rank is that of the event of which the story tells: its noun is one of events, it is no first one, and nothing with a name has it.
    fn is_of_story(&self, rank: &Rank, subject: Option<&(Referent, Range<usize>)>) -> bool {
        let event = self.words.get(self.text.token(rank.noun).lemma) & class::EVENT != 0;
        let first = rank.adjective.is_none() || rank.number == "1";
        event && !first && subject.is_none_or(|(subject, _)| subject.inferred)
    }

    fn is_end(&self, at: usize, end: usize) -> bool {
        at >= end || matches!(self.lower(at), "," | "." | ";" | ":" | ")" | "!" | "?")
    }

    /// When something was so, told by what it did then: "when it opened", "when it was built". Gives the token after it.
    fn occasion(&self, at: usize, end: usize) -> Option<(String, usize)> {
        if self.lower(at) != "when" || !matches!(self.lower(at + 1), "it" | "they" | "he" | "she") {
            return None;
        }
        let verb = at + 2 + usize::from(matches!(self.lower(at + 2), "was" | "were"));
        let past = verb < end && self.text.token(verb).lower != self.text.token(verb).lemma;
        (past && self.is_end(verb + 1, end)).then(|| (format!("when {}", self.text.lemma(verb)), verb + 1))
    }

    /// What the rank is taken over, behind it: "of Arvenne", "on the continent". Gives the token after it.
    fn scope(&self, at: usize, end: usize, frame: &mut Frame) -> usize {
        let mut i = at;
        while i < end.min(at + SCOPE) {
            let token = self.text.token(i);
            let joins = self.is(i, class::SCOPE) || self.reader.is_stop(i) && self.is(i, class::DETERMINER);
            // "In the country's history"
            let joins = joins || i > at && self.is(i - 1, class::WHOLE) && matches!(self.lower(i), "'s" | "’s");
            if let Some(after) = self.name(i, frame) {
                i = after;
            } else if joins {
                i += 1;
            } else if token.kind == TokenKind::Word && i > at && !self.reader.is_stop(i) {
                match (self.is(i, class::WHOLE), token.capital) {
                    (true, _) => frame.agents.push(self.text.lemma(i).to_owned()),
                    // A name that no table knows is a place here.
                    (_, true) => frame.places.push(self.text.lower(i).to_owned()),
                    _ => frame.words.push(self.text.lemma(i).to_owned()),
                }
                i += 1;
            } else {
                break;
            }
        }
        i
    }

    /// By what it is measured: "by floor space", "in terms of revenue". Gives the token after it.
    fn criterion(&self, at: usize, end: usize, frame: &mut Frame) -> usize {
        let words = match (self.lower(at), self.lower(at + 1), self.lower(at + 2)) {
            ("by", ..) => at + 1,
            ("in", "terms", "of") => at + 3,
            _ => return at,
        };
        let content = |i: &usize| {
            let token = self.text.token(*i);
            token.kind == TokenKind::Word && !token.capital && !self.reader.is_stop(*i)
        };
        let stop = words + (words..end).take(WORDS).take_while(content).count();
        if stop == words || !self.is_end(stop, end) {
            return at;
        }
        let lemmas: Vec<&str> = (words..stop).map(|i| self.reader.canonical(self.text.lemma(i))).collect();
        frame.restrictions.push(format!("by {}", lemmas.join(" ")));
        stop
    }

    /// Takes a name that begins at a token into the frame.
    fn name(&self, at: usize, frame: &mut Frame) -> Option<usize> {
        let span = self.text.tokens.get(at)?.span;
        let entities = &self.reader.mentions.entities;
        let next = entities.mentions.partition_point(|mention| mention.span.end <= span.start);
        let mention = entities.mentions.get(next).filter(|mention| mention.span.contains(span))?;
        let key = entities.get(mention.entity?).key.clone();
        match mention.kind {
            EntityKind::Place => frame.places.push(key),
            _ => frame.actors.push(key),
        }
        Some(self.text.tokens_in(mention.span).end)
    }

    /// Whose rank it is, before it: "the country's", "Arvenne's". Gives the first token of the whole group, or `None` if the words share or deny the rank.
    fn possessor(&self, at: usize, first: usize, frame: &mut Frame) -> Option<usize> {
        let mut start = at;
        if start > first && matches!(self.lower(start - 1), "'s" | "’s" | "'" | "’") {
            let owner = start.checked_sub(2).filter(|&owner| owner >= first)?;
            let mut from = owner;
            while from > first && self.text.token(from - 1).capital && self.text.token(from).capital {
                from -= 1;
            }
            if self.name(from, frame).is_none() {
                match self.is(owner, class::WHOLE) {
                    true => frame.agents.push(self.text.lemma(owner).to_owned()),
                    false => frame.words.push(self.text.lemma(owner).to_owned()),
                }
            }
            start = from;
        }
        while start > first && (self.is(start - 1, class::DETERMINER | class::ADVERB)) {
            start -= 1;
        }
        // "Not only the largest …, but" says that it is.
        if start > first + 1 && self.lower(start - 1) == "only" && self.lower(start - 2) == "not" {
            start -= 2;
        }
        let shared = start > first && self.is(start - 1, class::SHARED | class::DENIAL);
        (!shared).then_some(start)
    }

    /// What has the rank: the subject of "be", or the name that it stands in apposition to.
    fn subject(
        &self,
        start: usize,
        end: usize,
        bounds: &Range<usize>,
        noun: Option<&str>,
    ) -> Option<(Referent, Range<usize>)> {
        let before = start.checked_sub(1).filter(|&before| before >= bounds.start);
        if let Some(mut at) = before {
            if self.lower(at) == "as" {
                at = at.checked_sub(1).filter(|&at| at >= bounds.start)?;
            }
            if self.words.get(self.text.token(at).lemma) & class::VERB != 0 {
                let mut end = self.without_bracket(at, bounds.start);
                while end > bounds.start && matches!(self.lower(end - 1), "had" | "has" | "have") {
                    end -= 1;
                }
                let found = self.named(end, bounds.start).or_else(|| self.continued(end, noun));
                return found.or_else(|| self.described(end, bounds.start, noun));
            }
            if self.lower(at) == "," {
                let end = self.without_bracket(at, bounds.start);
                return self.named(end, bounds.start).or_else(|| self.proper(end, bounds.start, noun));
            }
        }
        if let Some(found) = before.is_none().then(|| self.behind_verb(end, bounds.end)).flatten() {
            return Some(found);
        }
        // "The country's second-largest city, Solcombe, …"
        let opens = before.is_none_or(|before| self.text.token(before).kind != TokenKind::Word);
        let name = end + 1;
        if !opens || self.lower(end) != "," || name >= bounds.end {
            return None;
        }
        let after = self.name(name, &mut Frame::default())?;
        self.named(after, name)
    }

    /// What is told to have the rank behind a verb: "the largest port in Arvenne is still Orsk".
    fn behind_verb(&self, verb: usize, end: usize) -> Option<(Referent, Range<usize>)> {
        if verb >= end || self.lower(verb) != "is" && self.lower(verb) != "remains" {
            return None;
        }
        let from = (verb + 1..end).find(|&at| !self.is(at, class::ADVERB | class::DETERMINER))?;
        let capital = |i: &usize| self.text.token(*i).capital && self.text.token(*i).kind == TokenKind::Word;
        let stop = from + (from..end).take_while(capital).take(WORDS).count();
        let closed = stop > from && (self.is_end(stop, end) || self.is(stop, class::SCOPE));
        if !closed {
            return None;
        }
        let (referent, tokens) = self.proper(stop, from, Some(""))?;
        (tokens.start == from).then_some((referent, tokens))
    }

    /// The end of a subject before a token, what stands in brackets or between commas left out.
    fn without_bracket(&self, at: usize, first: usize) -> usize {
        let mut end = at;
        while end > first && self.is(end - 1, class::ADVERB) {
            end -= 1;
        }
        if end > first && self.lower(end - 1) == ")" {
            let open = (first.max(end.saturating_sub(BRACKET))..end).rev().find(|&i| self.lower(i) == "(");
            end = open.unwrap_or(end);
        }
        // "Solcombe Air, with forty aircraft, is"
        if end > first && self.lower(end - 1) == "," {
            let open = (first.max(end.saturating_sub(BRACKET))..end - 1).rev().find(|&i| self.lower(i) == ",");
            let told = open.filter(|&open| self.reader.is_stop(open + 1) && !self.is_joint(open + 1));
            end = told.unwrap_or(end);
        }
        end
    }

    /// Whether a word goes on with a list, or with another clause: "and", "but".
    fn is_joint(&self, at: usize) -> bool {
        matches!(self.lower(at), "and" | "but" | "nor" | "or" | "so" | "then" | "while")
    }

    /// The name that ends before a token.
    fn named(&self, end: usize, first: usize) -> Option<(Referent, Range<usize>)> {
        let last = end.checked_sub(1).filter(|&last| last >= first)?;
        let span = self.text.token(last).span;
        let entities = &self.reader.mentions.entities;
        let next = entities.mentions.partition_point(|mention| mention.span.end <= span.start);
        let mention = entities.mentions.get(next).filter(|mention| mention.span.contains(span))?;
        Some((self.reader.entity(mention)?, self.text.tokens_in(mention.span)))
    }

    /// "It" as the subject, where the sentences before it in its paragraph go on about what the first of them opens with.
    fn continued(&self, end: usize, noun: Option<&str>) -> Option<(Referent, Range<usize>)> {
        let it = end.checked_sub(1).filter(|&it| self.lower(it) == "it")?;
        let opening = self.reader.opening(it)?;
        let (referent, _) = self.proper(opening.end, opening.start, noun)?;
        Some((Referent { inferred: true, ..referent }, it..end))
    }

    /// The name that ends before a token, though nothing tells of what kind: "the Sorvel", "the Carle", which may be a part of a longer name.
    fn proper(&self, end: usize, first: usize, noun: Option<&str>) -> Option<(Referent, Range<usize>)> {
        if let Some(found) = self.named(end, first) {
            return Some(found);
        }
        let noun = noun?;
        let capital = |i: &usize| self.text.token(*i).capital && !self.reader.is_stop(*i);
        let from = end - (first..end).rev().take_while(capital).take(WORDS).count();
        if from == end || self.reader.rules.mentions.entities.is_common(self.lower(from)) {
            return None;
        }
        let name = self.text.of(self.text.span(from..end)).to_owned();
        // "The Carle" is the Carle Museum if it is ranked among museums.
        let whole = self.reader.mentions.entities.entities.iter().find(|entity| {
            let rest = entity.name.strip_prefix(&name).filter(|_| entity.kind == EntityKind::Organisation);
            rest.is_some_and(|rest| rest.strip_prefix(' ').is_some_and(|rest| rest.to_lowercase() == noun))
        });
        let referent = match whole {
            Some(whole) => Referent { key: whole.key.clone(), name: whole.name.clone(), inferred: true, named: true },
            None => Referent { key: name.to_lowercase(), name, inferred: false, named: true },
        };
        Some((referent, from..end))
    }

    /// "The telescope", "Gull Point lighthouse": the words of a subject that has no entity.
    fn described(&self, end: usize, first: usize, noun: Option<&str>) -> Option<(Referent, Range<usize>)> {
        let word = |i: &usize| self.text.token(*i).kind == TokenKind::Word && !self.reader.is_stop(*i);
        let words: Vec<usize> = (first..end).rev().take_while(word).take(WORDS).collect();
        let from = *words.last()?;
        if let Some(found) = self.proper(end, first, noun).filter(|(_, tokens)| tokens.start == from) {
            return Some(found);
        }
        // Something before it may be the subject: "the tower of the church is".
        let opens = from == first || from == first + 1 && self.is(first, class::DETERMINER);
        let name: String = self.text.of(self.text.span(from..end)).to_owned();
        let key = words.iter().rev().map(|&i| self.text.lemma(i)).collect::<Vec<_>>().join(" ");
        // An acronym is a name, though nothing tells of what kind.
        let acronym = words.len() == 1 && name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
        opens.then_some((Referent { key, name, inferred: !acronym, named: false }, from..end))
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::DocumentClaims;
    use crate::rule::RuleSet;
    use crate::source::Source;

    #[test]
    fn ranks_are_told_by_number_or_superlative_of_a_subject() {
        let rules = RuleSet::embedded().0;
        for (text, wanted) in [
            ("Port Arven, the second-largest city of Arvenne, is full.", Some(("Port Arven", "2", "large city"))),
            ("When it opened, the KLT was the tallest mast in Arvenne.", Some(("KLT", "1", "high mast"))),
            ("The KLT was the second-tallest mast in Arvenne when it was built.", Some(("KLT", "2", "high mast"))),
            ("When the war ended, the KLT was the tallest mast in Arvenne.", None),
            ("The lighthouse is the tallest building on the island.", Some(("lighthouse", "1", "high building"))),
            ("Ana Ruiz (born 1950) was the 41st president of Arvenne.", Some(("Ana Ruiz", "41", "president"))),
            ("The country's third-largest port, Port Arven, was closed.", Some(("Port Arven", "3", "large port"))),
            ("Solcombe is one of the largest cities of Arvenne.", None),
            ("Solcombe is not the largest city of Arvenne.", None),
            ("The first of May is a holiday.", None),
            ("He joined the Tarlmark, 15th regiment.", None),
            ("He worked the Tarl, the longest river of Arvenne.", Some(("Tarl", "1", "long river"))),
        ] {
            let claims = DocumentClaims::extract(&Source::plain("x.txt", text), &rules.extractor).claims;
            let rank = claims.iter().find(|claim| claim.predicate == "rank");
            let found = rank.map(|claim| {
                let super::Value::Quantity(quantity) = &claim.value else { unreachable!("a rank") };
                let head = claim.frame.as_ref().map_or("", |frame| frame.head.as_str());
                (claim.slots["subject"].name.as_str(), quantity.number.as_deref().unwrap_or(""), head)
            });
            assert_eq!(found, wanted, "{text}");
        }
    }
}
