//! Slots and answers that anything with a name may fill, and what a list of answers comes to.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::extract::Reader;
use super::{Claim, Referent, Tense, Value};
use crate::diagnostic::Problem;
use crate::entity::{EntityKind, Reference, fold};
use crate::lexicon::Lexicon;
use crate::predicate::{Filler, Kind, Match, Predicate, SlotType};
use crate::source::Span;
use crate::text::{TokenKind, WordMap};

/// The key of somebody or something that only a pronoun stands for.
pub const SOMEBODY: &str = "?";
/// Places that a place may be said to lie in, one in the other.
const QUALIFIERS: usize = 3;
/// Tokens of one of them.
const LONGEST: usize = 4;
/// Tokens before a wording among which "co-founded", "one of" and the like are looked for.
const BEFORE: usize = 5;
/// Tokens behind an answer among which another is looked for.
const BEHIND: usize = 24;
/// Tokens behind an answer among which "among others" is looked for.
const OPEN: usize = 3;
/// Claims before one among which it looks for those of its list.
const MEMBERS: usize = 8;
/// Sentences that go on about one thing as "it".
const CHAIN: usize = 3;
/// Words of the name that opens a paragraph.
const OPENING: usize = 5;
/// Tokens before "it" in a sentence that goes on about the same thing.
const INTRODUCED: usize = 6;

