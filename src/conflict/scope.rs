//! What limits a statement to some place, group, part, way or purpose: "in the inner city", "for carts with iron wheels", "without aides", "to lorries", "cost 4 million to repair".
//!
//! Where one side alone is so limited, or the two are limited by other words, each may be right. A name that the other document tells as well is that of the affair, and limits
//! nothing; nor do circumstances ("in heavy rain") and reasons ("for taking bribes").

use std::collections::BTreeSet;

use super::around::{Around, is_date, is_name, words_of};
use super::frames::forms_of_one;
use crate::claim::Narrowing;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Words behind a statement that may belong to it.
const BEHIND: usize = 12;
/// Words of a phrase behind its preposition.
const PHRASE: usize = 5;

/// Whether what limits two statements, each a document and a span, sets them apart.
pub(super) fn sets_apart(rules: &RuleSet, links: &Links<'_>, sides: [(usize, Span); 2]) -> bool {
    let [a, b] = sides.map(|(document, span)| Side::of(rules, links, document, span));
    a.points != b.points || a.is_limited_beside(rules, &b) || b.is_limited_beside(rules, &a)
}

/// A phrase that limits a statement, by its content words.
struct Phrase {
    words: Vec<String>,
    /// Whether it belongs to what the statement is on: "the strike in Osel lasted".
    subject: bool,
}

/// What is told of one statement; all but the phrases is in lower case.
struct Side {
    phrases: Vec<Phrase>,
    /// All words of its sentence.
    sentence: BTreeSet<String>,
    /// All words of its document.
    told: BTreeSet<String>,
    /// Whether it points to the sentence before.
    points: bool,
}

impl Side {
    fn of(rules: &RuleSet, links: &Links<'_>, document: usize, span: Span) -> Self {
        let source = &links.documents[document].document.source;
        let around = Around::of(source, span);
        let window = Window::of(rules, &around);
        Self {
            phrases: window.phrases(),
            sentence: around.all().map(|word| word.to_lowercase()).collect(),
            told: words_of(source).iter().map(|word| word.to_lowercase()).collect(),
            points: window.lower.iter().any(|word| window.narrowing.pointing.contains(word)),
        }
    }

    /// Whether a phrase of this side is one that the other does not tell. What a statement is on may be told of at length or in short: "the strike in Osel", "the strike".
    fn is_limited_beside(&self, rules: &RuleSet, other: &Side) -> bool {
        let canonical = |word: &str| rules.extractor.tables.frames.canonical(word).to_owned();
        let same = |word: &str, told: &String| forms_of_one(word, told) || canonical(word) == canonical(told);
        let named = |word: &String| is_name(word) && other.told.contains(&word.to_lowercase());
        let told = |word: &String| other.sentence.iter().any(|told| same(&word.to_lowercase(), told));
        // "On the Ruun plateau" is not all of Ruun.
        let affair = |words: &[String]| {
            let last = words.iter().rposition(named).and_then(|at| words.get(at + 1));
            words.iter().any(named)
                && last.is_none_or(|noun| other.told.iter().any(|told| same(&noun.to_lowercase(), told)))
        };
        let long = other.phrases.iter().any(|phrase| phrase.subject);
        let limits =
            |phrase: &Phrase| !(phrase.subject && !long || affair(&phrase.words) || phrase.words.iter().all(told));
        self.phrases.iter().any(limits)
    }
}

/// The words of a sentence that may limit a statement in it: what opens the sentence or stands before it in its clause, its own, and what follows in its clause.
struct Window<'r> {
    rules: &'r RuleSet,
    narrowing: &'r Narrowing,
    words: Vec<String>,
    lower: Vec<String>,
    /// Where the words of the statement begin.
    own: usize,
}

impl<'r> Window<'r> {
    fn of(rules: &'r RuleSet, around: &Around) -> Self {
        let narrowing = &rules.extractor.tables.narrowing;
        let breaks = |word: &String| narrowing.breaking.contains(&word.to_lowercase());
        let start = around.before.iter().rposition(breaks).map_or(0, |at| at + usize::from(at > 0));
        let scoping = |word: Option<&String>| word.is_some_and(|word| narrowing.scoping.contains(&word.to_lowercase()));
        let behind = around.behind.iter().enumerate().take(BEHIND);
        let behind = behind.take_while(|(at, word)| {
            let next = around.behind.get(at + 1);
            let but = word.as_str() == "but" && scoping(next);
            let comma = word.as_str() == "," && !scoping(next) && next.is_none_or(|next| next != "but");
            let verb = *at > 0 && is_past(rules, word) && !scoping(Some(word));
            but || !(comma || verb || breaks(word))
        });
        let before = around.before[start..].iter();
        let words: Vec<String> = before.chain(&around.inside).chain(behind.map(|(_, word)| word)).cloned().collect();
        let lower = words.iter().map(|word| word.to_lowercase()).collect();
        Self { rules, narrowing, words, lower, own: around.before.len() - start }
    }

