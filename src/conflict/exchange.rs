//! Two texts that tell the same in nearly the same words, but for one figure or one time.
//!
//! Of two sentences that are lined up, one tells a value that the other text tells nowhere, and the other one of the same kind between the same words: then one took the
//! place of the other. Only texts that are laid side by side are read so: two documents on one affair tell of two strikes, two sessions, two years in the same words.

mod apart;
mod partial;
mod pinned;

use std::collections::BTreeMap;

use super::copies::Sentences;
use super::findings::{Draft, Place};
use super::lineup::{Lined, Needed, distinct, line_up, may_line_up};
use crate::claim::{DocumentClaims, Opposites, Passage, PassageItem, PassageValue, PassageWord, Value};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::Days;
use crate::link::{Linked, Links, Role};
use crate::quantity::{Bounds, Quantity};
use crate::rule::{Mechanism, Rule, RuleSet};
use crate::source::Span;
use crate::time::{Expression, Form, Length, TimeMention};

/// Words on each side of a value that are compared.
const BESIDE: usize = 3;
/// The same of times, which stand farther from what happened then.
const BESIDE_TIME: usize = 5;

/// How many of the words around two values must be the same.
const AROUND: usize = 2;
/// The same of sentences that are not lined up.
const BEYOND: usize = 3;
/// Words on each side of a value of which it does not matter on which side they stand: "increase revenues by 30%", "a 30% increase in revenues"; and how many of them must be the same,
/// in sentences that are lined up and in others.
const POOL: usize = 8;
const POOLED: usize = 4;
const POOLED_BEYOND: usize = 5;
/// What lined up sentences must have in common that each tell but one value of a kind, whatever stands around it.
const SOLE: Needed = Needed { words: 5, of_fewer: 40 };
/// What two sentences must have in common; measured on labelled pairs of texts.
const NEEDED: Needed = Needed { words: 3, of_fewer: 30 };
/// The same where each text is one sentence, so that there is no other to confuse it with.
const NEEDED_OF_ONE: Needed = Needed { words: 2, of_fewer: 30 };

/// How far a limit may lie from a figure that it tells, as a part of the greater one: "more than 40" tells 43.
const NEAR: f64 = 0.25;

/// The sentences of pairs of documents that tell the same, and the values that only one of the two tells: several rules ask for them, and they are found once.
#[derive(Default)]
pub(super) struct LinedUp {
    lined_up: BTreeMap<[usize; 2], Vec<Lined>>,
    foreign: BTreeMap<[usize; 2], [Foreign; 2]>,
}

/// The values of one of two texts that the other one tells nowhere, each with the number of its passage, in order.
type Foreign = Vec<(usize, PassageValue)>;

impl LinedUp {
    /// The sentences of two documents.
    pub(super) fn of(&mut self, links: &Links<'_>, sides: [usize; 2]) -> &[Lined] {
        self.lined_up.entry(sides).or_insert_with(|| {
            let [here, there] = sides.map(|side| &links.documents[side].document.claims.passages);
            let needed = if here.len() == 1 && there.len() == 1 { NEEDED_OF_ONE } else { NEEDED };
            if may_line_up(here, there) { line_up(here, there, needed) } else { Vec::new() }
        })
    }

    fn pair<'l, 'a>(&'l mut self, links: &'l Links<'a>, sides: [usize; 2]) -> Pair<'l, 'a> {
        self.of(links, sides);
        let bare = Pair { links, sides, lined_up: &[], foreign: [&[], &[]] };
        let foreign = self.foreign.entry(sides).or_insert_with(|| [0, 1].map(|side| bare.only_here(side)));
        Pair { lined_up: &self.lined_up[&sides], foreign: [&foreign[0], &foreign[1]], ..bare }
    }
}

/// The findings of a rule on exchanged figures or times.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule, lined_up: &mut LinedUp) -> Vec<Draft<'a>> {
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let mut found = Vec::new();
    if !links.topics.grouping().side_by_side {
        return found;
    }
    for (i, j) in links.topics.pairs(links.documents.len()) {
        if (judged(i) || judged(j)) && links.comparable(i, j) {
            let pair = lined_up.pair(links, [i, j]);
            let exchanged = match rule.mechanism {
                Mechanism::Opposite => pair.opposites(&rules.extractor.tables.opposites),
                mechanism => pair.values(&rules.extractor.tables.opposites, mechanism == Mechanism::OtherTime),
            };
            found.extend(exchanged.iter().map(|exchanged| pair.draft(rule, exchanged)));
        }
    }
    found
}

