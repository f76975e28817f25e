//! What a decision of the parser looks at, and the features made of it.

use super::{FEATURES, NONE, NOTHING, Node, State, bucket};
use crate::text::syntax::features::{Features, both};

/// The words that a decision looks at.
pub(super) struct View<'a> {
    /// The stack's top, the first word of the buffer, the word below the top, the lowest on the stack.
    s: &'a Node,
    n: &'a Node,
    below: &'a Node,
    floor: &'a Node,
    /// The words behind the first of the buffer.
    ahead: [&'a Node; 3],
    /// The head of the top, and its head.
    h: &'a Node,
    h2: &'a Node,
    /// Dependents, the outermost first.
    sl: [&'a Node; 2],
    sr: [&'a Node; 2],
    nl: [&'a Node; 2],
    /// The word before the first of the buffer and, unless it is that, the word behind the top.
    before: &'a Node,
    after: &'a Node,
    distance: u32,
    has_head: u32,
    headless: u32,
    /// The tags of top and buffer, and whether the top has a head.
    tags: u32,
}

impl<'a> View<'a> {
    #[inline]
    pub(super) fn new(state: &'a State) -> Self {
        let (s0, n0) = (state.top(), state.next);
        let s1 = state.stack.len().checked_sub(2).map_or(NONE, |at| state.stack[at]);
        let (s, n) = (state.node(s0), state.node(n0));
        let head = state.head(s0);
        let has_head = u32::from(head != NONE);
        Self {
            s,
            n,
            below: state.node(s1),
            floor: state.stack.first().map_or(&NOTHING, |&word| state.node(word)),
            ahead: [1, 2, 3].map(|by| state.node(n0.saturating_add(by))),
            h: state.node(head),
            h2: state.node(state.head(head)),
            sl: s.left.map(|i| state.node(i)),
            sr: s.right.map(|i| state.node(i)),
            nl: n.left.map(|i| state.node(i)),
            before: if n0 == 0 { &NOTHING } else { state.node(n0 - 1) },
            after: if s0 == NONE || s0 + 1 >= n0 { &NOTHING } else { state.node(s0 + 1) },
            distance: if s0 == NONE { 0 } else { bucket(n0 - s0) },
            has_head,
            headless: state.headless,
            tags: s.tag | n.tag << 6 | has_head << 12,
        }
    }

    /// The tags of top, buffer and a third word.
    #[inline]
    fn triple(&self, third: u32) -> u32 {
        self.s.tag | self.n.tag << 6 | third << 12 | self.has_head << 18
    }

    /// Words one by one.
    #[inline]
    pub(super) fn words(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, below, h2, ahead: [n1, n2, n3], .. } = *self;
        let ([sl, sl2], [sr, sr2], [nl, nl2]) = (self.sl, self.sr, self.nl);
        for node in [s, n, n1, n2, h, sl, sr, nl] {
            out.add(node.pair, self.has_head);
            out.add(node.word, self.has_head);
        }
        for node in [below, h2, sl2, sr2, nl2, n3] {
            out.add(node.pair, 0);
        }
    }

    /// Top and buffer together, alone and with a third word.
    #[inline]
    pub(super) fn pairs(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, below, before, after, distance, tags, ahead: [n1, n2, n3], .. } = *self;
        let ([sl, sl2], [sr, sr2], [nl, nl2]) = (self.sl, self.sr, self.nl);
        out.add(s.pair, n.pair);
        out.add(s.pair, n.word);
        out.add(s.word, n.pair);
        out.add(s.pair, n.tag);
        out.add(s.tag, n.pair);
        out.add(s.word, n.word);
        out.add(tags, distance);
        out.add(tags, n1.tag);
        out.add(n.tag | n1.tag << 6 | n2.tag << 12, self.has_head);
        for node in [n1, h, sl, sr, nl, below, before, after, sl2, sr2] {
            out.add(self.triple(node.tag), 0);
        }
        out.add(self.triple(n1.tag), n2.tag);
        out.add(self.triple(n1.tag), n2.tag | n3.tag << 6);
        out.add(self.triple(h.tag), self.h2.tag);
        out.add(self.triple(below.tag), h.tag | sr.tag << 6);
        out.add(self.triple(sl.tag), sr.tag | nl.tag << 6);
        out.add(self.triple(sr.tag), n1.tag | before.tag << 6);
        out.add(self.triple(sr.tag), sr2.tag);
        out.add(self.triple(sl.tag), sl2.tag);
        out.add(self.triple(nl.tag), nl2.tag);
        out.add(s.word, distance);
        out.add(s.pair, n1.tag | n.tag << 6);
        out.add(n.pair, distance);
        out.add(n.pair, s.tag | n1.tag << 6);
        out.add(both(s.word, n.word), distance);
    }

    /// How many dependents there are so far, and of which sorts.
    #[inline]
    pub(super) fn dependents(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, before, tags, ahead: [n1, ..], sr: [sr, _], .. } = *self;
        let set = |tags: u64| both(tags as u32, (tags >> 32) as u32);
        out.add(s.pair, u32::from(s.rights) | n.tag << 8);
        out.add(s.pair, u32::from(s.lefts) | n.tag << 8);
        out.add(tags, u32::from(s.rights) | u32::from(s.lefts) << 8);
        out.add(tags, u32::from(n.lefts) | 1 << 16);
        out.add(n.pair, u32::from(n.lefts));
        out.add(set(s.right_tags), s.pair);
        out.add(set(s.left_tags), s.pair);
        out.add(set(n.left_tags), n.pair);
        out.add(set(s.right_tags), tags);
        out.add(set(s.left_tags), tags);
        out.add(set(n.left_tags), tags);
        out.add(h.pair, n.tag | s.tag << 6);
        out.add(h.word, n.word);
        out.add(sr.word, n.word);
        out.add(both(s.word, n.word), n1.word);
        out.add(s.word, both(sr.word, n.tag));
        out.add(before.pair, tags);
        out.add(n1.pair, tags);
    }

    /// What stands further off: the lowest word on the stack, the next verb, the commas and quotation marks between.
    #[inline]
    pub(super) fn clause(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, below, floor, before, after, tags, ahead: [n1, n2, _], .. } = *self;
        let summary = floor.tag | self.headless.min(3) << 6 | below.tag << 8;
        out.add(tags, summary);
        out.add(self.triple(h.tag), summary);
        out.add(s.pair, summary | n.tag << 14);
        out.add(n.verb, tags);
        out.add(n.verb, s.pair);
        out.add(n.verb, n.pair);
        out.add(self.triple(n1.tag), n.verb);
        out.add(summary, both(n.verb, tags));
        out.add(both(n.word, n1.word), s.tag | self.has_head << 6);
        out.add(self.triple(h.tag), n1.tag | n2.tag << 6);
        let marks = n.marks.wrapping_sub(s.marks).min(3) | n.quoted << 2 | s.quoted << 3;
        out.add(floor.pair, tags);
        out.add(floor.word, both(s.word, n.tag));
        out.add(tags, marks);
        out.add(s.pair, marks | n.tag << 4);
        out.add(self.triple(h.tag), marks | n1.tag << 4);
        out.add(before.word, n.word);
        out.add(s.pair, after.tag | n.tag << 6);
        out.add(both(h.word, s.word), n.tag);
        out.add(below.pair, both(n.word, tags));
        out.add(self.sr[0].pair, tags);
        out.add(self.nl[0].pair, tags);
        out.add(n2.word, tags);
    }
}
