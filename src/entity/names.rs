//! Proper names of bodies, agreements and geographic objects: runs of capitalised words around a noun that says what they are.

use super::doc::Doc;
use super::tables::{Meaning, flag};

/// Longer runs of capitals are no name.
const LONGEST: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    Body,
    Agreement,
    Place,
}

/// A name found: `start..end` in tokens, `head` the noun that gives its kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub kind: NameKind,
    pub end: usize,
    pub head: usize,
}

const HEADS: u32 = flag::BODY | flag::AGREEMENT | flag::CLOSING;

impl Doc<'_> {
    /// The name that begins at a capitalised token.
    pub(crate) fn name_at(&self, i: usize, end: usize) -> Option<Name> {
        let end = end.min(i + LONGEST);
        if self.has(i, flag::OPENING) && self.capital(i) {
            return self.opened_place(i, end);
        }
        let (segment, head) = self.segment(i, end)?;
        let f = self.flags(head);
        let kind = if f & flag::BODY != 0 && !(f & flag::CLOSING != 0 && segment - head > 1) {
            NameKind::Body
        } else if f & flag::AGREEMENT != 0 {
            NameKind::Agreement
        } else {
            NameKind::Place
        };
        let complement = if kind == NameKind::Place { None } else { self.complement(head, end, kind) };
        let bare = head == i;
        match (bare, complement) {
            (true, None) => None,
            (_, Some(end)) => Some(Name { kind, end, head }),
            (false, None) => self.plausible(i, head, kind).then_some(Name { kind, end: head + 1, head }),
        }
    }

    /// Words before the head must be able to stand in a name.
    fn plausible(&self, i: usize, head: usize, kind: NameKind) -> bool {
        let words = (i..head).filter(|&k| self.capital(k));
        match kind {
            NameKind::Place => words.clone().any(|k| !self.common(k)),
            NameKind::Body => !(self.has(i, flag::DEMONYM) && head == i + 1 && self.has(head, flag::STATE_BODY)),
            NameKind::Agreement => !(words.clone().count() == 1 && self.has(i, flag::DEMONYM)),
        }
    }

    /// "Mount Tarvel", "Port Ombrel": an opening noun and one or two uncommon words.
    fn opened_place(&self, i: usize, end: usize) -> Option<Name> {
        let mut k = i + 1;
        while k < end
            && k <= i + 2
            && self.capital(k)
            && !self.common(k)
            && !self.has(k, HEADS | flag::ROLE | flag::GIVEN)
        {
            k += 1;
        }
        if k == i + 1 {
            return None;
        }
        if k < end && self.capital(k) && self.has(k, HEADS) {
            let kind = if self.has(k, flag::BODY) { NameKind::Body } else { NameKind::Place };
            return Some(Name { kind, end: k + 1, head: k });
        }
        Some(Name { kind: NameKind::Place, end: k, head: i })
    }

    /// The run of capitalised words from `i` and the last head noun in it.
    fn segment(&self, i: usize, end: usize) -> Option<(usize, usize)> {
        let mut k = i;
        let mut head = None;
        while k < end {
            if self.capital(k) && (k == i || !self.has(k, flag::FUNCTION)) {
                if self.has(k, flag::ROLE | flag::TITLE | flag::CALENDAR) && !self.has(k, HEADS | flag::COMMON) && k > i
                {
                    break;
                }
                if self.role_here(k, end) {
                    break;
                }
                // "Ann Harcastle-Lane" is a person, "Lane-Porter Hall" no lane.
                let doubled = k >= i + 2 && self.joint(k - 1) && self.capital(k - 2);
                if self.has(k, HEADS) && !(self.has(k, flag::CLOSING) && (self.joint(k + 1) || doubled)) {
                    head = Some(k);
                }
                k += 1;
            } else if k > i && (self.joint(k) || self.linked(k) || self.founder(k)) {
                k += 1;
            } else {
                break;
            }
        }
        Some((k, head?))
    }

    fn role_here(&self, k: usize, end: usize) -> bool {
        self.has(k, flag::ROLE)
            && !self.has(k, HEADS)
            && self.phrase(k, end, |m| matches!(m, Meaning::Role { .. })).is_some()
    }

    /// "and" between two common capitalised words, or a particle: "Trade and Investment Framework", "Romero y Paz Airport".
    fn linked(&self, k: usize) -> bool {
        if !self.capital(k + 1) || !self.capital(k - 1) {
            return false;
        }
        match self.lower(k) {
            "and" | "&" => {
                let topical = |i: usize| self.common(i) && !self.has(i, HEADS | flag::ROLE | flag::PLACE | flag::GIVEN);
                topical(k - 1) && topical(k + 1)
            }
            "y" | "de" | "del" => !self.has(k - 1, HEADS),
            _ => false,
        }
    }

    /// "Saint Brigid's Hospital", "King's College"; "the Millers' Guild" of many.
    fn founder(&self, k: usize) -> bool {
        let many =
            matches!(self.lower(k), "'" | "’") && k > 0 && self.capital(k - 1) && self.lower(k - 1).ends_with('s');
        let body = self.has(k + 1, flag::POSSESSED_BODY) || many && self.has(k + 1, flag::BODY);
        self.possessive(k) && body && self.capital(k + 1)
    }

    /// The end of "of Rural Housing", "for Strategic and International Studies" after a head noun.
    fn complement(&self, head: usize, end: usize, kind: NameKind) -> Option<usize> {
        let mut k = head + 1;
        if self.is(k, "general") && self.capital(k) {
            k += 1;
        }
        let preposition = match kind {
            NameKind::Agreement => matches!(self.lower(k), "on" | "for" | "against" | "of"),
            _ if self.has(head, flag::STATE_BODY) => matches!(self.lower(k), "of" | "for"),
            _ => matches!(self.lower(k), "of" | "for" | "on" | "against"),
        };
        if !preposition || k + 1 >= end {
            return None;
        }
        k += 1;
        if matches!(self.lower(k), "the" | "las" | "los") {
            k += 1;
        }
        if self.state_place(head, k, end) {
            return None;
        }
        let stop = self.complement_run(k, end);
        (stop > k).then_some(stop)
    }

    /// A country after an organ of state is where it belongs, not part of its name.
    fn state_place(&self, head: usize, k: usize, end: usize) -> bool {
        self.has(head, flag::STATE_BODY)
            && k < end
            && self.phrase(k, end, |m| matches!(m, Meaning::Country(_))).is_some()
            && head > 0
            && self.capital(head - 1)
    }

    fn complement_run(&self, start: usize, end: usize) -> usize {
        let mut k = start;
        let mut stop = start;
        while k < end {
            if self.capital(k) && !self.has(k, flag::FUNCTION | flag::CALENDAR) && !self.role_here(k, end) {
                k += 1;
                stop = k;
            } else if k > start && (self.joint(k) && self.capital(k + 1) || self.continues(k)) {
                k += 1;
            } else {
                break;
            }
        }
        stop
    }

    /// "and" within a complement: what follows is a topic, not a further body, place or person.
    fn continues(&self, k: usize) -> bool {
        let next = k + 1;
        let topic = self.capital(next)
            && self.common(next)
            && !self.has(next, flag::PLACE | flag::DEMONYM | flag::ROLE)
            && (!self.has(next, HEADS) || self.has(next, flag::PORTFOLIO))
            && (!self.has(next, flag::GIVEN) || self.has(next, flag::AMBIGUOUS));
        match self.lower(k) {
            "and" | "&" => topic && self.common(k - 1),
            "the" => matches!(self.lower(k - 1), "of" | "on") && self.capital(next),
            "of" => {
                let next = if self.is(next, "the") { next + 1 } else { next };
                self.capital(next)
                    && self.common(next)
                    && !self.has(next, flag::PLACE | flag::BODY)
                    && !self.has_phrase(next)
            }
            _ => false,
        }
    }
}