/// Two documents.
struct Pair<'l, 'a> {
    links: &'l Links<'a>,
    sides: [usize; 2],
    lined_up: &'l [Lined],
    foreign: [&'l [(usize, PassageValue)]; 2],
}

/// A value that took the place of another.
struct Exchanged {
    spans: [Span; 2],
    is_time: bool,
    /// Whether neither is a limit: "more than £1m" may be the sum of which the other tells a part.
    plain: bool,
    /// How many of the words around the two are the same.
    around: usize,
    lined: Lined,
}

impl<'l, 'a> Pair<'l, 'a> {
    fn linked(&self, side: usize) -> &'l Linked<'a> {
        &self.links.documents[self.sides[side]]
    }

    fn claims(&self, side: usize) -> &'l DocumentClaims {
        &self.linked(side).document.claims
    }

    fn passage(&self, side: usize, lined: Lined) -> &'l Passage {
        &self.claims(side).passages[lined.at[side]]
    }

    fn figure(&self, side: usize, index: u32) -> &'l Quantity {
        &self.claims(side).mentions.quantities[index as usize]
    }

    fn time(&self, side: usize, index: u32) -> &'l TimeMention {
        &self.claims(side).mentions.times[index as usize]
    }

    fn span(&self, side: usize, told: PassageItem) -> Span {
        match told {
            PassageItem::Figure(index) => self.figure(side, index).span,
            PassageItem::Time(index) => self.time(side, index).span,
        }
    }

    /// The figures, or the times, that took each other's place. "The east wing was opened in 1998" and "the west wing was opened in 2004" tell of two things.
    fn values(&self, opposites: &Opposites, times: bool) -> Vec<Exchanged> {
        let beyond = self.beyond(times);
        let lined = self.lined_up.iter().copied();
        let exchanged = lined.clone().chain(beyond).filter_map(|lined| self.exchanged(lined));
        let pinned = lined.filter(|_| times).filter_map(|lined| self.pinned(lined));
        let summary = self.is_summary();
        let apart = |lined: Lined| {
            self.names_others(lined)
                || self.turns(opposites, lined)
                || self.contrasts(opposites, lined).next().is_some()
                || if times { !summary && self.is_limited(lined) } else { self.tell_other_times(lined) }
        };
        let mut found: Vec<_> =
            exchanged.filter(|exchanged| exchanged.is_time == times && !apart(exchanged.lined)).collect();
        for exchanged in pinned {
            if found.iter().all(|other| other.lined != exchanged.lined) {
                found.push(exchanged);
            }
        }
        found
    }

    /// Whether two values are times that no year puts on the calendar.
    fn are_undated(&self, values: [PassageItem; 2]) -> bool {
        match values {
            [PassageItem::Time(a), PassageItem::Time(b)] => {
                partial::are_like(&self.time(0, a).expression, &self.time(1, b).expression)
            }
            _ => false,
        }
    }

    /// Whether one of two sentences alone denies something: "would not hear the appeal on Monday", "heard the appeal on Tuesday".
    fn one_denies(&self, lined: Lined) -> bool {
        self.passage(0, lined).denies != self.passage(1, lined).denies
    }

    /// Sentences that are not lined up, but each tell a figure, or a time, that the other text tells nowhere, between the same words.
    fn beyond(&self, times: bool) -> Vec<Lined> {
        let is_asked = |v: &PassageValue| matches!(v.told, PassageItem::Time(_)) == times;
        let [here, there] = self.foreign.map(|foreign| {
            let asked = foreign.iter().copied().filter(|(_, v)| is_asked(v)).collect::<Vec<_>>();
            asked.chunk_by(|(n, _), (m, _)| n == m).map(<[_]>::to_vec).collect::<Vec<_>>()
        });
        let mut found = Vec::new();
        for a in &here {
            for b in &there {
                let at = [a[0].0, b[0].0];
                if self.lined_up.iter().any(|lined| lined.at == at) {
                    continue;
                }
                let lined = self.common(at);
                let placed = |a: &PassageValue, b: &PassageValue| {
                    let spans = [self.span(0, a.told), self.span(1, b.told)];
                    self.took_place(*a, *b)
                        && (self.around(lined, spans, BESIDE) >= BEYOND
                            || self.are_plain([a.told, b.told]) && self.pooled(lined, spans) >= POOLED_BEYOND)
                };
                if lined.shared >= BEYOND && a.iter().any(|(_, a)| b.iter().any(|(_, b)| placed(a, b))) {
                    found.push(lined);
                }
            }
        }
        found
    }

    /// Whether neither of two values is a limit, or about.
    fn are_plain(&self, values: [PassageItem; 2]) -> bool {
        (0..2).all(|side| match values[side] {
            PassageItem::Figure(index) => matches!(self.figure(side, index).bound, Bounds::Exact | Bounds::Range),
            PassageItem::Time(_) => true,
        })
    }

    /// The values of a text that the other one tells nowhere.
    fn only_here(&self, side: usize) -> Foreign {
        let passages = self.claims(side).passages.iter().enumerate();
        let values = passages.flat_map(|(n, passage)| passage.values.iter().map(move |value| (n, *value)));
        values.filter(|(_, value)| self.is_foreign(side, value.told)).collect()
    }

    /// Those of them that stand in a sentence.
    fn foreign(&self, side: usize, passage: usize) -> impl Iterator<Item = PassageValue> + Clone + 'l {
        let all = self.foreign[side];
        let first = all.partition_point(|(n, _)| *n < passage);
        all[first..].iter().take_while(move |(n, _)| *n == passage).map(|(_, value)| *value)
    }

    /// Two sentences with the number of words that they share.
    fn common(&self, at: [usize; 2]) -> Lined {
        let words = [0, 1].map(|side| distinct(&self.claims(side).passages[at[side]]));
        let shared = words[0].iter().filter(|word| words[1].binary_search(word).is_ok()).count();
        Lined { at, shared, fewer: words[0].len().min(words[1].len()) }
    }

    /// Whether a text tells a word anywhere.
    fn has(&self, side: usize, hash: u32) -> bool {
        self.claims(side).passages.iter().any(|passage| passage.words.iter().any(|word| word.hash == hash))
    }

    /// The words that stand in the place of their opposites, each of which the other text has nowhere.
    fn opposites(&self, opposites: &Opposites) -> Vec<Exchanged> {
        let mut found = Vec::new();
        for &lined in self.lined_up {
            let [here, there] = [0, 1].map(|side| self.passage(side, lined));
            if self.exchanged(lined).is_some_and(|value| value.is_time) {
                continue;
            }
            let same = here.denies == there.denies;
            found.extend(self.contrasts(opposites, lined).filter(|_| same).map(|spans| {
                let around = self.around(lined, spans, BESIDE);
                Exchanged { spans, is_time: false, plain: false, around, lined }
            }));
            if !found.iter().any(|exchanged| exchanged.lined == lined)
                && let Some((spans, _)) = self.sentences(lined).contrary()
            {
                let around = self.around(lined, spans, BESIDE);
                found.push(Exchanged { spans, is_time: false, plain: false, around, lined });
            }
        }
        found
    }

    /// Words of two sentences that exclude each other in the same place, each of which the other text has nowhere.
    fn contrasts<'s>(&'s self, opposites: &'s Opposites, lined: Lined) -> impl Iterator<Item = [Span; 2]> + 's {
        let [here, there] = [0, 1].map(|side| self.passage(side, lined));
        here.words.iter().filter_map(move |a| {
            let excludes = |b: &&PassageWord| {
                let (x, y) = (a.opposites, b.opposites);
                let turned = a.turned == b.form || b.turned == a.form;
                if !turned && (x == 0 || y == 0) {
                    return false;
                }
                turned && self.is_nearly_the_same(lined, 1)
                    || opposites.exclude(x, y)
                    || opposites.nearly(x, y) && (self.is_nearly_the_same(lined, 1) || self.same_but(lined, [a, b]))
                    || opposites.turn(x, y)
                        && (self.is_nearly_the_same(lined, 0) || self.same_but(lined, [a, b]))
                        && self.tell_one_time(lined)
            };
            let b = there.words.iter().find(excludes)?;
            let placed = self.around(lined, [a.span, b.span], BESIDE) >= AROUND;
            (placed && !self.has(1, a.hash) && !self.has(0, b.hash)).then_some([a.span, b.span])
        })
    }

    /// Whether two sentences tell of the two ends of one thing, as by "joined" and "left". A sentence that tells both ends tells neither alone.
    fn turns(&self, opposites: &Opposites, lined: Lined) -> bool {
        let [here, there] = [0, 1].map(|side| &self.passage(side, lined).words);
        let lacks = |words: &[PassageWord], word: &PassageWord| words.iter().all(|other| other.hash != word.hash);
        let mut alone = here.iter().filter(|a| lacks(there, a));
        alone.any(|a| there.iter().any(|b| opposites.turn(a.opposites, b.opposites) && lacks(here, b)))
    }

    /// Whether two sentences have all content words in common but one that stands in the place of another, and at most `others` more of that kind; and name the same.
    fn is_nearly_the_same(&self, lined: Lined, others: usize) -> bool {
        let [here, there] = [0, 1].map(|side| distinct(self.passage(side, lined)).len());
        here.abs_diff(there) <= 1
            && here.max(there) <= lined.shared + 1 + others
            && !self.names_others(lined)
            && self.small(lined)
    }

    fn sentences(&self, lined: Lined) -> Sentences<'l, 'a> {
        Sentences {
            linked: [0, 1].map(|side| self.linked(side)),
            passages: [0, 1].map(|side| self.passage(side, lined)),
        }
    }

    /// Whether two sentences are the same but for one word of each.
    fn same_but(&self, lined: Lined, words: [&PassageWord; 2]) -> bool {
        self.small(lined) && self.sentences(lined).same_but(words.map(|word| word.span), false).is_some()
    }

    /// Whether two sentences have the same small words: "too", "another", "again" tell of something else.
    fn small(&self, lined: Lined) -> bool {
        self.passage(0, lined).small == self.passage(1, lined).small
    }

    /// Whether two sentences tell one time.
    fn tell_one_time(&self, lined: Lined) -> bool {
        let time = |value: &&PassageValue| matches!(value.told, PassageItem::Time(_)) && value.bound == 0;
        let [here, there] = [0, 1].map(|side| self.passage(side, lined).values.iter().filter(time));
        let mut here = here;
        here.any(|a| there.clone().any(|b| self.is_like(0, a.told, b.told) && self.agrees(0, a.told, b.told)))
    }

    /// How many of the words around two spans are the same.
    fn around(&self, lined: Lined, spans: [Span; 2], reach: usize) -> usize {
        let beside = [0, 1].map(|side| neighbours(self.passage(side, lined), spans[side], reach));
        let same = |n: usize| beside[0][n].iter().filter(|word| beside[1][n].contains(word)).count();
        same(0) + same(1)
    }

    /// The value that took the place of another in two sentences, if there is one. Of several that may have, it is the one that most
    /// words around are the same of.
    fn exchanged(&self, lined: Lined) -> Option<Exchanged> {
        let [here, there] = [0, 1].map(|side| self.foreign(side, lined.at[side]));
        let mut found: Vec<Exchanged> = Vec::new();
        for a in here.clone() {
            let apart = |b: &PassageValue| self.one_denies(lined) && self.are_undated([a.told, b.told]);
            for b in there.clone().filter(|b| self.took_place(a, *b) && !apart(b)) {
                let (spans, plain) = ([self.span(0, a.told), self.span(1, b.told)], self.are_plain([a.told, b.told]));
                let is_time = matches!(a.told, PassageItem::Time(_));
                let around = self.around(lined, spans, if is_time { BESIDE_TIME } else { BESIDE });
                found.push(Exchanged { spans, is_time, plain, around, lined });
            }
        }
        // "The first bridge was built in 1901" and "the second bridge was built in 1954" tell of two things.
        let dated = |span: Span| self.claims(0).mentions.times.iter().any(|time| time.span.overlaps(span));
        let rank = |a: &PassageValue| {
            matches!(a.told, PassageItem::Figure(index) if self.figure(0, index).ordinal)
                && !dated(self.span(0, a.told))
        };
        let ranked = |a: PassageValue| rank(&a) && there.clone().any(|b| self.took_place(a, b));
        if found.iter().any(|e| e.is_time) && here.clone().any(ranked) {
            return None;
        }
        let sole = found.len() == 1
            && lined.shared >= SOLE.words
            && 100 * lined.shared >= SOLE.of_fewer as usize * lined.fewer;
        let near = |e: &Exchanged| e.around >= AROUND || e.plain && (sole || self.pooled(e.lined, e.spans) >= POOLED);
        found.into_iter().filter(near).max_by_key(|e| (e.around, std::cmp::Reverse(e.spans)))
    }

    /// How many of the words around two spans are the same, on whichever side of them these stand.
    fn pooled(&self, lined: Lined, spans: [Span; 2]) -> usize {
        let beside = [0, 1].map(|side| neighbours(self.passage(side, lined), spans[side], POOL).concat());
        let mut same: Vec<u32> = beside[0].iter().copied().filter(|word| beside[1].contains(word)).collect();
        same.sort_unstable();
        same.dedup();
        same.len()
    }

    /// Whether two values are of one kind, told in the same way, and differ.
    fn took_place(&self, a: PassageValue, b: PassageValue) -> bool {
        a.bound == b.bound
            && self.is_like(0, a.told, b.told)
            && !self.agrees(0, a.told, b.told)
            && self.commits_alike(a, b)
    }

    /// Whether the other text tells a value nowhere.
    fn is_foreign(&self, side: usize, told: PassageItem) -> bool {
        let other = self.claims(1 - side);
        match told {
            PassageItem::Figure(index) => {
                let figure = self.figure(side, index);
                // "The seventh season" is told by "its seventh and final season".
                let rank = |q: &Quantity| figure.ordinal && q.ordinal && q.number == figure.number;
                let same = |q: &Quantity| {
                    q.comparable(figure) && q.agree(figure) && !another_limit(q, figure) && !merely_admits(q, figure)
                };
                // "$5.82 a share, up from $4.16".
                let bare = |q: &Quantity| q.unit.is_some() && q.unit == figure.unit && q.number == figure.number;
                !other.mentions.quantities.iter().any(|q| rank(q) || same(q) || q.number.is_some() && bare(q))
            }
            PassageItem::Time(index) => {
                let words =
                    |side: usize, time: u32| self.linked(side).document.source.words(self.time(side, time).span);
                let own = words(side, index);
                !(0..other.mentions.times.len() as u32).any(|t| {
                    let value = PassageItem::Time(t);
                    words(1 - side, t).eq_ignore_ascii_case(own)
                        || self.is_like(side, told, value) && self.agrees(side, told, value)
                })
            }
        }
    }

    /// Whether two values, the first of a side, are of one kind.
    fn is_like(&self, side: usize, a: PassageItem, b: PassageItem) -> bool {
        match (a, b) {
            (PassageItem::Figure(a), PassageItem::Figure(b)) => {
                let (a, b) = (self.figure(side, a), self.figure(1 - side, b));
                let ranks = a.ordinal && b.ordinal && (a.measured.is_none() || b.measured.is_none());
                (ranks || a.comparable(b)) && (a.change == b.change || a.change.is_none() || b.change.is_none())
            }
            (PassageItem::Time(i), PassageItem::Time(j)) => {
                let (a, b) = (&self.time(side, i).expression, &self.time(1 - side, j).expression);
                match (&a.form, &b.form) {
                    (Form::Length(x), Form::Length(y)) => x.age == y.age && x.toward == y.toward,
                    (Form::Set { .. }, Form::Set { .. }) => true,
                    (Form::Length(_) | Form::Set { .. }, _) | (_, Form::Length(_) | Form::Set { .. }) => false,
                    _ if a.clock.is_some() || b.clock.is_some() => a.clock.is_some() && b.clock.is_some(),
                    _ => self.extents(side, i, j).is_some() || is_day(a) && is_day(b) || partial::are_like(a, b),
                }
            }
            _ => false,
        }
    }

    /// The days of two times, the first of a side, if all are known.
    fn extents(&self, side: usize, a: u32, b: u32) -> Option<[Days; 2]> {
        let days = [(side, a), (1 - side, b)].map(|(side, at)| self.linked(side).times[at as usize].extent);
        days.iter().all(Days::is_bounded).then_some(days)
    }

    /// Whether some value is admitted by both.
    fn agrees(&self, side: usize, a: PassageItem, b: PassageItem) -> bool {
        let (i, j) = match (a, b) {
            (PassageItem::Figure(a), PassageItem::Figure(b)) => {
                let (a, b) = (self.figure(side, a), self.figure(1 - side, b));
                return a.agree(b) && !another_limit(a, b);
            }
            (PassageItem::Time(i), PassageItem::Time(j)) => (i, j),
            _ => return true,
        };
        let (a, b) = (&self.time(side, i).expression, &self.time(1 - side, j).expression);
        match (&a.form, &b.form) {
            (Form::Length(x), Form::Length(y)) => meet(x, y),
            (Form::Set { .. }, Form::Set { .. }) => match (a.times_a_year(), b.times_a_year()) {
                (Some(x), Some(y)) => (x - y).abs() <= 0.1 * x.max(y),
                _ => true,
            },
            _ => {
                let days = self.extents(side, i, j).map(|[x, y]| !x.disjoint(&y));
                let day = || match is_day(a) && is_day(b) {
                    true => (a.month, a.day) == (b.month, b.day),
                    false => !partial::differ(a, b),
                };
                partial::clocks_meet(a, b) && days.unwrap_or_else(day)
            }
        }
    }

    /// Whether the claims that two figures make, if any, both assert or both deny.
    fn commits_alike(&self, a: PassageValue, b: PassageValue) -> bool {
        let polarity = |side: usize, value: PassageValue| {
            let PassageItem::Figure(index) = value.told else { return None };
            let digits = self.figure(side, index).digits;
            let tells = |value: &Value| matches!(value, Value::Quantity(q) if q.digits == digits);
            self.claims(side).claims.iter().find(|claim| tells(&claim.value)).map(|claim| claim.context.polarity)
        };
        polarity(0, a).zip(polarity(1, b)).is_none_or(|(a, b)| a == b)
    }

    fn draft<'r>(&self, rule: &'r Rule, exchanged: &Exchanged) -> Draft<'r> {
        let places = [0, 1].map(|side| {
            let span = exchanged.spans[side];
            let value = self.linked(side).document.source.words(span).to_owned();
            Place { document: self.sides[side], span, value, speaker: None, valid: None, message: None }
        });
        let slots = ["a", "b"].map(str::to_owned).into_iter().zip(places.iter().map(|p| p.value.clone()));
        let Lined { shared, fewer, .. } = exchanged.lined;
        let gates = vec![Passed {
            gate: Gate::Measure,
            passed_by: PassedBy::Inference,
            detail: format!("{shared} of {fewer} words in common"),
        }];
        Draft::of_rule(rule, rule.severity.lowered(), slots.collect::<BTreeMap<_, _>>(), places.into(), gates)
    }
}

