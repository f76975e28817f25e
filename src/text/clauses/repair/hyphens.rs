//! Parts of words and marks of markup that were read as words of their own: "data-driven", "to re-open", `<u>`.

use super::super::class;
use super::super::tree::is_verb;
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

impl Words {
    /// Whether a word is the last part of one with a hyphen.
    fn is_joined(&self, word: usize, is: &impl Fn(u32, u64) -> bool) -> bool {
        word >= 2
            && is(word as u32 - 1, class::DASH)
            && is(word as u32, class::GLUED)
            && is(word as u32 - 1, class::GLUED)
    }

    /// "A fee-based service", "well-known": a participle behind a hyphen is an adjective. "To re-open the port": what was hung on the prefix is the verb's.
    pub(super) fn join_hyphens(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            // "The co-founder", with "founder" beneath "co".
            let beside = self.heads[word] == self.heads[word - 2] && self.labels[word] == self.labels[word - 2];
            let noun = matches!(self.tags[word], Tag::Nn | Tag::Nns) && (self.head(word) == Some(word - 2) || beside);
            if noun && self.is_joined(word, is) && is(word as u32 - 2, class::PREFIX) {
                self.lift_from_prefix(word - 2, word);
            }
            if !is_verb(self.tags[word]) || !self.is_joined(word, is) || is(word as u32, class::BE) {
                continue;
            }
            if is(word as u32 - 2, class::PREFIX) {
                self.lift_from_prefix(word - 2, word);
                if self.labels[word] != Label::Acomp {
                    continue;
                }
            }
            let well = self.tags[word - 2] == Tag::Rb;
            // "Is clear-eyed that it ends".
            let said = well && self.labels[word] == Label::Acomp && self.tags[word] == Tag::Vbn;
            let verbal = |at: usize| {
                self.heads[at] == word as u32
                    && (matches!(
                        self.labels[at],
                        Label::Aux
                            | Label::Auxpass
                            | Label::Nsubj
                            | Label::Nsubjpass
                            | Label::Prt
                            | Label::Agent
                            | Label::Mark
                    ) || !said && matches!(self.labels[at], Label::Ccomp | Label::Xcomp)
                        || !well && self.labels[at] == Label::Prep)
            };
            let near = word.saturating_sub(REACH)..(word + REACH).min(self.heads.len());
            if self.tags[word] == Tag::Vb && !matches!(self.labels[word], Label::Conj | Label::Amod)
                || near.clone().any(verbal)
            {
                continue;
            }
            let object =
                near.clone().find(|&at| at > word && self.heads[at] == word as u32 && self.labels[at] == Label::Dobj);
            match object {
                Some(object)
                    if matches!(self.labels[word], Label::Xcomp | Label::Pcomp | Label::Dobj | Label::Pobj) =>
                {
                    // "Installs password-stealing software".
                    self.heads[object] = self.heads[word];
                    self.labels[object] = if self.labels[word] == Label::Pcomp { Label::Pobj } else { Label::Dobj };
                    (self.heads[word], self.labels[word]) = (object as u32, Label::Amod);
                }
                Some(_) => continue,
                None => {}
            }
            self.tags[word] = Tag::Jj;
            let told = self.head(word).filter(|&above| above < word && word - above <= 5);
            let becomes = told.is_some_and(|above| is(above as u32, class::BECOMING | class::BE));
            if becomes
                && matches!(self.labels[word], Label::Advcl | Label::Xcomp | Label::Ccomp | Label::Dep | Label::Oprd)
            {
                self.labels[word] = Label::Acomp;
            }
        }
    }

    /// "A co-owner nodded", with the hyphen as a noun or a verb: it is a sign, and the last part of the word has what hung on the others, and their place.
    pub(super) fn read_hyphens(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for last in 2..self.heads.len() {
            let (first, sign) = (last - 2, last - 1);
            let misread =
                matches!(self.tags[sign], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj) || is_verb(self.tags[sign]);
            if !misread || !self.is_joined(last, is) {
                continue;
            }
            self.tags[sign] = Tag::Hyph;
            let outside = |words: &Self, at: usize| words.head(at).is_none_or(|head| !(first..=last).contains(&head));
            let weak = matches!(self.labels[last], Label::Npadvmod | Label::Dep | Label::Appos | Label::Nmod);
            let top = match outside(self, last) {
                true if !weak || !outside(self, sign) => last,
                _ if outside(self, sign) => sign,
                _ => first,
            };
            let above = self.head(top);
            let circle = |above: usize| (first..=last).any(|part| self.stands_beneath(above, part));
            if !outside(self, top) || above.is_some_and(circle) {
                continue;
            }
            (self.heads[last], self.labels[last]) = (self.heads[top], self.labels[top]);
            self.move_dependents(sign, last);
            self.move_dependents(first, last);
            let label = if self.tags[first] == Tag::Jj { Label::Amod } else { Label::Compound };
            (self.heads[first], self.labels[first]) = (last as u32, label);
            (self.heads[sign], self.labels[sign]) = (last as u32, Label::Punct);
        }
    }

    /// What hangs on the prefix of a verb hangs on the verb.
    fn lift_from_prefix(&mut self, prefix: usize, verb: usize) {
        let near = prefix.saturating_sub(REACH)..(verb + REACH).min(self.heads.len());
        if self.heads[verb] == prefix as u32 {
            (self.heads[verb], self.labels[verb]) = (self.heads[prefix], self.labels[prefix]);
        }
        for at in near {
            if self.heads[at] == prefix as u32 && at != verb && self.head(verb) != Some(at) {
                self.heads[at] = verb as u32;
            }
        }
        if self.tags[verb - 1] == Tag::Hyph
            && prefix > 0
            && self.tags[prefix - 1] == Tag::To
            && self.head(prefix - 1).is_some_and(|head| head >= prefix && head <= verb + 1)
        {
            (self.heads[prefix - 1], self.labels[prefix - 1]) = (verb as u32, Label::Aux);
            self.tags[verb] = Tag::Vb;
        }
        (self.heads[prefix], self.labels[prefix]) = (verb as u32, Label::Compound);
        let sign = verb - 1;
        (self.heads[sign], self.labels[sign], self.tags[sign]) = (verb as u32, Label::Punct, Tag::Hyph);
    }

    /// `<u>`, `</td>`: what stands in angle brackets is no word.
    pub(super) fn cut_markup(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for close in 2..self.heads.len() {
            if !is(close as u32, class::ANGLE_CLOSE) || !is(close as u32, class::GLUED) {
                continue;
            }
            let open = |at: usize| is(at as u32, class::ANGLE_OPEN);
            let word = close - 1;
            if open(word - 1) || word >= 2 && is(word as u32 - 1, class::SLASH) && open(word - 2) {
                self.tags[word] = Tag::Sym;
            }
        }
    }

    /// "The workers' failure", with a quotation mark behind "workers": they own what stands behind it.
    pub(super) fn join_owners(&mut self, is: &impl Fn(u32, u64) -> bool, plural: &impl Fn(u32) -> bool) {
        let mut quoted = false;
        for sign in 1..self.heads.len().saturating_sub(1) {
            if !is(sign as u32, class::APOSTROPHE) || self.tags[sign] == Tag::Pos {
                continue;
            }
            let owner = sign - 1;
            let noun = |at: usize| matches!(self.tags[at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let last = self.end_of_run(sign + 1, is);
            let owned =
                last.filter(|_| noun(owner) && plural(owner as u32) && !quoted && !is(sign as u32 + 1, class::GLUED));
            let Some(owned) = owned else {
                quoted = !quoted;
                continue;
            };
            self.own(owner, sign, owned);
        }
    }

    /// The last noun of the words that can stand behind an owner.
    fn end_of_run(&self, start: usize, is: &impl Fn(u32, u64) -> bool) -> Option<usize> {
        use Tag::{Cd, Currency, Hyph, Jj, Jjr, Jjs, Nn, Nnp, Nnps, Nns, Vbg, Vbn};
        let inner = |at: &usize| {
            matches!(self.tags[*at], Jj | Jjr | Jjs | Cd | Nn | Nns | Nnp | Nnps | Hyph | Vbg | Vbn | Currency)
                && (*at == start || !is(*at as u32, class::CALENDAR))
        };
        let end = (start..self.heads.len()).take(REACH / 2).take_while(inner).last()?;
        // The run ends with the first plural, or with the first noun that no other follows.
        let noun = |at: usize| matches!(self.tags.get(at), Some(Nn | Nns | Nnp | Nnps));
        let goes_on = |at: usize| noun(at) || self.tags[at] == Hyph || self.tags[at] == Vbg && noun(at + 1);
        (start..=end).find(|&at| noun(at) && (at == end || !goes_on(at + 1)))
    }

    /// Makes one noun the owner of another, which takes its place if it stood beneath it.
    fn own(&mut self, owner: usize, sign: usize, owned: usize) {
        let mut top = owned;
        for _ in 0..REACH {
            match self.head(top).filter(|head| (sign + 1..owned).contains(head)) {
                Some(head) => top = head,
                None => break,
            }
        }
        (self.heads[owned], self.labels[owned]) = (self.heads[top], self.labels[top]);
        let beneath = self.stands_beneath(owned, owner);
        if beneath || self.heads[owned] == self.heads[owner] || self.heads[owned] == sign as u32 {
            (self.heads[owned], self.labels[owned]) = (self.heads[owner], self.labels[owner]);
        }
        (self.heads[owner], self.labels[owner]) = (owned as u32, Label::Poss);
        (self.heads[sign], self.labels[sign], self.tags[sign]) = (owner as u32, Label::Case, Tag::Pos);
        for at in sign + 1..owned {
            if self.head(at).is_none_or(|head| head <= sign || head > owned) {
                let label = match self.tags[at] {
                    Tag::Cd => Label::Nummod,
                    Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Vbn | Tag::Vbg => Label::Amod,
                    Tag::Hyph => Label::Punct,
                    _ => Label::Compound,
                };
                (self.heads[at], self.labels[at]) = (owned as u32, label);
            }
        }
        // What told of the owner from behind the owned tells of that.
        for at in owned + 1..(owned + REACH).min(self.heads.len()) {
            if self.heads[at] == owner as u32 {
                self.heads[at] = owned as u32;
            }
        }
    }
}
