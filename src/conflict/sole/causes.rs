//! Causes: fog, or an error of the crew. Two phrases tell two causes if both hold words of causes and none that may be of one cause.

use std::collections::BTreeSet;

use super::super::affairs;
use super::super::around::Around;
use super::{Difference, Reason, Verdict};
use crate::align::Placed;
use crate::link::Links;
use crate::rule::RuleSet;

/// Words behind a noun that tell where it is.
const BEHIND: usize = 4;
/// The longest word that is taken for an article.
const ARTICLE: usize = 3;

/// In what two answers to the question of a cause differ; `None` if they may be one cause.
pub(super) fn answers(
    rules: &RuleSet,
    links: &Links<'_>,
    sides: [&Placed<'_>; 2],
) -> Result<Option<Difference>, Verdict> {
    let [x, y] = sides.map(|placed| kinds(rules, placed));
    if x.is_empty() || y.is_empty() || sides.iter().any(|placed| leaves_others(rules, links, placed)) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let [p, q] = sides.map(|placed| Asked::of(links, placed));
    if !x.is_disjoint(&y) {
        return Ok(None);
    }
    let both = tells_of(rules, links, sides[0], &y) || tells_of(rules, links, sides[1], &x);
    match both || p.is_apart(&q, links, sides[1].document) || q.is_apart(&p, links, sides[0].document) {
        true => Err(Verdict::Undecided(Reason::UnknownReferent)),
        false => Ok(Some(Difference::Value)),
    }
}

/// Whether the sentence of a claim speaks of a cause of some kinds as well: "the driver, who braked too late on ice".
fn tells_of(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>, kinds: &BTreeSet<usize>) -> bool {
    let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    let causes = &rules.extractor.tables.sole.causes;
    let mut told = around.all().map(|word| word.to_lowercase());
    told.any(|word| kinds.iter().any(|&kind| causes[kind].contains(&word)))
}

/// What a claim tells of the thing whose cause it gives.
struct Asked {
    /// The words before its noun.
    before: BTreeSet<String>,
    /// Those of the phrase behind it: "at the mill".
    behind: BTreeSet<String>,
}

impl Asked {
    fn of(links: &Links<'_>, placed: &Placed<'_>) -> Self {
        let text: &str = &links.documents[placed.document].document.source.text;
        let slot = placed.claim.slots.get("what").map_or("", |slot| slot.name.as_str());
        let mut phrase = slot.split(|c: char| c.is_whitespace()).take_while(|word| !opens_phrase(word));
        let head: Vec<String> = phrase.by_ref().map(str::to_lowercase).collect();
        let from = placed.claim.span.start as usize;
        let rest = text.get(from..).and_then(|text| text.find(slot).map(|at| &text[at + slot.len()..])).unwrap_or("");
        let inner = slot.split_whitespace().skip(head.len());
        let mut words = inner.chain(rest.split_whitespace()).peekable();
        let opened = words.peek().is_some_and(|word| opens_phrase(word));
        let behind = words.skip(1).take(BEHIND).take_while(|word| *word != "was" && *word != "were");
        let behind = behind.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        Self {
            before: head[..head.len().saturating_sub(1)].iter().cloned().collect(),
            behind: behind.filter(|word| opened && word.len() > ARTICLE).collect(),
        }
    }

    /// Whether words tell this thing from that of the other side: its document knows none of them, or each side has its own.
    fn is_apart(&self, other: &Self, links: &Links<'_>, document: usize) -> bool {
        let text = links.documents[document].document.source.text.to_lowercase();
        let told = |word: &String| text.split(|c: char| !c.is_alphanumeric()).any(|own| own == word);
        let two = |x: &BTreeSet<String>, y: &BTreeSet<String>| !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
        let unknown = !self.behind.is_empty() && !self.behind.iter().any(told);
        unknown || !self.before.iter().all(told) || two(&self.before, &other.before) || two(&self.behind, &other.behind)
    }
}

/// Whether a preposition tells where a thing is, or what it is of.
fn opens_phrase(word: &str) -> bool {
    matches!(word, "aboard" | "at" | "in" | "near" | "of" | "on" | "outside")
}

/// The kinds of cause of which the answer of a claim has words.
fn kinds(rules: &RuleSet, placed: &Placed<'_>) -> BTreeSet<usize> {
    let causes = &rules.extractor.tables.sole.causes;
    let answers = affairs::answers(placed).iter().map(|answer| answer.name.to_lowercase());
    let words: BTreeSet<String> = answers.flat_map(|name| words_in(&name)).collect();
    let told = |kind: &Vec<String>| kind.iter().any(|word| words.contains(word));
    causes.iter().enumerate().filter(|(_, kind)| told(kind)).map(|(kind, _)| kind).collect()
}

/// The words of a phrase; those of a word with hyphens as well.
fn words_in(phrase: &str) -> Vec<String> {
    let letters = |c: char| !(c.is_alphanumeric() || c == '-');
    let words = phrase.split(letters).flat_map(|word| std::iter::once(word).chain(word.split('-')));
    words.map(str::to_owned).collect()
}

/// Whether the words in and right beside a claim leave room for other causes: "fog and ice", "one cause", "a combination of".
fn leaves_others(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let partly = |word: &String| rules.extractor.tables.sole.partly.contains(&word.to_lowercase());
    let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    let beside = around.before.last().into_iter().chain(around.behind.first());
    around.inside.iter().chain(beside).any(partly)
}