impl Reader<'_> {
    /// A name that no entity has: the same wherever it is written the same, within one affair. A pronoun whose antecedent is not told has the key [`SOMEBODY`].
    pub(super) fn name(&self, span: Span) -> Option<Referent> {
        let name = self.text.of(span).trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '!' | '?' | ')'));
        let tokens = self.text.tokens_in(span);
        let word = self.text.lower(tokens.start);
        if tokens.len() == 1 && word == "it" && self.opens_on_it(tokens.start) {
            let opening = self.opening(tokens.start).and_then(|tokens| self.opened(tokens));
            if opening.is_some() {
                return opening;
            }
        }
        if tokens.len() == 1 && self.rules.tables.named.is_pronoun(word) {
            return Some(Referent { key: SOMEBODY.to_owned(), name: name.to_owned(), inferred: false, named: false });
        }
        let sentence = self.text.sentence_at(span.start).map(|s| self.text.sentences[s].tokens.start as usize);
        // A capital that only the sentence asks for makes no name.
        let common =
            tokens.len() == 1 && sentence == Some(tokens.start) && self.rules.mentions.entities.is_common(word);
        (!common && !name.is_empty()).then(|| Referent {
            key: fold(name),
            name: name.to_owned(),
            inferred: false,
            named: false,
        })
    }

    /// Whether "it" is the first thing with a name that its sentence speaks of: "It was founded", "In May it joined".
    fn opens_on_it(&self, it: usize) -> bool {
        let Some(sentence) = self.text.sentence_at(self.text.token(it).span.start) else { return false };
        let first = self.text.sentences[sentence].tokens.start as usize;
        let start = self.text.token(first).span.start;
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.start < start);
        let named = mentions.get(next).is_some_and(|m| m.span.start < self.text.token(it).span.start);
        !named && it < first + INTRODUCED
    }

    /// The capitalised words, without an article, that open the sentences of a paragraph which go on with "it": "The Solvane Museum is …. It was …. It …".
    pub(super) fn opening(&self, it: usize) -> Option<Range<usize>> {
        let here = self.text.sentence_at(self.text.token(it).span.start)?;
        let block = self.text.sentences[here].block;
        for before in (here.saturating_sub(CHAIN)..here).rev() {
            let sentence = self.text.sentences.get(before).filter(|sentence| sentence.block == block)?;
            let first = sentence.tokens.start as usize;
            if self.text.lower(first) == "it" {
                continue;
            }
            let from = first + usize::from(self.text.lower(first) == "the");
            let capital =
                |i: &usize| *i < sentence.tokens.end as usize && self.text.token(*i).capital && !self.is_stop(*i);
            let stop = from + (from..from + OPENING).take_while(capital).count();
            // A verb must follow, or the name opens no sentence on itself: "Solcombe, Arvenne and".
            let follows = self.text.tokens.get(stop).is_some_and(|_| {
                let word = self.text.token(stop).kind == TokenKind::Word && self.text.lower(stop) != "and";
                word && !self.is_joined(stop) || self.text.lower(stop) == "("
            });
            if stop == from {
                return self.described_body(from);
            }
            return follows.then_some(from..stop);
        }
        None
    }

    /// "The museum has …", where it is known which museum.
    fn described_body(&self, at: usize) -> Option<Range<usize>> {
        let start = self.text.tokens.get(at)?.span.start;
        let mentions = &self.mentions.entities.mentions;
        let mention = mentions.get(mentions.partition_point(|m| m.span.start < start))?;
        let body = mention.span.start == start && mention.entity.is_some() && mention.kind == EntityKind::Organisation;
        body.then(|| self.text.tokens_in(mention.span))
    }

    /// Whether a word hangs what follows on a name before it: "Solvane of", "Solvane's".
    fn is_joined(&self, at: usize) -> bool {
        matches!(self.text.lower(at), "of" | "for" | "'s" | "’s" | "in" | "on" | "at" | "by" | "or" | "&")
    }

    /// The thing that the opening words of a paragraph name; a person is no "it".
    fn opened(&self, tokens: Range<usize>) -> Option<Referent> {
        let span = self.text.span(tokens);
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.end <= span.start);
        let mention = mentions.get(next).filter(|m| m.span.overlaps(span));
        match mention {
            Some(m) if m.kind == EntityKind::Person => None,
            Some(m) if m.span.contains(span) => self.entity(m).map(|referent| Referent { inferred: true, ..referent }),
            Some(_) => None,
            None => {
                let name = self.text.of(span);
                let common = self.rules.mentions.entities.is_common(&name.to_lowercase());
                let referent = Referent { key: fold(name), name: name.to_owned(), inferred: true, named: false };
                (!common).then_some(referent)
            }
        }
    }

    /// What fills a slot; a mention of which nobody knows who it is has at least its name.
    pub(super) fn slot(&self, predicate: &Predicate, slot: &str, span: Span, filler: Filler) -> Option<Referent> {
        let ty = predicate.slots.get(slot).or_else(|| predicate.named.get(slot)).copied();
        let referent = self.referent(span, filler);
        match (ty, filler) {
            (Some(SlotType::Thing | SlotType::Where), Filler::Entity(index)) => {
                let described = self.mentions.entities.mentions[index].reference == Reference::Description;
                let pronoun = self.rules.tables.named.is_pronoun(&self.text.of(span).to_lowercase());
                referent.or_else(|| if described && !pronoun { None } else { self.name(span) })
            }
            (Some(SlotType::Agreement), Filler::Entity(_)) => referent.or_else(|| self.unnamed_agreement(span)),
            _ => referent,
        }
    }

    /// "The accord" in a document that names none: the one that another document names, if there is only one.
    fn unnamed_agreement(&self, span: Span) -> Option<Referent> {
        let tokens = self.text.tokens_in(span);
        let noun = self.text.lower(tokens.end.checked_sub(1)?);
        let definite = tokens.len() == 2 && self.text.lower(tokens.start) == "the"
            || tokens.len() == 1 && tokens.start > 0 && self.text.lower(tokens.start - 1) == "the";
        let entities = &self.mentions.entities.entities;
        let named = entities.iter().any(|e| e.kind == EntityKind::Agreement && e.key.ends_with(noun));
        let plain = definite && !named && self.rules.mentions.entities.is_agreement_noun(noun);
        let key = format!("the {noun}");
        plain.then(|| Referent { key: key.clone(), name: key, inferred: true, named: false })
    }

    /// The answer of a wording; a place with what it is said to lie in.
    pub(super) fn answer(&self, predicate: &Predicate, span: Span, filler: Filler) -> Option<Value> {
        let ty = predicate.slots.get(&predicate.answers).copied();
        if !matches!(ty, Some(SlotType::Thing | SlotType::Where)) {
            return self.value(span, filler);
        }
        let mut referent = self.slot(predicate, &predicate.answers, span, filler)?;
        if ty == Some(SlotType::Where) {
            let whole = self.qualified(span);
            for part in self.text.of(whole).split(',').skip(1).filter(|_| whole != span) {
                referent.key = format!("{}, {}", referent.key, fold(part));
            }
            referent.name = self.text.of(whole).to_owned();
        }
        Some(Value::Referents { all: vec![referent], closed: false })
    }

    /// A place with the names behind it between commas: "Port Arven, Norland".
    fn qualified(&self, span: Span) -> Span {
        let mut whole = span;
        for _ in 0..QUALIFIERS {
            let at = self.text.tokens_in(whole).end;
            let comma = at + 1 < self.text.tokens.len() && self.text.lower(at) == ",";
            let mut end = at + 1;
            while comma
                && end < self.text.tokens.len().min(at + 1 + LONGEST)
                && self.text.token(end).capital
                && self.text.token(end).kind == TokenKind::Word
            {
                end += 1;
            }
            let name = self.text.tokens.get(at + 1..end).filter(|name| comma && !name.is_empty());
            let Some(qualifier) = name.map(|name| name[0].span.join(name[name.len() - 1].span)) else { break };
            if !self.rules.mentions.entities.geography().is_area(self.text.of(qualifier)) {
                break;
            }
            whole = whole.join(qualifier);
        }
        whole
    }

    /// Adds a claim. Those that one wording makes of a list ("founded by Ana Ruiz and Tomas Vell") are one claim with several answers, where a predicate has
    /// one answer only.
    pub(super) fn put(&self, mut claim: Claim, found: &Match, predicate: &Predicate, lists: &mut Vec<List>) {
        let answer = found.slots.iter().find(|(name, ..)| *name == predicate.answers).map(|(_, span, _)| *span);
        let ty = predicate.slots.get(&predicate.answers).copied();
        let one = predicate.kind != Kind::SetValued;
        let Some(answer) = answer.filter(|_| one && matches!(ty, Some(SlotType::Thing | SlotType::Where))) else {
            return lists.push(List { claim, answers: None, places: false });
        };
        if predicate.kind == Kind::FunctionalInTime && !claim.time_near {
            // "Zorvan Freight, based in Norhaven, lost money last year": a time of something else.
            claim.time = None;
        }
        if predicate.kind == Kind::FunctionalInTime
            && claim.found_by.contains(">, ")
            && !claim.found_by.contains(", wh")
        {
            // A participle behind a comma has no time of its own.
            claim.context.tense = Tense::Present;
        }
        let same = |list: &&mut List| {
            let c = &list.claim;
            let alike = c.predicate == claim.predicate && c.slots == claim.slots && c.found_by == claim.found_by;
            alike && list.answers.is_some() && c.span.overlaps(claim.span)
        };
        if let Some(List { claim: first, answers: Some(answers), .. }) = lists.iter_mut().rev().take(MEMBERS).find(same)
        {
            if let (Value::Referents { all, .. }, Value::Referents { all: more, .. }) = (&mut first.value, claim.value)
            {
                let new: Vec<Referent> = more.into_iter().filter(|r| all.iter().all(|o| o.key != r.key)).collect();
                all.extend(new);
            }
            first.span = first.span.join(claim.span);
            *answers = answers.join(answer);
        } else {
            lists.push(List { claim, answers: Some(answer), places: ty == Some(SlotType::Where) });
        }
    }

    /// The claims of lists that are told as a whole; what leaves others open tells nothing of who or where alone.
    pub(super) fn whole(&self, lists: Vec<List>) -> Vec<Claim> {
        let whole = |list: &List| list.answers.is_none_or(|answers| !self.is_partial(answers, list));
        lists.into_iter().filter(whole).map(|list| list.claim).collect()
    }

    /// Whether others are told or left open beside answers.
    fn is_partial(&self, answers: Span, list: &List) -> bool {
        let tables = &self.rules.tables.named;
        let tokens = self.text.tokens_in(answers);
        let opening = self.text.tokens_in(list.claim.span).start;
        let before = |at: usize| at.saturating_sub(BEFORE)..at;
        let mut around = before(tokens.start).chain(before(opening)).chain(self.text.tokens_in(list.claim.span));
        if around.any(|i| tables.is_partial(self.text.lower(i))) {
            return true;
        }
        let sentence = self.text.sentence_at(answers.start).map(|s| self.text.sentences[s].tokens.end as usize);
        let rest = tokens.end..sentence.unwrap_or(tokens.end).min(tokens.end + BEHIND);
        let word = |i: usize| if rest.contains(&i) { self.text.lower(i) } else { "" };
        if (tokens.end..tokens.end + OPEN).any(|i| tables.is_partial(word(i))) {
            return true;
        }
        // "… and studied law": another clause, no other answer.
        let verb = |w: &str| tables.is_verb(w) || w.ends_with("ed") || w.ends_with("ing");
        let name = |i: usize| rest.contains(&i) && self.text.token(i).capital;
        let another = |i: usize| if list.places { name(i) || name(i + 1) } else { !verb(word(i)) };
        let joins = |i: usize| tables.goes_on(word(i)) && (!matches!(word(i), "and" | "or" | "but") || another(i + 1));
        let further =
            |i: usize| matches!(word(i), "and" | "&") && rest.contains(&(i + 1)) && self.text.token(i + 1).capital;
        if matches!(list.claim.value, Value::Referents { closed: true, .. }) {
            // The wording itself takes in the others.
            return false;
        }
        joins(tokens.end)
            || word(tokens.end) == "," && joins(tokens.end + 1)
            || !list.places && rest.clone().skip(1).any(|i| word(i - 1) == "," && further(i))
    }
}

