//! One office, told of two holders in documents of the same days.
//!
//! "The mayor, Ana Ruiz" in the one document and "Mayor Tomas Vell" in the other, of one town, cannot both be right, unless the office changes hands: then a document says so, or names both.
//! Whether the town is one, `jurisdiction` tells. Documents that do not tell of the same events must be closer in time, since the change may lie between them.

use std::collections::BTreeMap;

use super::affairs::alike;
use super::around::Around;
use super::findings::{Draft, Place};
use super::jurisdiction::{self, Held, Known};
use super::{holders, sides, single, sole, succession};
use crate::claim::{Bearing, Claim, Tense, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::{OfficeMention, Tenure, fold};
use crate::extent::Days;
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};

/// Days between two documents on one story within which an office is taken not to change hands unseen.
const SAME_DAYS: i64 = 5;
/// The same of documents of which nothing tells that they are on one.
const NEXT_DAY: i64 = 1;
/// Days before a document of which a time tells that the sentences around it are of the past.
const LONG_AGO: i64 = 60;
/// Bytes before a deed within which such a time is taken to be its own.
const NEAR: u32 = 90;
/// Wordings with a verb that tell who holds an office now.
const STATES: [&str; 3] = ["<person> [be] <office>", "<office> [be] <person>", "<person>, who [be] <office>"];

/// The findings of the rule on two holders, for documents of the same days.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !sides::are_a_handful(links) {
        return Vec::new();
    }
    let held: Vec<Vec<Held<'_>>> = (0..links.documents.len()).map(|document| held(links, rules, document)).collect();
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.within(i, j, SAME_DAYS) || !links.comparable(i, j) {
            continue;
        }
        let story = sole::is_one_story(rules, links, i, j);
        let clash = held[i].iter().find_map(|x| {
            let y = held[j].iter().find(|y| differ(links, rules, x, y, story))?;
            let alone = |own: &[Held<'_>], at: &Held<'_>| {
                own.iter().all(|o| o.office.role != at.office.role || o.name == at.name)
            };
            (alone(&held[i], x) && alone(&held[j], y) && !changes(links, rules, [x, y])).then_some((x, y))
        });
        found.extend(clash.map(|(x, y)| draft(rule, x, y)));
    }
    found
}

/// The holders that a document tells of as such on its own day, of offices that have one.
fn held<'l>(links: &'l Links<'_>, rules: &RuleSet, document: usize) -> Vec<Held<'l>> {
    let linked = &links.documents[document].document;
    let mut found = Vec::new();
    for claim in &linked.claims.claims {
        let (Value::Office(office), Some(person)) = (&claim.value, claim.slots.get("person")) else { continue };
        let sole = rules.extractor.mentions.entities.is_sole(&office.role) && told_tenure(office);
        if !sole || !is_of_its_day(links, document, claim) || person.inferred || !person.name.contains(' ') {
            continue;
        }
        let around = Around::of(&linked.source, claim.span);
        let lists = &rules.extractor.tables.narrowing;
        let changes = around.has(&lists.changing)
            || around.has(&lists.contested)
            || around.has(&rules.extractor.tables.sole.apart);
        let office_around = Around::of(&linked.source, office.span);
        if !changes && !holders::is_several(rules, &office_around) && !is_of_a_kind(rules, &office_around) {
            found.push(Held { document, claim, office, name: &person.name, key: &person.key });
        }
    }
    found
}

/// Whether a word stands before an office that makes another of it: "the *youth* mayor". Titles have a capital, and whatever stands before them is none of theirs.
fn is_of_a_kind(rules: &RuleSet, around: &Around) -> bool {
    let small = |word: &&String| word.starts_with(char::is_lowercase);
    let lists = &rules.extractor.tables.narrowing;
    let plain = |word: &String| {
        let lists = [&lists.articles, &lists.auxiliaries, &lists.scoping, &lists.contents];
        word.ends_with("'s")
            || lists.iter().any(|list| list.contains(word))
            || matches!(word.as_str(), "and" | "as" | "of" | "that" | "with")
    };
    around.inside.first().filter(small).is_some() && around.before.last().filter(small).is_some_and(|word| !plain(word))
}

/// Whether an office is held in full, or is to be taken up.
fn told_tenure(office: &OfficeMention) -> bool {
    matches!(office.tenure, Tenure::Full | Tenure::Future)
}

/// Whether a claim tells who holds an office on the day of its document, or of the news that it tells.
fn is_of_its_day(links: &Links<'_>, document: usize, claim: &Claim) -> bool {
    let present = claim.context.tense != Tense::Past;
    let named = claim.apposed || claim.title || present;
    let states = present && claim.context.speaker.is_none() && STATES.contains(&claim.found_by.as_str());
    named
        && claim.bearing == Bearing::During
        && sides::is_news(links, document, claim.time)
        && sides::is_fact(&claim.context)
        && (states || !claim.found_by.contains('['))
}