    /// The phrases that limit; one right behind another belongs to it, unless that opens the sentence: "in the cities unemployment in Norland".
    fn phrases(&self) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        let (mut opens, mut end) = (0, 0);
        for at in (0..self.words.len()).filter(|&at| self.scopes(at)) {
            let (words, next) = self.phrase(at);
            // What a statement is on is no phrase of it: "with the cup, worth 800 crowns".
            let crosses = self.lower[at] == "with" && at < self.own && next > self.own;
            if !(words.is_empty() || crosses || self.is_harmless(at)) {
                match phrases.last_mut().filter(|_| end == at && opens > 0) {
                    Some(last) => last.words.extend(words),
                    None => {
                        opens = at;
                        let figure = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
                        let verb = |word: &String| {
                            is_past(self.rules, word) || self.narrowing.auxiliaries.contains(word) || figure(word)
                        };
                        let subject = at > self.own && !self.lower[self.own..at].iter().any(verb);
                        phrases.push(Phrase { words, subject });
                    }
                }
            }
            end = next;
        }
        phrases.extend(self.payer().map(|words| Phrase { words, subject: false }));
        phrases
    }

    /// Whether a word opens a phrase that limits: "where the bell hangs, the tower is …".
    fn scopes(&self, at: usize) -> bool {
        let bound = at > 0 && self.narrowing.bound.contains(&self.lower[at - 1]);
        at == 0 && self.lower[at] == "where" || self.narrowing.scoping.contains(&self.lower[at]) && !bound
    }

    /// Whether a phrase tells a reason, or who did it: "for the spoilt water", "by the guild", but not "by rail".
    fn is_harmless(&self, at: usize) -> bool {
        let next = |told: &dyn Fn(&String) -> bool| self.words.get(at + 1).is_some_and(told);
        let punished = || self.lower.iter().any(|word| self.narrowing.punishing.contains(word));
        match self.lower[at].as_str() {
            "for" => next(&|word| word.ends_with("ing")) || punished(),
            "by" => next(&|word| self.narrowing.articles.contains(&word.to_lowercase()) || is_name(word)),
            _ => false,
        }
    }

    /// The content words of the phrase behind a preposition, and where it ends.
    fn phrase(&self, at: usize) -> (Vec<String>, usize) {
        let figure = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        let limiting = self.narrowing.limiting.contains(&self.lower[at]);
        let mut next = at + 1;
        // "In trees over 40 the rot spread …"
        let aged = self.words.get(next).filter(|word| limiting && at < self.own && figure(word));
        let mut phrase: Vec<String> = aged.into_iter().cloned().collect();
        while next < self.words.len().min(at + 1 + PHRASE) {
            let (word, lower) = (&self.words[next], &self.lower[next]);
            let breaks = lower == "," || self.narrowing.breaking.contains(lower);
            if breaks
                || figure(lower)
                || self.scopes(next)
                || self.narrowing.articles.contains(lower) && !phrase.is_empty()
            {
                break;
            }
            if self.tells(lower) {
                phrase.push(word.clone());
            }
            next += 1;
        }
        // "Without heating"
        if limiting && !phrase.is_empty() {
            phrase.push(self.words[at].clone());
        }
        (phrase, next)
    }

    /// Whether a word, in lower case, tells one place, group or way from another.
    fn tells(&self, word: &String) -> bool {
        let Narrowing { of_measures, shares, circumstances, numerals, .. } = self.narrowing;
        let measured = of_measures.contains(word) && !shares.contains(word);
        let empty =
            self.rules.extractor.tables.frames.is_stop(word) || circumstances.contains(word) || numerals.contains(word);
        !(measured || empty || is_date(word) || word.ends_with("ly")) && word.chars().any(char::is_alphabetic)
    }

    /// Who bears a cost: "cost the parish 250,000".
    fn payer(&self) -> Option<Vec<String>> {
        let cost = self.lower.iter().position(|word| self.narrowing.costing.contains(word))?;
        let figure = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        let named = self.words.get(cost + 1).is_some_and(|word| is_name(word));
        let article = self.narrowing.articles.contains(self.lower.get(cost + 1)?);
        let payer = self.words[cost + 1 + usize::from(article)..].iter().take(PHRASE).take_while(|word| !figure(word));
        let payer: Vec<String> = payer.cloned().collect();
        ((named || article) && !payer.is_empty()).then_some(payer)
    }
}

/// Whether a word may be a verb in the past.
pub(super) fn is_past(rules: &RuleSet, word: &str) -> bool {
    word.ends_with("ed") || rules.extractor.text.is_irregular_verb(word)
}
