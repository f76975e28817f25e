//! What belongs to nouns: datelines, brackets, gerunds, lists, participles and appositions that were hung on a verb or on another noun.

use super::super::class;
use super::super::tree::{NONE, is_verb};
use super::{REACH, Words};
use crate::text::syntax::{Label, Tag};

/// Words of a dateline.
const DATELINE: usize = 16;

impl Words {
    /// "Leon Vell, Jr., said": what follows a person's name belongs to the name before the comma.
    pub(super) fn join_endings(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for ending in 2..self.heads.len() {
            let name = ending - 2;
            let behind = self.tags[ending - 1] == Tag::Comma && self.tags[name] == Tag::Nnp;
            if !behind || !is(ending as u32, class::TITLE_ENDING) || is(name as u32, class::PLACE) {
                continue;
            }
            let hangs = self.head(name);
            if hangs != Some(ending) && hangs.is_some_and(|above| self.stands_beneath(above, ending)) {
                continue;
            }
            if hangs == Some(ending) {
                (self.heads[name], self.labels[name]) = (self.heads[ending], self.labels[ending]);
            }
            self.move_dependents(ending, name);
            (self.heads[ending], self.labels[ending]) = (name as u32, Label::Nmod);
            if self.heads[ending - 1] != NONE {
                self.heads[ending - 1] = name as u32;
            }
        }
    }

    /// "Norport, 3 May (Agency) -- The council voted": what stands before the dash tells neither who nor what.
    pub(super) fn cut_dateline(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let within = |at: &usize| {
            matches!(self.tags[*at], Tag::Nnp | Tag::Nnps | Tag::Cd | Tag::Comma | Tag::OpenBracket | Tag::CloseBracket)
                && !is(*at as u32, class::DASH)
        };
        let dash = (0..self.tags.len().min(DATELINE)).find(|at| !within(at));
        let Some(dash) = dash.filter(|&at| at > 0 && is(at as u32, class::DASH)) else { return };
        // "Orvel (25-7) met Vell".
        let open = self.tags[..dash].iter().rposition(|&tag| tag == Tag::OpenBracket);
        if open.is_some_and(|open| !self.tags[open..dash].contains(&Tag::CloseBracket)) {
            return;
        }
        let verb = |at: usize| is_verb(self.tags[at]) || self.tags[at] == Tag::Md;
        if !(dash + 1..self.tags.len()).any(verb) {
            return;
        }
        // The first noun of the sentence proper may have been hung on the dateline, which took its place.
        let mut place = None;
        for word in 0..dash {
            if let Some(head) = self.head(word).filter(|&head| head > dash) {
                if matches!(self.labels[word], Label::Nsubj | Label::Nsubjpass) {
                    place = Some((head, self.labels[word]));
                }
                self.labels[word] = Label::Meta;
            }
        }
        let Some((verb, label)) = place else { return };
        let hung = |&at: &usize| {
            self.head(at).is_some_and(|head| head < dash) && matches!(self.labels[at], Label::Appos | Label::Conj)
        };
        if let Some(noun) = (dash + 1..verb).find(hung) {
            (self.heads[noun], self.labels[noun]) = (verb as u32, label);
        }
    }

    /// "Left at 9:40 p.m. Friday (1:40 a.m. GMT)": what stands in brackets is no part of the clause around them.
    pub(super) fn close_brackets(&mut self) {
        let mut open = None;
        for word in 0..self.heads.len() {
            match self.tags[word] {
                Tag::OpenBracket => open = Some(word),
                Tag::CloseBracket => open = None,
                _ => {
                    let Some((bracket, head)) = open.zip(self.head(word)) else { continue };
                    let core = matches!(
                        self.labels[word],
                        Label::Nsubj | Label::Nsubjpass | Label::Dobj | Label::Attr | Label::Npadvmod
                    );
                    if core && head < bracket && word - bracket < REACH {
                        self.labels[word] = Label::Meta;
                    }
                }
            }
        }
    }

