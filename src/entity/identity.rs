//! Which of the stretches cut out of a document are one entity. Where two answers are possible there is none.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::doc::Doc;
use super::fold::{fold, is_plain};
use super::names::NameKind;
use super::people::{Candidate, person_key};
use super::recent::Recent;
use super::scan::{Raw, What};
use super::short::Short;
use super::spelling;
use super::tables::{Meaning, flag};
use super::{Entities, Entity, EntityId, EntityKind, EntityMention, PersonName, Reference};
use crate::source::BlockKind;
use crate::text::Sym;

/// Parts of names that are known by the row they stand in.
const ROW_PARTS: usize = 2;
/// Tokens between two names of a row: ", 44, and".
const ROW_TOKENS: usize = 4;
/// More namesakes than this are not told apart.
const NAMESAKES: usize = 16;

/// Gives every stretch its entity.
pub(crate) fn identify(doc: &Doc, raws: &[Raw]) -> Entities {
    let mut book = Book {
        doc,
        out: Entities::default(),
        index: FxHashMap::default(),
        aliases: FxHashMap::default(),
        known: FxHashMap::default(),
        short: Short::default(),
        families: FxHashMap::default(),
        introduced: FxHashSet::default(),
        own: 0,
    };
    let ids = book.register(raws);
    book.mentions(raws, &ids);
    book.out
}

/// The table of names as it grows.
struct Book<'a> {
    doc: &'a Doc<'a>,
    out: Entities,
    index: FxHashMap<(EntityKind, String), EntityId>,
    aliases: FxHashMap<String, EntityId>,
    /// What the tables name, as far as it has been met.
    known: FxHashMap<Meaning, EntityId>,
    /// Bodies and agreements by the shorter titles and the initials that can stand for them.
    short: Short,
    /// Persons by each part of their family names.
    families: FxHashMap<String, Vec<EntityId>>,
    /// The persons whose full names have been passed, by their number.
    introduced: FxHashSet<EntityId>,
    /// How many entities, the first ones, are persons of a house's own names, who keep these.
    own: u32,
}

impl<'a> Book<'a> {
    fn register(&mut self, raws: &[Raw]) -> Vec<Option<EntityId>> {
        let bare: FxHashSet<Sym> = raws
            .iter()
            .filter(|r| matches!(r.what, What::Bare) && !(r.start > 0 && self.doc.is(r.start - 1, "the")))
            .map(|r| self.doc.text.tokens[r.start].lower)
            .collect();
        let mut ids = vec![None; raws.len()];
        for (n, raw) in raws.iter().enumerate() {
            if let What::Known(meaning @ Meaning::Person(own), _) = raw.what {
                ids[n] = Some(self.own_person(meaning, own, raw));
            }
        }
        let sure = self.sure(raws, &bare);
        for alone in [false, true] {
            for (n, raw) in raws.iter().enumerate() {
                if let What::Person(c) = &raw.what
                    && (c.parts.len() == 1) == alone
                    && sure[n]
                {
                    ids[n] = self.person(c);
                }
            }
        }
        for (n, raw) in raws.iter().enumerate() {
            match &raw.what {
                What::Alias(of) => self.alias(raw, ids[*of]),
                What::Person(_) | What::Bare | What::Reference { .. } => continue,
                What::Known(Meaning::Person(_), _) => continue,
                _ => ids[n] = self.thing(raw),
            }
        }
        ids
    }

