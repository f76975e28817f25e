//! One person, two spellings: full names that differ by a letter, among documents on one affair.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::findings::{Draft, Place};
use super::firms::{self, Firm};
use super::namesakes;
use crate::diagnostic::{Gate, Passed, PassedBy, Severity};
use crate::entity::{Entity, EntityKind, Reference, is_spelling as spelling};
use crate::link::Links;
use crate::link::Role;
use crate::rule::{Rule, RuleSet};
use crate::source::Span;

/// A full name and where it stands.
pub(super) struct Name {
    given: String,
    family: String,
    pub shown: String,
    /// The first letters of second given names.
    pub middle: BTreeSet<char>,
    /// By document.
    pub places: Vec<(usize, Span)>,
}

impl Name {
    fn documents(&self) -> Vec<usize> {
        let mut documents: Vec<usize> = self.places.iter().map(|(document, _)| *document).collect();
        documents.dedup();
        documents
    }
}

/// The findings of the spelling rule.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let names = names(links);
    let mut found = Vec::new();
    let mut by_family: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_given: BTreeMap<(&str, Option<char>), Vec<usize>> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        by_family.entry(&name.family).or_default().push(i);
        by_given.entry((&name.given, name.family.chars().next())).or_default().push(i);
    }
    for (a, b) in further_apart(links, rules, &names, by_family.values().chain(by_given.values())) {
        found.push(draft(rule, &names[a], &names[b], links.topics.grouping().side_by_side));
    }
    found.extend(firms::find(links, rules).into_iter().map(|firms| firm_draft(rule, firms)));
    for (group, by_given_name) in by_family.values().map(|g| (g, true)).chain(by_given.values().map(|g| (g, false))) {
        let part = |i: usize| if by_given_name { &*names[i].given } else { &*names[i].family };
        for (i, j) in near(group, part) {
            let (a, b) = (&names[i], &names[j]);
            let differ =
                if by_given_name { given_differs(links, rules, a, b, group.len()) } else { family_differs(a, b) };
            let key = |name: &Name| format!("{} {}", name.given, name.family);
            let told_apart = rules.extractor.mentions.entities.are_different(&key(a), &key(b));
            if differ
                && !told_apart
                && !is_one_name(rules, a, b)
                && together(links, a, b)
                && !namesakes::are_two(links, rules, a, b)
            {
                // Of two texts laid side by side neither can be said to be the usual one, and a spelling contradicts nothing.
                let side_by_side = links.topics.grouping().side_by_side;
                let note = references_differ(links, a, b) || romanised(a, b) || side_by_side;
                found.push(draft(rule, a, b, note));
            }
        }
    }
    found
}

/// Most other spellings of one name.
const PARTNERS: usize = 4;

/// The longest name part that is compared.
const LONGEST: usize = 64;

