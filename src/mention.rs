//! All typed spans of one document: times, quantities, entities and offices, as one [`Mentions`].

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::entity::{Entities, EntityReader, Look};
use crate::lexicon::Lexicon;
use crate::quantity::{Quantity, QuantityReader};
use crate::text::{Text, Vocabulary};
use crate::time::{TimeMention, TimeReader};

/// The typed spans of a document, each kind in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mentions {
    /// Temporal expressions.
    pub times: Vec<TimeMention>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Entities and offices.
    pub entities: Entities,
}

/// The recognisers, compiled once.
#[derive(Clone, Debug, Default)]
pub struct MentionReader {
    /// Reads times.
    pub times: TimeReader,
    /// Reads quantities.
    pub quantities: QuantityReader,
    /// Reads entities.
    pub entities: EntityReader,
}

impl MentionReader {
    /// Compiles all recognisers.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self {
            times: TimeReader::new(lexicon, problems),
            quantities: QuantityReader::new(lexicon, problems),
            entities: EntityReader::new(lexicon, problems),
        }
    }

    pub(crate) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.times.share(vocabulary);
        self.quantities.share(vocabulary);
        self.entities.share(vocabulary);
    }

    /// Finds all mentions of a text.
    pub fn find(&self, text: &Text) -> Mentions {
        self.find_at(text, &self.entities.look(text))
    }

    /// Finds all mentions of a text that has been looked at.
    pub fn find_at(&self, text: &Text, look: &Look) -> Mentions {
        let times = self.times.find(text);
        let quantities = self.quantities.find(text, &times);
        Mentions { entities: self.entities.find(text, look), times, quantities }
    }
}