    /// Which names are persons' names: by what the text shows, by recurring, or by standing in one row with such a name.
    fn sure(&self, raws: &[Raw], bare: &FxHashSet<Sym>) -> Vec<bool> {
        let mut sure: Vec<bool> =
            raws.iter().map(|raw| matches!(&raw.what, What::Person(c) if c.strong || self.recurs(c, bare))).collect();
        let full =
            |raw: &Raw| matches!(&raw.what, What::Person(c) if c.parts.len() == ROW_PARTS && self.is_plain_name(c));
        let row = |n: usize| full(&raws[n]) && full(&raws[n + 1]) && self.in_row(&raws[n], &raws[n + 1]);
        let joined: Vec<bool> = (0..raws.len().saturating_sub(1)).map(row).collect();
        // What follows in a row is as sure as what goes before it, and the other way round.
        for n in 0..joined.len() {
            sure[n + 1] |= joined[n] && sure[n];
        }
        for n in (0..joined.len()).rev() {
            sure[n] |= joined[n] && sure[n + 1];
        }
        // A column of persons holds persons.
        let cells: Vec<_> = raws.iter().map(|raw| full(raw).then(|| self.cell(raw)).flatten()).collect();
        let persons: FxHashSet<(u32, usize)> =
            cells.iter().zip(&sure).filter(|(_, sure)| **sure).filter_map(|(c, _)| *c).collect();
        for (n, cell) in cells.iter().enumerate() {
            sure[n] |= cell.is_some_and(|cell| persons.contains(&cell));
        }
        sure
    }

    /// The table and column whose cell begins with a name.
    fn cell(&self, raw: &Raw) -> Option<(u32, usize)> {
        let text = self.doc.text;
        let BlockKind::Row { table, header: false, cells } =
            &text.blocks[text.sentences[raw.sentence].block as usize].kind
        else {
            return None;
        };
        let start = text.tokens[raw.start].span.start;
        let column = cells.iter().position(|cell| text.tokens_in(*cell).start == raw.start && cell.end > start)?;
        Some((*table, column))
    }

    /// Whether only "and" stands between two names, or an age at most and a comma: "Ana Ruiz (47), Tolvar Esk and".
    fn in_row(&self, a: &Raw, b: &Raw) -> bool {
        if a.sentence != b.sentence || b.start <= a.end || b.start > a.end + ROW_TOKENS {
            return false;
        }
        let between = a.end..b.start;
        let mark = |k: usize| matches!(self.doc.lower(k), "," | "and" | "&" | "(" | ")");
        let number = |k: usize| self.doc.text.tokens[k].kind == crate::text::TokenKind::Number;
        let listed = self.doc.is(b.start - 1, "and") || self.doc.is(b.start - 1, ",") && self.doc.is(b.end, "and");
        listed && between.clone().all(|k| mark(k) || number(k))
    }

    /// Whether no part of a name is a common word or a place.
    fn is_plain_name(&self, c: &Candidate) -> bool {
        !c.parts.iter().any(|p| self.doc.common(p.0) || self.doc.has(p.0, flag::PLACE))
    }

    /// A name without other evidence is a person's if its last part recurs alone.
    fn recurs(&self, c: &Candidate, bare: &FxHashSet<Sym>) -> bool {
        let tokens = &self.doc.text.tokens;
        c.parts.len() > 1
            && c.parts.len() < 4
            && c.parts.last().is_some_and(|p| bare.contains(&tokens[p.0].lower) && !self.doc.common(p.0))
            && self.is_plain_name(c)
    }

    fn entity(&mut self, kind: EntityKind, name: &str, key: String, proper: bool) -> EntityId {
        let id = *self.index.entry((kind, key.clone())).or_insert(EntityId(self.out.entities.len() as u32));
        if id.0 as usize == self.out.entities.len() {
            let name = name.to_owned();
            self.out.entities.push(Entity { kind, name, key, forms: Vec::new(), person: None, proper });
        }
        id
    }

    fn form(&mut self, id: EntityId, form: &str) {
        let entity = &mut self.out.entities[id.0 as usize];
        if entity.name != form && entity.forms.len() < NAMESAKES && !entity.forms.iter().any(|f| f == form) {
            entity.forms.push(form.to_owned());
        }
    }

