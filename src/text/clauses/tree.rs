//! A dependency tree to walk on: dependents of each word, words from the root downwards, the core of each noun phrase.

use std::ops::Range;

use super::repair::Words;
use crate::text::syntax::{Label, Tag};

/// No word.
pub(super) const NONE: u32 = u32::MAX;

/// Dependents of one word.
const DEPENDENTS: usize = 128;
/// Signs between two parts of a noun phrase.
const SIGNS: u32 = 4;

/// Whether a tag is one of a verb; a modal verb is none.
pub(super) fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
}

/// The tree of one sentence. All indices count from its first token.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub tags: Vec<Tag>,
    pub labels: Vec<Label>,
    heads: Vec<u32>,
    first: Vec<u32>,
    next: Vec<u32>,
    /// Words from the root downwards.
    pub order: Vec<u32>,
    cores: Vec<(u32, u32)>,
    /// Which words are "of".
    ofs: Vec<bool>,
}

impl Tree {
    pub fn new(words: Words, is_of: impl Fn(u32) -> bool) -> Self {
        let Words { tags, heads, labels } = words;
        let words = heads.len();
        let (mut first, mut next) = (vec![NONE; words], vec![NONE; words]);
        let mut order = Vec::with_capacity(words);
        for word in (0..words).rev() {
            match heads[word] {
                NONE => order.push(word as u32),
                head => {
                    next[word] = first[head as usize];
                    first[head as usize] = word as u32;
                }
            }
        }
        let mut at = 0;
        while at < order.len() {
            let mut child = first[order[at] as usize];
            while child != NONE {
                order.push(child);
                child = next[child as usize];
            }
            at += 1;
        }
        let mut tree = Self {
            tags,
            labels,
            heads,
            first,
            next,
            order,
            cores: Vec::new(),
            ofs: (0..words as u32).map(is_of).collect(),
        };
        tree.find_cores();
        tree
    }

    pub fn len(&self) -> usize {
        self.heads.len()
    }

    pub fn head(&self, word: u32) -> Option<u32> {
        self.heads.get(word as usize).copied().filter(|&head| head != NONE)
    }

    pub fn tag(&self, word: u32) -> Tag {
        self.tags[word as usize]
    }

    pub fn label(&self, word: u32) -> Label {
        self.labels[word as usize]
    }

    /// The dependents of a word, from left to right. No prose has words with more than are given; the bound keeps every walk linear.
    pub fn children(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        let child = |word: u32| Some(word).filter(|&word| word != NONE);
        std::iter::successors(child(self.first[word as usize]), move |&at| child(self.next[at as usize]))
            .take(DEPENDENTS)
    }

    /// The first dependent with one of some labels.
    pub fn child(&self, word: u32, labels: &[Label]) -> Option<u32> {
        self.children(word).find(|&child| labels.contains(&self.label(child)))
    }

    /// The noun phrase of a word, see [`super::Argument::tokens`].
    pub fn core(&self, word: u32) -> Range<u32> {
        let (start, end) = self.cores[word as usize];
        start..end
    }

    /// From the leaves upwards: a word takes in the cores of those dependents that touch its own.
    fn find_cores(&mut self) {
        self.cores = (0..self.len() as u32).map(|word| (word, word + 1)).collect();
        let order = std::mem::take(&mut self.order);
        let mut before = Vec::new();
        for &word in order.iter().rev() {
            let (mut start, mut end) = (word, word + 1);
            let commas = |child| matches!(self.label(child), Label::Amod | Label::Conj);
            before.clear();
            before.extend(self.children(word).filter(|&child| child < word && self.belongs(word, child)));
            for &child in before.iter().rev() {
                let (from, to) = self.cores[child as usize];
                if self.touch(to, start, commas(child)) {
                    start = from;
                }
            }
            for child in self.children(word).filter(|&child| child > word && self.belongs(word, child)) {
                let (from, to) = self.cores[child as usize];
                let whole = self.label(child) != Label::Prep || to > child + 1;
                if whole && (self.touch(end, from, commas(child)) || self.is_of(word) && self.joins(end, from)) {
                    end = to;
                }
            }
            self.cores[word as usize] = (start, end);
        }
        self.order = order;
    }

    /// Whether a dependent belongs to the core of its head.
    fn belongs(&self, word: u32, child: u32) -> bool {
        let left = child < word;
        // What stands before a noun: "a state-run and costly scheme" has "state" and "costly" beneath "run".
        let modifier = matches!(self.label(word), Label::Amod | Label::Compound | Label::Nmod | Label::Nummod);
        match self.label(child) {
            Label::Nummod => true,
            Label::Det
            | Label::Predet
            | Label::Amod
            | Label::Compound
            | Label::Quantmod
            | Label::Poss
            | Label::Nmod => left,
            Label::Advmod | Label::Npadvmod => left && (modifier || !is_verb(self.tag(word))),
            // "Neither Norland nor Sudmark".
            Label::Preconj => left && !is_verb(self.tag(word)),
            Label::Cc | Label::Conj => modifier && !left && !is_verb(self.tag(child)),
            Label::Case => !left,
            // "A blacked out crowd", "a stand-up model".
            Label::Prt => !left && matches!(self.label(word), Label::Amod | Label::Nmod | Label::Compound),
            Label::Prep => !left && self.is_of(child) && self.children(child).any(|of| self.is_object(of)),
            Label::Pobj => self.is_of(word),
            _ => false,
        }
    }

    fn is_object(&self, word: u32) -> bool {
        self.label(word) == Label::Pobj
    }

    fn is_of(&self, word: u32) -> bool {
        self.ofs.get(word as usize).copied().unwrap_or(false)
    }

    /// Whether what stands between "of" and its noun can only belong to the noun.
    fn joins(&self, end: u32, start: u32) -> bool {
        use Tag::{Afx, Cd, Dt, Hyph, Jj, Jjr, Jjs, Nn, Nnp, Pos, PrpPoss, Vbn};
        let inner =
            |word| matches!(self.tag(word), Afx | Cd | Dt | Hyph | Jj | Jjr | Jjs | Nn | Nnp | Pos | PrpPoss | Vbn);
        end <= start && start - end <= 2 * SIGNS && (end..start).all(inner)
    }

    /// Whether nothing but commas, hyphens and quotation marks stand between the end of one core and the start of another.
    fn touch(&self, end: u32, start: u32, commas: bool) -> bool {
        let sign = |word| match self.tag(word) {
            Tag::Hyph | Tag::OpenQuote | Tag::CloseQuote => true,
            Tag::Comma | Tag::Cc => commas,
            _ => false,
        };
        end <= start && start - end <= SIGNS && (end..start).all(sign)
    }
}
