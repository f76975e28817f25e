//! Heads, by the arc-eager system (Nivre 2003): a stack, a buffer, four actions, each decided once.
//!
//! The root stands behind the last word (Ballesteros and Nivre 2013), so that words without a head find it last. Every word is pushed once and popped once:
//! the time is linear in the length of the sentence.

mod valency;
mod view;

use super::features::{Features, Scorer, Tok, both};
use super::kinds::Tag;
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
        self.find_verbs(tags);
        self.find_nouns(tags);
        self.count_marks(tags);
    }

    fn find_verbs(&mut self, tags: &[u8]) {
        let (mut verb, mut at, mut comma) = (0, 0, 0);
        for word in (0..tags.len()).rev() {
            self.nodes[word].verb = if verb == 0 { 0 } else { verb | bucket((at - word) as u32) << 6 | comma << 10 };
            match Tag::of_class(tags[word].into()) {
                Tag::Md | Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => {
                    (verb, at, comma) = (u32::from(tags[word]) + 1, word, 0);
                }
                Tag::Comma | Tag::Colon => comma = 1,
                _ => {}
            }
        }
    }

    fn find_nouns(&mut self, tags: &[u8]) {
        // From the end: the last noun of a run is its head, and what stands before the run belongs to the phrase.
        let (mut noun, mut inside) = (0, false);
        for (node, &tag) in self.nodes.iter_mut().zip(tags).rev() {
            node.noun = noun;
            match Tag::of_class(tag.into()) {
                Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp | Tag::Vbg | Tag::Cd => {
                    noun = if inside { noun } else { node.word };
                    inside = true;
                }
                Tag::Dt | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::PrpPoss | Tag::Rb | Tag::Pos | Tag::Currency => {
                    inside = false
                }
                _ => (noun, inside) = (u32::from(tag), false),
            }
        }
    }

    fn count_marks(&mut self, tags: &[u8]) {
        let (mut marks, mut quoted) = (0, 0);
        for (node, &tag) in self.nodes.iter_mut().zip(tags) {
            (node.marks, node.quoted) = (marks, quoted);
            match Tag::of_class(tag.into()) {
                Tag::Comma | Tag::Colon => marks += 1,
                Tag::OpenQuote | Tag::CloseQuote => quoted ^= 1,
                _ => {}
            }
        }
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

    /// Keeps by how much the score of an action that gives a word its head lies above the best other.
    fn note_margin(&mut self, action: usize, scores: &[i32; CLASSES], allowed: [bool; 4]) {
        let word = match action {
            LEFT => self.top(),
            RIGHT => self.next,
            _ => return,
        };
        let score = [scores[0], scores[1], scores[2], 0];
        let other = (0..4).filter(|&other| other != action && allowed[other]).map(|other| score[other]).max();
        let margin = other.map_or(i32::MAX, |other| score[action].saturating_sub(other));
        if let Some(place) = self.margins.get_mut(word as usize) {
            *place = margin.clamp(0, i32::from(u16::MAX)) as u16;
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

/// The allowed action with the highest score; the first of equals.
#[inline]
pub fn choose(scores: &[i32; CLASSES], allowed: [bool; 4]) -> usize {
    let score = [scores[0], scores[1], scores[2], 0];
    let mut best = NONE as usize;
    for action in [SHIFT, LEFT, RIGHT, REDUCE] {
        if allowed[action] && (best == NONE as usize || score[action] > score[best]) {
            best = action;
        }
    }
    best
}

/// Finds the heads of a sentence, in `state.heads`; the root's head is [`NONE`], and there is one root.
pub fn parse(toks: &[Tok], tags: &[u8], scorer: &impl Scorer<CLASSES>, state: &mut State) {
    state.begin(toks, tags);
    while state.next < state.root() {
        let mut allowed = state.allowed();
        allowed[LEFT] &= !state.is_at_mark();
        let action = if allowed == [false, false, false, true] {
            SHIFT
        } else {
            let mut scores = [0; CLASSES];
            scorer.score(state.features().get(), &mut scores);
            let action = choose(&scores, allowed);
            state.note_margin(action, &scores, allowed);
            action
        };
        state.act(action);
    }
    finish(state, tags);
}

/// Words that are left without a head: the root is the first verb among them, or the first of all. One before the root hangs on it. One behind it hangs on what
/// lies beneath it on the stack, the nearest that could still have dependents; but an article, an adjective or a conjunction hangs on the next that has no head either.
pub fn finish(state: &mut State, tags: &[u8]) {
    let State { heads, stack, nodes, .. } = state;
    let tag = |word: u32| Tag::of_class(tags[word as usize].into());
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
