//! Mends what the parser gets wrong in ways that show: each repair needs evidence from tags and words against a label or a head, and changes nothing without it.

use super::tree::{NONE, is_verb};
use crate::text::syntax::{Analysis, Label, Tag};

/// How far a repair looks from a word.
const REACH: usize = 24;

/// Tags, heads and labels of a sentence, of one length, with heads that exist.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub tags: Vec<Tag>,
    pub heads: Vec<u32>,
    pub labels: Vec<Label>,
}

impl Words {
    pub fn new(analysis: &Analysis) -> Self {
        let words = analysis.tags.len().min(analysis.heads.len()).min(analysis.labels.len());
        let head = |word: usize| analysis.heads[word].filter(|&h| (h as usize) < words && h as usize != word);
        Self {
            tags: analysis.tags[..words].to_vec(),
            heads: (0..words).map(|word| head(word).unwrap_or(NONE)).collect(),
            labels: analysis.labels[..words].to_vec(),
        }
    }

    /// Mends the tree; `is_be` tells the forms of "be".
    pub fn mend(&mut self, is_be: impl Fn(u32) -> bool) {
        let subjects = self.with_subject();
        self.join_passives(&is_be);
        self.hang_members(&subjects);
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.heads.get(word).copied().filter(|&head| head != NONE).map(|head| head as usize)
    }

    /// Which words have a subject.
    fn with_subject(&self) -> Vec<bool> {
        let mut found = vec![false; self.heads.len()];
        for word in 0..self.heads.len() {
            if let (Label::Nsubj | Label::Nsubjpass | Label::Expl, Some(head)) = (self.labels[word], self.head(word)) {
                found[head] = true;
            }
        }
        found
    }

    /// "Is committed" as copula and adjective, though the adjective is tagged as a participle: the same as a passive, and read as such.
    fn join_passives(&mut self, is_be: &impl Fn(u32) -> bool) {
        let mut moved: Vec<(u32, u32)> = Vec::new();
        for word in 1..self.heads.len() {
            let Some(head) = self.head(word).filter(|&head| head < word) else { continue };
            let participle = self.tags[word] == Tag::Vbn && matches!(self.labels[word], Label::Acomp | Label::Attr);
            let new = moved.last().is_none_or(|&(last, _)| (last as usize) < head);
            if participle && new && word - head <= 4 && is_verb(self.tags[head]) && is_be(head as u32) {
                moved.push((head as u32, word as u32));
            }
        }
        if moved.is_empty() {
            return;
        }
        for word in 0..self.heads.len() {
            let Ok(at) = moved.binary_search_by_key(&self.heads[word], |&(from, _)| from) else { continue };
            if moved[at].1 != word as u32 {
                self.heads[word] = moved[at].1;
                if self.labels[word] == Label::Nsubj {
                    self.labels[word] = Label::Nsubjpass;
                }
            }
        }
        for &(be, participle) in &moved {
            (self.heads[participle as usize], self.labels[participle as usize]) =
                (self.heads[be as usize], self.labels[be as usize]);
            (self.heads[be as usize], self.labels[be as usize]) = (participle, Label::Auxpass);
        }
    }

    /// "It may be denied because they fell ill or lost their work": a verb with tense does not continue one without it if one with the same tense stands
    /// nearer and has a subject.
    fn hang_members(&mut self, subjects: &[bool]) {
        for word in 1..self.heads.len() {
            let tag = self.tags[word];
            let Some(head) = self.head(word).filter(|&head| head < word) else { continue };
            let finite = matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
            let odd = matches!(self.tags[head], Tag::Vb | Tag::Vbn | Tag::Vbg);
            if self.labels[word] != Label::Conj || !finite || !odd || subjects[word] {
                continue;
            }
            // Behind a comma it goes on with the clause as a whole.
            let joined = self.tags[word - 1] == Tag::Cc && word > 1 && self.tags[word - 2] != Tag::Comma;
            let near =
                (head + 1..word).rev().take(REACH).find(|&at| is_verb(self.tags[at]) || self.tags[at] == Tag::Md);
            if let Some(near) =
                near.filter(|&at| joined && self.tags[at] == tag && subjects[at] && self.head(at).is_some())
            {
                self.heads[word] = near as u32;
            }
        }
    }
}
