//! What one of two texts laid side by side tells, and the other denies in nearly the same words.
//!
//! A sentence that denies one thing is held against those of the other text that name this thing without denying anything. They must share enough of its words, what is
//! denied among them. If the other text denies the thing as well, or the denying text also tells it, nothing is said.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::copies::Sentences;
use super::exchange::LinedUp;
use super::findings::{Draft, Place};
use super::lineup::{COMMON, distinct, may_line_up};
use crate::claim::{Denial, Denying, Opposites, Passage, PassageItem, PassageValue, PassageWord};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::{Linked, Links, Role};
use crate::rule::{Rule, RuleSet};
use crate::source::Span;

/// Bytes between what is denied and the time at which it is: "in the winter".
const BESIDE: u32 = 10;
/// Words that two sentences must share.
const SHARED: usize = 3;
/// The same if the denying sentence has no others: "the barge is no ferry".
const SHARED_OF_ALL: usize = 2;
/// The same of the denying sentence's words, in per cent.
const OF_DENYING: usize = 30;
/// Words that two sentences must share where a thing is denied without a verb of its own, and their part of the denying sentence's words, in per cent.
const SHARED_WITHOUT_VERB: usize = 5;
const OF_DENYING_WITHOUT_VERB: usize = 60;
/// How many of the words that are denied the other sentence must hold, if there are as many.
const DENIED: usize = 2;

/// The findings of a rule on denials.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule, lined_up: &mut LinedUp) -> Vec<Draft<'a>> {
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let mut found = Vec::new();
    if !links.topics.grouping().side_by_side {
        return found;
    }
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let [here, there] = [i, j].map(|i| &links.documents[i].document.claims.passages);
        let denies = here.iter().chain(there).any(|passage| passage.denial.is_some() || !passage.further.is_empty());
        if denies && (judged(i) || judged(j)) && links.comparable(i, j) && may_line_up(here, there) {
            let opposites = &rules.extractor.tables.opposites;
            let (a, b) = (Side::new(links, opposites, i), Side::new(links, opposites, j));
            for (side, other) in [(&a, &b), (&b, &a)] {
                let denied = side.denials().filter_map(|(passage, denial)| side.denied(passage, denial, other));
                found.extend(denied.map(|denied| draft(links, rule, &denied)));
            }
            let copies = lined_up.of(links, [i, j]).iter().filter_map(|lined| copied(links, [i, j], lined.at));
            found.extend(copies.map(|denied| draft(links, rule, &denied)));
        }
    }
    found
}

/// What one of two sentences of nearly the same words denies and the other tells.
fn copied(links: &Links<'_>, sides: [usize; 2], at: [usize; 2]) -> Option<Denied> {
    [[0, 1], [1, 0]].into_iter().find_map(|order| {
        let linked = order.map(|n| &links.documents[sides[n]]);
        let passages = [0, 1].map(|n| &linked[n].document.claims.passages[at[order[n]]]);
        let (likeness, told) = Sentences { linked, passages }.denied()?;
        let denial = passages[0].denial.as_ref()?;
        let (shared, of) = (likeness.shared, distinct(passages[0]).len());
        Some(Denied { sides: order.map(|n| sides[n]), spans: [denial.span, told], shared, of })
    })
}

/// What one document denies and the other tells.
struct Denied {
    sides: [usize; 2],
    /// Where it is denied, and where it is told.
    spans: [Span; 2],
    shared: usize,
    of: usize,
}

/// One of the two documents, with its passages by the words that they hold.
struct Side<'l> {
    document: usize,
    linked: &'l Linked<'l>,
    opposites: &'l Opposites,
    by_word: FxHashMap<u32, Vec<&'l Passage>>,
    /// The same by groups of words that say nearly the same.
    by_group: FxHashMap<u16, Vec<&'l Passage>>,
}

