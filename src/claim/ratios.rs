//! Figures of one sentence that are worked out from one another: a part, its whole and the share; two ends and the change between them.
//!
//! They are told by what stands between them, times left out: "312 traps, or 58 percent of the 538 pots", "rose 19 % from 2.1 million in 2019 to 2.5 million in 2020".

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::{Text, TokenKind};

/// Longest stretch between two figures, in tokens.
const BETWEEN: usize = 10;
/// Most words that "*" stands for.
const FREE: usize = 3;
/// Most tokens of a verb between a whole and its share, with the comma.
const DONE: usize = 4;
/// Tokens before a sum that may say that it was planned.
const PLANNED: usize = 5;
/// Most tokens between "of" that opens a sentence and the whole.
const OPENING: usize = 5;

/// Figures that are worked out from one another, as indices into the document's quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ratio {
    /// A part of a whole, and what share it is.
    Share {
        /// The part.
        part: u32,
        /// The whole; the same as the part where both are read as one figure ("312 out of 523").
        whole: u32,
        /// The share.
        share: u32,
    },
    /// From one value to another, and by how much.
    Change {
        /// The value before.
        from: u32,
        /// The value after.
        to: u32,
        /// The change.
        by: u32,
    },
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    alias: Vec<String>,
    equal: Vec<String>,
    apposed: Vec<String>,
    whole: Vec<String>,
    done: Vec<String>,
    over: Vec<String>,
    under: Vec<String>,
    planned: Vec<String>,
    likewise: Vec<String>,
    opened: Vec<String>,
    held: Vec<String>,
    to: Vec<String>,
    change: Vec<String>,
    from: Vec<String>,
    before: Vec<String>,
    breaks: Vec<String>,
    further: Vec<String>,
}

/// The word lists of this module, from `claim/ratios`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    alias: Gaps,
    equal: Gaps,
    apposed: Gaps,
    whole: Gaps,
    done: Gaps,
    over: FxHashSet<String>,
    under: FxHashSet<String>,
    planned: FxHashSet<String>,
    likewise: Gaps,
    opened: Gaps,
    held: Gaps,
    to: Gaps,
    change: Gaps,
    from: Gaps,
    before: Gaps,
    breaks: FxHashSet<String>,
    further: FxHashSet<String>,
}

/// What may stand between two figures; in some of them up to three words are free.
#[derive(Clone, Debug, Default)]
struct Gaps {
    fixed: FxHashSet<String>,
    /// What stands before and behind the free words.
    free: Vec<(String, String)>,
}

impl Gaps {
    fn new(list: Vec<String>) -> Self {
        let mut gaps = Self::default();
        for words in list {
            match words.split_once('*') {
                Some((before, behind)) => gaps.free.push((before.trim_end().to_owned(), behind.to_owned())),
                None => {
                    gaps.fixed.insert(words);
                }
            }
        }
        gaps
    }

    fn contains(&self, gap: &str, breaks: &FxHashSet<String>) -> bool {
        let word = |word: &str| word.starts_with(char::is_alphanumeric) && !breaks.contains(word);
        let free = |(before, behind): &(String, String)| {
            let middle = gap.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(behind.as_str()));
            middle.is_some_and(|middle| {
                let whole = before.is_empty() || middle.is_empty() || middle.starts_with(' ');
                whole && middle.split_whitespace().count() <= FREE && middle.split_whitespace().all(word)
            })
        };
        self.fixed.contains(gap) || self.free.iter().any(free)
    }
}

impl Tables {
    /// Reads the table `claim/ratios`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/ratios", problems);
        Self {
            alias: Gaps::new(raw.alias),
            equal: Gaps::new(raw.equal),
            apposed: Gaps::new(raw.apposed),
            whole: Gaps::new(raw.whole),
            done: Gaps::new(raw.done),
            over: raw.over.into_iter().collect(),
            under: raw.under.into_iter().collect(),
            planned: raw.planned.into_iter().collect(),
            likewise: Gaps::new(raw.likewise),
            opened: Gaps::new(raw.opened),
            held: Gaps::new(raw.held),
            to: Gaps::new(raw.to),
            change: Gaps::new(raw.change),
            from: Gaps::new(raw.from),
            before: Gaps::new(raw.before),
            breaks: raw.breaks.into_iter().collect(),
            further: raw.further.into_iter().collect(),
        }
    }
}

struct Finder<'a> {
    text: &'a Text,
    mentions: &'a Mentions,
    tables: &'a Tables,
}

