//! Heads, by the arc-eager system (Nivre 2003): a stack, a buffer, four actions, each decided once; a few readings of a sentence go side by side (`beam`).
//!
//! The root stands behind the last word (Ballesteros and Nivre 2013), so that words without a head find it last. Every word is pushed once and popped once:
//! the time is linear in the length of the sentence.

mod beam;
mod odds;
mod valency;
mod view;

use super::features::{Features, Tok, both};
use super::kinds::Tag;
pub use beam::{Beam, parse};
use valency::Valency;
use view::View;

/// Actions with weights of their own; [`SHIFT`] is what scores nothing.
pub const CLASSES: usize = 3;

/// Most features of a decision. They are looked up as many at a time.
pub const FEATURES: usize = 64;

/// The first word of the buffer becomes the head of the stack's top, which is popped.
pub const LEFT: usize = 0;
/// The stack's top becomes the head of the first word of the buffer, which is pushed.
pub const RIGHT: usize = 1;
/// The stack's top, which has a head, is popped.
pub const REDUCE: usize = 2;
/// The first word of the buffer is pushed.
pub const SHIFT: usize = 3;

/// No word.
pub const NONE: u32 = u32::MAX;

/// Where a parse stands.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words whose dependents may still come.
    pub stack: Vec<u32>,
    /// First word of the buffer; the number of words is the root.
    pub next: u32,
    /// The head of each word, as far as it is known.
    pub heads: Vec<u32>,
    /// By how much the score of the decision that gave each word its head lies above the best other that was allowed; the most that it can hold where nothing was decided.
    pub margins: Vec<u16>,
    nodes: Vec<Node>,
}

/// A word's dependents so far.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The outermost and the one before it, on either side.
    left: [u32; 2],
    right: [u32; 2],
    lefts: u8,
    rights: u8,
    /// Sets of the tags of the dependents, one bit each.
    left_tags: u64,
    right_tags: u64,
    valency: Valency,
    /// The word with its tag.
    pair: u32,
    word: u32,
    tag: u32,
    /// The next verb behind the word: its tag, how far it is, whether a comma or the like lies before it.
    verb: u32,
    /// The head of the noun phrase that begins behind the word; if something else comes first, its tag.
    noun: u32,
    /// How many commas, colons and dashes stand before the word.
    marks: u32,
    /// Whether an odd number of quotation marks stand before it.
    quoted: u32,
}

/// The tags of what nothing hangs on, marks and conjunctions, one bit each.
const MARKS: u64 = 1 << Tag::Cc as u64
    | 1 << Tag::Comma as u64
    | 1 << Tag::Stop as u64
    | 1 << Tag::Colon as u64
    | 1 << Tag::OpenQuote as u64
    | 1 << Tag::CloseQuote as u64
    | 1 << Tag::OpenBracket as u64
    | 1 << Tag::CloseBracket as u64;

/// Tags of the root and of a missing word.
const ROOT_TAG: u32 = 62;
const NO_TAG: u32 = 63;

static NOTHING: Node = Node {
    left: [NONE; 2],
    right: [NONE; 2],
    lefts: 0,
    rights: 0,
    left_tags: 0,
    right_tags: 0,
    valency: Valency(0),
    pair: 7,
    word: 7,
    tag: NO_TAG,
    verb: 0,
    noun: 0,
    marks: 0,
    quoted: 0,
};

static ROOT: Node = Node { pair: 8, word: 8, tag: ROOT_TAG, ..NOTHING };

impl State {
    /// Begins a sentence.
    pub fn begin(&mut self, toks: &[Tok], tags: &[u8]) {
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.resize(toks.len(), NONE);
        self.margins.clear();
        self.margins.resize(toks.len(), u16::MAX);
        self.nodes.clear();
        self.nodes.extend(toks.iter().zip(tags).map(|(tok, &tag)| Node {
            pair: both(tok.form.word, u32::from(tag)),
            word: tok.form.word,
            tag: u32::from(tag),
            ..NOTHING
        }));
        self.nodes.push(ROOT);
        self.look_around();
    }