    fn words(&self, start: usize, end: usize) -> Cow<'a, str> {
        let words = self.doc.text.of(self.doc.text.span(start..end));
        if is_plain(words) {
            return Cow::Borrowed(words);
        }
        Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The entity of a phrase of the tables or of a name by its shape.
    fn thing(&mut self, raw: &Raw) -> Option<EntityId> {
        let tables = self.doc.tables;
        let written = self.words(raw.start, raw.end);
        if let What::Known(meaning, _) = raw.what
            && let Some(&id) = self.known.get(&meaning)
        {
            if !matches!(meaning, Meaning::Demonym(_)) {
                self.form(id, &written);
            }
            return Some(id);
        }
        let known = |kind, name: &String| (kind, name.clone(), fold(name), true);
        let (kind, name, key, proper) = match raw.what {
            What::Known(Meaning::Country(n) | Meaning::Demonym(n), _) => {
                known(EntityKind::Place, &tables.countries[n as usize])
            }
            What::Known(Meaning::Place(n), _) => known(EntityKind::Place, &tables.places[n as usize]),
            What::Known(Meaning::Body(n), _) => known(EntityKind::Organisation, &tables.bodies[n as usize]),
            What::Known(Meaning::Agreement(n), _) => {
                let proper = self.doc.capital(raw.start) && self.doc.capital(raw.end - 1);
                (
                    EntityKind::Agreement,
                    singular(&written, self.doc, raw),
                    tables.agreements[n as usize].clone(),
                    proper,
                )
            }
            What::Name(NameKind::Place) => (EntityKind::Place, written.to_string(), fold(&written), true),
            What::Name(NameKind::Body) => (EntityKind::Organisation, written.to_string(), fold(&written), true),
            What::Name(NameKind::Agreement) => (EntityKind::Agreement, written.to_string(), fold(&written), true),
            What::Descriptive => (EntityKind::Agreement, written.to_string(), fold(&written), false),
            _ => return None,
        };
        let titled = matches!(raw.what, What::Name(NameKind::Body | NameKind::Agreement));
        if titled
            && let Some(id) = self.short.title(kind, &key).filter(|_| !self.index.contains_key(&(kind, key.clone())))
        {
            // "The Harbour Trust", where the Solcombe Harbour Trust was named before.
            self.form(id, &written);
            return Some(id);
        }
        let id = self.entity(kind, &name, key, proper);
        if titled {
            self.short.note(self.doc, raw, kind, &self.out.get(id).key, id);
        }
        if let What::Known(
            meaning @ (Meaning::Country(_) | Meaning::Demonym(_) | Meaning::Place(_) | Meaning::Body(_)),
            _,
        ) = raw.what
        {
            self.known.insert(meaning, id);
        }
        if !matches!(raw.what, What::Known(Meaning::Demonym(_), _)) {
            self.form(id, &written);
        }
        Some(id)
    }

    fn alias(&mut self, raw: &Raw, of: Option<EntityId>) {
        let Some(id) = of else { return };
        let written = self.words(raw.start, raw.end);
        self.form(id, &written);
        self.aliases.entry(fold(&written)).or_insert(id);
    }

    fn person(&mut self, c: &Candidate) -> Option<EntityId> {
        let name = self.doc.person_name(c);
        let namesakes = self.namesakes(&name.family);
        if name.given.is_empty() && name.suffix.is_none() {
            let plain: Vec<EntityId> = namesakes.iter().copied().filter(|&id| self.plain(id)).collect();
            match plain.as_slice() {
                [] => {}
                [one] => return Some(*one),
                _ => return None,
            }
        }
        let fitting: Vec<EntityId> = namesakes.into_iter().filter(|&id| self.same_person(id, &name)).collect();
        match fitting.as_slice() {
            [] => Some(self.new_person(c, name)),
            [one] => {
                self.enrich(*one, c, name);
                Some(*one)
            }
            several => {
                let key = person_key(&name);
                several.iter().copied().find(|&id| self.out.get(id).key == key)
            }
        }
    }

