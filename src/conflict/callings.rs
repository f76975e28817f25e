//! What somebody is, told in two ways of which nobody is both: a sergeant and a captain, a cellist and a flautist.
//!
//! Read are nouns right before a name ("Sergeant Ana Ruiz") and those of an apposition behind it ("Ana Ruiz, a nurse,"), of one group of the lexicon in which each excludes the others.

use std::collections::BTreeMap;

use super::around::{Around, is_name, words_of};
use super::findings::{Draft, Place};
use super::{limits, sides, sole};
use crate::claim::Callings;
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::fold;
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};
use crate::source::Span;

/// Words of the longest name.
const NAME: usize = 4;
/// Words behind a name and a comma among which its noun stands.
const BEHIND: usize = 5;

/// A noun that tells what somebody is.
struct Calling {
    document: usize,
    span: Span,
    noun: String,
    /// Where the noun stands.
    at: Span,
    /// The first word of a name of several.
    given: Option<String>,
}

/// The findings of a rule on callings.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    if !sides::are_a_handful(links) {
        return Vec::new();
    }
    let told: Vec<BTreeMap<String, Vec<Calling>>> =
        (0..links.documents.len()).map(|document| callings(links, rules, document)).collect();
    let mut found = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) || !sole::is_one_story(rules, links, i, j) {
            continue;
        }
        for (person, here) in &told[i] {
            let Some(there) = told[j].get(person) else { continue };
            let one_name =
                |x: &Calling, y: &Calling| x.given.as_ref().zip(y.given.as_ref()).is_none_or(|(x, y)| x == y);
            let groups = &rules.extractor.tables.sole.callings;
            let shared = |x: &Calling, y: &Calling| {
                groups.iter().find(|group| group.exclude(&x.noun, &y.noun) && is_set(links, group, [i, j]))
            };
            let two = |x: &Calling, y: &Calling| one_name(x, y) && shared(x, y).is_some();
            let clash = here.iter().find_map(|x| there.iter().find(|y| two(x, y)).map(|y| (x, y)));
            let Some((x, y)) = clash else { continue };
            let one = |all: &[Calling], at: &Calling| {
                let other = |own: &Calling| shared(x, y).is_some_and(|group| group.exclude(&own.noun, &at.noun));
                all.iter().all(|own| !other(own))
            };
            let narrowed =
                || limits::narrows(rules, links, [i, j], x.at) || limits::narrows(rules, links, [j, i], y.at);
            if one(here, x) && one(there, y) && !narrowed() {
                found.push(draft(rule, person, x, y));
            }
        }
    }
    found
}

/// Whether both documents tell of the setting in which callings exclude each other, if there is one.
fn is_set(links: &Links<'_>, group: &Callings, documents: [usize; 2]) -> bool {
    let told = |document: usize| {
        let words = words_of(&links.documents[document].document.source);
        words.iter().any(|word| group.setting.contains(&word.to_lowercase()))
    };
    group.setting.is_empty() || documents.into_iter().all(told)
}

/// What a document calls those whom it names, by the last word of the name.
fn callings(links: &Links<'_>, rules: &RuleSet, document: usize) -> BTreeMap<String, Vec<Calling>> {
    let source = &links.documents[document].document.source;
    let tables = &rules.extractor.tables;
    let told = |noun: &str| tables.sole.callings.iter().any(|group| group.list_of(noun).is_some());
    let words = words(&source.text);
    let mut found: BTreeMap<String, Vec<Calling>> = BTreeMap::new();
    let mut at = 0;
    while at < words.len() {
        let name = name_at(&words, at, &told);
        if name.is_empty() {
            at += 1;
            continue;
        }
        let (first, last) = (&words[name.start], &words[name.end - 1]);
        let span = Span { start: first.start, end: last.end };
        let around = Around::of(source, span);
        let changes = [
            &tables.narrowing.changing,
            &tables.narrowing.generations,
            &tables.narrowing.relatives,
            &tables.sole.formerly,
        ];
        let changes = changes.into_iter().any(|list| around.has(list));
        for (noun, at) in beside(&words, &name).into_iter().filter(|(noun, _)| !changes && told(noun)) {
            let given = (name.len() > 1).then(|| fold(first.text));
            found.entry(fold(last.text)).or_default().push(Calling { document, span, noun, at, given });
        }
        at = name.end;
    }
    found
}

/// A word of a text, without the marks around it.
struct Word<'t> {
    text: &'t str,
    start: u32,
    end: u32,
    /// What stands right behind it.
    mark: Option<char>,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for part in text.split_whitespace() {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let offset = part.find(bare).unwrap_or(0);
        let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(bare);
        let mark = part[offset + bare.len()..].chars().next();
        let start = (start + offset) as u32;
        found.push(Word { text: bare, start, end: start + bare.len() as u32, mark });
    }
    found
}

/// The words of a name that begins at a word: capitals without a mark between them, none of which tells what somebody is.
fn name_at(words: &[Word<'_>], at: usize, told: &impl Fn(&str) -> bool) -> std::ops::Range<usize> {
    let capital = |i: &usize| {
        let word = &words[*i];
        is_name(word.text) && word.text.len() > 1 && !told(&word.text.to_lowercase())
    };
    let mut end = at;
    while end < words.len().min(at + NAME) && capital(&end) {
        end += 1;
        if words[end - 1].mark.is_some() {
            break;
        }
    }
    at..end
}

/// The word before a name, and the noun of an apposition behind it.
fn beside(words: &[Word<'_>], name: &std::ops::Range<usize>) -> Vec<(String, Span)> {
    let placed = |word: &Word<'_>| (word.text.to_lowercase(), Span { start: word.start, end: word.end });
    let before = name.start.checked_sub(1).map(|i| &words[i]).filter(|word| word.mark.is_none());
    let mut found: Vec<(String, Span)> = before.map(placed).into_iter().collect();
    if words[name.end - 1].mark != Some(',') {
        return found;
    }
    let aged = |i: &usize| words.get(*i).is_some_and(|word| word.text.bytes().all(|b| b.is_ascii_digit()));
    let next = if aged(&name.end) { name.end + 1 } else { name.end };
    if words.get(next).is_some_and(|word| matches!(word.text, "a" | "an" | "the")) {
        let apposed = words[next + 1..].iter().take(BEHIND);
        let ends = |word: &Word<'_>| matches!(word.text, "and" | "from" | "in" | "of" | "who" | "whose" | "with");
        let mut last = None;
        for word in apposed.take_while(|word| !ends(word)) {
            last = Some(word);
            if word.mark.is_some() {
                break;
            }
        }
        found.extend(last.map(placed));
    }
    found
}

fn draft<'a>(rule: &'a Rule, person: &str, x: &Calling, y: &Calling) -> Draft<'a> {
    let place = |calling: &Calling| Place {
        document: calling.document,
        span: calling.span,
        value: calling.noun.clone(),
        speaker: None,
        valid: None,
        message: None,
    };
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: "one name in one story".to_owned(),
    }];
    let slots = BTreeMap::from([("person".to_owned(), person.to_owned())]);
    Draft::of_rule(rule, rule.severity.lowered(), slots, vec![place(x), place(y)], gates)
}
