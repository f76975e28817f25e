//! Dependency labels, chosen when all heads of the sentence are known: from the root downwards, and among the dependents of one word from left to right.

use super::features::{Features, Scorer, Tok, both};
use super::kinds::{Label, Tag};
use super::parser::NONE;
use super::tagger::{best, margin};

/// Number of classes: every label but the root's, which is no choice.
pub const CLASSES: usize = Label::ALL.len() - 1;

/// Most features of a decision.
pub const FEATURES: usize = 56;

/// A sentence's tree, with the labels that are known so far.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The head of each word.
    pub heads: Vec<u32>,
    /// The label of each word; 0xff where it is not known.
    pub labels: Vec<u8>,
    /// By how much the score of each label lies above all others.
    pub margins: Vec<u16>,
    nodes: Vec<Node>,
    /// Words from the root downwards, dependents of one word from left to right.
    order: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// First dependent, and the next and the former dependent of the same head.
    first: u32,
    last: u32,
    next: u32,
    former: u32,
    word: u32,
    tag: u32,
    pair: u32,
    suffix: u32,
    /// The verbs and modals, and the conjunctions and `wh` words, among the dependents before the word.
    verbs: u32,
    openers: u32,
    /// Sets of the tags of the dependents before and behind the word.
    left_tags: u64,
    right_tags: u64,
    /// The labels of its dependents so far.
    labels: u64,
}

static NOTHING: Node = Node {
    first: NONE,
    last: NONE,
    next: NONE,
    former: NONE,
    word: 7,
    tag: 63,
    pair: 7,
    suffix: 7,
    verbs: 0,
    openers: 0,
    left_tags: 0,
    right_tags: 0,
    labels: 0,
};

impl Tree {
    /// Begins with the heads of a sentence; a head is the index of a word or [`NONE`].
    pub fn begin(&mut self, toks: &[Tok], tags: &[u8], heads: impl Iterator<Item = u32>) {
        self.heads.clear();
        self.heads.extend(heads);
        self.labels.clear();
        self.labels.resize(toks.len(), 0xff);
        self.margins.clear();
        self.margins.resize(toks.len(), u16::MAX);
        self.nodes.clear();
        self.nodes.extend(toks.iter().zip(tags).map(|(tok, &tag)| Node {
            word: tok.form.word,
            tag: u32::from(tag),
            pair: both(tok.form.word, u32::from(tag)),
            suffix: tok.form.suffixes[2],
            ..NOTHING
        }));
        for word in 0..toks.len() {
            let head = self.heads[word] as usize;
            if head < toks.len() {
                self.hang(word, head);
            }
        }
        self.sort();
    }

    fn hang(&mut self, word: usize, head: usize) {
        let Node { tag, word: form, .. } = self.nodes[word];
        let last = self.nodes[head].last;
        if let Some(former) = self.nodes.get_mut(last as usize) {
            former.next = word as u32;
        } else {
            self.nodes[head].first = word as u32;
        }
        self.nodes[word].former = last;
        let node = &mut self.nodes[head];
        node.last = word as u32;
        if word > head {
            node.right_tags |= 1 << tag;
            return;
        }
        node.left_tags |= 1 << tag;
        match Tag::of_class(tag as usize) {
            Tag::Md | Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz | Tag::To => {
                node.verbs = both(node.verbs, form);
            }
            Tag::In | Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb => node.openers = both(node.openers, form),
            _ => {}
        }
    }

    /// Breadth first from the roots; words on a circle, which no parse of ours has, are left out.
    fn sort(&mut self) {
        self.order.clear();
        let roots = (0..self.heads.len()).filter(|&w| self.heads[w] as usize >= self.heads.len());
        self.order.extend(roots.map(|w| w as u32));
        let mut at = 0;
        while let Some(&word) = self.order.get(at) {
            let mut child = self.nodes[word as usize].first;
            while let Some(node) = self.nodes.get(child as usize) {
                self.order.push(child);
                child = node.next;
            }
            at += 1;
        }
    }