/// The pairs of a group whose name parts may be one letter apart: with at most one letter taken out of each they are equal. Found by looking such
/// shortened parts up, so that a long list of names costs no more than its length.
fn near<'n>(group: &[usize], part: impl Fn(usize) -> &'n str) -> Vec<(usize, usize)> {
    if group.len() < 2 {
        return Vec::new();
    }
    let mut alike: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &i in group.iter().filter(|&&i| part(i).len() <= LONGEST) {
        let part = part(i);
        let without = |(at, c): (usize, char)| [&part[..at], &part[at + c.len_utf8()..]].concat();
        for shortened in std::iter::once(part.to_owned()).chain(part.char_indices().map(without)) {
            let list = alike.entry(shortened).or_default();
            if list.last() != Some(&i) {
                list.push(i);
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = alike
        .values()
        .flat_map(|list| list.iter().enumerate().flat_map(|(n, &i)| list[n + 1..].iter().map(move |&j| (i, j))))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    // What stands a letter from many others is a list of like names, or no names at all.
    let mut partners: FxHashMap<usize, usize> = FxHashMap::default();
    for end in pairs.iter().flat_map(|&(i, j)| [i, j]) {
        *partners.entry(end).or_default() += 1;
    }
    pairs.retain(|(i, j)| partners[i] <= PARTNERS && partners[j] <= PARTNERS);
    pairs
}

/// Most names of one surname, or of one given name and first letter, among which those two letters apart are looked for.
const FEW: usize = 6;
/// Letters by which two such names may differ.
const FURTHER: usize = 2;
/// Words right before or behind a name among which a noun tells what its bearer is.
const BESIDE: usize = 4;
/// Bytes around a name in which something else may tell who it is.
const AROUND: usize = 90;

/// Whether two names differ by a hyphen or a gap alone ("Al-Homa", "Al Homa"), or by the short form of a given name ("Dave", "David").
fn is_one_name(rules: &RuleSet, a: &Name, b: &Name) -> bool {
    let bare = |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect() };
    let short = |x: &str, y: &str| rules.extractor.mentions.entities.is_short_form(x, y);
    bare(&a.given) == bare(&b.given) && bare(&a.family) == bare(&b.family)
        || a.family == b.family && (short(&a.given, &b.given) || short(&b.given, &a.given))
}

/// Pairs of names two letters apart, each in documents of its own, of which something else tells that they are one person's: what their bearer is, or who stands beside them.
fn further_apart<'g>(
    links: &Links<'_>,
    rules: &RuleSet,
    names: &[Name],
    groups: impl Iterator<Item = &'g Vec<usize>>,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for group in groups.filter(|group| (2..=FEW).contains(&group.len())) {
        for (n, &i) in group.iter().enumerate() {
            for &j in &group[n + 1..] {
                let (a, b) = (&names[i], &names[j]);
                let alone = group.iter().all(|&k| k == i || k == j || !alike(&names[k], a) && !alike(&names[k], b));
                let apart = !a.documents().iter().any(|document| b.documents().contains(document));
                let told = alone && apart && alike(a, b) && supported(links, rules, a, b);
                let mistaken = || group.len() == 2 && apart && is_other_given(links, rules, a, b);
                if (told || mistaken()) && !is_one_name(rules, a, b) && together(links, a, b) {
                    found.push((i, j));
                }
            }
        }
    }
    found
}

/// Whether two names share one part, and the others differ by as many letters as a slip or two makes, and not by an ending.
fn alike(a: &Name, b: &Name) -> bool {
    let near = |x: &str, y: &str| {
        let shortest = x.chars().count().min(y.chars().count());
        let first = x.chars().next() == y.chars().next() || unsounded(x) == unsounded(y);
        first && shortest >= SHORTEST && !by_ending(x, y) && strsim::osa_distance(x, y) == FURTHER
    };
    a.family == b.family && near(&a.given, &b.given)
        || a.given == b.given && a.family.chars().count() > SHORTEST && near(&a.family, &b.family)
}

/// Whether one person has two given names of one first letter, where nobody else bears the surname and both bearers are said to be the same: "skipper Martin Okparo",
/// "Marcus Okparo … The skipper". Not where a document tells of a family.
fn is_other_given(links: &Links<'_>, rules: &RuleSet, a: &Name, b: &Name) -> bool {
    let known = |name: &Name| rules.extractor.mentions.entities.is_given_name(&name.given);
    let first = a.given.chars().next() == b.given.chars().next();
    let long = a.given.len().min(b.given.len()) >= SHORTEST && a.family.len() > SHORTEST;
    let related = spelling(&a.given, &b.given)
        || by_ending(&a.given, &b.given)
        || a.given.starts_with(&b.given)
        || b.given.starts_with(&a.given);
    if a.family != b.family || !(known(a) && known(b) && first && long) || related {
        return false;
    }
    let all = |name: &Name| -> BTreeSet<String> {
        let places = name.places.iter();
        places
            .flat_map(|place| around(links, rules, *place).into_iter().chain(following(links, rules, *place)))
            .collect()
    };
    let (x, y) = (all(a), all(b));
    x.intersection(&y).any(|word| !is_beside(word)) && ![a, b].iter().any(|name| tells_of_family(links, rules, name))
}

/// The nouns of what people are that open the sentence behind a name: "… Ana Ruiz. The skipper …".
fn following(links: &Links<'_>, rules: &RuleSet, (document, span): (usize, Span)) -> Vec<String> {
    let text: &str = &links.documents[document].document.source.text;
    let behind = text.get(span.end as usize..).unwrap_or_default();
    let Some((_, next)) = behind.split_once(['.', '!', '?']) else { return Vec::new() };
    let mut words = next.split(|c: char| !c.is_alphabetic() && c != '-').filter(|word| !word.is_empty());
    if words.next() != Some("The") {
        return Vec::new();
    }
    let people = |word: &String| rules.extractor.mentions.entities.is_what_people_are(word);
    words.take(2).map(str::to_lowercase).filter(people).collect()
}

