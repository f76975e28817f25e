//! One firm under two names that differ in the form of one word: "Kelm Refrigerators Ltd.", "Kelm Refrigeration Ltd.", in documents that the user put together.
//!
//! Only names that end in a legal form are read, since nothing else tells where such a name ends. A document that has both knows of two firms.

use super::around::is_name;
use super::sides;
use crate::entity::fold;
use crate::link::{Links, Role};
use crate::rule::RuleSet;
use crate::source::Span;

/// Words of a name before its legal form, at least and at most.
const LEAST: usize = 2;
const MOST: usize = 4;
/// Letters that two forms of one word begin with, at least, and their share of the shorter one in hundredths.
const STEM: usize = 8;
const SHARE: usize = 75;
/// Letters by which a plural differs from its singular.
const PLURAL: usize = 1;

/// The name of a firm where it stands.
#[derive(Clone)]
pub(super) struct Firm {
    pub document: usize,
    pub span: Span,
    /// As it is written, with its legal form.
    pub shown: String,
    /// Its words without the legal form, in lower case.
    words: Vec<String>,
}

/// Names of what may be one firm, each told by documents of its own: first the two that differ, then where else either stands.
pub(super) fn find(links: &Links<'_>, rules: &RuleSet) -> Vec<Vec<Firm>> {
    if !links.topics.grouping().together {
        return Vec::new();
    }
    let told: Vec<Vec<Firm>> = (0..links.documents.len()).map(|document| firms(links, rules, document)).collect();
    let mut found: Vec<Vec<Firm>> = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) || !sides::of_one_time(links, i, j) {
            continue;
        }
        let pairs = told[i].iter().flat_map(|x| told[j].iter().map(move |y| (x, y)));
        for (x, y) in pairs.filter(|(x, y)| are_one(x, y) && !knows(links, j, x) && !knows(links, i, y)) {
            let is_told = |firm: &Firm| found.iter().flatten().any(|told| told.words == firm.words);
            if is_told(x) || is_told(y) {
                continue;
            }
            let same = |firm: &&Firm| {
                firm.words == x.words && firm.document != i || firm.words == y.words && firm.document != j
            };
            found.push([x, y].into_iter().chain(told.iter().flatten().filter(same)).cloned().collect());
        }
    }
    found
}

/// Whether a document writes the name of a firm somewhere, with its legal form or without.
fn knows(links: &Links<'_>, document: usize, firm: &Firm) -> bool {
    fold(&links.documents[document].document.source.text).contains(&firm.words.join(" "))
}

/// The names of a document that end in a legal form.
fn firms(links: &Links<'_>, rules: &RuleSet, document: usize) -> Vec<Firm> {
    let text: &str = &links.documents[document].document.source.text;
    let forms = &rules.extractor.tables.sole.legal_forms;
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let plain = |word: &&&str| word.ends_with(char::is_alphanumeric) && is_name(word);
    let mut found: Vec<Firm> = Vec::new();
    for (at, form) in words.iter().enumerate() {
        let length = words[..at].iter().rev().take_while(plain).take(MOST).count();
        if length < LEAST || !forms.contains(&bare(form)) {
            continue;
        }
        let offset = |part: &str| (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
        let end = offset(form) + form.trim_end_matches(|c: char| !c.is_alphanumeric()).len() as u32;
        let span = Span { start: offset(words[at - length]), end };
        let parts: Vec<String> = words[at - length..at].iter().map(|word| fold(word)).collect();
        if !found.iter().any(|firm| firm.words == parts) {
            found.push(Firm { document, span, shown: span.of(text).to_owned(), words: parts });
        }
    }
    found
}

/// Whether two names have all words in common but one, of which each has another form.
fn are_one(a: &Firm, b: &Firm) -> bool {
    let differ: Vec<(&String, &String)> = a.words.iter().zip(&b.words).filter(|(x, y)| x != y).collect();
    let [(x, y)] = differ[..] else { return false };
    let stem = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
    let (shorter, longer) = (x.chars().count().min(y.chars().count()), x.chars().count().max(y.chars().count()));
    // "Kelm Holding", "Kelm Holdings": either may be what the other is called.
    let plural = longer - shorter <= PLURAL && stem == shorter;
    a.words.len() == b.words.len() && stem >= STEM && stem * 100 >= shorter * SHARE && !plural
}