    /// A person of a house's own names.
    fn own_person(&mut self, meaning: Meaning, own: u32, raw: &Raw) -> EntityId {
        let written = self.words(raw.start, raw.end);
        if let Some(&id) = self.known.get(&meaning) {
            self.form(id, &written);
            return id;
        }
        let own = &self.doc.tables.persons[own as usize];
        let id = EntityId(self.out.entities.len() as u32);
        self.file(id, &own.parts);
        self.out.entities.push(Entity {
            kind: EntityKind::Person,
            name: own.name.clone(),
            key: own.key.clone(),
            forms: Vec::new(),
            person: Some(own.parts.clone()),
            proper: true,
        });
        self.form(id, &written);
        self.known.insert(meaning, id);
        self.own = id.0 + 1;
        id
    }

    fn plain(&self, id: EntityId) -> bool {
        self.out.get(id).person.as_ref().is_some_and(|p| p.suffix.is_none())
    }

    fn namesakes(&self, family: &[String]) -> Vec<EntityId> {
        let mut ids: Vec<EntityId> = Vec::new();
        for part in family {
            let folded = fold(part);
            let pieces = folded.split('-').filter(|p| *p != folded);
            for piece in std::iter::once(folded.as_str()).chain(pieces) {
                if let Some(found) = self.families.get(piece) {
                    ids.extend(found.iter().take(NAMESAKES));
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn same_person(&self, id: EntityId, name: &PersonName) -> bool {
        let Some(other) = &self.out.get(id).person else { return false };
        let apart = self.doc.tables.are_different(&self.out.get(id).key, &person_key(name));
        !apart
            && same_suffix(&other.suffix, &name.suffix)
            && self.same_given(&other.given, &name.given)
            && same_family(&other.family, &name.family)
    }

    fn same_given(&self, a: &[String], b: &[String]) -> bool {
        let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else { return a.is_empty() && b.is_empty() };
        let agree = |x: &str, y: &str| {
            let (x, y) = (fold(x), fold(y));
            let (sx, sy) = (x.trim_end_matches('.'), y.trim_end_matches('.'));
            let nick = |s: &str| self.doc.tables.nicknames.get(s).cloned().unwrap_or_else(|| s.to_owned());
            if sx.len() == 1 || sy.len() == 1 {
                sx.chars().next() == sy.chars().next()
            } else {
                sx == sy || nick(sx) == nick(sy) || spelling::alike(sx, sy)
            }
        };
        agree(first_a, first_b) && a.iter().zip(b).skip(1).all(|(x, y)| agree(x, y))
    }

    fn new_person(&mut self, c: &Candidate, name: PersonName) -> EntityId {
        let id = EntityId(self.out.entities.len() as u32);
        self.file(id, &name);
        let written = self.words(c.start, c.end).into_owned();
        let key = person_key(&name);
        self.out.entities.push(Entity {
            kind: EntityKind::Person,
            name: written,
            key,
            forms: Vec::new(),
            person: Some(name),
            proper: true,
        });
        id
    }

    fn enrich(&mut self, id: EntityId, c: &Candidate, name: PersonName) {
        let written = self.words(c.start, c.end);
        let entity = self.out.get(id);
        let known = entity.person.as_ref().map_or(0, |p| p.given.len() + p.family.len());
        if name.given.len() + name.family.len() > known && id.0 >= self.own {
            let old = entity.name.clone();
            self.file(id, &name);
            let entity = &mut self.out.entities[id.0 as usize];
            entity.name = written.into_owned();
            entity.key = person_key(&name);
            entity.person = Some(name);
            self.form(id, &old);
        } else {
            self.form(id, &written);
        }
    }

    /// Files a person under each part of the family name.
    fn file(&mut self, id: EntityId, name: &PersonName) {
        for family in &name.family {
            let folded = fold(family);
            let parts = folded.split(['-', ' ']).filter(|p| *p != folded && p.len() > 2);
            for part in std::iter::once(folded.as_str()).chain(parts) {
                let list = self.families.entry(part.to_owned()).or_default();
                if list.len() <= NAMESAKES && !list.contains(&id) {
                    list.push(id);
                }
            }
        }
    }

    fn mentions(&mut self, raws: &[Raw], ids: &[Option<EntityId>]) {
        let mut recent = Recent::default();
        for (n, raw) in raws.iter().enumerate() {
            match &raw.what {
                What::Bare => self.bare(raw),
                What::Person(c) => self.person_mention(raw, c, ids[n]),
                What::Reference { noun, decided } => {
                    let id = if *decided { self.referent(&mut recent, raw, *noun) } else { None };
                    if let Some(id) = id {
                        recent.note(self.doc, raw, id);
                    }
                    self.mention(raw.start, raw.end, EntityKind::Agreement, id, Reference::Description);
                }
                What::Pronoun => {
                    if let Some(id) = recent.nearest(raw) {
                        self.mention(raw.start, raw.end, EntityKind::Agreement, Some(id), Reference::Description);
                    }
                }
                What::Alias(of) => {
                    if let Some(id) = ids[*of] {
                        self.mention(raw.start, raw.end, self.out.get(id).kind, Some(id), Reference::Alias);
                    }
                }
                _ => self.named(raw, ids[n], &mut recent),
            }
        }
    }

    fn person_mention(&mut self, raw: &Raw, c: &Candidate, id: Option<EntityId>) {
        let full = c.parts.len() > 1;
        match id {
            Some(id) => {
                if full {
                    self.introduced.insert(id);
                }
                let reference = if full { Reference::Name } else { Reference::Partial };
                self.mention(raw.start, raw.end, EntityKind::Person, Some(id), reference);
            }
            None if c.strong && full => self.mention(raw.start, raw.end, EntityKind::Person, None, Reference::Name),
            None if c.strong => self.bare(raw),
            None => self.weak_person(c),
        }
    }

    fn named(&mut self, raw: &Raw, id: Option<EntityId>, recent: &mut Recent) {
        let Some(id) = id else { return };
        let reference = match raw.what {
            What::Known(Meaning::Demonym(_), _) => Reference::Demonym,
            What::Known(Meaning::Agreement(_), _) => Reference::Name,
            What::Known(_, true) => Reference::Alias,
            _ => Reference::Name,
        };
        let kind = self.out.get(id).kind;
        if kind == EntityKind::Person {
            self.introduced.insert(id);
        }
        self.mention(raw.start, raw.end, kind, Some(id), reference);
        if kind == EntityKind::Agreement {
            recent.note(self.doc, raw, id);
        }
    }

    fn referent(&self, recent: &mut Recent, raw: &Raw, noun: usize) -> Option<EntityId> {
        if self.doc.capital(noun)
            && let Some(&id) = self.aliases.get(self.doc.lower(noun))
        {
            return Some(id);
        }
        recent.find(self.doc, raw, noun)
    }

    /// The parts of a weak candidate may still be surnames or places met elsewhere.
    fn weak_person(&mut self, c: &Candidate) {
        for &(start, end) in &c.parts {
            self.bare(&Raw { start, end, sentence: 0, what: What::Bare });
        }
    }

    /// A capitalised word alone: a surname, an alias or a place of this document, if it can be only one thing.
    fn bare(&mut self, raw: &Raw) {
        let folded = if raw.end == raw.start + 1 {
            fold(self.doc.lower(raw.start))
        } else {
            fold(&self.words(raw.start, raw.end))
        };
        if let Some(&id) = self.aliases.get(&folded) {
            return self.mention(raw.start, raw.end, self.out.get(id).kind, Some(id), Reference::Alias);
        }
        if !self.families.contains_key(&folded) && raw.end > raw.start + 1 {
            return self.pair(raw);
        }
        let initials = raw.end == raw.start + 1 && self.doc.caps(raw.start) && !self.families.contains_key(&folded);
        if let Some(id) = self.short.initials(&folded).filter(|_| initials) {
            return self.mention(raw.start, raw.end, self.out.get(id).kind, Some(id), Reference::Alias);
        }
        let people = self.families.get(&folded).map_or(&[][..], Vec::as_slice);
        let plain: Vec<EntityId> = people.iter().copied().filter(|&id| self.plain(id)).collect();
        let chosen = self.introduced_first(if plain.is_empty() { people.to_vec() } else { plain });
        match chosen.as_slice() {
            [] => {
                if let Some(&id) = self.index.get(&(EntityKind::Place, folded)) {
                    self.mention(raw.start, raw.end, EntityKind::Place, Some(id), Reference::Name);
                }
            }
            _ if self.doubtful(raw) => {}
            [one] => self.mention(raw.start, raw.end, EntityKind::Person, Some(*one), Reference::Partial),
            _ => self.mention(raw.start, raw.end, EntityKind::Person, None, Reference::Partial),
        }
    }

    /// Of several namesakes, those named in full before: a surname alone takes up a name already given.
    fn introduced_first(&self, people: Vec<EntityId>) -> Vec<EntityId> {
        let known: Vec<EntityId> = people.iter().copied().filter(|id| self.introduced.contains(id)).collect();
        if known.is_empty() { people } else { known }
    }

    /// A common word with a capital that its place in the sentence may have given it.
    fn doubtful(&self, raw: &Raw) -> bool {
        let doc = self.doc;
        let opens = doc.text.sentences.get(raw.sentence).is_some_and(|s| s.tokens.start as usize == raw.start)
            || raw.start > 0 && matches!(doc.lower(raw.start - 1), "“" | "\"" | ":" | "•");
        let article = raw.start > 0 && doc.is(raw.start - 1, "the") && doc.common(raw.start);
        let in_name = doc.capital(raw.end) && !doc.glued(raw.end) && doc.common(raw.start);
        doc.common(raw.start) && opens || article || in_name
    }

    /// "Ruiz-Adu meeting": two surnames rather than one.
    fn pair(&mut self, raw: &Raw) {
        let parts: Vec<usize> = (raw.start..raw.end).step_by(2).collect();
        if parts.iter().all(|&k| self.families.contains_key(&fold(self.doc.lower(k)))) {
            for k in parts {
                self.bare(&Raw { start: k, end: k + 1, sentence: raw.sentence, what: What::Bare });
            }
        }
    }

    fn mention(&mut self, start: usize, end: usize, kind: EntityKind, entity: Option<EntityId>, reference: Reference) {
        let span = self.doc.text.span(start..end);
        self.out.mentions.push(EntityMention { span, kind, entity, reference });
    }
}

fn singular(written: &str, doc: &Doc, raw: &Raw) -> String {
    let last = doc.lower(raw.end - 1);
    if last.ends_with('s') { written.trim_end_matches('s').to_owned() } else { written.to_owned() }
}

fn same_suffix(a: &Option<String>, b: &Option<String>) -> bool {
    let plain = |s: &Option<String>| s.as_deref().map(|s| fold(s).trim_end_matches('.').to_owned());
    plain(a) == plain(b)
}

/// Whether one family name continues or is a part of the other: "Hill" and "Hill Tinoco".
fn same_family(a: &[String], b: &[String]) -> bool {
    let folded = |parts: &[String]| parts.iter().map(|p| fold(p)).collect::<Vec<_>>();
    let (a, b) = (folded(a), folded(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.starts_with(short) || long.ends_with(short) {
        return true;
    }
    let (Some(x), Some(y)) = (short.last(), long.last()) else { return false };
    short.len() == 1 && long.len() == 1 && (x.split('-').any(|p| p == y) || y.split('-').any(|p| p == x))
}
