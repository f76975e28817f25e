//! Of which place it is told how many live there, where no table knows it: "Kelm, a city of 80,000 people", "the island, which has some 9,000 residents".

use std::ops::Range;

use super::extract::Reader;
use crate::quantity::Quantity;
use crate::source::Span;

/// Tokens between a number of inhabitants and the words that tell that it is one: "a small city of about".
const PHRASE: usize = 8;
/// Tokens of what is put in between commas.
const INSERTED: usize = 14;
/// Tokens on either side of "the island" among which its name is looked for.
const FAR: usize = 2000;
/// Tokens behind a quantity within which its time stands.
const BEHIND: u32 = 4;

impl Reader<'_> {
    /// The key of the place, if it is named, or if "the island" is the only one that the text names.
    pub(super) fn populated(&self, quantity: &Quantity) -> Option<String> {
        if self.is_of_some(quantity) {
            return None;
        }
        let start = self.text.tokens_in(quantity.span).start;
        let first = self.text.sentences[self.text.sentence_at(quantity.span.start)?].tokens.start as usize;
        let links = |i: usize| {
            let lower = self.text.lower(i);
            let phrase =
                matches!(lower, "of" | "with" | "home" | "to" | "by" | "has" | "have" | "consists" | "consist");
            phrase || matches!(lower, "is" | "was" | "also" | "now" | "currently" | "which" | "that" | ",")
        };
        let mut at = start;
        while at > first && start - at < PHRASE && links(at - 1) {
            at -= 1;
        }
        // "Osk county, home to", "a county of"; then "a city of", "a small fishing town with".
        let noun = at.saturating_sub(usize::from(at > first && self.text.lower(at) == "," && at > first + 1));
        if noun > first && self.is_wide(noun - 1) || at > first && self.is_wide(at - 1) {
            return None;
        }
        if at > first && self.is_settlement(at - 1) && matches!(self.text.lower(at), "of" | "with") {
            let article = (first..at).rev().take(PHRASE).find(|&i| matches!(self.text.lower(i), "a" | "an"))?;
            at = article;
            if at == first || !matches!(self.text.lower(at - 1), "," | "is" | "was") {
                return None;
            }
            at -= 1;
        } else {
            let bare = at > first && self.text.lower(at) != "," && self.text.lower(at - 1) == ")";
            if bare {
                return None;
            }
            // "Hotels in the port of Kelm, home to 5,000": that is of the port, or of the town.
            if self.text.lower(at) == "," && self.is_beneath(at, first) {
                // "The camp, on the shore of Kelm, has"
                let opens = (first..at).rev().take(INSERTED).find(|&i| self.text.lower(i) == ",")?;
                return self.place_before(opens, first).filter(|_| self.is_settlement(opens - 1));
            }
        }
        self.place_before(at, first)
    }

    /// Whether what stands right behind says that only some are counted, or more than live there: "92,000 people over 65", "31,000 people with the suburbs".
    fn is_of_some(&self, quantity: &Quantity) -> bool {
        let end = quantity.noun.map_or(quantity.span.end, |noun| noun.end.max(quantity.span.end));
        let tokens = self.text.tokens_in(Span { start: quantity.span.start, end });
        let next = tokens.end;
        // "A camp of 9,000 refugees from the coast", "who fled the war": refugees are from somewhere.
        let uprooted = self.rules.tables.frames.is_uprooted(self.text.lemma(next.saturating_sub(1)))
            && tokens.start > 0
            && self.text.lower(tokens.start - 1) == "of"
            && self.text.tokens.get(next).is_some_and(|_| matches!(self.text.lower(next), "who" | "from"));
        !uprooted
            && self
                .text
                .tokens
                .get(next)
                .is_some_and(|_| self.rules.tables.frames.narrows_dwellers(self.text.lower(next)))
    }

    /// Whether a time stands right behind a quantity.
    pub(super) fn follows(&self, time: u32, quantity: &Quantity) -> bool {
        let time = self.mentions.times[time as usize].span;
        let end = quantity.noun.map_or(quantity.span.end, |noun| noun.end.max(quantity.span.end));
        time.start >= end && time.start <= end + BEHIND
    }

    /// Whether a noun names more than a town: a county may bear the name of its town.
    fn is_wide(&self, i: usize) -> bool {
        self.rules.tables.frames.is_wide(self.text.lower(i))
    }

    fn is_settlement(&self, i: usize) -> bool {
        self.rules.tables.frames.is_settlement(self.text.lemma(i))
    }

    fn name_before(&self, end: usize, first: usize) -> Range<usize> {
        let run = (first..end).rev().take_while(|&i| self.is_of_name(i) && !self.is_stop(i));
        end - run.count()..end
    }

    /// Whether the name that ends before a token stands beneath another noun: "the port of Kelm".
    fn is_beneath(&self, end: usize, first: usize) -> bool {
        let end =
            if end > first && !self.text.token(end - 1).capital && self.is_settlement(end - 1) { end - 1 } else { end };
        let name = self.name_before(end, first);
        name.start > first && matches!(self.text.lower(name.start - 1), "of" | "in" | "from" | "at" | "for" | "by")
    }

    /// The place that is named before a token.
    fn place_before(&self, end: usize, first: usize) -> Option<String> {
        let noun = end.checked_sub(1).filter(|&i| i >= first && !self.text.token(i).capital && self.is_settlement(i));
        if let Some(noun) = noun.filter(|&i| i > first && matches!(self.text.lower(i - 1), "the" | "this")) {
            return self.only_named(noun);
        }
        let name = self.name_before(noun.unwrap_or(end), first);
        if name.is_empty() {
            return None;
        }
        self.place_name(self.without_noun(name))
    }

    /// A name without the noun that closes it: "Gull Island" is the island Gull.
    fn without_noun(&self, name: Range<usize>) -> Range<usize> {
        let last = name.end - 1;
        let noun = name.len() > 1 && self.rules.tables.frames.is_settlement(self.text.lower(last));
        name.start..if noun { last } else { name.end }
    }

    /// The key of the one name that the text around gives a thing of some noun: "Gull island", "the island of Gull".
    fn only_named(&self, noun: usize) -> Option<String> {
        let lemma = self.text.token(noun).lemma;
        let mut found: Option<String> = None;
        let near = noun.saturating_sub(FAR)..self.text.tokens.len().min(noun + FAR);
        for i in near.filter(|&i| self.text.token(i).lemma == lemma) {
            // "Gull island", "Kelm refugee camp"
            let kind = i > 1 && !self.text.token(i - 1).capital && self.is_of_name(i - 2);
            let ahead = self.name_before(i - usize::from(kind), i.saturating_sub(PHRASE));
            // "The camp at Kelm" bears its name; "the island in Kelm bay" does not.
            let stands = |at: usize| match self.text.lower(at) {
                "of" => true,
                "at" | "in" => self.rules.tables.frames.is_makeshift(self.text.lemma(i)),
                _ => false,
            };
            let of = i + 2 < self.text.tokens.len() && stands(i + 1) && self.is_of_name(i + 2);
            // "Doctors' Aid camp": that is whose it is.
            let owned = ahead.start > 0 && matches!(self.text.lower(ahead.start - 1), "'s" | "’s" | "'" | "’");
            let name = match of {
                true => {
                    let run = (i + 2..self.text.tokens.len()).take_while(|&at| self.is_of_name(at));
                    i + 2..i + 2 + run.count()
                }
                false if ahead.is_empty() || owned => continue,
                false => ahead,
            };
            let Some(key) = self.place_name(name) else { continue };
            if found.as_ref().is_some_and(|other| *other != key) {
                return None;
            }
            found = Some(key);
        }
        found
    }
}
