//! What one document tells to have been done, and another of the same affair to have not been done, or its opposite.
//!
//! Read are the acts of documents that the user put together. That two acts are one rests on what they were done to, by whom, where and when: nothing of that may set them apart, and enough of it must be the
//! same, or each document must tell of one such act alone. A document that itself tells both sides tells a development, and is not held against others.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, part};
use super::findings::{Draft, Place};
use super::narrow::numbers;
use super::{limits, sides};
use crate::claim::{Act, Modality, Party, Polarity};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Linked, Links, Role};
use crate::rule::{Mechanism, Rule, RuleSet};
use crate::source::Span;

/// How much of two acts must be the same: their things, doers, circumstances, times, and that there is no other.
const NEEDED: usize = 3;
/// Days between two documents of which the one may tell another decision than the other.
const NEWS: i64 = 14;
/// Acts with one verb, or of one pair of lists, of which more tell nothing.
const MOST: usize = 24;

/// An act and its document.
#[derive(Clone, Copy)]
struct Told<'l> {
    document: usize,
    linked: &'l Linked<'l>,
    act: &'l Act,
}

/// What acts have in common by which they may be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Verb(u32),
    Alike(u16),
    Lists(u16),
}

impl Key {
    /// Whether one of two acts must deny what the other tells.
    fn denies(self) -> bool {
        !matches!(self, Self::Lists(_))
    }
}

/// The findings of a rule on acts.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let grouping = links.topics.grouping();
    if !grouping.together || grouping.side_by_side {
        return Vec::new();
    }
    let mut by_key: BTreeMap<Key, Vec<Told<'_>>> = BTreeMap::new();
    for (document, linked) in links.documents.iter().enumerate() {
        for act in &linked.document.claims.acts {
            let told = Told { document, linked, act };
            let lists = act.sides.iter().map(|(number, _)| Key::Lists(*number));
            let keys = lists.chain([Key::Verb(act.verb)]).chain((act.alike != 0).then_some(Key::Alike(act.alike)));
            for key in keys {
                by_key.entry(key).or_default().push(told);
            }
        }
    }
    let mut found = Vec::new();
    for (key, all) in by_key.iter().filter(|(_, all)| all.len() <= MOST) {
        for (n, a) in all.iter().enumerate() {
            for b in all[n + 1..].iter().filter(|b| b.document != a.document) {
                let judged = [a, b].iter().any(|told| told.linked.document.role == Role::Judged);
                if judged
                    && links.comparable(a.document, b.document)
                    && differ(links, *key, all, a, b)
                    && !limits_part(rules, links, a, b)
                    && !contents_part(rules, a, b)
                {
                    found.push(draft(links, rule, a, b));
                }
            }
        }
    }
    found
}

/// Which of two sides an act takes: for a verb whether it is denied, for a pair of lists which of them is told.
fn side(key: Key, act: &Act) -> Option<bool> {
    let told = act.context.polarity == Polarity::Positive;
    match key {
        Key::Verb(_) | Key::Alike(_) => Some(told),
        Key::Lists(number) => {
            let lists = || act.sides.iter().filter(|(n, _)| *n == number);
            let first = lists().next()?.1;
            // What is denied of the one list need not be told of the other, and a verb of both lists tells neither.
            (told && lists().all(|(_, side)| *side == first)).then_some(first)
        }
    }
}

/// Whether two acts are one, of which the one document tells what the other denies.
fn differ(links: &Links<'_>, key: Key, all: &[Told<'_>], a: &Told<'_>, b: &Told<'_>) -> bool {
    let (Some(x), Some(y)) = (side(key, a.act), side(key, b.act)) else { return false };
    let committed = a.act.context.modality == b.act.context.modality && a.act.context.modality != Modality::Possible;
    let telling = !key.denies() || a.act.telling && b.act.telling;
    if x == y
        || !committed
        || !telling
        || apart_in_time(a, b)
        || a.act.earlier != b.act.earlier
        || key.denies() && may_follow(a, b, x)
    {
        return false;
    }
    if key.denies() && (ended(a, b) || ended(b, a)) {
        return false;
    }
    if !key.denies() && !links.within(a.document, b.document, NEWS) && !at_one_time(a, b) {
        return false;
    }
    // Who tells both sides tells a development.
    let both = |told: &Told<'_>| {
        let other = |o: &&Told<'_>| o.document == told.document && side(key, o.act) != side(key, told.act);
        all.iter().filter(other).any(|o| side(key, o.act).is_some() && likeness(links, o, told).is_some())
    };
    // "Phase 1", "phase 2".
    let numbered = |told: &Told<'_>| -> BTreeSet<String> {
        let words = |party: &Party| numbers(told.linked.document.source.words(party.span));
        told.act.things.iter().flat_map(words).collect()
    };
    if part(&numbered(a), &numbered(b)) {
        return false;
    }
    let Some(like) = likeness(links, a, b) else { return false };
    let sole = [a, b].into_iter().all(|told| all.iter().filter(|o| o.document == told.document).count() == 1);
    like + usize::from(sole) >= NEEDED && !both(a) && !both(b)
}

