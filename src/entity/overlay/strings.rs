//! The different strings proposed in a document, their occurrences, and the vote on what each of them names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::doc::{Doc, Style};
use super::super::names::NameKind;
use super::super::tables::{cue, flag};
use super::tally::Tally;
use super::{Kind, Proposal};
use crate::text::syntax::NameKind as Tagged;
use crate::text::{Sym, TokenKind};

/// Longer names are none.
const LONGEST: usize = 7;
/// More names that begin with one word are not told apart.
const SIBLINGS: usize = 32;

/// What a vote can be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    Person,
    Body,
    Place,
    /// What no mention is made of: events, works, nationalities, laws.
    Other,
}

/// How far a kind of proposal can be trusted, in thousandths: its precision by `training/MODEL_CARD.md`.
fn vote(kind: Tagged) -> (Party, u32) {
    match kind {
        Tagged::Polity => (Party::Place, 925),
        Tagged::Person => (Party::Person, 880),
        Tagged::Place => (Party::Place, 810),
        Tagged::Organisation => (Party::Body, 806),
        Tagged::Law => (Party::Other, 815),
        Tagged::Nationality => (Party::Other, 945),
        Tagged::Event => (Party::Other, 748),
        Tagged::Work => (Party::Other, 544),
    }
}

/// A string that was proposed, by its first place in the text.
#[derive(Debug)]
struct Entry {
    start: usize,
    len: usize,
    /// Votes by party, in thousandths.
    votes: [u32; 4],
    /// Number of proposals by party.
    count: [u32; 4],
    /// Whether a proposal stood where its capital is not the sentence's.
    inside: bool,
}

/// A stretch of the text that reads like a proposed string.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    pub start: usize,
    pub end: usize,
    pub string: usize,
    /// Whether it is no part of a longer run of capitals.
    pub lone: bool,
    /// Whether its sentence has proposals, but none here.
    pub missed: bool,
}

/// The strings proposed in a document.
#[derive(Default)]
pub(super) struct Strings {
    entries: Vec<Entry>,
    /// Entries by their first word, the longest first.
    first: FxHashMap<Sym, Vec<u32>>,
    /// The stretches proposed, as they were, in order.
    proposed: Vec<(usize, usize)>,
}

impl Strings {
    pub fn read(doc: &Doc, proposals: &[Proposal]) -> Self {
        let mut strings = Self::default();
        for proposal in proposals {
            let stretch = (proposal.tokens.start as usize, proposal.tokens.end as usize);
            if stretch.1 > doc.text.tokens.len() || strings.proposed.last().is_some_and(|p| p.1 > stretch.0) {
                continue;
            }
            strings.proposed.push(stretch);
            if let Some((start, end)) = trimmed(doc, stretch)
                && lone(doc, start, end)
            {
                strings.add(doc, start, end, proposal.kind);
            }
        }
        let entries = &strings.entries;
        for list in strings.first.values_mut() {
            list.sort_by_cached_key(|&n| std::cmp::Reverse(entries[n as usize].len));
        }
        strings
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add(&mut self, doc: &Doc, start: usize, end: usize, kind: Tagged) {
        let list = self.first.entry(doc.text.tokens[start].lower).or_default();
        let known = list.iter().map(|&n| n as usize).find(|&n| {
            let entry = &self.entries[n];
            entry.len == end - start && same(doc, entry.start, start, entry.len)
        });
        let n = match known {
            Some(n) => n,
            None if list.len() == SIBLINGS => return,
            None => {
                list.push(self.entries.len() as u32);
                let len = end - start;
                self.entries.push(Entry { start, len, votes: [0; 4], count: [0; 4], inside: false });
                self.entries.len() - 1
            }
        };
        let (party, weight) = vote(kind);
        let entry = &mut self.entries[n];
        entry.votes[party as usize] = entry.votes[party as usize].saturating_add(weight);
        entry.count[party as usize] += 1;
        entry.inside |= inside(doc, start);
    }

    /// Every stretch in prose that reads like one of the strings, in the order of the text, without overlaps.
    pub fn occurrences(&self, doc: &Doc) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let mut next = 0;
        for sentence in &doc.text.sentences {
            let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
            while self.proposed.get(next).is_some_and(|p| p.1 <= tokens.start) {
                next += 1;
            }
            let here = self.proposed[next..].iter().take_while(|p| p.0 < tokens.end).count();
            let mut proposed = &self.proposed[next..next + here];
            next += here;
            let mut style = None;
            let mut i = tokens.start;
            while i < tokens.end {
                let string = if doc.capital(i) { self.at(doc, i, tokens.end) } else { None };
                let Some((string, end)) = string else {
                    i += 1;
                    continue;
                };
                if *style.get_or_insert_with(|| doc.style(&tokens)) != Style::Prose {
                    break;
                }
                while proposed.first().is_some_and(|p| p.1 <= i) {
                    proposed = &proposed[1..];
                }
                let missed = here > 0 && proposed.first().is_none_or(|p| p.0 >= end);
                found.push(Occurrence { start: i, end, string, lone: lone(doc, i, end), missed });
                i = end;
            }
        }
        found
    }

