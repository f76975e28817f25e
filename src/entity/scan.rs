//! One pass over the tokens that cuts out everything that may name something; what it names is settled afterwards, document-wide.

use super::doc::{Doc, Style};
use super::names::{Name, NameKind};
use super::overlay::{Kind, Placed};
use super::people::Candidate;
use super::tables::{Meaning, flag};
use crate::text::TokenKind;

/// What a stretch of tokens may be.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A phrase of the tables.
    Known(Meaning, bool),
    /// A name by its shape.
    Name(NameKind),
    Person(Candidate),
    /// A capitalised word: perhaps a surname, an acronym or a place met elsewhere.
    Bare,
    /// "water treaty": a descriptive name.
    Descriptive,
    /// "the agreement": `decided` unless words follow that single it out.
    Reference {
        noun: usize,
        decided: bool,
    },
    /// "it" as the object of a verb.
    Pronoun,
    /// A short name that the text introduces for the raw of this index.
    Alias(usize),
}

/// A stretch of tokens cut out.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub start: usize,
    pub end: usize,
    pub sentence: usize,
    pub what: What,
}

/// Everything cut out of a document, in order, without overlaps. The names `placed` in it are settled.
pub(crate) fn scan(doc: &Doc, placed: &[Placed]) -> Vec<Raw> {
    let mut scanner = Scanner { doc, raws: Vec::new(), sentence: 0, style: Style::Prose, placed };
    for (n, sentence) in doc.text.sentences.iter().enumerate() {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        scanner.sentence = n;
        scanner.style = doc.style(&tokens);
        let mut i = tokens.start;
        while i < tokens.end {
            i = scanner.settled(i, tokens.end).max(i + 1);
        }
    }
    scanner.raws
}

struct Scanner<'a> {
    doc: &'a Doc<'a>,
    raws: Vec<Raw>,
    sentence: usize,
    style: Style,
    /// The settled names that are still ahead.
    placed: &'a [Placed],
}