/// Whether one of two acts is limited in a way that the other document does not tell: "is permitted behind the dunes".
fn limits_part(rules: &RuleSet, links: &Links<'_>, a: &Told<'_>, b: &Told<'_>) -> bool {
    let [x, y] = [a, b].map(|told| limits::Statement {
        document: told.document,
        span: told.act.span,
        answers: Vec::new(),
        asked: Vec::new(),
        state: told.act.state,
    });
    limits::part(rules, links, &x, &y)
}

/// Whether the words right behind two acts open different contents: "revealed that it leaked", "never revealed why it leaked".
fn contents_part(rules: &RuleSet, a: &Told<'_>, b: &Told<'_>) -> bool {
    let contents = &rules.extractor.tables.narrowing.contents;
    let [x, y] = [a, b].map(|told| {
        let behind = Around::of(&told.linked.document.source, told.act.span).behind;
        behind.first().map(|word| word.to_lowercase()).filter(|word| contents.contains(word))
    });
    x != y
}

/// Whether the one tells what was, and the other denies that it is so now: "sat on the board from 2001 to 2009", "does not sit on the board".
fn ended(told: &Told<'_>, denied: &Told<'_>) -> bool {
    let written = denied.linked.date.extent;
    let days = |at: &u32| told.linked.times[*at as usize].extent;
    let before = |days: Days| days.high().zip(written.low()).is_some_and(|(last, day)| last < day);
    denied.act.now && !told.act.now && denied.act.times.is_empty() && told.act.times.iter().map(days).any(before)
}

/// Whether the times of two acts lie apart.
fn apart_in_time(a: &Told<'_>, b: &Told<'_>) -> bool {
    let days = |told: &Told<'_>, at: u32| told.linked.times[at as usize].extent;
    a.act.times.iter().any(|&x| b.act.times.iter().any(|&y| days(a, x).disjoint(&days(b, y))))
}

/// Whether what is denied up to the day of writing may have come about since: the document that tells it is the later one.
fn may_follow(a: &Told<'_>, b: &Told<'_>, a_tells: bool) -> bool {
    let (told, denied) = if a_tells { (a, b) } else { (b, a) };
    let written = denied.linked.date.extent;
    let later = told.linked.date.extent.low().zip(written.high()).is_none_or(|(low, high)| low > high);
    let days = |at: &u32| told.linked.times[*at as usize].extent;
    let before = |days: Days| days.low().is_some() && days.high().zip(written.low()).is_some_and(|(x, y)| x < y);
    let settled = told.act.times.iter().map(days).any(before);
    denied.act.present && later && !settled
}

/// How much of two acts is the same; `None` if something sets them apart, or nothing tells that they are done to the same.
fn likeness(links: &Links<'_>, a: &Told<'_>, b: &Told<'_>) -> Option<usize> {
    let relate = |x: &[Party], y: &[Party], bridged: bool| relate(links, [(a, x), (b, y)], bridged);
    let (x, y) = (&a.act.things, &b.act.things);
    let one = std::slice::from_ref;
    let things = relate(x, y, true)
        .or_else(|| a.act.known_as.as_ref().and_then(|p| relate(one(p), y, false)))
        .or_else(|| b.act.known_as.as_ref().and_then(|p| relate(x, one(p), false)))?;
    let doers = relate(&a.act.doers, &b.act.doers, false)?;
    if things == 0 {
        return None;
    }
    let mut around = 0;
    for (preposition, x) in &a.act.around {
        for (_, y) in b.act.around.iter().filter(|(other, _)| other == preposition) {
            around += relate(one(x), one(y), false)?;
        }
    }
    // What only the denying side tells may be all that it denies.
    for (one, other) in [(a, b), (b, a)] {
        // "Binding on its signatories", "not binding".
        let negative = one.act.context.polarity == Polarity::Negative;
        let denied = negative || one.act.state;
        let told = |party: &Party| {
            let all = other.act.around.iter().map(|(_, p)| p).chain(&other.act.things).chain(&other.act.doers);
            all.into_iter().any(|p| {
                p.noun == party.noun
                    || shares(&p.words, party.noun)
                    || shares(&p.after, party.noun)
                    || shares_key(links, p, party)
            })
        };
        let of_things = one.act.things.iter().flat_map(|party| &party.after);
        let behind = of_things.filter(|word| {
            !other.act.things.iter().any(|p| p.noun == **word || shares(&p.after, **word) || shares(&p.words, **word))
        });
        // "Never paid for it": whatever that is.
        let open = negative && one.act.around.iter().any(|(_, party)| party.pronoun);
        if open
            || denied && (behind.count() > 0 || one.act.around.iter().any(|(_, party)| !party.pronoun && !told(party)))
        {
            return None;
        }
    }
    Some(things + doers.min(2) + around.min(1) + usize::from(at_one_time(a, b)))
}

/// Whether two acts are told of one time.
fn at_one_time(a: &Told<'_>, b: &Told<'_>) -> bool {
    let days = |told: &Told<'_>| -> Vec<Days> {
        let days = told.act.times.iter().map(|at| told.linked.times[*at as usize].extent);
        days.filter(Days::is_bounded).collect()
    };
    let others = days(b);
    days(a).iter().any(|x| others.iter().any(|y| !x.disjoint(y)))
}

