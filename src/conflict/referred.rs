//! What a noun with its article stands for, where a text calls a thing by its kind instead of its name: "the ferry" is the Sarn Queen where one of two documents calls her a ferry
//! and neither calls anything else one.

use super::around::{bare, is_article, is_name};
use crate::claim::Sufferer;
use crate::link::Links;
use crate::rule::RuleSet;

/// Most words between an article and the noun behind it: "a small double-ended car ferry".
const MODIFIERS: usize = 5;
/// Words of a bracket between a name and its verb.
const BRACKET: usize = 8;

/// Whether a noun that one document tells something of stands for what goes by a name in the other; `None` if the documents do not tell. It stands for something else where its own
/// document calls others so, and that one never.
pub(super) fn stands_for(
    links: &Links<'_>,
    rules: &RuleSet,
    (here, noun): (usize, &Sufferer),
    (there, named): (usize, &Sufferer),
) -> Option<bool> {
    if noun.indefinite || noun.several || noun.noun.is_empty() {
        return None;
    }
    let name: Vec<&str> = named.names.iter().flat_map(|name| name.split(' ')).collect();
    let is_it = |word: &String| name.contains(&word.as_str());
    let own = callings(links, rules, here, &noun.noun);
    if !own.is_empty() && !own.iter().any(is_it) {
        return Some(false);
    }
    // "The old ferry", "two ferries" may be others.
    let plain = noun.words.iter().all(|word| named.words.contains(word)) && noun.of.is_empty();
    let other = callings(links, rules, there, &noun.noun);
    let known = || {
        let text = &links.documents[here].document.source.text;
        text.split_whitespace().map(|word| bare(word).to_lowercase()).any(|word| is_it(&word))
    };
    let all = || own.iter().chain(&other);
    (plain && all().next().is_some() && all().all(is_it) && known()).then_some(true)
}

/// The words, in lower case, of the names that a document calls by a noun: "the ferry Sarn Queen", "Sarn Queen, a car ferry", "Sarn Queen is a ferry".
fn callings(links: &Links<'_>, rules: &RuleSet, document: usize, noun: &str) -> Vec<String> {
    let frames = &rules.extractor.tables.frames;
    let words: Vec<&str> = links.documents[document].document.source.text.split_whitespace().collect();
    let is_noun = |word: &str| {
        let lower = bare(word).to_lowercase();
        frames.canonical(&lower) == noun
    };
    let mut found = Vec::new();
    for at in (0..words.len()).filter(|&at| is_noun(words[at])) {
        let joined = words[at].ends_with(char::is_alphanumeric);
        let behind = words.get(at + 1).filter(|word| joined && is_name(trimmed(word)));
        found.extend(behind.or(before(&words, at).as_ref()).map(|word| bare(word).to_lowercase()));
    }
    found
}

/// The name before a noun that calls something so: in front of its article and a comma, or of its article and "is"; or right before it.
fn before<'t>(words: &[&'t str], noun: usize) -> Option<&'t str> {
    let opens = |at: usize| at == 0 || words[at - 1].ends_with(['.', '!', '?', ':']);
    let mut at = noun;
    while at > 0 && noun - at <= MODIFIERS {
        at -= 1;
        let word = words[at];
        if is_article(word) {
            let before = words.get(at.checked_sub(1)?)?;
            if matches!(*before, "is" | "was" | "remains" | "became") {
                return subject(words, at - 1);
            }
            return Some(*before).filter(|before| before.ends_with(',') && is_name(trimmed(before)));
        }
        if !word.ends_with(char::is_alphanumeric) {
            return None;
        }
        if is_name(trimmed(word)) && !opens(at) {
            return Some(word);
        }
    }
    None
}

/// The name that ends before a verb, what stands in brackets left out.
fn subject<'t>(words: &[&'t str], verb: usize) -> Option<&'t str> {
    let mut end = verb;
    if words.get(end.checked_sub(1)?)?.ends_with(')') {
        end = (end.saturating_sub(BRACKET)..end).rev().find(|&at| words[at].starts_with('('))?;
    }
    words.get(end.checked_sub(1)?).copied().filter(|word| is_name(trimmed(word)))
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
