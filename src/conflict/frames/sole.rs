//! One figure of its kind on either side: where each of two documents that the user put together tells a single sum, share or number of such things, and both hang on the
//! same word ("fined", "fee"), they answer one question, however little else the two have in common.
//!
//! Tolls grow as they are reported: there the later document must have less.
//!
//! What speaks against it is not that words are lacking, but that some set the two apart: another name, place, group, part or time.

use std::collections::BTreeSet;

use super::super::around::{Around, is_article, is_date, is_name, words_of};
use super::super::{scope, sides};
use super::kind::{FEW, is_alone, is_beneath_another, other_unit};
use super::narrowed::{Strictness, forms_of_one, narrowed};
use super::needed::{PART, less_value};
use super::toll::{is_part, sole};
use super::when::RECURS;
use crate::align::Placed;
use crate::claim::{Anchors, Bearer, Claim, Frame, Modality, STATISTIC, Value};
use crate::link::Links;
use crate::quantity::Quantity;
use crate::rule::RuleSet;

/// Days around two documents in which a time that one of them names is taken for that of the other as well.
const NEAR: i64 = 400;
/// What is measured anew every hour.
const TEMPERATURE: &str = "temperature";
/// Its unit where no scale is named.
const DEGREE: &str = "degree";
/// Words between "has" and a count that it tells: "has so far trained 1,200".
const GROWING: usize = 3;
/// Words on either side of a claim that may tell that it is of a part.
const BESIDE: usize = 4;
/// The shortest noun that ends another one of its kind: "bridge", "footbridge".
const KIND: usize = 4;

/// Whether two statistics are the one figure of their kind in their documents, hang on one word, and nothing sets them apart.
pub(super) fn is_sole(rules: &RuleSet, links: &Links<'_>, placed: [&Placed<'_>; 2], figures: [&Quantity; 2]) -> bool {
    let [a, b] = placed;
    let grouping = links.topics.grouping();
    if a.document == b.document || a.claim.predicate != STATISTIC || !sides::are_a_handful(links) {
        return false;
    }
    let (Some(x), Some(y)) = (&a.claim.frame, &b.claim.frame) else { return false };
    // "The 100 metres" are a race.
    let named = |placed: &Placed<'_>, figure: &Quantity| {
        let around = Around::of(&links.documents[placed.document].document.source, figure.span);
        figure.unit.is_some() && around.before.last().is_some_and(|word| word == "the")
    };
    let plain = |frame: &Frame, figure: &Quantity| {
        let told = figure.unit.is_some() || figure.value().is_some_and(|value| value > 1.0);
        !frame.toll && !frame.cumulative && !frame.is_population() && told && figure.value().is_some()
    };
    let counted = if x.toll && y.toll {
        // Among many documents are some on another disaster.
        let [p, q] = placed.map(|placed| names(rules, links, placed));
        let one = links.documents.len() == 2 || !p.is_disjoint(&q);
        one && later_has_less(links, placed, figures)
            && sole(links, a, b)
            && !super::is_limited([x, y])
            && !is_part(links, a, b)
    } else {
        plain(x, figures[0]) && plain(y, figures[1]) && hang_on_one(rules, links, placed, [x, y])
    };
    grouping.together
        && !grouping.side_by_side
        && counted
        && !(named(a, figures[0]) || named(b, figures[1]))
        && links.within(a.document, b.document, RECURS)
        && commits_alike(links, placed)
        && figures[0].change == figures[1].change
        && (figures[0].comparable(figures[1]) || other_unit(a.claim, b.claim))
        && !x.exchanges_one_word(y)
        && !is_at_one_site(figures, [x, y])
        && !is_beneath_another(links, a, b)
        && !has_grown(rules, links, placed, figures)
        && x.restrictions == y.restrictions
        && bases_fit(links, placed, figures)
        && x.without_base().loosely(&y.without_base()).is_some()
        && is_of_one_time(links, placed)
        && is_alone(links, b, figures[0])
        && is_alone(links, a, figures[1])
        && !set_apart(rules, links, placed, [x, y])
        && !narrowed(rules, links, placed, Strictness::Named)
        && (x.toll || !scope::sets_apart(rules, links, placed.map(|placed| (placed.document, placed.claim.span))))
}

