//! The tables `entity/*`, compiled: one hash look-up per distinct word of a document tells everything that is known about it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::fold::fold;
use super::own::{self, OwnKind, OwnName};
use super::people::person_key;
use super::{PersonName, Tenure};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Text, Vocabulary, WordMap};

/// What is known about a word, as bits.
pub(crate) mod flag {
    pub const FUNCTION: u32 = 1;
    pub const CALENDAR: u32 = 1 << 1;
    pub const COMMON: u32 = 1 << 2;
    pub const GIVEN: u32 = 1 << 3;
    /// A given name that is also a word, a place or a surname.
    pub const AMBIGUOUS: u32 = 1 << 4;
    pub const SURNAME: u32 = 1 << 5;
    pub const TITLE: u32 = 1 << 6;
    pub const SUFFIX: u32 = 1 << 7;
    pub const PARTICLE: u32 = 1 << 8;
    pub const VERB: u32 = 1 << 9;
    pub const OCCUPATION: u32 = 1 << 10;
    pub const BODY: u32 = 1 << 11;
    pub const STATE_BODY: u32 = 1 << 12;
    pub const POSSESSED_BODY: u32 = 1 << 13;
    pub const AGREEMENT: u32 = 1 << 14;
    /// An agreement noun that means little without a name.
    pub const NAMED_ONLY: u32 = 1 << 15;
    pub const OPENING: u32 = 1 << 16;
    pub const CLOSING: u32 = 1 << 17;
    pub const BEFORE_OF: u32 = 1 << 18;
    /// An adjective of a country, a region, a faith or a party.
    pub const DEMONYM: u32 = 1 << 19;
    pub const RANK: u32 = 1 << 20;
    pub const ADJECTIVE: u32 = 1 << 21;
    pub const PORTFOLIO: u32 = 1 << 22;
    pub const TOPIC: u32 = 1 << 23;
    pub const DISTINGUISHING: u32 = 1 << 24;
    pub const INTRODUCING: u32 = 1 << 25;
    pub const ROLE: u32 = 1 << 26;
    pub const TENURE: u32 = 1 << 27;
    /// A country or place of one word.
    pub const PLACE: u32 = 1 << 28;
    /// A particle found in surnames only.
    pub const TELLING: u32 = 1 << 29;
    /// A plural of an agreement noun: part of names, but no reference to one agreement.
    pub const PLURAL: u32 = 1 << 30;
    /// A word for things that bear names, such as prizes and storms.
    pub const THING: u32 = 1 << 31;
}