impl Scanner<'_> {
    fn push(&mut self, start: usize, end: usize, what: What) -> usize {
        self.raws.push(Raw { start, end, sentence: self.sentence, what });
        end
    }

    /// Takes a settled name as it is; what begins before one ends there at the latest.
    fn settled(&mut self, i: usize, end: usize) -> usize {
        while self.placed.first().is_some_and(|p| p.start < i) {
            self.placed = &self.placed[1..];
        }
        let Some(&placed) = self.placed.first() else { return self.step(i, end) };
        if placed.start > i {
            return self.step(i, end.min(placed.start));
        }
        let what = match placed.kind {
            Kind::Person => self.doc.candidate(i, placed.end).map(What::Person),
            Kind::Thing(kind) => Some(What::Name(kind)),
        };
        match what {
            Some(what) => self.push(i, placed.end, what),
            None => self.step(i, end),
        }
    }

    fn step(&mut self, i: usize, end: usize) -> usize {
        let doc = self.doc;
        let token = &doc.text.tokens[i];
        if token.kind != TokenKind::Word {
            return if doc.is(i, "(") { self.brackets(i, end) } else { i + 1 };
        }
        if !token.capital {
            return self.lower(i, end);
        }
        let known = if doc.has_phrase(i) { doc.phrase(i, end, |m| !matches!(m, Meaning::Role { .. })) } else { None };
        if doc.has(i, flag::FUNCTION) && known.is_none() && !doc.has(i, flag::GIVEN) {
            return self.lower(i, end);
        }
        let name = self.name(i, end, known.map(|k| (k.end, k.meaning)));
        let person = if self.style == Style::Caps { None } else { doc.person_at(i, end, self.style) };
        let known_end = known.map_or(i, |k| k.end);
        if let Some(name) = name
            && name.end > known_end
            && !self.surname_like(i, &name, person.as_ref())
        {
            return self.push(i, name.end, What::Name(name.kind));
        }
        if let Some(person) = person
            && (known.is_none() || person.end > known_end && person.strong && doc.has(i, flag::GIVEN))
        {
            return self.push(i, person.end, What::Person(person));
        }
        if let Some(known) = known {
            if known.meaning != Meaning::Adjective {
                self.push(i, known.end, What::Known(known.meaning, known.alias));
            }
            return known.end;
        }
        self.bare(i, end)
    }

    /// The name at a token, unless titles make capitals worthless or a country before it is no part of it.
    fn name(&self, i: usize, end: usize, known: Option<(usize, Meaning)>) -> Option<Name> {
        let doc = self.doc;
        if self.style == Style::Caps || doc.has(i, flag::FUNCTION | flag::CALENDAR | flag::TITLE) {
            return None;
        }
        if doc.common(i) && doc.has(i, flag::ROLE | flag::TENURE) && !doc.has(i + 1, flag::BODY | flag::AGREEMENT) {
            return None;
        }
        let name = doc.name_at(i, end)?;
        if self.style == Style::Title
            && !(name.kind == NameKind::Body && name.head == i && doc.has(i, flag::STATE_BODY))
        {
            return None;
        }
        let Some((known_end, meaning)) = known else { return Some(name) };
        let stripped = match meaning {
            Meaning::Country(_) => name.kind == NameKind::Body && known_end < name.head,
            _ => false,
        };
        let of_state = name.kind == NameKind::Body && doc.has(name.head, flag::STATE_BODY) && known_end <= name.head;
        let country = matches!(meaning, Meaning::Country(_) | Meaning::Demonym(_));
        (!(stripped || of_state && country) || name.end < known_end).then_some(name)
    }

    /// "Thomas Hill", "Sarah Ward": a geographic noun that is a surname here.
    fn surname_like(&self, i: usize, name: &Name, person: Option<&Candidate>) -> bool {
        let given = self.doc.has(i, flag::GIVEN) && !self.doc.has(i, flag::AMBIGUOUS);
        let placed = i > 0 && matches!(self.doc.lower(i - 1), "in" | "near" | "at" | "through" | "across" | "the");
        !placed
            && name.kind == NameKind::Place
            && given
            && person.is_some_and(|p| p.strong && p.end >= name.end)
            && (self.doc.has(name.head, flag::SURNAME) || (i..name.end).any(|k| self.doc.initial(k)))
    }

    fn bare(&mut self, i: usize, end: usize) -> usize {
        let doc = self.doc;
        let never =
            flag::BODY | flag::AGREEMENT | flag::DEMONYM | flag::ROLE | flag::CALENDAR | flag::TITLE | flag::FUNCTION;
        if doc.has(i, never) && !doc.has(i, flag::SURNAME) || doc.initial(i) || doc.text.tokens[i].span.len() < 2 {
            return self.lower(i, end);
        }
        let mut k = i + 1;
        while k + 1 < end && doc.joint(k) && doc.capital(k + 1) && !doc.has(k + 1, flag::DEMONYM | flag::PLACE) {
            k += 2;
        }
        self.push(i, k, What::Bare)
    }

    /// What may begin at a word without a capital, or at "The".
    fn lower(&mut self, i: usize, end: usize) -> usize {
        let doc = self.doc;
        let f = doc.flags(i);
        if doc.has_phrase(i)
            && let Some(m) = doc.phrase(i, end, |m| matches!(m, Meaning::Agreement(_)))
        {
            return self.push(i, m.end, What::Known(m.meaning, m.alias));
        }
        if f & flag::TOPIC != 0
            && let Some(noun) = self.topical_noun(i, end)
        {
            return self.push(i, noun + 1, What::Descriptive);
        }
        if f & flag::BEFORE_OF != 0 && doc.is(i + 1, "of") && self.style == Style::Prose {
            return self.place_of(i, end);
        }
        if f & flag::FUNCTION != 0 && doc.opens_reference(i) {
            return self.reference(i, end);
        }
        if doc.is_it(i) && self.is_object(i) {
            return self.push(i, i + 1, What::Pronoun);
        }
        i + 1
    }

    /// Whether a pronoun follows an infinitive or a past form: "to revive it", "suspended it".
    fn is_object(&self, i: usize) -> bool {
        let text = self.doc.text;
        let verb = |k: usize| text.lower(k).ends_with("ed") && text.lower(k) != text.lemma(k);
        i >= 2 && (self.doc.is(i - 2, "to") || verb(i - 1)) && text.tokens[i - 1].kind == TokenKind::Word
    }

    fn topical_noun(&self, i: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let mut k = i + 1;
        while k < end && k < i + 4 && doc.has(k, flag::TOPIC) {
            k += 1;
        }
        let f = doc.flags(k);
        (k < end && f & flag::AGREEMENT != 0 && f & (flag::NAMED_ONLY | flag::PLURAL) == 0).then_some(k)
    }

    /// "the province of Colvino": the name becomes a place of this document.
    fn place_of(&mut self, i: usize, end: usize) -> usize {
        let doc = self.doc;
        let start = i + 2;
        let mut k = start;
        while k < end && k < start + 3 && doc.capital(k) && !doc.common(k) && !doc.has_phrase(k) {
            k += 1;
        }
        if k == start || doc.has(k, flag::BODY) && doc.capital(k) {
            return i + 2;
        }
        self.push(start, k, What::Name(NameKind::Place))
    }

    fn reference(&mut self, i: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut k = i + 1;
        while k < end && k < i + 3 && doc.has(k, flag::ADJECTIVE) && !doc.capital(k) {
            k += 1;
        }
        if k >= end || !doc.has(k, flag::AGREEMENT) || doc.has(k, flag::PLURAL) || doc.joint(k + 1) {
            return i + 1;
        }
        let followed = doc.has(k + 1, flag::BODY | flag::AGREEMENT) && k + 1 < end;
        if followed || doc.capital(k) && doc.capital(k + 1) || self.style != Style::Prose {
            return i + 1;
        }
        let singled =
            k + 1 < end && (doc.has(k + 1, flag::DISTINGUISHING) || doc.capital(k + 1) || doc.is(k + 1, "the"));
        // "Acceded to the accord on 6 May": a day tells it from no other.
        let day = |at: usize| {
            doc.has(at, flag::CALENDAR) || doc.text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number)
        };
        let singled = singled && !(doc.is(k + 1, "on") && k + 2 < end && day(k + 2));
        let definite = !matches!(doc.lower(i), "a" | "an");
        let decided = definite && !singled;
        if definite || !doc.has(k, flag::NAMED_ONLY) {
            self.push(i + 1, k + 1, What::Reference { noun: k, decided });
        }
        k + 1
    }

    /// "(CMAA)", "(hereinafter “the Accord”)" after a name; or an acronym whose initials are those of the words before it.
    fn brackets(&mut self, i: usize, end: usize) -> usize {
        let Some((start, stop)) = self.introduced(i, end) else { return i + 1 };
        let takes = |what: &What| match what {
            What::Known(m, _) => matches!(m, Meaning::Body(_) | Meaning::Agreement(_)),
            What::Name(..) | What::Descriptive => true,
            _ => false,
        };
        let named = self.raws.last().is_some_and(|r| r.end == i && r.sentence == self.sentence && takes(&r.what));
        if !named && !self.by_initials(i, start) {
            return i + 1;
        }
        let of = self.raws.len() - 1;
        self.push(start, stop, What::Alias(of))
    }

    fn introduced(&self, i: usize, end: usize) -> Option<(usize, usize)> {
        let doc = self.doc;
        let quote = |k: usize| matches!(doc.lower(k), "\"" | "“" | "”" | "'" | "‘" | "’" | "''");
        let mut start = i + 1;
        let mut marked = false;
        while start < end && start < i + 9 && (quote(start) || !doc.capital(start) && self.introduces(start)) {
            marked |= quote(start) || doc.has(start, flag::INTRODUCING) && !doc.is(start, "the");
            start += 1;
        }
        let mut stop = start;
        while stop < end && stop < start + 5 && (doc.capital(stop) || doc.joint(stop)) {
            stop += 1;
        }
        let closed = quote(stop) || matches!(doc.lower(stop), ")" | "," | ";");
        let letters = doc.text.tokens.get(start).is_some_and(|t| (2..=8).contains(&t.span.len()));
        let acronym = letters && doc.caps(start) && (stop == start + 1 || doc.joint(start + 1)) && doc.is(stop, ")");
        (stop > start && closed && (acronym || marked)).then_some((start, stop))
    }

    fn introduces(&self, k: usize) -> bool {
        self.doc.has(k, flag::INTRODUCING) || matches!(self.doc.lower(k), "as" | "referred" | "to" | "also")
    }

    /// Whether the words before the bracket spell the acronym; they become a body then.
    fn by_initials(&mut self, bracket: usize, acronym: usize) -> bool {
        let doc = self.doc;
        let mut start = bracket;
        for letter in doc.lower(acronym).chars().rev() {
            let Some(mut k) = start.checked_sub(1) else { return false };
            while k > 0 && bracket - k < 14 && !doc.capital(k) && (doc.has(k, flag::FUNCTION) || doc.joint(k)) {
                k -= 1;
            }
            if !doc.capital(k) || !doc.lower(k).starts_with(letter) {
                return false;
            }
            start = k;
        }
        if bracket - start < 2 || self.raws.last().is_some_and(|r| r.start < start && r.end > start) {
            return false;
        }
        while self.raws.last().is_some_and(|r| r.start >= start) {
            self.raws.pop();
        }
        self.push(start, bracket, What::Name(NameKind::Body));
        true
    }
}