/// Whether what two figures are of may be one: one noun, told on one side only, or a name on one side and a noun on the other ("34 percent of Brennet Glass", "of the shares").
fn bases_fit(links: &Links<'_>, [a, b]: [&Placed<'_>; 2], figures: [&Quantity; 2]) -> bool {
    let bases = [a, b].map(|placed| placed.claim.frame.as_ref().and_then(|frame| frame.base.as_ref()));
    let named = [a, b].into_iter().zip(figures).filter(|(placed, figure)| {
        let text = &links.documents[placed.document].document.source.text;
        figure.of.is_some_and(|of| of.of(text).split_whitespace().any(is_name))
    });
    let [x, y] = bases;
    let told = |base: &String, document: usize| {
        let words = words_of(&links.documents[document].document.source);
        base.split(' ').all(|word| words.iter().any(|told| forms_of_one(word, &told.to_lowercase())))
    };
    match (x, y) {
        (Some(base), None) => return told(base, b.document),
        (None, Some(base)) => return told(base, a.document),
        _ => {}
    }
    x == y || figures.iter().all(|figure| figure.is_share()) && named.count() == 1
}

/// Whether the later of two documents has less.
fn later_has_less(links: &Links<'_>, [a, b]: [&Placed<'_>; 2], [x, y]: [&Quantity; 2]) -> bool {
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let less = |later: &Quantity, earlier: &Quantity| later.before(earlier) == Some(true);
    date(a).before(&date(b)) == Some(true) && less(y, x) || date(b).before(&date(a)) == Some(true) && less(x, y)
}

/// Whether the lesser of two figures is told of a named place, and the greater of none: "1,200 jobs", "450 jobs in Solcombe".
fn is_at_one_site([x, y]: [&Quantity; 2], frames: [&Frame; 2]) -> bool {
    let [less, more] = if x.before(y) == Some(true) { frames } else { [frames[1], frames[0]] };
    let part = less_value(x, y).is_some_and(|(least, most)| least <= most * PART);
    part && !x.is_share() && !less.anchors.sites.is_empty() && more.anchors.sites.is_empty()
}

/// Whether a count told in the perfect by both ("has trained 1,200 teachers"), or told as that "so far", is higher in the later document: there may be more of them by then.
fn has_grown(rules: &RuleSet, links: &Links<'_>, [a, b]: [&Placed<'_>; 2], [x, y]: [&Quantity; 2]) -> bool {
    let date = |p: &Placed<'_>| links.documents[p.document].date.extent;
    let perfect = |p: &Placed<'_>, figure: &Quantity| {
        let around = Around::of(&links.documents[p.document].document.source, figure.span);
        let near = around.before.iter().rev().take(GROWING);
        (near.into_iter().any(|word| matches!(word.as_str(), "has" | "have" | "had")), around.has(&["far"]))
    };
    let more = match date(a).before(&date(b)) {
        Some(true) => x.before(y),
        _ => y.before(x),
    };
    let ((p, p_far), (q, q_far)) = (perfect(a, x), perfect(b, y));
    let [v, w] = [a, b].map(|p| p.claim.frame.as_ref().map_or(&[][..], |frame| &frame.anchors.words));
    let growing = v.iter().any(|word| w.contains(word) && rules.extractor.tables.narrowing.growing.contains(word));
    (p && q || p_far || q_far || growing && x.unit.is_none()) && !x.is_share() && more == Some(true)
}

/// Whether the times that two claims name have days in common, or lie near both documents if one names none.
pub(in crate::conflict) fn is_of_one_time(links: &Links<'_>, [a, b]: [&Placed<'_>; 2]) -> bool {
    let written = links.documents[a.document].date.extent.hull(&links.documents[b.document].date.extent);
    let near = |placed: &Placed<'_>| {
        let both = written.hull(&placed.valid.days);
        both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= NEAR)
    };
    // "On Monday" is a time of its own even where the document is written that day.
    let told = [a, b].map(|p| p.valid.own || p.claim.time.is_some());
    let changing = |p: &Placed<'_>| {
        let Value::Quantity(q) = &p.claim.value else { return false };
        q.scale.as_ref().is_some_and(|scale| scale.of == TEMPERATURE) || q.unit.as_deref() == Some(DEGREE)
    };
    if changing(a) && told[0] != told[1] {
        return false;
    }
    match (told[0], told[1]) {
        (true, true) => !a.valid.days.disjoint(&b.valid.days),
        (true, false) => near(a),
        (false, true) => near(b),
        (false, false) => true,
    }
}

/// What two figures must hang on in common, words and names, where their documents are not the only two, or tell other figures of the kind.
const SHARED: usize = 2;