    /// The words in the order in which they are labelled.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Sets the label of a word.
    pub fn set(&mut self, word: u32, label: u8) {
        self.labels[word as usize] = label;
        if let Some(node) = self.heads.get(word as usize).and_then(|&head| self.nodes.get_mut(head as usize)) {
            node.labels |= 1 << label;
        }
    }

    fn node(&self, index: u32) -> &Node {
        self.nodes.get(index as usize).unwrap_or(&NOTHING)
    }

    /// The features of a word that has a head.
    pub fn features(&self, word: u32) -> Features<FEATURES> {
        let head = self.heads[word as usize];
        let above = self.heads.get(head as usize).copied().unwrap_or(NONE);
        let (d, h, g) = (self.node(word), self.node(head), self.node(above));
        let label_of = |i: u32| self.labels.get(i as usize).map_or(0xff, |&l| u32::from(l));
        let side = u32::from(word < head);
        let distance = side | distance(word.abs_diff(head)) << 1;
        let [before, after] = [self.node(word.wrapping_sub(1)), self.node(word + 1)];
        let [h_before, h_after] = [self.node(head.wrapping_sub(1)), self.node(head.saturating_add(1))];
        let (first, last) = (self.node(d.first), self.node(d.last));
        let (former, next) = (self.node(d.former), self.node(d.next));
        let (h_first, h_last) = (self.node(h.first), self.node(h.last));
        let label = label_of(head);
        let tags = d.tag | h.tag << 6 | side << 12;
        let words = both(d.word, h.word);
        let set = |tags: u64| both(tags as u32, (tags >> 32) as u32);

        let mut out = Features::new();
        out.add(d.pair, side);
        out.add(d.word, distance);
        out.add(h.pair, distance);
        out.add(h.pair, tags);
        out.add(d.pair, tags);
        out.add(words, side);
        out.add(both(d.pair, h.word), side);
        out.add(tags, distance);
        out.add(tags, label);
        out.add(d.pair, label | side << 8);
        out.add(h.pair, label | d.tag << 8);
        out.add(d.suffix, tags);
        out.add(tags, before.tag | after.tag << 6);
        out.add(tags, h_before.tag | h_after.tag << 6);
        out.add(tags, g.tag | 1 << 6 | label << 8);
        out.add(g.word, tags);
        out.add(tags, first.tag | last.tag << 6);
        out.add(first.word, tags);
        out.add(last.word, tags);
        out.add(both(first.word, d.word), h.tag);
        out.add(both(last.word, d.word), h.tag);
        out.add(tags, former.tag | label_of(d.former) << 6);
        out.add(former.word, tags);
        out.add(tags, next.tag);
        out.add(next.word, tags);
        out.add(h_first.word, tags);
        out.add(h_last.word, tags);
        out.add(set(h.labels), tags);
        out.add(set(h.labels), d.pair);
        out.add(set(h.left_tags), tags);
        out.add(set(h.right_tags), tags);
        out.add(set(d.left_tags), tags);
        out.add(set(d.right_tags), tags);
        out.add(d.verbs, tags);
        out.add(d.openers, tags);
        out.add(both(d.verbs, d.openers), d.tag | h.tag << 6);
        out.add(both(d.openers, d.verbs), label | h.tag << 8);
        out.add(h.verbs, tags);
        out.add(h.verbs, both(h.word, d.tag | side << 6));
        out.add(both(h.openers, d.word), tags);
        out.add(both(before.word, d.word), h.tag);
        out.add(both(d.word, after.word), h.tag);
        out
    }
}

fn distance(words: u32) -> u32 {
    match words {
        0..=3 => words,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}

/// Labels a tree that [`Tree::begin`] has begun.
pub fn label(scorer: &impl Scorer<CLASSES>, tree: &mut Tree) {
    for at in 0..tree.order.len() {
        let word = tree.order[at];
        if tree.heads[word as usize] == NONE {
            tree.set(word, Label::Root as u8);
            continue;
        }
        let mut scores = [0; CLASSES];
        scorer.score(tree.features(word).get(), &mut scores);
        let label = best(&scores);
        tree.margins[word as usize] = margin(&scores, label);
        tree.set(word, label as u8);
    }
}