/// Whether a document of a name speaks of a relative.
fn tells_of_family(links: &Links<'_>, rules: &RuleSet, name: &Name) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let kin = |word: &String| words.generations.contains(word) || words.relatives.contains(word);
    name.documents().iter().any(|&document| {
        let words = super::around::words_of(&links.documents[document].document.source);
        words.iter().any(|word| kin(&word.to_lowercase()))
    })
}

/// A name without the letter that is written at one place or another and often not sounded: "Hester", "Esther".
fn unsounded(name: &str) -> String {
    name.replace('h', "")
}

/// Whether what stands around two names tells one person: what its bearer is, or another full name beside both.
fn supported(links: &Links<'_>, rules: &RuleSet, a: &Name, b: &Name) -> bool {
    let all = |name: &Name| -> BTreeSet<String> {
        name.places.iter().flat_map(|place| around(links, rules, *place)).collect()
    };
    !all(a).is_disjoint(&all(b))
}

/// What the names of those who stand beside a name are kept behind.
const BESIDE_NAME: &str = "with ";

/// Whether a word of [`around`] is the name of who stands beside a name.
pub(super) fn is_beside(word: &str) -> bool {
    word.starts_with(BESIDE_NAME)
}

/// The nouns of what people are right before or behind a name, and the other full names of its sentence.
pub(super) fn around(links: &Links<'_>, rules: &RuleSet, (document, span): (usize, Span)) -> Vec<String> {
    let document = &links.documents[document].document;
    let source = &document.source;
    let reach = AROUND as u32;
    let whole = Span { start: 0, end: source.text.len() as u32 };
    let near = Span { start: span.start.saturating_sub(reach), end: whole.end.min(span.end + reach) };
    let entities = &document.claims.mentions.entities;
    let first = entities.mentions.partition_point(|m| m.span.end <= near.start);
    let beside = entities.mentions[first..].iter().take_while(|m| m.span.start < near.end && m.span.end <= near.end);
    let full = |m: &&crate::entity::EntityMention| {
        m.kind == EntityKind::Person && m.reference == Reference::Name && m.span != span
    };
    let stop = |at: u32, to: u32| source.words(Span { start: at, end: to }).contains(['.', '!', '?', '\n']);
    let one = |m: &&crate::entity::EntityMention| {
        let (from, to) = if m.span.end <= span.start { (m.span.end, span.start) } else { (span.end, m.span.start) };
        from <= to && !stop(from, to)
    };
    let mut found: Vec<String> = beside
        .filter(full)
        .filter(one)
        .filter_map(|m| Some(format!("{BESIDE_NAME}{}", links.key(&entities.get(m.entity?).key).0)))
        .collect();
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphabetic() && c != '-').map(str::to_lowercase).collect()
    };
    let before = source.words(Span { start: floor(&source.text, near.start), end: span.start });
    let behind = source.words(Span { start: span.end, end: floor(&source.text, near.end) });
    let clause = |text: &str| text.split(['.', ';', '!', '?', '\n', '\t']).next().unwrap_or_default().to_owned();
    let last = before.rsplit(['.', ';', '!', '?', '\n', '\t']).next().unwrap_or_default();
    let people = |word: &String| rules.extractor.mentions.entities.is_what_people_are(word);
    let close = words(last).into_iter().rev().filter(|word| !word.is_empty()).take(BESIDE);
    let next = words(&clause(behind)).into_iter().filter(|word| !word.is_empty()).take(BESIDE);
    found.extend(close.chain(next).filter(people));
    found
}