/// Whether two figures hang on one word, or on one measure of what may be one thing, and no other figure of their documents does.
fn hang_on_one(rules: &RuleSet, links: &Links<'_>, placed: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let tables = &rules.extractor.tables;
    let counted = |word: &String| {
        let counts = |p: &Placed<'_>| matches!(&p.claim.value, Value::Quantity(q) if q.measured.as_ref() == Some(word));
        placed.into_iter().any(counts)
    };
    // "Women made up 64 percent": of whom?
    let empty = |word: &String| tables.frames.is_general(word) || tables.narrowing.groups.contains(word);
    let common = |p: &[String], q: &[String]| -> Vec<String> {
        p.iter().filter(|word| q.binary_search(word).is_ok()).cloned().collect()
    };
    let bears = match (&x.anchors.bearer, &y.anchors.bearer) {
        (Some(p), Some(q)) => may_be_one(p, q),
        _ => true,
    };
    let mut shared = common(&x.anchors.words, &y.anchors.words);
    shared.retain(|word| !counted(word) && !empty(word));
    if bears {
        shared.extend(common(&x.anchors.measures, &y.anchors.measures));
        shared.extend(common(&x.aspects, &y.aspects));
    }
    let [p, q] = placed.map(|placed| names(rules, links, placed));
    let alone = links.documents.len() == 2 && placed.iter().all(|placed| is_only(rules, links, placed, &[]));
    let enough = shared.len() + p.intersection(&q).count() >= SHARED;
    // "Two boys" may be some of those whom another text counts, unless a name tells whose deed it was.
    let few = placed.iter().any(|p| matches!(&p.claim.value, Value::Quantity(q) if q.unit.is_none() && q.value().is_some_and(|value| value <= FEW)));
    !shared.is_empty()
        && (alone && !few || enough && placed.iter().all(|placed| is_only(rules, links, placed, &shared)))
}

/// The words with a capital in a claim, in lower case; the first of a sentence only where it is no common word and stands before none with a capital ("Investor Ruiz").
fn names(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> BTreeSet<String> {
    let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    let entities = &rules.extractor.mentions.entities;
    let opens = around.before.iter().all(|word| !is_name(word) && is_article(word));
    let title = |word: &String, next: Option<&String>| {
        entities.is_common(&word.to_lowercase()) || next.is_some_and(|next| is_name(next))
    };
    let skipped = around.inside.first().is_some_and(|first| opens && title(first, around.inside.get(1)));
    let named = around.inside.iter().skip(usize::from(skipped)).filter(|word| is_name(word)).map(|word| bare(word));
    named.filter(|word| !is_date(word)).collect()
}

/// Whether two things that bear a measure may be one: a name and a noun, one noun, or one that is a kind of the other.
fn may_be_one(p: &Bearer, q: &Bearer) -> bool {
    match (p, q) {
        (Bearer::Noun(p), Bearer::Noun(q)) => {
            let kind = |long: &String, short: &String| short.len() >= KIND && long.ends_with(short.as_str());
            kind(p, q) || kind(q, p) || p == q
        }
        (Bearer::Name(p), Bearer::Name(q)) => p.contains(q.as_str()) || q.contains(p.as_str()),
        _ => true,
    }
}

/// Whether a document tells no other figure of the kind, or, given words, none that hangs on one of them.
fn is_only(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>, words: &[String]) -> bool {
    let Value::Quantity(own) = &placed.claim.value else { return false };
    let claims = &links.documents[placed.document].document.claims;
    let tables = &rules.extractor.tables.frames;
    let money = |q: &Quantity| q.unit.as_deref().is_some_and(|unit| rules.extractor.mentions.quantities.is_money(unit));
    let kind = |told: &Quantity| match (&own.unit, &told.unit) {
        (None, None) => {
            let counted = |q: &Quantity| q.measured.as_deref().map(|noun| tables.counted(noun).to_owned());
            counted(own) == counted(told)
        }
        _ => money(own) && money(told) || own.dimension() == told.dimension(),
    };
    let other = |told: &Quantity| !told.ordinal && kind(told) && !(own.comparable(told) && told.agree(own));
    if words.is_empty() || !claims.mentions.quantities.iter().any(other) {
        return !claims.mentions.quantities.iter().any(other);
    }
    let hangs =
        |anchors: &Anchors| words.iter().any(|word| anchors.words.contains(word) || anchors.measures.contains(word));
    let of_same = |claim: &Claim| claim.frame.as_ref().is_some_and(|frame| hangs(&frame.anchors));
    !claims.claims.iter().any(|claim| of_same(claim) && matches!(&claim.value, Value::Quantity(told) if other(told)))
}

/// Whether two claims are of one commitment; what is being done ("is investing", "is to invest") may be told as a plan as well.
fn commits_alike(links: &Links<'_>, placed: [&Placed<'_>; 2]) -> bool {
    let planned = |p: &Placed<'_>| p.claim.context.modality != Modality::Actual && !p.claim.presupposed;
    let going_on = |p: &Placed<'_>| {
        let around = Around::of(&links.documents[p.document].document.source, p.claim.span);
        let told: Vec<&String> = around.all().collect();
        told.windows(2).any(|pair| {
            matches!(pair[0].as_str(), "is" | "are") && (pair[1].ends_with("ing") || pair[1] == "to")
                || pair[0] == "will"
        })
    };
    let [a, b] = placed;
    planned(a) == planned(b) || (planned(a) || going_on(a)) && (planned(b) || going_on(b))
}

