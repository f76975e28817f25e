//! Who has been named so far in a document: holders of offices, bodies by the noun that heads their names, countries.

use std::collections::BTreeMap;

use super::Ground;
use super::tables::class;
use crate::entity::fold::fold;
use crate::entity::tables::flag;
use crate::entity::{EntityId, EntityKind, EntityMention, OfficeMention, Tenure};
use crate::text::Sym;
use crate::text::clauses::Role;

/// More of one sort than this are not told apart.
const FEW: usize = 8;

/// Those of one noun or role.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    ids: Vec<EntityId>,
    /// Whether somebody or something else of the sort was spoken of.
    pub rival: bool,
}

impl Named {
    fn add(&mut self, id: EntityId) {
        if self.ids.len() < FEW && !self.ids.contains(&id) {
            self.ids.push(id);
        }
    }

    /// The only one.
    pub fn sole(&self) -> Option<EntityId> {
        match self.ids.as_slice() {
            [one] if !self.rival => Some(*one),
            _ => None,
        }
    }
}

/// Tokens within which a noun behind a name says what it is.
const DESCRIBED: usize = 6;

/// The document up to a token.
pub(super) struct Cast {
    /// By office mention, the holder that stands beside it.
    holders: Vec<Option<EntityId>>,
    mention: usize,
    office: usize,
    token: usize,
    /// By entity, the sentence of its last mention.
    last: Vec<usize>,
    pub countries: Named,
    pub towns: Named,
    pub companies: Named,
    bodies: BTreeMap<String, Named>,
    roles: BTreeMap<String, Named>,
    /// By word, the last sentence, counted from 1, in which it stood behind "a", an adjective or a name: "a council", "the city council".
    modified: Vec<usize>,
    /// By entity, the noun that heads the name of a body.
    heads: Vec<Option<String>>,
}

impl Cast {
    pub fn new(ground: &Ground) -> Self {
        let entities = ground.entities;
        let heads = entities.entities.iter().map(|e| {
            let folded = fold(&e.name);
            let words = folded.split(' ').take_while(|w| !matches!(*w, "of" | "for" | "on" | "in" | "and"));
            words.last().filter(|_| e.kind == EntityKind::Organisation).map(str::to_owned)
        });
        Self {
            holders: holders(ground),
            mention: 0,
            office: 0,
            token: 0,
            last: vec![usize::MAX; entities.entities.len()],
            countries: Named::default(),
            towns: Named::default(),
            companies: Named::default(),
            bodies: BTreeMap::new(),
            roles: BTreeMap::new(),
            modified: vec![0; ground.doc.text.words.len()],
            heads: heads.collect(),
        }
    }

    /// Takes in what stands before a token of a sentence.
    pub fn advance(&mut self, ground: &Ground, at: usize, sentence: usize) {
        let start = ground.doc.text.tokens[at].span.start;
        while let Some(mention) = ground.entities.mentions.get(self.mention).filter(|m| m.span.end <= start) {
            self.mention += 1;
            self.named(ground, mention, sentence);
        }
        while let Some(office) = ground.entities.offices.get(self.office).filter(|o| o.span.end <= start) {
            self.held(office);
            self.office += 1;
        }
        while self.token < at {
            self.noun(ground, self.token, sentence);
            self.token += 1;
        }
    }

    fn named(&mut self, ground: &Ground, mention: &EntityMention, fallback: usize) {
        let Some(id) = mention.entity else { return };
        let index = id.0 as usize;
        self.last[index] = ground.doc.text.sentence_at(mention.span.start).unwrap_or(fallback);
        match mention.kind {
            EntityKind::Place => match ground.place(id) {
                PlaceKind::Country => self.countries.add(id),
                PlaceKind::Town => self.towns.add(id),
                PlaceKind::Other => {}
                PlaceKind::Unknown => {
                    self.countries.add(id);
                    self.towns.add(id);
                }
            },
            EntityKind::Organisation => {
                let Some(head) = self.heads[index].clone() else { return };
                if ground.is_company(&head) {
                    self.companies.add(id);
                }
                self.bodies.entry(head).or_default().add(id);
            }
            _ => {}
        }
    }

    fn held(&mut self, office: &OfficeMention) {
        if !matches!(office.tenure, Tenure::Full | Tenure::Acting) {
            return;
        }
        let named = self.roles.entry(office.role.clone()).or_default();
        match self.holders[self.office] {
            Some(id) => named.add(id),
            None if is_bare(office) => {}
            // "The president of Norland" may be another one than the president named before.
            None => named.rival = true,
        }
    }

    /// Takes in that an entity was taken up in a sentence.
    pub fn taken(&mut self, id: EntityId, sentence: usize) {
        self.last[id.0 as usize] = sentence;
    }

    fn noun(&mut self, ground: &Ground, at: usize, fallback: usize) {
        let doc = ground.doc;
        let noun = doc.has(at, flag::BODY) || ground.bits(at) & class::BODY != 0;
        if !noun || doc.capital(at) || at == 0 {
            return;
        }
        let plain = matches!(doc.lower(at - 1), "the" | "this" | "that" | "its" | "their");
        if !plain && doc.word(at - 1) && !ground.describes(at) {
            let sentence = doc.text.sentence_at(doc.text.tokens[at].span.start).unwrap_or(fallback);
            self.modified[doc.text.tokens[at].lower.0 as usize] = sentence + 1;
        }
    }

