//! How many of those who may vote did so, brought to one form: "turnout was 57 %", "57 % of voters went to the polls".

use super::{Frame, Framer};
use crate::quantity::Quantity;

/// The head of frames of turnouts.
const TURNOUT: &str = "turnout";

impl Frame {
    /// Whether it tells how many of those who may vote did so, and no more.
    pub fn is_turnout(&self) -> bool {
        self.head == TURNOUT && self.words.is_empty()
    }
}

impl Framer<'_> {
    /// The frame of a turnout, if a quantity is the share of voters who voted, for whatever they did: not "voted for the bridge", and not "had voted", which may be by noon.
    pub fn of_turnout(&self, quantity: &Quantity, frame: &Frame) -> Option<Frame> {
        let of = self.text.tokens_in(quantity.of.filter(|_| quantity.is_share())?);
        let (_, last) = self.sentence(quantity.span)?;
        let voters = self.tables.is_electorate(self.text.lemma(of.end.checked_sub(1)?));
        let verb = of.end;
        if !voters || verb >= last {
            return None;
        }
        let lemma = self.text.lemma(verb);
        let two = (verb + 1 < last).then(|| format!("{lemma} {}", self.text.lower(verb + 1)));
        let end = match two.filter(|two| self.tables.is_voting(two)) {
            Some(_) => verb + 2,
            None if self.tables.is_voting(lemma) => verb + 1,
            None => return None,
        };
        let open = end < last && matches!(self.text.lower(end), "for" | "against" | "to" | "yes" | "no" | "by");
        let favour = end + 1 < last && matches!(self.text.lower(end + 1), "favour" | "favor");
        if open || favour {
            return None;
        }
        Some(Frame { head: TURNOUT.to_owned(), words: Vec::new(), base: None, general: false, ..frame.clone() })
    }
}