/// A word in lower case, without the ending of an owner.
fn bare(word: &str) -> String {
    word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase()
}

/// Whether words beside two figures tell that they are of two things: each has a name, or a noun beneath another word, in the place of the other's, or one tells of a part.
pub(super) fn set_apart(rules: &RuleSet, links: &Links<'_>, placed: [&Placed<'_>; 2], [x, y]: [&Frame; 2]) -> bool {
    let source = |placed: &Placed<'_>| &links.documents[placed.document].document.source;
    let around = placed.map(|placed| Around::of(source(placed), placed.claim.span));
    let told =
        placed.map(|placed| -> BTreeSet<String> { words_of(source(placed)).iter().map(|word| bare(word)).collect() });
    let portions = &rules.extractor.tables.narrowing.portions;
    let part = |n: usize| -> BTreeSet<String> {
        let near = around[n]
            .before
            .iter()
            .rev()
            .take(BESIDE)
            .chain(&around[n].inside)
            .chain(around[n].behind.iter().take(BESIDE));
        near.map(|word| word.to_lowercase()).filter(|word| portions.contains(word)).collect()
    };
    let lacks = |n: usize, word: &String| {
        let canonical = |word: &str| rules.extractor.tables.frames.canonical(word).to_owned();
        !told[n].iter().any(|told| forms_of_one(word, told) || canonical(word) == canonical(told))
    };
    let adds = |n: usize, words: &BTreeSet<String>| words.iter().any(|word| lacks(1 - n, word));
    let [p, q] = placed.map(|placed| names(rules, links, placed));
    let exchanged = !p.is_subset(&q) && !q.is_subset(&p) && p.is_disjoint(&q) && (adds(0, &p) || adds(1, &q));
    let beneath = [x, y].map(|frame| frame.anchors.beneath.iter().cloned().collect::<BTreeSet<_>>());
    let hung_on =
        |anchors: &Anchors| -> BTreeSet<String> { anchors.words.iter().chain(&anchors.doers).cloned().collect() };
    let others = |own: &Anchors, other: &Anchors| -> BTreeSet<String> {
        let other = hung_on(other);
        hung_on(own).into_iter().filter(|word| !other.contains(word)).collect()
    };
    let hung = [others(&x.anchors, &y.anchors), others(&y.anchors, &x.anchors)];
    // "The strongest gusts" are the gusts.
    let counted = |noun: &String| {
        placed.iter().all(|p| matches!(&p.claim.value, Value::Quantity(q) if q.measured.as_ref() == Some(noun)))
    };
    let of_both = |noun: &String, other: &Anchors| other.words.contains(noun) || counted(noun);
    let kinds = |own: &Anchors, other: &Anchors| -> BTreeSet<String> {
        let kinds = own.kinds.iter().filter(|(kind, noun)| !kind.ends_with("est") && of_both(noun, other));
        kinds.map(|(kind, _)| kind.clone()).collect()
    };
    // What the other text knows beside its own is another thing: "the saddle was sold for …; the sword comes next", "the sword was sold for …".
    let anything = |word: &String| rules.extractor.tables.moments.is_anything(word);
    let kind = |p: &String, q: &String| p.ends_with(q.as_str()) || q.ends_with(p.as_str());
    let kin = hung[0].iter().any(|p| hung[1].iter().any(|q| kind(p, q)));
    let beside = |n: usize| !adds(n, &hung[n]) && !hung[n].iter().any(anything);
    let two = hung.iter().all(|words| words.len() == 1) && !kin && (beside(0) || beside(1));
    exchanged
        || two
        || adds(0, &hung[0]) && adds(1, &hung[1])
        || adds(0, &kinds(&x.anchors, &y.anchors))
        || adds(1, &kinds(&y.anchors, &x.anchors))
        || adds(0, &beneath[0]) && adds(1, &beneath[1])
        || part(0) != part(1)
}