    /// The last sentence in which a noun stood for something other than what bears it in its name.
    pub fn modified(&self, noun: Sym) -> Option<usize> {
        self.modified.get(noun.0 as usize).copied().unwrap_or_default().checked_sub(1)
    }

    /// The only body whose name a noun heads, or the only one within some sentences of a place.
    pub fn body(&self, noun: &str, here: usize, reach: usize) -> Option<EntityId> {
        let named = self.bodies.get(noun)?;
        if let Some(id) = named.sole() {
            return Some(id);
        }
        let mut near = named.ids.iter().filter(|&&id| self.last(id).is_some_and(|last| last + reach >= here));
        let one = near.next().filter(|_| named.ids.len() < FEW && !named.rival)?;
        near.next().is_none().then_some(*one)
    }

    /// The persons who have been named with a role.
    pub fn role(&self, role: &str) -> Option<&Named> {
        self.roles.get(role)
    }

    /// The sentence in which an entity was last named.
    pub fn last(&self, id: EntityId) -> Option<usize> {
        self.last.get(id.0 as usize).copied().filter(|&s| s != usize::MAX)
    }
}

/// What sort of place one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Country,
    Town,
    Other,
    Unknown,
}

impl Ground<'_> {
    pub(super) fn place(&self, id: EntityId) -> PlaceKind {
        let key = &self.entities.get(id).key;
        let tables = self.doc.tables;
        if tables.country_keys.contains_key(key) {
            PlaceKind::Country
        } else if tables.towns.contains(key) {
            PlaceKind::Town
        } else if tables.place_keys.contains(key) || tables.is_geographic(key) {
            PlaceKind::Other
        } else {
            PlaceKind::Unknown
        }
    }

    /// Whether a noun says what something with a name is: "the Harbour Trust is a trust", "the Harbour Trust, the oldest trust of the coast".
    fn describes(&self, at: usize) -> bool {
        let doc = self.doc;
        let body =
            |k: usize| self.mention_at(k).is_some_and(|m| m.kind == EntityKind::Organisation && m.entity.is_some());
        let from = at.saturating_sub(DESCRIBED);
        let article = (from..at).rev().find(|&k| matches!(doc.lower(k), "a" | "an" | "the"));
        if article.is_some_and(|k| k > 0 && doc.text.lemma(k - 1) == "be") {
            return true;
        }
        let Some(name) = (from..at).rev().find(|&k| body(k)) else { return false };
        let between = name + 1..at;
        let said = between.clone().any(|k| doc.text.lemma(k) == "be" || doc.is(k, ","));
        said && between.clone().all(|k| doc.is(k, ",") || !doc.joint(k) && !doc.is(k, ".") && !doc.capital(k))
    }

    fn is_company(&self, head: &str) -> bool {
        self.tables.of(head) & class::COMPANY != 0
    }
}

/// Whether an office is named by its role alone.
pub(super) fn is_bare(office: &OfficeMention) -> bool {
    office.portfolio.is_empty() && office.body.is_none() && office.place.is_none() && office.to.is_none()
}

/// For each office the person beside it: "Minister Ana Ruiz", "Ana Ruiz, the minister", "Ana Ruiz (chair)", "Ana Ruiz is minister".
fn holders(ground: &Ground) -> Vec<Option<EntityId>> {
    let doc = ground.doc;
    let mut holders = Vec::with_capacity(ground.entities.offices.len());
    for office in &ground.entities.offices {
        let tokens = doc.text.tokens_in(office.span);
        let person = |at: usize| ground.mention_at(at).filter(|m| m.kind == EntityKind::Person);
        let after = tokens.end + usize::from(doc.is(tokens.end, ","));
        let titled = after + usize::from(doc.has(after, flag::TITLE) && doc.capital(after));
        let mut before = tokens.start;
        while before > 0 && before + 4 > tokens.start && doc.word(before - 1) && !doc.capital(before - 1) {
            before -= 1;
        }
        let apposed = before > 1 && (doc.is(before - 1, ",") || doc.is(before - 1, "("));
        let beside = person(titled).filter(|m| doc.text.tokens_in(m.span).start == titled);
        let found = beside.or_else(|| apposed.then(|| person(before - 2)).flatten());
        let holder = found.and_then(|m| m.entity).or_else(|| said_of(ground, tokens.start, tokens.end));
        holders.push(holder);
    }
    holders
}

/// The person of whom an office is said: "Ana Ruiz is minister", "was named minister".
fn said_of(ground: &Ground, start: usize, end: usize) -> Option<EntityId> {
    let doc = ground.doc;
    let clauses = ground.clauses.of(doc.text.sentence_at(doc.text.tokens[start].span.start)?)?;
    let clause = (start..end).rev().find_map(|k| {
        let clause = &clauses.list[clauses.of(k)?];
        clause.arguments.iter().any(|a| a.role == Role::Complement && a.head as usize == k).then_some(clause)
    })?;
    let role = if clause.passive || clause.argument(Role::Object).is_some() { Role::Object } else { Role::Subject };
    let subject = clause.argument(role)?;
    ground.mention_at(subject.head as usize).filter(|m| m.kind == EntityKind::Person)?.entity
}
