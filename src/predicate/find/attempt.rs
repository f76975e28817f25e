//! One attempt: a variant with one of its parts in place, from there to the right, then to the left.

use super::super::Filler;
use super::super::SlotType;
use super::super::compile::{Part, Role, Variant};
use super::super::pattern::Form;
use super::super::place::Ground;
use super::{BUDGET, Candidate, Finder, NEAREST, Place, WINDOW, place};

impl Finder<'_> {
    /// The end of the first alternative of a part that stands at a token.
    pub(super) fn words(&self, part: &Part, at: usize, after_words: bool) -> Option<usize> {
        let Part::Words { alternatives, form, .. } = part else { return None };
        if self.is_negated(at) {
            return None;
        }
        alternatives.iter().find_map(|alternative| {
            let end = at + alternative.len();
            let fits = end <= self.range.end
                && alternative.iter().enumerate().all(|(i, &word)| self.word(word, at + i, *form));
            (fits && (*form != Form::Participle || self.is_participle(at, after_words))).then_some(end)
        })
    }

    /// Whether a word is the second part of one that denies it: "non-binding".
    fn is_negated(&self, at: usize) -> bool {
        let ground = &self.ground;
        let hyphen = at > 1 && ground.tokens.get(at).is_some_and(|token| token.glued) && ground.is_mark(at - 1, "-");
        hyphen && ground.lower(at - 2) == "non"
    }

    fn word(&self, word: u32, at: usize, form: Form) -> bool {
        let (lower, lemma) = self.ground.words(at);
        lower == word || form != Form::Literal && lemma == word
    }

    /// Whether a verb form may be a past participle; an uninflected one ("put") only after "be".
    fn is_participle(&self, at: usize, after_be: bool) -> bool {
        let token = &self.ground.tokens[at];
        (token.lower != token.lemma || after_be) && !self.ground.lower(at).ends_with("ing")
    }

    /// Tries a variant with one of its parts in place.
    pub(super) fn attempt(&mut self, number: u32, part: usize, place: Place) -> Option<Candidate> {
        let index = self.index;
        let variant = &index.variants[number as usize];
        if !variant.asks.is_met(self.held) {
            return None;
        }
        self.budget = BUDGET;
        self.places.clear();
        self.places.resize(variant.parts.len(), None);
        self.places[part] = Some(place);
        if !self.right(variant, part + 1, place.end) || !self.left(variant, part, place.start) {
            return None;
        }
        let places: Vec<Place> = self.places.iter().copied().flatten().collect();
        self.candidate(number, variant, places)
    }

    fn candidate(&self, number: u32, variant: &Variant, places: Vec<Place>) -> Option<Candidate> {
        let (first, last) = (places.first()?, places.last()?);
        let second = places.get(1).map_or(first.end, |p| p.start);
        let whole = self.ground.ends_whole(&variant.parts, last.end, self.range.end)
            && !self.ground.is_anothers(&variant.parts, &(first.start..first.end))
            && self.ground.is_subject(&variant.parts, &(first.start..first.end), second, self.range.start);
        if !whole {
            return None;
        }
        let by_role = |least: Role| variant.parts.iter().position(|p| p.role().is_some_and(|r| r >= least));
        let office = variant.parts.iter().position(|p| p.slot() == Some(SlotType::Office));
        let auxiliary = by_role(Role::Auxiliary);
        // "Traffic in the harbour was never interrupted": the verb behind the auxiliary, not the noun before it.
        let parts = &variant.parts;
        let be = parts.iter().position(|p| p.role() == Some(Role::Auxiliary));
        let verb = |at: usize| parts[at..].iter().position(|p| p.role() == Some(Role::Content)).map(|n| at + n);
        let behind = be.and_then(verb);
        let head = &places[behind.or(by_role(Role::Content)).or(auxiliary).or(office).unwrap_or(0)];
        let covered: usize = places.iter().map(|p| p.end - p.start).sum();
        let marks = variant.parts.iter().filter(|p| p.role() == Some(Role::Mark)).count();
        let passed = (last.end - first.start).saturating_sub(covered) + marks;
        let rank = (variant.parts.len() - marks, std::cmp::Reverse(passed));
        Some(Candidate { variant: number, head: (head.start, head.end), rank, places })
    }

    fn spend(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// Places the parts from `part` on, the first of them at or after `from`.
    fn right(&mut self, variant: &Variant, part: usize, from: usize) -> bool {
        let Some(next) = variant.parts.get(part) else { return true };
        let reach = self.ground.reach(from, self.range.end, &variant.parts[part - 1], next);
        for &at in reach.positions() {
            match next {
                Part::Slot { ty: SlotType::Phrase, .. } => {
                    if at + 1 < self.range.end && self.ground.is_small(at) && reach.positions().contains(&(at + 1)) {
                        continue;
                    }
                    let Some(longest) = self.ground.phrase_after(at, self.range.end) else { continue };
                    for end in (at + 1..=longest).rev() {
                        let place = Place { start: at, end, filler: Filler::Words, item: None };
                        if self.put(part, place) && self.right(variant, part + 1, end) {
                            return true;
                        }
                    }
                }
                Part::Slot { ty, .. } => {
                    let item = Ground::item_at(self.ground.lane(*ty), at).copied();
                    let item = item.filter(|i| Ground::accepts(*ty, i) && i.end <= self.range.end);
                    if let Some(item) = item
                        && self.put(part, place(&item))
                        && self.right(variant, part + 1, item.end)
                    {
                        return true;
                    }
                }
                Part::Words { .. } => {
                    let after_words = variant.parts[part - 1].slot().is_none();
                    if let Some(end) = self.words(next, at, after_words)
                        && self.put(part, Place { start: at, end, filler: Filler::Words, item: None })
                        && self.right(variant, part + 1, end)
                    {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn put(&mut self, part: usize, place: Place) -> bool {
        self.places[part] = Some(place);
        self.spend()
    }

    /// Places the parts before `part`, which stands at `from`, from right to left.
    fn left(&mut self, variant: &Variant, part: usize, from: usize) -> bool {
        let Some(before) = part.checked_sub(1) else { return true };
        let first = self.range.start.max(from.saturating_sub(WINDOW));
        match &variant.parts[before] {
            Part::Slot { ty: SlotType::Phrase, .. } => {
                let end = (first..from).rev().find(|&t| !self.ground.is_helper(t)).map_or(first, |t| t + 1);
                let phrase = self.ground.phrase_before(end, first);
                phrase.is_some_and(|(start, end)| {
                    self.link(variant, part, Place { start, end, filler: Filler::Words, item: None }, from)
                })
            }
            Part::Slot { ty, .. } => {
                let before_it = self.ground.lane(*ty).partition_point(|i| i.start < from);
                (before_it.saturating_sub(NEAREST)..before_it).rev().any(|i| {
                    let item = self.ground.lane(*ty)[i];
                    let near = item.start >= self.range.start && item.end >= first && item.end <= from;
                    near && Ground::accepts(*ty, &item) && self.link(variant, part, place(&item), from)
                })
            }
            words @ Part::Words { .. } => {
                let after_words = before > 0 && variant.parts[before - 1].slot().is_none();
                (first..from).rev().any(|start| {
                    let known = self.ground.words(start) != (0, 0);
                    let end = known.then(|| self.words(words, start, after_words)).flatten().filter(|&end| end <= from);
                    end.is_some_and(|end| {
                        self.link(variant, part, Place { start, end, filler: Filler::Words, item: None }, from)
                    })
                })
            }
        }
    }

    /// Puts the part before `part` in place if `from` can be reached from there, and goes on to the left.
    fn link(&mut self, variant: &Variant, part: usize, place: Place, from: usize) -> bool {
        let (prev, next) = (&variant.parts[part - 1], &variant.parts[part]);
        let reach = self.ground.reach(place.end, self.range.end, prev, next);
        reach.positions().contains(&from) && self.put(part - 1, place) && self.left(variant, part - 1, place.start)
    }
}
