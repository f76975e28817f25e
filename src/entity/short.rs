//! Shorter titles and initials of bodies and agreements: "the Harbour Trust" and "SHT" for the Solcombe Harbour Trust.
//!
//! A text may leave out the first words of a title that it has given in full, or what stands behind its noun ("the Ferry Convention" for the Ferry Convention on Pilots). What more than one
//! title of the text may be cut down to stands for none.

use rustc_hash::FxHashMap;

use super::doc::Doc;
use super::fold::fold;
use super::scan::Raw;
use super::tables::flag;
use super::{EntityId, EntityKind};

/// Words of the shortest title.
const WORDS: usize = 2;
/// Letters of the shortest initials.
const LETTERS: usize = 3;
/// What opens the part behind a noun that may be left out.
const BEHIND: [&str; 4] = [" on ", " for ", " against ", " of "];

/// Words that open the part of a title behind its noun. A shorter title does not begin there: the Bank of New England is no New England.
const PREPOSITIONS: [&str; 10] = ["against", "at", "between", "by", "for", "in", "of", "on", "to", "with"];

/// What a shorter form stands for, if it is one thing.
#[derive(Clone, Copy)]
enum Stands {
    For(EntityId),
    /// Several may be meant.
    Unclear,
}

/// The shorter forms of the titles met so far.
#[derive(Default)]
pub(super) struct Short {
    titles: FxHashMap<(EntityKind, String), Stands>,
    initials: FxHashMap<String, Stands>,
}

impl Short {
    /// The entity whose title, given before, a folded name is a shorter form of.
    pub fn title(&self, kind: EntityKind, key: &str) -> Option<EntityId> {
        self.titles.get(&(kind, key.to_owned())).and_then(|stands| stands.id())
    }

    /// The entity whose initials a folded word is.
    pub fn initials(&self, word: &str) -> Option<EntityId> {
        self.initials.get(word).and_then(|stands| stands.id())
    }

    /// Notes a title by all that may stand for it. An organ of state is told from others of its title by its country, which is no part of it.
    pub fn note(&mut self, doc: &Doc, raw: &Raw, kind: EntityKind, key: &str, id: EntityId) {
        let letters: String = (raw.start..raw.end)
            .filter(|&i| doc.capital(i) && !doc.has(i, flag::FUNCTION))
            .filter_map(|i| fold(doc.lower(i)).chars().next())
            .collect();
        if letters.chars().count() >= LETTERS {
            put(&mut self.initials, letters, id);
        }
        if (raw.start..raw.end).any(|i| doc.has(i, flag::STATE_BODY)) {
            return;
        }
        let words: Vec<&str> = key.split(' ').collect();
        let noun = words.iter().position(|word| PREPOSITIONS.contains(word)).unwrap_or(words.len());
        let tails = (1..noun.min(words.len().saturating_sub(WORDS - 1))).map(|from| words[from..].join(" "));
        let bare = BEHIND.iter().filter_map(|behind| key.split_once(behind)).map(|(bare, _)| bare.to_owned());
        let bare = bare.filter(|bare| bare.contains(' '));
        let opens_on_name = |title: &String| !title.starts_with("of ") && !title.starts_with("and ");
        for title in tails.chain(bare).filter(opens_on_name) {
            put(&mut self.titles, (kind, title), id);
        }
    }
}

impl Stands {
    fn id(self) -> Option<EntityId> {
        match self {
            Self::For(id) => Some(id),
            Self::Unclear => None,
        }
    }
}

fn put<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, Stands>, key: K, id: EntityId) {
    let stands = map.entry(key).or_insert(Stands::For(id));
    if stands.id() != Some(id) {
        *stands = Stands::Unclear;
    }
}
