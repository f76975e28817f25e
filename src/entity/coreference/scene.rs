//! What a sentence speaks of: entities, and rivals without a name.

use super::tables::class;
use super::{Gender, Ground};
use crate::entity::tables::flag;
use crate::entity::{EntityId, EntityKind, Reference};
use crate::text::TokenKind;
use crate::text::clauses::{Clause, Clauses, Link, Role};

/// Tokens at the head of a sentence in which the place of writing may stand.
const DATELINE: usize = 4;

/// What a figure may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Known(EntityKind),
    /// A name that nobody knows: a person, a body or a place.
    Name,
    /// A thing without a name.
    Thing,
}

/// Something that a later word may take up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    /// Which entity; none for a rival.
    pub entity: Option<EntityId>,
    pub sort: Sort,
    pub start: usize,
    pub end: usize,
    pub gender: Option<Gender>,
    /// The clause it is an argument of.
    pub clause: Option<usize>,
    /// Whether it is the surface subject of that clause.
    pub subject: bool,
    /// Whether that is a main clause.
    pub main: bool,
    /// The quotation it stands in, by its first byte.
    pub quote: Option<u32>,
    /// An adjective of a country: "Salvadoran".
    pub demonym: bool,
}

impl Figure {
    /// Whether two figures are one.
    pub fn same(&self, other: &Self) -> bool {
        self.start == other.start || self.entity.is_some() && self.entity == other.entity
    }

    pub fn is(&self, kind: EntityKind) -> bool {
        self.sort == Sort::Known(kind)
    }
}

/// The figures of one sentence, in its order.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    pub figures: Vec<Figure>,
    /// Whether its clauses are known.
    pub analysed: bool,
}

/// Where a token stands among the arguments of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub clause: usize,
    pub argument: usize,
    pub role: Role,
    pub subject: bool,
    pub main: bool,
}

/// For each token of a sentence that heads an argument of its own clause, where that stands.
pub(super) fn seats(clauses: &Clauses) -> Vec<(u32, Seat)> {
    let mut seats = Vec::new();
    for (clause, it) in clauses.list.iter().enumerate() {
        for (number, argument) in it.arguments.iter().enumerate().filter(|(_, a)| !a.shared && !a.apposed) {
            let subject = argument.head < it.head
                && argument.preposition.is_none()
                && argument.role == if it.passive { Role::Object } else { Role::Subject };
            let main = is_main(clauses, it);
            seats.push((argument.head, Seat { clause, argument: number, role: argument.role, subject, main }));
        }
    }
    seats.sort_unstable_by_key(|(head, seat)| (*head, !seat.subject, seat.clause));
    seats.dedup_by_key(|(head, _)| *head);
    seats
}

/// Whether a clause stands by itself or is coordinated with one that does.
fn is_main(clauses: &Clauses, clause: &Clause) -> bool {
    let mut at = clause;
    for _ in 0..4 {
        match (at.link, at.parent) {
            (Link::Root, _) => return true,
            (Link::Coordinate, Some(parent)) => at = &clauses.list[parent as usize],
            _ => return false,
        }
    }
    false
}

/// Tokens between two commas behind a name.
const ASIDE: usize = 5;
/// Tokens from a bracket behind a name to the comma behind it.
const BRACKET: usize = 8;

impl Scene {
    /// Puts in a figure in its place; what lay there goes.
    pub fn put(&mut self, figure: Figure) {
        let from = self.figures.partition_point(|f| f.end <= figure.start);
        let until = self.figures.partition_point(|f| f.start < figure.end).max(from);
        self.figures.splice(from..until, [figure]);
    }

    /// Takes the entity of the figure at a token as unknown.
    pub fn forget(&mut self, at: usize) {
        self.figures.iter_mut().filter(|f| f.start == at).for_each(|f| f.entity = None);
    }
}