    /// The same as another; room is kept.
    fn copy(&mut self, other: &Self) {
        self.stack.clone_from(&other.stack);
        self.next = other.next;
        self.heads.clone_from(&other.heads);
        self.margins.clone_from(&other.margins);
        self.nodes.clone_from(&other.nodes);
    }

    /// Gives words from some place on other tags. Nothing hangs on them yet, and they hang on nothing.
    fn retag(&mut self, at: usize, tags: &[u8]) {
        for (node, &tag) in self.nodes[at..].iter_mut().zip(tags) {
            (node.tag, node.pair) = (tag.into(), both(node.word, tag.into()));
        }
        self.look_around();
    }

    /// The tags of all words.
    pub fn tags(&self) -> impl Iterator<Item = u8> {
        self.nodes[..self.heads.len()].iter().map(|node| node.tag as u8)
    }

    /// What all nodes have to know of other words.
    fn look_around(&mut self) {
        let words = self.heads.len();
        let nodes = &mut self.nodes[..words];
        find_verbs(nodes);
        find_nouns(nodes);
        count_marks(nodes);
    }

    fn root(&self) -> u32 {
        self.heads.len() as u32
    }

    /// The stack's top.
    pub fn top(&self) -> u32 {
        self.stack.last().copied().unwrap_or(NONE)
    }

    /// Whether the stack's top has a head.
    pub fn top_has_head(&self) -> bool {
        self.heads.get(self.top() as usize).is_some_and(|&head| head != NONE)
    }

    /// Which actions are allowed.
    pub fn allowed(&self) -> [bool; 4] {
        let words_left = self.next < self.root();
        let (some, has_head) = (!self.stack.is_empty(), self.top_has_head());
        [some && !has_head, some && words_left, some && has_head, words_left]
    }

    /// The same for text that is read: in training, what nothing hangs on may still be a head.
    fn allowed_in_text(&self) -> [bool; 4] {
        let [left, right, reduce, shift] = self.allowed();
        [left && !self.is_at_mark(), right, reduce, shift]
    }

    /// Whether all words have been looked at.
    fn is_done(&self) -> bool {
        self.next >= self.root()
    }

    /// Whether nothing hangs on the first word of the buffer.
    fn is_at_mark(&self) -> bool {
        MARKS >> self.node(self.next).tag & 1 == 1
    }

    /// Carries out an allowed action.
    pub fn act(&mut self, action: usize) {
        match action {
            LEFT => {
                let (word, head) = (self.top(), self.next);
                self.attach(word, head);
                self.stack.pop();
            }
            RIGHT => {
                let (word, head) = (self.next, self.top());
                self.attach(word, head);
                self.stack.push(word);
                self.next += 1;
            }
            REDUCE => {
                self.stack.pop();
            }
            _ => {
                self.stack.push(self.next);
                self.next += 1;
            }
        }
    }

    fn attach(&mut self, word: u32, head: u32) {
        self.heads[word as usize] = head;
        let tag = self.nodes[word as usize].tag;
        let node = &mut self.nodes[head as usize];
        node.valency = node.valency.with(tag, word < head);
        if word < head {
            node.left = [word, node.left[0]];
            node.lefts = node.lefts.saturating_add(1);
            node.left_tags |= 1 << tag;
        } else {
            node.right = [word, node.right[0]];
            node.rights = node.rights.saturating_add(1);
            node.right_tags |= 1 << tag;
        }
    }

    fn node(&self, index: u32) -> &Node {
        self.nodes.get(index as usize).unwrap_or(&NOTHING)
    }

    fn head(&self, index: u32) -> u32 {
        self.heads.get(index as usize).copied().unwrap_or(NONE)
    }

    /// The features of the next decision, after Zhang and Nivre (2011).
    pub fn features(&self) -> Features<FEATURES> {
        let mut out = Features::new();
        let view = View::new(self);
        view.words(&mut out);
        view.pairs(&mut out);
        view.dependents(&mut out);
        view.clause(&mut out);
        out
    }
}

