//! Persons across documents: "Alexandra Hill" and "Alexandra Hill Tinoco" are one; a surname alone is the one person who bears it, by inference.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Linked;
use crate::entity::{Entity, EntityKind, EntityMention, EntityReader, PersonName, Reference};

/// By given name and first surname: all surnames, and the key.
type Namesakes = BTreeMap<(String, String), BTreeSet<(Vec<String>, String)>>;

/// Keys of names, mapped to the one that stands for the person.
#[derive(Clone, Debug, Default)]
pub(super) struct Persons {
    same: FxHashMap<String, (String, bool)>,
}

impl Persons {
    /// The persons of documents, and of `further` ones that bear their surnames elsewhere.
    pub(super) fn new(documents: &[Linked<'_>], together: bool, further: &[&Entity], reader: &EntityReader) -> Self {
        let mut full: Namesakes = Namesakes::new();
        let mut bare: BTreeSet<(String, String)> = BTreeSet::new();
        let entities = documents.iter().flat_map(|linked| &linked.document.claims.mentions.entities.entities);
        let told = told(documents, further);
        for entity in entities.chain(further.iter().copied()).filter(|e| e.kind == EntityKind::Person) {
            let Some(name) = &entity.person else { continue };
            match (name.given.first(), name.family.first()) {
                (Some(given), Some(family)) => {
                    let families = name.family.iter().map(|f| fold(f)).collect();
                    full.entry((fold(given), fold(family))).or_default().insert((families, entity.key.clone()));
                }
                (None, Some(family)) => {
                    bare.insert((fold(family), entity.key.clone()));
                }
                _ => {}
            }
        }
        let mut persons = Self::default();
        persons.merge(&full, &Written::new(documents, further), reader);
        persons.adopt(&full, bare, &told);
        if together {
            persons.by_title(&full, documents, reader);
        }
        if together {
            persons.given(&full, documents);
            persons.agreements(documents);
        }
        persons
    }

    /// "The accord" in a document that names none is the one that the others name, where the user put them together and there is only one.
    fn agreements(&mut self, documents: &[Linked<'_>]) {
        let mut by_noun: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for entity in documents.iter().flat_map(|linked| &linked.document.claims.mentions.entities.entities) {
            if entity.kind == EntityKind::Agreement
                && entity.proper
                && let Some((_, noun)) = entity.key.rsplit_once(' ')
            {
                by_noun.entry(format!("the {noun}")).or_default().insert(&entity.key);
            }
        }
        for (noun, keys) in by_noun.into_iter().filter(|(_, keys)| keys.len() == 1) {
            self.same.extend(keys.first().map(|key| (noun, ((*key).to_owned(), true))));
        }
    }

    /// A given name alone is the one person who bears it, where the user put the documents together.
    fn given(&mut self, full: &Namesakes, documents: &[Linked<'_>]) {
        let mut bearers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for ((given, _), names) in full {
            let keys = names.iter().map(|(_, key)| self.same.get(key).map_or(key.as_str(), |(k, _)| k.as_str()));
            bearers.entry(given).or_default().extend(keys);
        }
        let one = |(given, keys): (&str, BTreeSet<&str>)| {
            let key = keys.first().filter(|_| keys.len() == 1)?;
            Some((given.to_owned(), ((*key).to_owned(), true)))
        };
        let mut found: BTreeMap<String, (String, bool)> = bearers.into_iter().filter_map(one).collect();
        // "Florence" may be a town.
        for entity in documents.iter().flat_map(|linked| &linked.document.claims.mentions.entities.entities) {
            found.remove(&entity.key);
        }
        for (given, stands) in found {
            self.same.entry(given).or_insert(stands);
        }
    }

    /// Names of one given name and first surname are one person if their further names do not contradict each other. Whether "Pedro Varga Jr." is "Pedro Varga" is
    /// inferred.
    fn merge(&mut self, full: &Namesakes, written: &Written<'_>, reader: &EntityReader) {
        let apart = |names: &BTreeSet<(Vec<String>, String)>| {
            let two = |(_, a): &(Vec<String>, String)| {
                names.iter().any(|(_, b)| reader.are_different(a, b) || written.are_two(a, b))
            };
            names.len() > 1 && names.iter().any(two)
        };
        for names in full.values().filter(|names| !apart(names)) {
            let Some((longest, _)) = names.iter().max_by_key(|(f, _)| f.len()) else { continue };
            if names.len() > 1 && names.iter().all(|(families, _)| longest.starts_with(families)) {
                let Some((_, stands)) = names.iter().next() else { continue };
                for (_, key) in names {
                    let inferred = written.suffix(key) != written.suffix(stands);
                    self.same.insert(key.clone(), (stands.clone(), inferred));
                }
            }
        }
    }

    /// A surname alone is the one person of that surname, if there is one.
    fn adopt(&mut self, full: &Namesakes, bare: BTreeSet<(String, String)>, told: &FxHashSet<&str>) {
        let mut bearers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for ((_, _), names) in full {
            for (families, key) in names.iter().filter(|(_, key)| told.contains(key.as_str())) {
                let stands = self.same.get(key).map_or(key.as_str(), |(k, _)| k.as_str());
                for family in families {
                    bearers.entry(family).or_default().insert(stands);
                }
            }
        }
        let found: Vec<(String, String)> = bare
            .into_iter()
            .filter_map(|(family, key)| {
                let one = bearers.get(family.as_str()).filter(|b| b.len() == 1)?;
                Some((key, (*one.iter().next()?).to_owned()))
            })
            .collect();
        for (key, stands) in found {
            self.same.insert(key, (stands, true));
        }
    }

    /// Of several who bear a surname, "Dr Hill" is the only one whom another document calls so, where the user put the documents together. A document that has but
    /// the surname must begin with the title.
    fn by_title(&mut self, full: &Namesakes, documents: &[Linked<'_>], reader: &EntityReader) {
        let titles = titles(documents, reader);
        let mut by_key: FxHashMap<&str, Vec<&Titled<'_>>> = FxHashMap::default();
        for told in &titles {
            by_key.entry(told.key).or_default().push(told);
        }
        let of = |key: &str| by_key.get(key).map_or(&[][..], Vec::as_slice);
        let mut bearers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for ((_, family), names) in full {
            bearers.entry(family).or_default().extend(names.iter().map(|(_, key)| key.as_str()));
        }
        for (family, keys) in bearers {
            let opening = of(family).iter().filter(|told| told.first);
            let first: BTreeSet<&str> = opening.map(|told| told.title.as_str()).collect();
            let title = first.first().filter(|title| first.len() == 1 && !title.is_empty());
            let Some(title) = title.filter(|_| !self.same.contains_key(family)) else { continue };
            let so = keys.into_iter().filter(|key| of(key).iter().any(|told| told.title == *title));
            let stands: BTreeSet<&str> = so.map(|key| self.same.get(key).map_or(key, |(k, _)| k.as_str())).collect();
            if let Some(one) = stands.first().filter(|_| stands.len() == 1) {
                let one = ((*one).to_owned(), true);
                self.same.insert(family.to_owned(), one);
            }
        }
    }

    pub(super) fn resolve<'k>(&'k self, key: &'k str) -> (&'k str, bool) {
        self.same.get(key).map_or((key, false), |(stands, inferred)| (stands.as_str(), *inferred))
    }
}

/// Names as they are written, by key.
struct Written<'e> {
    names: FxHashMap<&'e str, &'e PersonName>,
    /// Names with a suffix that stand in one document with the same name without it, which is another person's.
    beside: FxHashSet<(String, String)>,
}

impl<'e> Written<'e> {
    fn new(documents: &'e [Linked<'_>], further: &[&'e Entity]) -> Self {
        fn named(entity: &Entity) -> Option<(&str, &PersonName)> {
            Some((entity.key.as_str(), entity.person.as_ref()?))
        }
        let mut all = Self { names: FxHashMap::default(), beside: FxHashSet::default() };
        for linked in documents {
            let own = &linked.document.claims.mentions.entities.entities;
            let (suffixed, bare): (Vec<_>, Vec<_>) =
                own.iter().filter_map(named).map(|(_, name)| name).partition(|name| name.suffix.is_some());
            if !suffixed.is_empty() {
                let bare: FxHashSet<_> = bare.into_iter().filter_map(first).collect();
                all.beside.extend(suffixed.into_iter().filter_map(first).filter(|name| bare.contains(name)));
            }
            all.names.extend(own.iter().filter_map(named));
        }
        all.names.extend(further.iter().copied().filter_map(named));
        all
    }

    fn suffix(&self, key: &str) -> Option<String> {
        let suffix = self.names.get(key)?.suffix.as_ref()?;
        Some(suffix.trim_end_matches('.').to_lowercase())
    }

    /// Whether two names of like given name and surname are those of two persons: "Sr." and "Jr.", "Peter J." and "Peter M.".
    fn are_two(&self, a: &str, b: &str) -> bool {
        let Some((x, y)) = self.names.get(a).zip(self.names.get(b)) else { return false };
        let second = |name: &PersonName| name.given.get(1).and_then(|given| fold(given).chars().next());
        let middle = second(x).zip(second(y)).is_some_and(|(x, y)| x != y);
        let (p, q) = (self.suffix(a), self.suffix(b));
        let both = p.is_some() && q.is_some();
        middle || p != q && (both || first(x).is_some_and(|name| self.beside.contains(&name)))
    }
}

/// The given name and the first surname.
fn first(name: &PersonName) -> Option<(String, String)> {
    Some((fold(name.given.first()?), fold(name.family.first()?)))
}

/// A name as a document writes it.
struct Titled<'k> {
    key: &'k str,
    /// The title before it, in lower case; empty if there is none.
    title: String,
    /// Whether it is the first place where the document names the person.
    first: bool,
}

/// The titles of persons wherever they are named.
fn titles<'k>(documents: &'k [Linked<'_>], reader: &EntityReader) -> Vec<Titled<'k>> {
    let mut all = Vec::new();
    for linked in documents {
        let entities = &linked.document.claims.mentions.entities;
        let mut met: BTreeSet<&str> = BTreeSet::new();
        let named = |m: &&EntityMention| m.kind == EntityKind::Person && m.reference != Reference::Description;
        for mention in entities.mentions.iter().filter(named) {
            let Some(entity) = mention.entity.map(|id| entities.get(id)) else { continue };
            let before = &linked.document.source.text[..mention.span.start as usize];
            let word = before.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
            let title = word.trim_end_matches('.').to_lowercase();
            let title = Some(title).filter(|title| reader.is_title(title)).unwrap_or_default();
            all.push(Titled { key: &entity.key, title, first: met.insert(&entity.key) });
        }
    }
    all
}

/// The keys of persons whom texts name. Those of a facts file bear surnames without being spoken of.
fn told<'k>(documents: &'k [Linked<'_>], further: &[&'k Entity]) -> FxHashSet<&'k str> {
    let texts = documents.iter().filter(|linked| !linked.document.source.is_facts());
    let entities = texts.flat_map(|linked| &linked.document.claims.mentions.entities.entities);
    entities.chain(further.iter().copied()).map(|entity| entity.key.as_str()).collect()
}

/// Lower case without accents.
pub fn fold(name: &str) -> String {
    deunicode::deunicode(name).to_lowercase()
}
