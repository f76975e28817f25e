//! Walks over a sentence, reads each number with what stands around it, and builds the quantities.

use super::context::Context;
use super::decimal::Decimal;
use super::extents::{Shape, extent};
use super::noun::{self, Noun, Wanted};
use super::number::{self, Figure};
use super::skip::{self, Beside};
use super::tables::{Bounding, Flag, UnitKind};
use super::units::{self, Found};
use super::{Bounds, Change, FRACTION, Quantity, change, coded, compound, multiple, range, vague};
use crate::extent::Extent;
use crate::text::TokenKind;

/// The outcome at one token: perhaps a quantity, and where to go on.
pub(super) struct Step {
    pub quantity: Option<Quantity>,
    pub next: usize,
}

impl Step {
    pub(super) fn over(next: usize) -> Self {
        Self { quantity: None, next }
    }
}

/// Whether a token can begin a number; the only question that is asked of every token.
pub(super) fn triggers(cx: &Context, at: usize) -> bool {
    let token = &cx.text.tokens[at];
    token.kind == TokenKind::Number || cx.tables.begins(cx.classes.get(token.lower)) || coded::triggers(cx, at)
}

/// Reads what begins at a token that triggers. `free` is the first token that belongs to no earlier quantity.
pub(super) fn at(cx: &Context, at: usize, free: usize) -> Step {
    if let Some(step) =
        vague::read(cx, at).or_else(|| multiple::read(cx, at)).or_else(|| coded::read(cx, at)).or_else(|| age(cx, at))
    {
        return step;
    }
    let Some(figure) = number::read(cx, at).filter(|f| f.tokens.start >= free) else {
        return Step::over(skip_unreadable(cx, at));
    };
    if figure.ordinal {
        return ordinal(cx, figure);
    }
    if let Some(end) = skip::glued(cx, &figure) {
        return Step::over(end);
    }
    if is_numbered(cx, &figure) {
        return numbered(cx, figure);
    }
    if let Some(step) = range::read(cx, &figure).or_else(|| range::ratio(cx, &figure)) {
        return step;
    }
    amount(cx, figure)
}

/// Whether "No.", "number" or the like stands before a number. A sentence may have been cut after the stop.
fn is_numbered(cx: &Context, figure: &Figure) -> bool {
    let whole = Context { start: 0, ..*cx };
    let before = whole.back(figure.tokens.start, 1);
    let (mark, stop) =
        if whole.is(before, ".") && whole.glued(before) { (whole.back(before, 1), true) } else { (before, false) };
    // A bare "no" is a rank only where its capital cannot be that of a sentence.
    let bare = whole.is(mark, "no") && !stop && (!whole.capital(mark) || mark == cx.start);
    whole.flag(mark, Flag::RankMark) && !bare && figure.power.is_none() && figure.small(100_000)
}

fn numbered(cx: &Context, figure: Figure) -> Step {
    let noun = noun::counted(cx, figure.tokens.end, Wanted::Singular).filter(|n| !cx.capital(n.tokens.start));
    let mut parts = Parts::new(cx, Figure { ordinal: true, shape: Shape::Whole, ..figure });
    parts.end = noun.as_ref().map_or(parts.end, |n| n.tokens.end);
    parts.noun = noun;
    parts.build(cx)
}

