//! Which of two events came first: "resigned after the vote", "the summit preceded the strike".

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::context::ContextReader;
use super::frames::{Frame, Framer};
use super::{Context, Extractor, Modality, Polarity};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{ByWord, Sentence, Text, Vocabulary, WordMap};

/// Tokens around a word of order within which both events must stand for their sentence to be analysed.
const REACH: usize = 24;

/// Most orders of a document that are kept: what tells more is a list.
const MOST: usize = 256;

/// Two events in the order in which they happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// What came first.
    pub earlier: Frame,
    /// What came later.
    pub later: Frame,
    /// The words of both.
    pub span: Span,
    /// The word that tells the order, and what stands behind it.
    pub told: Span,
    /// The commitment behind it.
    pub context: Context,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    after: Vec<String>,
    before: Vec<String>,
    follows: Vec<String>,
    precedes: Vec<String>,
    light: Vec<String>,
    verbs: Vec<String>,
    nouns: FxHashMap<String, String>,
}

pub(super) mod class {
    pub const AFTER: u32 = 1;
    pub const BEFORE: u32 = 1 << 1;
    pub const FOLLOWS: u32 = 1 << 2;
    pub const PRECEDES: u32 = 1 << 3;
    pub const LIGHT: u32 = 1 << 4;
    pub const VERB: u32 = 1 << 5;
    pub const NOUN: u32 = 1 << 6;
    pub const HINGE: u32 = AFTER | BEFORE;
    pub const LINK: u32 = FOLLOWS | PRECEDES;
}

/// The word lists of this module, from `claim/orders`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub(super) classes: WordMap<u32>,
    /// The word that stands for a noun of an event.
    pub(super) nouns: FxHashMap<String, String>,
}

impl Tables {
    /// Reads the table `claim/orders`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/orders", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.after, class::AFTER),
            (&raw.before, class::BEFORE),
            (&raw.follows, class::FOLLOWS),
            (&raw.precedes, class::PRECEDES),
            (&raw.light, class::LIGHT),
            (&raw.verbs, class::VERB),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        classes.add(raw.nouns.keys().map(String::as_str), class::NOUN);
        Self { classes, nouns: raw.nouns }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

/// What tells events in one text.
pub(super) struct Events<'a> {
    pub rules: &'a Extractor,
    /// Classes of this module.
    pub words: ByWord<u32>,
    /// Classes of frames.
    once: ByWord<u32>,
}

impl<'a> Events<'a> {
    pub fn new(text: &Text, rules: &'a Extractor) -> Self {
        let words = rules.tables.orders.classes.of(text);
        Self { rules, words, once: rules.tables.frames.classes_of(text) }
    }

    /// The classes of a token's word and lemma.
    pub fn classes(&self, text: &Text, token: usize) -> u32 {
        let token = text.token(token);
        self.words.get(token.lower) | self.words.get(token.lemma)
    }

    /// What stands for the verb of an event.
    pub fn verb(&self, text: &Text, token: usize, lemma: &str) -> Option<String> {
        let frames = &self.rules.tables.frames;
        let listed = self.words.get(text.token(token).lemma) & class::VERB != 0;
        let found = frames.once(lemma).map(str::to_owned);
        found.or_else(|| listed.then(|| frames.canonical(lemma).to_owned()))
    }

    /// What stands for the noun of an event.
    pub fn noun(&self, text: &Text, token: usize) -> Option<String> {
        let (lower, lemma) = (text.lower(token), text.lemma(token));
        let frames = &self.rules.tables.frames;
        let own = || self.rules.tables.orders.nouns.get(lower).or_else(|| self.rules.tables.orders.nouns.get(lemma));
        let occasion = || frames.occasion(lower);
        let verb = own().map(String::as_str).or_else(occasion).or_else(|| self.rules.text.clauses.verb_of(lower))?;
        Some(frames.once(verb).unwrap_or_else(|| frames.canonical(verb)).to_owned())
    }

    /// Whether a word may tell an event.
    fn tells(&self, text: &Text, token: usize) -> bool {
        let frames = &self.rules.tables.frames;
        let lemma = text.token(token).lemma;
        self.classes(text, token) & (class::VERB | class::NOUN) != 0
            || frames.is_once(self.once.get(lemma))
            || self.rules.text.clauses.verb_of(text.lower(token)).is_some()
    }
}

/// For each sentence, whether it must be analysed to tell an order: a word of order with words of events before and behind it.
pub(super) fn wanted(text: &Text, rules: &Extractor, wanted: &mut [bool]) {
    let events = Events::new(text, rules);
    for (number, sentence) in text.sentences.iter().enumerate() {
        if wanted[number] {
            continue;
        }
        let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let hinge = |&i: &usize| events.classes(text, i) & (class::HINGE | class::LINK) != 0;
        let mut told = (first..last).filter(hinge);
        let found = told.any(|at| {
            let some = |mut range: std::ops::Range<usize>| range.any(|i| events.tells(text, i));
            let behind = at + 1..last.min(at + 1 + REACH);
            let before = first.max(at.saturating_sub(REACH))..at;
            // "After the vote, the minister resigned."
            some(behind.clone())
                && (some(before) || at <= first + 2 && behind.filter(|&i| events.tells(text, i)).nth(1).is_some())
        });
        wanted[number] = found;
    }
}

