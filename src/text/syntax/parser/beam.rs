//! Several readings of one sentence side by side: what a decision is worth shows by what follows from it, and so does a narrow tag.
//!
//! The score of a reading is the logarithm of its odds by the model (`odds`). A reading is given up when it falls too far behind the best, or when a better one stands where it stands, so that
//! nothing can tell them apart any more. Where a tag was narrow, readings with the second best part from those with the best one.

use super::odds::excess;
use super::{CLASSES, FEATURES, LEFT, NONE, REDUCE, RIGHT, SHIFT, State, choose, finish};
use crate::text::syntax::features::{Features, Scorer, Tok};
use crate::text::syntax::tagger::Other;

/// Most readings that are continued at a time.
const WIDTH: usize = 3;
/// How far the score of a reading may fall behind the best, in hundredths of a natural logarithm: as far as half the odds.
const REACH: i32 = 70;
/// Longest sentence that is read in several ways: every new reading is a copy, which takes time by the sentence's length.
const LONGEST: usize = 150;
/// What is allowed where nothing can be decided.
const SHIFT_ONLY: [bool; 4] = [false, false, false, true];
/// How many words before one with two tags the readings part: decisions look so far ahead.
const AHEAD: u32 = 3;

/// One way to read a sentence.
#[derive(Clone, Debug, Default)]
struct Way {
    state: State,
    score: i32,
    /// How many other tags it has met, taken or not.
    met: usize,
    /// The end of the last words that got other tags.
    settled: u32,
}

/// What was looked at in a step, with the scores of all actions.
type Seen = (Features<FEATURES>, [i32; 4]);

/// A decision that continues a reading.
#[derive(Clone, Copy, Debug)]
struct Next {
    score: i32,
    way: usize,
    /// [`SHIFT`] and so on; none for a reading that has come to its end.
    action: Option<usize>,
    margin: u16,
}

/// The readings of a sentence; what it holds is used again for the next one.
#[derive(Clone, Debug, Default)]
pub struct Beam {
    /// The best first.
    ways: Vec<Way>,
    spare: Vec<Way>,
    after: Vec<Way>,
    nexts: Vec<Next>,
    seen: Vec<Seen>,
}

/// Finds the heads of a sentence, and which of the other tags are right. The root's head is [`NONE`], and there is one root.
pub fn parse(toks: &[Tok], tags: &[u8], others: &[Other], scorer: &impl Scorer<CLASSES>, beam: &mut Beam) {
    let (others, width) = if toks.len() > LONGEST { (&[][..], 1) } else { (others, WIDTH) };
    beam.begin(toks, tags);
    while beam.ways.iter().any(|way| !way.state.is_done()) {
        beam.offer(others);
        beam.weigh(scorer);
        beam.keep(width);
    }
    finish(&mut beam.ways[0].state);
}

impl Beam {
    /// Where the best reading ended.
    pub fn best(&self) -> Option<&State> {
        self.ways.first().map(|way| &way.state)
    }

    fn begin(&mut self, toks: &[Tok], tags: &[u8]) {
        self.spare.append(&mut self.ways);
        let mut way = self.spare.pop().unwrap_or_default();
        way.state.begin(toks, tags);
        (way.score, way.met, way.settled) = (0, 0, 0);
        self.ways.push(way);
    }

    /// Parts readings with another tag of a word that comes into view from those without it.
    fn offer(&mut self, others: &[Other]) {
        let mut at = 0;
        while at < self.ways.len() {
            while let Some(other) =
                others.get(self.ways[at].met).filter(|other| other.at <= self.ways[at].state.next + AHEAD)
            {
                self.ways[at].met += 1;
                let (way, best) = (&self.ways[at], self.ways[0].score);
                let score = way.score - i32::from(other.cost);
                if score >= best - REACH && other.at >= way.settled && self.ways.len() < 2 * WIDTH {
                    let mut new = self.spare.pop().unwrap_or_default();
                    new.copy(way);
                    new.state.retag(other.at as usize, other.tags());
                    (new.score, new.settled) = (score, other.at + other.tags().len() as u32);
                    self.ways.push(new);
                }
            }
            at += 1;
        }
    }

