//! Places that no table knows: what the documents themselves say of their size.
//!
//! "The town of Norhaven" is no part of another town. Where one of two places is spoken of as a town and the other as one or as nothing else, and no document says that one lies
//! in the other, they exclude each other.

use crate::claim::Referent;
use crate::entity::{Geography, fold};
use crate::link::Links;

/// Most documents that are asked.
const DOCUMENTS: usize = 12;
/// Bytes of a document that are read.
const READ: usize = 200_000;
/// Most occurrences of a name that are looked at in a document.
const OCCURRENCES: usize = 40;
/// Words before and behind a name that tell what it is.
const AROUND: usize = 4;

/// What a place is spoken of as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Told {
    town: bool,
    /// Anything larger than a town, or a part of one.
    other: bool,
    /// In or of the other place.
    within: bool,
}

/// Whether the documents tell that neither of two places can lie in the other.
pub(super) fn exclude(
    links: &Links<'_>,
    geography: &Geography,
    documents: [usize; 2],
    a: &Referent,
    b: &Referent,
) -> bool {
    let (x, y) = (fold(&a.name), fold(&b.name));
    if x.is_empty() || y.is_empty() || super::affairs::alike(&x, &y) {
        return false;
    }
    let (mut first, mut second) = (Told::default(), Told::default());
    let further = (0..links.documents.len()).filter(|d| !documents.contains(d) && links.topics.same(documents[0], *d));
    for document in documents.into_iter().chain(further).take(DOCUMENTS) {
        let text = &links.documents[document].document.source.text;
        let end = (0..=READ.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        let text = fold(&text[..end]);
        read(&text, geography, &x, &y, &mut first);
        read(&text, geography, &y, &x, &mut second);
    }
    (first.town || second.town) && ![first, second].iter().any(|t| t.other || t.within)
}

/// Takes in what the words around each place of a name say.
fn read(text: &str, geography: &Geography, name: &str, other: &str, told: &mut Told) {
    let whole = |at: usize| {
        let open = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        open && text[at + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    };
    for (at, _) in text.match_indices(name).filter(|(at, _)| whole(*at)).take(OCCURRENCES) {
        let before: Vec<&str> = text[..at].rsplit(' ').filter(|w| !w.is_empty()).take(AROUND).collect();
        let behind: Vec<&str> = text[at + name.len()..].splitn(AROUND + 2, ' ').collect();
        told.before(geography, &before);
        told.behind(geography, &behind);
        told.town |= is_dateline(&text[..at], &behind);
        let next = text[at + name.len()..].trim_start_matches([',', ' ', '(']);
        let next = next.strip_prefix("in ").or(next.strip_prefix("of ")).unwrap_or(next);
        let joined = text[at + name.len()..].starts_with([',', ' ', '(']) && next.starts_with(other);
        told.within |= joined || text[..at].trim_end().ends_with(&format!("{other}'s"));
    }
}

/// Whether a name opens a line and a date follows it, as where a report was written: "Norhaven, 30 September".
fn is_dateline(before: &str, behind: &[&str]) -> bool {
    let opens = before.trim_end_matches([' ', '(']).ends_with('\n') || before.trim().is_empty();
    let dated = behind.iter().skip(1).take(2).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    opens && behind.first() == Some(&",") && dated
}

impl Told {
    /// Words before the name, nearest first: "town of", "the nearest town,", "signed at".
    fn before(&mut self, geography: &Geography, words: &[&str]) {
        if let ["at", verb, ..] = words {
            // One is at a town, but in a country; "aimed at Norland" is no place.
            self.town |= !geography.is_directed(verb);
        }
        let noun = match words {
            ["of", noun, ..] => noun,
            [noun, ..] if noun.ends_with(',') => noun,
            _ => return,
        };
        self.noun(geography, noun.trim_end_matches(','));
    }

    /// Words behind it: ", a small town", ", the capital", " airport".
    fn behind(&mut self, geography: &Geography, words: &[&str]) {
        if let ["", noun, ..] = words {
            self.town |= geography.is_had_by_town(noun.trim_end_matches([',', '.', ';']));
        }
        if let [possessive, noun, ..] = words
            && matches!(*possessive, "'s" | "’s")
        {
            self.noun(geography, noun.trim_end_matches([',', '.', ';']));
        }
        if words.first() == Some(&",") && matches!(words.get(1), Some(&("a" | "an" | "the"))) {
            words.iter().skip(2).take(2).for_each(|word| self.noun(geography, word.trim_end_matches([',', '.'])));
        }
    }

    fn noun(&mut self, geography: &Geography, noun: &str) {
        self.town |= geography.is_of_town(noun);
        self.other |= geography.is_of_other(noun);
    }
}
