//! Whose an office is, told behind the name of who holds it, and in what larger place a town lies.
//!
//! "Foreign Minister Ana Ruiz of Norland", "Foreign Minister Ana Ruiz (Norland)", "Mayor Tomas Vell of Port Arven, Solmark".

use super::super::doc::Style;
use super::super::fold::fold;
use super::super::tables::flag;
use super::super::{EntityKind, EntityMention, Reference};
use super::Reader;

/// Words that an unknown name of a place or body may have.
const WORDS: usize = 3;

impl Reader<'_> {
    /// The country, town or body behind the name of who holds the office.
    pub(super) fn behind_name(&mut self) {
        let Some(name) = self.starting(self.right).filter(|m| m.kind == EntityKind::Person) else { return };
        let end = self.doc.text.tokens_in(name.span).end;
        if self.place.is_none() && self.body.is_none() && self.to.is_none() {
            self.owned_behind(end);
        }
    }

    fn owned_behind(&mut self, end: usize) {
        let doc = self.doc;
        let comma = usize::from(doc.is(end, ",") && doc.is(end + 1, "of"));
        let bracket = doc.is(end, "(");
        if !doc.is(end + comma, "of") && !bracket {
            return;
        }
        let at = end + comma + 1;
        let start = at + usize::from(doc.is(at, "the"));
        match self.starting(start) {
            Some(place) if is_place(place) => {
                let behind = doc.text.tokens_in(place.span).end;
                let whole = if bracket { doc.is(behind, ")") } else { !doc.possessive(behind) };
                if whole {
                    self.place = self.key(place);
                    self.within = self.larger(behind);
                }
            }
            Some(body) if body.kind == EntityKind::Organisation && !bracket && self.role.over != "portfolio" => {
                self.body = self.key(body);
            }
            None if start == at && !bracket => self.unknown_owner(start),
            _ => {}
        }
    }

    /// A name that no table knows: "President Ana Ruiz of Norland".
    fn unknown_owner(&mut self, start: usize) {
        let end = self.unknown_name(start);
        if end == start || self.doc.possessive(end) || self.doc.style(&(self.first..self.end)) != Style::Prose {
            return;
        }
        self.owned_by_unknown(start, end);
    }

    /// A place or a body by its words alone, as the role has it.
    pub(super) fn owned_by_unknown(&mut self, start: usize, end: usize) {
        let words: Vec<String> = (start..end).map(|k| fold(self.doc.lower(k))).collect();
        match self.role.over.as_str() {
            "body" => self.body = Some(words.join(" ")),
            "place" | "portfolio" => {
                self.place = Some(words.join(" "));
                self.within = self.larger(end);
            }
            _ => {}
        }
    }

    /// The end of the capitalised words that begin at a token, of which none is known.
    pub(super) fn unknown_name(&self, start: usize) -> usize {
        let barred = flag::FUNCTION
            | flag::CALENDAR
            | flag::ROLE
            | flag::TENURE
            | flag::TITLE
            | flag::GIVEN
            | flag::DEMONYM
            | flag::PORTFOLIO;
        let part = |k: usize| {
            let doc = self.doc;
            doc.capital(k) && !doc.common(k) && !doc.has(k, barred) && self.starting(k).is_none()
        };
        (start..self.end.min(start + WORDS)).find(|&k| !part(k)).unwrap_or(self.end.min(start + WORDS))
    }

    /// "Portland, *Maine*": the place that tells one town of a name from the others.
    pub(super) fn larger(&self, end: usize) -> Option<String> {
        let doc = self.doc;
        if !doc.is(end, ",") {
            return None;
        }
        let place = self.starting(end + 1);
        let behind = place.map_or(end + 2, |m| doc.text.tokens_in(m.span).end);
        let listed = doc.is(behind, "and") || doc.is(behind, ",") && self.starting(behind + 1).is_some_and(is_place);
        if listed || doc.possessive(behind) {
            return None;
        }
        match place {
            Some(place) => self.key(place).filter(|_| is_place(place)),
            // "Portland, Me., spoke", "Portland, Solmark, spoke".
            None => {
                let stop = |k: usize| k < doc.text.tokens.len() && doc.text.raw(k).ends_with('.');
                let short = stop(end + 1) || stop(end + 2) && doc.glued(end + 2);
                let closed = short || behind >= self.end || matches!(doc.lower(behind), "," | ".");
                let barred = flag::CALENDAR | flag::GIVEN | if short { 0 } else { flag::FUNCTION };
                let name = doc.capital(end + 1) && closed && !doc.has(end + 1, barred);
                name.then(|| fold(doc.lower(end + 1)).trim_end_matches('.').to_owned())
            }
        }
    }
}

fn is_place(mention: &EntityMention) -> bool {
    mention.kind == EntityKind::Place && mention.reference != Reference::Demonym
}
