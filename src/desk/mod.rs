//! A desk: a few open documents that change with every key, against an archive that lies still.
//!
//! A whole check takes time with the archive. While somebody types, the open documents are therefore compared with those documents alone that bear on them: which share
//! the question of a claim, the affair, a passage or a quotation, looked up in an index ([`Desk::check_near`]). What only the whole archive tells (which of two spellings is the usual
//! one, how two documents of the archive date each other) is left to the whole check ([`Snapshot::check`]), which an editor runs when the typing stops.

mod index;
mod postings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::align;
use crate::claim::DocumentClaims;
use crate::conflict;
use crate::diagnostic::Report;
use crate::entity::Entity;
use crate::link::{Dated, Document, Grouping, Known, Links, Role};
use crate::mention::MentionReader;
use crate::rule::RuleSet;
use crate::session::Settings;
use crate::source::Source;
use index::Index;

/// Documents that are few enough to compare all of them at every change.
const FEW: usize = 64;

/// Most documents of the archive that the open ones are compared with while somebody types.
const NEAR: usize = 400;

/// Open documents and an archive.
#[derive(Clone, Debug)]
pub struct Desk {
    rules: Arc<RuleSet>,
    settings: Settings,
    open: BTreeMap<String, Kept>,
    /// By number; what was replaced is gone.
    archive: Vec<Option<Kept>>,
    /// How many of them the index was made of; what is beyond came later.
    first: usize,
    /// Numbers of documents that came later and are gone.
    free: Vec<usize>,
    numbers: BTreeMap<String, usize>,
    index: Index,
}

/// A document with what it tells by itself, which is read once for all keystrokes.
#[derive(Clone, Debug)]
struct Kept {
    document: Arc<Document>,
    /// Filled where it is asked for first: of most of an archive never.
    dated: Arc<OnceLock<Dated>>,
}

impl Kept {
    fn new(document: Document) -> Self {
        Self { document: Arc::new(document), dated: Arc::default() }
    }

    fn dated(&self, reader: &MentionReader) -> Dated {
        self.dated.get_or_init(|| Dated::of(&self.document, reader)).clone()
    }
}

/// All documents of a desk at one moment, for a whole check on another thread.
#[derive(Clone, Debug)]
pub struct Snapshot {
    rules: Arc<RuleSet>,
    settings: Settings,
    documents: Vec<Arc<Document>>,
}

impl Snapshot {
    /// Compares everything, as [`Session::check`](crate::session::Session::check) does.
    pub fn check(&self) -> Report {
        let links = Links::new(self.documents.iter().map(|d| &**d), mentions(&self.rules), grouping(&self.settings));
        conflict::check(&links, &self.rules, &self.settings)
    }

    /// The documents, by path.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }
}

/// The open documents and those that bear on them, by path.
#[derive(Clone, Debug)]
pub struct Near<'d> {
    desk: &'d Desk,
    documents: Vec<Arc<Document>>,
    dated: Vec<Dated>,
    pairs: BTreeSet<(usize, usize)>,
}

impl<'d> Near<'d> {
    /// These documents, linked.
    pub fn links(&self) -> Links<'_> {
        let desk = self.desk;
        let documents = self.documents.iter().map(|d| &**d);
        if desk.is_small() {
            return Links::new(documents, mentions(&desk.rules), grouping(&desk.settings));
        }
        let persons = desk.namesakes();
        let common = desk.index.common(desk.opened().map(|d| &**d));
        let known = Known { pairs: &self.pairs, persons: &persons, common };
        let documents = documents.zip(self.dated.iter().cloned());
        Links::among(documents, mentions(&desk.rules), grouping(&desk.settings), known)
    }

    /// Compares these documents.
    pub fn check(&self) -> Report {
        conflict::check(&self.links(), &self.desk.rules, &self.desk.settings)
    }

    /// The documents, by path.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }
}

impl Desk {
    /// A desk with an archive and nothing open.
    pub fn new(rules: Arc<RuleSet>, settings: Settings, archive: Vec<Document>) -> Self {
        let mut new = Self {
            rules,
            settings,
            open: BTreeMap::new(),
            archive: Vec::new(),
            first: archive.len(),
            free: Vec::new(),
            numbers: BTreeMap::new(),
            index: Index::default(),
        };
        new.archive = archive.into_iter().map(|d| Some(Kept::new(Document { role: Role::Reference, ..d }))).collect();
        let documents: Vec<&Document> = new.archive.iter().flatten().map(|kept| &*kept.document).collect();
        new.numbers = (0..).zip(&documents).map(|(n, d)| (d.source.path.clone(), n)).collect();
        let links = Links::new(documents.iter().copied(), mentions(&new.rules), grouping(&new.settings));
        let placed = align::place(&links, &new.rules);
        new.index = Index::of(&documents, &placed);
        new
    }

    /// The rules.
    pub fn rules(&self) -> &Arc<RuleSet> {
        &self.rules
    }

    /// What is reported, and how strongly.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Opens a document or changes an open one: only this one is read.
    pub fn open(&mut self, source: Source) {
        let claims = DocumentClaims::extract(&source, &self.rules.extractor);
        let document = Document { claims, source, role: Role::Judged };
        if let Some(&number) = self.numbers.get(&document.source.path) {
            self.index.hide(number, true);
        }
        self.open.insert(document.source.path.clone(), Kept::new(document));
    }

