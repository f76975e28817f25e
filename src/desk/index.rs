//! What leads from an open document to those that bear on it: names, rare words, questions, passages, quotations and surnames, each with the documents that hold it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::postings::{Holder, Postings};
use crate::align::Placed;
use crate::claim::hash;
use crate::conflict::{BOILERPLATE, FAMOUS, mixed};
use crate::entity::{Entity, EntityKind};
use crate::link::{Affairs, Document, fold, is_telling};

/// The index of an archive.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    names: Postings<u32>,
    /// With the word's weight in the document.
    words: Postings<(u32, u8)>,
    squares: FxHashMap<u32, u64>,
    questions: Postings<u32>,
    passages: Postings<u32>,
    quotations: Postings<u32>,
    topics: Postings<u32>,
    /// Document and number of the entity.
    surnames: Postings<(u32, u32)>,
    /// Facts files, which bear on every document and lend no names.
    facts: Vec<u32>,
    /// Documents of the first archive that were replaced, and those that stand open in another version.
    hidden: FxHashSet<u32>,
}

/// Documents of the archive that bear on open ones.
pub(super) struct Wanted {
    /// Numbers, those that bear most on them first.
    pub order: Vec<usize>,
    /// An open document, and another one ([`Err`]) or one of the archive on the same affair.
    pub pairs: Vec<(usize, Result<usize, usize>)>,
}

fn text(words: &str) -> u64 {
    hash(words.bytes())
}

/// The names by which documents on one affair are known.
fn names(document: &Document) -> FxHashSet<u64> {
    let entities = document.claims.mentions.entities.entities.iter();
    entities.filter(|entity| is_telling(entity)).map(|entity| text(&entity.key)).collect()
}

fn quotations(document: &Document) -> impl Iterator<Item = u64> {
    let words = document.claims.quotes.iter().map(|quote| &quote.words);
    words.flat_map(|words| words.windows(3).map(|w| mixed([w[0].key, w[1].key, w[2].key])))
}

fn surnames(document: &Document) -> impl Iterator<Item = (u32, u64)> {
    let entities = (0..).zip(&document.claims.mentions.entities.entities);
    let persons = entities.filter(|(_, entity)| entity.kind == EntityKind::Person);
    persons.flat_map(|(n, entity)| {
        let families = entity.person.iter().flat_map(|person| &person.family);
        families.map(move |family| (n, text(&fold(family)))).collect::<Vec<_>>()
    })
}

impl Index {
    /// The index of documents, given the questions that they answer.
    pub(super) fn of(documents: &[&Document], placed: &[Placed<'_>]) -> Self {
        let mut new = Self::default();
        let mut placed = placed.iter().peekable();
        for (number, document) in documents.iter().enumerate() {
            new.put(number as u32, document);
            while let Some(claim) = placed.next_if(|claim| claim.document == number) {
                new.question(number as u32, claim);
            }
        }
        new.complete();
        new
    }

    /// Adds a document later.
    pub(super) fn add(&mut self, number: usize, document: &Document, placed: &[Placed<'_>]) {
        self.put(number as u32, document);
        placed.iter().for_each(|claim| self.question(number as u32, claim));
    }

    /// Takes out a document that was added later.
    pub(super) fn take_out(&mut self, number: usize) {
        let number = number as u32;
        self.names.take_out(number);
        self.words.take_out(number);
        self.questions.take_out(number);
        self.passages.take_out(number);
        self.quotations.take_out(number);
        self.topics.take_out(number);
        self.surnames.take_out(number);
        self.squares.remove(&number);
        self.facts.retain(|other| *other != number);
        self.hidden.remove(&number);
    }

    /// Leaves a document out of all answers, or takes it in again.
    pub(super) fn hide(&mut self, number: usize, hidden: bool) {
        if hidden {
            self.hidden.insert(number as u32)
        } else {
            self.hidden.remove(&(number as u32))
        };
    }

    /// The documents that hold a key.
    fn holders<V: Holder>(&self, postings: &Postings<V>, key: u64) -> Vec<V> {
        postings.get(key, &self.hidden, |_| true).unwrap_or_default()
    }

    /// The documents that hold keys which only a few hold.
    fn few(&self, postings: &Postings<u32>, keys: impl Iterator<Item = u64>, most: usize) -> Vec<usize> {
        let holders = keys.filter_map(|key| postings.get(key, &self.hidden, |count| count < most));
        holders.flatten().map(|number| number as usize).collect()
    }

    fn question(&mut self, number: u32, claim: &Placed<'_>) {
        if claim.wide {
            self.questions.push(text(&claim.key), number);
        }
    }

    fn put(&mut self, number: u32, document: &Document) {
        if document.source.is_facts() {
            return self.facts.push(number);
        }
        let claims = &document.claims;
        names(document).into_iter().for_each(|name| self.names.push(name, number));
        for word in &claims.keywords {
            self.words.push(u64::from(word.hash), (number, word.weight));
        }
        self.squares.insert(number, Affairs::square(claims));
        claims.shingles.iter().for_each(|shingle| self.passages.push(shingle.hash, number));
        quotations(document).for_each(|words| self.quotations.push(words, number));
        if let Some(topic) = &document.source.meta.topic {
            self.topics.push(text(topic), number);
        }
        surnames(document).for_each(|(entity, family)| self.surnames.push(family, (number, entity)));
    }

    fn complete(&mut self) {
        self.names.complete();
        self.words.complete();
        self.questions.complete();
        self.passages.complete();
        self.quotations.complete();
        self.topics.complete();
        self.surnames.complete();
    }

    /// The persons of the archive that bear a surname of some open document, so that a surname alone is not taken for the only one.
    pub(super) fn namesakes<'d>(
        &self,
        open: impl Iterator<Item = &'d Arc<Document>>,
        archive: impl Fn(usize) -> Option<&'d Document>,
    ) -> Vec<&'d Entity> {
        let families: BTreeSet<u64> = open.flat_map(|document| surnames(document).map(|s| s.1)).collect();
        let mut found: BTreeMap<&str, &Entity> = BTreeMap::new();
        for (number, entity) in families.into_iter().flat_map(|family| self.holders(&self.surnames, family)) {
            let entity =
                archive(number as usize).and_then(|d| d.claims.mentions.entities.entities.get(entity as usize));
            if let Some(entity) = entity {
                found.insert(&entity.key, entity);
            }
        }
        found.into_values().collect()
    }