/// All figures of a document that are worked out from one another, but for those of sentences that take them back.
pub(super) fn find(
    text: &Text,
    mentions: &Mentions,
    tables: &Tables,
    taken_back: impl Fn(&Text, Span) -> bool,
) -> Vec<Ratio> {
    let finder = Finder { text, mentions, tables };
    let figures: Vec<usize> = (0..mentions.quantities.len()).filter(|&i| finder.counts(i)).collect();
    let three = figures.windows(3).filter_map(|three| finder.ratio([three[0], three[1], three[2]]));
    let two = figures.windows(2).filter_map(|two| finder.counted_out(two[0], two[1]));
    let excess = figures.iter().flat_map(|&index| finder.excess(index, &figures));
    let mut found: Vec<Ratio> = three.chain(two).chain(excess).collect();
    found.dedup();
    found.retain(|ratio| {
        let (Ratio::Share { share: index, .. } | Ratio::Change { by: index, .. }) = *ratio;
        !taken_back(text, mentions.quantities[index as usize].span)
    });
    found
}

/// Amounts and the shares of an unnamed whole that they are said to be: "$600 million, or 1.5 percent of output".
pub(super) fn unnamed(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<(usize, usize)> {
    let finder = Finder { text, mentions, tables };
    let figures: Vec<usize> = (0..mentions.quantities.len()).filter(|&i| finder.counts(i)).collect();
    let named = |share: usize| {
        let of = finder.quantity(share).of;
        of.is_some_and(|of| !text.tokens_in(of).any(|i| text.token(i).kind == TokenKind::Number))
    };
    let pair = |two: &[usize]| {
        let (part, share) = (two[0], two[1]);
        let apart = !finder.is_share(part) && finder.is_share(share) && named(share);
        let gap = finder.between(part, share).filter(|_| apart)?;
        (finder.fits(&tables.alias, &gap) || finder.fits(&tables.equal, &gap)).then_some((part, share))
    };
    figures.windows(2).filter_map(pair).collect()
}

impl Finder<'_> {
    fn quantity(&self, index: usize) -> &Quantity {
        &self.mentions.quantities[index]
    }

    fn counts(&self, index: usize) -> bool {
        let quantity = self.quantity(index);
        !quantity.ordinal && quantity.number.is_some() && quantity.per.is_none()
    }

    fn fits(&self, gaps: &Gaps, gap: &str) -> bool {
        gaps.contains(gap, &self.tables.breaks)
    }

    fn ratio(&self, three: [usize; 3]) -> Option<Ratio> {
        let [a, b, c] = three;
        let (first, second) = (self.between(a, b)?, self.between(b, c)?);
        self.share(three, &first, &second).or_else(|| self.change(three, &first, &second))
    }

    fn is_share(&self, index: usize) -> bool {
        matches!(self.quantity(index).unit.as_deref(), Some("percent" | "fraction"))
    }

    /// A part, its whole and the share, in any order.
    fn share(&self, [a, b, c]: [usize; 3], first: &str, second: &str) -> Option<Ratio> {
        let tables = self.tables;
        let plain = |i: usize, j: usize| !self.is_share(i) && !self.is_share(j) && self.alike(i, j);
        let is = |part: usize, whole: usize, share: usize| {
            Some(Ratio::Share { part: part as u32, whole: whole as u32, share: share as u32 })
        };
        let whole = |gap: &str| self.fits(&tables.whole, gap);
        if self.is_share(b) && plain(a, c) && (self.fits(&tables.alias, first) || first == ",") && whole(second) {
            return is(a, c, b);
        }
        // "156 of the 390 boats were lost, 40 percent."
        let done = || self.fits(&tables.done, second) && self.near(b, c);
        if self.is_share(c) && plain(a, b) && whole(first) && self.ends(c) && done() {
            return is(a, b, c);
        }
        if self.is_share(c) && plain(a, b) && self.fits(&tables.alias, second) && self.ends(c) {
            if whole(first) {
                return is(a, b, c);
            }
            let opened = self.fits(&tables.opened, first) && self.opens(a) || self.fits(&tables.held, first);
            // "2,413 people, 623 of them (35 %)"
            let them = first == "," && second.starts_with("of ");
            return if opened || them { is(b, a, c) } else { None };
        }
        if self.is_share(a) && plain(b, c) {
            if whole(first) && self.fits(&tables.alias, second) {
                return is(c, b, a);
            }
            // "More than half of the members, 40 of 93"
            if self.fits(&tables.apposed, first) && whole(second) && self.is_of_same(a, c) {
                return is(b, c, a);
            }
        }
        None
    }

    /// Two ends and what lies between them, in any order.
    fn change(&self, [a, b, c]: [usize; 3], first: &str, second: &str) -> Option<Ratio> {
        let tables = self.tables;
        let changes = |i: usize| self.quantity(i).change.is_some() && !self.averaged(i);
        let same_unit = |i: usize, j: usize| self.alike(i, j) && self.quantity(i).unit == self.quantity(j).unit;
        let is =
            |from: usize, to: usize, by: usize| Some(Ratio::Change { from: from as u32, to: to as u32, by: by as u32 });
        let (to, from, change) = (
            |gap: &str| self.fits(&tables.to, gap),
            |gap: &str| self.fits(&tables.from, gap),
            |gap: &str| self.fits(&tables.change, gap),
        );
        let before = |gap: &str| gap == "from" || self.fits(&tables.before, gap);
        if same_unit(a, b) && change(second) {
            let told = changes(c) || matches!(second, ", or" | ", or by");
            let (up, back) = (self.led(a) && to(first), before(first));
            return if !(told && self.ends(c)) || up == back {
                None
            } else if up {
                is(a, b, c)
            } else {
                is(b, a, c)
            };
        }
        if !self.is_last(c) {
            return None;
        }
        if same_unit(b, c) && changes(a) && from(first) && to(second) {
            return is(b, c, a);
        }
        if same_unit(b, c) && changes(a) && to(first) && before(second) {
            return is(c, b, a);
        }
        let raised = change(first) && from(second);
        if raised && same_unit(a, c) && changes(b) { is(c, a, b) } else { None }
    }

    /// "Against a budget of 96 million it cost 131 million, an overrun of 36 percent": the sum that was planned, what it came to, and the share by which that is more or less.
    /// The two sums stand alone before the excess, which is set beside them, and nothing behind it says of what else it is.
    fn excess(&self, index: usize, figures: &[usize]) -> Option<Ratio> {
        let first = self.text.tokens_in(self.quantity(index).span).start;
        let noun = first.checked_sub(4).filter(|_| self.text.lower(first - 1) == "of").map(|at| at + 2)?;
        let apposed = self.text.lower(noun - 2) == "," && matches!(self.text.lower(noun - 1), "a" | "an");
        let over = self.tables.over.contains(self.text.lower(noun));
        if !apposed || !over && !self.tables.under.contains(self.text.lower(noun)) {
            return None;
        }
        let place = figures.iter().position(|&i| i == index)?;
        let next = figures.get(place + 1).copied();
        let likewise =
            |&next: &usize| self.between(index, next).is_some_and(|gap| self.fits(&self.tables.likewise, &gap));
        let by = if self.is_share(index) { index } else { next.filter(likewise)? };
        let sentence = self.text.sentence_at(self.quantity(index).span.start)?;
        let own = |&&i: &&usize| i < index && self.text.sentence_at(self.quantity(i).span.start) == Some(sentence);
        let sums: Vec<usize> = figures.iter().filter(own).copied().collect();
        let &[a, b] = sums.as_slice() else { return None };
        let planned = [self.is_planned(a, None), self.is_planned(b, Some(a))];
        let fits = self.is_share(by) && !self.is_share(a) && !self.is_share(b) && self.alike(a, b);
        let (from, to) = match planned {
            [true, false] if fits && self.is_of_planned(by) => (a, b),
            [false, true] if fits && self.is_of_planned(by) => (b, a),
            _ => return None,
        };
        let more = self.quantity(from).value()? < self.quantity(to).value()?;
        (more == over).then_some(Ratio::Change { from: from as u32, to: to as u32, by: by as u32 })
    }

    /// Whether a share ends its clause, or is told to be one of what was planned: "27 percent of what was approved".
    fn is_of_planned(&self, share: usize) -> bool {
        let after = self.text.tokens_in(self.quantity(share).digits).end;
        let unit = self.text.tokens_in(self.quantity(share).span).end.max(after);
        let end = (unit..(unit + OPENING).min(self.text.tokens.len()))
            .find(|&i| matches!(self.text.lower(i), "," | "." | ";" | ":" | ")" | "!" | "?"));
        let Some(end) = end else { return unit >= self.text.tokens.len() };
        unit == end
            || self.text.lower(unit) == "of" && (unit..end).any(|i| self.tables.planned.contains(self.text.lower(i)))
    }

    /// Whether the words right before a figure say that it was planned.
    fn is_planned(&self, index: usize, after: Option<usize>) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        let least = after.map_or(0, |after| self.text.tokens_in(self.quantity(after).span).end);
        (at.saturating_sub(PLANNED).max(least)..at).any(|i| self.tables.planned.contains(self.text.lower(i)))
    }

    /// Whether no more than a verb, and no time, stands between a whole and its share.
    fn near(&self, whole: usize, share: usize) -> bool {
        let gap = Span { start: self.quantity(whole).span.end, end: self.quantity(share).span.start };
        let timed = self.mentions.times.iter().any(|time| time.span.overlaps(gap));
        !timed && self.text.tokens_in(gap).len() <= DONE
    }

    /// "312 out of 523 (60 %)": part and whole are read as one share.
    fn counted_out(&self, of: usize, share: usize) -> Option<Ratio> {
        let digits = self.text.tokens_in(self.quantity(of).digits);
        let numbers = digits.clone().filter(|&i| self.text.token(i).kind == TokenKind::Number).count();
        let counted = self.quantity(of).unit.as_deref() == Some("fraction") && numbers == 2;
        if !counted || !self.is_share(share) || !self.ends(share) {
            return None;
        }
        let gap = self.between(of, share)?;
        let index = of as u32;
        self.fits(&self.tables.alias, &gap).then_some(Ratio::Share { part: index, whole: index, share: share as u32 })
    }

    /// Whether a share and a whole are of the same things, as far as both tell.
    fn is_of_same(&self, share: usize, whole: usize) -> bool {
        let (share, whole) = (self.quantity(share), self.quantity(whole));
        whole.measured.is_none() || share.measured == whole.measured
    }

    /// Whether two figures can be a part and a whole, or two ends: one unit, or counts, and both with a word such as "million" or none: in "from 2.9 to 3.4 billion"
    /// the one belongs to both.
    fn alike(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.quantity(i), self.quantity(j));
        let scaled = |quantity: &Quantity| {
            self.text.tokens_in(quantity.digits).filter(|&i| self.text.token(i).kind == TokenKind::Word).count()
        };
        if scaled(a) != scaled(b) {
            return false;
        }
        a.unit == b.unit || a.unit.is_none() && a.measured.is_none() || b.unit.is_none() && b.measured.is_none()
    }

    /// Whether nothing follows a figure that makes it one of something else: "(38 % of the vote)".
    fn ends(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).end;
        self.text.tokens.get(at).is_none_or(|_| matches!(self.text.lower(at), ")" | "," | "." | ";" | ":" | "!" | "?"))
    }

    /// Whether nothing is added to the last of two ends: "from 210 to 250 plus 44 in the annex", "from 42 percent in May and 33 percent in April".
    fn is_last(&self, index: usize) -> bool {
        let end = self.quantity(index).span.end;
        let next = self
            .mentions
            .quantities
            .get(index + 1)
            .filter(|next| self.text.sentence_at(next.span.start) == self.text.sentence_at(end.saturating_sub(1)));
        let Some(next) = next else { return true };
        let between = self.text.tokens_in(Span { start: end, end: next.span.start.max(end) });
        between.len() > BETWEEN || !between.clone().any(|i| self.tables.further.contains(self.text.lower(i)))
    }

    /// Whether "of" or "out of" opens the sentence before a figure: "Of the 61 wells, 23 …", "of the firm's 2,413 employees".
    fn opens(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        let Some(sentence) = self.text.sentence_at(self.quantity(index).span.start) else { return false };
        let start = self.text.sentences[sentence].tokens.start as usize;
        let of = if start < at && self.text.lower(start) == "out" { start + 1 } else { start };
        let near = at.checked_sub(of).is_some_and(|n| n == 1 || n == 2);
        let owned = || at - of <= OPENING && matches!(self.text.lower(at - 1), "'s" | "’s" | "'" | "’");
        of < at && self.text.lower(of) == "of" && (near || owned())
    }

    /// "By an average of 40 percent", "by 5 percent a year": no change of the whole.
    fn averaged(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        (at.saturating_sub(3)..at)
            .any(|i| matches!(self.text.lower(i), "average" | "averaged" | "annual" | "yearly" | "each"))
    }

    /// Whether "from" stands before a figure.
    fn led(&self, index: usize) -> bool {
        let at = self.text.tokens_in(self.quantity(index).span).start;
        at.checked_sub(1).is_some_and(|before| self.text.lower(before) == "from")
    }

    /// What stands between two figures of a sentence, in small letters, without times and the prepositions before them.
    fn between(&self, a: usize, b: usize) -> Option<String> {
        let (left, right) = (self.quantity(a), self.quantity(b));
        let gap = Span { start: left.span.end, end: right.span.start.max(left.span.end) };
        let tokens = self.text.tokens_in(gap);
        let same = self.text.sentence_at(left.span.start) == self.text.sentence_at(right.span.start);
        if !same || tokens.is_empty() || tokens.len() > BETWEEN || left.span.end > right.span.start {
            return None;
        }
        let times = &self.mentions.times;
        let timed = |i: usize| {
            let span = self.text.token(i).span;
            let next = times.partition_point(|time| time.span.end <= span.start);
            times.get(next).is_some_and(|time| time.span.contains(span))
        };
        let before_time =
            |i: usize| matches!(self.text.lower(i), "in" | "at" | "on" | "by") && i + 1 < tokens.end && timed(i + 1);
        let mut words = String::new();
        for i in tokens.clone().filter(|&i| !timed(i) && !before_time(i)) {
            if !words.is_empty() && self.text.lower(i) != "," {
                words.push(' ');
            }
            words.push_str(self.text.lower(i));
        }
        Some(words)
    }
}
