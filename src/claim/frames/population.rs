//! How many live somewhere, whatever they are called: "a city of 160,000 people", "home to 170,000 residents", "a camp of 20,000 refugees".

use super::{Cover, Frame, Framer};
use crate::claim::frames::tables::class;
use crate::entity::EntityKind;
use crate::quantity::Quantity;

/// The head of frames of populations, as the synonyms of frames have it.
pub(super) const INHABITANT: &str = "inhabitant";

impl Framer<'_> {
    /// The frame of a population, if a quantity counts all who live in a place that is named before it; `named` tells the key of a place that no table knows.
    pub fn of_population(
        &self,
        quantity: &Quantity,
        frame: &Frame,
        named: impl FnOnce() -> Option<String>,
    ) -> Option<Frame> {
        let noun = self.text.tokens_in(quantity.noun?);
        let last = noun.end.checked_sub(1)?;
        if !self.lemma_is(last, class::DWELLER) || !self.lives(quantity, frame) {
            return None;
        }
        let known = || frame.places.len() == 1 && frame.actors.is_empty() && frame.base.is_none();
        let places = named().map(|key| vec![key]).or_else(|| known().then(|| frame.places.clone()))?;
        Some(Frame {
            head: INHABITANT.to_owned(),
            places,
            shown: frame.shown.clone(),
            aspects: frame.aspects.clone(),
            ..Frame::default()
        })
    }

    /// The frame of how many something befell who are not told of by a word of their own, if a quantity counts them: "8,200 residents were evacuated", "2,800 were evacuated". Its
    /// head is what befell them.
    pub fn of_befallen(&self, quantity: &Quantity, frame: &Frame) -> Option<Frame> {
        let noun = quantity.noun.and_then(|noun| self.text.tokens_in(noun).end.checked_sub(1));
        let anybody = quantity.measured.is_none() || noun.is_some_and(|last| self.lemma_is(last, class::DWELLER));
        if !anybody || quantity.unit.is_some() || quantity.of.is_some() || frame.toll {
            return None;
        }
        let all = || std::iter::once(&frame.head).chain(&frame.words);
        let mut deeds = all().filter(|word| self.tables.befalling.contains(*word));
        let head = deeds.next().filter(|_| deeds.next().is_none())?.clone();
        let person = |word: &str| word == INHABITANT || self.tables.general.contains(word);
        let words = all().filter(|word| **word != head && !person(word)).cloned().collect();
        Some(Frame { head, words, general: false, ..frame.clone() })
    }

    /// Whether the words before a quantity tell that so many live somewhere.
    fn lives(&self, quantity: &Quantity, frame: &Frame) -> bool {
        let start = self.text.tokens_in(quantity.span).start;
        let before = |back: usize| start.checked_sub(back).map_or("", |at| self.text.lower(at));
        let settlement = || start.checked_sub(2).is_some_and(|at| self.lemma_is(at, class::SETTLEMENT));
        match before(1) {
            "of" if matches!(before(2), "consists" | "consist") => true,
            "of" | "with" => settlement(),
            "to" | "by" => before(2) == "home",
            "has" | "have" => matches!(frame.head.as_str(), INHABITANT),
            _ => false,
        }
    }

    /// The name before the comma, or the relative pronoun, at which a walk to the left came to its end: "Port Arven, a city of …", "Port Arven, which has …".
    pub(super) fn apposed(&self, stop: usize, first: usize) -> Option<u32> {
        let mut at = stop;
        if matches!(self.text.lower(at), "which" | "who" | "whose" | "that") {
            at = at.checked_sub(1).filter(|&at| at >= first)?;
        } else if matches!(self.text.lower(at + 1), "and" | "but" | "or") {
            return None;
        }
        if self.text.lower(at) == "," {
            at = at.checked_sub(1).filter(|&at| at >= first)?;
        }
        // "Gull island, home to …"
        if self.cover[at] == Cover::Nothing && at > first && self.lemma_is(at, class::SETTLEMENT) {
            at -= 1;
        }
        let Cover::Entity(e) = self.cover[at] else { return None };
        let mention = &self.mentions.entities.mentions[e as usize];
        // "The harbour district of Port Arven, home to 5,000" is not all of the city; "hotels in Port Arven, a city of 80,000" tells of the city.
        let first_of = self.text.tokens_in(mention.span).start;
        let within = first_of.checked_sub(1).is_some_and(|before| self.is(before, class::BENEATH));
        if within && !matches!(self.text.lower(stop + 1), "a" | "an" | "the") {
            return None;
        }
        (at != stop && mention.entity.is_some() && mention.kind == EntityKind::Place).then_some(e)
    }
}