    /// Closes a document; the archive's own of that path, if there is one, counts again.
    pub fn close(&mut self, path: &str) {
        self.open.remove(path);
        if let Some(&number) = self.numbers.get(path) {
            self.index.hide(number, false);
        }
    }

    /// Replaces a document of the archive, adds it, or takes it out.
    pub fn replace(&mut self, path: &str, source: Option<Source>) {
        if let Some(number) = self.numbers.remove(path) {
            self.archive[number] = None;
            if number < self.first {
                self.index.hide(number, true);
            } else {
                self.index.take_out(number);
                self.free.push(number);
            }
        }
        let Some(source) = source else { return };
        let claims = DocumentClaims::extract(&source, &self.rules.extractor);
        let document = Document { claims, source, role: Role::Reference };
        let number = self.free.pop().unwrap_or_else(|| {
            self.archive.push(None);
            self.archive.len() - 1
        });
        {
            let links = Links::new(std::iter::once(&document), mentions(&self.rules), grouping(&self.settings));
            self.index.add(number, &document, &align::place(&links, &self.rules));
            self.index.hide(number, self.open.contains_key(path));
        }
        self.numbers.insert(path.to_owned(), number);
        self.archive[number] = Some(Kept::new(document));
    }

    /// An open document, or one of the archive.
    pub fn document(&self, path: &str) -> Option<&Arc<Document>> {
        self.open.get(path).map(|kept| &kept.document).or_else(|| self.archived(path))
    }

    /// A document of the archive, open or not.
    pub fn archived(&self, path: &str) -> Option<&Arc<Document>> {
        self.archive[*self.numbers.get(path)?].as_ref().map(|kept| &kept.document)
    }

    /// The open documents, by path.
    pub fn opened(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.open.values().map(|kept| &kept.document)
    }

    /// The persons of the archive that bear a surname of some open document.
    fn namesakes(&self) -> Vec<&Entity> {
        let document = |number: usize| self.archive.get(number).and_then(Option::as_ref).map(|kept| &*kept.document);
        self.index.namesakes(self.opened(), document)
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.numbers.len() + self.open.keys().filter(|path| !self.numbers.contains_key(*path)).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.numbers.is_empty()
    }

    /// Whether all documents are compared at every change, so that a whole check would tell nothing more.
    pub fn is_small(&self) -> bool {
        self.settings.one_topic || self.numbers.len() <= FEW
    }

    /// All documents as they are now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { rules: self.rules.clone(), settings: self.settings.clone(), documents: self.all() }
    }

    fn all(&self) -> Vec<Arc<Document>> {
        let archive = self.numbers.values().filter_map(|&number| self.archive[number].as_ref());
        let archive = archive.map(|kept| &kept.document).filter(|d| !self.open.contains_key(&d.source.path));
        let mut all: Vec<Arc<Document>> = self.opened().chain(archive).cloned().collect();
        all.sort_unstable_by(|a, b| a.source.path.cmp(&b.source.path));
        all
    }

    /// The open documents and those that bear on them.
    pub fn near(&self) -> Near<'_> {
        if self.is_small() {
            return Near { desk: self, documents: self.all(), dated: Vec::new(), pairs: BTreeSet::new() };
        }
        let wanted = self.index.near(self.opened().map(|d| &**d), &self.keys(), self.len());
        let there = |&number: &usize| {
            let kept = self.archive[number].as_ref()?;
            (!self.open.contains_key(&kept.document.source.path)).then_some((number, kept))
        };
        let archive: Vec<(usize, &Kept)> = wanted.order.iter().filter_map(there).take(NEAR).collect();
        let opened = self.open.values().enumerate().map(|(n, d)| (Err(n), d));
        let mut all: Vec<(Result<usize, usize>, &Kept)> =
            opened.chain(archive.into_iter().map(|(number, d)| (Ok(number), d))).collect();
        all.sort_unstable_by(|a, b| a.1.document.source.path.cmp(&b.1.document.source.path));
        let place: BTreeMap<Result<usize, usize>, usize> = all.iter().enumerate().map(|(i, (n, _))| (*n, i)).collect();
        let mut pairs = BTreeSet::new();
        for &(open, other) in &wanted.pairs {
            if let (Some(&i), Some(&j)) = (place.get(&Err(open)), place.get(&other)) {
                pairs.insert((i.min(j), i.max(j)));
            }
        }
        let dated = all.iter().map(|(_, kept)| kept.dated(mentions(&self.rules))).collect();
        let documents = all.into_iter().map(|(_, kept)| kept.document.clone()).collect();
        Near { desk: self, documents, dated, pairs }
    }

    /// The keys of the questions that the open documents answer about something with a name.
    fn keys(&self) -> BTreeSet<String> {
        let persons = self.namesakes();
        let known = Known { pairs: &BTreeSet::new(), persons: &persons, common: FxHashSet::default() };
        let reader = mentions(&self.rules);
        let open = self.open.values().map(|kept| (&*kept.document, kept.dated(reader)));
        let links = Links::among(open, reader, grouping(&self.settings), known);
        align::place(&links, &self.rules).into_iter().filter(|p| p.wide).map(|p| p.key).collect()
    }

    /// Compares the open documents with those that bear on them.
    pub fn check_near(&self) -> Report {
        self.near().check()
    }
}

fn mentions(rules: &RuleSet) -> &MentionReader {
    &rules.extractor.mentions
}

fn grouping(settings: &Settings) -> Grouping {
    Grouping { together: settings.one_topic, side_by_side: settings.side_by_side }
}

#[cfg(test)]
mod tests;