/// An age: "34 years old", "34-year-old", "aged 34", "Ana Ruiz, 34,".
pub(super) fn age(cx: &Context, at: usize) -> Option<Step> {
    let figure = number::read(cx, at).filter(|f| !f.ordinal && !f.fraction && f.power.is_none() && f.small(130))?;
    let (start, end) = (figure.tokens.start, figure.tokens.end);
    let before = cx.back(start, 1);
    let dash = usize::from(cx.dash(end));
    let unit = cx.tables.age_unit(cx.lower(end + dash));
    let after = end + 1 + 2 * dash;
    let old = cx.is(after, "old") && (dash == 0 || cx.dash(after - 1));
    let of_age = cx.is(after, "of") && cx.is(after + 1, "age");
    let (name, to) = match unit {
        Some(unit) if old || of_age => (unit, after + 1 + usize::from(of_age)),
        _ if cx.any(end, &["yo", "y.o."]) => ("year", end + 1),
        _ if cx.any(before, &["aged", "age"]) && unit.is_none() => ("year", end),
        _ if figure.bare(cx) && is_apposed(cx, start, end) => ("year", end),
        _ => return None,
    };
    let mut parts = Parts::new(cx, Figure { shape: Shape::Whole, ..figure });
    parts.end = to;
    let name = format!("{name} of age");
    parts.unit = Some(Found { name, kind: UnitKind::Measure, edge: to, scale: None, power: 0 });
    Some(parts.finish(cx))
}

/// Whether a number stands between commas after a name.
fn is_apposed(cx: &Context, start: usize, end: usize) -> bool {
    let name = cx.back(start, 2);
    cx.is(cx.back(start, 1), ",")
        && cx.capital(name)
        && cx.is_word(name)
        && cx.any(end, &[",", ".", ";"])
        && cx.capital(cx.back(name, 1))
}

/// Past the digits of a time, a version or a list that makes no number.
fn skip_unreadable(cx: &Context, at: usize) -> usize {
    let mut end = at + 1;
    while cx.is_number(at) && cx.glued(end) && cx.glued(end + 1) && cx.is_number(end + 1) {
        end += 2;
    }
    end
}

fn amount(cx: &Context, figure: Figure) -> Step {
    let mut parts = Parts::new(cx, figure);
    parts.surround(cx);
    let beside = Beside { unit: parts.unit.is_some(), noun: parts.noun.is_some(), money: false };
    if skip::is_reference(cx, &parts.figure, beside) {
        return Step::over(parts.figure.tokens.end);
    }
    parts.finish(cx)
}

fn ordinal(cx: &Context, figure: Figure) -> Step {
    let end = figure.tokens.end;
    let before = cx.back(figure.tokens.start, 1);
    let hyphen = usize::from(cx.hyphen(end));
    let noun = noun::counted(cx, end + hyphen, Wanted::Singular);
    if hyphen > 0 && !(cx.lower(end + 1).ends_with("est") || cx.is(end + 1, "most")) {
        return Step::over(end);
    }
    let held = cx.flag(before, Flag::Determiner) || !figure.small(4) || hyphen > 0;
    let title = cx.capital(figure.tokens.start) && cx.capital(end) && hyphen == 0 && figure.tokens.start > cx.start;
    let idiom = title || cx.flag(end + hyphen, Flag::OrdinalIdiom) || cx.hyphen(before) && cx.has(before);
    let Some(noun) = noun.filter(|_| held && !idiom) else { return Step::over(end) };
    let mut parts = Parts::new(cx, figure);
    parts.end = noun.tokens.end;
    parts.noun = Some(noun);
    parts.build(cx)
}

/// A quantity while its parts are found.
pub(super) struct Parts {
    pub figure: Figure,
    /// The upper end of a range.
    pub second: Option<Figure>,
    /// First token, and one past the last.
    pub start: usize,
    pub end: usize,
    pub unit: Option<Found>,
    pub noun: Option<Noun>,
    pub of: Option<std::ops::Range<usize>>,
    pub per: Option<String>,
    pub bounding: Bounding,
    pub change: Option<Change>,
}