impl Ground<'_> {
    /// The figures of a sentence.
    pub(super) fn scene(&self, number: usize, seats: &[(u32, Seat)]) -> Scene {
        let sentence = &self.doc.text.sentences[number];
        let mut scene = Scene { figures: Vec::new(), analysed: self.clauses.of(number).is_some() };
        let mentions = &self.entities.mentions;
        let mut next = mentions.partition_point(|m| m.span.end <= sentence.span.start);
        let mut at = sentence.tokens.start as usize;
        let end = (sentence.tokens.end as usize).min(self.doc.text.tokens.len());
        while at < end {
            let token = &self.doc.text.tokens[at];
            while mentions.get(next).is_some_and(|m| m.span.end <= token.span.start) {
                next += 1;
            }
            let Some(mention) = mentions.get(next).filter(|m| m.span.start <= token.span.start) else {
                if let Some(figure) = self.rival(at, sentence.tokens.start as usize, seats) {
                    scene.figures.push(figure);
                }
                at += 1;
                continue;
            };
            let start = at;
            while at < end && self.doc.text.tokens[at].span.start < mention.span.end {
                at += 1;
            }
            if mention.kind != EntityKind::Event && !self.is_dateline(start, at, sentence.tokens.start as usize) {
                let figure = self.figure(start, at, Sort::Known(mention.kind), seats);
                let gender = mention.entity.and_then(|id| self.genders.get(id.0 as usize).copied().flatten());
                let demonym = mention.reference == Reference::Demonym;
                scene.figures.push(Figure { entity: mention.entity, gender, demonym, ..figure });
            }
        }
        scene
    }

    /// Whether a place stands in capitals at the head of a sentence: the place of writing.
    fn is_dateline(&self, start: usize, end: usize, first: usize) -> bool {
        let doc = self.doc;
        start < first + DATELINE && doc.caps(start) && doc.lower(start).len() > 3 && !doc.word(end)
    }

    /// A figure without an entity.
    pub(super) fn figure(&self, start: usize, end: usize, sort: Sort, seats: &[(u32, Seat)]) -> Figure {
        let from = seats.partition_point(|(head, _)| (*head as usize) < start);
        let seat = seats.get(from).filter(|(head, _)| (*head as usize) < end).map(|(_, seat)| *seat);
        Figure {
            entity: None,
            sort,
            start,
            end,
            gender: None,
            clause: seat.map(|s| s.clause),
            subject: seat.is_some_and(|s| s.subject),
            main: seat.is_some_and(|s| s.main),
            quote: self.quote(start),
            demonym: false,
        }
    }

    /// What a word without a mention may stand for.
    fn rival(&self, at: usize, first: usize, seats: &[(u32, Seat)]) -> Option<Figure> {
        let doc = self.doc;
        let token = &doc.text.tokens[at];
        if token.kind != TokenKind::Word {
            return None;
        }
        let plural = token.lower != token.lemma;
        let bits = self.bits(at);
        let flags = doc.flags(at);
        let seated = || seats.binary_search_by_key(&(at as u32), |(head, _)| *head).is_ok();
        let sort = if token.capital && at > first && flags & (flag::FUNCTION | flag::CALENDAR) == 0 {
            let known = flag::ROLE | flag::TITLE | flag::DEMONYM | flag::TENURE | flag::RANK | flag::OCCUPATION;
            if flags & known != 0 || self.timed(at) {
                return None;
            }
            Sort::Name
        } else if plural || flags & flag::FUNCTION != 0 {
            return None;
        } else if bits & class::PERSON != 0 || flags & (flag::OCCUPATION | flag::ROLE) != 0 {
            if self.describes_person(at, seats) {
                return None;
            }
            Sort::Known(EntityKind::Person)
        } else if bits & class::BODY != 0 || flags & flag::BODY != 0 {
            Sort::Known(EntityKind::Organisation)
        } else if bits & class::DOCUMENT != 0 || flags & flag::AGREEMENT != 0 {
            Sort::Known(EntityKind::Agreement)
        } else if bits & (class::COUNTRY | class::CITY | class::REGION) != 0 {
            Sort::Known(EntityKind::Place)
        } else if seated() && !self.timed(at) && bits & class::TIME == 0 {
            Sort::Thing
        } else {
            return None;
        };
        let gender = match bits {
            b if b & class::SHE != 0 => Some(Gender::She),
            b if b & class::HE != 0 => Some(Gender::He),
            _ => None,
        };
        Some(Figure { gender, ..self.figure(at, at + 1, sort, seats) })
    }

    /// Whether a noun of a person is said of somebody named beside it: a title, an apposition, a complement.
    fn describes_person(&self, at: usize, seats: &[(u32, Seat)]) -> bool {
        let person = |k: usize| self.mention_at(k).is_some_and(|m| m.kind == EntityKind::Person);
        let doc = self.doc;
        let office = self.office_at(at);
        let end = office.map_or(at + 1, |o| doc.text.tokens_in(o.span).end.max(at + 1));
        let start = office.map_or(at, |o| doc.text.tokens_in(o.span).start.min(at));
        let after = end + usize::from(doc.is(end, ","));
        if doc.capital(after) && (person(after) || doc.has(after, flag::TITLE) && person(after + 1)) {
            return true;
        }
        let mut before = start;
        let mut linked = false;
        for _ in 0..6 {
            match before.checked_sub(1) {
                Some(k) if doc.is(k, ",") => {
                    // "Ruiz, 49, is the mayor"
                    let aside = |n: &usize| k >= *n && doc.is(k - n + 1, ",") && person(k - n);
                    // "Ruiz (born 1961), an engineer"
                    let bracket = |n: &usize| k > *n && doc.is(k - n, "(") && person(k - n - 1);
                    if k > 0 && doc.is(k - 1, ")") && (2..=BRACKET).any(|n| bracket(&n)) {
                        return true;
                    }
                    return k > 0 && person(k - 1) || linked && (3..=ASIDE).any(|n| aside(&n));
                }
                // "Ruiz is the mayor", where nothing tells a complement.
                Some(k) if person(k) && linked => return true,
                Some(k) if doc.word(k) && !person(k) => {
                    linked = doc.text.lemma(k) == "be";
                    before = k;
                }
                _ => break,
            }
        }
        let complement = |head: u32| head as usize == at;
        let from = seats.partition_point(|(head, _)| (*head as usize) < at);
        seats.get(from).is_some_and(|(head, seat)| complement(*head) && seat.role == Role::Complement)
    }
}