/// Full names over all documents, one entry a spelling; accents and case do not make a spelling.
fn names(links: &Links<'_>) -> Vec<Name> {
    let mut names: BTreeMap<(String, String), Name> = BTreeMap::new();
    // Two of a long list may well be a letter apart.
    let texts = links.documents.iter().enumerate().filter(|(_, linked)| !linked.document.source.is_facts());
    for (document, linked) in texts {
        let entities = &linked.document.claims.mentions.entities;
        for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
            let Some(entity) = mention.entity.map(|e| entities.get(e)) else { continue };
            let Some((given, family)) = parts(entity) else { continue };
            let words = linked.document.source.words(mention.span);
            let full = fold(words);
            if !full.contains(&family) || full == family {
                continue;
            }
            // Another spelling of the given name that was taken for the same person's.
            let spelt = !full.contains(&given);
            let first = full.split_whitespace().next().filter(|first| spelling(first, &given));
            let given = if spelt { first.map(str::to_owned) } else { Some(given) };
            let Some(given) = given else { continue };
            let shown = if spelt { words.to_owned() } else { entity.name.clone() };
            let name = names.entry((given.clone(), family.clone())).or_insert_with(|| Name {
                given,
                family,
                shown,
                middle: BTreeSet::new(),
                places: Vec::new(),
            });
            let second = entity.person.as_ref().and_then(|person| person.given.get(1));
            name.middle.extend(second.and_then(|second| fold(second).chars().next()));
            name.places.push((document, mention.span));
        }
    }
    names.into_values().collect()
}

fn parts(entity: &Entity) -> Option<(String, String)> {
    let name = entity.person.as_ref()?;
    Some((fold(name.given.first()?), fold(&name.family.join(" "))))
}

fn fold(name: &str) -> String {
    deunicode::deunicode(name).to_lowercase()
}

/// The shortest name part that a spelling is judged by.
const SHORTEST: usize = 4;

/// One letter apart. Two given names in their own right may be two persons, unless nobody else bears the surname, they are no pair of a man's and a
/// woman's name, and a document that has both goes on with the surname alone.
fn given_differs(links: &Links<'_>, rules: &RuleSet, a: &Name, b: &Name, bearers: usize) -> bool {
    let known = |n: &Name| rules.extractor.mentions.entities.is_given_name(&n.given);
    if a.family.len() < SHORTEST || !one_apart(&a.given, &b.given) {
        return false;
    }
    if !(known(a) && known(b)) {
        return true;
    }
    let both = a.places.iter().map(|(d, _)| *d).find(|d| b.places.iter().any(|(e, _)| e == d));
    let one = |d| goes_by_surname(links, d, &a.family);
    let told = || both.map_or_else(|| namesakes::have_support(links, rules, a, b), one);
    bearers == 2 && !by_ending(&a.given, &b.given) && told()
}

/// Whether two names differ in nothing but a vowel at their end: Mario and Maria, Daniel and Daniela.
fn by_ending(a: &str, b: &str) -> bool {
    let stem = |n: &str| n.trim_end_matches(['a', 'e', 'i', 'o', 'y']).to_owned();
    stem(a) == stem(b)
}

/// Whether a document calls somebody by the surname alone.
fn goes_by_surname(links: &Links<'_>, document: usize, family: &str) -> bool {
    let source = &links.documents[document].document.source;
    let mentions = &links.documents[document].document.claims.mentions.entities.mentions;
    mentions.iter().any(|m| m.kind == EntityKind::Person && fold(source.words(m.span)) == family)
}

/// One letter apart, and not by an ending that makes another name of it.
fn family_differs(a: &Name, b: &Name) -> bool {
    let (short, long) = if a.family.len() < b.family.len() { (&a.family, &b.family) } else { (&b.family, &a.family) };
    one_apart(&a.family, &b.family)
        && !(long.starts_with(short.as_str()) && matches!(&long[short.len()..], "s" | "a" | "n"))
}

fn one_apart(a: &str, b: &str) -> bool {
    let shortest = a.chars().count().min(b.chars().count());
    a != b && shortest >= SHORTEST && strsim::osa_distance(a, b) == 1
}

/// In one document, or in documents on one affair; and not both in more than one document, where they would be two persons known as such.
fn together(links: &Links<'_>, a: &Name, b: &Name) -> bool {
    let judged = |n: &Name| n.places.iter().any(|(d, _)| links.documents[*d].document.role == Role::Judged);
    let (here, there) = (a.documents(), b.documents());
    let near = || here.iter().any(|&i| there.iter().any(|&j| links.topics.same(i, j) && links.comparable(i, j)));
    let both = here.iter().filter(|document| there.binary_search(document).is_ok()).count();
    (judged(a) || judged(b)) && both < 2 && near()
}