fn find_verbs(nodes: &mut [Node]) {
    let (mut verb, mut at, mut comma) = (0, 0, 0);
    for (word, node) in nodes.iter_mut().enumerate().rev() {
        node.verb = if verb == 0 { 0 } else { verb | bucket((at - word) as u32) << 6 | comma << 10 };
        match Tag::of_class(node.tag as usize) {
            Tag::Md | Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => {
                (verb, at, comma) = (node.tag + 1, word, 0);
            }
            Tag::Comma | Tag::Colon => comma = 1,
            _ => {}
        }
    }
}

fn find_nouns(nodes: &mut [Node]) {
    // From the end: the last noun of a run is its head, and what stands before the run belongs to the phrase.
    let (mut noun, mut inside) = (0, false);
    for node in nodes.iter_mut().rev() {
        node.noun = noun;
        match Tag::of_class(node.tag as usize) {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp | Tag::Vbg | Tag::Cd => {
                noun = if inside { noun } else { node.word };
                inside = true;
            }
            Tag::Dt | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::PrpPoss | Tag::Rb | Tag::Pos | Tag::Currency => {
                inside = false
            }
            _ => (noun, inside) = (node.tag, false),
        }
    }
}

fn count_marks(nodes: &mut [Node]) {
    let (mut marks, mut quoted) = (0, 0);
    for node in nodes {
        (node.marks, node.quoted) = (marks, quoted);
        match Tag::of_class(node.tag as usize) {
            Tag::Comma | Tag::Colon => marks += 1,
            Tag::OpenQuote | Tag::CloseQuote => quoted ^= 1,
            _ => {}
        }
    }
}

impl Node {
    /// Whether it looks the same to all decisions.
    fn is_like(&self, other: &Self) -> bool {
        let dependents =
            |node: &Self| (node.left, node.right, node.lefts, node.rights, node.left_tags, node.right_tags);
        let place = |node: &Self| (node.tag, node.marks, node.quoted);
        dependents(self) == dependents(other) && place(self) == place(other)
    }
}

/// How far apart two words stand: exactly for near ones.
fn bucket(distance: u32) -> u32 {
    match distance {
        0..=4 => distance,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// The allowed action with the highest score, where [`SHIFT`] has one too; the first of equals.
#[inline]
pub fn choose(scores: &[i32; 4], allowed: [bool; 4]) -> usize {
    let mut best = NONE as usize;
    for action in [SHIFT, LEFT, RIGHT, REDUCE] {
        if allowed[action] && (best == NONE as usize || scores[action] > scores[best]) {
            best = action;
        }
    }
    best
}

/// Words that are left without a head: the root is the first verb among them, or the first of all. One before the root hangs on it. One behind it hangs on what
/// lies beneath it on the stack, the nearest that could still have dependents; but an article, an adjective or a conjunction hangs on the next that has no head either.
pub fn finish(state: &mut State) {
    let State { heads, stack, nodes, .. } = state;
    let tag = |word: u32| Tag::of_class(nodes[word as usize].tag as usize);
    let verb = |word: &u32| matches!(tag(*word), Tag::Md | Tag::Vb | Tag::Vbd | Tag::Vbp | Tag::Vbz);
    stack.retain(|&word| word < heads.len() as u32);
    let free: Vec<bool> = stack.iter().map(|&word| heads[word as usize] == NONE).collect();
    let first = || (0..stack.len()).find(|&at| free[at]);
    let Some(root) = (0..stack.len()).find(|&at| free[at] && verb(&stack[at])).or_else(first) else { return };
    let leans = |at: usize| {
        free[at]
            && nodes[stack[at] as usize].rights == 0
            && matches!(tag(stack[at]), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::In | Tag::Wdt | Tag::Wp | Tag::Wrb)
    };
    let mut below = stack[root];
    for (at, &word) in stack.iter().enumerate() {
        let above = stack.get(at + 1).filter(|_| leans(at) && free[at + 1] && at + 1 != root);
        if at != root && free[at] {
            heads[word as usize] = if at < root { stack[root] } else { above.copied().unwrap_or(below) };
        }
        if at >= root && above.is_none() && MARKS >> nodes[word as usize].tag & 1 == 0 {
            below = word;
        }
    }
}
