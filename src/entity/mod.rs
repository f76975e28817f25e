//! Persons, offices, bodies, places and agreements: found in the text, and identified within one document.
//!
//! Syntax and shape propose spans and types; this layer alone decides which mentions are one entity of the document.
//! Where it cannot tell, a mention has no entity: undecided rather than guessed.

mod accounts;
mod borders;
mod conversation;
mod coreference;
mod definite;
mod doc;
mod fold;
mod geography;
mod governments;
mod identity;
mod kin;
mod listed;
mod names;
mod offices;
mod overlay;
mod own;
mod people;
mod recent;
mod relation;
mod scan;
mod short;
mod spelling;
mod tables;
#[cfg(test)]
mod tests;
mod told;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{Sym, Text, Vocabulary};

pub(crate) use conversation::turns;
pub(crate) use coreference::is_pronoun;
use doc::{Doc, Known};
pub(crate) use fold::fold;
pub use geography::Geography;
pub use listed::Listed;
pub use overlay::Proposal;
pub use relation::{OfficeRelation, office_key};
pub(crate) use spelling::alike as is_spelling;
use tables::Tables;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A person.
    Person,
    /// A body: ministry, agency, company, university, court.
    Organisation,
    /// A country, province, town.
    Place,
    /// An agreement, treaty, accord, programme, law.
    Agreement,
    /// A named event.
    Event,
}

/// Index of an entity in [`Entities::entities`]; only meaningful within one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// The parts of a person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Given names and initials, in order ("Kevin", "K.").
    pub given: Vec<String>,
    /// Surnames, in order; a hyphenated one is one part ("Claver-Carone"), "Hill Tinoco" are two.
    pub family: Vec<String>,
    /// "Jr.", "III".
    pub suffix: Option<String>,
}

/// One entity of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form found, without titles: "Kevin K. McAleenan", "Asylum Cooperative Agreement".
    pub name: String,
    /// Key for comparison across documents: folded (no case, no accents), articles dropped, and mapped through the lexicon's aliases:
    /// "united states" for "US", "peace agreement" for "peace deal".
    pub key: String,
    /// Other forms found: acronyms, short forms.
    pub forms: Vec<String>,
    /// Name parts, for persons.
    pub person: Option<PersonName>,
    /// Whether the name is a proper one, rather than a common noun such as "letter of intent".
    pub proper: bool,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reference {
    /// By name.
    Name,
    /// By an acronym or an alias the text or the lexicon introduces.
    Alias,
    /// By a demonym ("Salvadoran", as an adjective or a noun).
    Demonym,
    /// By a surname or another part of the name.
    Partial,
    /// By a description ("the agreement", "this program") or a pronoun; the identity is inferred.
    Description,
}

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityMention {
    /// Where it stands, without titles and articles.
    pub span: Span,
    /// What it is.
    pub kind: EntityKind,
    /// Which entity of the document, if that could be told.
    pub entity: Option<EntityId>,
    /// How it refers.
    pub reference: Reference,
}

/// Whether an office is held in full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tenure {
    /// Held now.
    #[default]
    Full,
    /// "acting", "interim": an office of its own.
    Acting,
    /// "former", "ex-": ended before the document's date.
    Former,
    /// "then": held at the time spoken of.
    Then,
    /// "-elect", "-designate", "future", "incoming", "to-be": begins later.
    Future,
}

/// A mention of an office: "the acting secretary of the US Department of Rural Housing".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeMention {
    /// Where it stands, from the first modifier to the end of its complement, without an article.
    pub span: Span,
    /// Canonical role, singular: `minister`, `secretary`, `president`, `ambassador`, `director`, with its rank: `deputy minister`.
    pub role: String,
    /// What the office is over, folded, sorted content words: `["affairs", "foreign"]`; synonyms are mapped by the lexicon.
    pub portfolio: Vec<String>,
    /// Key of the body ("department of homeland security", "international monetary fund"), if named.
    pub body: Option<String>,
    /// Key of the country or place, if named ("united states" for "U.S. ambassador").
    pub place: Option<String>,
    /// Key of the larger place that is named behind a town: "the mayor of Portland, Maine".
    pub within: Option<String>,
    /// Key of the place accredited to: "ambassador to Mexico".
    pub to: Option<String>,
    /// How it is held.
    pub tenure: Tenure,
}