/// A claim with the places of the answers that it has.
pub(super) struct List {
    claim: Claim,
    /// From the first to the last; `None` where there is nothing to list.
    answers: Option<Span>,
    places: bool,
}

/// Which words leave a list open, from the table `claim/named`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    words: WordMap<u8>,
    adjectives: BTreeMap<String, String>,
}

/// The table as it is written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    partial: Vec<String>,
    goes_on: Vec<String>,
    bearers: Vec<String>,
    misleading: Vec<String>,
    verbs: Vec<String>,
    pronouns: Vec<String>,
    adjectives: BTreeMap<String, String>,
}

const PARTIAL: u8 = 1;
const GOES_ON: u8 = 1 << 1;
const BEARER: u8 = 1 << 2;
const MISLEADING: u8 = 1 << 3;
const VERB: u8 = 1 << 4;
const PRONOUN: u8 = 1 << 5;

impl Tables {
    /// Reads the table `claim/named`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let table: Table = lexicon.table("claim/named", problems);
        let mut words = WordMap::default();
        for (list, bit) in [
            (&table.partial, PARTIAL),
            (&table.goes_on, GOES_ON),
            (&table.bearers, BEARER),
            (&table.misleading, MISLEADING),
            (&table.verbs, VERB),
            (&table.pronouns, PRONOUN),
        ] {
            for word in list {
                *words.entry(word) |= bit;
            }
        }
        Self { words, adjectives: table.adjectives }
    }

    fn has(&self, word: &str, bit: u8) -> bool {
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn is_partial(&self, word: &str) -> bool {
        self.has(word, PARTIAL)
    }

    /// Whether a word is a pronoun that may stand for what another text names.
    fn is_pronoun(&self, word: &str) -> bool {
        self.has(word, PRONOUN)
    }

    /// The place of an adjective that no country has: "scottish".
    pub(super) fn place_of(&self, adjective: &str) -> Option<&str> {
        self.adjectives.get(adjective).map(String::as_str)
    }

    fn is_verb(&self, word: &str) -> bool {
        self.has(word, VERB)
    }

    fn goes_on(&self, word: &str) -> bool {
        self.has(word, GOES_ON)
    }

    /// Whether a noun, as a lemma, is one of persons, bodies or works that have a nationality.
    pub(super) fn is_bearer(&self, lemma: &str) -> bool {
        self.has(lemma, BEARER)
    }

    /// Whether a word beside an adjective of nationality makes it the adjective of something else: "American football", "English teacher".
    pub(super) fn is_misleading(&self, word: &str) -> bool {
        self.has(word, MISLEADING)
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::{DocumentClaims, Value};
    use crate::rule::RuleSet;
    use crate::source::Source;

    /// The answers of one predicate, as "question: answers".
    fn read(text: &str, predicate: &str) -> Vec<String> {
        let (rules, _) = RuleSet::embedded();
        let found = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor);
        let told = found.claims.iter().filter(|c| c.predicate == predicate).filter_map(|claim| match &claim.value {
            Value::Referents { all, .. } => {
                let slots: Vec<&str> = claim.slots.values().map(|r| r.name.as_str()).collect();
                let answers: Vec<&str> = all.iter().map(|r| r.name.as_str()).collect();
                Some(format!("{}: {}", slots.join(", "), answers.join(" + ")))
            }
            _ => None,
        });
        told.collect()
    }

    #[test]
    fn a_list_is_one_answer_and_an_open_one_is_none() {
        for (text, wanted) in [
            ("Zorvan Freight was founded by Erik Sand.", "Zorvan Freight: Erik Sand"),
            ("Zorvan Freight was founded by Erik Sand and grew fast.", "Zorvan Freight: Erik Sand"),
            ("Zorvan Freight was founded by Erik Sand and others.", ""),
            ("Zorvan Freight was founded by Erik Sand, among others.", ""),
            ("Zorvan Freight was founded by Erik Sand with his brother.", ""),
            ("Zorvan Freight was founded by Erik Sand, a sailor, and Mila Okparo.", ""),
        ] {
            assert_eq!(read(text, "founded-by").join("; "), wanted, "{text}");
        }
    }

    #[test]
    fn a_place_comes_with_what_it_lies_in() {
        for (text, wanted) in [
            ("Ana Ruiz was born in Little Corner, Oklahoma, in 1970.", "Ana Ruiz: Little Corner, Oklahoma"),
            ("Ana Ruiz was born in Naples and studied law.", "Ana Ruiz: Naples"),
            ("Ana Ruiz was born in Naples, where Tomas Vell lived.", "Ana Ruiz: Naples"),
        ] {
            assert_eq!(read(text, "born-in").join("; "), wanted, "{text}");
        }
    }

    #[test]
    fn an_adjective_of_nationality_needs_its_noun_and_its_bearer() {
        for (text, wanted) in [
            ("Ana Ruiz is a Norwegian novelist.", "Ana Ruiz: Norwegian"),
            ("Ana Ruiz (born 1970) was a noted French stage actor.", "Ana Ruiz: French"),
            ("Ana Ruiz is Scottish.", "Ana Ruiz: Scottish"),
            ("Ana Ruiz, a French novelist, read.", "Ana Ruiz: French"),
            ("Ana Ruiz is a French teacher.", ""),
            ("Ana Ruiz is a French-born novelist.", ""),
            ("The brother of Ana Ruiz is a French novelist.", ""),
            ("There is a French novelist.", ""),
        ] {
            assert_eq!(read(text, "nationality").join("; "), wanted, "{text}");
        }
    }
}
