//! Who stands behind the word or phrase that opens a clause, and was taken into that phrase.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp)
}

impl Words {
    /// "According to the guild, bread grew dear", with "bread" behind "to" as well: what stands behind the comma is the subject of the verb that has none.
    pub(super) fn part_openings(&mut self, subjects: &[u32]) {
        for noun in 3..self.heads.len() {
            let second = self.labels[noun] == Label::Pobj && is_noun(self.tags[noun]);
            let Some(preposition) = self.head(noun).filter(|&at| second && at < noun) else { continue };
            let start = self.start_of(noun);
            let comma = start > preposition + 2 && self.tags[start - 1] == Tag::Comma;
            let first = |at: usize| self.heads[at] == preposition as u32 && self.labels[at] == Label::Pobj;
            if !comma || !(preposition + 1..start).any(first) {
                continue;
            }
            let verb = self.above(preposition).filter(|&verb| verb > noun && subjects[verb] == NONE);
            let Some(verb) = verb.filter(|&verb| self.reaches(noun, self.start_of_verb(verb))) else { continue };
            let finite = self.start_of_verb(verb);
            if self.is_finite(finite) || self.tags[finite] == Tag::Md {
                self.heads[noun] = verb as u32;
                self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
            }
        }
    }

    /// The verb that a preposition hangs on, through another one.
    fn above(&self, preposition: usize) -> Option<usize> {
        let mut at = self.head(preposition)?;
        for _ in 0..2 {
            if is_verb(self.tags[at]) && self.labels[at] != Label::Prep {
                return Some(at);
            }
            at = self.head(at)?;
        }
        Some(at).filter(|&at| is_verb(self.tags[at]))
    }

    /// "The sale of bread before noon was banned", with "noon" as the subject of the verb as well: behind a noun that has the verb already, and without a comma, "before" is a preposition.
    pub(super) fn sink_marks(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for noun in 3..self.heads.len() {
            let subject = matches!(self.labels[noun], Label::Nsubj | Label::Nsubjpass) && self.is_noun(noun);
            let Some(verb) = self.head(noun).filter(|&verb| subject && verb > noun) else { continue };
            let Some(mark) = self.start_of(noun).checked_sub(1).filter(|&at| is(at as u32, class::MARKING)) else {
                continue;
            };
            let first = (mark.saturating_sub(REACH)..mark).find(|&at| {
                let subject = matches!(self.labels[at], Label::Nsubj | Label::Nsubjpass);
                subject && self.heads[at] == verb as u32 && is_noun(self.tags[at])
            });
            let Some(first) = first.filter(|&first| self.head(mark) == Some(verb) && self.reaches(first, mark)) else {
                continue;
            };
            let sign = |at: usize| matches!(self.tags[at], Tag::Comma | Tag::Colon | Tag::Hyph);
            if !(first..mark).any(sign) {
                (self.heads[mark], self.labels[mark]) = (first as u32, Label::Prep);
                (self.heads[noun], self.labels[noun]) = (mark as u32, Label::Pobj);
            }
        }
    }

    /// "As my aunt, a weaver, used to say", with "aunt" as something of "as": what opens a clause has nothing of its own, and the noun is the subject of the verb that has none.
    pub(super) fn free_marks(&mut self, subjects: &[u32]) {
        for noun in 1..self.heads.len() {
            let held = self.labels[noun] == Label::Pobj && is_noun(self.tags[noun]);
            let Some(mark) = self.head(noun).filter(|&mark| held && mark < noun && self.labels[mark] == Label::Mark)
            else {
                continue;
            };
            let Some(verb) = self.head(mark).filter(|&verb| verb > noun && subjects[verb] == NONE) else { continue };
            // "We as a guild have asked".
            if mark > 0 && is_noun(self.tags[mark - 1]) {
                continue;
            }
            if !matches!(self.tags[verb], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn | Tag::Vb) {
                continue;
            }
            if self.tags[verb] == Tag::Vbn && !self.has(verb, &[Label::Aux, Label::Auxpass]) {
                self.tags[verb] = Tag::Vbd;
            }
            self.heads[noun] = verb as u32;
            self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
        }
    }

    /// "They discussed it and believed the mill will close", with "mill" as what is believed and "close" beside "discussed": the object of a verb of thinking right before a verb with tense that
    /// has no subject is that subject.
    pub(super) fn believe_clauses(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for (verb, &subject) in subjects.iter().enumerate().take(self.heads.len()).skip(3) {
            let loose = matches!(self.labels[verb], Label::Conj | Label::Ccomp | Label::Advcl | Label::Dep);
            let start = self.start_of_verb(verb);
            let finite = self.is_finite(start) || self.tags[start] == Tag::Md;
            if !loose || !finite || subject != NONE || start == 0 || !is_noun(self.tags[start - 1]) {
                continue;
            }
            let Some(noun) = self.object_before(start) else { continue };
            let Some(above) = self.head(noun).filter(|&above| above < noun && is(above as u32, class::CLAUSAL)) else {
                continue;
            };
            let head = self.head(verb);
            let outer = head == Some(above) || head.is_some_and(|head| self.stands_beneath(above, head));
            let full = self.has(above, &[Label::Ccomp]) || self.has(verb, &[Label::Mark]);
            let speaks =
                is_verb(self.tags[above]) && !self.stands_beneath(verb, noun) && self.start_of(noun) == above + 1;
            if outer && speaks && !full {
                self.heads[noun] = verb as u32;
                self.labels[noun] = if self.has_passive(verb) { Label::Nsubjpass } else { Label::Nsubj };
                (self.heads[verb], self.labels[verb]) = (above as u32, Label::Ccomp);
            }
        }
    }