    /// "Losing the vote is bad": what stands between a gerund that is the subject and its verb is its object.
    pub(super) fn free_gerunds(&mut self) {
        for noun in 1..self.heads.len() {
            let Some(verb) = self.head(noun).filter(|&verb| verb > noun && self.labels[noun] == Label::Nsubj) else {
                continue;
            };
            let gerund =
                (noun.saturating_sub(REACH)..noun).rev().take_while(|&at| self.tags[at] != Tag::Comma).find(|&at| {
                    self.tags[at] == Tag::Vbg && self.labels[at] == Label::Csubj && self.head(at) == Some(verb)
                });
            let bare = |gerund: &usize| {
                (*gerund..noun).all(|at| self.head(at) != Some(*gerund) || self.labels[at] != Label::Dobj)
            };
            if let Some(gerund) = gerund.filter(bare) {
                (self.heads[noun], self.labels[noun]) = (gerund as u32, Label::Dobj);
            }
        }
    }

    /// "Studied its duties, its rules, and the provision of funds": a noun without anything of a verb goes on with the noun before it.
    pub(super) fn join_nouns(&mut self) {
        let noun = |tag: Tag| matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
        for word in 2..self.heads.len() {
            let Some(verb) = self.head(word).filter(|&verb| verb < word && self.labels[word] == Label::Conj) else {
                continue;
            };
            if !noun(self.tags[word]) || !is_verb(self.tags[verb]) {
                continue;
            }
            let near = word.saturating_sub(REACH)..(word + REACH).min(self.heads.len());
            let verbal = near.clone().any(|at| {
                self.heads[at] == word as u32
                    && matches!(
                        self.labels[at],
                        Label::Nsubj | Label::Nsubjpass | Label::Aux | Label::Auxpass | Label::Dobj | Label::Npadvmod
                    )
            });
            let object_of = |verb: usize| {
                (verb + 1..word).rev().take(REACH).find(|&at| {
                    self.heads[at] == verb as u32
                        && matches!(self.labels[at], Label::Dobj | Label::Attr)
                        && noun(self.tags[at])
                })
            };
            // "Going to feed the hens that lay, or the geese".
            let inner = (verb + 1..word)
                .rev()
                .take(REACH)
                .find(|&at| self.heads[at] == verb as u32 && self.labels[at] == Label::Xcomp);
            let object = object_of(verb).or_else(|| object_of(inner?));
            if let Some(object) = object.filter(|_| !verbal) {
                self.heads[word] = self.last_of_list(word).filter(|&last| last > object).unwrap_or(object) as u32;
            }
        }
    }

