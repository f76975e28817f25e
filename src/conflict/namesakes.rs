//! Whether two names that differ by a letter are those of two persons: by their second names, their ages, what they are, and what they do.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::around::{Around, bare};
use super::deeds;
use super::names::{Name, around, is_beside};
use crate::claim::{BORN, Value};
use crate::entity::fold;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::{Source, Span};

/// Years by which ages told of one person may differ.
const YEARS: i32 = 1;
/// The age of those who are no children any more.
const ADULT: i32 = 16;
/// Words behind a name among which its apposition ends.
const APPOSED: usize = 7;
/// Words that sentences on one person's deed share.
const DEED: usize = 2;

/// Whether what is told of two names tells of two persons.
pub(super) fn are_two(links: &Links<'_>, rules: &RuleSet, a: &Name, b: &Name) -> bool {
    if !a.middle.is_empty() && !b.middle.is_empty() && a.middle.is_disjoint(&b.middle) {
        return true;
    }
    let [x, y] = [a, b].map(|name| ages(links, name));
    let apart = !x.is_empty() && !y.is_empty() && x.iter().all(|x| y.iter().all(|y| (x - y).abs() > YEARS));
    // Of a child little is told that is told of others.
    let child = |own: &BTreeSet<i32>, other: &BTreeSet<i32>| own.iter().any(|age| *age < ADULT) && other.is_empty();
    apart || child(&x, &y) || child(&y, &x) || are_described_apart(links, rules, a, b)
}

/// Whether each is said to be something, and nothing that is said of the one is said of the other.
fn are_described_apart(links: &Links<'_>, rules: &RuleSet, a: &Name, b: &Name) -> bool {
    let told = |name: &Name| -> BTreeSet<String> {
        let beside = name.places.iter().flat_map(|place| around(links, rules, *place));
        beside.chain(name.places.iter().filter_map(|place| apposed(links, rules, *place))).collect()
    };
    let (a, b) = (told(a), told(b));
    let described = |told: &BTreeSet<String>| told.iter().any(|word| !is_beside(word));
    described(&a) && described(&b) && a.is_disjoint(&b)
}

/// The words behind a name, as far as its sentence goes, with commas.
fn behind(links: &Links<'_>, (document, span): (usize, Span)) -> Vec<String> {
    Around::of(&links.documents[document].document.source, span).behind
}

/// The noun of an apposition: "Ana Ruiz, a *pupil* of the town school, …".
fn apposed(links: &Links<'_>, rules: &RuleSet, place: (usize, Span)) -> Option<String> {
    let words = behind(links, place);
    let lists = &rules.extractor.tables.narrowing;
    let [comma, article, rest @ ..] = words.as_slice() else { return None };
    if comma != "," || !lists.articles.contains(&article.to_lowercase()) {
        return None;
    }
    let ends = |word: &&String| {
        *word != "," && !lists.scoping.contains(word) && !lists.contents.contains(word) && word.as_str() != "of"
    };
    let noun = rest.iter().take(APPOSED).take_while(ends).last()?;
    noun.starts_with(char::is_lowercase).then(|| fold(bare(noun)))
}

/// How old the bearer of a name is told to be, or would be by a day of birth: ", aged nine,", "(19)".
fn ages(links: &Links<'_>, name: &Name) -> BTreeSet<i32> {
    name.places
        .iter()
        .flat_map(|&(document, span)| {
            let linked = &links.documents[document];
            let year = linked.date.extent.low().map_or(0, |day| day.year());
            let claims = linked.document.claims.claims.iter();
            let births = claims.filter(move |claim| claim.predicate == BORN && claim.span.overlaps(span));
            let told = births.filter_map(move |claim| match claim.value {
                Value::Age(age) => i32::try_from(age).ok(),
                Value::Time(time) => linked.times[time as usize].extent.low().map(|day| year - day.year()),
                _ => None,
            });
            told.chain(bracketed(&linked.document.source, span))
        })
        .collect()
}

/// The age in brackets right behind a name.
fn bracketed(source: &Source, name: Span) -> Option<i32> {
    let behind = source.text.get(name.end as usize..)?.strip_prefix(" (")?;
    behind.split_once(')')?.0.parse().ok()
}

/// Whether something else than the name tells that two given names in their own right are one person's: what both are, who stands beside both, or what both do.
pub(super) fn have_support(links: &Links<'_>, rules: &RuleSet, a: &Name, b: &Name) -> bool {
    let told = |name: &Name| -> BTreeSet<String> {
        name.places.iter().flat_map(|place| around(links, rules, *place)).collect()
    };
    !told(a).is_disjoint(&told(b)) || told_of(links, rules, a).intersection(&told_of(links, rules, b)).count() >= DEED
}

/// The words of all sentences that name somebody, but for the name.
fn told_of(links: &Links<'_>, rules: &RuleSet, name: &Name) -> BTreeSet<String> {
    name.places.iter().flat_map(|&place| deeds::words(links, rules, place, &name.shown)).collect()
}