    /// "Believe that bread, as a food, is dear", with "that bread" as what is believed: what hangs on it as a verb with tense without a subject is the clause, and "that" opens it.
    pub(super) fn free_determined(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        for that in 1..self.heads.len() {
            let article = self.tags[that] == Tag::In && self.labels[that] == Label::Det && is(that as u32, class::THAT);
            if article && self.mark_told(that, is) {
                continue;
            }
            let Some(noun) = self.head(that).filter(|&noun| article && noun > that && self.labels[noun] == Label::Dobj)
            else {
                continue;
            };
            let Some(above) = self.head(noun).filter(|&above| above + 1 == that && is(above as u32, class::CLAUSAL))
            else {
                continue;
            };
            let clause = (noun + 1..self.heads.len()).take(2 * REACH).find(|&at| {
                let start = self.start_of_verb(at);
                let tense = self.is_finite(start) || self.tags[start] == Tag::Md;
                self.heads[at] == noun as u32 && is_verb(self.tags[at]) && tense && subjects[at] == NONE
            });
            let Some(clause) = clause else { continue };
            (self.heads[clause], self.labels[clause]) = (above as u32, Label::Ccomp);
            self.heads[noun] = clause as u32;
            self.labels[noun] = if self.has_passive(clause) { Label::Nsubjpass } else { Label::Nsubj };
            (self.heads[that], self.labels[that]) = (clause as u32, Label::Mark);
        }
    }

    /// The same where the noun is the subject already: the clause behind a verb of thinking and "that" is what is thought.
    fn mark_told(&mut self, that: usize, is: &impl Fn(u32, u64) -> bool) -> bool {
        let subject = self.head(that).filter(|&noun| noun > that && self.labels[noun] == Label::Nsubj);
        let clause =
            subject.and_then(|noun| self.head(noun)).filter(|&clause| clause > that && is_verb(self.tags[clause]));
        let thought = clause.filter(|&clause| {
            let behind = self.head(clause).is_some_and(|above| above + 1 == that && is(above as u32, class::CLAUSAL));
            behind && matches!(self.labels[clause], Label::Advcl | Label::Conj | Label::Dep | Label::Ccomp)
        });
        if let Some(clause) = thought {
            self.labels[clause] = Label::Ccomp;
            (self.heads[that], self.labels[that]) = (clause as u32, Label::Mark);
        }
        thought.is_some()
    }

    /// The object whose phrase ends right before a word.
    fn object_before(&self, end: usize) -> Option<usize> {
        let mut word = end - 1;
        for _ in 0..REACH / 2 {
            if self.labels[word] == Label::Dobj {
                return Some(word);
            }
            word = self.head(word).filter(|&head| head < word)?;
        }
        None
    }

    /// "Is one of the first mills to grind rye", with "grind" as something of "is": what is singled out does what the infinitive right behind it says.
    pub(super) fn single_infinitives(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 4..self.heads.len() {
            let open = self.tags[word] == Tag::Vb && matches!(self.labels[word], Label::Xcomp | Label::Advcl);
            let to = self.tags[word - 1] == Tag::To && self.head(word - 1) == Some(word);
            let noun = word - 2;
            let Some(verb) = self.head(word).filter(|&verb| open && to && verb < noun && is_noun(self.tags[noun]))
            else {
                continue;
            };
            let single =
                |at: usize| self.head(at) == Some(noun) && (self.tags[at] == Tag::Jjs || is(at as u32, class::SINGLE));
            let singled = (self.start_of(noun)..noun).any(single) && !is(noun as u32, class::CIRCUMSTANCE);
            // "My first care is to mend it".
            let owned = self.has(noun, &[Label::Poss]);
            let be = !owned && is(verb as u32, class::BE) && self.has(verb, &[Label::Attr]);
            let intent = is(noun as u32, class::INTENTION) && self.labels[noun] == Label::Pobj;
            if !self.stands_beneath(noun, verb) {
                continue;
            }
            if be && singled {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Relcl);
            } else if intent {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_clause_has_nothing_of_its_own() {
        // "As Vell used it, they left", and "we as Vell used it, they left".
        let opened = |before: Tag| {
            let mut words = Words::of(&[
                (before, 6, Label::Dep),
                (Tag::In, 4, Label::Mark),
                (Tag::Nnp, 2, Label::Pobj),
                (Tag::Vbn, 6, Label::Advcl),
                (Tag::Prp, 6, Label::Nsubj),
                (Tag::Vbd, 0, Label::Root),
            ]);
            let subjects = words.subjects();
            words.free_marks(&subjects);
            (words.heads[2], words.labels[2], words.tags[3])
        };
        assert_eq!(opened(Tag::Cc), (3, Label::Nsubj, Tag::Vbd));
        assert_eq!(opened(Tag::Prp), (1, Label::Pobj, Tag::Vbn));
    }

    #[test]
    fn that_opens_what_is_believed() {
        // "They believe that bread is dear", with "bread is" as an object that has a clause, and "they bake that bread is dear".
        let believed = |class: u64| {
            let mut words = Words::of(&[
                (Tag::Prp, 2, Label::Nsubj),
                (Tag::Vbp, 0, Label::Root),
                (Tag::In, 4, Label::Det),
                (Tag::Nn, 2, Label::Dobj),
                (Tag::Vbz, 4, Label::Advcl),
                (Tag::Jj, 5, Label::Acomp),
            ]);
            let subjects = words.subjects();
            words.free_determined(&subjects, &|word, asked| {
                word == 2 && asked == class::THAT || word == 1 && asked == class
            });
            (words.heads[3], words.labels[3], words.labels[4])
        };
        assert_eq!(believed(class::CLAUSAL), (4, Label::Nsubj, Label::Ccomp));
        assert_eq!(believed(class::OWNING), (1, Label::Dobj, Label::Advcl));
    }
}