impl<'l> Side<'l> {
    fn new(links: &'l Links<'l>, opposites: &'l Opposites, document: usize) -> Self {
        let linked = &links.documents[document];
        let mut by_word: FxHashMap<u32, Vec<&Passage>> = FxHashMap::default();
        let mut by_group: FxHashMap<u16, Vec<&Passage>> = FxHashMap::default();
        for passage in &linked.document.claims.passages {
            for word in distinct(passage) {
                by_word.entry(word).or_default().push(passage);
            }
            for word in passage.words.iter().filter(|word| word.alike != 0) {
                let held = by_group.entry(word.alike).or_default();
                if held.last().is_none_or(|last| last.span != passage.span) {
                    held.push(passage);
                }
            }
        }
        Self { document, linked, opposites, by_word, by_group }
    }

    fn with(&self, word: u32) -> &[&'l Passage] {
        self.by_word.get(&word).map_or(&[], Vec::as_slice)
    }

    fn words(&self, span: Span) -> String {
        self.linked.document.source.words(span).to_lowercase()
    }

    /// What sentences deny for all time, each thing in a clause of its own: "there was none before 2014" does not.
    fn denials(&self) -> impl Iterator<Item = (&'l Passage, &'l Denial)> {
        let claims = &self.linked.document.claims;
        let bounds = |value: &PassageValue| {
            value.bound != 0
                && matches!(value.told, PassageItem::Time(time) if !claims.mentions.times[time as usize].is_duration())
        };
        let whole = claims.passages.iter().filter(|passage| !passage.open);
        let all = whole.flat_map(|passage| passage.denial.iter().chain(&passage.further).map(move |d| (passage, d)));
        all.filter(move |(passage, denial)| {
            let plain = matches!(denial.how, Denying::Plainly | Denying::Undone | Denying::Behind | Denying::Except);
            plain && !passage.values.iter().any(|value| denial.clause.contains(value.span) && bounds(value))
        })
    }

    /// What one sentence denies and another text tells.
    fn denied(&self, passage: &Passage, denial: &Denial, other: &Side<'_>) -> Option<Denied> {
        let thing = *denial.focus.first()?;
        let words = distinct(passage);
        if self.with(thing).len().max(other.with(thing).len()) > COMMON {
            return None;
        }
        // "Don't offer a trial", "we provide a trial".
        let group = group_of(passage, thing);
        let telling = match other.with(thing) {
            [] => other.by_group.get(&group).map_or(&[][..], Vec::as_slice),
            telling => telling,
        };
        let twice = passage.words.iter().filter(|word| word.hash == thing).count() > 1;
        let denies = |p: &Passage| match &p.denial {
            Some(denial) => denial.focus.contains(&thing),
            None => p.denies && p.words.iter().any(|word| word.hash == thing && word.held.denied),
        };
        if twice || other.with(thing).iter().any(|p| denies(p)) {
            return None;
        }
        let like = |p: &Passage| {
            let theirs = distinct(p);
            words.iter().filter(|word| theirs.binary_search(word).is_ok()).count()
        };
        let denied_so = |p: &Passage| p.denies && p.words.iter().any(|word| word.alike == group && word.held.denied);
        if group != 0 && telling.iter().any(|p| denied_so(p)) {
            return None;
        }
        let telling = telling.iter().filter(|p| self.is_told(passage, denial, p, other));
        let told = telling.max_by_key(|p| (like(p), std::cmp::Reverse(p.span)))?;
        let shared = like(told);
        let settled = self.with(thing).iter().any(|p| p.span != passage.span && !p.denies && like(p) >= shared);
        let (needed, of) = match denial.how {
            Denying::Behind | Denying::Except | Denying::Undone => (SHARED_WITHOUT_VERB, OF_DENYING_WITHOUT_VERB),
            _ if shared == words.len() => (SHARED_OF_ALL, OF_DENYING),
            _ => (SHARED, OF_DENYING),
        };
        if settled || shared < needed || 100 * shared < of * words.len() {
            return None;
        }
        let like = |w: &PassageWord| group != 0 && w.alike == group && told.words.iter().all(|w| w.hash != thing);
        let named = told.words.iter().filter(|w| denial.focus.contains(&w.hash) || like(w));
        let named = named.map(|w| w.span).reduce(Span::join)?;
        let sides = [self.document, other.document];
        Some(Denied { sides, spans: [denial.span, named], shared, of: words.len() })
    }

