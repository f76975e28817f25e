//! Sentences of two texts laid side by side that have nearly all words in common, so that one word of quantity or denial tells them apart.

use std::collections::BTreeMap;

use super::exchange::LinedUp;
use super::findings::{Draft, Place};
use crate::claim::{Contrary, Denying, Passage, PassageItem, PassageWord, Share};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::link::{Linked, Links, Role};
use crate::rule::Rule;
use crate::source::Span;

/// Words that two sentences must share, and of those with words of their own.
const SHARED: usize = 2;
const SHARED_OF_MORE: usize = 3;
/// How many words one may have beyond the other.
const MORE: usize = 1;

/// How much of two sentences is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Words that both have.
    pub shared: usize,
    /// Words of the one in whose place the other has one that says nearly the same.
    pub replaced: usize,
}

/// Two sentences, each of one of two documents.
#[derive(Clone, Copy)]
pub(super) struct Sentences<'l, 'a> {
    pub linked: [&'l Linked<'a>; 2],
    pub passages: [&'l Passage; 2],
}

impl Sentences<'_, '_> {
    /// How alike the two are but for the words in `but`, if they are nearly the same: all words of the first are in the second, or stand for one of its words, and the second has at most
    /// one more; and both tell the same figures and times.
    pub(super) fn likeness(&self, but: &[u32]) -> Option<Likeness> {
        let [here, there] = self.passages;
        let own = |a: &Passage, b: &Passage| -> Vec<(u32, u16)> {
            let quantity = |w: &PassageWord| a.share.is_some_and(|(span, ..)| span.contains(w.span));
            let only =
                |w: &&PassageWord| !but.contains(&w.hash) && !quantity(w) && b.words.iter().all(|x| x.hash != w.hash);
            a.words.iter().filter(only).map(|w| (w.hash, w.alike)).collect()
        };
        let (own, mut theirs) = (own(here, there), own(there, here));
        for (_, group) in &own {
            let stands = theirs.iter().position(|(_, other)| *group != 0 && other == group)?;
            theirs.remove(stands);
        }
        let mut both: Vec<u32> =
            here.words.iter().map(|w| w.hash).filter(|h| there.words.iter().any(|w| w.hash == *h)).collect();
        both.sort_unstable();
        both.dedup();
        if here.small != there.small {
            return None;
        }
        let (shared, replaced) = (both.len(), own.len());
        let needed = if theirs.is_empty() && replaced == 0 { SHARED } else { SHARED_OF_MORE - replaced.min(1) };
        (theirs.len() <= MORE && shared >= needed && self.tell_the_same()).then_some(Likeness { shared, replaced })
    }

    /// Whether each of the two tells the figures and times of the other, in the same words.
    fn tell_the_same(&self) -> bool {
        let text = |side: usize| self.linked[side].document.source.words(self.passages[side].span).to_lowercase();
        let texts = [text(0), text(1)];
        (0..2).all(|side| {
            self.passages[side].values.iter().all(|value| {
                let words = self.linked[side].document.source.words(value.span).to_lowercase();
                texts[1 - side].contains(&words) || matches!(value.told, PassageItem::Figure(_)) && words == "one"
            })
        })
    }

    /// How alike the two are but for one phrase of each, if all else is the same: the same words, or words that say nearly the same, in one order, the same small words, figures and
    /// times. A phrase told from the other end has before it what stands behind the other one.
    pub(super) fn same_but(&self, phrases: [Span; 2], turned: bool) -> Option<Likeness> {
        let words = |side: usize| -> Vec<&PassageWord> {
            let (own, turned) = (phrases[side], turned && side == 1);
            let words = self.passages[side].words.iter().filter(|w| !own.contains(w.span) && !w.beside);
            let (before, behind): (Vec<_>, Vec<_>) = words.partition(|w| w.span.start < own.start);
            if turned { behind.into_iter().chain(before).collect() } else { before.into_iter().chain(behind).collect() }
        };
        let (here, there) = (words(0), words(1));
        let stands = |a: &PassageWord, b: &PassageWord| a.hash == b.hash || a.alike != 0 && a.alike == b.alike;
        if here.len() != there.len() || !here.iter().zip(&there).all(|(a, b)| stands(a, b)) || !self.tell_the_same() {
            return None;
        }
        let shared = here.iter().zip(&there).filter(|(a, b)| a.hash == b.hash).count();
        (shared >= SHARED).then_some(Likeness { shared, replaced: here.len() - shared })
    }

