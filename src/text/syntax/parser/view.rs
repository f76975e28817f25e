//! What a decision of the parser looks at, and the features made of it.

use super::{FEATURES, NONE, NOTHING, Node, State, bucket};
use crate::text::syntax::features::{Features, both};

/// The words that a decision looks at.
pub(super) struct View<'a> {
    /// The stack's top, the first word of the buffer, the word below the top.
    s: &'a Node,
    n: &'a Node,
    below: &'a Node,
    /// The words behind the first of the buffer.
    ahead: [&'a Node; 3],
    /// The head of the top.
    h: &'a Node,
    /// Dependents, the outermost first.
    sl: [&'a Node; 2],
    sr: [&'a Node; 2],
    nl: [&'a Node; 2],
    /// The word before the first of the buffer and, unless it is that, the word behind the top.
    before: &'a Node,
    after: &'a Node,
    distance: u32,
    has_head: u32,
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
            ahead: [1, 2, 3].map(|by| state.node(n0.saturating_add(by))),
            h: state.node(head),
            sl: s.left.map(|i| state.node(i)),
            sr: s.right.map(|i| state.node(i)),
            nl: n.left.map(|i| state.node(i)),
            before: if n0 == 0 { &NOTHING } else { state.node(n0 - 1) },
            after: if s0 == NONE || s0 + 1 >= n0 { &NOTHING } else { state.node(s0 + 1) },
            distance: if s0 == NONE { 0 } else { bucket(n0 - s0) },
            has_head,
            tags: s.tag | n.tag << 6 | has_head << 12,
        }
    }

    /// The tags of top, buffer and a third word.
    #[inline]
    fn triple(&self, third: &Node) -> u32 {
        self.s.tag | self.n.tag << 6 | third.tag << 12 | self.has_head << 18
    }

    /// Words one by one.
    #[inline]
    pub(super) fn words(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, below, ahead: [n1, n2, n3], .. } = *self;
        for node in [s, n, n1, n2, h, self.sl[0], self.sr[0], self.nl[0]] {
            out.add(node.pair, self.has_head);
            out.add(node.word, self.has_head);
        }
        for node in [below, n3] {
            out.add(node.pair, 0);
        }
    }

    /// Top and buffer together, alone and with a third word.
    #[inline]
    pub(super) fn pairs(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, below, before, after, distance, tags, ahead: [n1, n2, _], .. } = *self;
        let ([sl, sl2], [sr, sr2], [nl, _]) = (self.sl, self.sr, self.nl);
        out.add(s.tag, n.pair);
        out.add(s.word, n.word);
        out.add(tags, distance);
        out.add(tags, n1.tag);
        out.add(n.tag | n1.tag << 6 | n2.tag << 12, self.has_head);
        for node in [n1, h, sl, sr, nl, below, before, after, sl2, sr2] {
            out.add(self.triple(node), 0);
        }
        out.add(self.triple(sl), sr.tag | nl.tag << 6);
        out.add(s.word, distance);
        out.add(n.pair, distance);
        out.add(both(s.word, n.word), distance);
        out.add(h.word, n.word);
        out.add(sr.word, n.word);
        out.add(s.word, both(sr.word, n.tag));
        out.add(before.word, n.word);
        out.add(below.pair, both(n.word, tags));
        out.add(nl.pair, tags);
    }

    /// How many dependents there are so far, and of which sorts.
    #[inline]
    pub(super) fn dependents(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, below, tags, .. } = *self;
        let set = |tags: u64| both(tags as u32, (tags >> 32) as u32);
        out.add(tags, u32::from(s.rights) | u32::from(s.lefts) << 8);
        out.add(set(s.right_tags), s.pair);
        out.add(set(s.left_tags), s.pair);
        out.add(set(n.left_tags), n.pair);
        let [of_s, of_n, of_h, of_below] = [s, n, h, below].map(|node| node.valency.0);
        out.add(s.pair, of_n | n.tag << 9);
        out.add(h.pair, both(of_n, n.tag | s.tag << 6));
        out.add(tags, of_s | of_n << 9);
        out.add(self.triple(h), of_h | of_n << 9);
        out.add(n.pair, of_s | s.tag << 9);
        out.add(below.pair, of_n | n.tag << 9 | s.tag << 15);
        out.add(self.triple(below), of_below | of_s << 9);
        out.add(self.triple(h), of_s | of_h << 9);
    }

    /// What stands further off: the next verb, the next noun, the commas and quotation marks between.
    #[inline]
    pub(super) fn clause(&self, out: &mut Features<FEATURES>) {
        let Self { s, n, h, tags, ahead: [n1, ..], .. } = *self;
        out.add(n.verb, tags);
        out.add(n.verb, s.pair);
        out.add(n.verb, n.pair);
        out.add(s.pair, both(n.word, n.noun));
        out.add(n.word, both(n.noun, tags));
        out.add(h.word, both(n.word, n.noun));
        out.add(s.word, both(n.noun, tags));
        let marks = n.marks.wrapping_sub(s.marks).min(3) | n.quoted << 2 | s.quoted << 3;
        out.add(tags, marks);
        out.add(self.triple(h), marks | n1.tag << 4);
    }
}
