//! A sum of money and, in the next sentence, what each of several gives of it: "The fund will have 90 million marks. Arvenne is to give 40 million, Norholm 30
//! million and Velmora 30 million".

use std::ops::Range;

use super::pieces::{Figure, Line, List};
use super::{Reader, Reckoning, Term, class};
use crate::extent::Extent;
use crate::text::Sentence;

/// The fewest that give something: two of many may be those that are worth telling.
const GIVERS: usize = 3;
/// Below this, a number tells of many things but money.
const SUM: f64 = 1000.0;

/// The coarsest step to which what is given is taken to be rounded, as a share of the sum.
const COARSEST: f64 = 0.01;

impl Reader<'_> {
    /// The sums of the text that are told to be given in parts.
    pub(super) fn funding(&self) -> Vec<Reckoning> {
        let pairs = self.text.sentences.windows(2);
        pairs.filter_map(|pair| self.funded(&pair[0], &pair[1])).collect()
    }

    fn funded(&self, before: &Sentence, giving: &Sentence) -> Option<Reckoning> {
        let tokens = giving.tokens.start as usize..giving.tokens.end as usize;
        if before.block != giving.block || !tokens.clone().any(|i| self.is(i, class::GIVING)) {
            return None;
        }
        let both = before.tokens.start as usize..tokens.end;
        let quantities = &self.mentions.quantities;
        let from = quantities.partition_point(|q| q.span.start < before.span.start);
        let to = quantities.partition_point(|q| q.span.start < giving.span.end);
        if both.clone().any(|i| self.is(i, class::CORRECTED | class::SEVERAL)) {
            return None;
        }
        let line = self.line(both, &quantities[from..to]);
        let whole = self.sum_of(&line, tokens.start)?;
        let start = tokens.clone().find(|&i| self.lower(i) == ":").map_or(tokens.start, |colon| colon + 1);
        let list = self.given(&line, whole, start..tokens.end)?;
        let complete = tokens.clone().any(|i| self.is(i, class::ENTIRE));
        let figures = || list.items.iter().map(|(_, i)| *i).chain([whole]).map(|i| &line.figures[i]);
        // Who tells what each gives tells the sum no more coarsely; and what is promised is round, not rounded.
        let finest = figures().filter_map(step).fold(COARSEST * line.figures[whole].term.value, f64::min);
        let off = finest / 2.0;
        let exact = |term: Term| Term { extent: Extent::between(term.value - off, term.value + off), ..term };
        let mut terms: Vec<Term> = figures().map(|figure| exact(figure.term)).collect();
        Some(Reckoning { what: super::Reckons::Parts, stated: terms.pop(), terms, open: !complete, inferred: true })
    }

    /// The one amount with a unit that stands before some token, as an index into the line's figures.
    fn sum_of(&self, line: &Line<'_>, end: usize) -> Option<usize> {
        let amount = |f: &Figure<'_>| f.term.value >= SUM && f.is_plain() && !f.is_share();
        let mut amounts = (0..line.figures.len()).filter(|&i| line.figures[i].tokens.end <= end);
        let first = amounts.find(|&i| amount(&line.figures[i]))?;
        let other = amounts.any(|i| amount(&line.figures[i]));
        let named = line.figures[first].unit().is_some() || line.figures[first].measured().is_some();
        (named && !other).then_some(first)
    }

    /// The amounts that each piece of a list gives to another taker.
    fn given(&self, line: &Line<'_>, whole: usize, tokens: Range<usize>) -> Option<List> {
        let list = self.list(line, tokens)?;
        let sum = &line.figures[whole];
        let of_sum = |figure: &Figure<'_>| {
            let bare = figure.unit().is_none() && figure.measured().is_none();
            let same = figure.unit() == sum.unit() && figure.measured() == sum.measured();
            (bare || same) && figure.is_plain() && figure.term.value >= SUM && figure.term.value < sum.term.value
        };
        let all = list.items.iter().all(|(piece, i)| of_sum(&line.figures[*i]) && self.is_taker(line, piece, *i));
        (all && list.items.len() >= GIVERS && list.closed).then_some(list)
    }
}

/// The step to which a figure is told: ten million for "160 million".
fn step(figure: &Figure<'_>) -> Option<f64> {
    let number = figure.quantity?.number.as_deref()?;
    Some(match number.split_once('.') {
        Some((_, fraction)) => 0.1_f64.powi(fraction.len() as i32),
        None => 10_f64.powi(number.bytes().rev().take_while(|byte| *byte == b'0').count() as i32),
    })
}