    /// Whether a sentence of the other text tells what is denied: most of its words and names, and the figures and times among them.
    fn is_told(&self, passage: &Passage, denial: &Denial, told: &Passage, other: &Side<'_>) -> bool {
        let holds = |words: &[u32]| words.iter().filter(|word| told.words.iter().any(|w| w.hash == **word)).count();
        // "It did not last six weeks" says nothing against three.
        let same = || {
            let text = other.words(told.span);
            let denied = passage.values.iter().filter(|value| value.span.overlaps(denial.span));
            denied.into_iter().all(|value| text.contains(&self.words(value.span)))
        };
        let thing = denial.focus.first().copied().unwrap_or_default();
        let group = group_of(passage, thing);
        let exact = told.words.iter().any(|word| word.hash == thing);
        // Where the thing itself is worded otherwise, all else must be told.
        let stands = exact || group != 0 && holds(&denial.focus) + 1 >= denial.focus.len();
        let named =
            |word: &&PassageWord| denial.focus.contains(&word.hash) || !exact && group != 0 && word.alike == group;
        let held = told.words.iter().filter(named).map(|word| word.held);
        // "Cannot be climbed" says nothing against "could be climbed".
        let may = passage.possible && passage.past == told.past;
        let follows = |pair: &[PassageWord]| pair[0].hash == denial.behind && pair[1].hash == denial.focus[0];
        !told.open
            && held.into_iter().all(|held| !held.denied && (may || !held.possible) && (passage.meant || !held.meant))
            && (denial.how != Denying::Behind || told.words.windows(2).any(follows))
            && passage.limits.iter().all(|word| told.limits.contains(word))
            && stands
            && holds(&denial.focus) >= DENIED.min(denial.focus.len())
            && 2 * holds(&denial.names) >= denial.names.len()
            && same()
            && !self.is_of_another(passage, denial, told, other)
    }

    /// Whether a sentence tells of another time than the one at which a thing is denied, or has the counterpart of a word that is denied: "the north face in winter", "the south face in
    /// summer".
    fn is_of_another(&self, passage: &Passage, denial: &Denial, told: &Passage, other: &Side<'_>) -> bool {
        let is_time = |value: &&PassageValue| matches!(value.told, PassageItem::Time(_));
        let beside = |value: &&PassageValue| {
            let gap = value.span.start.checked_sub(denial.span.end);
            gap.is_some_and(|gap| gap <= BESIDE) && denial.clause.contains(value.span)
        };
        let mut times = passage.values.iter().filter(is_time).filter(beside);
        let text = other.words(told.span);
        let dated = told.values.iter().any(|value| is_time(&value));
        let lacks = |own: &Passage, word: &PassageWord| own.words.iter().all(|w| w.hash != word.hash);
        let counter = |word: &PassageWord| {
            let excludes = |w: &PassageWord| {
                let (x, y) = (word.opposites, w.opposites);
                x != 0 && y != 0 && (self.opposites.exclude(x, y) || self.opposites.nearly(x, y))
            };
            told.words.iter().any(|w| lacks(passage, w) && excludes(w))
        };
        let mut denied = passage.words.iter().filter(|word| denial.focus.iter().skip(1).any(|&hash| hash == word.hash));
        dated && times.any(|time| !text.contains(&self.words(time.span)))
            || denied.any(|word| lacks(told, word) && counter(word))
    }
}

/// The group of the words that say nearly the same as one of a sentence; 0 for none.
fn group_of(passage: &Passage, hash: u32) -> u16 {
    passage.words.iter().find(|word| word.hash == hash).map_or(0, |word| word.alike)
}

fn draft<'r>(links: &Links<'_>, rule: &'r Rule, denied: &Denied) -> Draft<'r> {
    let places = [0, 1].map(|n| {
        let (document, span) = (denied.sides[n], denied.spans[n]);
        let value = links.documents[document].document.source.words(span).to_owned();
        let message = Some(["denied here", "told here"][n].to_owned());
        Place { document, span, value, speaker: None, valid: None, message }
    });
    let slots = BTreeMap::from([("denied".to_owned(), places[0].value.clone())]);
    let gates = vec![Passed {
        gate: Gate::Referent,
        passed_by: PassedBy::Inference,
        detail: format!("{} of {} words in common", denied.shared, denied.of),
    }];
    Draft::of_rule(rule, rule.severity.lowered(), slots, places.into(), gates)
}
