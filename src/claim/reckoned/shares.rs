//! Shares of one whole that are told beside each other: "62 percent voted for, 31 percent against and 12 percent abstained".

use std::ops::Range;

use super::pieces::{Figure, LONGEST, Line};
use super::{Reader, Reckoning, Reckons, Term, class};

/// The fewest shares that are added up where none is called the rest.
const FEWEST: usize = 3;

/// Shares that stand beside each other: pieces and figures.
type Run = Vec<(Range<usize>, usize)>;

impl Reader<'_> {
    /// The shares of one whole, if a sentence tells them.
    pub(super) fn shares(&self, line: &Line<'_>) -> Option<Reckoning> {
        if line.figures.iter().filter(|f| f.is_share()).count() < 2
            || line.tokens.clone().any(|i| self.is(i, class::SEVERAL))
        {
            return None;
        }
        let mut run: Run = Vec::new();
        let mut best: Option<Reckoning> = None;
        for (piece, _) in self.pieces(line, line.tokens.clone()) {
            let figures = self.figures_of(line, &piece);
            match figures[..] {
                [one] if self.continues(line, &run, &piece, one) => run.push((piece, one)),
                [] if run.is_empty() => {}
                _ => {
                    best = best.or_else(|| self.whole(line, &run));
                    run.clear();
                    // What follows parts of parts may be parts of the same.
                    if self.is_inner(line, &piece) {
                        return best;
                    }
                }
            }
        }
        best.or_else(|| self.whole(line, &run))
    }

    /// Whether a piece tells another share of what the shares before it are of.
    fn continues(&self, line: &Line<'_>, run: &Run, piece: &Range<usize>, one: usize) -> bool {
        let figure = &line.figures[one];
        let unit = figure.is_share() || figure.unit().is_none() && figure.measured().is_none() && !run.is_empty();
        let base = |figure: &Figure<'_>| figure.quantity.and_then(|q| q.of).map(|of| self.text.of(of).to_lowercase());
        let bases: Vec<String> = run.iter().filter_map(|(_, i)| base(&line.figures[*i])).collect();
        let other = base(figure).is_some_and(|own| bases.iter().any(|base| *base != own));
        // "62 percent in 2019 and 58 percent in 2020"
        let timed = !run.is_empty() && piece.clone().any(|i| self.time_in(self.text.token(i).span).is_some());
        unit && figure.is_plain()
            && !other
            && !timed
            && piece.len() <= LONGEST
            && !self.is_unlike(piece)
            && !self.is_inner(line, piece)
    }

    /// The shares as those of one whole, if the words say that nobody is counted twice, or that nobody is left out.
    pub(super) fn whole(&self, line: &Line<'_>, run: &Run) -> Option<Reckoning> {
        let (first, last) = (run.first()?, run.last()?);
        let has = |piece: &Range<usize>, classes| piece.clone().any(|i| self.is(i, classes));
        let rest = (last.0.start..line.figures[last.1].tokens.end).any(|i| self.is(i, class::REST)) && run.len() > 1;
        let answers = run.iter().filter(|(piece, _)| has(piece, class::ANSWER)).count();
        let base = |of: Range<usize>| of.clone().any(|i| self.is(i, class::EXCLUSIVE_OF));
        let given = has(&first.0, class::EXCLUSIVE_OF) && {
            let of = line.figures[first.1].quantity.and_then(|q| q.of).map(|of| self.text.tokens_in(of));
            of.is_some_and(base) && has(&first.0, class::EXCLUSIVE)
        };
        // "38 percent in the south" is no other party's.
        let given = given && run[1..].iter().all(|(piece, i)| self.is_taker(line, piece, *i));
        let told = answers + 1 >= run.len() && answers > 1;
        if !(rest || run.len() >= FEWEST && (told || given)) {
            return None;
        }
        let complete = rest || told && run.iter().any(|(piece, _)| has(piece, class::CLOSING));
        let term = |(_, i): &(Range<usize>, usize)| percent(&line.figures[*i]);
        Some(Reckoning {
            what: Reckons::Hundred,
            stated: None,
            terms: run.iter().map(term).collect(),
            open: !complete,
            inferred: !rest,
        })
    }
}

/// A share that leaves its unit out was rounded like one.
fn percent(figure: &Figure<'_>) -> Term {
    let mut term = figure.term;
    if !figure.is_share() && term.value.fract() == 0.0 {
        term.extent = crate::extent::Extent::between(term.value - 0.5, term.value + 0.5).hull(&term.extent);
    }
    term
}