    /// "It held before the pact of peace signed in May": a bare participle right behind a noun is no further member of a coordination, but tells of the noun.
    pub(super) fn free_participles(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let joined = matches!(self.labels[word], Label::Conj | Label::Dep);
            if !joined || self.tags[word] != Tag::Vbn || self.head(word).is_none_or(|head| !is_verb(self.tags[head])) {
                continue;
            }
            let quote = usize::from(matches!(self.tags[word - 1], Tag::CloseQuote | Tag::OpenQuote));
            let mut noun = word - 1 - quote;
            let named = matches!(self.tags[noun], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            let near = word.saturating_sub(REACH)..word;
            let helped = near.clone().any(|at| self.heads[at] == word as u32 && self.labels[at] != Label::Punct);
            if !named || helped {
                continue;
            }
            // "The pact of peace": its head.
            for _ in 0..4 {
                let preposition = self.head(noun).filter(|&at| at < noun && is(at as u32, class::OF));
                let Some(above) = preposition.and_then(|at| self.head(at)).filter(|&at| near.contains(&at)) else {
                    break;
                };
                noun = above;
            }
            (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
        }
    }

    /// "Ruiz, of Norport, a lawyer": the apposition behind a place of origin belongs to whom it is told of.
    pub(super) fn free_appositions(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 3..self.heads.len() {
            let Some(place) = self.head(word).filter(|&head| head < word && self.labels[word] == Label::Appos) else {
                continue;
            };
            let preposition = self.head(place).filter(|_| self.labels[place] == Label::Pobj);
            let Some(preposition) = preposition.filter(|&at| is(at as u32, class::OF) && at < place && at > 0) else {
                continue;
            };
            let noun = self.head(preposition).filter(|&noun| noun < preposition && self.tags[noun] == Tag::Nnp);
            let names = self.tags[place] == Tag::Nnp && self.tags[preposition - 1] == Tag::Comma;
            if let Some(noun) = noun.filter(|_| names && self.tags[place + 1] == Tag::Comma) {
                self.heads[word] = noun as u32;
            }
        }
    }

    /// "In Norport, Solcombe, and the State of Ardel": the last name before a comma and "and" that end a list of names.
    fn last_of_list(&self, word: usize) -> Option<usize> {
        let name = |at: &usize| self.tags[*at] == Tag::Nnp;
        let and = (word.saturating_sub(5)..word).rev().find(|&at| self.tags[at] == Tag::Cc)?;
        let last = and.checked_sub(2).filter(|&at| self.tags[at + 1] == Tag::Comma)?;
        Some(last).filter(name).filter(|&at| name(&word) && self.labels[at] == Label::Conj)
    }

    /// "The centres across the country that are …": a relative clause in the plural is not about the one thing it was hung on, if several stand above that.
    pub(super) fn agree(&mut self) {
        for pronoun in 1..self.heads.len() {
            let subject = self.labels[pronoun] == Label::Nsubj || self.labels[pronoun] == Label::Nsubjpass;
            let relative = matches!(self.tags[pronoun], Tag::Wdt | Tag::Wp);
            let Some(verb) = self.head(pronoun).filter(|&verb| subject && relative && verb > pronoun) else { continue };
            let tag = self.tags[self.start_of_verb(verb)];
            let Some(noun) = self.head(verb).filter(|&at| at < pronoun && self.labels[verb] == Label::Relcl) else {
                continue;
            };
            let one = matches!(self.tags[noun], Tag::Nn | Tag::Nnp);
            let joined =
                (noun + 1..pronoun).take(REACH).any(|at| self.tags[at] == Tag::Cc) || self.labels[noun] == Label::Conj;
            let preposition = self.head(noun).filter(|_| self.labels[noun] == Label::Pobj);
            let above = preposition.filter(|&at| at < noun).and_then(|at| self.head(at)).filter(|&at| at < noun);
            let Some(above) = above.filter(|&above| !joined && pronoun - above < REACH) else { continue };
            let many = tag == Tag::Vbp && one && matches!(self.tags[above], Tag::Nns | Tag::Nnps);
            if many {
                self.heads[verb] = above as u32;
            } else if tag == Tag::Vbz && self.tags[noun] == Tag::Nns && self.tags[pronoun - 1] != Tag::Comma {
                let single = self.single_above(above, noun);
                self.heads[verb] = single.unwrap_or(noun) as u32;
            }
        }
    }

    /// "Sent a letter to the mills that asks for more": the one thing above several, itself or as the object of a verb.
    fn single_above(&self, above: usize, noun: usize) -> Option<usize> {
        if !is_verb(self.tags[above]) {
            return Some(above).filter(|&above| self.tags[above] == Tag::Nn);
        }
        let object = |&at: &usize| self.heads[at] == above as u32 && self.labels[at] == Label::Dobj;
        (above + 1..noun).find(object).filter(|&at| self.tags[at] == Tag::Nn)
    }

    /// "Ended up that night", "at 9 a. m.": a time is not what is done.
    pub(super) fn free_times(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.heads.len() {
            let Some(verb) = self.head(word).filter(|&verb| verb < word && self.labels[word] == Label::Dobj) else {
                continue;
            };
            let before = |at: usize| self.head(at) == Some(word);
            let pointing = (verb + 1..word).rev().take(3).any(|at| before(at) && is(at as u32, class::POINTING));
            let behind = self.tags.get(word + 1) == Some(&Tag::In)
                && is(word as u32 + 1, class::FROM)
                && self.tags[word - 1] == Tag::Cd;
            if is(word as u32, class::CALENDAR) && (pointing || behind) {
                self.labels[word] = Label::Npadvmod;
            }
        }
    }

    /// "Took the officers' weapons", with both as objects: what stands before the sign of a possessor owns what stands behind it.
    pub(super) fn free_owners(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for sign in 1..self.heads.len().saturating_sub(1) {
            let owner = sign - 1;
            let noun = |at: usize| matches!(self.tags[at], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
            if !noun(owner) {
                continue;
            }
            // "The team ' s third run", with "s" as a verb by itself.
            let modifier = matches!(self.tags[sign + 1], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Cd | Tag::Vbg);
            let letter =
                sign + 2 < self.heads.len() && is(sign as u32 + 1, class::LONE_S) && is_verb(self.tags[sign + 1]);
            if letter && matches!(self.tags[sign + 2], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Cd | Tag::Vbg) {
                self.tags[sign + 1] = Tag::Pos;
                continue;
            }
            if !matches!(self.tags[sign], Tag::Pos | Tag::CloseQuote) || !modifier {
                continue;
            }
            let beside =
                |&at: &usize| noun(at) && self.heads[at] == self.heads[owner] && self.labels[at] == self.labels[owner];
            let owned = (sign + 1..self.heads.len()).take(5).find(beside).filter(|_| self.head(owner).is_some());
            if let Some(owned) = owned.filter(|&owned| (sign + 1..owned).all(|at| self.head(at) == Some(owned))) {
                (self.heads[owner], self.labels[owner]) = (owned as u32, Label::Poss);
                (self.heads[sign], self.labels[sign]) = (owner as u32, Label::Case);
            }
        }
    }

    /// "Norland and the Relief Fund, an agency, have left": one thing behind two that are coordinated is another name of the second. "Ida Vell, a clerk of the
    /// bank, the oldest of Norport": of two appositions the second belongs to what it stands behind.
    pub(super) fn share_appositions(&mut self) {
        let name = |tag: Tag| matches!(tag, Tag::Nn | Tag::Nnp);
        let mut last: Option<(usize, usize)> = None;
        let mut member = vec![NONE; self.heads.len()];
        for word in 1..self.heads.len() {
            let Some(head) = self.head(word).filter(|&head| head < word) else { continue };
            if self.labels[word] == Label::Conj {
                member[head] = word as u32;
            }
            if self.labels[word] != Label::Appos || !name(self.tags[word]) {
                continue;
            }
            let mut to = head;
            // Of a longer list the last members do.
            for _ in 0..REACH {
                match member[to] {
                    NONE => break,
                    next if (next as usize) < word && name(self.tags[next as usize]) => to = next as usize,
                    _ => break,
                }
            }
            let comma = (head + 1..word).rev().take(REACH).find(|&at| self.tags[at] == Tag::Comma);
            let named = comma.and_then(|at| at.checked_sub(1)).filter(|&at| at > head && self.tags[at] == Tag::Nnp);
            match (last, named) {
                (Some((noun, first)), Some(named)) if noun == head && named > first => to = named,
                _ => {}
            }
            last = Some((head, word));
            if to != head && name(self.tags[to]) {
                self.heads[word] = to as u32;
            }
        }
    }

    /// "Gave advice on school, an approach that helps": behind a comma a further object that nothing joins to the first is none.
    pub(super) fn free_objects(&mut self) {
        let mut objects = vec![(0_u32, NONE, NONE); self.heads.len()];
        for word in 1..self.heads.len() {
            if let Some(verb) = self.head(word).filter(|&verb| verb < word && self.labels[word] == Label::Dobj) {
                let (count, first, _) = objects[verb];
                objects[verb] = (count + 1, if count == 0 { word as u32 } else { first }, word as u32);
            }
        }
        for (count, first, second) in objects {
            let (first, second) = (first as usize, second as usize);
            if count != 2 || second - first > REACH {
                continue;
            }
            let between = &self.tags[first + 1..second];
            if between.contains(&Tag::Comma) && !between.contains(&Tag::Cc) {
                self.labels[second] = Label::Dep;
            }
        }
    }

    /// "Struck a vessel flying a flag": a gerund right behind the object tells of it, unless it tells how or what came of it.
    pub(super) fn free_flags(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 2..self.heads.len() {
            let gerund = self.tags[word] == Tag::Vbg && self.labels[word] == Label::Advcl;
            let Some(verb) = self.head(word).filter(|&verb| gerund && verb + 1 < word) else { continue };
            let noun = word - 1;
            let object = self.head(noun) == Some(verb) && self.labels[noun] == Label::Dobj;
            let thing = matches!(self.tags[noun], Tag::Nn | Tag::Nns) && !is(noun as u32, class::CALENDAR);
            if object && thing && !is(word as u32, class::CONCOMITANT) {
                (self.heads[word], self.labels[word]) = (noun as u32, Label::Acl);
            }
        }
    }
}