impl Parts {
    /// A number with the sign and currency before it.
    pub(super) fn new(cx: &Context, mut figure: Figure) -> Self {
        let mut start = figure.tokens.start;
        let mut unit = units::prefix(cx, start).or_else(|| units::name_before(cx, &figure));
        // "10 CHF 20 USD": the code is that of the number before it.
        let taken =
            |u: &Found| cx.is_word(u.edge) && cx.is_number(cx.back(u.edge, 1)) && units::suffix(cx, &figure).is_some();
        unit = unit.filter(|u| !taken(u));
        if let Some(power) = unit.as_ref().map(|u| u.power).filter(|&power| power > 0 && figure.power.is_none()) {
            scaled_by(&mut figure, power);
        }
        if minus(cx, start, figure.digits) {
            figure.value = figure.value.negated();
            start -= 1;
        }
        let start = unit.as_ref().map_or(start, |u| u.edge.min(start));
        let end = figure.tokens.end;
        let bounding = Bounding::As(Bounds::Exact);
        Self { figure, second: None, start, end, unit, noun: None, of: None, per: None, bounding, change: None }
    }

    /// Finds unit, counted noun, "per" and "of" after the number.
    pub(super) fn surround(&mut self, cx: &Context) {
        self.bound_after(cx);
        self.unit_after(cx);
        self.part_of_unit(cx);
        compound::by_marks(cx, self);
        compound::add_lesser(cx, self);
        self.unit = units::weigh(cx, self.unit.take(), self.second.as_ref().unwrap_or(&self.figure));
        self.noun_after(cx);
        multiple::after(cx, self);
        let next = self.end;
        self.of = noun::of(cx, next);
        let rate_at = self.of.as_ref().map_or(next, |o| o.end);
        if let Some((words, end)) = noun::per(cx, next).or_else(|| noun::per(cx, rate_at)) {
            self.join_rate(cx, words);
            self.end = if noun::per(cx, next).is_some() { end } else { self.end };
        }
        if self.unit.is_none() && self.noun.is_none() {
            self.noun = self.of.as_ref().and_then(|o| noun::of_noun(cx, o)).or_else(|| self.told_later(cx));
        }
        if self.figure.fraction && self.unit.is_none() {
            self.share(cx);
        }
    }

    /// A rate, which some units have in them: "80 miles an hour" is in the unit of "80 mph".
    fn join_rate(&mut self, cx: &Context, base: String) {
        let joined = self.unit.as_ref().and_then(|u| units::named(cx, &format!("{} per {base}", u.name), u.edge));
        match joined {
            Some(unit) => self.unit = Some(unit),
            None => self.per = Some(base),
        }
    }

    /// What is counted where it stands beyond the number: "88 and 76 per cent", "26 or 31 wells", "of these, 40 were nurses".
    fn told_later(&mut self, cx: &Context) -> Option<Noun> {
        let at = self.end;
        if cx.any(at, &["were", "are"]) && !self.figure.fraction {
            return noun::counted(cx, at + 1, Wanted::Plural);
        }
        if let Some(noun) = priced(cx, at) {
            return Some(noun);
        }
        let hyphen = usize::from(cx.hyphen(at));
        let by = at + hyphen;
        if cx.any(by, &["x", "×", "by"]) && cx.is_number(by + 1 + hyphen) && !self.figure.fraction {
            let next = number::read(cx, by + 1 + hyphen)?;
            self.unit = units::suffix(cx, &next).filter(|u| u.scale.as_ref().is_some_and(|s| s.of == "length"));
            return None;
        }
        let grows = cx.is(at, "to") && cx.is(cx.back(self.start, 1), "from");
        if !(grows || cx.any(at, &["and", "or"])) || !(cx.is_number(at + 1) || cx.word(at + 1).number.is_some()) {
            return None;
        }
        let next = number::read(cx, at + 1).filter(|f| !f.ordinal && !f.fraction)?;
        // "35 million or 27 per cent": the one is the other in another unit.
        if cx.is(at, "or") && self.figure.power.is_some() && next.power.is_none() {
            return None;
        }
        if grows {
            self.scale_to(&next);
        }
        if let Some(unit) = units::suffix(cx, &next) {
            self.unit = Some(unit);
            return None;
        }
        noun::counted(cx, next.tokens.end, Wanted::Plural)
    }

