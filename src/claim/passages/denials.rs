//! What sentences deny, and what holds their words back: a denial, a possibility, an intention of their own clause.

use std::ops::Range;

use super::{Denial, Denying, Held, Reader, short_hash};

/// Tokens that a word which denies reaches over.
const REACH: usize = 9;

/// What one walk over the tokens of a sentence finds.
#[derive(Default)]
pub(super) struct Walked {
    /// What holds back each token.
    pub held: Vec<Held>,
    /// The tokens that deny.
    pub markers: Vec<usize>,
    /// Whether the sentence says that something may be.
    pub possible: bool,
    /// Whether it tells what is meant to be, nearly was, or is said by hearsay.
    pub meant: bool,
}

impl Reader<'_> {
    /// Reads what holds back the words of a sentence. A denial bears on its clause from the comma or "and" before it on; what may or is meant to be, on what follows.
    pub(super) fn walk(&self, tokens: Range<usize>) -> Walked {
        let (text, contexts) = (self.framer.text, self.contexts);
        let mut found = Walked { held: vec![Held::default(); tokens.len()], ..Walked::default() };
        let (mut on, mut from, mut alleged) = (Held::default(), tokens.start, false);
        for i in tokens.clone() {
            let opens = matches!(text.lower(i), "," | "and" | "but");
            if contexts.is_break(i) {
                on = Held::default();
            } else if opens && i > tokens.start && text.lower(i - 1) == "," {
                on.denied = false;
            }
            if opens || contexts.is_break(i) {
                from = i;
            }
            found.held[i - tokens.start] = on;
            if self.denies(i) && !(contexts.is_denying(i) && contexts.is_barring(i + 1)) {
                found.markers.push(i);
                found.held[from - tokens.start..=i - tokens.start].iter_mut().for_each(|held| held.denied = true);
                on.denied = true;
            }
            on.possible |= contexts.is_possible(i) || text.lower(i) == "cannot";
            on.meant |= contexts.is_meant(i);
            found.possible |= on.possible;
            alleged |= self.alike.is_short_of(i) || contexts.is_hearsay(i);
            found.meant |= on.meant || alleged;
        }
        // "He sank the barge, prosecutors allege."
        if alleged {
            found.held.iter_mut().for_each(|held| held.meant = true);
        }
        found
    }

    /// What a sentence denies, if it denies one thing.
    pub(super) fn denied(&self, markers: &[usize], tokens: &Range<usize>) -> Option<Denial> {
        let (text, contexts) = (self.framer.text, self.contexts);
        let is = |i: usize, words: &[&str]| i < tokens.end && words.contains(&text.lower(i));
        match *markers {
            [at] if self.is_yet_to(at) || contexts.is_denying(at) && is(at + 1, &["to"]) => {
                self.denial(Denying::Undone, at, at + 2, tokens)
            }
            [at] if contexts.is_denying(at) && !contexts.is_negator(at) => {
                is(at + 1, &["of"]).then(|| self.denial(Denying::Around, at, at + 2, tokens))?
            }
            [at] if at > tokens.start && is(at, &["not"]) && is(at - 1, &["but"]) => {
                self.denial(Denying::Except, at, at + 1, tokens)
            }
            [at] if is(at, &["no"]) && is(at + 1, &["longer", "more"]) => self.denial(Denying::Now, at, at + 2, tokens),
            [at] if is(at, &["none"]) && is(at + 1, &["of"]) => self.denial(Denying::Around, at, at + 2, tokens),
            [at] if contexts.denies_said(at) => self.denial(Denying::Plainly, at, at + 1, tokens),
            [at] if is(at, &["not"]) && contexts.denies_next(at) => {
                self.denial(Denying::Behind, at, at + 1, tokens).filter(|denial| denial.behind != 0)
            }
            [at, or] if is(at, &["neither"]) && is(or, &["nor"]) => self.denial(Denying::Each, at, at + 1, tokens),
            _ => None,
        }
    }

    /// What each of several words denies plainly, in a clause without another such word.
    pub(super) fn several(&self, markers: &[usize], tokens: &Range<usize>) -> Vec<Denial> {
        let alone = |n: usize| {
            let (at, before) = (markers[n], n.checked_sub(1).map(|n| markers[n]));
            let parted = |from: usize| (from + 1..at).any(|i| self.stops(i) || self.framer.text.lower(i) == "and");
            let denial = self.denial(Denying::Plainly, at, at + 1, tokens)?;
            let next = markers.get(n + 1).map(|&next| self.framer.text.token(next).span.start);
            let whole = next.is_none_or(|next| denial.span.end <= next);
            (self.contexts.is_negator(at) && self.contexts.denies_said(at) && before.is_none_or(parted) && whole)
                .then_some(denial)
        };
        if markers.len() > 1 { (0..markers.len()).filter_map(alone).collect() } else { Vec::new() }
    }

    /// Whether what a word denies ends before a token.
    fn stops(&self, i: usize) -> bool {
        matches!(self.framer.text.lower(i), "," | ".") || self.contexts.is_break(i)
    }

    /// What words from `at` to `from` deny: the content words behind them, up to the end of the clause.
    fn denial(&self, how: Denying, at: usize, from: usize, tokens: &Range<usize>) -> Option<Denial> {
        let (text, last) = (self.framer.text, tokens.end);
        let (mut focus, mut names) = (Vec::new(), Vec::new());
        let mut end = at;
        for i in from..last.min(from + REACH) {
            if self.stops(i) {
                break;
            }
            if let Some(word) = self.framer.content(i).filter(|_| !self.contexts.is_negator(i)) {
                focus.push(short_hash(word));
                if text.token(i).capital {
                    names.push(short_hash(word));
                }
                end = i;
            }
        }
        // "Never served as the warden", "did not become a member".
        let first = (from..last).find(|&i| self.framer.content(i).is_some());
        let light = first.filter(|&i| focus.len() > 1 && self.alike.is_light(i));
        let by = (at..from).chain(light).filter_map(|i| self.framer.content(i)).map(short_hash).collect();
        let behind = at.checked_sub(1).filter(|before| tokens.contains(before));
        let behind = behind.and_then(|before| self.framer.content(before)).map_or(0, short_hash);
        let ends = |i: &usize| self.contexts.is_break(*i);
        let clause = (tokens.start..at).rev().find(ends).map_or(tokens.start, |i| i + 1)
            ..(from..last).find(ends).unwrap_or(last);
        let clause = text.span(clause);
        (!focus.is_empty()).then(|| Denial { span: text.span(at..end + 1), how, by, focus, names, behind, clause })
    }
}