/// Whether two figures name two limits of one kind, which may both hold, but do not say the same: "up to 30 percent", "up to 20 percent".
fn another_limit(a: &Quantity, b: &Quantity) -> bool {
    let limits = matches!(a.bound, Bounds::AtLeast | Bounds::AtMost | Bounds::LessThan | Bounds::MoreThan);
    limits && a.bound == b.bound && a.unit == b.unit && a.value().zip(b.value()).is_some_and(|(a, b)| a != b)
        || a.ends_apart(b)
}

/// Whether the one of two figures is a limit far from the other, which it merely admits: "up to 30 percent" does not tell "10 percent".
fn merely_admits(a: &Quantity, b: &Quantity) -> bool {
    let limits =
        |q: &Quantity| matches!(q.bound, Bounds::AtLeast | Bounds::AtMost | Bounds::LessThan | Bounds::MoreThan);
    let far = |x: f64, y: f64| (x - y).abs() > NEAR * x.abs().max(y.abs());
    (limits(a) || limits(b)) && a.value().zip(b.value()).is_some_and(|(x, y)| far(x, y))
}

/// Whether a date names its day and month.
fn is_day(expression: &Expression) -> bool {
    expression.month.is_some() && expression.day.is_some()
}

/// Whether two lengths of time may be one.
fn meet(a: &Length, b: &Length) -> bool {
    let (Some((low, high)), Some((least, most))) = (a.days(), b.days()) else { return true };
    high.is_none_or(|high| high >= least) && most.is_none_or(|most| most >= low)
}

/// The words before and behind a value.
fn neighbours(passage: &Passage, value: Span, reach: usize) -> [Vec<u32>; 2] {
    let before = passage.words.partition_point(|w| w.span.start < value.start);
    let behind = passage.words.partition_point(|w| w.span.start < value.end);
    let end = passage.words.len().min(behind + reach);
    let hashes = |range: std::ops::Range<usize>| passage.words[range].iter().map(|w| w.hash).collect();
    [hashes(before.saturating_sub(reach)..before), hashes(behind..end)]
}