    /// The longest string at a token.
    fn at(&self, doc: &Doc, i: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.first.get(&doc.text.tokens[i].lower)?;
        list.iter().map(|&n| n as usize).find_map(|n| {
            let entry = &self.entries[n];
            (i + entry.len <= end && same(doc, entry.start, i, entry.len)).then_some((n, i + entry.len))
        })
    }

    /// What each string names; nothing where that is doubtful.
    pub fn decide(&self, doc: &Doc, occurrences: &[Occurrence], mut families: FxHashSet<Sym>) -> Vec<Option<Kind>> {
        let mut tallies = vec![Tally::default(); self.entries.len()];
        for found in occurrences.iter().filter(|f| f.lone) {
            tallies[found.string].add(doc, found);
        }
        let persons = self.entries.iter().filter(|e| e.len > 1 && e.most() == Party::Person);
        families.extend(persons.map(|e| doc.text.tokens[e.last()].lower));
        self.entries.iter().zip(&tallies).map(|(entry, tally)| entry.kind(doc, tally, &families)).collect()
    }
}

/// What a place where the tagger saw nothing weighs.
const MISSED: u32 = 400;
/// The share of all votes that decides, in hundredths.
const SHARE: u64 = 75;
/// The same for persons, whom the tagger sees in names of things as well.
const PERSON_SHARE: u64 = 85;
/// As many proposals make a place of a word that has no other sign of one.
const OFTEN: u32 = 2;

impl Entry {
    /// What most votes are for.
    fn most(&self) -> Party {
        let parties = [Party::Other, Party::Body, Party::Person, Party::Place];
        parties.into_iter().max_by_key(|p| self.votes[*p as usize]).unwrap_or(Party::Other)
    }

    fn kind(&self, doc: &Doc, tally: &Tally, families: &FxHashSet<Sym>) -> Option<Kind> {
        let party = self.most();
        let all: u64 = self.votes.iter().map(|&v| u64::from(v)).sum();
        let against = u64::from(tally.missed) * u64::from(MISSED);
        let share = if party == Party::Person { PERSON_SHARE } else { SHARE };
        if u64::from(self.votes[party as usize]) * 100 < (all + against) * share || !self.possible(doc) {
            return None;
        }
        let fits = match party {
            Party::Person => self.person(doc, tally),
            Party::Body => self.body(doc, tally, families),
            Party::Place => self.place(doc, tally, families),
            Party::Other => false,
        };
        fits.then_some(match party {
            Party::Person => Kind::Person,
            Party::Body => Kind::Thing(NameKind::Body),
            _ => Kind::Thing(NameKind::Place),
        })
    }

    fn words(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.len
    }

    fn last(&self) -> usize {
        self.start + self.len - 1
    }

    /// Whether the words can be a name at all.
    fn possible(&self, doc: &Doc) -> bool {
        let never = flag::CALENDAR | flag::TITLE | flag::SUFFIX | flag::ROLE | flag::THING;
        let kinds =
            flag::BODY | flag::AGREEMENT | flag::CLOSING | flag::OPENING | flag::DEMONYM | flag::GIVEN | flag::FUNCTION;
        if self.words().any(|k| doc.cue(k) & cue::IN_NO_NAME != 0) {
            return false;
        }
        if self.len == 1 {
            return self.inside && !ordinary(doc, self.start) && !doc.has(self.start, never | kinds);
        }
        !doc.has(self.last(), never | flag::DEMONYM)
            && self.words().any(|k| doc.capital(k) && !ordinary(doc, k) && !doc.has(k, flag::DEMONYM | flag::CALENDAR))
    }

    /// Persons: two words or more that can be a name; a surname alone only if it is known as one.
    fn person(&self, doc: &Doc, tally: &Tally) -> bool {
        let named = flag::SURNAME | flag::GIVEN;
        let place = flag::PLACE | flag::DEMONYM | flag::PARTICLE;
        let ends = |k: usize| k == self.start || k == self.last();
        let plain = |k: usize| !(doc.caps(k) || ordinary(doc, k) || ends(k) && doc.has(k, place));
        let fits = |k: usize| doc.initial(k) || doc.has(k, named) || plain(k) && !branded(doc.text.raw(k));
        let parts = doc.candidate(self.start, self.start + self.len).map_or(0, |c| c.parts.len());
        let known = doc.has(self.start, flag::SURNAME) && self.count[Party::Person as usize] >= 2;
        (parts > 1 || parts == 1 && self.len == 1 && known)
            && !tally.article
            && !tally.attributive
            && !tally.thing
            && tally.cue(Party::Body) == 0
            && tally.cue(Party::Place) == 0
            && self.words().filter(|&k| doc.capital(k)).all(|k| fits(k) && doc.cue(k) & cue::IN_NO_PERSON == 0)
    }

