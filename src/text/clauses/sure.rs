//! Which clauses were read narrowly: the models' decisions that make a clause (the tag of its verb, heads and labels of verb, subject and object) and by how much each lay above the best other.
//!
//! A clause that rests on one narrow decision is wrong far more often than others. What a repair changed rests on evidence of its own and is not counted.

use super::build::Builder;
use super::repair::Words;
use super::{Clause, Role};
use crate::text::syntax::{Analysis, Margins};

/// The least margin of a clause that is taken to be read surely, in the units of the models' scores. The margin of a head counts half, since its scores are the larger.
pub const SURE: u16 = 40;

/// No choice.
const FREE: Margins = Margins { tag: u16::MAX, head: u16::MAX, label: u16::MAX };

/// How narrowly each word was read, but for what was mended since.
pub(super) fn margins(words: &Words, analysis: &Analysis) -> Vec<Margins> {
    let of = |word: usize| {
        let found = analysis.margins.get(word).copied().unwrap_or(FREE);
        let head = analysis.heads[word].unwrap_or(super::tree::NONE);
        let hangs = words.heads[word] == head && words.labels[word] == analysis.labels[word];
        let found = if hangs { found } else { Margins { tag: found.tag, ..FREE } };
        if words.tags[word] == analysis.tags[word] { found } else { Margins { tag: u16::MAX, ..found } }
    };
    (0..words.heads.len()).map(of).collect()
}

impl Builder<'_> {
    /// The least margin of the decisions that make a clause.
    pub(super) fn margin(&self, word: u32, clause: &Clause) -> u16 {
        let core = |role| matches!(role, Role::Subject | Role::Object);
        let place = |word: u32| {
            let margins = self.margins.get(word as usize).unwrap_or(&FREE);
            margins.label.min(margins.head / 2)
        };
        let arguments = clause.arguments.iter().filter(|a| core(a.role)).map(|a| place(a.head - self.first));
        let verb = self.margins.get(word as usize).unwrap_or(&FREE).tag.min(place(word));
        arguments.min().map_or(verb, |least| least.min(verb))
    }
}
