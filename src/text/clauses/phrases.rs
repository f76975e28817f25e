//! Noun phrases as arguments: who belongs to a coordination, what is another name of the same, and where a phrase begins and ends.

use std::ops::Range;

use super::build::Builder;
use super::tree::{NONE, is_verb};
use super::{Argument, Role, class};
use crate::text::syntax::{Label, NameKind, Tag};

/// Members of one coordination, appositions included.
const MEMBERS: usize = 32;

impl Builder<'_> {
    /// Adds a noun phrase with those coordinated with it and apposed to it.
    pub(super) fn add(&self, role: Role, preposition: Option<u32>, word: u32, shared: bool, into: &mut Vec<Argument>) {
        self.add_before(NONE, role, preposition, word, shared, into);
    }

    /// The same, but only what stands before a word: "Ruiz, who left, and Vell" tells only of Ruiz who left.
    pub(super) fn add_before(
        &self,
        end: u32,
        role: Role,
        preposition: Option<u32>,
        word: u32,
        shared: bool,
        into: &mut Vec<Argument>,
    ) {
        let mut members = vec![word];
        for number in 0..MEMBERS {
            let Some(&at) = members.get(number).filter(|&&at| at < end) else { return };
            if self.is_word(at, role) {
                into.push(self.phrase(role, preposition, at, false, shared));
            }
            let joined =
                |&c: &u32| self.tree.label(c) == Label::Conj && self.clause_form_free(c) && !self.behind_colon(c);
            // "The size and shape of it and the price of the mill" hang on one word.
            members.splice(number + 1..number + 1, self.tree.children(at).filter(joined));
            let alone = members.len() == number + 1;
            let apposed = self.tree.children(at).filter(|&c| self.tree.label(c) == Label::Appos && c > at && c < end);
            for apposed in apposed.filter(|&c| self.is_apposition(at, c) && self.is_word(c, role)).take(2) {
                let member = alone && self.is_member(at, apposed) && !self.behind_colon(apposed);
                if member {
                    members.push(apposed);
                } else {
                    into.push(self.phrase(role, preposition, apposed, true, shared));
                }
            }
        }
    }

    /// Whether a word can be an argument: no sign, and neither doer nor done if it is an adverb or a preposition, or the "m" of "9 a. m.".
    pub(super) fn is_word(&self, word: u32, role: Role) -> bool {
        let core = matches!(role, Role::Subject | Role::Object | Role::Recipient);
        let particle = matches!(self.tree.tag(word), Tag::In | Tag::Rb | Tag::Rp | Tag::Cc | Tag::To | Tag::Md);
        // "<u>": markup.
        let markup = self.tree.tag(word) == Tag::Sym && self.lower(word).chars().all(char::is_alphabetic);
        let letter = matches!(self.text.raw(self.token(word) as usize), "a" | "p" | "m");
        !(core && (particle || letter || markup)) && self.lower(word).chars().any(|c| c.is_alphanumeric() || c == '%')
    }

    pub(super) fn is_sign(&self, word: u32) -> bool {
        use Tag::{CloseBracket, CloseQuote, Colon, Comma, Hyph, Ls, Nfp, OpenBracket, OpenQuote, Stop, Sym};
        let tag = self.tree.tag(word);
        matches!(
            tag,
            CloseBracket | CloseQuote | Colon | Comma | Hyph | Ls | Nfp | OpenBracket | OpenQuote | Stop | Sym
        )
    }

    /// "Ruiz, Vell and Holt", "Ruiz, four envoys and Holt": what is labelled as an apposition, but is coordinated itself and cannot be the same, is a member.
    pub(super) fn is_member(&self, noun: u32, apposed: u32) -> bool {
        let tag = |word| self.tree.tag(word);
        let Some(third) = self.tree.child(apposed, &[Label::Conj]) else { return false };
        let names = [noun, apposed, third].iter().all(|&w| tag(w) == Tag::Nnp);
        let kinds = [noun, apposed, third].map(|w| self.kind(w));
        let counted =
            tag(noun) == Tag::Nnp && tag(apposed) == Tag::Nns && self.tree.child(apposed, &[Label::Nummod]).is_some();
        // "Its shape, the simplification of its rules, and the provision of courts".
        let common = |word| matches!(tag(word), Tag::Nn | Tag::Nns);
        let apart = (apposed + 1..third).rev().take(3).any(|at| tag(at) == Tag::Cc && tag(at - 1) == Tag::Comma);
        let indefinite = matches!(self.lower(self.tree.core(apposed).start), "a" | "an");
        let listed = common(noun) && common(apposed) && common(third) && apart && !indefinite;
        counted || listed || names && kinds[0].is_some() && kinds.iter().all(|k| *k == kinds[0])
    }

    /// Whether a member of a coordination is a noun phrase rather than a clause.
    fn clause_form_free(&self, word: u32) -> bool {
        !is_verb(self.tree.tag(word))
    }

    fn quotes(&self, word: u32) -> bool {
        matches!(self.tree.tag(word), Tag::OpenQuote | Tag::CloseQuote | Tag::Currency | Tag::OpenBracket)
    }

    /// "Mat-Su": a noun phrase does not begin in the middle of a word with a hyphen.
    fn whole_word(&self, core: Range<u32>) -> Range<u32> {
        let span = |word: u32| self.text.span(self.token(word) as usize..self.token(word) as usize + 1);
        let joined = core.start >= 2
            && self.tree.tag(core.start - 1) == Tag::Hyph
            && !matches!(self.tree.tag(core.start), Tag::Dt | Tag::Cd)
            && matches!(self.tree.tag(core.start - 2), Tag::Nn | Tag::Nnp | Tag::Jj | Tag::Cd)
            && span(core.start - 2).end == span(core.start - 1).start
            && span(core.start - 1).end == span(core.start).start;
        if joined { core.start - 2..core.end } else { core }
    }

    /// "The Office of Roads and Bridges": a phrase does not end within the name of its head, unless the name is a coordination itself.
    fn end_of_name(&self, word: u32, end: u32) -> u32 {
        let at = self.names.partition_point(|name| name.tokens.end <= word);
        let Some(name) = self.names.get(at).filter(|name| name.tokens.start <= word && name.tokens.end > end) else {
            return end;
        };
        let whole = name.tokens.end.min(self.tree.len() as u32);
        use Tag::{Cc, Comma, Dt, In, Jj, Nn, Nnp, Nnps, Nns};
        let inner = |at: u32| {
            let apart = self.tree.head(at) == Some(word) && matches!(self.tree.label(at), Label::Conj | Label::Appos);
            let tag = matches!(self.tree.tag(at), Cc | Comma | Dt | In | Jj | Nn | Nnp | Nnps | Nns);
            !apart && tag && !self.is(at, class::CALENDAR)
        };
        let last = matches!(self.tree.tag(whole - 1), Nnp | Nnps | Nns);
        if name.kind == NameKind::Organisation && last && (end..whole).all(inner) { whole } else { end }
    }

    pub(super) fn phrase(
        &self,
        role: Role,
        preposition: Option<u32>,
        word: u32,
        apposed: bool,
        shared: bool,
    ) -> Argument {
        let mut core = self.whole_word(self.tree.core(word));
        while core.start < word
            && !self.lower(core.start).chars().any(char::is_alphanumeric)
            && !self.quotes(core.start)
        {
            core.start += 1;
        }
        core.end = self.end_of_name(word, core.end);
        Argument {
            role,
            preposition: preposition.map(|p| self.token(p)),
            head: self.token(word),
            tokens: self.token(core.start)..self.token(core.end),
            apposed,
            shared,
        }
    }
}