    fn place(&self, doc: &Doc, tally: &Tally, families: &FxHashSet<Sym>) -> bool {
        let person = flag::SURNAME | flag::GIVEN;
        let surname = doc.has(self.last(), person) || families.contains(&doc.text.tokens[self.last()].lower);
        let geographic = doc.has(self.last(), flag::CLOSING) || doc.has(self.start, flag::OPENING);
        let counted = self.count[Party::Place as usize];
        let often = self.len == 1
            && tally.cue(Party::Body) == 0
            && !tally.speaks
            && counted >= OFTEN
            && counted == self.count.iter().sum::<u32>();
        tally.cue(Party::Person) == 0
            && (!tally.article || geographic)
            && !self.words().any(|k| doc.caps(k))
            && (!surname || geographic)
            && !doc.has(self.start, flag::GIVEN)
            && (often || tally.cue(Party::Place) > 0)
    }

    fn body(&self, doc: &Doc, tally: &Tally, families: &FxHashSet<Sym>) -> bool {
        let surname = self.words().any(|k| families.contains(&doc.text.tokens[k].lower));
        !surname
            && !doc.has(self.start, flag::GIVEN)
            && tally.cue(Party::Person) == 0
            && tally.cue(Party::Place) == 0
            && (tally.cue(Party::Body) > 0 || tally.speaks)
            && self.count[Party::Body as usize] >= 2
    }
}

/// Whether a word has a capital far inside, as products have and "McAdu", "DeVarga" have not: "BlackBerry".
fn branded(word: &str) -> bool {
    word.char_indices().any(|(at, c)| at > 3 && c.is_uppercase() && !word[..at].ends_with(['-', '\'', '’', '.']))
}

/// Whether a word is a common one, or a form of a common one.
fn ordinary(doc: &Doc, k: usize) -> bool {
    doc.common(k) || doc.common_lemma(k)
}

/// A proposal without articles, titles and possessive endings; nothing if it cannot be a name.
fn trimmed(doc: &Doc, (mut start, mut end): (usize, usize)) -> Option<(usize, usize)> {
    let skipped = |k: usize| !doc.capital(k) || doc.has(k, flag::FUNCTION | flag::TITLE | flag::TENURE);
    while start < end && skipped(start) {
        start += 1;
    }
    while start < end && (doc.possessive(end - 1) || doc.text.tokens[end - 1].kind != TokenKind::Word) {
        end -= 1;
    }
    let link = |k: usize| doc.has(k, flag::PARTICLE) || doc.possessive(k) || matches!(doc.lower(k), "of" | "the");
    let letters = |k: usize| doc.text.tokens[k].span.len() > 1 || doc.initial(k);
    let named = |k: usize| doc.capital(k) && letters(k) || doc.joint(k) || link(k);
    // An abbreviation's key would differ from that of the full word.
    let abbreviated = |k: usize| k == end - 1 && doc.text.raw(k).ends_with('.');
    let fits = start < end
        && !abbreviated(end - 1)
        && end - start <= LONGEST
        && doc.capital(end - 1)
        && doc.text.tokens[start].span.len() > 1
        && (start..end).all(named)
        && !(start..end).any(|k| doc.has(k, flag::CALENDAR));
    fits.then_some((start, end))
}

/// Whether two stretches of one length have the same words with the same capitals.
fn same(doc: &Doc, a: usize, b: usize, len: usize) -> bool {
    let tokens = &doc.text.tokens;
    tokens[a..a + len]
        .iter()
        .zip(&tokens[b..b + len])
        .all(|(x, y)| x.lower == y.lower && x.capital == y.capital && x.caps == y.caps)
}

/// Whether the capital at a token is its own rather than the sentence's: a word in lower case or a comma stands before.
fn inside(doc: &Doc, i: usize) -> bool {
    i > 0 && {
        let before = &doc.text.tokens[i - 1];
        let opens = doc.text.sentence_at(doc.text.tokens[i].span.start);
        let opens = opens.is_some_and(|n| doc.text.sentences[n].tokens.start as usize == i);
        !opens && (before.kind == TokenKind::Word || doc.is(i - 1, ","))
    }
}

/// Whether a stretch is a name by itself rather than a part of a longer run of capitals.
fn lone(doc: &Doc, start: usize, end: usize) -> bool {
    let beside = flag::FUNCTION | flag::TITLE | flag::ROLE | flag::RANK | flag::TENURE | flag::CALENDAR;
    let alien = |k: usize| doc.capital(k) && !doc.has(k, beside);
    let opener = |k: usize| doc.capital(k) && doc.has(k, flag::FUNCTION) && !doc.is(k, "the") && inside(doc, k);
    let before =
        start > 0 && (alien(start - 1) && !doc.possessive(start - 1) || opener(start - 1) || doc.joint(start - 1));
    let after = alien(end) && !doc.possessive(end) || doc.joint(end) && !doc.common(end + 1);
    !before && !after
}
