//! The word lists of `entity/coreference`, as bits.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{Vocabulary, WordMap};

/// What a word says about who or what is meant.
pub(crate) mod class {
    /// A given name of women.
    pub const FEMININE: u32 = 1;
    /// A given name of men.
    pub const MASCULINE: u32 = 1 << 1;
    /// A title or noun of women.
    pub const SHE: u32 = 1 << 2;
    /// A title or noun of men.
    pub const HE: u32 = 1 << 3;
    /// A noun of persons.
    pub const PERSON: u32 = 1 << 4;
    /// A noun of bodies.
    pub const BODY: u32 = 1 << 5;
    /// The last word of a company's name.
    pub const COMPANY: u32 = 1 << 6;
    /// "company"
    pub const COMPANY_NOUN: u32 = 1 << 7;
    /// "country"
    pub const COUNTRY: u32 = 1 << 8;
    /// "island" before it.
    pub const COUNTRY_ADJECTIVE: u32 = 1 << 9;
    /// "city"
    pub const CITY: u32 = 1 << 10;
    /// "province"
    pub const REGION: u32 = 1 << 11;
    /// Signed as agreements are.
    pub const DOCUMENT: u32 = 1 << 12;
    /// Says something, but is no body.
    pub const SOURCE: u32 = 1 << 13;
    /// A verb whose object is an agreement.
    pub const DONE_TO_AGREEMENT: u32 = 1 << 14;
    /// A verb whose subject is an agreement.
    pub const DONE_BY_AGREEMENT: u32 = 1 << 15;
    /// "in force"
    pub const VALIDITY: u32 = 1 << 16;
    /// A verb whose subject is a country or a body.
    pub const DONE_BY_PARTY: u32 = 1 << 17;
    /// "it rains"
    pub const WEATHER: u32 = 1 << 18;
    /// "it seems"
    pub const SEEMING: u32 = 1 << 19;
    /// "it was noon"
    pub const TIME: u32 = 1 << 20;
    /// Right after a definite noun: says which one.
    pub const RESTRICTIVE: u32 = 1 << 21;
    /// A noun of bodies that is mostly used of none in particular.
    pub const VAGUE: u32 = 1 << 22;
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    feminine: Vec<String>,
    masculine: Vec<String>,
    she_words: Vec<String>,
    he_words: Vec<String>,
    persons: Vec<String>,
    bodies: Vec<String>,
    companies: Vec<String>,
    company_nouns: Vec<String>,
    country_nouns: Vec<String>,
    country_adjectives: Vec<String>,
    city_nouns: Vec<String>,
    region_nouns: Vec<String>,
    documents: Vec<String>,
    sources: Vec<String>,
    done_to_agreements: Vec<String>,
    done_by_agreements: Vec<String>,
    validity: Vec<String>,
    done_by_parties: Vec<String>,
    restrictive: Vec<String>,
    weather: Vec<String>,
    seeming: Vec<String>,
    times: Vec<String>,
    vague: Vec<String>,
}

/// The lists, by word in lower case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(super) words: WordMap<u32>,
}

impl Tables {
    /// Reads the table `entity/coreference`.
    pub(crate) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let file: File = lexicon.table("entity/coreference", problems);
        let mut words = WordMap::default();
        for (list, bit) in [
            (&file.feminine, class::FEMININE),
            (&file.masculine, class::MASCULINE),
            (&file.she_words, class::SHE | class::PERSON),
            (&file.he_words, class::HE | class::PERSON),
            (&file.persons, class::PERSON),
            (&file.bodies, class::BODY),
            (&file.companies, class::COMPANY),
            (&file.company_nouns, class::COMPANY_NOUN | class::BODY),
            (&file.country_nouns, class::COUNTRY),
            (&file.country_adjectives, class::COUNTRY_ADJECTIVE),
            (&file.city_nouns, class::CITY),
            (&file.region_nouns, class::REGION),
            (&file.documents, class::DOCUMENT),
            (&file.sources, class::SOURCE),
            (&file.done_to_agreements, class::DONE_TO_AGREEMENT),
            (&file.done_by_agreements, class::DONE_BY_AGREEMENT),
            (&file.validity, class::VALIDITY),
            (&file.done_by_parties, class::DONE_BY_PARTY),
            (&file.restrictive, class::RESTRICTIVE),
            (&file.weather, class::WEATHER),
            (&file.seeming, class::SEEMING),
            (&file.times, class::TIME),
            (&file.vague, class::VAGUE),
        ] {
            words.add(list.iter().map(String::as_str), bit);
        }
        Self { words }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.words.share(vocabulary);
    }

    /// What is known of a word in lower case.
    pub(super) fn of(&self, word: &str) -> u32 {
        self.words.get(word).unwrap_or_default()
    }
}
