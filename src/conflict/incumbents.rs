//! One office, told of two holders in documents of the same days.
//!
//! "The mayor, Ana Ruiz" in the one document and "Mayor Tomas Vell" in the other, of one town, cannot both be right, unless the office changes hands: then a document says so, or names both.

use std::collections::BTreeMap;

use super::affairs::alike;
use super::around::Around;
use super::findings::{Draft, Place};
use super::{sides, single, sole, succession};
use crate::claim::{Bearing, Claim, Tense, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::{EntityMention, OfficeMention, OfficeRelation, Tenure, fold};
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};

/// Days between two documents within which an office is taken not to change hands unseen.
const SAME_DAYS: i64 = 5;

/// Somebody told as the holder of an office.
struct Held<'l> {
    document: usize,
    claim: &'l Claim,
    office: &'l OfficeMention,
    name: &'l str,
    key: &'l str,
}

/// The findings of the rule on two holders, for documents of the same days.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !sides::are_a_handful(links) {
        return Vec::new();
    }
    let held: Vec<Vec<Held<'_>>> = (0..links.documents.len()).map(|document| held(links, rules, document)).collect();
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        let near = links.within(i, j, SAME_DAYS) && sole::is_one_story(rules, links, i, j);
        if !judged || !near || !links.comparable(i, j) {
            continue;
        }
        let clash = held[i].iter().find_map(|x| {
            let y = held[j].iter().find(|y| differ(links, rules, x, y))?;
            let alone = |own: &[Held<'_>], at: &Held<'_>| {
                own.iter().all(|o| o.office.role != at.office.role || o.name == at.name)
            };
            let from = links.documents[i].date.extent.hull(&links.documents[j].date.extent).low();
            let changes = |held: &Held<'_>| succession::told_of(rules, links, held.key, &[i, j], from);
            (alone(&held[i], x) && alone(&held[j], y) && !changes(x) && !changes(y)).then_some((x, y))
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
        let named = claim.apposed || claim.title || claim.context.tense != Tense::Past;
        let lasting = claim.time.is_none() && claim.bearing == Bearing::During && named;
        let told =
            lasting && sides::is_fact(&claim.context) && claim.found_by.chars().filter(|c| *c == '[').count() == 0;
        let sole = rules.extractor.mentions.entities.is_sole(&office.role) && office.tenure == Tenure::Full;
        let around = Around::of(&linked.source, claim.span);
        let changes =
            around.has(&rules.extractor.tables.narrowing.changing) || around.has(&rules.extractor.tables.sole.apart);
        if told && sole && !changes && !person.inferred && person.name.contains(' ') {
            found.push(Held { document, claim, office, name: &person.name, key: &person.key });
        }
    }
    found
}

/// Whether two documents tell one office of two persons, of whom the other document knows nothing.
fn differ(links: &Links<'_>, rules: &RuleSet, x: &Held<'_>, y: &Held<'_>) -> bool {
    let whose = |o: &OfficeMention| o.body.is_some() || o.place.is_some() || !o.portfolio.is_empty();
    let one = x.office.role == y.office.role
        && (whose(x.office) || whose(y.office))
        && rules.extractor.mentions.entities.relate_offices(x.office, y.office) == OfficeRelation::Same;
    // Of an office whose place only one side names, the sentence of the other speaks of that place.
    let named = |own: &Held<'_>, other: &Held<'_>| {
        let mut names = own.office.body.iter().chain(&own.office.place);
        let bare = other.office.body.is_none() && other.office.place.is_none();
        !bare || names.all(|name| speaks_of(links, other, name))
    };
    let one = one && named(x, y) && named(y, x);
    let unknown = |document: usize, name: &str| {
        let text = fold(&links.documents[document].document.source.text);
        let family = fold(name.rsplit(' ').next().unwrap_or(name));
        !text.split(|c: char| !c.is_alphanumeric()).any(|word| word == family)
    };
    one && !alike(&fold(x.name), &fold(y.name)) && unknown(y.document, x.name) && unknown(x.document, y.name)
}

/// Whether the sentence in which somebody is told as the holder of an office speaks of what has a key; "South Arvenne" is not Arvenne.
fn speaks_of(links: &Links<'_>, held: &Held<'_>, key: &str) -> bool {
    let linked = &links.documents[held.document].document;
    let told = fold(&Around::of(&linked.source, held.claim.span).line());
    let entities = &linked.claims.mentions.entities;
    let longer = |mention: &EntityMention| {
        let name = fold(linked.source.words(mention.span));
        name != key && name.contains(key) && told.contains(name.as_str())
    };
    told.contains(key) && !entities.mentions.iter().any(longer)
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
