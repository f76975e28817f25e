//! What leads from an open document to those that bear on it: names, rare words, questions, passages, quotations and surnames, each with the documents that hold it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::Placed;
use crate::claim::hash;
use crate::conflict::{BOILERPLATE, FAMOUS, mixed};
use crate::entity::{Entity, EntityKind};
use crate::link::{Affairs, Document, fold, is_telling};

/// Entries that are searched one by one before they are sorted in.
const LATE: usize = 1 << 11;

/// Keys with what holds them, sorted; what came later waits behind.
#[derive(Clone, Debug, Default)]
struct Postings<V> {
    sorted: Vec<(u64, V)>,
    late: Vec<(u64, V)>,
}

impl<V: Copy + Ord> Postings<V> {
    fn push(&mut self, key: u64, value: V) {
        self.late.push((key, value));
    }

    fn settle(&mut self, at_least: usize) {
        if self.late.len() > at_least {
            self.sorted.append(&mut self.late);
            self.sorted.sort_unstable();
            self.sorted.dedup();
        }
    }

    fn get(&self, key: u64) -> impl Iterator<Item = V> {
        let from = self.sorted.partition_point(|entry| entry.0 < key);
        let sorted = self.sorted[from..].iter().take_while(move |entry| entry.0 == key);
        sorted.chain(self.late.iter().filter(move |entry| entry.0 == key)).map(|entry| entry.1)
    }
}

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
    /// Documents that were replaced, or stand open in another version.
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
    words.flat_map(|words| words.windows(3).map(|w| mixed([w[0].0, w[1].0, w[2].0])))
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
        new.settle(0);
        new
    }

    /// Adds a document.
    pub(super) fn add(&mut self, number: usize, document: &Document, placed: &[Placed<'_>]) {
        self.put(number as u32, document);
        placed.iter().for_each(|claim| self.question(number as u32, claim));
        self.settle(LATE);
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
    fn holders(&self, postings: &Postings<u32>, key: u64) -> Vec<u32> {
        postings.get(key).filter(|number| !self.hidden.contains(number)).collect()
    }

    /// The documents that hold keys which only a few hold.
    fn few(&self, postings: &Postings<u32>, keys: impl Iterator<Item = u64>, most: usize) -> Vec<usize> {
        let holders = keys.map(|key| self.holders(postings, key)).filter(|holders| holders.len() < most);
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

    fn settle(&mut self, at_least: usize) {
        self.names.settle(at_least);
        self.words.settle(at_least);
        self.questions.settle(at_least);
        self.passages.settle(at_least);
        self.quotations.settle(at_least);
        self.topics.settle(at_least);
        self.surnames.settle(at_least);
    }

    /// The persons of the archive that bear a surname of some open document, so that a surname alone is not taken for the only one.
    pub(super) fn namesakes<'d>(
        &self,
        open: impl Iterator<Item = &'d Arc<Document>>,
        archive: &'d [Option<Arc<Document>>],
    ) -> Vec<&'d Entity> {
        let families: BTreeSet<u64> = open.flat_map(|document| surnames(document).map(|s| s.1)).collect();
        let mut found: BTreeMap<&str, &Entity> = BTreeMap::new();
        let all = families.into_iter().flat_map(|family| self.surnames.get(family));
        for (number, entity) in all.filter(|(number, _)| !self.hidden.contains(number)) {
            let document = archive.get(number as usize).and_then(Option::as_ref);
            let entity = document.and_then(|d| d.claims.mentions.entities.entities.get(entity as usize));
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
            found.extend(shingles.filter(|&key| self.holders(&self.passages, key).len() >= BOILERPLATE));
            found.extend(quotations(document).filter(|&key| self.holders(&self.quotations, key).len() >= FAMOUS));
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
        asked.sort_by_key(Vec::len);
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
            let archived = self.words.get(u64::from(hash)).filter(|(number, _)| !self.hidden.contains(number)).count();
            affairs.is_rare_word(archived + open.iter().filter(holds).count())
        };
        affairs.same(a, b, name, word)
    }

    /// The documents on one affair with another, dates apart, as all documents together would tell it.
    fn on_the_affair(&self, document: &Document, affairs: &Affairs) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for name in names(document) {
            let holders = self.holders(&self.names, name);
            if affairs.is_rare_name(holders.len() + 1) {
                holders.iter().for_each(|&holder| *shared.entry(holder).or_default() += 1);
            }
        }
        found.extend(shared.into_iter().filter(|(_, n)| affairs.by_names(*n)).map(|(holder, _)| holder as usize));
        let mut alike: FxHashMap<u32, (u64, usize)> = FxHashMap::default();
        for word in &document.claims.keywords {
            let holders = self.words.get(u64::from(word.hash)).filter(|(number, _)| !self.hidden.contains(number));
            let holders: Vec<(u32, u8)> = holders.collect();
            if affairs.is_rare_word(holders.len() + 1) {
                for (holder, weight) in holders {
                    let entry = alike.entry(holder).or_default();
                    *entry = (entry.0 + u64::from(word.weight) * u64::from(weight), entry.1 + 1);
                }
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