/// What the layer found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entities {
    /// The document's table of names.
    pub entities: Vec<Entity>,
    /// Mentions, in the order of the text; they do not overlap, but for a plural that mentions two at once ("the governments of Norland and Arvenne").
    pub mentions: Vec<EntityMention>,
    /// Offices, in the order of the text.
    pub offices: Vec<OfficeMention>,
}

impl Entities {
    /// The entity of an id.
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}

/// Finds entities.
#[derive(Clone, Debug, Default)]
pub struct EntityReader {
    tables: Arc<Tables>,
    coreference: coreference::Tables,
    geography: Arc<Geography>,
}

/// What a first look at a text told, for those who look at the same text again.
#[derive(Clone, Debug)]
pub struct Look {
    known: Known,
    raws: Vec<scan::Raw>,
}

/// The group of offices of state, court and crown.
const EXECUTIVE: &str = "executive";
/// Letters of the longest short form of a name; "Steven" is none of "Stephen".
const SHORT_FORM: usize = 5;

impl EntityReader {
    /// Compiles the tables `entity/*`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self {
            tables: Arc::new(Tables::new(lexicon, problems)),
            coreference: coreference::Tables::new(lexicon, problems),
            geography: Arc::new(Geography::new(lexicon, problems)),
        }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        Arc::make_mut(&mut self.tables).share(vocabulary);
        self.coreference.share(vocabulary);
    }

    /// Looks at a text for all that may name something.
    pub fn look(&self, text: &Text) -> Look {
        let known = Known::new(text, &self.tables);
        let raws = scan::scan(&Doc::new(text, &self.tables, &known), &[]);
        Look { known, raws }
    }

    /// Finds and identifies the entities of one document.
    pub fn find(&self, text: &Text, look: &Look) -> Entities {
        if text.tokens.is_empty() {
            return Entities::default();
        }
        identified(&self.doc(text, look), &look.raws)
    }

    fn doc<'a>(&'a self, text: &'a Text, look: &'a Look) -> Doc<'a> {
        Doc::new(text, &self.tables, &look.known)
    }

    /// Adds the names that proposals settle to what [`find`](Self::find) has found in the same text.
    ///
    /// Proposals are for any of the text's sentences, in the order of the text; others are passed over. What the tables are sure of stays. Whatever is added takes part in
    /// the identification of the whole document, so that numbers of entities differ from those in `found`. Without proposals, or if they add nothing, `found`
    /// comes back as it is.
    pub fn overlay(&self, text: &Text, look: &Look, found: Entities, proposals: &[Proposal]) -> Entities {
        if proposals.is_empty() {
            return found;
        }
        let doc = self.doc(text, look);
        let placed = overlay::place(&doc, &look.raws, proposals);
        if placed.is_empty() { found } else { identified(&doc, &scan::scan(&doc, &placed)) }
    }

    /// Adds what pronouns and nouns such as "the minister" take up, in sentences whose clauses are known: mentions by [`Reference::Description`].
    ///
    /// `times` are the places of temporal expressions, in order. What cannot be told for certain stays without a mention, or undecided as it was.
    pub fn take_up(&self, text: &Text, look: &Look, found: &mut Entities, clauses: &TextClauses, times: &[Span]) {
        if found.entities.is_empty() {
            return;
        }
        let mentions = coreference::resolve(&self.doc(text, look), found, clauses, times, &self.coreference);
        found.mentions = coreference::merged(std::mem::take(&mut found.mentions), mentions);
    }

    /// Pronouns and nouns such as "the minister" that may take up one of `found`, for judging which sentences are worth an analysis: undecided mentions in the
    /// order of the text, and two for "it", which may be an agreement or else a body or place.
    pub fn promised(&self, text: &Text, look: &Look, found: &Entities) -> Vec<EntityMention> {
        if found.entities.is_empty() {
            return Vec::new();
        }
        coreference::promised(&self.doc(text, look), found, &self.coreference)
    }

    /// Whether a word, in lower case, is a common one.
    pub fn is_common(&self, word: &str) -> bool {
        self.tables.is_common(word)
    }

    /// Tells whether a word of a text is a common one.
    pub(crate) fn common_words(&self, text: &Text) -> impl Fn(Sym) -> bool + use<> {
        let words = self.tables.words(text);
        move |word| words.get(word).is_common()
    }

    /// Where places lie.
    pub fn geography(&self) -> &Geography {
        &self.geography
    }

    /// Whether a house's own names tell that two persons, by their keys, are two.
    pub fn are_different(&self, a: &str, b: &str) -> bool {
        self.tables.are_different(a, b)
    }

    /// Whether a given name, in lower case, is a short form of another, or of what the other is short for: "dave" of "david", "steve" of "steven".
    pub fn is_short_form(&self, short: &str, long: &str) -> bool {
        let nicknames = &self.tables.nicknames;
        let Some(full) = nicknames.get(short).filter(|_| short.len() < long.len()) else { return false };
        full == long && short.len() <= SHORT_FORM || long.starts_with(short) && nicknames.get(long) == Some(full)
    }

    /// Whether a word, in lower case, is a given name in its own right.
    pub fn is_given_name(&self, word: &str) -> bool {
        self.tables.is_given_name(word)
    }

    /// Whether a word, in lower case, is a title before a name: "dr".
    pub fn is_title(&self, word: &str) -> bool {
        self.tables.word(word).flags & tables::flag::TITLE != 0
    }

    /// Whether a noun, in lower case, tells what somebody is: an office or an occupation, but no relative.
    pub fn is_what_people_are(&self, word: &str) -> bool {
        self.tables.is_what_people_are(word)
    }

    /// Whether a noun by itself says that it is an agreement: "accord", but not "plan".
    pub fn is_agreement_noun(&self, word: &str) -> bool {
        self.tables.word(word).flags & (tables::flag::AGREEMENT | tables::flag::NAMED_ONLY) == tables::flag::AGREEMENT
    }

    /// Whether a noun heads names of agreements: "accord", "plan".
    pub fn heads_agreements(&self, word: &str) -> bool {
        self.tables.word(word).flags & tables::flag::AGREEMENT != 0
    }

    /// Whether a noun only tells what an agreement is about, or that it is one: "trade", "treaty".
    pub fn tells_topic(&self, word: &str) -> bool {
        self.tables.word(word).flags & (tables::flag::AGREEMENT | tables::flag::TOPIC) != 0
    }

    /// Whether a noun heads names of bodies: "university".
    pub fn is_body_noun(&self, word: &str) -> bool {
        self.tables.word(word).flags & tables::flag::BODY != 0
    }

    /// The role that a plural names: "director" of "directors".
    pub fn role_of_plural(&self, word: &str) -> Option<&str> {
        let role = self.tables.roles.iter().find(|r| r.plural.iter().any(|plural| plural == word))?;
        Some(&role.name)
    }

    /// Whether a role has one holder at a time.
    pub fn is_sole(&self, role: &str) -> bool {
        self.tables.roles.iter().any(|r| r.name == role && r.sole)
    }

    /// Whether a role is one of state, court or crown, of which one person cannot hold two.
    pub fn is_exclusive(&self, role: &str) -> bool {
        self.tables.roles.iter().any(|r| r.name == role && r.group == EXECUTIVE)
    }

    /// Whether the title of a role is kept before the name when the office is over.
    pub fn is_for_life(&self, role: &str) -> bool {
        self.tables.roles.iter().any(|r| r.name == role && r.for_life)
    }

    /// The word that stands in keys for a word of a portfolio, in lower case: "defense" for "defence".
    pub fn portfolio_word<'w>(&'w self, word: &'w str) -> &'w str {
        self.tables.portfolios.get(word).map_or(word, String::as_str)
    }

    /// Whether two mentions of offices are one office, regardless of how it is held.
    ///
    /// [`OfficeRelation::Same`] includes a wording that says less than the other; [`OfficeRelation::Different`] needs one exclusive group
    /// and portfolio, place or role that clearly differ.
    pub fn relate_offices(&self, a: &OfficeMention, b: &OfficeMention) -> OfficeRelation {
        let relation = self.tables.relate(a, b);
        // A senator of a state may be called by the town that she comes from.
        let nested = |(x, y): (&String, &String)| {
            x != y && self.geography.knows(x) && self.geography.knows(y) && !self.geography.exclude(x, y)
        };
        let by_place = a.role == b.role && a.place.as_ref().zip(b.place.as_ref()).is_some_and(nested);
        if relation == OfficeRelation::Different && by_place { OfficeRelation::Unknown } else { relation }
    }
}

fn identified(doc: &Doc, raws: &[scan::Raw]) -> Entities {
    let mut entities = identity::identify(doc, raws);
    entities.offices = offices::find(doc, &entities);
    governments::add(doc, &mut entities);
    borders::add(doc, &mut entities);
    told::add(doc, &mut entities);
    kin::add(doc, &mut entities);
    accounts::add(doc, &mut entities);
    definite::add(doc, &mut entities);
    entities
}