/// What a word says of the name beside it, as bits of a table of their own.
pub(crate) mod cue {
    /// It is part of no name.
    pub const IN_NO_NAME: u32 = 1;
    /// A noun in names of things: no person is called so.
    pub const IN_NO_PERSON: u32 = 1 << 1;
    /// "'s shareholders" or "spokesman" after a body, "a member of" before it.
    pub const HAD_BY_BODY: u32 = 1 << 2;
    /// "'s borders" after a place.
    pub const HAD_BY_PLACE: u32 = 1 << 3;
    /// "ratified" after a place.
    pub const DONE_BY_PLACE: u32 = 1 << 4;
    /// "in" before a place.
    pub const BEFORE_PLACE: u32 = 1 << 5;
    /// "the outskirts of" before a place.
    pub const OF_PLACE: u32 = 1 << 6;
    /// A noun of what is enacted or issued rather than agreed.
    pub const ENACTED: u32 = 1 << 7;
    /// Of those, one of several for a law in force.
    pub const STATUTE: u32 = 1 << 8;
    /// Who is related to somebody, and of whom there may be several of one surname.
    pub const RELATIVE: u32 = 1 << 9;
    /// "government" behind who is governed or who leads it.
    pub const GOVERNMENT: u32 = 1 << 10;
    /// "former", "new" before a government: another one than that spoken of.
    pub const OTHER: u32 = 1 << 11;
    /// "presidency": what one is in who leads a government.
    pub const HEADSHIP: u32 = 1 << 12;
    /// "accuse": a capital that does so is a government.
    pub const DONE_BY_GOVERNMENT: u32 = 1 << 13;
    /// "relation": had with a capital, with its country.
    pub const HAD_BETWEEN: u32 = 1 << 14;
    /// "ambassador" to a capital: to its country.
    pub const ENVOY: u32 = 1 << 15;
    /// A network where a body has an account: "Facebook".
    pub const NETWORK: u32 = 1 << 16;
    /// "gang" behind the name of one.
    pub const BAND: u32 = 1 << 17;
    /// A capital that stands for another body than the government of its country.
    pub const SEAT_OF_OTHERS: u32 = 1 << 18;
    /// "court": with the article often another one than that just named.
    pub const VAGUE_BODY: u32 = 1 << 19;
    /// "border" of two countries.
    pub const BORDER: u32 = 1 << 20;
    /// "patrol" behind a border: what is had there.
    pub const HAD_BY_BORDER: u32 = 1 << 21;
    /// "wife": told by whose she is.
    pub const KIN: u32 = 1 << 22;
    /// "wife": may be another one later.
    pub const SPOUSE: u32 = 1 << 23;
    /// "remarried": somebody has more than one in a life.
    pub const MARRIAGE: u32 = 1 << 24;
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CountryRow {
    people: Vec<String>,
    capitals: Vec<String>,
    aliases: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PlacesFile {
    parts: Vec<String>,
    cities: Vec<String>,
    regions: Vec<String>,
    adjectives: Vec<String>,
    opening: Vec<String>,
    closing: Vec<String>,
    before_of: Vec<String>,
    /// By side, countries with the one neighbour that they have on it.
    neighbours: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BodyNouns {
    words: Vec<String>,
    state: bool,
    possessive: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BodiesFile {
    noun: Vec<BodyNouns>,
    known: BTreeMap<String, Vec<String>>,
}

/// One role, as data.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Role {
    pub name: String,
    pub words: Vec<String>,
    pub plural: Vec<String>,
    pub group: String,
    pub combines: Vec<String>,
    pub over: String,
    pub complete: bool,
    pub bound: bool,
    pub title: bool,
    pub ambiguous: bool,
    /// Whether it has one holder at a time.
    pub sole: bool,
    /// Whether its title is kept before the name when the office is over.
    pub for_life: bool,
    /// Whether it is the head of the body named, who heads no other.
    pub agency: bool,
    /// Whether it is the head of a government.
    pub governs: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TenureWords {
    acting: Vec<String>,
    former: Vec<String>,
    then: Vec<String>,
    future: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OfficesFile {
    ranks: Vec<String>,
    adjectives: Vec<String>,
    tenure: TenureWords,
    role: Vec<Role>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PortfoliosFile {
    words: Vec<String>,
    synonyms: Vec<Vec<String>>,
    headed: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AgreementNouns {
    words: Vec<String>,
    named: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AgreementsFile {
    noun: Vec<AgreementNouns>,
    aliases: Vec<Vec<String>>,
    enacted: Vec<String>,
    statutes: Vec<String>,
    topics: Vec<String>,
    distinguishing: Vec<String>,
    introducing: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NamesFile {
    given: Vec<String>,
    ambiguous: Vec<String>,
    surnames: Vec<String>,
    titles: Vec<String>,
    suffixes: Vec<String>,
    particles: Vec<String>,
    telling: Vec<String>,
    verbs: Vec<String>,
    things: Vec<String>,
    occupations: Vec<String>,
    nicknames: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CuesFile {
    in_no_name: Vec<String>,
    in_no_person: Vec<String>,
    had_by_bodies: Vec<String>,
    done_by_places: Vec<String>,
    had_by_places: Vec<String>,
    before_places: Vec<String>,
    of_places: Vec<String>,
    relatives: Vec<String>,
    governments: Vec<String>,
    other_governments: Vec<String>,
    headships: Vec<String>,
    done_by_governments: Vec<String>,
    had_between_countries: Vec<String>,
    envoys: Vec<String>,
    networks: Vec<String>,
    bands: Vec<String>,
    seats_of_others: Vec<String>,
    vague_bodies: Vec<String>,
    borders: Vec<String>,
    had_by_borders: Vec<String>,
    kin: Vec<String>,
    spouses: Vec<String>,
    marriages: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CommonFile {
    function: String,
    calendar: String,
    common: String,
}

/// What a phrase of the tables stands for; the number indexes the table of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Meaning {
    Country(u32),
    Demonym(u32),
    /// A region's or a faith's adjective: no entity, but no name either.
    Adjective,
    Place(u32),
    Body(u32),
    Role {
        role: u32,
        plural: bool,
    },
    Agreement(u32),
    /// A person of a house's own names.
    Person(u32),
}

/// How a phrase must be written to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Any,
    Capital,
    Caps,
}

/// A name or term of one or more words.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub words: Vec<Box<str>>,
    pub case: Case,
    pub meaning: Meaning,
    /// Whether it is an acronym or another name than the one that stands in keys.
    pub alias: bool,
}

/// What is known of a word: its flags, and the list of phrases that begin with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub flags: u32,
    /// Index into [`Tables::phrases`]; beyond its end if there are none.
    pub phrases: u32,
}

impl Default for Word {
    fn default() -> Self {
        Self { flags: 0, phrases: u32::MAX }
    }
}

impl Word {
    /// Whether it is a common word.
    pub fn is_common(self) -> bool {
        self.flags & (flag::COMMON | flag::FUNCTION) != 0
    }
}

/// About how many words the tables hold, so that none of them grows while it is filled.
const WORDS: usize = 1 << 13;

/// Everything the entity layer knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    /// By word in lower case.
    words: WordMap<Word>,
    /// What words say of a name beside them: bits of [`cue`].
    cues: WordMap<u32>,
    /// Phrases that begin with one word, longest first.
    pub phrases: Vec<Vec<Phrase>>,
    /// Names as printed, by the number in [`Meaning`].
    pub countries: Vec<String>,
    pub places: Vec<String>,
    pub bodies: Vec<String>,
    pub agreements: Vec<String>,
    pub roles: Vec<Role>,
    /// Persons of a house's own names.
    pub persons: Vec<OwnPerson>,
    /// Keys of persons who are not the same, however alike their names; both ways round.
    pub different: FxHashSet<(String, String)>,
    pub tenures: FxHashMap<Box<str>, Tenure>,
    /// Folded capital to folded country.
    pub capitals: FxHashMap<String, String>,
    /// Keys of the only neighbour of a country on a side: "mexico" for "southern" and "united states".
    pub neighbours: FxHashMap<(String, String), String>,
    pub nicknames: FxHashMap<String, String>,
    /// Folded words of a portfolio to its canonical wording.
    pub portfolios: FxHashMap<String, String>,
    /// Folded nouns whose head is the minister of what follows.
    pub headed: Vec<String>,
    /// Folded names of countries, to tell a country from a smaller place.
    pub country_keys: FxHashMap<String, ()>,
    /// Folded names of towns.
    pub towns: FxHashSet<String>,
    /// Folded names of parts of countries and of regions.
    pub place_keys: FxHashSet<String>,
}

impl Tables {
    pub(crate) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let mut tables = Self::default();
        tables.words.reserve(WORDS);
        tables.common(&lexicon.table("entity/common", problems));
        tables.names(lexicon.table("entity/names", problems));
        // Before those that come with the program, so that a house's own go first.
        let own_offices = tables.own(lexicon, problems);
        tables.countries(&lexicon.table("entity/countries", problems));
        tables.places(&lexicon.table("entity/places", problems));
        tables.bodies(&lexicon.table("entity/bodies", problems));
        tables.offices(lexicon.table("entity/offices", problems));
        tables.portfolios(lexicon.table("entity/portfolios", problems));
        tables.own_offices(own_offices);
        tables.agreements(&lexicon.table("entity/agreements", problems));
        tables.cues(&lexicon.table("entity/cues", problems));
        for list in &mut tables.phrases {
            list.sort_by_cached_key(|p| std::cmp::Reverse(p.words.len()));
        }
        tables
    }

    /// A house's own names; its offices are left to be added behind those that come with the program.
    fn own(&mut self, lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Vec<OwnName> {
        let mut offices = Vec::new();
        for (_, file) in lexicon.files(OWN) {
            let ordinary = |word: &str| {
                self.word(word).flags & (flag::COMMON | flag::FUNCTION | flag::CALENDAR | flag::TITLE | flag::BODY) != 0
            };
            let own = own::read(file, &ordinary, problems);
            for name in own.names {
                match name.kind {
                    OwnKind::Office => offices.push(name),
                    _ => self.own_name(&name, &ordinary_words(&name, self)),
                }
            }
            for [a, b] in own.different {
                let key = |name: &str| person_key(&own::parts(name, |word| self.is_given_name(word)));
                let (a, b) = (key(&a), key(&b));
                self.different.insert((b.clone(), a.clone()));
                self.different.insert((a, b));
            }
        }
        offices
    }

    /// A name with its forms; `skipped` are forms that are ordinary words.
    fn own_name(&mut self, own: &OwnName, skipped: &[String]) {
        let meaning = match own.kind {
            OwnKind::Person => {
                let parts = own::parts(&own.name, |word| self.is_given_name(word));
                let key = person_key(&parts);
                self.persons.push(OwnPerson { name: own.name.clone(), key, parts });
                Meaning::Person(self.persons.len() as u32 - 1)
            }
            OwnKind::Place => {
                self.places.push(own.name.clone());
                self.place_keys.insert(fold(&own.name));
                Meaning::Place(self.places.len() as u32 - 1)
            }
            OwnKind::Agreement => {
                self.agreements.push(fold(&own.name));
                Meaning::Agreement(self.agreements.len() as u32 - 1)
            }
            OwnKind::Organisation | OwnKind::Office => {
                self.bodies.push(own.name.clone());
                Meaning::Body(self.bodies.len() as u32 - 1)
            }
        };
        let forms = std::iter::once((&own.name, false)).chain(own.forms.iter().map(|form| (form, true)));
        for (form, alias) in forms.filter(|(form, _)| !skipped.contains(*form)) {
            self.name(form, meaning, alias);
        }
    }

    /// Offices of a house's own: further words for a role that is known, or a role.
    fn own_offices(&mut self, offices: Vec<OwnName>) {
        for own in offices {
            let name = own.name.to_lowercase();
            let words: Vec<String> = std::iter::once(&own.name).chain(&own.forms).map(|w| w.to_lowercase()).collect();
            let known = self.roles.iter().position(|role| role.name == name || role.words.contains(&name));
            let role = known.unwrap_or(self.roles.len());
            for word in &words {
                if !word.contains(' ') {
                    self.mark([word], flag::ROLE);
                }
                self.phrase(word, Case::Any, Meaning::Role { role: role as u32, plural: false }, false);
            }
            match known {
                Some(_) => self.roles[role].words.extend(words),
                None => self.roles.push(Role {
                    name,
                    words,
                    title: true,
                    sole: own.sole,
                    over: own.over,
                    ..Role::default()
                }),
            }
        }
    }

    /// Whether two persons are told to be two.
    pub(crate) fn are_different(&self, a: &str, b: &str) -> bool {
        !self.different.is_empty() && self.different.contains(&(a.to_owned(), b.to_owned()))
    }

    pub(crate) fn is_given_name(&self, word: &str) -> bool {
        self.word(word).flags & flag::GIVEN != 0
    }

    pub(crate) fn is_what_people_are(&self, word: &str) -> bool {
        self.word(word).flags & (flag::ROLE | flag::OCCUPATION) != 0 && self.cue(word) & cue::RELATIVE == 0
    }

    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.word(word).is_common()
    }

    /// What is known of a word in lower case.
    pub(crate) fn word(&self, word: &str) -> Word {
        self.words.get(word).unwrap_or_default()
    }

    /// What is known of the words of a text.
    pub(crate) fn words(&self, text: &Text) -> ByWord<Word> {
        self.words.of(text)
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.words.share(vocabulary);
    }

    /// Whether a folded name has a noun such as "river" for its first or last word.
    pub(crate) fn is_geographic(&self, key: &str) -> bool {
        let has = |word: Option<&str>, bits: u32| word.is_some_and(|w| self.word(w).flags & bits != 0);
        has(key.split(' ').next(), flag::OPENING) || has(key.rsplit(' ').next(), flag::CLOSING)
    }

    /// What a word in lower case says of a name beside it.
    pub(crate) fn cue(&self, word: &str) -> u32 {
        self.cues.get(word).unwrap_or_default()
    }

    fn cues(&mut self, file: &CuesFile) {
        for (words, bit) in [
            (&file.in_no_name, cue::IN_NO_NAME),
            (&file.in_no_person, cue::IN_NO_PERSON),
            (&file.had_by_bodies, cue::HAD_BY_BODY),
            (&file.done_by_places, cue::DONE_BY_PLACE),
            (&file.had_by_places, cue::HAD_BY_PLACE),
            (&file.before_places, cue::BEFORE_PLACE),
            (&file.of_places, cue::OF_PLACE),
            (&file.relatives, cue::RELATIVE),
            (&file.governments, cue::GOVERNMENT),
            (&file.other_governments, cue::OTHER),
            (&file.headships, cue::HEADSHIP),
            (&file.done_by_governments, cue::DONE_BY_GOVERNMENT),
            (&file.had_between_countries, cue::HAD_BETWEEN),
            (&file.envoys, cue::ENVOY),
            (&file.networks, cue::NETWORK),
            (&file.bands, cue::BAND),
            (&file.seats_of_others, cue::SEAT_OF_OTHERS),
            (&file.vague_bodies, cue::VAGUE_BODY),
            (&file.borders, cue::BORDER),
            (&file.had_by_borders, cue::HAD_BY_BORDER),
            (&file.kin, cue::KIN),
            (&file.spouses, cue::SPOUSE),
            (&file.marriages, cue::MARRIAGE),
        ] {
            self.cues.add(words.iter().map(String::as_str), bit);
        }
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        self.words.entry(word)
    }

    fn mark<S: AsRef<str>>(&mut self, words: impl IntoIterator<Item = S>, bits: u32) {
        for word in words {
            let word = word.as_ref();
            if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
                self.entry(word).flags |= bits;
            } else {
                self.entry(&word.to_lowercase()).flags |= bits;
            }
        }
    }

    fn common(&mut self, file: &CommonFile) {
        self.mark(file.function.split_whitespace(), flag::FUNCTION);
        self.mark(file.calendar.split_whitespace(), flag::CALENDAR);
        self.mark(file.common.split_whitespace(), flag::COMMON);
    }

    fn names(&mut self, file: NamesFile) {
        self.mark(&file.given, flag::GIVEN);
        self.mark(&file.ambiguous, flag::GIVEN | flag::AMBIGUOUS);
        self.mark(&file.surnames, flag::SURNAME);
        self.mark(&file.titles, flag::TITLE);
        self.mark(&file.suffixes, flag::SUFFIX);
        self.mark(&file.particles, flag::PARTICLE);
        self.mark(&file.telling, flag::TELLING);
        self.mark(&file.verbs, flag::VERB);
        self.mark(&file.things, flag::THING);
        self.mark(&file.occupations, flag::OCCUPATION);
        self.nicknames = file.nicknames.into_iter().collect();
    }

    fn countries(&mut self, file: &BTreeMap<String, CountryRow>) {
        for (name, row) in file {
            let id = self.countries.len() as u32;
            self.countries.push(name.clone());
            self.country_keys.insert(fold(name), ());
            self.name(name, Meaning::Country(id), false);
            for alias in &row.aliases {
                self.name(alias, Meaning::Country(id), true);
            }
            for people in &row.people {
                self.mark(people.split(' ').next_back(), flag::DEMONYM);
                self.name(people, Meaning::Demonym(id), false);
                self.mark([format!("{people}s")], flag::DEMONYM);
                self.name(&format!("{people}s"), Meaning::Demonym(id), false);
            }
            for capital in &row.capitals {
                self.capitals.entry(fold(capital)).or_insert_with(|| fold(name));
                self.towns.insert(fold(capital));
                self.place(capital);
            }
        }
    }

    fn place(&mut self, name: &str) {
        let id = self.places.len() as u32;
        self.places.push(name.to_owned());
        self.name(name, Meaning::Place(id), false);
    }

    fn places(&mut self, file: &PlacesFile) {
        for name in file.parts.iter().chain(&file.cities).chain(&file.regions) {
            self.place(name);
        }
        self.towns.extend(file.cities.iter().map(|name| fold(name)));
        self.place_keys.extend(file.parts.iter().chain(&file.regions).map(|name| fold(name)));
        self.mark(&file.adjectives, flag::DEMONYM);
        for name in &file.adjectives {
            self.name(name, Meaning::Adjective, false);
            self.mark([format!("{name}s")], flag::DEMONYM);
            self.name(&format!("{name}s"), Meaning::Adjective, false);
        }
        self.mark(&file.opening, flag::OPENING);
        self.mark(&file.closing, flag::CLOSING);
        self.mark(&file.before_of, flag::BEFORE_OF);
        for (side, pairs) in &file.neighbours {
            let keys = pairs.iter().map(|(of, with)| ((side.clone(), fold(of)), fold(with)));
            self.neighbours.extend(keys);
        }
    }

    fn bodies(&mut self, file: &BodiesFile) {
        for noun in &file.noun {
            let mut bits = flag::BODY;
            bits |= if noun.state { flag::STATE_BODY } else { 0 };
            bits |= if noun.possessive { flag::POSSESSED_BODY } else { 0 };
            self.mark(&noun.words, bits);
        }
        for (name, aliases) in &file.known {
            let id = self.bodies.len() as u32;
            self.bodies.push(name.clone());
            self.name(name, Meaning::Body(id), false);
            for alias in aliases {
                self.name(alias, Meaning::Body(id), true);
            }
        }
    }

    fn offices(&mut self, file: OfficesFile) {
        self.mark(&file.ranks, flag::RANK);
        self.mark(&file.adjectives, flag::ADJECTIVE);
        let t = &file.tenure;
        for (words, tenure) in [
            (&t.acting, Tenure::Acting),
            (&t.former, Tenure::Former),
            (&t.then, Tenure::Then),
            (&t.future, Tenure::Future),
        ] {
            self.mark(words, flag::TENURE);
            self.tenures.extend(words.iter().map(|w| (w.as_str().into(), tenure)));
        }
        for (id, role) in file.role.iter().enumerate() {
            for (words, plural) in [(&role.words, false), (&role.plural, true)] {
                for phrase in words {
                    if !phrase.contains(' ') {
                        self.mark([phrase], flag::ROLE);
                    }
                    let meaning = Meaning::Role { role: id as u32, plural };
                    self.phrase(phrase, Case::Any, meaning, false);
                }
            }
        }
        self.roles = file.role;
    }

    fn portfolios(&mut self, file: PortfoliosFile) {
        self.mark(&file.words, flag::PORTFOLIO);
        for group in &file.synonyms {
            if let Some(first) = group.first() {
                self.portfolios.extend(group.iter().map(|form| (form.clone(), first.clone())));
            }
        }
        self.headed = file.headed;
    }

    fn agreements(&mut self, file: &AgreementsFile) {
        for noun in &file.noun {
            let bits = flag::AGREEMENT | if noun.named { flag::NAMED_ONLY } else { 0 };
            self.mark(&noun.words, bits);
            if !noun.named {
                self.mark(noun.words.iter().map(|w| plural(w)), bits | flag::PLURAL);
            }
        }
        for group in &file.aliases {
            let id = self.agreements.len() as u32;
            let Some(first) = group.first() else { continue };
            self.agreements.push(first.clone());
            for (i, form) in group.iter().enumerate() {
                self.phrase(form, Case::Any, Meaning::Agreement(id), i > 0);
                self.phrase(&format!("{form}s"), Case::Any, Meaning::Agreement(id), i > 0);
            }
        }
        self.cues.add(file.enacted.iter().map(String::as_str), cue::ENACTED);
        self.cues.add(file.statutes.iter().map(String::as_str), cue::ENACTED | cue::STATUTE);
        self.mark(&file.topics, flag::TOPIC);
        self.mark(&file.distinguishing, flag::DISTINGUISHING);
        self.mark(&file.introducing, flag::INTRODUCING);
    }

    /// A proper name: written with a capital, or in capitals if it stands so in the table.
    fn name(&mut self, name: &str, meaning: Meaning, alias: bool) {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let caps = letters > 1 && !name.contains(' ') && !name.chars().any(char::is_lowercase);
        if !name.contains([' ', '-']) && matches!(meaning, Meaning::Country(_) | Meaning::Place(_)) {
            self.mark([name], flag::PLACE);
        }
        self.phrase(name, if caps { Case::Caps } else { Case::Capital }, meaning, alias);
    }

    fn phrase(&mut self, phrase: &str, case: Case, meaning: Meaning, alias: bool) {
        let words = words_of(phrase);
        let Some(first) = words.first() else { return };
        let next = self.phrases.len() as u32;
        let list = &mut self.entry(first).phrases;
        *list = next.min(*list);
        let index = *list as usize;
        if index == self.phrases.len() {
            self.phrases.push(Vec::new());
        }
        self.phrases[index].push(Phrase { words, case, meaning, alias });
    }
}

/// A person of a house's own names.
#[derive(Clone, Debug)]
pub(crate) struct OwnPerson {
    pub name: String,
    pub key: String,
    pub parts: PersonName,
}

/// Where the files of a house's own names stand in the lexicon.
const OWN: &str = "names/";

/// The forms of a name that are ordinary words: they do not name it by themselves.
fn ordinary_words(own: &OwnName, tables: &Tables) -> Vec<String> {
    let ordinary = |form: &&String| {
        let bare = !form.contains([' ', '-']) && form.chars().any(char::is_lowercase);
        let word = tables.word(&form.to_lowercase());
        bare && word.flags & (flag::COMMON | flag::FUNCTION | flag::CALENDAR | flag::TITLE | flag::BODY) != 0
    };
    std::iter::once(&own.name).chain(&own.forms).filter(ordinary).cloned().collect()
}

/// The regular plural: "treaties", "accords".
fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    }
}

/// Cuts a phrase as the text layer cuts texts, without hyphens, which matching passes over.
fn words_of(phrase: &str) -> Vec<Box<str>> {
    let lower = phrase.to_lowercase();
    let mut words = Vec::new();
    for word in lower.split([' ', '-']).map(|w| w.trim_end_matches(',')).filter(|w| !w.is_empty()) {
        match word.strip_suffix("'s") {
            Some(stem) => words.extend([stem.into(), "'s".into()]),
            None => words.push(word.into()),
        }
    }
    words
}
