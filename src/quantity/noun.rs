//! The counted noun after a number, the words after "per" and the noun phrase after "of".

use std::ops::Range;

use super::context::Context;
use super::tables::Flag;
use super::{coded, number, units};

/// A counted noun phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Noun {
    pub tokens: Range<usize>,
    pub head: usize,
}

/// What number of noun the figure asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// "seven …": a plural.
    Plural,
    /// "one …", "the fourth …".
    Singular,
    /// After a hyphen ("a 200-bed ward") or a magnitude ("18 million kessars"): the next word, if no plural comes.
    Next,
}

/// How many words a counted noun phrase may have.
const LONGEST: usize = 4;

/// The counted noun phrase that begins at a token.
pub(super) fn counted(cx: &Context, at: usize, wanted: Wanted) -> Option<Noun> {
    let mut words = 0;
    let mut last = None;
    let mut head = None;
    let mut i = at;
    while words < LONGEST && within(cx, i) {
        if cx.hyphen(i) && i > at {
            i += 1;
            continue;
        }
        if wanted != Wanted::Next && plural(cx, i) && !cx.hyphen(i + 1) {
            head = Some(i);
        } else if head.is_some() {
            break;
        }
        if !adverb_or_past(cx.lower(i)) || last.is_none() && wanted != Wanted::Plural {
            last = Some(i);
        }
        words += 1;
        i += 1;
    }
    let head = match wanted {
        Wanted::Plural => head,
        Wanted::Singular => head.or(last).filter(|&l| !adverb_or_past(cx.lower(l))),
        Wanted::Next => first_plural(cx, at, i)
            .or_else(|| (at < i && !cx.capital(at) && !adverb_or_past(cx.lower(at))).then_some(at)),
    }?;
    Some(Noun { tokens: at..head + 1, head })
}

fn first_plural(cx: &Context, from: usize, to: usize) -> Option<usize> {
    (from..to.min(from + 2)).find(|&i| plural(cx, i))
}

/// Whether a token can lie within a counted noun phrase.
fn within(cx: &Context, at: usize) -> bool {
    // "at-home tests", "state-led firms"
    let compound = cx.is_word(at) && (cx.hyphen(at + 1) || (cx.hyphen(cx.back(at, 1)) && cx.is_word(cx.back(at, 2))));
    if cx.flag(at, Flag::Invariable) || cx.hyphen(at) || compound {
        return true;
    }
    let word = cx.word(at);
    cx.is_word(at)
        && !word.is(Flag::Stop)
        && !word.is(Flag::Determiner)
        && !word.is(Flag::Clock)
        && word.number.is_none()
        && !coded::is_amount(cx, at)
}

fn adverb_or_past(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ly") || word.ends_with("ed"))
}

/// Whether a token looks like a plural noun.
pub(super) fn plural(cx: &Context, at: usize) -> bool {
    let word = cx.word(at);
    if word.is(Flag::Invariable) || word.singular.is_some() {
        return true;
    }
    if !cx.is_word(at) || word.is(Flag::NotPlural) || word.is(Flag::Stop) || word.is(Flag::Determiner) {
        return false;
    }
    let lower = cx.lower(at);
    let acronym =
        cx.raw(at).strip_suffix('s').is_some_and(|s| s.len() > 1 && s.bytes().all(|b| b.is_ascii_uppercase()));
    acronym
        || men(lower).is_some()
        || (lower.len() > 3 && lower.ends_with('s') && !["ss", "us", "is"].iter().any(|e| lower.ends_with(e)))
}

/// What stands before "men" in "midshipmen".
fn men(lower: &str) -> Option<&str> {
    lower.strip_suffix("men").filter(|stem| stem.len() > 2 && !stem.ends_with(['i', 'o', 'y']))
}

/// The singular of a noun: from the table, from the lemma, or by rule.
pub(super) fn singular(cx: &Context, at: usize) -> String {
    if let Some(singular) = &cx.word(at).singular {
        return singular.to_string();
    }
    let lower = cx.lower(at);
    // "Six injured" counts the injured; the lemma is that of a verb.
    if cx.text.tokens[at].lemma != cx.text.tokens[at].lower && !lower.ends_with("ed") {
        return cx.text.lemma(at).to_owned();
    }
    if let Some(stem) = men(lower) {
        return format!("{stem}man");
    }
    if !plural(cx, at) || !lower.ends_with('s') {
        return lower.to_owned();
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
        if lower.ends_with(ending) {
            return lower[..lower.len() - 2].to_owned();
        }
    }
    lower[..lower.len() - 1].to_owned()
}