    /// The fingerprints of open documents that too many documents of the archive hold.
    pub(super) fn common<'d>(&self, open: impl Iterator<Item = &'d Document>) -> FxHashSet<u64> {
        let mut found = FxHashSet::default();
        for document in open {
            let shingles = document.claims.shingles.iter().map(|shingle| shingle.hash);
            found.extend(shingles.filter(|&key| self.passages.is_held_by(key, &self.hidden, BOILERPLATE)));
            found.extend(quotations(document).filter(|&key| self.quotations.is_held_by(key, &self.hidden, FAMOUS)));
        }
        found
    }

    /// The documents that bear on open ones, which answer these questions; `count` is the number of all documents.
    pub(super) fn near<'d>(
        &self,
        open: impl Iterator<Item = &'d Document>,
        keys: &BTreeSet<String>,
        count: usize,
    ) -> Wanted {
        let open: Vec<&Document> = open.collect();
        let affairs = Affairs::new(count);
        let (mut order, mut pairs) = (Vec::new(), Vec::new());
        for (n, document) in open.iter().enumerate() {
            let others: Vec<usize> = self.on_the_affair(document, &affairs).into_iter().collect();
            pairs.extend(others.iter().map(|&number| (n, Ok(number))));
            pairs.extend(
                (n + 1..open.len()).filter(|&m| self.same(document, open[m], &open, &affairs)).map(|m| (n, Err(m))),
            );
            order.extend(others);
        }
        for document in &open {
            let shingles = document.claims.shingles.iter().map(|shingle| shingle.hash);
            order.extend(self.few(&self.passages, shingles, BOILERPLATE));
            order.extend(self.few(&self.quotations, quotations(document), FAMOUS));
        }
        let facts = self.facts.iter().filter(|number| !self.hidden.contains(number));
        order.splice(0..0, facts.map(|&number| number as usize));
        let mut asked: Vec<Vec<u32>> = keys.iter().map(|key| self.holders(&self.questions, text(key))).collect();
        asked.sort_by_cached_key(Vec::len);
        order.extend(asked.into_iter().flatten().map(|number| number as usize));
        let mut seen = FxHashSet::default();
        order.retain(|number| seen.insert(*number));
        Wanted { order, pairs }
    }

    /// Whether two of the open documents are on one affair. What is rare in the archive may stand in all that are open.
    fn same(&self, a: &Document, b: &Document, open: &[&Document], affairs: &Affairs) -> bool {
        let name = |name: &str| {
            let here = open.iter().filter(|document| names(document).contains(&text(name))).count();
            affairs.is_rare_name(self.holders(&self.names, text(name)).len() + here)
        };
        let word = |hash: u32| {
            let holds = |document: &&&Document| document.claims.keywords.iter().any(|word| word.hash == hash);
            let here = open.iter().filter(holds).count();
            self.words.get(u64::from(hash), &self.hidden, |archived| affairs.is_rare_word(archived + here)).is_some()
        };
        affairs.same(a, b, name, word)
    }

    /// The documents on one affair with another, dates apart, as all documents together would tell it.
    fn on_the_affair(&self, document: &Document, affairs: &Affairs) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for name in names(document) {
            // A name that no other document holds leads to none.
            let rare = |archived: usize| affairs.is_rare_name(archived.max(1) + 1);
            let holders = self.names.get(name, &self.hidden, rare).unwrap_or_default();
            holders.iter().for_each(|&holder| *shared.entry(holder).or_default() += 1);
        }
        found.extend(shared.into_iter().filter(|(_, n)| affairs.by_names(*n)).map(|(holder, _)| holder as usize));
        let mut alike: FxHashMap<u32, (u64, usize)> = FxHashMap::default();
        for word in &document.claims.keywords {
            let rare = |archived: usize| affairs.is_rare_word(archived + 1);
            let holders = self.words.get(u64::from(word.hash), &self.hidden, rare).unwrap_or_default();
            for (holder, weight) in holders {
                let entry = alike.entry(holder).or_default();
                *entry = (entry.0 + u64::from(word.weight) * u64::from(weight), entry.1 + 1);
            }
        }
        let square = Affairs::square(&document.claims);
        let by_words = |holder: u32, (product, words): (u64, usize)| {
            affairs.by_words(product, words, square, self.squares.get(&holder).copied().unwrap_or(1))
        };
        found.extend(alike.into_iter().filter(|(h, s)| by_words(*h, *s)).map(|(holder, _)| holder as usize));
        if let Some(topic) = &document.source.meta.topic {
            found.extend(self.holders(&self.topics, text(topic)).into_iter().map(|number| number as usize));
        }
        found
    }
}

#[cfg(test)]
impl Index {
    /// How many entries it holds.
    pub(super) fn len(&self) -> usize {
        let few = self.names.len() + self.words.len() + self.questions.len() + self.topics.len();
        few + self.passages.len() + self.quotations.len() + self.surnames.len() + self.squares.len() + self.hidden.len()
    }
}
