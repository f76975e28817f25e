//! Names that the tables do not know, proposed from outside by whoever reads whole sentences, such as the tagger of `text::syntax`.
//!
//! The tables decide first: what they are sure of stays as it is. A proposal can settle what they left open, once the whole document has been asked:
//! one string is one kind of thing within a document. All proposals for a string vote, in proportion to how far their kind can be trusted; places
//! where the tagger read the same string and saw nothing vote against it, and words beside it ("Norholm's borders") count too. What wins clearly is then named wherever
//! it stands in prose with the same capitals, in sentences without proposals as well. A doubtful word stays without a mention.

mod strings;
mod tally;
#[cfg(test)]
mod tests;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::doc::Doc;
use super::names::NameKind;
use super::people::Candidate;
use super::scan::{Raw, What};
use super::tables::Meaning;
use crate::text::syntax::{self, Analysis};
use crate::text::{Sentence, Sym};

use strings::Strings;

/// A name that somebody sees in the text: the tagger, as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its tokens, counted from the text's first.
    pub tokens: Range<u32>,
    /// What it is said to name.
    pub kind: syntax::NameKind,
}

impl Proposal {
    /// The names of an analysed sentence, in the order of the text.
    pub fn of<'a>(sentence: &Sentence, analysis: &'a Analysis) -> impl Iterator<Item = Self> + 'a {
        let first = sentence.tokens.start;
        let moved = move |tokens: &Range<u32>| first + tokens.start..first + tokens.end;
        analysis.names.iter().map(move |name| Self { tokens: moved(&name.tokens), kind: name.kind })
    }
}

/// What a string names by the vote of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Thing(NameKind),
}

/// A name to be put into the text: `start..end` in tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// The names that proposals add to what the tables cut out, in the order of the text, without overlaps.
pub(crate) fn place(doc: &Doc, raws: &[Raw], proposals: &[Proposal]) -> Vec<Placed> {
    let strings = Strings::read(doc, proposals);
    if strings.is_empty() {
        return Vec::new();
    }
    let occurrences = strings.occurrences(doc);
    let kinds = strings.decide(doc, &occurrences, families(doc, raws));
    let mut placed = Vec::new();
    let mut next = 0;
    for found in &occurrences {
        let Some(kind) = kinds[found.string].filter(|_| found.lone) else { continue };
        while raws.get(next).is_some_and(|r| r.end <= found.start) {
            next += 1;
        }
        let end = found.end;
        let beneath = raws[next..].iter().take_while(|r| r.start < end);
        if open(beneath, found.start..end, kind) {
            placed.push(Placed { start: found.start, end, kind });
        }
    }
    placed
}

/// The words that are parts of the family names of persons whom the tables are sure of.
fn families(doc: &Doc, raws: &[Raw]) -> FxHashSet<Sym> {
    let mut words = FxHashSet::default();
    for raw in raws {
        let What::Person(person) = &raw.what else { continue };
        let strong = usize::from(person.parts.len() > 1);
        let parts = person.parts.iter().skip(strong).filter(|_| person.strong);
        words.extend(parts.flat_map(|p| p.0..p.1).map(|k| doc.text.tokens[k].lower));
    }
    words
}

/// Whether what the tables say of a stretch leaves it open to a name of a kind.
fn open<'a>(mut beneath: impl Iterator<Item = &'a Raw>, name: Range<usize>, kind: Kind) -> bool {
    let mut anything = false;
    let free = beneath.all(|raw| {
        anything = true;
        let within = raw.start >= name.start && raw.end <= name.end;
        match &raw.what {
            What::Bare => within || kind == Kind::Thing(NameKind::Place),
            What::Person(person) if kind == Kind::Person => extends(person, &name),
            What::Person(person) => within && !person.strong,
            What::Known(meaning, _) => within && raw.end - raw.start < name.len() && part_of(*meaning, raw, kind),
            _ => false,
        }
    });
    free && (anything || kind != Kind::Person)
}

/// Whether a name takes up a person: one who was doubtful, or the beginning of a longer name.
fn extends(person: &Candidate, name: &Range<usize>) -> bool {
    person.start == name.start && if person.strong { person.end < name.end } else { person.end == name.end }
}

/// Whether a name that the tables know can be a part of a longer one: "Jordan Quill".
fn part_of(meaning: Meaning, raw: &Raw, kind: Kind) -> bool {
    raw.end == raw.start + 1 && matches!(meaning, Meaning::Country(_) | Meaning::Place(_)) && kind == Kind::Person
}
