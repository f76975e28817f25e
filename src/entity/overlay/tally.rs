//! What the words around a string's occurrences say of it: a title, "in", "'s shareholders", an article.

use super::super::doc::Doc;
use super::super::tables::{Meaning, cue, flag};
use super::strings::{Occurrence, Party};

/// What the places where a string stands say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// How often its sentence had proposals, but none here.
    pub missed: u32,
    /// How often words beside it speak of a person, a body, a place.
    cues: [u32; 3],
    /// Whether it stands with an article, which is not that of a noun behind it.
    pub article: bool,
    /// Whether a verb of speaking follows.
    pub speaks: bool,
    /// Whether a noun for a body, a building or an agreement stands before it: "the daily", "the company".
    pub thing: bool,
    /// Whether a noun follows that it says more of: "Xeon processor".
    pub attributive: bool,
}

impl Tally {
    pub fn add(&mut self, doc: &Doc, found: &Occurrence) {
        let Occurrence { start, end, .. } = *found;
        self.missed += u32::from(found.missed);
        self.cues[Party::Person as usize] += u32::from(doc.titled(start));
        self.cues[Party::Body as usize] += u32::from(beside_body(doc, start, end));
        self.speaks |= doc.has(end, flag::VERB) && !doc.capital(end);
        self.thing |= start > 0 && !doc.capital(start - 1) && doc.has(start - 1, THINGS);
        self.cues[Party::Place as usize] += u32::from(beside_place(doc, start, end));
        self.attributive |= attributive(doc, end);
        let noun = doc.has(end, flag::FUNCTION) || doc.capital(end) || !doc.word(end);
        self.article |= noun && start > 0 && matches!(doc.lower(start - 1), "a" | "an" | "the");
    }

    pub fn cue(&self, party: Party) -> u32 {
        self.cues.get(party as usize).copied().unwrap_or(0)
    }
}

/// Nouns for bodies, agreements and buildings.
const THINGS: u32 = flag::BODY | flag::AGREEMENT | flag::CLOSING;

/// Whether a noun or an adjective in its base form stands right behind a name; a person's name is followed by verbs.
fn attributive(doc: &Doc, end: usize) -> bool {
    doc.word(end)
        && !doc.capital(end)
        && !doc.glued(end)
        && !doc.has(end, flag::FUNCTION | flag::VERB)
        && doc.text.tokens[end].lower == doc.text.tokens[end].lemma
        && !doc.lower(end).ends_with("ly")
}

/// Whether the words beside a name say that it is a place: "in", "the outskirts of", "'s borders", "province".
fn beside_place(doc: &Doc, start: usize, end: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let of = doc.is(before, "of") && before > 0 && doc.cue(before - 1) & cue::OF_PLACE != 0;
    let has = doc.possessive(end) && doc.cue(end + 1) & cue::HAD_BY_PLACE != 0;
    let noun = doc.has(end, flag::BEFORE_OF) && !doc.capital(end);
    let within = doc.cue(before) & cue::BEFORE_PLACE != 0 && !doc.possessive(end) && !attributive(doc, end);
    let does = doc.cue(end) & cue::DONE_BY_PLACE != 0 && !doc.capital(end);
    within || of || has || noun || does || among_places(doc, start, end)
}

/// Whether a known place stands beside a name in a list, or behind it as what it lies in: "Peru and Norholm", "Norholm, Peru".
fn among_places(doc: &Doc, start: usize, end: usize) -> bool {
    let joins = |k: usize| matches!(doc.lower(k), "and" | "," | "or");
    let before = start > 1 && joins(start - 1) && doc.capital(start - 2) && doc.has(start - 2, flag::PLACE);
    let place = |m| matches!(m, Meaning::Country(_) | Meaning::Place(_));
    let behind = || joins(end) && doc.capital(end + 1) && doc.phrase(end + 1, doc.text.tokens.len(), place).is_some();
    before || behind()
}

/// Whether the words beside a name say that it is a body: "'s shareholders", "spokesman", "a member of".
fn beside_body(doc: &Doc, start: usize, end: usize) -> bool {
    let of = start > 1 && matches!(doc.lower(start - 1), "of" | "for") && doc.cue(start - 2) & cue::HAD_BY_BODY != 0;
    let behind = if doc.possessive(end) { end + 1 } else { end };
    let has = doc.cue(behind) & cue::HAD_BY_BODY != 0 && !doc.capital(behind);
    of || has
}
