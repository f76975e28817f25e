//! Names that a list gives: what kind each one is, is told, so that only its parts and its key are left to find.

use super::doc::Doc;
use super::fold::fold;
use super::people::person_key;
use super::tables::{Meaning, OwnPerson};
use super::{EntityKind, EntityReader, OfficeMention, PersonName};
use crate::source::Span;
use crate::text::Text;

/// A name of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is, where the tables or its words tell.
    pub kind: Option<EntityKind>,
    /// Key for comparison across documents.
    pub key: String,
    /// Its parts, for persons.
    pub person: Option<PersonName>,
    /// The office, if the words are one from first to last.
    pub office: Option<OfficeMention>,
}

impl EntityReader {
    /// The names that stand at `cells` of a text, a block each; of each is told whether it is a person's.
    pub fn listed(&self, text: &Text, cells: &[(Span, bool)]) -> Vec<Listed> {
        let look = self.look(text);
        let found = self.find(text, &look);
        let doc = self.doc(text, &look);
        let name = |&(span, person): &(Span, bool)| {
            if person {
                if let Some(own) = doc.own_person(span) {
                    let (key, person) = (own.key.clone(), Some(own.parts.clone()));
                    return Listed { kind: Some(EntityKind::Person), key, person, office: None };
                }
                let name = doc.listed_person(span);
                return Listed {
                    kind: Some(EntityKind::Person),
                    key: person_key(&name),
                    person: Some(name),
                    office: None,
                };
            }
            let at = found.mentions.partition_point(|mention| mention.span.start < bare(text, span).start);
            let mention = found.mentions.get(at).filter(|mention| mention.span == bare(text, span));
            let entity = mention.and_then(|mention| mention.entity).map(|id| found.get(id));
            let at = found.offices.partition_point(|office| office.span.start < span.start);
            let office = found.offices[at..].iter().take_while(|office| office.span.start < span.end);
            let whole =
                |office: &&OfficeMention| office.span.end == span.end && office.span.start <= bare(text, span).start;
            Listed {
                kind: entity.map(|entity| entity.kind),
                key: entity.map_or_else(|| fold(text.of(bare(text, span))), |entity| entity.key.clone()),
                person: None,
                office: office.clone().find(whole).cloned(),
            }
        };
        cells.iter().map(name).collect()
    }

    /// Whether what an unknown name behind a role names is a country or place, rather than a body.
    pub fn is_over_place(&self, role: &str) -> bool {
        self.tables.roles.iter().any(|known| {
            let ranked =
                role.strip_suffix(known.name.as_str()).is_some_and(|rank| rank.is_empty() || rank.ends_with(' '));
            ranked && matches!(known.over.as_str(), "place" | "portfolio")
        })
    }
}

/// A span without an article at its head.
fn bare(text: &Text, span: Span) -> Span {
    let tokens = text.tokens_in(span);
    if tokens.len() > 1 && text.lower(tokens.start) == "the" { text.span(tokens.start + 1..tokens.end) } else { span }
}

impl<'d> Doc<'d> {
    /// The person of a house's own names whom some words name.
    fn own_person(&self, span: Span) -> Option<&'d OwnPerson> {
        let tokens = self.text.tokens_in(span);
        if tokens.is_empty() || !self.has_phrase(tokens.start) {
            return None;
        }
        let found = self.phrase(tokens.start, tokens.end, |meaning| matches!(meaning, Meaning::Person(_)))?;
        match found.meaning {
            Meaning::Person(own) if found.end == tokens.end => self.tables.persons.get(own as usize),
            _ => None,
        }
    }

    /// The parts of a name that is known to be a person's.
    fn listed_person(&self, span: Span) -> PersonName {
        let tokens = self.text.tokens_in(span);
        if let Some(candidate) = self.candidate_in(&tokens) {
            return self.person_name(&candidate);
        }
        let mut words: Vec<String> = self.text.of(span).split_whitespace().map(str::to_owned).collect();
        let family = words.split_off(words.len().min(1));
        if family.is_empty() {
            return PersonName { family: words, ..PersonName::default() };
        }
        PersonName { given: words, family, suffix: None }
    }

    fn candidate_in(&self, tokens: &std::ops::Range<usize>) -> Option<super::people::Candidate> {
        if tokens.is_empty() { None } else { self.candidate(tokens.start, tokens.end) }
    }
}