/// The base of a rate after a unit or noun that ends before `at`: its words and the token after it.
pub(super) fn per(cx: &Context, at: usize) -> Option<(String, usize)> {
    if cx.any(at, &["each", "apiece"]) && !cx.flag(at + 1, Flag::PerNoun) {
        return Some(("each".to_owned(), at + 1));
    }
    let dash = usize::from(cx.dash(at));
    let at = at + dash;
    if cx.is(at, "per") || (cx.is(at, "for") && cx.is(at + 1, "every")) {
        return base(cx, at + 1 + usize::from(cx.is(at, "for")));
    }
    if cx.is(at, "/") && (cx.is_word(at + 1) || cx.is_number(at + 1)) && cx.glued(at + 1) {
        return base(cx, at + 1);
    }
    if dash == 0
        && let Some(often) = cx.tables.often.get(cx.lower(at))
    {
        return Some((often.to_string(), at + 1));
    }
    let noun = if dash > 0 && cx.dash(at + 1) { at + 2 } else { at + 1 };
    // "$13 billion a year earlier" tells a time.
    let rate =
        cx.any(at, &["a", "an", "each", "every"]) && cx.flag(noun, Flag::PerNoun) && !cx.flag(noun + 1, Flag::Apart);
    rate.then(|| known(cx, noun, noun + 1))
}

/// What is counted or measured once for each: a unit, or a noun, with a number of its own before it ("per 100,000 people", "per 100 km").
fn base(cx: &Context, at: usize) -> Option<(String, usize)> {
    let counts = cx.is_number(at) || cx.word(at).begins();
    let Some(figure) = counts.then(|| number::read(cx, at)).flatten().filter(|f| !f.ordinal) else {
        return units::base(cx, at).or_else(|| {
            let to = counted(cx, at, Wanted::Next).map_or(at, |noun| noun.tokens.end);
            // "$5/bbl" tells its base by a word that no table has.
            let to = to.max(at + usize::from(cx.is_word(at) && cx.is(at - 1, "/")));
            (to > at).then(|| known(cx, at, to))
        });
    };
    let from = figure.tokens.end;
    let (name, to) = units::base(cx, from)
        .or_else(|| counted(cx, from, Wanted::Plural).map(|noun| known(cx, from, noun.tokens.end)))
        .unwrap_or((String::new(), from));
    Some((format!("{} {name}", figure.value).trim_end().to_owned(), to))
}

/// The words of a base, or what the tables call it in full.
fn known(cx: &Context, from: usize, to: usize) -> (String, usize) {
    let name = cx.tables.rates.get(cx.lower(from)).filter(|_| to == from + 1);
    (name.map_or_else(|| cx.text.of(cx.span(from..to)).to_lowercase(), |name| name.to_string()), to)
}

/// The noun phrase after an "of" at a token.
pub(super) fn of(cx: &Context, at: usize) -> Option<Range<usize>> {
    if !cx.is(at, "of") {
        return None;
    }
    if cx.any(at + 1, &["us", "them", "you"]) {
        return Some(at + 1..at + 2);
    }
    phrase(cx, at + 1)
}

/// The noun phrase that begins at a token; it goes on after a plural only with "of".
pub(super) fn phrase(cx: &Context, start: usize) -> Option<Range<usize>> {
    // "Those voting chose it": what they are is told by one word.
    if cx.is(start, "those") && cx.is_word(start + 1) && cx.lower(start + 1).ends_with("ing") {
        return Some(start..start + 2);
    }
    let mut end = start;
    while end < start + 8 && (cx.is_word(end) || cx.is_number(end) || cx.hyphen(end)) {
        let inner = (cx.is(end, "of") && end > start) || (cx.is(end, "all") && end == start);
        let past = end > start && !cx.flag(end - 1, Flag::Determiner) && cx.lower(end).ends_with("ed");
        // "Tonnes of copper a year": another phrase begins.
        let anew = end > start && cx.article(end) && !cx.flag(end - 1, Flag::Determiner);
        if (cx.flag(end, Flag::Stop) || past || anew) && !inner
            || (end > start && !inner && plural(cx, end - 1) && !plural(cx, end) && !cx.hyphen(end))
        {
            break;
        }
        end += 1;
    }
    while end > start && (cx.any(end - 1, &["of", "-", "all"]) || cx.flag(end - 1, Flag::Determiner)) {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// The counted noun within the phrase after "of": "the 61 wells" → wells.
pub(super) fn of_noun(cx: &Context, phrase: &Range<usize>) -> Option<Noun> {
    // "of the country's largest wells"
    let mut at = phrase.clone().rev().find(|&i| cx.is(i, "'s")).unwrap_or(phrase.start);
    while at < phrase.end && (cx.flag(at, Flag::Determiner) || cx.is(at, "all")) {
        at += 1;
    }
    while at < phrase.end && (cx.is_number(at) || cx.word(at).number.is_some()) {
        at += 1;
    }
    counted(cx, at, Wanted::Plural).filter(|n| n.tokens.end <= phrase.end)
}
