//! Members of a coordination that what they are like shows to belong elsewhere.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
}

impl Words {
    /// "The roof of our barn and the door of our mill", with "door" beside "barn": what has an article and "of" goes on with what has both, not with what has neither.
    pub(super) fn match_of(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 5..self.heads.len().saturating_sub(1) {
            let joined = self.labels[word] == Label::Conj && is_noun(self.tags[word]);
            let Some(inner) = self.head(word).filter(|&inner| joined && inner < word) else { continue };
            let of = self.head(inner).filter(|&of| self.labels[inner] == Label::Pobj && is(of as u32, class::OF));
            let Some(outer) = of.and_then(|of| self.head(of).filter(|&outer| outer + 1 == of)) else { continue };
            let article = |at: usize| {
                let start = self.start_of(at);
                start < at && self.tags[start] == Tag::Dt && !is(start as u32, class::ARTICLE)
            };
            let alike = is_noun(self.tags[outer]) && article(outer) && article(word) && !article(inner);
            let second = is(word as u32 + 1, class::OF) && self.head(word + 1) == Some(word);
            let core = matches!(
                self.labels[outer],
                Label::Dobj | Label::Attr | Label::Nsubj | Label::Nsubjpass | Label::Pobj | Label::Conj
            );
            if alike && second && core && !is(inner as u32 + 1, class::OF) {
                self.heads[word] = outer as u32;
            }
        }
    }

    /// "Curbs on her power to sell boats and horses have ended", with "curbs" and "horses" as subjects: what "and" joins to a noun within the first subject goes on with that noun.
    pub(super) fn sink_subjects(&mut self, subjects: &[u32]) {
        for (verb, &found) in subjects.iter().enumerate() {
            let second = found as usize;
            if found == NONE || second > verb || !is_noun(self.tags[second]) {
                continue;
            }
            let start = self.start_of(second);
            let Some(cc) = start.checked_sub(1).filter(|&cc| self.tags[cc] == Tag::Cc) else { continue };
            let first = (cc.saturating_sub(REACH)..cc).find(|&at| {
                self.heads[at] == verb as u32 && matches!(self.labels[at], Label::Nsubj | Label::Nsubjpass)
            });
            let noun = self.head(cc).filter(|&noun| noun < cc && is_noun(self.tags[noun]));
            if let (Some(first), Some(noun)) = (first, noun)
                && self.stands_beneath(noun, first)
            {
                (self.heads[second], self.labels[second]) = (noun as u32, Label::Conj);
            }
        }
    }

    /// "Made of men who till our fields, mend our roads, and bake", with "mend" beside "made": in a row, what has the form of the nearest verb with a subject goes on with that.
    pub(super) fn row_members(&mut self, subjects: &[u32]) {
        for word in 3..self.heads.len() {
            let row = self.labels[word] == Label::Conj && self.tags[word - 1] == Tag::Comma && subjects[word] == NONE;
            let Some(head) = self.head(word).filter(|&head| row && head < word) else { continue };
            let near =
                (head + 1..word - 1).rev().take(REACH).find(|&at| is_verb(self.tags[at]) || self.tags[at] == Tag::Md);
            let Some(near) = near.filter(|&at| subjects[at] != NONE && self.labels[at] == Label::Relcl) else {
                continue;
            };
            let past = matches!(self.tags[head], Tag::Vbd | Tag::Vbn) && self.tags[near] == self.tags[word];
            let third = past && self.tags[word] == Tag::Vbz;
            let bare = self.tags[word] == Tag::Vb
                && self.tags[near] == Tag::Vbp
                && matches!(self.tags[head], Tag::Vbd | Tag::Vbn | Tag::Vbz)
                && !self.has(word, &[Label::Aux]);
            if third || bare {
                self.heads[word] = near as u32;
                self.tags[word] = self.tags[near];
            }
        }
    }

    /// "It may be denied because they fell ill or lost their work", "we see a state that jails its critics and starves its poor": a verb with tense does not
    /// continue one whose form differs if one with the same form stands nearer and has a subject.
    pub(super) fn hang_members(&mut self, subjects: &[u32]) {
        for word in 2..self.heads.len() {
            let start = self.start_of_verb(word);
            let tag = self.tags[start];
            let Some(head) = self.head(word).filter(|&head| head + 1 < start) else { continue };
            if self.labels[word] != Label::Conj || !self.is_finite(start) || subjects[word] != NONE {
                continue;
            }
            let odd = match self.tags[head] {
                Tag::Vb | Tag::Vbn | Tag::Vbg => start == word || self.tags[head] == Tag::Vb,
                Tag::Vbp => start == word && matches!(tag, Tag::Vbz | Tag::Vbd),
                Tag::Vbz => tag == Tag::Vbp || start == word && tag == Tag::Vbd,
                _ => false,
            };
            // Behind a comma and "and" it goes on with the clause as a whole.
            let joined = self.tags[start - 1] == Tag::Comma
                || self.tags[start - 1] == Tag::Cc && self.tags[start - 2] != Tag::Comma;
            let verb = |at: &usize| is_verb(self.tags[*at]) || self.tags[*at] == Tag::Md;
            // "Maps that have aged but are not replaced": an auxiliary stands for its verb.
            let told = |at: usize| match self.labels[at] {
                Label::Aux | Label::Auxpass => self.head(at).unwrap_or(at),
                _ => at,
            };
            let finite =
                |at: &usize| verb(at) && (start == word || !matches!(self.tags[*at], Tag::Vbn | Tag::Vb | Tag::Vbg));
            let near = (head + 1..start).rev().take(REACH).find(finite).filter(|&at| self.tags[at] == tag).map(told);
            let near = near.filter(|&at| subjects[at] != NONE && self.head(at).is_some());
            let above = || self.above_infinitive(head, tag, subjects).filter(|_| self.tags[start - 1] == Tag::Cc);
            if let Some(other) = near.filter(|_| joined).or_else(above).filter(|&other| odd && other != head) {
                self.heads[word] = other as u32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_on_with_the_relative_clause() {
        // "Made of men who bake bread, mend roofs", and the same with "mends".
        let row = |second: Tag| {
            let mut words = Words::of(&[
                (Tag::Vbn, 0, Label::Root),
                (Tag::Nns, 1, Label::Pobj),
                (Tag::Wp, 4, Label::Nsubj),
                (Tag::Vbp, 2, Label::Relcl),
                (Tag::Nn, 4, Label::Dobj),
                (Tag::Comma, 1, Label::Punct),
                (second, 1, Label::Conj),
                (Tag::Nns, 7, Label::Dobj),
            ]);
            let subjects = words.subjects();
            words.row_members(&subjects);
            (words.heads[6], words.tags[6])
        };
        assert_eq!((row(Tag::Vb), row(Tag::Vbz)), ((3, Tag::Vbp), (0, Tag::Vbz)));
    }
}