    /// The phrases of the two that exclude each other, if nothing else parts them; one that is denied outright is told by its denial.
    pub(super) fn contrary(&self) -> Option<([Span; 2], Likeness)> {
        let Self { linked: [x, y], passages: [p, q] } = *self;
        let turned = Sentences { linked: [y, x], passages: [q, p] };
        if p.open || q.open || p.contraries.is_empty() || q.contraries.is_empty() {
            return None;
        }
        let both = |passage: &Passage, of: &Contrary| passage.contraries.iter().any(|other| other.opposes(of));
        let beside = |passage: &Passage, of: &Contrary| -> Vec<u32> {
            passage.small.iter().copied().filter(|word| !of.small.contains(word)).collect()
        };
        let excluding = p.contraries.iter().flat_map(|a| q.contraries.iter().map(move |b| (a, b)));
        let found = excluding.filter(|(a, b)| a.excludes(b) && !both(p, a) && !both(q, b)).find_map(|(a, b)| {
            let spans = [a.span, b.span];
            let like = self.same_but(spans, a.turned != b.turned)?;
            (beside(p, a) == beside(q, b)).then_some((spans, like))
        })?;
        (self.denied().is_none() && turned.denied().is_none()).then_some(found)
    }

    /// What the second tells of the words that the first denies, if the two are nearly the same.
    pub(super) fn denied(&self) -> Option<(Likeness, Span)> {
        let [denying, told] = self.passages;
        let denial = denying.denial.as_ref()?;
        if told.denies
            || told.open
            || denying.open
            || told.meant && !denying.meant
            || told.possible && !denying.possible
        {
            return None;
        }
        if told.share.is_some_and(|(_, share, _)| share == Share::Few) {
            return None;
        }
        if denial.how == Denying::Now && told.past {
            return None;
        }
        // Of "neither timber nor grain" the other may tell one alone.
        let each = |hash: u32| denial.how == Denying::Each && told.words.iter().all(|w| w.hash != hash);
        let mut but = denial.by.clone();
        but.extend(denial.focus.iter().copied().filter(|hash| each(*hash)));
        let likeness = self.likeness(&but)?;
        let names = |w: &&PassageWord| {
            let group = |hash: u32| denying.words.iter().find(|x| x.hash == hash).map_or(0, |x| x.alike);
            denial.focus.iter().any(|&f| f == w.hash || w.alike != 0 && group(f) == w.alike)
        };
        let span = told.words.iter().filter(names).map(|w| w.span).reduce(Span::join)?;
        Some((likeness, span))
    }
}

/// The findings of the rule on words of quantity that exclude each other.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule, lined_up: &mut LinedUp) -> Vec<Draft<'a>> {
    let judged = |i: usize| links.documents[i].document.role == Role::Judged;
    let mut found = Vec::new();
    if !links.topics.grouping().side_by_side {
        return found;
    }
    for (i, j) in links.topics.pairs(links.documents.len()) {
        if (judged(i) || judged(j)) && links.comparable(i, j) {
            let linked = [i, j].map(|n| &links.documents[n]);
            for lined in lined_up.of(links, [i, j]) {
                let passages = [0, 1].map(|side| &linked[side].document.claims.passages[lined.at[side]]);
                found.extend(
                    differ(Sentences { linked, passages }).map(|(spans, like)| draft(links, rule, [i, j], spans, like)),
                );
            }
        }
    }
    found
}

/// The words of quantity of two sentences of the same words that exclude each other.
fn differ(sentences: Sentences<'_, '_>) -> Option<([Span; 2], Likeness)> {
    let [(a, here, of), (b, there, what)] = [sentences.passages[0].share?, sentences.passages[1].share?];
    if !here.excludes(there) || of != what || sentences.passages.iter().any(|p| p.open) {
        return None;
    }
    let Sentences { linked: [x, y], passages: [p, q] } = sentences;
    let turned = Sentences { linked: [y, x], passages: [q, p] };
    let likeness = sentences.likeness(&[]).or_else(|| turned.likeness(&[]))?;
    Some(([a, b], likeness))
}

fn draft<'r>(links: &Links<'_>, rule: &'r Rule, sides: [usize; 2], spans: [Span; 2], like: Likeness) -> Draft<'r> {
    let places = [0, 1].map(|n| {
        let value = links.documents[sides[n]].document.source.words(spans[n]).to_owned();
        Place { document: sides[n], span: spans[n], value, speaker: None, valid: None, message: None }
    });
    let slots = ["a", "b"].map(str::to_owned).into_iter().zip(places.iter().map(|p| p.value.clone()));
    let gates = vec![Passed {
        gate: Gate::Measure,
        passed_by: PassedBy::Inference,
        detail: format!("{} words in common, {} alike", like.shared, like.replaced),
    }];
    Draft::of_rule(rule, rule.severity.lowered(), slots.collect::<BTreeMap<_, _>>(), places.into(), gates)
}