/// Whether the references alone have both spellings: then a draft can only follow the one or the other.
fn references_differ(links: &Links<'_>, a: &Name, b: &Name) -> bool {
    let referred = |n: &Name| n.places.iter().any(|(d, _)| links.documents[*d].document.role == Role::Reference);
    referred(a) && referred(b)
}

/// The last place up to `at` at which a character begins.
fn floor(text: &str, at: u32) -> u32 {
    (0..=at.min(text.len() as u32)).rev().find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
}

/// Whether two spellings, in different documents, may be two ways of writing one name in Latin letters: "ou" for "o" or "u", "ei" for "e" or "i", a letter doubled, an "h" more,
/// or one of two letters of one sound. Each document then follows its own house's way.
fn romanised(a: &Name, b: &Name) -> bool {
    let (here, there) = (a.documents(), b.documents());
    let apart = !here.iter().any(|document| there.binary_search(document).is_ok());
    apart && if a.family == b.family { one_sound(&a.given, &b.given) } else { one_sound(&a.family, &b.family) }
}

fn one_sound(a: &str, b: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if short.len() > long.len() { (long, short) } else { (short, long) };
    let Some(at) = long.iter().enumerate().position(|(i, c)| short.get(i) != Some(c)) else { return false };
    let before = at.checked_sub(1).and_then(|before| long.get(before)).copied();
    let after = long.get(at + 1).copied();
    let more = long[at];
    if short.len() == long.len() {
        let pair = (short[at].min(more), short[at].max(more));
        return matches!(pair, ('i', 'y') | ('i', 'j') | ('j', 'y') | ('c', 'k') | ('v', 'w') | ('k', 'q'));
    }
    let doubled = before == Some(more) || after == Some(more);
    let beside = match more {
        'u' => before == Some('o'),
        'o' => after == Some('u'),
        'i' => before == Some('e'),
        'e' => after == Some('i'),
        _ => false,
    };
    let breathed = more == 'h' && before.is_some_and(|c| matches!(c, 'd' | 'g' | 'k' | 'z'));
    doubled || beside || breathed
}

/// The finding on two names of one firm.
fn firm_draft<'a>(rule: &'a Rule, firms: Vec<Firm>) -> Draft<'a> {
    let shown = |n: usize| firms.get(n).map_or_else(String::new, |firm| firm.shown.clone());
    let slots = BTreeMap::from([("person".to_owned(), shown(0)), ("other".to_owned(), shown(1))]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: "one firm in one affair, with one word in two forms".to_owned(),
    }];
    let place = |firm: Firm| Place {
        document: firm.document,
        span: firm.span,
        message: Some(format!("\"{}\" here", firm.shown)),
        value: firm.shown,
        speaker: None,
        valid: None,
    };
    Draft::of_rule(rule, rule.severity.lowered(), slots, firms.into_iter().map(place).collect(), gates)
}

fn draft<'a>(rule: &'a Rule, a: &Name, b: &Name, only_note: bool) -> Draft<'a> {
    let (rare, usual) = if b.places.len() < a.places.len() { (b, a) } else { (a, b) };
    let place = |name: &Name, (document, span): (usize, Span)| Place {
        document,
        span,
        value: name.shown.clone(),
        speaker: None,
        valid: None,
        message: Some(format!("\"{}\" here", name.shown)),
    };
    let first = rare.places[0];
    let beside = usual.places.iter().position(|(d, _)| *d == first.0).unwrap_or(0);
    let mut places = vec![place(rare, first), place(usual, usual.places[beside])];
    let mut documents = Vec::new();
    for (name, from) in [(usual, &usual.places), (rare, &rare.places)] {
        for &(document, span) in from {
            let new = place(name, (document, span));
            if !places.contains(&new) && !documents.contains(&(document, name.shown.as_str())) {
                documents.push((document, name.shown.as_str()));
                places.push(new);
            }
        }
    }
    let slots = BTreeMap::from([("person".to_owned(), usual.shown.clone()), ("other".to_owned(), rare.shown.clone())]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Explicit,
        detail: "names one letter apart, in one affair".to_owned(),
    }];
    let severity = if only_note { Severity::Note } else { rule.severity.lowered() };
    Draft::of_rule(rule, severity, slots, places, gates)
}