    /// Finds what every reading may do next, and the scores of that. One that is alone and sure of what to do does it at once.
    fn weigh(&mut self, scorer: &impl Scorer<CLASSES>) {
        let Self { ways, nexts, seen, .. } = self;
        nexts.clear();
        seen.clear();
        if let [way] = &mut ways[..]
            && way.go_straight(scorer, seen)
        {
            return;
        }
        for (way, Way { state, score, .. }) in ways.iter().enumerate() {
            let next = |by: i32, action, margin| Next { score: score + by, way, action, margin };
            let allowed = state.allowed_in_text();
            if allowed == SHIFT_ONLY || state.is_done() {
                nexts.push(next(0, (!state.is_done()).then_some(SHIFT), u16::MAX));
                continue;
            }
            let scores = scores(state, scorer, seen);
            let best = most(&scores, |at| allowed[at]).unwrap_or(0);
            let all = best + excess(scores, allowed, best);
            for action in [SHIFT, LEFT, RIGHT, REDUCE].into_iter().filter(|&action| allowed[action]) {
                nexts.push(next(scores[action] - all, Some(action), margin(&scores, allowed, action)));
            }
        }
    }

    /// Carries out the best decisions.
    fn keep(&mut self, width: usize) {
        let Self { ways, spare, after, nexts, .. } = self;
        nexts.sort_by_key(|next| std::cmp::Reverse(next.score));
        let Some(least) = nexts.first().map(|best| best.score - REACH) else { return };
        nexts.truncate(nexts.iter().take(width).take_while(|next| next.score >= least).count());
        if let ([way], [next]) = (&mut ways[..], &nexts[..]) {
            // Scores are there to be compared, and would grow without end.
            way.take(Next { score: 0, ..*next });
            return;
        }
        for (at, next) in nexts.iter().enumerate() {
            let mut way = if nexts[at + 1..].iter().any(|later| later.way == next.way) {
                let mut way = spare.pop().unwrap_or_default();
                way.copy(&ways[next.way]);
                way
            } else {
                std::mem::take(&mut ways[next.way])
            };
            way.take(*next);
            if after.iter().any(|better| better.is_like(&way)) {
                spare.push(way);
            } else {
                after.push(way);
            }
        }
        // What was taken out is empty; what was not goes on being of use.
        spare.extend(ways.drain(..).filter(|way| !way.state.nodes.is_empty()));
        std::mem::swap(ways, after);
    }
}

impl Way {
    fn copy(&mut self, other: &Self) {
        self.state.copy(&other.state);
        (self.score, self.met, self.settled) = (other.score, other.met, other.settled);
    }

    fn take(&mut self, next: Next) {
        self.score = next.score;
        let Some(action) = next.action else { return };
        let word = match action {
            LEFT => self.state.top(),
            RIGHT => self.state.next,
            _ => NONE,
        };
        if let Some(margin) = self.state.margins.get_mut(word as usize) {
            *margin = next.margin;
        }
        self.state.act(action);
    }

    /// Does what is the only thing to do, or far better than all others; tells whether it did.
    fn go_straight(&mut self, scorer: &impl Scorer<CLASSES>, seen: &mut Vec<Seen>) -> bool {
        let allowed = self.state.allowed_in_text();
        let (action, margin) = if allowed == SHIFT_ONLY {
            (SHIFT, u16::MAX)
        } else {
            let features = self.state.features();
            let scores = ask(&features, scorer);
            let action = choose(&scores, allowed);
            let margin = margin(&scores, allowed, action);
            if i32::from(margin) <= REACH {
                seen.push((features, scores));
            }
            (action, margin)
        };
        let sure = i32::from(margin) > REACH;
        if sure {
            self.take(Next { score: self.score, way: 0, action: Some(action), margin });
        }
        sure
    }

    /// Whether all that decisions still look at is the same.
    fn is_like(&self, other: &Self) -> bool {
        let (a, b) = (&self.state, &other.state);
        let alike = |word: u32| a.node(word).is_like(b.node(word)) && (a.head(word) == NONE) == (b.head(word) == NONE);
        a.next == b.next
            && self.settled.max(other.settled) <= a.next
            && a.stack == b.stack
            && alike(a.next)
            && a.stack.iter().rev().all(|&word| alike(word))
    }
}

/// The scores of all actions. Readings that differ elsewhere often look the same where they stand, so what was asked in this step is not asked again.
fn scores(state: &State, scorer: &impl Scorer<CLASSES>, seen: &mut Vec<Seen>) -> [i32; 4] {
    let features = state.features();
    let known = seen.iter().find(|(seen, _)| seen.get() == features.get());
    known.map(|(_, scores)| *scores).unwrap_or_else(|| {
        let scores = ask(&features, scorer);
        seen.push((features, scores));
        scores
    })
}

