//! A total and its parts in one sentence: before a list ("37 people: 21 men and 16 women"), behind one ("80 in Solcombe and 50 in Pell, 130 in all"), or opening the sentence
//! ("of the 40 seats, the Greens won 22 and the Blues 18").

use std::ops::Range;

use super::pieces::{Figure, Line, List};
use super::{Reader, Reckoning, Reckons, class};

/// The most tokens between a total and the mark that opens the list of its parts.
const TAIL: usize = 8;
/// The most tokens between "of" and the total of what follows.
const LED: usize = 5;
/// How far the sum of things of other names may be from what is taken to be their total, as a share of it.
const FOREIGN: f64 = 0.15;
/// Below this, a number of things of another name is near many others by chance.
const FEW: f64 = 15.0;

impl Reader<'_> {
    /// A total with its parts, if a sentence tells one.
    pub(super) fn parts(&self, line: &Line<'_>) -> Option<Reckoning> {
        if line.figures.len() < 3 {
            return None;
        }
        (0..line.figures.len())
            .find_map(|total| self.opened(line, total))
            .or_else(|| self.divided(line))
            .or_else(|| self.taken(line))
            .or_else(|| (0..line.figures.len() - 2).find_map(|total| self.placed(line, total)))
            .or_else(|| (2..line.figures.len()).find_map(|total| self.summed(line, total)))
    }

    /// A total and the list of its parts behind a mark: "37 people: 21 men and 16 women", "120 (80 in Solcombe and 40 in Pell)".
    fn opened(&self, line: &Line<'_>, total: usize) -> Option<Reckoning> {
        let figure = &line.figures[total];
        let next = line.figures.get(total + 1)?.tokens.start;
        let mark = (figure.tokens.end..next.min(figure.tokens.end + TAIL)).find(|&i| {
            matches!(self.lower(i), ":" | "(" | "–" | "—" | "--" | "-" | ";" | ".") || self.is(i, class::OPENS)
        })?;
        let before = figure.tokens.end..mark;
        let end = match self.lower(mark) {
            ";" | "." => return None,
            "-" if self.text.token(mark).glued => return None,
            "(" => (mark..line.tokens.end).find(|&i| self.lower(i) == ")")?,
            dash @ ("–" | "—" | "--" | "-") => (mark + 1..line.tokens.end)
                .find(|&i| self.lower(i) == dash && !self.text.token(i).glued)
                .unwrap_or(line.tokens.end),
            _ => line.tokens.end,
        };
        if self.is_unlike(&before) || before.clone().any(|i| self.is(i, class::INNER)) {
            return None;
        }
        let from = mark + self.phrase(mark, class::OPENS).unwrap_or(1);
        let list = self.list(line, from..end)?;
        let bracketed = self.lower(mark) != ":";
        (!bracketed || list.closed).then(|| self.reckoned(line, total, &list))?
    }

    /// A total behind its parts: "80 in Solcombe and 50 in Pell, 130 in all".
    fn summed(&self, line: &Line<'_>, total: usize) -> Option<Reckoning> {
        let figure = &line.figures[total];
        let start = figure.tokens.start;
        let before = |n: usize| start.checked_sub(n).filter(|&at| at > line.tokens.start);
        // "A total of" and its like stand right before the figure, a comma or a dash before them.
        let led =
            (1..=LED).filter_map(before).find(|&at| self.phrase(at, class::TOTAL).is_some_and(|n| at + n == start));
        let closed = self.is(figure.tokens.end, class::ALTOGETHER).then_some(start);
        let from = led.or(closed)?;
        let comma = from.checked_sub(1).filter(|&at| matches!(self.lower(at), "," | "–" | "—" | "--" | ";"))?;
        let pieces = self.pieces(line, line.tokens.start..comma);
        let mut list = List { closed: pieces.last()?.1, ..List::default() };
        for (piece, _) in pieces.into_iter().rev() {
            match self.figures_of(line, &piece)[..] {
                [one] if !self.is_unlike(&piece) && !self.is_inner(line, &piece) => list.items.push((piece, one)),
                [] => break,
                // What else the sentence counts may be in the total as well.
                _ => return None,
            }
        }
        list.items.reverse();
        (list.items.len() > 1 && list.closed).then(|| self.reckoned(line, total, &list))?
    }

    /// "Of the 40 seats, the Greens won 22 and the Blues 18", "the Greens won 22 of the 40 seats and the Blues 18".
    fn divided(&self, line: &Line<'_>) -> Option<Reckoning> {
        let first = line.figures.first()?;
        let led = line.tokens.start..first.tokens.start;
        let of = (led.len() <= LED && led.clone().any(|i| self.lower(i) == "of"))
            .then(|| (led.start..led.end).find(|&i| self.lower(i) == "of"))??;
        let outset = led.start == of || self.lower(led.start) == "out" && of == led.start + 1;
        let comma = (first.tokens.end..line.tokens.end.min(first.tokens.end + TAIL)).find(|&i| self.lower(i) == ",")?;
        if !outset || line.figures.get(1).is_some_and(|next| next.tokens.start < comma) {
            return None;
        }
        let mut list = self.list(line, comma + 1..line.tokens.end)?;
        let verb = |piece: &Range<usize>| piece.clone().any(|i| self.is(i, class::EXCLUSIVE));
        let last = list.items.last()?;
        let rest = (last.0.start..line.figures[last.1].tokens.end).any(|i| self.is(i, class::REST));
        let alike = list.items.iter().all(|(_, i)| {
            let part = line.figures[*i].measured();
            part.is_none() || part == first.measured()
        });
        let mut found = self.reckoned(line, 0, &list)?;
        // The others may have gone to those who are not named.
        list.open |= !rest;
        found.open = list.open;
        found.inferred = true;
        (alike && (rest || verb(&list.items[0].0))).then_some(found)
    }

    /// "The Greens won 22 of the 40 seats, the Blues 12 and the Reds 8".
    fn taken(&self, line: &Line<'_>) -> Option<Reckoning> {
        let [first, whole, ..] = &line.figures[..] else { return None };
        let between = first.tokens.end..whole.tokens.start;
        let of = !between.is_empty() && between.len() <= LED && between.clone().any(|i| self.lower(i) == "of");
        let only =
            between.clone().all(|i| matches!(self.lower(i), "of" | "out" | "the" | "all" | "its" | "a" | "total"));
        let comma = (whole.tokens.end..line.tokens.end.min(whole.tokens.end + TAIL)).find(|&i| self.lower(i) == ",")?;
        let won = (line.tokens.start..first.tokens.start).any(|i| self.is(i, class::EXCLUSIVE));
        if !of || !only || !won || line.figures.get(2)?.tokens.start < comma {
            return None;
        }
        let rest = self.pieces(line, comma + 1..line.tokens.end);
        let mut list = List { items: vec![(line.tokens.start..comma, 0)], open: true, closed: true };
        for (piece, _) in rest {
            match self.figures_of(line, &piece)[..] {
                [one] if line.figures[one].measured().is_none() && self.is_taker(line, &piece, one) => {
                    list.items.push((piece, one));
                }
                [] if list.items.len() > 1 => break,
                _ => return None,
            }
        }
        let mut found = self.reckoned(line, 1, &list)?;
        found.inferred = true;
        (list.items.len() > 1).then_some(found)
    }

    /// Whether a piece names who takes its figure right before it: "the Blues 12".
    pub(super) fn is_taker(&self, line: &Line<'_>, piece: &Range<usize>, figure: usize) -> bool {
        let before = piece.start..line.figures[figure].tokens.start;
        !before.is_empty() && !self.is_unlike(piece) && !self.is_inner(line, piece)
    }

    /// "24 islands, 11 in the north and 15 in the south".
    fn placed(&self, line: &Line<'_>, total: usize) -> Option<Reckoning> {
        let (whole, next) = (&line.figures[total], &line.figures[total + 1]);
        let follows = self.lower(whole.tokens.end) == "," && next.tokens.start == whole.tokens.end + 1;
        if !follows || whole.quantity?.measured.is_none() {
            return None;
        }
        let list = self.list(line, next.tokens.start..line.tokens.end).filter(|list| list.closed && !list.open)?;
        let placed = list.items.iter().all(|(piece, i)| {
            let figure = &line.figures[*i];
            figure.tokens.start == piece.start
                && figure.measured().is_none()
                && matches!(self.lower(figure.tokens.end), "in" | "from" | "at" | "on" | "by" | "for")
        });
        let mut found = self.reckoned(line, total, &list).filter(|_| placed)?;
        found.inferred = true;
        Some(found)
    }

    /// A total and its parts, if they are of one kind.
    pub(super) fn reckoned(&self, line: &Line<'_>, total: usize, list: &List) -> Option<Reckoning> {
        let whole = &line.figures[total];
        let parts: Vec<&Figure<'_>> = list.items.iter().map(|(_, i)| &line.figures[*i]).collect();
        let counts = |f: &Figure<'_>| self.is_amount(f) && !f.is_share() && f.unit() != Some("times");
        let one_unit = parts.iter().all(|part| part.unit() == whole.unit());
        let total_of =
            Some(whole).filter(|whole| whole.quantity.is_none_or(|q| q.number.is_some() && q.per.is_none()))?;
        if !one_unit || total_of.is_share() || !parts.iter().all(|part| counts(part)) {
            return None;
        }
        let sure = parts.iter().all(|part| self.are_kin(whole, part));
        if !sure && !self.may_hold(line, total, &parts) {
            return None;
        }
        Some(Reckoning {
            what: Reckons::Parts,
            stated: Some(whole.term),
            terms: parts.iter().map(|part| part.term).collect(),
            open: list.open,
            inferred: !sure,
        })
    }

    /// Whether things of other names are likely to be meant as parts: a total of nothing, or one far from their sum, tells of something else ("12 games: 3 goals, 2 assists").
    fn may_hold(&self, line: &Line<'_>, total: usize, parts: &[&Figure<'_>]) -> bool {
        let whole = &line.figures[total];
        let start = whole.tokens.start;
        let called = (line.tokens.start..start)
            .any(|at| self.phrase(at, class::TOTAL).is_some_and(|n| at + n == start))
            || self.is(whole.tokens.end, class::ALTOGETHER);
        let sum: f64 = parts.iter().map(|part| part.term.value).sum();
        let near = (sum - whole.term.value).abs() <= FOREIGN * whole.term.value;
        (called || whole.measured().is_some()) && whole.term.value >= FEW && near
    }

    /// Whether a figure tells how many or how much there is. "Made up of 5 million" is no rise.
    fn is_amount(&self, figure: &Figure<'_>) -> bool {
        let made_up = || figure.tokens.start >= 3 && self.phrase(figure.tokens.start - 3, class::OPENS) == Some(3);
        figure.is_plain() || figure.quantity.is_some_and(|q| q.number.is_some() && q.per.is_none()) && made_up()
    }

    /// Whether a part is clearly of what the whole counts: it has no noun of its own, or the same, or both count people.
    fn are_kin(&self, whole: &Figure<'_>, part: &Figure<'_>) -> bool {
        let people = |figure: &Figure<'_>| {
            let noun = figure.quantity.and_then(|q| q.noun).map(|noun| self.text.tokens_in(noun));
            noun.is_some_and(|noun| noun.clone().any(|i| self.is(i, class::PEOPLE)))
        };
        whole.unit().is_some()
            || part.measured().is_none()
            || part.measured() == whole.measured()
            || people(whole) && people(part)
    }
}