    /// "From 2 to 3 million": the magnitude is that of both where the two are of one size then.
    fn scale_to(&mut self, next: &Figure) {
        let Some(power) = next.power.filter(|_| self.figure.power.is_none() && self.figure.small(1000)) else { return };
        let scaled = self.figure.value.times(power);
        let ten = |a: Decimal, b: Decimal| a.times(Decimal::int(10)).is_some_and(|a| b.less(a));
        if scaled.is_some_and(|scaled| ten(scaled, next.value) && ten(next.value, scaled)) {
            let end = self.figure.tokens.end;
            let mut figure = self.figure.clone();
            if figure.times(power, end).is_some() {
                self.figure = figure;
            }
        }
    }

    fn unit_after(&mut self, cx: &Context) {
        let last = self.second.as_ref().unwrap_or(&self.figure);
        let Some(unit) = units::suffix(cx, last) else { return };
        self.end = unit.edge;
        if unit.power > 0 && self.unit.is_none() {
            scaled_by(&mut self.figure, unit.power);
            self.second.iter_mut().for_each(|second| scaled_by(second, unit.power));
        }
        // "$10 dollars": the sign says more than the word.
        if self.unit.is_none() {
            self.unit = Some(unit);
        }
    }

    /// "half a mile", "three quarters of an inch", "a quarter of a percentage point": a share of one unit is an amount in it.
    fn part_of_unit(&mut self, cx: &Context) {
        let less = self.figure.fraction || self.figure.value.abs().less(Decimal::int(1));
        if !less || self.unit.is_some() || self.second.is_some() {
            return;
        }
        let end = self.figure.tokens.end;
        let of = end + usize::from(cx.is(end, "of"));
        let at = of + usize::from(cx.article(of));
        if at == end || at == of && of > end {
            return;
        }
        if let Some(unit) = units::at(cx, &self.figure, at).filter(|u| u.power == 0) {
            self.figure.fraction = false;
            self.end = unit.edge;
            self.unit = Some(unit);
        }
    }

    fn noun_after(&mut self, cx: &Context) {
        let hyphen = cx.hyphen(self.end);
        let at = self.end + usize::from(hyphen);
        if hyphen && (cx.flag(at, Flag::HyphenIdiom) || cx.is(at, "by")) {
            return;
        }
        let one = self.second.is_none() && self.figure.value == Decimal::int(1);
        let wanted = if self.unit.is_some() || (one && !hyphen) {
            Wanted::Singular
        } else if hyphen || self.figure.power.is_some() {
            Wanted::Next
        } else {
            Wanted::Plural
        };
        let noun = noun::counted(cx, at, wanted);
        if let Some(kind) = self.unit.as_ref().map(|u| u.kind) {
            // A unit counts nothing; what follows it is what it measures ("a 4.6-metre mirror") and not part of the amount.
            self.noun = noun.filter(|n| kind != UnitKind::Percent && n.tokens.len() < 4);
        } else if let Some(noun) = noun {
            self.end = noun.tokens.end;
            self.noun = Some(noun);
        }
    }

    /// "half the voters": what the share is taken of, where no "of" says it.
    fn share(&mut self, cx: &Context) {
        let at = self.figure.tokens.end;
        // "Shares rose 1/4 point": no share of anything.
        if cx.flag(at, Flag::Halved) {
            (self.end, self.noun) = (at + 1, Some(Noun { tokens: at..at + 1, head: at }));
            return;
        }
        if self.of.is_none() && cx.flag(at, Flag::Determiner) && !cx.article(at) {
            self.of = noun::phrase(cx, at);
        }
        if self.noun.is_none() || self.of.is_some() {
            let name = FRACTION.to_owned();
            self.unit = Some(Found { name, kind: UnitKind::Measure, edge: at, scale: None, power: 0 });
        }
    }

    fn bound_after(&mut self, cx: &Context) {
        let longest = change::bound_after(cx, self.end);
        if let Some((end, bounding)) = longest {
            (self.end, self.bounding) = (end, bounding);
        }
    }