/// Whether two documents tell one office of two persons, of whom the other document knows nothing.
fn differ(links: &Links<'_>, rules: &RuleSet, x: &Held<'_>, y: &Held<'_>, story: bool) -> bool {
    let Some(known) = jurisdiction::of_one(links, rules, x, y) else { return false };
    // Of the directors of a firm one tells nothing of the others, nor does a mayor of those of other towns of the name.
    let state = rules.extractor.mentions.entities.is_exclusive(&x.office.role);
    let only = state && [x, y].iter().all(|held| is_only_town(rules, held));
    let past = [x, y].iter().any(|held| looks_back(links, held, Some(NEAR)));
    let sure = story && !past && (only || jurisdiction::is_one_deed(links, rules, x, y));
    if !sure && (known != Known::Named || !is_plain_now(links, rules, x, y)) {
        return false;
    }
    let unknown = |document: usize, name: &str| {
        let text = fold(&links.documents[document].document.source.text);
        let family = fold(name.rsplit(' ').next().unwrap_or(name));
        !text.split(|c: char| !c.is_alphanumeric()).any(|word| word == family)
    };
    !alike(&fold(x.name), &fold(y.name)) && unknown(y.document, x.name) && unknown(x.document, y.name)
}

/// Whether two documents that share no story leave no doubt that both mean these very days, and an office that is the only one of its name.
fn is_plain_now(links: &Links<'_>, rules: &RuleSet, x: &Held<'_>, y: &Held<'_>) -> bool {
    let entities = &rules.extractor.mentions.entities;
    let (p, q) = (day(links, x), day(links, y));
    let both = p.hull(&q);
    let near = both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= NEXT_DAY);
    // A queen may be the king's wife, and towns of one name have a mayor each.
    let only = entities.is_exclusive(&x.office.role) && !matches!(x.office.role.as_str(), "king" | "queen");
    near && only
        && is_only_town(rules, x)
        && is_only_town(rules, y)
        && !looks_back(links, x, None)
        && !looks_back(links, y, None)
}

/// Whether the place of an office is the only one of its name, or told from the others.
fn is_only_town(rules: &RuleSet, held: &Held<'_>) -> bool {
    let ambiguous = |place: &str| rules.extractor.mentions.entities.geography().is_ambiguous(place);
    held.office.within.is_some() || !held.office.place.as_deref().is_some_and(ambiguous)
}

/// The day on which somebody is told to hold an office.
fn day(links: &Links<'_>, held: &Held<'_>) -> Days {
    let linked = &links.documents[held.document];
    held.claim.time.map_or(linked.date.extent, |time| linked.times[time as usize].extent)
}

/// Whether a deed without a time of its own stands behind a time long before its document, within so many bytes or anywhere in it: "In 1955 the war began. Prime Minister Ana Ruiz called
/// up the fleet."
fn looks_back(links: &Links<'_>, held: &Held<'_>, within: Option<u32>) -> bool {
    let states = held.claim.found_by.contains('[') && held.claim.context.tense != Tense::Past;
    if held.claim.time.is_some() || states {
        return false;
    }
    let linked = &links.documents[held.document];
    let Some(written) = linked.date.extent.low() else { return true };
    let mentions = &linked.document.claims.mentions.times;
    let start = held.claim.span.start;
    let near = |end: u32| within.is_none_or(|bytes| end <= start && start - end <= bytes);
    mentions.iter().zip(linked.times.iter()).any(|(mention, time)| {
        near(mention.span.end) && time.extent.high().is_some_and(|day| (written - day).num_days() > LONG_AGO)
    })
}

/// Whether a document tells that one of two holders takes the office or leaves it.
fn changes(links: &Links<'_>, rules: &RuleSet, both: [&Held<'_>; 2]) -> bool {
    let documents = both.map(|held| held.document);
    let from = links.documents[documents[0]].date.extent.hull(&links.documents[documents[1]].date.extent).low();
    let leaving = &rules.extractor.tables.narrowing.leaving;
    both.iter().any(|held| {
        let leaves = (0..links.documents.len()).any(|document| {
            let source = &links.documents[document].document.source;
            succession::sentences(links, held.key, document).iter().any(|s| Around::of(source, *s).has(leaving))
        });
        // Whoever is to take an office up is told of by the words of a change.
        leaves || held.office.tenure == Tenure::Full && succession::told_of(rules, links, held.key, &documents, from)
    })
}

fn draft<'a>(rule: &'a Rule, x: &Held<'_>, y: &Held<'_>) -> Draft<'a> {
    let gates = vec![Passed {
        gate: Gate::Time,
        passed_by: PassedBy::Inference,
        detail: "documents of the same days, neither of which tells of a change".to_owned(),
    }];
    let place = |held: &Held<'_>| Place {
        document: held.document,
        span: held.claim.span,
        value: held.name.to_owned(),
        speaker: held.claim.context.speaker.as_ref().map(|speaker| speaker.name.clone()),
        valid: None,
        message: None,
    };
    let slots = BTreeMap::from([("office".to_owned(), x.office.role.clone())]);
    let slots: Vec<(&str, String)> = slots.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    single::draft(rule, rule.severity.lowered(), &slots, vec![place(x), place(y)], gates)
}