/// The sentences in which a word of order may open a clause: no noun alone stands behind it, nor does it end its clause.
pub(super) fn hinged(text: &Text, rules: &Extractor) -> Vec<usize> {
    let words = rules.tables.orders.classes.of(text);
    let hinge = |i: usize| words.get(text.token(i).lower) & class::HINGE != 0;
    let of = |sentence: &Sentence| sentence.tokens.start as usize..sentence.tokens.end as usize;
    let told = |sentence: &&(usize, &Sentence)| {
        let mut tokens = of(sentence.1);
        let end = tokens.end;
        tokens.any(|i| hinge(i) && i + 2 < end)
    };
    let all: Vec<(usize, &Sentence)> = text.sentences.iter().enumerate().collect();
    all.iter().filter(told).map(|(number, _)| *number).collect()
}

/// The orders that a text tells as facts.
pub(super) fn find(
    text: &Text,
    mentions: &Mentions,
    clauses: &TextClauses,
    contexts: &ContextReader<'_>,
    rules: &Extractor,
) -> Vec<Order> {
    let events = Events::new(text, rules);
    let mut found = Vec::new();
    let mut framer = None;
    for number in 0..text.sentences.len() {
        let Some(list) = clauses.of(number) else { continue };
        let tokens = &text.sentences[number].tokens;
        let tokens = tokens.start as usize..tokens.end as usize;
        if !tokens.clone().any(|i| events.classes(text, i) & (class::HINGE | class::LINK) != 0) {
            continue;
        }
        let framer = framer.get_or_insert_with(|| Framer::new(text, mentions, clauses, &rules.tables.frames));
        for (earlier, later, span, told, head) in framer.of_orders(list, tokens, &events) {
            let context = contexts.read(span, head, &[]);
            let fact =
                context.polarity == Polarity::Positive && context.modality == Modality::Actual && !context.distanced;
            if fact && found.len() < MOST {
                found.push(Order { earlier, later, span, told, context });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::{DocumentClaims, Extractor};
    use crate::lexicon::Lexicon;
    use crate::source::Source;

    static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(&Lexicon::embedded(), &mut Vec::new()));

    /// The orders of a text, what came first before what came later.
    fn orders(text: &str) -> Vec<String> {
        let found = DocumentClaims::extract(&Source::plain("t.txt", text), &EXTRACTOR);
        let show = |frame: &super::Frame| {
            let words = frame.words.iter().chain(&frame.places).chain(&frame.actors).chain(&frame.restrictions);
            words.fold(frame.head.clone(), |all, word| format!("{all} {word}"))
        };
        found.orders.iter().map(|order| format!("{} < {}", show(&order.earlier), show(&order.later))).collect()
    }

    #[test]
    fn an_order_is_read_off_clauses_and_nouns() {
        for (text, expected) in [
            ("Envoy Tomas Vell resigned after the referendum.", "referendum < resign tomas vell"),
            ("After the referendum, Tomas Vell resigned.", "referendum < resign tomas vell"),
            ("The lighthouse was demolished before the tram museum opened.", "demolish lighthouse < open museum tram"),
            ("Jon Berg evacuated Port Arven after the collapse of the dam.", "collapse dam < evacuate port arven"),
            ("The ferry strike followed the harbour merger.", "merge harbour < strike ferry"),
            ("The ferry strike was followed by the harbour merger.", "strike ferry < merge harbour"),
            ("The harbour merger took place two days after the ferry strike.", "strike ferry < merge harbour"),
            ("The council rejected the budget hours before the eclipse.", "reject budget council < eclipse"),
            ("The council rejected the budget only after the eclipse.", "eclipse < reject budget council"),
            ("The gates closed prior to the eclipse.", "close gate < eclipse"),
            ("The gates closed ahead of the eclipse.", "close gate < eclipse"),
            ("Having closed the gates before the eclipse, the guards left.", ""),
        ] {
            assert_eq!(orders(text).join("; "), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_fact_tells_no_order() {
        for text in [
            "Tomas Vell wanted to resign before the referendum.",
            "Tomas Vell did not resign before the referendum.",
            "If Tomas Vell resigned before the referendum, nobody noticed.",
            "Tomas Vell spoke after the meeting.",
            "Tomas Vell resigned after a meeting.",
            "The ferry was named after the Battle.",
        ] {
            assert_eq!(orders(text), Vec::<String>::new(), "{text}");
        }
    }
}