    /// Adds bounds, change and builds.
    pub(super) fn finish(mut self, cx: &Context) -> Step {
        let (start, bounding) = change::bound_before(cx, self.start);
        self.start = start;
        if bounding != Bounding::As(Bounds::Exact) {
            self.bounding = bounding;
        } else if self.bounding == Bounding::As(Bounds::Exact) {
            self.bound_after(cx);
        }
        self.change = change::of(cx, start, self.end, self.counts(cx));
        self.build(cx)
    }

    /// Whether the amount ends with a plural that it counts.
    fn counts(&self, cx: &Context) -> bool {
        let plural = |noun: &Noun| noun.tokens.end == self.end && noun::plural(cx, noun.head);
        self.unit.is_none() && self.noun.as_ref().is_some_and(plural)
    }

    pub(super) fn build(self, cx: &Context) -> Step {
        let last = self.second.as_ref().map_or(self.figure.tokens.end, |s| s.tokens.end);
        let kind = self.unit.as_ref().map(|u| u.kind);
        let kind = kind.filter(|_| !self.figure.fraction);
        let range = self.second.as_ref().map(|s| (self.figure.value.to_string(), s.value.to_string()));
        let extent = match &self.second {
            Some(second) => Extent::between(self.figure.value.to_f64(), second.value.to_f64()),
            None => extent(self.figure.value, self.figure.shape, kind, self.bounding),
        };
        let bound = match self.bounding {
            _ if range.is_some() => Bounds::Range,
            Bounding::As(bound) => bound,
            Bounding::JustOver => Bounds::MoreThan,
            Bounding::Exactly | Bounding::Filler => Bounds::Exact,
        };
        let mut span = cx.span(self.start..self.end.max(last));
        // "It weighs 5 kg.": the stop is the sentence's.
        let measured = self.unit.is_some() || self.per.is_some();
        if measured && self.end == cx.end && cx.raw(cx.end - 1).ends_with('.') && !cx.is(cx.end - 1, ".") {
            span.end -= 1;
        }
        let quantity = Quantity {
            span,
            digits: cx.span(self.figure.tokens.start..last),
            number: range.is_none().then(|| self.figure.value.to_string()),
            range,
            extent,
            scale: self.unit.as_ref().and_then(|u| u.scale.clone()),
            unit: self.unit.map(|u| u.name),
            measured: self.noun.as_ref().map(|n| noun::singular(cx, n.head)),
            noun: self.noun.map(|n| cx.span(n.tokens)),
            of: self.of.map(|o| cx.span(o)),
            bound,
            change: self.change,
            per: self.per,
            ordinal: self.figure.ordinal,
        };
        Step { quantity: Some(quantity), next: self.end.max(last) }
    }
}

/// "Two $5 bills", "3 USD50 cards": the noun beyond the price.
fn priced(cx: &Context, at: usize) -> Option<Noun> {
    let end = if coded::is_amount(cx, at) {
        at + 1
    } else {
        let digits = (at + 1..at + 3).find(|&i| cx.is_number(i))?;
        units::prefix(cx, digits).filter(|u| u.edge == at)?;
        number::read(cx, digits)?.tokens.end
    };
    noun::counted(cx, end, Wanted::Plural)
}

/// Multiplies by the power of ten that stands with the unit; what cannot be told stays as it is.
fn scaled_by(figure: &mut Figure, power: u8) {
    let (mut scaled, end) = (figure.clone(), figure.tokens.end);
    if Decimal::power(power.into()).and_then(|p| scaled.times(p, end)).is_some() {
        *figure = scaled;
    }
}

/// A minus sign that belongs to the digits.
fn minus(cx: &Context, start: usize, digits: bool) -> bool {
    let mark = cx.back(start, 1);
    if cx.any(mark, &["minus", "negative"]) && !cx.is_number(cx.back(mark, 1)) {
        return true;
    }
    digits
        && cx.any(mark, &["-", "−", "‑"])
        && cx.glued(start)
        && (!cx.glued(mark) || cx.any(cx.back(mark, 1), &["(", "$", "€", "£"]))
}