#[inline]
fn ask(features: &Features<FEATURES>, scorer: &impl Scorer<CLASSES>) -> [i32; 4] {
    let mut scores = [0; CLASSES];
    scorer.score(features.get(), &mut scores);
    [scores[LEFT], scores[RIGHT], scores[REDUCE], 0]
}

fn most(scores: &[i32; 4], of: impl Fn(usize) -> bool) -> Option<i32> {
    (0..4).filter(|&action| of(action)).map(|action| scores[action]).max()
}

/// By how much the score of an action lies above the best other, as far as 16 bits tell.
fn margin(scores: &[i32; 4], allowed: [bool; 4], action: usize) -> u16 {
    let other = most(scores, |other| other != action && allowed[other]);
    other.map_or(u16::MAX, |other| scores[action].saturating_sub(other).clamp(0, i32::from(u16::MAX)) as u16)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::text::syntax::features::Form;
    use crate::text::syntax::kinds::Tag;

    /// Scores of the states that some actions lead to; all actions score nothing elsewhere.
    #[derive(Default)]
    struct Told(HashMap<Vec<u32>, [i32; CLASSES]>);

    impl Scorer<CLASSES> for Told {
        fn score(&self, features: &[u32], scores: &mut [i32; CLASSES]) {
            *scores = self.0.get(features).copied().unwrap_or_default();
        }
    }

    const TAGS: [u8; 3] = [Tag::Nn as u8, Tag::Vbd as u8, Tag::Rb as u8];

    fn toks() -> Vec<Tok> {
        ["orvel", "moved", "away"].map(|word| Tok { form: Form::new(word), case: 0 }).to_vec()
    }

    impl Told {
        fn after(mut self, tags: &[u8], actions: &[usize], scores: [i32; CLASSES]) -> Self {
            let mut state = State::default();
            state.begin(&toks(), tags);
            actions.iter().for_each(|&action| state.act(action));
            self.0.insert(state.features().get().to_vec(), scores);
            self
        }

        fn heads(&self, others: &[Other]) -> (Vec<u32>, Vec<u8>) {
            let mut beam = Beam::default();
            parse(&toks(), &TAGS, others, self, &mut beam);
            let state = beam.best().expect("there is always one");
            (state.heads.clone(), state.tags().collect())
        }
    }

    #[test]
    fn a_decision_that_leads_to_sure_ones_beats_one_that_is_narrowly_better() {
        let told = |left: i32| {
            Told::default()
                .after(&TAGS, &[SHIFT], [left, 10, 0])
                .after(&TAGS, &[SHIFT, RIGHT], [0, 500, 0])
                .heads(&[])
                .0
        };
        assert_eq!(told(20), [NONE, 0, 1], "to the right and on");
        assert_eq!(told(300)[0], 1, "far behind at once");
    }

    #[test]
    fn another_tag_is_taken_if_what_follows_from_it_is_surer() {
        let verb = [Tag::Nn as u8, Tag::Vbn as u8, Tag::Rb as u8];
        let other = |cost: u16| [Other::new(1, cost, &verb[1..2])];
        let told = Told::default().after(&verb, &[SHIFT], [900, 0, 0]).after(&verb, &[SHIFT, LEFT, SHIFT], [0, 900, 0]);
        assert_eq!(told.heads(&other(30)), (vec![1, NONE, 1], verb.to_vec()));
        assert_eq!(told.heads(&other(200)).1, TAGS, "too far behind");
        assert_eq!(told.heads(&[]).1, TAGS);
    }

    #[test]
    fn readings_that_nothing_can_tell_apart_are_alike() {
        let toks = [toks(), toks()].concat();
        let way = |actions: &[usize]| {
            let mut way = Way::default();
            way.state.begin(&toks, &[TAGS, TAGS].concat());
            actions.iter().for_each(|&action| way.state.act(action));
            way
        };
        // The third word hangs on the second or on the first; then all of them are gone.
        let mut one = way(&[SHIFT, RIGHT, RIGHT, REDUCE, REDUCE, LEFT]);
        let other = way(&[SHIFT, RIGHT, REDUCE, RIGHT, REDUCE, LEFT]);
        assert!(one.is_like(&other));
        let open = way(&[SHIFT, RIGHT, RIGHT, REDUCE, REDUCE]);
        assert!(!open.is_like(&way(&[SHIFT, RIGHT, REDUCE, RIGHT, REDUCE])), "the first is still looked at");
        assert!(!open.is_like(&one));
        one.settled = 5;
        assert!(!one.is_like(&other), "its other tags are still to come");
    }
}
