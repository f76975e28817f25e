//! What narrows one of two statements, so that both may be true.

use std::collections::BTreeSet;

use super::around::{Around, akin, is_date, is_name, part};
use crate::align::Placed;
use crate::claim::{DECISION_ON, Exclusive, Narrowing};
use crate::link::Links;
use crate::rule::RuleSet;

/// How somebody left an office.
const LEAVING: &str = "leaving";
/// How somebody voted.
const VOTE: &str = "vote-of";
/// Days between two that may be told of one leaving.
const YEAR: i64 = 366;
/// Digits of the number of one of a row; years have more.
const DIGITS: usize = 3;
/// Words beside a statement that may tell how far it holds.
const NEAR: usize = 3;
/// Letters up to which a word names no offence.
const SHORT: usize = 3;

pub(super) fn around(links: &Links<'_>, placed: &Placed<'_>) -> Around {
    Around::of(&links.documents[placed.document].document.source, placed.claim.span)
}

/// Whether "open" or "closed" is said for some only, or of another place.
pub(super) fn sites(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let sides = [a, b].map(|p| around(links, p));
    let [x, y] = &sides;
    let bounded = |side: &Around| side.has(&["never"]) && side.has(&["during", "while"]);
    if sides.iter().any(|side| bounded(side) || side.has(&words.parts)) {
        return true;
    }
    let (p, q) = (lying(x), lying(y));
    limits(words, x) != limits(words, y) || part(&p, &q) || p != q && (is_plural(x) || is_plural(y))
}

/// "To lorries", "for repairs"; not "to shipping", which is all of the traffic.
fn limits(words: &Narrowing, side: &Around) -> BTreeSet<String> {
    let told: Vec<String> = side.inside.iter().chain(&side.behind).map(|word| word.to_lowercase()).collect();
    let state = |word: &String| matches!(word.as_str(), "open" | "closed" | "shut");
    let Some(at) = told.iter().position(state) else { return BTreeSet::new() };
    let near = told[at + 1..].windows(2).take_while(|pair| pair[0] != ",");
    let limit = |pair: &[String]| matches!(pair[0].as_str(), "to" | "for") && !words.traffic.contains(&pair[1]);
    near.filter(|pair| limit(pair)).map(|pair| pair.join(" ")).collect()
}

/// Names behind prepositions of place.
fn lying(side: &Around) -> BTreeSet<String> {
    let told: Vec<&String> = side.all().collect();
    let place = |word: &str| {
        matches!(word.to_lowercase().as_str(), "in" | "near" | "across" | "between" | "at" | "of" | "from" | "outside")
    };
    let found = told.windows(2).filter(|pair| place(pair[0]) && is_name(pair[1]));
    found.map(|pair| pair[1].to_lowercase()).collect()
}