fn shares(words: &[u32], word: u32) -> bool {
    words.binary_search(&word).is_ok()
}

fn shares_key(links: &Links<'_>, a: &Party, b: &Party) -> bool {
    a.keys.iter().any(|x| b.keys.iter().any(|y| links.key(x).0 == links.key(y).0))
}

/// How much tells that two sides are one: nothing where either is not told. `None` if they are not.
fn relate(links: &Links<'_>, sides: [(&Told<'_>, &[Party]); 2], bridged: bool) -> Option<usize> {
    let [(one, a), (other, b)] = sides;
    if a.is_empty() || b.is_empty() || a.iter().chain(b).any(|party| party.pronoun) {
        return Some(0);
    }
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
    let pairs = pairs.filter(|(x, y)| !is_another(links, one, x, y) && !is_another(links, other, y, x));
    pairs.filter_map(|(x, y)| same(links, x, y, bridged)).max()
}

/// Whether "the museum" is not the one that another document names: its own document names another, or several.
fn is_another(links: &Links<'_>, told: &Told<'_>, bare: &Party, named: &Party) -> bool {
    if !bare.keys.is_empty() || named.keys.is_empty() {
        return false;
    }
    let claims = &told.linked.document.claims;
    let words = told.linked.document.source.words(bare.span).to_lowercase();
    let Some(noun) = words.rsplit(' ').next() else { return false };
    let bears = |name: &str| name.to_lowercase().split(' ').any(|word| word == noun);
    let mut bearers = claims.mentions.entities.entities.iter().filter(|e| e.proper && bears(&e.name)).peekable();
    let same = |key: &str| named.keys.iter().any(|own| links.key(own).0 == links.key(key).0);
    bearers.peek().is_some() && bearers.any(|e| !same(&e.key))
}

/// How much tells that two parties are one; `None` if they are told apart, or nothing tells it.
fn same(links: &Links<'_>, a: &Party, b: &Party, bridged: bool) -> Option<usize> {
    let has = |x: &Party, word: u32| shares(&x.words, word) || shares(&x.after, word);
    let own = |y: &Party, words: &[u32]| words.iter().filter(|word| !has(y, **word)).count();
    // "The ban on whelks", "the ban on night flights".
    let behind = own(b, &a.after) > 0 && own(a, &b.after) > 0;
    if !a.keys.is_empty() && !b.keys.is_empty() {
        return (!behind && shares_key(links, a, b)).then_some(2);
    }
    let noun = a.noun == b.noun || a.alike != 0 && a.alike == b.alike;
    if !noun {
        // "The Stagholt wind farm", "the plan for turbines at Stagholt": a name that both hold.
        let names = |x: &Party, y: &Party| x.names.iter().any(|n| y.names.contains(n) || y.names_after.contains(n));
        return (bridged && (names(a, b) || names(b, a))).then_some(1);
    }
    // "Weak demand", "strong demand".
    let before = own(b, &a.words) > 0 && own(a, &b.words) > 0;
    let shared = a.words.iter().chain(&a.after).any(|word| has(b, *word));
    let bare = |x: &Party| x.words.is_empty() && x.after.is_empty();
    let contrast = before || behind || a.counted != b.counted || a.changed != b.changed;
    // "A contract" need not be "the contract".
    let any = a.indefinite != b.indefinite;
    (!contrast).then_some(1 + usize::from(shared || bare(a) && bare(b) && !any))
}

fn draft<'a>(links: &Links<'a>, rule: &'a Rule, a: &Told<'_>, b: &Told<'_>) -> Draft<'a> {
    let place = |told: &Told<'_>| {
        let value = links.documents[told.document].document.source.words(told.act.span).to_owned();
        let speaker = told.act.context.speaker.as_ref().map(|speaker| speaker.name.clone());
        Place { document: told.document, span: told.act.span, value, speaker, valid: None, message: None }
    };
    let places = vec![place(a), place(b)];
    let severity = sides::severity(rule, [&a.act.context, &b.act.context]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: "nothing sets the two apart".to_owned(),
    }];
    let slots = ["a", "b"].map(str::to_owned).into_iter().zip(places.iter().map(|place| place.value.clone()));
    Draft::of_rule(rule, severity, slots.collect(), places, gates)
}

/// Takes out the findings on acts whose places another finding tells as well.
pub(super) fn yield_to_others(drafts: &mut Vec<Draft<'_>>) {
    let of_acts = |draft: &Draft<'_>| draft.rule.mechanism == Mechanism::Acts;
    let told: Vec<Vec<(usize, Span)>> = drafts
        .iter()
        .filter(|draft| !of_acts(draft))
        .map(|draft| draft.places.iter().map(|place| (place.document, place.span)).collect())
        .collect();
    let covers = |place: &Place, others: &[(usize, Span)]| {
        others.iter().any(|(document, span)| *document == place.document && span.overlaps(place.span))
    };
    drafts.retain(|draft| {
        !of_acts(draft) || !told.iter().any(|others| draft.places.iter().all(|place| covers(place, others)))
    });
}