/// Where an agreement is said to hold, and how far: "not in force in Arvenne", "applies the accord in part".
pub(super) fn territory(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> BTreeSet<String> {
    let words = &rules.extractor.tables.narrowing;
    let side = around(links, placed);
    let at = side.behind.windows(2).take(1).filter(|pair| matches!(pair[0].as_str(), "in" | "for" | "to"));
    let names = at.filter(|pair| is_name(&pair[1])).map(|pair| pair[1].to_lowercase());
    let before = side.before.iter().skip(side.before.len().saturating_sub(NEAR));
    let near = before.chain(&side.inside).chain(side.behind.iter().take(NEAR));
    let line = near.fold(String::from(" "), |line, word| line + &word.to_lowercase() + " ");
    let degrees = words.partial.iter().chain(&words.full).filter(|degree| line.contains(&format!(" {degree} ")));
    names.chain(degrees.cloned()).collect()
}

fn is_plural(side: &Around) -> bool {
    let told: Vec<&String> = side.all().collect();
    told.windows(2).any(|pair| pair[0].ends_with('s') && matches!(pair[1].as_str(), "were" | "are" | "stayed" | "in"))
}

/// Whether a foundation is told to be one of several: "founded as a club", "re-founded", "the present company was formed".
pub(super) fn foundings(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    [a, b].iter().any(|p| around(links, p).has(&words.refounded))
}

/// Whether an instrument is said to be of a kind among others, or in a manner of speaking: "both a lease and a sale", "in effect a gift".
pub(super) fn kinds(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    [a, b].iter().any(|p| {
        let around = around(links, p);
        let line = around.line();
        around.has(&words.kinds) || words.in_effect.iter().any(|phrase| line.contains(&format!(" {phrase} ")))
    })
}

/// Whether an agreement binds some, or binds in another sense, on one side.
pub(super) fn binding(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let [x, y] = [a, b].map(|p| around(links, p).line());
    let narrowed = |line: &str| words.binding.iter().any(|phrase| line.contains(&format!(" {phrase} ")));
    let speaker = |p: &Placed<'_>| p.claim.context.speaker.as_ref().map(|s| s.name.clone());
    narrowed(&x) || narrowed(&y) || speaker(a).zip(speaker(b)).is_some_and(|(s, t)| s != t)
}

/// Whether two outcomes are of two offences, two bodies, two stages or two matters.
pub(super) fn outcomes(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let [x, y] = [a, b].map(|p| around(links, p));
    let prepared = |side: &Around| side.has(&words.preparing);
    if a.claim.predicate == VOTE {
        let [p, q] = [a, b].map(|p| numbers(p.claim.slots.get("what").map_or("", |what| what.name.as_str())));
        return part(&p, &q) || prepared(&x) != prepared(&y) || stages(words, &x) != stages(words, &y);
    }
    if a.claim.predicate == LEAVING {
        let (p, q) = (offence(&x), offence(&y));
        let refused = [&x, &y].iter().any(|side| side.has(&words.refused));
        return refused
            || years_apart(a, b)
            || offices_part(&x, &y)
            || elsewhere(links, &p, &q, b)
            || elsewhere(links, &q, &p, a);
    }
    if a.claim.predicate != DECISION_ON {
        return part(&offence(&x), &offence(&y));
    }
    prepared(&x) != prepared(&y)
        || stages(words, &x) != stages(words, &y)
        || bodies_part(words, &x, &y)
        || matters_part(a, b)
}

/// Whether two offices were left: of the function and of the body behind "of", each is told on both sides, and neither holds the other's words.
fn offices_part(x: &Around, y: &Around) -> bool {
    let [p, q] = [x, y].map(|side| {
        let told = words_left(side);
        let of = told.iter().position(|word| word == "of").unwrap_or(told.len());
        let content = |words: &[String]| -> BTreeSet<String> {
            words.iter().filter(|word| word.len() > SHORT && !is_date(word)).cloned().collect()
        };
        [content(&told[..of]), content(told.get(of + 1..).unwrap_or_default())]
    });
    let other = |v: &BTreeSet<String>, w: &BTreeSet<String>| {
        !v.is_empty() && !w.is_empty() && !v.is_subset(w) && !w.is_subset(v)
    };
    other(&p[0], &q[0]) || other(&p[1], &q[1])
}

/// Whether both tell their days, and these lie more than a year apart.
fn years_apart(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let gap = |x: &Placed<'_>, y: &Placed<'_>| {
        x.valid.days.high().zip(y.valid.days.low()).map_or(0, |(high, low)| (low - high).num_days())
    };
    a.valid.own && b.valid.own && gap(a, b).max(gap(b, a)) > YEAR
}

/// The numbers and letters that tell one of a row from others: "item 4", "proposal B".
pub(super) fn numbers(phrase: &str) -> BTreeSet<String> {
    let words = phrase.split_whitespace().skip(1).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let tells = |word: &&str| {
        let letter = word.len() == 1 && word.chars().all(char::is_uppercase);
        letter || !word.is_empty() && word.len() <= DIGITS && word.chars().all(|c| c.is_ascii_digit())
    };
    words.filter(tells).map(str::to_owned).collect()
}

/// Whether one side tells which office or body was left, and the document of the other, which does not tell, knows nothing of it.
fn elsewhere(links: &Links<'_>, told: &BTreeSet<String>, other: &BTreeSet<String>, at: &Placed<'_>) -> bool {
    let text = links.documents[at.document].document.source.text.to_lowercase();
    !told.is_empty() && other.is_empty() && !told.iter().any(|word| text.contains(word.as_str()))
}

/// What somebody is guilty of, or what office somebody left.
fn offence(side: &Around) -> BTreeSet<String> {
    words_left(side).into_iter().filter(|word| word.len() > SHORT && !is_date(word)).collect()
}

/// The words behind "of", "as" or "from", up to what begins anew.
fn words_left(side: &Around) -> Vec<String> {
    let last = side.inside.last().into_iter();
    let told: Vec<String> = last.chain(&side.behind).map(|word| word.to_lowercase()).collect();
    let Some(at) = told.iter().take(2).position(|word| matches!(word.as_str(), "of" | "to" | "as" | "from")) else {
        return Vec::new();
    };
    let ends = |word: &&String| !matches!(word.as_str(), "," | "on" | "in" | "by" | "at" | "after" | "but" | "and");
    told[at + 1..].iter().take_while(ends).cloned().collect()
}

fn stages(words: &Narrowing, side: &Around) -> BTreeSet<String> {
    let told: Vec<String> = side.all().map(|word| word.to_lowercase()).collect();
    told.windows(2)
        .filter(|pair| words.orders.contains(&pair[0]) && words.stages.contains(&pair[1]))
        .map(|pair| pair[0].clone())
        .collect()
}

fn bodies_part(words: &Narrowing, x: &Around, y: &Around) -> bool {
    let word = |side: &Around| side.inside.first().map(|word| word.to_lowercase()).unwrap_or_default();
    if words.body(&word(x)) != words.body(&word(y)) {
        return true;
    }
    let (p, q) = (modifiers(words, x), modifiers(words, y));
    let lower = |all: &BTreeSet<String>| all.iter().filter(|w| !is_name(w)).cloned().collect::<BTreeSet<_>>();
    part(&p, &q) || lower(&p) != lower(&q)
}

/// What stands before a body: "the lower house", "Solvane council".
fn modifiers(words: &Narrowing, side: &Around) -> BTreeSet<String> {
    let plain = |word: &str| words.plain.contains(&word.to_lowercase());
    let near = side.before.iter().rev().take_while(|w| *w != "," && *w != "the" && *w != "The" && !is_date(w));
    near.take(2).filter(|word| !plain(word)).cloned().collect()
}

/// Whether each side says something of the matter that the other does not.
fn matters_part(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = |p: &Placed<'_>| -> Vec<String> {
        let key = p.claim.slots.get("matter").map_or("", |r| r.key.as_str());
        key.split(' ').filter(|word| !is_date(word)).map(str::to_owned).collect()
    };
    let (x, y) = (words(a), words(b));
    let more = |p: &[String], q: &[String]| p.iter().any(|w| !q.iter().any(|v| akin(v, w)));
    more(&x, &y) && more(&y, &x)
}

/// Whether two signings or arrivals are told of other signers, days, goods or acts.
pub(super) fn signings(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let [x, y] = [a, b].map(|p| around(links, p));
    let initialled = |side: &Around| side.has(&words.initialled);
    part(&x.weekdays(), &y.weekdays())
        || initialled(&x) != initialled(&y)
        || part(&goods(&x), &goods(&y))
        || part(&signers(rules, &x), &signers(rules, &y))
}

fn goods(side: &Around) -> BTreeSet<String> {
    let told: Vec<&String> = side.inside.iter().collect();
    let of = told.windows(2).filter(|pair| pair[0] == "of" && !is_name(pair[1]) && !is_date(pair[1]));
    of.map(|pair| pair[1].to_lowercase()).collect()
}

/// Names before "signed", or behind "by".
fn signers(rules: &RuleSet, side: &Around) -> BTreeSet<String> {
    let tables = &rules.extractor;
    let opening = |word: &str| tables.tables.frames.is_stop(word) || tables.mentions.entities.is_common(word);
    let name = |word: &&String| is_name(word) && !opening(&word.to_lowercase());
    let by = side.behind.iter().skip_while(|word| *word != "by");
    let after = |n: usize| n > 0 && matches!(side.before[n - 1].to_lowercase().as_str(), "in" | "at" | "on" | "of");
    let first = side.before.iter().enumerate().filter(|(n, _)| !after(*n)).map(|(_, word)| word);
    first.chain(by).filter(name).map(|word| word.to_lowercase()).collect()
}

/// Whether another verb, or another object, stands behind two lists that open their clauses.
pub(super) fn lists(links: &Links<'_>, documents: [usize; 2], x: &Exclusive, y: &Exclusive) -> bool {
    let side = |n: usize, told: &Exclusive| Around::of(&links.documents[documents[n]].document.source, told.span);
    let (p, q) = (predicate(&side(0, x)), predicate(&side(1, y)));
    let (Some(p), Some(q)) = (p, q) else { return false };
    !akin(&p.0, &q.0) || p.1.zip(q.1).is_some_and(|(v, w)| !akin(&v, &w))
}

/// The verb behind a list, and the head of its object.
fn predicate(side: &Around) -> Option<(String, Option<String>)> {
    let opens = side.before.len() <= 2;
    let light = |word: &&String| {
        let auxiliary = matches!(
            word.as_str(),
            "has" | "have" | "had" | "is" | "are" | "was" | "were" | "be" | "been" | "will" | "so" | "far" | "yet"
        );
        auxiliary || word.ends_with("ly")
    };
    let told: Vec<&String> = side.behind.iter().skip_while(light).collect();
    let verb = told.first().filter(|word| opens && **word != ",")?;
    let ends = |word: &&&String| {
        !matches!(
            word.as_str(),
            "," | "to" | "for" | "in" | "on" | "of" | "at" | "with" | "from" | "by" | "as" | "that" | "and" | "since"
        )
    };
    let head = told[1..].iter().take_while(ends).last().map(|word| (*word).clone());
    Some(((*verb).clone(), head))
}
